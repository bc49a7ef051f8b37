"""What a received PDF has attached: carried over where it can run nothing."""

import io

import pikepdf
import pytest

from pipeline.facturx.derive import derive
from storage.domain.reason import Reason
from tests.pipeline.facturx import pages
from tests.pipeline.facturx.invoices import PURCHASE, an_invoice

PLAIN = pages.drawn(pages.written())


@pytest.mark.parametrize("content", [b"", b" zz "], ids=["vector", "picture"])
def test_safe_annexes_are_carried_over_and_others_are_told(content: bytes) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pages.add_annexes(pdf)
        pdf.pages[0].contents_add(content)

    derived = derive(pages.changed(PLAIN, change), (), an_invoice(), PURCHASE)
    assert derived.pdf is not None
    assert Reason.ANNEX_LEFT_OUT in derived.reasons
    with pikepdf.open(io.BytesIO(derived.pdf)) as pdf:
        carried = {
            name: (file.get_file().mime_type, str(file.obj.AFRelationship))
            for name, file in pdf.attachments.items()
            if name != "factur-x.xml"
        }
        assert len(pdf.Root.AF) == 4
        assert pdf.attachments["relevé.csv"].get_file().read_bytes().startswith(b"jour;")
    assert carried == {
        "conditions.pdf": ("application/pdf", "/Supplement"),
        "plan.png.exe.png": ("image/png", "/Supplement"),
        "relevé.csv": ("text/csv", "/Supplement"),
    }


def test_where_all_are_carried_nothing_is_told() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.attachments["relevé.csv"] = b"a;b\n1;2\n"
        pdf.attachments["Factur-X.xml"] = b"<old/>"

    derived = derive(pages.changed(PLAIN, change), (), an_invoice(), PURCHASE)
    assert derived.reasons == ()
    assert derived.pdf is not None
    with pikepdf.open(io.BytesIO(derived.pdf)) as pdf:
        assert sorted(pdf.attachments) == ["factur-x.xml", "relevé.csv"]


def test_an_annex_that_inflates_beyond_measure_stays_behind() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.attachments["lang.csv"] = b"a;b\n" * 4_000_000

    derived = derive(pages.changed(PLAIN, change), (), an_invoice(), PURCHASE)
    assert derived.reasons == (Reason.ANNEX_LEFT_OUT,)
