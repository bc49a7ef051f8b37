"""Type of a file by its content: the name and the declared type are only the sender's word."""

import re

from pipeline.mail.fields import starts_with_fields

PDF = "application/pdf"
XML = "application/xml"
HTML = "text/html"
MESSAGE = "message/rfc822"
ZIP = "application/zip"
CALENDAR = "text/calendar"
PGP_MESSAGE = "application/pgp-encrypted"

_PDF_WITHIN = 1_024
"""ISO 32000-1 asks for ``%PDF-`` at the start; readers accept it in the first 1,024 bytes."""

_OFFICE = "application/vnd.openxmlformats-officedocument."
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", PDF),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"\x78\x9f\x3e\x22", "application/ms-tnef"),
    (b"\x1f\x8b\x08", "application/gzip"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"%!PS", "application/postscript"),
    (b"{\\rtf", "application/rtf"),
    (b"MZ", "application/x-msdownload"),
    (b"\x7fELF", "application/x-executable"),
    (b"BEGIN:VCALENDAR", CALENDAR),
    (b"-----BEGIN PGP MESSAGE", PGP_MESSAGE),
)
_WIDE_XML = (b"\xff\xfe<\0", b"\xfe\xff\0<", b"<\0?\0", b"\0<\0?")
_HTML = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--[^>]*-->\s*)?<(?:!doctype\s+html|html)\b", re.I)
_ELEMENT = re.compile(rb"\s*<(?:[A-Za-z_][\w.-]*:)?[A-Za-z_][\w.-]*(?:\s[^<>]*)?\sxmlns(?::\w+)?=")
_SVG = re.compile(rb"<svg\b")


def sniff(data: bytes) -> str | None:
    """Return the media type that the content shows, or None if it shows none that we know.

    Something that begins as another known type is that type, though it holds ``%PDF-`` further
    on: a file of two types is not taken for the harmless one.
    """
    for magic, media_type in _MAGIC:
        if data.startswith(magic):
            return media_type
    return _container(data) or _text(data) or (PDF if b"%PDF-" in data[:_PDF_WITHIN] else None)


def _container(data: bytes) -> str | None:
    """Recognise types whose magic does not stand alone at the start."""
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip(data)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    if data[:2] == b"BM" and data[6:10] == b"\0\0\0\0" and data[14:18] in _BITMAP_HEADERS:
        return "image/bmp"
    if data[4:8] == b"ftyp" and data[8:12] in (b"heic", b"heix", b"mif1", b"msf1"):
        return "image/heic"
    return None


_BITMAP_HEADERS = tuple(size.to_bytes(4, "little") for size in (12, 40, 52, 56, 64, 108, 124))


def _zip(data: bytes) -> str:
    """Tell office files from other archives by the names of their first and last members."""
    if data[30:38] == b"mimetype":
        declared = re.match(rb"application/[\w.+-]{1,80}", data[38:130])
        return declared[0].decode().removesuffix("PK") if declared else ZIP
    if b"[Content_Types].xml" in data[:4_096] or b"[Content_Types].xml" in data[-65_536:]:
        for folder, kind in (
            (b"word/", "wordprocessingml.document"),
            (b"xl/", "spreadsheetml.sheet"),
            (b"ppt/", "presentationml.presentation"),
        ):
            if folder in data[-65_536:]:
                return _OFFICE + kind
    return ZIP


def _text(data: bytes) -> str | None:
    """Recognise HTML, XML and messages; a PDF in a message is not the message's own type."""
    head = data[:4_096].removeprefix(b"\xef\xbb\xbf")
    if _HTML.match(head):
        return HTML
    if head.lstrip()[:5] == b"<?xml" or head.startswith(_WIDE_XML) or _ELEMENT.match(head):
        return "image/svg+xml" if _SVG.search(head) else XML
    return MESSAGE if starts_with_fields(data) else None
