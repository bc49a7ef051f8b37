"""Decisions by API: disputes, standard reasons, undoing, many at once, telling invoices apart."""

from typing import Any

import httpx
import pytest

from storage.domain.mailbox import Direction
from storage.domain.state import Reception
from tests.api.conftest import House
from tests.api.seed import Filed, Seed, an_invoice

BATCH = "/api/v1/approvals:batch"


@pytest.fixture
def filed(seed: Seed, house: House) -> Filed:
    return seed.filed(house.first)


def path_of(filed: Filed, verb: str = "") -> str:
    return f"/api/v1/invoices/{filed.invoice_id}{verb}"


def counters(client: httpx.Client, house: House) -> dict[str, int]:
    found: dict[str, int] = client.get(f"/api/v1/dossiers/{house.first.id}").json()["counters"]
    return found


def test_a_dispute_is_continued_until_it_is_settled(
    client: httpx.Client, house: House, filed: Filed
) -> None:
    disputed = client.post(path_of(filed, "/dispute"), json={"code": "wrong_price"}).json()
    assert (disputed["reception"], disputed["lifecycle"]) == ("disputed", 207)
    assert [reason["code"] for reason in disputed["reasons"]] == ["disputed", "wrong_price"]
    assert all(reason["fr"] and reason["en"] for reason in disputed["reasons"])
    assert counters(client, house) == {"to_review": 0, "to_retrieve": 0, "to_continue": 1}
    listed = client.get("/api/v1/invoices", params={"reception": "disputed"}).json()["data"]
    assert [row["id"] for row in listed] == [filed.invoice_id]
    assert client.post(path_of(filed, "/accept")).json()["lifecycle"] == 205
    assert counters(client, house) == {"to_review": 0, "to_retrieve": 1, "to_continue": 0}


@pytest.mark.parametrize("verb", ["/refuse", "/dispute"])
@pytest.mark.parametrize(
    ("body", "pointer"),
    [({}, "/reason"), ({"code": "because"}, "/code"), ({"code": "refused"}, "/code")],
)
def test_no_grounds(
    client: httpx.Client, filed: Filed, verb: str, body: dict[str, str], pointer: str
) -> None:
    answer = client.post(path_of(filed, verb), json=body)
    assert answer.status_code == 422
    assert pointer in {error["pointer"] for error in answer.json()["errors"]}


def test_a_refusal_by_code_and_words(client: httpx.Client, filed: Filed) -> None:
    body = {"code": "not_ordered", "reason": "Bon 12 annulé"}
    refused = client.post(path_of(filed, "/refuse"), json=body).json()
    assert refused["lifecycle"] == 210
    assert [(r["code"], r.get("about")) for r in refused["reasons"]] == [
        ("refused", "Bon 12 annulé"),
        ("not_ordered", None),
    ]


def test_undone_until_the_accounting_software_has_it(client: httpx.Client, filed: Filed) -> None:
    client.post(path_of(filed, "/accept"))
    undone = client.post(path_of(filed, "/undo")).json()
    assert (undone["reception"], undone["accounting"], undone["lifecycle"]) == (
        "to_accept",
        None,
        203,
    )
    assert client.post(path_of(filed, "/undo")).json()["code"] == "illegal-transition"
    client.post(path_of(filed, "/accept"))
    client.post(path_of(filed, "/acknowledge"), json={"version": 1, "external_ref": "A"})
    answer = client.post(path_of(filed, "/undo"))
    assert (answer.status_code, answer.json()["code"]) == (409, "already-retrieved")


@pytest.mark.parametrize(("made", "lifecycle"), [("filed", 203), ("held", 202), ("rejected", 213)])
def test_lifecycle(
    client: httpx.Client, seed: Seed, house: House, made: str, lifecycle: int
) -> None:
    found = {
        "filed": lambda: seed.filed(house.first, direction=Direction.SALE),
        "held": lambda: seed.held(house.first, an_invoice()),
        "rejected": lambda: seed.rejected(house.first),
    }[made]()
    assert client.get(path_of(found)).json()["lifecycle"] == lifecycle


def test_many_at_once(client: httpx.Client, seed: Seed, house: House) -> None:
    first, second = seed.filed(house.first), seed.filed(house.second)
    body = {
        "items": [
            {"invoice_id": second.invoice_id, "decision": "refuse", "code": "wrong_recipient"},
            {"invoice_id": first.invoice_id, "decision": "accept", "version": 1},
        ]
    }
    answer = client.post(BATCH, json=body)
    assert answer.status_code == 200
    assert answer.json()["results"] == [
        {"invoice_id": second.invoice_id, "reception": "refused"},
        {"invoice_id": first.invoice_id, "reception": "accepted"},
    ]


def test_what_cannot_be_done_stops_nothing_else(
    client: httpx.Client, seed: Seed, house: House
) -> None:
    good, old = seed.filed(house.first), seed.filed(house.first)
    held = seed.held(house.first, an_invoice())
    accepted = seed.filed(house.first, Reception.ACCEPTED)
    foreign = seed.filed(house.foreign)
    asked: list[tuple[Filed, dict[str, Any]]] = [
        (old, {"decision": "accept", "version": 7}),
        (held, {"decision": "accept"}),
        (good, {"decision": "accept"}),
        (accepted, {"decision": "dispute", "reason": "?"}),
        (foreign, {"decision": "accept"}),
    ]
    items = [{"invoice_id": made.invoice_id, **said} for made, said in asked]
    answer = client.post(BATCH, json={"items": items})
    assert answer.status_code == 422
    assert answer.json()["code"] == "some-not-done"
    assert [(e["pointer"], e["code"]) for e in answer.json()["errors"]] == [
        ("/items/0", "superseded"),
        ("/items/1", "not-filed"),
        ("/items/3", "illegal-transition"),
        ("/items/4", "not-found"),
    ]
    for made, said in ((old, "to_accept"), (good, "accepted"), (accepted, "accepted")):
        assert client.get(path_of(made)).json()["reception"] == said


@pytest.mark.parametrize(
    "item",
    [
        {"decision": "refuse"},
        {"decision": "accept", "reason": "why not"},
        {"decision": "reopen"},
        {"decision": "accept", "invoice_id": "?"},
    ],
)
def test_a_wrong_item_does_nothing_at_all(
    client: httpx.Client, filed: Filed, item: dict[str, str]
) -> None:
    good = {"invoice_id": filed.invoice_id, "decision": "accept"}
    answer = client.post(BATCH, json={"items": [good, {"invoice_id": "inv_0", **item}]})
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid-request")
    assert client.get(path_of(filed)).json()["reception"] == "to_accept"


def test_two_that_were_taken_for_one_are_told_apart(
    client: httpx.Client, seed: Seed, house: House, filed: Filed
) -> None:
    pair = seed.duplicate(filed)
    shown = client.get(path_of(filed)).json()["duplicates"]
    assert [(d["id"], d["likeness"], d["undone_by"]) for d in shown] == [(pair, "number", None)]
    for _ in range(2):
        assert client.post(f"/api/v1/duplicates/{pair}/undo").status_code == 200
    (after,) = client.get(path_of(filed)).json()["duplicates"]
    assert after["undone_by"].startswith("key:")
