"""Layouts of two German senders: a writer of manuals by letter, a compounder of plastics."""

from dataclasses import replace
from decimal import Decimal
from html import escape

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.lodging import lodge
from tests.layouts.natives import person
from tests.layouts.sheet import Sheet

_MANUALS = Profile("redaktion", "DE", "de", buyers=("FR",), regime="AE", lines=(2, 5),
                   prepaid=0.25, credit=0.07)  # fmt: skip
_GRANULES = Profile("granulat", "DE", "de", buyers=("FR",), regime="K", lines=(1, 5), prepaid=0,
                    credit=0.1)  # fmt: skip

_MANUALS_CSS = """<style>@page { margin: 16mm 22mm 12mm 25mm } body { font: 10.5pt "FONT";
min-height: 267mm; padding-bottom: 14mm; line-height: 1.25 } .crest { text-align: right;
font-size: 9.5pt } .crest b { font-size: 15pt; font-variant: small-caps; color: HUE } .from {
font-size: 7pt; margin-top: 7mm } .from span { border-bottom: 0.4pt solid #000 }
.to { margin: 1.5mm 0 8mm } .day {
text-align: right } .re { font-weight: bold; margin: 5mm 0 } .lines { margin: 3mm 0 } .lines td {
padding: 1mm 0 } .lines .how { font-size: 9.5pt; padding-left: 8mm; display: block } .sum td {
border-top: 0.6pt solid #000 } p { margin: 2.5mm 0 } .foot { font-size: 8pt; color: #000;
border-top: 0.6pt solid #777; padding-top: 1.5mm }</style>"""


@family("manuals_by_letter", Split.MAKING, _MANUALS, replace(_MANUALS, lines=(1, 3)),
        replace(_MANUALS, buyers=("DE",), regime="S"))  # fmt: skip
def manuals_by_letter(sheet: Sheet) -> str:
    """A typed letter: town and day, number in the subject, prices in words below each work."""
    lodge(sheet, "Technische Redaktion {w}|{w} Dokumentation|Redaktionsbüro {w}|Doku-Werkstatt {w}",
          "e. K.|e. K.|UG (haftungsbeschränkt)", "Kelterweg|Am Wehr|Zeppelinstraße|Gartenstraße",
          "88045 Friedrichshafen=Ulm=+49 7541|72072 Tübingen=Stuttgart=+49 7071"
          "|87435 Kempten=Kempten=+49 831|34117 Kassel=Kassel=+49 561")  # fmt: skip
    h.adopt(sheet, ("%Y-##", "%y/###", "TR %y-###", "%Y-%m-##"), ("german", "german", "%d.%m.%Y"),
            ("G %y-##", "%y/###-G"))  # fmt: skip
    facts, hue = sheet.facts, sheet.pick("#000", "#274060", "#6b2d2d")
    credit = facts.type_code == "381"
    author, town = person(sheet), escape(facts.seller.town.split(" ", 1)[1])
    kind = h.titled(sheet, ("Rechnung", "Honorarrechnung"), ("Gutschrift", "Rechnungskorrektur"))
    work = sheet.pick("Betriebsanleitung Palettierer P 40", "Dokumentation Schlauchbeutelmaschine",
                      "Unterlagen zur Presse HP 250", "Handbuch Förderstrecke Halle 3")  # fmt: skip
    rows = "".join(
        f'<tr><td>{sheet.cell(line, "name")}<span class="how">{_worked(sheet, line)}</span></td>'
        f'<td class="n">{sheet.cell(line, "total")} €</td></tr>'
        for line in facts.lines
    )
    sheet.show("currency", "€")
    rows += "".join(f'<tr class="sum"><td>{k}</td><td class="n">{v}</td></tr>'
                    for k, v in _manual_sums(sheet))  # fmt: skip
    told = f"""für die zwischen dem {h.day(sheet, -38)} und dem {h.day(sheet, -5)} erbrachten
Leistungen erlaube ich mir, Ihnen wie folgt zu berechnen:"""  # fmt: skip
    if credit:
        told = f"""wie telefonisch besprochen, schreibe ich Ihnen aus meiner Rechnung
{h.distractor(sheet, "%y/###")} folgende Beträge gut:"""
    pay = "Ich überweise Ihnen den Betrag in den nächsten Tagen."
    if h.is_payable(sheet):
        bank = sheet.pick("Volksbank", "Kreissparkasse", "Raiffeisenbank")
        pay = f"""Bitte überweisen Sie {sheet.pick("den Betrag", "mein Honorar")} ohne Abzug bis
zum {sheet.date_of("due_date")} auf das Konto bei der {bank}, IBAN {sheet.iban()}, BIC
{sheet.bic()}."""  # fmt: skip
    law = ""
    if facts.profile.regime == "AE":
        law = f"""<p>Die Leistung ist in Deutschland nicht steuerbar (§ 3a Abs. 2 UStG).
Steuerschuldnerschaft des Leistungsempfängers. Ihre Umsatzsteuer-Identifikationsnummer lautet
{sheet.vat_id("buyer")}.</p>"""
    css = _MANUALS_CSS.replace("FONT", sheet.pick("Liberation Serif", "P052", "Liberation Sans"))
    return css.replace("HUE", hue) + f"""<div class="crest"><b>{sheet.name("seller")}</b><br>
{author}, {sheet.pick("Dipl.-Ing. (FH)", "Technischer Redakteur (tekom)", "M. A.")}<br>
{h.told(sheet, "{street_}<br>Tel. {phone}<br>{mail}")}</div><div class="from">
<span>{h.told(sheet, "{brand} · {street_dash}").replace(" - ", " · ")}</span></div><div
class="to">{b.address(sheet, "buyer").replace("<b>", "").replace("</b>", "")}</div><div
class="day">{town},
{sheet.pick("den ", "")}{sheet.date_of()}</div><div class="re">{kind}
{sheet.pick("Nr. ", "")}{sheet.number()}<br>{work}, Ihr Auftrag vom {h.day(sheet, -61)}</div>
<p>{sheet.pick("Sehr geehrte Damen und Herren,", "Guten Tag,")}</p><p>{told}</p>
<table class="lines">{rows}</table>{law}<p>{pay}</p><p>Für Rückfragen erreichen Sie mich am besten
vormittags.</p><p>Mit freundlichen Grüßen</p><p style="margin-top:9mm">{author}</p>
<p style="font-size:9pt">Anlage: {sheet.pick("Stundennachweis", "Freigabeprotokoll", "1 CD-ROM")}
</p><div class="foot">{h.told(sheet, "USt-IdNr. {vat}")} · Steuernummer
{h.distractor(sheet, "##/###/#####")} · Finanzamt {escape(facts.seller.register)}</div>
"""  # fmt: skip


def _worked(sheet: Sheet, line: Line) -> str:
    """Tell how much of a work was done, at what price."""
    if line.unit in {"psch", "forfait"}:
        return f"pauschal {sheet.cell(line, 'price')} €"
    unit = {"Std": "Stunden", "Baugr.": "Baugruppen", "Seite": "Seiten"}.get(line.unit, line.unit)
    unit = unit.removesuffix("n") if line.quantity == 1 and line.unit != "Stück" else unit
    return f"{sheet.cell(line, 'qty')} {unit} zu je {sheet.cell(line, 'price')} €"


def _manual_sums(sheet: Sheet) -> list[Pair]:
    """Print the sums: a single one where no tax is due."""
    facts, net = sheet.facts, list[Pair]()
    word = "Gutschriftsbetrag" if facts.type_code == "381" else "Rechnungsbetrag"
    if facts.profile.regime == "AE":
        text = f"{sheet.total('total_with_vat', True)} €"
        sheet.total("total_without_vat", True)
    else:
        net.append(("Summe netto", f"{sheet.total('total_without_vat', True)} €"))
        rate, _, vat = sheet.vat_row(facts.vat[0])
        rate = rate if "%" in rate else f"{rate} %"
        net.append((f"zuzüglich {rate} Mehrwertsteuer", f"{vat} €"))
        text = f"{sheet.total('total_with_vat', True)} €"
    net.append((f"<b>{word}</b>", f"<b>{text}</b>"))
    if not facts.prepaid:
        sheet.total("amount_due", True)
        return net
    paid = sheet.total("prepaid", True)
    net.append((f"abzüglich Ihrer Abschlagszahlung vom {h.day(sheet, -24)}", f"{paid} €"))
    return [*net, ("<b>noch zu zahlen</b>", f"<b>{sheet.total('amount_due', True)} €</b>")]


_CODES = {"PA": "39081000", "PP": "39021000", "PO": "39071000", "AB": "39033000", "PB": "39079980",
          "TP": "39039090", "Fa": "32061900", "PC": "39074000"}  # fmt: skip
"""First letters of an article to its customs number."""
_GRANULES_CSS = """<style>@page { margin: 12mm 12mm 10mm 20mm } body { font: 9pt "FONT";
font-variant-ligatures: none;
min-height: 275mm; padding-bottom: 24mm } .top { display: grid; grid-template-columns: 1fr 72mm;
column-gap: 8mm } .logo { max-height: 9mm } .kind { font-size: 14pt; font-weight: bold; color: HUE;
margin-bottom: 2mm } .from { font-size: 6.5pt; margin-top: 20mm } .to { font-size: 10pt } .info {
border: 0.8pt solid #888; padding: 2mm 3mm; background: #f4f4f4 } .info small { color: #444;
display: block; font-size: 7pt; margin-top: 1mm } .two { display: grid; gap: 8mm; margin: 5mm 0 3mm;
grid-template-columns: 1fr 1fr; font-size: 8pt } .lines th { border-top: 0.8pt solid #000;
border-bottom: 0.8pt solid #000; font-weight: normal; font-size: 8pt } .lines td { padding-top:
1.3mm } .lines small { font-size: 7.5pt; line-height: 1.35 } .lines .c-name { width: 44% } .sums {
width: 100%; border-top: 0.8pt solid #000; margin-top: 3mm } .sums td { padding: 0.6mm 4px } .sums
tr:last-child td { font-weight: bold; border-top: 0.8pt solid #000; border-bottom: 2.2pt double
#000; font-size: 10pt } .say { font-size: 8pt; line-height: 1.4; margin: 3mm 0 } .foot { display:
grid; grid-template-columns: repeat(4, auto); text-align: left; font-size: 6.3pt; gap: 4mm;
border-top: 0.4pt solid #888; padding-top: 1mm; line-height: 1.4 }</style>"""


@family("granules_with_batches", Split.MAKING, _GRANULES, replace(_GRANULES, lines=(3, 7)),
        replace(_GRANULES, buyers=("DE",), regime="S"))  # fmt: skip
def granules_with_batches(sheet: Sheet) -> str:
    """A big program: number and day with a slash in one field, batches, cash discount, no grid."""
    lodge(sheet, "{w} Compounds|{w} Polymer|Kunststoffwerk {w}|{w} Engineering Plastics",
          "GmbH|GmbH & Co. KG", "Chemiepark|Siemensring|Werkstraße|An der Autobahn",
          "67227 Frankenthal=Ludwigshafen=+49 6233|41541 Dormagen=Neuss=+49 2133"
          "|95100 Selb=Hof=+49 9287|31137 Hildesheim=Hildesheim=+49 5121")  # fmt: skip
    h.adopt(sheet, ("90########", "9100######", "18######", "5%y0#####"), ("%d.%m.%Y",),
            ("94########", "19######"))  # fmt: skip
    facts, hue = sheet.facts, sheet.pick("#003a70", "#b3001b", "#00694e")
    home, credit = facts.profile.regime == "S", facts.type_code == "381"
    code = sheet.show("currency", "EUR")
    kind = h.titled(sheet, ("Rechnung", "RECHNUNG", "Faktura"), ("Gutschrift", "GUTSCHRIFT"))
    order, note = h.distractor(sheet, "1######"), h.distractor(sheet, "80######")
    info: list[Pair] = [
        (sheet.pick("Nummer/Datum", "Belegnummer / Belegdatum"),
         f"{sheet.number()} / {sheet.date_of()}"),
        ("Auftrag/Datum", f"{order} / {h.day(sheet, -19)}"),
        ("Lieferschein/Datum", f"{note} / {sheet.day(facts.delivery_date)}"),
        ("Bestellnr. Kunde/Datum", f"{h.distractor(sheet, '4500######')} / {h.day(sheet, -20)}"),
        ("Kundennummer", h.distractor(sheet, "1#####")),
        ("Sachbearbeitung/Durchwahl", f"{person(sheet)} / -{h.distractor(sheet, '4##')}"),
    ]  # fmt: skip
    if credit:
        info.insert(1, ("Bezug Rechnung", h.distractor(sheet, "90########")))

    def batch(line: Line) -> str:
        bags = (int(line.quantity) + 24) // 25
        packed = f"{bags} Sack à 25 kg" if bags < 50 else f"{bags // 44 + 1} Oktabin"
        return f"""<br><small>Charge {h.distractor(sheet, "L%y#####")}, {packed}<br>Statist.
Warennr. {_CODES[line.name[:2]]}, Ursprung DE</small>"""  # fmt: skip

    heads = (("pos", "Pos."), ("=4####-##", "Material"), ("name", "Bezeichnung"), ("qty", "Menge"),
             ("unit", "ME"), ("price", f"Preis/ME<br>{code}"),
             ("total", f"Wert<br>{code}"))  # fmt: skip
    kilos = h.count(sheet, sum((line.quantity for line in facts.lines), Decimal(0)))
    sums = [("Summe Positionen", sheet.total("total_without_vat", True))]
    rate, basis, vat = sheet.vat_row(facts.vat[0])
    rate = rate if "%" in rate else f"{rate} %"
    sums.append((f"{'Ausgangssteuer' if home else 'Umsatzsteuer'} {rate} auf {basis}", vat))
    sums.append((f"Endbetrag {code}", sheet.total("total_with_vat", True)))
    sheet.total("amount_due", True)
    law = "" if home else f"""Steuerfreie innergemeinschaftliche Lieferung gemäß § 4 Nr. 1 b in
Verbindung mit § 6 a UStG. USt-IdNr. des Abnehmers: {sheet.vat_id("buyer")}.<br>"""  # fmt: skip
    pay = "Der Betrag wird Ihrem Kundenkonto gutgeschrieben."
    if not credit:
        pay = f"Zahlungsbedingung: Bis {sheet.date_of('due_date')} ohne Abzug"
        if facts.days >= 20:
            cash = sheet.amount((facts.total_with_vat * Decimal("0.02")).quantize(Decimal("0.01")))
            pay = f"""Zahlungsbedingung: Innerhalb 10 Tagen 2,00 % Skonto = {cash} {code}<br>
Bis {sheet.date_of("due_date")} ohne Abzug"""
    ship_to, carried = "Selbstabholer, Werk Tor 2", "FCA Werk"
    if sheet.maybe(0.7):
        ship_to = b.other(facts.buyer, ", ")
        carried = sheet.pick("CPT Bestimmungsort", "DAP frei Haus", "DAP Bestimmungsort")
    css = _GRANULES_CSS.replace("FONT", sheet.pick("Liberation Sans", "Nimbus Sans", "P052"))
    boxes = "".join(f"<small>{k}</small>{v}" for k, v in info)
    return css.replace("HUE", hue) + f"""<div class="top"><div><div class="from">
{h.told(sheet, "{brand} · {street_dash}").replace(" - ", " · ")}</div><div
class="to">{b.address(sheet, "buyer")}</div></div><div><div style="text-align:right;height:14mm">
{sheet.logo(facts.seller.brand, hue)}</div><div class="kind">{kind}</div><div class="info">{boxes}
</div></div></div><div class="two"><div>Warenempfänger: {ship_to}</div><div>Lieferbedingung:
{carried} (Incoterms 2020)<br>Gewicht netto
{kilos} KG</div></div>{h.lines(sheet, heads, more=batch)}{b.pair_rows(sums, "sums")}
<div class="say">{law}{pay}</div><div class="say">Die Ware bleibt bis zur vollständigen Bezahlung
unser Eigentum. Es gelten unsere Allgemeinen Verkaufsbedingungen, Stand 07/2023. Werkszeugnis 2.2
nach EN 10204 auf Anforderung.</div><div class="foot"><div>{h.told(sheet, "{name}<br>{street}")}
</div><div>{h.told(sheet, "Telefon {phone}<br>{mail}<br>{site}")}</div><div>
{h.told(sheet, "Amtsgericht {register}<br>USt-IdNr. {vat}")}<br>Geschäftsführung: {person(sheet)}
</div><div>{h.told(sheet, "Commerzbank<br>IBAN {iban}<br>BIC {bic}")}</div></div>"""  # fmt: skip
