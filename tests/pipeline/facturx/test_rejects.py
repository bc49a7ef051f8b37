"""The corpus of invoices with one defect each: rejected for the reason that was planted."""

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.facturx.cii import read_invoice
from pipeline.facturx.embedded import find_invoice_xml
from pipeline.facturx.validation import Severity, Validation, validate_file
from pipeline.facturx.xml import parse_xml
from pipeline.stage import XML, DocumentFacts, Next, Work
from pipeline.stages import check
from storage.domain.invoice import FieldName
from storage.domain.reason import Cause, Reason
from tests.fakes import NoTools

CORPUS = Path(__file__).parents[4] / "shared" / "corpus" / "reject"
pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not beside the checkout")

# What the corpus calls by its own words, and our rules that say the same.
OURS = {
    "xml": {"xml_damaged"},
    # The factur-x library has no XSD for a BT-24 that it does not know either.
    "xsd": {"xsd", "profile"},
    "pdf:PdfError": {"pdf_damaged"},
    "flavor:myinvoice": {"xml_unknown"},
    "pdf:no factur-x.xml ()": {"not_yet_readable", "facturx_ambiguous"},
    # Two XML files of an invoice's names: we refuse before we look into either.
    "FX-SCH-A-000556": {"FX-SCH-A-000556", "facturx_ambiguous"},
    # The XML declares XRechnung with an id that only XRechnung knows.
    "xmp level xrechnung != xml en16931": {"xmp", "FX-SCH-A-000556"},
}


def _entries() -> list[dict[str, Any]]:
    index = CORPUS / "index.jsonl"
    lines = index.read_text(encoding="utf-8").splitlines() if index.is_file() else []
    return [json.loads(line) for line in lines]


def _fatal(result: Validation) -> set[str]:
    return {finding.rule for finding in result.findings if finding.severity is Severity.FATAL}


def _is_french_rules_for_a_foreigner(entry: dict[str, Any]) -> bool:
    """Tell whether only French rules were broken, by a seller who is not French.

    The corpus ran BR-FR on every file; we ask it of French sellers only.
    """
    path = CORPUS / entry["file"]
    if not all(rule.startswith("BR-FR") for rule in entry["expected"]["rules"]):
        return False
    xml = path.read_bytes() if path.suffix == ".xml" else find_invoice_xml(path).xml
    root = parse_xml(xml or b"")
    reading = root if isinstance(root, Reason) else read_invoice(root)
    assert not isinstance(reading, Reason)
    return reading.invoice.value(FieldName.SELLER_COUNTRY) != "FR"


REJECTED = [entry for entry in _entries() if entry["expected"]["official"] == "rejected"]
FLAGGED = [entry for entry in _entries() if entry["expected"]["ours"] == "flagged"]


@pytest.mark.parametrize("entry", REJECTED, ids=lambda entry: entry["file"])
def test_rejected_for_its_reason(entry: dict[str, Any]) -> None:
    result = validate_file(CORPUS / entry["file"])
    if _is_french_rules_for_a_foreigner(entry):
        assert result.valid
        return
    assert not result.valid
    named = set().union(*(OURS.get(rule, {rule}) for rule in entry["expected"]["rules"]))
    assert named & _fatal(result)


def test_the_valid_one_passes() -> None:
    result = validate_file(CORPUS / "own-valid.xml")
    assert result.valid
    assert result.findings == ()


@pytest.mark.parametrize("entry", FLAGGED, ids=lambda entry: entry["file"])
def test_flagged(entry: dict[str, Any]) -> None:
    assert _open_points(entry["file"]) - _open_points("own-valid.xml")


def _open_points(name: str) -> set[Cause]:
    outcome = check.run(Work(files={XML: str(CORPUS / name)}), NoTools())
    assert isinstance(outcome, Next)
    assert isinstance(outcome.facts, DocumentFacts)
    return set(outcome.facts.open_points)
