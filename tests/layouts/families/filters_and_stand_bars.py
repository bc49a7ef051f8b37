"""Layouts of two German senders: a maker of air filters, a caterer of fair stands."""

from dataclasses import replace
from html import escape

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.lodging import lodge
from tests.layouts.natives import person
from tests.layouts.sheet import Sheet

_FILTERS = Profile("filtermatten", "DE", "de", buyers=("FR",), regime="K", lines=(2, 6),
                   credit=0.1, prepaid=0, line_discounts=True)  # fmt: skip
_BAR = Profile("messebar", "DE", "de", buyers=("FR",), lines=(3, 8), credit=0.06,
               prepaid=0.45)  # fmt: skip

_FILTERS_CSS = """<style>@page { margin: 12mm 14mm 9mm 20mm } body { font: 9pt "FONT"; color: #000;
min-height: 274mm; padding-bottom: 26mm } .crest { text-align: right; height: 16mm } .window {
display: grid; grid-template-columns: 88mm 1fr; gap: 8mm; margin-top: 12mm } .from { font-size:
6.5pt; text-decoration: underline; margin-bottom: 4mm } .info { width: 100% } .info td { padding:
0 0 0.6mm } .info .n { text-align: left; padding-left: 3mm } .rule { border-top: 1pt solid #000;
border-bottom: 1pt solid #000 } .item { width: 100%; margin-top: 2mm; break-inside: avoid } .item
td { padding: 0.3mm 1mm } .w1 { width: 13mm } .w2 { width: 32mm } .w4 { width: 24mm } .w5 { width:
30mm } .w6 { width: 28mm } .end { width: 100%; margin-top: 4mm } .end td { padding: 0.5mm 1mm }
.last td { border-top: 1pt solid #000; border-bottom: 2.5pt double #000; font-weight: bold }
.quad { position: absolute; bottom: 0; left: 0; right: 0; display: grid; gap: 3mm; font-size:
6.5pt; grid-template-columns: 1.2fr 1fr 1fr 1.5fr; border-top: 0.5pt solid #000; padding-top: 2mm }
</style>"""


def _position(sheet: Sheet, line: Line) -> str:
    """Print an item as a block: number and material, name below, then its conditions."""
    place = f"{(sheet.facts.lines.index(line) + 1) * 10:06}"
    off = ""
    if line.discount:
        rate = sheet.cell(line, "disc")
        off = f"""<tr><td></td><td colspan="4">Abzüglich Rabatt {rate if "%" in rate else
        rate + " %"}, im Wert enthalten</td></tr>"""  # fmt: skip
    return f"""<table class="item"><tr><td class="w1">{place}</td><td class="w2">
{sheet.cell(line, "ref")}</td><td class="n">{sheet.cell(line, "qty")} {sheet.cell(line, "unit")}
</td><td class="n w5">{sheet.cell(line, "price")} / 1 {sheet.cell(line, "unit")}</td><td
class="n w6">{sheet.cell(line, "total")}</td></tr><tr><td></td><td colspan="4">
{sheet.cell(line, "name")}</td></tr>{off}<tr><td></td><td colspan="4"><small>Statistische
Warennummer {sheet.pick("84219990", "84213915", "59119099")} &nbsp; Ursprungsland DE</small></td>
</tr></table>"""


@family("filters_number_stroke_date", Split.JUDGING, _FILTERS, replace(_FILTERS, lines=(4, 7)),
        replace(_FILTERS, buyers=("FR", "BE")))  # fmt: skip
def filters_number_stroke_date(sheet: Sheet) -> str:
    """A form of an ERP: number and date share one row, items are blocks, sums run to an end."""
    lodge(sheet, "{w} Lufttechnik|{w} Filterbau|{w} Reinluft", "GmbH|GmbH & Co. KG|AG",
          "Boschstraße|Im Gewerbepark|Rheinuferstraße|Carl-Benz-Straße",
          "56575 Weißenthurm=Koblenz=+49 2637|74076 Heilbronn=Stuttgart=+49 7131"
          "|33602 Bielefeld=Bielefeld=+49 521")  # fmt: skip
    h.adopt(sheet, ("9000####", "18#####", "009#######"), ("%d.%m.%Y",),
            ("9600####", "19#####"))  # fmt: skip
    facts, credit = sheet.facts, sheet.facts.type_code == "381"
    sheet.style = replace(sheet.style, currency="{} {c}")
    kind = h.titled(sheet, ("Rechnung", "RECHNUNG"), ("Gutschrift", "Rechnungskorrektur"))
    order = escape(facts.references["order"])
    info: list[Pair] = [
        (f"{'Belegnummer' if credit else 'Rechnungsnr.'} / Datum",
         f"<b>{sheet.number()} / {sheet.date_of()}</b>"),
        ("Lieferscheinnr. / Datum",
         f"{h.distractor(sheet, '8001####')} / {sheet.day(facts.delivery_date)}"),
        ("Auftragsnr. / Datum", f"{h.distractor(sheet, '10#####')} / {h.day(sheet, -16)}"),
        ("Ihre Bestellung / vom", f"{order} / {h.day(sheet, -18)}"),
        ("Kundennr.", h.distractor(sheet, "1#####")),
        ("Ihre USt-IdNr.", sheet.vat_id("buyer")),
        ("Sachbearbeiter/in", person(sheet)),
        ("Durchwahl", f"{facts.seller.phone}-{sheet.rng.randint(11, 89)}"),
    ]  # fmt: skip
    if credit:
        info.insert(1, ("Bezug: Rechnungsnr.", h.distractor(sheet, "9000####")))
    rate, basis, vat = sheet.vat_row(facts.vat[0])
    rate = rate if "%" in rate else f"{rate} %"
    code = sheet.show("currency", "EUR")
    net, gross = sheet.total("total_without_vat", True), sheet.total("total_with_vat", True)
    end = f"""<table class="end"><tr><td>Summe Positionen</td><td></td><td class="n w5"></td>
<td class="n w6">{net}</td></tr><tr><td>Ausgangssteuer</td><td>{rate}</td><td class="n w5">auf
{basis}</td><td class="n w6">{vat}</td></tr><tr class="last"><td>
{"Gutschriftsbetrag" if credit else "Endbetrag"}</td><td></td><td class="n">{code}</td><td
class="n">{gross}</td></tr></table>"""
    pay = ""
    if h.is_payable(sheet):
        pay = f"""Zahlungsbedingung: {sheet.pick("Bis zum", "Zahlbar bis")}
{sheet.date_of("due_date")} ohne Abzug"""  # fmt: skip
        pay += "." if sheet.maybe() else ", per Überweisung auf das unten genannte Konto."
    css = _FILTERS_CSS.replace("FONT", sheet.pick("Liberation Sans", "Liberation Serif"))
    items = "".join(_position(sheet, line) for line in facts.lines)
    seller = escape(facts.seller.name)
    return (
        css
        + f"""<div class="crest">{sheet.logo(facts.seller.brand, "#003f72")}</div>
<div class="window"><div><div class="from">{seller} · {b.street(facts.seller, " · ")}</div>
{b.address(sheet, "buyer")}<div style="margin-top:9mm"><small>Warenempfänger: wie oben</small></div>
</div><div><b style="font-size:14pt">{kind}</b>{b.pair_rows(info, "info")}</div></div>
<p>{
            sheet.pick(
                "Wir berechneten Ihnen gemäß unseren Ihnen bekannten Bedingungen:",
                "Aufgrund unserer Lieferungs- und Zahlungsbedingungen:",
            )
            if not credit
            else "Wir schreiben Ihnen gut:"
        }</p><table class="item rule"><tr><td class="w1">Pos.</td><td
class="w2">Material</td><td class="n">Menge</td><td class="n w5">Preis {code}</td><td class="n w6">
Wert {code}</td></tr><tr><td></td><td colspan="4">Bezeichnung</td></tr></table>{items}{end}
<p>{pay}</p><p>Lieferbedingung: {sheet.pick("FCA", "DAP")} (Incoterms 2020) &nbsp; Versandart:
{sheet.pick("Spedition", "Paketdienst")} &nbsp; Bruttogewicht:
{h.count(sheet, facts.line_sum // 40 + 4)} KG</p><p>Steuerfreie innergemeinschaftliche Lieferung
gemäß § 4 Nr. 1b i.V.m. § 6a UStG.</p><div class="quad"><div>{
            h.told(sheet, "{name}<br>{street}")
        }</div><div>{h.told(sheet, "Tel. {phone}<br>{mail}<br>{site}")}</div><div>
Amtsgericht {escape(facts.seller.register)}<br>HRB {h.distractor(sheet, "1####")}<br>
{h.told(sheet, "USt-IdNr. {vat}")}</div><div>{h.told(sheet, "IBAN {iban}<br>BIC {bic}")}<br>
Geschäftsführung: {person(sheet)}</div></div>"""
    )


_BAR_CSS = """<style>@page { margin: 0 } body { font: 10pt "FONT"; min-height: 297mm; padding: 0;
display: grid; grid-template-columns: 54mm 1fr } .rail { background: HUE; color: #fff; padding: 16mm
6mm; font-size: 8.5pt; line-height: 1.5 } .rail .v { white-space: normal }
.rail { overflow-wrap: anywhere } .rail b { display: block; font-size: 7pt; font-weight:
normal; opacity: 0.85; margin-top: 4mm } .main { padding: 18mm 16mm 12mm 11mm; position: relative }
.to { border: 0.6pt solid #888; border-left: 3mm solid HUE; padding: 3mm 4mm; width: 78mm } .lines
{ margin: 5mm 0 } .lines td { border-bottom: 0.4pt dotted #666; padding: 1.6mm 1mm } .lines th {
color: HUE; font-weight: normal; font-size: 8pt } .story { line-height: 1.65 }</style>"""


@family("stand_bar_told_in_sentences", Split.JUDGING, _BAR, replace(_BAR, lines=(2, 5)),
        replace(_BAR, buyers=("FR", "DE"), prepaid=0.2))  # fmt: skip
def stand_bar_told_in_sentences(sheet: Sheet) -> str:
    """A coloured rail holds issuer, bank and numbers; the sums are told in sentences below."""
    lodge(sheet, "{w} Messegastronomie|Standbar {w}|{w} & Koch Catering", "GmbH|"
          "GmbH & Co. KG|AG", "Messeallee|Hansaring|Am Güterbahnhof|Uferstraße",
          "30521 Hannover=Hannover=+49 511|50679 Köln=Köln=+49 221"
          "|60327 Frankfurt am Main=Frankfurt am Main=+49 69")  # fmt: skip
    h.adopt(sheet, ("%Y-####", "MG-%y-###", "%y/####"), ("german", "%d.%m.%Y"),
            ("K-%Y-###",))  # fmt: skip
    sheet.facts = replace(sheet.facts, negative=False)
    facts, credit = sheet.facts, sheet.facts.type_code == "381"
    sheet.style = replace(sheet.style, currency=sheet.pick("{} €", "{} Euro"))
    hue = sheet.pick("#7a1f2b", "#204a3a", "#33415c")
    kind = h.titled(sheet, ("Rechnung", "Abrechnung Standcatering", "Schlussrechnung"),
                    ("Rechnungskorrektur", "Stornorechnung"))  # fmt: skip
    rate, _, vat = sheet.vat_row(facts.vat[0])
    rate = rate if "%" in rate else f"{rate} %"
    kept = f"Auf den Nettobetrag von {sheet.total('total_without_vat')} "
    kept += f"{'entfallen' if credit else 'kommen'} {rate} Umsatzsteuer "
    kept += f"({vat} €){'' if credit else ' hinzu'}, zusammen also "
    kept += f"<b>{sheet.total('total_with_vat')}</b>."
    sheet.show("currency", "€")
    if facts.prepaid:
        kept += f" Ihre Anzahlung von {sheet.total('prepaid')} brutto ist eingegangen und wird "
        kept += f"abgezogen; offen bleiben <b>{sheet.total('amount_due')}</b>."
    if credit:
        kept += f" Diesen Betrag, {sheet.total('amount_due')}, überweisen wir Ihnen zurück."
    elif h.is_payable(sheet):
        kept += f" Bitte überweisen Sie bis {sheet.date_of('due_date')}."
    hall = f"Halle {sheet.rng.randint(1, 27)}, Stand {sheet.pick('A', 'C', 'F')}"
    hall += str(sheet.rng.randint(10, 88))
    heads = (("qty", "Menge"), ("unit", ""), ("name", "was wir geliefert und geleistet haben"),
             ("price", "einzeln"), ("total", "netto €"))  # fmt: skip
    fair = sheet.pick("Agritechnica", "Fensterbau", "Light + Building", "Anuga", "Hannover Messe")
    orig = f"<b>zur Rechnung</b>{h.distractor(sheet, 'MG-%y-###')}" if credit else ""
    css = _BAR_CSS.replace("FONT", sheet.pick("Liberation Sans", "Liberation Serif")).replace(
        "HUE", hue
    )
    return (
        css
        + f"""<div class="rail"><div style="font-size:13pt">{sheet.name("seller")}</div>
{b.street(facts.seller)}<b>Rechnungs-Nr.</b>{sheet.number()}<b>ausgestellt am</b>{sheet.date_of()}
{orig}<b>Auftrag</b>{h.distractor(sheet, "A-####")}<b>Leistungszeitraum</b>{h.day(sheet, -9)} bis
{h.day(sheet, -5)}<b>Telefon vor Ort</b>{facts.seller.phone}<b>Post</b><span style="font-size:7pt">{
            facts.seller.mail
        }</span>
<b>Überweisungen an</b>{
            h.told(sheet, "<span style='font-size:7pt'>{iban}</span><br>{bic}")
        }<b>Steuernummer</b>
{h.distractor(sheet, "25/2##/#####")}<b>USt-ID</b>{sheet.vat_id("seller")}<b>Registergericht</b>
{escape(facts.seller.register)}, HRB {h.distractor(sheet, "2####")}<b>Geschäftsführer</b>
{person(sheet)}</div><div class="main"><div class="to">{b.address(sheet, "buyer")}</div>
<h1 style="font-weight:normal;color:{hue};margin-top:14mm">{kind}</h1>Messe {fair}, {hall}
{h.lines(sheet, heads)}<div class="story">{kept}</div><p class="story">Leergut und Mietgläser
wurden vollzählig zurückgenommen. Die Leistung wurde in Deutschland erbracht und ist hier zu
versteuern.</p><p>{
            sheet.pick(
                "Es war uns ein Vergnügen, auf bald!", "Vielen Dank für den schönen Auftrag."
            )
        }<br><br>{person(sheet)}</p></div>"""
    )
