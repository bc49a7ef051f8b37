"""What the tests of the whole way send: twelve mails, and what the API then shows of them."""

from dataclasses import dataclass
from typing import Any

import httpx

from tests.e2e.installation import Dossier, Installation, everything, wait_until_quiet
from tests.e2e.mails import SUPPLIER, mail, sample, variant

SIZE_OF_LARGE_PDF = 22 * 1024 * 1024  # about 30 MB as base64

Row = dict[str, Any]


@dataclass(frozen=True)
class World:
    """Everything that was sent, and what the API then shows.

    Attributes:
        firm: Id of the firm.
        first: The dossier that most mails went to.
        second: Another dossier of the same firm.
        client: With a key of the firm.
        sent: Raw mails by a short name.
        messages: Messages by the short name of their mail; those of the second dossier end
            in ``/2``.
    """

    firm: str
    first: Dossier
    second: Dossier
    client: httpx.Client
    sent: dict[str, bytes]
    messages: dict[str, Row]

    def documents(self, name: str) -> list[Row]:
        """Return the documents of a message, in the order of its parts."""
        ids = [p["document_id"] for p in self.messages[name]["parts"] if p["document_id"]]
        return [self.client.get(f"documents/{id_}").json() for id_ in ids]

    def invoices(self, name: str) -> list[Row]:
        """Return the invoices of a message, with all their fields."""
        ids = [d["invoice_id"] for d in self.documents(name) if d["invoice_id"]]
        return [self.client.get(f"invoices/{id_}").json() for id_ in ids]


def the_mails(first: str) -> dict[str, bytes]:
    """Return the mails, each with another subject, so that each can be told by its bytes."""
    facturx, basic = sample("facturx_en16931.pdf"), sample("facturx_basicwl.pdf")
    large = variant(facturx, "x" * SIZE_OF_LARGE_PDF)
    attachments: dict[str, list[tuple[str, bytes]]] = {
        "one": [("facture.pdf", facturx)],
        "two": [("a.pdf", basic), ("b.pdf", sample("facturx_credit_note.pdf"))],
        "both dossiers": [("facture.pdf", variant(facturx, "both"))],
        "logo": [("facture.pdf", variant(basic, "logo"))],
        "no attachment": [],
        "invalid": [("facture.pdf", sample("facturx_invalid.pdf"))],
        "two xml": [("facture.pdf", sample("facturx_two_xml.pdf"))],
        "plain": [("facture.pdf", sample("plain.pdf"))],
        "large": [("facture.pdf", large)],
        "text": [("facture.pdf", b"Ceci n'est pas un PDF.\r\n")],
        "sale": [("facture.pdf", sample("facturx_sale.pdf"))],
    }
    logos = {"logo": sample("logo.png")}
    return {
        name: mail(first, *files, subject=name, logo=logos.get(name))
        for name, files in attachments.items()
    }


def populate(installation: Installation, firm: str, client: httpx.Client) -> World:
    """Send everything, wait for the end, and tell the messages by their bytes."""
    first = installation.add_dossier(firm, "123456782")
    second = installation.add_dossier(firm, "732829320")
    sent = the_mails(first.purchase)
    recipients = {
        "both dossiers": [second.purchase, first.purchase.upper()],
        "sale": [first.sale],
        "two": [first.purchase.replace("@", "+abonnement@")],
    }
    with installation.smtp() as smtp:
        for name, raw in sent.items():
            refused = smtp.sendmail(SUPPLIER, recipients.get(name, [first.purchase]), raw)
            assert refused == {}
        smtp.sendmail(SUPPLIER, [first.purchase], sent["one"])
    wait_until_quiet(client, len(sent) + 1)
    messages = {}
    for row in everything(client, "messages"):
        message = client.get(f"messages/{row['id']}").json()
        raw = client.get(f"messages/{row['id']}/raw").content
        (name,) = (name for name, bytes_ in sent.items() if bytes_ == raw)
        suffix = "/2" if message["rcpt_to"] == [second.purchase] else ""
        assert f"{name}{suffix}" not in messages, "a message twice"
        messages[f"{name}{suffix}"] = message
    return World(firm, first, second, client, sent, messages)
