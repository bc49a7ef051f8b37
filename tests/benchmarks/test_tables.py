"""What the benchmarks count: coverage and risk by bound, calibration, costs."""

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

from pipeline.offline import Answer
from pipeline.reading.fields import Context, read_fields
from pipeline.reading.levels import judge
from pipeline.stage import DocumentFacts
from storage.domain.field import Witness
from storage.domain.invoice import FieldName
from storage.domain.state import DocumentKind
from tests.benchmarks import calibration, corpus, costs, risk
from tests.benchmarks.scoring import Scored
from tests.pipeline.reading.papers import INVOICE, a_page

NUMBER, DATE = FieldName.NUMBER, FieldName.ISSUE_DATE
TRUTH = {"channel": "text", "lang": "fr", "number": "F-2026-017", "visible": ["number"]}


def scored(margin: float | None, *, may_be_filed: bool = True, value: str = "") -> Scored:
    """Return a document whose number has no other witness than its certainty."""
    read = read_fields((a_page(*INVOICE),), Context())
    number, date = read.fields[NUMBER], read.fields[DATE]
    certain = (Witness.CERTAINTY,) if margin is not None and margin >= 0 else ()
    fields = read.fields | {
        NUMBER: replace(
            number,
            value=value or number.value,
            witnesses=(Witness.LABEL, *certain),
            certainty=margin,
        ),
        DATE: replace(date, witnesses=(Witness.LABEL, Witness.TERMS)),
    }
    invoice, open_points = judge(replace(read, fields=fields), Context())
    facts = DocumentFacts(kind=DocumentKind.INVOICE, invoice=invoice, open_points=open_points)
    answer = Answer(Path("a.pdf"), facts, cpu_seconds=1.0, peak_memory=2**21)
    return Scored(answer, TRUTH, may_be_filed=may_be_filed, has_fields=True)


def filed(rows: list[risk.Row], bound: str) -> tuple[int, int]:
    (row,) = (row for row in rows if (row["group"], row["bound"]) == ("text fr", bound))
    return row["filed"], row["wrong"]


def test_a_lower_bound_files_more_and_more_wrongly() -> None:
    documents = [scored(1.5), scored(0.2), scored(-0.7, may_be_filed=False), scored(None)]
    rows = risk.risk(documents)
    assert [row["of"] for row in rows] == [4] * len(rows)
    assert filed(rows, "none") == (0, 0)
    assert filed(rows, "+1") == (1, 0)
    assert filed(rows, "+0") == (2, 0)
    assert filed(rows, "-1") == (3, 1)
    assert filed(rows, "any") == (3, 1)
    assert "75.0% (1)" in risk.table(rows)


def test_the_bound_in_force_files_what_the_product_files() -> None:
    for margin, is_filed in ((0.2, True), (-0.2, False)):
        document = scored(margin)
        assert document.answer.facts is not None
        assert (document.answer.facts.open_points == ()) is is_filed
        assert filed(risk.risk([document]), "+0")[0] == is_filed


def test_what_is_open_otherwise_is_never_filed() -> None:
    document = scored(3.0)
    assert document.answer.facts is not None
    facts = replace(document.answer.facts, kind=DocumentKind.OTHER)
    assert risk.margin_of(replace(document, answer=replace(document.answer, facts=facts))) is None


def test_values_are_counted_by_their_certainty() -> None:
    rows = calibration.calibration([scored(0.5), scored(0.6, value="F-1"), scored(-3.0)])
    of_all = [row for row in rows if (row["field"], row["group"]) == (NUMBER, "all")]
    assert [(r["from"], r["to"], r["values"], r["right"]) for r in of_all] == [
        (-4.0, -2.0, 1, 1),
        (0.0, 1.0, 2, 1),
    ]
    assert "50.0%" in calibration.table(rows)


def test_costs_are_those_of_the_slow_ones_too() -> None:
    one = scored(1.0)
    answers = [replace(one.answer, seconds=float(n)) for n in range(100)]
    documents = [replace(one, answer=answer) for answer in answers]
    everything, text, *_ = costs.costs(documents)
    assert (everything["wall_p50"], everything["wall_p95"]) == (50, 95)
    assert (text["group"], text["cpu_mean"]) == ("text", 1.0)
    assert costs.peak_memory(documents) == 2


def test_the_figures_of_the_hostile_corpora_can_be_written() -> None:
    row = corpus.Row(sent=1, messages=Counter(held=1), open=["a.eml: part 2 held"])
    read = json.loads(corpus.as_json({"mime": row}, ["a child lived for 9 s"]))
    assert (read["mime"]["messages"], read["mime"]["open"]) == ({"held": 1}, row.open)
    assert read["missed"] == ["a child lived for 9 s"]
