"""How many documents would be filed by themselves, and how many of them wrongly, bound by bound.

In: scored documents. Out: per channel a row for each place of the bound on certainty, seen from
the one in force: documents filed, their share, how many are wrong. All else that filing needs
stays as it is; what has a second witness besides certainty does not move.
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
from tests.benchmarks.scoring import Scored

_PLACES = (-inf, -4.0, -3.0, -2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0, inf)
_WITNESSED = {
    FieldName.NUMBER: Reason.NUMBER_ONE_WITNESS,
    FieldName.ISSUE_DATE: Reason.DATE_ONE_WITNESS,
}
_FILED = {DocumentKind.INVOICE, DocumentKind.CREDIT_NOTE}

Row = dict[str, Any]


def risk(documents: Sequence[Scored]) -> list[Row]:
    """Return the rows: ``channel``, ``bound`` (None: beyond all), ``filed``, ``of``, ``wrong``."""
    by_channel: dict[str, list[Scored]] = {"all": list(documents)}
    for document in documents:
        by_channel.setdefault(document.channel, []).append(document)
    return [row for channel in by_channel for row in _rows(channel, by_channel[channel])]


def _rows(channel: str, documents: Iterable[Scored]) -> Iterator[Row]:
    margins = [(margin_of(document), document) for document in documents]
    of = sum(document.has_fields for _, document in margins)
    for place in _PLACES:
        filed = [d for margin, d in margins if margin is not None and margin >= place]
        wrong = sum(not document.may_be_filed for document in filed)
        bound = None if place in {-inf, inf} else place
        label = {-inf: "none", inf: "no certainty"}.get(place, f"{place:+.1f}")
        yield {"channel": channel, "bound": bound, "label": label, "filed": len(filed), "of": of,
               "wrong": wrong}  # fmt: skip


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
    if any(field.certainty is None or Witness.LABEL not in field.witnesses for field in needed):
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
    """Return the rows for people."""
    lines = ["risk against coverage of auto_file, as the bound on certainty moves (0: in force)"]
    lines.append(f"{'channel':10}{'bound':>14}{'filed':>8}{'coverage':>10}{'wrong':>7}{'risk':>8}")
    for row in rows:
        coverage = f"{row['filed'] / max(row['of'], 1):.1%}"
        share = f"{row['wrong'] / row['filed']:.2%}" if row["filed"] else "-"
        lines.append(
            f"{row['channel']:10}{row['label']:>14}{row['filed']:8}{coverage:>10}"
            f"{row['wrong']:7}{share:>8}"
        )
    return "\n".join(lines) + "\n"
