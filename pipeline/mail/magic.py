"""Type of a file by its content: the name and the declared type are only the sender's word."""

import re
from io import BytesIO
from zipfile import ZipFile

from pipeline.mail.fields import starts_with_fields

PDF = "application/pdf"
XML = "application/xml"
HTML = "text/html"
MESSAGE = "message/rfc822"
ZIP = "application/zip"
CALENDAR = "text/calendar"
PGP_MESSAGE = "application/pgp-encrypted"
TNEF = "application/ms-tnef"
CMS = "application/pkcs7-mime"
OUTLOOK = "application/vnd.ms-outlook"
HEIC = "image/heic"

_PDF_WITHIN = 1_024
"""ISO 32000-1 asks for ``%PDF-`` at the start; readers accept it in the first 1,024 bytes."""

_OFFICE = "application/vnd.openxmlformats-officedocument."
DOCX = _OFFICE + "wordprocessingml.document"
XLSX = _OFFICE + "spreadsheetml.sheet"
DOC = "application/msword"
XLS = "application/vnd.ms-excel"
OFFICE = {
    DOCX: "docx",
    XLSX: "xlsx",
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/rtf": "rtf",
    DOC: "doc",
    XLS: "xls",
}
"""Texts and tables of office programs, and the ending by which those tell their kind."""
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", PDF),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"\x78\x9f\x3e\x22", TNEF),
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
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OUTLOOK_MARK = "__properties_version1.0".encode("utf-16-le")
"""Name of the stream that every ``.msg`` has and no other compound file ([MS-OXMSG] 2.4)."""
_COMPOUND_KINDS = (
    (_OUTLOOK_MARK, OUTLOOK),
    ("WordDocument\0".encode("utf-16-le"), DOC),
    ("Workbook\0".encode("utf-16-le"), XLS),
    ("Book\0".encode("utf-16-le"), XLS),
)
"""Compound files by the name of a stream that only their kind has."""
_ENCRYPTED_PACKAGE = "EncryptedPackage\0".encode("utf-16-le")
"""Name of the stream that holds an office file with a password ([MS-OFFCRYPTO] 2.3.4.4)."""
_ENCRYPTED_MEMBER = b"manifest:encryption-data"
_MOST_MANIFEST = 1024 * 1024
# A sequence that begins with an identifier of PKCS #7 or S/MIME, RFC 5652 §3.
_CMS = re.compile(
    rb"\x30(?:\x80|[\x00-\x7f]|\x81.|\x82..|\x83.{3}|\x84.{4})"
    rb"\x06(?:\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07|\x0b\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01)",
    re.DOTALL,
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
    if data[4:8] == b"ftyp" and data[8:12] in _HEIF_BRANDS:
        return "image/heic"
    if data.startswith(_COMPOUND):
        kinds = (kind for mark, kind in _COMPOUND_KINDS if mark in data)
        return next(kinds, DOCX if _ENCRYPTED_PACKAGE in data else "application/x-ole-storage")
    return CMS if _CMS.match(data) else None


# What files of a type are called; the first one is given to a file that has no such name.
_EXTENSIONS: dict[str, tuple[str, ...]] = {
    PDF: ("pdf",),
    XML: ("xml",),
    HTML: ("html", "htm", "xhtml"),
    MESSAGE: ("eml",),
    CALENDAR: ("ics",),
    TNEF: ("dat",),
    OUTLOOK: ("msg",),
    CMS: ("p7m", "p7s", "p7c"),
    "image/png": ("png",),
    "image/jpeg": ("jpg", "jpeg", "jpe"),
    "image/gif": ("gif",),
    "image/tiff": ("tif", "tiff"),
    "image/webp": ("webp",),
    "image/bmp": ("bmp", "dib"),
    "image/heic": ("heic", "heif"),
    "application/rtf": ("rtf", "doc"),
    "application/gzip": ("gz", "tgz"),
    "application/x-7z-compressed": ("7z",),
    "application/vnd.rar": ("rar",),
    "application/x-msdownload": ("exe", "com", "dll", "scr"),
    DOCX: ("docx", "docm", "dotx"),
    XLSX: ("xlsx", "xlsm", "xltx"),
    DOC: ("doc", "dot"),
    XLS: ("xls", "xlt"),
    "application/vnd.oasis.opendocument.text": ("odt",),
    "application/vnd.oasis.opendocument.spreadsheet": ("ods",),
    _OFFICE + "presentationml.presentation": ("pptx", "pptm", "ppsx"),
}
_KNOWN_EXTENSIONS = frozenset(one for several in _EXTENSIONS.values() for one in several) | {"zip"}


def is_encrypted_office(data: bytes) -> bool:
    """Tell whether an office file needs a password: one of Microsoft's newer formats, or ODF."""
    if data.startswith(_COMPOUND):
        return _ENCRYPTED_PACKAGE in data
    if not data.startswith(b"PK"):
        return False
    try:
        with ZipFile(BytesIO(data)) as archive, archive.open("META-INF/manifest.xml") as manifest:
            return _ENCRYPTED_MEMBER in manifest.read(_MOST_MANIFEST)
    except Exception:  # no such member, or no archive: then it is damaged rather than encrypted
        return False


def with_extension(name: str, media_type: str | None) -> str:
    """Return a file name that ends as its content is, so that nobody opens it as something else.

    Args:
        name: A cleaned name.
        media_type: By content; None if that shows no type that we know.

    Returns:
        The name as it is where its ending fits or no ending is known for the type; else with the
        right one in the place of another known ending, or behind it.
    """
    fitting = _EXTENSIONS.get(media_type or "", ())
    stem, dot, extension = name.rpartition(".")
    if not fitting or (dot and extension.lower() in fitting):
        return name
    base = stem if stem and extension.lower() in _KNOWN_EXTENSIONS else name
    if base.lower().endswith(tuple(f".{one}" for one in fitting)):
        return base
    return f"{base}.{fitting[0]}"


_HEIF_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
"""Of ISO/IEC 23008-12, annex B and 10.2."""
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
