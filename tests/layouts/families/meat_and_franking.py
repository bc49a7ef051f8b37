"""Layouts of a wholesale butcher, who bills weighed slips, and of a lessor of franking machines."""

from dataclasses import replace
from html import escape

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import ZERO, Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet

_MEAT = Profile("butchery", lines=(5, 12), prepaid=0, credit=0.08)
_MEAT_HEADS = (("ref", "Art."), ("name", "Désignation"), ("qty", "Qté nette"),
               ("unit", "U"), ("price", "P.U."), ("total", "Montant"), ("code", "T"))  # fmt: skip


def _lot(sheet: Sheet, line: Line) -> str:
    """Return lot, use-by date and origin below a piece of meat."""
    if line.unit != "kg":
        return ""
    boxes = sheet.rng.randint(2, 7)
    lot, until = h.distractor(sheet, "%j####"), h.day(sheet, sheet.rng.randint(4, 19))
    origin = sheet.pick("Né, élevé, abattu : France", "Origine FR", "Élevé Irlande, abattu France")
    return f"<br><small>{boxes} colis - Lot {lot} - DLC {until} - {origin}</small>"


def _slips(sheet: Sheet) -> str:
    """Print the lines under one to three delivery slips, each with its sum."""
    left, parts = list(sheet.facts.lines), list[str]()
    backs = sorted(sheet.rng.sample(range(1, 9), sheet.rng.randint(1, 3)), reverse=True)
    for place, back in enumerate(backs, 1):
        size = len(left) if place == len(backs) else max(1, len(left) // 2)
        chunk, left = left[:size], left[size:]
        table = h.lines(sheet, _MEAT_HEADS, more=lambda line: _lot(sheet, line), chosen=chunk)
        head = f"Bon n° {h.distractor(sheet, '#######')} du {h.day(sheet, -back)}"
        subtotal = sheet.amount(sum((line.total for line in chunk), ZERO))
        row = f'<tr class="slip"><td colspan="7">{head}</td></tr>'
        end = '<tr class="sub"><td colspan="5" class="n">Sous-total bon</td>'
        end += f'<td class="n">{subtotal}</td><td></td></tr>'
        table = table.replace("<tbody>", f"<tbody>{row}")
        parts.append(table.replace("</tbody>", f"{end}</tbody>"))
    return "".join(parts)


@family("meat_weighed_by_slip", Split.JUDGING, _MEAT, replace(_MEAT, lines=(4, 8), prepaid=0.1))
def meat_weighed_by_slip(sheet: Sheet) -> str:
    """Total in a black box above the customer, goods by weighed slip, VAT codes, seal of health."""
    h.adopt(sheet, ("%y######", "F######", "%m/#####", "1#####"),
            ("%d/%m/%y", "%d/%m/%Y", "%d.%m.%y"), ("A######", "%y######"))  # fmt: skip
    facts, refs = sheet.facts, sheet.facts.references
    ink, credit = sheet.pick("#8c1515", "#222", "#1f3c63"), sheet.facts.type_code == "381"
    kind = h.titled(sheet, ("FACTURE", "FACTURE PÉRIODIQUE", "Facture"), ("AVOIR", "Avoir"))
    strip = [("Pièce n°", sheet.number()), ("Du", sheet.date_of()),
             ("Cpte", escape(refs["customer"])), ("Tournée", h.distractor(sheet, "T##")),
             ("Rep.", sheet.pick("JMD", "07", "SYLVIE", "DEPOT"))]  # fmt: skip
    strip += h.due(sheet, "Échéance", "À payer pour le", "Éch.")
    if credit:
        strip.append(("Sur facture", refs["original"]))
    asked = "NET À DÉDUIRE" if credit else sheet.pick("NET À PAYER", "NET TTC À PAYER", "À RÉGLER")
    sums: list[Pair] = [("Marchandises HT", sheet.total("total_without_vat", bare=True)),
                        ("T.V.A.", sheet.total("total_vat", bare=True)),
                        ("Montant TTC", sheet.total("total_with_vat", bare=True))]  # fmt: skip
    if facts.prepaid:
        sums.append(("Versement reçu", sheet.total("prepaid", bare=True)))
    bases = (("code", "T"), ("rate", "Taux"), ("basis", "Base HT"), ("vat", "TVA"))
    weight = h.count(sheet, sum((x.quantity for x in facts.lines if x.unit == "kg"), ZERO))
    way = ""
    if not credit:
        way = sheet.pick("Règlement par prélèvement à l'échéance", "Chèque à la livraison suivante",
                         "Virement :")  # fmt: skip
        if way == "Virement :":
            way += f" {sheet.iban()} - {sheet.bic()}"
    foot = h.told(sheet, "{name} - {street_} - Siret {siret} - APE {activity} - N° TVA {vat}")
    seal = f"FR<br>{h.distractor(sheet, '35.###.00#')}<br>CE"
    return f"""<style>body {{ font: 8.5pt "Liberation Sans Narrow", "Liberation Sans" }} small {{
font-size: 6.5pt; color: #555 }} .seal {{ border: 1pt solid; border-radius: 50%; width: 24mm;
padding: 1.5mm 0; text-align: center; font-size: 7pt; line-height: 1.15 }} .black {{ background:
{ink}; color: #fff; padding: 2.5mm 4mm; width: 72mm; box-sizing: border-box; display: flex;
justify-content: space-between; align-items: center }} .black .v {{ font: bold 15pt
"Liberation Sans"
}} .to {{ width: 72mm; box-sizing: border-box; border: 1pt solid {ink}; padding: 4mm; height: 31mm;
font-size: 10pt }} .boxes {{ width: 100%; margin: 4mm 0 }} .boxes th {{ font-size: 7pt; color:
{ink};
font-weight: normal; padding-bottom: 0 }} .boxes td {{ font-weight: bold; border-bottom: 1pt solid
{ink} }} .lines {{ table-layout: fixed; margin-bottom: 1mm }} .lines th {{ font-size: 7pt;
border-bottom: 0.5pt solid; font-weight: normal }} .c-name {{ width: 41% }} .c-ref {{ width: 14mm }}
.c-code, .c-unit {{ width: 11mm; padding-left: 3mm }} .slip td {{ background: #eee; font-style:
italic }} .sub td {{ border-top: 0.4pt dotted; font-size: 7.5pt }} .end {{ display: flex; gap: 7mm;
align-items: flex-start; border-top: 2pt solid {ink}; margin-top: 4mm; padding-top: 2mm }} .vat
{{ width: 78mm }} .vat th {{ font-size: 7pt; color: {ink} }}</style><div class="row"><div><div
style="font: bold 17pt 'Liberation Sans'; color: {ink}">{sheet.name("seller")}</div>
{b.street(facts.seller)}<br>Cdes avant 14 h : {facts.seller.phone}<br>{facts.seller.mail}<div
class="row" style="margin-top:3mm; gap:6mm; justify-content:flex-start"><div class="seal">{seal}
</div><small>LIVRÉ À<br>{b.other(facts.others[0])}</small></div></div><div><div class="black"><span>
{asked}</span>{sheet.total("amount_due")}</div><div class="to">{b.address(sheet, "buyer")}</div>
</div></div><div style="margin-top:3mm"><b>{kind}</b></div>{b.pair_boxes(strip)}{_slips(sheet)}<div
class="end">{h.recap(sheet, bases)}<div><small>Poids net total</small><br>{weight} kg</div><div
style="margin-left:auto">{b.pair_rows(sums)}</div></div><p>{way}</p><p><small>Marchandise vendue au
poids constaté au départ. Toute réclamation est à faire dans les 24 heures. Clause de réserve de
propriété (loi 80-335). Pénalités de retard : 3 fois le taux d'intérêt légal ; indemnité forfaitaire
40 €.</small></p><div class="foot">{foot}</div>"""  # fmt: skip


_FRANKING = Profile("franking", lines=(2, 6), prepaid=0, credit=0.06)


@family("franking_rental_combined_labels", Split.MAKING, _FRANKING,
        replace(_FRANKING, lines=(1, 3), credit=0.2))  # fmt: skip
def franking_rental_combined_labels(sheet: Sheet) -> str:
    """A big system's form: number and day on one line of the block of information."""
    h.adopt(sheet, ("90######", "18########", "FR##-#######"),
            ("%d.%m.%Y", "%d/%m/%Y"), ("91######", "19########"))  # fmt: skip
    facts, hue = sheet.facts, sheet.pick("#003c71", "#5c068c", "#b5121b")
    refs, slash = sheet.facts.references, sheet.pick(" / ", "  /  ")
    credit = facts.type_code == "381"
    kind = h.titled(sheet, ("Facture", "Facture de location et consommables", "Facture client"),
                    ("Note de crédit", "Avoir client"))  # fmt: skip
    block: list[Pair] = [
        ("Numéro / Date", f"{sheet.number()}{slash}{sheet.date_of()}"),
        ("N° contrat / Début", f"{escape(refs['contract'])}{slash}{h.day(sheet, -410)}"),
        ("N° client payeur", h.distractor(sheet, "30######")),
        ("N° série machine", h.distractor(sheet, "IX#######")),
        ("Votre réf. commande", escape(refs["order"])),
    ]
    if credit:
        block.append(("Facture d'origine", refs["original"]))
    if sheet.maybe():
        block.append(("N° TVA client", sheet.vat_id("buyer")))
    rows = []
    for place, line in enumerate(facts.lines, 1):
        period = ""
        if "trimestre" in line.name:
            period = f"<br>Période du {h.day(sheet, 1)} au {h.day(sheet, 91)}"
        unit = "UN" if line.unit == "forfait" else sheet.cell(line, "unit")
        rate = "hors TVA*" if line.category == "O" else sheet.cell(line, "rate")
        rows.append(
            f"<tr><td>{place * 10:06}</td><td>{sheet.cell(line, 'ref')}</td><td>"
            f"{sheet.cell(line, 'name')}{period}</td>"
            f'<td class="n">{sheet.cell(line, "qty")} {unit}</td>'
            f'<td class="n">{sheet.cell(line, "price")}</td><td class="n">{rate}</td>'
            f'<td class="n">{sheet.cell(line, "total")}</td></tr>'
        )
    heads = ("Poste", "Article", "Libellé", "Quantité", "Prix net", "Taxe", "Valeur EUR")
    right = 'class="n"'
    top = "".join(f"<th {right if i > 2 else ''}>{x}</th>" for i, x in enumerate(heads))
    net = sheet.pick("Montant net", "Somme des postes", "Valeur nette")
    sums: list[Pair] = [(net, sheet.total("total_without_vat", bare=True))]
    sums += h.vat_sums(sheet, "TVA collectée {rate} sur {basis}", "dont hors champ TVA*")
    if len(facts.vat) > 1:
        sums.append(("Total taxes", sheet.total("total_vat", bare=True)))
    final = sheet.pick("Montant final", "Montant total EUR", "Total facturé")
    final = "Montant crédité" if credit else final
    sheet.total("amount_due", bare=True)
    sums.append((final, sheet.total("total_with_vat", bare=True)))
    star = any(line.category == "O" for line in facts.lines)
    note = (
        "* Affranchissements encaissés au nom et pour le compte de l'opérateur postal, hors champ."
    )
    pay = "Ce montant viendra en déduction de votre prochaine échéance."
    if h.is_payable(sheet):
        pay = f"{facts.days} jours date de facture, net. Échéance : {sheet.date_of('due_date')}."
        if not facts.days:
            pay = f"Payable à réception, au plus tard le {sheet.date_of('due_date')}."
    columns = ("{name}<br>{form} au capital de {capital} EUR<br>{street}",
               "RCS {register} {siren}<br>SIRET {siret}<br>APE {activity}",
               "N° d'identification TVA<br>{vat}<br>{site}",
               "IBAN {iban}<br>BIC {bic}")  # fmt: skip
    foot = "".join(f"<div>{h.told(sheet, text)}</div>" for text in columns)
    return f"""<style>body {{ font: 9pt "Liberation Sans"; padding-bottom: 26mm }} .info {{
font-size:
8.5pt; border-left: 2pt solid {hue}; padding-left: 3mm }} .info td {{ padding: 0.6mm 3mm 0.6mm 0 }}
.pos {{ width: 100%; margin-top: 5mm; font-size: 8.5pt }} .pos th {{ border-top: 0.7pt solid;
border-bottom: 0.7pt solid; font-weight: normal }} .pos td {{ padding: 1.5mm 1mm }} .pairs {{
margin: 3mm 0 0 auto; border-top: 0.7pt solid; width: 100mm }} .pairs tr:last-child td {{
border-top:
0.7pt solid; border-bottom: 2.4pt double; font-weight: bold }} .four {{ position: absolute; bottom:
0;
left: 0; right: 0; display: flex; gap: 5mm; justify-content: space-between; border-top: 1pt solid
{hue}; padding-top: 2mm; font-size: 6.3pt; color: #444 }}</style><div class="row"><span></span>
{sheet.logo(facts.seller.brand, hue)}</div><div class="row" style="margin-top:14mm"><div
style="width:85mm"><div style="font-size:6.5pt; border-bottom:0.4pt solid; margin-bottom:5mm">
{h.told(sheet, "{name} - {street_dash}")}</div>{b.address(sheet, "buyer")}<br>Service Courrier</div>
<div class="info"><b>Informations</b>{b.pair_rows(block, "meta").replace('class="n"', "")}</div>
</div><h1 style="font-size:15pt; margin-top:12mm">{kind}</h1><div>Site d'installation :
{b.other(facts.others[0], ", ")}</div><table class="pos"><tr>{top}</tr>{"".join(rows)}</table>
{b.pair_rows(sums)}<p><b>Conditions de paiement :</b> {pay}</p><p style="font-size:7.5pt">
{note if star else ""} Base télérelevée le {h.day(sheet, -3)}, compteur ascendant
{h.distractor(sheet, "######")}. Prochaine échéance de location : {h.day(sheet, 92)}. Les pénalités
de retard sont calculées au taux BCE majoré de 10 points ; indemnité de recouvrement 40 EUR.</p><p
style="font-size:7.5pt">Relation client : {facts.seller.phone} (8 h 30 - 17 h 30)</p><div
class="four">{foot}</div>"""  # fmt: skip
