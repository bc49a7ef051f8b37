"""Layout of a German works that makes cylinders and valves."""

from dataclasses import replace
from decimal import Decimal

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Line, Profile, cents
from tests.layouts.families import Split, family
from tests.layouts.identifiers import digits
from tests.layouts.natives import person, settle
from tests.layouts.sheet import Sheet

_WORKS = Profile(
    "hydraulik", "DE", "de", regime="K", lines=(2, 9), prepaid=0, adjustments=("shipping",)
)


@family("hydraulics_works", Split.MAKING, replace(_WORKS, line_discounts=True), _WORKS,
        replace(_WORKS, regime="S", buyers=("DE",), credit=0.15, line_discounts=True))  # fmt: skip
def hydraulics_works(sheet: Sheet) -> str:
    """A works: cut labels in a box, what it is below its numbers, a discount told for early pay."""
    facts = settle(sheet, "{w} Hydraulik", "{w} Fluidtechnik", "Hydraulikwerk {w}",
                   forms=("GmbH", "GmbH & Co. KG", "AG"))  # fmt: skip
    h.adopt(sheet, ("9#######", "%y3#####", "RE%y%m####", "4##-####", "%y/#####"),
            ("%d.%m.%Y", "%d.%m.%y"), ("G%y####", "94######"))  # fmt: skip
    facts, credit = sheet.facts, sheet.facts.type_code == "381"
    ink, clerk = sheet.pick("#004a99", "#58585a", "#00614b"), person(sheet)
    kind = h.titled(sheet, ("Rechnung", "RECHNUNG", "Rechnung - Original"),
                    ("Gutschrift", "Rechnungskorrektur"))  # fmt: skip
    own = sheet.pick("Beleg-Nr.", "Dok.-Nr.", "Bel.-Nr.") if credit or sheet.maybe() else "Re.-Nr."
    cells: list[Pair] = [(own, sheet.number())]
    cells += [("Kd.-Nr.", h.distractor(sheet, "1#####"))]
    cells += [(sheet.pick("Bel.-Dat.", "Datum", "Re.-Dat."), sheet.date_of())]
    sent = sheet.day(facts.delivery_date)
    refs: list[Pair] = [("Ihre Bestellung", facts.references["order"])]
    refs += [("Lieferschein", f"{h.distractor(sheet, '8#######')} / {sent}")]
    refs += [("Unser Auftrag", f"{h.distractor(sheet, '2######')} / {h.day(sheet, -24)}")]
    if credit:
        refs = [("Bezug", f"Rechnung {h.distractor(sheet, '9#######')} vom {h.day(sheet, -30)}")]
    refs += [("Bearb.", f"{clerk}, Dw. {sheet.rng.randint(100, 489)}")]
    refs += [("Ihre USt-Id.", sheet.vat_id("buyer"))]
    legal = _legal(sheet)
    weight = h.count(sheet, Decimal(sheet.rng.randint(45, 6200)) / 10)
    free = """Steuerfreie innergemeinschaftliche Lieferung nach § 4 Nr. 1 Buchst. b in Verbindung
mit
§ 6a UStG. Bitte senden Sie uns die beiliegende Gelangensbestätigung unterzeichnet zurück."""
    return f"""<style>@page {{ margin: 10mm 15mm 9mm 21mm }} body {{ font: 8.5pt "Liberation Sans";
min-height: 277mm; padding-bottom: 24mm }} .lh {{ text-align: center; margin-bottom: 9mm }} .id {{
border: 0.8pt solid {ink}; width: 88mm }} .id caption {{ font-size: 6.5pt; text-align: left;
padding-bottom: 0.5mm }} .id th {{ background: {ink}; color: #fff; font-size: 7.5pt }} .id td {{
font-size: 10pt; border-right: 0.5pt solid {ink} }} .refs {{ margin-top: 3mm }} .refs td {{ padding:
0.1mm 2mm 0.1mm 0; font-size: 8pt }} .refs .n {{ text-align: left }} .kind {{ font-size: 14pt;
letter-spacing: 1.5px; margin: 7mm 0 2mm }} .pos {{ width: 100% }} .pos th {{ border-top: 0.8pt
solid
{ink}; border-bottom: 0.8pt solid {ink}; font-size: 7.5pt }} .pos .w td {{ padding: 0 4px 2mm }}
.pos small {{ color: #444 }} .sum td {{ padding: 0.6mm 0 0.6mm 5mm }} .sum tr:last-child td {{
border-top: 0.8pt solid; border-bottom: 2.4pt double; font-weight: bold; font-size: 10pt }} .cond {{
width: 82mm }} .foot {{ text-align: left; border-top: 0.8pt solid {ink}; padding-top: 1mm }}</style>
<div class="lh">{sheet.logo(facts.seller.brand, ink)}</div><div class="row"><div
style="padding-top:3mm"><u style="font-size:6.5pt">{h.told(sheet, "{brand}, {street_}")}</u><br><br>
Firma<br>{b.address(sheet, "buyer")}</div><div>{_box(cells)}{b.pair_rows(refs, "refs", ":")}</div>
</div><div class="kind">{kind}</div>{_positions(sheet)}<div class="row"
style="margin-top:6mm;break-inside:avoid"><div class="cond">{_conditions(sheet)}<br><br>
Lieferbedingung: {sheet.pick("FCA", "EXW", "DAP")} {sheet.pick(facts.seller.register,
"Incoterms 2020")}<br>Gesamtgewicht brutto {weight} kg, {sheet.rng.randint(1, 4)} Packst.</div>
{_closing(sheet)}</div><p>{free if facts.profile.regime == "K" else ""}</p><p style="font-size:7pt">
Die Ware bleibt bis zur vollständigen Bezahlung unser Eigentum. Es gelten unsere Allgemeinen
Liefer- und Zahlungsbedingungen, einzusehen unter {facts.seller.site}.</p><div
class="foot">{legal}</div>"""  # fmt: skip


def _box(cells: list[Pair]) -> str:
    """Set what is to be quoted in a box."""
    caption = "<caption>Bei Zahlung und Rückfragen bitte angeben</caption><tr>"
    return b.pair_boxes(cells, "id").replace("<tr>", caption, 1)


def _positions(sheet: Sheet) -> str:
    """Print every item as two rows: its numbers, and below them what it is."""
    lines, taxed = sheet.facts.lines, sheet.facts.profile.regime == "S"
    columns: list[Pair] = [
        ("pos", "Pos."),
        ("ref", "Artikel-Nr."),
        ("qty", "Menge"),
        ("unit", "ME"),
    ]
    columns += [("price", "Preis EUR"), ("per", "PE"), ("disc", "Rab. %"), ("total", "Betrag EUR")]
    if not any(line.discount for line in lines):
        del columns[6]
    top = "".join(f'<th class="{_css(key)}">{head}</th>' for key, head in columns)
    sheet.show("currency", "EUR")
    rows = []
    for place, line in enumerate(lines, 1):
        own = {"pos": f"{place}0".zfill(4), "per": "1"}
        cells = [(_css(key), own.get(key) or sheet.cell(line, key)) for key, _ in columns]
        numbers = "".join(f'<td class="{css}">{text}</td>' for css, text in cells)
        told = f"<b>{sheet.cell(line, 'name')}</b>{_customs(sheet, line, taxed)}"
        rows.append(f'<tr>{numbers}</tr><tr class="w"><td></td><td colspan="7">{told}</td></tr>')
    return f'<table class="pos"><thead><tr>{top}</tr></thead><tbody>{"".join(rows)}</tbody></table>'


def _css(key: str) -> str:
    return "n" if key in b.NUMERIC else ""


def _customs(sheet: Sheet, line: Line, taxed: bool) -> str:
    """Return what the customs and the buyer want to know of an item."""
    if line.unit == "psch":
        return f"<br><small>Rep.-Auftrag {h.distractor(sheet, 'R######')}</small>"
    yours = f"Ihre Mat.-Nr. {digits(sheet.rng, 8)}"
    customs = f", Stat. Warennr. 84122{digits(sheet.rng, 3)}, Urspr. DE"
    return f"<br><small>{yours}{'' if taxed else customs}</small>"


def _closing(sheet: Sheet) -> str:
    """Print the sums with the currency between word and number."""
    facts, code = sheet.facts, sheet.show("currency", "EUR")
    words = {"sum": "Positionssumme", "shipping": "Fracht und Verpackung"}
    pairs = h.extras(sheet, words)
    pairs.append(
        (sheet.pick("Nettowert", "Nettobetrag"), sheet.total("total_without_vat", bare=True))
    )
    if facts.profile.regime == "S":
        pairs += h.vat_sums(sheet, "USt. {rate} von {basis}", "ohne USt.")
    else:
        pairs.append(("USt. 0 %", sheet.total("total_vat", bare=True)))
    last = (
        "Gutschriftsbetrag"
        if facts.type_code == "381"
        else sheet.pick("Endbetrag", "Rechnungsbetrag")
    )
    pairs.append((last, sheet.total("total_with_vat", bare=True)))
    rows = "".join(
        f'<tr><td>{label}</td><td>{code}</td><td class="n">{value}</td></tr>'
        for label, value in pairs
    )
    return f'<table class="sum">{rows}</table>'


def _conditions(sheet: Sheet) -> str:
    """Return how to pay: until a first day with a discount, until the due date without."""
    facts = sheet.facts
    if not h.is_payable(sheet):
        return "Der Betrag wird Ihrem Konto gutgeschrieben."
    until = "".join(f"{k} {day}" for k, day in h.due(sheet, "bis", "bis zum"))
    if facts.days < 20 or sheet.maybe(0.3):
        return f"Zahlbar {until} ohne Abzug, {h.told(sheet, 'auf Konto {iban}, BIC {bic}')}."
    off = cents(facts.amount_due * 2 / 100)
    return f"""Zahlungsbedingung: bis {h.day(sheet, 10)} abzüglich 2,00 % Skonto
({sheet.amount(off)} EUR), das sind {sheet.amount(facts.amount_due - off)} EUR;<br>{until} rein
netto
{sheet.total("amount_due")}.<br>{h.told(sheet, "Bankverbindung: IBAN {iban}, SWIFT {bic}")}"""


def _legal(sheet: Sheet) -> str:
    """Print what a company has to say of itself."""
    form, surnames = sheet.facts.seller.form, [person(sheet), person(sheet)]
    who = "Vorstand" if form == "AG" else "Geschäftsführer"
    head = "Vorsitz Aufsichtsrat: Dr. " + person(sheet) + "; " if form == "AG" else ""
    court = f"HR{'A' if 'KG' in form else 'B'} {digits(sheet.rng, 6)}"
    text = "<b>{name}</b> · {street_} · Tel. {phone} · {mail}<br>Sitz {register}, Amtsgericht "
    tax = f"{sheet.rng.randint(10, 99)}/{digits(sheet.rng, 3)}/{digits(sheet.rng, 5)}"
    return f"""{h.told(sheet, text)}{sheet.facts.seller.register} {court} · {head}{who}:
{", ".join(surnames)} · St.-Nr. {tax} · USt-IdNr. {sheet.vat_id("seller")}"""
