"""The country of an address (BT-40, BT-55): by its name in eight languages, or by its postcode.

In: folded texts of an address. Out: ISO 3166-1 alpha-2, or nothing. The names are those of the
Unicode CLDR in French, English, German, Dutch, Spanish, Italian, Portuguese and Polish, and each
country's own; ``countries.txt`` has a line per country.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

_FILE = Path(__file__).with_name("countries.txt")
_LABEL = re.compile(r"^(?:pays|land|country|pais|paese|kraj|staat|nation) ?: ?")
_PARTS = re.compile(r"[,;·•|()/]| - | – |\t")
_PREFIX = re.compile(
    r"(?:^|(?<=, ))([a-z]{2}) ?-? ?(?=\d{4,5} [a-z]|[a-z]{1,2}\d[a-z\d]? \d[a-z]{2})"
    r"|(?<![\w-])(fr?|de?|be?|ch|l|lu|a|at|i|it|nl|es?|pt|pl|li|mc) ?-{1,2} ?\d{4,5}\b"
)
_OF_PREFIX = {"f": "FR", "d": "DE", "b": "BE", "l": "LU", "a": "AT", "i": "IT", "e": "ES"}
_CODE = re.compile(r"\d[^,]*, ([a-z]{2})$")
"""« 06000 Nice, FR »."""
_MOST_WORDS = 4
_FORMS = (
    ("NL", re.compile(r"(?<![\w-])\d{4} ?[a-z]{2} [a-z]{3}")),
    ("GB", re.compile(r"(?<!\w)[a-z]{1,2}\d[a-z\d]? \d[a-z]{2}(?!\w)")),
    ("IE", re.compile(r"(?<!\w)(?:[a-z]\d\d|d6w) [a-z\d]{4}$|^dublin \d{1,2}\b")),
    ("IT", re.compile(r"(?<!\d)\d{5} [a-z' -]+\([a-z]{2}\)")),
    ("FR", re.compile(r"(?<!\d)\d{5} [a-z' -]+ cedex\b|^cs \d{5}")),
    ("US", re.compile(r", [a-z]{2} \d{5}(?:-\d{4})?$")),
    ("PL", re.compile(r"(?<!\d)\d\d-\d{3} [a-z]{3}")),
    ("PT", re.compile(r"(?<!\d)\d{4}-\d{3} [a-z]{3}")),
)
"""Postcodes that no other country writes so."""
_DIGITS = re.compile(r"^(?:\d{4,5}) [a-z]{2}|(?:^|[,·|–-] ?)(\d{4,5}) [a-z]{3}[a-z' -]*$")
_FOUR = {"BE", "CH", "AT", "LU", "DK", "NO", "HU"}


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in _FILE.read_text(encoding="ascii").splitlines():
        code, _, names = line.partition(" ")
        found |= dict.fromkeys(names.split("|"), code)
    return found


def _codes() -> frozenset[str]:
    return frozenset(_names().values())


def country_named(text: str) -> str | None:
    """Return the country that a text is, or ends with behind a comma or a town."""
    plain = _LABEL.sub("", text.strip(" .:"))
    parts = [part.strip(" .:*") for part in _PARTS.split(plain)]
    last = next((part for part in reversed(parts) if part), "")
    if code := _names().get(last):
        return code
    if (match := _CODE.search(plain)) and match[1].upper() in _codes():
        return match[1].upper()
    words = last.split(" ")
    if len(words) > 1 and any(c.isdigit() for c in last):
        for count in range(min(_MOST_WORDS, len(words) - 1), 0, -1):
            name = " ".join(words[-count:])
            if len(name) > 2 and (code := _names().get(name)):
                return code
    return None


def country_of(texts: Iterable[str], usual: str | None = None) -> str | None:
    """Return the country of an address.

    Args:
        texts: Its cells, folded, from top to bottom.
        usual: The country whose addresses bear no country here; None where nobody knows.
    """
    cells = list(texts)
    for text in cells:
        if code := country_named(text):
            return code
    for text in cells:
        for match in _PREFIX.finditer(text):
            code = (match[1] or match[2]).upper()
            if code in _codes() or match[2]:
                return _OF_PREFIX.get(match[2] or "", code)
    for code, form in _FORMS:
        if any(form.search(text) for text in cells):
            return code
    for text in cells:
        if (digits := _DIGITS.search(text)) and usual is not None:
            has_four = len(re.sub(r"\D", "", digits[0])) == len("1234")
            return usual if has_four == (usual in _FOUR) else None
    return None
