"""Documents: their pages, their annexes, and why there is no Factur-X."""

import hashlib

import httpx
import pytest

from storage.models.document import DocumentRow
from tests.api.conftest import House, key
from tests.api.seed import LARGE_PAGE, PAGE, Seed, an_invoice


@pytest.mark.parametrize(
    ("asked", "picture"), [("", PAGE), ("?size=normal", PAGE), ("?size=large", LARGE_PAGE)]
)
def test_a_page_is_a_picture(
    client: httpx.Client, seed: Seed, house: House, asked: str, picture: bytes
) -> None:
    filed = seed.filed(house.first)
    answer = client.get(f"/api/v1/documents/{filed.document_id}/pages/1{asked}")
    assert answer.content == picture
    assert answer.headers["content-type"] == "image/webp"
    assert answer.headers["etag"] == f'"sha256-{hashlib.sha256(picture).hexdigest()}"'
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "facture-1.webp" in answer.headers["content-disposition"]


def test_a_page_without_a_large_picture_shows_the_other(
    client: httpx.Client, seed: Seed, house: House
) -> None:
    _, document_id = seed.with_annexes(house.first, b"%PDF original")
    path = f"/api/v1/documents/{document_id}/pages"
    assert client.get(f"{path}/2?size=large").content == PAGE
    assert client.get(f"{path}/1").json()["code"] == "no-page-image"


@pytest.mark.parametrize("page", ["1", "2", "0", "99999999999999999999", "-1"])
@pytest.mark.parametrize("stranger", ["other firm", "other dossier"])
def test_a_stranger_sees_no_page(
    nobody: httpx.Client, seed: Seed, house: House, stranger: str, page: str
) -> None:
    filed = seed.filed(house.first)
    secret = house.foreign_secret if stranger == "other firm" else house.second.secret
    path = f"/api/v1/documents/{filed.document_id}/pages/{page}"
    answer = nobody.get(path, headers=key(secret))
    assert (answer.status_code, answer.json()["code"]) == (404, "not-found")
    owner = nobody.get(path, headers=key(house.first.secret))
    assert (owner.status_code == 200) == (page == "1")


@pytest.mark.parametrize("asked", ["?size=huge", "?more=1"])
def test_a_wrong_size_is_named(client: httpx.Client, seed: Seed, house: House, asked: str) -> None:
    filed = seed.filed(house.first)
    answer = client.get(f"/api/v1/documents/{filed.document_id}/pages/1{asked}")
    assert answer.status_code == 422
    (item,) = answer.json()["errors"]
    assert item["pointer"] == f"/query/{asked[1:].partition('=')[0]}"


def test_annexes_are_listed_under_their_document_and_can_be_had(
    client: httpx.Client, seed: Seed, house: House
) -> None:
    message_id, document_id = seed.with_annexes(house.first, b"%PDF 1", b"%PDF 2", b"%PDF 3")
    lone = seed.filed(house.first)
    shown = client.get(f"/api/v1/documents/{document_id}").json()
    assert [(a["message_id"], a["path"], a["media_type"]) for a in shown["annexes"]] == [
        (message_id, "2", "text/plain"),
        (message_id, "3", "text/plain"),
    ]
    for annex, content in zip(shown["annexes"], (b"%PDF 2", b"%PDF 3"), strict=True):
        path = f"/api/v1/messages/{annex['message_id']}/parts/{annex['path']}"
        assert client.get(path).content == content
    assert shown["kind_reason"]["code"] == "sorted_as"
    assert shown["kind_reason"]["detail"] == "FACTURE"
    assert shown["kind_reason"]["fr"]
    rows = {row["id"]: row for row in client.get("/api/v1/documents").json()["data"]}
    assert rows[document_id] == shown
    assert rows[lone.document_id]["annexes"] == []
    parts = client.get(f"/api/v1/messages/{message_id}").json()["parts"]
    assert [(part["outcome"], part["document_id"]) for part in parts] == [
        ("document", document_id),
        ("annex", document_id),
        ("annex", document_id),
    ]


def test_a_part_of_another_firm_or_one_that_was_ignored_is_not_handed_out(
    nobody: httpx.Client, seed: Seed, house: House
) -> None:
    message_id, _ = seed.with_annexes(house.first, b"%PDF 1", b"%PDF 2")
    path = f"/api/v1/messages/{message_id}/parts"
    for secret in (house.foreign_secret, house.second.secret):
        assert nobody.get(f"{path}/2", headers=key(secret)).status_code == 404
    own = key(house.first.secret)
    assert nobody.get(f"{path}/2", headers=own).status_code == 200
    for missing in ("9", "2.1", "x", "2;1"):
        assert nobody.get(f"{path}/{missing}", headers=own).status_code == 404
    filed = seed.filed(house.first)
    ignored = f"/api/v1/messages/{filed.message_id}/parts/1"
    assert nobody.get(ignored, headers=own).json()["code"] == "no-file"


def test_no_factur_x_says_why_in_both_languages(
    client: httpx.Client, seed: Seed, house: House
) -> None:
    filed = seed.filed(house.first, invoice=an_invoice())
    path = f"/api/v1/documents/{filed.document_id}"
    client.patch(
        f"/api/v1/invoices/{filed.invoice_id}",
        json={"fields": {"number": "F-2"}},
        headers={"If-Match": '"1"'},
    ).raise_for_status()
    processing = client.get(f"{path}/facturx")
    assert processing.status_code == 404
    assert processing.json()["detail"].endswith("yet; it is processing.")
    seed.refile(filed.document_id, None, ["no_facturx"])
    shown = client.get(path).json()["facturx_reasons"]
    for name in ("facturx", "xml"):
        answer = client.get(f"{path}/{name}")
        problem = answer.json()
        assert (answer.status_code, problem["code"]) == (404, "no-file")
        (reason,) = problem["reasons"]
        assert reason["code"] == "no_facturx"
        assert reason["fr"]
        assert reason["en"]
        assert [reason] == shown
        assert client.head(f"{path}/{name}").status_code == 404


def test_what_stops_the_document_stands_before_what_kept_its_factur_x(
    client: httpx.Client, seed: Seed, house: House
) -> None:
    held = seed.held(house.first)
    with seed.database.write() as session:
        row = session.get_one(DocumentRow, held.document_id)
        row.facturx_reasons = [{"code": "term_left_out", "about": "iban"}]
    answer = client.get(f"/api/v1/documents/{held.document_id}/facturx")
    codes = [reason["code"] for reason in answer.json()["reasons"]]
    assert codes == ["not_yet_readable", "term_left_out"]


def test_a_derived_factur_x_is_handed_out_as_such(
    client: httpx.Client, seed: Seed, house: House
) -> None:
    filed = seed.filed(house.first, invoice=an_invoice())
    path = f"/api/v1/documents/{filed.document_id}"
    assert client.get(path).json()["derived"] is False
    client.patch(
        f"/api/v1/invoices/{filed.invoice_id}",
        json={"fields": {"number": "F-2"}},
        headers={"If-Match": '"1"'},
    ).raise_for_status()
    seed.refile(filed.document_id, b"%PDF derived", ["term_left_out"])
    shown = client.get(path).json()
    assert (shown["derived"], shown["profile"], shown["version"]) == (True, "en16931", 2)
    assert [reason["code"] for reason in shown["facturx_reasons"]] == ["term_left_out"]
    assert client.get(f"{path}/facturx").content == b"%PDF derived"
    assert client.get(f"{path}/original").content == filed.original
