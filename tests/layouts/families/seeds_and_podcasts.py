"""Layouts of a Spanish seed house's program, and of a Dutch studio that bills online."""

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
from tests.layouts.squares import square

_SEEDS = Profile("semillas", "ES", "es", buyers=("FR",), regime="K", lines=(2, 7), prepaid=0,
                 credit=0.1, line_discounts=True)  # fmt: skip
_PODCASTS = Profile("podcasts", "NL", "nl", buyers=("FR",), regime="AE", lines=(1, 5), prepaid=0.2,
                    credit=0.06)  # fmt: skip

_SEEDS_CSS = """<style>@page { margin: 10mm 12mm 9mm 12mm } body { font: 8.8pt "FONT";
min-height: 276mm; height: 276mm; padding: 0 0 0 9mm; display: flex; flex-direction: column;
font-variant-ligatures: none } .spine { position: absolute; left: 0; bottom: 0; height: 250mm;
writing-mode: vertical-rl; transform: rotate(180deg); font-size: 6pt; color: #555; text-align: left
} .top { display: grid; grid-template-columns: 34mm 1fr 62mm; gap: 5mm } .qr { width: 32mm; display:
block } .veri { font-size: 6.2pt; text-align: center; line-height: 1.25 } .own { font-size: 7.8pt;
line-height: 1.45 } .ref { border: 1pt solid HUE; border-radius: 2.5mm; padding: 2mm 3mm } .ref b {
font-size: 11pt } .ref div { display: flex; justify-content: space-between; padding: 0.4mm 0 } .ref
.kind { color: HUE; font-weight: bold; font-size: 12pt } .to { display: grid; grid-template-columns:
1fr 1fr; margin: 5mm 0; border: 1pt solid HUE; border-radius: 2.5mm } .to > div { padding: 2mm 3mm }
.to > div + div { border-left: 0.5pt dashed HUE } .to i { font-size: 7pt; color: HUE } .lines th {
border-bottom: 1pt solid HUE; color: HUE; font-size: 7.5pt } .lines td { border-bottom: 0.3pt dotted
#888; padding: 1mm 4px } .lines small { font-size: 7pt; color: #555 } .c-name { width: 44% } .end {
margin-top: auto; display: grid; grid-template-columns: 1fr 58mm; gap: 5mm; align-items: end } .vat
{
width: 100%; border: 0.5pt solid HUE } .vat th { background: TINT; font-size: 7pt } .vat th, .vat
td {
text-align: right } .due { width: 100%; margin-top: 2mm; border: 0.5pt solid HUE } .due th {
background: TINT; font-size: 7pt } .sum { background: HUE; color: #fff; border-radius: 2.5mm;
padding:
3mm; text-align: center } .sum b { font-size: 17pt; display: block } .law { font-size: 7pt;
line-height: 1.4; margin-top: 3mm }</style>"""


@family("seeds_with_tax_square", Split.MAKING, _SEEDS, replace(_SEEDS, lines=(5, 10)),
        replace(_SEEDS, buyers=("ES",), regime="S"))  # fmt: skip
def seeds_with_tax_square(sheet: Sheet) -> str:
    """A program of the tax office's new kind: its square at head, register up the side, lots."""
    lodge(
        sheet,
        "Semillas {w}|Semilleros {w}|{w} Seeds|Hijos de {w} Semillas",
        "S.L.|S.A.|S.L.U.",
        "Camino de la Torre,|Avda. de la Innovación,|C/ Ronda Norte,|Pol. Ind. La Redonda, nave",
        "04710 El Ejido (Almería)=Almería=+34 950|30700 Torre Pacheco (Murcia)=Murcia=+34 968"
        "|31500 Tudela (Navarra)=Navarra=+34 948|46680 Algemesí (Valencia)=Valencia=+34 96",
    )
    h.adopt(sheet, ("FV%y-####", "A/%y/#####", "%Y-A-####", "SE1 %y0###"), ("%d/%m/%Y",
            "%d-%m-%Y", "%d/%m/%Y"), ("FR%y-###", "R/%y/####"))  # fmt: skip
    sheet.style = replace(sheet.style, currency=sheet.pick("{} {s}", "{}{s}"), thousands=".")
    facts = sheet.facts
    hue, tint = sheet.pick(("#3a7d34", "#e5f0e2"), ("#b5541c", "#f8e9df"), ("#24507a", "#e1eaf2"))
    home, credit = facts.profile.regime == "S", facts.type_code == "381"
    kind = h.titled(sheet, ("FACTURA", "Factura de venta"), ("FACTURA RECTIFICATIVA",))
    number, host = facts.number.replace(" ", "%20"), "https://sede.example/vf"
    code = square(f"{host}?nif={facts.seller.vat_id[2:]}&n={number}&t={facts.total_with_vat}")
    pairs: list[Pair] = [
        (sheet.pick("N.º factura", "Núm.", "Serie y número"), f"<b>{sheet.number()}</b>"),
        (sheet.pick("Expedida el", "Fecha expedición", "Fecha"), f"<b>{sheet.date_of()}</b>"),
        ("Rectifica" if credit else "Albarán", h.distractor(sheet, "A/%y/#####" if credit
         else "ALB%y/####")),
        ("Pedido", h.distractor(sheet, "WEB-#####")),
        ("Cliente", h.distractor(sheet, "4300####")),
    ]  # fmt: skip
    ref = "".join(f"<div><span>{k}</span><span>{v}</span></div>" for k, v in pairs)

    def lot(line: Line) -> str:
        if line.unit not in ("millar", "kg"):
            return ""
        sprouts = sheet.pick(88, 91, 94, 97)
        return f"<br><small>Lote {h.distractor(sheet, '%y@####')} · Germ. {sprouts} %</small>"

    heads = (("qty", "Cant."), ("unit", "Ud."), ("name", "Variedad / producto"), ("price",
"Precio"),
             ("disc", "Dto. %"), ("rate", "IVA %"), ("total", "Importe"))  # fmt: skip
    recap = h.recap(sheet, (("basis", "Base"), ("rate", "% IVA"), ("vat", "Cuota"),
                            ("gross", "Base + cuota")))  # fmt: skip
    recap = recap.replace("</tbody>", f"""<tr><td><b>{sheet.total("total_without_vat",
True)}</b></td>
<td></td><td><b>{sheet.total("total_vat", True)}</b></td><td></td></tr></tbody>""")  # fmt: skip
    gross = sheet.total("total_with_vat")
    law = (
        ""
        if home
        else """Entrega intracomunitaria exenta de IVA (artículo 25 de la Ley
37/1992). Intra-Community supply, art. 138 Directive 2006/112/EC. """
    )
    css = _SEEDS_CSS.replace(
        "FONT", sheet.pick("Liberation Sans", "Nimbus Sans", "Liberation Serif")
    )
    css = css.replace("HUE", hue).replace("TINT", tint)
    return css + f"""<div class="spine">{h.told(sheet,
"{name} - Inscrita en el R. M. de {register}")}
, tomo {h.distractor(sheet, "####")}, libro 0, folio {h.distractor(sheet, "##")}, hoja
{h.distractor(sheet, "@@-#####")}, inscripción 1.ª - CIF {facts.seller.vat_id[2:]} - Operador
profesional autorizado ES {h.distractor(sheet, "04 ####")}</div><div class="top"><div><div
class="veri">QR tributario:</div>{code}<div class="veri">Factura verificable en la sede electrónica
de
la AEAT<br>VERI*FACTU</div></div><div class="own">{sheet.logo(facts.seller.brand, hue)}<br>
{h.told(sheet, "<b>{name}</b><br>{street}<br>Tel. {phone}<br>{mail}<br>NIF-IVA {vat}")}</div><div
class="ref"><div class="kind">{kind}</div>{ref}</div></div><div class="to"><div><i>Facturar
a</i><br>
{b.address(sheet, "buyer")}<br>NIF-IVA: {sheet.vat_id("buyer")}</div><div><i>Entregado en</i><br>
{sheet.pick("La misma dirección", "Almacén del cliente", "Recogido en nuestras instalaciones")}<br>
{sheet.pick("Agencia", "Transportista")}: {escape(facts.others[0].brand)}<br>Fecha de entrega:
{sheet.day(facts.delivery_date)}<br>Le atendió: {person(sheet)}</div></div>
{h.lines(sheet, heads, more=lot)}<div class="end"><div>{recap}{_seed_due(sheet)}</div><div
class="sum">
{"Total a abonar" if credit else sheet.pick("Total factura", "Total a pagar", "TOTAL")}<b>{gross}
</b></div></div><div class="law">{law}Pasaporte fitosanitario en el envase. La responsabilidad del
vendedor se limita al valor de la semilla suministrada. No se admiten devoluciones de sobres
abiertos
ni reclamaciones pasados 15 días desde la recepción.</div>"""  # fmt: skip


def _seed_due(sheet: Sheet) -> str:
    """Print how and when to pay, as a row of a table."""
    owed = sheet.total("amount_due", True)
    if not h.is_payable(sheet):
        return ""
    pairs: list[Pair] = [
        ("Vencimiento", sheet.date_of("due_date")),
        ("Importe", owed),
        ("Medio de pago", sheet.pick("Transferencia", "Transf. bancaria")),
        ("Cuenta", h.told(sheet, "{iban}<br>BIC {bic}")),
    ]
    return b.pair_boxes(pairs, "due")


_PODCASTS_CSS = """<style>@page { margin: 18mm 20mm 12mm } body { font: 9.6pt "FONT"; color: #222;
min-height: 265mm; padding-bottom: 16mm; line-height: 1.5; font-variant-ligatures: none } .top {
display: grid; grid-template-columns: 1fr 62mm; gap: 8mm } .own { font-size: 8.6pt; line-height: 1.6
} .logo { max-height: 14mm; max-width: 60mm; margin: 0 0 4mm -2mm } .to { padding-top: 26mm } h1 {
font-size: 21pt; font-weight: normal; color: HUE; margin: 14mm 0 3mm } .meta td { padding: 0 8mm 0 0
} .meta .l { color: #777 } .items { width: 100%; margin-top: 9mm } .items th { font-weight: normal;
color: #777; border-bottom: 1.2pt solid HUE; padding: 1mm 0 } .items td { padding: 1.6mm 0;
border-bottom: 0.4pt solid #ddd } .items td.q { width: 31mm; white-space: nowrap } .items .n {
padding-left:
4mm } .items small { color: #777; font-size: 8.3pt } .items .s td { border: 0; padding: 0.8mm 0 }
.items .s .k { text-align: right } .items .f td { padding-top: 3mm } .items .t td { font-weight:
bold;
font-size: 11pt } .ask { margin-top: 12mm } .scan { float: right; margin:
8mm 0 0 8mm; font-size: 7.6pt; text-align: center; color: #777 } .qr { width: 26mm } .foot {
text-align: left; font-size: 7.6pt; color: #777;
border-top: 0.4pt solid #ddd; padding-top: 2mm }</style>"""


@family("podcasts_kindly_requested", Split.JUDGING, _PODCASTS, replace(_PODCASTS, lines=(2, 3)),
        replace(_PODCASTS, buyers=("NL",), regime="S"))  # fmt: skip
def podcasts_kindly_requested(sheet: Sheet) -> str:
    """An online billing service: quantity with a cross, the sum and the day asked in a sentence."""
    lodge(sheet, "Podcaststudio {w}|Studio {w} Audio|{w} Luistermakers|De Geluidskamer {w}",
          "B.V.|VOF|B.V.", "Ceintuurbaan|Oudegracht|Witte de Withstraat|Koekoekstraat",
          "3512 NV Utrecht=Utrecht=+31 30|1072 GN Amsterdam=Amsterdam=+31 20"
          "|3012 BR Rotterdam=Rotterdam=+31 10|6821 CJ Arnhem=Arnhem=+31 26")  # fmt: skip
    h.adopt(sheet, ("%Y-00##", "%Y0###", "PS%Y-0##", "%y###"), ("%d-%m-%Y", "long", "long"),
            ("C%Y-0##", "%Y-00##"))  # fmt: skip
    sheet.style = replace(sheet.style, currency=sheet.pick("{s} {}", "{s}\u00a0{}"), rate="{}%")
    facts, hue = sheet.facts, sheet.pick("#e4572e", "#2e6f95", "#6b4ea0", "#1a936f")
    home, credit = facts.profile.regime == "S", facts.type_code == "381"
    kind = h.titled(sheet, ("Factuur",), ("Creditfactuur", "Creditnota"))
    pairs: list[Pair] = [
        ("Creditfactuurnummer" if credit else "Factuurnummer", sheet.number()),
        (sheet.pick("Datum", "Factuurdatum"), sheet.date_of()),
        *h.due(sheet, "Vervaldatum", "Uiterste betaaldatum"),
        ("Referentie", f"seizoen {sheet.rng.randint(1, 4)}, {h.distractor(sheet, 'Q####')}"),
    ]  # fmt: skip
    if credit:
        pairs.append(("Bij factuur", h.distractor(sheet, "%Y-00##")))
    law = "" if home else """<br><small>btw verlegd / autoliquidation de la TVA,
art. 196 btw-richtlijn 2006/112/EG</small>"""  # fmt: skip
    rows = "".join(_podcast(sheet, line) for line in facts.lines)
    css = _PODCASTS_CSS.replace("FONT", sheet.pick("Liberation Sans", "Nimbus Sans", "DejaVu Sans"))
    registry, code = h.distractor(sheet, "7#######"), ""
    if h.is_payable(sheet) and sheet.maybe(0.4):
        link = square(f"https://betaal.example/{sheet.rng.randint(10**9, 10**10)}")
        code = f'<div class="scan">{link}<br>Scan om te betalen</div>'
    return css.replace("HUE", hue) + f"""<div class="top"><div class="to">{b.address(sheet,
"buyer")}
<br>Btw-nummer {sheet.vat_id("buyer")}</div><div class="own">
{sheet.logo(facts.seller.brand, hue)}<br>{h.told(sheet, "{name}<br>{street}<br>Nederland")}<br><br>
{h.told(sheet, "{mail}<br>{phone}")}<br>KvK {registry}<br>Btw-id
{sheet.vat_id("seller")}</div></div>
<h1>{kind}</h1>{b.pair_rows(pairs, "meta").replace('class="n"', "")}<table
class="items"><tr><th></th>
<th>Omschrijving</th><th class="n">Bedrag</th><th class="n">Totaal</th><th class="n">Btw</th></tr>
{rows}{_podcast_sums(sheet)}</table>{law}{code}<p class="ask">{_podcast_asks(sheet)}</p><p>
{sheet.pick("Hartelijke groet,", "Met vriendelijke groet,", "Dank voor de samenwerking!")}<br>
{person(sheet)}</p><div class="foot">Op al onze opdrachten zijn onze algemene voorwaarden van
toepassing, gedeponeerd bij de KvK onder {registry}. Muziekrechten (Buma/Stemra) zijn niet
inbegrepen.</div>"""  # fmt: skip


def _podcast(sheet: Sheet, line: Line) -> str:
    """Print a line: so many times something."""
    unit = {"uur": "uur", "dagdeel": "dagdeel", "stuk": "", "aflevering": "afl."}[line.unit]
    rate = f"{sheet.cell(line, 'rate')}" if line.rate else "verlegd"
    return f"""<tr><td class="q">{sheet.cell(line, "qty")} {unit} ×</td><td>{escape(line.name)}</td>
<td class="n">{sheet.cell(line, "price")}</td><td class="n">{sheet.cell(line, "total")}</td>
<td class="n">{rate}</td></tr>"""


def _podcast_sums(sheet: Sheet) -> str:
    """Print the sums as rows of the lines' table."""
    facts = sheet.facts
    rate, _, _ = sheet.vat_row(facts.vat[0])
    tax = f"{rate} btw" if facts.profile.regime == "S" else f"Btw verlegd ({rate})"
    pairs = [("Subtotaal", sheet.total("total_without_vat")), (tax, sheet.total("total_vat"))]
    pairs.append(("Totaal", sheet.total("total_with_vat")))
    css = ["s f", "s", "s t"]
    if facts.prepaid:
        pairs.append(("Reeds voldaan", sheet.total("prepaid")))
        pairs.append(("Nog te voldoen", sheet.total("amount_due")))
        css += ["s", "s t"]
    return "".join(
        f'<tr class="{c}"><td></td><td colspan="2" class="k">{k}</td><td class="n">{v}</td></tr>'
        for c, (k, v) in zip(css, pairs, strict=True)
    )


def _podcast_asks(sheet: Sheet) -> str:
    """Ask for the money, or say when it comes back."""
    owed = sheet.total("amount_due")
    if not h.is_payable(sheet):
        return f"Het creditbedrag ({owed}) maken we binnen 14 dagen over op je rekening."
    until = sheet.date_of("due_date")
    to = h.told(sheet, "{iban} (BIC {bic}) ten name van {name}")
    return sheet.pick(
        f"We verzoeken je vriendelijk om {owed} vóór {until} over te maken naar {to}, onder"
        f" vermelding van {sheet.number()}.",
        f"Graag ontvangen we {owed} uiterlijk {until} op {to}, met het factuurnummer erbij.",
    )
