"""Layouts from four neighbours: a German host, a British carrier, a Belgian hirer, a cellar."""

from dataclasses import replace
from random import Random

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import ZERO, Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.identifiers import digits
from tests.layouts.sheet import Sheet

_HOST = Profile(
    "hosting", "DE", "de", buyers=("DE",), lines=(1, 6), prepaid=0, paid=0.3, credit=0.1
)


@family("german_host", Split.MAKING, _HOST, replace(_HOST, buyers=("FR",), regime="AE", paid=0.2))
def german_host(sheet: Sheet) -> str:
    """A web host: one narrow column of services with euros at its right, all else in a margin."""
    h.adopt(
        sheet,
        ("R%Y-########", "%y%m######", "RG########", "###-#######-%y"),
        ("%d.%m.%Y", "german", "%d.%m.%y"),
        ("ST%Y-########", "GU########"),
    )
    facts, hue = sheet.facts, sheet.pick("#00519e", "#3b3b3b", "#0b8457")
    credit, taxed = facts.type_code == "381", facts.profile.regime == "S"
    kind = h.titled(
        sheet, ("Rechnung", "Ihre Rechnung", "RECHNUNG"), ("Gutschrift", "Stornorechnung")
    )
    number = (
        ("Belegnummer", "Beleg-Nr.") if credit else ("Rechnungsnummer", "Rechn.-Nr.", "Belegnummer")
    )
    margin: list[Pair] = [("Kundennummer", h.distractor(sheet, "K########"))]
    margin += [
        (sheet.pick(*number), sheet.number()),
        (sheet.pick("Datum", "Rechnungsdatum", "Ausgestellt am"), sheet.date_of()),
    ]
    margin.append(("Vertragsnummer", h.distractor(sheet, "V#######")))
    if not taxed or sheet.maybe(0.3):
        margin.append(("Ihre USt-IdNr.", sheet.vat_id("buyer")))
    rows = [_service(sheet, line) for line in facts.lines]
    net = sheet.pick("Summe netto", "Nettobetrag", "Zwischensumme (netto)")
    sums: list[Pair] = [(net, sheet.total("total_without_vat"))]
    if taxed:
        sums += h.vat_sums(
            sheet, sheet.pick("{rate} USt.", "zzgl. MwSt. {rate}"), "ohne", bare=False
        )
        gross = sheet.pick("Rechnungsbetrag", "Gesamtbetrag (brutto)", "Summe brutto")
        sums.append((f"<b>{gross}</b>", f"<b>{sheet.total('total_with_vat')}</b>"))
    else:
        sheet.show("total_with_vat", sheet.printed["total_without_vat"][0])
        sums[0] = ("<b>Rechnungsbetrag</b>", sums[0][1])
    if facts.prepaid:
        sums.append(("Guthaben verrechnet", sheet.total("prepaid")))
        sums.append(("Zahlbetrag", sheet.total("amount_due")))
    pay = "".join(
        f"""Der Betrag von {sheet.total("amount_due")} wird {when} {day} von Ihrem Konto
abgebucht. Mandatsreferenz {h.distractor(sheet, "MD########")}."""
        for when, day in h.due(sheet, "am", "frühestens am", "zum")
    )
    why = "" if taxed else "Steuerschuldnerschaft des Leistungsempfängers (Reverse Charge)."
    court = f"Amtsgericht {facts.seller.register}, HRB {h.distractor(sheet, '#####')}"
    return f"""<style>body {{ font: 9.5pt "DejaVu Sans Light", "DejaVu Sans" }} .two {{ display:
grid; grid-template-columns: 108mm 1fr; gap: 14mm; margin-top: 14mm }} .svc {{ width: 100% }} .svc
td {{ padding: 1.3mm 0; border-bottom: 0.3pt solid #ccc }} .svc small {{ color: #777 }} .sum {{
width: 100%; margin-top: 3mm }} .sum td {{ padding: 0.8mm 0 }} .side {{ font-size: 8pt; border-top:
2mm solid {hue}; padding-top: 3mm }} .side .v {{ white-space: normal }} .card {{ margin-bottom:
3mm }}
small {{ color: #777 }}</style><div class="row"><div
style="padding-top:12mm"><small>{facts.seller.brand} ·
{b.street(facts.seller, " · ")}</small><br><br>
{b.address(sheet, "buyer")}</div>{sheet.logo(facts.seller.brand.lower(), hue)}</div><div
class="two"><div> <h1 style="font-size:15pt;color:{hue}">{kind}</h1><p>Guten Tag,<br>für den
Zeitraum {h.day(sheet, -30)} bis {h.day(sheet, -1)}
{"schreiben wir Ihnen gut" if credit else "stellen wir Ihnen in Rechnung"}:</p> <table
class="svc">{"".join(rows)}</table>{b.pair_rows(sums, "sum")}<p style="font-size:8.5pt">{pay}</p> <p
style="font-size:8.5pt">{why}</p></div><div class="side">{h.cards(margin)}<div class="card"><small>
Anbieter</small><br>{h.told(sheet, "{name}<br>{street}<br>{phone}<br>{mail}")}</div><div
class="card">
<small>{court}</small><br>{h.told(sheet, "USt-IdNr. {vat}")}<br><br>
<small>Bankverbindung</small><br><span
style="font-size:7pt">{h.told(sheet, "{iban}<br>{bic}")}</span></div></div></div>"""  # fmt: skip


def _service(sheet: Sheet, line: Line) -> str:
    """Print a service in the narrow column: quantity and price below its name."""
    amount = sheet.cell(line, "total")
    sheet.show("currency", "€")
    qty, price = sheet.cell(line, "qty"), sheet.cell(line, "price")
    return f"""<tr><td>{sheet.cell(line, "name")}<br><small>{qty} {line.unit} x {price}
€</small></td> <td class="n">{amount} €</td></tr>"""


_CARRIER = Profile(
    "parcels", "GB", "en", "GBP", buyers=("GB",), lines=(3, 8), prepaid=0, credit=0.1
)


@family(
    "parcel_week",
    Split.MAKING,
    _CARRIER,
    replace(_CARRIER, currency="EUR", buyers=("FR",), regime="G", lines=(2, 6)),
)
def parcel_week(sheet: Sheet) -> str:
    """A carrier's week: a blue account panel, services counted, codes of VAT, debit announced."""
    h.adopt(
        sheet,
        ("#########", "@###@#####", "W%W%y######", "7######-##"),
        ("abbreviated", "%d/%m/%Y", "long", "%d-%m-%Y"),
        ("C########", "CR######"),
    )
    facts, code = sheet.facts, sheet.facts.profile.currency
    credit, taxed = facts.type_code == "381", facts.profile.regime == "S"
    kind = h.titled(sheet, ("SALES INVOICE", "VAT INVOICE", "Weekly Invoice"), ("CREDIT NOTE",))
    own = "Credit no." if credit else sheet.pick("Invoice no.", "Document number", "Invoice number")
    panel: list[Pair] = [(own, sheet.number())]
    panel.append((sheet.pick("Tax point", "Date/Tax point", "Invoice date"), sheet.date_of()))
    panel += [("Account no.", h.distractor(sheet, "A######")), ("Week ending", h.day(sheet, -2))]
    panel.append(("Depot", facts.seller.register.split()[0]))
    panel += h.due(sheet, "Payment due", "Due for payment by")
    heads = [("name", "Service"), ("=@#", "Zone"), ("qty", "Chargeable units")]
    heads += [("price", f"Rate {code}"), ("total", f"Net {code}")]
    heads += [("code", "VAT code")] if taxed else []
    sums: list[Pair] = [(sheet.pick("Total net", "Goods total"), sheet.total("total_without_vat"))]
    if taxed:
        sums.append((sheet.pick("VAT", "Total VAT"), sheet.total("total_vat")))
    gross = "Credit total" if credit else sheet.pick("Invoice total", "Total including VAT")
    sums.append((gross, sheet.total("total_with_vat")))
    bases = (("code", "Code"), ("rate", "VAT rate"), ("basis", "Goods"), ("vat", "VAT"))
    recap = h.recap(sheet, bases) if taxed else "Outside the scope of UK VAT."
    asked = "".join(
        f"""<p class="dd">We will collect <b>{sheet.total("amount_due")}</b> by Direct
Debit on or immediately after {day}. Originator ref.
{h.distractor(sheet, "######")}.</p>"""
        for _, day in h.due(sheet, "")
    )
    bank = h.told(sheet, "IBAN {iban}, SWIFT {bic}") if sheet.maybe() else ""
    company = f"Registered in England no. {h.distractor(sheet, '0#######')}"
    return f"""<style>body {{ font: 9pt "Nimbus Sans" }} .panel {{ background: #dfe9f5; display:
grid; grid-template-columns: repeat(3, 1fr); gap: 2mm; padding: 3mm; margin: 6mm 0 }} .card small {{
color: #234 }} .lines {{ margin-top: 2mm }} .lines th {{ border-bottom: 1.5pt solid #0b3d91;
font-size: 8pt }} .lines td {{ padding: 1.2mm 4px }} .lines tr:nth-child(even) td {{ background:
#f2f6fb }} .low {{ display: grid; grid-template-columns: 1fr 76mm; margin-top: 9mm; border-top:
1.5pt solid #0b3d91; padding-top: 3mm }} .vat {{ font-size: 8pt }} .vat th {{ font-weight: normal;
border-bottom: 0.5pt solid }} .sum {{ width: 100% }} .sum td {{ padding: 1mm 2mm }} .sum
tr:last-child td {{ background: #0b3d91; color: #fff }} .dd {{ border: 1px solid #0b3d91; padding:
3mm }}</style><div class="row"><div><b
style="font-size:20pt;color:#0b3d91">{kind}</b><br><br>{b.address(sheet, "buyer")}<br>
{h.told(sheet, "Customer VAT no. {vat}", "buyer")}</div><div style="text-align:right">
{sheet.logo(facts.seller.brand, "#0b3d91")}<br>
{h.told(sheet, "{name}<br>{street}<br>{phone}<br>{site}")}
</div></div><div class="panel">{h.cards(panel)}</div>{h.lines(sheet, heads)}<div
class="low"><div>{recap}
<br><br>{bank}</div>{b.pair_rows(sums, "sum")}</div>{"" if credit else asked}<p
style="font-size:7.5pt">Queries must be raised within 14 days of the invoice date, quoting the
consignment number. A full list of consignments is available online.</p><p class="foot">{company}.
VAT registration {sheet.vat_id("seller")}. All business is subject to our conditions of
carriage.</p>"""  # fmt: skip


_HIRE = Profile("hire", "BE", "fr", buyers=("BE",), lines=(2, 8), prepaid=0.15, credit=0.1)


@family(
    "bilingual_hire",
    Split.MAKING,
    _HIRE,
    replace(_HIRE, lang="nl"),
    replace(_HIRE, buyers=("FR",), regime="AE", prepaid=0),
)
def bilingual_hire(sheet: Sheet) -> str:
    """A hirer of machines in two tongues: labels twice, days from and to, a structured note."""
    h.adopt(
        sheet,
        ("%Y/####", "VF%y-#####", "%y7####", "F/#####"),
        ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%y"),
        ("CN%y-####", "%Y/####"),
    )
    facts, refs = sheet.facts, sheet.facts.references
    credit, taxed = facts.type_code == "381", facts.profile.regime == "S"
    first = sheet.maybe()

    def both(french: str, dutch: str) -> str:
        return f"{french} / {dutch}" if first else f"{dutch} / {french}"

    kind = h.titled(sheet, (both("FACTURE", "FACTUUR"),), (both("NOTE DE CRÉDIT", "CREDITNOTA"),))
    cells: list[Pair] = [(both("Numéro", "Nummer"), sheet.number())]
    cells += [(both("Date", "Datum"), sheet.date_of()), (both("Client", "Klant"), refs["customer"])]
    cells += [(both("V/commande", "Uw bestelling"), refs["order"])]
    cells += [(both("Échéance", "Vervaldag"), value) for _, value in h.due(sheet, "")]
    rows = [_hired(sheet, line, place) for place, line in enumerate(facts.lines)]
    heads = [both("Matériel", "Materieel"), both("Du", "Van"), both("Au", "Tot")]
    heads += [both("Qté", "Aant."), both("Prix", "Prijs"), both("Montant", "Bedrag")]
    table = b.table(("name", "day", "day", "qty", "price", "total"), heads, rows, "lines")
    words = both("Total hors TVA", "Totaal excl. btw")
    sums: list[Pair] = [(words, sheet.total("total_without_vat"))]
    if taxed:
        sums += h.vat_sums(sheet, both("TVA", "BTW") + " {rate}", "0", bare=False)
        sums.append((both("Total TVA comprise", "Totaal incl. btw"), sheet.total("total_with_vat")))
    taken = {"prepaid": (both("Acompte", "Voorschot"),), "amount": (both("À payer", "Te betalen"),)}
    sums += h.owed(sheet, taken | {"credit": (both("En votre faveur", "In uw voordeel"),)})
    why = "" if taxed else both("Autoliquidation", "Btw verlegd") + " - art. 196 2006/112/CE"
    note = f"{both('Communication', 'Mededeling')} : <b>{_structured(sheet.rng)}</b>"
    ids = both("N° d'entreprise", "Ondernemingsnr.")
    yours = f"{both('TVA', 'BTW')} {sheet.vat_id('buyer')}"
    return f"""<style>body {{ font: 8.8pt "Liberation Sans" }} .yel {{ background: #ffc800; padding:
4mm; margin-bottom: 6mm }} .heads {{ width: 100%; margin: 6mm 0 }} .heads th {{ background: #222;
color: #ffc800; font-size: 7.5pt; font-weight: normal; padding: 1mm 2mm }} .heads td {{ border:
0.5pt solid #222; padding: 1.5mm 2mm }} .lines th {{ font-size: 7.5pt; border-bottom: 1.2pt solid
#222 }} .lines td {{ border-bottom: 0.4pt solid #bbb }} .lines .c-name {{ width: 38% }} .sum {{
margin: 6mm 0 0 auto; width: 112mm }} .sum td {{ padding: 1mm 2mm }} .sum tr:last-child td {{
background: #ffc800; font-weight: bold }}</style><div class="yel
row"><div>{sheet.logo(facts.seller.brand, "#222")}</div><div
style="text-align:right">{b.street(facts.seller, " - ")}<br>{facts.seller.phone} -
{facts.seller.mail} </div></div><div class="row"><div><b
style="font-size:15pt">{kind}</b><br><br>{both("Chantier", "Werf")} :
{b.street(facts.others[0], ", ")}<br>{both("Contrat", "Contract")} {refs["contract"]}</div><div
style="width:80mm">{b.address(sheet, "buyer")}<br>{yours}</div></div>{b.pair_boxes(cells, "heads")}
{table}{b.pair_rows(sums, "sum")}<p>{why}</p><p>{"" if credit else note}</p><p class="foot">
{h.told(sheet, "{name} - {street_}")} - {ids} {sheet.vat_id("seller")} - RPM/RPR
{facts.seller.register} <br>{h.told(sheet, "IBAN {iban} - BIC {bic}")} -
{both("Conditions au verso", "Voorwaarden op keerzijde")} </p>"""  # fmt: skip


def _hired(sheet: Sheet, line: Line, place: int) -> list[str]:
    """Return the cells of a machine or service; what is hired by the day has its first and last."""
    days = ["", ""]
    if line.unit == "jour":
        last = -1 - place
        days = [h.day(sheet, last + 1 - int(line.quantity)), h.day(sheet, last)]
    unit = {"jour": "j/d", "h": "h/u", "L": "L"}.get(line.unit, "")
    cells = [sheet.cell(line, "name"), *days, f"{sheet.cell(line, 'qty')} {unit}"]
    return [*cells, sheet.cell(line, "price"), sheet.cell(line, "total")]


def _structured(rng: Random) -> str:
    """Return a Belgian structured communication, whose last two digits check the others."""
    body = digits(rng, 10)
    text = f"{body}{int(body) % 97 or 97:02}"
    return f"+++{text[:3]}/{text[3:7]}/{text[7:]}+++"


_CELLAR = Profile(
    "cellar",
    "IT",
    "it",
    buyers=("IT",),
    lines=(2, 9),
    prepaid=0,
    credit=0.08,
    line_discounts=True,
    adjustments=("shipping",),
)


@family(
    "italian_cellar",
    Split.MAKING,
    _CELLAR,
    replace(_CELLAR, buyers=("FR",), regime="K", lines=(1, 6)),
)
def italian_cellar(sheet: Sheet) -> str:
    """A wine estate: bottles with vintage and lot, excise document, a strip of sums at the end."""
    h.adopt(
        sheet,
        ("%Y/##/V", "###/A", "FV-%Y-####", "###/%Y"),
        ("%d/%m/%Y", "long", "%d.%m.%Y"),
        ("NC-%Y-###", "##/NC"),
    )
    facts, refs = sheet.facts, sheet.facts.references
    credit, taxed = facts.type_code == "381", facts.profile.regime == "S"
    kind = h.titled(
        sheet,
        ("Fattura accompagnatoria", "Fattura differita", "FATTURA DI VENDITA"),
        ("Nota di credito", "NOTA DI ACCREDITO"),
    )
    years = f"{facts.issue_date.year - 3}"
    bottles = sum((line.quantity for line in facts.lines if line.unit == "bot"), ZERO)
    heads = [("name", "Descrizione dei beni"), (f"={years}", "Annata"), ("=L.##/##", "Lotto")]
    heads += [("qty", "Q.tà"), ("price", "Prezzo"), ("disc", "Sc. %"), ("total", "Importo")]
    heads += [("rate", "Iva")] if taxed else []
    extra = h.extras(sheet, {"sum": "Totale merce", "shipping": "Spese di trasporto"})
    strip: list[Pair] = [*extra, ("Imponibile", sheet.total("total_without_vat", bare=True))]
    if taxed:
        strip.append(("Totale imposta", sheet.total("total_vat", bare=True)))
    strip.append((sheet.pick("Totale documento", "TOTALE FATTURA"), sheet.total("total_with_vat")))
    if not credit:
        strip.append(
            (sheet.pick("Netto a pagare", "Da pagare"), sheet.total("amount_due", bare=True))
        )
    bases = (("rate", "Aliquota"), ("basis", "Imponibile"), ("vat", "Imposta"))
    recap = (
        h.recap(sheet, bases) if taxed else "Non imponibile art. 41 D.L. 331/1993 - cessione UE."
    )
    carried = f"DDT n. {h.distractor(sheet, '###')} del {h.day(sheet, -4)}"
    document = h.distractor(sheet, "%yIT############")
    excise = f"e-AD / DAS {document} - accisa assolta - {bottles:.0f} bott."
    until = "".join(
        f"{k} {v}" for k, v in h.due(sheet, "Scadenza", "Scad. unica", "Pagamento entro il")
    )
    about = sheet.pick("N.", "n°", "numero")
    ids = "{name} - {street_} - Cap. soc. € {capital} i.v. - C.F. e P.IVA {vat} - REA "
    pay = "" if credit else h.told(sheet, "Bonifico su IBAN {iban} - BIC {bic}")
    agreed = sheet.pick("Bonifico 30 gg data fattura", "RiBa 60 gg fine mese", "Rimessa diretta")
    return f"""<style>body {{ font: 9.5pt "P052" }} .mid {{ text-align: center; color: #5c1027 }}
.three {{ display: grid; grid-template-columns: 1fr 1fr; gap: 6mm; margin: 7mm 0 4mm }} .three > div
{{ border: 0.5pt solid #5c1027; padding: 2.5mm }} .doc {{ background: #5c1027; color: #fff; padding:
2mm 3mm; display: flex; justify-content: space-between }} .lines {{ margin: 4mm 0; font-size: 8.5pt
}} .lines th {{ font-style: italic; font-weight: normal; border-bottom: 1px solid #5c1027 }} .lines
.c-name {{ width: 38% }} .vat {{ font-size: 8.5pt }} .vat th {{ font-style: italic; font-weight:
normal }} .strip {{ width: 100%; position: absolute; bottom: 16mm; left: 0 }} .strip th {{ font: 7pt
"P052"; border: 0.5pt solid #5c1027; border-bottom: 0 }} .strip td {{ border: 0.5pt solid #5c1027;
border-top: 0; text-align: right; font-size: 11pt }}</style> <div
class="mid">{sheet.logo(facts.seller.brand, "#5c1027", serif=True)}<br><i>
{sheet.pick("Viticoltori dal 1921",
"Vini e distillati")}</i><br>{facts.seller.phone} - {facts.seller.site}</div><div
class="three"><div><small>
Cessionario</small><br>{b.address(sheet, "buyer")}<br>{h.told(sheet, "P.IVA {vat}", "buyer")}
</div><div><small>Luogo di consegna</small><br>{b.other(facts.others[0])}</div></div><div
class="doc"><span>{kind} {about}
{sheet.number()}</span><span>{sheet.pick("del", "data", "Data doc.")} {sheet.date_of()}</span></div>
<p style="font-size:8.5pt">{carried} - Vs. ordine {refs["order"]} - Agente
{h.distractor(sheet, "0##")}<br> {excise}</p>{h.lines(sheet, heads)}{recap}<p
style="font-size:8.5pt">Valuta {sheet.show("currency", "EUR")}. Condizioni: {agreed}. {until}<br>
{pay}</p>{b.pair_boxes(strip, "strip")}<p
class="foot">{h.told(sheet, ids)}{h.distractor(sheet, "TO-######")}<br> Copia di cortesia priva di
valore ai fini fiscali. Codice destinatario {h.distractor(sheet, "@@@@###")}</p>"""  # fmt: skip
