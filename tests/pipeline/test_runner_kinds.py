"""Files of several kinds through the real plan: an active PDF, a photo, an office file."""

import io
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pikepdf
import pytest
from sqlmodel import select

from pipeline.pdf import office
from pipeline.pdf.active import active_content
from pipeline.runner import Runner
from storage.blobs import BlobStore
from storage.database import Database, sqlite_url
from storage.domain.state import DocumentStatus
from storage.migrate import migrate
from storage.models.document import DocumentRow
from storage.queries.documents import pages_of
from tests.pipeline.pdf.office_files import KINDS
from tests.storage.office import open_office
from tests.test_packaging import ROOT

PAGES = ROOT / "tests" / "samples" / "pages"


def active() -> bytes:
    """Return an invoice that runs a script when it is opened."""
    target = io.BytesIO()
    with pikepdf.open(PAGES / "text.pdf") as pdf:
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        pdf.save(target)
    return target.getvalue()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    found = Database(sqlite_url(tmp_path))
    migrate(found)
    yield found
    found.dispose()


def became(database: Database, folder: Path, content: bytes, name: str) -> DocumentRow:
    """Mail a file; return its document, whose original is kept as it came."""
    mail = EmailMessage()
    mail.set_content("Bonjour")
    mail.add_attachment(content, "application", "octet-stream", filename=name)
    blobs = BlobStore(folder / "blobs")
    open_office(database, blobs).receive(mail.as_bytes())
    Runner(database, blobs, folder / "work", lambda: False).drain()
    with database.read() as session:
        row = session.exec(select(DocumentRow)).one()
        assert [page.number for page in pages_of(session, row.id)] == [1]
    assert blobs.path(row.firm_id, row.sha256).read_bytes() == content
    assert row.view_sha256 is not None
    with pikepdf.open(blobs.path(row.firm_id, row.view_sha256)) as view:
        assert active_content(view) == ()
        assert len(view.pages) == 1
    return row


def test_an_active_pdf_is_filed_with_a_flag_and_a_view(database: Database, tmp_path: Path) -> None:
    row = became(database, tmp_path, active(), "facture.pdf")
    assert row.status is DocumentStatus.READY
    assert row.flags == [{"code": "pdf_active_content", "about": "javascript"}]
    assert row.view_sha256 != row.sha256
    assert row.pdf_sha256 is None


def test_a_plain_pdf_is_its_own_view(database: Database, tmp_path: Path) -> None:
    row = became(database, tmp_path, (PAGES / "text.pdf").read_bytes(), "facture.pdf")
    assert (row.flags, row.view_sha256) == ([], row.sha256)


def test_a_photo_of_a_telephone_is_read(database: Database, tmp_path: Path) -> None:
    row = became(database, tmp_path, (PAGES / "photo.heic").read_bytes(), "IMG_1.HEIC")
    assert (row.media_type, row.reasons) == ("image/heic", [])
    assert row.status is DocumentStatus.READY
    assert row.view_sha256 == row.pdf_sha256


@pytest.mark.skipif(office.library() is None, reason="LibreOffice is not installed")
def test_an_office_file_is_read(database: Database, tmp_path: Path) -> None:
    row = became(database, tmp_path, KINDS["docx"](), "facture.docx")
    assert row.name == "facture.docx"
    assert row.pages == 1
    assert row.view_sha256 == row.pdf_sha256
