"""What breaks readers: each ends with its own reason, and the invoice behind it is still read.

Invoices that are pages only are sent to the other mode (test_pages).
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import httpx
import pikepdf
import pytest
from PIL import Image

from tests.e2e.installation import Installation, everything, wait_until_quiet
from tests.e2e.mails import SUPPLIER, mail, sample, truth

Row = dict[str, Any]
pytestmark = pytest.mark.parametrize("installation", ["scaled"], indirect=True, scope="session")

HELD = {
    "no pages": ("facture.pdf", "no_pages"),
    "three thousand pages": ("facture.pdf", "too_many_pages"),
    "encrypted": ("facture.pdf", "pdf_encrypted"),
    "truncated": ("facture.pdf", "pdf_damaged"),
    "twenty metres": ("facture.pdf", "page_too_large"),
    "hundred megapixels": ("facture.png", "image_too_large"),
    "cut photo": ("facture.jpg", "image_damaged"),
    "empty page": ("facture.pdf", "no_text"),
}
"""File name and reason by the subject of the mail."""


def a_pdf(pages: int, side: int = 842, *, locked: bool = False) -> bytes:
    """Return a PDF of that many empty pages, the longer side in points."""
    buffer = BytesIO()
    with pikepdf.new() as pdf:
        page = pikepdf.Dictionary(Type=pikepdf.Name.Page, MediaBox=[0, 0, 595, side])
        shared = pdf.make_indirect(page)
        for _ in range(pages):
            pdf.pages.append(pikepdf.Page(shared))
        pdf.save(buffer, encryption=pikepdf.Encryption(user="u", owner="o") if locked else False)
    return buffer.getvalue()


def a_picture(form: str, size: tuple[int, int], mode: str = "1") -> bytes:
    buffer = BytesIO()
    Image.effect_noise(size, 90).convert(mode).save(buffer, form)
    return buffer.getvalue()


def upside_down(photo: bytes) -> bytes:
    buffer = BytesIO()
    with Image.open(BytesIO(photo)) as picture:
        picture.rotate(180).save(buffer, "JPEG", quality=92)
    return buffer.getvalue()


def contents() -> dict[str, bytes]:
    text = sample("pages/text.pdf")
    photo = sample("pages/photo.jpg")
    return {
        "no pages": a_pdf(0),
        "three thousand pages": a_pdf(3_000),
        "encrypted": a_pdf(1, locked=True),
        "truncated": text[: len(text) // 2],
        "twenty metres": a_pdf(1, side=56_700),
        "hundred megapixels": a_picture("PNG", (10_000, 10_000)),
        "cut photo": photo[: len(photo) // 2],
        "empty page": a_pdf(1),
    }


@pytest.fixture(scope="module")
def sent(installation: Installation) -> dict[str, bytes]:
    return contents()


@pytest.fixture(scope="module")
def world(installation: Installation, sent: dict[str, bytes]) -> Iterator[tuple[httpx.Client, Any]]:
    firm = installation.add_firm("Cabinet des pages difficiles")
    dossier = installation.add_dossier(firm, "900000001")
    files = {name: [(HELD[name][0], content)] for name, content in sent.items()}
    files["a text called PDF"] = [("facture.pdf", b"Facture 12, total 100 EUR\r\n")]
    files["upside down"] = [("photo.jpg", upside_down(sample("pages/photo.jpg")))]
    files["the next one"] = [("facture.pdf", sample("pages/text.pdf"))]
    with installation.client(firm) as client, installation.smtp() as smtp:
        for name, attachments in files.items():
            raw = mail(dossier.purchase, *attachments, subject=name)
            smtp.sendmail(SUPPLIER, [dossier.purchase], raw)
        wait_until_quiet(client, len(files), seconds=120)
        rows = everything(client, "messages")
        yield (
            client,
            {row["subject"]: client.get(f"messages/{row['id']}").json() for row in rows},
        )


def document_of(world: tuple[httpx.Client, Any], name: str) -> Row:
    client, messages = world
    (part,) = (p for p in messages[name]["parts"] if p["document_id"])
    document: Row = client.get(f"documents/{part['document_id']}").json()
    return document


@pytest.mark.parametrize("name", HELD)
def test_it_is_held_with_its_own_reason_and_can_be_opened(
    world: tuple[httpx.Client, Any], sent: dict[str, bytes], name: str
) -> None:
    document = document_of(world, name)
    assert document["status"] == "held"
    assert [reason["code"] for reason in document["reasons"]] == [HELD[name][1]]
    original = world[0].get(f"documents/{document['id']}/original")
    assert original.content == sent[name]


def test_a_text_that_is_called_pdf_is_held(world: tuple[httpx.Client, Any]) -> None:
    message = world[1]["a text called PDF"]
    assert message["status"] == "held"
    assert [reason["code"] for reason in message["reasons"]] == ["content_mismatch"]
    raw = world[0].get(f"messages/{message['id']}/raw").content
    assert b"facture.pdf" in raw


def test_a_photo_on_its_head_is_read_and_shown_upright(world: tuple[httpx.Client, Any]) -> None:
    document = document_of(world, "upside down")
    invoice = world[0].get(f"invoices/{document['invoice_id']}").json()
    expected = truth("pages/photo")
    assert (invoice["number"], invoice["issue_date"]) == (
        expected["number"],
        expected["issue_date"],
    )
    assert invoice["fields"]["number"]["boxes"][0]["y"] < 0.5


def test_the_worker_goes_on(world: tuple[httpx.Client, Any]) -> None:
    document = document_of(world, "the next one")
    assert document["status"] == "ready"
