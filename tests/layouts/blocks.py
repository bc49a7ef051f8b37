"""Pieces that several layouts share: addresses, tables of lines, totals, legal lines.

In: a ``Sheet``. Out: HTML, or lists of label and value to be set as the layout likes.
"""

from collections.abc import Iterable, Sequence
from html import escape

from tests.layouts.facts import ZERO, Line, VatRow
from tests.layouts.parties import Party
from tests.layouts.sheet import Sheet

Pair = tuple[str, str]
NUMERIC = {"qty", "price", "price_gross", "disc", "rate", "total", "total_gross"}
_ON = {"fr": "sur", "en": "on", "de": "auf", "es": "s/", "it": "su", "nl": "over"}


def street(party: Party, between: str = "<br>") -> str:
    """Return the address below the name."""
    return between.join(escape(text) for text in (*party.street, party.town))


def address(sheet: Sheet, who: str, country: bool | None = None) -> str:
    """Print name and address; the country of foreigners, or as told."""
    text = f"<b>{sheet.name(who)}</b><br>{street(sheet.party(who))}"
    abroad = sheet.facts.seller.country != sheet.facts.buyer.country
    if country or (country is None and abroad):
        text += f"<br>{sheet.country(who)}"
    return text


def other(party: Party, between: str = "<br>") -> str:
    """Return name and address of a party that is neither seller nor buyer."""
    return f"{escape(party.name)}{between}{street(party, between)}"


def legal(sheet: Sheet, between: str = " - ", vat: bool = True) -> str:
    """Print the seller's legal line, as footers have it."""
    party = sheet.facts.seller
    parts = []
    if party.form and sheet.maybe(0.7):
        parts.append(f"{party.form} au capital de {party.capital} €")
    if party.siret:
        parts.append(f"{sheet.pick('SIRET', 'N° SIRET :', 'Siret')} {sheet.siret('seller')}")
    if party.siren and party.form and sheet.maybe():
        parts.append(f"RCS {escape(party.register)} {sheet.siren('seller')}")
    if party.siren and sheet.maybe():
        parts.append(f"{sheet.pick('APE', 'NAF', 'Code APE')} {party.activity}")
    if vat and party.vat_id:
        parts.append(f"{sheet.say('vat_id')} {sheet.vat_id('seller')}")
    return between.join(parts)


def bank(sheet: Sheet, between: str = "<br>") -> str:
    """Print where to pay."""
    text = f"{sheet.pick('IBAN', 'IBAN :')} {sheet.iban()}"
    if sheet.maybe(0.75):
        text += f"{between}{sheet.pick('BIC', 'BIC :', 'BIC / SWIFT', 'SWIFT')} {sheet.bic()}"
    return text


def heads(sheet: Sheet, with_due: bool = True) -> list[Pair]:
    """Print number and date, and the due date of what is to be paid."""
    pairs = [(sheet.say("number"), sheet.number()), (sheet.say("date"), sheet.date_of())]
    return pairs + (due(sheet) if with_due else [])


def due(sheet: Sheet) -> list[Pair]:
    """Print the due date, if anything is to be paid."""
    payable = sheet.facts.type_code != "381" and sheet.facts.amount_due > 0
    return [(sheet.say("due"), sheet.date_of("due_date"))] if payable else []


def references(sheet: Sheet, *keys: str) -> list[Pair]:
    """Return numbers that are not the invoice's, each with its label."""
    pairs = [(sheet.say(key), escape(sheet.facts.references[key])) for key in keys]
    if sheet.facts.type_code == "381":
        pairs.append((sheet.say("original"), sheet.facts.references["original"]))
    return pairs


def columns_shown(sheet: Sheet, columns: Sequence[str]) -> list[str]:
    """Leave out the column of discounts where no line has one."""
    discounts = any(line.discount for line in sheet.facts.lines)
    return [column for column in columns if column != "disc" or discounts]


def line_rows(sheet: Sheet, columns: Sequence[str], lines: Iterable[Line]) -> list[list[str]]:
    """Print the cells of some lines."""
    return [[sheet.cell(line, column) for column in columns] for line in lines]


def table(
    columns: Sequence[str], head: Sequence[str], rows: Iterable[Sequence[str]], css: str
) -> str:
    """Return a table; cells of numbers have class ``n``."""
    classes = [f' class="n c-{c}"' if c in NUMERIC else f' class="c-{c}"' for c in columns]
    top = "".join(f"<th{k}>{text}</th>" for k, text in zip(classes, head, strict=True))
    body = "".join(
        "<tr>" + "".join(f"<td{k}>{x}</td>" for k, x in zip(classes, row, strict=True)) + "</tr>"
        for row in rows
    )
    thead = f"<thead><tr>{top}</tr></thead>" if any(head) else ""
    return f'<table class="{css}">{thead}<tbody>{body}</tbody></table>'


def line_table(sheet: Sheet, columns: Sequence[str], css: str = "lines") -> str:
    """Print all lines in one table."""
    shown = columns_shown(sheet, columns)
    head = [sheet.say(column) for column in shown]
    return table(shown, head, line_rows(sheet, shown, sheet.facts.lines), css)


def carried_tables(sheet: Sheet, columns: Sequence[str], first: int, then: int) -> list[str]:
    """Print the lines on as many pages as needed, the sum carried from page to page."""
    shown = columns_shown(sheet, columns)
    head = [sheet.say(column) for column in shown]
    lines, pages, carried = list(sheet.facts.lines), list[str](), ZERO
    blank = [""] * (len(shown) - 2)
    while lines:
        chunk = lines[: then if pages else first]
        del lines[: len(chunk)]
        rows = line_rows(sheet, shown, chunk)
        if pages:
            rows.insert(0, [f"<i>{sheet.say('brought')}</i>", *blank, sheet.amount(carried)])
        carried += sum((line.total for line in chunk), ZERO)
        if lines:
            rows.append([f"<i>{sheet.say('carried')}</i>", *blank, sheet.amount(carried)])
        pages.append(table(shown, head, rows, "lines"))
    return pages


def adjustments(sheet: Sheet, bare: bool = True) -> list[Pair]:
    """Return what is added to or taken off the sum of the lines."""
    facts = sheet.facts
    if not facts.adjustments:
        return []
    pairs = [(sheet.say("line_sum"), sheet.amount(facts.line_sum, bare))]
    for kind in dict.fromkeys(a.kind for a in facts.adjustments):
        amount = sum((a.amount for a in facts.adjustments if a.kind == kind), ZERO)
        pairs.append((sheet.say(kind), sheet.amount(amount, bare)))
    return pairs


def vat_pairs(sheet: Sheet, basis: bool = True) -> list[Pair]:
    """Print VAT as rows of totals: one for each rate that is taxed."""
    return [_vat_pair(sheet, row, basis and len(sheet.facts.vat) > 1) for row in sheet.facts.vat]


def _vat_pair(sheet: Sheet, row: VatRow, basis: bool) -> Pair:
    if row.category == "O":
        return sheet.say("O"), sheet.show("vat_breakdown", sheet.amount(row.basis))
    percent = sheet.rate(row.rate)
    percent = percent if "%" in percent else f"{percent} %"
    label = f"{sheet.say('vat')} {percent}"
    if basis:
        label += f" {_ON[sheet.facts.profile.lang]} {sheet.vat_row(row)[1]}"
    elif len(sheet.facts.vat) == 1:
        sheet.vat_row(row)
    return label, sheet.amount(row.amount)


def totals(sheet: Sheet, vat: str = "sum", bare: bool = False, with_due: bool = True) -> list[Pair]:
    """Print the totals in order; ``vat`` is ``sum``, ``rows`` or ``rows-and-sum``."""
    pairs = adjustments(sheet, bare)
    if is_exempt(sheet):
        pairs.append((sheet.say("single"), sheet.total("total_with_vat", bare)))
        sheet.total("total_without_vat", bare)
    else:
        pairs.append((sheet.say("net"), sheet.total("total_without_vat", bare)))
        if "rows" in vat:
            pairs += vat_pairs(sheet)
        if "sum" in vat:
            pairs.append((sheet.say("vat"), sheet.total("total_vat", bare)))
        pairs.append((sheet.say("gross"), sheet.total("total_with_vat", bare)))
    return pairs + (settled(sheet, bare) if with_due else [])


def settled(sheet: Sheet, bare: bool = False, always: bool = False) -> list[Pair]:
    """Print what is taken off the total, and what is left to pay."""
    facts, pairs = sheet.facts, list[Pair]()
    for field in ("prepaid", "retention"):
        if getattr(facts, field):
            pairs.append((sheet.say(field), sheet.total(field, bare)))
    if facts.rounding:
        pairs.append((sheet.say("rounding"), sheet.amount(facts.rounding, bare)))
    if pairs or always or sheet.maybe(0.6):
        pairs.append((sheet.say("amount"), sheet.total("amount_due", bare)))
    return pairs


def is_exempt(sheet: Sheet) -> bool:
    """Tell whether no VAT at all is on the invoice, so that one total says everything."""
    return all(row.rate == 0 for row in sheet.facts.vat)


def mention(sheet: Sheet) -> str:
    """Return why there is no VAT, or nothing."""
    regime = sheet.facts.profile.regime
    if regime != "S":
        return sheet.say(regime)
    exempt = {row.category for row in sheet.facts.vat} & {"E", "Z"}
    return sheet.say("exempt") if exempt else ""


def vat_table(sheet: Sheet, css: str = "vat") -> str:
    """Print the VAT breakdown as a table."""
    head = [sheet.say("rate"), sheet.say("basis"), sheet.say("vat_amount")]
    rows = [sheet.vat_row(row) for row in sheet.facts.vat]
    return table(("rate", "total", "total"), head, rows, css)


def pair_rows(pairs: Iterable[Pair], css: str = "pairs", colon: str = "") -> str:
    """Set labels and values as the rows of a table."""
    rows = "".join(
        f'<tr><td class="l">{label}{colon}</td><td class="n">{value}</td></tr>'
        for label, value in pairs
    )
    return f'<table class="{css}">{rows}</table>'


def pair_boxes(pairs: Iterable[Pair], css: str = "boxes") -> str:
    """Set labels above their values, side by side in a table."""
    pairs = list(pairs)
    top = "".join(f"<th>{label}</th>" for label, _ in pairs)
    cells = "".join(f"<td>{value}</td>" for _, value in pairs)
    return f'<table class="{css}"><tr>{top}</tr><tr>{cells}</tr></table>'


def pair_lines(pairs: Iterable[Pair], between: str = "<br>", colon: str = " : ") -> str:
    """Set labels and values as running lines."""
    return between.join(f"{label}{colon}{value}" for label, value in pairs)
