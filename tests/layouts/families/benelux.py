"""Layouts of the Netherlands and Belgium: bookkeeping programs, installers, shops, OGM slips."""

from tests.layouts import blocks as b
from tests.layouts.facts import Profile
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet


def communication(sheet: Sheet) -> str:
    """Return a Belgian structured communication: ten digits and what they leave divided by 97."""
    body = sheet.facts.references["meter"][:10]
    digits = f"{body}{int(body) % 97 or 97:02}"
    return f"+++{digits[:3]}/{digits[3:7]}/{digits[7:]}+++"


@family("dutch_bookkeeping", Split.MAKING,
        Profile("nl", "NL", "nl", dialect="nl.administratie", buyers=("NL",), lines=(1, 6)),
        Profile("nl", "NL", "nl", dialect="nl.administratie", buyers=("FR", "BE"), lines=(1, 4),
                regime="K"))  # fmt: skip
def dutch_bookkeeping(sheet: Sheet) -> str:
    """What small firms print: logo right, pairs left, a sentence that says how to pay, a footer."""
    party = sheet.facts.seller
    chamber = sheet.facts.references["meter"][:8]
    foot = [party.site, f"KvK {chamber}", f"{sheet.say('vat_id')} {sheet.vat_id('seller')}"]
    pay = f"""We verzoeken u vriendelijk het bedrag van {sheet.total("amount_due")} vóór
{sheet.date_of("due_date")} over te maken op {sheet.iban()} t.n.v. {party.name} onder vermelding van
factuurnummer {sheet.number()}."""
    if sheet.facts.type_code == "381" or not sheet.facts.amount_due:
        pay = sheet.say("late")
    return f"""<style>body {{ font: 10pt "Liberation Sans"; color: #333 }} .lines th {{
border-bottom: 1px solid #999 }} .sum {{ margin: 5mm 0 5mm auto }} .own {{ text-align: right;
font-size: 9pt }}
</style><div class="row"><div style="margin-top:28mm">{b.address(sheet, "buyer")}</div>
<div class="own">{sheet.logo(party.brand, "#1b5e7a")}<p><b>{sheet.name("seller")}</b><br>
{b.street(party)}<br>{party.mail}</p></div></div>
<h1>{sheet.title()}</h1>{b.pair_rows(b.heads(sheet) + b.references(sheet, "customer"), colon=":")}
<br>{b.line_table(sheet, ("qty", "name", "price", "rate", "total"))}
{b.pair_rows(b.totals(sheet, "rows"), "sum")}<p>{b.mention(sheet)}</p><p>{pay}</p>
<p class="foot">{" | ".join(foot)} | IBAN {sheet.iban()}</p>"""


@family("dutch_installer", Split.MAKING,
        Profile("nl", "NL", "nl", dialect="nl.administratie", buyers=("NL",), lines=(3, 12),
                prepaid=0.2, adjustments=("discount",)))  # fmt: skip
def dutch_installer(sheet: Sheet) -> str:
    """Letterhead in the middle, a frame with four boxes, VAT high and low beside the totals."""
    facts, party = sheet.facts, sheet.facts.seller
    boxes = b.references(sheet, "customer") + b.heads(sheet, with_due=False)
    names = {"21": "BTW hoog", "9": "BTW laag"}
    rows = [
        (f"{names.get(str(row.rate), 'BTW')} {text[0]} over {text[1]}", text[2])
        for row in facts.vat
        for text in (sheet.vat_row(row),)
    ]
    pairs = [*b.adjustments(sheet), (sheet.say("net"), sheet.total("total_without_vat")), *rows]
    pairs += [(sheet.say("gross"), sheet.total("total_with_vat")), *b.settled(sheet)]
    due = " ".join(f"{label}: {value}" for label, value in b.due(sheet))
    return f"""<style>body {{ font: 9pt "Nimbus Sans" }} .head {{ text-align: center; border-bottom:
3px double }} .boxes {{ width: 100%; margin: 6mm 0 }} .boxes th, .boxes td {{ border: 1px solid
#777 }} .lines {{ border: 1px solid #777 }} .lines th {{ background: #e8e8e8 }} .pairs {{ margin:
4mm 0 0 auto }}</style><div class="head"><b style="font-size:18pt">{sheet.name("seller")}</b><br>
{b.street(party, " - ")} - Tel. {party.phone}<br>K.v.K. nr. {facts.references["meter"][:8]} -
{sheet.say("vat_id")} {sheet.vat_id("seller")} - {b.bank(sheet, " - ")}</div>
<div style="margin:10mm 0 6mm 4mm">{b.address(sheet, "buyer")}</div>
<h2>{sheet.title()}</h2>{b.pair_boxes(boxes)}
{b.line_table(sheet, ("ref", "name", "qty", "unit", "price", "total"))}{b.pair_rows(pairs)}
<p>{due}</p><p>Betaling binnen {facts.days or 14} dagen. {sheet.say("late")}</p>"""


@family("dutch_web_shop", Split.MAKING,
        Profile("nl", "NL", "nl", dialect="nl.administratie", buyers=("NL",), lines=(1, 5),
                tax_included=True, paid=0.7))  # fmt: skip
def dutch_web_shop(sheet: Sheet) -> str:
    """A shop's mail as paper: two addresses, prices with VAT, what of it is VAT at the end."""
    facts = sheet.facts
    pairs = b.heads(sheet, with_due=False) + b.references(sheet, "order", "customer")
    sums = [
        (sheet.say("gross"), sheet.total("total_with_vat")),
        ("Totaal excl. BTW", sheet.total("total_without_vat")),
        *((f"Waarvan BTW {r[0]} over {r[1]}", r[2]) for r in map(sheet.vat_row, facts.vat)),
        *b.settled(sheet),
    ]
    paid = "Betaald met iDEAL" if facts.prepaid else b.bank(sheet, " - ")
    return f"""<style>body {{ font: 9pt "Liberation Sans" }} .top {{ background: #f4f4f4; padding:
5mm }} .lines td {{ border-bottom: 1px solid #eee; padding: 5px }} .sum {{ margin-left: auto }}
</style><div class="row top">{sheet.logo(facts.seller.brand, "#c2410c")}<div>{
        sheet.name("seller")
    }<br>
{b.street(facts.seller)}<br>KvK: {facts.references["meter"][:8]}<br>BTW: {
        sheet.vat_id("seller")
    }</div></div>
<h1>{sheet.title()}</h1><div class="row"><div>{b.pair_rows(pairs, colon=":")}</div>
<div style="width:45%"><b>{sheet.say("buyer")}</b><br>{b.address(sheet, "buyer")}</div></div><br>
{b.line_table(sheet, ("name", "qty", "price_gross", "total_gross"))}{b.pair_rows(sums, "sum")}
<p>{paid}</p><p class="foot">Vragen? {facts.seller.mail} - {facts.seller.site}</p>"""


@family("flemish_supplier", Split.MAKING,
        Profile("be", "BE", "nl", dialect="nl.belgie", buyers=("BE",), lines=(2, 9), prepaid=0.2,
                adjustments=("discount",)),
        Profile("be", "BE", "nl", dialect="nl.belgie", buyers=("FR",), lines=(1, 5),
                regime="K"))  # fmt: skip
def flemish_supplier(sheet: Sheet) -> str:
    """Addressee right, one row of boxes, the VAT table and the totals in a row below the lines."""
    facts, party = sheet.facts, sheet.facts.seller
    boxes = [*b.references(sheet, "customer"), *b.heads(sheet)]
    boxes.append((sheet.say("buyer_vat"), sheet.vat_id("buyer")))
    due = b.settled(sheet, always=True)
    return f"""<style>body {{ font: 9pt "Liberation Sans Narrow" }} .boxes {{ width: 100% }} .boxes
th {{ background: #dbe5ef; font-weight: normal }} .boxes td, .boxes th, .lines th {{ border: 1px
solid #8aa }} .lines {{ margin-top: 4mm; min-height: 60mm }} .vat td, .vat th {{ border: 1px solid
#8aa }}</style><div class="row"><div><b style="font-size:15pt">{sheet.name("seller")}</b><br>
{b.street(party)}<br>Tel. {party.phone}<br>{sheet.say("vat_id")} {sheet.vat_id("seller")}<br>RPR
{party.register}</div><div style="width:80mm;margin-top:12mm">{b.address(sheet, "buyer")}</div>
</div><h2>{sheet.title()}</h2>{b.pair_boxes(boxes)}
{b.line_table(sheet, ("ref", "name", "qty", "unit", "price", "rate", "total"))}
<div class="row" style="margin-top:4mm">{b.vat_table(sheet)}
{b.pair_rows(b.totals(sheet, with_due=False) + due)}</div>
<p>{b.mention(sheet)}</p><p>Gelieve te betalen op {b.bank(sheet, " - ")} met de gestructureerde
mededeling <b>{communication(sheet)}</b></p><p class="foot">{sheet.say("late")}<br>
{facts.seller.site} - Btw {sheet.vat_id("seller")}</p>"""


@family("walloon_works", Split.MAKING,
        Profile("be", "BE", "fr", dialect="fr.belgique", buyers=("BE",), lines=(1, 7), prepaid=0.3),
        Profile("be", "BE", "fr", dialect="fr.belgique", buyers=("BE",), lines=(1, 4),
                regime="AE"))  # fmt: skip
def walloon_works(sheet: Sheet) -> str:
    """Number and date in a bar, HTVA and TVAC, and a slip to pay by at the foot."""
    facts, party = sheet.facts, sheet.facts.seller
    bar = " &nbsp; ".join(f"{label} : <b>{value}</b>" for label, value in b.heads(sheet))
    slip = [
        ("Montant", sheet.total("amount_due")),
        ("Compte du bénéficiaire", sheet.iban()),
        ("Bénéficiaire", party.name),
        ("Communication structurée", communication(sheet)),
    ]
    payable = facts.type_code != "381" and facts.amount_due > 0
    return f"""<style>body {{ font: 9.5pt "Liberation Serif" }} .bar {{ border-top: 2px solid #246;
border-bottom: 2px solid #246; padding: 2mm; margin: 6mm 0 }} .lines th {{ text-align: left;
border-bottom: 1px solid }} .sum {{ margin: 5mm 0 5mm auto }} .slip {{ border: 1px dashed; width:
100% }}</style><div class="row"><div>{sheet.logo(party.brand, "#246", serif=True)}<br>
{sheet.name("seller")}<br>{b.street(party, ", ")}<br>{sheet.say("vat_id")}
{sheet.vat_id("seller")} - RPM {party.register}</div><h1>{sheet.title()}</h1></div>
<div style="margin:6mm 0 0 95mm">{b.address(sheet, "buyer")}<br>{sheet.say("buyer_vat")} :
{sheet.vat_id("buyer")}</div><div class="bar">{bar}</div>
<p>{b.pair_lines(b.references(sheet, "contract", "order"))}</p>
{b.line_table(sheet, ("name", "qty", "price", "rate", "total"))}
{b.pair_rows(b.totals(sheet, "rows"), "sum", " :")}<p>{b.mention(sheet)} {sheet.say("late")}</p>
{b.pair_rows(slip, "slip") if payable else ""}"""
