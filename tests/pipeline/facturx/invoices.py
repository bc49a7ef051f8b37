"""Invoices as `check` leaves them, the start of every test of the derived Factur-X."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from pipeline.facturx.parties import Origin
from storage.domain.field import Field, Level, Source
from storage.domain.invoice import FieldName, Invoice, Line, VatBreakdown
from storage.domain.mailbox import Direction
from storage.domain.siren import Siren

N = FieldName
VALUES = {
    N.NUMBER: "F-2026-17",
    N.TYPE_CODE: "380",
    N.ISSUE_DATE: "2026-11-03",
    N.DUE_DATE: "2026-12-03",
    N.DELIVERY_DATE: "2026-10-30",
    N.PERIOD_START: "2026-10-01",
    N.PERIOD_END: "2026-10-31",
    N.ORDER_REFERENCE: "BC-4501",
    N.CONTRACT_REFERENCE: "CT 88/2",
    N.CURRENCY: "EUR",
    N.SELLER_NAME: "Toitures Vauquelin",
    N.SELLER_SIREN: "123456782",
    N.SELLER_SIRET: "12345678200010",
    N.SELLER_VAT_ID: "FR11123456782",
    N.SELLER_COUNTRY: "FR",
    N.BUYER_NAME: "Ateliers Bréhal",
    N.BUYER_SIREN: "111222337",
    N.BUYER_COUNTRY: "FR",
    N.TOTAL_WITHOUT_VAT: "150.00",
    N.TOTAL_VAT: "25.00",
    N.TOTAL_WITH_VAT: "175.00",
    N.AMOUNT_DUE: "175.00",
    N.PAYMENT_MEANS: "58",
    N.IBAN: "FR7630006000011234567890189",
    N.BIC: "AGRIFRPPXXX",
}
ROWS = (
    VatBreakdown("S", Decimal(20), Decimal("100.00"), Decimal("20.00")),
    VatBreakdown("S", Decimal(10), Decimal("50.00"), Decimal("5.00")),
)
LINES = (
    Line("Tuiles", Decimal(40), Decimal("2.50"), Decimal(20), Decimal("100.00")),
    Line("Pose", Decimal(2), Decimal("25.00"), Decimal(10), Decimal("50.00")),
)
SHA256 = "5e" * 32
PURCHASE = Origin(Direction.PURCHASE, "Ateliers Bréhal", Siren("111222337"), SHA256)
NOTHING: Mapping[FieldName, str | None] = {}
NO_LEVELS: Mapping[FieldName, Level] = {}


def an_invoice(
    values: Mapping[FieldName, str | None] = NOTHING,
    levels: Mapping[FieldName, Level] = NO_LEVELS,
    rows: tuple[VatBreakdown, ...] = ROWS,
    lines: tuple[Line, ...] = LINES,
) -> Invoice:
    """Return an invoice that allows EN 16931, its fields ``proven`` where nothing else is said.

    Args:
        values: Other values; None takes a field away.
        levels: Other levels.
        rows: Of the VAT table.
        lines: Invoice lines.
    """
    fields = {
        name: Field(value, levels.get(name, Level.PROVEN), Source.PDF_TEXT)
        for name, value in {**VALUES, **values}.items()
        if value is not None
    }
    return Invoice(fields=fields, vat_breakdown=rows, lines=lines)


def a_credit_note() -> Invoice:
    """Return a credit note of the same amounts."""
    return an_invoice({N.TYPE_CODE: "381"})


def a_foreign_invoice() -> Invoice:
    """Return a German seller's invoice on which the buyer owes the VAT."""
    reverse_charge = VatBreakdown("AE", None, Decimal("150.00"), Decimal(0), "Reverse charge")
    lines = tuple(replace(line, vat_rate=None) for line in LINES)
    return an_invoice(
        {
            N.SELLER_NAME: "Dachbau Elbe GmbH",
            N.SELLER_SIREN: None,
            N.SELLER_SIRET: None,
            N.SELLER_VAT_ID: "DE136695976",
            N.SELLER_COUNTRY: "DE",
            N.BUYER_VAT_ID: "FR21111222337",
            N.TOTAL_VAT: "0.00",
            N.TOTAL_WITH_VAT: "150.00",
            N.AMOUNT_DUE: "150.00",
        },
        rows=(reverse_charge,),
        lines=lines,
    )
