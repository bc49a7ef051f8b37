"""Identifiers: what parses, to which canonical text, and what does not."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.domain.iban import account_form, parse_bic, parse_iban
from storage.domain.siren import Siret, parse_siren, parse_siret, siren_of
from storage.domain.vat import VatId, parse_vat_id, siren_in

PARSERS: dict[str, Callable[[str], str | None]] = {
    "siren": parse_siren,
    "siret": parse_siret,
    "vat": parse_vat_id,
    "iban": parse_iban,
    "bic": parse_bic,
}


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("siren", "123456782", "123456782"),
        ("siren", " 123 456 782 ", "123456782"),
        ("siren", "123456789", None),  # check digit
        ("siren", "12345678", None),
        ("siren", "1234567820", None),
        ("siren", "12345678A", None),
        ("siren", "", None),
        ("siret", "73282932000074", "73282932000074"),
        ("siret", "732 829 320 00074", "73282932000074"),
        ("siret", "73282932000075", None),
        # The post's establishments break Luhn; their digits sum to a multiple of five instead.
        ("siret", "35600000049837", "35600000049837"),
        ("siret", "35600000049838", None),
        ("siret", "123456782", None),
        ("vat", "FR11123456782", "FR11123456782"),
        ("vat", "fr 11 123 456 782", "FR11123456782"),
        ("vat", "FR12123456782", None),  # key
        ("vat", "DE136695976", "DE136695976"),
        ("vat", "DE136695977", None),
        ("vat", "ZZ123456782", None),
        ("vat", "123456782", None),
        ("iban", "FR7630006000011234567890189", "FR7630006000011234567890189"),
        ("iban", "fr76 3000 6000 0112 3456 7890 189", "FR7630006000011234567890189"),
        ("iban", "FR7630006000011234567890188", None),
        ("iban", "FR763000600001123456789018", None),
        ("iban", "", None),
        ("bic", "agrifrpp882", "AGRIFRPP882"),
        ("bic", "BNPAFRPP", "BNPAFRPP"),
        ("bic", "BNPAFRP", None),
        ("bic", "BNPA1RPP", None),
    ],
)
def test_parse(kind: str, text: str, expected: str | None) -> None:
    assert PARSERS[kind](text) == expected


@given(kind=st.sampled_from(sorted(PARSERS)), text=st.text(max_size=40))
def test_whatever_is_written_gives_plain_ascii_or_nothing(kind: str, text: str) -> None:
    parsed = PARSERS[kind](text)
    assert parsed is None or (parsed.isascii() and parsed.isalnum())


@given(st.integers(min_value=0, max_value=99_999_999))
def test_exactly_one_check_digit_makes_a_siren(stem: int) -> None:
    accepted = [digit for digit in range(10) if parse_siren(f"{stem:08d}{digit}")]
    assert len(accepted) == 1


def test_siren_of_a_siret() -> None:
    assert siren_of(Siret("73282932000074")) == "732829320"


@pytest.mark.parametrize(
    ("vat_id", "siren"), [("FR11123456782", "123456782"), ("DE136695976", None)]
)
def test_siren_in_a_vat_id(vat_id: str, siren: str | None) -> None:
    assert siren_in(VatId(vat_id)) == siren


def test_an_account_has_the_form_of_its_country() -> None:
    assert account_form("FR") == "nn" + "n" * 10 + "c" * 11 + "nn"
    assert account_form("IT") == "nna" + "n" * 10 + "c" * 12
    assert account_form("XX") == account_form("12") == ""
