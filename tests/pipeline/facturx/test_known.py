"""What is sure enough to be written: parties, amounts, lines."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest

from pipeline.facturx.amounts import Totals, lines_of, totals_of, vat_rows_of
from pipeline.facturx.parties import Origin, Party, clean, parties_of
from storage.domain.field import Level
from storage.domain.invoice import FieldName, Line, VatBreakdown
from storage.domain.mailbox import Direction
from storage.domain.siren import Siren
from tests.pipeline.facturx.invoices import LINES, PURCHASE, ROWS, SHA256, N, an_invoice

OWN, OWN_NAME = Siren("111222337"), "Ateliers Bréhal"
NAMELESS = Origin(Direction.PURCHASE, "", None, SHA256)
TOTALS = Totals(
    Decimal("150.00"), Decimal("25.00"), Decimal("175.00"), Decimal(0), Decimal("175.00")
)


def _buyer(
    values: Mapping[FieldName, str | None],
    levels: Mapping[FieldName, Level],
    origin: Origin = PURCHASE,
) -> Party:
    gone = dict.fromkeys((N.BUYER_NAME, N.BUYER_SIREN, N.BUYER_COUNTRY))
    return parties_of(an_invoice({**gone, **values}, levels), origin)[1]


def test_the_dossier_is_the_buyer_of_a_purchase() -> None:
    assert _buyer({}, {}) == Party(OWN_NAME, OWN, country="FR")


def test_a_buyer_who_is_only_read_does_not_replace_the_dossier() -> None:
    read = {N.BUYER_NAME: Level.READ, N.BUYER_SIREN: Level.READ}
    found = _buyer({N.BUYER_NAME: "Autre SARL", N.BUYER_SIREN: "552100554"}, read)
    assert found == Party(OWN_NAME, OWN, country="FR")


def test_a_buyer_who_is_proven_stands_even_if_it_is_not_the_dossier() -> None:
    values = {N.BUYER_NAME: "Autre SARL", N.BUYER_SIREN: "552100554", N.BUYER_COUNTRY: "FR"}
    assert _buyer(values, {}) == Party("Autre SARL", "552100554", country="FR")


def test_what_the_page_adds_to_the_dossier_stands_when_the_siren_is_its_own() -> None:
    siret = "11122233700011"
    values = {N.BUYER_SIREN: str(OWN), N.BUYER_SIRET: siret, N.BUYER_NAME: "ATELIERS"}
    found = _buyer(values, dict.fromkeys(values, Level.READ))
    assert found == Party(OWN_NAME, OWN, siret, country="FR", only_read=frozenset({"siret"}))


def test_a_buyer_of_a_dossier_without_siren_is_what_the_page_says() -> None:
    levels = {N.BUYER_NAME: Level.READ}
    found = _buyer({N.BUYER_NAME: "Kunde GmbH"}, levels, NAMELESS)
    assert found == Party("Kunde GmbH", only_read=frozenset({"name"}))


@pytest.mark.parametrize(
    ("gone", "level", "siren", "only_read"),
    [
        ((N.SELLER_SIREN,), Level.PROVEN, "123456782", set()),
        ((N.SELLER_SIREN, N.SELLER_SIRET), Level.PROVEN, "123456782", set()),
        ((N.SELLER_SIREN,), Level.READ, "123456782", {"siren", "siret"}),
        ((N.SELLER_SIREN, N.SELLER_SIRET, N.SELLER_VAT_ID), Level.PROVEN, "", set()),
    ],
)
def test_a_siren_is_implied_by_the_other_identifiers_and_no_surer_than_they(
    gone: tuple[FieldName, ...], level: Level, siren: str, only_read: set[str]
) -> None:
    invoice = an_invoice(dict.fromkeys(gone), {N.SELLER_SIRET: level})
    seller, _ = parties_of(invoice, PURCHASE)
    assert (seller.siren, set(seller.only_read)) == (siren, only_read)


def test_identifiers_of_another_company_do_not_stand() -> None:
    invoice = an_invoice({N.SELLER_SIRET: "55210055400013", N.SELLER_VAT_ID: "FR96552100554"})
    seller, _ = parties_of(invoice, PURCHASE)
    assert (seller.siren, seller.siret, seller.vat_id) == ("123456782", "", "")


@pytest.mark.parametrize(
    ("vat_id", "country"), [("EL123456789", "GR"), ("XI123456789", "GB"), ("BE0403170701", "BE")]
)
def test_a_vat_id_tells_the_country(vat_id: str, country: str) -> None:
    gone = dict.fromkeys((N.SELLER_SIREN, N.SELLER_SIRET, N.SELLER_COUNTRY))
    seller, _ = parties_of(an_invoice({**gone, N.SELLER_VAT_ID: vat_id}), PURCHASE)
    assert (seller.country, seller.vat_id) == (country, vat_id)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("  a\tb\n c ", "a b c"),
        ("a\x00b\ufffe\ud800c", "a b c"),
        ("\u202eevil", "evil"),
        ("x" * 300, "x" * 200),
        ("É—œ€ ≤", "É—œ€ ≤"),
    ],
)
def test_clean(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, TOTALS),
        ({N.TOTAL_VAT: None}, TOTALS),
        ({N.TOTAL_WITHOUT_VAT: None}, TOTALS),
        ({N.TOTAL_WITH_VAT: None}, TOTALS),
        ({N.AMOUNT_DUE: None}, TOTALS),
        (
            {N.AMOUNT_DUE: None, N.PREPAID: "75"},
            replace(TOTALS, prepaid=Decimal(75), due=Decimal("100.00")),
        ),
        ({N.TOTAL_VAT: None, N.TOTAL_WITH_VAT: None}, N.TOTAL_VAT),
        ({N.TOTAL_VAT: "24.99"}, N.TOTAL_WITH_VAT),
        ({N.TOTAL_VAT: "25.001", N.TOTAL_WITH_VAT: "175.001"}, N.TOTAL_WITH_VAT),
        ({N.TOTAL_VAT: "vingt"}, TOTALS),
        ({N.AMOUNT_DUE: "175.001"}, N.AMOUNT_DUE),
    ],
)
def test_totals(values: Mapping[FieldName, str | None], expected: Totals | FieldName) -> None:
    assert totals_of(an_invoice(values)) == expected


def test_the_amount_due_is_not_computed_from_an_uncertain_payment() -> None:
    values = {N.AMOUNT_DUE: None, N.PREPAID: "75"}
    assert totals_of(an_invoice(values, {N.PREPAID: Level.GUESSED})) is N.PREPAID


@pytest.mark.parametrize(
    "rows",
    [
        ROWS[:1],
        (*ROWS, ROWS[0]),
        (replace(ROWS[0], amount=Decimal("20.02")), replace(ROWS[1], amount=Decimal("4.98"))),
        (replace(ROWS[0], category="X"), ROWS[1]),
        (replace(ROWS[0], category="E"), ROWS[1]),
        (replace(ROWS[0], basis=Decimal("100.001")), replace(ROWS[1], basis=Decimal("49.999"))),
    ],
)
def test_a_vat_table_that_does_not_add_up_does_not_stand(rows: tuple[VatBreakdown, ...]) -> None:
    assert vat_rows_of(an_invoice(rows=rows), TOTALS) == ()


@pytest.mark.parametrize(
    ("lines", "rates"),
    [
        (LINES, [20, 10]),
        ((LINES[0], replace(LINES[1], vat_rate=None)), [20, 10]),
        (tuple(replace(line, vat_rate=None) for line in LINES), [20, 10]),
        ((replace(LINES[0], vat_rate=Decimal(10)), replace(LINES[1], vat_rate=None)), None),
        ((LINES[0], replace(LINES[1], quantity=Decimal(3))), None),
        ((LINES[0], replace(LINES[1], name=" \x00")), None),
        ((LINES[0], replace(LINES[1], unit_price=None)), [20, 10]),
        (LINES[:1], None),
        (
            (
                replace(LINES[0], vat_rate=Decimal(10)),
                replace(LINES[1], vat_rate=Decimal(20)),
            ),
            None,
        ),
        ((*LINES, Line("Total", Decimal(1), Decimal(150), Decimal(20), Decimal(150))), None),
    ],
)
def test_lines_stand_when_each_is_complete_and_all_add_up(
    lines: tuple[Line, ...], rates: list[int] | None
) -> None:
    found = lines_of(an_invoice(lines=lines), ROWS)
    assert [line.rate for line in found] == (rates or [])


def test_a_reduction_has_a_negative_quantity_and_no_negative_price() -> None:
    lines = (
        Line("Tuiles", Decimal(44), Decimal("2.50"), Decimal(20), Decimal("110.00")),
        Line("Remise", Decimal(1), Decimal("-10.00"), Decimal(20), Decimal("-10.00")),
        LINES[1],
    )
    found = lines_of(an_invoice(lines=lines), ROWS)
    assert [(line.quantity, line.price, line.total) for line in found[1:2]] == [
        (Decimal(-1), Decimal("10.00"), Decimal("-10.00"))
    ]
