"""Changed pages: a reader that knows less errs there; what it chooses is told right or wrong."""

from pathlib import Path
from typing import Any

from storage.domain.invoice import FieldName
from tests.layouts.choices import CHANGES, choices
from tests.layouts.fitting import Example
from tests.pipeline.reading.papers import a_page

LINES = ("Facture n° F-2026-017", "Date de facture : 24/11/2026", "N°\t4512", "Le 20/11/2026")
TRUTH: dict[str, Any] = {"number": "F-2026-017", "issue_date": "2026-11-24", "layout": "paper"}


def found(name: FieldName, *lines: str) -> list[Example]:
    return list(choices((a_page(*lines),), name, TRUTH, Path("paper.pdf"), CHANGES))


def kinds(examples: list[Example], *, right: bool) -> set[str]:
    return {e.kind for e in examples if not e.is_first and e.is_right is right}


def test_the_first_choice_is_that_of_the_page_as_it_is() -> None:
    first, *others = found(FieldName.NUMBER, *LINES)
    assert (first.is_first, first.is_right) == (True, True)
    assert not any(example.is_first for example in others)


def test_without_the_true_number_another_one_is_chosen() -> None:
    examples = found(FieldName.NUMBER, *LINES)
    assert kinds(examples, right=False) == {"gone", "cut off", "unknown", "strange"}


def test_a_number_with_two_labels_is_found_by_the_other_when_one_is_unknown() -> None:
    examples = found(FieldName.NUMBER, *LINES, "", "Invoice number: F-2026-017")
    assert kinds(examples, right=True) <= {"unknown", "strange"}
    assert kinds(examples, right=False) >= {"gone", "cut off"}


def test_a_day_without_a_label_is_an_example_of_its_own_sort() -> None:
    (bare,) = found(FieldName.ISSUE_DATE, "24/11/2026")
    assert (bare.is_first, bare.traits["unnamed"]) == (True, 1)
    named, *changed = found(FieldName.ISSUE_DATE, "Facture n° F-2026-017", "Date : 24/11/2026")
    assert (named.is_first, named.traits["unnamed"]) == (True, 0)
    assert {example.traits["unnamed"] for example in changed} == {1}


def test_a_page_without_a_choice_has_no_example() -> None:
    assert found(FieldName.NUMBER, "Bonjour") == []
