"""Layouts of those who sell by the case, the kilo or the bar: spirits, fish, steel."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from html import escape

from tests.layouts import blocks as b
from tests.layouts import formats
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import ZERO, Line, Profile, cents
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet

_WINE, _ALCOHOL = Decimal("0.0419"), Decimal("18.99")
_CASKS = {
    "Saint-Joseph": (13, "4.5"), "Muscadet": (12, "4.5"), "Côtes": (11, "10"),
    "Champagne": (12, "4.5"), "Gin": (43, "4.2"), "Rhum": (40, "4.2"), "Pastis": (45, "6"),
    "Cognac": (40, "4.2"), "Crème": (16, "4.2"),
}  # fmt: skip
"""Strength, and litres in what is sold, by the first word of the name."""


def _strength(line: Line) -> tuple[int, Decimal]:
    strength, litres = _CASKS.get(line.name.split()[0], (0, "0"))
    return strength, Decimal(litres) * line.quantity


def _duty(lines: Sequence[Line]) -> Decimal:
    """Return the excise that is within the prices."""
    duty = ZERO
    for strength, litres in map(_strength, lines):
        duty += litres * strength * _ALCOHOL / 100 if strength > 15 else litres * _WINE
    return cents(duty)


@family("spirits_excise", Split.JUDGING,
        Profile("spirits", lines=(3, 13), line_discounts=True, prepaid=0, credit=0.08),
        Profile("spirits", lines=(2, 8), adjustments=("shipping", "discount"), prepaid=0.1,
                credit=0.05))  # fmt: skip
def spirits_excise(sheet: Sheet) -> str:
    """Number in a ruled title, excise within the prices, one frame of sums across the foot."""
    h.adopt(sheet, ("%y######", "F%y/#####", "1######", "V%y-####"),
            ("%d/%m/%y", "%d/%m/%Y", "dashed"), ("A%y/#####", "AV%y####"))  # fmt: skip
    facts, refs = sheet.facts, sheet.facts.references
    ink, face = sheet.pick("#5b1021", "#2e2a55", "#3b3b1d"), sheet.pick("P052", "C059")
    kind = h.titled(sheet, ("FACTURE", "Facture", "FACTURE DROITS ACQUITTÉS"), ("AVOIR", "Avoir"))

    def strength(line: Line) -> str:
        degrees = _strength(line)[0]
        return f'<br><small class="deg">{degrees} % vol. CRD</small>' if degrees else ""

    heads = (("ref", "Article"), ("name", "Désignation"), ("qty", "Nbre"), ("unit", "Cdt"),
             ("price", "P.U. h.t."), ("disc", "Rem. %"), ("total", "Valeur h.t."),
             ("code", "Tx"))  # fmt: skip
    recap = (("code", "Tx"), ("rate", "% TVA"), ("basis", "Base"), ("vat", "Taxe"))
    sums = h.extras(sheet, {"sum": "Valeur brute", "shipping": "Franco / port",
                            "discount": "Remise gén."}, bare=True)  # fmt: skip
    sums += [("Total h.t.", sheet.total("total_without_vat", bare=True))]
    sums += [("Total taxes", sheet.total("total_vat", bare=True))]
    sums += [("Total t.t.c.", sheet.total("total_with_vat", bare=True))]
    sums += h.owed(sheet, {"prepaid": ("Versé à la cde",), "amount": ("NET EUR", "Net à payer €"),
                           "credit": ("À VOTRE CRÉDIT €",)}, bare=True)  # fmt: skip
    until = "".join(f"{word} {value}" for word, value in h.due(
        sheet, "Valeur en votre aimable règlement au", "L.C.R. directe à échéance du",
        "Payable par prélèvement le"))  # fmt: skip
    if facts.type_code == "381":
        until = f"À valoir sur notre facture {refs['original']}"
    duty = sheet.amount(_duty(facts.lines))
    return f"""<style>body {{ font: 9pt "{face}" }} .title {{ border-top: 3px double {ink};
border-bottom: 3px double {ink}; color: {ink}; text-align: center; font-size: 14pt; padding: 2mm;
margin: 7mm 0 3mm }} .deg {{ font-style: italic; color: #555 }} .lines {{ margin-top: 4mm }}
.lines th {{ font-weight: normal; font-style: italic; border-bottom: 1px solid {ink} }}
.lines .c-name {{ width: 44% }} .lines td {{ padding: 1mm 4px }} .sums {{ width: 100%;
border: 1.5px solid {ink}; margin-top: 4mm }} .sums th, .sums td {{ border-left: 1px solid {ink};
text-align: center; padding: 1.2mm }} .sums th {{ font-weight: normal; font-size: 7.5pt }}
.sums td {{ font-size: 11pt }} .vat th {{ font-weight: normal; font-size: 7.5pt;
border-bottom: 1px dotted }} .vat td, .vat th {{ padding: 0.5mm 3mm }}</style>
<div class="row"><div style="width:88mm"><b style="font-size:17pt;color:{ink}">
{sheet.name("seller")}</b><br><i>Vins fins, spiritueux et bulles pour la restauration</i><br>
{b.street(facts.seller, " - ")}<br>Tél. {facts.seller.phone}<br>Entrepositaire agréé
n° {h.distractor(sheet, "FR0#####E####")}</div><div style="width:76mm;padding-top:14mm">
{b.address(sheet, "buyer")}</div></div>
<div class="title">{kind} &nbsp; {sheet.number()} &nbsp; du &nbsp; {sheet.date_of()}</div>
<div class="row"><span>Compte {refs["customer"]} - Représentant
{h.distractor(sheet, "0#")} - Votre TVA {sheet.vat_id("buyer")}</span><span>
{refs["note"]} enlevé le {h.day(sheet, -2)}</span></div>
<div>Livraison : {b.other(facts.others[0], ", ")}</div>
{h.lines(sheet, heads, more=strength)}
<div class="row" style="margin-top:5mm"><div style="width:88mm;font-size:8pt">Accises et droits de
circulation compris dans nos prix : {duty}<br>DSA {h.distractor(sheet, "%yFR########")} -
Transport par nos soins<br>Cdt : c/6 = carton de six cols,
bib = fontaine à vin</div>{h.recap(sheet, recap)}</div>{b.pair_boxes(sums, "sums")}
<p>{until}<br>Banque : {h.told(sheet, "IBAN {iban} - BIC {bic}")}</p>
<p style="font-size:7.5pt">Vins payables à 45 jours fin de mois, spiritueux à 30 jours fin de mois
de livraison (art. L. 441-11 du code de commerce). Pénalités de retard : 12 % l'an, indemnité
forfaitaire de recouvrement 40 €. Nos marchandises restent notre propriété jusqu'à complet paiement
(loi du 12 mai 1980). L'abus d'alcool est dangereux pour la santé.</p><div class="foot">
{h.told(sheet, "{form} au capital de {capital} € - R.C.S. {register} {siren} - APE {activity} - "
"N° TVA {vat}")}</div>"""  # fmt: skip


_ZONES = ("FAO 27.7.e Manche Ouest, chalut", "FAO 27.8.a Golfe de Gascogne, ligne",
          "FAO 27.7.h Celtique Sud, filet", "FAO 27.8.a Golfe de Gascogne, casier")  # fmt: skip


def _by_day(sheet: Sheet, heads: h.Heads) -> str:
    """Print the lines of each day under its heading, with the day's sum at the right."""
    lines, days = sheet.facts.lines, min(3, 1 + len(sheet.facts.lines) // 4)
    wide = len(heads) - 2
    size, rows, top = -(-len(lines) // days), "", ""
    for place in range(0, len(lines), size):
        chunk = lines[place : place + size]
        table = h.lines(sheet, heads, chosen=chunk)
        top, _, rest = table.partition("<tbody>")
        day = sheet.day(sheet.facts.issue_date - timedelta(days=6 - 2 * (place // size)))
        rows += f'<tr class="day"><td></td><td colspan="{wide}">Livré le {day} - bon '
        rows += f"{h.distractor(sheet, '4#####')}</td><td></td></tr>"
        rows += rest.partition("</tbody>")[0]
        total = sheet.amount(sum((line.total for line in chunk), ZERO))
        rows += f'<tr class="sub"><td></td><td colspan="{wide}" class="n">montant du bon</td>'
        rows += f'<td class="n">{total}</td></tr>'
    return f"{top}<tbody>{rows}</tbody></table>"


@family("fish_by_day", Split.MAKING,
        Profile("fish", lines=(3, 14), prepaid=0, credit=0.06),
        Profile("fish", lines=(2, 9), adjustments=("discount",), prepaid=0,
                credit=0.1))  # fmt: skip
def fish_by_day(sheet: Sheet) -> str:
    """A week's deliveries by day, what is to be paid on top, VAT with its rates side by side."""
    h.adopt(sheet, ("%Y%m-###", "S%y-####", "######", "FA/%y/####"),
            ("%d/%m/%Y", "weekday", "%d.%m.%y"), ("AV/%y/###", "######"))  # fmt: skip
    facts, sea = sheet.facts, sheet.pick("#0a4d8c", "#006d77", "#1d3557")
    week = facts.issue_date.isocalendar().week
    kind = h.titled(sheet, ("Facture hebdomadaire", "Facture de la semaine", "Facture"),
                    ("Avoir sur marée", "Avoir"))  # fmt: skip
    heads = (("qty", "Poids / nbre"), ("unit", ""), ("name", "Espèce, calibre, présentation"),
             ("ref", "Lot"), ("rate", "TVA"), ("price", "Prix HT"),
             ("total", "Montant HT"))  # fmt: skip
    asked = h.owed(sheet, {"amount": ("À payer", "Montant à payer"), "credit": (
        "À déduire de votre prochain règlement", "En votre faveur")})  # fmt: skip
    until = "".join(f"{word} {value}" for word, value in h.due(
        sheet, "au plus tard le", "avant le", "prélevé le"))  # fmt: skip
    rows = [sheet.vat_row(row) for row in facts.vat]
    gross = [sheet.amount(row.basis + row.amount) for row in facts.vat]
    cells = [("TVA à", *(row[0] if row[0].strip("0,.% \u00a0") else "non soumis" for row in rows)),
             ("Base HT", *(row[1] for row in rows)), ("Taxe", *(row[2] for row in rows)),
             ("TTC", *gross)]  # fmt: skip
    whole = ("Ensemble", sheet.total("total_without_vat", bare=True),
             sheet.total("total_vat", bare=True),
             sheet.total("total_with_vat", bare=True))  # fmt: skip
    cross = "".join(
        f"<tr><td>{row[0]}</td>{''.join(f'<td class=n>{x}</td>' for x in row[1:])}"
        f'<td class="n all">{last}</td></tr>'
        for row, last in zip(cells, whole, strict=True)
    )
    extra = h.extras(sheet, {"sum": "Total des bons", "discount": "Remise de fin de semaine"})
    zones = "".join(f"<br>{zone}" for zone in _ZONES[: 1 + len(facts.lines) // 3])
    mark = f"FR<br>{facts.seller.town[:2]}.{h.distractor(sheet, '0##')}.0{week:02}<br>CE"
    return f"""<style>body {{ font: 9pt "Open Sans", "DejaVu Sans"; font-size: 8.5pt }} .pay {{
background: {sea}; color: #fff; border-radius: 4mm; padding: 3mm 5mm; width: 68mm }}
.pay b {{ font-size: 15pt }} .oval {{ border: 1.5px solid; border-radius: 50%; width: 27mm;
text-align: center; font-size: 7pt; padding: 1.5mm 0; color: {sea} }} .lines th {{ color: {sea};
border-bottom: 1.5px solid {sea} }} .lines .c-name {{ width: 42% }} .day td {{ color: {sea};
padding-top: 2.5mm; font-weight: bold }} .sub td {{ font-style: italic;
border-bottom: 0.5pt solid #bbb }} .cross {{ margin: 6mm 0 0 auto }} .cross td {{
border: 0.5pt solid {sea}; padding: 1mm 3mm }} .all {{ font-weight: bold; background: #eaf2f8 }}
</style><div class="row"><div>{sheet.logo(facts.seller.brand, sea)}<br>Achat en criée, mareyage,
vivier<br>{b.street(facts.seller)}<br>Commandes : {facts.seller.phone} (de 5 h à 13 h)</div>
<div class="pay">{"<br>".join(f"{word}<br><b>{value}</b>" for word, value in asked)}<br>{until}
</div></div><div class="row" style="margin:9mm 0 6mm"><div><b style="font-size:13pt;color:{sea}">
{kind}</b><br>Semaine {week} &nbsp;|&nbsp; Client {facts.references["customer"]}<br>
N° {sheet.number()}<br>{sheet.pick("Arrêtée au", "Éditée le", "Le")} {sheet.date_of()}</div>
<div style="width:76mm;border-left:1mm solid {sea};padding-left:4mm">{b.address(sheet, "buyer")}
<br><small>{h.told(sheet, "SIRET {siret}", "buyer")}</small></div></div>
{_by_day(sheet, heads)}<div class="row"><div style="margin-top:6mm"><div class="oval">{mark}</div>
</div><div>{b.pair_rows(extra, "cross") if extra else ""}<table class="cross">{cross}</table></div>
</div><p style="font-size:7.5pt">Provenances de la semaine :{zones}<br>Produits frais, à conserver
entre 0 et 2 °C. Réclamation le jour même, avant 11 h. Denrées périssables : paiement à 30 jours
après la fin de la décade de livraison au plus tard. Retard : trois fois le taux légal et 40 € de
frais de recouvrement.</p><p style="font-size:8pt">{sheet.show("currency", "Prix en euros")} -
virement à {h.told(sheet, "{name} : {iban}")}</p><div class="foot">
{h.told(sheet, "{form} {capital} € - RCS {register} - SIRET {siret} - TVA {vat} - NAF {activity}")}
</div>"""  # fmt: skip


def _is_metal(line: Line) -> bool:
    """Tell metal from what is done to it, though both go by weight."""
    return line.unit == "KG" and not line.name.startswith("Grenaillage")


def _bars(sheet: Sheet) -> str:
    """Print each line as two rows: what it is, and below it melt, weight, price and amount."""
    rows = ""
    for place, line in enumerate(sheet.facts.lines):
        melt = f"COULEE {h.distractor(sheet, '4#####')}" if _is_metal(line) else ""
        name = escape(line.name.upper())
        rows += f'<tr class="bar{place % 2}"><td>{sheet.cell(line, "ref")}</td>'
        rows += f'<td colspan="5">{name}</td></tr><tr class="bar{place % 2}"><td></td>'
        rows += f'<td>{melt}</td><td class="n">{sheet.cell(line, "qty")}</td><td>{line.unit}</td>'
        rows += f'<td class="n">{sheet.cell(line, "price")}</td>'
        rows += f'<td class="n">{sheet.cell(line, "total")}</td></tr>'
    head = ("CODE", "DESIGNATION", "QUANTITE", "U.", "PRIX UNIT.", "MONTANT H.T.")
    top = "".join(f'<th class="{"n" if i in (2, 4, 5) else ""}">{x}</th>' for i, x in
                  enumerate(head))  # fmt: skip
    return f'<table class="lines"><thead><tr>{top}</tr></thead><tbody>{rows}</tbody></table>'


@family("steel_listing", Split.JUDGING,
        Profile("steel", lines=(2, 12), adjustments=("shipping",), prepaid=0.08, credit=0.08),
        Profile("steel", lines=(1, 7), adjustments=("discount", "shipping"), prepaid=0,
                credit=0.05))  # fmt: skip
def steel_listing(sheet: Sheet) -> str:
    """A striped listing on a printed form: small captions above typed values, name in the foot."""
    h.adopt(sheet, ("######", "2#####/%y", "%m#####", "FV######"), ("%d.%m.%y", "%d/%m/%y",
            "%d.%m.%Y"), ("######", "AV######"))  # fmt: skip
    facts, refs, hue = sheet.facts, sheet.facts.references, sheet.pick("#1f6b3a", "#234f9b")
    kind = h.titled(sheet, ("FACTURE",), ("AVOIR",))
    top: list[Pair] = [("NUMÉRO", sheet.number()), ("DATE", sheet.date_of())]
    top += [("CODE CLIENT", refs["customer"]), ("VOTRE COMMANDE", refs["order"])]
    top += [("NOTRE B.L.", refs["note"]), ("PAGE", "1 / 1")]
    sums = h.extras(sheet, {"sum": "MONTANT BRUT", "shipping": "TRANSPORT", "discount": "REMISE"})
    sums += [("NET HORS TAXES", sheet.total("total_without_vat", bare=True))]
    rate, _, vat = sheet.vat_row(facts.vat[0])
    sums += [("TAUX", rate), ("MONTANT T.V.A.", vat)]
    sheet.show("total_vat", vat)
    sums += [("TOTAL T.T.C.", sheet.total("total_with_vat", bare=True))]
    if facts.prepaid:
        sums += [("ACOMPTE", sheet.total("prepaid", bare=True))]
    word = "AVOIR EN EUROS" if facts.type_code == "381" else "NET À PAYER EUROS"
    sums += [(sheet.show("currency", word), sheet.total("amount_due", bare=True))]
    terms: list[Pair] = [("MODE DE RÈGLEMENT", sheet.pick("TRAITE DIRECTE", "VIREMENT", "LCR"))]
    terms += h.due(sheet, "ÉCHÉANCE", "DATE D'ÉCHÉANCE", "ÉCH. LE")
    if facts.type_code == "381":
        terms += [("SUR FACTURE", refs["original"])]
    terms += [("DOMICILIATION", f"{sheet.iban()}"), ("BIC", sheet.bic())]
    weight = sum((line.quantity for line in facts.lines if _is_metal(line)), ZERO)
    tonnes = f"{formats.number(sheet.style, weight / 1000, 3)} T" if weight else "-"
    typed = b.address(sheet, "buyer").replace("<b>", "").replace("</b>", "")
    said = h.told(sheet, "{name} - {form} AU CAPITAL DE {capital} EUROS - SIÈGE : {street_} - "
                  "TÉL. {phone}<br>R.C.S. {register} {siren} - IDENT. C.E.E. {vat} - "
                  "A.P.E. {activity}")  # fmt: skip
    return f"""<style>body {{ font: 9pt "Liberation Mono", "Nimbus Mono PS"; padding-bottom: 74mm }}
.form {{ width: 100%; border: 1px solid {hue}; table-layout: auto }} .form th {{ font: 6pt
"Liberation Sans"; color: {hue}; border-left: 1px solid {hue}; padding: 0.5mm 1.5mm }} .form td {{
border-left: 1px solid {hue}; padding: 0.3mm 1.5mm 1.2mm; white-space: nowrap }} .lines {{
border: 1px solid {hue}; margin: 3mm 0 }} .lines th {{ font: 6pt "Liberation Sans"; color: {hue};
border-bottom: 1px solid {hue} }} .lines td {{ padding: 0.4mm 1.5mm }} .bar0 td {{ background:
#e9f3ea }} .end {{ position: absolute; bottom: 12mm; left: 0; right: 0 }} .end .form {{
margin-top: 2mm }} .cap {{ font: 6pt "Liberation Sans"; color: {hue} }}
.foot {{ font: 6.3pt "Liberation Sans Narrow" }}</style><div class="row">
<div>{sheet.logo(facts.seller.brand.upper(), hue)}</div><div
style="font:bold 22pt 'Liberation Sans';color:{hue};letter-spacing:4mm">{kind}</div></div>
<div class="row" style="margin:8mm 0 5mm"><div
style="width:82mm"><span class="cap">LIEU DE LIVRAISON</span><br>{b.other(facts.others[0])}</div>
<div style="width:82mm"><span class="cap">CLIENT FACTURÉ</span><br>{typed}<br>
{sheet.vat_id("buyer")}</div></div>{b.pair_boxes(top, "form")}
{_bars(sheet)}<div>POIDS TOTAL THEORIQUE {tonnes} - DEPART {sheet.pick("AGENCE", "DEPOT")}
{h.distractor(sheet, "0#")} LE {h.day(sheet, -1)}</div><div class="end"><div style="font:6.5pt
'Liberation Sans';color:{hue}">Le poids facturé est le poids théorique, sauf tôles (poids bascule).
Réserve de propriété : loi n° 80-335 du 12 mai 1980. TVA acquittée sur les débits. Pas d'escompte.
Intérêts de retard : taux BCE majoré de 10 points ; indemnité de recouvrement : 40 euros.</div>
{b.pair_boxes(terms, "form")}{b.pair_boxes(sums, "form")}</div><p class="foot">{said}</p>
"""  # fmt: skip
