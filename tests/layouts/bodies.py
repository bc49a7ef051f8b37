"""What stands below the head of a page, where a layout is about its head.

In: a ``Sheet``. Out: HTML: parties, lines, totals, where to pay and legal lines, in one of several
forms.
"""

from tests.layouts import blocks as b
from tests.layouts.sheet import Sheet

_COLUMNS = (
    ("name", "qty", "price", "total"),
    ("ref", "name", "qty", "price", "rate", "total"),
    ("name", "qty", "unit", "price", "rate", "total"),
)


def seller(sheet: Sheet, size: int = 13) -> str:
    """Print who sells: name, address, telephone number."""
    party = sheet.facts.seller
    name = f'<b style="font-size:{size}pt">{sheet.name("seller")}</b>'
    return f"{name}<br>{b.street(party)}<br>{sheet.say('phone')} {party.phone}"


def buyer(sheet: Sheet, space: str = "6mm 0 8mm 95mm") -> str:
    """Print who buys, in the window of an envelope."""
    return f'<div style="margin:{space}">{b.address(sheet, "buyer")}</div>'


def rest(sheet: Sheet) -> str:
    """Print lines, totals, mentions, the account, and the seller's legal line at the foot."""
    sums = b.totals(sheet, sheet.pick("sum", "rows"), bare=sheet.maybe())
    style = sheet.pick(
        ".lines th { border-bottom: 1px solid #555 }",
        ".lines th { background: #345; color: #fff } .lines td { border-bottom: 1px solid #ddd }",
        ".lines, .lines th, .lines td { border: 1px solid #777 }",
    )
    legal = b.legal(sheet) or f"{sheet.say('vat_id')} {sheet.vat_id('seller')}"
    return f"""<style>{style} .sum {{ margin: 4mm 0 4mm auto }}</style>
{b.line_table(sheet, sheet.pick(*_COLUMNS))}{b.pair_rows(sums, "sum")}<p>{b.mention(sheet)}</p>
<p>{sheet.say("bank")} : {b.bank(sheet, " - ")}</p><p>{sheet.say("late")}</p>
<p class="foot">{legal}</p>"""
