"""Names as texts: what can be one, what belongs to it, and what two spellings of one share.

In: texts and cells of a sheet. Out: a `Name` with its place, or yes or no. Whose a name is,
`pipeline.reading.names` and `pipeline.reading.buyers` say.
"""

import re
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache

from pipeline.reading import name_words as words
from pipeline.reading.addresses import Block, Cell
from pipeline.reading.countries import country_named
from pipeline.reading.labelled import any_of
from pipeline.reading.labels import LABELS
from pipeline.reading.lines import Line, Sheet, Span, fold

_ALIKE = 0.85
"""Of a name and a domain that differ by a letter left out."""
_MOST_WORDS = 6
"""Of a line of a name that takes two."""
PARTS = re.compile(r" ?[,;|•·] ?| [-–—] ")
"""What stands between the parts of a row of particulars."""
_BESIDE = 6
"""Lines above and below a name that may hold its other one, where columns stand side by side."""
_LONGEST = 60
_LONG = 16
"""Characters of a line that a name may fill."""


@dataclass(frozen=True)
class Name:
    """A name on a page.

    Attributes:
        text: As printed.
        line: Where it stands.
        span: The same, with its box.
        score: What speaks for it; see `SURE`.
    """

    text: str
    line: Line
    span: Span
    score: float = 0.0


_END_OF_SENTENCE = re.compile(r"^[^\W\d_A-Z][^.]*[^\W\d_]{3}\. (?=[A-Z])")
"""What is left of the line above, in small print: « assolto ove dovuto. Laboratori Rossi »."""


@lru_cache(maxsize=5_000)
def trimmed(text: str) -> str:
    """Return a name without its label and what follows it: legal form and capital, ids, address."""
    text = _END_OF_SENTENCE.sub("", text.rstrip("★☆*✶✦ "))
    label = words.OF_NAME.match(fold(text))
    text = text[label.end() :] if label else text
    folded = fold(text)
    tail = words.TAIL.search(folded)
    end = tail.start() if tail else len(text)
    for match in PARTS.finditer(folded, 0, end):
        rest = folded[match.end() :]
        first = PARTS.split(rest, maxsplit=1)[0]
        # A house number begins an address, of which the town may stand further behind.
        parts = (first, rest) if rest[:1].isdigit() else (first,)
        if any(map(_is_address, parts)) or words.BUILDING.match(rest):
            end = match.start()
            break
    return text[:end].strip(" ,;:|/•·-–—")


def _is_address(text: str) -> bool:
    return any(pattern.search(text) for pattern in (words.STREET, words.ADDRESS))


@lru_cache(maxsize=5_000)
def looks_like_name(text: str) -> bool:
    """Tell whether a text can have a name in it, and is no label, address or number."""
    folded = fold(text).strip()
    letters = sum(c.isalpha() for c in folded)
    return (
        2 < len(folded) <= _LONGEST
        and letters > 0.6 * len(folded)
        and re.search(r"[^\W\d]{3}|[a-z]&[a-z]", folded) is not None
        and words.NOT_A_NAME.search(folded) is None
        and words.STREET.search(folded) is None
        and words.HOUSE_NUMBER.match(folded) is None
    )


@lru_cache(maxsize=5_000)
def is_name(text: str) -> bool:
    """Tell whether a text can be a name and nothing else: no label, sentence, country, address."""
    folded = fold(text).strip()
    return (
        looks_like_name(text)
        and ":" not in folded
        and not any(pattern.search(folded) for pattern in _NONE)
        and words.ADDRESS.search(folded) is None
        and not _is_label(folded)
        and not (" " in text.strip() and text.islower())
        and words.ADDRESS_LABEL.match(folded) is None
        and country_named(folded) is None
    )


_NONE = (
    words.NOT_A_NAME,
    words.SENTENCE,
    words.OF_THIRD,
    words.OTHER_BLOCK,
    words.PROSE,
    words.OF_GROUP,
)


_LABELS = any_of(label for labels in LABELS.values() for label in labels)


@lru_cache(maxsize=5_000)
def _is_label(folded: str) -> bool:
    """Tell whether a text is nothing but a label, of a party or of a field."""
    text = folded.rstrip(" .:")
    blocks = (words.BUYER_BLOCK, words.SELLER_BLOCK, words.OTHER_BLOCK, words.LABEL_ALONE)
    return any(pattern.fullmatch(text) for pattern in (*blocks, _LABELS))


@lru_cache(maxsize=5_000)
def core_of(name: str) -> str:
    """Return what two spellings of one name share: letters and digits without the legal form."""
    return re.sub(r"\W", "", words.ANY_FORM.sub("", fold(name)))


def domains_of(sheet: Sheet) -> set[str]:
    """Return the letters and digits of the domains on the pages, but for those of providers."""
    found = {m[1] for line in sheet.lines for m in words.DOMAIN.finditer(line.folded)}
    return {re.sub(r"\W", "", d) for d in found if len(d) > 3 and d not in words.PROVIDERS}


def in_domain(core: str, domain: str) -> float:
    """Return the share of a name and a domain that is the same; 0 where it is little."""
    shared = core if core in domain else domain if domain in core else ""
    share = len(shared) / max(len(core), len(domain))
    if len(shared) > 3 and share > 0.5:
        return share
    alike = SequenceMatcher(None, core, domain, autojunk=False).ratio()
    return alike if alike > _ALIKE and len(core) > 3 else 0.0


def name_over(sheet: Sheet, block: Block, but: str = "") -> Name | None:
    """Return the name over an address: one with a legal form, else one that is printed again.

    A person, a department or a trade name may stand before or behind the company's, which may take
    two lines.

    Args:
        sheet: Where.
        block: The address.
        but: Core of a name that is somebody else's; empty where there is none.
    """
    names = [name for name in _names_over(block) if not is_same(core_of(name.text), but)]
    found = max(names, key=lambda name: _rank(sheet, name), default=None)
    return whole(sheet, found) if found else None


@lru_cache(maxsize=100)
def _names_over(block: Block) -> tuple[Name, ...]:
    """Return the names over an address, from top to bottom; of a house only where no other is."""
    names: list[Name] = []
    houses: list[Name] = []
    begun: Cell | None = None
    for cell in block.above:
        text = trimmed(cell.text)
        if names and words.REPRESENTED.match(cell.folded):
            continue
        if begun is not None:
            text, begun = f"{trimmed(begun.text)} {text}", None
        elif words.DANGLING.search(text):
            begun = cell
            continue
        if names and (longer := _continued(block, names[-1], cell, text)) is not None:
            names[-1] = longer
        elif is_name(text) and not words.NOT_A_COMPANY.search(fold(text)):
            is_house = words.BUILDING.match(fold(text)) is not None
            (houses if is_house else names).append(Name(text, cell.line, cell.span))
    return tuple(names or houses[:1])


def is_same(one: str, other: str) -> bool:
    """Tell whether one of two cores contains the other."""
    return bool(one and other) and (one in other or other in one)


def _rank(sheet: Sheet, name: Name) -> tuple[bool, int]:
    """Return what makes a name a company's: its legal form, and that it is printed again."""
    folded = fold(name.text)
    again = sum(line.folded.count(folded) for line in sheet.lines)
    return words.LEGAL_FORM.search(folded) is not None, again


def _continued(block: Block, upper: Name, cell: Cell, text: str) -> Name | None:
    """Return a name with the text of the cell under it, where that goes on with it."""
    folded, joined = fold(text), f"{upper.text} {text}"
    is_alike = 0.8 < cell.span.height / max(upper.span.height, 0.1) < 1.25
    if not text or not is_alike or len(joined) > _LONGEST or words.NOT_A_COMPANY.search(folded):
        return None
    if words.GOES_ON.match(folded):
        return replace(upper, text=joined)
    if words.END_FORM.search(fold(upper.text)) or not is_name(joined):
        return None
    is_form = not core_of(text)
    ends_in_form = words.FORM_LAST.fullmatch(folded) is not None
    is_word = " " not in text and is_name(text)
    if is_form or ((ends_in_form or is_word) and _is_full(block, upper, cell)):
        return replace(upper, text=joined)
    return None


def _is_full(block: Block, upper: Name, lower: Cell) -> bool:
    """Tell whether a line had no room for the first word of the next one: no other is so wide."""
    word = len(lower.text.partition(" ")[0]) / max(len(lower.text), 1)
    width = upper.span.right - upper.span.left + word * (lower.span.right - lower.span.left)
    others = [c.span for c in block.cells if c.span.line not in {upper.span.line, lower.span.line}]
    return len(upper.text) >= _LONG and all(width > it.right - it.left for it in others)


def whole(sheet: Sheet, name: Name) -> Name:
    """Return a name with its other line, where both stand on one line somewhere else."""
    if len(name.text.split()) > _MOST_WORDS:
        return name
    index = name.line.index
    for line in sheet.lines[max(0, index - _BESIDE) : index + _BESIDE + 1]:
        if line.page.number != name.line.page.number:
            continue
        for start, end in line.cells():
            cell = line.span(start, end)
            other = line.text[start:end].strip()
            if not _are_neighbours(name.span, cell) or not other:
                continue
            is_below = cell.top > name.span.top
            joined = f"{name.text} {other}" if is_below else f"{other} {name.text}"
            if is_name(joined) and _stands(sheet, fold(joined), {line.index, index}):
                return replace(name, text=joined)
    return name


def _are_neighbours(one: Span, two: Span) -> bool:
    """Tell whether two cells stand right under one another, in letters of one size."""
    upper, lower = (one, two) if one.top < two.top else (two, one)
    high = max(one.height, two.height)
    return (
        one.line != two.line
        and -0.3 * high < lower.top - upper.bottom < 0.6 * high
        and min(one.height, two.height) > 0.8 * high
        and one.left < two.right
        and two.left < one.right
    )


def _stands(sheet: Sheet, text: str, but: set[int]) -> bool:
    places = [line for line in sheet.lines if text in line.folded and line.index not in but]
    pattern = re.compile(rf"(?<!\w){re.escape(text)}(?!\w)") if places else None
    return pattern is not None and any(pattern.search(line.folded) for line in places)
