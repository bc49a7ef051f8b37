"""Reception policies, and what a dossier knows of a supplier when it decides on an invoice."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from storage.domain.iban import Iban
from storage.domain.siren import Siren
from storage.domain.supplier import BlockScope
from storage.domain.vat import VatId


class ReceptionPolicy(StrEnum):
    """« Approuver la réception »: when an invoice waits for a person."""

    EVERY_INVOICE = "every_invoice"
    EXCEPT_TRUSTED = "except_trusted"
    BY_RULES = "by_rules"


@dataclass(frozen=True)
class Supplier:
    """A known partner of a dossier, as far as approval needs it.

    Attributes:
        id: Of the supplier.
        siren: Its SIREN, if known.
        vat_id: Its VAT id, if known.
        trusted: « Fournisseur de confiance »: its invoices may be accepted by themselves.
        blocked: « Liste noire ».
        block_scope: What that does with an invoice.
        domains: Domains that its mail is bound to, in A-labels.
        addresses: Whole addresses that its mail is bound to, in small letters.
        ibans: Accounts that a person confirmed to be its own.
        refused: Accounts that a person said not to be its own.
        ceiling: Most that a trusted invoice may come to, with VAT, in EUR; None for no bound.
        until: Last day of the trust; None for no end.
    """

    id: str = ""
    siren: Siren | None = None
    vat_id: VatId | None = None
    trusted: bool = False
    blocked: bool = False
    block_scope: BlockScope = BlockScope.REJECT
    domains: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()
    ibans: frozenset[Iban] = frozenset()
    refused: frozenset[Iban] = frozenset()
    ceiling: Decimal | None = None
    until: date | None = None
