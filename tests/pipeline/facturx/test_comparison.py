"""A repaired PDF against the received one: what counts as the same, and what does not."""

from collections.abc import Callable

import pytest
from reportlab.pdfgen.canvas import Canvas

from pipeline.facturx.comparison import is_same
from pipeline.facturx.pdfa import Archivable, make_pdfa
from tests.pipeline.facturx import pages

RECEIVED = pages.drawn(pages.written(), pages.written("Courier"))


def _with(change: Callable[[Canvas], None]) -> bytes:
    def draw(canvas: Canvas) -> None:
        change(canvas)
        pages.written()(canvas)

    return pages.drawn(draw, pages.written("Courier"))


def _repaired() -> bytes:
    made = make_pdfa(RECEIVED, ())
    assert isinstance(made, Archivable)
    return made.content


def _a_logo(canvas: Canvas) -> None:
    canvas.rect(400, 750, 40, 40, fill=1)


def _white_over_it(canvas: Canvas) -> None:
    canvas.translate(0, 40)


@pytest.mark.parametrize(
    ("repaired", "same"),
    [
        (RECEIVED, True),
        (_repaired(), True),
        (_with(_a_logo), False),
        (_with(_white_over_it), False),
        (pages.drawn(pages.written(text="Facture n° 18"), pages.written("Courier")), False),
        (pages.drawn(pages.written()), False),
        (pages.drawn(pages.written("Courier"), pages.written("Courier")), False),
        (pages.drawn(pages.written(), pages.written("Courier"), size=(595, 800)), False),
    ],
    ids=["equal", "typeface", "logo", "moved", "text", "pages", "monospaced", "size"],
)
def test_what_is_the_same(repaired: bytes, same: bool) -> None:
    assert is_same(RECEIVED, repaired, []) is same


def test_pages_are_compared_by_their_numbers() -> None:
    one, two = (pages.drawn(pages.written(text=f"Page {n}")) for n in (1, 2))
    both = pages.drawn(*(pages.written(text=f"Page {n}") for n in (1, 2)))
    assert is_same(both, two, [2])
    assert not is_same(both, one, [2])
