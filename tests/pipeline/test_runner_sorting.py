"""Sorting with all stages, from a raw mail to what the rows say; and a person's word on it."""

from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pikepdf
import pytest
from sqlmodel import Session, col, select

from pipeline import warmth
from pipeline.facturx.embedded import find_invoice_xml
from pipeline.runner import Runner
from storage.actions import sort_anew
from storage.actions.take_part import take_part
from storage.blobs import BlobStore
from storage.database import Database
from storage.domain.part import PartOutcome
from storage.domain.reason import Reason
from storage.domain.state import DocumentKind, DocumentStatus, MessageStatus
from storage.models.document import DocumentRow
from storage.models.message import MessageRow, PartRow
from storage.queries.documents import pages_of
from storage.queries.invoices import invoice_ids
from storage.queries.messages import parts_of, pdf_of_part
from tests.e2e.mails import halves, mail, sample
from tests.e2e.mails import pages_of as joined
from tests.e2e.test_sorting import FIRST, LETTER, SECOND, letter
from tests.storage.office import Office, open_office

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
TO = "client@mg.example"


@pytest.fixture(scope="module", autouse=True)
def _warm() -> None:
    """Load the rules once, not in the child of each document."""
    warmth.warm({"saxon", "rules"})


@pytest.fixture
def office(database: Database, blobs: BlobStore) -> Office:
    return open_office(database, blobs)


def run(office: Office, folder: Path) -> None:
    Runner(office.database, office.blobs, folder / "work", lambda: False).drain()


def receive(office: Office, raw: bytes, folder: Path) -> str:
    """Take a mail in, do all its work, and return the message."""
    (received,) = office.receive(raw)
    run(office, folder)
    return received.message_id


def parts(office: Office, message_id: str) -> dict[str, PartRow]:
    with office.database.read() as session:
        return {part.name or part.path: part for part in parts_of(session, message_id)}


def living(office: Office) -> list[DocumentRow]:
    with office.database.read() as session:
        query = select(DocumentRow).where(col(DocumentRow.withdrawn).is_(False))
        return list(session.exec(query.order_by(col(DocumentRow.first_page))).all())


def numbers(office: Office) -> list[str | None]:
    """Return the numbers of the invoices of the documents that were not withdrawn."""
    with office.database.read() as session:
        rows = living(office)
        ids = invoice_ids(session, [row.id for row in rows])
    return [office.invoice(ids[row.id]).number if row.id in ids else None for row in rows]


def locked(session: Session, document_id: str) -> DocumentRow:
    return session.get_one(DocumentRow, document_id)


def test_two_invoices_in_one_file(office: Office, tmp_path: Path) -> None:
    lot = joined(FIRST, SECOND)
    message_id = receive(office, mail(TO, ("lot.pdf", lot)), tmp_path)
    assert numbers(office) == ["PC-2026-0117", "L26/0042"]
    rows = living(office)
    assert [row.status for row in rows] == [DocumentStatus.READY] * 2
    assert [row.pages for row in rows] == [1, 1]
    part = parts(office, message_id)["lot.pdf"]
    assert (part.outcome, part.reason, part.document_id) == (
        PartOutcome.DOCUMENT,
        Reason.SEPARATED,
        rows[0].id,
    )
    for row in rows:
        assert office.blobs.path(office.firm_id, row.sha256).read_bytes() == lot
        with office.database.read() as session:
            assert [page.number for page in pages_of(session, row.id)] == [1]
        assert row.facturx_sha256 is not None, row.facturx_reasons
        with pikepdf.open(office.blobs.path(office.firm_id, row.facturx_sha256)) as pdf:
            assert len(pdf.pages) == 1
    receive(office, mail(TO, ("encore.pdf", lot), subject="Encore"), tmp_path)
    assert [row.id for row in living(office)] == [row.id for row in rows]


def test_a_proposal_is_taken_undone_and_turned_down(office: Office, tmp_path: Path) -> None:
    receive(office, mail(TO, ("lot.pdf", joined(FIRST, "pages/text"))), tmp_path)
    (whole,) = living(office)
    assert (whole.status, whole.proposal) == (DocumentStatus.HELD, [1, 2])
    assert whole.reasons == [{"code": "several_invoices", "about": "1, 2"}]
    with office.database.write() as session:
        sort_anew.split(session, locked(session, whole.id), whole.proposal, "Anne")
    run(office, tmp_path)
    assert numbers(office) == ["PC-2026-0117", "F0128649"]
    pieces = living(office)
    with office.database.write() as session:
        sort_anew.join(session, [locked(session, row.id) for row in pieces], "Anne", office.blobs)
    run(office, tmp_path)
    (again,) = living(office)
    assert (again.id, again.status, again.proposal) == (whole.id, DocumentStatus.READY, [])


def test_two_files_of_one_invoice_are_joined_and_taken_apart(
    office: Office, tmp_path: Path
) -> None:
    upper, lower = halves("pages/text")
    message_id = receive(office, mail(TO, ("2.pdf", lower), ("1.pdf", upper)), tmp_path)
    files = {row.name: row for row in living(office)}
    assert set(files) == {"1.pdf", "2.pdf"}
    with office.database.write() as session:
        ids = [files[name].id for name in ("1.pdf", "2.pdf")]
        rows = [locked(session, document_id) for document_id in ids]
        sort_anew.join(session, rows, "Anne", office.blobs)
    run(office, tmp_path)
    (whole,) = living(office)
    assert (whole.status, whole.pages, whole.name) == (DocumentStatus.READY, 2, "1.pdf")
    assert numbers(office) == ["F0128649"]
    with office.database.read() as session:
        assert [page.number for page in pages_of(session, whole.id)] == [1, 2]
    assert whole.pdf_sha256 is not None
    assert whole.view_sha256 is not None
    with pikepdf.open(office.blobs.path(office.firm_id, whole.pdf_sha256)) as pdf:
        assert len(pdf.pages) == 2
    assert {part.document_id for part in parts(office, message_id).values()} >= {whole.id}
    with office.database.write() as session:
        sort_anew.split(session, locked(session, whole.id), (1, 2), "Anne")
    run(office, tmp_path)
    assert {row.id for row in living(office)} == {row.id for row in files.values()}


def test_a_pdf_and_its_xml(office: Office, tmp_path: Path) -> None:
    xml = find_invoice_xml(Path(__file__).parents[1] / "samples" / f"{FIRST}.pdf").xml
    assert xml is not None
    raw = mail(TO, ("F.pdf", joined(FIRST)), ("F.xml", xml))
    message_id = receive(office, raw, tmp_path)
    (row,) = living(office)
    assert (row.name, row.status) == ("F.pdf", DocumentStatus.READY)
    assert numbers(office) == ["PC-2026-0117"]
    twin = parts(office, message_id)["F.xml"]
    assert (twin.outcome, twin.reason, twin.document_id) == (
        PartOutcome.ANNEX,
        Reason.TWIN,
        row.id,
    )
    assert row.xml_sha256 == twin.sha256
    assert row.facturx_sha256 is not None, row.facturx_reasons
    with pikepdf.open(office.blobs.path(office.firm_id, row.facturx_sha256)) as pdf:
        assert len(pdf.pages) == 1
    with office.database.write() as session:
        take_part(session, session.get_one(MessageRow, message_id), twin.path, "Anne")
    run(office, tmp_path)
    assert sorted(d.name or "" for d in living(office)) == ["F.pdf", "F.xml"]
    assert office.get_document(row.id).xml_sha256 != twin.sha256
    assert office.message(message_id).status is MessageStatus.ACCEPTED


def test_a_pdf_and_an_xml_that_differ_wait(office: Office, tmp_path: Path) -> None:
    xml = find_invoice_xml(Path(__file__).parents[1] / "samples" / f"{SECOND}.pdf").xml
    assert xml is not None
    receive(office, mail(TO, ("F.pdf", joined(FIRST)), ("F.xml", xml)), tmp_path)
    rows = living(office)
    assert [row.status for row in rows] == [DocumentStatus.HELD] * 2
    assert {row.reasons[0]["code"] for row in rows} == {"twins_differ"}
    assert sorted(n or "" for n in numbers(office)) == ["L26/0042", "PC-2026-0117"]
    with office.database.write() as session:
        sort_anew.set_kind(session, locked(session, rows[0].id), DocumentKind.INVOICE, "Anne")
    run(office, tmp_path)
    assert office.get_document(rows[0].id).status is DocumentStatus.READY


def test_a_kind_that_is_none_and_back(office: Office, tmp_path: Path) -> None:
    receive(office, mail(TO, ("F.pdf", sample(f"{FIRST}.pdf"))), tmp_path)
    (row,) = living(office)
    for kind, status, reasons in (
        (DocumentKind.OTHER, DocumentStatus.REJECTED, [{"code": "other_paper"}]),
        (DocumentKind.CREDIT_NOTE, DocumentStatus.READY, []),
        (DocumentKind.INVOICE, DocumentStatus.READY, []),
    ):
        with office.database.write() as session:
            sort_anew.set_kind(session, locked(session, row.id), kind, "Anne")
        run(office, tmp_path)
        now = office.get_document(row.id)
        assert (now.kind, now.status, now.reasons) == (kind, status, reasons)


def test_a_text_that_is_an_invoice(office: Office, tmp_path: Path) -> None:
    message_id = receive(office, letter("Facture", TO, LETTER), tmp_path)
    message = office.message(message_id)
    assert message.status is MessageStatus.HELD
    (part,) = (p for p in parts(office, message_id).values() if p.reason == "html_only")
    assert message.reasons == [{"code": "html_only", "about": part.path}]
    with office.database.read() as session:
        made = pdf_of_part(session, message_id, part.path)
    assert made is not None
    with pikepdf.open(office.blobs.path(office.firm_id, made)) as pdf:
        assert len(pdf.pages[0].get_images()) == 1
    with office.database.write() as session:
        take_part(session, session.get_one(MessageRow, message_id), part.path, "Anne")
    run(office, tmp_path)
    (row,) = living(office)
    assert (row.kind, row.media_type, row.pdf_sha256) == (
        DocumentKind.INVOICE,
        "text/html",
        made,
    )
    assert numbers(office) == ["FA-77"]
    assert office.message(message_id).status is MessageStatus.ACCEPTED


def test_a_logo_that_was_a_paper_is_taken(office: Office, tmp_path: Path) -> None:
    message = EmailMessage(policy=SMTP)
    message["From"], message["Subject"] = "a@b.example", "Photo"
    message.set_content("Bonjour")
    message.add_attachment(sample("logo.png"), maintype="image", subtype="png", filename="l.png")
    message_id = receive(office, message.as_bytes(), tmp_path)
    part = parts(office, message_id)["l.png"]
    assert (part.outcome, part.reason) == (PartOutcome.IGNORED, Reason.INLINE_IMAGE)
    with office.database.write() as session:
        take_part(session, session.get_one(MessageRow, message_id), part.path, "Anne")
    run(office, tmp_path)
    (row,) = living(office)
    assert parts(office, message_id)["l.png"].document_id == row.id
