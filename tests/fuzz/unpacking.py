"""Mails and containers, damaged at random and taken apart: nothing fails, nothing is lost.

``python -m tests.fuzz.unpacking [--seconds N] [--seed N] [--only TARGET…]``; ``make fuzz`` runs
it. Each target (walker, names, texts, zip, tnef, msg, p7m, and all together) has N seconds.
Prints how many were tried; one that fails is written to the current directory. Exit 1 if one does.
"""

import argparse
import itertools
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.mail.names import clean_name
from pipeline.mail.verdict import status_of
from pipeline.stage import RAW, MessageFacts, Next, Tools, Work
from pipeline.stages.unpack import run
from pipeline.wire import decode, encode
from storage.domain.part import PartOutcome
from tests.effort import assert_cheap
from tests.pipeline.mail.containers.made import (
    compound,
    compressed,
    outlook,
    signed,
    tnef,
    tnef_file,
    zipped,
    zipped_at,
)
from tests.pipeline.mail.forwards import FORWARDS
from tests.pipeline.mail.mails import PDF, forwarded, mail, multipart, part, pdf, plain, text
from tests.pipeline.mail.test_walker import MAILS

SLOW_SECONDS = 1.0
"""CPU from which on it is looked at whether the case costs much, or the machine is slow."""
INVOICE = mail(multipart(text(), pdf()))
_ZIPS = (
    zipped(("a/F.pdf", PDF), ("b.zip", zipped(("c.eml", INVOICE)))),
    zipped_at("F.pdf", PDF, 0),
    zipped_at("F.pdf", PDF, 2**64 - 1),
)
_TNEFS = (tnef(tnef_file("F.pdf", PDF)),)
_OUTLOOKS = (compound(outlook(("F.pdf", PDF), inner=outlook(("G.pdf", PDF)))),)
_SIGNED = (signed(INVOICE), compressed(PDF))
_CONTAINERS = (*_ZIPS, *_TNEFS, *_OUTLOOKS, *_SIGNED)
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


_WORDS = (
    *(b"facture ", b"Total TTC 12,00 EUR ", b"\n", b" ", b"<p>", b"</p>", b"<style>", b"</style>"),
    *(b"&#", b"&#x", b";", b"&eacute", b"9" * 3_000, b"<a href=", b"</a>", b'"', b"<!--", b"<"),
    *(b"https://x.example/facture ", b"cid:a", b"From: A <a@b.example>\n", b"Subject: Fwd: b\n"),
    *(b"---------- Forwarded message ---------\n", b"Le 1 mai 2026 10:00, A <a@b.example> :\n"),
    *(b"IBAN FR76 3000 6000 0112 3456 7890 189 ", b"begin 644 a\n", b"\nend\n", b"#0V%T\n"),
    *(b"\xcc\x95\xcc\xa7" * 90, b"+2AA-", b"\xd8\0", b"\xff", b"\xed\xa0\x80", b"\xe2\x80\xae"),
)
_CHARSETS = ("utf-8", "utf-7", "utf-16", "latin-1", "idna", "punycode", "no-such", "hex", "\x7f")

_NAMES = (
    *(b"facture", b".pdf", b"../", b"..\\", b"/etc/passwd", b"\0", b"\r", b"CON", b" ", b"."),
    *(b"\xe2\x80\xae", b"\xcc\x81", b"\xff", b"=?utf-8?q?=0A=00?=", b"=?x?b?////?=", b"%00"),
    *(b"\xf0\x9f\x93\x84", b'"', b";", b"|", b"<script>", b"a" * 90, b"utf-8''%2E%2E"),
    *(b"\xed\xa0\x80", b"\xef\xbc\x8f"),
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
        yield from itertools.islice(_walker(chance), 1)
        yield from itertools.islice(_texts(chance), 1)
        yield from itertools.islice(_of(_CONTAINERS, chance), 2)


def _walker(chance: random.Random) -> Iterator[Case]:
    while True:
        yield Case(damaged(chance.choice(_MAILS), chance))


def _of(containers: Sequence[bytes], chance: random.Random) -> Iterator[Case]:
    while True:
        container = damaged(chance.choice(containers), chance)
        yield Case(container, "upload")
        attached = part(container, "Content-Type: application/octet-stream; name=a.bin")
        yield Case(mail(multipart(text(), attached, boundary="o")))


def _texts(chance: random.Random) -> Iterator[Case]:
    """Yield mails of one text: what is searched for in texts, and what makes readers stumble."""
    while True:
        words = b"".join(chance.choice(_WORDS) for _ in range(chance.randrange(1, 60)))
        kind = chance.choice(("plain", "html"))
        field = f"Content-Type: text/{kind}; charset={chance.choice(_CHARSETS)}"
        yield Case(mail(plain(words, field)).replace(b"Subject: ", b"Subject: Fwd: ", 1))


def _names(chance: random.Random) -> Iterator[Case]:
    """Yield mails whose attachment has a name of odd pieces, in each of the ways to write one."""
    while True:
        name = b"".join(chance.choice(_NAMES) for _ in range(chance.randrange(1, 12)))
        field = chance.choice((b'filename="%s"', b"filename*=%s", b"filename*0*=%s", b"name=%s"))
        kind = b"Content-Type: application/pdf\nContent-Disposition: attachment; "
        yield Case(mail(multipart(text(), part(PDF, (kind + field % name).decode("latin-1")))))


TARGETS: dict[str, Callable[[random.Random], Iterator[Case]]] = {
    "walker": _walker,
    "names": _names,
    "texts": _texts,
    "zip": lambda chance: _of(_ZIPS, chance),
    "tnef": lambda chance: _of(_TNEFS, chance),
    "msg": lambda chance: _of(_OUTLOOKS, chance),
    "p7m": lambda chance: _of(_SIGNED, chance),
    "all": cases,
}


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
    work = Work(channel=case.channel, file_name="a.bin", files={RAW: "incoming"})
    begin = time.process_time()
    outcome = run(work, Tools())
    if time.process_time() - begin > SLOW_SECONDS:
        assert_cheap(lambda: run(work, Tools()), 600)
    assert decode(encode(outcome)) == outcome, "it does not pass the wire"
    assert isinstance(outcome, Next)
    assert isinstance(outcome.facts, MessageFacts)
    parts = outcome.facts.parts
    status_of(outcome.facts)
    assert parts or outcome.facts.reasons, "it has no end"
    assert len({one.path for one in parts}) == len(parts), "two parts have one path"
    for one in parts:
        assert (one.reason is None) is (one.outcome is PartOutcome.DOCUMENT), "a part has no end"
        assert one.name is None or clean_name(one.name) == one.name, "a name is not clean"
    allowed = {"incoming", *outcome.files.values()}
    assert {path.name for path in Path.cwd().iterdir()} == allowed, "a file beside its own"
    for name in allowed:
        Path(name).unlink()


def main(arguments: Sequence[str] | None = None) -> int:
    """Try for so many seconds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=time.time_ns())
    parser.add_argument("--only", nargs="+", choices=TARGETS, default=list(TARGETS))
    options = parser.parse_args(arguments)
    return max(_try(name, options.seconds, options.seed) for name in options.only)


def _try(target: str, seconds: float, seed: int) -> int:
    home, deadline, tried = Path.cwd(), time.monotonic() + seconds, 0
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for case in TARGETS[target](random.Random(seed)):
            try:
                check(case)
            except Exception as error:  # that is what is looked for
                failed = home / f"unpack-{seed}-{tried}.bin"
                failed.write_bytes(case.raw)
                sys.stdout.write(f"{failed} ({case.channel}): {error!r}\n")
                os.chdir(home)
                return 1
            tried += 1
            if time.monotonic() > deadline:
                break
        os.chdir(home)
    sys.stdout.write(f"{target}: {tried} tried with seed {seed}; none failed\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
