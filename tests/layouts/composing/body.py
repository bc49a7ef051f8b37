"""Lines, totals and what follows them on a composed page.

In: a ``Sheet`` and its places. Out: HTML in places. The VAT breakdown is printed wherever there is
more than one rate, so that a reader can prove the totals.
"""

from datetime import timedelta

from tests.layouts import blocks as b
from tests.layouts.blocks import Pair
from tests.layouts.composing import Places
from tests.layouts.sheet import Sheet

_MAYBE = {"ref": 0.4, "unit": 0.3, "disc": 1.0, "rate": 0.45, "delivery": 0.06}
"""How often the lines have a column that not all have."""
_ORDERS = (
    *(("ref", "name", "delivery", "qty", "unit", "price", "disc", "rate", "total"),) * 3,
    ("name", "qty", "unit", "price", "disc", "total", "rate"),
    ("qty", "unit", "ref", "name", "price", "disc", "rate", "total"),
    ("ref", "name", "rate", "price", "disc", "qty", "unit", "total"),
    ("delivery", "ref", "name", "unit", "qty", "price", "disc", "rate", "total"),
)


def put_body(sheet: Sheet, places: Places) -> str:
    """Put totals and what follows them into their places; return the table of the lines."""
    _put_totals(sheet, places)
    _put_payment(sheet, places)
    _put_notes(sheet, places)
    return b.line_table(sheet, _columns(sheet))


def _columns(sheet: Sheet) -> list[str]:
    if sheet.facts.profile.tax_included:
        return ["name", "qty", "price_gross", "total_gross"]
    return [c for c in sheet.pick(*_ORDERS) if sheet.maybe(_MAYBE.get(c, 1.0))]


def _put_totals(sheet: Sheet, places: Places) -> None:
    bare = sheet.maybe(0.4)
    many = len(sheet.facts.vat) > 1
    rows = sheet.pick("sum", "rows", "rows-and-sum", "rows-and-sum")
    table = not b.is_exempt(sheet) and (sheet.maybe(0.35) or (many and rows == "sum"))
    pairs = b.totals(sheet, "sum" if table else rows, bare)
    sums = _sums(sheet, pairs)
    vat = b.vat_table(sheet, sheet.pick("vat", "vat ruled", "vat filled")) if table else ""
    places["totals"] += [vat, sums] if sheet.maybe(0.7) else [sums, vat]


def _sums(sheet: Sheet, pairs: list[Pair]) -> str:
    form = sheet.pick("rows", "rows", "rows", "rows", "boxes", "lines")
    if form == "boxes" and len(pairs) <= 6:
        return b.pair_boxes(pairs, "boxes sums ruled")
    if form == "lines":
        return f"<div>{b.pair_lines(pairs, '<br>', sheet.pick(' : ', ' '))}</div>"
    return b.pair_rows(pairs, sheet.pick("sums", "sums ruled"), sheet.pick("", "", " :"))


def _put_payment(sheet: Sheet, places: Places) -> None:
    facts = sheet.facts
    payable = facts.type_code != "381" and facts.amount_due > 0
    if sheet.maybe(0.85):
        told = f"{sheet.say('bank')}{sheet.pick(' : ', '<br>', ' ')}"
        places["bank"].append(f"<div>{told}{b.bank(sheet, sheet.pick('<br>', ' - '))}</div>")
    if payable and facts.days and sheet.maybe(0.4):
        places["after"].append(f"<p>{sheet.say('days').format(days=facts.days)}</p>")
    if payable and sheet.maybe(0.3):
        text = sheet.say("dates").format(due=sheet.date_of("due_date"))
        places["after"].append(f"<p>{text}</p>")
    if sheet.maybe(0.25):
        places["after"].append(f"<p>{sheet.say('remind').format(n=sheet.number())}</p>")
    if payable and sheet.maybe(0.08):
        places["after"].append(_slip(sheet))
    if sheet.maybe(0.08):
        places["foot"].append(f"{sheet.title()} {sheet.number()} - {sheet.say('page')} 1/1")
    elif sheet.maybe(0.06):
        printed = sheet.day(facts.issue_date + timedelta(days=sheet.rng.randint(0, 3)))
        places["foot"].append(f"{sheet.say('printed')} {printed} - {sheet.say('page')} 1/1")


def _slip(sheet: Sheet) -> str:
    pairs = [
        (sheet.say("number"), sheet.number()),
        (sheet.say("customer"), sheet.facts.references["customer"]),
        (sheet.say("amount"), sheet.total("amount_due")),
    ]
    sheet.rng.shuffle(pairs)
    form = b.pair_boxes(pairs) if sheet.maybe() else b.pair_lines(pairs)
    return f'<div class="slip"><p>{sheet.say("slip")}</p>{form}</div>'


def _put_notes(sheet: Sheet, places: Places) -> None:
    places["after"].append(f"<p>{b.mention(sheet)}</p>")
    for key, chance in (("late", 0.5), ("thanks", 0.3), ("conditions", 0.3)):
        if sheet.maybe(chance):
            where = "after" if key == "thanks" else sheet.pick("after", "after", "foot")
            places[where].append(f'<div class="small">{sheet.say(key)}</div>')
    if sheet.maybe(0.15):
        places["head"].append(f"<p>{sheet.currency_note()}</p>")
