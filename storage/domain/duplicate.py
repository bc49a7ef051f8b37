"""When two invoices of one seller are the same one, or may be.

The same bytes are one document long before; here are invoices that came as different files.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from storage.domain.field import Level
from storage.domain.iban import parse_iban
from storage.domain.invoice import FieldName, Invoice
from storage.domain.reason import Reason


class Likeness(StrEnum):
    """How two invoices are alike."""

    SAME = "same"
    """All that tells invoices apart is equal: the later one is another copy of the first."""
    OTHER_ACCOUNT = "other_account"
    """The same seller, number and total, but an account that the first does not name."""
    NUMBER = "number"
    """The same seller, number and year."""
    LOOK_ALIKE = "look_alike"
    """The same seller and total, and a number or date that may be the same, misread."""


SUSPICIONS = {
    Likeness.SAME: Reason.DUPLICATE_SUSPECTED,
    Likeness.NUMBER: Reason.DUPLICATE_SUSPECTED,
    Likeness.LOOK_ALIKE: Reason.DUPLICATE_LOOK_ALIKE,
    Likeness.OTHER_ACCOUNT: Reason.DUPLICATE_OTHER_ACCOUNT,
}
"""What a person is told of an invoice that is like another one, by how."""

_RUN = re.compile(r"[0-9]+|[^\W\d_]+")
_LOOK_ALIKE = str.maketrans("OQDILSBZG", "000115826")
_SURE = {Level.CONFIRMED, Level.PROVEN, Level.CORROBORATED, Level.READ}
_ALL_EQUAL = (
    FieldName.ISSUE_DATE,
    FieldName.TYPE_CODE,
    FieldName.CURRENCY,
    FieldName.TOTAL_WITH_VAT,
)
"""What is equal on two copies of one invoice, besides seller and number."""


@dataclass(frozen=True)
class Candidate:
    """What duplicates are found by.

    Attributes:
        number: Folded, see `fold_number`; empty where none was read.
        seen: The same, with characters that look alike as one.
        values: Of the fields that copies share, where they were read.
        sure: Which of these, and whether the number, were read well enough to rely on.
        accounts: IBANs on it.
    """

    number: str
    seen: str
    values: dict[FieldName, str]
    sure: frozenset[FieldName]
    accounts: frozenset[str]

    @property
    def year(self) -> str:
        """Of issue; empty where the date is not known."""
        return self.values.get(FieldName.ISSUE_DATE, "")[:4]

    @property
    def total(self) -> str | None:
        """With VAT."""
        return self.values.get(FieldName.TOTAL_WITH_VAT)


def candidate_of(invoice: Invoice) -> Candidate:
    """Return what duplicates of an invoice are found by."""
    names = (FieldName.NUMBER, *_ALL_EQUAL)
    found = {name: invoice.fields[name] for name in names if name in invoice.fields}
    number = invoice.value(FieldName.NUMBER) or ""
    return Candidate(
        number=fold_number(number),
        seen=fold_number(number.upper().translate(_LOOK_ALIKE)),
        values={name: field.value for name, field in found.items()},
        sure=frozenset(name for name, field in found.items() if field.level in _SURE),
        accounts=frozenset(iban for text in invoice.accounts if (iban := parse_iban(text))),
    )


def fold_number(number: str) -> str:
    """Return an invoice number as its runs of letters and digits, without leading zeros.

    ``FA 2026/007`` and ``fa2026-7`` are both ``FA-2026-7``.
    """
    text = unicodedata.normalize("NFKC", number).upper()
    return "-".join(run.lstrip("0") or "0" for run in _RUN.findall(text))


def likeness_of(later: Candidate, first: Candidate) -> Likeness | None:
    """Return how two invoices of one seller are alike; None where nothing speaks for it."""
    if later.number and later.number == first.number and _may_be_one_year(later, first):
        return _likeness_of_numbered(later, first)
    if later.total is None or later.total != first.total:
        return None
    return Likeness.LOOK_ALIKE if _may_be_misread(later, first) else None


def _likeness_of_numbered(later: Candidate, first: Candidate) -> Likeness:
    if later.total == first.total and later.accounts - first.accounts:
        return Likeness.OTHER_ACCOUNT
    needed = {FieldName.NUMBER, *_ALL_EQUAL}
    is_sure = needed <= later.sure and needed <= first.sure
    is_equal = all(later.values.get(n) == first.values.get(n) for n in _ALL_EQUAL)
    return Likeness.SAME if is_sure and is_equal else Likeness.NUMBER


def _may_be_one_year(later: Candidate, first: Candidate) -> bool:
    return later.year == first.year or "" in {later.year, first.year}


def _may_be_misread(later: Candidate, first: Candidate) -> bool:
    """Tell whether number or date differ only as one reading differs from another."""
    if later.number and later.number == first.number:
        return True  # in another year: the date may be misread
    date = FieldName.ISSUE_DATE
    if later.values.get(date) != first.values.get(date):
        return False
    if not later.number or not first.number or later.seen == first.seen:
        return True
    return _is_part(later.number, first.number)


def _is_part(number: str, other: str) -> bool:
    """Tell whether one number is the other without its first or last runs."""
    short, long = sorted((number.split("-"), other.split("-")), key=len)
    return long[: len(short)] == short or long[-len(short) :] == short
