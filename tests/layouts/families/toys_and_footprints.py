"""Layouts of two senders: a Spanish maker of toys, a Dutch office that reckons footprints."""

from dataclasses import replace
from html import escape

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.lodging import lodge
from tests.layouts.natives import person
from tests.layouts.sheet import Sheet

_TOYS = Profile("juguetes", "ES", "es", buyers=("FR",), regime="K", lines=(3, 9), credit=0.1,
                prepaid=0, line_discounts=True)  # fmt: skip
_STUDIES = Profile("levenscyclus", "NL", "nl", buyers=("FR",), regime="AE", lines=(1, 5),
                   credit=0.05, prepaid=0)  # fmt: skip

_TOYS_CSS = """<style>@page { margin: 12mm 11mm 9mm 16mm } body { font: 8pt "FONT"; min-height:
275mm; padding-bottom: 10mm } .top { display: grid; grid-template-columns: 1fr 74mm; gap: 8mm }
.kv td { padding: 0.25mm 3mm 0.25mm 0 } .kv .l { font-weight: FAT; white-space: nowrap } .kv .n {
text-align: left } .word { font: bold 13pt "FONT"; margin: 0 0 1mm } .to { margin: 4mm 0 8mm;
font-size: 8.5pt; line-height: 1.35 } .lines { margin-top: 7mm } .lines th { border-bottom: 0.8pt
solid #000; vertical-align: bottom; white-space: normal } .lines td { padding: 0.6mm 4px } .lines
.rest td { padding-top: 0.6mm } .lines .first td { padding-top: 3mm } .lines .last td { font-weight:
bold } .vat { margin: 2mm 0 5mm; width: 74% } .vat th { border-bottom: 0.6pt solid #000 } .h { font:
bold 9.5pt "FONT"; margin: 6mm 0 0 } .pay td { padding: 0.3mm 6mm 0.3mm 0 } .c-name { width: 34% }
.foot { text-align: left; border-top: 0.4pt solid #000; padding-top: 1mm }</style>"""


@family("toys_posted_with_vat_spec", Split.MAKING, _TOYS, replace(_TOYS, lines=(6, 10)),
        replace(_TOYS, buyers=("ES",), regime="S"))  # fmt: skip
def toys_posted_with_vat_spec(sheet: Sheet) -> str:
    """A standard report of an ERP: the firm's data under the title, sums inside the list."""
    lodge(sheet, "Juguetes {w}|Industrias del Juguete {w}|{w} Toys|Creaciones {w}", "S.L.|S.A.|SL",
          "Avda. de la Industria|C/ Les Eres|Pol. Ind. L'Alfaç, C/ Alicante|C/ Juguete",
          "03440 Ibi (Alicante)=Alicante=+34 966|03430 Onil (Alicante)=Alicante=+34 965"
          "|46870 Ontinyent (Valencia)=Valencia=+34 962"
          "|03420 Castalla (Alicante)=Alicante=+34 965")  # fmt: skip
    h.adopt(sheet, ("FV%y-#####", "FRV%y/#####", "1030##", "VFR%y0####"), ("%d/%m/%y", "%d/%m/%Y",
            "%d-%m-%y"), ("AV%y-####", "ABV%y/####"))  # fmt: skip
    sheet.style = replace(sheet.style, thousands=".", point=",", minus="-{}", currency="{}",
                          rate="{}")  # fmt: skip
    facts, seller = sheet.facts, sheet.facts.seller
    home, credit = facts.profile.regime == "S", facts.type_code == "381"
    kind = h.titled(sheet, ("Factura de venta", "Ventas - Factura", "Factura venta"),
                    ("Abono de venta", "Factura rectificativa", "Ventas - Abono"))  # fmt: skip
    tail = escape(seller.town.split(" (")[0][6:])
    firm: list[Pair] = [
        ("Nº teléfono", seller.phone), ("Correo-e", f"<small>{seller.mail}</small>"),
        ("CIF/NIF", sheet.vat_id("seller")),
        ("Banco", sheet.pick("CaixaBank", "Banco Sabadell", "Cajamar")),
    ]  # fmt: skip
    firm += [("IBAN", sheet.iban()), ("Código SWIFT", sheet.bic())]
    firm += [("Nº vendedor", f"{sheet.rng.randint(2, 38):03} {person(sheet)}")]
    sheet.show("currency", "EUR")
    code = h.distractor(sheet, "C0####")
    about: list[Pair] = [
        ("Factura-a Nº cliente", code), ("CIF/NIF cliente", sheet.vat_id("buyer")),
        ("Nº abono" if credit else "Nº factura", sheet.number()),
        (sheet.pick("Fecha emisión documento", "Fecha registro"), sheet.date_of()),
    ]  # fmt: skip
    about += h.due(sheet, "Fecha vencimiento", "Fecha de vto.")
    if credit:
        about.append(("Corrige factura nº", h.distractor(sheet, "FV%y-#####")))
    about += [("Nº pedido", h.distractor(sheet, "PV%y-#####")),
              ("Su/Ntra. ref.", escape(facts.references["order"])),
              ("Precios IVA incluido", "No")]  # fmt: skip
    heads = (("ref", "Nº"), ("name", "Descripción"), ("qty", "Cantidad"), ("unit", "Unidad medida"),
             ("price", "Precio venta"), ("disc", "% Des&shy;cuento"), ("rate", "% IVA"),
             ("total", "Importe"))  # fmt: skip

    def barcode(line: Line) -> str:
        return f"<br><small>EAN {h.distractor(sheet, '8410########1')}</small>"

    table = h.lines(sheet, heads, more=barcode)
    table = table.replace("</tbody>", f"{_toy_sums(sheet)}</tbody>")
    spec = h.recap(sheet, (("code", "Identif. IVA"), ("rate", "% IVA"), ("basis", "Base IVA EUR"),
                           ("vat", "Importe IVA EUR"), ("gross", "Total EUR")))  # fmt: skip
    note = "" if home else ("Entrega intracomunitaria exenta de IVA, art. 25 Ley 37/1992.")
    boxes = sheet.rng.randint(3, 90)
    pay: list[Pair] = [
        ("Forma pago", "Compensación" if credit else sheet.pick("Transferencia", "Confirming")),
        ("Condiciones envío", sheet.pick("CPT", "DAP", "EXW " + tail)),
        ("Fecha envío", sheet.day(facts.delivery_date)), ("Bultos", str(boxes)),
        ("Agencia transporte", escape(facts.others[0].brand)),
    ]  # fmt: skip
    place = facts.buyer if sheet.maybe(0.5) else None
    ship = b.other(place) if place else "Misma dirección de facturación"
    face = sheet.pick("Liberation Sans", "DejaVu Sans Condensed", "Nimbus Sans")
    css = _TOYS_CSS.replace("FONT", face).replace("FAT", sheet.pick("bold", "normal"))
    logo = sheet.logo(seller.brand, sheet.pick("#d9480f", "#1971c2", "#c2255c"))
    return css + f"""<div style="text-align:SIDE">{logo}</div><div class="top"><div><div
class="to">{b.address(sheet, "buyer")}</div>{b.pair_rows(about, "kv")}</div><div><p
class="word">{kind}</p><p style="margin:0 0 4mm">Página 1</p><b>
{sheet.name("seller")}</b><br>{b.street(seller)}{b.pair_rows(firm, "kv")}</div></div>
{table}<p class="h">Especificación importes IVA</p>{spec}<p>{note}</p>{b.pair_rows(pay, "kv pay")}
<p class="h" style="margin-top:5mm">Dirección de envío</p>{ship}<p style="font-size:7pt">Juguetes
conformes a la Directiva 2009/48/CE, marcado CE. No se admiten devoluciones sin autorización previa
ni pasados 15 días de la recepción.</p><div class="foot">{escape(seller.brand)}. Inscrita en el R.M.
de {escape(seller.register)}, tomo {sheet.rng.randint(900, 3800)}, folio
{sheet.rng.randint(2, 220)}, hoja {seller.register[0]}-{h.distractor(sheet, "1#####")},
inscripción 1ª. RII-AEE y Ecoembes {h.distractor(sheet, "0####")}.</div>""".replace(
        "SIDE", sheet.pick("left", "right", "center"))  # fmt: skip


def _toy_sums(sheet: Sheet) -> str:
    """Print the sums as last rows of the list."""
    facts = sheet.facts
    wide = 7 if any(line.discount for line in facts.lines) else 6
    pairs = [("Total EUR IVA excl.", sheet.total("total_without_vat", True))]
    rate, _, vat = sheet.vat_row(facts.vat[0])
    pairs.append((f"{rate} % IVA", vat))
    pairs.append(("Total EUR IVA incl.", sheet.total("total_with_vat", True)))
    sheet.total("amount_due", True)
    css = ("first", "rest", "rest last")
    return "".join(
        f'<tr class="{c}"><td colspan="2"></td><td colspan="{wide - 2}">{k}</td>'
        f'<td class="n">{v}</td></tr>'
        for c, (k, v) in zip(css, pairs, strict=True)
    )


_STUDIES_CSS = """<style>@page { margin: 18mm 20mm 11mm } body { font: 9.5pt/1.45 "FONT";
font-variant-ligatures: none; min-height: 266mm; padding-bottom: 22mm; color: #2b2b2b } .mark {
text-align: right; margin-bottom: 12mm } .line { color: HUE; font-size: 8.5pt; margin: 0 0 9mm }
.what { font: 20pt/1.2 "FONT"; margin: 12mm 0 1.5mm; color: HUE } .lines { margin: 3mm 0 0 } .lines
th { font-weight: normal; color: #888; font-size: 8pt; border-bottom: 0.5pt solid #bbb } .lines td {
padding: 1.5mm 4px; border-bottom: 0.5pt solid #e4e4e4 } .c-qty { width: 15mm; text-align: left }
.c-name { width: 58% } .add { margin: 3mm 0 0 auto } .add td { padding: 0.7mm 4px 0.7mm 12mm } .add
tr:last-child td { border-top: 0.9pt solid HUE; font-weight: bold } .please { margin-top: 11mm;
border-left: 2.5pt solid HUE; padding-left: 4mm } .foot { font-size: 7.5pt; display: grid;
grid-template-columns: 1.1fr 1fr 1.2fr; text-align: left; color: #666; line-height: 1.45;
border-top: 0.5pt solid #bbb; padding-top: 2mm }</style>"""


@family("footprints_asked_in_a_sentence", Split.MAKING, _STUDIES, replace(_STUDIES, lines=(3, 7)),
        replace(_STUDIES, buyers=("NL",), regime="S"))  # fmt: skip
def footprints_asked_in_a_sentence(sheet: Sheet) -> str:
    """An online invoicing service: three days in one grey line, amount and day to pay in prose."""
    lodge(sheet, "Bureau {w}|{w} Duurzaam|{w} LCA Advies|{w} Kringloopadvies", "B.V.|BV|VOF",
          "Oudegracht|Nieuwe Gracht|Westersingel|Waalkade",
          "3511 AB Utrecht=Utrecht=+31 30|6511 XP Nijmegen=Arnhem=+31 24"
          "|3014 GS Rotterdam=Rotterdam=+31 10|2611 RR Delft=Den Haag=+31 15")  # fmt: skip
    h.adopt(sheet, ("%Y-0###", "%Y####", "F%Y-###", "%y.0##"), ("long", "%d-%m-%Y", "%d-%m-%Y"),
            ("C%Y-0##", "CF%Y###"))  # fmt: skip
    sheet.style = replace(sheet.style, thousands=".", point=",", minus="-{}", rate="{}%",
                          currency=sheet.pick("€ {}", "€\u00a0{}"))  # fmt: skip
    facts, seller = sheet.facts, sheet.facts.seller
    home, credit = facts.profile.regime == "S", facts.type_code == "381"
    kind = h.titled(sheet, ("Factuur",), ("Creditfactuur", "Creditnota"))
    between = sheet.pick(" &middot; ", " | ", " &nbsp;&nbsp; ")
    sent = sheet.pick("Verstuurd op", "Factuurdatum", "Datum")
    dated = [f"{sent} {sheet.date_of()}"]
    if credit:
        dated.append(f"Corrigeert factuur {h.distractor(sheet, '%Y-0###')}")
    dated.append(f"Uw kenmerk {escape(facts.references['order'])}")
    dated.append(f"Werk afgerond {sheet.day(facts.delivery_date)}")
    line = between.join(f"<nobr>{part}</nobr>" for part in dated)
    heads: list[tuple[str, str]] = [("qty", "Aantal"), ("unit", ""), ("name", "Omschrijving"),
                                    ("price", "Tarief"), ("total", "Bedrag")]  # fmt: skip
    if home:
        heads.insert(4, ("rate", "Btw"))
    pairs: list[Pair] = []
    if home:
        pairs.append(("Subtotaal", sheet.total("total_without_vat")))
        rate, _, vat = sheet.vat_row(facts.vat[0])
        pairs.append((f"{rate} btw", sheet.show("total_vat", f"€ {vat}")))
    else:
        pairs.append(("Totaal exclusief btw", sheet.total("total_without_vat")))
        pairs.append(("Btw verlegd", sheet.total("total_vat")))
    pairs.append((sheet.pick("Totaal", "Totaalbedrag"), sheet.total("total_with_vat")))
    number = sheet.number()
    if credit:
        ask = f"We verrekenen {sheet.total('amount_due')} met uw eerstvolgende factuur."
    else:
        ask = f"""We verzoeken u vriendelijk {sheet.total("amount_due")}
{sheet.pick("vóór of uiterlijk op", "uiterlijk op")} {sheet.date_of("due_date")} over te maken naar
{sheet.iban()} (BIC {sheet.bic()}) ten name van {escape(seller.brand)}, onder vermelding van
{number}."""
    law = ""
    if not home:
        law = f"""<p>Btw verlegd naar de afnemer, artikel 44 en 196 btw-richtlijn. Btw-nummer
afnemer {sheet.vat_id("buyer")}.</p>"""
    css = _STUDIES_CSS.replace("FONT", sheet.pick("URW Gothic", "DejaVu Sans Light", "Nimbus Sans"))
    hue = sheet.pick("#2f7d5b", "#1c6ea4", "#b3541e")
    project = f"""Project: {sheet.pick("verpakking", "productlijn", "gevelpanelen", "kantoorstoel")}
{escape(facts.buyer.brand)}, {h.distractor(sheet, "P%y##")}"""
    return css.replace("HUE", hue) + f"""<div class="mark">{sheet.logo(seller.brand, hue)}</div>
<div>{b.address(sheet, "buyer")}<br>t.a.v. {sheet.pick("crediteurenadministratie",
"afdeling inkoop", "de administratie")}</div><p class="what">{kind} {number}</p><p class="line">
{line}</p><p style="margin:0">{project}</p>{h.lines(sheet, heads)}
{b.pair_rows(pairs, "add")}<p class="please">{ask}</p>{law}<p style="font-size:8pt;color:#777">
Vragen over deze {"creditering" if credit else "factuur"}? Mail {seller.mail} of bel {person(sheet)}
op {seller.phone}. Deze PDF is verstuurd via ons online factuurprogramma; een UBL-bestand is
bijgevoegd.</p><div class="foot"><div>{sheet.name("seller")}<br>{b.street(seller)}<br>
{sheet.country("seller")}</div><div>
KvK {h.distractor(sheet, "6#######")}<br>Btw {sheet.vat_id("seller")}<br>{seller.site}</div><div>
{sheet.pick("Triodos Bank", "ING", "Rabobank", "bunq")}<br>{sheet.iban()}<br>Op onze opdrachten is
DNR 2011 van toepassing</div></div>"""  # fmt: skip
