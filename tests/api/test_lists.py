"""Lists: cursors, counters, and that the second always equals the length of the first."""

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from sqlalchemy import event

from pipeline.stage import InnerMail, MessageHeader
from storage.codec import to_json
from storage.domain.reason import Reason
from storage.domain.state import MessageStatus, Reception
from storage.models.message import MessageRow
from storage.queries.scope import MOST_ROWS
from tests.api.conftest import House, key
from tests.api.seed import Dossier, Seed, an_invoice

NO_DOCUMENT = [{"code": Reason.NO_DOCUMENT.value}]
LISTS = ("dossiers", "messages", "documents", "invoices", "suppliers", "review")


def walk(client: httpx.Client, resource: str, limit: int, **filters: str) -> Iterator[Any]:
    """Yield every row of a list, page by page."""
    asked: dict[str, Any] = {"limit": limit, **filters}
    while True:
        page = client.get(f"/api/v1/{resource}", params=asked).json()
        assert len(page["data"]) <= limit
        assert page["has_more"] is (page["next_cursor"] is not None)
        yield from page["data"]
        if not page["has_more"]:
            return
        assert len(page["data"]) == limit
        asked["cursor"] = page["next_cursor"]


def many_states(seed: Seed, dossier: Dossier) -> None:
    """Put at least one thing of every state into a dossier."""
    seed.filed(dossier)
    seed.filed(dossier, Reception.ACCEPTED, invoice=an_invoice("F-2", "732829320"))
    seed.filed(dossier, Reception.REFUSED)
    seed.held(dossier)
    seed.held(dossier, an_invoice())
    seed.rejected(dossier)
    seed.failed(dossier)
    seed.mail(dossier)
    seed.sorted_mail(dossier, MessageStatus.IGNORED, NO_DOCUMENT)
    seed.sorted_mail(dossier, MessageStatus.IGNORED, [*NO_DOCUMENT, {"code": "dsn"}])
    seed.sorted_mail(dossier, MessageStatus.HELD, [{"code": "content_mismatch", "about": "2"}])
    seed.sorted_mail(dossier, MessageStatus.REJECTED, [{"code": "malformed_mime"}])


def test_a_counter_equals_the_list_that_it_opens(
    client: httpx.Client, seed: Seed, house: House
) -> None:
    for dossier in (house.first, house.second, house.foreign):
        many_states(seed, dossier)
    seed.filed(house.second)
    expected = {house.first.id: 6, house.second.id: 7}
    for shown in client.get("/api/v1/dossiers").json()["data"]:
        assert client.get(f"/api/v1/dossiers/{shown['id']}").json() == shown
        review = list(walk(client, "review", 2, dossier=shown["id"]))
        assert shown["counters"]["to_review"] == len(review) == expected[shown["id"]]
        waiting = list(walk(client, "invoices", 1, dossier=shown["id"], accounting="to_retrieve"))
        assert shown["counters"]["to_retrieve"] == len(waiting) == 1
        assert shown["counters"]["to_continue"] == 0
        assert {item["dossier_id"] for item in review} == {shown["id"]}
    assert len(list(walk(client, "review", 3))) == 13


def test_the_counters_of_a_firm_equal_its_lists(
    client: httpx.Client, nobody: httpx.Client, seed: Seed, house: House
) -> None:
    for dossier in (house.first, house.second, house.foreign):
        many_states(seed, dossier)
    disputed = seed.filed(house.second)
    answer = client.post(f"/api/v1/invoices/{disputed.invoice_id}/dispute", json={"reason": "no"})
    assert answer.status_code == 200
    every = client.get("/api/v1/counters").json()
    assert every == {
        "to_review": len(list(walk(client, "review", 3))),
        "to_retrieve": len(list(walk(client, "invoices", 3, accounting="to_retrieve"))),
        "to_continue": len(list(walk(client, "invoices", 3, reception="disputed"))),
    }
    assert every == {"to_review": 12, "to_retrieve": 2, "to_continue": 1}
    for dossier in (house.first, house.second):
        own = nobody.get("/api/v1/counters", headers=key(dossier.secret)).json()
        shown = client.get(f"/api/v1/dossiers/{dossier.id}").json()["counters"]
        assert own == shown


def test_review_names_what_waits_and_why(client: httpx.Client, seed: Seed, house: House) -> None:
    many_states(seed, house.first)
    items = list(walk(client, "review", 100))
    assert [(item["kind"], [r["code"] for r in item["reasons"]]) for item in items] == [
        ("invoice", ["every_invoice"]),
        ("document", ["not_yet_readable"]),
        ("document", ["rule_broken"]),
        ("message", ["no_document"]),
        ("message", ["content_mismatch"]),
        ("message", ["malformed_mime"]),
    ]
    for item in items:
        assert client.get(f"/api/v1/{item['kind']}s/{item['id']}").status_code == 200


def test_what_is_decided_leaves_the_list(client: httpx.Client, seed: Seed, house: House) -> None:
    filed = seed.filed(house.first)
    (item,) = walk(client, "review", 10)
    assert item["id"] == filed.invoice_id
    client.post(f"/api/v1/invoices/{filed.invoice_id}/accept")
    assert list(walk(client, "review", 10)) == []


@pytest.mark.parametrize("resource", LISTS)
@pytest.mark.parametrize("limit", [1, 2, 100])
def test_a_walk_sees_each_row_once(
    client: httpx.Client, seed: Seed, house: House, resource: str, limit: int
) -> None:
    many_states(seed, house.first)
    seed.filed(house.second)
    whole = client.get(f"/api/v1/{resource}", params={"limit": 100}).json()["data"]
    assert len(whole) > 1
    assert list(walk(client, resource, limit)) == whole


@pytest.mark.parametrize("resource", [r for r in LISTS if r != "suppliers"])
def test_a_walk_sees_each_row_once_while_rows_are_added(
    client: httpx.Client, seed: Seed, house: House, resource: str
) -> None:
    add: Callable[[], object] = lambda: seed.filed(house.first)  # noqa: E731
    if resource == "dossiers":
        add = lambda: seed.dossier(house.firm_id)  # noqa: E731
    for _ in range(3):
        add()
    before = [row["id"] for row in walk(client, resource, 100)]
    seen: list[str] = []
    for row in walk(client, resource, 2):
        seen.append(row["id"])
        if len(seen) in {1, 2, 4}:
            add()
    assert seen[: len(before)] == before
    assert len(seen) == len(set(seen)) == len(before) + 3


@pytest.mark.parametrize("resource", LISTS)
def test_a_cursor_serves_its_own_list_only(
    client: httpx.Client, seed: Seed, house: House, resource: str
) -> None:
    many_states(seed, house.first)
    cursors = {
        name: client.get(f"/api/v1/{name}", params={"limit": 1}).json()["next_cursor"]
        for name in LISTS
    }
    mine = cursors.pop(resource)
    asked: list[dict[str, str]] = [{"cursor": cursor} for cursor in cursors.values()]
    asked += [{"cursor": "nonsense"}, {"cursor": "é"}, {"cursor": mine[4:]}]
    if resource != "dossiers":
        asked.append({"cursor": mine, "dossier": house.first.id})
    for params in asked:
        answer = client.get(f"/api/v1/{resource}", params=params)
        assert (answer.status_code, answer.json()["code"]) == (400, "invalid-cursor")


@pytest.mark.parametrize("resource", [*LISTS, "learned-places"])
@pytest.mark.parametrize(
    ("name", "value"),
    [("limit", "0"), ("limit", "many"), ("recepton", "accepted")],
)
def test_a_wrong_parameter_is_named(
    client: httpx.Client, resource: str, name: str, value: str
) -> None:
    answer = client.get(f"/api/v1/{resource}", params={name: value})
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [f"/query/{name}"]


@pytest.mark.parametrize("resource", LISTS)
def test_a_longer_list_asks_the_database_no_more_often(
    client: httpx.Client, seed: Seed, house: House, resource: str
) -> None:
    statements: list[str] = []

    def note(*arguments: Any) -> None:
        statements.append(arguments[2])

    many_states(seed, house.first)
    counts = []
    for limit in (1, 100):
        with seed.database.read() as session:
            engine = session.get_bind()
        event.listen(engine, "before_cursor_execute", note)
        statements.clear()
        client.get(f"/api/v1/{resource}", params={"limit": limit})
        counts.append(len(statements))
        event.remove(engine, "before_cursor_execute", note)
    assert counts[0] == counts[1] <= 10


def test_a_message_shows_the_mails_that_it_forwards(
    client: httpx.Client, seed: Seed, house: House
) -> None:
    message_id = seed.sorted_mail(house.first, MessageStatus.ACCEPTED)
    assert client.get(f"/api/v1/messages/{message_id}").json()["forwarded"] == []
    inner = InnerMail("2", False, "compta@acme.example", "ACME", "Facture 12", None)
    with seed.database.write() as session:
        row = session.get_one(MessageRow, message_id)
        row.header = to_json(MessageHeader("patron@client.example", forwarded=(inner,)))
        session.add(row)
    shown = client.get(f"/api/v1/messages/{message_id}").json()
    assert shown["header_from"] == "patron@client.example"
    assert shown["forwarded"] == [to_json(inner)]


def test_a_message_shows_every_part_with_its_outcome(
    client: httpx.Client, seed: Seed, house: House
) -> None:
    filed = seed.filed(house.first)
    message = client.get(f"/api/v1/messages/{filed.message_id}").json()
    assert (message["status"], message["channel"], message["subject"]) == (
        "accepted",
        "mail",
        "Facture",
    )
    assert message["mail_from"] == "sender@acme.example"
    assert message["times_received"] == 1
    body, document = message["parts"]
    assert (body["outcome"], body["reason"], body["document_id"]) == ("ignored", "body_text", None)
    assert body["reason_text"]["fr"] == "Texte du message, gardé avec lui."
    assert (document["outcome"], document["reason"]) == ("document", None)
    assert document["document_id"] == filed.document_id


def test_the_same_mail_again_is_counted(client: httpx.Client, seed: Seed, house: House) -> None:
    ids = {seed.mail(house.first, b"Subject: x\r\n\r\n") for _ in range(3)}
    (message,) = client.get("/api/v1/messages").json()["data"]
    assert ids == {message["id"]}
    assert message["times_received"] == 3


def test_a_document_tells_its_history(client: httpx.Client, seed: Seed, house: House) -> None:
    filed = seed.filed(house.first)
    document = client.get(f"/api/v1/documents/{filed.document_id}").json()
    assert (document["status"], document["stage"], document["kind"]) == (
        "ready",
        "approve",
        "invoice",
    )
    assert document["invoice_id"] == filed.invoice_id
    assert [source["message_id"] for source in document["sources"]] == [filed.message_id]
    (run,) = document["timeline"]
    assert (run["stage"], run["status"], run["ms"], run["code"]) == ("extract", "next", 12, None)
    failed = seed.failed(house.first)
    document = client.get(f"/api/v1/documents/{failed.document_id}").json()
    assert (document["status"], document["invoice_id"]) == ("failed", None)
    assert document["reasons"][0]["code"] == "stage_failed"


@pytest.mark.parametrize("status", ["ready", "held", "rejected", "failed", "processing"])
def test_documents_by_status(client: httpx.Client, seed: Seed, house: House, status: str) -> None:
    many_states(seed, house.first)
    rows = list(walk(client, "documents", 100, status=status))
    assert {row["status"] for row in rows} <= {status}
    assert len(rows) == {"ready": 3, "held": 2, "rejected": 1, "failed": 1, "processing": 0}[status]


@pytest.mark.parametrize("resource", LISTS)
def test_a_parameter_without_a_value_counts_as_not_given(
    client: httpx.Client, resource: str
) -> None:
    asked = client.get(f"/api/v1/{resource}?cursor=&limit=")
    assert asked.status_code == 200
    assert asked.json() == client.get(f"/api/v1/{resource}").json()


def test_a_page_is_never_longer_than_it_may_be(
    client: httpx.Client, seed: Seed, house: House
) -> None:
    for _ in range(MOST_ROWS + 1):
        seed.filed(house.first)
    page = client.get("/api/v1/invoices", params={"limit": 10_000}).json()
    assert len(page["data"]) == MOST_ROWS
    assert page["has_more"]
