"""Find what a PDF does beside showing pages, and make a copy of it that only shows them.

In: a PDF open in pikepdf, hostile. Out: flags, one for each kind of active content and each file
that lies in it; and a copy without any of it, in which annotations and form fields are painted into
their pages. The copy keeps what it needs (pages, their resources, layers), not what nobody thought
of, and is searched once more: what still is active is not handed out.
Standard: ISO 32000-2, 12.6 (actions), 7.11 (files), 12.7.8 (XFA), 13 (multimedia).
"""

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Pdf, Stream

from pipeline.facturx.embedded import INVOICE_NAMES, ORDER_NAMES
from pipeline.facturx.structure import strip
from pipeline.mail.names import clean_name
from storage.domain.reason import Cause, Reason, ReasonAbout

UNSEARCHED = "unsearched"
"""Kind of a PDF of which nobody can tell what it does: too large, or too damaged."""

_ACTIONS = {
    "/JavaScript": "javascript",
    "/Launch": "launch",
    "/GoToR": "remote_goto",
    "/GoToE": "remote_goto",
    "/URI": "uri",
    "/SubmitForm": "submit_form",
    "/ImportData": "import_data",
    "/Rendition": "rich_media",
    "/Movie": "rich_media",
    "/Sound": "rich_media",
    "/GoTo3DView": "rich_media",
    "/RichMediaExecute": "rich_media",
}
"""Kinds of actions by their types; those left out only turn pages and fields."""
_ANNOTATIONS = frozenset({"/RichMedia", "/Screen", "/Movie", "/Sound", "/3D"})
_KEYS = {
    "/JS": "javascript",
    "/JavaScript": "javascript",
    "/XFA": "xfa",
    "/OPI": "external_file",
    "/Ref": "external_file",
}
_SKIPPED = frozenset({"/StructTreeRoot", "/Parent", "/P", "/Metadata"})
"""Keys below which no viewer looks for something to do."""
_MOST_OBJECTS = 200_000
_MOST_FILES = 20


def active_content(pdf: Pdf) -> tuple[Cause, ...]:
    """Return a flag for each kind of active content and each embedded file, in a fixed order.

    The XML of an electronic invoice is no flag: every Factur-X has one. It never raises.
    """
    kinds: set[str] = set()
    files: set[str] = set()
    try:
        for count, item in enumerate(_items(pdf)):
            if count > _MOST_OBJECTS:
                kinds.add(UNSEARCHED)
                break
            kinds.update(_kinds(item))
            if "/EF" in item:
                files.add(_file_name(item))
    except Exception:  # the structure is hostile: who cannot walk it cannot tell what it does
        kinds.add(UNSEARCHED)
    files = {name for name in files if name.lower() not in INVOICE_NAMES | ORDER_NAMES}
    return (
        *(Reason.PDF_ACTIVE_CONTENT.about(kind) for kind in sorted(kinds)),
        *(Reason.PDF_EMBEDDED_FILE.about(name) for name in sorted(files)[:_MOST_FILES]),
    )


def is_active(flag: Cause) -> bool:
    """Tell whether a flag is one of `active_content`."""
    return isinstance(flag, ReasonAbout) and flag.reason in {
        Reason.PDF_ACTIVE_CONTENT,
        Reason.PDF_EMBEDDED_FILE,
    }


def disarmed(pdf: Pdf) -> bytes | None:
    """Return a copy that only shows pages, or None where none can be made. It changes the PDF."""
    target = io.BytesIO()
    try:
        strip(pdf)
        pdf.save(target, encryption=False, deterministic_id=True)
        with pikepdf.open(io.BytesIO(target.getvalue())) as copy:
            if not len(copy.pages) or active_content(copy):
                return None
    except Exception:  # whatever is wrong with its structure, there are the pictures of its pages
        return None
    return target.getvalue()


def _items(pdf: Pdf) -> Iterator[Dictionary]:
    """Yield every dictionary that a viewer gets to, also those of streams and inside others."""
    seen: set[tuple[int, int]] = set()
    waiting: list[Any] = [pdf.Root]
    while waiting:
        item = waiting.pop()
        if item.is_indirect:
            if item.objgen in seen:
                continue
            seen.add(item.objgen)
        if isinstance(item, Array):
            waiting += [one for one in item if isinstance(one, Dictionary | Array | Stream)]
            continue
        if isinstance(item, Stream):
            if "/F" in item:
                yield Dictionary(S=pikepdf.Name("/GoToR"))
            item = item.stream_dict
        yield item
        waiting += [
            one
            for key, one in item.as_dict().items()
            if key not in _SKIPPED and isinstance(one, Dictionary | Array | Stream)
        ]


def _kinds(item: Dictionary) -> Iterator[str]:
    for key, kind in _KEYS.items():
        if key in item:
            yield kind
    if (action := _ACTIONS.get(str(item.get("/S", "")))) is not None:
        yield action
    subtype = str(item.get("/Subtype", ""))
    if subtype in _ANNOTATIONS and "/Rect" in item:
        yield "rich_media"
    if "/PS" in {subtype, str(item.get("/Subtype2", ""))}:
        yield "postscript"


def _file_name(specification: Dictionary) -> str:
    """Return the cleaned name of an embedded file (ISO 32000-2, 7.11.3)."""
    names = (specification.get(key) for key in ("/UF", "/F"))
    return clean_name(next((str(name) for name in names if name is not None), "")) or "?"
