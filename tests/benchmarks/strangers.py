"""CPU of `convert` against that of two programs of others: OCRmyPDF, then facturx-pdfgen.

In: files of the corpora. Out: CPU seconds per file, of user and system, children included. They
are asked file by file, as they are made to be, on all cores; `convert` is given the folder. Where
they are not on the PATH nor beside this Python nothing is compared.
"""

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import chdir, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pipeline import offline
from pipeline.course import document_outcome, documents
from pipeline.facturx.build import build
from pipeline.facturx.embedding import embed
from pipeline.facturx.label import label_of
from pipeline.facturx.mentions import mentions_of
from pipeline.facturx.pdfa import make_pdfa
from pipeline.stage import Work
from storage.blobs import hash_file
from tests.pipeline.facturx.invoices import PURCHASE, an_invoice

_PROGRAMS = ("ocrmypdf", "facturx-pdfgen")
_SCAN_DPI = "200"
"""Of pictures that do not say it, which OCRmyPDF wants to know."""


@dataclass(frozen=True)
class Costs:
    """CPU seconds per file.

    Attributes:
        theirs: Of both programs of others; None where they are not here.
        whole: Of `convert` on a folder, all that starting it costs included.
        already_read: Of `convert` where the words are known, in a warm process.
        container: Of repair, embedding and self-check alone, in a warm process.
    """

    theirs: float | None
    whole: float
    already_read: float
    container: float


def costs(files: Sequence[Path], sample: int) -> Costs:
    """Measure `convert` over a folder of files, and the rest over some of them.

    Args:
        files: All of one kind.
        sample: How many of them are given to the programs of others, one by one.
    """
    some = files[:: max(1, len(files) // sample)][:sample]
    programs = [found for found in map(_program, _PROGRAMS) if found]
    return Costs(
        theirs=_theirs(programs, some) if len(programs) == len(_PROGRAMS) else None,
        whole=_whole(files),
        already_read=_already_read(some),
        container=_container(some),
    )


def _program(name: str) -> str | None:
    """Return where a program is: on the PATH, or beside this Python."""
    return shutil.which(name) or shutil.which(name, path=str(Path(sys.executable).parent))


@contextmanager
def _children() -> Iterator[list[float]]:
    """Yield a list that gets the CPU seconds of the programs that were run meanwhile."""
    spent: list[float] = []
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    yield spent
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def _run(command: Sequence[str | Path]) -> None:
    subprocess.run(command, check=True, capture_output=True, env=_plain_environment())


def _plain_environment() -> dict[str, str]:
    return {**os.environ, "OMP_THREAD_LIMIT": "1"}  # noqa: TID251 - the programs of others need it


def _theirs(programs: Sequence[str], files: Sequence[Path]) -> float:
    xml = build(an_invoice(), PURCHASE, mentions_of(())).xml
    with tempfile.TemporaryDirectory() as name, _children() as spent:
        folder = Path(name)
        (folder / "invoice.xml").write_bytes(xml or b"")
        # As many at once as `convert` works on: cores that share a chip slow each other down.
        with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
            list(pool.map(partial(_make_hybrid, programs, folder), range(len(files)), files))
    return spent[0] / len(files)


def _make_hybrid(programs: Sequence[str], folder: Path, place: int, file: Path) -> None:
    make_archive, make_hybrid = programs
    archived, hybrid = folder / f"{place}-archived.pdf", folder / f"{place}-hybrid.pdf"
    dpi = () if file.suffix == ".pdf" else ("--image-dpi", _SCAN_DPI)
    asked = ("-q", "-j", "1", "-l", "fra+eng", "--skip-text", *dpi)
    _run([make_archive, *asked, file, archived])
    _run([make_hybrid, archived, folder / "invoice.xml", hybrid])


def _whole(files: Sequence[Path]) -> float:
    with tempfile.TemporaryDirectory() as name:
        folder, made = Path(name) / "in", Path(name) / "out"
        folder.mkdir()
        for place, file in enumerate(files):
            shutil.copy(file, folder / f"{place}-{file.name}")
        with _children() as spent:
            _run([sys.executable, "-m", "vaguemestre", "convert", folder, "-o", made])
        return spent[0] / len(files)


def _already_read(files: Sequence[Path]) -> float:
    seconds = 0.0
    for work in _read(files):
        document_outcome(work, derive=True)  # finds the rules and engines cold
        started = time.process_time()
        document_outcome(work, derive=True)
        seconds += time.process_time() - started
    return seconds / len(files)


def _read(files: Sequence[Path]) -> Iterator[Work]:
    for file in files:
        with tempfile.TemporaryDirectory() as folder, chdir(folder):
            copy = Path(shutil.copyfile(file, hash_file(file)))
            part = offline._part(file, copy, offline._media_type(copy.read_bytes()))
            yield from list(documents(Work(), part))


def _container(files: Sequence[Path]) -> float:
    built = build(an_invoice(), PURCHASE, mentions_of(()))
    if built.xml is None or built.known is None or built.profile is None:
        raise ValueError("Of the invoice of the tests an XML can be made.")
    label = label_of(built.known, built.profile)
    finish = partial(embed, xml=built.xml, label=label, profile=built.profile)
    contents = [file.read_bytes() for file in files if file.suffix == ".pdf"]
    make_pdfa(contents[0], (), finish)  # loads what is loaded once
    started = time.process_time()
    for content in contents:
        make_pdfa(content, (), finish)
    return (time.process_time() - started) / len(contents)
