"""Amounts: exact decimals, never floats; their currency stands beside them on the invoice."""

import re
from decimal import Decimal

CENT = Decimal("0.01")

_AMOUNT = re.compile(r"[+-]?\d{1,15}(\.\d{1,10})?")


def parse_amount(text: str) -> Decimal | None:
    """Return the amount written in ``text`` with a decimal point, or None if it is not one.

    The form is that of XML Schema's decimal within EN 16931: no exponent, no thousands separator,
    at most 15 digits before and 10 after the point.
    """
    text = text.strip()
    return Decimal(text) if _AMOUNT.fullmatch(text) else None


def format_amount(amount: Decimal) -> str:
    """Write an amount with at least two decimals, more only if they are not zero."""
    amount += 0  # makes a negative zero positive
    if amount == amount.quantize(CENT):
        return str(amount.quantize(CENT))
    return f"{amount.normalize():f}"
