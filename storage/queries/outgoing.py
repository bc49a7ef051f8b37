"""Mail to suppliers."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from storage.models.outgoing import OutgoingRow


def outgoing_of(session: Session, invoice_id: str) -> Sequence[OutgoingRow]:
    """Return the mails about an invoice, the older first."""
    return session.exec(
        select(OutgoingRow)
        .where(OutgoingRow.invoice_id == invoice_id)
        .order_by(col(OutgoingRow.id))
    ).all()
