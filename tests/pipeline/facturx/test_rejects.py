"""The corpus of invoices with one defect each: rejected for the reason that was planted."""

from pathlib import Path
from typing import Any

import pytest

from pipeline.stage import XML, DocumentFacts, Next, Work
from pipeline.stages import check
from storage.domain.reason import Cause, Reason
from tests.benchmarks.rejects import entries, judge
from tests.fakes import NoTools

CORPUS = Path(__file__).parents[4] / "shared" / "corpus"
ENTRIES = entries(CORPUS)
pytestmark = pytest.mark.skipif(not ENTRIES, reason="the corpus is not beside the checkout")

FLAGGED = [entry for entry in ENTRIES if entry["expected"]["ours"] == "flagged"]
OPEN_POINTS = {
    "own-empty-pmt-note.xml": "note PMT",
    "own-quantity-times-price.xml": "lines",
    "own-vat-key.xml": "seller.vat_id",
    "own-vat-other-siren.xml": "seller.vat_id",
}


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["file"])
def test_as_expected(entry: dict[str, Any]) -> None:
    verdict = judge(CORPUS, entry)
    assert verdict.is_right, (verdict.expected, verdict.result)


@pytest.mark.parametrize("entry", FLAGGED, ids=lambda entry: entry["file"])
def test_what_is_flagged_waits_for_a_person(entry: dict[str, Any]) -> None:
    about = {
        getattr(cause, "about", "")
        for cause in _open_points(entry["file"]) - _open_points("own-valid.xml")
        if getattr(cause, "reason", None) is Reason.FIELD_CONTRADICTED
    }
    assert about == {OPEN_POINTS[entry["file"]]}


def _open_points(name: str) -> set[Cause]:
    outcome = check.run(Work(files={XML: str(CORPUS / "reject" / name)}), NoTools())
    assert isinstance(outcome, Next)
    assert isinstance(outcome.facts, DocumentFacts)
    return set(outcome.facts.open_points)
