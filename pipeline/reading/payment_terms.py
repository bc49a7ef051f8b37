"""Do terms of payment make a due date (BT-9) of an issue date (BT-2)?

In: folded text as `pipeline.reading.lines` makes it. Terms that count from the end of a month make
many days of one, so they tell nothing about the issue date.
"""

import re
from collections.abc import Iterable
from datetime import date, timedelta

_TERMS = re.compile(
    r"(?:^|\D)(\d{1,3}) ?(?:jours?|jrs|days|tagen?|dagen|giorni|gg\.?|dias|d\.)(?!\w)"
    r"(?P<end> fin de mois| f\.?m\.?)?"
)
_AT_ONCE = re.compile(
    r"(?:a|des) reception|comptant|due (?:up)?on receipt|sofort|bij ontvangst|contant\b|contado"
    r"|rimessa diretta|a vista\b"
)


def fits_terms(texts: Iterable[str], issue_date: str, due_date: str) -> bool:
    """Tell whether terms make the due date of the issue date: a second witness of both.

    Args:
        texts: Folded, in which terms may stand.
        issue_date: In ISO 8601.
        due_date: In ISO 8601.
    """
    issued, due = date.fromisoformat(issue_date), date.fromisoformat(due_date)
    for text in texts:
        if issued == due and _AT_ONCE.search(text):
            return True
        for match in _TERMS.finditer(text):
            days = int(match[1])
            if match["end"] is None and days and issued + timedelta(days=days) == due:
                return True
    return False
