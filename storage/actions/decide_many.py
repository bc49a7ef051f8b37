"""Decisions on several invoices at once: each is taken or not, whatever becomes of the others."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlmodel import Session

from storage.actions import decide
from storage.domain.errors import ConflictError, InputError
from storage.domain.grounds import Grounds
from storage.domain.state import Decision, Reception
from storage.models.invoice import InvoiceRow
from storage.queries.scope import Scope


@dataclass(frozen=True)
class Asked:
    """One decision that is asked for.

    Attributes:
        invoice_id: The invoice.
        decision: Accept, refuse, dispute or undo.
        version: The one that was looked at; None for whichever there is.
        grounds: Why, for a refusal or a dispute.
    """

    invoice_id: str
    decision: Decision
    version: int | None = None
    grounds: Grounds = field(default_factory=Grounds)


@dataclass(frozen=True)
class Taken:
    """What became of one decision.

    Attributes:
        invoice_id: The invoice.
        reception: Afterwards; None where it is not filed, or does not exist.
        error: What stood in the way; None where the decision was taken.
    """

    invoice_id: str
    reception: Reception | None
    error: InputError | None = None


def decide_many(session: Session, scope: Scope, asked: Sequence[Asked], actor: str) -> list[Taken]:
    """Take several decisions; return what became of each, in their order.

    Args:
        session: An open write transaction.
        scope: What may be seen.
        asked: The decisions.
        actor: For the journal: a person's name, or ``key:KEY_ID``.
    """
    # Locked in one order, so that two callers never wait for each other.
    order = sorted(range(len(asked)), key=lambda at: asked[at].invoice_id)
    taken = {at: _take(session, scope, asked[at], actor) for at in order}
    return [taken[at] for at in range(len(asked))]


def _take(session: Session, scope: Scope, asked: Asked, actor: str) -> Taken:
    """Take one decision; one that cannot be taken leaves nothing behind."""
    before: Reception | None = None
    try:
        with session.begin_nested():
            row = scope.get(session, InvoiceRow, asked.invoice_id, lock=True)
            before = row.reception
            _decide(session, row, asked, actor)
            return Taken(asked.invoice_id, row.reception)
    except InputError as error:
        return Taken(asked.invoice_id, before, error)


def _decide(session: Session, row: InvoiceRow, asked: Asked, actor: str) -> None:
    if asked.version not in {None, row.version}:
        raise ConflictError(f"The present version is {row.version}.", code="superseded")
    match asked.decision:
        case Decision.ACCEPT:
            decide.accept(session, row, actor)
        case Decision.REFUSE:
            decide.refuse(session, row, asked.grounds, actor)
        case Decision.DISPUTE:
            decide.dispute(session, row, asked.grounds, actor)
        case Decision.UNDO:
            decide.undo(session, row, actor)
        case Decision.REOPEN:
            raise AssertionError("an invoice is reopened when it comes again, not when asked")
