"""Files: always saved and never shown, but for our own pictures of pages."""

import re
from io import BytesIO

import pytest

from storage.domain.part import PartOutcome
from storage.models.document import DocumentRow, PageRow
from storage.models.message import PartRow
from tests.api.conftest import House
from tests.api.console.conftest import Browser
from tests.api.seed import XML, Filed, Seed

HTML = b"<html><script>alert(1)</script></html>"
NORMAL, LARGE = b"RIFF....WEBP normal", b"RIFF....WEBP large"


@pytest.fixture
def filed(seed: Seed, house: House) -> Filed:
    """Return an invoice with pictures of its page, whose original says that it is a web page."""
    filed = seed.filed(house.first)
    images = [seed.blobs.put(house.firm_id, BytesIO(content))[0] for content in (NORMAL, LARGE)]
    seed.blobs.put(house.firm_id, BytesIO(HTML))
    with seed.database.write() as session:
        document = session.get_one(DocumentRow, filed.document_id)
        document.media_type = "text/html"
        document.name = "../Facture\u202e<é>.html"
        page = PageRow(
            document_id=document.id, number=1, image_sha256=images[0], large_sha256=images[1]
        )
        session.add(document)
        session.merge(page)
    return filed


@pytest.mark.parametrize(
    "path",
    [
        "/documents/{document}/original",
        "/documents/{document}/facturx",
        "/documents/{document}/xml",
        "/messages/{message}/raw",
        "/messages/{message}/parts/2",
    ],
)
def test_what_came_is_only_saved(browser: Browser, filed: Filed, path: str) -> None:
    path = path.format(document=filed.document_id, message=filed.message_id)
    headers = browser.get(path).headers
    assert headers["content-disposition"].startswith('attachment; filename="')
    assert headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "\u202e" not in headers["content-disposition"]
    assert "%E2%80%AE" not in headers["content-disposition"]
    assert "/" not in headers["content-disposition"].replace("UTF-8''", "")


def test_files_are_what_they_were(browser: Browser, seed: Seed, filed: Filed) -> None:
    document, message = f"/documents/{filed.document_id}", f"/messages/{filed.message_id}"
    assert browser.get(f"{document}/original").content == filed.original
    assert browser.get(f"{document}/facturx").content == filed.original
    assert browser.get(f"{document}/xml").content == XML
    assert browser.get(f"{message}/parts/2").content == filed.original
    raw = browser.get(f"{message}/raw")
    assert raw.content.startswith(b"Subject: mail")
    assert raw.headers["content-type"] == "message/rfc822"
    assert re.search(r'filename="msg_\w+\.eml"', raw.headers["content-disposition"])


def test_our_pictures_of_pages_are_shown(browser: Browser, filed: Filed) -> None:
    path = f"/documents/{filed.document_id}/pages/1"
    for size, content in (("", NORMAL), ("?size=normal", NORMAL), ("?size=large", LARGE)):
        answer = browser.get(f"{path}{size}")
        assert answer.content == content
        assert answer.headers["content-type"] == "image/webp"
        assert answer.headers["content-disposition"] == "inline"
        assert answer.headers["cache-control"] == "private, max-age=3600"
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_page_in_large_leads_to_those_beside_it(
    browser: Browser, seed: Seed, filed: Filed
) -> None:
    base = f"/documents/{filed.document_id}/pages"
    assert 'rel="next"' not in browser.get(f"{base}/1/large").text
    with seed.database.write() as session:
        session.merge(PageRow(document_id=filed.document_id, number=2, image_sha256="0" * 64))
    first, second = browser.get(f"{base}/1/large").text, browser.get(f"{base}/2/large").text
    assert f'src="{base}/1?size=large"' in first
    assert f'rel="next" href="{base}/2/large"' in first
    assert f'rel="prev" href="{base}/1/large"' in second
    assert 'rel="prev"' not in first


def test_a_picture_in_hand_is_not_sent_again(browser: Browser, filed: Filed) -> None:
    path = f"/documents/{filed.document_id}/pages/1"
    etag = browser.get(path).headers["etag"]
    answer = browser.client.get(path, headers={"If-None-Match": etag})
    assert (answer.status_code, answer.content) == (304, b"")


@pytest.mark.parametrize(
    "path",
    [
        "/documents/{document}/pages/2",
        "/documents/{document}/pages/2/large",
        "/documents/{document}/pages/0",
        "/documents/{document}/pages/x",
        "/messages/{message}/parts/1",
        "/messages/{message}/parts/9",
        "/messages/{message}/parts/..%2f2",
    ],
)
def test_a_file_that_is_not_there(browser: Browser, filed: Filed, path: str) -> None:
    path = path.format(document=filed.document_id, message=filed.message_id)
    assert "text/html" in browser.get(path, status=404).headers["content-type"]


def test_no_facturx_says_why(browser: Browser, seed: Seed, house: House) -> None:
    held = seed.held(house.first)
    page = browser.get(f"/documents/{held.document_id}/facturx", status=404).text
    assert "ne porte pas de données de facture" in page
    assert f'href="/documents/{held.document_id}"' in page


def test_the_message_says_all_that_came_of_it(browser: Browser, seed: Seed, filed: Filed) -> None:
    with seed.database.write() as session:
        part = PartRow(
            message_id=filed.message_id,
            path="3",
            position=9,
            name="conditions.pdf",
            media_type="application/pdf",
            size=1234,
            sha256="0" * 64,
            outcome=PartOutcome.ANNEX,
            reason="annex",
            document_id=filed.document_id,
        )
        session.add(part)
    page = browser.get(f"/messages/{filed.message_id}").text
    for words in (
        "sender@acme.example",
        "Expéditeur non vérifié",
        "Texte du message, gardé avec lui.",
        "Annexe d’une facture du même message.",
        "1,2\u00a0ko",
        "Écartée",
        "dans le mail",
    ):
        assert words in page, words
    assert f'href="/documents/{filed.document_id}"' in page
    assert f'href="/messages/{filed.message_id}/raw"' in page
    paths = re.findall(rf'href="/messages/{filed.message_id}/parts/([\d.]+)"', page)
    assert paths == ["2", "3"]
    annexes = browser.get(f"/invoices/{filed.invoice_id}").text
    assert f'href="/messages/{filed.message_id}/parts/3"' in annexes
