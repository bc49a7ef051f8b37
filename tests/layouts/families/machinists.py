"""Layout of a machinist who works to other firms' drawings."""

from dataclasses import replace

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet

_PARTS = Profile("machining", lines=(1, 6), credit=0.08, prepaid=0.15, deposit=0.04,
                 adjustments=("shipping",))  # fmt: skip
_ALLOYS = ("S355", "42CrMo4", "2017A T4", "304L", "C45", "POM-C noir")


@family("machined_to_drawing", Split.MAKING, _PARTS, replace(_PARTS, lines=(5, 11), deposit=0),
        replace(_PARTS, buyers=("DE", "BE", "IT"), regime="K", prepaid=0))  # fmt: skip
def machined_to_drawing(sheet: Sheet) -> str:
    """Title, number and day stacked without labels; a tall grid; legal line up the left margin."""
    h.adopt(sheet, ("%y-####", "FC%y%m###", "F######", "%Y ####", "1#####/A"),
            ("%d.%m.%Y", "%d/%m/%Y", "dashed", "%d/%m/%y"))  # fmt: skip
    facts, refs = sheet.facts, sheet.facts.references
    early = facts.type_code == "386"
    credit, abroad = facts.type_code == "381", facts.profile.regime == "K"
    ink = sheet.pick("#222", "#1f3a5f", "#5b2333")
    kind = h.titled(sheet, ("FACTURE", "Facture"), ("AVOIR", "Avoir"), ("FACTURE D'ACOMPTE",))

    def more(line: Line) -> str:
        if line.unit not in {"pce", "u"}:
            return ""
        text = f"Plan {h.distractor(sheet, '@@-####-0#')} ind. {sheet.pick(*'ABCD')}"
        text += f" - {sheet.pick(*_ALLOYS)} - OF {h.distractor(sheet, '#####')}"
        return f'<br><span class="tt">{text}</span>'

    heads: tuple[Pair, ...] = (("pos", "Pos"), ("name", "Désignation"))
    heads += (("delivery", "Expédié"),) if sheet.maybe() and not early else ()
    heads += (("qty", "Quantité"), ("unit", "Un."), ("price", "P.U. net"), ("total", "Montant"))
    table = h.lines(sheet, heads, more=more)
    bare = "".join("<td></td>" for _ in heads)
    table = table.replace("</tbody>", f'<tr class="fill">{bare}</tr></tbody>')
    sums = h.extras(sheet, {"sum": "Total pièces", "shipping": "Port et emballage"})
    sums.append((sheet.pick("Montant net H.T.", "Total H.T."),
                 sheet.total("total_without_vat", bare=True)))  # fmt: skip
    sums.append(("T.V.A.", sheet.total("total_vat", bare=True)))
    sums.append(("Montant T.T.C.", sheet.total("total_with_vat", bare=True)))
    less = f"Acompte {refs['deposit']} déduit"
    sums += h.owed(sheet, {"prepaid": (less,), "amount": ("Solde à régler", "Reste à payer"),
                           "credit": ("À votre crédit",)}, bare=True)  # fmt: skip
    bases = (("basis", "Base H.T."), ("rate", "%"), ("vat", "Taxe"))
    until = "".join(f"{label} : <b>{value}</b>" for label, value in h.due(
        sheet, "Échéance", "Valeur", "À échoir le"))  # fmt: skip
    way = sheet.pick("Virement", "Traite", "Billet à ordre") if until else ""
    note = sheet.show("currency", sheet.pick("Prix en EUR", "Devise : EUR", "Valeurs en euros"))
    law = "Livraison intracommunautaire exonérée de TVA, art. 262 ter I du CGI. " if abroad else ""
    order: list[Pair] = [("Votre commande", f"{refs['order']} du {h.day(sheet, -34)}")]
    order.append(("Notre A.R.", h.distractor(sheet, "AR%y####")))
    if not early:
        order.append(("Bordereau", f"{refs['note']} du {sheet.day(facts.delivery_date)}"))
    order.append(
        ("Incoterm" if abroad else "Mode d'envoi", "FCA usine" if abroad else "Affrètement")
    )
    if credit:
        order[0] = ("Concerne notre facture", refs["original"])
    theirs = f"<br>Identifiant TVA : {sheet.vat_id('buyer')}" if abroad or sheet.maybe() else ""
    low = "150mm" if len(facts.lines) < 7 else "136mm"
    legal = "{name} - {form} au capital de {capital} € - Siège social {street_} - RCS {register} "
    return f"""<style>@page {{ margin: 10mm 12mm 8mm 8mm }} body {{ font: 9.5pt "Liberation Sans";
min-height: 276mm; padding: 0 0.5mm 0 11mm }} .side {{ position: absolute; left: 0; top: 8mm;
height: 258mm; white-space: nowrap; writing-mode: vertical-rl; transform: rotate(180deg); font-size:
6.5pt; text-align: center; color: #444 }} .top {{ display: grid; grid-template-columns: 1fr 62mm;
gap: 6mm }} .box {{ border: 1.5px solid {ink}; border-radius: 3mm; text-align: center; padding: 2mm;
line-height: 1.5 }} .box b {{ font-size: 13pt }} .to {{ margin: 6mm 0 6mm 85mm; min-height: 26mm;
font-size: 10.5pt }} .order {{ width: 100%; font-size: 8.5pt }} .order th {{ font-weight: normal;
font-size: 7pt; color: #555; padding-bottom: 0 }} .frame {{ border: 1.5px solid {ink}; margin-top:
2mm }} .lines {{ height: {low} }} .lines th {{ border-bottom: 1px solid {ink}; font-size: 8pt;
height: 5mm }} .lines td, .lines th {{ border-right: 0.5pt solid {ink} }} .lines td:last-child,
.lines th:last-child {{ border-right: 0 }} .lines td {{ padding: 1.2mm 1.5mm }} .lines .c-name {{
width: 50% }} .fill td {{ height: 100% }} .tt {{ font-size: 7.5pt; color: #444 }} .low {{ display:
grid; grid-template-columns: 1fr 78mm; border-top: 1px solid {ink} }} .low > div {{ padding: 2mm }}
.sum {{ width: 100% }} .sum td {{ padding: 0.7mm 2mm; border-bottom: 0.5pt solid #bbb }} .sum
tr:last-child td {{ font-weight: bold; font-size: 11pt; border: 0 }} .vat {{ font-size: 8pt }} .vat
th {{ font-weight: normal; color: #555 }}</style><div
class="side">{h.told(sheet, legal + "{siren} - APE {activity} - N° TVA {vat}")}</div> <div
class="top"><div>{sheet.logo(facts.seller.brand, ink, serif=sheet.maybe())}<div class="tt"
style="margin-top:1mm">Tournage - Fraisage 5 axes - Rectification - Montage d'ensembles<br>Certifié
ISO 9001 et EN 9100<br>{b.street(facts.seller, " - ")}<br>{facts.seller.phone} -
{facts.seller.mail}</div> </div><div
class="box"><b>{kind}</b><br>{sheet.number()}<br>{sheet.date_of()}</div></div><div
class="to">{b.address(sheet, "buyer")}{theirs}</div>{b.pair_boxes(order, "order")}<div
class="frame"> {table}<div class="low"><div><p
style="margin-top:0">{until}<br>{way}</p>{h.recap(sheet, bases)}<p class="tt">{note}.
{law}{h.told(sheet, "Banque : {iban} - {bic}")}</p></div><div style="border-left:1px solid
{ink}">{b.pair_rows(sums, "sum")}</div></div></div><p class="tt">Code client {refs["customer"]}. Les
pièces restent notre propriété jusqu'au paiement complet. Pas d'escompte pour paiement anticipé ;
tout retard entraîne des pénalités de 10 % l'an et 40 € de frais fixes. Les outillages payés par
le client restent en dépôt dans nos ateliers.</p>"""  # fmt: skip
