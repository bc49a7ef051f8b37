"""Check an invoice XML by its rules and say how far its fields can be relied on.

In: the invoice XML and the fields read from it. Out: ``Next`` with levels and open points, or
``Hold`` with every rule that is broken.
Rules: design, "Levels of a field"; `pipeline.facturx.validation` for the standards.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from pipeline.facturx import own_rules
from pipeline.facturx.cii import Reading, read_invoice
from pipeline.facturx.embedded import Embedded, find_invoice_xml
from pipeline.facturx.proofs import prove
from pipeline.facturx.validation import Severity, Validation, validate_embedded
from pipeline.facturx.xml import parse_xml
from pipeline.stage import ORIGINAL, XML, DocumentFacts, Hold, Next, Outcome, Tools, Work
from storage.domain.reason import Cause, Reason, ReasonAbout


def run(work: Work, tools: Tools) -> Outcome:
    """Validate the XML, then prove what can be proven of the fields."""
    xml = Path(work.files[XML]).read_bytes()
    validation = validate_embedded(Embedded(xml=xml, xmp_level=_xmp_level(work)))
    facts = _with_levels(work.document, xml, validation)
    broken = tuple(dict.fromkeys(_broken(validation)))
    return Hold(broken, facts) if broken else Next(facts)


def _xmp_level(work: Work) -> str | None:
    original = work.files.get(ORIGINAL)
    return find_invoice_xml(Path(original)).xmp_level if original else None


def _with_levels(facts: DocumentFacts, xml: bytes, validation: Validation) -> DocumentFacts:
    root = parse_xml(xml)
    reading = root if isinstance(root, Reason) else read_invoice(root)
    if not isinstance(reading, Reading):
        return facts
    # The fields of the facts count, not those of the XML: a person may have corrected them.
    invoice, open_points = prove(facts.invoice or reading.invoice, reading.rounding)
    oddities = dict.fromkeys(_oddities(validation))
    return replace(facts, invoice=invoice, open_points=(*open_points, *oddities))


def _broken(validation: Validation) -> Iterator[Cause]:
    for finding in validation.findings:
        if finding.severity is Severity.FATAL:
            yield ReasonAbout(Reason.RULE_BROKEN, finding.rule, finding.message)


def _oddities(validation: Validation) -> Iterator[Cause]:
    """Yield what only our own rules object to, as points that a person should look at."""
    for finding in validation.findings:
        subject = own_rules.SUBJECTS.get(finding.rule)
        if subject:
            yield ReasonAbout(Reason.FIELD_CONTRADICTED, subject, finding.message)
