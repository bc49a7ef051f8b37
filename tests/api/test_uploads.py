"""Uploads: durable before the answer, the same once, too much never."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlmodel import select

from storage.models.work import WorkRow
from tests.api.conftest import MOST_BYTES, House, key
from tests.api.seed import Seed

PDF = b"%PDF-1.7\r\n--boundary\r\n" + bytes(range(256)) * 50


def path_of(house: House, direction: str = "purchase") -> str:
    return f"/api/v1/dossiers/{house.first.id}/documents?direction={direction}"


def in_pieces(content: bytes, size: int = 7001) -> Iterator[bytes]:
    for start in range(0, len(content), size):
        yield content[start : start + size]


WAYS: dict[str, dict[str, Any]] = {
    "raw": {"content": PDF, "headers": {"Content-Type": "application/pdf"}},
    "raw, no type": {"content": PDF},
    "form": {"files": {"file": ("a.pdf", PDF, "application/pdf")}, "data": {"note": "x"}},
}


@pytest.mark.parametrize("direction", ["purchase", "sale"])
@pytest.mark.parametrize("way", WAYS)
def test_a_file_becomes_a_message_with_work(
    client: httpx.Client, seed: Seed, house: House, way: str, direction: str
) -> None:
    answer = client.post(path_of(house, direction), **WAYS[way])
    assert answer.status_code == 201
    body = answer.json()
    assert answer.headers["location"] == f"/api/v1/messages/{body['id']}"
    assert answer.headers["retry-after"] == "2"
    assert (body["dossier_id"], body["direction"], body["duplicate_of"]) == (
        house.first.id,
        direction,
        None,
    )
    message = client.get(answer.headers["location"]).json()
    assert (message["channel"], message["status"], message["direction"]) == (
        "upload",
        "processing",
        direction,
    )
    assert message["file_name"] == ("a.pdf" if way == "form" else None)
    assert len(message["rcpt_to"]) == 1
    raw = client.get(f"{answer.headers['location']}/raw")
    assert raw.content == PDF
    assert raw.headers["content-type"] == "application/octet-stream"
    with seed.database.read() as session:
        work = session.exec(select(WorkRow).where(WorkRow.object_id == body["id"])).one()
    assert (work.stage, work.status.value) == ("unpack", "due")


def test_the_same_bytes_are_one_message(client: httpx.Client, house: House) -> None:
    first = client.post(path_of(house), **WAYS["raw"]).json()
    again = client.post(path_of(house), **WAYS["form"])
    assert again.status_code == 200
    assert again.json() == first | {"duplicate_of": first["id"]}
    assert client.get(f"/api/v1/messages/{first['id']}").json()["times_received"] == 2
    assert client.post(path_of(house, "sale"), **WAYS["raw"]).status_code == 201
    other = path_of(house).replace(house.first.id, house.second.id)
    assert client.post(other, **WAYS["raw"]).status_code == 201


@pytest.mark.parametrize("size", [MOST_BYTES, MOST_BYTES + 1])
@pytest.mark.parametrize("way", ["whole", "chunked", "form"])
def test_how_large_a_file_may_be(
    client: httpx.Client, seed: Seed, house: House, tmp_path: Path, size: int, way: str
) -> None:
    content = b"x" * size
    request: dict[str, Any] = {"content": content}
    if way == "chunked":
        request = {"content": in_pieces(content)}
    if way == "form":
        request = {"files": {"file": content}}
    answer = client.post(path_of(house), **request)
    assert answer.status_code == (201 if size <= MOST_BYTES else 413)
    if size > MOST_BYTES:
        assert answer.json()["code"] == "too-large"
        assert client.get("/api/v1/messages").json()["data"] == []
        assert list(seed.blobs.stored()) == []
    assert list((tmp_path / "uploads").iterdir()) == []


def test_much_too_much_is_not_even_read(client: httpx.Client, house: House) -> None:
    read = 0

    def endless() -> Iterator[bytes]:
        nonlocal read
        while True:
            read += 65536
            yield b"x" * 65536

    assert client.post(path_of(house), content=endless()).status_code == 413
    assert read <= MOST_BYTES + 3 * 65536
    form = {"files": {"other": b"x" * (MOST_BYTES * 2)}}
    assert client.post(path_of(house), **form).json()["code"] == "too-large"  # type: ignore[arg-type]


def form_with(*parts: bytes, boundary: str = "b", ends: bool = True) -> dict[str, Any]:
    body = b"".join(b"--b\r\n" + part + b"\r\n" for part in parts) + (b"--b--\r\n" if ends else b"")
    return {
        "content": body,
        "headers": {"Content-Type": f"multipart/form-data; boundary={boundary}"},
    }


A_FILE = b'Content-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF'
NO_FILE = b'Content-Disposition: form-data; name="other"\r\n\r\n%PDF'


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        ({"content": b""}, "empty-file"),
        ({"files": {"file": ("a.pdf", b"")}}, "empty-file"),
        ({"files": {"document": PDF}}, "one-file-needed"),
        ({"files": [("file", PDF), ("file", b"%PDF other")]}, "one-file-needed"),
        (form_with(NO_FILE), "one-file-needed"),
        (form_with(A_FILE, A_FILE), "one-file-needed"),
        (form_with(A_FILE, ends=False), "malformed-form"),
        (form_with(A_FILE, boundary=""), "malformed-form"),
        (form_with(A_FILE, boundary="c"), "malformed-form"),
        (form_with(A_FILE, boundary="b" * 300), "malformed-form"),
        ({"content": b"", "headers": {"Content-Type": "multipart/form-data"}}, "malformed-form"),
    ],
)
def test_what_cannot_be_used_leaves_nothing(
    client: httpx.Client, seed: Seed, house: House, request_: dict[str, Any], code: str
) -> None:
    answer = client.post(path_of(house), **request_)
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert client.get("/api/v1/messages").json()["data"] == []
    assert list(seed.blobs.stored()) == []


@pytest.mark.parametrize("query", ["", "?direction=", "?direction=both", "?direction=sale&x=1"])
def test_the_direction_is_asked_for(client: httpx.Client, house: House, query: str) -> None:
    path = path_of(house).partition("?")[0] + query
    answer = client.post(path, content=PDF)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] in {"/query/direction", "/query/x"}


@pytest.mark.parametrize(
    ("who", "status"),
    [("foreign_secret", 404), ("second", 404), ("unknown", 401), ("first", 201)],
)
def test_a_stranger_is_turned_away_before_the_body_is_read(
    nobody: httpx.Client, house: House, who: str, status: int
) -> None:
    secrets = {
        "foreign_secret": house.foreign_secret,
        "second": house.second.secret,
        "first": house.first.secret,
        "unknown": "vgm_unknown",
    }
    was_read = False

    def body() -> Iterator[bytes]:
        nonlocal was_read
        was_read = True
        yield PDF

    answer = nobody.post(path_of(house), content=body(), headers=key(secrets[who]))
    assert answer.status_code == status
    assert was_read is (status == 201)


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ('attachment; filename="a b.pdf"', "a b.pdf"),
        ('attachment; filename="../x/é.pdf"'.encode(), "é.pdf"),
        (b'attachment; filename="\xff.pdf"', "\ufffd.pdf"),
        ("attachment", None),
        ("nonsense", None),
    ],
)
def test_a_raw_file_may_be_named(
    client: httpx.Client, house: House, header: str | bytes, name: str | None
) -> None:
    headers = [(b"Content-Disposition", header if isinstance(header, bytes) else header.encode())]
    answer = client.post(path_of(house), content=PDF, headers=headers)
    message = client.get(answer.headers["location"]).json()
    assert message["file_name"] == name


def test_a_json_body_is_small(client: httpx.Client, house: House) -> None:
    path = f"/api/v1/dossiers/{house.first.id}"
    for content in (b" " * 70_000, in_pieces(b" " * 70_000)):
        answer = client.patch(path, content=content, headers={"Content-Type": "application/json"})
        assert (answer.status_code, answer.json()["code"]) == (413, "too-large")
