"""What the official rules let through, although a person would stop at it.

In: the root of a CII that its XSD allows. Out: what is odd, as warnings; they make no file invalid
but leave an open point on the invoice. Identifiers and totals are the matter of
`pipeline.facturx.proofs`, which looks at the fields.
"""

from collections.abc import Iterator
from decimal import Decimal

from pipeline.facturx.cii import all_at, amount_at, text_at
from pipeline.facturx.xml import Element
from storage.domain.money import CENT

LINE_TOTAL = "own-line-total"
"""BT-131 is not BT-129 × BT-146 / BT-149 with the line's allowances and charges (BG-27, BG-28)."""

EMPTY_NOTE = "own-empty-note"
"""A note with a subject code (BT-21) but without text (BT-22): the mention is not made."""

SUBJECTS = {LINE_TOTAL: "lines", EMPTY_NOTE: "notes"}
"""What part of the invoice each rule is about."""


def check(root: Element) -> Iterator[tuple[str, str, str]]:
    """Yield rule, location and message of everything odd, in the order of the document."""
    for note in all_at(root, "ExchangedDocument/IncludedNote"):
        if text_at(note, "SubjectCode") and not text_at(note, "Content"):
            yield EMPTY_NOTE, _path(note), f"The note {text_at(note, 'SubjectCode')} has no text."
    for item in all_at(root, "SupplyChainTradeTransaction/IncludedSupplyChainTradeLineItem"):
        expected, stated = _line_total(item)
        if expected is not None and stated is not None and abs(expected - stated) > CENT:
            yield LINE_TOTAL, _path(item), f"Quantity and price make {expected}, not {stated}."


def _line_total(item: Element) -> tuple[Decimal | None, Decimal | None]:
    """Return what the line's total should be, if it can be said, and what it is stated to be."""
    price = "SpecifiedLineTradeAgreement/NetPriceProductTradePrice"
    settlement = "SpecifiedLineTradeSettlement"
    total = f"{settlement}/SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount"
    stated = amount_at(item, total)
    quantity = amount_at(item, "SpecifiedLineTradeDelivery/BilledQuantity")
    net = amount_at(item, f"{price}/ChargeAmount")
    if quantity is None or net is None:
        return None, stated
    expected = quantity * net / (amount_at(item, f"{price}/BasisQuantity") or Decimal(1))
    for entry in all_at(item, f"{settlement}/SpecifiedTradeAllowanceCharge"):
        sign = 1 if text_at(entry, "ChargeIndicator/Indicator") in {"true", "1"} else -1
        expected += sign * (amount_at(entry, "ActualAmount") or Decimal(0))
    return round(expected, 2), stated


def _path(element: Element) -> str:
    return element.getroottree().getpath(element)
