"""Bytes: identical, cacheable, in ranges, and harmless to a browser."""

import hashlib

import httpx
import pytest

from api.files import content_disposition, safe_name
from storage.domain.mailbox import Direction
from tests.api.conftest import House
from tests.api.seed import XML, Filed, Seed, an_invoice

RAW = bytes(range(256)) * 40


@pytest.fixture
def raw(seed: Seed, house: House) -> str:
    """Path of a mail whose bytes are `RAW`."""
    return f"/api/v1/messages/{seed.mail(house.first, RAW)}/raw"


@pytest.fixture
def filed(seed: Seed, house: House) -> Filed:
    return seed.filed(house.first)


def test_raw_mail_is_what_was_sent(client: httpx.Client, raw: str) -> None:
    answer = client.get(raw)
    assert answer.content == RAW
    assert answer.headers["etag"] == f'"sha256-{hashlib.sha256(RAW).hexdigest()}"'
    assert answer.headers["content-type"] == "message/rfc822"
    assert answer.headers["content-disposition"].startswith("attachment;")
    assert answer.headers["content-disposition"].endswith('.eml"')
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.headers["accept-ranges"] == "bytes"


def test_files_of_a_document(client: httpx.Client, filed: Filed) -> None:
    path = f"/api/v1/documents/{filed.document_id}"
    for name, content, media_type, saved_as in (
        ("original", filed.original, "application/pdf", "facture.pdf"),
        ("facturx", filed.original, "application/pdf", "facture.pdf"),
        ("xml", XML, "application/xml", "facture.xml"),
    ):
        answer = client.get(f"{path}/{name}")
        assert answer.content == content
        assert answer.headers["content-type"] == media_type
        assert answer.headers["content-disposition"] == f'attachment; filename="{saved_as}"'
        head = client.head(f"{path}/{name}")
        assert head.content == b""
        assert head.headers["content-length"] == str(len(content))


@pytest.mark.parametrize(
    ("name", "code", "reasons"),
    [
        ("facturx", "no-file", ["not_yet_readable"]),
        ("xml", "no-file", ["not_yet_readable"]),
        ("pages/2", "no-page-image", None),
        ("pages/x", "not-found", None),
    ],
)
def test_a_file_that_there_is_not(
    client: httpx.Client, seed: Seed, house: House, name: str, code: str, reasons: list[str] | None
) -> None:
    held = seed.held(house.first)
    answer = client.get(f"/api/v1/documents/{held.document_id}/{name}")
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (404, code)
    shown = [reason["code"] for reason in problem["reasons"]] if "reasons" in problem else None
    assert shown == reasons


def test_an_invalid_xml_can_be_looked_at(client: httpx.Client, seed: Seed, house: House) -> None:
    held = seed.held(house.first, an_invoice())
    path = f"/api/v1/documents/{held.document_id}"
    assert client.get(f"{path}/xml").content == XML
    assert client.get(f"{path}/facturx").json()["reasons"][0]["about"] == "BR-CO-15"


@pytest.mark.parametrize(
    ("header", "status", "first", "last"),
    [
        ("bytes=0-0", 206, 0, 0),
        ("bytes=10-19", 206, 10, 19),
        ("bytes=10000-", 206, 10000, len(RAW) - 1),
        ("bytes=-5", 206, len(RAW) - 5, len(RAW) - 1),
        ("BYTES=1-2", 206, 1, 2),
        (f"bytes=1-{10**15}", 206, 1, len(RAW) - 1),
        (f"bytes=0-{len(RAW) - 1}", 200, 0, len(RAW) - 1),
        (f"bytes=-{10**15}", 200, 0, len(RAW) - 1),
        (f"bytes={len(RAW)}-", 416, 0, 0),
        ("bytes=-0", 416, 0, 0),
        ("bytes=-", 200, 0, len(RAW) - 1),
        ("bytes=5-2", 200, 0, len(RAW) - 1),
        ("bytes=a-b", 200, 0, len(RAW) - 1),
        ("lines=1-2", 200, 0, len(RAW) - 1),
        ("bytes=0-1,4-5", 200, 0, len(RAW) - 1),
    ],
)
def test_ranges(
    client: httpx.Client, raw: str, header: str, status: int, first: int, last: int
) -> None:
    answer = client.get(raw, headers={"Range": header})
    assert answer.status_code == status
    if status == 416:
        assert answer.headers["content-range"] == f"bytes */{len(RAW)}"
        assert answer.json()["code"] == "range-not-satisfiable"
        return
    assert answer.content == RAW[first : last + 1]
    assert answer.headers["content-length"] == str(last + 1 - first)
    if status == 206:
        assert answer.headers["content-range"] == f"bytes {first}-{last}/{len(RAW)}"
    head = client.head(raw, headers={"Range": header})
    assert head.status_code == status
    assert head.headers["content-length"] == answer.headers["content-length"]


def test_what_the_caller_has_is_not_sent_again(client: httpx.Client, raw: str) -> None:
    etag = client.get(raw).headers["etag"]
    for header in (etag, f"W/{etag}", f'"other", {etag}', "*"):
        for method in ("GET", "HEAD"):
            answer = client.request(method, raw, headers={"If-None-Match": header})
            assert (answer.status_code, answer.content) == (304, b"")
            assert answer.headers["etag"] == etag
    assert client.get(raw, headers={"If-None-Match": '"other"'}).status_code == 200
    for header, status in ((etag, 206), ('"other"', 200), (f"W/{etag}", 200)):
        answer = client.get(raw, headers={"Range": "bytes=0-4", "If-Range": header})
        assert answer.status_code == status


def test_a_large_file_comes_whole(client: httpx.Client, seed: Seed, house: House) -> None:
    content = RAW * 100
    message_id = seed.mail(house.first, content, Direction.SALE)
    assert client.get(f"/api/v1/messages/{message_id}/raw").content == content


def test_a_lost_blob_is_our_error_and_not_an_unknown_id(
    client: httpx.Client, seed: Seed, raw: str, house: House
) -> None:
    seed.blobs.path(house.firm_id, hashlib.sha256(RAW).hexdigest()).unlink()
    answer = client.get(raw)
    assert (answer.status_code, answer.json()["code"]) == (500, "internal-error")
    assert hashlib.sha256(RAW).hexdigest() not in answer.text


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("facture.pdf", "facture.pdf"),
        ("Facture n° 12.pdf", "Facture n° 12.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\a.pdf", "a.pdf"),
        ('a"b\r\nSet-Cookie: x.pdf', 'a"bSet-Cookie: x.pdf'),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        (" .hidden. ", "hidden"),
        ("///", "file"),
        ("", "file"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
        ("x" * 300, "x" * 120),
    ],
)
def test_names_are_safe_to_save_under(name: str, safe: str) -> None:
    assert safe_name(name) == safe
    header = content_disposition(name)
    header.encode("ascii")
    assert header.count('"') == 2
    assert "\r" not in header


def test_names_keep_their_accents() -> None:
    assert content_disposition("Reçu.pdf") == (
        "attachment; filename=\"Re_u.pdf\"; filename*=UTF-8''Re%C3%A7u.pdf"
    )
