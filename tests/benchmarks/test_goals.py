"""The table of goals says what was met, what was missed, and what nobody measured."""

from collections import Counter

from tests.benchmarks.conversion import Conversions
from tests.benchmarks.goals import goals, goals_table
from tests.benchmarks.strangers import Costs

MADE = {
    "made": 4,
    "made_of_text": 2,
    "vector_text": 2,
    "text_differs": ["a.pdf"],
    "looks_differ": [],
    "valid": {"veraPDF 1.28.2": 4, "veraPDF 1.30.2": 3},
}
CONVERSIONS = Conversions(
    profiles={"French, key fields read": Counter({"en16931": 97, "none": 3})},
    values=1500,
    false=["a.pdf number"],
)
SPENT = {"text": Costs(theirs=1.2, whole=0.19, already_read=0.1, container=0.05)}


def test_every_goal_has_a_verdict() -> None:
    rows = {row.name: row for row in goals(MADE, CONVERSIONS, SPENT)}
    assert {name: row.is_met for name, row in rows.items()} == {
        "valid for veraPDF 1.28.2": True,
        "valid for veraPDF 1.30.2": False,
        "valid for Mustang 2.25.0": None,
        "vector text kept": True,
        "text equal to the original's": False,
        "files with a page that looks different": True,
        "Factur-X of French invoices, key fields read": True,
        "CPU, text: `convert` of a folder": True,
        "CPU, text: container alone": False,
        "CPU, scan: `convert` of a folder": None,
        "CPU, scan: already read": None,
        "false values above `read`": True,
    }
    assert rows["CPU, text: `convert` of a folder"].figure == "190 of 1200 ms, 6.3 times"
    text = goals_table(rows.values())
    assert "missed" in text
    assert "not measured" in text
