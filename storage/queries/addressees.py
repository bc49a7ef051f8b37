"""The dossier of a firm that an invoice seems to be addressed to, though it came to another one."""

from sqlmodel import Session

from storage.domain.field import Level
from storage.domain.invoice import FieldName
from storage.domain.mailbox import Direction
from storage.domain.siren import parse_siren
from storage.domain.vat import parse_vat_id
from storage.models.firm import DossierRow
from storage.models.invoice import InvoiceRow
from storage.queries.dossiers import only_dossier_with
from storage.queries.scope import Scope

_OWN = {
    Direction.PURCHASE: (FieldName.BUYER_SIREN, FieldName.BUYER_SIRET, FieldName.BUYER_VAT_ID),
    Direction.SALE: (FieldName.SELLER_SIREN, FieldName.SELLER_SIRET, FieldName.SELLER_VAT_ID),
}
_UNUSABLE = {Level.GUESSED, Level.CONTRADICTED}
_SIREN_DIGITS = 9


def addressee_of(session: Session, scope: Scope, invoice: InvoiceRow) -> DossierRow | None:
    """Return the one other dossier of the firm whose SIREN the invoice names as its own party's.

    Only for who may see all of the firm: to others it would tell that such a client exists. None
    where the invoice names the dossier that it came to, nobody that is known, or several.
    """
    if scope.dossier_id is not None:
        return None
    found = only_dossier_with(session, scope.firm_id, _own_sirens(invoice))
    return None if found is None or found.id == invoice.dossier_id else found


def _own_sirens(invoice: InvoiceRow) -> set[str]:
    """Return the SIRENs that an invoice gives the party which the dossier should be."""
    fields = invoice.content.get("fields", {})
    found: set[str] = set()
    for name in _OWN[invoice.direction]:
        field = fields.get(name)
        if field is None or field["level"] in _UNUSABLE:
            continue
        value = field["value"]
        if name.endswith("vat_id"):
            vat_id = parse_vat_id(value) or ""
            value = vat_id[-_SIREN_DIGITS:] if vat_id.startswith("FR") else ""
        siren = parse_siren(value[:_SIREN_DIGITS])
        if siren is not None:
            found.add(siren)
    return found
