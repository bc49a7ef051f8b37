"""Make a Factur-X of an invoice that came without one.

In: a PDF, hostile, with the words of its pages; the fields read from it; whose document it is.
Out: a valid Factur-X whose pages read and look like the original's, or why there is none. The same
input gives the same bytes.
Standards: Factur-X 1.09, ISO 19005-3.
"""

import io
from dataclasses import dataclass, replace
from functools import partial

from pipeline.facturx.build import build
from pipeline.facturx.embedded import find_invoice_xml
from pipeline.facturx.embedding import embed
from pipeline.facturx.label import Label, label_of
from pipeline.facturx.mentions import mentions_of
from pipeline.facturx.parties import Origin
from pipeline.facturx.pdfa import make_pdfa
from pipeline.facturx.validation import xmp_findings
from pipeline.reading.words import Page
from storage.domain.invoice import Invoice, Profile
from storage.domain.reason import Cause, Reason


@dataclass(frozen=True)
class Derived:
    """A Factur-X, or why there is none.

    Attributes:
        pdf: The file; None where there is none.
        xml: The XML inside it.
        profile: Of the XML.
        reasons: What was left out, why the profile is no higher, or why there is no file.
    """

    pdf: bytes | None = None
    xml: bytes | None = None
    profile: Profile | None = None
    reasons: tuple[Cause, ...] = ()


def derive(original: bytes, words: tuple[Page, ...], invoice: Invoice, origin: Origin) -> Derived:
    """Make a Factur-X.

    Args:
        original: A PDF: the received one, or the one made of a received picture.
        words: The pages of the document, which may be some of the PDF's only; empty for all.
        invoice: Its fields with their levels.
        origin: Whose document it is, and which.

    Raises:
        ConfigError: The rules that prove it valid are not installed.
    """
    built = build(invoice, origin, mentions_of(words))
    if built.xml is None or built.known is None or built.profile is None:
        return Derived(reasons=built.reasons)
    label = label_of(built.known, built.profile)
    made = make_hybrid(original, words, built.xml, label, built.profile)
    return replace(made, reasons=(*built.reasons, *made.reasons))


def make_hybrid(
    original: bytes, words: tuple[Page, ...], xml: bytes, label: Label, profile: Profile
) -> Derived:
    """Put a valid XML into the archivable form of a PDF.

    Args:
        original: A PDF.
        words: As for `derive`.
        xml: Of the profile.
        label: What the file says of itself.
        profile: Of the XML.
    """
    embedding = partial(embed, xml=xml, label=label, profile=profile)
    archivable = make_pdfa(original, words, embedding)
    if isinstance(archivable, Reason):
        return Derived(reasons=(archivable,))
    reasons = (Reason.PAGE_RASTERISED,) if archivable.is_raster else ()
    if archivable.is_annex_left:
        reasons = (*reasons, Reason.ANNEX_LEFT_OUT)
    if not _holds(archivable.content, xml, profile):
        return Derived(reasons=(*reasons, Reason.NO_FACTURX.about("pdf")))
    return Derived(archivable.content, xml, profile, reasons)


def _holds(pdf: bytes, xml: bytes, profile: Profile) -> bool:
    """Tell whether a reader finds that very XML, which is known to be valid, and its profile."""
    found = find_invoice_xml(io.BytesIO(pdf))
    return found.xml == xml and found.xmp_level is not None and not [*xmp_findings(found, profile)]
