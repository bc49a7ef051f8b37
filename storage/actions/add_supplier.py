"""Find the supplier that an invoice's seller is, or make a draft of it."""

from datetime import datetime

from sqlmodel import Session

from storage.codec import from_json
from storage.database import insert
from storage.domain.invoice import FieldName, Invoice
from storage.domain.mailbox import Direction
from storage.domain.siren import parse_siren
from storage.domain.vat import parse_vat_id
from storage.ids import new_id
from storage.models.document import DocumentRow
from storage.models.invoice import InvoiceRow
from storage.models.supplier import SupplierRow
from storage.queries.suppliers import known_supplier, next_supplier_number


def supplier_for(
    session: Session, document: DocumentRow, invoice: InvoiceRow, now: datetime
) -> SupplierRow | None:
    """Return the supplier of a purchase, made as a draft if its ids are new.

    Returns:
        None for a sale, and where the seller has neither a SIREN nor a VAT id that checks.
    """
    if document.direction is not Direction.PURCHASE:
        return None
    content = from_json(Invoice, invoice.content)
    siren = parse_siren(content.value(FieldName.SELLER_SIREN) or "")
    vat_id = parse_vat_id(content.value(FieldName.SELLER_VAT_ID) or "")
    known = known_supplier(session, document.dossier_id, siren, vat_id)
    if known is not None or (siren is None and vat_id is None):
        return known
    number = next_supplier_number(session, document.dossier_id)
    row = SupplierRow(
        id=new_id("sup"),
        firm_id=document.firm_id,
        dossier_id=document.dossier_id,
        number=f"FOUR-{number:03d}",
        name=content.value(FieldName.SELLER_NAME) or siren or vat_id or "",
        siren=siren,
        vat_id=vat_id,
        created_at=now,
    )
    if insert(session, row):
        return row
    return known_supplier(session, document.dossier_id, siren, vat_id)
