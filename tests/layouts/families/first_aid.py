"""Papers of a shop of first-aid goods: what its plug-in prints with an order."""

from dataclasses import replace

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet

_AID = Profile("firstaid", lines=(1, 6), paid=0.55, prepaid=0, credit=0.07)


def _detail(sheet: Sheet, line: Line) -> str:
    """Print what the shop knows of an article: its number, batch and last day."""
    text = f"UGS : {line.reference}"
    if line.name.startswith(("Compresses", "Pansements", "Électrodes", "Recharge")):
        year = sheet.facts.issue_date.year + sheet.rng.randint(2, 4)
        text += f"<br>Lot : {h.distractor(sheet, '@#####')}<br>À utiliser avant : "
        text += f"{sheet.rng.randint(1, 12):02}/{year}"
    if line.name.startswith("Défibrillateur"):
        text += f"<br>N° de série : {h.distractor(sheet, 'X##@######')}<br>Garantie : 8 ans"
    return f"<br><small>{text}</small>"


@family("first_aid_shop", Split.JUDGING, replace(_AID, tax_included=True),
        replace(_AID, adjustments=("shipping", "discount"), paid=0.3),
        replace(_AID, adjustments=("shipping",), lines=(1, 3), paid=0.8))  # fmt: skip
def first_aid_shop(sheet: Sheet) -> str:
    """A shop's plug-in: sums as the table's last rows, VAT in brackets behind the total, thanks."""
    h.adopt(sheet, ("%Y-####", "FS-#####", "#####", "WEB%y-#####"),
            ("long", "long", "%d/%m/%Y", "%d-%m-%Y"), ("R-####", "AV-#####"))  # fmt: skip
    facts, refs = sheet.facts, sheet.facts.references
    hue = sheet.pick("#1a8f3c", "#d81e28", "#0a6ebd")
    credit, included = facts.type_code == "381", facts.profile.tax_included
    kind = h.titled(sheet, ("Facture", "FACTURE"), ("Remboursement", "Facture d'avoir"))
    tax = "TTC" if included else "HT"
    heads: tuple[Pair, ...] = (("name", "Produit"), ("price", f"Prix {tax}"), ("qty", "Quantité"))
    heads += (("rate", "TVA"), ("total", f"Total {tax}"))
    table = h.lines(sheet, heads, more=lambda line: _detail(sheet, line))
    words = {"sum": "Sous-total", "shipping": "Expédition : colis suivi 48 h",
             "discount": f"Code promo : {sheet.pick('PRO10', 'SECOURS')}"}  # fmt: skip
    rows = h.extras(sheet, words, bare=False)
    net, vat = sheet.total("total_without_vat"), sheet.total("total_vat")
    parts = []
    for row in facts.vat:
        percent = sheet.rate(row.rate).replace("%", "").strip()
        if len(facts.vat) > 1:
            basis = sheet.vat_row(row)[1]
            tax_of = sheet.amount(row.amount, bare=False)
            parts.append(f"{tax_of} de TVA à {percent} % sur {basis}")
        else:
            sheet.vat_row(row)
            parts.append(f"{vat} de TVA à {percent} %")
    inside = " et ".join(parts)
    if len(parts) > 1:
        inside = f"{vat} de TVA : {inside}"
    way = sheet.pick("Carte bancaire", "Virement bancaire", "Mandat administratif (Chorus Pro)")
    if facts.prepaid:
        way = sheet.pick("Carte bancaire", "PayPal", "Virement reçu")
    rows.append(("Total hors TVA", net))
    rows.append(("Mode de paiement", "Identique au paiement initial" if credit else way))
    word = sheet.pick("Total", "Total de la commande")
    rows.append((f"{word} TTC", f"<b>{sheet.total('total_with_vat')}</b>"))
    if facts.prepaid:
        rows.append(("Payé en ligne", sheet.total("prepaid")))
        rows.append(("Reste à payer", sheet.total("amount_due")))
    else:
        sheet.total("amount_due")
    ends = "".join(
        f'<tr><td class="l">{label}</td><td class="n">{value}</td></tr>' for label, value in rows
    )
    until = "".join(f"<br>{label} {value}" for label, value in h.due(
        sheet, "À payer avant le", "Échéance :", "Paiement attendu le"))  # fmt: skip
    order = h.distractor(sheet, "#####")
    lead = (
        f"Remboursement lié à la facture {refs['original']}, commande n° {order}."
        if credit
        else f"Commande n° {order} passée le {h.day(sheet, -2)}, expédiée le {h.day(sheet, 0)}."
    )
    pay = ""
    if h.is_payable(sheet) and not facts.prepaid:
        pay = f"""<p>Pour un virement, indiquez le n° de commande.<br>{
            h.told(sheet, "Titulaire {name}, IBAN {iban}, BIC {bic}")
        }</p>"""
    other = b.street(facts.others[0]) if sheet.maybe() else b.street(facts.buyer)
    return f"""<style>@page {{ margin: 14mm 17mm }} body {{ font: 9.5pt "DejaVu Sans Light",
"DejaVu Sans";
min-height: 266mm; color: #222 }} small {{ color: #666; font-size: 7.3pt }} .head {{ display: flex;
align-items: center; gap: 6mm; border-bottom: 0.6pt solid #ccc; padding-bottom: 4mm }} .addr {{
display: flex; margin: 7mm 0; gap: 8mm }} .addr > div {{ flex: 1 }} .addr h3 {{ font-size: 9.5pt;
margin: 0 0 1mm; color: {hue} }} .lines thead th {{ background: #222; color: #fff; padding: 1.6mm
2mm;
font-size: 8.5pt }} .lines td {{ padding: 1.6mm 2mm; border-bottom: 0.5pt solid #ddd }} .lines
.c-name
{{ width: 52% }} .ends {{ margin-left: auto; width: 104mm; font-size: 9.5pt }} .ends td {{ padding:
1.3mm 2mm; border-bottom: 0.5pt solid #ddd }} .cross {{ width: 13mm; height: 13mm; border-radius:
3mm; background: {hue}; color: #fff; font: bold 26pt "Liberation Sans"; text-align: center;
line-height: 13mm }}</style><div class="head"><div class="cross">+</div><div>
<b style="font-size:13pt">{facts.seller.site.removeprefix("www.")}</b><br><small>Premiers secours et
défibrillation pour les professionnels et les associations</small></div></div><div
class="addr"><div>
<h3>{sheet.pick("Facturé à", "Adresse de facturation")}</h3>{b.address(sheet, "buyer")}<br><small>
{h.told(sheet, "N° TVA {vat}", "buyer")}</small></div><div><h3>{sheet.pick("Expédié à",
"Adresse de livraison")}</h3>{other}<br>Tél. {facts.others[0].phone}</div><div><h3>{kind}</h3>
n° {sheet.number()}<br>{sheet.date_of()}{until}</div></div><p>{lead}</p>{table}<table class="ends">
{ends}</table><p style="text-align:right;font-size:8pt">(dont {inside})</p>{pay}<p
style="margin-top:8mm">{sheet.pick("Merci pour votre confiance.", "Merci, et bonne formation !")}
Pensez à déclarer votre défibrillateur dans la base Géo'DAE.</p><p class="foot">Vendu par
{sheet.name("seller")}{h.told(sheet, ", {form} au capital de {capital} €, {street_}<br>RCS "
"{register} · SIRET {siret} · APE {activity} · TVA {vat} · {mail}")}<br>IDU emballages
FR{h.distractor(sheet, "######")}_01 · retours sous 14 jours</p>"""  # fmt: skip
