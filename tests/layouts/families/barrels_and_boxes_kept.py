"""Papers of a cooper, and of a house that keeps archives."""

from dataclasses import replace

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet

_BARRELS = Profile("barrels", lines=(2, 6), prepaid=0.6, credit=0.06)
_WOODEN = ("Fût", "Demi", "Feuillette")


def _wood(sheet: Sheet, line: Line) -> str:
    """Return how a barrel was toasted, and its lot."""
    if not line.name.startswith(_WOODEN):
        return ""
    toast = sheet.pick("chauffe moyenne", "chauffe M+", "chauffe longue", "chauffe légère")
    return f"<br><small>{toast}, lot {h.distractor(sheet, '%y-@##')}</small>"


@family("barrels_for_cellar", Split.MAKING, _BARRELS,
        replace(_BARRELS, adjustments=("discount", "shipping")),
        replace(_BARRELS, lines=(1, 3), line_discounts=True, credit=0))  # fmt: skip
def barrels_for_cellar(sheet: Sheet) -> str:
    """A cooper's paper: « Doit » before the buyer, quantity first, place and day after the sums."""
    h.adopt(sheet, ("####", "%y/###", "T%Y-###", "FT ### %y"), ("long", "weekday", "%d %m %Y"),
            ("AT%Y-##", "A ### %y"))  # fmt: skip
    facts, refs, hue = sheet.facts, sheet.facts.references, sheet.pick("#5b3417", "#6b1d1d", "#222")
    credit = facts.type_code == "381"
    kind = h.titled(sheet, ("Facture", "FACTURE"), ("Avoir", "FACTURE D'AVOIR"))
    heads: tuple[Pair, ...] = (("qty", "Nombre"), ("name", "Nature des marchandises"))
    heads += (("price", "Prix à la pièce"), ("disc", "Remise"), ("total", "Produit"))
    table = h.lines(sheet, heads, more=lambda line: _wood(sheet, line))
    words = {"sum": "Produit brut", "discount": "Remise de campagne", "shipping": "Camionnage"}
    sums = h.extras(sheet, words)
    sums.append((sheet.pick("Net hors taxes", "Hors taxes"), sheet.total("total_without_vat")))
    sums += h.vat_sums(sheet, "T.V.A. acquittée sur les débits, {rate}", "", bare=False)
    sums.append((sheet.pick("Toutes taxes comprises", "Ensemble"), sheet.total("total_with_vat")))
    owing = {"prepaid": ("Arrhes versées à la commande", "Vos arrhes"),
             "amount": ("Reste dû", "Solde en notre faveur") if facts.prepaid else ("Net dû",),
             "credit": ("Solde en votre faveur",)}  # fmt: skip
    if facts.prepaid or credit or sheet.maybe(0.4):
        sums += h.owed(sheet, owing)
    else:
        sheet.total("amount_due")
    pay = ""
    if h.is_payable(sheet):
        way = sheet.pick("par virement au", "par virement sur le compte")
        pay = f"Payable {way} {h.told(sheet, '{iban}, {bic}')}, "
        pay += f"{sheet.pick('pour le', 'terme fixé au')} {sheet.date_of('due_date')}."
    about = f"Avoir sur notre facture {refs['original']}." if credit else ""
    doit = "Avoir à" if credit else sheet.pick("Doit", "DOIT :", "Doivent")
    cellar = facts.others[0]
    return f"""<style>@page {{ margin: 13mm 18mm }} body {{ font: 10.5pt "URW Bookman";
min-height: 269mm; color: #221 }} .mast {{ text-align: center; color: {hue}; border-bottom: 2.5pt
double {hue}; padding-bottom: 3mm }} .mast .v {{ font-size: 21pt; white-space: normal }} .doit {{
display: grid; grid-template-columns: 27mm 1fr; margin: 9mm 0 8mm 18mm }} .lines td, .lines th {{
font-weight: normal; padding: 1.6mm 2mm; border-right: 0.4pt solid {hue} }} .lines th {{
border-bottom: 0.8pt solid {hue}; font-style: italic; font-size: 9pt }} .lines td:last-child, .lines
th:last-child {{ border-right: 0 }} .lines {{ border-bottom: 0.8pt solid {hue}; border-top: 0.8pt
solid {hue} }} .lines small {{ font-style: italic; color: #665 }} .lines .c-qty {{ text-align:
center }} .pairs {{ margin: 3mm 0 0 auto }} .pairs td {{ padding: 0.8mm 2mm }} .pairs tr:last-child
td {{ border-top: 0.8pt solid {hue}; font-weight: bold }}</style><div class="mast">
{sheet.name("seller")}<br><span style="font-size:9pt">Tonneliers
{sheet.pick("de père en fils", "merrandiers", "et foudriers")} depuis
{sheet.pick("1894", "1921", "1958")} — fûts neufs, cuves et foudres sur mesure<br>
{h.told(sheet, "{street_dash}")}</span></div><div style="text-align:right;margin-top:5mm;
font-size:15pt;color:{hue}">{kind} {sheet.pick("n°", "N°")} {sheet.number()}</div><div class="doit">
<i>{doit}</i><div>{b.address(sheet, "buyer")}</div></div>{table}{b.pair_rows(sums)}<p
style="margin-top:9mm">{about} À {facts.seller.register}, {sheet.pick("le", "ce")} {sheet.date_of()}
<br>{pay}</p><p style="font-size:8.5pt;font-style:italic">Votre ordre {refs["order"]}, confirmé le
{h.day(sheet, -146)}. Fûts livrés au chai de {cellar.name}, {cellar.town}, lettre de voiture
{h.distractor(sheet, "######")}. Les bois sont certifiés PEFC ; la contenance est donnée à 2 % près.
Humidifier avant mise en vin. Nos marchandises restent notre propriété jusqu'à complet paiement.
Tout retard emporte intérêt au triple du taux légal et 40 euros de frais.</p><p class="foot">
{h.told(sheet, "{form} au capital de {capital} euros — R.C.S. {register} {siren} — Siret {siret} — "
"TVA {vat} — {phone}")}</p>"""  # fmt: skip


_KEPT = Profile("archives", lines=(4, 10), prepaid=0, credit=0.06)
_BY_SHELF = ("Conservation",)


@family("archive_boxes_kept", Split.JUDGING, _KEPT,
        replace(_KEPT, lines=(7, 12), adjustments=("discount",)),
        replace(_KEPT, lines=(2, 5), credit=0))  # fmt: skip
def archive_boxes_kept(sheet: Sheet) -> str:
    """A keeper of archives, page turned: a panel of parties and sums at the left, stock beside."""
    h.adopt(sheet, ("FA-%Y%m-#####", "2#######", "%y.#####.@", "FAR/####/%m%y"),
            ("%d/%m/%Y", "%Y-%m-%d", "%d.%m.%Y"), ("AA-%Y%m-#####", "AV#######"))  # fmt: skip
    facts, refs, hue = (
        sheet.facts,
        sheet.facts.references,
        sheet.pick("#23395b", "#3d5a45", "#7a4a1e"),
    )
    credit = facts.type_code == "381"
    kind = h.titled(sheet, ("Facture de services", "FACTURE", "Facture mensuelle"),
                    ("Avoir", "FACTURE D'AVOIR"))  # fmt: skip
    month = facts.issue_date.replace(day=1)
    span = (month - facts.issue_date).days
    shelf = [line for line in facts.lines if line.name.startswith(_BY_SHELF)]
    moved = [line for line in facts.lines if not line.name.startswith(_BY_SHELF)]
    heads: tuple[Pair, ...] = (("ref", "Code"), ("name", "Prestation"))
    heads += (("=@@-##", "Imput."), ("qty", "Volume"), ("unit", "Un."), ("price", "Tarif"))
    heads += (("total", "HT"),)
    parts = ""
    for title, lines in (("Stock en fin de mois", shelf), ("Mouvements et services", moved)):
        if lines:
            partial = sheet.amount(sum((ln.total for ln in lines[1:]), lines[0].total))
            parts += f'<div class="row t"><b>{title}</b><span>{partial}</span></div>'
            parts += h.lines(sheet, heads, chosen=lines)
    sums = h.extras(sheet, {"sum": "Services", "discount": "Remise de volume"})
    sums.append((sheet.pick("Hors taxe", "Total H.T."), sheet.total("total_without_vat")))
    sums += h.vat_sums(sheet, "TVA {rate}", "", bare=False)
    sheet.total("total_with_vat")
    sums += h.owed(sheet, {"amount": ("TTC", "À payer TTC", "Total à régler TTC"),
                           "credit": ("Crédit TTC", "À votre crédit TTC")})  # fmt: skip
    total = "".join(f'<div class="row"><span>{k}</span><b>{v}</b></div>' for k, v in sums[:-1])
    total += f'<div class="last">{sums[-1][0]}<br><b>{sums[-1][1]}</b></div>'
    days = h.due(sheet, "Prélèvement le", "Date de règlement", "Exigible au")
    until = "".join(f"{k}<br><b>{v}</b>" for k, v in days)
    debited = "Prélèvement" in until
    pay = h.told(sheet, "IBAN {iban}<br>BIC {bic}") if days and not debited else ""
    tags: list[Pair] = [("Compte", refs["customer"]), ("Contrat de dépôt", refs["contract"])]
    tags += [("Période", f"{h.day(sheet, span - 28)} - {h.day(sheet, span - 1)}")]
    tags += [("Engagement", refs["order"])]
    if credit:
        tags.append(("Facture rectifiée", refs["original"]))
    came, left = sheet.rng.randint(12, 130), sheet.rng.randint(3, 90)
    closed = int(sum(line.quantity for line in shelf)) or sheet.rng.randint(2100, 9800)
    opened = closed - came + left
    stock: list[Pair] = [("Ouverture", str(opened)), ("Entrées", f"+{came}")]
    stock += [("Sorties définitives", f"-{left}"), ("Clôture", str(closed))]
    return f"""<style>@page {{ size: A4 landscape; margin: 0 }} body {{ font: 8.5pt
"DejaVu Sans Condensed"; min-height: 209mm; padding: 0 }} .all {{ display: grid;
grid-template-columns: 84mm 1fr; min-height: 209mm }} .panel {{ background: #f1efe9; padding:
10mm 8mm; border-right: 3mm solid {hue}; display: flex; flex-direction: column; gap: 5mm }}
.main {{ padding: 10mm 12mm 16mm 9mm }}
.h {{ color: {hue}; font-size: 6.5pt; text-transform: uppercase; letter-spacing: 0.3mm }} .last {{
border-top: 1pt solid {hue}; margin-top: 1.5mm; padding-top: 1.5mm }} .last b {{ font-size: 16pt;
color: {hue} }} .t {{ border-bottom: 0.8pt solid {hue}; margin-top: 5mm; padding-bottom: 0.5mm }}
.lines th {{ font-size: 7pt; color: #777; font-weight: normal }} .lines td {{ padding: 0.9mm 4px;
border-bottom: 0.3pt solid #ddd }} .lines .c-name {{ width: 54% }} .lines .c-price {{ width: 14mm }}
.stock td {{ padding: 0.3mm 5mm 0.3mm 0; font-size: 7.5pt; color: #555 }}</style><div class="all">
<div class="panel"><div class="h">Dépôt de</div><div>{b.address(sheet, "buyer")}
<br>{h.told(sheet, "{vat}", "buyer")}</div><div>{total}</div><div class="row"><span>{until}</span>
</div><div style="font-size:7.5pt">{pay}</div><div style="margin-top:auto;font-size:6.5pt;color:
#555;line-height:1.35">{h.told(sheet, "{name}<br>{street_}<br>{form} au capital de {capital} €<br>"
"Siret {siret}<br>TVA intracom. {vat}<br>")}Agrément Archives de France n°
{h.distractor(sheet, "AF-####")}<br>NF Z40-350</div></div><div class="main">
{sheet.logo(facts.seller.brand, hue)}<div class="row" style="margin-top:4mm"><div>
<span style="font-size:15pt">{kind}</span> &nbsp;<b>{sheet.number()}</b></div><div>
{sheet.pick("Édition du", "Arrêtée au", "Émise le")} {sheet.date_of()}</div></div><div
style="margin-top:2mm;color:#444">{b.pair_lines(tags, " &nbsp;·&nbsp; ", " ")}</div>{parts}<div
class="h" style="margin-top:7mm">Nombre de boîtes au {h.day(sheet, span - 1)}</div>
{b.pair_rows(stock, "stock")}<p style="font-size:7pt;color:#555">Les boîtes à échéance de
destruction avant le {h.day(sheet, 92)} sont listées sur le portail ; sans votre accord écrit elles
restent conservées et facturées. Pénalités de retard : trois fois le taux d'intérêt légal.
Indemnité forfaitaire de recouvrement : 40 €. Escompte : néant.</p></div></div>"""  # fmt: skip
