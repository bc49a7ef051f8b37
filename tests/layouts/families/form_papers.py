"""A layout on printed forms: what a needle printer types into the boxes of the paper."""

from dataclasses import replace

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Profile
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet


@family("draft_at_foot", Split.JUDGING,
        Profile("industry", lines=(1, 9), prepaid=0.15, credit=0.1, line_discounts=True,
                adjustments=("shipping",)),
        Profile("wholesale", lines=(2, 9), prepaid=0, credit=0.1))  # fmt: skip
def draft_at_foot(sheet: Sheet) -> str:
    """A printed form typed into by a needle printer, with a bill of exchange to be cut off."""
    h.adopt(sheet, ("######", "%y######", "F####/%y", "1#####"), ("%d/%m/%y", "%d.%m.%y",
            "%d %m %y"), ("A#####", "9#####"))  # fmt: skip
    sheet.style = replace(sheet.style, currency="{}", grouped_iban=True)
    facts, refs, ink = (
        sheet.facts,
        sheet.facts.references,
        sheet.pick("#1f6b3a", "#1d3f8a", "#8a3a1d"),
    )
    kind = h.titled(sheet, ("FACTURE",), ("AVOIR", "FACTURE D'AVOIR"))
    cells: list[Pair] = [("CODE CLIENT", refs["customer"]), ("V/COMMANDE", refs["order"])]
    cells += [("N/BON DE LIVR.", refs["note"]), ("REPR.", h.distractor(sheet, "##"))]
    cells += [("DATE", sheet.date_of()), (f"{kind} N°", sheet.number())]
    heads: tuple[Pair, ...] = (("ref", "RÉFÉRENCE"), ("name", "DÉSIGNATION DES MARCHANDISES"))
    heads += (("qty", "QUANTITÉ"), ("price", "PRIX UNIT. H.T."), ("disc", "R %"))
    heads += (("total", "MONTANT H.T."), ("code", "T"))
    blank = "<td></td>" * len(b.columns_shown(sheet, [key for key, _ in heads]))
    table = h.lines(sheet, heads).replace("</tbody>", f'<tr class="fill">{blank}</tr></tbody>')
    bases = (("code", "T"), ("rate", "TAUX"), ("basis", "BASE T.V.A."), ("vat", "MONTANT T.V.A."))
    band = h.extras(sheet, {"sum": "MONTANT BRUT", "shipping": "PORT-EMB."})
    band.append(("TOTAL H.T.", sheet.total("total_without_vat")))
    if len(facts.vat) > 1:
        band.append(("TOTAL T.V.A.", sheet.total("total_vat")))
    if facts.prepaid:
        band.append(("TOTAL T.T.C.", sheet.total("total_with_vat")))
        band.append(("VERSÉ", sheet.total("prepaid")))
        band.append(("RESTE DÛ T.T.C.", sheet.total("amount_due")))
    else:
        last = "NET À DÉDUIRE T.T.C." if facts.type_code == "381" else "NET À PAYER T.T.C."
        sheet.total("amount_due")
        band.append((last, sheet.total("total_with_vat")))
    origin = f"SUR NOTRE FACTURE {refs['original']}" if facts.type_code == "381" else ""
    terms = f"TRAITE À {facts.days} JOURS" if facts.days else "TRAITE À VUE"
    slip = _draft(sheet) if h.is_payable(sheet) else ""
    foot = "{form} au capital de {capital} € - R.C.S. {register} {siren} - C.C.P. 4 127 36 K"
    return f"""<style>@page {{ margin: 9mm 12mm }} body {{ font: 10pt "Liberation Mono";
padding: 0 0.4mm;
min-height: {272 if slip else 230}mm }} .pre, th, small {{ font: 6.5pt "Nimbus Sans"; color: {ink}
}} small {{ display: block }} .who {{ border: 1.2pt solid {ink}; border-radius: 3mm; width: 84mm;
min-height: 30mm; padding: 1.5mm 4mm; text-transform: uppercase; box-sizing: border-box }} .heads,
.lines, .band,
.vat {{ border: 1pt solid {ink} }} .lines tr > :last-child, .heads tr > :last-child {{
border-right: 1pt solid {ink} }} .heads {{ width: 100%; margin: 4mm 0 2mm }} .heads
th, .heads td, .band th, .band td, .lines td, .lines th {{ border-left: 0.6pt solid {ink} }} .heads
th, .band th, .lines th {{ background: #eef3ee; text-align: center }} .heads td {{ text-align:
center; padding: 2mm 1mm 0.5mm }} .lines {{ font-size: 9pt; text-transform: uppercase }} .lines td
{{ padding: 0.6mm 1mm 0 }} .lines .c-name {{ width: 46% }} .fill td {{ height:
{max(4, (110 if slip else 128) - 5 * len(facts.lines))}mm }} .band, .vat {{ margin-top: 2mm }}
.band td {{ text-align: right; padding: 2mm 2mm 0.5mm }} .band td:last-child {{ font-weight: bold }}
.vat td {{ padding: 0.5mm 2mm }} .lcr {{ position: absolute; bottom: 0; left: 0; right: 0;
border-top: 1pt dashed #555; padding-top: 3mm }} .lcr .g {{ display: grid;
grid-template-columns: 30mm 34mm 34mm 1fr; border: 1pt solid {ink} }} .g
div {{ border: 0.4pt solid {ink}; padding: 0.8mm 1.5mm;
min-height: 9mm }} .g .two {{ grid-column: span 2 }}</style><div class="row"><div class="pre"
style="width:88mm"><b style="font:bold 17pt 'URW Bookman'">{sheet.name("seller")}</b><br><span
style="font-size:8pt">{b.street(facts.seller)}<br>Téléphone {facts.seller.phone}</span><br>
{h.told(sheet, foot)}<br>SIRET {sheet.siret("seller")} - A.P.E. {facts.seller.activity}<br>
Identification T.V.A. {sheet.vat_id("seller")}</div><div class="who"><small>DOIT</small>
{sheet.name("buyer")}<br>{b.street(facts.buyer)}</div></div>{b.pair_boxes(cells, "heads")}
{table}<div class="row">{h.recap(sheet, bases)}{b.pair_boxes(band, "band")}</div><div
style="font-size:9pt;margin-top:2mm">{origin or terms} <span class="pre">&nbsp; Nos marchandises
voyagent aux risques et périls du destinataire. Réserve de propriété (loi du 12 mai 1980). Tribunal
de commerce de {facts.seller.register} seul compétent. Retard : 3 fois le taux légal, plus 40 €.
</span></div>{slip}"""  # fmt: skip


def _draft(sheet: Sheet) -> str:
    """Print the bill of exchange; the account on it is the buyer's."""
    facts, ((_, until),) = sheet.facts, h.due(sheet, "ÉCHÉANCE")
    town = facts.seller.town.split(" ", 1)[1].upper()
    account = h.distractor(sheet, "1#### 0#### ########### ##")
    amount = sheet.total("amount_due")
    cells = [("MONTANT POUR CONTRÔLE", amount), ("DATE DE CRÉATION", sheet.date_of())]
    cells += [("ÉCHÉANCE", until), ("L.C.R. SEULEMENT - MONTANT EN EUROS", f"<b>{amount}</b>")]
    grid = "".join(f"<div><small>{label}</small>{value}</div>" for label, value in cells)
    return f"""<div class="lcr"><div class="row pre"><span>Contre cette LETTRE DE CHANGE stipulée
SANS FRAIS<br>veuillez payer la somme indiquée ci-dessous à l'ordre de :</span><span
style="font:9pt 'Liberation Mono';color:#111">{sheet.name("seller")}<br>À {town}</span></div><div
class="g">{grid}<div class="two"><small>R.I.B. DU TIRÉ (étab., guichet, compte, clé)</small>
<span style="font-size:8.5pt">{account}</span></div><div><small>RÉF. TIRÉ</small>
{facts.references["customer"]}</div><div><small>DOMICILIATION</small>AGENCE
{sheet.party("buyer").town.split(" ", 1)[1].upper()}</div><div class="two"><small>NOM ET ADRESSE DU
TIRÉ</small><span style="font-size:8.5pt">{sheet.name("buyer")}<br>{b.street(facts.buyer, " ")}
</span></div><div><small>ACCEPTATION OU AVAL</small></div><div><small>DROIT DE TIMBRE ET
SIGNATURE</small></div></div></div>"""
