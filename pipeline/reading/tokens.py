"""What can be the number of a paper: words with a digit, and groups of them that are one number.

In: a line, and where in it a value may begin. Out: `Token`s, each with whether it is all of its
number. Paper prints one number in groups, « C 520 390 », « 2026 / 0412 », and two numbers side by
side look alike: where nothing tells them apart, what was taken may be a part only.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from pipeline.reading.lines import Line, fold
from pipeline.reading.values import days_in
from storage.domain.siren import parse_siren, parse_siret

_CHUNK = re.compile(r"[^\s\t]+")
_NO_NUMBER = re.compile(
    r"\d{1,3}(?:[.,']\d{3})*[.,]\d{2}|\d+[.,]\d{2}"
    r"|[a-z]{2}\d{2}[a-z0-9]{12,}|.*[@%€].*"
    r"|(?:\+\d\d|00[1-9]\d\d|0(?=[1-9]))(?:[ .-]?\d){8,}"
)
_IDENTIFIER = re.compile(r"(?<!\d)(?<!\d[ .])\d{3}[ .]\d{3}[ .]\d{3}(?:[ .]\d{5})?(?![ .]?\d)")
_KNOWN = re.compile(
    r"(?<!\d)(?:\d\d(?:[ .]\d\d){4}|\d{1,3}(?:[ ]\d{3})+[.,]\d\d)(?!\d)"
    r"|(?<![\d.,])\d{1,3}(?: \d{3})*(?:[.,]\d\d)? ?(?:€|£|\$|(?:eur|euros?|chf|usd|gbp)\b)"
    r"|(?<!\d)[a-z]{2}\d\d(?: [a-z0-9]{4}){3,}"
    r"|(?<!\w)hr[ab] ?\d+(?!\w)"
    r"|(?<!\w)(?:[a-z]{1,2}\d[a-z\d]? \d[a-z]{2}|[a-z]\d[\dw] [a-z][a-z\d]{3})(?!\w)"
)
"""Telephone numbers, amounts and accounts in groups of digits; entries in the German register;
British and Irish postcodes."""
_CAPITALS = (
    "NO NR DU DE LE ID LA NUM REF EUR CHF USD GBP CEDEX TTC HT TVA DATE PAGE PAG TEL FAX BP CS TSA"
    " ET OU AU AUX EN PAR POUR SUR LES DES UN UNE OF TO AND ON THE FOR BY AT DATED FROM VOM AM UND"
    " BIS ZUM ZUR VON DER DIE DAS MIT FUR DEL DAL DELLA IL AL DI DA EL LOS VAN OP VOOR MET HET"
    " EEN SIREN SIRET RCS IBAN BIC VAT MWST UST IVA BTW SA SARL SAS EURL GMBH LTD SRL SPA BV NV AG"
)
WORDS = frozenset(_CAPITALS.split())
"""Capitals before or behind a number that are words."""
_PARTS = "DLMS"
_LONE_WORDS = frozenset("AEYON")
"""Capitals that are a word by themselves, in one of the languages."""
_ENDS = ",;:)]|»"
_AROUND = ".,;:()[]|*«»\"'"
_LONGEST = 30
_LONGEST_LETTERS = 5
_GROUPS = 2
_SHORT_SERIES = 3
"""Characters of the series behind a number."""
_SHORT_WORD = 4
"""Letters of a word that is none of a number."""
_STREET = re.compile(
    r",? (?:bis |ter )?(?:rue|av(?:enue|\.)|bd|boulevard|place|chemin|allee|cours|impasse|quai"
    r"|route|square|voie|zone|chaussee|passage|z\.?[ai]\.?c?|lotissement|residence|hameau|lieu-dit"
    r"|faubourg|fbg|esplanade|promenade|ruelle|montee|rond-point|sentier|mail"
    r"|(?:[a-z]+ )?(?:street|road|lane|drive))\b"
)
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
        kind: ``D`` digits, ``L`` capitals, ``M`` with a digit, ``S`` a sign between groups; of no
            number ``W``, a word, ``K``, what has a role of its own, and ``E``, an end.
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


def spans_of_compact(wanted: str, folded: str) -> list[tuple[int, int]]:
    """Return where letters and digits stand by themselves in a folded text.

    Args:
        wanted: As `compact` gives them.
        folded: Whatever stands between them there does not count.
    """
    kept = [index for index, character in enumerate(folded) if character.isalnum()]
    text = "".join(folded[index] for index in kept)
    spans = []
    for match in re.finditer(re.escape(wanted), text):
        start, end = kept[match.start()], kept[match.end() - 1] + 1
        if not (folded[start - 1 : start].isalnum() or folded[end : end + 1].isalnum()):
            spans.append((start, end))
    return spans


def tokens_between(line: Line, start: int, end: int) -> Iterator[Token]:
    """Yield the tokens of a part of a line, from left to right.

    Args:
        line: Where.
        start: Where a value may begin: at the start of a cell, or behind a label in it.
        end: Of the cell, or of a later one where cells are the groups of one number.
    """
    nothing = _Chunk("E", "", end, end)
    before, run = nothing, list[_Chunk]()
    chunks = list(_chunks(line, start, end))
    is_all = all(chunk.kind in "DM" and not chunk.closes for chunk in chunks)
    if is_all and len(chunks) == _GROUPS and not _is_one(chunks):
        # Nothing else is said there: two groups of one number, rather than two numbers.
        yield _joined(chunks, is_whole=False)
        return
    if _is_with_series(chunks) and not _is_one(chunks):
        yield _joined(chunks, is_whole=chunks[-1].kind == "M")
        return
    for chunk, then in pairwise((*chunks, nothing, nothing)):
        if chunk.kind in _PARTS:
            run.append(chunk)
        if run and (chunk.kind not in _PARTS or chunk.closes):
            after = nothing if chunk.kind in _PARTS else chunk
            kept = _without_house(run, line)
            is_led = _is_code(before) and before.end + 1 == run[0].start
            is_closed = kept != run or not (is_led or _may_go_on(run, after, then, line))
            yield from _tokens_of(_trimmed(kept, line, start), after, is_closed=is_closed)
            run = []
        if chunk.kind not in _PARTS:
            before = chunk


def _is_with_series(chunks: list[_Chunk]) -> bool:
    """Tell whether all that is said is a number with its series: « 0727 / V1 »."""
    kinds = "".join(chunk.kind for chunk in chunks)
    return kinds in {"DSM", "DSD", "MSM", "MSD"} and len(chunks[-1].text) <= _SHORT_SERIES


def _chunks(line: Line, start: int, end: int) -> Iterator[_Chunk]:
    """Yield the words of a part of a line, those with a role of their own as ``W``."""
    known = _known(line)
    days = [day.start for day in days_in(line.folded)]
    cuts = [at for at in days if line.text[at - 1] == "/"]
    for match in _CHUNK.finditer(line.text, start, end):
        first, last = match.span()
        cut = next((at - 1 for at in cuts if first < at < last), last)
        text = line.text[first:cut]
        bare = text.strip(_AROUND).lstrip("#")
        kind = "K" if any(s <= first < e for s, e in known) else _kind_of(bare, text)
        if text[0] in "([«|":
            yield _Chunk("E", "", first, first)
        yield _Chunk(kind, bare, first, cut, closes=cut < last or text[-1] in _ENDS)


@lru_cache(maxsize=100)
def _known(line: Line) -> tuple[tuple[int, int], ...]:
    """Return the stretches of a line that are days, amounts, telephone numbers or identifiers."""
    return tuple(_find_known(line))


def _find_known(line: Line) -> Iterator[tuple[int, int]]:
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
        return "D" if len(bare) <= _LONGEST else "K"
    if any(character.isdigit() for character in bare):
        is_other = len(bare) > _LONGEST or _NO_NUMBER.fullmatch(bare.lower()) or _is_day(bare)
        return "K" if is_other else "M"
    is_head = bare.isascii() and bare.isalpha() and bare.isupper() and text[-1] not in ".:"
    return "L" if is_head and len(bare) <= _LONGEST_LETTERS and bare not in WORDS else "W"


def _is_day(text: str) -> bool:
    return any(day.start == 0 and day.end == len(text) for day in days_in(fold(text)))


def _without_house(run: list[_Chunk], line: Line) -> list[_Chunk]:
    """Return a run without a house number at its end: « R-920022 214, chemin du Moulin »."""
    is_house = len(run) > 1 and _STREET.match(line.folded, run[-1].end)
    return run[:-1] if is_house else run


def _trimmed(run: list[_Chunk], line: Line, start: int) -> list[_Chunk]:
    """Return a run without the signs and capitals before it that are no part of a number."""
    first = next((i for i, chunk in enumerate(run) if chunk.kind in "DM"), len(run))
    kept = run[first:]
    if not first or run[first - 1].kind == "S":
        return kept
    head = run[first - 1]
    is_first = not line.text[start : head.start].strip(" :.°#")
    is_grouped = [len(c.text) for c in kept[:2] if c.kind == "D"] == [3, 3]
    return [head, *kept] if len(head.text) > 1 or is_first or is_grouped else kept


def _tokens_of(run: list[_Chunk], after: _Chunk, *, is_closed: bool) -> Iterator[Token]:
    """Yield what a run of chunks is: one number in groups, or several that stand side by side.

    Args:
        run: Without what is no part before it.
        after: What ends it.
        is_closed: Nothing around it may be a part of it.
    """
    while run and (run[-1].kind == "S" or _is_other(run[-1], after)):
        run = run[:-1]
    groups = [chunk for chunk in run if chunk.kind in "DM"]
    is_alone = len(groups) == 1 and (len(run) == 1 or (run[0].kind == "L" and len(run) == 2))
    is_sure = is_closed or len(groups) > 2 or (run and run[0].kind == "L")
    if is_alone or (_is_one(run) and is_sure):
        yield _joined(run, is_whole=is_closed)
    elif groups:
        yield from _apart(run)


def _is_other(last: _Chunk, after: _Chunk) -> bool:
    """Tell whether capitals behind a number begin what follows it."""
    if last.kind != "L":
        return False
    is_word = after.kind == "W" and (last.text in _LONE_WORDS or not after.text.islower())
    return len(last.text) > 2 or is_word


def _may_go_on(run: list[_Chunk], after: _Chunk, then: _Chunk, line: Line) -> bool:
    """Tell whether what follows a run may be a part of it, or its end one of what follows."""
    last = run[-1]
    if last.kind == "L" and _is_other(last, after):
        return after.kind != "W" or last.text in _LONE_WORDS
    if last.kind == "S" and after.kind == "W":
        return False
    if _is_code(after) and then.kind in "DM":
        return True
    return is_of_address(line, last.start, last.end, is_first=len(run) == 1)


def _is_code(chunk: _Chunk) -> bool:
    """Tell whether a word in capitals is short enough to be a part of a number."""
    return chunk.kind == "W" and chunk.text.isupper() and len(chunk.text) < _SHORT_WORD


def is_of_address(line: Line, start: int, end: int, *, is_first: bool = False) -> bool:
    """Tell whether digits are a house number or a postcode, as what follows them says.

    Args:
        line: Where.
        start: Of the digits.
        end: Of the digits.
        is_first: They follow a label: a number of five digits is no postcode there.
    """
    if _STREET.match(line.folded, end):
        return True
    is_code = not is_first and end - start in {4, 5} and line.text[start:end].isdecimal()
    return (
        is_code
        and re.match(r" (?:[A-Z]{3}|[A-Z][a-z])[^\t:]*(?:\t|$)", line.text[end:]) is not None
    )


def _is_one(run: list[_Chunk]) -> bool:
    """Tell whether chunks are the groups of one number: their lengths and a year say so."""
    kinds = "".join(chunk.kind for chunk in run)
    has_head = kinds.startswith("L")
    kinds = kinds.removeprefix("L")
    texts = [chunk.text for chunk in run[has_head:]]
    if kinds in {"DSD", "DLD", "DL", "ML", "DSM", "MSD", "MSM"}:
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
