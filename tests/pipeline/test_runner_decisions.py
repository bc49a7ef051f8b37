"""A supplier from the first contact to trust, through the real stages: mail, decision, replay."""

import base64
from io import BytesIO
from pathlib import Path

import pytest
from sqlmodel import select

from pipeline.runner import Runner
from pipeline.sandbox import Sandbox
from storage.actions.confirm_account import decide_account
from storage.actions.trust import Bounds, trust
from storage.blobs import BlobStore
from storage.codec import from_json, reasons_to_json
from storage.database import Database
from storage.domain.approval import ReceptionPolicy
from storage.domain.decision import Inputs, decide
from storage.domain.state import Reception
from storage.domain.supplier import AccountStatus
from storage.domain.verdicts import Means, Verdicts
from storage.ids import new_id
from storage.intake import Envelope, receive
from storage.models.invoice import InvoiceRow
from storage.models.supplier import SupplierRow
from tests.samples.make_samples import SAMPLES, make_hybrid
from tests.storage.office import NOW, Office, open_office
from tests.storage.trusting import codes, decision, use_policy

DOMAIN = "cormoran.example"
NEW_IBAN = "DE89 3704 0044 0532 0130 00"
FIRST, REPEAT = SAMPLES[0], SAMPLES[2]


def a_mail(content: bytes, text: str) -> bytes:
    """Return a mail with a PDF and a text."""
    return (
        (
            f"From: Compta <compta@{DOMAIN}>\r\nSubject: Facture\r\nMIME-Version: 1.0\r\n"
            "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
            f"--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n"
            "--b\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n"
            "Content-Disposition: attachment; filename=facture.pdf\r\n\r\n"
        ).encode()
        + base64.encodebytes(content).replace(b"\n", b"\r\n")
        + b"--b--\r\n"
    )


class Desk:
    """A dossier whose mail goes through all stages.

    Args:
        office: The dossier.
        folder: For work directories.
    """

    def __init__(self, office: Office, folder: Path) -> None:
        self.office = office
        self._runner = Runner(
            office.database, office.blobs, folder, lambda: False, sandbox=Sandbox()
        )

    def mail(self, content: bytes, text: str, domain: str | None = DOMAIN) -> InvoiceRow:
        """Take a mail in, do all work, and return its invoice."""
        means = Means.DKIM if domain else None
        envelope = Envelope(
            receipt=new_id("spl"),
            channel="mail",
            mail_from=f"compta@{DOMAIN}",
            recipients=(self.office.recipient(),),
            received_at=NOW,
            verdicts=Verdicts(authenticated_domain=domain, authenticated_by=means),
        )
        raw = BytesIO(a_mail(content, text))
        receive(self.office.database, self.office.blobs, envelope, raw)
        self.work()
        return self.invoices()[-1]

    def work(self) -> None:
        """Do all work that is due."""
        self._runner.drain()

    def invoices(self) -> list[InvoiceRow]:
        """Return the invoices, the older first."""
        with self.office.database.read() as session:
            return sorted(session.exec(select(InvoiceRow)).all(), key=lambda row: row.id)


@pytest.fixture
def desk(database: Database, blobs: BlobStore, tmp_path: Path) -> Desk:
    office = open_office(database, blobs)
    use_policy(office, ReceptionPolicy.EXCEPT_TRUSTED)
    return Desk(office, tmp_path / "work")


def test_from_the_first_contact_to_trust(desk: Desk) -> None:
    first = desk.mail(make_hybrid(FIRST), "Bonjour")
    assert first.reception is Reception.TO_ACCEPT
    assert codes(first) == ["not_trusted", "first_contact", "sender_unproven", "iban_unknown"]
    with desk.office.database.write() as session:
        supplier = session.get_one(SupplierRow, first.supplier_id)
        iban = FIRST.seller.iban
        decide_account(session, supplier, iban, AccountStatus.CONFIRMED, "Bruno", NOW)
        trust(session, session.get_one(InvoiceRow, first.id), Bounds(), "Anne")
    desk.work()
    assert desk.office.invoice(first.id).reception is Reception.ACCEPTED

    forged = desk.mail(make_hybrid(REPEAT), "Bonjour", domain=None)
    assert codes(forged) == ["sender_unproven"]
    for row in desk.invoices():
        stored = decision(desk.office, row.id)
        assert reasons_to_json(decide(from_json(Inputs, stored.inputs)).reasons) == stored.reasons


def test_an_account_in_the_text_of_the_mail_stops_it(desk: Desk) -> None:
    first = desk.mail(make_hybrid(FIRST), f"Notre nouveau compte : {NEW_IBAN}")
    assert codes(first).count("iban_unknown") == 2
