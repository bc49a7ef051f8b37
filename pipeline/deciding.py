"""Whether a decision on an invoice still holds when it is stored.

Between the moment when `approve` was given its inputs and the one when its answer is stored, trust
may have been taken away, an account refused, a policy changed. So the inputs are gathered once
more within the storing transaction, with the supplier locked; where they differ, the stage runs
again.
"""

from dataclasses import dataclass

from pipeline.cell import StageFailedError
from pipeline.evidence import Surroundings, inputs_for
from pipeline.stage import DocumentFacts, File, Hold, Outcome, Reject
from storage.actions.lease import Lease, held
from storage.codec import from_json
from storage.database import Session
from storage.domain.decision import Inputs, decide
from storage.domain.reason import Cause
from storage.domain.state import Reception
from storage.models.document import DocumentRow


@dataclass(frozen=True)
class Decided:
    """What a decision was made of.

    Attributes:
        inputs: As the stage was given them.
        around: What the database does not know.
    """

    inputs: Inputs
    around: Surroundings


def still_holds(session: Session, lease: Lease, outcome: Outcome, decided: Decided) -> bool:
    """Tell whether what an invoice was decided by is still so.

    Raises:
        LeaseLostError: Somebody else holds the work.
        StageFailedError: The stage answered otherwise than its inputs say.
    """
    held(session, lease)
    answer = decide(decided.inputs)
    if _said(outcome) != (answer.ending.value, answer.reception, answer.reasons):
        raise StageFailedError("it decided otherwise than its inputs say")
    document = session.get_one(DocumentRow, lease.object_id)
    facts = from_json(DocumentFacts, lease.facts)
    return inputs_for(session, document, facts, decided.around, lock=True) == decided.inputs


def _said(outcome: Outcome) -> tuple[str, Reception | None, tuple[Cause, ...]]:
    match outcome:
        case File(reception=reception, reasons=reasons):
            return "file", reception, reasons
        case Hold(reasons=reasons) | Reject(reasons=reasons):
            return type(outcome).__name__.lower(), None, reasons
        case _:
            raise StageFailedError("it decided nothing")
