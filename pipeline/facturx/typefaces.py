"""Choose a free typeface that stands in for one that a PDF names but does not hold.

In: a font dictionary's name and flags. Out: a file of the Liberation family, whose letters are as
wide as those of Helvetica, Times and Courier. For the two symbol fonts there is none.
"""

import io
import logging
import re
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

LIBERATION = Path("/usr/share/fonts/truetype/liberation")
"""Where the Debian package fonts-liberation puts the typefaces."""

# It has an opinion on the dates of foreign fonts, which nobody asked for.
logging.getLogger("fontTools").setLevel(logging.CRITICAL)

_SYMBOLS = re.compile("symbol|dingbats|webdings|wingdings", re.IGNORECASE)
_FIXED_PITCH, _SERIF, _ITALIC, _FORCE_BOLD = 1, 2, 64, 1 << 18
_MONO = re.compile("cour|mono|consol|typewriter|fixed", re.IGNORECASE)
_SERIFS = re.compile(
    "times|serif|roman|georgia|garamond|cambria|palatino|bookman|minion", re.IGNORECASE
)
_SANS = re.compile("sans|arial|helvetica|verdana|tahoma|calibri", re.IGNORECASE)


def is_symbol(name: str) -> bool:
    """Tell whether a font is one of those whose codes stand for symbols."""
    return _SYMBOLS.search(name) is not None


def typeface_for(name: str, flags: int) -> Path:
    """Return the file of the typeface that resembles a named one most.

    Args:
        name: /BaseFont, without its slash.
        flags: /Flags of the font descriptor (ISO 32000-2 §9.8.2), 0 where there is none.
    """
    plain = _plain(name)
    family = _family(plain, flags)
    bold = re.search("bold|black|heavy|demi", plain, re.IGNORECASE) or flags & _FORCE_BOLD
    slanted = re.search("italic|oblique", plain, re.IGNORECASE) or flags & _ITALIC
    style = ("Bold" if bold else "") + ("Italic" if slanted else "")
    return LIBERATION / f"Liberation{family}-{style or 'Regular'}.ttf"


def _family(name: str, flags: int) -> str:
    if _MONO.search(name) or flags & _FIXED_PITCH:
        return "Mono"
    if re.search("narrow|condensed", name, re.IGNORECASE):
        return "SansNarrow"
    if not _SANS.search(name) and (_SERIFS.search(name) or flags & _SERIF):
        return "Serif"
    return "Sans"


def _plain(name: str) -> str:
    return re.sub(r"^[A-Z]{6}\+", "", name)


@cache
def load(path: Path) -> TTFont:
    """Return an opened typeface, once per process; it is never changed.

    It is held in memory: a process that is forked from this one shares its files' positions.
    """
    return TTFont(io.BytesIO(path.read_bytes()), lazy=True)
