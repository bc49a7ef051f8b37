"""Layouts of two senders of online services: an Irish consultant, a Dutch maker of lessons."""

from dataclasses import replace
from html import escape

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Profile
from tests.layouts.families import Split, family
from tests.layouts.lodging import lodge
from tests.layouts.natives import person
from tests.layouts.sheet import Sheet

_DOSSIERS = Profile("regulatory", "IE", "en", buyers=("FR",), regime="AE", lines=(1, 5),
                    prepaid=0.2, credit=0.1)  # fmt: skip
_LESSONS = Profile("leermodules", "NL", "nl", buyers=("FR",), regime="AE", lines=(1, 5),
                   prepaid=0.15, credit=0.08)  # fmt: skip

_DOSSIERS_CSS = """<style>@page { margin: 13mm 14mm 10mm } body { font: 9pt "FONT";
min-height: 272mm; padding-bottom: 70mm } .top { display: grid; gap: 6mm;
grid-template-columns: 1fr 38mm 54mm; margin-top: 4mm } .top .v { white-space: normal }
.big { font-size: 21pt; margin-bottom: 9mm }
.to { padding-left: 7mm; line-height: 1.45 } .mid div { margin-bottom: 2.4mm; line-height: 1.4 }
.mid b { display: block } .own { line-height: 1.45 } .logo { max-height: 15mm } .lines {
margin-top: 16mm } .lines th { border-bottom: 1.2pt solid #222; padding-bottom: 2mm } .lines td {
border-bottom: 0.5pt solid #ccc; padding: 2mm 4px } .c-name { width: 50% } .sums { margin-left:
auto; width: 82mm } .sums td { padding: 1.4mm 4px } .sums .rule td { border-top: 1.2pt solid #222;
font-weight: bold } .say { margin-top: 8mm; line-height: 1.5 } .advice { position: absolute;
bottom: 12mm; left: 0; right: 0; border-top: 1px dashed #555; padding-top: 5mm; display: grid;
grid-template-columns: 1fr 82mm; gap: 6mm } .advice .h { font-size: 18pt; margin-bottom: 3mm }
.advice table { width: 100% } .advice td { border-bottom: 0.5pt solid #ccc } .foot {
font-size: 6.8pt; text-align: left }</style>"""


@family("dossiers_payment_advice", Split.JUDGING, _DOSSIERS, replace(_DOSSIERS, lines=(3, 8)),
        replace(_DOSSIERS, buyers=("IE",), regime="S"))  # fmt: skip
def dossiers_payment_advice(sheet: Sheet) -> str:
    """An online ledger: three columns at the head, due day below the sums, an advice to cut."""
    lodge(sheet, "{w} Regulatory|{w} Compliance Partners|{w} Chemical Affairs|{w} Product Safety",
          "Limited|DAC|Ltd", "Main Street|Pery Square|Eyre Square|The Crescent",
          "Naas, Co. Kildare W91 K3F2=Dublin=+353 45|Galway H91 XV20=Dublin=+353 91"
          "|Limerick V94 E8P2=Dublin=+353 61|Dundalk, Co. Louth A91 C7T0=Dublin=+353 42"
          )  # fmt: skip
    h.adopt(sheet, ("INV-####", "INV-####", "RA-####", "%y####"), ("abbreviated", "abbreviated",
            "long"), ("CN-####",))  # fmt: skip
    facts, hue = sheet.facts, sheet.pick("#1b6f7a", "#5b2a86", "#c2571a")
    home, credit = facts.profile.regime == "S", facts.type_code == "381"
    kind = h.titled(sheet, ("TAX INVOICE", "INVOICE"), ("CREDIT NOTE",))
    code = sheet.show("currency", "EUR")
    word = "Credit Note" if credit else "Invoice"
    number = sheet.number()
    mid: list[Pair] = [
        (f"{word if credit else 'Invoice'} Date", sheet.date_of()),
        (f"{word} Number", number),
        ("Reference", h.distractor(sheet, sheet.pick("PO 45#####", "Quote QU-0###", "Lot 3 / ##"))),
        ("VAT Number", sheet.vat_id("seller")),
    ]
    middle = "".join(f"<div><b>{k}</b>{v}</div>" for k, v in mid)
    tax = "" if home else "Zero Rated EC Services"
    heads = [("name", "Description"), ("qty", "Quantity"), ("price", "Unit Price")]
    heads += [("rate", "VAT")] if home else []
    table = h.lines(sheet, [*heads, ("total", f"Amount {code}")])
    sums: list[Pair] = [("Subtotal", sheet.total("total_without_vat", True))]
    rate, _, vat = sheet.vat_row(facts.vat[0])
    rate = rate if "%" in rate else f"{rate}%"
    sums.append((f"TOTAL {'VAT' if home else tax.upper()} {rate}", vat))
    rule = len(sums)
    sums.append((f"TOTAL {code}", sheet.total("total_with_vat", True)))
    if facts.prepaid:
        sums.append(("Less Amount Paid", sheet.total("prepaid", True)))
        sums.append((f"AMOUNT DUE {code}", sheet.total("amount_due", True)))
    ruled = {rule, len(sums) - 1}
    rows = "".join(
        f'<tr{" class=rule" if place in ruled else ""}><td class="n">{k}</td>'
        f'<td class="n">{v}</td></tr>'
        for place, (k, v) in enumerate(sums)
    )
    law = "" if home else f"""<br>Reverse charge: VAT to be accounted for by the recipient, Article
196 of Directive 2006/112/EC. Your VAT number: {sheet.vat_id("buyer")}"""  # fmt: skip
    said = f"This credit may be set against your next invoice.{law}"
    owed = sheet.total("amount_due", True)
    advice: list[Pair] = [("Customer", escape(facts.buyer.name)), (f"{word} Number", number)]
    if credit:
        advice.append(("Credit Amount", owed))
    elif h.is_payable(sheet):
        until = sheet.date_of("due_date")
        said = f"""<b>Due Date: {until}</b><br>Please quote the invoice number with your transfer.
<br>{h.told(sheet, "Account name: {brand}")}, IBAN: {sheet.iban()}, BIC:
{sheet.bic()}{law}"""  # fmt: skip
        advice += [("Amount Due", f"<b>{owed}</b>"), ("Due Date", until)]
    blank = "" if credit else """<tr><td>Amount Enclosed</td><td>&nbsp;<br><small>Enter the amount
you are paying above</small></td></tr>"""  # fmt: skip
    slip = "".join(f'<tr><td>{k}</td><td class="r">{v}</td></tr>' for k, v in advice)
    head = "CREDIT ADVICE" if credit else "PAYMENT ADVICE"
    if not credit and not h.is_payable(sheet):
        said = f"Paid in full, with thanks.{law}"
    css = _DOSSIERS_CSS.replace("FONT", sheet.pick("Liberation Sans", "Nimbus Sans"))
    return css + f"""<div style="text-align:right">{sheet.logo(facts.seller.brand, hue)}</div>
<div class="top"><div><div class="big">{kind}</div><div class="to">
{b.address(sheet, "buyer").replace("<b>", "").replace("</b>", "")}</div></div><div class="mid">
{middle}</div><div class="own">{h.told(sheet, "{name}<br>{street}<br>{country}")}</div></div>
{table}<table class="sums">{rows}</table><div class="say">{said}</div><div class="advice"><div><div
class="h">{head}</div>To: {h.told(sheet, "{brand}<br>{street}")}</div><table>{slip}{blank}</table>
</div><div class="foot">Company Registration No: {h.distractor(sheet, "6#####")}. Registered Office:
{h.told(sheet, "{street_}, {country}")}. Director: {person(sheet)}.</div>"""  # fmt: skip


_LESSONS_CSS = """<style>@page { margin: 18mm 20mm 12mm } body { font: 9.5pt "FONT"; color: #222;
min-height: 265mm; padding-bottom: 20mm; line-height: 1.45 } .top { display: grid;
grid-template-columns: 1fr 62mm } .own { font-size: 8.5pt; color: #444 } .own b { color: HUE }
.kind { font-size: 24pt; font-weight: 300; color: HUE; margin: 14mm 0 5mm } .meta td { padding:
0.3mm 8mm 0.3mm 0 } .meta .n { text-align: left } .lines { margin-top: 9mm } .lines th { color: HUE;
border-bottom: 1.6pt solid HUE; font-weight: normal } .lines td { padding: 1.5mm 4px;
border-bottom: 0.4pt solid #ddd } .c-name { width: 58% } .lines .c-qty { text-align: left;
white-space: nowrap } .tail { display: flex; justify-content: flex-end } .sums td { padding: 0.9mm
4px 0.9mm 12mm } .sums tr:last-child td { border-top: 1.6pt solid HUE; font-weight: bold } .ask {
margin-top: 12mm } .law { margin-top: 4mm; font-style: italic }</style>"""


@family("lessons_kindly_paid", Split.JUDGING, _LESSONS, replace(_LESSONS, lines=(3, 7)),
        replace(_LESSONS, buyers=("NL",), regime="S"))  # fmt: skip
def lessons_kindly_paid(sheet: Sheet) -> str:
    """A Dutch online service: amounts without unit prices, asked for in one friendly sentence."""
    lodge(sheet, "{w} Leerontwerp|Studio {w} E-learning|{w} & Co Leermiddelen|De Leerbrouwerij",
          "B.V.|V.O.F.|BV", "Oudegracht|Stationsplein|Hooglandseweg|Lange Haven",
          "3811 LP Amersfoort=Amersfoort=+31 33|7411 HS Deventer=Deventer=+31 570"
          "|2312 HA Leiden=Leiden=+31 71|3111 CD Schiedam=Schiedam=+31 10")  # fmt: skip
    h.adopt(sheet, ("%Y-0###", "%Y-0###", "F%Y0###", "%y-0###"), ("%d-%m-%Y", "%d-%m-%Y", "long"),
            ("C%Y-00##", "%Y-0###"))  # fmt: skip
    facts, hue = sheet.facts, sheet.pick("#e4572e", "#2a7f62", "#3b4cc0")
    home, credit = facts.profile.regime == "S", facts.type_code == "381"
    kind = h.titled(sheet, ("Factuur",), ("Creditfactuur", "Creditnota"))
    sign = sheet.show("currency", "€")
    number = sheet.number()
    meta: list[Pair] = [("Factuurnummer" if not credit else "Nummer", number)]
    meta.append(("Factuurdatum" if not credit else "Datum", sheet.date_of()))
    if credit:
        meta.append(("Betreft factuur", h.distractor(sheet, "%Y-0###")))
    meta.append(("Jullie referentie", h.distractor(sheet, "@@-%y-###")))
    if sheet.maybe():
        meta.append(("Project", sheet.pick("Onboarding magazijn", "Veilig werken op hoogte",
                                           "AVG voor teamleiders",
                                           "Hygiëne in de keuken")))  # fmt: skip
    table = _lesson_rows(sheet, home)
    net, rest = sheet.total("total_without_vat", True), list[Pair]()
    rate, _, vat = sheet.vat_row(facts.vat[0])
    rate = rate if "%" in rate else f"{rate}%"
    rest.append((f"{rate} btw{'' if home else ' (verlegd)'}", f"{sign} {vat}"))
    sums: list[Pair] = [("Totaal exclusief btw", f"{sign} {net}"), *rest]
    gross = sheet.total("total_with_vat", True)
    sums.append(("Totaal" if facts.prepaid else sheet.pick("Totaal", "Totaal inclusief btw"),
                 f"{sign} {gross}"))  # fmt: skip
    if facts.prepaid:
        sums.append(("Reeds betaald", f"{sign} {sheet.total('prepaid', True)}"))
        sums.append(("Nog te voldoen", f"{sign} {sheet.total('amount_due', True)}"))
    owed = f"{sign} {sheet.total('amount_due', True)}"
    ask = f"Het bedrag van {owed} maken we binnen enkele werkdagen over op jullie rekening."
    if h.is_payable(sheet):
        wish = sheet.pick("We verzoeken je vriendelijk", "Graag ontvangen we van jullie")
        pay = " te voldoen" if wish.startswith("We") else ""
        what = "het bovenstaande bedrag van" if pay else "het bedrag van"
        ask = f"""{wish} {what} {owed} vóór of op {sheet.date_of("due_date")}{pay} op rekening
{sheet.iban()} ten name van {escape(facts.seller.brand)}, onder vermelding van het factuurnummer
{number}."""  # fmt: skip
    law = "" if home else f"""<div class="law">Btw verlegd naar de afnemer (artikel 44 en 196
Btw-richtlijn). Btw-nummer afnemer: {sheet.vat_id("buyer")}</div>"""  # fmt: skip
    css = _LESSONS_CSS.replace("FONT", sheet.pick("URW Gothic", "Liberation Sans", "Nimbus Sans"))
    return css.replace("HUE", hue) + f"""<div class="top"><div style="padding-top:26mm">
{b.address(sheet, "buyer")}<br>T.a.v. de crediteurenadministratie</div><div class="own">
{sheet.logo(facts.seller.brand, hue)}<br><b>{sheet.name("seller")}</b><br>
{h.told(sheet, "{street}<br>Nederland<br>{mail}<br>{phone}")}</div></div><div class="kind">{kind}
</div>{b.pair_rows(meta, "meta")}{table}<div class="tail">{b.pair_rows(sums, "sums")}</div>
<div class="ask">{ask}</div>{law}<div class="foot">KvK {h.distractor(sheet, "7#######")}
&nbsp;·&nbsp; Btw {sheet.vat_id("seller")} &nbsp;·&nbsp; IBAN {h.told(sheet, "{iban}")}
&nbsp;·&nbsp; BIC {sheet.bic()}<br>Op al onze diensten zijn de Algemene Voorwaarden van toepassing,
te vinden op {facts.seller.site}</div>"""  # fmt: skip


def _lesson_rows(sheet: Sheet, home: bool) -> str:
    """Print lines with a count before the words, as ``3 x``, and prices below them."""
    rows = []
    for line in sheet.facts.lines:
        unit = line.unit.removesuffix(".")
        told = f"<br><small>{sheet.cell(line, 'price')} per {unit}</small>"
        cells = [f"{sheet.cell(line, 'qty')} x", sheet.cell(line, "name") + told]
        cells.append(f"€ {sheet.cell(line, 'total')}")
        rate = sheet.cell(line, "rate")
        rows.append([*cells, (rate if "%" in rate else f"{rate}%") if home else "verlegd"])
    return b.table(
        ("qty", "name", "total", "rate"), ("Aantal", "Omschrijving", "Bedrag", "Btw"), rows, "lines"
    )
