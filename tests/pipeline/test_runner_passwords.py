"""A locked PDF waits for its password, and goes on once somebody gives it."""

import io
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from sqlmodel import select

from pipeline.runner import Runner
from storage.actions.keep_password import forget_password, keep_password
from storage.blobs import BlobStore
from storage.database import Database, sqlite_url
from storage.domain.errors import InputError
from storage.domain.state import DocumentStatus
from storage.migrate import migrate
from storage.models.document import DocumentRow
from storage.models.firm import DossierRow
from storage.models.invoice import InvoiceRow
from storage.models.journal import JournalRow
from storage.models.password import FilePasswordRow
from storage.queries.blobs import named_blobs
from storage.queries.documents import pages_of
from storage.vault import Vault
from tests.servers import PostgresServer
from tests.storage.office import Office, open_office
from tests.test_packaging import ROOT

PASSWORD = "Geheim 17!"  # noqa: S105
TEXT = ROOT / "tests" / "samples" / "pages" / "text.pdf"


def a_mail(password: str, name: str = "facture.pdf") -> bytes:
    target = io.BytesIO()
    with pikepdf.open(TEXT) as pdf:
        pdf.save(target, encryption=pikepdf.Encryption(owner="o", user=password))
    mail = EmailMessage()
    mail.set_content("Bonjour")
    mail.add_attachment(target.getvalue(), maintype="application", subtype="pdf", filename=name)
    return mail.as_bytes()


class Desk:
    """An office with a worker."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.vault = Vault(folder / "vault.key")
        blobs = BlobStore(folder / "blobs")
        self.office: Office = open_office(database, blobs)
        self.runner = Runner(database, blobs, folder / "work", lambda: False, vault=self.vault)
        self.database = database

    def receive(self, mail: bytes) -> None:
        self.office.receive(mail)
        self.runner.drain()

    def give(self, password: str, dossier_id: str | None = None) -> str:
        with self.database.write() as session:
            dossier = session.get_one(DossierRow, dossier_id or self.office.dossier_id)
            id_ = keep_password(session, self.vault, dossier, password, "Morvan", "Anne").id
        self.runner.drain()
        return id_

    def document(self) -> DocumentRow:
        with self.database.read() as session:
            return session.exec(select(DocumentRow)).one()

    def ended(self) -> tuple[DocumentStatus, list[Any]]:
        row = self.document()
        return row.status, [reason["code"] for reason in row.reasons]


LOCKED = (DocumentStatus.HELD, ["pdf_encrypted"])


@pytest.fixture(params=["sqlite", "postgresql"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    if request.param == "sqlite":
        database = Database(sqlite_url(tmp_path))
    else:
        server: PostgresServer = request.getfixturevalue("postgres")
        database = Database(server.new_database())
    migrate(database)
    yield Desk(database, tmp_path)
    database.dispose()


def test_a_held_document_goes_on_with_its_password(desk: Desk) -> None:
    desk.receive(a_mail(PASSWORD))
    assert desk.ended() == LOCKED
    desk.give("wrong")
    assert desk.ended() == LOCKED
    desk.give(PASSWORD)
    assert desk.ended() == (DocumentStatus.READY, [])
    row = desk.document()
    assert (row.pages, row.flags) == (1, [{"code": "pdf_unlocked"}])
    assert row.facturx_sha256 is not None
    with desk.database.read() as session:
        invoice = session.exec(select(InvoiceRow)).one()
        assert invoice.number is not None
        assert [page.number for page in pages_of(session, row.id)] == [1]
        named = {sha256 for _, sha256 in named_blobs(session)}
    assert row.view_sha256 == row.pdf_sha256
    for sha256 in named:
        assert desk.office.blobs.path(row.firm_id, sha256).exists()
    with pikepdf.open(desk.office.blobs.path(row.firm_id, row.view_sha256 or "")) as view:
        assert not view.is_encrypted
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(desk.office.blobs.path(row.firm_id, row.sha256))


def test_a_known_password_opens_what_comes_later(desk: Desk) -> None:
    desk.give(PASSWORD)
    desk.receive(a_mail(PASSWORD))
    assert desk.ended() == (DocumentStatus.READY, [])


def test_another_dossiers_password_opens_nothing(desk: Desk) -> None:
    desk.receive(a_mail(PASSWORD))
    desk.give(PASSWORD, desk.office.add_dossier())
    assert desk.ended() == LOCKED


def test_it_is_kept_encrypted_and_can_be_deleted(desk: Desk) -> None:
    id_ = desk.give(PASSWORD)
    with desk.database.write() as session:
        row = session.get_one(FilePasswordRow, id_)
        assert PASSWORD not in row.model_dump_json()
        assert desk.vault.open(row.secret, id_) == PASSWORD
        assert desk.vault.open(row.secret, "pwd_other") is None
        forget_password(session, row, "Anne")
    desk.receive(a_mail(PASSWORD))
    assert desk.ended() == LOCKED
    with desk.database.read() as session:
        acts = session.exec(select(JournalRow)).all()
    assert [act.action for act in acts] == ["keep_password", "forget_password"]
    assert PASSWORD not in "".join(act.model_dump_json() for act in acts)


@pytest.mark.parametrize("password", ["", "x" * 128, "a\nb"])
def test_what_is_no_password(tmp_path: Path, password: str) -> None:
    database = Database(sqlite_url(tmp_path))
    migrate(database)
    desk = Desk(database, tmp_path)
    with pytest.raises(InputError):
        desk.give(password)
    database.dispose()
