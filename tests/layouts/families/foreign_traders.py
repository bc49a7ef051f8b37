"""Layouts from abroad of those who deal in goods: Netherlands, Spain, Italy, Switzerland."""

from dataclasses import replace

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Profile
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet

_NL = Profile("flowers", "NL", "nl", buyers=("FR",), regime="K", lines=(4, 18), prepaid=0)


@family("flower_export", Split.MAKING, _NL,
        replace(_NL, regime="S", buyers=("NL", "BE"), credit=0.15))  # fmt: skip
def flower_export(sheet: Sheet) -> str:
    """An exporter of flowers: fust, sums at the left, company lines turned at the edge."""
    h.adopt(sheet, ("%y######", "V#######", "%Y%V-####"), ("%d-%m-%Y", "%d-%m-%y"), ("C%y#####",))
    facts = sheet.facts
    kind = h.titled(sheet, ("VERKOOPFACTUUR", "EXPORTFACTUUR", "Factuur"), ("CREDITFACTUUR",))
    left: list[Pair] = [("Debiteur", h.distractor(sheet, "3####")), ("Factuur", sheet.number())]
    left += [("Datum", sheet.date_of()), *h.due(sheet, "Vervalt", "Betalen voor", "Valutadatum")]
    right: list[Pair] = [("Partijbrief", h.distractor(sheet, "######")), ("Karren", "3 DC + 1 CC")]
    right += [("Veildatum", h.day(sheet, -1)), ("Btw-nr. afnemer", sheet.vat_id("buyer"))]
    heads: tuple[Pair, ...] = (
        ("qty", "Stelen"),
        ("name", "Product"),
        ("=A#", "Kwal."),
        ("=6# cm", "Lengte"),
    )
    heads += (("price", "Prijs"), ("rate", "Btw"), ("total", "Bedrag"))
    sums: list[Pair] = [("Goederenwaarde en fust", sheet.total("total_without_vat"))]
    if facts.profile.regime == "S":
        sums += h.vat_sums(sheet, "Btw {rate} over {basis}", "Niet belast")
    else:
        sums.append(("Btw 0% (intracommunautair, art. 138)", sheet.total("total_vat")))
    sums.append(("Factuurtotaal", sheet.total("total_with_vat")))
    if facts.type_code != "381":
        sums.append(("Door u te voldoen", sheet.total("amount_due")))
    edge = "{name} | {street_} | BTW {vat} | IBAN {iban} | BIC {bic}"
    return f"""<style>@page {{ margin: 12mm 7mm 12mm 16mm }} body {{ font: 8.5pt
"Liberation Sans Narrow"; padding-right: 12mm }} .edge {{ position: absolute; right: 0;
top: 0; writing-mode: vertical-rl; font-size: 7pt; color: #2e7d32; height: 265mm }}
.edge .v {{ white-space: normal }} .top
{{ background: #2e7d32; color: #fff; padding: 4mm; font-size:
17pt }} .two {{ display: grid; grid-template-columns: 55mm 60mm; gap: 8mm; margin: 5mm 0 }} .two
.pairs {{ width: 100% }} .two td {{ padding: 0.3mm 0 }} .lines {{ width: 96% }} .lines th {{ color:
#2e7d32; border-bottom: 1px solid }} .lines .c-name {{ width: 40% }} .lines td {{ padding: 0.6mm 4px
}} .sum {{ margin-top: 5mm }} .sum td {{ padding: 0.8mm 6mm 0.8mm 0 }}</style><div class="edge">
{h.told(sheet, edge)} | KvK {h.distractor(sheet, "########")} | Alg. voorwaarden VGB</div><div
class="top">{facts.seller.brand}</div><div style="margin:8mm 0 0 10mm;font-size:10pt">
{b.address(sheet, "buyer")}</div><div class="two">{b.pair_rows(left)}{b.pair_rows(right)}</div><b
style="font-size:12pt">{kind}</b>{h.lines(sheet, heads)}{b.pair_rows(sums, "sum")}<p>Reclames binnen
24 uur. EORI NL{h.distractor(sheet, "#########")} - Gewicht 214 kg - {sheet.currency_note()}</p>
"""  # fmt: skip


_ES = Profile("produce", "ES", "es", buyers=("ES",), lines=(3, 14), prepaid=0.1, credit=0.1)


@family("spanish_produce", Split.MAKING, _ES,
        replace(_ES, buyers=("FR",), regime="K"))  # fmt: skip
def spanish_produce(sheet: Sheet) -> str:
    """A grower's packing house: lines under delivery notes, instalments, a last row of boxes."""
    h.adopt(sheet, ("FV%y/#####", "A-%Y-####", "1%y#####", "%Y/A/####"),
            ("%d/%m/%Y", "%d-%m-%y", "spanish"), ("AB%y/####",))  # fmt: skip
    facts, refs = sheet.facts, sheet.facts.references
    kind = h.titled(sheet, ("FACTURA DE VENTA", "FACTURA"), ("FACTURA RECTIFICATIVA", "ABONO"))
    about: list[Pair] = [("Factura núm.", sheet.number()), ("Fecha fra.", sheet.date_of())]
    about += [
        ("Cód. cliente", refs["customer"]),
        ("NIF/CIF", sheet.vat_id("buyer")),
        ("Hoja", "1/1"),
    ]
    heads: tuple[Pair, ...] = (
        ("name", "Género"),
        ("=##", "Bultos"),
        ("qty", "Neto"),
        ("unit", "Ud"),
    )
    heads += (("price", "Precio"), ("rate", "% IVA"), ("total", "Importe"))
    rows = []
    for start in range(0, len(facts.lines), 3):
        note = f"Albarán {h.distractor(sheet, '%y/####')} de {h.day(sheet, -9 + start // 3)}"
        rows.append(f'<tr><td colspan="7"><u>{note} - Matrícula 4821 KLM</u></td></tr>')
        body = h.lines(sheet, heads, chosen=facts.lines[start : start + 3])
        rows.append(body.split("<tbody>")[1].split("</tbody>")[0])
    top = "".join(f'<th class="{"" if i == 0 else "n"}">{head}</th>'
                  for i, (_, head) in enumerate(heads))  # fmt: skip
    band: list[Pair] = [("Importe neto", sheet.total("total_without_vat", bare=True))]
    bases = (("basis", "Base imp."), ("rate", "% IVA"), ("vat", "Cuota IVA"))
    if facts.profile.regime == "S":
        band.append(("Total IVA", sheet.total("total_vat", bare=True)))
    band.append(("TOTAL FACTURA", sheet.total("total_with_vat")))
    if facts.prepaid:
        band.append(("Entregado a cuenta", sheet.total("prepaid", bare=True)))
        band.append(("Pendiente de cobro", sheet.total("amount_due")))
    why = "" if facts.profile.regime == "S" else "Entrega exenta, art. 25 Ley 37/1992 del IVA."
    until = "".join(f"{k} {v}" for k, v in h.due(sheet, "Vencimiento único:", "Vto.:"))
    inscribed = "Inscrita R.M. de {register}, tomo 1204, folio 88, hoja A-"
    return f"""<style>body {{ font: 8.5pt "Nimbus Sans" }} .mid {{ text-align: center }} .abt
{{ width:
100%; margin: 5mm 0 }} .abt th {{ background: #f6d55c; }} .abt td, .abt th {{ border: 1px solid
#a67c00;
text-align: center }} .lines td {{ padding: 0.7mm 4px }} .lines th {{ border-bottom: 2px solid
#a67c00
}} .band {{ position: absolute; bottom: 22mm; left: 0; width: 100% }} .band th {{ background:
#f6d55c;
text-align: center }} .band td {{ text-align: center; font-size: 12pt; font-weight: bold
}} .band td,
.band th {{ border: 1px solid #a67c00 }} .vat {{ margin: 6mm 0 }} .vat td, .vat th
{{ padding: 0.5mm 4mm
}}</style><div class="mid">{sheet.logo(facts.seller.brand,
"#a67c00")}<br><b>{sheet.name("seller")}</b>
- C.I.F. {sheet.vat_id("seller")}<br>{b.street(facts.seller, ", ")} - Tfno. {facts.seller.phone}<br>
R.G.S.E.A.A. 21.{h.distractor(sheet, "######")}/A</div><div class="row"
style="margin-top:6mm"><div><b
style="font-size:14pt">{kind}</b><br><br>{until}<br>Forma de pago:
{sheet.pick("giro", "transferencia")}
<br>{h.told(sheet, "{iban}")}</div><div style="border:1px solid
#a67c00;padding:3mm;width:80mm">Sr./Sres.
<br>{b.address(sheet, "buyer")}</div></div>{b.pair_boxes(about, "abt")}<table
class="lines"><thead><tr>
{top}</tr></thead><tbody>{"".join(rows)}</tbody></table>{h.recap(sheet, bases)}<p>{why}</p>
{b.pair_boxes(band, "band")}<p class="foot">{h.told(sheet, inscribed)}{h.distractor(sheet, "####")}.
Producto conforme a la norma UE. Envases retornables propiedad del operador.</p>"""  # fmt: skip


_IT = Profile("it", "IT", "it", buyers=("IT",), lines=(1, 8), prepaid=0, credit=0.12)


@family("courtesy_copy", Split.MAKING, _IT,
        replace(_IT, buyers=("FR",), regime="K", lines=(1, 6)))  # fmt: skip
def courtesy_copy(sheet: Sheet) -> str:
    """A style sheet's picture of an Italian electronic invoice: two boxes, grey strips, a recap."""
    h.adopt(
        sheet, ("##/%Y", "###/A", "FPR ##/%y", "%Y-####"), ("%d-%m-%Y", "%d/%m/%Y"), ("NC ##/%y",)
    )
    facts = sheet.facts
    code = "TD04" if facts.type_code == "381" else "TD01"
    kind = h.titled(sheet, ("fattura", "FATTURA"), ("nota di credito", "NOTA DI CREDITO"))
    head: list[Pair] = [("Tipologia documento", f"{code} {kind}"), ("Art. 73", "")]
    head += [("Numero documento", sheet.number()), ("Data documento", sheet.date_of())]
    head.append(("Codice destinatario", "XXXXXXX" if facts.buyer.country == "FR" else "M5UXCR1"))
    heads: tuple[Pair, ...] = (
        ("ref", "Cod. articolo"),
        ("name", "Descrizione"),
        ("qty", "Quantità"),
    )
    heads += (("price", "Prezzo unitario"), ("unit", "UM"), ("disc", "Sconto"))
    heads += (("rate", "%IVA"), ("total", "Prezzo totale"))
    rows = []
    for row in facts.vat:
        rate, basis, vat = sheet.vat_row(row)
        nature = "" if row.rate else "N3.2 non imponibili - cessioni intracomunitarie"
        rows.append((f"esigibilità immediata {nature}", rate, "", basis, vat))
    names = ("esigibilità iva / riferimenti normativi", "%IVA", "Spese accessorie")
    recap = b.table(("text", "rate", "total", "total", "total"),
                    (*names, "Totale imponibile", "Totale imposta"), rows, "wide grid")  # fmt: skip
    end: list[Pair] = [("Importo bollo", ""), ("Sconto/Maggiorazione", ""), ("Arr.", "")]
    end.append(("Totale documento", sheet.total("total_with_vat", bare=True)))
    pay = [("Modalità pagamento", "MP05 Bonifico"), ("IBAN", sheet.iban())]
    pay += [("Data scadenza", value) for _, value in h.due(sheet, "")]
    pay.append(("Importo", sheet.total("amount_due", bare=True)))
    yours = "<br>Identificativo fiscale ai fini IVA: {vat}<br>Denominazione: {name}<br>Indirizzo: "
    mine = yours + "{street_}<br>Nazione: {country}"
    return f"""<style>body {{ font: 8pt "Nimbus Sans" }} .two
{{ display: grid; grid-template-columns:
1fr 1fr; gap: 4mm }} .two div {{ border: 1px solid #aaa; padding: 2mm; min-height: 30mm }} .grid {{
width: 100%; margin-top: 3mm; table-layout: auto }} .grid td, .grid th {{ border: 1px solid #aaa;
font-size: 7.5pt }} .grid th, .lines th {{ background: #e0e0e0; white-space: normal; font-weight:
normal }} .lines {{ margin-top: 3mm }} .lines td, .lines th {{ border: 1px solid #aaa; font-size:
7.5pt
}} .lines .c-name {{ width: 36% }} .strip {{ background: #bbb; text-align: center; margin-top: 3mm;
font-weight: bold }}</style><div style="text-align:right;font-size:7pt">Identificativo SdI:
{h.distractor(sheet, "##########")}</div><div class="two"><div><b>Cedente/prestatore (fornitore)</b>
{h.told(sheet, mine)}<br>Regime fiscale: RF01 ordinario</div><div><b>Cessionario/committente
(cliente)</b>{h.told(sheet, mine, "buyer")}<br>Pec: {facts.buyer.mail}</div></div>
{b.pair_boxes(head, "grid")}{h.lines(sheet, heads)}<div class="strip">RIEPILOGHI IVA E TOTALI</div>
{recap}{b.pair_boxes(end, "grid")}{b.pair_boxes(pay, "grid")}<p style="font-size:6.5pt">Copia di
cortesia
priva di valore fiscale. {sheet.currency_note()} - ordine {facts.references["order"]} del
{h.day(sheet, -11)}</p>"""  # fmt: skip


_CH = Profile(
    "schweiz", "CH", "de", "CHF", buyers=("CH",), lines=(2, 8), rounding=True, prepaid=0.2
)


@family("swiss_german", Split.MAKING, _CH,
        replace(_CH, currency="EUR", buyers=("FR",), rounding=False, credit=0.1))  # fmt: skip
def swiss_german(sheet: Sheet) -> str:
    """A Swiss tradesman's letter: addressee right, hardly a rule, VAT named with its basis."""
    h.adopt(sheet, ("%y.####", "#####", "R-######", "%Y-####"), ("german", "%d.%m.%Y", "%d.%m.%y"))
    facts, code = sheet.facts, sheet.facts.profile.currency
    kind = h.titled(sheet, ("Rechnung", "RECHNUNG"), ("Gutschrift",))
    heads: tuple[Pair, ...] = (
        ("name", "Leistung"),
        ("qty", "Anzahl"),
        ("unit", ""),
        ("price", "Ansatz"),
    )
    heads += (("rate", "MWST"), ("total", f"Total {code}"))
    sums: list[Pair] = [("Zwischentotal exkl. MWST", sheet.total("total_without_vat", bare=True))]
    sums += h.vat_sums(sheet, "MWST {rate} von {basis}", "ohne MWST")
    sums.append((f"Total {code} inkl. MWST", sheet.total("total_with_vat", bare=True)))
    if facts.prepaid:
        sums.append(("abzüglich Akonto", sheet.total("prepaid", bare=True)))
    if facts.rounding:
        sums.append(("Rundungsdifferenz", sheet.amount(facts.rounding)))
    if facts.prepaid or facts.rounding:
        sums.append((f"Rechnungsbetrag {code}", sheet.total("amount_due", bare=True)))
    sheet.show("currency", code)
    refs: list[Pair] = [("Objekt", b.street(facts.others[0], ", ")), ("Ihr Zeichen", "MH")]
    refs += [("Auftrag", h.distractor(sheet, "A######")), ("Leistungszeit", h.day(sheet, -12))]
    until = "".join(f"{k} {v}" for k, v in h.due(sheet, "Zahlbar bis", "Fällig:", "Valuta"))
    return f"""<style>body {{ font: 10pt "Liberation Sans"; padding: 6mm 8mm 20mm }} .refs
{{ font-size:
8.5pt }} .refs .n {{ text-align: left; padding-left: 6mm }} .lines {{ margin-top: 6mm
}} .lines th {{
font-weight: normal; font-size: 8pt; border-bottom: 0.6pt solid }} .lines td {{ padding: 1.4mm 4px
1.4mm
0 }} .lines .c-name {{ width: 44% }} .sum {{ width: 100%; border-top: 0.6pt solid; margin-top: 2mm
}} .sum
.l {{ padding-left: 74mm }} .sum tr:last-child td {{ font-weight: bold; border-bottom: 2pt solid }}
</style><b>{sheet.name("seller")}</b><br>{b.street(facts.seller)}<br>T {facts.seller.phone}<br>
{facts.seller.site}<div style="margin:10mm 0 14mm 96mm">{b.address(sheet, "buyer")}</div><p>
{facts.seller.register}, {sheet.date_of()}</p><b style="font-size:14pt">{kind} {sheet.number()}</b>
{b.pair_rows(refs, "refs")}{h.lines(sheet, heads)}{b.pair_rows(sums, "sum")}<p>{until}<br>
{h.told(sheet, "Konto: {iban}<br>MWST-Nr. {vat}")}</p><p>Besten Dank für Ihren Auftrag.</p>
"""  # fmt: skip
