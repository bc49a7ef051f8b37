"""Why a person or a program refuses or disputes an invoice: one of a fixed list, or own words."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from storage.domain.reason import Reason


class StandardReason(StrEnum):
    """What suppliers' software may understand; each is a `Reason` with its sentences."""

    WRONG_RECIPIENT = Reason.WRONG_RECIPIENT.value
    UNKNOWN_SUPPLIER = Reason.UNKNOWN_SUPPLIER.value
    NOT_ORDERED = Reason.NOT_ORDERED.value
    NOT_DELIVERED = Reason.NOT_DELIVERED.value
    DELIVERY_INCOMPLETE = Reason.DELIVERY_INCOMPLETE.value
    GOODS_FAULTY = Reason.GOODS_FAULTY.value
    WRONG_QUANTITY = Reason.WRONG_QUANTITY.value
    WRONG_PRICE = Reason.WRONG_PRICE.value
    WRONG_VAT = Reason.WRONG_VAT.value
    WRONG_TOTAL = Reason.WRONG_TOTAL.value
    WRONG_ACCOUNT = Reason.WRONG_ACCOUNT.value
    MENTION_MISSING = Reason.MENTION_MISSING.value
    REFERENCE_MISSING = Reason.REFERENCE_MISSING.value
    ALREADY_INVOICED = Reason.ALREADY_INVOICED.value
    CONTRACT_ENDED = Reason.CONTRACT_ENDED.value


@dataclass(frozen=True)
class Grounds:
    """Why.

    Attributes:
        words: The caller's own; may be empty where there is a standard reason.
        standard: One of the fixed list; None for own words only.
    """

    words: str = ""
    standard: StandardReason | None = None

    def as_reasons(self, decision: Reason) -> list[dict[str, Any]]:
        """Return them as rows keep reasons, behind what was decided."""
        said = {"about": self.words} if self.words else {}
        standard = [{"code": self.standard.value}] if self.standard else []
        return [{"code": decision.value, **said}, *standard]
