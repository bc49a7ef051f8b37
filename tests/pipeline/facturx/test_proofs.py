"""Levels of embedded values: one table of what is broken, and what then is contradicted."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest

from pipeline.facturx.proofs import prove
from storage.domain.field import Field, Level, Source, Witness
from storage.domain.invoice import FieldName, Invoice, VatBreakdown
from storage.domain.reason import Cause, Reason

N = FieldName
TOTALS = (N.TOTAL_WITHOUT_VAT, N.TOTAL_VAT, N.TOTAL_WITH_VAT)
ONE_WITNESS = [Reason.NUMBER_ONE_WITNESS, Reason.DATE_ONE_WITNESS]

VALUES = {
    N.NUMBER: "F-1",
    N.TYPE_CODE: "380",
    N.ISSUE_DATE: "2026-11-03",
    N.DUE_DATE: "2026-12-03",
    N.CURRENCY: "EUR",
    N.SELLER_NAME: "ACME",
    N.SELLER_SIREN: "123456782",
    N.SELLER_SIRET: "12345678200010",
    N.SELLER_VAT_ID: "FR11123456782",
    N.BUYER_SIREN: "111222337",
    N.BUYER_VAT_ID: "DE136695976",
    N.TOTAL_WITHOUT_VAT: "150.00",
    N.TOTAL_VAT: "25.00",
    N.TOTAL_WITH_VAT: "175.00",
    N.PREPAID: "75.00",
    N.AMOUNT_DUE: "100.00",
    N.IBAN: "FR7699999000011234567890152",
    N.BIC: "CORMFRP1XXX",
}
ROWS = (
    VatBreakdown("S", Decimal(20), Decimal(100), Decimal(20)),
    VatBreakdown("S", Decimal(10), Decimal(50), Decimal(5)),
)
NO_CHANGE: Mapping[str, str | None] = {}
PROVEN = {
    *TOTALS, N.PREPAID, N.AMOUNT_DUE, N.IBAN, N.SELLER_SIREN, N.SELLER_SIRET, N.SELLER_VAT_ID,
    N.BUYER_SIREN, N.BUYER_VAT_ID,
}  # fmt: skip


def _invoice(
    rows: tuple[VatBreakdown, ...] = ROWS, changes: Mapping[str, str | None] = NO_CHANGE
) -> Invoice:
    values = {**VALUES, **{FieldName[name]: value for name, value in changes.items()}}
    fields = {
        name: Field(value, Level.READ, Source.FACTURX_XML)
        for name, value in values.items()
        if value is not None
    }
    return Invoice(fields=fields, vat_breakdown=rows)


def _named(invoice: Invoice, level: Level) -> set[FieldName]:
    return {name for name, field in invoice.fields.items() if field.level is level}


def test_everything_that_holds_is_proven() -> None:
    proven, open_points = prove(_invoice())
    assert _named(proven, Level.PROVEN) == PROVEN
    assert _named(proven, Level.READ) == VALUES.keys() - PROVEN
    assert list(open_points) == ONE_WITNESS


@pytest.mark.parametrize(
    ("changes", "contradicted"),
    [
        ({"SELLER_SIREN": "123456789"}, {N.SELLER_SIREN}),
        ({"SELLER_SIRET": "12345678200011"}, {N.SELLER_SIRET}),
        ({"SELLER_SIRET": "11122233700011"}, {N.SELLER_SIRET}),
        ({"SELLER_VAT_ID": "FR12123456782"}, {N.SELLER_VAT_ID}),
        ({"SELLER_VAT_ID": "FR21111222337"}, {N.SELLER_VAT_ID}),
        ({"SELLER_VAT_ID": "XX123"}, set()),
        ({"BUYER_SIREN": "111222338"}, {N.BUYER_SIREN}),
        ({"BUYER_VAT_ID": "DE136695977"}, {N.BUYER_VAT_ID}),
        ({"IBAN": "FR7699999000011234567890153"}, {N.IBAN}),
        ({"BIC": "BIC_MONCOMPTE"}, {N.BIC}),
        ({"ISSUE_DATE": "2026-02-30"}, {N.ISSUE_DATE}),
        ({"ISSUE_DATE": "20261103"}, {N.ISSUE_DATE}),
        ({"DUE_DATE": "2026-13-01"}, {N.DUE_DATE}),
    ],
)
def test_a_value_that_fails_its_check(
    changes: dict[str, str | None], contradicted: set[FieldName]
) -> None:
    proven, open_points = prove(_invoice(changes=changes))
    assert _named(proven, Level.CONTRADICTED) == contradicted
    named = [Reason.FIELD_CONTRADICTED.about(name) for name in contradicted]
    assert list(open_points) == named + ONE_WITNESS
    assert _named(proven, Level.PROVEN) >= set(TOTALS)


def _row(basis: str, amount: str, rate: str | None = "20") -> VatBreakdown:
    return VatBreakdown(
        "S", None if rate is None else Decimal(rate), Decimal(basis), Decimal(amount)
    )


@pytest.mark.parametrize(
    ("changes", "rows", "contradicted"),
    [
        ({"TOTAL_WITH_VAT": "176.00", "AMOUNT_DUE": "101.00"}, ROWS, set(TOTALS)),
        ({"AMOUNT_DUE": "175.00"}, ROWS, {N.AMOUNT_DUE}),
        ({"PREPAID": None}, ROWS, {N.AMOUNT_DUE}),
        ({}, ROWS[:1], {N.TOTAL_WITHOUT_VAT, N.TOTAL_VAT}),
        ({}, (_row("100", "20"), _row("49.95", "5", "10")), {N.TOTAL_WITHOUT_VAT}),
        ({}, (_row("100", "20"), _row("50", "4.99", "10")), {N.TOTAL_VAT}),
        ({}, (_row("100", "20.02"), _row("50", "4.98", "10")), {N.TOTAL_VAT}),
        ({}, (_row("125", "25", None), _row("25", "0", None)), {N.TOTAL_VAT}),
    ],
)
def test_totals_that_do_not_add_up(
    changes: dict[str, str | None], rows: tuple[VatBreakdown, ...], contradicted: set[FieldName]
) -> None:
    proven, open_points = prove(_invoice(rows, changes))
    assert _named(proven, Level.CONTRADICTED) == contradicted
    assert _named(proven, Level.PROVEN).isdisjoint(TOTALS)
    assert Reason.TOTALS_UNPROVEN in open_points


@pytest.mark.parametrize(
    ("changes", "rows"),
    [
        ({}, (_row("100", "20.01"), _row("50", "4.99", "10"))),
        ({"AMOUNT_DUE": "100.01", "ROUNDING": "0.01"}, ROWS),
        ({"PREPAID": None, "AMOUNT_DUE": "175.00"}, ROWS),
        ({"AMOUNT_DUE": None}, ROWS),
        (
            {"TOTAL_WITHOUT_VAT": "100.00", "TOTAL_VAT": "0.00", "TOTAL_WITH_VAT": "100.00",
             "PREPAID": None},
            (_row("100", "0", None),),
        ),
        (
            {"TOTAL_WITHOUT_VAT": "-100.00", "TOTAL_VAT": "-20.00", "TOTAL_WITH_VAT": "-120.00",
             "PREPAID": "-20.00", "AMOUNT_DUE": "-100.00"},
            (_row("-100", "-20"),),
        ),
    ],
)  # fmt: skip
def test_totals_that_add_up(changes: dict[str, str | None], rows: tuple[VatBreakdown, ...]) -> None:
    proven, open_points = prove(_invoice(rows, changes))
    assert _named(proven, Level.PROVEN) >= set(TOTALS)
    assert list(open_points) == ONE_WITNESS


@pytest.mark.parametrize(
    ("changes", "rows"),
    [({}, ()), ({"TOTAL_VAT": None}, ROWS), ({"AMOUNT_DUE": "100.00", "PREPAID": None}, ())],
)
def test_without_a_vat_table_totals_are_only_read(
    changes: dict[str, str | None], rows: tuple[VatBreakdown, ...]
) -> None:
    proven, open_points = prove(_invoice(rows, changes))
    assert _named(proven, Level.CONTRADICTED) == set()
    assert proven.fields[N.TOTAL_WITH_VAT].level is Level.READ
    assert list(open_points) == [Reason.TOTALS_UNPROVEN, *ONE_WITNESS]


@pytest.mark.parametrize(
    ("name", "level", "closed"),
    [
        (N.NUMBER, Level.CONFIRMED, Reason.NUMBER_ONE_WITNESS),
        (N.NUMBER, Level.CORROBORATED, Reason.NUMBER_ONE_WITNESS),
        (N.ISSUE_DATE, Level.CONFIRMED, Reason.DATE_ONE_WITNESS),
        (N.ISSUE_DATE, Level.CORROBORATED, Reason.DATE_ONE_WITNESS),
    ],
)
def test_a_second_witness(name: FieldName, level: Level, closed: Cause) -> None:
    invoice = _invoice()
    witnesses = (Witness.PAGE,) if level is Level.CORROBORATED else ()
    before = level if level is Level.CONFIRMED else Level.READ
    field = replace(invoice.fields[name], level=before, witnesses=witnesses)
    proven, open_points = prove(replace(invoice, fields={**invoice.fields, name: field}))
    assert proven.fields[name].level is level
    assert closed not in open_points


def test_what_a_person_confirmed_stays() -> None:
    invoice = _invoice(changes={"SELLER_SIREN": "123456789"})
    field = replace(invoice.fields[N.SELLER_SIREN], level=Level.CONFIRMED)
    proven, _ = prove(replace(invoice, fields={**invoice.fields, N.SELLER_SIREN: field}))
    assert proven.fields[N.SELLER_SIREN].level is Level.CONFIRMED


def test_proving_twice_forgets_what_no_longer_holds() -> None:
    broken, _ = prove(_invoice(changes={"TOTAL_WITH_VAT": "176.00"}))
    total = replace(broken.fields[N.TOTAL_WITH_VAT], value="175.00")
    mended = replace(broken, fields={**broken.fields, N.TOTAL_WITH_VAT: total})
    assert prove(mended) == prove(_invoice())
    assert prove(replace(mended, vat_breakdown=())) == prove(_invoice(rows=()))


def test_an_empty_invoice() -> None:
    assert prove(Invoice()) == (Invoice(), (Reason.TOTALS_UNPROVEN, *ONE_WITNESS))
