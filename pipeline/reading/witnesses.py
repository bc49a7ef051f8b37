"""What else names an invoice's number (BT-1): the mail's subject, the file's name, the payment.

In: the number, its page and what came with it. Out: the witnesses among them.
Rules: design, "Levels of a field".
"""

import re
from collections.abc import Iterator

from pipeline.reading.choice import Choice
from pipeline.reading.lines import Sheet, compact, fold
from pipeline.reading.number import names_other_number
from pipeline.reading.tokens import Token, spans_of_compact
from storage.domain.field import Witness

LEAST_NAMED = 4
"""Letters and digits of a number that is not named by chance."""
_PAYING = re.compile(
    r"rappeler|virement|paiement|reglement|libelle|\bmotif|communication"
    r"|verwendungszweck|zahlung|uberweis|angeben"
    r"|payment|paying|remittance|transfer|please (?:quote|state)"
    r"|\bconcepto|transferencia|\bpago|causale|bonifico|pagamento"
    r"|mededeling|betaling|betalen|vermeld|overboek|o\.v\.v"
)
"""On a line: what is to be stated with the payment (BT-83)."""
_QUOTED = re.compile(r"\bquot(?:e|ing)\b")
"""Here no offer."""


def is_asked_for(sheet: Sheet, number: Choice[Token]) -> bool:
    """Tell whether the number is to be stated with the payment, elsewhere than where it is named.

    Where the line speaks of another number, a customer's, it may be that one.
    """
    wanted, own = compact(number.value), {found.line.index for found in number.places}
    if len(wanted) < LEAST_NAMED:
        return False
    return any(
        not names_other_number(_QUOTED.sub("", line.folded[: spans[0][0]]))
        for line in sheet.lines
        if line.index not in own and _PAYING.search(line.folded)
        if (spans := spans_of_compact(wanted, line.folded))
    )


def named_by(number: str, subject: str | None, file_name: str | None) -> Iterator[Witness]:
    """Yield which of a mail's subject and a file's name hold the number of an invoice."""
    wanted = compact(number)
    if len(wanted) < LEAST_NAMED:
        return
    if spans_of_compact(wanted, fold(subject or "")):
        yield Witness.SUBJECT
    if spans_of_compact(wanted, fold(file_name or "")):
        yield Witness.FILE_NAME
