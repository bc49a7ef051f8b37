"""Papers of a blacksmith's word processor, a hirer of care beds, a shop of artists' materials."""

from collections.abc import Sequence
from dataclasses import replace

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import ZERO, Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet

_IRON = Profile("metalwork", lines=(2, 5), prepaid=0.5, credit=0.03)


@family("ironwork_typed_with_dots", Split.JUDGING, _IRON, replace(_IRON, lines=(1, 3), prepaid=0.2),
        replace(_IRON, person=True, lines=(1, 4)), replace(_IRON, deposit=0.4))  # fmt: skip
def ironwork_typed_with_dots(sheet: Sheet) -> str:
    """A word processor's page: number in the subject, works and sums drawn out with dots."""
    h.adopt(sheet, ("%Y/##", "##/%y", "F %y-##", "%y%m##"), ("long", "weekday", "long", "%d/%m/%Y"),
            ("AV %y-##", "A%Y/##"))  # fmt: skip
    sheet.style = replace(sheet.style, currency=sheet.pick("{} €", "{} €", "{} euros", "{}€"))
    sheet.facts = facts = replace(sheet.facts, negative=False)
    refs = facts.references
    credit = facts.type_code == "381"
    kind = h.titled(sheet, ("facture", "Facture"), ("avoir", "Avoir"), ("facture d'acompte",))
    works = ""
    for line in facts.lines:
        rate = sheet.cell(line, "rate")
        rate = rate if "%" in rate else f"{rate} %"
        how = f"{sheet.cell(line, 'qty')} {line.unit} à {sheet.cell(line, 'price')} €"
        if line.unit == "forfait" or line.quantity == 1:
            how = "prix convenu"
        works += f"""<div class="w"><div>{sheet.cell(line, "name")}<br><i>{how}, TVA {rate}</i>
</div><div class="d"></div><div>{sheet.cell(line, "total")}</div></div>"""  # fmt: skip
    sums: list[Pair] = [(sheet.pick("Soit hors taxes", "Ensemble hors taxes"),
                         sheet.total("total_without_vat"))]  # fmt: skip
    tax = sheet.pick("TVA {rate} calculée sur {basis}", "{rate} de {basis}, TVA")
    sums += h.vat_sums(sheet, tax, "Sans TVA", bare=False)
    sums.append((sheet.pick("Soit toutes taxes comprises", "Total taxes comprises"),
                 f"<b>{sheet.total('total_with_vat')}</b>"))  # fmt: skip
    if facts.prepaid:
        sums.append((f"Votre acompte du {h.day(sheet, -38)}", sheet.total("prepaid")))
        sums.append(("Il reste donc", f"<b>{sheet.total('amount_due')}</b>"))
    summed = "".join(
        f"""<div class="w s"><div>{label}</div><div class="d"></div><div>{value}</div>
</div>"""
        for label, value in sums
    )
    close = f"""Cet avoir se rapporte à ma facture {refs["original"]} ; je vous adresse le
virement de {sheet.total("amount_due")} sous huitaine."""
    if h.is_payable(sheet):
        close = f"""{sheet.pick("Je vous remercie de bien vouloir me régler", "Merci de me faire "
"parvenir")} {sheet.total("amount_due")} {sheet.pick("pour le", "au plus tard le", "avant le")}
{sheet.date_of("due_date")}, par chèque à mon ordre ou par virement (IBAN {sheet.iban()}, BIC
{sheet.bic()})."""  # fmt: skip
    site = sheet.pick("atelier et logement", "cour intérieure", "accès livraison", "entrée sud")
    about = f"suivant votre accord sur devis {refs['quote']} du {h.day(sheet, -52)}"
    dear = sheet.pick("Madame, Monsieur,", "Bonjour,", "Cher client,")
    font = sheet.pick("Liberation Serif", "P052", "Liberation Sans", "URW Bookman")
    return f"""<style>@page {{ margin: 20mm 22mm 15mm }} body {{ font: 10.5pt "{font}"; min-height:
258mm; padding-bottom: 20mm; line-height: 1.35 }} .w {{ display: flex; align-items: flex-end;
margin-bottom: 2.5mm; break-inside: avoid }} .w > div:last-child {{ white-space: nowrap }} .w i {{
font-size: 9pt }} .d {{ flex: 1; border-bottom: 1px dotted; margin: 0 1.5mm 1.2mm }} .s {{
margin: 0 0 1mm 32mm }}</style><div style="text-align:center;border-bottom:2px
double;padding-bottom:
3mm"><span style="font-size:17pt;letter-spacing:1px">{sheet.name("seller")}</span><br>Ferronnerie
d'art - Métallerie - Soudure sur place<br>{b.street(facts.seller, " - ")} - {facts.seller.phone}
</div><div style="margin:14mm 0 9mm 84mm">{b.address(sheet, "buyer")}</div><p
style="margin-left:84mm">
{facts.seller.register}, le {sheet.date_of()}</p><p><b>Objet : {kind} n° {sheet.number()}</b>,
{site} </p><p>{dear}</p><p>Veuillez trouver ci-dessous {"le détail de cet avoir" if credit else
"le décompte des travaux"}, {about}.</p>{works}<div style="height:3mm"></div>{summed}<p>{close}
</p><p>{sheet.pick("Avec mes salutations les meilleures.", "Bien à vous.", "Cordialement.")}</p><p
class="foot">{h.told(sheet, "SIRET {siret} - APE 2512Z - N° TVA {vat} - Répertoire des métiers "
"{register}")}<br>Assurance décennale AXA n° {h.distractor(sheet,
"########04")}, France entière - En
cas de retard : trois fois l'intérêt légal et 40 € de frais</p>"""  # fmt: skip


_BEDS = Profile("medical_beds", lines=(3, 7), prepaid=0, credit=0.07)
_UNITS = ("Unité Les Glycines", "Unité protégée, 1er étage", "Pavillon Nord", "Accueil de jour",
          "Unité Magnolia")  # fmt: skip


def _bed_rows(sheet: Sheet, lines: Sequence[Line], unit: str) -> str:
    """Print what one ward has on hire, and its sum."""
    rows = f'<tr class="u"><td colspan="8">{unit}</td></tr>'
    for line in lines:
        span = ("", "")
        if line.unit == "jrs":
            span = h.day(sheet, -int(line.quantity)), h.day(sheet, -1)
        room = f"ch. {h.distractor(sheet, '1##')}" if line.unit == "jrs" else ""
        cells = "".join(f'<td class="n">{sheet.cell(line, key)}</td>'
                        for key in ("qty", "price", "rate", "total"))  # fmt: skip
        rows += f"<tr><td>{sheet.cell(line, 'name')}</td><td>{room}</td><td>{span[0]}</td><td>"
        rows += f"{span[1]}</td>{cells}</tr>"
    part = sheet.amount(sum((line.total for line in lines), ZERO))
    return f"""{rows}<tr class="p"><td colspan="7" class="n">Sous-total {unit}</td><td class="n">
{part}</td></tr>"""  # fmt: skip


@family("care_beds_by_ward", Split.MAKING, _BEDS, replace(_BEDS, lines=(5, 11)),
        replace(_BEDS, lines=(2, 4), credit=0),
        replace(_BEDS, adjustments=("discount",)))  # fmt: skip
def care_beds_by_ward(sheet: Sheet) -> str:
    """Hire program of a medical dealer: sum in the head's strip, wards with sums, two-row VAT."""
    h.adopt(sheet, ("FL%y-#####", "L########", "%m%y#####"), ("%d/%m/%y", "%d/%m/%Y", "%d-%m-%Y"),
            ("AL%y-####", "AVL#####"))  # fmt: skip
    facts, refs = sheet.facts, sheet.facts.references
    kind = h.titled(sheet, ("FACTURE LOCATION ET VENTE", "Facture de location", "FACTURE"),
                    ("AVOIR", "Avoir location"))  # fmt: skip
    strip: list[Pair] = [("N° pièce", sheet.number()), ("Le", sheet.date_of()),
                         ("Code étab.", refs["customer"]),
                         ("Montant TTC", sheet.total("total_with_vat"))]  # fmt: skip
    strip += h.due(sheet, "Échéance", "À payer le", "Éch.")
    if facts.type_code == "381":
        strip.append(("Sur facture", refs["original"]))
    half = (len(facts.lines) + 1) // 2 if len(facts.lines) > 2 else len(facts.lines)
    names = sheet.rng.sample(_UNITS, 2)
    body = _bed_rows(sheet, facts.lines[:half], names[0])
    if facts.lines[half:]:
        body += _bed_rows(sheet, facts.lines[half:], names[1])
    found = [sheet.vat_row(row) for row in facts.vat]
    tops = (
        "".join(f"<th>{r if '%' in r else r + ' %'}</th>" for r, _, _ in found) + "<th>Total</th>"
    )
    bases = "".join(f"<td>{it}</td>" for _, it, _ in found)
    taxes = "".join(f"<td>{it}</td>" for _, _, it in found)
    bases += f"<td><b>{sheet.total('total_without_vat', bare=True)}</b></td>"
    taxes += f"<td><b>{sheet.total('total_vat', bare=True)}</b></td>"
    more = "".join(f"<p class='r'>{label} : {value}</p>" for label, value in h.extras(sheet, {
        "sum": "Cumul des unités", "discount": "Remise marché groupement"}))  # fmt: skip
    last = "Virement à recevoir de notre part" if facts.type_code == "381" else sheet.pick(
        "Net à mandater", "Somme à mandater", "À régler")  # fmt: skip
    hue = sheet.pick("#007a87", "#8e3b7b", "#2f5fa8")
    to = b.other(facts.others[0])
    return f"""<style>@page {{ margin: 11mm }} body {{ font: 8.8pt "{sheet.pick("Liberation Sans",
"Nimbus Sans")}"; min-height: 274mm; padding-bottom: 15mm }} .strip {{ width: 100%; margin: 5mm 0;
border: 1pt solid {hue} }} .strip th {{ background: {hue}; color: #fff; font-weight: normal;
padding:
1mm 2mm }} .strip td {{ padding: 1.5mm 2mm; font-size: 10pt; border-right: 0.5pt solid {hue} }}
.lines {{ width: 100% }} .lines th {{ color: {hue}; border-bottom: 1pt solid {hue}; font-size: 8pt
}} .u td {{ background: #eef4f6; font-weight: bold }} .p td {{ border-top: 0.5pt dotted #666;
font-style:
italic; padding-bottom: 2mm }} .r {{ text-align: right; margin: 1mm 4px }} .vat td, .vat th {{
border:
0.5pt solid {hue}; padding: 1.2mm 3mm; text-align: right }} .box {{ border: 0.7pt solid #888;
border-
radius: 2mm; padding: 2.5mm 3.5mm; width: 84mm; min-height: 27mm; box-sizing: border-box }} .net {{
border: 1.5pt solid {hue}; border-radius: 2mm; padding: 3mm 6mm; text-align: center }}</style>
<div class="row"><div>{sheet.logo(facts.seller.brand, hue)}<br>Prestataire de santé à domicile et en
établissement<br>{b.street(facts.seller, ", ")}<br>Tél. {facts.seller.phone} - astreinte 24 h/24
</div><div style="font-size:14pt;color:{hue}">{kind}</div></div>{b.pair_boxes(strip, "strip")}
<div class="row"><div class="box"><small>Matériel installé chez</small><br>{to}</div><div
class="box">
<small>{sheet.pick("Facturé à", "Payeur", "Établissement payeur")}</small><br>{b.address(sheet,
"buyer")}</div></div><p>Réf. marché {refs["contract"]} - Bon de commande {refs["order"]} - Service
technique : M. Vasseur</p><table class="lines"><tr><th style="width:67mm">Désignation</th><th>Lieu
</th><th>Du</th><th>Au</th><th class="n">Qté / j.</th><th class="n">P.U. HT</th><th class="n">Tx TVA
</th><th class="n">HT</th></tr>{body}</table>{more}<div class="row" style="margin-top:6mm"><table
class="vat"><tr><th>Taux</th>{tops}</tr><tr><th>Base HT</th>{bases}</tr><tr><th>TVA</th>{taxes}</tr>
</table><div class="net">{last}<br><b
style="font-size:14pt">{sheet.total("amount_due")}</b></div></div>
<p>{h.told(sheet, "Domiciliation : {iban} / {bic}") if h.is_payable(sheet) else ""}</p><p
class="foot">
{h.told(sheet, "{name} - {form} au capital de {capital} € - SIRET {siret} - RCS {register} "
"- TVA {vat}")}
<br>N° FINESS {h.distractor(sheet, "35#######")} - Intérêts moratoires : taux BCE + 8 points,
indemnité 40 €</p>"""  # fmt: skip


_ART = Profile("art_supplies", lines=(3, 8), prepaid=0, paid=0.75, credit=0.07,
               adjustments=("shipping",))  # fmt: skip


def _art_row(sheet: Sheet, line: Line) -> str:
    """Print a product with the grey square where its picture was."""
    return f"""<tr><td class="q">{sheet.cell(line, "qty")} ×</td><td><span class="sq"></span></td>
<td>{sheet.cell(line, "name")}<br><small>Réf. {line.reference}</small></td><td class="n">
{sheet.cell(line, "rate")}</td><td class="n">{sheet.cell(line, "price")}</td><td class="n">
{sheet.cell(line, "total")}</td></tr>"""  # fmt: skip


@family("art_supplies_order_first", Split.MAKING, _ART, replace(_ART, lines=(1, 3)),
        replace(_ART, paid=0.2, lines=(2, 6)), replace(_ART, adjustments=()))  # fmt: skip
def art_supplies_order_first(sheet: Sheet) -> str:
    """A shop plug-in: the order is written large, the invoice small; sums left, addresses below."""
    h.adopt(sheet, ("FA######", "FC%y-####", "IN#######", "%Y-#####"),
            ("%d/%m/%Y", "long", "%d/%m/%Y", "%Y-%m-%d"), ("AV######", "AV-#####"))  # fmt: skip
    sheet.style = replace(sheet.style, currency=sheet.pick("{} €", "{}\u00a0€", "{}€"))
    facts, hue = sheet.facts, sheet.pick("#d6336c", "#1c7ed6", "#e8590c", "#2b8a3e")
    credit = facts.type_code == "381"
    kind = h.titled(sheet, ("Facture",), ("Avoir", "Bon d'avoir"))
    rows = "".join(_art_row(sheet, line) for line in facts.lines)
    sums = h.extras(sheet, {"sum": "Produits (HT)", "shipping": "Livraison (HT)"}, bare=False)
    sums.append(("Total (HT)", sheet.total("total_without_vat")))
    sums += h.vat_sums(sheet, "TVA {rate} (base {basis})" if len(facts.vat) > 1 else
                       "TVA {rate}", "Hors TVA", bare=False)  # fmt: skip
    if len(facts.vat) > 1:
        sums.append((sheet.pick("Taxes", "Total taxes"), sheet.total("total_vat")))
    sums.append((sheet.pick("Total de la commande (TTC)", "Total (TTC)") if not credit else
                 "Total remboursé (TTC)", sheet.total("total_with_vat")))  # fmt: skip
    if facts.prepaid:
        way = f"""Paiement : {sheet.pick("carte bancaire", "PayPal", "Apple Pay")}<br>Encaissé le
{h.day(sheet, 0)} : {sheet.total("prepaid")}<br>Solde : {sheet.total("amount_due")}"""
    elif credit:
        way = f"Remboursement sur votre moyen de paiement : {sheet.total('amount_due')}"
    else:
        way = f"""Paiement : virement différé (compte {sheet.pick("association", "école", "pro")})
<br>Montant attendu : {sheet.total("amount_due")}<br>{sheet.pick("Au plus tard le", "Avant le")}
{sheet.date_of("due_date")}<br>{h.told(sheet, "{iban}<br>{bic}")}"""
    small: list[Pair] = [(f"{kind} n°", sheet.number()), ("Date", sheet.date_of())]
    small.append(("Commande passée le", h.day(sheet, -4)))
    if credit:
        small.append(("Facture remboursée", facts.references["original"]))
    carrier = sheet.pick("Colissimo pro", "Chronopost", "Mondial Relay", "GLS")
    same = sheet.maybe(0.4)
    ship = "à l'adresse de facturation" if same else b.other(facts.others[0])
    return f"""<style>@page {{ margin: 13mm 15mm }} body {{ font: 9.3pt "{sheet.pick("DejaVu Sans",
"Liberation Sans")}";
 min-height: 268mm; padding-bottom: 13mm }} .lines {{ margin: 5mm 0 }} .lines td
{{ border-bottom: 0.5pt solid #e3e3e3; padding: 1.5mm 1mm; vertical-align: middle }} .lines th {{
font-size: 7.5pt; color: #888; font-weight: normal; text-transform: uppercase; padding: 1mm }} .sq
{{
display: inline-block; width: 9mm; height: 9mm; background: #eee; border-radius: 1mm }} .q {{ color:
{hue}; font-weight: bold; white-space: nowrap; text-align: right }} .sums td {{ padding: 0.9mm 2mm
0.9mm 0 }} .sums tr:last-child td {{ font-weight: bold; border-top: 1.5pt solid {hue} }} .card {{
background: #f8f8f8; padding: 3mm 4mm; width: 74mm; box-sizing: border-box; border-top: 2pt solid
{hue} }} .small td {{ padding: 0 3mm 0 0; font-size: 8.3pt }} .small .n {{ text-align: left }}
small {{ color: #888 }}</style><div>{sheet.logo(facts.seller.brand, hue)}</div><div
style="font-size:19pt;margin:6mm 0 2mm">Commande {h.distractor(sheet, "@@@@@@@@@")}</div>
{b.pair_rows(small, "small")}<table class="lines"><tr><th></th><th></th><th
style="width:78mm">Produit</th><th class="n">Taxe</th><th class="n">Prix unitaire<br>(HT)</th><th
class="n">Total<br>(HT)</th></tr>{rows}</table><div
class="row"><div>{b.pair_rows(sums, "sums")}</div>
<div class="card">{way}</div></div><div class="row" style="margin-top:9mm"><div style="width:74mm">
<b style="color:{hue}">Facturation</b><br>{b.address(sheet, "buyer")}<br>{h.told(sheet, "{vat}",
"buyer")}</div><div style="width:74mm"><b style="color:{hue}">Livraison</b><br>{ship}<br><small>
{carrier}, suivi {h.distractor(sheet, "8R############")}</small></div></div><p><small>Retours
gratuits
pendant 30 jours. -10 % sur votre prochaine commande avec le code ATELIER{facts.days}.</small></p><p
class="foot">{h.told(sheet, "{name}, {street_}, France - {form} au capital de {capital} € - SIRET "
"{siret} - TVA {vat}")}<br>{facts.seller.site} - {facts.seller.mail}</p>"""  # fmt: skip
