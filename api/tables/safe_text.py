"""Cells that spreadsheets would take for formulas, kept as text both ways.

On the way out such a text gets a leading apostrophe, on the way in one is taken off again.
"""

import re

_FORMULA = re.compile(r"'*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")
_ESCAPED = re.compile(r"'+[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")


def escape(text: str) -> str:
    """Return a text in a form that no spreadsheet runs."""
    return f"'{text}" if _FORMULA.match(text) else text


def unescape(text: str) -> str:
    """Return what `escape` was given."""
    return text[1:] if _ESCAPED.match(text) else text
