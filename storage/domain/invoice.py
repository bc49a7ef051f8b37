"""An invoice as read: the fields of EN 16931 that the product works with."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from storage.domain.field import Field, Level


class Profile(StrEnum):
    """Factur-X profiles, and the other rule sets that an electronic invoice can declare."""

    MINIMUM = "minimum"
    BASIC_WL = "basicwl"
    BASIC = "basic"
    EN16931 = "en16931"
    EXTENDED = "extended"
    EXTENDED_CTC_FR = "extended-ctc-fr"
    ZUGFERD_1 = "zugferd-1.0"


CREDIT_NOTES = frozenset(
    ["81", "83", "261", "262", "296", "308", "381", "396", "420", "458", "502", "503", "532"]
)
"""Type codes (BT-3, UNTDID 1001) of credit notes; other codes are of invoices."""


class FieldName(StrEnum):
    """Names of the fields on the outside, in the order in which they are shown."""

    NUMBER = "number"  # BT-1
    TYPE_CODE = "type_code"  # BT-3
    ISSUE_DATE = "issue_date"  # BT-2
    DUE_DATE = "due_date"  # BT-9
    DELIVERY_DATE = "delivery_date"  # BT-72
    PERIOD_START = "period_start"  # BT-73
    PERIOD_END = "period_end"  # BT-74
    ORDER_REFERENCE = "order_reference"  # BT-13, the buyer's order
    CONTRACT_REFERENCE = "contract_reference"  # BT-12
    CURRENCY = "currency"  # BT-5
    SELLER_NAME = "seller.name"  # BT-27
    SELLER_SIREN = "seller.siren"  # BT-30, scheme 0002
    SELLER_SIRET = "seller.siret"  # BT-29, scheme 0009
    SELLER_VAT_ID = "seller.vat_id"  # BT-31
    SELLER_COUNTRY = "seller.country"  # BT-40
    BUYER_NAME = "buyer.name"  # BT-44
    BUYER_SIREN = "buyer.siren"  # BT-47, scheme 0002
    BUYER_SIRET = "buyer.siret"  # BT-46, scheme 0009
    BUYER_VAT_ID = "buyer.vat_id"  # BT-48
    BUYER_COUNTRY = "buyer.country"  # BT-55
    ALLOWANCES = "allowances"  # BT-107
    CHARGES = "charges"  # BT-108
    TOTAL_WITHOUT_VAT = "total_without_vat"  # BT-109
    TOTAL_VAT = "total_vat"  # BT-110
    TOTAL_WITH_VAT = "total_with_vat"  # BT-112
    PREPAID = "prepaid"  # BT-113
    RETENTION = "retention"  # no term: owed, but asked for later; neither BT-107 nor BT-113
    ROUNDING = "rounding"  # BT-114
    AMOUNT_DUE = "amount_due"  # BT-115
    PAYMENT_MEANS = "payment_means"  # BT-81, a code of UNTDID 4461
    IBAN = "iban"  # BT-84
    BIC = "bic"  # BT-86


CORE_TOTALS = (FieldName.TOTAL_WITHOUT_VAT, FieldName.TOTAL_VAT, FieldName.TOTAL_WITH_VAT)
"""The three that a VAT breakdown proves, in the order in which the first two make the third."""


AMOUNTS = frozenset({
    *CORE_TOTALS,
    FieldName.ALLOWANCES,
    FieldName.CHARGES,
    FieldName.PREPAID,
    FieldName.RETENTION,
    FieldName.ROUNDING,
    FieldName.AMOUNT_DUE,
})  # fmt: skip
"""Fields that hold an amount in the invoice's currency."""

DATES = frozenset({
    FieldName.ISSUE_DATE,
    FieldName.DUE_DATE,
    FieldName.DELIVERY_DATE,
    FieldName.PERIOD_START,
    FieldName.PERIOD_END,
})  # fmt: skip
"""Fields that hold a calendar date."""


@dataclass(frozen=True)
class VatBreakdown:
    """One row of the VAT table (BG-23); amounts in the invoice's currency.

    Attributes:
        category: BT-118, a code of UNTDID 5305 such as ``S`` or ``E``.
        rate: BT-119 in percent; None where the category has none.
        basis: BT-116.
        amount: BT-117.
        exemption: BT-120, why there is no VAT, in the words of the page; None for ``S`` and ``Z``,
            and where the page does not say it.
    """

    category: str
    rate: Decimal | None
    basis: Decimal
    amount: Decimal
    exemption: str | None = None


@dataclass(frozen=True)
class Line:
    """One invoice line (BG-25); amounts in the invoice's currency.

    Attributes:
        name: BT-153.
        quantity: BT-129.
        unit_price: BT-146.
        vat_rate: BT-152 in percent.
        total: BT-131, without VAT.
    """

    name: str
    quantity: Decimal | None = None
    unit_price: Decimal | None = None
    vat_rate: Decimal | None = None
    total: Decimal | None = None


@dataclass(frozen=True)
class Invoice:
    """Everything read from one document; a field that was not found is absent.

    Attributes:
        fields: Found fields by name.
        vat_breakdown: Rows of the VAT table, in the order of the document.
        lines: Invoice lines, in the order of the document.
        accounts: Every account number seen on the document, as written but without spaces.
    """

    fields: dict[FieldName, Field] = field(default_factory=dict)
    vat_breakdown: tuple[VatBreakdown, ...] = ()
    lines: tuple[Line, ...] = ()
    accounts: tuple[str, ...] = ()

    def value(self, name: FieldName) -> str | None:
        """Return the value of a field, or None where it was not found."""
        found = self.fields.get(name)
        return found.value if found else None

    @property
    def is_credit_note(self) -> bool:
        """Its type code is that of a credit note."""
        return self.value(FieldName.TYPE_CODE) in CREDIT_NOTES

    @property
    def is_corrected(self) -> bool:
        """A person entered a value: then a received XML no longer says what counts."""
        return any(found.level is Level.CONFIRMED for found in self.fields.values())
