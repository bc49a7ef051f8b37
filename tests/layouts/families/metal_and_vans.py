"""Layouts of two German houses: precious metal by fine weight, vans let for some days."""

from dataclasses import replace
from decimal import Decimal
from html import escape

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.lodging import lodge
from tests.layouts.natives import person
from tests.layouts.sheet import Sheet

_SILVER = Profile("edelmetall", "DE", "de", buyers=("FR",), regime="K", lines=(3, 5), prepaid=0,
                  credit=0.1)  # fmt: skip
_VANS = Profile("transporter", "DE", "de", buyers=("FR",), lines=(2, 6), prepaid=0.25,
                credit=0.07)  # fmt: skip

_SILVER_CSS = """<style>* { font-variant-ligatures: none !important }
@page { margin: 11mm 16mm 9mm 22mm } body { font: 8.6pt/1.3 "FONT";
min-height: 276mm; padding-bottom: 24mm } .sender { display: flex;
justify-content: space-between; align-items: start; height: 24mm } .sender div { font-size: 7pt;
text-align: right; color: #444 } .to { height: 38mm; font-size: 10pt } .bar { width: 100%;
border: 0.6pt solid #555; margin-bottom: 5mm; table-layout: fixed } .bar td { border: 0.4pt solid
#999; padding: 0.7mm 1.4mm; height: 8.5mm } .bar small { display: block; font-size: 6.3pt; color:
#555 } .kind { font: bold 14pt "FONT"; letter-spacing: 1pt; margin-bottom: 2mm } .pos { width:
100% } .pos th { font: 7pt "FONT"; background: TINT; padding: 1mm 1.5mm; white-space: normal }
.pos td { padding: 0.3mm 1.5mm } .pos .a td { padding-top: 1.8mm; font-weight: bold } .pos .z td {
font-size: 7.5pt; color: #333 } .ends { display: grid; grid-template-columns: 82mm 1fr; gap: 9mm;
margin-top: 6mm; align-items: start } .due { border: 1.2pt solid #222; padding: 2mm 3mm } .due
table { width: 100% } .due tr:last-child td { font: bold 11pt "FONT"; border-top:
0.6pt solid } .konto { width: 100%; font-size: 7.5pt } .konto th { font: bold
7.5pt "FONT"; border-bottom: 0.5pt solid }
.low { margin-top: 5mm; font-size: 8pt } .base { position: absolute; bottom: 0; left: 0; right: 0;
border-top: 0.5pt solid #555; padding-top: 1.2mm; font-size: 6.6pt; line-height: 1.45 }</style>"""


@family("silver_by_fine_weight", Split.JUDGING, _SILVER, replace(_SILVER, lines=(4, 7)),
        replace(_SILVER, credit=0))  # fmt: skip
def silver_by_fine_weight(sheet: Sheet) -> str:
    """A refiner's big system: a grid of captions, gross and fine weights, sums in a box at left."""
    lodge(sheet, "{w} Edelmetalle|Scheideanstalt {w}|{w} Scheidetechnik|Silberwerk {w}",
          "GmbH|GmbH & Co. KG|AG", "Luisenstraße|Kanzlerstraße|Im Altgefäll|Bleichstraße",
          "75172 Pforzheim=Mannheim=+49 7231|63450 Hanau=Hanau=+49 6181"
          "|73525 Schwäbisch Gmünd=Ulm=+49 7171"
          "|55743 Idar-Oberstein=Bad Kreuznach=+49 6781")  # fmt: skip
    h.adopt(sheet, ("95#####", "1800######", "VR-######"), ("%d.%m.%Y", "%d.%m.%y"),
            ("96#####", "1900######"))  # fmt: skip
    facts, tint = sheet.facts, sheet.pick("#e3e6ea", "#efe9dc", "#e4ece6")
    credit = facts.type_code == "381"
    kind = h.titled(sheet, ("Rechnung", "RECHNUNG", "Warenrechnung"), ("Gutschrift", "GUTSCHRIFT"))
    fixed = h.day(sheet, -11)

    def cell(label: str, value: str, wide: int = 1) -> str:
        return f'<td colspan="{wide}"><small>{label}</small>{value}</td>'

    ours = ("Bezug Rechnung", h.distractor(sheet, "95#####")) if credit else (
        "Ihre Bestellung", escape(facts.references["order"]))  # fmt: skip
    bar = "<tr>" + cell(sheet.pick("Beleg-Nr.", "Rechnungs-Nr." if not credit else "Beleg-Nr."),
                        sheet.number())  # fmt: skip
    bar += cell(sheet.pick("Belegdatum", "Ausstellungstag"), sheet.date_of())
    bar += cell("Kunde", h.distractor(sheet, "2#####")) + cell(*ours) + "</tr><tr>"
    bar += cell("USt-Id Kunde", sheet.vat_id("buyer"))
    bar += cell("Auftrag / vom", f"{h.distractor(sheet, '71#####')} / {fixed}")
    bar += cell("Lieferschein", h.distractor(sheet, "84######"))
    bar += cell("Lieferdatum", sheet.day(facts.delivery_date)) + "</tr>"
    heads = "".join(f'<th class="{c}">{t}</th>' for c, t in (
        ("", "Pos"), ("", "Material"), ("n", "Menge"), ("", "ME"), ("n", "Preis/ME"),
        ("n", f"Wert {sheet.show('currency', 'EUR')}")))  # fmt: skip
    sums: list[Pair] = [("Warenwert netto", sheet.total("total_without_vat", True))]
    rate, _, vat = sheet.vat_row(facts.vat[0])
    sums.append((f"USt {rate if '%' in rate else rate + ' %'}", vat))
    word = "Gutschriftbetrag" if credit else sheet.pick("Rechnungsbetrag", "Rechnungsendbetrag")
    sums.append((word, sheet.total("total_with_vat")))
    sheet.total("amount_due")
    low = "Der Betrag wird mit Ihrer nächsten Lieferung verrechnet."
    if not credit:
        low = (f"Zahlbar ohne Abzug mit Valuta {sheet.date_of('due_date')}. Bis zur vollständigen "
               "Bezahlung bleibt die Ware unser Eigentum.")  # fmt: skip
    start, gone = Decimal(sheet.rng.randint(4200, 19800)), Decimal(sheet.rng.randint(300, 2900))
    held = [("Saldo vor Lieferung", start), ("Entnahme / Bearbeitung", -gone),
            ("Saldo neu, zu unseren Händen", start - gone)]  # fmt: skip
    konto = "".join(
        f'<tr><td>{k}</td><td class="n">{h.count(sheet, v)} g</td></tr>' for k, v in held
    )
    css = _SILVER_CSS.replace("FONT", sheet.pick("Nimbus Sans", "Liberation Sans", "DejaVu Sans"))
    return css.replace("TINT", tint) + f"""<div class="sender">
{sheet.logo(facts.seller.brand, sheet.pick("#55606b", "#8a6d1d", "#1f3b57"))}<div>
Scheiden · Legieren · Halbzeuge<br>{h.told(sheet, "{phone}<br>{mail}<br>{site}")}</div></div>
<div class="to">{b.address(sheet, "buyer")}</div><div class="kind">{kind}</div><table class="bar">
{bar}</table><table class="pos"><tr>{heads}</tr>
{"".join(_metal(sheet, line, fixed) for line in facts.lines)}</table><div class="ends"><div
class="due">{b.pair_rows(sums)}</div><table class="konto"><tr><th colspan="2">Ihr Gewichtskonto
Feinsilber Nr. {h.distractor(sheet, "AG-####")}</th></tr>{konto}</table></div><div class="low">{low}
<br>Steuerfreie innergemeinschaftliche Lieferung nach § 4 Nr. 1 Buchst. b UStG.
{sheet.pick("LBMA-konforme Herkunft; RJC Chain of Custody zertifiziert.", "Konfliktfreie Herkunft "
"gemäß Verordnung (EU) 2017/821.")} Rückfragen: {person(sheet)}, Edelmetallabrechnung.</div><div
class="base">{h.told(sheet, "{name} · {street_} · Deutschland")} · Amtsgericht
{escape(facts.seller.register)}
{"HRA" if "KG" in facts.seller.form else "HRB"} {h.distractor(sheet, "50####")} ·
Vorstand/Geschäftsführung: {person(sheet)}, {person(sheet)}<br>USt-IdNr.
{sheet.vat_id("seller")} · Steuer-Nr.
{h.distractor(sheet, "4####/#####")} · {h.told(sheet, "Bank: IBAN {iban} · BIC {bic}")} ·
Seite 1 von 1</div>"""  # fmt: skip


def _metal(sheet: Sheet, line: Line, fixed: str) -> str:
    """Print an item over two or three rows: what it is, its number, the course of its metal."""
    place = (sheet.facts.lines.index(line) + 1) * 10
    first = (
        f'<tr class="a"><td>{place}</td><td>{sheet.cell(line, "name")}</td><td class="n">'
        f'{sheet.cell(line, "qty")}</td><td>{line.unit}</td><td class="n">'
        f'{sheet.cell(line, "price")}</td><td class="n">{sheet.cell(line, "total")}</td></tr>'
    )
    notes = f"Art. {sheet.cell(line, 'ref')}"
    if line.unit == "g":
        notes += f", Charge {h.distractor(sheet, '%y/####')}, Preis gemäß Fixierung vom {fixed}"
    return f'{first}<tr class="z"><td></td><td colspan="5">{notes}</td></tr>'


_VANS_CSS = """<style>* { font-variant-ligatures: none !important } @page { margin: 0 }
.side img { mix-blend-mode: multiply } body { font: 9.4pt/1.38 "FONT"; min-height: 296mm; height:
296mm; padding: 0; display: grid; grid-template-columns: 1fr 51mm }
.main { padding: 13mm 7mm 10mm 20mm } .side { SIDE; padding: 13mm 5mm 10mm 6mm; font-size: 7.9pt;
display: flex; flex-direction: column } .side p { margin: 0 0 3.5mm } .side small { display:
block; color: HUE; font-size: 6.8pt } .side .fill { flex: 1 } .from { font-size: 6.5pt;
text-decoration: underline; margin: 26mm 0 3mm } .to { height: 36mm } h2 { font-size: 13pt; color:
HUE; margin: 0 0 4mm } .car { width: 100%; font-size: 8.4pt; margin: 2mm 0 5mm } .car td { border:
0.4pt solid #aaa; padding: 0.8mm 1.5mm } .lines { font-size: 8.7pt } .lines th { border-bottom: 1pt
solid HUE; font-size: 8pt } .lines td { padding: 1mm 3px } .lines .c-name { width: 45% } .strip {
width: 100%; border-top: 1pt solid HUE; margin: 3mm 0 5mm } .strip th { font: 7.4pt "FONT";
text-align: right } .strip td { text-align: right; white-space: nowrap } .strip td:last-child {
font-weight: bold } .law { font-size: 7.6pt; color: #333 }</style>"""


@family("vans_let_for_days", Split.MAKING, _VANS, replace(_VANS, paid=0.5, credit=0),
        replace(_VANS, lines=(3, 8)))  # fmt: skip
def vans_let_for_days(sheet: Sheet) -> str:
    """A hirer's sheet: a column at right with the firm, its numbers and bank; sums side by side."""
    lodge(sheet, "Autovermietung {w}|{w} Transportermiete|{w} Mietwagen|Fahrzeugverleih {w}",
          "GmbH|e.K.|OHG|GmbH & Co. KG",
          "Rheinstraße|Straßburger Straße|Am Flugplatz|Güterbahnhofstraße",
          "77694 Kehl=Freiburg i. Br.=+49 7851|66117 Saarbrücken=Saarbrücken=+49 681"
          "|76437 Rastatt=Mannheim=+49 7222|54290 Trier=Wittlich=+49 651")  # fmt: skip
    h.adopt(sheet, ("R%y-####", "%Y####", "MR-#####", "%m/%y/###"), ("%d.%m.%Y", "german"),
            ("RK%y-###", "G-#####"))  # fmt: skip
    facts, hue = sheet.facts, sheet.pick("#b3261e", "#0f5c8c", "#2f6b2f", "#333")
    credit, seller = facts.type_code == "381", facts.seller
    kind = h.titled(sheet, ("Rechnung", "Mietrechnung", "Schlussrechnung"),
                    ("Rechnungskorrektur", "Gutschrift"))  # fmt: skip
    vans = [line for line in facts.lines if "Tagesmiete" in line.name]
    if not vans and not credit:
        kind += " (Nachberechnung)"
    let = max((int(van.quantity) for van in vans), default=3)
    spell = f"Mietzeit {h.day(sheet, -let)} bis {h.day(sheet, -1)}"
    tops = ("Fahrzeug", "Kennzeichen", "Übergabe", "Rücknahme") if vans else ()
    cars = f"<tr>{''.join(f'<td>{top}</td>' for top in tops)}</tr>" if tops else ""
    cars += "".join(_van(sheet, van) for van in vans)
    heads = (("name", "Leistung"), ("qty", "Anzahl"), ("unit", "Einh."), ("price", "à EUR"),
             ("total", "Netto EUR"))  # fmt: skip
    sheet.show("currency", "EUR")
    rate, basis, vat = sheet.vat_row(facts.vat[0])
    sheet.show("total_without_vat", basis)
    strip: list[Pair] = [
        (sheet.pick("Nettobetrag", "Summe netto"), basis),
        (f"MwSt. {rate if '%' in rate else rate + ' %'}", vat),
        ("Gutschrift brutto" if credit else sheet.pick("Bruttobetrag", "Rechnungssumme"),
         sheet.total("total_with_vat")),
    ]  # fmt: skip
    if facts.prepaid:
        strip += [("abzgl. Anzahlung", sheet.total("prepaid", True)),
                  ("Noch offen", sheet.total("amount_due"))]  # fmt: skip
    else:
        sheet.total("amount_due")
    ask = "Der Mietpreis wurde bei Übernahme mit Kreditkarte bezahlt. Es ist nichts mehr offen."
    if credit:
        ask = "Den Betrag buchen wir auf die Kreditkarte zurück, mit der Sie gezahlt haben."
    elif h.is_payable(sheet):
        ask = f"Zahlungsziel: {sheet.date_of('due_date')}. Bitte Rechnungsnummer angeben."
    first = "Korrektur-Nr." if credit else sheet.pick("Rechnungs-Nr.", "Nummer")
    keys: list[Pair] = [
        (first, sheet.number()),
        (sheet.pick("Datum", "Rechnungsdatum"), sheet.date_of()),
        ("Mietvertrag", h.distractor(sheet, "MV ######")),
        ("Zu Rechnung" if credit else "Ihr Zeichen",
         h.distractor(sheet, "R%y-####") if credit else escape(facts.references["order"])),
        ("Ihre USt-IdNr.", sheet.vat_id("buyer")),
        ("Station / bearbeitet von", f"{escape(seller.town.split(' ', 1)[1])} / {person(sheet)}"),
    ]  # fmt: skip
    shown = "".join(f"<p><small>{k}</small>{v}</p>" for k, v in keys)
    side = sheet.pick("background: #f0f1f3", "border-left: 0.8pt solid HUE", "background: #f7f2ea")
    css = _VANS_CSS.replace("SIDE", side).replace("HUE", hue)
    return css.replace("FONT", sheet.pick("Liberation Sans", "Nimbus Sans", "DejaVu Sans Condensed")
        ) + f"""<div class="main"><div class="from">{h.told(sheet, "{name}, {street_}")}</div><div
class="to">{b.address(sheet, "buyer")}</div><h2>{kind}</h2><div>
{"Wir berichtigen unsere Rechnung" if credit else "Wir berechnen Ihnen zum Mietvertrag"} wie
folgt:</div><table class="car">{cars}
<tr><td colspan="4">{spell}</td></tr></table>{h.lines(sheet, heads)}{b.pair_boxes(strip, "strip")}
<p>{ask}</p><p class="law">Kurzfristige Vermietung eines Beförderungsmittels: Leistungsort ist der
Ort der Übergabe (§ 3a Abs. 3 Nr. 2 UStG), daher mit deutscher Umsatzsteuer. Bußgelder und
Mautforderungen, die während der Mietzeit entstehen, werden mit einer Bearbeitungsgebühr von 25,00
EUR weitergegeben.</p></div><div class="side"><p>{sheet.logo(seller.brand, hue)}</p><p>
{h.told(sheet, "{street}<br>Tel. {phone}<br>{mail}<br>{site}")}</p>{shown}<div class="fill"></div>
<p><small>Bankverbindung</small>{h.told(sheet, "Volksbank<br>{iban}<br>{bic}")}</p><p><small>
Registergericht</small>Amtsgericht {escape(seller.register)}<br>
{"HRB" if seller.form == "GmbH" else "HRA"} {h.distractor(sheet, "7#####")}</p><p
style="margin:0"><small>Steuer</small>St.-Nr. {h.distractor(sheet, "##/###/#####")}<br>USt-IdNr.
{sheet.vat_id("seller")}</p></div>"""  # fmt: skip


def _van(sheet: Sheet, line: Line) -> str:
    """Print which van was out, and how far."""
    models = {"Kast": "VW Crafter 35|MB Sprinter 317", "Koff": "Iveco Daily 35S|MAN TGE 3.180",
              "9-Si": "Ford Transit Custom|Opel Vivaro L3"}  # fmt: skip
    model = sheet.pick(*models[line.name[:4]].split("|"))
    plate = sheet.pick("KEL", "SB", "RA", "TR") + h.distractor(sheet, "-@@ ###")
    out = sheet.rng.randint(12000, 88000)
    back = out + sheet.rng.randint(240, 2300)
    return f"<tr><td>{model}</td><td>{plate}</td><td>km {out}</td><td>km {back}</td></tr>"
