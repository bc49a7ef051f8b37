"""The processes that serve connections: how they ask, what they load, what outlives them."""

import asyncio
import socket
import subprocess
import sys
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest

from gateway import questions
from gateway.configuration import GatewaySettings
from gateway.mailboxes import Mailbox, Mailboxes
from gateway.processes import Crew
from gateway.questions import Questions, answer
from storage.domain.errors import TransientError

DATABASE_LIBRARIES = {"sqlalchemy", "sqlmodel", "pydantic", "psycopg", "alembic", "sqlite3"}
FOUND = Mailbox("mbx_1", "dos_1")

Answers = list[Mailbox | type[Exception] | None]


def test_no_database_library_is_loaded() -> None:
    code = "import sys, vaguemestre.listener; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert "gateway" in loaded
    assert loaded & DATABASE_LIBRARIES == set()


def test_settings_come_as_they_went(tmp_path: Path) -> None:
    networks = (ip_network("192.0.2.0/24"), ip_network("2001:db8::/32"))
    settings = GatewaySettings(
        listener=("python",), host="::", port=25, mail_domain="firm.example", database_url="",
        spool_folder=tmp_path, mailboxes_file=tmp_path / "é.json", max_message_size=1,
        tls_certificate=tmp_path / "chain", exempt_networks=networks, proxy_networks=networks[:1],
        processes=3, is_lmtp=True,
    )  # fmt: skip
    assert GatewaySettings.of(settings.line()) == settings


def test_no_password_goes_to_a_process_that_listens(tmp_path: Path) -> None:
    settings = GatewaySettings(
        listener=(), host="::", port=25, mail_domain="firm.example",
        database_url="postgresql://u:secret@db/x", spool_folder=tmp_path,
        mailboxes_file=tmp_path / "map", max_message_size=1,
    )  # fmt: skip
    assert b"secret" not in settings.line()


async def look_up(key: str) -> Mailbox | None:
    """Know "a", not "b", and fail at others."""
    if key == "away":
        raise TransientError("away")
    return {"a": FOUND, "b": None}[key]


async def asked(questions: Questions, key: str) -> Mailbox | type[Exception] | None:
    try:
        return await questions.ask(key)
    except TransientError:
        return TransientError


def ask_over_a_channel(keys: list[str], way: str = "answers") -> Answers:
    """Ask through a channel whose other side answers, hangs or leaves."""
    ready = []

    async def ask_all() -> Answers:
        ours, theirs = socket.socketpair()
        reader, writer = await asyncio.open_unix_connection(sock=ours)
        other_reader, other_writer = await asyncio.open_unix_connection(sock=theirs)
        asking = Questions(reader, writer)
        hearing = asyncio.create_task(asking.hear())
        asking.say_ready()
        answering = None
        if way == "answers":
            other = answer(other_reader, other_writer, look_up, lambda: ready.append(1))
            answering = asyncio.create_task(other)
        elif way == "leaves":
            other_writer.close()
        answers = list(await asyncio.gather(*(asked(asking, key) for key in keys)))
        writer.close()
        if answering is not None:
            await asyncio.wait_for(answering, 5)
        other_writer.close()
        await asyncio.wait_for(hearing, 5)
        return answers

    answers = asyncio.run(ask_all())
    assert bool(ready) is (way == "answers")
    return answers


def test_questions_are_answered_each_its_own() -> None:
    answers = ask_over_a_channel(["a", "b", "away", "bug", "é\n\x00", "a"])
    away = TransientError
    assert answers == [FOUND, None, away, away, away, FOUND]


@pytest.mark.parametrize("way", ["hangs", "leaves"])
def test_nobody_who_answers_is_temporary(monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    monkeypatch.setattr(questions, "PATIENCE", 0.05)
    assert ask_over_a_channel(["a"], way) == [TransientError]


def test_a_command_that_cannot_be_started_is_tried_again(tmp_path: Path) -> None:
    crew = Crew((str(tmp_path / "missing"),), b"{}\n", [[], []], look_up)

    async def run() -> None:
        stop = asyncio.Event()
        asyncio.get_running_loop().call_later(0.05, stop.set)
        await asyncio.wait_for(crew.run(stop), 5)

    asyncio.run(run())
    assert not crew.is_ready


def test_a_process_that_is_being_started_at_the_end_is_ended_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def run() -> None:
        stop = asyncio.Event()

        class Starting(subprocess.Popen[bytes]):
            def __init__(self, *args: Any, **options: Any) -> None:
                super().__init__(*args, **options)
                asyncio.get_running_loop().call_soon(stop.set)

        monkeypatch.setattr(subprocess, "Popen", Starting)
        crew = Crew((sys.executable, "-c", "import time; time.sleep(60)"), b"", [[]], look_up)
        await asyncio.wait_for(crew.run(stop), 5)

    asyncio.run(run())


def test_a_question_cut_short_is_none() -> None:
    async def run() -> None:
        ours, theirs = socket.socketpair()
        reader, writer = await asyncio.open_unix_connection(sock=ours)
        theirs.sendall(b'[]\n[1, "a')
        theirs.close()
        await asyncio.wait_for(answer(reader, writer, look_up, lambda: None), 5)
        writer.close()

    asyncio.run(run())


def test_an_unreadable_map_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "map"
    path.write_text("{")
    mailboxes = Mailboxes(look_up, path, hosts={"mg.firm.example"})
    mailboxes.load()
    monkeypatch.setattr(Path, "read_bytes", lambda _path: pytest.fail("read again"))
    mailboxes.load()
    monkeypatch.undo()
    path.write_text(
        '{"hosts": ["x.example"], "is_postmaster_full": true, "mailboxes": {"a@b": '
        '{"id": "mbx_1", "dossier_id": "dos_1"}}}'
    )
    mailboxes.load()
    assert mailboxes.serves("X.example.")
    assert mailboxes.is_postmaster_full
    assert asyncio.run(mailboxes.find("A+tag@b")) == FOUND
