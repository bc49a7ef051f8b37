"""States of messages, documents, invoices and work, and the one table of legal transitions.

An invoice has three axes: reception, accounting (« statut comptable ») and payment. Processing of
a document is apart from these (design, "States").
"""

from enum import StrEnum

from storage.domain.errors import ConflictError


class MessageStatus(StrEnum):
    """How far a message is, and how it ended."""

    PROCESSING = "processing"
    ACCEPTED = "accepted"
    IGNORED = "ignored"
    HELD = "held"
    REJECTED = "rejected"
    FAILED = "failed"


class DocumentStatus(StrEnum):
    """How far the processing of a document is."""

    PROCESSING = "processing"
    READY = "ready"
    HELD = "held"
    REJECTED = "rejected"
    FAILED = "failed"


class DocumentKind(StrEnum):
    """What a document is."""

    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"
    RECEIPT = "receipt"
    ANNEX = "annex"
    OTHER = "other"


class WorkStatus(StrEnum):
    """Where a work row is: waiting, being worked on, given up until someone acts, finished."""

    DUE = "due"
    LEASED = "leased"
    PARKED = "parked"
    DONE = "done"


class Reception(StrEnum):
    """What the dossier says to an invoice."""

    TO_ACCEPT = "to_accept"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    DISPUTED = "disputed"


class Accounting(StrEnum):
    """« Statut comptable »: whether the accounting software has the newest version."""

    TO_RETRIEVE = "to_retrieve"
    RETRIEVED = "retrieved"


class Payment(StrEnum):
    """How far an invoice is paid."""

    UNPAID = "unpaid"
    PARTIALLY_PAID = "partially_paid"
    PAID = "paid"


class Decision(StrEnum):
    """What can happen on the reception axis: asked for, or because the invoice came again."""

    ACCEPT = "accept"
    REFUSE = "refuse"
    DISPUTE = "dispute"
    REOPEN = "reopen"
    UNDO = "undo"


_RECEPTION: dict[tuple[Reception, Decision], Reception] = {
    (Reception.TO_ACCEPT, Decision.ACCEPT): Reception.ACCEPTED,
    (Reception.TO_ACCEPT, Decision.REFUSE): Reception.REFUSED,
    (Reception.TO_ACCEPT, Decision.DISPUTE): Reception.DISPUTED,
    (Reception.DISPUTED, Decision.ACCEPT): Reception.ACCEPTED,
    (Reception.DISPUTED, Decision.REFUSE): Reception.REFUSED,
    (Reception.REFUSED, Decision.ACCEPT): Reception.ACCEPTED,
    (Reception.REFUSED, Decision.REOPEN): Reception.TO_ACCEPT,
    (Reception.ACCEPTED, Decision.UNDO): Reception.TO_ACCEPT,
    (Reception.REFUSED, Decision.UNDO): Reception.TO_ACCEPT,
    (Reception.DISPUTED, Decision.UNDO): Reception.TO_ACCEPT,
}
"""Legal steps of reception. A refused invoice can be accepted after all."""


def decide(reception: Reception, decision: Decision) -> Reception:
    """Return the reception that follows ``decision``.

    Raises:
        ConflictError: The table has no such step; ``code`` is ``illegal-transition``.
    """
    try:
        return _RECEPTION[reception, decision]
    except KeyError:
        raise ConflictError(
            f"An invoice that is {reception} cannot be asked to {decision}.",
            code="illegal-transition",
        ) from None
