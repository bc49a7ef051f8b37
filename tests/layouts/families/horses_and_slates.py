"""Layouts of two senders: an Irish carrier of horses, a Spanish slate quarry."""

from dataclasses import replace
from html import escape

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet

_HORSES = Profile("bloodstock", "IE", "en", buyers=("FR",), regime="AE", lines=(2, 6), credit=0.08,
                  prepaid=0.25)  # fmt: skip
_SLATES = Profile("pizarra", "ES", "es", buyers=("FR",), regime="K", lines=(2, 6), credit=0.06,
                  prepaid=0, line_discounts=True)  # fmt: skip

_HORSES_CSS = """<style>@page { margin: 12mm 16mm } body { font: 9.5pt "FONT"; min-height: 272mm;
padding-bottom: 20mm; color: #1c1c1c } .mid { text-align: center; border-bottom: 3px double HUE;
padding-bottom: 2mm } .mid b { font-size: 20pt; color: HUE; letter-spacing: 1px } .title
{ float: right; font-size: 22pt; color: HUE } .facts { width: 100%; margin: 7mm 0 5mm }
.facts td { width: 50%; padding: 0 } .facts td + td { border-left: 1px solid HUE; padding-left: 5mm
} .facts p { margin: 0 0 1.6mm } .lines .c-name { width: 44% } .lines th { background: HUE;
color: #fff; font-weight: normal } .lines small { color: #555 } .lines td { border-bottom: 1px solid
#ddd } .two { display: grid; grid-template-columns: 70mm 1fr; gap: 12mm; margin-top: 5mm }
.sums { width: 100%; border: 1px solid HUE } .sums td { padding: 1.3mm 2mm; border-bottom: 1px solid
#ddd } .sums tr:last-child td { background: #f2efe6; font-weight: bold } .foot { border-top: 1px
solid HUE; padding-top: 1mm }</style>"""


@family("horses_by_road_and_ferry", Split.MAKING, _HORSES,
        replace(_HORSES, buyers=("IE",), regime="S"))  # fmt: skip
def horses_by_road_and_ferry(sheet: Sheet) -> str:
    """A carrier's package: the journey beside the account, sums at the left, the docket's words."""
    h.adopt(sheet, ("1####", "T%y-####", "0#####"), ("%d/%m/%Y", "abbreviated", "dashed"),
            ("CN####", "C%y-###"))  # fmt: skip
    facts, hue = sheet.facts, sheet.pick("#1e4d2b", "#5a1a2b", "#23395d")
    home, credit = facts.profile.regime == "S", facts.type_code == "381"
    kind = h.titled(sheet, ("Invoice", "Sales Invoice", "INVOICE"), ("Credit Note",))
    mares = ("Bay filly 2023", "Chestnut colt 2024", "Grey mare 2016", "Bay gelding 2019")

    def horse(line: Line) -> str:
        if line.unit not in {"head", "trip"}:
            return ""
        if line.quantity > 1:
            return "<br><small>Animals as listed on the journey sheet</small>"
        chip = h.distractor(sheet, "3722########")
        return (
            f"<br><small>{sheet.pick(*mares)}, chip 985{chip}, stall {sheet.pick(1, 2, 4)}</small>"
        )

    ferry = sheet.pick("Rosslare - Cherbourg", "Dublin - Cherbourg", "Rosslare - Le Havre")
    until = "".join(f"<p>{k}: {v}</p>" for k, v in h.due(sheet, "Due", "Payable by",
                                                        "Settlement due"))  # fmt: skip
    account: list[Pair] = [
        (sheet.pick("Number", "Invoice ref.", "Our docket and invoice no."), sheet.number()),
        (sheet.pick("Date / tax point", "Raised on", "Tax date"), sheet.date_of()),
        ("Ledger a/c", h.distractor(sheet, "@@@@##")),
    ]
    if credit:
        account[0] = ("Credit ref.", account[0][1])
        account.append(("Against invoice", h.distractor(sheet, "1####")))
    left = "".join(f"<p>{k}: <b>{v}</b></p>" for k, v in account) + until
    sheet_no = h.distractor(sheet, "J####")
    trip = (("Journey sheet", sheet_no), ("Crossing", ferry),
            ("Loaded", h.day(sheet, -5)), ("Delivered", h.day(sheet, -3)),
            ("Lorry", h.distractor(sheet, "%y1-WX-####")))  # fmt: skip
    right = "".join(f"<p>{k} {v}</p>" for k, v in trip)
    heads = (("qty", "No."), ("unit", "Per"), ("name", "Carriage and services"),
             ("price", "Rate"), ("rate", "VAT %"), ("total", "Amount"))  # fmt: skip
    code = sheet.show("currency", "EUR")
    sums: list[Pair] = [(sheet.pick("Goods and services", "Total ex VAT", "Net"),
                         sheet.total("total_without_vat", True))]  # fmt: skip
    for row in facts.vat:
        rate, _, vat = sheet.vat_row(row)
        sums.append((f"VAT @ {rate if '%' in rate else f'{rate}%'}", vat))
    sums.append((f"Invoice total {code}" if not credit else f"Credit total {code}",
                 sheet.total("total_with_vat", True)))  # fmt: skip
    if facts.prepaid:
        sums.append(("Booking deposit received", sheet.total("prepaid", True)))
        sums.append((f"Now owing {code}", sheet.total("amount_due", True)))
    law = (
        ""
        if home
        else f"""Reverse charge: VAT on this supply is to be accounted for by the
recipient, Article 196, Directive 2006/112/EC. Customer VAT no. {sheet.vat_id("buyer")}"""
    )
    pay = h.told(sheet, "Please remit to Bank of Ireland, account of {brand}<br>IBAN {iban}<br>"
                 "BIC {bic}")  # fmt: skip
    if credit:
        pay = "This amount has been credited to your ledger account. No payment is required."
    return _HORSES_CSS.replace("HUE", hue).replace("FONT", sheet.pick(
        "Liberation Sans", "Liberation Serif", "C059")) + f"""<div class="mid">
<b>{sheet.name("seller")}</b><br>{b.street(facts.seller, ", ")}<br>Office {facts.seller.phone}
&nbsp; Yard and after hours {h.distractor(sheet, "087 #######")} &nbsp; {facts.seller.mail}</div>
<table class="facts"><tr><td style="padding-top:2mm">{b.address(sheet, "buyer")}</td><td
rowspan="2"><span class="title">{kind}</span><div style="clear:both;padding-top:3mm">{left}</div>
</td></tr><tr><td style="vertical-align:bottom;font-size:8.5pt;padding-top:8mm">{right}</td></tr>
</table>{h.lines(sheet, heads, more=horse)}<div class="two"><div>{b.pair_rows(sums, "sums")}</div>
<div><p style="margin-top:0">{pay}</p><p>{law}</p><p style="font-size:8pt">All horses travel at
owner's risk. Mortality cover is not included unless arranged in writing before loading. Queries
within seven days, quoting the journey sheet.</p></div></div><div class="foot">
{h.told(sheet, "VAT Reg. No. {vat}")} &nbsp; Company Reg. No. {h.distractor(sheet, "5#####")}
&nbsp; Type 2 Transporter Authorisation IE-T2-{h.distractor(sheet, "####")}<br>Directors:
P. Devane, M. Devane</div>"""  # fmt: skip


_SLATES_CSS = """<style>@page { size: A4; margin: 8mm 11mm } body { font: 8.5pt "FONT";
min-height: 280mm; padding: 0 0 58mm 0 } .top { display: grid; gap: 6mm;
grid-template-columns: 1.2fr 1fr 1fr; border-bottom: 4px solid #3b4046; padding-bottom: 3mm }
.to { margin: 5mm 0 4mm; display: grid; grid-template-columns: 1.2fr 1fr; gap: 6mm }
.to fieldset { border: 1px solid #3b4046; margin: 0; padding: 1mm 3mm 2mm }
legend { font-size: 7pt; color: #3b4046 } h1 { font-size: 14pt; margin: 0 }
.lines { border-bottom: 1px solid } .lines th { border-bottom: 1px solid; font-size: 7.5pt }
.lines .n { text-align: right } .lines small { font-size: 7pt } .end { position: absolute;
left: 0; right: 0; bottom: 9mm; border-top: 4px solid #3b4046;
padding-top: 3mm; display: grid; grid-template-columns: 68mm 1fr; gap: 8mm; align-items: end }
.sums { width: 100% } .sums td { padding: 1mm 1mm; border-bottom: 1px dotted } .sums tr:last-child
td { font-size: 12pt; font-weight: bold; border: 0 } .pay td { padding: 1mm } .pay .n { text-align:
left } .pay .l { color: #3b4046; font-style: italic } .reg { font-size: 6pt }</style>"""


@family("slates_on_pallets", Split.JUDGING, _SLATES, replace(_SLATES, lines=(3, 7)),
        replace(_SLATES, buyers=("ES",), regime="S"))  # fmt: skip
def slates_on_pallets(sheet: Sheet) -> str:
    """A Spanish program: prices by the piece, pallets told below, sums in one row, days to pay."""
    h.adopt(sheet, ("FV%y/####", "%y-A-####", "FE%y######", "1/%y####"),
            ("%d/%m/%Y", "%d-%m-%Y", "%d/%m/%y"), ("AB%y/###", "R%y-####"))  # fmt: skip
    facts, home = sheet.facts, sheet.facts.profile.regime == "S"
    credit = facts.type_code == "381"
    kind = h.titled(sheet, ("FACTURA", "Factura de venta", "FACTURA"),
                    ("FACTURA RECTIFICATIVA", "Factura de abono"))  # fmt: skip

    def pallets(line: Line) -> str:
        if line.unit != "PZA" or line.name.startswith("GANCHO"):
            return ""
        lot = h.distractor(sheet, "%y-###")
        return (
            f"<br><small>{line.quantity // 900 + 1} palets - banco {lot} - UNE-EN 12326-1</small>"
        )

    heads = (("ref", "Código"), ("name", "Descripción"), ("qty", "Cantidad"), ("unit", "Ud."),
             ("price", "Precio"), ("disc", "% Dto."), ("total", "Importe"))  # fmt: skip
    rate, basis, vat = sheet.vat_row(facts.vat[0])
    code = sheet.show("currency", "EUR")
    gross = sheet.total("total_with_vat", True)
    sheet.total("total_without_vat", True)
    shown = rate if "%" in rate else f"{rate} %"
    sums = b.pair_rows([
        ("Bruto", sheet.amount(facts.line_sum)),
        (sheet.pick("Base imp.", "B. imponible", "Base"), basis),
        (f"{sheet.pick('I.V.A.', 'IVA', 'Cuota IVA')} {shown}", vat),
        (f"{'Total abono' if credit else sheet.pick('TOTAL', 'Líquido', 'Total')} {code}", gross),
    ], "sums")  # fmt: skip
    pay = ""
    if h.is_payable(sheet):
        term = f"a {facts.days} días f.f." if facts.days else "al contado"
        rows: list[Pair] = [
            ("Forma de pago", f"{sheet.pick('Transferencia', 'Transf. bancaria')} {term}"),
            (sheet.pick("Vencimiento", "Vto.", "Vence el"),
             f"{sheet.date_of('due_date')} &nbsp; {sheet.total('amount_due', True)}"),
            (sheet.pick("N/cuenta", "Ingresar en"), h.told(sheet, "{iban} &nbsp; SWIFT {bic}")),
            ("Peso bruto", f"{h.count(sheet, facts.line_sum // 2 + 900)} kg"),
        ]  # fmt: skip
        pay = b.pair_rows(rows, "pay")
    law = "" if home else "Operación exenta de IVA, entrega intracomunitaria, art. 25 Ley 37/1992."
    if credit:
        law += f" Rectifica la factura {h.distractor(sheet, 'FV%y/####')} por piezas rotas en obra."
    truck = f"{h.distractor(sheet, '####')} LKM / R-{h.distractor(sheet, '####')} BCS"
    buyer_id = "N.I.F." if home else "NIF intracom."
    note = f"{sheet.pick('Alb.', 'Albarán')} {h.distractor(sheet, 'AV%y/####')}"
    return _SLATES_CSS.replace("FONT", sheet.pick("Liberation Sans", "Nimbus Sans")) + f"""<div
class="top"><div>{sheet.logo(facts.seller.brand, "#3b4046")}</div><div style="font-size:7.5pt">
{b.street(facts.seller)}<br>Canteras: Paraje As Lousas s/n<br>Tel. {facts.seller.phone}</div><div
style="text-align:right"><h1>{kind}</h1><b style="font-size:12pt">{sheet.number()}</b><br>
{sheet.pick("de fecha", "Fecha", "emitida el")} {sheet.date_of()}</div></div><div class="to">
<fieldset><legend>{sheet.pick("Facturar a", "Cliente", "Destinatario")}
{h.distractor(sheet, "4300####")}</legend>{b.address(sheet, "buyer")}<br>{buyer_id}
{sheet.vat_id("buyer")}</fieldset><fieldset><legend>Expedición</legend>{note} de
{h.day(sheet, -3)}<br>S/pedido {h.distractor(sheet, "P-####")}<br>Matrículas {truck}<br>Incoterms
{sheet.pick("EXW cantera", "DAP obra", "FCA")} &nbsp; Agente {sheet.pick("07", "12", "31")}
</fieldset></div>{h.lines(sheet, heads, more=pallets)}<p>{law}</p><p>La pizarra es un producto
natural: se admiten roturas de hasta un 3 % en transporte.</p><div class="end">{sums}{pay}</div>
<div class="foot reg">{h.told(sheet, "{name} - N.I.F. {vat}")} - Inscrita en el Registro Mercantil,
tomo {h.distractor(sheet, "###")}, folio {h.distractor(sheet, "1##")}, hoja
{h.distractor(sheet, "####")}. Sus datos se tratan conforme al RGPD para la gestión
administrativa. {escape(facts.seller.mail)}</div>"""  # fmt: skip
