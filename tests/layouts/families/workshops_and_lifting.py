"""Layouts of those who repair or lift by the order: a truck workshop, a hirer of cranes."""

from collections.abc import Sequence
from dataclasses import replace

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import ZERO, Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.identifiers import letters
from tests.layouts.sheet import Sheet

_TRUCKS = Profile("trucks", lines=(3, 10), line_discounts=True, prepaid=0.06, credit=0.07)
_WORKED = ("h", "forfait")
"""Units of labour and lump sums; anything else is a part."""


@family("truck_workshop_order", Split.JUDGING, _TRUCKS, replace(_TRUCKS, lines=(9, 18), prepaid=0))
def truck_workshop_order(sheet: Sheet) -> str:
    """A dealer's program: the vehicle in cells, labour apart from parts, one row of sums below."""
    h.adopt(
        sheet,
        ("%y/##-######", "FA %y #####", "3######", "A#%y%m####", "WF-######"),
        ("%d/%m/%y", "%d/%m/%Y", "%d.%m.%Y", "dashed"),
        ("AA %y #####", "4######", "AV-######"),
    )
    facts, hue = sheet.facts, sheet.pick("#12315f", "#7a1414", "#333", "#0b5d4b")
    credit = facts.type_code == "381"
    kind = h.titled(
        sheet,
        ("FACTURE ATELIER", "FACTURE REPARATION", "Facture Atelier PL"),
        ("AVOIR ATELIER", "NOTE DE CREDIT ATELIER"),
    )
    about: list[Pair] = [
        (sheet.pick("N° pièce", "Nº Doc.", "Pièce n°"), f"<b>{sheet.number()}</b>"),
        (sheet.pick("Du", "Date pièce", "Dat. fact."), sheet.date_of()),
        ("Cpte client", facts.references["customer"]),
        ("O.R. n°", h.distractor(sheet, "######")),
        ("Ouvert le", h.day(sheet, -4)),
        ("Réception.", sheet.pick("D. MAREC", "S. Ollivier", "P. KOWAL")),
    ]
    if sheet.maybe(0.4):
        about.append(("Devis", f"{facts.references['quote']} du {h.day(sheet, -5)}"))
    if sheet.maybe(0.25):
        about.append(("Sinistre", h.distractor(sheet, "26-######-@")))
    if credit:
        about.append(("Annule", facts.references["original"]))
    vin = letters(sheet.rng, 3).replace("I", "W").replace("O", "W").replace("Q", "W")
    truck: list[Pair] = [
        ("IMMATRICULATION", h.plate(sheet.rng)),
        ("VÉHICULE", sheet.pick("Tracteur 4x2 T 480", "Porteur 26 t 6x2", "Tracteur FH 500")),
        ("N° SÉRIE", f"{vin}{h.distractor(sheet, '624@6##@0#####')}"),
        ("1re M.E.C.", h.day(sheet, -1460)),
        ("KM", h.distractor(sheet, "4##") + h.distractor(sheet, " ###")),
        ("N° PARC", h.distractor(sheet, "T##")),
    ]
    groups = [("MAIN-D'ŒUVRE ET FORFAITS", _of(facts.lines, True))]
    groups.append(("PIÈCES ET FLUIDES", _of(facts.lines, False)))
    parts = "".join(_group(sheet, title, lines) for title, lines in groups if lines)
    sums: list[Pair] = [
        (title, sheet.amount(sum((line.total for line in lines), ZERO)))
        for title, lines in (("Total M.O.", groups[0][1]), ("Total pièces", groups[1][1]))
    ]
    ((rate, _, vat),) = (sheet.vat_row(row) for row in facts.vat)
    sums.append((sheet.pick("Base H.T.", "Net H.T.", "H.T."), sheet.total("total_without_vat")))
    sums += [("Tx", rate), ("T.V.A.", vat)]
    sums.append((sheet.pick("T.T.C.", "Total T.T.C."), sheet.total("total_with_vat")))
    if facts.prepaid:
        sums.append(("Acompte reçu", sheet.total("prepaid")))
    left = "À VOTRE CRÉDIT" if credit else sheet.pick("À PAYER", "NET À PAYER", "Reste dû")
    sums.append((left, f"<b>{sheet.total('amount_due')}</b>"))
    until = " ".join(f"{label} {value}" for label, value in h.due(
        sheet, "Mode : prélèvement, valeur au", "Règlement par virement au plus tard le",
        "LCR direct, échéance"))  # fmt: skip
    money = sheet.show("currency", sheet.pick("EUR", "euros"))
    law = "{name} – {form} au capital de {capital} € – R.C.S. {register} {siren} – SIRET {siret} – "
    return f"""<style>body {{ font: 8.5pt "Liberation Sans Narrow"; padding-bottom: 14mm }} .head {{
border-bottom: 1.2mm solid {hue}; padding-bottom: 2mm }} .mid {{ display: grid;
grid-template-columns: 62mm 1fr; gap: 24mm; margin: 6mm 0 5mm }} .mid > div:first-child {{ order:
{sheet.pick(0, 0, 1)} }} .about {{ width: 62mm;
background: #eef0f3 }} .about td {{ padding: 0.8mm 2mm }} .about .n {{ text-align: left }} .truck
{{ display: grid; grid-template-columns: 1.1fr 1.4fr 1.5fr 1fr 0.8fr 0.7fr; border: 0.6pt solid;
margin-bottom: 4mm }} .card {{ border-right: 0.6pt solid #999; padding: 1mm 2mm }} small {{
font-size: 6pt; color: {hue} }} .lines th {{ background: {hue}; color: #fff; font-weight: normal }}
.lines {{ margin-bottom: 1mm }} .lines td {{ border-bottom: 0.3pt dotted #999 }} .lines .c-name {{
width: 46% }} h4 {{ margin: 2mm 0 0.5mm; color: {hue} }} .part {{ text-align: right; margin: 0 1mm
3mm }} .boxes {{ width: 100%; margin-top: 3mm }} .boxes th, .boxes td {{ border: 0.6pt solid;
text-align: center; padding: 1mm }} .boxes td {{ font-size: 9.5pt; white-space: nowrap }} .two {{
display: grid; grid-template-columns: 1fr 60mm; gap: 6mm; margin-top: 4mm }} .sign {{ border: 0.6pt
solid; height: 20mm; padding: 1mm 2mm; font-size: 7pt }}</style><div class="row head"><div>
{sheet.logo(facts.seller.brand, hue)}<br>Réparateur agréé toutes marques – Tachygraphe –
Hayons</div><div style="text-align:right">{b.street(facts.seller, " – ")}<br>Atelier :
{facts.seller.phone} – Dépannage 24h/24<br>{facts.seller.mail}</div></div><div class="mid"><div><b
style="font-size:13pt;color:{hue}">{kind}</b>{b.pair_rows(about, "about")}</div><div
style="padding-top:9mm;font-size:10pt">{b.address(sheet, "buyer")}</div></div><div class="truck">
{h.cards(truck)}</div>{parts}{b.pair_boxes(sums, "boxes")}<div class="two"><div>{until}<br>Montants
en {money}. Pièces remplacées tenues à votre disposition jusqu'à la restitution du véhicule.
Garantie 12 mois pièces et main-d'œuvre. Prochain contrôle technique à prévoir avant le
{h.day(sheet, 173)}.</div><div class="sign">Véhicule repris le ............... Signature du
conducteur</div></div><p class="foot">{h.told(sheet, law + "APE {activity} – TVA {vat}")}<br>
{h.told(sheet, "Domiciliation : IBAN {iban} – BIC {bic}")}</p>"""  # fmt: skip


def _of(lines: Sequence[Line], worked: bool) -> list[Line]:
    return [line for line in lines if (line.unit in _WORKED) == worked]


def _group(sheet: Sheet, title: str, lines: Sequence[Line]) -> str:
    heads = [("ref", "Code"), ("name", "Désignation"), ("qty", "Tps / Qté"), ("unit", "U")]
    heads += [("price", "P.U. H.T."), ("disc", "Rem."), ("total", "Montant H.T.")]
    return f"<h4>{title}</h4>{h.lines(sheet, heads, chosen=lines)}"


_CRANES = Profile("craning", lines=(2, 7), prepaid=0.08, credit=0.08, adjustments=("discount",))


@family("cranes_by_site", Split.JUDGING, _CRANES, replace(_CRANES, lines=(6, 14), credit=0))
def cranes_by_site(sheet: Sheet) -> str:
    """A black and yellow head; work slips by site, sums left below the lines, terms overleaf."""
    h.adopt(
        sheet,
        ("FL%y%m-###", "L%y-#####", "%Y.####", "FC ### ###", "F0########"),
        ("%d/%m/%Y", "long", "%d-%m-%y", "%d/%m/%y"),
        ("AL%y%m-###", "AV ### ###"),
    )
    facts, hue = sheet.facts, sheet.pick("#f5c400", "#ff8a00", "#f2d21b")
    credit = facts.type_code == "381"
    kind = h.titled(
        sheet,
        ("Facture de location", "Facture levage & location", "FACTURE"),
        ("Avoir sur location", "AVOIR"),
    )
    strip: list[Pair] = [
        ("Votre n° de compte", facts.references["customer"]),
        ("Contrat cadre", facts.references["contract"]),
        ("Votre commande", facts.references["order"]),
        ("Exploitant", sheet.pick("Yann B.", "M. Tessier", "A. Roche")),
    ]
    if credit:
        strip.append(("Facture d'origine", facts.references["original"]))
    place = (len(facts.lines) + 1) // 2
    sites = [list(facts.lines[:place]), list(facts.lines[place:])]
    tables = "".join(
        _site(sheet, number, lines) for number, lines in enumerate(sites) if lines
    )  # fmt: skip
    sums = h.extras(sheet, {"sum": "Cumul des chantiers", "discount": "Remise contrat cadre"})
    sums.append((sheet.pick("Soit hors taxes", "Hors taxes"), sheet.total("total_without_vat")))
    sums += h.vat_sums(sheet, "Taxe (TVA) {rate}", "Non soumis", bare=False)
    sums.append((sheet.pick("Toutes taxes", "Toutes taxes comprises"),
                 sheet.total("total_with_vat")))  # fmt: skip
    if facts.prepaid:
        sums.append(("Arrhes versées à la réservation", sheet.total("prepaid")))
    last = "Somme portée à votre crédit" if credit else sheet.pick("Somme due", "Reste à régler")
    sums.append((last, f"<b>{sheet.total('amount_due')}</b>"))
    until = " ".join(f"{label} <b>{value}</b>." for label, value in h.due(
        sheet, "Nous attendons votre virement pour le",
        "Votre règlement doit nous parvenir avant le"))  # fmt: skip
    ids = "{name}, {form} au capital de {capital} €, {street_}. RCS {register} {siren}. "
    money = sheet.show("currency", "euros")
    return f"""<style>@page {{ margin: 11mm 13mm }} body {{ font: 9pt "Nimbus Sans"; min-height: 0;
padding: 0 }} .page {{ position: relative; min-height: 272mm; padding-bottom: 14mm; box-sizing:
border-box }} .top {{ background: #1c1c1c; color: #fff; padding: 5mm 6mm; display: flex;
justify-content: space-between; align-items: center }} .top b {{ font-size: 15pt; color: {hue} }}
.tape {{ height: 3mm; background: repeating-linear-gradient(135deg, #1c1c1c 0 4mm, {hue} 4mm 8mm) }}
.to {{ margin: 8mm 0 6mm {sheet.pick(92, 92, 4)}mm; font-size: 10pt }} .strip {{ display: flex;
gap: 2mm; margin: 4mm 0
}} .card {{ flex: 1; background: #f3f3ee; padding: 1.5mm 2mm }} small {{ color: #666; font-size:
7pt }} .site {{ background: {hue}; padding: 1.2mm 2mm; font-weight: bold; margin-top: 3mm }} .lines
th {{ font-size: 7.5pt; border-bottom: 0.8pt solid; white-space: normal }} .lines td {{ padding:
1mm 3px }} .lines .c-name {{ width: 40% }} .low {{ display: grid; grid-template-columns: 92mm 1fr;
gap: 9mm; margin-top: 6mm }} .sum {{ width: 92mm; border-top: 1.5pt solid; border-bottom: 1.5pt
solid }} .sum td {{ padding: 0.9mm 1mm }} .sum tr:last-child {{ background: {hue} }} .terms {{
columns: 2; column-gap: 8mm; font-size: 6.5pt; color: #444; text-align: justify }}</style><div
class="page"><div class="top"><b>{sheet.name("seller")}</b><span style="text-align:right">Levage –
Manutention – Location<br>{facts.seller.phone} · {facts.seller.site}</span></div><div
class="tape"></div><div class="to">{b.address(sheet, "buyer")}<br>{h.told(sheet, "TVA {vat}",
"buyer")}</div><div style="font-size:13pt"><b>{kind}</b> {sheet.number()} <span
style="font-size:10pt">{sheet.pick("du", "établie le", "en date du")} {sheet.date_of()}</span>
</div><div class="strip">{h.cards(strip)}</div>{tables}<div class="low">{b.pair_rows(sums, "sum")}
<div>{until}<br>{h.told(sheet, "Compte {iban}<br>({bic})")}<br>Tous montants en {money}.<br><span
style="font-size:7.5pt">Passé ce délai : intérêts au taux BCE + 10 points et 40 € d'indemnité.
Bons d'attachement signés joints.</span></div></div><p class="foot">{h.told(sheet, ids +
"SIRET {siret}. N° TVA {vat}. NAF {activity}.")}</p></div>{_terms(sheet)}"""  # fmt: skip


def _site(sheet: Sheet, number: int, lines: Sequence[Line]) -> str:
    party = sheet.facts.others[number]
    town = party.town.split(" ", 1)[1]
    project = ("Résidence Les Alizés", "Extension halle B")[number]
    code = h.distractor(sheet, "CH-####")
    heads = [("=B####", "Bon"), ("name", "Matériel ou prestation"), ("qty", "Durée / quantité")]
    heads += [("unit", "Unité"), ("price", "Tarif"), ("rate", "TVA"), ("total", "Montant")]
    whole = sheet.amount(sum((line.total for line in lines), ZERO))
    return f"""<div class="site">Chantier {code} · {project}, {town}</div>
{h.lines(sheet, heads, chosen=lines)}<div style="text-align:right;padding:1mm 3px">Sous-total
chantier {whole}</div>"""


def _terms(sheet: Sheet) -> str:
    if sheet.maybe(0.6):
        return ""
    return """<div class="break"></div><b style="font-size:8pt">Extrait des conditions générales
de location</b><div class="terms">Art. 1 – Le locataire reconnaît avoir pris connaissance des
caractéristiques du matériel avant sa mise à disposition. Art. 2 – Toute journée commencée est due.
La durée minimale d'une intervention de grue avec opérateur est de quatre heures, trajet compris.
Art. 3 – Le locataire s'assure de la portance du sol, de l'absence de réseaux et des autorisations
de voirie. Art. 4 – Le carburant est à la charge du locataire ; le complément de plein est facturé
au retour. Art. 5 – La garantie bris de machine laisse une franchise de 15 % du dommage, avec un
minimum de 1 500 €. Art. 6 – L'attachement signé par le chef de chantier vaut acceptation des
heures. Art. 7 – Les intempéries constatées avant 9 h suspendent la location sans opérateur pour
la journée. Art. 8 – En cas de litige, le tribunal de commerce du siège du loueur est seul
compétent.</div>"""
