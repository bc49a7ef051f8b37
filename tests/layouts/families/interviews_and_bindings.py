"""Layouts of two who serve: a British fieldwork house, a Dutch bindery for old books."""

from dataclasses import replace
from html import escape

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import ZERO, Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.lodging import lodge
from tests.layouts.natives import person
from tests.layouts.sheet import Sheet
from tests.layouts.squares import square

_FIELD = Profile("fieldwork", "GB", "en", "GBP", buyers=("FR",), regime="AE", lines=(2, 6),
                 prepaid=0.25, credit=0.08)  # fmt: skip
_BOOKS = Profile("boekbinderij", "NL", "nl", buyers=("FR",), regime="AE", lines=(2, 6),
                 prepaid=0.2, credit=0.08)  # fmt: skip

_FIELD_CSS = """<style>* { font-variant-ligatures: none !important } @page { margin: 15mm 19mm }
body { font: 9pt/1.5 "FONT"; min-height: 266mm; padding-bottom: 30mm } .line { font: 17pt/1.3
"FONT"; letter-spacing: -0.2pt; margin: 10mm 0 11mm } .line i { font-style: normal; color: HUE;
padding: 0 2mm } .three { display: grid; grid-template-columns: 1fr 1fr 1.15fr; gap: 8mm;
border-top: 2.5pt solid HUE; padding-top: 2mm; margin-bottom: 12mm } .three h6 { margin: 0 0 1mm;
font: 7.5pt "FONT"; color: HUE } .three dl { margin: 0; display: grid; grid-template-columns: auto
1fr; column-gap: 3mm } .three dd { margin: 0 } .three dt { color: #777 } .do { display: grid;
grid-template-columns: 1fr auto; column-gap: 8mm } .do > div { padding: 1mm 0; border-bottom:
0.4pt solid #ccc } .do > div:nth-child(even) { text-align: right } .do em {
font-style: normal; color: #777; font-size: 8pt } .end { margin: 5mm 0 7mm auto; width: 104mm;
break-inside: avoid }
.end div { display: flex; align-items: baseline; gap: 2mm } .end u { flex: 1; text-decoration: none;
border-bottom: 0.8pt dotted #888 } .end .z { font: bold 12.5pt/2 "FONT" } .low { position: absolute;
bottom: 0; left: 0; right: 0; font-size: 7.3pt; color: #444; line-height: 1.5 }</style>"""


@family("interviews_under_a_headline", Split.MAKING, _FIELD, replace(_FIELD, currency="EUR"),
        replace(_FIELD, lines=(4, 9), paid=0.2))  # fmt: skip
def interviews_under_a_headline(sheet: Sheet) -> str:
    """A designed sheet: kind, number, day as one headline; lines without heads, due in a label."""
    lodge(sheet, "{w} Fieldwork|{w} Viewing Rooms|The {w} Panel|{w} & Rowe Research",
          "Ltd|Limited|LLP", "Charlotte Street|Deansgate|Whiteladies Road|Quay Side",
          "London W1T 4QG=England=+44 20|Manchester M3 2BW=England=+44 161"
          "|Bristol BS8 2PL=England=+44 117|Leeds LS1 4DL=England=+44 113")  # fmt: skip
    h.adopt(sheet, ("####", "%y-####", "FW####", "@@@-###"), ("long", "abbreviated", "dashed"),
            ("C####", "FWC###"))  # fmt: skip
    facts, hue = sheet.facts, sheet.pick("#d1495b", "#00798c", "#5f0f9a", "#c46a00")
    credit, seller = facts.type_code == "381", facts.seller
    kind = h.titled(sheet, ("Invoice",), ("Credit note",))
    job = [("Study", sheet.pick("Fleet buyers, wave 2", "Dental imaging", "Packaging choices FR",
                                "Insurance brokers tracker")),
           ("Job", h.distractor(sheet, "J#####")),
           ("PO", escape(facts.references["order"])),
           ("Fieldwork", f"{h.day(sheet, -31)} to {h.day(sheet, -6)}"),
           ("Exec", person(sheet))]  # fmt: skip
    if credit:
        job[2] = ("Credits", f"invoice {h.distractor(sheet, '####')}")
    jobs = "".join(f"<dt>{k}</dt><dd>{v}</dd>" for k, v in job)
    rows = "".join(
        f"<div>{sheet.cell(line, 'name')}<br><em>{sheet.cell(line, 'qty')} {_each(line)} &times; "
        f"{sheet.cell(line, 'price')}</em></div><div>{sheet.cell(line, 'total')}</div>"
        for line in facts.lines
    )
    rate, _, vat = sheet.vat_row(facts.vat[0])
    sums: list[Pair] = [
        (sheet.pick("Fees before VAT", "Excluding VAT", "Net"),
         sheet.total("total_without_vat", True)),
        (f"VAT {rate if '%' in rate else rate + '%'}, reverse charge", vat),
        (sheet.pick("Including VAT", "Gross"), sheet.total("total_with_vat", True)),
    ]  # fmt: skip
    if facts.prepaid:
        sums.append(("Already paid on commissioning", sheet.total("prepaid", True)))
    if credit:
        last = "Credited to you"
    elif h.is_payable(sheet):
        last = f"To pay by {sheet.date_of('due_date')}"
    else:
        last = "Left to pay"
    sheet.show("currency", facts.profile.currency)
    ends = "".join(f"<div>{k}<u></u>{v}</div>" for k, v in sums)
    ends += f'<div class="z">{last}<u></u>{sheet.total("amount_due")}</div>'
    pay = "" if credit else h.told(
        sheet, "Please pay in {cur} to {name}, {iban}, {bic}. ".replace(
            "{cur}", "sterling" if facts.profile.currency == "GBP" else "euro"))  # fmt: skip
    css = _FIELD_CSS.replace("FONT", sheet.pick("Liberation Sans", "URW Gothic", "P052"))
    number = f"{sheet.pick('', 'no. ')}{sheet.number()}"
    return css.replace("HUE", hue) + f"""{sheet.logo(seller.brand, hue)}<div class="line">
{kind} {number}<i>/</i>{sheet.date_of()}<i>/</i>{escape(facts.profile.currency)}</div><div
class="three"><div><h6>From</h6>{h.told(sheet, "<b>{name}</b><br>{street}<br>United Kingdom")}<br>
{seller.mail}</div><div><h6>To</h6>{b.address(sheet, "buyer")}<br>VAT {sheet.vat_id("buyer")}</div>
<div><h6>About</h6><dl>{jobs}</dl></div></div><div class="do">{rows}</div><div class="end">{ends}
</div><div class="low">{pay}The services are supplied where you belong: outside the scope of UK VAT,
you account for the VAT in France (article 196, Directive 2006/112/EC). Incentives are passed on at
cost with a signed receipt list. We work under the MRS Code of Conduct; recordings are kept for six
months.<br>{escape(seller.name)} is registered in England and Wales under
{"OC" if seller.form == "LLP" else "0"}{h.distractor(sheet, "######" if seller.form == "LLP" else
"#######")}, VAT registration {sheet.vat_id("seller")}. ICO register
Z{h.distractor(sheet, "#######")}.
{escape(seller.phone)}</div>"""  # fmt: skip


def _each(line: Line) -> str:
    word = {"intv.": "interview", "session": "session", "forfait": "fixed fee"}[line.unit]
    return word if line.quantity == 1 else f"{word}s"


_BOOKS_CSS = """<style>* { font-variant-ligatures: none !important } @page { margin: 0 } body
{ font: 9pt/1.42 "FONT"; min-height: 296mm; padding: 12mm 17mm 24mm; color: #222 } .top { display:
flex; justify-content: space-between; align-items: center } .top span { font-size: 8pt; color: #666
}
.card { display: grid; grid-template-columns: 1fr 1fr 1fr 22mm; background: TINT; border-radius:
3mm; padding: 4mm 5mm; margin: 8mm 0; align-items: center; gap: 5mm } .card small { display: block;
color:
#666; font-size: 7.5pt } .card b { font-size: 12pt; white-space: nowrap } .qr { width: 20mm } .who {
display: grid; grid-template-columns: 1fr 1fr; gap: 14mm; margin-bottom: 8mm } .who small { color:
HUE; display: block; font-weight: bold } h4 { margin: 5mm 0 1mm; font: bold 9.5pt "FONT" } h4 span {
font-weight: normal; color: #666; font-size: 8pt } .lines th { color: #666; font: 7.8pt "FONT";
border-bottom: 0.6pt solid HUE } .lines td { border-bottom: 0.4pt solid #ddd; padding: 1.2mm 4px }
.lines .c-name { width: 56% } .sub { text-align: right; color: #666; font-size: 8pt; padding: 1mm
4px } .pairs { margin: 5mm 0 5mm auto; min-width: 84mm } .pairs td { padding: 0.9mm 4px } .pairs
tr:last-child td { background: TINT; font-weight: bold } .foot { bottom: 9mm; left: 17mm; right:
17mm; line-height: 1.5 }</style>"""


@family("bindings_by_object", Split.JUDGING, _BOOKS, replace(_BOOKS, paid=0.4),
        replace(_BOOKS, lines=(4, 9)))  # fmt: skip
def bindings_by_object(sheet: Sheet) -> str:
    """A Dutch online service: sum and term on a card with a code, a small table for each book."""
    lodge(sheet, "Boekbinderij {w}|Papierrestauratie {w}|Restauratieatelier {w}|{w} Boek & Papier",
          "B.V.|BV|VOF", "Nieuwe Rijn|Bakkerstraat|Oude Delft|Lange Nieuwstraat",
          "2312 JC Leiden=Leiden=+31 71|6811 EK Arnhem=Arnhem=+31 26|2611 BD Delft=Delft=+31 15"
          "|3512 PH Utrecht=Utrecht=+31 30")  # fmt: skip
    h.adopt(sheet, ("F%Y-####", "%Y-####", "%Y0###", "BB%y###"), ("%d-%m-%Y", "long", "%d-%m-%y"),
            ("C%Y-###", "CR%y##"))  # fmt: skip
    facts, seller = sheet.facts, sheet.facts.seller
    hue, tint = sheet.pick(("#7a4b2a", "#f4ece4"), ("#1f5f6b", "#e6f1f2"), ("#5b5b1e", "#f2f2e3"))
    credit = facts.type_code == "381"
    kind = h.titled(sheet, ("Factuur",), ("Creditfactuur", "Creditnota"))
    owed = sheet.total("amount_due")
    card = [("Te ontvangen" if credit else sheet.pick("Te voldoen", "Openstaand"), owed)]
    if h.is_payable(sheet):
        card.append((sheet.pick("Uiterlijk op", "Graag vóór"), sheet.date_of("due_date")))
    else:
        card.append(("Status", "te verrekenen" if credit else "betaald"))
    word = sheet.pick("Kenmerk = factuurnummer", "Factuurnummer", "Factuur")
    word = "Creditnummer" if credit else word
    card.append((word, sheet.number()))
    cells = "".join(f"<div><small>{k}</small><b>{v}</b></div>" for k, v in card)
    code = square(f"https://betaal.example/{sheet.rng.randint(10**9, 10**10)}")
    cells += f"<div>{code if h.is_payable(sheet) else ''}</div>"
    half = (len(facts.lines) + 1) // 2 if len(facts.lines) > 2 else len(facts.lines)
    works = sheet.rng.sample(
        ("Kohieren van de verponding, 1684", "Statenbijbel, Keur 1714", "Herbarium in folio, 1788",
         "Notulenboek kapittel, 1602-1631", "Stedenatlas, exemplaar met beschadigd voorplat"),
        2,
    )  # fmt: skip
    heads = (("qty", "Aantal"), ("unit", ""), ("name", "Behandeling"), ("price", "Tarief"),
             ("rate", "Btw"), ("total", f"Bedrag in {sheet.show('currency', 'EUR')}"))  # fmt: skip
    parts = ""
    for work, chosen in zip(works, (facts.lines[:half], facts.lines[half:]), strict=True):
        if chosen:
            part = sheet.amount(sum((line.total for line in chosen), ZERO))
            parts += f"""<h4>{work} <span>&nbsp; inv. {h.distractor(sheet, "@@ ####")}</span></h4>
{h.lines(sheet, heads, chosen=chosen)}<div class="sub">Dit werk: {part}</div>"""
    net = sheet.total("total_without_vat", True)
    _, _, vat = sheet.vat_row(facts.vat[0])
    sums: list[Pair] = [
        (sheet.pick("Subtotaal", "Bedrag exclusief btw"), net),
        (sheet.pick("Btw verlegd", "0% btw (verlegd)"), vat),
        (sheet.pick("Totaal", "Bedrag inclusief btw"), sheet.total("total_with_vat")),
    ]
    if facts.prepaid:
        word = "Reeds betaald" if facts.amount_due == 0 else "Aanbetaling, ontvangen"
        sums += [
            (word, sheet.total("prepaid", True)),
            ("Nog te betalen", sheet.total("amount_due")),
        ]
    say = "Wij storten het bedrag binnen 14 dagen terug op uw rekening."
    if h.is_payable(sheet):
        say = h.told(sheet, "U kunt het bedrag overmaken op {iban} (BIC {bic}) ten name van {name}")
    elif not credit:
        say = "Hartelijk dank, deze factuur is voldaan."
    first = "Bij factuur" if credit else "Uw bestelbon"
    theirs = h.distractor(sheet, "F%Y-####") if credit else escape(facts.references["order"])
    css = _BOOKS_CSS.replace("FONT", sheet.pick("Nimbus Sans", "Liberation Sans", "DejaVu Sans"))
    return css.replace("HUE", hue).replace("TINT", tint) + f"""<div class="top">
{sheet.logo(seller.brand, hue, serif=True)}<span>{kind} van {sheet.date_of()}</span></div><div
class="card">{cells}</div><div class="who"><div><small>Aan</small>{b.address(sheet, "buyer")}<br>
Btw-nummer {sheet.vat_id("buyer")}</div><div><small>Van</small>
{h.told(sheet, "{name}<br>{street}<br>{phone}<br>{mail}")}</div></div><div>{first}: {theirs}
&nbsp;·&nbsp; Offerte {h.distractor(sheet, "O%y-###")} van {h.day(sheet, -66)} &nbsp;·&nbsp; Retour
per kunsttransport op {sheet.day(facts.delivery_date)}</div>{parts}{b.pair_rows(sums)}<p>{say}</p><p
style="font-size:8pt;color:#555">Btw verlegd naar de afnemer (art. 44 en 196 btw-richtlijn
2006/112/EG). Alle behandelingen zijn omkeerbaar uitgevoerd; het behandelverslag met foto's vindt u
op {seller.site}. Op ons werk zijn de voorwaarden van Restauratoren Nederland van toepassing.</p>
<div class="foot">{h.told(sheet, "{name} · {street_} · Nederland")} · KvK
{h.distractor(sheet, "7#######")} · btw-id
{sheet.vat_id("seller")}<br>{h.told(sheet, "IBAN {iban}")} · Factuur gemaakt met een
online boekhoudpakket · pagina 1/1</div>"""  # fmt: skip
