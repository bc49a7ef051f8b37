"""Layouts of an Italian sawmill of marble and of a Catalan maker of cork stoppers."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.corporations import groups
from tests.layouts.facts import Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.lodging import lodge
from tests.layouts.natives import person
from tests.layouts.sheet import Sheet

_SLABS = Profile("lastre", "IT", "it", regime="K", lines=(2, 8), prepaid=0.2, credit=0.08)


@family("slabs_accompanied", Split.JUDGING, _SLABS,
        replace(_SLABS, lines=(1, 4), line_discounts=True, prepaid=0),
        replace(_SLABS, buyers=("IT",), regime="S", adjustments=("shipping",)))  # fmt: skip
def slabs_accompanied(sheet: Sheet) -> str:
    """A sawmill: title in a line, destination left, load data, the total in the last corner."""
    lodge(sheet, "{w} Marmi|Marmi {w}|{w} Graniti|Segheria {w}", "S.r.l.|S.r.l.|S.p.A.",
          "Via Aurelia Ovest|Via Dorsale|Viale Zaccagna|Via Piastriccioni",
          "54033 Carrara (MS)=Massa Carrara=+39 0585|54100 Massa (MS)=Massa Carrara=+39 0585|"
          "55045 Pietrasanta (LU)=Lucca=+39 0584|37015 Sant'Ambrogio di Valpolicella (VR)="
          "Verona=+39 045")  # fmt: skip
    h.adopt(sheet, ("###/E", "##/A", "FA%y-###", "####"), ("%d/%m/%Y", "%d/%m/%y", "long"),
            ("##/NC", "NC%y-##"))  # fmt: skip
    facts, seller = sheet.facts, sheet.facts.seller
    credit, taxed = facts.type_code == "381", facts.profile.regime == "S"
    kind = h.titled(sheet, ("Fattura accompagnatoria", "Fattura immediata", "Fattura"),
                    ("Nota di credito", "Nota di accredito"))  # fmt: skip
    heads = [("name", "Natura e qualità dei beni"), ("unit", "U.M."), ("qty", "Quantità")]
    heads += [("price", "Prezzo"), ("disc", "Sc. %"), ("total", "Importo")]
    heads += [("code", "Iva")]
    square = sum((line.quantity for line in facts.lines if line.unit == "mq"), Decimal(0))
    low: list[Pair] = [("Totale merce", sheet.amount(facts.line_sum))]
    low += h.extras(sheet, {"sum": "", "shipping": "Spese di trasporto"})[1:]
    low += [("Tot. imponibile", sheet.total("total_without_vat", bare=True))]
    low += [("Totale imposta", sheet.total("total_vat", bare=True))]
    if facts.prepaid:
        low += [("Totale fattura", sheet.total("total_with_vat", bare=True))]
        low += [("Acconto versato", sheet.total("prepaid", bare=True))]
        last = (f"NETTO A PAGARE {facts.profile.currency}", sheet.total("amount_due"))
    else:
        word = "TOTALE NOTA DI CREDITO" if credit else "TOTALE DOCUMENTO"
        last = (f"{word} {sheet.show('currency', 'EUR')}", sheet.total("total_with_vat"))
    carry: list[Pair] = [("Causale del trasporto", "Reso" if credit else "Vendita")]
    carry += [("Porto", sheet.pick("Franco partenza", "EXW ns. stabilimento", "Franco destino"))]
    carry += [("Aspetto dei beni", sheet.pick("Cavalletti", "A vista", "Casse in legno"))]
    carry += [("N. colli", h.distractor(sheet, "#")), ("Peso kg", h.distractor(sheet, "2#.###"))]
    carry += [("Totale mq", h.count(sheet, square) if square else "-")]
    carry += [("Inizio trasporto", f"{sheet.day(facts.issue_date)} ore {sheet.pick('8.30', '15')}")]
    carry += [("Vettore", sheet.pick("Autotrasporti Lunensi", "F.lli Bonatti Trasporti"))]
    why = (f"Operazione non imponibile art. 41 D.L. 331/93 - P.IVA cliente "
           f"{sheet.vat_id('buyer')}" if not taxed else "Imponibile al 22%")  # fmt: skip
    bases = [("code", "Iva"), ("rate", "Aliq."), ("basis", "Imponibile"), ("vat", "Imposta")]
    copy = _COPY * taxed
    paid = f"A deconto della fattura {h.distractor(sheet, '1##/E')}" * credit
    for _, when in h.due(sheet, ""):
        money = sheet.pick("B.B.", "Bonifico", "Rimessa diretta")
        account = h.told(sheet, "IBAN {iban} - BIC {bic}")
        paid = f"Pagamento: {money} - Scadenza {when}<br>{account}"
    return f"""<style>@page {{ margin: 10mm 12mm }} body {{ font: 8.5pt "{sheet.pick("Nimbus Sans",
"Liberation Sans Narrow", "URW Gothic")}"; font-variant-ligatures: none; min-height: 276mm; padding:
0.1mm 0 10mm; display: flex; flex-direction: column }} .head {{ text-align: center; font-size:
7.5pt; line-height: 1.4; border-bottom: 0.5pt solid }} .head .logo {{ max-height: 14mm }} .two {{
display: grid; grid-template-columns: 1fr 1fr; gap: 6mm; margin: 5mm 0 }} .two small {{ font-style:
italic; display: block }} .told {{ font-size: 11.5pt; margin: 1mm 0 3mm }} .lines th {{ border:
0.5pt
solid; text-align: center; font-weight: normal; background: #e9e6df }} .lines td {{ border-left:
0.5pt solid; border-right: 0.5pt solid; padding: 1mm 2mm }} .lines {{ border-bottom: 0.5pt solid }}
.lines small {{ color: #555 }} .c-code, .lines .c-unit {{ text-align: center }} .fill {{ flex: 1 }}
.load {{ display: grid; grid-template-columns: repeat(4, 1fr) }} .load div {{ border: 0.5pt solid;
margin: 0 -0.5pt -0.5pt 0; padding: 0.5mm 1.5mm; min-height: 7.5mm }} .load small {{ font-size:
6.2pt
}} .end {{ display: grid; grid-template-columns: 1fr 40mm 58mm; border: 0.5pt solid; margin-top: 2mm
}} .end > div {{ padding: 1.5mm 2mm; border-right: 0.5pt solid }} .end > div:last-child {{ border:
0;
display: flex; flex-direction: column; justify-content: flex-end; text-align: right; background:
#e9e6df }} .vat {{ width: 100% }} .vat th {{ font-weight: normal; font-size: 6.5pt }} .low small {{
font-size: 6.2pt }} .low div {{ margin-bottom: 1mm; text-align: right }}</style><div class="head">
{sheet.logo(seller.brand.upper(), sheet.pick("#444", "#6b3e26", "#1d3d36"),
serif=True)}<br>Lavorazione
e commercio marmi, graniti e pietre - Cave proprie<br>{sheet.name("seller")} - {b.street(seller,
" - ")} - Tel. {seller.phone}<br>Reg. Imprese di {seller.register} e C.F. {seller.vat_id[2:]} -
P.IVA
{sheet.vat_id("seller")} - R.E.A. {seller.town[-3:-1]}-{h.distractor(sheet, "1#####")} - Cap. Soc.
€ {seller.capital}
i.v.</div><div class="two"><div><small>Luogo di
destinazione:</small>{_yard(sheet)}</div><div><small>
Spett.le</small><span style="font-size:10pt">{b.address(sheet, "buyer")}</span></div></div><div
class="told">{kind} n. <b>{sheet.number()}</b> del <b>{sheet.date_of()}</b></div><div
style="margin-bottom:2mm">Vs. ordine {facts.references["order"]} - Cod. cliente
{h.distractor(sheet, "C0####")} - Agente {person(sheet)} - Cod. destinatario {sheet.pick("XXXXXXX")
if not taxed else h.distractor(sheet, "M5UX###")}</div>{h.lines(sheet, heads, more=_block(sheet))}
<div class="fill"></div><div class="load">{h.cards(carry, "")}</div><div class="end"><div>
{h.recap(sheet, bases)}<p style="margin:1.5mm 0">{why}</p>{paid}</div><div class="low">
{h.cards(low, "")}</div><div><small>{last[0]}</small><b style="font-size:14pt">{last[1]}</b></div>
</div><div style="font-size:6.5pt;margin-top:1mm">Il materiale è un prodotto naturale: variazioni di
tono, venature e stuccature non danno luogo a reclamo. Contributo ambientale CONAI assolto ove
dovuto.
Per ogni controversia è competente il Foro di {seller.register}. {copy}</div>"""  # fmt: skip


_COPY = ("Copia analogica priva di valenza fiscale ai sensi dell'art. 21 DPR 633/72: l'originale è "
         "trasmesso al Sistema di Interscambio.")  # fmt: skip


def _yard(sheet: Sheet) -> str:
    return "Stesso" if sheet.maybe(0.4) else b.street(sheet.facts.buyer)


def _block(sheet: Sheet) -> Callable[[Line], str]:
    """Tell the block and the slabs of what is sold by the square metre."""

    def more(line: Line) -> str:
        if "lastre" not in line.name:
            return ""
        block, slabs = h.distractor(sheet, "4###"), sheet.rng.randint(2, 18)
        size = f"{sheet.rng.randint(240, 310)}x{sheet.rng.randint(140, 190)}"
        return f"<br><small>Blocco {block} - lastre n. {slabs} - cm {size}</small>"

    return more


_CORKS = Profile("corcho", "ES", "es", regime="K", lines=(2, 7), prepaid=0, credit=0.1)


@family("corks_by_thousand", Split.JUDGING, _CORKS,
        replace(_CORKS, lines=(1, 5), line_discounts=True),
        replace(_CORKS, buyers=("ES",), regime="S",
                adjustments=("discount", "shipping")))  # fmt: skip
def corks_by_thousand(sheet: Sheet) -> str:
    """A cork maker: labels on the frames, goods by delivery note, sums in a strip, days to pay."""
    forms = "S.A." if sheet.facts.seller.vat_id[2] == "A" else "S.L.|S.L.U."
    lodge(sheet, "Taps {w}|{w} Suro|Corchos {w}|Manufacturas del Corcho {w}|{w} Cork", forms,
          "C/ de la Indústria|Ctra. de Girona, km|Pol. Ind. Pla de Sant Joan, nau|Avda. del Suro",
          "17200 Palafrugell (Girona)=Girona=+34 972|17240 Llagostera (Girona)=Girona=+34 972|"
          "17244 Cassà de la Selva (Girona)=Girona=+34 972|"
          "17430 Santa Coloma de Farners (Girona)=Girona=+34 972")  # fmt: skip
    h.adopt(sheet, ("%y#####", "F%y/####", "FV-%y-####", "1/%y0####"),
            ("%d/%m/%Y", "%d-%m-%Y", "%d/%m/%y"), ("%y9####", "AB-%y-###"))  # fmt: skip
    facts, seller = sheet.facts, sheet.facts.seller
    credit, taxed = facts.type_code == "381", facts.profile.regime == "S"
    hue = sheet.pick("#8b5a2b", "#3b3b3b", "#5a6e3a")
    kind = h.titled(sheet, ("FACTURA", "Factura"), ("FACTURA RECTIFICATIVA", "ABONO"))
    boxes: list[Pair] = [(sheet.pick("Fecha", "Fecha fra."), sheet.date_of())]
    boxes += [(sheet.pick("Número", "Nº factura", "Factura"), sheet.number())]
    boxes += [("Cliente", h.distractor(sheet, "0####")), ("N.I.F.", sheet.vat_id("buyer"))]
    boxes += [("Representante", h.distractor(sheet, "0#")), ("Hoja", "1 / 1")]
    heads = [("ref", "Artículo"), ("name", "Concepto"), ("qty", "Cantidad"), ("unit", "Ud.")]
    heads += [("price", "Precio"), ("disc", "% Dto"), ("total", "Importe")]
    tables, day = "", facts.delivery_date - timedelta(days=11)
    parts = groups(sheet, 1, 3)
    for place, lines in enumerate(parts):
        when = facts.delivery_date if place == len(parts) - 1 else day
        title = f"Albarán {h.distractor(sheet, 'A%y-####')} de {sheet.day(when)}"
        title += f" - S/ pedido {facts.references['order']}" if place == 0 else ""
        table = h.lines(sheet, heads, "lines" if place == 0 else "lines more", chosen=lines)
        row = f'<tbody><tr class="note"><td colspan="6">{title}</td></tr>'
        tables += table.replace("<tbody>", row, 1)
    strip: list[Pair] = [("Importe bruto", sheet.amount(facts.line_sum))]
    words = {"sum": "", "discount": "Dto. comercial", "shipping": "Portes"}
    strip += h.extras(sheet, words)[1:]
    strip += [("Base imponible", sheet.total("total_without_vat", bare=True))]
    rate = sheet.vat_row(facts.vat[0])[0] if taxed else "Exento"
    strip += [("% IVA", rate), ("Cuota IVA", sheet.total("total_vat", bare=True))]
    strip += [("% R.E.", ""), ("Cuota R.E.", "")] * taxed
    word = "TOTAL ABONO" if credit else sheet.pick("TOTAL FACTURA", "TOTAL EUROS", "LÍQUIDO")
    strip.append((f"<b>{word}</b>", f"<b>{sheet.total('total_with_vat')}</b>"))
    pay: list[Pair] = [("Forma de pago", sheet.pick("TRANSFERENCIA", "CONFIRMING", "GIRO"))]
    for label, value in h.due(sheet, "Vencimientos", "Vto. e importe"):
        pay.append((label, f"{value} &nbsp; {sheet.total('total_with_vat', bare=True)}"))
    pay += [("Domiciliación / cuenta", h.told(sheet, "{iban} &nbsp; {bic}"))]
    law = "" if taxed else sheet.pick(
        "Entrega intracomunitaria exenta de IVA según artículo 25 de la Ley 37/1992.",
        "Factura exenta: entrega intracomunitaria de bienes, art. 25 LIVA.")  # fmt: skip
    note = f"Rectifica la factura {h.distractor(sheet, '%y0####')} por devolución. " * credit
    return f"""<style>@page {{ margin: 10mm 12mm }} body {{ font: 9pt
"{sheet.pick("Liberation Sans",
"DejaVu Sans Condensed", "Liberation Mono")}"; min-height: 275mm; padding-bottom: 62mm }} fieldset
{{
border: 0.7pt solid {hue}; border-radius: 2mm; margin: 0; padding: 0.5mm 2.5mm 1.5mm; min-width: 0
}}
legend {{ font-size: 6.8pt; color: {hue}; padding: 0 1mm; white-space: nowrap }} .top {{ display:
grid; grid-template-columns: 1fr 88mm; gap: 8mm }} .own {{ font-size: 8pt; line-height: 1.45 }} .bar
{{ display: flex; gap: 2mm; margin: 5mm 0 4mm }} .bar fieldset {{ flex: auto; text-align: center }}
.kind {{ font-size: 14pt; letter-spacing: 1.5pt; color: {hue}; margin-top: 4mm }} .lines {{
table-layout: fixed }} .lines th {{ border-bottom: 0.7pt solid {hue}; color: {hue}; font-size: 7.5pt
}} .lines .c-ref {{ width: 20mm }} .lines .c-name {{ width: auto }} .lines .c-qty, .lines .c-disc {{
width: 17mm }} .lines .c-unit {{ width: 9mm }} .lines .c-price, .lines .c-total {{ width: 24mm }}
.more thead {{ visibility: collapse }} .lines td {{ padding: 0.8mm 4px }} .note td {{ font-size:
8pt; padding-top: 2.5mm; text-decoration: underline; white-space: nowrap }} .base {{ position:
absolute; bottom: 12mm; left: 0; right: 0 }} .base .bar {{ margin: 1.5mm 0 }} .base .bar b {{
font-size: 10.5pt }}</style><div class="top"><div class="own">{sheet.logo(seller.brand, hue)}<br>
{sheet.name("seller")}<br>{b.street(seller)}<br>
N.I.F. {sheet.vat_id("seller")}<br>Tel. {seller.phone} - {seller.mail}<div class="kind">{kind}</div>
</div><fieldset style="font-size:10.5pt;padding:4mm 5mm;line-height:1.5"><legend>{sheet.pick(
"Cliente", "Datos del cliente", "Facturar a")}</legend>{b.address(sheet, "buyer")}</fieldset></div>
<div class="bar">{_framed(boxes)}</div>{tables}<p style="font-size:8pt">{note}{law}</p><div
class="base">
<div style="font-size:7pt">Código Internacional de Prácticas Taponeras: Systecode, certificado nº
{h.distractor(sheet, "ES-0###")}. Conservar los tapones a 15-20 °C y 50-70 % de humedad; utilizar
antes de 6 meses.</div><div class="bar">{_framed(strip)}</div><div class="bar">{_framed(pay)}</div>
</div><p class="foot">Inscrita en el R.M. de {seller.register}, Tomo {h.distractor(sheet, "1###")},
Folio {h.distractor(sheet, "1##")}, Hoja
{seller.register[:2].upper()}-{h.distractor(sheet, "####")},
Inscr. 1ª. Responsable del tratamiento de sus datos: {seller.name} (RGPD UE 2016/679).</p>
"""  # fmt: skip


def _framed(pairs: list[Pair]) -> str:
    """Set every label on the frame around its value."""
    return "".join(f"<fieldset><legend>{k}</legend>{v or '&nbsp;'}</fieldset>" for k, v in pairs)
