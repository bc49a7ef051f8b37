"""Layouts in German: a machine builder's letter, a shop that sends by post."""

from dataclasses import replace
from decimal import Decimal

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Line, Profile, cents
from tests.layouts.families import Split, family
from tests.layouts.natives import person, settle, terms
from tests.layouts.sheet import Sheet

_MACHINES = Profile("maschinen", "DE", "de", regime="K", lines=(1, 6), prepaid=0.3, credit=0.1)


@family("machine_builder_letter", Split.MAKING, _MACHINES,
        replace(_MACHINES, adjustments=("shipping",), line_discounts=True, lines=(2, 7)),
        replace(_MACHINES, deposit=0.3, lines=(1, 4)))  # fmt: skip
def machine_builder_letter(sheet: Sheet) -> str:
    """A letter by DIN 5008: reference block at the right, the number in the subject, four feet."""
    facts = settle(sheet, "{w} Fördertechnik", "{w} Maschinenbau", "Gebr. {w} Anlagentechnik",
                   forms=("GmbH", "GmbH & Co. KG", "AG"))  # fmt: skip
    h.adopt(sheet, ("%y#####", "RE%y-#####", "9#######", "%Y/#####"), ("%d.%m.%Y", "german"),
            ("GS%y-####", "96######"))  # fmt: skip
    facts, credit = sheet.facts, sheet.facts.type_code == "381"
    kind = h.titled(sheet, ("Rechnung", "RECHNUNG", "Rechnung"),
                    ("Gutschrift", "Rechnungskorrektur"), ("Anzahlungsrechnung",))  # fmt: skip
    clerk = person(sheet)
    block: list[Pair] = [("Ihr Zeichen:", facts.references["order"])]
    block += [("Ihre Bestellung vom:", h.day(sheet, -41)), ("Unser Zeichen:", "VK-14")]
    block += [("Kunden-Nr.:", h.distractor(sheet, "1#####")), ("Bearbeitet von:", clerk)]
    block += [("Telefon:", facts.seller.phone), ("E-Mail:", facts.seller.mail)]
    inside = sheet.maybe(0.35)
    if inside:
        block.insert(0, ("Gutschrift-Nr.:" if credit else "Rechnungs-Nr.:", sheet.number()))
    block.append(("Datum:", sheet.date_of()))
    subject = kind if inside else f"{kind} {sheet.pick('Nr. ', '', 'Nr. ')}{sheet.number()}"
    note = f"Auftragsbestätigung {h.distractor(sheet, 'AB%y-#####')}"
    if credit:
        note += f", zu Rechnung {h.distractor(sheet, '9#######')} vom {h.day(sheet, -25)}"
    elif facts.type_code == "380":
        note += f", Lieferschein {h.distractor(sheet, '800#####')} vom {h.day(sheet, -2)}"
    word = "schreiben wir Ihnen gut" if credit else "berechnen wir Ihnen"
    heads = [("pos", "Pos."), ("name", "Bezeichnung"), ("qty", "Menge"), ("unit", "ME")]
    heads += [("price", "Preis/ME"), ("disc", "Rab.&nbsp;%"), ("total", "Betrag EUR")]
    table = h.lines(sheet, heads, more=lambda line: _customs(sheet, line))
    table = table.replace(">forfait<", ">psch<")
    words = {"sum": "Summe Positionen", "shipping": "Fracht und Verpackung"}
    sums = h.extras(sheet, words)
    sums.append(("Nettobetrag", sheet.total("total_without_vat", bare=True)))
    sums.append(("USt. 0 %", sheet.total("total_vat", bare=True)))
    end = sheet.pick("Rechnungsendbetrag EUR", "Endbetrag EUR", "Gesamtbetrag EUR")
    sums.append(("Gutschriftsbetrag EUR" if credit else end, sheet.total("total_with_vat", True)))
    if facts.prepaid:
        paid = f"abzgl. Anzahlung, Rg. {h.distractor(sheet, 'AZ%y-####')} vom {h.day(sheet, -35)}"
        sums.append((paid, "- " + sheet.total("prepaid", bare=True)))
        sums.append(("noch zu zahlen EUR", sheet.total("amount_due", bare=True)))
    sheet.show("currency", "EUR")
    why = sheet.pick(
        "Steuerfreie innergemeinschaftliche Lieferung gemäß § 4 Nr. 1b in Verbindung mit § 6a UStG",
        "Innergemeinschaftliche Lieferung, steuerfrei nach § 4 Nr. 1 Buchst. b UStG",
    )
    why = f"{why}. Ihre USt-IdNr.: {sheet.vat_id('buyer')}"
    return f"""<style>@page {{ margin: 10mm 18mm 9mm 5mm }} body {{ font: 9.5pt "Nimbus Sans";
font-variant-ligatures: none; min-height: 277mm; padding: 0 0 26mm 20mm }} .win {{ position:
absolute; top: 36mm; width: 85mm; line-height: 1.35 }} .ret {{ font-size: 6pt; border-bottom:
0.4pt solid; margin-bottom: 3mm;
white-space: nowrap; width: max-content }} .blk {{ position: absolute; top: 33mm; right: 0;
font-size:
8pt }} .blk td {{ padding: 0.3mm 0; white-space: nowrap }} .blk .n {{ text-align: left;
padding-left: 3mm }} .txt {{ padding-top: 72mm }} .lines th {{ border-bottom: 0.8pt solid;
font-size: 8pt }} .lines
.c-name {{ width: 46% }} .lines small {{ color: #444 }} .sum {{ margin: 3mm 0 0 auto;
min-width: 82mm }} .sum td {{ padding: 0.6mm 4px }} .sum .l {{ text-align: right }}
.fold {{ position: absolute; left: 0; width: 5mm; border-top: 0.4pt solid #777 }} .cols {{
position: absolute; bottom: 0; left: 20mm; right: 0; display: grid; font-size: 6.8pt; gap: 4mm;
grid-template-columns: 1.2fr 1fr 1.2fr 1.2fr; border-top: 0.8pt solid #004a77; padding-top: 1.5mm
}}
</style><div class="fold" style="top:95mm"></div><div class="fold" style="top:200mm"></div>
<div style="text-align:right">{sheet.logo(facts.seller.brand, "#004a77")}</div>
<div class="win"><div class="ret">{h.told(sheet, "{name} · {street_}").replace(", ", " · ")}</div>
{b.address(sheet, "buyer", country=False)}<br>{sheet.country("buyer")}</div>{b.pair_rows(block,
"blk")}<div class="txt">
<b style="font-size:11pt">{subject}</b><br>{note}<p>Sehr geehrte Damen und Herren,<br>
{"gemäß unserer Vereinbarung" if facts.type_code != "380" else
"für unsere Lieferung frei Frachtführer (FCA) " + facts.seller.register} {word}:</p>
{table}{b.pair_rows(sums, "sum")}
<p>{why}.</p><p>{_terms_of_builder(sheet)}</p><p>Mit freundlichen Grüßen<br>{clerk}<br>
<small>Dieses Schreiben wurde maschinell erstellt und ist ohne Unterschrift
gültig.</small></p></div>
<div class="cols"><div>{h.told(sheet, "{name}<br>{street}<br>{site}")}</div><div>Geschäftsführung:
<br>{person(sheet)}<br>Sitz {facts.seller.register}<br>AG {facts.seller.register}, HRB
{h.distractor(sheet, "####")}</div>
<div>{h.told(sheet, "Kreissparkasse<br>IBAN<br>{iban}<br>BIC {bic}")}</div><div>
{h.told(sheet, "USt-IdNr. {vat}")}<br>Steuer-Nr. {h.distractor(sheet, "50###/#####")}<br>Es gelten
unsere Lieferbedingungen (VDMA).</div></div>"""  # fmt: skip


def _customs(sheet: Sheet, line: Line) -> str:
    """Return what stands below a thing: its number and that of the customs tariff."""
    if line.unit in {"psch", "forfait"}:
        return ""
    tariff = sheet.pick("84313900", "85015220", "84839089")
    return f"<br><small>Art. {line.reference} · Zolltarif-Nr. {tariff}</small>"


def _terms_of_builder(sheet: Sheet) -> str:
    facts = sheet.facts
    if facts.type_code == "381":
        return "Der Betrag wird mit Ihrer nächsten Zahlung verrechnet."
    text = terms(sheet, "Zahlbar innerhalb {days} Tagen ohne Abzug", "Zahlbar sofort ohne Abzug")
    text += "".join(f", {k} {v}" for k, v in h.due(sheet, "d. h. bis", "fällig am", "spätestens"))
    if facts.days >= 30 and not facts.prepaid and sheet.maybe(0.4):
        less = sheet.amount(cents(facts.amount_due * Decimal("0.98")))
        text += f"; bei Zahlung bis {h.day(sheet, 10)} mit 2 % Skonto = {less} EUR"
    return f"{text}. Eigentumsvorbehalt bis zur vollständigen Bezahlung."


_ORDERED = Profile(
    "versand", "DE", "de", lines=(1, 6), prepaid=0, paid=0.8, credit=0.12, tax_included=True
)


@family("german_mail_order", Split.MAKING, _ORDERED,
        replace(_ORDERED, tax_included=False, regime="K", paid=0.5))  # fmt: skip
def german_mail_order(sheet: Sheet) -> str:
    """A shop's packing slip that is the bill: VAT taken out below the sum, how it was paid."""
    facts = settle(sheet, "werkzeug-{w}", "{w} Werkzeugwelt", "{w} Profi-Shop",
                   forms=("GmbH", "e.K.", "OHG"))  # fmt: skip
    h.adopt(sheet, ("SR%y#######", "20######", "R-%Y-######", "DE#######-FR"), ("%d.%m.%Y",),
            ("SG%y#######", "KR-%Y-#####"))  # fmt: skip
    facts, hue = sheet.facts, sheet.pick("#e4572e", "#1f7a4d", "#f2a900")
    credit, taxed = facts.type_code == "381", facts.profile.regime == "S"
    kind = h.titled(sheet, ("Rechnung", "RECHNUNG", "Rechnung / Lieferschein"),
                    ("Rechnungskorrektur", "Storno-Rechnung"))  # fmt: skip
    ordered = h.distractor(sheet, sheet.pick("#########", "W%y-######"))
    own = "Korrektur" if credit else sheet.pick("Rechnung", "Rechnungsnr.", "Beleg")
    about: list[Pair] = [("Bestellung", f"{ordered}<br>vom {h.day(sheet, -3)}")]
    about.append((own, f"{sheet.number()}<br>{sheet.pick('vom', 'Datum')} {sheet.date_of()}"))
    about += [("Kundenkonto", h.distractor(sheet, "KD######"))]
    about += [("Sendung", h.distractor(sheet, "00340434############"))]
    heads = [("name", "Artikel"), ("qty", "Anz."), ("price", "Einzel" if taxed else "Einzel netto")]
    heads.append(("total", f"Summe {sheet.show('currency', 'EUR')}"))
    sums: list[Pair] = []
    if taxed:
        gross = sheet.pick("Gesamtsumme", "Endsumme inkl. MwSt.", "Rechnungssumme")
        gross = "Erstattungsbetrag" if credit else gross
        sums.append((f"<b>{gross}</b>", f"<b>{sheet.total('total_with_vat')}</b>"))
        inside = sheet.pick("darin enthalten {rate} MwSt.", "inkl. MwSt. Frankreich {rate}")
        sums += h.vat_sums(sheet, inside, "ohne MwSt.", bare=False)
        sheet.total("total_vat")
        sums.append(("Warenwert ohne MwSt.", sheet.total("total_without_vat")))
        why = "Besteuerung am Bestimmungsort (One-Stop-Shop, § 18j UStG)."
    else:
        sums.append(("Summe netto", sheet.total("total_without_vat")))
        sums.append(("MwSt. 0 %", sheet.total("total_vat")))
        gross = "Gutschriftsumme" if credit else "Rechnungssumme"
        sums.append((f"<b>{gross}</b>", f"<b>{sheet.total('total_with_vat')}</b>"))
        why = f"""Steuerfreie innergemeinschaftliche Lieferung. USt-ID des Käufers:
{sheet.vat_id("buyer")}"""
    return f"""<style>@page {{ margin: 9mm 12mm }} body {{ font: 9pt "DejaVu Sans Condensed";
min-height: 278mm; padding-bottom: 66mm }} .bar {{ border-bottom: 1.2mm solid {hue};
padding-bottom: 2mm; align-items: flex-end }} .bar ul {{ margin: 0; padding: 0; list-style: none;
font-size: 7.5pt; text-align: right }} .adr {{ display: grid; grid-template-columns: 1fr 1fr 1fr;
gap: 5mm; margin: 7mm 0 }} .adr small, .card small {{ color: #777 }} .abt {{ display: grid;
grid-template-columns: 38mm 42mm 34mm 1fr; background: #f3f3f3; padding: 2.5mm 3mm;
border-radius: 1.5mm }} .lines {{ margin-top: 6mm }} .lines th {{ font-weight: normal; color: #777;
border-bottom: 0.5pt solid #aaa }} .lines td {{ padding: 2mm 4px; border-bottom: 0.3pt solid #ddd
}}
.lines .c-name {{ width: 62% }} .sq {{ float: left; width: 9mm; height: 9mm; margin-right: 3mm;
background: linear-gradient(135deg, #ececec 50%, #d6d6d6 50%) }} .lines small {{ color: #777 }}
.two {{ display: grid; grid-template-columns: 1fr 78mm; gap: 6mm; margin-top: 4mm;
align-items: start }} .sum {{ width:
100% }} .sum td {{ padding: 0.9mm 4px }} .back {{ position: absolute; bottom: 15mm; left: 0;
right: 0; border-top: 0.6pt dashed #666; padding: 2mm 0.5mm 0 0; font-size: 7.5pt; display: grid;
grid-template-columns: 1fr 62mm; gap: 6mm }} .box {{ border: 1pt solid {hue}; padding: 2.5mm }}
h1 {{ font-size: 15pt; color: {hue} }}</style><div class="bar row">
{sheet.logo(facts.seller.brand.lower(), hue)}<ul><li>✓ 30 Tage Rückgabe</li><li>✓ Kauf auf Rechnung
für Firmen</li><li>✓ Versand in 27 Länder</li></ul></div><div class="adr"><div><small>Rechnung
an</small><br>{b.address(sheet, "buyer")}</div><div><small>Lieferung an</small><br>
{sheet.party("buyer").name}<br>Magasin / Réception<br>{b.street(facts.buyer)}</div><div><small>
Verkauft durch</small><br>{h.told(sheet, "{name}<br>{street}")}<br>{sheet.country("seller")}</div>
</div><h1>{kind}</h1><div class="abt">{h.cards(about)}</div>
{h.lines(sheet, heads, more=lambda line: _ean(sheet, line))}<div class="two"><div>
{_how_paid(sheet)}<p>{why}</p></div>{b.pair_rows(sums, "sum")}</div>{_return_slip(sheet, ordered)}
<p class="foot">{h.told(sheet, "{name}, {street_}")} · {facts.seller.mail}<br>Amtsgericht
{facts.seller.register} · {h.told(sheet, "USt-IdNr. {vat}")} · WEEE
{h.distractor(sheet, "DE ########")} · LUCID
{h.distractor(sheet, "DE#############")} · Die gelieferte Ware bleibt bis zur Bezahlung unser
Eigentum.</p>"""  # fmt: skip


def _ean(sheet: Sheet, line: Line) -> str:
    """Return what stands below an article; what is sent has a number of its own."""
    if line.unit == "psch":
        return ""
    return (
        f"<br><small>Art.-Nr. {line.reference} · EAN {h.distractor(sheet, '40###########')}</small>"
    )


def _how_paid(sheet: Sheet) -> str:
    facts, way = sheet.facts, sheet.pick("PayPal", "Kreditkarte (Visa)", "Klarna", "Amazon Pay")
    if facts.type_code == "381":
        original = f"{h.distractor(sheet, 'SR%y#######')} vom {h.day(sheet, -16)}"
        return f"""<p>Zu Rechnung {original}.<br>Die Erstattung erfolgt auf Ihr Zahlungsmittel
({way}).</p>"""
    if facts.prepaid:
        return f"""<p>Zahlungsart: {way}<br>Bezahlt am {h.day(sheet, -3)}:
{sheet.total("prepaid")}<br>Transaktion {h.distractor(sheet, "#@@####@#@@#####")}<br>Offener
Betrag:
{sheet.total("amount_due")}</p>"""
    asked = f"Zahlungsart: Rechnung<br>Bitte überweisen Sie {sheet.total('amount_due')}"
    asked += "".join(f" {k} {day}" for k, day in h.due(sheet, "bis zum", "spätestens am"))
    return f"<p>{asked}.<br>{h.told(sheet, 'IBAN {iban}<br>BIC {bic}')}</p>"


def _return_slip(sheet: Sheet, ordered: str) -> str:
    """Return the slip for goods that go back, and a voucher."""
    code = h.distractor(sheet, "DANKE-@@##")
    return f"""<div class="back"><div><b>Rücksendung</b> – bitte ausgefüllt beilegen. Bestellung
{ordered}<br><br>Artikel: ______________________________ Menge: ______<br><br>Grund: ☐ gefällt
nicht
&nbsp; ☐ defekt &nbsp; ☐ falscher Artikel<br><br>Unterschrift: ____________________</div>
<div class="box"><b>5 € für Ihren nächsten Einkauf</b><br>ab 50 € Warenwert, gültig bis
{h.day(sheet, 90)}<br>Code: <b>{code}</b></div></div>"""
