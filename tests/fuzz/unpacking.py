"""Mails and containers, damaged at random and taken apart: nothing fails, nothing is lost.

``python -m tests.fuzz.unpacking [--seconds N] [--seed N]``; ``make fuzz`` calls it. Prints how many
were tried and the slowest; one that fails is written to the current directory. Exit 1 if one does.
"""

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.mail.verdict import status_of
from pipeline.stage import RAW, MessageFacts, Next, Tools, Work
from pipeline.stages.unpack import run
from pipeline.wire import decode, encode
from storage.domain.part import PartOutcome
from tests.pipeline.mail.containers.made import (
    compound,
    compressed,
    outlook,
    signed,
    tnef,
    tnef_file,
    zipped,
)
from tests.pipeline.mail.forwards import FORWARDS
from tests.pipeline.mail.mails import PDF, forwarded, mail, multipart, part, pdf, text
from tests.pipeline.mail.test_walker import MAILS

MAX_SECONDS = 2.0
INVOICE = mail(multipart(text(), pdf()))
_CONTAINERS = (
    zipped(("a/F.pdf", PDF), ("b.zip", zipped(("c.eml", INVOICE)))),
    tnef(tnef_file("F.pdf", PDF)),
    compound(outlook(("F.pdf", PDF), inner=outlook(("G.pdf", PDF)))),
    signed(INVOICE),
    compressed(PDF),
)
_MAILS = (
    *(raw for raw, _ in MAILS.values()),
    *(forward.raw for forward in FORWARDS.values()),
    mail(multipart(text(), forwarded(INVOICE), boundary="o")),
)
_PIECES = (
    *(b"\0", b"\n", b"\r", b"\r\n\r\n", b"\xff\xff\xff\xff", b"\x80", b"\x30\x80", b"PK\x01\x02"),
    *(b"--", b'"', b"=", b"<", b"=?", b"begin 644 a\n", b"From: a@b\n", b"%PDF-"),
    *(b"Content-Type: multipart/mixed\n", b"Content-Type: message/rfc822\n\n"),
)


@dataclass(frozen=True)
class Case:
    """One input of `unpack`.

    Attributes:
        raw: The message or file.
        channel: How it comes.
    """

    raw: bytes
    channel: str = "mail"


def cases(chance: random.Random) -> Iterator[Case]:
    """Yield damaged mails, containers, and mails around damaged containers, without end."""
    while True:
        yield Case(damaged(chance.choice(_MAILS), chance))
        container = damaged(chance.choice(_CONTAINERS), chance)
        yield Case(container, "upload")
        attached = part(container, "Content-Type: application/octet-stream; name=a.bin")
        yield Case(mail(multipart(text(), attached, boundary="o")))


def damaged(data: bytes, chance: random.Random) -> bytes:
    """Return data with some bytes changed, left out, put in or repeated."""
    result = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 8, 30))):
        at = chance.randrange(len(result) + 1)
        length = chance.randrange(1, 40)
        match chance.randrange(4):
            case 0:
                result[at : at + 4] = chance.randbytes(4)
            case 1:
                del result[at : at + length]
            case 2:
                result[at:at] = chance.choice(_PIECES)
            case _:
                result[at:at] = result[at // 2 : at // 2 + length * 4]
    return bytes(result)


def check(case: Case) -> None:
    """Take one apart in the current directory.

    Raises:
        AssertionError: It does not end as it must.
    """
    Path("incoming").write_bytes(case.raw)
    begin = time.process_time()
    work = Work(channel=case.channel, file_name="a.bin", files={RAW: "incoming"})
    outcome = run(work, Tools())
    assert time.process_time() - begin < MAX_SECONDS, "too slow"
    assert decode(encode(outcome)) == outcome, "it does not pass the wire"
    assert isinstance(outcome, Next)
    assert isinstance(outcome.facts, MessageFacts)
    parts = outcome.facts.parts
    status_of(outcome.facts)
    assert parts or outcome.facts.reasons, "it has no end"
    assert len({one.path for one in parts}) == len(parts), "two parts have one path"
    for one in parts:
        assert (one.reason is None) is (one.outcome is PartOutcome.DOCUMENT), "a part has no end"
    allowed = {"incoming", *outcome.files.values()}
    assert {path.name for path in Path.cwd().iterdir()} == allowed, "a file beside its own"
    for name in allowed:
        Path(name).unlink()


def main(arguments: Sequence[str] | None = None) -> int:
    """Try for so many seconds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=time.time_ns())
    options = parser.parse_args(arguments)
    home, deadline, tried = Path.cwd(), time.monotonic() + options.seconds, 0
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for case in cases(random.Random(options.seed)):
            try:
                check(case)
            except Exception as error:  # that is what is looked for
                failed = home / f"unpack-{options.seed}-{tried}.bin"
                failed.write_bytes(case.raw)
                sys.stdout.write(f"{failed} ({case.channel}): {error!r}\n")
                os.chdir(home)
                return 1
            tried += 1
            if time.monotonic() > deadline:
                break
        os.chdir(home)
    sys.stdout.write(f"{tried} tried with seed {options.seed}; none failed\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
