"""Layouts of two German senders: a castor maker's large program, an average adjuster's office."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from html import escape

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Line, Profile, cents
from tests.layouts.families import Split, family
from tests.layouts.lodging import lodge
from tests.layouts.natives import person
from tests.layouts.sheet import Sheet

_CASTORS = Profile("lenkrollen", "DE", "de", buyers=("FR",), regime="K", lines=(2, 5), prepaid=0,
                   credit=0.1, line_discounts=True, adjustments=("shipping",))  # fmt: skip
_CLAIMS = Profile("havarie", "DE", "de", buyers=("FR",), regime="AE", lines=(2, 6), prepaid=0.25,
                  credit=0.06)  # fmt: skip

_CASTORS_CSS = """<style>@page { margin: 12mm 14mm 9mm 20mm } body { font: 8.6pt "FONT";
min-height: 275mm; padding-bottom: 26mm; font-variant-ligatures: none } .top { height: 17mm;
text-align: right } .mid { display: grid; grid-template-columns: 1fr 74mm; gap: 8mm } .sender {
font-size: 6.2pt; border-bottom: 0.3pt solid #000;
margin: 9mm 0 2mm; width: max-content } .to { font-size: 9.5pt } .info {
border: 0.6pt solid #000 } .info h2 { margin: 0; padding: 1mm 2mm; background: HUE; color: #fff;
font-size: 12pt } .info div { padding: 0.5mm 2mm 0 } .info small { font-size: 6.5pt; color: #444;
display: block } .info div:last-child { padding-bottom: 1.2mm } .ship { margin: 6mm 0 3mm } .items {
width: 100%; margin-top: 3mm } .items th { border-top: 0.8pt solid #000; border-bottom: 0.8pt solid
#000; font-size: 7.5pt; white-space: normal; vertical-align: bottom } .items th.n { text-align:
right } .items td { padding: 0.3mm 4px } .items .pos td { padding-top: 2mm } .items .sum td {
font-weight: bold } .items .first td { border-top: 0.8pt solid #000; padding-top: 1.4mm } .items
.end td { border-top: 0.5pt solid #000;
border-bottom: 2pt double #000; padding: 1.2mm 4px;
font-size: 10pt; font-weight: bold } .terms { margin-top: 5mm; line-height: 1.45 } .foot {
display: grid; grid-template-columns: 1fr 1fr 1fr 1fr; gap: 4mm; text-align: left; font-size:
6.3pt; border-top: 1.4pt solid HUE; padding-top: 1.2mm; line-height: 1.4 }</style>"""


@family("castors_with_price_conditions", Split.MAKING, _CASTORS, replace(_CASTORS, lines=(3, 5)),
        replace(_CASTORS, buyers=("DE",), regime="S"))  # fmt: skip
def castors_with_price_conditions(sheet: Sheet) -> str:
    """A large program's print: number and day behind one slash, price conditions under items."""
    lodge(sheet, "{w} Rollen und Räder|Räderfabrik {w}|{w} Castor Systems"
          "|Gebr. {w} Transportrollen",
          "GmbH & Co. KG|GmbH|AG", "Am Hammerwerk|Bornefelder Straße|Handelsstraße"
          "|Zum Schürmannsgraben",
          "42929 Wermelskirchen=Köln=+49 2196|58091 Hagen=Hagen=+49 2331"
          "|78713 Schramberg=Stuttgart=+49 7422|72336 Balingen=Stuttgart=+49 7433")  # fmt: skip
    h.adopt(sheet, ("9########", "90######", "7400####", "94#######"), ("%d.%m.%Y",),
            ("9########", "91######"))  # fmt: skip
    sheet.style = replace(sheet.style, minus="{}-", thousands=".", point=",", currency="{} {c}")
    facts, hue = sheet.facts, sheet.pick("#003d73", "#3c3c3b", "#00695c")
    home, credit = facts.profile.regime == "S", facts.type_code == "381"
    kind = h.titled(sheet, ("Rechnung", "RECHNUNG"), ("Gutschrift", "RECHNUNGSKORREKTUR"))
    code = sheet.show("currency", "EUR")
    both = sheet.pick("Nummer / Datum", "Belegnummer / Belegdatum", "Beleg-Nr. / Datum")
    info: list[Pair] = [
        (both, f"<b>{sheet.number()} / {sheet.date_of()}</b>"),
        ("Auftragsnummer / Datum", f"{h.distractor(sheet, '2#######')} / {h.day(sheet, -16)}"),
        ("Lieferscheinnummer / Datum",
         f"{h.distractor(sheet, '8#######')} / {sheet.day(facts.delivery_date)}"),
        ("Ihre Bestellnummer / Datum",
         f"{h.distractor(sheet, '45000#####')} / {h.day(sheet, -18)}"),
        ("Kundennummer", h.distractor(sheet, "1#####")),
        ("Ihre USt-IdNr.", sheet.vat_id("buyer")),
        ("Sachbearbeitung", f"{person(sheet)}, Durchwahl -{h.distractor(sheet, '###')}"),
    ]  # fmt: skip
    if credit:
        info[2] = ("Referenzbeleg", h.distractor(sheet, "90######"))
    boxes = "".join(f"<div><small>{k}</small>{v}</div>" for k, v in info)
    site = f"{escape(facts.buyer.name)}, {b.street(facts.buyer, ', ')}"
    rows = "".join(_castor(sheet, line, place) for place, line in enumerate(facts.lines, 1))
    duty = "Statistische Warennummer 83022000, Ursprungsland Deutschland"
    if not home:
        duty += """. Steuerfreie innergemeinschaftliche Lieferung gemäß § 4 Nr. 1 Buchst. b in
Verbindung mit § 6a UStG"""
    fair = sheet.pick("", "<br>LogiMAT Stuttgart: Halle 5, Stand 5D41. Wir freuen uns auf Sie!",
                      "<br>Zwischen den Jahren bleibt unser Versand geschlossen.")  # fmt: skip
    css = _CASTORS_CSS.replace("FONT", sheet.pick("Liberation Sans", "Nimbus Sans"))
    return css.replace("HUE", hue) + f"""<div class="top">{sheet.logo(facts.seller.brand, hue)}
</div><div class="mid"><div><div class="sender">{h.told(sheet, "{brand} · {street_}")}</div>
<div class="to">{b.address(sheet, "buyer")}</div></div><div class="info"><h2>{kind}</h2>{boxes}
</div></div><div class="ship">Warenempfänger: {site}<br>Lieferbedingung:
{sheet.pick("FCA Werk, Incoterms 2020", "DAP frei Haus, Incoterms 2020", "EXW ab Werk")} &nbsp;
Gewicht: {h.count(sheet, facts.line_sum // 13 + 4)} KG brutto</div><table class="items"><tr>
<th>Pos.</th><th>Material<br>Bezeichnung</th><th class="n">Menge</th><th class="n">Preis<br>{code}
</th><th>Preis-<br>einheit</th><th class="n">Wert<br>{code}</th></tr>{rows}
{_castor_sums(sheet)}</table><div class="terms">{_castor_terms(sheet)}{duty}.<br>Die Ware bleibt bis
zur vollständigen Bezahlung unser Eigentum. Es gelten unsere Verkaufs- und
Lieferbedingungen.{fair}</div>
<div class="foot"><div>{h.told(sheet, "<b>{name}</b><br>{street}")}</div><div>
{h.told(sheet, "Telefon {phone}<br>{mail}<br>{site}")}</div><div>
{h.told(sheet, "IBAN {iban}<br>SWIFT {bic}")}<br>Commerzbank</div><div>Sitz
{escape(facts.seller.town.split(" ", 1)[1])}, Amtsgericht {escape(facts.seller.register)}<br>
HR{"B" if "&" not in facts.seller.form else "A"} {h.distractor(sheet, "#####")}<br>
USt-IdNr. {sheet.vat_id("seller")}</div></div>"""  # fmt: skip


def _castor(sheet: Sheet, line: Line, place: int) -> str:
    """Print an item with its conditions below."""
    price, quantity = sheet.cell(line, "price"), sheet.cell(line, "qty")
    total = sheet.cell(line, "total")
    pos, worth = f"{place * 10:06}", total
    more = ""
    if line.discount:
        gross = cents(line.quantity * line.unit_price)
        worth = ""
        more = f"""<tr><td></td><td>Bruttowert</td><td colspan="3"></td><td class="n">
{sheet.amount(gross)}</td></tr><tr><td></td><td>Kundenrabatt</td><td class="n">{line.discount},00-
</td><td>%</td><td></td><td class="n">{sheet.amount(line.total - gross)}</td></tr><tr><td></td>
<td>Positionswert</td><td colspan="3"></td><td class="n">{total}</td></tr>"""
    return f"""<tr class="pos"><td>{pos}</td><td><b>{h.distractor(sheet, "4#####-##")}</b></td>
<td class="n">{quantity} {line.unit}</td><td class="n">{price}</td><td>1 {line.unit}</td>
<td class="n">{worth}</td></tr><tr><td></td><td colspan="3">{escape(line.name)}</td></tr>{more}"""


def _castor_sums(sheet: Sheet) -> str:
    """Print the sums as conditions below the items."""
    pairs = h.extras(sheet, {"sum": "Summe Positionen", "shipping": "Fracht und Verpackung"})
    rate, _, vat = sheet.vat_row(sheet.facts.vat[0])
    tax = f"Ausgangssteuer {rate if '%' in rate else rate + ' %'}"
    pairs.append(("Nettowert", sheet.total("total_without_vat", True)))
    pairs.append((tax, vat))
    credit = sheet.facts.type_code == "381"
    last = "Gutschriftsbetrag" if credit else sheet.pick("Endbetrag", "Gesamtbetrag")
    pairs.append((last, sheet.total("total_with_vat", True)))
    sheet.total("amount_due", True)
    css = ["first", *[""] * (len(pairs) - 2), "end"]
    return "".join(
        f'<tr class="{c}"><td></td><td colspan="4">{k}</td><td class="n">{v}</td></tr>'
        for c, (k, v) in zip(css, pairs, strict=True)
    )


def _castor_terms(sheet: Sheet) -> str:
    """Print until when to pay, with what taken off."""
    facts = sheet.facts
    if not h.is_payable(sheet):
        return "Der Betrag wird Ihrem Kundenkonto gutgeschrieben.<br>"
    until = sheet.date_of("due_date")
    if facts.days < 20:
        return f"Zahlungsbedingungen: bis {until} ohne Abzug<br>"
    off, early = cents(facts.total_with_vat * 2 / 100), facts.issue_date + timedelta(days=10)
    return f"""Zahlungsbedingungen: bis {sheet.day(early)} 2,00 % Skonto = {sheet.amount(off)} EUR
<br><span style="padding-left:33mm">bis {until} ohne Abzug</span><br>"""


_CLAIMS_CSS = """<style>@page { margin: 14mm 20mm 10mm 24mm } body { font: 10.5pt "FONT";
min-height: 271mm; padding-bottom: 22mm; line-height: 1.4; font-variant-ligatures: none } .own {
text-align: center; border-bottom: 0.5pt solid #000; padding-bottom: 3mm; letter-spacing: 0.4px }
.own b { font-size: 15pt; font-weight: normal; letter-spacing: 2px; color: HUE } .own small {
font-size: 8pt; display: block } .to { margin: 11mm 0 8mm; min-height: 24mm } .place { text-align:
right } .re { display: grid; grid-template-columns: 32mm 1fr; margin: 5mm 0; font-size: 9.5pt }
.bill
{ width: 100% } .bill td { padding: 0.5mm 0; font-size: 9.8pt } .bill .at { color: #333; padding: 0
4mm; text-align: right; font-size: 9pt; white-space: nowrap } .bill .k td { font-style: italic;
padding-top: 2.4mm } .bill .u td { border-top: 0.4pt solid #000 } .foot { border-top: 0.5pt solid
#000; padding-top: 1mm; font-size: 7pt; line-height: 1.45 }</style>"""


@family("cargo_claim_cost_note", Split.MAKING, _CLAIMS, replace(_CLAIMS, lines=(4, 8)),
        replace(_CLAIMS, buyers=("DE",), regime="S"))  # fmt: skip
def cargo_claim_cost_note(sheet: Sheet) -> str:
    """A surveyor's letter: a headed matter, fees apart from outlays, all the sums in sentences."""
    lodge(sheet, "Havariekommissariat {w}|{w} Marine Survey|{w} & Söhne Sachverständige|"
          "Hanseatisches Havariebüro {w}", "GmbH|GmbH & Co. KG|KG",
          "Mattentwiete|Steinhöft|Am Wall|Columbusstraße|Deichstraße",
          "20459 Hamburg=Hamburg=+49 40|28195 Bremen=Bremen=+49 421"
          "|27568 Bremerhaven=Bremen=+49 471|23552 Lübeck=Lübeck=+49 451")  # fmt: skip
    h.adopt(sheet, ("%y/####", "H-%y-###", "%Y-####", "####/%y"), ("german", "german", "%d.%m.%Y"),
            ("G %y/###",))  # fmt: skip
    sheet.style = replace(sheet.style, currency=sheet.pick("{} {s}", "EUR {}", "{} EUR"))
    sheet.facts = replace(sheet.facts, negative=False)
    facts, hue = sheet.facts, sheet.pick("#1d3557", "#000", "#5b2333")
    home, credit = facts.profile.regime == "S", facts.type_code == "381"
    kind = h.titled(sheet, ("Kostennote", "Kostenrechnung", "Honorarrechnung"), ("Gutschrift",))
    town = escape(facts.seller.town.split(" ", 1)[1])
    seas = sheet.pick("Elbe Trader", "Nordic Hanne", "Ems Carrier", "Baltic Wren")
    goods = sheet.pick("540 Kartons Röstkaffee, Nässeschaden", "22 Coils Feinblech, Flugrost",
                       "18 Paletten Glasflaschen, Bruch")  # fmt: skip
    matter: list[Pair] = [
        ("Schiff / Reise", f"MV {seas}, {h.distractor(sheet, '###')} N"),
        ("Container", h.distractor(sheet, "@@@U 7##### #")),
        ("Gegenstand", goods),
        ("Ihre Schaden-Nr.", h.distractor(sheet, "%y-T-0#####")),
        ("Unsere Akte", h.distractor(sheet, "S 5###")),
    ]
    re = "".join(f"<span>{k}:</span><span>{v}</span>" for k, v in matter)
    rate, _, vat = sheet.vat_row(facts.vat[0])
    net, gross = sheet.total("total_without_vat"), sheet.total("total_with_vat")
    percent = rate if "%" in rate else f"{rate} %"
    if home:
        said = f"""Die vorstehenden Beträge ergeben netto {net}. Hinzu kommen {percent} Umsatzsteuer
in Höhe von {vat} EUR, so dass sich ein {"Guthaben" if credit else "Rechnungsbetrag"} von <b>{gross}
</b> ergibt."""
    else:
        said = f"""Die vorstehenden Beträge ergeben netto {net}. Umsatzsteuer fällt in
Deutschland nicht an ({percent}, {
            vat
        } EUR), weil die Leistung in Frankreich steuerbar ist: Steuerschuldnerschaft des
Leistungsempfängers (Reverse Charge, § 3a Abs. 2 UStG, Art. 196 MwStSystRL). {
            "Ihr Guthaben" if credit else "Der Rechnungsbetrag"
        } lautet daher auf <b>{gross}</b>."""
    said += _claims_due(sheet)
    css = _CLAIMS_CSS.replace("FONT", sheet.pick("Liberation Serif", "P052", "C059"))
    word = sheet.pick("Nr.", "Nummer")
    return css.replace("HUE", hue) + f"""<div class="own"><b>{escape(facts.seller.brand)}</b><small>
Havariekommissare · Transportschäden · Ladungskontrolle seit {sheet.pick(1919, 1954, 1978)}</small>
</div><div class="to">{b.address(sheet, "buyer")}<br><span style="font-size:9pt">USt-IdNr.
{sheet.vat_id("buyer")}</span></div><div class="place">{town}, den {sheet.date_of()}</div><div
style="font-size:13pt">{kind} {word} {sheet.number()}</div><div class="re">{re}</div><div>
{"Wir schreiben Ihnen gut" if credit else sheet.pick("Für unsere Tätigkeit berechnen wir",
"Wir erlauben uns zu berechnen")}:</div>{_claims_bill(sheet)}<p>{said}</p><p>Mit freundlichen Grüßen
</p><p>{person(sheet)}</p><div class="foot">{h.told(sheet, "{name} · {street_} · Tel. {phone}")} ·
{facts.seller.mail}<br>Amtsgericht {escape(facts.seller.register)} HR{"B" if
facts.seller.form == "GmbH" else "A"} {h.distractor(sheet, "#####")} · USt-IdNr.
{sheet.vat_id("seller")} · Steuernummer {h.distractor(sheet, "4#/7##/0####")}<br>Bankverbindung:
{h.told(sheet, "IBAN {iban} · BIC {bic}")} · Leistungszeitraum: {h.day(sheet, -24)} bis
{sheet.day(facts.delivery_date)}</div>"""  # fmt: skip


def _claims_due(sheet: Sheet) -> str:
    """Say what was paid on account, and until when the rest is awaited."""
    facts, said = sheet.facts, ""
    owed = sheet.total("amount_due")
    if facts.prepaid:
        paid = sheet.total("prepaid")
        said = f" Nach Abzug Ihres Kostenvorschusses von {paid} verbleiben <b>{owed}</b>."
    if h.is_payable(sheet):
        said += f" Wir bitten um Überweisung bis zum {sheet.date_of('due_date')}."
    return said


def _claims_bill(sheet: Sheet) -> str:
    """Print work by the hour apart from outlays; each has its sum."""
    rows = ""
    for word, hourly in (("Honorar nach Zeitaufwand", True), ("Auslagen", False)):
        chosen = [line for line in sheet.facts.lines if (line.unit == "Std") is hourly]
        if not chosen:
            continue
        rows += f'<tr class="k"><td colspan="3">{word}</td></tr>'
        for line in chosen:
            at = f"{sheet.cell(line, 'qty')} {_UNITS.get(line.unit, line.unit)} à "
            at = "pauschal" if line.unit == "psch" else at + sheet.cell(line, "price")
            rows += f"""<tr><td>{escape(line.name)}</td><td class="at">{at}</td><td class="n">
{sheet.cell(line, "total")}</td></tr>"""
        if len(chosen) > 1:
            whole = sum((line.total for line in chosen), Decimal(0))
            rows += f"""<tr class="u"><td></td><td></td><td class="n">{sheet.amount(whole)}</td>
</tr>"""
    return f'<table class="bill">{rows}</table>'


_UNITS = {"Std": "Std.", "kms": "km"}
