"""Which Factur-X is handed on: the received one as it came, or one derived from the pages."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.facturx.validation import validate_file
from pipeline.reading.words import save_words
from pipeline.stage import FACTURX, ORIGINAL, PDF, WORDS, XML, DocumentFacts, Next, Work
from pipeline.stages.convert import run
from storage.domain.field import Level
from storage.domain.invoice import Invoice, Profile
from storage.domain.reason import Reason
from storage.domain.siren import Siren
from tests.builders import a_work
from tests.fakes import NoTools
from tests.pipeline.facturx import pages
from tests.pipeline.facturx.invoices import N, an_invoice

RECEIVED = pages.drawn(pages.written())


@pytest.fixture(autouse=True)
def _inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in an empty folder, as a stage does."""
    monkeypatch.chdir(tmp_path)


def _work(files: Mapping[str, bytes], facts: DocumentFacts) -> Work:
    for role, content in files.items():
        Path(role).write_bytes(content)
    named = {role: role for role in files}
    own = replace(a_work(), own_name="Ateliers Bréhal", own_siren=Siren("111222337"))
    return replace(own, files=named, document=facts)


def _outcome(work: Work) -> tuple[DocumentFacts, Mapping[str, str]]:
    outcome = run(work, NoTools())
    assert isinstance(outcome, Next)
    assert isinstance(outcome.facts, DocumentFacts)
    return outcome.facts, outcome.files


def test_a_received_facturx_is_handed_on_as_it_came() -> None:
    facts = DocumentFacts(pages=3, profile=Profile.EN16931, invoice=an_invoice())
    work = _work({ORIGINAL: b"received", XML: b"<x/>"}, facts)
    assert run(work, NoTools()) == Next(facts, files={FACTURX: ORIGINAL})


def test_of_a_page_one_is_derived() -> None:
    work = _work({ORIGINAL: RECEIVED}, DocumentFacts(pages=1, invoice=an_invoice()))
    facts, files = _outcome(work)
    assert (facts.derived, facts.profile, facts.facturx_reasons) == (True, Profile.EN16931, ())
    assert validate_file(Path(files[FACTURX])).valid
    assert hashlib.sha256(RECEIVED).hexdigest().encode() in Path(files[XML]).read_bytes()


def test_of_a_picture_one_is_derived_from_its_pdf_and_names_the_picture() -> None:
    picture = b"the bytes of a photo"
    work = _work({ORIGINAL: picture, PDF: pages.scanned()}, DocumentFacts(invoice=an_invoice()))
    save_words(pages.words_of_scan(), Path(WORDS))
    work = replace(work, files={**work.files, WORDS: WORDS})
    _, files = _outcome(work)
    assert hashlib.sha256(picture).hexdigest().encode() in Path(files[XML]).read_bytes()
    assert pages.places_of(Path(files[FACTURX]).read_bytes(), "FACTURE")


def test_after_a_correction_the_received_xml_no_longer_counts() -> None:
    corrected = an_invoice({N.NUMBER: "F-2026-18"}, {N.NUMBER: Level.CONFIRMED})
    facts = DocumentFacts(profile=Profile.EXTENDED, invoice=corrected)
    found, files = _outcome(_work({ORIGINAL: RECEIVED, XML: b"<x/>"}, facts))
    assert (found.derived, found.profile) == (True, Profile.EN16931)
    assert b"F-2026-18" in Path(files[XML]).read_bytes()


def test_a_derived_file_is_made_anew() -> None:
    facts = DocumentFacts(derived=True, profile=Profile.MINIMUM, invoice=an_invoice())
    found, files = _outcome(_work({ORIGINAL: RECEIVED, XML: b"<old/>"}, facts))
    assert found.profile is Profile.EN16931
    assert b"<old/>" not in Path(files[XML]).read_bytes()


def test_pages_that_are_another_documents_are_left_out() -> None:
    received = pages.drawn(*(pages.written(text=f"Page {n}") for n in (1, 2, 3)))
    work = _work({ORIGINAL: received}, DocumentFacts(invoice=an_invoice()))
    save_words(pages.numbered(2, 3), Path(WORDS))
    _, files = _outcome(replace(work, files={**work.files, WORDS: WORDS}))
    assert pages.text_of(Path(files[FACTURX]).read_bytes()) == ["Page 2", "Page 3"]


@pytest.mark.parametrize(
    ("invoice", "reason"),
    [
        (an_invoice(levels={N.TOTAL_WITH_VAT: Level.GUESSED}), "total_with_vat"),
        (an_invoice(levels={N.NUMBER: Level.CONTRADICTED}), "number"),
        (None, "number"),
    ],
)
def test_where_none_can_be_made_the_invoice_goes_on_with_the_reason(
    invoice: Invoice | None, reason: str
) -> None:
    facts, files = _outcome(_work({ORIGINAL: RECEIVED}, DocumentFacts(invoice=invoice)))
    assert (facts.derived, facts.profile, files) == (False, None, {})
    assert Reason.NO_FACTURX.about(reason) in facts.facturx_reasons
