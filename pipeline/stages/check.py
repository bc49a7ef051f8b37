"""Check what was read, and say how far each field can be relied on.

In: the fields, and the embedded XML or the words of the pages that they came from. Out: ``Next``
with levels, open points and lessons; or ``Hold`` with every rule that the embedded XML breaks, or
with what sorting left open.
Rules: design, "Levels of a field"; `pipeline.facturx.validation` for the standards.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from pipeline.facturx import own_rules
from pipeline.facturx.cii import Reading, read_invoice
from pipeline.facturx.embedded import Embedded, find_invoice_xml
from pipeline.facturx.proofs import prove
from pipeline.facturx.validation import Severity, Validation, validate, validate_embedded
from pipeline.facturx.xml import parse_xml
from pipeline.reading.context import context_of, words_of
from pipeline.reading.learned import lessons_of
from pipeline.reading.levels import judge
from pipeline.reading.words import Page
from pipeline.stage import ORIGINAL, PDF, TWIN, XML, DocumentFacts, Hold, Next, Outcome, Tools, Work
from storage.domain.field import Level, Source
from storage.domain.invoice import FieldName, Invoice
from storage.domain.reason import Cause, Reason, ReasonAbout


def run(work: Work, tools: Tools) -> Outcome:
    """Validate the embedded XML if it is what counts, and prove what can be proven."""
    outcome = _check(work)
    if isinstance(outcome, Next) and isinstance(outcome.facts, DocumentFacts):
        # Sorting left something open: read all the same, so that a person can compare.
        return Hold(work.document.doubts, outcome.facts) if work.document.doubts else outcome
    return outcome


def _check(work: Work) -> Outcome:
    invoice = work.document.invoice or Invoice()
    xml = Path(work.files[XML]).read_bytes() if XML in work.files else None
    pages = words_of(work)
    if xml is not None and not work.document.derived and not invoice.is_corrected:
        return _check_xml(work, xml, pages)
    if xml is not None and _came_as_xml(invoice):
        return Next(_with_levels(work, xml, pages, ()))
    judged, open_points = judge(invoice, context_of(work))
    open_points = (*open_points, *_pages_that_differ(pages))
    facts = replace(work.document, invoice=judged, open_points=open_points)
    return Next(replace(facts, lessons=lessons_of(judged, pages)))


def _came_as_xml(invoice: Invoice) -> bool:
    return any(field.source is Source.FACTURX_XML for field in invoice.fields.values())


def _check_xml(work: Work, xml: bytes, pages: tuple[Page, ...]) -> Outcome:
    if PDF in work.files or TWIN in work.files:  # a view of bare XML, or XML beside a PDF
        validation = validate(xml, is_bare=True)
    else:
        validation = validate_embedded(Embedded(xml=xml, xmp_level=_xmp_level(work)))
    facts = _with_levels(work, xml, pages, tuple(_oddities(validation)))
    broken = tuple(dict.fromkeys(_broken(validation)))
    return Hold(broken, facts) if broken else Next(facts)


def _xmp_level(work: Work) -> str | None:
    original = work.files.get(ORIGINAL)
    return find_invoice_xml(Path(original)).xmp_level if original else None


def _with_levels(
    work: Work, xml: bytes, pages: tuple[Page, ...], oddities: tuple[Cause, ...]
) -> DocumentFacts:
    """Return the facts with the levels that the values prove, and the oddities as open points."""
    facts = work.document
    root = parse_xml(xml)
    reading = root if isinstance(root, Reason) else read_invoice(root)
    if not isinstance(reading, Reading):
        return facts
    stated = facts.invoice or reading.invoice
    invoice, open_points = prove(stated, _page_differs(facts, stated))
    points = (*open_points, *dict.fromkeys(oddities), *_pages_that_differ(pages))
    return replace(facts, invoice=invoice, open_points=points)


def _pages_that_differ(pages: tuple[Page, ...]) -> Iterator[Cause]:
    """Yield the pages that show something else than their text layer says."""
    for page in pages:
        if page.differs:
            yield Reason.TEXT_LAYER_DIFFERS.about(f"page {page.number}")


def _page_differs(facts: DocumentFacts, invoice: Invoice) -> frozenset[FieldName]:
    """Return the fields for which the pages say something else, unless a person entered them."""
    return frozenset(
        name
        for name in facts.page_differs
        if name in invoice.fields and invoice.fields[name].level is not Level.CONFIRMED
    )


def _broken(validation: Validation) -> Iterator[Cause]:
    for finding in validation.findings:
        if finding.severity is Severity.FATAL:
            yield ReasonAbout(Reason.RULE_BROKEN, finding.rule, finding.message)


def _oddities(validation: Validation) -> Iterator[Cause]:
    """Yield what only our own rules object to, as points that a person should look at."""
    for finding in validation.findings:
        if finding.rule in own_rules.OPEN_POINTS:
            yield ReasonAbout(Reason.FIELD_CONTRADICTED, finding.subject, finding.sentences[1])
