"""PDF pages whose text layer and picture are made apart, so that they can differ."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
from PIL import Image, ImageDraw, ImageFont

from pipeline.reading.words import Word
from tests.pipeline.reading.papers import HEIGHT, INVOICE, WIDTH, a_page

_FONT = Path("/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf")
_MEASURE = ImageFont.truetype(_FONT, 1000)
_PIXELS = 4
"""Per point, in pictures."""

WORDS = a_page(INVOICE[0].removeprefix("#"), *INVOICE[1:]).words
TOTALS = {"1": "2", "200,00": "300,00", "000,00": "400,00"}
"""What a swindler writes for the amounts of the totals."""


def totals() -> tuple[Word, ...]:
    """Return the words of the three amounts beside the labels of the totals."""
    rows = {w.y for w in WORDS if w.text == "Total"}
    return tuple(w for w in WORDS if w.y in rows and w.text in TOTALS)


def swindled(words: Iterable[Word]) -> tuple[Word, ...]:
    """Return words with the amounts of the totals replaced."""
    chosen = totals()
    return tuple(replace(w, text=TOTALS[w.text]) if w in chosen else w for w in words)


def text(words: Iterable[Word], more: str = "") -> str:
    """Return the operators that write words at their places, as wide as they say."""
    return f"q BT {more} " + " ".join(_show(word) for word in words) + " ET Q"


def letters(words: Iterable[Word], *, shuffled: bool = False) -> str:
    """Return the operators that write every letter by itself."""
    single = []
    for word in words:
        total, x = _MEASURE.getlength(word.text), word.x
        for letter in word.text:
            width = word.w * _MEASURE.getlength(letter) / total
            single.append(replace(word, text=letter, x=x, w=width))
            x += width
    if shuffled:
        random.Random(1).shuffle(single)
    return text(single)


def rectangle(words: Sequence[Word], grey: int = 1) -> str:
    """Return the operators that paint over words."""
    boxes = " ".join(
        f"{w.x * WIDTH - 1:.2f} {(1 - w.y - w.h) * HEIGHT - 1:.2f}"
        f" {w.w * WIDTH + 2:.2f} {w.h * HEIGHT + 2:.2f} re f"
        for w in words
    )
    return f"q {grey} g {boxes} Q"


def picture(words: Iterable[Word]) -> Image.Image:
    """Return a page that shows words, elsewhere transparent."""
    page = Image.new("RGBA", (round(WIDTH * _PIXELS), round(HEIGHT * _PIXELS)))
    pen = ImageDraw.Draw(page)
    for word in words:
        size = word.h * HEIGHT * _PIXELS
        font = ImageFont.truetype(_FONT, size * _fitting(word) / 100)
        baseline = (word.y + word.h * 0.8) * HEIGHT * _PIXELS
        pen.text((word.x * page.width, baseline), word.text, "black", font, anchor="ls")
    return page


def printed(file: Path) -> Image.Image:
    """Return the picture of the first page of a PDF."""
    with pdfium.PdfDocument(file) as document:
        shown: Image.Image = document[0].render(scale=200 / 72).to_pil()
    return shown.convert("RGBA")


def paper(
    file: Path,
    *content: str,
    image: Image.Image | None = None,
    reads: dict[str, str] | None = None,
) -> Path:
    """Write a PDF of one page.

    Args:
        file: Where.
        content: Operators, one after another; ``/I Do`` paints the image over the whole page.
        image: With transparency.
        reads: What the characters of the font ``F2`` are said to be, if not themselves.
    """
    with pikepdf.new() as pdf:
        fonts = {"/F1": _font(pdf), "/F2": _font(pdf, reads)}
        resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(fonts))
        if image is not None:
            resources.XObject = pikepdf.Dictionary(I=_image(pdf, image))
        page = pikepdf.Dictionary(
            Type=pikepdf.Name.Page,
            MediaBox=[0, 0, WIDTH, HEIGHT],
            Contents=pdf.make_stream("\n".join(content).encode("cp1252")),
            Resources=resources,
        )
        pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
        pdf.save(file)
    return file


IMAGE = f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm /I Do Q"


def _show(word: Word) -> str:
    escaped = word.text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    x, y = word.x * WIDTH, (1 - word.y - word.h * 0.8) * HEIGHT
    return (
        f"{_fitting(word):.2f} Tz /F1 {word.h * HEIGHT:.2f} Tf"
        f" 1 0 0 1 {x:.2f} {y:.2f} Tm ({escaped}) Tj"
    )


def _fitting(word: Word) -> float:
    """Return in percent how far a word has to be narrowed to have its width."""
    return 100 * word.w * WIDTH / (_MEASURE.getlength(word.text) / 1000 * word.h * HEIGHT)


def _font(pdf: pikepdf.Pdf, reads: dict[str, str] | None = None) -> pikepdf.Object:
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type1,
        BaseFont=pikepdf.Name.Helvetica,
        Encoding=pikepdf.Name.WinAnsiEncoding,
    )
    if reads:
        said = {chr(code): chr(code) for code in range(32, 127)} | reads
        rows = [f"<{ord(code):02x}> <{ord(text):04x}>" for code, text in said.items()]
        cmap = (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def"
            " 1 begincodespacerange <00> <ff> endcodespacerange "
            f"{len(rows)} beginbfchar\n" + "\n".join(rows) + "\nendbfchar endcmap end end"
        )
        font.ToUnicode = pdf.make_stream(cmap.encode())
    return pdf.make_indirect(font)


def _image(pdf: pikepdf.Pdf, image: Image.Image) -> pikepdf.Object:
    def stream(data: Image.Image, space: pikepdf.Name) -> pikepdf.Stream:
        return pikepdf.Stream(
            pdf,
            data.tobytes(),
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=data.width,
            Height=data.height,
            ColorSpace=space,
            BitsPerComponent=8,
        )

    painted = stream(image.convert("RGB"), pikepdf.Name.DeviceRGB)
    painted.SMask = pdf.make_indirect(stream(image.getchannel("A"), pikepdf.Name.DeviceGray))
    return pdf.make_indirect(painted)
