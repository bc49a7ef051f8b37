"""Layouts in French from abroad: a Belgian dealer in steel, a Swiss firm of patent attorneys."""

from dataclasses import replace
from decimal import Decimal

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import ZERO, Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.families.benelux import communication
from tests.layouts.lodging import lodge
from tests.layouts.natives import person, terms
from tests.layouts.sheet import Sheet

_STEEL = Profile("aciers", "BE", "fr", regime="K", lines=(2, 8), prepaid=0, credit=0.1)


@family("steel_paid_above", Split.MAKING, _STEEL,
        replace(_STEEL, lines=(1, 4), line_discounts=True),
        replace(_STEEL, buyers=("BE",), regime="S", adjustments=("shipping",)))  # fmt: skip
def steel_paid_above(sheet: Sheet) -> str:
    """A stockist: what is to be paid stands in a panel at the head, the sums at the foot."""
    lodge(sheet, "{w} Aciers|Aciers {w}|{w} Métaux|Comptoir des Aciers {w}|{w} Steel Service",
          "SA|SA|SRL", "rue de la Métallurgie|quai du Halage|rue des Laminoirs|chaussée de Ramioul",
          "4400 Flémalle=Liège=+32 4|6030 Marchienne-au-Pont=Charleroi=+32 71|"
          "7100 La Louvière=Mons=+32 64|4040 Herstal=Liège=+32 4")  # fmt: skip
    h.adopt(sheet, ("%y/#####", "2#######", "VF%y-#####", "F.%Y.####"),
            ("%d/%m/%Y", "%d/%m/%y", "%d.%m.%Y", "long"),
            ("%y/9####", "NC%y-####"))  # fmt: skip
    facts, seller = sheet.facts, sheet.facts.seller
    credit, taxed = facts.type_code == "381", facts.profile.regime == "S"
    hue = sheet.pick("#263f6a", "#d2501e", "#3d4a3d")
    kind = h.titled(sheet, ("facture", "Facture"), ("note de crédit", "Note de crédit"))
    asked = sheet.total("total_with_vat")
    panel: list[Pair] = [
        ("À votre crédit" if credit else "Montant à nous payer", f"<big>{asked}</big>")
    ]
    panel += h.due(sheet, "pour le", "au plus tard le", "à la date du")
    if not credit:
        panel.append(("sur le compte", f"{sheet.iban()}<br>{sheet.bic()}"))
        panel.append(("avec la communication", communication(sheet)))
    heads = [("pos", "Pos."), ("name", "Produit"), ("=", "Coulée"), ("qty", "Qté")]
    heads += [("unit", "U."), ("price", "Prix/U."), ("disc", "Rist. %"), ("total", "Montant EUR")]
    table, goods = h.lines(sheet, heads), [line for line in facts.lines if _is_steel(line)]
    for line in facts.lines:
        heat = h.distractor(sheet, "ch. 4####") if line in goods else "-"
        table = table.replace('<td class="c-text"></td>', f'<td class="c-text">{heat}</td>', 1)
    kilos = h.count(sheet, sum((line.quantity for line in goods), Decimal(0)))
    weight = f"Poids total : {kilos} kg, pesée n° {h.distractor(sheet, '1#####')}" if goods else ""
    sums = h.extras(sheet, {"sum": "Marchandise", "shipping": "Transport et péage"})
    sums.append((sheet.pick("Total HTVA", "Total hors TVA"),
                 sheet.total("total_without_vat", bare=True)))  # fmt: skip
    if taxed:
        sums += h.vat_sums(sheet, "TVA {rate} sur {basis}", "")
        sheet.total("total_vat", bare=True)
    else:
        sums.append(("TVA", sheet.total("total_vat", bare=True)))
    end = "Total de la note de crédit" if credit else "Total de la facture"
    sums.append((f"{end} (voir en tête)", sheet.total("total_with_vat", bare=True)))
    law = "" if taxed else (
        "Exonération de TVA : livraison intracommunautaire, art. 39bis, al. 1er, 1° du Code de la "
        f"TVA. N° TVA du preneur : {sheet.vat_id('buyer')}.")  # fmt: skip
    note = h.distractor(sheet, "8#######")
    told = (f"{kind} <b>{sheet.number()}</b> &nbsp;&ndash;&nbsp; {seller.town.split(' ', 1)[1]}, "
            f"le {sheet.date_of()}")  # fmt: skip
    about = f"""Votre commande {facts.references["order"]} du {h.day(sheet, -19)} (M.
{sheet.pick("Leroy", "Petit", "Garnier", "Roux")}) &middot; notre confirmation
{h.distractor(sheet, "7#######")} &middot; bon de livraison {note} du
{sheet.day(facts.delivery_date)}, camion {h.distractor(sheet, "1-@@@-###")} &middot; chargement
{sheet.pick("franco chantier", "départ dépôt", "DAP Incoterms 2020")} &middot; client
{h.distractor(sheet, "40####")}"""
    return f"""<style>@page {{ margin: 11mm 14mm 9mm }} body {{ font: 9pt "{sheet.pick(
"Liberation Sans", "Liberation Sans Narrow", "DejaVu Sans Condensed")}"; font-variant-ligatures:
none;
min-height: 274mm; padding-bottom: 22mm }} .head {{ display: grid; grid-template-columns: 1fr 84mm;
gap: 8mm }} .panel {{ background: {hue}; color: #fff; padding: 4mm 5mm; align-self: start }} .panel
td {{ padding:
0.7mm
0 }} .panel .l {{ font-size: 8pt; padding-right: 4mm }} .panel .n {{ text-align: left }} .panel
table
{{ width: 100% }} big {{ font-size: 15pt; font-weight: bold }} .to {{ line-height: 1.45; font-size:
10pt; margin: 9mm 0 8mm }} .told {{ font-size: 12pt; border-left: 4pt solid {hue}; padding-left:
3mm; margin-bottom: 2mm }} .about {{ font-size: 8pt; color: #444; margin-bottom: 4mm; line-height:
1.5 }} .lines th {{ border-bottom: 1pt solid {hue}; font-size: 7.5pt; white-space: normal;
vertical-align: bottom }} .lines td {{ padding: 1.1mm 3px }} .lines tr:nth-child(even) td {{
background: #f1f1ee }} .lines .c-name {{ width: 42% }} .lines .c-text {{ font-size: 7.5pt;
white-space: nowrap }} .low {{ display: grid; grid-template-columns: 84mm 1fr; gap: 9mm; margin-top:
6mm; border-top: 1pt solid {hue}; padding-top: 2mm }} .sum {{ width: 100% }} .sum td {{ padding:
0.7mm 0 }} .sum tr:last-child td {{ font-weight: bold; border-top: 0.5pt solid }} .low p {{ margin:
0
0 2mm; font-size: 8pt }} .cgv {{ position: absolute; bottom: 6mm; left: 0; right: 0; font-size:
6.2pt; columns: 2; column-gap: 6mm; text-align: justify; color: #444 }}</style><div
class="head"><div>{sheet.logo(seller.brand, hue)}<br><span style="font-size:8pt">
{b.street(seller)}<br>Dépôt ouvert de 7 h à 16 h 30 &middot; {seller.phone}<br>{seller.mail}</span>
<div class="to">{b.address(sheet, "buyer")}{f"<br>TVA {sheet.vat_id('buyer')}" if taxed else ""}
</div></div><div class="panel">{b.pair_rows(panel, "in")}</div></div><div class="told">{told}</div>
<div class="about">{about}</div>{table}<div class="low">{b.pair_rows(sums, "sum")}
<div><p>{weight}</p>
<p>{law}</p><p>{"Annule partiellement notre facture " + h.distractor(sheet, "%y/0####") if credit
else terms(sheet, "Conditions : {days} jours date de facture, sans escompte.",
"Conditions : comptant à réception.")}</p></div></div><div class="cgv">Nos ventes sont régies par
nos
conditions générales déposées au dépôt. La marchandise reste notre propriété jusqu'au paiement
intégral. Toute réclamation relative au poids doit être actée sur le bon de livraison. Les
tolérances
sont celles des normes EN 10034, EN 10029 et EN 10219. Tout montant impayé à l'échéance porte de
plein
droit un intérêt au taux de la loi du 2 août 2002 et une indemnité forfaitaire de 10 % avec un
minimum
de 125 EUR. Les tribunaux de {seller.register} sont seuls compétents.</div><p class="foot">
{h.told(sheet, "{name} &middot; RPM {register} &middot; TVA {vat}")} &middot; Surcharge énergie et
extra de nuance compris</p>"""  # fmt: skip


def _is_steel(line: Line) -> bool:
    return line.unit == "KG" and not line.name.startswith("Grenaillage")


_PATENTS = Profile("brevets", "CH", "fr", "CHF", regime="AE", lines=(3, 7), prepaid=0.2,
                   credit=0.04)  # fmt: skip


@family("patent_attorneys_note", Split.MAKING, _PATENTS,
        replace(_PATENTS, currency="EUR", lines=(2, 5)),
        replace(_PATENTS, buyers=("CH",), regime="S", lines=(4, 8)))  # fmt: skip
def patent_attorneys_note(sheet: Sheet) -> str:
    """Attorneys: official fees and fees in columns of their own, the amount and day in a letter."""
    lodge(sheet, "{w} & Cie, Conseils en brevets|Cabinet {w}|{w} Propriété intellectuelle|{w} IP",
          "SA|Sàrl", "rue du Mont-Blanc|avenue du Théâtre|rue des Terreaux|faubourg de l'Hôpital",
          "1201 Genève=Genève=+41 22|1005 Lausanne=Lausanne=+41 21|"
          "2000 Neuchâtel=Neuchâtel=+41 32|1700 Fribourg=Fribourg=+41 26")  # fmt: skip
    h.adopt(sheet, ("%y-####", "NH %y/####", "D%y.#####", "6####"), ("long", "long", "%d.%m.%Y"),
            ("NC %y/###", "%y-9###"))  # fmt: skip
    facts, seller = sheet.facts, sheet.facts.seller
    credit, taxed = facts.type_code == "381", facts.profile.regime == "S"
    kind = h.titled(sheet, ("Note de frais et honoraires", "Note d'honoraires", "Facture"),
                    ("Note de crédit",))  # fmt: skip
    code, where = facts.profile.currency, seller.town.split(" ", 1)[1]
    rows = []
    for line in facts.lines:
        cell, is_fee = sheet.cell(line, "total"), _is_official(line)
        text = sheet.cell(line, "name")
        if line.unit == "h":
            text += f" ({sheet.cell(line, 'qty')} h à {sheet.cell(line, 'price')})"
        rows.append([text, cell if is_fee else "", "" if is_fee else cell])
    official = sum((line.total for line in facts.lines if _is_official(line)), ZERO)
    parts = [sheet.amount(it) if it else "" for it in (official, facts.line_sum - official)]
    rows.append(["<i>Sous-totaux</i>", *(f"<i>{it}</i>" for it in parts)])
    table = b.table(("name", "total", "total"), ("Opération", f"Taxes officielles<br>{code}",
                    f"Nos honoraires<br>{code}"), rows, "lines")  # fmt: skip
    sums: list[Pair] = [(sheet.pick("Total taxes et honoraires", "Ensemble", "Total hors TVA"),
                         sheet.total("total_without_vat", bare=True))]  # fmt: skip
    if taxed:
        fees = f"TVA 8{sheet.style.point}1 % sur honoraires"
        sums += [(fees, sheet.amount(row.amount)) for row in facts.vat if row.rate]
        sheet.total("total_vat", bare=True)
    else:
        sums.append(("TVA", sheet.total("total_vat", bare=True)))
    word = (
        "Total en votre faveur" if credit else sheet.pick("Total de la présente", "Montant total")
    )
    sums.append((f"{word} {code}", sheet.total("total_with_vat", bare=True)))
    rest = sheet.pick("Reste dû", "Solde")
    if facts.prepaid:
        sums.append(
            ("Votre provision, reçue avec remerciements", sheet.total("prepaid", bare=True))
        )
        sums.append((f"{rest} {code}", sheet.total("amount_due", bare=True)))
    law = "" if taxed else ("Prestation fournie à l'étranger, non soumise à la TVA suisse "
                            "(art. 8 al. 1 LTVA). Autoliquidation par le preneur : "
                            f"{sheet.vat_id('buyer')}.")  # fmt: skip
    title = sheet.pick("Dispositif de verrouillage à came", "Procédé de dépôt sous vide",
                       "Tête de distribution pour fluide pâteux",
                       "Capteur inductif à bobine imprimée")  # fmt: skip
    office = f"EP {h.distractor(sheet, '3 ### ###')} B1"
    file: list[Pair] = [("N/réf.", h.distractor(sheet, "P#####@@ / ab"))]
    file += [("V/réf.", facts.references["order"]), ("Objet", f"{office} &laquo; {title} &raquo;")]
    file += [("Titulaire", facts.buyer.brand), ("Dépôt du", h.day(sheet, -2317))]
    return f"""<style>@page {{ margin: 16mm 20mm 12mm 28mm }} body {{ font: 10.5pt "{sheet.pick(
"C059", "Liberation Serif", "URW Bookman")}"; font-variant-ligatures: none; line-height: 1.35;
min-height: 268mm; padding-bottom: 20mm }} .head {{ display: flex; justify-content: space-between }}
.men {{ font-size: 7.5pt; white-space: nowrap; text-align: right; line-height: 1.5; color: #555 }}
.to {{ margin: 14mm 0
10mm 82mm }} .kind {{ font-variant: small-caps; font-size: 14pt; margin: 6mm 0 4mm }} .file td {{
padding: 0.2mm 0; font-size: 9.5pt; text-align: left; white-space: normal }} .file .l {{ width:
22mm;
color: #555 }} .lines {{ margin: 5mm 0 3mm }} .lines th {{ font-weight: normal; font-size: 8.5pt;
border-bottom: 0.5pt solid; vertical-align: bottom }} .lines td {{ padding: 0.9mm 0 }} .lines
.c-name
{{ width: 62% }} .lines tr:last-child td {{ border-top: 0.5pt solid; color: #555 }} .sum {{ width:
100% }} .sum td {{ padding: 0.5mm 0 }} .sum tr:last-child {{ font-weight: bold }} .lines th.c-name
{{ padding-left: 0 }} .foot {{ font-size: 7.5pt; line-height: 1.5; border-top:
0.4pt
solid #999; padding-top: 1mm }}</style><div class="head"><div>
{sheet.logo(seller.brand, sheet.pick("#222", "#5b1a2e", "#123b3a"), serif=True)}</div><div
class="men">{person(sheet)}, mandataire agréé OEB<br>conseils en brevets, marques et
dessins</div></div><div
class="to">{b.address(sheet, "buyer")}</div><div>
{where}, le {sheet.date_of()}</div><div class="kind">{kind} n° {sheet.number()}</div>
{b.pair_rows(file, "file")}{table}{b.pair_rows(sums, "sum")}<p>{_asked(sheet)}</p><p
style="font-size:8.5pt">{law} {_advanced(sheet, official)}</p><p>
Veuillez agréer, Madame, Monsieur, nos salutations distinguées.</p><p class="foot">{h.told(sheet,
"{name} &ndash; {street_} &ndash; {phone} &ndash; {mail}")}<br>{sheet.vat_id("seller")} &ndash;
Registre du commerce de {seller.register} &ndash; Prochaine échéance du dossier :
{h.day(sheet, 353)}</p>"""  # fmt: skip


def _is_official(line: Line) -> bool:
    return line.name.startswith("Taxe")


def _asked(sheet: Sheet) -> str:
    """Ask for the amount in a sentence."""
    code = sheet.facts.profile.currency
    if not h.is_payable(sheet):
        return "Cette somme sera portée en déduction de notre prochaine note."
    owed = sheet.total("amount_due", bare=True)
    bank = sheet.pick("Banque cantonale", "Banque Pictavine", "Caisse d'Épargne")
    return f"""Nous vous saurions gré de faire parvenir la somme de {code} {owed} d'ici au
{sheet.date_of("due_date")} à notre compte {sheet.iban()} auprès de la {bank} (BIC {sheet.bic()}),
en rappelant le numéro de la présente."""


def _advanced(sheet: Sheet, official: Decimal) -> str:
    """Tell when the official fees were paid, and at which rate of exchange."""
    if not official:
        return ""
    text = f"Les taxes officielles ont été avancées par nos soins le {h.day(sheet, -12)}"
    if sheet.facts.profile.currency == "CHF":
        course = sheet.style.point.join(("0", h.distractor(sheet, "93##")))
        text += f" au cours de 1 EUR = {course} CHF"
    return f"{text}."
