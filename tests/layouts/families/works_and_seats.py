"""Layouts of a builder's monthly statement and of a software house's subscriptions."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from tests.layouts import blocks as b
from tests.layouts import formats
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import ZERO, Line, Profile, cents
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet

_STATED = Profile("building", lines=(3, 10), retention=5, prepaid=0, credit=0)
_LOTS = ("Lot 02 Gros œuvre", "Lot 04 Couverture", "Lot 07 Façades", "Lot 11 Isolation")


@family("settlement_above_works", Split.JUDGING, _STATED,
        replace(_STATED, regime="AE", lines=(2, 8)),
        replace(_STATED, retention=0, prepaid=0.4))  # fmt: skip
def settlement_above_works(sheet: Sheet) -> str:
    """A monthly statement of works: what is to be paid stands first, the state of works below."""
    h.adopt(sheet, ("ST-%y%m-##", "%y.###", "F%Y-####", "########", "%y/###-S#"),
            ("%d/%m/%Y", "%d.%m.%Y", "long"))  # fmt: skip
    facts, refs, ink = (
        sheet.facts,
        sheet.facts.references,
        sheet.pick("#3b3b3b", "#7a3b10", "#12436d"),
    )
    reverse, turn = facts.profile.regime == "AE", sheet.rng.randint(2, 9)
    kind = h.titled(
        sheet,
        ("Situation de travaux valant facture", "Facture", "FACTURE DE SITUATION"),
        ("Avoir",),
    )
    rows, before, market = [], ZERO, ZERO
    for place, line in enumerate(facts.lines, 1):
        share = Decimal(sheet.rng.choice((20, 25, 30, 40, 50, 60, 75)))
        rest = sheet.rng.choice((ZERO, ZERO, Decimal(10), Decimal(25)))
        whole = cents(line.total * 100 / share)
        done = cents(whole * (100 - share - min(rest, 100 - share)) / 100)
        before, market = before + done, market + whole
        percent = (done + line.total) * 100 / whole
        unit = "Ens" if line.unit == "forfait" else line.unit
        rows.append([
            f"{place}.{facts.days % 4 + 1}", sheet.cell(line, "name"), unit,
            sheet.cell(line, "price"), formats.number(sheet.style, whole), f"{percent:.0f} %",
            formats.number(sheet.style, done), sheet.cell(line, "qty"),
            *(() if reverse else (sheet.cell(line, "rate"),)), sheet.cell(line, "total"),
        ])  # fmt: skip
    heads: list[Pair] = [
        ("ref", "Art."), ("name", "Désignation des ouvrages"), ("unit", "U"), ("price", "P.U. HT"),
        ("price", "Marché HT"), ("rate", "Cumul"), ("price", "Déjà facturé HT"),
        ("qty", "Qté du mois"), *(() if reverse else (("rate", "TVA"),)),
        ("total", sheet.pick("Mois HT", "À facturer HT")),
    ]  # fmt: skip
    table = b.table([key for key, _ in heads], [head for _, head in heads], rows, "lines")
    foot = f"""Montant du marché HT : {formats.number(sheet.style, market)} – facturé avant ce mois
: {formats.number(sheet.style, before)} – cumul :
{formats.number(sheet.style, before + facts.total_without_vat)}"""  # fmt: skip
    sums: list[tuple[str, str, str]] = []

    def state(word: str, value: str, how: str = "") -> None:
        sums.append((word, how, value))

    state(sheet.pick("Travaux du mois HT", "Montant HT de la présente situation", "Total HT"),
          sheet.total("total_without_vat"), "voir détail ci-dessous")  # fmt: skip
    if reverse:
        state("TVA", "néant", "autoliquidation, art. 283-2 nonies du CGI")
    else:
        for row in facts.vat:
            rate, basis, vat = sheet.vat_row(row)
            state(f"TVA {rate if '%' in rate else rate + ' %'}", vat, f"sur {basis}")
        if len(facts.vat) > 1:
            state("TVA totale", sheet.total("total_vat"))
    state(sheet.pick("Montant TTC", "Total TTC", "Situation TTC"), sheet.total("total_with_vat"))
    if facts.retention:
        state(
            "Retenue de garantie 5 %",
            f"– {sheet.total('retention')}",
            "sur le montant TTC, loi du 16/07/1971",
        )
    if facts.prepaid:
        state(
            "Acomptes encaissés", f"– {sheet.total('prepaid')}", f"virement du {h.day(sheet, -19)}"
        )
    until = "".join(f"{k} {v}" for k, v in h.due(sheet, "au plus tard le", "échéance", "pour le"))
    asked = sheet.pick("À nous régler", "NET À PAYER", "Somme due")
    state(asked, sheet.total("amount_due"), until)
    paid = "".join(
        f'<tr><td>{k}</td><td class="how">{m}</td><td class="n">{v}</td></tr>' for k, m, v in sums
    )
    month = facts.issue_date.replace(day=1) - timedelta(days=1)
    lot = sheet.pick(*_LOTS)
    works = f"{lot} – marché n° {refs['contract']} notifié le {h.day(sheet, -210)}"
    chief = "Donneur d'ordre" if reverse else sheet.pick("Maître d'ouvrage", "Client")
    bond = "" if facts.retention else "Retenue de garantie remplacée par une caution bancaire. "
    seal = "".join(f"<td><small>{word}</small></td>" for word in (
        "L'entreprise", "Le maître d'œuvre – bon pour paiement", "Visa du service financier",
    ))  # fmt: skip
    yours = f"<br>TVA {sheet.vat_id('buyer')}" if reverse or sheet.maybe(0.3) else ""
    mine = "{name}<br>{street_}<br>Tél. {phone}"
    bank = h.told(sheet, sheet.pick("RIB : {iban} – {bic}", "Virement sur {iban}"))
    return f"""<style>@page {{ margin: 12mm }} body {{ font: 9pt
"{sheet.pick("Liberation Sans Narrow", "Liberation Sans", "DejaVu Sans Condensed")}";
padding-bottom: 12mm }} .bar {{ background: {ink}; color: #fff; padding: 2mm 4mm; display: flex;
justify-content: space-between; font-size: 12pt; margin: 4mm 0 }} .who {{ display: grid;
grid-template-columns: 1fr 1fr; gap: 5mm }} .who div {{ border: 0.8pt solid {ink}; padding: 2mm 3mm
}} .who small, .seal small {{ color: #555 }} .pay {{ width: calc(100% - 1mm); margin: 4mm 0;
border: 1.2pt solid {ink} }} .pay td {{ padding: 1.2mm 3mm; border-bottom: 0.4pt solid #999 }} .pay
td:first-child {{ width: 62mm }} .pay tr:last-child {{ font-weight: bold; font-size: 11.5pt }} .how
{{ color: #444; font-size: 8.5pt; font-weight: normal }} .lines {{ font-size: 8pt }} .lines th {{
white-space: normal; border-bottom: 1.2pt solid {ink}; vertical-align: bottom }} .lines td {{
border-bottom: 0.4pt solid #bbb }} .lines .c-name {{ width: 30% }} .lines td:last-child {{
font-weight: bold }} .seal {{ width: calc(100% - 1mm); margin-top: 5mm }} .seal td {{ border: 0.6pt
solid #777; height: 19mm; width: 33% }} h4 {{ margin: 5mm 0 1mm; color: {ink} }}</style><div
class="row"><div>{sheet.logo(facts.seller.brand, ink)}</div><div style="text-align:right;
font-size:8.5pt">{h.told(sheet, mine)}</div></div><div class="bar"><b>{kind} n°
{sheet.number()}</b><span>{sheet.date_of()}</span></div><div
class="who"><div><small>Opération</small><br> {facts.others[1].brand} – {b.street(facts.others[1],
", ")}<br>{works}<br>Situation n° {turn}, travaux arrêtés au
{sheet.day(month)}</div><div><small>{chief}</small><br>{b.address(sheet,
"buyer")}{yours}</div></div>
<h4>Règlement de la situation n° {turn}</h4><table
class="pay">{paid}</table><h4>Avancement</h4>{table}
<p style="margin:1mm 0">{foot}</p><p>{bond}{bank}</p><table class="seal"><tr>{seal}</tr></table><p
class="foot">{h.told(sheet, "{name} – {form} au capital de {capital} € – SIRET {siret} – RCS "
"{register} – APE {activity} – TVA {vat}")}<br>Assurance décennale n° {h.distractor(sheet,
"######@")} – Intérêts moratoires : taux BCE + 10 points – indemnité forfaitaire 40
€</p>"""  # fmt: skip


_SEATS = Profile("software", lines=(1, 5), prepaid=0, paid=0.35, credit=0.08, line_discounts=True)


@family("subscription_cards", Split.MAKING, _SEATS,
        replace(_SEATS, paid=0, lines=(2, 6)), _SEATS)  # fmt: skip
def subscription_cards(sheet: Sheet) -> str:
    """A publisher of software: the sum in a sentence, lines as cards, sums in a coloured column."""
    h.adopt(sheet, ("%Y%m-#####", "FR%y########", "@@@@-####", "F-%Y-######", "SUB-######-%m"),
            ("long", "%d/%m/%Y", "long", "%Y-%m-%d"))  # fmt: skip
    facts, refs, hue = (
        sheet.facts,
        sheet.facts.references,
        sheet.pick("#3d348b", "#087e8b", "#c1121f"),
    )
    credit, paid = facts.type_code == "381", bool(facts.prepaid)
    kind = h.titled(sheet, ("Facture", "Facture d'abonnement"), ("Avoir", "Note de crédit"))
    start = facts.issue_date.replace(day=1)
    card = f"carte •••• {h.distractor(sheet, '####')}"

    def item(line: Line) -> str:
        unit = "" if line.unit == "u" else f" {line.unit}"
        times = f"{sheet.cell(line, 'qty')}{unit} × {sheet.cell(line, 'price')}"
        off = f", remise {sheet.cell(line, 'disc').rstrip('% ')} %" if line.discount else ""
        months = start.month - 1 + int(line.quantity)
        end = date(start.year + months // 12, months % 12 + 1, 1) - timedelta(days=1)
        span = f"<br><i>Période : {sheet.day(start)} – {sheet.day(end)}</i>"
        when = span if line.unit == "mois" else ""
        name = sheet.cell(line, "name")
        return (f'<div class="item"><div><b>{name}</b><br>{times}{off}{when}</div>'
                f'<div class="sum">{sheet.cell(line, "total")}</div></div>')  # fmt: skip

    items = "".join(item(line) for line in facts.lines)
    wired = not (paid or credit) and sheet.maybe(0.6)
    due = h.due(sheet, "Échéance", "À régler pour le" if wired else "Date de prélèvement")
    asked = sheet.total("total_with_vat")
    if credit:
        lead = f"Nous vous créditons de <b>{asked}</b>, imputés sur votre prochaine facture."
    elif paid:
        paid_on = f'<span class="v">{h.day(sheet, 0)}</span>'
        lead = f"Merci ! <b>{asked}</b> ont été réglés par {card} le {paid_on}."
    else:
        lead = f"Votre abonnement s'élève à <b>{asked}</b>"
        if due:
            lead += f", à régler par virement au plus tard le {due[0][1]}" if wired else (
                f", prélevés sur votre compte le {due[0][1]}")  # fmt: skip
        lead += "."
    about: list[Pair] = [
        ("Numéro", sheet.number()),
        ("Émise le" if not credit else "Émis le", sheet.date_of()),
    ]
    about += due
    about += [("Espace client", refs["customer"]), ("Contrat", refs["contract"])]
    if credit:
        about.append(("Corrige la facture", refs["original"]))
    elif sheet.maybe(0.4):
        about.append(("Votre commande", refs["order"]))
    sums: list[Pair] = [(sheet.pick("Hors taxes", "Total HT"), sheet.total("total_without_vat"))]
    sums += h.vat_sums(sheet, "TVA {rate}", "Hors TVA", bare=False)
    sums.append((sheet.pick("TTC", "Total TTC"), sheet.total("total_with_vat")))
    if paid:
        sums.append(("Déjà réglé", sheet.total("prepaid")))
    left = "À votre crédit" if credit else sheet.pick("Reste à payer", "Solde à payer")
    sums.append((left, sheet.total("amount_due")))
    side = h.cards(about, "fact") + "<hr>" + h.cards(sums, "fact")
    yours = h.told(sheet, sheet.pick("", "<br>SIREN {siren}", "<br>TVA {vat}"), "buyer")
    wire = f"<b>Virement</b><br>{{iban}}<br>{{bic}}<br>Libellé à indiquer : {refs['customer']}"
    bank = h.told(sheet, wire) if wired else ""
    flow = sheet.pick("row", "row-reverse")
    return f"""<style>@page {{ margin: 0 }} body {{ font: 9.5pt/1.4 "{sheet.pick("URW Gothic",
"DejaVu Sans", "Nimbus Sans", "DejaVu Sans Condensed")}"; min-height: 0; padding: 0 }} .page
{{ display: flex; flex-direction: {flow}; height: 296mm }} .col {{ background: {hue}; color: #fff;
width: 54mm; padding: 16mm 6mm; box-sizing: border-box }} .fact {{ margin-bottom: 3mm }} .fact
small {{ opacity: .8; font-size: 7.5pt }} .col hr {{ border: 0; border-top: 0.6pt solid #fff;
margin: 5mm 0 }} .page .logo {{ max-width: 56mm; max-height: 8mm }} .body {{ width: 156mm;
box-sizing: border-box; padding: 16mm 12mm 10mm; display: flex; flex-direction: column }} .item {{
display: flex; justify-content: space-between; border: 0.6pt solid #ccc; border-radius: 2.5mm;
padding: 2.5mm 4mm; margin-bottom: 2.5mm }} .item i {{ color: #666; font-size: 8pt }} .sum {{
font-size: 11pt; align-self: center }} .lead {{ font-size: 12.5pt; margin: 9mm 0 7mm }} .lead b {{
color: {hue} }} .end {{ margin-top: auto; display: grid; grid-template-columns: 1fr 1fr; gap: 8mm;
font-size: 7.5pt; color: #444 }} h1 {{ color: {hue}; font-weight: normal; font-size: 17pt; margin:
0 }} .fact:last-child {{ font-size: 13pt; font-weight: bold }}</style><div class="page"><div
class="col">{side}</div><div class="body"><div
class="row"><h1>{kind}</h1>{sheet.logo(facts.seller.brand, hue)}</div><div
style="margin-top:9mm">{sheet.pick("Facturé à", "À l'attention de", "")}<br>{b.address(sheet,
"buyer")} {yours}</div><div class="lead">{lead}</div>{items}<p style="font-size:8pt">Montants des
lignes hors taxes, {sheet.show("currency", "en euros")}. Sauf résiliation deux mois avant son
terme, le contrat se renouvelle par tacite reconduction pour douze mois.</p><div
class="end"><div>{bank}</div><div>{h.told(sheet,
"{name}<br>{street}<br>{form} au capital de {capital} €<br>RCS {register} {siren}<br>"
"TVA {vat}")}</div>
<div>Retard : intérêts au taux BCE majoré de 10 points, indemnité de 40 €.</div>
<div>Assistance : aide@{facts.seller.site[4:]}</div>
</div></div></div>"""  # fmt: skip
