"""Layouts of two who ship goods: a British tea packer, an Italian maker of cosmetics."""

from dataclasses import replace
from html import escape

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Profile
from tests.layouts.families import Split, family
from tests.layouts.lodging import lodge
from tests.layouts.natives import person, terms
from tests.layouts.sheet import Sheet

_TEAS = Profile("teas", "GB", "en", "GBP", buyers=("FR",), regime="G", lines=(2, 8), prepaid=0.15,
                credit=0.1, adjustments=("shipping",))  # fmt: skip
_CREAMS = Profile("cosmetici", "IT", "it", buyers=("FR",), regime="K", lines=(2, 7), prepaid=0.25,
                  credit=0.1, adjustments=("shipping",))  # fmt: skip

_TEAS_CSS = """<style>@page { margin: 10mm 13mm } body { font: 9pt "FONT";
font-variant-ligatures: none; min-height: 276mm; padding-bottom: 58mm } .mid { text-align:
center; line-height: 1.45; font-size: 8.5pt } .mid b { font: bold 17pt "C059"; color: HUE } .two
{ display: grid; grid-template-columns: 88mm 1fr; gap: 18mm; margin: 7mm 0 5mm } .frame {
border: 0.8pt solid #333; border-radius: 2.5mm; padding: 3mm; min-height: 30mm } .meta { width:
100% } .meta td { border-bottom: 0.5pt solid #aaa; padding: 0.9mm 1mm } .lines { border: 0.8pt
solid #333 } .lines th { border-bottom: 0.8pt solid #333; background: #e9e6dc; font-size: 8pt }
.lines td { border-right: 0.5pt solid #bbb } .c-name { width: 46% } .base { position: absolute;
bottom: 0; left: 0; right: 0 } .split { display: grid; gap: 6mm; grid-template-columns: 1fr
74mm; align-items: end } .sums { width: 100%; border: 0.8pt solid #333 } .sums td { padding:
0.9mm 2mm } .sums tr:last-child td { border-top: 0.8pt solid; font: bold 11pt "FONT" } .small {
font-size: 7.5pt; line-height: 1.45 } .co { border-top: 0.5pt solid; margin-top: 3mm;
padding-top: 1mm; text-align: center; font-size: 7pt }</style>"""


@family("tea_chests_export", Split.JUDGING, _TEAS, replace(_TEAS, currency="EUR"),
        replace(_TEAS, lines=(6, 11)))  # fmt: skip
def tea_chests_export(sheet: Sheet) -> str:
    """A small British ledger program: quantity first, tax codes, sums low in a frame at right."""
    lodge(sheet, "{w} & Sons Tea Packers|{w} Tea Company|The {w} Tea Warehouse|{w} Fine Teas",
          "Ltd|Limited", "Dock Road|Saltergate|Wharf Lane|Priory Road",
          "Harrogate HG1 1DJ=England=+44 1423|Hull HU9 1PS=England=+44 1482"
          "|Avonmouth BS11 9DN=England=+44 117|Ipswich IP3 0EA=England=+44 1473")  # fmt: skip
    h.adopt(sheet, ("#####", "SI#####", "0000#####", "E####"), ("%d/%m/%Y", "long", "abbreviated"),
            ("CR####", "SC####"))  # fmt: skip
    facts, hue = sheet.facts, sheet.pick("#5b3a1e", "#1f4d3a", "#6b1e2e")
    refs, credit = facts.references, facts.type_code == "381"
    kind = h.titled(sheet, ("INVOICE", "Sales Invoice"), ("CREDIT NOTE", "Credit"))
    meta: list[Pair] = [
        ("Credit No." if credit else sheet.pick("Invoice No.", "Inv. No."), sheet.number()),
        (sheet.pick("Invoice/Tax Date", "Date/Tax Point"), sheet.date_of()),
        ("Orig. Invoice" if credit else "Cust. Order No.", escape(refs["order"])),
        ("Account No.", h.distractor(sheet, "@@@###")),
        ("Our Order", h.distractor(sheet, "SO####")),
    ]
    if credit:
        meta[2] = ("Against Invoice", h.distractor(sheet, "#####"))
    heads = (("qty", "Quantity"), ("unit", ""), ("ref", "Stock Code"), ("name", "Details"),
             ("price", "Unit Price"), ("total", "Net Amount"), ("=T0", "Tax"))  # fmt: skip
    sums: list[Pair] = [(f"Total Net Amount ({facts.profile.currency})", "")]
    if facts.adjustments:
        sums = [("Goods", sheet.amount(facts.line_sum)),
                ("Carriage Net", sheet.amount(facts.adjustments[0].amount)), *sums]  # fmt: skip
    sums[-1] = ("Total Net Amount", sheet.total("total_without_vat", True))
    rate, _, vat = sheet.vat_row(facts.vat[0])
    sums.append((f"Total VAT T0 @ {rate if '%' in rate else rate + '%'}", vat))
    word = "Credit Total" if credit else sheet.pick("Invoice Total", "INVOICE TOTAL")
    sums.append((word, sheet.total("total_with_vat")))
    if facts.prepaid:
        sums += [("Less deposit received", sheet.total("prepaid", True)),
                 ("Balance to pay", sheet.total("amount_due"))]  # fmt: skip
    else:
        sheet.total("amount_due")
    pay = "This credit has been allocated to your account."
    if not credit:
        within = terms(sheet, "Strictly {days} days from date of invoice", "Cash against documents")
        pay = f"Terms: {within}. Payment falls due on {sheet.date_of('due_date')}.<br>" + h.told(
            sheet, "Please remit to {name}, IBAN {iban}, SWIFT {bic}, quoting our invoice number."
        )
    css = _TEAS_CSS.replace("FONT", sheet.pick("Liberation Sans", "Nimbus Sans", "DejaVu Sans"))
    return css.replace("HUE", hue) + f"""<div class="mid"><b>{escape(facts.seller.brand)}</b><br>
{h.told(sheet, "{street_} &nbsp; Tel: {phone} &nbsp; {mail}")}<br><i>Blenders and packers since
{sheet.pick(1887, 1903, 1926)}</i></div><div class="two"><div class="frame">
{b.address(sheet, "buyer")}<br>VAT: {sheet.vat_id("buyer")}</div><div><div style="font:bold 15pt
C059;margin-bottom:2mm">{kind}</div>{b.pair_rows(meta, "meta")}</div></div>{h.lines(sheet, heads)}
<div class="base"><div class="split"><div class="small">T0 = zero-rated export of goods, proof of
export held (VAT Notice 703). Commodity code 0902 30. Country of origin as per packing list.
Incoterms 2020: {sheet.pick("FCA", "EXW")} {escape(facts.seller.town.split(" ")[0])}. Gross weight
{h.distractor(sheet, "3##")} kg on {sheet.rng.randint(2, 5)} pallets.<br>EORI
GB{facts.seller.vat_id[2:]}000 &nbsp; Organic certification GB-ORG-05<p style="margin:2mm 0 0">{pay}
</p></div>{b.pair_rows(sums, "sums")}</div><div class="co">{h.told(sheet, "{name}. ")}Registered in
England and Wales No. {h.distractor(sheet, "0#######")}. Registered office as above. VAT Reg. No.
{sheet.vat_id("seller")}. Title in the goods remains with us until paid in full. E. &amp; O. E.
</div></div>"""  # fmt: skip


_CREAMS_CSS = """<style>@page { margin: 8mm 9mm } body { font: 8.5pt "FONT";
font-variant-ligatures: none; min-height: 280mm; height: 280mm; padding: 0; display: flex;
flex-direction: column } .g { width: 100%; table-layout: fixed } .g td { border: 0.7pt solid
#222; padding: 0.5mm 1.2mm 0.8mm; height: 8mm } .g small { display: block; font-size: 5.8pt;
color: HUE; text-transform: uppercase } .top { display: grid; grid-template-columns: 1fr 92mm;
gap: 5mm; margin-bottom: 3mm } .to { border: 0.7pt solid #222; padding: 2mm 3mm; font-size:
10pt; min-height: 28mm } .goods { flex: 1; border: 0.7pt solid #222; border-top: 0;
border-bottom: 0 } .lines th { font: 6.5pt "FONT"; color: HUE; border-bottom: 0.5pt solid #222;
text-transform: uppercase } .lines td { padding: 0.7mm 4px } .c-name { width: 45% } .g .tot {
font-size: 13pt; font-weight: bold; text-align: right } .g .r { text-align: right } .law {
font-size: 6.8pt; line-height: 1.45; margin-top: 1.5mm }</style>"""


@family("cosmetics_for_others", Split.MAKING, _CREAMS, replace(_CREAMS, lines=(5, 10)),
        replace(_CREAMS, credit=0, prepaid=0))  # fmt: skip
def cosmetics_for_others(sheet: Sheet) -> str:
    """An Italian form: buyer top left, one grid of captions over goods, castelletto under them."""
    lodge(sheet, "Cosmetici {w}|Laboratori {w}|{w} Cosmesi|Officina Cosmetica {w}",
          "S.r.l.|S.p.A.", "Via dell'Artigianato|Via Enrico Mattei|Via Donizetti|Via Crema",
          "26013 Crema (CR)=Cremona=+39 0373|24047 Treviglio (BG)=Bergamo=+39 0363"
          "|20060 Vignate (MI)=Milano=+39 02|40069 Zola Predosa (BO)=Bologna=+39 051")  # fmt: skip
    h.adopt(sheet, ("VE/###", "%Y/E/###", "####/00", "###/X"), ("%d/%m/%Y", "%d/%m/%y", "%d.%m.%Y"),
            ("NA/###", "##/NC"))  # fmt: skip
    facts, hue = sheet.facts, sheet.pick("#444", "#0d4f8b", "#8b1e5a")
    credit = facts.type_code == "381"
    kind = h.titled(sheet, ("FATTURA ACCOMPAGNATORIA", "FATTURA", "FATTURA IMMEDIATA"),
                    ("NOTA DI CREDITO", "NOTA ACCREDITO"))  # fmt: skip

    def cell(label: str, value: str, css: str = "", wide: int = 1) -> str:
        return f'<td class="{css}" colspan="{wide}"><small>{label}</small>{value}</td>'

    when = terms(sheet, "Bonifico {days} gg data fattura", "Bonifico vista fattura")
    head = "<tr>" + cell("Tipo doc.", kind, wide=2) + cell("N. doc.", sheet.number())
    head += cell("Data doc.", sheet.date_of()) + cell("Cod. cliente", h.distractor(sheet, "01####"))
    head += cell("Part. IVA cliente", sheet.vat_id("buyer")) + "</tr><tr>"
    head += cell("Condizioni di pagamento", "-" if credit else when, wide=2)
    head += cell("Agente", h.distractor(sheet, "0#")) + cell(
        "Valuta", sheet.show("currency", "EUR")
    )
    kept = h.distractor(sheet, "VE/###") if credit else escape(facts.references["order"])
    head += cell("Rif. fattura" if credit else "Vs. ordine", kept)
    head += cell("Porto", sheet.pick("Franco", "Assegnato", "Franco + addeb.")) + "</tr>"
    rate, basis, vat = sheet.vat_row(facts.vat[0])
    extra = facts.adjustments[0].amount if facts.adjustments else None
    low = "<tr>" + cell("Totale merce", sheet.amount(facts.line_sum), "r")
    low += cell("Spese trasp.", sheet.amount(extra) if extra else "", "r")
    low += cell("Cod. IVA", "N3.2 art. 41 L. 427/93") + cell("Aliq.", rate, "r")
    low += cell("Imponibile", basis, "r") + cell("Imposta", vat, "r") + "</tr><tr>"
    sheet.show("total_without_vat", basis)
    if credit:
        low += cell("Causale", "Reso / differenza prezzo", wide=4)
    else:
        until = sheet.date_of("due_date")
        low += cell("Scadenze", f"{until} &nbsp; {sheet.total('amount_due', True)}", wide=2)
        low += cell("Banca d'appoggio", h.told(sheet, "{iban}<br>BIC {bic}"), wide=2)
    word = "Totale nota di credito" if credit else "Totale documento"
    low += cell(word, sheet.total("total_with_vat", True), "tot", 2) + "</tr>"
    if facts.prepaid:
        low += "<tr>" + cell("Annotazioni", "Acconto già fatturato e incassato", wide=2)
        low += cell("Acconto versato", sheet.total("prepaid", True), "r", 2)
        low += cell("Netto a pagare", sheet.total("amount_due", True), "tot", 2) + "</tr>"
    else:
        sheet.total("amount_due", True)
    low += "<tr>" + cell("Vettore", escape(facts.others[0].brand), wide=2)
    low += cell("Colli", str(sheet.rng.randint(2, 38))) + cell("Aspetto est.", "Bancali")
    low += cell("Peso kg", h.distractor(sheet, "2##,5"), "r") + cell("Firma vettore", "") + "</tr>"
    heads = (("pos", "Riga"), ("ref", "Cod. articolo"), ("name", "Descrizione"), ("unit", "U.M."),
             ("qty", "Quantità"), ("price", "Prezzo unit."), ("total", "Importo"))  # fmt: skip
    css = _CREAMS_CSS.replace("FONT", sheet.pick("Liberation Sans", "Liberation Sans Narrow"))
    return css.replace("HUE", hue) + f"""<div class="top"><div class="to"><small>Spett.le</small>
<br>{b.address(sheet, "buyer")}</div><div style="text-align:right">
{sheet.logo(facts.seller.brand, hue)}<br>{h.told(sheet, "{street_}<br>Tel. {phone} - {site}")}</div>
</div><table class="g">{head}</table><div class="goods">{h.lines(sheet, heads)}</div><table
class="g">{low}</table><div class="law">Cessione intracomunitaria non imponibile ex art. 41 D.L. n.
331/1993. Lotti e scadenze come da packing list. Produzione conforme a UNI EN ISO 22716 (GMP).
Contributo CONAI assolto ove dovuto. {h.told(sheet, "{name} - C.F./P.IVA {vat} - Reg. Imp. "
"{register}")} - R.E.A. {h.distractor(sheet, "1#####")} - Cap. Soc. &euro; {facts.seller.capital}
i.v. - Resp. amministrazione: {person(sheet)} - Pag. 1 di 1</div>"""  # fmt: skip
