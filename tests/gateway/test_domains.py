"""The records of a domain, held against name servers that are right, wrong and silent."""

import re
from pathlib import Path
from typing import Any

import dns.zone
import pytest

from gateway.authentication.dns import Lookups, Servers
from gateway.domains import (
    CHALLENGE,
    Finding,
    Rank,
    Status,
    Wanted,
    check_records,
    policy_file,
    records_for,
    zone_file,
)
from tests.gateway.nameserver import BROKEN, SILENT, NameServer, txt

CERTIFICATE = Path(__file__).parent / "certificates" / "first.pem"
NAME = "firm.example"
HOSTS = ("mg.firm.example", "out.mg.firm.example")
WANTED = Wanted(NAME, HOSTS, "abc", "mx.other.example", CERTIFICATE)


def right_zone() -> dict[str, Any]:
    """Return what is asked for, published."""
    zone: dict[str, Any] = {"mx.other.example": [("A", "192.0.2.1")]}
    for record in records_for(WANTED):
        if record.value:
            value = txt(record.value)[0][1] if record.kind == "TXT" else record.value
            zone.setdefault(record.name, []).append((record.kind, value))
    return zone


def check(zone: dict[str, Any]) -> dict[tuple[str, str], Finding]:
    with NameServer(zone) as server:
        servers = Servers((server.address,))
        findings = check_records(records_for(WANTED), lambda: Lookups(servers, seconds=0.2))
    # Names have a TXT and an MX; the first label of a TXT's value tells SPF from others.
    return {(f.record.name, f.record.kind): f for f in findings}


def test_all_is_right() -> None:
    findings = check(right_zone())
    assert len(findings) == len(records_for(WANTED)) == 13
    assert {f.status for f in findings.values()} == {Status.FOUND}
    assert {f.advice for f in findings.values()} == {("", "")}


def test_what_else_stands_there_does_not_matter() -> None:
    zone = right_zone()
    zone[HOSTS[0]] += [*txt("google-site-verification=x"), ("MX", "20 backup.example.")]
    zone[f"{CHALLENGE}.{NAME}"] += txt("vaguemestre=of-another-installation")
    zone[f"_dmarc.{HOSTS[0]}"] = txt("v=DMARC1;p=quarantine; rua=mailto:x@firm.example")
    assert {f.status for f in check(zone).values()} == {Status.FOUND}


@pytest.mark.parametrize(
    ("name", "kind", "records", "status"),
    [
        (HOSTS[0], "MX", [("MX", "10 mx.evil.example.")], Status.DIFFERENT),
        (HOSTS[0], "MX", [], Status.MISSING),
        (HOSTS[0], "TXT", txt("v=spf1 +all"), Status.DIFFERENT),
        (HOSTS[0], "TXT", txt("v=spf1 -all", "v=spf1 ~all"), Status.DIFFERENT),
        (HOSTS[0], "TXT", txt("hello"), Status.MISSING),
        (f"_dmarc.{HOSTS[1]}", "TXT", txt("v=DMARC1; p=none"), Status.DIFFERENT),
        (f"_dmarc.{HOSTS[1]}", "TXT", txt("v=DMARC1; sp=reject"), Status.DIFFERENT),
        (f"{CHALLENGE}.{NAME}", "TXT", txt("vaguemestre=abcd"), Status.DIFFERENT),
        (f"{CHALLENGE}.{NAME}", "TXT", txt("abc"), Status.MISSING),
        (f"{CHALLENGE}.{NAME}", "TXT", SILENT, Status.SILENT),
        (f"{CHALLENGE}.{NAME}", "TXT", BROKEN, Status.SILENT),
        ("mx.other.example", "A", [], Status.MISSING),
        ("mx.other.example", "A", [("AAAA", "2001:db8::1")], Status.FOUND),
        ("_25._tcp.mx.other.example", "TLSA", [("TLSA", "3 1 1 " + "0" * 64)], Status.DIFFERENT),
    ],
)
def test_what_is_not_right_is_told(name: str, kind: str, records: Any, status: Status) -> None:
    finding = check(right_zone() | {name: records})[name, kind]
    assert finding.status is status
    assert all(finding.advice) is (status is not Status.FOUND)
    assert bool(finding.found) is (status in {Status.DIFFERENT, Status.FOUND})


def test_nobody_answers() -> None:
    findings = check(dict.fromkeys(right_zone(), SILENT))
    assert {f.status for f in findings.values()} == {Status.SILENT}


def test_ranks() -> None:
    ranks = [record.rank for record in records_for(WANTED)]
    assert ranks == sorted(ranks, key=list(Rank).index)
    assert ranks.count(Rank.BLOCKING) == 4
    own = records_for(Wanted(NAME, HOSTS, "", "mx.other.example"))
    assert not any(record.is_proof or record.kind == "TLSA" for record in own)


def test_the_zone_file_is_one() -> None:
    text = zone_file(records_for(WANTED))
    zone = dns.zone.from_text(text, origin=".", relativize=False, check_origin=False)
    assert len(list(zone.iterate_rdatas())) == 12
    assert re.search(r"^; mx\.other\.example\. ", text, re.MULTILINE)
    assert "mode: enforce\r\nmx: mx.other.example\r\n" in policy_file("mx.other.example")
