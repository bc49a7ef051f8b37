"""A firm with dossiers in a fresh database, and short ways to where a test begins."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from itertools import count

from sqlmodel import Session, col, select

from storage.actions import lease as leases
from storage.actions.add_dossier import NewDossier, add_dossier
from storage.actions.add_firm import add_firm
from storage.actions.advance import Progress, advance
from storage.actions.conclude import file
from storage.actions.describe import Description
from storage.actions.lease import Lease
from storage.actions.sort import NewDocument, Sorted, sort
from storage.blobs import BlobStore
from storage.database import Database
from storage.domain.field import Field, Level, Source
from storage.domain.invoice import FieldName, Invoice
from storage.domain.mailbox import Direction, Recipient
from storage.domain.part import Part, PartOutcome
from storage.domain.state import DocumentKind, MessageStatus, Reception, WorkStatus
from storage.ids import new_id
from storage.intake import Envelope, Received, receive
from storage.models.document import DocumentRow
from storage.models.feed import FeedEventRow
from storage.models.invoice import InvoiceRow
from storage.models.message import MessageRow
from storage.models.work import WorkRow
from storage.queries.mailboxes import mailbox_for

SIREN = "123456782"
NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
SOON = NOW + timedelta(seconds=1)
PDF = b"%PDF-1.7 an invoice"

_numbers = count(1)


@dataclass(frozen=True)
class Office:
    """A firm in a database of its own, with one dossier.

    Attributes:
        database: Migrated.
        blobs: Where bytes go.
        firm_id: The firm.
        dossier_id: Its first dossier.
    """

    database: Database
    blobs: BlobStore
    firm_id: str
    dossier_id: str

    def add_dossier(self, firm_id: str | None = None) -> str:
        """Make another dossier, of this firm unless told otherwise."""
        with self.database.write() as session:
            return _new_dossier(session, firm_id or self.firm_id)

    def add_firm(self) -> str:
        """Make another firm."""
        with self.database.write() as session:
            return add_firm(session, "Other", NOW).id

    def recipient(
        self,
        dossier_id: str | None = None,
        direction: Direction = Direction.PURCHASE,
        address: str | None = None,
    ) -> Recipient:
        """Return the recipient that a dossier's mailbox is."""
        with self.database.read() as session:
            row = mailbox_for(session, dossier_id or self.dossier_id, direction)
        return Recipient(address or row.address, row.id)

    def receive(
        self,
        content: bytes = b"Subject: x\r\n\r\n",
        recipients: tuple[Recipient, ...] = (),
        receipt: str | None = None,
        mail_from: str = "billing@acme.example",
    ) -> tuple[Received, ...]:
        """Take a mail in."""
        envelope = Envelope(
            receipt=receipt or new_id("spl"),
            channel="mail",
            mail_from=mail_from,
            recipients=recipients or (self.recipient(),),
            received_at=NOW,
        )
        return receive(self.database, self.blobs, envelope, BytesIO(content))

    def mail(self, direction: Direction = Direction.PURCHASE, dossier_id: str | None = None) -> str:
        """Take a new mail in and return its message."""
        content = f"Subject: {next(_numbers)}\r\n\r\n".encode()
        return self.receive(content, (self.recipient(dossier_id, direction),))[0].message_id

    def sorted(self, *parts: Part, direction: Direction = Direction.PURCHASE) -> str:
        """Take a mail in that holds these parts, and end its plan; return its message."""
        message_id = self.mail(direction)
        self.sort(message_id, *parts)
        return message_id

    def sort(self, message_id: str, *parts: Part) -> None:
        """End the plan of a message."""
        documents = tuple(NewDocument(p.path) for p in parts if p.outcome is PartOutcome.DOCUMENT)
        result = Sorted(MessageStatus.ACCEPTED, [], {"subject": "Facture"}, parts, documents)
        with self.database.write() as session:
            sort(session, claim(session, message_id), result, NOW)

    def document(self, content: bytes = b"", direction: Direction = Direction.PURCHASE) -> str:
        """Bring a new document to the begin of its plan and return it."""
        part = a_part(content or f"%PDF {next(_numbers)}".encode())
        message_id = self.sorted(part, direction=direction)
        with self.database.read() as session:
            return (
                session.exec(
                    select(DocumentRow.id)
                    .where(DocumentRow.sha256 == part.sha256)
                    .order_by(col(DocumentRow.id).desc())
                ).first()
                or message_id
            )

    def described(
        self, invoice: Invoice | None = None, direction: Direction = Direction.PURCHASE
    ) -> str:
        """Bring a new document to its last stage, read, and return it."""
        document_id = self.document(direction=direction)
        description = Description(
            DocumentKind.INVOICE, 1, invoice or an_invoice(number=f"F-{next(_numbers)}")
        )
        progress = Progress("approve", {}, {"xml": "a" * 64, "facturx": "b" * 64})
        with self.database.write() as session:
            advance(session, claim(session, document_id), progress, NOW, description)
            row = work(session, document_id)
            row.status = WorkStatus.DUE
        return document_id

    def filed(
        self,
        reception: Reception = Reception.TO_ACCEPT,
        invoice: Invoice | None = None,
        direction: Direction = Direction.PURCHASE,
    ) -> str:
        """File a new invoice and return it."""
        document_id = self.described(invoice, direction)
        self.conclude(document_id, reception)
        with self.database.read() as session:
            return invoice_of(session, document_id).id

    def conclude(self, document_id: str, reception: Reception = Reception.TO_ACCEPT) -> None:
        """File a document that was brought to its last stage."""
        with self.database.write() as session:
            file(session, claim(session, document_id), reception, [{"code": "trusted"}], NOW)

    def events(self, firm_id: str | None = None) -> list[str]:
        """Return the types of a firm's events, in order."""
        with self.database.read() as session:
            return list(
                session.exec(
                    select(FeedEventRow.type)
                    .where(FeedEventRow.firm_id == (firm_id or self.firm_id))
                    .order_by(col(FeedEventRow.seq))
                ).all()
            )

    def work(self, object_id: str) -> WorkRow:
        """Return the present work row of a message or document."""
        with self.database.read() as session:
            return work(session, object_id)

    def message(self, message_id: str) -> MessageRow:
        """Return the present row of a message."""
        with self.database.read() as session:
            return session.get_one(MessageRow, message_id)

    def get_document(self, document_id: str) -> DocumentRow:
        """Return the present row of a document."""
        with self.database.read() as session:
            return session.get_one(DocumentRow, document_id)

    def invoice(self, invoice_id: str) -> InvoiceRow:
        """Return the present row of an invoice."""
        with self.database.read() as session:
            return session.get_one(InvoiceRow, invoice_id)


def open_office(database: Database, blobs: BlobStore) -> Office:
    """Make a firm with one dossier."""
    with database.write() as session:
        firm_id = add_firm(session, "Cabinet", NOW).id
        return Office(database, blobs, firm_id, _new_dossier(session, firm_id))


def _new_dossier(session: Session, firm_id: str) -> str:
    wanted = NewDossier(firm_id, "Client", SIREN, f"client{next(_numbers)}")
    return add_dossier(session, wanted, "example.fr", NOW)[0].id


def work(session: Session, object_id: str) -> WorkRow:
    """Return the work row of a message or document."""
    return session.exec(select(WorkRow).where(WorkRow.object_id == object_id)).one()


def invoice_of(session: Session, document_id: str) -> InvoiceRow:
    """Return the invoice of a document."""
    return session.exec(select(InvoiceRow).where(InvoiceRow.document_id == document_id)).one()


def claim(session: Session, object_id: str, now: datetime = NOW) -> Lease:
    """Claim the work of one object, whatever else is due."""
    row = work(session, object_id)
    row.status = WorkStatus.LEASED
    row.token = new_id("tok")
    row.attempts += 1
    row.lease_until = now + leases.LEASE
    row.worker = "elsewhere:1"
    session.add(row)
    session.flush()
    return leases.lease_of(row)


def a_part(
    content: bytes = PDF, path: str = "2", outcome: PartOutcome = PartOutcome.DOCUMENT
) -> Part:
    """Return a part of a message."""
    return Part(
        path=path,
        name="facture.pdf",
        media_type="application/pdf",
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        outcome=outcome,
    )


def an_invoice(
    siren: str | None = SIREN, vat_id: str | None = None, number: str = "F-1"
) -> Invoice:
    """Return an invoice as it is read, from a seller with these ids."""
    values = {
        FieldName.NUMBER: number,
        FieldName.CURRENCY: "EUR",
        FieldName.SELLER_NAME: "Acmé SARL",
        FieldName.SELLER_SIREN: siren,
        FieldName.SELLER_VAT_ID: vat_id,
        FieldName.TOTAL_WITH_VAT: "120.00",
    }
    return Invoice(
        fields={
            name: Field(value, Level.READ, Source.FACTURX_XML)
            for name, value in values.items()
            if value is not None
        }
    )
