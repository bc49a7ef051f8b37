"""What one kind of sender does in its own way: numbers, days, words, tables under its own heads.

In: a ``Sheet`` and the sender's words. Out: HTML, or lists of label and value. The words are given
by the layout, not by ``wording``; what is printed for the truth is still counted by the sheet.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from html import escape
from random import Random
from typing import Any

from tests.layouts import blocks as b
from tests.layouts import formats
from tests.layouts.blocks import Pair
from tests.layouts.facts import ZERO, Line
from tests.layouts.identifiers import letters
from tests.layouts.parties import Party
from tests.layouts.sheet import Sheet

Heads = Sequence[tuple[str, str]]
"""Columns of a table: a key and the head above it."""
Words = tuple[str, ...]
_RECAP = {"code": "code", "rate": "rate", "basis": "total", "vat": "total", "gross": "total"}


def adopt(sheet: Sheet, numbers: Words, days: Words, credit: Words = ()) -> None:
    """Give the invoice a number of the sender's scheme, and its days the sender's form.

    Args:
        sheet: Whose facts and style are replaced.
        numbers: Schemes: ``strftime`` forms in which ``#`` is a digit and ``@`` a letter.
        days: Of `formats.Style.dates`.
        credit: Schemes of credit notes, where they have their own.
    """
    facts = sheet.facts
    forms = credit if credit and facts.type_code == "381" else numbers
    number = number_like(sheet.rng, sheet.pick(*forms), facts.issue_date)
    sheet.facts = replace(facts, number=number)
    sheet.style = replace(sheet.style, dates=sheet.pick(*days))


def number_like(rng: Random, form: str, day: date) -> str:
    """Return a number of a scheme; runs of ``#`` are a serial number with its zeros."""

    def serial(found: re.Match[str]) -> str:
        long = len(found[0])
        return str(rng.randint(1, 10 ** rng.randint(max(1, long - 2), long) - 1)).zfill(long)

    dated = day.strftime(form) if "%" in form else form
    return re.sub("#+", serial, re.sub("@+", lambda found: letters(rng, len(found[0])), dated))


def distractor(sheet: Sheet, form: str) -> str:
    """Print a number that is not the invoice's."""
    return escape(number_like(sheet.rng, form, sheet.facts.issue_date))


def day(sheet: Sheet, after: int) -> str:
    """Print a day that is not the invoice's, so many days after its issue."""
    return sheet.day(sheet.facts.issue_date + timedelta(days=after))


def titled(sheet: Sheet, invoice: Words, credit: Words, deposit: Words = ()) -> str:
    """Print what the document is, in the sender's words."""
    words = {"381": credit, "386": deposit or invoice}.get(sheet.facts.type_code, invoice)
    return sheet.show("type_code", sheet.pick(*words))


def count(sheet: Sheet, value: Decimal) -> str:
    """Print a quantity that is not of the invoice's lines."""
    return formats.quantity(sheet.style, value)


def is_payable(sheet: Sheet) -> bool:
    return sheet.facts.type_code != "381" and sheet.facts.amount_due > 0


def due(sheet: Sheet, *words: str) -> list[Pair]:
    """Print the day by which to pay, where anything is to be paid."""
    return [(sheet.pick(*words), sheet.date_of("due_date"))] if is_payable(sheet) else []


class _Told(dict[str, str]):
    """What a text tells of a party; only what it asks for counts as printed."""

    def __init__(self, sheet: Sheet, who: str) -> None:
        super().__init__()
        self._ways: dict[str, Callable[[], str]] = {
            "name": lambda: sheet.name(who),
            "siren": lambda: sheet.siren(who),
            "siret": lambda: sheet.siret(who),
            "vat": lambda: sheet.vat_id(who),
            "country": lambda: sheet.country(who),
            "iban": sheet.iban,
            "bic": sheet.bic,
        }
        self._party: Party = sheet.party(who)

    def __missing__(self, key: str) -> str:
        if key in self._ways:
            return self._ways[key]()
        party = self._party
        if key == "capital":
            return f"{party.capital:,}".replace(",", " ")
        street = key.removeprefix("street")
        if street != key:
            return b.street(party, {"": "<br>", "_": ", ", "_dash": " - "}[street])
        plain: Any = getattr(party, key)
        return escape(str(plain))


def told(sheet: Sheet, text: str, who: str = "seller") -> str:
    """Fill in a text about a party: ``{name}``, ``{street_}``, ``{siret}``, ``{vat}`` and so on."""
    return text.format_map(_Told(sheet, who))


def lines(
    sheet: Sheet,
    heads: Heads,
    css: str = "lines",
    more: Callable[[Line], str] | None = None,
    chosen: Sequence[Line] | None = None,
) -> str:
    """Print lines under the sender's own heads.

    Args:
        sheet: Where to print.
        heads: Besides a sheet's columns: ``pos``, ``code`` (of the VAT rate), or a text as it is,
            after ``=``.
        css: Class of the table.
        more: Text to be added below the name.
        chosen: Some of the lines instead of all.
    """
    shown = b.columns_shown(sheet, [key for key, _ in heads])
    top = [head for key, head in heads if key in shown]
    rows = [_cells(sheet, line, shown, more) for line in chosen or sheet.facts.lines]
    return b.table([_css(key) for key in shown], top, rows, css)


def _css(key: str) -> str:
    return "text" if key.startswith("=") else key


def _cells(
    sheet: Sheet, line: Line, columns: Sequence[str], more: Callable[[Line], str] | None
) -> list[str]:
    cells = []
    for key in columns:
        match key:
            case "pos":
                cells.append(str(sheet.facts.lines.index(line) + 1))
            case "code":
                cells.append(rate_code(sheet, line.rate))
            case "name":
                cells.append(sheet.cell(line, key) + (more(line) if more else ""))
            case _ if key.startswith("="):
                cells.append(distractor(sheet, key[1:]))
            case _:
                cells.append(sheet.cell(line, key))
    return cells


def rate_code(sheet: Sheet, rate: Decimal) -> str:
    """Return the sender's code of a VAT rate: its place in the breakdown."""
    return str(next(i for i, row in enumerate(sheet.facts.vat, 1) if row.rate == rate))


def paged(sheet: Sheet, heads: Heads, sizes: tuple[int, int], words: tuple[str, str]) -> list[str]:
    """Print the lines in tables of so many, with a row of the sum at a break on either side.

    Args:
        sheet: Where to print.
        heads: As of `lines`.
        sizes: Lines in the first table and in each that follows.
        words: For the sum that goes on, and for the sum that comes in.
    """
    left, tables, carried = list(sheet.facts.lines), list[str](), ZERO
    while left:
        size = sizes[1] if tables else sizes[0]
        chunk, left = left[:size], left[size:]
        table = lines(sheet, heads, chosen=chunk)
        if tables:
            table = table.replace("<tbody>", f"<tbody>{_sum_row(sheet, heads, words[1], carried)}")
        carried += sum((line.total for line in chunk), ZERO)
        if left:
            row = _sum_row(sheet, heads, words[0], carried)
            table = table.replace("</tbody>", f"{row}</tbody>")
        tables.append(table)
    return tables


def _sum_row(sheet: Sheet, heads: Heads, word: str, carried: Decimal) -> str:
    wide = len(b.columns_shown(sheet, [key for key, _ in heads])) - 1
    return (
        f'<tr class="carry"><td colspan="{wide}" class="n">{word}</td>'
        f'<td class="n">{sheet.amount(carried)}</td></tr>'
    )


def recap(sheet: Sheet, heads: Heads, css: str = "vat") -> str:
    """Print the VAT breakdown: columns ``code``, ``rate``, ``basis``, ``vat``, ``gross``."""
    rows = []
    for place, row in enumerate(sheet.facts.vat, 1):
        rate, basis, vat = sheet.vat_row(row)
        cells = {"code": str(place), "rate": rate, "basis": basis, "vat": vat}
        cells["gross"] = sheet.amount(row.basis + row.amount)
        rows.append([cells[key] for key, _ in heads])
    return b.table([_RECAP[key] for key, _ in heads], [head for _, head in heads], rows, css)


def vat_sums(sheet: Sheet, word: str, untaxed: str, bare: bool = True) -> list[Pair]:
    """Print a row for each rate: ``word`` has ``{rate}`` and maybe ``{basis}``.

    Several rates without their bases do not show the breakdown.
    """
    pairs, whole = [], "{basis}" in word
    for row in sheet.facts.vat:
        text = sheet.amount(row.basis, bare)
        if row.rate == 0:
            pairs.append((untaxed, sheet.show("vat_breakdown", text) if whole else text))
            continue
        if whole or len(sheet.facts.vat) == 1:
            sheet.vat_row(row)
        rate = sheet.rate(row.rate)
        label = word.format(
            rate=rate if "%" in rate else f"{rate} %", basis=sheet.amount(row.basis)
        )
        pairs.append((label, sheet.amount(row.amount, bare)))
    return pairs


def extras(sheet: Sheet, words: Mapping[str, str], bare: bool = True) -> list[Pair]:
    """Print the sum of lines and what is added or taken off, where there is such."""
    facts = sheet.facts
    if not facts.adjustments:
        return []
    pairs = [(words["sum"], sheet.amount(facts.line_sum, bare))]
    for kind in dict.fromkeys(it.kind for it in facts.adjustments):
        amount = sum((it.amount for it in facts.adjustments if it.kind == kind), ZERO)
        pairs.append((words[kind], sheet.amount(amount, bare)))
    return pairs


def owed(sheet: Sheet, words: Mapping[str, Words], bare: bool = False) -> list[Pair]:
    """Print what is taken off the total, if anything, and always what is left to pay.

    Args:
        sheet: Where to print.
        words: For ``amount``, and for ``credit``, ``prepaid``, ``retention``, where they may be.
        bare: Without the currency.
    """
    pairs = []
    for field in ("prepaid", "retention"):
        if getattr(sheet.facts, field):
            minus = sheet.pick("- ", "", "")
            pairs.append((sheet.pick(*words[field]), minus + sheet.total(field, bare)))
    own = words.get("credit", words["amount"])
    word = own if sheet.facts.type_code == "381" else words["amount"]
    return [*pairs, (sheet.pick(*word), sheet.total("amount_due", bare))]


def cards(pairs: Sequence[Pair], css: str = "card") -> str:
    """Set every label above its value, each pair in a box of its own."""
    return "".join(
        f'<div class="{css}"><small>{label}</small><br>{value}</div>' for label, value in pairs
    )


def plate(rng: Random) -> str:
    """Return a registration plate of a vehicle."""
    return f"{letters(rng, 2)}-{rng.randint(100, 999)}-{letters(rng, 2)}"
