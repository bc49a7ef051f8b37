"""Every fixed value has its words in both languages; values are written as people write them."""

from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum

import pytest

from api.console.formats import Formats
from api.console.notices import Notice
from api.console.reasons import Point, reasons_shown
from api.console.text import typeset
from api.console.words import STAGES, WORDS, named, word
from pipeline.plan import PLANS
from storage.domain.correction import parse_value
from storage.domain.invoice import AMOUNTS, DATES, FieldName
from storage.domain.reason import Reason
from tests.api.console.conftest import ENGLISH, Browser

FR, EN = Formats("fr"), Formats("en")


@pytest.mark.parametrize("enum", WORDS)
def test_every_member_has_words(enum: type[StrEnum]) -> None:
    assert set(WORDS[enum]) == set(enum)
    for member in enum:
        assert word(member, "fr")
        assert word(member, "en")


def test_every_stage_has_words() -> None:
    assert {step.name for steps in PLANS.values() for step in steps} == set(STAGES)
    assert named(STAGES, "read", "fr") == "Lecture des pages"
    assert named(STAGES, "unheard of", "fr") == "unheard of"


def test_every_reason_is_a_sentence() -> None:
    rows = [{"code": reason.value} for reason in Reason]
    for language in ("fr", "en"):
        shown = reasons_shown(rows, language)
        assert [reason.code for reason in shown] == [reason.value for reason in Reason]
        assert all(reason.text.endswith(".") for reason in shown)
        assert not any("'" in reason.text for reason in shown if language == "fr")


def test_reasons_say_what_they_are_about_in_words() -> None:
    rows = [
        {"code": "field_missing", "about": "due_date"},
        {"code": "rule_broken", "about": "BR-CO-15", "detail": "Sums differ."},
        {"code": "field_missing", "about": "seller.siren"},
        {"code": "duplicate_suspected", "about": "inv_1"},
        {"code": "content_mismatch", "about": "2.1"},
        {"code": "refused", "about": "2.1 fois"},
        {"code": "trusted"},
    ]
    found = {reason.code: reason.points for reason in reasons_shown(rows, "fr")}
    assert found == {
        "field_missing": (Point("Échéance"), Point("SIREN du vendeur")),
        "rule_broken": (Point("BR-CO-15", detail="Sums differ."),),
        "duplicate_suspected": (Point("inv_1", "/invoices/inv_1"),),
        "content_mismatch": (Point("partie 2.1"),),
        "refused": (Point("", detail="2.1 fois"),),
        "trusted": (),
    }


@pytest.mark.parametrize("done", Notice)
@pytest.mark.parametrize("language", ["fr", ENGLISH])
def test_every_notice_has_words(browser: Browser, done: Notice, language: str) -> None:
    browser.client.headers["Accept-Language"] = language
    assert 'role="status"' in browser.get(f"/?done={done}").text


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        ("1234.50", "1\u202f234,50", "1,234.50"),
        ("0.00", "0,00", "0.00"),
        ("-1234567.8", "\u22121\u202f234\u202f567,80", "\u22121,234,567.80"),
        ("0.125", "0,125", "0.125"),
        (Decimal("40"), "40,00", "40.00"),
        ("twelve", "twelve", "twelve"),
        (None, "", ""),
    ],
)
def test_numbers(value: str | Decimal | None, french: str, english: str) -> None:
    assert (FR.number(value), EN.number(value)) == (french, english)


@pytest.mark.parametrize(
    ("value", "currency", "french", "english"),
    [
        ("1234.50", "EUR", "1\u202f234,50\u00a0€", "€1,234.50"),
        ("-12.00", "EUR", "\u221212,00\u00a0€", "\u2212€12.00"),
        ("12.00", "CHF", "12,00\u00a0CHF", "12.00\u00a0CHF"),
        ("12.00", None, "12,00", "12.00"),
        (None, "EUR", "", ""),
    ],
)
def test_amounts(value: str | None, currency: str | None, french: str, english: str) -> None:
    assert (FR.amount(value, currency), EN.amount(value, currency)) == (french, english)


def test_days_instants_rates_and_sizes() -> None:
    assert (FR.day("2026-11-24"), EN.day("2026-11-24")) == ("24/11/2026", "24 Nov 2026")
    assert (FR.day("soon"), FR.day(None)) == ("soon", "")
    at = datetime(2026, 11, 24, 23, 14, tzinfo=UTC)
    assert FR.instant(at) == "25/11/2026 à\u00a000:14"
    assert EN.instant(at) == "25 Nov 2026, 00:14"
    assert (FR.plain(Decimal("20.00")), FR.plain(Decimal("5.5"))) == ("20", "5,5")
    assert EN.plain(Decimal("5.50")) == "5.5"
    sizes = [FR.size(n) for n in (0, 999, 1234, 123_456, 41_943_040, 10**12)]
    assert sizes == [
        *("0\u00a0octets", "999\u00a0octets", "1,2\u00a0ko"),
        *("123\u00a0ko", "41,9\u00a0Mo", "1000\u00a0Go"),
    ]


@pytest.mark.parametrize("formats", [FR, EN])
@pytest.mark.parametrize("name", FieldName)
def test_what_is_shown_in_a_field_can_be_typed_back(formats: Formats, name: FieldName) -> None:
    values = {
        FieldName.TYPE_CODE: "380",
        FieldName.CURRENCY: "EUR",
        FieldName.PAYMENT_MEANS: "30",
        FieldName.IBAN: "FR7630006000011234567890189",
        FieldName.BIC: "AGRIFRPP",
    }
    value = values.get(name, "F 2026/1")
    if name in AMOUNTS:
        value = "-1234567.89"
    elif name in DATES:
        value = "2026-01-31"
    elif name.endswith("siren"):
        value = "732829320"
    elif name.endswith("siret"):
        value = "73282932000074"
    elif name.endswith("vat_id"):
        value = "FR83404833048"
    elif name.endswith("country"):
        value = "FR"
    assert parse_value(name, formats.typed(name, value)) == value


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ("l'accord : oui", "l’accord\u00a0: oui"),
        ("fini ; encore ?", "fini\u202f; encore\u202f?"),
        ("« ici »", "«\u00a0ici\u00a0»"),
        ("https://x", "https://x"),
    ],
)
def test_french_is_well_set(typed: str, set_: str) -> None:
    assert typeset(typed) == set_
