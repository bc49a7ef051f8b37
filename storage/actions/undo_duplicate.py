"""A person says that two invoices are two."""

from datetime import datetime

from sqlmodel import Session

from storage import feed, journal
from storage.actions.approve_again import approve_for_itself
from storage.domain.state import Reception
from storage.models.duplicate import DuplicateRow
from storage.models.invoice import InvoiceRow


def undo_duplicate(session: Session, pair: DuplicateRow, actor: str, now: datetime) -> None:
    """Tell two invoices apart: the later one is approved for itself. Twice is as once.

    Args:
        session: An open write transaction.
        pair: A row of that transaction, locked.
        actor: For the journal: a person's name, or ``key:KEY_ID``.
        now: The present instant.
    """
    if pair.undone_at is not None:
        return
    pair.undone_by, pair.undone_at = actor, now
    session.add(pair)
    invoice = session.get_one(InvoiceRow, pair.invoice_id, with_for_update=True)
    if invoice.copy_of_id == pair.other_id:
        approve_for_itself(session, invoice)
    elif invoice.reception is Reception.TO_ACCEPT:
        invoice.reasons = [r for r in invoice.reasons if r.get("about") != pair.other_id]
        session.add(invoice)
    journal.note(session, invoice, actor, "tell_apart", {"other": pair.other_id})
    feed.announce(session, "invoice.told_apart", invoice)
