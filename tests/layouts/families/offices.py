"""Layouts of offices and practices: a bailiff, a practitioner, a temp agency, a lessor."""

from dataclasses import replace
from datetime import timedelta

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import ZERO, Profile
from tests.layouts.families import Split, family
from tests.layouts.parties import make_person
from tests.layouts.sheet import Sheet


@family("bailiff_costs", Split.MAKING,
        Profile("bailiff", lines=(2, 9), prepaid=0.55, credit=0.03),
        Profile("bailiff", lines=(1, 4), prepaid=0, credit=0.03))  # fmt: skip
def bailiff_costs(sheet: Sheet) -> str:
    """A statement of costs in a case: fees and disbursements apart, the provision taken off."""
    h.adopt(sheet, ("%y/#####", "EF-%Y-####", "#######"), ("long", "%d/%m/%Y", "weekday"))
    facts = sheet.facts
    one, two = make_person(sheet.rng), make_person(sheet.rng)
    groups = ((True, "ÉMOLUMENTS ET HONORAIRES (soumis à TVA)"), (False, "DÉBOURS (hors TVA)"))
    parts = []
    for taxed, head in groups:
        chosen = [line for line in facts.lines if (line.rate > 0) == taxed]
        if chosen:
            heads = (("name", head), ("qty", "Nb"), ("price", "Tarif"), ("total", "EUR"))
            parts.append(h.lines(sheet, heads, chosen=chosen))
            part = sheet.amount(sum((line.total for line in chosen), ZERO))
            parts.append(f'<div class="part">Total partiel : {part}</div>')
    sums: list[Pair] = [("Montant hors taxes", sheet.total("total_without_vat"))]
    sums += h.vat_sums(sheet, "T.V.A. {rate} sur {basis}", "dont débours")
    sums.append(("Coût total T.T.C.", sheet.total("total_with_vat")))
    words = {"prepaid": ("Provision versée", "À déduire : provision"), "amount": ("Reste dû",)}
    sums += h.owed(sheet, words | {"credit": ("Vous revient",)})
    kind = h.titled(sheet, ("ÉTAT DE FRAIS", "NOTE DE FRAIS ET HONORAIRES"), ("AVOIR",))
    case = f"Affaire : {facts.others[0].name} c/ {make_person(sheet.rng)}"
    until = "".join(f"{label} {value}" for label, value in h.due(sheet, "À régler avant le"))
    ids = "Office de commissaire de justice - SIRET {siret} - TVA {vat}"
    return f"""<style>body {{ font: 10.5pt "Nimbus Roman" }} .two {{ display: grid;
grid-template-columns: 48mm 1fr; gap: 8mm }} .left {{ font-size: 8.5pt; text-align: center;
border-right: 1px solid; padding-right: 4mm; min-height: 235mm }} .lines {{ margin-top: 5mm }}
.lines th {{ font-size: 9pt; border-bottom: 1px solid }} .lines .c-name {{ width: 62% }} .part {{
text-align: right; font-style: italic }} .sum {{ width: 100%; margin-top: 7mm; border-top: 3px
double }} .sum tr:last-child {{ font-weight: bold; font-size: 13pt }}</style><div class="two"><div
class="left"><b>{sheet.name("seller")}</b><br><br>{one}<br>{two}<br><i>Commissaires de justice
associés</i><br><br>{b.street(facts.seller)}<br><br>{h.told(sheet, "Tél. {phone}<br>{mail}")}
<br><br>CDC : {h.told(sheet, "{iban}")}<br><br>Réception du public<br>9 h - 12 h</div><div><div
style="margin:0 0 10mm 25mm">{b.address(sheet, "buyer")}</div><b style="font-size:14pt">{kind}</b>
<br>Acte n° {h.distractor(sheet, "C######")} - Dossier {facts.references["file"]}<br>{case}<br><br>
Facture {sheet.number()}, {sheet.pick("établie le", "du", "dressée le")} {sheet.date_of()}
{"".join(parts)}{b.pair_rows(sums, "sum")}<p>{until}</p></div></div><p class="foot">
{h.told(sheet, ids)} - Membre d'une association agréée</p>"""  # fmt: skip


@family("practitioner_fees", Split.MAKING,
        Profile("practice", lines=(1, 4), regime="E", person=True, credit=0.02, paid=0.3),
        Profile("training", lines=(1, 4), regime="E", person=True, credit=0.02))  # fmt: skip
def practitioner_fees(sheet: Sheet) -> str:
    """A fee note without VAT: a dark column at the left, one sum, the number below the title."""
    h.adopt(sheet, ("%Y-###", "NH %Y-###", "%y%m-##", "##/%Y"), ("%d %m %Y", "%d/%m/%y", "long"))
    facts, hue = sheet.facts, sheet.pick("#2c3e50", "#6b2737", "#27543a")
    care = facts.profile.trade == "practice"
    kind = h.titled(sheet, ("Note d'honoraires", "NOTE D'HONORAIRES", "Facture"), ("Avoir",))
    side = [f'<span style="font:22pt Z003">{facts.seller.brand}</span>', sheet.name("seller")]
    side += [sheet.pick("Ostéopathe D.O.", "Médecin") if care else "Formatrice consultante"]
    side += [h.told(sheet, "<br>{street}<br>{phone}<br>{mail}<br><br>SIRET<br>{siret}")]
    number = h.distractor(sheet, "10#########" if care else "53 35 ##### 35")
    side += [f"{'<br>RPPS' if care else '<br>N° de déclaration d’activité'}<br>{number}"]
    if facts.type_code != "381":
        side.append(f"<br>Virement<br><small>{sheet.iban()}</small><br>{sheet.bic()}")
    why = "Exonéré de TVA, article 261-4-1° du CGI" if care else sheet.pick(
        "TVA non applicable, art. 293 B du CGI", "Exonérée de TVA, art. 261.4.4° a")  # fmt: skip
    heads: tuple[Pair, ...] = (
        ("name", "Nature des prestations"),
        ("qty", "Nombre"),
        ("price", "Honoraires"),
    )
    table = h.lines(sheet, (*heads, ("total", "Total")))
    words = ("Total des honoraires", "Montant total", "TOTAL NET DE TAXE")
    sums: list[Pair] = [(sheet.pick(*words), sheet.total("total_with_vat"))]
    sheet.show("total_without_vat", sheet.printed["total_with_vat"][0])
    if facts.prepaid:
        paid = {"prepaid": ("Acquitté par chèque", "Réglé"), "amount": ("Reste à régler",)}
        sums += h.owed(sheet, paid)
    until = "".join(
        f"{label} {value}" for label, value in h.due(sheet, "À régler pour le", "Avant le")
    )
    return f"""<style>@page {{ margin: 0 }} body
{{ font: 10pt "P052"; min-height: 296mm; padding: 0 }}
.side {{ position: absolute; left: 0; top: 0; width: 58mm; height: 296mm; background: {hue}; color:
#fff; padding: 14mm 6mm; box-sizing: border-box; font-size: 8.5pt }} .side .v {{ white-space: normal
}} .main {{ margin-left: 68mm; padding: 16mm 14mm 0 0 }} .lines {{ margin: 10mm 0 6mm }} .lines th,
.lines td {{ border-bottom: 0.5pt solid #bbb; padding: 2mm 1mm }} .sum {{ width: 100% }} .sum td {{
font-size: 13pt; color: {hue}
}}</style><div class="side">{"<br>".join(side)}</div><div class="main">
<div style="margin-bottom:14mm">{b.address(sheet, "buyer")}</div><b
style="font-size:19pt">{kind}</b>
<br>n° {sheet.number()}<br>{sheet.pick("le", "du", "date :")} {sheet.date_of()}<br><small>Convention
{facts.references["contract"]} du
{h.day(sheet, -48)}</small>{table}{b.pair_rows(sums, "sum")}<p>{why}
</p><p>{until}</p><p><small>En cas de retard : indemnité forfaitaire de 40 €.</small></p></div>
"""  # fmt: skip


@family("temp_agency_assigned", Split.MAKING,
        Profile("temp", lines=(4, 16), prepaid=0, credit=0.08),
        Profile("security", lines=(3, 14), prepaid=0, credit=0.05))  # fmt: skip
def temp_agency_assigned(sheet: Sheet) -> str:
    """Hours by worker, a text turned up the edge, the claim assigned to a factor."""
    h.adopt(sheet, ("F%W-%y-#####", "%y#######", "A0##/######"), ("%d/%m/%Y", "%d/%m/%y"),
            ("V%W-%y-#####",))  # fmt: skip
    facts, factor = sheet.facts, sheet.facts.others[0]
    heads: tuple[Pair, ...] = (
        ("name", "Rubrique"),
        ("qty", "Nombre"),
        ("unit", "U"),
        ("price", "Taux fact."),
    )
    heads += (("total", "Montant H.T."),)
    rows = []
    for start in range(0, len(facts.lines), 4):
        body = h.lines(sheet, heads, chosen=facts.lines[start : start + 4])
        who = f"{make_person(sheet.rng)} - contrat {h.distractor(sheet, '######')} - semaine du"
        first = sheet.day(facts.issue_date - timedelta(days=7 + start))
        rows.append(f'<tr><td colspan="5" class="who">{who} {first}</td></tr>')
        rows.append(body.split("<tbody>")[1].split("</tbody>")[0])
    top = "".join(f"<th>{head}</th>" for _, head in heads)
    credit = facts.type_code == "381"
    left: list[Pair] = [("Avoir n°" if credit else "Facture n°", sheet.number())]
    left.append(("Établi le" if credit else "Établie le", sheet.date_of()))
    left += h.due(sheet, "Échéance", "Date de règlement")
    right: list[Pair] = [("Client n°", h.distractor(sheet, "C####")), ("Agence", "Code 0412")]
    right.append(("Réf. commande", facts.references["order"]))
    kind = h.titled(sheet, ("FACTURE", "Facture de mise à disposition"), ("AVOIR", "Note d'avoir"))
    band: list[Pair] = [("Total hors taxe", sheet.total("total_without_vat", bare=True))]
    band += h.vat_sums(sheet, "TVA {rate}", "Non taxé")
    band.append(("Total toutes taxes", sheet.total("total_with_vat", bare=True)))
    last = "À déduire (EUR)" if credit else "À payer (EUR)"
    band.append((last, sheet.total("amount_due", bare=True)))
    told = f"""Pour être libératoire, votre règlement doit être effectué à l'ordre de {factor.name},
{b.street(factor, ", ")}, RCS {factor.register} {factor.siren}, qui le reçoit par voie de
subrogation
dans le cadre d'un contrat d'affacturage. Compte : {h.told(sheet, "{iban} - {bic}")}"""
    edge = (
        "{name} - {form} au capital de {capital} € - RCS {register} {siren} - SIRET {siret} - APE "
    )
    edge = h.told(sheet, edge + "{activity} - TVA {vat} - Garantie financière art. L.1251-49")
    return f"""<style>@page {{ margin: 12mm 15mm 12mm 8mm }} body
{{ font: 8.5pt "Nimbus Sans"; padding-left:
12mm }} .edge {{ position: absolute; left: 0; top: 262mm; width: 255mm; transform: rotate(-90deg);
transform-origin: 0 0;
font-size: 6.5pt; color: #555 }} .edge .v {{ white-space: normal }} .lab {{ display: grid;
grid-template-columns: 1fr 1fr; gap: 8mm; background: #f5efe2; padding: 3mm; margin: 5mm 0 }} .lab
.pairs {{ width: 100% }} .who {{ font-weight: bold; padding-top: 2.5mm }} .lines th {{ text-align:
right; border-bottom: 1px solid #c60 }} .lines th:first-child {{ text-align: left }} .band {{ width:
100%; margin: 6mm 0 }} .band th {{ font-weight: normal; text-align: center; border-top: 2px solid
#c60
}} .band td {{ text-align: center; font-size: 11pt; border-bottom: 2px solid #c60 }} .told {{
border:
1.5px solid; padding: 2mm; font-weight: bold; font-size: 8pt
}}</style><div class="edge">{edge}</div>
<div class="row"><div>{sheet.logo(facts.seller.brand, "#c60")}<br>{
        h.told(sheet, "Agence<br>{street}<br>{phone}")
    }</div><div style="font-size:17pt;color:#c60">{kind}</div></div><div
style="margin:6mm 0 0
88mm;font-size:10pt">{b.address(sheet, "buyer")}<br><span style="font-size:7.5pt">TVA
{sheet.vat_id("buyer")}</span></div><div class="lab">{b.pair_rows(left, colon=" :")}
{b.pair_rows(right, colon=" :")}</div><table class="lines"><thead><tr>{top}</tr></thead><tbody>
{"".join(rows)}</tbody></table>{b.pair_boxes(band, "band")}<div
class="told">{told}</div>"""  # fmt: skip


_LEASE = Profile("leasing", lines=(1, 4), prepaid=0, credit=0.0)


@family("leasing_schedule", Split.MAKING, _LEASE, replace(_LEASE, lines=(2, 5), credit=0.1))
def leasing_schedule(sheet: Sheet) -> str:
    """A lessor: this term's sums, then a table of the terms to come, with days and sums alike."""
    h.adopt(sheet, ("L########", "%Y%m-######", "LOC/######/##"), ("%d/%m/%Y", "%d-%m-%Y"))
    facts = sheet.facts
    kind = h.titled(sheet, ("FACTURE DE LOYER", "AVIS D'ÉCHÉANCE VALANT FACTURE"), ("AVOIR",))
    about: list[Pair] = [("Contrat de location n°", facts.references["contract"])]
    credit = facts.type_code == "381"
    about.append(("N° d'avoir" if credit else "N° de facture", sheet.number()))
    about.append(("Date d'édition", sheet.date_of()))
    about += h.due(sheet, "Date de prélèvement", "Échéance du")
    about.append(("Mandat SEPA (RUM)", h.distractor(sheet, "++############")))
    about.append(("Prise d'effet du contrat", h.day(sheet, -210)))
    heads: tuple[Pair, ...] = (("name", "Libellé"), ("qty", "Nb"), ("price", "Montant unitaire HT"))
    heads += (("rate", "TVA"), ("total", "Montant HT"))
    sums: list[Pair] = [("Total HT", sheet.total("total_without_vat"))]
    sums.append(("Montant de la TVA", sheet.total("total_vat")))
    gross_word = "Total TTC" if credit else "Total TTC de l'échéance"
    sums.append((gross_word, sheet.total("total_with_vat")))
    net, gross = (sheet.amount(v) for v in (facts.total_without_vat, facts.total_with_vat))
    steps = [[str(i + 8), h.day(sheet, 30 * i), net, gross] for i in range(1, 12)]
    columns = ("pos", "delivery", "total", "total")
    plan = b.table(columns, ("N°", "Échéance", "Loyer HT", "Loyer TTC"), steps, "plan")
    plan = plan if facts.type_code == "380" else ""
    half = f"<h3>Échéancier des loyers à venir</h3>{plan}" if plan else ""
    return f"""<style>body {{ font: 9pt "Liberation Serif" }} .card {{ background: #eaf1f8; padding:
3mm 5mm; width: 86mm }} .about {{ width: 100% }} .about td {{ border-bottom: 0.5pt solid #c3d3e4 }}
.about .n {{ font-weight: bold }} .lines {{ margin: 4mm 0 }} .lines th
{{ background: #1f3f66; color:
#fff; font-weight: normal }} .lines .c-name {{ width: 46% }} .sum {{ background: #eaf1f8; width:
100%
}} .sum td {{ padding: 1.2mm 4mm }} .plan {{ font-size: 7.5pt; width: 110mm }} .plan td, .plan th {{
border: 0.4pt solid #999; padding: 0.3mm 2mm }}</style><div class="row"><div style="width:80mm">
<b style="font-size:13pt;color:#1f3f66">{sheet.name("seller")}</b><br>{b.street(facts.seller)}<br>
Service clients {facts.seller.phone}<br><br><br>{b.address(sheet, "buyer")}<br>SIREN
{sheet.siren("buyer")}</div><div class="card"><b>{kind}</b>{b.pair_rows(about, "about")}</div></div>
<p>Matériel loué : {sheet.pick("photocopieur A3", "véhicule utilitaire", "chariot élévateur")} - n°
de
série {h.distractor(sheet, "SN########")} - Fournisseur : {facts.others[0].name}</p>
{h.lines(sheet, heads)}{b.pair_rows(sums, "sum")}<p>La somme de {sheet.total("amount_due")}
{"sera portée au crédit de" if credit else "sera prélevée sur"} votre
compte.</p>{half}
<p class="foot">{h.told(sheet, "{name}, {form} au capital de {capital} €, {street_} - {siren} RCS "
"{register} - TVA {vat} - ORIAS 07 023 ") + h.distractor(sheet, "###")}</p>"""  # fmt: skip
