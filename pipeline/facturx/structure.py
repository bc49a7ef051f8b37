"""Take out of a PDF what an archivable one must not hold, leaving its pages as they look.

In: a PDF open in pikepdf, hostile. Out: the same, without attachments, scripts, actions, forms and
annotations; these are painted into their pages first.
Standard: ISO 19005-3, 6.1 to 6.6 and 6.9.
"""

from collections.abc import Iterable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from pipeline.facturx.content import INK, Piece, Refused, named

_CATALOG = frozenset({"/Type", "/Pages", "/Lang", "/OCProperties"})
_PAGE = frozenset({
    "/Type", "/Parent", "/Resources", "/Contents", "/Group", "/Rotate", "/UserUnit",
    "/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox",
})  # fmt: skip
_FORBIDDEN = {
    "/Image": ("/Alternates", "/OPI", "/Interpolate", "/AF", "/Metadata", "/PieceInfo", "/Measure"),
    "/Form": ("/OPI", "/PS", "/Subtype2", "/Ref", "/AF", "/Metadata", "/PieceInfo", "/Measure"),
}
_FORBIDDEN_STATE = ("/TR", "/TR2", "/HTP", "/HT", "/HTO")
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
    for page in pdf.pages:
        for key in set(page.obj.keys()) - _PAGE:
            del page.obj[key]
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
        _refuse_ink(piece.resources)


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


def _names_ink(item: Any, depth: int = 0) -> bool:
    if depth > _DEEPEST_COLOUR:
        raise Refused("It nests too deep.")
    if isinstance(item, Name):
        return item == Name.DeviceCMYK
    if isinstance(item, Array):
        # A colour space: the base of an Indexed, the alternate of a Separation stand second, third.
        return any(_names_ink(item[index], depth + 1) for index in range(min(len(item), 3)))
    if isinstance(item, Dictionary | Stream):
        inner = (item.get(key) for key in ("/ColorSpace", "/CS", "/Group", "/Shading"))
        return any(_names_ink(it, depth + 1) for it in inner if it is not None)
    return False
