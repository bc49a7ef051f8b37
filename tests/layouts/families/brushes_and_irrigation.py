"""Layouts of two makers in the south: Italian brushes, Spanish parts for irrigation."""

from dataclasses import replace
from html import escape

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Profile
from tests.layouts.families import Split, family
from tests.layouts.lodging import lodge
from tests.layouts.sheet import Sheet
from tests.layouts.squares import square

_BRUSHES = Profile("spazzole", "IT", "it", buyers=("FR",), regime="K", lines=(2, 9), credit=0.09,
                   prepaid=0, adjustments=("discount", "shipping"))  # fmt: skip
_DRIP = Profile("riego", "ES", "es", buyers=("FR",), regime="K", lines=(3, 10), credit=0.09,
                prepaid=0.15, line_discounts=True)  # fmt: skip

_BRUSHES_CSS = """<style>@page { margin: 7mm 8mm } body { font: 8.5pt "FONT"; min-height: 281mm;
height: 281mm; padding: 0; display: flex; flex-direction: column } .f { border: 0.7pt solid INK;
display: grid; margin-top: -0.7pt } .f > div { border-right: 0.7pt solid INK; padding: 0.6mm 1.4mm
1mm; min-height: 8mm; overflow: hidden } .f > div:last-child { border-right: 0 } .f i { display:
block; font-style: normal; font-size: 5.8pt; color: INK; text-transform: uppercase } .mid { flex: 1;
border: 0.7pt solid INK; margin-top: -0.7pt; display: flex } .lines { height: 100%; width: 100% }
.lines th { font-size: 5.8pt; text-transform: uppercase; color: INK; font-weight: normal;
border-bottom: 0.7pt solid INK } .lines td, .lines th { border-right: 0.7pt solid INK } .lines
tr:last-child { height: 100% } .lines td { white-space: nowrap; padding: 0.8mm 1.4mm } .lines
td:last-child, .lines th:last-child { border-right: 0 } .r { text-align: right } .big { font-size:
12pt; font-weight: bold } .gap { height: 3mm }</style>"""


def _frame(widths: str, *cells: Pair) -> str:
    """Set boxes side by side, each with its caption in the corner."""
    boxes = "".join(f"<div><i>{caption}</i>{value}</div>" for caption, value in cells)
    return f'<div class="f" style="grid-template-columns:{widths}">{boxes}</div>'


@family("brushes_sums_in_box_rows", Split.JUDGING, _BRUSHES, replace(_BRUSHES, lines=(5, 14)),
        replace(_BRUSHES, buyers=("IT",), regime="S"))  # fmt: skip
def brushes_sums_in_box_rows(sheet: Sheet) -> str:
    """A printed form filled to its foot: the total document stands in the last of three rows."""
    lodge(sheet, "Spazzolificio {w}|{w} Spazzole Industriali|{w} Brush", "S.r.l.|S.p.A.|SRL",
          "Via dell'Artigianato|Via Enrico Fermi|Strada Provinciale|Via Lavoro e Industria",
          "42014 Castellarano (RE)=Reggio Emilia=+39 0536|36015 Schio (VI)=Vicenza=+39 0445"
          "|23864 Malgrate (LC)=Lecco=+39 0341")  # fmt: skip
    h.adopt(sheet, ("####", "#### / 00", "###/E", "%Y/###"), ("%d/%m/%Y", "%d/%m/%y"),
            ("##/NC", "#### / 00"))  # fmt: skip
    facts, credit = sheet.facts, sheet.facts.type_code == "381"
    home = facts.profile.regime == "S"
    kind = h.titled(sheet, ("FATTURA ACCOMPAGNATORIA", "FATTURA DIFFERITA", "FATTURA IMMEDIATA"),
                    ("NOTA DI ACCREDITO", "NOTA CREDITO"))  # fmt: skip
    vat_code = "22" if home else "N3.2"
    heads = (("ref", "Cod. articolo"), ("name", "Descrizione dei beni"), ("unit", "U.M."),
             ("qty", "Quantità"), ("price", "Prezzo unit."), ("total", "Importo"),
             (f"={vat_code}", "C.IVA"))  # fmt: skip
    origin = f"Rif. ns. {'fattura' if credit else 'D.D.T.'} n. {h.distractor(sheet, '1###')} del "
    origin += f"{h.day(sheet, -23 if credit else -2)}"
    blank = "<td></td>" * 5
    table = h.lines(sheet, heads).replace(
        "<tbody>", f'<tbody><tr><td></td><td>{origin}</td>{blank}</tr>'
    ).replace("</tbody>", f"<tr><td></td><td></td>{blank}</tr></tbody>")  # fmt: skip
    off = {a.kind: sheet.amount(a.amount) for a in facts.adjustments}
    rate, basis, vat = sheet.vat_row(facts.vat[0])
    rate = rate if "%" in rate else f"{rate} %"
    why = "IVA ordinaria" if home else "Non imp. art. 41 DL 331/93"
    code = sheet.show("currency", "EUR")
    due = h.due(sheet, "Scadenze")
    until = due[0][1] if due else ""
    net, gross = sheet.total("total_without_vat", True), sheet.total("total_with_vat", True)
    sum_word = "Totale nota credito" if credit else sheet.pick("Totale documento", "Tot. fattura")
    css = _BRUSHES_CSS.replace("INK", sheet.pick("#1d4f91", "#333", "#2f6b3c"))
    pieces = h.count(sheet, facts.line_sum // 900 + 1)
    weight = h.count(sheet, facts.line_sum // 31 + 3)
    buyer_vat = sheet.vat_id("buyer")
    parts = [
        f'<div class="row"><div>{sheet.logo(facts.seller.brand, "#1d4f91")}</div><div class="r">'
        f"<b>{sheet.name('seller')}</b><br>{b.street(facts.seller, ' - ')}<br>"
        + h.told(sheet, "Tel. {phone} - {mail}<br>P.IVA {vat}<br>R.E.A. ")
        + f"{facts.seller.town[-3:-1]}-{h.distractor(sheet, '2#####')} - Cap. soc. "
        f"€ {facts.seller.capital} i.v.</div></div><div class='gap'></div>",
        _frame("1fr 1fr", ("Luogo di destinazione", b.other(facts.buyer) if sheet.maybe()
               else "IDEM"), ("Spett.le", b.address(sheet, "buyer"))),
        "<div class='gap'></div>",
        _frame("52mm 30mm 26mm 1fr 14mm", ("Tipo documento", kind), ("Numero", sheet.number()),
               ("Data doc.", sheet.date_of()), ("Partita IVA cliente", buyer_vat),
               ("Pag.", "1")),
        _frame("26mm 1fr 1fr 40mm", ("Cod. cliente", h.distractor(sheet, "C0####")),
               ("Pagamento", "Compensazione" if credit else
                sheet.pick("Bonifico bancario", "Bonifico SEPA")),
               ("Agente", sheet.pick("DIREZIONE", "02", "07" if home else "ESTERO")),
               ("Vs. ordine", escape(facts.references["order"]))),
        f'<div class="mid">{table}</div>',
        _frame("1fr 1fr 1fr 1fr", ("Totale merce", sheet.amount(facts.line_sum)),
               ("Sconto incond.", off.get("discount", "")),
               ("Spese trasporto", off.get("shipping", "")), ("Spese incasso", "")),
        _frame("14mm 1fr 24mm 34mm 34mm", ("Cod.", vat_code), ("Descrizione IVA", why),
               ("Aliq.", rate), ("Imponibile", basis), ("Imposta", vat)),
        _frame("1fr 34mm 34mm 48mm", ("Banca d'appoggio", h.told(sheet, "{iban} {bic}")
               if not credit else ""), ("Tot. imponibile", net),
               (str(due[0][0]) if due else "Note", until or "&nbsp;"),
               (f"{sum_word} {code}", f'<div class="r big">{gross}</div>')),
        _frame("1fr 1fr 20mm 24mm 1fr 1fr", ("Causale trasporto", "RESO" if credit else "VENDITA"),
               ("Porto", sheet.pick("FRANCO CON ADDEBITO", "ASSEGNATO", "EXW")), ("Colli", pieces),
               ("Peso lordo kg", weight), ("Aspetto esteriore", "SCATOLE SU PALLET"),
               ("Firma del conducente", "")),
    ]  # fmt: skip
    law = "Contributo CONAI assolto ove dovuto. Reclami entro 8 giorni dal ricevimento."
    css = css.replace("FONT", sheet.pick("Liberation Sans", "Liberation Sans Narrow"))
    return css + "".join(parts) + f'<div style="font-size:6.5pt;padding-top:1mm">{law}</div>'


_DRIP_CSS = """<style>@page { margin: 10mm 12mm 10mm 0 } body { font: 8.5pt "FONT"; min-height:
276mm; padding: 0 0 46mm 16mm } .qr { width: 32mm; display: block } .top { display: grid; gap: 5mm;
grid-template-columns: 36mm 1fr 78mm } .qrbox { text-align: center; font-size: 6.5pt } .cust {
border: 1.2pt solid HUE; border-radius: 3mm; padding: 3mm 4mm } .meta { width: 100%; margin: 5mm 0 }
.meta th { background: HUE; color: #fff; font-weight: normal; border: 0.5pt solid HUE } .meta td {
border: 0.5pt solid HUE } .lines th { border-bottom: 1.2pt solid HUE; color: HUE } .lines
tr:nth-child(even) td { background: #f1f4ee } .end { position: absolute; bottom: 0; left: 16mm;
right: 0 } .pay { display: grid; grid-template-columns: 1fr 72mm; gap: 6mm; margin-top: 3mm;
font-size: 8pt } .pay table td { border: 0.5pt solid HUE; white-space: nowrap }
.up { position: absolute; left: 7mm; bottom: 40mm; writing-mode: vertical-rl; transform:
rotate(180deg); font-size: 6.2pt; white-space: nowrap; color: #555 }</style>"""


@family("drip_parts_with_tax_office_square", Split.JUDGING, _DRIP, replace(_DRIP, lines=(6, 13)),
        replace(_DRIP, prepaid=0.5))  # fmt: skip
def drip_parts_with_tax_office_square(sheet: Sheet) -> str:
    """The tax office's square stands first; sums run across, the register up the left edge."""
    lodge(sheet, "Riegos {w}|{w} Riego y Bombeo|Hidráulica {w}", "S.L.|S.A.|S.L.U.",
          "Polígono Industrial Oeste, parcela|Carretera de Granada, km|Avenida de las Acequias",
          "30169 San Ginés (Murcia)=Murcia=+34 968|04700 El Ejido (Almería)=Almería=+34 950"
          "|46980 Paterna (Valencia)=Valencia=+34 961")  # fmt: skip
    h.adopt(sheet, ("FV%y/0####", "A/####", "%y-FE-####", "1%y00####"), ("%d/%m/%Y", "%d-%m-%Y"),
            ("AB%y/00###", "R/####"))  # fmt: skip
    facts, credit = sheet.facts, sheet.facts.type_code == "381"
    sheet.style = replace(sheet.style, currency=sheet.pick("{} €", "{} EUR"))
    hue = sheet.pick("#3e6b1f", "#0d5c8c", "#7d4a12")
    kind = h.titled(sheet, ("FACTURA", "Factura de venta"),
                    ("FACTURA RECTIFICATIVA", "Factura rectificativa"))  # fmt: skip
    meta: list[Pair] = [("N.º factura", sheet.number()), ("Fecha expedición", sheet.date_of()),
                        ("Cód. cliente", h.distractor(sheet, "43000####")),
                        ("NIF-IVA cliente", sheet.vat_id("buyer"))]  # fmt: skip
    if credit:
        meta.append(("Rectifica a", h.distractor(sheet, "FV%y/0####")))
    else:
        meta.append(("Su pedido", escape(facts.references["order"])))
        meta.append(("Albarán", h.distractor(sheet, "AV%y/####")))
    heads = (("ref", "Artículo"), ("name", "Descripción"), ("qty", "Cant."), ("unit", "Ud."),
             ("price", "Precio"), ("disc", "% Dto"), ("total", "Importe"))  # fmt: skip
    rate, basis, vat = sheet.vat_row(facts.vat[0])
    total_word = "TOTAL ABONO" if credit else "TOTAL FACTURA"
    across = [("Suma importes", sheet.amount(facts.line_sum)), ("Base imponible", basis),
              ("% IVA", rate), ("Cuota IVA", vat), ("% R.E.", ""),
              (f"<b>{total_word}</b>", f"<b>{sheet.total('total_with_vat')}</b>")]  # fmt: skip
    sheet.total("total_without_vat", True)
    rows = ""
    if h.is_payable(sheet):
        sum_due = sheet.total("amount_due")
        if facts.prepaid:
            rows = f"<tr><td>Anticipo recibido</td><td>{h.day(sheet, -20)}</td><td class='n'>"
            rows += f"{sheet.total('prepaid')}</td></tr>"
        rows += f"<tr><td>Vencimiento</td><td>{sheet.date_of('due_date')}</td><td class='n'>"
        rows += f"{sum_due}</td></tr>"
    way = "Se compensará en la próxima factura." if credit else h.told(
        sheet, "Transferencia a {iban}<br>BIC {bic}")  # fmt: skip
    css = _DRIP_CSS.replace("HUE", hue)
    css = css.replace("FONT", sheet.pick("Liberation Sans", "Liberation Sans Narrow", "P052"))
    seller = facts.seller
    link = f"https://www2.agenciatributaria.gob.es/wlpl/TIKE-CONT/ValidarQR?nif={seller.vat_id[2:]}"
    link += f"&numserie={facts.number}&fecha={facts.issue_date:%d-%m-%Y}"
    link += f"&importe={facts.total_with_vat}"
    up = f"Registro Mercantil de {escape(seller.register)}, tomo {h.distractor(sheet, '2###')}, "
    up += f"folio {h.distractor(sheet, '1##')}, hoja {h.distractor(sheet, '@@-4####')}. "
    up += "Pasados 15 días no se admiten devoluciones."
    return (
        css
        + f"""<div class="up">{up}</div><div class="top"><div class="qrbox">QR tributario:
{square(link)}VERI*FACTU<br>Factura verificable en la sede electrónica de la AEAT</div><div>
<b style="font-size:12pt;color:{hue}">{sheet.name("seller")}</b><br>{b.street(seller)}<br>Tel.
{seller.phone}<br>{seller.mail}<br>NIF-IVA {sheet.vat_id("seller")}</div><div class="cust"><small>
Cliente</small><br>{b.address(sheet, "buyer")}</div></div><h1 style="margin-bottom:0">{kind}</h1>
{b.pair_boxes(meta, "meta")}{h.lines(sheet, heads)}<p>Entrega intracomunitaria exenta de IVA, art.
25 de la Ley 37/1992. Bultos: {h.count(sheet, facts.line_sum // 700 + 1)}. Portes:
{sheet.pick("pagados", "debidos")}. Preparó: almacén {sheet.rng.randint(1, 4)}.</p><div class="end">
{b.pair_boxes(across, "meta")}<div class="pay"><div><b>Forma de pago</b><br>{way}</div><div><table>
{rows}</table></div></div></div>"""
    )
