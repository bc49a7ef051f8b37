"""The ways of paper: a page scanned, or photographed on a table.

In: a rendered PDF and a seed. Out: a PDF of pictures (scan), or a JPEG (photo, of page 1 only).
"""

from random import Random
from typing import Any

import cv2
import img2pdf
import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray

Picture = NDArray[Any]
_PHOTO = (3000, 4000)
"""Width and height in pixels of a photo held upright: 12 megapixels."""


def render(pdf: bytes, dpi: int) -> list[Picture]:
    """Return the pages as BGR pictures."""
    document = pdfium.PdfDocument(pdf)
    try:
        return [page.render(scale=dpi / 72).to_numpy()[:, :, :3].copy() for page in document]
    finally:
        document.close()


def scan(pdf: bytes, seed: int | str) -> bytes:
    """Scan every page: askew, grey or colour, noisy, sometimes dirty or turned; return a PDF."""
    rng = Random(f"scan {seed}")
    dpi = rng.choice((200, 200, 250, 300))
    grey, turned = rng.random() < 0.6, rng.choices((0, 1, 2, 3), (88, 4, 4, 4))[0]
    quality = rng.randint(45, 88)
    pages = []
    for page in render(pdf, dpi):
        picture = _turned(page, rng.uniform(-2.5, 2.5))
        picture = _exposed(picture, rng.uniform(0.82, 1.08), rng.uniform(-12, 12))
        if rng.random() < 0.3:
            _speckle(picture, rng)
        if rng.random() < 0.4:
            picture = cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.4, 0.9))
        picture = _noisy(picture, rng.uniform(1, 9), rng)
        if grey:
            picture = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
        pages.append(_jpeg(np.rot90(picture, turned), quality))
    layout = img2pdf.get_fixed_dpi_layout_fun((dpi, dpi))
    data: bytes = img2pdf.convert(pages, layout_fun=layout)
    return data


def photo(pdf: bytes, seed: int | str) -> bytes:
    """Photograph page 1 on a table: perspective, shadow, blur, noise; return a JPEG."""
    rng = Random(f"photo {seed}")
    page = render(pdf, 220)[0]
    if rng.random() < 0.3:
        _fold(page, rng)
    if rng.random() < 0.15:
        _stain(page, rng)
    picture = _on_table(page, rng)
    picture = _lit(picture, rng)
    picture = cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.6, 2.2))
    picture = _noisy(picture, rng.uniform(2, 8), rng)
    turns = rng.choices((0, 1, 2, 3), (82, 7, 4, 7))[0]
    return _jpeg(np.rot90(picture, turns), rng.randint(60, 92))


def _jpeg(picture: Picture, quality: int) -> bytes:
    _, data = cv2.imencode(
        ".jpg", np.ascontiguousarray(picture), [cv2.IMWRITE_JPEG_QUALITY, quality]
    )
    return data.tobytes()


def _turned(picture: Picture, degrees: float) -> Picture:
    height, width = picture.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    return cv2.warpAffine(picture, matrix, (width, height), borderValue=(250, 250, 250))


def _exposed(picture: Picture, gain: float, offset: float) -> Picture:
    return cv2.convertScaleAbs(picture, alpha=gain, beta=max(0.0, offset))


def _noisy(picture: Picture, sigma: float, rng: Random) -> Picture:
    """Add noise, drawn as one channel: ``randn`` wants a sigma for each."""
    noise: Picture = np.empty((picture.shape[0], picture.size // picture.shape[0]), np.int16)
    cv2.setRNGSeed(rng.randrange(1 << 30))
    cv2.randn(noise, _same(0), _same(sigma))
    return cv2.add(picture, noise.reshape(picture.shape), dtype=cv2.CV_8U)


def _same(value: float) -> Picture:
    return np.full(1, value, np.float64)


def _speckle(picture: Picture, rng: Random) -> None:
    height, width = picture.shape[:2]
    for _ in range(rng.randint(30, 400)):
        at = rng.randrange(width), rng.randrange(height)
        cv2.circle(picture, at, rng.choice((0, 1, 1, 2)), (rng.randint(20, 120),) * 3, -1)


def _fold(page: Picture, rng: Random) -> None:
    """Darken one side of a crease and lighten its edge."""
    height = page.shape[0]
    at = int(height * rng.choice((0.33, 0.5, 0.67)))
    reach = height // 12
    ramp = np.linspace(0.8, 1, reach)[:, None, None]
    page[at : at + reach] = (page[at : at + reach] * ramp).astype(np.uint8)
    page[at - 2 : at + 1] = (page[at - 2 : at + 1] * 0.75).astype(np.uint8)


def _stain(page: Picture, rng: Random) -> None:
    """Leave the ring of a cup."""
    height, width = page.shape[:2]
    layer = np.full_like(page, 255)
    at = rng.randrange(width), rng.randrange(height)
    cv2.circle(layer, at, width // 8, (150, 190, 215), width // 90)
    layer = cv2.GaussianBlur(layer, (0, 0), 4)
    page[:] = cv2.multiply(page, layer, scale=1 / 255)


def _on_table(page: Picture, rng: Random) -> Picture:
    width, height = _PHOTO
    table = _texture(width, height, rng)
    rows, columns = page.shape[:2]
    scale = min(width * 0.86 / columns, height * 0.86 / rows)
    half_w, half_h = columns * scale / 2, rows * scale / 2
    reach = 0.05 * width
    corners = [
        (
            width / 2 + x * half_w + rng.uniform(-reach, reach),
            height / 2 + y * half_h + rng.uniform(-reach, reach),
        )
        for x, y in ((-1, -1), (1, -1), (1, 1), (-1, 1))
    ]
    source = np.array(((0, 0), (columns, 0), (columns, rows), (0, rows)), np.float32)
    matrix = cv2.getPerspectiveTransform(source, np.array(corners, np.float32))
    cv2.warpPerspective(
        page, matrix, (width, height), table, cv2.INTER_AREA, cv2.BORDER_TRANSPARENT
    )
    return table


def _texture(width: int, height: int, rng: Random) -> Picture:
    """Make a table top: wood by stretched noise, or a plain cloth."""
    cv2.setRNGSeed(rng.randrange(1 << 30))
    grain: Picture = np.empty(
        (height // 8, width // 80 if rng.random() < 0.6 else width // 8), np.uint8
    )
    cv2.randu(grain, _same(0), _same(255))
    grain = cv2.resize(grain, (width, height), interpolation=cv2.INTER_CUBIC)
    base = np.array(rng.choice(((40, 70, 110), (90, 90, 95), (60, 45, 35), (120, 140, 160))))
    share = (grain[:, :, None].astype(np.float32) - 128) / 128 * rng.uniform(6, 22)
    return np.clip(base + share, 0, 255).astype(np.uint8)


def _lit(picture: Picture, rng: Random) -> Picture:
    """Light unevenly, with the shadow of a hand or phone at times; tint by the lamp."""
    height, width = picture.shape[:2]
    small = np.linspace(rng.uniform(0.6, 0.9), rng.uniform(0.9, 1.05), 64, dtype=np.float32)
    light: Picture = (
        np.tile(small, (64, 1)) if rng.random() < 0.5 else np.tile(small[:, None], (1, 64))
    )
    if rng.random() < 0.4:
        edge = rng.randint(10, 50)
        cv2.fillPoly(light, [np.array(((0, edge), (edge, 64), (0, 64)))], rng.uniform(0.45, 0.65))
        light = cv2.GaussianBlur(light, (0, 0), 3)
    light = cv2.resize(light, (width, height), interpolation=cv2.INTER_LINEAR)
    tint = (rng.uniform(0.85, 1), 1.0, rng.uniform(0.95, 1.05))
    channels = [
        cv2.multiply(part, light, scale=share, dtype=cv2.CV_8U)
        for part, share in zip(cv2.split(picture), tint, strict=True)
    ]
    return cv2.merge(channels)
