"""An installation of the first version is brought up: nothing it kept is lost, all can go on."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from sqlalchemy import Connection, DateTime, MetaData, String
from sqlmodel import select

from pipeline.loading import load_work
from pipeline.stage import DocumentFacts, Limits, MessageFacts
from storage.actions import lease as leases
from storage.actions.correct import correct
from storage.actions.decide import accept
from storage.codec import from_json, to_json
from storage.database import Database, sqlite_url
from storage.domain.invoice import FieldName, Invoice, Profile
from storage.domain.state import Accounting, DocumentStatus, Reception
from storage.migrate import configured, is_migrated, migrate
from storage.models.document import DocumentRow
from storage.models.invoice import InvoiceRow
from storage.queries.blobs import named_blobs
from storage.queries.documents import annexes_of, pages_of, sources_of
from storage.queries.journal import journal_of, versions_of
from storage.queries.messages import parts_of
from storage.queries.work import work_of
from tests.servers import PostgresServer
from tests.storage.office import NOW, an_invoice

OWNER = {"firm_id": "frm_1", "dossier_id": "dos_1"}
DOCUMENT = OWNER | {"direction": "purchase", "first_page": 1, "version": 1, "reasons": []}
PART = {
    "path": "1",
    "name": "a.pdf",
    "media_type": "application/pdf",
    "size": 3,
    "sha256": "a" * 64,
    "outcome": "document",
    "reason": None,
}
"""As the first version kept it: pages and problem were not known yet."""
HEADER = {"header_from": None, "subject": "Facture", "message_id": None, "received": 1}


def as_first_kept(invoice: Invoice) -> dict[str, Any]:
    """Return an invoice as the first version wrote it: without witnesses and candidates."""
    content: dict[str, Any] = to_json(invoice)
    for field in content["fields"].values():
        del field["witnesses"], field["candidates"]
    return content


CONTENT = as_first_kept(an_invoice())
FACTS = {"kind": "invoice", "pages": 2, "invoice": CONTENT, "open_points": []}

ROWS: list[tuple[str, dict[str, Any]]] = [
    ("firm", {"id": "frm_1"}),
    ("feed_head", {"firm_id": "frm_1"}),
    ("dossier", OWNER | {"id": "dos_1", "reception_policy": "every_invoice"}),
    ("mailbox", OWNER | {"id": "mbx_1", "direction": "purchase"}),
    ("delivery", OWNER | {"id": "dlv_1", "raw_sha256": "9" * 64}),
    *(
        (
            "message",
            OWNER
            | {"id": message, "mailbox_id": "mbx_1", "delivery_id": "dlv_1", "channel": "mail"}
            | {"direction": "purchase", "status": status, "header": HEADER, "reasons": []}
            | {"raw_sha256": digit * 64},
        )
        for message, status, digit in (
            ("msg_done", "accepted", "8"),
            ("msg_due", "processing", "9"),
        )
    ),
    *(
        (
            "document",
            DOCUMENT
            | {"id": f"doc_{name}", "sha256": digit * 64, "status": status}
            | {"xml_sha256": digit * 64, "facturx_sha256": facturx},
        )
        for name, digit, status, facturx in (
            ("filed", "1", "ready", "c" * 64),
            ("held", "2", "held", None),
            ("due", "3", "processing", None),
        )
    ),
    *(
        ("source", {"document_id": document, "message_id": "msg_done", "part_path": "1"})
        for document in ("doc_filed", "doc_held", "doc_due")
    ),
    ("part", PART | {"message_id": "msg_done", "document_id": "doc_filed"}),
    *(
        (
            "invoice",
            OWNER
            | {"id": f"inv_{name}", "document_id": f"doc_{name}", "direction": "purchase"}
            | {"version": 1, "reception": reception, "accounting": None, "payment": "unpaid"}
            | {"number": "F-1", "content": CONTENT, "reasons": []},
        )
        for name, reception in (("filed", "to_accept"), ("held", None))
    ),
    *(
        (
            "work",
            OWNER
            | {"id": f"wrk_{object_id}", "object_id": object_id, "plan": plan, "stage": stage}
            | {"status": status, "facts": facts, "files": files},
        )
        for object_id, plan, stage, status, facts, files in (
            ("doc_filed", "document", "approve", "done", FACTS | {"profile": "en16931"}, {}),
            ("doc_held", "document", "check", "done", FACTS | {"profile": None}, {}),
            ("doc_due", "document", "extract", "due", {}, {"original": "3" * 64}),
            ("msg_due", "message", "normalise", "due", {"header": HEADER, "parts": [PART]}, {}),
        )
    ),
]
"""Rows of the first version, as far as they matter; the rest is filled with what fits the type."""


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """URL of a database without tables, once of each kind."""
    if request.param == "sqlite":
        return sqlite_url(tmp_path)
    server: PostgresServer = request.getfixturevalue("postgres")
    return server.new_database()


@pytest.fixture
def before(database_url: str) -> Iterator[Database]:
    """An installation of the first version."""
    opened = Database(database_url, pool_size=2)
    with opened.write() as session:
        connection = session.connection()
        command.upgrade(configured(connection), "0001")
        insert(connection)
    yield opened
    opened.dispose()


def insert(connection: Connection) -> None:
    tables = MetaData()
    tables.reflect(connection)
    for name, given in ROWS:
        columns = tables.tables[name].columns
        values = {
            column.name: filler(column.type)
            for column in columns
            if not column.nullable and column.name not in given
        }
        known = {key: value for key, value in given.items() if key in columns}
        connection.execute(tables.tables[name].insert().values(**values, **known))


def filler(kind: object) -> object:
    match kind:
        case DateTime():
            return NOW
        case String():
            return ""
        case _:
            return 0


def everything(database: Database, only: dict[str, set[str]] | None = None) -> dict[str, set[str]]:
    """Return each table's rows as texts, cut to the columns that ``only`` has seen."""
    found = {}
    with database.read() as session:
        tables = MetaData()
        tables.reflect(session.connection())
        for name, table in tables.tables.items():
            columns = sorted(only[name]) if only and name in only else sorted(table.columns.keys())
            rows = session.connection().execute(select(*(table.c[c] for c in columns))).all()
            found[name] = {repr(row) for row in rows}
    return found


def columns_of(database: Database) -> dict[str, set[str]]:
    with database.read() as session:
        tables = MetaData()
        tables.reflect(session.connection())
    return {
        name: set(table.columns.keys())
        for name, table in tables.tables.items()
        if name != "alembic_version"
    }


def test_every_row_is_kept_as_it_was(before: Database) -> None:
    columns = columns_of(before)
    kept = everything(before, columns)
    assert sum(map(len, kept.values())) > len(ROWS)
    migrate(before)
    assert is_migrated(before)
    after = everything(before, columns)
    assert {name: after[name] for name in columns} == {name: kept[name] for name in columns}
    migrate(before)
    assert everything(before, columns) == after


def test_back_again_every_row_is_kept_too(before: Database) -> None:
    columns = columns_of(before)
    kept = everything(before, columns)
    migrate(before)
    with before.write() as session:
        command.downgrade(configured(session.connection()), "0001")
    assert columns_of(before) == columns
    after = everything(before, columns)
    assert {name: after[name] for name in columns} == {name: kept[name] for name in columns}


def test_old_rows_have_what_is_new(before: Database) -> None:
    migrate(before)
    with before.read() as session:
        documents = {row.id: row for row in session.exec(select(DocumentRow)).all()}
        filed, held = documents["doc_filed"], documents["doc_held"]
        assert (filed.profile, held.profile) == (Profile.EN16931, None)
        for row in documents.values():
            assert (row.derived, row.facturx_reasons, row.kind_reason) == (False, [], None)
            assert (row.pdf_sha256, row.words_sha256) == (None, None)
            assert pages_of(session, row.id) == []
        assert annexes_of(session, ["doc_filed"]) == {"doc_filed": []}
        assert [m.id for m in sources_of(session, ["doc_filed"])["doc_filed"]] == ["msg_done"]
        assert [p.document_id for p in parts_of(session, "msg_done")] == ["doc_filed"]
        (version,) = versions_of(session, "inv_filed")
        assert (version.version, version.actor) == (1, None)
        assert (version.xml_sha256, version.facturx_sha256) == ("1" * 64, "c" * 64)
        assert from_json(Invoice, version.content) == an_invoice()
        assert versions_of(session, "inv_held") == [], "what was never filed has none"
        assert journal_of(session, "inv_filed") == []
        named = {sha256 for _, sha256 in named_blobs(session)}
        assert {d * 64 for d in "1239ac"} <= named


def test_work_that_was_under_way_goes_on(before: Database) -> None:
    migrate(before)
    now = NOW + timedelta(days=1)
    loaded = {}
    with before.write() as session:
        while (lease := leases.claim(session, "here:1", now)) is not None:
            session.flush()
            loaded[lease.object_id] = load_work(session, lease, Limits())
    assert set(loaded) == {"doc_due", "msg_due"}
    assert loaded["doc_due"].document == DocumentFacts()
    message = loaded["msg_due"].message
    assert isinstance(message, MessageFacts)
    assert [(p.path, p.pages, p.problem) for p in message.parts] == [("1", None, None)]


@pytest.mark.parametrize("name", ["filed", "held"])
def test_an_old_invoice_can_be_corrected(before: Database, name: str) -> None:
    migrate(before)
    with before.write() as session:
        row = session.get_one(InvoiceRow, f"inv_{name}")
        correct(session, row, {FieldName.NUMBER: "F-2"}, "Anne")
    with before.read() as session:
        row = session.get_one(InvoiceRow, f"inv_{name}")
        document = session.get_one(DocumentRow, f"doc_{name}")
        work = work_of(session, document.id)
        assert (row.version, row.number) == (2, "F-2")
        assert (document.status, document.stage) == (DocumentStatus.PROCESSING, "check")
        assert work is not None
        assert from_json(DocumentFacts, work.facts).pages == 2


def test_an_old_invoice_can_be_accepted(before: Database) -> None:
    migrate(before)
    with before.write() as session:
        accept(session, session.get_one(InvoiceRow, "inv_filed"), "Anne")
    with before.read() as session:
        row = session.get_one(InvoiceRow, "inv_filed")
        assert (row.reception, row.accounting) == (Reception.ACCEPTED, Accounting.TO_RETRIEVE)
