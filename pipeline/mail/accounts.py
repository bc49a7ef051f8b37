"""Find the accounts that a text names.

In: plain text, hostile: with spaces, dots or hyphens within an account, invisible characters,
letters of other alphabets, letters for digits. Out: every IBAN (ISO 13616) whose check digits hold,
and what is called an IBAN or a BIC (ISO 9362) but is none that could be compared. A French bank's
own form (RIB: bank, branch, account, key) is the IBAN that it makes. Linear in the size of the
text.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from storage.domain.iban import Iban, account_form, parse_bic, parse_iban
from storage.domain.vat import parse_vat_id

MOST = 50
"""Accounts of one text; what names more is no letter."""
_LONGEST = 34
"""Characters of an IBAN."""
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")
_BETWEEN = " .-_/·:|,\t\u00a0\n"
_START = re.compile(r"(?<![A-Z0-9])([A-Z]{2})[ .\-\t]?([0-9OQDILZSBG]{2})")
_DIGITS = str.maketrans("OQDILZSBG", "000112586")
_LABEL = re.compile(r"(?<![A-Z])I ?\.?B ?\.?A ?\.?N(?![A-Z])[^A-Z0-9\n]{0,20}")
_BIC_LABEL = re.compile(r"(?<![A-Z])(?:BIC|SWIFT)(?:[ /\-](?:BIC|SWIFT|CODE))?[^A-Z0-9\n]{1,8}")
_BIC = re.compile(r"[A-Z0-9]{8}(?:[A-Z0-9]{3})?(?![A-Z0-9])")
_RIB = re.compile(
    r"(?<![0-9])([0-9]{5})[ .\-]{0,3}([0-9]{5})[ .\-]{0,3}([0-9A-Z]{11})[ .\-]{0,3}([0-9]{2})"
    r"(?![0-9])"
)
_PIECE = 1_000
"""Characters that are put into NFKC at once; of marks upon marks it is not linear."""
_SHOWN = 40
_LEAST = 8
"""Digits of an account."""


@dataclass(frozen=True)
class Accounts:
    """What a text names.

    Attributes:
        ibans: In the order of the text, each once.
        unclear: Of what is called an account but is none that could be compared, the beginning.
    """

    ibans: tuple[Iban, ...] = ()
    unclear: tuple[str, ...] = ()


def accounts_in(text: str) -> Accounts:
    """Return the accounts that a text names; at most `MOST` of each sort."""
    pieces = (text[start : start + _PIECE] for start in range(0, len(text), _PIECE))
    plain = "".join(unicodedata.normalize("NFKC", piece) for piece in pieces)
    plain = _INVISIBLE.sub("", plain).upper()
    found = dict(_ibans(plain))
    found |= {place: iban for place, iban in _ribs(plain) if place not in found}
    ibans = tuple(dict.fromkeys(found[place] for place in sorted(found)))[:MOST]
    unclear = (*_unread(plain, set(found)), *_banks(plain, has_account=bool(ibans)))
    return Accounts(ibans, tuple(dict.fromkeys(unclear))[:MOST])


def _ibans(text: str) -> Iterator[tuple[int, Iban]]:
    for match in _START.finditer(text):
        iban = _iban_at(text, match.start(), match[1])
        if iban is not None:
            yield match.start(), iban


def _iban_at(text: str, start: int, country: str) -> Iban | None:
    """Return the account that begins at a place; the next character must not go on with it."""
    form = account_form(country)
    characters, end = _characters(text, start, len(form) + 2)
    if not form or len(characters) < len(form) + 2:
        return None
    if text[end : end + 1].isdigit():
        return None
    first = text[start:end].split(maxsplit=1)[0]
    if first != characters and parse_vat_id(first) is not None:
        return None  # a VAT id and what stands behind it
    body = "".join(
        c.translate(_DIGITS) if kind == "n" else c
        for c, kind in zip(characters[2:], form, strict=True)
    )
    return parse_iban(country + body)


def _characters(text: str, start: int, wanted: int) -> tuple[str, int]:
    """Return so many letters and digits from a place on, without what stands between, and the end.

    Between two of them stand three other characters at most.
    """
    taken: list[str] = []
    gap = 0
    end = start
    for at in range(start, min(len(text), start + 4 * _LONGEST)):
        if len(taken) == wanted:
            break
        character = text[at]
        if character.isascii() and character.isalnum():
            taken.append(character)
            gap, end = 0, at + 1
        elif character in _BETWEEN and gap < 3:
            gap += 1
        else:
            break
    return "".join(taken), end


def _ribs(text: str) -> Iterator[tuple[int, Iban]]:
    """Yield what a French bank's own form makes, where its key holds."""
    for match in _RIB.finditer(text):
        bban = "".join(match.groups())
        number = int("".join(str(int(c, 36)) for c in f"{bban}FR00"))
        national = "".join(_value_in_rib(c) for c in bban)
        if int(national) % 97 != 0:
            continue
        iban = parse_iban(f"FR{98 - number % 97:02d}{bban}")
        if iban is not None:
            yield match.start(), iban


def _value_in_rib(character: str) -> str:
    """Return the digit that a letter has in the key of a RIB: A and J are 1, S is 2."""
    if character.isdigit():
        return character
    place = ord(character) - ord("A")
    return str(place % 9 + 1 if place < 18 else (place - 18) % 8 + 2)


def _unread(text: str, known: set[int]) -> Iterator[str]:
    for match in _LABEL.finditer(text):
        behind, _ = _characters(text, match.end(), _LONGEST)
        is_number = sum(c.isdigit() for c in behind) >= _LEAST and any(map(str.isdigit, behind[:4]))
        is_known = any(match.end() <= place <= match.end() + 8 for place in known)
        if is_number and not is_known:
            yield behind[:_SHOWN]


def _banks(text: str, *, has_account: bool) -> Iterator[str]:
    if has_account:
        return
    for match in _BIC_LABEL.finditer(text):
        found = _BIC.match(text, match.end())
        if found and parse_bic(found[0]):
            yield f"BIC {found[0]}"
