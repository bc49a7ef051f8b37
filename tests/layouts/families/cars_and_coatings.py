"""Papers of a firm that lets cars, and of one that coats metal by the square metre."""

from dataclasses import replace

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Profile
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet

_CARS = Profile("car_hire", lines=(2, 6), prepaid=0.2, credit=0.06)


def _leader(pairs: list[Pair]) -> str:
    """Set labels and sums on lines of dots."""
    return "".join(
        f'<div class="lead"><span>{label}</span><i></i><span>{value}</span></div>'
        for label, value in pairs
    )


def _both(french: str, english: str) -> str:
    return f"{french} <em>{english}</em>"


@family("cars_out_and_back", Split.JUDGING, _CARS, replace(_CARS, paid=0.7),
        replace(_CARS, lines=(4, 8), adjustments=("discount",)))  # fmt: skip
def cars_out_and_back(sheet: Sheet) -> str:
    """A rental program: labels in two languages, a grid of the trip, dot leaders."""
    h.adopt(sheet, ("%y-####-##", "8#########", "RA%y######", "F####-%m%y"),
            ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"), ("C%y-####", "89########"))  # fmt: skip
    facts, refs = sheet.facts, sheet.facts.references
    hue = sheet.pick("#d4002a", "#f2a900", "#007a4d")
    sheet.style = replace(sheet.style, currency=sheet.pick("{} €", "{} EUR", "{}€"))
    credit = facts.type_code == "381"
    kind = h.titled(sheet, ("FACTURE DE LOCATION", "FACTURE"), ("AVOIR", "FACTURE D'AVOIR"))
    nights, start = sheet.rng.randint(2, 11), sheet.rng.randint(4000, 61000)
    run = nights * sheet.rng.randint(60, 240)
    town = facts.seller.register.split(" CEDEX")[0]
    place = sheet.pick(f"{town} gare", f"{town} centre", f"{town} aéroport")
    model = sheet.pick(
        "Peugeot 308 SW", "Renault Clio V", "Citroën Berlingo", "Renault Master L2H2"
    )
    grid = (
        ("", "Départ", "Retour"),
        ("Agence", place, sheet.pick(place, f"{town} centre")),
        ("Jour", h.day(sheet, -nights), sheet.day(facts.issue_date)),
        ("Heure", f"{sheet.rng.randint(7, 12):02}:{sheet.pick('00', '15', '30')}",
         f"{sheet.rng.randint(13, 19)}:{sheet.pick('00', '10', '45')}"),
        ("Compteur", f"{start} km", f"{start + run} km"),
        ("Carburant", "8/8", sheet.pick("8/8", "7/8", "5/8")),
    )  # fmt: skip
    cells = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in grid)
    info: list[Pair] = [
        (_both("Contrat", "Rental agreement"), h.distractor(sheet, "RA ########")),
        (_both("Conducteur", "Driver"), sheet.pick("M. LEROY Julien", "I. GARCIA", "A. PETIT")),
        (_both("Véhicule", "Vehicle"), f"{model}, {h.plate(sheet.rng)}"),
        (_both("Parcouru", "Distance"), f"{run} km"),
        (_both("Votre réf.", "Your ref."), refs["order"]),
    ]  # fmt: skip
    if credit:
        info.append((_both("Facture annulée", "Cancels"), refs["original"]))
    title: list[Pair] = [
        (_both("N°", "No."), sheet.number()),
        (_both("Établie le", "Issued"), sheet.date_of()),
    ]
    title += h.due(sheet, _both("Payable le", "Due on"))
    heads = (("name", _both("Prestation", "Item")), ("qty", _both("Unités", "Units")),
             ("unit", ""), ("price", _both("Tarif HT", "Rate")),
             ("total", _both("Montant HT", "Amount")))  # fmt: skip
    sums = h.extras(sheet, {"sum": "Total prestations", "discount": "Remise tarif société"})
    sums.append((_both("Total hors taxes", "Net"), sheet.total("total_without_vat")))
    sums += h.vat_sums(sheet, "T.V.A. <em>VAT</em> {rate} / {basis}", "Hors TVA", bare=False)
    sums.append((_both("Total toutes taxes", "Gross"), f"<b>{sheet.total('total_with_vat')}</b>"))
    if facts.prepaid:
        card = f"Carte **** {h.distractor(sheet, '4##')}{sheet.rng.randint(0, 9)}"
        sums.append((f"{_both('Encaissé', 'Paid')} - {card}", sheet.total("prepaid")))
    word = _both("Crédit client", "Credit") if credit else _both("Solde dû", "Balance due")
    sums.append((word, f"<b>{sheet.total('amount_due')}</b>"))
    pay = f"<p>{b.bank(sheet, ' &nbsp; ')}</p>" if h.is_payable(sheet) else ""
    face = sheet.pick("Liberation Sans", "Liberation Sans Narrow", "DejaVu Sans Condensed")
    theirs = h.told(sheet, "<br>TVA {vat}", "buyer") if sheet.maybe() else ""
    foot = ("{name}, {form} au capital de {capital} € - {street_} - {siren} RCS {register} - "
            "TVA {vat} - Tél. {phone} - {site}")  # fmt: skip
    return f"""<style>@page {{ margin: 11mm 14mm }} body {{ font: 9pt "{face}"; min-height: 274mm }}
em {{ font-size: 0.78em; color: #666 }} .stripe {{ border-top: 3mm solid {hue}; padding-top: 4mm }}
.kind {{ font-size: 14pt; font-weight: bold }} .two {{ display: grid; grid-template-columns: 1fr
1fr; gap: 10mm; margin-top: 8mm }} .out {{ width: 100%; border: 0.8pt solid {hue} }} .out td {{
padding: 1mm 2mm; border-bottom: 0.3pt solid #bbb }} .out td:first-child {{ color: #666; font-size:
8pt }} .out tr:first-child td {{ font-weight: bold; background: #f3f3f3 }} .info td {{ padding:
0.7mm 3mm 0.7mm 0; text-align: left; font-size: 8.5pt }} .head td {{ padding: 0.4mm 0 0.4mm 4mm }}
.lines {{ margin-top: 9mm }} .lines th {{ border-top: 1.2pt solid {hue}; border-bottom: 0.4pt solid
#444; font-size: 8.5pt; padding: 1.2mm 4px }} .lines td {{ padding: 1mm 4px }} .sums {{ margin: 6mm
0 0 34mm }} .lead {{ display: flex; align-items: baseline; padding: 0.7mm 4px }} .lead i {{ flex: 1;
border-bottom: 1pt dotted #777; margin: 0 2mm }} .small {{ font-size: 7pt; color: #444; margin-top:
8mm }}</style><div class="stripe row"><div>{sheet.logo(facts.seller.brand, hue)}<br>{place}</div>
<div style="text-align:right"><span class="kind">{kind}</span>{b.pair_rows(title, "head")}</div>
</div><div class="two"><table class="out">{cells}</table><div style="padding-top:2mm">
{b.address(sheet, "buyer")}{theirs}</div></div><div style="margin-top:6mm">
{b.pair_rows(info, "info")}</div>{h.lines(sheet, heads)}<div class="sums">{_leader(sums)}</div>{pay}
<p class="small">Le locataire reste redevable des amendes et péages relevés pendant la location.
Franchise dommages : {sheet.pick("900", "1 200", "1 500")} €, franchise vol :
{sheet.pick("1 800", "2 000")} €. Dépôt de garantie par carte non débité. Retard de paiement :
pénalités égales à trois fois le taux légal et indemnité de 40 €. Escompte : néant.</p>
<div class="foot">{h.told(sheet, foot)}</div>"""  # fmt: skip


_COATING = Profile("coating", lines=(2, 7), prepaid=0.1, credit=0.05)


def _cells(*rows: tuple[str, ...]) -> str:
    return "".join("<tr>" + "".join(row) + "</tr>" for row in rows)


@family("coated_sums_before_their_labels", Split.JUDGING, _COATING,
        replace(_COATING, lines=(5, 11), line_discounts=True),
        replace(_COATING, deposit=0.5, prepaid=0.4, lines=(1, 4)))  # fmt: skip
def coated_sums_before_their_labels(sheet: Sheet) -> str:
    """A spreadsheet: ruled cells and letters of columns, sums to the left of what they are."""
    h.adopt(sheet, ("%y.###", "%Y-##", "T%y/###", "###/%y"), ("%d/%m/%Y", "%d/%m/%y", "long"),
            ("AV%y.##", "A%y/##"))  # fmt: skip
    facts, refs = sheet.facts, sheet.facts.references
    fill = sheet.pick("#dbe8d0", "#fde9b8", "#d6e2f0")
    credit = facts.type_code == "381"
    sheet.style = replace(sheet.style, currency="{} €")
    kind = h.titled(sheet, ("FACTURE", "Facture"), ("AVOIR", "Avoir"), ("FACTURE D'ACOMPTE",))
    heads: tuple[Pair, ...] = (("pos", "Rep."), ("name", "Travail demandé"), ("qty", "Qté"),
                               ("unit", "U"), ("price", "P.U."), ("disc", "Rem"),
                               ("total", "Total HT €"))  # fmt: skip
    table = h.lines(sheet, heads)
    blank = (
        "<tr>" + "<td>&nbsp;</td>" * len(b.columns_shown(sheet, [k for k, _ in heads])) + "</tr>"
    )
    table = table.replace("</tbody>", blank * sheet.rng.randint(1, 4) + "</tbody>")
    rate = sheet.vat_row(facts.vat[0])[0]
    rate = rate if "%" in rate else f"{rate} %"
    sums: list[tuple[str, str]] = [(sheet.total("total_without_vat"), "hors taxes"),
                                   (sheet.total("total_vat"), f"de TVA à {rate}"),
                                   (sheet.total("total_with_vat"), "TTC")]  # fmt: skip
    if facts.prepaid:
        sums.append((sheet.total("prepaid"), sheet.pick("d'acompte reçu", "déjà versés")))
    sums.append((f"<b>{sheet.total('amount_due')}</b>",
                 "<b>à vous rendre</b>" if credit else sheet.pick(
                     "<b>à nous régler</b>", "<b>restant à payer</b>")))  # fmt: skip
    rows = _cells(*((f'<td class="n">{value}</td>', f"<td>{label}</td>") for value, label in sums))
    until = ""
    if h.is_payable(sheet):
        until = (f"Règlement par virement pour le {sheet.date_of('due_date')}<br>{sheet.iban()}"
                 f"<br>{sheet.bic()}")  # fmt: skip
    elif credit:
        until = f"Avoir sur la facture {refs['original']}"
    noted = sheet.pick("Sous réserve de propriété jusqu'au paiement complet.",
                       "Garantie d'adhérence selon qualité de pièce fournie.")  # fmt: skip
    face = sheet.pick("Liberation Sans", "Liberation Serif", "DejaVu Sans Condensed")
    stock = sheet.pick("Pièces enlevées le", "Retrait atelier le", "Livré par nos soins le")
    if facts.type_code == "386":
        stock = sheet.pick("Pièces à déposer, devis du", "Commande reçue le")
    own = h.told(sheet, "{street_}<br>Tél {phone}<br>{mail}<br>Siret {siret}<br>TVA {vat}")
    return f"""<style>@page {{ margin: 13mm 13mm 10mm }} body {{ font: 10pt "{face}"; min-height:
270mm; padding-bottom: 12mm }} .sheet {{ width: 100% }} .sheet td {{ border: 0.5pt solid #999;
padding: 1mm 2mm; vertical-align: middle }} .sheet .f {{ background: {fill}; font-size: 9pt }} .k {{
font-size: 19pt; font-weight: bold; text-align: center }} .lines {{ margin-top: 6mm }} .lines th {{
background: {fill}; border: 0.5pt solid #777; text-align: center; padding: 1.2mm }} .lines td {{
border: 0.5pt solid #999; padding: 0.9mm 1.5mm }} .lines .c-name {{ width: 52% }} .end {{
display: grid; grid-template-columns: 78mm 1fr; gap: 8mm; margin-top: 6mm }} .sums {{ width: 100% }}
.sums td {{ border: 0.5pt solid #999; padding: 1mm 2mm }} .sums tr:last-child td {{ background:
{fill}; font-size: 11.5pt }} .sums .n {{ width: 38mm }}</style><table class="sheet"><tr><td
rowspan="4" style="width:80mm"><b style="font-size:13pt">{sheet.name("seller")}</b><br>{own}</td><td
class="k" colspan="3">{kind}</td></tr><tr><td class="f">N°</td><td colspan="2"><b>{sheet.number()}
</b></td></tr><tr><td class="f">Le</td><td colspan="2">{sheet.date_of()}</td></tr><tr><td class="f">
Bon d'entrée</td><td>{h.distractor(sheet, "BE ####")}</td><td>Cde {refs["order"]}</td></tr><tr><td
class="f" style="vertical-align:top">{stock}<br>{sheet.day(facts.delivery_date)}<br><br>Affaire :
{sheet.pick("garde-corps escalier", "façade hall", "portail dépôt", "châssis série 2")}</td><td
class="f">Client</td><td colspan="2" style="height:24mm">{b.address(sheet, "buyer")}</td></tr>
</table>{table}<div class="end"><table class="sums">{rows}</table><div>{until}<p
style="font-size:8.5pt">{noted}</p></div></div><p style="font-size:8pt">Pas d'escompte. Retard :
intérêts au taux légal x 3 + 40 € de frais de recouvrement.</p><div class="foot"
style="display:flex;justify-content:space-between"><span>{h.told(sheet, "{form} capital {capital} €"
" - RCS {register} - APE {activity}")}</span><span>Fact {facts.issue_date:%Y}.xlsx</span><span>Page
1 sur 1</span></div>"""  # fmt: skip
