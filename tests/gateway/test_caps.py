"""Caps per network, sender's domain and dossier, and that nobody takes another's share."""

from ipaddress import ip_network
from pathlib import Path

import pytest

from gateway import caps as caps_module
from gateway import replies
from gateway.caps import Cap, Caps, Limits, Shares
from storage.database import Database
from tests.gateway.harness import (
    MESSAGE,
    OTHER_PURCHASES,
    PURCHASES,
    SALES,
    UNKNOWN,
    Client,
    Gateway,
)

MANY = Cap(1000, 600)
LOOPBACK = [ip_network("127.0.0.0/8")]


class Clock:
    """A clock that stands still."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def take_all(shares: Shares, member: str) -> int:
    """Take until refused; return how many."""
    taken = 0
    while shares.take("key", member):
        taken += 1
    return taken


def test_alone_one_gets_half_and_a_newcomer_something() -> None:
    shares = Shares(Cap(120, 600), Clock())
    assert [take_all(shares, name) for name in "abc"] == [60, 30, 15]
    assert shares.take("other", "a")


def test_two_that_take_in_turn_get_the_same() -> None:
    shares = Shares(Cap(120, 600), Clock())
    taken = [sum(shares.take("key", name) for _ in range(100)) for name in ("a",)]
    assert taken == [60]
    shares, counts = Shares(Cap(120, 600), Clock()), {"a": 0, "b": 0}
    for _ in range(100):
        for name in counts:
            counts[name] += shares.take("key", name)
    assert counts == {"a": 40, "b": 40}


def test_counts_fade() -> None:
    clock = Clock()
    shares = Shares(Cap(120, 600), clock)
    take_all(shares, "a")
    clock.now += 600
    assert 30 <= take_all(shares, "a") <= 40
    clock.now += 10_000
    assert take_all(shares, "a") == 60


def test_the_table_stays_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caps_module, "MAX_KEYS", 100)
    shares = Shares(MANY, Clock())
    for number in range(1000):
        assert shares.take(str(number), "a")
    assert len(shares._levels) == 100


def test_networks() -> None:
    caps = Caps([ip_network("10.0.0.0/8"), ip_network("2001:db8::/32")])
    same = ["192.0.2.1", "192.0.2.255", "::ffff:192.0.2.7"]
    assert len({caps.network(address) for address in same}) == 1
    assert caps.network("192.0.3.1") != caps.network("192.0.2.1")
    assert caps.network("2001:dead:1:2::1") == caps.network("2001:dead:1:ffff::9")
    assert caps.network("2001:dead:2::1") != caps.network("2001:dead:1::1")
    assert caps.network("fe80::1%eth0") is not None
    assert [caps.network(a) for a in ("10.1.2.3", "::ffff:10.9.9.9", "2001:db8::1")] == [None] * 3


def test_connections_are_shared() -> None:
    caps = Caps(max_connections=12)
    total = 0

    def open_all(network: str) -> int:
        nonlocal total
        opened = 0
        while caps.open(network, total + 1):
            opened, total = opened + 1, total + 1
        return opened

    assert [open_all(name) for name in "abcd"] == [6, 3, 2, 1]
    caps.close("a")
    total -= 1
    assert caps.open("e", total + 1)
    assert caps.open(None, 1000)


@pytest.mark.parametrize("of", ["dossier", "domain"])
def test_the_networks_share_a_dossier_and_a_domain(of: str) -> None:
    caps = Caps(limits=Limits(dossier=Cap(16, 600), domain=Cap(16, 600)), clock=lambda: 0.0)

    def taken(network: str) -> int:
        """Take as much as there is."""
        refuse = caps.refuse_dossier if of == "dossier" else caps.refuse_message
        return sum(refuse(network, "the same") is None for _ in range(20))

    assert [taken(name) for name in "abcd"] == [8, 4, 2, 1]
    other = caps.refuse_dossier if of == "dossier" else caps.refuse_message
    assert other("a", "another") is None


@pytest.mark.parametrize(
    ("limits", "reply"),
    [
        (Limits(network=Cap(6, 600)), replies.TOO_MANY_FROM_NETWORK),
        (Limits(domain=Cap(6, 600)), replies.TOO_MANY_FROM_DOMAIN),
    ],
)
def test_too_many_messages(
    home: Path, database: Database, limits: Limits, reply: replies.Reply
) -> None:
    with Gateway(home, database, caps=Caps(limits=limits)) as gateway, Client(gateway) as client:
        for _ in range(3):
            client.begin(PURCHASES)
            assert client.data(MESSAGE).code == 250
        answer = client.say("MAIL FROM:<facturation@FOURNISSEUR.example>")
        assert answer.text == f"{reply}\r\n"
        other = client.say("MAIL FROM:<a@other.example>")
        assert other.code == (250 if reply is replies.TOO_MANY_FROM_DOMAIN else 451)


def test_too_many_messages_for_a_dossier(home: Path, database: Database) -> None:
    limits = Limits(dossier=Cap(4, 600))
    with Gateway(home, database, caps=Caps(limits=limits)) as gateway, Client(gateway) as client:
        for _ in range(2):
            # Twice in one message is one message.
            assert [a.code for a in client.begin(PURCHASES, SALES)] == [250, 250]
            assert client.data(MESSAGE).code == 250
        refused, taken = client.begin(PURCHASES, OTHER_PURCHASES)
        assert refused.text == f"{replies.TOO_MANY_FOR_MAILBOX}\r\n"
        assert taken.code == 250


def test_guessing_from_many_connections(home: Path, database: Database) -> None:
    limits = Limits(unknown=Cap(6, 600))
    with Gateway(home, database, caps=Caps(limits=limits)) as gateway:
        for _ in range(3):
            with Client(gateway) as client:
                assert client.begin(UNKNOWN)[0].code == 550
        with Client(gateway) as client:
            answer = client.begin(UNKNOWN)[0]
            assert (answer.code, answer.status) == (421, "4.7.0")


def test_exempt_networks_have_no_caps(home: Path, database: Database) -> None:
    none = Cap(0, 600)
    limits = Limits(none, none, none, none)
    caps = Caps([ip_network("127.0.0.0/8")], 3, limits)
    with (
        Gateway(home, database, caps=caps) as gateway,
        Client(gateway) as client,
        Client(gateway),
        Client(gateway) as third,
    ):
        assert third.greeting.code == 220
        assert [a.code for a in client.begin(PURCHASES, UNKNOWN)] == [250, 550]
        assert client.data(MESSAGE).code == 250


def test_too_many_connections_of_one_network(home: Path, database: Database) -> None:
    with Gateway(home, database, caps=Caps(max_connections=3)) as gateway:
        with Client(gateway) as first, Client(gateway), Client(gateway) as third:
            assert (third.greeting.code, third.greeting.status) == (421, "4.7.0")
            assert third.is_closed()
            assert first.say("NOOP").code == 250
            first.say("QUIT")
        with Client(gateway) as again:
            assert again.greeting.code == 220
