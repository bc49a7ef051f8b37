"""Are hybrids whose page and XML differ found, and honest ones left alone?

``python -m tests.benchmarks.tampered [--honest 300] [--families 12] [--corpus DIR] [--json FILE]``
makes honest hybrids of the layouts for making, and of some layouts others with one field changed:
in the XML, in the words of the page, or on its picture only. Prints per field and way how many were
caught with the field named, what was missed, and every false alarm, also of the public hybrids in
``DIR/invoices`` whose page says what their XML says.

A missed one pays a thief, unless something else stops it: ``acts`` counts those that would be filed
by themselves by all that the document can prove.
"""

import argparse
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from pipeline.offline import Answer, Job, read_files
from storage.domain.invoice import FieldName
from storage.domain.reason import Reason, ReasonAbout
from tests.layouts.families import Family, Split, families
from tests.layouts.hybrids import (
    TAMPERED,
    changed,
    make_hybrid,
    other_value,
    overpainted,
    reprinted,
    value_in,
)
from tests.layouts.page import Document, make_document
from tests.layouts.printing import Printer, printer

_SEED = 20261129
_ON_PICTURE = (FieldName.NUMBER, FieldName.TOTAL_WITH_VAT, FieldName.IBAN)


@dataclass(frozen=True)
class Made:
    """One hybrid.

    Attributes:
        file: The PDF.
        name: The field that differs; None of an honest one.
        way: ``xml``, ``page`` or ``picture``; "" of an honest one.
    """

    file: Path
    name: FieldName | None = None
    way: str = ""


def named(answer: Answer) -> frozenset[str]:
    """Return the fields that `check` names as contradicted, by page or by their own check."""
    facts = answer.facts
    points = (*(facts.open_points if facts else ()), *answer.hold)
    return frozenset(
        point.about
        for point in points
        if isinstance(point, ReasonAbout) and point.reason is Reason.FIELD_CONTRADICTED
    ) | frozenset(name.value for name in (facts.page_differs if facts else ()))


def acts(answer: Answer) -> bool:
    """Tell whether a document would be filed by itself."""
    return bool(answer.facts) and not answer.hold and not answer.facts.open_points  # type: ignore[union-attr]


def make_honest(
    folder: Path, count: int, to_pdf: Printer
) -> Iterator[tuple[Made, Document, bytes]]:
    """Yield honest hybrids, the families in turn, with what they were made from."""
    chosen = _families()
    for place in range(count):
        family = chosen[place % len(chosen)]
        document = make_document(family, _SEED, place // len(chosen))
        pdf = to_pdf(document.html)
        file = folder / f"{document.name}.pdf"
        file.write_bytes(make_hybrid(pdf, document.truth))
        yield Made(file), document, pdf


def make_tampered(
    folder: Path, document: Document, pdf: bytes, honest: Answer, to_pdf: Printer
) -> Iterator[Made]:
    """Yield hybrids of one document, each with one field changed.

    Args:
        folder: Where to write them.
        document: What the honest one was made from.
        pdf: Its page.
        honest: What was read of it: where its fields stand.
        to_pdf: Prints HTML.
    """
    rng = Random(document.name)
    truth = document.truth
    for name in TAMPERED:
        value = value_in(truth, name) if name.value in truth["visible"] else None
        other = other_value(rng, name, value) if value else None
        if other is None or other == value:
            continue
        yield _write(folder, document, name, "xml", make_hybrid(pdf, changed(truth, name, other)))
        page = reprinted(document, name, other)
        if page is not None:
            yield _write(folder, document, name, "page", make_hybrid(to_pdf(page), truth))
        invoice = honest.facts.invoice if honest.facts else None
        field = invoice.fields.get(name) if invoice else None
        if name in _ON_PICTURE and field and field.boxes:
            painted = overpainted(pdf, field.boxes, other)
            yield _write(folder, document, name, "picture", make_hybrid(painted, truth))


def _write(folder: Path, document: Document, name: FieldName, way: str, content: bytes) -> Made:
    file = folder / f"{document.name}-{name.value}-{way}.pdf"
    file.write_bytes(content)
    return Made(file, name, way)


def _families() -> list[Family]:
    return [family for family in families() if family.split is Split.MAKING]


def _read(made: Iterable[Made]) -> dict[Path, Answer]:
    return {answer.file: answer for answer in read_files([Job(it.file) for it in made])}


def measure(folder: Path, honest: int, chosen: int, corpus: Path | None) -> dict[str, Any]:
    """Make and read all, and return the figures.

    Args:
        folder: An empty one.
        honest: How many honest hybrids.
        chosen: Of how many families changed ones are made, too.
        corpus: Public hybrids with truths; None for none.
    """
    with printer() as to_pdf:
        originals = list(make_honest(folder, honest, to_pdf))
        answers = _read(made for made, _, _ in originals)
        spaced = originals[: len(_families())]
        spaced = spaced[:: max(1, len(spaced) // chosen)][:chosen]
        tampered = [
            it
            for made, document, pdf in spaced
            for it in make_tampered(folder, document, pdf, answers[made.file], to_pdf)
        ]
    alarms = [
        f"{file.name}: {', '.join(sorted(named(it)))}" for file, it in answers.items() if named(it)
    ]
    counts: Counter[str] = Counter()
    missed = []
    for it, answer in zip(tampered, _read(tampered).values(), strict=True):
        caught = it.name is not None and it.name.value in named(answer)
        counts.update({f"{it.name}/{it.way}": 1, f"{it.name}/{it.way}/caught": caught})
        if not caught:
            missed.append(f"{it.file.name}{', acts' if acts(answer) else ''}")
    result: dict[str, Any] = {
        "layouts": len(spaced),
        "tampered": len(tampered),
        "caught": len(tampered) - len(missed),
        "missed": missed,
        "missed_that_act": sum(it.endswith("acts") for it in missed),
        "by_field_and_way": dict(counts),
        "honest": len(answers),
        "false_alarms": alarms,
    }
    return result | (_public(corpus) if corpus else {})


def _public(corpus: Path) -> dict[str, Any]:
    files = sorted((corpus / "invoices").glob("*.pdf"))
    alarms, unseen, clean = [], [], 0
    for answer in read_files([Job(file) for file in files]):
        truth = json.loads(answer.file.with_suffix(".json").read_text(encoding="utf-8"))
        differs = sorted(it.value for it in answer.facts.page_differs) if answer.facts else []
        clean += not truth["page_differs"]
        if differs and not truth["page_differs"]:
            alarms.append(f"{answer.file.name}: {', '.join(differs)}")
        if truth["page_differs"] and not differs:
            unseen.append(answer.file.name)
    return {
        "public_clean": clean,
        "public_differing": len(files) - clean,
        "public_false_alarms": alarms,
        "public_missed": unseen,
    }


def _print(result: dict[str, Any]) -> None:
    write = sys.stdout.write
    counts = result["by_field_and_way"]
    write(f"{'field':<20}" + "".join(f"{way:>14}" for way in ("xml", "page", "picture")) + "\n")
    for name in TAMPERED:
        cells = (
            f"{counts.get(f'{name}/{way}/caught', 0)} of {counts[f'{name}/{way}']}"
            if f"{name}/{way}" in counts
            else "-"
            for way in ("xml", "page", "picture")
        )
        write(f"{name.value:<20}" + "".join(f"{cell:>14}" for cell in cells) + "\n")
    write(
        f"{result['caught']} of {result['tampered']} changed hybrids of {result['layouts']} "
        f"layouts caught with the field named; {result['missed_that_act']} others would act\n"
        f"{len(result['false_alarms'])} false alarms on {result['honest']} honest ones\n"
    )
    if "public_clean" in result:
        write(
            f"{len(result['public_false_alarms'])} false alarms on {result['public_clean']} public "
            f"ones; {len(result['public_missed'])} missed of {result['public_differing']}\n"
        )
    for key in ("missed", "false_alarms", "public_false_alarms", "public_missed"):
        for line in result.get(key, []):
            write(f"  {key}: {line}\n")


def main() -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--honest", type=int, default=300)
    parser.add_argument("--families", type=int, default=12)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--json", type=Path, dest="json_file")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tampered-") as folder:
        result = measure(Path(folder), arguments.honest, arguments.families, arguments.corpus)
    _print(result)
    if arguments.json_file:
        arguments.json_file.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
