"""False values are found, and told from those that the file says are only read."""

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.facturx.derive import derive
from storage.domain.field import Level
from tests.benchmarks.false_fields import stated_by
from tests.pipeline.facturx import pages
from tests.pipeline.facturx.invoices import PURCHASE, VALUES, N, an_invoice

TRUTH: dict[str, Any] = {
    "complete": True,
    "number": VALUES[N.NUMBER],
    "due_date": VALUES[N.DUE_DATE],
    "total_with_vat": VALUES[N.TOTAL_WITH_VAT],
    "seller": {"name": VALUES[N.SELLER_NAME]},
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("made") / "a.pdf"
    invoice = an_invoice(levels={N.DUE_DATE: Level.READ})
    file.write_bytes(derive(pages.drawn(pages.written()), (), invoice, PURCHASE).pdf or b"")
    return file


def test_what_is_true_is_counted(made: Path) -> None:
    stated = stated_by(made, TRUTH)
    assert (stated.values + stated.read, stated.false, stated.read_false) == (4, (), ())
    assert stated.read >= 1


@pytest.mark.parametrize(
    ("change", "false", "read_false"),
    [
        ({"number": "OTHER"}, 1, 0),
        ({"number": "OTHER", "accept": {"number": [VALUES[N.NUMBER]]}}, 0, 0),
        ({"number": "OTHER", "page": {"number": VALUES[N.NUMBER]}}, 0, 0),
        ({"due_date": "2026-01-01"}, 0, 1),
        ({"total_with_vat": None}, 1, 0),
        ({"total_with_vat": None, "complete": False}, 0, 0),
        ({"vat_breakdown": [{"category": "S", "rate": "1", "basis": "1", "amount": "1"}]}, 2, 0),
    ],
    ids=json.dumps,
)
def test_what_differs_is_told(
    made: Path, change: dict[str, Any], false: int, read_false: int
) -> None:
    stated = stated_by(made, TRUTH | change)
    assert (len(stated.false), len(stated.read_false)) == (false, read_false)
