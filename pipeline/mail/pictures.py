"""Telling a picture of a paper from one that adorns a mail: logo, banner, social media button."""

PHOTO_TYPES = frozenset(
    f"image/{kind}" for kind in ("jpeg", "png", "tiff", "webp", "heic", "bmp", "gif")
)
"""Pictures that a scanner, a fax or a telephone makes of a paper."""
MIN_SIDE = 250
"""Pixels of the shorter side; no paper is legible below."""
MIN_BYTES = 15_000
"""Of a picture whose size in pixels is unknown, or that is attached and compressed so well."""
MIN_INLINE_SIDE = 600
"""Pixels of the shorter side of a picture within the text, where banners are wide but low."""

MAX_SIDE = 30_000
"""Pixels of the longer side; what states more has something else in mind than to adorn a mail."""

_WITH_HEADER = frozenset({"image/png", "image/jpeg", "image/gif", "image/svg+xml"})
_MAX_SEGMENTS = 1_000
# The start-of-frame markers of ISO/IEC 10918-1, table B.1: C4, C8 and CC are none.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def is_ornament(data: bytes, media_type: str, *, inline: bool) -> bool:
    """Tell whether a picture adorns the text, so that it cannot be an invoice.

    Args:
        data: The picture.
        media_type: By its content.
        inline: It is shown within the text: it has a Content-ID or an inline disposition.
    """
    if media_type == "image/tiff":
        # Mail readers do not show TIFF, so no ornament comes as one; a fax page can be tiny.
        return False
    pixels = dimensions(data)
    if pixels is None:
        # A file whose header says nothing is damaged or drawn, and somebody attached it.
        return len(data) < MIN_BYTES and (inline or media_type not in _WITH_HEADER)
    if max(pixels) > MAX_SIDE:
        return False
    if inline:
        return min(pixels) < MIN_INLINE_SIDE or len(data) < MIN_BYTES
    return min(pixels) < MIN_SIDE or len(data) < MIN_BYTES


def dimensions(data: bytes) -> tuple[int, int] | None:
    """Return width and height in pixels as the header of a PNG, JPEG or GIF states them.

    None for other types and for damaged headers. Nothing is decoded.
    """
    if data.startswith(b"\x89PNG") and len(data) >= 24:
        return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
    if data.startswith(b"GIF8") and len(data) >= 10:
        return int.from_bytes(data[6:8], "little"), int.from_bytes(data[8:10], "little")
    if data.startswith(b"\xff\xd8"):
        return _jpeg_dimensions(data)
    return None


def _jpeg_dimensions(data: bytes) -> tuple[int, int] | None:
    """Follow the segments of a JPEG up to its frame header."""
    position = 2
    for _ in range(_MAX_SEGMENTS):
        if position + 9 > len(data) or data[position] != 0xFF:
            return None
        marker = data[position + 1]
        if marker in _FRAMES:
            height = int.from_bytes(data[position + 5 : position + 7], "big")
            return int.from_bytes(data[position + 7 : position + 9], "big"), height
        if marker == 0xFF:
            position += 1
        else:
            position += 2 + int.from_bytes(data[position + 2 : position + 4], "big")
    return None
