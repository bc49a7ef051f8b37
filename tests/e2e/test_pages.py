"""Invoices on pages only, from outside: text PDFs, a scan, a photo, an annex.

Ten CC0 documents are mailed to the dossiers of their buyers; what is filed has to say what the
truth files say, and each derived Factur-X has to pass ``check``. What breaks readers is sent to the
other mode (test_bad_input); a stage does not know which one it runs in.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx
import pikepdf
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from tests.e2e.installation import Installation, everything, wait_until_quiet
from tests.e2e.mails import SUPPLIER, mail, sample, truth

Row = dict[str, Any]
pytestmark = pytest.mark.parametrize("installation", ["embedded"], indirect=True, scope="session")

MAILS = {
    "text": ["text.pdf"],
    "scan": ["scan.pdf"],
    "photo": ["photo.jpg"],
    "credit note": ["credit_note.pdf"],
    "deposit": ["deposit.pdf"],
    "two": ["trade.pdf", "food.pdf"],
    "works": ["works.pdf"],
    "exempt": ["exempt.pdf"],
    "annex": ["electrician.pdf", "conditions.pdf"],
}
"""Files of each mail; it goes to the dossier of the first one's buyer."""

KEY_FIELDS = (
    "number",
    "type_code",
    "issue_date",
    "seller.siren",
    "total_without_vat",
    "total_vat",
    "total_with_vat",
)

TERMS = """CONDITIONS GÉNÉRALES DE VENTE
Article 1 - Objet. Les présentes conditions générales de vente régissent les relations
entre le vendeur et l'acheteur. Toute commande implique leur acceptation sans réserve.
Article 2 - Prix. Les prix sont ceux du tarif en vigueur au jour de la commande.
Article 3 - Livraison. Les délais de livraison sont donnés à titre indicatif.
Article 4 - Réserve de propriété. Le vendeur garde la propriété des marchandises jusqu'au
paiement complet du prix.
Article 5 - Litiges. Le tribunal de commerce du siège du vendeur est seul compétent."""


@dataclass(frozen=True)
class World:
    """What was sent, as the API then shows it.

    Attributes:
        client: With a key of the firm.
        messages: By the name of their mail.
    """

    client: httpx.Client
    messages: dict[str, Row]

    def part(self, name: str, file: str) -> Row:
        """Return the part of a mail that a file is."""
        parts: list[Row] = self.messages[name]["parts"]
        (part,) = (p for p in parts if p["name"] == file)
        return part

    def document(self, name: str, file: str) -> Row:
        """Return the document that a file became, or hangs on."""
        document: Row = self.client.get(f"documents/{self.part(name, file)['document_id']}").json()
        return document

    def invoice(self, name: str, file: str) -> Row:
        """Return the invoice that was read of a file."""
        path = f"invoices/{self.document(name, file)['invoice_id']}"
        invoice: Row = self.client.get(path).json()
        return invoice


def terms() -> bytes:
    """Return a PDF with general terms of sale."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=True)
    text = canvas.beginText(60, 780)
    text.textLines(TERMS)
    canvas.drawText(text)
    canvas.save()
    return buffer.getvalue()


@pytest.fixture(scope="module")
def world(installation: Installation) -> Iterator[World]:
    firm = installation.add_firm("Cabinet des pages")
    contents = {"conditions.pdf": terms()}
    with installation.client(firm) as client, installation.smtp() as smtp:
        for name, files in MAILS.items():
            buyer = truth(f"pages/{Path(files[0]).stem}")["buyer"]["siren"]
            dossier = installation.add_dossier(firm, buyer)
            attachments = [(f, contents.get(f) or sample(f"pages/{f}")) for f in files]
            raw = mail(dossier.purchase, *attachments, subject=name)
            smtp.sendmail(SUPPLIER, [dossier.purchase], raw)
        wait_until_quiet(client, len(MAILS), seconds=120)
        rows = everything(client, "messages")
        messages = {row["subject"]: client.get(f"messages/{row['id']}").json() for row in rows}
        yield World(client, messages)


def invoices() -> list[tuple[str, str]]:
    return [(n, f) for n, files in MAILS.items() for f in files if f != "conditions.pdf"]


@pytest.mark.parametrize(("name", "file"), invoices())
def test_the_page_is_filed_with_what_it_shows(world: World, name: str, file: str) -> None:
    document = world.document(name, file)
    assert document["status"] == "ready", document["reasons"]
    fields = world.invoice(name, file)["fields"]
    expected = truth(f"pages/{Path(file).stem}")
    for field in KEY_FIELDS:
        if field not in expected["visible"]:
            continue
        party, _, key = field.rpartition(".")
        value = expected[party][key] if party else expected[key]
        assert fields[field]["value"] == value, field
        assert fields[field]["boxes"], field


@pytest.mark.parametrize(("name", "file"), invoices())
def test_the_derived_facturx_is_valid_and_says_what_it_is(
    installation: Installation, world: World, name: str, file: str, tmp_path: Path
) -> None:
    document = world.document(name, file)
    answer = world.client.get(f"documents/{document['id']}/facturx")
    if answer.status_code == 404:
        assert document["facturx_reasons"], "there is no file and no reason"
        pytest.skip(f"no Factur-X: {document['facturx_reasons'][0]['code']}")
    derived = tmp_path / "facturx.pdf"
    derived.write_bytes(answer.content)
    assert installation.command("check", str(derived))["valid"] is True
    with pikepdf.open(derived) as pdf:
        assert document["sha256"] in str(pdf.open_metadata())
    xml = world.client.get(f"documents/{document['id']}/xml").text
    assert document["profile"] == "minimum" or document["sha256"] in xml
    assert document["derived"] is True


def test_most_pages_became_a_facturx(world: World) -> None:
    made = [world.document(name, file)["profile"] is not None for name, file in invoices()]
    assert sum(made) >= 8


def test_an_annex_hangs_on_its_invoice(world: World) -> None:
    part = world.part("annex", "conditions.pdf")
    assert (part["outcome"], part["reason"]) == ("annex", "annex")
    document = world.document("annex", "electrician.pdf")
    assert part["document_id"] == document["id"]
    assert [annex["name"] for annex in document["annexes"]] == ["conditions.pdf"]


def test_a_page_can_be_looked_at(world: World) -> None:
    document = world.document("scan", "scan.pdf")
    for size in ("", "?size=large"):
        answer = world.client.get(f"documents/{document['id']}/pages/1{size}")
        assert answer.headers["content-type"] == "image/webp"
        assert answer.content[8:12] == b"WEBP"
    assert world.client.get(f"documents/{document['id']}/pages/2").status_code == 404


def test_originals_stay_as_they_came(world: World) -> None:
    for name, file in invoices():
        document = world.document(name, file)
        answer = world.client.get(f"documents/{document['id']}/original")
        assert answer.content == sample(f"pages/{file}")
