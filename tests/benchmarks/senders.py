"""``make bench-senders``: what it costs to judge a mail, with what the DNS said known.

Each mail has an RSA signature, a record of SPF and one of DMARC, and is sealed by a forwarder. The
time is CPU of this process, the median of many runs; nothing is asked any more after the first.
"""

import argparse
import base64
import io
import json
import os
import statistics
import time
from pathlib import Path

import dkim
from rich.console import Console
from rich.table import Table

from gateway.authentication.dns import Servers
from gateway.authentication.judge import Senders, Transaction
from storage.domain.verdicts import Result
from tests.gateway.authentication.mails import CLIENT, NOW, ZONE, a_mail, rsa_key, signed
from tests.gateway.nameserver import NameServer

SIZES = (10_000, 300_000, 5_000_000, 20_000_000)
RUNS = 30


def sized_mail(size: int, form: bytes) -> bytes:
    """Return a signed mail of about so many bytes, most of them base64, some text with blanks."""
    text = b"<p>  Bonjour,\tvoici la facture. </p>\r\n" * (size // 400)
    pdf = base64.encodebytes(os.urandom(size * 5 // 8)).replace(b"\n", b"\r\n")
    mail = signed(a_mail(body=text + pdf), form=(b"relaxed", form))
    results = b"Authentication-Results: lists.example; dmarc=pass header.from=acme.example\r\n"
    sealed = dkim.arc_sign(
        results + mail, b"s1", b"acme.example", rsa_key(), b"lists.example", include_headers=None
    )
    return b"".join(sealed) + results + mail


def milliseconds(senders: Senders, mail: bytes) -> list[float]:
    """Return the CPU time of each run."""
    transaction = Transaction("rebonds@acme.example", {"address": CLIENT, "helo": "h"}, NOW)
    spent = []
    for _ in range(RUNS if len(mail) < 1_000_000 else 5):
        started = time.process_time()
        verdicts = senders.judge(transaction, io.BytesIO(mail))
        spent.append((time.process_time() - started) * 1000)
        results = {verdicts.dkim[0].result, verdicts.spf and verdicts.spf.result}
        if results != {Result.PASS} or verdicts.arc is None or verdicts.arc.result != Result.PASS:
            raise AssertionError(f"not what was measured: {verdicts}")
    return spent[1:]


def main() -> None:
    """Measure, print a table, write the same figures as JSON."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    table = Table("bytes", "body", "CPU ms, median", "CPU ms, worst", title="Judging a mail")
    figures = []
    with NameServer(ZONE) as server:
        senders = Senders(Servers((server.address,)))
        for size in SIZES:
            for form in ("simple", "relaxed"):
                mail = sized_mail(size, form.encode())
                spent = milliseconds(senders, mail)
                row = {"bytes": len(mail), "body": form, "median_ms": statistics.median(spent)}
                figures.append(row | {"worst_ms": max(spent)})
                table.add_row(
                    f"{len(mail):,}", form, f"{row['median_ms']:.2f}", f"{max(spent):.2f}"
                )
    Console().print(table)
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
