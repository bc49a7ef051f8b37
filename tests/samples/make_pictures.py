"""Draw the picture of docs/reading.md: ``python -m tests.samples.make_pictures``.

A sample page with the boxes of its fields, in the colour of their levels.
"""

from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image, ImageDraw

from pipeline.reading.fields import Context, read_fields
from pipeline.reading.levels import judge
from pipeline.reading.pages import read_pages
from storage.domain.field import Level
from storage.domain.siren import parse_siren
from tests.samples.parties import DOSSIER

PAGE = Path(__file__).with_name("pages") / "text.pdf"
PICTURE = Path(__file__).parents[2] / "docs" / "pictures" / "levels.webp"
COLOURS = {
    Level.PROVEN: "#1a7f37",
    Level.CORROBORATED: "#0969da",
    Level.READ: "#d4760a",
    Level.GUESSED: "#8c8c8c",
    Level.CONTRADICTED: "#cf222e",
}


def main() -> None:
    """Read the sample page and draw its fields."""
    context = Context(own_siren=parse_siren(DOSSIER.siren), own_name=DOSSIER.name)
    invoice, _ = judge(read_fields(read_pages(PAGE, None), context), context)
    picture = pdfium.PdfDocument(PAGE)[0].render(scale=1.4).to_pil().convert("RGB")
    shade = Image.new("RGBA", picture.size)
    pen = ImageDraw.Draw(shade)
    order = list(COLOURS)
    for field in sorted(invoice.fields.values(), key=lambda f: -order.index(f.level)):
        for box in field.boxes:
            left, top = box.x * picture.width - 2, box.y * picture.height - 2
            right, bottom = left + box.w * picture.width + 4, top + box.h * picture.height + 4
            colour = COLOURS[field.level]
            pen.rectangle((left, top, right, bottom), f"{colour}30", colour, width=2)
    picture.paste(shade, mask=shade)
    PICTURE.parent.mkdir(exist_ok=True)
    picture.save(PICTURE, quality=60)


if __name__ == "__main__":
    main()
