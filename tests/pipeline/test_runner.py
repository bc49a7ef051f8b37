"""The runner, over plans made of small stages: order, failures, leases, and several at once."""

import hashlib
import os
import signal
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from pipeline.plan import Step
from pipeline.runner import Runner
from pipeline.sandbox import Sandbox
from pipeline.stage import (
    DocumentFacts,
    Documents,
    File,
    FoundDocument,
    Hold,
    Limits,
    MessageFacts,
    Next,
    Outcome,
    Tools,
    Work,
)
from storage.actions.retry import retry
from storage.blobs import BlobStore
from storage.database import Database
from storage.domain.part import PartOutcome
from storage.domain.reason import Reason
from storage.domain.state import (
    DocumentKind,
    DocumentStatus,
    MessageStatus,
    Reception,
    WorkStatus,
)
from storage.models.document import DocumentRow
from storage.models.invoice import InvoiceRow
from storage.queries.documents import timeline
from storage.queries.messages import parts_of
from tests.storage.office import SOON, Office, a_part, an_invoice, open_office

Stage = Callable[[Work, Tools], Outcome]

CONTENTS = {"1": b"%PDF first", "2": b"%PDF second"}


class Clock:
    """Stands still unless moved."""

    def __init__(self) -> None:
        self.now = SOON

    def __call__(self) -> datetime:
        return self.now

    def move(self, seconds: float) -> None:
        """Let time pass."""
        self.now += timedelta(seconds=seconds)


@dataclass
class Shop:
    """A runner in its surroundings.

    Attributes:
        office: What it works on.
        folder: Where it makes work directories.
        log: Stages write here, from their child processes, that they ran.
        clock: What the runner takes for the time.
        stopping: Whether the runner is asked to stop.
        limits: How much a stage may be given.
    """

    office: Office
    folder: Path
    log: Path
    clock: Clock
    stopping: Callable[[], bool] = lambda: False
    limits: Limits | None = None

    def runner(self, database: Database | None = None) -> Runner:
        """Return a runner whose stages may write their log."""
        return Runner(
            database or self.office.database,
            self.office.blobs,
            self.folder,
            self.stopping,
            self.limits,
            sandbox=Sandbox(),
        )

    def ran(self) -> list[str]:
        """Return the stages that ran, in order."""
        return self.log.read_text().split()

    def timeline(self, object_id: str) -> list[tuple[str, str]]:
        """Return stage and outcome of the finished runs of a message or document."""
        with self.office.database.read() as session:
            return [(run.stage, run.outcome) for run in timeline(session, object_id)]


@pytest.fixture
def shop(
    database: Database, blobs: BlobStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Shop]:
    log = tmp_path / "log"
    log.touch()
    made = Shop(open_office(database, blobs), tmp_path / "work", log, Clock())
    monkeypatch.setattr("pipeline.runner.utc_now", made.clock)
    use(monkeypatch, made)
    yield made
    left = [path for path in made.folder.rglob("*") if len(path.name) == 32]
    assert left == [], "work directories are removed"


def use(monkeypatch: pytest.MonkeyPatch, shop: Shop, **stages: Stage) -> None:
    """Run these plans: plain stages, some of them replaced; each writes into the log first."""

    def step(name: str, stage: Stage, *, per_part: bool = False) -> Step:
        def run(work: Work, tools: Tools) -> Outcome:
            with shop.log.open("a") as log:
                log.write(f"{name}\n")
            return stages.get(name, stage)(work, tools)

        return Step(name, run, per_part=per_part)

    plans: Mapping[str, tuple[Step, ...]] = {
        "message": (
            step("unpack", unpack),
            step("normalise", pass_part, per_part=True),
            step("sort", sort),
        ),
        "document": (step("extract", extract), step("check", check), step("approve", approve)),
    }
    monkeypatch.setattr("pipeline.plan.PLANS", plans)


def unpack(work: Work, _tools: Tools) -> Outcome:
    assert Path(work.files["raw"]).read_bytes().startswith(b"Subject:")
    parts = tuple(a_part(content, path) for path, content in CONTENTS.items())
    for part in parts:
        Path(part.sha256).write_bytes(CONTENTS[part.path])
    return Next(MessageFacts(parts=parts), {part.sha256: part.sha256 for part in parts})


def pass_part(work: Work, _tools: Tools) -> Outcome:
    assert work.part is not None
    assert Path(work.files["part"]).read_bytes() == CONTENTS[work.part.path]
    return Next(work.part)


def sort(work: Work, _tools: Tools) -> Outcome:
    documents = [p for p in work.message.parts if p.outcome is PartOutcome.DOCUMENT]
    found = tuple(FoundDocument(part.path) for part in documents)
    return Documents(MessageStatus.ACCEPTED, work.message, found)


def extract(work: Work, _tools: Tools) -> Outcome:
    original = Path(work.files["original"]).read_bytes()
    assert original in CONTENTS.values()
    Path("out.xml").write_bytes(b"<xml>" + original)
    invoice = an_invoice(number=original.decode())
    facts = DocumentFacts(kind=DocumentKind.INVOICE, pages=1, invoice=invoice)
    return Next(facts, {"xml": "out.xml", "facturx": work.files["original"]})


def check(work: Work, _tools: Tools) -> Outcome:
    assert Path(work.files["xml"]).read_bytes().startswith(b"<xml>%PDF")
    return Next(replace(work.document, open_points=(Reason.TOTALS_UNPROVEN,)))


def approve(work: Work, _tools: Tools) -> Outcome:
    return File(Reception.TO_ACCEPT, work.document.open_points)


def fail(_work: Work, _tools: Tools) -> Outcome:
    raise LookupError("cannot")


def die(_work: Work, _tools: Tools) -> Outcome:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("unreachable")


def documents(shop: Shop) -> list[DocumentRow]:
    with shop.office.database.read() as session:
        return list(session.exec(select(DocumentRow).order_by(DocumentRow.id)).all())


def test_a_mail_goes_all_the_way(shop: Shop) -> None:
    message_id = shop.office.mail()
    assert shop.runner().drain() == 3
    first, second = ["extract", "check", "approve"], ["extract", "check", "approve"]
    assert shop.ran() == ["unpack", "normalise", "normalise", "sort", *first, *second]
    assert shop.office.message(message_id).status is MessageStatus.ACCEPTED
    assert shop.timeline(message_id) == [
        ("unpack", "next"),
        ("normalise", "next"),
        ("sort", "documents"),
    ]
    made = documents(shop)
    assert [d.sha256 for d in made] == [
        hashlib.sha256(content).hexdigest() for content in CONTENTS.values()
    ]
    for document, content in zip(made, CONTENTS.values(), strict=True):
        assert (document.status, document.stage) == (DocumentStatus.READY, "approve")
        assert document.xml_sha256 is not None
        xml = shop.office.blobs.path(document.firm_id, document.xml_sha256)
        assert xml.read_bytes() == b"<xml>" + content
        assert document.facturx_sha256 == document.sha256
        assert shop.timeline(document.id) == [
            ("extract", "next"),
            ("check", "next"),
            ("approve", "file"),
        ]
    with shop.office.database.read() as session:
        invoices = session.exec(select(InvoiceRow)).all()
    assert [i.reasons for i in invoices] == [[{"code": "totals_unproven"}]] * 2
    assert shop.runner().drain() == 0


def test_a_stage_that_raises_is_tried_three_times_then_parked(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, shop, sort=fail)
    message_id = shop.office.mail()
    runner = shop.runner()
    assert runner.do_one()
    assert not runner.do_one(), "not at once"
    shop.clock.move(2)
    assert runner.do_one()
    shop.clock.move(2)
    assert not runner.do_one(), "later each time"
    shop.clock.move(8)
    assert runner.do_one()
    shop.clock.move(1e6)
    assert not runner.do_one()
    assert shop.ran().count("sort") == 3
    assert shop.ran().count("unpack") == 1
    work = shop.office.work(message_id)
    assert (work.status, work.failures) == (WorkStatus.PARKED, 3)
    assert work.error is not None
    assert work.error.startswith("sort: LookupError: cannot (incident ")
    message = shop.office.message(message_id)
    assert message.status is MessageStatus.FAILED
    assert message.reasons == [{"code": "stage_failed", "about": "sort"}]
    assert shop.timeline(message_id)[2:] == [("sort", "failure")] * 3

    use(monkeypatch, shop)
    with shop.office.database.write() as session:
        retry(session, message_id, shop.clock())
    assert runner.drain() == 3
    assert shop.ran().count("unpack") == 1, "it goes on where it stopped"
    assert shop.office.message(message_id).status is MessageStatus.ACCEPTED
    assert {d.status for d in documents(shop)} == {DocumentStatus.READY}


def test_a_document_that_kills_its_process_ends_parked(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, shop, check=die)
    shop.office.mail()
    for _ in range(3):
        shop.runner().drain()
        shop.clock.move(60)
    for document in documents(shop):
        assert document.status is DocumentStatus.FAILED
        work = shop.office.work(document.id)
        assert (work.status, work.stage, work.attempts) == (WorkStatus.PARKED, "check", 3)
        assert "status -9" in (work.error or "")
    assert shop.ran().count("check") == 6


@pytest.mark.parametrize("poison", [fail, die])
def test_a_poison_part_is_held_and_the_others_go_on(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, poison: Stage
) -> None:
    def normalise(work: Work, tools: Tools) -> Outcome:
        assert work.part is not None
        return (poison if work.part.path == "1" else pass_part)(work, tools)

    use(monkeypatch, shop, normalise=normalise)
    message_id = shop.office.mail()
    shop.runner().drain()
    with shop.office.database.read() as session:
        parts = parts_of(session, message_id)
    assert [(p.path, p.outcome, p.reason) for p in parts] == [
        ("1", PartOutcome.HELD, "part_failed"),
        ("2", PartOutcome.DOCUMENT, None),
    ]
    (document,) = documents(shop)
    assert (document.id, document.status) == (parts[1].document_id, DocumentStatus.READY)
    assert shop.office.work(message_id).failures == 0


def other_path(work: Work, _tools: Tools) -> Outcome:
    assert work.part is not None
    return Next(replace(work.part, path="2"))


def other_bytes(work: Work, _tools: Tools) -> Outcome:
    assert work.part is not None
    return Next(replace(work.part, sha256="../../../etc/passwd"))


def missing_file(work: Work, _tools: Tools) -> Outcome:
    assert work.part is not None
    return Next(work.part, {"words": "missing"})


@pytest.mark.parametrize("hostile", [other_path, missing_file, approve, sort])
def test_a_part_that_answers_nonsense_is_held(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, hostile: Stage
) -> None:
    use(monkeypatch, shop, normalise=hostile)
    message_id = shop.office.mail()
    shop.runner().drain()
    with shop.office.database.read() as session:
        held = {p.path for p in parts_of(session, message_id) if p.outcome is PartOutcome.HELD}
    assert "1" in held


def lose_parts(work: Work, _tools: Tools) -> Outcome:
    facts = replace(work.message, parts=work.message.parts[1:])
    return Documents(MessageStatus.ACCEPTED, facts, (FoundDocument("2"),))


def lose_document(work: Work, _tools: Tools) -> Outcome:
    return Documents(MessageStatus.IGNORED, work.message)


def invent_document(work: Work, _tools: Tools) -> Outcome:
    found = tuple(FoundDocument(path) for path in ("1", "2", "3"))
    return Documents(MessageStatus.ACCEPTED, work.message, found)


def answer_of_another_plan(_work: Work, _tools: Tools) -> Outcome:
    return Next(DocumentFacts())


def go_on_after_the_end(work: Work, _tools: Tools) -> Outcome:
    return Next(work.message)


def hold(_work: Work, _tools: Tools) -> Outcome:
    return Hold((Reason.PDF_DAMAGED,))


@pytest.mark.parametrize(
    ("name", "stage"),
    [
        ("sort", lose_parts),
        ("sort", lose_document),
        ("sort", invent_document),
        ("sort", go_on_after_the_end),
        ("sort", hold),
        ("unpack", answer_of_another_plan),
        ("unpack", approve),
    ],
)
def test_an_outcome_that_cannot_be_stored_is_a_failure_and_the_runner_lives(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, name: str, stage: Stage
) -> None:
    use(monkeypatch, shop, **{name: stage})
    message_id = shop.office.mail()
    assert shop.runner().drain() == 1
    work = shop.office.work(message_id)
    assert (work.status, work.stage, work.failures) == (WorkStatus.DUE, name, 1)
    assert shop.timeline(message_id)[-1] == (name, "failure")
    assert shop.office.message(message_id).status is MessageStatus.PROCESSING
    assert documents(shop) == []


def test_no_path_that_a_child_made_up_is_read(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    use(monkeypatch, shop, normalise=other_bytes)
    message_id = shop.office.mail()
    shop.runner().drain()
    with shop.office.database.read() as session:
        parts = parts_of(session, message_id)
    assert {(p.outcome, p.reason) for p in parts} == {(PartOutcome.HELD, "part_failed")}
    assert "/etc/passwd" not in {p.sha256 for p in parts}
    assert documents(shop) == []


def test_a_held_document_keeps_what_was_read(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, shop, check=hold)
    shop.office.mail()
    shop.runner().drain()
    for document in documents(shop):
        assert document.status is DocumentStatus.HELD
        assert document.reasons == [{"code": "pdf_damaged"}]
        assert document.kind is DocumentKind.INVOICE
        assert shop.timeline(document.id)[-1] == ("check", "hold")
    with shop.office.database.read() as session:
        assert {i.reception for i in session.exec(select(InvoiceRow)).all()} == {None}
