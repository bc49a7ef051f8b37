"""The tree walk and alignment (RFC 9989), sub-domains and public suffixes."""

from typing import Any

import pytest

from gateway.authentication.dmarc import judge_dmarc, walk
from gateway.authentication.dns import Lookups, Servers
from storage.domain.verdicts import DkimVerdict, DmarcVerdict, Ground, Means, Result, SpfVerdict
from tests.gateway.nameserver import NameServer, txt

NOTHING = SpfVerdict(Result.NONE, Ground.NOTHING_TO_ASK)


def judge(zone: dict[str, str], author: str, signer: str) -> DmarcVerdict:
    """Judge a mail with one signature that holds."""
    records = {f"_dmarc.{name}": txt(record) for name, record in zone.items()}
    with NameServer(records) as server:
        lookups = Lookups(Servers((server.address,)))
        holds = DkimVerdict(Result.PASS, Ground.SIGNATURE_HOLDS, signer)
        return judge_dmarc(lookups, author, NOTHING, [holds]).dmarc


@pytest.mark.parametrize(
    ("zone", "author", "signer", "result"),
    [
        ({"acme.example": "v=DMARC1"}, "acme.example", "acme.example", "pass"),
        ({"acme.example": "v=DMARC1"}, "acme.example", "a.b.acme.example", "pass"),
        ({"acme.example": "v=DMARC1"}, "a.b.acme.example", "acme.example", "pass"),
        ({"acme.example": "v=DMARC1"}, "a.acme.example", "b.acme.example", "pass"),
        ({"acme.example": "v=DMARC1"}, "acme.example", "notacme.example", "fail"),
        ({"acme.example": "v=DMARC1"}, "acme.example", "acme.example.evil.example", "fail"),
        ({"acme.example": "v=DMARC1; adkim=s"}, "acme.example", "a.acme.example", "fail"),
        ({"acme.example": "v=DMARC1; adkim=s"}, "acme.example", "acme.example", "pass"),
        # psd=n: the sub-domain is an organisation of its own.
        (
            {"acme.example": "v=DMARC1", "a.acme.example": "v=DMARC1; psd=n"},
            "a.acme.example",
            "acme.example",
            "fail",
        ),
        (
            {"acme.example": "v=DMARC1", "a.acme.example": "v=DMARC1; psd=n"},
            "acme.example",
            "a.acme.example",
            "fail",
        ),
        # psd=y: the organisation is one label below.
        ({"bank": "v=DMARC1; psd=y"}, "a.acme.bank", "b.acme.bank", "pass"),
        ({"bank": "v=DMARC1; psd=y"}, "acme.bank", "evil.bank", "fail"),
        # A registry's record without psd=y makes no organisation of all its customers.
        ({"fr": "v=DMARC1"}, "acme.fr", "evil.fr", "none"),
        ({"co.uk": "v=DMARC1", "acme.co.uk": "v=DMARC1"}, "acme.co.uk", "evil.co.uk", "fail"),
        # What is no record.
        ({"acme.example": "v=DMARC2"}, "acme.example", "acme.example", "none"),
        ({"acme.example": "v=spf1 -all"}, "acme.example", "acme.example", "none"),
        ({"acme.example": "v=DMARC1; p"}, "acme.example", "acme.example", "none"),
        ({}, "acme.example", "acme.example", "none"),
    ],
)
def test_alignment(zone: dict[str, str], author: str, signer: str, result: str) -> None:
    verdict = judge(zone, author, signer)
    assert verdict.result == result
    assert (verdict.aligned_by == (Means.DKIM,)) or result != "pass"


@pytest.mark.parametrize(
    ("record", "author", "policy"),
    [
        ("v=DMARC1; p=reject", "acme.example", "reject"),
        ("v=DMARC1; p=reject; sp=quarantine", "a.acme.example", "quarantine"),
        ("v=DMARC1; p=reject", "a.acme.example", "reject"),
        ("V = DMARC1 ; P = Reject", "acme.example", "reject"),
        ("v=DMARC1; p=strange", "acme.example", "none"),
        ("v=DMARC1", "acme.example", "none"),
    ],
)
def test_policy(record: str, author: str, policy: str) -> None:
    verdict = judge({"acme.example": record}, author, "evil.example")
    assert (verdict.policy, verdict.policy_domain) == (policy, "acme.example")
    assert verdict.organizational_domain == "acme.example"


def test_two_records_are_none() -> None:
    records: dict[str, Any] = {"_dmarc.acme.example": txt("v=DMARC1", "v=DMARC1; p=reject")}
    with NameServer(records) as server:
        assert walk(Lookups(Servers((server.address,))), "acme.example").records == ()


def test_a_long_name_is_walked_in_eight_steps() -> None:
    with NameServer({}) as server:
        walk(Lookups(Servers((server.address,))), ".".join("abcdefghijklmnop") + ".example")
        asked = [name for name, _ in server.asked]
    assert len(asked) == 8
    assert asked[0] == "_dmarc.a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.example"
    assert asked[1] == "_dmarc.k.l.m.n.o.p.example"
    assert asked[-1] == "_dmarc.example"
