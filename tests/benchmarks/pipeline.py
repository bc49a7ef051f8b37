"""How fast mail becomes filed invoices: ``make bench-pipeline``.

Starts the product as a user does, embedded and scaled, and mails invoices to it, Factur-X, text
PDFs and scans: one at a time for the seconds from ``250`` to filed, then all at once for documents
per second. Instants of filing are those of the feed, so that looking does not slow what is looked
at. The same files then go through ``ocrmypdf`` and ``facturx-pdfgen``, one after another on every
core, where these commands are installed.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path

import httpx

from pipeline.facturx.embedded import find_invoice_xml
from tests.e2e.installation import Dossier, Installation, wait_until_quiet
from tests.e2e.mails import SAMPLES, SUPPLIER, mail, sample, variant
from tests.servers import postgres_server, redis_server

Figures = dict[str, float]

WARM_UP = 5
KINDS = {"facturx": "facturx_en16931.pdf", "text": "pages/text.pdf", "scan": "pages/scan.pdf"}
"""Samples by the kind that they stand for."""
_PEER_FILES = 6


def main() -> None:
    """Read the arguments, measure both modes, print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--single", type=int, default=50, help="mails one at a time")
    parser.add_argument("--burst", type=int, default=200, help="mails at once")
    parser.add_argument("--json", type=Path, help="write the figures here, too")
    arguments = parser.parse_args()
    say(f"{'':18}{'docs/s':>8}{'p50 s':>8}{'p95 s':>8}{'max s':>8}   250 to filed, one at a time")
    figures: dict[str, Figures | float | None] = {}
    for mode in ("embedded", "scaled"):
        for kind in KINDS:
            with running(mode) as installation:
                row = measure(installation, kind, arguments.single, arguments.burst)
            figures[f"{mode} {kind}"] = row
            say(
                f"{f'{mode} {kind}':18}{row['documents_per_second']:8.2f}{row['p50_seconds']:8.3f}"
                f"{row['p95_seconds']:8.3f}{row['max_seconds']:8.3f}"
            )
    for kind in ("text", "scan"):
        figures[f"peers {kind}"] = per_second = measure_peers(kind)
        say(
            f"{f'peers {kind}':18}{per_second:8.2f}   ocrmypdf, then facturx-pdfgen"
            if per_second
            else f"peers {kind}: ocrmypdf is not installed"
        )
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=1) + "\n")


def say(row: str) -> None:
    """Print a row at once: the whole run takes minutes."""
    sys.stdout.write(row + "\n")
    sys.stdout.flush()


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


def measure(installation: Installation, kind: str, single: int, burst: int) -> Figures:
    """Send mails one at a time, then many at once.

    Args:
        installation: Started.
        kind: Of `KINDS`.
        single: How many one at a time.
        burst: How many at once.

    Returns:
        Seconds from ``250`` to filed (p50, p95, max), and documents per second of the burst.
    """
    firm = installation.add_firm("Bench")
    dossier = installation.add_dossier(firm, "123456782")
    with installation.client(firm) as client:
        for n in range(WARM_UP):
            send(installation, dossier, kind, f"warm-{n}")
        wait_until_quiet(client, WARM_UP)
        seconds = []
        for n in range(single):
            accepted = send(installation, dossier, kind, f"single-{n}")
            wait_until_filed(client, WARM_UP + n + 1)
            seconds.append(filed_at(client)[-1] - accepted)
            time.sleep(0.2)
        started = time.time()
        for n in range(burst):
            send(installation, dossier, kind, f"burst-{n}")
        wait_until_filed(client, WARM_UP + single + burst, every=0.5)
        elapsed = filed_at(client)[-1] - started
    seconds.sort()
    return {
        "p50_seconds": statistics.median(seconds),
        "p95_seconds": seconds[int(len(seconds) * 0.95)],
        "max_seconds": seconds[-1],
        "documents_per_second": burst / elapsed,
    }


def measure_peers(kind: str) -> float | None:
    """Return the documents per second that plain commands turn into PDFs with an XML inside.

    They read nothing from the pages; the XML is given. None where they are not installed.
    """
    ocrmypdf, pdfgen = shutil.which("ocrmypdf"), Path(sys.executable).with_name("facturx-pdfgen")
    if ocrmypdf is None:
        return None
    with tempfile.TemporaryDirectory() as name, ThreadPoolExecutor(os.cpu_count()) as pool:
        folder = Path(name)
        xml = folder / "factur-x.xml"
        xml.write_bytes(find_invoice_xml(SAMPLES / KINDS["facturx"]).xml or b"")

        def one(number: int) -> None:
            source, read, out = (folder / f"{step}{number}.pdf" for step in ("a", "b", "c"))
            source.write_bytes(variant(sample(KINDS[kind]), str(number)))
            text = ["--skip-text"] if kind == "text" else []
            run = [ocrmypdf, "-q", "-j1", "-l", "fra+eng", *text, "--output-type", "pdf"]
            subprocess.run([*run, source, read], check=True)
            subprocess.run(
                [pdfgen, "--disable-schematron-check", read, xml, out],
                check=True,
                capture_output=True,
            )

        started = time.monotonic()
        list(pool.map(one, range(_PEER_FILES)))
        return _PEER_FILES / (time.monotonic() - started)


def send(installation: Installation, dossier: Dossier, kind: str, mark: str) -> float:
    """Mail one invoice in bytes of its own; return the instant of its ``250``, Unix time."""
    pdf = variant(sample(KINDS[kind]), mark)
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
        AssertionError: None was for two minutes.
    """
    filed, deadline = 0, time.monotonic() + 120
    while (now_filed := len(filed_at(client))) < count:
        if now_filed > filed:
            filed, deadline = now_filed, time.monotonic() + 120
        if time.monotonic() > deadline:
            raise AssertionError(f"After {filed} invoices none was filed for two minutes.")
        time.sleep(every)


if __name__ == "__main__":
    main()
