"""The stages over files, without a database: what `unpack`, `read` and `convert` show.

In: files of any kind. Out: what each stage plan makes of them. Every core works on files of its
own, each file in a child confined as a worker's is (`pipeline.cell`); one that kills or hangs it is
answered with an error, the others go on.
"""

import os
import re
import resource
import shutil
import signal
import tempfile
import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from multiprocessing import get_context
from pathlib import Path
from typing import BinaryIO

from pebble import ProcessFuture, ProcessPool

from pipeline import warmth
from pipeline.cell import StageFailedError, Watch, open_named, run_in_child, run_stage
from pipeline.course import document_outcome, documents, work_on_part
from pipeline.mail import magic
from pipeline.mail.containers.opening import CONTAINER_TYPES
from pipeline.mail.verdict import status_of
from pipeline.reading import pictures
from pipeline.sandbox import Sandbox, strongest
from pipeline.stage import (
    FACTURX,
    PART,
    RAW,
    DocumentFacts,
    Hold,
    Limits,
    MessageFacts,
    Next,
    Outcome,
    Work,
)
from pipeline.stages import normalise, unpack
from pipeline.wire import decode, encode
from storage.blobs import hash_file
from storage.domain.part import Part, PartOutcome
from storage.domain.reason import Cause
from storage.domain.state import MessageStatus

_READABLE = pictures.MEDIA_TYPES | {magic.PDF, *magic.OFFICE}
_INVOICE_ROOT = re.compile(rb"<(?:\w+:)?(?:CrossIndustry(?:Invoice|Document)|Invoice|CreditNote)\b")
_HEAD = 4096
_LONG_HEAD = 65_536
"""Bytes within which an XML has its root: comments stand before it."""
_TOLD_AT_THE_END = (b"PK", b"\xd0\xcf\x11\xe0")
"""How office files begin: their kind is told by a list that may stand anywhere."""
_wanted = {"ocr", "shapes", "saxon"}
"""What a process had better have loaded before it forks the next child: what earlier ones loaded.

Rules and PP-OCR take seconds, and many files need neither.
"""


@dataclass(frozen=True)
class Answer:
    """What became of one document of one file.

    Attributes:
        file: As it was named.
        first_page: 1-based page of the file that the document begins on.
        facts: What was found; None where the file could not be worked on.
        hold: Why it would be held; empty where it would be filed.
        facturx: Where the Factur-X was written; None where there is none or none was asked for.
        error: What went wrong; None where nothing did.
        seconds: Wall time of the file.
        cpu_seconds: Time that it kept a core busy.
        peak_memory: Bytes, the most that its process has held so far.
    """

    file: Path
    facts: DocumentFacts | None = None
    first_page: int = 1
    hold: tuple[Cause, ...] = ()
    facturx: Path | None = None
    error: str | None = None
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    peak_memory: int = 0


@dataclass(frozen=True)
class Job:
    """One file to be worked on.

    Attributes:
        file: A PDF, a picture or XML.
        work: Whose it is, and the limits; the rest is filled in.
        target: Where to write its Factur-X, an absolute path; None where none is wanted.
    """

    file: Path
    work: Work = field(default_factory=Work)
    target: Path | None = None


def unpack_file(
    file: Path, folder: Path, sandbox: Sandbox | None = None
) -> tuple[MessageStatus, MessageFacts]:
    """Take a mail apart.

    Args:
        file: The raw message; or an archive or another container, as somebody would upload it.
        folder: An empty folder, for its parts.
        sandbox: What confines the process that does it; None for the strongest that there is.

    Returns:
        How the message would end if every document in it could be read, and its parts; the
        reasons are in the facts.

    Raises:
        StageFailedError: It gave no answer.
    """
    shutil.copyfile(file, folder / RAW)
    with file.open("rb") as source:
        is_container = _media_type(source.read(_HEAD)) in CONTAINER_TYPES
    channel = "upload" if is_container else "mail"
    work = Work(channel=channel, file_name=file.name, files={RAW: RAW})
    outcome = run_stage(unpack.run, work, folder, _watch(work.limits), sandbox)
    if not isinstance(outcome, Next) or not isinstance(outcome.facts, MessageFacts):
        raise TypeError("unpack answers facts of a message")
    status, reasons = status_of(outcome.facts)
    return status, MessageFacts(outcome.facts.header, outcome.facts.parts, reasons)


def is_readable(file: Path) -> bool:
    """Tell by its content whether a file is a PDF, a picture or an invoice's XML.

    One that does not open may be.
    """
    try:
        with file.open("rb") as source:
            head = source.read(_LONG_HEAD)
            if head.startswith(_TOLD_AT_THE_END):
                head += source.read()
            found = _media_type(head if head.startswith(_TOLD_AT_THE_END) else head[:_HEAD])
            is_xml = found == magic.XML and _INVOICE_ROOT.search(head) is not None
            return is_xml or found in _READABLE
    except OSError:
        return True


def read_files(
    jobs: Sequence[Job], sandbox: Sandbox | None = None
) -> Generator[Answer, None, None]:
    """Work on files with all cores.

    Args:
        jobs: The files.
        sandbox: What confines the process of each; None for the strongest that there is.

    Yields:
        The documents of the files, in the order of the jobs. Closing the iterator ends the work.
    """
    box = sandbox or strongest()
    _wanted.update(warmth.FOR_DERIVING if any(job.target for job in jobs) else ())
    _wanted.update(warmth.FOR_MANY if len(jobs) >= warmth.MANY_FORKS else ())
    warmth.warm(_wanted, forks=len(jobs))  # once, for all processes of the pool
    with tempfile.TemporaryDirectory(prefix="vaguemestre-") as folder, _pool(len(jobs)) as pool:
        futures = [pool.schedule(_read_file, args=[job, folder, box]) for job in jobs]
        for job, future in zip(jobs, futures, strict=True):
            yield from _answers(job.file, future)


@contextmanager
def _pool(files: int) -> Iterator[ProcessPool]:
    """Start a process per core; whoever leaves early does not wait for the rest."""
    pool = ProcessPool(
        max_workers=max(1, min(len(os.sched_getaffinity(0)), files)),
        initializer=_start_process,
        context=get_context("fork"),
    )
    try:
        yield pool
    finally:
        pool.stop()  # type: ignore[no-untyped-call]
        pool.join()


def _start_process() -> None:
    """Have a process that is told to end do so at once; what it forked ends with it."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _watch(limits: Limits) -> Watch:
    seconds = limits.seconds + limits.seconds_per_page * limits.pages
    return Watch(seconds, every=seconds, meanwhile=lambda: None)


def _answers(file: Path, future: ProcessFuture[list[Answer]]) -> Sequence[Answer]:
    try:
        answers: Sequence[Answer] = future.result()
    except StageFailedError as error:
        return [Answer(file, error=" ".join(error.summary.split())[:300])]
    except Exception as error:  # a bad file never ends the run
        summary = " ".join(str(error).split())[:300]
        return [Answer(file, error=f"{type(error).__name__}: {summary}")]
    return answers


def _read_file(job: Job, parent: str, sandbox: Sandbox) -> list[Answer]:
    """Have one file worked on by a child, in a folder inside one that outlives this process."""
    started, busy = time.monotonic(), _cpu_seconds()
    with tempfile.TemporaryDirectory(dir=parent) as name:
        folder = Path(name)
        copy = folder / hash_file(job.file)
        shutil.copyfile(job.file, copy)
        watch, memory = _watch(job.work.limits), job.work.limits.memory
        media_type = _media_type(copy.read_bytes())
        box = sandbox.for_work_on(media_type)
        warmth.warm(_wanted, forks=0)
        part = _part(job.file, copy, media_type)
        normalised = None
        if box.threads:
            # Saxon, which later stages need, survives no thread that ends beside it in a child.
            first = work_on_part(job.work, part, {PART: part.sha256})
            normalised = run_stage(normalise.run, first, folder, watch, box)
        text = run_in_child(lambda: _work_on(job, part, normalised), folder, watch, memory, sandbox)
        answers = list(_understood(job, text, folder))
    seconds, busy = round(time.monotonic() - started, 3), round(_cpu_seconds() - busy, 3)
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    return [
        replace(answer, seconds=seconds, cpu_seconds=busy, peak_memory=memory) for answer in answers
    ]


def _understood(job: Job, text: bytes, folder: Path) -> Iterator[Answer]:
    """Yield the answers that a child gave, and note what it loaded."""
    loaded, starts, *lines = text.split(b"\n")
    try:
        outcomes = list(zip(map(int, starts.split()), map(decode, lines), strict=True))
    except ValueError as error:
        raise StageFailedError("its answer is not an outcome", str(error)) from error
    names = loaded.split()
    _wanted.update(name for name in warmth.NAMES if name.encode() in names)
    for first_page, outcome in outcomes:
        match outcome:
            case Hold(reasons=reasons, facts=facts):
                yield Answer(job.file, facts, first_page, reasons)
            case Next(facts=DocumentFacts() as facts, files=files) if job.target and files:
                target = _target_of(job.target, first_page)
                with open_named(folder, files[FACTURX]) as made:
                    _hand_over(made, target)
                yield Answer(job.file, facts, first_page, facturx=target)
            case Next(facts=DocumentFacts() as facts):
                yield Answer(job.file, facts, first_page)
            case _:
                raise StageFailedError("its answer is not one about documents")


def _cpu_seconds() -> float:
    """Return how long this process and its children have been busy."""
    return sum(os.times()[:4])


def _part(file: Path, copy: Path, media_type: str) -> Part:
    """Return a file as a part of a message; its copy bears its SHA-256 as name."""
    return Part(
        path="1",
        name=file.name,
        media_type=media_type,
        size=copy.stat().st_size,
        sha256=copy.name,
        outcome=PartOutcome.DOCUMENT,
    )


def _work_on(job: Job, part: Part, normalised: Outcome | None) -> bytes:
    """Run the stages over one file, in the child; return their outcomes, a line for each document.

    The first line names what had to be loaded for it, the second the first page of each document.
    """
    works = list(documents(job.work, part, normalised))
    outcomes = [document_outcome(work, derive=job.target is not None) for work in works]
    starts = " ".join(str(work.first_page) for work in works)
    head = [" ".join(warmth.loaded()).encode(), starts.encode()]
    return b"\n".join([*head, *map(encode, outcomes)])


def _target_of(target: Path, first_page: int) -> Path:
    """Return where to write a document: those behind the first of a file tell their page."""
    return target if first_page == 1 else target.with_stem(f"{target.stem}-{first_page}")


def _hand_over(made: BinaryIO, target: Path) -> None:
    """Write a file whole or not at all, whenever this process is told to end."""
    part = target.with_name(f".{target.name}.part")
    try:
        with part.open("wb") as copy:
            shutil.copyfileobj(made, copy)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _media_type(head: bytes) -> str:
    return magic.sniff(head) or "application/octet-stream"
