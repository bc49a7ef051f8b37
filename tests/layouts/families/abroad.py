"""Layouts of sellers abroad: the Netherlands, Spain, Italy, Switzerland, Britain, Germany."""

from tests.layouts.blocks import (
    address,
    bank,
    due,
    heads,
    line_table,
    mention,
    other,
    pair_boxes,
    pair_lines,
    pair_rows,
    references,
    street,
    totals,
    vat_table,
)
from tests.layouts.facts import Profile
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet


@family(
    "dutch", Split.MAKING,
    Profile("nl", "NL", "nl", buyers=("NL", "BE"), lines=(1, 8), adjustments=("shipping",)),
    Profile("nl", "NL", "nl", buyers=("FR",), regime="K", lines=(1, 6)),
)  # fmt: skip
def dutch(sheet: Sheet) -> str:
    """Seller at the right edge in small print, buyer left, three values in a row, euro in front."""
    facts, ink = sheet.facts, sheet.pick("#0b7a75", "#d35400", "#34495e")
    return f"""<style>body {{ font: 9.5pt "Liberation Sans" }} .at {{ font-size: 8pt; width: 55mm;
line-height: 1.5 }} h1 {{ color: {ink}; font-weight: normal; letter-spacing: 2px }}
.boxes {{ width: 100%; border-top: 2px solid {ink}; border-bottom: 2px solid {ink}; margin: 6mm 0 }}
.boxes th {{ color: {ink}; font-size: 8pt }} .pairs {{ margin: 6mm 0 0 auto }}
.lines th {{ text-align: left; color: {ink} }}</style>
<div class="row"><div style="padding-top:28mm">{address(sheet, "buyer")}<br>
{sheet.vat_id("buyer")}</div><div class="at">{sheet.logo(facts.seller.brand, ink)}<br>
{address(sheet, "seller")}<br>T {facts.seller.phone}<br>{facts.seller.mail}<br>
KvK {facts.references["meter"][:8]}<br>{sheet.say("vat_id")} {sheet.vat_id("seller")}<br>
{bank(sheet)}</div></div><h1>{sheet.title()}</h1>
{pair_boxes(heads(sheet) + references(sheet, "customer"))}
{line_table(sheet, ("qty", "name", "price", "rate", "total"))}
{pair_rows(totals(sheet, "rows"))}<p>{mention(sheet)}</p><p>{sheet.say("late")}</p>"""


@family(
    "spanish", Split.MAKING,
    Profile("es", "ES", "es", buyers=("ES",), lines=(1, 9), line_discounts=True),
    Profile("es", "ES", "es", buyers=("FR",), regime="K", lines=(1, 6)),
)  # fmt: skip
def spanish(sheet: Sheet) -> str:
    """All in boxes; buyer's box right; the totals as one table across the foot of the page."""
    facts, wine = sheet.facts, sheet.pick("#7d1128", "#1b4965", "#000")
    return f"""<style>body {{ font: 9pt "{sheet.pick("Liberation Sans", "Liberation Serif")}" }}
.card {{ border: 1px solid {wine}; padding: 3mm; width: 82mm }} .lines {{ border: 1px solid {wine};
margin: 4mm 0 }} .lines th {{ background: {wine}; color: #fff }} .boxes {{ width: 100% }}
.boxes td, .boxes th {{ border: 1px solid {wine}; text-align: center }}
.boxes td {{ font-weight: bold; font-size: 11pt }}</style>
<div class="row"><div class="card"><b>{sheet.name("seller")}</b><br>{street(facts.seller)}<br>
{sheet.say("vat_id")}: {sheet.vat_id("seller")}<br>{sheet.say("phone")} {facts.seller.phone}</div>
<div class="card">{sheet.say("buyer")}: {address(sheet, "buyer")}<br>{sheet.say("buyer_vat")}:
{sheet.vat_id("buyer")}</div></div>
<h1>{sheet.title()}</h1><p>{pair_lines(heads(sheet), " &nbsp; ", ": ")}</p>
<p>{pair_lines(references(sheet, "note", "order"), " &nbsp; ", ": ")}</p>
{line_table(sheet, ("ref", "name", "qty", "price", "disc", "rate", "total"))}
{vat_table(sheet, "boxes")}<br>{pair_boxes(totals(sheet, bare=sheet.maybe()))}
<p>{mention(sheet)} {sheet.say("terms")}: transferencia. {bank(sheet, " ")}</p>
<div class="foot">{sheet.say("late")}</div>"""


@family(
    "italian", Split.MAKING,
    Profile("it", "IT", "it", buyers=("IT",), lines=(1, 9), adjustments=("shipping",)),
    Profile("it", "IT", "it", buyers=("FR",), regime="K", lines=(1, 6)),
)  # fmt: skip
def italian(sheet: Sheet) -> str:
    """A form of small captions over values in a grid, as bookkeeping programs print it."""
    facts = sheet.facts
    cells = [(sheet.say("customer"), facts.references["customer"]), ("Tipo", sheet.title())]
    cells += heads(sheet)
    grid = "".join(f"<div><small>{label}</small>{value}</div>" for label, value in cells)
    sums = "".join(f"<div><small>{a}</small>{b}</div>" for a, b in totals(sheet, bare=True))
    return f"""<style>body {{ font: 9pt "{sheet.pick("Liberation Mono", "Liberation Sans")}" }}
.grid {{ display: grid; grid-template-columns: repeat({sheet.pick(4, 5)}, 1fr) }}
.grid div {{ border: 1px solid #999; padding: 1mm }} small {{ display: block; font-size: 6pt;
color: #555 }} .lines {{ margin: 3mm 0 }} .lines td, .lines th {{ border: 1px solid #999 }}</style>
<div class="row"><div><b>{sheet.name("seller")}</b><br>{street(facts.seller)}
<br>{sheet.say("vat_id")}
{sheet.vat_id("seller")}<br>Cap. Soc. {facts.seller.capital} i.v.</div>
<div style="border:1px solid #999;padding:3mm;width:80mm"><small>{sheet.say("buyer")}</small>
{address(sheet, "buyer")}<br>{sheet.vat_id("buyer")}</div></div><br>
<div class="grid">{grid}</div><p>{sheet.say("ship")}: {other(facts.others[0], ", ")}</p>
{line_table(sheet, ("ref", "name", "unit", "qty", "price", "rate", "total"))}
<div class="row"><div>{vat_table(sheet)}</div><div>{bank(sheet)}<br>{sheet.currency_note()}</div>
</div>
<br><div class="grid">{sums}</div><p>{mention(sheet)} {sheet.say("late")}</p>"""


@family(
    "swiss", Split.MAKING,
    Profile("ch", "CH", "fr", "CHF", buyers=("CH", "FR"), lines=(1, 7), rounding=True),
    Profile("ch", "CH", "fr", "EUR", buyers=("FR",), lines=(1, 5)),
)  # fmt: skip
def swiss(sheet: Sheet) -> str:
    """A payment part at the foot: account, reference, amount; rounded to 5 centimes."""
    facts, code = sheet.facts, sheet.facts.profile.currency
    pairs = totals(sheet, "rows")
    slip_amount = sheet.total("amount_due", bare=True)
    reference = " ".join((facts.references["meter"] * 2)[i : i + 5] for i in range(2, 27, 5))
    payee = f"{bank(sheet)}<br>{sheet.name('seller')}<br>{street(facts.seller)}"
    return f"""<style>body {{ font: 9.5pt "Liberation Sans" }} .pay {{ position: absolute; bottom:
0;
left: 0; right: 0; border-top: 1px dashed #000; padding-top: 3mm; display: grid; font-size: 8pt;
grid-template-columns: 50mm 40mm 1fr }} .qr {{ width: 34mm; height: 34mm; background:
repeating-conic-gradient(#000 0 25%, #fff 0 50%) 0 0 / 4mm 4mm }} body {{ padding-bottom: 75mm }}
.pairs {{ margin: 5mm 0 0 auto }}</style>
<div class="row"><div>{sheet.logo(facts.seller.brand, "#d8232a")}<br>{street(facts.seller)}<br>
{facts.seller.mail}<br>{sheet.vat_id("seller")}</div></div>
<div style="margin:10mm 0 8mm 105mm">{address(sheet, "buyer")}</div>
<h2>{sheet.title()} {sheet.pick("no", "n°", "N°")} {sheet.number()}</h2>
<p>{facts.seller.town.split(" ", 1)[1]}, le {sheet.date_of()}<br>{pair_lines(due(sheet))}</p>
{line_table(sheet, ("name", "qty", "unit", "price", "rate", "total"))}{pair_rows(pairs)}
<div class="pay"><div><b>Récépissé</b><br>Compte / Payable à<br>{payee}</div><div class="qr"></div>
<div><b>Section paiement</b><br>Référence<br>{reference}<br>Monnaie &nbsp; Montant<br>{code} &nbsp;
{slip_amount}<br>Payable par<br>{address(sheet, "buyer", country=False)}</div></div>"""


@family(
    "british", Split.MAKING,
    Profile("gb", "GB", "en", "GBP", buyers=("GB",), lines=(1, 9), adjustments=("discount",)),
    Profile("gb", "GB", "en", "EUR", buyers=("FR",), regime="G", lines=(1, 6)),
)  # fmt: skip
def british(sheet: Sheet) -> str:
    """Centred heading, right-hand label and value, totals under the columns, remittance slip."""
    facts, font = sheet.facts, sheet.pick("Liberation Serif", "Nimbus Sans", "C059")
    number, total = sheet.number(), sheet.total("amount_due")
    return f"""<style>body {{ font: 10pt "{font}" }} .mid {{ text-align: center }}
.lines th {{ border-top: 1px solid; border-bottom: 3px double }} .lines td {{ padding: 4px }}
.pairs td {{ padding: 1px 6px }} .slip {{ border-top: 2px dashed #666; margin-top: 10mm }}
.end {{ margin-left: auto; border-top: 1px solid; border-bottom: 3px double }}</style>
<div class="mid"><span style="font-size:20pt">{sheet.name("seller")}</span><br>
{street(facts.seller, ", ")}<br>Tel. {facts.seller.phone} &bull; {facts.seller.mail}</div>
<div class="row" style="margin-top:10mm"><div>{sheet.say("buyer")}:<br>{address(sheet, "buyer")}<p>
{sheet.say("ship")}:<br>{other(facts.others[0])}</p></div><div><h1>{sheet.title()}</h1>
{pair_rows(heads(sheet) + references(sheet, "order", "customer", "note"), colon=":")}</div></div>
{line_table(sheet, ("qty", "ref", "name", "price", "rate", "total"))}
{pair_rows(totals(sheet, "rows-and-sum"), "end")}<p>{mention(sheet)}</p>{vat_table(sheet)}
<div class="slip"><p>REMITTANCE ADVICE - {sheet.say("number")} {number} - {total}</p>
{bank(sheet, " &nbsp; ")}</div>
<div class="foot">Registered in England no. {facts.references["meter"][:8]} - {sheet.say("vat_id")}
{sheet.vat_id("seller")}</div>"""


@family("fiscal_representative", Split.MAKING,
        Profile("industry", "DE", "en", lines=(1, 8), vat_country="FR", prepaid=0),
        Profile("industry", "ES", "fr", lines=(1, 8), vat_country="FR", prepaid=0))  # fmt: skip
def fiscal_representative(sheet: Sheet) -> str:
    """A foreign seller with a French VAT number, represented by a company with its own."""
    facts, agent = sheet.facts, sheet.facts.others[0]
    line = f"Fiscal representative: {agent.name}, {street(agent, ', ')}, {agent.vat_id}"
    return f"""<style>body {{ font: 9pt "Nimbus Sans" }} .pairs td {{ border: 1px solid #bbb }}
.lines th {{ background: #e8e8e8; border: 1px solid #bbb }} .lines td {{ border: 1px solid #ddd }}
.gap {{ margin: 8mm 0 }}</style>
<div class="row"><div>{pair_rows(heads(sheet) + references(sheet, "customer", "order"))}</div>
<div style="text-align:right"><h1>{sheet.title()}</h1>{address(sheet, "seller", country=True)}<br>
{sheet.say("vat_id")} {sheet.vat_id("seller")}</div></div>
<div class="row gap"><div><i>{sheet.say("ship")}</i><br>{other(facts.others[1])}</div>
<div style="width:80mm"><i>{sheet.say("buyer")}</i><br>{address(sheet, "buyer")}<br>
{sheet.say("buyer_vat")} {sheet.vat_id("buyer")}</div></div>
{line_table(sheet, ("ref", "name", "qty", "unit", "price", "total"))}<br>
<div class="row"><div style="width:95mm">{line}<p>{bank(sheet)}</p></div>
{pair_rows(totals(sheet, "rows"))}</div><p>{mention(sheet)} {sheet.say("late")}</p>"""
