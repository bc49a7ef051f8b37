"""Papers of those who keep others moving: a maker of pallets, couriers by bicycle."""

from dataclasses import replace

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet

_PALLETS = Profile("pallets", lines=(2, 6), prepaid=0, credit=0.08)


def _position(sheet: Sheet, line: Line) -> str:
    """Print a position over two rows, as the big programs list them."""
    refs, place = sheet.facts.references, sheet.facts.lines.index(line) + 1
    unit = sheet.cell(line, "unit").upper()
    disc = sheet.cell(line, "disc").removesuffix("%").rstrip()
    rebate = f"<br>Remise client {disc} %" if disc else ""
    delivered = (
        f"Livraison {refs['note']} / {place * 10:06} du {sheet.day(sheet.facts.delivery_date)}"
    )
    return f"""<tr class="p"><td>{place * 10:06}</td><td>{sheet.cell(line, "ref")}</td><td
class="n"> {sheet.cell(line, "qty")} {unit}</td><td class="n">{sheet.cell(line, "price")}</td><td>1
{unit}</td>
<td class="n">{sheet.cell(line, "total")}</td></tr><tr><td></td><td colspan="4">
{sheet.cell(line, "name")}<br><small>{delivered}{rebate}</small></td><td></td></tr>"""


def _pallet_terms(sheet: Sheet) -> str:
    """Print until when to pay, and with what cash discount."""
    facts = sheet.facts
    if facts.type_code == "381":
        return "Montant porté au crédit de votre compte, à valoir sur votre prochain règlement."
    early = ""
    if facts.days >= 30 and sheet.maybe():
        early = f"Jusqu'au {h.day(sheet, 10)} : escompte {sheet.rate(sheet.facts.vat[0].rate / 40)}"
        early = early if "%" in early else f"{early} %"
        early += "<br>"
    return f"{early}Jusqu'au {sheet.date_of('due_date')} : sans déduction"


@family("pallets_by_position", Split.MAKING, _PALLETS,
        replace(_PALLETS, line_discounts=True, lines=(3, 8)),
        replace(_PALLETS, adjustments=("shipping",), credit=0.2))  # fmt: skip
def pallets_by_position(sheet: Sheet) -> str:
    """Positions over two rows, number and day behind one label, sums as rows of an open list."""
    h.adopt(sheet, ("90######", "18000#####", "VF02######"), ("%d.%m.%Y", "%d.%m.%Y", "%d/%m/%Y"),
            ("91######", "VA02######"))  # fmt: skip
    facts, refs, green = (
        sheet.facts,
        sheet.facts.references,
        sheet.pick("#2f5d3a", "#000", "#7a4a1e"),
    )
    kind = h.titled(sheet, ("Facture", "Facture client", "FACTURE"), ("Avoir", "Note de crédit"))
    ordered = h.day(sheet, -sheet.rng.randint(12, 40))
    info = [("Document n° / Date", f"{sheet.number()} / {sheet.date_of()}"),
            ("N° cde client / Date", f"{refs['order']} / {ordered}"),
            ("N° commande interne", h.distractor(sheet, "1#######")),
            ("N° client", refs["customer"]),
            ("Votre interlocuteur", sheet.pick("Mme Ferrand", "M. Colas", "ADV"))]  # fmt: skip
    if facts.type_code == "381":
        info.append(("Facture concernée", refs["original"]))
    if sheet.maybe(0.7):
        info.append(("Votre n° de TVA", sheet.vat_id("buyer")))
    box = "".join(f"<div>{label}</div><div><b>{value}</b></div>" for label, value in info)
    sums = h.extras(sheet, {"sum": "Total des postes", "shipping": "Frais d'approche"})
    sums.append(("Valeur nette des marchandises", sheet.total("total_without_vat", bare=True)))
    sums += h.vat_sums(sheet, "TVA collectée {rate} &nbsp; de {basis}", "Hors champ de TVA")
    last = sheet.pick("Montant final", "Valeur finale", "Montant total de la facture")
    if facts.type_code == "381":
        last = "Montant final de l'avoir"
    feet = "".join(f'<tr><td></td><td colspan="4">{k}</td><td class="n">{v}</td></tr>'
                   for k, v in sums)  # fmt: skip
    feet += f"""<tr class="z"><td></td><td colspan="2">{last}</td><td colspan="3" class="n">
{sheet.total("total_with_vat")}</td></tr>"""
    foot = ("{name}<br>{street}<br>{site}", "Tél. {phone}<br>{mail}<br>Agrément NIMP15 FR-35-0412",
            "{form} au capital de {capital} EUR<br>R.C.S. {register} {siren}<br>NAF {activity}",
            "N° TVA {vat}<br>IBAN {iban}<br>BIC {bic}")  # fmt: skip
    columns = "".join(f"<div>{h.told(sheet, text)}</div>" for text in foot)
    return f"""<style>@page {{ margin: 12mm 14mm }} body {{ font: 9pt "Nimbus Sans"; padding-bottom:
26mm; min-height: 272mm }} .sender {{ font-size: 6.5pt; border-bottom: 0.4pt solid; margin-bottom:
2mm }} .box {{ display: grid; grid-template-columns: 36mm 1fr; width: 86mm; row-gap: 0.8mm;
font-size: 8.5pt }} .lines th {{ border-top: 0.8pt solid; border-bottom: 0.8pt solid; font-weight:
normal; font-size: 8pt }} .lines .p td {{ padding-top: 2.5mm }} .lines td {{ padding-bottom: 0.3mm
}} .sum td {{ border: 0 }} .z td {{ font-weight: bold; border-top: 0.8pt solid; border-bottom: 2pt
double; padding: 1.5mm 4px }} .four {{ position: absolute; bottom: 0; left: 0; right: 0; display:
grid; font-size: 6.7pt; gap: 4mm; grid-template-columns: auto auto auto auto; border-top: 2pt solid
{green}; padding-top: 1.5mm; line-height: 1.45 }} .four .v {{ white-space: nowrap }} h1 {{ color:
{green}; font-size: 15pt; margin: 0 }}</style><div class="row"><h1>{kind}</h1>
{sheet.logo(facts.seller.brand, green)}</div><div class="row" style="margin-top:16mm">
<div style="width:82mm"><div class="sender">{h.told(sheet, "{brand} - {street_dash}")}</div>
{b.address(sheet, "buyer")}</div><div class="box">{box}</div></div><p style="margin-top:12mm">
Marchandise livrée à : {b.other(facts.others[0], ", ")}<br>Incoterms 2020 :
{sheet.pick("DAP lieu de livraison", "FCA notre usine", "DAP sur quai")} - Poids brut
{sheet.rng.randint(120, 2400)} KG</p><table class="lines"><thead><tr><th>Poste</th><th>Article</th>
<th class="n">Quantité</th><th class="n">Prix</th><th>Base</th><th class="n">Valeur
{facts.profile.currency}</th></tr></thead><tbody>{"".join(_position(sheet, x) for x in facts.lines)}
<tr><td colspan="6" style="border-bottom:0.4pt solid">&nbsp;</td></tr>{feet}</tbody></table>
<p><b>Conditions de paiement</b><br>{_pallet_terms(sheet)}</p><p style="font-size:7.5pt">Les
palettes EPAL sont échangées nombre pour nombre ; à défaut elles sont facturées. Tout retard donne
lieu à des pénalités au taux BCE majoré de 10 points et à une indemnité de recouvrement de 40 EUR.
{"Émis électroniquement, valable sans signature." if sheet.maybe() else ""}</p>
<div class="four">{columns}</div>"""  # fmt: skip


_BIKES = Profile("bike_couriers", lines=(2, 6), prepaid=0, credit=0.06)


@family("bike_couriers_month", Split.JUDGING, _BIKES,
        replace(_BIKES, lines=(3, 8), adjustments=("discount",)),
        replace(_BIKES, regime="E", person=True, lines=(1, 4)),
        replace(_BIKES, paid=1.0))  # fmt: skip
def bike_couriers_month(sheet: Sheet) -> str:
    """An online service's card: the sum to pay in a coloured panel, parties in three columns."""
    h.adopt(sheet, ("F-%Y-###", "%Y%m-##", "F%y-####", "##/%Y"), ("long", "long", "%d/%m/%Y"),
            ("AV-%Y-##", "A%y-###"))  # fmt: skip
    facts, hue = sheet.facts, sheet.pick("#5b3df5", "#ff6b4a", "#0a8f6c", "#1463ff")
    kind = h.titled(sheet, ("Facture", "facture"), ("Avoir", "avoir"))
    exempt, credit = b.is_exempt(sheet), facts.type_code == "381"
    state, when = (sheet.pick("À régler", "Reste à régler", "Montant dû"), "".join(
        f"avant le {value}" for _, value in h.due(sheet, ""))) if h.is_payable(sheet) else (
        "À vous rembourser" if credit else "Payée - reste à régler",
        "" if credit else f"par carte le {sheet.day(facts.issue_date)}")  # fmt: skip
    heads: tuple[Pair, ...] = (
        ("name", "Quoi"),
        ("qty", "Combien"),
        ("price", "À l'unité" + " HT" * (not exempt)),
    )
    heads += (("total", "Sous-total" + " HT" * (not exempt)),)
    sums = h.extras(sheet, {"sum": "Courses du mois", "discount": "Remise fidélité"}, bare=False)
    if exempt:
        sheet.total("total_without_vat")
        sums.append(("Total net de taxe", sheet.total("total_with_vat")))
    else:
        sums.append(("Hors taxes", sheet.total("total_without_vat")))
        sums += h.vat_sums(sheet, "+ TVA {rate}", "Sans TVA", bare=False)
        sums.append(("<b>= Toutes taxes comprises</b>", f"<b>{sheet.total('total_with_vat')}</b>"))
    if facts.prepaid:
        sums.append(("Déjà encaissé", sheet.total("prepaid")))
    panel = f"""<div
class="panel"><div><small>{state}</small><b>{sheet.total("amount_due")}</b></div>
<div>{when}</div></div>"""  # fmt: skip
    month = f"{facts.issue_date:%m/%Y}"
    tva = "" if exempt else "<br>TVA {vat}"
    pay = "" if not h.is_payable(sheet) else f"""<div class="pay"><b>Par
virement</b><br>{sheet.iban()}
<br>{sheet.bic()}<br><small>Indiquez {sheet.number()} en libellé, merci
!</small></div>"""  # fmt: skip
    note = f"<p>{b.mention(sheet)}</p>" if exempt else ""
    origin = f"<br>annule {facts.references['original']}" if credit else ""
    theirs = h.told(sheet, "<br>SIREN {siren}", "buyer") if sheet.maybe() else ""
    return f"""<style>@page {{ margin: 11mm 16mm }} body {{ font: 9.5pt "URW Gothic"; color: #222;
min-height: 274mm }} small {{ color: #777; font-size: 7.5pt }} .panel {{ background: {hue}; color:
#fff; border-radius: 4mm; padding: 5mm 7mm; display: flex; justify-content: space-between;
align-items: flex-end; margin: 6mm 0 }} .panel small {{ color: #fff; display: block }} .panel b {{
font-size: 20pt }} .three {{ display: grid; grid-template-columns: 1fr 1fr 42mm; gap: 7mm;
font-size: 8.5pt; line-height: 1.45 }} .three > div > small {{ text-transform: lowercase; display:
block; border-bottom: 1px solid {hue}; margin-bottom: 1.5mm }} .lines {{ margin: 8mm 0 4mm }}
.lines th {{ color: #777; font-size: 8pt; font-weight: normal }} .lines td {{ border-top: 1px solid
#eee; padding: 2mm 4px }} .pairs td {{ padding: 0.8mm 0 0.8mm 8mm }} .pay {{ border-left: 3px solid
{hue}; padding-left: 4mm; font-size: 8.5pt; line-height: 1.5 }} h1 {{ font-size: 17pt; margin: 0
}}</style>
<div class="row"><h1>{kind} {sheet.number()}</h1>{sheet.logo(facts.seller.brand, hue)}</div>
<div>émise le {sheet.date_of()}, pour les courses de {month}{origin}</div>{panel}
<div
class="three"><div><small>De</small><b>{sheet.name("seller")}</b><br>{b.street(facts.seller)}<br>
{facts.seller.mail}<br>{h.told(sheet, "SIRET {siret}" + tva)}</div><div><small>Pour</small>
{b.address(sheet, "buyer")}{theirs}
</div><div><small>Bilan du mois</small>{sheet.rng.randint(120, 990)} km pédalés<br>
{sheet.rng.randint(12, 96)} kg de CO<sub>2</sub> évités<br>Contact dispatch
{facts.seller.phone}</div>
</div>{h.lines(sheet, heads)}<div class="row"><div>{pay}</div>{b.pair_rows(sums)}</div>{note}
<p class="foot" style="text-align:left">En cas de retard : pénalités de 12 % l'an et indemnité de
40 € (art. L441-10 du Code de commerce). Pas d'escompte. <span style="float:right">Document créé
avec
Petit Carnet, la facturation des indépendants &nbsp; 1/1</span></p>"""  # fmt: skip
