"""Papers typed as letters: a landscape gardener's instalment of the year's contract."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet

_GROUNDS = Profile("grounds", lines=(2, 5), prepaid=0, credit=0.07)
_CONTRACT = "Entretien annuel"
_ORDINALS = ("première", "deuxième", "troisième", "quatrième")


def _instalment(sheet: Sheet, place: int) -> Line | None:
    """Name the line of the contract by its instalment, if there is one, and return it."""
    facts = sheet.facts
    kept = [line for line in facts.lines if line.name.startswith(_CONTRACT)]
    if not kept or facts.type_code == "381":
        return None
    named = replace(kept[0], name=f"{kept[0].name}, {_ORDINALS[place]} échéance sur quatre")
    others = tuple(line for line in facts.lines if line is not kept[0])
    sheet.facts = replace(facts, lines=(named, *others))
    return named


def _schedule(sheet: Sheet, line: Line, place: int) -> str:
    """Print the four instalments of the year, of which this is one."""
    rows = ""
    for number, word in enumerate(_ORDINALS):
        day = sheet.facts.issue_date + timedelta(days=91 * (number - place))
        state = "réglée" if number < place else "à échoir" if number > place else "présente facture"
        rows += f"""<tr><td>{word} échéance</td><td>{sheet.day(day)}</td><td class="n">
{sheet.amount(line.total)} H.T.</td><td>{state}</td></tr>"""
    return f"""<p style="margin-bottom:1mm"><i>Pour mémoire, échéancier de votre contrat :</i></p>
<table class="plan">{rows}</table>"""


def _works(sheet: Sheet, lines: Sequence[Line]) -> str:
    """Print each line as a sentence with its sum after dots."""
    rows = ""
    for line in lines:
        detail = f"{sheet.cell(line, 'qty')} {line.unit} à {sheet.cell(line, 'price')}"
        detail = "" if line.unit == "forfait" else f" ({detail})"
        rate = sheet.cell(line, "rate").replace("%", "").strip()
        rows += f"""<div class="work"><span>- {sheet.cell(line, "name")}{detail}, TVA {rate} %
</span><i></i><span>{sheet.cell(line, "total")}</span></div>"""
    return rows


@family("grounds_instalment_letter", Split.MAKING, _GROUNDS,
        replace(_GROUNDS, lines=(1, 3), credit=0),
        replace(_GROUNDS, lines=(3, 6), prepaid=0.35))  # fmt: skip
def grounds_instalment_letter(sheet: Sheet) -> str:
    """A gardener's letter: the number in its subject, works after dots, sums in sentences."""
    h.adopt(sheet, ("%Y.###", "%m/%y-###", "EV %Y/###", "###"), ("long", "long", "%d/%m/%Y"),
            ("A %Y.##", "AV-%y-###"))  # fmt: skip
    place = sheet.rng.randint(0, 3)
    line = _instalment(sheet, place)
    facts, refs = sheet.facts, sheet.facts.references
    kind = h.titled(sheet, ("Facture", "facture"), ("Avoir", "Facture d'avoir"))
    town = facts.seller.register
    subject = sheet.pick("espaces verts de votre site", "entretien de vos extérieurs",
                         "parc et abords de vos bâtiments")  # fmt: skip
    taxes = "".join(
        f'<div class="work"><span>{k}</span><i></i><span>{v}</span></div>'
        for k, v in h.vat_sums(sheet, "T.V.A. {rate} sur {basis}", "Non taxé")
    )
    extra: list[Pair] = [("Total hors taxes", sheet.total("total_without_vat", bare=True))]
    net = "".join(f'<div class="work"><span>{k}</span><i></i><span>{v}</span></div>'
                  for k, v in extra)  # fmt: skip
    gross = sheet.total("total_with_vat")
    if facts.type_code == "381":
        say = f"""Le montant du présent avoir est donc de <b>{gross}</b> toutes taxes comprises, que
nous déduirons de votre prochaine facture."""
    elif facts.prepaid:
        say = f"""Le montant de ces prestations s'élève à {gross} toutes taxes comprises. Compte
tenu de votre acompte de {sheet.total("prepaid")}, vous restez nous devoir
<b>{sheet.total("amount_due")}</b>."""
    else:
        say = f"""Nous vous remercions de bien vouloir nous faire parvenir la somme de
<b>{gross}</b> toutes taxes comprises."""
    until = "".join(f"{k} {v}" for k, v in h.due(
        sheet, "Votre règlement est attendu pour le", "Nous comptons sur votre virement avant le",
        "Cette somme est payable le"))  # fmt: skip
    until = f"{until}, sur notre compte {sheet.iban()} ({sheet.bic()})." if until else ""
    begin = "Veuillez trouver ci-dessous le détail des prestations réalisées"
    if facts.type_code == "381":
        begin = "À la suite de votre courrier, nous annulons ces prestations"
        begin += f" de la facture {refs['original']}"
    plan = _schedule(sheet, line, place) if line else ""
    hue = sheet.pick("#2d5a27", "#4d6b1f", "#1f4e3d")
    return f"""<style>body {{ font: 11pt/5.2mm "Liberation Serif" }} .work {{ display: flex; margin:
1.2mm 0 }} .work i {{ flex: 1; border-bottom: 1px dotted #555; margin: 0 2mm 1.2mm }} .plan {{
font-size: 9pt; line-height: 4mm }} .plan td {{ padding: 0 5mm 0 0 }} .top {{ text-align: center;
color: {hue}; border-bottom: 1pt solid {hue}; padding-bottom: 3mm; line-height: 5mm }} .top b {{
font: bold 17pt "P052" }} .foot {{ font-size: 8pt; line-height: 3.4mm; border-top: 0.5pt solid
{hue}; padding-top: 1.5mm }}</style><div class="top"><b>{sheet.name("seller")}</b><br><br>
{sheet.pick("Création et entretien de jardins - Élagage - Clôtures - Arrosage",
"Entreprise du paysage, agréée pour l'application des produits phytopharmaceutiques")}<br>
{h.told(sheet, "{street_dash} - {phone}")}</div><div style="margin:9mm 0 9mm 90mm">
{b.address(sheet, "buyer")}</div><div style="margin-left:90mm">{town}, le {sheet.date_of()}</div>
<p style="margin:8mm 0"><u>Objet</u> : {kind} n° {sheet.number()} - {subject}<br>
<u>Vos références</u> : {sheet.pick("commande", "bon de commande")} {refs["order"]} ; contrat
{refs["contract"]}<br><u>N° de TVA du client</u> : {sheet.vat_id("buyer")}</p><p>Madame,
Monsieur,</p><p>{begin}, en euros :</p>{_works(sheet, facts.lines)}<div style="margin:5mm 0 5mm
60mm">{net}{taxes}</div><p>{say} {until}</p>{plan}<p>Nous restons à votre disposition et vous prions
d'agréer, Madame, Monsieur, nos salutations distinguées.</p><p style="margin:8mm 0 0 110mm">Le
gérant,<br>{sheet.pick("Yannick Le Bihan", "Pascal Renaudin", "Hervé Cazeneuve")}</p><p
class="foot">
{h.told(sheet, "{name} - {form} au capital de {capital} € - SIRET {siret} - RCS {register} - code "
"APE {activity} - TVA {vat}")}<br>Pas d'escompte pour règlement anticipé. Tout retard entraîne une
pénalité de trois fois le taux d'intérêt légal et une indemnité de 40 €.</p>"""  # fmt: skip
