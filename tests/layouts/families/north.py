"""Layouts of Germany, Switzerland and Ireland: dealers, craftsmen, QR bills, sales ledgers."""

from datetime import timedelta
from decimal import Decimal

from tests.layouts import blocks as b
from tests.layouts.facts import Profile, cents
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet


@family("german_dealer", Split.MAKING,
        Profile("de", "DE", "de", dialect="de.handel", buyers=("DE",), lines=(3, 18),
                adjustments=("discount", "shipping"), prepaid=0.1))  # fmt: skip
def german_dealer(sheet: Sheet) -> str:
    """Merchandise software: an information block of many numbers, Skonto, three columns below."""
    facts, party = sheet.facts, sheet.facts.seller
    info = [*b.heads(sheet, with_due=False), *b.references(sheet, "customer", "order", "note")]
    if sheet.maybe():
        info = info[2:] + info[:2]
    info.append(("Seite", "1 von 1"))
    early = facts.issue_date + timedelta(days=8)
    reduced = sheet.amount(cents(facts.amount_due * Decimal("0.98")), bare=False)
    skonto = f"Bei Zahlung bis {sheet.day(early)} 2 % Skonto = {reduced}."
    due = "".join(f"{label} {value} ohne Abzug." for label, value in b.due(sheet))
    return f"""<style>body {{ font: 9pt "Liberation Sans" }} .lines th {{ border-top: 1px solid;
border-bottom: 1px solid }} .sum {{ margin: 4mm 0 4mm auto; border-top: 1px solid }} .three {{
display: grid; grid-template-columns: 1fr 1fr 1fr; text-align: left }} .send {{ font-size: 6pt
}}</style><div class="row"><div></div>{sheet.logo(party.brand, "#0b5394")}</div>
<div class="row" style="margin-top:20mm"><div><div class="send">{party.name}, {
        b.street(party, ", ")
    }</div>
{b.address(sheet, "buyer")}</div><div>{b.pair_rows(info, colon=sheet.pick("", ":"))}</div></div>
<h2>{sheet.title()}</h2>
{b.line_table(sheet, ("ref", "name", "qty", "unit", "price", "total"))}
{b.pair_rows(b.totals(sheet, "rows"), "sum")}
<p>{skonto if b.due(sheet) else ""} {due}</p><p>{sheet.say("late")}</p>
<div class="foot three"><div>{sheet.name("seller")}<br>{b.street(party)}<br>Tel. {party.phone}</div>
<div>{b.bank(sheet)}</div><div>Geschäftsführer: {facts.others[0].brand}<br>HRB
{facts.references["meter"][:5]}<br>{sheet.say("vat_id")} {sheet.vat_id("seller")}</div></div>"""


@family("german_craftsman", Split.MAKING,
        Profile("de", "DE", "de", dialect="de.handel", buyers=("DE",), lines=(1, 6), prepaid=0.3),
        Profile("de", "DE", "de", dialect="de.handel", buyers=("DE",), lines=(1, 4),
                regime="AE"))  # fmt: skip
def german_craftsman(sheet: Sheet) -> str:
    """A typed letter: place and date right, number in the subject, due date in a sentence."""
    facts, party = sheet.facts, sheet.facts.seller
    town = party.town.split(" ", 1)[1]
    subject = sheet.pick(
        f"{sheet.title()} Nr. {sheet.number()}",
        f"{sheet.title()} {sheet.number()}",
        f"{sheet.title()}: {sheet.number()}",
    )
    pay = ""
    if b.due(sheet):
        pay = f"""Bitte überweisen Sie den Betrag von {sheet.total("amount_due")} bis zum
{sheet.date_of("due_date")} auf unser Konto {b.bank(sheet, ", ")}."""
    return f"""<style>body {{ font: 10.5pt "Liberation Serif" }} .lines th {{ font-style: italic;
border-bottom: 1px solid }} .sum {{ margin: 4mm 0 4mm auto }}</style>
<div style="text-align:center"><b style="font-size:17pt">{sheet.name("seller")}</b><br>
{b.street(party, " · ")} · Telefon {party.phone}</div>
<div style="margin-top:18mm">{b.address(sheet, "buyer")}</div>
<p style="text-align:right">{town}, {sheet.pick("den ", "")}{sheet.date_of()}</p>
<p><b>{subject}</b></p><p>Leistungszeitraum: {sheet.day(facts.delivery_date)}<br>
{b.pair_lines(b.references(sheet, "customer", "contract"), colon=": ")}</p>
<p>Sehr geehrte Damen und Herren,<br>für die ausgeführten Arbeiten erlauben wir uns zu
berechnen:</p>{b.line_table(sheet, ("name", "qty", "unit", "price", "total"))}
{b.pair_rows(b.totals(sheet, "rows"), "sum")}<p>{b.mention(sheet)}</p><p>{pay}</p>
<p>Mit freundlichen Grüßen</p><p class="foot">Steuer-Nr. {facts.references["meter"][:2]}/{
        facts.references["meter"][2:5]
    }/{facts.references["meter"][5:10]} - {sheet.say("vat_id")} {sheet.vat_id("seller")}</p>"""


@family("swiss_qr_bill", Split.MAKING,
        Profile("ch", "CH", "de", "CHF", dialect="de.schweiz", buyers=("CH",), lines=(1, 6),
                rounding=True, credit=0),
        Profile("ch", "CH", "fr", "CHF", dialect="fr.suisse", buyers=("CH",), lines=(1, 6),
                rounding=True, credit=0))  # fmt: skip
def swiss_qr_bill(sheet: Sheet) -> str:
    """A letter over a receipt and a payment part, as Swiss QR bills have them."""
    facts, party = sheet.facts, sheet.facts.seller
    german = facts.profile.lang == "de"
    words = (
        ("Empfangsschein", "Zahlteil", "Konto / Zahlbar an", "Referenz", "Zahlbar durch")
        if german
        else ("Récépissé", "Section paiement", "Compte / Payable à", "Référence", "Payable par")
    )
    account = f"<b>{words[2]}</b><br>{sheet.iban()}<br>{party.name}<br>{b.street(party)}"
    payer = f"<b>{words[4]}</b><br>{b.other(facts.buyer)}"
    reference = f"<b>{words[3]}</b><br>{facts.references['meter']} 0000 00000"
    currency = "<b>Währung Betrag</b>" if german else "<b>Monnaie Montant</b>"
    amount = f"{currency}<br>CHF {sheet.total('amount_due', bare=True)}"
    return f"""<style>body {{ font: 9.5pt "Liberation Sans" }} .lines th {{ border-bottom: 1px solid
#c00; color: #c00 }} .sum {{ margin: 4mm 0 0 auto }} .slip {{ position: absolute; bottom: 0; left:
0; right: 0; border-top: 1px dashed; display: grid; grid-template-columns: 52mm 50mm 1fr; font-size:
7.5pt; gap: 4mm }} .qr {{ width: 40mm; height: 40mm; background: #222 }}</style>
<div class="row"><div>{sheet.logo(party.brand, "#c00")}<p>{sheet.name("seller")}<br>
{b.street(party)}<br>{sheet.say("vat_id")} {sheet.vat_id("seller")}</p></div>
<div style="width:75mm;margin-top:15mm">{b.address(sheet, "buyer")}</div></div>
<h2>{sheet.title()}</h2>{b.pair_rows(b.heads(sheet) + b.references(sheet, "customer"))}<br>
{b.line_table(sheet, ("name", "qty", "unit", "price", "rate", "total"))}
{b.pair_rows(b.totals(sheet, "rows", bare=sheet.maybe()), "sum")}<p>{sheet.say("late")}</p>
<div style="height:95mm"></div><div
class="slip"><div><b>{words[0]}</b><p>{account}</p><p>{payer}</p>
<p>{amount}</p></div><div><b>{words[1]}</b><div class="qr"></div><p>{amount}</p></div>
<div><p>{account}</p><p>{reference}</p><p>{payer}</p></div></div>"""


@family("irish_supplier", Split.MAKING,
        Profile("gb", "IE", "en", dialect="en.trader", buyers=("IE",), lines=(2, 12),
                adjustments=("discount", "shipping"), prepaid=0.1),
        Profile("gb", "GB", "en", "GBP", dialect="en.trader", buyers=("GB",), lines=(2, 9),
                prepaid=0.2))  # fmt: skip
def irish_supplier(sheet: Sheet) -> str:
    """A sales ledger's form: Invoice To and Deliver To, a box of numbers, a remittance slip."""
    facts, party = sheet.facts, sheet.facts.seller
    box = b.heads(sheet) + b.references(sheet, "customer", "order", "note")
    slip = [(sheet.say("number"), sheet.number()), (sheet.say("customer"), "")]
    slip = [slip[0], (sheet.say("amount"), sheet.total("amount_due"))]
    return f"""<style>body {{ font: 9pt "Liberation Sans" }} .lines {{ border: 1px solid #345 }}
.lines th {{ background: #345; color: #fff }} .box td {{ border: 1px solid #345 }} .sum {{ margin:
3mm 0 0 auto }} .sum td {{ border: 1px solid #345 }} .slip {{ border-top: 1px dashed; margin-top:
10mm }}</style><div class="row"><div><b style="font-size:16pt">{sheet.name("seller")}</b><br>
{b.street(party)}<br>Tel: {party.phone}<br>{party.mail}</div><h1>{sheet.title()}</h1></div>
<div class="row" style="margin-top:5mm"><div>{sheet.say("buyer")}:<br>{b.address(sheet, "buyer")}
</div><div>Deliver To:<br>{b.other(facts.others[0])}</div>{b.pair_rows(box, "box")}</div><br>
{b.line_table(sheet, ("ref", "name", "qty", "price", "rate", "total"))}
<div class="row" style="margin-top:3mm">{b.vat_table(sheet)}
{b.pair_rows(b.totals(sheet), "sum")}</div><p>{b.mention(sheet)} {sheet.say("late")}</p>
<div class="slip"><b>REMITTANCE ADVICE</b> {b.pair_rows(slip)} {b.bank(sheet, " ")}</div>
<p class="foot">Registered in {party.register} No. {facts.references["meter"][:6]} -
{sheet.say("vat_id")} {sheet.vat_id("seller")}</p>"""
