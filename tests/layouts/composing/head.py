"""Number and date of a composed page: what they are called, where they stand, what stands by them.

In: a ``Sheet`` and its places. Out: title, number, dates and references of other papers, in places.
"""

import re
from collections.abc import Callable
from datetime import timedelta
from html import escape

from tests.layouts import blocks as b
from tests.layouts.blocks import Pair
from tests.layouts.composing import Places
from tests.layouts.numbering import make_any_number
from tests.layouts.sheet import Sheet

_OTHERS: tuple[str, ...] = (
    "order",
    "order_day",
    "note",
    "note_day",
    "customer",
    "contract",
    "project",
    "quote",
)
_OTHERS += ("means", "contact", "period", "printed", "customer", "order", "note_day", "vat")
"""What else a list of references tells; what stands here twice is told more often."""
_DAYS = {"order_day": 18, "note_day": 2, "printed": -1}
"""Days before that of issue."""
_NO = {"fr": "N°", "en": "No.", "de": "Nr.", "es": "Nº", "it": "N.", "nl": "Nr."}
_LONG, _MOST_IN_A_ROW = 13, 2
"""Characters of a number too long for large print; values that have room beside a party."""
_WAYS = (("title", "title"),) * 5 + (
    *(("list", "list"),) * 9,
    *(("title", "list"), ("title", "list"), ("title", "town"), ("title", "under")),
    *(("list", "town"), ("list", "title"), ("list", "under")),
    *(("under", "under"), ("under", "town"), ("said", "said"), ("said", "town")),
)
"""Where the number stands and where the date does, so often."""


def put_head(sheet: Sheet, places: Places, *, wide: bool) -> None:
    """Put title, number, date and references into their places.

    Args:
        sheet: What is printed.
        places: Where to.
        wide: Whether the references have the whole width of the page.
    """
    number_in, date_in = sheet.pick(*_WAYS)
    title, of = sheet.title(), f" {sheet.say('of')} "
    no = sheet.say("no") if sheet.maybe(0.75) else ""
    size = sheet.pick(10, 12, 14, 16, 18, 22) if len(sheet.facts.number) < _LONG else 11
    name, day, under = title, "", list[str]()
    if number_in == "title":
        name += f" {no} {_number(sheet)}"
    if date_in == "title":
        day = f"{of}{sheet.date_of()}"
    if number_in == "under":
        label = sheet.say("number") if sheet.maybe() else _NO[sheet.facts.profile.lang]
        under.append(f"{label} {_number(sheet)}")
    if date_in == "under":
        label = sheet.say("date") + sheet.pick(" ", " : ", ": ") if sheet.maybe(0.7) else ""
        under.append(f"{label}{sheet.date_of()}")
    # A long title and its date are one line or two.
    places["T"].append(f'<div class="title" style="font-size:{size}pt">{name}{day}</div>')
    places["T"] += [f"<div>{line}</div>" for line in under]
    if number_in == "said":
        said_day = sheet.date_of() if date_in == "said" else _before(sheet, 30)
        places["head"].append(_sentence(sheet, said_day, dated=date_in == "said"))
    if date_in == "town":
        _put_town(sheet, places)
    pairs = _pairs(sheet, number_in == "list", date_in == "list")
    if pairs:
        forms = _FORMS if wide or len(pairs) <= _MOST_IN_A_ROW else _NARROW_FORMS
        listed = sheet.pick(*forms)(sheet, pairs)
        places["R"].append(listed if wide else f'<div class="tight">{listed}</div>')


def _number(sheet: Sheet) -> str:
    """Print the number, its groups as far apart as some programs set them."""
    gap = sheet.pick(0, 0, 0, 0.1, 0.3, 0.6, 1) if " " in sheet.facts.number else 0
    text = sheet.number()
    return f'<span style="word-spacing:{gap}em">{text}</span>' if gap else text


def _before(sheet: Sheet, days: int) -> str:
    """Print another day than that of issue, so many days before it."""
    return sheet.day(sheet.facts.issue_date - timedelta(days=days))


def _sentence(sheet: Sheet, day: str, *, dated: bool) -> str:
    text = sheet.say("sentence")
    title = sheet.title()
    if not dated:
        text, day = sheet.pick("{t} {n}", "{t} n° {n}", "{t} : {n}"), ""
    return f"<p>{text.format(t=title, n=_number(sheet), d=day)}</p>"


def _put_town(sheet: Sheet, places: Places) -> None:
    # Without postcodes, which stand behind the town in some countries.
    words = re.findall(r"(?<!\S)[^\W\d][^\d\s()]{2,}(?!\S)", sheet.facts.seller.town)
    town = escape(" ".join(word.title() for word in words if word != "CEDEX"))
    text = sheet.say("at").format(town=town, d=sheet.date_of())
    where = sheet.pick("B", "R", "T", "head")
    align = f' style="text-align:{sheet.pick("left", "right")}"'
    places[where].insert(sheet.pick(0, len(places[where])), f"<div{align}>{text}</div>")


def _pairs(sheet: Sheet, number: bool, date: bool) -> list[Pair]:
    """Print number and date where they are listed, among other references."""
    credit = sheet.facts.type_code == "381"
    own: list[Pair] = []
    if number:
        own.append((sheet.say("number"), _number(sheet)))
    if date:
        own.append((sheet.say("date"), sheet.date_of()))
    if number and date and sheet.maybe(0.15):
        own = [(own[0][0], f"{own[0][1]} {sheet.say('of')} {sheet.date_of()}")]
    if sheet.maybe(0.5):
        own += b.due(sheet)
    many = sheet.pick(0, 0, 1, 2, 2, 3, 4, 6)
    kinds = list(dict.fromkeys(sheet.rng.sample(_OTHERS, many)))
    others = [(sheet.say(_label(sheet, kind)), _other(sheet, kind)) for kind in kinds]
    if credit:
        others.append((sheet.say("original"), _paper(sheet)))
    mixed = own + others
    sheet.rng.shuffle(mixed)
    return sheet.pick(own + others, own + others, others + own, mixed)


def _label(sheet: Sheet, kind: str) -> str:
    """Return what is said of a reference: few pages do not say whose a VAT id is."""
    if kind != "vat":
        return kind
    return "vat_id" if sheet.maybe(0.25) else "buyer_vat"


def _other(sheet: Sheet, kind: str) -> str:
    """Print the number, day or word of another reference."""
    facts = sheet.facts
    if kind in _DAYS:
        return _before(sheet, _DAYS[kind] + (0 if kind == "printed" else sheet.rng.randint(0, 9)))
    match kind:
        case "period":
            ends = (_before(sheet, 33), _before(sheet, sheet.pick(0, 1, 3)))
            return sheet.say("between").format(a=ends[0], b=ends[1])
        case "means":
            return sheet.say("means_text")
        case "contact":
            return escape(facts.others[2].brand)
        case "vat":
            return sheet.vat_id("buyer")
        case _:
            return facts.references.get(kind) or _paper(sheet)


def _paper(sheet: Sheet) -> str:
    """Return the number of another paper, in any form that an invoice's may have, too."""
    facts = sheet.facts
    return escape(
        sheet.pick(make_any_number(sheet.rng, facts.issue_date), facts.references["order"])
    )


def _rows(sheet: Sheet, pairs: list[Pair]) -> str:
    return b.pair_rows(pairs, sheet.pick("pairs", "pairs ruled"), sheet.pick("", " :", ":"))


def _boxes(sheet: Sheet, pairs: list[Pair]) -> str:
    css = f"boxes {sheet.pick('ruled', 'ruled', 'filled', '')} {sheet.pick('wide', '')}"
    return b.pair_boxes(pairs, css)


def _two_rows_of_boxes(sheet: Sheet, pairs: list[Pair]) -> str:
    half = (len(pairs) + 1) // 2
    return "".join(_boxes(sheet, part) for part in (pairs[:half], pairs[half:]) if part)


def _stacked(sheet: Sheet, pairs: list[Pair]) -> str:
    """Set every label above its value, in a grid; sometimes below it, as a caption."""
    columns, under = sheet.pick(1, 2, 2, 3), sheet.maybe(0.2)
    small = '<div class="small">{}</div>'
    cells = [
        f"<div>{text}{small.format(label)}</div>" if under else
        f"<div>{small.format(label)}{text}</div>"
        for label, text in pairs
    ]  # fmt: skip
    return f'<div class="grid" style="--columns:{columns}">{"".join(cells)}</div>'


def _lines(sheet: Sheet, pairs: list[Pair]) -> str:
    return b.pair_lines(pairs, "<br>", sheet.pick(" : ", ": ", " ", " "))


def _line(sheet: Sheet, pairs: list[Pair]) -> str:
    between = sheet.pick(" - ", " | ", " &nbsp; ", ", ", " · ")
    return b.pair_lines(pairs, between, sheet.pick(" : ", ": ", " "))


def _columns(sheet: Sheet, pairs: list[Pair]) -> str:
    """Set two lists side by side."""
    half, colon = (len(pairs) + 1) // 2, sheet.pick("", " :")
    lists = (b.pair_rows(part, colon=colon) for part in (pairs[:half], pairs[half:]) if part)
    return f'<div class="row near">{"".join(lists)}</div>'


_Form = Callable[[Sheet, list[Pair]], str]
_NARROW_FORMS: tuple[_Form, ...] = (_rows, _rows, _rows, _lines, _lines)
_FORMS = (*_NARROW_FORMS, _boxes, _boxes, _boxes, _stacked, _columns, _two_rows_of_boxes, _line)
