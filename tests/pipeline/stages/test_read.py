"""Reading: words and pictures of every page, once."""

from pathlib import Path

import pytest

from pipeline.reading.words import load_words
from pipeline.stage import PART, PDF, WORDS, Next, Work
from pipeline.stages.read import run
from storage.domain.part import Part, PartOutcome
from storage.domain.reason import Reason
from tests.fakes import NoTools
from tests.pipeline.reading.pictures_of_papers import drawn, scanned, typed


@pytest.fixture(autouse=True)
def _work_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def read(
    files: dict[str, Path],
    media_type: str = "application/pdf",
    problem: Reason | None = None,
    channel: str = "mail",
) -> Next:
    part = Part("1", "a", media_type, 1, "0" * 64, PartOutcome.DOCUMENT, problem=problem)
    named = {role: str(file) for role, file in files.items()}
    outcome = run(Work(part=part, files=named, channel=channel), NoTools())
    assert isinstance(outcome, Next)
    return outcome


def test_a_pdf_gives_words_and_two_pictures_of_each_page(tmp_path: Path) -> None:
    outcome = read({PART: typed(tmp_path / "a.pdf", pages=2)})
    assert set(outcome.files) == {WORDS, "page-1", "page-2", "page-large-1", "page-large-2"}
    assert all((tmp_path / name).stat().st_size for name in outcome.files.values())
    pages = load_words(tmp_path / outcome.files[WORDS])
    assert [page.number for page in pages] == [1, 2]
    assert pages[0].words == pages[1].words != ()


def test_of_a_picture_its_pdf_is_read(tmp_path: Path) -> None:
    (tmp_path / "photo").write_bytes(b"\xff\xd8")
    pdf = scanned(drawn(), tmp_path / "a.pdf")
    outcome = read({PART: tmp_path / "photo", PDF: pdf}, "image/jpeg")
    assert load_words(tmp_path / outcome.files[WORDS])[0].words


def test_a_mere_file_needs_no_pictures(tmp_path: Path) -> None:
    assert set(read({PART: typed(tmp_path / "a.pdf")}, channel="file").files) == {WORDS}


def test_an_empty_page_is_a_problem_that_can_be_looked_at(tmp_path: Path) -> None:
    outcome = read({PART: typed(tmp_path / "a.pdf", ())})
    assert isinstance(outcome.facts, Part)
    assert outcome.facts.problem is Reason.NO_TEXT
    assert "page-1" in outcome.files


def test_a_part_with_a_problem_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"not a pdf")
    outcome = read({PART: tmp_path / "a.pdf"}, problem=Reason.PDF_DAMAGED)
    assert outcome.files == {}
