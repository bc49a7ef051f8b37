"""French layouts: works by progress, an operator, a seller in the footer only, a platform."""

from tests.layouts import blocks as b
from tests.layouts.facts import Profile
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet


@family("works_progress", Split.MAKING,
        Profile("building", lines=(3, 10), retention=5, prepaid=0))  # fmt: skip
def works_progress(sheet: Sheet) -> str:
    """A situation de travaux: what the contract says, how far it is done, what is billed now."""
    facts, party = sheet.facts, sheet.facts.seller
    rows = []
    for place, line in enumerate(facts.lines):
        done = 10 * (place % 9 + 1)
        contract = line.total * 100 / done
        cells = [f"{place + 1}.1", sheet.cell(line, "name"), sheet.amount(contract), f"{done} %"]
        rows.append([*cells, sheet.cell(line, "total")])
    head = ["N°", "Désignation", "Montant marché HT", "Avancement", "Montant situation HT"]
    table = b.table(("ref", "name", "price", "qty", "total"), head, rows, "lines")
    heading = f"Situation n° {len(facts.lines)} - Chantier {facts.others[0].brand}"
    return f"""<style>body {{ font: 9pt "Liberation Sans" }} .lines, .lines th, .lines td {{
border: 1px solid #999 }} .sum {{ margin: 4mm 0 0 auto }} .to {{ margin: 6mm 0 6mm 100mm }}</style>
<div class="row"><div><b style="font-size:14pt">{sheet.name("seller")}</b><br>{b.street(party)}<br>
Tél. {party.phone}</div><div>{sheet.title()} {sheet.pick("N°", "n°")} {sheet.number()}<br>
{sheet.say("date")} {sheet.date_of()}<br>{b.pair_lines(b.references(sheet, "quote"))}</div></div>
<div class="to">{b.address(sheet, "buyer")}</div><p><b>{heading}</b></p>{table}
{b.pair_rows(b.totals(sheet, "rows"), "sum")}<p>{b.mention(sheet)}</p>
<p>{b.pair_lines(b.due(sheet))} - {b.bank(sheet, " ")}<br>{sheet.say("late")}</p>
<p class="foot">{b.legal(sheet)} - Assurance décennale n° {facts.references["meter"][:8]}</p>"""


@family("phone_operator", Split.MAKING,
        Profile("telecom", lines=(3, 7), prepaid=0, credit=0.05))  # fmt: skip
def phone_operator(sheet: Sheet) -> str:
    """Account, line and contract numbers before the invoice's own, the total in large print."""
    facts, party = sheet.facts, sheet.facts.seller
    numbers = [
        ("N° de compte", facts.references["meter"][:10]),
        (
            "N° de ligne",
            f"06 {facts.references['meter'][:2]} 44 {facts.references['meter'][2:4]} 07",
        ),
        *b.references(sheet, "customer", "contract"),
    ]
    sums = b.totals(sheet, "sum", with_due=False)
    label = sheet.pick("Total de votre facture TTC", "Montant de votre facture", "Total à prélever")
    if facts.type_code == "381":
        label = "Montant de votre avoir"
    paid = "".join(f"Prélevé le {value} sur votre compte bancaire." for _, value in b.due(sheet))
    return f"""<style>body {{ font: 9.5pt "Nimbus Sans" }} .big {{ font-size: 16pt; border: 2px
solid
#e60; padding: 4mm; margin: 6mm 0 }} .lines td {{ border-bottom: 1px solid #eee }} .sum {{ width:
100% }}</style><div class="row">{sheet.logo(party.brand, "#e60")}<div>{b.pair_rows(numbers)}</div>
</div><div style="margin:8mm 0 4mm 95mm">{b.address(sheet, "buyer")}</div>
<p><b>{sheet.title()} n° {sheet.number()} du {sheet.date_of()}</b></p>
<div class="big row"><span>{label}</span><span>{sheet.total("amount_due")}</span></div><p>{paid}</p>
{b.line_table(sheet, ("name", "qty", "rate", "total"))}{b.pair_rows(sums, "sum")}
<p>{sheet.say("late")}</p><p class="foot">{sheet.name("seller")} - {b.street(party, " ")} -
{b.legal(sheet)}</p>"""


@family("footer_seller", Split.MAKING,
        Profile("energy", lines=(3, 6), prepaid=0.2),
        Profile("software", lines=(1, 5), prepaid=0))  # fmt: skip
def footer_seller(sheet: Sheet) -> str:
    """Only a picture says who sells; its name stands in small print before capital and RCS."""
    facts, party = sheet.facts, sheet.facts.seller
    opening = sheet.pick(
        f"{sheet.name('seller')}, {party.form or 'SAS'} au capital de {party.capital} euros, ",
        f"{sheet.name('seller')} - {party.form or 'SAS'} au capital de {party.capital} € - ",
        f"{sheet.name('seller')} | Capital social {party.capital} € | ",
        f"Siège social : {sheet.name('seller')}, ",
    )
    ids = f"RCS {party.register} {sheet.siren('seller')} - TVA {sheet.vat_id('seller')}"
    help_ = f"Une question ? {party.site} ou 09 {facts.references['meter'][:2]} 10 20 30"
    return f"""<style>body {{ font: 10pt "Nimbus Sans" }} .two {{ display: grid;
grid-template-columns: 60mm 1fr; gap: 8mm }} .side {{ background: #f1f5f1; padding: 4mm; font-size:
8.5pt }} .sum {{ width: 100%; margin-top: 5mm }} .sum td {{ border-bottom: 1px solid #ddd }}</style>
<div class="row">{sheet.logo(party.brand, "#2e7d32")}<h1>{sheet.title()}</h1></div>
<div class="two"><div class="side"><b>Vos références</b><br>
{b.pair_lines(b.references(sheet, "customer", "contract"))}<p><b>Nous contacter</b><br>{help_}</p>
</div><div><p>{b.address(sheet, "buyer")}</p>{b.pair_rows(b.heads(sheet), colon=" :")}
{b.line_table(sheet, ("name", "qty", "price", "rate", "total"))}
{b.pair_rows(b.totals(sheet, "rows-and-sum"), "sum")}<p>{b.bank(sheet, " ")}</p></div></div>
<p class="foot">{opening}{b.street(party, " ")} - {ids}</p>"""


@family("platform_seller", Split.MAKING,
        Profile("shop", lines=(1, 4), tax_included=True, paid=0.8, credit=0.1))  # fmt: skip
def platform_seller(sheet: Sheet) -> str:
    """A platform's logo and imprint around the invoice of one who sells on it."""
    facts, party = sheet.facts, sheet.facts.seller
    host = facts.others[0]
    pairs = b.heads(sheet, with_due=False) + b.references(sheet, "order")
    rates = [(f"dont TVA {r[0]} sur {r[1]}", r[2]) for r in map(sheet.vat_row, facts.vat)]
    sums = [(sheet.say("gross"), sheet.total("total_with_vat"))]
    sums += [("Total HT", sheet.total("total_without_vat")), *rates, *b.settled(sheet)]
    return f"""<style>body {{ font: 9pt "Liberation Sans" }} .lines th {{ background: #eee }} .sum
{{
margin: 4mm 0 0 auto }} .card {{ border: 1px solid #ddd; padding: 3mm; width: 80mm }}</style>
<div class="row">{sheet.logo(host.brand, "#333")}<h1>{sheet.title()}</h1></div>
<div class="row"><div class="card"><b>Vendu
par</b><br>{sheet.name("seller")}<br>{b.street(party)}<br>
SIRET {sheet.siret("seller")}<br>N° TVA {sheet.vat_id("seller")}</div><div class="card">
<b>{sheet.say("buyer")}</b><br>{b.address(sheet, "buyer")}</div></div><br>{b.pair_rows(pairs)}<br>
{b.line_table(sheet, ("ref", "name", "qty", "price_gross", "rate", "total_gross"))}
{b.pair_rows(sums, "sum")}<p>Paiement : carte bancaire</p>
<p class="foot">Facture éditée par {host.name} au nom et pour le compte du vendeur - {host.name},
{b.street(host, " ")} - SIREN {host.siren}</p>"""


@family("haulier", Split.MAKING,
        Profile("carrier", lines=(3, 12), prepaid=0, adjustments=("discount",)))  # fmt: skip
def haulier(sheet: Sheet) -> str:
    """Landscape rows of trips with dates and consignment notes, totals in a row of boxes."""
    facts, party = sheet.facts, sheet.facts.seller
    rows = []
    for place, line in enumerate(facts.lines):
        note = f"LV{int(facts.references['meter'][:6]) + place}"
        cells = [sheet.day(facts.delivery_date), note, sheet.cell(line, "name")]
        rows.append([*cells, *(sheet.cell(line, c) for c in ("qty", "price", "total"))])
    head = ["Date", "Récépissé", "Prestation", "Qté", "P.U. HT", "Montant HT"]
    table = b.table(("date", "ref", "name", "qty", "price", "total"), head, rows, "lines")
    boxes = [(sheet.title(), sheet.number()), *b.heads(sheet)[1:], *b.references(sheet, "customer")]
    return f"""<style>body {{ font: 8.5pt "Liberation Sans Narrow" }} .boxes {{ width: 100%; margin:
4mm 0 }} .boxes th, .boxes td, .lines th, .lines td {{ border: 1px solid #555 }} .boxes th {{
background: #dde }}</style><div class="row"><div>{sheet.logo(party.brand, "#123c69")}<br>
{sheet.name("seller")}<br>{b.street(party)}<br>Tél. {party.phone}<br>{b.legal(sheet, "<br>")}</div>
<div style="width:85mm;margin-top:20mm">{b.address(sheet, "buyer")}<br>{sheet.say("buyer_vat")}
{sheet.vat_id("buyer")}</div></div>{b.pair_boxes(boxes)}{table}
{b.pair_boxes(b.totals(sheet, "sum", bare=True, with_due=False) + b.settled(sheet, always=True))}
<div class="row">{b.vat_table(sheet)}<div>{b.bank(sheet)}</div></div>
<p>Pied de facture gazole inclus, art. L3222-1 du code des transports. {sheet.say("late")}</p>"""


@family("sports_club", Split.MAKING,
        Profile("association", lines=(1, 4), regime="E", prepaid=0.2, credit=0.03))  # fmt: skip
def sports_club(sheet: Sheet) -> str:
    """A treasurer's text file: the name of the club at the foot and in the signature, no table."""
    facts, party = sheet.facts, sheet.facts.seller
    rows = "".join(
        f"<p>{line.name} : {sheet.cell(line, 'qty')} x {sheet.cell(line, 'price')} = "
        f"{sheet.cell(line, 'total')}</p>"
        for line in facts.lines
    )
    (label, value), *rest = b.totals(sheet, with_due=False)
    due = b.pair_lines(b.settled(sheet) + b.due(sheet))
    return f"""<style>body {{ font: 11pt "Liberation Serif"; line-height: 1.4 }}</style>
<p><b>{sheet.name("seller")}</b><br>{b.street(party)}<br>Association loi 1901 - SIRET
{sheet.siret("seller")}</p><p style="margin-left:95mm">{b.address(sheet, "buyer")}</p>
<p>{party.town.split(" ", 1)[1].title()}, le {sheet.date_of()}</p>
<h2>{sheet.title()} n° {sheet.number()}</h2>{rows}<p><b>{label} : {value}</b></p>
{b.pair_lines(rest)}<p>{due}</p><p>{b.mention(sheet)}</p><p>{b.bank(sheet)}</p>
<p>Le trésorier, {facts.others[0].brand}</p>"""
