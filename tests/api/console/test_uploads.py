"""Upload by a form: durable, once, into the dossier and direction that were chosen."""

import re

import httpx
import pytest
from sqlmodel import select

from storage.models.message import MessageRow
from tests.api.conftest import MOST_BYTES, House
from tests.api.console.conftest import Browser, a_link
from tests.api.seed import Seed

PDF = b"%PDF-1.7\r\n" + bytes(range(256)) * 50


def upload(
    browser: Browser,
    dossier_id: str,
    content: bytes = PDF,
    name: str = "Facture été.pdf",
    **fields: str,
) -> httpx.Response:
    """Send the form with a file."""
    data = {"csrf": browser.token(), "dossier": dossier_id, "direction": "purchase", **fields}
    return browser.client.post("/upload", data=data, files={"file": (name, content)})


def stored(seed: Seed) -> list[MessageRow]:
    with seed.database.read() as session:
        return list(session.exec(select(MessageRow)).all())


@pytest.mark.parametrize("direction", ["purchase", "sale"])
def test_a_file_becomes_a_message(
    browser: Browser, seed: Seed, house: House, direction: str
) -> None:
    answer = upload(browser, house.second.id, direction=direction)
    assert answer.status_code == 303
    (row,) = stored(seed)
    assert answer.headers["location"] == f"/messages/{row.id}?done=uploaded"
    assert (row.dossier_id, row.direction, row.channel) == (house.second.id, direction, "upload")
    assert row.file_name == "Facture été.pdf"
    assert seed.blobs.path(house.firm_id, row.raw_sha256).read_bytes() == PDF
    page = browser.get(answer.headers["location"]).text
    assert "Fichier reçu." in page
    assert "Facture été.pdf" in page
    raw = browser.get(f"/messages/{row.id}/raw")
    assert raw.content == PDF
    assert raw.headers["content-type"] == "application/octet-stream"


def test_the_same_file_twice_is_the_same_message(
    browser: Browser, seed: Seed, house: House
) -> None:
    first = upload(browser, house.first.id).headers["location"]
    second = upload(browser, house.first.id, name="autre.pdf").headers["location"]
    assert second == first.replace("uploaded", "again")
    assert "déjà arrivé" in browser.get(second).text
    (row,) = stored(seed)
    assert row.times_received == 2
    other = upload(browser, house.second.id).headers["location"]
    assert other.endswith("done=uploaded")
    assert len(stored(seed)) == 2


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"dossier_id": ""}, "Choisissez le dossier."),
        ({"direction": "sideways"}, "Choisissez achat ou vente."),
        ({"content": b""}, "Ce fichier est vide."),
        ({"content": b"x" * (MOST_BYTES + 1)}, "Ce fichier est trop grand."),
    ],
)
def test_what_cannot_be_taken_is_said_beside_the_form(
    browser: Browser, seed: Seed, house: House, changes: dict[str, str], words: str
) -> None:
    answer = upload(browser, **{"dossier_id": house.first.id, "direction": "sale"} | changes)  # type: ignore[arg-type]
    assert answer.status_code == 422
    assert words in answer.text
    assert 'role="alert"' in answer.text
    if "dossier_id" not in changes:
        assert re.search(rf'value="{house.first.id}" selected', answer.text)
    if "direction" not in changes:
        assert re.search(r'value="sale" checked', answer.text)
    assert stored(seed) == []


def test_no_file(browser: Browser, seed: Seed, house: House) -> None:
    data = {"csrf": browser.token(), "dossier": house.first.id, "direction": "purchase"}
    for files in ({"file": ("", b"")}, {"other": ("a.pdf", PDF)}):
        answer = browser.client.post("/upload", data=data, files=files)
        assert answer.status_code == 422
        assert "Choisissez un fichier." in answer.text
    assert stored(seed) == []


def test_a_body_that_is_far_too_large_ends_early(
    browser: Browser, seed: Seed, house: House
) -> None:
    answer = upload(browser, house.first.id, content=b"x" * (MOST_BYTES * 2))
    assert answer.status_code == 413
    assert "trop grand" in answer.text
    assert stored(seed) == []


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"--x\r\nnonsense", "multipart/form-data; boundary=x"),
        (b"--x--", "multipart/form-data"),
        (b"", "multipart/form-data; boundary=x"),
        (b"a=1", "application/x-www-form-urlencoded"),
        (b"{}", "application/json"),
    ],
)
def test_what_is_no_form(browser: Browser, seed: Seed, content: bytes, kind: str) -> None:
    answer = browser.client.post("/upload", content=content, headers={"Content-Type": kind})
    assert answer.status_code in {400, 403}
    assert "text/html" in answer.headers["content-type"]
    assert stored(seed) == []


def test_two_files_at_once_are_refused(browser: Browser, seed: Seed, house: House) -> None:
    data = {"csrf": browser.token(), "dossier": house.first.id, "direction": "purchase"}
    files = [("file", ("a.pdf", PDF)), ("file", ("b.pdf", PDF + b"2"))]
    assert browser.client.post("/upload", data=data, files=files).status_code == 400
    assert stored(seed) == []


def test_nobody_uploads(nobodys: Browser, seed: Seed, house: House) -> None:
    files = {"file": ("a.pdf", PDF)}
    assert nobodys.client.post("/upload", files=files).status_code == 401
    assert stored(seed) == []


def test_a_firm_without_a_dossier_is_told_how_to_make_one(nobodys: Browser, seed: Seed) -> None:
    firm_id, _ = seed.firm()
    nobodys.sign_in(a_link(seed, firm_id))
    page = nobodys.get("/upload").text
    assert f"vaguemestre dossier add --firm {firm_id}" in page
    assert "<select" not in page
