"""Layouts of practices and small firms: laboratory, overseas dealer, guards, trainer."""

from tests.layouts.blocks import (
    address,
    bank,
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
from tests.layouts.spelling import in_words


@family("laboratory", Split.MAKING, Profile("medical", lines=(1, 10), prepaid=0.3))
def laboratory(sheet: Sheet) -> str:
    """Exempt care: patient and payer, codes before names, the total under a thick line."""
    facts, teal = sheet.facts, sheet.pick("#00695c", "#283593", "#000")
    file = [("Patient", facts.others[0].brand), ("N° dossier", facts.references["meter"][:9]),
            ("Prélèvement du", sheet.day(facts.delivery_date)),
            ("Prescripteur", facts.others[1].brand)]  # fmt: skip
    return f"""<style>body {{ font: 9pt "{sheet.pick("Liberation Sans", "Nimbus Roman")}" }}
.head {{ border: 1.5px solid {teal}; border-radius: 3mm; padding: 3mm; width: 68mm }}
.lines th {{ border-bottom: 2px solid {teal}; color: {teal} }} .sum {{ border-top: 2px solid {teal};
margin: 2mm 0 0 auto; font-weight: bold }} .boxes {{ width: 100%; margin: 4mm 0 }}
.boxes th {{ font-weight: normal; color: {teal} }}</style>
<div class="row"><div class="head"><b>{sheet.name("seller")}</b><br>{street(facts.seller)}<br>
{facts.seller.phone}<br>FINESS {facts.references["meter"][:9]}<br>SIRET {sheet.siret("seller")}
</div>
<div style="width:80mm"><div style="text-align:right">{sheet.title()}<br>
{pair_lines(heads(sheet))}</div><p style="margin-top:12mm">{address(sheet, "buyer")}</p></div></div>
{pair_boxes(file)}{line_table(sheet, ("ref", "name", "qty", "price", "total"))}
{pair_rows(totals(sheet), "sum")}<p>{mention(sheet)}</p><p>{bank(sheet)}</p>
<div class="foot">{sheet.pick("Honoraires à régler à réception", "Duplicata sur demande")}</div>"""


@family("overseas_dealer", Split.MAKING,
        Profile("overseas", lines=(2, 14),
                adjustments=("discount", "shipping"), prepaid=0.2))  # fmt: skip
def overseas_dealer(sheet: Sheet) -> str:
    """Rates of 8.5 and 2.1; the sum in words; VAT beside the totals, sent on to a cash desk."""
    facts = sheet.facts
    words = in_words(facts.total_with_vat)
    kind = "le présent avoir" if facts.type_code == "381" else "la présente facture"
    closing = f"Arrêté {kind} à la somme de {words}" if "avoir" in kind else (
        f"Arrêtée {kind} à la somme de {words}")  # fmt: skip
    tint = sheet.pick("#fff3e0", "#e8f5e9", "#fff")
    return f"""<style>body {{ font: 9pt "{sheet.pick("Nimbus Sans", "Liberation Serif")}" }}
.lines {{ margin: 4mm 0 }} .lines td {{ background: {tint}; border: 1px solid #777 }}
.lines th {{ border: 1px solid #777 }} .pairs td, .vat td, .vat th {{ border: 1px solid #777 }}
.mid {{ text-align: center; border-bottom: 2px solid }}</style>
<div class="mid"><b style="font-size:15pt">{sheet.name("seller")}</b>
<br>{street(facts.seller, " - ")}
- {sheet.say("phone")} {facts.seller.phone}<br>{legal(sheet)}</div>
<div class="row" style="margin:6mm 0"><div>{
        pair_rows(
            [
                (sheet.say("date"), sheet.date_of()),
                *references(sheet, "customer", "note"),
                *due(sheet),
            ]
        )
    }</div>
<div style="border:1px solid #777;padding:4mm;width:80mm">{address(sheet, "buyer")}</div></div>
<b style="font-size:13pt">{sheet.title()} {sheet.pick("N°", "n°", ":")} {sheet.number()}</b>
{line_table(sheet, ("qty", "unit", "name", "price", "rate", "total"))}
<div class="row">{vat_table(sheet)}{pair_rows(totals(sheet, bare=sheet.maybe()))}</div>
<p>{closing}.</p><p>{sheet.pick("Le magasinier", "Le client, bon pour accord", "La caisse")}</p>
<p>{bank(sheet, " ")} - {sheet.currency_note()}</p>"""


@family("security_guards", Split.MAKING,
        Profile("security", lines=(2, 18), prepaid=0, adjustments=("discount",)))  # fmt: skip
def security_guards(sheet: Sheet) -> str:
    """Sold to a factor whose name and number come first; ordering party apart from the payer."""
    facts, factor = sheet.facts, sheet.facts.others[0]
    top = f"""Créance cédée à {other(factor, ", ")} - RCS {factor.register} {factor.siren}. Seul le
paiement sur le compte {bank(sheet, " ")} est libératoire."""
    black = sheet.pick("#111", "#1d3557", "#4a0e0e")
    party = heads(sheet) + references(sheet, "contract", "order")
    return f"""<style>body {{ font: 8.5pt "Liberation Sans" }} .top {{ background: #eee; padding:
2mm;
font-size: 8pt }} .lines th {{ background: {black}; color: #fff }} .lines tr:nth-child(even) td {{
background: #f3f3f3 }} .pairs {{ width: 100% }} .two {{ display: grid; gap: 8mm; margin: 5mm 0;
grid-template-columns: 1fr 1fr }} .two > div {{ border-top: 2px solid {black}; padding-top: 2mm }}
</style><div class="top">{top}</div>
<div class="row" style="margin-top:5mm">{sheet.logo(facts.seller.brand, black)}
<h1>{sheet.title()}</h1></div>
<div class="two"><div>{pair_rows(party)}</div><div>{sheet.say("buyer")}<br>{address(sheet, "buyer")}
<br>{sheet.say("buyer_vat")} : {sheet.vat_id("buyer")}</div>
<div>Donneur d'ordre<br>{other(facts.others[1])}</div><div>Site surveillé<br>
{other(facts.others[2])}<br>du {sheet.day(facts.delivery_date)} au {sheet.day(facts.issue_date)}
</div></div>{line_table(sheet, ("name", "qty", "unit", "price", "rate", "total"))}
<div class="two"><div>{vat_table(sheet)}</div><div>
{pair_rows(totals(sheet, with_due=False) + settled(sheet, always=True))}</div></div>
<p>{sheet.say("late")}</p><div class="foot">{sheet.name("seller")} - {street(facts.seller, ", ")} -
{legal(sheet)} - Autorisation AUT-{facts.references["meter"][:10]}</div>"""


@family("trainer", Split.MAKING,
        Profile("training", lines=(1, 3), deposit=0.1, prepaid=0.2),
        Profile("training", lines=(1, 3), regime="E", person=True))  # fmt: skip
def trainer(sheet: Sheet) -> str:
    """A letter without a table: every line is a sentence, the totals stand in the running text."""
    facts = sheet.facts
    sentences = "".join(
        f"<li>{sheet.cell(ln, 'name')} : {sheet.cell(ln, 'qty')} {ln.unit} à "
        f"{sheet.cell(ln, 'price')} soit {sheet.cell(ln, 'total')}</li>" for ln in facts.lines
    )  # fmt: skip
    sums = pair_lines(totals(sheet, "rows"), sheet.pick("<br>", " ; "), " : ")
    vat = f"{sheet.say('vat_id')} {sheet.vat_id('seller')}" if facts.profile.regime == "S" else ""
    opening = sheet.pick(
        f"{sheet.title()} n° {sheet.number()} du {sheet.date_of()}",
        f"{facts.seller.register}, le {sheet.date_of()}<br>{sheet.title()} n° {sheet.number()}",
    )
    return f"""<style>body {{ font: 11pt "{sheet.pick("Liberation Serif", "URW Bookman", "P052")}";
line-height: 1.5 }} li {{ margin: 2mm 0 }}</style>
<p>{sheet.name("seller")}<br>{street(facts.seller)}<br>SIRET {sheet.siret("seller")} {vat}<br>
Déclaration d'activité {facts.references["meter"][:11]}</p>
<p style="margin-left:95mm">{address(sheet, "buyer")}</p><p>{opening}</p>
<p>Suivant notre convention {facts.references["contract"]} du {sheet.day(facts.delivery_date)} :</p>
<ul>{sentences}</ul><p>{sums}</p><p>{mention(sheet)}</p>
<p>{pair_lines(due(sheet))}<br>{bank(sheet)}</p><p>{sheet.say("late")}</p>"""
