"""How two invoices are alike."""

from enum import StrEnum


class Likeness(StrEnum):
    """From the surest down; one document that came twice is no pair, but has two sources."""

    NUMBER = "number"
    """The same seller, number and year."""
    LOOK_ALIKE = "look_alike"
    """The same seller and total, and a number or date that is nearly the same."""
    OTHER_ACCOUNT = "other_account"
    """The same seller, number and total, but another account to pay to: perhaps a fraud."""
