"""How invoices look outside: plain values in lists; levels, boxes, VAT table and lines alone."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from pydantic import Field as Described

from api.schemas import Instant, Out, ReasonOut, SourceOut, reasons_out, sources_out
from storage.codec import from_json
from storage.domain.duplicate import Likeness
from storage.domain.field import Field, Level, Source, Witness
from storage.domain.invoice import FieldName, Invoice, Line, VatBreakdown
from storage.domain.mailbox import Direction
from storage.domain.money import format_amount
from storage.domain.page import Box
from storage.domain.state import Accounting, Payment, Reception
from storage.models.firm import DossierRow
from storage.models.invoice import InvoiceRow
from storage.models.outgoing import OutgoingRow
from storage.queries.invoice_facts import InvoiceFacts, lifecycle_of


class PartyOut(Out):
    """Seller (BG-4) or buyer (BG-7), as printed."""

    name: str | None
    vat_id: str | None
    siren: str | None
    siret: str | None
    country: str | None


class InvoiceOut(Out):
    """The newest version of an invoice. Amounts are decimal strings in its currency."""

    id: str
    dossier_id: str
    direction: Direction
    document_id: str
    supplier_id: str | None
    reception: Reception | None = Described(description="Null until it is filed.")
    accounting: Accounting | None = Described(description="Null until it is accepted.")
    payment: Payment
    lifecycle: int = Described(description="Status of the French lifecycle: 205 for « Approuvée ».")
    version: int
    number: str | None
    type_code: str | None
    issue_date: str | None
    due_date: str | None
    seller: PartyOut
    buyer: PartyOut
    currency: str | None
    total_without_vat: str | None
    total_vat: str | None
    total_with_vat: str | None
    amount_due: str | None
    reasons: list[ReasonOut]
    flags: list[ReasonOut] = Described(
        description="What a person should know of it, whatever is decided."
    )
    tags: list[str]
    assigned_to: str | None = Described(description="The person who is to look at it.")
    copy_of: str | None = Described(
        description="The invoice that it is another copy of, and that lists its source."
    )
    sources: list[SourceOut]
    external_ref: str | None
    created_at: Instant


class BoxOut(Out):
    """A place on a displayed page: fractions of its width and height, origin top left."""

    page: int
    x: float
    y: float
    w: float
    h: float


class CandidateOut(Out):
    """A value that was found too, but not chosen."""

    value: str
    boxes: list[BoxOut]


class FieldOut(Out):
    """A value and how far it can be relied on."""

    value: str
    level: Level
    source: Source
    boxes: list[BoxOut]
    witnesses: list[Witness] = Described(description="What speaks for it.")
    candidates: list[CandidateOut] = Described(description="Values that it beat; a few at most.")


class VatBreakdownOut(Out):
    """A row of the VAT table (BG-23)."""

    category: str
    rate: str | None
    basis: str
    amount: str
    exemption: str | None = Described(
        default=None,
        exclude_if=lambda reason: reason is None,
        description="Why there is no VAT (BT-120), as printed; absent where nothing says it.",
    )


class LineOut(Out):
    """An invoice line (BG-25)."""

    name: str
    quantity: str | None
    unit_price: str | None
    vat_rate: str | None
    total: str | None


class ToldOut(Out):
    """A mail to the supplier about a decision."""

    recipient: str
    subject: str
    sent_at: Instant | None = Described(description="Null until the smarthost took it.")
    error: str | None = Described(description="Why the last try failed, if it did.")


class DuplicateOut(Out):
    """Another invoice that may be the same one."""

    id: str
    invoice_id: str = Described(description="The other one.")
    likeness: Likeness
    undone_by: str | None = Described(description="Who said that they are two; else null.")


class InvoiceDetailOut(InvoiceOut):
    """An invoice with everything that was read."""

    prepaid: str | None
    iban: str | None
    bic: str | None
    defaults: dict[str, str] = Described(
        description="Default values of its supplier or customer, as they were when it was filed."
    )
    fields: dict[str, FieldOut] = Described(
        description="By name, with a dot within a party: `seller.siren`."
    )
    vat_breakdown: list[VatBreakdownOut]
    lines: list[LineOut]
    duplicates: list[DuplicateOut]
    told: list[ToldOut] = Described(description="Mails to the supplier about decisions.")
    addressee_id: str | None = Described(
        description="Another dossier of the firm that it seems to be addressed to; a person"
        " decides. Null, too, for a key to one dossier."
    )


def invoice_out(row: InvoiceRow, facts: InvoiceFacts) -> InvoiceOut:
    """Return an invoice as lists show it."""
    return InvoiceOut(**_plain(row, facts))


def invoice_detail_out(
    row: InvoiceRow,
    facts: InvoiceFacts,
    addressee: DossierRow | None,
    told: Sequence[OutgoingRow],
) -> InvoiceDetailOut:
    """Return an invoice with everything that was read of it."""
    invoice = from_json(Invoice, row.content)
    return InvoiceDetailOut(
        **_plain(row, facts),
        prepaid=invoice.value(FieldName.PREPAID),
        iban=invoice.value(FieldName.IBAN),
        bic=invoice.value(FieldName.BIC),
        defaults=row.defaults,
        fields={
            name.value: _field_out(invoice.fields[name])
            for name in FieldName
            if name in invoice.fields
        },
        vat_breakdown=[_vat_out(entry) for entry in invoice.vat_breakdown],
        lines=[_line_out(line) for line in invoice.lines],
        duplicates=[
            DuplicateOut(
                id=pair.id,
                invoice_id=pair.other_id if pair.invoice_id == row.id else pair.invoice_id,
                likeness=pair.likeness,
                undone_by=pair.undone_by,
            )
            for pair in facts.pairs
        ],
        told=[
            ToldOut(recipient=m.recipient, subject=m.subject, sent_at=m.sent_at, error=m.error)
            for m in told
        ],
        addressee_id=addressee.id if addressee else None,
    )


def _plain(row: InvoiceRow, facts: InvoiceFacts) -> dict[str, Any]:
    fields = row.content.get("fields", {})
    return {
        "id": row.id,
        "dossier_id": row.dossier_id,
        "direction": row.direction,
        "document_id": row.document_id,
        "supplier_id": row.supplier_id,
        "reception": row.reception,
        "accounting": row.accounting,
        "payment": row.payment,
        "lifecycle": lifecycle_of(row, facts.document_status),
        "version": row.version,
        "number": row.number,
        "type_code": row.type_code,
        "issue_date": row.issue_date,
        "due_date": row.due_date,
        "seller": _party(fields, "seller"),
        "buyer": _party(fields, "buyer"),
        "currency": row.currency,
        "total_without_vat": row.total_without_vat,
        "total_vat": row.total_vat,
        "total_with_vat": row.total_with_vat,
        "amount_due": row.amount_due,
        "reasons": reasons_out(row.reasons),
        "flags": reasons_out(row.flags),
        "tags": row.tags,
        "assigned_to": row.assigned_to,
        "copy_of": row.copy_of_id,
        "sources": sources_out(facts.sources),
        "external_ref": row.external_ref,
        "created_at": row.created_at,
    }


def _party(fields: Mapping[str, Mapping[str, Any]], party: str) -> PartyOut:
    # Straight from the row's JSON: a page of a hundred invoices needs no lines and no boxes.
    return PartyOut(
        **{name: fields.get(f"{party}.{name}", {}).get("value") for name in PartyOut.model_fields}
    )


def _field_out(field: Field) -> FieldOut:
    return FieldOut(
        value=field.value,
        level=field.level,
        source=field.source,
        boxes=_boxes_out(field.boxes),
        witnesses=list(field.witnesses),
        candidates=[
            CandidateOut(value=other.value, boxes=_boxes_out(other.boxes))
            for other in field.candidates
        ],
    )


def _boxes_out(boxes: Sequence[Box]) -> list[BoxOut]:
    return [BoxOut(page=box.page, x=box.x, y=box.y, w=box.w, h=box.h) for box in boxes]


def _vat_out(row: VatBreakdown) -> VatBreakdownOut:
    return VatBreakdownOut(
        category=row.category,
        rate=_amount(row.rate),
        basis=format_amount(row.basis),
        amount=format_amount(row.amount),
        exemption=row.exemption,
    )


def _line_out(line: Line) -> LineOut:
    return LineOut(
        name=line.name,
        quantity=None if line.quantity is None else f"{line.quantity:f}",
        unit_price=_amount(line.unit_price),
        vat_rate=_amount(line.vat_rate),
        total=_amount(line.total),
    )


def _amount(amount: Decimal | None) -> str | None:
    return None if amount is None else format_amount(amount)
