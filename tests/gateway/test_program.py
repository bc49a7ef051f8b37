"""The two programs as processes: start, heartbeat, silence on stdout, a clean end by signals."""

import asyncio
import os
import signal
import smtplib
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from gateway import processes, program, shipping
from gateway.directory import Directory
from gateway.envelope import SpooledEnvelope
from gateway.spool import Spool
from storage.clock import utc_now
from storage.database import Database, sqlite_url
from storage.domain.errors import ConfigError
from storage.domain.mailbox import Recipient
from storage.models.message import DeliveryRow, MessageRow
from storage.models.program import ProgramRow
from storage.queries.mailboxes import find_mailbox
from tests.gateway.authentication.mails import ACME, CLIENT, ZONE, a_mail, signed
from tests.gateway.harness import DOMAIN, MESSAGE, PURCHASES, SENDER, UNKNOWN, wait_until
from tests.gateway.nameserver import NameServer

Start = Callable[[str], subprocess.Popen[bytes]]

LISTENER = (sys.executable, "-m", "vaguemestre.listener")
LOGS = (
    "import sys, structlog;"
    " structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr));"
)


@pytest.fixture
def start() -> Iterator[Start]:
    """Start a program by a line of Python; what still runs at the end is killed."""
    started = []

    def start_one(call: str) -> subprocess.Popen[bytes]:
        module = "shipping" if call.startswith("serve_shipper") else "program"
        code = f"{LOGS} from pathlib import Path; from gateway.{module} import *; {call}"
        process = subprocess.Popen(
            [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        started.append(process)
        return process

    yield start_one
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def gateway_call(home: Path, port: int, database_url: str, **more: object) -> str:
    settings = {
        "listener": LISTENER,
        "host": "127.0.0.1",
        "port": port,
        "mail_domain": DOMAIN,
        "database_url": database_url,
        "max_message_size": 1_000_000,
    } | more
    return (
        f"serve_gateway(GatewaySettings(spool_folder=Path({str(home / 'spool')!r}),"
        f" mailboxes_file=Path({str(home / 'mailboxes.json')!r}), **{settings!r}))"
    )


def kinds(database: Database) -> list[tuple[str, bool]]:
    with database.read() as session:
        rows = session.exec(select(ProgramRow)).all()
        return sorted((row.kind, row.ready) for row in rows)


def is_listening(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def end(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    """Stop a program and expect it to end well, soon, and without a word on stdout."""
    process.send_signal(number)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out) == (0, b""), err.decode()


def test_both_programs(home: Path, database: Database, start: Start) -> None:
    port, url = free_port(), sqlite_url(home)
    gateway = start(gateway_call(home, port, url))
    shipper = start(
        f"serve_shipper(ShipperSettings(Path({str(home / 'spool')!r}), {url!r},"
        f" Path({str(home / 'blobs')!r})))"
    )
    wait_until(lambda: kinds(database) == [("gateway", True), ("shipper", True)])
    with smtplib.SMTP("127.0.0.1", port, timeout=40) as client:
        refused = client.sendmail(SENDER, [PURCHASES, UNKNOWN], MESSAGE)
    assert refused[UNKNOWN][0] == 550

    def count() -> int:
        with database.read() as session:
            return len(session.exec(select(MessageRow)).all())

    wait_until(lambda: count() == 1)
    assert PURCHASES.lower() in (home / "mailboxes.json").read_text()
    end(gateway, signal.SIGTERM)
    end(shipper, signal.SIGINT)
    assert kinds(database) == []


def test_a_gateway_starts_and_ends_without_a_database(home: Path, start: Start) -> None:
    port = free_port()
    gateway = start(gateway_call(home, port, f"sqlite:///{home}/missing/database.db"))
    wait_until(lambda: is_listening(port))
    end(gateway, signal.SIGINT)


def test_without_a_database_the_known_go_on_and_the_unknown_shall_come_again(
    home: Path, database: Database, start: Start
) -> None:
    asyncio.run(Directory(database, home / "mailboxes.json").refresh())
    port = free_port()
    start(gateway_call(home, port, f"sqlite:///{home}/missing/database.db"))
    wait_until(lambda: is_listening(port))
    with smtplib.SMTP("127.0.0.1", port, timeout=40) as client:
        refused = client.sendmail(SENDER, [PURCHASES, UNKNOWN], MESSAGE)
    assert {address: code for address, (code, _) in refused.items()} == {UNKNOWN: 451}
    assert Spool(home / "spool").usage()[0] == 1


def test_an_address_in_use_is_an_error_of_configuration(home: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(ConfigError, match="Cannot listen"):
            program.serve_gateway(
                program.GatewaySettings(
                    listener=LISTENER,
                    host="127.0.0.1",
                    port=taken.getsockname()[1],
                    mail_domain=DOMAIN,
                    database_url=sqlite_url(home),
                    spool_folder=home / "spool",
                    mailboxes_file=home / "mailboxes.json",
                    max_message_size=1000,
                )
            )


def test_a_spool_that_cannot_be_made_is_an_error_of_configuration(home: Path) -> None:
    (home / "spool").write_text("a file")
    with pytest.raises(ConfigError, match="Cannot write the spool"):
        shipping.serve_shipper(
            shipping.ShipperSettings(home / "spool", sqlite_url(home), home / "blobs")
        )


def children(process: subprocess.Popen[bytes]) -> list[int]:
    listed = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text()
    return [int(pid) for pid in listed.split()]


def listeners(port: int) -> int:
    """Return how many sockets listen at a port of 127.0.0.1."""
    lines = Path("/proc/net/tcp").read_text().splitlines()[1:]
    return sum(line.split()[1] == f"0100007F:{port:04X}" and line.split()[3] == "0A"
               for line in lines)  # fmt: skip


def test_several_processes_share_the_port(home: Path, database: Database, start: Start) -> None:
    port = free_port()
    gateway = start(gateway_call(home, port, sqlite_url(home), processes=3))
    wait_until(lambda: listeners(port) == 3)
    wait_until(lambda: kinds(database) == [("gateway", True)])
    with pytest.raises(ConfigError, match="Cannot listen"):
        processes.listen("127.0.0.1", port, 2)
    for _ in range(30):
        with smtplib.SMTP("127.0.0.1", port, timeout=40) as client:
            assert client.sendmail(SENDER, [PURCHASES], MESSAGE) == {}
    assert Spool(home / "spool").usage()[0] == 30
    first, *others = children(gateway)
    os.kill(first, signal.SIGKILL)
    wait_until(lambda: len(children(gateway)) == 3 and first not in children(gateway))
    wait_until(lambda: listeners(port) == 3)
    assert set(others) < set(children(gateway))
    end(gateway, signal.SIGTERM)
    assert listeners(port) == 0


def test_who_connects_while_a_process_is_started_again_waits(
    home: Path, database: Database, start: Start
) -> None:
    port = free_port()
    gateway = start(gateway_call(home, port, sqlite_url(home)))
    wait_until(lambda: kinds(database) == [("gateway", True)])
    [only] = children(gateway)
    os.kill(only, signal.SIGKILL)
    with smtplib.SMTP("127.0.0.1", port, timeout=40) as client:
        assert client.sendmail(SENDER, [PURCHASES], MESSAGE) == {}
    assert children(gateway) != [only]


def test_no_process_outlives_its_parent(home: Path, database: Database, start: Start) -> None:
    port = free_port()
    gateway = start(gateway_call(home, port, sqlite_url(home), processes=2))
    wait_until(lambda: listeners(port) == 2)
    left = children(gateway)
    gateway.kill()
    wait_until(lambda: not any(is_alive(pid) for pid in left))
    processes.listen("127.0.0.1", port, 1)[0].close()


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"
    except FileNotFoundError:
        return False


def test_the_shipper_judges_by_its_settings(start: Start, home: Path, database: Database) -> None:
    with database.read() as session:
        mailbox = find_mailbox(session, PURCHASES.lower())
        assert mailbox is not None
    recipients = (Recipient(PURCHASES, mailbox.id),)
    client = {"address": CLIENT, "helo": "h"}
    Spool(home / "spool", reserve=0).append(
        SpooledEnvelope(SENDER, recipients, utc_now(), client), signed(a_mail())
    )

    def verdicts() -> list[Any]:
        with database.read() as session:
            return list(session.exec(select(DeliveryRow.verdicts)).all())

    with NameServer(ZONE) as server:
        start(
            f"serve_shipper(ShipperSettings(Path({str(home / 'spool')!r}), {sqlite_url(home)!r},"
            f" Path({str(home / 'blobs')!r}),"
            f" dns_servers=({server.address!r},)))"
        )
        wait_until(lambda: len(verdicts()) == 1)
    (found,) = verdicts()
    assert found is not None
    assert (found["authenticated_domain"], found["authenticated_by"]) == (ACME, "dkim")
