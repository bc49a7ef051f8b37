"""A received Factur-X is handed on as it came."""

from dataclasses import replace

from pipeline.stage import FACTURX, ORIGINAL, XML, DocumentFacts, Next
from pipeline.stages.convert import run
from tests.builders import a_work
from tests.fakes import NoTools


def test_the_original_is_the_facturx() -> None:
    facts = DocumentFacts(pages=3)
    work = replace(a_work(), files={ORIGINAL: "in.pdf", XML: "invoice.xml"}, document=facts)
    assert run(work, NoTools()) == Next(facts, files={FACTURX: "in.pdf"})
