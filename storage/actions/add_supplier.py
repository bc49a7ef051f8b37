"""Link an invoice to the supplier or customer that it names, or make a draft of that."""

from collections.abc import Callable
from datetime import datetime

from sqlmodel import Session

from storage import feed
from storage.actions.partners import EVENTS, IDS
from storage.codec import from_json
from storage.domain.field import Level
from storage.domain.invoice import FieldName, Invoice
from storage.domain.mailbox import Direction
from storage.domain.siren import Siren, parse_siren
from storage.domain.vat import VatId, parse_vat_id, siren_in
from storage.ids import new_id
from storage.models.customer import CustomerRow
from storage.models.document import DocumentRow
from storage.models.invoice import InvoiceRow
from storage.models.supplier import SupplierRow
from storage.queries.customers import customer_of
from storage.queries.partners import Partner, next_number, number_text
from storage.queries.suppliers import supplier_of

_SELLER = (
    FieldName.SELLER_SIREN,
    FieldName.SELLER_VAT_ID,
    FieldName.SELLER_NAME,
    FieldName.SELLER_COUNTRY,
)
_BUYER = (
    FieldName.BUYER_SIREN,
    FieldName.BUYER_VAT_ID,
    FieldName.BUYER_NAME,
    FieldName.BUYER_COUNTRY,
)
_GUESSES = {Level.GUESSED, Level.CONTRADICTED}


def link_partner(
    session: Session, document: DocumentRow, invoice: InvoiceRow, now: datetime
) -> SupplierRow | CustomerRow | None:
    """Link an invoice to its supplier or customer, made as a draft if nobody is known by that.

    The default values of the partner are copied to the invoice: later changes leave it as it is.

    Args:
        session: An open write transaction.
        document: The invoice's.
        invoice: A row of that transaction, locked.
        now: The present instant.

    Returns:
        The partner; None where the document does not say enough of it.
    """
    content = from_json(Invoice, invoice.content)
    partner: SupplierRow | CustomerRow | None
    if document.direction is Direction.PURCHASE:
        partner = _partner_for(session, SupplierRow, supplier_of, document, content, now)
        before, invoice.supplier_id = invoice.supplier_id, partner.id if partner else None
    else:
        partner = _partner_for(session, CustomerRow, customer_of, document, content, now)
        before, invoice.customer_id = invoice.customer_id, partner.id if partner else None
    if partner is None or partner.id != before:
        invoice.defaults = dict(partner.defaults) if partner else {}
    session.add(invoice)
    return partner


def _partner_for(
    session: Session,
    kind: type[Partner],
    find: Callable[[Session, str, Invoice], Partner | None],
    document: DocumentRow,
    content: Invoice,
    now: datetime,
) -> Partner | None:
    found = find(session, document.dossier_id, content)
    if found is not None:
        return found
    number = next_number(session, kind, document.dossier_id)
    # Now that nobody else can add one: perhaps somebody did just before.
    return find(session, document.dossier_id, content) or _draft(
        session, kind, document, content, number, now
    )


def _draft(
    session: Session,
    kind: type[Partner],
    document: DocumentRow,
    content: Invoice,
    number: int,
    now: datetime,
) -> Partner | None:
    """Make a draft of whom a document names, by identifiers that check, or by a name alone."""
    siren_field, vat_field, name_field, country_field = _SELLER if kind is SupplierRow else _BUYER
    siren: Siren | None = parse_siren(content.value(siren_field) or "")
    vat_id: VatId | None = parse_vat_id(content.value(vat_field) or "")
    name = content.fields.get(name_field)
    is_named = name is not None and name.level not in _GUESSES
    is_unreadable = bool(content.value(siren_field) or content.value(vat_field))
    if siren is None and vat_id is None and (is_unreadable or not is_named):
        return None
    country = content.value(country_field)
    row = kind(
        id=new_id(IDS[kind]),
        firm_id=document.firm_id,
        dossier_id=document.dossier_id,
        number=number_text(kind, number),
        name=(name.value if name else None) or siren or vat_id or "",
        siren=siren or (siren_in(vat_id) if vat_id else None),
        vat_id=vat_id,
        country=country if country and len(country) == 2 else None,
        created_at=now,
    )
    session.add(row)
    session.flush()
    feed.announce(session, f"{EVENTS[kind]}.created", row)
    return row
