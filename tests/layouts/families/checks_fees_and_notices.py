"""Layouts of those who check, audit or publish: extinguishers, accounts, legal notices."""

from dataclasses import replace
from datetime import timedelta

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import ZERO, Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.parties import make_person
from tests.layouts.sheet import Sheet


def _without_sons(sheet: Sheet, word: str) -> None:
    """Give a house named after a craftsman and his sons a name of its trade."""
    party = sheet.facts.seller
    if party.brand.casefold().startswith("ets "):
        brand = f"{word} {party.brand.split()[1]}"
        accept = (brand, f"{party.form} {brand}", brand.upper())
        party = replace(party, name=f"{brand} {party.form}", brand=brand, accept=accept)
        sheet.facts = replace(sheet.facts, seller=party)


_CHECKS = ("Vérification", "Forfait")


def _halves(sheet: Sheet, heads: h.Heads) -> str:
    """Print what the contract covers, then what was fitted, each under a bar with its sum."""
    covered = [line for line in sheet.facts.lines if line.name.startswith(_CHECKS)]
    fitted = [line for line in sheet.facts.lines if not line.name.startswith(_CHECKS)]
    text = ""
    for word, chosen in (("Vérifications au contrat", covered),
                         ("Remplacements et fournitures", fitted)):  # fmt: skip
        if chosen:
            total = sheet.amount(sum((line.total for line in chosen), ZERO))
            text += f'<div class="bar"><span>{word}</span><span>{total}</span></div>'
            text += h.lines(sheet, heads, chosen=chosen)
    return text


@family("extinguishers_checked", Split.MAKING,
        Profile("extinguishers", lines=(2, 12), line_discounts=True, prepaid=0, credit=0.07),
        Profile("extinguishers", lines=(2, 8), adjustments=("discount", "eco"), prepaid=0.06,
                credit=0.04))  # fmt: skip
def extinguishers_checked(sheet: Sheet) -> str:
    """A visit's report as a bill: a grey column of facts, sums at the left, a stub to send back."""
    h.adopt(sheet, ("%y%m-#####", "VE######", "5########", "%Y-E-####"), ("%d/%m/%Y", "%d/%m/%Y",
            "%d-%m-%Y"), ("AE######", "%y%m-#####"))  # fmt: skip
    facts, refs = sheet.facts, sheet.facts.references
    red, is_credit = sheet.pick("#c4161c", "#d9480f", "#8c1c13"), facts.type_code == "381"
    kind = h.titled(sheet, ("Facture de vérification", "FACTURE", "Facture de maintenance"),
                    ("Avoir", "AVOIR"))  # fmt: skip
    visited = sheet.day(facts.delivery_date - timedelta(days=3))
    side: list[Pair] = [("Document n°", sheet.number()), ("Émis le", sheet.date_of())]
    side += h.due(sheet, "Échéance", "À payer pour le", "Paiement au")
    side += [("Code client", refs["customer"]), ("Contrat", refs["contract"])]
    side += [("Commande", refs["order"])] if sheet.maybe(0.4) else []
    side += [("Facture d'origine", refs["original"])] if is_credit else []
    side += [("Visite effectuée le", visited), ("Vérificateur", make_person(sheet.rng))]
    side += [("Rapport (registre de sécurité)", h.distractor(sheet, "RV-######"))]
    side += [("Compte rendu Q4", h.distractor(sheet, "Q4/%y/####"))]
    side += [("Prochain passage", sheet.day(facts.delivery_date + timedelta(days=362)))]
    heads = (("ref", "Réf."), ("name", "Nature"), ("qty", "Qté"), ("price", "PU HT"),
             ("disc", "Rse"), ("total", "HT"))  # fmt: skip
    sums = h.extras(sheet, {"sum": "Total brut", "discount": "Remise contrat",
                            "eco": "Éco-contribution DEEE"}, bare=True)  # fmt: skip
    sums += [("HT", sheet.total("total_without_vat", bare=True))]
    sums += h.vat_sums(sheet, "TVA {rate}", "Non soumis")
    sheet.show("total_vat", sheet.amount(facts.total_vat))
    sums += [("TTC", sheet.total("total_with_vat", bare=True))]
    last = {"prepaid": ("Acompte reçu",), "amount": ("Reste à payer", "Solde à payer"),
            "credit": ("Avoir à votre compte",)}  # fmt: skip
    owed = h.owed(sheet, last) if facts.prepaid or is_credit or sheet.maybe() else []
    stub = "" if is_credit else f"""<div class="stub"><div><b>Coupon à joindre à votre
règlement</b><br>{sheet.name("buyer")}<br>Client {refs["customer"]}</div><div>Document<br>
{sheet.number()}</div><div>Montant<br><b>{sheet.total("amount_due")}</b></div><div>Chèque à l'ordre
de {sheet.name("seller")}<br>ou virement {sheet.iban()}</div></div>"""  # fmt: skip
    said = "{name}, {form} au capital de {capital} euros, {street_}. Siren {siren} RCS {register}. "
    return f"""<style>@page {{ margin: 0 12mm 10mm 0 }} body {{ font: 8.8pt "Nimbus Sans",
"Liberation Sans"; min-height: 286mm; padding: 0 }} .page {{ display: grid; gap: 7mm;
grid-template-columns: 50mm 1fr }} .side {{ background: #ececec; padding: 0 5mm 6mm 9mm;
min-height: 212mm; font-size: 8pt }} .side small {{ color: {red}; font-size: 7pt }}
.side .fact {{ margin-bottom: 3.2mm }} .flag {{ background: {red}; color: #fff; margin: 0 -5mm 8mm
-9mm; padding: 11mm 5mm 6mm 9mm; font-size: 12.5pt; font-weight: bold }}
.flag .v {{ white-space: normal }} .bar {{ display: flex;
justify-content: space-between; border-left: 2mm solid {red}; background: #f6f6f6; font-weight:
bold; padding: 1mm 2mm; margin-top: 4mm }} .lines th {{ font-size: 7pt; color: #666 }} .lines td {{
border-bottom: 0.5pt solid #ddd }} .lines .c-name {{ width: 52% }} .sum {{ margin-top: 6mm }}
.sum td {{ padding: 0.8mm 3mm 0.8mm 0 }} .stub {{ border-top: 1px dashed #333; display: grid; gap:
5mm; grid-template-columns: 50mm 28mm 28mm 1fr; padding: 4mm 0 0 9mm; font-size: 8pt; margin-top:
5mm }} .foot {{ left: 9mm; text-align: left }}</style><div class="page"><div class="side"><div
class="flag">{kind}</div>{h.cards(side, "fact")}</div><div><div style="padding-top:10mm">
{sheet.logo(facts.seller.brand, red)}</div><div>Installation et vérification de moyens de secours
<br>{b.street(facts.seller, ", ")}<br>{facts.seller.phone} - {facts.seller.mail}</div><div
style="margin:12mm 0 9mm 45mm">{b.address(sheet, "buyer")}</div><div>Site vérifié :
{b.other(facts.others[0], ", ")}</div>{_halves(sheet, heads)}{b.pair_rows(sums, "sum")}
<div style="font-size:11pt;font-weight:bold">
{"<br>".join(f"{word} : {value}" for word, value in owed)}</div><p style="font-size:7.5pt">
Matériels certifiés NF, vérifiés selon la norme NF S 61-919. TVA acquittée d'après les
encaissements. Tout retard entraîne des pénalités au taux légal multiplié par trois et une
indemnité de 40 euros.</p></div></div>{stub}<div class="foot">
{h.told(sheet, said + "TVA intracommunautaire {vat}. APE {activity}.")} Certifié APSAD
{h.distractor(sheet, "###/##/4-285")}.</div>"""  # fmt: skip


def _worked(sheet: Sheet, line: Line) -> str:
    """Say how long at what rate, where it went by the hour."""
    if line.unit != "h":
        return ""
    return f"{sheet.cell(line, 'qty')} h à {sheet.cell(line, 'price')}"


@family("auditor_note", Split.MAKING,
        Profile("auditor", lines=(2, 7), prepaid=0.3, credit=0.05),
        Profile("auditor", lines=(1, 3), prepaid=0, credit=0.0))  # fmt: skip
def auditor_note(sheet: Sheet) -> str:
    """A firm's letter: partners down the right edge, hours in words, the sum in a sentence."""
    h.adopt(sheet, ("%Y-####", "NH %y/###", "%y.####", "NH%Y####"), ("long", "long",
            "%d/%m/%Y"), ("NA %y/###",))  # fmt: skip
    _without_sons(sheet, "Audit")
    facts, refs = sheet.facts, sheet.facts.references
    ink, is_credit = sheet.pick("#12355b", "#3f3f3f", "#0f4c3a"), facts.type_code == "381"
    kind = h.titled(sheet, ("Note d'honoraires", "Facture d'honoraires", "NOTE D'HONORAIRES"),
                    ("Note d'avoir", "Avoir sur honoraires"))  # fmt: skip
    place = facts.seller.town.split(" ", 1)[1].partition(" CEDEX")[0]
    partners = "".join(f"{make_person(sheet.rng)}<br><i>{role}</i><br>" for role in
                       ("Commissaire aux comptes", "Expert-comptable",
                        "Commissaire aux comptes, expert-comptable"))  # fmt: skip
    rows = [[sheet.cell(line, "name"), _worked(sheet, line), sheet.cell(line, "total")]
            for line in facts.lines]  # fmt: skip
    table = b.table(("name", "unit", "total"), ("", "", ""), rows, "lines")
    sums: list[Pair] = [(sheet.pick("Honoraires et frais hors taxes", "Montant hors taxes"),
                         sheet.total("total_without_vat", bare=True))]  # fmt: skip
    sums += h.vat_sums(sheet, "T.V.A. au taux de {rate}", "Non soumis à T.V.A.")
    sheet.show("total_vat", sheet.amount(facts.total_vat))
    sums += [(sheet.pick("Montant toutes taxes comprises", "Total de la note T.T.C."),
              sheet.total("total_with_vat", bare=True))]  # fmt: skip
    money = sheet.show("currency", "euros")
    if facts.prepaid:
        sums += [("Provision reçue, à déduire", sheet.total("prepaid", bare=True))]
    asked = f"{sheet.total('amount_due', bare=True)} {money}"
    until = "".join(f" {word} {value}" for word, value in h.due(
        sheet, "au plus tard le", "avant le", "pour le"))  # fmt: skip
    said = (
        f"Nous vous prions de bien vouloir nous faire parvenir la somme de {asked}{until}, par "
        f"virement sur notre compte {h.told(sheet, '{iban} ({bic})')}."
    )
    if is_credit:
        said = f"La somme de {asked} vient en déduction de notre note {refs['original']}."
    year = facts.issue_date.year - 1
    return f"""<style>body {{ font: 10.5pt "Liberation Serif"; line-height: 1.35 }} .sheet {{
display: grid; grid-template-columns: 1fr 42mm; gap: 9mm }} .edge {{ font: 7.3pt "Liberation Sans";
color: {ink}; border-left: 0.5pt solid {ink}; padding-left: 4mm; min-height: 240mm;
line-height: 1.5; overflow-wrap: anywhere }}
.lines {{ margin: 5mm 0 3mm }} .lines td {{ padding: 1.2mm 0 }} .lines .c-name
{{ width: auto }} .lines .c-unit {{ color: #444; font-style: italic; font-size: 9pt; padding: 1.2mm
3mm; white-space: nowrap }} .sum {{ width: 100%; border-top: 0.5pt solid }} .sum td {{
padding: 0.8mm 0 }} .sum .l {{ text-align: right; padding-right: 6mm }} .sum .n {{ width: 26mm }}
</style><div class="sheet"><div><div style="font-size:19pt;color:{ink};letter-spacing:0.5mm">
{sheet.name("seller")}</div><div style="color:{ink}">Audit légal et contractuel</div><div
style="margin:20mm 0 10mm 52mm">{b.address(sheet, "buyer")}</div><div style="margin-left:52mm">
{place}, le {sheet.date_of()}</div><p style="margin:9mm 0 6mm"><b>{kind} n° {sheet.number()}</b><br>
Dossier {refs["file"]} - Mandat {year - 2}/{year + 3}<br>V/Réf. : lettre de mission du
{h.day(sheet, -140)}</p><p>{sheet.pick("Madame, Monsieur,", "Messieurs,")}</p><p>Au titre de nos
diligences sur les comptes de l'exercice clos le 31 décembre {year}, nos honoraires se détaillent
comme suit :</p>{table}{b.pair_rows(sums, "sum")}<p>{said}</p><p>Nous vous prions d'agréer
l'expression de nos sentiments dévoués.</p><p style="margin-left:70mm">
{make_person(sheet.rng)}<br>Pour la société</p></div><div class="edge"><b>Associés</b><br>
{partners}<br><b>Siège</b><br>{b.street(facts.seller)}<br>{facts.seller.phone}<br>
{facts.seller.site}<br><br><b>Bureaux</b><br>{facts.others[1].town.split(" ", 1)[1]}<br>
{facts.others[2].town.split(" ", 1)[1]}<br><br>Société inscrite sur la liste nationale des
commissaires aux comptes, rattachée à la CRCC, et au tableau de l'Ordre des experts-comptables<br>
<br>{h.told(sheet, "{form} au capital de {capital} €<br>RCS {register}<br>{siren}<br>TVA<br>{vat}")}
<br><br>Retard de paiement :
intérêts à trois fois le taux légal et indemnité de 40 € (art. D. 441-5 du code de commerce).
Escompte : néant.</div></div>"""  # fmt: skip


_CHANGED = (
    "Aux termes d'une décision en date du {day}, l'associé unique de la société {name}, siège "
    "social {street}, a modifié les statuts et nommé {role} {person}, demeurant {home}, pour une "
    "durée illimitée. Mention en sera faite au registre du commerce et des sociétés de {town}. "
    "Pour avis et mention."
)
_FOUNDED = (
    "Par acte sous seing privé en date du {day}, il a été constitué une société ayant pour "
    "dénomination {name}, pour capital {capital} euros, pour siège {street}, pour durée 99 ans. "
    "A été nommé {role} : {person}, demeurant {home}. La société sera immatriculée au registre du "
    "commerce et des sociétés de {town}. Pour avis."
)
_PAPERS = (
    ("Le Relais de l'Isère", "Isère"), ("Le Carnet de Rennes", "Ille-et-Vilaine"),
    ("Gironde Annonces", "Gironde"), ("Le Moniteur du Bas-Rhin", "Bas-Rhin"),
    ("La Côte-d'Or judiciaire", "Côte-d'Or"),
)  # fmt: skip
"""Title and where it may publish."""


def _notice(sheet: Sheet) -> str:
    """Return the published text as it stood in the paper, of the addressee's company."""
    buyer, rng = sheet.party("buyer"), sheet.rng
    founded = any(line.name.startswith("Avis de constitution") for line in sheet.facts.lines)
    filled = {
        "{street}": "{street_}",
        "{town}": "{register}",
        "{day}": h.day(sheet, -17),
        "{person}": make_person(rng),
        "{home}": b.street(sheet.facts.others[2], ", "),
        "{role}": "président" if buyer.form.startswith("SAS") else "gérant",
    }
    text = _FOUNDED if founded else _CHANGED
    for mark, value in filled.items():
        text = text.replace(mark, value)
    return h.told(sheet, text, "buyer")


@family("legal_notice", Split.MAKING,
        Profile("gazette", lines=(1, 4), paid=0.35, prepaid=0, credit=0.06),
        Profile("gazette", lines=(1, 3), prepaid=0, adjustments=("discount",),
                credit=0.04))  # fmt: skip
def legal_notice(sheet: Sheet) -> str:
    """A newspaper's masthead, the notice as printed beside its price, sums as an equation."""
    h.adopt(sheet, ("L%y######", "AL-%Y-#####", "%m/#####", "#######"), ("long", "%d/%m/%Y",
            "%d.%m.%Y"), ("AV-%Y-####", "#######"))  # fmt: skip
    _without_sons(sheet, "Éditions")
    facts, refs = sheet.facts, sheet.facts.references
    hue, is_credit = sheet.pick("#222", "#7a1f2b", "#1d3d5c"), facts.type_code == "381"
    kind = h.titled(sheet, ("Facture", "Facture annonce légale", "FACTURE"), ("Avoir", "AVOIR"))
    rows = ""
    for line in facts.lines:
        rows += f'<div class="item">{sheet.cell(line, "name")}<br><span class="how">'
        rows += f"{sheet.cell(line, 'qty')} {line.unit} x {sheet.cell(line, 'price')} &nbsp; TVA "
        rows += f"{sheet.cell(line, 'rate')}</span><b>{sheet.cell(line, 'total')}</b></div>"
    for word, value in h.extras(sheet, {"sum": "Montant de l'annonce", "discount": "Remise"}):
        rows += f'<div class="item">{word} <b>{value}</b></div>'
    parts: list[Pair] = [("Total HT", sheet.total("total_without_vat", bare=True))]
    parts += [("TVA", sheet.total("total_vat", bare=True))]
    parts += [("Total TTC", sheet.total("total_with_vat"))]
    signs = ("", "+", "=")
    sums = "".join(f'<td class="sign">{sign}</td><td><small>{word}</small><br>{value}</td>'
                   for sign, (word, value) in zip(signs, parts, strict=True))  # fmt: skip
    recap = h.recap(sheet, (("rate", "Taux"), ("basis", "Base"), ("vat", "TVA")))
    if facts.prepaid:
        owed = f"Réglé en ligne par carte : {sheet.total('prepaid')} - "
        owed += f"Reste à régler : {sheet.total('amount_due')}"
    elif is_credit:
        owed = f"À votre crédit : {sheet.total('amount_due')} (sur facture {refs['original']})"
    else:
        owed = f"Net à régler : {sheet.total('amount_due')}"
    until = "".join(f"{word} {value}" for word, value in h.due(
        sheet, "Règlement à réception, au plus tard le", "À régler avant le"))  # fmt: skip
    number = f"{kind} N° {sheet.number()}"
    paper, zone = sheet.pick(*_PAPERS)
    issue = h.distractor(sheet, "4###")
    return f"""<style>body {{ font: 9.2pt "Liberation Sans Narrow", "Liberation Sans" }} .mast {{
border-bottom: 3px solid {hue}; text-align: center; padding-bottom: 2mm }} .vat td, .vat th {{
padding: 0.6mm 6mm 0.6mm 0 }} .strip {{ display: flex; font-size: 8pt;
justify-content: space-between; border-bottom: 0.5pt solid; padding: 1mm 0 }} .body {{ display:
grid; grid-template-columns: 66mm 1fr; gap: 8mm; margin-top: 7mm }} .ad {{ border: 1px solid;
padding: 3mm; font: 7pt "Liberation Serif"; text-align: justify }} .ad h4 {{ text-align: center;
margin: 0 0 2mm; font-size: 9pt }} .item {{ border-bottom: 0.5pt dotted; padding: 1.5mm 0;
overflow: hidden }} .item b {{ float: right }} .how {{ color: #555; font-size: 8.3pt }} .eq {{
margin: 6mm 0; width: 100% }} .eq td {{ background: #f2f0ea; text-align: center; font-size: 12pt;
padding: 2mm 3mm }} .eq small {{ font-size: 7.5pt }} .eq .sign {{ background: none; padding: 5mm
0 0; width: 5mm }} .who {{ display: grid; grid-template-columns: 1fr 1fr; gap: 8mm;
margin-top: 7mm }} .who div {{ border-top: 0.5pt solid; padding-top: 1.5mm }}</style><div
class="mast">{sheet.logo(paper, hue, serif=True)}</div><div class="strip"><span>
Journal d'information habilité à publier les annonces légales</span><span>Département :
{zone}</span><span>{number} du
{sheet.date_of()}</span></div><div class="who"><div><small>Donneur d'ordre</small><br>
{b.other(facts.others[0])}<br>Votre dossier : {refs["file"]}</div><div><small>Facturé à</small><br>
{b.address(sheet, "buyer")}<br>TVA : {sheet.vat_id("buyer")}</div></div><div class="body"><div>
<div class="ad"><h4>{facts.buyer.brand.upper()}</h4>{_notice(sheet)}</div><p style="font-size:8pt">
Paru le {sheet.day(facts.delivery_date)} dans l'édition n° {issue}, sous la référence
{h.distractor(sheet, "ALP########")}. Le journal vaut justificatif de parution.</p></div><div>
<div style="border-bottom:1px solid {hue};color:{hue}"><b>Prestation</b><b style="float:right">
Prix HT</b></div>{rows}<table class="eq"><tr>{sums}</tr></table>{recap}<p style="font-size:11pt">
<b>{owed}</b><br>{until}</p><p style="font-size:8pt">
Par virement à {h.told(sheet, "{name}, {iban}")}<br>en
rappelant {sheet.number()}. Tarifs fixés par arrêté du ministère de la Culture et du ministère de
l'Économie. Aucun escompte. Retard : pénalités au taux BCE + 10 points, forfait de recouvrement
40 €.</p></div></div><div class="foot">Édité par {h.told(sheet, "{name}, {form} au capital de "
"{capital} €, {street_} - SIRET {siret} - RCS {register} - TVA {vat}")}<br>Commission paritaire
{h.distractor(sheet, "#### C #####")} - ISSN {h.distractor(sheet, "####-####")}</div>
"""  # fmt: skip
