"""``check``: is this electronic invoice valid, and does its page say the same?"""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline.facturx.validation import Finding, Severity, Validation, validate_file
from pipeline.offline import Job, is_readable, read_files
from storage.domain.reason import Reason, ReasonAbout
from vaguemestre.commands.answers import AsJson, answer, new_app

app = new_app()

PAGE, PAGE_LAYER, PAGE_UNREAD = "own-page", "own-page-layer", "own-page-unread"


@app.command()
def check(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True)],
    xml_only: Annotated[
        bool, typer.Option("--xml-only", help="Do not compare a PDF's pages with its XML.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Validate a Factur-X, ZUGFeRD, CII or UBL file. Exit status 1 when it is not valid."""
    validation = validate_file(file)
    findings = list(validation.findings)
    if validation.profile and not xml_only and is_readable(file):
        findings += _page_findings(file)
    data = {
        "valid": validation.valid,
        "profile": validation.profile,
        "findings": [_shown(finding) for finding in findings],
    }
    answer(data, _text(file, validation, findings), as_json=as_json)
    if not validation.valid:
        raise typer.Exit(1)


def _page_findings(file: Path) -> Iterator[Finding]:
    """Yield what the pages say otherwise than the XML, as warnings: the XML is valid by itself."""
    for found in read_files([Job(file)]):
        if found.facts is None:
            yield Finding(PAGE_UNREAD, Severity.WARNING, "", found.error or "")
            continue
        invoice = found.facts.invoice
        for name, seen in found.facts.page_differs.items():
            stated = (invoice and invoice.value(name)) or "-"
            detail = f"{name.value}, XML {stated} ≠ page {seen}"
            yield Finding(f"{PAGE}-{name.value}", Severity.WARNING, "", detail, name.value)
        for point in found.facts.open_points:
            if isinstance(point, ReasonAbout) and point.reason is Reason.TEXT_LAYER_DIFFERS:
                yield Finding(PAGE_LAYER, Severity.WARNING, "", point.about)


def _shown(finding: Finding) -> dict[str, Any]:
    french, english = finding.sentences
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "location": finding.location,
        "message": finding.message,
        "field": finding.subject or None,
        "fr": french,
        "en": english,
    }


def _text(file: Path, validation: Validation, findings: list[Finding]) -> str:
    verdict = "valid" if validation.valid else "NOT VALID"
    lines = [f"{verdict}  {validation.profile or '-'}  {file}"]
    for finding in findings:
        lines.append(f"{finding.severity}  {finding.rule}  {finding.location}".rstrip())
        lines += [f"    {sentence}" for sentence in finding.sentences]
    return "\n".join(lines)
