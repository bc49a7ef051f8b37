"""Layout of a Swiss electroplating shop that works on the parts of French watch makers."""

from dataclasses import replace
from decimal import Decimal
from html import escape

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Profile
from tests.layouts.families import Split, family
from tests.layouts.lodging import lodge
from tests.layouts.sheet import Sheet

_PLATED = Profile("galvanoplastie", "CH", "fr", "CHF", buyers=("FR",), regime="G", lines=(1, 5),
                  credit=0.08, prepaid=0)  # fmt: skip

_CSS = """<style>@page { margin: 15mm 18mm 10mm 20mm } body { font: 11pt/1.3 "FONT"; min-height:
270mm; padding: 0 0.6mm 14mm 0; font-variant-ligatures: none } .house { border-left: 5pt solid HUE;
padding-left: 4mm; line-height: 1.25; font-size: 9.5pt } .house b { font-size: 15pt; color: HUE }
.to { margin: 9mm 0 9mm 88mm } .re { width: 100%; margin: 0 0 6mm } .re td { padding: 0 } .re .l {
width: 37mm } .re .n { text-align: left; white-space: normal } .lines { margin: 4mm 0; font-size:
10pt } .lines td, .lines th { border: 0.5pt solid #000; padding: 0.8mm 1.6mm } .lines th {
font-weight: normal; font-style: italic } .c-name { width: 46% } .tab { display: flex; margin: 0.6mm
0 0.6mm 12mm } .tab i { flex: 1; border-bottom: 1.5px dotted;
margin: 0 1.5mm 1.2mm } .tab.end {
font-weight: bold } p { margin: 2.6mm 0 } .sign { margin: 9mm 0 0 88mm } .foot { font-size: 8pt }
</style>"""
_NAMES = ("Sylvie Perrenoud", "Pierre-Alain Droz", "Josiane Matthey", "Cédric Robert-Nicoud",
          "Chantal Vuille", "Jean-Daniel Calame")  # fmt: skip


@family("plated_with_dotted_sums", Split.MAKING, _PLATED, replace(_PLATED, currency="EUR"),
        replace(_PLATED, buyers=("CH",), regime="S", rounding=True))  # fmt: skip
def plated_with_dotted_sums(sheet: Sheet) -> str:
    """A letter of a word processor: number in the subject, sums behind dots, pay day in prose."""
    lodge(sheet, "Galvano Huguenin|Droz Traitements de surface|Dorage Jeanneret"
          "|Perrin Galvanoplastie|Ateliers Sandoz-Gendre", "SA|Sàrl",
          "Rue du Collège|Rue de la Jaluse|Rue des Envers|Rue du Doubs",
          "2400 Le Locle=Neuchâtel=+41 32|2300 La Chaux-de-Fonds=Neuchâtel=+41 32"
          "|2350 Saignelégier=Porrentruy=+41 32|1347 Le Sentier=Yverdon=+41 21")  # fmt: skip
    h.adopt(sheet, ("%Y-###", "%y####", "###/%Y", "G%y.###"), ("long",), ("NC %Y-##", "NC%y###"))
    sheet.style = replace(sheet.style, thousands=sheet.pick("'", "’"), point=".", minus="-{}",
                          currency="{c} {}", rate="{} %")  # fmt: skip
    facts, seller = sheet.facts, sheet.facts.seller
    home, credit = facts.profile.regime == "S", facts.type_code == "381"
    code = sheet.show("currency", facts.profile.currency)
    hue = sheet.pick("#8c6d1f", "#444", "#2a4d69")
    kind = h.titled(sheet, ("Facture", "Facture"), ("Note de crédit",))
    note = f"{h.distractor(sheet, 'BL #####')} du {sheet.day(facts.delivery_date)}"
    about: list[Pair] = [("Concerne", f"<b>{kind} n° {sheet.number()}</b>")]
    if credit:
        about.append(("Annule", f"notre facture du {h.day(sheet, -38)}"))
    about += [("Vos composants", f"OF {h.distractor(sheet, '4####')}, rendus par {note}"),
              ("Votre commande", escape(facts.references["order"]))]  # fmt: skip
    about.append(("Votre n° TVA", sheet.vat_id("buyer")))
    heads = (("ref", "Réf. cadre"), ("name", "Travail exécuté"), ("qty", "Pièces"),
             ("price", f"Prix {code}"), ("total", f"Montant {code}"))  # fmt: skip
    sums = _dotted(sheet)
    why = ""
    if not home:
        why = """<p>Travaux à façon sur composants réexportés : prestation exonérée de la TVA
suisse avec droit à déduction (art. 23 al. 2 ch. 1 LTVA), TVA française due par le preneur.</p>"""
    bank = {"Neuchâtel": "BCN, Neuchâtel", "Porrentruy": "BCJ, Porrentruy"}
    house = bank.get(seller.register, "BCV, Lausanne")
    greet = sheet.pick("Madame, Monsieur,", "Mesdames, Messieurs,")
    if credit:
        hello = "Suite à votre réclamation, nous portons à votre avoir les travaux ci-après :"
        pay = "Ce montant viendra en déduction de votre prochain règlement."
    else:
        hello = sheet.pick("Merci de votre confiance ; nous vous facturons ce qui suit :",
                           "Veuillez trouver ci-dessous le décompte de nos travaux :")  # fmt: skip
        pay = f"""{
            sheet.pick(
                "Nous vous saurions gré de régler cette somme",
                "Merci de bien vouloir verser cette somme",
                "Montant payable net, sans escompte,",
            )
        } jusqu'au
{sheet.date_of("due_date")} sur notre compte auprès de la {house}, IBAN {sheet.iban()}, BIC
{sheet.bic()}."""
    gold = ""
    if any("Dorage" in line.name for line in facts.lines):
        rate = h.count(sheet, Decimal(sheet.rng.randint(1960, 2240) * 50))
        gold = f"<p>Prix de dorage établis au cours de l'or de {rate} francs le kilo.</p>"
    number, mail = sheet.vat_id("seller"), f"atelier@{seller.mail.partition('@')[2]}"
    css = _CSS.replace("HUE", hue).replace("FONT", sheet.pick("P052", "Liberation Serif",
                                                              "Liberation Sans"))  # fmt: skip
    return css + f"""<div class="house"><b>{sheet.name("seller")}</b><br>Dorage, rhodiage, PVD et
polissage pour l'horlogerie<br>{b.street(seller, ", ")}{"" if home else ", "}
{"" if home else sheet.country("seller")}<br>T {seller.phone} &nbsp; {mail}</div><div
class="to">{b.address(sheet, "buyer")}<br><br>{escape(seller.town[5:])}, le {sheet.date_of()}</div>
{b.pair_rows(about, "re", " :")}<p>{greet}</p><p>{hello}</p>{h.lines(sheet, heads)}{sums}{why}{gold}
<p>{pay}</p><p>En restant à votre disposition, nous vous présentons, {greet[:-1]}, nos salutations
les meilleures.</p><div class="sign">{escape(seller.brand)}<br><br><br>{sheet.pick(*_NAMES)}</div>
<div class="foot">N° IDE / TVA {number} &nbsp; Bureau de contrôle des métaux précieux, poinçon
n° {h.distractor(sheet, "1###")}<br>For juridique : {escape(seller.register)} &nbsp; Réserve des
métaux en compte poids : état annuel au 31 décembre</div>"""  # fmt: skip


def _dotted(sheet: Sheet) -> str:
    """Print the sums, each behind a row of dots."""
    facts, credit = sheet.facts, sheet.facts.type_code == "381"
    last = "Solde en votre faveur" if credit else sheet.pick("Net à payer", "À nous devoir")
    if facts.profile.regime == "S":
        pairs = [("Total hors TVA", sheet.total("total_without_vat"))]
        rate, _, vat = sheet.vat_row(facts.vat[0])
        pairs.append((f"TVA {rate}", f"{facts.profile.currency} {vat}"))
        pairs.append(("Total TTC", sheet.total("total_with_vat")))
        if facts.rounding:
            pairs.append(("Arrondi", sheet.amount(facts.rounding, False)))
        pairs.append((last, sheet.total("amount_due")))
    else:
        pairs = [("Total des travaux", sheet.total("total_without_vat"))]
        sheet.total("total_with_vat")
        pairs.append(("TVA suisse 0 %", sheet.total("total_vat")))
        pairs.append((last, sheet.total("amount_due")))
    css = ["tab"] * (len(pairs) - 1) + ["tab end"]
    return "".join(
        f'<div class="{c}">{k}<i></i>{v}</div>' for c, (k, v) in zip(css, pairs, strict=True)
    )
