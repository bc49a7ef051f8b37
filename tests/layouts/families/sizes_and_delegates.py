"""Layouts of an Italian knitwear maker and of an Irish office that runs congresses."""

from dataclasses import replace
from datetime import timedelta

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.lodging import lodge
from tests.layouts.natives import person
from tests.layouts.sheet import Sheet

_WOOL = {"jersey": "92% VI 8% EA", "seta": "55% SE 45% WS", "popeline": "100% CO",
         "plissé": "100% PL", "Gilet": "100% PA", "Milano": "63% VI 37% PA"}  # fmt: skip
_KNITS = Profile("maglieria", "IT", "it", regime="K", lines=(2, 6), prepaid=0.25, credit=0.1)


@family("knitwear_by_size", Split.JUDGING, _KNITS,
        replace(_KNITS, line_discounts=True, lines=(1, 5), adjustments=("shipping",)),
        replace(_KNITS, credit=0.2, prepaid=0, adjustments=("discount",)))  # fmt: skip
def knitwear_by_size(sheet: Sheet) -> str:
    """A fashion house: pieces by size below each model, only the foot says who the company is."""
    lodge(sheet, "Maglificio {w}|{w} Cashmere|{w} Studio|Maison {w}", "S.r.l.|S.p.A.|SRL",
          "Via Carlo Marx|Via Lavoratori dell'Industria|Via della Meccanica|Viale Europa",
          "41012 Carpi (MO)=Modena=+39 059|06073 Corciano (PG)=Perugia=+39 075|"
          "60019 Senigallia (AN)=Ancona=+39 071")  # fmt: skip
    h.adopt(sheet, ("##/E", "%Y/####/E", "FE-####", "####/FE/%y"), ("%d/%m/%Y", "long", "%d.%m.%Y"),
            ("##/NC", "NC/%Y/###"))  # fmt: skip
    facts, credit = sheet.facts, sheet.facts.type_code == "381"
    ink = sheet.pick("#1c1c1c", "#5b4636", "#6d1f3b")
    kind = h.titled(sheet, ("Fattura", "FATTURA", "Fattura differita"),
                    ("Nota di credito", "NOTA DI CREDITO"))  # fmt: skip
    month, year = facts.issue_date.month, facts.issue_date.year
    season = f"A/I {year}" if month in range(5, 11) else f"P/E {year + month // 11}"
    strip: list[Pair] = [("Stagione", season), ("Ag.", f"{sheet.rng.randint(2, 60):03}")]
    strip += [("Cod. cliente", h.distractor(sheet, "0####")), ("Resa", "EXW"), ("Vettore", "DHL")]
    strip += [("Vs. ordine", facts.references["order"]), ("Colli", str(sheet.rng.randint(1, 9)))]
    strip += [("D.d.t.", f"{h.distractor(sheet, '###')} del {h.day(sheet, -2)}")]
    models = "".join(_model(sheet, line) for line in facts.lines)
    pieces = sum(int(line.quantity) for line in facts.lines)
    shown = {"sum": "Totale merce", "shipping": "Trasporto", "discount": "Sconto campionario"}
    sums = h.extras(sheet, shown)
    sums.append(("Imponibile", sheet.total("total_without_vat")))
    sums.append(("IVA", sheet.total("total_vat")))
    word = "Totale nota di credito" if credit else sheet.pick("Totale fattura", "Totale documento")
    sums.append((f"<b>{word}</b>", sheet.total("total_with_vat")))
    if facts.prepaid:
        sums.append(("Acconto versato alla conferma", sheet.total("prepaid")))
        sums.append(("<b>Saldo</b>", sheet.total("amount_due")))
    code = sheet.show("currency", "EUR")
    law = sheet.pick("Operazione non imponibile art. 41 D.L. 331/93",
                     "Cessione intracomunitaria non imponibile ex art. 41 DL 331/1993")  # fmt: skip
    sent = sheet.pick("originale trasmesso al Sistema di Interscambio, cod. destinatario XXXXXXX",
                      "copia analogica di documento elettronico inviato allo SdI")  # fmt: skip
    foot = """{name} – Sede legale e stabilimento {street_} – Cap. soc. € {capital} i.v. –
Reg. Imprese {register} e C.F. """
    return f"""<style>@page {{ margin: 13mm 14mm 9mm }} body {{ font: 9pt "{sheet.pick("URW Gothic",
"Nimbus Sans", "C059")}"; font-variant-ligatures: none; min-height: 274mm; padding-bottom:
24mm; color: {ink} }} .mark {{ text-align: center; margin: 2mm 0 9mm }} .mark small {{
letter-spacing: 3pt }}
.told {{ text-align: center; border-top: 0.4pt solid; border-bottom: 0.4pt solid; padding: 2mm;
margin: 8mm 0 3mm; font-size: 11pt }} .strip {{ text-align: center; font-size: 7.5pt; line-height:
1.6; margin-bottom: 5mm }} .mod {{ display: grid; grid-template-columns: 27mm 1fr 22mm 26mm;
padding: 2mm 0 2.5mm; border-bottom: 0.3pt solid #bbb; break-inside: avoid }} .mod small {{
font-size: 7pt }} .hd {{ font-size: 7.5pt; padding: 0 0 1mm; text-transform: lowercase }} .size {{
margin-top: 1mm }} .size td, .size th {{ border: 0.3pt solid #999; text-align: center; width: 8mm;
padding: 0.3mm; font-size: 7.5pt; font-weight: normal }} .size th {{ background: #f1efec }} .end {{
display: grid; grid-template-columns: 74mm 1fr; gap: 10mm; margin-top: 5mm; break-inside: avoid }}
.pay {{ background: #f1efec; padding: 3mm; font-size: 8pt; line-height: 1.45 }} .sum {{ width: 100%
}} .sum td {{ padding: 0.8mm 0 }} .foot {{ line-height: 1.5 }}</style><div class="mark">
{sheet.logo(facts.seller.brand, ink, serif=True)}<br><small>MADE IN ITALY</small></div><div
class="row" style="font-size:8.5pt"><div style="width:70mm"><i>Destinazione merce</i><br>
{_shop(sheet)}</div><div style="width:84mm"><i>Spett.le</i><br>{b.address(sheet, "buyer")}<br>
P.IVA {sheet.vat_id("buyer")}</div></div><div class="told">{kind} n. {sheet.number()} del
{sheet.date_of()}</div><div class="strip">{b.pair_lines(strip, " &nbsp;·&nbsp; ", " ")}</div>
<div class="mod hd"><span>Modello</span><span>Descrizione, colore, taglie</span><span
class="n">Prezzo</span><span class="n">Importo</span></div>{models}<div class="end"><div
class="pay">{_dues(sheet, credit)}</div><div>{pieces} capi – importi in {code}
{b.pair_rows(sums, "sum")}<p style="font-size:7.5pt">{law}. Cod. IVA N3.2 – {sent}.</p></div></div>
<div class="foot">{h.told(sheet, foot)}{facts.seller.vat_id[2:]}<br>{h.told(sheet, "P.IVA {vat}")} –
R.E.A. {facts.seller.town[-3:-1]}-{h.distractor(sheet, "3#####")} – {facts.seller.mail} – tel.
{facts.seller.phone} –
Contributo CONAI assolto ove dovuto</div>"""  # fmt: skip


def _model(sheet: Sheet, line: Line) -> str:
    """Print a model: what it is with its colour, and below how many of which size."""
    sizes = (
        ("XS", "S", "M", "L", "XL") if "uomo" not in line.name else ("46", "48", "50", "52", "54")
    )
    counts, left = [0] * len(sizes), int(line.quantity)
    for _ in range(left):
        counts[sheet.rng.randrange(len(sizes))] += 1
    top = "".join(f"<th>{size}</th>" for size in sizes)
    row = "".join(f"<td>{number or ''}</td>" for number in counts)
    grid = f"""<table class="size"><tr>{top}<th>Tot.</th></tr><tr>{row}<td><b>
{sheet.cell(line, "qty")}</b></td></tr></table>"""
    wool = next((code for word, code in _WOOL.items() if word in line.name), "100% WV")
    colour = sheet.pick("nero", "panna", "cammello", "bordeaux", "grigio mélange", "blu notte")
    less = sheet.cell(line, "disc")
    less = f"<br><small>sc. {less}{'' if '%' in less else ' %'}</small>" if less else ""
    return f"""<div class="mod"><span>{line.reference}</span><div>{sheet.cell(line, "name")},
{colour} <small>{wool}</small>{grid}</div><div class="n">{sheet.cell(line, "price")}{less}
</div><div class="n">{sheet.cell(line, "total")}</div></div>"""


def _shop(sheet: Sheet) -> str:
    """Return where the goods go: the buyer's shop or its own place."""
    if sheet.maybe(0.6):
        return "come a fianco"
    return f"Boutique {sheet.pick('Rive Gauche', 'du Passage', 'Les Halles')}<br>75006 Paris"


def _dues(sheet: Sheet, credit: bool) -> str:
    if credit:
        return f"""A valere su fattura {h.distractor(sheet, "##/E")} del {h.day(sheet, -24)}.<br>
L'importo sarà compensato con le Vostre prossime scadenze."""
    due = "".join(f"{word} {day}" for word, day in h.due(sheet, "Scadenza", "Scad.", "entro il"))
    return f"""Pagamento: bonifico bancario<br>{due} &nbsp; € {sheet.total("amount_due", bare=True)}
<br>Banca d'appoggio:<br>{h.told(sheet, "IBAN {iban}<br>SWIFT {bic}")}<br>Interessi di mora D.Lgs.
231/2002. Resi solo se autorizzati."""


_WORDS = ("Your bookings", "Cancelled")
_GUESTS = ("Claire Arnoux", "Yann Le Goff", "Mehdi Saïdi", "Louise Perrin", "Hélène Roche",
           "Paul Vasseur", "Inès Colin", "Marc Dufay")  # fmt: skip
_CONGRESS = Profile("congress", "IE", "en", lines=(1, 5), prepaid=0.15, credit=0.08, paid=0.35)


@family("congress_delegates", Split.MAKING, _CONGRESS,
        replace(_CONGRESS, paid=0, prepaid=0, lines=(2, 6)),
        replace(_CONGRESS, paid=1.0, credit=0, lines=(1, 3)))  # fmt: skip
def congress_delegates(sheet: Sheet) -> str:
    """A congress office: bookings named under a ticket, Irish VAT by letter, all dates in words."""
    lodge(sheet, "{w} Congress|{w} Conferences|{w} Event Partners", "Ltd|DAC|Limited",
          "Pembroke Road|Merrion Square|Mount Street Lower|Fitzwilliam Place",
          "Dublin 2 D02 XE80=Ireland=+353 1|Dublin 4 D04 V4X7=Ireland=+353 1|"
          "Galway H91 K5YD=Ireland=+353 91")  # fmt: skip
    h.adopt(
        sheet,
        ("DUB-####", "%y-EV-####", "C####/%y", "TX#####"),
        ("long",),
        ("CR-####", "%y-CN-###"),
    )
    facts, credit = sheet.facts, sheet.facts.type_code == "381"
    ink, hue = sheet.pick(("#0b3954", "#e0ff4f"), ("#3c1642", "#86e7b8"), ("#14342b", "#ffb563"))
    event, place = sheet.pick(("EuroTides", "Convention Quarter, Dublin"),
                              ("Small Grids Forum", "Royal Assembly Rooms, Dublin"),
                              ("PharmaPack West", "Bailey Hall, Galway"))  # fmt: skip
    opens = facts.issue_date + timedelta(days=sheet.rng.randint(40, 110))
    kind = h.titled(sheet, ("VAT invoice", "Tax invoice", "Invoice"), ("VAT credit note",))
    about = f"{event} {opens:%Y} · {place}<br>{sheet.day(opens)} and two days following"
    rows = "".join(_booking(sheet, line) for line in facts.lines)
    rates = "".join(
        f"<tr><td>{'ABC'[place_]}</td>"
        + "".join(f'<td class="n">{x}</td>' for x in cells)
        + "</tr>"
        for place_, cells in enumerate(sheet.vat_row(row) for row in facts.vat)
    )
    whole = sheet.total("total_with_vat")
    words = sheet.pick("comes to", "amounts to")
    sentence = f"""The {"credit" if credit else "booking"} {words}
{sheet.total("total_without_vat")} before VAT and <b>{whole}</b> including
{sheet.total("total_vat")} of Irish VAT."""
    company = "{name}, {street_}, Ireland"
    return f"""<style>@page {{ margin: 0 0 10mm }} body {{ font: 9.5pt "{sheet.pick("Nimbus Sans",
"DejaVu Sans Condensed", "Liberation Sans")}"; min-height: 285mm; padding: 0 18mm 16mm }} .tick {{
margin: 0 -18mm; background: {ink}; color: #fff; padding: 9mm 18mm 8mm; display: grid;
grid-template-columns: 1fr 52mm; gap: 8mm }} .tick b {{ font-size: 19pt; color: {hue} }} .tear {{
border-left: 1.2pt dashed #fff; padding-left: 6mm; line-height: 1.5 }} .tear .v {{ font-size:
11pt }} .who {{ margin: 8mm 0; display: grid; grid-template-columns: 1fr 1fr; gap: 10mm }} h3 {{
font-size:
8.5pt; text-transform: uppercase; letter-spacing: 1pt; margin: 0 0 1.5mm; color: {ink} }} .bk {{
display: flex; align-items: baseline; margin: 2.4mm 0 0 }} .bk i {{ flex: 1; border-bottom: 0.6pt
dotted #777; margin: 0 2mm }} .bk small {{ color: #666 }} .del {{ font-size: 8pt; color: #555 }}
.say {{ font-size: 11pt; margin: 8mm 0 5mm }} .two {{ display: grid; grid-template-columns: 76mm
1fr; gap: 10mm; break-inside: avoid }} .vt {{ width: 100%; font-size: 8.5pt }} .vt th {{
border-bottom: 0.6pt
solid; font-weight: normal }} .foot {{ left: 18mm; right: 18mm; text-align: left }}</style>
<div style="padding:8mm 0 5mm">{sheet.logo(facts.seller.brand, ink)}</div><div
class="tick"><div><b>{event} {opens:%Y}</b><br>{about.partition(" · ")[2]}</div><div
class="tear">{kind}<br>{sheet.number()}<br><br>
{sheet.date_of()}<br>Booking {h.distractor(sheet, "@@####@")}</div></div><div class="who"><div><h3>
Booked by</h3>{b.address(sheet, "buyer")}<br>VAT {sheet.vat_id("buyer")}<br>PO
{facts.references["order"]}</div><div>{_settled_by(sheet)}</div></div><h3>{_WORDS[credit]}</h3>{rows}<p
class="say">{sentence}</p><div class="two"><div><table class="vt"><tr>
<th>VAT</th><th class="n">rate</th><th class="n">on</th><th class="n">tax</th></tr>{rates}</table>
</div><div style="font-size:8pt">Admission to events and stays in hotels are taxed where they take
place (sections 33 and 34, VAT Consolidation Act 2010); the reverse charge does not apply.
Businesses in other member states may claim the tax back under Directive 2008/9/EC.<p>Cancellations
in writing
up to 30 days before opening, less 20%; none after that. Names may be changed at any time.</p></div>
</div><div class="foot">{h.told(sheet, company)}. Tel. {facts.seller.phone}, {facts.seller.mail}.
Registered in Ireland, no. {h.distractor(sheet, "5#####")}. VAT no. {sheet.vat_id("seller")}.
Directors: {person(sheet)}, {person(sheet)}</div>"""  # fmt: skip


def _booking(sheet: Sheet, line: Line) -> str:
    """Print a booking with its amount, and who comes below it."""
    letter = "ABC"["0123".index(h.rate_code(sheet, line.rate)) - 1]
    count = int(line.quantity)
    guests = ""
    if "Delegate" in line.name and count <= 4:
        first = 4 * ("three" in line.name)
        guests = f'<div class="del">{", ".join(_GUESTS[first : first + count])}</div>'
    return f"""<div class="bk"><span>{sheet.cell(line, "name")}</span>&nbsp;<small>
{sheet.cell(line, "qty")} at {sheet.cell(line, "price")}</small><i></i><span>
{sheet.cell(line, "total")} {letter}</span></div>{guests}"""


def _settled_by(sheet: Sheet) -> str:
    """Tell what was paid, and how to pay what is left."""
    facts = sheet.facts
    if facts.type_code == "381":
        return "<h3>Refund</h3>We return the amount to the card or account from which it was paid."
    paid = ""
    if facts.prepaid:
        card = h.distractor(sheet, "####")
        paid = f"Received with thanks: {sheet.total('prepaid')} (card ending {card}).<br>"
    if not facts.amount_due:
        return f"<h3>Payment</h3>{paid}Balance: {sheet.total('amount_due')}. Nothing to pay."
    due = "".join(f"{k} {v}" for k, v in h.due(sheet, "by", "no later than", "on or before"))
    return f"""<h3>Payment</h3>{paid}Kindly transfer {sheet.total("amount_due")} {due} to<br>
{h.told(sheet, "IBAN {iban}<br>BIC {bic}")}<br>quoting your booking reference."""
