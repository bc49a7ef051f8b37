"""Pages of scans that are read in a second, beside OCRmyPDF: the same pages, in the same run.

``python -m tests.benchmarks.scans [--pages N] [--seed S] [--folder F] [--json FILE]``. In:
generated invoices, printed and scanned; those that lie in the folder are taken as they are. Out:
pages per second on all cores, from start to end, and the share of the printed tokens with three
digits or more that are found again, of the whole ladder of `read`; and of OCRmyPDF as it is, and
with its ``--deskew --rotate-pages``, where it is installed. Ours ends with words that are known
well enough to be acted on, theirs with a PDF that can be searched.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pikepdf

from pipeline.reading.context import context_of
from pipeline.reading.ladder import read_closely
from pipeline.reading.pages import Kept, read_pages
from pipeline.stage import Work
from tests.layouts.channels import scan
from tests.layouts.make import choose
from tests.layouts.page import make_document
from tests.layouts.printing import printer

_LEAST_DIGITS = 3
_TURNING = ("--deskew", "--rotate-pages")
Texts = list[str]
"""What is read of each page."""


def main() -> None:
    """Read the arguments, make the pages, let everyone read them, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=16)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="keep the pages here, and take what is there")
    parser.add_argument("--json", type=Path, help="write the figures here, too")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = arguments.folder or Path(name)
        if not any(folder.glob("*.txt")):
            make(folder, arguments.pages, arguments.seed)
        truths = sorted(folder.glob("*.txt"))
        scans = [truth.with_suffix(".pdf") for truth in truths]
        printed = [truth.read_text(encoding="utf-8") for truth in truths]
        ways: dict[str, Callable[[], Texts]] = {"read": lambda: read_all(scans)}
        if program := shutil.which("ocrmypdf"):
            whole = _joined(scans, Path(name) / "whole.pdf")
            ways["ocrmypdf"] = lambda: by_others(program, whole, ())
            ways["ocrmypdf " + " ".join(_TURNING)] = lambda: by_others(program, whole, _TURNING)
        figures = {way: _measured(way, read, printed) for way, read in ways.items()}
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=1) + "\n")


def make(folder: Path, count: int, seed: int) -> None:
    """Write scans of one page, and beside each what was printed on it."""
    families = choose("making")
    folder.mkdir(exist_ok=True)
    made = 0
    with printer() as to_pdf:
        for place in range(10 * count):
            document = make_document(families[place % len(families)], seed, place // len(families))
            file = folder / f"{place:03}.pdf"
            file.write_bytes(to_pdf(document.html))
            pages = read_pages(file, None)
            if len(pages) > 1:
                file.unlink()
                continue
            text = " ".join(word.text for word in pages[0].words)
            file.with_suffix(".txt").write_text(text, encoding="utf-8")
            file.write_bytes(scan(file.read_bytes(), f"{document.name} {seed}"))
            made += 1
            if made == count:
                return


def read_all(scans: Sequence[Path]) -> Texts:
    """Read scans as the stage `read` does, a process on each core."""
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(_text_of, scans))


def _text_of(file: Path) -> str:
    kept: Kept = {}
    pages = read_closely(file, read_pages(file, None, kept), context_of(Work()), kept)
    return " ".join(word.text for page in pages for word in page.words)


def by_others(program: str, whole: Path, options: Sequence[str]) -> Texts:
    """Have OCRmyPDF read one file of all pages, on all cores, and return what it wrote."""
    target = whole.with_name("searchable.pdf")
    command = [program, "-q", "-l", "fra+eng", *options, str(whole), str(target)]
    subprocess.run(command, check=True)
    return [" ".join(w.text for w in page.words) for page in read_pages(target, None)]


def _joined(scans: Iterable[Path], target: Path) -> Path:
    with pikepdf.new() as whole:
        for file in scans:
            with pikepdf.open(file) as pdf:
                whole.pages.extend(pdf.pages)
        whole.save(target)
    return target


def _measured(way: str, read: Callable[[], Texts], printed: Texts) -> dict[str, float]:
    started = time.monotonic()
    texts = read()
    seconds = time.monotonic() - started
    found, wanted = 0, 0
    for text, truth in zip(texts, printed, strict=True):
        tokens = Counter(_tokens(truth))
        wanted += tokens.total()
        found += (tokens & _seen(text, tokens)).total()
    speed, share = len(printed) / seconds, found / wanted
    sys.stdout.write(f"{way:34}{speed:6.2f} pages/s, digits {share:.2%}\n")
    sys.stdout.flush()
    return {"pages_per_second": round(speed, 3), "digits": round(share, 4)}


def _tokens(text: str) -> list[str]:
    """Return what has three digits or more, without the marks around it."""
    bare = (token.strip(".,:;()") for token in text.split())
    return [token for token in bare if sum(c.isdecimal() for c in token) >= _LEAST_DIGITS]


def _seen(text: str, tokens: Iterable[str]) -> Counter[str]:
    """Count tokens in a text, whichever way it is parted into words."""
    joined = re.sub(r"\s", "", text)
    return Counter({token: joined.count(token) for token in tokens})


if __name__ == "__main__":
    main()
