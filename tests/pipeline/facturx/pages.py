"""PDF files to be made archivable, honest and hostile, and what a reader sees of them."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pikepdf
import pypdfium2 as pdfium
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String
from PIL import Image, ImageDraw
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont as ReportlabFont
from reportlab.pdfgen.canvas import Canvas

from pipeline.facturx.typefaces import LIBERATION
from pipeline.reading.words import Page, Word
from storage.domain.field import Source

SENTENCE = "Facture n° 17 du 3 novembre : 1 175,00 €"


def drawn(*pages: Callable[[Canvas], None], size: tuple[float, float] = A4) -> bytes:
    """Return a PDF whose pages are drawn by functions."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=size, invariant=True)
    for page in pages:
        page(canvas)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def written(font: str = "Helvetica", text: str = SENTENCE) -> Callable[[Canvas], None]:
    """Return a function that draws a page with a sentence in a font that is not embedded."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont(font, 14)
        canvas.drawString(72, 700, text)
        canvas.setFillColorRGB(0.1, 0.3, 0.6)
        canvas.rect(72, 500, 200, 80, stroke=0, fill=1)

    return draw


def embedded(canvas: Canvas) -> None:
    """Draw a page with a sentence in an embedded TrueType font."""
    if "Liberation" not in pdfmetrics.getRegisteredFontNames():
        file = str(LIBERATION / "LiberationSerif-Regular.ttf")
        pdfmetrics.registerFont(ReportlabFont("Liberation", file))
    canvas.setFont("Liberation", 14)
    canvas.drawString(72, 700, SENTENCE)


def changed(content: bytes, change: Callable[[Pdf], None]) -> bytes:
    """Return a PDF after a change by pikepdf."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        change(pdf)
        pdf.save(target, deterministic_id=True)
    return target.getvalue()


def encrypted(password: str) -> bytes:
    """Return a PDF that opens with a password only; with "" it opens without one."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(drawn(written()))) as pdf:
        pdf.save(target, encryption=pikepdf.Encryption(owner="chef", user=password))
    return target.getvalue()


def arm(pdf: Pdf) -> None:
    """Put into a PDF what an archivable one must not hold."""
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    pdf.Root.OpenAction = script
    pdf.Root.AA = Dictionary(WC=script)
    pdf.attachments["secret.exe"] = b"MZ-secret"
    page = pdf.pages[0]
    page.obj.AA = Dictionary(O=script)
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=script)
    page.obj.Annots = Array([pdf.make_indirect(link)])


def add_annexes(pdf: Pdf) -> None:
    """Attach what may be carried over, and what may not."""
    drawing = io.BytesIO()
    Image.new("RGB", (9, 9)).save(drawing, "PNG")
    pdf.attachments["relevé.csv"] = b"jour;heures\n2;7,5\n"
    pdf.attachments["../plan.png.exe"] = drawing.getvalue()
    pdf.attachments["conditions.pdf"] = drawn(written(text="Conditions"))
    pdf.attachments["macro.pdf"] = changed(drawn(written()), arm)
    pdf.attachments["formules.csv"] = b"a;b\n=HYPERLINK(1);2\n"
    pdf.attachments["secret.exe"] = b"MZ-secret"


def add_field(pdf: Pdf) -> None:
    """Put a filled form field on the first page; its value shows by its appearance only."""
    page = pdf.pages[0]
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    font.Encoding = Name.WinAnsiEncoding
    look = pdf.make_stream(
        b"/Tx BMC q BT /Helv 12 Tf 2 5 Td (VALEUR 42) Tj ET Q EMC",
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array([0, 0, 200, 20]),
        Resources=Dictionary(Font=Dictionary(Helv=pdf.make_indirect(font))),
    )
    field = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Tx,
            T=String("montant"),
            V=String("VALEUR 42"),
            DA=String("/Helv 12 Tf 0 g"),
            Rect=Array([72, 300, 272, 320]),
            F=4,
            AP=Dictionary(N=look),
            P=page.obj,
        )
    )
    page.obj.Annots = Array([field])
    resources = Dictionary(Font=Dictionary(Helv=pdf.make_indirect(font)))
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]), DR=resources)


def widen(pdf: Pdf) -> None:
    """State that a letter of every embedded font is wider than in its program."""
    for item in pdf.objects:
        if isinstance(item, Dictionary) and item.get("/Type") == Name.Font and "/Widths" in item:
            item.Widths = Array([float(width) + 40 for width in item.Widths])


def scanned(turn: int = 0) -> bytes:
    """Return a PDF of one page that is a picture, displayed after a turn clockwise."""
    picture = Image.new("L", (620, 877), 250)
    ImageDraw.Draw(picture).rectangle((60, 90, 300, 120), fill=30)
    jpeg = io.BytesIO()
    picture.save(jpeg, "JPEG", quality=60)
    with Pdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(595, 842))
        image = pdf.make_stream(
            jpeg.getvalue(),
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=620,
            Height=877,
            ColorSpace=Name.DeviceGray,
            BitsPerComponent=8,
            Filter=Name.DCTDecode,
        )
        page.obj.Resources = Dictionary(XObject=Dictionary(I=image))
        # A content that leaves its state changed must not move our words.
        page.obj.Contents = pdf.make_stream(b"595 0 0 842 0 0 cm /I Do")
        page.obj.Rotate = turn
        target = io.BytesIO()
        pdf.save(target, deterministic_id=True)
    return target.getvalue()


WORDS = (
    Word("FACTURE", 0.10, 0.10, 0.20, 0.02),
    Word("1175,00€", 0.60, 0.50, 0.15, 0.015),
    Word("Échéance", 0.20, 0.80, 0.18, 0.012),
)


def words_of_scan(turned: int = 0, size: tuple[float, float] = (595, 842)) -> tuple[Page, ...]:
    """Return what was read on a scanned page."""
    return (Page(1, *size, Source.OCR, turned=turned, words=WORDS),)


def numbered(*numbers: int) -> tuple[Page, ...]:
    """Return pages with a text layer, by their numbers in the received PDF."""
    return tuple(Page(number, 595, 842, Source.PDF_TEXT) for number in numbers)


def text_of(content: bytes) -> list[str]:
    """Return the text of each page as one line."""
    with pdfium.PdfDocument(content) as pdf:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in pdf]


def places_of(content: bytes, word: str) -> list[tuple[float, float, float, float]]:
    """Search a word on the first page; return left, top, right, bottom as fractions of it."""
    with pdfium.PdfDocument(content) as pdf:
        page = pdf[0]
        text = page.get_textpage()
        found = text.search(word, match_case=True).get_next()
        if found is None:
            return []
        return [_on_display(page, text.get_charbox(found[0] + at)) for at in range(found[1])]


def _on_display(
    page: pdfium.PdfPage, box: tuple[float, float, float, float]
) -> tuple[float, float, float, float]:
    left, bottom, right, top = box
    corners = [_displayed(page, x, y) for x, y in ((left, bottom), (right, top))]
    (x1, y1), (x2, y2) = corners
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def _displayed(page: pdfium.PdfPage, x: float, y: float) -> tuple[float, float]:
    """Return where a point of the page's own space is displayed, as fractions."""
    _, _, width, height = page.get_cropbox()
    across, down = x / width, 1 - y / height
    return {
        0: (across, down),
        90: (1 - down, across),
        180: (1 - across, 1 - down),
        270: (down, 1 - across),
    }[page.get_rotation()]


@dataclass(frozen=True)
class Font:
    """A font of a PDF.

    Attributes:
        name: As the PDF calls it.
        widths: Stated by the PDF, in thousandths, by code.
        program: Its TrueType program, None where it has none.
    """

    name: str
    widths: dict[int, float]
    program: TTFont | None


def fonts_of(content: bytes) -> list[Font]:
    """Return the simple fonts of the first page by which something is shown."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        fonts = pdf.pages[0].obj.Resources.Font.as_dict()
        chosen, shown = "", set[str]()
        for it in pikepdf.parse_content_stream(pdf.pages[0], "Tf Tj TJ"):
            if str(it.operator) == "Tf":
                chosen = str(it.operands[0])
            else:
                shown.add(chosen)
        return [_font(fonts[name]) for name in sorted(shown)]


def _font(font: Any) -> Font:
    first, widths = int(font.get("/FirstChar", 0)), font.get("/Widths", Array())
    descriptor = font.get("/FontDescriptor", Dictionary())
    program = descriptor.get("/FontFile2")
    face = TTFont(io.BytesIO(program.read_bytes())) if isinstance(program, Stream) else None
    return Font(str(font.BaseFont), {first + at: float(w) for at, w in enumerate(widths)}, face)
