"""Layouts of travel and small trade: hotel, taxi, supermarket, petrol station, carrier."""

from tests.layouts.blocks import (
    Pair,
    address,
    bank,
    due,
    heads,
    legal,
    line_rows,
    line_table,
    mention,
    other,
    pair_boxes,
    pair_lines,
    pair_rows,
    references,
    settled,
    street,
    table,
    totals,
    vat_table,
)
from tests.layouts.facts import Profile
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet


def _gross_totals(sheet: Sheet) -> list[Pair]:
    """Print the totals of prices that include VAT: the greatest first."""
    return [
        (sheet.say("gross"), sheet.total("total_with_vat")),
        (sheet.say("net"), sheet.total("total_without_vat")),
        (sheet.say("vat"), sheet.total("total_vat")),
    ]


@family("hotel", Split.MAKING,
        Profile("hotel", lines=(3, 12), tax_included=True, prepaid=0.3, paid=0.4))  # fmt: skip
def hotel(sheet: Sheet) -> str:
    """A folio: dated lines with VAT, guest and company, arrival and departure dates."""
    facts, gold = sheet.facts, sheet.pick("#8c6d1f", "#2f3e46", "#7b2d26")
    stay = [("Chambre", facts.references["meter"][:3]), ("Arrivée", sheet.day(facts.delivery_date)),
            ("Départ", sheet.day(facts.issue_date)), ("Client", facts.others[0].brand)]  # fmt: skip
    return f"""<style>body {{ font: 9.5pt "{sheet.pick("P052", "URW Bookman", "Nimbus Roman")}" }}
.top {{ text-align: center; color: {gold} }} .boxes {{ width: 100%; margin: 5mm 0 }} .boxes th {{
font-weight: normal; color: {gold} }} .lines th {{ border-bottom: 1px solid {gold} }}
.pairs {{ margin: 4mm 0 4mm auto }}</style>
<div class="top">{sheet.logo(facts.seller.brand, gold, serif=True)}<br>{street(facts.seller, " · ")}
<br>{facts.seller.phone} · {facts.seller.site}</div>
<div class="row" style="margin-top:8mm"><div>{address(sheet, "buyer")}</div>
<div>{pair_rows([(sheet.title(), sheet.number()), (sheet.say("date"), sheet.date_of())])}</div>
</div>
{pair_boxes(stay)}
{line_table(sheet, ("delivery", "name", "qty", "price_gross", "total_gross"))}
{pair_rows(_gross_totals(sheet) + settled(sheet, always=True))}{vat_table(sheet)}
<p>Signature du client : ....................</p>
<div class="foot">{sheet.name("seller")} - {legal(sheet)}</div>"""


@family("taxi", Split.MAKING,
        Profile("taxi", lines=(1, 3), tax_included=True, person=True, paid=0.5, credit=0.0),
        Profile("taxi", lines=(1, 3), tax_included=True, credit=0.0))  # fmt: skip
def taxi(sheet: Sheet) -> str:
    """Half a sheet, printed form filled in: dotted rules between label and value."""
    facts = sheet.facts
    rows = [(sheet.title() + " n°", sheet.number()), ("Date", sheet.date_of()),
            ("Client", sheet.name("buyer")), ("Adresse", street(facts.buyer, ", ")),
            ("Heure de départ", "08 h 15"), ("Heure d'arrivée", "09 h 02")]  # fmt: skip
    sums = _gross_totals(sheet) if sheet.maybe() else _gross_totals(sheet)[::-1]
    return f"""<style>@page {{ size: A5; margin: 10mm }} body {{ min-height: 189mm;
font: 9.5pt "Liberation Sans" }} .form {{ width: 100% }} .form td {{ border-bottom: 1px dotted #333;
padding: 5px 0; white-space: normal }} .form .n {{ text-align: left }}</style>
<div class="row"><b style="font-size:24pt">TAXI</b><div
style="text-align:right">{sheet.name("seller")}
<br>{street(facts.seller)}<br>Licence {facts.days + 3} - SIRET {sheet.siret("seller")}</div></div>
<br>{pair_rows(rows, "form")}<br>{line_table(sheet, ("name", "qty", "price_gross", "total_gross"))}
<br>{pair_rows(sums, "form")}<p>TVA {vat_table(sheet)}</p>
<p>{sheet.say("vat_id")} {sheet.vat_id("seller")}</p><p>Réglé : CB / espèces / compte</p>"""


@family("supermarket", Split.MAKING,
        Profile("market", lines=(4, 22), tax_included=True, prepaid=0, credit=0.0))  # fmt: skip
def supermarket(sheet: Sheet) -> str:
    """A till slip with VAT codes after the prices, and an invoice number in small print."""
    facts = sheet.facts
    height = 165 + 5 * len(facts.lines) + 6 * len(facts.vat)
    codes = {row.rate: "ABCDE"[i] for i, row in enumerate(facts.vat)}
    cells = line_rows(sheet, ("qty", "name", "total"), facts.lines)
    rows = [[*row, codes[ln.rate]] for row, ln in zip(cells, facts.lines, strict=True)]
    vat = [[codes[row.rate], *sheet.vat_row(row)] for row in facts.vat]
    buyer = f"Facturé à {sheet.name('buyer')}<br>{street(facts.buyer, ' ')}<br>"
    return f"""<style>@page {{ size: {sheet.pick(72, 80)}mm {height}mm; margin: 4mm }}
body {{ font: 8pt "{sheet.pick("Liberation Mono", "Nimbus Mono PS", "Liberation Sans")}";
min-height: 0; padding: 0 }} .c-name {{ width: 60% }} td, th {{ padding: 0 2px }} .wide {{ margin:
3mm 0 }}
.big {{ display: flex; justify-content: space-between; font-size: 11pt; font-weight: bold }}</style>
<center><b style="font-size:11pt">{sheet.name("seller")}</b><br>{street(facts.seller)}<br>
Ouvert 7j/7 - {facts.seller.phone}</center>
{table(("qty", "name", "total", "code"), ("", "", "", ""), rows, "wide")}
<div class="big"><span>{sheet.pick("TOTAL", "A PAYER", "TOTAL TTC")}</span>
{sheet.total("total_with_vat")}</div>
{len(rows)} article(s) CB ******{facts.references["meter"][:4]}
{table(("code", "rate", "total", "total"), ("", "Taux", "HT", "TVA"), vat, "wide")}
Total HT {sheet.total("total_without_vat", bare=True)} TVA {sheet.total("total_vat", bare=True)}
<p>{sheet.title()} : {sheet.number()}<br>{buyer}{sheet.date_of()} 18:4{facts.days % 10} Caisse 0{
        facts.days % 7
    } Ticket {facts.references["meter"][4:9]}<br>
SIRET {sheet.siret("seller")} TVA {sheet.vat_id("seller")}</p>"""


@family("petrol_card", Split.MAKING, Profile("petrol", lines=(3, 30), prepaid=0, credit=0.04))
def petrol_card(sheet: Sheet) -> str:
    """A fleet-card statement: many dated lines, small print, totals as a full-width bar on top."""
    facts, red = sheet.facts, sheet.pick("#c1121f", "#003566", "#386641")
    bar = totals(sheet, bare=True, with_due=False) + settled(sheet, always=True)
    return f"""<style>body {{ font: 7.5pt "Liberation Sans" }} .bar {{ width: 100%; background:
{red};
color: #fff; margin: 4mm 0 }} .bar td {{ font-size: 11pt }} .lines tr:nth-child(odd) td {{
background: #f4f4f4 }} .c-name {{ width: 35% }} .to {{ border-left: 3px solid {red}; padding-left:
4mm;
width: 80mm; font-size: 9.5pt }}</style>
<div class="row"><div class="to">{address(sheet, "buyer")}<br>{sheet.say("buyer_vat")}
{sheet.vat_id("buyer")}</div><div style="text-align:right">{sheet.logo(facts.seller.brand, red)}
<h1>{sheet.title()}</h1>{pair_lines(heads(sheet) + references(sheet, "customer"), colon=" ")}
</div></div>
{pair_boxes(bar, "bar")}<p>Carte n° {facts.references["meter"]} - {sheet.currency_note()}</p>
{line_table(sheet, ("delivery", "ref", "name", "qty", "unit", "price", "rate", "total"))}
<br>{vat_table(sheet)}<p>{bank(sheet, " ")} {sheet.say("late")}</p>
<div class="foot">{sheet.name("seller")} - {street(facts.seller, ", ")} - {legal(sheet)}</div>"""


@family(
    "carrier", Split.MAKING,
    Profile("carrier", lines=(2, 16), prepaid=0, adjustments=("discount",)),
    Profile("carrier", lines=(2, 8), regime="G", buyers=("CH",), prepaid=0),
)  # fmt: skip
def carrier(sheet: Sheet) -> str:
    """Landscape: reference and date of delivery in each line, sender and addressee beside."""
    facts = sheet.facts
    blue = sheet.pick("#14213d", "#0077b6", "#333")
    return f"""<style>@page {{ size: A4 landscape; margin: 11mm }} body {{ min-height: 185mm;
font: 8.5pt "Liberation Sans Narrow" }} .lines td, .lines th {{ border: 1px solid {blue} }}
.lines th {{ color: {blue}; text-transform: uppercase; font-size: 7.5pt }} .c-name {{ width: 42% }}
.boxes th {{ font-weight: normal; font-size: 7pt }} .boxes td {{ font-weight: bold; padding: 0 6mm
2mm 4px }}
.end {{ display: flex; justify-content: space-between; margin-top: 4mm }}</style>
<div class="row"><div><b style="font-size:18pt;color:{blue}">{sheet.name("seller")}</b><br>
{street(facts.seller, " - ")}<br>Commissionnaire de transport - {legal(sheet)}</div>
<div style="width:80mm">{address(sheet, "buyer")}<br>{sheet.vat_id("buyer")}</div></div>
<div class="row"><h1>{sheet.title()}
</h1>{pair_boxes(heads(sheet) + references(sheet, "customer"))}</div>
<p>Expéditeur : {other(facts.others[0], ", ")}<br>Destinataire : {other(facts.others[1], ", ")}</p>
{line_table(sheet, ("ref", "delivery", "name", "qty", "unit", "price", "rate", "total"))}
<div class="end"><div>{vat_table(sheet)}{mention(sheet)}</div><div>{bank(sheet)}<br>
{pair_lines(due(sheet))}</div>{pair_rows(totals(sheet, bare=True))}</div>
<p>Paiement à 30 jours maximum, art. L441-11 du code de commerce. {sheet.currency_note()}</p>"""
