"""kill -9 of gateway and shipper at random moments, under three senders that retry.

Of what was acknowledged nothing may be lost, torn, or there twice. No worker runs: what is judged
here is the way of the bytes, from the final dot to storage. `make chaos` runs the long one.
"""

import hashlib
import os
import random
import signal
import smtplib
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from sqlmodel import select

from gateway.spool import Spool
from storage.blobs import BlobStore, hash_file
from storage.database import Database, sqlite_url
from storage.models.message import MessageRow
from tests.e2e.installation import Installation, children_of
from tests.servers import wait_for

SENDERS = 3
SIZES = (2_000, 20_000, 300_000, 1_500_000)
"""Bytes of content: in journals, and in files of their own."""
LINE = 76
PATIENCE = 300.0
"""Seconds that sending or storing may take on a machine that does much else."""


class Sender(threading.Thread):
    """Sends one message after the other, each until it gets its ``250``, as an MTA does.

    Attributes:
        acknowledged: SHA-256 of each message that was accepted.
        tried: The same of all, with the one that is being sent.
    """

    def __init__(self, number: int, seed: int, port: int, recipient: str) -> None:
        super().__init__(name=f"sender{number}", daemon=True)
        self._rng = random.Random(f"{seed}-{number}")
        self._port = port
        self._recipient = recipient
        self.stopping = threading.Event()
        self.acknowledged: list[str] = []
        self.tried: list[str] = []

    def run(self) -> None:
        while not self.stopping.is_set():
            size = self._rng.choices(SIZES, (60, 25, 12, 3))[0]
            lines = [self._rng.randbytes(LINE // 2).hex().encode() for _ in range(size // LINE)]
            message = b"Subject: Facture\r\n\r\n" + b"\r\n".join([*lines, b""])
            self.tried.append(hashlib.sha256(message).hexdigest())
            while not self._is_taken(message):
                time.sleep(0.05)
            self.acknowledged.append(self.tried[-1])

    def _is_taken(self, message: bytes) -> bool:
        with (
            suppress(OSError, smtplib.SMTPException),
            smtplib.SMTP("127.0.0.1", self._port, timeout=60) as smtp,
        ):
            smtp.sendmail("a@fournisseur.example", [self._recipient], message)
            return True
        return False


class Programs:
    """Gateway and shipper, each started again when it has died."""

    def __init__(self, installation: Installation) -> None:
        self._installation = installation
        self._log = (installation.home / "run.log").open("a")
        self._running = {name: self._start(name) for name in ("gateway", "shipper")}

    def _start(self, name: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "vaguemestre", name],
            env=self._installation.environment,
            cwd=self._installation.home,
            stderr=self._log,
        )

    def kill(self, rng: random.Random) -> None:
        """Kill a program, or one of the processes of the gateway, at a random moment."""
        time.sleep(rng.uniform(0.0, 0.3))
        name = rng.choice(("gateway", "gateway", "shipper"))
        program = self._running[name]
        victim = rng.choice([program.pid, *children_of(program.pid)])
        with suppress(ProcessLookupError):
            os.kill(victim, signal.SIGKILL)
        # A program that lost one of its processes goes on.
        if victim == program.pid:
            program.wait()
        self.start_the_dead()

    def wait_for(self, condition: Callable[[], bool], what: str) -> None:
        """Wait until a condition holds, and keep the programs running meanwhile."""

        def holds() -> bool:
            self.start_the_dead()
            return condition()

        wait_for(holds, what, PATIENCE)

    def start_the_dead(self) -> None:
        """Start again what has ended, as `vaguemestre run` does.

        A gateway may end by itself: where the one before was killed while it was only starting its
        processes, on a slow machine they keep the port for longer than it waits.
        """
        for name, program in self._running.items():
            if program.poll() is not None:
                self._running[name] = self._start(name)

    def end(self) -> None:
        for program in self._running.values():
            program.send_signal(signal.SIGTERM)
        statuses = {program.wait(60) for program in self._running.values()}
        self._log.close()
        # One that is only just starting has no handler yet.
        assert statuses <= {0, -signal.SIGTERM}, statuses


@contextmanager
def programs_of(installation: Installation) -> Iterator[Programs]:
    programs = Programs(installation)
    try:
        yield programs
    finally:
        programs.end()


def storm(home: Path, kills: int) -> None:
    """Send and kill, then compare what was acknowledged with what is stored."""
    seed = random.randrange(1 << 32)
    rng = random.Random(seed)
    sys.stdout.write(f"seed {seed}\n")
    installation = Installation(
        home, {"GATEWAY_PROCESSES": "2", "SMTP_EXEMPT_NETWORKS": "127.0.0.0/8"}
    )
    home.mkdir()
    installation.command("migrate")
    dossier = installation.add_dossier(installation.add_firm("Cabinet"), "123456782")
    with programs_of(installation) as programs:
        senders = [
            Sender(number, seed, installation.smtp_port, dossier.purchase)
            for number in range(SENDERS)
        ]
        for sender in senders:
            sender.start()
        for _ in range(kills):
            before = accepted(senders)
            # Where nothing is being sent, nothing can be lost.
            programs.wait_for(lambda: accepted(senders) > before, "another message")  # noqa: B023
            programs.kill(rng)
        for sender in senders:
            sender.stopping.set()
        programs.wait_for(lambda: not any(sender.is_alive() for sender in senders), "the senders")
        spool = Spool(home / "spool")
        programs.wait_for(lambda: not spool.names() and not spool.journals(), "the spool to empty")
    check(home, senders, seed)


def accepted(senders: list[Sender]) -> int:
    return sum(len(sender.acknowledged) for sender in senders)


def check(home: Path, senders: list[Sender], seed: int) -> None:
    acknowledged = {sha256 for sender in senders for sha256 in sender.acknowledged}
    tried = {sha256 for sender in senders for sha256 in sender.tried}
    database = Database(sqlite_url(home))
    with database.read() as session:
        rows = session.exec(select(MessageRow)).all()
    database.dispose()
    stored = Counter(row.raw_sha256 for row in rows)
    assert acknowledged - set(stored) == set(), f"seed {seed}: acknowledged and lost"
    assert set(stored.values()) == {1}, f"seed {seed}: a message twice"
    assert set(stored) <= tried, f"seed {seed}: a message torn"
    blobs = BlobStore(home / "blobs")
    paths = [blobs.path(row.firm_id, row.raw_sha256) for row in rows]
    assert all(hash_file(path) == path.name for path in paths), f"seed {seed}: a blob torn"
    again = sum(row.times_received - 1 for row in rows)
    sys.stdout.write(f"seed {seed}: {len(acknowledged)} acknowledged, {again} sent again\n")


@pytest.mark.timeout(600)
def test_twenty_kills(tmp_path: Path) -> None:
    storm(tmp_path / "home", 20)


@pytest.mark.chaos
@pytest.mark.timeout(1800)
def test_two_hundred_kills(tmp_path: Path) -> None:
    storm(tmp_path / "home", 200)
