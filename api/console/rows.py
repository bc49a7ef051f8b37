"""Rows of lists: invoices, documents and messages in the one form in which lists show them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from api.console.formats import Formats
from api.console.language import Language
from api.console.reasons import ReasonShown, reasons_shown
from storage.domain.invoice import CREDIT_NOTES, FieldName
from storage.domain.mailbox import Direction
from storage.domain.state import DocumentKind, DocumentStatus, Reception
from storage.models.document import DocumentRow
from storage.models.invoice import InvoiceRow
from storage.models.message import MessageRow
from storage.queries.dossiers import dossier_names
from storage.queries.invoices import invoice_ids
from storage.queries.people import Visitor
from storage.queries.review import ReviewItem
from storage.queries.scope import Owned, OwnedRow, rows_by_id


@dataclass(frozen=True)
class Row:
    """One row.

    Attributes:
        kind: ``invoice``, ``document`` or ``message``.
        href: Its page.
        title: Who it is from, or what it is called; may be empty.
        number: Of an invoice, the subject of a message; may be empty.
        dossier: The dossier's name.
        direction: Purchase or sale.
        at: When it came.
        states: What lists show as its state, the most important first.
        reasons: Why.
        issued: Day of issue, as shown.
        due: Due date, as shown.
        total: Total with VAT and currency, as shown.
        is_credit: Whether it is a credit note.
        choice: Id of an invoice that can be accepted now; else empty.
        version: Of an invoice: the one that is shown.
    """

    kind: str
    href: str
    title: str
    number: str
    dossier: str
    direction: Direction
    at: datetime
    states: list[StrEnum]
    reasons: list[ReasonShown] = field(default_factory=list)
    issued: str = ""
    due: str = ""
    total: str = ""
    is_credit: bool = False
    choice: str = ""
    version: int = 0


class Rows:
    """Makes rows for one reader.

    Args:
        visitor: Whose transaction finds what rows name.
        language: The reader's.
    """

    def __init__(self, visitor: Visitor, language: Language) -> None:
        self._visitor = visitor
        self._language = language
        self._formats = Formats(language)

    def of_invoices(self, invoices: Sequence[InvoiceRow]) -> list[Row]:
        """Return rows of invoices, in their order."""
        documents = self._find(DocumentRow, [row.document_id for row in invoices])
        dossiers = self._dossiers(invoices)
        return [
            self._invoice(row, documents[row.document_id], dossiers[row.dossier_id])
            for row in invoices
        ]

    def of_messages(self, messages: Sequence[MessageRow]) -> list[Row]:
        """Return rows of messages, in their order."""
        dossiers = self._dossiers(messages)
        return [self._message(row, dossiers[row.dossier_id]) for row in messages]

    def of_documents(self, documents: Sequence[DocumentRow]) -> list[Row]:
        """Return rows of documents that are no invoices, in their order."""
        dossiers = self._dossiers(documents)
        return [self._document(row, dossiers[row.dossier_id]) for row in documents]

    def of_review(self, items: Sequence[ReviewItem]) -> list[Row]:
        """Return rows of what waits for a person, in its order."""

        def ids(kind: str) -> list[str]:
            return [item.id for item in items if item.kind == kind]

        # A held document is shown as the invoice that was read of it, if one was.
        read = invoice_ids(self._visitor.session, ids("document"))
        invoices = self._find(InvoiceRow, [*ids("invoice"), *read.values()])
        documents = self._find(DocumentRow, [i for i in ids("document") if i not in read])
        messages = self._find(MessageRow, ids("message"))
        found = [
            *zip(invoices, self.of_invoices(list(invoices.values())), strict=True),
            *zip(documents, self.of_documents(list(documents.values())), strict=True),
            *zip(messages, self.of_messages(list(messages.values())), strict=True),
        ]
        rows = dict(found)
        return [rows[read.get(item.id, item.id)] for item in items]

    def _find(self, row: type[Owned], ids: Sequence[str]) -> dict[str, Owned]:
        return rows_by_id(self._visitor.session, self._visitor.scope, row, ids)

    def _dossiers(self, rows: Sequence[OwnedRow]) -> dict[str, str]:
        ids = list({row.dossier_id for row in rows})
        return dossier_names(self._visitor.session, self._visitor.scope, ids)

    def _invoice(self, row: InvoiceRow, document: DocumentRow, dossier: str) -> Row:
        states: list[StrEnum] = [s for s in (row.reception, row.accounting) if s is not None]
        if document.status is not DocumentStatus.READY:
            states.insert(0, document.status)
        return Row(
            kind="invoice",
            href=f"/invoices/{row.id}",
            title=partner_of(row) or document.name or "",
            number=row.number or "",
            dossier=dossier,
            direction=row.direction,
            at=row.created_at,
            states=states,
            reasons=reasons_shown(row.reasons, self._language),
            issued=self._formats.day(row.issue_date),
            due=self._formats.day(row.due_date),
            total=self._formats.amount(row.total_with_vat, row.currency),
            is_credit=row.type_code in CREDIT_NOTES,
            choice=row.id if row.reception is Reception.TO_ACCEPT else "",
            version=row.version,
        )

    def _document(self, row: DocumentRow, dossier: str) -> Row:
        return Row(
            kind="document",
            href=f"/documents/{row.id}",
            title=row.name or "",
            number="",
            dossier=dossier,
            direction=row.direction,
            at=row.created_at,
            states=[row.status],
            reasons=reasons_shown(row.reasons, self._language),
            is_credit=row.kind is DocumentKind.CREDIT_NOTE,
        )

    def _message(self, row: MessageRow, dossier: str) -> Row:
        return Row(
            kind="message",
            href=f"/messages/{row.id}",
            title=row.header.get("header_from") or row.mail_from or row.file_name or "",
            number=row.header.get("subject") or "",
            dossier=dossier,
            direction=row.direction,
            at=row.received_at,
            states=[row.status],
            reasons=reasons_shown(row.reasons, self._language),
        )


def partner_of(row: InvoiceRow) -> str:
    """Return who the other party is, by name or SIREN: the seller of a purchase; may be empty."""
    fields = row.content.get("fields", {})
    purchase = (FieldName.SELLER_NAME, FieldName.SELLER_SIREN)
    sale = (FieldName.BUYER_NAME, FieldName.BUYER_SIREN)
    names = purchase if row.direction is Direction.PURCHASE else sale
    return next((fields[name]["value"] for name in names if name in fields), "")
