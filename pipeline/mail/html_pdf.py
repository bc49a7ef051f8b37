"""Show hostile HTML: a PDF of its text and of the pictures that came with it.

In: HTML from a stranger, and pictures by Content-ID. Out: a PDF for people and for `read`. Nothing
is fetched for it but those pictures: no address, no file, no ``data:``; nothing in it can be
clicked, runs or is attached. Time and memory are the cell's to limit.
Standards: RFC 2392 (``cid:``).
"""

import html
import logging
from collections.abc import Mapping
from urllib.parse import unquote
from xml.etree.ElementTree import Element

import weasyprint
from PIL import ImageFile
from weasyprint.urls import URLFetcher, URLFetcherResponse

from pipeline.mail import magic
from pipeline.mail.pictures import dimensions
from storage.domain.reason import Reason

# WeasyPrint switches this on for all of Pillow: half a photo would pass for a whole one.
ImageFile.LOAD_TRUNCATED_IMAGES = False

MOST_CHARACTERS = 2_000_000
"""Of HTML that is shown."""
_MOST_ELEMENTS = 30_000
_DEEPEST = 200
"""Elements inside one another; layout goes down into each."""
_MOST_PIXELS = 40_000_000
"""Of one picture."""
_SHOWN = frozenset({"image/png", "image/jpeg", "image/gif"})
"""Pictures whose size in pixels is known before they are decoded."""
_DROPPED = frozenset({
    "script", "link", "meta", "base", "object", "embed", "applet", "iframe", "frame", "frameset",
    "audio", "video", "source", "track", "template", "noscript", "canvas", "title",
})  # fmt: skip
"""Elements that are left out with all that is in them; so are those of SVG and MathML."""
_ATTRIBUTES = frozenset({
    "align", "alt", "bgcolor", "border", "cellpadding", "cellspacing", "class", "color",
    "colspan", "dir", "face", "height", "hspace", "lang", "nowrap", "rowspan", "size", "span",
    "src", "start", "style", "type", "valign", "vspace", "width",
})  # fmt: skip
"""Attributes that are kept: what they do is layout, and ``src`` is asked of the fetcher."""
_SHEET = """
@page { size: A4 !important; margin: 12mm !important; background: white !important; }
html, body { width: auto !important; min-width: 0 !important; height: auto !important;
  position: static !important; float: none !important; margin: 0 !important; }
* { -weasy-link: none !important; -weasy-anchor: none !important; bookmark-level: none !important;
  position: static !important; }
body { font: 10pt/1.35 "Liberation Sans", "DejaVu Sans", sans-serif; overflow-wrap: anywhere; }
table, img, pre, div { max-width: 100% !important; }
img { height: auto; }
pre { white-space: pre-wrap !important; font-family: "Liberation Mono", "DejaVu Sans Mono",
  monospace; }
"""


def html_to_pdf(source: str, pictures: Mapping[str, bytes] | None = None) -> bytes | Reason:
    """Return the PDF of a page.

    Args:
        source: HTML, decoded; what stands behind `MOST_CHARACTERS` is not shown.
        pictures: Content of those that it may show, by Content-ID without angle brackets.

    Returns:
        The PDF; or ``HTML_TOO_LARGE`` for what nobody would call a letter.
    """
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)  # its words are about the style only
    if len(source) > MOST_CHARACTERS:
        return Reason.HTML_TOO_LARGE
    fetcher = _Pictures(pictures or {})
    document = weasyprint.HTML(string=source, url_fetcher=fetcher, base_url=None)
    try:
        if not _is_modest(document.etree_element):
            return Reason.HTML_TOO_LARGE
        _clean(document.etree_element)
        sheet = weasyprint.CSS(string=_SHEET, url_fetcher=fetcher)
        made: bytes = document.write_pdf(stylesheets=[sheet])
    except RecursionError:
        return Reason.HTML_TOO_LARGE
    return made


def text_to_pdf(text: str) -> bytes | Reason:
    """Return the PDF of a plain text."""
    return html_to_pdf(f"<pre>{html.escape(text)}</pre>")


class _Pictures(URLFetcher):  # type: ignore[misc]  # the library has no types
    """Gives the pictures that came along, and fetches nothing."""

    def __init__(self, pictures: Mapping[str, bytes]) -> None:
        super().__init__(allowed_protocols=())
        self._pictures = pictures

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """Return a picture by its ``cid:``; refuse everything else."""
        scheme, _, name = url.partition(":")
        data = self._pictures.get(unquote(name)) if scheme.lower() == "cid" else None
        if data is None or (media_type := magic.sniff(data)) not in _SHOWN:
            raise ValueError("Nothing is shown but pictures that came along.")
        width, height = dimensions(data) or (_MOST_PIXELS, 2)
        if width * height > _MOST_PIXELS:
            raise ValueError("The picture is too large.")
        return URLFetcherResponse(url, data, {"Content-Type": media_type})


def _is_modest(root: Element) -> bool:
    """Tell whether a page has no more elements, and not deeper, than layout can be asked for."""
    waiting, count = [(root, 1)], 0
    while waiting:
        element, depth = waiting.pop()
        count += 1
        if depth > _DEEPEST or count > _MOST_ELEMENTS:
            return False
        waiting += [(child, depth + 1) for child in element]
    return True


def _clean(element: Element) -> None:
    """Leave out what is not there to be read, and every attribute that is not layout."""
    for name in [name for name in element.attrib if name not in _ATTRIBUTES]:
        del element.attrib[name]
    kept: list[Element] = []
    for child in list(element):
        if _is_dropped(child):
            before = kept[-1] if kept else None
            if before is None:
                element.text = (element.text or "") + (child.tail or "")
            else:
                before.tail = (before.tail or "") + (child.tail or "")
            element.remove(child)
            continue
        _clean(child)
        kept.append(child)


def _is_dropped(element: Element) -> bool:
    # Comments have no name but a function; foreign elements have one in braces.
    name: object = element.tag
    return not isinstance(name, str) or name[0] == "{" or name in _DROPPED
