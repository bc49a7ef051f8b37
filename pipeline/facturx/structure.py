"""Take out of a PDF what an archivable one must not hold, leaving its pages as they look.

In: a PDF open in pikepdf, hostile. Out: the same, without attachments, scripts, actions, forms and
annotations; these are painted into their pages first.
Standard: ISO 19005-3, 6.1 to 6.6 and 6.9.
"""

import re
from collections.abc import Iterable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from pipeline.facturx.content import INK, Piece, Refused, named

_CATALOG = frozenset({"/Type", "/Pages", "/Lang", "/OCProperties"})
_TRAILER = frozenset({"/Root", "/Size", "/ID", "/Info", "/Encrypt"})
_PAGE = frozenset({
    "/Type", "/Parent", "/Resources", "/Contents", "/Group", "/Rotate", "/UserUnit",
    "/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox",
})  # fmt: skip
_BOXES = frozenset({"/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox"})
_FORBIDDEN = {
    "/Image": ("/Alternates", "/OPI", "/Interpolate", "/AF", "/Metadata", "/PieceInfo", "/Measure"),
    "/Form": ("/OPI", "/PS", "/Subtype2", "/Ref", "/AF", "/Metadata", "/PieceInfo", "/Measure"),
}
_JPX_PLANES = re.compile(rb"ihdr.{8}\x00[\x01\x03\x04]", re.DOTALL)
"""The header of a JP2 file: height and width, four bytes each, then the number of planes."""
_JPX_HEAD = 4096
_FORBIDDEN_STATE = ("/TR", "/TR2", "/HTP", "/HT", "/HTO")
_PROCESS_INKS = frozenset({"/Cyan", "/Magenta", "/Yellow", "/Black", "/None"})
_DEEPEST_COLOUR = 8
_MOST_OBJECTS = 200_000


def keep_pages(pdf: Pdf, numbers: list[int]) -> None:
    """Delete the pages that are not the document's.

    Args:
        pdf: An open PDF.
        numbers: 1-based, in the order of the pages; empty to keep all.
    """
    if numbers and numbers != list(range(1, len(pdf.pages) + 1)):
        wanted = set(numbers)
        if not wanted <= set(range(1, len(pdf.pages) + 1)):
            raise Refused("It has fewer pages than were read.")
        for index in reversed(range(len(pdf.pages))):
            if index + 1 not in wanted:
                del pdf.pages[index]


def strip(pdf: Pdf) -> None:
    """Take out what PDF/A forbids.

    Raises:
        Refused: It has more objects than any honest file.
    """
    if len(pdf.objects) > _MOST_OBJECTS:
        raise Refused("It has too many objects.")
    _flatten(pdf)
    for key in set(pdf.Root.keys()) - _CATALOG:
        del pdf.Root[key]
    for key in set(pdf.trailer.keys()) - _TRAILER:
        del pdf.trailer[key]
    for page in pdf.pages:
        for key in set(page.obj.keys()) - _PAGE:
            del page.obj[key]
        for key in _BOXES & set(page.obj.keys()):
            page.obj[key] = Array(list(page.obj[key]))  # its numbers stand in it, not apart
    _tidy_layers(pdf)


def _flatten(pdf: Pdf) -> None:
    """Paint annotations and form fields into their pages."""
    form = pdf.Root.get("/AcroForm")
    if isinstance(form, Dictionary) and form.get("/NeedAppearances", False):
        pdf.generate_appearance_streams()
    if any("/Annots" in page.obj for page in pdf.pages):
        pdf.flatten_annotations("screen")


def _tidy_layers(pdf: Pdf) -> None:
    """Name every configuration of optional content and leave nothing automatic to a viewer."""
    layers = pdf.Root.get("/OCProperties")
    if not isinstance(layers, Dictionary):
        return
    others = layers.get("/Configs")
    configurations = [layers.get("/D"), *(others if isinstance(others, Array) else ())]
    for number, configuration in enumerate(configurations):
        if isinstance(configuration, Dictionary):
            configuration.Name = pikepdf.String(f"Configuration {number + 1}")
            for key in ("/AS", "/Order"):
                if key in configuration:
                    del configuration[key]


def tidy(pieces: list[Piece]) -> None:
    """Take out of what the pages paint what PDF/A forbids; it hardly shows.

    Raises:
        Refused: It paints in ink colours, for which no free profile is at hand, or in PostScript.
    """
    for piece in pieces:
        _drop(piece.holder, _FORBIDDEN["/Form"] if isinstance(piece.holder, Stream) else ())
        for state in named(piece.resources, "/ExtGState").values():
            _drop(state, _FORBIDDEN_STATE)
        for item in named(piece.resources, "/XObject").values():
            subtype = str(item.get("/Subtype", ""))
            if subtype not in _FORBIDDEN:
                raise Refused("It paints something unknown.")
            _drop(item, _FORBIDDEN[subtype])
            _refuse_planes(item)
        _refuse_ink(piece.resources)


def _refuse_planes(picture: Any) -> None:
    """Look into JPEG 2000: PDF/A knows one, three or four planes."""
    filters = picture.get("/Filter")
    last = filters[-1] if isinstance(filters, Array) and len(filters) else filters
    if last == Name.JPXDecode and not _JPX_PLANES.search(picture.read_raw_bytes()[:_JPX_HEAD]):
        raise Refused("It has a JPEG 2000 picture of an odd number of planes.")


def _drop(item: Any, keys: Iterable[str]) -> None:
    for key in keys:
        if key in item:
            del item[key]


def _refuse_ink(resources: Dictionary) -> None:
    """Look for DeviceCMYK wherever resources may name a colour space."""
    for kind in ("/ColorSpace", "/Shading", "/Pattern", "/XObject"):
        for item in named(resources, kind).values():
            if _names_ink(item):
                raise Refused(INK)


def _refuse_spots(space: Array) -> None:
    """Look for inks of a DeviceN space that it does not explain (ISO 19005-3, 6.2.4.4)."""
    if len(space) < 4 or space[0] != Name.DeviceN:
        return
    attributes = space[4] if len(space) > 4 else None
    colorants = attributes.get("/Colorants") if isinstance(attributes, Dictionary) else None
    known = _PROCESS_INKS | set(colorants.keys() if isinstance(colorants, Dictionary) else ())
    if not {str(name) for name in space[1]} <= known:
        raise Refused("It paints in an ink that it does not explain.")


def _names_ink(item: Any, depth: int = 0) -> bool:
    if depth > _DEEPEST_COLOUR:
        raise Refused("It nests too deep.")
    if isinstance(item, Name):
        return item == Name.DeviceCMYK
    if isinstance(item, Array):
        _refuse_spots(item)
        # A colour space: the base of an Indexed, the alternate of a Separation stand second, third.
        return any(_names_ink(item[index], depth + 1) for index in range(min(len(item), 3)))
    if isinstance(item, Dictionary | Stream):
        inner = (item.get(key) for key in ("/ColorSpace", "/CS", "/Group", "/Shading"))
        return any(_names_ink(it, depth + 1) for it in inner if it is not None)
    return False
