"""Where a company has its registered office: the notice in small print says so of the seller.

In: a sheet. Out: whether a street is the one in such a notice. Who prints an invoice has to state
its own office (Directive (EU) 2017/1132, article 26), and nobody else's.
"""

import re
from functools import lru_cache

from pipeline.reading.lines import Sheet, compact
from pipeline.reading.role_words import BUYER, THIRD

_NOTICE = re.compile(
    r"(?:registered (?:office|address)|siege(?: social)?|sede (?:legale|sociale?)|domicilio social"
    r"|sitz der gesellschaft|firmensitz|(?:statutaire|maatschappelijke) zetel)\b(?P<where>[^\t]+)"
)
_LOW = 0.6
"""Of the height of a page: notices stand below it."""
_SHORT = 8
"""Letters and digits of a street that may stand in another one."""


def is_registered(sheet: Sheet, street: str) -> bool:
    """Tell whether a notice in the lower part of a page says that an office is in this street."""
    own = compact(street)
    has_number = any(c.isdigit() for c in own)
    return has_number and len(own) >= _SHORT and own in _offices(sheet)


@lru_cache(maxsize=4)
def _offices(sheet: Sheet) -> str:
    """Return what stands behind the labels of all notices, letters and digits only."""
    found = (
        notice["where"]
        for line in sheet.lines
        if line.top > _LOW * line.page.height
        and not any(pattern.search(line.folded) for pattern in (BUYER, THIRD))
        for notice in _NOTICE.finditer(line.folded)
    )
    return "\n".join(map(compact, found))
