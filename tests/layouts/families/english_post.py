"""Layouts in English: a firm of advisers that writes letters, a service that bills its users."""

from dataclasses import replace

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.natives import person, settle, terms
from tests.layouts.sheet import Sheet

_ADVISERS = Profile(
    "advisers", "GB", "en", "GBP", regime="AE", lines=(1, 5), prepaid=0.15, credit=0.08
)


@family("advisers_fee_note", Split.MAKING, _ADVISERS, replace(_ADVISERS, currency="EUR"),
        replace(_ADVISERS, regime="S", prepaid=0))  # fmt: skip
def advisers_fee_note(sheet: Sheet) -> str:
    """A letter of a partnership: fees told in a narrative, rates below the work, pay in a frame."""
    facts = settle(sheet, "{w} Hale Partners", "{w} & Rowe Advisory", "The {w} Consultancy",
                   forms=("LLP", "Limited", "Ltd"))  # fmt: skip
    h.adopt(sheet, ("####/%y", "FN#####", "@@/####/#", "%y%m-###"), ("long", "long", "abbreviated"),
            ("CR####/%y", "CN#####"))  # fmt: skip
    facts, code = sheet.facts, sheet.facts.profile.currency
    credit, taxed = facts.type_code == "381", facts.profile.regime == "S"
    kind = h.titled(sheet, ("FEE NOTE", "Invoice for professional services", "INVOICE"),
                    ("CREDIT NOTE", "Credit note"))  # fmt: skip
    partner = person(sheet)
    initials = "".join(word[0] for word in partner.split())
    ours = f"{initials}/{h.distractor(sheet, '@@#')}"
    refs: list[Pair] = [("Our ref", ours), ("Your ref", facts.references["order"])]
    refs.insert(sheet.pick(0, 2), (sheet.pick("Note no", "No", "Fee note"), sheet.number()))
    if credit:
        refs = [("Credit no" if label[0] in "NF" else label, value) for label, value in refs]
    matter = sheet.pick("Project Osprey", "Market entry study", "Post-merger integration review")
    told = f"""{"Fees credited" if credit else "To our professional fees and expenses"} in
connection
with the above engagement for the period {h.day(sheet, -37)} to {h.day(sheet, -6)}, in accordance
with our letter of engagement dated {h.day(sheet, -88)}:"""
    rows = "".join(_narrative(sheet, line) for line in facts.lines)
    sums: list[Pair] = [("Fees and expenses", sheet.total("total_without_vat"))]
    if taxed:
        sums += h.vat_sums(sheet, "VAT at {rate}", "Outside the scope of VAT", bare=False)
        why = ""
    else:
        sums.append((sheet.pick("VAT at 0%", "VAT"), sheet.total("total_vat")))
        why = f"""Supply made outside the scope of UK VAT. VAT to be accounted for by the recipient
under the reverse charge; your VAT registration number {sheet.vat_id("buyer")}."""
    sums.append(("Total", sheet.total("total_with_vat")))
    if facts.prepaid:
        sums.append(("Less: paid on account", f"({sheet.total('prepaid')})"))
    last = "Amount credited" if credit else sheet.pick("Now due", "Balance due to us")
    sums.append((f"<b>{last}</b>", f"<b>{sheet.total('amount_due')}</b>"))
    foot = """{name} is registered in England and Wales. Registered office: {street_}.
VAT registration no. {vat}."""
    return f"""<style>@page {{ margin: 16mm 24mm 12mm }} body {{ font: 11pt "P052"; min-height:
268mm; padding-bottom: 16mm }} .top {{ text-align: center; letter-spacing: 2.5pt; font-size: 15pt;
border-bottom: 0.5pt solid #1d3c34; padding-bottom: 3mm; color: #1d3c34 }} .top small {{ display:
block; font-size: 7.5pt; letter-spacing: 1pt; margin-top: 1.5mm }} .refs .n {{ text-align: left;
padding-left: 5mm }} .refs td {{ padding: 0.3mm 0; font-size: 9.5pt }} .fee {{ width: 100%; margin:
4mm 0 }} .fee td {{ padding: 1.2mm 0 }} .fee small {{ color: #444 }} .sum {{ margin-left: auto }}
.sum td {{ padding: 0.8mm 0 0.8mm 10mm }}
.sum tr:last-child .n {{ border-top: 0.6pt solid; border-bottom: 2.4pt double }} .rem {{ border:
0.6pt solid #1d3c34; padding: 3mm 4mm; font-size: 9pt; margin-top: 6mm }} .rem .pairs .n {{
text-align: left; padding-left: 6mm }} .rem td {{ padding: 0.3mm 0 }}</style><div class="top">
{sheet.name("seller")}<small>{b.street(facts.seller, "  ·  ")}  ·  {facts.seller.phone}  ·
{facts.seller.site}</small></div><div class="row" style="margin-top:9mm"><div>The Finance Director
<br>{b.address(sheet, "buyer").replace("<b>", "").replace("</b>", "")}</div>
{b.pair_rows(refs, "refs")}</div><p
style="margin-top:7mm">{sheet.date_of()}</p><p><b>{kind}</b><br>
<u>{matter}</u></p><p>{told}</p><table class="fee">{rows}</table>{b.pair_rows(sums, "sum")}
<p style="font-size:9.5pt">{why}</p>{_remittance(sheet, code)}<p>{partner}<br><i>
{"Partner" if facts.seller.form == "LLP" else "Director"}</i></p>
<p class="foot">{h.told(sheet, foot)} {h.distractor(sheet, "OC######")
if facts.seller.form == "LLP" else h.distractor(sheet, "Company no. 0#######")}. A list of
{"members" if facts.seller.form == "LLP" else "directors"} is open to
inspection.</p>"""  # fmt: skip


def _narrative(sheet: Sheet, line: Line) -> str:
    """Print a line as an entry: what was done, and below it for how long and at which rate."""
    unit = line.unit + ("s" if line.quantity > 1 else "")
    qty, price = sheet.cell(line, "qty"), sheet.cell(line, "price")
    below = "" if line.unit == "psch" else f"<br><small>{qty} {unit} at {price}</small>"
    return f"""<tr><td>{sheet.cell(line, "name")}{below}</td><td class="n"
style="vertical-align:bottom">{sheet.cell(line, "total")}</td></tr>"""


def _remittance(sheet: Sheet, code: str) -> str:
    """Return how and when to pay, in a frame; a credit note says what becomes of it."""
    if sheet.facts.type_code == "381":
        original = f"{h.distractor(sheet, 'FN#####')} dated {h.day(sheet, -20)}"
        return f"<p>Issued in respect of our fee note {original}; please deduct it.</p>"
    asked = terms(sheet, "Our terms are {days} days from the date of this note",
                  "Our terms are payment on presentation")  # fmt: skip
    until = "".join(f"; {k} {day}" for k, day in h.due(
        sheet, "kindly pay by", "payment is therefore due by", "due"))  # fmt: skip
    account = [("Account name", sheet.party("seller").brand), ("IBAN", sheet.iban())]
    account += [("SWIFT/BIC", sheet.bic()), ("Quote", sheet.number())]
    return f"""<div class="rem">{asked}{until}. Please remit in {sheet.show("currency", code)} by
bank transfer, all charges to your account.{b.pair_rows(account)}</div>"""


_USERS = Profile("workspace", "IE", "en", regime="AE", lines=(2, 6), prepaid=0, credit=0.08)


@family("workspace_usage", Split.MAKING, _USERS, replace(_USERS, credit=0.2),
        replace(_USERS, regime="S", vat_country="FR", lines=(1, 5)))  # fmt: skip
def workspace_usage(sheet: Sheet) -> str:
    """A cloud's month: all numbers down the left, a grey panel of sums, the detail overleaf."""
    facts = settle(sheet, "{w} Cloud Ireland", "{w} Workspace EMEA", "{w} Technologies Ireland",
                   forms=("Limited", "Ltd", "DAC"))  # fmt: skip
    h.adopt(sheet, ("5#########", "IEIN%y######", "EUINIE%y-######", "@#########"),
            ("%d %b %Y", "abbreviated", "us"), ("IECN%y######", "5#########"))  # fmt: skip
    facts, credit = sheet.facts, sheet.facts.type_code == "381"
    taxed, hue = facts.profile.regime == "S", sheet.pick("#1a73e8", "#0f766e", "#7c3aed")
    doc = sheet.pick("Credit memo", "Credit note") if credit else "Invoice"
    kind = h.titled(sheet, ("Invoice", "VAT Invoice", "Tax invoice"), (doc,))
    details: list[Pair] = [(f"{doc} number", sheet.number()), (f"{doc} date", sheet.date_of())]
    details += [("Billing ID", h.distractor(sheet, "####-####-####"))]
    details += [("Domain name", facts.buyer.site.removeprefix("www.")), ("PO number", "—")]
    if credit:
        original = f"{h.distractor(sheet, 'IEIN%y######')}<br>{h.day(sheet, -31)}"
        details[-1] = ("Original invoice", original)
    elif sheet.maybe():
        details[-1] = ("PO number", facts.references["order"])
    period = f"{h.day(sheet, -31)} – {h.day(sheet, -1)}"
    code = sheet.show("currency", "EUR")
    panel: list[Pair] = [(f"Subtotal in {code}", sheet.total("total_without_vat"))]
    if taxed:
        panel += h.vat_sums(sheet, "VAT France ({rate})", "Untaxed", bare=False)
    else:
        panel.append((sheet.pick("VAT (0%)", "Taxes"), sheet.total("total_vat")))
    big = sheet.total("total_with_vat")
    total = f"Total in {code}"
    panel.append((f"<b>{total}</b>", f"<b>{sheet.total('total_with_vat')}</b>"))
    asked = "".join(
        f"""You will be charged automatically for the amount due, {sheet.total("amount_due")}, {k}
{day}.""" for k, day in h.due(sheet, "on", "on or after", "no later than"))  # fmt: skip
    asked = asked or "This credit has been applied to your billing account; no action is required."
    heads = [("name", "Subscription"), ("ref", "SKU"), ("qty", "Quantity")]
    heads += [("unit", ""), ("price", "Rate"), ("total", f"Amount ({code})")]
    why = (
        ""
        if taxed
        else """Services subject to the reverse charge - VAT to be accounted for by the
recipient as per Article 196 of Council Directive 2006/112/EC."""
    )
    yours = h.told(sheet, "VAT ID: {vat}", "buyer") if not taxed or sheet.maybe() else ""
    word = "FR VAT ID" if taxed else sheet.pick("VAT number", "VAT ID")
    return f"""<style>@page {{ margin: 14mm 16mm }} body {{ font: 9.5pt "Liberation Sans"; color:
#202124; padding: 0 }} .page {{ height: 262mm; position: relative }} .two {{ display: grid;
grid-template-columns: 66mm 1fr; gap: 14mm; margin-top: 12mm }} h1 {{ font-size: 26pt;
font-weight: normal; margin: 0 0 8mm }} .k {{ color: #5f6368; font-size: 8pt; margin-top: 3.5mm }}
.pan {{ background: #f1f3f4; padding: 7mm 6mm; border-radius: 2mm }} .pan .big {{ font-size: 24pt;
color: {hue} }} .pan .sum {{ width: 100%; margin-top: 6mm }} .pan .sum td {{ padding: 2mm 0;
border-top: 0.5pt solid #dadce0 }} .lines th {{ border-bottom: 1pt solid {hue}; font-size: 8pt }}
.lines td {{ border-bottom: 0.4pt solid #dadce0; padding: 2.2mm 4px }} .lines .c-name {{ width: 40%
}} .end {{ margin: 4mm 0 0 auto; width: 80mm }} .low {{ position: absolute; bottom: 0; left: 0;
right: 0; font-size: 7.5pt; color: #5f6368; border-top: 0.4pt solid #dadce0; padding-top: 2mm }}
</style><div class="page"><div class="row">{sheet.logo(facts.seller.brand.split()[0].lower(), hue)}
<div style="text-align:right;font-size:8.5pt">{h.told(sheet, "{name}<br>{street}")}<br>
{sheet.country("seller")}<br>{word}: {sheet.vat_id("seller")}</div></div><div class="two"><div><h1>
{kind}</h1>{"".join(f'<div class="k">{k}</div>{v}' for k, v in details)}<div class="k">Bill
to</div>
{b.address(sheet, "buyer", country=True).replace("<b>", "").replace("</b>", "")}<br>{yours}</div>
<div class="pan"><b>{sheet.pick("Workspace", "Services",
"Subscriptions")}</b><br>{period}<br><br>{total}<br><span class="big">{big}</span>
{b.pair_rows(panel, "sum")}<p style="font-size:8.5pt">{asked}</p></div></div><p
style="margin-top:12mm;font-size:8.5pt">{why}</p><div class="low">Questions about this document:
{facts.seller.mail}. Registered in Ireland, company no. {h.distractor(sheet, "######")}.<br>Page 1
of 2</div></div><div class="page break"><div class="row"><b>{kind}</b><span>{doc} number:
{sheet.number()}</span></div><p>{facts.buyer.name}<br>{period}</p>{h.lines(sheet, heads)}
{b.pair_rows(panel, "end")}<div class="low">Page 2 of 2</div></div>"""  # fmt: skip
