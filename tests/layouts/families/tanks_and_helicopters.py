"""Layouts of two senders: a Dutch cleaner of tank lorries, a Swiss helicopter company."""

from dataclasses import replace
from html import escape

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet

_TANKS = Profile("tankreiniging", "NL", "nl", buyers=("FR",), regime="AE", lines=(2, 7), credit=0.1,
                 prepaid=0)  # fmt: skip
_FLIGHTS = Profile("heliportage", "CH", "fr", "CHF", buyers=("CH",), lines=(2, 6), credit=0,
                   prepaid=0.3)  # fmt: skip

_TANKS_CSS = """<style>@page { margin: 0 } body { font: 9.5pt "FONT"; min-height: 0;
height: 290mm; padding: 0.1mm 0 0; color: #2b2b2b } .main { margin: 16mm 72mm 0 16mm }
.card .v { white-space: normal } .card { position: absolute; right: 10mm; top: 12mm;
 width: 50mm; background: TINT; border-radius: 3mm; padding: 6mm 5mm; font-size: 8.5pt }
.card b { display: block; font-size: 11pt } .card span.k { color: HUE; font-size: 7.5pt }
.card div { margin-bottom: 3mm } .card hr { border: 0; border-top: 2px dashed HUE;
margin: 4mm -5mm }
.item { border-bottom: 1px solid #ddd; padding: 2.2mm 0; display: grid; grid-template-columns: 1fr
26mm } .item small { color: #777 } .item .n { font-weight: bold } h1 { color: HUE; font-size: 20pt;
font-weight: normal; margin: 14mm 0 4mm } .from { position: absolute; left: 16mm; right: 10mm;
bottom: 10mm; font-size: 7.5pt; color: #666; line-height: 1.5 }</style>"""


@family("tanks_cleaned_by_trailer", Split.MAKING, _TANKS, replace(_TANKS, lines=(1, 3)),
        replace(_TANKS, buyers=("NL",), regime="S"))  # fmt: skip
def tanks_cleaned_by_trailer(sheet: Sheet) -> str:
    """An online service: a rounded card has all data and sums; each cleaning names its trailer."""
    h.adopt(sheet, ("%Y-####", "%Y0####", "F%Y-#####", "VF%y####"), ("%d-%m-%Y", "long"),
            ("C%Y-###", "%Y-####"))  # fmt: skip
    facts, home = sheet.facts, sheet.facts.profile.regime == "S"
    hue, tint = sheet.pick(("#0069b4", "#eaf3fa"), ("#00867d", "#e8f5f3"), ("#c2410c", "#fdf1ea"))
    credit = facts.type_code == "381"
    kind = h.titled(sheet, ("Factuur", "factuur", "Verkoopfactuur"), ("Creditnota",
                                                                      "Creditfactuur"))  # fmt: skip
    code = sheet.show("currency", "EUR")
    gross = sheet.total("total_with_vat", True)
    net = sheet.total("total_without_vat", True)
    head: list[Pair] = [
        (sheet.pick("nummer", "factuurnr.", "kenmerk factuur") if not credit else "creditnummer",
         sheet.number()),
        ("datum" if credit else sheet.pick("gemaakt op", "datum", "factuurdatum"), sheet.date_of()),
    ]  # fmt: skip
    head += h.due(sheet, "vervalt op", "uiterlijk te betalen", "betaal vóór of op")
    if credit:
        head.append(("hoort bij factuur", h.distractor(sheet, "%Y-####")))
    head.append(("debiteur", h.distractor(sheet, "1####")))
    sums: list[Pair] = [(sheet.pick("excl. btw", "subtotaal"), net)]
    rate, _, vat = sheet.vat_row(facts.vat[0])
    percent = rate if "%" in rate else f"{rate}%"
    sums.append((f"btw {percent}" if home else f"btw verlegd ({percent})", vat))
    word = "tegoed" if credit else sheet.pick("totaal", "te voldoen", "samen")
    sums.append((f"{word} {code}", gross))
    cells = [f'<div><span class="k">{k}</span><b>{v}</b></div>' for k, v in head]
    tally = [f'<div><span class="k">{k}</span><b>{v}</b></div>' for k, v in sums]
    pay = "Wij verrekenen dit bedrag met uw openstaande facturen."
    if not credit:
        pay = h.told(sheet, "<span class=k>rekening</span><br>{iban}<br><span class=k>bic</span> "
                     "{bic}<br><span class=k>op naam van</span> {name}")  # fmt: skip
    last = ("gasolie", "latex", "glycol", "biodiesel")

    def trailer(line: Line) -> str:
        per = sheet.cell(line, "price")
        text = f"{sheet.cell(line, 'qty')} {escape(line.unit)} à {per}"
        if line.unit == "beurt" and "einiging" in line.name:
            text += f" &middot; oplegger {h.plate(sheet.rng)} &middot; laatste product "
            held = ("melasse", "palmolie") if line.name.startswith("Food") else last
            text += f"{sheet.pick(*held)} &middot; ECD {h.distractor(sheet, 'NL0######')}"
        return text

    items = "".join(
        f"""<div class="item"><div>{sheet.cell(line, "name")}<br>
<small>{trailer(line)}</small></div><div class="n">{sheet.cell(line, "total")}</div></div>"""
        for line in facts.lines
    )
    law = "" if home else f"""Btw verlegd naar afnemer, artikel 44 en 196 btw-richtlijn. Btw-nummer
afnemer: {sheet.vat_id("buyer")}."""  # fmt: skip
    css = _TANKS_CSS.replace("HUE", hue).replace("TINT", tint)
    return css.replace("FONT", sheet.pick("Liberation Sans", "Nimbus Sans")) + f"""<div
class="card">{"".join(cells)}<hr>{"".join(tally)}<hr>{pay}</div><div class="main">
{sheet.logo(facts.seller.brand, hue)}<div style="margin-top:20mm">{b.address(sheet, "buyer")}</div>
<h1>{kind}</h1><p>Reinigingsstation {sheet.pick("Moerdijk", "Botlek", "Venlo")}, week
{facts.issue_date.isocalendar().week}. {"Gecrediteerd" if credit else "Uitgevoerd"} in opdracht van
uw planning, ref. {h.distractor(sheet, "TR-#####")}.</p>{items}<p
style="margin-top:6mm">{law}</p><p style="font-size:8pt">Op onze diensten zijn de
EFTCO-voorwaarden van toepassing. Reclamaties binnen 24 uur na reiniging.</p></div><div
class="from">{h.told(sheet, "{name} &middot; {street_} &middot; {phone} &middot; {mail}")}<br>KvK
{h.distractor(sheet, "6#######")} &middot; {h.told(sheet, "btw {vat}")} &middot; SQAS
{h.distractor(sheet, "NL-####")}</div>"""  # fmt: skip


_FLIGHTS_CSS = """<style>@page { margin: 18mm 22mm 14mm 25mm } body { font: 10.5pt "FONT";
min-height: 264mm; padding-bottom: 22mm } .to { margin: 12mm 0 12mm 88mm } .lines { margin: 3mm 0;
border: 1px solid #000 } .lines td, .lines th { border: 1px solid #000; font-size: 9.5pt;
font-weight: normal; vertical-align: middle } .lines small { font-style: italic } .obj {
font-weight: bold; margin: 0 0 6mm } .sums { margin: 2mm 0 5mm 0 } .sums td {
padding: 0.6mm 8mm 0.6mm 0 } .sums tr:last-child td { font-weight: bold;
text-decoration: underline } .ref { font-size: 8.5pt }
.foot { font-size: 8pt; border-top: 1px solid #888; padding-top: 1mm }</style>"""


@family("helicopter_minutes", Split.MAKING, _FLIGHTS,
        replace(_FLIGHTS, buyers=("FR",), regime="AE"),
        replace(_FLIGHTS, currency="EUR", buyers=("FR",), regime="AE"))  # fmt: skip
def helicopter_minutes(sheet: Sheet) -> str:
    """A word processor's letter: rotations by the minute, three sums at the left, pay in prose."""
    h.adopt(sheet, ("H-%y/###", "%y.####", "%Y/HL/###", "L%y####"), ("%d.%m.%Y", "long"))
    facts, home = sheet.facts, sheet.facts.profile.regime == "S"
    code = sheet.show("currency", facts.profile.currency)
    kind = h.titled(sheet, ("Facture", "facture", "FACTURE"), ("Note de crédit",))
    craft = sheet.pick("AS 350 B3 HB-Z", "H125 HB-X", "SA 315B HB-X")

    def flown(line: Line) -> str:
        if line.unit != "min":
            return ""
        day = h.day(sheet, -sheet.rng.randint(3, 9))
        return f"<br><small>{craft}{h.distractor(sheet, '@@')}, vol du {day}</small>"

    heads = (("name", "Prestation"), ("qty", "Quantité"), ("unit", "Unité"), ("price", "Tarif"),
             ("total", f"Montant {code}"))  # fmt: skip
    sums: list[Pair] = [("Montant hors taxe", sheet.total("total_without_vat", True))]
    rate, _, vat = sheet.vat_row(facts.vat[0])
    percent = rate if "%" in rate else f"{rate} %"
    sums.append((f"TVA {percent}", vat))
    sums.append((f"Total {code}", sheet.total("total_with_vat", True)))
    owed = f"{code} {sheet.total('amount_due', True)}"
    before = ""
    if facts.prepaid:
        before = f"""Compte tenu de votre acompte de {code} {sheet.total("prepaid", True)}, versé le
{h.day(sheet, -20)}, il reste à régler {owed}. """
    asked = "ce solde" if facts.prepaid else f"la somme de {owed}"
    when = f"d'ici au {sheet.date_of('due_date')}" if facts.days else "dès réception"
    law = (
        ""
        if home
        else f"""<p class="ref">Prestation non soumise à la TVA suisse (art. 8 al. 1
LTVA). Autoliquidation par le preneur, n° TVA {sheet.vat_id("buyer")}.</p>"""
    )
    town = facts.seller.register
    site = sheet.pick("remplacement de pylônes, télésiège du Plan", "pose d'ouvrages paravalanches",
                      "ravitaillement du chantier de la cabane",
                      "bétonnage des socles de la ligne 16 kV")  # fmt: skip
    number, wire = sheet.number(), h.distractor(sheet, "HL ####")
    return _FLIGHTS_CSS.replace("FONT", sheet.pick("Liberation Serif", "Carlito", "C059",
                                                  "Liberation Sans")) + f"""<div class="row"><div>
<b style="font-size:15pt">{escape(facts.seller.brand)}</b><br>Transports aériens en montagne<br>
Base de {escape(town)}</div></div><div class="to">{b.address(sheet, "buyer")}<br><br>
{escape(town)}, le {sheet.date_of()}</div><p class="obj">{kind} n° {number} - {site}<br><span
class="ref" style="font-weight:normal">N/réf. {wire} &nbsp;&nbsp; V/commande du
{h.day(sheet, -31)}</span></p><p>Madame, Monsieur,</p><p>Nous vous remercions de votre confiance et
vous remettons ci-après le décompte de nos rotations&nbsp;:</p>{h.lines(sheet, heads, more=flown)}
{b.pair_rows(sums, "sums")}{law}<p>{before}Nous vous prions de bien vouloir virer {asked} {when} sur
notre compte {h.told(sheet, "{iban} (BIC {bic})")} auprès de la Banque cantonale, en rappelant le
numéro ci-dessus.</p><p>Le temps facturé est celui relevé au carnet de vol, arrondi à la minute.
Nous vous présentons, Madame, Monsieur, nos salutations les meilleures.</p><p
style="margin-left:88mm">{sheet.name("seller")}<br><br><i>{sheet.pick("B. Antonin, chef de base",
"C. Fellay, administration", "V. Roduit, comptabilité")}</i></p><div class="foot">
{h.told(sheet, "{street_} - {phone} - {mail} - {vat}")}<br>Certificat d'exploitant OFAC
CH.SPO.{h.distractor(sheet, "####")}</div>"""  # fmt: skip
