"""How many documents would be filed by themselves, and how many of them wrongly, bound by bound.

In: scored documents. Out: per channel and language a row for each place of the bound on certainty,
seen from the one in force: documents filed, their share, how many are wrong. All else that filing
needs stays as it is; what has a second witness besides certainty does not move.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from math import inf
from typing import Any

from pipeline.reading.fields import Context
from pipeline.reading.levels import judge
from storage.domain.field import Field, Witness
from storage.domain.invoice import FieldName, Invoice
from storage.domain.reason import Reason
from storage.domain.state import DocumentKind
from tests.benchmarks.scoring import Scored, by_channel_and_language

_PLACES = {"any": -inf} | {f"{n:+}": float(n) for n in range(-4, 4)} | {"none": inf}
"""From « whatever is read » to « certainty is no witness », in log odds."""
_WITNESSED = {
    FieldName.NUMBER: Reason.NUMBER_ONE_WITNESS,
    FieldName.ISSUE_DATE: Reason.DATE_ONE_WITNESS,
}
_FILED = {DocumentKind.INVOICE, DocumentKind.CREDIT_NOTE}

Row = dict[str, Any]


def risk(documents: Sequence[Scored]) -> list[Row]:
    """Return the rows: ``group``, ``bound`` (as in `_PLACES`), ``filed``, ``of``, ``wrong``."""
    groups = by_channel_and_language(documents)
    return [row for name, inside in groups.items() for row in _rows(name, inside)]


def _rows(group: str, documents: Sequence[Scored]) -> Iterator[Row]:
    margins = [(margin_of(document), document) for document in documents]
    of = sum(document.has_fields for document in documents)
    for bound, place in _PLACES.items():
        filed = [d for margin, d in margins if margin is not None and margin >= place]
        wrong = sum(not document.may_be_filed for document in filed)
        yield {"group": group, "bound": bound, "filed": len(filed), "of": of, "wrong": wrong}


def margin_of(document: Scored) -> float | None:
    """Return how far the bound may rise before a document is not filed; None where it never is.

    Infinite where number and date have other witnesses.
    """
    facts = document.answer.facts
    if facts is None or facts.invoice is None or facts.kind not in _FILED:
        return None
    if document.answer.hold or set(facts.open_points) - set(_WITNESSED.values()):
        return None
    fields = facts.invoice.fields
    needed = [fields[name] for name, point in _WITNESSED.items() if point in _left(facts.invoice)]
    named = {Witness.LABEL, Witness.CERTAINTY}
    if any(f.certainty is None or named.isdisjoint(f.witnesses) for f in needed):
        return None
    return min((field.certainty or 0.0 for field in needed), default=inf)


def _left(invoice: Invoice) -> set[Any]:
    """Return what is open when certainty is no witness."""
    fields = {name: _without_certainty(field) for name, field in invoice.fields.items()}
    _, open_points = judge(replace(invoice, fields=fields), Context())
    return set(open_points)


def _without_certainty(field: Field) -> Field:
    kept = tuple(w for w in field.witnesses if w is not Witness.CERTAINTY)
    return replace(field, witnesses=kept)


def table(rows: Iterable[Row]) -> str:
    """Return the rows for people: a line per group; how many are filed, and how many wrongly."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row["group"], []).append(row)
    lines = ["risk against coverage of auto_file as the bound on certainty moves (+0: in force)"]
    lines.append("share of documents filed, and in brackets how many of them wrongly")
    lines.append(f"{'':12}{'docs':>6}" + "".join(f"{bound:>12}" for bound in _PLACES))
    for name, cells in groups.items():
        shown = (f"{c['filed'] / max(c['of'], 1):.1%} ({c['wrong']})" for c in cells)
        lines.append(f"{name:12}{cells[0]['of']:6}" + "".join(f"{cell:>12}" for cell in shown))
    return "\n".join(lines) + "\n"
