"""Learned places: listed as they were taught, deleted once, told in feed and journal."""

import httpx
import pytest

from storage.domain.invoice import FieldName
from storage.queries.journal import journal_of
from tests.api.conftest import House
from tests.api.seed import SIREN, Seed

PATH = "/api/v1/learned-places"


def listed(client: httpx.Client, **filters: str) -> list[str]:
    page = client.get(PATH, params=filters).json()
    assert (page["next_cursor"], page["has_more"]) == (None, False)
    return [row["id"] for row in page["data"]]


def test_a_learned_place_is_shown(client: httpx.Client, seed: Seed, house: House) -> None:
    learned_id = seed.learned(house.first)
    shown = client.get(f"{PATH}/{learned_id}").json()
    assert client.get(PATH).json()["data"] == [shown]
    assert {name: shown[name] for name in ("id", "dossier_id", "seller", "field", "times")} == {
        "id": learned_id,
        "dossier_id": house.first.id,
        "seller": SIREN,
        "field": "number",
        "times": 1,
    }
    label = {"text": "piece", "page": 1, "x": 0.1, "y": 0.2, "w": 0.1, "h": 0.01}
    assert (shown["label"], shown["is_below"], shown["actor"]) == (label, False, "Claire")
    assert client.get(f"/api/v1/invoices/{shown['invoice_id']}").json()["version"] == 2
    seed.learned(house.first)
    again = client.get(f"{PATH}/{learned_id}").json()
    assert again["times"] == 2
    assert again["invoice_id"] != shown["invoice_id"]


def test_the_list_is_cut_to_a_dossier_and_a_seller(
    client: httpx.Client, seed: Seed, house: House
) -> None:
    one = seed.learned(house.first)
    two = seed.learned(house.first, FieldName.DUE_DATE)
    three = seed.learned(house.first, siren="732829320")
    four = seed.learned(house.second)
    seed.learned(house.foreign)
    assert listed(client) == [one, two, three, four]
    assert listed(client, dossier=house.first.id) == [one, two, three]
    assert listed(client, dossier=house.first.id, seller=SIREN) == [one, two]
    assert listed(client, seller="552100554") == []
    page = client.get(PATH, params={"limit": 3}).json()
    assert len(page["data"]) == 3
    rest = client.get(PATH, params={"limit": 3, "cursor": page["next_cursor"]}).json()
    assert [row["id"] for row in rest["data"]] == [four]


@pytest.mark.parametrize("seller", ["a b", "x" * 21, "'"])
def test_what_is_no_seller_is_refused(client: httpx.Client, seller: str) -> None:
    assert client.get(PATH, params={"seller": seller}).status_code == 422


def test_it_is_deleted_once(client: httpx.Client, seed: Seed, house: House) -> None:
    learned_id, kept = seed.learned(house.first), seed.learned(house.second)
    shown = client.get(f"{PATH}/{learned_id}").json()
    answer = client.delete(f"{PATH}/{learned_id}")
    assert (answer.status_code, answer.json()) == (200, shown)
    assert client.get(f"{PATH}/{learned_id}").status_code == 404
    assert client.delete(f"{PATH}/{learned_id}").status_code == 404
    assert listed(client) == [kept]
    with seed.database.read() as session:
        (entry,) = journal_of(session, learned_id)
    assert entry.action == "forget"
    assert entry.actor.startswith("key:")
    event = client.get("/api/v1/feed").json()["data"][-1]
    assert (event["type"], event["object_id"]) == ("learned_place.forgotten", learned_id)
