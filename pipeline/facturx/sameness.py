"""Tell whether a repaired page still paints what it painted, without painting it.

In: two open PDFs, hostile. Out: whether a page of the one has the very boxes, content, fonts and
other resources of a page of the other, but for the words that were laid in front. A yes is certain;
where it says no, the pages may look the same all the same.
"""

from typing import Any

from pikepdf import Array, Dictionary, Object, Pdf, Stream

from pipeline.facturx.content import Refused, decoded_size
from pipeline.facturx.invisible_text import FONTS, is_laid, rotation_of

_DEEPEST = 30
_MOST_BYTES = 64 * 1024 * 1024
_WITHOUT_LOOKS = frozenset({
    "/Length", "/DL", "/Filter", "/DecodeParms", "/Interpolate", "/Metadata", "/PieceInfo",
    "/CIDSet", "/CharSet",
})  # fmt: skip
"""Keys that do not tell what is painted; filters are compared with the bytes behind them."""
_FONT = "/Font"
_Pairs = set[tuple[tuple[int, int], tuple[int, int]]]
"""Objects of the one file and of the other, by their numbers."""
_PAGE = ("/MediaBox", "/CropBox", "/UserUnit", "/Group")


def paints_the_same(old: Pdf, index: int, new: Pdf, place: int, turned: int) -> bool:
    """Compare a page before and after its repair.

    Args:
        old: The received PDF.
        index: Of its page, from 0.
        new: The repaired PDF.
        place: Of its page, from 0.
        turned: How far it was turned clockwise, in degrees.
    """
    if {"/OCProperties", "/AcroForm"} & set(old.Root.keys()):
        return False
    before, after = old.pages[index], new.pages[place]
    if "/Annots" in before.obj or rotation_of(after) != (rotation_of(before) + turned) % 360:
        return False
    compared: _Pairs = set()
    boxes = all(
        _equal(_inherited(before.obj, key), _inherited(after.obj, key), compared) for key in _PAGE
    )
    resources = _inherited(before.obj, "/Resources"), after.obj.get("/Resources")
    return (
        boxes
        and _same_content(_contents(before.obj), _contents(after.obj))
        and _same_resources(*resources, compared)
    )


def _inherited(node: Any, key: str) -> Any:
    for _ in range(_DEEPEST):
        if key in node:
            return node[key]
        if "/Parent" not in node:
            break
        node = node.Parent
    return None


def _contents(page: Any) -> list[Any]:
    contents = page.get("/Contents")
    return list(contents) if isinstance(contents, Array) else [contents] if contents else []


def _same_content(old: list[Any], new: list[Any]) -> bool:
    laid = len(new) - len(old)
    streams = [*old, *new]
    if laid not in {0, 1} or not all(isinstance(it, Stream) for it in streams):
        return False
    if laid and not is_laid(new[0].read_bytes()):
        return False
    return all(_same_bytes(*pair) for pair in zip(old, new[laid:], strict=True))


def _same_resources(old: Any, new: Any, compared: _Pairs) -> bool:
    """Compare resources; only fonts of words that were laid may have come."""
    had, has = (it if isinstance(it, Dictionary) else Dictionary() for it in (old, new))
    before, after = (_fonts(it) for it in (had, has))
    kinds = (set(had.keys()) | set(has.keys())) - {_FONT, "/ProcSet"}
    return (
        set(before) <= set(after)
        and set(after) - set(before) <= FONTS
        and all(_equal(font, after[name], compared) for name, font in before.items())
        and all(_equal(had.get(kind), has.get(kind), compared) for kind in kinds)
    )


def _fonts(resources: Any) -> dict[str, Any]:
    fonts = resources.get(_FONT)
    return dict(fonts.items()) if isinstance(fonts, Dictionary) else {}


def _equal(old: Any, new: Any, compared: _Pairs, depth: int = 0) -> bool:
    """Compare two objects, each pair once: a hostile graph has more ways through it than ends."""
    if depth > _DEEPEST or isinstance(old, Object) is not isinstance(new, Object):
        return False
    if _was_compared(old, new, compared):
        return True  # a difference anywhere is one of the whole
    further = (compared, depth + 1)
    if isinstance(old, Stream) and isinstance(new, Stream):
        return _equal(old.stream_dict, new.stream_dict, *further) and _same_bytes(old, new)
    if isinstance(old, Dictionary) and isinstance(new, Dictionary):
        keys = set(old.keys()) - _WITHOUT_LOOKS
        return keys == set(new.keys()) - _WITHOUT_LOOKS and all(
            _equal(old[key], new[key], *further) for key in keys
        )
    if isinstance(old, Array) and isinstance(new, Array):
        written = old.unparse()  # without references: long tables of widths are compared at once
        return (b" R" not in written and written == new.unparse()) or (
            len(old) == len(new)
            and all(_equal(*pair, *further) for pair in zip(old, new, strict=True))
        )
    return bool(old == new)


def _was_compared(old: Any, new: Any, compared: _Pairs) -> bool:
    """Tell whether two objects were compared before, and note that they are."""
    if not (isinstance(old, Object) and old.is_indirect and new.is_indirect):
        return False
    pair = (old.objgen, new.objgen)
    was_compared = pair in compared
    compared.add(pair)
    return was_compared


def _same_bytes(old: Stream, new: Stream) -> bool:
    keys = ("/Filter", "/DecodeParms")
    filters = all(_equal(old.get(key), new.get(key), set()) for key in keys)
    if filters and old.read_raw_bytes() == new.read_raw_bytes():
        return True
    try:
        sizes = decoded_size(old, _MOST_BYTES), decoded_size(new, _MOST_BYTES)
    except Refused:
        return False
    return max(sizes) <= _MOST_BYTES and bool(old.read_bytes() == new.read_bytes())
