"""The journal of one object, and the earlier versions of an invoice."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from storage.models.invoice import InvoiceVersionRow
from storage.models.journal import JournalRow


def journal_of(session: Session, object_id: str) -> Sequence[JournalRow]:
    """Return what was done to an object, the older first."""
    return session.exec(
        select(JournalRow).where(JournalRow.object_id == object_id).order_by(col(JournalRow.id))
    ).all()


def versions_of(session: Session, invoice_id: str) -> Sequence[InvoiceVersionRow]:
    """Return the versions of an invoice that were filed, the older first."""
    return session.exec(
        select(InvoiceVersionRow)
        .where(InvoiceVersionRow.invoice_id == invoice_id)
        .order_by(col(InvoiceVersionRow.version))
    ).all()


def correction_of(session: Session, invoice_id: str, version: int) -> JournalRow | None:
    """Return the correction that made a version of an invoice; None where it was read."""
    rows = session.exec(
        select(JournalRow)
        .where(JournalRow.object_id == invoice_id, JournalRow.action == "correct")
        .order_by(col(JournalRow.id).desc())
    )
    return next((r for r in rows if r.detail and r.detail.get("version") == version), None)


def corrector_of(session: Session, invoice_id: str, version: int) -> str | None:
    """Return who made a version of an invoice; None where it was read."""
    correction = correction_of(session, invoice_id, version)
    return correction.actor if correction else None
