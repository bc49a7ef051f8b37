"""Layouts of a British dealer in spares for old cars, of an Italian maker of spectacle frames."""

from dataclasses import replace

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Profile
from tests.layouts.families import Split, family
from tests.layouts.families.component_makers import rename
from tests.layouts.natives import person, settle
from tests.layouts.sheet import Sheet

_SPARES = Profile("spares", "GB", "en", "GBP", buyers=("FR",), regime="G", lines=(2, 8), paid=0.3,
                  prepaid=0, credit=0.1, adjustments=("shipping",))  # fmt: skip
_MAKES = ("RMA", "RMB", "RME", "Javelin", "A90 Atlantic", "P4 75", "Fordson E27N", "Minor 1000")


@family("spares_with_side_slip", Split.MAKING, _SPARES, replace(_SPARES, currency="EUR"),
        replace(_SPARES, buyers=("GB",), regime="S", line_discounts=True))  # fmt: skip
def spares_with_side_slip(sheet: Sheet) -> str:
    """Ready-printed ledger paper with a slip to tear off at the right, that repeats the sums."""
    settle(sheet, "{w} Vintage Spares", "{w} & Sons Motor Factors", "{w} Classic Components",
           forms=("Ltd", "Limited"))  # fmt: skip
    h.adopt(sheet, ("######", "#####", "####"), ("%d/%m/%Y", "%d/%m/%Y", "%d/%m/%y"),
            ("C#####", "####"))  # fmt: skip
    facts, seller, refs = sheet.facts, sheet.facts.seller, sheet.facts.references
    credit, export = facts.type_code == "381", facts.profile.regime == "G"
    ink = sheet.pick("#7a1420", "#1d3f72", "#2c5a2e")
    kind = h.titled(sheet, ("INVOICE", "SALES INVOICE"), ("CREDIT NOTE", "SALES CREDIT NOTE"))
    account = facts.buyer.brand.upper().replace(" ", "")[:6] + h.distractor(sheet, "0#")
    boxes: list[Pair] = [
        ("Credit No." if credit else sheet.pick("Invoice No.", "Our Inv."), sheet.number()),
        (sheet.pick("Date/Tax Point", "Tax Point"), sheet.date_of()),
        ("Order No.", refs["order"]),
        ("Account No.", account),
    ]
    heads: list[tuple[str, str]] = [("qty", "Qty"), ("ref", "Part No."), ("name", "Details")]
    heads += [("price", "Unit"), ("disc", "Disc %"), ("rate", "VAT %"), ("total", "Net")]
    sums = h.extras(sheet, {"sum": "Goods", "shipping": sheet.pick("Carriage", "P & P")})
    sums.append(("Net Amount", sheet.total("total_without_vat")))
    sums.append(("VAT Amount", sheet.total("total_vat")))
    word = "Credit Total" if credit else sheet.pick("Invoice Total", "Total")
    sums.append((word, sheet.total("total_with_vat")))
    if facts.prepaid:
        sums.append(("Less Received", sheet.total("prepaid")))
        sums.append(("Balance", sheet.total("amount_due")))
    else:
        sheet.total("amount_due")
    slip: list[Pair] = [("A/C", account), ("Credit" if credit else "Invoice", sheet.number())]
    slip += [("Dated", sheet.date_of()), *h.due(sheet, "Pay by", "Due")]
    owed = "Nothing to pay" if not h.is_payable(sheet) else sheet.total("amount_due")
    owed = "Credit to your account" if credit else owed
    paid = ""
    if facts.prepaid:
        paid = f'<div class="paid">PAID {sheet.pick("BY CARD", "PRO-FORMA", "WITH THANKS")}</div>'
    zero = export and sheet.maybe(0.7)
    customs = ""
    if export:
        customs = "Goods exported from the United Kingdom, zero-rated for VAT. "
        customs += f"Commodity code 8708 99 97. Country of origin UK. {sheet.pick('DAP', 'DDU')}. "
        customs += f"Gross weight {sheet.rng.randint(2, 48)}.{sheet.rng.randint(1, 9)} kg."
    if zero:
        customs += f" Consignee VAT/EORI: {sheet.vat_id('buyer')}"
    table = h.recap(sheet, (("rate", "VAT %"), ("basis", "Goods value"), ("vat", "VAT")))
    carrier = sheet.pick("Parcelforce Global", "DHL Road", "customer's own van", "UPS Standard")
    small = "".join(f"<small>{label}</small><div>{value}</div>" for label, value in slip)
    bank = h.told(sheet, "IBAN {iban}<br>BIC {bic}")
    return f"""<style>@page {{ margin: 9mm 8mm }} body {{ font: 9pt "Nimbus Mono PS", "Nimbus Mono";
min-height: 278mm; padding: 0; display: grid; grid-template-columns: 1fr 43mm }} .p {{ font: 8pt
"URW Gothic"; color: {ink} }} small, .lines th, .boxes th, .sum .l, .vat th {{ font: 7pt
"URW Gothic"; color: {ink} }} .main {{ padding-right: 4mm; position: relative }} .slip {{
border-left: 1pt dashed #777; padding: 58mm 0 0 4mm }} .slip div {{ border: 0.5pt solid {ink};
padding: 1mm; margin-bottom: 2mm; font-weight: bold }} .to {{ border: 0.6pt solid {ink};
border-radius: 3mm; padding: 3mm; width: 78mm; min-height: 26mm }} .boxes {{ width: 100%; margin:
4mm 0 0 }} .boxes td, .boxes th, .lines td, .lines th {{ border: 0.5pt solid {ink} }} .lines {{
margin-top: 4mm; height: 132mm }} .lines td {{ border-bottom: 0; border-top: 0; height: 1px }}
.lines tr:last-child td {{ height: auto; border-bottom: 0.5pt solid {ink} }} .lines .c-name {{
width: auto }} .lines .c-name, .lines .c-ref {{ white-space: nowrap; font-size: 7.6pt }} .sum td {{
border: 0.5pt solid {ink}; padding: 1mm 2mm }} .sum .n {{ min-width: 27mm }} .vat {{ margin-top: 2mm
}} .paid {{ position: absolute; top: 186mm; left: 42mm; color: #b3261e; border: 1.6pt solid #b3261e;
font: bold 15pt "Liberation Sans"; padding: 1mm 4mm; transform: rotate(-8deg) }} h1 {{ font: 17pt
"URW Gothic"; color: {ink}; margin: 0 }} .c-disc, .c-rate {{ white-space: nowrap }}</style><div
class="main"><div class="p"><span style="font-size:21pt">{seller.brand}</span><br>{b.street(seller,
", ")} &nbsp; Tel {seller.phone}<br>{seller.mail} &nbsp; Trade counter Mon-Fri 8.30-5, Sat 9-12
</div><div class="row" style="margin:9mm 0 0"><div><small>{"Credit" if credit else "Invoice"} to
</small><div class="to">{b.address(sheet, "buyer")}</div></div><h1>{kind}</h1></div>
{b.pair_boxes(boxes)}{h.lines(sheet, heads)}{paid}<div class="row" style="margin-top:3mm"><div
style="width:72mm"><span style="font-size:7.5pt">For {sheet.pick(*_MAKES)}, sent by {carrier}<br>
{customs}</span>{table}</div>{b.pair_rows(sums, "sum")}</div><p class="p" style="font-size:6.5pt">
E. &amp; O. E. Exchange units are charged a surcharge unless old units come back within 28 days. No
returns of electrical parts. Title stays with us until paid in full. {sheet.name("seller")},
registered in England No. 0{sheet.rng.randint(1200000, 9800000)}, VAT Reg.
{sheet.vat_id("seller")}.</p>
</div><div class="slip"><span class="p">Please detach and send with your payment</span><br><br>
{small}<small>Amount</small><div>{owed}</div><span style="font-size:6.6pt">{bank}</span></div>
"""  # fmt: skip


_FRAMES = Profile("occhiali", "IT", "it", buyers=("FR",), regime="K", lines=(3, 9), prepaid=0,
                  credit=0.1, adjustments=("shipping", "discount"))  # fmt: skip


@family("frames_under_captions", Split.MAKING, _FRAMES, replace(_FRAMES, lines=(5, 10)), _FRAMES,
        replace(_FRAMES, buyers=("IT",), regime="S", adjustments=("shipping",)))  # fmt: skip
def frames_under_captions(sheet: Sheet) -> str:
    """A grid filled from edge to edge: the transport below the lines, dues and sums at its foot."""
    rename(sheet, "Occhialeria {}|{} Ottica|{} Eyewear|Industria Ottica {}",
           "Darold Debona Dalfarra Frescura Zandegiacomo Tabacchi Lozza Toscani Fontanella",
           ("S.r.l.", "S.p.A.", "S.n.c."))  # fmt: skip
    road = f"Via {sheet.pick('Cadore', 'Nazionale', 'del Lavoro')}, {sheet.rng.randint(2, 90)}"
    town = sheet.pick("32021 Agordo (BL)", "32044 Pieve di Cadore (BL)", "32013 Longarone (BL)")
    seller = replace(sheet.facts.seller, street=(road,), town=town, register="Belluno")
    sheet.facts = replace(sheet.facts, seller=seller)
    h.adopt(sheet, ("####", "####/FE", "#### / V1", "V2-####"), ("%d/%m/%Y", "%d/%m/%y"),
            ("NC-###", "###/NC"))  # fmt: skip
    facts = sheet.facts
    credit, abroad = facts.type_code == "381", facts.profile.regime == "K"
    kind = h.titled(sheet, ("FATTURA", "FATTURA ACCOMPAGNATORIA", "FATTURA DIFFERITA"),
                    ("NOTA DI CREDITO", "NOTA DI ACCREDITO"))  # fmt: skip
    days = facts.days
    terms = "COMPENSAZIONE" if credit else (
        f"BONIFICO {days} GG DATA FATTURA" if days else "RIMESSA DIRETTA")  # fmt: skip
    top: list[Pair] = [("Tipo documento", kind), ("Numero", f"<b>{sheet.number()}</b>")]
    top += [("Data", f"<b>{sheet.date_of()}</b>"), ("Pag.", "1 / 1")]
    second: list[Pair] = [
        ("Cod. cliente", h.distractor(sheet, "C0####")),
        ("Partita IVA", sheet.vat_id("buyer")),
        ("Agente", f"{h.distractor(sheet, '0##')} {person(sheet).upper()}"),
        ("Valuta", sheet.show("currency", sheet.pick("EUR", "EURO"))),
    ]
    third: list[Pair] = [("Condizioni di pagamento", terms), ("Banca d'appoggio", "NS. BANCA")]
    third += [("IBAN", sheet.iban()), ("Swift", sheet.bic())]
    colli = sheet.rng.randint(1, 4)
    moved: list[Pair] = [
        ("Causale trasporto", "RESO" if credit else "VENDITA"),
        ("Porto", sheet.pick("FRANCO CON ADDEBITO", "ASSEGNATO")),
        ("Aspetto esteriore dei beni", "SCATOLE"),
        ("N. colli", str(colli)),
        ("Peso lordo kg", f"{sheet.rng.randint(2, 38)},{sheet.rng.randint(1, 9)}0"),
        ("Vettore", sheet.pick("GLS ITALY", "BRT SPA", "DHL EXPRESS", "FERCAM")),
        ("Data ritiro", sheet.day(facts.issue_date)),
        ("Firma conducente", "&nbsp;"),
    ]
    code = "41" if abroad else "22"
    heads = (("ref", "Articolo"), ("name", "Descrizione"), ("unit", "UM"), ("qty", "Quantità"),
             ("price", "Prezzo unit."), ("total", "Importo"), ("rate", "Al. IVA"))  # fmt: skip
    added = h.extras(sheet, {"sum": "Totale merce", "shipping": "Spese trasporto",
                             "discount": "Sconto incond."})  # fmt: skip
    rate, basis, vat = sheet.vat_row(facts.vat[0])
    tax: list[Pair] = [("Cod.", code), ("Imponibile", basis), ("Aliq.", rate), ("Imposta", vat)]
    word = "NON IMP. ART. 41 D.L. 331/93 (N3.2)" if abroad else "OPERAZIONE IMPONIBILE"
    tax.append(("Descrizione IVA", word))
    dues = [(label, f"{value} &nbsp; {sheet.total('amount_due', bare=True)}")
            for label, value in h.due(sheet, "Scadenze", "Scad. e importo")]  # fmt: skip
    ends: list[Pair] = [*added, ("Tot. imponibile", sheet.total("total_without_vat", bare=True))]
    ends += [("Tot. imposta", sheet.total("total_vat", bare=True)), *dues]
    last = sheet.total("total_with_vat")
    stamp = sheet.maybe()
    copy = "Copia di cortesia priva di valore fiscale - originale inviato tramite SdI."
    note = (
        copy if not abroad else "Contributo CONAI assolto ove dovuto. Dispositivi medici classe I."
    )
    ddt = f"DDT {h.distractor(sheet, '####')} DEL {h.day(sheet, -3)}"
    ddt += f" - VS. ORD. {facts.references['order']}" if stamp else ""

    def grid(pairs: list[Pair], columns: str) -> str:
        return f'<div class="g" style="grid-template-columns:{columns}">{h.cards(pairs, "k")}</div>'

    sole = h.told(sheet, "Cap. soc. € {capital} i.v. - R.E.A. BL-") + h.distractor(sheet, "#####")
    return f"""<style>@page {{ margin: 8mm }} body {{ font: 8.5pt "{sheet.pick("Liberation Sans",
"Liberation Mono", "Liberation Sans Narrow")}"; min-height: 280mm; padding: 0; display: flex;
flex-direction: column; font-variant-ligatures: none }} .g {{ display: grid }} .k {{ border: 0.5pt
solid #000; margin: 0 -0.5pt -0.5pt 0; padding: 0.4mm 1mm; min-height: 7.6mm; overflow-wrap:
anywhere }} .k small {{ font: 5.5pt "Liberation Sans"; color: #333 }} .lines {{ flex: 1; border:
0.5pt solid #000; font-size: 7.8pt }} .lines th {{ border: 0.5pt solid #000; background: #d9d9d9;
font: 6pt "Liberation Sans" }} .lines td {{ border-left: 0.5pt solid #000; height: 1px; padding:
0.4mm 1mm }} .lines tr:last-child td {{ height: auto }} .lines .c-name {{ width: 48% }} .two {{
display: grid; grid-template-columns: 1fr 1fr; gap: 2mm; margin-bottom: 1mm }} .box {{ border: 0.5pt
solid #000; padding: 2mm; min-height: 25mm }} .tot {{ display: flex; justify-content: space-between;
align-items: baseline; border: 1.2pt solid #000; padding: 1.5mm 3mm; margin-top: 1mm }} .tiny {{
font-size: 6pt; padding-top: 1mm }}</style><div class="two"><div>
{sheet.logo(seller.brand, sheet.pick("#1b3a5b", "#6a1b2d", "#000"), serif=True)}<br><b>
{sheet.name("seller")}</b><br>{b.street(seller, " - ")}<br>Tel. {seller.phone} - {seller.mail}<br>
P.IVA {sheet.vat_id("seller")}<br>{sole}</div><div class="box"><small>Spett.le</small><br>
{b.address(sheet, "buyer")}</div></div>{grid(top, "2.2fr 1.4fr 1fr 0.5fr")}
{grid(second, "0.8fr 1.3fr 1.8fr 0.6fr")}{grid(third, "1.6fr 0.9fr 2.2fr 1fr")}<div class="k">
<small>Riferimenti</small><br>{ddt}</div>{h.lines(sheet, heads)}{grid(moved, "repeat(4, 1fr)")}
{grid(tax, "0.4fr 1fr 0.6fr 1fr 2.4fr")}{grid(ends, f"repeat({len(ends)}, 1fr)")}<div class="tot">
<span>TOTALE {"ACCREDITO" if credit else sheet.pick("DOCUMENTO", "FATTURA")}</span><b
style="font-size:14pt">{last}</b></div><div class="tiny">{note}
Trattamento dati ai sensi del Reg. UE 2016/679. Foro competente: {seller.register}.</div>
"""  # fmt: skip
