"""Carry over what a received PDF has attached, where it is safe.

In: a PDF open in pikepdf, hostile. Out: its attachments of the kinds that EN 16931 names for
BT-125 and that can run nothing: plain PDF, PNG, JPEG, CSV. Everything else stays in the original,
which is kept beside.
Standards: EN 16931 BG-24; ISO 19005-3, 6.8; ISO 32000-2 §7.11.4.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import PurePosixPath

import pikepdf
from pikepdf import Array, AttachedFileSpec, Dictionary, Name, Pdf, Stream
from PIL import Image

from pipeline.facturx.content import decoded_size
from pipeline.facturx.embedded import INVOICE_NAMES
from pipeline.mail import magic

_MOST_ANNEXES = 20
_MOST_BYTES = 10 * 1024 * 1024
"""Of one, and of all together."""
_PICTURES = {"image/png": "PNG", "image/jpeg": "JPEG"}
_ENDINGS = {magic.PDF: ".pdf", "image/png": ".png", "image/jpeg": ".jpg", "text/csv": ".csv"}
_ARMED = frozenset({
    "/JavaScript", "/JS", "/OpenAction", "/AA", "/A", "/EmbeddedFiles", "/EF", "/Launch", "/XFA",
    "/RichMedia", "/URI", "/AcroForm", "/Annots",
})  # fmt: skip
"""Keys of a PDF that can do something, or hold what can."""
_MOST_OBJECTS = 20_000
_MOST_LETTERS = 80
_LEAST_CONTROL = 32


@dataclass(frozen=True)
class Annex:
    """An attachment that may be carried over."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class Annexes:
    """The attachments of a PDF.

    Attributes:
        safe: Those that are carried over, in the order of their names.
        is_any_left: Whether others stay behind; an invoice XML is none.
    """

    safe: tuple[Annex, ...] = ()
    is_any_left: bool = False


def annexes_of(pdf: Pdf) -> Annexes:
    """Return the attachments of a PDF; it never raises, whatever they are."""
    safe, left, size = dict[str, Annex](), False, 0
    try:
        found = [*islice(pdf.attachments.items(), _MOST_ANNEXES + 1)]
    except Exception:  # the name tree is hostile: then nothing of it is carried
        return Annexes(is_any_left=True)
    for name, file in found:
        if name.lower() in INVOICE_NAMES:
            continue
        annex = _annex(name, file)
        size += len(annex.content) if annex else 0
        if annex is None or annex.name in safe or size > _MOST_BYTES or len(safe) >= _MOST_ANNEXES:
            left = True
        else:
            safe[annex.name] = annex
    return Annexes(tuple(annex for _, annex in sorted(safe.items())), left)


def attach(pdf: Pdf, annexes: Annexes) -> None:
    """Add annexes to a prepared PDF."""
    for annex in annexes.safe:
        pdf.attachments[annex.name] = AttachedFileSpec(
            pdf,
            annex.content,
            filename=annex.name,
            mime_type=annex.media_type,
            relationship=Name.Supplement,
        )


def _annex(name: str, file: AttachedFileSpec) -> Annex | None:
    try:
        stream = file.get_file().obj
        if not isinstance(stream, Stream) or decoded_size(stream, _MOST_BYTES) > _MOST_BYTES:
            return None
        content = bytes(stream.read_bytes())
        media_type = _safe_type(content)
    except Exception:  # whatever is wrong with it, it stays behind
        return None
    if media_type is None:
        return None
    return Annex(_plain(name, _ENDINGS[media_type]), media_type, content)


def _safe_type(content: bytes) -> str | None:
    """Return the media type of content that can run nothing, None of all other."""
    media_type = magic.sniff(content)
    if media_type == magic.PDF:
        return magic.PDF if _is_plain_pdf(content) else None
    if media_type in _PICTURES:
        with Image.open(io.BytesIO(content), formats=[_PICTURES[media_type]]) as picture:
            picture.verify()
        return media_type
    is_text = media_type in {None, "text/plain", "text/csv"}
    return "text/csv" if is_text and _is_table(content) else None


def _is_plain_pdf(content: bytes) -> bool:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return (
            not pdf.is_encrypted
            and len(pdf.objects) <= _MOST_OBJECTS
            and not any(_keys(item) & _ARMED for item in _dictionaries(pdf))
        )


def _dictionaries(pdf: Pdf) -> Iterator[Dictionary]:
    """Yield every dictionary, also those that stand inside others."""
    waiting = list(pdf.objects)
    while waiting:
        item = waiting.pop()
        plain = item.stream_dict if isinstance(item, Stream) else item
        if isinstance(plain, Dictionary):
            yield plain
            inner = list(plain.as_dict().values())
        else:
            inner = list(plain) if isinstance(plain, Array) else []
        waiting += [it for it in inner if isinstance(it, Dictionary | Array) and not it.is_indirect]


def _keys(item: Dictionary) -> set[str]:
    return set(item.keys())


def _is_table(content: bytes) -> bool:
    """Tell whether content is text in columns that no spreadsheet would run as a formula."""
    rows = content.decode("utf-8-sig").splitlines()
    cells = [cell.strip(' "') for row in rows for cell in row.replace("\t", ";").split(";")]
    is_text = all(ord(char) >= _LEAST_CONTROL or char in "\r\n\t" for row in rows for char in row)
    formula = any(cell[:1] in {"=", "@"} or cell[:2] in {"+A", "-A"} for cell in cells)
    return bool(rows) and len(cells) > len(rows) and is_text and not formula


def _plain(name: str, ending: str) -> str:
    """Return a name without folders, control characters or a misleading ending."""
    last = PurePosixPath(name.replace("\\", "/")).name
    letters = "".join(char for char in last if char.isprintable())
    stem = letters.removesuffix(ending)[:_MOST_LETTERS].strip(" .") or "annexe"
    return stem + ending
