"""Terms of payment: whether they make the due date of the issue date."""

import pytest

from pipeline.reading.lines import fold
from pipeline.reading.payment_terms import fits_terms


@pytest.mark.parametrize(
    ("terms", "due", "fits"),
    [
        ("Paiement à 30 jours", "2026-12-24", True),
        ("Paiement à 30 jours", "2026-12-23", False),
        ("Payable à réception", "2026-11-24", True),
        ("Payable à réception", "2026-11-25", False),
        ("Paiement à 45 jours fin de mois", "2027-01-08", False),
    ],
)
def test_terms(terms: str, due: str, fits: bool) -> None:
    assert fits_terms(["", fold(terms)], "2026-11-24", due) is fits
