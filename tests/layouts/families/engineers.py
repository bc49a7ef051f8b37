"""A layout from Switzerland, in German: engineers who bill their hours."""

from dataclasses import replace
from decimal import Decimal

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Profile
from tests.layouts.families import Split, family
from tests.layouts.natives import person, settle, terms
from tests.layouts.sheet import Sheet

_ENGINEERS = Profile(
    "ingenieure", "CH", "de", "EUR", regime="AE", lines=(2, 6), prepaid=0.1, credit=0.05
)


@family("swiss_engineers_fee", Split.MAKING, _ENGINEERS,
        replace(_ENGINEERS, currency="CHF", regime="S", rounding=True),
        replace(_ENGINEERS, currency="CHF"))  # fmt: skip
def swiss_engineers_fee(sheet: Sheet) -> str:
    """Engineers by the hour: place and day in one line, a ceiling of costs, hours on a sheet."""
    facts = settle(sheet, "{w} Ingenieure", "{w} + Partner Bauingenieure", "Ingenieurbüro {w}",
                   forms=("AG", "GmbH"))  # fmt: skip
    h.adopt(sheet, ("####.##-#", "H-%y###", "%Y.####", "24##-##"), ("german",), ("G-%y###",))
    facts, code = sheet.facts, sheet.facts.profile.currency
    credit, taxed = facts.type_code == "381", facts.profile.regime == "S"
    kind = h.titled(sheet, ("Honorarrechnung", "Honorarnote", "Rechnung"), ("Gutschrift",))
    subject = f"Instandsetzung Stützmauer, {b.street(facts.others[0], ', ')}"
    if not taxed:
        subject = f"Tragwerk Halle 2, {sheet.party('buyer').town}, Frankreich"
    if credit:
        subject += f"<br>Korrektur zu Rechnung {h.distractor(sheet, 'H-%y###')} vom "
        subject += h.day(sheet, -33)
    heads = [("name", "Leistung nach SIA 103"), ("qty", "Anzahl"), ("unit", "")]
    heads += [("price", "Ansatz"), ("total", code)]
    sums: list[Pair] = [("Honorar exkl. MWST", sheet.total("total_without_vat", bare=True))]
    if taxed:
        sums += h.vat_sums(sheet, sheet.pick("MWST {rate}", "+ {rate} MWST"), "ohne MWST")
        sums.append(("Honorar inkl. MWST", sheet.total("total_with_vat", bare=True)))
        why = ""
    else:
        sums.append(("Honorar total, ohne MWST", sheet.total("total_with_vat", bare=True)))
        why = f"""Leistungsort im Ausland (Art. 8 Abs. 1 MWSTG), keine Schweizer MWST; die Steuer
schuldet der Empfänger (Reverse Charge). Seine Nummer: {sheet.vat_id("buyer")}"""
    if facts.prepaid:
        sums.append(("./. Akontozahlung", sheet.total("prepaid", bare=True)))
    if facts.rounding:
        sums.append(("Rundung", sheet.amount(facts.rounding)))
    ours = "Zu Ihren Gunsten" if credit else sheet.pick("Zu unseren Gunsten", "Zu bezahlen")
    sums.append((f"<b>{ours} {code}</b>", f"<b>{sheet.total('amount_due', bare=True)}</b>"))
    sheet.show("currency", code)
    pay = terms(sheet, "Zahlbar innert {days} Tagen rein netto", "Zahlbar sofort rein netto")
    until = "".join(f"{pay}, {k} {day}." for k, day in h.due(sheet, "bis", "Verfall", "Valuta"))
    mine = h.told(sheet, "{name}<br>{street}<br>Tel. {phone}<br>{mail}<br>{site}")
    account = h.told(sheet, "Kantonalbank, {iban}, BIC {bic}")
    return f"""<style>@page {{ margin: 12mm 18mm 12mm 14mm }} body {{ padding-left: 44mm;
font: 10.5pt "Liberation Sans Narrow"; min-height: 270mm }} .left {{ position: absolute;
left: 0; top: 0; width: 37mm; font-size: 8pt; line-height: 1.5 }} .left i {{ font-style: normal;
color: #a33; display: block; margin-top: 4mm }} .to {{ margin: 26mm 0 16mm 52mm }} .lines {{
margin: 5mm 0 2mm }} .lines th {{ font-weight: normal; font-size: 8pt; color: #a33 }} .lines td {{
border-top: 0.3pt solid #999; padding: 1.3mm 4px 1.3mm 0 }} .lines .c-name {{ width: 58% }} .sum {{
width: 100%; border-top: 0.8pt solid }} .sum td {{ padding: 1mm 4px 1mm 0 }} .cap {{ font-size:
8.5pt; margin-top: 7mm }} .cap td, .cap th {{ padding: 0.3mm 8mm 0.3mm 0; font-weight: normal }}
</style><div class="left">{sheet.logo(facts.seller.brand, "#a33333")}<br>{mine}<i>Disziplinen</i>
Tragwerke<br>Tiefbau<br>Erhaltung<i>Sachbearbeitung</i>{person(sheet)}<br>dipl. Bauing. ETH/SIA<i>
Unsere Projekt-Nr.</i>{h.distractor(sheet, "2###")}<i>Mitglied</i>usic, SIA<i>
{"MWST-Nummer" if taxed else "UID"}</i>{_swiss_number(sheet, taxed)}</div><div class="to">
{b.address(sheet, "buyer")}</div><p>{facts.seller.register}, {sheet.date_of()}</p>
<p style="margin-top:9mm"><b style="font-size:13pt">{kind} {sheet.number()}</b><br>{subject}</p><p>
Vertrag vom {h.day(sheet, -210)}, Leistungen {h.day(sheet, -61)} bis {h.day(sheet, -5)}</p>
{h.lines(sheet, heads).replace(">psch<", ">pauschal<").replace(">Std<", ">h<")}
{b.pair_rows(sums, "sum")}<p>{until} {why}</p><p>{"" if credit else account}</p>{_ceiling(sheet)}
<p>Freundliche Grüsse<br><br>{facts.seller.brand}</p>{_hours(sheet)}"""  # fmt: skip


def _swiss_number(sheet: Sheet, taxed: bool) -> str:
    """Print the number of the register as in German; VAT is named where it is asked for."""
    plain = sheet.facts.seller.vat_id[:12]
    return sheet.show("seller.vat_id", sheet.vat_text(f"{plain}{'MWST' if taxed else ''}").strip())


def _ceiling(sheet: Sheet) -> str:
    """Return how much of the agreed ceiling is used up; a credit note has none."""
    facts = sheet.facts
    if facts.type_code != "380":
        return ""
    before = Decimal(sheet.rng.randint(40, 300) * 100)
    after = facts.total_without_vat + before
    limit = (after / 5000 + 1).quantize(Decimal(1)) * 5000
    cells = [("Kostendach", limit), ("früher verrechnet", before), ("verbleiben", limit - after)]
    pairs = [(label, sheet.amount(value)) for label, value in cells]
    return f"Stand des Auftrags, exkl. MWST:{b.pair_boxes(pairs, 'cap')}"


def _hours(sheet: Sheet) -> str:
    """Return the sheet of hours on a page of its own, for what is done by the hour."""
    lines = [line for line in sheet.facts.lines if line.unit == "Std"]
    if not lines or sheet.maybe(0.4):
        return ""
    rows = "".join(
        f"<tr><td>{h.day(sheet, -50 + 6 * place)}</td><td>{person(sheet)}</td>"
        f'<td>{line.name}</td><td class="n">{sheet.cell(line, "qty")}</td></tr>'
        for place, line in enumerate(lines)
    )
    return f"""<div class="break"></div><b>Beilage: Stundenrapport</b><table class="lines"><tr>
<th>Stand vom</th><th>Mitarbeitende</th><th>Tätigkeit</th><th>Stunden</th></tr>{rows}</table>"""
