"""Passwords of files: kept, listed without themselves, deleted; what waits for one goes on."""

from pathlib import Path

import httpx
import pytest

from storage.queries.journal import journal_of
from storage.queries.passwords import passwords_of
from tests.api.conftest import House
from tests.api.locked import flagged, locked, vault
from tests.api.seed import Seed

PATH = "/api/v1/file-passwords"
PASSWORD = "Geheim 17!"  # noqa: S105


def give(client: httpx.Client, dossier_id: str, **body: object) -> httpx.Response:
    path = f"/api/v1/dossiers/{dossier_id}/file-passwords"
    return client.post(path, json={"password": PASSWORD, **body})


def test_it_is_kept_and_never_shown(
    client: httpx.Client, seed: Seed, house: House, tmp_path: Path
) -> None:
    answer = give(client, house.first.id, label="Acmé")
    assert answer.status_code == 200
    shown = answer.json()
    assert (shown["label"], shown["dossier_id"]) == ("Acmé", house.first.id)
    assert shown["actor"].startswith("key:")
    assert client.get(PATH, params={"dossier": house.first.id}).json()["data"] == [shown]
    assert client.get(PATH, params={"dossier": house.second.id}).json()["data"] == []
    assert PASSWORD not in answer.text + client.get(PATH).text + client.get("/api/v1/feed").text
    with seed.database.read() as session:
        assert passwords_of(session, vault(tmp_path), house.first.id) == (PASSWORD,)
        assert passwords_of(session, vault(tmp_path), house.second.id) == ()
        (act,) = journal_of(session, shown["id"])
    assert (act.action, act.detail) == ("keep_password", {"label": "Acmé"})


def test_what_waits_for_it_is_opened_again(client: httpx.Client, seed: Seed, house: House) -> None:
    mine, other = locked(seed, house.first), locked(seed, house.second)
    held = seed.held(house.first)
    give(client, house.first.id)
    shown = {
        made.document_id: client.get(f"/api/v1/documents/{made.document_id}").json()
        for made in (mine, other, held)
    }
    assert [one["status"] for one in shown.values()] == ["processing", "held", "held"]
    assert shown[mine.document_id]["stage"] == "normalise"
    assert shown[mine.document_id]["reasons"] == []


def test_it_is_deleted_once(client: httpx.Client, seed: Seed, house: House) -> None:
    kept = give(client, house.first.id).json()
    answer = client.delete(f"{PATH}/{kept['id']}")
    assert (answer.status_code, answer.json()) == (200, kept)
    assert client.delete(f"{PATH}/{kept['id']}").status_code == 404
    assert client.get(PATH).json()["data"] == []


@pytest.mark.parametrize(
    "body", [{"password": ""}, {"password": "x" * 128}, {"password": "a\nb"}, {"label": "x" * 81}]
)
def test_what_is_no_password_is_refused_and_not_repeated(
    client: httpx.Client, house: House, body: dict[str, str]
) -> None:
    answer = give(client, house.first.id, **body)
    assert answer.status_code == 422
    if len(body.get("password", "")) > 1:
        assert body["password"] not in answer.text
    assert client.get(PATH).json()["data"] == []


def test_a_dossier_has_fifty_at_most(client: httpx.Client, house: House) -> None:
    answers = [give(client, house.first.id, password=f"p{n}").status_code for n in range(51)]
    assert answers == [200] * 50 + [409]


def test_flags_and_the_pdf_to_look_at(client: httpx.Client, seed: Seed, house: House) -> None:
    active = {"code": "pdf_active_content", "about": "javascript"}
    made = flagged(seed, house.first, active, view=b"%PDF- a harmless copy")
    shown = client.get(f"/api/v1/documents/{made.document_id}").json()
    (flag,) = shown["flags"]
    assert (flag["code"], flag["about"]) == ("pdf_active_content", "javascript")
    view = client.get(f"/api/v1/documents/{made.document_id}/view")
    assert (view.status_code, view.content) == (200, b"%PDF- a harmless copy")
    assert view.headers["content-type"] == "application/pdf"
    assert view.headers["content-disposition"].startswith("attachment")
    original = client.get(f"/api/v1/documents/{made.document_id}/original")
    assert original.content == made.original
    none = flagged(seed, house.first, active)
    assert client.get(f"/api/v1/documents/{none.document_id}/view").status_code == 404
