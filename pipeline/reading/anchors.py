"""The lines of a document and what the rest of its reading hangs on, found once per document.

In: pages. Out: their lines, the totals, the number and the issue date, each with its labels. The
same pages are asked about several times: by the picture check, for what it looks at, and by the
stages for their fields.
"""

from dataclasses import dataclass
from functools import lru_cache

from pipeline.reading.choice import Choice
from pipeline.reading.dates import find_issue_date
from pipeline.reading.lines import Sheet, sentences_of
from pipeline.reading.number import find_number
from pipeline.reading.tokens import Token
from pipeline.reading.totals import Totals, find_totals
from pipeline.reading.values import Day
from pipeline.reading.words import Page


@dataclass(frozen=True)
class Anchors:
    """What was found.

    Attributes:
        sheet: The lines.
        totals: BG-22 and the VAT table.
        number: BT-1; None where the pages show none.
        issued: BT-2; None where the pages show none.
    """

    sheet: Sheet
    totals: Totals
    number: Choice[Token] | None
    issued: Choice[Day] | None


@lru_cache(maxsize=2)
def anchors_of(pages: tuple[Page, ...]) -> Anchors:
    """Return the lines of pages and what the rest hangs on."""
    sheet = sentences_of(pages)
    number = find_number(sheet)
    return Anchors(sheet, find_totals(sheet), number, find_issue_date(sheet, number))
