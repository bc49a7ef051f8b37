"""More heads: captions below values, sentences, strips, bare numbers, months in the title."""

from datetime import timedelta

from tests.layouts import blocks as b
from tests.layouts.bodies import buyer, rest, seller
from tests.layouts.facts import Profile
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet


def _day(sheet: Sheet, before: int) -> str:
    """Print another day than that of issue, so many days before it."""
    return sheet.day(sheet.facts.issue_date - timedelta(days=before))


@family("guest_folio", Split.MAKING, Profile("hotel", lines=(2, 6), prepaid=0.2))
def guest_folio(sheet: Sheet) -> str:
    """A stay: room, folio and booking have numbers, arrival and departure days of their own."""
    refs = sheet.facts.references
    row = [
        ("Chambre", refs["meter"][:3]),
        (sheet.pick("Folio", "Réservation"), refs["meter"][3:10]),
        ("Arrivée", _day(sheet, 2)),
        ("Départ", _day(sheet, 0)),
        (sheet.pick("Facture n°", "Note n°", "N° facture", "Facture"), sheet.number()),
        (sheet.pick("Date", "Éditée le", "Date facture"), sheet.date_of()),
    ]
    if sheet.maybe():
        sheet.rng.shuffle(row)
    return f"""<style>.boxes {{ width: 100%; margin: 5mm 0 }} .boxes th {{ font-size: 7.5pt;
border-bottom: 1px solid #999 }}</style><div style="text-align:center">{seller(sheet)}</div>
{buyer(sheet, "6mm 0")}<h2>{sheet.title()}</h2>{b.pair_boxes(row)}{rest(sheet)}"""


@family("caption_below", Split.MAKING, Profile("print", lines=(1, 6), prepaid=0))
def caption_below(sheet: Sheet) -> str:
    """A designer's page: the caption stands in small letters below its value."""
    refs = sheet.facts.references
    cells = [
        (sheet.pick("numéro de facture", "facture n°"), sheet.number()),
        (sheet.pick("date d'émission", "date de facture"), sheet.date_of()),
        ("client", refs["customer"]),
        *b.due(sheet),
    ]
    grid = "".join(f"<div>{value}<br><small>{label}</small></div>" for label, value in cells)
    return f"""<style>.grid {{ display: grid; grid-template-columns: 1fr 1fr 1fr 1fr; margin: 8mm 0
}} small {{ color: #999; font-size: 6.5pt }}</style><h1>{sheet.title()}</h1>{seller(sheet)}
{buyer(sheet)}<div class="grid">{grid}</div>{rest(sheet)}"""


@family("in_a_sentence", Split.MAKING, Profile("broker", lines=(1, 3), prepaid=0))
def in_a_sentence(sheet: Sheet) -> str:
    """A letter: only a sentence names number and day; the file has a number, the policy a day."""
    refs = sheet.facts.references
    what = {"381": "notre avoir", "386": "notre facture d'acompte"}.get(
        sheet.facts.type_code, "notre facture"
    )
    sentence = sheet.pick(
        f"Veuillez trouver ci-après {what} n° {sheet.number()} du {sheet.date_of()}.",
        f"Nous vous adressons {what} numéro {sheet.number()} en date du {sheet.date_of()}.",
        f"Suivant {what} {sheet.number()} établie le {sheet.date_of()} :",
    )
    return f"""{seller(sheet)}{buyer(sheet)}<p>Dossier {refs["file"]} - police {refs["contract"]} du
{_day(sheet, 90)}</p><h2>{sheet.title()}</h2><p>Madame, Monsieur,</p><p>{sentence}</p>
{rest(sheet)}<p>{b.pair_lines(b.due(sheet))}</p>"""


@family("upper_strip", Split.MAKING,
        Profile("gb", "IE", "en", buyers=("IE", "FR"), lines=(1, 6), prepaid=0),
        Profile("gb", "GB", "en", currency="GBP", buyers=("GB",), lines=(1, 6),
                prepaid=0))  # fmt: skip
def upper_strip(sheet: Sheet) -> str:
    """Capital labels and bars between them, all in one line over the whole width."""
    refs = sheet.facts.references
    bar = sheet.pick(" | ", " / ", " &nbsp; &nbsp; ")
    strip = [
        f"{sheet.pick('INVOICE', 'INV NO', 'INVOICE NO', 'DOC NO')}: {sheet.number()}",
        f"{sheet.pick('DATE', 'DATED', 'ISSUED')}: {sheet.date_of()}",
        f"PO: {refs['order']}",
        f"ACCOUNT: {refs['customer']}",
    ]
    return f"""{seller(sheet)}<h1>{sheet.title()}</h1><p style="background:#eee">{bar.join(strip)}
</p>{buyer(sheet, "4mm 0")}<p>Goods dispatched {_day(sheet, 2)}</p>{rest(sheet)}
<p>{b.pair_lines(b.due(sheet))}</p>"""


@family("bare_number", Split.MAKING, Profile("freelance", lines=(1, 5), prepaid=0))
def bare_number(sheet: Sheet) -> str:
    """The number stands alone below the title, the day alone at the top."""
    top = sheet.pick("", "Le ", "Date ")
    return f"""<div style="text-align:right">{top}{sheet.date_of()}</div>{seller(sheet)}
<h1 style="margin-bottom:0">{sheet.title()}</h1><div style="font-size:14pt">{sheet.number()}</div>
{buyer(sheet)}<p>Mission commencée le {_day(sheet, 40)}</p>{rest(sheet)}
<p>{b.pair_lines(b.due(sheet))}</p>"""


@family("month_in_title", Split.MAKING, Profile("security", lines=(1, 5), prepaid=0))
def month_in_title(sheet: Sheet) -> str:
    """The title names a month; number and day follow behind dashes, the contract's day below."""
    month = _day(sheet, 0) if "%" in sheet.style.dates else sheet.style.lang
    period = f"Période du {_day(sheet, 30)} au {_day(sheet, 1)}" if month else ""
    dash = sheet.pick(" – ", " - ", ", ")
    head = dash.join(
        (
            sheet.title(),
            f"{sheet.pick('n°', 'N°', 'réf.')} {sheet.number()}",
            f"{sheet.pick('émise le', 'du', 'éditée le')} {sheet.date_of()}",
        )
    )
    return f"""{seller(sheet)}{buyer(sheet)}<h3>{head}</h3><p>{period}<br>Contrat
{sheet.facts.references["contract"]} du {_day(sheet, 400)}</p>{rest(sheet)}
<p>{b.pair_lines(b.due(sheet))}</p>"""


@family("paired_labels", Split.MAKING,
        Profile("de", "DE", "de", buyers=("DE", "FR"), lines=(1, 7), prepaid=0))  # fmt: skip
def paired_labels(sheet: Sheet) -> str:
    """Number and day behind one pair of labels, order and its day behind another."""
    refs = sheet.facts.references
    slash = sheet.pick(" / ", "/", " vom ")
    first = f"{sheet.pick('Rechnung', 'Rechnungs-Nr.', 'Beleg-Nr.')}{sheet.pick(' / Datum', '')}"
    number = f"{sheet.number()}{slash}{sheet.date_of()}"
    pairs = [
        ("Kunde", refs["customer"]),
        (sheet.pick("Auftrag / Datum", "Auftrags-Nr."), f"{refs['order']}{slash}{_day(sheet, 13)}"),
        (first, number),
        ("Lieferung", f"{refs['note']}{slash}{_day(sheet, 2)}"),
    ]
    return f"""<div class="row">{seller(sheet)}{b.pair_rows(pairs, colon=sheet.pick("", ":"))}</div>
{buyer(sheet, "10mm 0")}<h1>{sheet.title()}</h1>{rest(sheet)}<p>{b.pair_lines(b.due(sheet))}</p>"""


@family("iberian_grid", Split.MAKING,
        Profile("es", "ES", "es", buyers=("ES", "FR"), lines=(1, 8), prepaid=0))  # fmt: skip
def iberian_grid(sheet: Sheet) -> str:
    """Two rows of heads: the document's, and the order's below it with a day of its own."""
    refs = sheet.facts.references
    first = [
        (sheet.pick("Documento", "Tipo"), sheet.title()),
        (sheet.pick("Número", "Nº documento", "Nº", "Serie / Número"), sheet.number()),
        (sheet.pick("Fecha", "Fecha documento", "Fecha emisión"), sheet.date_of()),
        (sheet.pick("Cliente", "N.º cliente"), refs["customer"]),
    ]
    second = [("Su pedido", refs["order"]), ("Fecha pedido", _day(sheet, 17))]
    second += [("Albarán", refs["note"]), *b.due(sheet)]
    return f"""<style>.boxes {{ width: 100%; margin: 2mm 0 }} .boxes td, .boxes th {{ border: 1px
solid #888; text-align: center }}</style>{seller(sheet)}{buyer(sheet)}{b.pair_boxes(first)}
{b.pair_boxes(second)}{rest(sheet)}"""
