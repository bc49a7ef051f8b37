"""Transactions: what is written is whole, what is read is one snapshot, errors have their class."""

import sqlite3
import threading
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from storage.database import Database, insert, present, sqlite_url
from storage.domain.errors import InputError, TransientError
from storage.models.firm import FirmRow
from storage.models.message import DeliveryRow
from tests.storage.office import NOW, Office


def firm(number: int, name: str = "Cabinet") -> FirmRow:
    return FirmRow(id=f"fir_{number}", name=name, created_at=NOW)


def names(database: Database) -> list[str]:
    with database.read() as session:
        return list(session.exec(select(FirmRow.name).order_by(FirmRow.id)).all())


def test_a_transaction_is_whole_or_not_there(database: Database) -> None:
    with database.write() as session:
        session.add(firm(1))
    with pytest.raises(RuntimeError), database.write() as session:  # noqa: PT012
        session.add(firm(2))
        session.flush()
        raise RuntimeError
    assert names(database) == ["Cabinet"]


def test_who_reads_sees_one_snapshot(database: Database) -> None:
    with database.read() as session:
        assert session.exec(select(FirmRow)).all() == []
        with database.write() as other:
            other.add(firm(1))
        assert session.exec(select(FirmRow)).all() == []
    assert names(database) == ["Cabinet"]


def test_who_reads_cannot_write(database: Database) -> None:
    with pytest.raises(Exception, match=r"read-?only"), database.read() as session:  # noqa: PT012
        session.add(firm(1))
        session.flush()
    with database.write() as session:
        session.add(firm(2))
    assert names(database) == ["Cabinet"]


def test_insert_tells_what_was_there_and_keeps_the_transaction(database: Database) -> None:
    with database.write() as session:
        assert insert(session, firm(1))
        assert not insert(session, firm(1, "Again"))
        assert insert(session, firm(2))
    assert names(database) == ["Cabinet", "Cabinet"]


def test_insert_does_not_take_the_blame_for_an_earlier_row(database: Database) -> None:
    with database.write() as session:
        session.add(firm(1))
    with pytest.raises(IntegrityError), database.write() as session:  # noqa: PT012
        session.add(firm(1, "Again"))
        insert(session, firm(2))
    assert names(database) == ["Cabinet"]


def test_a_row_that_is_gone_again_is_tried_later() -> None:
    with pytest.raises(TransientError):
        present(None)


@pytest.mark.parametrize(
    "url", ["postgresql://nobody@127.0.0.1:9/none", "sqlite:////nowhere/vaguemestre.db"]
)
def test_a_database_that_is_away(url: str) -> None:
    database = Database(url, pool_size=1)
    for scope in (database.read, database.write):
        with pytest.raises(TransientError), scope() as session:
            session.exec(select(FirmRow)).all()
    database.dispose()


def test_a_value_that_it_cannot_keep(office: Office) -> None:
    if office.database.is_sqlite:
        pytest.skip("SQLite keeps a NUL")
    with pytest.raises(InputError), office.database.write() as session:
        session.add(firm(9, "a\0b"))


def test_all_connections_in_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.database.BUSY_SECONDS", 0.05)
    database = Database(f"sqlite:///{tmp_path / 'x.db'}", pool_size=1)
    with database.write() as session:
        session.connection()
        with pytest.raises(TransientError), database.write() as other:
            other.connection()
    database.dispose()


def test_enumerations_are_kept_by_value_and_instants_with_their_zone(office: Office) -> None:
    office.receive()
    with office.database.read() as session:
        row = session.exec(select(DeliveryRow)).one()
        assert row.received_at == NOW
        assert row.received_at.tzinfo is not None
        kept = session.connection().exec_driver_sql("SELECT status FROM message").scalar_one()
    assert kept == "processing"


def test_a_new_file_waits_for_whoever_is_writing_it(tmp_path: Path) -> None:
    first = sqlite3.connect(
        tmp_path / "vaguemestre.db", isolation_level=None, check_same_thread=False
    )
    first.execute("CREATE TABLE made (by_whom)")
    first.execute("BEGIN IMMEDIATE")
    first.execute("INSERT INTO made VALUES ('first')")
    threading.Timer(0.3, lambda: first.execute("COMMIT")).start()
    database = Database(sqlite_url(tmp_path))
    with database.write() as session:
        assert session.connection().execute(text("SELECT by_whom FROM made")).all() == [("first",)]
    database.dispose()
    first.close()
