"""Which papers of a message are one invoice."""

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.facturx.cii import Reading, read_invoice
from pipeline.facturx.embedded import find_invoice_xml
from pipeline.facturx.xml import parse_xml
from pipeline.reading.pages import read_pages
from pipeline.reading.pairing import Paper, is_picture_of, pair
from pipeline.reading.words import Page
from storage.domain.field import Field, Level, Source
from storage.domain.invoice import FieldName, Invoice
from storage.domain.reason import Reason

SAMPLES = Path(__file__).parents[2] / "samples"
XML, PDF, OTHER_PDF, OTHER_XML = ("x", 1), ("p", 1), ("q", 1), ("y", 1)


def invoice_in(name: str) -> Invoice:
    xml = find_invoice_xml(SAMPLES / name).xml
    assert xml is not None
    root = parse_xml(xml)
    assert not isinstance(root, Reason)
    reading = read_invoice(root)
    assert isinstance(reading, Reading)
    return reading.invoice


@pytest.fixture(scope="module")
def invoice() -> Invoice:
    return invoice_in("facturx_en16931.pdf")


@pytest.fixture(scope="module")
def pages() -> tuple[Page, ...]:
    return read_pages(SAMPLES / "facturx_en16931.pdf", None)


@pytest.fixture(scope="module")
def other_pages() -> tuple[Page, ...]:
    return read_pages(SAMPLES / "facturx_basicwl.pdf", None)


def changed(invoice: Invoice, name: FieldName, value: str) -> Invoice:
    field = Field(value, Level.READ, Source.FACTURX_XML)
    return replace(invoice, fields=dict(invoice.fields) | {name: field})


def test_an_xml_and_the_pdf_that_shows_it_are_one(
    invoice: Invoice, pages: tuple[Page, ...], other_pages: tuple[Page, ...]
) -> None:
    papers = [Paper(OTHER_PDF, "b.pdf", other_pages), Paper(PDF, "a.pdf", pages)]
    found = pair([Paper(XML, "c.xml", data=invoice)], papers)
    assert (found.twins, found.differing) == ({XML: PDF}, ())


def test_an_xml_and_the_hybrid_that_holds_it_are_one(invoice: Invoice) -> None:
    found = pair([Paper(XML, data=invoice)], [Paper(PDF, data=invoice)])
    assert (found.twins, found.differing) == ({XML: PDF}, ())


@pytest.mark.parametrize(
    ("name", "value"),
    [
        (FieldName.TOTAL_WITH_VAT, "149.07"),
        (FieldName.SELLER_VAT_ID, "FR23222333445"),
        (FieldName.SELLER_SIREN, "222333445"),
    ],
)
def test_a_hybrid_that_says_something_else_stays_apart(
    invoice: Invoice, name: FieldName, value: str
) -> None:
    other = changed(invoice, name, value)
    found = pair([Paper(XML, data=invoice)], [Paper(PDF, data=other)])
    assert (found.twins, found.differing) == ({}, ((XML, PDF),))


def test_a_pdf_with_the_same_number_and_another_total_stays_apart(
    invoice: Invoice, pages: tuple[Page, ...]
) -> None:
    other = changed(
        changed(invoice, FieldName.TOTAL_WITH_VAT, "9149.06"), FieldName.AMOUNT_DUE, "9149.06"
    )
    found = pair([Paper(XML, data=other)], [Paper(PDF, "a.pdf", pages)])
    assert (found.twins, found.differing) == ({}, ((XML, PDF),))


def test_two_of_one_name_that_say_different_things_are_told(
    invoice: Invoice, other_pages: tuple[Page, ...]
) -> None:
    found = pair([Paper(XML, "F1.XML", data=invoice)], [Paper(PDF, "f1.pdf", other_pages)])
    assert (found.twins, found.differing) == ({}, ((XML, PDF),))


def test_two_invoices_that_have_nothing_in_common_are_two(
    invoice: Invoice, other_pages: tuple[Page, ...]
) -> None:
    found = pair([Paper(XML, "a.xml", data=invoice)], [Paper(PDF, "b.pdf", other_pages)])
    assert (found.twins, found.differing) == ({}, ())


def test_one_invoice_in_two_syntaxes(invoice: Invoice, pages: tuple[Page, ...]) -> None:
    bare = [Paper(XML, data=invoice), Paper(OTHER_XML, data=invoice)]
    found = pair(bare, [Paper(PDF, pages=pages)])
    assert found.twins == {XML: PDF, OTHER_XML: PDF}


def test_two_pdfs_that_show_it_are_asked_about(invoice: Invoice, pages: tuple[Page, ...]) -> None:
    papers = [Paper(PDF, pages=pages), Paper(OTHER_PDF, pages=pages)]
    found = pair([Paper(XML, data=invoice)], papers)
    assert found.twins == {}
    assert set(found.differing) == {(XML, PDF), (XML, OTHER_PDF)}


def test_a_picture_of_an_invoice(
    invoice: Invoice, pages: tuple[Page, ...], other_pages: tuple[Page, ...]
) -> None:
    assert is_picture_of(Paper(PDF, pages=pages), invoice)
    assert not is_picture_of(Paper(PDF, pages=other_pages), invoice)
    assert not is_picture_of(Paper(PDF), invoice)
