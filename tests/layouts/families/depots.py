"""Layouts of depots that deliver by lorry: a builders' merchant, a supplier of kitchens."""

from dataclasses import replace

from tests.layouts import blocks as b
from tests.layouts import grouping as g
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet

_SITES = ("LES TILLEULS LOT 4", "EXT. ECOLE", "VILLA M. KERLIN", "STOCK DEPOT", "RESID. DU PARC")
_YARD = Profile("materials", lines=(3, 17), credit=0.08, prepaid=0.08, line_discounts=True,
                adjustments=("eco", "shipping"))  # fmt: skip


@family("builders_merchant", Split.JUDGING, _YARD, replace(_YARD, lines=(18, 40), credit=0),
        replace(_YARD, line_discounts=False, adjustments=("eco",)))  # fmt: skip
def builders_merchant(sheet: Sheet) -> str:
    """Lines below each delivery note, sums in a strip across the page, a bill of exchange."""
    h.adopt(sheet, ("##########", "%y######", "4#######", "F%m%y-#####"),
            ("%d/%m/%y", "%d.%m.%y", "%d/%m/%Y"), ("A%y######", "9#######"))  # fmt: skip
    facts, refs = sheet.facts, sheet.facts.references
    hue = sheet.pick("#b5121b", "#00508f", "#e07b00")
    bill = h.is_payable(sheet) and facts.days >= 14 and sheet.maybe(0.7)
    kind = h.titled(sheet, ("FACTURE",), ("AVOIR", "AVOIR / RETOUR MARCHANDISES"))
    ways = ("LCR DIRECTE",) if bill else ("VIREMENT", "CHEQUE", "PRELEVEMENT")
    terms = f"{sheet.pick(*ways)} {f'{facts.days} J' if facts.days else 'COMPTANT'}"
    meta: list[Pair] = [("N° COMPTE", refs["customer"]), ("N° PIECE", sheet.number())]
    meta += [("DATE", sheet.date_of()), ("REGLEMENT", terms)]
    meta += h.due(sheet, "ECHEANCE", "ECHEANCE")
    meta.append(("VENDEUR", f"{h.distractor(sheet, '##')} {sheet.pick('LM', 'SEB', 'CORINNE')}"))
    heads: tuple[Pair, ...] = (("ref", "CODE"), ("name", "DESIGNATION"), ("qty", "QUANTITE"))
    heads += (("unit", "UN"), ("price", "PRIX U. HT"), ("disc", "REM"), ("total", "MONTANT HT"))
    heads += (("code", "TV"),)
    groups = []
    for place, part in enumerate(g.cut(sheet, 2, 7)):
        mode = sheet.pick("LIVRE GRUE", "ENLEVE", "LIVRE CHANTIER")
        head = f"BL {h.distractor(sheet, '7######')} DU {h.day(sheet, place - 19)} &nbsp; {mode}"
        groups.append(g.Group(f"{head} &nbsp; V/REF : {sheet.pick(*_SITES)}", part))
    strip = h.extras(sheet, {"sum": "TOTAL LIGNES", "eco": "ECO-CONTRIB. PMCB",
                             "shipping": "TRANSPORT"})  # fmt: skip
    strip.append(("NET H.T.", sheet.total("total_without_vat", bare=True)))
    strip.append(("T.V.A.", sheet.total("total_vat", bare=True)))
    strip.append(("T.T.C.", sheet.total("total_with_vat", bare=True)))
    words = {"prepaid": ("ACOMPTE RECU",), "amount": ("NET A PAYER",), "credit": ("A DEDUIRE",)}
    strip += h.owed(sheet, words, bare=True)
    bases = (("code", "TV"), ("rate", "TAUX"), ("basis", "BASE H.T."), ("vat", "MONTANT TAXE"))
    draft = "" if not bill else f"""<div class="bill"><div class="small">Contre cette LETTRE DE
CHANGE stipulée SANS FRAIS, veuillez payer la somme indiquée ci-dessous à l'ordre de
<b>{sheet.name("seller")}</b></div><table><tr><th>A, le</th><th>MONTANT POUR CONTROLE</th><th>DATE
DE CREATION</th><th>ECHEANCE</th><th>L.C.R. seulement</th><th>MONTANT</th></tr><tr><td>
{facts.seller.register.upper()}</td><td>{sheet.total("amount_due", bare=True)}</td><td>
{sheet.date_of()}</td><td>{sheet.date_of("due_date")}</td><td>{refs["customer"]}</td><td>
{sheet.total("amount_due", bare=True)}</td></tr></table><div class="row small"><div>R.I.B. DU TIRE
<br><span style="letter-spacing:1px">{h.distractor(sheet, "1#### 0#### 0######0### ##")}</span><br>
ACCEPTATION OU AVAL</div><div style="border:1px solid;padding:1mm 4mm">NOM ET
ADRESSE DU TIRE<br>{b.address(sheet, "buyer")}</div><div>Droit de timbre et signature<br><br><br>
ne rien inscrire au-dessous de cette ligne</div></div></div>"""  # fmt: skip
    pay = "" if bill else h.told(sheet, "Notre banque : {iban} - {bic}")
    fill = f"min-height: {0 if len(facts.lines) > 22 else 148 if bill else 192}mm"
    euros = sheet.show("currency", "Montants exprimés en euros")
    return f"""<style>@page {{ margin: 9mm 10mm }} body {{ font: 8.5pt "Liberation Sans Narrow";
min-height: 278mm; padding-bottom: 14mm }} .top {{ display: grid; grid-template-columns: 92mm 1fr }}
.meta {{ width: 100%; margin: 3mm 0 2mm }} .meta th {{ background: {hue}; color: #fff; font-size:
7pt; text-align: center; border: 1px solid {hue} }} .meta td {{ border: 1px solid {hue}; text-align:
center; font-size: 9.5pt }} .hold {{ {fill} }} .lines th {{ border-bottom: 2px solid {hue};
font-size: 7.5pt }} .lines .c-name {{ width: 46% }} .lines td {{ padding: 0.5mm 1mm }} .group td {{
background: #eee; font-weight: bold; padding: 1mm !important }} .group {{ break-after: avoid }}
.strip {{ width: 100%; margin: 2mm 0 }} .strip th {{ font-size: 7pt; text-align: right; border: 1px
solid {hue}; border-bottom: 0 }} .strip td {{ text-align: right; font-size: 10.5pt; border: 1px
solid {hue}; border-top: 0 }} .strip td:last-child {{ font-weight: bold; background: #eee }} .vat
th, .vat td {{ padding: 0 3mm; font-size: 8pt }} .bill {{ border-top: 1px dashed; margin-top: 3mm;
padding-top: 2mm; break-inside: avoid }} .bill table {{ width: 100%; margin: 1mm 0 }} .bill th {{
font-size: 6pt; border: 1px solid; border-bottom: 0; text-align: center }} .bill td {{ border: 1px
solid; border-top: 0; text-align: center; font-size: 9.5pt }} .small {{ font-size: 7pt }} .end {{
break-inside: avoid }}</style> <div
class="top"><div>{sheet.logo(facts.seller.brand, hue)}<br><b>AGENCE DE
{facts.seller.register.upper()}</b><br>{b.street(facts.seller)}<br>Tél. {facts.seller.phone} -
{facts.seller.mail}<br><span class="small">Ouvert du lundi au vendredi 7h00 - 12h00 / 13h30 - 18h00,
samedi 8h00 - 12h00</span></div><div><div style="font-size:19pt;font-weight:bold;color:{hue};
text-align:right">{kind}</div><div style="margin:9mm 0 0 8mm;font-size:10pt">
{b.address(sheet, "buyer")}</div></div></div>{b.pair_boxes(meta, "meta")}<div class="hold">
{g.grouped(sheet, heads, groups)}</div><div class="end"><div class="row">
{h.recap(sheet, bases)}<div class="small" style="width:84mm">{euros}. Nos marchandises restent notre
propriété jusqu'au paiement intégral (loi du 12 mai 1980). Retard : intérêts à 3 fois le taux légal
et indemnité de 40 EUR. Palettes reprises sous 3 mois. {pay}</div></div>
{b.pair_boxes(strip, "strip")}</div>{draft}<div class="foot">{h.told(sheet, "{name} - {form} au "
"capital de {capital} € - RCS {register} {siren} - APE {activity} - N° id. intracom. {vat}")}</div>
"""  # fmt: skip


_RANGES = (
    ("SURGELÉS -18 °C", ("Dos de", "Frites", "Épinards", "Éclair")),
    ("FRAIS 0/+4 °C", ("Beurre", "Crème", "Escalope", "Emmental")),
    ("ÉPICERIE - BOISSONS", ("Tomate", "Huile", "Riz", "Café", "Vin")),
    ("HYGIÈNE ET ART DE LA TABLE", ("Film", "Liquide", "Serviette")),
)
_KITCHEN = Profile("foodservice", lines=(5, 16), credit=0.1, prepaid=0,
                   adjustments=("shipping",))  # fmt: skip


def _range(line: Line) -> int:
    return next(i for i, (_, starts) in enumerate(_RANGES) if line.name.startswith(starts))


@family("kitchen_supplier", Split.JUDGING, _KITCHEN,
        replace(_KITCHEN, line_discounts=True, adjustments=("discount", "shipping")),
        replace(_KITCHEN, lines=(1, 4), credit=0.4, adjustments=()))  # fmt: skip
def kitchen_supplier(sheet: Sheet) -> str:
    """Goods by temperature, packages and weights, three columns of data on top and at the end."""
    h.adopt(sheet, ("FR%y#######", "61########", "%m########", "VF######"),
            ("%d/%m/%Y", "%d-%m-%Y", "%d/%m/%y"), ("AR%y#######", "AV######"))  # fmt: skip
    facts, refs = sheet.facts, sheet.facts.references
    sheet.facts = facts = replace(facts, lines=tuple(sorted(facts.lines, key=_range)))
    hue = sheet.pick("#1d6b3a", "#7a1f3d", "#0c3c60")
    kind = h.titled(sheet, ("Facture", "Facture de vente"), ("Avoir", "Facture d'avoir"))
    heads: tuple[Pair, ...] = (("ref", "Article"), ("name", "Libellé"), ("=L#####", "N° lot"))
    heads += (("qty", "Qté fact."), ("unit", "UF"), ("price", "Tarif net"), ("disc", "Rem. %"))
    heads += (("total", "Valeur HT"), ("rate", "TVA"))
    if sheet.maybe():
        heads = tuple(head for head in heads if head[0] != "=L#####")
    groups = []
    for place, (name, _) in enumerate(_RANGES):
        part = [line for line in facts.lines if _range(line) == place]
        if part:
            groups.append(g.Group(name, part, f"Sous-total {name.split(' ')[0].lower()}"))
    where = h.distractor(sheet, "T##")
    doc: list[Pair] = [("Document", sheet.number()), ("Émis le", sheet.date_of())]
    doc += [("Livré le", h.day(sheet, -1)), ("Tournée", where), ("Client", refs["customer"])]
    doc += [("V/ commande", refs["order"])] if sheet.maybe() else []
    sums = h.extras(sheet, {"sum": "Marchandises", "shipping": "Participation livraison",
                            "discount": "Remise de palier"})  # fmt: skip
    sums.append(("Total net HT", sheet.total("total_without_vat")))
    sums.append(("TVA totale", sheet.total("total_vat")))
    sums.append((sheet.pick("Montant TTC", "Total TTC"), sheet.total("total_with_vat")))
    bases = (("rate", "Taux"), ("basis", "Base"), ("vat", "Taxe"), ("gross", "TTC"))
    until = h.due(sheet, "Prélèvement SEPA le", "Virement attendu le", "À nous régler le")
    pay = "".join(f"{label} <b>{value}</b>" for label, value in until)
    if h.is_payable(sheet):
        pay += f"<br>Montant : {sheet.total('amount_due')}"
        pay += "" if "SEPA" not in pay else f"<br>RUM {h.distractor(sheet, 'R########')}"
        pay += h.told(sheet, "<br>IBAN {iban}") if "Virement" in pay else ""
    else:
        pay = "À valoir sur votre prochaine facture."
    return f"""<style>@page {{ margin: 0 }} body {{ font: 8.5pt "DejaVu Sans Condensed"; min-height:
297mm; padding: 0 12mm 20mm }} .bar {{ background: {hue}; color: #fff; margin: 0 -12mm; padding: 5mm
12mm; display: flex; justify-content: space-between; align-items: center }} .three {{ display: grid;
grid-template-columns: 1fr 1fr 54mm; gap: 6mm; margin: 5mm 0; align-items: start }} h4 {{ margin: 0
0 1mm; font-size: 7.5pt; color: {hue}; border-bottom: 1px solid {hue} }} .doc {{ width: 100% }} .doc
td {{ padding: 0.4mm 0; border-bottom: 1px dotted #999 }} .doc .n {{ font-weight: bold }} .lines th
{{ font-size: 7pt; border-top: 1px solid {hue}; border-bottom: 1px solid {hue} }} .lines td {{
padding: 0.6mm 1mm }} .lines .c-name {{ width: 38% }} .group td {{ color: {hue}; font-weight: bold;
padding-top: 2mm !important }} .sub td {{ font-style: italic; border-top: 1px dotted #999 }} .ends
{{ display: grid; grid-template-columns: 68mm 1fr 58mm; gap: 5mm; margin-top: 6mm; break-inside:
avoid; align-items: start }} .ends table {{ width: 100% }} .vat td, .vat th {{ font-size: 7.5pt;
padding: 0.5mm }} .sum {{ font-size: 9.5pt }} .sum tr:last-child td {{ background: {hue}; color:
#fff; font-weight: bold }} .tiny {{ font-size: 6.5pt; color: #444 }} .foot {{ bottom: 6mm; left:
12mm; right: 12mm }}</style><div class="bar"><span style="font-size:17pt">{sheet.name("seller")}
</span><span style="font-size:8pt;text-align:right">{b.street(facts.seller)}<br>Commandes :
{facts.seller.phone}</span></div><div class="three"><div><h4>ADRESSE DE FACTURATION</h4>
{b.address(sheet, "buyer")}<br>SIRET {sheet.siret("buyer")}</div><div><h4>LIVRÉ À</h4>Cuisine
centrale - quai 2<br>{b.street(facts.others[0])}</div><div><span style="font-size:15pt;
color:{hue}">{kind}</span>{b.pair_rows(doc, "doc")}</div></div>{g.grouped(sheet, heads, groups)}
<div class="ends"><div><h4>VENTILATION DE LA TVA</h4>{h.recap(sheet, bases)}</div><div><h4>COLISAGE
</h4>Colis : {h.distractor(sheet, "1#")}<br>Poids brut : {h.distractor(sheet, "1##")} kg<br>Rolls
consignés : 2<br>Rolls rendus : 1</div><div>{b.pair_rows(sums, "sum")}<p>{pay}</p></div></div>
<p class="tiny">Réclamations sous 24 h pour les produits frais et surgelés (température à réception
: -19,2 °C). Agrément sanitaire FR {h.distractor(sheet, "35.###.###")} CE. Organisme certificateur
FR-BIO-10. Pénalités de retard : taux BCE + 10 points ; indemnité forfaitaire de recouvrement 40 €.
Pas d'escompte.</p><div class="foot">{h.told(sheet, "{name} - Capital {capital} € - "
"Siret {siret} - NAF {activity} - RCS {register} - TVA intracommunautaire {vat}")}</div>
"""  # fmt: skip
