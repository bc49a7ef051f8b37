"""Layouts of two German senders: a foundry's fixed-width print, a law firm's statutory fees."""

import re
from dataclasses import replace
from decimal import Decimal
from html import escape, unescape

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.facts import Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.lodging import lodge
from tests.layouts.natives import person
from tests.layouts.sheet import Sheet

_CASTINGS = Profile("giesserei", "DE", "de", buyers=("FR",), regime="K", lines=(2, 6), credit=0.08,
                    prepaid=0, adjustments=("shipping",))  # fmt: skip
_FEES = Profile("rvg", "DE", "de", buyers=("FR",), regime="AE", lines=(2, 5), credit=0.04,
                prepaid=0.35)  # fmt: skip
_RULE = "-" * 84
_CASTINGS_CSS = """<style>@page { margin: 10mm 10mm 8mm 22mm } body { font: 8pt "Liberation Sans";
min-height: 277mm; padding-bottom: 21mm } pre { font: 9.3pt/1.22 "FONT"; margin: 0;
font-variant-ligatures: none } .firm { color: INK; border-bottom: 2.5pt solid INK; padding-bottom:
1.5mm; margin-bottom: 9mm; display: flex; justify-content: space-between; align-items: end }
.firm b { font: bold 17pt "DejaVu Sans" } .foot { color: INK; display: flex; justify-content:
space-between; text-align: left; border-top: 0.6pt solid INK; padding: 1mm 0.6mm 0 0;
font-size: 6.5pt; line-height: 1.35 }</style>"""


def _to(html: str, width: int, right: bool = False) -> str:
    """Fill up with spaces to a width of the printed text."""
    gap = " " * max(0, width - len(unescape(re.sub("<[^>]+>", "", html))))
    return gap + html if right else html + gap


@family("castings_by_fixed_width", Split.JUDGING, _CASTINGS, replace(_CASTINGS, lines=(1, 3)),
        replace(_CASTINGS, buyers=("DE",), regime="S"))  # fmt: skip
def castings_by_fixed_width(sheet: Sheet) -> str:
    """All between a printed head and foot in columns of one width; pairs under shared labels."""
    lodge(sheet, "Eisengießerei {w}|{w} Guss|Gießerei {w} Söhne|{w} Gusstechnik",
          "GmbH|GmbH & Co. KG|AG", "Hüttenstraße|Am Kupolofen|Bahnhofstraße|Formerweg",
          "35708 Haiger=Wetzlar=+49 2773|59581 Warstein=Arnsberg=+49 2902"
          "|09366 Stollberg=Chemnitz=+49 37296|57334 Bad Laasphe=Siegen=+49 2752")  # fmt: skip
    h.adopt(sheet, ("900#####", "1900######", "93######"), ("%d.%m.%Y",), ("950#####", "96######"))
    sheet.style = replace(sheet.style, thousands=".", point=",", minus="{}-", currency="{} {c}",
                          rate="{} %")  # fmt: skip
    seller, ink = sheet.facts.seller, sheet.pick("#8a1c1c", "#23395b", "#2b2b2b")
    head = escape(seller.brand)
    css = _CASTINGS_CSS.replace("FONT", sheet.pick("Liberation Mono", "Nimbus Mono PS"))
    css = css.replace("INK", ink)
    foot = f"""<div class="foot"><div>{h.told(sheet, "{name}<br>{street}<br>Tel. {phone}")}</div>
<div>Amtsgericht {escape(seller.register)}<br>{"HRA" if "KG" in seller.form else "HRB"}
{h.distractor(sheet, "2###")}<br>{"Vorstand" if seller.form == "AG" else "Geschäftsführung"}:
{person(sheet)}<br>Ein Unternehmen der {seller.brand.split()[-1]}-Gruppe</div><div>USt-IdNr.
{sheet.vat_id("seller")}<br>Steuer-Nr. {h.distractor(sheet, "3##/57##/####")}<br>Zertifiziert nach
ISO 9001, ISO 14001</div><div>{sheet.pick("Sparkasse", "Volksbank", "Commerzbank")}<br>IBAN
{sheet.iban()}<br>SWIFT-BIC {sheet.bic()}</div></div>"""
    rows = [*_castings_head(sheet), *_castings_items(sheet), *_castings_sums(sheet)]
    return css + f"""<div class="firm"><b>{head}</b><span>{sheet.pick("Kundenguss in Grau- und "
"Sphäroguss", "Handformguss und Maschinenformguss", "Guss seit 1887")}</span></div><pre>
{chr(10).join(rows)}</pre>{foot}"""  # fmt: skip


def _castings_head(sheet: Sheet) -> list[str]:
    """Print the buyer at the left of the numbers, each label over two values; then the terms."""
    facts, buyer = sheet.facts, sheet.facts.buyer
    credit, home = facts.type_code == "381", facts.profile.regime == "S"
    left = ["Firma", sheet.name("buyer"), *map(escape, buyer.street), escape(buyer.town)]
    if not home:
        left.append(sheet.country("buyer").upper())
    kind = h.titled(sheet, ("Rechnung",), ("Gutschrift",))
    account = h.distractor(sheet, "10####")
    right = [kind, "-" * 37, "Nummer/Datum", f"  {sheet.number()} / {sheet.date_of()}"]
    if credit:
        against = h.distractor(sheet, "900#####")
        right += ["Referenzbeleg/Datum", f"  {against} / {h.day(sheet, -25)}"]
    else:
        sent = h.distractor(sheet, "80######")
        right += ["Lieferschein/Datum", f"  {sent} / {sheet.day(facts.delivery_date)}"]
    right += [
        "Bestellnummer/Datum", f"  {escape(facts.references['order'])} / {h.day(sheet, -44)}",
        "Auftragsnummer/Datum", f"  {h.distractor(sheet, '12#####')} / {h.day(sheet, -41)}",
        "Kundennummer/USt-IdNr. des Kunden", f"  {account} / {sheet.vat_id('buyer')}",
        "Sachbearbeiter/Durchwahl", f"  {person(sheet)} / -{sheet.rng.randint(11, 79)}",
    ]  # fmt: skip
    left += [""] * (len(right) - len(left))
    rows = [_to(a, 46) + c for a, c in zip(left, right, strict=True)]
    kilos = h.count(sheet, Decimal(sheet.rng.randint(3200, 99000)) / 10)
    boxes = f"{sheet.rng.randint(1, 9)} {sheet.pick('Gitterboxen', 'Europaletten')}"
    rows += ["", f"Gewicht   netto {kilos} KG     Ladungsträger {boxes}"]
    rows.append(f"Lieferung {sheet.pick('FCA', 'EXW')} {escape(facts.seller.town[6:])} "
                "(Incoterms 2020)")  # fmt: skip
    if h.is_payable(sheet):
        rows.append(f"Zahlung   bis {sheet.date_of('due_date')} ohne Abzug")
    rows.append(f"Währung   {sheet.show('currency', 'EUR')}")
    return [*rows, ""]


def _castings_items(sheet: Sheet) -> list[str]:
    """Print two or three rows for every item: what it is, what it costs, its pattern."""
    rows = [_RULE, "Pos.   Material    Bezeichnung",
            _to("Menge ME", 28, True) + _to("Preis", 16, True) + _to("je", 10, True)
            + _to("Wert", 30, True), _RULE]  # fmt: skip
    for place, line in enumerate(sheet.facts.lines, 1):
        unit = {"psch": "LE"}.get(line.unit, line.unit)
        rows.append(f"{place * 10:06} {_to(line.reference, 11)} {sheet.cell(line, 'name')}")
        rows.append(_to(f"{sheet.cell(line, 'qty')} {unit}", 28, True)
                    + _to(sheet.cell(line, "price"), 16, True) + _to(f"1 {unit}", 10, True)
                    + _to(sheet.cell(line, "total"), 30, True))  # fmt: skip
        rows.append(_pattern(sheet, line))
    return [*(row for row in rows if row), _RULE]


def _pattern(sheet: Sheet, line: Line) -> str:
    if line.unit != "ST":
        return ""
    return (f"       Modell {h.distractor(sheet, '#####')}, Zeichnung "
            f"{h.distractor(sheet, '@@-####')} Ind. {h.distractor(sheet, '@')}, Warennummer "
            "73259910")  # fmt: skip


def _castings_sums(sheet: Sheet) -> list[str]:
    """Print the sums right below the items, and why there is no tax."""
    facts = sheet.facts
    pairs = h.extras(sheet, {"sum": "Summe Positionen", "shipping": "Frachtanteil"})
    home = facts.profile.regime == "S"
    net = sheet.total("total_without_vat", True)
    if home:
        pairs.append(("Nettowert", net))
        rate, basis, vat = sheet.vat_row(facts.vat[0])
        pairs.append((f"Ausgangssteuer {rate} auf {basis}", vat))
    else:
        pairs.append(("Nettowert", net))
        pairs.append(("Steuerfreie innergem. Lieferung 0 %", sheet.amount(facts.total_vat)))
        sheet.show("total_vat", sheet.amount(facts.total_vat))
    end = "Gutschriftsbetrag" if facts.type_code == "381" else "Endbetrag"
    sheet.total("amount_due", True)
    pairs.append((f"<b>{end} EUR</b>", f"<b>{sheet.total('total_with_vat', True)}</b>"))
    rows = [_to(label, 54) + _to(value, 30, True) for label, value in pairs]
    rows.insert(len(rows) - 1, " " * 66 + "-" * 18)
    rows += [" " * 66 + "=" * 18, ""]
    if not home:
        rows += ["Innergemeinschaftliche Lieferung, umsatzsteuerfrei nach § 4 Nr. 1b UStG.", ""]
    return [*rows, "Eigentumsvorbehalt nach Ziffer 7 unserer Liefer- und Zahlungsbedingungen.",
            "Modelle lagern wir nach dem letzten Abguss drei Jahre kostenfrei."]  # fmt: skip


@family("counsel_fees_by_statute", Split.MAKING, _FEES, replace(_FEES, lines=(1, 3), prepaid=0.6),
        replace(_FEES, buyers=("DE",), regime="S"))  # fmt: skip
def counsel_fees_by_statute(sheet: Sheet) -> str:
    """A law firm's letter: lawyers down the right, fees of the statute without heads."""
    lodge(sheet, "{w} & Kollegen|Kanzlei {w}|{w} Rechtsanwälte|{w} Brandis",
          "PartG mbB|Rechtsanwaltsgesellschaft mbH", "Kaiserstraße|Am Schlossplatz|Poststraße"
          "|Ludwigstraße", "66111 Saarbrücken=Saarbrücken=+49 681|77652 Offenburg=Freiburg=+49 781"
          "|76133 Karlsruhe=Mannheim=+49 721|54290 Trier=Wittlich=+49 651")  # fmt: skip
    h.adopt(sheet, ("%y00###", "%y/#####", "RE%y-####", "####/%y"), ("%d.%m.%Y", "german"),
            ("%y90###", "GS%y-###"))  # fmt: skip
    sheet.style = replace(sheet.style, thousands=".", point=",", minus="- {}",
                          currency=sheet.pick("{} €", "{} EUR"), rate="{} %")  # fmt: skip
    facts, seller = sheet.facts, sheet.facts.seller
    credit, home = facts.type_code == "381", facts.profile.regime == "S"
    ink = sheet.pick("#4b3b2a", "#1d3557", "#000")
    face = sheet.pick("URW Bookman", "Nimbus Roman", "Liberation Serif")
    kind = h.titled(sheet, ("Kostenrechnung", "Vergütungsrechnung", "Rechnung"),
                    ("Gutschrift zur Kostenrechnung", "Gutschrift"))  # fmt: skip
    sign = f"{h.distractor(sheet, '###/%y')} {person(sheet)[:1]}{seller.brand[:1]}"
    lawyers = [person(sheet) for _ in range(sheet.pick(2, 3, 4))]
    titles = ("Handels- und Gesellschaftsrecht", "Arbeitsrecht, Datenschutz",
              "Deutsch-französischer Rechtsverkehr", "Insolvenzrecht, Mediation")  # fmt: skip
    side = "".join(f"<b>{name}</b><br>{title}<br><br>" for name, title in
                   zip(dict.fromkeys(lawyers), titles, strict=False))  # fmt: skip
    worth = f"{h.count(sheet, Decimal(sheet.rng.randint(9, 180) * 1000))} {_euro(sheet)}"
    since, until = h.day(sheet, -sheet.rng.randint(60, 150)), sheet.day(facts.delivery_date)
    rows = "".join(f'<tr><td>{sheet.cell(line, "name")}</td><td class="n">'
                   f'{sheet.cell(line, "total")} {_euro(sheet)}</td></tr>'
                   for line in facts.lines)  # fmt: skip
    sums, law = _fee_sums(sheet), ""
    if not home:
        law = f"""<p>Die Leistung ist in Deutschland nicht steuerbar (§ 3a Abs. 2 UStG).
Steuerschuldnerschaft des Leistungsempfängers, USt-IdNr. {sheet.vat_id("buyer")}.</p>"""
    pay = "<p>Den Betrag überweisen wir Ihnen in den nächsten Tagen.</p>"
    if h.is_payable(sheet):
        pay = f"""<p>Wir bitten um Ausgleich bis zum {sheet.date_of("due_date")} unter Angabe der
Rechnungsnummer auf unser Geschäftskonto; Fremdgeld bitte nur auf das Anderkonto.</p>"""
    elif not credit:
        pay = "<p>Der Betrag ist durch Ihren Vorschuss ausgeglichen.</p>"
    css = f"""<style>@page {{ margin: 13mm 14mm 9mm 24mm }} body {{ font: 10.5pt/1.35 "{face}";
min-height: 274mm; padding-bottom: 13mm; font-variant-ligatures: none }} .two {{ display: grid;
grid-template-columns: 1fr 48mm; gap: 9mm }} .side {{ font-size: 7.5pt; line-height: 1.3; color:
{ink}; border-left: 0.5pt solid {ink}; padding-left: 4mm; min-height: 212mm; hyphens: manual }}
.top {{ text-align: center; color: {ink}; letter-spacing: 2.5px; font-size: 15pt; margin-bottom:
12mm }} .via {{ font-size: 6.5pt; text-decoration: underline; margin-bottom: 2mm }} .fees {{ width:
100%; margin: 4mm 0 }} .fees td {{ padding: 0.9mm 0 }} .fees .up td {{ border-top: 0.5pt solid
#000 }} .fees .all td {{ font-weight: bold; border-bottom: 2.5pt double #000 }} p {{ margin: 2.5mm
0 }}</style>"""
    foot = h.told(sheet, "{name} | {street_} | USt-IdNr. {vat} | ") + (
        f"{'PR' if 'Part' in seller.form else 'HRB'} {h.distractor(sheet, '41##')} AG "
        f"{escape(seller.register)}")  # fmt: skip
    return css + f"""<div class="top">{escape(seller.brand).upper()}</div><div class="two"><div>
<div class="via">{escape(seller.brand)}, {b.street(seller, ", ")}</div><div style="min-height:
34mm">{b.address(sheet, "buyer")}</div><div style="text-align:right">
{escape(seller.town[6:])}, {sheet.date_of()}</div><p style="font-size:13pt"><b>{kind}</b></p>
<p>In Sachen<br><b>{escape(facts.buyer.brand)} ./. {escape(facts.others[0].brand)}</b><br>wegen
{sheet.pick("Forderung", "Kaufpreiszahlung", "Handelsvertreterausgleich", "Gewährleistung")}</p>
<p>Gegenstandswert {worth}<br>Leistungszeit {since} bis {until}</p><table class="fees">{rows}{sums}
</table>{law}{pay}<p style="margin-top:12mm">{lawyers[0]}<br>- elektronisch signiert -</p></div><div
class="side">{side}<b>Unser Zeichen</b><br>{sign}<br><i>(bei Schriftwechsel)</i><br><br>
<b>{"Gutschriftnummer" if credit else "Rechnungsnummer"}</b><br>{sheet.number()}<br>
<i>(bitte angeben)</i><br><br>Sekretariat {person(sheet)}<br>Telefon {seller.phone}<br>beA-Fach
{h.distractor(sheet, "DE.BRAK.#######")}<br>{seller.mail}<br><br><b>Geschäftskonto</b><br>
{sheet.pick("Sparkasse", "Volksbank", "BBBank")}<br><span style="font-size:6.8pt">{sheet.iban()}
</span><br>{sheet.bic()}<br><br>Anderkonto auf Anfrage<br><br>Bürozeiten<br>Mo - Do 8 - 17 Uhr, Fr
8 - 14 Uhr<br>Gerichtsfach {h.distractor(sheet, "##")}</div></div><div class="foot">{foot}
</div>"""  # fmt: skip


def _euro(sheet: Sheet) -> str:
    return "€" if "€" in sheet.style.currency else "EUR"


def _fee_sums(sheet: Sheet) -> str:
    """Print what follows the fees, in the rows below them."""
    facts = sheet.facts
    pairs = []
    if facts.profile.regime == "S":
        pairs.append(("Zwischensumme", sheet.total("total_without_vat")))
        rate, _, vat = sheet.vat_row(facts.vat[0])
        pairs.append((f"{rate} Umsatzsteuer, Nr. 7008 VV RVG", f"{vat} {_euro(sheet)}"))
    else:
        sheet.total("total_without_vat")
    pairs.append(("Gesamtbetrag", sheet.total("total_with_vat")))
    if facts.prepaid:
        pairs.append(("abzüglich erhaltener Vorschuss", sheet.total("prepaid")))
        pairs.append(("noch zu zahlen", sheet.total("amount_due")))
    else:
        sheet.total("amount_due")
    css = ["up", *[""] * (len(pairs) - 2), "all"] if len(pairs) > 1 else ["up all"]
    return "".join(f'<tr class="{c}"><td>{k}</td><td class="n">{v}</td></tr>'
                   for c, (k, v) in zip(css, pairs, strict=True))  # fmt: skip
