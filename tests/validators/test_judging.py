"""How answers are gathered when a validator dies, and what is counted of them."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.pipeline.facturx import pages
from tests.validators import __main__ as command
from tests.validators import judging
from tests.validators.judging import MUSTANG, NEWER_VERAPDF, VERAPDF, Verdict

FILES = [Path(name) for name in ("a.pdf", "b.pdf", "c.pdf")]


def test_a_file_on_which_a_validator_dies_is_answered_and_the_others_go_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def lines(folder: str, program: str, files: Sequence[Path]) -> list[str]:
        before = [file for file in files if file.name < "b.pdf"] if files[0].name < "b.pdf" else []
        answer = "valid" if folder == "verapdf" else "valid\tinvalid 27"
        return [answer for _ in (before or (files if files[0].name > "b.pdf" else []))]

    monkeypatch.setattr(judging, "_lines", lines)
    verdicts = {(it.validator, it.file.name): it.words for it in judging.judge(FILES)}
    assert len(verdicts) == 9
    assert verdicts[VERAPDF, "c.pdf"] == verdicts[NEWER_VERAPDF, "a.pdf"] == "valid"
    assert verdicts[MUSTANG, "a.pdf"] == "invalid 27"
    dead = [verdicts[name, "b.pdf"] for name in (VERAPDF, NEWER_VERAPDF, MUSTANG)]
    assert all(words.startswith("failed") for words in dead)


def test_mustang_counts_for_hybrids_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain, hybrid = tmp_path / "plain.pdf", tmp_path / "hybrid.pdf"
    plain.write_bytes(pages.drawn(pages.written()))
    hybrid.write_bytes(pages.changed(plain.read_bytes(), pages.arm))
    said = [Verdict(file, MUSTANG, is_valid=False, words="no") for file in (plain, hybrid)]
    said += [Verdict(file, VERAPDF, is_valid=True, words="valid") for file in (plain, hybrid)]
    monkeypatch.setattr(judging, "judge", lambda _: said)
    figures, refused = command.judged([plain, hybrid])
    assert figures == {"files": 2, "hybrids": 1, VERAPDF: 2}
    assert [it.file for it in refused] == [hybrid]
    assert command.row("suite", figures).startswith("suite     files 2, hybrids 1")
