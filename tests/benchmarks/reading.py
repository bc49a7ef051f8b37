"""Read the pages of the corpora, score the fields, and make a Factur-X of what was read.

``python -m tests.benchmarks.reading SHARED [--own] [--json FILE]``; SHARED holds ``corpus/``
and ``tools/score_reading.py``. Embedded XML is taken out first: the page counts here. Nobody
tells the reader whose the documents are, unless ``--own`` does: then each truth's buyer is the
dossier, as when its mailbox had received the invoice.
"""

import argparse
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pikepdf

from pipeline.facturx.validation import validate_file
from pipeline.offline import Answer, Job, read_files
from pipeline.stage import Work
from storage.codec import reasons_to_json
from storage.domain.siren import parse_siren
from storage.domain.state import DocumentKind
from tests.benchmarks.summary import summary

CORPORA = ("invoices", "synth", "real")
_CONVERTED = {"synth": None, "invoices": "fr"}
"""Of which corpora a Factur-X is counted, and of which language there; None for all."""
_INVOICES = {DocumentKind.INVOICE, DocumentKind.CREDIT_NOTE}


def main() -> None:
    """Read the arguments, read the corpora, print the scores and the conversions."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--own", action="store_true", help="tell whose each document is")
    parser.add_argument("--json", type=Path, help="write the figures here, too")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        truths = [arguments.shared / "corpus" / corpus for corpus in CORPORA]
        answers = list(read_files(list(jobs_of(truths, folder, tell_own=arguments.own))))
        text, figures = summary(arguments.shared, answers, truths)
        conversions = count_conversions(answers, arguments.shared)
        sys.stdout.write(f"{text}\n{table(conversions)}")
        if arguments.json:
            arguments.json.write_text(json.dumps(figures | {"facturx": conversions}) + "\n")


def jobs_of(sources: Iterable[Path], folder: Path, *, tell_own: bool) -> Iterator[Job]:
    """Yield a job for every document with a truth file, without its embedded XML."""
    for source in sources:
        for truth_file in sorted(source.glob("*.json")):
            truth = json.loads(truth_file.read_text(encoding="utf-8"))
            file = next(f for f in source.glob(f"{truth_file.stem}.*") if f.suffix != ".json")
            buyer = truth.get("buyer") or {}
            own = parse_siren(buyer.get("siren") or "")
            work = Work(own_siren=own, own_name=buyer.get("name") or "") if tell_own else Work()
            page_file = folder / source.name / file.name
            page_file.parent.mkdir(exist_ok=True)
            _without_xml(file, page_file)
            yield Job(page_file, work, folder / source.name / f"{file.stem}.facturx.pdf")


def _without_xml(file: Path, target: Path) -> None:
    try:
        with pikepdf.open(file) as pdf:
            for name in list(pdf.attachments):
                del pdf.attachments[name]
            if "/AF" in pdf.Root:
                del pdf.Root["/AF"]
            pdf.save(target)
    except pikepdf.PdfError:
        target.write_bytes(file.read_bytes())


def count_conversions(answers: list[Answer], shared: Path) -> dict[str, Any]:
    """Count the derived files of what was read as an invoice, per profile, and why others lack."""
    profiles: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    invalid = []
    for answer in answers:
        corpus = answer.file.parent.name
        truth_file = shared / "corpus" / corpus / f"{answer.file.stem}.json"
        truth = json.loads(truth_file.read_text(encoding="utf-8"))
        wanted = corpus in _CONVERTED and _CONVERTED[corpus] in {None, truth.get("lang")}
        if not wanted or answer.facts is None or answer.facts.kind not in _INVOICES:
            continue
        if answer.facturx is None:
            profiles["none"] += 1
            causes = answer.hold or answer.facts.facturx_reasons
            reasons.update({f"{r['code']} {r.get('about', '')}" for r in reasons_to_json(causes)})
            continue
        profiles[str(answer.facts.profile)] += 1
        if not validate_file(answer.facturx).valid:
            invalid.append(answer.file.name)
    return {"profiles": profiles, "invalid": invalid, "reasons_for_none": reasons}


def table(conversions: dict[str, Any]) -> str:
    """Return the conversions for people."""
    lines = ["derived Factur-X"]
    lines += [f"  {name:40}{count:5}" for name, count in conversions["profiles"].most_common()]
    lines += [f"  not valid: {', '.join(conversions['invalid']) or 'none'}", "why none"]
    lines += [f"  {name:40}{n:5}" for name, n in conversions["reasons_for_none"].most_common()]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
