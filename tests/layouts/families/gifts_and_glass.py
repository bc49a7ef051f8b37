"""Papers of a seller of printed gifts, and of a glazier who keeps a workbook."""

from dataclasses import replace
from decimal import Decimal

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet

_GIFTS = Profile("gifts", lines=(1, 4), prepaid=0.3, credit=0.05, adjustments=("shipping",))
_GLASS = Profile("glass", lines=(3, 7), prepaid=0.25, deposit=0.08, credit=0.05)


@family("gifts_along_a_timeline", Split.MAKING, _GIFTS,
        replace(_GIFTS, lines=(3, 6), adjustments=("shipping", "discount")),
        replace(_GIFTS, deposit=0.6, prepaid=0, credit=0.0))  # fmt: skip
def gifts_along_a_timeline(sheet: Sheet) -> str:
    """An online billing service: days above their steps on a line, goods told in two lines each."""
    h.adopt(sheet, ("F-%Y-####", "%Y-##", "FACT-%Y%m-###", "F%y###"),
            ("long", "%d/%m/%Y", "%d.%m.%y"), ("A-%Y-####", "AV-%Y-##"))  # fmt: skip
    facts, refs = sheet.facts, sheet.facts.references
    hue = sheet.pick("#ef476f", "#118ab2", "#7b2cbf", "#2a9d8f")
    credit = facts.type_code == "381"
    kind = h.titled(sheet, ("Facture", "facture"), ("Avoir", "avoir"), ("Facture d'acompte",))
    inks = (
        "tampographie 1 couleur",
        "sérigraphie 2 couleurs",
        "transfert numérique",
        "impression quadri",
    )

    def sold(line: Line) -> str:
        """Tell one item: its name and sum, then how many at what price and how it is marked."""
        total = sheet.cell(line, "total")
        count, price = sheet.cell(line, "qty"), sheet.cell(line, "price")
        mark = ""
        if line.unit == "pce" and not line.name.startswith("Mise"):
            where = sheet.pick("face avant", "côté anse", "au dos", "sur le clip")
            mark = f" &nbsp;|&nbsp; Marquage : {sheet.pick(*inks)}, {where}"
        unit = {"pce": "pièces"}.get(line.unit, "forfait")
        return f"""<div class="item"><div><b>{sheet.cell(line, "name")}</b><br><small>{count} {unit}
à {price} &nbsp;|&nbsp; TVA {_percent(sheet, line.rate)}{mark}</small></div><b>{total}</b></div>"""

    steps: list[Pair] = [("Devis accepté", h.day(sheet, -34)), ("BAT validé", h.day(sheet, -27))]
    if facts.type_code == "380":
        steps.append((sheet.pick("Expédié", "Livré"), h.day(sheet, -2)))
    steps.append(("Avoir émis" if credit else sheet.pick("Facturé", "Facture émise"),
                  sheet.date_of()))  # fmt: skip
    steps += h.due(sheet, "Attendu en paiement", "À régler au plus tard", "Paiement attendu")
    line = "".join(f"<div><b>{day}</b><i></i>{step}</div>" for step, day in steps)
    sums = h.extras(sheet, {"sum": "Articles et marquages", "shipping": "Livraison",
                            "discount": "Remise commerciale"}, bare=False)  # fmt: skip
    sums.append((sheet.pick("Sous-total", "Sous-total HT"), sheet.total("total_without_vat")))
    sums += h.vat_sums(sheet, "TVA ({rate})", "Sans TVA", bare=False)
    sums.append((sheet.pick("Total", "Total TTC"), sheet.total("total_with_vat")))
    if facts.prepaid:
        sums += h.owed(sheet, {"prepaid": (f"Acompte {refs['deposit']} encaissé",),
                               "amount": ("Reste à régler", "Il vous reste à payer")})  # fmt: skip
    elif facts.type_code != "381" and sheet.maybe():
        sums.append(("À régler", sheet.total("amount_due")))
    tail = f"En remboursement de la facture {refs['original']}. " if credit else ""
    if h.is_payable(sheet):
        tail = h.told(sheet, "Par virement : IBAN {iban}, BIC {bic}, titulaire {name}. ")
    return f"""<style>@page {{ margin: 15mm 18mm }} body {{ font: 9.5pt "DejaVu Sans Light",
"DejaVu Sans"; min-height: 262mm }} .top h1 {{ font-size: 26pt; color: {hue}; margin: 0;
font-weight: normal }} .time {{ display: flex; margin: 9mm 0 10mm; font-size: 8pt; text-align:
center }} .time div {{ flex: 1; border-bottom: 0; position: relative }} .time i {{ display: block;
height: 2.4mm; margin: 1.2mm 0; background: linear-gradient({hue}, {hue}) center / 100% 0.5mm
no-repeat, radial-gradient(circle, {hue} 1.2mm, transparent 1.25mm) center no-repeat }}
.item {{ display: flex; justify-content: space-between; padding: 2.4mm 0; border-bottom: 0.4pt
solid #ccc }} .item small {{ color: #222; font-size: 7.5pt }} .item > b {{ white-space: nowrap;
padding-left: 6mm }} .sums {{ margin: 5mm 0 0 auto }} .sums td {{ padding: 0.9mm 0 0.9mm 9mm }}
.sums .l {{ color: #222 }} .sums tr:last-child td {{ font-size: 12.5pt; color: {hue} }} .who {{
display: grid; grid-template-columns: 1fr 1fr; gap: 8mm; margin-top: 8mm; line-height: 1.45 }}
.who small {{ color: {hue} }}</style><div class="row top"><div><h1>{kind}</h1>
<span style="font-size:11pt">{sheet.number()}</span></div>{sheet.logo(facts.seller.brand, hue)}
</div><div class="who"><div><small>Pour</small><br>{b.address(sheet, "buyer")}</div><div><small>
Livraison</small><br>{b.other(facts.others[0])}</div></div><div class="time">{line}</div><div
style="font-size:8pt;color:#555">Devis {refs["quote"]} &nbsp; Votre bon {refs["order"]} &nbsp;
Fichier BAT_{h.distractor(sheet, "####")}_v{sheet.rng.randint(1, 4)}.pdf</div>
{"".join(sold(it) for it in facts.lines)}{b.pair_rows(sums, "sums")}<p style="font-size:8.5pt">
{tail}{sheet.pick("Tolérance de quantité de plus ou moins 5 % sur les articles marqués.",
"Les articles personnalisés ne sont ni repris ni échangés.")}</p><p style="font-size:8pt;color:#555"
>Pas d'escompte en cas de règlement anticipé. En cas de retard : intérêts de 12 % l'an et indemnité
forfaitaire de 40 €.</p><div class="foot" style="text-align:left;border-top:0.4pt solid
#ccc;padding-top:2mm">{h.told(sheet, "{name} &nbsp;|&nbsp; {street_} &nbsp;|&nbsp; {phone}"
"<br>SIREN {siren} &nbsp;|&nbsp; TVA {vat} &nbsp;|&nbsp; APE {activity}")}
</div>"""  # fmt: skip


def _percent(sheet: Sheet, rate: Decimal) -> str:
    text = sheet.rate(rate)
    return text if "%" in text else f"{text} %"


@family("glass_in_a_measured_workbook", Split.JUDGING, _GLASS,
        replace(_GLASS, lines=(6, 11), deposit=0, prepaid=0.4),
        replace(_GLASS, person=True, lines=(2, 4), credit=0.0))  # fmt: skip
def glass_in_a_measured_workbook(sheet: Sheet) -> str:
    """A glazier's workbook: yellow cells at the head, panes by measure, sums left of the bases."""
    h.adopt(sheet, ("%y/###", "%Y %m ##", "V%y-###", "###"), ("%d/%m/%Y", "%d/%m/%y", "long"),
            ("AV %y/##",))  # fmt: skip
    facts, refs = sheet.facts, sheet.facts.references
    credit, hue = facts.type_code == "381", sheet.pick("#d9ead3", "#cfe2f3", "#fce5cd")
    kind = h.titled(sheet, ("FACTURE", "Facture"), ("AVOIR",), ("FACTURE D'ACOMPTE",))
    rows = "".join(_pane(sheet, line, place) for place, line in enumerate(facts.lines, 1))
    rows += '<tr class="void">' + "<td>&nbsp;</td>" * 9 + "</tr>"
    head: list[Pair] = [("N° de facture", sheet.number()), ("Date", sheet.date_of())]
    if credit:
        head.append(("Sur facture", refs["original"]))
    head += h.due(sheet, "A payer avant le", "Date limite", "Règlement pour le")
    head += [("Devis signé", refs["quote"]), ("Métré le", h.day(sheet, -31))]
    cells = "".join(f"<tr><td>{k}</td><td class='y'>{v}</td></tr>" for k, v in head)
    taxes = ""
    for row in facts.vat:
        rate, basis, vat = sheet.vat_row(row)
        rate = rate if "%" in rate else f"{rate} %"
        taxes += f"<tr><td>{basis}</td><td>x {rate}</td><td>= {vat}</td></tr>"
    sums: list[Pair] = [("Total H.T.", sheet.total("total_without_vat", bare=True))]
    sums.append(("Total T.V.A.", sheet.total("total_vat", bare=True)))
    sums.append(("Total T.T.C.", sheet.total("total_with_vat", bare=True)))
    sums += h.owed(
        sheet,
        {
            "prepaid": ("Acompte reçu à la commande",),
            "credit": ("A déduire",),
            "amount": ("Reste à payer", "Net à payer", "SOLDE"),
        },
        bare=True,
    )
    site = b.other(facts.others[0], ", ")
    pay = h.told(sheet, "Virement : {iban} / {bic}") if h.is_payable(sheet) else ""
    lower = "TVA à 10 % : attestation du client conservée au dossier."
    note = lower if any(row.rate == 10 for row in facts.vat) else ""
    return f"""<style>@page {{ margin: 12mm 10mm }} body {{ font: 9pt "Liberation Sans"; min-height:
270mm }} .y {{ background: #fff2a8 }} .grid td {{ border: 0.4pt solid #999; padding: 1mm 2mm }}
.glass {{ width: 100%; margin-top: 6mm; font-size: 8.5pt }} .glass th, .glass td {{ border: 0.4pt
solid #999; padding: 1mm 1.2mm }} .glass th {{ background: {hue}; text-align: center; font-size: 8pt
}} .glass td.r {{ text-align: right; white-space: nowrap }} .end {{ display: flex; gap: 12mm;
margin-top: 5mm; align-items: flex-start }} .sums td {{ border: 0.4pt solid #999; padding: 1.1mm
3mm }} .sums tr:last-child td {{ font-weight: bold; background: #fff2a8 }} .tax td {{ text-align:
right; padding: 0.8mm 2.5mm }} .tax th {{ font-weight: normal; font-style: italic; padding: 0.8mm
2.5mm }}</style><div class="row"><div><b style="font-size:13pt">{sheet.name("seller")}</b><br>
{h.told(sheet, "{street}<br>{phone}<br>{mail}")}<br><br>{h.told(sheet, "Siret {siret}<br>TVA {vat}"
)}</div><div><div style="font-size:20pt;letter-spacing:2mm;text-align:right">{kind}</div><table
class="grid" style="margin-left:auto">{cells}</table></div></div><table class="grid"
style="margin-top:6mm;width:100%"><tr><td style="width:20mm">Client :</td><td>{sheet.name("buyer")},
{b.street(facts.buyer, ", ")}</td></tr><tr><td>Chantier :</td><td>{site}</td></tr><tr><td>Objet :
</td><td>{sheet.pick("Remplacement de vitrages", "Vitrages et miroirs", "Sinistre bris de glace",
"Vitrerie du rez-de-chaussée")}</td></tr></table><table class="glass"><tr><th rowspan="2">Rep.</th>
<th rowspan="2">Désignation</th><th colspan="2">Dim. (mm)</th><th rowspan="2">Nb</th><th
rowspan="2">Quantité</th><th rowspan="2">Prix H.T.</th><th rowspan="2">TVA</th><th
rowspan="2">Montant H.T.<br>en euros</th></tr><tr><th>larg.</th><th>haut.</th></tr>{rows}</table>
<div class="end">{b.pair_rows(sums, "sums")}<table class="tax"><tr><th colspan="3">Calcul de la TVA
(base x taux = taxe)</th></tr>{taxes}</table></div><p>{pay}</p><p style="font-size:8pt">{note}
{sheet.pick("Garantie des doubles vitrages : 10 ans.", "Assurance décennale : voir devis.")}
{"TVA acquittée sur les encaissements." if facts.profile.person else ""} Retard de paiement :
3 fois le taux légal + 40 € de frais de recouvrement.</p>"""  # fmt: skip


def _pane(sheet: Sheet, line: Line, place: int) -> str:
    """Print a row; what is sold by the square metre has sides and a number of panes."""
    width = high = count = ""
    if line.unit == "m2":
        panes = int(abs(line.quantity) / Decimal("2.2")) + 1
        wide = sheet.rng.randint(62, 148) * 10
        tall = round(line.quantity * 1_000_000 / panes / wide)
        width, high, count = str(wide), str(tall), str(panes)
    unit = {"m2": "m²", "h": "h", "ml": "ml", "u": "u"}.get(line.unit, "ens.")
    cells = (width, high, count, f"{sheet.cell(line, 'qty')} {unit}", sheet.cell(line, "price"),
             _percent(sheet, line.rate), sheet.cell(line, "total"))  # fmt: skip
    rest = "".join(f'<td class="r">{cell}</td>' for cell in cells)
    return f"<tr><td>{chr(64 + place)}</td><td>{sheet.cell(line, 'name')}</td>{rest}</tr>"
