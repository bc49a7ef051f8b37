"""Layout of a Swiss laboratory for gems, which bills its reports by letter."""

from dataclasses import replace
from html import escape

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.lodging import lodge
from tests.layouts.sheet import Sheet

_GEMS = Profile("gemmologie", "CH", "fr", "CHF", buyers=("FR",), regime="AE", lines=(1, 5),
                prepaid=0.15, credit=0.08)  # fmt: skip

_CSS = """<style>* { font-variant-ligatures: none !important } @page { margin: 17mm 24mm 12mm 26mm }
body { font: 10.5pt/1.38 "FONT"; min-height: 266mm; padding-bottom: 12mm } .mast { text-align:
center; color: HUE; margin-bottom: 11mm } .mast b { font: 16pt "FONT"; letter-spacing: 2.2pt } .mast
span { font-size: 8pt } .refs { font-size: 9pt } .refs td { padding: 0 3mm 0 0 } .to { width: 70mm }
.date { margin: 9mm 0 6mm 86mm } .re { font-weight: bold; margin: 0 0 4mm } p { margin: 0 0 2.4mm;
text-align: justify } .word { width: 100%; margin: 2mm 0 4mm; font-size: 9.5pt } .word td { border:
0.5pt solid #000; padding: 0.8mm 2mm } .sign { margin: 7mm 0 0 86mm } .cut { margin-top: 8mm;
border: 0.9pt dashed #555; padding: 2.5mm 4mm; font-size: 9pt; display: grid; grid-template-columns:
1fr 1fr; column-gap: 8mm } .cut h5 { grid-column: 1 / 3; margin: 0 0 1mm; font: italic 9pt "FONT" }
.cut div { display: flex; justify-content: space-between; gap: 3mm } .cut .w { grid-column: 1 / 3;
justify-content: flex-start } .foot { color: HUE; border-top: 0.5pt solid HUE; padding-top: 1.5mm
}</style>"""

_SIGNERS = ("Dr J.-P. Chappuis", "Mme C. Rochat", "Dr A. Pittet", "M. Y. Jaquier", "Mme S. Monnard")


@family("gems_billed_above_a_slip", Split.MAKING, _GEMS, replace(_GEMS, currency="EUR"),
        replace(_GEMS, rounding=True, prepaid=0))  # fmt: skip
def gems_billed_above_a_slip(sheet: Sheet) -> str:
    """A typed letter: sums in sentences, number in the subject; day and account on a slip below."""
    lodge(sheet, "Laboratoire gemmologique du Léman|Institut de gemmologie {w}|Gemmo Expert {w}"
          "|Laboratoire suisse des pierres", "SA|Sàrl|SA",
          "Rue du Rhône|Quai du Mont-Blanc|Rue de la Confédération|Avenue de la Gare",
          "1204 Genève=Genève=+41 22|1201 Genève=Genève=+41 22|1003 Lausanne=Vaud=+41 21"
          "|2000 Neuchâtel=Neuchâtel=+41 32")  # fmt: skip
    h.adopt(sheet, ("%Y-###", "###/%y", "H-#####", "%y.####"), ("long", "long", "%d.%m.%Y"),
            ("NC-%Y-##", "##/%y-C"))  # fmt: skip
    facts, hue = sheet.facts, sheet.pick("#1c3d5a", "#5a1c2e", "#222", "#1f4a3a")
    credit, seller = facts.type_code == "381", facts.seller
    town = escape(seller.town.split(" ", 1)[1])
    kind = h.titled(sheet, ("Note d'honoraires", "Facture", "Facture d'honoraires"),
                    ("Note de crédit", "Avoir"))  # fmt: skip
    refs: list[Pair] = [
        ("N/réf.", f"{sheet.pick('jpc', 'cr', 'ap')}/{h.distractor(sheet, '####')}"),
        ("V/réf.", escape(facts.references["order"])),
        ("Envoi", sheet.pick("Malca, valeur déclarée", "par porteur", "courriel")),
    ]
    rate, _, vat = sheet.vat_row(facts.vat[0])
    net, code = sheet.total("total_without_vat"), facts.profile.currency
    rows = "".join(_report(sheet, line) for line in facts.lines)
    stones = f"du {h.day(sheet, -23)}"
    tell = sheet.pick(
        f"Nous avons l'avantage de vous remettre en annexe les documents établis à la suite de "
        f"votre dépôt {stones} et nous permettons de vous en adresser le décompte :",
        f"Les examens demandés lors de votre dépôt {stones} étant achevés, nous vous prions de "
        "trouver ci-après le détail de nos honoraires :",
    )
    if credit:
        tell = (f"À la suite de votre retour concernant le dépôt {stones}, nous portons à votre "
                "crédit les prestations suivantes :")  # fmt: skip
    total = sheet.total("total_with_vat")
    percent = rate if "%" in rate else f"{rate} %"
    says = f"""{"Le montant porté à votre crédit" if credit else "Le montant de nos honoraires"}
s'élève à {net} hors taxe. TVA suisse {percent}, soit {vat} ; total
{"du crédit" if credit else "de la note"} : {total}."""
    if facts.rounding:
        says += f" Il est arrondi à <b>{sheet.total('amount_due')}</b>."
    elif facts.prepaid:
        says += f""" Après déduction de votre provision de {sheet.total("prepaid")}, il reste
<b>{sheet.total("amount_due")}</b> en notre faveur."""
    else:
        sheet.total("amount_due")
    ask = f"""Nous vous remercions de virer cette somme au moyen des indications ci-dessous,
{sheet.pick("les frais bancaires étant à votre charge", "sans frais pour le bénéficiaire")}."""
    slip = ""
    if credit:
        ask = "Ce montant viendra en déduction de votre prochaine note."
    else:
        sheet.show("currency", code)
        slip = f"""<div class="cut"><h5>À joindre à votre ordre de virement</h5><div><span>Référence
à indiquer</span><b>{sheet.number()}</b></div><div><span>{sheet.pick("Valeur au plus tard le",
"À verser jusqu'au", "Échéance")}</span><b>{sheet.date_of("due_date")}</b></div><div><span>Monnaie
</span><b>{code}</b></div><div><span>Montant</span><b>{sheet.total("amount_due", True)}</b></div>
<div class="w">{h.told(sheet, "<span>Bénéficiaire</span><span>{name}, {street_}</span>")}</div><div
class="w">{h.told(sheet, "<span>Compte</span><span>{iban}</span><span>BIC {bic}</span>")}</div>
</div>"""  # fmt: skip
    css = _CSS.replace("FONT", sheet.pick("Liberation Serif", "C059", "P052", "Liberation Sans"))
    hello = sheet.pick("Madame, Monsieur,", "Messieurs,", "Chère Madame, cher Monsieur,")
    return css.replace("HUE", hue) + f"""<div class="mast"><b>{escape(seller.brand.upper())}</b><br>
<span>Identification &middot; Origine &middot; Traitements &middot; Perles fines</span></div><div
class="row"><table class="refs">{"".join(f"<tr><td>{k}</td><td>{v}</td></tr>" for k, v in refs)}
</table><div class="to">{b.address(sheet, "buyer")}</div></div><div class="date">{town},
{"le " if "%" not in sheet.style.dates else ""}{sheet.date_of()}</div><div class="re">Concerne :
{kind} {sheet.pick("n°", "no")} {sheet.number()}</div><p>{hello}</p><p>{tell}</p><table
class="word">{rows}</table><p>{says}</p><p>Prestation de services réputée fournie au siège du
destinataire (art. 8 al. 1 LTVA) : la TVA est due en France par vos soins, sous votre numéro
{sheet.vat_id("buyer")}.</p><p>{ask}</p><p>Nous vous prions d'agréer, {hello.rstrip(",")}, nos
salutations distinguées.</p><div class="sign">
{sheet.pick(*_SIGNERS)}<br>pour le laboratoire</div>{slip}<div class="foot">
{h.told(sheet, "{name} &middot; {street_} &middot; Suisse &middot; T {phone} &middot; {site}")}<br>
{sheet.vat_id("seller")} &middot; Laboratoire indépendant, sans activité de
négoce</div>"""  # fmt: skip


def _report(sheet: Sheet, line: Line) -> str:
    """Print what was examined: name with a report's number, how many at what price, the sum."""
    number = ""
    if "apport" in line.name:
        number = f"<br><small>no {h.distractor(sheet, '1####')}"
        number += f"{' et suivants' if line.quantity > 1 else ''}</small>"
    return (
        f"<tr><td>{sheet.cell(line, 'name')}{number}</td><td>{sheet.cell(line, 'qty')} "
        f"{line.unit}{'s' if line.quantity > 1 else ''} à "
        f'{sheet.cell(line, "price")}</td><td class="n">{sheet.cell(line, "total")}</td></tr>'
    )
