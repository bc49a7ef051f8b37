"""Invoices: what lists and the single one show, and the decisions on them."""

from typing import Any

import httpx
import pytest

from storage.domain.state import Reception
from tests.api.conftest import House
from tests.api.seed import SIREN, Filed, Seed, an_invoice

ACKNOWLEDGED = {"version": 1, "external_ref": "ACH-1"}
NOBODY = {"name": None, "vat_id": None, "siren": None, "siret": None, "country": None}


def path_of(filed: Filed, verb: str = "") -> str:
    assert filed.invoice_id is not None
    return f"/api/v1/invoices/{filed.invoice_id}{verb}"


@pytest.fixture
def filed(seed: Seed, house: House) -> Filed:
    return seed.filed(house.first, invoice=an_invoice())


def test_a_list_carries_plain_values(client: httpx.Client, house: House, filed: Filed) -> None:
    (row,) = client.get("/api/v1/invoices").json()["data"]
    received_at = row["sources"][0].pop("received_at")
    assert received_at.endswith("Z")
    assert len(received_at) == len("2026-10-01T12:00:00.000Z")
    assert row.pop("created_at") >= received_at
    assert row.pop("supplier_id").startswith("sup_")
    assert row == {
        "id": filed.invoice_id,
        "dossier_id": house.first.id,
        "direction": "purchase",
        "document_id": filed.document_id,
        "reception": "to_accept",
        "accounting": None,
        "payment": "unpaid",
        "lifecycle": 203,
        "flags": [],
        "tags": [],
        "assigned_to": None,
        "copy_of": None,
        "version": 1,
        "number": "F-2026-001",
        "type_code": "380",
        "issue_date": "2026-10-01",
        "due_date": "2026-10-31",
        "seller": NOBODY | {"name": "Acmé SARL", "siren": SIREN, "country": "FR"},
        "buyer": NOBODY | {"name": "Client"},
        "currency": "EUR",
        "total_without_vat": "100.00",
        "total_vat": "20.00",
        "total_with_vat": "120.00",
        "amount_due": "120.00",
        "reasons": [
            {
                "code": "every_invoice",
                "fr": "Le dossier demande l'accord d'une personne pour chaque facture.",
                "en": "The dossier asks a person about every invoice.",
            }
        ],
        "sources": [{"channel": "mail", "message_id": filed.message_id}],
        "external_ref": None,
    }


def test_the_single_one_shows_everything_that_was_read(client: httpx.Client, filed: Filed) -> None:
    (row,) = client.get("/api/v1/invoices").json()["data"]
    single = client.get(path_of(filed)).json()
    assert single == row | {name: single[name] for name in set(single) - set(row)}
    assert single["fields"]["seller.siren"] == {
        "value": SIREN,
        "level": "read",
        "source": "facturx_xml",
        "boxes": [{"page": 1, "x": 0.1, "y": 0.2, "w": 0.3, "h": 0.04}],
        "witnesses": [],
        "candidates": [],
    }
    assert single["vat_breakdown"] == [
        {"category": "S", "rate": "20.00", "basis": "100.00", "amount": "20.00"},
        {"category": "O", "rate": None, "basis": "0.00", "amount": "0.00", "exemption": "Débours"},
    ]
    assert single["lines"] == [
        {
            "name": "Vis",
            "quantity": "2",
            "unit_price": "50.00",
            "vat_rate": "20.00",
            "total": "100.00",
        }
    ]
    assert single["iban"] == "FR7630006000011234567890189"
    assert (single["bic"], single["prepaid"]) == (None, None)


def test_accept_acknowledge_and_again(client: httpx.Client, filed: Filed) -> None:
    assert client.post(path_of(filed, "/acknowledge"), json=ACKNOWLEDGED).status_code == 409
    for _ in range(2):
        accepted = client.post(path_of(filed, "/accept")).json()
        assert (accepted["reception"], accepted["accounting"]) == ("accepted", "to_retrieve")
        assert accepted["reasons"] == []
    for _ in range(2):
        answer = client.post(path_of(filed, "/acknowledge"), json=ACKNOWLEDGED)
        assert answer.status_code == 200
        assert (answer.json()["accounting"], answer.json()["external_ref"]) == (
            "retrieved",
            "ACH-1",
        )
    types = [event["type"] for event in client.get("/api/v1/feed").json()["data"]]
    assert types.count("invoice.accepted") == types.count("invoice.retrieved") == 1
    refused = client.post(path_of(filed, "/refuse"), json={"reason": "no"})
    assert (refused.status_code, refused.json()["code"]) == (409, "illegal-transition")


@pytest.mark.parametrize(
    ("version", "status"), [(0, 409), (1, 409), (2, 200), (3, 409), (2**40, 409)]
)
def test_only_the_present_version_can_be_acknowledged(
    client: httpx.Client, seed: Seed, house: House, version: int, status: int
) -> None:
    filed = seed.filed(house.first, Reception.ACCEPTED)
    assert filed.invoice_id is not None
    seed.new_version(filed.invoice_id)
    answer = client.post(path_of(filed, "/acknowledge"), json={"version": version})
    assert answer.status_code == status
    if status == 409:
        assert answer.json()["code"] == "superseded"
        assert client.get(path_of(filed)).json()["accounting"] == "to_retrieve"


def test_refuse_says_why_in_the_callers_words(client: httpx.Client, filed: Filed) -> None:
    refused = client.post(path_of(filed, "/refuse"), json={"reason": " Pas pour nous "}).json()
    assert refused["reception"] == "refused"
    assert refused["reasons"] == [
        {
            "code": "refused",
            "about": "Pas pour nous",
            "fr": "La facture a été refusée (Pas pour nous).",
            "en": "The invoice was refused (Pas pour nous).",
        }
    ]
    assert client.post(path_of(filed, "/accept")).json()["reception"] == "accepted"


@pytest.mark.parametrize(
    ("kind", "code"), [("held", "rule_broken"), ("rejected", "supplier_blocked")]
)
@pytest.mark.parametrize("verb", ["/accept", "/refuse"])
def test_what_is_not_filed_cannot_be_decided_on(
    client: httpx.Client, seed: Seed, house: House, kind: str, code: str, verb: str
) -> None:
    made = seed.held(house.first, an_invoice()) if kind == "held" else seed.rejected(house.first)
    body = {"json": {"reason": "no"}} if verb == "/refuse" else {}
    answer = client.post(path_of(made, verb), **body)  # type: ignore[arg-type]
    assert answer.status_code == 409
    problem = answer.json()
    assert problem["code"] == "not-filed"
    assert [reason["code"] for reason in problem["reasons"]] == [code]
    assert all(reason["fr"] and reason["en"] for reason in problem["reasons"])
    shown = client.get(path_of(made)).json()
    assert (shown["reception"], shown["accounting"]) == (None, None)
    assert shown["reasons"] == problem["reasons"]
    if kind == "held":
        assert shown["reasons"][0]["about"] == "BR-CO-15"
        assert shown["reasons"][0]["detail"] == "Sums differ."


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, {"waiting", "accepted", "held", "elsewhere"}),
        ({"reception": "to_accept"}, {"waiting", "elsewhere"}),
        ({"reception": "accepted"}, {"accepted"}),
        ({"accounting": "to_retrieve"}, {"accepted"}),
        ({"accounting": "retrieved"}, set()),
        ({"dossier": "first", "reception": "to_accept"}, {"waiting"}),
        ({"dossier": "foreign"}, set()),
        ({"direction": "sale"}, set()),
    ],
)
def test_filters(
    client: httpx.Client, seed: Seed, house: House, filters: dict[str, str], found: set[str]
) -> None:
    made = {
        "waiting": seed.filed(house.first),
        "accepted": seed.filed(house.first, Reception.ACCEPTED),
        "held": seed.held(house.first, an_invoice()),
        "elsewhere": seed.filed(house.second),
    }
    seed.filed(house.foreign)
    asked: dict[str, Any] = dict(filters)
    if "dossier" in asked:
        asked["dossier"] = getattr(house, asked["dossier"]).id
    shown = {row["id"] for row in client.get("/api/v1/invoices", params=asked).json()["data"]}
    assert shown == {made[name].invoice_id for name in found}


@pytest.mark.parametrize(
    ("verb", "body", "pointer"),
    [
        ("/refuse", {}, "/reason"),
        ("/refuse", {"reason": "  "}, "/reason"),
        ("/refuse", {"reason": "a\x00b"}, "/reason"),
        ("/refuse", {"reason": "x" * 501}, "/reason"),
        ("/refuse", {"reason": "no", "more": 1}, "/more"),
        ("/acknowledge", {}, "/version"),
        ("/acknowledge", {"version": 1, "external_ref": ""}, "/external_ref"),
        ("/acknowledge", [], ""),
    ],
)
def test_a_wrong_body_is_named(
    client: httpx.Client, filed: Filed, verb: str, body: Any, pointer: str
) -> None:
    answer = client.post(path_of(filed, verb), json=body)
    assert answer.status_code == 422
    problem = answer.json()
    assert problem["code"] == "invalid-request"
    assert [error["pointer"] for error in problem["errors"]] == [pointer]


def test_an_accepted_sale_or_purchase_is_offered_at_once(
    client: httpx.Client, seed: Seed, house: House
) -> None:
    accepted = seed.filed(house.first, Reception.ACCEPTED)
    rows = client.get("/api/v1/invoices", params={"accounting": "to_retrieve"}).json()["data"]
    assert [row["id"] for row in rows] == [accepted.invoice_id]
