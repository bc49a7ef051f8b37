"""``explain``: the same answer from the stored inputs, or exit 1."""

from pathlib import Path

from sqlmodel import select

from storage.blobs import BlobStore
from storage.database import Database
from storage.models.decision import DecisionRow
from storage.models.invoice import InvoiceRow
from tests.storage.office import open_office
from tests.storage.trusting import add_acme, file, proven_invoice
from tests.vaguemestre.conftest import Run


def decided(database: Database, home: Path) -> InvoiceRow:
    office = open_office(database, BlobStore(home / "blobs"))
    add_acme(office)
    return file(office, proven_invoice("F-1"))


def test_an_invoice_and_its_document_are_explained(
    run: Run, database: Database, home: Path
) -> None:
    row = decided(database, home)
    for object_id in (row.id, row.document_id):
        answer = run("explain", object_id, "--json")
        assert answer.status == 0
        assert (answer.json["invoice_id"], answer.json["reception"]) == (row.id, "accepted")
        assert answer.json["same"] is True
        (reason,) = answer.json["reasons"]
        assert (reason["code"], bool(reason["fr"]), bool(reason["en"])) == ("trusted", True, True)
    text = run("explain", row.id).stdout
    assert "The stored inputs give the same answer." in text


def test_an_answer_that_differs_is_told(run: Run, database: Database, home: Path) -> None:
    row = decided(database, home)
    with database.write() as session:
        stored = session.exec(select(DecisionRow)).one()
        stored.reception = None
        session.add(stored)
    answer = run("explain", row.id, "--json")
    assert (answer.status, answer.json["same"]) == (1, False)
    assert answer.json["again"]["reception"] == "accepted"


def test_what_is_unknown_or_undecided(run: Run, database: Database, home: Path) -> None:
    office = open_office(database, BlobStore(home / "blobs"))
    run("explain", "inv_0").refused(1)
    run("explain", office.document()).refused(1)
