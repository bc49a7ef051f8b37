"""The real plan: what a person corrects on one invoice is read on the supplier's next one."""

from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from itertools import count
from pathlib import Path

import pytest
from sqlmodel import col, select

from pipeline.runner import Runner
from storage.actions.correct import correct
from storage.actions.learn import forget
from storage.blobs import BlobStore
from storage.codec import from_json
from storage.database import Database, sqlite_url
from storage.domain.field import Field, Level, Source, Witness
from storage.domain.invoice import FieldName, Invoice
from storage.migrate import migrate
from storage.models.invoice import InvoiceRow
from storage.models.learning import LearnedPlaceRow
from storage.queries.journal import journal_of
from tests.pipeline.reading.pictures_of_papers import typed
from tests.storage.office import Office, open_office

PAPER = (
    "Ateliers Morvan SARL au capital de 8 000 euros",
    "SIREN 732 829 320 - TVA FR44732829320",
    "FACTURE",
    "Pièce comptable : {number}",
    "Date : 24/11/2026",
    "Client : Cabinet Exemple, SIREN 123 456 782",
    "Total HT : 1 000,00 EUR",
    "TVA 20 % sur 1 000,00 : 200,00",
    "Total TTC : 1 200,00 EUR",
)
"""Its number bears a label that the reader does not know."""


@dataclass
class Desk:
    """Invoices that go through the real plan, one after the other."""

    office: Office
    runner: Runner
    folder: Path

    def file(self, number: str, dossier_id: str | None = None, siren: str = "") -> str:
        """Mail an invoice with this number and let it be filed; return it."""
        lines = tuple(line.format(number=number) for line in PAPER)
        if siren:
            lines = (lines[0], f"SIREN {siren}", *lines[2:])
        paper = typed(self.folder / "invoice.pdf", lines).read_bytes()
        mail = EmailMessage()
        mail["Subject"] = "Bonjour"
        mail.set_content(f"Courrier {next(_numbers)}")
        mail.add_attachment(paper, maintype="application", subtype="pdf", filename="a.pdf")
        self.office.receive(mail.as_bytes(), (self.office.recipient(dossier_id),))
        self.runner.drain()
        with self.office.database.read() as session:
            newest = select(InvoiceRow.id).order_by(col(InvoiceRow.id).desc())
            return session.exec(newest).first() or ""

    def correct(self, invoice_id: str, number: str | None) -> None:
        """Correct the number and let the new version be filed."""
        with self.office.database.write() as session:
            row = session.get_one(InvoiceRow, invoice_id)
            correct(session, row, {FieldName.NUMBER: number}, "Anne")
        self.runner.drain()

    def number(self, invoice_id: str) -> Field | None:
        """Return the number of an invoice as it is now."""
        content = self.office.invoice(invoice_id).content
        return from_json(Invoice, content).fields.get(FieldName.NUMBER)

    def learned(self) -> list[LearnedPlaceRow]:
        """Return all that was learned."""
        with self.office.database.read() as session:
            return list(session.exec(select(LearnedPlaceRow)).all())


_numbers = count(1)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    database, blobs = Database(sqlite_url(tmp_path)), BlobStore(tmp_path / "blobs")
    migrate(database)
    runner = Runner(database, blobs, tmp_path / "work", lambda: False)
    yield Desk(open_office(database, blobs), runner, tmp_path)
    database.dispose()


def test_what_was_corrected_once_is_read_then_and_witnessed_after_twice(desk: Desk) -> None:
    first = desk.file("K/881-3")
    assert desk.number(first) is None
    desk.correct(first, "K/881-3")
    (row,) = desk.learned()
    assert (row.seller, row.field, row.place["label"]) == (
        "732829320",
        FieldName.NUMBER,
        "piece comptable",
    )
    assert (row.invoices, row.actor, row.dossier_id) == ([first], "Anne", desk.office.dossier_id)
    with desk.office.database.read() as session:
        acts = [(act.action, act.actor) for act in journal_of(session, first)]
    assert acts == [("correct", "Anne"), ("learn", "Anne")]

    second = desk.file("K/882-1")
    read = desk.number(second)
    assert read is not None
    assert (read.value, read.level, read.source) == ("K/882-1", Level.READ, Source.SUPPLIER)
    assert read.witnesses == (Witness.LEARNED,)
    assert len(read.boxes) == 1
    desk.correct(second, "K/882-1")
    assert desk.learned()[0].invoices == [first, second]

    third = desk.number(desk.file("K/883-9"))
    assert third is not None
    assert (third.value, third.level) == ("K/883-9", Level.CORROBORATED)
    assert set(third.witnesses) == {Witness.LABEL, Witness.LEARNED}

    with desk.office.database.write() as session:
        forget(session, session.get_one(LearnedPlaceRow, row.id), "Anne")
    assert desk.number(desk.file("K/884-4")) is None


def test_nobody_else_learns_from_it(desk: Desk) -> None:
    first = desk.file("K/881-3")
    desk.correct(first, "K/881-3")
    assert len(desk.learned()) == 1
    assert desk.number(desk.file("K/882-1", dossier_id=desk.office.add_dossier())) is None
    foreign = desk.office.add_dossier(desk.office.add_firm())
    assert desk.number(desk.file("K/883-1", dossier_id=foreign)) is None
    assert desk.number(desk.file("K/884-1", siren="552 100 554")) is None
    assert desk.number(desk.file("K/885-1")) is not None


def test_a_correction_that_contradicts_a_place_makes_it_forgotten(desk: Desk) -> None:
    desk.correct(desk.file("K/881-3"), "K/881-3")
    second = desk.file("K/882-1")
    desk.correct(second, "M-4")
    assert desk.learned() == []
    with desk.office.database.read() as session:
        assert [act.action for act in journal_of(session, second)] == ["correct"]
    assert desk.number(desk.file("K/883-9")) is None
