"""Leases: who may work on what, and what becomes of work that fails or whose worker dies."""

from datetime import datetime, timedelta

import pytest

from storage.actions import fail, lease
from storage.actions.lease import Lease, LeaseLostError
from storage.domain.state import DocumentStatus, MessageStatus, WorkStatus
from storage.models.work import WorkRow
from storage.queries.work import due_count, oldest_due_seconds
from tests.storage.office import NOW, Office

EXPIRED = NOW + lease.LEASE + timedelta(seconds=1)


def claim(office: Office, now: datetime = NOW, worker: str = "host:1") -> Lease | None:
    with office.database.write() as session:
        return lease.claim(session, worker, now)


def must_claim(office: Office, now: datetime = NOW, worker: str = "host:1") -> Lease:
    claimed = claim(office, now, worker)
    assert claimed is not None
    return claimed


def change(office: Office, object_id: str, **values: object) -> None:
    with office.database.write() as session:
        row = session.get_one(WorkRow, office.work(object_id).id)
        for name, value in values.items():
            setattr(row, name, value)
        session.add(row)


def test_the_oldest_is_claimed_first_and_only_once(office: Office) -> None:
    messages = [office.mail() for _ in range(3)]
    assert [must_claim(office).object_id for _ in messages] == messages
    assert claim(office) is None


def test_what_was_begun_is_filed_before_more_mail_is_opened(office: Office) -> None:
    waiting = office.mail()
    begun = office.document()
    assert [must_claim(office).object_id for _ in range(2)] == [begun, waiting]


def test_a_claim_says_what_is_to_be_done_and_for_how_long(office: Office) -> None:
    message_id = office.mail()
    claimed = must_claim(office, worker="host:7")
    row = office.work(message_id)
    assert (row.status, row.attempts, row.failures) == (WorkStatus.LEASED, 1, 0)
    assert (row.worker, row.lease_until) == ("host:7", NOW + lease.LEASE)
    assert claimed == lease.lease_of(row)
    assert (claimed.plan, claimed.stage, claimed.firm_id) == ("message", "unpack", office.firm_id)


@pytest.mark.parametrize(
    ("values", "claimable"),
    [
        ({}, True),
        ({"next_at": NOW + timedelta(seconds=1)}, False),
        ({"status": WorkStatus.DONE}, False),
        ({"status": WorkStatus.PARKED}, False),
        ({"status": WorkStatus.LEASED, "lease_until": NOW}, False),
        ({"status": WorkStatus.LEASED, "lease_until": NOW - timedelta(seconds=1)}, True),
    ],
)
def test_what_can_be_claimed_and_what_counts_as_waiting(
    office: Office, values: dict[str, object], claimable: bool
) -> None:
    change(office, office.mail(), **values)
    with office.database.read() as session:
        assert due_count(session, NOW, 5) == claimable
        assert (oldest_due_seconds(session, NOW) is not None) == claimable
    assert (claim(office) is not None) == claimable


def test_waiting_is_counted_from_when_work_could_be_claimed(office: Office) -> None:
    change(office, office.mail(), next_at=NOW - timedelta(seconds=5))
    change(
        office,
        office.mail(),
        status=WorkStatus.LEASED,
        next_at=NOW - timedelta(hours=1),
        lease_until=NOW - timedelta(seconds=9),
    )
    with office.database.read() as session:
        assert oldest_due_seconds(session, NOW) == 9


def test_a_row_that_another_locks_is_passed_over(office: Office) -> None:
    if office.database.is_sqlite:
        pytest.skip("SQLite has one writer at a time")
    first, second = office.mail(), office.mail()
    with office.database.write() as session:
        held = lease.claim(session, "host:1", NOW)
        assert held is not None
        assert held.object_id == first
        assert must_claim(office).object_id == second


def test_a_lost_lease_stores_nothing(office: Office) -> None:
    office.mail()
    lost = must_claim(office, worker="host:1")
    assert claim(office, NOW + lease.LEASE) is None, "not before it has run out"
    taken = must_claim(office, EXPIRED, worker="host:2")
    assert taken.work_id == lost.work_id
    assert taken.token != lost.token
    with office.database.write() as session:
        for use in (lease.held, lease.give_back):
            with pytest.raises(LeaseLostError):
                use(session, lost)
        with pytest.raises(LeaseLostError):
            lease.renew(session, lost, EXPIRED)
        assert lease.held(session, taken).worker == "host:2"


def test_a_renewed_lease_lasts_longer(office: Office) -> None:
    office.mail()
    claimed = must_claim(office)
    with office.database.write() as session:
        lease.renew(session, claimed, NOW + timedelta(seconds=20))
    assert claim(office, EXPIRED) is None
    assert claim(office, EXPIRED + timedelta(seconds=20)) is not None


def test_given_back_it_is_due_at_once_and_not_counted(office: Office) -> None:
    message_id = office.mail()
    claimed = must_claim(office)
    with office.database.write() as session:
        lease.give_back(session, claimed)
    row = office.work(message_id)
    assert (row.status, row.attempts, row.token) == (WorkStatus.DUE, 0, None)
    assert must_claim(office).token != claimed.token


def test_three_failures_back_off_and_park(office: Office) -> None:
    message_id = office.mail()
    now = NOW
    for number, delay in ((1, 2), (2, 10)):
        with office.database.write() as session:
            claimed = lease.claim(session, "host:1", now)
            assert claimed is not None
            fail.fail(session, lease.held(session, claimed), f"bad {number}", now)
        row = office.work(message_id)
        assert (row.status, row.failures, row.error) == (WorkStatus.DUE, number, f"bad {number}")
        assert claim(office, now + timedelta(seconds=delay - 1)) is None
        now += timedelta(seconds=delay)
    claimed = must_claim(office, now)
    with office.database.write() as session:
        fail.fail(session, lease.held(session, claimed), "bad 3", now)
    row = office.work(message_id)
    assert (row.status, row.attempts, row.failures, row.token) == (WorkStatus.PARKED, 3, 3, None)
    message = office.message(message_id)
    assert message.status is MessageStatus.FAILED
    assert message.reasons == [{"code": "stage_failed", "about": "unpack"}]
    assert office.events()[-1] == "message.failed"
    assert claim(office, now + timedelta(days=1)) is None


def test_ten_lost_leases_park(office: Office) -> None:
    poison, other = office.document(), office.mail()
    now = NOW
    for _ in range(lease.MOST_LOST_LEASES):
        assert must_claim(office, now).object_id == poison
        now += lease.LEASE + timedelta(seconds=1)
    assert must_claim(office, now).object_id == other, "the next one is not kept waiting"
    assert office.work(poison).status is WorkStatus.PARKED
    assert office.get_document(poison).status is DocumentStatus.FAILED
    assert office.events()[-1] == "document.failed"


def test_failures_are_no_lost_leases(office: Office) -> None:
    message_id = office.mail()
    change(office, message_id, attempts=lease.MOST_LOST_LEASES + 1, failures=2)
    assert must_claim(office).object_id == message_id


def test_only_dead_processes_of_this_host_are_freed(office: Office) -> None:
    workers = ["host:1", "host:2", "host:11", "other:2", "host2:2"]
    leased = {worker: office.mail() for worker in workers}
    for worker in workers:
        must_claim(office, worker=worker)
    asked: set[int] = set()

    def is_alive(pid: int) -> bool:
        asked.add(pid)
        return pid != 2

    with office.database.write() as session:
        assert lease.free_dead(session, "host:", is_alive) == 1
    assert asked == {1, 2, 11}
    status = {worker: office.work(message_id).status for worker, message_id in leased.items()}
    assert [w for w in workers if status[w] is WorkStatus.DUE] == ["host:2"]
    row = office.work(leased["host:2"])
    assert (row.attempts, row.token) == (1, None), "it counts, for it may have killed its worker"
