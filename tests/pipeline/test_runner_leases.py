"""The runner and its leases: who holds work, who lost it, and who was killed over it."""

import os
import shutil
import signal
import threading
import time
from datetime import timedelta
from functools import partial
from operator import ne
from pathlib import Path

import pytest
from sqlmodel import func, select

from pipeline import cell
from pipeline.sandbox import Sandbox
from pipeline.stage import (
    DocumentFacts,
    MessageFacts,
    Next,
    Outcome,
    Tools,
    Work,
)
from storage.actions import lease as leases
from storage.database import Database
from storage.domain.errors import TransientError
from storage.domain.state import DocumentKind, DocumentStatus, MessageStatus, WorkStatus
from storage.heartbeat import host_prefix
from storage.models.invoice import InvoiceRow
from storage.models.work import WorkRow
from tests.pipeline.test_runner import (
    Shop,
    Stage,
    check,
    documents,
    extract,
    pass_part,
    shop,
    unpack,
    use,
)
from tests.servers import wait_for
from tests.storage.office import SOON, a_part, an_invoice

__all__ = ["shop"]


def test_a_lease_lost_during_a_stage_stores_nothing(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    message_id = shop.office.mail()
    run_stage = cell.run_stage

    def run_slowly(
        stage: Stage, work: Work, folder: Path, watch: cell.Watch, sandbox: Sandbox
    ) -> Outcome:
        outcome = run_stage(stage, work, folder, watch, sandbox)
        with shop.office.database.write() as session:
            later = shop.clock() + leases.LEASE + timedelta(seconds=1)
            assert leases.claim(session, "elsewhere:1", later) is not None
        return outcome

    monkeypatch.setattr("pipeline.runner.run_stage", run_slowly)
    assert shop.runner().do_one()
    work = shop.office.work(message_id)
    assert (work.stage, work.worker, work.attempts) == ("unpack", "elsewhere:1", 2)
    assert shop.timeline(message_id) == []
    assert shop.office.message(message_id).status is MessageStatus.PROCESSING


def test_a_failure_after_the_lease_was_lost_does_not_count(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    message_id = shop.office.mail()

    def lose_and_fail(*_: object) -> Outcome:
        with shop.office.database.write() as session:
            later = shop.clock() + leases.LEASE + timedelta(seconds=1)
            assert leases.claim(session, "elsewhere:1", later) is not None
        raise cell.StageFailedError("late")

    monkeypatch.setattr("pipeline.runner.run_stage", lose_and_fail)
    assert shop.runner().do_one()
    work = shop.office.work(message_id)
    assert (work.status, work.failures, work.worker) == (WorkStatus.LEASED, 0, "elsewhere:1")


def test_a_long_stage_keeps_its_lease(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    began = time.monotonic()
    monkeypatch.setattr(
        "pipeline.runner.utc_now", lambda: SOON + timedelta(seconds=time.monotonic() - began)
    )
    monkeypatch.setattr(leases, "LEASE", timedelta(seconds=0.6))

    def unpack_slowly(work: Work, tools: Tools) -> Outcome:
        time.sleep(1.5)
        return unpack(work, tools)

    use(monkeypatch, shop, unpack=unpack_slowly)
    message_id = shop.office.mail()
    shop.stopping = lambda: True
    claims: list[object] = []

    def try_to_claim() -> None:
        wait_for(lambda: shop.ran() == ["unpack"], "the stage", 10)
        time.sleep(1.0)
        with shop.office.database.write() as session:
            now = SOON + timedelta(seconds=time.monotonic() - began)
            claims.append(leases.claim(session, "elsewhere:1", now))

    other = threading.Thread(target=try_to_claim)
    other.start()
    assert shop.runner().do_one()
    other.join()
    assert claims == [None]
    assert shop.office.work(message_id).stage == "normalise"


def test_many_short_parts_keep_their_lease(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """None of them lasts long enough to have it renewed meanwhile."""
    began = time.monotonic()
    monkeypatch.setattr(
        "pipeline.runner.utc_now", lambda: SOON + timedelta(seconds=time.monotonic() - began)
    )
    monkeypatch.setattr(leases, "LEASE", timedelta(seconds=3))
    monkeypatch.setattr(
        "tests.pipeline.test_runner.CONTENTS", {str(n): b"%%PDF %d" % n for n in range(1, 9)}
    )

    def normalise_for_a_moment(work: Work, tools: Tools) -> Outcome:
        time.sleep(0.5)
        return pass_part(work, tools)

    use(monkeypatch, shop, normalise=normalise_for_a_moment)
    message_id = shop.office.mail()
    shop.stopping = lambda: True
    claims: list[object] = []

    def try_to_claim() -> None:
        wait_for(lambda: shop.ran().count("normalise") == 8, "the last part", 60)
        with shop.office.database.write() as session:
            now = SOON + timedelta(seconds=time.monotonic() - began)
            claims.append(leases.claim(session, "elsewhere:1", now))

    other = threading.Thread(target=try_to_claim)
    other.start()
    assert shop.runner().do_one()
    shop.runner().do_one()
    other.join()
    assert claims == [None]
    assert shop.office.work(message_id).stage == "sort"


def test_asked_to_stop_it_gives_its_work_back_between_two_stages(shop: Shop) -> None:
    message_id = shop.office.mail()
    shop.stopping = lambda: "unpack" in shop.ran()
    assert shop.runner().drain() == 1
    work = shop.office.work(message_id)
    assert (work.status, work.stage, work.attempts) == (WorkStatus.DUE, "normalise", 0)
    assert (work.token, work.worker) == (None, None)
    assert shop.runner().drain() == 0, "nothing new is begun"
    shop.stopping = lambda: False
    assert shop.runner().drain() == 3
    assert shop.ran().count("unpack") == 1


def test_a_drain_begins_nothing_new_when_its_time_is_up(shop: Shop) -> None:
    for _ in range(3):
        shop.office.mail()
    assert shop.runner().drain(0.0) == 0
    assert shop.ran() == []
    assert shop.runner().drain(0.001) == 1, "what is begun is ended"
    assert shop.ran() == ["unpack", "normalise", "normalise", "sort"]


def test_a_database_that_is_away_is_no_failure_of_the_stage(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    message_id = shop.office.mail()

    def away(*_: object) -> Outcome:
        raise TransientError("away")

    with monkeypatch.context() as while_away:
        while_away.setattr("pipeline.runner.store_outcome", away)
        with pytest.raises(TransientError):
            shop.runner().drain()
    work = shop.office.work(message_id)
    assert (work.status, work.failures) == (WorkStatus.LEASED, 0)
    shop.clock.move(leases.LEASE.total_seconds() + 1)
    assert shop.runner().drain() == 3


def test_killed_at_any_stage_nothing_is_lost_and_nothing_filed_twice(
    shop: Shop, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(stage: Stage) -> Stage:
        def run(work: Work, tools: Tools) -> Outcome:
            time.sleep(0.05)
            return stage(work, tools)

        return run

    use(monkeypatch, shop, unpack=slow(unpack), extract=slow(extract), check=slow(check))
    messages = [shop.office.mail() for _ in range(2)]
    for _ in range(6):
        seen = len(shop.ran())
        runner = run_in_a_process(shop, database_url)
        wait_for(lambda seen=seen: len(shop.ran()) > seen, "a stage", 10)  # type: ignore[misc]
        time.sleep(0.02)
        os.kill(runner, signal.SIGKILL)
        os.waitpid(runner, 0)
        with shop.office.database.write() as session:
            assert leases.free_dead(session, host_prefix(), partial(ne, runner)) == 1
    shutil.rmtree(shop.folder)
    shop.runner().drain()
    assert {shop.office.message(m).status for m in messages} == {MessageStatus.ACCEPTED}
    assert [d.status for d in documents(shop)] == [DocumentStatus.READY] * 2
    assert shop.office.events().count("invoice.filed") == 2
    with shop.office.database.read() as session:
        assert session.exec(select(func.count()).select_from(InvoiceRow)).one() == 2


def run_in_a_process(shop: Shop, database_url: str) -> int:
    """Drain all work in a process of its own, over connections of its own; return its id."""
    process = os.fork()
    if process == 0:
        status = 1
        try:
            shop.runner(Database(database_url, pool_size=1)).drain()
            status = 0
        finally:
            os._exit(status)
    return process


def test_several_runners_never_do_the_same_stage_twice(
    shop: Shop, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def one_of_its_own(work: Work, _tools: Tools) -> Outcome:
        content = b"%PDF " + Path(work.files["raw"]).read_bytes()
        part = a_part(content, "1")
        Path(part.sha256).write_bytes(content)
        return Next(MessageFacts(parts=(part,)), {part.sha256: part.sha256})

    def read_it(work: Work, _tools: Tools) -> Outcome:
        return Next(DocumentFacts(kind=DocumentKind.INVOICE, invoice=an_invoice()))

    def pass_it(work: Work, _tools: Tools) -> Outcome:
        return Next(work.part or work.document)

    use(
        monkeypatch,
        shop,
        unpack=one_of_its_own,
        normalise=pass_it,
        extract=read_it,
        check=pass_it,
    )
    messages = [shop.office.mail() for _ in range(8)]
    runners = [run_in_a_process(shop, database_url) for _ in range(3)]
    for runner in runners:
        assert os.waitstatus_to_exitcode(os.waitpid(runner, 0)[1]) == 0
    shop.runner().drain()
    for stage in ("unpack", "normalise", "sort", "extract", "check", "approve"):
        assert shop.ran().count(stage) == len(messages)
    with shop.office.database.read() as session:
        work = session.exec(select(WorkRow)).all()
    assert {w.status for w in work} == {WorkStatus.DONE}
    assert len(work) == 2 * len(messages)
    assert shop.office.events().count("invoice.filed") == len(messages)
