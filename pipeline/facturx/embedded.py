"""Find the one invoice XML inside a PDF, and what the PDF says of itself.

In: a PDF file, hostile. Out: the bytes of its invoice XML, its number of pages, the profile that
its XMP metadata names and how the file hangs in the PDF; or why there is no such XML, as a value.
Standard: Factur-X 1.09, which names the file ``factur-x.xml``; ZUGFeRD 1.0 named it
``ZUGFeRD-invoice.xml``, 2.0 ``zugferd-invoice.xml`` and XRechnung in ZUGFeRD ``xrechnung.xml``.
Order-X, which is no invoice, names its own ``order-x.xml``. ISO 32000-2 §7.11.4, §14.13.

More than one file of these names is refused even where the bytes are equal: another program might
take the other one, so nobody could say what was checked.
"""

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

import pikepdf
from lxml import etree
from pikepdf import Array, Dictionary, Name, Object, Stream, String

from pipeline.facturx.xml import MAX_XML_SIZE, parse_xml
from storage.domain.reason import Reason

INVOICE_NAMES = frozenset({"factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml"})
"""File names of an invoice XML, in small letters; compared without regard to case."""

ORDER_NAMES = frozenset({"order-x.xml"})
"""The same of an order."""

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
class Container:
    """How the invoice XML hangs in the PDF, and what the XMP metadata says besides the level.

    Attributes:
        name: File name of the XML, as written; "" where there is none, or not one.
        relationship: AFRelationship without its slash, "" where it is missing.
        media_type: Subtype of the embedded file without its slash, "" where it is missing.
        is_associated: It stands in the catalog's /AF.
        is_listed: It stands in the name tree of embedded files, where viewers look.
        pdfa: ``pdfaid:part`` of the XMP, "" where it does not say it.
        xmp_name: ``DocumentFileName`` of the XMP, "" where it does not say it.
        is_xmp_damaged: There is XMP metadata, and it cannot be read.
    """

    name: str = ""
    relationship: str = ""
    media_type: str = ""
    is_associated: bool = False
    is_listed: bool = False
    pdfa: str = ""
    xmp_name: str = ""
    is_xmp_damaged: bool = False


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
        is_order: It holds an Order-X and no invoice.
        container: How the XML hangs in the PDF.
    """

    pages: int | None = None
    xml: bytes | None = None
    xmp_level: str | None = None
    reason: Reason | None = None
    is_order: bool = False
    container: Container = field(default=Container(), compare=False)


@dataclass(frozen=True)
class _Place:
    """One file specification: its names, and whether it stands in the name tree."""

    names: frozenset[str]
    spec: Dictionary
    is_listed: bool


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
    xmp, damaged = _xmp(pdf.Root)
    found = Embedded(
        pages=len(pdf.pages),
        xmp_level=xmp.get("ConformanceLevel"),
        container=Container(
            pdfa=xmp.get("part", ""),
            xmp_name=xmp.get("DocumentFileName", ""),
            is_xmp_damaged=damaged,
        ),
    )
    places = list(_places(pdf.Root))
    invoices = [place for place in places if INVOICE_NAMES & place.names]
    streams = list(_streams(invoices))
    if not streams:
        return replace(found, is_order=any(ORDER_NAMES & place.names for place in places))
    if len(streams) > 1:
        return replace(found, reason=Reason.FACTURX_AMBIGUOUS)
    found = replace(found, container=_described(found.container, invoices, streams[0]))
    content = _decode(streams[0], MAX_XML_SIZE)
    if isinstance(content, Reason):
        return replace(found, reason=content)
    return replace(found, xml=content)


def _described(container: Container, places: list[_Place], stream: Stream) -> Container:
    relationships = (place.spec.get("/AFRelationship") for place in places)
    written = [_text(place.spec.get(key)) for place in places for key in ("/UF", "/F")]
    media_type = stream.get("/Subtype")
    return replace(
        container,
        name=next((name for name in written if name.lower() in INVOICE_NAMES), ""),
        relationship=next((str(it)[1:] for it in relationships if isinstance(it, Name)), ""),
        media_type=str(media_type)[1:] if isinstance(media_type, Name) else "",
        is_associated=not all(place.is_listed for place in places),
        is_listed=any(place.is_listed for place in places),
    )


def _places(root: Object) -> Iterator[_Place]:
    """Yield every file specification, however it is reached."""
    for is_listed, key, spec in _file_specifications(root):
        if isinstance(spec, Dictionary):
            names = (key, _text(spec.get("/UF")), _text(spec.get("/F")))
            yield _Place(frozenset(map(str.lower, names)), spec, is_listed)


def _streams(places: Iterable[_Place]) -> Iterator[Stream]:
    """Yield every distinct embedded file."""
    seen: set[object] = set()
    for place in places:
        files = place.spec.get("/EF")
        for slot in ("/F", "/UF"):
            stream = files.get(slot) if isinstance(files, Dictionary) else None
            if isinstance(stream, Stream) and stream.objgen not in seen:
                seen.add(stream.objgen)
                yield stream


def _file_specifications(root: Object) -> Iterator[tuple[bool, str, Object]]:
    """Yield each file specification: whether it is listed, and under which key of the name tree."""
    names = root.get("/Names")
    if isinstance(names, Dictionary):
        for key, spec in _name_tree(names.get("/EmbeddedFiles")):
            yield True, key, spec
    associated = root.get("/AF")
    if isinstance(associated, Array):
        for spec in _items(associated):
            yield False, "", spec
    elif associated is not None:
        yield False, "", associated


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


def _xmp(root: Object) -> tuple[dict[str, str], bool]:
    """Return what the XMP says of level, file name and PDF/A part, and whether it is damaged.

    Each is an element or an attribute, in one of several namespaces; the first one counts.
    """
    metadata = root.get("/Metadata")
    if not isinstance(metadata, Stream):
        return {}, False
    content = _decode(metadata, MAX_XML_SIZE)
    tree = content if isinstance(content, Reason) else parse_xml(content)
    if isinstance(tree, Reason):
        return {}, True
    said: dict[str, str] = {}
    for element in tree.iter("{*}*"):
        own = (element.tag, element.text or "")
        for name, value in (own, *element.attrib.items()):
            local = etree.QName(name).localname
            if local in _SAID:
                said.setdefault(local, str(value).strip())
    return said, False


_SAID = {"ConformanceLevel", "DocumentFileName", "part"}
