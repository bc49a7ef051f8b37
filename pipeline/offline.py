"""The stages over files, without a database: what `unpack`, `read` and `convert` show.

In: files of any kind. Out: what each stage plan makes of them. Every core works on files of its
own; a file that kills or hangs its process is answered with an error, the others go on.
"""

import hashlib
import os
import resource
import shutil
import signal
import tempfile
import time
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from multiprocessing import get_context
from pathlib import Path

from pebble import ProcessFuture, ProcessPool

from pipeline.mail import magic
from pipeline.mail.containers.opening import CONTAINER_TYPES
from pipeline.mail.verdict import status_of
from pipeline.reading import ocr, pictures
from pipeline.stage import (
    FACTURX,
    ORIGINAL,
    PART,
    PDF,
    RAW,
    WORDS,
    DocumentFacts,
    Documents,
    FoundDocument,
    Hold,
    MessageFacts,
    Next,
    Tools,
    Work,
)
from pipeline.stages import check, convert, extract, normalise, read, sort, unpack
from storage.domain.part import Part, PartOutcome
from storage.domain.reason import Cause
from storage.domain.state import MessageStatus

_READABLE = pictures.MEDIA_TYPES | {magic.PDF}
_HEAD = 4096
_FILES_PER_PROCESS = 200
"""After so many a process is replaced: what a library leaks ends with it."""


@dataclass(frozen=True)
class Answer:
    """What became of one document of one file.

    Attributes:
        file: As it was named.
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
        file: A PDF or a picture.
        work: Whose it is, and the limits; the rest is filled in.
        target: Where to write its Factur-X, an absolute path; None where none is wanted.
    """

    file: Path
    work: Work = field(default_factory=Work)
    target: Path | None = None


def unpack_file(file: Path, folder: Path) -> tuple[MessageStatus, MessageFacts]:
    """Take a mail apart.

    Args:
        file: The raw message; or an archive or another container, as somebody would upload it.
        folder: An empty folder, for its parts; it becomes the current directory meanwhile.

    Returns:
        How the message would end if every document in it could be read, and its parts; the
        reasons are in the facts.
    """
    shutil.copyfile(file, folder / RAW)
    with _inside(folder):
        is_container = _media_type(Path(RAW).read_bytes()) in CONTAINER_TYPES
        channel = "upload" if is_container else "mail"
        outcome = unpack.run(Work(channel=channel, file_name=file.name, files={RAW: RAW}), Tools())
    if not isinstance(outcome, Next) or not isinstance(outcome.facts, MessageFacts):
        raise TypeError("unpack answers facts of a message")
    status, reasons = status_of(outcome.facts)
    return status, MessageFacts(outcome.facts.header, outcome.facts.parts, reasons)


def is_readable(file: Path) -> bool:
    """Tell by its content whether a file is a PDF or a picture; one that does not open may be."""
    try:
        with file.open("rb") as source:
            return _media_type(source.read(_HEAD)) in _READABLE
    except OSError:
        return True


def read_files(jobs: Sequence[Job]) -> Generator[Answer, None, None]:
    """Work on files with all cores.

    Yields:
        The documents of the files, in the order of the jobs. Closing the iterator ends the work.
    """
    with tempfile.TemporaryDirectory(prefix="vaguemestre-") as folder, _pool(len(jobs)) as pool:
        futures = [
            pool.schedule(_read_file, args=[job, folder], timeout=_most_seconds(job))
            for job in jobs
        ]
        for job, future in zip(jobs, futures, strict=True):
            yield from _answers(job.file, future)


@contextmanager
def _pool(files: int) -> Iterator[ProcessPool]:
    """Start a process per core; whoever leaves early does not wait for the rest."""
    pool = ProcessPool(
        max_workers=max(1, min(len(os.sched_getaffinity(0)), files)),
        max_tasks=_FILES_PER_PROCESS,
        initializer=_start_process,
        context=get_context("fork"),
    )
    try:
        yield pool
    finally:
        pool.stop()  # type: ignore[no-untyped-call]
        pool.join()


def _start_process() -> None:
    """Prepare a process. One that is told to end does so in the midst of recognising, too."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    ocr.warm()


def _most_seconds(job: Job) -> float:
    limits = job.work.limits
    return limits.seconds + limits.seconds_per_page * limits.pages


def _answers(file: Path, future: ProcessFuture[list[Answer]]) -> Sequence[Answer]:
    try:
        answers: Sequence[Answer] = future.result()
    except Exception as error:  # a bad file never ends the run
        summary = " ".join(str(error).split())[:300]
        return [Answer(file, error=f"{type(error).__name__}: {summary}")]
    return answers


def _read_file(job: Job, parent: str) -> list[Answer]:
    """Work on one file, in a folder inside one that outlives this process."""
    started, busy, path = time.monotonic(), _cpu_seconds(), job.file.absolute()
    with tempfile.TemporaryDirectory(dir=parent) as folder, _inside(Path(folder)):
        answers = [_read_document(job, work) for work in _documents(path, job.work)]
    seconds, busy = round(time.monotonic() - started, 3), round(_cpu_seconds() - busy, 3)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return [
        replace(answer, seconds=seconds, cpu_seconds=busy, peak_memory=memory) for answer in answers
    ]


def _cpu_seconds() -> float:
    """Return how long this process and its children have been busy."""
    return sum(os.times()[:4])


def _documents(file: Path, work: Work) -> Iterator[Work]:
    """Run the stages of the message plan over one file; yield the work of its documents."""
    content = file.read_bytes()
    part = Part(
        path="1",
        name=file.name,
        media_type=_media_type(content[:_HEAD]),
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        outcome=PartOutcome.DOCUMENT,
    )
    Path(part.sha256).symlink_to(file)
    files = {PART: part.sha256}
    for stage in (normalise, read):
        outcome = stage.run(replace(work, channel="file", part=part, files=files), Tools())
        if not isinstance(outcome, Next) or not isinstance(outcome.facts, Part):
            raise TypeError("a stage for parts answers its part")
        part, files = outcome.facts, {**files, **outcome.files}
    named = {f"{role}:{part.path}": name for role, name in files.items()}
    message = MessageFacts(parts=(part,))
    ended = sort.run(replace(work, message=message, files=named), Tools())
    if not isinstance(ended, Documents):
        raise TypeError("sort answers documents")
    for found in ended.documents:
        yield _document_work(work, part, found, files)


def _document_work(work: Work, part: Part, found: FoundDocument, files: Mapping[str, str]) -> Work:
    kept = {role: files[role] for role in (PDF, WORDS) if role in files}
    return replace(
        work,
        channel="file",
        file_name=part.name,
        files={ORIGINAL: part.sha256, **kept},
        document=found.facts,
    )


def _read_document(job: Job, work: Work) -> Answer:
    """Run the stages of the document plan, up to the one that is asked for."""
    for stage in (extract, check, convert) if job.target else (extract, check):
        outcome = stage.run(work, Tools())
        if isinstance(outcome, Hold):
            return Answer(job.file, outcome.facts or work.document, outcome.reasons)
        if not isinstance(outcome, Next) or not isinstance(outcome.facts, DocumentFacts):
            raise TypeError("a stage for documents answers facts of a document")
        work = replace(work, document=outcome.facts, files={**work.files, **outcome.files})
    if job.target is None or FACTURX not in work.files:
        return Answer(job.file, work.document)
    _hand_over(work.files[FACTURX], job.target)
    return Answer(job.file, work.document, facturx=job.target)


def _hand_over(made: str, target: Path) -> None:
    """Write a file whole or not at all, whenever this process is told to end."""
    part = target.with_name(f".{target.name}.part")
    try:
        shutil.copyfile(made, part)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _media_type(head: bytes) -> str:
    return magic.sniff(head) or "application/octet-stream"


@contextmanager
def _inside(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)
