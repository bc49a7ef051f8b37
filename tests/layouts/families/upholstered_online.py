"""Layout of an upholsterer, who bills with a small service on the web."""

from dataclasses import replace
from html import escape

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Profile
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet

_SEATS = Profile("upholstery", lines=(1, 5), prepaid=0.35, deposit=0.12, credit=0.05, person=True)


def _rows(sheet: Sheet) -> str:
    """Print every line in two stages: what was done, and below it the sum as a product."""
    rows = ""
    for line in sheet.facts.lines:
        unit = "forfait" if line.unit == "forfait" else line.unit
        taxed = ""
        if not b.is_exempt(sheet):
            rate = sheet.cell(line, "rate")
            taxed = f" - TVA {rate if '%' in rate else f'{rate} %'}"
        rows += (
            f'<div class="job"><div>{sheet.cell(line, "name")}<br><small>Quantité '
            f"{sheet.cell(line, 'qty')} ({escape(unit)}) - prix unitaire "
            f"{sheet.cell(line, 'price')}{taxed}</small></div><div>"
            f"{sheet.cell(line, 'total')}</div></div>"
        )
    return rows


def _ladder(sheet: Sheet) -> list[Pair]:
    """Print the sums; without VAT one says everything."""
    sums: list[Pair] = []
    if b.is_exempt(sheet):
        sheet.total("total_without_vat")
        sums.append((sheet.pick("Total", "Total net de TVA"), sheet.total("total_with_vat")))
    else:
        sums.append((sheet.pick("Sous-total HT", "Total HT"), sheet.total("total_without_vat")))
        sums += h.vat_sums(sheet, "TVA à {rate}", "Hors TVA", bare=False)
        sums.append(("Total TTC", sheet.total("total_with_vat")))
    if sheet.facts.prepaid:
        paid = f"Acompte du {h.day(sheet, -32)} ({escape(sheet.facts.references['deposit'])})"
        sums.append((paid, sheet.total("prepaid")))
        sums.append((sheet.pick("Reste à payer", "Solde"), sheet.total("amount_due")))
    return sums


@family("upholsterer_dark_band", Split.JUDGING, _SEATS,
        replace(_SEATS, regime="E", lines=(1, 4)),
        replace(_SEATS, person=False, lines=(2, 6)))  # fmt: skip
def upholsterer_dark_band(sheet: Sheet) -> str:
    """A dark band with buyer, sum and a sentence of days; the seller in a last paragraph."""
    h.adopt(sheet, ("%Y-%m-###", "F-%Y-###", "%Y%m##", "F%y_###"), ("long", "%d/%m/%Y", "dashed"),
            ("A-%Y-###", "AV%y_###"))  # fmt: skip
    facts, band = sheet.facts, sheet.pick("#2b2d42", "#3d2b1f", "#14342b", "#4a1942")
    credit, exempt = facts.type_code == "381", b.is_exempt(sheet)
    kind = h.titled(sheet, ("Facture", "Facture de solde" if facts.prepaid else "Facture"),
                    ("Avoir", "Facture d'avoir"), ("Facture d'acompte", "Acompte"))  # fmt: skip
    day = f"{sheet.pick('émise le', 'établie le', 'créée le')} {sheet.date_of()}"
    day = f"du {sheet.date_of()}" if credit else day
    until = ""
    if h.is_payable(sheet):
        until = f", {sheet.pick('exigible le', 'à régler avant le', 'payable jusqu’au')} "
        until += sheet.date_of("due_date")
    asked = sheet.pick("À payer", "Montant dû", "Il vous reste à régler")
    asked = "Montant remboursé" if credit else asked
    about = [f"Devis accepté {escape(facts.references['quote'])}"]
    if facts.type_code == "380" and sheet.maybe():
        about.append(f"Pièces rendues le {h.day(sheet, -2)}")
    if credit:
        about = [f"Annule la facture {facts.references['original']}"]
    pay = ""
    if not credit:
        pay = (
            f"<h4>Comment régler</h4>Virement sur le compte {sheet.iban()}<br>Code banque (BIC) "
            f"{sheet.bic()}<br>Référence du virement : votre nom suivi du numéro ci-dessus"
        )
    who = (
        "{name}, artisan tapissier, {street_}. Immatriculation au RNE : {siren} (SIRET {siret}, "
        "APE {activity})."
    )
    if facts.seller.form:
        who = (
            "{name}, {form} au capital de {capital} €, {street_}. Immatriculée au RCS de "
            "{register} : {siren} (SIRET {siret}, APE {activity})."
        )
    if not exempt:
        who += " TVA intracommunautaire {vat}."
    law = "TVA non applicable, art. 293 B du CGI. " if exempt else ""
    tool = sheet.pick(
        "Document généré en ligne - page 1 sur 1", "Édité depuis l'espace artisan, 1/1"
    )
    trade = sheet.pick("Tapissier décorateur", "Réfection de sièges et de banquettes")
    return f"""<style>@page {{ margin: 0 }} body {{ font: 10pt "Open Sans", "DejaVu Sans"; padding:
0;
min-height: 296mm; font-size: 9pt }} small {{ color: #667; font-size: 7.5pt }} .band {{ background:
{band}; color: #fff; padding: 14mm 20mm 10mm; display: grid; grid-template-columns: 1fr 70mm; gap:
10mm }} .band h1 {{ font-size: 20pt; font-weight: normal; margin: 0 0 2mm }} .ask {{ background:
#fff;
color: {band}; border-radius: 3mm; padding: 4mm 5mm; text-align: right; align-self: start }} .ask .v
{{
font-size: 18pt; font-weight: bold }} .in {{ padding: 7mm 20mm 0 }} .job {{ display: grid;
grid-template-columns: 1fr 34mm; padding: 3mm 0; border-bottom: 1px solid #dde }} .job
div:last-child
{{ text-align: right; white-space: nowrap }} .pairs {{ margin: 4mm 0 0 auto; min-width: 92mm }}
.pairs
td {{ padding: 1.2mm 0 1.2mm 4mm }} .pairs tr:last-child {{ font-weight: bold; color: {band} }} h4
{{
margin: 7mm 0 1mm; color: {band} }} .last {{ margin: 7mm 20mm 0; padding-top: 3mm; border-top: 2px
solid {band}; color: #445; font-size: 8pt; line-height: 1.45 }} .foot {{ bottom: 7mm }}</style><div
class="band"><div><h1>{kind}</h1><div style="font-size:12pt"># {sheet.number()}</div><div
style="margin-top:2mm">{day}{until}</div><div style="margin-top:7mm"><span style="opacity:0.7">
Client</span><br>{b.address(sheet, "buyer")}</div></div><div class="ask">{asked}<br>
{sheet.total("amount_due")}</div></div><div class="in"><div class="row"><div>
{sheet.logo(facts.seller.brand, band, serif=True)}<br><small>{trade}</small></div><div
style="text-align:right">{"<br>".join(about)}</div></div><div style="margin-top:5mm"></div>
{_rows(sheet)}{b.pair_rows(_ladder(sheet))}{pay}</div><div class="last">{h.told(sheet, who)} {law}
Joignable au {facts.seller.phone} ou à {facts.seller.mail}. Assurance professionnelle n°
{h.distractor(sheet, "########")}, France. En cas de retard : pénalités égales à trois fois le taux
légal et indemnité de 40 €. Pas d'escompte. Tissus coupés sur mesure ni repris ni
échangés.</div><div
class="foot">{tool}</div>"""  # fmt: skip
