"""Layouts of two makers of small goods: Italian buttons, Spanish knives."""

from dataclasses import replace
from html import escape

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Profile
from tests.layouts.families import Split, family
from tests.layouts.lodging import lodge
from tests.layouts.natives import person
from tests.layouts.sheet import Sheet

_BUTTONS = Profile("bottoni", "IT", "it", buyers=("FR",), regime="K", lines=(3, 8), prepaid=0,
                   credit=0.1, adjustments=("shipping",))  # fmt: skip
_BLADES = Profile("cuchilleria", "ES", "es", buyers=("FR",), regime="K", lines=(3, 9), prepaid=0,
                  credit=0.1, line_discounts=True, adjustments=("shipping",))  # fmt: skip

_BUTTONS_CSS = """<style>@page { size: A4 landscape; margin: 8mm 9mm } body { font: 8.5pt "FONT";
min-height: 192mm; height: 192mm; padding: 0; display: grid; gap: 3mm; font-variant-ligatures: none;
grid-template-columns: 1fr 68mm } .work { display: flex; flex-direction: column } .own { display:
flex; justify-content: space-between; font-size: 7.5pt; line-height: 1.4; margin-bottom: 2mm }
.logo { max-height: 11mm } .goods { flex: 1; border: 0.7pt solid HUE } .lines th { background: HUE;
color: #fff; font-size: 7pt; font-weight: normal } .lines td { padding: 0.9mm 4px } .c-name { width:
44% } .notes { border: 0.7pt solid HUE; border-top: 0; padding: 1.5mm 2mm; font-size: 7.5pt;
line-height: 1.4 } .law { font-size: 6.5pt; margin-top: 1.5mm } .side { display: flex;
flex-direction: column } .box { border: 0.7pt solid HUE; border-bottom: 0; padding: 0.6mm 1.5mm
0.9mm; display: block } .side .box:last-child { border-bottom: 0.7pt solid HUE } .box small { color:
HUE; font-size: 6pt; display: block } .pair { display: grid; grid-template-columns: 1fr 1fr }
.pair .box + .box { border-left: 0 } .fill { flex: 1 } .r { text-align: right } .sum { font-size:
10pt } .all { background: #eee; font-size: 15pt; font-weight: bold } .vat { width: 100% } .vat th {
font: 6pt "Liberation Sans"; color: HUE; text-align: right } .vat td { text-align: right; padding: 0
4px }</style>"""


@family("buttons_sums_down_the_side", Split.JUDGING, _BUTTONS, replace(_BUTTONS, lines=(6, 12)),
        replace(_BUTTONS, buyers=("IT",), regime="S"))  # fmt: skip
def buttons_sums_down_the_side(sheet: Sheet) -> str:
    """A sheet on its side: goods left, everything else in a column of captioned boxes right."""
    lodge(sheet, "Bottonificio {w}|{w} Bottoni|Manifattura {w}|Bottonificio F.lli {w}",
          "S.r.l.|S.n.c.|S.p.A.", "Via Tonale|Via Roma|Via dei Morenghi|Viale Industria",
          "24064 Grumello del Monte (BG)=Bergamo=+39 035|24060 Telgate (BG)=Bergamo=+39 035"
          "|25030 Palazzolo sull'Oglio (BS)=Brescia=+39 030")  # fmt: skip
    h.adopt(sheet, ("###/E", "##/%Y", "%y/E/####", "1-####"), ("%d/%m/%Y", "%d/%m/%Y", "%d/%m/%y"),
            ("NC ##/%Y", "##/NC"))  # fmt: skip
    facts, hue = sheet.facts, sheet.pick("#7a1f3d", "#22577a", "#3f5d3a")
    home, credit = facts.profile.regime == "S", facts.type_code == "381"
    kind = h.titled(sheet, ("FATTURA", "Fattura di vendita", "FATTURA DIFFERITA"),
                    ("NOTA DI CREDITO", "Nota di accredito"))  # fmt: skip
    code = sheet.show("currency", sheet.pick("EUR", "Euro"))
    tax = "22" if home else "N.I. 41"

    def box(label: str, value: str, css: str = "") -> str:
        return f'<div class="box {css}"><small>{label}</small>{value}</div>'

    def pair(first: Pair, second: Pair, css: str = "") -> str:
        return f'<div class="pair">{box(*first, css)}{box(*second, css)}</div>'

    note = f"{h.distractor(sheet, '####')} del {sheet.day(facts.delivery_date)}"
    side = [
        box("Tipo documento", f'<b style="font-size:12pt">{kind}</b>'),
        pair(("Numero doc.", f"<b>{sheet.number()}</b>"), ("Del", f"<b>{sheet.date_of()}</b>")),
        box("Spett.le", b.address(sheet, "buyer")),
        pair(("Cod. cli.", h.distractor(sheet, "C0####")),
             ("P.IVA / Id. fiscale", sheet.vat_id("buyer"))),
        pair(("Rif. fattura", h.distractor(sheet, "###/E")) if credit else ("D.d.T.", note),
             ("Vs. ord.", h.distractor(sheet, "OA-#####"))),
    ]  # fmt: skip
    if not credit:
        days = f"B.B. {facts.days} gg d.f." if facts.days else "Rimessa diretta a vista"
        side.append(box("Condizioni di pagamento", days))
        due = sheet.date_of("due_date")
        side.append(pair(("Scade il", due), ("Importo rata", sheet.total("amount_due", True))))
        side.append(box("Banca d'appoggio", h.told(sheet, "BPER Banca<br>{iban}<br>BIC {bic}")))
    side.append('<div class="box fill"></div>')
    sums = [*h.extras(sheet, {"sum": "Tot. merce", "shipping": "Trasporto e imballo"})]
    if sums:
        side.append(pair(sums[0], sums[1], "r"))
    rate, _, vat = sheet.vat_row(facts.vat[0])
    net = sheet.total("total_without_vat", True)
    label = f"Imposta {rate if '%' in rate else rate + ' %'}"
    side.append(pair(("Imponibile" if home else "Non imponibile", net), (label, vat), "r sum"))
    word = "Totale a credito" if credit else sheet.pick("Totale fattura", "Totale documento")
    side.append(box(f"{word} {code}", sheet.total("total_with_vat", True), "r all"))
    sheet.total("amount_due", True)
    law = "Operazione non imponibile IVA art. 41 D.L. 331/93 - cessione intracomunitaria. "
    if home:
        law = "Copia della fattura elettronica trasmessa al Sistema di Interscambio (SdI). "
    heads = (("ref", "Articolo"), ("name", "Descrizione"), ("unit", "UM"), ("qty", "Q.tà"),
             ("price", "Prezzo un."), ("total", "Importo"), (f"={tax}", "C.IVA"))  # fmt: skip
    css = _BUTTONS_CSS.replace("FONT", sheet.pick("Liberation Sans", "Nimbus Sans", "P052"))
    return css.replace("HUE", hue) + f"""<div class="work"><div class="own"><div>
{sheet.logo(facts.seller.brand, hue)}</div><div>{h.told(sheet, "<b>{name}</b><br>{street_}")}<br>
{h.told(sheet, "Tel. {phone} - {mail}<br>C.F. e P.IVA {vat}")}</div></div><div
class="goods">{h.lines(sheet, heads)}</div><div class="notes">{law}{sheet.pick("Porto franco.",
"Porto assegnato.", "Porto franco con addebito.")} Colli {h.distractor(sheet, "#")} - Peso lordo kg
{h.count(sheet, facts.line_sum // 31 + 2)} - Vettore {escape(facts.others[0].name)}. Tolleranza
quantità ± 5 %. Le differenze di tinta fra bagni diversi non costituiscono difetto.</div><div
class="law">{h.told(sheet, "{name} - R.E.A. {register}")} {h.distractor(sheet, "3#####")} -
Registro Imprese di {escape(facts.seller.register)} - Contributo ambientale CONAI assolto ove dovuto
- Foro competente {escape(facts.seller.register)}</div></div><div class="side">{"".join(side)}
</div>"""  # fmt: skip


_BLADES_CSS = """<style>@page { margin: 11mm 12mm 9mm } body { font: 8.8pt "FONT";
min-height: 276mm; padding-bottom: 66mm; font-variant-ligatures: none } .who { display: grid;
grid-template-columns: 1fr 84mm; gap: 6mm; align-items: end } .who .to { border-left: 2.5pt solid
HUE; padding: 1mm 0 1mm 4mm; font-size: 10pt } .own { font-size: 7.5pt; line-height: 1.4 } .strip {
width: 100%; margin: 7mm 0 2mm } .strip th { font-size: 7pt; color: HUE; font-weight: normal;
border-top: 1pt solid HUE } .strip td { font-weight: bold; border-bottom: 1pt solid HUE } .lines th
{ font-size: 7.5pt; border-bottom: 0.5pt solid #555 } .lines .slip td { padding-top: 2.2mm;
font-style: italic; color: #333 } .c-name { width: 44% } .base { position: absolute; bottom: 0;
left: 0; right: 0 } .foots, .dues { width: 100%; border: 0.8pt solid HUE } .foots th, .dues th {
background: #ececec; font-size: 6.8pt; text-align: center; border-left: 0.5pt solid HUE } .foots td,
.dues td { text-align: center; border-left: 0.5pt solid HUE; padding: 1.4mm 2px } .foots
td:last-child { font-size: 12pt; font-weight: bold } .dues { margin-top: 2mm } .law {
font-size: 7.5pt; margin: 2mm 0 } .reg { font-size: 6.2pt; color: #444; border-top: 0.4pt solid
#999; padding-top: 1mm; line-height: 1.4 }</style>"""


@family("blades_by_albaran", Split.JUDGING, _BLADES, replace(_BLADES, lines=(6, 12)),
        replace(_BLADES, buyers=("ES",), regime="S"))  # fmt: skip
def blades_by_albaran(sheet: Sheet) -> str:
    """A Spanish ERP: goods under their delivery notes, one long row of sums over the due days."""
    lodge(sheet, "Cuchillería {w}|Cuchillos {w}|{w} Cutlery|Hijos de {w} Cuchilleros", "S.L.|S.A.",
          "C/ Herreros, Pol. Ind. Campollano,|Ctra. de Madrid, km|C/ Arriero,|Avda. Gran Bretaña,",
          "02007 Albacete=Albacete=+34 967|02512 Santa Ana (Albacete)=Albacete=+34 967"
          "|36680 A Estrada (Pontevedra)=Pontevedra=+34 986")  # fmt: skip
    h.adopt(sheet, ("%y/#####", "F1-####", "V%y-####", "1.###"), ("%d/%m/%Y", "%d-%m-%Y",
            "%d/%m/%y"), ("R%y/###", "AB-####"))  # fmt: skip
    facts, hue = sheet.facts, sheet.pick("#8a0303", "#2f3e46", "#0b4f6c")
    home, credit = facts.profile.regime == "S", facts.type_code == "381"
    kind = h.titled(sheet, ("FACTURA", "Factura", "FACTURA DE VENTA"),
                    ("FACTURA RECTIFICATIVA", "FACTURA DE ABONO"))  # fmt: skip
    code = sheet.show("currency", sheet.pick("EUR", "€"))
    strip: list[Pair] = [
        (sheet.pick("Fra. nº", "Nº fra.", "Serie / número"), sheet.number()),
        (sheet.pick("F. factura", "Fecha"), sheet.date_of()),
        ("Cód. cliente", h.distractor(sheet, "4300#####")),
        ("NIF / VAT cliente", sheet.vat_id("buyer")),
        ("Agente", h.distractor(sheet, "0#")),
        ("Hoja", "1 / 1"),
    ]
    if credit:
        strip[4] = ("Rectifica a", h.distractor(sheet, "%y/#####"))
    sums = h.extras(sheet, {"sum": "Suma importes", "shipping": "Portes"})
    sums.append((f"Base imponible {code}", sheet.total("total_without_vat", True)))
    rate, _, vat = sheet.vat_row(facts.vat[0])
    sums += [("% IVA", rate), ("Cuota IVA", vat)]
    if sheet.maybe(0.6):
        sums.append(("% R.E.", ""))
    word = sheet.pick("TOTAL FACTURA", "TOTAL A PAGAR") if not credit else "TOTAL ABONO"
    sums.append((f"{word} {code}", sheet.total("total_with_vat", True)))
    owed, dues = sheet.total("amount_due", True), ""
    if not credit:
        form = sheet.pick("Giro domiciliado", "Transferencia", "Confirming")
        form = "Transferencia" if not home else form
        pairs: list[Pair] = [("Forma de pago", form), ("Vencimiento", sheet.date_of("due_date")),
                             (f"Importe vto. {code}", owed)]  # fmt: skip
        pairs.append(("Domiciliación / cuenta", h.told(sheet, "{iban}<br>SWIFT {bic}")))
        dues = b.pair_boxes(pairs, "dues")
    law = "" if home else """Entrega intracomunitaria exenta de IVA, art. 25 de la Ley 37/1992. """
    css = _BLADES_CSS.replace("FONT", sheet.pick("Liberation Sans", "Nimbus Sans", "P052"))
    return css.replace("HUE", hue) + f"""<div class="who"><div class="own">
{sheet.logo(facts.seller.brand, hue)}<br>{h.told(sheet, "{street_}<br>Tel. {phone} · {mail}")}<br>
Fabricantes desde {sheet.pick(1932, 1948, 1961, 1974)}</div><div class="to">
{b.address(sheet, "buyer")}</div></div><div style="font-size:15pt;color:{hue};margin-top:6mm">{kind}
</div>{b.pair_boxes(strip, "strip")}{_by_slips(sheet)}<div class="base">
{b.pair_boxes(sums, "foots")}
{dues}<div class="law">{law}No se admiten devoluciones pasados 15 días ni de artículos grabados. La
mercancía viaja por cuenta y riesgo del comprador. Conforme al Reglamento (CE) 1935/2004 de
materiales en contacto con alimentos.</div><div class="reg">{h.told(sheet, "{name} · NIF {vat}")} ·
Inscrita en el Registro Mercantil de {escape(facts.seller.register)}, tomo
{h.distractor(sheet, "###")}, folio {h.distractor(sheet, "##")}, hoja {h.distractor(sheet,
"####")}, inscripción 1.ª · Responsable de sus datos: {person(sheet)}, en el domicilio social.</div>
</div>"""  # fmt: skip


def _by_slips(sheet: Sheet) -> str:
    """Print the lines in one table, under one or two delivery notes."""
    heads = (("ref", "Código"), ("name", "Artículo"), ("qty", "Uds."), ("price", "Precio"),
             ("disc", "% Dto."), ("total", "Importe"))  # fmt: skip
    table = h.lines(sheet, heads)
    wide = 6 if any(line.discount for line in sheet.facts.lines) else 5

    def slip(after: int) -> str:
        number, order = h.distractor(sheet, "%y/0####"), h.distractor(sheet, "####")
        text = f"Albarán nº {number} de {h.day(sheet, after)} - Su pedido {order}"
        return f'<tr class="slip"><td></td><td colspan="{wide - 1}">{text}</td></tr>'

    start, body = table.split("<tbody>")
    rows = body.split("</tr>")
    half = (len(rows) - 1) // 2 if sheet.maybe(0.6) else 0
    rows = ["</tr>".join(rows[:half]) + "</tr>" if half else "", "</tr>".join(rows[half:])]
    return f"{start}<tbody>{slip(-9)}{rows[0]}{slip(-4) if half else ''}{rows[1]}"
