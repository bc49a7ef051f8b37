"""The made invoices: facts that add up, pages that show what their truth says, pictures."""

import io
import re
from decimal import ROUND_HALF_UP, Decimal
from random import Random

import pypdfium2 as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from storage.domain.iban import parse_iban
from storage.domain.siren import parse_siren, parse_siret
from storage.domain.vat import parse_vat_id
from tests.layouts.channels import photo, render, scan
from tests.layouts.facts import ZERO, Facts, make_facts
from tests.layouts.families import Family, Split, families
from tests.layouts.page import make_document, make_truth
from tests.layouts.printing import printer

FAMILIES = families()
SAMPLE = tuple(
    family
    for place, family in enumerate(FAMILIES)
    if family.split is not Split.MAKING or family.name in ("telecom", "taxi") or not place % 3
)
"""Families that are printed: of those for making, which are old, a third."""
_DOCUMENTS = 6
"""Of each family, whose print is compared with its truth."""
pytestmark = pytest.mark.xdist_group("browser")


def squeezed(text: str) -> str:
    """Take out spaces: a text layer has its own."""
    return re.sub(r"\s", "", text)


def text_of(pdf: bytes) -> str:
    document = pdfium.PdfDocument(pdf)
    text = "".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return squeezed(text)


def a_place(family: Family) -> int:
    """Another document of each family, the same in every run."""
    return len(family.name)


@pytest.fixture(scope="module")
def pdfs() -> dict[str, bytes]:
    with printer() as to_pdf:
        return {f.name: to_pdf(make_document(f, 1, a_place(f)).html) for f in SAMPLE}


def test_there_is_enough_to_judge_by() -> None:
    splits = [family.split for family in FAMILIES]
    assert splits.count(Split.MAKING) >= 12
    assert splits.count(Split.JUDGING) >= 20


def test_every_page_shows_what_its_truth_calls_visible(pdfs: dict[str, bytes]) -> None:
    pages = {name: text_of(pdf) for name, pdf in pdfs.items()}
    missing = [
        (family.name, field, text)
        for family in SAMPLE
        for field, texts in make_document(family, 1, a_place(family)).printed.items()
        for text in texts
        if squeezed(text).casefold() not in pages[family.name].casefold()
    ]
    assert missing == []


def printed_value(field: str, text: str) -> str:
    """Return a printed identifier or amount as the truth writes it."""
    if field.startswith(("total", "amount", "prepaid", "retention")):
        digits = re.sub(r"\D", "", text)
        return str(Decimal(digits) / 100)
    return re.sub(r"[\s.-]", "", text)


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_what_is_printed_is_the_truth(family: Family) -> None:
    for place in range(_DOCUMENTS):
        document = make_document(family, 2, place)
        for field in set(document.printed) & CHECKED:
            who, _, key = field.partition(".")
            value = document.truth[who][key] if key else document.truth[field]
            accepted = (value, *document.truth["accept"].get(field, ()))
            forms = {printed_value(field, text) for text in document.printed[field]}
            assert len(forms) == 1, field
            assert forms <= {printed_value(field, known) for known in accepted}, field


CHECKED = {
    *("number", "total_without_vat", "total_vat", "total_with_vat", "prepaid", "amount_due"),
    *("seller.siren", "seller.siret", "seller.vat_id", "buyer.vat_id", "iban", "bic"),
}


@given(family=st.sampled_from(FAMILIES), seed=st.integers(0, 10**6))
@settings(max_examples=150, deadline=None)
def test_facts_add_up(family: Family, seed: int) -> None:
    for profile in family.profiles:
        facts = make_facts(Random(seed), profile)
        for row in facts.vat:
            vat = (row.basis * row.rate / 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
            assert row.amount == vat
        base = facts.total_with_vat if profile.tax_included else facts.total_without_vat
        assert base == facts.line_sum + sum((a.amount for a in facts.adjustments), ZERO)
        paid = facts.prepaid + facts.retention - facts.rounding
        assert facts.amount_due == facts.total_with_vat - paid
        assert facts.total_with_vat > 0
        assert facts.amount_due >= 0
        assert_identifiers_hold(facts)


def assert_identifiers_hold(facts: Facts) -> None:
    for party in (facts.seller, facts.buyer):
        assert parse_vat_id(party.vat_id)
        if party.country == "FR":
            assert parse_siren(party.siren)
            assert parse_siret(party.siret)
    assert parse_iban(facts.iban)


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_the_same_seed_makes_the_same_document(family: Family) -> None:
    first, second, other = (make_document(family, seed, 0) for seed in (3, 3, 4))
    assert (first.facts, first.html, first.truth) == (second.facts, second.html, second.truth)
    assert other.html != first.html


def test_no_two_composed_documents_look_alike() -> None:
    composed = [family for family in FAMILIES if family.is_composed]
    documents = [make_document(f, 6, place) for f in composed for place in range(12)]
    # Tags without what is between them: how a page is built and styled.
    built = {"".join(re.findall("<[^>]+>", document.html)) for document in documents}
    assert len(built) == len(documents) == len({d.truth["layout"] for d in documents})


def test_a_truth_names_as_visible_only_what_it_has() -> None:
    for family in FAMILIES:
        truth = make_document(family, 5, 1).truth
        for field in truth["visible"]:
            who, _, key = field.partition(".")
            assert truth[who][key] if key else truth[field]


def test_a_due_date_that_is_not_printed_is_not_in_the_truth() -> None:
    facts = make_facts(Random(1), FAMILIES[0].profiles[0])
    assert make_truth(facts, set())["due_date"] is None


def test_a_scan_is_a_picture_of_each_page(pdfs: dict[str, bytes]) -> None:
    pdf = pdfs["telecom"]
    scanned = scan(pdf, 1)
    before, after = pdfium.PdfDocument(pdf), pdfium.PdfDocument(scanned)
    assert len(after) == len(before)
    assert text_of(scanned) == ""
    assert scan(pdf, 1)[-2000:-1000] == scanned[-2000:-1000]


@pytest.mark.parametrize("seed", [2, 3, 4])
def test_noise_leaves_a_scan_readable(pdfs: dict[str, bytes], seed: int) -> None:
    (page,) = render(scan(pdfs["taxi"], seed), 100)
    paper = page[-150:-50, 100:-100]
    assert paper.mean() > 180
    assert paper.std() < 15


def test_a_photo_is_a_picture_of_twelve_megapixels(pdfs: dict[str, bytes]) -> None:
    picture = Image.open(io.BytesIO(photo(pdfs["telecom"], 1)))
    assert (picture.format, sorted(picture.size)) == ("JPEG", [3000, 4000])
