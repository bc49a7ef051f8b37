"""Convert every invoice XML of the corpora into the other syntax and back, and compare the terms.

``python -m tests.benchmarks.syntaxes CORPUS [--json FILE]``; CORPUS holds folders of hybrid PDFs
and of XML. Prints how many keep every term of EN 16931 (BT) both ways, which terms were added
because the other syntax demands them, how many valid ones are valid afterwards, and what else than
terms of EN 16931 the files say, which no conversion between the two keeps.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.facturx.bare import business_of
from pipeline.facturx.business_values import Business
from pipeline.facturx.business_writer import convert
from pipeline.facturx.embedded import find_invoice_xml
from pipeline.facturx.validation import Severity, validate


@dataclass
class Syntaxes:
    """What came out.

    Attributes:
        files: Invoices that are converted.
        terms: Terms in them.
        lost: Terms that were not there afterwards, a line each.
        added: Terms that were there afterwards only, by name.
        valid: Files that were valid before, and of these the ones that are afterwards.
        broken: Files that were valid and are not, with the rules.
        rest: Elements that are no terms of EN 16931, by name.
    """

    files: int = 0
    terms: int = 0
    lost: list[str] = field(default_factory=list)
    added: Counter[str] = field(default_factory=Counter)
    valid: list[int] = field(default_factory=lambda: [0, 0])
    broken: list[str] = field(default_factory=list)
    rest: Counter[str] = field(default_factory=Counter)


def main() -> None:
    """Read the arguments, convert, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--json", type=Path, help="write the figures here, too")
    arguments = parser.parse_args()
    found = Syntaxes()
    for name, xml in invoices_of(arguments.corpus):
        _compare(name, xml, found)
    sys.stdout.write("\n".join(_lines(found)) + "\n")
    if arguments.json:
        arguments.json.write_text(json.dumps(vars(found), ensure_ascii=False) + "\n")


def invoices_of(corpus: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the distinct invoice XMLs of a corpus."""
    seen = set()
    for file in sorted([*corpus.rglob("*.pdf"), *corpus.rglob("*.xml")]):
        xml = find_invoice_xml(file).xml if file.suffix == ".pdf" else file.read_bytes()
        if xml and xml not in seen and isinstance(business_of(xml), Business):
            seen.add(xml)
            yield file.name, xml


def _compare(name: str, xml: bytes, found: Syntaxes) -> None:
    before = business_of(xml)
    assert isinstance(before, Business)
    there = convert(before)
    between = business_of(there)
    assert isinstance(between, Business)
    after = business_of(convert(between))
    assert isinstance(after, Business)
    found.files += 1
    found.rest.update(path.rpartition("/")[2] for path, _ in before.rest)
    first = Counter(before.invoice.terms())
    found.terms += first.total()
    for stage in (between, after):
        lost = first - Counter(stage.invoice.terms())
        found.lost += [f"{name}: {path} {value}" for path, value in lost]
    added = Counter(after.invoice.terms()) - first
    found.added.update(path.rpartition("/")[2] for path, _ in added.elements())
    if validate(xml, is_bare=True).valid:
        result = validate(there, is_bare=True)
        found.valid[0] += 1
        found.valid[1] += result.valid
        rules = {it.rule for it in result.findings if it.severity is Severity.FATAL}
        found.broken += [] if result.valid else [f"{name}: {', '.join(sorted(rules))}"]


def _lines(found: Syntaxes) -> Iterator[str]:
    yield f"{found.files} invoices with {found.terms} terms, converted to the other syntax and back"
    yield f"terms lost: {len(found.lost)}"
    yield from (f"  {line}" for line in found.lost)
    yield f"terms added: {dict(found.added)}"
    yield f"valid before {found.valid[0]}, of these afterwards {found.valid[1]}"
    yield from (f"  {line}" for line in found.broken)
    yield f"elements that are no terms of EN 16931: {found.rest.total()}"
    yield from (f"  {n:5}  {name}" for name, n in found.rest.most_common(12))


if __name__ == "__main__":
    main()
