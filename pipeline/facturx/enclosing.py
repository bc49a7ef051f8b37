"""Make a Factur-X of an electronic invoice that came as bare XML.

In: the XML, found valid, and a PDF that is a view of it. Out: a Factur-X of both, or why there is
none.
Standards: Factur-X 1.09.
"""

import hashlib
from datetime import date

from pipeline.facturx.bare import business_of, xml_to_embed
from pipeline.facturx.build import because
from pipeline.facturx.derive import Derived, make_hybrid
from pipeline.facturx.label import Label
from pipeline.facturx.notes import converted_from
from pipeline.facturx.parties import usable
from pipeline.facturx.validation import Severity, validate
from pipeline.reading.words import Page
from storage.domain.invoice import FieldName, Invoice
from storage.domain.reason import Reason

_VIEW = "Les pages sont une vue lisible du fichier XML reçu."
_BOTH = "Les pages et le fichier XML ont été reçus ensemble, en deux fichiers."


def enclose(
    view: bytes,
    xml: bytes,
    invoice: Invoice,
    pages: tuple[Page, ...] = (),
    *,
    came_together: bool = False,
) -> Derived:
    """Put the XML, converted to CII where it is not, into its view.

    Args:
        view: A PDF that shows it.
        xml: As received.
        invoice: Its fields.
        pages: Words of the PDF, where those were read.
        came_together: The sender sent both; else the PDF was made here.

    Raises:
        ConfigError: The rules that prove it valid are not installed.
    """
    sha256 = hashlib.sha256(xml).hexdigest()
    business = business_of(xml)
    if isinstance(business, Reason):
        return Derived(reasons=(business,))
    embedded = xml_to_embed(xml, business, sha256)
    validation = validate(embedded)
    if not validation.valid or validation.profile is None:
        rules = [it.rule for it in validation.findings if it.severity is Severity.FATAL]
        return Derived(reasons=(because(Reason.NO_FACTURX, "profile", rules),))
    label = _label_of(invoice, sha256, _BOTH if came_together else _VIEW)
    if label is None:
        return Derived(reasons=(Reason.NO_FACTURX.about(FieldName.ISSUE_DATE.value),))
    return make_hybrid(view, pages, embedded, label, validation.profile)


def _label_of(invoice: Invoice, sha256: str, sentence: str) -> Label | None:
    """Return the label; None where the date of issue is none."""
    try:
        issued = date.fromisoformat(usable(invoice, FieldName.ISSUE_DATE))
    except ValueError:
        return None
    return Label(
        number=usable(invoice, FieldName.NUMBER),
        type_code=usable(invoice, FieldName.TYPE_CODE),
        issued=issued,
        seller=usable(invoice, FieldName.SELLER_NAME),
        sha256=sha256,
        sentences=(sentence, converted_from(sha256)),
    )
