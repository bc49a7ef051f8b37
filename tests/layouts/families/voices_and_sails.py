"""Layouts of a British voice studio and of a Dutch sailmaker."""

from dataclasses import replace

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.natives import person, settle
from tests.layouts.sheet import Sheet
from tests.layouts.squares import square

_VOICES = Profile("voices", "GB", "en", "GBP", buyers=("FR",), regime="AE", lines=(2, 6),
                  prepaid=0.15, credit=0.1)  # fmt: skip


@family("voices_please_pay", Split.MAKING, _VOICES,
        replace(_VOICES, currency="EUR", lines=(1, 4), paid=0.2),
        replace(_VOICES, buyers=("GB",), regime="S"))  # fmt: skip
def voices_please_pay(sheet: Sheet) -> str:
    """A small firm's accounts package: a band with day, sum and term; dated activities."""
    settle(sheet, "{w} Voices", "{w} Voice & Sound", "{w} Audio", "Studio {w}",
           forms=("Ltd", "Limited", "LLP"))  # fmt: skip
    h.adopt(sheet, ("####", "1###", "VO####", "%y-###"), ("%d/%m/%Y", "%d/%m/%Y", "abbreviated"),
            ("CN###", "####CR"))  # fmt: skip
    sign = sheet.pick("{s}{}", "{c} {}")
    sheet.style = replace(sheet.style, currency=sign, rate="{}%", minus="-{}")
    facts, seller = sheet.facts, sheet.facts.seller
    credit, abroad = facts.type_code == "381", facts.profile.regime == "AE"
    hue, pale = sheet.pick(("#2f7bb8", "#dcecf7"), ("#6b8e23", "#eaf1da"), ("#b5485d", "#f7e1e5"))
    kind = h.titled(sheet, ("INVOICE", "Invoice", "TAX INVOICE"), ("CREDIT NOTE", "Credit Note"))
    number = sheet.number()
    band: list[Pair] = [("DATE", sheet.date_of())]
    owed = sheet.total("amount_due")
    band.append(("TOTAL CREDIT" if credit else "PLEASE PAY", owed))
    band += h.due(sheet, "DUE DATE")
    head = "".join(f"<div><small>{label}</small> {value}</div>" for label, value in band)
    code = {"S": "20.0% S", "AE": "No VAT"}
    rows = [_activity(sheet, line, code[facts.profile.regime]) for line in facts.lines]
    heads = ("DATE", "ACTIVITY", "VAT", "QTY", "RATE", "AMOUNT")
    table = b.table(("text", "name", "text", "qty", "price", "total"), heads, rows, "lines")
    sums: list[Pair] = [
        ("SUBTOTAL", sheet.total("total_without_vat", bare=True)),
        ("VAT TOTAL", sheet.total("total_vat", bare=True)),
        ("TOTAL", sheet.total("total_with_vat", bare=True)),
    ]
    if facts.prepaid:
        sums.append((sheet.pick("PAYMENT", "DEPOSIT"), sheet.total("prepaid", bare=True)))
    last = ("REMAINING CREDIT", owed) if credit else ("TOTAL DUE", owed)
    note = sheet.pick("Thank you for your business.", "It was a pleasure reading for you!")
    paid = '<div class="paid">PAID</div>' if facts.amount_due == 0 and not credit else ""
    summary = h.recap(sheet, (("rate", "RATE"), ("vat", "VAT"), ("basis", "NET")))
    why = ("Outside the scope of UK VAT: customer to account for VAT to the tax authority in "
           "its country (reverse charge, art. 196 Directive 2006/112/EC)." if abroad else ""
           )  # fmt: skip
    theirs = f"<br>VAT Reg. No. {sheet.vat_id('buyer')}" if abroad else ""
    jobs = ("Safety induction FR/EN", "Museum audio guide", "Product film, autumn", "IVR refresh")
    job = [("P.O. NUMBER", facts.references["order"]), ("PROJECT", sheet.pick(*jobs))]
    if credit:
        job.insert(0, ("AGAINST INVOICE", h.distractor(sheet, "1###")))
    crew = [("VOICE", person(sheet)), ("ENGINEER", person(sheet).split()[0])]
    cols = b.pair_boxes(job + crew, "job")
    sort = f"{'-'.join(facts.iban[i : i + 2] for i in (8, 10, 12))}, account {facts.iban[14:]}"
    pay = (f"Bank transfer: sort code {sort}. From abroad: IBAN {sheet.iban()}, SWIFT "
           f"{sheet.bic()}. Please quote {number}." if h.is_payable(sheet) else "")  # fmt: skip
    return f"""<style>body {{ font: 9pt "Liberation Sans"; color: #333; padding-bottom: 8mm }}
.at {{ line-height:
1.35 }} .at .logo {{ max-height: 17mm; max-width: 50mm }} h1 {{ color: {hue}; font: 20pt
"Liberation Sans"; margin: 6mm 0 3mm }} small {{ color: {hue}; font-size: 8pt }} .band {{ display:
flex; margin: 5mm 0 }} .band div {{ flex: 1; background: {pale}; padding: 4mm; text-align: center;
font-size: 10.5pt }} .band div:nth-child(2) {{ background: {hue}; color: #fff; font-size: 13pt }}
.band div:nth-child(2) small {{ color: #fff }} .job {{ width: 100%; margin-bottom: 4mm }} .job th
{{ color: {hue}; font: 8pt "Liberation Sans" }} .lines th {{ background: {pale}; color: {hue}; font:
8.5pt "Liberation Sans"; padding: 1.6mm 1mm }} .lines td {{ padding: 1.6mm 1mm }} .lines th.c-name,
.lines td.c-name {{ width: 46% }} .lines td.c-text {{ white-space: nowrap }} .lines i {{ font-style:
normal; color: #777; font-size: 8.5pt }} .under {{ border-top: 1.2pt dotted #999; margin-top: 4mm;
padding-top: 3mm; display: grid; grid-template-columns: 1fr 82mm }} .under table {{ width: 100% }}
.under .l {{ color: #666 }} .last {{ text-align: right; border-top: 1.2pt dotted #999;
border-bottom: 1.2pt dotted #999; padding: 2.4mm 1mm; margin-top: 2mm }} .last b {{
font-size: 15pt; margin-left: 14mm }} .vat {{ width: 82mm; margin: 3mm 0 }} .vat th {{
color: {hue}; font-size: 8pt }} .vat td,
.vat th {{ text-align: right }} .paid {{ color: #3a9; width: fit-content; margin: 2mm 8mm;
border: 2pt solid; padding: 0 5mm; font-size: 15pt; transform: rotate(-7deg) }} p {{ font-size:
8.5pt; margin: 2mm 0 }}</style><div class="row"><div class="at"><b>{sheet.name("seller")}</b><br>
{b.street(seller)}<br>United Kingdom<br>{seller.phone}<br>{seller.mail}<br>{seller.site}<br>VAT
Registration No.: {sheet.vat_id("seller")}</div><div class="at">
{sheet.logo(seller.brand, hue)}</div></div><h1>{kind} {number}</h1><div class="row"><div
style="line-height:1.4"><small>{sheet.pick("BILL TO", "INVOICE TO") if not credit else "CREDIT TO"}
</small><br>{b.address(sheet, "buyer")}{theirs}</div></div><div class="band">{head}</div>{cols}
{table}<div class="under"><div>{note}{paid}</div><div>{b.pair_rows(sums)}</div></div>
<div class="last">{last[0]} <b>{last[1]}</b></div><p><small>VAT SUMMARY</small></p>{summary}
<p>{why}</p><p>{pay}
</p><p>Recordings remain the property of the studio until paid in full. Usage beyond the licence
stated is chargeable at the rates of the day.</p><div class="foot">Company Registration No.
{h.distractor(sheet, "0#######")}. Registered in England and Wales. Registered office:
{b.street(seller, ", ")}</div>"""  # fmt: skip


def _activity(sheet: Sheet, line: Line, code: str) -> list[str]:
    """Print one activity: its day, a heading and a text, the code of its VAT, and its value."""
    first, _, rest = line.name.partition(", ")
    name, day = sheet.cell(line, "name"), h.day(sheet, 3 * sheet.facts.lines.index(line) - 26)
    if rest:
        name = f"<b>{first}</b>, <i>{rest}</i>"
    cells = [sheet.cell(line, key) for key in ("qty", "price", "total")]
    return [day, name, code, *cells]


_SAILS = Profile("zeilmakerij", "NL", "nl", buyers=("FR",), regime="K", lines=(2, 6), prepaid=0.3,
                 credit=0.08)  # fmt: skip


@family("sails_in_dark_sidebar", Split.MAKING, _SAILS, replace(_SAILS, lines=(1, 3)),
        replace(_SAILS, buyers=("NL",), regime="S"))  # fmt: skip
def sails_in_dark_sidebar(sheet: Sheet) -> str:
    """An online billing service: on a dark strip what to pay and where, lines without heads."""
    settle(sheet, "Zeilmakerij {w}", "{w} Zeilen", "{w} Sails & Tenten", "{w} Zeilmakers",
           forms=("B.V.", "V.O.F."))  # fmt: skip
    h.adopt(sheet, ("%Y-####", "%Y####", "F%y-###", "%y####"), ("long", "%d-%m-%Y", "%d-%m-%Y"),
            ("C%Y-###", "CF%y-###"))  # fmt: skip
    town, area = sheet.pick(("8754 GP Makkum", "Makkum"), ("8711 HX Workum", "Workum"),
                            ("1671 CA Medemblik", "Medemblik"), ("4301 WR Zierikzee", "Zierikzee")
                            )  # fmt: skip
    street = f"{sheet.pick('Kadijk', 'Buitenhaven', 'Zeilmakersstraat')} {sheet.rng.randint(1, 48)}"
    seller = replace(sheet.facts.seller, street=(street,), town=town, register=area,
                     phone=f"06 {h.distractor(sheet, '## ## ## ##')}")  # fmt: skip
    sheet.facts = facts = replace(sheet.facts, seller=seller)
    sheet.style = replace(sheet.style, currency=sheet.pick("€ {}", "€ {}", "{} EUR"))
    credit, abroad = facts.type_code == "381", facts.profile.regime == "K"
    hue = sheet.pick("#16324f", "#3b1f2b", "#1f4037", "#2d2d34")
    kind = h.titled(sheet, ("Factuur", "factuur"), ("Creditfactuur", "creditnota"))
    ship = sheet.pick("s.y. Marguerite", "Contest 36 'Zwaluw'", "Dufour 382 'Ar Mor'",
                      "botter BU 14", "Bavaria 40 'Mistral'")  # fmt: skip
    owed = sheet.total("amount_due")
    until = "".join(f"<p>{k}<br><b>{v}</b></p>" for k, v in h.due(
        sheet, "Graag betalen vóór", "Uiterlijk op onze rekening", "Te betalen uiterlijk")
    )  # fmt: skip
    word = "Wij betalen u terug" if credit else sheet.pick("Te betalen", "Nog te betalen", "Saldo")
    where = ""
    if h.is_payable(sheet):
        code = square(f"https://betaal.example/{facts.number}/{facts.amount_due}")
        where = (f"<p>op rekening<br><b>{sheet.iban()}</b><br>BIC {sheet.bic()}<br>t.n.v. "
                 f"{seller.brand}</p><p>o.v.v. {facts.number}</p><p>of scan met uw bankapp</p>"
                 f"{code}")  # fmt: skip
    blocks = "".join(_sail(sheet, line) for line in facts.lines)
    sums: list[Pair] = [(sheet.pick("Samen", "Subtotaal"), sheet.total("total_without_vat"))]
    for row in facts.vat:
        rate, basis, vat = sheet.vat_row(row)
        rate = rate if "%" in rate else f"{rate} %"
        sums.append((f"Btw {rate} over {basis}", vat))
    sheet.total("total_vat", bare=True)
    sums.append((f"Totaal {'credit' if credit else 'factuur'}", sheet.total("total_with_vat")))
    if facts.prepaid:
        day = h.day(sheet, -52)
        sums.append((f"Aanbetaling ontvangen op {day}", "– " + sheet.total("prepaid")))
    why = (f"Intracommunautaire levering, btw 0 % (tabel II, post a.6 Wet OB). Btw-nummer "
           f"afnemer {sheet.vat_id('buyer')}." if abroad else "")  # fmt: skip
    about = f"Betreft: {ship}. Opdracht {h.distractor(sheet, 'Z####')} van {h.day(sheet, -63)}"
    about += f", uw referentie {facts.references['order']}."
    if credit:
        about += f" Correctie op factuur {h.distractor(sheet, '%Y-####')}."
    ready = f"Klaar en verzonden: {sheet.day(facts.delivery_date)}."
    tip = sheet.pick("Winterberging van uw zeilen? Vóór 1 november aanmelden geeft 10 % korting.",
                     "Op al onze nieuwe zeilen zit drie jaar garantie op de stiknaden.",
                     "Vergeet niet uw genua tijdig te laten wassen.")  # fmt: skip
    return f"""<style>@page {{ margin: 0 }} body {{ font: 9.5pt "{sheet.pick("DejaVu Sans",
"URW Gothic", "Liberation Sans")}"; min-height: 296.5mm; padding: 0; display: grid;
grid-template-columns: 58mm 1fr }} .side {{ background: {hue}; color: #fff; padding: 14mm 4mm 10mm
7mm; font-size: 7.6pt; line-height: 1.45; display: flex; flex-direction: column }} .side p {{
margin: 0 0 4mm }} .sail {{ width: 0; height: 0; border-left: 13mm solid #fff;
border-top: 22mm solid transparent; margin: 0 0 3mm }} .big {{ font-size: 15pt;
margin: 1mm 0 5mm }} .qr {{ width: 26mm;
border: 1.5mm solid #fff }} .who {{ margin-top: auto }} .main {{ padding: 16mm 14mm 10mm 11mm }}
.main h1 {{ font-size: 23pt; font-weight: normal; margin: 16mm 0 1mm; color: {hue} }} .it {{
display: grid; grid-template-columns: 1fr 30mm; padding: 2.4mm 0; border-bottom: 0.4pt solid #ccc }}
.it small {{ color: #666 }} .it .n, .su .n {{ text-align: right }} .su {{ width: 100%; margin: 4mm 0
}} .su td {{ padding: 0.8mm 0 }} .su td.n {{ width: 32mm }} .note {{ font-size: 8pt; color: #444 }}
</style><div class="side"><div class="sail"></div><div>{word}</div><div class="big">{owed}</div>
{until}{where}<div class="who"><b>{sheet.name("seller")}</b><br>{b.street(seller)}<br>Nederland<br>
<br>{seller.phone}<br>{seller.mail}<br><br>KVK {h.distractor(sheet, "########")}<br>Btw-id
{sheet.vat_id("seller")}</div></div><div class="main">{b.address(sheet, "buyer")}<br><h1>{kind}
{sheet.number()}</h1><div>{sheet.pick("van", "d.d.", "gedateerd")} {sheet.date_of()}</div><p
class="note">{about} {ready}</p>{blocks}{b.pair_rows(sums, "su")}<p class="note">{why}</p><p
class="note">Op onze leveringen zijn de HISWA-voorwaarden van toepassing, gedeponeerd bij de
rechtbank Amsterdam.</p><p class="note"><i>{tip}</i></p></div>"""  # fmt: skip


def _sail(sheet: Sheet, line: Line) -> str:
    """Print what was made, below it how many at what price, beside it its value."""
    unit = {"m2": "m²", "st": "stuks", "psch": "stuk"}.get(line.unit, line.unit)
    if line.quantity == 1 and line.unit == "st":
        unit = "stuk"
    count, price = sheet.cell(line, "qty"), sheet.cell(line, "price")
    return (f'<div class="it"><div>{sheet.cell(line, "name")}<br><small>{count} {unit} à {price}'
            f'</small></div><div class="n">{sheet.cell(line, "total")}</div></div>')  # fmt: skip
