"""Extraction: every sample, and every way in which there is nothing to extract."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.facturx.embedded import find_invoice_xml
from pipeline.reading.words import save_words
from pipeline.stage import (
    ORIGINAL,
    TWIN,
    WORDS,
    XML,
    DocumentFacts,
    Hold,
    Next,
    Outcome,
    Reject,
)
from pipeline.stages.extract import XML_FILE, run
from storage.domain.field import Field, Level, Source
from storage.domain.invoice import FieldName, Invoice, Profile
from storage.domain.learning import LearnedPlace, Place
from storage.domain.reason import Reason
from storage.domain.siren import Siren
from storage.domain.state import DocumentKind
from tests.builders import a_work
from tests.fakes import NoTools
from tests.pipeline.facturx.pdfs import file_spec, flate, new_pdf
from tests.pipeline.reading.papers import INVOICE, a_page
from tests.samples.make_samples import make_page

SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.fixture(autouse=True)
def _work_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def _extract(name: str) -> Outcome:
    return run(replace(a_work(), files={ORIGINAL: name}), NoTools())


@pytest.mark.parametrize(
    ("name", "kind", "profile", "number"),
    [
        ("facturx_en16931", DocumentKind.INVOICE, Profile.EN16931, "PC-2026-0117"),
        ("facturx_basicwl", DocumentKind.INVOICE, Profile.BASIC_WL, "L26/0042"),
        ("facturx_credit_note", DocumentKind.CREDIT_NOTE, Profile.EN16931, "PC-A-2026-0009"),
        ("facturx_sale", DocumentKind.INVOICE, Profile.EN16931, "AV-2026-311"),
        ("facturx_invalid", DocumentKind.INVOICE, Profile.EN16931, "PC-2026-0118"),
        ("zugferd_1", DocumentKind.INVOICE, Profile.ZUGFERD_1, "4711"),
    ],
)
def test_hybrids(name: str, kind: DocumentKind, profile: Profile, number: str) -> None:
    shutil.copy(SAMPLES / f"{name}.pdf", "in.pdf")
    outcome = _extract("in.pdf")
    assert isinstance(outcome, Next)
    assert outcome.files == {XML: XML_FILE}
    assert Path(XML_FILE).read_bytes() == find_invoice_xml(Path("in.pdf")).xml
    facts = outcome.facts
    assert isinstance(facts, DocumentFacts)
    assert (facts.kind, facts.pages, facts.profile) == (kind, 1, profile)
    assert facts.invoice is not None
    assert facts.invoice.value(FieldName.NUMBER) == number
    assert _extract("in.pdf") == outcome


@pytest.mark.parametrize(
    ("name", "reason", "facts"),
    [
        ("plain.pdf", Reason.NOT_YET_READABLE, DocumentFacts(pages=1)),
        ("logo.png", Reason.NOT_YET_READABLE, DocumentFacts()),
        ("facturx_two_xml.pdf", Reason.FACTURX_AMBIGUOUS, DocumentFacts(pages=1)),
    ],
)
def test_samples_that_wait(name: str, reason: Reason, facts: DocumentFacts) -> None:
    shutil.copy(SAMPLES / name, "in")
    assert _extract("in") == Hold((reason,), facts)
    assert not Path(XML_FILE).exists()


@pytest.mark.parametrize(
    ("xml", "reason"),
    [
        (b"<a", Reason.XML_DAMAGED),
        (b"<!DOCTYPE a><a/>", Reason.XML_DOCTYPE),
        (b"<Order/>", Reason.XML_UNKNOWN),
    ],
)
def test_embedded_files_that_wait(xml: bytes, reason: Reason) -> None:
    with new_pdf() as pdf:
        pdf.Root.AF = file_spec("factur-x.xml", flate(pdf, xml))
        pdf.save("in.pdf")
    assert _extract("in.pdf") == Hold((reason,), DocumentFacts(pages=1))


def test_a_damaged_pdf() -> None:
    Path("in.pdf").write_bytes(b"%PDF-1.7\n")
    assert _extract("in.pdf") == Hold((Reason.PDF_DAMAGED,), DocumentFacts())


@pytest.mark.parametrize(
    ("type_code", "kind"),
    [
        ("380", DocumentKind.INVOICE),
        ("386", DocumentKind.INVOICE),
        ("3810", DocumentKind.INVOICE),
        ("261", DocumentKind.CREDIT_NOTE),
        ("381", DocumentKind.CREDIT_NOTE),
    ],
)
def test_kind(type_code: str, kind: DocumentKind) -> None:
    xml = (
        '<CrossIndustryInvoice><ExchangedDocument xmlns="urn:x"><TypeCode>'
        f"{type_code}</TypeCode></ExchangedDocument></CrossIndustryInvoice>"
    )
    with new_pdf() as pdf:
        pdf.Root.AF = file_spec("factur-x.xml", flate(pdf, xml.encode()))
        pdf.save("in.pdf")
    outcome = _extract("in.pdf")
    assert isinstance(outcome, Next)
    assert isinstance(outcome.facts, DocumentFacts)
    assert outcome.facts.kind is kind


def of_pages(kind: DocumentKind | None = None, problem: Reason | None = None) -> Outcome:
    """Extract a document whose page is the one of `INVOICE`."""
    save_words((a_page(*INVOICE),), Path("words.json"))
    shutil.copy(SAMPLES / "plain.pdf", "in.pdf")
    facts = DocumentFacts(kind=kind, pages=1, problem=problem)
    return run(
        replace(a_work(), files={ORIGINAL: "in.pdf", WORDS: "words.json"}, document=facts),
        NoTools(),
    )


def test_fields_of_a_page() -> None:
    outcome = of_pages(DocumentKind.INVOICE)
    assert isinstance(outcome, Next)
    assert isinstance(outcome.facts, DocumentFacts)
    assert outcome.facts.kind is DocumentKind.INVOICE
    assert outcome.facts.invoice is not None
    assert outcome.facts.invoice.value(FieldName.NUMBER) == "F-2026-017"


def test_a_receipt_stays_one() -> None:
    outcome = of_pages(DocumentKind.RECEIPT)
    assert isinstance(outcome, Next)
    assert isinstance(outcome.facts, DocumentFacts)
    assert outcome.facts.kind is DocumentKind.RECEIPT


@pytest.mark.parametrize(
    ("kind", "problem", "reason"),
    [
        (DocumentKind.OTHER, None, Reason.OTHER_PAPER),
        (DocumentKind.ANNEX, None, Reason.ANNEX_ALONE),
        (None, Reason.NO_TEXT, Reason.NO_TEXT),
    ],
)
def test_papers_that_wait(kind: DocumentKind, problem: Reason | None, reason: Reason) -> None:
    outcome = of_pages(kind, problem)
    assert isinstance(outcome, Hold)
    assert outcome.reasons == (reason,)


def test_an_embedded_invoice_counts_although_its_page_cannot_be_read() -> None:
    shutil.copy(SAMPLES / "facturx_basicwl.pdf", "in.pdf")
    facts = DocumentFacts(pages=1, problem=Reason.NO_TEXT)
    outcome = run(replace(a_work(), files={ORIGINAL: "in.pdf"}, document=facts), NoTools())
    assert isinstance(outcome, Next)
    assert isinstance(outcome.facts, DocumentFacts)
    assert outcome.facts.problem is None


def test_a_learned_place_is_looked_up() -> None:
    page = a_page("Repère : K/881-3", *INVOICE[1:-1])
    save_words((page,), Path("words.json"))
    Path("page.pdf").write_bytes(make_page(["FACTURE"]))
    (x, y, w, h) = (40 / 595, 40 / 842, 30 / 595, 10 / 842)
    place = Place("repere", is_below=False, page=1, x=x, y=y, w=w, h=h)
    files = {ORIGINAL: "page.pdf", WORDS: "words.json"}
    for seller, number in (("732829320", "K/881-3"), ("552100554", None)):
        learned = (LearnedPlace(seller, FieldName.NUMBER, place),)
        work = replace(a_work(), files=files, own_siren=Siren("123456782"), learned=learned)
        outcome = run(work, NoTools())
        assert isinstance(outcome, Next)
        assert isinstance(outcome.facts, DocumentFacts)
        assert outcome.facts.invoice is not None
        assert outcome.facts.invoice.value(FieldName.NUMBER) == number


def by_person(kind: DocumentKind) -> DocumentFacts:
    return DocumentFacts(kind=kind, kind_reason=Reason.SORTED_BY_PERSON.about(kind.value))


def test_a_proposal_waits_before_anything_is_read() -> None:
    work = replace(a_work(), files={ORIGINAL: "nothing"}, document=DocumentFacts(proposal=(1, 3)))
    outcome = run(work, NoTools())
    assert outcome == Hold((Reason.SEVERAL_INVOICES.about("1, 3"),), work.document)


def test_a_page_of_another_paper_says_so_beside_what_it_is_taken_for() -> None:
    doubt = Reason.OTHER_PAGES.about("2/2")
    facts = DocumentFacts(kind=DocumentKind.OTHER, doubts=(doubt,))
    save_words((a_page("Total 12,00 €"),), Path("w"))
    Path("in.pdf").write_bytes(b"%PDF-")
    work = replace(a_work(), files={ORIGINAL: "in.pdf", WORDS: "w"}, document=facts)
    outcome = run(work, NoTools())
    assert isinstance(outcome, Hold)
    assert outcome.reasons == (Reason.OTHER_PAPER, doubt)


@pytest.mark.parametrize(
    ("kind", "reason"),
    [(DocumentKind.OTHER, Reason.OTHER_PAPER), (DocumentKind.ANNEX, Reason.ANNEX_ALONE)],
)
def test_what_a_person_calls_no_invoice_is_turned_away(kind: DocumentKind, reason: Reason) -> None:
    shutil.copy(SAMPLES / "facturx_en16931.pdf", "in.pdf")
    work = replace(a_work(), files={ORIGINAL: "in.pdf"}, document=by_person(kind))
    assert run(work, NoTools()) == Reject((reason,))


@pytest.mark.parametrize(
    ("kind", "code", "level"),
    [
        (DocumentKind.CREDIT_NOTE, "381", Level.CONFIRMED),
        (DocumentKind.INVOICE, "380", Level.READ),
        (DocumentKind.RECEIPT, "380", Level.READ),
    ],
)
def test_the_kind_that_a_person_gave_stays(kind: DocumentKind, code: str, level: Level) -> None:
    shutil.copy(SAMPLES / "facturx_en16931.pdf", "in.pdf")
    work = replace(a_work(), files={ORIGINAL: "in.pdf"}, document=by_person(kind))
    outcome = run(work, NoTools())
    assert isinstance(outcome, Next)
    assert isinstance(outcome.facts, DocumentFacts)
    assert outcome.facts.kind is kind
    assert outcome.facts.kind_reason == work.document.kind_reason
    assert outcome.facts.invoice is not None
    found = outcome.facts.invoice.fields[FieldName.TYPE_CODE]
    assert (found.value, found.level) == (code, level)


def test_what_a_person_entered_survives_reading_anew() -> None:
    shutil.copy(SAMPLES / "facturx_en16931.pdf", "in.pdf")
    number = Field("F-MINE", Level.CONFIRMED, Source.USER)
    before = DocumentFacts(invoice=Invoice({FieldName.NUMBER: number}))
    outcome = run(replace(a_work(), files={ORIGINAL: "in.pdf"}, document=before), NoTools())
    assert isinstance(outcome, Next)
    assert isinstance(outcome.facts, DocumentFacts)
    assert outcome.facts.invoice is not None
    assert outcome.facts.invoice.fields[FieldName.NUMBER] == number


def test_the_xml_inside_a_separated_file_is_not_that_of_a_piece() -> None:
    shutil.copy(SAMPLES / "facturx_en16931.pdf", "in.pdf")
    work = replace(a_work(), files={ORIGINAL: "in.pdf"}, first_page=1, last_page=1)
    assert run(work, NoTools()) == Hold((Reason.NOT_YET_READABLE,), DocumentFacts())


def test_the_xml_that_came_beside_a_pdf_is_read() -> None:
    xml = find_invoice_xml(SAMPLES / "facturx_en16931.pdf").xml
    assert xml is not None
    shutil.copy(SAMPLES / "plain.pdf", "in.pdf")
    Path("twin").write_bytes(xml)
    outcome = run(replace(a_work(), files={ORIGINAL: "in.pdf", TWIN: "twin"}), NoTools())
    assert isinstance(outcome, Next)
    assert Path(outcome.files[XML]).read_bytes() == xml
