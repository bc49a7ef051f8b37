"""Papers of an issuer of meal vouchers, and of a tyre dealer for fleets."""

from dataclasses import replace

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import ZERO, Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet

_VOUCHERS = Profile("vouchers", lines=(4, 7), prepaid=0, credit=0.05)
_TYRES = Profile("tyres", lines=(4, 9), line_discounts=True, prepaid=0, credit=0.08)
_VANS = ("RENAULT MASTER", "PEUGEOT EXPERT", "CITROËN BERLINGO", "FORD TRANSIT", "DACIA DUSTER")


def _matrix(sheet: Sheet) -> str:
    """Print sums in rows, what is taxed and what is not in columns, the whole last."""
    heads, nets, taxes, wholes = ["<th></th>"], [], [], []
    for row in sheet.facts.vat:
        if row.rate:
            rate, basis, vat = sheet.vat_row(row)
            heads.append(f"<th>Prestations<br>à {rate if '%' in rate else f'{rate} %'}</th>")
        else:
            basis, vat = sheet.show("vat_breakdown", sheet.amount(row.basis)), "-"
            heads.append("<th>Titres<br>hors champ TVA</th>")
        nets.append(basis)
        taxes.append(vat)
        wholes.append(sheet.amount(row.basis + row.amount))
    heads.append(f"<th>{sheet.pick('Ensemble', 'Total facture', 'Total')}</th>")
    nets.append(sheet.total("total_without_vat"))
    taxes.append(sheet.total("total_vat"))
    wholes.append(sheet.total("total_with_vat"))
    named = (("Montant hors TVA", nets), ("TVA", taxes), ("Montant TVA comprise", wholes))
    rows = "".join(
        f"<tr><td>{label}</td>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"
        for label, cells in named
    )
    return f'<table class="matrix"><tr>{"".join(heads)}</tr>{rows}</table>'


@family("vouchers_and_fees_in_columns", Split.MAKING, _VOUCHERS,
        replace(_VOUCHERS, paid=0.8, lines=(3, 5)),
        replace(_VOUCHERS, lines=(5, 9), credit=0.0))  # fmt: skip
def vouchers_and_fees_in_columns(sheet: Sheet) -> str:
    """A big biller: lettered parts, face values apart from fees, sums in columns by tax."""
    h.adopt(sheet, ("%y########", "FR##-#######", "F%Y%m-######", "7#########"),
            ("%d/%m/%Y", "%d.%m.%Y", "long"), ("AV%y######", "8#########"))  # fmt: skip
    kept = sorted(sheet.facts.lines, key=lambda line: line.rate)
    sheet.facts = facts = replace(sheet.facts, lines=tuple(kept), negative=False)
    refs, hue = facts.references, sheet.pick("#d4145a", "#0a6e5c", "#4a2c8f", "#e35205")
    credit = facts.type_code == "381"
    kind = h.titled(sheet, ("FACTURE", "Facture", "Facture de commande"), ("AVOIR", "Avoir"))
    face = [line for line in kept if not line.rate]
    fees = [line for line in kept if line.rate]
    titles: tuple[Pair, ...] = (("qty", "Nombre"), ("name", "Nature du titre"))
    titles += (("price", "Valeur faciale"), ("total", "Montant remboursable"))
    services: tuple[Pair, ...] = (("qty", "Nombre"), ("name", "Nature du service"))
    services += (("price", "Prix HT"), ("rate", "TVA"), ("total", "Montant HT"))
    first = h.lines(sheet, titles, chosen=face) if face else ""
    letters = iter("BCDE")
    parts = f"<h3>{next(letters)} &nbsp; TITRES COMMANDÉS</h3>{first}" if face else ""
    parts += f"<h3>{next(letters)} &nbsp; NOS SERVICES</h3>"
    parts += h.lines(sheet, services, chosen=fees)
    parts += f"<h3>{next(letters)} &nbsp; RÉCAPITULATIF</h3>{_matrix(sheet)}"
    parts += f"<h3>{next(letters)} &nbsp; {'REMBOURSEMENT' if credit else 'RÈGLEMENT'}</h3>"
    if credit:
        pay = f"La somme de {sheet.total('amount_due')} est portée au crédit de votre compte "
        pay += f"employeur et s'imputera sur votre prochaine commande (facture {refs['original']})."
    elif facts.prepaid:
        pay = f"Votre commande a été réglée par carte le {h.day(sheet, -1)} : "
        pay += f"{sheet.total('prepaid')} reçus, il reste {sheet.total('amount_due')} à payer."
    else:
        until = sheet.date_of("due_date")
        owed = sheet.total("amount_due")
        if sheet.maybe():
            pay = f"Un prélèvement de {owed} sera présenté à votre banque le {until} (mandat "
            pay += f"{h.distractor(sheet, 'EMP########')})."
        else:
            pay = f"Merci de virer {owed} au plus tard le {until} sur le compte {sheet.iban()} "
            pay += f"({sheet.bic()}) en rappelant {h.distractor(sheet, 'VIR ########')}."
    order: list[Pair] = [("Commande", h.distractor(sheet, "CW########")),
                         ("passée le", h.day(sheet, -2)),
                         ("Code employeur", h.distractor(sheet, "######")),
                         ("Contrat", refs["contract"]),
                         ("Période de travail", f"{facts.issue_date:%m/%Y}"),
                         ("Chargé de clientèle", sheet.pick("S. Marchal", "P. Nivet"))]  # fmt: skip
    return f"""<style>@page {{ margin: 11mm 16mm }} body {{ font: 9pt "Nimbus Sans"; min-height:
272mm; padding-bottom: 17mm }} h3 {{ font-size: 9pt; color: {hue}; margin: 5.5mm 0 1.5mm;
border-bottom: 1.2pt solid {hue}; padding-bottom: 0.8mm }} .lines th {{ font: 7.5pt "Nimbus Sans";
color: #666 }} .lines td {{ padding: 0.9mm 4px }} .lines .c-name {{ width: 56% }} .matrix {{
margin-left: 22mm }} .matrix th {{ text-align: right; font: 7.5pt "Nimbus Sans"; color: #666;
padding: 1mm 4mm }} .matrix td {{ text-align: right; padding: 1.4mm 4mm; border-top: 0.4pt solid
#bbb }} .matrix td:first-child {{ text-align: left }} .matrix td:last-child {{ font-weight: bold;
background: #f3f3f3 }} .two {{ columns: 2; font-size: 8.5pt; line-height: 1.5 }} .to {{ margin: 8mm
0 7mm 92mm; line-height: 1.4; min-height: 24mm }} .round {{ border-radius: 3mm; border: 1pt solid
{hue}; padding: 3mm 4mm; width: 62mm }}</style><div class="row">
{sheet.logo(facts.seller.brand, hue)}<div class="round"><b>{kind}</b> {sheet.number()}<br>
{sheet.pick("du", "établie le", "Date :")} {sheet.date_of()}</div></div><div class="to">
{b.address(sheet, "buyer")}</div><h3>A &nbsp; VOTRE COMMANDE</h3><div class="two">
{b.pair_lines(order)}</div><p style="margin:2mm 0;font-size:8.5pt">Titres remis à :
{b.other(facts.others[0], ", ")}, à l'attention du service du personnel.</p>{parts}<p
style="margin:0">{pay}</p><p style="font-size:7.5pt;color:#444">Les titres sont remboursables à
leur valeur faciale et n'entrent pas dans le champ d'application de la TVA. La part patronale est
exonérée de cotisations dans les limites fixées par la loi. Service employeurs :
{facts.seller.phone}, du lundi au vendredi de 9 h à 18 h.</p><p class="foot">{h.told(sheet,
"{name}, {form} au capital de {capital} euros, {street_}<br>{siren} RCS {register} - TVA "
"intracommunautaire {vat} - {site}")}<br>Émetteur habilité, fonds conservés sur un
compte dédié</p>"""  # fmt: skip


@family("tyres_under_each_vehicle", Split.MAKING, _TYRES,
        replace(_TYRES, lines=(2, 4), paid=0.4),
        replace(_TYRES, lines=(9, 15), adjustments=("discount",)))  # fmt: skip
def tyres_under_each_vehicle(sheet: Sheet) -> str:
    """A tyre dealer's program: goods under plate and mileage, sums in the recap's last row."""
    h.adopt(sheet, ("4## %y ####", "FA%y-######", "##/%m/#####", "######/%y"),
            ("%d/%m/%y", "%d/%m/%Y", "%d-%m-%Y"), ("AV%y-######", "AC ######"))  # fmt: skip
    facts, refs = sheet.facts, sheet.facts.references
    hue = sheet.pick("#f2b705", "#e4002b", "#1f5fbf")
    credit, left = facts.type_code == "381", list(facts.lines)
    kind = h.titled(sheet, ("FACTURE COMPTE", "FACTURE", "Facture client"), ("AVOIR",))
    heads: tuple[Pair, ...] = (("ref", "CAI"), ("name", "DÉSIGNATION"), ("qty", "QTÉ"))
    heads += (("price", "P. BRUT"), ("disc", "R %"), ("code", "T"), ("total", "NET HT"))
    wide = len(b.columns_shown(sheet, [key for key, _ in heads]))
    groups = list[str]()
    for size in sheet.pick((2, 3, 9, 9), (3, 4, 9, 9), (1, 3, 4, 9)):
        chunk, left = left[:size], left[size:]
        if chunk:
            groups.append(_vehicle(sheet, heads, chunk, wide, not groups))
    table = "".join(groups).join(('<table class="lines">', "</table>"))
    net, vat = sheet.total("total_without_vat", bare=True), sheet.total("total_vat", bare=True)
    whole, rows = sheet.total("total_with_vat", bare=True), []
    for place, row in enumerate(facts.vat, 1):
        rate, basis, tax = sheet.vat_row(row)
        rows.append([str(place), rate, basis, tax, sheet.amount(row.basis + row.amount)])
    rows.append(["", "<b>TOTAUX</b>", net, vat, whole])
    top = ("T", "TAUX", "BASE HT", "MONTANT TVA", "TTC")
    recap = b.table(("code", "rate", "total", "total", "total"), top, rows, "vat")
    cut = ""
    if facts.adjustments:
        taken = sum((it.amount for it in facts.adjustments), ZERO)
        cut = f"Cumul des lignes {sheet.amount(facts.line_sum)} &nbsp; Remise de fin de bon "
        cut += f"{sheet.amount(taken)}"
    owed = h.owed(sheet, {"prepaid": ("Encaissé CB", "Réglé au comptoir"), "amount": (
        "NET À PAYER", "RESTE DÛ", "SOLDE"), "credit": ("NET À VOTRE CRÉDIT",)})  # fmt: skip
    terms = h.due(sheet, "Virement le", "LCR direct au", "Prélèvement au")
    about: list[Pair] = [("Compte", refs["customer"]), ("V/commande", refs["order"]),
                         ("Bon de travail", h.distractor(sheet, "BT######")),
                         ("Vendeur", sheet.pick("LUDO", "CYRIL", "MAG 2"))]  # fmt: skip
    if credit:
        about.append(("Avoir s/facture", refs["original"]))
    return f"""<style>@page {{ margin: 9mm 11mm }} body {{ font: 8.5pt "DejaVu Sans Condensed";
min-height: 277mm; padding-bottom: 16mm }} .band {{ border-top: 3mm solid {hue}; border-bottom: 1pt
solid #222; padding: 2mm 0 3mm }} .box {{ border: 1pt solid #222; border-radius: 2.5mm; padding: 3mm
4mm; width: 78mm; min-height: 24mm; font-size: 9.5pt }} .doc {{ background: #222; color: #fff;
padding: 1.5mm 4mm; font-size: 11pt; margin: 4mm 0 2mm; display: flex; justify-content:
space-between }} .about {{ display: flex; justify-content: space-between; font-size: 8pt; margin:
2mm 0 4mm }} .lines th {{ background: #e6e6e6; font-size: 7.5pt }} .lines .veh td {{ background:
#f7f3e3; border-top: 0.6pt solid #222; font-size: 8pt; padding: 1mm }} .lines td {{ padding: 0.6mm
1.2mm }} .lines .c-name {{ width: 46% }} .lines .sub td {{ font-style: italic; text-align: right }}
.vat {{ font-size: 8.5pt }} .vat th, .vat td {{ border: 0.5pt solid #222; padding: 1mm 3mm }}
.vat th {{ font-size: 7pt; background: #e6e6e6 }} .vat tr:last-child td {{ font-weight: bold }}
.end {{ position: absolute; bottom: 18mm; left: 0; right: 0 }} .net {{ border: 1.5pt solid #222;
border-radius: 2.5mm; padding: 2mm 4mm; font-size: 11pt }}</style><div class="band row"><div>
<b style="font-size:17pt">{sheet.name("seller")}</b><br>{h.told(sheet, "Agence et atelier : "
"{street_}<br>Tél. {phone} - {mail}")}<br><small>Lundi-vendredi 8h-12h / 13h30-18h30, samedi
9h-12h. Dépannage PL 24h/24</small></div></div><div class="row" style="margin-top:4mm"><div
style="font-size:8pt;line-height:1.5">{b.pair_lines(about)}</div><div class="box">
{b.address(sheet, "buyer")}</div></div><div class="doc"><span>{kind} N° {sheet.number()}</span>
<span>{sheet.date_of()}</span><span style="font-size:8pt">PAGE 1/1</span></div>{table}<p
style="text-align:right;margin:1.5mm">{cut}</p><div class="end"><div class="row">{recap}<div
class="net">{b.pair_rows(owed)}{b.pair_rows(terms)}</div></div><p style="font-size:7.5pt;
margin:3mm 0 0">Resserrage des roues à contrôler après 50 km. Pneus usagés repris et confiés à la
filière de recyclage. {h.told(sheet, "Domiciliation : {iban} - {bic}")}</p></div><p class="foot">
{h.told(sheet, "{name} - {form} au capital de {capital} € - SIRET {siret} - NAF {activity} - "
"TVA {vat}")}<br>Tout retard entraîne des pénalités au taux BCE majoré de 10 points et une
indemnité de 40 €. Les marchandises restent notre propriété jusqu'au paiement.</p>"""  # fmt: skip


def _vehicle(
    sheet: Sheet, heads: tuple[Pair, ...], chunk: list[Line], wide: int, first: bool
) -> str:
    """Print the goods of one vehicle under a row that names it."""
    table = h.lines(sheet, heads, chosen=chunk)
    inner = table.split(">", 1)[1].removesuffix("</table>")
    if not first:
        inner = inner[inner.index("<tbody>") :]
    name = f"{h.plate(sheet.rng)} &nbsp; {sheet.pick(*_VANS)} &nbsp; "
    name += f"{sheet.rng.randint(12, 214)} {sheet.rng.randint(100, 999)} km &nbsp; Intervention "
    name += f"du {h.day(sheet, -sheet.rng.randint(1, 20))}"
    total = sheet.amount(sum((line.total for line in chunk), ZERO))
    head = f'<tr class="veh"><td colspan="{wide}"><b>{name}</b></td></tr>'
    end = f'<tr class="sub"><td colspan="{wide - 1}">Total véhicule</td><td>{total}</td></tr>'
    inner = inner.replace("<tbody>", f"<tbody>{head}", 1)
    return inner.replace("</tbody>", f"{end}</tbody>", 1)
