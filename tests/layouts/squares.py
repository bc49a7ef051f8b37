"""QR codes as invoices have them.

In: what a code says. Out: HTML of a picture.
"""

import base64
import io

import cv2
import numpy as np
from PIL import Image, ImageDraw


def square(text: str, *, cross: bool = False) -> str:
    """Draw a QR code, with a Swiss cross in the middle if told; class ``qr`` gives its size."""
    modules = cv2.QRCodeEncoder.create().encode(text)
    picture = Image.fromarray(np.asarray(modules, np.uint8)).convert("L")
    side = 12 * picture.width
    picture = picture.resize((side, side), Image.Resampling.NEAREST)
    if cross:
        _cross(picture)
    file = io.BytesIO()
    picture.save(file, "PNG")
    return (
        f'<img class="qr" src="data:image/png;base64,{base64.b64encode(file.getvalue()).decode()}">'
    )


def _cross(picture: Image.Image) -> None:
    middle, half = picture.width // 2, round(picture.width * 0.076)
    draw = ImageDraw.Draw(picture)
    for size, shade in ((half * 1.13, 255), (half, 0)):
        draw.rectangle((middle - size, middle - size, middle + size, middle + size), fill=shade)
    long, thick = half * 0.62, half * 0.2
    for across, down in ((long, thick), (thick, long)):
        draw.rectangle((middle - across, middle - down, middle + across, middle + down), fill=255)
