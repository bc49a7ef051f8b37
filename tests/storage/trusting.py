"""An invoice on its way through ``approve``, decided and stored as the runner does it."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from pipeline.deciding import Decided
from pipeline.evidence import Surroundings
from pipeline.loading import load_work
from pipeline.stage import DocumentFacts, Limits, Work
from pipeline.stages import approve
from pipeline.storing import store_outcome
from storage.actions.advance import Progress, advance
from storage.actions.change_dossier import set_policy
from storage.actions.describe import Description
from storage.actions.lease import Lease
from storage.codec import to_json
from storage.database import Session
from storage.domain.approval import ReceptionPolicy
from storage.domain.field import Field, Level, Source
from storage.domain.invoice import FieldName, Invoice, VatBreakdown
from storage.domain.mailbox import Direction
from storage.domain.reason import Cause
from storage.domain.state import DocumentKind, WorkStatus
from storage.domain.supplier import AccountStatus
from storage.domain.verdicts import Means, Verdicts
from storage.ids import new_id
from storage.models.decision import DecisionRow
from storage.models.firm import DossierRow
from storage.models.invoice import InvoiceRow
from storage.models.message import DeliveryRow, MessageRow
from storage.models.supplier import SupplierAccountRow, SupplierRow
from storage.queries.accounts import account_of
from storage.queries.decisions import latest_decision
from storage.queries.documents import sources_of
from storage.shared_domains import shared_domains
from tests.storage.office import NOW, SIREN, Office, claim, invoice_of, work

ACME = "732829320"
DOMAIN = "acme.example"
IBAN = "FR7630006000011234567890189"
NEW_IBAN = "DE89370400440532013000"
AROUND = Surroundings(date(2026, 11, 25), shared_domains())


@dataclass(frozen=True)
class Mail:
    """How an invoice comes.

    Attributes:
        header_from: Address in the From header.
        domain: The domain that is proven; None for none.
        header: Further facts of the mail.
        channel: ``mail`` or ``upload``.
        client: Facts of who uploaded it.
        flags: Of the file.
        open_points: What `check` left.
    """

    header_from: str | None = f"billing@{DOMAIN}"
    domain: str | None = DOMAIN
    header: dict[str, Any] = field(default_factory=dict)
    channel: str = "mail"
    client: dict[str, Any] = field(default_factory=dict)
    flags: tuple[Cause, ...] = ()
    open_points: tuple[Cause, ...] = ()


GENUINE = Mail()


def proven_invoice(
    number: str,
    *,
    total: str = "120.00",
    siren: str = ACME,
    ibans: tuple[str, ...] = (IBAN,),
    currency: str = "EUR",
    **fields: str | None,
) -> Invoice:
    """Return an invoice all of whose key fields are proven; None leaves a field out."""
    values: dict[FieldName, str | None] = {
        FieldName.NUMBER: number,
        FieldName.TYPE_CODE: "380",
        FieldName.ISSUE_DATE: "2026-11-20",
        FieldName.CURRENCY: currency,
        FieldName.SELLER_NAME: "Acmé SARL",
        FieldName.SELLER_SIREN: siren,
        FieldName.BUYER_SIREN: SIREN,
        FieldName.TOTAL_WITHOUT_VAT: str(Decimal(total) / Decimal("1.2")),
        FieldName.TOTAL_VAT: str(Decimal(total) - Decimal(total) / Decimal("1.2")),
        FieldName.TOTAL_WITH_VAT: total,
        FieldName.IBAN: ibans[0] if ibans else None,
    }
    values |= {FieldName(name.replace("__", ".")): value for name, value in fields.items()}
    return Invoice(
        fields={
            name: Field(value, Level.PROVEN, Source.PDF_TEXT)
            for name, value in values.items()
            if value is not None
        },
        vat_breakdown=(VatBreakdown("S", Decimal(20), Decimal(100), Decimal(20)),),
        accounts=ibans,
    )


def arrive(
    office: Office,
    invoice: Invoice,
    mail: Mail = GENUINE,
    direction: Direction = Direction.PURCHASE,
) -> str:
    """Bring a document with an invoice before ``approve``; return its id."""
    document_id = office.document(direction=direction)
    kind = DocumentKind.CREDIT_NOTE if invoice.is_credit_note else DocumentKind.INVOICE
    facts = DocumentFacts(
        kind=kind, pages=1, invoice=invoice, flags=mail.flags, open_points=mail.open_points
    )
    progress = Progress("approve", to_json(facts), {"xml": "a" * 64, "facturx": "b" * 64})
    with office.database.write() as session:
        advance(session, claim(session, document_id), progress, NOW, Description(kind, 1, invoice))
        work(session, document_id).status = WorkStatus.DUE
        source = sources_of(session, [document_id])[document_id][0]
        message = session.get_one(MessageRow, source.id)
        message.channel = mail.channel
        message.header = {"subject": "Facture", "header_from": mail.header_from} | mail.header
        delivery = session.get_one(DeliveryRow, message.delivery_id)
        means = Means.DKIM if mail.domain else None
        delivery.verdicts = to_json(
            Verdicts(authenticated_domain=mail.domain, authenticated_by=means)
        )
        delivery.client = mail.client
        session.add_all((message, delivery))
    return document_id


def decided(session: Session, document_id: str) -> tuple[Lease, Work]:
    """Claim a document and load what ``approve`` is given."""
    lease = claim(session, document_id)
    return lease, load_work(session, lease, Limits(), None, AROUND)


def approve_due(office: Office, document_id: str) -> InvoiceRow:
    """Run ``approve`` over a document, store what it says, and return the invoice."""
    with office.database.write() as session:
        lease, given = decided(session, document_id)
        outcome = approve.run(given, None)  # type: ignore[arg-type]
        made_of = Decided(given.inputs, AROUND)
        assert store_outcome(session, lease, outcome, {}, NOW, made_of) is None
    with office.database.read() as session:
        return invoice_of(session, document_id)


def file(office: Office, invoice: Invoice, mail: Mail = GENUINE) -> InvoiceRow:
    """Let a purchase arrive and be decided on."""
    return approve_due(office, arrive(office, invoice, mail))


def use_policy(office: Office, policy: ReceptionPolicy) -> None:
    """Set the dossier's policy."""
    with office.database.write() as session:
        set_policy(session, session.get_one(DossierRow, office.dossier_id), policy)


def add_acme(office: Office, **values: Any) -> str:
    """Add a trusted supplier, bound to `DOMAIN` and with `IBAN` confirmed; return its id."""
    use_policy(office, ReceptionPolicy.EXCEPT_TRUSTED)
    row = SupplierRow(
        id=new_id("sup"),
        firm_id=office.firm_id,
        dossier_id=office.dossier_id,
        number="FOUR-900",
        name="Acmé SARL",
        siren=ACME,
        contact="compta@acme.example",
        draft=False,
        trusted=True,
        sender_domains=[DOMAIN],
        created_at=NOW,
    )
    for name, value in values.items():
        setattr(row, name, value)
    with office.database.write() as session:
        session.add(row)
        session.flush()
        session.add(an_account(row, IBAN, AccountStatus.CONFIRMED))
    return row.id


def an_account(
    supplier: SupplierRow, iban: str, status: AccountStatus, brought_by: str | None = None
) -> SupplierAccountRow:
    """Return an account of a supplier."""
    return SupplierAccountRow(
        id=new_id("acc"),
        firm_id=supplier.firm_id,
        dossier_id=supplier.dossier_id,
        supplier_id=supplier.id,
        iban=iban,
        status=status,
        brought_by=brought_by,
        created_at=NOW,
    )


def account(office: Office, supplier_id: str, iban: str) -> SupplierAccountRow | None:
    """Return the present row of an account."""
    with office.database.read() as session:
        return account_of(session, supplier_id, iban)


def decision(office: Office, invoice_id: str) -> DecisionRow:
    """Return the latest decision on an invoice."""
    with office.database.read() as session:
        found = latest_decision(session, invoice_id)
    assert found is not None
    return found


def codes(row: InvoiceRow) -> list[str]:
    """Return the codes of an invoice's reasons."""
    return [reason["code"] for reason in row.reasons]
