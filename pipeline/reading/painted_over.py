"""Which values of an XML does the text layer of a page have where its picture shows something else?

In: the fields of the XML, and the pages. Out: those fields, with what the picture shows. Only pages
are looked at whose layer is known not to match their picture, so what an engine misreads elsewhere
says nothing. A value may stand on a page at many places: a person may look at any of them.
"""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.reading.levels import spans_of_value
from pipeline.reading.lines import compact, sheet_of
from pipeline.reading.words import Page
from storage.domain.field import Source
from storage.domain.invoice import AMOUNTS, FieldName, Invoice
from storage.domain.page import Box

_LOOK_ALIKE = str.maketrans("oilsbz", "011582")
"""Letters that look like digits when they were recognised, as these digits."""
_BESIDE = 0.3
"""Of the height of a value: how far beside it words of the picture may end that are its own."""


def painted_over(
    xml: Invoice, pages: tuple[Page, ...], names: tuple[FieldName, ...]
) -> Iterator[tuple[FieldName, str]]:
    """Yield the fields whose value was painted over somewhere, and what is seen there.

    Args:
        xml: The fields of the XML.
        pages: As `read` left them.
        names: The fields that are asked about.
    """
    layers = tuple(
        replace(page, words=page.layer, source=Source.PDF_TEXT) for page in pages if page.layer
    )
    lines = sheet_of(layers).lines
    shown = {page.number: page for page in pages}
    for name in names:
        value = xml.value(name) or ""
        places = (
            (box, line.text[start:end])
            for line in lines
            for start, end in (spans_of_value(line, name, value) if value else ())
            for box in line.boxes(start, end)
        )
        for box, said in places:
            seen = _seen_at(shown[box.page], box)
            if _is_other(said, seen, digits=name in AMOUNTS):
                yield name, seen
                break


def _seen_at(page: Page, box: Box) -> str:
    """Return the words of a picture whose middle lies in a box and that do not end far beside."""
    room = _BESIDE * box.h * page.height / page.width
    words = [
        word
        for word in page.words
        if box.y <= word.y + word.h / 2 <= box.y + box.h
        and box.x - room <= word.x
        and word.x + word.w <= box.x + box.w + room
    ]
    return " ".join(word.text for word in sorted(words, key=lambda word: word.x))


def _is_other(said: str, seen: str, *, digits: bool) -> bool:
    """Tell whether as many characters are seen as the layer says, and others: none are missed."""
    one, other = (compact(text).translate(_LOOK_ALIKE) for text in (said, seen))
    if digits:
        one, other = ("".join(c for c in text if c.isdecimal()) for text in (one, other))
    return len(one) == len(other) and one != other
