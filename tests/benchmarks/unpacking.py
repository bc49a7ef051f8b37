"""Public and hand-made messages taken apart, compared with what is known of them.

``python -m tests.benchmarks.unpacking CORPUS [--json FILE]`` prints what of the folders ``mime``,
``tnef`` and ``smime`` ends as expected; ``make bench-unpack`` calls it. Exit 1 where a goal is
missed: every message ends, within two seconds; of the messages made for this project every verdict
and reason is right; of other attachments at least 98 % are found by their SHA-256.

The peer's files of TNEF have LF in texts, and keep the interface id before an OLE object: such a
file counts as found where ours is the same but for that. A sentence that Outlook puts in the place
of an embedded mail, for programs that cannot read it, is not expected.
"""

import argparse
import hashlib
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from pipeline.mail.verdict import status_of
from pipeline.stage import RAW, MessageFacts, Next, Tools, Work
from pipeline.stages.unpack import run
from storage.codec import reasons_to_json
from storage.domain.part import PartOutcome

MAX_SECONDS = 2.0
MIN_FOUND = 0.98
_VERDICTS = {"quarantine": "held", "reject": "rejected"}
_STORAGE = b"\x0b\0\0\0\0\0\0\0\xc0\0\0\0\0\0\0F"
"""Interface id of an OLE storage, ``0000000B-0000-0000-C000-000000000046``."""
_PLACEHOLDER = hashlib.sha256(
    b"This attachment is a MAPI 1.0 embedded message and is not supported by this mail system.\0"
).hexdigest()
_BODIES = {"text/plain", "text/html", None}
# Where the corpus names a choice in words, what counts besides its first answer.
_ALSO: dict[str, list[tuple[str, str | None]]] = {
    "own-docx-like.eml": [("accepted", None)],
    "own-eicar.eml": [("held", "attachment_type")],
    "own-enc-b64-multipart.eml": [("accepted", None)],
    "own-enc-b64-truncated.eml": [("accepted", None)],
    "own-enc-binary.eml": [("held", "pdf_damaged")],
    "own-enc-unknown-cte.eml": [("accepted", None)],
    "own-from-nul.eml": [("held", None)],
    "own-header-body-nosep.eml": [("held", "malformed_mime")],
    "own-two-content-types.eml": [("accepted", None)],
}

Entry = dict[str, Any]


@dataclass
class Result:
    """What became of one file.

    Attributes:
        file: Its folder and name.
        status: How the message ends; None where taking it apart failed.
        reasons: Codes of its reasons.
        seconds: CPU time.
        as_expected: Whether verdict and reason are the expected ones; None where none are known.
        expected: SHA-256 of the attachments that are known to be in it.
        bodies: Of the texts that are known to be in it.
        missed: Those of both that were not found.
        found: Parts.
    """

    file: str
    status: str | None = None
    reasons: list[str] = field(default_factory=list)
    seconds: float = 0.0
    as_expected: bool | None = None
    expected: list[str] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    found: int = 0

    @property
    def ends(self) -> bool:
        """Whether the message has a terminal state in time, and each part its reason."""
        return self.status is not None and self.seconds < MAX_SECONDS


def entries(corpus: Path, folder: str) -> Iterator[Entry]:
    """Yield what is known of the files of a folder."""
    index = corpus / folder / "index.jsonl"
    for line in index.read_text("utf-8").splitlines():
        entry: Entry = json.loads(line)
        yield entry


def measure(corpus: Path, folder: str, entry: Entry) -> Result:
    """Take one file apart and compare.

    Args:
        corpus: The folder of corpora.
        folder: Which of them; files of ``tnef`` are taken as uploads, the others as mails.
        entry: What is known of the file.
    """
    result = Result(f"{folder}/{entry['file']}")
    begin = time.process_time()
    try:
        facts, found = _unpacked(corpus / folder / entry["file"], is_mail=folder != "tnef")
    except Exception as error:  # a failure is a result here
        result.reasons = [repr(error)]
        return result
    result.seconds = round(time.process_time() - begin, 3)
    status, causes = status_of(facts)
    if all((p.reason is None) is (p.outcome is PartOutcome.DOCUMENT) for p in facts.parts):
        result.status = status.value
    result.reasons = [str(cause["code"]) for cause in reasons_to_json(causes)]
    result.found = len(facts.parts)
    expected = entry.get("expected") or {}
    if "verdict" in expected:
        result.as_expected = (result.status or "", result.reasons) in _Acceptable(entry)
    _compare_parts(result, expected, found | {part.sha256 for part in facts.parts})
    return result


class _Acceptable:
    """The verdicts with a reason that count for a message."""

    def __init__(self, entry: Entry) -> None:
        expected = entry["expected"]
        verdict = _VERDICTS.get(expected["verdict"], expected["verdict"])
        # The reason of a refusal is the text of an SMTP reply.
        reason = None if verdict == "rejected" else expected["reason"]
        self._pairs = [(verdict, reason), *_ALSO.get(entry["file"], [])]

    def __contains__(self, answer: tuple[str, list[str]]) -> bool:
        status, reasons = answer
        return any(
            status == verdict and (reason is None or reason in reasons)
            for verdict, reason in self._pairs
        )


def _unpacked(file: Path, *, is_mail: bool) -> tuple[MessageFacts, set[str]]:
    """Return the facts of a message, and the SHA-256 of its parts as the peer would have them."""
    found: set[str] = set()
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            work = Work(
                channel="mail" if is_mail else "upload", file_name=file.name, files={RAW: str(file)}
            )
            outcome = run(work, Tools())
            assert isinstance(outcome, Next)
            for name in outcome.files.values() if not is_mail else ():
                data = Path(name).read_bytes()
                for variant in (data.replace(b"\r\n", b"\n"), _STORAGE + data):
                    found.add(hashlib.sha256(variant).hexdigest())
        finally:
            os.chdir(before)
    assert isinstance(outcome.facts, MessageFacts)
    return outcome.facts, found


def _compare_parts(result: Result, expected: Entry, found: set[str]) -> None:
    """Compare by SHA-256; what was cut off in the mail itself cannot be found."""
    leaves = expected.get("leaves", [])
    is_body = [leaf["ctype"] in _BODIES and leaf["disposition"] is None for leaf in leaves]
    result.bodies = [a["sha256"] for a, body in zip(leaves, is_body, strict=True) if body]
    attached = [a for a, body in zip(leaves, is_body, strict=True) if not body]
    if expected.get("reason") != "pdf_damaged":
        attached += expected.get("attachments", [])
    result.expected = sorted({a["sha256"] for a in attached} - {_PLACEHOLDER})
    result.missed = [sha256 for sha256 in (*result.expected, *result.bodies) if sha256 not in found]


def run_all(corpus: Path) -> list[Result]:
    """Measure every file of the three folders."""
    return [
        measure(corpus, folder, entry)
        for folder in ("mime", "tnef", "smime")
        for entry in entries(corpus, folder)
    ]


def table(results: Sequence[Result]) -> list[tuple[str, int, int, bool]]:
    """Return the figures: what, how many, of how many, and whether the goal is reached."""
    own = [result for result in results if result.as_expected is not None]
    others = [result for result in results if result.as_expected is None]

    def attachments(of: Sequence[Result], kind: str) -> tuple[int, int]:
        total = [sha256 for result in of for sha256 in getattr(result, kind)]
        missed = [s for result in of for s in result.missed if s in getattr(result, kind)]
        return len(total) - len(missed), len(total)

    ended = sum(result.ends for result in results)
    right = sum(result.as_expected is True for result in own)
    own_found, own_total = attachments(own, "expected")
    found, total = attachments(others, "expected")
    bodies, all_bodies = attachments(others, "bodies")
    return [
        ("messages in a terminal state, in time", ended, len(results), ended == len(results)),
        ("own: verdict and reason", right, len(own), right == len(own)),
        ("own: attachments by SHA-256", own_found, own_total, own_found == own_total),
        ("others: attachments by SHA-256", found, total, found >= MIN_FOUND * total),
        ("others: texts by SHA-256 (no goal)", bodies, all_bodies, True),
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table, then what missed; write all of it as JSON where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args(arguments)
    results = run_all(options.corpus.resolve())
    figures = table(results)
    for name, count, total, reached in figures:
        sys.stdout.write(f"{name:40} {count:5} of {total:<5} {'' if reached else 'MISSED'}\n")
    slowest = max(results, key=lambda result: result.seconds)
    sys.stdout.write(f"{'slowest':40} {slowest.seconds:5.2f} s {slowest.file}\n")
    for result in results:
        if result.as_expected is False or not result.ends or result.missed:
            sys.stdout.write(
                f"  {result.file}: {result.status} {result.reasons}, {len(result.missed)} missed\n"
            )
    if options.json:
        data = {
            "figures": [
                dict(zip(("name", "count", "total", "reached"), f, strict=True)) for f in figures
            ],
            "results": [asdict(result) for result in results],
        }
        options.json.write_text(json.dumps(data, indent=1))
    return 0 if all(reached for *_, reached in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
