"""What is fitted: weights that part right from wrong, and a bound that wrong ones miss."""

from storage.domain.invoice import FieldName
from tests.layouts.fitting import Example, fitted


def an_example(document: int, near: float, *, is_right: bool, family: str = "") -> Example:
    return Example(
        FieldName.NUMBER,
        f"{document}.pdf",
        family or f"family {document % 5}",
        {"near": near, "noise": float(document % 2)},
        is_right,
        is_first=is_right,
    )


def test_what_parts_right_from_wrong_gets_the_weight() -> None:
    right = [an_example(n, 0.9, is_right=True) for n in range(100)]
    wrong = [an_example(n, 0.2, is_right=False) for n in range(100)]
    model = fitted([*right, *wrong])
    assert model["weights"]["near"] > 3
    assert abs(model["weights"]["noise"]) < 0.2
    assert model["first_choices_certain"] == 100
    assert model["first_choices_certain_but_wrong"] == 0


def test_a_bound_lets_one_wrong_document_in_a_hundred_pass() -> None:
    right = [an_example(n, 0.9, is_right=True) for n in range(200)]
    wrong = [an_example(n, 0.95 if n < 3 else 0.1, is_right=False) for n in range(200)]
    model = fitted([*right, *wrong])
    assert model["first_choices_certain"] == 0


def test_a_family_is_judged_by_weights_that_it_had_no_part_in() -> None:
    usual = [an_example(n, 0.9, is_right=True) for n in range(100)]
    usual += [an_example(n, 0.1, is_right=False) for n in range(100)]
    odd = [an_example(100 + n, 0.9, is_right=False, family="odd") for n in range(20)]
    assert fitted([*usual, *odd])["first_choices_certain"] == 0
