"""Whether the numbers of a row make its amount, as quantity and price do.

In: a line and its amount. Out: whether two of its numbers, less a share or an earlier bill, make
it: such an amount was hardly misread.
"""

import re
from decimal import Decimal
from itertools import combinations

from pipeline.reading.lines import Line
from storage.domain.money import CENT

_MOST_NUMBERS = 12
_LEAST_EARLIER = 10
"""Of an amount that was billed before: what is smaller is taken off by chance."""
_GROUPING = re.compile(r"(?<=\d)[ .,'](?=\d{3}(?!\d))")
_NUMBER = re.compile(r"(?<![\w.,])\d{1,9}(?:[.,]\d{1,4})?(?![\d.,])")


def is_made_on(line: Line, total: Decimal) -> bool:
    """Tell whether numbers on a line make its amount: two, less a share or an amount perhaps.

    What is left of a share of a contract is its amount less that of the bills before.
    """
    text = _GROUPING.sub("", line.folded)
    numbers = [Decimal(match[0].replace(",", ".")) for match in _NUMBER.finditer(text)]
    if abs(total) in numbers:
        numbers.remove(abs(total))  # once it makes any amount
    products = {a * b for a, b in combinations(numbers[:_MOST_NUMBERS], 2)}
    shares = [Decimal(0), *(number for number in numbers if number < 100)]
    earlier = [number for number in numbers[:_MOST_NUMBERS] if number > _LEAST_EARLIER]
    return any(
        abs(product * (100 - share) / 100 - abs(total)) <= CENT
        for product in products
        for share in shares
    ) or any(
        abs(product / 100 - before - abs(total)) <= CENT
        for product in products
        for before in earlier
    )
