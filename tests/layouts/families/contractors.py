"""Layouts of those who sell days and words, and of a workshop: France, Germany, Spain."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import ZERO, Profile
from tests.layouts.families import Split, family
from tests.layouts.parties import make_person
from tests.layouts.sheet import Sheet


@family("day_rate", Split.MAKING,
        Profile("contractor", lines=(1, 3), prepaid=0, credit=0.06),
        Profile("contractor", lines=(1, 3), prepaid=0.1, deposit=0.05),
        Profile("contractor", lines=(1, 2), prepaid=0, regime="E", person=True))  # fmt: skip
def day_rate(sheet: Sheet) -> str:
    """A consultant's month: mission and daily rate, then a report of days worked by week."""
    h.adopt(sheet, ("%Y-%m-##", "%Y%m##", "F%Y-##", "FACT-%Y-###", "@@@-%y%m-#"),
            ("%d/%m/%Y", "long", "%Y-%m-%d", "%d/%m/%Y"), ("AV-%Y-##",))  # fmt: skip
    facts, exempt = sheet.facts, b.is_exempt(sheet)
    kind = h.titled(sheet, ("FACTURE", "Facture", "Facture de prestation"),
                    ("AVOIR", "Facture d'avoir"), ("FACTURE D'ACOMPTE",))  # fmt: skip
    credit = facts.type_code == "381"
    word = sheet.pick("Facture n°", "N°", "Référence facture")
    left: list[Pair] = [("Avoir n°" if credit else word, sheet.number())]
    left.append((sheet.pick("Date d'émission", "Date", "Émise le"), sheet.date_of()))
    if credit:
        left.append(("Facture d'origine", facts.references["original"]))
    left += h.due(sheet, "Échéance", "Date d'échéance", "Paiement au plus tard le")
    right: list[Pair] = [("Mission", sheet.pick("Refonte SI", "TMA Portail", "Migration cloud"))]
    right.append((sheet.pick("Bon de commande", "Votre BDC", "PO"), facts.references["order"]))
    right.append(("Intervenant", make_person(sheet.rng)))
    rates = [] if exempt else [("rate", "TVA")]
    heads = [("name", "Prestation"), ("qty", sheet.pick("Jours", "Nb jours", "Quantité"))]
    heads += [("price", sheet.pick("TJM HT", "Prix unitaire HT", "TJM (€)")), *rates]
    heads.append(("total", sheet.pick("Montant HT", "Total HT (€)")))
    sums: list[Pair] = [(sheet.pick("Total HT", "Montant HT"), sheet.total("total_without_vat"))]
    if not exempt:
        sums.append((f"TVA {sheet.vat_row(facts.vat[0])[0]}".rstrip(" %") + " %",
                     sheet.total("total_vat")))  # fmt: skip
        whole = "Total TTC" if credit else sheet.pick("Total TTC", "Net à payer TTC")
        sums.append((whole, sheet.total("total_with_vat")))
    if facts.prepaid or exempt:
        last = ("Net à payer",) if exempt else ("Solde à payer", "Reste dû")
        sums += h.owed(sheet, {"prepaid": ("Acompte facturé", "Acompte reçu"), "amount": last})
    why = "TVA non applicable, article 293 B du CGI.<br>" if exempt else ""
    bank = sheet.pick("Titulaire : {name}<br>IBAN : {iban}<br>BIC : {bic}", "IBAN {iban}")
    company = "" if exempt else ", {form} au capital de {capital} €, RCS {register}, TVA {vat}"
    mine = "{street}<br>" + sheet.pick("SIRET {siret}", "SIREN : {siren}", "Siret : {siret}<br>"
                                       "NAF 6202A") + "<br>{mail}"  # fmt: skip
    yours = f"<br>TVA {sheet.vat_id('buyer')}" if sheet.maybe(0.5) else ""
    hue = sheet.pick("#264653", "#4a4e69", "#005f73")
    return f"""<style>body {{ font: 9pt "DejaVu Sans Condensed", "DejaVu Sans" }} h1 {{ border-left:
3mm solid {hue}; padding-left: 4mm; color: {hue}; font-size: 20pt; margin: 9mm 0 5mm }} .two {{
display: grid; grid-template-columns: 1fr 1fr; gap: 8mm }} .two .n {{ text-align: left }} .two .l {{
color: #666; width: 38mm }} .lines th {{ border-top: 1pt solid {hue}; border-bottom: 1pt solid {hue}
}} .lines td {{ padding: 2mm 4px }} .lines .c-name {{ width: 48% }} .sum {{ margin: 3mm 0 0 auto;
border-top: 1pt solid {hue} }} .sum td {{ padding: 1mm 3mm }} .sum tr:last-child {{ font-weight:
bold }} .cra {{ border: 0.5pt solid #999; font-size: 8pt; margin: 2mm 0 }} .cra td, .cra th {{
border: 0.5pt solid #999; padding: 1mm 2.5mm; text-align: center }}</style><div class="two"><div>
<b style="font-size:13pt;color:{hue}">{sheet.name("seller")}</b><br>{h.told(sheet, mine)}</div><div
style="padding-top:16mm">{sheet.pick("Client :", "À l'attention de", "Destinataire")}<br>
{b.address(sheet, "buyer")}{yours}</div></div><h1>{kind}</h1><div class="two">
{b.pair_rows(left, "p", " :")}{b.pair_rows(right, "p", " :")}</div><br>{h.lines(sheet, heads)}
{b.pair_rows(sums, "sum")}{_activity(sheet)}<p>{why}{h.told(sheet, bank)}</p><p
style="font-size:7.5pt">En cas de retard : pénalités de 3 fois le taux d'intérêt légal et indemnité
forfaitaire de 40 €. Pas d'escompte pour paiement anticipé.</p><p class="foot">{h.told(sheet,
"{name}" + company)}</p>"""  # fmt: skip


def _activity(sheet: Sheet) -> str:
    """Print the days of the first line sold by days, week by week: a CRA."""
    line = next((it for it in sheet.facts.lines if it.unit == "j"), None)
    if line is None:
        return ""
    left, weeks = line.quantity, list[Decimal]()
    while left > 0:
        weeks.append(min(left, Decimal(sheet.pick("5", "5", "4", "4.5"))))
        left -= weeks[-1]
    first = sheet.facts.issue_date - timedelta(weeks=len(weeks))
    names = [f"S{(first + timedelta(weeks=i)).isocalendar().week:02}" for i in range(len(weeks))]
    title = sheet.pick("Compte rendu d'activité (CRA)", "CRA du mois", "Relevé d'activité")
    row = [h.count(sheet, days) for days in weeks]
    cells = list(zip((*names, "Total"), (*row, f"<b>{h.count(sheet, line.quantity)}</b>"),
                     strict=True))  # fmt: skip
    rows = "".join(b.pair_boxes(cells[i : i + 10], "cra") for i in range(0, len(cells), 10))
    return f"<p><b>{title}</b> - {sheet.cell(line, 'name')}</p>{rows}"


_DE = Profile("sprachen", "DE", "de", buyers=("DE",), lines=(1, 5), prepaid=0, person=True)


@family("german_translator", Split.MAKING, _DE,
        replace(_DE, buyers=("FR",), regime="AE"),
        replace(_DE, regime="E", lines=(1, 3)))  # fmt: skip
def german_translator(sheet: Sheet) -> str:
    """A translator's letter in type: sender right, numbered items, sums below a long rule."""
    h.adopt(sheet, ("##/%Y", "%Y-###", "RE%y%m##", "%y-####", "R###"),
            ("%d.%m.%Y", "german", "%d.%m.%y"), ("GS-%Y-##",))  # fmt: skip
    facts, regime = sheet.facts, sheet.facts.profile.regime
    kind = h.titled(sheet, ("Rechnung", "Honorarrechnung", "Honorarnote"),
                    ("Gutschrift", "Rechnungskorrektur"))  # fmt: skip
    number = sheet.pick("Nr.", "Nr.:", "", "- Rg.-Nr.")
    bare = sheet.maybe()
    sums = _german_sums(sheet, regime, bare)
    heads = [("pos", "Pos."), ("name", "Leistung"), ("qty", sheet.pick("Menge", "Wörter/Std."))]
    heads += [("price", sheet.pick("Satz", "Einzelpreis")), ("total", sheet.pick("EUR", "Betrag"))]
    why = {
        "AE": sheet.pick(
            "Steuerschuldnerschaft des Leistungsempfängers (Reverse Charge).",
            "Autoliquidation / Reverse charge, Art. 196 MwStSystRL.",
        ),
        "E": sheet.pick(
            "Gemäß § 19 UStG wird keine Umsatzsteuer berechnet.",
            "Kein Ausweis von Umsatzsteuer, da Kleinunternehmer gemäß § 19 UStG.",
        ),
    }
    until = "".join(
        f"{k} {v}. "
        for k, v in h.due(
            sheet, "Zahlbar ohne Abzug bis zum", "Bitte überweisen Sie bis", "Fällig am"
        )
    )
    tax = f"Steuernummer {h.distractor(sheet, '214/####/####')}"
    if regime != "E":
        tax = sheet.pick("", tax + "<br>") + h.told(sheet, "USt-IdNr. {vat}")
    to = "" if regime != "AE" else f"<p>Ihre USt-IdNr.: {sheet.vat_id('buyer')}</p>"
    period = f"{h.day(sheet, -21)} bis {sheet.day(facts.delivery_date)}"
    bank = h.told(
        sheet,
        sheet.pick(
            "Bankverbindung: IBAN {iban}, BIC {bic}", "Konto: {iban}<br>BIC: {bic}", "IBAN: {iban}"
        ),
    )
    face = sheet.pick('"Nimbus Mono PS"', '"Liberation Mono"', '"Liberation Serif"')
    sheet.show("currency", "EUR")
    return f"""<style>body {{ font: 10pt {face}; padding: 0 6mm 20mm 10mm }} .me {{ text-align:
right; line-height: 1.4 }} .lines {{ margin-top: 5mm; border-bottom: 0.8pt solid }} .lines th {{
font-weight: normal; text-decoration: underline }} .lines td {{ padding: 1mm 4px }} .lines .c-name
{{ width: 52% }} .sum {{ width: 100% }} .sum .l {{ text-align: right; width: 78% }} .sum
tr:last-child td {{ font-weight: bold }}</style><div class="me"><b>{sheet.name("seller")}</b><br>
{sheet.pick("Diplom-Übersetzerin (BDÜ)", "Übersetzen und Dolmetschen", "Staatl. gepr. Übersetzer")}
<br>{b.street(facts.seller)}<br>{facts.seller.phone}<br>{facts.seller.mail}</div><div
style="margin:4mm 0 12mm">{b.address(sheet, "buyer")}</div><div style="text-align:right">
{sheet.pick(facts.seller.register + ", den ", "Datum: ", "Rechnungsdatum: ")}{sheet.date_of()}
</div><p><b>{kind} {number} {sheet.number()}</b><br>Ihr Auftrag vom {h.day(sheet, -25)}, Zeichen
{facts.references["order"]}</p>{to}<p>{sheet.pick("Sehr geehrte Damen und Herren,", "Guten Tag,")}
</p><p>für meine Leistungen vom {period} berechne ich (Beträge in EUR):</p>{h.lines(sheet, heads)}
{b.pair_rows(sums, "sum")}<p>{why.get(regime, "")}</p><p>{until}</p><p>Mit freundlichen Grüßen</p>
<p style="margin-top:10mm">{facts.seller.brand}</p><p style="font-size:8.5pt">{bank}<br>{tax}</p>
"""  # fmt: skip


def _german_sums(sheet: Sheet, regime: str, bare: bool) -> list[Pair]:
    if regime == "E":
        sheet.total("total_without_vat", bare)
        return [(sheet.pick("Gesamtbetrag", "Summe"), sheet.total("total_with_vat", bare))]
    sums = [(sheet.pick("Summe netto", "Zwischensumme", "Nettobetrag"),
             sheet.total("total_without_vat", bare))]  # fmt: skip
    word = sheet.pick("zzgl. {rate} USt.", "MwSt. {rate}", "Umsatzsteuer {rate}")
    if regime == "AE":
        sums.append(("USt. 0 %", sheet.total("total_vat", bare)))
    else:
        sums += h.vat_sums(sheet, word, "ohne USt.", bare)
    sums.append((sheet.pick("Rechnungsbetrag", "Gesamtbetrag", "Endbetrag brutto"),
                 sheet.total("total_with_vat", bare)))  # fmt: skip
    return sums


@family("spanish_workshop", Split.MAKING,
        Profile("taller", "ES", "es", buyers=("ES",), lines=(2, 9), prepaid=0.15, credit=0.08),
        Profile("taller", "ES", "es", buyers=("ES",), lines=(2, 7), prepaid=0,
                line_discounts=True))  # fmt: skip
def spanish_workshop(sheet: Sheet) -> str:
    """A tyre shop and garage: vehicle in a box, labour and parts apart with sums, a last grid."""
    h.adopt(sheet, ("T%y/####", "%Y/###", "F-####", "1/%y####", "A%y-####"),
            ("%d/%m/%Y", "%d-%m-%Y", "spanish", "%d/%m/%y"), ("R%y/###", "AB-###"))  # fmt: skip
    kind = h.titled(sheet, ("FACTURA", "Factura", "FACTURA DE TALLER"),
                    ("FACTURA RECTIFICATIVA", "ABONO"))  # fmt: skip
    car: list[Pair] = [("Matrícula", h.distractor(sheet, "#### @@@"))]
    car.append((sheet.pick("Marca y modelo", "Vehículo"), sheet.pick("Seat León", "Renault Kangoo",
                                                                    "Ford Transit")))  # fmt: skip
    car += [("Kilómetros", h.count(sheet, Decimal(sheet.rng.randint(9000, 280000))))]
    car.append((sheet.pick("Orden rep.", "O.R. núm."), h.distractor(sheet, "OR######")))
    car.append(("Entrada", h.day(sheet, -3)))
    order: list[Pair] = [(sheet.pick("Nº factura", "Factura nº", "Número"), sheet.number())]
    order.append((sheet.pick("Fecha", "Fecha factura", "Fecha de emisión"), sheet.date_of()))
    order += h.due(sheet, "Vencimiento", "Fecha vto.")
    grid = _workshop_grid(sheet)
    pay = sheet.pick("Transferencia", "Tarjeta", "Contado", "Recibo domiciliado")
    account = h.told(sheet, "<br>Cuenta: {iban}") if pay == "Transferencia" else ""
    head = sheet.pick(
        "{name}<br><small>NIF {vat} - {street_}</small>",
        "{name}<br><small>CIF: {vat}<br>{street_}<br>Tel. {phone}</small>",
    )
    hue = sheet.pick("#222", "#c8102e", "#00539b")
    return f"""<style>body {{ font: 9pt "Liberation Sans" }} .hd {{ border: 1.2pt solid {hue};
padding: 3mm; display: flex; justify-content: space-between; font-size: 12pt; font-weight: bold }}
.hd small {{ font-weight: normal; font-size: 8.5pt }} .two {{ display: grid; grid-template-columns:
70mm 1fr; gap: 5mm; margin: 4mm 0 }} .two > div {{ border: 0.6pt solid; padding: 2.5mm }} .or .n {{
text-align: left; font-weight: bold }} .car, .grid {{ width: 100%; margin: 3mm 0 }} .car th,
.grid th {{ background: #eee; font-weight: normal; font-size: 8pt }} .car td, .car th,
.grid td, .grid th {{ border: 0.6pt solid; text-align: center }} .grid td {{ font-size: 11pt }}
.grid {{ break-inside: avoid; margin-top: 8mm }} h3 {{ margin: 5mm 0 1mm; font-size: 9.5pt;
color: {hue} }} .lines th {{ border-bottom: 0.8pt solid {hue} }} .lines .c-name {{ width: 46% }}
.part {{ text-align: right; border-top: 0.4pt solid; padding: 1mm 4px }}</style>
<div class="hd"><div>{h.told(sheet, head)}</div><div style="font-size:17pt">{kind}</div></div>
<div class="two"><div>{b.pair_rows(order, "or", ":")}</div><div>
{sheet.pick("Cliente", "Datos del cliente", "Sres.")}<br>
{b.address(sheet, "buyer")}<br>{sheet.pick("NIF", "CIF", "C.I.F.:")} {sheet.vat_id("buyer")}</div>
</div>{b.pair_boxes(car, "car")}{_parts(sheet)}{b.pair_boxes(grid, "grid")}{_settled(sheet)}<p>Forma
de pago: {pay}{account}</p><p style="font-size:7pt">Garantía de la reparación: 3 meses o 2.000 km
(R.D. 1457/1986). Piezas sustituidas a disposición del cliente. {sheet.currency_note()}</p><p
style="margin-top:8mm">Conforme el cliente:</p><p class="foot">{h.told(sheet, "Inscrita en el "
"Registro Mercantil de {register}")}, tomo {h.distractor(sheet, "####")}, folio 61. Registro
especial de talleres nº {h.distractor(sheet, "#####")}</p>"""  # fmt: skip


def _parts(sheet: Sheet) -> str:
    """Print labour, then parts, each with its sum."""
    lines, out = sheet.facts.lines, []
    labour = [line for line in lines if line.unit == "h"]
    parts = [line for line in lines if line.unit != "h"]
    titles = sheet.pick(("MANO DE OBRA", "RECAMBIOS"), ("Trabajos realizados", "Piezas y material"))
    for title, some, key in ((titles[0], labour, "Horas"), (titles[1], parts, "Cant.")):
        if not some:
            continue
        heads: tuple[Pair, ...] = (("ref", "Ref."), ("name", "Descripción"), ("qty", key))
        heads += (("price", "Precio"), ("disc", "% Dto."), ("total", "Importe"))
        total = sheet.amount(sum((line.total for line in some), ZERO))
        table = h.lines(sheet, heads, chosen=some)
        out.append(f'<h3>{title}</h3>{table}<div class="part">Total {title.lower()}: {total}</div>')
    return "".join(out)


def _workshop_grid(sheet: Sheet) -> list[Pair]:
    """Print basis, rate, VAT and total in one row; a workshop has one rate."""
    (row,) = sheet.facts.vat
    rate, basis, vat = sheet.vat_row(row)
    sheet.show("total_without_vat", basis)
    cells = [(sheet.pick("Base imponible", "B. Imponible"), basis), ("% IVA", rate)]
    cells.append((sheet.pick("Cuota IVA", "Importe I.V.A."), vat))
    return [*cells, (sheet.pick("TOTAL FACTURA", "TOTAL", "Total a pagar" if not
                                sheet.facts.prepaid else "Total"),
                     f"<b>{sheet.total('total_with_vat')}</b>")]  # fmt: skip


def _settled(sheet: Sheet) -> str:
    if not sheet.facts.prepaid:
        return ""
    words = {"prepaid": ("Entregado a cuenta", "Anticipo"), "amount": ("Pendiente", "A pagar")}
    return b.pair_lines(h.owed(sheet, words), " &nbsp; ", ": ")
