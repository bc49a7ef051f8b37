"""Decisions, trust, alerts, registered senders and rules, as programs see them."""

from dataclasses import replace
from typing import Any

import httpx
import pytest

from storage.domain.decision import RULE_VERSION
from storage.domain.iban import Iban
from storage.domain.state import Reception
from storage.queries.journal import journal_of
from tests.api.conftest import House
from tests.api.decided import BOUND, GENUINE, IBAN, decided, rule, sender
from tests.api.seed import SIREN, Filed, Seed

API = "/api/v1"
NEW_IBAN = Iban("DE89370400440532013000")


@pytest.fixture
def filed(seed: Seed, house: House) -> Filed:
    """An invoice that waits, whose supplier is not trusted, with its decision."""
    made = seed.filed(house.first)
    decided(seed, made)
    return made


def test_a_decision_says_why_and_from_what(client: httpx.Client, filed: Filed) -> None:
    shown = client.get(f"{API}/invoices/{filed.invoice_id}/decision").json()
    assert (shown["outcome"], shown["reception"]) == ("file", "to_accept")
    assert shown["rule_version"] == RULE_VERSION
    assert [(r["code"], bool(r["fr"]), bool(r["en"])) for r in shown["reasons"]] == [
        ("not_trusted", True, True)
    ]
    assert shown["inputs"]["evidence"]["authenticated_domain"] == "acme.example"


def test_what_nobody_decided_on_has_no_decision(
    client: httpx.Client, seed: Seed, house: House
) -> None:
    response = client.get(f"{API}/invoices/{seed.filed(house.first).invoice_id}/decision")
    assert (response.status_code, response.json()["code"]) == (404, "no-decision")


def test_trust_is_proposed_and_confirmed(client: httpx.Client, filed: Filed) -> None:
    path = f"{API}/invoices/{filed.invoice_id}/trust"
    proposal = client.get(path).json()
    assert proposal["siren"] == SIREN
    assert proposal["sender_domains"] == ["acme.example"]
    assert (proposal["amount_ceiling"], proposal["unconfirmed_ibans"]) == ("120.00", [IBAN])
    assert proposal["missing"] == []
    body = {"amount_ceiling": "500.00", "trusted_until": "2030-12-31"}
    trusted = client.post(path, json=body).json()
    assert (trusted["trusted"], trusted["sender_domains"]) == (True, ["acme.example"])
    assert (trusted["amount_ceiling"], trusted["trusted_until"]) == ("500.00", "2030-12-31")
    shown = client.get(f"{API}/suppliers/{proposal['supplier_id']}").json()
    assert shown["trusted"] is True


def test_what_proves_nobody_is_not_trusted(client: httpx.Client, seed: Seed, house: House) -> None:
    made = seed.filed(house.first)
    decided(seed, made, replace(GENUINE, authenticated_domain=None))
    response = client.post(f"{API}/invoices/{made.invoice_id}/trust", json={})
    problem = response.json()
    assert (response.status_code, problem["code"]) == (409, "nothing-proven")
    assert [reason["code"] for reason in problem["reasons"]] == ["sender_unproven"]


def test_an_alert_shows_old_and_new(client: httpx.Client, seed: Seed, house: House) -> None:
    made = seed.filed(house.first)
    decided(seed, made)
    (alert,) = client.get(f"{API}/alerts").json()["data"]
    assert (alert["new_iban"], alert["known_ibans"]) == (IBAN, [])
    assert (alert["document_id"], alert["brought_by"]) == (made.document_id, None)
    path = f"{API}/suppliers/{alert['supplier_id']}/ibans"
    confirmed = client.post(f"{path}/{IBAN}/confirm").json()
    assert confirmed["status"] == "confirmed"
    assert confirmed["decided_by"].startswith("key:")
    assert client.get(f"{API}/alerts").json()["data"] == []
    other = seed.filed(house.first)
    decided(seed, other, replace(GENUINE, ibans=frozenset({NEW_IBAN})))
    (alert,) = client.get(f"{API}/alerts", params={"dossier": house.first.id}).json()["data"]
    assert (alert["new_iban"], alert["known_ibans"]) == (NEW_IBAN, [IBAN])
    response = client.post(f"{API}/invoices/{other.invoice_id}/accept")
    assert (response.status_code, response.json()["code"]) == (409, "iban-unconfirmed")
    assert response.json()["reasons"][0]["about"] == NEW_IBAN
    assert client.post(f"{path}/{NEW_IBAN}/refuse").json()["status"] == "refused"
    assert client.post(f"{path}/FR00/refuse").status_code == 404


def test_who_uploaded_an_account_cannot_confirm_it(
    client: httpx.Client, seed: Seed, house: House
) -> None:
    made = seed.filed(house.first)
    me = client.get(f"{API}/feed").status_code
    assert me == 200
    decided(seed, made)
    with seed.database.write() as session:
        from sqlmodel import select  # noqa: PLC0415

        from storage.models.firm import ApiKeyRow  # noqa: PLC0415
        from storage.models.supplier import SupplierAccountRow  # noqa: PLC0415

        account = session.exec(select(SupplierAccountRow)).one()
        keys = session.exec(select(ApiKeyRow).where(ApiKeyRow.firm_id == house.firm_id)).all()
        account.brought_by = f"key:{next(k.id for k in keys if k.dossier_id is None)}"
        session.add(account)
        supplier_id = account.supplier_id
    response = client.post(f"{API}/suppliers/{supplier_id}/ibans/{IBAN}/confirm")
    assert (response.status_code, response.json()["code"]) == (409, "same-person")


def test_senders_are_registered_once_and_removed(client: httpx.Client, house: House) -> None:
    path = f"{API}/dossiers/{house.first.id}/senders"
    row = client.post(path, json={"role": "sale", "value": "Caisse@Shop.example"}).json()
    assert row["value"] == "caisse@shop.example"
    again = client.post(path, json={"role": "sale", "value": "caisse@shop.example"})
    assert (again.status_code, again.json()["code"]) == (409, "registered")
    shared = client.post(path, json={"role": "sale", "value": "gmail.com"})
    assert (shared.status_code, shared.json()["code"]) == (422, "shared-domain")
    assert client.get(path).json()["data"] == [row]
    assert client.delete(f"{path}/{row['id']}").json() == row
    assert client.get(path).json()["data"] == []


def test_a_sender_of_another_dossier_is_unknown_there(
    client: httpx.Client, seed: Seed, house: House
) -> None:
    sender_id = sender(seed, house.second)
    path = f"{API}/dossiers/{house.first.id}/senders/{sender_id}"
    assert client.delete(path).status_code == 404


def test_rules_have_an_order(client: httpx.Client, seed: Seed, house: House) -> None:
    ids = [rule(seed, house.first) for _ in range(3)]
    moved = client.patch(f"{API}/rules/{ids[2]}", json={"position": 0, "name": "Premier"}).json()
    assert (moved["position"], moved["name"]) == (0, "Premier")
    listed = client.get(f"{API}/rules", params={"dossier": house.first.id}).json()["data"]
    assert {row["id"]: row["position"] for row in listed} == {ids[2]: 0, ids[0]: 1, ids[1]: 2}
    removed = client.delete(f"{API}/rules/{ids[0]}").json()
    assert removed["id"] == ids[0]
    listed = client.get(f"{API}/rules").json()["data"]
    assert {row["id"]: row["position"] for row in listed} == {ids[2]: 0, ids[1]: 1}


def test_what_is_done_to_rules_of_a_firm_is_in_the_journal(
    client: httpx.Client, seed: Seed
) -> None:
    body = {"name": "Cabinet", "action": {"kind": "tag", "tag": "à voir"}}
    rule_id = client.post(f"{API}/rules", json=body).json()["id"]
    client.patch(f"{API}/rules/{rule_id}", json={"enabled": False})
    client.delete(f"{API}/rules/{rule_id}")
    with seed.database.read() as session:
        acts = [(note.action, note.dossier_id) for note in journal_of(session, rule_id)]
    assert acts == [("add_rule", None), ("change_rule", None), ("remove_rule", None)]


@pytest.mark.parametrize(
    "wrong",
    [
        {"action": {"kind": "assign"}},
        {"action": {"kind": "tag"}},
        {"action": {"kind": "burn"}},
        {"action": {"kind": "leave"}, "conditions": {"amount_to": "12,50"}},
        {"action": {"kind": "leave"}, "conditions": {"colour": "red"}},
    ],
)
def test_what_is_no_rule(client: httpx.Client, wrong: dict[str, Any]) -> None:
    assert client.post(f"{API}/rules", json={"name": "R"} | wrong).status_code == 422


def test_a_key_to_one_dossier_makes_no_rules(nobody: httpx.Client, house: House) -> None:
    headers = {"Authorization": f"Bearer {house.first.secret}"}
    body = {"name": "R", "action": {"kind": "leave"}}
    assert nobody.post(f"{API}/rules", json=body, headers=headers).status_code == 403


def test_rules_are_tried_before_they_are_used(
    client: httpx.Client, seed: Seed, house: House
) -> None:
    proven = seed.filed(house.first)
    decided(seed, proven)
    doubtful = seed.filed(house.first)
    decided(seed, doubtful, replace(GENUINE, authenticated_domain=None))
    elsewhere = seed.filed(house.second)
    decided(seed, elsewhere, GENUINE, BOUND)
    tried = {"name": "Petits", "conditions": {"amount_to": "500"}, "action": {"kind": "accept"}}
    body = {"dossier_id": house.first.id, "rules": [tried]}
    found = client.post(f"{API}/rules/simulate", json=body).json()
    assert found["examined"] == 2
    (change,) = found["data"]
    assert (change["invoice_id"], change["rule"]) == (proven.invoice_id, "Petits")
    assert (change["before"], change["after"]) == (Reception.TO_ACCEPT, Reception.ACCEPTED)
    body = {"rules": [tried]}
    assert len(client.post(f"{API}/rules/simulate", json=body).json()["data"]) == 2
