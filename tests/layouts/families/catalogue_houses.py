"""Layouts of houses that sell by catalogue: kitchenware from Germany, books from Britain."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Line, Profile, cents
from tests.layouts.families import Split, family
from tests.layouts.lodging import lodge
from tests.layouts.natives import person
from tests.layouts.sheet import Sheet

_TARIFF = {"Teller": "69111000", "Koch": "82119200", "Wein": "70132810", "Thermo": "39241000",
           "Serviette": "48183000", "Schneid": "39241000", "Vakuum": "39232100",
           "Brenn": "36069090", "wagen": "94032080"}  # fmt: skip
_KITCHENS = Profile("gastro", "DE", "de", regime="K", lines=(2, 9), prepaid=0, credit=0.1)


@family("kitchenware_arrival", Split.MAKING, _KITCHENS,
        replace(_KITCHENS, line_discounts=True, adjustments=("shipping",), lines=(3, 11)),
        replace(_KITCHENS, adjustments=("discount", "shipping"), credit=0))  # fmt: skip
def kitchenware_arrival(sheet: Sheet) -> str:
    """A wholesaler: framed cells beside the window, sums left of a table of ways to pay."""
    lodge(sheet, "{w} Gastronomiebedarf|Großküchen-{w}|{w} & Söhne Hotelbedarf", "GmbH|AG|GmbH",
          "Am Güterbahnhof|Zeppelinstraße|Hansering|Otto-Hahn-Straße",
          "48163 Münster=Münster=+49 251|34123 Kassel=Kassel=+49 561|"
          "89079 Ulm=Ulm=+49 731|26135 Oldenburg=Oldenburg=+49 441")  # fmt: skip
    h.adopt(sheet, ("3######", "%y-3#####", "RG######", "77#####"), ("%d.%m.%Y", "%d.%m.%y"),
            ("38#####", "GU#####"))  # fmt: skip
    facts, credit, refs = sheet.facts, sheet.facts.type_code == "381", sheet.facts.references
    hue = sheet.pick("#7b1e23", "#22404d", "#3d3d3d")
    kind = h.titled(sheet, ("RECHNUNG", "Rechnung"), ("GUTSCHRIFT", "Warengutschrift"))
    board = facts.seller.form == "AG"
    cells: list[Pair] = [(sheet.pick("Beleg-Nr.", "Belegnummer"), sheet.number())]
    cells += [(sheet.pick("Belegdatum", "Beleg-Dat."), sheet.date_of())]
    cells += [("Kd.-Nr.", h.distractor(sheet, "2####")), ("Blatt", "1")]
    cells += [("Auftrag", h.distractor(sheet, "A######")), ("vom", h.day(sheet, -8))]
    cells += [("LS-Nr.", h.distractor(sheet, "5######")), ("LS-Dat.", h.day(sheet, -1))]
    cells += [
        ("Ihre Bestellung", refs["order"]),
        ("ADM", "17"),
        ("Tour", "F 3"),
        ("Vers.", "Sped."),
    ]
    heads = [("pos", "Pos"), ("ref", "Art.-Nr."), ("name", "Artikelbezeichnung"), ("qty", "Menge")]
    heads += [("unit", "ME"), ("price", "E-Preis"), ("disc", "Rab.%"), ("total", "Betrag")]
    names = {"sum": "Warenwert", "shipping": "Frachtanteil", "discount": "Treuerabatt"}
    sums = h.extras(sheet, names)
    sums.append(("Summe netto", sheet.total("total_without_vat", bare=True)))
    sums.append(("MwSt 0,00 %", sheet.total("total_vat", bare=True)))
    word = "Gutschriftbetrag" if credit else sheet.pick("Rechnungsbetrag", "Endbetrag")
    sums.append((f"{word} {sheet.show('currency', 'EUR')}", sheet.total("total_with_vat", True)))
    why = sheet.pick("Steuerfreie innergemeinschaftliche Lieferung gem. § 4 Nr. 1b UStG",
                     "Umsatzsteuerfreie innergem. Lieferung nach § 6a UStG")  # fmt: skip
    side = f"""Wir schreiben Ihrem Konto den Betrag gut. Zu Beleg {h.distractor(sheet, "3######")}
vom {h.day(sheet, -21)}.""" if credit else _ways_to_pay(sheet)  # fmt: skip
    proof = "" if credit or sheet.maybe(0.4) else _arrival(sheet)
    return f"""<style>@page {{ margin: 11mm 12mm 9mm 20mm }} body {{ font: 8.5pt "Liberation Sans";
min-height: 0; padding: 0 }} .first {{ position: relative; min-height: 276mm;
box-sizing: border-box; padding-bottom: 16mm }} .top {{ border-bottom: 2.5pt double {hue};
padding-bottom: 2mm; align-items: flex-end }} .top small {{ text-align: right }} .win {{ width:
80mm; font-size: 9.5pt; line-height: 1.35 }} .win u {{ font-size: 6pt; display: block;
margin-bottom: 4mm }} .grid {{ display: grid; grid-template-columns: 26mm 20mm 20mm 19mm;
border: 0.6pt solid {hue}; border-width: 0.6pt 0 0 0.6pt }} .cell {{ border: 0.6pt solid {hue};
border-width: 0 0.6pt 0.6pt 0; padding: 0.4mm 1mm 1mm; white-space: nowrap; font-size: 8pt }}
.cell small {{ font-size: 5.8pt; color: {hue} }} h1 {{ font-size: 14pt; letter-spacing: 1.5pt;
margin: 0 0 2mm }} .lines th {{ background: {hue}; color: #fff; font-size: 7.5pt }} .lines td {{
border-bottom: 0.3pt solid #bbb }} .lines .c-name {{ width: 46% }} .lines small {{ color: #555;
font-size: 6.8pt }} .end {{ display: grid; grid-template-columns: 66mm 1fr; gap: 9mm; margin-top:
4mm; break-inside: avoid }} .sum {{ width: 100% }} .sum td {{ border-bottom: 0.3pt dotted #444 }}
.sum tr:last-child td {{ font-weight: bold; border-bottom: 2pt double #000; padding-top: 1.5mm }}
.ways {{ width: 100%; font-size: 8pt }} .ways th, .ways td {{ border: 0.4pt solid #888 }} .form
p {{ margin: 7mm 0 0; border-top: 0.5pt solid; font-size: 7.5pt }} .form div {{ margin-top: 6mm }}
</style><div class="first"><div class="row top">{sheet.logo(facts.seller.brand, hue)}<small>
Bestellannahme {facts.seller.phone}<br>{facts.seller.site} · Abholmarkt Mo–Fr 7–17 Uhr</small></div>
<div class="row" style="margin:9mm 0 8mm"><div class="win"><u>{h.told(sheet, "{name}, {street_}")}
</u>{b.address(sheet, "buyer", country=False)}<br>{sheet.country("buyer").upper()}</div><div>
<h1>{kind}</h1><div class="grid">{h.cards(cells, "cell")}</div></div></div>
{h.lines(sheet, heads, more=lambda line: _origin(sheet, line))}<div class="end"><div>
{b.pair_rows(sums, "sum")}</div><div>{side}<p>{why}.<br>USt-IdNr. Empfänger:
{sheet.vat_id("buyer")}</p><p style="font-size:7pt">Es bedient Sie: {person(sheet)}. Mehrwegkisten
bleiben unser Eigentum. Reklamationen bitte binnen 8 Tagen unter Angabe der LS-Nr.</p></div></div>
<div class="foot">{h.told(sheet, "{name} · {street_} · USt-IdNr. {vat}")} · St.-Nr.
{h.distractor(sheet, "3##/58##/####")}<br>{"Vorstand" if board else "Geschäftsführer"}:
{person(sheet)} · Amtsgericht {facts.seller.register} HRB {h.distractor(sheet, "1####")}<br>
{h.told(sheet, "Volksbank · IBAN {iban} · BIC {bic}")} · GLN {h.distractor(sheet, "40#########0#")}
</div></div>{proof}"""  # fmt: skip


def _origin(sheet: Sheet, line: Line) -> str:
    """Return what stands below an article: its code, where it is from, its customs number."""
    tariff = next((code for word, code in _TARIFF.items() if word in line.name), "73239300")
    where = sheet.pick("DE", "CN", "PT", "TR", "CZ")
    return f"""<br><small>EAN {h.distractor(sheet, "40###########")} Urspr. {where} Warennr.
{tariff}</small>"""


def _ways_to_pay(sheet: Sheet) -> str:
    """Print until when to pay which amount: with a discount where there is time, and in full."""
    facts, rows = sheet.facts, []
    for days, percent in ((8, 3), (14, 2)):
        if facts.days > days + 6:
            left = facts.amount_due * (100 - percent) / Decimal(100)
            rows.append((h.day(sheet, days), f"{percent} % Skonto", sheet.amount(cents(left))))
    rows.append((sheet.date_of("due_date"), "rein netto", sheet.total("amount_due", bare=True)))
    body = "".join(
        f'<tr><td class="v">{day}</td><td>{how}</td><td class="n">{amount}</td></tr>'
        for day, how, amount in rows
    )
    return f"""<table class="ways"><tr><th>zahlbar bis</th><th>Abzug</th><th class="n">Zahlbetrag
EUR</th></tr>{body}</table>"""


def _arrival(sheet: Sheet) -> str:
    """Return the form by which the buyer confirms that the goods came to another state."""
    facts = sheet.facts
    buyer, month = facts.buyer, facts.issue_date + timedelta(days=3)
    goods = f"lt. {sheet.pick('Rechnung', 'Beleg')} {sheet.number()}"
    return f"""<div class="break form"><h2 style="font-size:12pt">Bestätigung über das Gelangen des
Gegenstands der Lieferung in einen anderen EU-Mitgliedstaat (Gelangensbestätigung)</h2><div>
{sheet.name("buyer")}, {b.street(buyer, ", ")}</div><p>(Name und Anschrift des Abnehmers der
innergemeinschaftlichen Lieferung, ggf. E-Mail-Adresse)</p><div>Hiermit bestätige ich als
Abnehmer, dass ich folgenden Gegenstand / dass folgender Gegenstand einer innergemeinschaftlichen
Lieferung</div><div>{goods}</div><p>(Menge des Gegenstands der Lieferung)</p><div>Küchen- und
Hotelbedarf {goods}</div><p>(handelsübliche Bezeichnung)</p><div>im {month:%m/%Y}</div><p>(Monat
und Jahr des Erhalts des Liefergegenstands im Mitgliedstaat, in den er gelangt ist)</p><div>in /
nach Frankreich, {buyer.town}</div><p>(Mitgliedstaat und Ort, wohin der Liefergegenstand im Rahmen
einer Beförderung oder Versendung gelangt ist)</p><div>erhalten habe / gelangt ist.</div><div>
&nbsp;</div><p>(Datum der Ausstellung der Bestätigung)</p><div>&nbsp;</div><p>(Unterschrift des
Abnehmers oder seines Vertretungsberechtigten sowie Name in Druckschrift)</p><div>Bitte
unterschrieben zurück an {facts.seller.mail}.</div></div>"""


_BOOKS = Profile("hardbacks", "GB", "en", currency="GBP", regime="G", lines=(1, 8), prepaid=0,
                 line_discounts=True, adjustments=("shipping",), credit=0.1)  # fmt: skip


@family("books_with_stub", Split.MAKING, _BOOKS,
        replace(_BOOKS, currency="EUR", lines=(2, 10)),
        replace(_BOOKS, credit=0.25, adjustments=(), lines=(1, 5)))  # fmt: skip
def books_with_stub(sheet: Sheet) -> str:
    """A publisher's export of books by ISBN; a stub down the right edge says what to remit."""
    lodge(sheet, "{w} Academic|{w} & Daughters Publishers|The {w} Press", "Ltd|Limited",
          "Mill Road|High Street|Station Road|Park Street",
          "Oxford OX4 1XN=England=+44 1865|Cambridge CB2 1RP=England=+44 1223|"
          "Norwich NR1 3DD=England=+44 1603")  # fmt: skip
    h.adopt(sheet, ("####%y", "SI######", "I#######", "P%y/####"),
            ("abbreviated", "%d/%m/%Y", "long", "%d/%m/%y"), ("SC######", "C#######"))  # fmt: skip
    facts, credit = sheet.facts, sheet.facts.type_code == "381"
    ink = sheet.pick("#123524", "#4a1942", "#222")
    kind = h.titled(sheet, ("EXPORT INVOICE", "INVOICE", "Invoice"), ("CREDIT NOTE", "Credit"))
    account = h.distractor(sheet, "@@@##")
    line: list[Pair] = [("A/C", account), ("Document", sheet.number())]
    line += [(sheet.pick("Date/Tax pt", "Tax point"), sheet.date_of())]
    line += [("Your ref", facts.references["order"]), ("Rep", "EU2")]
    heads = [("=97818########", "ISBN-13"), ("name", "Title"), ("qty", "Qty"), ("price", "Price")]
    heads += [("disc", "Disc %"), ("total", "Net"), ("=Z", "V")]
    sums = h.extras(sheet, {"sum": "Books", "shipping": "Carriage & packing"})
    sums.append((sheet.pick("Total ex VAT", "Net total"), sheet.total("total_without_vat")))
    sums.append(("VAT Z @ 0%", sheet.total("total_vat")))
    end = sheet.pick("INVOICE TOTAL", "TOTAL DUE", "Total this invoice")
    sums.append(("CREDIT TOTAL" if credit else end, sheet.total("total_with_vat")))
    copies = sum((it.quantity for it in facts.lines), Decimal(0))
    stub = _stub(sheet, account)
    vat = sheet.pick("VAT Reg No.", "VAT No")
    return f"""<style>@page {{ margin: 12mm 9mm 10mm 14mm }} body {{ font: 9pt "{sheet.pick(
"P052", "Liberation Serif", "Nimbus Sans Narrow")}";
font-variant-ligatures: none; min-height: 274mm;
padding-right: 53mm }} .stub {{
position: absolute; right: 0; top: 0; bottom: 0; width: 45mm; border-left: 1pt dashed #555;
padding-left: 4mm; font: 8.5pt "Liberation Sans" }} .stub h2 {{ font-size: 10pt; color: {ink} }}
.stub small {{ color: #555 }} .stub div {{ margin-bottom: 3.2mm }} .head {{ border-top: 1.5mm solid
{ink}; padding-top: 3mm }} .to {{ margin: 7mm 0; }} .to i {{ font-size: 8pt }} .refs {{ border-top:
0.5pt solid; border-bottom: 0.5pt solid; padding: 1.3mm 0; display: flex; justify-content:
space-between; font-size: 8.5pt; margin-bottom: 4mm }} .lines th {{ font-weight: normal;
font-style: italic; border-bottom: 0.5pt solid }} .lines td {{ padding: 1.2mm 3px; font-size: 8.5pt
}} .lines .c-name {{ width: 45% }} .lines .c-text {{ white-space: nowrap }} .sum {{ margin: 3mm 0 0
auto }} .sum tr:last-child td {{ border-top: 0.5pt solid; font-weight: bold }} h1 {{ font-size:
15pt; font-weight: normal; letter-spacing: 1pt; color: {ink} }} .low {{ font-size: 7.5pt }}
</style><div class="stub">{stub}</div><div class="head"><b style="font-size:17pt;color:{ink}">
{facts.seller.brand}</b><br><span class="low">Trade orders {facts.seller.phone} ·
{facts.seller.mail}</span></div><div class="row to"><div><i>Sold to</i><br>
{b.address(sheet, "buyer", country=True)}<br>{sheet.vat_id("buyer")}</div><div style="width:56mm">
<i>Consigned to</i><br>{"As sold to" if sheet.maybe(0.7) else "Service acquisitions<br>" +
b.street(facts.buyer)}</div></div>
<h1>{kind}</h1><div class="refs">{"".join(f"<span><i>{k}</i> {v}</span>" for k, v in line)}</div>
{h.lines(sheet, heads)}{b.pair_rows(sums, "sum")}<p class="low">{h.count(sheet, copies)} copies in
{1 + int(copies) // 24} carton(s), {h.count(sheet, cents(copies * Decimal("0.62")))} kg. Commodity
code 4901 99 00. Origin: United Kingdom. Exporter EORI GB{facts.seller.vat_id[2:]}000. V = VAT code;
Z = zero rated, goods exported outside the UK.</p><p class="low">{"Please set this credit against "
"your account; it refers to " + h.distractor(sheet, "SI######") + "." if credit else
"Title in the goods passes on payment. Shortages must be claimed within 14 days of the date above, "
"returns only after authorisation."}</p><div class="foot" style="right:53mm;text-align:left">
{h.told(sheet, "{name}. Registered office: {street_}. Registered in England")} no.
{h.distractor(sheet, "0#######")}. {vat} {sheet.vat_id("seller")}</div>"""  # fmt: skip


def _stub(sheet: Sheet, account: str) -> str:
    """Return what is cut off and sent with the payment."""
    facts = sheet.facts
    if facts.type_code == "381":
        return "<h2>NO PAYMENT NEEDED</h2><p>This amount has been taken to your account.</p>"
    parts: list[Pair] = [("Account", account), ("Document", sheet.number())]
    parts += [(sheet.pick("Please pay", "Amount to remit"), sheet.total("amount_due"))]
    parts += h.due(sheet, "to reach us by", "Pay by", "not later than")
    parts += [("IBAN", f'<span style="font-size:7pt">{sheet.iban()}</span>')]
    parts += [("SWIFT", sheet.bic()), ("Account name", sheet.name("seller"))]
    body = "".join(f"<div><small>{label}</small><br>{value}</div>" for label, value in parts)
    return f"""<h2>REMITTANCE ADVICE</h2>{body}<div><small>Amount paid</small><br><br>
..................................</div><div><small>Cheque / transfer no.</small><br><br>
..................................</div><small>Detach and return, or mail to {facts.seller.mail}
</small>"""
