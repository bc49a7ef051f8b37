"""A layout of a Dutch grower of young plants."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import ZERO, Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.lodging import lodge
from tests.layouts.natives import person, terms
from tests.layouts.sheet import Sheet

_PLANTS = Profile("jonge_planten", "NL", "nl", regime="K", lines=(2, 8), prepaid=0, credit=0.08)


@family("plants_by_week", Split.MAKING, _PLANTS,
        replace(_PLANTS, line_discounts=True, prepaid=0.4, lines=(2, 6)),
        replace(_PLANTS, adjustments=("discount", "shipping"), credit=0.2))  # fmt: skip
def plants_by_week(sheet: Sheet) -> str:
    """Young plants: data typed upon dotted lines in two languages, plants by week of delivery."""
    lodge(sheet, "{w} Jonge Planten|Kwekerij {w}|{w} Young Plants|Gebr. {w} Vaste Planten",
          "B.V.|BV|V.O.F.", "Hoorn|Zuideinde|Middenweg|Noordelijke Dwarsweg|Klein Kruisweg",
          "2771 AB Boskoop=Boskoop=+31 172|1424 PR De Kwakel=De Kwakel=+31 297|"
          "2665 KX Bleiswijk=Bleiswijk=+31 10|5674 TT Nuenen=Nuenen=+31 40")  # fmt: skip
    h.adopt(sheet, ("VF%y#####", "%Y#####", "1######", "%y.####"), ("%d-%m-%Y", "long", "%d-%m-%y"),
            ("CN%y####", "%Y9####"))  # fmt: skip
    facts, credit = sheet.facts, sheet.facts.type_code == "381"
    hue = sheet.pick("#2e6b1f", "#8a2b6f", "#444")
    kind = h.titled(
        sheet, ("FACTUUR", "Factuur", "Verkoopfactuur"), ("CREDITNOTA", "Creditfactuur")
    )
    left: list[Pair] = [("Debiteur / Customer", h.distractor(sheet, "1####"))]
    left += [("Uw ordernr. / Your order", facts.references["order"])]
    left += [("Onze order / Our order", h.distractor(sheet, "VO######"))]
    left += [("Verkoper / Sales", person(sheet))]
    right: list[Pair] = [(f"{'Nota' if credit else 'Factuur'} nr. / No.", sheet.number())]
    right += [
        (
            "Notadatum / Date" if credit else sheet.pick("Datum / Date", "Factuurdatum / Date"),
            sheet.date_of(),
        )
    ]
    right += h.due(sheet, "Vervalt / Due", "Vervaldatum / Due date", "Te voldoen vóór / Due")
    right += [("Leverconditie", "CPT (Incoterms 2020)")]
    heads = [("name", "Omschrijving"), ("qty", "Aantal"), ("unit", "Eenh."), ("price", "Prijs")]
    heads += [("disc", "Kort. %"), ("total", f"Bedrag {sheet.show('currency', 'EUR')}")]
    weeks = _weeks(sheet, heads)
    names = {"sum": "Goederen", "discount": "Vroegbestelkorting", "shipping": "Vracht"}
    sums = h.extras(sheet, names)
    sums.append((sheet.pick("Netto", "Subtotaal"), sheet.total("total_without_vat")))
    sums.append((sheet.pick("Btw 0%", "0% btw"), sheet.total("total_vat")))
    sums.append((sheet.pick("Totaal", "Totaalbedrag"), sheet.total("total_with_vat")))
    if facts.prepaid:
        sums.append(("Aanbetaald", sheet.total("prepaid")))
        sums.append(("Restant", sheet.total("amount_due")))
    why = sheet.pick("Intracommunautaire levering, 0% btw (art. 138 Richtlijn 2006/112/EG)",
                     "ICL: btw 0% op grond van tabel II post a.6 Wet OB 1968")  # fmt: skip
    pot = sheet.pick("Helleborus", "Heuchera", "Salvia", "Hosta")
    pay = f"Verrekening met {h.distractor(sheet, 'VF%y#####')} van {h.day(sheet, -3)}."
    return f"""<style>@page {{ margin: 10mm 15mm 9mm }} body {{ font: 9pt "{sheet.pick(
"Liberation Sans", "Nimbus Sans", "Liberation Serif")}"; font-variant-ligatures: none; min-height:
277mm; padding-bottom: 30mm }} .win {{ position: relative; margin: 12mm 0 9mm; line-height: 1.35;
font-size: 10pt }} .dots {{ display: grid; grid-template-columns: 1fr 1fr; gap: 0 12mm; margin: 4mm
0 6mm }} .dot {{ display: flex; align-items: baseline; margin: 1mm 0 }} .dot small {{ flex: none;
width: 36mm; font-size: 7pt; color: {hue} }} .dot span.on {{ flex: 1; border-bottom: 0.7pt dotted
#555; font: 9.5pt "Liberation Mono" }} .lines th {{ font-size: 7.5pt; color: {hue}; font-weight:
normal; border-bottom: 0.8pt solid {hue} }} .lines .c-name {{ width: 48% }} .wk td {{ padding-top:
3mm; font-weight: bold; font-size: 8pt }} .wks td {{ font-size: 8pt; color: #555; border-top: 0.3pt
solid #999 }} .lines small {{ color: #666; font-size: 7pt }} .tail {{ position: absolute; bottom:
13mm; left: 0; right: 0; border-top: 0.8pt solid {hue}; display: grid; grid-template-columns: 66mm
1fr; gap: 6mm; padding-top: 2.5mm; font-size: 8pt }} .sums {{ display: flex; flex-flow: row wrap;
justify-content: flex-end; gap: 3mm 7mm }} .sums div {{ text-align: right }} .sums small {{ color:
{hue}; font-size: 7pt }} .sums .v {{ font-size: 9.5pt }} h1 {{ font-weight: normal; font-size: 20pt;
color: {hue}; margin: 0 }}</style><div class="row"><div>{h.told(sheet, "<b>{name}</b><br>{street}")}
<br>Nederland</div><div style="text-align:center">{sheet.logo(facts.seller.brand, hue)}<br><small>
jonge planten uit eigen kwekerij · MPS-A · GLOBALG.A.P.</small></div></div><div class="win">
{b.address(sheet, "buyer")}</div><h1>{kind}</h1><div class="dots"><div>{_typed(left)}</div><div>
{_typed(right)}</div></div>{weeks}<p style="font-size:8pt">{why}. Btw-nr. afnemer:
{sheet.vat_id("buyer")}.<br>Het plantenpaspoort staat op elke tray. EU-kwekersrecht: vermeerdering
van beschermde rassen is verboden. Nieuw dit seizoen: {pot} in tray 51, vraag de catalogus
aan.</p><div class="tail"><div>{pay if credit else _payment(sheet)}</div><div
class="sums">{_upon(sums)}</div></div><div class="foot" style="text-align:left">Btw
{sheet.vat_id("seller")} · KvK {h.distractor(sheet, "########")} · NVWA-reg.
{h.distractor(sheet, "NL-######")} · {facts.seller.phone} · {facts.seller.mail} · Op al onze
leveringen gelden de Handelsvoorwaarden voor de Boomkwekerij in Nederland (HBN), op verzoek
toegezonden.</div>
"""  # fmt: skip


def _typed(pairs: list[Pair]) -> str:
    """Set values upon dotted lines behind their labels."""
    return "".join(
        f'<div class="dot"><small>{label}</small><span class="on">{value}</span></div>'
        for label, value in pairs
    )


def _upon(pairs: list[Pair]) -> str:
    return "".join(f"<div><small>{label}</small><br>{value}</div>" for label, value in pairs)


def _payment(sheet: Sheet) -> str:
    asked = terms(sheet, "Betaling binnen {days} dagen netto", "Betaling per omgaande")
    return h.told(sheet, f"{asked} aan {{name}}<br>IBAN {{iban}}<br>BIC {{bic}}")


def _weeks(sheet: Sheet, heads: list[Pair]) -> str:
    """Print lines under the week and note of their delivery, each week with its sum."""
    lines = list(sheet.facts.lines)
    cut = len(lines) if len(lines) < 4 or sheet.maybe(0.3) else len(lines) // 2
    table = ""
    for place, chunk in enumerate(filter(None, (lines[:cut], lines[cut:]))):
        day = -12 + 7 * place
        year, week, _ = (sheet.facts.issue_date + timedelta(days=day)).isocalendar()
        part = h.lines(sheet, heads, chosen=chunk, more=lambda line: _plants(sheet, line))
        wide = part.count("<th ") - 1
        note = (
            f"Week {week}-{year} · pakbon {h.distractor(sheet, 'PB######')} · {h.day(sheet, day)}"
        )
        top = f'<tr class="wk"><td colspan="{wide + 1}">{note}</td></tr>'
        total = sum((line.total for line in chunk), ZERO)
        end = f"""<tr class="wks"><td colspan="{wide}" class="n">week {week}</td><td class="n">
{sheet.amount(total)}</td></tr>"""
        body = part.partition("<tbody>")[2].partition("</tbody>")[0]
        if not table:
            table = part.partition("<tbody>")[0] + "<tbody>"
        table += top + body + (end if cut < len(lines) else "")
    return f"{table}</tbody></table>"


def _plants(sheet: Sheet, line: Line) -> str:
    """Return what stands below plants in trays: their number, and their lot."""
    size = line.name.rpartition("tray ")[2]
    if not size.isdigit():
        return ""
    plants = h.count(sheet, line.quantity * Decimal(size))
    return f"<br><small>{plants} st. · partij {h.distractor(sheet, '%y-####')}</small>"
