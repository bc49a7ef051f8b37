"""What a dossier says of a supplier and of its accounts."""

from enum import StrEnum


class AccountStatus(StrEnum):
    """What a dossier thinks of an account."""

    PENDING = "pending"
    CONFIRMED = "confirmed"
    REFUSED = "refused"


class BlockScope(StrEnum):
    """What « liste noire » does with an invoice: turn it away, or only mark it."""

    REJECT = "reject"
    MARK = "mark"
