"""Painted over: a value of the layer where the picture shows another one is named, wherever."""

from dataclasses import replace

import pytest

from pipeline.reading.disagreement import COMPARED, differing
from pipeline.reading.painted_over import painted_over
from pipeline.reading.words import Page
from storage.domain.field import Field, Level, Source
from storage.domain.invoice import FieldName, Invoice
from tests.pipeline.reading.papers import a_page

N = FieldName
LAYER = (
    "Facture F-2026-017 du 24/11/2026",
    "Toner noir\t6\t59,46\t1 356,76",
    "\t\tÀ prélever\t1 356,76",
    "IBAN\tFR76 3000 6000 0112 3456 7890 189",
)
VALUES = {
    N.NUMBER: "F-2026-017",
    N.ISSUE_DATE: "2026-11-24",
    N.TOTAL_WITH_VAT: "1356.76",
    N.IBAN: "FR7630006000011234567890189",
}


def _page(*shown: str, layer: tuple[str, ...] = LAYER) -> Page:
    page = a_page(*shown, source=Source.OCR)
    return replace(page, differs=True, layer=a_page(*layer).words)


def _xml(**values: str) -> Invoice:
    stated = {**VALUES, **{FieldName(name): value for name, value in values.items()}}
    return Invoice({n: Field(v, Level.READ, Source.FACTURX_XML) for n, v in stated.items()})


@pytest.mark.parametrize(
    ("old", "new", "name", "seen"),
    [
        ("F-2026-017", "F-2026-019", N.NUMBER, "F-2026-019"),
        ("24/11", "29/11", N.ISSUE_DATE, "29/11/2026"),
        ("59,46\t1 356,76", "59,46\t2 356,76", N.TOTAL_WITH_VAT, "2 356,76"),
        ("prélever\t1 356,76", "prélever\t2 356,76", N.TOTAL_WITH_VAT, "2 356,76"),
        ("7890 189", "7890 112", N.IBAN, "FR76 3000 6000 0112 3456 7890 112"),
    ],
)
def test_what_was_painted_over_is_named(old: str, new: str, name: FieldName, seen: str) -> None:
    shown = tuple(line.replace(old, new) for line in LAYER)
    assert shown != LAYER
    assert [*painted_over(_xml(), (_page(*shown),), COMPARED)] == [(name, seen)]


@pytest.mark.parametrize(
    "shown",
    [
        LAYER,
        LAYER[:1] + LAYER[2:],  # a line that nothing was recognised of
        tuple(line.replace("1 356,76", "1356.76").replace("017", "O17") for line in LAYER),
        tuple(line.replace("1 356,76", "356,76") for line in LAYER),  # a digit missed
    ],
)
def test_what_an_engine_misses_or_writes_otherwise_is_not(shown: tuple[str, ...]) -> None:
    assert [*painted_over(_xml(), (_page(*shown),), COMPARED)] == []


def test_where_layer_and_picture_are_known_to_agree_nothing_is_compared() -> None:
    shown = tuple(line.replace("1 356,76", "2 356,76") for line in LAYER)
    page = replace(_page(*shown), layer=())
    assert [*painted_over(_xml(), (page,), COMPARED)] == []


def test_without_vat_one_amount_is_printed_for_both_totals() -> None:
    xml = _xml(total_without_vat="1356.76")
    shown = tuple(line.replace("prélever\t1 356,76", "prélever\t2 356,76") for line in LAYER)
    found = differing(xml, Invoice(), (_page(*shown),))
    assert {N.TOTAL_WITHOUT_VAT, N.TOTAL_WITH_VAT} <= found.keys()
