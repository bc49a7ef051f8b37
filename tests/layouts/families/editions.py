"""Layout of the Irish house of an American software company."""

from dataclasses import replace
from datetime import timedelta

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.identifiers import digits
from tests.layouts.natives import person, settle
from tests.layouts.sheet import Sheet

_EDITIONS = Profile("editions", "IE", "en", regime="AE", lines=(1, 6), prepaid=0, credit=0.08)


@family("software_editions", Split.MAKING, _EDITIONS,
        replace(_EDITIONS, adjustments=("discount",), credit=0.15),
        replace(_EDITIONS, regime="S", buyers=("IE",), lines=(2, 5)))  # fmt: skip
def software_editions(sheet: Sheet) -> str:
    """An ERP's own form: number behind a hash, total and its day beside the addressee, a slip."""
    facts = settle(sheet, "{w} Software Ireland", "{w} Systems International", "{w} EMEA",
                   forms=("Limited", "Ltd", "DAC", "Unlimited Company"))  # fmt: skip
    h.adopt(sheet, ("INVIE######", "SI-#####", "IE########", "INV#####-IE"),
            ("abbreviated", "dashed", "us"), ("CMIE#####", "CM-#####"))  # fmt: skip
    facts, credit = sheet.facts, sheet.facts.type_code == "381"
    hue = sheet.pick("#607799", "#4d5f79", "#36677d")
    kind = h.titled(sheet, ("Invoice", "Tax Invoice"), ("Credit Memo",))
    terms = f"Net {facts.days}" if facts.days else "Due on receipt"
    strip: list[Pair] = [("Terms", terms), ("PO #", facts.references["order"])]
    strip += [("Order Form", h.distractor(sheet, "Q-0#####")), ("Sales Rep", person(sheet))]
    strip += [("Billing Schedule", sheet.pick("Annual Upfront", "Quarterly", "Upon Signature"))]
    if credit:
        strip[0] = ("Created From", f"Invoice #{h.distractor(sheet, 'INVIE######')}")
    total = sheet.total("total_with_vat")
    until = "".join(f"<br><small>{k} {day}</small>" for k, day in h.due(sheet, "Due Date:"))
    heads: list[Pair] = [("qty", "Quantity"), ("name", "Item"), ("price", "Rate")]
    heads += [("rate", "Tax Rate"), ("total", "Amount")]
    yours = sheet.pick("Tax Reg. Number", "VAT #", "Customer VAT ID")
    foot = "{name} &nbsp;|&nbsp; {street_}, {country} &nbsp;|&nbsp; VAT Reg. {vat} &nbsp;|&nbsp; "
    parent = facts.seller.brand.split()[0]
    return f"""<style>@page {{ margin: 13mm 14mm 10mm }} body {{ font: 9pt "Nimbus Sans"; color:
#333;
min-height: 272mm }} .doc {{ text-align: right }} .doc b {{ font-size: 26pt; font-weight: normal;
color:
{hue} }} .doc > span {{ font-size: 13pt }} .to {{ display: grid; grid-template-columns: 1fr 1fr
62mm;
gap:
4mm; margin: 8mm 0 7mm }} .to .cap {{ font-weight: bold; color: #000 }} .big {{ background: #e3e3e3;
padding: 4mm 5mm; text-align: right }} .big .t {{ font-size: 20pt; line-height: 1.3 }} .strip {{
width:
100%; margin-bottom: 6mm }} .strip th {{ background: #e3e3e3; font-size: 8pt; padding: 1.4mm 2mm }}
.strip td {{ padding: 1.4mm 2mm; border-bottom: 0.4pt solid #ccc }} .lines th {{ background:
#e3e3e3;
font-size: 8pt; padding: 1.4mm 2mm }} .lines td {{ padding: 1.4mm 2mm }} .lines tr:nth-child(even)
td {{
background: #f7f7f7 }} .lines .c-name {{ width: 52% }} .lines .c-qty {{ width: 10%; text-align:
left }}
.lines small {{ color: #666 }} .sum {{ margin-left: auto; width: 84mm; border-top: 0.4pt solid #999
}}
.sum td {{ padding: 1.2mm 2mm; font-weight: bold }} .sum tr:last-child td {{ background: #e3e3e3 }}
.bars {{ width: 46mm; height: 9mm; background: repeating-linear-gradient(90deg, #000 0 1px, #fff 1px
3px, #000 3px 6px, #fff 6px 7px, #000 7px 8px, #fff 8px 11px) }} .low {{ position: absolute; bottom:
11mm; left: 0; right: 0; break-inside: avoid }} .cut {{ border-top: 1px dashed #777; margin-top:
4mm;
padding-top: 3mm }} .cut .n {{ text-align: left; padding-left: 6mm }} .cut .l {{ white-space:
nowrap }}</style><div class="row"><div>
{sheet.logo(facts.seller.brand.split()[0], hue, serif=sheet.maybe(0.3))}<div style="font-size:8pt">
{b.street(facts.seller)}<br>{sheet.country("seller")}</div></div><div class="doc"><b>{kind}</b><br>
<span>#{sheet.number()}</span><br>{sheet.date_of()}</div></div><div class="to"><div><div
class="cap">
Bill To</div>{b.address(sheet, "buyer", country=True)}<br>{yours}:
{sheet.vat_id("buyer")}</div><div>
<div class="cap">End User</div>{b.other(facts.others[0]) if sheet.maybe(0.25) else facts.buyer.name}
</div><div class="big"><b>TOTAL</b><div class="t">{total}</div>{until}</div></div>
{b.pair_boxes(strip, "strip")}{h.lines(sheet, heads, more=lambda line: _term(sheet, line))}
{_sums(sheet, credit)}<p style="font-size:8pt">{_law(sheet)}</p><div class="low"><div
class="bars"></div>
<small>{facts.number}</small>{_slip(sheet, credit)}</div><div class="foot">{h.told(sheet, foot)}
Reg. in Ireland {digits(sheet.rng, 6)} &nbsp;|&nbsp; A subsidiary of {parent}, Inc., Wilmington,
DE, EIN {digits(sheet.rng, 2)}-{digits(sheet.rng, 7)}</div>"""  # fmt: skip


def _term(sheet: Sheet, line: Line) -> str:
    """Return for how long something is subscribed; work has a ticket."""
    if line.unit in {"hour", "seat"}:
        return f"<br><small>Project {h.distractor(sheet, 'PRJ#####')}</small>"
    start = sheet.facts.issue_date + timedelta(days=sheet.pick(1, 12, 16))
    end = start.replace(year=start.year + 1, day=min(start.day, 28)) - timedelta(days=1)
    return f"<br><small>{line.reference} | {sheet.day(start)} to {sheet.day(end)}</small>"


def _sums(sheet: Sheet, credit: bool) -> str:
    facts = sheet.facts
    pairs = h.extras(sheet, {"sum": "Line Total", "discount": "Partner Discount"}, bare=False)
    pairs.append(("Subtotal", sheet.total("total_without_vat")))
    if facts.profile.regime == "S":
        pairs += h.vat_sums(sheet, "VAT @ {rate}", "Exempt", bare=False)
    else:
        pairs.append(
            (sheet.pick("Tax Total (0%)", "VAT (Reverse Charge)"), sheet.total("total_vat"))
        )
    word = "Total Credit" if credit else sheet.pick("Total", "Amount Due")
    field = "amount_due" if word == "Amount Due" else "total_with_vat"
    pairs.append((word, sheet.total(field)))
    return b.pair_rows(pairs, "sum")


def _law(sheet: Sheet) -> str:
    if sheet.facts.profile.regime == "S":
        return "Late payments are subject to interest under S.I. No. 580/2012."
    return """Reverse charge: customer to account for VAT to the relevant tax authority, Article
196,
Council Directive 2006/112/EC. All fees are non-refundable as per the Master Subscription
Agreement."""


def _slip(sheet: Sheet, credit: bool) -> str:
    """Print what is to be sent along with the money, and where it has to go."""
    if credit:
        return ""
    name, code = sheet.facts.seller.name, sheet.show("currency", "EUR")
    slip: list[Pair] = [("Customer", f"{sheet.facts.references['customer']} {sheet.name('buyer')}")]
    slip += [("Invoice #", sheet.number()), ("Amount Due", sheet.total("amount_due"))]
    slip.append(("Amount Paid", "_______________"))
    return f"""<div class="cut row"><div style="margin-right:8mm"><b>Remittance
Slip</b>{b.pair_rows(slip)}</div><div><b>Remit To
({code}, SEPA or wire)</b><br>Beneficiary:
{name}<br>{h.told(sheet, "IBAN: {iban}<br>SWIFT: {bic}")}<br>
<small>Please e-mail advice to {sheet.facts.seller.mail}. Our bank details<br>never change by
e-mail.</small></div></div>"""
