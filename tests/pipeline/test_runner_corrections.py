"""The real plan over a corrected invoice: a new version, with a Factur-X of its own."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

import pytest
from sqlmodel import select

from pipeline.facturx.cii import Reading, read_invoice
from pipeline.facturx.embedded import find_invoice_xml
from pipeline.facturx.validation import Validation, validate_embedded
from pipeline.facturx.xml import parse_xml
from pipeline.runner import Runner
from storage.actions.correct import correct
from storage.blobs import BlobStore
from storage.codec import from_json
from storage.database import Database, sqlite_url
from storage.domain.field import Field, Level
from storage.domain.invoice import FieldName, Invoice
from storage.domain.state import DocumentStatus, Reception
from storage.migrate import migrate
from storage.models.document import DocumentRow
from storage.models.invoice import InvoiceRow
from storage.queries.blobs import named_blobs
from storage.queries.documents import pages_of
from storage.queries.journal import versions_of
from tests.storage.office import Office, open_office

SAMPLES = Path(__file__).parents[1] / "samples"
HYBRID, TEXT = "facturx_en16931.pdf", "pages/text.pdf"


@dataclass
class Desk:
    """One invoice that went through the real plan.

    Attributes:
        office: Where it is.
        runner: Who works on it.
        original: Its bytes as received.
    """

    office: Office
    runner: Runner
    original: bytes = b""

    def file(self, sample: str) -> None:
        """Mail a sample and let it be filed."""
        self.original = (SAMPLES / sample).read_bytes()
        mail = EmailMessage()
        mail["Subject"] = "Facture"
        mail.set_content("Bonjour")
        mail.add_attachment(
            self.original, maintype="application", subtype="pdf", filename="facture.pdf"
        )
        self.office.receive(mail.as_bytes())
        self.runner.drain()

    def correct(self, name: FieldName, value: str | None) -> None:
        """Correct a field and let the new version be filed."""
        with self.office.database.write() as session:
            row = session.exec(select(InvoiceRow)).one()
            correct(session, row, {name: value}, "Anne")
        self.runner.drain()

    def rows(self) -> tuple[DocumentRow, InvoiceRow]:
        """Return the one document and its invoice."""
        with self.office.database.read() as session:
            return session.exec(select(DocumentRow)).one(), session.exec(select(InvoiceRow)).one()

    def fields(self) -> dict[FieldName, Field]:
        """Return the fields of the invoice as they are now."""
        return from_json(Invoice, self.rows()[1].content).fields

    def facturx(self) -> Path:
        """Return the file to hand on."""
        document, _ = self.rows()
        assert document.facturx_sha256 is not None, document.facturx_reasons
        return self.office.blobs.path(document.firm_id, document.facturx_sha256)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    database, blobs = Database(sqlite_url(tmp_path)), BlobStore(tmp_path / "blobs")
    migrate(database)
    runner = Runner(database, blobs, tmp_path / "work", lambda: False)
    yield Desk(open_office(database, blobs), runner)
    database.dispose()


def judged(file: Path) -> tuple[Validation, Invoice]:
    """Return what the rules say of a Factur-X, and what its XML says."""
    embedded = find_invoice_xml(file)
    assert embedded.xml is not None
    root = parse_xml(embedded.xml)
    assert not isinstance(root, str)
    reading = read_invoice(root)
    assert isinstance(reading, Reading)
    return validate_embedded(embedded), reading.invoice


@pytest.mark.parametrize("sample", [HYBRID, TEXT])
def test_each_version_has_a_valid_file_of_its_own(desk: Desk, sample: str) -> None:
    desk.file(sample)
    document, invoice = desk.rows()
    assert (document.status, invoice.reception) == (DocumentStatus.READY, Reception.TO_ACCEPT)
    assert document.derived == (sample == TEXT)
    first = desk.facturx().read_bytes()
    assert (first == desk.original) == (sample == HYBRID), "a valid one is handed on as it came"
    before = desk.fields()

    desk.correct(FieldName.DUE_DATE, "2027-01-31")
    document, invoice = desk.rows()
    assert (document.status, document.version, invoice.version) == (DocumentStatus.READY, 2, 2)
    assert (invoice.reception, invoice.due_date) == (Reception.TO_ACCEPT, "2027-01-31")
    assert document.derived
    fields = desk.fields()
    assert fields[FieldName.DUE_DATE].level is Level.CONFIRMED
    others = set(before) - {FieldName.DUE_DATE}
    assert {n: (fields[n].value, fields[n].level) for n in others} == {
        n: (before[n].value, before[n].level) for n in others
    }, "what the stages knew they still know"
    validation, derived = judged(desk.facturx())
    assert validation.valid, validation.findings
    assert derived.value(FieldName.DUE_DATE) == "2027-01-31"
    assert derived.value(FieldName.TOTAL_WITH_VAT) == before[FieldName.TOTAL_WITH_VAT].value

    desk.correct(FieldName.NUMBER, "CORR-2")
    validation, derived = judged(desk.facturx())
    assert validation.valid, validation.findings
    assert derived.value(FieldName.NUMBER) == "CORR-2"
    assert derived.value(FieldName.DUE_DATE) == "2027-01-31", "corrections add up"
    with desk.office.database.read() as session:
        versions = versions_of(session, invoice.id)
        assert [(v.version, v.actor) for v in versions] == [(1, None), (2, "Anne"), (3, "Anne")]
        assert len({v.facturx_sha256 for v in versions}) == 3, "one derived file per version"
        assert len(pages_of(session, document.id)) == document.pages
        for firm_id, sha256 in named_blobs(session):
            content = desk.office.blobs.path(firm_id, sha256).read_bytes()
            assert hashlib.sha256(content).hexdigest() == sha256
    assert desk.office.blobs.path(document.firm_id, document.sha256).read_bytes() == desk.original


def test_a_value_that_was_taken_away_does_not_come_back_from_the_xml(desk: Desk) -> None:
    desk.file(HYBRID)
    assert FieldName.DUE_DATE in desk.fields()
    desk.correct(FieldName.DUE_DATE, None)
    document, invoice = desk.rows()
    assert (document.status, invoice.version, invoice.due_date) == (DocumentStatus.READY, 2, None)
    assert FieldName.DUE_DATE not in desk.fields()
    if document.facturx_sha256 is not None:
        assert desk.facturx().read_bytes() != desk.original
        assert judged(desk.facturx())[1].value(FieldName.DUE_DATE) is None
    else:
        assert document.xml_sha256 is None
        assert document.facturx_reasons
