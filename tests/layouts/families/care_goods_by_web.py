"""The paper of a web shop that sells medical goods to practices and homes."""

from dataclasses import replace

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet

_CARE = Profile("dressings", lines=(2, 7), prepaid=0, paid=0.5, credit=0.08,
                adjustments=("shipping",))  # fmt: skip


@family("care_goods_under_order_band", Split.JUDGING, _CARE,
        replace(_CARE, paid=0, lines=(4, 10)),
        replace(_CARE, adjustments=("shipping", "discount"), lines=(1, 4)))  # fmt: skip
def care_goods_under_order_band(sheet: Sheet) -> str:
    """A shop system: numbers in a grey band, the invoice's day beside the payment, VAT in prose."""
    h.adopt(sheet, ("1000#####", "3000######", "%y1000####", "B2B-#####"),
            ("%d/%m/%Y", "%d/%m/%y", "long"), ("AV1000#####", "B2B-A####"))  # fmt: skip
    facts = sheet.facts
    credit, hue = facts.type_code == "381", sheet.pick("#737373", "#5b6b73", "#6d6875")
    kind = h.titled(sheet, ("Facture", "FACTURE"), ("Avoir", "AVOIR", "Note de crédit"))
    order, pay_till = h.distractor(sheet, "2000#####"), h.is_payable(sheet)
    band = f"<b>{kind} n° {sheet.number()}</b><br>Commande n° {order}<br>Date de la commande : "
    band += h.day(sheet, -sheet.rng.randint(1, 6))
    if credit:
        band += f"<br>Facture d'origine : {facts.references['original']}"

    def batch(line: Line) -> str:
        """Tell lot and use-by date of what has one."""
        if line.name.startswith(("Fauteuil", "Lampe", "Tensio", "Stétho")):
            serial = h.distractor(sheet, "SN @@######")
            return f"<br><small>{serial} - DM classe I - garantie 24 mois</small>"
        lot = h.distractor(sheet, "Lot ######@")
        until = f"{sheet.rng.randint(1, 12):02}/{facts.issue_date.year + sheet.rng.randint(2, 4)}"
        return f"<br><small>{lot} - Pér. {until}</small>"

    heads: tuple[Pair, ...] = (("name", "Produits"), ("ref", "UGS"), ("price", "Prix HT"))
    heads += (("qty", "Qté"), ("rate", "Taxe"), ("total", "Sous-total"))
    sums = h.extras(sheet, {"sum": "Sous-total", "shipping": "Livraison et traitement",
                            "discount": "Remise (code PRO)"}, bare=False)  # fmt: skip
    sums.append((sheet.pick("Montant global (hors taxes)", "Total hors taxes"),
                 sheet.total("total_without_vat")))  # fmt: skip
    sums.append((sheet.pick("Taxe", "Taxes"), sheet.total("total_vat")))
    sums.append((sheet.pick("Montant global (taxes incluses)", "Total général"),
                 sheet.total("total_with_vat")))  # fmt: skip
    if facts.prepaid or credit or pay_till:
        sums += h.owed(sheet, {"prepaid": ("Total payé",), "credit": ("Total remboursé",),
                               "amount": ("Total dû", "Solde dû")})  # fmt: skip
    prose = []
    for row in facts.vat:
        rate, basis, tax = sheet.vat_row(row)
        prose.append(f"{tax} de TVA à {rate if '%' in rate else f'{rate} %'} sur {basis}")
    taxes = f"{sheet.pick('Détail des taxes :', 'Taxes perçues :')} {' ; '.join(prose)}."
    way = "Remboursement sur le moyen de paiement d'origine"
    if facts.prepaid:
        way = f"Carte bancaire **** **** **** {sheet.rng.randint(1000, 9999)}<br>Transaction "
        way += h.distractor(sheet, "########@@")
    elif pay_till:
        way = sheet.pick("Virement à réception de facture", "Mandat administratif", "Paiement Pro")
        way = f"{way}<br>{h.told(sheet, '{iban}<br>{bic}')}"
    until = "".join(f"<br>{k} : {v}" for k, v in h.due(sheet, "À payer d'ici le", "Date butoir"))
    sent = sheet.pick("Transporteur - 24/48 h", "Point de retrait Pro", "Livraison à l'étage")
    mine = "{name} - {form} au capital de {capital} € - {street_}<br>R.C.S. {register} {siren} - "
    mine += "Numéro de TVA {vat} - Code NAF {activity} - {mail}"
    return f"""<style>@page {{ margin: 10mm 12mm }} body {{ font: 8.5pt "Liberation Sans";
min-height: 275mm }} .band {{ background: {hue}; color: #fff; padding: 2.5mm 4mm; line-height: 1.5;
font-size: 9pt; margin-top: 4mm }} .duo {{ display: grid; grid-template-columns: 1fr 1fr; border:
0.6pt solid #999; border-top: 0 }} .duo > div {{ padding: 2.5mm 4mm; min-height: 21mm; line-height:
1.45 }} .duo .h {{ background: #ededeb; min-height: 0; padding: 1.4mm 4mm; font-weight: bold;
border-top: 0.6pt solid #999; border-bottom: 0.6pt solid #999 }} .lines {{ margin-top: 4mm }}
.lines th {{ background: #ededeb; border-top: 0.6pt solid #999; border-bottom: 0.6pt solid #999;
padding: 1.4mm 2mm; font-weight: normal }} .lines td {{ padding: 1.5mm 2mm }} .lines small {{
font-size: 7pt; color: #444 }} .lines .c-name {{ width: 47% }} .sums {{ margin: 5mm 0 0 auto }}
.sums td {{ padding: 0.8mm 2mm 0.8mm 8mm; text-align: right; font-weight: bold }}</style><div
class="row">{sheet.logo(facts.seller.brand, sheet.pick("#0077b6", "#2d6a4f", "#b5179e"))}<div
style="text-align:right;font-size:7.5pt">{h.told(sheet, "{site}<br>Service clients {phone}")}</div>
</div><div class="band">{band}</div><div class="duo"><div class="h">{sheet.pick("Vendu à :",
"Facturé à :")}</div><div class="h">Expédié à :</div><div>{b.address(sheet, "buyer")}</div><div>
{b.other(facts.others[0])}<br>Tél. : {facts.others[0].phone}</div><div class="h">Mode de paiement :
</div><div class="h">Mode de livraison :</div><div>
{sheet.pick("Facturé le", "Date de facturation :",
"Document émis le")} {sheet.date_of()}{until}<br>{way}</div><div>{sent}<br>Colis
{h.distractor(sheet, "6A###########")}<br>Expédié le {h.day(sheet, -1)}</div></div>
{h.lines(sheet, heads, more=batch)}{b.pair_rows(sums, "sums", " :")}<p style="margin-top:6mm">
{taxes}</p><p style="font-size:7.5pt;color:#444">Les dispositifs médicaux stériles ouverts ne sont
pas repris. Retour des autres articles sous 14 jours avec le bon à demander dans votre compte. Toute
somme non réglée à l'échéance porte intérêt au triple du taux légal, plus 40 € de frais.</p><p
class="foot">{h.told(sheet, mine)}</p>"""  # fmt: skip
