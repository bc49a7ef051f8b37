"""Identifiers on a page: SIREN, SIRET, VAT ids, IBANs, BICs.

In: a sheet. Out: what stands there and passes its check, with its place; and what a label calls a
SIREN, SIRET or IBAN although its check digits fail, since a person has to see that.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import partial

from pipeline.reading.fitting import overlap
from pipeline.reading.lines import Line, Sheet, Span
from pipeline.reading.look_alikes import mended_ibans, mended_sirens, mended_vat_ids
from storage.domain.field import Source
from storage.domain.iban import parse_bic, parse_iban
from storage.domain.siren import parse_siren, parse_siret
from storage.domain.vat import parse_vat_id


class Scheme(Enum):
    """What an identifier is."""

    SIREN = "siren"
    SIRET = "siret"
    VAT_ID = "vat id"
    IBAN = "iban"
    BIC = "bic"


@dataclass(frozen=True, slots=True)
class Identifier:
    """An identifier on a line.

    Attributes:
        scheme: What it is.
        value: Without spaces.
        line: Where it stands.
        start: Index of its first character in the line's text.
        end: One past its last one.
        holds: Its check digits hold.
    """

    scheme: Scheme
    value: str
    line: Line
    start: int
    end: int
    holds: bool = True


_SIRET = re.compile(r"(?<![^\W_ºª])\d{3}[ .]?\d{3}[ .]?\d{3}[ .]?\d{5}(?!\d)")
_SIREN = re.compile(r"(?<![^\W_ºª])(?<!\d[ .])\d{3}[ .]?\d{3}[ .]?\d{3}(?!\d|[ .]?\d{2,})")
_VAT_ID = re.compile(
    r"(?<![^\W_ºª])(?:FR ?[0-9A-HJ-NP-Z]{2}[ .]?\d{3}[ .]?\d{3}[ .]?\d{3}"
    r"|BE ?[01]\d{3}[ .]?\d{3}[ .]?\d{3}"
    r"|DE ?\d{3} ?\d{3} ?\d{3}|ES[ -]?[A-Z0-9]-?\d{7}-?[A-Z0-9]|IT ?\d{11}|LU ?\d{8}"
    r"|NL ?\d{4}\.?\d{2}\.?\d{3}[. ]?B\.?\d{2}"
    r"|GB ?\d{3} ?\d{4} ?\d{2}|PT ?\d{9}|AT ?U\d{8}|PL ?\d{10}|IE ?\d[A-Z0-9]\d{5}[A-Z]{1,2}"
    r"|CHE[ -]?\d{3}[. ]?\d{3}[. ]?\d{3})(?![A-Z0-9])"
)
_AWAY = re.compile(r"\t(?!\d{5}(?!\d))")
"""A gap, but for one before five digits: a postal code in the next column ends no SIRET."""
_RARE_VAT_ID = re.compile(
    r"(?<![^\W_ºª])(?:DK ?(?:\d{2} ?){3}\d{2}|SE ?\d{10}01|FI ?\d{8}|CZ ?\d{8,10}|HU ?\d{8}"
    r"|RO ?\d{6,10}|SK ?\d{10}|SI ?\d{8}|HR ?\d{11}|BG ?\d{9,10}|EL ?\d{9}|EE ?\d{9}|LV ?\d{11}"
    r"|LT ?\d{9}(?:\d{3})?|CY ?\d{8}[A-Z]|MT ?\d{8}|XI ?\d{3} ?\d{4} ?\d{2}"
    r"|NO ?\d{3} ?\d{3} ?\d{3} ?MVA)(?![A-Z0-9])"
)
"""Letters and digits that are often something else: only with valid check digits."""
_NATIONAL = {
    "ES": (r"\b[nc]\.?i\.?f\.?[^a-z0-9]{0,6}$", r"[A-Z]-?\d{7}-?[A-Z0-9]|\d{8}-?[A-Z]"),
    "IT": (r"(?:p\.? ?iva|partita iva|p\. ?i\.|c\.f\. e p\.iva)[^a-z0-9]{0,6}$", r"\d{11}"),
    "BE": (
        r"(?:\btva|\bbtw|\bbce|\bkbo|entreprise|ondernemingsn\w*)(?: ?nr\.?| n°)?[^a-z0-9]{0,6}$",
        r"[01]\d{3}\.\d{3}\.\d{3}",
    ),
    "GB": (r"\bvat (?:reg\w*\.? ?)?(?:no|number|id)?[^a-z0-9]{0,6}$", r"\d{3} ?\d{4} ?\d{2}"),
    "PL": (r"\bnip[^a-z0-9]{0,6}$", r"\d{3}-?\d{3}-?\d{2}-?\d{2}"),
}
"""Of countries whose papers leave out the prefix: the label of the number, and its form."""
_NATIONAL_IDS = tuple(
    (country, re.compile(label), re.compile(rf"(?<![^\W_ºª])(?:{form})(?![A-Z0-9])"))
    for country, (label, form) in _NATIONAL.items()
)
_VAT_ID_BEGINS = re.compile(r"(?<![^\W_ºª])FR ?[0-9A-HJ-NP-Z]{2}$")
_IBAN_START = re.compile(r"(?<![^\W_ºª])[A-Z]{2}\d{2}(?=[ A-Z0-9])")
_IBAN_LABEL = re.compile(r"IBAN[^0-9]{0,30}$")
_IBAN_LENGTHS = {
    "FR": 27, "MC": 27, "DE": 22, "BE": 16, "ES": 24, "IT": 27, "NL": 18, "LU": 20, "CH": 21,
    "GB": 22, "PT": 25, "AT": 20, "IE": 22, "PL": 28,
}  # fmt: skip
_SIREN_LENGTH = 9
_CURRENCY_BEHIND = re.compile(r"(?:[.,]\d\d)? ?(?:€|EUR|CHF|FRANCS)")
"""« au capital de 112 500 000 euros » is no German VAT id."""
_BIC_BEGINS = re.compile(r"\b(?:bic|swift)(?: ?[/-] ?(?:bic|swift))?(?: ?-?code)?\W*(?=\t|$)")
_BIC_ALONE = re.compile(r"[a-z]{6}[a-z0-9]{2}(?:[a-z0-9]{3})?(?=$| |\t)")
_BIC = re.compile(
    r"(?:bic|swift)[^a-z0-9]{0,12}(?:code )?([a-z]{6}[a-z0-9]{2}(?:[a-z0-9]{3})?)(?![a-z0-9])"
)
_BIC_BEHIND = re.compile(
    r"[ \t]*[-–/|,;(]?[ \t]*(?:(?:code|banque|bank|banca|banco)\b[ :]*)?"
    r"([a-z]{4}[a-z]{2}[a-z0-9]{2}(?:[a-z0-9]{3})?)(?![a-z0-9])"
)
"""What an account may have behind it or below it without a label."""
_BIC_IN_BRACKETS = re.compile(r"[^\t(]{0,80}\((?:[a-z]+ )?([a-z]{6}[a-z0-9]{2}(?:[a-z0-9]{3})?)\)")
"""What a sentence says behind an account: « auprès de la Banque du Lac (ADVFCHRP) »."""
_BICS_OF_ACCOUNT = (_BIC_BEHIND, _BIC_IN_BRACKETS)
_NEXT_LINE = 1.0
"""Heights of an account: what is below it stands no further."""
_SIREN_LABEL = re.compile(r"(?:siren|siret|r\.?c\.?s\.?)(?:[^\d\t]{0,40}?)\t?$")

_OTHER_LABEL = re.compile(
    r"(?:finess|adeli|rpps|agrement|(?:dossier|client|commande|contrat|police|compte|colis|lot"
    r"|abonne|patient|adherent|kunden|auftrags|bestell|customer|order|account|contract)\w*"
    r"(?:[- ]?(?:n[°or]\.?|nr\.?|nummer|number|id))?)[^\d\t]{0,3}\t?$"
)
"""Before nine digits that may pass for a SIREN by chance: they are called something else."""


def identifiers_in(sheet: Sheet) -> tuple[Identifier, ...]:
    """Return all identifiers, in the order of the lines."""
    found: list[Identifier] = []
    for line in sheet.lines:
        text = line.text.replace("\t", " ").upper()
        taken: list[tuple[int, int]] = []
        printed = (
            *_ibans(sheet, line, text),
            *_vat_ids(sheet, line, text),
            *_sirens(line, _AWAY.sub(" ", line.text).upper()),
        )
        if line.page.source is Source.OCR:
            held = (identifier for identifier in printed if identifier.holds)
            printed = (*held, *_mended(line, text), *printed)
        for identifier in printed:
            if all(identifier.end <= s or e <= identifier.start for s, e in taken):
                taken.append((identifier.start, identifier.end))
                found.append(identifier)
        found += _bics(sheet, line)
    if not any(it.scheme is Scheme.BIC for it in found):
        found += _bics_of(sheet, [it for it in found if it.scheme is Scheme.IBAN])
    sirens = [it for it in found if it.scheme is Scheme.SIREN]
    other = {it.value for it in sirens if _is_called(it, _OTHER_LABEL)}
    other -= {it.value for it in sirens if _is_called(it, _SIREN_LABEL)}
    return tuple(it for it in found if it.scheme is not Scheme.SIREN or it.value not in other)


def _is_called(identifier: Identifier, label: re.Pattern[str]) -> bool:
    return label.search(identifier.line.folded[: identifier.start]) is not None


def _ibans(sheet: Sheet, line: Line, text: str) -> Iterator[Identifier]:
    """Yield IBANs; one may go on at the start of the line below."""
    following = sheet.lines[line.index + 1 : line.index + 3]
    for match in _IBAN_START.finditer(text):
        length = _IBAN_LENGTHS.get(match[0][:2])
        if length is None:
            continue
        value, end = _collect(text, match.start(), length)
        if len(value) < length:
            for lower in following:
                more, _ = _collect(lower.text.replace("\t", " ").upper(), 0, length - len(value))
                if parse_iban(value + more):
                    value += more
                    break
        holds = parse_iban(value) is not None
        if len(value) == length and (holds or _IBAN_LABEL.search(text[: match.start()])):
            yield Identifier(Scheme.IBAN, value, line, match.start(), end, holds)


def _mended(line: Line, text: str) -> Iterator[Identifier]:
    """Yield what holds once letters and digits that look alike are told apart by their places."""
    for value, start, end in mended_ibans(text):
        yield Identifier(Scheme.IBAN, value, line, start, end)
    for value, start, end in mended_vat_ids(text):
        yield Identifier(Scheme.VAT_ID, value, line, start, end)
    for value, start, end in mended_sirens(text, partial(_is_siren, line)):
        scheme = Scheme.SIREN if len(value) == _SIREN_LENGTH else Scheme.SIRET
        yield Identifier(scheme, value, line, start, end)


def _is_siren(line: Line, at: int) -> bool:
    return _SIREN_LABEL.search(line.folded[:at]) is not None


def _collect(text: str, start: int, most: int) -> tuple[str, int]:
    """Return up to so many letters and digits from a place on, and where they end."""
    value, index = "", start
    while (
        index < len(text) and len(value) < most and (text[index].isalnum() or text[index] in " .-")
    ):
        value += text[index] if text[index].isalnum() else ""
        index += 1
    return value, index


def _vat_ids(sheet: Sheet, line: Line, text: str) -> Iterator[Identifier]:
    """Yield VAT ids; the digits of a French one may stand at the start of the line below."""
    for match in _VAT_ID.finditer(text):
        if _CURRENCY_BEHIND.match(text, match.end()):
            continue
        value = re.sub(r"[^A-Z0-9]", "", match[0])
        holds = parse_vat_id(value) is not None
        yield Identifier(Scheme.VAT_ID, value, line, match.start(), match.end(), holds)

    yield from _rare_vat_ids(line, text)
    begun = _VAT_ID_BEGINS.search(text)
    for lower in sheet.lines[line.index + 1 : line.index + 2] if begun else ():
        digits, end = _collect(lower.text, 0, 9)
        value = re.sub(r"\W", "", begun[0] if begun else "") + digits
        if parse_vat_id(value):
            yield Identifier(Scheme.VAT_ID, value, lower, 0, end)


def _rare_vat_ids(line: Line, text: str) -> Iterator[Identifier]:
    """Yield VAT ids of further countries, and labelled ones that lack their country."""
    for match in _RARE_VAT_ID.finditer(text):
        if value := parse_vat_id(match[0]):
            yield Identifier(Scheme.VAT_ID, value, line, match.start(), match.end())
    for country, label, form in _NATIONAL_IDS:
        for match in form.finditer(text):
            value = parse_vat_id(country + re.sub(r"\W", "", match[0]))
            if value and label.search(line.folded, 0, match.start()):
                yield Identifier(Scheme.VAT_ID, value, line, match.start(), match.end())


def _sirens(line: Line, text: str) -> Iterator[Identifier]:
    for scheme, pattern, parse in (
        (Scheme.SIRET, _SIRET, parse_siret),
        (Scheme.SIREN, _SIREN, parse_siren),
    ):
        for match in pattern.finditer(text):
            value = re.sub(r"\D", "", match[0])
            holds = parse(value) is not None
            if holds or _is_siren(line, match.start()):
                yield Identifier(scheme, value, line, match.start(), match.end(), holds)


def _bics_of(sheet: Sheet, accounts: Iterable[Identifier]) -> Iterator[Identifier]:
    """Yield the BIC of the same country behind an IBAN or in the cell below it, without a label."""
    for iban in accounts:
        places = [(iban.line, iban.end, len(iban.line.folded))]
        place = iban.line.span(iban.start, iban.end)
        cell = iban.line.span(*iban.line.cell_around(iban.start))
        for lower in sheet.below(place, _NEXT_LINE):
            spans = [lower.span(*cell) for cell in lower.cells()]
            places += [(lower, it.start, it.end) for it in spans if _is_under(it, place)]
            places += [(lower, it.start, it.end) for it in spans if _is_under(it, cell)]
        following = sheet.lines[iban.line.index + 1 : iban.line.index + 2]
        places += [(lower, 0, len(lower.folded)) for lower in following]
        for line, start, end in places:
            matches = (pattern.match(line.folded, start, end) for pattern in _BICS_OF_ACCOUNT)
            match = next(filter(None, matches), None)
            is_its = match is not None and match[1][4:6].upper() == iban.value[:2]
            if match and is_its and parse_bic(match[1].upper()):
                value = match[1].upper()
                yield Identifier(Scheme.BIC, value, line, match.start(1), match.end(1))
                break


def _is_under(cell: Span, place: Span) -> bool:
    is_centred = abs(cell.left + cell.right - place.left - place.right) < 2 * place.height
    return is_centred or abs(cell.left - place.left) < place.height


def _bics(sheet: Sheet, line: Line) -> Iterator[Identifier]:
    """Yield BICs behind their label, or in the cell below it, or at the start of the line below."""
    for match in _BIC.finditer(line.folded):
        value = match[1].upper()
        if parse_bic(value):
            yield Identifier(Scheme.BIC, value, line, match.start(1), match.end(1))
    for label in _BIC_BEGINS.finditer(line.folded):
        place = line.span(label.start(), label.end())
        for lower in sheet.lines[line.index + 1 : line.index + 3]:
            cells = sorted(lower.cells(), key=lambda c: not overlap(lower.span(*c), place))
            for start, end in cells:
                match_below = _BIC_ALONE.match(lower.folded[start:end])
                is_under = overlap(lower.span(start, end), place)
                if match_below and (is_under or start == 0) and parse_bic(match_below[0]):
                    stop = start + match_below.end()
                    yield Identifier(Scheme.BIC, match_below[0].upper(), lower, start, stop)
                    break
