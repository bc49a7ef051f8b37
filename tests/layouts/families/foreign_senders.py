"""Layouts from abroad that firms in France get: Britain, Ireland, Germany."""

from dataclasses import replace

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Profile
from tests.layouts.families import Split, family
from tests.layouts.formats import groups_of
from tests.layouts.sheet import Sheet

_GB = Profile("gb", "GB", "en", "GBP", buyers=("GB",), lines=(1, 8), prepaid=0.25, credit=0.12)


@family("cloud_ledger", Split.MAKING, _GB,
        replace(_GB, currency="EUR", buyers=("FR",), regime="G", lines=(1, 5)))  # fmt: skip
def cloud_ledger(sheet: Sheet) -> str:
    """An online ledger: three columns at the head, labels above values, an advice to cut off."""
    h.adopt(sheet, ("INV-####", "SI-#####", "####"), ("abbreviated",), ("CN-####",))
    facts = sheet.facts
    kind = h.titled(sheet, ("TAX INVOICE", "INVOICE"), ("CREDIT NOTE",))
    note = "Credit Note" if facts.type_code == "381" else "Invoice"
    mid: list[Pair] = [(f"{note} Date", sheet.date_of()), (f"{note} Number", sheet.number())]
    mid.append(("Reference", facts.references["order"]))
    mid.append(("VAT Number", sheet.vat_id("seller")))
    labels = "".join(f"<b>{k}</b><br>{v}<br>" for k, v in mid)
    heads: tuple[Pair, ...] = (
        ("name", "Description"),
        ("qty", "Quantity"),
        ("price", "Unit Price"),
    )
    heads += (("rate", "VAT"), ("total", f"Amount {facts.profile.currency}"))
    code = facts.profile.currency
    sums: list[Pair] = [("Subtotal", sheet.total("total_without_vat", bare=True))]
    if not b.is_exempt(sheet):
        sums += h.vat_sums(sheet, "TOTAL VAT {rate}", "TOTAL ZERO RATED")
    sums.append((f"TOTAL {code}", sheet.total("total_with_vat", bare=True)))
    if facts.prepaid:
        sums.append(("Less Amount Paid", sheet.total("prepaid", bare=True)))
    owed = "CREDIT AVAILABLE" if facts.type_code == "381" else "AMOUNT DUE"
    sums.append((f"<b>{owed} {code}</b>", sheet.total("amount_due", bare=True)))
    sheet.show("currency", code)
    until = "".join(f"<b>{k}: {v}</b>" for k, v in h.due(sheet, "Due Date"))
    slip: list[Pair] = [("Customer", sheet.name("buyer")), (f"{note} Number", sheet.number())]
    slip += [("Amount Due", sheet.total("amount_due", bare=True)), *h.due(sheet, "Due Date")]
    cut = "" if facts.type_code == "381" else f"""<div class="cut"><div><h1>PAYMENT ADVICE</h1>
To: {h.told(sheet, "{name}<br>{street}")}</div><div>{b.pair_rows(slip)}<br><b>Amount Enclosed</b>
____________</div></div>"""  # fmt: skip
    account = h.told(sheet, "IBAN {iban} &nbsp; SWIFT {bic}") if cut else ""
    return f"""<style>body {{ font: 9pt "Liberation Sans" }} .three {{ display: grid;
grid-template-columns: 1fr 38mm 48mm; gap: 5mm }} h1 {{ font-weight: normal; font-size: 20pt }}
.lines {{ margin-top: 12mm }} .lines th {{ border-bottom: 1.5px solid #000; text-align: right }}
.lines th:first-child {{ text-align: left }} .lines td {{ border-bottom: 0.5pt solid #bbb; padding:
1.5mm 2px }} .sum {{ margin-left: auto; width: 75mm }} .sum .l {{ text-align: right }} .sum
tr:last-child td {{ border-top: 1.5px solid }} .cut
{{ border-top: 1px dashed #555; position: absolute;
bottom: 8mm; left: 0; right: 0; display: grid; grid-template-columns: 1fr 80mm; padding-top: 3mm }}
.cut .pairs {{ width: 100% }}</style><div style="text-align:right">
{sheet.logo(facts.seller.brand, "#13b5ea")}</div><div class="three"><div><h1>{kind}</h1><div
style="margin-left:8mm">{b.address(sheet, "buyer")}</div></div><div style="padding-top:6mm">{labels}
</div><div style="padding-top:6mm">{h.told(sheet, "{name}<br>{street}<br>{phone}")}</div></div>
{h.lines(sheet, heads)}{b.pair_rows(sums, "sum")}<p style="margin-top:8mm">{until}<br>{account}</p>
<p>{"Zero rated export of services." if facts.profile.regime == "G" else ""}</p>{cut}<p
class="foot">
Company Registration No: {h.distractor(sheet, "0#######")}. Registered Office:
{b.street(facts.seller, ", ")}.</p>"""  # fmt: skip


_SAAS = Profile("saas", "IE", "en", buyers=("FR",), lines=(1, 4), regime="AE", paid=0.3, prepaid=0)


@family("card_billing", Split.MAKING, _SAAS, replace(_SAAS, regime="S", vat_country="FR"),
        replace(_SAAS, credit=0.3))  # fmt: skip
def card_billing(sheet: Sheet) -> str:
    """A subscription billed by card: sparse, the amount with its day as a headline."""
    h.adopt(sheet, ("@@#@@##@-####", "#@@##@#@-####", "@@@@-######"), ("us", "us", "abbreviated"))
    facts, credit = sheet.facts, sheet.facts.type_code == "381"
    kind = h.titled(sheet, ("Invoice",), ("Credit note",))
    about: list[Pair] = [(f"{'Credit note' if credit else 'Invoice'} number", sheet.number())]
    about += [("Date of issue", sheet.date_of()), *h.due(sheet, "Date due")]
    untaxed = b.is_exempt(sheet)
    amount = sheet.total("amount_due" if h.is_payable(sheet) else "total_with_vat")
    if credit:
        big = f"{amount} credited on {sheet.date_of()}"
    elif facts.prepaid:
        big = f"{amount} paid on {sheet.date_of()}"
    else:
        big = f"{amount} due {sheet.date_of('due_date')}"
    heads = [("name", "Description"), ("qty", "Qty"), ("price", "Unit price")]
    heads += ([] if untaxed else [("rate", "Tax")]) + [("total", "Amount")]
    period = f"<br><small>{h.day(sheet, 0)} – {h.day(sheet, 30)}</small>"
    sums: list[Pair] = [("Subtotal", sheet.amount(facts.line_sum, bare=False))]
    sums.append(("Total excluding tax", sheet.total("total_without_vat")))
    if untaxed:
        sums.append(("VAT - reverse charge (0%)", sheet.total("total_vat")))
    else:
        sums += h.vat_sums(sheet, "VAT - France ({rate} on {basis})", "Untaxed")
    sums.append(("Total", sheet.total("total_with_vat")))
    if facts.prepaid:
        sums.append(("Amount paid", sheet.total("prepaid")))
    if not credit:
        sums.append(("<b>Amount due</b>", f"<b>{sheet.total('amount_due')}</b>"))
    mine = sheet.pick("IE VAT {vat}", "VAT number {vat}", "{vat}")
    mine = mine if facts.seller.vat_id.startswith("IE") else "FR VAT {vat}"
    return f"""<style>body {{ font: 9pt "Nimbus Sans"; color: #1a1f36 }} .abt
{{ margin: 3mm 0 8mm }}
.abt td {{ padding: 0.3mm 6mm 0.3mm 0 }} .abt .n {{ text-align: left }} .two {{ display: grid;
grid-template-columns: 70mm 1fr }} h2 {{ font-size: 15pt; margin: 9mm 0 }} .lines th {{ font: 7pt
"Nimbus Sans"; color: #697386; border-bottom: 0.6pt solid #1a1f36 }} .lines td {{ padding: 2mm 2px
}}
.sum {{ margin-left: 90mm; width: 90mm }} .sum td {{ border-top: 0.4pt solid #e0e0e0; padding: 1mm 0
}}</style><div class="row"><h1>{kind}</h1>{sheet.logo(facts.seller.brand, "#635bff")}</div>
{b.pair_rows(about, "abt")}<div class="two"><div><b>{sheet.name("seller")}</b><br>
{b.street(facts.seller)}<br>{sheet.country("seller")}<br>{facts.seller.mail}<br>
{h.told(sheet, mine)}</div><div><b>Bill
to</b><br>{sheet.name("buyer")}<br>{b.street(facts.buyer)}<br>
{sheet.country("buyer")}<br>{facts.buyer.mail}<br>FR VAT
{sheet.vat_id("buyer")}</div></div><h2>{big}
</h2>{"" if credit or facts.prepaid else '<p style="color:#635bff"><u>Pay online</u></p>'}
{h.lines(sheet, heads, more=lambda _: period)}{b.pair_rows(sums, "sum")}<p style="margin-top:14mm;
color:#697386">{"Tax to be paid on reverse charge basis." if untaxed else ""}</p><p class="foot"
style="text-align:left">{sheet.number()} · {amount} · Page 1 of 1</p>"""  # fmt: skip


_DE = Profile("handwerk", "DE", "de", buyers=("DE",), lines=(2, 11), prepaid=0.5, credit=0.04)


@family("german_building_site", Split.MAKING, _DE,
        replace(_DE, regime="AE", buyers=("FR", "DE"), prepaid=0.3))  # fmt: skip
def german_building_site(sheet: Sheet) -> str:
    """A craftsman's bill: building site, wages named, part payments taken off."""
    h.adopt(
        sheet, ("RE-%Y-####", "%y-####", "%Y/####", "R#####"), ("%d.%m.%Y", "german", "%d.%m.%y")
    )
    facts = sheet.facts
    kind = h.titled(sheet, ("Schlussrechnung", "RECHNUNG", "Rechnung"), ("Gutschrift", "Storno"))
    credit = facts.type_code == "381"
    told = "Für die ausgeführten Arbeiten berechnen wir Ihnen:"
    told = "Wir schreiben Ihnen gut:" if credit else told
    heads: tuple[Pair, ...] = (
        ("pos", "Pos."),
        ("qty", "Menge"),
        ("unit", "Einh."),
        ("name", "Leistung"),
    )
    heads += (("price", "EP in €"), ("total", "GP in €"))
    sums: list[Pair] = [("Nettosumme", sheet.total("total_without_vat"))]
    if facts.profile.regime == "S":
        sums += h.vat_sums(sheet, "zuzüglich {rate} MwSt.", "ohne MwSt.", bare=False)
        sums.append(("Rechnungssumme brutto", sheet.total("total_with_vat")))
        why = f"Im Bruttobetrag sind {sheet.amount(facts.line_sum / 3)} € Lohnkosten enthalten."
        why += " Rechnung bitte zwei Jahre aufbewahren (§ 14b UStG)."
    else:
        why = "Steuerschuldnerschaft des Leistungsempfängers gemäß § 13b UStG."
    words = {"prepaid": (f"abzgl. 1. Abschlag vom {h.day(sheet, -33)}", "abzgl. Abschlagszahlung")}
    amount = ("Noch zu zahlen", "Restbetrag", "Zahlungsbetrag")
    sums += h.owed(sheet, words | {"amount": amount, "credit": ("Guthaben",)})
    info: list[Pair] = [
        ("Kunden-Nr.:", h.distractor(sheet, "1####")),
        ("Gutschrift Nr.:" if credit else "Rechnung Nr.:", sheet.number()),
    ]
    info += [("Datum:", sheet.date_of()), ("Angebot vom:", h.day(sheet, -70))]
    info.append(("Ausführung:", f"{h.day(sheet, -20)} - {h.day(sheet, -2)}"))
    until = "".join(f"{k} {v} ohne Abzug. " for k, v in h.due(sheet, "Zahlbar bis", "Fällig am"))
    two = "".join(f"<div><b>{k}</b><br>{v}</div>" for k, v in (
        ("Inhaber", facts.others[0].brand), ("Bank", h.told(sheet, "{iban}<br>{bic}")),
        ("Steuer", f"{h.distractor(sheet, '##/###/#####')}<br>USt-IdNr. {sheet.vat_id('seller')}"),
        ("Kammer", f"Betriebs-Nr. {h.distractor(sheet, '0#####')}")))  # fmt: skip
    return f"""<style>body {{ font: 10pt "Nimbus Roman";
font-variant-ligatures: none }} .head
{{ border-bottom: 4px solid #b5651d;
text-align: right; padding-bottom: 2mm }} .ret {{ font-size: 6.5pt; text-decoration: underline
}} .info
.n {{ text-align: left; padding-left: 5mm }} .lines {{ margin: 4mm 0 }} .lines th {{ border-top: 1px
solid; border-bottom: 1px solid }} .lines .c-name {{ width: 55% }} .sum {{ margin-left: 70mm; width:
110mm }} .sum tr:last-child td {{ border-top: 1px solid; border-bottom: 3px double; font-weight:
bold
}} .four {{ display: grid; grid-template-columns: repeat(4, auto); gap: 5mm; font-size: 7pt;
position:
absolute; bottom: 0; left: 0; right: 0; border-top: 1px solid #b5651d }}</style><div class="head"><b
style="font-size:17pt;color:#b5651d">{sheet.name("seller")}</b><br>{b.street(facts.seller, " · ")} ·
{facts.seller.phone}</div><div class="row" style="margin-top:8mm"><div><div class="ret">
{facts.seller.brand}, {b.street(facts.seller, ", ")}</div><br>{b.address(sheet, "buyer")}</div>
{b.pair_rows(info, "info")}</div><p><b style="font-size:13pt">{kind}</b><br>Bauvorhaben:
{b.street(facts.others[1], ", ")}</p><p>{told}</p>
{h.lines(sheet, heads)}{b.pair_rows(sums, "sum")}<p>{why}</p><p>{until}Mit freundlichen Grüßen</p>
<div class="four">{two}</div>"""  # fmt: skip


_DE_OFFICE = Profile("de", "DE", "de", buyers=("DE", "FR"), lines=(1, 7), credit=0.12)


@family("german_office", Split.MAKING, _DE_OFFICE,
        replace(_DE_OFFICE, buyers=("FR",), regime="K", lines=(1, 5)),
        replace(_DE_OFFICE, trade="handwerk", paid=0.3, adjustments=("shipping",)))  # fmt: skip
def german_office(sheet: Sheet) -> str:
    """An online office: thanks, a grey table, sums over the width, three columns at the foot."""
    h.adopt(sheet, ("RE####", "RE-####", "%Y-####", "#####"), ("%d.%m.%Y",), ("RK####", "GS-####"))
    facts = sheet.facts
    credit = facts.type_code == "381"
    kind = h.titled(sheet, ("Rechnung",), ("Rechnungskorrektur", "Gutschrift"))
    info: list[Pair] = [("Rechnungs-Nr.", sheet.number()), ("Rechnungsdatum", sheet.date_of())]
    if credit:
        info[0] = ("Korrektur-Nr.", info[0][1])
    info += [
        ("Referenz", facts.references["order"]),
        ("Ihre Kundennummer", facts.references["customer"]),
    ]
    info += [("Ihr Ansprechpartner", facts.others[0].brand)]
    heads: tuple[Pair, ...] = (
        ("pos", ""),
        ("name", "Beschreibung"),
        ("qty", "Menge"),
        ("unit", ""),
    )
    heads += (("price", "Einzelpreis"), ("rate", "USt"), ("total", "Gesamtpreis"))
    sums = h.extras(sheet, {"sum": "Positionen netto", "shipping": "Versand"}, bare=False)
    sums.append(("Gesamtbetrag netto", sheet.total("total_without_vat")))
    if not b.is_exempt(sheet):
        sums += h.vat_sums(sheet, "Umsatzsteuer {rate}", "steuerfrei", bare=False)
    sums.append(("Gesamtbetrag brutto", sheet.total("total_with_vat")))
    if facts.prepaid:
        sums += [("Bereits erhalten", sheet.total("prepaid")), ("Offen", sheet.total("amount_due"))]
    why = "" if facts.profile.regime == "S" else "Steuerfreie innergemeinschaftliche Lieferung"
    pay = "".join(f"Bitte überweisen Sie den Betrag bis zum {v} auf unser Konto."
                  for _, v in h.due(sheet, ""))  # fmt: skip
    iban = sheet.show("iban", groups_of(facts.iban, 4))
    return f"""<style>body {{ font: 9.5pt "DejaVu Sans Condensed", "DejaVu Sans" }} .info .n {{
text-align: right }} .info td {{ padding: 0.4mm 0 0.4mm 8mm }} .lines th {{ background: #eee;
font-weight: normal; padding: 1.5mm }} .lines td {{ border-bottom: 0.5pt solid #ddd; padding: 1.5mm
}}
.lines .c-name {{ width: 42% }} .sum {{ border-top: 1px solid #999; width: 100%; margin-top: 3mm }}
.sum
td {{ padding: 1mm 1.5mm }} .sum tr:last-child {{ background: #eee; font-weight: bold }} .three {{
display: grid; grid-template-columns: 1fr 1fr 1fr; font-size: 7pt; position: absolute; bottom: 0;
left:
0; right: 0; color: #555 }}</style><div class="row"><div style="padding-top:30mm"><div
style="font-size:6.5pt;color:#777">{facts.seller.brand} - {b.street(facts.seller, " - ")}</div>
{b.address(sheet, "buyer")}<br>{"USt-IdNr. " + sheet.vat_id("buyer") if why else ""}</div><div
style="text-align:right">{sheet.logo(facts.seller.brand, "#d97706")}<div style="height:22mm"></div>
{b.pair_rows(info, "info")}</div></div><h2 style="margin-top:12mm">{kind} Nr.
{sheet.number()}</h2><p>
Sehr geehrte Damen und Herren,<br>vielen Dank für Ihren Auftrag. Leistungsdatum:
{h.day(sheet, -3)}.</p>{h.lines(sheet, heads)}{b.pair_rows(sums, "sum")}<p>{why}</p><p>{pay}</p><div
class="three"><div>{h.told(sheet, "{name}<br>{street}<br>{mail}")}</div><div>USt-ID
{sheet.vat_id("seller")}<br>Amtsgericht {facts.seller.register} HRB
{h.distractor(sheet, "#####")}<br>
Steuer-Nr. {h.distractor(sheet, "##/###/####")}</div><div>
{h.told(sheet, "Volksbank<br>BIC {bic}")}<br>IBAN {iban}</div></div>"""  # fmt: skip
