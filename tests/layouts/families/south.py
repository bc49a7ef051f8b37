"""Layouts of Italy and Spain: withheld tax, stamp duty, split payment, due dates in a row."""

from tests.layouts import blocks as b
from tests.layouts.facts import Profile
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet


@family("italian_consultant", Split.MAKING,
        Profile("it", "IT", "it", dialect="it.studio", buyers=("IT",), lines=(1, 4), withheld=20,
                prepaid=0, credit=0.04),
        Profile("it", "IT", "it", dialect="it.studio", buyers=("IT", "FR"), lines=(1, 3),
                regime="E", person=True, prepaid=0, adjustments=("stamp",)))  # fmt: skip
def italian_consultant(sheet: Sheet) -> str:
    """A professional's sheet: Spett.le right, number and date in one line, tax withheld."""
    party = sheet.facts.seller
    digits = party.vat_id[2:]
    return f"""<style>body {{ font: 10.5pt "Liberation Serif" }} .sum {{ margin: 6mm 0 6mm auto }}
.lines th {{ border-top: 1px solid; border-bottom: 1px solid }}</style>
<div><b style="font-size:15pt">{sheet.name("seller")}</b><br>{b.street(party)}<br>P.IVA
{sheet.vat_id("seller")} - C.F. {digits}<br>Tel. {party.phone} - PEC {party.mail}</div>
<div style="margin:10mm 0 10mm 95mm">Spett.le<br>{b.address(sheet, "buyer")}<br>
{sheet.say("buyer_vat")} {sheet.vat_id("buyer")}</div>
<p><b>{sheet.say("number")} {sheet.number()} {sheet.pick("del", "- data")} {sheet.date_of()}</b></p>
<p style="font-size:8pt">{sheet.title()}</p>
{b.line_table(sheet, ("name", "qty", "price", "total"))}
{b.pair_rows(b.totals(sheet, "rows"), "sum")}<p>{b.mention(sheet)}</p>
<p>{sheet.say("terms")}: bonifico bancario {b.pair_lines(b.due(sheet), " - ", ": ")}<br>
{b.bank(sheet, " - ")}</p><p class="foot">{sheet.say("late")}</p>"""


@family("italian_dispatch", Split.MAKING,
        Profile("it", "IT", "it", dialect="it.commercio", buyers=("IT",), lines=(2, 14),
                adjustments=("discount", "shipping"), prepaid=0.1),
        Profile("it", "IT", "it", dialect="it.commercio", buyers=("IT",), lines=(1, 6),
                split_payment=True, prepaid=0))  # fmt: skip
def italian_dispatch(sheet: Sheet) -> str:
    """Grids everywhere: labels in small print above their values, taxes and totals in two grids."""
    facts, party = sheet.facts, sheet.facts.seller
    top = [
        ("Tipo documento", sheet.title()),
        *b.heads(sheet, with_due=False),
        *b.references(sheet, "customer", "order"),
        (sheet.say("buyer_vat"), sheet.vat_id("buyer")),
    ]
    pay = [(sheet.say("terms"), sheet.pick("RIBA 30 gg FM", "Bonifico 60 gg d.f.", "Rim. diretta"))]
    pay += [(sheet.say("bank"), sheet.iban()), *b.due(sheet)]
    sums = b.totals(sheet, "sum", bare=sheet.maybe(), with_due=False)
    return f"""<style>body {{ font: 8.5pt "Liberation Sans" }} .boxes {{ width: 100%; margin: 2mm 0
}}
.boxes th {{ font-size: 6.5pt; font-weight: normal; border: 1px solid #444; border-bottom: 0 }}
.boxes td {{ border: 1px solid #444; border-top: 0 }} .lines, .lines th {{ border: 1px solid #444 }}
.lines td {{ border-left: 1px solid #bbb }} .vat td, .vat th {{ border: 1px solid #444 }}</style>
<div class="row"><div><b style="font-size:14pt">{sheet.name("seller")}</b><br>
{b.street(party, " - ")}<br>Cod. Fisc. e P.IVA {sheet.vat_id("seller")} - REA MI-{
        facts.references["meter"][:6]
    } - Cap. Soc. € {party.capital} i.v.<br>Tel. {party.phone} - {party.mail}</div>
<div style="border:1px solid;padding:3mm;width:75mm"><small>{sheet.say("buyer")}</small><br>
{b.address(sheet, "buyer")}</div></div>{b.pair_boxes(top)}
{b.line_table(sheet, ("ref", "name", "unit", "qty", "price", "rate", "total"))}{b.pair_boxes(pay)}
<div class="row">{b.vat_table(sheet)}{b.pair_rows(sums)}</div>
{b.pair_rows(b.settled(sheet, always=True))}<p>{b.mention(sheet)} {sheet.say("late")}</p>
<p class="foot">Documento privo di valenza fiscale ai sensi dell'art. 21 DPR 633/72. L'originale è
disponibile all'indirizzo telematico da Lei fornito.</p>"""


@family("spanish_professional", Split.MAKING,
        Profile("es", "ES", "es", dialect="es.profesional", buyers=("ES",), lines=(1, 4),
                withheld=15, prepaid=0, credit=0.04),
        Profile("es", "ES", "es", dialect="es.profesional", buyers=("FR",), lines=(1, 4),
                regime="AE", prepaid=0))  # fmt: skip
def spanish_professional(sheet: Sheet) -> str:
    """Two blocks with headings, IRPF taken off, the account in a sentence."""
    party = sheet.facts.seller
    own = f"<b>{sheet.say('seller')}</b><br>{b.address(sheet, 'seller')}<br>{sheet.say('vat_id')}: "
    own += f"{sheet.vat_id('seller')}<br>{party.mail}"
    theirs = f"<b>{sheet.say('buyer')}</b><br>{b.address(sheet, 'buyer')}<br>"
    theirs += f"{sheet.say('buyer_vat')}: {sheet.vat_id('buyer')}"
    return f"""<style>body {{ font: 10pt "Nimbus Sans" }} .two {{ display: grid;
grid-template-columns:
1fr 1fr; margin: 8mm 0 }} .lines th {{ background: #31425a; color: #fff }} .sum {{ margin: 6mm 0 0
auto; width: 75mm }} .sum td {{ border-bottom: 1px solid #ccc }}</style>
<div class="row"><h1>{sheet.title()}</h1>
{b.pair_rows(b.heads(sheet), colon=sheet.pick("", ":"))}</div>
<div class="two"><div>{own}</div><div>{theirs}</div></div>
{b.line_table(sheet, ("name", "qty", "price", "total"))}
{b.pair_rows(b.totals(sheet, "rows"), "sum")}<p>{b.mention(sheet)}</p>
<p>{sheet.say("terms")}: transferencia a la cuenta {b.bank(sheet, " ")}</p>
<p class="foot">{sheet.say("late")}</p>"""


@family("spanish_wholesaler", Split.MAKING,
        Profile("es", "ES", "es", dialect="es.profesional", buyers=("ES",), lines=(3, 16),
                adjustments=("discount", "shipping"), prepaid=0.1))  # fmt: skip
def spanish_wholesaler(sheet: Sheet) -> str:
    """A head of five boxes, a foot with gross, basis, rate, quota and total in one row."""
    facts, party = sheet.facts, sheet.facts.seller
    top = [*b.heads(sheet, with_due=False), *b.references(sheet, "customer", "note")]
    top.append((sheet.say("buyer_vat"), sheet.vat_id("buyer")))
    foot = b.adjustments(sheet, bare=True)
    if len(facts.vat) == 1:
        rate, basis, amount = sheet.vat_row(facts.vat[0])
        sheet.show("total_without_vat", basis)
        foot += [("Base imponible", basis), ("% IVA", rate), ("Cuota IVA", amount)]
        foot += [("TOTAL FACTURA", sheet.total("total_with_vat"))]
        table = ""
    else:
        foot += b.totals(sheet, "sum", with_due=False)[-3:]
        table = b.vat_table(sheet)
    return f"""<style>body {{ font: 8.5pt "Liberation Sans Narrow" }} .boxes {{ width: 100%; margin:
3mm 0 }} .boxes th {{ background: #ddd; border: 1px solid #666 }} .boxes td {{ border: 1px solid
#666; text-align: center }} .lines {{ border: 1px solid #666 }}</style>
<div class="row"><div>{sheet.logo(party.brand, "#7a1f1f")}<br><b>{sheet.name("seller")}</b><br>
{b.street(party)}<br>{sheet.say("vat_id")} {sheet.vat_id("seller")} - Tel. {party.phone}</div>
<div style="width:80mm;border:1px solid;padding:4mm">{b.address(sheet, "buyer")}</div></div>
<h2>{sheet.title()}</h2>{b.pair_boxes(top)}
{b.line_table(sheet, ("ref", "name", "qty", "price", "rate", "total"))}{table}{b.pair_boxes(foot)}
{b.pair_rows(b.settled(sheet))}<p>{sheet.say("terms")}: {b.bank(sheet, " - ")}<br>
{b.pair_lines(b.due(sheet))}</p><p class="foot">{party.name} {sheet.say("late")} Tomo 1234, Folio
56, Hoja B-{facts.references["meter"][:5]}</p>"""
