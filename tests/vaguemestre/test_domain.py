"""``domain`` and ``address``: what to publish, whether it is, and what then receives mail."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dns.zone
import pytest

from gateway.directory import Directory
from gateway.mailboxes import Mailboxes
from storage.database import Database, sqlite_url
from tests.gateway.nameserver import SILENT, NameServer, txt
from tests.vaguemestre.conftest import DOMAIN, Run

NAME = "cabinet.example"
HOSTS = (f"mg.{NAME}", f"out.mg.{NAME}")
MAIL_HOST = f"mg.{DOMAIN}"


@pytest.fixture
def firm(run: Run, monkeypatch: pytest.MonkeyPatch) -> str:
    run("migrate")
    made: str = run("firm", "add", "Cabinet", "--json").json["id"]
    return made


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[NameServer]:
    with NameServer({}) as running:
        address = "{}:{}".format(*running.address)
        monkeypatch.setenv("VAGUEMESTRE_DNS_SERVERS", address)
        monkeypatch.setattr("vaguemestre.commands.domain.CHECK_SECONDS", 0.4)
        yield running


def publish(server: NameServer, records: list[dict[str, Any]]) -> None:
    """Publish what was asked for, and the address of the mail server."""
    server.zone[MAIL_HOST] = [("A", "192.0.2.1")]
    for record in records:
        if record["value"]:
            is_text = record["type"] == "TXT"
            value = txt(record["value"])[0][1] if is_text else record["value"]
            before = server.zone.get(record["name"], [])
            server.zone[record["name"]] = [*before, (record["type"], value)]


def test_from_a_claim_to_mail(run: Run, firm: str, server: NameServer, home: Path) -> None:
    added = run("domain", "add", NAME, "--firm", firm, "--json").json
    assert [r["name"] for r in added["records"] if r["type"] == "MX"] == list(HOSTS)
    assert added["records"][1]["value"] == f"10 {MAIL_HOST}."
    ranks = [record["rank"] for record in added["records"]]
    assert ranks == ["blocking"] * 4 + ["recommended"] * 4 + ["optional"] * 4
    assert f"mx: {MAIL_HOST}\r\n" in added["mta_sts"]
    dossier = ("dossier", "add", "--firm", firm, "--name", "D", "--siren", "123456782")
    own = ("--domain", NAME)
    assert "domain check" in run(*dossier, *own).refused(1)
    checked = run("domain", "check", NAME, "--firm", firm, "--json")
    assert (checked.status, checked.json["proven"]) == (1, False)
    assert {r["status"] for r in checked.json["records"]} == {"missing"}
    assert all(r["advice"]["fr"] and r["advice"]["en"] for r in checked.json["records"])
    publish(server, added["records"])
    later = run("domain", "check", NAME, "--firm", firm, "--json")
    assert (later.status, later.json["proven"]) == (0, True), later
    assert {r["status"] for r in later.json["records"]} == {"found"}
    made = run(*dossier, *own, "--json").json
    assert made["addresses"]["purchase"] == f"SIREN123456782@{HOSTS[0]}"
    assert run("domain", "list", "--json").json["proven"] is True

    async def accepted() -> tuple[bool, bool, bool]:
        database = Database(sqlite_url(home))
        directory = Directory(database, home / "mailboxes.json")
        await directory.refresh()
        mailboxes = Mailboxes(directory.ask, home / "mailboxes.json", hosts={MAIL_HOST})
        mailboxes.load()
        found = await mailboxes.find(made["addresses"]["purchase"])
        database.dispose()
        return found is not None, mailboxes.serves(HOSTS[1].upper()), mailboxes.serves(HOSTS[0])

    assert asyncio.run(accepted()) == (True, True, True)


def test_a_zone_file(run: Run, firm: str, server: NameServer) -> None:
    text = run("domain", "add", NAME, "--firm", firm, "--zone").stdout
    zone = dns.zone.from_text(text, origin=".", relativize=False, check_origin=False)
    assert len(list(zone.iterate_rdatas())) == 11
    again = run("domain", "check", NAME, "--firm", firm, "--zone").stdout
    assert again == text


def test_a_silent_dns_proves_nothing(run: Run, firm: str, server: NameServer) -> None:
    added = run("domain", "add", NAME, "--firm", firm, "--json").json
    publish(server, added["records"])
    server.zone[f"_vaguemestre-challenge.{NAME}"] = SILENT
    checked = run("domain", "check", NAME, "--firm", firm, "--json")
    assert (checked.status, checked.json["proven"]) == (3, False)
    assert checked.json["records"][0]["status"] == "silent"


def test_the_installations_own_domain(run: Run, firm: str, server: NameServer) -> None:
    checked = run("domain", "check", DOMAIN)
    assert checked.status == 1
    assert f"expected 10 {MAIL_HOST}." in checked.stdout
    assert "Publish this record." in checked.stdout
    assert "_vaguemestre" not in checked.stdout
    run("domain", "check", "elsewhere.example").refused(1)


def test_nobody_to_ask(run: Run, firm: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAGUEMESTRE_DNS_SERVERS", "off")
    assert "DNS_SERVERS" in run("domain", "check", DOMAIN).refused(2)


def test_addresses(run: Run, firm: str) -> None:
    made = run("dossier", "add", "--firm", firm, "--name", "D", "--siren", "123456782", "--json")
    dossier = made.json["id"]
    assert "secret" in run("address", "guessable", dossier, "--off").refused(1)
    renamed = run("address", "rename", dossier, "boulangerie", "--json").json
    assert renamed["addresses"]["purchase"] == f"boulangerie@{MAIL_HOST}"
    secret = run("address", "secret", dossier, "--json").json["addresses"]["purchase"]
    assert run("address", "guessable", dossier, "--off").status == 0
    lines = run("address", "list", dossier).stdout.splitlines()
    assert len(lines) == 6
    kinds = [line.split()[1] for line in lines]
    assert kinds == ["closed", "former", "secret"] * 2
    assert any(secret in line for line in lines)
    run("address", "list", "dos_nobody").refused(1)
