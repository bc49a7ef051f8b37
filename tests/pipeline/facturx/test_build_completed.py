"""The derived XML: lines that are completed, and the earlier invoice of a credit note."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from pipeline.facturx.build import build
from pipeline.facturx.mentions import Mentions
from pipeline.facturx.notes import origin_of
from pipeline.facturx.preceding import Preceding
from storage.domain.invoice import FieldName, Invoice, Profile, VatBreakdown
from tests.pipeline.facturx.invoices import LINES, PURCHASE, N, an_invoice

HALF = replace(LINES[0], quantity=None)


def test_a_line_with_a_total_alone_is_one_lump_sum() -> None:
    lump = replace(LINES[0], quantity=None, unit_price=None)
    built = build(an_invoice(lines=(lump, *LINES[1:])), PURCHASE)
    assert built.profile is Profile.EN16931
    assert built.xml is not None
    assert b'<ram:BilledQuantity unitCode="LS">1</ram:BilledQuantity>' in built.xml


def test_a_price_that_is_not_printed_is_what_the_total_makes() -> None:
    without = tuple(replace(line, unit_price=None) for line in LINES)
    expected, built = build(an_invoice(), PURCHASE), build(an_invoice(lines=without), PURCHASE)
    assert built.xml == expected.xml


def test_a_quantity_that_is_missing_beside_a_price_is_not_made_up() -> None:
    built = build(an_invoice(lines=(HALF, *LINES[1:])), PURCHASE)
    assert built.profile is Profile.BASIC_WL


@pytest.mark.parametrize(
    ("type_code", "preceding", "profile"),
    [
        ("381", Preceding("EARLIER/7", date(2026, 1, 31)), Profile.EN16931),
        ("384", Preceding("EARLIER/7", date(2026, 1, 31)), Profile.EN16931),
        ("381", Preceding("EARLIER/7"), Profile.BASIC_WL),
        ("381", None, Profile.BASIC_WL),
        ("386", None, Profile.EN16931),
    ],
)
def test_a_credit_note_names_the_invoice_that_it_is_about(
    type_code: str, preceding: Preceding | None, profile: Profile
) -> None:
    invoice = an_invoice({N.TYPE_CODE: type_code})
    built = build(invoice, PURCHASE, Mentions(preceding=preceding))
    assert built.profile is profile
    assert (b"EARLIER/7" in (built.xml or b"")) is (preceding is not None)
    assert ("facture antérieure".encode() in (built.xml or b"")) is (preceding is not None)


def test_an_amount_due_that_was_only_computed_is_not_said_to_be_proven() -> None:
    for values, is_said in (({N.AMOUNT_DUE: None}, True), ({}, False)):
        built = build(an_invoice(values), PURCHASE)
        assert built.known is not None
        said = " ".join(origin_of(built.known, Profile.EN16931))
        assert ("net à payer" in said) is is_said


def _within_the_union(values: Mapping[FieldName, str | None]) -> Invoice:
    """Return an invoice of goods that a German seller sent to France."""
    row = VatBreakdown("K", Decimal(0), Decimal("150.00"), Decimal(0), "Steuerfrei")
    return an_invoice(
        {
            N.SELLER_SIREN: None,
            N.SELLER_SIRET: None,
            N.SELLER_VAT_ID: "DE136695976",
            N.SELLER_COUNTRY: "DE",
            N.BUYER_VAT_ID: "FR21111222337",
            N.TOTAL_VAT: "0.00",
            N.TOTAL_WITH_VAT: "150.00",
            N.AMOUNT_DUE: "150.00",
            N.PERIOD_START: None,
            N.PERIOD_END: None,
            **values,
        },
        rows=(row,),
        lines=tuple(replace(line, vat_rate=Decimal(0)) for line in LINES),
    )


@pytest.mark.parametrize(
    ("delivered", "day", "is_said"),
    [("2026-10-30", b"20261030", False), (None, b"20261103", True)],
)
def test_goods_go_to_the_buyers_country_on_the_day_of_the_invoice_if_no_other(
    delivered: str | None, day: bytes, is_said: bool
) -> None:
    built = build(_within_the_union({N.DELIVERY_DATE: delivered}), PURCHASE)
    assert built.profile is Profile.EN16931
    assert built.xml is not None
    assert built.known is not None
    ship_to = b"<ram:ShipToTradeParty>" + built.xml.partition(b"<ram:ShipToTradeParty>")[2]
    assert b"<ram:CountryID>FR</ram:CountryID>" in ship_to.partition(b"</ram:ShipToTradeParty>")[0]
    assert day in built.xml.partition(b"<ram:OccurrenceDateTime>")[2][:200]
    said = " ".join(origin_of(built.known, Profile.EN16931))
    assert ("date de livraison" in said) is is_said
