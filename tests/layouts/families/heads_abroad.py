"""Heads from abroad: reference lines, one-line heads, two languages, our and your reference."""

from datetime import timedelta

from tests.layouts import blocks as b
from tests.layouts.bodies import buyer, rest, seller
from tests.layouts.facts import Profile
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet

_GERMAN = Profile("de", "DE", "de", buyers=("DE", "FR"), lines=(1, 8), prepaid=0)


def _day(sheet: Sheet, before: int) -> str:
    """Print another day than that of issue, so many days before it."""
    return sheet.day(sheet.facts.issue_date - timedelta(days=before))


@family("reference_line", Split.MAKING, _GERMAN)
def reference_line(sheet: Sheet) -> str:
    """DIN 5008: a line of small labels over the letter, the number in the subject or below one."""
    facts = sheet.facts
    own = [("Unser Zeichen", "mk-sr"), (sheet.pick("Telefon", "Durchwahl"), facts.seller.phone)]
    if in_line := sheet.maybe():
        own.insert(0, (sheet.pick("Rechnungs-Nr.", "Belegnummer", "Rechnung"), sheet.number()))
    line = [
        (sheet.pick("Ihr Zeichen", "Ihre Bestellung vom"), _day(sheet, 12)),
        *own,
        (sheet.pick("Datum", "Rechnungsdatum"), sheet.date_of()),
    ]
    title = sheet.title() if in_line else f"{sheet.title()} {sheet.pick('Nr.', '')} "
    number = "" if in_line else sheet.number()
    return f"""<style>.boxes th {{ font-size: 6.5pt; font-weight: normal; padding-right: 12mm }}
</style>{seller(sheet)}{buyer(sheet, "12mm 0 10mm 0")}{b.pair_boxes(line)}<h2>{title}{number}</h2>
<p>Lieferschein {facts.references["note"]} vom {_day(sheet, 3)}</p>{rest(sheet)}
<p>{b.pair_lines(b.due(sheet))}</p>"""


@family("info_block", Split.MAKING, _GERMAN)
def info_block(sheet: Sheet) -> str:
    """Numbers of customer, order and processor in a block, then a sentence on how to pay."""
    refs = sheet.facts.references
    pairs = [
        (sheet.pick("Kunde", "Kd.-Nr.", "Kundennr."), refs["customer"]),
        (sheet.pick("Auftrag", "Auftrags-Nr.", "Vorgang"), refs["order"]),
        (sheet.pick("Nummer", "Rechnung", "Rechnungsnr.", "Re-Nr."), sheet.number()),
        (sheet.pick("vom", "Datum", "Rechnungsdatum"), sheet.date_of()),
        ("Leistungszeitraum", f"{_day(sheet, 30)} - {_day(sheet, 1)}"),
        ("Bearbeiter", "Frau Sommer"),
    ]
    ask = f"Bitte geben Sie bei Zahlung {sheet.facts.number} an."
    return f"""<div class="row">{seller(sheet)}<h1>{sheet.title()}</h1></div><div class="row">
{buyer(sheet, "8mm 0")}{b.pair_rows(pairs, colon=sheet.pick("", ":"))}</div>{rest(sheet)}
<p>{ask} {b.pair_lines(b.due(sheet))}</p>"""


@family("spanish_strip", Split.MAKING,
        Profile("es", "ES", "es", buyers=("ES", "FR"), lines=(1, 8), prepaid=0))  # fmt: skip
def spanish_strip(sheet: Sheet) -> str:
    """A strip with number, day and sheet in one line, each behind its word."""
    facts = sheet.facts
    number = sheet.pick("FACTURA:", "Factura", "Nº", "Núm.:", "FACTURA Nº:")
    day = sheet.pick("FECHA:", "Fecha", "de fecha", "Fecha:")
    client = f"{sheet.pick('CLIENTE:', 'Cód. cliente')} {facts.references['customer']}"
    title = sheet.title() if number.startswith("N") else f"<small>{sheet.title()}</small>"
    return f"""{seller(sheet)}{buyer(sheet)}<h2>{title}</h2><div class="row" style="border:1px
solid;padding:2mm"><span>{number} {sheet.number()}</span><span>{day} {sheet.date_of()}</span>
<span>{client}</span><span>{sheet.pick("HOJA: 1", "Pág. 1 de 1")}</span></div>
<p>Albarán {facts.references["note"]} de {_day(sheet, 4)}</p>{rest(sheet)}
<p>{b.pair_lines(b.due(sheet))}</p>"""


@family("italian_center", Split.MAKING,
        Profile("it", "IT", "it", dialect="it.commercio", buyers=("IT", "FR"), lines=(1, 6),
                prepaid=0))  # fmt: skip
def italian_center(sheet: Sheet) -> str:
    """Number and day in a centred line or in a row of heads; the order has both, too."""
    refs = sheet.facts.references
    if sheet.maybe():
        head = f"""<p style="text-align:center;font-size:13pt">{sheet.title()}
{sheet.pick("n.", "nr.", "N°", "num.")} {sheet.number()} {sheet.pick("del", "in data")}
{sheet.date_of()}</p>"""
    else:
        row = [
            (sheet.pick("Tipo doc.", "Documento"), sheet.title()),
            (sheet.pick("Nr. doc.", "Numero", "N."), sheet.number()),
            (sheet.pick("Data doc.", "Data", "Del"), sheet.date_of()),
            (sheet.pick("Cod. cliente", "Cliente"), refs["customer"]),
        ]
        head = b.pair_boxes(row)
    return f"""<style>.boxes {{ width: 100% }} .boxes td, .boxes th {{ border: 1px solid #666 }}
</style>{seller(sheet)}{buyer(sheet)}{head}<p>Vs. ordine {refs["order"]} del {_day(sheet, 18)} -
DDT {refs["note"]} del {_day(sheet, 5)}</p>{rest(sheet)}<p>{b.pair_lines(b.due(sheet))}</p>"""


@family("dutch_reference", Split.MAKING,
        Profile("nl", "NL", "nl", buyers=("NL", "FR"), lines=(1, 7), prepaid=0))  # fmt: skip
def dutch_reference(sheet: Sheet) -> str:
    """The number behind the title or as our reference; days of delivery and order above."""
    refs = sheet.facts.references
    pairs = [
        (sheet.pick("Uw referentie", "Uw kenmerk"), refs["order"]),
        (sheet.pick("Besteldatum", "Datum bestelling"), _day(sheet, 9)),
        (sheet.pick("Debiteur", "Relatie", "Klantnr."), refs["customer"]),
        (sheet.pick("Datum", "Factuurdatum", "Dagtekening"), sheet.date_of()),
    ]
    title = sheet.title()
    if sheet.maybe():
        pairs.insert(1, (sheet.pick("Onze referentie", "Nummer", "Kenmerk"), sheet.number()))
    else:
        title = f"{title} {sheet.pick('', 'nr.', ':')} {sheet.number()}"
    return f"""<h1>{title}</h1><div class="row"><div>{b.pair_rows(pairs)}</div>
<div>{seller(sheet)}</div></div>{buyer(sheet, "6mm 0")}{rest(sheet)}
<p>{b.pair_lines(b.due(sheet))}</p>"""


@family("english_card", Split.MAKING,
        Profile("gb", "GB", "en", currency="GBP", buyers=("GB", "FR"), lines=(1, 7), prepaid=0),
        Profile("gb", "IE", "en", buyers=("IE", "FR"), lines=(1, 7), prepaid=0))  # fmt: skip
def english_card(sheet: Sheet) -> str:
    """Labels above values in a row, or the number behind a sign in the title; a tax date."""
    refs = sheet.facts.references
    title, number = sheet.title(), list[b.Pair]()
    if sheet.maybe():
        title = f"{title} {sheet.pick('#', 'No.', '')}{sheet.number()}"
    else:
        number = [(sheet.pick("Invoice no", "Our ref", "Reference", "Number"), sheet.number())]
    row = [
        *number,
        (sheet.pick("Date of issue", "Tax date", "Date", "Invoice date"), sheet.date_of()),
        (sheet.pick("Your ref", "PO number"), refs["order"]),
        (sheet.pick("Account", "Account no"), refs["customer"]),
        ("Order date", _day(sheet, 11)),
        *b.due(sheet),
    ]
    return f"""<style>.boxes {{ width: 100%; margin: 6mm 0 }} .boxes th {{ font-size: 7pt; color:
#777 }}</style><div class="row"><h1>{title}</h1>{seller(sheet)}</div>{buyer(sheet, "4mm 0")}
{b.pair_boxes(row)}{rest(sheet)}"""


@family("two_languages", Split.MAKING,
        Profile("be", "BE", buyers=("BE", "FR"), lines=(1, 8), prepaid=0))  # fmt: skip
def two_languages(sheet: Sheet) -> str:
    """Belgian: each label in French and Dutch, the value behind a colon or in the next cell."""
    refs = sheet.facts.references
    pairs = [
        (sheet.pick("Facture / Factuur", "N° facture / Factuurnr", "Numéro / Nummer"),
         sheet.number()),
        (sheet.pick("Date / Datum", "Date facture / Factuurdatum"), sheet.date_of()),
        ("Client / Klant", refs["customer"]),
        ("Commande / Bestelling", f"{refs['order']} ({_day(sheet, 8)})"),
    ]  # fmt: skip
    due = [("Échéance / Vervaldag", value) for _, value in b.due(sheet)]
    return f"""<div class="row">{seller(sheet)}<h1>{sheet.title()}</h1></div>
{buyer(sheet)}{b.pair_rows(pairs + due, colon=sheet.pick("", " :"))}<br>{rest(sheet)}"""
