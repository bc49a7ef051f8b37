"""Layouts of two senders: an Irish hatchery of oysters, an Italian spinner of yarns."""

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

_SPAT = Profile("oyster_seed", "IE", "en", buyers=("FR",), regime="K", lines=(1, 4), credit=0.1,
                prepaid=0.25, line_discounts=True)  # fmt: skip
_YARNS = Profile("filatura", "IT", "it", buyers=("FR",), regime="K", lines=(2, 7), credit=0.08,
                 prepaid=0, adjustments=("shipping", "discount"))  # fmt: skip

_SPAT_CSS = """<style>@page { margin: 16mm 17mm 10mm } body { font: 8.6pt/1.35 "Liberation Sans";
min-height: 270mm; padding-bottom: 62mm } .three { display: grid; grid-template-columns: 1fr 38mm
46mm; gap: 5mm; margin-bottom: 11mm } .three dl { margin: 0 } .three dt { font-weight: bold }
.three dd { margin: 0 0 1.6mm } .big { font-size: 21pt; margin: 0 0 7mm } .to { padding-left:
9mm } .lines th { border-bottom: 1.2pt solid #000; padding-bottom: 1.2mm } .lines td {
border-bottom: 0.4pt solid #ccc; padding: 1.5mm 4px } .sum { margin-left: auto }
.sum td { padding: 1.1mm 4px 1.1mm 14mm }
.sum .all td { border-top: 1.2pt solid #000; font-weight: bold } .sum .end td {
border-top: 1.2pt solid #000; border-bottom: 1.2pt solid #000; font-weight: bold } .said {
margin-top: 10mm } .base { position: absolute; bottom: 0; left: 0; right: 0 } .cut { border-top:
0.9pt dashed #555; padding-top: 4mm; display: grid; grid-template-columns: 1fr 80mm } .cut h2 {
font-size: 15pt; font-weight: normal; margin: 0 0 4mm } .cut table { width: 100% } .cut td {
padding: 0.7mm 0 } .cut .l { font-weight: bold } .cut tr:last-child td { border-top: 0.6pt solid
#000 } .reg { font-size: 7pt; color: #555; margin-top: 3mm }</style>"""


@family("oyster_seed_with_advice", Split.JUDGING, _SPAT, replace(_SPAT, lines=(3, 6), prepaid=0.5),
        replace(_SPAT, line_discounts=False))  # fmt: skip
def oyster_seed_with_advice(sheet: Sheet) -> str:
    """An online ledger: seller in small print at the right, due day below the sums, an advice."""
    lodge(sheet, "{w} Shellfish|{w} Bay Hatchery|{w} Sea Farm|Atlantic {w} Oysters",
          "Limited|Ltd|DAC", "The Pier Road|Quay Street|Strand Road|Coast Road",
          "Ballyvaughan, Co. Clare H91 KX27=Ennis=+353 65|Carlingford, Co. Louth A91 RW63=Dundalk"
          "=+353 42|Castlegregory, Co. Kerry V92 PK54=Tralee=+353 66|Burtonport, Co. Donegal F94 "
          "T8X2=Letterkenny=+353 74")  # fmt: skip
    h.adopt(sheet, ("INV-####", "OS-####", "IN%y-####", "SI0####"), ("abbreviated", "abbreviated",
            "long", "%d/%m/%Y"), ("CN-####", "CR%y-###"))  # fmt: skip
    sheet.style = replace(sheet.style, thousands=",", point=".", rate="{}%",
                          minus=sheet.pick("-{}", "({})"),
                          currency=sheet.pick("{}", "€{}"))  # fmt: skip
    facts, seller = sheet.facts, sheet.facts.seller
    credit, hue = facts.type_code == "381", sheet.pick("#0b4f6c", "#24573c", "#3d3d3d")
    kind = h.titled(sheet, ("INVOICE", "VAT INVOICE", "Invoice"), ("CREDIT NOTE", "Credit Note"))
    number, code = sheet.number(), sheet.show("currency", "EUR")
    word = "Credit Note" if credit else "Invoice"
    meta: list[Pair] = [(sheet.pick(f"{word} Date", "Date"), sheet.date_of()),
                        (f"{word} Number", number)]  # fmt: skip
    refer = sheet.pick(escape(facts.references["order"]), f"Mail {h.day(sheet, -12)}")
    meta.append(("Reference", h.distractor(sheet, "INV-0###") if credit else refer))
    meta.append(("VAT Number", sheet.vat_id("seller")))
    listed = "".join(f"<dt>{k}</dt><dd>{v}</dd>" for k, v in meta)
    heads = (("name", "Description"), ("qty", "Quantity"), ("price", "Unit Price"),
             ("disc", "Discount"), ("rate", "VAT"), ("total", f"Amount {code}"))  # fmt: skip
    sheet.show("total_vat", zero := sheet.amount(facts.total_vat))
    pairs = [("Subtotal", sheet.total("total_without_vat", True), ""),
             (sheet.pick("TOTAL ZERO RATED EU GOODS 0%", "Total VAT 0%"), zero, ""),
             (f"TOTAL {code}", sheet.total("total_with_vat", True), "all")]  # fmt: skip
    if facts.prepaid:
        pairs.append(("Less Amount Paid", sheet.total("prepaid", True), ""))
        pairs.append((f"AMOUNT DUE {code}", sheet.total("amount_due", True), "end"))
    else:
        sheet.total("amount_due", True)
    sums = "".join(f'<tr class="{c}"><td class="n">{k}</td><td class="n">{v}</td></tr>'
                   for k, v, c in pairs)  # fmt: skip
    until, advice = "", ""
    if h.is_payable(sheet):
        until = f"<b>Due Date: {sheet.date_of('due_date')}</b><br>"
        slip: list[Pair] = [("Customer", escape(facts.buyer.name)), ("Invoice Number", number),
                            ("Amount Due", sheet.total("amount_due")),
                            ("Due Date", sheet.date_of("due_date")),
                            ("Amount Enclosed", "")]  # fmt: skip
        advice = f"""<div class="cut"><div><h2>PAYMENT ADVICE</h2><div style="padding-left:9mm">To:
{escape(seller.brand)}<br><span style="padding-left:5.5mm">{b.street(seller, ", ")}</span></div>
</div>{b.pair_rows(slip, "s")}</div>"""
    site = f"{escape(seller.town.split(',')[0])} Bay, site T{sheet.rng.randint(2, 9)}/"
    site += h.distractor(sheet, "###@")
    batch = f"Batch {h.distractor(sheet, '%y-@##')}, graded {sheet.day(facts.delivery_date)}. "
    bank = ""
    if not credit:
        house = sheet.pick("Bank of Ireland", "Allied Irish Banks", "Permanent TSB")
        bank = h.told(sheet, house + "<br>IBAN {iban}<br>BIC {bic}<br><br>")
    sea = sheet.pick("Roscoff", "Cherbourg", "Dunkerque")
    return _SPAT_CSS + f"""<div class="three"><div><p class="big">{kind}</p><div class="to">
{b.address(sheet, "buyer")}<br>VAT No {sheet.vat_id("buyer")}</div></div><dl>{listed}</dl><div
style="font-size:8pt">
{sheet.logo(seller.brand, hue)}<br>{h.told(sheet, "{name}<br>{street}<br>{country}<br>{phone}")}
<br><span style="font-size:6.8pt">{seller.mail}</span></div></div>
{h.lines(sheet, heads)}<table class="sum">{sums}</table><div class="said">{until}
{bank}Seed counted per thousand by volume. {batch}Origin {site}. Travelled to
{sea} at 6-8&deg;C, accompanied by TRACES document {h.distractor(sheet, "INTRA.IE.%Y.00#####")}.
Intra-Community supply of goods, zero rated, VAT Consolidation Act 2010. Losses to be notified
within 48 hours of arrival.</div><div class="base">{advice}<div class="reg">Company Registration No:
{h.distractor(sheet, "5#####")}. Registered Office: {b.street(seller, ", ")}. Directors:
{person(sheet)}, {person(sheet)}. Aquaculture licence {h.distractor(sheet, "T0#/###")}</div>
</div>"""  # fmt: skip


_YARNS_CSS = """<style>@page { margin: 7mm 8mm 7mm } body { font: 8pt "FONT"; min-height: 281mm;
height: 281mm; padding: 0; display: grid; grid-template-columns: 37mm 1fr; grid-template-rows: auto
1fr auto; gap: 0 2mm } .left { grid-row: 1 / 3; display: flex; flex-direction: column } .k { border:
0.5pt solid HUE; border-bottom: 0; padding: 0.6mm 1.2mm 0.9mm; min-height: 8.2mm } .k:last-child {
border-bottom: 0.5pt solid HUE; flex: 1 } .k small { display: block; font: 5.6pt "Liberation Sans";
color: HUE; text-transform: uppercase } .mill { padding: 1mm 0 3mm } .mill div { font: 6.8pt
"Liberation Sans"; color: HUE } .two { display: grid; grid-template-columns: 1fr 1fr; gap: 2mm;
margin-bottom: 2mm } .two .k { border-bottom: 0.5pt solid HUE; min-height: 27mm } .body { border:
0.5pt solid HUE; display: flex; flex-direction: column } .lines { flex: none } .lines th { font:
5.8pt "Liberation Sans"; text-transform: uppercase; color: HUE; border-bottom: 0.5pt solid HUE }
.c-name { width: 44% } .foot2 { grid-column: 1 / 3; display: grid; grid-template-columns: 68mm 1fr
54mm; gap: 2mm; margin-top: 2mm } .strip { grid-column: 1 / 4; display: flex } .strip .k { flex: 1;
border-bottom: 0.5pt solid HUE; border-left-width: 0 } .strip .k:first-child { border-left-width:
0.5pt } .vat { width: 100%; border: 0.5pt solid HUE } .vat th { font: 5.6pt "Liberation Sans";
color: HUE } .end .k { border-bottom: 0.5pt solid HUE; margin-bottom: 1mm; min-height: 10mm; flex:
none } .end b { font-size: 12.5pt; display: block; text-align: right } .law { grid-column: 1 / 4;
font: 5.8pt "Liberation Sans"; color: HUE }</style>"""


def _box(pairs: list[Pair]) -> str:
    return "".join(f'<div class="k"><small>{k}</small>{v}</div>' for k, v in pairs)


@family("yarn_boxes_down_the_left", Split.MAKING, _YARNS, replace(_YARNS, lines=(1, 3)),
        replace(_YARNS, buyers=("IT",), regime="S"))  # fmt: skip
def yarn_boxes_down_the_left(sheet: Sheet) -> str:
    """A fixed form: boxes stacked at the left with all that is not goods, sums in a strip below."""
    lodge(sheet, "Filatura {w}|Lanificio {w}|{w} Filati|Filati {w} & Figli", "S.p.A.|S.r.l.",
          "Via Cesare Battisti|Via Torrente Strona|Regione Pianezze|Via della Roggia",
          "13836 Cossato (BI)=Biella=+39 015|13900 Biella (BI)=Biella=+39 015"
          "|59013 Montemurlo (PO)=Prato=+39 0574|36016 Thiene (VI)=Vicenza=+39 0445")  # fmt: skip
    h.adopt(sheet, ("####/V", "%y/FE/#####", "0#####", "VE-####"), ("%d/%m/%y", "%d/%m/%Y"),
            ("###/NC", "%y/NC/####"))  # fmt: skip
    sheet.style = replace(sheet.style, thousands=".", point=",", currency="{c} {}", rate="{}",
                          minus="{}-")  # fmt: skip
    facts, seller = sheet.facts, sheet.facts.seller
    hue = sheet.pick("#7a1f1f", "#1b4d3e", "#28436b", "#444")
    home, credit = facts.profile.regime == "S", facts.type_code == "381"
    kind = h.titled(sheet, ("FATTURA", "FATTURA DI VENDITA") if home else ("FATTURA", "FATTURA UE"),
                    ("NOTA DI CREDITO", "NOTA ACCREDITO"))  # fmt: skip
    left: list[Pair] = [("Tipo documento", f"<b>{kind}</b>"), ("Numero", sheet.number()),
                        ("Del", sheet.date_of()), ("Pag.", "1/1")]  # fmt: skip
    left += [("Cod. cliente", h.distractor(sheet, "0#####")),
             ("P. IVA / Id. fiscale cliente", sheet.vat_id("buyer")),
             ("Agente", f"{h.distractor(sheet, '0##')} {person(sheet)}"),
             ("Divisa", sheet.show("currency", "EUR"))]  # fmt: skip
    if credit:
        left.append(("Rif. ns. fattura", h.distractor(sheet, "%y/FE/####")))
    left += [("D.D.T.", f"{h.distractor(sheet, '#####')} del {sheet.day(facts.delivery_date)}"),
             ("Vs. ordine", f"{escape(facts.references['order'])}<br>del {h.day(sheet, -30)}"),
             ("Porto", sheet.pick("FRANCO", "ASSEGNATO", "FRANCO C/ADDEBITO")),
             ("Vettore", escape(facts.others[1].brand)[:22])]  # fmt: skip
    net = sum((line.quantity for line in facts.lines if line.unit == "Kgs"), Decimal(0))
    kilos = (max(net, Decimal(4)) * Decimal("1.06")).quantize(Decimal("0.1"))
    left += [("Colli", str(kilos // 22 + 1)), ("Peso lordo kg", h.count(sheet, kilos)),
             ("Aspetto esteriore",
              sheet.pick("CARTONI", "SACCHI", "CARTONI SU PALLET"))]  # fmt: skip
    if home:
        left.append(("Codice destinatario", h.distractor(sheet, "@@####@")))
    note = "Lotti di tintura diversi possono presentare lievi differenze di tono: non mischiare "
    left.append(("Annotazioni", note + "le partite."))
    heads = (("ref", "Articolo"), ("name", "Descrizione"), ("=####/@", "Partita"), ("unit", "UM"),
             ("qty", "Quantit&agrave;"), ("price", "Prezzo"), ("total", "Importo"),
             ("rate", "IVA"))  # fmt: skip
    extra = {"sum": "Totale merce", "discount": "Sconto incond.", "shipping": "Trasporto"}
    strip = h.extras(sheet, extra) or [("Totale merce", sheet.amount(facts.line_sum))]
    strip += [("Spese incasso", "0,00"), ("Totale imponibile",
              sheet.total("total_without_vat", True))]  # fmt: skip
    strip.append(("Totale imposta", sheet.total("total_vat", True)))
    vat = h.recap(sheet, (("code", "Cod."), ("basis", "Imponibile"), ("rate", "Aliq."),
                          ("vat", "Imposta")))  # fmt: skip
    why = "" if home else "Non imponibile art. 41 D.L. 331/93 - cessione intracomunitaria (N3.2)"
    pay: list[Pair] = []
    if h.is_payable(sheet):
        total = sheet.total("amount_due", True)
        way = sheet.pick("BONIFICO BANCARIO", "BONIFICO SEPA", "RIMESSA DIRETTA")
        pay.append(("Pagamento", way))
        pay.append(("Scadenze", f"1) {sheet.date_of('due_date')} &nbsp; {total}"))
        pay.append(("Banca d'appoggio", h.told(sheet, "IBAN {iban}<br>SWIFT {bic}")))
    else:
        sheet.total("amount_due", True)
        pay.append(("Pagamento", "A COMPENSAZIONE"))
    last = sheet.pick("Totale fattura", "Totale documento", "Totale a pagare")
    last = "Totale nota" if credit else last
    end: list[Pair] = [(last, f"<b>{sheet.total('total_with_vat')}</b>")]
    end.append(("Firma per ricevuta", "&nbsp;"))
    face = sheet.pick("Liberation Mono", "Liberation Sans Narrow", "Nimbus Sans")
    css = _YARNS_CSS.replace("HUE", hue).replace("FONT", face)
    law = h.told(sheet, "{name} - Cap. Soc. Euro {capital} i.v. - R.E.A. {register} ")
    law += h.distractor(sheet, "1#####") + h.told(sheet, " - Reg. Impr. e P. IVA {vat}")
    copy = " Copia analogica di fattura elettronica trasmessa al SdI." if home else ""
    return css + f"""<div class="left">{_box(left)}</div><div><div class="mill">
{sheet.logo(seller.brand, hue, True)}<div>{h.told(sheet, "{street_} - Tel. {phone} - {mail}")}<br>
Filati pettinati e cardati per maglieria e tessitura</div></div><div class="two"><div class="k">
<small>Spett.le</small>{b.address(sheet, "buyer")}</div><div class="k"><small>Destinazione merce
</small>{sheet.pick("IDEM", b.other(facts.buyer))}</div></div></div><div class="body">
{h.lines(sheet, heads)}<div style="margin:auto 2mm 2mm;font-size:7pt">{why}</div></div><div
class="foot2"><div class="strip">{_box(strip)}</div><div>{vat}</div><div class="end">{_box(pay)}
</div><div class="end">{_box(end)}</div><div class="law">{law}. Contributo CONAI assolto ove dovuto.
Reclami entro 8 giorni dal ricevimento. Foro competente {escape(seller.register)}.{copy}</div>
</div>"""  # fmt: skip
