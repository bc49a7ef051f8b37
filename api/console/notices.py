"""What a page says of the act that led to it."""

from enum import StrEnum


class Notice(StrEnum):
    """A fixed name in the address, so that nobody else's words come onto a page by a link."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    CORRECTED = "corrected"
    UNCHANGED = "unchanged"
    FORGOTTEN = "forgotten"
    PASSWORD_DELETED = "password_deleted"  # noqa: S105  what it is called
    UPLOADED = "uploaded"
    AGAIN = "again"
    SORTED = "sorted"
    ACCOUNT_CONFIRMED = "account_confirmed"
    ACCOUNT_REFUSED = "account_refused"
    TRUSTED = "trusted"
    SAVED = "saved"
