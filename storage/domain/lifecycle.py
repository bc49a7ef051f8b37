"""Where an invoice stands, in the codes of the French invoice lifecycle.

Codes are those of the statuses that platforms exchange: 202 Reçue, 203 Mise à disposition, 204
Prise en charge, 205 Approuvée, 207 En litige, 210 Refusée, 211 Paiement transmis, 212 Encaissée,
213 Rejetée. We are no platform: the code tells programs what to say to theirs.
"""

from enum import IntEnum

from storage.domain.mailbox import Direction
from storage.domain.state import DocumentStatus, Payment, Reception


class Lifecycle(IntEnum):
    """A status of the 200 series."""

    RECEIVED = 202
    MADE_AVAILABLE = 203
    IN_HAND = 204
    APPROVED = 205
    IN_DISPUTE = 207
    REFUSED = 210
    PAYMENT_SENT = 211
    PAYMENT_RECEIVED = 212
    REJECTED = 213


_RECEPTION = {
    Reception.TO_ACCEPT: Lifecycle.MADE_AVAILABLE,
    Reception.ACCEPTED: Lifecycle.APPROVED,
    Reception.DISPUTED: Lifecycle.IN_DISPUTE,
    Reception.REFUSED: Lifecycle.REFUSED,
}
_PAID = {
    Direction.PURCHASE: Lifecycle.PAYMENT_SENT,
    Direction.SALE: Lifecycle.PAYMENT_RECEIVED,
}


def lifecycle(
    direction: Direction,
    document: DocumentStatus,
    reception: Reception | None,
    payment: Payment,
    *,
    is_assigned: bool = False,
) -> Lifecycle:
    """Return the status of an invoice.

    Args:
        direction: Purchase or sale.
        document: How far the processing of its document is.
        reception: Null until it is filed.
        payment: How far it is paid.
        is_assigned: A person is to look at it.
    """
    if reception is None:
        is_rejected = document is DocumentStatus.REJECTED
        return Lifecycle.REJECTED if is_rejected else Lifecycle.RECEIVED
    if reception is Reception.ACCEPTED and payment is Payment.PAID:
        return _PAID[direction]
    if reception is Reception.TO_ACCEPT and is_assigned:
        return Lifecycle.IN_HAND
    return _RECEPTION[reception]
