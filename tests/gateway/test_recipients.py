"""RCPT TO: who is known, who is not, and what happens while the database is away."""

import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from aiosmtpd.smtp import SMTP
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway import directory as directory_module
from gateway import mailboxes as mailboxes_module
from gateway import postmaster as postmaster_module
from gateway.channel import MAX_EXCESS
from gateway.connection import _PLAIN_ADDRESS
from gateway.postmaster import MAILBOX
from storage.actions.domains import NewDomain, add_domain, prove
from storage.clock import utc_now
from storage.database import Database
from storage.domain.errors import TransientError
from storage.queries.dossiers import first_firm
from tests.gateway.harness import (
    DOMAIN,
    MESSAGE,
    OTHER_PURCHASES,
    PURCHASE_HOST,
    PURCHASES,
    SALES,
    SENDER,
    UNKNOWN,
    AwayDatabase,
    Client,
    Gateway,
    HangingDatabase,
    make_dossier,
    wait_until,
)


@pytest.mark.parametrize(
    "address",
    [
        PURCHASES,
        SALES,
        PURCHASES.lower(),
        PURCHASES.swapcase(),
        PURCHASES.replace("@", "+Energie@"),
        SALES.replace("@", "+a+b@").upper(),
    ],
)
def test_known(gateway: Gateway, address: str) -> None:
    with Client(gateway) as client:
        [answer] = client.begin(address)
        assert (answer.code, answer.status) == (250, "2.1.5")
        assert client.data(MESSAGE).code == 250
    [entry] = gateway.entries()
    assert [r.address for r in entry.envelope.recipients] == [address]


@pytest.mark.parametrize(
    "address",
    [
        UNKNOWN,
        f"SIREN000000000@{PURCHASE_HOST}",
        f"123456782@{PURCHASE_HOST}",
        "SIREN123456782@example.org",
        "x@elsewhere.example",
        f"elsewhere.example!x@{PURCHASE_HOST}",
        "SIREN123456782",
        "@",
        f"SIREN123456782\x01@{PURCHASE_HOST}",
        f"{PURCHASES}.",
    ],
)
def test_unknown_and_ill_formed_look_the_same(gateway: Gateway, address: str) -> None:
    with Client(gateway) as client:
        known, answer, usual = client.begin(PURCHASES, address, UNKNOWN)
        assert (answer.code, answer.status) == (550, "5.1.1")
        assert answer.text == usual.text
        assert known.code == 250
        assert usual.text.isascii()


@pytest.mark.parametrize("local", [b"\xff", b"SIREN123456782\xc3", b"\xc3\xa9", b"a\0b"])
def test_an_address_that_no_database_can_hold_is_unknown(gateway: Gateway, local: bytes) -> None:
    with Client(gateway) as client:
        client.begin()
        client.send(b"RCPT TO:<" + local + b"@" + PURCHASE_HOST.encode() + b">\r\n")
        answer = client.answer()
        assert (answer.code, answer.status) == (550, "5.1.1")


@pytest.mark.parametrize("command", ["RCPT TO:<", "RCPT TO:<a@", "RCPT TO:<a b@c>"])
def test_a_broken_command_is_refused_and_the_session_goes_on(
    gateway: Gateway, command: str
) -> None:
    with Client(gateway) as client:
        client.begin()
        assert 500 <= client.say(command).code < 560
        assert client.say(f"RCPT TO:<{PURCHASES}>").code == 250


def test_french_with_accents_for_those_who_can_read_them(gateway: Gateway) -> None:
    with Client(gateway) as client:
        client.say("EHLO client.example")
        assert client.say(f"MAIL FROM:<{SENDER}> SMTPUTF8").code == 250
        assert "boîte" in client.say(f"RCPT TO:<{UNKNOWN}>").text


def test_a_refused_recipient_takes_nothing_from_the_others(gateway: Gateway) -> None:
    with Client(gateway) as client:
        assert [a.code for a in client.begin(UNKNOWN, PURCHASES)] == [550, 250]
        assert client.data(MESSAGE).code == 250
    [entry] = gateway.entries()
    assert [r.address for r in entry.envelope.recipients] == [PURCHASES]


def test_two_recipients_of_one_and_of_two_dossiers(gateway: Gateway) -> None:
    with Client(gateway) as client:
        client.begin(PURCHASES, SALES, OTHER_PURCHASES, PURCHASES)
        client.data(MESSAGE)
    [entry] = gateway.entries()
    recipients = entry.envelope.recipients
    assert [r.address for r in recipients] == [PURCHASES, SALES, OTHER_PURCHASES]
    assert len({r.mailbox_id for r in recipients}) == 3


def test_a_dossier_made_after_the_start_receives_at_once(
    gateway: Gateway, database: Database
) -> None:
    gateway.refresh()
    with Client(gateway) as client:
        assert client.begin(UNKNOWN)[0].code == 550
        make_dossier(database, "552100554")
        assert client.say(f"RCPT TO:<{UNKNOWN}>").code == 250


def test_database_away(gateway: Gateway, home: Path) -> None:
    gateway.refresh()
    gateway.directory._database = AwayDatabase()
    with Client(gateway) as client:
        answers = client.begin(PURCHASES, UNKNOWN, "x@elsewhere.example")
        assert [(a.code, a.status) for a in answers] == [
            (250, "2.1.5"),
            (451, "4.3.0"),
            (550, "5.1.1"),
        ]
        assert client.data(MESSAGE).code == 250
    gateway.stop()
    with Gateway(home, AwayDatabase()) as restarted, Client(restarted) as client:
        answers = client.begin(PURCHASES, UNKNOWN)
        assert [a.code for a in answers] == [250, 451]
        assert client.data(MESSAGE).code == 250
        assert len(restarted.entries()) == 2


@pytest.mark.parametrize("snapshot", [None, "{"], ids=["missing", "unreadable"])
def test_database_away_and_no_map(home: Path, snapshot: str | None) -> None:
    if snapshot is not None:
        (home / "mailboxes.json").write_text(snapshot)
    with Gateway(home, AwayDatabase()) as gateway, Client(gateway) as client:
        # Any host may be a firm's own.
        answers = client.begin(PURCHASES, "boulangerie@mg.cabinet.example")
        assert [(a.code, a.status) for a in answers] == [(451, "4.3.0")] * 2


def test_an_address_learnt_by_a_question_is_kept(home: Path, database: Database) -> None:
    with Gateway(home, database, keeps_fresh=True) as gateway, Client(gateway) as client:
        wait_until(gateway.snapshot.exists)
        make_dossier(database, "552100554")
        assert client.begin(UNKNOWN)[0].code == 250
        wait_until(lambda: UNKNOWN.lower() in gateway.snapshot.read_text())
    with Gateway(home, AwayDatabase()) as restarted, Client(restarted) as client:
        assert client.begin(UNKNOWN)[0].code == 250


def test_what_was_learnt_before_a_refresh_is_kept_by_it(
    gateway: Gateway, database: Database
) -> None:
    gateway.refresh()
    addresses = make_dossier(database, "552100554")
    with Client(gateway) as client:
        assert [a.code for a in client.begin(*addresses.values())] == [250, 250]
    gateway.refresh()
    kept = gateway.snapshot.read_text()
    assert all(address.lower() in kept for address in addresses.values())


def test_a_failed_refresh_leaves_the_map_as_it_is(home: Path, database: Database) -> None:
    with Gateway(home, database, keeps_fresh=True) as gateway:
        wait_until(gateway.snapshot.exists)
    with Gateway(home, AwayDatabase(), keeps_fresh=True) as gateway, Client(gateway) as client:
        assert client.begin(PURCHASES)[0].code == 250
        with pytest.raises(TransientError):
            gateway.refresh()
        assert client.say(f"RCPT TO:<{SALES}>").code == 250


def test_a_database_that_hangs_is_not_waited_for(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(directory_module, "ASK_SECONDS", 0.2)
    monkeypatch.setattr(directory_module, "QUESTIONS", 2)
    database = HangingDatabase()
    with Gateway(home, database) as gateway, Client(gateway) as client, Client(gateway) as other:
        started = time.monotonic()
        assert [a.code for a in client.begin(PURCHASES, UNKNOWN, SALES, UNKNOWN)] == [451] * 4
        assert 0.6 < time.monotonic() - started < 3
        assert database.questions == 2
        other.say("EHLO client.example")
        assert other.say("NOOP").code == 250
        database.release()


def test_an_unreadable_snapshot_is_no_obstacle(home: Path, database: Database) -> None:
    (home / "mailboxes.json").write_bytes(b'{"mailboxes": {"a@b": {"nonsense": 1}}}')
    with Gateway(home, database) as gateway, Client(gateway) as client:
        assert client.begin(PURCHASES)[0].code == 250


def test_a_removed_mailbox_is_unknown_after_a_refresh(gateway: Gateway) -> None:
    gateway.mailboxes._map[UNKNOWN.lower()] = mailboxes_module.Mailbox("mbx_1", "dos_1")
    with Client(gateway) as client:
        assert client.begin(UNKNOWN)[0].code == 250
        gateway.refresh()
        assert client.say(f"RCPT TO:<{UNKNOWN}>").code == 550


def test_too_many_recipients(gateway: Gateway) -> None:
    with Client(gateway) as client:
        answers = client.begin(*[PURCHASES] * 300)
        assert {a.code for a in answers[:100]} == {250}
        assert {(a.code, a.status) for a in answers[100:]} == {(452, "4.5.3")}
        assert client.data(MESSAGE).code == 250
    assert len(gateway.entries()) == 1


def test_recipients_without_end(gateway: Gateway) -> None:
    with Client(gateway) as client:
        client.begin(*[PURCHASES] * 100)
        codes = [client.say(f"RCPT TO:<{PURCHASES}>").code for _ in range(MAX_EXCESS + 1)]
        assert codes == [452] * MAX_EXCESS + [421]
        assert client.is_closed()


def test_guessing_ends_the_session(gateway: Gateway) -> None:
    with Client(gateway) as client:
        answers = client.begin(*[UNKNOWN] * 20)
        assert {a.code for a in answers[:-1]} == {550}
        assert (answers[-1].code, answers[-1].status) == (421, "4.7.0")
        assert client.is_closed()


@pytest.mark.parametrize(
    "address", [f"postmaster@{PURCHASE_HOST}", "PostMaster@OUT.mg.example.org", "postmaster"]
)
def test_postmaster_is_there(gateway: Gateway, address: str) -> None:
    with Client(gateway) as client:
        assert [a.code for a in client.begin(address, PURCHASES)] == [250, 250]
        assert client.data(MESSAGE).code == 250
    [entry] = gateway.entries()
    assert entry.envelope.recipients[0].mailbox_id == MAILBOX


def test_postmaster_of_a_firms_own_domain(gateway: Gateway, database: Database) -> None:
    hosts = [f"postmaster@{host}" for host in ("mg.firm.example", "out.mg.firm.example")]
    with database.write() as session:
        firm = first_firm(session)
        assert firm is not None
        domain = add_domain(session, NewDomain(firm.id, "firm.example", {}), DOMAIN, utc_now())
    gateway.refresh()
    with Client(gateway) as client:
        assert [a.code for a in client.begin(*hosts)] == [550, 550]
    with database.write() as session:
        prove(session, session.merge(domain), utc_now())
    gateway.refresh()
    with Client(gateway) as client:
        assert [a.code for a in client.begin(*hosts)] == [250, 250]


def test_postmaster_elsewhere_is_not(gateway: Gateway) -> None:
    with Client(gateway) as client:
        assert client.begin("postmaster@elsewhere.example")[0].code == 550


def test_a_full_mailbox_of_postmaster(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postmaster_module, "MOST", 0)
    gateway.refresh()
    with Client(gateway) as client:
        answer, other = client.begin(f"postmaster@{PURCHASE_HOST}", PURCHASES)
        assert (answer.code, answer.status) == (452, "4.2.2")
        assert other.code == 250


@settings(deadline=None)
@given(arg=st.from_regex(_PLAIN_ADDRESS, fullmatch=True))
def test_the_quick_parser_of_addresses_agrees_with_the_slow_one(arg: str) -> None:
    plain = _PLAIN_ADDRESS.fullmatch(arg)
    assert plain is not None
    address, rest = SMTP._getaddr(SimpleNamespace(local_part_limit=0), arg)  # type: ignore[arg-type]
    assert (plain[1], plain[2].split()) == (address, (rest or "").split())
