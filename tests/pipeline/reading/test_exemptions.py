"""Why there is no VAT on a row: what its line says, what lines of that amount say, the sentence."""

import pytest

from pipeline.reading.exemptions import exemption_of
from pipeline.reading.fields import Context, read_fields
from storage.domain.invoice import Invoice
from tests.pipeline.reading.papers import a_page, a_sheet

TOTALS = ("Total HT\t150,00 €", "Total TVA\t20,00 €", "Total TTC\t170,00 €")


def read(*lines: str) -> Invoice:
    return read_fields((a_page(*lines),), Context())


def categories(invoice: Invoice) -> list[tuple[str, str]]:
    return sorted((row.category, str(row.basis)) for row in invoice.vat_breakdown)


@pytest.mark.parametrize(
    ("row", "more", "category", "reason"),
    [
        ("Débours\t0 %\t50,00\t0,00", (), "O", "Débours"),
        ("Exonéré art. 261-4\t0 %\t50,00\t0,00", (), "E", "Exonéré art. 261-4"),
        ("Autoliquidation\t0 %\t50,00\t0,00", (), "AE", "Autoliquidation"),
        ("E\t0,00 %\t50,00\t0,00", (), "E", None),
        ("0 %\t50,00\t0,00", ("Greffe (débours)\t50,00",), "O", "Greffe (débours)"),
        ("0 %\t50,00\t0,00", ("Consigne A\t20,00", "Consigne B\t30,00"), "O", "Consigne A"),
        ("0 %\t50,00\t0,00", ("Export exonéré, art. 262 I",), "G", "Export exonéré, art. 262 I"),
        ("0 %\t50,00\t0,00", (), "", None),
        ("0 %\t50,00\t0,00", ("TVA non applicable, art. 293 B du CGI",), "", None),
    ],
)  # fmt: skip
def test_a_row_beside_taxed_ones(
    row: str, more: tuple[str, ...], category: str, reason: str | None
) -> None:
    invoice = read(*more, "", "TVA 20 %\t100,00\t20,00", row, *TOTALS)
    assert categories(invoice) == sorted([(category, "50.00"), ("S", "100.00")])
    (untaxed,) = (entry for entry in invoice.vat_breakdown if not entry.rate)
    assert untaxed.exemption == reason


def test_two_reasons_in_one_table() -> None:
    invoice = read(
        "TVA 20 %\t100,00\t20,00",
        "Débours\t0 %\t20,00\t0,00",
        "Exonéré, art. 261-4\t0 %\t30,00\t0,00",
        *TOTALS,
    )
    assert categories(invoice) == [("E", "30.00"), ("O", "20.00"), ("S", "100.00")]


@pytest.mark.parametrize(
    ("sentence", "category"),
    [
        ("TVA non applicable, art. 293 B du CGI", "E"),
        ("Autoliquidation, article 283-2 du CGI", "AE"),
        ("Exonération de TVA, art. 262 ter I du CGI", "K"),
        ("Steuerfreie innergemeinschaftliche Lieferung (Reverse Charge)", "K"),
        ("Exonération de TVA à l'export, art. 262 I du CGI", "G"),
        ("Reverse charge", "AE"),
        ("Hors du champ de la TVA (art. 256 B du CGI)", "O"),
    ],
)
def test_an_invoice_without_any_vat(sentence: str, category: str) -> None:
    invoice = read("Total HT\t150,00 €", sentence, "Net à payer\t150,00 €")
    assert categories(invoice) == [(category, "150.00")]
    assert invoice.vat_breakdown[0].exemption == sentence


def test_the_word_for_a_total_is_no_reason() -> None:
    lines = ("Total hors TVA\t50,00", "TVA 20 %\t100,00\t20,00", "0 %\t50,00\t0,00")
    assert ("", "50.00") in categories(read(*lines, *TOTALS))


@pytest.mark.parametrize("text", ["Zero rated export of services.", "Exports are zero-rated"])
def test_exports_without_vat_in_english(text: str) -> None:
    assert exemption_of(a_sheet(text)).category == "G"


@pytest.mark.parametrize(
    "text",
    [
        *("261 rue Pasteur, 69003 Lyon", "261, quai des Bateliers", "139 bis quai de la Gare"),
        *("IT06 Y826 2704 9305 6850 7261 154", "FR76 1262 1293 0293 0011 7261 40", "261-4 rue X"),
    ],
)
def test_an_address_or_an_account_is_no_article_of_a_tax_code(text: str) -> None:
    assert exemption_of(a_sheet(text)).category == ""


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("Exonération, art. 261-4-1° du CGI", "E"),
        ("TVA : 261, 4-4° CGI", "E"),
        ("Art. 39 bis du Code de la TVA", "K"),
        ("Livraison exonérée, 39bis CTVA", "K"),
        ("Dispensée en vertu de l'art.293 B", "E"),
    ],
)
def test_an_article_of_a_tax_code(text: str, category: str) -> None:
    assert exemption_of(a_sheet(text)).category == category
