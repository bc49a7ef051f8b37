"""What is wrong with the container of an invoice XML: the PDF's attachment and its XMP metadata.

In: what `find_invoice_xml` found, and the profile of the XML. Out: rule ids with details. Only a
level that is not the XML's makes a file invalid: nobody can tell then which of both its maker
meant. Everything else is a warning, since programs find and read such an XML all the same.
Standards: Factur-X 1.09; ISO 19005-3 for associated files.
"""

from collections.abc import Iterator

from pipeline.facturx.cii import guideline
from pipeline.facturx.embedded import Embedded
from pipeline.facturx.xml import parse_xml
from storage.domain.invoice import Profile
from storage.domain.reason import Reason

XMP = "xmp"
"""The one rule here that makes a file invalid."""

_LEVELS = {
    "MINIMUM": {Profile.MINIMUM},
    "BASIC WL": {Profile.BASIC_WL},
    "BASIC": {Profile.BASIC},
    "EN 16931": {Profile.EN16931},
    "COMFORT": {Profile.EN16931},
    "EXTENDED": {Profile.EXTENDED},
}
_XRECHNUNG = "XRECHNUNG"
_ZUGFERD_1_LEVELS = {"BASIC", "COMFORT", "EXTENDED"}
_RELATIONSHIPS = {"Data", "Source", "Alternative"}
_NO_INVOICES = {Profile.MINIMUM, Profile.BASIC_WL}
_MEDIA_TYPES = {"text/xml", "application/xml"}


def check(found: Embedded, profile: Profile | None) -> Iterator[tuple[str, str]]:
    """Yield rule and detail of everything that is wrong; the detail is in no language.

    Args:
        found: With or without an XML; of one without, only the XMP is looked at.
        profile: Of the XML; None where it has none.
    """
    yield from xmp_level(found, profile)
    container = found.container
    if container.is_xmp_damaged:
        yield "xmp-damaged", ""
    if found.xml is None or not container.name:
        return
    yield from _attachment(found, profile)
    if found.xmp_level is None and not container.is_xmp_damaged:
        yield "xmp-missing", ""
    if container.xmp_name and container.xmp_name != container.name:
        yield "xmp-file-name", f"{container.xmp_name[:60]} ≠ {container.name[:60]}"
    if container.pdfa != "3":
        yield "xmp-pdfa", container.pdfa[:10] or "-"


def _attachment(found: Embedded, profile: Profile | None) -> Iterator[tuple[str, str]]:
    container = found.container
    if not container.is_associated:
        yield "af-missing", ""
    if not container.is_listed:
        yield "af-unlisted", ""
    relationship = container.relationship
    if relationship not in _RELATIONSHIPS:
        yield "af-relationship", relationship[:40] or "-"
    elif profile in _NO_INVOICES and relationship != "Data":
        yield "af-relationship", f"{relationship} ≠ Data"
    if container.media_type.lower() not in _MEDIA_TYPES:
        yield "af-media-type", container.media_type[:60] or "-"


def xmp_level(found: Embedded, profile: Profile | None) -> Iterator[tuple[str, str]]:
    """Yield that the level of the XMP is none, or not the XML's; one that says nothing is no fault.

    Args:
        found: With or without an XML.
        profile: Of the XML; None where it has none.
    """
    level = found.xmp_level
    if level is None:
        return
    if level not in {*_LEVELS, _XRECHNUNG} and profile is not Profile.ZUGFERD_1:
        yield XMP, f"{level[:40]} ≠ {profile or '-'}"
    elif profile is Profile.ZUGFERD_1:
        if level not in _ZUGFERD_1_LEVELS:
            yield XMP, f"{level[:40]} ≠ {profile}"
    elif profile is not None and not _agrees(found, level, profile):
        yield XMP, f"{level[:40]} ≠ {profile}"


def _agrees(found: Embedded, level: str, profile: Profile) -> bool:
    if level != _XRECHNUNG:
        return profile in _LEVELS[level]
    root = parse_xml(found.xml or b"")
    return not isinstance(root, Reason) and "xrechnung" in guideline(root).lower()
