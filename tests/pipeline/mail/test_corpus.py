"""The shared corpus of odd, broken and hostile messages: nothing raises, nothing is lost."""

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.mail.verdict import status_of
from pipeline.stage import RAW, MessageFacts, Next, Tools, Work
from pipeline.stages.unpack import run
from storage.domain.part import PartOutcome

CORPUS = Path(__file__).parents[4] / "shared" / "corpus" / "mime"
MAX_SECONDS = 2
UNRECOVERABLE = {"own-enc-b64-truncated.eml"}
"""Its attachment is cut off in the mail itself; what is left of it becomes a document."""
NOT_FILED = {
    "own-atts-300.eml",
    "own-cr-only.eml",
    "own-docx-like.eml",
    "own-dsn.eml",
    "own-eicar.eml",
    "own-enc-unknown-cte.eml",
    "own-exe.eml",
    "own-fwd-200-deep.eml",
    "own-html-att.eml",
    "own-no-headers.eml",
    "own-partial.eml",
    "own-parts-20000.eml",
    "own-pgp-encrypted.eml",
    "own-zip-bomb-200MB.eml",
}
"""Messages that hold no invoice or must wait: their expected verdict is ours too."""

Entry = dict[str, Any]


def _entries() -> list[Entry]:
    index = CORPUS / "index.jsonl"
    if not index.exists():
        return []
    return [json.loads(line) for line in index.read_text("utf-8").splitlines()]


def _unpack(name: str) -> MessageFacts:
    outcome = run(Work(files={RAW: str(CORPUS / name)}), Tools())
    assert isinstance(outcome, Next)
    assert isinstance(outcome.facts, MessageFacts)
    return outcome.facts


pytestmark = pytest.mark.skipif(not _entries(), reason="the shared corpus is not there")


@pytest.fixture(autouse=True)
def _work_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("name", [entry["file"] for entry in _entries()])
def test_a_message_ends_in_time_with_a_reason_for_each_part(name: str) -> None:
    begin = time.process_time()
    facts = _unpack(name)
    assert time.process_time() - begin < MAX_SECONDS
    assert facts.parts or facts.reasons
    for part in facts.parts:
        assert (part.reason is None) is (part.outcome is PartOutcome.DOCUMENT)


def test_every_expected_attachment_is_found(
    record_property: Callable[[str, object], None], capsys: pytest.CaptureFixture[str]
) -> None:
    expected, missed = 0, set()
    for entry in _entries():
        if not entry["file"].startswith("own-"):
            continue
        wanted = {a["sha256"] for a in entry["expected"].get("attachments", [])}
        found = {
            part.sha256
            for part in _unpack(entry["file"]).parts
            if part.outcome in (PartOutcome.DOCUMENT, PartOutcome.HELD)
        }
        expected += len(wanted)
        missed |= {(entry["file"], sha256) for sha256 in wanted - found}
    figure = f"{expected - len(missed)} of {expected} expected attachments found"
    record_property("attachments", figure)
    with capsys.disabled():
        print(f"\n{figure}")  # noqa: T201
    assert expected
    assert {name for name, _ in missed} == UNRECOVERABLE


@pytest.mark.parametrize("name", sorted(NOT_FILED))
def test_what_is_no_invoice_ends_as_expected(name: str) -> None:
    entry = next(entry for entry in _entries() if entry["file"] == name)
    verdict = str(entry["expected"]["verdict"]).replace("quarantine", "held")
    assert status_of(_unpack(name))[0] == verdict
