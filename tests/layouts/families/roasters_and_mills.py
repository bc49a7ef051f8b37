"""Layouts of an Italian coffee roaster and of a Spanish olive mill."""

from dataclasses import replace

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import ZERO, Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.natives import settle
from tests.layouts.sheet import Sheet

_COFFEE = Profile("torrefazione", "IT", "it", buyers=("FR",), regime="K", lines=(2, 9), prepaid=0,
                  credit=0.1, line_discounts=True, adjustments=("shipping",))  # fmt: skip


@family("coffee_on_ruled_form", Split.JUDGING, _COFFEE, replace(_COFFEE, lines=(5, 12)),
        replace(_COFFEE, buyers=("IT",), regime="S"))  # fmt: skip
def coffee_on_ruled_form(sheet: Sheet) -> str:
    """A business program's form: columns ruled to the foot, there a fixed grid with empty boxes."""
    settle(sheet, "Torrefazione {w}", "Caffè {w}", "{w} Caffè", "Premiata Torrefazione {w}",
           forms=("S.r.l.", "S.p.A.", "S.n.c."))  # fmt: skip
    h.adopt(sheet, ("####/E", "%y/#####", "V1/####", "###"), ("%d/%m/%Y", "%d/%m/%y"),
            ("N##/E", "NC/####"))  # fmt: skip
    sheet.style = replace(sheet.style, rate="{}", currency="{}")
    facts, seller = sheet.facts, sheet.facts.seller
    credit, abroad = facts.type_code == "381", facts.profile.regime == "K"
    ink = sheet.pick("#4a2c17", "#7a1420", "#1d3a2a")
    face = sheet.pick("Liberation Mono", "Nimbus Mono PS", "Liberation Sans Narrow")
    kind = h.titled(sheet, ("FATTURA", "FATTURA DIFFERITA", "FATTURA DI VENDITA"),
                    ("NOTA DI CREDITO",))  # fmt: skip
    code = "N41" if abroad else ""
    heads = ("CODICE", "DESCRIZIONE DEI BENI", "UM", "QUANTITÀ", "PREZZO UNIT.", "SC.%", "IMPORTO",
             "C.I.")  # fmt: skip
    keys = ("text", "name", "text", "qty", "price", "disc", "total", "text")
    note = (f"VS. RESO DEL {h.day(sheet, -11)} - RIF. NS. FATT. {h.distractor(sheet, '###/E')}"
            if credit else f"RIF. D.D.T. N. {h.distractor(sheet, '####')} DEL "
            f"{sheet.day(facts.delivery_date)}")  # fmt: skip
    rows = [["", f"*** {note}", *[""] * 6]]
    for line in facts.lines:
        cells = [sheet.cell(line, key) for key in ("ref", "name", "unit", "qty", "price", "disc")]
        rows.append([*cells, sheet.cell(line, "total"), code or sheet.rate(line.rate)])
    rows.append(["", "CONTRIBUTO CONAI ASSOLTO OVE DOVUTO", *[""] * 6])
    body = b.table(keys, heads, rows, "lines").replace(
        "</tbody>", f'<tr class="fill">{"<td></td>" * 8}</tr></tbody>')  # fmt: skip
    freight = sum((it.amount for it in facts.adjustments), ZERO)
    sums: list[Pair] = [
        ("Totale merce", sheet.amount(facts.line_sum)),
        ("Sconto %", ""),
        ("Spese trasporto", sheet.amount(freight) if freight else ""),
        ("Spese incasso", ""),
        ("Bolli", ""),
        ("Tot. imponibile", sheet.total("total_without_vat", bare=True)),
        ("Totale imposta", sheet.total("total_vat", bare=True)),
    ]
    tax = ""
    for row in facts.vat:
        rate, basis, vat = sheet.vat_row(row)
        what = "Non imponibile art. 41 D.L. 331/93" if abroad else f"Aliquota {rate}%"
        tax += (f'<tr><td>{code or rate}</td><td class="n">{basis}</td><td class="n">{rate}</td>'
                f'<td class="n">{vat}</td><td>{what}</td></tr>')  # fmt: skip
    tax += '<tr class="blank"><td>&nbsp;</td><td></td><td></td><td></td><td></td></tr>' * 2
    dates = "".join(v for _, v in h.due(sheet, ""))
    owed = sheet.total("amount_due", bare=True)
    dues = f"{dates} &nbsp;{owed}" if dates else "a compensazione"
    sheet.total("total_with_vat", bare=True)
    pay = f"B.B. {facts.days} GG D.F." if facts.days else "BONIFICO VISTA FATTURA"
    top: list[Pair] = [
        ("Cod. cliente", h.distractor(sheet, "C0####")),
        ("P.IVA / Cod. fiscale cliente", sheet.vat_id("buyer")),
        ("Agente", h.distractor(sheet, "0#")),
        ("Condizioni di pagamento", "N.C." if credit else pay),
        ("Banca d'appoggio", h.told(sheet, "{iban} {bic}")),
    ]
    ship: list[Pair] = [
        ("Trasporto a cura", sheet.pick("VETTORE", "MITTENTE")),
        ("Causale", "RESO" if credit else "VENDITA"),
        ("Aspetto esteriore dei beni", sheet.pick("BANCALI", "CARTONI SU PALLET")),
        ("Colli", str(sheet.rng.randint(3, 60))),
        ("Peso kg", h.distractor(sheet, "2##,5")),
        ("Porto", sheet.pick("FRANCO", "ASSEGNATO")),
        ("Vettore", sheet.pick("Trasporti Valsecchi", "Autotrasp. Riva", "Corriere espresso")),
        ("Firma conducente", ""),
    ]

    def boxes(pairs: list[Pair]) -> str:
        return "".join(f"<div><small>{k}</small><br>{v or '&nbsp;'}</div>" for k, v in pairs)

    capital = max(seller.capital, 120000) if seller.form == "S.p.A." else seller.capital
    share = f"{capital:,}".replace(",", ".")
    return f"""<style>@page {{ margin: 9mm 10mm }} body {{ font: 8.5pt "{face}"; min-height: 278mm;
height: 278mm; padding: 0; display: flex; flex-direction: column }} .head {{ display: grid;
grid-template-columns: 88mm 1fr; gap: 6mm; font: 7.5pt "Liberation Sans" }} .head .logo {{
max-height: 15mm }} .to {{ border: 0.8pt solid {ink}; border-radius: 2mm; padding: 2mm 4mm;
min-height: 30mm; font: 10pt "{face}"; margin-top: 4mm }} small {{ font: 5.8pt "Liberation Sans";
color: {ink}; text-transform: uppercase }} .doc {{ display: grid; grid-template-columns: 1.6fr 1fr
1fr 0.5fr; border: 0.8pt solid {ink}; margin-top: 3mm; font-size: 10pt; font-weight: bold }} .doc
div, .g div {{ border-right: 0.5pt solid {ink}; padding: 0.4mm 1.4mm; min-height: 7.4mm }} .g {{
display: grid; border: 0.5pt solid {ink}; border-top: 0 }} .top {{ grid-template-columns: 18mm 38mm
14mm 42mm 1fr; font-size: 8pt }} .lines {{ flex: 1; width: 100%; border: 0.5pt solid {ink}
}} .lines th {{ font: 6.2pt "Liberation Sans"; color: {ink}; border: 0.5pt solid {ink} }} .lines
td {{ border-left: 0.5pt solid {ink}; padding: 0.4mm 1.2mm; height: 1mm }} .lines .fill td {{
height: auto }} .body {{ flex: 1; display: flex }} .lines .c-name {{ width: 47% }} .tot {{
grid-template-columns: repeat(7, 1fr); text-align: right }} .tot small {{ float: left }} .low {{
display: grid; grid-template-columns: 112mm 1fr; border: 0.5pt solid {ink}; border-top: 0 }} .tax {{
width: 100%; border-right: 0.5pt solid {ink} }} .tax th {{ font: 5.8pt "Liberation Sans"; color:
{ink} }} .tax td {{ padding: 0.2mm 1.2mm; border-left: 0.5pt dotted {ink}; font-size: 7.6pt }} .fin
{{ padding: 1mm 2mm; display: flex; justify-content: space-between }} .fin b {{ font-size: 14pt }}
.ship {{ grid-template-columns: repeat(4, 1fr) }} .law {{ font: 5.8pt "Liberation Sans"; margin-top:
1mm; text-align: center }}</style><div class="head"><div>{sheet.logo(seller.brand, ink, serif=True)}
<br><b>{sheet.name("seller")}</b><br>{sheet.pick("Caffè dal 1934", "Tostatura a legna",
"Miscele per bar e famiglia")}<br>Sede e stabilimento: {b.street(seller, " - ")}<br>Tel.
{seller.phone} - {seller.mail}<br>P.IVA e C.F. {sheet.vat_id("seller")}<br>Cap. soc. € {share} i.v.
- R.E.A. {seller.town[-3:-1]} {h.distractor(sheet, "2#####")}</div><div class="to"><small>Spett.le
</small><br>{b.address(sheet, "buyer")}</div></div><div class="doc"><div><small>Tipo documento
</small><br>{kind}</div><div><small>Nr. documento</small><br>{sheet.number()}</div><div><small>Data
documento</small><br>{sheet.date_of()}</div><div><small>Pagina</small><br>1</div></div><div class="g
top">{boxes(top)}</div><div class="body">{body}</div><div class="g tot">{boxes(sums)}</div><div
class="low"><table class="tax"><tr><th>C.I.</th><th class="n">Imponibile</th><th class="n">Aliq.%
</th><th class="n">Imposta</th><th>Descrizione</th></tr>{tax}</table><div class="fin"><span><small>
Scadenze</small><br>{dues}</span><span style="text-align:right"><small>Totale documento
{sheet.show("currency", "EUR")}</small><br><b>{sheet.total("total_with_vat", bare=True)}</b></span>
</div></div><div class="g ship">{boxes(ship)}</div><div class="law">{_LAW}</div>"""  # fmt: skip


_LAW = (
    "La merce viaggia a rischio e pericolo del committente. Reclami entro 8 giorni dal "
    "ricevimento. Interessi di mora D.Lgs. 231/2002. Copia di cortesia: l'originale è il "
    "documento elettronico trasmesso al Sistema di Interscambio."
)

_OIL = Profile("almazara", "ES", "es", buyers=("FR",), regime="K", lines=(2, 6), prepaid=0.1,
               credit=0.12)  # fmt: skip


@family("olive_oil_by_weighing", Split.JUDGING, _OIL, replace(_OIL, lines=(1, 3)),
        replace(_OIL, buyers=("ES",), regime="S", lines=(3, 8)))  # fmt: skip
def olive_oil_by_weighing(sheet: Sheet) -> str:
    """A Spanish program: the register up the left edge, delivery notes, sums in a foot of cells."""
    settle(sheet, "Aceites {w}", "Almazara {w}", "Oleícola {w}", "{w} Olivarera",
           forms=("S.L.", "S.A.", "S.L.U."))  # fmt: skip
    h.adopt(sheet, ("FV%y/#####", "%y/000###", "A-%y####", "%Y-E-####"), ("%d/%m/%Y", "%d-%m-%y"),
            ("R%y/####", "%Y-R-###"))  # fmt: skip
    town, area = sheet.pick(("23600 Martos (Jaén)", "Jaén"), ("14940 Cabra (Córdoba)", "Córdoba"),
                            ("41560 Estepa (Sevilla)", "Sevilla"), ("23400 Úbeda (Jaén)", "Jaén")
                            )  # fmt: skip
    street = f"Ctra. {sheet.pick('de la Estación', 'A-316')}, km {sheet.rng.randint(2, 96)}"
    seller = replace(sheet.facts.seller, street=(street,), town=town, register=area,
                     phone=f"95{h.distractor(sheet, '3 ## ## ##')}")  # fmt: skip
    sheet.facts = facts = replace(sheet.facts, seller=seller)
    sheet.style = replace(sheet.style, currency=sheet.pick("{} €", "{}€"), thousands=".")
    credit, abroad = facts.type_code == "381", facts.profile.regime == "K"
    green = sheet.pick("#556b2f", "#7a7a1c", "#2e5339")
    kind = h.titled(sheet, ("FACTURA", "Factura de venta"), ("FACTURA RECTIFICATIVA", "ABONO"))
    notes = _notes(sheet)
    cells: list[Pair] = [("Base imponible", sheet.total("total_without_vat", bare=True))]
    cells.append(("Cuota I.V.A.", sheet.total("total_vat", bare=True)))
    if not abroad:
        cells.append(("Rec. equiv.", sheet.pick("-", "0,00", "no sujeto")))
    cells.append(("Total factura" if not credit else "Total abono",
                  sheet.total("total_with_vat")))  # fmt: skip
    if facts.prepaid:
        cells.append(("Anticipo a cta.", sheet.total("prepaid")))
    cells.append(("A devolver" if credit else "LÍQUIDO", sheet.total("amount_due")))
    vat = h.recap(sheet, (("basis", "Base"), ("rate", "% IVA"), ("vat", "Cuota"),
                          ("gross", "Base + cuota")))  # fmt: skip
    due = h.due(sheet, "Vencimiento")
    way = f"Transf. {facts.days} días f.f." if facts.days else "Transferencia al contado"
    pay = "<p>Importe a compensar en la próxima liquidación.</p>"
    if due:
        account = f"{sheet.iban()}<br>{sheet.bic()}"
        pairs = [("Forma de pago", way), ("Vto.", due[0][1]), ("Cuenta de abono", account)]
        pay = b.pair_boxes(pairs, "due")
    why = "Entrega intracomunitaria exenta, art. 25 Ley 37/1992 del IVA." if abroad else ""
    if credit:
        why += f" Rectifica la factura {h.distractor(sheet, 'FV%y/####')} por diferencias de peso."
    side = (f"{seller.name} · Inscrita en el Registro Mercantil de {area}, Tomo "
            f"{h.distractor(sheet, '1###')}, Folio {h.distractor(sheet, '1##')}, Hoja "
            f"{area[0]}-{h.distractor(sheet, '1####')}, Inscripción 1ª · C.I.F. ")  # fmt: skip
    meta = b.pair_rows([
        ("Nº", f"<b>{sheet.number()}</b>"), ("de fecha", f"<b>{sheet.date_of()}</b>"),
        ("Cliente", h.distractor(sheet, "4300####")), ("S/pedido", facts.references["order"]),
        ("N.I.F.", sheet.vat_id("buyer")),
    ], "meta")  # fmt: skip
    strip = "".join(f"<div><small>{k}</small>{v}</div>" for k, v in cells)
    crop = f"{facts.issue_date.year - 1}/{facts.issue_date:%y}"
    return f"""<style>@page {{ margin: 11mm 12mm 10mm 10mm }} body {{ font: 9pt "{sheet.pick(
"Liberation Sans", "Nimbus Sans", "DejaVu Sans Condensed")}"; min-height: 275mm; padding: 0 0
58mm 12mm }} .edge {{ position: absolute; left: 0; bottom: 8mm; writing-mode: vertical-rl;
transform:
rotate(180deg); font-size: 6pt; color: #555; white-space: nowrap }} .head {{ display: grid;
grid-template-columns: 1fr 70mm; align-items: start }} .leaf {{ border-bottom: 2.4pt solid {green};
padding-bottom: 3mm }} h1 {{ font-size: 15pt; color: {green}; text-align: right; margin: 0 0 2mm }}
.meta {{ width: 100%; background: #f3f4ea }} .meta .l {{ color: #555 }} .to {{ margin: 7mm 0 7mm
14mm; padding-left: 4mm; border-left: 2pt solid {green}; font-size: 10pt }} .lines {{ margin: 0 0
3mm }} .lines th {{ font-size: 7.5pt; border-bottom: 0.8pt solid {green}; color: {green} }} .lines
td {{ padding: 0.7mm 4px }} .lines {{ table-layout: fixed }} .lines .c-name {{ width: 72mm }}
.lines .c-ref,
.lines .c-qty {{ width: 19mm }} .lines .c-unit {{ width: 9mm }} .lines .c-rate {{ width: 13mm }}
.lines .c-price {{ width: 18mm }} .alb {{
font-size: 8pt; font-style:
italic; margin: 2mm 0 0.5mm }} .alb b {{ font-style: normal }} .end {{ position: absolute; bottom:
10mm; left: 12mm; right: 0 }} .two {{ display: grid; grid-template-columns: 76mm 1fr; gap: 5mm;
font-size: 8pt; align-items: start }} .vat, .due {{ width: 100% }} .vat th, .due th {{ font-size:
7pt; background: #f3f4ea }} .vat td, .vat th, .due td, .due th {{ border: 0.4pt solid #999 }} .strip
{{ display: flex; margin-top: 3mm; border: 1pt solid {green} }} .strip div {{ flex: 1; padding: 1mm
2mm; text-align: right; border-left: 0.5pt solid {green}; font-size: 10.5pt }} .strip small {{
display: block; text-align: left; font-size: 6.8pt; color: {green} }} .strip div:last-child {{
background: {green}; color: #fff; font-weight: bold; flex: 1.3 }} .strip div:last-child small {{
color: #fff }} p {{ font-size: 8pt; margin: 2mm 0 }}</style><div class="edge">{side}
{sheet.vat_id("seller")}</div><div class="head"><div>{sheet.logo(seller.brand, green)}<br>
<b>{sheet.name("seller")}</b><br>{b.street(seller)}<br>España<br>Tlf. {seller.phone} ·
{seller.mail}<br><small>R.G.S.E.A.A.
{h.distractor(sheet, "16.00####")}</small></div><div><h1>{kind}</h1>{meta}</div></div><div
class="leaf"></div><div class="to">{b.address(sheet, "buyer")}</div>{notes}<div class="end">
<p>{why} Campaña {crop}. Origen: España. Producto a temperatura controlada; muestra testigo
precintada a disposición del cliente durante tres meses.</p><div class="two">{vat}
<div>{pay}</div></div><div class="strip">{strip}</div></div>
<div class="foot">Responsable del tratamiento: {seller.brand}.
Derechos ARSULIPO en {seller.mail} · {seller.site}</div>"""  # fmt: skip


def _notes(sheet: Sheet) -> str:
    """Print the lines under delivery notes, bulk with its deposit, seal and weighing ticket."""
    facts, out, size = sheet.facts, "", sheet.pick(2, 3, 4)
    heads = (("ref", "Artículo"), ("name", "Descripción"), ("qty", "Cantidad"), ("unit", "Ud."),
             ("price", "Precio"), ("rate", "IVA"), ("total", "Importe"))  # fmt: skip

    def more(line: Line) -> str:
        if "granel" not in line.name:
            return ""
        acid = f"0,{sheet.rng.randint(12, 38)}"
        return (f"<br><small>Depósito {h.distractor(sheet, '##')}, lote "
                f"{h.distractor(sheet, 'L%y##')}, acidez {acid}°, precinto "
                f"{h.distractor(sheet, '00####')}</small>")  # fmt: skip

    for place in range(0, len(facts.lines), size):
        group = facts.lines[place : place + size]
        when = sheet.day(facts.delivery_date) if place == 0 else h.day(sheet, -10)
        out += (f'<div class="alb">Albarán <b>{h.distractor(sheet, "AV%y/####")}</b> de {when} · '
                f'ticket báscula {h.distractor(sheet, "#####")} · matrícula '
                f'{h.distractor(sheet, "####-@@@")}</div>')  # fmt: skip
        out += h.lines(sheet, heads, more=more, chosen=group)
    return out
