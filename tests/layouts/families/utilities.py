"""Layouts of those who send many bills: electricity, water, insurance, condominium, ads."""

from tests.layouts.blocks import (
    address,
    bank,
    due,
    heads,
    legal,
    line_table,
    mention,
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


@family("electricity", Split.MAKING, Profile("energy", lines=(4, 7), prepaid=0.3, credit=0.1))
def electricity(sheet: Sheet) -> str:
    """Totals before the lines in a box at the left, meter readings, details below in two blocks."""
    facts, warm = sheet.facts, sheet.pick("#f39200", "#009fe3", "#6a994e")
    pairs = totals(sheet, "rows", with_due=False) + settled(sheet, always=True)
    meter = facts.references["meter"]
    return f"""<style>.l1 {{ display: grid; grid-template-columns: 84mm 1fr; gap: 10mm }}
.sum {{ width: 100%; border: 2px solid {warm}; border-radius: 4mm; border-collapse: separate }}
.sum tr:last-child td {{ font-size: 13pt; font-weight: bold; color: {warm} }}
.lines {{ font-size: 8pt }} .lines th {{ background: {warm}; color: #fff }}
.to {{ padding: 16mm 0 10mm; font-size: 11pt }} .meter td, .meter th {{ padding: 1mm 5mm }}</style>
<div class="l1"><div>{sheet.logo(facts.seller.brand, warm)}<p>Vos références<br>
{pair_lines(references(sheet, "customer", "contract"))}<br>Point de livraison : {meter}<br>
Puissance 36 kVA</p></div><div class="to">{address(sheet, "buyer")}</div></div>
<div class="l1"><div>{pair_rows(pairs, "sum")}</div><div><h1>{sheet.title()}</h1>
du {sheet.date_of()}<br>n° {sheet.number()}<p>{pair_lines(due(sheet))}<br>
Prochaine facture vers le {sheet.day(facts.due_date)}</p></div></div>
<h3>Relevés du compteur</h3>{
        pair_boxes(
            [
                ("Ancien index", meter[:5]),
                ("Nouvel index", meter[5:10]),
                ("Relevé du", sheet.day(facts.delivery_date)),
                ("Consommation", meter[10:]),
            ],
            "meter",
        )
    }
<h3>Le détail de votre facture</h3>
{line_table(sheet, ("name", "qty", "unit", "price", "rate", "total"))}<p>{vat_table(sheet)}</p>
<p>Mode de paiement : prélèvement. {sheet.say("late")}</p>
<div class="foot">{sheet.name("seller")} {legal(sheet)} - Siège social : {street(facts.seller, " ")}
</div>"""


@family("water", Split.MAKING, Profile("water", lines=(3, 6), prepaid=0.2, credit=0.06))
def water(sheet: Sheet) -> str:
    """A bluish form: the seller in the footer only, buyer in the window right, slip below."""
    facts, font = sheet.facts, sheet.pick("Nimbus Sans", "Liberation Sans Narrow")
    slip = f"{sheet.pick('Montant', 'Somme')} {sheet.total('amount_due')}"
    return f"""<style>body {{ font: 10pt "{font}"; color: #05304f }} .to {{ margin: 4mm 0 12mm 95mm
}}
.band {{ background: #d9edf7; padding: 2mm 4mm; display: flex; justify-content: space-between }}
.lines th {{ border-bottom: 1px solid #05304f; font-weight: normal }} .wide td {{ padding: 1mm }}
.slip {{ border-top: 1px dashed #05304f; margin-top: 12mm; padding-top: 4mm; display: flex; gap:
12mm }}
.tot {{ margin: 4mm 0 4mm auto; border-top: 2px solid #05304f }}</style>
<div class="band"><b>{sheet.title()} d'eau</b><span>{sheet.say("number")} <b>{sheet.number()}</b>
</span>
<span>{sheet.say("date")} <b>{sheet.date_of()}</b></span></div>
<div class="row"><p>{pair_lines(references(sheet, "customer", "contract"))}<br>Compteur
{facts.references["meter"]}<br>Desservi : {street(facts.buyer, ", ")}</p></div>
<div class="to">{address(sheet, "buyer")}</div>
{line_table(sheet, ("name", "qty", "unit", "price", "total", "rate"))}
{pair_rows(totals(sheet, "rows-and-sum", with_due=False), "tot")}
<p>{pair_lines(settled(sheet, always=True))}</p>
<div class="slip"><div>TALON À JOINDRE À VOTRE PAIEMENT<br>Réf. {facts.references["file"]}</div>
<div>{slip}<br>{pair_lines(due(sheet))}</div><div>{bank(sheet)}</div></div>
<div class="foot" style="text-align:left">{sheet.name("seller")}<br>{street(facts.seller, " - ")}
<br>
{legal(sheet)}</div>"""


@family("insurance_broker", Split.MAKING, Profile("broker", lines=(1, 4), prepaid=0.1))
def insurance_broker(sheet: Sheet) -> str:
    """Exempt: a call for premiums with label above value, the amount in a sentence and in bars."""
    facts, ink = sheet.facts, sheet.pick("#1b1464", "#5c0a2e", "#0b3d2e")
    cells = heads(sheet) + references(sheet, "contract", "customer")
    boxes = "".join(f"<div><small>{label}</small><br><b>{v}</b></div>" for label, v in cells)
    return f"""<style>body {{ font: 10pt "Liberation Serif"; color: {ink} }}
.grid {{ display: grid; grid-template-columns: repeat(3, 1fr); gap: 4mm; margin: 8mm 0 }}
.grid div {{ border-bottom: 1px solid {ink}; padding-bottom: 2mm }}
.lines td {{ padding: 2mm 1mm }} .pairs {{ width: 100%; background: #f2f2f7 }}</style>
<div class="row"><div>{sheet.name("seller")}<br>{street(facts.seller)}<br>Courtier en assurances
</div><div style="width:78mm;padding-top:18mm;font-size:11pt">{address(sheet, "buyer")}</div></div>
<h1 style="text-align:center">{sheet.title()} - {sheet.pick("Appel de prime", "Quittance")}</h1>
<div class="grid">{boxes}</div>
<p>Période de garantie du {sheet.day(facts.delivery_date)} au {sheet.day(facts.due_date)}.</p>
{line_table(sheet, ("name", "total"))}<br>{pair_rows(totals(sheet))}
<p>{mention(sheet)}. {sheet.currency_note()}.</p><p>{bank(sheet, " / ")}</p>
<div class="foot">{legal(sheet)} - ORIAS n° {facts.references["meter"][:8]}</div>"""


@family("condominium", Split.MAKING, Profile("condominium", lines=(1, 5), prepaid=0.1))
def condominium(sheet: Sheet) -> str:
    """A manager bills in the residence's affairs: three parties, lines boxed, due date in words."""
    facts = sheet.facts
    residence = f"Syndicat des copropriétaires {facts.others[1].brand}"
    terms = due(sheet)
    until = f"payable au plus tard le {terms[0][1]}" if terms else "à votre compte"
    return f"""<style>body {{ font: 10pt "{sheet.pick("C059", "URW Bookman", "Liberation Serif")}"
}}
.lines td, .lines th, .pairs td {{ border: 1px solid #666 }} .pairs {{ margin-left: auto }}
.c-name {{ width: 60% }}</style>
<div class="row"><div style="width:80mm"><b>{residence}</b><br>{street(facts.others[1])}<br>
Immatriculation {facts.references["contract"]}</div>
<div style="text-align:right">{sheet.logo(facts.seller.brand, "#7a7a00")}<br>représenté par
{sheet.name("seller")}<br>{street(facts.seller)}<br>{facts.seller.phone}</div></div>
<div style="margin:14mm 0 8mm 92mm">{address(sheet, "buyer")}</div>
<p>{sheet.title()} {sheet.pick("n°", "N°", "réf.")} {sheet.number()}, {sheet.date_of()}<br>
Lot(s) {facts.days}, {facts.days + 7} - {pair_lines(references(sheet, "customer"))}</p>
{line_table(sheet, ("name", "qty", "price", "rate", "total"))}
{pair_rows(totals(sheet, "rows-and-sum"))}
<p>Cette somme est {until}, {sheet.pick("par prélèvement", "par virement :")} {bank(sheet, " ")}</p>
<div class="foot">{legal(sheet)} - Carte professionnelle G {facts.references["meter"][:4]}</div>"""


@family(
    "online_ads", Split.MAKING,
    Profile("ads", "IE", "en", regime="AE", lines=(2, 14), prepaid=0, adjustments=("discount",)),
    Profile("ads", "IE", "fr", regime="AE", lines=(2, 14), paid=0.5),
    Profile("ads", lang="en", lines=(2, 10)),
)  # fmt: skip
def online_ads(sheet: Sheet) -> str:
    """Label and value on the left half, the amount large, campaigns below."""
    facts = sheet.facts
    grey = sheet.pick("#5f6368", "#3c4043", "#1a73e8")
    total = sheet.total("total_with_vat")
    return f"""<style>body {{ font: 9pt "Nimbus Sans"; color: #333 }} h1 {{ color: {grey} }}
.half {{ width: 92mm }} .half table {{ width: 100% }} .half td {{ border-bottom: 1px solid #e0e0e0;
padding: 4px 0 }} .lines td, .lines th {{ padding: 5px 2px; border-bottom: 1px solid #eee }}</style>
<div class="row"><h1>{sheet.title()}</h1><div style="text-align:right">{sheet.name("seller")}<br>
{street(facts.seller)}<br>{sheet.country("seller")}<br>{sheet.say("vat_id")}:
{sheet.vat_id("seller")}
</div></div><p>{sheet.say("buyer")}<br>{address(sheet, "buyer", country=True)}<br>
{sheet.say("buyer_vat")}: {sheet.vat_id("buyer")}</p>
<div class="half"><h3>{sheet.pick("Summary", "Details", "Overview")}</h3>
{pair_rows(heads(sheet, with_due=False) + references(sheet, "customer", "contract"))}
<h2>{total}</h2>{pair_rows(totals(sheet, "rows"))}</div>
<p>{mention(sheet)} {pair_lines(due(sheet))}</p>
<p>{sheet.say("period")}: {sheet.day(facts.delivery_date)} - {sheet.day(facts.issue_date)}</p>
{line_table(sheet, ("name", "qty", "unit", "total"))}
<div class="foot">{sheet.say("page")} 1</div>"""


@family("association", Split.MAKING, Profile("association", lines=(1, 4), prepaid=0.2, paid=0.2))
def association(sheet: Sheet) -> str:
    """Typed by hand: everything left, exempt, no table rules, signature of the treasurer."""
    facts = sheet.facts
    who = f"{sheet.name('seller')}<br>Association loi 1901<br>{street(facts.seller)}"
    what = f"{sheet.title()} N° {sheet.number()}"
    order = (who, f"<u>{what}</u>") if sheet.maybe(0.6) else (f"<u>{what}</u>", who)
    return f"""<style>body {{ font: 11pt
"{sheet.pick("Liberation Serif", "Liberation Sans", "P052")}";
line-height: 1.3 }} .lines {{ width: auto; min-width: 110mm; margin: 6mm 0 }} .c-name {{ width: auto
}}
.lines th {{ font-weight: normal; text-decoration: underline }}</style>
<p>{order[0]}</p><p>{order[1]}</p><p>SIRET : {sheet.siret("seller")}<br>{facts.seller.mail}</p>
<p style="margin-left:{sheet.pick(0, 80, 95)}mm">{sheet.pick("Pour", "À", "Doit :")}
<br>{address(sheet, "buyer")}</p><p>Fait à {facts.seller.register}, le {sheet.date_of()}</p>
{line_table(sheet, ("name", "qty", "price", "total"))}
{pair_rows(totals(sheet))}<p>{mention(sheet)}</p>
<p>{sheet.pick("Règlement par chèque ou virement :", "Merci de régler sur le compte")}
<br>{bank(sheet)}
</p><p>{pair_lines(due(sheet))}</p>
<p style="margin-left:100mm">La trésorière,<br><br>{facts.others[0].brand}</p>"""
