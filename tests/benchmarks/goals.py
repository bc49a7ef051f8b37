"""Which goals for derived files were met.

In: the figures of one run. Out: a row for each measure with its figure and its goal.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tests.benchmarks.conversion import Conversions
from tests.benchmarks.strangers import Costs
from tests.validators import judging

_READ = "French, key fields read"
"""The group of documents of which nearly all have to get a Factur-X."""
_LEAST_TIMES = {"text": {"whole": 6, "container": 30}, "scan": {"whole": 3, "already_read": 25}}
_NAMES = {
    "whole": "`convert` of a folder",
    "already_read": "already read",
    "container": "container alone",
}


@dataclass(frozen=True)
class Row:
    """One measure.

    Attributes:
        name: What is measured.
        figure: What it is.
        goal: What it shall be.
        is_met: None where it could not be measured.
    """

    name: str
    figure: str
    goal: str
    is_met: bool | None


def goals(
    made: Mapping[str, Any], conversions: Conversions, spent: Mapping[str, Costs]
) -> Iterator[Row]:
    """Yield the rows.

    Args:
        made: What `tests.benchmarks.containers.quality` counted.
        conversions: What `tests.benchmarks.conversion.count` counted.
        spent: CPU of text PDFs (``text``) and of pictures (``scan``).
    """
    for name in (judging.VERAPDF, judging.NEWER_VERAPDF, judging.MUSTANG):
        yield _share(f"valid for {name}", made["valid"].get(name), made["made"], 1.0)
    yield _share("vector text kept", made["vector_text"], made["made_of_text"], 0.98)
    same = made["made_of_text"] - len(made["text_differs"])
    yield _share("text equal to the original's", same, made["made_of_text"], 1.0)
    differ = len(made["looks_differ"])
    yield Row("files with a page that looks different", str(differ), "0", differ == 0)
    group: Mapping[str, int] = conversions.profiles.get(_READ, {})
    total = sum(group.values())
    yield _share("Factur-X of French invoices, key fields read", total - group.get("none", 0),
                 total, 0.97)  # fmt: skip
    for kind, wanted in _LEAST_TIMES.items():
        for part, times in wanted.items():
            yield _times(f"CPU, {kind}: {_NAMES[part]}", spent.get(kind), part, times)
    false, values = len(conversions.false), conversions.values
    yield Row("false values above `read`", f"{false} of {values}", "1 in 1,000",
              1000 * false <= values)  # fmt: skip


def _share(name: str, count: int | None, total: int, least: float) -> Row:
    goal = f"{least:.0%}"
    if count is None or not total:
        return Row(name, "not measured", goal, None)
    return Row(name, f"{count} of {total} ({count / total:.1%})", goal, count >= least * total)


def _times(name: str, spent: Costs | None, part: str, least: int) -> Row:
    if spent is None or spent.theirs is None:
        return Row(name, "not measured", f"{least} times", None)
    seconds = getattr(spent, part)
    times = spent.theirs / seconds
    figure = f"{1000 * seconds:.0f} of {1000 * spent.theirs:.0f} ms, {times:.1f} times"
    return Row(name, figure, f"{least} times", times >= least)


def goals_table(rows: Iterable[Row]) -> str:
    """Return the rows for people."""
    words = {True: "met", False: "missed", None: "-"}
    lines = [f"{'measure':48}{'figure':34}{'goal':12}"]
    lines += [f"{it.name:48}{it.figure:34}{it.goal:12}{words[it.is_met]}" for it in rows]
    return "\n".join(lines) + "\n"
