"""The way in: one message per mailbox, nothing twice, nothing half."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from io import BytesIO

import pytest
from sqlmodel import SQLModel, func, select

from storage import intake
from storage.actions.begin import begin_message
from storage.database import Session
from storage.domain.errors import NotFoundError
from storage.domain.mailbox import Direction, Recipient
from storage.domain.state import MessageStatus, WorkStatus
from storage.intake import Envelope, receive
from storage.models.feed import FeedEventRow
from storage.models.message import DeliveryRow, MessageRow
from storage.models.work import WorkRow
from tests.storage.office import NOW, Office

RAW = b"Subject: facture\r\n\r\nBonjour\r\n"


def rows(office: Office, table: type[SQLModel]) -> int:
    with office.database.read() as session:
        return session.exec(select(func.count()).select_from(table)).one()


def test_a_mail_becomes_a_delivery_a_message_and_due_work(office: Office) -> None:
    to = office.recipient(address="SIREN1+tag@mg.example.fr")
    (received,) = office.receive(RAW, (to,), receipt="spool-1")
    assert received.is_new
    message = office.message(received.message_id)
    assert message.status is MessageStatus.PROCESSING
    assert message.direction is Direction.PURCHASE
    assert message.rcpt_to == [to.address]
    assert message.tag == "tag"
    assert message.size == len(RAW)
    assert office.blobs.path(office.firm_id, message.raw_sha256).read_bytes() == RAW
    work = office.work(message.id)
    assert (work.plan, work.stage, work.status) == ("message", "unpack", WorkStatus.DUE)
    assert work.files == {"raw": message.raw_sha256}
    assert office.events()[-1] == "message.received"


@pytest.mark.parametrize(
    ("second_receipt", "times", "deliveries"), [("spool-1", 1, 1), ("spool-2", 2, 2)]
)
def test_the_same_bytes_again(
    office: Office, second_receipt: str, times: int, deliveries: int
) -> None:
    (first,) = office.receive(RAW, receipt="spool-1")
    (second,) = office.receive(RAW, receipt=second_receipt)
    assert (second.message_id, second.is_new) == (first.message_id, False)
    assert office.message(first.message_id).times_received == times
    assert rows(office, DeliveryRow) == deliveries
    assert rows(office, MessageRow) == rows(office, WorkRow) == 1


@pytest.mark.parametrize(
    ("content", "mail_from"), [(RAW + b"x", "billing@acme.example"), (RAW, "else@acme.example")]
)
def test_other_bytes_or_another_sender_are_another_message(
    office: Office, content: bytes, mail_from: str
) -> None:
    office.receive(RAW)
    (other,) = office.receive(content, mail_from=mail_from)
    assert other.is_new
    assert rows(office, MessageRow) == 2


def test_two_mailboxes_of_one_firm_share_a_delivery_and_see_their_own_addresses(
    office: Office,
) -> None:
    other = office.add_dossier()
    a, b = office.recipient(), office.recipient(other)
    again = Recipient("again+" + a.address, a.mailbox_id)
    first, second = office.receive(RAW, (b, a, again))
    messages = [office.message(first.message_id), office.message(second.message_id)]
    assert [m.dossier_id for m in messages] == [other, office.dossier_id]
    assert [m.rcpt_to for m in messages] == [[b.address], [a.address, again.address]]
    assert messages[0].delivery_id == messages[1].delivery_id
    with office.database.read() as session:
        delivery = session.exec(select(DeliveryRow)).one()
    assert delivery.rcpt_to == [b.address, a.address, again.address]


def test_two_firms_have_a_delivery_and_a_blob_each(office: Office) -> None:
    other_firm = office.add_firm()
    other = office.add_dossier(other_firm)
    a, b = office.recipient(), office.recipient(other)
    received = office.receive(RAW, (a, b))
    messages = [office.message(r.message_id) for r in received]
    assert [m.firm_id for m in messages] == [office.firm_id, other_firm]
    with office.database.read() as session:
        deliveries = session.exec(select(DeliveryRow)).all()
    assert {d.firm_id: d.rcpt_to for d in deliveries} == {
        office.firm_id: [a.address],
        other_firm: [b.address],
    }
    paths = {office.blobs.path(m.firm_id, m.raw_sha256).stat().st_ino for m in messages}
    assert len(paths) == 2


def test_an_unknown_mailbox_is_said_before_anything_is_stored(office: Office) -> None:
    with pytest.raises(NotFoundError) as raised:
        office.receive(RAW, (office.recipient(), Recipient("x@mg.example.fr", "mbx_none")))
    assert raised.value.code == "unknown-mailbox"
    assert rows(office, DeliveryRow) == 0
    assert list(office.blobs.stored()) == []


def test_content_is_taken_from_where_it_stands(office: Office) -> None:
    content = BytesIO(b"skip" + RAW)
    content.seek(4)
    other = office.add_dossier(office.add_firm())
    recipients = (office.recipient(), office.recipient(other))
    envelope = Envelope("spool-1", "mail", "", recipients, NOW)
    for received in receive(office.database, office.blobs, envelope, content):
        message = office.message(received.message_id)
        assert office.blobs.path(message.firm_id, message.raw_sha256).read_bytes() == RAW


def test_a_failure_half_way_leaves_no_row(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    other = office.add_dossier()
    events = rows(office, FeedEventRow)
    made: list[str] = []

    def fail_at_second(session: Session, message: MessageRow) -> None:
        made.append(message.id)
        if len(made) == 2:
            raise RuntimeError("killed")
        begin_message(session, message)

    monkeypatch.setattr(intake, "begin_message", fail_at_second)
    with pytest.raises(RuntimeError, match="killed"):
        office.receive(RAW, (office.recipient(), office.recipient(other)), receipt="spool-1")
    for table in (DeliveryRow, MessageRow, WorkRow):
        assert rows(office, table) == 0
    assert rows(office, FeedEventRow) == events
    monkeypatch.undo()
    received = office.receive(RAW, (office.recipient(), office.recipient(other)), receipt="spool-1")
    assert [r.is_new for r in received] == [True, True]


def test_the_same_bytes_from_four_threads_are_one_message(office: Office) -> None:
    other = office.add_dossier()
    both = (office.recipient(), office.recipient(other))

    def ship(number: int) -> tuple[intake.Received, ...]:
        return office.receive(RAW, both if number % 2 else both[::-1], receipt=f"spool-{number}")

    with ThreadPoolExecutor(4) as pool:
        results = [received for pair in pool.map(ship, range(12)) for received in pair]
    assert rows(office, MessageRow) == rows(office, WorkRow) == 2
    assert sum(r.is_new for r in results) == 2
    assert len({r.message_id for r in results}) == 2
    for message_id in {r.message_id for r in results}:
        assert office.message(message_id).times_received == 12


def test_an_instant_without_zone_is_refused(office: Office) -> None:
    naive = datetime(2026, 1, 1)  # noqa: DTZ001
    envelope = Envelope("r", "mail", "", (office.recipient(),), naive)
    with pytest.raises(Exception, match="without time zone"):
        receive(office.database, office.blobs, envelope, BytesIO(RAW))
