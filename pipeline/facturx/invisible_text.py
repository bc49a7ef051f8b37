"""Lay the words of a page over its picture, so that it can be searched and copied.

In: a page open in pikepdf, and its words with places on the displayed page. Out: the same page
with text that is not painted, and a /Rotate by which a viewer shows it upright.
Standards: ISO 32000-2 §9.3.6 (text rendering mode 3); ISO 19005-3 does not ask for a font program
where a font is used in that mode only, so plain Helvetica does; letters that it has no code for get
codes of their own, in a font that says what they mean.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Pdf, String
from pikepdf import Page as PdfPage

from pipeline.facturx.substitutes import SYMBOLIC, to_unicode
from pipeline.facturx.typefaces import LIBERATION
from pipeline.reading.words import Page, Word

_FONT, _WIDE_FONT = "/VmText", "/VmWide"
FONTS = frozenset({_FONT, _WIDE_FONT})
_BEGIN, _END = b"q BT\n3 Tr\n", b"\nET Q\n"
_LAID = re.compile(rb"(?:/Vm\w+ [-\d.]+ Tf [-\d.]+ Tz(?: -?[\d.]+){6} Tm <[0-9a-f]*> Tj\s?)*")
_WIDE = 0.5
"""Width of every letter of the second font, as part of its size."""
_DESCENT = 0.2
"""Share of a word's height below its baseline."""
_DIRECTIONS = {0: "1 0 0 1", 90: "0 1 -1 0", 180: "-1 0 0 -1", 270: "0 -1 1 0"}
"""How the text is turned on a page that is turned clockwise for display."""


def add_words(pdf: Pdf, page: PdfPage, words: Page) -> None:
    """Turn a page upright and add its words."""
    page.rotate(words.turned, relative=True)
    turned = rotation_of(page)
    box = [float(edge) for edge in page.cropbox]
    wide = dict[str, int]()
    lines = [_command(word, box, turned, wide) for word in words.words]
    text = b"\n".join(line for line in lines if line)
    if not text:
        return
    fonts = page.resources.get("/Font")
    if not isinstance(fonts, Dictionary):
        fonts = page.resources.Font = Dictionary()
    fonts[_FONT] = pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type1,
            BaseFont=Name.Helvetica,
            Encoding=Name.WinAnsiEncoding,
        )
    )
    if wide:
        fonts[_WIDE_FONT] = pdf.make_indirect(_wide_font(pdf, wide))
    # In front of the page's own content, whose changes of the graphics state cannot move it.
    page.contents_add(_BEGIN + text + _END, prepend=True)


def is_laid(content: bytes) -> bool:
    """Tell whether content is nothing but words that are not painted."""
    inner = content.strip().removeprefix(_BEGIN.strip()).removesuffix(_END.strip()).strip()
    return len(inner) < len(content) and _LAID.fullmatch(inner) is not None


def rotation_of(page: PdfPage) -> int:
    """Return how far a page is turned clockwise for display: 0, 90, 180 or 270."""
    node: Any = page.obj
    for _ in range(100):
        if "/Rotate" in node:
            return int(node.Rotate) % 360 // 90 * 90
        if "/Parent" not in node:
            break
        node = node.Parent
    return 0


def _command(word: Word, box: list[float], turned: int, wide: dict[str, int]) -> bytes:
    """Return the operators that show one word; nothing where it has no place or letters.

    Letters that the plain font has no code for are added to ``wide``.
    """
    text = "".join(char for char in word.text if char.isprintable())
    try:
        font, code = _FONT, text.encode("cp1252")
        width = sum(_widths().get(char, 0) for char in text)
    except UnicodeEncodeError:
        codes = [wide.setdefault(char, len(wide) + 1) for char in text]
        font, code = _WIDE_FONT, b"".join(it.to_bytes(2, "big") for it in codes)
        width = _WIDE * len(text)
    across, down = box[2] - box[0], box[3] - box[1]
    if turned % 180:
        across, down = down, across
    size = word.h * down
    if not code or width <= 0 or size <= 0 or word.w <= 0:
        return b""
    stretch = 100 * word.w * across / (width * size)
    x, y = _place(word.x * across, (word.y + word.h * (1 - _DESCENT)) * down, box, turned)
    return (
        f"{font} {size:.2f} Tf {stretch:.2f} Tz {_DIRECTIONS[turned]} {x:.2f} {y:.2f} Tm "
        f"<{code.hex()}> Tj"
    ).encode()


def _wide_font(pdf: Pdf, codes: Mapping[str, int]) -> Dictionary:
    """Return a composite font without program whose codes mean the given letters."""
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name.Helvetica,
        Flags=SYMBOLIC,
        FontBBox=Array([0, -200, 500, 800]),
        ItalicAngle=0,
        Ascent=800,
        Descent=-200,
        CapHeight=700,
        StemV=80,
    )
    inner = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=Name.Helvetica,
        CIDSystemInfo=Dictionary(
            Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0
        ),
        FontDescriptor=pdf.make_indirect(descriptor),
        CIDToGIDMap=Name.Identity,
        DW=round(_WIDE * 1000),
    )
    return Dictionary(
        Type=Name.Font,
        Subtype=Name.Type0,
        BaseFont=Name.Helvetica,
        Encoding=Name("/Identity-H"),
        DescendantFonts=Array([pdf.make_indirect(inner)]),
        ToUnicode=pdf.make_stream(to_unicode({code: it for it, code in codes.items()}, 2)),
    )


def _place(x: float, y: float, box: list[float], turned: int) -> tuple[float, float]:
    """Return where a point of the displayed page is, counted from its upper left corner."""
    left, bottom, right, top = box
    return {
        0: (left + x, top - y),
        90: (left + y, bottom + x),
        180: (right - x, bottom + y),
        270: (right - y, top - x),
    }[turned]


@cache
def _widths() -> dict[str, float]:
    """Return the widths of Helvetica's characters, as parts of its size."""
    return dict(_measure())


def _measure() -> Iterator[tuple[str, float]]:
    with TTFont(LIBERATION / "LiberationSans-Regular.ttf", lazy=True) as font:
        metrics, cmap = font["hmtx"], font.getBestCmap()
        unit = font["head"].unitsPerEm
        for code in range(32, 256):
            char = bytes([code]).decode("cp1252", "ignore")
            if char and ord(char) in cmap:
                yield char, metrics[cmap[ord(char)]][0] / unit
