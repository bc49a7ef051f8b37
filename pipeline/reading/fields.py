"""All fields of an invoice from the words of its pages.

In: pages, and what is known besides them. Out: an `Invoice` with every field that the pages show,
each with what speaks for it. How far a value can be relied on, `pipeline.reading.levels` says of
the witnesses that are gathered here.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from pipeline.reading.adjustments import Adjustments, find_adjustments
from pipeline.reading.anchors import anchors_of
from pipeline.reading.certainty import certainty_of, log_odds, may_be_another, may_be_torn
from pipeline.reading.choice import Choice
from pipeline.reading.credit import find_paper_type
from pipeline.reading.currency import find_currency
from pipeline.reading.dates import BARE, find_due_date
from pipeline.reading.day_order import DayOrder, has_two_readings, order_of
from pipeline.reading.exemptions import exemption_for
from pipeline.reading.identifiers import Identifier, Scheme, identifiers_in
from pipeline.reading.labels import Labelled
from pipeline.reading.line_items import find_lines, find_lines_of
from pipeline.reading.lines import Line, Sheet, sheet_of
from pipeline.reading.names import SURE
from pipeline.reading.parties import Party, find_parties
from pipeline.reading.payment_terms import fits_terms
from pipeline.reading.references import find_references
from pipeline.reading.search import Found, V
from pipeline.reading.titles import SELF_BILLED, credit_title
from pipeline.reading.tokens import Token
from pipeline.reading.totals import Total, Totals
from pipeline.reading.traits import traits_of_issue_date, traits_of_number
from pipeline.reading.values import Day, amounts_in
from pipeline.reading.vat_table import Row
from pipeline.reading.whole_numbers import is_whole
from pipeline.reading.witnesses import is_asked_for, named_by
from pipeline.reading.words import Page
from storage.domain.field import Candidate, Field, Level, Source, Witness
from storage.domain.invoice import FieldName, Invoice, VatBreakdown
from storage.domain.mailbox import Direction
from storage.domain.money import format_amount
from storage.domain.page import Box
from storage.domain.siren import Siren

_TOTALS = {
    FieldName.TOTAL_WITHOUT_VAT: Labelled.WITHOUT_VAT,
    FieldName.TOTAL_VAT: Labelled.VAT,
    FieldName.TOTAL_WITH_VAT: Labelled.WITH_VAT,
    FieldName.PREPAID: Labelled.PREPAID,
    FieldName.RETENTION: Labelled.RETENTION,
    FieldName.ROUNDING: Labelled.ROUNDING,
    FieldName.AMOUNT_DUE: Labelled.DUE,
}
_INVOICE, _CREDIT_NOTE = "380", "381"
_PARTY_IDS = {Scheme.SIREN: "siren", Scheme.SIRET: "siret", Scheme.VAT_ID: "vat_id"}
_DEBITED = re.compile(
    r"preleve\w* (?:par [^\t]{0,20})?(?:sur|de) (?:le |votre |ce )?(?:compte|iban)"
    r"|votre (?:compte|iban)"
    r"|compte (?:debite|a debiter)|debit from|debited from|ihrem konto|abgebucht"
)
_SURE_CONFIDENCE = 0.6
"""Words that were recognised with less are a guess."""
_SURE_SCORE = 0.35
"""Labels that say less leave a guess."""


@dataclass(frozen=True)
class Context:
    """What is known of a document besides its pages.

    Attributes:
        direction: Which way it goes, seen from the dossier.
        own_siren: SIREN of the dossier; None where nobody knows it.
        own_name: Name of the dossier; empty where nobody knows it.
        subject: Of the mail that brought it.
        file_name: Of the file as it came.
    """

    direction: Direction = Direction.PURCHASE
    own_siren: Siren | None = None
    own_name: str = ""
    subject: str | None = None
    file_name: str | None = None


@lru_cache(maxsize=2)
def read_fields(pages: tuple[Page, ...], context: Context) -> Invoice:
    """Read an invoice; a field that the pages do not show is absent.

    One process asks twice about the same pages: when it looks at their picture, and for the fields.
    """
    found = anchors_of(pages)
    sheet, totals, number, issued = found.sheet, found.totals, found.number, found.issued
    fields: dict[FieldName, Field] = {}
    type_code, title = find_paper_type(sheet, number)
    if type_code == _INVOICE and _goes_back(totals):
        credit = credit_title(sheet)
        if credit is not None or title is None:
            type_code, title = _CREDIT_NOTE, credit
    fields[FieldName.TYPE_CODE] = _type(type_code, title)
    fields |= _number(sheet, number, issued, context) | _dates(sheet, number, issued)
    fields |= {name: _chosen(choice) for name, choice in find_references(sheet)}
    is_credit = type_code == _CREDIT_NOTE
    fields |= _amounts(sheet, totals, is_credit=is_credit)
    rows = sheet_of(pages)
    identifiers = identifiers_in(rows)
    fields |= _parties(rows, identifiers, context) | _accounts(rows, identifiers)
    fields |= find_currency(sheet, fields.get(FieldName.SELLER_COUNTRY))
    items = find_lines(sheet) or find_lines_of(sheet, {t.value for t in totals.totals.values()})
    lines = tuple(item.line for item in items)
    adjustments = find_adjustments(sheet, lines, totals)
    lines = adjustments.lines
    fields |= _adjusted(adjustments)
    return Invoice(
        fields={name: fields[name] for name in FieldName if name in fields},
        vat_breakdown=_vat_rows(sheet, totals.rows, is_credit=is_credit),
        lines=tuple(replace(i, total=abs(i.total or Decimal(0))) for i in lines)
        if is_credit
        else lines,
        accounts=tuple(dict.fromkeys(i.value for i in identifiers if i.scheme is Scheme.IBAN)),
    )


def _goes_back(totals: Totals) -> bool:
    with_vat = totals.totals.get(Labelled.WITH_VAT)
    return with_vat is not None and with_vat.value < 0


def _type(code: str, title: Line | None) -> Field:
    if title is None:
        return Field(code, Level.GUESSED, Source.PDF_TEXT)
    boxes = title.boxes(0, len(title.text))
    if code == SELF_BILLED:  # the buyer wrote it: whose the printed identifiers are is not known
        return Field(code, Level.GUESSED, title.page.source, boxes)
    return Field(code, Level.READ, title.page.source, boxes, (Witness.TITLE,))


def _field(value: str, line: Line, start: int, end: int, *witnesses: Witness) -> Field:
    level = level_of(line, start, end)
    return Field(value, level, line.page.source, line.boxes(start, end), witnesses)


def level_of(line: Line, start: int, end: int) -> Level:
    """Return what a stretch of a line is by itself: a guess where words were read unsurely."""
    is_clear = line.confidence(start, end) >= _SURE_CONFIDENCE
    return Level.READ if is_clear else Level.GUESSED


def _chosen(choice: Choice[V], *more: Witness) -> Field:
    """Return the field of a choice; another label elsewhere is a second witness."""
    best = choice.places[0]
    labels = {(f.label.span.line, f.label.span.start) for f in choice.places if f.score >= 0.5}
    values = {(f.line.index, f.value.start) for f in choice.places if f.score >= 0.5}
    second = (Witness.SECOND_LABEL,) if len(labels) > 1 and len(values) > 1 else ()
    label = (Witness.LABEL,) if choice.score > BARE else ()
    field = _field(
        choice.value, best.line, best.value.start, best.value.end, *label, *second, *more
    )
    if choice.score < _SURE_SCORE and Witness.CERTAINTY not in more:
        field = replace(field, level=Level.GUESSED, witnesses=more)
    others = tuple(Candidate(value, _boxes(found)) for value, found in choice.others)
    return replace(field, candidates=others)


def _boxes(found: Found[V]) -> tuple[Box, ...]:
    return found.line.boxes(found.value.start, found.value.end)


def _number(
    sheet: Sheet, choice: Choice[Token] | None, issued: Choice[Day] | None, context: Context
) -> dict[FieldName, Field]:
    if choice is None:
        return {}
    if not is_whole(sheet, choice):
        return {FieldName.NUMBER: _chosen(choice).without(Witness.SECOND_LABEL)}
    traits = traits_of_number(sheet, choice, issued)
    margin = certainty_of(FieldName.NUMBER, choice, traits)
    witnesses = _certain(margin)
    if not may_be_torn(choice):
        witnesses += (*named_by(choice.value, context.subject, context.file_name),)
        witnesses += (Witness.PAYMENT_REFERENCE,) if is_asked_for(sheet, choice) else ()
    field = replace(_chosen(choice, *witnesses), certainty=margin)
    if may_be_another(choice):
        field = field.without(Witness.SECOND_LABEL, Witness.PAYMENT_REFERENCE)
    return {FieldName.NUMBER: field}


def _certain(certainty: float | None) -> tuple[Witness, ...]:
    return (Witness.CERTAINTY,) if certainty is not None and certainty >= 0 else ()


def _dates(
    sheet: Sheet, number: Choice[Token] | None, issued: Choice[Day] | None
) -> dict[FieldName, Field]:
    due = find_due_date(sheet)
    fields = {}
    texts = (line.folded for line in sheet.lines)
    terms = issued and due and fits_terms(texts, issued.value, due.value)
    witnesses = (Witness.TERMS,) if terms else ()
    if issued and not (
        due and issued.score <= BARE and _boxes(issued.places[0]) == _boxes(due.places[0])
    ):
        traits = traits_of_issue_date(sheet, issued, due, number)
        margin = certainty_of(FieldName.ISSUE_DATE, issued, traits)
        field = _dated(sheet, issued, *_certain(margin), *witnesses)
        # No label names it, but it is the only day, as on a till's slip.
        is_likely = traits["only_day"] and log_odds(FieldName.ISSUE_DATE, traits) > 0
        is_read = is_likely and margin is not None and not _is_doubted(sheet, issued)
        level = Level.READ if is_read else field.level
        fields[FieldName.ISSUE_DATE] = replace(field, certainty=margin, level=level)
    if due and not (issued and issued.score > BARE and due.value < issued.value):
        fields[FieldName.DUE_DATE] = _dated(sheet, due, *witnesses)
    return fields


def _dated(sheet: Sheet, choice: Choice[Day], *more: Witness) -> Field:
    """Return the field of a date; one that is another with the month first has one witness."""
    field = _chosen(choice, *more)
    if not _is_doubted(sheet, choice):
        return field
    level = field.level if Witness.LABEL in field.witnesses else Level.GUESSED
    return replace(field.without(Witness.SECOND_LABEL, Witness.CERTAINTY), level=level)


def _is_doubted(sheet: Sheet, choice: Choice[Day]) -> bool:
    """Tell whether a date is another one with the month first, and nothing tells which."""
    best = choice.places[0]
    return order_of(sheet) is DayOrder.UNKNOWN and has_two_readings(best.line, best.value)


def _amounts(sheet: Sheet, totals: Totals, *, is_credit: bool) -> dict[FieldName, Field]:
    """Return the totals; those of a credit note are positive, whatever sign is printed."""
    fields = {}
    sign = -1 if is_credit and _goes_back(totals) else 1
    for name, meaning in _TOTALS.items():
        if meaning in totals.totals:
            field = _amount(totals.totals[meaning], meaning, totals, sign)
            boxes = field.boxes or _printed(sheet, totals.totals[meaning].value)
            boxes = boxes or _parts(sheet, totals.rows, meaning)
            fields[name] = replace(field, boxes=boxes)
    return fields


def _printed(sheet: Sheet, value: Decimal) -> tuple[Box, ...]:
    """Return the last place where an amount is printed, whatever stands beside it."""
    for line in reversed(sheet.lines):
        for amount in amounts_in(line.folded):
            if amount.is_money and abs(amount.value) == abs(value) != 0:
                return line.boxes(amount.start, amount.end)
    return ()


def _parts(sheet: Sheet, rows: tuple[Row, ...], meaning: Labelled) -> tuple[Box, ...]:
    """Return where the rows of the VAT table print what makes a total; all of them, or none."""
    found: list[tuple[Box, ...]] = []
    for row in rows:
        part = {Labelled.WITHOUT_VAT: row.basis, Labelled.VAT: row.amount}.get(meaning)
        if part is None or row.span is None:
            return ()
        line = sheet.lines[row.span.line]
        places = [line.boxes(a.start, a.end) for a in amounts_in(line.folded) if a.value == part]
        found += places[-1:] or [()]
    return tuple(box for boxes in found for box in boxes) if all(found) else ()


def _amount(total: Total, meaning: Labelled, totals: Totals, sign: int) -> Field:
    in_table = totals.rows and totals.is_sure and meaning in _CORE
    of_lines = (Witness.LINES,) if meaning in totals.of_lines else ()
    witnesses = (*((Witness.VAT_TABLE,) if in_table else ()), *of_lines)
    value = format_amount(total.value * sign)
    if total.found is None:
        return Field(value, Level.READ, Source.PDF_TEXT, (), (*witnesses, Witness.SUM))
    found = total.found
    is_said = found.score >= _SURE_SCORE and not (meaning is Labelled.DUE and totals.may_be_paid)
    label = (Witness.LABEL,) if is_said else ()
    field = _field(value, found.line, found.value.start, found.value.end, *label, *witnesses)
    others = tuple(Candidate(format_amount(o.value.value * sign), _boxes(o)) for o in total.others)
    return replace(field, candidates=others)


_CORE = {Labelled.WITHOUT_VAT, Labelled.VAT, Labelled.WITH_VAT}


def _adjusted(adjustments: Adjustments) -> dict[FieldName, Field]:
    """Return allowances and charges; of several the boxes are those of each."""
    fields: dict[FieldName, Field] = {}
    witness = Witness.LINES if adjustments.of_lines else Witness.SUM
    for name, charges in ((FieldName.ALLOWANCES, False), (FieldName.CHARGES, True)):
        places = [a for a in adjustments.found if a.is_charge is charges]
        found = [
            _field("", a.line, a.place.start, a.place.end, Witness.LABEL, witness) for a in places
        ]
        if found:
            least = min(found, key=lambda field: field.level is not Level.GUESSED)
            fields[name] = replace(
                least,
                value=format_amount(adjustments.total(charges=charges)),
                boxes=tuple(box for field in found for box in field.boxes),
            )
    return fields


def _vat_rows(sheet: Sheet, rows: tuple[Row, ...], *, is_credit: bool) -> tuple[VatBreakdown, ...]:
    has_taxed = any(row.rate for row in rows)
    table = []
    for row in rows:
        basis, amount = (abs(a) if is_credit else a for a in (row.basis, row.amount))
        if row.rate:
            table.append(VatBreakdown("S", row.rate, basis, amount))
            continue
        line = row.span.line if row.span else None
        said = exemption_for(sheet, row.basis, line, has_taxed=has_taxed)
        table.append(VatBreakdown(said.category, row.rate, basis, amount, said.reason))
    return tuple(table)


def _parties(
    sheet: Sheet, identifiers: tuple[Identifier, ...], context: Context
) -> dict[FieldName, Field]:
    other, own = find_parties(sheet, identifiers, context.own_siren, context.own_name)
    sides = ("seller", "buyer") if context.direction is Direction.PURCHASE else ("buyer", "seller")
    fields = _party_fields(sides[0], other, ())
    return fields | _party_fields(
        sides[1],
        own,
        (Witness.DOSSIER,) if context.own_siren and own.siren == context.own_siren else (),
    )


def _party_fields(side: str, party: Party, more: tuple[Witness, ...]) -> dict[FieldName, Field]:
    fields: dict[FieldName, Field] = {}
    role = (Witness.LABEL,) if party.is_sure else ()
    kin = (Witness.KINSHIP,) if party.agree else ()
    for scheme, key in _PARTY_IDS.items():
        if found := party.ids.get(scheme):
            check = (Witness.CHECK_DIGITS,) if found.holds else ()
            said = (*role, *check, *kin, *more)
            if found.value in party.branches:
                said = (*check, *kin)
            place = found.line, found.start, found.end
            fields[FieldName(f"{side}.{key}")] = _field(found.value, *place, *said)
    siren = FieldName(f"{side}.siren")
    if party.siren and siren not in fields:
        carrier = next(fields[n] for n in fields if n.value.startswith(side))
        witnesses = dict.fromkeys((*role, *carrier.witnesses, *more, Witness.KINSHIP))
        fields[siren] = replace(carrier, value=party.siren, witnesses=tuple(witnesses))
    if party.name:
        name = party.name
        shown = _field(name.text, name.line, name.span.start, name.span.end, Witness.LABEL)
        if name.score < SURE:
            shown = replace(shown, level=Level.GUESSED)
        fields[FieldName(f"{side}.name")] = shown
    if party.country:
        carrier = next(iter(fields.values()))
        fields[FieldName(f"{side}.country")] = replace(
            carrier, value=party.country, level=Level.READ, witnesses=(Witness.KINSHIP,)
        )
    return fields


def _accounts(sheet: Sheet, identifiers: tuple[Identifier, ...]) -> dict[FieldName, Field]:
    fields: dict[FieldName, Field] = {}
    for name, scheme in ((FieldName.IBAN, Scheme.IBAN), (FieldName.BIC, Scheme.BIC)):
        found = [i for i in identifiers if i.scheme is scheme and not _is_debited(sheet, i)]
        if found:
            best = max(found, key=lambda i: i.holds)
            check = (Witness.CHECK_DIGITS,) if best.holds and scheme is Scheme.IBAN else ()
            role = (Witness.LABEL,) if len({i.value for i in found}) == 1 else ()
            field = _field(best.value, best.line, best.start, best.end, *role, *check)
            others = tuple(
                Candidate(i.value, i.line.boxes(i.start, i.end))
                for i in found
                if i.value != best.value
            )
            fields[name] = replace(field, candidates=others[:3])
    return fields


def _is_debited(sheet: Sheet, account: Identifier) -> bool:
    """Tell whether an account is the buyer's, from which the seller takes the money itself."""
    lines = sheet.lines[max(0, account.line.index - 1) : account.line.index + 1]
    before = " ".join(line.folded for line in lines)
    return _DEBITED.search(before) is not None
