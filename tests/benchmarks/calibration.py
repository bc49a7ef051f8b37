"""How often numbers and issue dates are right, by how certain they seemed.

In: scored documents. Out: per field and channel a row for each band of certainty: how many values,
how many of them the odds say are right, and how many are. Those from the bound of the field on (0)
may act as if a second witness had named them.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import exp, inf
from typing import Any

from pipeline.reading.certainty import bound_of
from storage.domain.field import Witness
from storage.domain.invoice import FieldName
from tests.benchmarks.scoring import Scored, by_channel

_FIELDS = (FieldName.NUMBER, FieldName.ISSUE_DATE)
_EDGES = (-inf, -4.0, -2.0, -1.0, 0.0, 1.0, 2.0, inf)
"""Of the bands, in log odds seen from the bound."""

Row = dict[str, Any]


def calibration(documents: Sequence[Scored]) -> list[Row]:
    """Return rows of a field and a channel: edges of the band, values, predicted, right."""
    groups = by_channel(documents).items()
    return [row for name in _FIELDS for g, inside in groups for row in _rows(name, g, inside)]


def _rows(name: FieldName, group: str, documents: Iterable[Scored]) -> Iterator[Row]:
    values = [found for document in documents if (found := _value(name, document))]
    for low, high in pairwise(_EDGES):
        inside = [found for found in values if low <= found[0] < high]
        if inside:
            predicted = sum(
                1 / (1 + exp(-margin - bound_of(name, is_named=is_named)))
                for margin, _, is_named in inside
            )
            yield {
                "field": name.value,
                "group": group,
                "from": None if low == -inf else low,
                "to": None if high == inf else high,
                "values": len(inside),
                "predicted": round(predicted / len(inside), 4),
                "right": sum(right for _, right, _ in inside),
            }


def _value(name: FieldName, document: Scored) -> tuple[float, bool, bool] | None:
    """Return the certainty of a value, whether it is right and labelled; None where unknown."""
    facts, is_right = document.answer.facts, document.is_right(name)
    if facts is None or facts.invoice is None or is_right is None:
        return None
    field = facts.invoice.fields[name]
    is_named = Witness.LABEL in field.witnesses
    return None if field.certainty is None else (field.certainty, is_right, is_named)


def table(rows: Iterable[Row]) -> str:
    """Return the rows for people."""
    lines = [
        "calibration: values by certainty (log odds, seen from the bound)",
        f"{'field':12}{'channel':8}{'from':>7}{'to':>7}{'values':>8}{'predicted':>11}{'right':>8}{'seen':>8}",
    ]
    for row in rows:
        low, high = ("" if e is None else f"{e:+.1f}" for e in (row["from"], row["to"]))
        lines.append(
            f"{row['field']:12}{row['group']:8}{low:>7}{high:>7}{row['values']:8}{row['predicted']:11.1%}"
            f"{row['right']:8}{row['right'] / row['values']:8.1%}"
        )
    return "\n".join(lines) + "\n"
