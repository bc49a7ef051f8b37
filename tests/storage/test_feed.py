"""The feed: whoever has read up to a number has missed nothing before it, on both databases."""

import random
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain

import pytest

from storage import feed
from storage.database import Database, Session
from storage.queries.events import events_after
from storage.queries.scope import Scope
from tests.storage.office import Office

WRITERS = 8
TRANSACTIONS = 25


class UndoneError(Exception):
    """A writer changed its mind."""


@dataclass(frozen=True)
class Thing:
    """What events are about here."""

    id: str
    firm_id: str
    dossier_id: str
    version: int = 1


def announce(office: Office, session: Session, object_id: str, firm_id: str | None = None) -> None:
    thing = Thing(object_id, firm_id or office.firm_id, office.dossier_id)
    feed.announce(session, "test.happened", thing)


def poll(office: Office, writers: list[Future[list[str]]]) -> Iterator[tuple[int, str]]:
    """Read the feed as a program does, until the writers have ended and nothing is left."""
    after = 0
    while True:
        were_done = all(writer.done() for writer in writers)
        with office.database.read() as session:
            rows = events_after(session, Scope(office.firm_id), after, 7)
        for row in rows:
            after = row.seq
            yield row.seq, row.object_id
        if not rows and were_done:
            return
        time.sleep(0.001)


def write(office: Office, url: str, number: int) -> list[str]:
    """Commit transactions of one to three events, undo some; return what was committed."""
    chance = random.Random(number)
    database = Database(url, pool_size=1)
    committed: list[str] = []
    for transaction in range(TRANSACTIONS):
        names = [f"{number}.{transaction}.{n}" for n in range(chance.randint(1, 3))]
        try:
            with database.write() as session:
                for name in names:
                    announce(office, session, name)
                if chance.random() < 0.2:
                    # Numbers are taken, and given back.
                    feed.number_events(session)
                    raise UndoneError  # noqa: TRY301
                time.sleep(chance.random() * 0.002)
        except UndoneError:
            continue
        committed += names
    database.dispose()
    return committed


def test_a_poller_misses_nothing_while_eight_write(office: Office) -> None:
    before = len(office.events())
    url = office.database.engine.url.render_as_string(hide_password=False)
    with ThreadPoolExecutor(WRITERS) as pool:
        writers = [pool.submit(write, office, url, n) for n in range(WRITERS)]
        seen = list(poll(office, writers))
    assert [seq for seq, _ in seen] == list(range(1, len(seen) + 1)), "gap-free, in order"
    names = [name for _, name in seen[before:]]
    committed = [writer.result() for writer in writers]
    assert sorted(names) == sorted(chain.from_iterable(committed)), "none missed, none twice"
    for number, own in enumerate(committed):
        assert [n for n in names if n.startswith(f"{number}.")] == own, "in commit order"


def test_numbers_follow_commits_not_announcements(office: Office) -> None:
    if office.database.is_sqlite:
        pytest.skip("SQLite has one writer at a time")
    before = len(office.events())
    with office.database.write() as early:
        announce(office, early, "announced first")
        with office.database.write() as late:
            announce(office, late, "committed first")
    with office.database.read() as session:
        rows = events_after(session, Scope(office.firm_id), before, 9)
    assert [(r.seq - before, r.object_id) for r in rows] == [
        (1, "committed first"),
        (2, "announced first"),
    ]


def test_firms_are_numbered_apart_and_in_one_order(office: Office) -> None:
    """Two transactions over the same two firms, announced in opposite orders, do not block."""
    other = office.add_firm()
    before = len(office.events())

    def write_both(number: int) -> None:
        firms = [office.firm_id, other]
        for _ in range(10):
            with office.database.write() as session:
                for firm_id in firms[:: 1 if number % 2 else -1]:
                    announce(office, session, str(number), firm_id)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write_both, range(4)))
    assert len(office.events()) == before + 40
    assert len(office.events(other)) == 40


def test_a_page_of_the_feed(office: Office) -> None:
    other = office.add_dossier()
    with office.database.write() as session:
        for dossier_id in (office.dossier_id, other, office.dossier_id):
            feed.announce(session, "test.happened", Thing("x", office.firm_id, dossier_id, 3))
    with office.database.read() as session:
        rows = events_after(session, Scope(office.firm_id), 2, 2)
        own = events_after(session, Scope(office.firm_id, office.dossier_id), 2, 9)
        foreign = events_after(session, Scope("fir_none"), 0, 9)
    assert [(r.seq, r.version) for r in rows] == [(3, 3), (4, 3)]
    assert [r.seq for r in own] == [3, 5]
    assert foreign == []
