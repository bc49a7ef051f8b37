"""Layout of a Swiss weaver of screens and filter cloth, who sells over the border."""

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

_MESH = Profile("siebgewebe", "CH", "de", "EUR", buyers=("FR",), regime="G", lines=(2, 6),
                credit=0.1, prepaid=0, adjustments=("shipping",))  # fmt: skip

_CSS = """<style>@page { margin: 13mm 17mm 11mm 22mm } body
{ font: 9.5pt "FONT"; font-variant-ligatures: none;
min-height: 272mm; padding-bottom: 19mm } .head { display: grid; grid-template-columns: 1fr auto;
align-items: end; border-bottom: 0.5pt solid #000 } .head .site { font-size: 7.5pt; text-align:
right; padding-bottom: 1mm } .to { margin: 14mm 0 12mm 86mm } .name { font-size: 13pt;
letter-spacing: 0.5px } .facts { width: 100%; margin: 3mm 0 6mm; font-size: 8.5pt } .facts td {
padding: 0.5mm 0; width: 50% } .facts i { font-style: normal; color: #666; display: inline-block;
width: 34mm } .lines { font-size: 9pt } .lines th { font-weight: normal; font-size: 7.5pt;
border-bottom: 0.5pt solid #000; vertical-align: bottom } .lines td { padding-top: 1.6mm }
.lines small { color: #444; font-size: 7.5pt } .lines .up td { border-top: 0.5pt solid #000 }
.lines .sum td { padding-top: 0.7mm } .lines .all td { font-weight: bold; border-top: 0.5pt solid
#000; border-bottom: 1.5pt solid #000 } .c-pos { width: 8mm } .c-name { width: 43% } .duty {
margin-top: 6mm; font-size: 7.5pt } .duty td, .duty th { padding: 0.3mm 6mm 0.3mm 0; font-weight:
normal } .duty th { color: #666 } .say { margin-top: 5mm; line-height: 1.4 } .foot { display: grid;
grid-template-columns: auto auto auto; justify-content: space-between; text-align: left;
border-top: 0.5pt solid #000; padding-top: 1.2mm; line-height: 1.4 }</style>"""


@family("mesh_with_declared_origin", Split.MAKING, _MESH, replace(_MESH, currency="CHF"),
        replace(_MESH, buyers=("CH",), currency="CHF", regime="S", rounding=True))  # fmt: skip
def mesh_with_declared_origin(sheet: Sheet) -> str:
    """A Swiss program: sums as last rows of the goods, words of debit, customs data, an origin."""
    lodge(sheet, "{w} Siebgewebe|Tuchweberei {w}|{w} Screens|Seidengaze {w}", "AG",
          "Töberstrasse|Sägestrasse|Hinterbissaustrasse|Rheintalstrasse",
          "9425 Thal=St. Gallen=+41 71|9410 Heiden=Herisau=+41 71|8803 Rüschlikon=Zürich=+41 44"
          "|9053 Teufen=Herisau=+41 71")  # fmt: skip
    h.adopt(sheet, ("7######", "R %y-####", "%y0#####", "VR#####"),
            ("%d.%m.%Y", "german", "%d.%m.%y"),
            ("7######", "G %y-###"))  # fmt: skip
    facts, hue = sheet.facts, sheet.pick("#0a4d68", "#333", "#5a3e85")
    home, credit = facts.profile.regime == "S", facts.type_code == "381"
    code = sheet.show("currency", facts.profile.currency)
    words = ("Rechnung", "Faktura") if home else ("Rechnung", "Faktura", "Exportrechnung")
    kind = h.titled(sheet, words, ("Gutschrift", "Gutschriftsanzeige"))
    pairs: list[Pair] = [
        (sheet.pick("Beleg Nr.", "Nummer", "Unsere Nummer"), sheet.number()),
        ("Kommission", h.distractor(sheet, "K-#####")),
        (sheet.pick("Ausgestellt", "Datum", "Belegdatum"), sheet.date_of()),
        ("Bestellt durch", h.distractor(sheet, "E-Mail, Best. 45000#####")),
        (sheet.pick("Kunden-Nr.", "Konto-Nr."), h.distractor(sheet, "10####")),
        ("Ihre MWST-Nr." if home else "Ihre TVA-Nr.", _number(sheet, "buyer")),
        ("Versand", f"{sheet.day(facts.delivery_date)}, {sheet.pick('Camion', 'Kurier')}"),
        ("Zuständig", person(sheet)),
    ]
    if credit:
        pairs[1] = ("Zu Faktura", h.distractor(sheet, "7######"))
    cells = [f"<td><i>{k}</i>{v}</td>" for k, v in pairs]
    rows = "".join(f"<tr>{x}{y}</tr>" for x, y in zip(cells[::2], cells[1::2], strict=True))

    def woven(line: Line) -> str:
        if line.unit != "Lfm":
            return ""
        return f"<br><small>Rolle {h.distractor(sheet, '%y-#####')}, Webbreite verwendbar</small>"

    heads = (("pos", "Pos."), ("name", "Artikel / Ausführung"), ("qty", "Menge"), ("unit", ""),
             ("price", f"Ansatz<br>{code}"), ("total", f"Betrag<br>{code}"))  # fmt: skip
    table = h.lines(sheet, heads, more=woven).replace("</tbody>", f"{_sums(sheet)}</tbody>")
    law, duty = "", ""
    if not home:
        law = """Ausfuhrlieferung, von der Steuer befreit (Art. 23 Abs. 2 Ziff. 1 MWSTG). """
    if not home and not credit:
        worth = sheet.amount(facts.line_sum)
        kilos = h.count(sheet, Decimal(len(facts.lines) * 7 + facts.days))
        duty = f"""<table class="duty"><tr><th>Zolltarif</th><th>Ursprung</th><th>Netto kg</th><th>
Warenwert {code}</th><th>Lieferklausel</th></tr><tr><td>5911.2000</td>
<td>CH</td><td>{kilos}</td><td>
{worth}</td><td>{sheet.pick("DAP", "CIP", "FCA")} Incoterms 2020</td></tr></table><p class="say"
style="font-size:8pt">Der Ausführer (Ermächtigter Ausführer; Bewilligungs-Nr.
{h.distractor(sheet, "#####")}) der Waren, auf die sich dieses Handelspapier bezieht, erklärt, dass
diese Waren, soweit nicht anders angegeben, präferenzbegünstigte Schweizer Ursprungswaren
sind.</p>"""
    pay = "Den Betrag verrechnen wir mit Ihrer nächsten Zahlung."
    if not credit:
        until = sheet.date_of("due_date")
        said = sheet.pick(f"rein netto, fällig am {until}", f"netto, Verfall {until}",
                          f"ohne jeden Abzug bis {until}")  # fmt: skip
        pay = f"Zahlungskondition: {said}. "
        pay += h.told(sheet, "Zugunsten Kantonalbank, IBAN {iban}, BIC {bic}. ")
    brand = escape(facts.seller.brand)
    css = _CSS.replace("FONT", sheet.pick("Liberation Sans", "Nimbus Sans", "Liberation Serif"))
    return css + f"""<div class="head"><div style="padding-bottom:1mm">
{sheet.logo(facts.seller.brand, hue)}</div><div class="site">Präzisionsgewebe für Siebdruck,
Müllerei und Filtration<br>{h.told(sheet, "{mail} | {site}")}</div></div><div class="to">
<span style="font-size:7pt">P.P. {escape(facts.seller.town)}</span><br>{b.address(sheet, "buyer")}
</div><div class="name">{kind}</div><table class="facts">{rows}</table>{table}<p class="say">{law}
{pay}</p>{duty}<p class="say" style="font-size:8pt">Beanstandungen innert 8 Tagen nach Erhalt der
Ware. Zugeschnittenes Gewebe wird nicht zurückgenommen. Freundliche Grüsse aus
{escape(facts.seller.town.split(" ", 1)[1])}, Ihre {brand}</p><div class="foot"><div>
{h.told(sheet, "{name}<br>{street_}")}</div><div>{h.told(sheet, "Telefon {phone}")}
<br>{_number(sheet, "seller")}</div>
<div>Gerichtsstand {escape(facts.seller.register)}<br>Es gelten unsere Lieferbedingungen 01/2024
</div></div>"""  # fmt: skip


def _sums(sheet: Sheet) -> str:
    """Print what comes under the goods, as rows of their table."""
    facts, credit = sheet.facts, sheet.facts.type_code == "381"
    home = facts.profile.regime == "S"
    pairs = h.extras(sheet, {"sum": "Zwischentotal", "shipping": "Fracht, Verpackung, Papiere"})
    pairs.append(("Total exkl. MWST", sheet.total("total_without_vat", True)))
    rate, _, vat = sheet.vat_row(facts.vat[0])
    pairs.append(
        (f"{'zuzüglich ' if home else ''}MWST {rate if '%' in rate else rate + ' %'}", vat)
    )
    last = "Total zu Ihren Gunsten" if credit else sheet.pick("Total zu unseren Gunsten",
                                                          "Zu Ihren Lasten")  # fmt: skip
    if facts.rounding:
        pairs.append(("Total inkl. MWST", sheet.total("total_with_vat", True)))
        pairs.append(("Rundung auf 5 Rappen", sheet.amount(facts.rounding)))
        value = sheet.total("amount_due", True)
    else:
        value = sheet.total("total_with_vat", True)
        sheet.total("amount_due", True)
    pairs.append((f"{last} {facts.profile.currency}", value))
    css = ["sum up", *["sum"] * (len(pairs) - 2), "all"]
    return "".join(
        f'<tr class="{c}"><td></td><td colspan="4">{k}</td><td class="n">{v}</td></tr>'
        for c, (k, v) in zip(css, pairs, strict=True)
    )


def _number(sheet: Sheet, who: str) -> str:
    """Print a party's number for VAT, with the German word behind that of a Swiss one."""
    party = sheet.party(who)
    if party.country != "CH":
        return sheet.vat_id(who)
    plain = party.vat_id.removesuffix("TVA")
    return sheet.show(f"{who}.vat_id", sheet.vat_text(f"{plain}MWST"))
