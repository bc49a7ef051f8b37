"""Layouts of those who work by hand or eye: a vineyard, a photographer, a piano tuner."""

from dataclasses import replace
from decimal import Decimal

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import ZERO, Profile, VatRow
from tests.layouts.families import Split, family
from tests.layouts.formats import NBSP
from tests.layouts.parties import make_word
from tests.layouts.sheet import Sheet

_VINEYARD = Profile("vineyard", lines=(1, 6), adjustments=("shipping", "discount"), credit=0.05)


@family("vineyard_dispatch", Split.MAKING, _VINEYARD,
        replace(_VINEYARD, lines=(2, 8), adjustments=("discount",), paid=0.25),
        replace(_VINEYARD, person=True, adjustments=()))  # fmt: skip
def vineyard_dispatch(sheet: Sheet) -> str:
    """An estate's paper, all in the middle: cases, vintages and litres, sums under a rule."""
    h.adopt(sheet, ("%y.###", "C%y-###", "###/%y", "V#####", "%Y ###"),
            ("long", "long", "%d/%m/%Y", "%d.%m.%Y"), ("A%y.###",))  # fmt: skip
    facts, wine = sheet.facts, sheet.pick("#6b1226", "#3f2a14", "#1f3d2b")
    kind = h.titled(sheet, ("Facture", "Facture - document d'accompagnement", "FACTURE"),
                    ("Avoir", "Note de crédit"))  # fmt: skip
    rows, volume, cases = [], ZERO, ZERO
    for line in facts.lines:
        litres = Decimal("4.5") * line.quantity if line.rate == 20 and line.unit == "ct" else ZERO
        litres += Decimal("1.5") * line.quantity if line.name.startswith("Magnum") else ZERO
        volume, cases = volume + litres, cases + line.quantity
        year = str(facts.issue_date.year - sheet.pick(2, 3, 4)) if litres else ""
        liquid = h.count(sheet, litres) if litres else ""
        cells = [sheet.cell(line, key) for key in ("qty", "name", "price", "total")]
        rate = [sheet.cell(line, "rate")] if len(facts.vat) > 1 else []
        rows.append([cells[0], cells[1], year, liquid, cells[2], *rate, cells[3]])
    kinds = ["qty", "name", "year", "rate", "price", "total"]
    heads = [sheet.pick("Cartons", "Colis"), "Appellation, cuvée", "Mill.", "Litres", "L'un"]
    if len(facts.vat) > 1:
        kinds.insert(5, "rate")
        heads.append("TVA")
    heads.append(sheet.pick("Somme H.T.", "Valeur", "Montant"))
    sums = h.extras(sheet, {"sum": "Valeur départ cave", "discount": "Remise négociant",
                            "shipping": "Port et casse"})  # fmt: skip
    sums.append((sheet.pick("Valeur hors taxes", "Hors taxes"), sheet.total("total_without_vat")))
    many = len(facts.vat) > 1
    sums += h.vat_sums(sheet, "T.V.A. {rate}" + " sur {basis}" * many, "Sans T.V.A.", bare=False)
    sums.append((sheet.pick("Soit toutes taxes", "Ensemble T.T.C."), sheet.total("total_with_vat")))
    if facts.prepaid:
        words = {"prepaid": ("Reçu à la commande",), "amount": ("Reste à nous devoir",)}
        sums += h.owed(sheet, words)
    until = h.due(sheet, "Traite à l'échéance du", "À nous régler pour le", "Échéance")
    tax = f"N° d'accise FR{h.distractor(sheet, '0##00E####')}"
    own = sheet.pick(
        "Propriétaire-récoltant", "Vigneron indépendant", "Mis en bouteille au domaine"
    )
    stack = "".join(f"<div><span>{k}</span><span>{v}</span></div>" for k, v in [*sums, *until])
    crd = sheet.pick("Capsules CRD vertes", "Capsules représentatives de droits, lie de vin")
    return f"""<style>body {{ font: 10.5pt "{sheet.pick("C059", "P052", "Nimbus Roman")}"; padding:
0 0 20mm; text-align: center }} .nm {{ font: 27pt "Z003"; color: {wine}; font-variant-ligatures:
none }} .or {{ color: {wine} }} .to {{ margin: 7mm auto; width: 96mm; border-top: 0.5pt solid
{wine}; border-bottom: 0.5pt solid {wine}; padding: 2mm }} .lines {{ margin: 6mm 0 2mm; font-size:
9.5pt }} .lines th {{ font-style: italic; font-weight: normal; color: {wine} }} .lines .c-name {{
width: 46% }} .st {{ width: 92mm; margin: 3mm auto; border-top: 2pt solid {wine}; padding-top: 2mm
}} .st div {{ display: flex; justify-content: space-between; line-height: 1.6 }} small {{ font-size:
8pt }}</style> <div class="nm">{sheet.name("seller")}</div><div class="or">&#10086; {own}
&#10086;</div> {b.street(facts.seller, " &middot; ")}<br><small>{facts.seller.phone} &middot;
{facts.seller.mail} </small><div
class="to"><small><i>{sheet.pick("Doit", "Vendu à", "Destinataire")}</i></small><br>
{b.address(sheet, "buyer")}{"<br>" + sheet.vat_id("buyer") if sheet.maybe(0.3) else ""}</div><div
style="font-size:13pt">{kind} {sheet.pick("n°", "N°", "numéro")} {sheet.number()}</div><i>
{sheet.pick("au domaine, le", "expédié et facturé le", "le")} {sheet.date_of()}</i>
{b.table(kinds, heads, rows, "lines")}<small>{h.count(sheet, cases)} colis, volume total
{h.count(sheet, volume)} litres - {crd} - enlèvement le {h.day(sheet, -1)}</small><div
class="st">{stack}</div><small>{h.told(sheet, "{iban}<br>{bic}") if h.is_payable(sheet) else ""}
</small><p class="foot">{tax} - {h.told(sheet, "SIRET {siret} - TVA {vat} - APE {activity}")}<br>
Marchandise payable à la propriété. L'abus d'alcool est dangereux pour la santé.</p>"""  # fmt: skip


_PHOTO = Profile("photo", lines=(2, 6), prepaid=0.25, deposit=0.12, credit=0.06)


@family("photographer_rights", Split.MAKING, _PHOTO,
        replace(_PHOTO, person=True, lines=(1, 5)),
        replace(_PHOTO, person=True, regime="E", deposit=0.0))  # fmt: skip
def photographer_rights(sheet: Sheet) -> str:
    """White space in lower case: the sum large on top, number and day at the foot of the page."""
    h.adopt(sheet, ("%y%m%d", "%Y_##", "##", "f%y-##", "%y.##"),
            ("long", "%d.%m.%y", "%d.%m.%Y"), ("a%y-##",))  # fmt: skip
    facts, exempt = sheet.facts, b.is_exempt(sheet)
    kind = h.titled(sheet, ("facture", "note d'auteur et facture"), ("avoir",),
                    ("facture d'acompte",))  # fmt: skip
    large = sheet.total("amount_due")
    under = "en votre faveur" if facts.type_code == "381" else sheet.pick("à régler", "montant dû")
    until = "".join(f", {k} {v}" for k, v in h.due(sheet, "au plus tard le", "avant le"))
    parts = []
    for title, is_right in (("prises de vue", False), ("droits de reproduction", True)):
        chosen = [it for it in facts.lines if it.name.startswith("Cession") == is_right]
        items = "".join(f"<div><span>{sheet.cell(it, 'name')}</span>{sheet.cell(it, 'total')}</div>"
                        for it in chosen)  # fmt: skip
        rates = {it.rate for it in chosen if it.rate}
        tax = "".join(_taxed(sheet, row) for row in facts.vat if row.rate in rates)
        parts += [f'<p class="pt">{title}</p><div class="it">{items}</div>{tax}'] * bool(chosen)
    if exempt:
        ending = f"total {sheet.total('total_with_vat')} - tva non applicable, art. 293 b du cgi"
        sheet.total("total_without_vat")
    else:
        ending = f"ht {sheet.total('total_without_vat')} &nbsp; tva {sheet.total('total_vat')}"
        ending += f" &nbsp; ttc {sheet.total('total_with_vat')}"
    if facts.prepaid:
        ending += f"<br>{sheet.pick('moins acompte', 'déjà versé')} {sheet.total('prepaid')}"
    hue, grey = sheet.pick("#000", "#c8401a", "#1b5e83"), "#555"
    ids = "{name}<br>{street}<br>{phone}<br>{site}<br>siret {siret}" + "<br>tva {vat}" * (
        not exempt
    )
    bank = "<br><br><small>{iban}<br>{bic}</small>" if h.is_payable(sheet) else ""
    return f"""<style>body {{ font: 9pt "{sheet.pick("URW Gothic",
"Nimbus Sans", "DejaVu Sans Light")}";
min-height: 268mm }} .big {{ font-size: 34pt; color: {hue}; text-align: right; line-height: 1 }} .g
{{ color: {grey} }} .two {{ display: grid; grid-template-columns: 48mm 1fr; gap: 12mm; margin-top:
22mm }} .pt {{ color: {hue}; margin: 8mm 0 1mm }} .it div {{ display: flex; justify-content:
space-between; padding: 1.2mm 0; border-bottom: 0.3pt solid #bbb }} .tx {{ text-align: right; color:
{grey}; font-size: 8pt; padding-top: 1mm }} .end {{ margin-top: 9mm; text-align: right; line-height:
1.7 }} .low {{ position: absolute; bottom: 0; left: 0; right: 0; display: flex; justify-content:
space-between; align-items: flex-end; border-top: 0.6pt solid {hue}; padding-top: 2mm }}</style>
<div class="big">{large}</div><div class="g" style="text-align:right">{under}{until}</div><div
class="two"><div><span class="g">{sheet.pick("pour", "client", "à")}</span><br>
{b.address(sheet, "buyer")}<br><br><span
class="g">commande</span><br>{facts.references["order"]}<br> <br><span class="g">séance
du</span><br>{h.day(sheet, -12)}<br><br><br><span class="g">
{h.told(sheet, ids + bank)}</span></div><div>{"".join(parts)}<div class="end">{ending}</div><p
class="g" style="font-size:7.5pt">toute utilisation au-delà des droits cédés fera l'objet d'un
nouvel accord. mention obligatoire : © {facts.seller.brand}.</p></div></div><div class="low"><span
style="font-size:15pt">{kind}</span><span>
{sheet.pick("n° ", "réf. ", "no ")}{sheet.number()}</span><span>{sheet.date_of()}</span>
</div>"""  # fmt: skip


def _taxed(sheet: Sheet, row: VatRow) -> str:
    """Print the VAT of one part right below it."""
    rate, basis, vat = sheet.vat_row(row)
    rate = rate if "%" in rate else f"{rate}{NBSP}%"
    return f'<div class="tx">{basis} ht + tva {rate} = {vat}</div>'


_TUNER = Profile("piano", lines=(1, 5), prepaid=0.15, credit=0.0)


@family("tuner_pad", Split.MAKING, _TUNER,
        replace(_TUNER, person=True, paid=0.3),
        replace(_TUNER, person=True, regime="E"))  # fmt: skip
def tuner_pad(sheet: Sheet) -> str:
    """A leaf of a carbon pad, filled in by hand, under the rubber stamp of the one who bills."""
    h.adopt(
        sheet, ("00####", "0####", "###", "1#####"), ("long", "%d/%m/%Y", "%d/%m/%y", "%d-%m-%Y")
    )
    money = sheet.pick("{}", "{}" + NBSP + "€")
    sheet.style = replace(sheet.style, currency=money, thousands=sheet.pick("", " "))
    if sheet.maybe():
        who = f"{sheet.pick('École de musique', 'Conservatoire', 'Théâtre')} {make_word(sheet.rng)}"
        buyer = replace(sheet.facts.buyer, name=who, brand=who, form="", accept=())
        sheet.facts = replace(sheet.facts, buyer=buyer)
    facts, exempt = sheet.facts, b.is_exempt(sheet)
    ink, print_ = (
        sheet.pick("#1a2a8c", "#111", "#20397d"),
        sheet.pick("#5b7f6b", "#8a5a83", "#3f6ea5"),
    )
    kind = h.titled(sheet, ("FACTURE", "Facture"), ("AVOIR",))
    keys = ("qty", "name", "price", "total")
    rows = [[sheet.cell(line, key) for key in keys] for line in facts.lines]
    rows += [["&nbsp;"] * 4] * (13 - len(rows))
    heads = ("QUANTITÉ", "DÉSIGNATION", "PRIX UNIT.", "MONTANT")
    sums: list[Pair] = [("TOTAL H.T.", sheet.total("total_without_vat"))]
    if exempt:
        sums += [("T.V.A.", "néant"), ("TOTAL T.T.C.", sheet.total("total_with_vat"))]
    else:
        rate = sheet.vat_row(facts.vat[0])[0]
        rate = rate if "%" in rate else f"{rate} %"
        sums += [(f'T.V.A. <span class="hand">{rate}</span>', sheet.total("total_vat"))]
        sums += [("TOTAL T.T.C.", sheet.total("total_with_vat"))]
    if facts.prepaid:
        sums += [("ACOMPTE", sheet.total("prepaid")), ("NET À PAYER", sheet.total("amount_due"))]
    notes = [
        f"{k} {v}" for k, v in h.due(sheet, "à payer avant le", "échéance :", "à payer pour le")
    ]
    notes += ["TVA non applicable, art. 293 B du CGI"] * exempt
    notes += ["payé par chèque, merci"] * (facts.amount_due == 0)
    notes.append(f"prochain accord : vers le {h.day(sheet, 182)}")
    mark = "{name}<br>Accord - Réglage - Vente<br>{street}<br>{phone}<br>SIRET {siret}"
    mark += "" if exempt else "<br>TVA {vat}"
    return f"""<style>@page {{ size: A5; margin: 8mm 9mm }} body {{ font: 7.5pt "Nimbus Sans";
color: {print_}; min-height: 190mm; padding: 0 }} .hand {{ font: 14pt "Z003"; color: {ink};
font-variant-ligatures: none }} .stamp {{ font: bold 8.5pt "Liberation Sans Narrow"; color:
{sheet.pick("#5a2d8f", "#28418f", "#8f2020")}; border: 1pt solid; padding: 2mm 4mm; transform:
rotate({sheet.pick(-4, -2, 2, 3)}deg); text-align: center; opacity: 0.85; margin: 2mm 0 0 2mm }}
.doit {{ width: 64mm; border: 0.8pt solid {print_}; border-radius: 2mm; padding: 1mm 2mm;
min-height: 30mm }} .doit .hand {{ line-height: 1.25; font-size: 13pt }} .lines {{ margin-top: 4mm;
border: 0.8pt solid {print_} }} .lines td, .lines th {{ border-left: 0.6pt solid {print_};
border-right: 0.6pt solid {print_} }} .lines th {{ border-bottom: 0.8pt solid {print_}; font-size:
6pt; text-align: center }} .lines td {{ font: 13pt "Z003"; font-variant-ligatures: none; color:
{ink}; height: 6.4mm; padding: 0.4mm 1.5mm 0; border-bottom: 0.4pt dotted {print_} }} .lines .c-name
{{ width: 56% }} .sum td {{ border: 0.6pt solid {print_}; padding: 0.6mm 2mm; vertical-align: middle
}} .sum .n {{ font: 14pt "Z003"; color: {ink}; min-width: 26mm }} .ref {{ position: absolute;
bottom: 0; font-size: 5pt }} </style><div class="row"><div
class="stamp">{h.told(sheet, mark)}</div><div class="doit">M <span
class="hand">{b.address(sheet, "buyer").replace("<b>", "").replace("</b>", "")}</span></div>
</div><div class="row" style="margin-top:5mm;align-items:baseline"><div
style="font-size:17pt">{kind} <span style="font-size:10pt">N°</span> <span
style="font:13pt 'DejaVu Sans Mono';color:#c22">{sheet.number()}</span></div><div>Le <span
class="hand">{sheet.date_of()}</span></div></div>{b.table(keys, heads, rows, "lines")}<div
class="row" style="margin-top:3mm"><div class="hand"
style="font-size:12pt;width:66mm">{"<br>".join(notes)}</div>
{b.pair_rows(sums, "sum")}</div><div class="ref">Réf. {h.distractor(sheet, "13###")} E - 50 dupli
autocopiants 210 x 148</div>"""  # fmt: skip
