"""Papers as pictures and PDF files, drawn here."""

from io import BytesIO
from pathlib import Path

import cv2
import img2pdf
import numpy as np
import pikepdf
from PIL import Image, ImageDraw, ImageFont

from pipeline.reading.paper import Picture

DPI = 200
LINES = (
    "FACTURE N° F-2026-017",
    "Date : 24/11/2026",
    "Ateliers Morvan SARL",
    "Total HT          1 000,00 €",
    "TVA 20 %            200,00 €",
    "Total TTC         1 200,00 €",
    "Règlement par virement à trente jours",
)
_FONTS = Path("/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf")


def drawn(lines: tuple[str, ...] = LINES, ground: str = "white", ink: str = "black") -> Image.Image:
    """Return an A5 page at 200 dpi with these lines."""
    page = Image.new("RGB", (1165, 1654), ground)
    pen = ImageDraw.Draw(page)
    font = ImageFont.truetype(_FONTS, 34)
    for row, line in enumerate(lines):
        pen.text((110, 120 + 90 * row), line, fill=ink, font=font)
    return page


def as_picture(page: Image.Image) -> Picture:
    """Return a page as OpenCV holds it."""
    return np.ascontiguousarray(np.asarray(page.convert("RGB"))[..., ::-1])


def scanned(page: Image.Image, file: Path) -> Path:
    """Write a page as a PDF that holds nothing but its picture."""
    picture = BytesIO()
    page.save(picture, "JPEG", quality=85, dpi=(DPI, DPI))
    file.write_bytes(img2pdf.convert(picture.getvalue()))
    return file


def typed(
    file: Path, lines: tuple[str, ...] = LINES, *, rotate: int = 0, pages: int = 1, side: int = 842
) -> Path:
    """Write a PDF with a text layer: Helvetica at 12 points, 24 points apart."""
    shows = "".join(f"({_escaped(line)}) Tj 0 -24 Td " for line in lines)
    content = f"BT /F1 12 Tf 60 780 Td {shows} ET".encode("cp1252")
    with pikepdf.new() as pdf:
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type1,
            BaseFont=pikepdf.Name.Helvetica,
            Encoding=pikepdf.Name.WinAnsiEncoding,
        )
        page = pdf.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Page,
                MediaBox=[0, 0, 595, side],
                Rotate=rotate,
                Contents=pdf.make_stream(content),
                Resources=pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font)),
            )
        )
        for _ in range(pages):
            pdf.pages.append(pikepdf.Page(page))
        pdf.save(file)
    return file


def _escaped(line: str) -> str:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


CORNERS = ((0.16, 0.09), (0.88, 0.06), (0.92, 0.95), (0.1, 0.9))
"""Where the corners of a photographed sheet are, clockwise, as fractions of the photo."""
_TABLES = {"wood": (70, 105, 150), "dark": (45, 45, 50), "pale": (185, 185, 190)}


def photographed(page: Image.Image, table: str) -> Picture:
    """Return a page as it lies on a table, seen at an angle, in uneven light."""
    sheet = as_picture(page)
    rows, columns = sheet.shape[:2]
    height, width = 2400, 1800
    noise = np.random.default_rng(7)
    grain = noise.normal(0, 6, (1, width, 1)) + noise.normal(0, 3, (height, width, 1))
    photo = np.clip(np.full((height, width, 3), _TABLES[table]) + grain, 0, 255)
    start = np.array([[0, 0], [columns, 0], [columns, rows], [0, rows]], np.float32)
    end = np.array([[x * width, y * height] for x, y in CORNERS], np.float32)
    view = cv2.getPerspectiveTransform(start, end)
    seen = cv2.warpPerspective(sheet, view, (width, height), flags=cv2.INTER_AREA)
    covered = cv2.warpPerspective(np.full((rows, columns), 255, np.uint8), view, (width, height))
    photo = np.where(covered[..., None] > 127, seen, photo)
    light = np.linspace(0.75, 1.0, width)[None, :, None]
    return np.asarray(photo * light, np.uint8)
