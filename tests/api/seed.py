"""Fills a database as gateway and pipeline would: through intake and the actions, no stage run."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from itertools import count

from sqlmodel import Session, select

from storage.actions import (
    add_dossier,
    add_firm,
    add_key,
    advance,
    conclude,
    correct,
    fail,
    learn,
    sort,
)
from storage.actions import lease as leases
from storage.actions.describe import Description
from storage.actions.documents import NewPage
from storage.actions.lease import Lease
from storage.blobs import BlobStore
from storage.clock import utc_now
from storage.codec import from_json
from storage.database import Database
from storage.domain.duplicate import Likeness
from storage.domain.field import Field, Level, Source
from storage.domain.invoice import FieldName, Invoice, Line, Profile, VatBreakdown
from storage.domain.learning import Lesson, Place
from storage.domain.mailbox import Direction, Recipient
from storage.domain.page import Box
from storage.domain.part import Part, PartOutcome
from storage.domain.reason import Reason
from storage.domain.state import DocumentKind, MessageStatus, Reception, WorkStatus
from storage.ids import new_id
from storage.intake import Envelope, receive
from storage.models.document import StageRunRow
from storage.models.duplicate import DuplicateRow
from storage.models.invoice import InvoiceRow
from storage.models.work import WorkRow
from storage.queries.learning import place_of
from storage.queries.mailboxes import mailbox_for
from storage.queries.messages import parts_of

SIREN = "123456782"
PDF = b"%PDF-1.7 an invoice"
XML = b"<xml>an invoice</xml>"
PAGE = b"RIFF a picture of page 1 WEBP"
LARGE_PAGE = b"RIFF a larger picture of page 1 WEBP"

_numbers = count(1)


@dataclass(frozen=True)
class Dossier:
    """A dossier and a key that opens only it."""

    id: str
    firm_id: str
    secret: str


@dataclass(frozen=True)
class Filed:
    """What one mail became."""

    message_id: str
    document_id: str
    invoice_id: str | None
    original: bytes


@dataclass(frozen=True)
class Seed:
    """Makes rows and blobs.

    Attributes:
        database: Migrated.
        blobs: Where bytes go.
    """

    database: Database
    blobs: BlobStore

    def firm(self) -> tuple[str, str]:
        """Make a firm with a key to all of it; return both."""
        with self.database.write() as session:
            row = add_firm.add_firm(session, "Cabinet", utc_now())
            _, secret = add_key.add_key(session, row.id, utc_now())
            return row.id, secret

    def key(self, firm_id: str, *scopes: str, dossier_id: str | None = None) -> str:
        """Make a key with some scopes only."""
        with self.database.write() as session:
            return add_key.add_key(
                session, firm_id, utc_now(), scopes=scopes, dossier_id=dossier_id
            )[1]

    def dossier(self, firm_id: str, siren: str = SIREN) -> Dossier:
        """Make a dossier with a key that opens only it."""
        wanted = add_dossier.NewDossier(firm_id, "Client", siren, f"client{next(_numbers)}")
        with self.database.write() as session:
            row, _ = add_dossier.add_dossier(session, wanted, "example.fr", utc_now())
            session.flush()
            _, secret = add_key.add_key(session, firm_id, utc_now(), dossier_id=row.id)
            return Dossier(row.id, firm_id, secret)

    def mail(
        self,
        dossier: Dossier,
        content: bytes | None = None,
        direction: Direction = Direction.PURCHASE,
        mail_from: str = "sender@acme.example",
    ) -> str:
        """Receive a mail; return the message's id."""
        with self.database.read() as session:
            mailbox = mailbox_for(session, dossier.id, direction)
        envelope = Envelope(
            receipt=new_id("spl"),
            channel="mail",
            mail_from=mail_from,
            recipients=(Recipient(mailbox.address, mailbox.id),),
            received_at=utc_now(),
        )
        raw = content if content is not None else b"Subject: mail %d\r\n\r\n" % next(_numbers)
        return receive(self.database, self.blobs, envelope, BytesIO(raw))[0].message_id

    def sorted_mail(
        self,
        dossier: Dossier,
        status: MessageStatus,
        reasons: Sequence[dict[str, str]] = (),
        documents: Sequence[bytes] = (),
        direction: Direction = Direction.PURCHASE,
    ) -> str:
        """Receive a mail and end its plan; return the message's id."""
        message_id = self.mail(dossier, direction=direction)
        parts = [_a_part("1", b"hello", PartOutcome.IGNORED, Reason.BODY_TEXT)]
        for position, content in enumerate(documents, start=2):
            self.blobs.put(dossier.firm_id, BytesIO(content))
            parts.append(_a_part(str(position), content, PartOutcome.DOCUMENT))
        page = self.page(dossier, 1, PAGE, LARGE_PAGE)
        found = tuple(sort.NewDocument(part.path, pages=(page,)) for part in parts[1:])
        result = sort.Sorted(status, list(reasons), {"subject": "Facture"}, tuple(parts), found)
        with self.database.write() as session:
            sort.sort(session, self._claim(session, message_id), result, utc_now())
        return message_id

    def page(
        self, dossier: Dossier, number: int, image: bytes, large: bytes | None = None
    ) -> NewPage:
        """Keep the pictures of a page."""
        kept, _ = self.blobs.put(dossier.firm_id, BytesIO(image))
        large_kept = self.blobs.put(dossier.firm_id, BytesIO(large))[0] if large else None
        return NewPage(number, kept, large_kept)

    def with_annexes(self, dossier: Dossier, original: bytes, *annexes: bytes) -> tuple[str, str]:
        """Receive a document with annexes, and one picture of its second page only.

        Returns:
            The message's id and the document's; the annexes are the parts from ``2`` on.
        """
        message_id = self.mail(dossier)
        parts = [_a_part("1", original, PartOutcome.DOCUMENT)]
        for position, content in enumerate(annexes, start=2):
            parts.append(_a_part(str(position), content, PartOutcome.ANNEX, Reason.ANNEX))
        for content in (original, *annexes):
            self.blobs.put(dossier.firm_id, BytesIO(content))
        document = sort.NewDocument(
            "1",
            pages=(self.page(dossier, 2, PAGE),),
            description=Description(
                DocumentKind.INVOICE,
                2,
                kind_reason={"code": "sorted_as", "about": "invoice", "detail": "FACTURE"},
            ),
            annexes=tuple(part.path for part in parts[1:]),
        )
        result = sort.Sorted(
            MessageStatus.ACCEPTED, [], {"subject": "Facture"}, tuple(parts), (document,)
        )
        with self.database.write() as session:
            sort.sort(session, self._claim(session, message_id), result, utc_now())
            session.flush()
            document_id = parts_of(session, message_id)[0].document_id
        assert document_id is not None
        return message_id, document_id

    def refile(self, document_id: str, content: bytes | None, reasons: Sequence[str] = ()) -> None:
        """Do what the stages do after a correction, with this derived Factur-X or none."""
        with self.database.write() as session:
            lease = self._claim(session, document_id)
            invoice = from_json(Invoice, lease.facts["invoice"])
            files = {}
            if content is not None:
                kept, _ = self.blobs.put(lease.firm_id, BytesIO(content))
                files = {"xml": kept, "facturx": kept}
            description = Description(
                DocumentKind.INVOICE,
                1,
                invoice,
                derived=content is not None,
                profile=Profile.EN16931 if content else None,
                facturx_reasons=tuple({"code": reason} for reason in reasons),
            )
            progress = advance.Progress("approve", lease.facts, files)
            lease = advance.advance(session, lease, progress, utc_now(), description)
            conclude.file(session, lease, Reception.TO_ACCEPT, [], utc_now())

    def filed(
        self,
        dossier: Dossier,
        reception: Reception = Reception.TO_ACCEPT,
        *,
        invoice: Invoice | None = None,
        direction: Direction = Direction.PURCHASE,
    ) -> Filed:
        """Make a document that was filed."""
        invoice = invoice or an_invoice(f"F-{next(_numbers)}")
        made = self._document(dossier, invoice, direction)
        with self.database.write() as session:
            lease = self._claim(session, made.document_id)
            reasons = [{"code": Reason.EVERY_INVOICE.value}]
            conclude.file(session, lease, reception, reasons, utc_now())
        return self._with_invoice(made)

    def held(self, dossier: Dossier, invoice: Invoice | None = None) -> Filed:
        """Make a document that is held for a broken rule, or as unreadable without an invoice."""
        made = self._document(dossier, invoice, Direction.PURCHASE, has_facturx=False)
        reasons = [{"code": "not_yet_readable"}]
        if invoice is not None:
            reasons = [{"code": "rule_broken", "about": "BR-CO-15", "detail": "Sums differ."}]
        kind = DocumentKind.INVOICE if invoice else None
        with self.database.write() as session:
            lease = self._claim(session, made.document_id)
            description = Description(kind, 1, invoice)
            found = advance.Progress("approve", {}, {})
            conclude.hold(session, lease, reasons, found, description, utc_now())
        return self._with_invoice(made)

    def rejected(self, dossier: Dossier) -> Filed:
        """Make a document of a blocked supplier."""
        made = self._document(dossier, an_invoice(), Direction.PURCHASE)
        with self.database.write() as session:
            lease = self._claim(session, made.document_id)
            conclude.reject(session, lease, [{"code": Reason.SUPPLIER_BLOCKED.value}])
        return self._with_invoice(made)

    def failed(self, dossier: Dossier) -> Filed:
        """Make a document that the engine gave up on."""
        made = self._document(dossier, None, Direction.PURCHASE)
        with self.database.write() as session:
            lease = self._claim(session, made.document_id)
            fail.park(session, leases.held(session, lease), "It died.")
        return made

    def duplicate(self, filed: Filed) -> str:
        """Make an invoice that resembles another one; return the pair's id."""
        assert filed.invoice_id is not None
        with self.database.write() as session:
            first = session.get_one(InvoiceRow, filed.invoice_id)
            pair = DuplicateRow(
                id=new_id("dup"),
                firm_id=first.firm_id,
                dossier_id=first.dossier_id,
                invoice_id=first.id,
                other_id=first.id,
                likeness=Likeness.NUMBER,
                created_at=utc_now(),
            )
            session.add(pair)
            return pair.id

    def learned(
        self, dossier: Dossier, field: FieldName = FieldName.NUMBER, *, siren: str = SIREN
    ) -> str:
        """Correct a field of a new invoice as Claire; return the id of the place learned."""
        filed = self.filed(dossier, invoice=an_invoice(f"L-{next(_numbers)}", siren))
        with self.database.write() as session:
            row = session.get_one(InvoiceRow, filed.invoice_id)
            value = from_json(Invoice, row.content).value(field)
            correct.correct(session, row, {field: value}, "Claire")
            lease = self._claim(session, filed.document_id)
            place = Place("piece", False, 1, 0.1, 0.2, 0.1, 0.01)
            learn.learn(session, lease, [Lesson(field, place)], utc_now())
            conclude.file(session, lease, Reception.TO_ACCEPT, [], utc_now())
            session.flush()
            learned = place_of(session, dossier.id, siren, field)
            assert learned is not None
            return learned.id

    def new_version(self, invoice_id: str) -> None:
        """Raise an invoice's version, as a correction will."""
        with self.database.write() as session:
            row = session.get_one(InvoiceRow, invoice_id)
            row.version += 1
            session.add(row)

    def _document(
        self,
        dossier: Dossier,
        invoice: Invoice | None,
        direction: Direction,
        *,
        has_facturx: bool = True,
    ) -> Filed:
        original = PDF + b" %d" % next(_numbers)
        message_id = self.sorted_mail(
            dossier, MessageStatus.ACCEPTED, documents=[original], direction=direction
        )
        files = {}
        if invoice is not None:
            files["xml"], _ = self.blobs.put(dossier.firm_id, BytesIO(XML))
        if has_facturx:
            files["facturx"], _ = self.blobs.put(dossier.firm_id, BytesIO(original))
        with self.database.write() as session:
            found = next(p.document_id for p in parts_of(session, message_id) if p.document_id)
            lease = self._claim(session, found)
            session.add(_a_run(found, "extract"))
            description = Description(DocumentKind.INVOICE if invoice else None, 1, invoice)
            progress = advance.Progress("approve", {}, files)
            advance.advance(session, lease, progress, utc_now(), description)
        return Filed(message_id, found, None, original)

    def _with_invoice(self, made: Filed) -> Filed:
        with self.database.read() as session:
            invoice_id = session.exec(
                select(InvoiceRow.id).where(InvoiceRow.document_id == made.document_id)
            ).first()
        return Filed(made.message_id, made.document_id, invoice_id, made.original)

    @staticmethod
    def _claim(session: Session, object_id: str) -> Lease:
        """Claim the work of one object, whatever else is due."""
        row = session.exec(select(WorkRow).where(WorkRow.object_id == object_id)).one()
        row.status = WorkStatus.LEASED
        row.token = new_id("tok")
        row.attempts += 1
        session.add(row)
        session.flush()
        return leases.lease_of(row)


def _a_part(path: str, content: bytes, outcome: PartOutcome, reason: Reason | None = None) -> Part:
    return Part(
        path=path,
        name="facture.pdf" if outcome is PartOutcome.DOCUMENT else None,
        media_type="application/pdf" if outcome is PartOutcome.DOCUMENT else "text/plain",
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        outcome=outcome,
        reason=reason,
    )


def _a_run(object_id: str, stage: str) -> StageRunRow:
    return StageRunRow(object_id=object_id, stage=stage, outcome="next", ms=12, at=utc_now())


def an_invoice(number: str = "F-2026-001", seller_siren: str = SIREN) -> Invoice:
    """Return an invoice as `extract` reads it."""
    values = {
        FieldName.NUMBER: number,
        FieldName.TYPE_CODE: "380",
        FieldName.ISSUE_DATE: "2026-10-01",
        FieldName.DUE_DATE: "2026-10-31",
        FieldName.CURRENCY: "EUR",
        FieldName.SELLER_NAME: "Acmé SARL",
        FieldName.SELLER_SIREN: seller_siren,
        FieldName.SELLER_COUNTRY: "FR",
        FieldName.BUYER_NAME: "Client",
        FieldName.TOTAL_WITHOUT_VAT: "100.00",
        FieldName.TOTAL_VAT: "20.00",
        FieldName.TOTAL_WITH_VAT: "120.00",
        FieldName.AMOUNT_DUE: "120.00",
        FieldName.IBAN: "FR7630006000011234567890189",
    }
    box = Box(1, 0.1, 0.2, 0.3, 0.04)
    return Invoice(
        fields={
            name: Field(value, Level.READ, Source.FACTURX_XML, (box,))
            for name, value in values.items()
        },
        vat_breakdown=(
            VatBreakdown("S", Decimal("20"), Decimal("100"), Decimal("20")),
            VatBreakdown("O", None, Decimal("0"), Decimal("0"), "Débours"),
        ),
        lines=(Line("Vis", Decimal("2"), Decimal("50"), Decimal("20"), Decimal("100")),),
    )
