"""What a registered sender is to a dossier."""

from enum import StrEnum


class SenderRole(StrEnum):
    """It sends invoices that the dossier sold by, or forwards what suppliers sent it."""

    SALE = "sale"
    FORWARDER = "forwarder"
    """It brings what others wrote; their own signatures have to prove who that was."""
