"""Forms that draw forms: refused where no reader would end, before one tries."""

from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from pipeline.pdf.drawing import draws_without_end
from pipeline.pdf.opening import open_pdf
from pipeline.stage import Limits
from storage.domain.reason import Reason
from tests.effort import assert_cheap


def form(pdf: Pdf, content: bytes, **forms: Stream) -> Stream:
    made = pdf.make_stream(content, Type=Name.XObject, Subtype=Name.Form)
    made.BBox = Array([0, 0, 9, 9])
    made.Resources = Dictionary(XObject=Dictionary({f"/{k}": v for k, v in forms.items()}))
    return made


def drawing(pdf: Pdf, content: bytes, **forms: Stream) -> Pdf:
    """Give a PDF a page that draws forms."""
    page = pdf.add_blank_page(page_size=(300, 200))
    named = Dictionary({f"/{k}": v for k, v in forms.items()})
    page.obj.Resources = Dictionary(XObject=named)
    page.obj.Contents = pdf.make_stream(content)
    return pdf


def chain(times: int, length: int) -> Pdf:
    """Return a page whose form draws another one some times, and that a third one."""
    pdf = pikepdf.new()
    last = form(pdf, b"0 0 1 1 re f")
    for _ in range(length):
        last = form(pdf, b"/F Do " * times, F=last)
    return drawing(pdf, b"/F Do", F=last)


@pytest.mark.parametrize(("times", "length"), [(10, 12), (2, 40), (1, 2_000), (60_000, 2)])
def test_too_much(times: int, length: int) -> None:
    pdf = chain(times, length)
    assert draws_without_end(pdf)
    assert_cheap(lambda: draws_without_end(pdf), 75)


@pytest.mark.parametrize(("times", "length"), [(1, 20), (10, 4), (30_000, 1)])
def test_what_is_drawn_in_time(times: int, length: int) -> None:
    assert not draws_without_end(chain(times, length))


def test_a_form_that_draws_itself_or_is_only_named() -> None:
    pdf = pikepdf.new()
    own = form(pdf, b"/F Do")
    own.Resources.XObject.F = own
    assert draws_without_end(drawing(pdf, b"q /F Do Q", F=own))
    other = pikepdf.new()
    unused = form(other, b"0 0 1 1 re f")
    unused.Resources.XObject.F = unused
    assert not draws_without_end(drawing(other, b"q /F Do Q", F=unused))


def test_content_that_cannot_be_read_and_resources_that_are_inherited() -> None:
    pdf = chain(10, 12)
    page = pdf.pages[0].obj
    page.Parent.Resources = page.Resources
    del page["/Resources"]
    assert draws_without_end(pdf)
    page.Contents = pdf.make_stream(b"no deflate", Filter=Name.FlateDecode)
    assert not draws_without_end(pdf)


def test_it_is_held_before_it_is_drawn(tmp_path: Path) -> None:
    chain(10, 12).save(tmp_path / "a.pdf")
    assert open_pdf(tmp_path / "a.pdf", Limits()).problem is Reason.PDF_TOO_COMPLEX
