"""Layout of a Swiss laboratory that calibrates gauges, with a slip to pay by."""

from dataclasses import replace

from stdnum.iso7064 import mod_97_10

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Facts, Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.formats import groups_of
from tests.layouts.identifiers import digits
from tests.layouts.natives import settle, terms
from tests.layouts.parties import Party
from tests.layouts.sheet import Sheet
from tests.layouts.squares import square

_GAUGES = Profile(
    "metrologie", "CH", "fr", "CHF", buyers=("CH",), lines=(1, 5), rounding=True, prepaid=0.1
)
_PLACES = (
    "1020 Renens=+41 21|2300 La Chaux-de-Fonds=+41 32|1700 Fribourg=+41 26|1227 Carouge=+41 22"
    "|1630 Bulle=+41 26|2800 Delémont=+41 32|1400 Yverdon-les-Bains=+41 24"
)


@family("gauges_calibrated", Split.MAKING, _GAUGES,
        replace(_GAUGES, currency="EUR", buyers=("FR",), regime="G", rounding=False),
        replace(_GAUGES, buyers=("FR",), regime="G", credit=0.15))  # fmt: skip
def gauges_calibrated(sheet: Sheet) -> str:
    """A laboratory: numbers of gauges, VAT told in a line below, a real slip over a third."""
    facts = _settled_in_romandy(sheet)
    credit, code = facts.type_code == "381", facts.profile.currency
    hue = sheet.pick("#c8102e", "#1f4e79", "#222")
    kind = h.titled(sheet, ("Facture", "FACTURE"), ("Note de crédit", "Avoir"))
    refs: list[Pair] = [
        ("N/réf.", h.distractor(sheet, "@@/######")),
        ("Client", facts.references["customer"]),
    ]
    refs += [("V/commande", facts.references["order"])]
    refs += [("Reçu le", h.day(sheet, -16)), ("Certificats du", sheet.day(facts.delivery_date))]
    if facts.buyer.country != "CH" or sheet.maybe():
        refs.append(("V/n° TVA", sheet.vat_id("buyer")))
    heads: list[Pair] = [("pos", "Pos."), ("name", "Désignation"), ("qty", "Qté")]
    heads += [("price", "Prix unit."), ("code", "T"), ("total", "Montant")]
    if credit:
        slip, pay = "", f"Montant de {sheet.total('amount_due')} porté à votre crédit."
    else:
        asked = terms(sheet, "Conditions : {days} jours net", "Conditions : net à réception")
        until = "".join(f", {k} {v}" for k, v in h.due(
            sheet, "valeur au", "échéance", "soit jusqu'au"))  # fmt: skip
        pay = f"{asked}{until}. Les pièces remplacées restent notre propriété jusqu'au paiement."
        slip = _slip(sheet)
    number = sheet.number()
    return f"""<style>@page {{ margin: 0 }} body {{ font: 9pt
"{sheet.pick("Nimbus Sans", "Liberation Sans")}";
height: 295mm; padding: 11mm 18mm 0 }} .win {{ width: 82mm; padding-top: 16mm }} .refs {{
margin-top: 22mm; font-size: 8pt }} .refs td {{ padding: 0.2mm 4mm 0.2mm 0 }} .refs .n {{
text-align:
left }} .sub {{ margin: 6mm 0 3mm; font-size: 12pt }} .lines th {{ font-weight: normal; color:
{hue};
border-bottom: 0.6pt solid {hue}; font-size: 8pt }} .lines td {{ padding: 0.7mm 4px }} .lines small
{{ color: #555 }} .lines .c-name {{ width: 56% }} .sum {{ margin: 2mm 0 0 auto; border-top: 0.6pt
solid {hue} }} .sum td {{ padding: 0.5mm 4px 0.5mm 10mm }} .sum tr:last-child td {{ font-weight:
bold }} {_SLIP}</style><div class="row"><div>{sheet.logo(facts.seller.brand, hue)}<div
style="font-size:7.5pt;margin-top:1mm">Laboratoire d'étalonnage · SCS
{h.distractor(sheet, "0###")}<br>
{sheet.name("seller")}, {b.street(facts.seller, ", ")}<br>
{facts.seller.phone} · {facts.seller.site}</div>
{b.pair_rows(refs, "refs").replace("margin-top", "")}</div><div
class="win">{b.address(sheet, "buyer")}
<br><br><br>{facts.seller.register}, le {sheet.date_of()}</div></div><div class="sub"><b>{kind}</b>
{sheet.pick("n°", "No", "N°")} <b>{number}</b></div>{h.lines(sheet, heads, more=lambda line: _gauge(
sheet, line))}{b.pair_rows(_sums(sheet, code),
"sum")}<p style="font-size:8pt">{_vat_told(sheet)} N° TVA
{sheet.vat_id("seller")}<br>{pay}</p>{slip}"""  # fmt: skip


def _settled_in_romandy(sheet: Sheet) -> Facts:
    """Give the seller a name and an address where French is spoken, and the invoice a number."""
    word = sheet.pick("Jaccard", "Monnier", "Reymond", "Chappuis", "Droz", "Perrenoud")
    facts = settle(sheet, f"{word} Métrologie", f"Étalonnage {word}", f"Labo-Mesures {word}",
                   forms=("SA", "Sàrl"))  # fmt: skip
    town, _, dial = sheet.pick(*_PLACES.split("|")).partition("=")
    street = sheet.pick("Rue du Stand", "Route de la Glâne", "Chemin du Closel", "Rue de l'Est")
    seller = replace(facts.seller, street=(f"{street} {sheet.rng.randint(2, 88)}",), town=town,
                     register=town.split(" ", 1)[1],
                     phone=f"{dial} {digits(sheet.rng, 3)} {digits(sheet.rng, 2)} 00")  # fmt: skip
    sheet.facts = replace(facts, seller=seller)
    h.adopt(sheet, ("%Y-####", "1#####", "FA%y####", "%y.#####"), ("long", "%d.%m.%Y"),
            ("NC%y####", "%Y-C###"))  # fmt: skip
    return sheet.facts


def _gauge(sheet: Sheet, line: Line) -> str:
    """Return what stands below the work on a gauge: its number and that of its certificate."""
    if not line.name.startswith("Étalonnage") or line.quantity > 4:
        return ""
    own, paper = h.distractor(sheet, "@@-####"), h.distractor(sheet, "%y-#####")
    return f"<br><small>N° inv. {own}, certificat {paper}</small>"


def _sums(sheet: Sheet, code: str) -> list[Pair]:
    facts, bare = sheet.facts, True
    if facts.profile.regime == "S":
        pairs: list[Pair] = [("Total hors TVA", sheet.total("total_without_vat", bare))]
        pairs.append(("TVA", sheet.total("total_vat", bare)))
        last = f"Total {code} TTC"
    else:
        pairs = [("Total net", sheet.total("total_without_vat", bare))]
        last = sheet.pick(f"Total {code} sans TVA", f"Total {code}")
    sheet.show("currency", code)
    pairs.append((last, sheet.total("total_with_vat", bare)))
    if facts.prepaid:
        pairs.append(("Acompte versé", sheet.total("prepaid", bare)))
    if facts.rounding:
        pairs.append(("Arrondi", sheet.amount(facts.rounding)))
    if facts.prepaid or facts.rounding:
        word = "En votre faveur" if facts.type_code == "381" else "À payer"
        pairs.append((f"{word} {code}", sheet.total("amount_due", bare)))
    return pairs


def _vat_told(sheet: Sheet) -> str:
    """Tell the breakdown in running text."""
    if sheet.facts.profile.regime != "S":
        return "T 1 = prestation fournie à l'étranger, sans TVA suisse (art. 8 al. 1 LTVA)."
    parts = []
    for place, row in enumerate(sheet.facts.vat, 1):
        rate, basis, vat = sheet.vat_row(row)
        percent = rate if "%" in rate else f"{rate} %"
        parts.append(f"T {place} = TVA {percent} : {vat} sur {basis}")
    return "; ".join(parts) + "."


_SLIP = """.slip { position: absolute; left: 0; right: 0; bottom: 0; height: 104mm; border-top:
0.5pt dashed #000; display: grid; grid-template-columns: 62mm 56mm 1fr; font: 8pt
"Liberation Sans" } .slip > div { padding: 5mm 0 0 5mm }
.slip .first { border-right: 0.5pt dashed #000 } .slip h4 {
font-size: 11pt; margin: 0 0 3mm } .slip h5 { font-size: 8pt; margin: 2.2mm 0 0.3mm
} .slip .first h5
{ font-size: 6pt } .slip .qr { width: 46mm; height: 46mm; margin: 5mm 0 3mm } .slip .cur { display:
grid; grid-template-columns: 16mm 1fr }"""


def _slip(sheet: Sheet) -> str:
    """Print receipt and payment part as Swiss banks want them, with spaces in the amount."""
    facts, own = sheet.facts, sheet.style
    sheet.style = replace(own, thousands=" ", point=".", grouped_iban=True)
    body = f"{sheet.rng.randint(10**8, 10**9)}"
    reference = f"RF{mod_97_10.calc_check_digits(f'{body}RF')}{body}"
    code = facts.profile.currency
    payee = f"""<h5>Compte / Payable à</h5>{sheet.iban()}<br>{sheet.name("seller")}<br>
{b.street(facts.seller)}<h5>Référence</h5>{groups_of(reference, 4)}"""
    payer = f"<h5>Payable par</h5>{sheet.name('buyer')}<br>{b.street(facts.buyer)}"
    money = f"""<div class="cur"><div><h5>Monnaie</h5>{sheet.show("currency", code)}</div><div>
<h5>Montant</h5>{sheet.total("amount_due", bare=True)}</div></div>"""
    note = f"<h5>Informations supplémentaires</h5>{facts.references['customer']}"
    sheet.style = own
    said = ["SPC", "0200", "1", facts.iban, *_said(facts.seller), *[""] * 7]
    said += [str(facts.amount_due), code, *_said(facts.buyer), "SCOR", reference]
    picture = square("\n".join([*said, facts.references["customer"], "EPD"]), cross=True)
    return f"""<div class="slip"><div class="first"><h4>Récépissé</h4>{payee}{payer}<br><br>{money}
<h5 style="text-align:right;margin-right:8mm">Point de dépôt</h5></div><div><h4>Section
paiement</h4>
{picture}{money}</div><div>{payee}{note}{payer}</div></div>"""


def _said(party: Party) -> list[str]:
    """Return what the code says of a party."""
    postcode, town = party.town.split(" ", 1)
    return [
        "S",
        party.name,
        party.street[-1],
        "",
        postcode.removeprefix("CH-"),
        town,
        party.country,
    ]
