"""Layout of a Swiss maker of couverture, whose name stands at the foot of its paper only."""

from dataclasses import replace

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import ZERO, Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.lodging import lodge
from tests.layouts.natives import person
from tests.layouts.sheet import Sheet

_COUVERTURE = Profile("kuvertuere", "CH", "de", "CHF", regime="G", lines=(2, 6), prepaid=0,
                      credit=0.08)  # fmt: skip


@family("couverture_by_lot", Split.JUDGING, _COUVERTURE,
        replace(_COUVERTURE, currency="EUR", lines=(1, 4), adjustments=("discount",)),
        replace(_COUVERTURE, buyers=("CH",), regime="S", rounding=True))  # fmt: skip
def couverture_by_lot(sheet: Sheet) -> str:
    """Currency before every sum, lots and best-before days, customs data, a proof of origin."""
    lodge(sheet, "Confiserie {w}|{w} Schokoladen|Chocolaterie {w}", "AG|AG|GmbH",
          "Industriestrasse|Fabrikstrasse|Seestrasse|Im Grund|Werkstrasse",
          "8854 Siebnen=Schwyz=+41 55|6438 Ibach=Schwyz=+41 41|3401 Burgdorf=Bern=+41 34|"
          "9230 Flawil=St. Gallen=+41 71|5033 Buchs AG=Aargau=+41 62")  # fmt: skip
    h.adopt(sheet, ("1#####", "RG-####", "%y-#####", "2######"),
            ("%d.%m.%Y", "%d.%m.%y", "german"), ("GS-####", "8#####"))  # fmt: skip
    facts, seller, refs = sheet.facts, sheet.facts.seller, sheet.facts.references
    code, taxed = facts.profile.currency, facts.profile.regime == "S"
    credit, brown = facts.type_code == "381", sheet.pick("#4a2c17", "#8c1d2f", "#333")
    kind = h.titled(sheet, ("Rechnung", "Faktura"), ("Gutschrift",))
    left: list[Pair] = [("Datum", sheet.date_of()), ("Kunde", h.distractor(sheet, "1####"))]
    left += [("Auftrag", f"{h.distractor(sheet, '4####')} / {person(sheet)}")]
    left += h.due(sheet, "Zahlbar bis", "Fällig", "Verfall")
    right: list[Pair] = [("Ihre Bestellung", refs["order"])]
    right += [("Versand", sheet.day(facts.delivery_date))]
    right += [] if taxed else [("Ihre MWST-Nr.", sheet.vat_id("buyer"))]
    ways = ("Camion, frei Haus",) if taxed else ("DAP verzollt", "FCA Werk", "CPT Basel")
    right.append(("Lieferart", sheet.pick(*ways)))
    heads = [("ref", "Artikel"), ("name", "Bezeichnung"), ("qty", "Menge"), ("unit", "Einh.")]
    heads += [("price", "Ansatz")] + ([("rate", "MWST")] if taxed else [])
    heads.append(("total", f"Betrag {code}"))
    table = h.lines(sheet, heads, more=lambda line: _lot(sheet, line))
    sums = h.extras(sheet, {"sum": "Warenwert", "discount": "./. Mengenrabatt"})
    word = "Total exkl. MWST" if taxed else sheet.pick("Total netto", "Nettobetrag")
    sums.append((word, sheet.total("total_without_vat", True)))
    if taxed:
        sums += h.vat_sums(sheet, "MWST {rate} auf {basis}", "ohne MWST")
        if len(facts.vat) > 1:
            sums.append(("MWST total", sheet.total("total_vat", True)))
        sums.append(("Total inkl. MWST", sheet.total("total_with_vat", True)))
        if facts.rounding:
            sums.append(("Rundung", sheet.amount(facts.rounding)))
    else:
        sums.append(("MWST 0.0 % (Export)", sheet.total("total_vat", True)))
        sheet.total("total_with_vat", True)
    end = "Total zu Ihren Gunsten" if credit else sheet.pick("Rechnungstotal", "Zu bezahlen")
    sums.append((end, sheet.total("amount_due", True)))
    sheet.show("currency", code)
    rows = "".join(f'<tr><td class="l">{label}</td><td>{code}</td><td class="n">{value}</td></tr>'
                   for label, value in sums)  # fmt: skip
    kilos = sum((line.quantity for line in facts.lines if line.unit == "KG"), ZERO)
    mass = (
        f"Nettogewicht {h.count(sheet, kilos)} kg, {facts.days % 5 + 2} Paletten" if kilos else ""
    )
    customs = "" if taxed else f"""<div class="customs"><b>Angaben für den Zoll</b> &nbsp;
Zolltarif-Nr. 1806.20, Ursprung CH. {mass}<br>Steuerbefreite Ausfuhr, Art. 23 Abs. 2 Ziff. 1
MWSTG.<br>
Der Ausführer (Ermächtigter Ausführer; Bewilligungs-Nr. {h.distractor(sheet, "1####")}) der
Waren, auf die sich dieses Handelspapier bezieht, erklärt, dass diese Waren, soweit nicht anders
angegeben, präferenzbegünstigte Schweizer Ursprungswaren sind.</div>"""  # fmt: skip
    pay = f"zu Rechnung {h.distractor(sheet, '1#####')}, Warenretoure" if credit else ""
    bank = sheet.pick("Zürcher Kantonalbank", "UBS Switzerland AG", "Raiffeisenbank")
    number = _number(sheet, taxed)
    return f"""<style>@page {{ margin: 16mm 18mm 10mm 20mm }} body {{ font: 9.5pt "{sheet.pick(
"Nimbus Sans", "Liberation Sans", "Carlito")}"; font-variant-ligatures: none; min-height: 268mm;
padding-bottom: 26mm }} .to {{ margin: 4mm 0 16mm 92mm; line-height: 1.35; min-height: 24mm }} h2
{{ font-size: 15pt; margin: 0 0 3mm; color: {brown} }} .meta {{ display: grid;
grid-template-columns: 1fr 1fr; gap: 8mm; border-top: 0.5pt solid {brown}; border-bottom: 0.5pt
solid {brown}; padding: 1.5mm 0; margin-bottom: 7mm }} .kv td {{ padding: 0.4mm 0 }} .kv .l {{
width: 30mm; color: #555 }} .kv .n {{ text-align: left }} .lines th {{ font-size: 8pt;
border-bottom: 0.5pt solid #000 }} .lines td {{ padding: 1.2mm 4px }} .lines .c-name {{ width:
42% }} .lines small {{ color: #555 }} .lines .c-ref {{ font-size: 8pt }} .sum {{ margin: 3mm 0 0
auto; border-top: 0.5pt solid #000 }} .sum td {{ padding: 0.7mm 4px 0.7mm 6mm }} .sum
tr:last-child td {{ font-weight: bold; border-top: 0.5pt solid #000; border-bottom: 1.6pt solid
{brown} }} .customs {{ margin-top: 9mm; font-size: 7.5pt;
line-height: 1.4; border-left: 2pt solid {brown}; padding-left: 3mm }} .base {{ position:
absolute; bottom: 0; left: 0; right: 0; font-size: 7.5pt; color: {brown}; line-height: 1.45;
display: grid; grid-template-columns: 1fr 1fr 1.3fr; gap: 5mm; border-top: 0.5pt solid {brown};
padding-top: 2mm
}}</style>{sheet.logo(".".join(word[0] for word in seller.brand.split()), brown, serif=True)}<div
class="to"> {b.address(sheet, "buyer")}</div><h2>{kind} {sheet.number()}</h2><div class="meta">
{b.pair_rows(left, "kv")}{b.pair_rows(right, "kv")}</div>{pay}{table}<table
class="sum">{rows}</table>{customs}<p
style="font-size:8.5pt">{sheet.pick("Bitte kühl (14-18 °C) und "
"trocken lagern.",
"Reklamationen innert 8 Tagen nach Erhalt der Ware.", "Besten Dank für Ihre Bestellung.")}
</p><div class="base"><div>{h.told(sheet, "<b>{name}</b><br>{street}<br>{country}")}</div><div>
Telefon {seller.phone}<br>{seller.mail}<br>{"MWST-Nr." if taxed else "UID"}
{number}</div><div>{bank}
<br>{h.told(sheet, "IBAN {iban}<br>BIC {bic}")}</div></div>"""  # fmt: skip


def _lot(sheet: Sheet, line: Line) -> str:
    """Print the lot of something to eat, and the day before which it is best."""
    if line.unit == "Stk":
        return ""
    lot, best = h.distractor(sheet, "L%j-##"), h.day(sheet, sheet.rng.randint(300, 480))
    return f"<br><small>Charge {lot}, mind. haltbar bis {best}</small>"


def _number(sheet: Sheet, taxed: bool) -> str:
    """Print the company's number, as a VAT number where there is VAT."""
    plain = sheet.facts.seller.vat_id.removesuffix("TVA")
    return sheet.show("seller.vat_id", sheet.vat_text(f"{plain}{'MWST' if taxed else ''}").strip())
