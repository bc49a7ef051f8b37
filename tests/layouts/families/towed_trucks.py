"""Layout of a Swiss breakdown service for lorries, who bills hauliers from abroad."""

from dataclasses import replace
from html import escape

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Profile
from tests.layouts.families import Split, family
from tests.layouts.identifiers import letters
from tests.layouts.lodging import lodge
from tests.layouts.natives import person
from tests.layouts.parties import Party
from tests.layouts.sheet import Sheet
from tests.layouts.squares import square

_TOWED = Profile("depannage_pl", "CH", "fr", "CHF", buyers=("FR",), lines=(3, 7), rounding=True,
                 prepaid=0.15, credit=0.05)  # fmt: skip

_CSS = """<style>@page { margin: 9mm 0 0 } body { font: 9pt "FONT"; min-height: 287mm; height:
287mm; padding: 0 } .page { padding: 0 14mm } .band { background: HUE; color: INK; display: flex;
justify-content: space-between; align-items: center; padding: 2.5mm 4mm } .band b { font-size:
15pt } .band .day { font-size: 19pt; font-weight: bold } .own { font-size: 7.5pt; padding: 1mm 4mm
4mm; color: #333 } .cols { display: grid; grid-template-columns: 62mm 1fr; gap: 7mm } .report {
border: 0.7pt solid #333; font-size: 7.8pt; align-self: start } .report h4 { margin: 0; background:
#333; color: #fff; padding: 0.8mm 2mm; font-size: 8pt; font-weight: normal } .report td { padding:
0.45mm 2mm; border-top: 0.3pt solid #bbb } .report .l { color: #555; white-space: nowrap } .report
.n { text-align: left; white-space: normal } .report table { width: 100% } .to { font-size: 10pt;
min-height: 27mm; padding-top: 3mm } .kind { font-size: 13pt; font-weight: bold; border-bottom: 2pt
solid HUE; padding-bottom: 1mm } .heads { margin-top: 1mm } .heads td { padding: 0.4mm 5mm 0.4mm
0 } .heads .n { text-align: left } .lines { margin-top: 4mm } .lines th { border-bottom: 0.7pt solid
#333; font-size: 7.5pt } .lines td { padding: 0.6mm 4px } .c-name { width: 54% } .tail { display:
grid; grid-template-columns: 1fr auto; gap: 8mm; border-top: 0.7pt solid #333; padding-top: 1.5mm }
.tail p { margin: 0; font-size: 8pt; line-height: 1.4 } .sums td { padding: 0.3mm 4px } .sums
tr:last-child td { font-weight: bold; font-size: 11pt; border-top: 0.7pt solid #333 } .bill {
position: absolute; bottom: 0; left: 0; right: 0; height: 104mm; border-top: 0.5pt dashed #000;
display: grid; grid-template-columns: 52mm 51mm 1fr; padding: 4mm 5mm; gap: 5mm; box-sizing:
border-box; font: 8pt "Liberation Sans"; line-height: 1.25 } .bill h4 { font-size: 11pt; margin: 0
0 2mm } .bill h5 { font-size: 7pt; margin: 1.8mm 0 0.2mm } .bill .qr { width: 46mm; height: 46mm;
margin: 2mm 0 } .bill .left { border-right: 0.5pt dashed #000; font-size: 7.5pt } .money { display:
grid; grid-template-columns: 15mm 1fr }</style>"""


@family("trucks_towed_with_report", Split.JUDGING, _TOWED, replace(_TOWED, lines=(2, 4)),
        replace(_TOWED, buyers=("CH",)))  # fmt: skip
def trucks_towed_with_report(sheet: Sheet) -> str:
    """A report of the call-out beside the bill, plates and kilometres, a QR part if still owed."""
    lodge(sheet, "Dépannage {w}|{w} Assistance|Garage-Carrosserie {w}|{w} Poids Lourds",
          "SA|Sàrl",
          "Route de Lausanne|Route du Simplon|Zone industrielle En Bovery|Rue de l'Avenir",
          "1868 Collombey=Monthey=+41 24|1180 Rolle=Nyon=+41 21|1628 Vuadens=Bulle=+41 26"
          "|1920 Martigny=Martigny=+41 27|2525 Le Landeron=Neuchâtel=+41 32")  # fmt: skip
    h.adopt(sheet, ("%y.####", "D-#####", "%Y/###", "4#####"), ("%d.%m.%Y", "%d.%m.%Y", "long"),
            ("NC %y.###", "4#####"))  # fmt: skip
    facts, credit = sheet.facts, sheet.facts.type_code == "381"
    hue, ink = sheet.pick(("#f5c400", "#111"), ("#d94f04", "#fff"), ("#14532d", "#fff"))
    kind = h.titled(sheet, ("Facture d'intervention", "FACTURE", "Facture de dépannage"),
                    ("NOTE DE CRÉDIT", "Note de crédit"))  # fmt: skip
    code = sheet.show("currency", facts.profile.currency)
    number = sheet.number()
    heads: list[Pair] = [(sheet.pick("Pièce n°", "Facture n°", "N°"), number)]
    if credit:
        heads[0] = ("Pièce n°", number)
        heads.append(("Annule facture", h.distractor(sheet, "D-#####")))
    place = escape(facts.seller.town.split(" ", 1)[1])
    heads.append((f"{place}, le", sheet.date_of()))
    heads += h.due(sheet, "Payable au", "Échéance", "À régler avant le")
    if facts.buyer.country == "FR":
        heads.append(("Votre n° TVA", sheet.vat_id("buyer")))
    table = h.lines(sheet, (("qty", "Qté"), ("unit", ""), ("name", "Prestation"),
                            ("price", f"Prix {code}"), ("total", f"Total {code}")))  # fmt: skip
    sums: list[Pair] = [("Total HT", sheet.total("total_without_vat", True))]
    rate, _, vat = sheet.vat_row(facts.vat[0])
    sums.append((f"TVA {rate if '%' in rate else rate + ' %'}", vat))
    sums.append((f"Total TTC {code}", sheet.total("total_with_vat", True)))
    if facts.rounding:
        sums.append(("Arrondi", sheet.amount(facts.rounding)))
    if facts.prepaid:
        sums.append(("Reçu sur place, carte", sheet.total("prepaid", True)))
    if facts.rounding or facts.prepaid:
        last = "En votre faveur" if credit else sheet.pick("Solde dû", "Reste à payer")
        sums.append((f"{last} {code}", sheet.total("amount_due", True)))
    else:
        sheet.total("amount_due", True)
    abroad = """Prestation de dépannage exécutée sur territoire suisse, soumise à la TVA suisse.
Remboursement possible auprès de l'AFC, Berne, par un représentant fiscal."""  # fmt: skip
    law = (
        abroad if facts.buyer.country == "FR" else "Valeur de la prestation : date d'intervention."
    )
    css = _CSS.replace(
        "FONT", sheet.pick("Liberation Sans", "Nimbus Sans", "DejaVu Sans Condensed")
    )
    return css.replace("HUE", hue).replace("INK", ink) + f"""<div class="page"><div class="band"><b>
{escape(facts.seller.brand)}</b><span>Autoroutes A1 - A9 - A12</span><span class="day">24 h / 24
</span></div><div class="own">{h.told(sheet, "{name}, {street_} · Centrale {phone} · {mail}")} ·
{sheet.vat_id("seller")}</div><div class="cols">{_report(sheet)}<div><div
class="to">{b.address(sheet, "buyer")}</div><div class="kind">{kind}</div>
{b.pair_rows(heads, "heads")}</div></div>{table}<div class="tail"><p>{law}<br>Le véhicule est rendu
contre paiement ou garantie d'un organisme d'assistance. For juridique :
{escape(facts.seller.register)}.
</p>{b.pair_rows(sums, "sums")}</div></div>{_bill(sheet, number)}"""  # fmt: skip


def _report(sheet: Sheet) -> str:
    """Tell what happened on the road."""
    facts, rng = sheet.facts, sheet.rng
    hour, minute = rng.randint(0, 21), rng.randint(0, 59)
    plates = (
        f"{h.plate(rng)} (F)"
        if facts.buyer.country == "FR"
        else f"VD {rng.randint(100_000, 600_000)}"
    )
    pairs: list[Pair] = [
        ("Rapport", h.distractor(sheet, "R-%y####")),
        ("Appel du", f"{sheet.day(facts.delivery_date)}, {hour:02}h{minute:02}"),
        ("Sur place", f"{hour + 1:02}h{rng.randint(0, 59):02}"),
        ("Lieu", sheet.pick("A9, km 62.4, dir. Sion", "A1, km 31.8, dir. Genève",
                            "A12, km 44.2, dir. Vevey", "A9, aire du Chablais")),
        ("Tracteur", f"{sheet.pick('Volvo FH', 'Scania R', 'DAF XF', 'Renault T')} {plates}"),
        ("Châssis", f"…{letters(rng, 2)}{rng.randint(100000, 999999)}"),
        ("Km compteur", str(rng.randint(98_000, 870_000))),
        ("Chargement", sheet.pick("24 pal. eau minérale", "vide", "bobines acier, 21 t",
                                  "frigo, produits laitiers")),
        ("Panne", sheet.pick("Éclatement pneu essieu 2", "Fuite circuit d'air",
                             "Arbre de transmission", "Moteur, perte de puissance")),
        ("Dépanneur", person(sheet)),
        ("Mandant", sheet.pick("Centrale d'engagement", "Chauffeur", "Assistance constructeur")),
        ("N° mandat", h.distractor(sheet, "########")),
    ]  # fmt: skip
    return f'<div class="report"><h4>Rapport d\'intervention</h4>{b.pair_rows(pairs)}</div>'


def _bill(sheet: Sheet, number: str) -> str:
    """Print receipt and payment part, where something is to be paid."""
    facts = sheet.facts
    if not h.is_payable(sheet):
        return ""
    code = facts.profile.currency
    sum_ = sheet.total("amount_due", True)
    money = f"""<div class="money"><div><h5>Monnaie</h5>{code}</div><div><h5>Montant</h5>{sum_}
</div></div>"""  # fmt: skip
    payee = f"<h5>Compte / Payable à</h5>{h.told(sheet, '{iban}<br>{name}<br>{street}')}"
    payer = f"<h5>Payable par</h5>{escape(facts.buyer.name)}<br>{b.street(facts.buyer)}"
    said = ["SPC", "0200", "1", facts.iban, *_said(facts.seller), *[""] * 7]
    said += [str(facts.amount_due), code, *_said(facts.buyer), "NON", "", facts.number, "EPD"]
    picture = square("\n".join(said), cross=True)
    return f"""<div class="bill"><div class="left"><h4>Récépissé</h4>{payee}{payer}<br><br>{money}
<h5 style="text-align:right;margin-right:4mm">Point de dépôt</h5></div><div><h4>Section paiement
</h4>{picture}{money}</div><div>{payee}<h5>Informations supplémentaires</h5>Facture {number}{payer}
</div></div>"""  # fmt: skip


def _said(party: Party) -> list[str]:
    """Return what the code says of a party."""
    code, town = party.town.split(" ", 1)
    return ["S", party.name, party.street[-1], "", code.removeprefix("CH-"), town, party.country]
