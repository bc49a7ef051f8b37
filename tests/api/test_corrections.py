"""Corrections by API, and what the journal keeps of every decision."""

from typing import Any

import httpx
import pytest
from sqlmodel import select

from storage.domain.state import Reception
from storage.models.firm import ApiKeyRow
from storage.models.journal import JournalRow
from storage.queries.keys import hash_secret
from tests.api.conftest import House, key
from tests.api.seed import Filed, Seed, an_invoice

FIRST = {"If-Match": '"1"'}


def path_of(filed: Filed, verb: str = "") -> str:
    assert filed.invoice_id is not None
    return f"/api/v1/invoices/{filed.invoice_id}{verb}"


def fields(**values: str | None) -> dict[str, Any]:
    return {"fields": {name.replace("__", "."): value for name, value in values.items()}}


@pytest.fixture
def filed(seed: Seed, house: House) -> Filed:
    return seed.filed(house.first, invoice=an_invoice())


def journal(seed: Seed) -> list[tuple[str, str, str, Any]]:
    """Return actor, action, object and detail of all entries, in order."""
    with seed.database.read() as session:
        rows = session.exec(select(JournalRow).order_by(JournalRow.id)).all()
        return [(row.actor, row.action, row.object_id, row.detail) for row in rows]


def actor_of(seed: Seed, secret: str) -> str:
    with seed.database.read() as session:
        query = select(ApiKeyRow.id).where(ApiKeyRow.secret_sha256 == hash_secret(secret))
        return f"key:{session.exec(query).one()}"


def test_a_correction_makes_a_version_that_is_processed(
    client: httpx.Client, seed: Seed, filed: Filed
) -> None:
    seen = client.get(path_of(filed))
    assert seen.headers["etag"] == '"1"'
    body = fields(number="F-2", due_date="31/12/2026", total_with_vat="1 234,50", seller__name=None)
    answer = client.patch(path_of(filed), json=body, headers={"If-Match": seen.headers["etag"]})
    assert answer.status_code == 200
    assert answer.headers["etag"] == '"2"'
    shown = answer.json()
    assert (shown["version"], shown["number"], shown["due_date"]) == (2, "F-2", "2026-12-31")
    assert (shown["total_with_vat"], shown["seller"]["name"]) == ("1234.50", None)
    assert (shown["reception"], shown["accounting"]) == ("to_accept", None)
    number = shown["fields"]["number"]
    assert (number["value"], number["level"], number["source"]) == ("F-2", "confirmed", "user")
    assert shown["fields"]["seller.siren"]["level"] == "read"
    assert "seller.name" not in shown["fields"]
    assert client.get(path_of(filed)).json() == shown
    document = client.get(f"/api/v1/documents/{filed.document_id}").json()
    assert (document["status"], document["stage"]) == ("processing", "check")
    (event,) = [e for e in client.get("/api/v1/feed").json()["data"] if "corrected" in e["type"]]
    assert (event["object_id"], event["version"]) == (filed.invoice_id, 2)
    seed.refile(filed.document_id, b"%PDF derived")
    assert client.get(path_of(filed)).json()["reception"] == "to_accept"


def test_without_if_match_nothing_is_changed(client: httpx.Client, filed: Filed) -> None:
    answer = client.patch(path_of(filed), json=fields(number="F-2"))
    assert (answer.status_code, answer.json()["code"]) == (428, "precondition-required")
    assert client.get(path_of(filed)).json()["version"] == 1


@pytest.mark.parametrize("tag", ['"2"', '"0"', 'W/"1"', "1", "", '"2", "3"'])
def test_from_another_version_nothing_is_changed(
    client: httpx.Client, filed: Filed, tag: str
) -> None:
    answer = client.patch(path_of(filed), json=fields(number="F-2"), headers={"If-Match": tag})
    assert (answer.status_code, answer.json()["code"]) == (412, "precondition-failed")
    assert client.get(path_of(filed)).json()["number"] == "F-2026-001"


@pytest.mark.parametrize("tag", ["*", '"1"', '"7", "1"'])
def test_tags_that_match(client: httpx.Client, filed: Filed, tag: str) -> None:
    answer = client.patch(path_of(filed), json=fields(number="F-2"), headers={"If-Match": tag})
    assert answer.status_code == 200


def test_of_two_who_saw_the_same_version_one_is_refused(
    client: httpx.Client, seed: Seed, filed: Filed
) -> None:
    assert client.patch(path_of(filed), json=fields(number="A"), headers=FIRST).status_code == 200
    second = client.patch(path_of(filed), json=fields(number="B"), headers=FIRST)
    assert second.status_code == 412
    busy = client.patch(path_of(filed), json=fields(number="B"), headers={"If-Match": '"2"'})
    assert (busy.status_code, busy.json()["code"]) == (409, "processing")
    seed.refile(filed.document_id, None)
    third = client.patch(path_of(filed), json=fields(number="B"), headers={"If-Match": '"2"'})
    assert (third.status_code, third.json()["version"]) == (200, 3)


def test_wrong_values_are_all_named(client: httpx.Client, seed: Seed, filed: Filed) -> None:
    body = fields(number="F-2", seller__siren="123456789", total_vat="x", issue_date="31/02/2026")
    answer = client.patch(path_of(filed), json=body, headers=FIRST)
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (422, "invalid-field")
    assert [(item["pointer"], item["code"]) for item in problem["errors"]] == [
        ("/fields/seller.siren", "invalid-field"),
        ("/fields/total_vat", "invalid-field"),
        ("/fields/issue_date", "invalid-field"),
    ]
    assert client.get(path_of(filed)).json()["version"] == 1
    assert journal(seed) == []


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/fields"),
        ({"fields": {}}, "/fields"),
        ({"fields": []}, "/fields"),
        ({"fields": {"number": 1}}, "/fields/number"),
        ({"fields": {"number": "x" * 501}}, "/fields/number"),
        ({"fields": {"seller": "x"}}, "/fields/seller"),
        ({"fields": {"number": "F-2"}, "version": 2}, "/version"),
    ],
)
def test_a_wrong_body_is_named(client: httpx.Client, filed: Filed, body: Any, pointer: str) -> None:
    answer = client.patch(path_of(filed), json=body, headers=FIRST)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid-request")
    assert answer.json()["errors"][0]["pointer"].startswith(pointer)


@pytest.mark.parametrize("stranger", ["other firm", "other dossier"])
@pytest.mark.parametrize("headers", [FIRST, {"If-Match": '"9"'}, {}])
def test_a_stranger_learns_nothing(
    nobody: httpx.Client,
    seed: Seed,
    house: House,
    filed: Filed,
    stranger: str,
    headers: dict[str, str],
) -> None:
    secret = house.foreign_secret if stranger == "other firm" else house.second.secret
    answer = nobody.patch(path_of(filed), json=fields(number="F-2"), headers=headers | key(secret))
    assert (answer.status_code, answer.json()["code"]) == (404, "not-found")
    assert journal(seed) == []


def test_the_journal_names_who_did_what(
    client: httpx.Client, seed: Seed, house: House, filed: Filed
) -> None:
    refused = seed.filed(house.first)
    own = key(house.first.secret)
    for _ in range(2):
        client.post(path_of(refused, "/refuse"), json={"reason": "Pas pour nous"}, headers=own)
    client.patch(path_of(filed), json=fields(number="F-2"), headers=FIRST)
    seed.refile(filed.document_id, b"%PDF derived")
    taken = {"version": 2, "external_ref": "ACH-1"}
    for _ in range(2):
        client.post(path_of(filed, "/accept")).raise_for_status()
        client.post(path_of(filed, "/acknowledge"), json=taken).raise_for_status()
    program = actor_of(seed, house.secret)
    change = {"number": {"old": "F-2026-001", "new": "F-2"}}
    assert journal(seed) == [
        (
            actor_of(seed, house.first.secret),
            "refuse",
            refused.invoice_id,
            {"version": 1, "reason": "Pas pour nous"},
        ),
        (program, "correct", filed.invoice_id, {"version": 2, "fields": change}),
        (program, "accept", filed.invoice_id, {"version": 2}),
        (program, "acknowledge", filed.invoice_id, taken),
    ]


def test_what_was_refused_by_us_is_not_in_the_journal(
    client: httpx.Client, seed: Seed, house: House, filed: Filed
) -> None:
    held = seed.held(house.first, an_invoice("F-9"))
    for path, body in (
        (path_of(held, "/accept"), {}),
        (path_of(held, "/refuse"), {"reason": "no"}),
        (path_of(filed, "/acknowledge"), {"version": 1}),
    ):
        assert client.post(path, json=body).status_code == 409
    assert journal(seed) == []


def test_an_accepted_invoice_is_offered_again_in_its_new_version(
    client: httpx.Client, seed: Seed, house: House
) -> None:
    filed = seed.filed(house.first, Reception.ACCEPTED)
    client.post(path_of(filed, "/acknowledge"), json={"version": 1}).raise_for_status()
    client.patch(path_of(filed), json=fields(number="F-2"), headers=FIRST).raise_for_status()
    wanted = {"accounting": "to_retrieve"}
    assert client.get("/api/v1/invoices", params=wanted).json()["data"] == []
    early = client.post(path_of(filed, "/acknowledge"), json={"version": 2})
    assert (early.status_code, early.json()["code"]) == (409, "not-accepted")
    seed.refile(filed.document_id, b"%PDF derived")
    (offered,) = client.get("/api/v1/invoices", params=wanted).json()["data"]
    assert (offered["id"], offered["version"]) == (filed.invoice_id, 2)
    stale = client.post(path_of(filed, "/acknowledge"), json={"version": 1})
    assert (stale.status_code, stale.json()["code"]) == (409, "superseded")
    taken = client.post(path_of(filed, "/acknowledge"), json={"version": 2}).json()
    assert (taken["accounting"], taken["reception"]) == ("retrieved", "accepted")
