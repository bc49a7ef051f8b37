"""What a program can change: the reception policy, the marks of a supplier."""

from typing import Any

import httpx
import pytest

from tests.api.conftest import House, key
from tests.api.seed import Seed


def test_a_dossier_has_its_addresses(client: httpx.Client, house: House) -> None:
    dossier = client.get(f"/api/v1/dossiers/{house.first.id}").json()
    assert dossier["addresses"]["purchase"].endswith("@mg.example.fr")
    assert dossier["addresses"]["sale"].endswith("@out.mg.example.fr")
    assert (dossier["siren"], dossier["reception_policy"]) == ("123456782", "every_invoice")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"reception_policy": "except_trusted"}, 200),
        ({"reception_policy": "every_invoice"}, 200),
        ({"reception_policy": "nothing"}, 422),
        ({"reception_policy": None}, 422),
        ({}, 422),
        ({"reception_policy": "every_invoice", "name": "x"}, 422),
    ],
)
def test_the_policy(client: httpx.Client, house: House, body: Any, status: int) -> None:
    path = f"/api/v1/dossiers/{house.first.id}"
    before = client.get(path).json()["reception_policy"]
    answer = client.patch(path, json=body)
    assert answer.status_code == status
    wanted = body["reception_policy"] if status == 200 else before
    assert client.get(path).json()["reception_policy"] == wanted
    types = [event["type"] for event in client.get("/api/v1/feed").json()["data"]]
    assert types.count("dossier.changed") == (1 if status == 200 else 0)


@pytest.mark.parametrize(
    ("body", "status", "marks"),
    [
        ({"trusted": True}, 200, (True, False)),
        ({"blocked": True}, 200, (False, True)),
        ({"trusted": True, "blocked": False}, 200, (True, False)),
        ({"trusted": True, "blocked": True}, 422, (False, False)),
        ({"trusted": "yes"}, 422, (False, False)),
        ({"trusted": None}, 422, (False, False)),
        ({}, 422, (False, False)),
        ({"trust": True}, 422, (False, False)),
    ],
)
def test_marks_of_a_supplier(
    client: httpx.Client, seed: Seed, house: House, body: Any, status: int, marks: tuple[bool, bool]
) -> None:
    seed.filed(house.first)
    (supplier,) = client.get("/api/v1/suppliers").json()["data"]
    assert supplier["draft"] is True
    assert (supplier["number"], supplier["siren"]) == ("FOUR-001", "123456782")
    path = f"/api/v1/suppliers/{supplier['id']}"
    assert client.patch(path, json=body).status_code == status
    after = client.get(path).json()
    assert (after["trusted"], after["blocked"]) == marks
    assert after["draft"] is (status != 200)


def test_suppliers_of_one_dossier(client: httpx.Client, seed: Seed, house: House) -> None:
    for dossier in (house.first, house.second, house.foreign):
        seed.filed(dossier)
    rows = client.get("/api/v1/suppliers", params={"dossier": house.second.id}).json()["data"]
    assert [row["dossier_id"] for row in rows] == [house.second.id]
    assert len(client.get("/api/v1/suppliers").json()["data"]) == 2


def test_the_feed_is_read_on_from_where_it_ended(
    nobody: httpx.Client, seed: Seed, house: House
) -> None:
    seed.filed(house.first)
    seed.filed(house.second)
    headers = key(house.secret)
    seen: list[Any] = []
    after = 0
    while True:
        page = nobody.get("/api/v1/feed", params={"after": after, "limit": 3}, headers=headers)
        if not page.json()["data"]:
            assert page.json()["next_cursor"] == after
            break
        seen += page.json()["data"]
        after = page.json()["next_cursor"]
    assert [event["seq"] for event in seen] == list(range(1, len(seen) + 1))
    mine = nobody.get("/api/v1/feed", headers=key(house.second.secret)).json()["data"]
    assert mine == [event for event in seen if event["dossier_id"] == house.second.id]
    assert {event["type"] for event in mine} >= {"message.received", "invoice.filed"}
    too_far = {"after": 2**60}
    assert nobody.get("/api/v1/feed", params=too_far, headers=headers).status_code == 422
