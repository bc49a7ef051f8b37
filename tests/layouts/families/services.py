"""Layouts of services: telecom, law firm, freelancer, software, temporary work."""

from tests.layouts.blocks import (
    address,
    bank,
    due,
    heads,
    legal,
    line_table,
    mention,
    other,
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


@family("telecom", Split.MAKING, Profile("telecom", lines=(3, 9), prepaid=0, credit=0.05))
def telecom(sheet: Sheet) -> str:
    """Logo left, pairs in a tinted box right, the amount large before the details of page 2."""
    colour = sheet.pick("#0a4da2", "#b3005e", "#2b7a3d")
    party = sheet.facts.seller
    return f"""<style>.box {{ background: #eef2f7; padding: 4mm; width: 76mm; border-radius: 3mm }}
.big {{ background: {colour}; color: #fff; padding: 5mm; margin: 8mm 0; font-size: 15pt }}
.lines td {{ border-bottom: 1px dotted #999 }} .lines th {{ color: {colour} }}
.to {{ margin: 6mm 0 0 100mm; font-size: 10.5pt; line-height: 1.4 }} .pairs {{ width: 100%
}}</style>
<div class="row"><div>{sheet.logo(party.brand, colour)}<p>Service clients :
3{party.capital % 900:03}
<br>{party.site}</p></div><div class="box"><b style="font-size:13pt">{sheet.title()}</b>
{pair_rows(references(sheet, "customer", "contract") + heads(sheet))}</div></div>
<div class="to">{address(sheet, "buyer")}</div>
<div class="big row"><span>{sheet.say("amount")}</span><span>{sheet.total("amount_due")}</span>
</div>
{pair_rows(totals(sheet, "sum", with_due=False))}
<p>Vous serez prélevé sur votre compte habituel. {sheet.say("late")}</p>
<p class="foot">{sheet.name("seller")}, {street(party, ", ")} - {legal(sheet)}</p>
<h2 class="break">Détail de votre {sheet.pick("facture", "consommation")}</h2>
{line_table(sheet, ("name", "qty", "unit", "price", "rate", "total"))}<br>{vat_table(sheet)}"""


@family("law_firm", Split.MAKING, Profile("law", lines=(1, 5), prepaid=0.4, deposit=0.1))
def law_firm(sheet: Sheet) -> str:
    """A letter in a serif face: number and date in a sentence, totals in bars on the full width."""
    font = sheet.pick("P052", "Liberation Serif", "C059")
    party = sheet.facts.seller
    heading = sheet.pick(
        f"{sheet.title()} n° {sheet.number()} du {sheet.date_of()}",
        f"{sheet.title()} {sheet.number()} en date du {sheet.date_of()}",
        f"{sheet.title()} établie le {sheet.date_of()} sous le numéro {sheet.number()}",
    )
    return f"""<style>body {{ font: 11pt "{font}"; line-height: 1.35 }} .c-name {{ width: 66% }}
.head {{ text-align: center; letter-spacing: 1px }} .to {{ margin: 12mm 0 10mm 95mm }}
.pairs {{ width: 100%; border-top: 1px solid; margin-top: 6mm }} .pairs td {{ border-bottom: 1px
solid #aaa }}
.lines th {{ font-weight: normal; font-style: italic; border-bottom: 1px solid }}</style>
<div class="head"><span style="font-size:17pt">{sheet.name("seller")}</span><br>Avocats à la
Cour<br>
{street(party, " - ")}<br>{sheet.say("phone")} {party.phone} - {party.mail}</div>
<div class="to">{address(sheet, "buyer")}</div>
<p>{party.town.split(" ", 1)[1].title()}, le {sheet.day(sheet.facts.issue_date)}</p>
<p><b>{heading}</b></p><p>Nos réf. : {sheet.facts.references["file"]} - dossier
{sheet.facts.others[0].brand}
</p><p>Maître,<br>Veuillez trouver ci-après le détail de nos diligences.</p>
{line_table(sheet, ("name", "qty", "price", "rate", "total"))}
{pair_rows(totals(sheet, "rows-and-sum"))}
<p style="font-size:9pt">{pair_lines(due(sheet))} {bank(sheet, " - ")}<br>{sheet.say("late")}</p>
<p class="foot">{legal(sheet, " | ")}</p>"""


@family(
    "freelancer", Split.MAKING,
    Profile("freelance", regime="E", person=True, lines=(1, 4), prepaid=0.15, deposit=0.1),
    Profile("freelance", person=True, lines=(1, 4)),
)  # fmt: skip
def freelancer(sheet: Sheet) -> str:
    """Airy and light: a large title, seller and buyer side by side with captions, no rules."""
    accent = sheet.pick("#e0623a", "#4b3f72", "#1d8a8a", "#222")
    party = sheet.facts.seller
    left = f"<i>{sheet.say('seller')}</i><br>{address(sheet, 'seller')}<br>SIRET "
    left += sheet.siret("seller")
    right = f"<i>{sheet.say('buyer')}</i><br>{address(sheet, 'buyer')}"
    pair = (left, right) if sheet.maybe(0.7) else (right, left)
    vat = (
        ""
        if sheet.facts.profile.regime == "E"
        else f"{sheet.say('vat_id')} {sheet.vat_id('seller')}"
    )
    return f"""<style>body {{ font: 10pt "Nimbus Sans"; line-height: 1.5 }} h1 {{ font-size: 34pt;
color: {accent};
font-weight: 300; margin: 0 }} .two {{ display: grid; grid-template-columns: 1fr 1fr; margin: 12mm 0
}}
.lines th {{ color: {accent}; padding-bottom: 3mm }} .lines td {{ padding: 2mm 1mm }} .c-name {{
width: 55% }}
.pairs {{ margin: 8mm 0 0 auto }} .pairs tr:last-child {{ font-size: 13pt; color: {accent}
}}</style>
<h1>{sheet.title()}</h1><p>{pair_lines(heads(sheet, with_due=False))}</p>
<div class="two"><div>{pair[0]}</div><div>{pair[1]}</div></div>
{line_table(sheet, ("name", "qty", "price", "total"))}{pair_rows(totals(sheet, "rows"))}
<p>{mention(sheet)}</p><p>{sheet.say("terms")} : virement.
{pair_lines(due(sheet))}<br>{bank(sheet)}</p>
<p class="foot">{party.mail} - {party.phone} {vat}<br>{sheet.say("late")}</p>"""


@family(
    "saas_english", Split.MAKING,
    Profile("software", "IE", "en", buyers=("FR", "IE"), lines=(1, 5), paid=0.5, regime="AE"),
    Profile("software", "GB", "en", "GBP", buyers=("GB",), lines=(1, 5), paid=0.3),
)  # fmt: skip
def saas_english(sheet: Sheet) -> str:
    """Title right, pairs below it, from and bill-to, a sentence with the amount, plain table."""
    amount = sheet.total("amount_due")
    sentence = f"{amount} due {sheet.date_of('due_date')}" if due(sheet) else f"{amount} due"
    party = sheet.facts.seller
    return f"""<style>body {{ font: 9.5pt "Nimbus Sans" }} h2 {{ margin: 8mm 0 }} h1 {{ margin: 0 }}
.lines th {{ border-bottom: 1px solid #333; font-size: 8pt }} .lines td {{ padding: 6px 4px }}
.sum {{ width: 50%; margin-left: auto }} .sum td {{ border-top: 1px solid #ddd; padding: 5px
}}</style>
<div class="row"><h1>{sheet.title()}</h1>{sheet.logo(party.brand, "#5a5a5a")}</div>
{pair_rows(heads(sheet) + references(sheet, "customer"))}
<div class="row" style="margin-top:8mm"><div>{address(sheet, "seller", country=True)}
<br>{party.mail}
<br>{sheet.say("vat_id")} {sheet.vat_id("seller")}</div><div
style="width:45%"><b>{sheet.say("buyer")}</b><br>
{address(sheet, "buyer", country=True)}<br>{sheet.say("buyer_vat")}
{sheet.vat_id("buyer")}</div></div>
<h2>{sentence}</h2>
{line_table(sheet, ("name", "qty", "price", "rate", "total"))}
{pair_rows(totals(sheet, "rows"), "sum")}<p>{mention(sheet)}</p>
<p class="foot">{sheet.say("page")} 1 of 1</p>"""


@family(
    "temp_agency",
    Split.MAKING,
    Profile("temp", lines=(3, 14), prepaid=0, adjustments=("discount",)),
)
def temp_agency(sheet: Sheet) -> str:
    """Paid to a factor, whose account and number stand in a frame; window envelope left."""
    facts = sheet.facts
    factor = facts.others[0]
    subrogation = f"""Pour être libératoire, votre règlement doit être effectué directement à
l'ordre de
{other(factor, ", ")}, SIREN {factor.siren}, qui le reçoit par subrogation. {bank(sheet, " ")}"""
    frame = sheet.pick("1px solid #000", "2px solid #900")
    return f"""<style>body {{ font: 8.5pt "Liberation Sans Narrow" }} .lines td, .lines th {{
border: 1px solid #888 }}
.lines th {{ background: #ddd }} .frame {{ border: {
        frame
    }; padding: 3mm; margin: 5mm 0 }} .t td {{ border: 1px solid }}
.to {{ width: 80mm; border: 1px solid #bbb; padding: 4mm; margin-top: 14mm; font-size: 10.5pt
}}</style>
<div class="row"><div><b style="font-size:14pt">{sheet.name("seller")}</b><br>Agence de {
        facts.others[1].register
    }
<br>{street(facts.others[1])}<br>Tél. {facts.others[1].phone}</div>
<div>{
        pair_rows(
            [
                (sheet.title(), sheet.number()),
                (sheet.say("date"), sheet.date_of()),
                *references(sheet, "customer", "contract", "order"),
            ],
            "t",
        )
    }</div></div>
<div class="to">{address(sheet, "buyer")}<br>{sheet.say("buyer_vat")} {sheet.vat_id("buyer")}</div>
<p>{sheet.say("period")} : du {sheet.day(facts.delivery_date)} au {sheet.day(facts.issue_date)}</p>
{line_table(sheet, ("ref", "name", "qty", "unit", "price", "rate", "total"))}
<div class="row" style="margin-top:4mm"><div>{vat_table(sheet)}</div>
{pair_rows(totals(sheet, with_due=False) + settled(sheet, always=True), "t")}</div>
<div class="frame">{subrogation}</div><p>{pair_lines(due(sheet))} - {sheet.say("late")}</p>
<p class="foot">Siège : {street(facts.seller, ", ")} - {
        legal(sheet)
    } - Garantie financière art. L1251-49</p>"""
