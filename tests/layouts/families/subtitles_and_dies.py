"""Layouts of an Irish subtitler with a small accounts program, and an Italian maker of dies."""

from collections.abc import Callable
from dataclasses import replace
from html import escape

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.lodging import lodge
from tests.layouts.sheet import Sheet

_Grid = Callable[..., str]
_SUBTITLES = Profile("subtitling", "IE", "en", buyers=("FR",), regime="AE", lines=(1, 5),
                     prepaid=0.2, credit=0.06)  # fmt: skip
_DIES = Profile("trafile", "IT", "it", buyers=("FR",), regime="K", lines=(2, 6), prepaid=0,
                credit=0.1, adjustments=("shipping",))  # fmt: skip

_SUBTITLES_CSS = """<style>@page { margin: 13mm 15mm 11mm } body { font: 9.2pt "FONT"; color:
#393a3d;
min-height: 272mm; padding-bottom: 12mm; line-height: 1.35; font-variant-ligatures: none } .own {
font-size: 8.5pt } .own b { font-size: 11pt; color: #000 } .logo { max-height: 16mm; max-width: 58mm
} h1 { color: HUE; font-size: 19pt; font-weight: normal; margin: 8mm 0 4mm } .cap { font-weight:
bold;
color: #8d9096; font-size: 8pt } .meta { display: grid; grid-template-columns: auto 34mm; gap: 0.6mm
3mm } .meta .cap { text-align: right } .custom { width: 100%; border-top: 0.6pt solid HUE; margin:
7mm 0 5mm } .custom th { font-size: 7.5pt; color: #8d9096; padding-top: 2mm } .lines th {
background:
TINT; color: HUE; font-weight: normal; font-size: 8pt; padding: 1.6mm 4px } .lines td { padding:
1.8mm 4px } .lines small { font-size: 8pt; color: #6b6c72 } .c-name { width: 46% } .dots {
border-top:
1.2pt dotted #babec5; margin-top: 3mm; padding-top: 3mm; display: grid; grid-template-columns: 1fr
84mm; gap: 8mm } .sums { width: 100% } .sums td { padding: 0.8mm 0 } .sums .l { color: #6b6c72;
font-size: 8.5pt } .sums .last td { border-top: 1.2pt dotted #babec5; padding-top: 2.5mm } .sums
.last .n { font-size: 15pt; font-weight: bold; color: #000 } .note { font-size: 8.5pt; white-space:
normal } h2 { font-size: 9pt; font-weight: normal; color: HUE; margin: 8mm 0 1mm } .vat { width:
100% }
.vat th { background: TINT; color: HUE; font: 8pt "FONT"; padding: 1mm 4px; text-align: right }
.vat td { padding: 1.2mm 4px; text-align: right }</style>"""


@family("subtitles_by_activity", Split.JUDGING, _SUBTITLES, replace(_SUBTITLES, lines=(3, 7)),
        replace(_SUBTITLES, buyers=("IE",), regime="S"))  # fmt: skip
def subtitles_by_activity(sheet: Sheet) -> str:
    """A small firm's accounts program: grey captions, a tinted band, the balance in large type."""
    lodge(sheet, "{w} Captions|{w} Subtitling|{w} Access Media|Studio {w}", "Limited|Ltd|DAC",
          "Foster Street|Lower Mount Street|Oliver Plunkett Street|Barrington Street",
          "Galway H91 Y2TN=Dublin=+353 91|Dublin 2 D02 HK73=Dublin=+353 1"
          "|Limerick V94 E8P2=Dublin=+353 61|Cork T12 P40F=Dublin=+353 21")  # fmt: skip
    h.adopt(sheet, ("1###", "2###", "INV-1###", "%y-0###"), ("%d/%m/%Y", "%d/%m/%Y",
            "abbreviated"), ("CN-###", "1###-CR"))  # fmt: skip
    sheet.style = replace(sheet.style, currency=sheet.pick("{s}{}", "{c} {}"), rate="{}%")
    facts = sheet.facts
    hue, tint = sheet.pick(("#2ca01c", "#e2f3df"), ("#0077c5", "#dceefa"), ("#6a3d9a", "#ebe4f3"))
    home, credit = facts.profile.regime == "S", facts.type_code == "381"
    kind = h.titled(sheet, ("INVOICE", "Invoice", "VAT INVOICE" if home else "INVOICE"),
                    ("CREDIT NOTE", "Credit Note"))  # fmt: skip
    meta: list[Pair] = [(f"{'CREDIT NO.' if credit else 'INVOICE NO.'}", sheet.number()),
                        ("DATE", sheet.date_of())]  # fmt: skip
    if h.is_payable(sheet):
        meta.append(("DUE DATE", sheet.date_of("due_date")))
        meta.append(("TERMS", f"Net {facts.days}" if facts.days else "Due on receipt"))
    heads = "".join(f'<span class="cap">{k}</span><span>{v}</span>' for k, v in meta)
    show = sheet.pick(
        "The Salt Road, S2", "Ateliers ouverts", "Night Ferry", "Vigne et Vent, eps 1-6"
    )
    custom: list[Pair] = [
        ("P.O. NUMBER", h.distractor(sheet, "45000#####")),
        ("PROGRAMME", show),
        ("DELIVERED", sheet.day(facts.delivery_date)),
        ("CUSTOMER VAT NO.", sheet.vat_id("buyer")),
    ]
    if credit:
        custom[0] = ("AGAINST INVOICE", h.distractor(sheet, "1###"))
    rate, _, _ = sheet.vat_row(facts.vat[0])
    code = f"{rate if '%' in rate else rate + '%'} {'S' if home else 'RC'}"

    def aside(line: Line) -> str:
        if line.unit != "min":
            return ""
        text = sheet.pick("Running time incl. credits", "Programme minutes", "Rate per minute")
        return f"<br><small>{text}, 25 fps</small>"

    columns = (("name", "ACTIVITY"), (f"={code}", "VAT"), ("qty", "QTY"), ("price", "RATE"),
               ("total", "AMOUNT"))  # fmt: skip
    sums = b.pair_rows(_subtitle_sums(sheet, code), "sums")
    sums = '<tr class="last">'.join(sums.rsplit("<tr>", 1))
    recap = f"""<table class="vat"><tr><th style="text-align:left"></th><th>RATE</th><th>VAT</th>
<th>NET</th></tr><tr><td style="text-align:left">VAT @ {code}</td><td>{rate}</td><td>
{sheet.amount(facts.vat[0].amount)}</td><td>{sheet.amount(facts.vat[0].basis)}</td></tr></table>"""
    law = (
        ""
        if home
        else """Services to a business in another Member State: VAT reverse charge,
Article 196, Council Directive 2006/112/EC. Customer to account for VAT.<br><br>"""
    )
    pay = "" if credit else h.told(sheet, "Bank transfer to AIB<br>IBAN {iban}<br>BIC {bic}")
    css = _SUBTITLES_CSS.replace("FONT", sheet.pick("Liberation Sans", "Nimbus Sans"))
    css = css.replace("HUE", hue).replace("TINT", tint)
    return css + f"""<div class="row"><div class="own">
{h.told(sheet, "<b>{name}</b><br>{street}<br>{country}<br>{mail}<br>{phone}")}<br>VAT Registration
No.: {sheet.vat_id("seller")}</div><div>{sheet.logo(facts.seller.brand, hue)}</div></div>
<h1>{kind}</h1><div class="row"><div><span class="cap">{"CREDIT TO" if credit else "BILL TO"}</span>
<br>{b.address(sheet, "buyer")}</div><div class="meta">{heads}</div></div>
{b.pair_boxes(custom, "custom")}{h.lines(sheet, columns, more=aside)}<div class="dots"><div
class="note">{law}{sheet.pick("Thank you for your business.", "It was a pleasure working with you."
)}<br><br>{pay}</div><div>{sums}</div></div><h2>VAT SUMMARY</h2>{recap}<div class="foot">
{h.told(sheet, "{name}. Registered in Ireland, company no.")} {h.distractor(sheet, "6#####")}.
Registered office as above. Page 1 of 1</div>"""  # fmt: skip


def _subtitle_sums(sheet: Sheet, code: str) -> list[Pair]:
    """Print the sums; the last is what is left to pay."""
    facts, credit = sheet.facts, sheet.facts.type_code == "381"
    pairs = [("SUBTOTAL", sheet.total("total_without_vat", True)),
             (sheet.pick("VAT TOTAL", f"VAT @ {code}"), sheet.total("total_vat", True)),
             ("TOTAL", sheet.total("total_with_vat", True))]  # fmt: skip
    if facts.prepaid:
        pairs.append(("PAYMENT", sheet.total("prepaid", True)))
    word = "TOTAL CREDIT" if credit else "BALANCE DUE"
    return [*pairs, (word, sheet.total("amount_due"))]


_DIES_CSS = """<style>@page { margin: 9mm 10mm 8mm } body { font: 9pt "FONT"; min-height: 279mm;
height: 279mm; padding: 0; display: flex; flex-direction: column; font-variant-ligatures: none }
.grid
{ display: grid; border-left: 0.6pt solid HUE; border-top: 0.6pt solid HUE } .grid > div {
border-right: 0.6pt solid HUE; border-bottom: 0.6pt solid HUE; padding: 0.3mm 1.2mm 0.8mm; overflow:
hidden } small { font: italic 5.8pt "Liberation Sans"; color: HUE; display: block } .type { font:
bold 11pt "FONT" } .goods { flex: 1; position: relative; border: 0.6pt solid HUE; border-top: 0;
border-bottom: 0 } .rules { position: absolute; inset: 0; display: flex } .rules i { box-sizing:
border-box; border-right:
0.4pt solid HUE } .goods table { width: 100%; position: relative; table-layout: fixed } .goods th {
font: italic 6pt "Liberation Sans"; color: HUE; border-bottom: 0.6pt solid HUE; text-align: center }
.goods td { padding: 0.6mm 4px; white-space: normal } .goods .c-name { width: auto } .right {
text-align: right } .law { font:
6.3pt "Liberation Sans"; line-height: 1.45; margin-top: 1.5mm; color: #333 } .vat { width: 100% }
.vat th { font: italic 5.8pt "Liberation Sans"; color: HUE; text-align: left } .vat td { padding: 0
4px } .total { background: TINT; font-weight: bold; font-size: 13pt }</style>"""
_DIES_WIDTHS = (11, 43, 6, 8, 12, 14, 6)


@family("pasta_dies_on_fixed_grid", Split.MAKING, _DIES, replace(_DIES, lines=(4, 9)),
        replace(_DIES, buyers=("IT",), regime="S"))  # fmt: skip
def pasta_dies_on_fixed_grid(sheet: Sheet) -> str:
    """A printed grid: italic captions, goods between rules to the foot, due days beside the VAT."""
    lodge(
        sheet,
        "Trafile {w}|{w} Trafilerie per pasta|Officine {w} Trafile|F.lli {w} Inserti",
        "S.r.l.|S.n.c.|S.p.A.",
        "Via Emilia Ovest|Via Sandrini|Via dell'Artigianato|Via Tasso",
        "43036 Fidenza (PR)=Parma=+39 0524|51100 Pistoia (PT)=Pistoia=+39 0573"
        "|35015 Galliera Veneta (PD)=Padova=+39 049|84016 Pagani (SA)=Salerno=+39 081",
    )
    h.adopt(sheet, ("V1/####", "%Y/###/A", "##/E/%y", "FVE%y0###"), ("%d/%m/%y", "%d/%m/%Y"),
            ("NC/##/%y", "%Y/##/N"))  # fmt: skip
    sheet.style = replace(sheet.style, thousands=".", rate="{}")
    facts = sheet.facts
    hue, tint = sheet.pick(("#0a5c36", "#e3efe8"), ("#8c1c13", "#f4e4e2"), ("#27408b", "#e4e8f4"))
    home, credit = facts.profile.regime == "S", facts.type_code == "381"
    kind = h.titled(sheet, ("FATTURA ACCOMPAGNATORIA", "FATTURA IMMEDIATA", "FATTURA"),
                    ("NOTA DI CREDITO", "NOTA DI ACCREDITO"))  # fmt: skip

    def grid(columns: str, *cells: tuple[str, str, str]) -> str:
        inner = "".join(f'<div class="{c}"><small>{k}</small>{v}</div>' for k, v, c in cells)
        return f'<div class="grid" style="grid-template-columns:{columns}">{inner}</div>'

    code, sent = sheet.show("currency", "EUR"), ""
    if sheet.maybe():
        idem = sheet.pick("IDEM", "Stesso indirizzo", "Vs. magazzino")
        sent = grid("70mm", ("Destinazione merce", idem, "")).replace(
            "grid-t", "margin: 4mm 0;width: max-content;grid-t"
        )
    bank = h.told(sheet, "IBAN {iban} BIC {bic}")
    other = "Rif. ns. fattura" if credit else "Vs. ordine"
    ref = h.distractor(sheet, "V1/####") if credit else h.distractor(sheet, "##### / 0#")
    pay = "A vista fattura" if not facts.days else f"Bonifico {facts.days} gg data fattura"
    head = grid(
        "56mm 28mm 25mm 1fr 20mm 12mm",
        ("Tipo documento", kind, ""), ("Numero", f"<b>{sheet.number()}</b>", ""),
        ("Data", f"<b>{sheet.date_of()}</b>", ""), ("Partita IVA cliente", sheet.vat_id("buyer"),
""),
        ("Cod. cliente", h.distractor(sheet, "00####"), ""), ("Pag.", "1/1", ""),
    ) + grid(
        "1fr 34mm 20mm 18mm",
        ("Condizioni di pagamento", "In compensazione" if credit else pay, ""),
        (other, ref, ""), ("Agente", h.distractor(sheet, "##"), ""), ("Valuta", code, ""),
    )  # fmt: skip
    nature = "22" if home else "E41"
    columns = (("ref", "Codice"), ("name", "Descrizione dei beni (natura e qualità)"),
               ("unit", "U.M."), ("qty", "Quantità"), ("price", "Prezzo unit."),
               ("total", "Importo"), (f"={nature}", "IVA"))  # fmt: skip
    cols = "".join(f'<col style="width:{w}%">' for w in _DIES_WIDTHS)
    table = h.lines(sheet, columns, "").replace("<thead>", f"<colgroup>{cols}</colgroup><thead>")
    rules = "".join(f'<i style="width:{w}%"></i>' for w in _DIES_WIDTHS[:-1])
    css = _DIES_CSS.replace(
        "FONT", sheet.pick("Liberation Mono", "Liberation Sans", "Nimbus Mono PS")
    )
    law = (
        "Copia di cortesia: l'originale è trasmesso tramite SdI. "
        if home
        else """Operazione non
imponibile art. 41 D.L. 331/93 (cessione intracomunitaria), natura N3.2. """
    )
    return css.replace("HUE", hue).replace("TINT", tint) + f"""<div class="row" style="height:
36mm">
<div>{sheet.logo(facts.seller.brand, hue)}<div style="font:italic 8pt 'Liberation Serif'">Trafile e
inserti per pastifici dal {sheet.pick(1926, 1951, 1967)}</div>{sent}</div><div class="grid"
style="grid-template-columns:82mm"><div style="height:31mm"><small>Spett.le</small>
{b.address(sheet, "buyer")}</div></div></div>{head}<div class="goods"><div
class="rules">{rules}</div>
{table}</div>{_die_sums(sheet, nature, grid)}{grid("1fr 40mm 22mm 24mm", ("Banca d'appoggio", bank,
""), ("Vettore", escape(facts.others[0].brand), ""), ("Colli / peso kg",
f"{len(facts.lines)} / {h.count(sheet, facts.line_sum // 190 + 3)}", ""), ("Inizio trasporto",
sheet.day(facts.delivery_date), ""))}<div class="law">{law}{h.told(sheet,
"<b>{name}</b> - {street_}"
)}{h.told(sheet, " - Tel. {phone} - {mail}")}{_stock(sheet)} - C.F., P. IVA e Reg.
Imprese
{escape(facts.seller.register)} {sheet.vat_id("seller")} - R.E.A. {h.distractor(sheet, "2#####")}.
Contributo CONAI assolto ove dovuto. Le trafile riparate viaggiano a rischio del committente.</div>
"""  # fmt: skip


def _stock(sheet: Sheet) -> str:
    """Return the capital, which companies of partners need not have."""
    stocks = {"S.r.l.": ("10.400", "52.000", "98.800"), "S.p.A.": ("120.000", "516.000")}
    own = stocks.get(sheet.facts.seller.form, ())
    return f" - Cap. soc. € {sheet.pick(*own)} i.v." if own else ""


def _die_sums(sheet: Sheet, nature: str, grid: _Grid) -> str:
    """Print the recap of VAT with the due day beside it, and the row of sums below."""
    facts, credit = sheet.facts, sheet.facts.type_code == "381"
    rate, basis, vat = sheet.vat_row(facts.vat[0])
    text = "Aliquota ordinaria" if facts.profile.regime == "S" else "N.I. art. 41 DL 331/93"
    recap = f"""<table class="vat"><tr><th>Cod.</th><th class="n">Imponibile</th><th
class="n">%</th>
<th class="n">Imposta</th><th>Descrizione</th></tr><tr><td>{nature}</td><td class="n">{basis}</td>
<td class="n">{rate}</td><td class="n">{vat}</td><td>{text}</td></tr></table><br><br>"""
    owed, due = sheet.total("amount_due", True), ""
    if not credit:
        due = f"{sheet.date_of('due_date')} &nbsp; {owed}"
    extra = h.extras(sheet, {"sum": "Totale merce", "shipping": "Trasporto e imballo"})
    extra = extra or [("Totale merce", sheet.amount(facts.line_sum)), ("Trasporto e imballo", "")]
    last = f"TOTALE {'ACCREDITO' if credit else 'DOCUMENTO'} EUR"
    return grid("1fr 52mm", ("Riepilogo IVA", recap, ""), ("Scadenze e importi", due, "")) + grid(
        "1fr 1fr 1fr 1fr 46mm",
        (*extra[0], "right"), (*extra[1], "right"),
        ("Totale imponibile", sheet.total("total_without_vat", True), "right"),
        ("Totale imposta", sheet.total("total_vat", True), "right"),
        (last, sheet.total("total_with_vat", True), "right total"),
    )  # fmt: skip
