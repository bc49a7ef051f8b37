"""``explain``: why an invoice was decided as it was, by deciding once more from what was stored."""

from typing import Annotated, Any

import typer

from storage.codec import from_json, reasons_to_json
from storage.domain.decision import RULE_VERSION, Inputs, decide
from storage.domain.reason import Cause, Reason, ReasonAbout
from storage.domain.wording import sentences
from storage.models.decision import DecisionRow
from storage.queries.decisions import decision_on
from vaguemestre.commands.answers import AsJson, answer, new_app
from vaguemestre.commands.store import open_database
from vaguemestre.settings import load_settings

app = new_app()


@app.command()
def explain(
    object_id: Annotated[str, typer.Argument(metavar="ID", help="An invoice or a document.")],
    as_json: AsJson = False,
) -> None:
    """Decide once more from the stored inputs; exit 1 where the answer differs."""
    with open_database(load_settings()) as database, database.read() as session:
        row = decision_on(session, object_id)
    data = explained(row)
    answer(data, "\n".join(_lines(data)), as_json=as_json)
    if not data["same"]:
        raise typer.Exit(1)


def explained(row: DecisionRow) -> dict[str, Any]:
    """Return a stored decision beside the one that its inputs give now."""
    now = decide(from_json(Inputs, row.inputs))
    stored = {"outcome": row.outcome, "reception": row.reception, "reasons": row.reasons}
    again = {
        "outcome": now.ending.value,
        "reception": now.reception,
        "reasons": reasons_to_json(now.reasons),
    }
    return {
        "invoice_id": row.invoice_id,
        "version": row.version,
        "at": row.at.isoformat(),
        **stored,
        "reasons": [_with_sentences(reason) for reason in row.reasons],
        "inputs": row.inputs,
        "rule_version": row.rule_version,
        "present_rule_version": RULE_VERSION,
        "same": stored == again,
        "again": again,
    }


def _with_sentences(row: dict[str, Any]) -> dict[str, Any]:
    code = Reason(row["code"])
    cause: Cause = ReasonAbout(code, row["about"]) if row.get("about") else code
    french, english = sentences(cause)
    return row | {"fr": french, "en": english}


def _lines(data: dict[str, Any]) -> list[str]:
    reception = data["reception"] or data["outcome"]
    same = "The stored inputs give the same answer."
    if not data["same"]:
        same = f"The stored inputs give another answer now: {data['again']}"
    return [
        f"{data['invoice_id']}, version {data['version']}: {reception}, decided {data['at']}",
        *(f"{r['code']}  {r['fr']}  {r['en']}" for r in data["reasons"]),
        f"rule version {data['rule_version']} (now {data['present_rule_version']}). {same}",
    ]
