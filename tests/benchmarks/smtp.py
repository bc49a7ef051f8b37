"""How much mail the gateway accepts, by turns with Postfix: ``make bench-smtp``.

Starts gateway and shipper as an installation does, with every limit but the caps of one client's
network, and a Postfix that accepts into its hold queue, its best case. Postfix's ``smtp-source``
sends. In each round both get the same load one after the other; the median of the ratios counts.
Then: one message of 20 MB, 200 of them at once with the memory of each process, and how fast the
shipper stores while mail comes and afterwards. Exit 1 where a goal is missed.
"""

import argparse
import json
import math
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from gateway.spool import Spool
from tests import postfix
from tests.e2e.installation import DOMAIN, Installation
from tests.gateway.nameserver import NameServer, txt
from tests.servers import free_port, wait_for

SIZES = (10_000, 300_000)
GOALS = {1: 0.9, 10: 1.4, 50: 2.0}
"""Least ratio to Postfix by concurrent sessions, with two processes."""
LARGE = 20_000_000
CROWD = 200
BURST = 2000
"""Messages, for the rate of the shipper."""
MOST_RESIDENT = 64 << 20
RECIPIENT = f"siren123456782@mg.{DOMAIN}"


@dataclass
class Cell:
    """One line of the table.

    Attributes:
        size: Bytes of a message.
        sessions: At once.
        is_reused: A session sends many messages.
        ours, theirs: Messages per second in each round.
    """

    size: int
    sessions: int
    is_reused: bool
    ours: list[float] = field(default_factory=list)
    theirs: list[float] = field(default_factory=list)

    @property
    def ratio(self) -> float:
        """Median of the ratios of the rounds."""
        return statistics.median(a / b for a, b in zip(self.ours, self.theirs, strict=True))


def main() -> int:
    """Measure, print the table, return the exit status."""
    parser = argparse.ArgumentParser(description="The gateway against Postfix.")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=2.0, help="of one run")
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    reason = postfix.missing()
    if reason:
        sys.stdout.write(f"{reason}\n")
        return 3
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="smtp")))
        folder.chmod(0o755)
        peer = stack.enter_context(
            postfix.running(
                folder / "postfix", free_port(), postfix.HOLDS,
                "-o smtpd_client_restrictions=static:HOLD",
            )
        )  # fmt: skip
        settings = settings_for(stack.enter_context(NameServer(ZONE)))
        cells = list(_cells())
        for cell in cells:
            with _installation(folder, settings) as (ours, _):
                _measure(cell, ours, peer, arguments)
        figures: dict[str, float] = {}
        with _installation(folder, settings) as (ours, _):
            figures |= _large(ours, peer)
        with _installation(folder, settings) as (ours, _):
            figures |= _shipping(ours)
        with _installation(folder, settings) as (ours, gateways):
            figures |= _crowd(ours, gateways)
    missed = _missed(cells, figures)
    say("goals: " + ("all met" if not missed else "missed: " + ", ".join(missed)))
    if arguments.json:
        rows = [vars(cell) | {"ratio": cell.ratio} for cell in cells]
        arguments.json.write_text(json.dumps({"cells": rows} | figures, indent=1) + "\n")
    return 1 if missed else 0


SENDER = "a@client.example"
ZONE = {
    "client.example": txt("v=spf1 ip4:127.0.0.0/8 -all"),
    "_dmarc.client.example": txt("v=DMARC1; p=reject"),
}
"""Every mail is judged: SPF and DMARC pass."""


def settings_for(names: NameServer) -> dict[str, str]:
    """Return what the gateway and the shipper are told; all sessions come from one address."""
    host, port = names.address[:2]
    return {
        "GATEWAY_PROCESSES": "2",
        "SMTP_EXEMPT_NETWORKS": "127.0.0.0/8",
        "DNS_SERVERS": f"{host}:{port}",
    }


def say(row: str) -> None:
    """Print a row at once: the whole run takes minutes."""
    sys.stdout.write(row + "\n")
    sys.stdout.flush()


@contextmanager
def _installation(
    folder: Path, settings: dict[str, str]
) -> Iterator[tuple[Installation, list[int]]]:
    """Start gateway and shipper over a dossier; yield them and the processes that listen.

    Each part of the benchmark has a new one, without the backlog of the one before, as Postfix has
    an empty queue. The shipper works through what comes meanwhile.
    """
    installation = Installation(folder / "home", settings)
    installation.home.mkdir()
    installation.command("migrate")
    installation.add_dossier(installation.add_firm("Cabinet"), "123456782")
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "vaguemestre", program],
            env=installation.environment, cwd=installation.home,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        for program in ("gateway", "shipper")
    ]  # fmt: skip
    try:
        wait_for(lambda: _accepts(installation.smtp_port), "the gateway")
        children = Path(f"/proc/{running[0].pid}/task/{running[0].pid}/children")
        yield installation, [int(pid) for pid in children.read_text().split()]
    finally:
        for process in running:
            process.send_signal(signal.SIGTERM)
        for process in running:
            process.wait()
        shutil.rmtree(installation.home)


def _accepts(port: int) -> bool:
    return _send(port, 1000, 1, 1, is_reused=False, checks=False) > 0


def _send(
    port: int, size: int, sessions: int, count: int, *, is_reused: bool, checks: bool = True
) -> float:
    """Send messages by ``smtp-source``; return how many a second, 0 where it failed."""
    tool = shutil.which("smtp-source", path=postfix.PATH)
    started = time.perf_counter()
    done = subprocess.run(
        [str(tool), *(["-d"] if is_reused else []), "-M", "client.example", "-f", SENDER,
         "-t", RECIPIENT, "-l", str(size), "-s", str(sessions), "-m", str(count),
         f"127.0.0.1:{port}"],
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert not (checks and done.returncode), done.stderr
    return 0.0 if done.returncode else count / (time.perf_counter() - started)


def _cells() -> Iterator[Cell]:
    say(f"{'bytes':>8}{'sessions':>9}  {'':9}{'ours/s':>9}{'Postfix/s':>10}{'ratio':>7}   min..max")
    for size in SIZES:
        for sessions in GOALS:
            yield Cell(size, sessions, is_reused=False)
            yield Cell(size, sessions, is_reused=True)


def _measure(
    cell: Cell, ours: Installation, peer: postfix.Postfix, arguments: argparse.Namespace
) -> None:
    """Run the rounds of a cell and print its line."""

    def run(port: int, count: int) -> float:
        rate = _send(port, cell.size, cell.sessions, count, is_reused=cell.is_reused)
        peer.clean()
        time.sleep(0.2)
        return rate

    ports = (ours.smtp_port, peer.port)
    counts = {
        port: max(cell.sessions, int(run(port, 2 * cell.sessions + 20) * arguments.seconds))
        for port in ports
    }
    for number in range(arguments.rounds):
        for port in ports[:: 1 if number % 2 else -1]:
            (cell.ours if port == ours.smtp_port else cell.theirs).append(run(port, counts[port]))
    ratios = [a / b for a, b in zip(cell.ours, cell.theirs, strict=True)]
    say(
        f"{cell.size:8}{cell.sessions:9}  {'reused' if cell.is_reused else 'one each':9}"
        f"{statistics.median(cell.ours):9.0f}{statistics.median(cell.theirs):10.0f}"
        f"{cell.ratio:7.2f}   {min(ratios):.2f}..{max(ratios):.2f}"
    )


def _large(ours: Installation, peer: postfix.Postfix) -> dict[str, float]:
    """Send one message of 20 MB by turns."""
    cell = Cell(LARGE, 1, is_reused=False)
    for _ in range(3):
        cell.ours.append(_send(ours.smtp_port, LARGE, 1, 1, is_reused=False))
        cell.theirs.append(_send(peer.port, LARGE, 1, 1, is_reused=False))
        peer.clean()
    say(f"one message of 20 MB: {cell.ratio:.2f} times Postfix")
    return {"large_ratio": cell.ratio}


def _crowd(ours: Installation, gateways: list[int]) -> dict[str, float]:
    """Send 200 messages of 20 MB at once to processes that have served nobody else."""
    rate = _send(ours.smtp_port, LARGE, CROWD, CROWD, is_reused=False) * LARGE / 1e6
    resident = max(_resident(pid) for pid in gateways)
    others = _resident(int(Path(f"/proc/{gateways[0]}/stat").read_text().split()[3]))
    say(
        f"200 of them at once: {rate:.0f} MB/s, at most {resident >> 20} MiB resident in a process "
        f"that listens, {others >> 20} MiB in the one that looks up addresses"
    )
    return {
        "crowd_mb_per_second": rate,
        "resident": resident,
        "resident_of_the_other": others,
    }


def _resident(pid: int) -> int:
    """Return the most bytes that a process ever had in memory."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) << 10 for line in lines if line.startswith("VmHWM"))


def _shipping(ours: Installation) -> dict[str, float]:
    """Tell how fast mail is stored, while more comes and when none does."""
    spool = Spool(ours.home / "spool")
    wait_for(lambda: spool.usage()[0] == 0, "the spool to empty", seconds=1800)
    before, started = _stored(ours), time.perf_counter()
    accepted = _send(ours.smtp_port, SIZES[0], 10, BURST, is_reused=False)
    during = (_stored(ours) - before) / (time.perf_counter() - started)
    wait_for(lambda: spool.usage()[0] == 0, "the spool to empty", seconds=1800)
    whole = BURST / (time.perf_counter() - started)
    say(
        f"{BURST} of 10 kB accepted at {accepted:.0f} a second; judged and stored: "
        f"{during:.0f} a second meanwhile, {whole:.0f} a second to the last"
    )
    return {"stored_meanwhile_per_second": during, "stored_per_second": whole}


def _stored(installation: Installation) -> int:
    return sum(installation.command("status")["messages"].values())


def _missed(cells: list[Cell], figures: dict[str, float]) -> list[str]:
    """Return the goals that were missed."""
    missed = [
        f"{cell.size} bytes, {cell.sessions} sessions: {cell.ratio:.2f} of {GOALS[cell.sessions]}"
        for cell in cells
        if cell.ratio < GOALS[cell.sessions]
    ]
    mean = math.exp(statistics.fmean(math.log(cell.ratio) for cell in cells))
    say(f"geometric mean of the ratios: {mean:.2f}")
    if figures["large_ratio"] <= 1:
        missed.append("one large message")
    if figures["resident"] > MOST_RESIDENT:
        missed.append("memory of 200 large messages")
    return missed


if __name__ == "__main__":
    sys.exit(main())
