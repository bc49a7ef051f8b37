"""Layouts of an Irish maltings that bills silo loads, and of an Italian maker of chairs."""

from dataclasses import replace
from datetime import timedelta

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import ZERO, Profile
from tests.layouts.families import Split, family
from tests.layouts.lodging import lodge
from tests.layouts.sheet import Sheet

_MALT = Profile("malting", "IE", "en", regime="K", lines=(1, 4), prepaid=0, credit=0.1,
                adjustments=("shipping",))  # fmt: skip


@family("malt_by_the_load", Split.JUDGING, _MALT, replace(_MALT, lines=(3, 7), adjustments=()),
        replace(_MALT, buyers=("IE",), regime="S", adjustments=()))  # fmt: skip
def malt_by_the_load(sheet: Sheet) -> str:
    """Ruled stationery: a strip of numbers, columns with empty rows, sums in a stub below."""
    lodge(sheet, "{w} Maltings|{w} Malting Company|{w} & Sons Maltsters", "Ltd|DAC|Limited",
          "Malthouse Lane|Quay Road|Barrow Quay|The Maltings, Church Street",
          "Athy, Co. Kildare R14 XK52=Ireland=+353 59|Enniscorthy, Co. Wexford Y21 H7P3=Ireland="
          "+353 53|Banagher, Co. Offaly R42 TD90=Ireland=+353 57")  # fmt: skip
    h.adopt(sheet, ("#####", "SI-#####", "0#####", "M%y/####"),
            ("%d/%m/%Y", "%d/%m/%y", "abbreviated"), ("CR####", "SC-#####"))  # fmt: skip
    facts, seller, refs = sheet.facts, sheet.facts.seller, sheet.facts.references
    credit, taxed = facts.type_code == "381", facts.profile.regime == "S"
    ink = sheet.pick("#1d4d2b", "#1b2a5c", "#6b3a12")
    kind = h.titled(sheet, ("INVOICE", "SALES INVOICE", "Invoice"), ("CREDIT NOTE", "Credit Note"))
    strip: list[Pair] = [(sheet.pick("Doc. No.", "Number", "No."), sheet.number())]
    strip += [("Date/Tax Point", sheet.date_of()), ("Account", h.distractor(sheet, "@@@0#"))]
    strip += [("Order No.", refs["order"]), ("Docket", h.distractor(sheet, "D#####"))]
    strip += [("Despatched", sheet.day(facts.delivery_date)), ("Rep", sheet.pick("03", "11", "DK"))]
    heads = [("qty", "Qty"), ("=", "Unit"), ("name", "Description of goods"), ("=@ %y/###", "Lot")]
    heads += [("price", sheet.pick("Price", "Rate €", "Price €")), ("total", "Goods Value €")]
    table = h.lines(sheet, heads)
    for line in facts.lines:
        unit = {"t": "tonne", "each": "no."}.get(line.unit, "")
        table = table.replace('<td class="c-text"></td>', f'<td class="c-text">{unit}</td>', 1)
    blank = '<tr class="void"><td>&nbsp;</td><td></td><td></td><td></td><td></td><td></td></tr>'
    more, words = "", {"sum": "Goods", "shipping": "Documents and sampling"}
    for label, value in h.extras(sheet, words)[1:]:
        cells = f'<td>{label}</td><td></td><td></td><td class="n">{value}</td>'
        more += f"<tr><td></td><td></td>{cells}</tr>"
    fill = more + blank * max(2, 21 - len(facts.lines))
    table = table.replace("</tbody>", f"{fill}</tbody>")
    stub: list[Pair] = [(sheet.pick("Total Goods", "Nett"), sheet.total("total_without_vat", True))]
    stub.append((h.vat_sums(sheet, "VAT @ {rate}", "")[0][0] if taxed else "VAT @ 0%",
                 sheet.total("total_vat", True)))  # fmt: skip
    word = "CREDIT TOTAL" if credit else sheet.pick("TOTAL EUR", "PLEASE PAY EUR", "Total due EUR")
    sheet.show("currency", "EUR" if "EUR" in word else "€")
    stub.append((word, sheet.total("total_with_vat", True)))
    law = (
        ""
        if taxed
        else f"""Intra-Community supply, zero-rated: Art. 138 Council Directive
2006/112/EC. Your VAT No. {sheet.vat_id("buyer")}. Intrastat 1107 10 99, origin IE."""
    )
    until = ""
    if h.is_payable(sheet):
        until = f"Nett {facts.days} days" if facts.days else "Cash on receipt"
        until = f"<b>TERMS</b> {until} &nbsp; <b>PAY BY</b> {sheet.date_of('due_date')}"
    tonnes = sum((line.quantity for line in facts.lines if line.unit == "t"), ZERO)
    weigh = f"Weighbridge nett {tonnes * 1000:,.0f} kg. " if tonnes else ""
    back = f"Credited against invoice {refs['original']}." if credit else ""
    return f"""<style>@page {{ margin: 11mm 13mm }} body {{ font: 9.5pt "{sheet.pick("C059",
"Liberation Serif", "Nimbus Sans")}"; color: #222; min-height: 274mm; padding: 0 }} .cap {{
text-align: center; color: {ink} }} .cap b {{ font: bold 24pt "C059"; letter-spacing: 1px }} .cap
div {{ font-size: 8pt }} .who {{ display: grid; grid-template-columns: 1fr 1fr 48mm; gap: 4mm;
margin: 5mm 0 4mm }} .who div {{ border: 0.7pt solid {ink}; border-radius: 2.5mm; padding: 2mm
3mm; min-height: 25mm }} .who i {{ color: {ink}; font-size: 7.5pt; display: block }} .who .k {{
border: 0; text-align: right; color: {ink}; font: bold 15pt "C059"; padding: 0; white-space:
nowrap }} .who .c {{ font: 8pt "Nimbus Sans" }} .strip, .lines, .stub {{ width: 100% }} .strip
th, .lines th {{ background: {ink}; color: #fff; font: bold 7.5pt "Nimbus Sans"; text-align:
center }} .strip td, .strip th, .lines td, .lines th {{ border: 0.7pt solid {ink} }} .strip td {{
text-align: center; height: 6mm; white-space: nowrap }} .lines {{ margin-top: 3mm }} .lines td {{
border-top: 0; border-bottom: 0; padding: 1mm 2mm; white-space: nowrap }} .lines {{
border-bottom: 0.7pt solid {ink} }} .lines .c-name {{ width: 46% }} .under {{ display: grid;
grid-template-columns: 1fr 84mm; }} .under p {{ font-size: 8pt; margin: 2mm 5mm 0 0 }} .stub td
{{ border: 0.7pt solid {ink}; border-top: 0; padding: 1.4mm 2mm }} .stub .l {{ background:
#eef1ea; font: bold 8pt "Nimbus Sans" }} .stub .n {{ width: 31mm }} .end {{ margin-top: 6mm;
font-size: 8pt; border-top: 0.7pt solid {ink}; padding-top: 2mm; line-height: 1.5 }}</style><div
class="cap"><b>{sheet.name("seller")}</b>
<div>{sheet.pick("Maltsters since 1847", "Brewing and Distilling Malts")}</div>
<div>{b.street(seller, ", ")}, {sheet.country("seller")} &nbsp;&bull;&nbsp; Tel.
{seller.phone} &nbsp;&bull;&nbsp; {seller.mail}</div></div><div class="who">
<div><i>Sold to</i>
{b.address(sheet, "buyer")}</div><div><i>Deliver
to</i>{sheet.pick("Silo 2", "Brewhouse intake", "Malt "
"store")}<br>{b.street(facts.buyer)}</div><div class="k">{kind}<br><span class="c">
{sheet.pick("Original", "Customer copy")}<br>Page 1 of 1</span></div></div>
{b.pair_boxes(strip, "strip")}{table}<div class="under"><p>{weigh}Haulier
{sheet.pick("own vehicle", "D. Nolan Bulk", "Ferry container")}, trailer
{h.plate(sheet.rng)}.<br>{law}
{back}</p>{b.pair_rows(stub, "stub")}
</div><div class="end">{until}<br>{sheet.pick("Bank of Ireland", "AIB")} &nbsp; {h.told(sheet,
"IBAN {iban} &nbsp; BIC {bic}")} &nbsp; quoting the account reference above.<br>VAT Reg. No.
{sheet.vat_id("seller")} &nbsp; Registered in Ireland No. {h.distractor(sheet, "4#####")}. Claims
for shortage to be notified within 48 hours. Title in the goods remains with the seller until
paid in full. Origin Green {h.distractor(sheet, "OG-1###")}.</div>"""  # fmt: skip


_CHAIRS = Profile("sedie", "IT", "it", regime="K", lines=(2, 6), prepaid=0.3, credit=0.06,
                  line_discounts=True, adjustments=("shipping",))  # fmt: skip


@family("chairs_in_fixed_boxes", Split.JUDGING, _CHAIRS, replace(_CHAIRS, lines=(5, 11)),
        replace(_CHAIRS, buyers=("IT",), regime="S"))  # fmt: skip
def chairs_in_fixed_boxes(sheet: Sheet) -> str:
    """A fixed grid of captioned boxes; sums run through three rows of boxes at the foot."""
    lodge(sheet, "{w} Sedie|Industria Sedie {w}|Fratelli {w}", "S.r.l.|S.p.A.|S.n.c.",
          "Via del Lavoro|Via Zorutti|Via Casali Dorligh|Via della Stazione",
          "33044 Manzano (UD)=Udine=+39 0432|33048 San Giovanni al Natisone (UD)=Udine=+39 0432|"
          "33040 Corno di Rosazzo (UD)=Udine=+39 0432")  # fmt: skip
    h.adopt(sheet, ("####", "###/A", "%y/00####", "FT/####", "V1-####"),
            ("%d/%m/%Y", "%d/%m/%y", "%d-%m-%Y"), ("###/NC", "NC/####", "####"))  # fmt: skip
    facts, seller, refs = sheet.facts, sheet.facts.seller, sheet.facts.references
    credit, taxed = facts.type_code == "381", facts.profile.regime == "S"
    kind = h.titled(sheet, ("FATTURA DIFFERITA", "FATTURA IMMEDIATA", "FATTURA"),
                    ("NOTA DI CREDITO", "NOTA DI ACCREDITO"))  # fmt: skip
    heads = [("ref", "CODICE ARTICOLO"), ("name", "DESCRIZIONE DEI BENI"), ("=", "UM")]
    heads += [("qty", "QUANTITÀ"), ("price", "PREZZO"), ("disc", "SC.%"), ("total", "IMPORTO")]
    heads += [("=IVA", "IVA")]
    table = h.lines(sheet, heads)
    for line in facts.lines:
        code = f"{line.rate:.0f}" if taxed else "41"
        table = table.replace('<td class="c-text">IVA</td>', f'<td class="c-text">{code}</td>', 1)
        table = table.replace('<td class="c-text"></td>', f'<td class="c-text">{line.unit}</td>', 1)
    note = f"RIF. NS. D.D.T. N. {h.distractor(sheet, '###')} DEL {sheet.day(facts.delivery_date)}"
    if credit:
        note = f"A STORNO NS. FATTURA N. {h.distractor(sheet, '###')} DEL {h.day(sheet, -21)}"
    order = f"VS. ORDINE {refs['order']} DEL {h.day(sheet, -39)}"
    wide = table.split("</thead>")[0].count("<th ")
    said = "".join(f'<tr><td></td><td>*** {it} ***</td>{"<td></td>" * (wide - 2)}</tr>'
                   for it in (note, order))  # fmt: skip
    table = table.replace("<tbody>", f"<tbody>{said}")
    table = table.replace("</tbody>", f'<tr class="rest">{"<td></td>" * wide}</tr></tbody>')
    extra = dict(h.extras(sheet, {"sum": "a", "shipping": "b"}))
    until = "RIM. DIRETTA" if facts.days < 8 else f"BONIFICO {facts.days} GG D.F."
    head: list[Pair] = [("TIPO DOCUMENTO", kind), ("NUMERO", sheet.number())]
    head += [("DATA", sheet.date_of()), ("COD. CLIENTE", h.distractor(sheet, "C0####"))]
    head += [("PARTITA IVA CLIENTE", sheet.vat_id("buyer")), ("AGENTE", sheet.pick("007", "DIR"))]
    head.append(("PAG.", "1/1"))
    own: list[Pair] = [("CONDIZIONI DI PAGAMENTO", until)]
    own += [("BANCA D'APPOGGIO", f"{sheet.pick('CREDIT AGRICOLE FRIULADRIA', 'INTESA SANPAOLO')}")]
    own += [("IBAN", sheet.iban()), ("SWIFT/BIC", sheet.bic())]
    first: list[Pair] = [("TOTALE MERCE", sheet.amount(facts.line_sum))]
    first += [("SPESE TRASPORTO", extra.get("b", "")), ("SPESE IMBALLO", ""), ("BOLLI", "")]
    first += [("ASPETTO DEI BENI", "CARTONI"), ("COLLI", str(facts.days % 9 + 4))]
    first += [
        ("PESO LORDO KG", h.distractor(sheet, "1##,00")),
        ("PORTO", sheet.pick("FRANCO", "ASSEGNATO")),
    ]
    taxes = h.recap(sheet, (("rate", "ALIQ."), ("basis", "IMPONIBILE"), ("vat", "IMPOSTA")))
    sheet.show("currency", "EURO")
    last: list[Pair] = [("TOTALE IMPONIBILE", sheet.total("total_without_vat", True))]
    last += [("TOTALE IVA", sheet.total("total_vat", True))]
    last += [("TOTALE DOCUMENTO EURO", f"<b>{sheet.total('total_with_vat', True)}</b>")]
    plan = "<small>SCADENZE</small>"
    if facts.prepaid:
        last += [("ACCONTO", sheet.total("prepaid", True))]
        last += [("NETTO A PAGARE EURO", f"<b>{sheet.total('amount_due', True)}</b>")]
    if h.is_payable(sheet):
        plan += f"{sheet.date_of('due_date')} &nbsp; {sheet.total('amount_due', True)}"
    law = "" if taxed else "41 = N.I. ART. 41 C. 1 LETT. A) D.L. 331/93 - CESSIONE INTRACOMUNITARIA"
    start = sheet.day(facts.issue_date - timedelta(days=1))
    hue, face = (
        sheet.pick("#000", "#23408e", "#5b5b5b"),
        sheet.pick("Liberation Mono", "Nimbus Sans"),
    )
    return f"""<style>@page {{ margin: 8mm 9mm }} body {{ font: 8.5pt "{face}";
font-variant-ligatures: none; min-height: 279mm; padding: 0 }}
.g {{ display: flex; border: 0.5pt solid {hue}; margin-top: -0.5pt }} .g > div {{ flex: 1 1 auto;
border-left: 0.5pt solid {hue}; padding: 0.5mm 1.2mm; min-height: 6.6mm; white-space: nowrap }}
.g > div:first-child {{ border-left: 0 }} small {{ display: block; font: 5.3pt "Liberation Sans";
color: {hue} }} .head {{ display: grid; grid-template-columns: 1fr 88mm; gap: 6mm; margin-bottom:
3mm }} .to {{ border: 0.5pt solid {hue}; padding: 1mm 4mm 3mm; min-height: 30mm; font-size: 9.5pt
}} .body {{ margin-top: -0.5pt }} .lines {{ height: 178mm }} .lines th {{
font: 5.5pt "Liberation Sans"; color: {hue}; border: 0.5pt solid {hue}; text-align: center }}
.lines td {{ border-left: 0.5pt solid {hue}; border-right: 0.5pt solid {hue}; padding: 0.6mm
1.2mm; white-space: nowrap; height: 1px }} .lines .rest td {{ height: auto; border-bottom: 0.5pt
solid {hue} }} .lines .c-name {{ width: 44% }} .vat th {{ font: 5.3pt "Liberation Sans"; color:
{hue} }}
.vat td, .vat th {{ padding: 0 3mm 0 0; text-align: right }} .law {{ font: 6pt "Liberation Sans";
margin-top: 1mm; line-height: 1.35 }}</style><div
class="head"><div>{sheet.logo(seller.brand, sheet.pick("#a11",
"#274", "#222"), serif=True)}<br><b>{sheet.name("seller")}</b><br>{b.street(seller, " - ")} -
{sheet.country("seller")}<br>Tel.
{seller.phone} - {seller.mail}<br>P.IVA
{sheet.vat_id("seller")} - C.F./R.I. UD {seller.vat_id[2:]}<br>REA
UD-{h.distractor(sheet, "2#####")} - Cap. Soc. €
{seller.capital},00 i.v.</div><div
class="to"><small>SPETT.LE</small>{b.address(sheet, "buyer")}</div>
</div>{_boxes(head)}{_boxes(own)}<div class="body">{table}</div>{_boxes(first)}<div
class="g"><div>{taxes}
</div><div>{plan}</div><div><small>INIZIO TRASPORTO</small>{start}</div></div>{_boxes(last)}<div
class="law">{law}<br>CONTRIBUTO CONAI ASSOLTO OVE DOVUTO. IN CASO DI RITARDATO PAGAMENTO
INTERESSI D.LGS. 231/2002. FORO COMPETENTE: UDINE.
{sheet.pick("", "COPIA DI CORTESIA DI FATTURA ELETTRONICA TRASMESSA AL"
" SISTEMA DI INTERSCAMBIO (COD. DEST. XXXXXXX).")}</div>"""  # fmt: skip


def _boxes(pairs: list[Pair]) -> str:
    cells = "".join(
        f"<div><small>{label}</small>{value or '&nbsp;'}</div>" for label, value in pairs
    )
    return f'<div class="g">{cells}</div>'
