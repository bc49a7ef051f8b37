"""Layouts of those who meter or serve: an energy supplier, a restaurant."""

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Profile
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet


@family("energy_summary", Split.MAKING,
        Profile("energy", lines=(3, 6), prepaid=0.35, credit=0.06),
        Profile("water", lines=(3, 6), prepaid=0.2, credit=0.05),
        Profile("telecom", lines=(3, 7), prepaid=0, credit=0.05))  # fmt: skip
def energy_summary(sheet: Sheet) -> str:
    """One page of essentials beside a coloured band, details on the next, a slip to pay by."""
    h.adopt(sheet, ("10 ### ### ###", "%y%m########", "##########", "F@-########"),
            ("long", "%d/%m/%Y", "%d.%m.%y"))  # fmt: skip
    facts, hue = sheet.facts, sheet.pick("#00856f", "#e2001a", "#4b2e83")
    refs = sheet.facts.references
    credit = facts.type_code == "381"
    asked = "Montant en votre faveur" if credit else sheet.pick(
        "Montant à payer (TTC)", "Votre facture s'élève à", "Net à payer TTC")  # fmt: skip
    until = "".join(f"{label} <b>{value}</b>" for label, value in h.due(
        sheet, "à régler avant le", "sera prélevé le", "Date limite de paiement :"))  # fmt: skip
    sums: list[Pair] = [("Total hors TVA", sheet.total("total_without_vat"))]
    sums += h.vat_sums(sheet, "TVA à {rate}", "Hors TVA", bare=False)
    sums.append(("Total TTC de la facture", sheet.total("total_with_vat")))
    if facts.prepaid:
        sums.append(("Mensualités déjà payées", sheet.total("prepaid")))
    heads: tuple[Pair, ...] = (
        ("name", "Détail"),
        ("=du 01/%m", "Période"),
        ("qty", "Volume"),
        ("unit", "Unité"),
    )
    heads += (("price", "Prix unitaire € HT"), ("rate", "TVA"), ("total", "Montant € HT"))
    bases = (("rate", "Taux de TVA"), ("basis", "Montant HT"), ("vat", "TVA"), ("gross", "TTC"))
    kind = h.titled(sheet, ("Votre facture", "Facture", "Facture de régularisation"), ("Avoir",))
    ids = ["Référence client", h.distractor(sheet, "6 ### ### ###"), "Compte de contrat"]
    ids += [refs["contract"], "Lieu de consommation", b.street(facts.others[0], ", ")]
    ids += ["Point de livraison", refs["meter"], "Dépannage 24 h/24", "09 72 67 50 00"]
    side = "".join(f"<b>{k}</b><br>{v}<br><br>" for k, v in zip(ids[::2], ids[1::2], strict=True))
    slip = "" if credit or not facts.amount_due else f"""<div class="tip"><div>TIP SEPA<br>Montant :
{sheet.total("amount_due")}<br>Référence : {h.distractor(sheet, "############")} 26</div><div>
{sheet.name("buyer")}<br>{b.street(facts.buyer)}</div><div>Date et signature<br>ICS
FR36EDF001007<br>
RUM {h.distractor(sheet, "TIP++##########")}</div></div>"""  # fmt: skip
    foot = "{name} - {form} au capital de {capital} € - {siren} R.C.S. {register} - Siège social : "
    return f"""<style>@page {{ margin: 10mm }} body {{ font: 9pt "Nimbus Sans"; min-height: 0;
padding: 0 }} .one {{ display: grid; grid-template-columns: 52mm 1fr; gap: 8mm; height: 205mm }}
.band {{ background: {hue}; color: #fff; padding: 6mm 4mm; font-size: 8pt; border-radius: 0 6mm 6mm
0
}} .big {{ font-size: 26pt; color: {hue}; font-weight: bold }} .sum {{ width: 100%; margin-top: 6mm
}}
.sum td {{ border-bottom: 1px solid #ddd; padding: 1.5mm 0 }} .tip
{{ border-top: 1px dashed; display:
grid; grid-template-columns: 1fr 1fr 1fr; gap: 5mm; padding: 4mm; font: 8pt "Liberation Mono"
}} .ids
{{ font-size: 6.5pt; color: #555; margin-bottom: 3mm }} .lines th
{{ color: {hue}; border-bottom: 2px
solid {hue}; white-space: normal }} .lines td {{ border-bottom: 1px solid #eee }} .lines .c-name {{
width: 36% }}</style><div class="one"><div class="band">{side}</div><div><div class="row">
{sheet.logo(facts.seller.brand, hue)}</div><div style="margin:14mm 0 12mm 20mm">
{b.address(sheet, "buyer")}</div><b>{kind} n° {sheet.number()}</b><br>du {sheet.date_of()}<div
style="margin-top:8mm">{asked}</div><div class="big">{sheet.total("amount_due")}</div>{until}
{b.pair_rows(sums, "sum")}<p>Prochain relevé : vers le {h.day(sheet, 61)}</p></div></div><div
class="ids">{h.told(sheet, foot + "{street_} - TVA {vat}")}</div>{slip}<div class="break"></div><h2>
Détail de la facture n° {sheet.number()}</h2>{h.lines(sheet, heads)}<br>{h.recap(sheet, bases)}<p
style="font-size:7.5pt">Relevé du {h.day(sheet, -4)}, index {h.distractor(sheet, "#####")} (ancien :
{h.distractor(sheet, "#####")}). Le médiateur de l'énergie peut être saisi sous deux mois.</p>
"""  # fmt: skip


@family("restaurant_note", Split.MAKING,
        Profile("restaurant", lines=(2, 9), tax_included=True, paid=0.8, prepaid=0, credit=0.0),
        Profile("hotel", lines=(2, 6), tax_included=True, paid=0.5, prepaid=0,
                credit=0.0))  # fmt: skip
def restaurant_note(sheet: Sheet) -> str:
    """A small sheet in italics: table and covers, prices with VAT, sums of VAT in one line each."""
    h.adopt(sheet, ("%y%m%d-##", "####", "R%y-####", "######"),
            ("%d/%m/%y", "%d/%m/%Y", "weekday"))  # fmt: skip
    facts, wine = sheet.facts, sheet.pick("#7b1e3a", "#33523a", "#222")
    heads: tuple[Pair, ...] = (("qty", ""), ("name", ""), ("price", "P.U."), ("total", "TTC"))
    kind = h.titled(sheet, ("Note", "Facture", "FACTURE", "Addition - Facture"), ("Avoir",))
    rows = []
    for row in facts.vat:
        if row.rate:
            rate, basis, vat = sheet.vat_row(row)
            rate = rate if "%" in rate else f"{rate} %"
            text = f"TVA {rate} : {vat} sur {basis} HT"
        else:
            basis = sheet.show("vat_breakdown", sheet.amount(row.basis))
            text = f"Taxe de séjour (hors TVA) : {basis}"
        rows.append(text)
    place = f"Table {h.distractor(sheet, '##')}, {facts.days % 6 + 1} couverts"
    if facts.profile.trade == "hotel":
        place = f"Ch. {h.distractor(sheet, '2##')}, arrivée {h.day(sheet, -2)}"
    paid = ""
    if facts.prepaid:
        paid = f"Réglé en {sheet.pick('carte bancaire', 'CB sans contact', 'espèces')} : "
        paid += f"{sheet.total('prepaid')} - Reste dû : {sheet.total('amount_due')}"
    net, tax = sheet.total("total_without_vat"), sheet.total("total_vat")
    return f"""<style>@page {{ size: A5; margin: 9mm 12mm }} body {{ min-height: 190mm; font: italic
10pt "C059"; padding-bottom: 10mm }} .mid {{ text-align: center }} .lines {{ margin: 4mm 0;
border-top:
1px solid {wine} }} .lines .c-name {{ width: 60% }} .tot {{ display: flex; justify-content:
space-between; border-top: 1px solid {wine}; border-bottom: 1px solid {wine}; font-size: 15pt;
padding:
2mm 0 }} .dots {{ border-bottom: 1px dotted #555 }}</style><div class="mid"
style="color:{wine}"><span style="font-size:19pt">{sheet.name("seller")}</span><br>
{b.street(facts.seller, " • ")}<br>{facts.seller.phone}</div><div class="row"
style="margin-top:4mm"><span><b>{kind}</b> n° {sheet.number()}</span><span>{sheet.date_of()} -
{facts.days % 3 + 12}h{facts.days % 50 + 10}</span></div><div>{place} - servi par Léa</div><div
class="dots">Société : {sheet.name("buyer")}</div><div class="dots">{b.street(facts.buyer, ", ")}
</div>{h.lines(sheet, heads)}<div class="tot"><span>{sheet.pick("Total TTC", "À payer", "TOTAL")}
</span>{sheet.total("total_with_vat")}</div><p>{"<br>".join(rows)}<br>Total HT {net} - Total TVA
{tax}
</p><p>{paid}</p><p class="foot">{h.told(sheet, "{form} {capital} € - SIRET {siret} - NAF "
"{activity} - TVA {vat}")}<br>Prix nets, service compris - Merci de votre visite</p>"""  # fmt: skip
