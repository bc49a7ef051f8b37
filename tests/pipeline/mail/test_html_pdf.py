"""HTML of strangers as a PDF: what is shown, and that nothing is fetched for it."""

import base64
import io
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pikepdf
import pypdfium2 as pdfium
import pytest
from PIL import Image

from pipeline.mail.html_pdf import html_to_pdf, text_to_pdf
from storage.domain.reason import Reason


def _text(pdf: bytes | Reason) -> str:
    assert isinstance(pdf, bytes)
    with pdfium.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def _picture(color: str = "red") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (40, 20), color).save(file, "PNG")
    return file.getvalue()


def _pictures_in(pdf: bytes | Reason) -> int:
    assert isinstance(pdf, bytes)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return sum(len(page.get_images()) for page in opened.pages)


@contextmanager
def _listener() -> Iterator[tuple[int, list[str]]]:
    """Listen on loopback; yield the port and who called."""
    callers: list[str] = []
    server = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                connection, address = server.accept()
            except OSError:
                return
            callers.append(str(address))
            connection.close()

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield server.getsockname()[1], callers
    finally:
        server.shutdown(socket.SHUT_RDWR)
        server.close()


def test_text_and_the_pictures_that_came_along_are_shown() -> None:
    page = '<h1>Facture F-1</h1><p>Total TTC 120,00 &euro;<img src="cid:logo@a"></p>'
    pdf = html_to_pdf(page, {"logo@a": _picture()})
    assert "Facture F-1" in _text(pdf)
    assert "120,00 €" in _text(pdf)
    assert _pictures_in(pdf) == 1


def test_nothing_is_fetched() -> None:
    with _listener() as (port, callers):
        there = f"http://127.0.0.1:{port}"
        page = f"""<html><head><base href="{there}/"><link rel="stylesheet" href="{there}/a.css">
        <link rel="attachment" href="{there}/f"><meta http-equiv="refresh" content="0;url={there}">
        <style>@import url({there}/b.css); @font-face {{ font-family: x; src: url({there}/x.woff) }}
        body {{ background: url({there}/c.png); font-family: x }} li {{ list-style-image:
        url({there}/l.png) }} p::before {{ content: url({there}/d.png) }}</style></head>
        <body background="{there}/e.png"><p style="background:url({there}/g)">Facture</p>
        <img src="{there}/h.png" srcset="{there}/i.png 2x"><img src="j.png">
        <img src="//127.0.0.1:{port}/">
        <object data="{there}/k.svg"></object><embed src="{there}/m">
        <iframe src="{there}/n"></iframe>
        <svg><image href="{there}/o.png"/><use href="{there}/p.svg#a"/></svg><ul><li>a</ul>
        <video poster="{there}/q.png"></video><input type="image" src="{there}/r.png">"""
        assert "Facture" in _text(html_to_pdf(page))
        assert callers == []


@pytest.mark.parametrize(
    "source", ["file:///etc/hostname", "data:image/png;base64,{}", "cid:other"]
)
def test_no_picture_is_taken_from_elsewhere(source: str) -> None:
    source = source.format(base64.b64encode(_picture()).decode())
    assert _pictures_in(html_to_pdf(f'<img src="{source}">x', {"logo@a": _picture()})) == 0


def test_a_picture_that_would_grow_is_not_decoded() -> None:
    huge = bytearray(_picture())
    huge[16:24] = (60_000).to_bytes(4, "big") * 2
    assert _pictures_in(html_to_pdf('<img src="cid:a">x', {"a": bytes(huge)})) == 0


def test_nothing_can_be_clicked_run_or_opened() -> None:
    page = """<a href="https://evil.example/pay">Payer</a><script>alert(1)</script>
    <a href="#x" id="x">ici</a><form action="https://evil.example"><input value="v"></form>
    <link rel="attachment" href="file:///etc/hostname">"""
    pdf = html_to_pdf(page)
    assert "Payer" in _text(pdf)
    assert "alert" not in _text(pdf)
    assert isinstance(pdf, bytes)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert all("/Annots" not in page for page in opened.pages)
        assert not {"/OpenAction", "/AcroForm", "/Names", "/AA"} & set(opened.Root.keys())
        assert len(opened.attachments) == 0


def test_what_stands_behind_a_dropped_element_stays() -> None:
    text = _text(html_to_pdf("<p>a<script>x</script>behind<b>c</b><svg></svg>last</p>"))
    assert "abehindclast" in text.replace(" ", "")


@pytest.mark.parametrize(
    "page", ["<div>" * 5_000, "<b>x</b>" * 40_000, "x" * 2_000_001], ids=["deep", "many", "long"]
)
def test_what_is_no_letter_is_not_laid_out(page: str) -> None:
    assert html_to_pdf(page) is Reason.HTML_TOO_LARGE


def test_a_plain_text_keeps_its_lines_and_is_no_markup() -> None:
    text = _text(text_to_pdf("Facture <b>1</b>\nTotal 5 & 6"))
    assert "<b>1</b>" in text
    assert "Total 5 & 6" in text


def test_a_page_of_the_senders_own_size_is_one_of_paper() -> None:
    pdf = html_to_pdf("<style>@page { size: 9000mm 9000mm }</style><body style='width:9000px'>x")
    assert isinstance(pdf, bytes)
    with pdfium.PdfDocument(pdf) as document:
        assert document.get_page_size(0) == pytest.approx((595, 842), abs=1)
