"""Find out whether an invoice that is filed is there already, and keep what was found.

One invoice of a seller, number and year holds their key: of two that are filed at once, the other
one sees the first.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from storage import feed
from storage.actions.approve_again import set_apart
from storage.actions.reopen import reopen_refused
from storage.codec import from_json
from storage.database import insert
from storage.domain.duplicate import Likeness, candidate_of, likeness_of
from storage.domain.invoice import Invoice
from storage.domain.mailbox import Direction
from storage.ids import new_id
from storage.models.document import DocumentRow
from storage.models.duplicate import DuplicateRow, InvoiceKeyRow
from storage.models.invoice import InvoiceRow
from storage.queries.duplicates import copies_of, find_alike, key_of, pair_of


@dataclass(frozen=True)
class Resemblance:
    """What an invoice is most like.

    Attributes:
        other: The one that was there before.
        likeness: How they are alike.
    """

    other: InvoiceRow
    likeness: Likeness


def find_duplicates(session: Session, invoice: InvoiceRow, now: datetime) -> Resemblance | None:
    """Take the key of an invoice, and return what the invoice is most like.

    Args:
        session: An open write transaction.
        invoice: A row of that transaction, locked, its supplier known.
        now: The present instant.
    """
    _take_key(session, invoice)
    found = find_alike(session, invoice)
    if found is None:
        return None
    other, likeness = found
    if pair_of(session, invoice.id, other.id) is None:
        pair = DuplicateRow(
            id=new_id("dup"),
            firm_id=invoice.firm_id,
            dossier_id=invoice.dossier_id,
            invoice_id=invoice.id,
            other_id=other.id,
            likeness=likeness,
            created_at=now,
        )
        insert(session, pair)
    return Resemblance(other, likeness)


def note_copy(session: Session, invoice: InvoiceRow, first: InvoiceRow) -> None:
    """Make an invoice another copy of one that is filed; a refused one comes back for review."""
    invoice.copy_of_id = first.id
    session.add(invoice)
    feed.announce(session, "document.source_added", session.get_one(DocumentRow, first.document_id))
    reopen_refused(session, first)


def release_copies(session: Session, invoice: InvoiceRow, *, all_of_them: bool = False) -> None:
    """Have those copies of an invoice filed for themselves that are no longer the same as it is.

    Args:
        session: An open write transaction.
        invoice: What they were copies of, as it is now.
        all_of_them: It is no invoice of the dossier any more.
    """
    mine = candidate_of(from_json(Invoice, invoice.content))
    for copy in copies_of(session, invoice.id):
        theirs = candidate_of(from_json(Invoice, copy.content))
        if all_of_them or likeness_of(theirs, mine) is not Likeness.SAME:
            set_apart(session, copy)


def give_key_back(session: Session, invoice_id: str) -> None:
    """Let another invoice have the key that an invoice holds."""
    held = key_of(session, invoice_id)
    if held is not None:
        session.delete(held)
        session.flush()


def _take_key(session: Session, invoice: InvoiceRow) -> None:
    """Take the key of an invoice; whoever holds it keeps it."""
    give_key_back(session, invoice.id)
    mine = candidate_of(from_json(Invoice, invoice.content))
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
