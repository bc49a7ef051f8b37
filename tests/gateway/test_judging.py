"""Judging on the way to storage and again later: no mail is lost, held up or wrongly believed."""

import hashlib
import io
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from sqlmodel import Session, select

from gateway.authentication.dns import Allowance, Servers
from gateway.authentication.judge import Senders, Transaction
from gateway.envelope import SpooledEnvelope
from gateway.judging import FIRST_PAUSE, GIVEN_UP, LONGEST_PAUSE, Again, Judge
from gateway.scanners import Scanner
from gateway.shipper import Shipper
from gateway.spool import Spool
from storage.actions.judge import ask_about_inner, judge
from storage.actions.senders import register_sender
from storage.blobs import BlobStore
from storage.clock import utc_now
from storage.codec import from_json
from storage.database import Database
from storage.domain.mailbox import Recipient
from storage.domain.sender_role import SenderRole
from storage.domain.verdicts import ScanResult, ScanVerdict, Standing, Verdicts
from storage.models.firm import DossierRow
from storage.models.message import DeliveryRow, MessageRow
from storage.queries.mailboxes import find_mailbox
from storage.shared_domains import SharedDomains
from tests.gateway.authentication.mails import ACME, CLIENT, ZONE, a_mail, signed
from tests.gateway.harness import PURCHASES
from tests.gateway.nameserver import SILENT, NameServer

NAMES = tuple(ZONE)


class Post:
    """A spool, its shipper with a judge, and what they have stored.

    Args:
        home: Data directory with a database.
        database: That database.
        server: Who is asked.
        scanners: Who looks.
    """

    def __init__(
        self,
        home: Path,
        database: Database,
        server: NameServer | None,
        scanners: tuple[Scanner, ...] = (),
    ) -> None:
        self.now = utc_now()
        self.database = database
        self.spool = Spool(home / "spool", reserve=0)
        self.blobs = blobs = BlobStore(home / "blobs")
        self.servers = Servers((server.address,)) if server else None
        senders = Senders(self.servers) if self.servers else None
        judges = Judge(senders, scanners, clock=lambda: self.now)
        self.shipper = Shipper(self.spool, database, blobs, judge=judges, lanes=3)
        self.again = Again(database, blobs, judges, clock=lambda: self.now)

    def append(self, content: bytes) -> None:
        with self.database.read() as session:
            mailbox = find_mailbox(session, PURCHASES.lower())
            assert mailbox is not None
        envelope = SpooledEnvelope(
            f"rebonds@{ACME}",
            (Recipient(PURCHASES, mailbox.id),),
            utc_now(),
            {"address": CLIENT, "helo": f"mail.{ACME}"},
        )
        self.spool.append(envelope, content)

    @property
    def firm_id(self) -> str:
        return self.deliveries()[0].firm_id

    def deliveries(self) -> list[DeliveryRow]:
        with self.database.read() as session:
            return list(session.exec(select(DeliveryRow).order_by(DeliveryRow.id)).all())

    def verdicts(self) -> list[Verdicts]:
        return [from_json(Verdicts, row.verdicts) for row in self.deliveries()]


@contextmanager
def asking(zone: dict[str, Any], home: Path, database: Database) -> Iterator[Post]:
    with NameServer(zone) as server:
        yield Post(home, database, server)


def test_verdicts_are_stored_with_the_mail(home: Path, database: Database) -> None:
    with asking(ZONE, home, database) as post:
        for number in range(9):
            post.append(signed(a_mail(body=b"%d\r\n" % number)))
        post.append(a_mail(author="ceo@evil.example"))
        assert post.shipper.look() == 10
        assert post.again.look() == 0
    proven = [verdicts.authenticated_domain for verdicts in post.verdicts()]
    assert sorted(proven, key=str) == [None] + [ACME] * 9
    assert {row.judge_at for row in post.deliveries()} == {None}


def test_nobody_is_asked_where_that_is_off(home: Path, database: Database) -> None:
    post = Post(home, database, None)
    post.append(signed(a_mail()))
    post.shipper.look()
    assert [(row.verdicts, row.judge_at) for row in post.deliveries()] == [(None, None)]


def test_a_silent_dns_holds_up_no_mail_and_is_asked_again(
    home: Path, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gateway.shipper.Allowance", lambda: Allowance(0.3))
    with NameServer(dict.fromkeys(NAMES, SILENT)) as server:
        post = Post(home, database, server)
        for number in range(30):
            post.append(signed(a_mail(body=b"%d\r\n" % number)))
        started = time.monotonic()
        assert post.shipper.look() == 30
        assert time.monotonic() - started < 5, "not thirty times the wait"
        assert post.spool.names() == []
        assert all(v.is_open and v.authenticated_domain is None for v in post.verdicts())
        assert {row.judge_at for row in post.deliveries()} == {post.now + FIRST_PAUSE}
        assert post.again.look() == 0, "not before its time"
        post.now += FIRST_PAUSE
        assert post.servers is not None
        post.servers._silent_until = 0.0
        server.zone.update(ZONE)
        while post.again.look():
            pass
    assert {v.authenticated_domain for v in post.verdicts()} == {ACME}
    assert {row.judge_at for row in post.deliveries()} == {None}


def test_pauses_grow_and_end(home: Path, database: Database) -> None:
    with NameServer(dict.fromkeys(NAMES, "BROKEN")) as server:
        post = Post(home, database, server)
        post.append(a_mail())
        post.shipper.look()
        received = post.deliveries()[0].received_at
        pauses = []
        while (at := post.deliveries()[0].judge_at) is not None:
            pauses.append(at - post.now)
            post.now = at
            assert post.again.look() == 1
    assert pauses == sorted(pauses)
    assert (pauses[0], pauses[-1]) == (FIRST_PAUSE, LONGEST_PAUSE)
    assert GIVEN_UP < post.now - received < GIVEN_UP + 2 * LONGEST_PAUSE
    assert post.verdicts()[0].is_open, "what nobody said is not made up"


class Looks:
    """A scanner that says these things, one after the other."""

    def __init__(self, *results: ScanResult) -> None:
        self.results = list(results)

    def scan(self, transaction: Transaction, content: BinaryIO) -> ScanVerdict:
        assert content.read().startswith(b"From: ")
        return ScanVerdict("clamd", self.results.pop(0))


def test_a_scanner_that_is_down_is_asked_again(home: Path, database: Database) -> None:
    scanner = Looks(ScanResult.NOT_ANALYSED, ScanResult.MALWARE)
    post = Post(home, database, None, (scanner,))
    post.append(a_mail())
    post.shipper.look()
    assert [v.scans[0].result for v in post.verdicts()] == [ScanResult.NOT_ANALYSED]
    post.now += FIRST_PAUSE
    assert post.again.look() == 1
    assert [v.has_malware for v in post.verdicts()] == [True]
    assert post.again.look() == 0


def test_a_bug_in_judging_loses_nothing(
    home: Path, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Senders, "judge", fail)
    with asking(ZONE, home, database) as post:
        post.append(signed(a_mail()))
        assert post.shipper.look() == 1
        assert post.verdicts()[0].is_open
        monkeypatch.undo()
        post.now += FIRST_PAUSE
        assert post.again.look() == 1
    assert post.verdicts()[0].authenticated_domain == ACME


def test_two_shippers_do_not_judge_the_same_mail_again(home: Path, database: Database) -> None:
    with asking(dict.fromkeys(NAMES, "BROKEN"), home, database) as post:
        post.append(a_mail())
        post.shipper.look()
        post.now += FIRST_PAUSE
        claimed: list[int] = []
        look = Judge.judge

        def claim(self: Judge, *args: Any, **options: Any) -> Any:
            claimed.append(post.again.look())
            return look(self, *args, **options)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Judge, "judge", claim)
            assert post.again.look() == 1
    assert claimed == [0]


def test_the_same_mail_again_has_verdicts_of_its_own(home: Path, database: Database) -> None:
    with asking(ZONE, home, database) as post:
        mail = signed(a_mail())
        post.append(mail)
        post.shipper.look()
        post.append(mail)
        post.shipper.look()
    assert [v.authenticated_domain for v in post.verdicts()] == [ACME, ACME]
    with database.read() as session:
        (message,) = session.exec(select(MessageRow)).all()
    assert (message.times_received, message.delivery_id) == (2, post.deliveries()[0].id)


def forward(post: Post, inner: bytes) -> str:
    """Ship a mail, and have it say that a registered forwarder attached another one to it."""
    post.append(a_mail(author=f"patron@{ACME}"))
    post.shipper.look()
    post.blobs.put(post.firm_id, io.BytesIO(inner))
    sha256 = hashlib.sha256(inner).hexdigest()
    with post.database.write() as session:
        (message,) = session.exec(select(MessageRow)).all()
        register(session, message.dossier_id, f"patron@{ACME}")
        message.header = {
            "header_from": f"patron@{ACME}",
            "forwarded": [{"path": "2", "sha256": sha256}, {"path": "3", "quoted": True}],
        }
        session.add(message)
    return sha256


def register(session: Session, dossier_id: str, value: str) -> None:
    dossier = session.get_one(DossierRow, dossier_id)
    role, shared = SenderRole.FORWARDER, SharedDomains(frozenset())
    register_sender(
        session, dossier, role=role, value=value, shared=shared, actor="Anne", now=utc_now()
    )


def ask(post: Post) -> None:
    with post.database.write() as session:
        (message,) = session.exec(select(MessageRow)).all()
        ask_about_inner(session, message, post.now)


def test_an_attached_mail_is_judged_once_it_was_found(home: Path, database: Database) -> None:
    with asking(ZONE, home, database) as post:
        sha256 = forward(post, signed(a_mail()))
        assert post.again.look() == 0, "nobody has asked yet"
        before = post.verdicts()[0]
        ask(post)
        assert post.again.look() == 1
        (verdicts,) = post.verdicts()
        assert replace(verdicts, inner=()) == before, "of the mail itself all was known"
        assert verdicts.of_inner(sha256).authenticated_domain == ACME
        ask(post)
        assert post.again.look() == 0, "once is enough"


def test_an_attached_mail_that_is_found_meanwhile_is_not_forgotten(
    home: Path, database: Database
) -> None:
    with asking(dict.fromkeys(NAMES, "BROKEN"), home, database) as post:
        sha256 = forward(post, signed(a_mail()))
        with database.write() as session:
            (message,) = session.exec(select(MessageRow)).all()
            ask_about_inner(session, message, post.now)
            # Who asked about the mail itself before that has all answers only now.
            judge(session, message.delivery_id, Verdicts(authenticated_domain=ACME), None)
        assert post.deliveries()[0].judge_at is not None
        assert post.again.look() == 1
        assert post.verdicts()[0].of_inner(sha256).is_open
        assert post.deliveries()[0].judge_at == post.now + 2 * FIRST_PAUSE, "and asked again"


def test_where_the_dns_is_off_nobody_asks_about_attached_mails(
    home: Path, database: Database
) -> None:
    post = Post(home, database, None)
    forward(post, signed(a_mail()))
    ask(post)
    assert post.deliveries()[0].judge_at is None


def test_where_only_scanners_look_attached_mails_are_settled(
    home: Path, database: Database
) -> None:
    post = Post(home, database, None, (Looks(ScanResult.CLEAN),))
    sha256 = forward(post, signed(a_mail()))
    ask(post)
    assert post.again.look() == 1
    assert post.verdicts()[0].of_inner(sha256).standing is Standing.UNJUDGED
    assert post.deliveries()[0].judge_at is None


def test_judging_is_as_of_the_receipt() -> None:
    with NameServer(ZONE) as server:
        senders = Senders(Servers((server.address,)))
        mail = io.BytesIO(signed(a_mail()))
        past = Transaction("", {}, utc_now() - timedelta(hours=11))
        assert senders.judge(past, mail).dkim[0].ground == "signature_from_future"
