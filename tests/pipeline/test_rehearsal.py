"""The rehearsal: every stage has something to do."""

from pathlib import Path

from pipeline.rehearsal import rehearse
from pipeline.stage import DocumentFacts, Next
from storage.domain.invoice import Profile


def test_our_own_invoice_passes_all_stages() -> None:
    before = Path.cwd()
    (outcome,) = rehearse(derive=True)
    assert isinstance(outcome, Next)
    assert isinstance(outcome.facts, DocumentFacts)
    assert outcome.facts.profile is Profile.EN16931
    assert not outcome.facts.open_points
    assert Path.cwd() == before
