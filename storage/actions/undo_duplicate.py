"""A person says of two invoices that look alike that they are one, or that they are two."""

from datetime import datetime

from sqlmodel import Session

from storage import feed, journal
from storage.actions.approve_again import set_apart
from storage.actions.find_duplicates import give_key_back
from storage.domain.errors import ConflictError
from storage.domain.reason import Reason
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
    if invoice.copy_of_id in {None, pair.other_id}:
        invoice.reasons = [r for r in invoice.reasons if r.get("about") != pair.other_id]
        set_apart(session, invoice)
    journal.note(session, invoice, actor, "tell_apart", {"other": pair.other_id})
    feed.announce(session, "invoice.told_apart", invoice)


def confirm_duplicate(session: Session, pair: DuplicateRow, actor: str) -> None:
    """Say that two invoices are one: the later one is a copy that waits for nobody any more.

    The first one has its sources. Twice is as once, and `undo_duplicate` takes it back.

    Args:
        session: An open write transaction.
        pair: A row of that transaction, locked.
        actor: For the journal: a person's name, or ``key:KEY_ID``.

    Raises:
        ConflictError: Something else was decided on the later one; ``code`` is
            ``illegal-transition``.
    """
    invoice = session.get_one(InvoiceRow, pair.invoice_id, with_for_update=True)
    if invoice.reception is None and invoice.copy_of_id == pair.other_id:
        return
    if invoice.reception is not Reception.TO_ACCEPT:
        raise ConflictError(
            f"An invoice that is {invoice.reception} is no copy.", code="illegal-transition"
        )
    pair.undone_by = pair.undone_at = None
    invoice.copy_of_id = pair.other_id
    invoice.reception = invoice.accounting = None
    invoice.reasons = [{"code": Reason.COPY_OF_INVOICE.value, "about": pair.other_id}]
    give_key_back(session, invoice.id)
    session.add_all((pair, invoice))
    journal.note(session, invoice, actor, "confirm_copy", {"other": pair.other_id})
    feed.announce(session, "invoice.linked", invoice)
