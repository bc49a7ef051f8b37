"""The hostile corpora, mailed through the real gateway to running workers: ``make corpus``.

``python -m tests.benchmarks.corpus CORPUS [--every N] [--json FILE]`` starts the product as a user
does, mails each file of ``mime``, ``pdf``, ``tnef``, ``smime`` and ``bombs`` (made now) with CRLF,
waits until nothing is being worked on, and prints what became of all. Exit 1 where a goal is
missed: every part ends with a reason, no program restarts, no child is over its limits, nothing is
left over, the service answers all along, and bombs are done with in under two seconds.
"""

import argparse
import importlib.util
import json
import re
import smtplib
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any

import httpx
from sqlmodel import select

from storage.database import Database, Session, sqlite_url
from storage.models.document import SourceRow, StageRunRow
from tests.benchmarks.census import Census
from tests.e2e.installation import Installation, everything
from tests.e2e.mails import SUPPLIER

FOLDERS = ("mime", "pdf", "tnef", "smime", "bombs")
BOMB_SECONDS = 2.0
ANSWER_SECONDS = 5.0
START_SECONDS = 300.0
_LIMIT_SECONDS = 60 + 4 * 300
_LINE_END = re.compile(rb"\r\n|\r|\n")
_QUIET_SECONDS = 3 * 3600
_NEEDS_REASON = {"held", "ignored"}


@dataclass
class Row:
    """What became of the files of one folder.

    Attributes:
        sent: Files.
        refused: At SMTP, for good.
        messages: Status of the messages, and how many.
        parts: Outcome of their parts, and how many.
        documents: Status of the documents, and how many.
        open: What did not end, or ended without a reason; empty where all is well.
        slowest: Seconds of the stages over the slowest message with its documents.
        slowest_file: Which that was.
    """

    sent: int = 0
    refused: int = 0
    messages: Counter[str] = field(default_factory=Counter)
    parts: Counter[str] = field(default_factory=Counter)
    documents: Counter[str] = field(default_factory=Counter)
    open: list[str] = field(default_factory=list)
    slowest: float = 0.0
    slowest_file: str = ""


def mails(corpus: Path, every: int, first: int = 0) -> Iterator[tuple[str, str, bytes]]:
    """Yield folder, name and mail with CRLF of every n-th file, from one of them on."""
    for folder in FOLDERS:
        files = dict(bombs(corpus)) if folder == "bombs" else None
        if files is None:
            paths = sorted((corpus / folder).iterdir())
            files = {p.name: p.read_bytes() for p in paths if p.name != "index.jsonl"}
        for name in sorted(files)[first::every]:
            content = files[name]
            is_mail = folder in {"mime", "smime"} or name.endswith(".eml")
            mail = content if is_mail else attached(folder, name, content)
            yield folder, name, _LINE_END.sub(b"\r\n", mail)


def bombs(corpus: Path) -> Iterator[tuple[str, bytes]]:
    """Make the traps of the corpus."""
    spec = importlib.util.spec_from_file_location("traps", corpus / "bombs" / "make.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["traps"] = module
    spec.loader.exec_module(module)
    for trap in module.traps():
        yield trap.name, trap.make()


def attached(folder: str, name: str, content: bytes) -> bytes:
    """Return a mail that has a file attached."""
    message = EmailMessage(policy=SMTP)
    message["From"] = SUPPLIER
    message["To"] = "accounts@firm.example"
    message["Subject"] = f"{folder} {name}"
    message.set_content("Bonjour,\n\nvoici notre facture.\n")
    subtype = "ms-tnef" if folder == "tnef" else "octet-stream"
    shown = "winmail.dat" if folder == "tnef" else name
    message.add_attachment(content, "application", subtype, filename=shown)
    return message.as_bytes()


class Run:
    """One installation, and what is sent to it."""

    def __init__(self, installation: Installation, census: Census) -> None:
        self.rows = {name: Row() for name in FOLDERS}
        self.slowest_answer = 0.0
        self.postponed = 0
        self._installation = installation
        self._census = census
        self._files: dict[str, tuple[str, str]] = {}
        firm = installation.add_firm("Corpus")
        self._address = installation.add_dossier(firm, "123456782").purchase
        self._client = installation.client(firm)

    def send(self, folder: str, name: str, mail: bytes) -> None:
        """Mail one file; each has an address of its own, by its tag."""
        row, tag = self.rows[folder], f"c{len(self._files)}"
        recipient = self._address.replace("@", f"+{tag}@")
        self._files[tag] = (folder, name)
        row.sent += 1
        code = self._deliver(recipient, mail)
        for _ in range(20):
            if code // 100 != 4:
                break
            self.postponed += 1
            time.sleep(1)
            code = self._deliver(recipient, mail)
        row.refused += code != 250
        if code // 100 == 4:
            row.open.append(f"{name}: postponed for ever ({code})")
        self._look()

    def _deliver(self, recipient: str, mail: bytes) -> int:
        with self._installation.smtp() as smtp:
            smtp.ehlo()
            for command in (f"MAIL FROM:<{SUPPLIER}> BODY=8BITMIME", f"RCPT TO:<{recipient}>"):
                code, _ = smtp.docmd(command)
                if code != 250:
                    return code
            try:
                return smtp.data(mail)[0]
            except smtplib.SMTPException as error:
                return int(getattr(error, "smtp_code", 599))

    def _look(self) -> None:
        started = time.monotonic()
        answer = httpx.get(f"{self._installation.url}/readyz", timeout=60)
        self.slowest_answer = max(self.slowest_answer, time.monotonic() - started)
        if answer.status_code != 200:
            self.rows["mime"].open.append(f"not ready: {answer.text[:200]}")
        self._census.count()

    def wait(self) -> None:
        """Wait until nothing is being worked on."""
        expected = sum(row.sent - row.refused for row in self.rows.values())
        deadline = time.monotonic() + _QUIET_SECONDS
        while time.monotonic() < deadline:
            self._look()
            status = self._installation.command("status")
            work, spool = status["work"], status["spool"]["messages"]
            if not spool and not work["due"] and not work["leased"]:
                return
            say(f"\r{expected} accepted, {spool + work['due'] + work['leased']} to do   ", end="")
            time.sleep(1)

    def judge(self) -> None:
        """Fill the rows with what became of all."""
        documents = {row["id"]: row for row in everything(self._client, "documents")}
        with Database(sqlite_url(self._installation.home)).read() as session:
            seconds = stage_seconds(session)
        seen = set()
        for listed in everything(self._client, "messages"):
            message = self._client.get(f"messages/{listed['id']}").json()
            tag = message["rcpt_to"][0].partition("+")[2].partition("@")[0]
            folder, name = self._files[tag]
            seen.add(tag)
            self._judge(self.rows[folder], name, message, documents)
            taken = seconds.get(message["id"], 0.0)
            if taken > self.rows[folder].slowest:
                self.rows[folder].slowest, self.rows[folder].slowest_file = taken, name

    def _judge(
        self, row: Row, name: str, message: dict[str, Any], documents: dict[str, dict[str, Any]]
    ) -> None:
        row.messages[message["status"]] += 1
        if message["status"] == "processing" or (
            message["status"] != "accepted" and not message["reasons"]
        ):
            row.open.append(f"{name}: {message['status']} {message['reasons']}")
        for part in message["parts"]:
            row.parts[part["outcome"]] += 1
            if part["outcome"] in _NEEDS_REASON and not part["reason"]:
                row.open.append(f"{name}: part {part['path']} {part['outcome']}")
            document = documents.get(part["document_id"] or "")
            if document:
                row.documents[document["status"]] += 1
                if document["status"] == "processing":
                    row.open.append(f"{name}: document of part {part['path']}")


def stage_seconds(session: Session) -> dict[str, float]:
    """Return how long the stages of a message and of its documents took, by the message."""
    messages = {row.document_id: row.message_id for row in session.exec(select(SourceRow))}
    total: Counter[str] = Counter()
    for run in session.exec(select(StageRunRow)):
        total[messages.get(run.object_id, run.object_id)] += run.ms
    return {id_: ms / 1000 for id_, ms in total.items()}


def say(text: str, end: str = "\n") -> None:
    """Print at once."""
    sys.stdout.write(text + end)
    sys.stdout.flush()


def counted(counter: Counter[str]) -> str:
    """Return counts in a cell."""
    return " ".join(f"{name} {number}" for name, number in counter.most_common())


def problems(run: Run, census: Census, log: str, home: Path) -> list[str]:
    """Return the goals that were missed."""
    missed = [f"{name}: {what}" for name, row in run.rows.items() for what in row.open]
    if restarts := len(re.findall(r"event=\"?(?:program|process) died", log)):
        missed.append(f"{restarts} programs died")
    if run.slowest_answer > ANSWER_SECONDS:
        missed.append(f"the service took {run.slowest_answer:.1f} s to answer")
    if run.rows["bombs"].slowest > BOMB_SECONDS:
        row = run.rows["bombs"]
        missed.append(f"bomb {row.slowest_file} took {row.slowest:.1f} s")
    if census.most_seconds > _LIMIT_SECONDS:
        missed.append(f"a child lived for {census.most_seconds:.0f} s")
    if census.most_memory > 1536 * 1024 * 1024:
        missed.append(f"a child added {census.most_memory / 2**20:.0f} MiB")
    left = [*(home / "work").glob("*/*"), *home.glob("vaguemestre-*")]
    missed += [f"left over: {path}" for path in left]
    missed += [f"left over: process {pid}" for pid in census.left()]
    return missed


def as_json(rows: Mapping[str, Row], missed: list[str]) -> str:
    """Return the figures for another program."""
    figures: dict[str, Any] = {name: vars(row) for name, row in rows.items()}
    return json.dumps(figures | {"missed": missed}, indent=1)


def main() -> int:
    """Send all, print the table, return the exit status."""
    options = argparse.ArgumentParser(description="The hostile corpora, by mail.")
    options.add_argument("corpus", type=Path)
    options.add_argument("--every", type=int, default=1, help="only every n-th file of a folder")
    options.add_argument("--first", type=int, default=0, help="files of a folder left out before")
    options.add_argument("--json", type=Path)
    arguments = options.parse_args()
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        settings = {"SMTP_EXEMPT_NETWORKS": "127.0.0.0/8"}
        installation = Installation(home, settings, seconds_to_start=START_SECONDS)
        try:
            installation.start()
            assert installation.process is not None
            census = Census(installation.process.pid)
            run = Run(installation, census)
            for folder, file, mail in mails(arguments.corpus, arguments.every, arguments.first):
                run.send(folder, file, mail)
            run.wait()
            run.judge()
        finally:
            installation.stop()
        missed = problems(run, census, (home / "run.log").read_text(), home)
    for folder, row in run.rows.items():
        say(f"{folder:6} sent {row.sent:4}  refused {row.refused:3}  {counted(row.messages)}")
        say(f"       parts {counted(row.parts)}; documents {counted(row.documents)}")
        say(f"       slowest {row.slowest:.1f} s: {row.slowest_file}")
    say(
        f"children {census.seen}, most memory added {census.most_memory / 2**20:.0f} MiB, "
        f"longest {census.most_seconds:.1f} s; slowest answer {run.slowest_answer:.2f} s; "
        f"postponed {run.postponed}; {time.monotonic() - started:.0f} s in all"
    )
    say("\n".join(missed) or "Every goal is met.")
    if arguments.json:
        arguments.json.write_text(as_json(run.rows, missed))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
