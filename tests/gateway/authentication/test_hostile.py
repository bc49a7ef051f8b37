"""Mails made to be expensive, or to make a judge stumble: nothing raises, nothing takes long."""

import io
import random

import pytest

from gateway.authentication.dns import Allowance, Servers
from gateway.authentication.judge import Senders, Transaction
from storage.domain.verdicts import Verdicts
from tests.effort import assert_cheap
from tests.gateway.authentication.mails import ACME, CLIENT, NOW, ZONE, a_mail, signed
from tests.gateway.nameserver import NameServer, Zone, txt

SIGNATURE = b"DKIM-Signature: v=1; a=rsa-sha256; d=acme.example; s=s1; h=from; bh=AA==; b=AA==;"
ARC = (
    b"ARC-Seal: i=%d; a=rsa-sha256; cv=%s; d=acme.example; s=s1; b=AA==\r\n"
    b"ARC-Message-Signature: i=%d; a=rsa-sha256; d=acme.example; s=s1; h=from; bh=%s; b=AA==\r\n"
    b"ARC-Authentication-Results: i=%d; x\r\n"
)
EMPTY_HASH = b"frcCV1k9oG9oKj3dpUqdJg1PxRT2RSN/XKdLCPjaYaY="


def chain(length: int) -> bytes:
    return b"".join(
        ARC % (i, b"none" if i == 1 else b"pass", i, EMPTY_HASH, i) for i in range(length, 0, -1)
    )


HOSTILE = {
    "many signatures": (SIGNATURE + b"\r\n") * 900 + a_mail(),
    "many tags": SIGNATURE + b" x=1;" * 40_000 + b"\r\n" + a_mail(),
    "many semicolons": SIGNATURE + b";" * 200_000 + b"\r\n" + a_mail(),
    "many blanks": SIGNATURE + b"\r\n ; \t" * 40_000 + b"\r\n" + a_mail(),
    "many names": SIGNATURE.replace(b"h=from", b"h=" + b"from:" * 40_000) + b"\r\n" + a_mail(),
    "a long chain": chain(50) + a_mail(body=b""),
    "too long a chain": chain(51) + a_mail(),
    "many fields": b"A: b\r\n" * 50_000 + a_mail(),
    "one long field": b"A: " + b"\r\n\t " * 60_000 + b"x\r\n" + a_mail(),
    "a huge header": b"A: b\r\n" * 500_000,
    "parentheses": b"From: " + b"(" * 4000 + b"\r\n\r\n",
    "quotes": b"From: " + b'"\\' * 2000 + b"\r\n\r\n",
    "angles": b"From: " + b"<a@b" * 1000 + b"\r\n\r\n",
    "a long domain": b"From: a@" + b"a." * 1900 + b"example\r\n\r\n",
    "an odd domain": "From: a@{}\r\n\r\n".format("é" * 250).encode(),
    "no header": b"\r\nbody",
    "nothing": b"",
    "one line": b"From: a@acme.example",
    "blanks in the body": signed(a_mail(body=b" \t" * 2_000_000 + b"\r\n")),
    "line ends in the body": signed(a_mail(body=b"\r\n" * 2_000_000 + b"x\r\n")),
    "lone returns": signed(a_mail(body=b"x\r\n")) + b"\r" * 3_000_000,
}


def judge(mail: bytes, zone: Zone, mail_from: str = f"x@{ACME}") -> None:
    with NameServer(zone) as server:
        transaction = Transaction(mail_from, {"address": CLIENT, "helo": "h"}, NOW)

        def judged() -> None:
            senders = Senders(Servers((server.address,)))
            verdicts = senders.judge(transaction, io.BytesIO(mail), Allowance(2.0))
            assert isinstance(verdicts, Verdicts)

        assert_cheap(judged, 150)


@pytest.mark.parametrize("name", HOSTILE)
def test_expensive_mails(name: str) -> None:
    zone = {key: value for key, value in ZONE.items() if key != ACME}
    judge(HOSTILE[name], zone)


@pytest.mark.parametrize(
    "record",
    [
        "v=spf1 " + "ip4:1.2.3.4 " * 1300,
        "v=spf1 " + "a:%{d}%{d}%{d}.acme.example " * 100,
        "v=spf1 " + "include:acme.example " * 100,
        "v=spf1 redirect=acme.example",
        "v=spf1 exists:%{l1r-}.%{ir}.%{v}._spf.%{d2} -all",
        "v=spf1 mx ptr a mx ptr a mx ptr a mx ptr -all",
        "v=spf1 exp=%{s}" + "%{s}" * 500,
        "v=spf1 " + "é" * 100,
    ],
    ids=range(8),
)
def test_expensive_records(record: str) -> None:
    many = [("MX", f"{n} m{n}.acme.example.") for n in range(20)]
    judge(a_mail(), {ACME: [*txt(record), *many]}, f"{'a-' * 200}x@{ACME}")


def test_mails_damaged_at_random_are_judged() -> None:
    chance = random.Random(8)
    whole = chain(2) + signed(a_mail())
    with NameServer(ZONE) as server:
        senders = Senders(Servers((server.address,)))
        transaction = Transaction(f"x@{ACME}", {"address": CLIENT, "helo": "h"}, NOW)
        for _ in range(1000):
            damaged = bytearray(whole)
            for _ in range(chance.randint(1, 6)):
                at = chance.randrange(len(damaged))
                damaged[at : at + chance.randint(0, 3)] = chance.choice(
                    [b"", b"\r\n", b";", b"=", b"\0", b":", b"\xff", b"<", b" ", b"@", b'"']
                )
            verdicts = senders.judge(transaction, io.BytesIO(bytes(damaged)))
            assert verdicts.authenticated_domain in {None, ACME}
