"""Layouts of two German houses: printed circuit boards by item blocks, rooms for fitters."""

from dataclasses import replace
from html import escape

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.facts import Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.lodging import lodge
from tests.layouts.natives import person, terms
from tests.layouts.sheet import Sheet

_BOARDS = Profile("leiterplatten", "DE", "de", buyers=("FR",), regime="K", lines=(1, 4), prepaid=0,
                  credit=0.1, adjustments=("shipping",), line_discounts=True)  # fmt: skip
_ROOMS = Profile("monteurzimmer", "DE", "de", buyers=("FR",), lines=(2, 6), prepaid=0.3,
                 credit=0.07)  # fmt: skip

_BOARDS_CSS = """<style>@page { margin: 12mm 14mm 10mm 20mm } body { font: 8.8pt/1.32 "FONT";
font-variant-ligatures: none; min-height: 274mm; padding-bottom: 30mm } .top { height: 17mm;
text-align: right } .win { font-size: 10pt; width: 84mm; height: 42mm } .win small { font-size:
6.3pt; display: block; border-bottom: 0.4pt solid #444; margin-bottom: 3mm; white-space: nowrap;
width: max-content } .info td { padding: 0.25mm 0 0.25mm 3mm } .info td.k { padding-left: 0;
color: #333 } h2 { font-size: 13pt; margin: 0 0 2mm } .cond { margin: 5mm 0 4mm } .cond td {
padding: 0 5mm 0.4mm 0 } .items { width: 100% } .items th { border-top: 0.8pt solid;
border-bottom: 0.8pt solid; font-weight: normal; padding: 0.8mm 2px } .items td { padding:
0.15mm 2px } .items .i td { padding-top: 2.4mm } .end td { padding: 0.5mm 2px } .end { margin:
5mm 0 0 auto; width: 98mm; border-top: 0.8pt solid } .end .z td { border-top: 0.5pt solid;
border-bottom: 2.4pt double; font-weight: bold; padding: 1mm 2px } .notes { margin-top: 6mm }
.base { position: absolute; bottom: 0; left: 0; right: 0; display: grid; font-size: 6.6pt;
grid-template-columns: 1.15fr 1fr 1.15fr 1.5fr; gap: 3mm; border-top: 1.6pt solid HUE;
padding-top: 1.5mm; white-space: nowrap }</style>"""


@family("circuit_boards_item_blocks", Split.MAKING, _BOARDS, replace(_BOARDS, lines=(3, 5)),
        replace(_BOARDS, credit=0))  # fmt: skip
def circuit_boards_item_blocks(sheet: Sheet) -> str:
    """A big system's form: two values behind one label and a slash, a block of prices per item."""
    lodge(sheet, "{w} Leiterplatten|{w} Circuits|Leiterplattenwerk {w}|{w} Elektronik",
          "GmbH|GmbH & Co. KG|AG", "Daimlerstraße|Siemensring|Im Brühl|Zeppelinstraße",
          "71131 Jettingen=Stuttgart=+49 7452|78554 Aldingen=Stuttgart=+49 7424"
          "|96215 Lichtenfels=Coburg=+49 9571|08371 Glauchau=Chemnitz=+49 3763")  # fmt: skip
    h.adopt(sheet, ("900#####", "41000#####", "8#######"), ("%d.%m.%Y",),
            ("910#####", "42000#####"))  # fmt: skip
    facts, hue = sheet.facts, sheet.pick("#00594f", "#c1121f", "#23395d")
    credit = facts.type_code == "381"
    kind = h.titled(sheet, ("Rechnung", "Rechnung"), ("Gutschrift", "Rechnungskorrektur"))
    noted = sheet.day(facts.delivery_date)
    info = [
        (sheet.pick("Belegnr./Datum", "Nummer/Datum"), f"{sheet.number()} / {sheet.date_of()}"),
        ("Auftragsnr./Datum", f"{h.distractor(sheet, '10######')} / {h.day(sheet, -24)}"),
        ("Lieferschein/Datum", f"{h.distractor(sheet, '80######')} / {noted}"),
        ("Bestellnr. Kunde", escape(facts.references["order"])),
        ("Debitor", h.distractor(sheet, "10####")),
        ("Ihre USt-IdNr.", sheet.vat_id("buyer")),
        ("Sachbearbeiter/in", f"{person(sheet)} -{h.distractor(sheet, '##')}"),
    ]
    if credit:
        info[1] = ("Bezugsrechnung", h.distractor(sheet, "900#####"))
    rows = "".join(f'<tr><td class="k">{k}</td><td>{v}</td></tr>' for k, v in info)
    cond = [("Lieferbedingung", f"{sheet.pick('FCA', 'EXW')} {escape(_place(sheet))}")]
    if not credit:
        text = terms(sheet, "innerhalb von {days} Tagen ohne Abzug", "Sofort ohne Abzug")
        cond.append(("Zahlungsbedingung", f"{text}, fällig {sheet.date_of('due_date')}"))
    weights = f"netto {sheet.rng.randint(40, 96)},4 KG / brutto {sheet.rng.randint(104, 131)},0 KG"
    cond.append(("Gewichte", weights))
    sums = [("Summe der Positionen", "", sheet.amount(facts.line_sum))]
    if facts.adjustments:
        sums.append(("Fracht und Verpackung", "", sheet.amount(facts.adjustments[0].amount)))
    rate, basis, vat = sheet.vat_row(facts.vat[0])
    sheet.show("total_without_vat", basis)
    sums.append((f"Umsatzsteuer {rate if '%' in rate else rate + ' %'} von", basis, vat))
    ends = "".join(f'<tr><td>{a}</td><td class="n">{c}</td><td class="n">{d}</td></tr>'
                   for a, c, d in sums)  # fmt: skip
    code = sheet.show("currency", "EUR")
    owed = sheet.total("total_with_vat", True)
    sheet.total("amount_due", True)
    word = "Gutschriftsbetrag" if credit else sheet.pick("Endbetrag", "Gesamtbetrag")
    css = _BOARDS_CSS.replace("FONT", sheet.pick("Nimbus Sans", "Liberation Sans"))
    return css.replace("HUE", hue) + f"""<div class="top">{sheet.logo(facts.seller.brand, hue)}
</div><div class="row"><div class="win"><small>{h.told(sheet, "{name} · {street_}")}</small>
{b.address(sheet, "buyer")}</div><div><h2>{kind}</h2><table class="info">{rows}</table></div></div>
{b.pair_rows(cond, "cond").replace('class="n"', "")}<table class="items"><tr><th>Pos.</th><th
style="width:88mm">Material / Bezeichnung</th><th class="n">Menge</th><th class="n">Preis</th><th
class="n">Wert ({code})</th></tr>{"".join(_item(sheet, line) for line in facts.lines)}</table><table
class="end">{ends}<tr class="z"><td>{word}</td><td class="n">{code}</td><td class="n">{owed}</td>
</tr></table><div class="notes">{sheet.pick("Steuerfreie innergemeinschaftliche Lieferung gemäß § "
"4 Nr. 1b i. V. m. § 6a UStG.", "Steuerfreie innergemeinschaftliche Lieferung (intra-Community "
"supply).")}<br>RoHS- und REACH-konform. Mehr- oder Minderlieferung bis 5 % gilt als vereinbart. Es
gelten unsere Liefer- und Zahlungsbedingungen, Stand 01/2024.</div><div class="base"><div>
{h.told(sheet, "<b>{name}</b><br>{street}")}<br>Deutschland</div><div>Tel. {facts.seller.phone}<br>
{facts.seller.mail}<br>{facts.seller.site}</div><div>Registergericht {facts.seller.register}<br>HRB
{h.distractor(sheet, "4####")}<br>USt-IdNr. {sheet.vat_id("seller")}<br>Geschäftsführung:
{person(sheet)}</div><div>{sheet.pick("Commerzbank AG", "Baden-Württembergische Bank", "Sparkasse")}
<br>{h.told(sheet, "IBAN {iban}<br>SWIFT {bic}")}<br>St.-Nr. {h.distractor(sheet, "9####/#####")}
</div></div>"""  # fmt: skip


def _place(sheet: Sheet) -> str:
    return sheet.facts.seller.town.split(" ", 1)[1]


def _item(sheet: Sheet, line: Line) -> str:
    """Print one item over several rows: what, its price before discount, its customs code."""
    place = f"{(sheet.facts.lines.index(line) + 1) * 10:06}"
    cut = f"-{sheet.cell(line, 'disc')}".replace("%", "").strip() + " %" if line.discount else ""
    cut = f'<tr><td></td><td>Rabatt</td><td></td><td class="n">{cut}</td><td></td></tr>' * bool(cut)
    drawn = f"Ihre Zeichnung {h.distractor(sheet, '@#####-##')}, Index {h.distractor(sheet, '@')}"
    if line.unit == "ST":
        drawn += f" &nbsp; Stat. Warennr. 8534 00 {sheet.rng.choice((11, 19))} &nbsp; Ursprung DE"
    return f"""<tr class="i"><td>{place}</td><td>{sheet.cell(line, "ref")}</td><td class="n">
{sheet.cell(line, "qty")} {line.unit}</td><td class="n">{sheet.cell(line, "price")}</td><td
class="n">{sheet.cell(line, "total")}</td></tr><tr><td></td><td colspan="2">{sheet.cell(line,
"name")}</td><td class="n">je 1 {line.unit}</td><td></td></tr>{cut}<tr><td></td><td
colspan="4">{drawn}</td></tr>"""  # fmt: skip


_ROOMS_CSS = """<style>@page { margin: 0 } body { font: 10pt/1.4 "FONT"; min-height: 296mm;
font-variant-ligatures: none; padding: 0 20mm 34mm 24mm } .roof { margin: 0 -20mm 0 -24mm;
background: HUE; color: #fff; padding: 7mm 20mm 5mm 24mm; display: flex; justify-content:
space-between; align-items: end } .roof b { font-size: 19pt; letter-spacing: 0.4pt } .roof span
{ font-size: 8pt; text-align: right } .to { margin-top: 16mm; height: 34mm } .on { text-align:
right } h3 { font-size: 12.5pt; margin: 7mm 0 1mm } .keys { font-size: 8.5pt; color: #444;
margin-bottom: 6mm } .lines th { border-bottom: 1pt solid HUE; font-size: 8.5pt; color: HUE }
.lines td { border-bottom: 0.4pt dotted #888; padding: 1.1mm 4px } .lines .c-name { width: 50% }
.strip { width: 100%; margin: 6mm 0; background: #f2f0ea } .strip th { font: 7.5pt "FONT";
text-align: right; padding: 1.4mm 2mm 0 } .strip td { text-align: right; padding: 0 2mm 1.4mm }
.strip td:last-child { font-weight: bold; font-size: 12pt } .foot { bottom: 8mm; left: 24mm;
right: 20mm; text-align: left; line-height: 1.5; border-top: 0.6pt solid HUE; padding-top: 1.5mm
}</style>"""


@family("fitters_rooms", Split.JUDGING, _ROOMS, replace(_ROOMS, lines=(1, 4), prepaid=0),
        replace(_ROOMS, paid=0.3))  # fmt: skip
def fitters_rooms(sheet: Sheet) -> str:
    """A house for fitters: number in a line of keys, sums in a strip by rate, bank in the foot."""
    lodge(sheet, "Boardinghouse {w}|Monteurhaus {w}|Gästehaus {w}|Apartmenthaus {w}",
          "GmbH|OHG|UG (haftungsbeschränkt)",
          "Bismarckstraße|Werftstraße|Am Güterbahnhof|Lange Straße",
          "26723 Emden=Aurich=+49 4921|67059 Ludwigshafen=Ludwigshafen=+49 621"
          "|38440 Wolfsburg=Braunschweig=+49 5361|66763 Dillingen/Saar=Saarbrücken=+49 6831"
          )  # fmt: skip
    h.adopt(sheet, ("%Y-####", "RE%y####", "####/%y", "R-%Y-###"), ("german", "%d.%m.%Y"),
            ("ST-%Y-###", "RE%y####-ST"))  # fmt: skip
    facts, hue = sheet.facts, sheet.pick("#4c6b3c", "#7b3f00", "#37506b")
    credit = facts.type_code == "381"
    kind = h.titled(sheet, ("Rechnung", "RECHNUNG"), ("Stornorechnung", "Rechnungskorrektur"))
    sheet.show("currency", "€")
    heads = (("qty", "Anz."), ("unit", "Einh."), ("name", "Unterkunft / Leistung"), ("rate", "USt"),
             ("price", "Einzel €"), ("total", "Netto €"))  # fmt: skip
    strip = []
    for row in facts.vat:
        rate, basis, vat = sheet.vat_row(row)
        percent = rate if "%" in rate else f"{rate} %"
        strip += [(f"Entgelt {percent}", basis), (f"USt {percent}", vat)]
    strip.append(("Summe Entgelt", sheet.total("total_without_vat", True)))
    word = "Erstattungsbetrag" if credit else "Rechnungsbetrag"
    strip.append((word, sheet.total("total_with_vat")))
    if facts.prepaid:
        strip[-1:] = [strip[-1], ("./. Anzahlung", sheet.total("prepaid", True)),
                      ("Restbetrag", sheet.total("amount_due"))]  # fmt: skip
    else:
        sheet.total("amount_due")
    ask = "Der Betrag wurde bereits vollständig bezahlt, vielen Dank."
    if credit:
        ask = "Wir überweisen Ihnen den Betrag auf das uns bekannte Konto zurück."
    elif h.is_payable(sheet):
        ask = (f"Bitte überweisen Sie den offenen Betrag bis zum {sheet.date_of('due_date')} unter "
               f"Angabe der Nummer {sheet.number()} auf das unten genannte Konto.")  # fmt: skip
    css = _ROOMS_CSS.replace("FONT", sheet.pick("Liberation Sans", "URW Gothic", "P052"))
    keys = f"""Nr. {sheet.number()} &nbsp;|&nbsp; Gastkonto {h.distractor(sheet, "7####")}
&nbsp;|&nbsp; Aufenthalt {h.day(sheet, -16)} bis {h.day(sheet, -1)} &nbsp;|&nbsp; Ihre Bestellung
{escape(facts.references["order"])}"""
    return css.replace("HUE", hue) + f"""<div class="roof"><b>{escape(facts.seller.brand)}</b><span>
Wohnen auf Zeit für Monteure und Projektteams<br>{facts.seller.phone} · {facts.seller.site}</span>
</div><div class="to">{b.address(sheet, "buyer")}</div><div class="on">{escape(_place(sheet))}, den
{sheet.date_of()}</div><h3>{kind} über Beherbergung</h3><div class="keys">{keys}</div>
{h.lines(sheet, heads)}{b.pair_boxes(strip, "strip")}<p>{ask}</p><p style="font-size:8.5pt">Der
Leistungsort liegt am Ort des Grundstücks (§ 3a Abs. 3 Nr. 1 UStG); die Umsatzsteuer ist daher in
Deutschland auszuweisen. {sheet.pick("Schlüsselrückgabe am Abreisetag bis 10 Uhr.", "Rauchen ist "
"nur auf den Balkonen gestattet.")}</p><p>Wir danken für Ihren Aufenthalt.<br>Ihr Team vom {escape(
facts.seller.brand)}</p><div class="foot">{h.told(sheet, "{name}, {street_} · Inh./GF: ")}
{person(sheet)} · Amtsgericht {escape(facts.seller.register)} · Steuernummer {h.distractor(sheet,
"##/###/#####")}<br>USt-IdNr. {sheet.vat_id("seller")} · {h.told(sheet,
"Bankverbindung: {iban}, BIC {bic}")}</div>"""  # fmt: skip
