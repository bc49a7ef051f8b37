"""kill -9 of gateway, shipper and worker at random moments, under senders that retry.

Nothing that was acknowledged may be lost, nothing may be filed twice. A few kills run with the
suite; `make chaos` runs many.
"""

import os
import random
import signal
import smtplib
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import httpx
import pytest

from tests.e2e.conftest import running
from tests.e2e.installation import Dossier, Installation, everything, wait_until_quiet
from tests.e2e.mails import SUPPLIER, mail, sample, variant

PROGRAMS = ("gateway", "shipper", "worker")
SENDERS = 3


@pytest.fixture(params=["embedded", "scaled"])
def installation(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Installation]:
    """An installation of its own, since what is counted here is everything in it."""
    yield from running(request, tmp_path / "home")


class Sender(threading.Thread):
    """Mails one invoice after the other, each until it gets its ``250``, as an MTA does."""

    def __init__(
        self, installation: Installation, dossier: Dossier, name: str, pause: float
    ) -> None:
        super().__init__(name=name)
        self._pause = pause
        self._installation = installation
        self._dossier = dossier
        self.stopping = threading.Event()
        self.acknowledged: list[str] = []

    def run(self) -> None:
        while not self.stopping.is_set():
            subject = f"{self.name}-{len(self.acknowledged)}"
            pdf = variant(sample("facturx_en16931.pdf"), subject)
            raw = mail(self._dossier.purchase, (f"{subject}.pdf", pdf), subject=subject)
            while not self._sent(raw):
                time.sleep(0.1)
            self.acknowledged.append(subject)
            time.sleep(self._pause)

    def _sent(self, raw: bytes) -> bool:
        with suppress(OSError, smtplib.SMTPException), self._installation.smtp() as smtp:
            smtp.sendmail(SUPPLIER, [self._dossier.purchase], raw)
            return True
        return False


def kill(installation: Installation, program: str, rng: random.Random) -> None:
    """Kill one program, or for the worker sometimes one of its processes, at a random moment."""
    time.sleep(rng.uniform(0.1, 1.2))
    with suppress(ProcessLookupError, FileNotFoundError):
        pid = installation.program(program)
        members = [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
        os.kill(rng.choice([pid, *members]), signal.SIGKILL)


def storm(installation: Installation, kills: int, pause: float) -> None:
    """Send and kill, then check that every acknowledged invoice is filed exactly once.

    Args:
        installation: What is stormed.
        kills: Of each program.
        pause: Seconds between two mails of one sender; what comes meanwhile has to be worked off.
    """
    seed = random.randrange(1 << 32)
    rng = random.Random(seed)
    firm = installation.add_firm("Cabinet")
    dossier = installation.add_dossier(firm, "123456782")
    senders = [Sender(installation, dossier, f"sender{n}", pause) for n in range(SENDERS)]
    for sender in senders:
        sender.start()
    rounds = [program for program in PROGRAMS for _ in range(kills)]
    rng.shuffle(rounds)
    for program in rounds:
        kill(installation, program, rng)
    installation.wait_until_ready()
    for sender in senders:
        sender.stopping.set()
    for sender in senders:
        sender.join(60)
    acknowledged = {f"{subject}.pdf" for sender in senders for subject in sender.acknowledged}
    assert len(acknowledged) > kills, f"seed {seed}: hardly anything was sent"
    check(installation, firm, acknowledged, seed)


def check(installation: Installation, firm: str, acknowledged: set[str], seed: int) -> None:
    with installation.client(firm) as client:
        # Draining a backlog takes its time; what is checked is that nothing of it is lost.
        wait_until_quiet(client, len(acknowledged), seconds=120 + len(acknowledged))
        messages = everything(client, "messages")
        documents = everything(client, "documents")
        invoices = everything(client, "invoices")
        names = Counter(
            part["name"]
            for message in messages
            for part in client.get(f"messages/{message['id']}").json()["parts"]
            if part["outcome"] == "document"
        )
        filed = Counter(
            event["object_id"] for event in feed(client) if event["type"] == "invoice.filed"
        )
    lost = acknowledged - set(names)
    assert not lost, f"seed {seed}: acknowledged and lost"
    assert set(names.values()) == {1}, f"seed {seed}: a message twice"
    assert Counter(m["status"] for m in messages) == {"accepted": len(messages)}
    assert Counter(d["status"] for d in documents) == {"ready": len(messages)}
    assert max(Counter(d["sha256"] for d in documents).values()) == 1
    assert len(invoices) == len(documents)
    assert set(filed.values()) == {1}, f"seed {seed}: filed twice"
    assert set(filed) == {invoice["id"] for invoice in invoices}
    status = installation.command("status")
    assert status["work"]["parked"] == 0
    assert status["spool"]["messages"] == 0
    sys.stdout.write(f"seed {seed}: {len(acknowledged)} acknowledged, {len(filed)} filed\n")


def feed(client: httpx.Client) -> Iterator[dict[str, object]]:
    """Yield every event of the feed."""
    after = 0
    while True:
        page = client.get("feed", params={"after": after, "limit": 100}).json()
        if not page["data"]:
            return
        yield from page["data"]
        after = page["next_cursor"]


@pytest.mark.timeout(600)
def test_three_kills_each(installation: Installation) -> None:
    storm(installation, 3, pause=0.8)


@pytest.mark.chaos
@pytest.mark.timeout(3600)
def test_twenty_kills_each(installation: Installation) -> None:
    storm(installation, 20, pause=0.1)
