"""Text as it stands on a page: strangers' words made harmless, our own French well set."""

import unicodedata
from functools import lru_cache

from markupsafe import Markup

_MARK = "\ufffd"
_KEPT = "\n\t"


def visible(text: str) -> str:
    """Return text in which every control, format and unassigned character is seen as such.

    They could turn the direction of writing, so that ``exe`` reads as ``pdf``, or hide letters.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        _MARK if unicodedata.category(c)[0] == "C" and c not in _KEPT else c for c in text
    )


def finalize(value: object) -> object:
    """Make harmless what a template puts out; markup of ours passes, and none is nothing."""
    if value is None:
        return ""
    if isinstance(value, str) and not isinstance(value, Markup):
        return visible(value)
    return value


@lru_cache(maxsize=2000)
def typeset(french: str) -> str:
    """Return a French sentence with its apostrophes and its no-break spaces."""
    text = french.replace("'", "’")
    for before, after in (
        (" :", "\u00a0:"),
        (" ;", "\u202f;"),
        (" !", "\u202f!"),
        (" ?", "\u202f?"),
        (" %", "\u202f%"),
        ("« ", "«\u00a0"),
        (" »", "\u00a0»"),
    ):
        text = text.replace(before, after)
    return text
