"""The runner's files: what each stage is given of a part's pages, and what is kept of them."""

import hashlib
import os
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.plan import Step
from pipeline.runner import Runner, seconds_for
from pipeline.stage import (
    DocumentFacts,
    Documents,
    File,
    FoundDocument,
    Limits,
    MessageFacts,
    MessageHeader,
    Next,
    Outcome,
    Tools,
    Work,
)
from storage.domain.part import Part, PartOutcome
from storage.domain.reason import Reason, ReasonAbout
from storage.domain.state import (
    DocumentKind,
    DocumentStatus,
    MessageStatus,
    Reception,
    WorkStatus,
)
from storage.queries.blobs import named_blobs
from storage.queries.documents import annexes_of, pages_of
from storage.queries.messages import parts_of
from tests.pipeline.test_runner import CONTENTS, Shop, Stage, documents, shop, use
from tests.storage.office import a_part, an_invoice

__all__ = ["shop"]

SUBJECT = "Votre facture"
WHY = ReasonAbout(Reason.SORTED_AS, "invoice", "FACTURE")
LIMITS = Limits(seconds=20, memory=256 * 1024 * 1024)


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def unpack(_work: Work, _tools: Tools) -> Outcome:
    parts = tuple(a_part(content, path) for path, content in CONTENTS.items())
    for part in parts:
        Path(part.sha256).write_bytes(CONTENTS[part.path])
    facts = MessageFacts(header=MessageHeader(subject=SUBJECT), parts=parts)
    return Next(facts, {part.sha256: part.sha256 for part in parts})


def normalise(work: Work, _tools: Tools) -> Outcome:
    """Make a PDF and words of each part, and pictures of its two pages, one of them large."""
    assert work.part is not None
    assert (work.own_name, work.subject) == ("Client", SUBJECT)
    files = {}
    for role in ("pdf", "words", "page-1", "page-2", "page-large-2"):
        Path(role).write_bytes(f"{role} of {work.part.path}".encode())
        files[role] = role
    return Next(replace(work.part, pages=2), files)


def read(work: Work, _tools: Tools) -> Outcome:
    assert work.part is not None
    assert set(work.files) == {"part", "pdf"}
    assert Path(work.files["part"]).read_bytes() == CONTENTS[work.part.path]
    assert Path(work.files["pdf"]).read_text() == f"pdf of {work.part.path}"
    assert placed() == set(work.files.values())
    return Next(work.part)


def sort(work: Work, _tools: Tools) -> Outcome:
    assert set(work.files) == {"part:1", "words:1", "part:2", "words:2"}
    assert Path(work.files["words:2"]).read_text() == "words of 2"
    assert Path(work.files["part:1"]).read_bytes() == CONTENTS["1"]
    assert placed() == set(work.files.values())
    first, second = work.message.parts
    second = replace(second, outcome=PartOutcome.ANNEX, reason=Reason.ANNEX)
    facts = DocumentFacts(kind=DocumentKind.INVOICE, kind_reason=WHY, pages=first.pages)
    return Documents(
        MessageStatus.ACCEPTED,
        replace(work.message, parts=(first, second)),
        (FoundDocument("1", facts=facts, annexes=("2",)),),
    )


def extract(work: Work, _tools: Tools) -> Outcome:
    assert set(work.files) == {"original", "pdf", "words"}
    assert Path(work.files["words"]).read_text() == "words of 1"
    assert placed() == set(work.files.values())
    assert (work.own_name, work.subject) == ("Client", SUBJECT)
    assert work.limits == LIMITS
    assert work.document.kind_reason == WHY
    return Next(replace(work.document, invoice=an_invoice()))


def check(work: Work, _tools: Tools) -> Outcome:
    return Next(work.document)


def approve(work: Work, _tools: Tools) -> Outcome:
    assert work.files == {}
    assert placed() == set()
    return File(Reception.ACCEPTED, (Reason.TRUSTED,))


def placed() -> set[str]:
    """Return the names of the files in the work directory."""
    return {path.name for path in Path.cwd().iterdir()}


@pytest.fixture
def runner(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> Runner:
    plans = {
        "message": (
            Step("unpack", unpack),
            Step("normalise", normalise, per_part=True),
            Step("read", read, per_part=True),
            Step("sort", sort),
        ),
        "document": (Step("extract", extract), Step("check", check), Step("approve", approve)),
    }
    monkeypatch.setattr("pipeline.plan.PLANS", plans)
    return Runner(shop.office.database, shop.office.blobs, shop.folder, lambda: False, LIMITS)


def test_each_stage_gets_its_files_and_pictures_are_for_viewing(shop: Shop, runner: Runner) -> None:
    message_id = shop.office.mail()
    assert runner.drain() == 2
    assert shop.office.work(message_id).error is None
    (document,) = documents(shop)
    assert shop.office.work(document.id).error is None
    assert (document.status, document.reasons) == (DocumentStatus.READY, [])
    assert (document.kind, document.pages) == (DocumentKind.INVOICE, 2)
    assert document.kind_reason == {"code": "sorted_as", "about": "invoice", "detail": "FACTURE"}
    assert document.pdf_sha256 == sha256(b"pdf of 1")
    assert document.words_sha256 == sha256(b"words of 1")
    with shop.office.database.read() as session:
        assert [
            (p.number, p.image_sha256, p.large_sha256) for p in pages_of(session, document.id)
        ] == [
            (1, sha256(b"page-1 of 1"), None),
            (2, sha256(b"page-2 of 1"), sha256(b"page-large-2 of 1")),
        ]
        (annex,) = annexes_of(session, [document.id])[document.id]
        assert (annex.path, annex.outcome, annex.reason) == ("2", PartOutcome.ANNEX, "annex")
        assert {p.document_id for p in parts_of(session, message_id)} == {document.id}
        named = {sha for _, sha in named_blobs(session)}
    kept = ("pdf", "words", "page-1", "page-2", "page-large-2")
    assert {sha256(f"{role} of 1".encode()) for role in kept} <= named
    assert {sha256(content) for content in CONTENTS.values()} <= named


def hang_nowhere(work: Work, _tools: Tools) -> Outcome:
    """Call a part an annex of nothing."""
    parts = (work.message.parts[0], replace(work.message.parts[1], outcome=PartOutcome.ANNEX))
    facts = replace(work.message, parts=parts)
    return Documents(MessageStatus.ACCEPTED, facts, (FoundDocument("1"),))


def hang_twice(work: Work, tools: Tools) -> Outcome:
    outcome = hang_nowhere(work, tools)
    assert isinstance(outcome, Documents)
    return replace(outcome, documents=(FoundDocument("1", annexes=("2", "2")),))


def hang_a_document(work: Work, _tools: Tools) -> Outcome:
    found = (FoundDocument("1", annexes=("2",)), FoundDocument("2"))
    return Documents(MessageStatus.ACCEPTED, work.message, found)


def drop_an_annex(work: Work, tools: Tools) -> Outcome:
    outcome = hang_nowhere(work, tools)
    assert isinstance(outcome, Documents)
    facts = replace(outcome.facts, parts=outcome.facts.parts[:1])
    return replace(outcome, facts=facts)


@pytest.mark.parametrize(
    "ranges",
    [
        [(1, 1)],
        [(2, None)],
        [(1, 1), (3, None)],
        [(1, 2), (2, None)],
        [(1, None), (1, None)],
        [(1, 1), (2, 3)],
    ],
)
def test_pages_that_no_document_or_two_have_are_a_failure(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, ranges: list[tuple[int, int | None]]
) -> None:
    def separate(work: Work, _tools: Tools) -> Outcome:
        pieces = tuple(FoundDocument("1", first, last) for first, last in ranges)
        return Documents(MessageStatus.ACCEPTED, work.message, (*pieces, FoundDocument("2")))

    use(monkeypatch, shop, sort=separate)
    message_id = shop.office.mail()
    assert shop.runner().drain() == 1
    assert shop.office.work(message_id).failures == 1
    assert documents(shop) == []


@pytest.mark.parametrize("stage", [hang_nowhere, hang_twice, hang_a_document, drop_an_annex])
def test_annexes_that_do_not_add_up_are_a_failure(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, stage: Stage
) -> None:
    use(monkeypatch, shop, sort=stage)
    message_id = shop.office.mail()
    assert shop.runner().drain() == 1
    assert shop.office.work(message_id).failures == 1
    assert documents(shop) == []


def take_too_much(_work: Work, _tools: Tools) -> None:
    # Far more than the limit: the child may free what other tests left in this process.
    assert bytearray(b"x") * (4 * LIMITS.memory)


def take_too_long(_work: Work, _tools: Tools) -> None:
    time.sleep(60)


def give_up(_work: Work, _tools: Tools) -> None:
    os.abort()


@pytest.mark.parametrize(
    ("misdeed", "reason"),
    [
        (take_too_much, "part_too_greedy"),
        (take_too_long, "part_too_slow"),
        (give_up, "part_failed"),
    ],
)
@pytest.mark.parametrize("path", ["1", "2"])
def test_a_part_that_exceeds_its_limits_is_held_and_the_others_go_on(
    shop: Shop,
    monkeypatch: pytest.MonkeyPatch,
    path: str,
    misdeed: Callable[[Work, Tools], None],
    reason: str,
) -> None:
    def misbehave(work: Work, tools: Tools) -> Outcome:
        assert work.part is not None
        if work.part.path == path:
            misdeed(work, tools)
        return Next(work.part)

    use(monkeypatch, shop, normalise=misbehave)
    limits = replace(LIMITS, seconds=1, seconds_per_page=0)
    message_id, after = shop.office.mail(), shop.office.mail()
    began = time.monotonic()
    replace(shop, limits=limits).runner().drain()
    assert time.monotonic() - began < 30, "it waits for nobody"
    ends: dict[str, tuple[PartOutcome, str | None]]
    ends = {"1": (PartOutcome.DOCUMENT, None), "2": (PartOutcome.DOCUMENT, None)}
    ends[path] = (PartOutcome.HELD, reason)
    for mail in (message_id, after):
        with shop.office.database.read() as session:
            parts = parts_of(session, mail)
            blobs = {sha for _, sha in named_blobs(session)}
        assert {p.path: (p.outcome, p.reason) for p in parts} == ends
        assert shop.office.message(mail).status is not MessageStatus.PROCESSING
        assert shop.office.work(mail).failures == 0
        assert {p.sha256 for p in parts} <= blobs, "a person can open what came"
    (document,) = documents(shop)
    assert document.status is DocumentStatus.READY


@pytest.mark.parametrize(
    ("misdeed", "error"),
    [(take_too_much, "its memory was used up"), (take_too_long, "its time was up")],
)
def test_a_document_that_exceeds_its_limits_is_parked_and_the_others_go_on(
    shop: Shop,
    monkeypatch: pytest.MonkeyPatch,
    misdeed: Callable[[Work, Tools], None],
    error: str,
) -> None:
    def misbehave(work: Work, tools: Tools) -> Outcome:
        if Path(work.files["original"]).read_bytes() == CONTENTS["1"]:
            misdeed(work, tools)
        return Next(work.document)

    use(monkeypatch, shop, check=misbehave)
    limits = replace(LIMITS, seconds=0.5, seconds_per_page=0)
    shop.office.mail()
    runner = replace(shop, limits=limits).runner()
    for _ in range(3):
        runner.drain()
        shop.clock.move(60)
    failed, ready = documents(shop)
    assert (failed.status, ready.status) == (DocumentStatus.FAILED, DocumentStatus.READY)
    assert failed.reasons == [{"code": "stage_failed", "about": "check"}]
    assert shop.office.work(failed.id).status is WorkStatus.PARKED
    assert f"check: {error} (incident " in (shop.office.work(failed.id).error or "")


def with_pages(pages: int | None) -> Part:
    return replace(a_part(), pages=pages)


IGNORED = replace(with_pages(9), outcome=PartOutcome.IGNORED, reason=Reason.BODY_TEXT)


@pytest.mark.parametrize(
    ("work", "seconds"),
    [
        (Work(), 64),
        (Work(part=with_pages(None)), 64),
        (Work(part=with_pages(10)), 100),
        (Work(document=DocumentFacts(pages=3)), 72),
        (Work(message=MessageFacts(parts=(with_pages(10), with_pages(None)))), 100 + 64),
        (Work(message=MessageFacts(parts=(with_pages(10), IGNORED))), 100),
        (Work(message=MessageFacts(parts=(IGNORED,))), 64),
        (Work(part=with_pages(10**9)), 60 + 4 * 300),
        (Work(part=with_pages(10), limits=Limits(seconds=5, seconds_per_page=1)), 15),
    ],
)
def test_more_pages_have_more_time(work: Work, seconds: float) -> None:
    assert seconds_for(work) == seconds
