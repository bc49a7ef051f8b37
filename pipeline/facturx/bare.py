"""Take an electronic invoice that came as bare XML.

In: the bytes of an XML file, hostile. Out: its terms, in whatever syntax it is; or a Factur-X whose
pages are a view of it.
Standards: CII D22B, ZUGFeRD 1.0, UBL 2.1, each as an invoice of EN 16931 (XRechnung and Peppol BIS
Billing included); Factur-X 1.09.
"""

from dataclasses import dataclass, replace
from pathlib import Path

from lxml import etree

from pipeline.facturx import zugferd1
from pipeline.facturx.business_terms import Entry, Syntax, all_entries
from pipeline.facturx.business_values import Business, Group, Value, read_business, syntax_of
from pipeline.facturx.business_writer import convert, ubl_syntax_of, write_business
from pipeline.facturx.notes import converted_from
from pipeline.facturx.xml import Element, parse_xml
from pipeline.reading.lines import fold
from pipeline.reading.payment_terms import fits_terms
from pipeline.reading.witnesses import named_by
from storage.domain.field import Witness
from storage.domain.invoice import FieldName, Invoice
from storage.domain.reason import Reason

_PLAIN = "urn:cen.eu:en16931:2017"
_AS_FACTURX = frozenset({
    "urn:factur-x.eu:1p0:minimum",
    "urn:factur-x.eu:1p0:basicwl",
    f"{_PLAIN}#compliant#urn:factur-x.eu:1p0:basic",
    _PLAIN,
    f"{_PLAIN}#conformant#urn:factur-x.eu:1p0:extended",
})  # fmt: skip
"""What BT-24 of an XML says that may stand in a Factur-X as it is."""


def business_of(xml: bytes) -> Business | Reason:
    """Return what an XML says, or why it is no invoice that is known here."""
    root = parse_xml(xml)
    return root if isinstance(root, Reason) else business_in(root)


def business_in(root: Element) -> Business | Reason:
    """Return what a parsed XML says; ``XML_UNKNOWN`` for another root than an invoice's."""
    if etree.QName(root).localname == "CrossIndustryDocument":
        return read_business(zugferd1.as_cii(root), Syntax.CII)
    syntax = syntax_of(root)
    return Reason.XML_UNKNOWN if syntax is None else read_business(root, syntax)


def with_second_witnesses(
    invoice: Invoice, root: Element, subject: str | None, file_name: str | None
) -> Invoice:
    """Note what speaks for number and dates besides the terms that state them.

    No page confirms them: a view of the XML says what the XML says. As for a page, a second witness
    of the number is the mail's subject, the file's name or the payment reference (BT-83); of the
    dates, that terms of payment (BT-20) make one of the other.

    Args:
        invoice: As `pipeline.facturx.cii.read_invoice` made it of the root.
        root: Of the XML as it came.
        subject: Of the mail that brought it.
        file_name: Of the file as it came.
    """
    business = business_in(root)
    if isinstance(business, Reason):
        return invoice
    number = invoice.value(FieldName.NUMBER) or ""
    of_number = tuple(named_by(number, subject, file_name))
    if any(named_by(number, business.invoice.value("BT-83"), None)):
        of_number = (*of_number, Witness.PAYMENT_REFERENCE)
    has_terms = _terms_hold(invoice, business.invoice.value("BT-20"))
    of_dates = (Witness.TERMS,) if has_terms else ()
    witnesses = {
        FieldName.NUMBER: of_number,
        FieldName.ISSUE_DATE: of_dates,
        FieldName.DUE_DATE: of_dates,
    }
    fields = {
        name: replace(field, witnesses=(*field.witnesses, *witnesses.get(name, ())))
        for name, field in invoice.fields.items()
    }
    return replace(invoice, fields=fields)


def _terms_hold(invoice: Invoice, terms: str) -> bool:
    issued, due = (invoice.value(name) or "" for name in (FieldName.ISSUE_DATE, FieldName.DUE_DATE))
    try:
        return fits_terms((fold(line) for line in terms.splitlines()), issued, due)
    except ValueError:  # a date that no calendar has
        return False


@dataclass(frozen=True)
class Converted:
    """An invoice in the other syntax.

    Attributes:
        syntax: Of the XML.
        xml: The document.
        lost: What it does not keep, as it is no term of EN 16931: names from the root, and text.
    """

    syntax: Syntax
    xml: bytes
    lost: tuple[tuple[str, str], ...]


def other_syntax(file: Path) -> Converted | Reason:
    """Return the invoice of an XML file as UBL where it is CII, else as CII."""
    business = business_of(file.read_bytes())
    if isinstance(business, Reason):
        return business
    is_cii = business.syntax is Syntax.CII
    syntax = ubl_syntax_of(business.invoice) if is_cii else Syntax.CII
    return Converted(syntax, convert(business), business.rest)


def xml_to_embed(xml: bytes, business: Business, sha256: str) -> bytes:
    """Return the CII that stands in the Factur-X of a bare XML.

    A CII of a Factur-X profile stands there byte for byte. Of another one, and of UBL, all terms of
    EN 16931 do, and a note says that they were converted from which file.

    Args:
        xml: As received.
        business: What it says.
        sha256: Of the received file, in hexadecimal.
    """
    if business.syntax is Syntax.CII and _profile_name(business.invoice) in _AS_FACTURX:
        return xml
    entries = {entry.name: entry for entry in all_entries()}
    note = Group(entries["BG-1"], (Value(entries["BT-22"], converted_from(sha256)),))
    members = [_with_plain_profile(member) for member in business.invoice.members]
    invoice = replace(business.invoice, members=(*members, note))
    root = write_business(invoice, Syntax.CII)
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _profile_name(invoice: Group) -> str:
    return next((group.value("BT-24") for group in invoice.groups("BG-2")), "")


def _with_plain_profile(member: Value | Group) -> Value | Group:
    if not isinstance(member, Group) or member.entry.name != "BG-2":
        return member
    kept = [it for it in member.members if it.entry.name != "BT-24"]
    return replace(member, members=(*kept, Value(_entry(member.entry, "BT-24"), _PLAIN)))


def _entry(group: Entry, name: str) -> Entry:
    return next(entry for entry in group.children if entry.name == name)
