"""Layouts of public bodies, federations and an advertising department of the press."""

from dataclasses import replace
from random import Random

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Line, Profile, cents
from tests.layouts.families import Split, family
from tests.layouts.formats import quantity
from tests.layouts.parties import Party, make_person, make_word
from tests.layouts.sheet import Sheet

_TREASURY = Profile("dues", lines=(1, 4), regime="E", prepaid=0, credit=0.06)
_BODIES = (
    *("Commune de {w}", "Ville de {w}", "Communauté de communes du Pays de {w}"),
    *("CCI {w} Métropole", "Chambre de métiers et de l'artisanat de {w}", "Syndicat mixte {w}"),
)
_CLUBS = (
    *("Fédération {w} du commerce", "Union des artisans {w}", "Ligue {w} de voile"),
    *("Groupement {w} des employeurs", "Syndicat professionnel {w}"),
)


def _called(rng: Random, party: Party, *names: str) -> Party:
    """Return a party that is no company, under one of these names."""
    word = make_word(rng)
    name = rng.choice(names).format(w=word)
    host = f"{word.lower()}.example"
    site, mail = f"www.{host}", f"{rng.choice(('finances', 'accueil', 'regie'))}@{host}"
    own = replace(party, name=name, brand=word, form="", accept=(name.upper(),))
    return replace(own, site=site, mail=mail)


@family("payment_notice", Split.MAKING, _TREASURY)
def payment_notice(sheet: Sheet) -> str:
    """A public body's notice of sums to pay: budget year, roll, title; a slip to cut off below."""
    sheet.facts = replace(sheet.facts, seller=_called(sheet.rng, sheet.facts.seller, *_BODIES))
    h.adopt(
        sheet, ("%Y-T-####", "T-####/%Y", "%Y/####", "%Y#####"), ("%d/%m/%Y", "%d/%m/%Y", "long")
    )
    facts, treasury = sheet.facts, sheet.facts.others[0]
    credit = facts.type_code == "381"
    kind = h.titled(
        sheet,
        ("AVIS DES SOMMES À PAYER valant facture", "FACTURE - Avis des sommes à payer"),
        ("AVIS DE RÉDUCTION DE TITRE valant avoir", "AVOIR - Annulation de titre"),
    )
    top: list[Pair] = [("Exercice", f"{facts.issue_date:%Y}")]
    top.append(("Bordereau", h.distractor(sheet, "###")))
    word = sheet.pick("N° du titre", "Titre n°", "Numéro de facture", "Réf. facture")
    top += [(word, sheet.number()), (sheet.pick("Émis le", "Date d'émission"), sheet.date_of())]
    top.append(("Imputation", h.distractor(sheet, "70###")))
    heads = [("name", "Objet de la créance"), ("qty", "Quantité"), ("price", "Tarif")]
    table = h.lines(sheet, [*heads, ("total", "Montant en euros")])
    words = (
        ("Somme réduite",) if credit else ("Total à payer", "SOMME DUE", "Montant de la créance")
    )
    total = _only_total(sheet)
    slip: list[Pair] = [("Référence", sheet.number()), ("Montant", total)]
    until = h.due(sheet, "Date limite de paiement", "À payer avant le")
    slip += until
    office = f"Service de gestion comptable<br>{b.street(treasury)}"
    account = "" if credit else h.told(sheet, "{iban} BIC {bic}")
    ways = f"""<b>Comment payer ?</b> - par carte sur {facts.seller.site} (identifiant collectivité
{h.distractor(sheet, "0#####")}) ; - par virement au compte {account} ; - par chèque à l'ordre du
Trésor public, joint au talon."""
    back = f"""<div class="slip"><b>TALON À JOINDRE À VOTRE RÈGLEMENT</b><div class="row"><div>
{office}</div>{b.pair_rows(slip)}<div>{facts.buyer.name}<br>Code débiteur
{facts.references["customer"]}</div></div></div>"""
    why = sheet.pick(
        "Hors du champ de la TVA (art. 256 B du CGI).", "Opération non assujettie à la TVA."
    )
    return f"""<style>body {{ font: 9pt "Liberation Serif" }} .grid {{ display: grid;
grid-template-columns: 88mm 1fr; border: 1px solid; margin: 5mm 0 }} .grid > div {{ padding: 3mm;
border-right: 1px solid }} .top {{ width: 100% }} .top td, .top th {{ border: 0.5pt solid;
text-align: center; font-size: 8.5pt }} h2 {{ text-align: center; font-size: 13pt; margin: 5mm 0 }}
.lines td, .lines th {{ border: 0.5pt solid }} .law {{ font-size: 6.5pt; text-align: justify;
margin-top: 4mm }} .due {{ border: 2px solid; padding: 3mm; width: 86mm; margin: 4mm 0 4mm auto }}
.slip {{ position: absolute; bottom: 4mm; left: 0; right: 0; border-top: 1px dashed; padding-top:
3mm; font-size: 8.5pt }}</style><div class="row"><div><b>RÉPUBLIQUE FRANÇAISE</b><br><i>Liberté -
Égalité - Fraternité</i>
</div>{sheet.logo(facts.seller.brand, "#123a7a", serif=True)}</div><h2>{kind}</h2>
{b.pair_boxes(top, "top")}<div class="grid"><div><small>Organisme créancier</small><br>
{b.address(sheet, "seller")}<br>{h.told(sheet, "SIRET {siret}<br>Tél. {phone}")}<br><br><small>
Comptable chargé du recouvrement</small><br>{office}</div><div style="border:0"><small>
Débiteur</small><br>{b.address(sheet, "buyer")}<br>{h.told(sheet, "SIRET {siret}", "buyer")}</div>
</div>{table}<div class="due">{sheet.pick(*words)} : <b>{total}</b><br>
{b.pair_lines(until)}</div><p>{why}</p><p>{"" if credit else ways}</p><p class="law">Titre
exécutoire en application de l'article L. 252 A du livre des procédures fiscales, émis et rendu
exécutoire conformément aux articles L. 1617-5 et R. 2342-4 du code général des collectivités
territoriales. Dans le délai de deux mois suivant la notification du présent acte, vous pouvez
contester la somme devant le tribunal compétent. L'ordonnateur,
{make_person(sheet.rng)}</p>{"" if credit else back}"""  # fmt: skip


def _only_total(sheet: Sheet) -> str:
    """Print the one sum of an invoice without VAT, which is every total at once."""
    text = sheet.total("amount_due")
    for field in ("total_with_vat", "total_without_vat"):
        sheet.show(field, sheet.printed["amount_due"][0])
    if "€" in text or "EUR" in text:
        return text
    return f"{text} {sheet.show('currency', '€')}"


@family(
    "federation_call",
    Split.MAKING,
    replace(_TREASURY, trade="membership", lines=(1, 4), credit=0.03, paid=0.15),
)
def federation_call(sheet: Sheet) -> str:
    """A federation's call for dues: a circular's tone, a year's membership, a coupon to tick."""
    sheet.facts = replace(sheet.facts, seller=_called(sheet.rng, sheet.facts.seller, *_CLUBS))
    h.adopt(sheet, ("COT-%Y-####", "%Y/###", "A%y-####", "#####"), ("long", "%d/%m/%Y", "%d-%m-%Y"))
    facts, hue = sheet.facts, sheet.pick("#8c1c13", "#136f63", "#22397a")
    kind = h.titled(
        sheet,
        ("Appel de cotisation - Facture", "FACTURE D'ADHÉSION", "Facture"),
        ("Avoir sur cotisation", "AVOIR"),
    )
    listed = "".join(
        f"<dt>{sheet.cell(ln, 'name')} ({sheet.cell(ln, 'qty')} x {sheet.cell(ln, 'price')})</dt>"
        f"<dd>{sheet.cell(ln, 'total')}</dd>"
        for ln in facts.lines
    )
    sums = [(sheet.pick("Total de votre cotisation", "Total net de taxes"), _whole(sheet))]
    if facts.prepaid:
        paid = {"prepaid": ("Déjà versé", "Votre chèque"), "amount": ("Reste dû", "Solde")}
        sums += h.owed(sheet, paid)
    year = f"{facts.issue_date:%Y}"
    until = "".join(
        f"Merci de nous faire parvenir votre règlement {k} {v}."
        for k, v in h.due(sheet, "avant le", "pour le", "au plus tard le")
    )
    ids = "{name} - Association régie par la loi de 1901 - SIRET {siret} - APE {activity}"
    account = h.told(sheet, "{iban} / {bic}") if h.is_payable(sheet) else ""
    coupon = f"""<div class="cut">☐ virement {account}<br>☐ chèque à l'ordre
de {facts.seller.brand}<br>☐ je souhaite recevoir le bulletin {year} par
courriel</div>"""
    return f"""<style>body {{ font: 10pt "URW Bookman" }} .page {{ display: grid;
grid-template-columns: 1fr 52mm; gap: 8mm }} .aside {{ border-left: 3px solid {hue}; padding-left:
4mm; font-size: 8.5pt }} dl {{ display: grid; grid-template-columns: 1fr 28mm; margin: 5mm 0;
border-top: 1px solid {hue}; border-bottom: 1px solid {hue} }} dt, dd {{ margin: 0; padding: 1.5mm 0
}} dd {{ text-align: right }} .sum {{ width: 100% }} .sum td {{ font-weight: bold; padding: 1mm 0 }}
.cut {{ border: 1px dashed {hue}; padding: 3mm; margin-top: 9mm; font-size: 8.5pt; line-height: 1.8
}} .v {{ white-space: normal }}</style><h1
style="color:{hue};text-align:center">{sheet.name("seller")}</h1> <div
class="page"><div><p>{facts.seller.register}, le {sheet.date_of()}</p><p>Chère adhérente, cher
adhérent,</p><p>L'assemblée générale du {h.day(sheet, -45)} a fixé les tarifs pour l'année {year}.
Vous trouverez ici le détail de ce qui vous concerne.</p><b style="color:{hue}">{kind}
{sheet.pick("n°", "N°", "réf.")} {sheet.number()}</b><dl>{listed}</dl>{b.pair_rows(sums, "sum")}<p>
{until}</p><p><small>Cotisation non soumise à la TVA, article 261-7-1° du CGI.</small></p>
{coupon if h.is_payable(sheet) else ""}<p>La trésorière, {make_person(sheet.rng)}</p></div><div
class="aside"><b>Adhérent n°
{facts.references["customer"]}</b><br>{b.address(sheet, "buyer")}<br><br> <b>Le
secrétariat</b><br>{b.street(facts.seller)}<br>{h.told(sheet, "{phone}<br>{mail}<br>{site}")}<br>
<br><b>Agenda</b><br>{h.day(sheet, 40)} : congrès<br>{h.day(sheet, 75)} : formation</div></div><p
class="foot">{h.told(sheet, ids)}</p>"""  # fmt: skip


def _whole(sheet: Sheet) -> str:
    """Print the total of an invoice without VAT, of which a part may be paid."""
    if not sheet.facts.prepaid:
        return _only_total(sheet)
    text = sheet.total("total_with_vat")
    sheet.show("total_without_vat", sheet.printed["total_with_vat"][0])
    return text


_PRESS = Profile("press", lines=(1, 7), line_discounts=True, prepaid=0, credit=0.12)


@family(
    "press_insertions",
    Split.MAKING,
    _PRESS,
    replace(_PRESS, buyers=("BE", "DE"), regime="AE", lines=(1, 4)),
)
def press_insertions(sheet: Sheet) -> str:
    """A paper's advertising, on a page turned sideways: orders, days of issue, a rebate."""
    h.adopt(
        sheet,
        ("PUB%y%m####", "##-#####", "7#######", "RP/%Y/#####"),
        ("%d/%m/%Y", "%d.%m.%Y", "dashed"),
        ("AVP%y####", "7#######"),
    )
    facts, agency = sheet.facts, sheet.facts.others[0]
    credit = facts.type_code == "381"
    kind = h.titled(sheet, ("FACTURE DE PUBLICITÉ", "Facture"), ("AVOIR DE PUBLICITÉ", "Avoir"))
    title = sheet.pick(
        "L'Écho du Rivage", "Le Courrier des Monts", "Métaux & Machines", "La Semaine"
    )
    rows = [_insertion(sheet, line, title, place) for place, line in enumerate(facts.lines)]
    heads = (
        "Ordre d'insertion",
        "Support",
        "Parution",
        "Emplacement / format",
        "Nbre",
        "Tarif unit.",
    )
    keys = ("ref", "paper", "day", "name", "qty", "price", "total", "disc", "total")
    table = b.table(keys, (*heads, "Brut H.T.", "Dégressif", "Net H.T."), rows, "lines")
    about: list[Pair] = [("N° d'avoir" if credit else "N° de facture", sheet.number())]
    about += [("Date de facture", sheet.date_of()), ("Commercial", make_person(sheet.rng))]
    about += [
        ("Code annonceur", facts.references["customer"]),
        *h.due(sheet, "Échéance", "Payable au"),
    ]
    sums: list[Pair] = [("Net H.T. facturé", sheet.total("total_without_vat", bare=True))]
    if facts.profile.regime == "S":
        sums += h.vat_sums(
            sheet, sheet.pick("T.V.A. {rate}", "T.V.A. {rate} sur {basis}"), "Non taxé"
        )
    sums.append(("Net T.T.C.", sheet.total("total_with_vat", bare=True)))
    last = "À votre crédit en EUR" if credit else "À nous régler en EUR"
    sums.append((last, sheet.total("amount_due", bare=True)))
    sheet.show("currency", "EUR")
    why = (
        ""
        if facts.profile.regime == "S"
        else "Autoliquidation - art. 283-2 du CGI. Reverse charge."
    )
    ids = (
        "{name}, régie publicitaire, {form} au capital de {capital} € - {street_} - RCS {register} "
    )
    return f"""<style>@page {{ size: A4 landscape; margin: 11mm 13mm }} body {{ font: 8.5pt
"Nimbus Sans"; min-height: 185mm }} .head {{ display: grid; grid-template-columns: 1fr 62mm 84mm;
gap: 6mm }} .about td {{ padding: 0.4mm 3mm 0.4mm 0 }} .about .n {{ text-align: left;
font-weight: bold }} .lines {{ margin-top: 7mm }} .lines th {{ background: #111; color: #fff;
font-size: 7.5pt; padding:
1.2mm 3px }} .lines td {{ border-bottom: 0.4pt solid #999; padding: 1.2mm 3px }} .lines .c-name {{
width: 24% }} .sum td {{ border: 0.5pt solid #111; padding: 1.2mm 3mm }} .sum tr:last-child td {{
background: #111; color: #fff; font-size: 10pt }} .low {{ display: grid; grid-template-columns: 1fr
auto; gap: 8mm; margin-top: 6mm }}</style><div
class="head"><div>{sheet.logo(title, "#111", serif=True)}<br><b
style="font-size:16pt">{kind}</b><br>Campagne : {sheet.pick("Rentrée", "Portes ouvertes", "Soldes")}
- bon {facts.references["order"]}</div><div>{b.pair_rows(about, "about")}</div><div><small>Facturé à
l'annonceur</small><br>{b.address(sheet, "buyer")}<br>{h.told(sheet, "TVA {vat}", "buyer")}<br>
<small>Agence mandataire : {b.other(agency, ", ")}</small></div></div>{table}<div class="low"><div>
{"" if credit else h.told(sheet, "Virement : {iban} - {bic}")}<p>{why}</p><p>Justificatifs de
parution envoyés séparément. L'annonceur reste débiteur en cas de défaillance de son mandataire (loi
n° 93-122 du 29 janvier 1993).</p></div>{b.pair_rows(sums, "sum")}</div><p
class="foot">{h.told(sheet, ids +
"{siren} - TVA {vat}")}</p>"""  # fmt: skip


def _insertion(sheet: Sheet, line: Line, title: str, place: int) -> list[str]:
    """Return the cells of an advertisement, its price before the rebate among them."""
    order = h.distractor(sheet, "OI-%y-#####")
    cells = [order, title, h.day(sheet, -28 + 3 * place), sheet.cell(line, "name")]
    cells += [quantity(sheet.style, line.quantity), sheet.cell(line, "price")]
    cells.append(sheet.amount(cents(line.quantity * line.unit_price)))
    return [*cells, sheet.cell(line, "disc"), sheet.cell(line, "total")]
