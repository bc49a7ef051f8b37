"""Count how often a page draws forms, before anything draws it.

In: a PDF open in pikepdf, hostile. Out: whether a page draws forms so often that no reader would
end. A form that draws another one ten times, which draws a third one ten times, needs a line each.
Standard: ISO 32000-2, 8.10 (form XObjects).
"""

import re
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf, PdfError, Stream

MOST_DRAWN = 100_000
"""Forms that one page draws, those inside others counted each time."""
_MOST_NESTED = 100
_MOST_CONTENT = 4 * 1024 * 1024
"""Bytes of a content in which names are looked for; forms that draw others are short."""
_DRAWN = re.compile(rb"/([^\s/<>\[\](){}%]{1,127})\s+Do\b")

Key = tuple[int, int]


def draws_without_end(pdf: Pdf) -> bool:
    """Tell whether a page draws more than `MOST_DRAWN` forms.

    What of its content cannot be read draws nothing.
    """
    known: dict[Key, int] = {}
    return any(_drawn(page.obj, known, ()) > MOST_DRAWN for page in pdf.pages)


def _drawn(holder: Any, known: dict[Key, int], above: tuple[Key, ...]) -> int:
    """Return how many forms a page or form draws; one that draws itself does so without end."""
    key = holder.objgen
    if key in above or len(above) > _MOST_NESTED:
        return MOST_DRAWN + 1
    if key == (0, 0) or key not in known:
        forms = _forms_of(holder)
        total = 0
        for name in _DRAWN.findall(_content_of(holder)) if forms else ():
            if (form := forms.get("/" + name.decode("latin-1"))) is not None:
                total += 1 + _drawn(form, known, (*above, key))
            if total > MOST_DRAWN:
                break
        known[key] = total
    return known[key]


def _forms_of(holder: Any) -> dict[str, Stream]:
    """Return the forms that a page or form can name; those that a page inherits, too."""
    while (resources := holder.get("/Resources")) is None and "/Parent" in holder:
        holder = holder.Parent
    objects = resources.get("/XObject") if isinstance(resources, Dictionary) else None
    if not isinstance(objects, Dictionary):
        return {}
    return {
        name: it
        for name, it in objects.as_dict().items()
        if isinstance(it, Stream) and it.get("/Subtype") == Name.Form
    }


def _content_of(holder: Any) -> bytes:
    """Return the content of a page or form, as far as it is looked through and can be read."""
    contents = holder if isinstance(holder, Stream) else holder.get("/Contents", ())
    streams = contents if isinstance(contents, Array) else [contents]
    return b"\n".join(_bytes_of(it) for it in streams if isinstance(it, Stream))[:_MOST_CONTENT]


def _bytes_of(stream: Stream) -> bytes:
    try:
        return bytes(stream.read_bytes())
    except (PdfError, RuntimeError, ValueError):
        return b""
