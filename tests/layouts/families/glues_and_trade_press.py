"""Layouts of a German maker of adhesives and of a German publisher that sells advertisements."""

from dataclasses import replace
from decimal import Decimal

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import ZERO, Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.natives import person, settle, terms
from tests.layouts.sheet import Sheet

_GLUES = Profile("klebstoffe", "DE", "de", buyers=("FR",), regime="K", lines=(2, 6), prepaid=0,
                 credit=0.1, line_discounts=True)  # fmt: skip
_PARAGRAPH = "§ 4 Nr. 1 Buchst. b i. V. m. § 6a UStG"


@family("glues_with_overview", Split.MAKING, _GLUES, replace(_GLUES, lines=(1, 3)),
        replace(_GLUES, buyers=("DE",), regime="S"))  # fmt: skip
def glues_with_overview(sheet: Sheet) -> str:
    """Sums in a panel beside the address, none below; items with conditions, batches, hazards."""
    settle(sheet, "{w} Klebstoffe", "{w} Adhesives", "Klebstoffwerke {w}", "{w} Klebtechnik",
           forms=("GmbH", "GmbH & Co. KG", "AG"))  # fmt: skip
    h.adopt(sheet, ("92########", "1090######", "70#######"), ("%d.%m.%Y",),
            ("94########", "1095######"))  # fmt: skip
    sheet.style = replace(sheet.style, thousands=".", point=",", minus="{}-", currency="{} {c}",
                          rate="{} %")  # fmt: skip
    facts, seller = sheet.facts, sheet.facts.seller
    credit, abroad = facts.type_code == "381", facts.profile.regime == "K"
    hue, tint = sheet.pick(("#00594f", "#e3efed"), ("#5b2c6f", "#eee6f2"), ("#9c2b1b", "#f6e7e4"))
    kind = h.titled(sheet, ("Rechnung",), ("Gutschrift", "Rechnungskorrektur"))
    sums: list[Pair] = [("Nettowert", sheet.total("total_without_vat"))]
    sums += [("Umsatzsteuer", sheet.total("total_vat")), ("Bruttowert",
              sheet.total("total_with_vat"))]  # fmt: skip
    word = "Gutschriftsbetrag" if credit else sheet.pick("Zahlbetrag", "Zu zahlen")
    sums.append((word, sheet.total("amount_due")))
    sums += h.due(sheet, "Netto fällig am", "Fälligkeitsdatum", "Fällig am")
    about: list[Pair] = [
        ("Ihre Bestellung", f"{facts.references['order']} vom {h.day(sheet, -21)}"),
        ("Auftragsbestätigung", f"{h.distractor(sheet, '31######')} vom {h.day(sheet, -19)}"),
        ("Lieferung", f"{h.distractor(sheet, '80######')} vom {sheet.day(facts.delivery_date)}"),
        ("Regulierer", h.distractor(sheet, "104####")),
        ("Lieferbedingung", f"{sheet.pick('FCA Werk', 'DAP', 'CPT')} (Incoterms 2020)"),
        ("Innendienst", f"{person(sheet)}, {seller.phone}-{sheet.rng.randint(20, 79)}"),
    ]  # fmt: skip
    if credit:
        about.insert(0, ("Korrigiert Beleg", h.distractor(sheet, "92########")))
    grid = "".join(f"<div><i>{label}:</i> {value}</div>" for label, value in about)
    rows = "".join(_item(sheet, line, place) for place, line in enumerate(facts.lines, 1))
    head = "".join(f"<th{k}>{text}</th>" for k, text in (
        ("", "Pos."), ("", "Material / Bezeichnung"), (' class="n"', "Menge"), ("", "ME"),
        (' class="n"', "Preis"), (' class="n"', f"Wert {sheet.show('currency', 'EUR')}"),
    ))  # fmt: skip
    tax = h.recap(sheet, (("rate", "Steuersatz"), ("basis", "Steuerbasis"), ("vat", "Steuer")))
    why = (f"Steuerfreie innergemeinschaftliche Lieferung gemäß {_PARAGRAPH}. USt-IdNr. des "
           f"Erwerbers: {sheet.vat_id('buyer')}." if abroad else "")  # fmt: skip
    other = facts.others[0]
    place = facts.buyer.town if abroad else other.town
    held = f"Warenempfänger: {facts.buyer.brand}, Wareneingang Tor "
    held += f"{sheet.rng.randint(1, 6)}, {place}"
    return f"""<style>@page {{ margin: 10mm 12mm 10mm 20mm }} body {{ font: 8.5pt "Nimbus Sans";
font-variant-ligatures: none; min-height: 276mm; padding-bottom: 24mm }} .bar {{ height: 3mm;
background: {hue}; margin-bottom: 4mm }} .mid {{ display: grid; grid-template-columns: 1fr 76mm;
margin-top: 10mm; gap: 8mm }} .sum
{{ background: {tint}; padding: 3mm 4mm }} .sum table {{ width: 100% }} .sum tr:nth-child(4) td {{
border-top: 1pt solid {hue}; font-weight: bold; font-size: 11pt; padding-top: 1.5mm }} .via {{
font-size: 6pt; margin-bottom: 2mm; color: #555 }} h1 {{ font: bold 13pt "Nimbus Sans"; margin: 9mm
0 2mm; color: {hue} }} .about {{ display: grid; grid-template-columns: 1fr 1fr; gap: 0.8mm 6mm;
border-top: 0.5pt solid {hue}; border-bottom: 0.5pt solid {hue}; padding: 2mm 0 }} .about i {{
color: #555 }} .it {{ width: 100%; margin: 5mm 0 }} .it th {{ background: {hue}; color: #fff;
font-weight: normal }} .it .first td {{ padding-top: 2.4mm; font-weight: bold }} .it .cond td {{
padding: 0.2mm 4px; color: #333 }} .it .net td {{ border-bottom: 0.4pt solid #bbb; padding-bottom:
1.4mm }} .it .sub td {{ font-size: 7pt; color: #444; padding: 0.2mm 4px }} .vat th {{ font-size:
7pt; color: #555 }} .vat td, .vat th {{ padding: 0.4mm 6mm 0.4mm 0 }} .four {{ display: grid;
grid-template-columns: 1.2fr 1fr 1.3fr 1fr; gap: 4mm; text-align: left; border-top: 0.5pt solid
{hue}; padding-top: 1.5mm; font-size: 6.3pt }} p {{ margin: 1.6mm 0; font-size: 8pt }}</style>
<div class="bar"></div><div class="row"><div></div>{sheet.logo(seller.brand, hue)}</div><div
class="mid"><div><div class="via">{h.told(sheet, "{name} | {street_}")}</div>
{b.address(sheet, "buyer")}</div><div class="sum"><small>Auf einen Blick</small>
{b.pair_rows(sums, "s")}</div></div><h1>{kind} {sheet.number()} vom {sheet.date_of()}</h1><div
class="about">{grid}</div><table class="it"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody>
</table>{tax}<p>{why}</p><p>{held}</p><p>Sicherheitsdatenblätter in der jeweils gültigen Fassung
unter {seller.site}/sdb. Beförderung nach ADR; leere IBC werden nach Restentleerung kostenfrei
abgeholt. Es gelten unsere Verkaufsbedingungen, Stand 03/2024.</p><div class="foot four"><span>
{sheet.name("seller")}<br>{b.street(seller)}<br>{seller.mail}</span><span>Sitz der Gesellschaft
{seller.register}<br>Registergericht {seller.register}<br>{"HRA" if "KG" in seller.form else "HRB"}
{h.distractor(sheet, "7####")}</span><span>{sheet.pick("Commerzbank", "Deutsche Bank", "LBBW")}<br>
IBAN {sheet.iban()}<br>BIC {sheet.bic()}</span><span>USt-IdNr. {sheet.vat_id("seller")}<br>
Steuer-Nr. {h.distractor(sheet, "2##/1##/4####")}<br>ILN
{h.distractor(sheet, "40#####00000#")}</span>
</div>"""  # fmt: skip


def _item(sheet: Sheet, line: Line, place: int) -> str:
    """Print an item: its name, its price, what is taken off, its value, its batch and hazards."""
    whole = sheet.amount((line.quantity * line.unit_price).quantize(Decimal("0.01")))
    unit = {"psch": "LE"}.get(line.unit, line.unit)
    head = (f'<tr class="first"><td>{place * 10:06}</td><td>{sheet.cell(line, "name")}</td><td '
            f'class="n">{sheet.cell(line, "qty")}</td><td>{unit}</td><td></td><td></td></tr>'
            )  # fmt: skip
    price, total = f"{sheet.cell(line, 'price')} / 1 {unit}", sheet.cell(line, "total")
    if line.discount:
        listed = (line.quantity * line.unit_price).quantize(Decimal("0.01"))
        off = sheet.amount(line.total - listed).strip("-")
        off += "" if sheet.facts.negative else "-"
        head += (f'<tr class="cond"><td></td><td colspan="3">Listenpreis</td><td class="n">{price}'
                 f'</td><td class="n">{whole}</td></tr><tr class="cond"><td></td><td colspan="3">'
                 f'Kundenrabatt</td><td class="n">{sheet.rate(line.discount)}</td><td class="n">'
                 f"{off}</td></tr>")  # fmt: skip
        price = ""
    note = f"Art. {line.reference}"
    if line.unit in {"KG", "Geb"}:
        note += f", Charge {h.distractor(sheet, 'L#####@')}, MHD {h.day(sheet, 240)[3:]}"
        if "lösemittel" in line.name or "Kontakt" in line.name:
            note += ", UN 1133, Klebstoffe, 3, VG II, (D/E)"
        note += f", WTN {h.distractor(sheet, '3506 91 ##')}"
    return (
        f'{head}<tr class="sub"><td></td><td colspan="5">{note}</td></tr><tr class="net"><td></td>'
        f'<td colspan="3">Positionswert</td><td class="n">{price}</td><td class="n">{total}</td>'
        "</tr>"
    )


_PRESS = Profile("fachpresse", "DE", "de", buyers=("FR",), regime="AE", lines=(1, 3), prepaid=0,
                 credit=0.08, adjustments=("discount",))  # fmt: skip
_PAPERS = ("Die Kunststoffpraxis", "Brauwelt heute", "Holzbearbeitung + Markt", "Der Galvaniseur",
           "Blech & Band", "Verpackungsrundschau Süd", "Fördern + Dosieren")  # fmt: skip


@family("press_advert_ladder", Split.MAKING, _PRESS, replace(_PRESS, lines=(2, 5)),
        replace(_PRESS, buyers=("DE",), regime="S"))  # fmt: skip
def press_advert_ladder(sheet: Sheet) -> str:
    """A publisher's bill: number, day and customer in a sentence, prices as a ladder of sums."""
    settle(sheet, "{w} Fachverlag", "Verlag {w}", "{w} Fachmedien", "{w} Industrie-Medien",
           forms=("GmbH", "GmbH & Co. KG", "UG (haftungsbeschränkt)"))  # fmt: skip
    h.adopt(sheet, ("AR-%y-#####", "%Y/A####", "2######", "A%y-####"), ("german", "german",
            "%d.%m.%Y"), ("AG-%y-####", "%Y/G####"))  # fmt: skip
    sheet.style = replace(sheet.style, currency=sheet.pick("{} {s}", "{} {c}"), point=",",
                          thousands=".")  # fmt: skip
    facts, seller, paper = sheet.facts, sheet.facts.seller, sheet.pick(*_PAPERS)
    credit, abroad = facts.type_code == "381", facts.profile.regime == "AE"
    kind = h.titled(sheet, ("Anzeigenrechnung", "Rechnung"), ("Gutschrift", "Rechnungskorrektur"))
    issue = f"Heft {facts.delivery_date.month}/{facts.delivery_date:%Y}"
    data: list[Pair] = [
        ("Objekt", f"»{paper}«"),
        ("Ausgabe", f"{issue}, Erscheinungstermin {sheet.day(facts.delivery_date)}"),
        ("Inserent", facts.buyer.brand),
        ("Motiv / Stichwort", sheet.pick("Messeauftritt Halle 7", "Imagekampagne", "Neuheit")),
        ("Ihr Auftrag", f"{facts.references['order']} vom {h.day(sheet, -44)}"),
    ]
    customer = h.distractor(sheet, "K-4####")
    sentence = (f"für die nachstehenden Veröffentlichungen stellen wir Ihnen unter der "
                f"<b>{sheet.pick('Rechnungsnummer', 'Rechnungs-Nr.', 'Nummer')} "
                f"{sheet.number()}</b> am <b>{sheet.date_of()}</b> in Rechnung "
                f"(Ihre Kundennummer bei uns: {customer}):")  # fmt: skip
    if credit:
        sentence = (f"zu unserer Rechnung {h.distractor(sheet, 'AR-%y-####')} schreiben wir Ihnen "
                    f"mit <b>Beleg-Nr. {sheet.number()}</b> vom <b>{sheet.date_of()}</b> "
                    f"gut (Kundennummer {customer}):")  # fmt: skip
    items = "".join(_advert(sheet, line) for line in facts.lines)
    scale = sheet.pick("abzüglich Malstaffel", "abzüglich Mengenstaffel")
    sums = h.extras(sheet, {"sum": "Anzeigenwert brutto lt. Preisliste", "discount": scale})
    for row in facts.vat:
        sheet.vat_row(row)
    net = "Rechnungsbetrag netto" if not credit else "Gutschrift netto"
    sums.append((net, sheet.total("total_without_vat")))
    rate = sheet.rate(facts.vat[0].rate).strip(" %\xa0")
    sums.append((f"{rate} % Mehrwertsteuer", sheet.total("total_vat")))
    sheet.total("total_with_vat")
    sums.append(("Gutschriftsbetrag" if credit else sheet.pick("Endbetrag", "Endsumme"),
                 sheet.total("amount_due")))  # fmt: skip
    ladder = "".join(f'<tr class="s"><td>{label}</td><td class="n">{value}</td></tr>'
                     for label, value in sums)  # fmt: skip
    pay = "Der Betrag wird in den nächsten Tagen auf Ihr Konto überwiesen."
    if h.is_payable(sheet):
        until = terms(sheet, "innerhalb von {days} Tagen, also spätestens am", "sofort, somit am")
        pay = (f"Wir bitten um Überweisung {until} {sheet.date_of('due_date')}, ohne Abzug, auf "
               f"das Konto {sheet.iban()} bei der {sheet.pick('Sparkasse', 'Volksbank')} "
               f"{seller.register} (BIC {sheet.bic()}).")  # fmt: skip
    why = (f"Die Leistung ist in Deutschland nicht steuerbar (§ 3a Abs. 2 UStG). Steuerschuldner "
           f"ist der Leistungsempfänger – Reverse Charge. Ihre USt-IdNr.: {sheet.vat_id('buyer')}"
           if abroad else "")  # fmt: skip
    ads = sheet.pick("Anzeigenschluss der nächsten Ausgabe", "Druckunterlagenschluss Folgeheft")
    off = "" if facts.vat[0].amount == ZERO else "Skonto auf Anzeigen wird nicht gewährt."
    serif = sheet.pick("Nimbus Roman", "P052", "URW Bookman")
    about = "".join(f"<dt>{label}</dt><dd>{value}</dd>" for label, value in data)
    return f"""<style>@page {{ margin: 16mm 24mm 12mm 25mm }} body {{ font: 10.5pt "{serif}";
font-variant-ligatures: none; line-height: 1.32; padding-bottom: 22mm }} .mast {{
border-top: 3pt solid;
border-bottom: 0.6pt solid; padding: 2mm 0; display: flex; justify-content: space-between;
font-size: 8.5pt }} .mast i {{
font-size: 12pt }} .via {{ font-size: 6.5pt; text-decoration: underline; margin: 14mm 0 2mm }} h1 {{
font: bold 14pt "{serif}"; margin: 14mm 0 4mm }} dl {{ display: grid; grid-template-columns: 36mm
1fr; margin: 4mm 0; font-size: 9.5pt }} dt, dd {{ margin: 0 }} dt {{ color: #555 }} .lad {{ width:
100%; margin: 2mm 0 5mm }} .lad td {{ padding: 1mm 0 }} .lad td:first-child {{ width: 118mm }} .lad
small {{ color: #444 }} .lad .s:first-child td, .lad .s td {{ border-top: 0.4pt solid #999 }} .lad
.s:last-child td {{ border-top: 1.2pt solid; border-bottom: 2.4pt double; font-weight: bold }} .foot
{{ text-align: left; border-top: 0.6pt solid; padding-top: 1.5mm }} p {{ margin: 2.5mm 0 }}</style>
<div class="mast"><i>{paper}</i><span>{sheet.pick("Anzeigenverwaltung", "Mediaservice")} ·
{seller.phone} · {seller.mail}</span></div><div class="via">
{h.told(sheet, "{name} · {street_dash}")}
</div>{b.address(sheet, "buyer")}<h1>{kind}</h1><p>Sehr geehrte Damen und Herren,</p><p>{sentence}
</p><dl>{about}</dl><table class="lad">{items}{ladder}</table><p>{pay}</p><p>{why} {off}</p><p
style="font-size:9pt">{sheet.pick("Belegexemplar mit getrennter Post.", "Beleg als PDF anbei.")}
{ads}: {h.day(sheet, 33)}. Es gilt die Anzeigenpreisliste Nr. {sheet.rng.randint(28, 61)}.</p><div
class="foot"><b>{sheet.name("seller")}</b>, {b.street(seller, ", ")} | Geschäftsführung:
{person(sheet)} | Amtsgericht {seller.register} {"HRA" if "KG" in seller.form else "HRB"}
{h.distractor(sheet, "2###")}<br>USt-IdNr. {sheet.vat_id("seller")} | Finanzamt {seller.register},
Steuernummer {h.distractor(sheet, "6##/3###/2###")} | {seller.site}</div>"""  # fmt: skip


def _advert(sheet: Sheet, line: Line) -> str:
    """Print what appeared, with how many where they were several, and its price at the edge."""
    name, total = sheet.cell(line, "name"), sheet.cell(line, "total")
    many = ""
    if line.quantity != 1:
        count, price = sheet.cell(line, "qty"), sheet.cell(line, "price")
        many = f"<br><small>{count} Einheiten zu {price}</small>"
    return f'<tr><td>{name}{many}</td><td class="n">{total}</td></tr>'
