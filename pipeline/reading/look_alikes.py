"""Identifiers whose letters and digits were taken for each other: « FRO7 » for FR07, « 1T » for IT.

In: a recognised line. Out: identifiers whose check digits hold once a letter stands in every place
where their country has one, and a digit where it has a digit. Nothing else is changed: what a page
says wrongly in digits stays wrong.
Source: ISO 13616 for the forms of accounts.
"""

import re
from collections.abc import Callable, Iterator

from storage.domain.iban import account_form, parse_iban
from storage.domain.siren import parse_siren, parse_siret
from storage.domain.vat import parse_vat_id

_DIGITS = str.maketrans("OQDILZSBG", "000112586")
_LETTERS = str.maketrans("01258", "OIZSB")
_VAT_IDS = {
    "FR": "cc" + "n" * 9, "BE": "n" * 10, "DE": "n" * 9, "IT": "n" * 11, "LU": "n" * 8,
    "NL": "n" * 9 + "ann", "GB": "n" * 9, "PT": "n" * 9, "AT": "a" + "n" * 8, "PL": "n" * 10,
    "ES": "c" + "n" * 7 + "c",
}  # fmt: skip
"""What stands behind the country: n a digit, a a letter, c either."""
_START = re.compile(r"(?<![A-Z0-9])[A-Z0-9]{2}")
_LEAST_DIGITS = 0.65
"""Of the places for digits: so many have one, or it is a word."""
_BETWEEN = " .-"


def mended_vat_ids(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield VAT ids with start and end in a text in capitals."""
    for match in _START.finditer(text):
        country = match[0].translate(_LETTERS)
        if kinds := _VAT_IDS.get(country):
            yield from _mended(text, match.start(), country, kinds, parse_vat_id)


def mended_ibans(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield accounts with start and end in a text in capitals."""
    for match in _START.finditer(text):
        country = match[0].translate(_LETTERS)
        if kinds := account_form(country):
            yield from _mended(text, match.start(), country, kinds, parse_iban)


def mended_sirens(text: str, is_labelled: Callable[[int], bool]) -> Iterator[tuple[str, int, int]]:
    """Yield SIRENs and SIRETs with start and end in a text in capitals.

    Args:
        text: The text.
        is_labelled: Tells of a place in it whether a label for these stands before it.
    """
    for match in re.finditer(r"(?<![A-Z0-9])(?=[A-Z0-9])", text):
        if is_labelled(match.start()):
            yield from _mended(text, match.start(), "", "n" * 14, parse_siret)
            yield from _mended(text, match.start(), "", "n" * 9, parse_siren)


def _mended(
    text: str, start: int, country: str, kinds: str, parse: Callable[[str], str | None]
) -> Iterator[tuple[str, int, int]]:
    value, end = _collected(text, start, len(country) + len(kinds))
    own = value[len(country) :]
    digits = sum(c.isdecimal() for c, kind in zip(own, kinds, strict=False) if kind == "n")
    is_whole = len(own) == len(kinds) and not text[end : end + 1].isalnum()
    if not is_whole or digits < _LEAST_DIGITS * kinds.count("n"):
        return
    for either in ({}, _DIGITS):
        tables = {"n": _DIGITS, "a": _LETTERS, "c": either}
        reading = country + "".join(
            c.translate(tables[kind]) for c, kind in zip(own, kinds, strict=True)
        )
        if reading != value and (parsed := parse(reading)):
            yield parsed, start, end
            return


def _collected(text: str, start: int, most: int) -> tuple[str, int]:
    """Return so many letters and digits from a place on, and where they end."""
    value, index = "", start
    while (
        index < len(text)
        and len(value) < most
        and (text[index].isalnum() or text[index] in _BETWEEN)
    ):
        value += text[index] if text[index].isalnum() else ""
        index += 1
    return value, index
