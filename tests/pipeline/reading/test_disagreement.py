"""Page against XML: every field that was changed is named, and an honest page names none."""

from dataclasses import replace

import pytest

from pipeline.reading.disagreement import COMPARED, differing
from pipeline.reading.fields import Context, read_fields
from pipeline.reading.levels import confirm_by_page, judge
from storage.domain.field import Field, Level, Source, Witness
from storage.domain.invoice import FieldName, Invoice
from storage.domain.page import Box
from storage.domain.siren import Siren
from tests.pipeline.reading.papers import INVOICE, a_page

OWN = Context(own_siren=Siren("123456782"), own_name="Cabinet Exemple")
N = FieldName
HONEST = {
    N.NUMBER: "F-2026-017",
    N.ISSUE_DATE: "2026-11-24",
    N.DUE_DATE: "2026-12-24",
    N.SELLER_SIREN: "732829320",
    N.SELLER_VAT_ID: "FR44732829320",
    N.BUYER_SIREN: "123456782",
    N.TOTAL_WITHOUT_VAT: "1000.00",
    N.TOTAL_VAT: "200.00",
    N.TOTAL_WITH_VAT: "1200.00",
    N.IBAN: "FR7630006000011234567890189",
}
OTHER_IBAN = "FR7610107001011234567890129"


def _differs(
    values: dict[FieldName, str],
    lines: tuple[str, ...] = INVOICE,
    source: Source = Source.PDF_TEXT,
    level: Level = Level.READ,
) -> tuple[FieldName, ...]:
    pages = (a_page(*lines, source=source),)
    fields = {n: Field(v, level, Source.FACTURX_XML) for n, v in {**HONEST, **values}.items() if v}
    accounts = tuple(field.value for name, field in fields.items() if name is N.IBAN)
    page, _ = judge(read_fields(pages, OWN), OWN)
    return tuple(differing(confirm_by_page(Invoice(fields, accounts=accounts), pages), page))


def _changed(old: str, new: str) -> tuple[str, ...]:
    assert any(old in line for line in INVOICE)
    return tuple(line.replace(old, new) for line in INVOICE)


@pytest.mark.parametrize("source", [Source.PDF_TEXT, Source.OCR])
def test_an_honest_page(source: Source) -> None:
    assert _differs({}, source=source) == ()


@pytest.mark.parametrize("source", [Source.PDF_TEXT, Source.OCR])
@pytest.mark.parametrize(
    ("name", "value"),
    [
        (N.NUMBER, "F-2026-071"),
        (N.NUMBER, "F-2026-0170"),
        (N.ISSUE_DATE, "2026-11-25"),
        (N.ISSUE_DATE, "2026-12-24"),  # which is the due date on the page
        (N.DUE_DATE, "2027-01-24"),
        (N.SELLER_SIREN, "552100554"),
        (N.SELLER_SIREN, "123456782"),  # which is the buyer's on the page
        (N.SELLER_VAT_ID, "FR68552100554"),
        (N.BUYER_SIREN, "552100554"),
        (N.TOTAL_WITHOUT_VAT, "1001.00"),
        (N.TOTAL_VAT, "201.00"),
        (N.TOTAL_WITH_VAT, "12000.00"),
        (N.IBAN, OTHER_IBAN),
    ],
)
def test_one_field_of_the_xml_is_another(name: FieldName, value: str, source: Source) -> None:
    assert _differs({name: value}, source=source) == (name,)


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [
        ("F-2026-017", "F-2026-018", N.NUMBER),
        ("24/11/2026", "23/11/2026", N.ISSUE_DATE),
        ("732 829 320", "552 100 554", N.SELLER_SIREN),
        ("FR76 3000 6000 0112 3456 7890 189", "FR76 1010 7001 0112 3456 7890 129", N.IBAN),
    ],
)
def test_one_field_of_the_page_is_another(old: str, new: str, name: FieldName) -> None:
    assert name in _differs({}, _changed(old, new))


def test_what_the_page_says_is_told() -> None:
    pages = (a_page(*INVOICE),)
    page, _ = judge(read_fields(pages, OWN), OWN)
    xml = Invoice({N.NUMBER: Field("F-9", Level.READ, Source.FACTURX_XML)})
    assert differing(xml, page) == {N.NUMBER: "F-2026-017"}


def test_all_totals_are_others() -> None:
    values = {N.TOTAL_WITHOUT_VAT: "2000.00", N.TOTAL_VAT: "400.00", N.TOTAL_WITH_VAT: "2400.00"}
    assert _differs(values) == tuple(values)


def test_a_page_that_shows_little_contradicts_little() -> None:
    lines = ("Réf. F-2026-017", "Total TTC\t1 200,00 €")
    assert _differs({}, lines) == ()
    assert _differs({N.TOTAL_WITH_VAT: "1201.00"}, lines) == (N.TOTAL_WITH_VAT,)


def test_a_number_that_no_page_shows() -> None:
    lines = ("Total TTC\t1 200,00 €",)
    assert _differs({}, lines) == (N.NUMBER,)
    assert _differs({}, lines, Source.OCR) == ()
    assert _differs({N.NUMBER: "17"}, lines) == ()  # too short to be looked for


def test_a_total_that_others_make_and_no_page_shows() -> None:
    assert N.TOTAL_WITH_VAT in _differs({}, _changed("Total TTC\t1 200,00", "Total TTC\t1 900,00"))


@pytest.mark.parametrize("differs", [True, False])
def test_identifiers_on_one_line_are_of_one_party(*, differs: bool) -> None:
    other = Field(
        "BE0428759497",
        Level.READ,
        Source.PDF_TEXT,
        (Box(1, 0.5, 0.1, 0.1, 0.01),),
        (Witness.CHECK_DIGITS,),
    )
    siren = replace(
        Field("732829320", Level.READ, Source.FACTURX_XML, witnesses=(Witness.PAGE,)),
        boxes=(Box(1, 0.1, 0.1 if differs else 0.3, 0.1, 0.01),),
    )
    vat_id = Field("FR44732829320", Level.READ, Source.FACTURX_XML)
    xml = Invoice({N.SELLER_SIREN: siren, N.SELLER_VAT_ID: vat_id})
    assert (N.SELLER_VAT_ID in differing(xml, Invoice({N.SELLER_VAT_ID: other}))) is differs


def test_whose_identifiers_a_page_shows_beside_the_sellers() -> None:
    """A middleman's stand alone; where the seller's stand too, one of its own is another."""
    lines = _changed("SIREN 732 829 320\tTVA FR44 732829320", "SIREN 552 100 554")
    assert _differs({N.SELLER_VAT_ID: ""}, lines) == (N.SELLER_SIREN,)


def test_what_a_person_confirmed_differs_from_nothing() -> None:
    assert _differs(dict.fromkeys(COMPARED, "1"), level=Level.CONFIRMED) == ()


def test_of_several_accounts_one_is_enough() -> None:
    lines = _changed("IBAN ", "IBAN FR76 1010 7001 0112 3456 7890 129   IBAN ")
    assert _differs({}, lines) == ()
    assert _differs({N.IBAN: "FR7699999000011234567890152"}, lines) == (N.IBAN,)


def test_by_direct_debit_the_page_shows_the_account_of_the_buyer() -> None:
    assert _differs({N.IBAN: OTHER_IBAN, N.PAYMENT_MEANS: "59"}) == ()


@pytest.mark.parametrize(
    ("name", "value"),
    [(N.SELLER_VAT_ID, "44732829320"), (N.TOTAL_WITH_VAT, "-1200.00"), (N.NUMBER, "F 2026 017")],
)
def test_another_form_is_no_difference(name: FieldName, value: str) -> None:
    assert _differs({name: value}) == ()


def test_letters_that_look_like_digits_were_perhaps_recognised_as_such() -> None:
    lines = _changed("F-2026-017", "F-2026-0I7")
    assert _differs({}, lines, Source.OCR) == ()
    assert _differs({}, lines) == (N.NUMBER,)


def test_a_middleman_is_no_other_seller() -> None:
    """The page names the dossier alone: its identifiers are the buyer's, also where one hides."""
    page = Invoice({N.SELLER_SIREN: Field("123456782", Level.PROVEN, Source.PDF_TEXT)})
    xml = Invoice({n: Field(HONEST[n], Level.READ, Source.FACTURX_XML) for n in HONEST})
    assert differing(xml, page) == {}
    read = replace(page.fields[N.SELLER_SIREN], value="552100554", level=Level.READ)
    assert differing(xml, Invoice({N.SELLER_SIREN: read})) == {}
