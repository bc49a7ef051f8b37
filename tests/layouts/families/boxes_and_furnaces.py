"""Layouts of a German maker of cartons and of a German works that hardens other firms' parts."""

from dataclasses import replace

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import CENT, Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.natives import person, settle
from tests.layouts.sheet import Sheet

_CARTONS = Profile("faltkarton", "DE", "de", buyers=("FR",), regime="K", lines=(2, 6), prepaid=0,
                   credit=0.1)  # fmt: skip


@family("cartons_beside_a_column", Split.MAKING, _CARTONS, replace(_CARTONS, lines=(1, 3)),
        replace(_CARTONS, buyers=("DE",), regime="S"))  # fmt: skip
def cartons_beside_a_column(sheet: Sheet) -> str:
    """All that identifies the paper in a column down the right edge, customs data in each item."""
    settle(sheet, "Wellpappenwerk {w}", "{w} Verpackung", "{w} Packmittel",
           forms=("GmbH", "GmbH & Co. KG"))  # fmt: skip
    h.adopt(sheet, ("90########", "4100######", "83#######"), ("%d.%m.%Y", "%d.%m.%Y"),
            ("95########", "4190######"))  # fmt: skip
    facts, seller = sheet.facts, sheet.facts.seller
    credit, abroad = facts.type_code == "381", facts.profile.regime == "K"
    hue = sheet.pick("#8a5a2b", "#2f5d50", "#33415c")
    kind = h.titled(sheet, ("Rechnung", "Faktura"), ("Gutschrift",))
    note, sent = h.distractor(sheet, "80######"), sheet.day(facts.delivery_date)
    order = facts.references["order"]
    side: list[Pair] = [
        (sheet.pick("Belegnummer", "Faktura-Nr.", "Beleg-Nr."), f"<b>{sheet.number()}</b>"),
        (sheet.pick("Belegdatum", "Fakturadatum"), f"<b>{sheet.date_of()}</b>"),
        ("Ihre Kundennummer", h.distractor(sheet, "10####")),
        ("Ihre Bestellung", order),
        ("Auftrag", h.distractor(sheet, "20######")),
        ("Lieferschein", note),
        ("Liefertag", sent),
    ]
    if credit:
        side.insert(2, ("zu Beleg", h.distractor(sheet, "90########")))
    if sheet.maybe():
        side.append(("Werk", h.distractor(sheet, "11#0")))
    side += [("USt-IdNr. Warenempfänger", sheet.vat_id("buyer")),
             ("Sachbearbeitung",
              f"{person(sheet)}<br>{seller.phone}-{sheet.rng.randint(11, 88)}")]  # fmt: skip

    def more(line: Line) -> str:
        weight = f"{sheet.rng.randint(14, 890)},{sheet.rng.randint(0, 9)} KG"
        code = h.distractor(sheet, "4819 10 00") if line.unit == "ST" else ""
        tail = f"<br>Warennr. {code}, Ursprung DE, netto {weight}" if code else ""
        return f'<div class="s">Material {line.reference}{tail}</div>'

    heads = (("pos", "Pos."), ("name", "Bezeichnung"), ("qty", "Menge"), ("unit", "ME"),
             ("price", "Preis/ME"), ("total", "Wert"))  # fmt: skip
    row = facts.vat[0]
    rate, basis, vat = sheet.vat_row(row)
    rate = rate if "%" in rate else f"{rate} %"
    strip: list[Pair] = [
        ("Nettowarenwert", sheet.total("total_without_vat", bare=True)),
        ("St.-Kz.", "A0" if abroad else "A3"),
        ("Steuerbasis", basis),
        ("USt.", rate),
        ("USt.-Betrag", vat),
        ("Whg.", sheet.show("currency", "EUR")),
        ("Gutschriftsbetrag" if credit else "Endbetrag",
         f"<b>{sheet.total('total_with_vat', bare=True)}</b>"),
    ]  # fmt: skip
    sheet.total("amount_due", bare=True)
    pay = "Der Betrag wird Ihrem Konto gutgeschrieben."
    if h.is_payable(sheet):
        due = sheet.date_of("due_date")
        pay = f"Zahlungsbedingung: bis {due} ohne Abzug."
        if facts.days >= 30:
            off = (facts.amount_due * 2 / 100).quantize(CENT)
            pay = (f"Zahlungsbedingung: bis {h.day(sheet, 10)} mit 2,0 % Skonto (Abzug "
                   f"{sheet.amount(off)} EUR), bis {due} ohne Abzug.")  # fmt: skip
    why = ("Steuerfreie innergemeinschaftliche Lieferung nach § 4 Nr. 1 b i. V. m. § 6a UStG."
           if abroad else "")  # fmt: skip
    pallets = sheet.rng.randint(1, 9)
    load = (f"Lademittel: {pallets} Europaletten geliefert, {max(0, pallets - 2)} zurück, "
            f"Saldo Palettenkonto {sheet.rng.randint(3, 60)} Stück.")  # fmt: skip
    board = (f"Geschäftsführung: {person(sheet)}<br>Sitz {seller.register}<br>Amtsgericht "
             f"{seller.register} {'HRA' if 'KG' in seller.form else 'HRB'} "
             f"{sheet.rng.randint(1200, 9800)}")  # fmt: skip
    column = "".join(f"<small>{label}</small><br>{value}<br>" for label, value in side)
    return f"""<style>@page {{ margin: 12mm 10mm 12mm 20mm }} body {{ font: 9pt "Liberation Sans";
min-height: 272mm; padding: 0; display: grid; grid-template-columns: 1fr 44mm; gap: 6mm }} .col {{
border-left: 0.6pt solid {hue}; padding-left: 4mm; font-size: 8pt; line-height: 1.45 }} .col small
{{ font-size: 6.5pt; color: {hue} }} .col .a {{ margin: 5mm 0 9mm }} .via {{ font-size: 6pt;
border-bottom: 0.4pt solid; margin: 31mm 0 3mm; width: 82mm }} h1 {{ font-size: 15pt; color: {hue};
margin: 24mm 0 6mm }} .lines th {{ font-size: 7pt; border-bottom: 0.8pt solid {hue} }} .lines td {{
padding: 1.6mm 1mm 0.4mm }} .lines .c-name {{ width: 44% }} .s {{ font-size: 6.8pt; color: #444 }}
.strip {{ width: 100%; margin: 7mm 0; border-top: 0.8pt solid {hue}; border-bottom: 0.8pt solid
{hue} }} .strip th {{ font-size: 6.5pt; font-weight: normal; padding-bottom: 0 }} .strip td {{
padding: 0.6mm 4px 1.2mm; white-space: nowrap }} .strip th:last-child, .strip td:last-child {{
text-align: right }} p {{ font-size: 8pt; margin: 2mm 0 }} .end {{ margin-top: 14mm; font-size: 7pt
}}</style><div><div class="via">{h.told(sheet, "{name} · {street_}").replace(", ", " · ")}</div>
{b.address(sheet, "buyer")}<h1>{kind}</h1>{h.lines(sheet, heads, more=more)}
{b.pair_boxes(strip, "strip")}<p>{pay}</p><p>{why}</p><p>{load}</p><p>Die Ware bleibt bis zur
vollständigen Bezahlung unser Eigentum. Mehr- oder Minderlieferung bis 10 % branchenüblich.</p>
</div><div class="col">{sheet.logo(seller.brand, hue)}<div class="a">{b.street(seller)}<br>
<span
style="font-size:6.3pt">{seller.mail}<br>{seller.site}</span></div>{column}<div class="end">{board}
<br><br>USt-IdNr.
{sheet.vat_id("seller")}<br>St.-Nr. {h.distractor(sheet, "3##/57##/1###")}<br><br>IBAN<br>
{sheet.iban()}<br>BIC {sheet.bic()}</div></div>"""  # fmt: skip


_HARDENED = Profile("haerterei", "DE", "de", buyers=("FR",), regime="AE", lines=(2, 9), prepaid=0,
                    credit=0.1, adjustments=("shipping", "eco"))  # fmt: skip


@family("hardened_by_the_kilo", Split.MAKING, _HARDENED, replace(_HARDENED, lines=(4, 11)),
        replace(_HARDENED, buyers=("DE",), regime="S"))  # fmt: skip
def hardened_by_the_kilo(sheet: Sheet) -> str:
    """A bookkeeper's form: captions below what they name, work under the customer's own notes."""
    settle(sheet, "Härterei {w}", "{w} Härtetechnik", "Lohnhärterei {w}",
           forms=("GmbH", "GmbH & Co. KG", "e.K."))  # fmt: skip
    h.adopt(sheet, ("%y#####", "#####", "%Y/#####", "R-#####"), ("%d.%m.%y", "%d.%m.%Y"),
            ("G%y####", "GS-####"))  # fmt: skip
    facts, seller = sheet.facts, sheet.facts.seller
    credit, abroad = facts.type_code == "381", facts.profile.regime == "AE"
    kind = h.titled(sheet, ("RECHNUNG", "SAMMELRECHNUNG"), ("RECHNUNGSKORREKTUR", "GUTSCHRIFT"))
    face = sheet.pick("Nimbus Roman", "Liberation Sans Narrow", "DejaVu Sans Condensed")
    under: list[Pair] = [
        (sheet.pick("Rg.-Nr.", "Rechn.-Nr."), sheet.number()),
        (sheet.pick("Rg.-Datum", "Rechn.-Datum"), sheet.date_of()),
        ("Deb.-Kto.", h.distractor(sheet, "1####")),
        ("Leistung bis", sheet.day(facts.delivery_date)),
        ("Vertreter", h.distractor(sheet, "0#")),
        ("Blatt", "1"),
    ]
    captions = "".join(f"<td>{value}<br><small>{label}</small></td>" for label, value in under)
    half = max(1, len(facts.lines) // 2)
    groups = [part for part in (facts.lines[:half], facts.lines[half:]) if part]
    heads = (("qty", "Gewicht/Stück"), ("unit", ""), ("name", "Behandlung"), ("price", "E-Preis"),
             ("total", f"Betrag {sheet.show('currency', 'EUR')}"))  # fmt: skip
    steel = ("16MnCr5", "42CrMo4", "100Cr6", "1.2379", "C45E", "31CrMoV9", "18CrNiMo7-6")
    tables = ""
    for group in groups:
        day = h.day(sheet, -sheet.rng.randint(6, 20))
        tables += (f'<p class="g">Ihr Lieferschein {h.distractor(sheet, "######")} v. {day} &nbsp; '
                   f"{sheet.pick('Wellen', 'Zahnräder', 'Bolzen', 'Matrizen', 'Ringe')} aus "
                   f"{sheet.pick(*steel)} &nbsp; uns. Auftr. {h.distractor(sheet, 'A#####')}"
                   f"</p>{h.lines(sheet, heads, chosen=group)}")  # fmt: skip
    sums = h.extras(sheet, {"sum": "Summe Behandlungen", "shipping": "Abholung und Rückfracht",
                            "eco": "Energie- und CO₂-Umlage"})  # fmt: skip
    sums.append((sheet.pick("Netto", "Nettobetrag"), sheet.total("total_without_vat", bare=True)))
    if abroad:
        sheet.vat_row(facts.vat[0])
        sums.append((f"MwSt. {sheet.rate(facts.vat[0].rate).strip(' %' + chr(160))} %",
                     sheet.total("total_vat", bare=True)))  # fmt: skip
    else:
        sums += h.vat_sums(sheet, "+ {rate} MwSt.", "")
    if abroad:
        shown = sheet.show("vat_breakdown", sheet.amount(facts.vat[0].basis))
        sums[-1] = (f"{sums[-1][0]} aus {shown}", sums[-1][1])
    until = "Bitte verrechnen Sie den Betrag mit unserer nächsten Rechnung."
    if h.is_payable(sheet):
        until = sheet.pick("fällig am {}", "zur Zahlung fällig am {}", "ohne Abzug zahlbar bis {}")
        until = until.format(sheet.date_of("due_date"))
    word = "Korrekturbetrag" if credit else sheet.pick("Rechnungsendbetrag", "Zahlbetrag")
    sheet.total("total_with_vat")
    why = (f"Steuerschuldnerschaft des Leistungsempfängers (Reverse Charge), Art. 196 MwStSystRL. "
           f"Ihre USt-IdNr. {sheet.vat_id('buyer')}." if abroad else "")  # fmt: skip
    return f"""<style>body {{ font: 10pt "{face}"; font-variant-ligatures: none }} .mid
{{ text-align: center; border-bottom: 2pt solid; padding-bottom: 2mm }} .mid b {{ font-size: 19pt }}
.under {{ width: 100%; margin: 4mm 0 }}
.under td {{ border-top: 0.5pt solid; border-bottom: 0.5pt solid; font-size: 11pt }} .under small {{
font-size: 7pt }} .g {{ margin: 4mm 0 0; padding: 0.8mm 1mm; background: #e6e6e6; font-size: 8.5pt
}} .lines td, .lines th {{ padding: 0.5mm 1mm }} .lines th {{ font-size: 7pt; font-weight: normal }}
.lines .c-qty {{ width: 23mm }} .lines .c-unit {{ width: 10mm }} .lines .c-name {{ width: auto }}
.lines .c-price, .lines .c-total {{ width: 24mm }} .sum {{ margin: 4mm 0 0 auto }} .sum td {{
padding: 0.4mm 1mm }} .sum .n {{ width: 30mm }} .must {{ border: 1.2pt solid; margin-top: 3mm;
padding: 2mm 3mm; display: flex; justify-content: space-between; font-size: 12pt }} p {{ font-size:
8.5pt }} h1 {{ font-size: 15pt; letter-spacing: 3pt; margin: 12mm 0 2mm }}</style><div class="mid">
<b>{sheet.name("seller")}</b><br>Einsatzhärten · Nitrieren · Vakuumhärten · Induktivhärten ·
Werkstoffprüfung<br>{b.street(seller, " · ")} · Tel. {seller.phone} · {seller.mail}</div><div
style="margin:14mm 0 0 4mm; min-height:26mm">Firma<br>{b.address(sheet, "buyer")}</div><h1>{kind}
</h1><table class="under"><tr>{captions}</tr></table>{tables}{b.pair_rows(sums, "sum")}<div
class="must"><span>{word} <b>{sheet.total("amount_due")}</b></span><span>{until}</span></div><p>
{why}</p><p>Beanstandungen nur innerhalb von 8 Tagen. Es gelten die Lieferungs- und
Zahlungsbedingungen der Deutschen Härtereien. Mindestberechnung je Posten 35,00.</p><div
class="foot">{h.told(sheet, "Bank: {iban} · BIC {bic} · USt-Id {vat} · Gerichtsstand {register}")} ·
Steuernummer {h.distractor(sheet, "2##/5###/0###")}</div>"""  # fmt: skip
