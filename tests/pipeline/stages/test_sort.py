"""Sorting: what each part is, which annex hangs on which invoice, and what a document is given."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.facturx.embedded import Embedded, find_invoice_xml
from pipeline.reading.pages import read_pages
from pipeline.reading.words import Page, Word, save_words
from pipeline.stage import DocumentFacts, Documents, Work
from pipeline.stages.sort import run
from storage.domain.field import Source
from storage.domain.part import Part, PartOutcome
from storage.domain.reason import Reason, ReasonAbout
from storage.domain.state import DocumentKind, MessageStatus
from tests.builders import a_work
from tests.fakes import NoTools

SAMPLES = Path(__file__).parents[2] / "samples"

LINES = {
    "invoice": ("FACTURE N° F-7", "Total HT 100,00 €", "TVA 20,00 €", "Total TTC 120,00 €"),
    "credit": ("AVOIR N° A-7", "Total HT 100,00 €", "TVA 20,00 €", "Total TTC 120,00 €"),
    "receipt": ("TICKET DE CAISSE", "Total 12,00 €"),
    "annex": ("CONDITIONS GENERALES DE VENTE", "Article 1"),
    "other": ("DEVIS", "Article 1"),
}
SOURCE = Source.PDF_TEXT
KINDS = {
    "invoice": DocumentKind.INVOICE,
    "credit": DocumentKind.CREDIT_NOTE,
    "receipt": DocumentKind.RECEIPT,
    "annex": DocumentKind.ANNEX,
    "other": DocumentKind.OTHER,
}


@pytest.fixture(autouse=True)
def _work_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(file: str, *lines: str) -> str:
    """Write a page with these lines, the first one large, and return its file."""
    words: list[Word] = []
    for row, line in enumerate(lines):
        x, height = 0.1, 0.01 if row else 0.025
        for text in line.split():
            width = len(text) * height * 0.6
            words.append(Word(text, x, 0.1 + row * 0.05, width, height))
            x += width + 0.008
    save_words((Page(1, 595, 842, SOURCE, words=tuple(words)),), Path(file))
    return file


def a_part(path: str, outcome: PartOutcome = PartOutcome.DOCUMENT) -> Part:
    return Part(path, f"{path}.pdf", "application/pdf", 9, path * 64, outcome, pages=2)


def sort(*papers: str, work: Work | None = None) -> Documents:
    """Sort a message of such papers; their paths are their positions."""
    parts = tuple(a_part(str(number)) for number, _ in enumerate(papers))
    files: dict[str, str] = {}
    for number, paper in enumerate(papers):
        if paper in LINES:
            files[f"words:{number}"] = write(f"words{number}", *LINES[paper])
        elif paper:
            shutil.copy(SAMPLES / paper, f"part{number}")
            files[f"part:{number}"] = f"part{number}"
    work = work or a_work()
    message = replace(work.message, parts=parts)
    outcome = run(replace(work, message=message, files=files), NoTools())
    assert isinstance(outcome, Documents)
    assert [part.path for part in outcome.facts.parts] == [part.path for part in parts]
    return outcome


@pytest.mark.parametrize("paper", LINES)
def test_a_paper_by_itself_is_a_document_of_its_kind(paper: str) -> None:
    outcome = sort(paper)
    (found,) = outcome.documents
    assert (found.part, found.first_page, found.last_page, found.annexes) == ("0", 1, None, ())
    assert (found.facts.kind, found.facts.pages) == (KINDS[paper], 2)
    assert isinstance(found.facts.kind_reason, ReasonAbout)
    assert found.facts.kind_reason.reason is Reason.SORTED_AS
    assert outcome.status is MessageStatus.ACCEPTED
    assert outcome.facts.parts == (a_part("0"),)


@pytest.mark.parametrize("sample", ["facturx_en16931.pdf", "zugferd_1.pdf", "facturx_two_xml.pdf"])
def test_embedded_invoice_data_leaves_the_kind_to_extract(sample: str) -> None:
    (found,) = sort(sample).documents
    assert found.facts == DocumentFacts(pages=2)


def test_words_that_call_a_hybrid_an_annex_are_not_asked() -> None:
    shutil.copy(SAMPLES / "facturx_en16931.pdf", "part")
    files = {"part:1": "part", "words:1": write("words", *LINES["annex"])}
    message = replace(a_work().message, parts=(a_part("1"),))
    outcome = run(replace(a_work(), message=message, files=files), NoTools())
    assert isinstance(outcome, Documents)
    assert [found.facts.kind for found in outcome.documents] == [None]


@pytest.mark.parametrize(
    ("papers", "annexes"),
    [
        (["invoice", "annex"], {"0": ("1",)}),
        (["annex", "invoice"], {"1": ("0",)}),
        (["annex", "credit", "annex"], {"1": ("0", "2")}),
        (["receipt", "annex"], {"0": ("1",)}),
        (["facturx_en16931.pdf", "annex"], {"0": ("1",)}),
        (["invoice", "other", "annex"], {"0": ("2",), "1": ()}),
        (["invoice", "annex", "credit", "other", "annex"], {"0": ("1",), "2": ("4",), "3": ()}),
        (["invoice", "invoice", "annex", "annex"], {"0": (), "1": ("2", "3")}),
        (["annex", "invoice", "invoice", "annex"], {"0": (), "1": (), "2": ("3",)}),
        (["annex", "annex"], {"0": (), "1": ()}),
        (["other", "annex"], {"0": (), "1": ()}),
        (["plain.pdf", "annex"], {"0": (), "1": ()}),
        (["", "annex"], {"0": (), "1": ()}),
    ],
)
def test_what_hangs_on_what(papers: list[str], annexes: dict[str, tuple[str, ...]]) -> None:
    outcome = sort(*papers)
    assert {found.part: found.annexes for found in outcome.documents} == annexes
    hung = {path for paths in annexes.values() for path in paths}
    for part in outcome.facts.parts:
        wanted = (PartOutcome.ANNEX, Reason.ANNEX) if part.path in hung else (part.outcome, None)
        assert (part.outcome, part.reason) == wanted
        assert (part.outcome is PartOutcome.DOCUMENT) == (part.path in annexes)


def test_pages_of_one_invoice_in_two_files_are_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(LINES, "front", ("FACTURE N° F-7", "Page 1/2"))
    monkeypatch.setitem(LINES, "back", ("Total TTC 120,00 €", "Page 2/2"))
    first, second, other = sort("front", "back", "invoice").documents
    assert first.facts.doubts == (Reason.OTHER_PAGES.about("1/2"),)
    assert second.facts.doubts == (Reason.OTHER_PAGES.about("2/2"),)
    assert other.facts.doubts == ()


@pytest.mark.parametrize("source", [Source.OCR, Source.PDF_TEXT])
def test_two_scans_of_one_invoice_are_told_of(
    monkeypatch: pytest.MonkeyPatch, source: Source
) -> None:
    monkeypatch.setitem(LINES, "front", ("FACTURE", "Facture n° F-2026-77", "Pose 100,00 €"))
    monkeypatch.setitem(LINES, "back", ("Total HT 100,00 €", "TVA 20,00 €", "Total TTC 120,00 €"))
    monkeypatch.setattr("tests.pipeline.stages.test_sort.SOURCE", source)
    doubts = [found.facts.doubts for found in sort("front", "back").documents]
    wanted = [(Reason.OTHER_PAGES.about(f"{page}/2"),) for page in (1, 2)]
    assert doubts == (wanted if source is Source.OCR else [(), ()])


def test_a_part_that_could_not_be_read_says_why() -> None:
    part = replace(a_part("1"), pages=None, problem=Reason.PDF_ENCRYPTED)
    outcome = run(replace(a_work(), message=replace(a_work().message, parts=(part,))), NoTools())
    assert isinstance(outcome, Documents)
    assert [found.facts for found in outcome.documents] == [
        DocumentFacts(problem=Reason.PDF_ENCRYPTED)
    ]


def test_a_part_that_takes_all_memory_is_held_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def find(path: Path) -> Embedded:
        if path.name == "part0":
            raise MemoryError
        return find_invoice_xml(path)

    monkeypatch.setattr("pipeline.stages.sort.find_invoice_xml", find)
    outcome = sort("plain.pdf", "facturx_en16931.pdf", "annex")
    assert [(part.outcome, part.reason) for part in outcome.facts.parts] == [
        (PartOutcome.HELD, Reason.PART_TOO_GREEDY),
        (PartOutcome.DOCUMENT, None),
        (PartOutcome.ANNEX, Reason.ANNEX),
    ]
    assert [(found.part, found.annexes) for found in outcome.documents] == [("1", ("2",))]
    assert outcome.status is MessageStatus.HELD
    assert outcome.facts.reasons == (Reason.PART_TOO_GREEDY.about("0"),)


def test_damaged_words_are_none() -> None:
    Path("words").write_bytes(b"[{")
    message = replace(a_work().message, parts=(a_part("1"),))
    outcome = run(replace(a_work(), message=message, files={"words:1": "words"}), NoTools())
    assert isinstance(outcome, Documents)
    assert [found.facts.kind for found in outcome.documents] == [None]


def test_other_parts_stay_as_they_are() -> None:
    parts = (a_part("1", PartOutcome.IGNORED), a_part("2", PartOutcome.HELD))
    outcome = run(replace(a_work(), message=replace(a_work().message, parts=parts)), NoTools())
    assert isinstance(outcome, Documents)
    assert (outcome.documents, outcome.facts.parts) == ((), parts)


@pytest.mark.parametrize(
    ("whole", "outcome", "status"),
    [
        (Reason.FROM_REPEATED, PartOutcome.HELD, MessageStatus.REJECTED),
        (Reason.SENDER_AMBIGUOUS, PartOutcome.DOCUMENT, MessageStatus.HELD),
        (Reason.AUTO_SUBMITTED, PartOutcome.IGNORED, MessageStatus.IGNORED),
    ],
)
def test_what_unpacking_said_of_the_whole_decides_at_the_end(
    whole: Reason, outcome: PartOutcome, status: MessageStatus
) -> None:
    part = replace(a_part("1", outcome), reason=None if outcome == "document" else whole)
    work = a_work()
    message = replace(work.message, parts=(part,), reasons=(whole,))
    ended = run(replace(work, message=message), NoTools())
    assert isinstance(ended, Documents)
    assert (ended.status, ended.facts.reasons) == (status, (whole,))
    assert len(ended.documents) == (outcome is PartOutcome.DOCUMENT)


def of_sample(name: str, media_type: str) -> Documents:
    """Sort a PDF with the words of a sample, and beside it a part with those of another."""
    save_words(read_pages(SAMPLES / "facturx_en16931.pdf", None), Path("words0"))
    save_words(read_pages(SAMPLES / name, None), Path("words1"))
    beside = replace(a_part("1"), media_type=media_type)
    message = replace(a_work().message, parts=(a_part("0"), beside))
    files = {"words:0": "words0", "words:1": "words1"}
    outcome = run(replace(a_work(), message=message, files=files), NoTools())
    assert isinstance(outcome, Documents)
    return outcome


def test_a_picture_of_the_invoice_hangs_on_it() -> None:
    outcome = of_sample("facturx_en16931.pdf", "image/png")
    assert [(found.part, found.annexes, found.twin) for found in outcome.documents] == [
        ("0", ("1",), None)
    ]
    assert [(p.outcome, p.reason) for p in outcome.facts.parts] == [
        (PartOutcome.DOCUMENT, None),
        (PartOutcome.ANNEX, Reason.COPY),
    ]


@pytest.mark.parametrize(
    ("name", "media_type"),
    [("facturx_basicwl.pdf", "image/png"), ("facturx_en16931.pdf", "application/pdf")],
    ids=["a picture of another invoice", "another PDF of the same one"],
)
def test_what_is_no_picture_of_it_is_a_document_of_its_own(name: str, media_type: str) -> None:
    outcome = of_sample(name, media_type)
    assert [found.part for found in outcome.documents] == ["0", "1"]


def test_only_the_part_that_a_person_took_is_sorted() -> None:
    parts = (a_part("1"), a_part("2"))
    message = replace(a_work().message, parts=parts, taken="2")
    files = {"words:1": write("w1", *LINES["invoice"]), "words:2": write("w2", *LINES["annex"])}
    outcome = run(replace(a_work(), message=message, files=files), NoTools())
    assert isinstance(outcome, Documents)
    assert [(found.part, found.facts.kind) for found in outcome.documents] == [
        ("2", DocumentKind.ANNEX)
    ]
    assert outcome.facts.parts == parts


def test_accounts_on_a_paper_beside_the_invoice_are_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    rib = ("RELEVE D'IDENTITE BANCAIRE", "IBAN DE89 3704 0044 0532 0130 00", "BIC COBADEFFXXX")
    monkeypatch.setitem(LINES, "rib", rib)
    outcome = sort("invoice", "rib")
    assert outcome.facts.header.accounts == ("DE89370400440532013000",)
    assert sort("invoice", "other").facts.header.accounts == ()
