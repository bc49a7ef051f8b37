"""Make the files that the validators of others are to judge.

In: the corpora. Out: folders of PDF files: what `convert` makes of invoices and of bare XML, and
what the same way makes of hostile PDFs that need not be invoices, with one fixed invoice in each.
"""

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import TimeoutError as Late
from multiprocessing import get_context
from pathlib import Path

from pebble import ProcessExpired, ProcessPool

from pipeline.facturx.bare import business_of
from pipeline.facturx.business_values import Business
from pipeline.facturx.business_writer import convert
from pipeline.facturx.derive import derive
from pipeline.offline import Job, read_files
from tests.benchmarks.derived import CORPORA
from tests.benchmarks.reading import jobs_of
from tests.benchmarks.syntaxes import invoices_of
from tests.pipeline.facturx.invoices import PURCHASE, an_invoice
from tests.validators.collecting import keep_left_files

_MOST_SECONDS = 60


def from_suite(suite: str, folder: Path, scratch: Path) -> list[Path]:
    """Run tests, and return every PDF/A that they made.

    Raises:
        subprocess.CalledProcessError: A test failed.
    """
    command = [sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "loadgroup"]
    collecting = ["-p", "tests.validators.collecting", "--made", str(folder)]
    left = scratch / "left"
    # Tests that leave nothing by themselves keep their folders as the others do.
    keeping = ["--basetemp", str(left), "-o", "tmp_path_retention_policy=all"]
    subprocess.run([*command, *collecting, *keeping, *suite.split()], check=True)
    keep_left_files(left, folder)
    return sorted(folder.glob("*.pdf"))


def from_corpora(corpus: Path, folder: Path) -> list[Path]:
    """Convert the invoices, their embedded XML taken out first; return what was derived."""
    sources = [corpus / name for name in CORPORA]
    answers = list(read_files(list(jobs_of(sources, folder, tell_own=True))))
    return sorted(it.facturx for it in answers if it.facturx and it.facts and it.facts.derived)


def from_bare(corpus: Path, folder: Path) -> list[Path]:
    """Convert every invoice XML of the corpora by itself, and what it is in the other syntax."""
    bare = folder / "xml"
    bare.mkdir()
    for place, (_, xml) in enumerate(invoices_of(corpus)):
        (bare / f"{place}.xml").write_bytes(xml)
        business = business_of(xml)
        if isinstance(business, Business):
            (bare / f"{place}-other.xml").write_bytes(convert(business))
    jobs = [Job(file, target=folder / f"{file.stem}.pdf") for file in sorted(bare.iterdir())]
    return sorted(it.facturx for it in read_files(jobs) if it.facturx)


def from_hostile(corpus: Path, folder: Path) -> list[Path]:
    """Make a Factur-X of each hostile PDF that allows it; each has a process of its own to end."""
    files = sorted((corpus / "pdf").glob("*.pdf"))
    return sorted(_derived(files, folder))


def _derived(files: list[Path], folder: Path) -> Iterator[Path]:
    with ProcessPool(max_workers=2, context=get_context("fork")) as pool:
        futures = [
            pool.schedule(_derive, args=[file, folder / file.name], timeout=_MOST_SECONDS)
            for file in files
        ]
        for file, future in zip(files, futures, strict=True):
            try:
                is_made = future.result()
            except (Late, ProcessExpired):
                continue
            if is_made:
                yield folder / file.name


def _derive(file: Path, target: Path) -> bool:
    derived = derive(file.read_bytes(), (), an_invoice(), PURCHASE)
    if derived.pdf is not None:
        target.write_bytes(derived.pdf)
    return derived.pdf is not None
