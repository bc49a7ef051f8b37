"""Layouts of programs that show an electronic invoice: many labels, rows of several lines."""

from html import escape

from tests.layouts import blocks as b
from tests.layouts.facts import Profile
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet

_CSS = """<style>body { font: 8pt "DejaVu Sans" } h3 { font-size: 9pt; margin: 4mm 0 1mm }
.lines th, .lines td { border-bottom: 0.4px solid #888 } .v td:first-child { width: 45mm }
.more { font-size: 7pt; color: #333 } .sum { margin-left: 60mm }</style>"""


def _parties(sheet: Sheet, who: str, label: str, name: str, place: str) -> str:
    pairs = [(name, sheet.name(who)), (place, b.street(sheet.party(who), ", "))]
    if who == "seller":
        pairs.append((sheet.say("vat_id"), sheet.vat_id(who)))
    return f"<h3>{label}</h3>{b.pair_rows(pairs, colon=':')}"


@family("german_viewer", Split.MAKING,
        Profile("de", "DE", "de", dialect="de.handel", buyers=("DE",), lines=(1, 12),
                prepaid=0.2))  # fmt: skip
def german_viewer(sheet: Sheet) -> str:
    """A stylesheet's picture of an XML invoice: price before quantity, gross prices under names."""
    facts = sheet.facts
    rows = []
    for place, line in enumerate(facts.lines, start=1):
        more = f'<div class="more">Bruttopreis :{sheet.cell(line, "price")}</div>'
        cells = [str(place), sheet.cell(line, "ref"), sheet.cell(line, "name") + more]
        quantity = f"{sheet.cell(line, 'qty')} {sheet.cell(line, 'unit')}"
        cells += [sheet.cell(line, "price"), quantity]
        rows.append([*cells, sheet.cell(line, "rate"), sheet.cell(line, "total")])
    head = ["Pos", "Referenzen", "Beschreibung", "Nettopreis", "Menge Einheit", "Steuersatz"]
    columns = ("pos", "ref", "name", "price", "qty", "rate", "total")
    title = f"{sheet.title()} ({facts.type_code}) Nr. {sheet.number()} vom {sheet.date_of()}"
    return f"""{_CSS}<h3>{title}</h3>
{b.pair_rows(b.references(sheet, "order", "note"), colon=":")}
{_parties(sheet, "seller", "Verkäufer", "Name", "Anschrift")}
{_parties(sheet, "buyer", "Käufer/Leistungsempfänger", "Name", "Anschrift")}
<h3>Positionsdaten</h3>{b.table(columns, [*head, "Nettobetrag"], rows, "lines")}
<h3>Belegsummen</h3>{b.pair_rows(b.totals(sheet, "rows"), "sum")}
<h3>Zahlung</h3>{b.pair_rows(b.due(sheet))}<p>{b.bank(sheet)}</p><p>{b.mention(sheet)}</p>"""


@family("french_viewer", Split.MAKING,
        Profile("wholesale", lines=(1, 9), prepaid=0.1, credit=0.1))  # fmt: skip
def french_viewer(sheet: Sheet) -> str:
    """A form for every term: a person before the buyer, its identifiers in a box of theirs."""
    facts, party = sheet.facts, sheet.facts.seller
    person = escape(facts.others[0].brand)
    columns = ("ref", "name", "price", "qty", "unit", "total", "rate")
    ids = f"SIREN : {sheet.siren('buyer')}<br>N° TVA : {sheet.vat_id('buyer')}"
    due = "".join(f"{label} : {value}" for label, value in b.due(sheet))
    boxes = b.pair_boxes(b.totals(sheet, "sum", bare=True, with_due=False))
    return f"""{_CSS}<div class="row"><div>{sheet.logo(party.brand, "#334")}<br>
{b.address(sheet, "seller")}<br>Tél. : {party.phone}<br>SIREN : {sheet.siren("seller")}<br>
N° TVA : {sheet.vat_id("seller")}</div><div style="width:80mm">
{b.pair_rows([(sheet.title() + " N° :", sheet.number()), ("Date :", sheet.date_of())])}
<h3>Adresse du client</h3>Service {person}<br>{b.address(sheet, "buyer")}</div></div>
<div class="row"><div><h3>Nos références</h3>{b.pair_lines(b.references(sheet, "customer", "note"))}
</div><div style="width:80mm"><h3>Vos identifiants</h3>{ids}</div></div>
<h3>Lignes</h3>{b.line_table(sheet, columns)}<div class="row">{b.vat_table(sheet)}{boxes}</div>
{b.pair_rows(b.settled(sheet, always=True), "sum")}<p>{due}</p>
<p>{b.bank(sheet)}</p><p class="foot">{b.legal(sheet)}</p>"""
