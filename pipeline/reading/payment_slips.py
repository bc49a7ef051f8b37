"""The slip at the end of an invoice that goes back with the money: « To: … » names who is paid.

In: a sheet. Out: which of its lines belong to such a slip. At the head of a page the same word
opens the buyer's block.
"""

import re
from functools import lru_cache
from itertools import dropwhile, groupby

from pipeline.reading.lines import Line, Sheet

_TITLE = re.compile(
    r"(?:^|\t)(?:payment|remittance) (?:advice|slip)\b|\bremittance slip\b"
    r"|(?:^|\t)(?:coupon|talon|bulletin|papillon|volet) (?:de |du |a )?"
    r"(?:paiement|reglement|versement|joindre|detacher|retourner)"
    r"|(?:^|\t)(?:zahlschein|einzahlungsschein|zahlungsabschnitt|betaalstrook|stortingsbewijs"
    r"|cupon de pago|bollettino di pagamento)\b"
)
PAID_TO = re.compile(r"(?:^|(?<=\t))(?:to|an|aan|a)(?= ?:|\t|$)[ :]*")
"""Before the name of who is paid."""
_LOW = 0.4
"""Of the height of a page: a slip begins below it."""


@lru_cache(maxsize=4)
def slip_lines(sheet: Sheet) -> frozenset[int]:
    """Return the indices of the lines from the title of a slip to the end of its page."""
    pages = groupby(sheet.lines, lambda line: line.page.number)
    return frozenset(
        line.index
        for _, lines in pages
        for line in dropwhile(lambda it: not _opens_slip(it), lines)
    )


def _opens_slip(line: Line) -> bool:
    return line.top > _LOW * line.page.height and _TITLE.search(line.folded) is not None
