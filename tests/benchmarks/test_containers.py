"""What the benchmark of containers says for people, and how it compares pages."""

import numpy as np
import pytest

from tests.benchmarks.containers import _difference, cost_table, quality_table
from tests.benchmarks.strangers import Costs

FIGURES = {
    "documents": 5,
    "made": 3,
    "made_of_text": 2,
    "vector_text": 1,
    "text_differs": ["a.pdf"],
    "looks_differ": [],
    "valid": {"veraPDF 1.28.2": 3},
    "invalid": [],
}


def test_a_page_that_was_turned_is_turned_back() -> None:
    page = np.zeros((4, 6), np.uint8)
    page[0, :3] = 240
    assert _difference(page, np.rot90(page)) == 0
    assert _difference(page, 255 - page) > 100
    assert _difference(page, np.zeros((5, 5), np.uint8)) == 255


def test_the_tables() -> None:
    text = quality_table(FIGURES)
    assert "3 of 5 documents" in text
    assert "2, 1 with vector text" in text
    assert "a.pdf" in text
    costs = cost_table("text", Costs(theirs=1.2, whole=0.4, already_read=0.1, container=0.03))
    assert "40.0 times less" in costs
    alone = cost_table("text", Costs(theirs=None, whole=0.4, already_read=0.1, container=0.03))
    assert "not here" in alone


@pytest.mark.parametrize("name", ["whole", "already_read", "container"])
def test_every_cost_has_a_row(name: str) -> None:
    assert name in cost_table("scan", Costs(None, 1, 1, 1))
