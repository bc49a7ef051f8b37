"""Where a supplier prints a field, as a person's correction showed it.

In: labels and places on pages, the words of outsiders. Out: whether two of them are the same place.
Only what a label speaks of and nobody is identified or paid by is learned: numbers, dates, amounts.
"""

from dataclasses import dataclass

from storage.domain.invoice import CORE_TOTALS, FieldName, Invoice
from storage.domain.siren import parse_siren
from storage.domain.vat import parse_vat_id

LEARNED_AMOUNTS = frozenset({*CORE_TOTALS, FieldName.PREPAID, FieldName.AMOUNT_DUE})
LEARNABLE = frozenset(
    {FieldName.NUMBER, FieldName.ISSUE_DATE, FieldName.DUE_DATE, *LEARNED_AMOUNTS}
)
"""Never an account or an identifier: by them a stranger's page would be paid or trusted."""

LONGEST_LABEL = 60
"""Characters."""

_ASIDE, _DOWN = 0.06, 0.12
"""Fractions of a page's width and height within which a label stands in the same place."""


@dataclass(frozen=True)
class Place:
    """A label, and the way from it to the value.

    Attributes:
        label: In small letters without accents, without digits, on one line.
        is_below: The value stands under the label, not beside it.
        page: 1 for the first page, 2 for the next; -1 for the last one, -2 for the one before.
        x: Left edge of the label, a fraction of the page's width.
        y: Top edge of the label, a fraction of the page's height, growing downwards.
        w: Width of the label, a fraction of the page's width.
        h: Height of the label, a fraction of the page's height.

    Raises:
        ValueError: It is no place on a page.
    """

    label: str
    is_below: bool
    page: int
    x: float
    y: float
    w: float
    h: float

    def __post_init__(self) -> None:
        if not (0 < len(self.label) <= LONGEST_LABEL and self.label.isprintable()):
            raise ValueError("That is no label.")
        if not all(-1 <= side <= 2 for side in (self.x, self.y, self.w, self.h)):
            raise ValueError("That is no place on a page.")
        if not 0 < abs(self.page) < 100_000:
            raise ValueError("That is no page.")


@dataclass(frozen=True)
class Lesson:
    """Where a field stands whose value a person entered or confirmed."""

    field: FieldName
    place: Place


@dataclass(frozen=True)
class LearnedPlace:
    """A place that a dossier has learned of a supplier.

    Attributes:
        seller: The supplier's SIREN or, where it has none, VAT id.
        field: What stands there.
        place: Where.
        times: On how many invoices a person showed it.
    """

    seller: str
    field: FieldName
    place: Place
    times: int = 1


def is_same_place(name: FieldName, one: Place, other: Place) -> bool:
    """Tell whether two places of a field are one; amounts may move down the page with its lines."""
    return (
        (one.label, one.is_below, one.page) == (other.label, other.is_below, other.page)
        and abs(one.x - other.x) <= _ASIDE
        and (name in LEARNED_AMOUNTS or abs(one.y - other.y) <= _DOWN)
    )


def counted_page(name: FieldName, number: int, count: int) -> int:
    """Return how `Place.page` counts a page: amounts stand at the end, all else at the beginning.

    Args:
        name: The field.
        number: 1-based.
        count: Pages of the document.
    """
    return number - count - 1 if name in LEARNED_AMOUNTS else number


def learned_of(invoice: Invoice) -> str | None:
    """Return what a supplier is known by to those who learn: the seller's SIREN, else VAT id."""
    siren = parse_siren(invoice.value(FieldName.SELLER_SIREN) or "")
    return siren or parse_vat_id(invoice.value(FieldName.SELLER_VAT_ID) or "")
