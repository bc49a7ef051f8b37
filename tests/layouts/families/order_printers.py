"""Layouts that shops and online bookkeeping print of themselves: orders, activities by day."""

from dataclasses import replace

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import ZERO, Line, Profile, cents
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet


@family("shop_plugin", Split.MAKING,
        Profile("shop", lines=(1, 5), tax_included=True, paid=0.85, prepaid=0, credit=0.08),
        Profile("florist", lines=(1, 4), tax_included=True, paid=0.9, prepaid=0))  # fmt: skip
def shop_plugin(sheet: Sheet) -> str:
    """Product, quantity and price; the VAT in brackets behind the total, weights below names."""
    h.adopt(sheet, ("3###", "%Y####", "WEB-#####", "F%y-####"), ("long", "%d/%m/%Y", "long"),
            ("R####", "AV%y-####"))  # fmt: skip
    form = sheet.pick("{}{s}", "{} {s}", "{s}{}")
    sheet.style = replace(sheet.style, currency=form)
    facts, credit = sheet.facts, sheet.facts.type_code == "381"
    kind = h.titled(sheet, ("FACTURE", "Facture"), ("AVOIR", "Avoir"))
    word = "d'avoir" if credit else "de facture"
    about: list[Pair] = [(f"Numéro {word} :", sheet.number())]
    about.append((f"Date {word} :", sheet.date_of()))
    if credit:
        about.append(("Numéro de facture initiale :", facts.references["original"]))
    about.append(("Numéro de commande :", h.distractor(sheet, "1####")))
    about.append(("Date de la commande :", h.day(sheet, -1 - facts.days % 3)))
    method = sheet.pick("Carte bancaire", "Carte de crédit/débit", "Portefeuille en ligne")
    if h.is_payable(sheet):
        method = "Virement bancaire direct"
    about.append(("Méthode de paiement :", method))
    heads: tuple[Pair, ...] = (("name", "Produit"), ("qty", "Quantité"), ("total", "Prix"))
    grams = sheet.maybe(0.6)

    def more(line: Line) -> str:
        """Return stock number and weight, as the plugin lists them below a name."""
        weight = f"<br>Poids : {h.distractor(sheet, '0,#')} kg" if grams else ""
        price = f"<br>Prix à l'unité : {sheet.cell(line, 'price')}" if line.quantity > 1 else ""
        return f"<br><small>UGS : {line.reference}{weight}{price}</small>"

    sums: list[Pair] = [("Sous-total", sheet.amount(facts.line_sum, bare=False))]
    way = sheet.pick("Livraison gratuite", "Retrait en boutique", "Offerte - relais colis")
    sums.append(("Expédition", way))
    if sheet.maybe(0.4):
        sums.append(("Total hors taxes", sheet.total("total_without_vat")))
    sums.append(
        ("<b>Total</b>", f"<b>{sheet.total('total_with_vat')}</b> <small>{_within(sheet)}</small>")
    )
    if facts.prepaid:
        sums.append((f"Payée le {h.day(sheet, 0)}", sheet.total("prepaid")))
    note = ""
    if h.is_payable(sheet):
        note = h.told(
            sheet,
            "<p><b>Nos coordonnées bancaires</b><br>{name}<br>IBAN : {iban}<br>BIC : {bic}</p>",
        )
    elif sheet.maybe():
        asked = sheet.pick("Merci de laisser le colis à l'accueil.", "Emballage cadeau svp.")
        note = f"<p><b>Notes du client</b><br>{asked}</p>"
    mine = sheet.pick("{street}<br>{phone}<br>SIRET {siret}", "{street}<br>France<br>{mail}")
    foot = sheet.pick(
        "{name} - SIRET : {siret} - TVA : {vat}", "{name} | RCS {register} {siren} | TVA {vat}"
    )
    ship = (
        b.other(facts.others[0])
        if sheet.maybe(0.5)
        else f"{sheet.name('buyer')}<br>{b.street(facts.buyer)}"
    )
    dark = sheet.pick("#000", "#222", "#1d2d35")
    return f"""<style>@page {{ margin: 18mm 20mm }} body {{ font: 9pt "Liberation Sans"; min-height:
258mm }} h1 {{ font-size: 16pt; margin: 12mm 0 8mm; text-transform: uppercase }} .three {{ display:
grid; grid-template-columns: 50mm 42mm 1fr; gap: 3mm; font-size: 8.5pt; margin-bottom: 9mm }}
.three td {{ padding:
0 2mm 0 0 }} .three .n {{ text-align: left }} .l {{ white-space: nowrap
}} .lines th {{ background: {dark}; color: #fff; padding:
1.5mm }} .lines td {{ border-bottom: 0.5pt solid #ccc; padding: 1.5mm }} .lines .c-name {{ width:
66% }} .lines small {{ color: #555; font-size: 7pt }} .lines .c-qty, .lines .c-total {{ text-align:
left }} .sum {{ width: 60%; margin: 4mm 0 0 auto }} .sum td {{ border-bottom: 0.5pt solid #ccc;
padding: 1.5mm; text-align: left }} .sum .l {{ font-weight: bold; width: 32mm }} .sum tr:last-child
td {{ border-bottom: 1.5pt solid {dark} }} .foot {{ border-top: 0.5pt solid #ccc; padding-top: 2mm
}}</style><div class="row"><div>{sheet.logo(facts.seller.brand, dark, serif=sheet.maybe())}</div>
<div style="width:62mm"><b>{sheet.pick(sheet.name("seller"), facts.seller.site)}</b><br>
{h.told(sheet, mine)}</div></div><h1>{kind}</h1><div class="three"><div>{sheet.name("buyer")}<br>
{b.street(facts.buyer)}<br>{sheet.party("buyer").mail}</div><div><b>Expédier à :</b><br>{ship}</div>
{b.pair_rows(about)}</div>{h.lines(sheet, heads, more=more)}{b.pair_rows(sums, "sum")}{note}
<p class="foot">{h.told(sheet, foot)}<br>{sheet.pick("Retours acceptés sous 14 jours.", "")}</p>
"""  # fmt: skip


def _within(sheet: Sheet) -> str:
    """Tell what of a total is VAT, rate by rate where there are several."""
    if len(sheet.facts.vat) == 1:
        word = sheet.pick("TVA", "TVA 20 %" if sheet.facts.vat[0].rate == 20 else "TVA")
        return f"(dont {sheet.total('total_vat')} {word})"
    parts = [(row.amount, sheet.rate(row.rate)) for row in sheet.facts.vat if row.rate]
    told = [
        f"{sheet.amount(vat, bare=False)} TVA {rate.replace('%', '').strip()} %"
        for vat, rate in parts
    ]
    return f"(dont {', '.join(told)})"


@family("shop_tax_detail", Split.JUDGING,
        Profile("shop", lines=(1, 6), paid=0.85, prepaid=0, credit=0.1, adjustments=("shipping",)),
        Profile("stationery", lines=(1, 7), paid=0.6, prepaid=0, credit=0.08,
                adjustments=("shipping",)),
        Profile("print", lines=(1, 4), paid=0.8, prepaid=0, credit=0.05))  # fmt: skip
def shop_tax_detail(sheet: Sheet) -> str:
    """The seller at the foot only; taxes told apart for goods and for delivery, how it was paid."""
    h.adopt(sheet, ("FA######", "FA000###", "IN00####", "FA%Y######"), ("%d/%m/%Y", "%Y-%m-%d"),
            ("AV######", "AV000###"))  # fmt: skip
    sheet.style = replace(sheet.style, currency="{} {s}", rate="{} %")
    facts, credit = sheet.facts, sheet.facts.type_code == "381"
    kind = h.titled(sheet, ("FACTURE",), ("AVOIR",))
    strip: list[Pair] = [("Numéro d'avoir" if credit else "Numéro de facture", sheet.number())]
    strip.append(("Date d'avoir" if credit else "Date de facturation", sheet.date_of()))
    strip.append(("Réf. de commande", h.distractor(sheet, "@@@@@@@@@")))
    strip.append(("Date de commande", h.day(sheet, -(facts.days % 2))))
    if sheet.maybe():
        strip.append(("Numéro de TVA", sheet.vat_id("buyer")))
    heads: tuple[Pair, ...] = (("ref", "Référence"), ("name", "Produit"), ("rate", "Taux de taxe"))
    heads += (("price", "Prix unitaire<br>(HT)"), ("qty", "Qté"), ("total", "Total<br>(HT)"))
    goods = sheet.amount(facts.line_sum, bare=False)
    carriage = sum((it.amount for it in facts.adjustments), ZERO)
    sums: list[Pair] = [("Total produits", goods)]
    sums.append(
        (
            "Frais de livraison",
            sheet.amount(carriage, bare=False) if carriage else "Livraison gratuite",
        )
    )
    sums.append(("Total (HT)", sheet.total("total_without_vat")))
    sums.append(("Taxe totale", sheet.total("total_vat")))
    sums.append(("Total", sheet.total("total_with_vat")))
    method = sheet.pick("Carte bancaire", "Paiement par carte", "Paiement en ligne")
    paid = f"{method} &nbsp; {sheet.total('prepaid')}" if facts.prepaid else "Virement bancaire"
    bank = h.told(sheet, "<br>{iban} - {bic}") if h.is_payable(sheet) else ""
    until = "".join(
        f"<br>{label} {value}" for label, value in h.due(sheet, "À payer au plus tard le")
    )
    courier = sheet.pick("Transporteur express", "Relais de quartier", "Notre livreur")
    foot = "{name} - {street_}<br>Pour toute assistance, merci de nous contacter : Tél. {phone}<br>"
    foot += sheet.pick(
        "SIRET {siret} - TVA {vat} - capital de {capital} €",
        "RCS {register} {siren} - N° TVA {vat}",
    )
    yours = f"{sheet.name('buyer')}<br>{b.street(facts.buyer)}<br>France<br>{facts.buyer.phone}"
    hue = sheet.pick("#25b9d7", "#7a8c3c", "#c0506c")
    return f"""<style>@page {{ margin: 12mm 16mm }} body {{ font: 8pt "DejaVu Sans"; color: #333 }}
.strip {{ width: 100%; margin: 7mm 0 }} .strip th {{ background: #f0f0f0; text-align: center;
border:
0.5pt solid #ccc; padding: 1.5mm }} .strip td {{ text-align: center; border: 0.5pt solid #ccc;
padding: 1.5mm }} .lines {{ border: 0.5pt solid #ccc }} .lines th {{ background: #f0f0f0;
text-align:
center; padding: 1.5mm; vertical-align: middle }} .lines td {{ padding: 1.5mm;
border: 0.5pt solid #ddd
}} .lines .c-name {{ width: 42% }} .lines .c-qty, .lines .c-rate {{ text-align: center }} .tax th {{
background: #f0f0f0; font-weight: normal; padding: 1.5mm }} .tax td, .tax th {{ border: 0.5pt solid
#ccc; padding: 1.2mm 2mm }} .sum td {{ border: 0.5pt solid #ccc; padding: 1.5mm 2mm }} .sum .l {{
background: #f0f0f0; text-align: right; font-weight: bold; width: 34mm }} .sum tr:last-child td {{
background: {hue}; color: #fff; font-weight: bold }} .foot {{ font-size: 6.5pt }}</style><div
class="row">{sheet.logo(facts.seller.brand, hue)}<div style="text-align:right;line-height:1.5"><b
style="font-size:13pt">{kind}</b><br>{sheet.date_of()}<br>#{sheet.number()}</div></div><div
class="row" style="margin-top:9mm;line-height:1.5"><div style="width:50%"><b>Adresse de livraison
</b><br>{b.other(facts.others[0]) if sheet.maybe() else yours}</div>
<div style="width:50%"><b>Adresse
de facturation</b><br>{yours}</div></div>{b.pair_boxes(strip, "strip")}{h.lines(sheet, heads)}
<div class="row" style="margin-top:6mm"><div>{_tax_detail(sheet)}<p><b>Moyen de paiement</b> &nbsp;
{paid}{bank}{until}</p><p><b>Transporteur</b> &nbsp; {courier}</p></div>{b.pair_rows(sums, "sum")}
</div><p class="foot">{h.told(sheet, foot)}</p>"""  # fmt: skip


def _tax_detail(sheet: Sheet) -> str:
    """Print rate, basis and tax of the goods, and of the delivery in a row of its own."""
    rows, extra = [], sheet.facts.adjustments
    for row in sheet.facts.vat:
        if not extra:
            rows.append(("Produits", *sheet.vat_row(row)))
            continue
        carriage = sum((it.amount for it in extra if it.rate == row.rate), ZERO)
        tax, rate = cents(carriage * row.rate / 100), sheet.rate(row.rate)
        goods = row.basis - carriage, row.amount - tax
        rows.append(("Produits", rate, sheet.amount(goods[0]), sheet.amount(goods[1])))
        if carriage:
            rows.append(("Livraison", rate, sheet.amount(carriage), sheet.amount(tax)))
    heads = ("Détail des taxes", "Taux de taxe", "Prix de base", "Total taxe")
    return b.table(("unit", "rate", "total", "total"), heads, rows, "tax")


@family("activity_online", Split.JUDGING,
        Profile("freelance", lines=(1, 6), prepaid=0.3, credit=0.06),
        Profile("training", lines=(1, 4), prepaid=0.2, credit=0.05),
        Profile("cleaning", lines=(1, 6), prepaid=0.1, credit=0.1))  # fmt: skip
def activity_online(sheet: Sheet) -> str:
    """Activities by day, a tinted head, the balance large with a code, a summary of VAT last."""
    h.adopt(sheet, ("1###", "2###", "%Y-###", "F1###"), ("%d/%m/%Y",), ("1###", "AV-1###"))
    sheet.style = replace(sheet.style, currency="{}", rate="{} %", grouped_iban=True)
    facts, credit = sheet.facts, sheet.facts.type_code == "381"
    hue, pale = sheet.pick(("#2d6a8e", "#dcebf3"), ("#5a7d3a", "#e6efdc"), ("#7a4b8a", "#ede2f1"))
    kind = h.titled(sheet, ("FACTURE",), ("AVOIR", "NOTE DE CRÉDIT"))
    about: list[Pair] = [("N° D'AVOIR" if credit else "N° DE FACTURE", sheet.number())]
    about.append(("DATE", sheet.date_of()))
    about += h.due(sheet, "ÉCHÉANCE", "DATE D'ÉCHÉANCE")
    if not credit:
        about.append(("MODALITÉS", f"Net {facts.days}" if facts.days else "À réception"))
    about.append(("N° DE BDC", facts.references["order"]))
    heads: tuple[Pair, ...] = (("delivery", "DATE"), ("name", "ACTIVITÉ"), ("qty", "QTÉ"))
    heads += (("price", "TARIF"), ("rate", "TVA"), ("total", "MONTANT"))
    sums = [("SOUS-TOTAL", sheet.total("total_without_vat"))]
    sums.append(("TOTAL DE LA TVA", sheet.total("total_vat")))
    sums.append(("TOTAL", sheet.total("total_with_vat")))
    if facts.prepaid:
        sums.append(("PAIEMENT", sheet.total("prepaid")))
    signed = replace(sheet.style, currency=sheet.pick("EUR {}", "{} €", "€{}"))
    sheet.style = signed
    last = "CRÉDIT RESTANT" if credit else "SOLDE À PAYER"
    balance = f'<span class="big">{sheet.total("amount_due")}</span>'
    mine = "<b>{name}</b><br>{street}<br>{mail}<br>{site}<br>N° d'immatriculation à la TVA : {vat}"
    mine += sheet.pick("<br>N° d'immatriculation : {siret}", "<br>SIREN {siren}")
    yours = "{name}<br>{street}" + sheet.pick("", "<br>N° TVA : {vat}")
    service = b.other(facts.others[0])
    place = f"<b>{sheet.pick('EXPÉDIER À', 'LIEU DE PRESTATION')}</b><br>{service}"
    note = sheet.pick(
        "Merci de votre confiance et à très bientôt.",
        "Merci d'indiquer le numéro du document dans le libellé du virement.",
        "Pénalités de retard : 12 % l'an ; indemnité forfaitaire de 40 €.",
    )
    bank = "" if credit else h.told(sheet, "<br>{iban}<br>{bic}")
    return f"""<style>@page {{ margin: 14mm 16mm }} body {{ font: 9pt "Nimbus Sans"; color: #404040
}} .mine {{ line-height: 1.4 }} h1 {{ color: {hue}; font-weight: normal; font-size: 19pt; margin:
9mm 0 3mm }} .to {{ display: grid; grid-template-columns: 1fr 1fr 62mm; gap: 4mm; line-height: 1.35;
margin-bottom: 8mm }} .to td {{ padding: 0.3mm 1mm }} .to .l {{ text-align: right;
font-weight: bold;
font-size: 8pt; width: 30mm }} .to .n {{ text-align: left }} .to b {{ font-size: 8pt }} .lines th {{
background: {pale}; color: {hue}; font-weight: normal; font-size: 8pt; padding: 1.5mm 4px }}
.lines td {{ padding: 2mm 4px }} .lines .c-name {{ width: 44% }} .lines td.c-name {{ font-weight:
bold }} .lines small {{ font-weight: normal; font-size: 8pt }} .end {{ border-top: 1pt dashed #bbb;
margin-top: 4mm; padding-top: 3mm }} .sum td {{ padding: 1mm 2mm }} .sum .l {{ width: 42mm;
font-size: 8pt }} .sum tr:last-child td {{ border-top: 1pt dashed #bbb; padding-top: 2mm }} .big {{
font-size: 15pt; font-weight: bold; color: #111 }} .recap {{ margin-top: 10mm }} .recap p {{
color: {hue}; margin: 0 0 1mm; font-size: 8pt }} .vat {{ width: 100% }}
.vat th {{ background: {pale};
color: {hue}; font-weight: normal; text-align: right; font-size: 8pt }} .vat td {{ text-align: right
}}</style><div class="row"><div class="mine">{h.told(sheet, mine)}</div>
{sheet.logo(facts.seller.brand, hue)}</div><h1>{kind}</h1><div class="to"><div><b>
{sheet.pick("FACTURER À", "ADRESSE DE FACTURATION")}</b><br>{h.told(sheet, yours, "buyer")}</div>
<div>{place if sheet.maybe() else ""}</div>{b.pair_rows(about)}</div>
{h.lines(sheet, heads, more=lambda line: f"<br><small>{_told_of(line)}</small>")}<div
class="row end"><div style="width:88mm">{note}{bank}</div>{b.pair_rows([*sums, (last, balance)],
"sum")}</div><div class="recap"><p>RÉSUMÉ DE LA TVA</p>{_summary(sheet)}</div>"""  # fmt: skip


def _told_of(line: Line) -> str:
    return f"Unité : {line.unit}"


def _summary(sheet: Sheet) -> str:
    """Print the breakdown as this program does: rate, then VAT, then what it is taken on."""
    rows = [
        (f"TVA à {rate}", vat, basis) for rate, basis, vat in map(sheet.vat_row, sheet.facts.vat)
    ]
    return b.table(("rate", "total", "total"), ("TAUX", "TVA", "NET"), rows, "vat")
