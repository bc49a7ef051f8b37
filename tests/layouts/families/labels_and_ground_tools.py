"""Layouts of two German senders: a printer of labels on rolls, a firm that regrinds tools."""

from dataclasses import replace
from decimal import Decimal
from html import escape

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.corporations import groups
from tests.layouts.facts import ZERO, Line, Profile, cents
from tests.layouts.families import Split, family
from tests.layouts.lodging import lodge
from tests.layouts.natives import person
from tests.layouts.sheet import Sheet
from tests.layouts.squares import square

_LABELS = Profile("etiketten", "DE", "de", buyers=("FR",), regime="K", lines=(2, 7), credit=0.1,
                  prepaid=0, adjustments=("shipping",))  # fmt: skip
_TOOLS = Profile("schleiferei", "DE", "de", buyers=("FR",), regime="AE", lines=(3, 8), credit=0.08,
                 prepaid=0)  # fmt: skip

_LABELS_CSS = """<style>@page { margin: 11mm 14mm 9mm 14mm } body { font: 9pt "FONT";
min-height: 276mm; padding-bottom: 34mm } .side { width: 41mm; border-right: 1.4pt solid HUE;
padding: 0 3mm 0 0; font-size: 8pt; overflow-wrap: anywhere } .side small { color: HUE; font-size:
6.5pt } .side .v {
white-space: normal } .side div { margin-bottom: 2.2mm } .side hr { border: 0; border-top: 0.5pt
solid #aaa; margin: 2mm 0 }
.sheet { flex: 1; padding-left: 5mm; min-width: 0 } .line1 { font-size: 13pt; font-weight: bold;
margin: 15mm 0 4mm } .lines th { background: HUE; color: #fff; font-weight: normal; font-size: 8pt }
.lines td { border-bottom: 0.5pt solid #bbb; font-size: 8.5pt } .lines small { color: #555;
font-size: 7pt } .sum { width: 100%; margin: 5mm 0 } .sum th { font-size: 7pt; font-weight: normal;
border-top: 1pt solid HUE; white-space: normal; vertical-align: bottom; text-align: right }
.sum td { text-align: right; border-bottom: 1pt solid HUE; white-space: nowrap } .sum
td:last-child { font-weight: bold; font-size: 11pt } .foot
{ text-align: left; border-top: 0.5pt solid #999;
padding-top: 1mm; line-height: 1.45 }</style>"""


@family("labels_by_the_thousand", Split.JUDGING, _LABELS, replace(_LABELS, lines=(4, 9)),
        replace(_LABELS, buyers=("DE",), regime="S"))  # fmt: skip
def labels_by_the_thousand(sheet: Sheet) -> str:
    """A big system: data in a strip at the left, number and day in the title, a row of sums."""
    lodge(sheet, "{w} Etiketten|Etikettendruck {w}|{w} Haftdruck|Rolletik {w}", "GmbH",
          "Im Rollfeld|Druckerstraße|Am Bahnbogen|Haager Weg",
          "77933 Lahr/Schwarzwald=Freiburg=+49 7821|76829 Landau=Landau=+49 6341"
          "|66424 Homburg=Saarbrücken=+49 6841")  # fmt: skip
    h.adopt(sheet, ("190#####", "40%y#####", "RA-%y-#####", "9300####"), ("%d.%m.%Y",),
            ("191#####", "GS-%y-####"))  # fmt: skip
    facts, hue = sheet.facts, sheet.pick("#7a1f3d", "#24525c", "#3b3f8f")
    home, credit = facts.profile.regime == "S", facts.type_code == "381"
    kind = h.titled(sheet, ("Rechnung", "Ausgangsrechnung"), ("Gutschrift", "Rechnungskorrektur"))
    to = b.address(sheet, "buyer")
    strip: list[Pair] = [
        (sheet.pick("Kunde", "Kunden-Nr."), h.distractor(sheet, "2#####")),
        ("Auftrag", h.distractor(sheet, "30######")),
        ("Lieferschein", h.distractor(sheet, "80######")),
        ("Lieferdatum", sheet.day(facts.delivery_date)),
        (sheet.pick("Ihre Bestellnummer", "Ihr Zeichen"), h.distractor(sheet, "CA0####")),
        ("Ihre USt-IdNr.", sheet.vat_id("buyer")),
        ("Es betreut Sie", f"{person(sheet)}<br>Durchwahl -{h.distractor(sheet, '2##')}"),
    ]
    if credit:
        strip.insert(2, ("zu Rechnung", h.distractor(sheet, "190#####")))
    strip.append(("Incoterms 2020", sheet.pick("DAP", "FCA Werk", "CPT")))

    def roll(line: Line) -> str:
        if line.unit != "Tsd":
            return ""
        text = f"Kern 76 mm, Wickelrichtung {sheet.rng.randint(1, 8)}, FSC Mix"
        return f"<br><small>{text}, Charge {h.distractor(sheet, '%y@####')}</small>"

    heads = (("pos", "Pos."), ("name", "Artikel"), ("qty", "Menge"), ("unit", "ME"),
             ("price", "EUR je ME"), ("total", "Nettowert"))  # fmt: skip
    sums = h.extras(sheet, {"sum": "Warenwert", "shipping": "Fracht und Verpackung"})
    net = sheet.total("total_without_vat", True)
    sums.append((sheet.pick("Steuerbasis", "Netto gesamt"), net))
    rate, _, vat = sheet.vat_row(facts.vat[0])
    sums += [("USt-Satz", rate), ("USt-Betrag", vat)]
    code = sheet.show("currency", "EUR")
    word = "Gutschriftsbetrag" if credit else sheet.pick("Rechnungsbetrag", "Zahlbetrag brutto")
    sums.append((f"{word} {code}", sheet.total("total_with_vat", True)))
    law = "" if home else """Steuerfreie innergemeinschaftliche Lieferung nach § 4 Nr. 1b i. V. m.
§ 6a UStG."""  # fmt: skip
    pay = "Wir schreiben den Betrag Ihrem Konto gut."
    if not credit:
        pay = _cash(sheet)
    css = _LABELS_CSS.replace("HUE", hue).replace(
        "FONT", sheet.pick("Liberation Sans", "DejaVu Sans Condensed")
    )
    left = "".join(f"<div><small>{k}</small><br>{v}</div>" for k, v in strip)
    return css + f"""<div style="text-align:right">{sheet.logo(facts.seller.brand, hue)}</div>
<div class="row" style="margin-top:8mm"><div class="side">
{h.told(sheet, "<b>{name}</b><br>{street}<br>T {phone}")}<br><span
style="font-size:6.5pt">{facts.seller.mail}</span><hr>{left}</div><div
class="sheet"><div style="padding:4mm 0 0 4mm">{to}</div><div class="line1">{kind}
{sheet.number()} vom {sheet.date_of()}</div>{h.lines(sheet, heads, more=roll)}
{b.pair_boxes(sums, "sum")}<p>{law}</p><p>{pay}</p><p style="font-size:8pt">Branchenübliche Mehr-
oder Minderlieferungen bis 10 % behalten wir uns vor. Druckdaten und Stanzformen werden zwei Jahre
aufbewahrt.</p></div></div><div class="foot">{h.told(sheet, "{name}, {street_}, {site}")} &middot;
Amtsgericht {escape(facts.seller.register)} HRB {h.distractor(sheet, "######")} &middot;
{h.told(sheet, "USt-IdNr. {vat}")} &middot; Geschäftsführung: {person(sheet)}<br>Bankverbindung
{h.told(sheet, "Volksbank eG, IBAN {iban}, BIC {bic}")} &middot; Erfüllungsort und Gerichtsstand
{escape(facts.seller.register)} &middot; Es gelten unsere AGB. Zertifiziert nach ISO 9001 und
ISO 12647</div>"""  # fmt: skip


def _cash(sheet: Sheet) -> str:
    """Tell when to pay, and what a quick payer may take off."""
    facts = sheet.facts
    if facts.days < 14:
        return f"Zahlbar bis {sheet.date_of('due_date')} netto ohne Abzug."
    off = cents(facts.amount_due * Decimal("0.02"))
    less = sheet.amount(facts.amount_due - off)
    return f"""Zahlbar bis {h.day(sheet, 8)} mit 2 % Skonto ({sheet.amount(off)} EUR) = {less} EUR
<br>oder bis {sheet.date_of("due_date")} netto ohne Abzug."""


_TOOLS_CSS = """<style>@page { margin: 14mm 18mm 10mm 24mm } body { font: 9.5pt "Liberation Sans";
min-height: 271mm; padding-bottom: 30mm } .top { display: grid; grid-template-columns: 1fr 58mm;
column-gap: 10mm } .box { border: 0.7pt solid #555; border-radius: 2mm; padding: 2mm 3mm;
font-size: 8.5pt } .box table { width: 100% } .box td { padding: 0.6mm 0 } .lines {
margin-top: 1mm } .lines th { border-bottom: 0.7pt solid; font-size: 8pt } .lines td { padding: 1mm
4px }
.slip { margin: 4mm 0 0; font-size: 8.5pt; background: #ececec; padding: 1mm 2mm; display: flex;
justify-content: space-between } .end { display: grid; grid-template-columns: 1fr 78mm; gap: 8mm;
margin-top: 5mm } .end > table { width: 100%; align-self: start } .qr { width: 24mm } .sums td {
padding: 1mm 2px } .sums tr:last-child td { border-top: 0.7pt solid; border-bottom: 2.4pt double;
font-weight: bold } .when { width: 100%; border: 0.7pt solid #555; margin-top: 4mm; font-size:
8.5pt } .when td, .when th { border: 0.7pt solid #555; font-weight: normal } .when th { font-size:
7.5pt; background: #ececec } .foot { text-align: left; columns: 4; column-gap: 3mm; font-size:
6.5pt }
.foot div { break-inside: avoid } .foot .v { white-space: normal }</style>"""


@family("tools_ground_by_slip", Split.JUDGING, _TOOLS, replace(_TOOLS, lines=(2, 4)),
        replace(_TOOLS, buyers=("DE",), regime="S"))  # fmt: skip
def tools_ground_by_slip(sheet: Sheet) -> str:
    """A bookkeeper's order program: slips with their sums, a table of dues, a banking code."""
    lodge(sheet, "Schärfdienst {w}|{w} Werkzeugschleiferei|{w} Schleiftechnik", "GmbH|e. K.",
          "Sägmühlstraße|Am Wetzstein|Gewerbepark|Rheinstraße",
          "77694 Kehl=Freiburg=+49 7851|66333 Völklingen=Saarbrücken=+49 6898"
          "|79539 Lörrach=Freiburg=+49 7621")  # fmt: skip
    h.adopt(sheet, ("RE%y####", "%Y/####", "1######", "R-%y%m-###"), ("%d.%m.%Y", "%d.%m.%y"),
            ("GU%y####", "%Y/G###"))  # fmt: skip
    facts, credit = sheet.facts, sheet.facts.type_code == "381"
    home = facts.profile.regime == "S"
    kind = h.titled(
        sheet, ("Rechnung", "RECHNUNG", "Sammelrechnung"), ("Gutschrift", "Korrekturrechnung")
    )
    number, customer = sheet.number(), h.distractor(sheet, "1####")
    info: list[Pair] = [
        (sheet.pick("Rech.-Nr.", "Belegnr.", "Nr."), number),
        (sheet.pick("Datum", "Belegdatum"), sheet.date_of()),
        (sheet.pick("Kd.-Nr.", "Debitor"), customer),
        ("Bearbeiter", person(sheet)),
    ]
    if credit:
        info.insert(2, ("zu Rech.-Nr.", h.distractor(sheet, "RE%y####")))
    info.append(("Leistungszeitraum", f"{h.day(sheet, -19)} -<br>{h.day(sheet, -1)}"))
    code = sheet.show("currency", "EUR")
    heads = (("name", "Bearbeitung"), ("qty", "Anz."), ("unit", "Einh."), ("price", "E-Preis"),
             ("total", f"G-Preis {code}"))  # fmt: skip
    body = ""
    for place, run in enumerate(groups(sheet, 2, 4)):
        value = sheet.amount(sum((line.total for line in run), ZERO))
        body += f"""<div class="slip"><span>Lieferschein {h.distractor(sheet, "LS%y####")} vom
{h.day(sheet, -17 + 5 * place)} / Abholtour {place + 3}</span><span>LS-Summe
{value}</span></div>{h.lines(sheet, heads, chosen=run)}"""
    rate, _, vat = sheet.vat_row(facts.vat[0])
    percent = rate if "%" in rate else f"{rate} %"
    sums: list[Pair] = [
        (sheet.pick("Summe netto", "Nettosumme"), sheet.total("total_without_vat", True)),
        (f"{sheet.pick('USt', 'MwSt')} {percent}", vat),
        (
            sheet.pick("Endsumme", "Summe brutto", "Bruttosumme"),
            sheet.total("total_with_vat", True),
        ),
    ]
    law = "" if home else f"""<p>Steuerschuldnerschaft des Leistungsempfängers (reverse charge).<br>
USt-IdNr. des Leistungsempfängers: {sheet.vat_id("buyer")}</p>"""  # fmt: skip
    last = "<p>Die Summe wird mit der nächsten Rechnung verrechnet.</p>"
    if not credit:
        cells: list[Pair] = [("Zahlungsart", "Überweisung")]
        cells += h.due(sheet, "fällig am", "Fälligkeit")
        cells += [("Betrag", sheet.total("amount_due", True)),
                  ("Verwendungszweck", f"{number} / {customer}")]  # fmt: skip
        last = b.pair_boxes(cells, "when")
    seller = facts.seller
    to_whom = f"{facts.bic}\n{seller.name}\n{facts.iban}\nEUR{facts.amount_due}"
    pay = f"BCD\n002\n1\nSCT\n{to_whom}\n\n\n{facts.number}"
    picture = f"{square(pay)}<br><small>GiroCode: mit der Banking-App scannen</small>"
    owner = (
        f"Inhaber: {person(sheet)}"
        if seller.form == "e. K."
        else f"Geschäftsführer: {person(sheet)}"
    )
    return _TOOLS_CSS + f"""<div class="top"><div><b style="font-size:15pt">{escape(seller.brand)}
</b><br>Schärfen · Erodieren · Löten<div style="font-size:6.5pt;margin:17mm 0 2mm">
{escape(seller.brand)}, {b.street(seller, ", ")}</div>{b.address(sheet, "buyer")}</div><div><div
class="box" style="margin-top:24mm">{b.pair_rows(info, "info")}</div></div></div><h1
style="font-size:14pt;margin-top:12mm">{kind}</h1><p>Für die Bearbeitung Ihrer Werkzeuge
{"schreiben wir Ihnen gut" if credit else "berechnen wir"}:</p>{body}<div class="end"><div>
{"" if credit else picture}</div>{b.pair_rows(sums, "sums")}</div>{law}{last}<p
style="font-size:8.5pt">Werkzeuge, die nach sechs Monaten nicht abgerufen sind, werden
verschrottet. Mängel bitte vor dem Einsatz des Werkzeugs anzeigen.</p><div class="foot"><div>
{h.told(sheet, "{name}<br>{street}")}<br>{owner}</div><div>
{h.told(sheet, "Tel. {phone}<br>{mail}<br>{site}")}</div><div>
{h.told(sheet, "Sparkasse<br>{iban}<br>{bic}")}</div><div>
Steuernr. {h.distractor(sheet, "##/###/#####")}<br>{h.told(sheet, "USt-ID {vat}")}<br>
Registergericht {escape(seller.register)}<br>{"HRA" if seller.form == "e. K." else "HRB"}
{h.distractor(sheet, "######")}</div></div>"""  # fmt: skip
