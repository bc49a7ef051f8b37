"""Layouts of those who deliver from stock: laboratory supplies with lots, a heating counter."""

from dataclasses import replace
from decimal import Decimal

from tests.layouts import blocks as b
from tests.layouts import formats
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import ZERO, Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet

_LAB = Profile("labware", lines=(2, 7), prepaid=0, credit=0.1, adjustments=("shipping",))


@family("labware_with_lots", Split.JUDGING, _LAB, replace(_LAB, lines=(8, 16), credit=0))
def labware_with_lots(sheet: Sheet) -> str:
    """An enterprise program: items with lot and expiry under each, sums in the same columns."""
    h.adopt(
        sheet,
        ("90########", "18######", "7001######", "FR1#-#######", "######/%y"),
        ("%d.%m.%Y", "%d.%m.%Y", "%d/%m/%Y", "dashed"),
        ("91########", "19######"),
    )
    facts, hue = sheet.facts, sheet.pick("#008a9b", "#5b2c83", "#00508c")
    credit = facts.type_code == "381"
    kind = h.titled(sheet, ("Facture", "FACTURE", "Facture client"),
                    ("Note de crédit", "Avoir client"))  # fmt: skip
    about: list[Pair] = [
        (sheet.pick("Document", "N° de document", "Référence du document"), sheet.number()),
        (sheet.pick("Date du document", "Date de facture", "Créé le"), sheet.date_of()),
        ("Compte donneur d'ordre", h.distractor(sheet, "10#####")),
        ("Compte payeur", h.distractor(sheet, "10#####")),
        ("Commande de vente", h.distractor(sheet, "4#######")),
        ("Votre bon de commande", facts.references["order"]),
        ("Interlocuteur", sheet.pick("N. Brahimi", "ADV Ouest", "Service ADV 3")),
        ("Incoterms 2020", sheet.pick("DAP", "CPT", "DDP")),
    ]
    if credit:
        about.append(("Document d'origine", facts.references["original"]))
    about += h.due(sheet, "Exigible le", "Date d'exigibilité", "Payable au plus tard le")
    bases = "".join(_base(sheet, *sheet.vat_row(row)) for row in facts.vat)
    rows = [_row(sheet.pick("Somme des positions", "Total positions"),
                 sheet.amount(facts.line_sum))]  # fmt: skip
    extra = {"sum": "", "shipping": sheet.pick("Forfait chaîne du froid", "Port et emballage ADR")}
    rows += [_row(*pair) for pair in h.extras(sheet, extra)[1:]]
    rows.append(_row(sheet.pick("Valeur nette", "Valeur nette HT"),
                     sheet.total("total_without_vat", bare=True)))  # fmt: skip
    rows.append(bases)
    if len(facts.vat) > 1:
        rows.append(_row("Taxes, total", sheet.total("total_vat", bare=True)))
    word = "Montant final à votre avoir" if credit else "Montant final à payer"
    sheet.total("amount_due", bare=True)
    money = sheet.show("currency", "EUR")
    final = f"<b>{sheet.total('total_with_vat', bare=True)}</b>"
    rows.append(_row(f"<b>{word}</b> ({money})", final, "end"))
    heads = [("pos", "Pos."), ("ref", "Article"), ("name", "Désignation"), ("qty", "Quantité")]
    heads += [("unit", "UQ"), ("price", "Prix unit."), ("rate", "TVA"), ("total", "Valeur")]
    table = h.lines(sheet, heads, more=lambda line: _lot(sheet, line))
    table = table.replace("</tbody>", "".join(rows) + "</tbody>")
    taxed = "SIREN {siren}<br>Établissement {siret}<br>TVA intracom. {vat}<br>APE {activity}"
    note = sheet.pick(
        "Produits réservés à un usage professionnel, in vitro ou de recherche.",
        "Fiches de données de sécurité et certificats d'analyse : espace client.",
    )
    return f"""<style>body {{ font: 8.5pt "DejaVu Sans Condensed"; padding-bottom: 30mm }} .head {{
display: grid; grid-template-columns: 1fr 78mm; gap: 10mm }} .head > div:first-child {{ order:
{sheet.pick(0, 1)} }} .about td {{ padding: 0.5mm 1mm;
font-size: 8pt }} .about .n {{ text-align: left; padding-left: 3mm }} h2 {{ margin: 0 0 3mm; color:
{hue}; font-weight: normal; font-size: 17pt }} .cap {{ color: {hue}; font-size: 7pt; margin-top: 4mm
}} .lines {{ margin-top: 6mm; font-size: 8pt }} .lines th {{ border-bottom: 1pt solid {hue};
border-top: 1pt solid {hue}; color: {hue}; font-weight: normal; white-space: normal }} .lines td {{
padding: 1mm 3px }} .lines .c-name {{ width: 46% }} .lines .c-name small {{ color: #555;
font-size: 7pt }} .sum td {{ padding: 0.6mm 3px }} .first td {{ border-top: 0.6pt solid {hue} }}
.end td {{ border-top: 0.6pt solid; border-bottom: 1.2pt double; font-size: 10pt; padding: 1mm 3px
}} .four {{ position: absolute; bottom: 0; left: 0; right: 0; display: grid; gap: 4mm;
grid-template-columns: 1.1fr 1.1fr 1.2fr 1.1fr; font-size: 6.5pt; color: #444; border-top: 0.5pt
solid {hue}; padding-top: 2mm }}</style><div class="head"><div>
{sheet.logo(facts.seller.brand, hue)}<div class="cap">Adresse du client facturé</div>
{b.address(sheet, "buyer", country=True)}<br>{sheet.vat_id("buyer")}<div class="cap">Réceptionnaire
des marchandises</div>{b.other(facts.others[0])}</div><div><h2>{kind}</h2>
{b.pair_rows(about, "about")}</div></div>{table}<p>{note}<br>Réclamations sous 5 jours, lot et
date de péremption à l'appui, à {facts.seller.mail}.</p><div class="four"><div>
{h.told(sheet, "<b>{name}</b><br>{form} au capital de {capital} €<br>{street}")}</div><div>
{h.told(sheet, "RCS {register}<br>" + taxed)}</div><div>{h.told(sheet,
"Virement : IBAN<br>{iban}<br>BIC {bic}")}<br>Rappeler le numéro de document</div><div>Service
clients {facts.seller.phone}<br>{facts.seller.site}<br>ISO 9001 – ISO 13485<br>Retard : 3 fois
l'intérêt légal et 40 €</div></div>"""  # fmt: skip


def _row(label: str, value: str, css: str = "sum") -> str:
    return (
        f'<tr class="{css}"><td colspan="7" class="n">{label}</td><td class="n">{value}</td></tr>'
    )


def _base(sheet: Sheet, rate: str, basis: str, vat: str) -> str:
    rate = rate if "%" in rate else f"{rate} %"
    return _row(f"Taxe {rate} sur {basis}", vat)


def _lot(sheet: Sheet, line: Line) -> str:
    """Print lot and expiry of what has such."""
    text = f"Lot {h.distractor(sheet, '%y####@')}"
    if line.unit != "ctn":
        text += f" – Pér. {h.day(sheet, sheet.rng.randint(90, 900))}"
    if sheet.maybe(0.4):
        text += f" – Livraison {h.distractor(sheet, '80######')}"
    return f"<br><small>{text}</small>"


_HEATING = Profile(
    "heating", lines=(4, 12), line_discounts=True, prepaid=0, credit=0.09, adjustments=("eco",)
)


@family("heating_counter_notes", Split.MAKING, _HEATING, replace(_HEATING, lines=(13, 22)))
def heating_counter_notes(sheet: Sheet) -> str:
    """Preprinted frames: captions under their values, notes within the lines, net prices."""
    h.adopt(
        sheet,
        ("########", "%m######", "0##-######", "F%y-######", "### ###"),
        ("%d/%m/%y", "%d/%m/%Y", "%d-%m-%y", "%d / %m / %Y"),
        ("A%y-######", "0##-######"),
    )
    facts, hue = sheet.facts, sheet.pick("#c4161c", "#0a4ea2", "#4a4a4a")
    refs = facts.references
    credit = facts.type_code == "381"
    kind = h.titled(sheet, ("FACTURE", "FACTURE DECADAIRE", "FACTURE DE VENTE"),
                    ("AVOIR", "AVOIR MARCHANDISES"))  # fmt: skip
    cells: list[Pair] = [
        ("Votre compte", refs["customer"]),
        ("Rep.", h.distractor(sheet, "0##")),
        ("Numéro", f"<b>{sheet.number()}</b>"),
        ("Date", sheet.date_of()),
        ("Folio", "1"),
    ]
    cells += [("Échéance", value) for _, value in h.due(sheet, "")]
    under = "".join(f"<div>{value}<small>{label}</small></div>" for label, value in cells)
    foot = h.extras(sheet, {"sum": "Marchandises", "eco": "Éco-part. DEEE"})
    foot.append(("Total hors taxe", sheet.total("total_without_vat", bare=True)))
    ((rate, basis, vat),) = (sheet.vat_row(row) for row in facts.vat)
    rate = rate if "%" in rate else f"{rate} %"
    foot.append((f"T.V.A. {rate}", vat))
    foot.append(("Total taxe comprise", sheet.total("total_with_vat", bare=True)))
    last = "NET EN VOTRE FAVEUR" if credit else "NET A PAYER"
    sheet.total("amount_due", bare=True)
    code = f"Code 1 : base {basis} – taux {rate} – taxe {vat}"
    mode = sheet.pick("LCR magnétique", "PRLV SEPA", "VIRT", "BILLET A ORDRE")
    way = "À déduire de votre prochain règlement" if credit else f"Mode de règlement : {mode}"
    money = sheet.show("currency", "EUROS")
    law = (
        "{form} au capital de {capital} € – RCS {register} {siren} – Siret {siret} – NAF {activity}"
    )
    return f"""<style>@page {{ margin: 10mm 12mm }} body {{ font: 8.5pt "Liberation Sans Narrow";
min-height: 275mm; padding: 0.1mm 0.6mm 62mm }} .brand {{ text-align: center; color: {hue} }}
.brand b {{ font-size: 20pt; letter-spacing: 1pt }} .two {{ display: grid;
grid-template-columns: 84mm 1fr; gap: 16mm; margin: 5mm 0 }} .ship {{ border: 0.8pt solid {hue};
padding: 2mm 3mm; font-size: 8pt;
min-height: 24mm }} .to {{ font: 10pt "Liberation Mono"; padding-top: 4mm }} .under {{ display:
flex; border: 0.8pt solid {hue} }} .under div {{ flex: 1; text-align: center; border-left: 0.8pt
solid {hue}; font: 9.5pt "Liberation Mono"; padding: 1mm }} small {{ display: block; color: {hue};
font: 6.5pt "Nimbus Sans" }} .lines {{ margin-top: 2mm; border: 0.8pt solid {hue} }} .lines th {{
color: {hue}; border: 0.8pt solid {hue}; font-weight: normal; text-align: center }} .lines td {{
border-left: 0.8pt solid {hue}; border-right: 0.8pt solid {hue}; padding: 0.5mm 3px; font: 8pt
"Liberation Mono"; white-space: nowrap }} .lines .c-name {{ width: auto; font-size: 7.5pt }} .bl td
{{ font-weight: bold; padding-top: 1.5mm }} .base {{ position: absolute; bottom: 12mm; left: 0.6mm;
right: 0.6mm; display: grid; grid-template-columns: 1fr 66mm; gap: 4mm }} .sum {{ width: 66mm }}
.sum td {{ border: 0.8pt solid {hue}; padding: 1mm 2mm }} .sum .l {{ color: {hue} }} .sum .n {{
font: 9pt "Liberation Mono" }} .sum tr:last-child .n {{ font-weight: bold; font-size: 11pt }}
</style><div class="brand"><b>{sheet.name("seller")}</b><br>Chauffage · Sanitaire · Climatisation ·
Énergies
renouvelables<br>{b.street(facts.seller, " – ")} – Tél. {facts.seller.phone}</div><div
class="two"><div class="ship">{sheet.pick("Agence de départ", "Comptoir")} :
{b.other(facts.others[1], ", ")}<br>Comptoir pro ouvert dès 6 h 45, du lundi au samedi<br>Votre
contact : Karim, poste {h.distractor(sheet, "2##")}</div><div class="to">
{b.address(sheet, "buyer")}</div></div><div style="font:bold 12pt 'Nimbus Sans';
color:{hue};margin-bottom:2mm">{kind}</div><div class="under">{under}</div>{_notes(sheet)}<div
class="base"><div>{code}<br>{way}<br>Valeur en {money}<br>{h.told(sheet,
"Banque : {iban} – {bic}")}<p style="font-size:6.5pt">Réserve de propriété : les marchandises
restent notre propriété jusqu'au paiement intégral (loi du 12 mai 1980). Escompte pour paiement
anticipé : néant. Pénalités : taux BCE majoré de 10 points, plus 40 € de frais de recouvrement.
Identifiant unique REP DEEE : FR{h.distractor(sheet, "0#####_05@@@@")}.</p></div>
{b.pair_rows([*foot, (last, sheet.total("amount_due", bare=True))], "sum")}</div><p class="foot">
{h.told(sheet, law + " – Identification TVA {vat}")}</p>"""  # fmt: skip


def _notes(sheet: Sheet) -> str:
    """Print the lines, each delivery note's under a row that names it."""
    heads = ("Référence", "Désignation", "Qté", "Un.", "Px tarif", "Rem.", "Px net", "Montant H.T.")
    columns = ("ref", "name", "qty", "unit", "price", "disc", "price", "total")
    lines, rows, left = sheet.facts.lines, list[str](), 0
    for place, line in enumerate(lines):
        if not left:
            left = sheet.rng.randint(2, 6)
            rows.append(
                f'<tr class="bl"><td></td><td>{_note(sheet, place)}</td>{"<td></td>" * 6}</tr>'
            )
        left -= 1
        cells = [sheet.cell(line, column) for column in columns]
        cells[6] = formats.number(sheet.style, _net(sheet, line), 3)
        row = b.table(columns, [""] * 8, [cells], "x")
        rows.append(row.split("<tbody>")[1].split("</tbody>")[0])
    top = "".join(f"<th>{head}</th>" for head in heads)
    return (
        f'<table class="lines"><thead><tr>{top}</tr></thead><tbody>{"".join(rows)}</tbody></table>'
    )


def _note(sheet: Sheet, place: int) -> str:
    day, site = h.day(sheet, place // 3 - 10), sheet.pick("REF GYMNASE", "ENLEVE COMPTOIR", "STOCK")
    return f"BL {h.distractor(sheet, '45#####')} du {day} {site}"


def _net(sheet: Sheet, line: Line) -> Decimal:
    price = line.unit_price * (100 - line.discount) / 100
    return -price if sheet.facts.negative and price > ZERO else price
