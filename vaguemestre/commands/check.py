"""``check``: is this electronic invoice valid?"""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.facturx.validation import validate_file
from vaguemestre.commands.answers import AsJson, answer, new_app

app = new_app()


@app.command()
def check(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True)],
    as_json: AsJson = False,
) -> None:
    """Validate a Factur-X, ZUGFeRD, CII or UBL file. Exit status 1 when it is not valid."""
    validation = validate_file(file)
    data = {
        "valid": validation.valid,
        "profile": validation.profile,
        "findings": [
            {
                "rule": finding.rule,
                "severity": finding.severity,
                "location": finding.location,
                "message": finding.message,
            }
            for finding in validation.findings
        ],
    }
    lines = [f"{'valid' if validation.valid else 'NOT VALID'}  {validation.profile or '-'}  {file}"]
    lines += [f"{f.severity}  {f.rule}  {f.message}" for f in validation.findings]
    answer(data, "\n".join(lines), as_json=as_json)
    if not validation.valid:
        raise typer.Exit(1)
