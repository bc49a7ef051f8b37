"""Layouts of two senders: a Galician cannery, a Dutch inspector of roofs by drone."""

from dataclasses import replace
from decimal import Decimal
from html import escape

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.corporations import groups
from tests.layouts.facts import Profile
from tests.layouts.families import Split, family
from tests.layouts.lodging import lodge
from tests.layouts.natives import person
from tests.layouts.sheet import Sheet
from tests.layouts.squares import square

_TINS = Profile("conservas", "ES", "es", buyers=("FR",), regime="K", lines=(3, 8), credit=0.1,
                prepaid=0, adjustments=("shipping",), line_discounts=True)  # fmt: skip
_DRONES = Profile("drone_inspectie", "NL", "nl", buyers=("FR",), regime="AE", lines=(2, 6),
                  credit=0.08, prepaid=0.2)  # fmt: skip

_TINS_CSS = """<style>@page { margin: 10mm 10mm 10mm 7mm } body { font: 8.5pt "FONT";
min-height: 275mm; padding: 0.1mm 0 52mm 11mm } .edge { position: absolute; left: 1mm; top: 262mm;
width:
250mm; transform-origin: 0 0; transform: rotate(-90deg); font-size: 6.5pt; color: #333;
white-space: nowrap } .band { background: HUE; color: #fff; padding: 3mm 4mm; font-size: 16pt }
.band small { display: block; font-size: 8pt } .who { display: grid; gap: 5mm;
grid-template-columns: 1fr 88mm 27mm; margin: 4mm 0 } .who .to { border: 0.8pt solid HUE; padding:
2.5mm 3mm; font-size: 9.5pt } .qr { width: 27mm } .code { font-size: 6.5pt; text-align: center }
.strip { width: 100%; margin-bottom: 3mm } .strip th { background: HUE; color: #fff; font-size: 7pt;
text-align: center } .strip td { border: 0.6pt solid HUE; text-align: center } .lines th {
border-bottom: 1pt solid HUE; font-size: 7.5pt } .note { margin: 3mm 0 0; font-style: italic }
.c-name { width: 46% } .base { position: absolute; bottom: 0; left: 11mm; right: 0 } .sums
{ display:
grid; grid-template-columns: 46mm 1fr; gap: 3mm; margin-bottom: 3mm } .grand { border: 1.4pt solid
HUE; text-align: center; font-size: 15pt; font-weight: bold; padding: 3mm 1mm } .grand small {
display: block; font-size: 7.5pt; font-weight: normal } .vat, .more { width: 100% } .vat td,
.vat th, .more td, .more th { border: 0.6pt solid HUE; text-align: center; font-size: 8pt }
.vat th, .more th { font-size: 6.5pt; background: #eef1f4 } .pay { border-top: 0.6pt solid HUE;
padding-top: 1.5mm; line-height: 1.5 }</style>"""


@family("tins_with_tax_code", Split.MAKING, _TINS, replace(_TINS, lines=(6, 13)),
        replace(_TINS, buyers=("ES",), regime="S"))  # fmt: skip
def tins_with_tax_code(sheet: Sheet) -> str:
    """A Spanish program: tax number up the left edge, delivery notes, the great sum at left."""
    lodge(sheet, "Conservas {w}|Conservera {w}|Hijos de {w}|{w} Conservas Artesanas", "S.L.|S.A.",
          "Rúa do Porto|Avda. da Conserveira|Lugar Testos|Rúa Peirao",
          "15940 Pobra do Caramiñal (A Coruña)=A Coruña=+34 981"
          "|36940 Cangas do Morrazo (Pontevedra)=Pontevedra=+34 986"
          "|39740 Santoña (Cantabria)=Santander=+34 942")  # fmt: skip
    h.adopt(sheet, ("A/%y######", "FV%y-####", "1 / ######", "%y.####"), ("%d/%m/%Y", "%d-%m-%Y",
            "%d/%m/%y"), ("AB/%y####", "R%y-####"))  # fmt: skip
    facts, hue = sheet.facts, sheet.pick("#12355b", "#8c2f1b", "#20504f")
    seller, home = facts.seller, facts.profile.regime == "S"
    credit = facts.type_code == "381"
    kind = h.titled(sheet, ("FACTURA", "Factura", "FACTURA DE VENTA"), ("FACTURA RECTIFICATIVA",
                                                                     "ABONO"))  # fmt: skip
    code = sheet.show("currency", sheet.pick("EUR", "€", "Euros"))
    strip: list[Pair] = [
        (sheet.pick("Nº FRA.", "SERIE / NÚMERO", "NÚM. DOCUMENTO"), sheet.number()),
        (sheet.pick("FECHA FRA.", "FECHA", "FECHA EXPED."), sheet.date_of()),
        ("CÓD. CLIENTE", h.distractor(sheet, "4300####")),
        (sheet.pick("N.I.F.", "N.I.F./V.A.T."), sheet.vat_id("buyer")),
        ("RUTA", h.distractor(sheet, "##")),
        ("HOJA", "1 / 1"),
    ]
    heads = (("qty", "CANT."), ("unit", "U."), ("name", "CONCEPTO"), ("=L%j-##", "LOTE"),
             ("price", "PRECIO"), ("disc", "% DTO"), ("rate", "% IVA"),
             ("total", "IMPORTE"))  # fmt: skip
    body = ""
    for place, run in enumerate(groups(sheet, 2, 6)):
        word = "Devolución s/albarán" if credit else "Albarán"
        body += f"""<p class="note">{word} {h.distractor(sheet, "%y/0####")} de
{h.day(sheet, place - 12)}. Su pedido {h.distractor(sheet, "P-####")}</p>
{h.lines(sheet, heads, chosen=run)}"""
    freight = sum((it.amount for it in facts.adjustments), Decimal("0.00"))
    more: list[Pair] = [
        ("SUMA IMPORTES", sheet.amount(facts.line_sum)),
        ("PORTES", sheet.amount(freight) if freight else ""),
        (sheet.pick("TOTAL BASES", "TOTAL B.I."), sheet.total("total_without_vat", True)),
        (sheet.pick("TOTAL CUOTAS", "TOTAL IVA"), sheet.total("total_vat", True)),
        ("IRPF", ""),
    ]
    vat = h.recap(sheet, (("basis", "BASE IMP."), ("rate", "TIPO IVA"), ("vat", "CUOTA IVA")))
    law = "" if home else """Entrega intracomunitaria exenta de IVA (art. 25 Ley 37/1992). Mercancía
expedida a Francia. """  # fmt: skip
    pay = "El importe se compensará en el próximo giro. "
    if not credit:
        until = "".join(f"{k} {v}: " for k, v in h.due(sheet, "Vto.", "Vencimiento", "Vence el"))
        way = "Transferencia a" if not home or sheet.maybe() else "Ingreso en cuenta"
        pay = f"{until}{sheet.total('amount_due', True)} {code}. {way} "
        pay += h.told(sheet, "{iban} (BIC {bic}). ")
    if credit:
        pay += f"Rectifica la factura {h.distractor(sheet, 'FV%y-####')} de {h.day(sheet, -34)}."
    link = f"https://prewww2.aeat.example/wlpl/TIKE-CONT/ValidarQR?nif={seller.vat_id[2:]}"
    link += f"&numserie={facts.number}&fecha={facts.issue_date:%d-%m-%Y}"
    css = _TINS_CSS.replace("HUE", hue)
    css = css.replace(
        "FONT", sheet.pick("Liberation Sans", "Liberation Sans Narrow", "DejaVu Sans")
    )
    word = "TOTAL ABONO" if credit else sheet.pick("TOTAL FACTURA", "LÍQUIDO", "IMPORTE TOTAL")
    town = escape(seller.register)
    return css + f"""<div class="edge">{h.told(sheet, "{name} - C.I.F. {vat}")} - Inscrita en el
Registro Mercantil de {town}, tomo {h.distractor(sheet, "2###")}, folio
{h.distractor(sheet, "1##")}, hoja {h.distractor(sheet, "C-2####")}, inscripción 1ª - R.S.I.
12.0{h.distractor(sheet, "####")}/C</div><div class="band">{escape(seller.brand)}<small>
Conservas de pescado y marisco de las rías</small></div><div class="who"><div>{kind}<br><br>
{h.told(sheet, "{street}<br>Tel. {phone}<br>{mail}")}</div><div class="to">
{b.address(sheet, "buyer")}</div><div class="code">{square(link)}<br>QR tributario<br>VERI*FACTU
</div></div>{b.pair_boxes(strip, "strip")}{body}<div class="base"><div class="sums"><div
class="grand"><small>{word} ({code})</small>{sheet.total("total_with_vat", True)}</div><div>
{b.pair_boxes(more, "more")}<div style="height:2mm"></div>{vat}</div></div><div class="pay">{pay}
<br>{law}Consérvese en lugar fresco y seco. Para cualquier litigio, los juzgados de {town}. Sus
datos
se tratan conforme al RGPD; puede ejercer sus derechos en {seller.mail}</div></div>"""  # fmt: skip


_DRONES_CSS = """<style>@page { margin: 0 } body { font: 9.5pt "FONT"; min-height: 0; height: 296mm;
padding: 0; color: #26303a; line-height: 1.4;
font-variant-ligatures: none } .sky { background: TINT; padding: 12mm 18mm 9mm;
display: flex; justify-content: space-between; align-items: center } .sky big { font-size: 24pt;
color: HUE; font-weight: bold } .sky .logo { max-height: 10mm; mix-blend-mode: multiply }
.in { margin: 8mm 18mm } .two { display: grid; grid-template-columns: 1fr 60mm; gap: 8mm }
.two dl { margin: 0; font-size: 8.5pt } dt { color: #76828f; font-size: 7.5pt; margin-top: 2mm }
dd { margin: 0 } .tell { font-size: 12.5pt; margin: 9mm 0 5mm } .lines th { color: #76828f;
font-weight: normal; font-size: 8pt; border-bottom: 0.8pt solid HUE } .lines td { padding: 1.6mm
4px;
border-bottom: 0.5pt solid #dde3e8 } .lines small { color: #76828f } .sums { margin: 3mm 0 0 auto;
width: 92mm } .sums td { padding: 0.8mm 4px } .sums .g { color: HUE; font-weight: bold }
.pay { display: grid; grid-template-columns: 27mm 1fr; gap: 5mm; margin-top: 8mm; align-items:
center } .qr { width: 26mm } .low { position: absolute; left: 18mm; right: 18mm; bottom: 9mm;
display: flex; justify-content: space-between; gap: 4mm; font-size: 7pt; color: #55606b; border-top:
0.5pt
solid #c4ccd3; padding-top: 2mm }</style>"""


@family("roofs_seen_by_drone", Split.JUDGING, _DRONES, replace(_DRONES, lines=(1, 3)),
        replace(_DRONES, buyers=("NL",), regime="S"))  # fmt: skip
def roofs_seen_by_drone(sheet: Sheet) -> str:
    """An online service: what to pay in a band at the top, number and day told in one sentence."""
    lodge(sheet, "{w} Luchtinspectie|Bovenaf|Dakoog|{w} Drone-inspecties|Hoogwerk Data",
          "B.V.|BV|VOF",
          "Luchthavenweg|Vliegveldstraat|Havenstraat|Nijverheidsweg",
          "7323 AM Apeldoorn=Apeldoorn=+31 55|4631 RA Hoogerheide=Breda=+31 164"
          "|8218 NJ Lelystad=Lelystad=+31 320")  # fmt: skip
    h.adopt(sheet, ("%Y-0###", "%Y####", "F%y.###", "V-%Y-###"), ("long", "%d-%m-%Y"),
            ("C%Y-0##", "%Y-C##"))  # fmt: skip
    facts, home = sheet.facts, sheet.facts.profile.regime == "S"
    seller, credit = facts.seller, facts.type_code == "381"
    sheet.style = replace(sheet.style, currency=sheet.pick("€ {}", "€\u00a0{}", "EUR {}"))
    hue, tint = sheet.pick(("#1b6ca8", "#e3f0f9"), ("#a23b72", "#f8e9f1"), ("#2f6f3e", "#e6f3e8"))
    kind = h.titled(sheet, ("Factuur", "Factuur", "Declaratie"), ("Creditnota", "Creditfactuur"))
    asked = "Alles is al voldaan"
    if credit:
        asked = f"U ontvangt van ons<br><big>{sheet.total('amount_due')}</big>"
    elif facts.amount_due:
        word = sheet.pick("graag uiterlijk", "vóór of op", "te voldoen tot en met")
        asked = f"""{sheet.pick("Nog te betalen", "Te betalen")}<br><big>
{sheet.total("amount_due")}</big><br>{word} {sheet.date_of("due_date")}"""
    number = sheet.number()
    tell = f"{kind} <b>{number}</b> {sheet.pick('van', 'opgemaakt op', 'd.d.')} {sheet.date_of()}"
    if credit:
        tell += f", correctie op factuur {h.distractor(sheet, '%Y-0###')}"
    site = sheet.pick("distributiecentrum, dakvlakken A t/m D", "zonnepark, velden 1 en 2",
                      "kantoorgebouw, west- en noordgevel",
                      "fabriekshal met schoorsteen")  # fmt: skip
    heads = (("name", "Omschrijving"), ("qty", "Aantal"), ("unit", "Per"), ("price", "Tarief"),
             ("rate", "Btw"), ("total", "Bedrag"))  # fmt: skip
    sums: list[Pair] = [(sheet.pick("Totaal zonder btw", "Subtotaal"),
                         sheet.total("total_without_vat"))]  # fmt: skip
    if home:
        sums += h.vat_sums(sheet, "Btw {rate} over {basis}", "", bare=False)
        sheet.total("total_vat")
    else:
        _, _, vat = sheet.vat_row(facts.vat[0])
        sums.append(("Btw verlegd", vat))
    sums.append((f'<span class="g">{sheet.pick("Totaal", "Totaal met btw")}</span>',
                 f'<span class="g">{sheet.total("total_with_vat")}</span>'))  # fmt: skip
    if facts.prepaid:
        paid = f"Aanbetaling ontvangen op {h.day(sheet, -16)}"
        sums.append((paid, f"- {sheet.total('prepaid')}"))
        sums.append((sheet.pick("Restant", "Rest te betalen"), sheet.total("amount_due")))
    law = "" if home else f"""<p>Btw verlegd naar de afnemer (artikel 196 van de btw-richtlijn). Uw
btw-nummer: {sheet.vat_id("buyer")}</p>"""  # fmt: skip
    pay = ""
    if not credit and facts.amount_due:
        text = f"BCD\n002\n1\nSCT\n{facts.bic}\n{seller.name}\n{facts.iban}\nEUR{facts.amount_due}"
        pay = f"""<div class="pay">{square(text)}<div>Scan de code met uw bank-app, of maak het
bedrag
over op {h.told(sheet, "<b>{iban}</b> (BIC {bic}) t.n.v. {name}")} onder vermelding van
{number}.</div>
</div>"""  # fmt: skip
    data: list[Pair] = [
        ("Uw opdracht", h.distractor(sheet, sheet.pick("PO ####", "OPD-%y###"))),
        ("Vluchtdatum", sheet.day(facts.delivery_date)),
        ("Piloot", f"{person(sheet)}, EASA A2 / STS"),
        ("Klantcode", h.distractor(sheet, "K-0###")),
    ]
    listed = "".join(f"<dt>{k}</dt><dd>{v}</dd>" for k, v in data)
    css = _DRONES_CSS.replace("HUE", hue).replace("TINT", tint)
    css = css.replace("FONT", sheet.pick("Liberation Sans", "Nimbus Sans", "URW Gothic"))
    return css + f"""<div class="sky"><div>{sheet.logo(seller.brand, hue)}<br>Inspectie vanuit de
lucht</div><div style="text-align:right">{asked}</div></div><div class="in"><div class="two"><div>
{b.address(sheet, "buyer")}</div><dl>{listed}</dl></div><p class="tell">{tell}</p><p>Inspectie
{site}</p>{h.lines(sheet, heads)}{b.pair_rows(sums, "sums")}{law}{pay}</div><div class="low"><div>
{h.told(sheet, "{name}<br>{street}")}</div><div>{h.told(sheet, "{phone}<br>{mail}<br>{site}")}</div>
<div>KVK {h.distractor(sheet, "8#######")}<br>{h.told(sheet, "Btw-id {vat}")}<br>ILT-operatornr.
NLD{h.distractor(sheet, "##########")}</div><div>Verzekerd tot 2,5 miljoen<br>Algemene voorwaarden:
<br>zie onze site</div></div>"""  # fmt: skip
