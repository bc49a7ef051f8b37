"""Who hands goods to a carrier and who gets them: neither sells nor buys what a page bills.

In: a sheet. Out: which of its lines name them, « Expéditeur : … » over « Destinataire : … ». Over a
block of its own each of these words calls a seller or a buyer.
"""

import re
from functools import lru_cache

from pipeline.reading.lines import Sheet

_CONSIGNEE = (
    r"(?:destinataire|receptionnaire|livraison|consignee|empfanger|entladestelle|destinatario"
    r"|ontvanger|geadresseerde|losadres)\b"
)
_FROM = re.compile(
    r"(?:expediteur|chargeur|remettant|enlevement|shipper|consignor|absender|beladestelle"
    rf"|remitente|cargador|mittente|afzender|laadadres)\b *:? *\t?(?!{_CONSIGNEE})[^\s:]"
)
_TO = re.compile(rf"{_CONSIGNEE} *:? *\t?[^\s:]")
_NEAR = 2
"""Lines from the one to the other at most."""


@lru_cache(maxsize=4)
def consignment_lines(sheet: Sheet) -> frozenset[int]:
    """Return the indices of the lines that name a consignor or a consignee of goods."""
    return frozenset(
        line.index
        for upper in sheet.lines
        if _FROM.match(upper.folded)
        for lower in sheet.lines[upper.index + 1 : upper.index + 1 + _NEAR]
        if _TO.match(lower.folded)
        for line in (upper, lower)
    )
