"""Which blobs rows speak of."""

from collections.abc import Iterator

from sqlmodel import Session, select

from storage.domain.part import PartOutcome
from storage.models.document import DocumentRow
from storage.models.message import DeliveryRow, MessageRow, PartRow


def named_blobs(session: Session) -> Iterator[tuple[str, str]]:
    """Yield firm and SHA-256 of every blob that must be there."""
    yield from session.exec(select(DeliveryRow.firm_id, DeliveryRow.raw_sha256))
    for row in session.exec(select(DocumentRow)):
        for sha256 in (row.sha256, row.xml_sha256, row.facturx_sha256):
            if sha256 is not None:
                yield row.firm_id, sha256
    yield from session.exec(
        select(MessageRow.firm_id, PartRow.sha256)
        .join(MessageRow)
        .where(PartRow.outcome != PartOutcome.IGNORED)
    )
