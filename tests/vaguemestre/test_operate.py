"""``migrate``, ``status``, ``retry`` and ``verify``."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from storage.blobs import BlobStore
from storage.clock import utc_now
from storage.database import Database
from storage.domain.mailbox import Recipient
from storage.domain.reason import Reason
from storage.domain.state import MessageStatus, WorkStatus
from storage.intake import Envelope, receive_for_operator
from storage.migrate import is_migrated
from storage.models.message import MessageRow
from storage.models.work import WorkRow
from tests.e2e.mails import mail
from tests.vaguemestre.conftest import Dossier, Run


@pytest.fixture
def message_id(dossier: Dossier, run: Run) -> str:
    """Return the id of a message that was taken in."""
    Path("a.eml").write_bytes(mail(dossier.purchase))
    taken_in: str = run("ingest", "a.eml", "--to", dossier.purchase, "--json").json["id"]
    return taken_in


def park(database: Database) -> None:
    """Give all work up, as the engine does after the third failure."""
    with database.write() as session:
        for work in session.exec(select(WorkRow)):
            work.status, work.attempts, work.failures = WorkStatus.PARKED, 3, 3
            session.add(work)
        for message in session.exec(select(MessageRow)):
            message.status = MessageStatus.FAILED
            message.reasons = [{"code": Reason.STAGE_FAILED}]
            session.add(message)


def work_of(database: Database, object_id: str) -> tuple[WorkRow, MessageRow]:
    with database.read() as session:
        message = session.get(MessageRow, object_id)
        assert message is not None
        return session.exec(select(WorkRow).where(WorkRow.object_id == object_id)).one(), message


def test_migrate_twice(run: Run, home: Path) -> None:
    for _ in range(2):
        answer = run("migrate", "--json")
        assert (answer.status, answer.json) == (0, {"migrated": True})
    database = Database(f"sqlite:///{home}/vaguemestre.db")
    assert is_migrated(database)
    database.dispose()
    assert run("migrate").stdout == "The database is up to date.\n"


def test_the_status_of_an_empty_installation(database: Database, run: Run) -> None:
    answer = run("status", "--json")
    assert answer.status == 0
    status = answer.json
    assert status.pop("disk_free_bytes") > 0
    assert status == {
        "messages": dict.fromkeys(map(str, MessageStatus), 0),
        "work": {"due": 0, "leased": 0, "parked": 0, "done": 0},
        "oldest_due_seconds": None,
        "spool": {"messages": 0, "bytes": 0},
        "workers": 0,
    }


def test_mail_for_postmaster(database: Database, home: Path, run: Run) -> None:
    blobs = BlobStore(home / "blobs")
    for number in range(2):
        recipients = (Recipient("postmaster@mg.firm.example", "postmaster"),)
        envelope = Envelope(f"rct_{number}", "mail", "abuse@isp.example", recipients, utc_now())
        receive_for_operator(database, blobs, envelope, BytesIO(b"Hello\r\n%d" % number))
    assert run("status", "--json").json["postmaster"] == 2
    assert "postmaster  messages 2  (vaguemestre postmaster list)" in run("status").stdout
    first, second = (
        json.loads(line) for line in run("postmaster", "list", "--json").stdout.split("\n")[:2]
    )
    assert first["mail_from"] == "abuse@isp.example"
    assert run("postmaster", "show", second["id"]).stdout == "Hello\r\n1"
    run("postmaster", "done", first["id"])
    assert run("postmaster", "list", "--json").json["id"] == second["id"]
    assert run("verify", "--json").json == {"blobs": 2, "changed": [], "missing": []}
    assert "pst_0" in run("postmaster", "show", "pst_0").refused(1)


def test_the_status_counts(message_id: str, home: Path, run: Run) -> None:
    assert run("status", "--json").json["spool"] == {"messages": 0, "bytes": 0}
    (home / "spool" / f"rct_{'0' * 32}").write_bytes(b"12345")
    status = run("status", "--json").json
    assert status["messages"]["processing"] == 1
    assert status["work"] == {"due": 1, "leased": 0, "parked": 0, "done": 0}
    assert 0 <= status["oldest_due_seconds"] < 60
    assert status["spool"] == {"messages": 1, "bytes": 5}
    shown = run("status").stdout
    assert "processing 1" in shown
    assert "messages 1  bytes 5" in shown


def test_retry_of_one(message_id: str, database: Database, run: Run) -> None:
    park(database)
    assert run("retry", message_id, "--json").json == {"retried": [message_id]}
    work, message = work_of(database, message_id)
    assert (work.status, work.attempts, work.failures) == (WorkStatus.DUE, 0, 0)
    assert work.next_at <= utc_now()
    assert (message.status, message.reasons) == (MessageStatus.PROCESSING, [])


def test_retry_of_all_that_failed(message_id: str, database: Database, run: Run) -> None:
    assert run("retry", "--failed", "--json").json == {"retried": []}
    park(database)
    assert run("retry", "--failed", "--json").json == {"retried": [message_id]}
    assert run("retry", "--failed").stdout == "0 due again.\n"


def test_only_failed_work_is_retried(message_id: str, run: Run) -> None:
    assert f"The work of {message_id} is due, not parked." in run("retry", message_id).refused(1)
    assert "There is no message or document doc_0" in run("retry", "doc_0").refused(1)


@pytest.mark.parametrize("arguments", [[], ["msg_0", "--failed"]])
def test_retry_asks_for_one_of_both(run: Run, arguments: list[str]) -> None:
    refused = run("retry", *arguments)
    assert (refused.status, refused.stdout) == (2, "")
    assert "Give an ID or --failed." in refused.stderr


def verify(run: Run, status: int) -> Any:
    answer = run("verify", "--json")
    assert answer.status == status
    return answer.json


@pytest.fixture
def blob(message_id: str, home: Path) -> Path:
    """Return the one blob of the installation."""
    (path,) = (home / "blobs").glob("*/??/*")
    return path


def test_everything_holds(database: Database, run: Run) -> None:
    assert verify(run, 0) == {"blobs": 0, "changed": [], "missing": []}


def test_a_blob_holds(blob: Path, run: Run) -> None:
    assert verify(run, 0) == {"blobs": 1, "changed": [], "missing": []}


def test_a_changed_byte_is_found(blob: Path, firm: str, run: Run) -> None:
    blob.chmod(0o600)
    content = bytearray(blob.read_bytes())
    content[-1] ^= 1
    blob.write_bytes(content)
    name = f"{firm}/{blob.name}"
    assert verify(run, 1) == {"blobs": 1, "changed": [name], "missing": []}
    assert run("verify").stdout == f"1 blobs, 1 changed, 0 missing.\nchanged {name}\n"


def test_a_missing_blob_is_found(blob: Path, firm: str, run: Run) -> None:
    blob.unlink()
    name = f"{firm}/{blob.name}"
    assert verify(run, 1) == {"blobs": 0, "changed": [], "missing": [name]}
    assert run("verify").stdout.endswith(f"missing {name}\n")
