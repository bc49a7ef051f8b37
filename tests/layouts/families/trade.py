"""Layouts of goods and works: garage, wholesaler, builder, shop, restaurant, Germany, Belgium."""

from tests.layouts.blocks import (
    address,
    bank,
    carried_tables,
    due,
    heads,
    legal,
    line_table,
    mention,
    other,
    pair_boxes,
    pair_lines,
    pair_rows,
    references,
    settled,
    street,
    totals,
    vat_table,
)
from tests.layouts.facts import Profile
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet


@family("garage", Split.MAKING, Profile("garage", lines=(2, 9), line_discounts=True, paid=0.2))
def garage(sheet: Sheet) -> str:
    """Boxed: number and date in a table above the lines, the vehicle below, totals in a row."""
    facts = sheet.facts
    plate = f"{facts.references['contract'][:2]}-{facts.references['meter'][:3]}-QX"
    boxes = [(sheet.title(), sheet.number()), (sheet.say("date"), sheet.date_of()), *due(sheet)]
    vehicle = [("Immatriculation", plate), ("Kilométrage", facts.references["meter"][:6])]
    vehicle += [("Châssis", "VF7" + facts.references["meter"]), *references(sheet, "customer")]
    return f"""<style>.boxes {{ width: 100%; margin: 3mm 0 }} .boxes th {{ background: {
        sheet.pick("#cfd8dc", "#333;color:#fff", "#ffe0b2")
    } }} .boxes td, .boxes th, .lines, .lines th {{ border: 1px solid #555;
text-align: center }} .lines td {{ border-left: 1px solid #555; border-right: 1px solid #555 }}
.to {{ border: 1px solid; border-radius: 2mm; padding: 4mm; width: 75mm; font-size: 10pt }}</style>
<div class="row"><div><b style="font-size:16pt">{sheet.name("seller")}</b><br>{
        street(facts.seller)
    }<br>
Tél : {facts.seller.phone}<br>{facts.seller.mail}<br>{legal(sheet, "<br>")}</div><div class="to">
{address(sheet, "buyer")}</div></div>{pair_boxes(boxes)}{pair_boxes(vehicle)}
{line_table(sheet, ("ref", "name", "qty", "price", "disc", "rate", "total"))}
{pair_boxes(totals(sheet, "sum", bare=True, with_due=False) + settled(sheet, always=True))}
<div class="row">{vat_table(sheet)}<div>{bank(sheet)}</div></div>
<p>Véhicule livré sous réserve d'encaissement. {sheet.say("late")}</p>"""


@family(
    "wholesaler", Split.MAKING, Profile("wholesale", lines=(6, 40), prepaid=0, adjustments=("eco",))
)
def wholesaler(sheet: Sheet) -> str:
    """A line printer's page: fixed pitch, sums carried over, VAT table left and totals right."""
    pages = carried_tables(sheet, ("ref", "name", "qty", "unit", "price", "rate", "total"), 18, 32)
    font = sheet.pick("Liberation Mono", "Nimbus Mono PS")
    note = sheet.facts.references["note"]
    body = '<div class="break"></div>'.join(pages)
    return f"""<style>body {{ font: 8.5pt "{font}" }} .lines th {{ border-top: 1px dashed;
border-bottom: 1px dashed;
font-weight: normal }} .c-name {{ width: 40% }} td, th {{ padding: 1px 3px }}</style>
<div class="row"><div>{sheet.name("seller")}<br>{street(sheet.facts.seller)}
<br>TEL {sheet.facts.seller.phone}<br>{legal(sheet, "<br>")}</div>
<div style="padding-top:16mm;width:85mm">{address(sheet, "buyer")}</div></div>
<p>{sheet.title()} {sheet.pick("N°", "No", "n°")} {sheet.number()} &nbsp; DU {sheet.date_of()}
&nbsp; CLIENT
{sheet.facts.references["customer"]}</p>
<p>BL {note} du {sheet.day(sheet.facts.delivery_date)} - Livré à :
{other(sheet.facts.others[0], ", ")}</p>{body}
<div class="row" style="margin-top:5mm">{vat_table(sheet)}{pair_rows(totals(sheet, bare=True))}
</div>
<p>{pair_lines(due(sheet))} {sheet.pick("LCR", "PRELEVEMENT", "VIREMENT")} {bank(sheet, " ")}</p>
<p>{sheet.currency_note()} - {sheet.say("late")}</p>"""


@family("builder", Split.MAKING,
        Profile("building", lines=(3, 12), retention=5, prepaid=0.4, deposit=0.1),
        Profile("building", lines=(2, 8), regime="AE", prepaid=0))  # fmt: skip
def builder(sheet: Sheet) -> str:
    """Progress bill: site, contract and state number confuse; zebra table, bars for the totals."""
    facts = sheet.facts
    state = f"Situation de travaux n° {facts.days % 7 + 1} - Marché {facts.references['contract']}"
    dark = sheet.pick("#7a3b12", "#24492e", "#3d3d3d")
    return f"""<style>body {{ font: 9pt "Nimbus Sans" }} .lines th {{ background: {dark}; color:
#fff }}
.lines tr:nth-child(even) td {{ background: #f1ece6 }} .pairs {{ width: 86mm; margin: 4mm 0 0 auto
}}
.pairs td {{ border: 1px solid {dark} }} .pairs tr:last-child {{ background: {dark}; color: #fff }}
.band {{ border-left: 5px solid {dark}; padding-left: 4mm; margin: 5mm 0 }}</style>
<div class="row"><div>{sheet.logo(facts.seller.brand, dark)}<br>{sheet.name("seller")}
<br>{street(facts.seller)}<br>
{facts.seller.phone}</div><div style="text-align:right"><h1>{sheet.title()}</h1>
{pair_lines(heads(sheet))}</div></div>
<div class="row band"><div><b>Chantier</b><br>{street(facts.others[0])}<br>{state}<br>
Maître d'œuvre : {facts.others[1].name}</div><div style="width:70mm"><b>Maître d'ouvrage</b><br>
{address(sheet, "buyer")}<br>{sheet.vat_id("buyer")}</div></div>
{line_table(sheet, ("name", "qty", "unit", "price", "rate", "total"))}
{pair_rows(totals(sheet, "rows-and-sum", bare=sheet.maybe()))}
<p>{mention(sheet)}</p><p>{bank(sheet)}<br>{sheet.say("late")}</p>
<p class="foot">{legal(sheet)} - Assurance décennale {facts.references["meter"][:8]}</p>"""


@family("web_shop", Split.MAKING,
        Profile("shop", lines=(1, 6), tax_included=True, paid=0.8, prepaid=0))  # fmt: skip
def web_shop(sheet: Sheet) -> str:
    """Prices with VAT; order number and date first, delivery and billing addresses in columns."""
    facts = sheet.facts
    link = sheet.pick("#e4007c", "#00838f", "#5d4037")
    totals_here = [("Total produits TTC", sheet.amount(facts.line_sum, bare=False)),
                   ("dont TVA", sheet.total("total_vat")),
                   ("Total HT", sheet.total("total_without_vat")),
                   ("Total TTC", sheet.total("total_with_vat")), *settled(sheet)]  # fmt: skip
    return f"""<style>body {{ font: 9pt "Liberation Sans" }} .lines td {{ border-bottom: 1px solid
#ddd; padding: 7px }}
h1 {{ color: {link} }} .three {{ display: grid; grid-template-columns: 1fr 1fr 1fr; gap: 6mm;
margin: 6mm 0 }}
.pairs {{ margin: 5mm 0 0 auto }} .three b:first-child {{ color: {link} }}</style>
<div class="row">{sheet.logo(facts.seller.brand, link, serif=True)}<div>Commande n°
{facts.references["order"]}<br>
passée le {sheet.day(facts.delivery_date)}</div></div>
<h1>{sheet.title()} {sheet.number()}</h1><div>{sheet.say("date")} : {sheet.date_of()}</div>
<div class="three"><div><b>Adresse de livraison</b><br>{other(facts.others[0])}</div>
<div><b>Adresse de facturation</b><br>{address(sheet, "buyer")}</div>
<div><b>Mode de paiement</b><br>{sheet.pick("Carte bancaire", "PayCarte", "Virement")}<br>
Transporteur : Colis-Éclair<br>Suivi {facts.references["meter"]}</div></div>
{line_table(sheet, ("name", "ref", "price_gross", "qty", "total_gross"))}
{pair_rows(totals_here)}{vat_table(sheet)}
<p class="foot">{sheet.name("seller")} - {street(facts.seller, ", ")} -
{legal(sheet)}<br>{facts.seller.site}</p>"""


@family("restaurant_slip", Split.MAKING,
        Profile("restaurant", lines=(2, 9), tax_included=True, prepaid=0, credit=0.0))  # fmt: skip
def restaurant_slip(sheet: Sheet) -> str:
    """A slip of 80 mm, centred, quantity before the name, prices with VAT."""
    facts = sheet.facts
    height = 150 + 6 * len(facts.lines) + 6 * len(facts.vat)
    dishes = "".join(
        f"<tr><td>{sheet.cell(ln, 'qty')}</td><td>{sheet.cell(ln, 'name')}</td><td class='n'>"
        f"{sheet.cell(ln, 'total')}</td></tr>" for ln in facts.lines
    )  # fmt: skip
    guest = (
        f"<p>Client : {sheet.name('buyer')}<br>{street(facts.buyer)}</p>"
        if sheet.maybe(0.6)
        else ""
    )
    return f"""<style>@page {{ size: 80mm {
        height
    }mm; margin: 4mm }} body {{ min-height: 0; padding: 0; font: 8.5pt "{
        sheet.pick("Liberation Mono", "Liberation Sans Narrow", "Nimbus Mono PS")
    }"; text-align: center }} .wide td:nth-child(2) {{ width: 70% }}
.t {{ font-size: 12pt; font-weight: bold; border-top: 1px dashed; border-bottom: 1px dashed
}}</style>
<b>{sheet.name("seller")}</b><br>{street(facts.seller)}<br>Tél {facts.seller.phone}<br>SIRET {
        sheet.siret("seller")
    }
<br>TVA {sheet.vat_id("seller")}<p>{sheet.title()} {sheet.pick("N°", "n°", "")} {sheet.number()}<br>
{sheet.date_of()} {sheet.pick("12:47", "13h22", "21:05")} Table {facts.days} Couverts {
        len(facts.lines)
    }</p>{guest}
<table class="wide">{dishes}</table><p class="t">TOTAL TTC {sheet.total("total_with_vat")}</p>
<p>Total HT {sheet.total("total_without_vat")}</p>{vat_table(sheet, "vat wide")}
<p>Total TVA {sheet.total("total_vat")}</p><p>CB sans contact {
        sheet.amount(facts.total_with_vat)
    }</p>
<p>Merci de votre visite</p>"""


@family("german_letter", Split.MAKING,
        Profile("de", "DE", "de", buyers=("DE", "FR"), lines=(1, 9),
                adjustments=("discount", "shipping")),
        Profile("de", "DE", "de", buyers=("FR",), regime="K", lines=(1, 6)))  # fmt: skip
def german_letter(sheet: Sheet) -> str:
    """A German business letter: return line over the window, information block right."""
    facts = sheet.facts
    sender = f"{facts.seller.name} · {street(facts.seller, ' · ')}"
    info = references(sheet, "customer", "order") + heads(sheet)
    tax = f"Steuernummer {facts.references['meter'][:3]}/{facts.references['meter'][3:7]}"
    return f"""<style>body {{ font: 9.5pt
"{sheet.pick("Liberation Sans", "Nimbus Sans", "Liberation Serif")}" }}
.to {{ margin-top: 25mm; width: 85mm; min-height: 40mm }} .send {{ font-size: 6.5pt;
text-decoration: underline }}
.lines th {{ border-bottom: 1.5px solid }} .sum {{ margin-left: auto; margin-top: 3mm }} .sum
tr:last-child td {{
border-top: 1px solid; font-weight: bold }} .three {{ display: grid; grid-template-columns: 1fr 1fr
1fr; text-align: left }}
</style><div style="text-align:right;font-size:15pt">{sheet.logo(facts.seller.brand, "#004")}</div>
<div class="row"><div class="to"><div class="send">{sender}</div>{address(sheet, "buyer")}</div>
<div style="margin-top:25mm">{pair_rows(info, colon=":")}</div></div>
<h2>{sheet.title()}</h2><p>Sehr geehrte Damen und Herren,<br>vereinbarungsgemäß berechnen wir
Ihnen:</p>
{line_table(sheet, ("ref", "name", "qty", "unit", "price", "total"))}
{pair_rows(totals(sheet, "rows"), "sum")}<p>{mention(sheet)} {sheet.say("late")}</p>
<div class="foot three"><div>{sheet.name("seller")}<br>{street(facts.seller)}</div>
<div>{sheet.say("bank")}<br>{bank(sheet)}</div><div>{tax}<br>{sheet.say("vat_id")}
{sheet.vat_id("seller")}<br>
Amtsgericht HRB {facts.references["meter"][:5]}</div></div>"""


@family("belgian_trader", Split.MAKING,
        Profile("be", "BE", buyers=("BE", "FR"), lines=(1, 8),
                adjustments=("discount",), prepaid=0.2),
        Profile("be", "BE", buyers=("FR",), regime="K", lines=(1, 6)))  # fmt: skip
def belgian_trader(sheet: Sheet) -> str:
    """Seller in a column at the left edge over the whole height, all else beside it."""
    facts = sheet.facts
    shade = sheet.pick("#26323f", "#6b1f2a", "#e7eef0;color:#111")
    return f"""<style>@page {{ margin: 0 }} body {{ display: grid; grid-template-columns: 52mm 1fr;
min-height: 296mm; padding: 0 }}
.side {{ background: {shade}; padding: 15mm 6mm; font-size: 8.5pt; {
        "" if ";" in shade else "color:#fff"
    } }}
.main {{ padding: 15mm 12mm }} .lines th {{ border-bottom: 2px solid #888 }} .lines td {{
border-bottom: 1px solid #ddd }}
.pairs {{ margin-top: 6mm }} .c-name {{ width: 45% }}</style>
<div class="side"><b style="font-size:13pt;line-height:1.1">{
        sheet.name("seller").replace('class="v"', "")
    }</b>
<p>{street(facts.seller)}<br>Belgique</p><p>{facts.seller.phone}<br>{
        facts.seller.mail
    }</p><p>TVA<br>
{sheet.vat_id("seller")}</p><p>{bank(sheet)}</p></div>
<div class="main"><h1>{sheet.title()}</h1>{
        pair_rows(heads(sheet) + references(sheet, "customer"), colon=" :")
    }
<p style="margin:8mm 0"><i>{sheet.say("buyer")}</i><br>{address(sheet, "buyer")}<br>{
        sheet.vat_id("buyer")
    }</p>
{line_table(sheet, ("name", "qty", "price", "rate", "total"))}
{pair_rows(totals(sheet, "rows-and-sum"))}<br>{vat_table(sheet)}
<p>{mention(sheet)} Merci de mentionner la communication +++{facts.references["meter"][:3]}/{""}{
        facts.references["meter"][3:7]
    }/{facts.references["meter"][7:12]}+++</p></div>"""
