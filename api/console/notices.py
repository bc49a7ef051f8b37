"""What a page says of the act that led to it."""

from enum import StrEnum


class Notice(StrEnum):
    """A fixed name in the address, so that nobody else's words come onto a page by a link."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    DISPUTED = "disputed"
    UNDONE = "undone"
    SEVERAL_ACCEPTED = "several_accepted"
    SOME_NOT_ACCEPTED = "some_not_accepted"
    COPY_CONFIRMED = "copy_confirmed"
    TOLD_APART = "told_apart"
    CORRECTED = "corrected"
    UNCHANGED = "unchanged"
    FORGOTTEN = "forgotten"
    PASSWORD_DELETED = "password_deleted"  # noqa: S105  what it is called
    UPLOADED = "uploaded"
    AGAIN = "again"
    SORTED = "sorted"
    PARTNER_SAVED = "partner_saved"
    PARTNERS_MERGED = "partners_merged"
    ACCOUNT_CONFIRMED = "account_confirmed"
    ACCOUNT_REFUSED = "account_refused"
    TRUSTED = "trusted"
    SAVED = "saved"
