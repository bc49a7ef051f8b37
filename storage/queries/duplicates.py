"""Invoices that may be the same one."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, or_, select

from storage.codec import from_json
from storage.domain.duplicate import Candidate, Likeness, candidate_of, likeness_of
from storage.domain.invoice import FieldName, Invoice
from storage.domain.mailbox import Direction
from storage.models.document import DocumentRow
from storage.models.duplicate import DuplicateRow, InvoiceKeyRow
from storage.models.invoice import InvoiceRow

_ORDER = tuple(Likeness)
"""The surest first."""


@dataclass(frozen=True)
class Resemblance:
    """What an invoice is most like.

    Attributes:
        other: The one that was there before.
        likeness: How they are alike.
    """

    other: InvoiceRow
    likeness: Likeness


def candidate_in(invoice: InvoiceRow) -> Candidate:
    """Return what duplicates of an invoice are found by; its whole content is read for that."""
    return candidate_of(from_json(Invoice, invoice.content))


def find_alike(session: Session, invoice: InvoiceRow, mine: Candidate) -> Resemblance | None:
    """Return the filed invoice that an invoice is most like, and how; the older of several.

    Those that a person said to be another one do not count, and no copies of others.

    Args:
        session: An open transaction.
        invoice: The one that may be there already, its supplier known where it names one.
        mine: What it is found by.
    """
    told_apart = _told_apart(session, invoice.id)
    best: Resemblance | None = None
    for row in _of_same_seller(session, invoice, mine):
        if row.id in told_apart:
            continue
        likeness = likeness_of(mine, candidate_in(row))
        if likeness and (best is None or _ORDER.index(likeness) < _ORDER.index(best.likeness)):
            best = Resemblance(row, likeness)
    return best


def copies_of(session: Session, invoice_id: str) -> Sequence[InvoiceRow]:
    """Return the copies of an invoice, locked, the older first."""
    return session.exec(
        select(InvoiceRow)
        .where(InvoiceRow.copy_of_id == invoice_id)
        .order_by(col(InvoiceRow.id))
        .with_for_update()
    ).all()


def key_of(session: Session, invoice_id: str) -> InvoiceKeyRow | None:
    """Return the key that an invoice holds."""
    return session.get(InvoiceKeyRow, invoice_id)


def pair_of(session: Session, invoice_id: str, other_id: str) -> DuplicateRow | None:
    """Return the pair of two invoices, whichever is the later one."""
    ids = (invoice_id, other_id)
    return session.exec(
        select(DuplicateRow).where(
            col(DuplicateRow.invoice_id).in_(ids), col(DuplicateRow.other_id).in_(ids)
        )
    ).first()


def _of_same_seller(session: Session, invoice: InvoiceRow, mine: Candidate) -> list[InvoiceRow]:
    """Return filed invoices of the same seller that have the number or the total, the older first.

    Numbers are compared by their keys; one without a known seller is compared by the seller's name.
    """
    keyed = select(InvoiceKeyRow.invoice_id).where(
        InvoiceKeyRow.dossier_id == invoice.dossier_id, InvoiceKeyRow.number == mine.number
    )
    rows = session.exec(
        select(InvoiceRow)
        .join(DocumentRow, col(DocumentRow.id) == col(InvoiceRow.document_id))
        .where(
            InvoiceRow.id != invoice.id,
            InvoiceRow.dossier_id == invoice.dossier_id,
            InvoiceRow.direction == invoice.direction,
            InvoiceRow.supplier_id == invoice.supplier_id,
            col(InvoiceRow.reception).is_not(None),
            col(DocumentRow.withdrawn).is_(False),
            or_(
                col(InvoiceRow.id).in_(keyed),
                col(InvoiceRow.total_with_vat) == (mine.total or ""),
            ),
        )
        .order_by(col(InvoiceRow.id))
    ).all()
    if invoice.supplier_id is not None or invoice.direction is Direction.SALE:
        return list(rows)
    name = _seller_name(invoice)
    return [row for row in rows if name and _seller_name(row) == name]


def _seller_name(invoice: InvoiceRow) -> str:
    field = invoice.content.get("fields", {}).get(FieldName.SELLER_NAME, {})
    return " ".join(str(field.get("value", "")).casefold().split())


def _told_apart(session: Session, invoice_id: str) -> set[str]:
    rows = session.exec(
        select(DuplicateRow).where(
            or_(DuplicateRow.invoice_id == invoice_id, DuplicateRow.other_id == invoice_id),
            col(DuplicateRow.undone_at).is_not(None),
        )
    ).all()
    return {row.other_id if row.invoice_id == invoice_id else row.invoice_id for row in rows}
