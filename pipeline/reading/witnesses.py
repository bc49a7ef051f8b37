"""What came with a document and names its number (BT-1): the mail's subject, the file's name.

In: the number and what came with it. Out: the witnesses among them.
Rules: design, "Levels of a field".
"""

from collections.abc import Iterator

from pipeline.reading.lines import compact, fold
from pipeline.reading.tokens import spans_of_compact
from storage.domain.field import Witness

LEAST_NAMED = 4
"""Letters and digits of a number that is not named by chance."""


def named_by(number: str, subject: str | None, file_name: str | None) -> Iterator[Witness]:
    """Yield which of a mail's subject and a file's name hold the number of an invoice."""
    wanted = compact(number)
    if len(wanted) < LEAST_NAMED:
        return
    if spans_of_compact(wanted, fold(subject or "")):
        yield Witness.SUBJECT
    if spans_of_compact(wanted, fold(file_name or "")):
        yield Witness.FILE_NAME
