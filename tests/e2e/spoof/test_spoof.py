"""Law 6: nothing forged is accepted by itself, and what is genuine is.

Mails go through the real gateway with a DNS of our own; the supplier is trusted within bounds.
"""

import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.e2e.installation import Dossier, Installation, everything, wait_until_quiet
from tests.e2e.spoof.attacks import ATTACKS
from tests.e2e.spoof.letters import (
    FORWARDER,
    NEW_IBAN,
    ROOFER,
    SHARED,
    SUPPLIER,
    forwarded,
    invoice,
    letter,
    paid_to,
    zone,
)
from tests.gateway.nameserver import NameServer
from tests.samples.parties import DOSSIER, PAPER, ROOF

pytestmark = pytest.mark.xdist_group("spoof")  # what they need takes long to make, once
Row = dict[str, Any]


@dataclass
class House:
    """An installation with a dossier whose supplier is trusted, and what was sent to it.

    Attributes:
        installation: It runs.
        client: With a key of the firm.
        second: Another key.
        dossier: The dossier.
        sent: How many mails.
    """

    installation: Installation
    client: httpx.Client
    second: httpx.Client
    dossier: Dossier
    sent: int = 0
    supplier_id: str = ""
    roofer_id: str = ""
    known: set[str] = field(default_factory=set)

    def send(self, raw: bytes, mail_from: str) -> None:
        """Send a mail to the dossier."""
        with self.installation.smtp() as smtp:
            assert smtp.sendmail(mail_from, [self.dossier.purchase], raw) == {}
        self.sent += 1

    def settle(self, seconds: float = 120) -> None:
        """Wait until all is judged and decided."""
        end = time.monotonic() + seconds
        wait_until_quiet(self.client, self.sent, seconds)
        while any(m["verdicts"]["asked_again_at"] for m in everything(self.client, "messages")):
            assert time.monotonic() < end, "the DNS answers everything"
            time.sleep(0.2)
        wait_until_quiet(self.client, self.sent, seconds)

    def outcome_of(self, raw: bytes) -> tuple[Row, list[Row]]:
        """Return what became of a mail: the message, and its invoices."""
        for row in everything(self.client, "messages"):
            if row["id"] not in self.known:
                found = self.client.get(f"messages/{row['id']}/raw").content
                if found == raw:
                    self.known.add(row["id"])
                    message = self.client.get(f"messages/{row['id']}").json()
                    return message, self._invoices(message)
        raise AssertionError("the mail is not there")

    def _invoices(self, message: Row) -> list[Row]:
        ids = [part["document_id"] for part in message["parts"] if part["document_id"]]
        documents = [self.client.get(f"documents/{document_id}").json() for document_id in ids]
        found = [d["invoice_id"] for d in documents if d["invoice_id"]]
        return [self.client.get(f"invoices/{invoice_id}").json() for invoice_id in found]

    def add_supplier(self, **said: Any) -> str:
        """Add a trusted supplier and have its account confirmed by another program."""
        made = self.client.post(
            "suppliers", json={"dossier_id": self.dossier.id, "trusted": True, **said}
        )
        assert made.is_success, made.text
        supplier_id: str = made.json()["id"]
        for iban in said["ibans"]:
            path = f"suppliers/{supplier_id}/ibans/{iban}/confirm"
            assert self.client.post(path).status_code == 409, "by whom it was entered"
            assert self.second.post(path).status_code == 200
        return supplier_id


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    home = tmp_path_factory.mktemp("spoof")
    with NameServer(zone()) as server:
        host, port = server.address
        installation = Installation(
            Path(home),
            {"DNS_SERVERS": f"{host}:{port}", "SMTP_EXEMPT_NETWORKS": "127.0.0.0/8"},
        )
        try:
            installation.start()
            made = _furnished(installation)
            with closing(made.client), closing(made.second):
                yield made
        finally:
            installation.stop()


def _furnished(installation: Installation) -> House:
    firm = installation.add_firm("Cabinet")
    dossier = installation.add_dossier(firm, DOSSIER.siren)
    client, second = installation.client(firm), installation.client(firm)
    made = House(installation, client, second, dossier)
    policy = {"reception_policy": "except_trusted"}
    assert client.patch(f"dossiers/{dossier.id}", json=policy).status_code == 200
    sender = {"role": "forwarder", "value": FORWARDER}
    assert client.post(f"dossiers/{dossier.id}/senders", json=sender).status_code == 201
    made.supplier_id = made.add_supplier(
        name=PAPER.name,
        siren=PAPER.siren,
        vat_id=PAPER.vat_id,
        ibans=[PAPER.iban],
        sender_domains=[SUPPLIER],
        sender_addresses=[f"papier.cormoran@{SHARED}"],
        amount_ceiling="5000.00",
    )
    made.roofer_id = made.add_supplier(
        name=ROOF.name,
        siren=ROOF.siren,
        ibans=[ROOF.iban],
        sender_domains=[ROOFER],
        trusted_until="2026-10-31",
    )
    return made


@pytest.mark.timeout(600)
def test_no_forgery_is_accepted_and_each_says_why(house: House) -> None:
    assert len(ATTACKS) >= 30
    sent = {name: attack.raw() for name, attack in ATTACKS.items()}
    for name, raw in sent.items():
        house.send(raw, ATTACKS[name].mail_from)
    house.settle(240)
    wrong = {}
    for name, raw in sent.items():
        message, invoices = house.outcome_of(raw)
        codes = {reason["code"] for row in (message, *invoices) for reason in row["reasons"]}
        is_accepted = any(row["reception"] == "accepted" for row in invoices)
        if is_accepted or not codes & ATTACKS[name].reasons:
            wrong[name] = (is_accepted, codes)
    assert wrong == {}


def genuine(number: int) -> bytes:
    """Return one more invoice of the supplier, as it sends them."""
    if number % 10 == 3:
        return letter(author=f"Le Cormoran <papier.cormoran@{SHARED}>").signed(SHARED)
    return letter().signed()


def _repeats(house: House, count: int) -> None:
    sent = [genuine(number) for number in range(count)]
    for raw in sent:
        house.send(raw, f"rebond@{SUPPLIER}")
    house.settle(30 + 3 * count)
    outcomes = [house.outcome_of(raw) for raw in sent]
    receptions = [row["reception"] for _, invoices in outcomes for row in invoices]
    waiting = [
        [reason["code"] for reason in row["reasons"]]
        for _, invoices in outcomes
        for row in invoices
        if row["reception"] != "accepted"
    ]
    assert len(receptions) == count
    assert receptions.count("accepted") >= 0.95 * count, waiting
    assert all(waiting)


def test_genuine_repeats_are_accepted(house: House) -> None:
    _repeats(house, 20)


def test_a_genuine_forward_is_accepted(house: House) -> None:
    raw = forwarded(letter().signed())
    house.send(raw, FORWARDER)
    house.settle()
    message, (row,) = house.outcome_of(raw)
    assert [reason["code"] for reason in row["reasons"]] == ["trusted"]
    assert row["reception"] == "accepted"
    assert message["verdicts"]["authenticated_domain"] == "client.example"
    (inner,) = message["verdicts"]["inner"]
    assert (inner["standing"], inner["authenticated_domain"]) == ("proven", SUPPLIER)
    assert message["forwarded"][0]["sha256"] == inner["sha256"]
    again = house.installation.command("explain", row["id"])
    assert again["same"] is True


@pytest.mark.chaos
@pytest.mark.timeout(1200)
def test_two_hundred_genuine_repeats_are_accepted(house: House) -> None:
    _repeats(house, 200)


def test_blocked_and_sent_again(house: House) -> None:
    path = f"suppliers/{house.roofer_id}"
    blocked = {"trusted": False, "blocked": True}
    assert house.client.patch(path, json=blocked).status_code == 200
    raw = letter(invoice(ROOF), author=f"facturation@{ROOFER}").signed(ROOFER)
    house.send(raw, f"rebond@{ROOFER}")
    house.settle()
    _, (row,) = house.outcome_of(raw)
    assert (row["reception"], [r["code"] for r in row["reasons"]]) == (None, ["supplier_blocked"])
    again = raw + b"\r\n"
    house.send(again, f"rebond@{ROOFER}")
    house.settle()
    row = house.client.get(f"invoices/{row['id']}").json()
    assert row["reception"] is None
    assert "arrived_again" in {
        reason["code"]
        for reason in house.client.get(f"documents/{row['document_id']}").json()["reasons"]
    }
    # The tests come in any order.
    restored = {"trusted": True, "blocked": False}
    assert house.client.patch(path, json=restored).status_code == 200


def test_the_same_invoice_with_another_account_is_a_fraud_alert(house: House) -> None:
    first = invoice()
    row: Row = {}
    for made in (first, replace(first, seller=paid_to(PAPER, NEW_IBAN))):
        raw = letter(made).signed()
        house.send(raw, f"rebond@{SUPPLIER}")
        house.settle()
        _, (row,) = house.outcome_of(raw)
    codes = {reason["code"] for reason in row["reasons"]}
    assert row["reception"] == "to_accept"
    assert {"duplicate_other_account", "iban_changed"} <= codes
    assert house.client.post(f"invoices/{row['id']}/accept").json()["code"] == "iban-unconfirmed"


def test_a_replay_is_not_filed_twice(house: House) -> None:
    raw = letter().signed()
    house.send(raw, f"rebond@{SUPPLIER}")
    house.settle()
    _, (row,) = house.outcome_of(raw)
    house.send(raw, f"x@{SUPPLIER}")
    house.settle()
    invoices = everything(house.client, "invoices")
    assert [i["id"] for i in invoices if i["number"] == row["number"]] == [row["id"]]
