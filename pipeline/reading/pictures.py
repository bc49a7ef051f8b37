"""A picture of a paper as a PDF of one page per picture, without a second loss of quality.

In: a file in one of the formats of `FORMATS`. Out: a PDF that holds the picture as it came where
PDF can, else as drawn again: without transparency, in grey or RGB. Standards: ISO 32000-1.
"""

import warnings
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import img2pdf
import pi_heif
from PIL import Image, ImageOps, ImageSequence, TiffImagePlugin, WebPImagePlugin

from storage.domain.reason import Reason

FORMATS = ("JPEG", "PNG", "TIFF", "WEBP", "BMP", "GIF", "HEIF")
MEDIA_TYPES = frozenset(f"image/{name.lower()}" for name in FORMATS[:-1]) | {"image/heic"}

_AS_THEY_ARE = {"JPEG": {"L", "RGB"}, "PNG": {"1", "L", "RGB"}}
"""Modes that PDF, and PDF/A after it, can hold as the file has them."""
_LOSSY = {"JPEG", "WEBP", "HEIF"}
_QUALITY = 92
_POINTS_PER_INCH = 72
_LEAST_SIDE, _MOST_SIDE = 140.0, 1191.0
"""Points of the longer side that are believed: from a small ticket to A3."""
_A4_HEIGHT = 842.0

# Where one of the formats is not known yet, Pillow loads all that there are, in each child anew.
_PLUGINS = (TiffImagePlugin, WebPImagePlugin)
# It decodes in a thread of its own at least (`Sandbox.for_work_on`).
pi_heif.register_heif_opener(thumbnails=False, decode_threads=1)


def picture_to_pdf(file: Path, most_pixels: int, most_pages: int) -> bytes | Reason:
    """Return the PDF of a picture, or why there is none.

    Args:
        file: The picture.
        most_pixels: Of one page; a larger one is not decoded.
        most_pages: Pictures in the file; of more none is decoded.
    """
    try:
        with warnings.catch_warnings():
            # Its size is judged here, before a pixel is decoded.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(file, formats=FORMATS) as picture:
                return _to_pdf(file, picture, most_pixels, most_pages)
    except Image.DecompressionBombError:
        return Reason.IMAGE_TOO_LARGE
    except (OSError, SyntaxError, ValueError, EOFError, img2pdf.ImageOpenError):
        return Reason.IMAGE_DAMAGED


def _to_pdf(file: Path, picture: Image.Image, most_pixels: int, most_pages: int) -> bytes | Reason:
    if getattr(picture, "n_frames", 1) > most_pages:
        return Reason.TOO_MANY_PAGES
    if picture.width * picture.height > most_pixels:
        return Reason.IMAGE_TOO_LARGE
    picture.load()
    pages: list[bytes] = []
    if picture.mode in _AS_THEY_ARE.get(picture.format or "", ()) and not _has_key(picture):
        pages.append(file.read_bytes())
    else:
        for frame in _frames(picture):
            if frame.width * frame.height > most_pixels:
                return Reason.IMAGE_TOO_LARGE
            pages.append(_drawn_again(frame, lossy=picture.format in _LOSSY))
    made = img2pdf.convert(
        pages,
        layout_fun=_layout,
        rotation=img2pdf.Rotation.ifvalid,
        engine=img2pdf.Engine.internal,
        nodate=True,
        first_frame_only=True,
    )
    return bytes(made)


def _has_key(picture: Image.Image) -> bool:
    """Tell whether one of its colours counts as transparent."""
    return "transparency" in picture.info


def _frames(picture: Image.Image) -> Iterator[Image.Image]:
    """Return the pages of a TIFF; of an animated picture the first one."""
    return iter(ImageSequence.Iterator(picture)) if picture.format == "TIFF" else iter((picture,))


def _drawn_again(picture: Image.Image, *, lossy: bool) -> bytes:
    """Return a picture on white, as its EXIF data have it turned, in grey or RGB."""
    dpi = picture.info.get("dpi")
    upright = ImageOps.exif_transpose(picture)
    if upright.mode in {"1", "L"} and not _has_key(upright):
        flat = upright
    elif upright.mode in {"I;16", "I", "F"}:
        flat = upright.convert("L")
    else:
        shown = upright.convert("RGBA")
        flat = Image.new("RGB", shown.size, "white")
        flat.paste(shown, mask=shown.getchannel("A"))
    drawn = BytesIO()
    options = {"dpi": dpi} if dpi else {}
    if lossy:
        flat.save(drawn, "JPEG", quality=_QUALITY, **options)
    else:
        flat.save(drawn, "PNG", **options)
    return drawn.getvalue()


def _layout(width: int, height: int, dpi: tuple[float, float]) -> tuple[float, float, float, float]:
    """Return the size of the page and of the picture on it, in points.

    What a file says of its pixels per inch is believed where the page is then of a size that
    paper has; of a photo it says nothing about the paper.
    """
    across, down = (
        side * _POINTS_PER_INCH / per_inch if per_inch else 0.0
        for side, per_inch in ((width, dpi[0]), (height, dpi[1]))
    )
    if not _LEAST_SIDE <= max(across, down) <= _MOST_SIDE:
        scale = _A4_HEIGHT / max(width, height)
        across, down = width * scale, height * scale
    return across, down, across, down
