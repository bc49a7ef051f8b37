"""Which blobs rows speak of."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select
from sqlmodel import Session, col, select

from storage.blobs import OPERATOR
from storage.domain.part import PartOutcome
from storage.models.document import DocumentRow, PageRow
from storage.models.invoice import InvoiceRow, InvoiceVersionRow
from storage.models.message import DeliveryRow, MessageRow, PartRow
from storage.models.postmaster import PostmasterRow

_DOCUMENT_COLUMNS = (
    DocumentRow.sha256,
    DocumentRow.pdf_sha256,
    DocumentRow.view_sha256,
    DocumentRow.words_sha256,
    DocumentRow.xml_sha256,
    DocumentRow.facturx_sha256,
)
_PAGE_COLUMNS = (PageRow.image_sha256, PageRow.large_sha256)
_VERSION_COLUMNS = (InvoiceVersionRow.xml_sha256, InvoiceVersionRow.facturx_sha256)


def named_blobs(session: Session) -> Iterator[tuple[str, str]]:
    """Yield firm and SHA-256 of every blob that must be there; some more than once."""
    yield from session.exec(select(DeliveryRow.firm_id, DeliveryRow.raw_sha256))
    for sha256 in session.exec(select(PostmasterRow.raw_sha256)):
        yield OPERATOR, sha256
    for query in _queries():
        for firm_id, *blobs in session.execute(query):
            yield from ((firm_id, sha256) for sha256 in blobs if sha256 is not None)
    for firm_id, header in session.exec(select(MessageRow.firm_id, MessageRow.header)):
        whole = (mail.get("sha256") for mail in header.get("forwarded", ()))
        yield from ((firm_id, sha256) for sha256 in whole if sha256)
    yield from session.exec(
        select(MessageRow.firm_id, PartRow.sha256)
        .join(MessageRow)
        .where(PartRow.outcome != PartOutcome.IGNORED)
    )


def _queries() -> Iterator[Select[Any]]:
    firm_id = col(DocumentRow.firm_id)
    yield select(firm_id).add_columns(*map(col, _DOCUMENT_COLUMNS))
    yield select(firm_id).join(PageRow).add_columns(*map(col, _PAGE_COLUMNS))
    yield (
        select(col(InvoiceRow.firm_id))
        .join(InvoiceVersionRow)
        .add_columns(*map(col, _VERSION_COLUMNS))
    )
