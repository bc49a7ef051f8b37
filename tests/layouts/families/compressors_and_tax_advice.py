"""Layouts of a German maker of compressors that sells spares, and of German tax advisers."""

from dataclasses import replace
from datetime import timedelta

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Line, Profile, cents
from tests.layouts.families import Split, family
from tests.layouts.lodging import lodge
from tests.layouts.natives import person
from tests.layouts.sheet import Sheet

_SPARES = Profile("verdichter", "DE", "de", regime="K", lines=(2, 7), prepaid=0, credit=0.12,
                  line_discounts=True, adjustments=("shipping",))  # fmt: skip
_TARIFF = {"Kompressoröl": "27101983", "Keilriemensatz": "40103100", "Kältetrockner": "84186900",
           "Drucktransmitter": "90262020", "Thermostatventil": "90321020",
           "Mindestdruckventil": "84814090"}  # fmt: skip


@family("compressor_spares_by_item", Split.MAKING, _SPARES, replace(_SPARES, lines=(6, 9)),
        replace(_SPARES, buyers=("DE",), regime="S"))  # fmt: skip
def compressor_spares_by_item(sheet: Sheet) -> str:
    """Number and day share one label; each item is a block of price, rebate and net value."""
    lodge(sheet, "{w} Drucklufttechnik|{w} Kompressoren|{w} Verdichterbau", "GmbH|GmbH & Co. KG|SE",
          "Kompressorstraße|Zeppelinstraße|Carl-Zeiss-Ring|Am Hafen|Gottlieb-Daimler-Straße",
          "96450 Coburg=Coburg=+49 9561|84478 Waldkraiburg=Traunstein=+49 8638|"
          "33659 Bielefeld=Bielefeld=+49 521|57072 Siegen=Siegen=+49 271")  # fmt: skip
    h.adopt(sheet, ("9001####", "00901#####", "14########", "R1-8######"), ("%d.%m.%Y",),
            ("9101####", "G1-8######"))  # fmt: skip
    facts, seller, refs = sheet.facts, sheet.facts.seller, sheet.facts.references
    credit, taxed = facts.type_code == "381", facts.profile.regime == "S"
    hue = sheet.pick("#c96f00", "#00457c", "#333")
    face = sheet.pick("Liberation Sans", "Nimbus Sans", "Liberation Sans Narrow")
    kind = h.titled(sheet, ("Rechnung",), ("Gutschrift", "Rechnungskorrektur"))
    data: list[Pair] = [("Nummer/Datum", f"{sheet.number()} / {sheet.date_of()}")]
    data += [("Auftrag/Datum", f"{h.distractor(sheet, '11#####')} / {h.day(sheet, -16)}")]
    data += [("Ihre Bestellung/Datum", f"{refs['order']} / {h.day(sheet, -18)}")]
    when = sheet.day(facts.delivery_date)
    data += [("Lieferschein/Datum", f"{h.distractor(sheet, '80######')} / {when}")]
    data += [("Ihre Kundennummer", h.distractor(sheet, "1#####"))]
    data += [] if taxed else [("Ihre USt-IdNr.", sheet.vat_id("buyer"))]
    data += [("Sachbearbeiter/in", person(sheet)), ("Telefon", seller.phone)]
    data += [("Verkaufsbüro", h.distractor(sheet, "V1##"))]
    items = "".join(_item(sheet, place, line) for place, line in enumerate(facts.lines, 1))
    sums = h.extras(
        sheet, {"sum": "Summe Positionen", "shipping": sheet.pick("Frachtkosten", "Fracht/Verp.")}
    )
    net = sheet.total("total_without_vat", bare=True)
    sums.append((sheet.pick("Nettowert", "Warenwert netto", "Summe netto"), net))
    if taxed:
        sums += h.vat_sums(sheet, "Ausgangssteuer {rate} auf {basis}", "")
    else:
        sums.append(("Ausgangssteuer 0,000 %", sheet.total("total_vat", bare=True)))
    word = "Gutschriftsbetrag" if credit else sheet.pick("Endbetrag", "Rechnungsendbetrag")
    sums.append((f"{word} EUR", sheet.total("total_with_vat", bare=True)))
    sheet.show("currency", "EUR")
    last, notes = sums.pop(), [] if taxed else [_FREE]
    if h.is_payable(sheet):
        off = sheet.amount(cents(facts.total_with_vat * 2 / 100))
        skonto = f"Bis zum {h.day(sheet, 8)} 2,000 % Skonto, entspricht {off} EUR.<br>"
        notes.insert(0, (skonto if facts.days > 14 else "")
                     + f"Bis zum {sheet.date_of('due_date')} ohne Abzug.")  # fmt: skip
    else:
        notes.insert(0, "Wir schreiben den Betrag Ihrem Konto gut.")
    mass, over, tall = h.distractor(sheet, "1##,400 KG"), "", 274
    if 3 * len(facts.lines) + 2 * sum(line.discount > 0 for line in facts.lines) > 23:
        over, tall = f'<div class="break">{sheet.number()} &nbsp; Seite 2</div>', 549
    intro = "Wir berechnen Ihnen auf Grundlage unserer Lieferbedingungen wie folgt:"
    if credit:
        intro = f"Zu unserer Rechnung {h.distractor(sheet, '9000####')} schreiben wir Ihnen gut:"
    return f"""<style>@page {{ margin: 12mm 16mm 9mm 22mm }} body {{ font: 9pt "{face}";
font-variant-ligatures: none; min-height:
{tall}mm; padding-bottom: 22mm }} .top {{ display: grid;
grid-template-columns: 1fr 84mm; gap: 6mm; margin-top: 6mm }} .top u {{ font-size: 6.5pt;
display: block; margin-bottom: 4mm }} .data {{ border: 0.5pt solid #666; font-size: 8pt }} .data
b {{ display: block; font-size: 13pt; padding: 1.5mm 2mm; border-bottom: 0.5pt solid #666 }}
.data td {{ padding: 0.4mm 2mm; white-space: nowrap }} .data .n {{
text-align: left }} .items {{ width: 100%; margin-top: 3mm }} .items th {{ font-size: 8pt;
border-top:
0.8pt solid; border-bottom: 0.8pt solid; font-weight: normal; vertical-align: bottom }} .items td
{{ padding: 0.3mm 4px }} .items .first td {{ padding-top: 2mm }} .items th:first-child {{ width:
17mm }} .items small {{ color: #333 }} .sum {{ margin: 3mm 0 0 auto; width: 92mm }} .sum td {{
padding: 0.5mm 4px }} .last {{ margin-left: auto; width:
92mm; border-top: 0.8pt solid; border-bottom: 0.8pt solid {hue}; background: #eee; font-weight:
bold;
display: flex; justify-content: space-between; padding: 1mm 4px; box-sizing: border-box }} .notes
td {{ padding: 1mm 4mm 1mm 0; font-size: 8.5pt }} .base {{ position: absolute; bottom: 0; left:
0; right:
0; display: grid; grid-template-columns: 1.25fr 1fr 1.1fr 1.35fr; gap: 3mm; font-size: 6.3pt;
line-height:
1.35; color: #444 }}</style><div
style="text-align:right">{sheet.logo(seller.brand, hue)}</div><div
class="top"><div><u>{seller.name} · {b.street(seller, " · ")}</u>{b.address(sheet, "buyer")}<p
style="font-size:7.5pt">Warenempfänger:<br>{sheet.party("buyer").name}<br>{b.street(facts.buyer,
", ")}</p></div><div class="data"><b>{kind}</b>{b.pair_rows(data, "kv")}</div></div><p
style="margin:6mm 0
0">{intro}</p><table
class="items"><thead><tr><th>Pos.</th><th>Material<br>Bezeichnung</th><th class="n">Menge</th><th
class="n">Preis<br>in EUR</th><th class="n">je</th><th class="n">Betrag<br>in
EUR</th></tr></thead>
<tbody>{items}</tbody></table>{over}{b.pair_rows(sums, "sum")}<div
class="last"><span>{last[0]}</span>
{last[1]}</div><table
class="notes"><tr><td>Zahlungsbed.</td><td>{"<br>".join(notes)}</td></tr><tr>
<td>Lieferbed.</td><td>{sheet.pick("FCA Werk", "DAP", "CPT")} {sheet.pick("Incoterms 2020",
"gem. Incoterms® 2020")}</td></tr><tr><td>Gewicht</td><td>Brutto {mass} &nbsp; Colli
{facts.days % 4
+ 1}</td></tr></table><div class="base"><div>{h.told(sheet,
"{name}<br>{street}<br>{site}")}</div><div>
Registergericht<br>{seller.register} {"HRA" if "KG" in seller.form else "HRB"}
{h.distractor(sheet, "####")}<br>
Ust-IdNr. {sheet.vat_id("seller")}<br>Steuernr. {h.distractor(sheet, "###/###/#####")}</div><div>
{"Vorstand" if seller.form == "SE" else "Geschäftsführung"}:<br>{person(sheet)}<br>{person(sheet)}
</div><div>{sheet.pick("Commerzbank AG", "Deutsche Bank AG", "UniCredit Bank")}<br>
{h.told(sheet, "IBAN {iban}<br>SWIFT {bic}")}</div></div>"""  # fmt: skip


_FREE = "Steuerfreie innergemeinschaftliche Lieferung nach § 4 Nr. 1b i. V. m. § 6a UStG."


def _item(sheet: Sheet, place: int, line: Line) -> str:
    """Print an item: material, what it is, its customs number, its rebate and net value."""
    tariff = next((n for key, n in _TARIFF.items() if line.name.startswith(key)), "84149000")
    gross = cents(line.quantity * line.unit_price)
    price = f"""<td class="n">{sheet.cell(line, "qty")} ST</td><td class="n">
{sheet.cell(line, "price")}</td><td class="n">1 ST</td>"""
    total, first = sheet.cell(line, "total"), sheet.amount(gross)
    rebate = ""
    if line.discount:
        rebate = f"""<tr><td></td><td></td><td colspan="3">Rabatt {sheet.rate(line.discount)}
{"" if "%" in sheet.rate(line.discount) else "%"}</td><td
class="n">{sheet.amount(line.total - gross)}
</td></tr><tr><td></td><td></td><td colspan="3">Nettobetrag Position</td><td
class="n">{total}</td>
</tr>"""  # fmt: skip
    return f"""<tr class="first"><td>{place * 10:06}</td><td>{line.reference}</td>{price}<td
class="n">{first if rebate else total}</td></tr><tr><td></td><td
colspan="5">{sheet.cell(line, "name")}
<br><small>Stat. Warennr. {tariff} &nbsp; Ursprungsland
{"CN" if tariff[0] == "9" else "DE"}</small></td>
</tr>{rebate}"""  # fmt: skip


_ADVICE = Profile("kanzlei", "DE", "de", regime="AE", lines=(2, 6), prepaid=0.2,
                  credit=0.06)  # fmt: skip
_RULES = {
    "Umsatzsteuer-V": ("§ 24 Abs. 1 Nr. 7", "A", "3/10"),
    "Umsatzsteuer-J": ("§ 24 Abs. 1 Nr. 8", "A", "4/10"),
    "Antrag": ("§ 24 Abs. 4 Nr. 11", "A", "5/10"),
    "Zusammen": ("§ 13", "", "Zeit"),
    "Lohn": ("§ 34 Abs. 2", "", "Betrag"),
    "Prüfung": ("§ 28", "", "Zeit"),
    "Schrift": ("§ 13", "", "Zeit"),
    "Aufstellung": ("§ 35 Abs. 1 Nr. 1a", "B", "25/10"),
    "Körper": ("§ 24 Abs. 1 Nr. 3", "A", "4/10"),
    "Auslagen": ("§ 16", "", "20 %"),
}


@family("adviser_fees_by_tenths", Split.MAKING, _ADVICE, replace(_ADVICE, lines=(3, 8)),
        replace(_ADVICE, buyers=("DE",), regime="S"))  # fmt: skip
def adviser_fees_by_tenths(sheet: Sheet) -> str:
    """Tax advisers: fees under their paragraphs and tenths, sums as the table's last rows."""
    lodge(sheet, "{w} & Kollegen|{w} Oberle|{w} Treuhand",
          "Steuerberater PartG mbB|Steuerberatungsgesellschaft mbH",
          "Hauptstraße|Okenstraße|Am Marktplatz|Turmstraße|Kaiserstraße",
          "77652 Offenburg=Freiburg=+49 781|77694 Kehl=Freiburg=+49 7851|"
          "66111 Saarbrücken=Saarbrücken=+49 681|76829 Landau=Landau=+49 6341")  # fmt: skip
    h.adopt(sheet, ("%Y0####", "%Y/#####", "#####/%Y", "%y-1####"),
            ("%d.%m.%Y", "german", "german"))  # fmt: skip
    facts, seller, ink = sheet.facts, sheet.facts.seller, sheet.pick("#000", "#12395b", "#5a1a1a")
    credit, taxed = facts.type_code == "381", facts.profile.regime == "S"
    kind = h.titled(sheet, ("Rechnung", "Gebührenrechnung", "Vergütungsrechnung"),
                    ("Gutschrift", "Rechnungskorrektur"))  # fmt: skip
    rows = "".join(_fee(sheet, line) for line in facts.lines)
    sums: list[Pair] = [(sheet.pick("Zwischensumme", "Summe der Gebühren und Auslagen"),
                         sheet.total("total_without_vat"))]  # fmt: skip
    if taxed:
        sums += h.vat_sums(sheet, "Umsatzsteuer {rate} (§ 15 StBVV)", "", bare=False)
    else:
        sums.append(("Umsatzsteuer (siehe Hinweis)", sheet.total("total_vat")))
    sums.append(("Gutschriftsbetrag" if credit else "Rechnungsbetrag",
                 sheet.total("total_with_vat")))  # fmt: skip
    if facts.prepaid:
        sums += h.owed(sheet, {"prepaid": ("abzüglich gezahlter Vorschuss (§ 8 StBVV)",),
                               "amount": ("noch zu zahlen",)})  # fmt: skip
    ends = "".join(f'<tr class="s"><td colspan="5">{k}</td><td class="n">{v}</td></tr>'
                   for k, v in sums)  # fmt: skip
    month = (facts.delivery_date - timedelta(days=80)).replace(day=1)
    unit = sheet.show("currency", "EUR")
    intro = "für unsere Tätigkeit berechnen wir nach der Vergütungsverordnung (StBVV):"
    if credit:
        intro = f"unsere Rechnung {h.distractor(sheet, '%Y0####')} berichtigen wir wie folgt:"
    pay = "Das Guthaben verrechnen wir mit der nächsten Rechnung." if credit else ""
    if h.is_payable(sheet):
        asked = ("Wir bitten um Überweisung bis zum {}.",
                 "Bitte zahlen Sie bis spätestens {} auf das unten genannte Konto.")  # fmt: skip
        pay = sheet.pick(*asked).format(sheet.date_of("due_date"))
    law = "" if taxed else f"""Die Leistung ist in Deutschland nicht steuerbar (§ 3a Abs. 2
UStG). Steuerschuldnerschaft des Leistungsempfängers.
USt-IdNr.: {sheet.vat_id("buyer")}"""  # fmt: skip
    first, second, third = list(dict.fromkeys(person(sheet) for _ in range(40)))[:3]
    partners = f"{first}<br>StB, Fachberater IStR<br><br>{second}<br>Dipl.-Betriebsw. (FH), StB"
    partners += f"<br><br>{third}<br>RA, StB"
    return f"""<style>@page {{ margin: 14mm 16mm 10mm 24mm }} body {{ font: 10pt "{sheet.pick(
"Liberation Serif", "P052", "Nimbus Roman")}"; font-variant-ligatures: none; min-height: 270mm;
padding-bottom: 20mm }} .top {{ text-align: center; color: {ink}; letter-spacing: 1px; font-size:
15pt
}} .top div {{ font-size: 7.5pt; letter-spacing: 3px; text-transform: uppercase; border-top:
0.5pt solid {ink}; margin-top: 1mm; padding-top: 1mm }} .two {{ display: grid;
grid-template-columns: 1fr 44mm; gap: 8mm; margin-top: 10mm }} .aside {{ font-size: 7.5pt;
line-height: 1.35; color: {ink} }} .two
u {{ font-size: 6.5pt; display: block; margin-bottom: 3mm }} .fees {{ width: 100%; margin: 3mm 0 }}
.fees th {{ font: italic 8pt "Liberation Serif"; border-bottom: 0.5pt solid {ink};
vertical-align: bottom }} .fees td {{ padding: 1mm 4px; font-size: 9.5pt }} .fees .s td {{
padding: 0.8mm 4px }} .fees
.s td:first-child {{ padding-left: 30mm }} .fees .s td.n {{ border-top: 0.5pt solid {ink} }}
.fees .s:last-child td {{ font-weight: bold }} .fees .s:last-child td.n {{ border-bottom: 2pt
double {ink} }}
.base {{ position: absolute; bottom: 0; left: 0; right: 0; font-size: 7pt; text-align: center;
color:
{ink}; line-height: 1.4 }}</style><div class="top">{sheet.name("seller")}<div>{sheet.pick(
"Steuerberatung · Wirtschaftsberatung", "Steuern – Recht – Unternehmensnachfolge")}</div></div><div
class="two"><div><u>{b.street(seller, ", ")}</u>{b.address(sheet, "buyer")}<p
style="margin-top:12mm">
<b>{kind} Nr. {sheet.number()}</b><br>Mandant {h.distractor(sheet, "1####")} &nbsp;–&nbsp;
Leistungszeitraum {sheet.day(month)} bis {sheet.day(facts.delivery_date)}</p></div><div
class="aside">
{partners}<br><br>{b.street(seller)}<br>Tel. {seller.phone}<br>{seller.mail}<br><br>Unser
Zeichen<br>
{h.distractor(sheet, "@@/@@-1####")}<br><br><span
style="font-size:9.5pt">{seller.town.split(" ", 1)[1]},
<br>{sheet.date_of()}</span></div></div><p>Sehr geehrte Damen und Herren,</p><p>{intro}</p><table
class="fees"><thead><tr><th>Gegenstand</th><th>StBVV</th><th>Tab.</th><th>Satz</th><th
class="n">Anz. ×
Einzelgebühr</th><th
class="n">{unit}</th></tr></thead><tbody>{rows}{ends}</tbody></table><p>{law}</p>
<p>{pay}</p><p>Mit freundlichen Grüßen<br><br><br>{sheet.pick(first, second, third)}, StB</p><div
class="base">{h.told(sheet, "{name}")} · {"Partnerschaftsregister" if "PartG" in seller.form else
"Handelsregister"} {seller.register} {"PR" if "PartG" in seller.form else "HRB"}
{h.distractor(sheet, "70####")} · USt-IdNr. {sheet.vat_id("seller")}<br>{sheet.pick("Volksbank",
"Sparkasse")} &nbsp; {h.told(sheet, "IBAN {iban} &nbsp; BIC {bic}")}<br>Sprechzeiten: Mo.–Do.
8–17 Uhr, Fr. 8–13 Uhr. Rechtsgrundlage der Vergütung: § 64 StBerG.</div>"""  # fmt: skip


def _fee(sheet: Sheet, line: Line) -> str:
    """Print a fee with the paragraph, the table and the tenths it rests on."""
    rule, table, share = next(it for key, it in _RULES.items() if line.name.startswith(key))
    each = f"{sheet.cell(line, 'qty')} × {sheet.cell(line, 'price')}"
    if line.unit == "h":
        each = f"{sheet.cell(line, 'qty')} Std. × {sheet.cell(line, 'price')}"
    return f"""<tr><td>{sheet.cell(line, "name")}</td><td
style="white-space:nowrap">{rule}</td><td> {table}</td><td
style="white-space:nowrap">{share}</td><td
class="n">{each if line.unit != "forfait" else ""}</td><td
class="n">{sheet.cell(line, "total")}</td></tr>"""  # fmt: skip
