"""When two invoices of one seller are the same one, or may be."""

import pytest

from storage.domain.duplicate import Likeness, candidate_of, fold_number, likeness_of
from storage.domain.field import Field, Level, Source
from storage.domain.invoice import FieldName, Invoice

IBAN = "FR7630006000011234567890189"
OTHER_IBAN = "DE89370400440532013000"
VALUES = {
    FieldName.NUMBER: "FA-2026-017",
    FieldName.ISSUE_DATE: "2026-09-30",
    FieldName.TYPE_CODE: "380",
    FieldName.CURRENCY: "EUR",
    FieldName.TOTAL_WITH_VAT: "120.00",
}


def an_invoice(
    *, accounts: tuple[str, ...] = (IBAN,), level: Level = Level.READ, **changes: str | None
) -> Invoice:
    values = VALUES | {FieldName(name): value for name, value in changes.items()}
    return Invoice(
        {name: Field(v, level, Source.PDF_TEXT) for name, v in values.items() if v is not None},
        accounts=accounts,
    )


@pytest.mark.parametrize(
    ("number", "folded"),
    [
        ("FA 2026/007", "FA-2026-7"),
        ("fa2026-7", "FA-2026-7"),
        ("N\u00b0 0012", "N-12"),
        ("1-01", "1-1"),
        ("11", "11"),
        ("000", "0"),
        ("\u2014", ""),
    ],
)
def test_a_number_is_folded(number: str, folded: str) -> None:
    assert fold_number(number) == folded


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, Likeness.SAME),
        ({"number": "fa2026 17"}, Likeness.SAME),
        ({"accounts": ()}, Likeness.SAME),
        ({"accounts": (OTHER_IBAN,)}, Likeness.OTHER_ACCOUNT),
        ({"accounts": (IBAN, OTHER_IBAN)}, Likeness.OTHER_ACCOUNT),
        ({"total_with_vat": "121.00"}, Likeness.NUMBER),
        ({"total_with_vat": "121.00", "accounts": (OTHER_IBAN,)}, Likeness.NUMBER),
        ({"type_code": "381"}, Likeness.NUMBER),
        ({"issue_date": "2026-09-29"}, Likeness.NUMBER),
        ({"issue_date": None}, Likeness.NUMBER),
        ({"level": Level.GUESSED}, Likeness.NUMBER),
        ({"level": Level.CONTRADICTED}, Likeness.NUMBER),
        ({"issue_date": "2025-09-30"}, Likeness.LOOK_ALIKE),
        ({"number": "FA-2026-O17"}, Likeness.LOOK_ALIKE),
        ({"number": "2026-017"}, Likeness.LOOK_ALIKE),
        ({"number": None}, Likeness.LOOK_ALIKE),
        # Twice the same in a day, a year apart, or next month: they are two.
        ({"number": "FA-2026-018"}, None),
        ({"number": "FA-2026-018", "issue_date": "2026-10-30"}, None),
        ({"issue_date": "2025-09-30", "total_with_vat": "121.00"}, None),
        ({"number": "FA-2026-O17", "total_with_vat": "121.00"}, None),
        ({"number": None, "total_with_vat": None}, None),
    ],
)
def test_how_alike(changes: dict[str, object], expected: Likeness | None) -> None:
    later = candidate_of(an_invoice(**changes))  # type: ignore[arg-type]
    assert likeness_of(later, candidate_of(an_invoice())) is expected


def test_a_first_one_that_is_unsure_has_no_copies() -> None:
    guessed = candidate_of(an_invoice(level=Level.GUESSED))
    assert likeness_of(candidate_of(an_invoice()), guessed) is Likeness.NUMBER
