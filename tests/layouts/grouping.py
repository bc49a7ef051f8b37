"""Lines of one table under rows that head them: a delivery note, an employee, a kind of goods.

In: a ``Sheet`` and its lines in groups. Out: HTML of the table.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tests.layouts import habits as h
from tests.layouts.facts import ZERO, Line
from tests.layouts.sheet import Sheet


@dataclass(frozen=True)
class Group:
    """Lines that belong together.

    Attributes:
        head: Row above them, as HTML.
        lines: At least one.
        word: Before their sum; empty where it is not printed.
    """

    head: str
    lines: Sequence[Line]
    word: str = ""


def cut(sheet: Sheet, least: int, most: int) -> list[Sequence[Line]]:
    """Cut the lines, in their order, into parts of so many."""
    left, parts = sheet.facts.lines, list[Sequence[Line]]()
    while left:
        size = sheet.rng.randint(least, most)
        parts.append(left[:size])
        left = left[size:]
    return parts


def grouped(
    sheet: Sheet,
    heads: h.Heads,
    groups: Sequence[Group],
    css: str = "lines",
    more: Callable[[Line], str] | None = None,
) -> str:
    """Print lines under the sender's heads, each group below a row of its own."""
    body, top = "", ""
    for group in groups:
        top, _, rows = h.lines(sheet, heads, css, more, group.lines).partition("<tbody>")
        wide, before = top.count("<th "), top.partition("c-total")[0].count("<th ") - 1
        body += f'<tr class="group"><td colspan="{wide}">{group.head}</td></tr>'
        body += rows.partition("</tbody>")[0]
        if group.word:
            amount = sheet.amount(total(group))
            body += f'<tr class="sub"><td colspan="{before}" class="n">{group.word}</td>'
            body += f'<td class="n">{amount}</td>{"<td></td>" * (wide - before - 1)}</tr>'
    return f"{top}<tbody>{body}</tbody></table>"


def total(group: Group) -> Decimal:
    """Return the sum of a group's lines."""
    return sum((line.total for line in group.lines), ZERO)
