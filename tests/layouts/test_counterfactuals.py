"""Counterfactuals: each lies in one thing, and what is proven on it is compared with the truth."""

from decimal import Decimal

from tests.layouts.counterfactuals import Pages, counterfactuals, judged, without
from tests.pipeline.reading.papers import INVOICE, a_page

D = Decimal
TRUTH = {
    "total_without_vat": "1000.00",
    "total_vat": "200.00",
    "total_with_vat": "1200.00",
    "vat_breakdown": [{"rate": "20", "basis": "1000.00", "amount": "200.00"}],
    "lines": [{"total": "1000.00"}],
}


def texts(pages: Pages) -> list[str]:
    return [word.text for page in pages for word in page.words]


def test_the_true_page_is_proven_and_a_false_truth_is_told() -> None:
    pages = (a_page(*INVOICE),)
    assert judged(pages, TRUTH).proven
    assert judged(pages, TRUTH).wrong == ()
    assert judged(pages, TRUTH | {"total_with_vat": "1300.00"}).wrong == ("total_with_vat",)


def test_an_amount_is_taken_away_wherever_it_stands() -> None:
    (page,) = without((a_page("Total TTC\t1 200,00", "Net\t1200,00", "TVA\t200,00"),), {D(1200)})
    assert [word.text for word in page.words] == ["Total", "TTC", "Net", "TVA", "200,00"]


def test_nothing_wrong_is_proven_on_any_of_them() -> None:
    pages = (a_page(*INVOICE),)
    others = list(counterfactuals(pages, TRUTH, "a seed"))
    assert len({kind for kind, _ in others}) > 10
    assert sum(texts(other) != texts(pages) for _, other in others) > 10
    assert [kind for kind, other in others if judged(other, TRUTH).wrong] == []
