"""Layout of a collector of care waste: a statement of rounds that is the invoice."""

from dataclasses import replace
from datetime import timedelta

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Profile
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet

_CARE_WASTE = Profile("care_waste", lines=(2, 6), prepaid=0, credit=0.08)
_HELD = ("2 cartons 25 L", "1 fût 50 L", "3 cartons 25 L", "1 fût 60 L, 1 carton 25 L",
         "4 collecteurs 2 L")  # fmt: skip


@family("care_waste_rounds_and_coupon", Split.MAKING, _CARE_WASTE,
        replace(_CARE_WASTE, lines=(4, 9), adjustments=("discount",)),
        replace(_CARE_WASTE, paid=0.3, credit=0.15))  # fmt: skip
def care_waste_rounds_and_coupon(sheet: Sheet) -> str:
    """Rounds first, charges beside a panel of sums, number in the coupon, day at the signature."""
    h.adopt(sheet, ("RC-%y-#####", "%y.%m.####", "D######", "C@@ %Y-###"),
            ("long", "%d/%m/%y", "%d.%m.%Y", "%d-%m-%Y"), ("RCA-%y-####", "AV%y.####"))  # fmt: skip
    facts, refs, rng = sheet.facts, sheet.facts.references, sheet.rng
    credit, leaf = facts.type_code == "381", sheet.pick("#2f6f4f", "#1f5aa6", "#8a5a00")
    kind = h.titled(sheet, ("RELEVÉ DE COLLECTES VALANT FACTURE", "Facture de collecte",
                            "FACTURE - COLLECTE ET ÉLIMINATION"),
                    ("AVOIR SUR COLLECTES", "Avoir"))  # fmt: skip
    rounds, weight = [], 0
    for place in range(rng.randint(2, 4)):
        kilos = rng.randint(18, 240)
        weight += kilos
        gone = facts.issue_date + timedelta(days=8 * place - 33)
        slip = h.number_like(rng, "BSDASRI-%Y%m-@@@######", gone)
        rounds.append([sheet.day(gone), slip,
                       rng.choice(_HELD), f"{kilos / 10:.1f}".replace(".", sheet.style.point),
                       rng.choice(("M. Faure", "N. Diallo", "S. Le Bihan"))])  # fmt: skip
    whole = f"{weight / 10:.1f}".replace(".", sheet.style.point)
    rounds.append(["", "", "Masse totale", whole, ""])
    heads = ("Enlevé le", "Bordereau de suivi", "Contenants", "kg", "Chauffeur")
    done = b.table(("text", "text", "text", "qty", "text"), heads, rows=rounds, css="rounds")
    columns: list[Pair] = [("name", "Prestation"), ("qty", "Nbre"), ("price", "€/unité")]
    columns.append(("total", "€ HT"))
    charged = h.lines(sheet, columns, "charged")
    sheet.show("currency", "€")
    sums = h.extras(sheet, {"sum": "Prestations", "discount": "Remise groupement"})
    sums.append(("Hors taxe", sheet.total("total_without_vat")))
    sums += h.vat_sums(sheet, "Taxe {rate}", "Exonéré", bare=False)
    sums.append(("Taxe comprise", sheet.total("total_with_vat")))
    settled = h.owed(sheet, {"prepaid": ("Prélevé ce jour", "Déjà prélevé"), "amount": (
        "Doit", "Votre règlement", "Solde dû"), "credit": ("En votre avoir",)})  # fmt: skip
    label = "Avoir n°" if credit else sheet.pick("N° de pièce", "Facture n°", "Relevé n°")
    coupon: list[Pair] = [(label, sheet.number()), ("Client", refs["customer"])]
    coupon += h.due(sheet, "Pour le", "À échéance du", "Avant le")
    coupon += settled[-1:]
    if not h.is_payable(sheet):
        coupon.append(("", "rien à payer" if not credit else "à déduire du prochain relevé"))
    town = facts.seller.town.split(" ", 1)[1].split(" CEDEX")[0]
    stub = "Talon à conserver" if credit else sheet.pick(
        "Coupon à joindre à votre règlement", "Talon de paiement - ne pas agrafer")  # fmt: skip
    cut = "".join(f"<div><small>{k}</small><br><b>{v}</b></div>" for k, v in coupon)
    number = sheet.pick(f"<br>n° {sheet.number()}", "")
    status = "{form} au capital de {capital} €, RCS {register}, " if facts.seller.form else ""
    return f"""<style>@page {{ margin: 11mm 14mm 9mm }} body {{ font: 9pt "Liberation Sans";
min-height: 275mm; padding-bottom: 62mm }} .three {{ display: grid; grid-template-columns: 1fr 1fr
1.15fr; gap: 6mm; margin: 6mm 0; font-size: 8.5pt; line-height: 1.35 }} .three h4 {{ margin: 0 0
1mm;
font-size: 7pt; color: {leaf}; border-bottom: 1.2pt solid {leaf}; font-weight: normal;
letter-spacing: 0.5pt }} .kind {{ font-size: 13pt; color: {leaf}; text-align: right; width: 96mm
}} h3 {{ font-size: 8.5pt; margin: 5mm 0 1mm; color: {leaf} }} .rounds {{ width: 100%; font-size:
7.8pt
}} .rounds th, .charged th {{ font-size: 7pt; font-weight: normal; color: #555; border-bottom: 0.5pt
solid #999 }} .rounds td {{ border-bottom: 0.4pt solid #e2e2e2 }} .rounds tr:last-child td {{
border: 0; font-style: italic }} .two {{ display: grid; grid-template-columns: 1fr 54mm; gap: 6mm
}} .charged {{ width: 100% }} .charged td {{ padding: 1mm; border-bottom: 0.4pt solid #e2e2e2 }}
.panel
{{ background: #f2f5f1; border-top: 2.5pt solid {leaf}; padding: 3mm 4mm; align-self: start }}
.panel
div {{ margin-bottom: 2mm; text-align: right; font-size: 10.5pt }} .panel small {{ float: left;
font-size: 7.5pt; color: #444; padding-top: 0.7mm }} .sign {{ margin-top: 6mm }} .slip {{ position:
absolute; bottom: 16mm; left: 0; right: 0; border-top: 0.8pt dashed #555; padding-top: 3mm }} .cut
{{
display: flex; gap: 3mm }} .cut div {{ border: 0.6pt solid #777; padding: 1.5mm 3mm; flex: 1
}} small {{ color: #555; font-size: 7pt }}</style><div class="row"><div>{sheet.logo(
facts.seller.brand, leaf)}</div><div class="kind">{kind}{number}</div></div><div class="three"><div>
<h4>COLLECTEUR</h4>{h.told(sheet, "<b>{name}</b><br>{street}<br>{phone}<br>{mail}")}</div><div><h4>
PRODUCTEUR (LIEU D'ENLÈVEMENT)</h4>{sheet.pick("Cabinet du rez-de-chaussée", "Accueil principal",
"Local déchets, quai B")}<br>{b.street(facts.others[0])}<br>Point de collecte {h.distractor(sheet,
"P#####")}
</div><div style="font-size:10pt"><h4>{sheet.pick("PAYEUR", "FACTURÉ À", "DESTINATAIRE")}</h4>
{b.address(sheet, "buyer")}</div></div><h3>Enlèvements de la période - convention
{refs["contract"]}</h3>{done}<h3>Ce qui est {"remboursé" if credit else "facturé"}</h3><div
class="two"><div>{charged}</div><div class="panel">
{"".join(f"<div><small>{k}</small>{v}</div>" for k, v in [*sums, *settled])}</div></div><p
class="sign">{"Établi" if credit else "Établie"} à {town}, le {sheet.date_of()}, pour le service
exploitation : {sheet.pick("C. Guillou", "P. Armand", "V. Texier")}</p><p style="font-size:7.5pt">
Élimination par incinération, UVE agréée ; classe ADR 6.2, UN 3291. Vos bordereaux signés restent
consultables trois ans. Retard : taux BCE majoré de 10 points, plus 40 € forfaitaires.</p><div
class="slip"><small>✂ {stub}</small><div class="cut" style="margin:2mm 0">{cut}</div>
{h.told(sheet, "Virement sur {iban} - {bic}")}</div><p class="foot">{h.told(sheet, status + "SIRET "
"{siret}, NAF {activity}, TVA {vat}")} - Récépissé préfecture transport de déchets dangereux n°
{h.distractor(sheet, "%Y-##-###")}</p>"""  # fmt: skip
