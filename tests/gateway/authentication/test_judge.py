"""Whom a mail proves to come from: our own vectors, each with its evidence."""

import base64
import os
import re
from dataclasses import replace
from datetime import timedelta
from ipaddress import ip_network
from typing import Any

import dkim
import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicNumbers

from gateway.authentication.dns import Servers
from gateway.authentication.judge import Senders, Trust
from gateway.authentication.upstream import Upstreams
from storage.domain.verdicts import Ground, Means, Result, Verdicts
from tests.benchmarks.senders import milliseconds, sized_mail
from tests.effort import known_seconds
from tests.gateway.authentication.mails import (
    ACME,
    CLIENT,
    ED25519_SEED,
    NOW,
    ZONE,
    a_mail,
    changed,
    judged,
    rsa_key,
    signed,
)
from tests.gateway.nameserver import BROKEN, SILENT, NameServer, txt

ELSEWHERE = "198.51.100.1"
MOST = 3
"""Of the CPU of the known work, for a mail of 300 KB, with what the DNS said known."""
KEY = f"s1._domainkey.{ACME}"


def rsa_record_of(bits: int) -> str:
    """Return the record of a key of that length, which nobody can sign with."""
    number = (1 << (bits - 1)) | int.from_bytes(b"\x55" * (bits // 8 - 1)) | 1
    der = (
        RSAPublicNumbers(65537, number)
        .public_key()
        .public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    )
    return f"v=DKIM1; p={base64.b64encode(der).decode()}"


def only_dkim(verdicts: Verdicts) -> tuple[Result, Ground]:
    (one,) = verdicts.dkim
    return one.result, one.ground


def test_everything_passes() -> None:
    verdicts = judged(signed(a_mail()))
    assert (verdicts.authenticated_domain, verdicts.authenticated_by) == (ACME, Means.DKIM)
    (one,) = verdicts.dkim
    assert (one.result, one.domain, one.selector) == (Result.PASS, ACME, "s1")
    assert (one.algorithm, one.aligned) == ("rsa-sha256", True)
    assert verdicts.spf is not None
    assert verdicts.dmarc is not None
    assert (verdicts.spf.result, verdicts.spf.ground) == (Result.PASS, Ground.SERVER_LISTED)
    assert (verdicts.spf.domain, verdicts.spf.client) == (ACME, CLIENT)
    assert (verdicts.dmarc.result, verdicts.dmarc.policy) == (Result.PASS, "reject")
    assert verdicts.dmarc.aligned_by == (Means.SPF, Means.DKIM)
    assert not verdicts.is_open


@pytest.mark.parametrize("header", [b"simple", b"relaxed"])
@pytest.mark.parametrize("form", [b"simple", b"relaxed"])
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\r\n",
        b"a",
        b" \r\n\r\n",
        b"a\r\n \r\n\t\r\n",
        b"a  b\t\tc \r\n.\r\n",
        b"a \r\n" * 70_000 + b"\r\n" * 70_000,
        b"\r\n" * 200_000 + b"end",
        os.urandom(600_000).replace(b"\r", b"").replace(b"\n", b""),
        b"x" * (256 * 1024 - 1) + b"\r\n\r\n",
        b"x" * (256 * 1024 - 1) + b" \r\n y",
    ],
    ids=range(11),
)
def test_bodies_as_another_implementation_signs_them(
    body: bytes, header: bytes, form: bytes
) -> None:
    mail = signed(a_mail(body=body), form=(header, form))
    assert only_dkim(judged(mail)) == (Result.PASS, Ground.SIGNATURE_HOLDS)


def test_ed25519() -> None:
    options: dict[str, Any] = {"key": ED25519_SEED, "signature_algorithm": b"ed25519-sha256"}
    verdicts = judged(signed(a_mail(), selector="ed", **options))
    assert verdicts.dkim[0].algorithm == "ed25519-sha256"
    assert only_dkim(verdicts) == (Result.PASS, Ground.SIGNATURE_HOLDS)


def test_a_body_that_is_signed_in_part_does_not_pass() -> None:
    mail = signed(a_mail(), length=True)
    assert only_dkim(judged(mail)) == (Result.PASS, Ground.SIGNATURE_HOLDS)
    assert only_dkim(judged(mail + b"Nouvel IBAN\r\n")) == (
        Result.POLICY,
        Ground.BODY_PARTLY_SIGNED,
    )


@pytest.mark.parametrize(
    "added",
    [
        b"Subject: Nouvel IBAN\r\n",
        b"To: other@example.org\r\n",
        b"Content-Type: text/html\r\nContent-Type: text/plain\r\n",
    ],
)
def test_a_replay_with_a_field_added_does_not_pass(added: bytes) -> None:
    verdicts = judged(added + signed(a_mail()), address=ELSEWHERE)
    assert only_dkim(verdicts) == (Result.POLICY, Ground.FIELD_ADDED)
    assert verdicts.authenticated_domain is None


def test_a_replay_as_it_was_passes_whoever_sends_it() -> None:
    verdicts = judged(signed(a_mail()), mail_from="x@evil.example", address=ELSEWHERE)
    assert verdicts.authenticated_by is Means.DKIM
    assert verdicts.spf is not None
    assert (verdicts.spf.result, verdicts.spf.aligned) == (Result.NONE, False)


@pytest.mark.parametrize(
    ("pattern", "instead", "ground"),
    [
        (rb"Facture F-1", b"Facture F-2", Ground.SIGNATURE_DIFFERS),
        (rb"F-1 est", b"F-2 est", Ground.BODY_CHANGED),
        (rb"d=acme.example;\r\n i=@acme.example", b"d=evil.example", Ground.KEY_MISSING),
        (rb"s=s1", b"s=gone", Ground.KEY_REVOKED),
        (rb"a=rsa-sha256", b"a=rsa-sha1", Ground.ALGORITHM_REFUSED),
        (rb"a=rsa-sha256", b"a=ed25519-sha256", Ground.KEY_WRONG),
        (rb"v=1", b"v=2", Ground.SIGNATURE_MALFORMED),
        (rb"v=1;", b"v=1; v=1;", Ground.SIGNATURE_MALFORMED),
        (rb"v=1;", b"v=1; l=-1;", Ground.SIGNATURE_MALFORMED),
        (rb"v=1;", b"v=1; i=@evil.example;", Ground.SIGNATURE_MALFORMED),
        (rb"v=1;", b"v=1; x=1;", Ground.SIGNATURE_MALFORMED),
        (rb"h=[^;]*;", b"h=to;", Ground.SIGNATURE_MALFORMED),
        (rb" bh=[^;]*;", b" bh=%%;", Ground.SIGNATURE_MALFORMED),
    ],
)
def test_signatures_that_do_not_hold(pattern: bytes, instead: bytes, ground: Ground) -> None:
    mail = changed(signed(a_mail()), pattern, instead)
    verdicts = judged(mail, mail_from="x@evil.example")
    assert verdicts.dkim[0].ground is ground
    assert verdicts.dkim[0].result is not Result.PASS
    assert verdicts.authenticated_domain is None
    assert verdicts.dmarc is not None
    assert (verdicts.dmarc.result, verdicts.dmarc.ground) == (Result.FAIL, Ground.NOT_ALIGNED)


@pytest.mark.parametrize(
    ("record", "result", "ground"),
    [
        (txt(rsa_record_of(768)), Result.POLICY, Ground.KEY_TOO_SHORT),
        (txt(rsa_record_of(8192)), Result.POLICY, Ground.KEY_TOO_LONG),
        (txt("v=DKIM1; p=AAAA"), Result.PERMERROR, Ground.KEY_WRONG),
        (txt("v=DKIM2; p=AAAA"), Result.PERMERROR, Ground.KEY_WRONG),
        (txt("v=DKIM1; s=tlsrpt; p=AAAA"), Result.PERMERROR, Ground.KEY_WRONG),
        (txt("v=DKIM1; h=sha1; p=AAAA"), Result.PERMERROR, Ground.ALGORITHM_REFUSED),
        (txt(*[f"v=DKIM1; p=AAA{n}" for n in range(9)]), Result.PERMERROR, Ground.KEY_WRONG),
        (SILENT, Result.TEMPERROR, Ground.DNS_SILENT),
        (BROKEN, Result.TEMPERROR, Ground.DNS_SILENT),
    ],
)
def test_keys(record: Any, result: Result, ground: Ground) -> None:
    verdicts = judged(signed(a_mail()), ZONE | {KEY: record}, mail_from="x@evil.example")
    assert only_dkim(verdicts) == (result, ground)
    assert verdicts.is_open == (result is Result.TEMPERROR)
    assert verdicts.authenticated_domain is None


@pytest.mark.parametrize(
    ("tags", "ground"),
    [
        ({"t": -1, "x": -1}, Ground.SIGNATURE_EXPIRED),
        ({"t": 0, "x": 1}, Ground.SIGNATURE_HOLDS),
        ({"t": 11}, Ground.SIGNATURE_FROM_FUTURE),
        ({"t": 9}, Ground.SIGNATURE_HOLDS),
    ],
)
def test_times_are_those_of_the_receipt(tags: dict[str, int], ground: Ground) -> None:
    at = {k: int((NOW + timedelta(hours=v)).timestamp()) for k, v in tags.items()}
    assert judged(_stamped(a_mail(), at)).dkim[0].ground is ground


def _stamped(unsigned: bytes, at: dict[str, int]) -> bytes:
    """Return the mail signed with other times than now, which dkimpy does not do."""
    form = (b"relaxed", b"relaxed")
    field = dkim.sign(unsigned, b"s1", ACME.encode(), rsa_key(), canonicalize=form)
    tags = "".join(f" {name}={value};" for name, value in at.items()).encode()
    text = re.sub(rb" t=[0-9]+;", tags, field, count=1)
    text = re.sub(rb"b=[^;]*$", b"b=", re.sub(rb"\r\n[ \t]+", b" ", text).rstrip())
    names = re.search(rb"h=([^;]*);", text)
    assert names is not None
    fields = {
        line.partition(b":")[0].lower(): line
        for line in unsigned.partition(b"\r\n\r\n")[0].split(b"\r\n")
    }
    chosen = [fields.pop(n.strip().lower(), None) for n in names[1].split(b":")]
    lines = [
        line.partition(b":")[0].lower() + b":" + line.partition(b":")[2].strip()
        for line in chosen
        if line is not None
    ]
    key: Any = serialization.load_pem_private_key(rsa_key(), None)
    own = b"dkim-signature:" + text.partition(b":")[2].strip()
    data = b"".join(line + b"\r\n" for line in lines) + own
    value = base64.b64encode(key.sign(data, padding.PKCS1v15(), hashes.SHA256()))
    return text + value + b"\r\n" + unsigned


@pytest.mark.parametrize(
    ("author", "ground"),
    [
        (b"", Ground.FROM_MISSING),
        (b"From: a@acme.example\r\nFrom: b@evil.example\r\n", Ground.FROM_SEVERAL),
        (b"From: a@acme.example\r\nfrom : b@acme.example\r\n", Ground.FROM_SEVERAL),
        (b"From: a@acme.example, b@evil.example\r\n", Ground.FROM_SEVERAL),
        (b"From: <a@acme.example> <b@evil.example>\r\n", Ground.FROM_UNREADABLE),
        (b"From: Acme\r\n", Ground.FROM_UNREADABLE),
        (b"From: a@acme.example (\r\n", Ground.FROM_UNREADABLE),
        (b"From: a@[192.0.2.1]\r\n", Ground.FROM_UNREADABLE),
        (b"From: \xff <a@acme.example>\r\n", Ground.FROM_UNREADABLE),
        (b"From: a\0@acme.example\r\n", Ground.HEADER_MALFORMED),
        (b"From: a@acme.example\nFrom: b@evil.example\r\n", Ground.HEADER_MALFORMED),
        (b"From: a@acme.example\rX: y\r\n", Ground.HEADER_MALFORMED),
    ],
)
def test_without_exactly_one_author_nobody_is_authenticated(author: bytes, ground: Ground) -> None:
    verdicts = judged(b"X-First: 1\r\n" + author + b"Subject: x\r\n\r\nx\r\n")
    assert verdicts.dmarc is not None
    assert (verdicts.dmarc.result, verdicts.dmarc.ground) == (Result.PERMERROR, ground)
    assert verdicts.authenticated_domain is None


@pytest.mark.parametrize(
    "author",
    [
        b"a@ACME.example",
        b'"x@evil.example" <a@acme.example>',
        b"(b@evil.example) Acme <a@acme.example> (c)",
        b'"a \\" b"@acme.example',
        b"x@evil.example <a@acme.example>",
        b"=?utf-8?q?x=40evil.example?=\r\n <a@acme.example>",
    ],
)
def test_one_author_however_written(author: bytes) -> None:
    verdicts = judged(b"From: " + author + b"\r\nSubject: x\r\n\r\nx\r\n")
    assert verdicts.authenticated_domain == ACME
    assert verdicts.authenticated_by is Means.SPF


def test_a_second_signature_of_a_stranger_changes_nothing() -> None:
    zone = ZONE | {"s1._domainkey.evil.example": ZONE[KEY]}
    mail = signed(a_mail(author="ceo@acme.example"), domain="evil.example")
    verdicts = judged(mail, zone, mail_from="x@evil.example")
    assert verdicts.dkim[0].result is Result.PASS
    assert not verdicts.dkim[0].aligned
    assert verdicts.authenticated_domain is None


def test_a_flood_of_signatures_does_not_hide_the_right_one() -> None:
    field = b"DKIM-Signature: v=1; a=rsa-sha256; d=evil.example; s=s1; h=from; bh=AA==; b=AA==\r\n"
    verdicts = judged(field * 900 + signed(a_mail()))
    assert verdicts.authenticated_by is Means.DKIM
    assert len(verdicts.dkim) == 9
    assert verdicts.dkim[-1].ground is Ground.TOO_MANY_SIGNATURES


def test_bounces_are_judged_by_their_helo_name() -> None:
    zone = ZONE | {"mail.acme.example": txt("v=spf1 ip4:192.0.2.7 -all")}
    verdicts = judged(a_mail(), zone, mail_from="")
    assert verdicts.spf is not None
    assert (verdicts.spf.identity, verdicts.spf.domain) == ("helo", "mail.acme.example")
    assert verdicts.authenticated_domain == ACME


def test_a_mail_from_a_file_with_unix_line_ends() -> None:
    assert only_dkim(judged(signed(a_mail()).replace(b"\r\n", b"\n"))) == (
        Result.PASS,
        Ground.SIGNATURE_HOLDS,
    )


def test_without_a_dmarc_record_only_a_signature_of_that_very_domain_counts() -> None:
    zone = {k: v for k, v in ZONE.items() if not k.startswith("_dmarc")}
    assert judged(a_mail(), zone).authenticated_domain is None
    verdicts = judged(signed(a_mail()), zone)
    assert verdicts.dmarc is not None
    assert (verdicts.dmarc.result, verdicts.authenticated_by) == (Result.NONE, Means.DKIM)
    below = judged(signed(a_mail(author="a@mail.acme.example")), zone)
    assert below.dkim[0].result is Result.PASS
    assert below.authenticated_domain is None


FORGED_RESULTS = (
    b"Authentication-Results: mx.firm.example; spf=pass smtp.mailfrom=x@acme.example;"
    b" dkim=pass header.d=acme.example; dmarc=pass header.from=acme.example\r\n"
)
OURS = Trust(upstreams=Upstreams((ip_network("10.0.0.0/8"),), "mx.firm.example"))


def test_nobody_is_believed_about_himself() -> None:
    mail = FORGED_RESULTS + a_mail()
    for trust in (None, OURS):
        verdicts = judged(mail, trust=trust, address=ELSEWHERE)
        assert verdicts.authenticated_domain is None
        assert verdicts.spf is not None
        assert verdicts.spf.result is Result.FAIL


def test_our_own_server_in_front_is_believed_about_spf() -> None:
    received = b"Received: from client by mx.firm.example; x\r\n"
    verdicts = judged(received + FORGED_RESULTS + a_mail(), trust=OURS, address="10.1.2.3")
    assert verdicts.spf is not None
    assert verdicts.spf.ground is Ground.SAID_BY_UPSTREAM
    assert (verdicts.authenticated_domain, verdicts.authenticated_by) == (ACME, Means.SPF)


@pytest.mark.parametrize(
    "mail",
    [
        b"Received: a\r\nReceived: b\r\n" + FORGED_RESULTS + a_mail(),
        FORGED_RESULTS.replace(b"mx.firm", b"mx.evil") + a_mail(),
        FORGED_RESULTS.replace(b"mailfrom=x@acme", b"mailfrom=x@evil") + a_mail(),
        a_mail(),
    ],
)
def test_what_our_server_did_not_write_is_not_believed(mail: bytes) -> None:
    verdicts = judged(mail, trust=OURS, address="10.1.2.3")
    assert verdicts.spf is not None
    assert verdicts.spf.ground is Ground.BEHIND_UPSTREAM
    assert verdicts.authenticated_domain is None


def sealed(mail: bytes, results: bytes) -> bytes:
    """Return the mail as a forwarder hands it on, with a line added to its body."""
    mail = b"Authentication-Results: lists.example; " + results + b"\r\n" + mail + b"-- liste\r\n"
    fields = dkim.arc_sign(
        mail, b"s1", b"lists.example", rsa_key(), b"lists.example", include_headers=None
    )
    return b"".join(fields) + mail


FORWARDED = b"dkim=pass header.d=acme.example; dmarc=pass header.from=acme.example"
LISTS = ZONE | {"s1._domainkey.lists.example": ZONE[KEY]}


def test_a_trusted_forwarder_vouches_for_what_it_changed() -> None:
    mail = sealed(signed(a_mail()), FORWARDED)
    trust = Trust(sealers=frozenset({"lists.example"}))
    verdicts = judged(mail, LISTS, "x@lists.example", trust, address=ELSEWHERE)
    assert verdicts.arc is not None
    assert (verdicts.arc.result, verdicts.arc.sealer) == (Result.PASS, "lists.example")
    assert (verdicts.arc.trusted, verdicts.arc.claims) == (True, ACME)
    assert verdicts.dkim[0].ground is Ground.BODY_CHANGED
    assert (verdicts.authenticated_domain, verdicts.authenticated_by) == (ACME, Means.ARC)
    stranger = judged(mail, LISTS, "x@lists.example", address=ELSEWHERE)
    assert stranger.authenticated_domain is None
    lied = sealed(signed(a_mail()), FORWARDED.replace(b"dmarc=pass", b"dmarc=fail"))
    assert judged(lied, LISTS, "", trust, address=ELSEWHERE).authenticated_domain is None
    added = b"Subject: Nouvel IBAN\r\n" + mail
    assert judged(added, LISTS, "", trust, address=ELSEWHERE).authenticated_domain is None
    broken = changed(mail, b"-- liste", b"-- autre")
    assert judged(broken, LISTS, "", trust, address=ELSEWHERE).authenticated_domain is None


def test_verdicts_know_when_they_are_open() -> None:
    verdicts = judged(signed(a_mail()))
    assert verdicts.spf is not None
    unsure = replace(verdicts, spf=replace(verdicts.spf, result=Result.TEMPERROR))
    assert not unsure.is_open, "what proves the sender is there"
    assert replace(unsure, authenticated_domain=None).is_open


@pytest.mark.parametrize(
    ("record", "ground", "proof"),
    [
        ("v=spf1 ip4:192.0.2.0/24 ip6:2001:db8::/32 -all", Ground.SERVER_LISTED, Means.SPF),
        ("v=spf1 include:spf.acme.example -all", Ground.SERVER_LISTED, Means.SPF),
        (
            "v=spf1 include:relay.example ip4:192.0.2.7 ip6:2001:db8::7 -all",
            Ground.SERVER_LISTED,
            Means.SPF,
        ),
        ("v=spf1 include:relay.example -all", Ground.SERVER_LISTED_BY_OTHERS, None),
        ("v=spf1 include:all.acme.example -all", Ground.SERVER_LISTED_BY_OTHERS, None),
        ("v=spf1 redirect=all.acme.example", Ground.SERVER_LISTED_BY_OTHERS, None),
        ("v=spf1 +INCLUDE:relay.example. ~all", Ground.SERVER_LISTED_BY_OTHERS, None),
        ("v=spf1 redirect=relay.example", Ground.SERVER_LISTED_BY_OTHERS, None),
    ],
)
@pytest.mark.parametrize("client", [CLIENT, "2001:db8::7", f"::ffff:{CLIENT}"])
def test_a_server_that_others_share_proves_nobody(
    record: str, ground: Ground, proof: Means | None, client: str
) -> None:
    here = txt("v=spf1 ip4:192.0.2.0/24 ip6:2001:db8::/32 -all")
    zone = ZONE | {ACME: txt(record), "spf.acme.example": here, "relay.example": here}
    zone["all.acme.example"] = txt("v=spf1 include:relay.example -all")
    verdicts = judged(a_mail(), zone, address=client)
    assert verdicts.spf is not None
    assert verdicts.dmarc is not None
    assert (verdicts.spf.result, verdicts.spf.ground) == (Result.PASS, ground)
    assert verdicts.dmarc.result is Result.PASS
    assert verdicts.authenticated_by is proof
    assert verdicts.authenticated_domain == (ACME if proof else None)
    assert judged(signed(a_mail()), zone).authenticated_by is Means.DKIM


@pytest.mark.parametrize("form", [b"simple", b"relaxed"])
def test_a_mail_of_300_kb_costs_little(form: bytes) -> None:
    mail = sized_mail(300_000, form)
    with NameServer(ZONE) as server:
        spent = milliseconds(Senders(Servers((server.address,))), mail)
    assert min(spent) / 1000 <= MOST * known_seconds()
