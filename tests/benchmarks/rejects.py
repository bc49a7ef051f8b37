"""Is every invoice with one defect rejected, for the defect that it has?

``python -m tests.benchmarks.rejects CORPUS [--json FILE]``, where CORPUS holds ``reject/`` with an
``index.jsonl``. Prints per file what was expected and what was given, then the time of a core that
one validation takes once the rules are warm.
"""

import argparse
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from pipeline import warmth
from pipeline.facturx.cii import read_invoice
from pipeline.facturx.embedded import find_invoice_xml
from pipeline.facturx.validation import Severity, Validation, validate_file
from pipeline.facturx.xml import parse_xml
from storage.domain.invoice import FieldName
from storage.domain.reason import Reason

OURS = {
    "xml": {"xml_damaged"},
    # The factur-x library has no XSD for a BT-24 that it does not know either.
    "xsd": {"xsd", "profile"},
    "pdf:PdfError": {"pdf_damaged"},
    "flavor:myinvoice": {"xml_unknown"},
    "flavor:CrossIndustryDocument": {"xsd"},
    "pdf:no factur-x.xml ()": {"not_yet_readable", "facturx_ambiguous"},
    # Two XML files of an invoice's names: we refuse before we look into either.
    "FX-SCH-A-000556": {"FX-SCH-A-000556", "facturx_ambiguous"},
    # The XML declares XRechnung with an id that only XRechnung knows.
    "xmp level xrechnung != xml en16931": {"xmp", "FX-SCH-A-000556"},
}
"""What the corpus calls by its own words, and our rules that say the same."""

_RUNS = 20


@dataclass(frozen=True)
class Verdict:
    """What became of one file.

    Attributes:
        entry: Its line of the index.
        result: Our answer.
        is_right: It is the one expected, for the reason expected.
        expected: In words.
    """

    entry: dict[str, Any]
    result: Validation
    is_right: bool
    expected: str


def entries(corpus: Path) -> list[dict[str, Any]]:
    """Return the lines of the index; none where there is no corpus."""
    index = corpus / "reject" / "index.jsonl"
    lines = index.read_text(encoding="utf-8").splitlines() if index.is_file() else []
    return [json.loads(line) for line in lines]


def judge(corpus: Path, entry: dict[str, Any]) -> Verdict:
    """Validate one file and compare with what its line expects."""
    path = corpus / "reject" / entry["file"]
    result = validate_file(path)
    rules = {finding.rule for finding in result.findings if finding.severity is Severity.FATAL}
    expected = entry["expected"]
    named = set().union(*(OURS.get(rule, {rule}) for rule in expected["rules"]))
    match expected["ours"]:
        case "accepted":
            return Verdict(entry, result, result.findings == (), "accepted, no finding")
        case "flagged":
            field = expected["field"]
            is_flagged = field in {finding.subject for finding in result.findings}
            return Verdict(entry, result, is_flagged and result.valid, f"flagged: {field}")
        case "rejected or read as ZUGFeRD 1":
            return Verdict(entry, result, True, "rejected, or read as ZUGFeRD 1")
        case _ if is_french_rule_for_a_foreigner(path, expected["rules"]):
            return Verdict(entry, result, result.valid, "accepted: the seller is not French")
        case _:
            right = not result.valid and bool(named & rules)
            return Verdict(entry, result, right, " or ".join(sorted(named)))


def is_french_rule_for_a_foreigner(path: Path, rules: list[str]) -> bool:
    """Tell whether only French rules were broken, by a seller who is not French.

    The corpus ran BR-FR on every file; we ask it of French sellers only.
    """
    if not all(rule.startswith("BR-FR") for rule in rules):
        return False
    xml = path.read_bytes() if path.suffix == ".xml" else find_invoice_xml(path).xml
    root = parse_xml(xml or b"")
    reading = root if isinstance(root, Reason) else read_invoice(root)
    return (
        not isinstance(reading, Reason) and reading.invoice.value(FieldName.SELLER_COUNTRY) != "FR"
    )


def milliseconds(path: Path) -> float:
    """Return the time of a core that one validation takes, once everything is warm."""
    validate_file(path)
    started = time.process_time()
    for _ in range(_RUNS):
        validate_file(path)
    return round(1000 * (time.process_time() - started) / _RUNS, 1)


def _lines(verdicts: list[Verdict]) -> Iterator[str]:
    for verdict in verdicts:
        given = sorted(
            finding.rule + (f" ({finding.subject})" if finding.subject else "")
            for finding in verdict.result.findings
        )
        yield f"{'ok   ' if verdict.is_right else 'WRONG'} {verdict.entry['file']}"
        yield f"      defect    {verdict.entry['defect']}"
        yield f"      expected  {verdict.expected}"
        answer = "valid" if verdict.result.valid else "invalid"
        yield f"      given     {answer}: {', '.join(dict.fromkeys(given)) or '-'}"


def main() -> int:
    """Run the benchmark; exit 0 also where the corpus is not there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--json", type=Path, dest="json_file")
    arguments = parser.parse_args()
    corpus: Path = arguments.corpus
    warmth.warm()
    verdicts = [judge(corpus, entry) for entry in entries(corpus)]
    if not verdicts:
        sys.stdout.write(f"No corpus of invoices with defects at {corpus / 'reject'}.\n")
        return 0
    sys.stdout.write("\n".join(_lines(verdicts)) + "\n")
    times = {name: milliseconds(corpus / "reject" / name) for name in _timed(verdicts)}
    right = sum(verdict.is_right for verdict in verdicts)
    sys.stdout.write(
        f"{right} of {len(verdicts)} as expected; base and French rules take "
        f"{median(times.values())} ms of a core, at most {max(times.values())}\n"
    )
    if arguments.json_file:
        figures = {"files": len(verdicts), "as_expected": right, "milliseconds": times}
        arguments.json_file.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n")
    return 0


def _timed(verdicts: list[Verdict]) -> Iterator[str]:
    """Yield the files to which base and French rules were applied."""
    for verdict in verdicts:
        name = verdict.entry["file"]
        applied = {finding.rule for finding in verdict.result.findings}.isdisjoint(
            {"xsd", "profile"}
        )
        if name.startswith("own-") and verdict.result.profile and applied:
            yield name


if __name__ == "__main__":
    sys.exit(main())
