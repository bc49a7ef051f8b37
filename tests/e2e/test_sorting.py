"""Sorting from outside: joined invoices, twins, letters and links; and a person's word on it."""

import io
import time
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

import httpx
import pikepdf
import pytest

from pipeline.facturx.embedded import find_invoice_xml
from tests.e2e.installation import Installation, everything, wait_until_quiet
from tests.e2e.mails import SAMPLES, SUPPLIER, mail, pages_of, sample

Row = dict[str, Any]
FIRST, SECOND = "facturx_en16931", "facturx_basicwl"
LETTER = """<html><body><img src="cid:logo@f"><h1>Facture FA-77</h1><p>Total TTC : 120,00 EUR</p>
<a href="http://127.0.0.1:9/payer">Payer</a><img src="http://127.0.0.1:9/pixel.png">"""
LINK = "https://factures.example/telecharger?id=7"
SECONDS = 60


@dataclass(frozen=True)
class World:
    """What was sent, as the API then shows it.

    Attributes:
        client: With a key of the firm.
        messages: By subject.
        joined: The bytes of the file that holds two invoices.
    """

    client: httpx.Client
    messages: dict[str, Row]
    joined: bytes

    def message(self, subject: str) -> Row:
        """Return a message as it is now."""
        found: Row = self.client.get(f"messages/{self.messages[subject]['id']}").json()
        return found

    def documents(self, subject: str) -> list[Row]:
        """Return the documents of a message's parts, as they are now."""
        parts = self.message(subject)["parts"]
        ids = [i for part in parts for i in part["document_ids"]]
        return [self.document(document_id) for document_id in ids]

    def document(self, document_id: str) -> Row:
        """Return a document as it is now."""
        found: Row = self.client.get(f"documents/{document_id}").json()
        return found

    def settled(self, document_id: str) -> Row:
        """Return a document when it is processed."""
        deadline = time.monotonic() + SECONDS
        while (row := self.document(document_id))["status"] == "processing":
            assert time.monotonic() < deadline, row
            time.sleep(0.05)
        return row

    def number(self, document: Row) -> str | None:
        """Return the number of a document's invoice."""
        if document["invoice_id"] is None:
            return None
        number: str = self.client.get(f"invoices/{document['invoice_id']}").json()["number"]
        return number


def letter(subject: str, to: str, content: str, subtype: str = "html") -> bytes:
    """Return a mail without an attachment."""
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"], message["Subject"] = SUPPLIER, to, subject
    message.set_content(content, subtype=subtype)
    if "cid:" in content:
        message.add_related(sample("logo.png"), "image", "png", cid="<logo@f>")
    return message.as_bytes()


@pytest.fixture(scope="module")
def world(installation: Installation) -> Iterator[World]:
    firm = installation.add_firm("Cabinet du tri")
    xml = find_invoice_xml(SAMPLES / f"{FIRST}.pdf").xml
    assert xml is not None
    joined, unsure = pages_of(FIRST, SECOND), pages_of(FIRST, "pages/text")
    with installation.client(firm) as client, installation.smtp() as smtp:
        to = installation.add_dossier(firm, "123456782", "--address", "tri").purchase
        mails = {
            "joined": mail(to, ("lot.pdf", joined), subject="joined"),
            "unsure": mail(to, ("lot.pdf", unsure), subject="unsure"),
            "twins": mail(to, ("F.pdf", pages_of(FIRST)), ("F.xml", xml), subject="twins"),
            "letter": letter("letter", to, LETTER),
            "link": letter("link", to, f"Votre facture est disponible :\n{LINK}\n", "plain"),
        }
        for raw in mails.values():
            smtp.sendmail(SUPPLIER, [to], raw)
        wait_until_quiet(client, len(mails), seconds=120)
        rows = everything(client, "messages")
        yield World(client, {row["subject"]: row for row in rows}, joined)


def test_two_invoices_in_one_file_are_two_documents(world: World) -> None:
    first, second = world.documents("joined")
    assert [world.number(d) for d in (first, second)] == ["PC-2026-0117", "L26/0042"]
    assert [(d["first_page"], d["last_page"], d["pages"]) for d in (first, second)] == [
        (1, 1, 1),
        (2, None, 1),
    ]
    assert {d["status"] for d in (first, second)} == {"ready"}
    (part,) = (p for p in world.message("joined")["parts"] if p["name"] == "lot.pdf")
    assert (part["outcome"], part["reason"]) == ("document", "separated")
    for document in (first, second):
        answer = world.client.get(f"documents/{document['id']}/original")
        assert answer.content == world.joined


def test_the_facturx_of_each_has_its_own_pages(world: World) -> None:
    numbers = ("PC-2026-0117", "L26/0042")
    for document, wanted in zip(world.documents("joined"), numbers, strict=True):
        answer = world.client.get(f"documents/{document['id']}/facturx")
        assert answer.status_code == 200, document["facturx_reasons"]
        with pikepdf.open(io.BytesIO(answer.content)) as pdf:
            assert len(pdf.pages) == 1
        assert wanted in world.client.get(f"documents/{document['id']}/xml").text


def test_a_pdf_and_its_xml_are_one_document(world: World) -> None:
    (document,) = world.documents("twins")
    assert (document["name"], document["status"]) == ("F.pdf", "ready")
    assert [annex["name"] for annex in document["annexes"]] == ["F.xml"]
    reasons = {p["name"]: p["reason"] for p in world.message("twins")["parts"]}
    assert reasons["F.xml"] == "twin"
    fields = world.client.get(f"invoices/{document['invoice_id']}").json()["fields"]
    assert (fields["number"]["source"], fields["number"]["value"]) == (
        "facturx_xml",
        "PC-2026-0117",
    )


def test_a_proposal_is_taken_and_undone_and_turned_down(world: World) -> None:
    (whole,) = world.documents("unsure")
    assert (whole["status"], whole["proposal"]) == ("held", [1, 2])
    assert [r["code"] for r in whole["reasons"]] == ["several_invoices"]
    answer = world.client.post(f"documents/{whole['id']}/split", json={"pages": whole["proposal"]})
    pieces = [world.settled(row["id"]) for row in answer.json()["data"]]
    assert [world.number(piece) for piece in pieces] == ["PC-2026-0117", "F0128649"]
    assert world.document(whole["id"])["withdrawn"] is True
    others = {"documents": [pieces[1]["id"]]}
    joined = world.client.post(f"documents/{pieces[0]['id']}/join", json=others).json()
    assert joined["id"] == whole["id"]
    assert world.settled(whole["id"])["status"] == "ready"
    assert [d["id"] for d in world.documents("unsure")] == [whole["id"]]
    for piece in pieces:
        invoice = world.client.get(f"invoices/{piece['invoice_id']}").json()
        assert (invoice["reception"], invoice["reasons"][0]["code"]) == (None, "sorted_anew")


def test_what_is_no_invoice_is_set_aside_and_brought_back(world: World) -> None:
    (document,) = world.documents("twins")
    path = f"documents/{document['id']}/kind"
    world.client.put(path, json={"kind": "other"})
    row = world.settled(document["id"])
    assert (row["status"], row["reasons"][0]["code"]) == ("rejected", "other_paper")
    world.client.put(path, json={"kind": "invoice"})
    assert world.settled(document["id"])["status"] == "ready"
    assert world.number(document) == "PC-2026-0117"


def test_a_text_that_is_an_invoice_waits_with_a_pdf(world: World) -> None:
    message = world.message("letter")
    assert (message["status"], message["reasons"][0]["code"]) == ("held", "html_only")
    (part,) = (p for p in message["parts"] if p["reason"] == "html_only")
    path = f"messages/{message['id']}/parts/{part['path']}"
    pdf = world.client.get(f"{path}/pdf")
    with pikepdf.open(io.BytesIO(pdf.content)) as opened:
        assert len(opened.pages[0].get_images()) == 1
        assert "/Annots" not in opened.pages[0]
    assert world.client.post(f"{path}/take").status_code == 200
    wait = time.monotonic() + SECONDS
    while world.message("letter")["status"] == "processing":
        assert time.monotonic() < wait
        time.sleep(0.05)
    (document,) = world.documents("letter")
    assert world.message("letter")["status"] == "accepted"
    assert world.settled(document["id"])["kind"] == "invoice"
    assert world.number(world.document(document["id"])) == "FA-77"


def test_a_link_is_told_and_not_followed(world: World) -> None:
    message = world.message("link")
    assert message["status"] == "ignored"
    assert [(r["code"], r["about"]) for r in message["reasons"]] == [("link_only", LINK)]
    waiting = everything(world.client, "review")
    assert message["id"] in [row.get("id") or row["object_id"] for row in waiting]
