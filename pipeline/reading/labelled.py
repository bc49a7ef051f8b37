"""What a label speaks of, and what a label is.

Patterns are for folded text (small letters, no accents).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum


class Labelled(Enum):
    """What a label speaks of."""

    NUMBER = "number"
    ISSUE_DATE = "issue date"
    DUE_DATE = "due date"
    WITHOUT_VAT = "total without VAT"
    VAT = "total VAT"
    WITH_VAT = "total with VAT"
    DUE = "amount due"
    PREPAID = "prepaid"
    RETENTION = "kept back until the work is approved, or paid to the tax office"
    ROUNDING = "rounding of the amount due"
    ALLOWANCE = "reduction of the total without VAT"
    CHARGE = "charge on the total without VAT"
    ORDER = "the buyer's order"
    CONTRACT = "contract"
    DELIVERY = "delivery date"
    PERIOD = "invoicing period"
    PERIOD_START = "first day of the invoicing period"
    PERIOD_END = "last day of the invoicing period"
    MEANS = "payment means"


TOTALS = (Labelled.WITHOUT_VAT, Labelled.VAT, Labelled.WITH_VAT, Labelled.DUE)
"""What stands at the end of an invoice, and by which its lines are told from the rest."""


@dataclass(frozen=True)
class Label:
    """A pattern and how much it says.

    Attributes:
        pattern: Of the label itself, in folded text.
        weight: 1 for a label that means nothing else, less for others.
    """

    pattern: re.Pattern[str]
    weight: float


NO = r"(?:n ?[°o*\"']s?\.?|n\.[°o]?|nr\.?|nbr|num(?:ero)?\.?|nummer|no\.?|#|number|id)"
"""« Number » as papers write it."""
UMSATZSTEUER = r"umsatzsteuer(?!-?(?:voranm|jahres|erkl))"
"""German VAT, but for the returns that advisers bill."""
_BEGINNING = r"(?<!\w)"
"""Labels begin where a word begins."""


def labels(weight: float, *patterns: str) -> tuple[Label, ...]:
    """Return labels of one weight; a pattern begins where a word begins."""
    return tuple(Label(re.compile(f"{_BEGINNING}(?:{p})"), weight) for p in patterns)


def any_of(some: Iterable[Label]) -> re.Pattern[str]:
    """Return what is found in a text just where one of some labels is: most texts have none."""
    patterns = (label.pattern.pattern.removeprefix(_BEGINNING) for label in some)
    return re.compile(f"{_BEGINNING}(?:{'|'.join(patterns)})")
