"""Papers of a firm against pests, and of a coffee roaster's shop for offices."""

from dataclasses import replace

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Profile
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet

_PESTS = Profile("pests", lines=(2, 7), prepaid=0.08, credit=0.06)
_SEEN = ("RAS", "faible", "consommation 20 %", "à surveiller", "traces")


def _posts(sheet: Sheet) -> str:
    """Return what the technician found at some posts."""
    rows = ""
    for _ in range(sheet.rng.randint(3, 6)):
        place = sheet.pick("Réserve sèche", "Quai", "Cuisine", "Vestiaires", "Local déchets")
        cells = (h.distractor(sheet, "@##"), place, sheet.pick(*_SEEN))
        rows += "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"
    return (
        f'<table class="posts"><tr><th>Poste</th><th>Zone</th><th>Constat</th></tr>{rows}</table>'
    )


@family("pest_passages", Split.MAKING, _PESTS,
        replace(_PESTS, adjustments=("discount",), lines=(3, 8)),
        replace(_PESTS, line_discounts=True, prepaid=0))  # fmt: skip
def pest_passages(sheet: Sheet) -> str:
    """A firm against pests: findings at the left, a narrow tinted bill at the right."""
    h.adopt(sheet, ("FC######", "%y-####-@", "F%y/%m-###", "%Y######"),
            ("%d/%m/%Y", "%d/%m/%y", "%d-%m-%Y"), ("AC######", "A%y/%m-###"))  # fmt: skip
    facts, refs = sheet.facts, sheet.facts.references
    hue, pale = sheet.pick(("#4c7a1f", "#eef5e4"), ("#006ba6", "#e5f1f8"), ("#b35c00", "#fbf0e3"))
    credit = facts.type_code == "381"
    site = facts.others[0]
    kind = h.titled(sheet, ("FACTURE", "Facture"), ("AVOIR", "Avoir"))
    rows = ""
    for line in facts.lines:
        price = f"{sheet.cell(line, 'qty')} {line.unit} × {sheet.cell(line, 'price')}"
        if line.discount:
            share = sheet.cell(line, "disc").replace("%", "").strip()
            price += f", remise {share} %"
        rows += f"""<tr><td>{sheet.cell(line, "name")}<br><small>{price}</small></td><td
class="n">{sheet.cell(line, "total")}</td></tr>"""
    sums = h.extras(sheet, {"sum": "Prestations", "discount": "Geste commercial"})
    sums.append((sheet.pick("Total HT", "Montant hors TVA"), sheet.total("total_without_vat")))
    sums += h.vat_sums(sheet, "TVA {rate}", "", bare=False)
    sums.append(("TTC", sheet.total("total_with_vat")))
    words = {"prepaid": ("Versement reçu",), "amount": ("À PAYER", "Net à payer", "Solde"),
             "credit": ("À déduire", "En votre faveur")}  # fmt: skip
    if facts.prepaid or credit or sheet.maybe():
        sums += h.owed(sheet, words)
    else:
        sheet.total("amount_due")
    ends = "".join(f'<tr><td>{k}</td><td class="n">{v}</td></tr>' for k, v in sums)
    tags: list[Pair] = [("Numéro", sheet.number()), ("Émission", sheet.date_of())]
    tags += h.due(sheet, "Échéance", "À régler le")
    tags += [("Code client", refs["customer"])]
    if credit:
        tags.append(("Sur pièce", refs["original"]))
    visit: list[Pair] = [("Contrat", refs["contract"]), ("Passage du", h.day(sheet, -6))]
    visit += [("Arrivée / départ", sheet.pick("8 h 10 / 9 h 25", "14 h 05 / 15 h 40"))]
    visit += [("Applicateur", sheet.pick("R. Tanguy", "L. Berthe", "A. Sissoko"))]
    visit += [("Certibiocide", h.distractor(sheet, "0######")), ("Rapport", refs["file"])]
    plan = ", ".join(h.day(sheet, after) for after in (84, 175, 266))
    pay = ""
    if h.is_payable(sheet):
        pay = h.told(sheet, "Virement<br>{iban}<br>{bic}")
    return f"""<style>@page {{ margin: 11mm 12mm }} body {{ font: 9pt "Nimbus Sans"; min-height:
272mm }} .two {{ display: grid; grid-template-columns: 1fr 88mm; gap: 7mm; margin-top: 5mm }} .bill
{{ background: {pale}; border-top: 2mm solid {hue}; padding: 5mm }} .bill table, .posts {{ width:
100% }} .bill small {{ color: #555 }} .work td {{ padding: 1.2mm 0; border-bottom: 0.3pt solid
{hue} }} .ends td {{ padding: 0.8mm 0 }} .ends tr:last-child td {{ font-weight: bold; font-size:
13pt; color: {hue} }} .tags td {{ padding: 0.3mm 0 }} h3 {{ color: {hue}; font-size: 10pt; margin:
6mm 0 2mm }} .posts th {{ font-weight: normal; color: #777; font-size: 7.5pt }} .posts td {{
border-top: 0.3pt solid #bbb; font-size: 8pt }}</style><div class="row"><div>
{sheet.logo(facts.seller.brand, hue)}<br>{h.told(sheet, "{street_}")}</div><div
style="text-align:right;color:{hue}">Dératisation · Désinsectisation<br>Désinfection · Oiseaux</div>
</div><div class="two"><div><div style="margin:14mm 0 12mm;font-size:10pt">
{b.address(sheet, "buyer")}</div><h3>Votre site</h3>{b.other(site)}<h3>
{sheet.pick("Intervention", "Attestation de passage")}</h3>{b.pair_rows(visit)}<h3>Relevé des
postes</h3>{_posts(sheet)}<h3>Produits</h3><span style="font-size:8pt">Difénacoum 0,005 %, bloc ;
imidaclopride 2,15 %, gel. Fiches de sécurité sur l'espace client. Antipoison :
01 40 05 48 48.</span><h3>Prochains passages</h3><span style="font-size:8pt">semaines du {plan}
</span></div><div class="bill"><b style="font-size:15pt;color:{hue}">{kind}</b>
{b.pair_rows(tags, "tags")}<table class="work" style="margin-top:5mm">{rows}</table><table
class="ends" style="margin-top:4mm">{ends}</table><p>{pay}</p><p style="font-size:7pt;color:#555">
Pas d'escompte. Retard : trois fois le taux légal et 40 € d'indemnité.
{h.told(sheet, "Client identifié {vat}.", "buyer")}</p></div></div><p class="foot">
{sheet.name("seller")}{h.told(sheet, ", {form} au capital de {capital} € - {siret} - RCS "
"{register} - {vat} - {phone} - {mail}")}<br>Agrément entreprise
{h.distractor(sheet, "@@#####")} - CEPA EN 16636</p>"""  # fmt: skip


_ROAST = Profile("roaster", lines=(2, 7), tax_included=True, paid=0.6, prepaid=0, credit=0.06)
_WAYS = ("carte bancaire", "virement bancaire", "paiement à terme", "PayPal")


@family("roaster_shop_order", Split.MAKING, _ROAST,
        replace(_ROAST, lines=(4, 9), paid=0.3),
        replace(_ROAST, lines=(1, 3), paid=1.0, credit=0))  # fmt: skip
def roaster_shop_order(sheet: Sheet) -> str:
    """A roaster's shop: order, way and parcel in a strip, prices with VAT, its rates in a row."""
    h.adopt(sheet, ("#FA0#####", "FA0#####", "IN%y#####", "%Y-0####"),
            ("%d/%m/%Y", "%d/%m/%Y", "long"), ("AV0#####", "CN%y####"))  # fmt: skip
    facts, refs = sheet.facts, sheet.facts.references
    hue = sheet.pick("#6f4e37", "#b5542a", "#1f3d36")
    credit = facts.type_code == "381"
    kind = h.titled(sheet, ("FACTURE", "Facture"), ("AVOIR", "Avoir"))
    way = sheet.pick(*(_WAYS[::3] if facts.prepaid else _WAYS[1:3]))
    strip: list[Pair] = [("Référence de commande", refs["order"])]
    strip += [("Date de commande", h.day(sheet, -2)), ("Paiement", way)]
    strip += [("Transporteur", sheet.pick("Colissimo Pro", "Mondial Relay", "Coursier vélo"))]
    strip += [("Poids", f"{sheet.rng.randint(3, 38)} kg")]
    if credit:
        strip.append(("Facture d'origine", refs["original"]))
    heads: tuple[Pair, ...] = (("ref", "Réf."), ("name", "Produit"), ("rate", "Taux de taxe"))
    heads += (("price", "Prix unit. TTC"), ("qty", "Qté"), ("total", "Total TTC"))
    recap: tuple[Pair, ...] = (("rate", "Détail des taxes"), ("basis", "Prix HT"), ("vat", "Taxe"))
    recap += (("gross", "Prix TTC"),)
    table = h.lines(sheet, heads)
    taxes = h.recap(sheet, recap)
    sums: list[Pair] = [] if credit else [("Livraison", "offerte")]
    fresh = "Le code du bon de retour figure dans votre compte."
    if not credit:
        fresh = f"""Torréfié le {h.day(sheet, -3)}, à consommer de préférence avant le
{h.day(sheet, 365)}. Gagnez {sheet.rng.randint(12, 90)} grains de fidélité avec cette commande !
Code parrainage : {h.distractor(sheet, "MOKA-@@##")}."""
    whole = sheet.pick("Total TTC", "Montant total TTC")
    sums.append((whole, sheet.total("total_with_vat")))
    sums.append(("dont HT", sheet.total("total_without_vat")))
    sums.append(("dont taxe totale", sheet.total("total_vat")))
    words = {"prepaid": (f"Payé ({way})",), "amount": ("Reste à payer", "À payer"),
             "credit": ("Total remboursé",)}  # fmt: skip
    sums += h.owed(sheet, words)
    until = "".join(
        f"<p>{k} <b>{v}</b>{h.told(sheet, ' par virement : {iban}, {bic}')}</p>"
        for k, v in h.due(sheet, "À régler avant le", "Paiement attendu pour le")
    )
    deliver = facts.others[0]
    return f"""<style>@page {{ margin: 14mm 15mm }} body {{ font: 8.5pt "DejaVu Sans"; color: #333
}} .strip {{ width: 100%; margin: 6mm 0 }} .strip th {{ background: #f0f0f0; font-size: 7pt;
padding: 1.5mm }} .strip td {{ border: 0.4pt solid #ddd; padding: 1.5mm; font-size: 7.5pt }}
.lines th {{ background: #f0f0f0; font-size: 7pt; padding: 1.8mm 1.5mm }} .lines td {{
padding: 1.8mm 1.5mm; border-bottom: 0.4pt solid #ddd }} .lines tr:nth-child(even) td
{{ background: #fafafa }} .lines
.c-name {{ width: 46% }} .ends {{ display: grid; grid-template-columns: 1fr 74mm; gap: 10mm;
margin-top: 8mm; align-items: start }} .vat th {{ background: #f0f0f0; font-size: 7pt }} .vat td,
.vat th {{ padding: 1.2mm 2mm; font-size: 7.5pt }} .pairs {{ width: 100% }} .pairs td {{ padding:
1.3mm 2mm; border-bottom: 0.4pt solid #ddd }} .pairs tr:last-child td {{ background: {hue}; color:
#fff }} .to {{ display: grid; grid-template-columns: 1fr 1fr 1fr; gap: 5mm; margin-top: 8mm }} .to u
{{ text-decoration: none; font-weight: bold; color: {hue} }} .to .v {{ white-space: normal }}
</style><div class="row"><div>{sheet.logo(facts.seller.brand, hue, serif=True)}</div><div
style="text-align:right"><b>{kind}</b><br>{sheet.date_of()}<br>{sheet.number()}</div></div><div
class="to"><div><u>{sheet.pick("Vendu par", "Boutique")}</u><br>{b.address(sheet, "seller")}<br>
{facts.seller.phone}</div><div><u>Adresse de livraison</u><br>
{sheet.pick("Accueil", "Service généraux", "Office management").replace("Service g", "Services g")}
<br>{b.other(deliver)}</div><div><u>Adresse de facturation</u><br>{b.address(sheet, "buyer")}<br>
{sheet.vat_id("buyer")}</div></div>{b.pair_boxes(strip, "strip")}{table}<div class="ends"><div>
{taxes}{until}</div>{b.pair_rows(sums)}</div><p style="margin-top:12mm;font-size:7.5pt">{fresh}</p>
<div class="foot">
{h.told(sheet, "{name} - {form} au capital de {capital} € - SIRET : {siret} - RCS {register} - "
"N° de TVA : {vat} - {site}")}<br>Ventes entre professionnels : pénalités au taux légal triplé,
indemnité de 40 €, sans escompte.</div>"""  # fmt: skip
