"""Normalising: what cannot be read says why, within its limits, and loses nothing."""

import shutil
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest
from PIL import Image

from pipeline.cell import Watch, run_stage
from pipeline.stage import PART, PDF, VIEW, Limits, Next, Work
from pipeline.stages.normalise import PDF_FILE, VIEW_FILE, run
from storage.domain.part import Part, PartOutcome
from storage.domain.reason import Reason
from tests.fakes import NoTools
from tests.pipeline.reading.pictures_of_papers import drawn, typed
from tests.test_packaging import ROOT

SAMPLES = ROOT / "tests" / "samples"


@pytest.fixture(autouse=True)
def _work_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def normalised(
    file: Path, media_type: str, limits: Limits | None = None, passwords: tuple[str, ...] = ()
) -> tuple[Part, set[str]]:
    part = Part("1", file.name, media_type, 1, "0" * 64, PartOutcome.DOCUMENT)
    work = Work(part=part, files={PART: file.name}, limits=limits or Limits(), passwords=passwords)
    outcome = run(work, NoTools())
    assert isinstance(outcome, Next)
    assert isinstance(outcome.facts, Part)
    assert replace(outcome.facts, pages=None, problem=None, flags=()) == part
    return outcome.facts, set(outcome.files)


def of_pdf(file: Path) -> tuple[int | None, Reason | None]:
    part, files = normalised(file, "application/pdf", Limits(pages=50))
    assert files == (set() if part.problem else {VIEW})
    return part.pages, part.problem


def test_a_pdf_is_counted(tmp_path: Path) -> None:
    assert of_pdf(typed(tmp_path / "a.pdf", pages=3)) == (3, None)


def test_too_many_pages(tmp_path: Path) -> None:
    assert of_pdf(typed(tmp_path / "a.pdf", pages=3_000)) == (3_000, Reason.TOO_MANY_PAGES)


def test_a_page_of_twenty_metres(tmp_path: Path) -> None:
    assert of_pdf(typed(tmp_path / "a.pdf", side=56_700)) == (1, Reason.PAGE_TOO_LARGE)


def test_a_pdf_without_pages(tmp_path: Path) -> None:
    with pikepdf.new() as pdf:
        pdf.save(tmp_path / "a.pdf")
    assert of_pdf(tmp_path / "a.pdf") == (None, Reason.NO_PAGES)


def test_an_encrypted_pdf(tmp_path: Path) -> None:
    with pikepdf.open(typed(tmp_path / "a.pdf")) as pdf:
        pdf.save(tmp_path / "b.pdf", encryption=pikepdf.Encryption(owner="o", user="u"))
    assert of_pdf(tmp_path / "b.pdf") == (None, Reason.PDF_ENCRYPTED)


def test_a_pdf_that_only_forbids_printing_is_read(tmp_path: Path) -> None:
    with pikepdf.open(typed(tmp_path / "a.pdf")) as pdf:
        pdf.save(tmp_path / "b.pdf", encryption=pikepdf.Encryption(owner="o", user=""))
    assert of_pdf(tmp_path / "b.pdf") == (1, None)


@pytest.mark.parametrize("content", [b"%PDF-1.4\n", b"%PDF-1.7\n1 0 obj\n<<", b"%PDF-1.4 text"])
def test_a_damaged_pdf(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.pdf").write_bytes(content)
    assert of_pdf(tmp_path / "a.pdf") == (None, Reason.PDF_DAMAGED)


def test_the_word_of_an_earlier_file_is_not_taken_for_this_one(tmp_path: Path) -> None:
    test_an_encrypted_pdf(tmp_path)
    test_a_pdf_without_pages(tmp_path)


def test_a_photo_becomes_a_pdf(tmp_path: Path) -> None:
    drawn().save(tmp_path / "a.jpg")
    part, files = normalised(tmp_path / "a.jpg", "image/jpeg")
    assert (part.pages, part.problem, files) == (1, None, {PDF, VIEW})


def test_what_is_active_is_not_in_the_pdf_to_look_at(tmp_path: Path) -> None:
    with pikepdf.open(typed(tmp_path / "a.pdf")) as pdf:
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe")
        pdf.save(tmp_path / "b.pdf")
    part, files = normalised(tmp_path / "b.pdf", "application/pdf")
    assert part.flags == (Reason.PDF_ACTIVE_CONTENT.about("launch"),)
    assert files == {VIEW}
    assert b"cmd.exe" not in (tmp_path / VIEW_FILE).read_bytes()


def test_a_file_with_a_password_goes_on_with_it(tmp_path: Path) -> None:
    test_an_encrypted_pdf(tmp_path)
    part, files = normalised(tmp_path / "b.pdf", "application/pdf", passwords=("u",))
    assert (part.pages, part.problem, files) == (1, None, {PDF, VIEW})
    assert part.flags == (Reason.PDF_UNLOCKED,)


def test_a_photo_of_a_telephone_in_a_confined_process(tmp_path: Path) -> None:
    shutil.copy(SAMPLES / "pages" / "photo.heic", tmp_path / "a")
    part = Part("1", "a.heic", "image/heic", 1, "0" * 64, PartOutcome.DOCUMENT)
    watch = Watch(60, 60, lambda: None)
    outcome = run_stage(run, Work(part=part, files={PART: "a"}), tmp_path, watch)
    assert isinstance(outcome, Next)
    assert isinstance(outcome.facts, Part)
    assert (outcome.facts.pages, outcome.facts.problem) == (1, None)
    with pdfium.PdfDocument(tmp_path / PDF_FILE) as pdf:
        width, height = pdf[0].get_size()
    assert height > width, "it was held upright"


def test_a_picture_of_a_hundred_megapixels(tmp_path: Path) -> None:
    Image.new("1", (10_000, 10_000), 1).save(tmp_path / "a.png")
    part, files = normalised(tmp_path / "a.png", "image/png")
    assert (part.pages, part.problem, files) == (None, Reason.IMAGE_TOO_LARGE, set())


def test_half_a_photo_is_damaged_whatever_libraries_allow(tmp_path: Path) -> None:
    drawn().save(tmp_path / "a.jpg")
    whole = (tmp_path / "a.jpg").read_bytes()
    (tmp_path / "a.jpg").write_bytes(whole[: len(whole) // 2])
    part, files = normalised(tmp_path / "a.jpg", "image/jpeg")
    assert (part.problem, files) == (Reason.IMAGE_DAMAGED, set())


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252"])
def test_a_page_of_html_in_a_confined_process(tmp_path: Path, charset: str) -> None:
    page = f"<html><head><meta charset={charset}></head><p>Facture n° F-17<img src='http://a/b'>"
    (tmp_path / "a").write_bytes(page.encode(charset))
    part = Part("1", "a.html", "text/html", 1, "0" * 64, PartOutcome.DOCUMENT)
    watch = Watch(60, 60, lambda: None)
    outcome = run_stage(run, Work(part=part, files={PART: "a"}), tmp_path, watch)
    assert isinstance(outcome, Next)
    assert set(outcome.files) == {PDF, VIEW}
    with pdfium.PdfDocument(tmp_path / PDF_FILE) as pdf:
        assert "Facture n° F-17" in pdf[0].get_textpage().get_text_bounded()


def test_a_kind_that_is_not_read_yet(tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_text("<a/>")
    part, files = normalised(tmp_path / "a.svg", "image/svg+xml")
    assert (part.problem, files) == (Reason.NOT_YET_READABLE, set())


def test_xml_that_is_no_invoice(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text("<a/>")
    part, files = normalised(tmp_path / "a.xml", "application/xml")
    assert (part.problem, files) == (Reason.XML_UNKNOWN, set())
