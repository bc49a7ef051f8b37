"""Draw the pictures of docs/reading.md: ``python -m tests.samples.make_pictures``.

Pages with the boxes of their fields, each in the colour of its level, as the reader found them: one
that is drawn here, on which every level can be seen, and the photo among the samples.
"""

import io
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image, ImageDraw, ImageFont, ImageOps
from reportlab.pdfgen.canvas import Canvas

from pipeline.offline import Job, read_files
from pipeline.stage import Work
from storage.domain.field import Level
from storage.domain.invoice import FieldName, Invoice
from storage.domain.siren import parse_siren
from tests.samples.parties import DOSSIER, PAPER

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
PHOTO = Path(__file__).with_name("pages") / "photo.jpg"
COLOURS = {
    Level.PROVEN: "#1a7f37",
    Level.CORROBORATED: "#0969da",
    Level.READ: "#d4760a",
    Level.GUESSED: "#8c8c8c",
    Level.CONTRADICTED: "#cf222e",
}
BAD_IBAN = PAPER.iban[:-1] + "7"
"""One digit is wrong."""
_WIDTH = 900
_SHOWN = (0, 0, _WIDTH, 870)
"""Part of the drawn page, in pixels: there is nothing below."""
_NUMBER = "PC-2026-0121"

_LEFT = (
    (800, 15, PAPER.name),
    (784, 9, f"{PAPER.street}, {PAPER.postcode} {PAPER.city}"),
    (768, 9, f"SIREN {PAPER.siren}"),
    (752, 9, f"TVA intracommunautaire {PAPER.vat_id}"),
    (690, 9, "Facturé à"),
    (676, 11, DOSSIER.name),
    (663, 9, f"{DOSSIER.street}, {DOSSIER.postcode} {DOSSIER.city}"),
    (651, 9, f"SIREN {DOSSIER.siren}"),
    (320, 9, f"Référence à rappeler lors du virement : {_NUMBER}"),
    (304, 9, f"IBAN {BAD_IBAN}"),
    (288, 9, f"BIC {PAPER.bic}"),
)
"""Height in points, size, text."""
_RIGHT = (
    (700, 18, "FACTURE"),
    (680, 10, f"Facture n° {_NUMBER}"),
    (664, 10, "Date de facture : 24/11/2026"),
    (648, 10, "Date d'échéance : 24/12/2026"),
)
_ITEMS = (
    ("Désignation", "Qté", "Prix HT", "TVA", "Montant HT"),
    ("Papier à lettres, rame de 500", "12", "7,50", "20 %", "90,00"),
    ("Enveloppes, boîte de 250", "4", "15,00", "20 %", "60,00"),
    ("Calendrier des marées", "10", "8,00", "5,5 %", "80,00"),
)
_RATES = (
    ("Taux de TVA", "Base HT", "Montant TVA"),
    ("20 %", "150,00", "30,00"),
    ("5,5 %", "80,00", "4,40"),
)
_TOTALS = (
    ("Total HT", "230,00 €"),
    ("Total TVA", "34,40 €"),
    ("Total TTC", "264,40 €"),
    ("Acompte versé", "64,40 €"),
    ("Net à payer", "200,00 €"),
)


def page() -> bytes:
    """Return a PDF of an invoice on which an IBAN fails its check digits."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(595.28, 841.89), invariant=True)
    for left, rows in ((48, _LEFT), (350, _RIGHT)):
        for y, size, text in rows:
            canvas.setFont("Helvetica", size)
            canvas.drawString(left, y, text)
    canvas.setFont("Helvetica", 9)
    _table(canvas, 590, (48, 330, 400, 460, 547), _ITEMS)
    _table(canvas, 450, (48, 170, 260), _RATES)
    _table(canvas, 450, (320, 450), _TOTALS)
    canvas.save()
    return buffer.getvalue()


def _table(
    canvas: Canvas, top: float, edges: Sequence[float], rows: Sequence[Sequence[str]]
) -> None:
    """Draw a table: the first column begins at its edge, the others end there."""
    for row, cells in enumerate(rows):
        y = top - 18 * row
        canvas.drawString(edges[0], y, cells[0])
        for edge, cell in zip(edges[1:], cells[1:], strict=True):
            canvas.drawRightString(edge, y, cell)
        canvas.line(edges[0], y - 5, edges[-1], y - 5)


def read(file: Path) -> Invoice:
    """Return what the reader finds in a file that came to the dossier."""
    work = Work(own_siren=parse_siren(DOSSIER.siren), own_name=DOSSIER.name)
    (answer,) = read_files([Job(file, work)])
    if answer.facts is None or answer.facts.invoice is None:
        raise ValueError(answer.error)
    return answer.facts.invoice


def with_boxes(picture: Image.Image, invoice: Invoice, *, named: bool) -> Image.Image:
    """Return the picture of a page with the boxes of an invoice's fields, and their names."""
    picture = picture.convert("RGB")
    shade = Image.new("RGBA", picture.size)
    pen, font = ImageDraw.Draw(shade), ImageFont.load_default(size=11)
    order = list(COLOURS)
    for name, field in sorted(invoice.fields.items(), key=lambda f: -order.index(f[1].level)):
        if name in _CROWDED:
            continue
        for box in field.boxes:
            left, top = box.x * picture.width - 2, box.y * picture.height - 2
            right, bottom = left + box.w * picture.width + 4, top + box.h * picture.height + 4
            colour = COLOURS[field.level]
            pen.rectangle((left, top, right, bottom), f"{colour}30", colour, width=2)
            if named:
                pen.text((right + 4, top + 3), name.value, colour, font)
    picture.paste(shade, mask=shade)
    return picture


_CROWDED = {
    FieldName.CURRENCY,
    FieldName.TYPE_CODE,
    FieldName.SELLER_COUNTRY,
    FieldName.BUYER_COUNTRY,
}
"""Fields whose boxes lie over others."""


def main() -> None:
    """Read both pages and write their pictures."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "page.pdf"
        file.write_bytes(page())
        levels = with_boxes(rendered(file), read(file), named=True).crop(_SHOWN)
        levels.save(PICTURES / "levels.webp", quality=60)
    with Image.open(PHOTO) as photo:
        shown = ImageOps.contain(ImageOps.exif_transpose(photo), (_WIDTH, 2 * _WIDTH))
    with_boxes(shown, read(PHOTO), named=False).save(PICTURES / "photo.webp", quality=50)


def rendered(pdf: Path) -> Image.Image:
    """Return the picture of the first page of a file."""
    with pdfium.PdfDocument(pdf) as document:
        first = document[0]
        picture: Image.Image = first.render(scale=_WIDTH / first.get_width()).to_pil()
        return picture.copy()


if __name__ == "__main__":
    main()
