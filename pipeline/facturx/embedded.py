"""Find the one invoice XML inside a PDF, and what the PDF says of itself.

In: a PDF file, hostile. Out: the bytes of its invoice XML, its number of pages and the profile
that its XMP metadata names; or why there is no such XML, as a value.
Standard: Factur-X 1.09, which names the file ``factur-x.xml``; ZUGFeRD 1.0 and 2.0 named it
``ZUGFeRD-invoice.xml`` and XRechnung in ZUGFeRD ``xrechnung.xml``. ISO 32000-2 §7.11.4, §14.13.

More than one file of these names is refused even where the bytes are equal: another program might
take the other one, so nobody could say what was checked.
"""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

import pikepdf
from lxml import etree
from pikepdf import Array, Dictionary, Name, Object, Stream, String

from pipeline.facturx.xml import MAX_XML_SIZE, parse_xml
from storage.domain.reason import Reason

INVOICE_NAMES = frozenset({"factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml"})
"""File names of an invoice XML, in small letters; compared without regard to case."""

_MAX_NODES = 10_000
_MAX_FILTERS = 4

# What pikepdf raises on damaged or hostile structure: its own errors, and those of Python where an
# object has another type than its place promises or refers to itself.
_DAMAGE = (
    pikepdf.PdfError,
    pikepdf.ForeignObjectError,
    AttributeError,
    IndexError,
    KeyError,
    NotImplementedError,
    OverflowError,
    RuntimeError,
    TypeError,
    ValueError,
)


@dataclass(frozen=True)
class Embedded:
    """What a PDF holds of an electronic invoice.

    Attributes:
        pages: Number of pages; None where the file does not open.
        xml: The invoice XML as embedded, decoded from its stream; None where there is none or
            where ``reason`` says why it cannot be taken.
        xmp_level: ConformanceLevel in the XMP metadata, as written; None where it says nothing.
        reason: ``PDF_DAMAGED``, ``PDF_ENCRYPTED``, ``FACTURX_AMBIGUOUS``, ``XML_TOO_LARGE`` or
            ``XML_DAMAGED``; None where nothing is wrong, also when there is no XML at all.
    """

    pages: int | None = None
    xml: bytes | None = None
    xmp_level: str | None = None
    reason: Reason | None = None


def find_invoice_xml(file: Path | BinaryIO) -> Embedded:
    """Look for the invoice XML of a PDF in its name tree and among its associated files.

    A stream is never decoded beyond `MAX_XML_SIZE` bytes, so a flate bomb does not inflate. Of the
    filters only FlateDecode without predictor is undone; a file behind another is ``XML_DAMAGED``.

    Args:
        file: A file that begins like a PDF; nothing is assumed of the rest.
    """
    try:
        with pikepdf.open(file) as pdf:
            return _look_inside(pdf)
    except pikepdf.PasswordError:
        return Embedded(reason=Reason.PDF_ENCRYPTED)
    except _DAMAGE:
        return Embedded(reason=Reason.PDF_DAMAGED)


def _look_inside(pdf: pikepdf.Pdf) -> Embedded:
    found = Embedded(pages=len(pdf.pages), xmp_level=_xmp_level(pdf.Root))
    streams = list(_invoice_streams(pdf.Root))
    if not streams:
        return found
    if len(streams) > 1:
        return replace(found, reason=Reason.FACTURX_AMBIGUOUS)
    content = _decode(streams[0], MAX_XML_SIZE)
    if isinstance(content, Reason):
        return replace(found, reason=content)
    return replace(found, xml=content)


def _invoice_streams(root: Object) -> Iterator[Stream]:
    """Yield every distinct embedded file with an invoice's name, however it is reached."""
    seen: set[object] = set()
    for key, spec in _file_specifications(root):
        if not isinstance(spec, Dictionary):
            continue
        names = {key, _text(spec.get("/UF")), _text(spec.get("/F"))}
        if not INVOICE_NAMES & {name.lower() for name in names}:
            continue
        files = spec.get("/EF")
        for slot in ("/F", "/UF"):
            stream = files.get(slot) if isinstance(files, Dictionary) else None
            if isinstance(stream, Stream) and stream.objgen not in seen:
                seen.add(stream.objgen)
                yield stream


def _file_specifications(root: Object) -> Iterator[tuple[str, Object]]:
    """Yield each file specification with its key in the name tree, an associated file with ""."""
    names = root.get("/Names")
    if isinstance(names, Dictionary):
        yield from _name_tree(names.get("/EmbeddedFiles"))
    associated = root.get("/AF")
    if isinstance(associated, Array):
        for spec in _items(associated):
            yield "", spec
    elif associated is not None:
        yield "", associated


def _name_tree(top: Object | None) -> Iterator[tuple[str, Object]]:
    """Walk a name tree (ISO 32000-2 §7.9.6) that may be a loop or endless.

    Raises:
        ValueError: It has more nodes than any honest file.
    """
    waiting = [top]
    for _ in range(_MAX_NODES):
        if not waiting:
            return
        node = waiting.pop()
        if not isinstance(node, Dictionary):
            continue
        kids, pairs = node.get("/Kids"), node.get("/Names")
        if isinstance(kids, Array):
            waiting.extend(_items(kids))
        if isinstance(pairs, Array):
            flat = _items(pairs)
            yield from (
                (_text(key), spec) for key, spec in zip(flat[::2], flat[1::2], strict=False)
            )
    raise ValueError("The name tree of embedded files does not end.")


def _items(array: Array) -> list[Object]:
    if len(array) > _MAX_NODES:
        raise ValueError("A list of embedded files is too long.")
    return [array[index] for index in range(len(array))]


def _text(value: Object | None) -> str:
    return str(value).strip() if isinstance(value, String) else ""


def _decode(stream: Stream, limit: int) -> bytes | Reason:
    """Undo the filters of a stream, each within ``limit`` bytes."""
    filters = stream.get("/Filter")
    chain = _items(filters) if isinstance(filters, Array) else [filters] if filters else []
    if len(chain) > _MAX_FILTERS or any(name != Name.FlateDecode for name in chain):
        return Reason.XML_DAMAGED
    if chain and _has_predictor(stream.get("/DecodeParms")):
        return Reason.XML_DAMAGED
    content = stream.read_raw_bytes()
    for _ in chain:
        try:
            content = zlib.decompressobj().decompress(content, limit + 1)
        except zlib.error:
            return Reason.XML_DAMAGED
    return content if len(content) <= limit else Reason.XML_TOO_LARGE


def _has_predictor(parameters: Object | None) -> bool:
    each = _items(parameters) if isinstance(parameters, Array) else [parameters]
    return any(
        isinstance(entry, Dictionary) and int(entry.get("/Predictor", 1)) > 1 for entry in each
    )


def _xmp_level(root: Object) -> str | None:
    """Return the ConformanceLevel of the XMP, an element or an attribute in several namespaces."""
    metadata = root.get("/Metadata")
    if not isinstance(metadata, Stream):
        return None
    content = _decode(metadata, MAX_XML_SIZE)
    tree = content if isinstance(content, Reason) else parse_xml(content)
    if isinstance(tree, Reason):
        return None
    for element in tree.iter("{*}ConformanceLevel"):
        return (element.text or "").strip()
    for element in tree.iter():
        for name, value in element.attrib.items():
            if etree.QName(name).localname == "ConformanceLevel":
                return str(value).strip()
    return None
