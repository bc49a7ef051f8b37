"""Parse XML that a stranger wrote, within bounds and without ever reaching out.

In: bytes. Out: the root element, or a `Reason` why the bytes are refused. A DOCTYPE is refused
before anything is parsed, and once more afterwards for encodings that hide it; so there are no
entities to expand. Comments and processing instructions are dropped, so that no value is read
otherwise here than by the validator.
"""

import re

from lxml import etree

from storage.domain.reason import Reason

Element = etree._Element  # noqa: SLF001 - lxml has no public name for the class
"""An element of a parsed document."""

MAX_XML_SIZE = 5 * 1024 * 1024
"""Largest XML that is read, in bytes."""

MAX_DEPTH = 100
"""Deepest nesting of elements; the root counts as one."""

# Each character may stand between NUL bytes, as in UTF-16 and UTF-32 of either byte order.
_DOCTYPE = re.compile(rb"\0*".join(re.escape(bytes([byte])) for byte in b"<!DOCTYPE"))


def parse_xml(content: bytes) -> Element | Reason:
    """Parse a whole XML document.

    Args:
        content: The document in any encoding that its declaration or byte order mark names.

    Returns:
        The root element without comments; or ``XML_TOO_LARGE``, ``XML_DOCTYPE``, ``XML_TOO_DEEP``
        or ``XML_DAMAGED``.
    """
    if len(content) > MAX_XML_SIZE:
        return Reason.XML_TOO_LARGE
    if has_doctype(content):
        return Reason.XML_DOCTYPE
    try:
        root = etree.fromstring(content, _new_parser())
    except etree.XMLSyntaxError as error:
        return Reason.XML_TOO_DEEP if "depth" in str(error).lower() else Reason.XML_DAMAGED
    except ValueError:
        return Reason.XML_DAMAGED
    if root.getroottree().docinfo.internalDTD is not None:
        return Reason.XML_DOCTYPE
    return Reason.XML_TOO_DEEP if _is_too_deep(root) else root


def has_doctype(content: bytes) -> bool:
    """Tell whether a DOCTYPE stands in a document, in any encoding but compressed ones."""
    return _DOCTYPE.search(content) is not None


def text_of(element: Element) -> str:
    """Return all text inside an element, white space collapsed to single spaces."""
    return " ".join("".join(str(text) for text in element.itertext()).split())


def _new_parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def _is_too_deep(root: Element) -> bool:
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MAX_DEPTH:
            return True
    return False
