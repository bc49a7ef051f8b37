"""Layouts of offices, makers and platforms: architect, notary, printer, market place, industry."""

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


@family("architect", Split.MAKING,
        Profile("architect", lines=(1, 6), prepaid=0.5, deposit=0.15))  # fmt: skip
def architect(sheet: Sheet) -> str:
    """Grey capitals, a narrow left margin with label over value, the rest in a wide column."""
    facts = sheet.facts
    left = heads(sheet) + references(sheet, "contract", "quote", "customer")
    side = "".join(f"<p><small>{label}</small><br>{value}</p>" for label, value in left)
    grey = sheet.pick("#888", "#555", "#9a8c7c")
    return f"""<style>body {{ font: 8.5pt "Liberation Sans"; line-height: 1.5; display: grid;
grid-template-columns: 44mm 1fr; align-content: start }} small {{ color: {grey};
letter-spacing: 1px }} .lines {{ margin: 8mm 0 }} .lines th {{ color: {grey}; font-weight: normal }}
.lines td {{ border-top: 1px solid {grey} }} .pairs {{ width: 70%; margin-left: 30% }}</style>
<div>{sheet.logo(facts.seller.brand, grey)}{side}</div>
<div><div style="font-size:22pt;color:{grey}">{sheet.title()}</div>
<p>{address(sheet, "buyer")}</p><p>Opération : réhabilitation {street(facts.others[0], ", ")}</p>
{line_table(sheet, ("name", "qty", "price", "total"))}
{pair_rows(totals(sheet, "rows"))}<p>{bank(sheet)}</p><p>{sheet.say("late")}</p></div>
<div class="foot">{sheet.name("seller")}, {street(facts.seller, ", ")} - {legal(sheet)} - Ordre
régional S{facts.references["meter"][:5]}</div>"""


@family("notary", Split.MAKING,
        Profile("notary", lines=(3, 8), prepaid=0.6),
        Profile("law", lines=(2, 6), prepaid=0.3))  # fmt: skip
def notary(sheet: Sheet) -> str:
    """A statement of account: disbursements apart, money received before, balance in a sentence."""
    facts = sheet.facts
    owed = pair_lines(settled(sheet, always=True), "<br>", " : ")
    head = sheet.pick(
        f"{sheet.title()} n° {sheet.number()} - {sheet.date_of()}",
        f"Réf. {sheet.number()} - {sheet.title()} - le {sheet.date_of()}",
    )
    return f"""<style>body {{ font: 11pt "{sheet.pick("P052", "C059")}" }} .lines td, .lines th {{
border-right: 1px solid #444; border-left: 1px solid #444 }} .lines {{ border: 1px solid #444 }}
.lines th {{ border-bottom: 1px solid #444 }} .pairs {{ width: 60%; margin: 4mm auto }}
.left {{ width: 70mm; text-align: center; font-size: 9pt }}</style>
<div class="row"><div class="left">{sheet.name("seller")}<br>Office notarial<br>
{street(facts.seller)}<br>{facts.seller.phone}<br>{legal(sheet, "<br>")}</div>
<div style="padding-top:22mm;width:76mm">{address(sheet, "buyer")}</div></div>
<h2 style="text-align:center">{head}</h2><p>Dossier {facts.references["file"]} : vente
{facts.others[0].brand} / {facts.others[1].brand}</p>
{line_table(sheet, ("name", "total", "rate"))}
{pair_rows(totals(sheet, "rows-and-sum", with_due=False))}
<p>{owed}</p><p>{bank(sheet, " - ")} &nbsp; {pair_lines(due(sheet))}</p>
<p style="font-size:8pt">Membre d'une association agréée, le règlement par chèque est accepté.
</p>"""


@family("print_shop", Split.MAKING,
        Profile("print", lines=(1, 7), line_discounts=True, adjustments=("shipping",)))  # fmt: skip
def print_shop(sheet: Sheet) -> str:
    """A coloured band over the page's whole width, two cards, a thick frame around what is owed."""
    facts = sheet.facts
    ink, paper = sheet.pick(("#e63946", "#fff"), ("#ffd60a", "#111"), ("#2a9d8f", "#fff"))
    owed = f"{sheet.say('amount')}<br>{sheet.total('amount_due')}"
    return f"""<style>@page {{ margin: 0 }} body {{ font: 9pt "Nimbus Sans"; min-height: 296mm }}
.band {{ background: {ink}; color: {paper}; padding: 9mm 14mm; display: flex;
justify-content: space-between }} .in {{ padding: 6mm 14mm }} .card {{ background: #f5f5f5;
border-radius: 2mm; padding: 4mm; width: 78mm }} .owed {{ border: 3px solid {ink}; padding: 4mm;
text-align: center; font-size: 14pt; width: 58mm }} .lines th {{ border-bottom: 3px solid {ink} }}
.foot {{ bottom: 8mm }}</style>
<div class="band"><div style="font-size:20pt">{sheet.title()} {sheet.number()}</div>
<div style="text-align:right">{sheet.say("date")} {sheet.date_of()}<br>
{pair_lines(due(sheet), colon=" ")}</div></div><div class="in"><div class="row">
<div class="card">{address(sheet, "seller")}<br>{facts.seller.phone}<br>{facts.seller.site}</div>
<div class="card">{sheet.say("buyer")}<br>{address(sheet, "buyer")}</div></div>
<p>{pair_lines(references(sheet, "quote", "order"), " | ")}</p>
{line_table(sheet, ("name", "qty", "unit", "price", "disc", "rate", "total"))}<br>
<div class="row"><div class="owed">{owed}</div>
{pair_rows(totals(sheet, "rows", with_due=False))}</div><p>{bank(sheet)}</p>
<p>{sheet.say("late")}</p></div><div class="foot">{legal(sheet)}</div>"""


@family("marketplace", Split.MAKING,
        Profile("shop", lines=(1, 5), tax_included=True, paid=0.9, prepaid=0),
        Profile("shop", lines=(1, 5), paid=0.6, adjustments=("shipping", "eco")))  # fmt: skip
def marketplace(sheet: Sheet) -> str:
    """Sold by one company over the platform of another, whose logo stands on top."""
    facts, host = sheet.facts, sheet.facts.others[0]
    included = facts.profile.tax_included
    columns = ("name", "qty", "price_gross", "rate", "total_gross")
    if not included:
        columns = ("name", "qty", "price", "rate", "total")
    accent = sheet.pick("#ff9900", "#bf0000", "#00a650")
    sums = totals(sheet, "sum") if not included else [
        (sheet.say("gross"), sheet.total("total_with_vat")),
        ("dont TVA", sheet.total("total_vat")),
        *settled(sheet)]  # fmt: skip
    return f"""<style>body {{ font: 9pt "Liberation Sans" }} .bar {{ height: 3mm; background:
{accent}; margin: 3mm 0 6mm }} .lines th {{ background: #fafafa; border-bottom: 1px solid #ccc }}
.pairs {{ margin: 5mm 0 5mm auto }} .cols {{ display: grid; grid-template-columns: 1fr 1fr 1fr
}}</style>
<div class="row">{sheet.logo(host.brand, accent)}<h1>{sheet.title()}</h1></div><div class="bar">
</div>
<div class="cols"><div>{sheet.pick("Vendu par", "Vendeur", "Expédié et vendu par")}<br>
{address(sheet, "seller")}<br>{sheet.say("vat_id")} {sheet.vat_id("seller")}<br>SIRET
{sheet.siret("seller")}</div><div>{sheet.say("buyer")}<br>{address(sheet, "buyer")}</div>
<div>{pair_lines(heads(sheet, with_due=False))}<br>{pair_lines(references(sheet, "order"))}<br>
Commandé le {sheet.day(facts.delivery_date)}</div></div><br>{line_table(sheet, columns)}
{pair_rows(sums)}{vat_table(sheet)}
<p>Facture émise par {host.name} au nom et pour le compte du vendeur.</p>
<div class="foot">{other(host, ", ")} - RCS {host.register} {host.siren} - TVA {host.vat_id}
</div>"""


@family(
    "industry_erp", Split.MAKING,
    Profile("industry", lines=(4, 40), prepaid=0, adjustments=("discount", "shipping")),
    Profile("industry", lines=(2, 20), regime="K", buyers=("BE", "DE", "IT"), prepaid=0),
)  # fmt: skip
def industry_erp(sheet: Sheet) -> str:
    """Dense: head office and branch, two addresses, two rows of boxes, sums carried."""
    facts, size = sheet.facts, sheet.pick("8pt", "8.5pt", "7.5pt")
    first = heads(sheet, with_due=False) + references(sheet, "customer", "order")
    second = due(sheet) + references(sheet, "note", "contract", "quote")
    columns = ("ref", "name", "qty", "unit", "price", "total")
    pages = carried_tables(sheet, columns, 20, 34)
    body = f"<p>{sheet.say('page')} 1/{len(pages)}</p>" + '<div class="break"></div>'.join(pages)
    return f"""<style>body {{ font: {size} "{sheet.pick("Liberation Sans", "Nimbus Sans")}" }}
.boxes {{ width: 100%; margin-bottom: 2mm }} .boxes td, .boxes th {{ border: 1px solid #000 }}
.boxes th {{ font-size: 6.5pt; font-weight: normal; background: #eee }} .lines {{ border: 1px solid
}}
.lines th {{ border: 1px solid }} .lines td {{ border-left: 1px solid; border-right: 1px solid }}
.t td {{ border: 1px solid; padding: 2px 6px }}</style>
<div class="row"><div><b style="font-size:13pt">{sheet.name("seller")}</b><br>Siège social :
{street(facts.seller, ", ")}<br>Agence : {street(facts.others[1], ", ")}<br>Tél.
{facts.others[1].phone}<br>{legal(sheet)}</div><h1>{sheet.title()}</h1></div>
<div class="row" style="margin:4mm 0"><div style="width:80mm"><u>{sheet.say("ship")}</u><br>
{other(facts.others[0])}</div><div style="width:80mm"><u>{sheet.say("buyer")}</u><br>
{address(sheet, "buyer")}<br>{sheet.say("buyer_vat")} : {sheet.vat_id("buyer")}</div></div>
{pair_boxes(first)}{pair_boxes(second)}{body}<br>
<div class="row"><div>{vat_table(sheet, "t")}<p>{mention(sheet)}</p></div>
{pair_rows(totals(sheet, bare=sheet.maybe()), "t")}</div><p>{sheet.say("terms")} : {facts.days}
jours.
{bank(sheet, " ")}</p><p>{sheet.currency_note()}. {sheet.say("late")}</p>"""
