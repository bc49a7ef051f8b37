"""The public suites, through our own code and a name server: run where they are at hand.

RFC 7208's is in the source package of pyspf (`make suites` fetches it); ARC's in the corpora.
"""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from gateway.authentication.arc import judge_arc
from gateway.authentication.body import Body
from gateway.authentication.dkim import judge_dkim
from gateway.authentication.dns import Lookups, Servers
from gateway.authentication.mail import read_mail
from gateway.authentication.spf import judge_spf
from storage.clock import utc_now
from tests.gateway.nameserver import SILENT, NameServer, text, txt
from tests.test_packaging import ROOT

SPF = ROOT / ".suites" / "rfc7208-tests.yml"
CORPUS = ROOT.parent / "shared" / "corpus" / "auth"
ARC = CORPUS / "arc-arc-draft-validation-tests.yml"


def scenarios(path: Path) -> list[Any]:
    return list(yaml.safe_load_all(path.read_text())) if path.exists() else []


def zone_of(data: dict[str, Any]) -> dict[str, Any]:
    """Return a scenario's zone; its SPF records stand for TXT ones where it has none of those."""
    zone: dict[str, Any] = {}
    for name, entries in data.items():
        key = name.lower().rstrip(".")
        pairs = [pair for e in entries if isinstance(e, dict) for pair in e.items()]
        own_txt = any(kind == "TXT" for kind, _ in pairs)
        records = list(records_of(pairs, own_txt=own_txt))
        zone[key] = SILENT if "TIMEOUT" in entries and not records else records
        if "TIMEOUT" in entries and records:
            zone[key] += [(kind, SILENT) for kind in {"TXT", "A"} - {k for k, _ in records}]
    return {name: records for name, records in zone.items() if len(name.split(".")[0]) < 64}


def records_of(pairs: list[tuple[str, Any]], *, own_txt: bool) -> Iterator[tuple[str, str]]:
    for kind, value in pairs:
        if kind in {"TXT", "SPF"}:
            if value == "NONE" or (kind == "SPF" and own_txt):
                continue
            parts = [value] if isinstance(value, str) else value or [""]
            yield "TXT", SILENT if value == "TIMEOUT" else text(*parts)
        elif value == "TIMEOUT":
            yield kind, SILENT
        elif kind == "MX":
            yield kind, f"{value[0]} {value[1].rstrip('.')}."
        elif kind in {"PTR", "CNAME"}:
            yield kind, f"{value.rstrip('.')}."
        else:
            yield kind, str(value)


@pytest.mark.parametrize("scenario", scenarios(SPF), ids=lambda s: str(s["description"]))
def test_spf(scenario: dict[str, Any]) -> None:
    wrong = {}
    with NameServer(zone_of(scenario["zonedata"])) as server:
        for name, case in scenario["tests"].items():
            lookups = Lookups(Servers((server.address,)), seconds=0.4)
            verdict = judge_spf(lookups, case["host"], case["mailfrom"], case["helo"])
            expected = case["result"] if isinstance(case["result"], list) else [case["result"]]
            if verdict.result not in expected:
                wrong[name] = verdict, expected
    assert not wrong


@pytest.mark.parametrize("scenario", scenarios(ARC), ids=lambda s: str(s["description"]))
def test_arc(scenario: dict[str, Any]) -> None:
    zone = {k.lower(): txt(v) for k, v in (scenario.get("txt-records") or {}).items() if v}
    wrong = {}
    with NameServer(zone) as server:
        servers = Servers((server.address,))
        for name, case in scenario["tests"].items():
            mail = read_mail(io.BytesIO(case["message"].replace("\n", "\r\n").encode()))
            verdict = judge_arc(Lookups(servers), mail, Body(mail))
            # No expectation: no seal can be put on it, which is a chain that failed.
            if verdict.result != (case["cv"].lower() or "fail"):
                wrong[name] = verdict, case["cv"]
    assert not wrong


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("dkim-001", ["pass", "pass"]),
        ("dkim-002", ["pass"]),
        ("dkim-003", ["pass", "pass"]),
        ("dkim-004", ["pass"]),
        ("dkim-005", ["fail"]),
        ("dkim-006", ["pass"]),
        ("arc-001", ["pass", "pass", "fail"]),
        ("arc-002", ["pass"]),
    ],
)
def test_public_mails(name: str, expected: list[str]) -> None:
    path = CORPUS / f"mailauth-{name}.txt"
    if not path.exists():
        pytest.skip("the corpora are not here")
    head, _, message = path.read_bytes().partition(b"\n\n")
    records = [line.decode().partition(" ")[::2] for line in head.splitlines()]
    with NameServer({key.rstrip(".").lower(): txt(value.strip()) for key, value in records}) as s:
        mail = read_mail(io.BytesIO(message))
        body, lookups = Body(mail), Lookups(Servers((s.address,)))
        verdicts = judge_dkim(lookups, mail, body, utc_now(), None)
        chain = judge_arc(lookups, mail, body)
    assert [v.result for v in verdicts] == expected
    assert chain.result == ("pass" if name.startswith("arc") else "none")


def test_the_example_of_rfc_8463() -> None:
    path = CORPUS / "dkimpy-rfc6376.signed.msg"
    if not path.exists():
        pytest.skip("the corpora are not here")
    ed25519 = "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
    rsa = (CORPUS / "dkimpy-test.txt").read_text().replace("g=*;", "").strip()
    zone = {
        "brisbane._domainkey.football.example.com": txt(ed25519),
        "test._domainkey.football.example.com": txt(rsa),
    }
    with NameServer(zone) as server:
        mail = read_mail(io.BytesIO(path.read_bytes()))
        lookups = Lookups(Servers((server.address,)))
        verdicts = judge_dkim(lookups, mail, Body(mail), utc_now(), None)
    assert [(v.algorithm, v.result) for v in verdicts] == [
        ("ed25519-sha256", "pass"),
        ("rsa-sha256", "pass"),
    ]
