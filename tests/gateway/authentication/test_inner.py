"""Mails that came attached whole: only their own signatures say who wrote them."""

import hashlib
import io
import time
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from gateway.authentication.dns import QUESTIONS, Servers
from gateway.authentication.judge import Senders
from storage.domain.verdicts import Ground, InnerVerdict, Result, Standing
from tests.gateway.authentication.mails import ACME, BODY, NOW, ZONE, a_mail, changed, signed
from tests.gateway.nameserver import SILENT, NameServer, Zone, txt

EVIL = "evil.example"
WIDE: Zone = ZONE | {
    f"s1._domainkey.{EVIL}": ZONE[f"s1._domainkey.{ACME}"],
    f"_dmarc.{EVIL}": txt("v=DMARC1; p=reject"),
}


def judged(*mails: bytes, zone: Zone = WIDE, at: datetime = NOW) -> tuple[InnerVerdict, ...]:
    contents = {hashlib.sha256(mail).hexdigest(): io.BytesIO(mail) for mail in mails}
    with NameServer(zone) as server:
        return Senders(Servers((server.address,))).judge_inner(contents, at)


def test_a_signature_that_still_holds_proves_the_author() -> None:
    mail = signed(a_mail())
    (verdict,) = judged(mail)
    assert (verdict.authenticated_domain, verdict.standing) == (ACME, Standing.PROVEN)
    assert verdict.sha256 == hashlib.sha256(mail).hexdigest()
    (dkim,) = verdict.dkim
    assert (dkim.domain, dkim.selector, dkim.result, dkim.aligned) == (
        ACME,
        "s1",
        Result.PASS,
        True,
    )
    assert not verdict.is_open


def test_line_ends_of_a_file_do_not_break_it() -> None:
    (verdict,) = judged(signed(a_mail()).replace(b"\r\n", b"\n"))
    assert verdict.standing is Standing.PROVEN


def appended() -> bytes:
    return signed(a_mail(), length=True) + b"Nouveau compte\r\n"


def altered() -> bytes:
    return changed(signed(a_mail()), b"la  facture", b"la fausse facture")


def renamed() -> bytes:
    return changed(signed(a_mail()), b"From: Acme", b"From: Acmee")


def twice() -> bytes:
    return b"From: patron@client.example\r\n" + signed(a_mail())


def another_subject() -> bytes:
    return b"Subject: Payez\r\n" + signed(a_mail())


def expired() -> bytes:
    mail = signed(a_mail())
    return changed(mail, rb"; t=\d+;", b"; t=1000000000; x=1000000100;")


@pytest.mark.parametrize(
    ("make", "ground", "standing"),
    [
        (altered, Ground.BODY_CHANGED, Standing.CHANGED),
        (renamed, Ground.SIGNATURE_DIFFERS, Standing.CHANGED),
        (appended, Ground.BODY_PARTLY_SIGNED, Standing.CHANGED),
        (another_subject, Ground.FIELD_ADDED, Standing.CHANGED),
        (expired, Ground.SIGNATURE_EXPIRED, Standing.UNPROVEN),
        (lambda: signed(a_mail(), selector="gone"), Ground.KEY_REVOKED, Standing.UNPROVEN),
        (lambda: signed(a_mail(), domain=EVIL), Ground.SIGNATURE_HOLDS, Standing.UNPROVEN),
        (a_mail, None, Standing.UNPROVEN),
        (twice, None, Standing.UNPROVEN),
        (lambda: b"\r\n" + signed(a_mail()), None, Standing.UNPROVEN),
        (lambda: b"x" * 300_000, None, Standing.UNPROVEN),
        (lambda: b"", None, Standing.UNPROVEN),
    ],
)
def test_what_proves_nothing(
    make: Callable[[], bytes], ground: Ground | None, standing: Standing
) -> None:
    (verdict,) = judged(make())
    assert verdict.authenticated_domain is None
    assert [one.ground for one in verdict.dkim] == ([ground] if ground else [])
    assert verdict.standing is standing
    assert not verdict.is_open


def test_the_server_that_sent_it_is_not_asked_about() -> None:
    """Its domain permits every server and publishes no key: that is no proof of an old mail."""
    zone: Zone = {ACME: txt("v=spf1 +all"), f"_dmarc.{ACME}": txt("v=DMARC1; p=none")}
    (verdict,) = judged(a_mail(), zone=zone)
    assert verdict.standing is Standing.UNPROVEN


def test_a_chain_of_forwarders_does_not_count() -> None:
    chain = (
        b"ARC-Seal: i=1; a=rsa-sha256; cv=none; d=acme.example; s=s1; b=AAAA\r\n"
        b"ARC-Authentication-Results: i=1; x; dmarc=pass header.from=acme.example\r\n"
    )
    (verdict,) = judged(a_mail(more=chain))
    assert verdict.standing is Standing.UNPROVEN


def test_who_is_silent_leaves_it_open() -> None:
    zone: Zone = ZONE | {f"s1._domainkey.{ACME}": "BROKEN", f"_dmarc.{ACME}": "BROKEN"}
    (verdict,) = judged(signed(a_mail()), zone=zone)
    assert verdict.is_open
    assert verdict.standing is Standing.UNJUDGED


def test_it_is_judged_as_of_the_receipt() -> None:
    (verdict,) = judged(signed(a_mail()), at=NOW - timedelta(hours=11))
    assert [one.ground for one in verdict.dkim] == [Ground.SIGNATURE_FROM_FUTURE]


def test_all_of_them_share_the_bounds_of_one_mail() -> None:
    names = [f"s{number}.example" for number in range(2 * QUESTIONS)]
    mails = [
        b"".join(
            signed(a_mail(body=BODY + b"%d" % at), domain=name).partition(b"From: ")[0]
            for name in names[at * 8 : at * 8 + 8]
        )
        + a_mail(body=BODY + b"%d" % at)
        for at in range(24)
    ]
    grounds = [one.ground for verdict in judged(*mails) for one in verdict.dkim]
    assert Ground.TOO_MANY_LOOKUPS in grounds


def test_a_silent_dns_costs_the_time_of_one_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gateway.authentication.dns.Lookups.__init__.__defaults__", (0.3, None))
    mails = [signed(a_mail(body=b"%d\r\n" % number)) for number in range(8)]
    started = time.monotonic()
    found = judged(*mails, zone=dict.fromkeys(ZONE, SILENT))
    assert time.monotonic() - started < 2, "not eight times the wait"
    assert {one.standing for one in found} == {Standing.UNJUDGED}
