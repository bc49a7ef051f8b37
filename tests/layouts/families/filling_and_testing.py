"""Layouts of a German builder of filling lines and of a British house that tests metals."""

from dataclasses import replace
from decimal import Decimal

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.corporations import groups
from tests.layouts.facts import Line, Profile, cents
from tests.layouts.families import Split, family
from tests.layouts.lodging import lodge
from tests.layouts.natives import person, terms
from tests.layouts.sheet import Sheet

_LINES = Profile("abfueller", "DE", "de", regime="K", lines=(4, 7), prepaid=0.75, credit=0.04,
                 deposit=0.2)  # fmt: skip
_DETAIL = {
    "Reihenf": "12 Füllorgane, Füllbereich 50 - 1.000 ml, Werkstoff 1.4404",
    "Schraub": "4 Köpfe, Drehmoment 0,5 - 3,5 Nm einstellbar",
    "Drehteller": "Edelstahl, stufenlos regelbar",
    "Scharnier": "Kunststoffkette 82,5 mm, Geländer beidseitig",
    "CIP": "inkl. Schweißnahtdokumentation",
    "Format": "bestehend aus Einlaufschnecke, Sternen und Führungen",
}


@family("filler_final_account", Split.JUDGING, _LINES, replace(_LINES, lines=(4, 5), deposit=0.45),
        replace(_LINES, buyers=("DE",), regime="S"))  # fmt: skip
def filler_final_account(sheet: Sheet) -> str:
    """A final account: the partial invoices, their days and money received come off at the end."""
    lodge(sheet, "{w} Abfülltechnik|{w} Füll- und Verschließsysteme|Maschinenfabrik {w}",
          "GmbH|GmbH & Co. KG|AG",
          "Industriestraße|Carl-Benz-Straße|An der Bahn|Am Eichwald|Siemensstraße",
          "74564 Crailsheim=Ulm=+49 7951|55543 Bad Kreuznach=Bad Kreuznach=+49 671|"
          "84061 Ergoldsbach=Landshut=+49 8771|59269 Beckum=Münster=+49 2521")  # fmt: skip
    h.adopt(sheet, ("RE-%y-####", "%Y-4####", "3%y####", "AR%y/0####"),
            ("%d.%m.%Y", "%d.%m.%Y", "german"), ("GU-%y-####", "%Y-49###"))  # fmt: skip
    facts, seller, hue = (
        sheet.facts,
        sheet.facts.seller,
        sheet.pick("#00549f", "#5b6770", "#a6192e"),
    )
    kind = h.titled(sheet, ("Schlussrechnung",) if facts.prepaid else ("Rechnung",),
                    ("Rechnungskorrektur", "Gutschrift"),
                    ("Anzahlungsrechnung", "1. Anzahlungsrechnung"))  # fmt: skip
    taxed, project = facts.profile.regime == "S", h.distractor(sheet, "P-%y###")
    side: list[Pair] = [("Unser Zeichen", f"{sheet.pick('ko', 'be', 'mh')}/{project}")]
    side += [("Kommission", project), ("Debitoren-Nr.", h.distractor(sheet, "1####"))]
    side += [("Ansprechpartner", person(sheet)), ("Telefon", seller.phone)]
    side += [("E-Mail", seller.mail), ("Datum", sheet.date_of())]
    heads = [("pos", "Pos."), ("qty", "Menge"), ("=", "ME"), ("name", "Bezeichnung")]
    heads += [("price", "Einzelpreis"), ("total", "Gesamtpreis")]
    words = {"386": ("Anzahlung netto",), "381": ("Nettosumme",)}.get(
        facts.type_code, ("Auftragswert netto", "Summe netto", "Nettosumme")
    )
    sums: list[Pair] = [(sheet.pick(*words), sheet.total("total_without_vat"))]
    if taxed:
        sums += h.vat_sums(sheet, "zzgl. {rate} USt.", "", bare=False)
    else:
        sums.append(("Umsatzsteuer 0 %", sheet.total("total_vat")))
    last = "Gutschriftsbetrag" if facts.type_code == "381" else "Gesamtbetrag"
    sums.append((last, sheet.total("total_with_vat")))
    tax_free = "Steuerfreie innergemeinschaftliche Lieferung"
    if facts.type_code == "386":
        tax_free = "Anzahlung auf eine steuerfreie innergemeinschaftliche Lieferung"
    law = "" if taxed else (f"{tax_free} gemäß § 4 Nr. 1 "
                            f"Buchst. b i. V. m. § 6a UStG. Ihre USt-IdNr.: {sheet.vat_id('buyer')}"
                            )  # fmt: skip
    when = sheet.show("due_date", sheet.day(facts.due_date)) if h.is_payable(sheet) else ""
    pay = terms(sheet, f"Zahlbar innerhalb von {{days}} Tagen ohne Abzug, spätestens bis {when}.",
                f"Zahlbar sofort nach Erhalt ohne Abzug, spätestens bis {when}.")  # fmt: skip
    intro = {
        "381": f"zu unserer Rechnung {h.distractor(sheet, 'RE-%y-####')} schreiben wir Ihnen gut:",
        "386": "vereinbarungsgemäß erlauben wir uns, Ihnen die bei Auftragserteilung fällige "
        "Anzahlung in Rechnung zu stellen:",
    }.get(facts.type_code, "für die ausgeführten Lieferungen und Leistungen berechnen wir Ihnen:")
    table = h.lines(sheet, heads, more=_detail)
    for line in facts.lines:
        table = table.replace(
            '<td class="c-text"></td>', f'<td class="c-text">{_unit(line)}</td>', 1
        )
    return f"""<style>@page {{ margin: 12mm 18mm 10mm 24mm }} body {{ font: 9.5pt "{sheet.pick(
"Nimbus Sans", "Liberation Sans", "DejaVu Sans Condensed")}"; font-variant-ligatures: none;
min-height: 274mm; padding-bottom:
24mm }} .win {{ margin-top: 8mm; display: grid; grid-template-columns: 1fr 72mm; gap: 4mm }}
.win u {{ font-size: 6.5pt; display: block; margin-bottom: 3mm }} .side td {{ font-size: 8pt;
padding: 0.3mm 2mm 0.3mm 0; white-space: nowrap; text-align: left }} .side .l {{ color: {hue} }}
h2 {{ font-size: 12pt; margin: 9mm 0 1mm }} .lines {{ margin: 4mm 0 2mm }} .lines th {{ border-top:
0.8pt solid {hue}; border-bottom: 0.8pt solid {hue}; font-size: 8.5pt }} .lines td {{ padding: 1.2mm
3px }} .lines small {{ color: #444 }} .sum {{ margin-left: auto; border-top: 0.8pt solid {hue} }}
.sum td {{ padding: 0.7mm 0 0.7mm 8mm }} .sum tr:last-child {{ font-weight: bold }} .part {{ width:
100%; margin: 2mm 0; font-size: 8.5pt }} .part th {{ font-weight: normal; color: {hue} }} .rest td
{{ border-top: 0.6pt solid; border-bottom: 2.4pt double; font-weight: bold; font-size: 10.5pt;
padding: 1mm 4px }} .base {{ position: absolute; bottom: 0; left: 0; right: 0; display: grid;
grid-template-columns: 1.1fr 1.3fr 1.2fr; gap: 5mm; font-size: 6.8pt; border-top: 0.8pt solid {hue};
padding-top: 1.5mm; line-height: 1.4 }}</style><div style="text-align:right">
{sheet.logo(seller.brand, hue)}</div><div class="win"><div><u>{sheet.name("seller")} ·
{b.street(seller, " · ")}</u>{b.address(sheet, "buyer")}</div>{b.pair_rows(side, "side")}</div>
<h2>{kind} Nr. {sheet.number()}</h2><div>{sheet.pick("Füll- und Verschließanlage",
"Abfülllinie 2", "Umbau Abfülllinie 1")}, Ihre Bestellung {facts.references["order"]} vom
{h.day(sheet, -148)}</div><p>Sehr geehrte Damen und Herren,<br>{intro}</p>{table}
{b.pair_rows(sums, "sum")}{_partials(sheet) if facts.prepaid else ""}<p>{law}</p><p>{pay if when
else ""} {_delivered(sheet)}</p><p>Mit freundlichen Grüßen<br>{sheet.name("seller")}</p><div
class="base"><div>{h.told(sheet, "{name}<br>{street}<br>{site}")}</div><div>{h.told(sheet,
"Bankverbindung<br>IBAN {iban}<br>BIC {bic}")}</div><div>Amtsgericht {seller.register} HRB
{h.distractor(sheet, "7####")}<br>USt-IdNr. {sheet.vat_id("seller")}<br>St.-Nr.
{h.distractor(sheet, "###/####/####")}<br>{"Vorstand" if seller.form == "AG" else
"Geschäftsführer"}: {person(sheet)}</div></div>"""  # fmt: skip


def _unit(line: Line) -> str:
    whole = line.unit == "psch" and not line.name.startswith(("Reise", "Anzahlung"))
    return "Stk" if whole else {"forfait": "psch."}.get(line.unit, line.unit)


def _detail(line: Line) -> str:
    text = next((it for key, it in _DETAIL.items() if line.name.startswith(key)), "")
    return f"<br><small>{text}</small>" if text else ""


def _delivered(sheet: Sheet) -> str:
    if sheet.facts.type_code == "386":
        return "Voraussichtlicher Liefertermin: 14 Wochen nach Zahlungseingang."
    day = sheet.day(sheet.facts.delivery_date)
    return f"Leistungsdatum (Abnahme laut Protokoll): {day}."


def _partials(sheet: Sheet) -> str:
    """Print which partial invoices were paid before, and the rest."""
    facts, taxed = sheet.facts, sheet.facts.profile.regime == "S"
    first = cents(facts.prepaid * sheet.pick(40, 50, 60) / 100)
    rows, numbers = "", sorted(h.distractor(sheet, "AZ4####") for _ in range(2))
    for place, gross in enumerate((first, facts.prepaid - first), 1):
        net = cents(gross * 100 / Decimal(119))
        cells = [f"{place}. Anzahlungsrechnung {numbers[place - 1]}"]
        cells += [h.day(sheet, -150 + 60 * place), h.day(sheet, -131 + 60 * place)]
        cells += [sheet.amount(net), sheet.amount(gross - net)] if taxed else []
        cells.append(sheet.amount(gross))
        rows += "<tr>" + "".join(
            f"<td{' class=n' if i > 2 else ''}>{cell}</td>" for i, cell in enumerate(cells)
        )
    more = '<th class="n">Netto</th><th class="n">USt. 19 %</th>' if taxed else ""
    wide = 5 if taxed else 3
    rest = sheet.pick("Restforderung", "Noch zu zahlen", "Verbleibender Restbetrag")
    return f"""<div style="margin-top:3mm">Abzüglich der von Ihnen bereits geleisteten
Anzahlungen:</div><table
class="part"><tr><th>Rechnung</th><th>vom</th><th>Zahlungseingang</th>{more}
<th class="n">Betrag</th></tr>{rows}<tr><td colspan="{wide}">Summe Anzahlungen</td><td
class="n">{sheet.total("prepaid")}</td></tr><tr class="rest"><td colspan="{wide}">{rest}</td><td
class="n">{sheet.total("amount_due")}</td></tr></table>"""


_TESTS = Profile("testhouse", "GB", "en", "GBP", regime="AE", lines=(2, 8), prepaid=0,
                 credit=0.1)  # fmt: skip


@family("metals_test_house", Split.JUDGING, _TESTS,
        replace(_TESTS, currency="EUR", line_discounts=True),
        replace(_TESTS, buyers=("GB",), regime="S"))  # fmt: skip
def metals_test_house(sheet: Sheet) -> str:
    """A test house: the tax point is its date, lines under certificates, three columns on top."""
    lodge(sheet, "{w} Materials Testing|{w} Test House|{w} Metallurgical Laboratories",
          "Ltd|Limited",
          "Attercliffe Common|Chesterfield Road|Forge Lane|Navigation Street",
          "Sheffield S9 2YF=England=+44 114|Rotherham S60 1DX=England=+44 1709|"
          "Walsall WS2 9LZ=England=+44 1922|Middlesbrough TS2 1RH=England=+44 1642")  # fmt: skip
    h.adopt(sheet, ("SIN######", "1#####", "INV-####", "T%y/#####"),
            ("%d/%m/%Y", "abbreviated", "long"), ("SCR######", "CN-####"))  # fmt: skip
    facts, seller, hue = (
        sheet.facts,
        sheet.facts.seller,
        sheet.pick("#1f3a5f", "#7a1f2b", "#3c3c3c"),
    )
    credit, taxed = facts.type_code == "381", facts.profile.regime == "S"
    kind = h.titled(sheet, ("Sales Invoice", "INVOICE"), ("Sales Credit Note", "CREDIT NOTE"))
    job = h.distractor(sheet, "J%y-#####")
    word = sheet.pick("Document no", "No", "Our credit" if credit else "Our invoice")
    about: list[Pair] = [(word, sheet.number())]
    about += [("Tax point", sheet.date_of()), ("A/C ref", h.distractor(sheet, "@@@0##"))]
    about += [("Your order", facts.references["order"]), ("Our job", job)]
    about += h.due(sheet, "Pay by", "Due", "Payment due")
    code = facts.profile.currency
    heads = [("qty", "Qty"), ("name", "Work carried out"), ("price", "Each"), ("disc", "Disc %")]
    heads += [("rate", "VAT %"), ("total", f"Net {code}")]
    parts = groups(sheet, 1, 3)
    tables = ""
    for lines in parts:
        made = f"{h.distractor(sheet, 'TC%y/#####')}, issue 1, {h.day(sheet, -5)}"
        tables += f'<div class="cert">Test certificate {made} &ndash; {sheet.pick(*_SAMPLES)}</div>'
        tables += h.lines(sheet, heads, chosen=lines)
    sums: list[Pair] = [("Total net", sheet.total("total_without_vat"))]
    sums.append(("Total VAT", sheet.total("total_vat")))
    word = "Credit total" if credit else sheet.pick("Invoice total", "Total", "Gross")
    sums.append((word, sheet.total("total_with_vat")))
    bases = (("rate", "VAT rate %"), ("basis", "On net"), ("vat", "VAT"))
    law = "" if taxed else (
        "Outside the scope of UK VAT: services to a business customer belonging in another country "
        "(VATA 1994, s. 7A). VAT is to be accounted for by the recipient under the reverse charge."
    )  # fmt: skip
    left = h.recap(sheet, bases) if taxed else law
    paid = "This amount has been placed to the credit of your account." * credit
    paid = paid or f"""<b>How to pay</b> &nbsp; By bank transfer to {sheet.name("seller")}, IBAN
{sheet.iban()}, SWIFT {sheet.bic()}, quoting {sheet.number()}. {terms(sheet,
"Our terms are strictly {days} days from tax point.", "Payment is due on presentation.")} We reserve
the right to claim statutory interest under the Late Payment of Commercial Debts (Interest) Act
1998."""  # fmt: skip
    return f"""<style>@page {{ margin: 11mm 14mm }} body {{ font: 9pt "{sheet.pick("P052",
"Liberation Serif", "Nimbus Roman")}"; font-variant-ligatures: none; min-height: 272mm }} .top {{
display: flex; align-items: flex-end; justify-content: space-between; border-bottom: 3pt solid
{hue}; padding-bottom: 2mm }}
.top h1 {{ margin: 0; font-size: 15pt; color: {hue} }} .tri {{ display: grid;
grid-template-columns: 1fr 1fr 62mm; gap: 5mm; margin: 5mm 0 7mm }} .tri i {{ color: {hue}; display:
block; margin-bottom: 1mm }} .kv td {{ padding: 0.3mm 0 }} .kv .l {{ text-align: right; font-style:
italic; color: {hue}; padding-right: 3mm; white-space: nowrap }} .kv .n {{ text-align: left }} .cert
{{ background: #eee; padding: 0.8mm 2mm; margin-top: 2.5mm; font-style: italic }} .lines th {{
font-weight: normal; font-size: 7.5pt; color: #666 }} .lines td, .lines th {{ padding: 0.7mm 2mm }}
.lines td:not(.c-name), .lines th:not(.c-name) {{ width: 17mm }} .lines .c-name {{ width: auto }}
.end {{ display: grid; grid-template-columns: 1fr 78mm; gap: 12mm; margin-top: 6mm; border-top:
0.6pt solid {hue}; padding-top: 2mm; font-size: 8.5pt }} .sum {{ width: 100%; font-size: 10pt }}
.sum tr:last-child td {{ border-top: 0.6pt solid; font-weight: bold }} .vat td, .vat th {{
text-align: right; padding: 0.5mm 4mm 0.5mm 0 }} .pay {{ border: 0.6pt solid {hue}; padding: 2mm
3mm; margin-top: 8mm; font-size: 8.5pt; line-height: 1.4 }} .foot {{ line-height: 1.4 }}</style><div
class="top"><div>{sheet.logo(seller.brand, hue, serif=True)}</div><h1>{kind}</h1></div><div
style="font-size:7.5pt;margin-top:1.5mm">{b.street(seller, ", ")} &nbsp; t {seller.phone} &nbsp;
e {seller.mail}</div><div class="tri"><div><i>Invoice to</i>{b.address(sheet, "buyer")}{"" if taxed
else f"<br>VAT {sheet.vat_id('buyer')}"}
</div><div><i>Reports sent to</i>Quality Department<br>{b.street(facts.buyer)}</div>
{b.pair_rows(about, "kv")}</div>{tables}<div class="end"><div>{left}</div>{b.pair_rows(sums, "sum")}
</div><div class="pay">{paid}</div><p style="font-size:7.5pt">Remnants are kept for
{sheet.pick("six weeks", "30 days")} after the certificate is issued and then scrapped. Work is
undertaken subject to our Conditions of Testing (issue 9), a copy of which is at {seller.site}.</p>
<p class="foot">UKAS accredited testing laboratory No. {h.distractor(sheet, "2###")} &nbsp;|&nbsp;
{h.told(sheet, "{name} registered in England No. ")}0{h.distractor(sheet, "#######")}
&nbsp;|&nbsp; VAT Reg. No. {sheet.vat_id("seller")}</p>"""  # fmt: skip


_SAMPLES = ("flange forging, heat 41877", "weld procedure WPQR 0212", "bar end 60 mm dia, 42CrMo4",
            "plate S355J2+N, 25 mm", "pressure vessel nozzle, item 14",
            "coated brackets, batch 7")  # fmt: skip
