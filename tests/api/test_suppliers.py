"""Suppliers and customers by API: added, changed, listed, merged."""

from typing import Any

import httpx
import pytest

from tests.api.conftest import House, key
from tests.api.seed import SIREN, Seed, an_invoice

IBAN = "FR7630006000011234567890189"
PATH = "/api/v1/suppliers"


def added(client: httpx.Client, house: House, path: str = PATH, **values: Any) -> Any:
    body = {"dossier_id": house.first.id, "name": "Acmé SARL"} | values
    answer = client.post(path, json=body)
    assert answer.is_success, answer.text
    return answer.json()


def test_a_supplier_is_added_and_shown(client: httpx.Client, house: House) -> None:
    values: dict[str, Any] = {
        "siren": "732 829 320",
        "vat_id": "FR44 732829320",
        "ibans": ["FR76 3000 6000 0112 3456 7890 189"],
        "sender_domains": ["Émile.example", "acme.example"],
        "sender_addresses": ["Billing@ACME.example"],
        "amount_ceiling": "5000",
        "trusted_until": "2027-12-31",
        "defaults": {"account": "606400"},
        "contact": "+33 1 23 45 67 89",
        "size_class": "large",
        "trusted": True,
        "notes": "Premier.\nSecond.",
    }
    shown = added(client, house, **values)
    assert shown == client.get(f"{PATH}/{shown['id']}").json()
    assert (shown["number"], shown["siren"], shown["vat_id"]) == (
        *("FOUR-001", "732829320", "FR44732829320"),
    )
    assert shown["sender_domains"] == ["xn--mile-9oa.example", "acme.example"]
    assert shown["sender_addresses"] == ["billing@acme.example"]
    assert (shown["amount_ceiling"], shown["trusted_until"]) == ("5000.00", "2027-12-31")
    assert (shown["draft"], shown["trusted"], shown["block_scope"]) == (False, True, "reject")
    assert shown["size_class"] == "large"
    (account,) = shown["ibans"]
    assert (account["iban"], account["status"], account["document_id"]) == (IBAN, "pending", None)
    assert account["brought_by"].startswith("key:")
    assert (shown["warnings"], shown["senders"], shown["merged_into_id"]) == ([], [], None)


def test_identifiers_that_fail_their_check_are_kept_with_a_warning(
    client: httpx.Client, house: House
) -> None:
    shown = added(client, house, siren="123456789", vat_id="FR99123456782", ibans=["FR7612345"])
    assert (shown["siren"], shown["vat_id"]) == ("123456789", "FR99123456782")
    warnings = [(w["field"], w["value"], w["code"]) for w in shown["warnings"]]
    assert warnings == [
        ("siren", "123456789", "check"),
        ("vat_id", "FR99123456782", "check"),
        ("ibans", "FR7612345", "check"),
    ]
    other = added(client, house, siren=SIREN, vat_id="FR44732829320")
    assert [(w["field"], w["code"]) for w in other["warnings"]] == [("vat_id", "differs")]


def test_accounts_are_added_to_never_taken_away(client: httpx.Client, house: House) -> None:
    shown = added(client, house, ibans=[IBAN])
    path = f"{PATH}/{shown['id']}"
    answer = client.patch(path, json={"ibans": ["DE89 3704 0044 0532 0130 00"]}).json()
    assert [a["iban"] for a in answer["ibans"]] == [IBAN, "DE89370400440532013000"]
    assert len(client.patch(path, json={"ibans": [IBAN]}).json()["ibans"]) == 2


def test_a_draft_is_confirmed_by_looking_at_it(
    client: httpx.Client, seed: Seed, house: House
) -> None:
    seed.filed(house.first)
    (draft,) = client.get(PATH, params={"draft": "true"}).json()["data"]
    assert (draft["number"], draft["draft"]) == ("FOUR-001", True)
    assert client.patch(f"{PATH}/{draft['id']}", json={"draft": False}).json()["draft"] is False
    assert client.get(PATH, params={"draft": "true"}).json()["data"] == []
    types = [event["type"] for event in client.get("/api/v1/feed").json()["data"]]
    assert types.count("supplier.created") == types.count("supplier.changed") == 1


def test_null_clears_what_may_be_absent(client: httpx.Client, house: House) -> None:
    shown = added(client, house, siren=SIREN, contact="a@acme.example", amount_ceiling="9")
    body = {"siren": None, "contact": "", "amount_ceiling": None, "name": None, "number": None}
    body |= {"size_class": None}
    changed = client.patch(f"{PATH}/{shown['id']}", json=body).json()
    assert (changed["siren"], changed["contact"], changed["amount_ceiling"]) == (None, None, None)
    assert (changed["name"], changed["number"]) == (shown["name"], shown["number"])


@pytest.mark.parametrize(
    ("body", "status", "code", "pointers"),
    [
        ({"siren": SIREN}, 409, "siren-taken", []),
        ({"number": "FOUR-001"}, 409, "number-taken", []),
        ({"vat_id": "DE136695976"}, 409, "vat-id-taken", []),
        ({"sender_domains": ["no domain"]}, 422, "invalid-field", ["/sender_domains"]),
        ({"sender_domains": ["acme.example", "gmail.com"]}, 422, "shared-domain", []),
        ({"name": " ", "siren": "?"}, 422, "invalid-field", ["/name", "/siren"]),
        ({"trusted": True, "blocked": True}, 422, "trusted-and-blocked", []),
        ({"sirens": "x"}, 422, "invalid-request", ["/sirens"]),
        ({}, 422, "invalid-request", [""]),
    ],
)
def test_what_cannot_be_said(
    client: httpx.Client, house: House, body: Any, status: int, code: str, pointers: list[str]
) -> None:
    added(client, house, siren=SIREN, vat_id="DE136695976")
    other = added(client, house)
    answer = client.patch(f"{PATH}/{other['id']}", json=body)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert [item["pointer"] for item in answer.json()["errors"]] == pointers
    assert client.get(f"{PATH}/{other['id']}").json() == other


def test_suppliers_are_looked_for(client: httpx.Client, house: House) -> None:
    added(client, house, name="Lenoir", trusted=True)
    added(client, house, siren=SIREN, blocked=True)
    for query, names in (
        ({"q": "leno"}, ["Lenoir"]),
        ({"q": "four-002"}, ["Acmé SARL"]),
        ({"q": "123 456 782"}, ["Acmé SARL"]),
        ({"q": "%"}, []),
        ({"trusted": "true"}, ["Lenoir"]),
        ({"blocked": "true", "dossier": house.first.id}, ["Acmé SARL"]),
        ({"dossier": house.second.id}, []),
    ):
        shown = client.get(PATH, params=query).json()["data"]
        assert [row["name"] for row in shown] == names, query


def test_the_firms_own_dossier_is_known_to_the_firm_only(
    client: httpx.Client, seed: Seed, house: House
) -> None:
    ours = seed.dossier(house.firm_id, siren="732829320")
    shown = added(client, house, siren="732829320")
    assert shown["same_firm_dossier_id"] == ours.id
    assert added(client, house, siren="552100554")["same_firm_dossier_id"] is None
    secret = key(house.first.secret)
    narrow = client.get(f"{PATH}/{shown['id']}", headers=secret).json()
    assert narrow["same_firm_dossier_id"] is None


def test_a_merge(client: httpx.Client, seed: Seed, house: House) -> None:
    filed = seed.filed(house.first, invoice=an_invoice("F-9"))
    (draft,) = client.get(PATH).json()["data"]
    into = added(client, house, name="Acme Europe")
    path = f"{PATH}/{draft['id']}/merge"
    answer = client.post(path, json={"into": into["id"]})
    assert answer.status_code == 200
    assert answer.json()["other_names"] == ["Acmé SARL"]
    assert [row["id"] for row in client.get(PATH).json()["data"]] == [into["id"]]
    assert client.get(f"{PATH}/{draft['id']}").json()["merged_into_id"] == into["id"]
    invoice = client.get(f"/api/v1/invoices/{filed.invoice_id}").json()
    assert invoice["supplier_id"] == into["id"]
    assert client.post(path, json={"into": into["id"]}).json()["code"] == "merged"
    foreign = client.post(f"{PATH}/{into['id']}/merge", json={"into": into["id"]})
    assert foreign.json()["code"] == "not-two-of-one-dossier"


def test_default_values_stand_on_the_invoice(
    client: httpx.Client, seed: Seed, house: House
) -> None:
    added(client, house, siren=SIREN, defaults={"account": "606400", "tag": "bureau"})
    filed = seed.filed(house.first)
    invoice = client.get(f"/api/v1/invoices/{filed.invoice_id}").json()
    assert invoice["defaults"] == {"account": "606400", "tag": "bureau"}


def test_customers(client: httpx.Client, house: House) -> None:
    path = "/api/v1/customers"
    shown = added(client, house, path, siren=SIREN, name="Lenoir")
    other = added(client, house, path, name="Lenoir et fils")
    assert [shown["number"], other["number"]] == ["CLI-001", "CLI-002"]
    changed = client.patch(f"{path}/{other['id']}", json={"number": "L2", "siren": "12"}).json()
    assert (changed["number"], changed["warnings"][0]["code"]) == ("L2", "check")
    assert client.patch(f"{path}/{other['id']}", json={"siren": SIREN}).status_code == 409
    merged = client.post(f"{path}/{other['id']}/merge", json={"into": shown["id"]}).json()
    assert merged["other_names"] == ["Lenoir et fils"]
    assert [row["id"] for row in client.get(path).json()["data"]] == [shown["id"]]
    assert client.get(f"{path}/{other['id']}").json()["merged_into_id"] == shown["id"]
