"""Office files: read where LibreOffice is, held with the reason where it is not."""

import zipfile
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from pipeline.cell import Watch, run_stage
from pipeline.mail import magic
from pipeline.pdf import office
from pipeline.stage import PART, PDF, VIEW, Next, Work
from pipeline.stages import normalise
from storage.domain.part import Part, PartOutcome
from storage.domain.reason import Reason
from tests.pipeline.pdf import office_files as files

needs_libreoffice = pytest.mark.skipif(
    office.library() is None, reason="LibreOffice is not installed (libreoffice-writer and -calc)"
)


def made(folder: Path, content: bytes) -> tuple[Part, str]:
    """Have a stage confined as a worker's make a PDF; return the part and the PDF's text."""
    (folder / "part").write_bytes(content)
    part = Part("1", "a", magic.sniff(content) or "", 1, "0" * 64, PartOutcome.DOCUMENT)
    work = Work(part=part, files={PART: "part"})
    outcome = run_stage(normalise.run, work, folder, Watch(100, 100, lambda: None))
    assert isinstance(outcome, Next)
    assert isinstance(outcome.facts, Part)
    if outcome.facts.problem is not None:
        return outcome.facts, ""
    assert outcome.files[PDF] == outcome.files[VIEW]
    with pdfium.PdfDocument(folder / outcome.files[PDF]) as pdf:
        return outcome.facts, str(pdf[0].get_textpage().get_text_bounded())


@needs_libreoffice
@pytest.mark.parametrize("kind", files.KINDS)
def test_every_kind_becomes_a_pdf_in_a_confined_process(tmp_path: Path, kind: str) -> None:
    content = files.KINDS[kind]()
    assert magic.OFFICE[magic.sniff(content) or ""] == kind
    part, text = made(tmp_path, content)
    assert (part.pages, part.problem) == (1, None)
    assert "F-2026-017" in text
    assert "1 200,00" in text


@needs_libreoffice
@pytest.mark.parametrize(("kind", "older"), [("docx", "doc"), ("xlsx", "xls")])
def test_so_do_those_of_old_programs(tmp_path: Path, kind: str, older: str) -> None:
    content = files.saved_as(tmp_path / "first", files.KINDS[kind](), kind, older)
    assert magic.OFFICE[magic.sniff(content) or ""] == older
    (tmp_path / "second").mkdir()
    part, text = made(tmp_path / "second", content)
    assert (part.pages, part.problem) == (1, None)
    assert "F-2026-017" in text
    assert "1 200,00" in text


@needs_libreoffice
@pytest.mark.parametrize(
    ("kind", "older", "start", "at", "mark"),
    [
        ("docx", "doc", b"\xec\xa5\x01\x01", 11, b"\x13"),
        ("xlsx", "xls", b"\x09\x08\x10\x00", 20, b"\x2f\x00\x36\x00\x01\x00\x01\x00\x01\x00"),
    ],
)
def test_one_of_old_programs_with_a_password(
    tmp_path: Path, kind: str, older: str, start: bytes, at: int, mark: bytes
) -> None:
    content = files.saved_as(tmp_path / "first", files.KINDS[kind](), kind, older)
    place = content.index(start) + at
    locked = content[:place] + mark + content[place + len(mark) :]
    (tmp_path / "second").mkdir()
    part, _ = made(tmp_path / "second", locked)
    assert part.problem is Reason.FILE_ENCRYPTED


def test_one_that_grows_huge_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "library", lambda: Path("there"))
    part, _ = made(tmp_path, files.bomb())
    assert part.problem is Reason.ARCHIVE_BOMB


@needs_libreoffice
def test_macros_do_not_run_and_other_files_are_not_shown(tmp_path: Path) -> None:
    secret = tmp_path.parent / "secret.txt"
    secret.write_text("SECRET")
    part, text = made(tmp_path, files.armed(tmp_path / "written", secret))
    assert part.problem is None
    assert "F-2026-017" in text
    assert "SECRET" not in text
    assert not (tmp_path / "written").exists()


@needs_libreoffice
def test_a_damaged_file(tmp_path: Path) -> None:
    whole = files.KINDS["docx"]()
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as archive:
        archive.writestr("[Content_Types].xml", "<")
        archive.writestr("word/document.xml", "<")
    assert len(whole) > 100
    part, _ = made(tmp_path, (tmp_path / "a.docx").read_bytes())
    assert part.problem is Reason.OFFICE_DAMAGED


def test_a_file_with_a_password(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "library", lambda: Path("there"))
    part, _ = made(tmp_path, files.locked())
    assert part.problem is Reason.FILE_ENCRYPTED


def test_without_libreoffice_it_is_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "library", lambda: None)
    part, _ = made(tmp_path, files.KINDS["rtf"]())
    assert part.problem is Reason.OFFICE_NOT_INSTALLED
