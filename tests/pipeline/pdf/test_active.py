"""Active content: every kind is told, and what people look at has none of it."""

import io
from collections.abc import Callable
from typing import Any

import pikepdf
import pypdfium2 as pdfium
import pytest
from pikepdf import Array, AttachedFileSpec, Dictionary, Name, Pdf

from pipeline.pdf.active import active_content, disarmed
from storage.domain.reason import Reason, ReasonAbout


def typed() -> Pdf:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(300, 200))
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    page.obj.Resources = Dictionary(Font=Dictionary(F=font))
    page.obj.Contents = pdf.make_stream(b"BT /F 20 Tf 20 100 Td (Facture 17) Tj ET")
    return pdf


def on_opening(**action: Any) -> Callable[[Pdf], None]:
    def arm(pdf: Pdf) -> None:
        pdf.Root.OpenAction = pdf.make_indirect(Dictionary(**action))

    return arm


def annotated(**annotation: Any) -> Callable[[Pdf], None]:
    def arm(pdf: Pdf) -> None:
        box = Array([10, 10, 90, 90])
        note = Dictionary(Type=Name.Annot, Rect=box, **annotation)
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(note)])

    return arm


def _by_name(pdf: Pdf) -> None:
    script = Dictionary(S=Name.JavaScript, JS="app.alert(1)")
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array(["a", script])))


def _in_a_chain(pdf: Pdf) -> None:
    script = Dictionary(S=Name("/JavaScript"), JS="app.alert(1)")
    quiet = Dictionary(S=Name.GoTo, D=Array([pdf.pages[0].obj, Name.Fit]), Next=Array([script]))
    pdf.pages[0].obj.AA = Dictionary(O=quiet)


def _with_form(pdf: Pdf) -> None:
    pdf.Root.AcroForm = Dictionary(Fields=Array([]), XFA=pdf.make_stream(b"<xdp/>"))


def _from_elsewhere(pdf: Pdf) -> None:
    form = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 1, 1]))
    form.Ref = Dictionary(F="other.pdf", Page=0)
    pdf.pages[0].obj.Resources.XObject = Dictionary(X=form)


def _in_postscript(pdf: Pdf) -> None:
    script = pdf.make_stream(b"showpage", Type=Name.XObject, Subtype=Name.PS)
    pdf.pages[0].obj.Resources.XObject = Dictionary(X=script)


def _attached(pdf: Pdf) -> None:
    pdf.attachments["../run\u202eme.exe"] = AttachedFileSpec(pdf, b"MZ")


ACTIVE: dict[str, tuple[Callable[[Pdf], None], str]] = {
    "script": (on_opening(S=Name.JavaScript, JS="app.alert(1)"), "javascript"),
    "script by name": (_by_name, "javascript"),
    "script in a chain": (_in_a_chain, "javascript"),
    "program": (on_opening(S=Name.Launch, F="cmd.exe"), "launch"),
    "other file": (on_opening(S=Name.GoToR, F="//evil/share"), "remote_goto"),
    "file inside": (on_opening(S=Name.GoToE, T=Dictionary(R=Name.C)), "remote_goto"),
    "address": (annotated(Subtype=Name.Link, A=Dictionary(S=Name.URI, URI="http://a")), "uri"),
    "form sent": (on_opening(S=Name.SubmitForm, F="http://a"), "submit_form"),
    "data fetched": (on_opening(S=Name.ImportData, F="//evil/a"), "import_data"),
    "film": (annotated(Subtype=Name.RichMedia), "rich_media"),
    "screen": (annotated(Subtype=Name.Screen), "rich_media"),
    "sound": (on_opening(S=Name.Sound), "rich_media"),
    "XFA": (_with_form, "xfa"),
    "page of another file": (_from_elsewhere, "external_file"),
    "PostScript": (_in_postscript, "postscript"),
}


@pytest.mark.parametrize("name", ACTIVE)
def test_every_kind_is_told(name: str) -> None:
    arm, kind = ACTIVE[name]
    with typed() as pdf:
        assert active_content(pdf) == ()
        arm(pdf)
        assert active_content(pdf) == (Reason.PDF_ACTIVE_CONTENT.about(kind),)


@pytest.mark.parametrize("name", [*ACTIVE, "attached"])
def test_the_copy_to_look_at_shows_the_page_and_does_nothing(name: str) -> None:
    with typed() as pdf:
        (_attached if name == "attached" else ACTIVE[name][0])(pdf)
        copy = disarmed(pdf)
    if name in {"page of another file", "PostScript"}:
        assert copy is None, "what paints the page cannot be left out: there are its pictures"
        return
    assert copy is not None
    with pikepdf.open(io.BytesIO(copy)) as opened:
        assert active_content(opened) == ()
        assert not {"/Names", "/OpenAction", "/AA", "/AcroForm", "/AF"} & set(opened.Root.keys())
        assert "/Annots" not in opened.pages[0].obj
        assert not opened.attachments
    with pdfium.PdfDocument(copy) as shown:
        assert shown[0].get_textpage().get_text_bounded().strip() == "Facture 17"


def test_files_inside_are_named_cleaned_and_the_invoice_is_none() -> None:
    with typed() as pdf:
        _attached(pdf)
        pdf.attachments["factur-x.xml"] = AttachedFileSpec(pdf, b"<a/>")
        (flag,) = active_content(pdf)
    assert isinstance(flag, ReasonAbout)
    assert (flag.reason, flag.about) == (Reason.PDF_EMBEDDED_FILE, "runme.exe")


def test_turning_a_page_is_nothing_active() -> None:
    with typed() as pdf:
        pdf.Root.OpenAction = Array([pdf.pages[0].obj, Name.Fit])
        pdf.pages[0].obj.Group = Dictionary(S=Name.Transparency)
        assert active_content(pdf) == ()


def test_who_refers_to_himself_ends() -> None:
    with typed() as pdf:
        loop = pdf.make_indirect(Dictionary())
        loop.A = Array([loop])
        pdf.Root.Loop = loop
        assert active_content(pdf) == ()
