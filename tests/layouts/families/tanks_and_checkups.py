"""Papers of two suppliers of every firm: a heating oil merchant, an occupational health service."""

from dataclasses import replace

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Profile
from tests.layouts.families import Split, family
from tests.layouts.parties import make_word
from tests.layouts.sheet import Sheet

_OIL = Profile("heating_oil", lines=(1, 4), prepaid=0.1, credit=0.05)


def _ticket(sheet: Sheet) -> str:
    """Print what the lorry's meter printed at the tank; its numbers are not the invoice's."""
    facts, rng = sheet.facts, sheet.rng
    start = rng.randint(120000, 890000)
    hour, minute = rng.randint(7, 17), rng.randint(10, 49)
    drawn = [line for line in facts.lines if line.unit == "litres"]
    meter = h.distractor(sheet, "#####")
    rows = [f"CAMION {h.distractor(sheet, '0#')} {h.plate(rng)}   COMPTEUR {meter}",
            f"TICKET {h.distractor(sheet, '######')}   {sheet.day(facts.delivery_date)}",
            f"DEBUT {hour:02}:{minute}   FIN {hour:02}:{minute + 9}"]  # fmt: skip
    for line in drawn:
        volume = h.count(sheet, line.quantity)
        rows += [f"PRODUIT {line.name.split()[0].upper()} {line.name.split()[1].upper()}",
                 f"TOTALISATEUR AVANT {start:>10}",
                 f"TOTALISATEUR APRES {start + int(line.quantity):>10}",
                 f"VOLUME LIVRE A 15 DEG. {volume:>8} L"]  # fmt: skip
        start += int(line.quantity)
    if not drawn:
        rows.append("SANS DEPOTAGE - PRODUITS EMBALLES")
    rows.append("TEMPERATURE PRODUIT  " + h.distractor(sheet, "1#") + ",4 C")
    return "<br>".join(rows).replace("  ", "&nbsp; ")


def _oil_feet(sheet: Sheet) -> str:
    """Print sums in cells that stand in two rows, the one to pay in the corner above."""
    facts = sheet.facts
    credit = facts.type_code == "381"
    cells = [("Tot. H.T.", sheet.total("total_without_vat", bare=True)),
             ("Tot. T.V.A.", sheet.total("total_vat", bare=True)),
             ("Tot. T.T.C.", sheet.total("total_with_vat", bare=True))]  # fmt: skip
    if facts.prepaid:
        cells.append((sheet.pick("Versé", "Déjà versé"), sheet.total("prepaid", bare=True)))
    last = "Avoir net" if credit else sheet.pick("Net dû", "Net à régler", "Net facture")
    cells.append((last, sheet.total("amount_due")))
    return "".join(f"<td><small>{k}</small><br>{v}</td>" for k, v in cells)


@family("heating_oil_ticket", Split.JUDGING, _OIL,
        replace(_OIL, lines=(2, 5), adjustments=("discount",)),
        replace(_OIL, paid=0.7, lines=(1, 3)))  # fmt: skip
def heating_oil_ticket(sheet: Sheet) -> str:
    """A lorry's meter ticket on top, the invoice in frames below it, head data abbreviated."""
    h.adopt(sheet, ("FC######", "1#####", "%y-#####", "F%m#####"), ("%d/%m/%y", "%d/%m/%Y"),
            ("AC######", "2#####"))  # fmt: skip
    facts, refs, hue = sheet.facts, sheet.facts.references, sheet.pick("#b3261e", "#12427a", "#222")
    credit = facts.type_code == "381"
    kind = h.titled(sheet, ("FACTURE", "FACTURE DE LIVRAISON"), ("AVOIR", "FACTURE D'AVOIR"))
    head: list[Pair] = [("Pièce n°", sheet.number()), ("du", sheet.date_of())]
    head.append(("Cpte client", refs["customer"]))
    head += h.due(sheet, "Éch.", "Échéance")
    head.append(("Bon liv.", refs["note"]))
    if credit:
        head.append(("s/ fact.", refs["original"]))
    tops = (("ref", "Code"), ("name", "Produit livré"), ("qty", "Qté"), ("unit", "Un."),
            ("price", "P.U. H.T."), ("code", "C.T."), ("total", "Mt H.T."))  # fmt: skip
    extra = b.pair_rows(h.extras(sheet, {"sum": "Brut H.T.", "discount": "Remise volume"}), "ext")
    recap = h.recap(sheet, (("code", "C.T."), ("rate", "Tx TVA"), ("basis", "Base H.T."),
                            ("vat", "Mt T.V.A.")))  # fmt: skip
    paid = f"Réglé ce jour par {sheet.pick('carte bancaire', 'chèque')}, merci."
    if h.is_payable(sheet):
        paid = h.told(sheet, "Virement : IBAN {iban} - BIC {bic}")
    elif credit:
        paid = "À déduire de votre prochaine livraison."
    labels = "".join(f"<tr><th>{k}</th><td>{v}</td></tr>" for k, v in head)
    cuve = "" if credit else f"""<div class="slip"><div>{_ticket(sheet)}</div><div class="by">Lieu
de livraison<br><b>{b.other(facts.others[0])}</b><br>Cuve
{sheet.pick("enterrée", "aérienne", "en cave")} de {sheet.pick("2 000", "3 000", "5 000")}
L<br>Chauffeur : {sheet.pick("Yvon", "Pascal", "Mickaël")} &nbsp; Signature client :<br><span
style="font:17pt 'Z003'">{sheet.pick("P. Morel", "lu, S. Guérin",
"Reçu")}</span></div></div>"""  # fmt: skip
    theirs = "{name} - {form} {capital} € - RCS {register} {siren} - Siret {siret} - APE {activity}"
    theirs += " - Id. CEE {vat}"
    return f"""<style>@page {{ margin: 9mm 11mm }} body {{ font: 9pt "Liberation Sans"; min-height:
278mm; padding-bottom: 9mm }} .slip {{ display: grid; grid-template-columns: 1fr 74mm; gap: 6mm;
border: 0.6pt dashed #555; padding: 3mm 5mm; margin-bottom: 6mm; background: #fbfbf4; font:
8.5pt/1.35 "Liberation Mono" }} .by {{ font: 8.5pt "Liberation Sans" }} .hd {{ border: 1pt solid
{hue} }} .hd th {{ background: {hue}; color: #fff; font-weight: normal; padding: 0.8mm 2mm }} .hd
td {{ padding: 0.8mm 3mm; font-weight: bold; border-bottom: 0.4pt solid {hue}; min-width: 30mm }}
.lines {{ border: 1pt solid {hue}; margin-top: 6mm }} .lines th {{ border-bottom: 1pt solid {hue};
color: {hue} }} .lines td {{ border-left: 0.4pt solid #bbb }} .lines tbody tr:last-child td {{
padding-bottom: {sheet.pick(14, 26, 38)}mm }} .vat th, .vat td {{ border: 0.4pt solid {hue};
padding: 0.7mm 2.5mm; font-size: 8pt }} .sum {{ width: 100%; margin-top: 3mm; border: 1pt solid
{hue} }} .sum td {{ border-left: 0.4pt solid {hue}; padding: 1mm 3mm; text-align: right;
white-space: nowrap }} .sum td:last-child {{ font: bold 12pt "Liberation Sans"; background: #eee }}
small {{ font: 7.5pt "Liberation Sans"; color: #444 }} .ext td {{ padding: 0.3mm 3mm
}}</style>{cuve}<div class="row"><div>{sheet.logo(facts.seller.brand, hue)}<div
style="font-size:8pt">{h.told(sheet, "{street_}<br>Commandes {phone} - Astreinte 7 j/7<br>{mail}")}
</div></div><b style="color:{hue};font-size:15pt">{kind}</b></div><div class="row"
style="margin-top:6mm"><table class="hd">{labels}</table><div style="width:82mm;font-size:10.5pt">
{b.address(sheet, "buyer")}</div></div>{h.lines(sheet, tops)}<div class="row"
style="margin-top:3mm"> {recap}{extra}</div><table
class="sum"><tr>{_oil_feet(sheet)}</tr></table><p>{paid}</p>
<p style="font-size:7.5pt">Accise sur les énergies comprise dans le prix des carburants et
combustibles. GNR : usage réglementé, colorant rouge, détournement passible d'amende. Le prix au
litre est celui du jour de la commande. Réserve de propriété jusqu'au paiement intégral.</p><p
class="foot">
{h.told(sheet, theirs)}<br>Retard de paiement : intérêts à trois fois le taux légal, indemnité
forfaitaire
40 €</p>"""  # fmt: skip


_HEALTH = Profile("occupational_health", lines=(1, 4), prepaid=0.15, credit=0.06)


def _steps(sheet: Sheet) -> str:
    """Print the sums as lettered steps, each saying of which others it is made."""
    facts = sheet.facts
    steps = [("Contributions et prestations hors taxes", sheet.total("total_without_vat"))]
    steps.append((f"TVA {_percent(sheet)} de A", sheet.total("total_vat")))
    sheet.vat_row(facts.vat[0])
    steps.append(("A + B, montant taxes comprises", sheet.total("total_with_vat")))
    word = "Solde à nous verser (= C)"
    if facts.prepaid:
        steps.append(("Appel provisionnel déjà versé", sheet.total("prepaid")))
        word = "Solde à nous verser (C - D)"
    if facts.type_code == "381":
        word = "Solde en votre faveur (= C)"
    if facts.prepaid or sheet.maybe(0.7):
        steps.append((word, sheet.total("amount_due")))
    return "".join(
        f'<tr><td class="a">{"ABCDE"[i]}</td><td>{label}</td><td class="n">{value}</td></tr>'
        for i, (label, value) in enumerate(steps)
    )


def _percent(sheet: Sheet) -> str:
    rate = sheet.rate(sheet.facts.vat[0].rate)
    return rate if "%" in rate else f"{rate} %"


@family("occupational_health_call", Split.MAKING, _HEALTH,
        replace(_HEALTH, lines=(2, 5), credit=0.1),
        replace(_HEALTH, prepaid=0.6))  # fmt: skip
def occupational_health_call(sheet: Sheet) -> str:
    """A yearly call for dues by head: a member's card at the left, sums in lettered steps."""
    h.adopt(sheet, ("C%Y/#####", "%y1#####", "COT-%y-####", "FS#######"), ("%d/%m/%Y", "long"),
            ("R%Y/#####", "%y9#####"))  # fmt: skip
    word = make_word(sheet.rng)
    name = sheet.pick(f"Santé Travail {word}", f"AST {word}", f"{word} Prévention Santé")
    seller = replace(sheet.facts.seller, name=name, brand=name, form="", accept=(name.upper(),),
                     site=f"www.{word.lower()}-sante.example")  # fmt: skip
    sheet.facts = replace(sheet.facts, seller=seller)
    facts, refs, hue = (
        sheet.facts,
        sheet.facts.references,
        sheet.pick("#007c89", "#6a4c93", "#2a6f3e"),
    )
    credit = facts.type_code == "381"
    kind = h.titled(sheet, ("Appel de cotisation valant facture", "Facture de cotisation",
                            "Facture - appel de cotisation"), ("Avoir sur cotisation",),
                    )  # fmt: skip
    staff = sum(int(line.quantity) for line in facts.lines if line.unit == "salarié")
    card: list[Pair] = [("Adhérent n°", refs["customer"]), ("Code NAF", facts.buyer.activity)]
    card += [("SIRET de l'établissement", sheet.siret("buyer"))]
    card += [("Effectif déclaré au 1er janvier", f"{staff} salarié{'s' * (staff > 1)}")] * (
        staff > 0
    )
    card += [("Médecin du travail", sheet.pick("Dr Lemoine", "Dr Saïdi", "Dr Vasseur"))]
    card += [("Centre médical", b.street(facts.others[0]))]
    card += [("Mot de passe portail", h.distractor(sheet, "@@##@@"))] * sheet.maybe()
    side = "".join(f"<small>{k}</small><div>{v}</div>" for k, v in card)
    tops = (("name", "Nature de la contribution"), ("qty", "Nbre"), ("unit", "Assiette"),
            ("price", "Taux unitaire (€ HT)"), ("total", "Produit (€ HT)"))  # fmt: skip
    when = "".join(f"{k} <b>{v}</b>" for k, v in h.due(
        sheet, "Exigible au plus tard le", "À acquitter pour le",
        "Date limite de versement :"))  # fmt: skip
    ways = "" if not h.is_payable(sheet) else f"""<div class="ways">{when}<br>Virement :
{sheet.iban()} ({sheet.bic()})<br>Mention à porter : adhérent {refs["customer"]}<br>Prélèvement,
carte :
espace adhérent {facts.seller.site}</div>"""  # fmt: skip
    about = f"Référence {refs['original']}, effectif rectifié" if credit else (
        f"Exercice {facts.issue_date:%Y} - appel {sheet.pick('annuel', 'complémentaire')}"
    )  # fmt: skip
    upper = "<b>{name}</b>, service de prévention et de santé au travail interentreprises<br>"
    upper += "{street_}<br>Tél. {phone}"
    lower = "Association loi 1901 agréée par la DREETS - SIRET {siret} - APE 8621Z - TVA {vat}"
    advert = sheet.pick(
        "Déclarez vos embauches dans votre espace adhérent : la visite est à demander sous 3 mois.",
        "Document unique : nos préventeurs vous aident, sans supplément, à le mettre à jour.",
        "Annulez vos visites 48 h à l'avance, faute de quoi l'absence est facturée.",
    )
    mark = "Réf." if credit else sheet.pick("Réf.", "Appel n°", "N°")
    made = f"{sheet.pick('établi', 'arrêté')}{'e' * ('>F' in kind)}"
    return f"""<style>@page {{ margin: 12mm 14mm 10mm 0 }} body {{ font: 9.5pt "DejaVu Sans";
font-size: 8.6pt; min-height: 273mm; padding: 0 0 14mm 64mm }} .side {{ position: absolute; left:
0; top: -4mm; width: 44mm; padding: 8mm 5mm 6mm 9mm; background: linear-gradient(#fff 17mm, {hue}18
17mm); border-right: 2mm solid {hue}; height: 246mm }} .side small {{ color: {hue}; font-size: 7pt;
display: block; margin-top: 3.5mm }} .side .logo {{ margin-bottom: 4mm }} .side .v {{ white-space:
normal }} .lines th {{ font-weight: normal; font-style: italic; border-bottom: 1pt solid {hue};
white-space: normal; vertical-align: bottom; font-size: 7.6pt }} .lines td {{ padding: 1.4mm 4px }}
.lines .c-name {{ width: 44% }} .steps {{ width: 100%; margin: 6mm 0 }} .steps td {{ padding: 1.2mm
2mm; border-top: 0.4pt solid #bbb }} .steps .a {{ width: 5mm; color: #fff; background: {hue};
text-align: center; border-top: 0.4pt solid #fff }} .steps tr:last-child td {{ font-weight: bold }}
.ways {{ border: 0.6pt solid {hue}; padding: 3mm; line-height: 1.6 }} h2 {{ font-size: 12.5pt;
color: {hue}; margin: 0 }}</style><div class="side">{sheet.logo(facts.seller.brand, hue)}{side}<p
style="font-size:7.4pt;margin-top:16mm">{advert}</p></div><div style="font-size:
8pt">{h.told(sheet, upper)}</div><div style="margin:13mm 0 12mm 42mm;font-size:9.5pt">
{b.address(sheet, "buyer")}</div><h2>{kind}</h2><div style="margin:1mm 0 6mm">{about}<br>{mark}
{sheet.number()}
<span style="color:#777">(à rappeler)</span>, {made} le {sheet.date_of()}</div>
{h.lines(sheet, tops)}<table class="steps">{_steps(sheet)}</table>{ways}
<p style="font-size:7.5pt">Cotisation due pour tout salarié inscrit à l'effectif, quelle que soit la
durée de son contrat (art. L. 4622-6 du Code du travail). Sans déclaration d'effectif avant le
31 janvier, l'appel est fondé sur l'année précédente. La radiation est prononcée après deux
rappels.</p><p class="foot"
style="left:64mm;text-align:left">{h.told(sheet, lower)}<br>Pénalités : 3 fois le taux légal. Frais
de recouvrement : 40 €.</p>"""  # fmt: skip
