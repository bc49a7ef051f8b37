"""Layouts of two online invoicing services: a British test publisher, a Dutch user researcher."""

from dataclasses import replace
from html import escape

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.facts import Profile
from tests.layouts.families import Split, family
from tests.layouts.lodging import lodge
from tests.layouts.natives import person
from tests.layouts.sheet import Sheet

_TESTS = Profile("psychometrics", "GB", "en", "GBP", buyers=("FR",), regime="AE", lines=(2, 6),
                 credit=0.08, prepaid=0.3)  # fmt: skip
_SESSIONS = Profile("gebruikerstests", "NL", "nl", buyers=("FR",), regime="AE", lines=(2, 6),
                    credit=0.07, prepaid=0.25)  # fmt: skip

_TESTS_CSS = """<style>@page { margin: 0 0 12mm } body { font: 9.5pt "FONT"; padding: 0; color:
#34404a; min-height: 280mm } .band { background: HUE; color: #fff; padding: 10mm 16mm; display:
flex; justify-content: space-between; align-items: center; font-size: 17pt } .band small {
font-size: 8.5pt; text-align: right; line-height: 1.4 } .quad { display: grid; padding: 12mm 16mm
8mm; grid-template-columns: 54mm 36mm 1fr 58mm; gap: 3mm } .k { color: #8594a1; font-size: 8.5pt }
.due { font-size: 21pt; color: HUE; text-align: right; white-space: nowrap } .body { padding: 0
16mm } .lines { border-top: 2pt solid HUE } .lines th { color: HUE; padding: 3mm 1mm } .lines td {
padding: 2.5mm 1mm; border-bottom: 0.5pt solid #d5dde3 } .tally { margin: 4mm 0 0 auto; width: 82mm
} .tally td { padding: 1.2mm 1mm } .tally tr:last-child td { border-top: 2.5pt double #d5dde3 }
.notes { margin-top: 12mm; line-height: 1.5 } .notes .k { display: block; margin-top: 4mm }</style>
"""


@family("tests_with_due_sum_in_big", Split.JUDGING, _TESTS, replace(_TESTS, currency="EUR"),
        replace(_TESTS, paid=0.3))  # fmt: skip
def tests_with_due_sum_in_big(sheet: Sheet) -> str:
    """Four columns of captions over values, the sum due in large type; bank details in notes."""
    lodge(sheet, "{w} Assessment|{w} Psychometrics|{w} Talent Measures", "Ltd|Limited|LLP",
          "Castle Street|Clarendon Road|Jubilee Walk|Fitzroy Street",
          "Cambridge CB1 1JX=Cambridge=+44 1223|Guildford GU1 3UW=Guildford=+44 1483"
          "|Edinburgh EH2 3NG=Edinburgh=+44 131")  # fmt: skip
    h.adopt(sheet, ("000####", "INV-0####", "#####"), ("abbreviated", "%d/%m/%Y", "long"),
            ("CN-0###", "000####"))  # fmt: skip
    facts, credit = sheet.facts, sheet.facts.type_code == "381"
    hue = sheet.pick("#0b6fa4", "#5a3d8a", "#1b7f5c")
    code = facts.profile.currency
    kind = h.titled(sheet, ("Invoice",), ("Credit", "Credit Note"))
    due = ""
    if h.is_payable(sheet):
        due = f'<div class="k">Due Date</div>{sheet.date_of("due_date")}'
    word = "Credit Total" if credit else "Amount Due"
    tally = [("Subtotal", sheet.total("total_without_vat", True))]
    rate, _, vat = sheet.vat_row(facts.vat[0])
    tally.append((f"VAT ({rate if '%' in rate else rate + '%'})", vat))
    tally.append(("Total", sheet.total("total_with_vat", True)))
    if facts.prepaid:
        tally.append(("Amount Paid", sheet.total("prepaid", True)))
    sheet.show("currency", code)
    tally.append((f"<b>{word} ({code})</b>", f"<b>{sheet.total('amount_due')}</b>"))
    heads = (("name", "Description"), ("price", "Rate"), ("qty", "Qty"), ("unit", "Per"),
             ("total", "Line Total"))  # fmt: skip
    bank = "" if credit else f"""<span class="k">Paying us from abroad</span>{h.told(sheet,
        "{name}, IBAN {iban}, SWIFT {bic}")}. Kindly quote the invoice number."""  # fmt: skip
    orig = f"Credits invoice {h.distractor(sheet, 'INV-0####')} in part. " if credit else ""
    css = _TESTS_CSS.replace("HUE", hue).replace(
        "FONT", sheet.pick("Liberation Sans", "URW Gothic")
    )
    return (
        css
        + f"""<div class="band"><span>{sheet.name("seller")}</span><small>
{facts.seller.phone}<br>{b.street(facts.seller)}<br>United Kingdom</small></div><div class="quad">
<div><div class="k">Billed To</div>{b.address(sheet, "buyer")}<br>{sheet.vat_id("buyer")}</div><div>
<div class="k">Date of Issue</div>{sheet.date_of()}<br><br>{due}</div><div><div class="k">{kind}
Number</div>{sheet.number()}<br><br><div class="k">Reference</div>
{escape(facts.references["order"])}</div><div style="text-align:right"><div class="k">{word}
({code})</div><div class="due">{sheet.total("amount_due")}</div></div></div><div class="body">
{h.lines(sheet, heads)}{b.pair_rows(tally, "tally")}<div class="notes"><span class="k">Notes</span>
{orig}Campaign: {sheet.pick("Graduate intake", "Branch manager assessment", "Sales academy")},
tests sat {h.day(sheet, -34)} to {h.day(sheet, -6)}. Your account manager is {person(sheet)}.{bank}
<span class="k">Terms</span>Outside the scope of UK VAT: business services supplied where the
customer belongs. Customer to account for VAT under the reverse charge. Registered in
{"Scotland, SC" if "Edinburgh" in facts.seller.town else "England and Wales, company 05"}{
            h.distractor(sheet, "######")
        }; VAT registration
{sheet.vat_id("seller")}. Test data are erased 24 months after the sitting.</div></div>"""
    )


_SESSIONS_CSS = """<style>@page { margin: 16mm 18mm 10mm } body { font: 9.5pt "FONT"; min-height:
270mm; padding-bottom: 22mm } .top { display: grid; grid-template-columns: 1fr 62mm; gap: 10mm }
.side { font-size: 8.5pt; line-height: 1.5 } .sum { background: TINT; padding: 5mm 6mm; margin: 8mm
0; display: grid; grid-auto-flow: column; gap: 4mm } .sum small { display: block }
.sum b { font-size: 11pt; white-space: nowrap } .lines td { padding: 1.6mm 1mm; border-bottom: 0.4pt
solid #bbb } .lines th { font-weight: normal; font-style: italic } .strip { position: absolute;
bottom: 0; left: 0; right: 0; border-top: 1.4pt solid HUE; padding-top: 2mm; font-size: 7.5pt;
display: flex; justify-content: space-between; white-space: nowrap } h1 { color: HUE; font-size:
22pt; margin: 12mm 0 0 }</style>"""


@family("sessions_summed_up_in_a_bar", Split.JUDGING, _SESSIONS, replace(_SESSIONS, lines=(4, 7)),
        replace(_SESSIONS, person=True))  # fmt: skip
def sessions_summed_up_in_a_bar(sheet: Sheet) -> str:
    """Number in the title, sums in a tinted bar above the lines, the issuer's ids in a strip."""
    if not sheet.facts.profile.person:
        lodge(sheet, "{w} Gebruikersonderzoek|Studio {w}|{w} UX Lab", "B.V.|BV",
              "Oudegracht|Strijp-S|Hoogte Kadijk|Zuiderkruis",
              "3511 AW Utrecht=Utrecht=+31 30|5617 BC Eindhoven=Eindhoven=+31 40"
              "|1018 BK Amsterdam=Amsterdam=+31 20")  # fmt: skip
    h.adopt(sheet, ("%Y-####", "%Y0###", "F%y-0###"), ("%d-%m-%Y", "long"),
            ("C%Y-###",))  # fmt: skip
    facts, credit = sheet.facts, sheet.facts.type_code == "381"
    sheet.style = replace(sheet.style, currency="{s}\u00a0{}")
    hue, tint = sheet.pick(("#d9480f", "#fff0e6"), ("#0c6e6e", "#e4f4f2"), ("#333", "#eee"))
    kind = h.titled(sheet, ("Factuur",), ("Creditfactuur", "Creditnota"))
    rate, _, vat = sheet.vat_row(facts.vat[0])
    bar = [("Subtotaal excl. btw", sheet.total("total_without_vat")),
           (f"Btw verlegd {rate if '%' in rate else rate + '%'}", vat)]  # fmt: skip
    bar.append(("Totaal", sheet.total("total_with_vat")))
    if facts.prepaid:
        bar.append(("Reeds voldaan", sheet.total("prepaid")))
        bar.append(("Nog te voldoen", sheet.total("amount_due")))
    elif credit:
        bar.append(("Van ons tegoed", sheet.total("amount_due")))
    cells = "".join(f"<div><small>{k}</small><b>{v}</b></div>" for k, v in bar)
    ask = ""
    if h.is_payable(sheet):
        ask = f"""We ontvangen {sheet.total("amount_due")} graag uiterlijk
{sheet.date_of("due_date")} op de rekening onderaan deze factuur, met vermelding van
{sheet.number()}."""  # fmt: skip
    elif credit:
        ask = f"Dit bedrag verrekenen we met factuur {h.distractor(sheet, '%Y-####')}."
    heads = (("name", "Omschrijving"), ("qty", "Aantal"), ("unit", ""), ("price", "Tarief"),
             ("total", "Bedrag"))  # fmt: skip
    css = _SESSIONS_CSS.replace("HUE", hue).replace("TINT", tint)
    css = css.replace("FONT", sheet.pick("Liberation Sans", "URW Gothic", "P052"))
    study = sheet.pick("afspraken-app", "klantportaal FR", "bestelstraat", "intranet")
    return (
        css
        + f"""<div class="top"><div>{sheet.logo(facts.seller.brand, hue)}</div><div
class="side">{b.street(facts.seller)}<br>Nederland<br>{facts.seller.mail}<br>{facts.seller.phone}
</div></div><h1>{kind} {sheet.number()}</h1><div>{sheet.date_of()}</div><div class="top"
style="margin-top:8mm"><div>{b.address(sheet, "buyer")}<br>t.a.v. de crediteurenadministratie</div>
<div class="side">Btw-nummer klant: {sheet.vat_id("buyer")}<br>Uw referentie:
{escape(facts.references["order"])}<br>Project: {study}<br>Offerte
{h.distractor(sheet, "OFF-%y-##")} d.d. {h.day(sheet, -47)}</div></div><div class="sum">{cells}
</div>{h.lines(sheet, heads)}<p>Btw verlegd naar de afnemer, artikel 44 btw-richtlijn
(intracommunautaire dienst).</p><p>{ask}</p><p><i>De sessies vonden plaats van {h.day(sheet, -19)}
tot en met {h.day(sheet, -12)}; opnames bewaren we zes maanden.</i></p><div class="strip"><span>
{sheet.name("seller")}</span><span>KvK {h.distractor(sheet, "7#######")}</span><span>btw
{sheet.vat_id("seller")}</span><span>{sheet.iban()}</span><span>{sheet.bic()}</span></div>"""
    )
