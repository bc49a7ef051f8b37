"""Find out whether an invoice that is filed is there already, and keep what was found.

One invoice of a seller, number and year holds their key: of two that are filed at once, the other
one sees the first.
"""

from datetime import datetime

from sqlmodel import Session

from storage import feed
from storage.actions.approve_again import set_apart
from storage.actions.reopen import reopen_refused
from storage.database import insert
from storage.domain.duplicate import Candidate, Likeness, likeness_of
from storage.domain.mailbox import Direction
from storage.ids import new_id
from storage.models.document import DocumentRow
from storage.models.duplicate import DuplicateRow, InvoiceKeyRow
from storage.models.invoice import InvoiceRow
from storage.queries.duplicates import (
    Resemblance,
    candidate_in,
    copies_of,
    find_alike,
    key_of,
    pair_of,
)


def find_duplicates(
    session: Session, invoice: InvoiceRow, mine: Candidate, now: datetime
) -> Resemblance | None:
    """Take the key of an invoice, and return what the invoice is most like.

    Args:
        session: An open write transaction.
        invoice: A row of that transaction, locked, its supplier known.
        mine: What it is found by.
        now: The present instant.
    """
    _take_key(session, invoice, mine)
    found = find_alike(session, invoice, mine)
    if found is not None and pair_of(session, invoice.id, found.other.id) is None:
        pair = DuplicateRow(
            id=new_id("dup"),
            firm_id=invoice.firm_id,
            dossier_id=invoice.dossier_id,
            invoice_id=invoice.id,
            other_id=found.other.id,
            likeness=found.likeness,
            created_at=now,
        )
        insert(session, pair)
    return found


def note_copy(session: Session, invoice: InvoiceRow, first: InvoiceRow) -> None:
    """Make an invoice another copy of one that is filed; a refused one comes back for review."""
    invoice.copy_of_id = first.id
    session.add(invoice)
    feed.announce(session, "document.source_added", session.get_one(DocumentRow, first.document_id))
    reopen_refused(session, first)


def release_copies(session: Session, invoice: InvoiceRow, mine: Candidate | None) -> None:
    """Have those copies of an invoice filed for themselves that are no longer the same as it is.

    Args:
        session: An open write transaction.
        invoice: What they were copies of.
        mine: What that is found by now; None where it is no invoice of the dossier any more.
    """
    for copy in copies_of(session, invoice.id):
        if mine is None or likeness_of(candidate_in(copy), mine) is not Likeness.SAME:
            set_apart(session, copy)


def give_key_back(session: Session, invoice_id: str) -> None:
    """Let another invoice have the key that an invoice holds."""
    held = key_of(session, invoice_id)
    if held is not None:
        session.delete(held)
        session.flush()


def _take_key(session: Session, invoice: InvoiceRow, mine: Candidate) -> None:
    """Take the key of an invoice; whoever holds it keeps it."""
    give_key_back(session, invoice.id)
    if not mine.number:
        return
    seller = invoice.supplier_id or ""
    if invoice.direction is Direction.PURCHASE and not seller:
        return
    insert(
        session,
        InvoiceKeyRow(
            invoice_id=invoice.id,
            dossier_id=invoice.dossier_id,
            direction=invoice.direction,
            seller=seller,
            number=mine.number,
            year=mine.year,
        ),
    )
