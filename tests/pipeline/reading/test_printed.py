"""Page against XML where everything else still fits: each label and each identifier by itself."""

from dataclasses import replace

import pytest

from pipeline.reading.disagreement import differing
from pipeline.reading.fields import Context, read_fields
from pipeline.reading.levels import confirm_by_page, judge
from storage.domain.field import Field, Level, Source
from storage.domain.invoice import FieldName, Invoice
from tests.pipeline.reading.papers import a_page

N = FieldName
XML = {
    N.NUMBER: "F-2026-017",
    N.ISSUE_DATE: "2026-11-24",
    N.DUE_DATE: "2026-12-24",
    N.SELLER_SIREN: "732829320",
    N.SELLER_SIRET: "73282932000074",
    N.SELLER_VAT_ID: "FR44732829320",
    N.BUYER_SIREN: "123456782",
    N.TOTAL_WITHOUT_VAT: "1000.00",
    N.TOTAL_VAT: "200.00",
    N.TOTAL_WITH_VAT: "1200.00",
    N.AMOUNT_DUE: "1200.00",
    N.IBAN: "FR7630006000011234567890189",
}
PAGE = (
    "#FACTURE N° F-2026-017",
    "Date : 24/11/2026\t\tÉchéance : 24/12/2026",
    "Ateliers Morvan",
    "SIRET 732 829 320 00074",
    "TVA FR44 732829320",
    "",
    "Facturé à",
    "Cabinet Exemple",
    "",
    "Désignation\tQté\tPU HT\tMontant HT",
    "Pose de menuiserie\t2\t400,00\t800,00",
    "Fourniture de bois\t1\t200,00\t200,00",
    "",
    "\t\tTotal HT\t1 000,00 €",
    "\t\tTVA 20 %\t200,00 €",
    "\t\tTotal TTC\t1 200,00 €",
    "\t\tNet à payer\t1 200,00 €",
    "",
    "IBAN FR76 3000 6000 0112 3456 7890 189",
)
OTHER_IBAN = "FR76 1010 7001 0112 3456 7890 129"


def _page(*changes: tuple[str, str]) -> tuple[str, ...]:
    lines: tuple[str, ...] = PAGE
    for old, new in changes:
        assert any(old in line for line in lines)
        lines = tuple(line.replace(old, new) for line in lines)
    return lines


def _differs(
    lines: tuple[str, ...], source: Source = Source.PDF_TEXT, *, is_replaced: bool = False
) -> dict[FieldName, str]:
    pages = (replace(a_page(*lines, source=source), differs=is_replaced),)
    fields = {n: Field(v, Level.READ, Source.FACTURX_XML) for n, v in XML.items()}
    xml = confirm_by_page(Invoice(fields, accounts=(XML[N.IBAN],)), pages)
    page, _ = judge(read_fields(pages, Context()), Context())
    return differing(xml, page, pages)


@pytest.mark.parametrize("source", [Source.PDF_TEXT, Source.OCR])
def test_an_honest_page(source: Source) -> None:
    assert _differs(PAGE, source) == {}


@pytest.mark.parametrize("source", [Source.PDF_TEXT, Source.OCR])
@pytest.mark.parametrize(
    ("old", "new", "name", "value"),
    [
        ("Total HT\t1 000,00", "Total HT\t3 000,00", N.TOTAL_WITHOUT_VAT, "3000.00"),
        ("TVA 20 %\t200,00", "TVA 20 %\t300,00", N.TOTAL_VAT, "300.00"),
        # What is due still says what the XML says, and so does the sum.
        ("Total TTC\t1 200,00", "Total TTC\t4 200,00", N.TOTAL_WITH_VAT, "4200.00"),
    ],
)
def test_a_total_that_fits_no_other(
    old: str, new: str, name: FieldName, value: str, source: Source
) -> None:
    assert _differs(_page((old, new)), source) == {name: value}


def test_what_the_xml_knows_as_something_else_is_no_other_total() -> None:
    """What is due bears the label of the total; a row has its own sums."""
    lines = _page(("Total TTC\t1 200,00", "Net à payer TTC\t1 200,00"))
    assert _differs(lines) == {}


def test_a_number_one_digit_off_in_one_of_its_places() -> None:
    again = "Référence à rappeler lors du virement : facture n° F-2026-017"
    assert _differs((*PAGE, again)) == {}
    first = _page(("FACTURE N° F-2026-017", "FACTURE N° F-2026-011"))
    assert _differs((*first, again)) == {N.NUMBER: "F-2026-011"}


def test_the_number_of_an_earlier_invoice_below_a_label_has_one_of_its_own() -> None:
    lines = (*PAGE, "Références sur la facture", "N° de facture associée : F-2026-011")
    assert _differs(lines) == {}


def test_a_number_one_digit_off_without_a_label() -> None:
    lines = _page(("#FACTURE N° F-2026-017", "#FACTURE"))
    assert _differs((*lines, "F - 2026-011"), Source.OCR) == {N.NUMBER: "F - 2026-011"}
    assert N.NUMBER not in _differs((*lines, "F-2026-352"), Source.OCR)


def test_an_issue_date_that_stands_nowhere() -> None:
    lines = _page(("Date : 24/11/2026\t\tÉchéance : 24/12/2026", "Échéance : 24/12/2026"))
    assert _differs(lines) == {N.ISSUE_DATE: ""}
    assert _differs(lines, Source.OCR) == {}  # it was perhaps not recognised


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [
        ("FR44 732829320", "FR96 552100554", N.SELLER_VAT_ID),  # right below its SIRET
        ("732 829 320 00074", "732 829 320 00058", N.SELLER_SIRET),  # of the SIREN of its VAT id
    ],
)
def test_an_identifier_beside_the_sellers_own(old: str, new: str, name: FieldName) -> None:
    assert [*_differs(_page((old, new)))] == [name]


def test_another_companys_identifier_elsewhere_is_none_of_the_sellers() -> None:
    lines = _page(("TVA FR44 732829320", ""))
    assert _differs((*lines, "Membre du groupe Durand, TVA FR96 552100554")) == {}


def test_all_identifiers_are_of_another_company() -> None:
    other = _page(("732 829 320 00074", "552 100 554 00013"), ("FR44 732829320", "FR96 552100554"))
    assert {N.SELLER_SIRET, N.SELLER_VAT_ID} <= _differs(other).keys()


def test_one_of_two_accounts_was_painted_over() -> None:
    lines = (*PAGE, f"A verser sur le compte {OTHER_IBAN}")
    assert _differs(lines) == {}
    assert _differs(lines, is_replaced=True) == {N.IBAN: OTHER_IBAN.replace(" ", "")}
