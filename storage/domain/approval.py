"""Reception policies and what a dossier knows of a supplier."""

from dataclasses import dataclass
from enum import StrEnum

from storage.domain.iban import Iban
from storage.domain.siren import Siren
from storage.domain.vat import VatId


class ReceptionPolicy(StrEnum):
    """« Approuver la réception »: when an invoice waits for a person."""

    EVERY_INVOICE = "every_invoice"
    EXCEPT_TRUSTED = "except_trusted"


@dataclass(frozen=True)
class Supplier:
    """A known partner of a dossier, as far as approval needs it.

    Attributes:
        siren: Its SIREN, if known.
        vat_id: Its VAT id, if known.
        trusted: « Fournisseur de confiance »: its invoices may be accepted by themselves.
        blocked: « Liste noire »: its invoices are rejected.
        domains: Domains that its mail is bound to.
        ibans: Accounts known to be its own.
    """

    siren: Siren | None = None
    vat_id: VatId | None = None
    trusted: bool = False
    blocked: bool = False
    domains: frozenset[str] = frozenset()
    ibans: frozenset[Iban] = frozenset()
