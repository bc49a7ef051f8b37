"""What can be the number of a paper: words with a digit, and groups of them that are one number.

In: a line, and where in it a value may begin. Out: `Token`s, each with whether it is all of its
number. Paper prints one number in groups, « C 520 390 », « 2026 / 0412 », and two numbers side by
side look alike: where nothing tells them apart, what was taken may be a part only.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.reading.lines import Line, fold
from pipeline.reading.name_words import STREET
from pipeline.reading.values import days_in
from storage.domain.siren import parse_siren, parse_siret

_CHUNK = re.compile(r"[^\s\t]+")
_NO_NUMBER = re.compile(
    r"\d{1,3}(?:[.,']\d{3})*[.,]\d{2}|\d+[.,]\d{2}"
    r"|[a-z]{2}\d{2}[a-z0-9]{12,}|.*[@%€].*"
    r"|(?:\+\d\d|0)(?:[ .-]?\d){8,}"
)
_IDENTIFIER = re.compile(r"(?<!\d)\d{3}[ .]\d{3}[ .]\d{3}(?:[ .]\d{5})?(?![ .]?\d)")
_KNOWN = re.compile(
    r"(?<!\d)(?:\d\d(?:[ .]\d\d){4}|\d{1,3}(?:[ ]\d{3})+[.,]\d\d)(?!\d)"
    r"|(?<![\d.,])\d{1,3}(?: \d{3})*(?:[.,]\d\d)? ?(?:€|£|\$|(?:eur|euros?|chf|usd|gbp)\b)"
    r"|(?<!\d)[a-z]{2}\d\d(?: [a-z0-9]{4}){3,}"
)
"""Telephone numbers, amounts and accounts in groups of digits."""
_CAPITALS = (
    "NO NR DU DE LE ID LA NUM REF EUR CHF USD GBP CEDEX TTC HT TVA DATE PAGE PAG TEL FAX BP CS TSA"
    " ET OU AU AUX EN PAR POUR SUR LES DES UN UNE OF TO AND ON THE FOR BY AT DATED FROM VOM AM UND"
    " BIS ZUM ZUR VON DER DIE DAS MIT FUR DEL DAL DELLA IL AL DI DA E Y EL LOS VAN OP VOOR MET HET"
    " EEN SIREN SIRET RCS IBAN BIC VAT MWST UST IVA BTW SA SARL SAS EURL GMBH LTD SRL SPA BV NV AG"
)
"""Capitals before or behind a number that are words."""
_WORDS = frozenset(_CAPITALS.split())
_ENDS = ",;:)]|»"
_AROUND = ".,;:()[]|*«»\"'"
_LONGEST = 30
_LONGEST_LETTERS = 5
_YEAR = re.compile(r"20\d\d(?:0[1-9]|1[0-2])?")
_SHORT_YEAR = re.compile(r"[1-4]\d(?:0[1-9]|1[0-2])?")


@dataclass(frozen=True, slots=True)
class Token:
    """A word or more that can be a number; a value with a place, see `search.Placed`.

    Attributes:
        text: As printed, one space between its groups.
        start: Index of its first character in the line.
        end: One past its last one.
        is_whole: Nothing beside it can be a part of it.
    """

    text: str
    start: int
    end: int
    is_whole: bool = True


@dataclass(frozen=True, slots=True)
class _Chunk:
    """Characters without a space.

    Attributes:
        kind: ``D`` digits, ``L`` capitals, ``M`` with a digit, ``S`` a sign between groups, or
            ``W``, which is no part of a number.
        text: Without punctuation around it.
        start: Index in the line.
        end: One past its last character.
        closes: A comma or the like behind it ends what it belongs to.
    """

    kind: str
    text: str
    start: int
    end: int
    closes: bool = False


def tokens_in(line: Line) -> Iterator[Token]:
    """Yield what can be a number of a paper: words with a digit, no amounts, dates or codes."""
    for start, end in line.cells():
        yield from tokens_between(line, start, end)


def tokens_between(line: Line, start: int, end: int) -> Iterator[Token]:
    """Yield the tokens of a part of a cell, from left to right.

    Args:
        line: Where.
        start: Where a value may begin: at the start of the cell, or behind a label in it.
        end: Of the cell.
    """
    run: list[_Chunk] = []
    for chunk in (*_chunks(line, start, end), _Chunk("W", "", end, end)):
        if chunk.kind != "W":
            run.append(chunk)
        if run and (chunk.kind == "W" or chunk.closes):
            yield from _tokens_of(run, line, start, end)
            run = []


def _chunks(line: Line, start: int, end: int) -> Iterator[_Chunk]:
    """Yield the words of a part of a line, those with a role of their own as ``W``."""
    known = list(_known(line))
    days = [day.start for day in days_in(line.folded)]
    cuts = [at for at in days if line.text[at - 1] == "/"]
    for match in _CHUNK.finditer(line.text, start, end):
        first, last = match.span()
        cut = next((at - 1 for at in cuts if first < at < last), last)
        text = line.text[first:cut]
        bare = text.strip(_AROUND).lstrip("#")
        is_known = any(s <= first < e for s, e in known)
        kind = "W" if is_known else _kind_of(bare, text)
        closes = cut < last or (kind != "W" and text[-1] in _ENDS)
        if kind != "W" and text[0] in "([«|":
            yield _Chunk("W", "", first, first)
        yield _Chunk(kind, bare, first, cut, closes)


def _known(line: Line) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a line that are days, amounts, telephone numbers or identifiers."""
    yield from ((day.start, day.end) for day in days_in(line.folded))
    yield from (match.span() for match in _KNOWN.finditer(line.folded))
    for match in _IDENTIFIER.finditer(line.text):
        digits = re.sub(r"\D", "", match[0])
        if (parse_siren if len(digits) == 9 else parse_siret)(digits):
            yield match.span()


def _kind_of(bare: str, text: str) -> str:
    if not bare:
        return "S" if text in {"-", "/", "–"} else "W"
    if bare in {"-", "/", "–"}:
        return "S"
    if bare.isdecimal():
        return "D" if len(bare) <= _LONGEST else "W"
    if any(character.isdigit() for character in bare):
        is_other = len(bare) > _LONGEST or _NO_NUMBER.fullmatch(bare.lower()) or _is_day(bare)
        return "W" if is_other else "M"
    is_head = bare.isascii() and bare.isalpha() and bare.isupper() and text[-1] not in ".:"
    return "L" if is_head and len(bare) <= _LONGEST_LETTERS and bare not in _WORDS else "W"


def _is_day(text: str) -> bool:
    return any(day.start == 0 and day.end == len(text) for day in days_in(fold(text)))


def _tokens_of(run: list[_Chunk], line: Line, start: int, end: int) -> Iterator[Token]:
    """Yield what a run of chunks is: one number in groups, or several that stand side by side."""
    while run and run[-1].kind == "S":
        run = run[:-1]
    first = next((i for i, chunk in enumerate(run) if chunk.kind in "DM"), len(run))
    head = run[:first]
    run = run[_begin(head, run[first:], line, start) :]
    if not any(chunk.kind in "DM" for chunk in run):
        return
    stop = run[-1].end
    is_closed = run[-1].closes or _is_closed(line, stop, end)
    if run[-1].kind == "L" and (len(run[-1].text) > 2 or not _is_at_end(line, stop, end)):
        # Capitals behind a number begin what follows, unless nothing does.
        is_closed = not _is_at_end(line, stop, end)
        while run[-1].kind in "LS":
            run = run[:-1]
    groups = [chunk for chunk in run if chunk.kind in "DM"]
    if len(run) == 1 or (len(groups) == 1 and len(run) == 2 and run[0].kind == "L"):
        yield _joined(run, is_whole=True)
    elif _is_one(run) and (is_closed or len(groups) > 2 or run[0].kind == "L"):
        yield _joined(run, is_whole=is_closed)
    else:
        yield from _apart(run)


def _begin(head: list[_Chunk], rest: list[_Chunk], line: Line, start: int) -> int:
    """Return how many chunks before the first digits are no part of the number."""
    if not head or head[-1].kind == "S":
        return len(head)
    last = head[-1]
    is_first = not line.text[start : last.start].strip(" :.°#")
    is_grouped = [len(c.text) for c in rest[:2] if c.kind == "D"] == [3, 3]
    if len(last.text) > 1 or is_first or is_grouped:
        return len(head) - 1
    return len(head)


def _is_at_end(line: Line, stop: int, end: int) -> bool:
    return not line.text[stop:end].strip(_AROUND + " ")


def _is_closed(line: Line, stop: int, end: int) -> bool:
    """Tell whether what follows a number is no part of it: nothing, a day, a word."""
    if _is_at_end(line, stop, end) or any(s <= stop + 1 < e for s, e in _known(line)):
        return True
    street = STREET.search(line.folded[max(0, stop - 6) : stop + 25])
    return street is None and not re.match(r" [^a-z]{0,2}\d", line.folded[stop:])


def _is_one(run: list[_Chunk]) -> bool:
    """Tell whether chunks are the groups of one number: their lengths and a year say so."""
    kinds = "".join(chunk.kind for chunk in run)
    has_head = kinds.startswith("L")
    kinds = kinds.removeprefix("L")
    texts = [chunk.text for chunk in run[has_head:]]
    if kinds in {"DSD", "DLD", "DL", "ML", "DSM"}:
        is_dated = any(_YEAR.fullmatch(t) or _SHORT_YEAR.fullmatch(t) for t in texts[::2])
        return is_dated or "S" not in kinds
    if not re.fullmatch(r"[DM]D+M?", kinds):
        return False
    tail = re.search(r"\d*$", texts[0])
    sizes = [len(tail[0]) if tail else 0, *map(len, texts[1:])]
    if _YEAR.fullmatch(texts[0]) or (has_head and _SHORT_YEAR.fullmatch(texts[0])):
        return len(texts) <= 3
    is_by_thousands = 0 < sizes[0] <= 3 and all(size == 3 for size in sizes[1:])
    is_even = len(set(sizes[:-1])) == 1 and 0 < sizes[-1] <= sizes[0] <= 5
    if len(sizes) == 2:
        return is_by_thousands or has_head
    return is_by_thousands or (is_even and sizes[0] > 1)


def _joined(run: list[_Chunk], *, is_whole: bool) -> Token:
    text = " ".join(chunk.text for chunk in run)
    return Token(text, run[0].start, run[-1].end, is_whole)


def _apart(run: list[_Chunk]) -> Iterator[Token]:
    """Yield each group of a run by itself, with the letters before it; none is surely whole."""
    head: list[_Chunk] = []
    for chunk in run:
        if chunk.kind in "DM":
            yield _joined([*head, chunk], is_whole=False)
            head = []
        else:
            head = [chunk] if chunk.kind == "L" else []
