"""Suppliers told of a decision, by a smarthost that takes, refuses, or is not there."""

import email
import email.policy
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from gateway.sending import Outbox, Smarthost
from storage.actions import decide
from storage.actions.tell import CLAIMED, FIRST_PAUSE, GIVEN_UP
from storage.blobs import BlobStore
from storage.clock import utc_now
from storage.database import Database
from storage.domain.errors import ConflictError, TransientError
from storage.domain.grounds import Grounds, StandardReason
from storage.domain.state import Reception
from storage.models.invoice import InvoiceRow
from storage.models.outgoing import OutgoingRow
from storage.models.supplier import SupplierRow
from storage.queries.outgoing import outgoing_of
from tests.gateway.test_program import free_port
from tests.storage.office import Office, an_invoice, open_office

SENDER = "factures@cabinet.example"
CONTACT = "compta@acme.example"


@dataclass
class Relay:
    """A mail server that keeps what it takes; ``reply`` refuses every recipient instead."""

    port: int
    reply: str | None = None
    taken: list[Envelope] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802  aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.reply is not None:
            return self.reply
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        self.taken.append(envelope)
        return "250 OK"


@pytest.fixture
def relay() -> Iterator[Relay]:
    made = Relay(free_port())
    controller = Controller(made, hostname="127.0.0.1", port=made.port)
    controller.start()
    yield made
    controller.stop()


@pytest.fixture
def office(database: Database, blobs: BlobStore) -> Office:
    return open_office(database, blobs)


def filed_with_contact(office: Office, contact: str | None = CONTACT) -> str:
    invoice_id = office.filed(invoice=an_invoice(number="F-7\r\nBcc: thief@evil.example"))
    with office.database.write() as session:
        row = session.get_one(InvoiceRow, invoice_id)
        supplier = session.get_one(SupplierRow, row.supplier_id)
        supplier.contact = contact
        session.add(supplier)
    return invoice_id


def refuse(office: Office, invoice_id: str) -> None:
    grounds = Grounds("Voir notre appel.", StandardReason.WRONG_PRICE)
    with office.database.write() as session:
        row = session.get_one(InvoiceRow, invoice_id, with_for_update=True)
        decide.refuse(session, row, grounds, "Anne", tells=True)


def outgoing(office: Office, invoice_id: str) -> OutgoingRow:
    with office.database.read() as session:
        (row,) = outgoing_of(session, invoice_id)
    return row


def outbox(office: Office, port: int, later: timedelta = timedelta()) -> Outbox:
    return Outbox(office.database, Smarthost("127.0.0.1", port, SENDER), lambda: utc_now() + later)


def test_a_supplier_is_told_once_at_the_directorys_address(office: Office, relay: Relay) -> None:
    invoice_id = filed_with_contact(office)
    refuse(office, invoice_id)
    assert outbox(office, relay.port).look() == 1
    assert outbox(office, relay.port).look() == 0
    (envelope,) = relay.taken
    assert (envelope.mail_from, envelope.rcpt_tos) == (SENDER, [CONTACT])
    assert isinstance(envelope.content, bytes)
    mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
    assert (mail["From"], mail["To"], mail["Bcc"]) == (SENDER, CONTACT, None)
    assert mail["Auto-Submitted"] == "auto-generated"
    assert "F-7 Bcc: thief@evil.example" in mail["Subject"]
    text = mail.get_content()
    for words in ("refusée", "refused", "prix", "price", "120.00 EUR", "Voir notre appel."):
        assert words in text
    row = outgoing(office, invoice_id)
    assert (row.sent_at is not None, row.send_at, row.error) == (True, None, None)
    assert office.events()[-1] == "supplier.told"


@pytest.mark.parametrize("contact", [None, "", "no address"])
def test_without_an_address_nothing_is_decided(office: Office, contact: str | None) -> None:
    invoice_id = filed_with_contact(office, contact)
    with pytest.raises(ConflictError) as raised:
        refuse(office, invoice_id)
    assert raised.value.code == "no-contact"
    assert office.invoice(invoice_id).reception is Reception.TO_ACCEPT


def test_refused_for_now_it_is_tried_again(office: Office, relay: Relay) -> None:
    invoice_id = filed_with_contact(office)
    refuse(office, invoice_id)
    relay.reply = "451 4.7.1 Try again later"
    assert outbox(office, relay.port).look() == 1
    row = outgoing(office, invoice_id)
    assert row.error == "451 4.7.1 Try again later"
    assert row.send_at is not None
    relay.reply = None
    assert outbox(office, relay.port).look() == 0, "not before its pause has passed"
    assert outbox(office, relay.port, FIRST_PAUSE * 2).look() == 1
    assert len(relay.taken) == 1


@pytest.mark.parametrize(
    ("reply", "later"), [("550 5.1.1 No such user", timedelta()), ("451 4.7.1 No", GIVEN_UP * 2)]
)
def test_given_up_it_says_why(office: Office, relay: Relay, reply: str, later: timedelta) -> None:
    invoice_id = filed_with_contact(office)
    refuse(office, invoice_id)
    relay.reply = reply
    assert outbox(office, relay.port, later).look() == 1
    row = outgoing(office, invoice_id)
    assert (row.send_at, row.sent_at, row.error) == (None, None, reply)


def test_nobody_there(office: Office, relay: Relay) -> None:
    invoice_id = filed_with_contact(office)
    refuse(office, invoice_id)
    assert outbox(office, 1).look() == 1
    row = outgoing(office, invoice_id)
    assert row.error is not None
    assert row.error.startswith("ConnectionRefusedError")
    assert outbox(office, relay.port, FIRST_PAUSE * 2).look() == 1


def test_a_password_is_not_sent_in_the_clear(office: Office, relay: Relay) -> None:
    invoice_id = filed_with_contact(office)
    refuse(office, invoice_id)
    smarthost = Smarthost("127.0.0.1", relay.port, SENDER, "us", "secret")
    Outbox(office.database, smarthost).look()
    assert "needs it" in (outgoing(office, invoice_id).error or "")
    assert relay.taken == []


def test_one_that_died_while_sending_is_tried_again(office: Office, relay: Relay) -> None:
    invoice_id = filed_with_contact(office)
    refuse(office, invoice_id)

    class Dead(Outbox):
        def _send_all(self, client: object, first: object) -> int:
            raise SystemExit

    with pytest.raises(SystemExit):
        Dead(office.database, Smarthost("127.0.0.1", relay.port, SENDER)).look()
    assert outbox(office, relay.port).look() == 0
    assert outbox(office, relay.port, CLAIMED * 2).look() == 1


def test_one_that_died_before_it_noted_that_sends_a_copy_that_is_known_as_one(
    office: Office, relay: Relay
) -> None:
    invoice_id = filed_with_contact(office)
    refuse(office, invoice_id)

    class Dead(Outbox):
        def _note_sent(self) -> None:
            if self._sent:
                raise SystemExit

    with pytest.raises(SystemExit):
        Dead(office.database, Smarthost("127.0.0.1", relay.port, SENDER)).look()
    assert outbox(office, relay.port).look() == 0, "left alone for a while"
    assert outbox(office, relay.port, CLAIMED * 2).look() == 1
    first, second = (envelope.content for envelope in relay.taken)
    assert isinstance(first, bytes)
    assert first == second
    assert email.message_from_bytes(first)["Message-ID"] == (
        f"<{outgoing(office, invoice_id).id}@cabinet.example>"
    )


def test_a_database_that_is_away_for_a_moment_sends_no_copy(
    office: Office, relay: Relay, monkeypatch: pytest.MonkeyPatch
) -> None:
    invoice_id = filed_with_contact(office)
    refuse(office, invoice_id)
    box = outbox(office, relay.port)

    def fail(*_: object) -> None:
        raise TransientError("away")

    with monkeypatch.context() as patch:
        patch.setattr("gateway.sending.mark_sent", fail)
        for _ in range(2):
            with pytest.raises(TransientError):
                box.look()
    assert outgoing(office, invoice_id).sent_at is None
    assert box.look() == 0
    assert outgoing(office, invoice_id).sent_at is not None
    assert len(relay.taken) == 1


def test_several_go_over_one_connection_each_claimed_when_its_turn_comes(
    office: Office, relay: Relay, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = [filed_with_contact(office) for _ in range(4)]
    for invoice_id in ids:
        refuse(office, invoice_id)
    monkeypatch.setattr("gateway.sending.AT_ONCE", 3)
    box = outbox(office, relay.port)
    assert (box.look(), box.look(), box.look()) == (3, 1, 0)
    assert all(outgoing(office, invoice_id).sent_at for invoice_id in ids)


def test_who_is_to_stop_ends_the_mail_that_is_being_sent_and_claims_no_other(
    office: Office, relay: Relay
) -> None:
    ids = [filed_with_contact(office) for _ in range(2)]
    for invoice_id in ids:
        refuse(office, invoice_id)
    box = outbox(office, relay.port)
    box._stop.set()
    assert box.look() == 1
    assert [outgoing(office, invoice_id).tries for invoice_id in ids] == [1, 0]
