"""Layouts of those who bill an account by the period: a phone company, a parcel carrier."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from tests.layouts import blocks as b
from tests.layouts import formats
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import ZERO, Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet

_LINES = Profile("fleet", lines=(4, 14), prepaid=0, credit=0.05)


def _rubric(line: Line) -> str:
    if line.rate == 0:
        return "Achats de contenus auprès d'éditeurs tiers"
    if line.unit == "mois":
        return "Abonnements, forfaits et options"
    return "Consommations hors forfait" if line.unit == "min" else "Prestations ponctuelles"


@family("rubrics_then_lines", Split.MAKING, _LINES,
        replace(_LINES, trade="telecom", lines=(3, 7)),
        replace(_LINES, lines=(9, 22), credit=0))  # fmt: skip
def rubrics_then_lines(sheet: Sheet) -> str:
    """A phone company: sums by rubric and the account's balance first, each line of it overleaf."""
    h.adopt(sheet, ("%y%m@########", "1#########", "4#-########-%m", "########@#-%y@#"),
            ("long", "%d.%m.%Y", "%d/%m/%Y"))  # fmt: skip
    facts, refs = sheet.facts, sheet.facts.references
    hue = sheet.pick("#e4572e", "#1b998b", "#5f0f40", "#0d3b66")
    credit = facts.type_code == "381"
    kind = h.titled(
        sheet, ("Facture", "Votre facture", "Facture Entreprises"), ("Avoir", "Note d'avoir")
    )
    number, account = sheet.number(), h.distractor(sheet, "0 ### ### ###")
    rubrics = list(dict.fromkeys(_rubric(line) for line in facts.lines))
    sums: list[Pair] = []
    for word in rubrics:
        total = sum((line.total for line in facts.lines if _rubric(line) == word), ZERO)
        sums.append((word, sheet.amount(total)))
    sums.append((sheet.pick("Total hors taxes", "Total de vos services HT", "Sous-total HT"),
                 sheet.total("total_without_vat", bare=True)))  # fmt: skip
    sums.append((sheet.pick("TVA", "Montant de la TVA", "Taxes (détail page suivante)"),
                 sheet.total("total_vat", bare=True)))  # fmt: skip
    sums.append((f"Total {'avoir' if credit else 'facture'} TTC du {sheet.date_of()}",
                 sheet.total("total_with_vat", bare=True)))  # fmt: skip
    before = sum((line.total for line in facts.lines[:3]), Decimal("18.40"))
    owes = formats.number(sheet.style, before)
    balance: list[Pair] = [
        (f"Montant de votre facture précédente ({h.day(sheet, -31)})", owes),
        (f"Votre règlement reçu le {h.day(sheet, -16)} – merci", f"– {owes}"),
        ("Solde antérieur", formats.number(sheet.style, ZERO)),
    ]
    asked = "Porté au crédit de votre compte" if credit else sheet.pick(
        "Montant à payer", "Somme à régler", "Total à prélever")  # fmt: skip
    when = "".join(
        f"{k} <b>{v}</b>"
        for k, v in h.due(
            sheet,
            "prélèvement automatique le",
            "par prélèvement à partir du",
            "date limite de paiement :",
        )
    )
    numbers = [h.distractor(sheet, "06 ## ## ## ##") for _ in range(3)]
    heads: tuple[Pair, ...] = (("name", "Détail"), ("unit", ""), ("qty", "Quantité"))
    if facts.profile.trade == "fleet" and sheet.maybe():
        heads = (("=06 ## ## ## ##", "Ligne"), *heads)
    heads += (("price", "PU HT"), ("rate", "TVA %"), ("total", "Montant HT (€)"))
    details = []
    for place, word in enumerate(rubrics):
        chosen = [line for line in facts.lines if _rubric(line) == word]
        note = f" – ligne {numbers[place]}" if place < 3 and len(facts.lines) < 9 else ""
        table = h.lines(sheet, heads, chosen=chosen)
        details.append(f"<h3>{word}{note}</h3>{table}<div class='sub'>Total {word.lower()} : "
                       f"{sums[place][1]}</div>")  # fmt: skip
    bases = (("rate", "Taux"), ("basis", "Assiette HT (€)"), ("vat", "TVA (€)"))
    post = f"Service Entreprises, TSA 4{facts.days:02}12, {facts.others[0].town}"
    contact = [
        ("Votre espace client", facts.seller.site),
        ("Service client Pro", "3977 (appel gratuit)"),
        ("Par courrier", post),
        ("Votre conseiller", "M. Quentin Delorme"),
    ]
    ids = [
        ("N° de compte", account),
        ("N° de client", refs["customer"]),
        ("N° de contrat", refs["contract"]),
    ]
    if credit:
        ids.append(("Facture d'origine", refs["original"]))
    if sheet.maybe(0.4):
        ids.append(("Votre bon de commande", refs["order"]))
    mandate = "" if credit else f"""Référence unique du mandat {h.distractor(sheet,
"++FR##########")} – ICS FR{h.distractor(sheet, "##")}ZZZ{h.distractor(sheet,
"######")}"""  # fmt: skip
    period = f"{h.day(sheet, -31)} au {h.day(sheet, -1)}"
    over = f"""<div class="run"><span>{facts.seller.brand}</span><span>Compte {account}</span>
<span>{kind.replace("Votre f", "F")} {number}</span><span>%p/%t</span></div>"""  # fmt: skip
    legal = h.told(sheet, "{name}, {form} au capital de {capital} € – {siren} RCS {register} – "
                   "Siège social : {street_} – TVA intracommunautaire {vat}")  # fmt: skip
    pages = 3 if len(facts.lines) > 8 else 2
    turn = '<div class="break"></div>'
    back = f"""<h3>TVA</h3>{h.recap(sheet, bases)}<p class="small">TVA acquittée sur les débits.
Les achats auprès d'éditeurs tiers sont encaissés pour leur compte. Conservation des données de
facturation : 12 mois. Réclamation : sous un an, puis Médiateur des communications électroniques,
CS 30342, 94257 Gentilly Cedex. Tout retard donne lieu à des pénalités égales à trois fois le taux
d'intérêt légal et à une indemnité de 40 €.</p><div class="ad"><b>Passez à la fibre
dédiée</b><br>Débit garanti et rétablissement en 4 heures, dès 189 € HT par mois, engagement 36
mois.</div>"""  # fmt: skip
    mid = f"{turn}{over.replace('%p', '3')}" if pages == 3 else ""
    inner = f"{turn}{over.replace('%p', '2')}{''.join(details)}{mid}{back}"
    inner = inner.replace("%t", str(pages))
    return f"""<style>@page {{ margin: 12mm 14mm }} body {{ font: 9pt
"{sheet.pick("Liberation Sans", "DejaVu Sans Condensed", "Nimbus Sans")}"; min-height: 0; padding:
0 }} .one {{ position: relative; height: 270mm }} .side {{ width: 52mm; font-size: 8pt;
line-height: 1.5 }} .side p {{ margin: 0 0 2.5mm }} .side b {{ color: {hue} }} .main {{ width:
122mm }} .t {{ font-size: 17pt; color: {hue} }} .box {{ width: 100% }} .box td {{ padding: 1.6mm
1mm; border-bottom: 0.5pt solid #bbb }} .box tr:last-child td {{ font-weight: bold; border-bottom:
1.5pt solid {hue} }} .ask {{ background: {hue}; color: #fff; display: flex; justify-content:
space-between; padding: 3mm; margin: 4mm 0 2mm; font-size: 13pt; border-radius: 2mm }} .run {{
display: flex; justify-content: space-between; border-bottom: 1.5pt solid {hue}; font-size: 8pt;
padding-bottom: 1mm }} h3 {{ color: {hue}; margin: 5mm 0 1mm; font-size: 10.5pt }} .sub {{
text-align: right; font-weight: bold; padding: 1mm 4px }} .lines td {{ border-bottom: 0.5pt dotted
#aaa }} .lines th {{ font-weight: normal; color: #666; font-size: 8pt }} .c-text {{ white-space:
nowrap }} .lines .c-qty, .lines .c-price {{ width: 20mm }} .small {{ font-size: 7.5pt; color: #444
}} .ad {{ border: 1pt solid {hue}; padding: 3mm; width: 90mm; border-radius: 2mm }} .to {{ margin:
6mm 0 14mm 98mm; font-size: 10pt; min-height: 24mm }} .end {{ position: absolute; bottom: 0;
font-size: 7pt; color: #555 }} .vat td, .vat th {{ padding: 1mm 4mm }}</style><div class="one"><div
class="row">{sheet.logo(facts.seller.brand, hue)}<span style="font-size:8pt">page
1/{pages}</span></div>
<div class="to">{sheet.pick("", "Service comptabilité fournisseurs<br>")}{b.address(sheet,
"buyer")}</div>
<div class="row"><div class="main"><div class="t">{kind}</div>n° {number} – période du
{period}<br><br> {b.pair_rows(sums, "box")}<p class="small">{sheet.currency_note()}</p>
<div style="height:2mm"></div>{b.pair_rows(balance,
"box")}<div class="ask">
<span>{asked}</span>{sheet.total("amount_due")}</div>{when}<p class="small">{mandate}</p></div><div
class="side">{"".join(f"<p>{k}<br><b>{v}</b></p>" for k, v in ids)}<hr>{"".join(
f"<p><b>{k}</b><br>{v}</p>" for k, v in contact)}</div></div><div class="end">{legal}</div></div>
{inner}"""  # fmt: skip


_PARCELS = Profile("express", lines=(4, 12), prepaid=0, credit=0.05)


@family("half_month_of_parcels", Split.MAKING, _PARCELS,
        replace(_PARCELS, lines=(3, 8), credit=0.15), _PARCELS)  # fmt: skip
def half_month_of_parcels(sheet: Sheet) -> str:
    """A carrier on paper laid crosswise: payment boxes at the left, services weighed and summed."""
    h.adopt(sheet, ("%y####%m##", "0########", "@@%y-######", "FT ######"),
            ("%d/%m/%Y", "%d.%m.%y", "%d/%m/%y"))  # fmt: skip
    facts, refs, hue = (
        sheet.facts,
        sheet.facts.references,
        sheet.pick("#b5121b", "#f2a900", "#00508f"),
    )
    credit = facts.type_code == "381"
    first = facts.issue_date.day > 15
    last = facts.issue_date.replace(day=15) if first else facts.issue_date.replace(day=1)
    last -= timedelta(days=0 if first else 1)
    start = last.replace(day=1 if first else 16)
    half = f"{'1re' if first else '2de'} quinzaine – du {sheet.day(start)} au {sheet.day(last)}"
    kind = h.titled(
        sheet, ("FACTURE DE TRANSPORT", "FACTURE", "Facture"), ("AVOIR TRANSPORT", "Avoir")
    )
    rows, weight = [], Decimal(0)
    for line in facts.lines:
        many = line.quantity if line.unit == "exp." else Decimal(1)
        kilos = (many * Decimal(sheet.rng.randint(9, 64)) / 10).quantize(Decimal("0.1"))
        sent = line.unit == "exp." and "Supplément" not in line.name and "Seconde" not in line.name
        weight += kilos if sent else 0
        cell = sheet.cell(line, "total")
        rows.append([
            h.distractor(sheet, "@##"), sheet.cell(line, "name"),
            sheet.cell(line, "qty"), formats.number(sheet.style, kilos, 1) if sent else "",
            sheet.cell(line, "price"), "" if line.rate else cell, cell if line.rate else "",
        ])  # fmt: skip
    head = ("Prod.", "Libellé", "Nb", "Poids (kg)", "P.U. moyen", "Non taxable", "Taxable")
    table = b.table(("ref", "name", "qty", "price", "price", "total", "total"), head, rows, "lines")
    sums: list[Pair] = []
    for row in facts.vat:
        rate, basis, vat = sheet.vat_row(row)
        rate = rate if "%" in rate else f"{rate} %"
        sums.append((f"Base {'taxable' if row.rate else 'exonérée'}", basis))
        if row.rate:
            sums.append((f"TVA {rate}", vat))
    sums.append(("Montant HT", sheet.total("total_without_vat", bare=True)))
    sums.append(("Montant TVA", sheet.total("total_vat", bare=True)))
    sums.append(("Montant TTC", sheet.total("total_with_vat", bare=True)))
    left: list[Pair] = [("N° DE COMPTE", refs["customer"]), ("AGENCE", facts.others[1].town)]
    left += [
        ("DATE DE FACTURATION", sheet.date_of()),
        ("N° FACTURE" if not credit else "N° AVOIR", sheet.number()),
    ]
    left += h.due(sheet, "ÉCHÉANCE", "DATE DE RÈGLEMENT", "À PAYER LE")
    mode = "à déduire" if credit else sheet.pick("Prélèvement SEPA", "Virement", "LCR directe")
    left.append(("MODE", mode))
    if credit:
        left.append(("RECTIFIE LA FACTURE", refs["original"]))
    asked = "À VOTRE CRÉDIT" if credit else sheet.pick("NET À PAYER", "MONTANT DÛ")
    left.append((asked, sheet.total("amount_due")))
    exempt = any(row.rate == 0 for row in facts.vat)
    why = "Non taxable : transports hors Union européenne, art. 262 I du CGI. " * exempt
    pay = "" if mode != "Virement" else h.told(
        sheet, "Coordonnées bancaires : {iban} – BIC {bic}. Rappeler le compte et le n° de pièce.",
    )  # fmt: skip
    index = formats.number(sheet.style, Decimal(sheet.rng.randint(820, 1940)) / 100)
    return f"""<style>@page {{ size: A4 landscape; margin: 9mm 11mm }} body {{ font: 9pt
"{sheet.pick("DejaVu Sans Condensed", "Nimbus Sans", "Liberation Sans")}"; min-height:
190mm; padding: 0 0 13mm }} .grid {{ display: grid; grid-template-columns: 50mm 1fr; gap: 6mm }}
.card {{ border: 0.8pt solid {hue}; padding: 1.2mm 2mm; margin-bottom: 1.5mm; font-size: 10pt }}
.card small {{ font-size: 6.5pt; color: #555 }} .card:last-of-type {{ background: #f1f1f1;
font-weight: bold; font-size: 12pt }} .lines th {{ background: {hue}; color: #fff; font-weight:
normal; padding: 1mm 2mm }} .lines td {{ padding: 0.9mm 2mm; border-left: 0.4pt solid #999;
border-right: 0.4pt solid #999 }} .lines {{ border-bottom: 0.8pt solid {hue} }} .lines .c-name {{
width: 44% }} .band {{ margin: 3mm 0 0 auto }} .band th {{ font-weight: normal; font-size: 7.5pt;
text-align: right }} .band td {{ text-align: right; padding: 0.6mm 3mm; border: 0.5pt solid {hue}
}} .band th {{ padding: 0 3mm }}</style><div class="row"><div>{sheet.logo(facts.seller.brand,
hue)}</div><div style="font-size:13pt"><b>{kind}</b>
<br><span style="font-size:9pt">{half}</span></div><div
style="width:80mm;font-size:10pt;min-height: 27mm;padding-top:8mm">{b.address(sheet,
"buyer")}<br><span style="font-size:8pt">{sheet.pick("TVA", "N° TVA client :")}
{sheet.vat_id("buyer")}</span></div></div><div class="grid"><div>{h.cards(left)}</div><div>
{table}<p style="margin:1mm 0">Poids total des expéditions : {formats.number(sheet.style, weight,
1)} kg – indice gazole CNR du mois : {index} % – le détail par expédition est sur
{facts.seller.site}</p> {b.pair_boxes(sums, "band")}<p>{why}{pay}</p><p style="font-size:7pt">Prix
nets sans escompte. Loi du 6 janvier 2006 : les frais de transport sont payables à 30 jours au plus
à compter de l'émission de la facture. Retard : taux BCE majoré de dix points, indemnité de 40 €.
Les réclamations sont à adresser sous 14 jours à {facts.seller.mail}.</p></div></div><p
class="foot">{h.told(sheet, "{name}, {form} au capital de {capital} € – {street_} – RCS "
"{register} {siren} – APE {activity} – TVA {vat}")} – Licence de
transport {h.distractor(sheet, "20##/##/00#####")}</p>"""  # fmt: skip
