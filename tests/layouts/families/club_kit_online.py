"""A web shop's paper for clubs and associations, as a plug-in of the shop prints it."""

from dataclasses import replace

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet

_KIT = Profile("club_kit", lines=(2, 6), prepaid=0, paid=0.6, credit=0.1)


def _article(sheet: Sheet, line: Line) -> str:
    """Print an article as a card: its picture's place, name and choices, then the price of it."""
    option = {"Maillot": "Taille M, bleu roi, floqué", "Lot": "Orange et vert",
              "Tapis": "Coloris rouge"}  # fmt: skip
    chosen = option.get(line.name.split()[0], "")
    chosen = f" · {chosen}" if chosen else ""
    disc = sheet.cell(line, "disc")
    rebate = f" · remise club {disc if '%' in disc else disc + ' %'}" if disc else ""
    rate = sheet.cell(line, "rate")
    rate = rate if "%" in rate else f"{rate} %"
    return f"""<tr><td class="pic"><div></div></td><td><b>{sheet.cell(line, "name")}</b><br><small>
Réf. {sheet.cell(line, "ref")}{chosen}{rebate}</small></td><td class="n">
{sheet.cell(line, "qty")} × {sheet.cell(line, "price")}<br><small>TVA {rate}</small></td>
<td class="n t">{sheet.cell(line, "total")}</td></tr>"""


def _states(sheet: Sheet) -> str:
    """Print the way of the order as a row of steps with their days."""
    paid = sheet.facts.prepaid > 0
    steps = [("Commande passée", h.day(sheet, -5)), ("Préparée", h.day(sheet, -2)),
             ("Remise au transporteur", h.day(sheet, -1)),
             ("Paiement", "reçu" if paid else "sur facture")]  # fmt: skip
    return "".join(f"<div><b>{k}</b><br>{v}</div>" for k, v in steps)


@family("club_kit_with_receipt_card", Split.MAKING, replace(_KIT, adjustments=("shipping",)),
        replace(_KIT, lines=(4, 9), line_discounts=True),
        replace(_KIT, paid=0, adjustments=("discount", "shipping")))  # fmt: skip
def club_kit_with_receipt_card(sheet: Sheet) -> str:
    """A shop plug-in: cards of articles beside a receipt, the seller named only at the end."""
    h.adopt(sheet, ("#######", "FA######", "%Y#####", "WEB-%y%m-####"), ("%d/%m/%Y", "long"),
            ("R######", "AV#####"))  # fmt: skip
    facts, refs = sheet.facts, sheet.facts.references
    hue = sheet.pick("#e4002b", "#0057b8", "#1a7f37", "#ef7d00")
    kind = h.titled(sheet, ("Facture", "Votre facture"), ("Avoir", "Remboursement (avoir)"))
    credit = facts.type_code == "381"
    heads: list[Pair] = [("Numéro", sheet.number()),
                         (sheet.pick("Date", "Date de facturation"), sheet.date_of())]  # fmt: skip
    if credit:
        heads.append(("Facture d'origine", refs["original"]))
    sums = h.extras(sheet, {"sum": "Articles", "discount": "Code CLUB", "shipping": "Livraison"})
    sums.append((sheet.pick("Sous-total HT", "Total HT"), sheet.total("total_without_vat")))
    sums += h.vat_sums(sheet, "TVA {rate} <small>({basis})</small>", "Non taxé")
    if len(facts.vat) > 1:
        sums.append(("Total TVA", sheet.total("total_vat", bare=True)))
    sums.append((f"<b>{sheet.pick('Total TTC', 'Total')}</b>",
                 f"<b>{sheet.total('total_with_vat')}</b>"))  # fmt: skip
    if facts.prepaid:
        sums.append((sheet.pick("Carte bancaire", "Payé par carte"), sheet.total("prepaid")))
        sums.append(("Solde", sheet.total("amount_due")))
        note = f"Transaction {h.distractor(sheet, '@######@##')}, autorisation accordée."
    elif credit:
        note = "Crédité sur le moyen de paiement utilisé lors de la commande."
    else:
        note = f"""Mandat administratif ou virement, {sheet.pick("avant le", "échéance le")}
{sheet.date_of("due_date")}<br>{sheet.iban()}<br>{sheet.bic()}"""
    receipt = f"""<div class="slip"><div class="k">{kind}</div>{b.pair_rows(heads, "ids")}
{b.pair_rows(sums)}<p>{note}</p></div>"""
    cards = "".join(_article(sheet, line) for line in facts.lines)
    relay = facts.others[0]
    order = h.distractor(sheet, sheet.pick("#####", "C-######", "@@@@@@@@@"))
    steps = "" if credit else f'<div class="steps">{_states(sheet)}</div>'
    maker = h.told(sheet, "<b>{name}</b> · {street_dash} · {mail} · {phone}<br>SIRET {siret} · TVA "
        "{vat} · {form} au capital de {capital} €")  # fmt: skip
    ident = h.distractor(sheet, "FR######_03####")
    return f"""<style>@page {{ margin: 10mm 12mm }} body {{ font: 8.8pt "Liberation Sans"; color:
#222; min-height: 276mm }} .bar {{ background: {hue}; color: #fff; padding: 3mm 5mm; margin: 0 0
6mm; display: flex; justify-content: space-between; border-radius: 1.5mm }} .main {{ display: grid;
grid-template-columns: 1fr 66mm; gap: 7mm; margin-top: 7mm; align-items: start }} .items {{ width:
100% }} .items td {{ border-bottom: 0.5pt solid #ddd; padding: 2mm 1mm; vertical-align: middle }}
.pic div {{ width: 9mm; height: 9mm; background: #eee; border: 0.5pt solid #ccc }} .t {{
font-weight: bold }} small {{ color: #777; font-size: 7.2pt }} .slip {{ border: 0.8pt solid #bbb;
border-top: 3pt solid {hue}; padding: 3mm 4mm; background: #fafafa }} .slip .k {{ font-size: 14pt;
font-weight: bold; margin-bottom: 2mm }} .slip table {{ width: 100% }} .ids {{ border-bottom: 0.8pt
dashed #bbb; margin-bottom: 2mm }} .slip td {{ padding: 0.8mm 0 }} .slip p {{ font-size: 7.6pt;
border-top: 0.8pt dashed #bbb; padding-top: 2mm; margin: 2mm 0 0; line-height: 1.5 }} .steps {{
display: grid; grid-template-columns: repeat(4, 1fr); font-size: 7.5pt; margin-top: 6mm; gap: 3mm }}
.steps div {{ border-top: 2pt solid {hue}; padding-top: 1mm }} .foot {{ line-height: 1.5 }}</style>
<div class="bar"><b style="font-size:13pt">{facts.seller.site}</b><span style="align-self:center">
Commande {order} du {h.day(sheet, -5)} · Compte {refs["customer"]}</span></div><div class="row">
<div style="width:84mm"><small>ADRESSE DE FACTURATION</small><br>{b.address(sheet, "buyer")}</div>
<div style="width:84mm"><small>LIVRAISON</small><br>{b.other(relay)}<br>{sheet.pick(
"Transporteur : point relais", "Transporteur : express 24 h", "À l'attention du trésorier")}</div>
</div>{steps}<div class="main"><div><small>{len(facts.lines)} ARTICLE(S) · PRIX HORS TAXES EN EUROS
</small><table class="items">{cards}</table><p style="color:#777;font-size:7.4pt">Échange sous 30
jours hors articles floqués. Garantie légale de conformité : 2 ans. Votre club est partenaire ?
Présentez votre code à la caisse et cumulez 3 % en dotation sportive.</p></div>{receipt}</div>
<p class="foot">{maker}<br>Identifiant unique éco-organisme ASL {ident} · pénalités de retard : taux
BCE + 10 points, indemnité 40 €</p>"""  # fmt: skip
