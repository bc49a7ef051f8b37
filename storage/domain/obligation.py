"""« Hors circuit »: who has to send its invoices through an approved platform, and since when.

Ordonnance n° 2021-1190 and loi de finances 2024, art. 91: French businesses issue their invoices
to French businesses through platforms, large and intermediate ones since 1 September 2026, small
and micro ones from 1 September 2027 on. An invoice that still came by mail stays valid to read;
the supplier may have forgotten.
"""

from datetime import date
from enum import StrEnum

from storage.domain.channel import Channel


class SizeClass(StrEnum):
    """Classes of businesses (décret n° 2008-1354): GE, ETI, PME, micro-entreprise."""

    LARGE = "large"
    INTERMEDIATE = "intermediate"
    SMALL = "small"
    MICRO = "micro"


_SINCE = {
    SizeClass.LARGE: date(2026, 9, 1),
    SizeClass.INTERMEDIATE: date(2026, 9, 1),
    SizeClass.SMALL: date(2027, 9, 1),
    SizeClass.MICRO: date(2027, 9, 1),
}


def is_off_circuit(
    channel: str, country: str | None, size: SizeClass | None, issue_date: str | None
) -> bool:
    """Tell whether an invoice that came by mail should have come through a platform.

    Args:
        channel: How it came.
        country: Of the supplier, two letters of ISO 3166-1; None where it is not known.
        size: Of the supplier; where that is not known, nothing is said.
        issue_date: BT-2, ISO 8601; None where it was not read.
    """
    if channel != Channel.MAIL or country != "FR" or size is None or issue_date is None:
        return False
    return issue_date >= _SINCE[size].isoformat()
