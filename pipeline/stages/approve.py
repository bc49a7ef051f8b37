"""Decide how an invoice enters its dossier: accepted at once, or to be accepted by a person.

In: the inputs of the decision, gathered from an invoice whose fields were checked, its supplier and
its sender. Out: ``File`` with every reason, ``Hold`` or ``Reject``. Reads nothing outside its
arguments; the same inputs are stored with what it answers.
Rules: `storage.domain.decision`; design, "Approval".
"""

from pipeline.stage import File, Hold, Outcome, Reject, Tools, Work
from storage.domain.decision import Answer, Ending, decide


def run(work: Work, tools: Tools) -> Outcome:
    """Apply the dossier's reception policy (« Approuver la réception ») to one invoice."""
    return outcome_of(decide(work.inputs))


def outcome_of(answer: Answer) -> File | Hold | Reject:
    """Return a decision as a stage answers it."""
    if answer.reception is not None:
        return File(answer.reception, answer.reasons)
    return (Hold if answer.ending is Ending.HOLD else Reject)(answer.reasons)
