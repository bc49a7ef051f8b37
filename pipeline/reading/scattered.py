"""Find papers of one message that seem to be pages of one invoice, each in a file of its own.

In: the words of each paper. Out: which of the pages of how many each shows, or which comes first.
Somebody photographs an invoice page by page, and none of the pictures is a whole one. That is seen
where pages count themselves and one paper goes on where another one ends; or, of pictures, where
one has the title and number without totals, and one other has the totals without either. It is a
question to a person, never an answer.
"""

from collections.abc import Sequence
from itertools import permutations

from pipeline.reading.fields import Context, read_fields
from pipeline.reading.pairing import Paper
from pipeline.reading.separation import Leaf
from storage.domain.invoice import FieldName

_TOTALS = {FieldName.TOTAL_VAT, FieldName.TOTAL_WITH_VAT}
Key = tuple[str, int]
Place = tuple[int, int]
"""The first page that a paper shows, 1-based, and how many there are."""


def scattered(
    papers: Sequence[Paper], pictures: Sequence[Paper], context: Context
) -> dict[Key, Place]:
    """Return the place of each paper that seems to lack pages which another one shows.

    Args:
        papers: Of one message, each of one file.
        pictures: Those of them whose words were recognised: photos and scans.
        context: Whose they are.
    """
    if len(papers) < 2:
        return {}
    found = _counted(papers)
    return found or _front_and_back(pictures, context)


def _counted(papers: Sequence[Paper]) -> dict[Key, Place]:
    """Tell it by what pages say of themselves: « 1/2 » in one file, « 2/2 » in another."""
    spans: dict[Key, tuple[int, int, int]] = {}
    for paper in papers:
        first, last = Leaf(paper.pages[0]).counted, Leaf(paper.pages[-1]).counted
        if first is not None and last is not None and first[1] == last[1] > len(paper.pages):
            spans[paper.key] = (first[0], last[0], first[1])
    found: dict[Key, Place] = {}
    for (key, one), (other, two) in permutations(spans.items(), 2):
        if one[1] + 1 == two[0] and one[2] == two[2]:
            found[key], found[other] = (one[0], one[2]), (two[0], two[2])
    return found


def _front_and_back(pictures: Sequence[Paper], context: Context) -> dict[Key, Place]:
    """Tell it of two pictures by what each of them has."""
    fronts: list[Key] = []
    backs: list[Key] = []
    for picture in pictures:
        leaf = Leaf(picture.pages[0])
        has_totals = read_fields(picture.pages, context).fields.keys() >= _TOTALS
        if leaf.is_titled and leaf.number and not has_totals:
            fronts.append(picture.key)
        elif has_totals and not leaf.is_titled and not leaf.is_named:
            backs.append(picture.key)
    if len(fronts) != 1 or len(backs) != 1:
        return {}
    return {fronts[0]: (1, 2), backs[0]: (2, 2)}
