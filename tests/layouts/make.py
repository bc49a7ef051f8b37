"""Write many invoices of different layouts, each with its truth beside it.

``python -m tests.layouts.make OUT --count N --seed S --split judging``. In: a seed. Out:
``<family>_<nn>.pdf`` or ``.jpg`` and ``.json``. The same seed gives the same facts and HTML.
"""

import argparse
import json
import multiprocessing
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium

from tests.layouts.channels import photo, scan
from tests.layouts.families import Family, Split, families
from tests.layouts.page import Document, make_document
from tests.layouts.printing import printer

CHANNELS = ("text", "scan", "phone")
SPLITS = ("judging", "making", "composed", "all")
"""What may be made: families of a `Split`, or those whose every document is composed anew."""


@dataclass(frozen=True)
class Order:
    """Some documents to be made by one process.

    Attributes:
        out: Folder.
        seed: Of the whole series.
        channels: Which channels take turns.
        places: Family name and place in the family's series.
    """

    out: Path
    seed: int
    channels: tuple[str, ...]
    places: tuple[tuple[str, int], ...]


def main() -> None:
    """Read the arguments and write the documents, over all cores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--count", type=int, default=100, help="documents in all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--split", choices=SPLITS, default="judging")
    parser.add_argument("--channels", default=",".join(CHANNELS), help="text,scan,phone")
    arguments = parser.parse_args()
    channels = tuple(arguments.channels.split(","))
    make(arguments.out, arguments.count, arguments.seed, arguments.split, channels)


def make(
    out: Path, count: int, seed: int, split: str, channels: tuple[str, ...] = CHANNELS
) -> None:
    """Write documents with their truth, over all cores.

    Args:
        out: Folder; made where it is missing.
        count: How many documents, the families in turn.
        seed: Of the whole series.
        split: One of `SPLITS`.
        channels: ``text``, ``scan``, ``phone``, which take turns.
    """
    out.mkdir(parents=True, exist_ok=True)
    chosen = choose(split)
    places = [(chosen[i % len(chosen)].name, i // len(chosen)) for i in range(count)]
    workers = os.cpu_count() or 1
    orders = [Order(out, seed, channels, tuple(places[i::workers])) for i in range(workers)]
    with multiprocessing.get_context("spawn").Pool(workers) as pool:
        pool.map(fulfil, orders)


def choose(split: str) -> Sequence[Family]:
    """Return the families of a split, or all; of those for making the drawn or composed ones."""
    if split == "composed":
        return [family for family in families() if family.is_composed]
    drawn = [family for family in families() if not family.is_composed]
    return [family for family in drawn if split == "all" or family.split == Split(split)]


def fulfil(order: Order) -> None:
    """Make the documents of one order with one browser."""
    known = {family.name: family for family in families()}
    with printer() as to_pdf:
        for name, place in order.places:
            document = make_document(known[name], order.seed, place)
            index = sorted(known).index(name)
            channel = order.channels[(index + place) % len(order.channels)]
            write(order.out, document, to_pdf(document.html), channel, order.seed)


def write(out: Path, document: Document, pdf: bytes, channel: str, seed: int) -> None:
    """Write one document in a channel, and its truth; a photo shows one page only."""
    pages = len(pdfium.PdfDocument(pdf))
    if channel == "phone" and pages > 1:
        channel = "scan"
    own = f"{document.name} {seed}"
    match channel:
        case "scan":
            data, suffix = scan(pdf, own), ".pdf"
        case "phone":
            data, suffix = photo(pdf, own), ".jpg"
        case _:
            data, suffix = pdf, ".pdf"
    file = out / f"{document.name}{suffix}"
    file.write_bytes(data)
    head = {"file": file.name, "channel": channel, "pages": pages}
    truth = json.dumps(head | document.truth, ensure_ascii=False, indent=1)
    file.with_suffix(".json").write_text(truth + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
