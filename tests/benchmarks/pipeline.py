"""How fast mail becomes filed invoices: ``make bench-pipeline``.

Starts the product as a user does, embedded and scaled, and mails Factur-X invoices to it: one at a
time for the seconds from ``250`` to filed, then all at once for documents per second. Instants of
filing are those of the feed, so that looking does not slow what is looked at.
"""

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path

import httpx

from tests.e2e.installation import Dossier, Installation, wait_until_quiet
from tests.e2e.mails import SUPPLIER, mail, sample, variant
from tests.servers import postgres_server, redis_server

Figures = dict[str, float]

WARM_UP = 5


def main() -> None:
    """Read the arguments, measure both modes, print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--single", type=int, default=50, help="mails one at a time")
    parser.add_argument("--burst", type=int, default=200, help="mails at once")
    parser.add_argument("--json", type=Path, help="write the figures here, too")
    arguments = parser.parse_args()
    figures = {}
    for mode in ("embedded", "scaled"):
        with running(mode) as installation:
            figures[mode] = measure(installation, arguments.single, arguments.burst)
    lines = [
        f"{'':10}{'docs/s':>8}{'p50 s':>8}{'p95 s':>8}{'max s':>8}   250 to filed, one at a time"
    ]
    lines += [
        f"{mode:10}{f['documents_per_second']:8.1f}{f['p50_seconds']:8.3f}{f['p95_seconds']:8.3f}"
        f"{f['max_seconds']:8.3f}"
        for mode, f in figures.items()
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=1) + "\n")


@contextmanager
def running(mode: str) -> Iterator[Installation]:
    """Run an installation in one of the modes."""
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        settings = {}
        if mode == "scaled":
            server = stack.enter_context(postgres_server())
            redis_url = stack.enter_context(redis_server())
            settings = {"DATABASE_URL": server.new_database(), "BROKER_URL": redis_url}
        installation = Installation(home, settings)
        installation.start()
        stack.callback(installation.stop)
        yield installation


def measure(installation: Installation, single: int, burst: int) -> Figures:
    """Send mails one at a time, then many at once.

    Args:
        installation: Started.
        single: How many one at a time.
        burst: How many at once.

    Returns:
        Seconds from ``250`` to filed (p50, p95, max), and documents per second of the burst.
    """
    firm = installation.add_firm("Bench")
    dossier = installation.add_dossier(firm, "123456782")
    with installation.client(firm) as client:
        for n in range(WARM_UP):
            send(installation, dossier, f"warm-{n}")
        wait_until_quiet(client, WARM_UP)
        seconds = []
        for n in range(single):
            accepted = send(installation, dossier, f"single-{n}")
            wait_until_filed(client, WARM_UP + n + 1)
            seconds.append(filed_at(client)[-1] - accepted)
            time.sleep(0.2)
        started = time.time()
        for n in range(burst):
            send(installation, dossier, f"burst-{n}")
        wait_until_filed(client, WARM_UP + single + burst, every=0.5)
        elapsed = filed_at(client)[-1] - started
    seconds.sort()
    return {
        "p50_seconds": statistics.median(seconds),
        "p95_seconds": seconds[int(len(seconds) * 0.95)],
        "max_seconds": seconds[-1],
        "documents_per_second": burst / elapsed,
    }


def send(installation: Installation, dossier: Dossier, mark: str) -> float:
    """Mail one invoice in bytes of its own; return the instant of its ``250``, Unix time."""
    pdf = variant(sample("facturx_en16931.pdf"), mark)
    raw = mail(dossier.purchase, ("facture.pdf", pdf), subject=mark)
    with installation.smtp() as smtp:
        smtp.sendmail(SUPPLIER, [dossier.purchase], raw)
        return time.time()


def filed_at(client: httpx.Client) -> list[float]:
    """Return the instants at which invoices were filed, in order, as Unix times."""
    instants = []
    after = 0
    while events := client.get("feed", params={"after": after, "limit": 100}).json()["data"]:
        after = events[-1]["seq"]
        instants += [
            datetime.fromisoformat(event["at"]).timestamp()
            for event in events
            if event["type"] == "invoice.filed"
        ]
    return instants


def wait_until_filed(client: httpx.Client, count: int, *, every: float = 0.1) -> None:
    """Wait until so many invoices are filed.

    Raises:
        AssertionError: They were not within two minutes.
    """
    deadline = time.monotonic() + 120
    while len(filed_at(client)) < count:
        if time.monotonic() > deadline:
            raise AssertionError("The invoices were not filed within two minutes.")
        time.sleep(every)


if __name__ == "__main__":
    main()
