"""Layouts of two senders: an English wholesaler of tack, an Italian maker of gaskets."""

from dataclasses import replace
from decimal import Decimal
from html import escape

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Profile
from tests.layouts.families import Split, family
from tests.layouts.lodging import lodge
from tests.layouts.natives import person
from tests.layouts.sheet import Sheet

_TACK = Profile("saddlery", "GB", "en", "GBP", buyers=("FR",), regime="G", lines=(3, 10),
                credit=0.1, prepaid=0, adjustments=("shipping",), line_discounts=True)  # fmt: skip
_GASKETS = Profile("guarnizioni", "IT", "it", buyers=("FR",), regime="K", lines=(3, 9), credit=0.1,
                   prepaid=0, adjustments=("shipping",))  # fmt: skip

_TACK_CSS = """<style>@page { margin: 10mm 11mm 9mm } body { font: 9pt "FONT"; min-height: 276mm;
padding-bottom: 66mm } .crown { text-align: center; color: HUE } .crown b { font-size: 19pt;
letter-spacing: 1px } .crown div { font-size: 8pt } .heads { display: grid; gap: 4mm;
grid-template-columns: 70mm 58mm 1fr; margin: 6mm 0 4mm } .panel { border: 0.8pt solid HUE;
border-radius: 2.5mm; padding: 5mm 3mm 3mm; position: relative; min-height: 24mm } .panel > i {
position: absolute; top: -2mm; left: 4mm; background: #fff; padding: 0 1mm; font-size: 7.5pt }
.data { width: 100% } .data .l { white-space: nowrap }
.data td { border-bottom: 0.4pt solid #999; padding: 1mm } .lines {
border: 0.8pt solid HUE } .lines th { border-bottom: 0.8pt solid HUE; font-size: 8pt } .lines td,
.lines th { border-left: 0.4pt solid #999 } .lines .pad td { height: PADmm } .base { position:
absolute; bottom: 0; left: 0; right: 0 } .tail { display: grid; grid-template-columns: 1fr 64mm;
gap: 5mm } .tally { width: 100% } .tally td { border: 0.8pt solid HUE; padding: 1.1mm 2mm }
.cut { border-top: 1px dashed #333; margin-top: 4mm; padding-top: 2mm; font-size: 8pt;
display: grid;
grid-template-columns: 1fr 1fr 1fr; gap: 4mm } .law { font-size: 7pt; text-align: center;
margin-top:
3mm; color: #444 }</style>"""


@family("tack_with_remittance", Split.MAKING, _TACK, replace(_TACK, lines=(6, 14)),
        replace(_TACK, buyers=("GB",), regime="S"), replace(_TACK, currency="EUR"))  # fmt: skip
def tack_with_remittance(sheet: Sheet) -> str:
    """A packaged ledger: panels with their names in the frame, tax point, terms, a slip to cut."""
    lodge(sheet, "{w} Saddlery|{w} & Daughters|{w} Equestrian Wholesale|{w} Tack Company",
          "Ltd|Limited", "Bridle Street|Station Street|Lower Rushall Street|Marsh Lane",
          "Walsall WS1 1QL=Walsall=+44 1922|Walsall WS2 9NE=Walsall=+44 1922"
          "|Newmarket CB8 7AH=Newmarket=+44 1638")  # fmt: skip
    h.adopt(sheet, ("1#####", "SI-#####", "0000#####", "INV#####"), ("%d/%m/%Y", "%d/%m/%y",
            "abbreviated"), ("SC-####", "CR####"))  # fmt: skip
    facts, hue = sheet.facts, sheet.pick("#1f3d2b", "#4a1c1c", "#111")
    home, credit = facts.profile.regime == "S", facts.type_code == "381"
    code = sheet.show("currency", facts.profile.currency)
    kind = h.titled(sheet, ("Invoice", "INVOICE", "Sales Invoice"), ("Credit Note", "CREDIT NOTE"))
    account = h.distractor(sheet, "@@@###")
    number, day = sheet.number(), sheet.date_of()
    data: list[Pair] = [
        ("Credit No" if credit else sheet.pick("Invoice No", "Number", "Document No"), number),
        (sheet.pick("Date/Tax Point", "Invoice/Tax Date", "Tax Point"), day),
        (sheet.pick("A/C Ref", "Account Ref"), account),
        ("Your Order", h.distractor(sheet, sheet.pick("PO-####", "VERBAL ##", "CDE ####"))),
        ("Desp. Note", f"{h.distractor(sheet, 'D#####')} / {h.day(sheet, -1)}"),
    ]
    if credit:
        data.insert(2, ("Against Invoice", h.distractor(sheet, "1#####")))
    head = "T1" if home else "T0"
    heads = (("qty", "Qty"), ("unit", "Per"), ("ref", "Stock Code"), ("name", "Details"),
             ("price", "Unit Price"), ("disc", "Disc %"), ("total", f"Net Amt {head}"))  # fmt: skip
    tally = h.extras(sheet, {"sum": "Total Goods", "shipping": "Carriage Net"})
    tally.append((sheet.pick("Total Net", "Net Total"), sheet.total("total_without_vat", True)))
    rate, _, vat = sheet.vat_row(facts.vat[0])
    tally.append((f"VAT @ {rate if '%' in rate else rate + '%'}", vat))
    word = "Credit Total" if credit else sheet.pick("Invoice Total", "Document Total")
    tally.append((f"<b>{word} {code}</b>", f"<b>{sheet.total('total_with_vat', True)}</b>"))
    law = "" if home else f"""Zero-rated export of goods from the United Kingdom. Exporter EORI
{facts.seller.vat_id}000. Importer VAT {sheet.vat_id("buyer")}. Commodity code 4201 00 00,
net weight {h.count(sheet, facts.line_sum // 19 + 3)} kg, terms {sheet.pick("DAP", "CPT")}. The
exporter of the products covered by this document declares that, except where otherwise clearly
indicated, these products are of UK preferential origin."""  # fmt: skip
    slip = ""
    if not credit:
        due = "".join(f"{k} {v}" for k, v in h.due(sheet, "Due by", "Payable by", "Payment due"))
        slip = f"""<div class="cut"><div><b>Remittance slip</b><br>Please return with your payment
to
<br>{escape(facts.seller.brand)}, {b.street(facts.seller, ", ")}</div><div>A/C Ref {account}<br>
Document {number} of {day}<br>{due}</div><div>Amount {code}
{sheet.total("amount_due", True)}<br>BACS/SWIFT: {h.told(sheet, "IBAN {iban}<br>BIC {bic}")}</div>
</div>"""  # fmt: skip
    ship = facts.buyer if sheet.maybe(0.6) else None
    ship_to = b.other(ship) if ship else "As invoice address"
    css = _TACK_CSS.replace("HUE", hue).replace("FONT", sheet.pick("Liberation Sans", "P052"))
    few = max(2, 96 - 6 * len(facts.lines))
    pad = '<tr class="pad">' + "<td></td>" * (7 if any(ln.discount for ln in facts.lines) else 6)
    table = h.lines(sheet, heads).replace("</tbody>", f"{pad}</tr></tbody>")
    title = f'<div style="font-size:16pt;text-align:right">{kind}</div>'
    return css.replace("PAD", str(few)) + f"""<div class="crown"><b>{escape(facts.seller.brand)}</b>
<div>Saddlers' ironmongery, bridlework and stable supplies to the trade since 1894</div><div>
{h.told(sheet, "{street_} &bull; Tel {phone} &bull; {mail}")}</div></div>{title}<div
class="heads"><div class="panel"><i>Invoice to</i>{b.address(sheet, "buyer")}</div><div
class="panel"><i>Goods to</i>{ship_to}</div>{b.pair_rows(data, "data")}</div>{table}
<p style="font-size:7.5pt">Shortages to be notified within 3 days. Goods remain the property of the
seller until paid for in full.</p><div class="base"><div class="tail"><div
style="font-size:8pt">{law}</div>{b.pair_rows(tally, "tally")}</div>{slip}<div class="law">
{h.told(sheet, "{name} &bull; Registered in England")} No. 0{h.distractor(sheet, "#######")}
&bull; {h.told(sheet, "VAT Reg. No. {vat}")} &bull; Directors: {person(sheet)},
{person(sheet)} &bull; Trade only - E. &amp; O. E.</div></div>"""  # fmt: skip


_GASKETS_CSS = """<style>@page { margin: 8mm 9mm 8mm } body { font: 8.5pt "FONT";
min-height: 279mm; padding: 0; height: 279mm; display: flex; flex-direction: column } .g { display:
grid; border-left: 0.6pt solid HUE; border-top: 0.6pt solid HUE } .g > div { border-right: 0.6pt
solid HUE; border-bottom: 0.6pt solid HUE; padding: 2.9mm 1.2mm 0.6mm; position: relative;
min-height: 4.4mm; line-height: 1.25 } .g small { position: absolute; top: 0.4mm; left: 0.9mm;
font: 5.4pt "Liberation Sans"; color: HUE; text-transform: uppercase; white-space: nowrap }
.r { text-align: right } .mid { flex: 1; border: 0.6pt solid HUE; border-top: 0; border-bottom: 0 }
.lines th { font: 6pt "Liberation Sans"; color: HUE; border-bottom: 0.6pt solid HUE;
text-transform: uppercase } .big { font-size: 12pt; font-weight: bold } .mid p { margin: 3mm 1mm }
.org { font-size: 7pt; line-height: 1.4; margin: 1mm 0 2mm } .vat { width: 100% } .vat th
{ font: 5.4pt
"Liberation Sans"; color: HUE; text-transform: uppercase } .vat td, .vat th { padding: 0 2px;
text-align:
right }</style>"""


@family("gaskets_in_captions", Split.MAKING, _GASKETS, replace(_GASKETS, lines=(6, 12)),
        replace(_GASKETS, buyers=("IT",), regime="S"))  # fmt: skip
def gaskets_in_captions(sheet: Sheet) -> str:
    """A program's grid over the whole page: goods, taxes and dues in cells with tiny captions."""
    lodge(sheet, "Guarnizioni {w}|{w} Gomma|Gommaplast {w}|F.lli {w} Guarnizioni", "S.r.l.|S.p.A.",
          "Via Sarnico|Via Tonale|Via delle Industrie|Via Trieste",
          "24060 Villongo (BG)=Bergamo=+39 035|24067 Sarnico (BG)=Bergamo=+39 035"
          "|25031 Capriolo (BS)=Brescia=+39 030")  # fmt: skip
    h.adopt(sheet, ("#####", "V1/####", "####/E", "%y/0####"), ("%d/%m/%Y", "%d/%m/%y"),
            ("N###", "####/NC"))  # fmt: skip
    facts, hue = sheet.facts, sheet.pick("#1d3f8a", "#2a6b3c", "#555")
    home, credit = facts.profile.regime == "S", facts.type_code == "381"
    kind = h.titled(sheet, ("FATTURA", "FATTURA DIFFERITA", "FATTURA ACCOMP."),
                    ("NOTA DI ACCREDITO", "NOTA CREDITO"))  # fmt: skip
    code = sheet.show("currency", "EUR")
    due = h.due(sheet, "Scadenza")
    terms = f"BONIFICO {facts.days} GG DATA FATTURA" if facts.days else "BONIFICO VISTA FATTURA"
    heads = (("ref", "Codice"), ("name", "Descrizione"), ("unit", "UM"), ("qty", "Quantità"),
             ("price", "Prezzo"), ("disc", "Sc.%"), ("code", "C.I."),
             ("total", "Importo"))  # fmt: skip
    top = [("Tipo documento", f"<b>{kind}</b>"),
           ("Numero", f'<span class="big">{sheet.number()}</span>'),
           ("Data", f'<span class="big">{sheet.date_of()}</span>'), ("Pag.", "1"),
           ("Cod. cliente", h.distractor(sheet, "0####")),
           (sheet.pick("Partita IVA cliente", "P. IVA / Cod. fiscale"),
            sheet.vat_id("buyer"))]  # fmt: skip
    order = f"{h.distractor(sheet, 'OF#####')} {h.day(sheet, -28)}"
    second = [("Pagamento", "" if credit else terms), ("Banca d'appoggio", "BANCO BPM"),
              ("Agente", h.distractor(sheet, "##")), ("Vs. ordine", order),
              ("Val.", code)]  # fmt: skip
    tax = h.recap(sheet, (("code", "C.I."), ("basis", "Imponibile"), ("rate", "%"),
                          ("vat", "Imposta")))  # fmt: skip
    goods = sheet.amount(facts.line_sum)
    freight = sheet.amount(sum((it.amount for it in facts.adjustments), Decimal("0.00")))
    feet = [("Totale merce", goods), ("Sconto %", ""), ("Spese trasporto", freight),
            ("Spese incasso", ""), ("Totale imponibile", sheet.total("total_without_vat", True)),
            ("Totale imposta", sheet.total("total_vat", True))]  # fmt: skip
    dues = (
        "" if credit else "".join(f"{v} &nbsp; {sheet.total('amount_due', True)}" for _, v in due)
    )
    law = "" if home else """N.I. ART. 41 D.L. 331/93 - CESSIONE INTRACOMUNITARIA NON IMPONIBILE"""
    ddt = f"""<p>Rif. D.D.T. n. {h.distractor(sheet, "####")} del {sheet.day(facts.delivery_date)}
{"- RESO DA CLIENTE" if credit else ""}</p>"""
    cause = "RESO" if credit else "VENDITA"
    share = f"{facts.seller.capital:,}".replace(",", ".")
    hour = sheet.pick("10:30", "16:15", "08:45")
    move = [("Causale trasporto", cause), ("Porto", sheet.pick("FRANCO", "ASSEGNATO")),
            ("Colli", str(len(facts.lines))), ("Peso kg", h.count(sheet, facts.line_sum // 40 + 2)),
            ("Vettore", sheet.pick("BARTOLINI", "ARCO SPEDIZIONI", "DESTINATARIO")),
            ("Data e ora ritiro", f"{sheet.day(facts.delivery_date)} {hour}"),
            ("Firma conducente", "")]  # fmt: skip
    css = _GASKETS_CSS.replace("HUE", hue).replace(
        "FONT", sheet.pick("Liberation Mono", "Liberation Sans")
    )
    to = facts.buyer
    return css + f"""<div class="row">{sheet.logo(facts.seller.brand, hue)}<div class="org"
style="text-align:right">Articoli tecnici in gomma, PTFE e silicone<br>{h.told(sheet,
"<b>{name}</b> - {street_}<br>Tel. {phone} - {mail}")}</div></div><div class="g"
style="grid-template-columns:1fr 1fr"><div style="min-height:20mm"><small>Destinazione merce</small>
{escape(to.name)}<br>{b.street(to)}</div><div><small>Spett.le</small>
{b.address(sheet, "buyer")}</div></div>{_grid(top, "44mm 1fr 1fr 12mm 24mm 40mm")}
{_grid(second, "1fr 38mm 14mm 48mm 14mm")}<div class="mid">{ddt}{h.lines(sheet, heads)}
<p style="margin-top:6mm">{law}</p></div><div class="g"
style="grid-template-columns:1fr 62mm">
<div style="padding:1mm"><small></small>{tax}</div><div><small>Scadenze e
importi</small>{dues}</div>
</div>{_grid(feet, "repeat(6, 1fr)", "r")}<div class="g" style="grid-template-columns:1fr
62mm"><div>
<small>Coordinate bancarie</small>{h.told(sheet, "{iban} &nbsp; {bic}")}</div><div class="r"><small>
{"Totale a credito" if credit else sheet.pick("Totale documento", "Totale fattura")} {code}</small>
<span class="big">{sheet.total("total_with_vat", True)}</span></div></div>
{_grid(move, "26mm 24mm 12mm 18mm 36mm 34mm 1fr")}<div class="org">{h.told(sheet,
"Cap. soc. € " + share + " i.v. - Reg. Imprese {register}, C.F. e P. IVA {vat}")} - R.E.A.
{h.distractor(sheet, "3#####")} - Contributo CONAI assolto ove dovuto - Copia priva di valore
fiscale
ai sensi art. 21 D.P.R. 633/72: l'originale è trasmesso tramite SdI</div>"""  # fmt: skip


def _grid(cells: list[Pair], columns: str, css: str = "") -> str:
    """Set captions into the corners of a row of boxes."""
    inner = "".join(f'<div class="{css}"><small>{k}</small>{v}</div>' for k, v in cells)
    return f'<div class="g" style="grid-template-columns:{columns}">{inner}</div>'
