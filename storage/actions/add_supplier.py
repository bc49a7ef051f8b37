"""Find the supplier that an invoice's seller is, or make a draft of it."""

from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, func, select

from storage.codec import from_json
from storage.domain.invoice import FieldName, Invoice
from storage.domain.mailbox import Direction
from storage.domain.siren import parse_siren
from storage.domain.vat import parse_vat_id
from storage.ids import new_id
from storage.models.document import DocumentRow
from storage.models.firm import DossierRow
from storage.models.invoice import InvoiceRow
from storage.models.supplier import SupplierRow
from storage.queries.suppliers import known_supplier


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
    # The dossier's row is the lock that keeps two workers from taking the same number.
    session.exec(
        select(DossierRow.id).where(DossierRow.id == document.dossier_id).with_for_update()
    ).one()
    count = session.exec(
        select(func.count())
        .select_from(SupplierRow)
        .where(SupplierRow.dossier_id == document.dossier_id)
    ).one()
    row = SupplierRow(
        id=new_id("sup"),
        firm_id=document.firm_id,
        dossier_id=document.dossier_id,
        number=f"FOUR-{count + 1:03d}",
        name=content.value(FieldName.SELLER_NAME) or siren or vat_id or "",
        siren=siren,
        vat_id=vat_id,
        created_at=now,
    )
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        return known_supplier(session, document.dossier_id, siren, vat_id)
    return row
