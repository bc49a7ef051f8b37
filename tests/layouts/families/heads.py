"""French heads: how a number and a date are labelled and placed, among other numbers and days."""

from datetime import timedelta

from tests.layouts import blocks as b
from tests.layouts.bodies import buyer, rest, seller
from tests.layouts.facts import Profile
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet


def _day(sheet: Sheet, before: int) -> str:
    """Print another day than that of issue, so many days before it."""
    return sheet.day(sheet.facts.issue_date - timedelta(days=before))


@family("our_reference", Split.MAKING, Profile("architect", lines=(1, 4), prepaid=0))
def our_reference(sheet: Sheet) -> str:
    """A letter: place and day right, our and your reference left, the number is our reference."""
    facts = sheet.facts
    ours = sheet.pick("Nos réf.", "N/Réf.", "Notre référence", "N. réf.")
    yours = sheet.pick("Vos réf.", "V/Réf.", "Votre référence", "V. réf.")
    town = facts.seller.town.split(" ", 1)[1].title()
    return f"""{seller(sheet)}{buyer(sheet)}
<div class="row"><div>{ours} : {sheet.number()}<br>{yours} : {facts.references["order"]}<br>
Affaire suivie par : Mme Delorme</div><div>{town}, le {sheet.date_of()}</div></div>
<h1>{sheet.title()}</h1>{rest(sheet)}<p>{b.pair_lines(b.due(sheet))}</p>"""


@family("ledger_row", Split.MAKING, Profile("industry", lines=(2, 9), prepaid=0.1))
def ledger_row(sheet: Sheet) -> str:
    """A program's page: one row of six heads, short words, the values in the middle below."""
    facts = sheet.facts
    row = [
        (sheet.pick("Numéro", "N° pièce", "Pièce", "N°", "N° Doc"), sheet.number()),
        (sheet.pick("Date", "Date pièce", "Le"), sheet.date_of()),
        (sheet.pick("Code tiers", "Client", "N° compte"), facts.references["customer"]),
        (sheet.pick("Réf. client", "V/Commande", "Votre réf."), facts.references["order"]),
        (sheet.pick("Mode règl.", "Règlement"), sheet.pick("VIR 30J", "Virement", "LCR")),
        *b.due(sheet),
    ]
    if sheet.maybe():
        row.insert(2, row.pop(0))
    return f"""<style>.boxes {{ width: 100%; margin: 4mm 0 }} .boxes td, .boxes th {{ border: 1px
solid #666; text-align: center; font-size: 8.5pt }}</style><div class="row"><div>{seller(sheet)}
</div><div style="font-size:20pt">{sheet.title()}</div></div>{buyer(sheet)}{b.pair_boxes(row)}
{rest(sheet)}"""


@family("subject_line", Split.MAKING, Profile("training", lines=(1, 3), prepaid=0))
def subject_line(sheet: Sheet) -> str:
    """A letter whose subject names number and day; an agreement and sessions have days, too."""
    facts = sheet.facts
    subject = sheet.pick("Objet :", "OBJET :", "Concerne :")
    town = facts.seller.town.split(" ", 1)[1].title()
    session = f"Session du {_day(sheet, 20)} au {_day(sheet, 16)}"
    return f"""<div class="row">{seller(sheet)}<div>Fait à {town}, le {sheet.date_of()}</div></div>
{buyer(sheet)}<p><b>{subject} {sheet.title()} {sheet.pick("n°", "N°", "no", "")}
{sheet.number()}</b><br>Convention n° {facts.references["contract"]} du {_day(sheet, 45)}<br>
{session}</p><p>Madame, Monsieur, veuillez trouver ci-dessous le détail.</p>{rest(sheet)}
<p>{b.pair_lines(b.due(sheet))}</p>"""


@family("payment_slip", Split.MAKING, Profile("energy", lines=(2, 5), prepaid=0, credit=0.03))
def payment_slip(sheet: Sheet) -> str:
    """A slip to be torn off repeats number and date; contract and meter have numbers, too."""
    facts = sheet.facts
    slip = [
        (sheet.pick("Référence à rappeler", "Facture", "N° de facture"), sheet.number()),
        ("Référence client", facts.references["customer"]),
        (sheet.pick("du", "Date", "Date de facture"), sheet.date_of()),
        ("Montant", sheet.total("amount_due")),
    ]
    return f"""<style>.slip {{ border-top: 2px dashed; margin-top: 8mm }}</style><div class="row">
{seller(sheet)}<div>Vos références<br>Référence client : {facts.references["customer"]}<br>
Point de livraison : {facts.references["meter"]}<br>Contrat : {facts.references["contract"]}</div>
</div>{buyer(sheet)}<h2>{sheet.title()} {sheet.pick("n°", "N°")} {sheet.number()}
{sheet.pick("du", "en date du", "-")} {sheet.date_of()}</h2>
<p>Prochain relevé vers le {_day(sheet, -58)}. Relevé du {_day(sheet, 3)}.</p>{rest(sheet)}
<p>{b.pair_lines(b.due(sheet))}</p><div class="slip">Talon à joindre à votre règlement
{b.pair_boxes(slip)}</div>"""


@family("many_numbers", Split.MAKING, Profile("wholesale", lines=(3, 12), prepaid=0))
def many_numbers(sheet: Sheet) -> str:
    """Every number and day of the trade in one list of two columns; the invoice's are two."""
    refs = sheet.facts.references
    pairs = [
        (sheet.pick("N° client", "Code client"), refs["customer"]),
        (sheet.pick("N° commande", "Commande n°", "Votre commande"), refs["order"]),
        (sheet.pick("Date commande", "Commandé le"), _day(sheet, 15)),
        (sheet.pick("N° BL", "Bon de livraison", "B.L. n°"), refs["note"]),
        (sheet.pick("Date BL", "Expédié le", "Livré le"), _day(sheet, 2)),
        (sheet.pick("N° affaire", "Affaire"), refs["contract"]),
        (sheet.say("number"), sheet.number()),
        (sheet.say("date"), sheet.date_of()),
        *b.due(sheet),
        (sheet.pick("N° devis", "Offre n°", "Devis"), refs["quote"]),
    ]
    sheet.rng.shuffle(pairs)
    half = len(pairs) // 2
    colon = sheet.pick("", " :")
    return f"""<h1>{sheet.title()}</h1><div class="row">{seller(sheet)}{buyer(sheet, "0")}</div>
<div class="row" style="margin:5mm 0">{b.pair_rows(pairs[:half], colon=colon)}
{b.pair_rows(pairs[half:], colon=colon)}</div>{rest(sheet)}"""


@family("stacked_title", Split.MAKING, Profile("law", lines=(1, 5), prepaid=0))
def stacked_title(sheet: Sheet) -> str:
    """Three centred lines: what it is, its number, its day, each with few words."""
    number = f"{sheet.pick('N°', 'n°', 'Numéro', 'Réf.', 'Nº')} {sheet.number()}"
    day = f"{sheet.pick('du', 'Du', 'Le', 'en date du', 'Date :')} {sheet.date_of()}"
    file = f"Dossier : {sheet.facts.references['file']}"
    return f"""{seller(sheet)}<div style="text-align:center;border:1px solid;width:80mm;
margin:5mm auto"><b style="font-size:15pt">{sheet.title()}</b><br>{number}<br>{day}</div>
{buyer(sheet)}<p>{file}</p>{rest(sheet)}<p>{b.pair_lines(b.due(sheet))}</p>"""


@family("small_print_boxes", Split.MAKING, Profile("ads", lines=(1, 5), prepaid=0))
def small_print_boxes(sheet: Sheet) -> str:
    """Boxes of two columns; in each a small grey label above its value."""
    facts = sheet.facts
    cells = [
        (sheet.pick("Numéro de facture", "Facture", "N° de facture", "Référence"), sheet.number()),
        (sheet.pick("Date d'émission", "Date", "Émise le", "Date de facturation"), sheet.date_of()),
        (sheet.pick("Identifiant de compte", "Compte"), facts.references["meter"][:9]),
        (sheet.pick("Bon de commande", "Référence d'achat"), facts.references["order"]),
        ("Période", f"{_day(sheet, 31)} – {_day(sheet, 1)}"),
        *b.due(sheet),
    ]
    if sheet.maybe():
        sheet.rng.shuffle(cells)
    boxes = "".join(f"<div><small>{label}</small><br>{text}</div>" for label, text in cells)
    return f"""<style>.grid {{ display: grid; grid-template-columns: 1fr 1fr; gap: 3mm }} .grid
small {{ color: #888; font-size: 7pt }}</style><div class="row">
{sheet.logo(facts.seller.brand, "#333")}<h1>{sheet.title()}</h1></div><div class="row"><div>
{seller(sheet, 10)}{buyer(sheet, "4mm 0")}</div><div class="grid" style="width:95mm">{boxes}</div>
</div>{rest(sheet)}"""


@family("till_invoice", Split.MAKING, Profile("market", lines=(2, 8), tax_included=True, credit=0))
def till_invoice(sheet: Sheet) -> str:
    """A shop's till: ticket and cash desk have numbers, the time stands behind the day."""
    facts = sheet.facts
    ticket = f"Ticket {facts.references['meter'][:5]} Caisse {facts.days % 4 + 1}"
    time = sheet.pick("à 11:42", "17h05", "09:31:12", "")
    sums = [
        ("Total HT", sheet.total("total_without_vat")),
        ("Total TVA", sheet.total("total_vat")),
        ("TOTAL TTC", sheet.total("total_with_vat")),
    ]
    return f"""<style>@page {{ size: 105mm 200mm; margin: 6mm }} body {{ min-height: 0; font: 8.5pt
"Liberation Mono" }}</style>{seller(sheet, 11)}<br>SIRET {sheet.siret("seller")}<br>TVA
{sheet.vat_id("seller")}<p>{ticket}<br>{sheet.pick("Le", "Date :", "")} {sheet.date_of()} {time}
Vendeur 12</p><p><b>{sheet.title()} {sheet.pick("N°", "n°", "No", ":")} {sheet.number()}</b></p>
{buyer(sheet, "2mm 0")}{b.line_table(sheet, ("qty", "name", "total_gross"))}
{b.pair_rows(sums)}{b.vat_table(sheet)}<p>Payé par carte. Garantie jusqu'au {_day(sheet, -730)}</p>
"""


@family("running_head", Split.MAKING, Profile("temp", lines=(14, 34), prepaid=0))
def running_head(sheet: Sheet) -> str:
    """Two pages: number and day stand in a line at the top of the first and of the second."""
    head = f"{sheet.title()} {sheet.number()} {sheet.pick('du', '-', '/')} {sheet.date_of()}"
    pages = b.carried_tables(sheet, ("name", "qty", "unit", "price", "total"), 12, 24)
    turn = f'<div class="break"></div><p>{head} - {sheet.say("page")} 2</p>'
    week = f"Semaine 12 - relevé d'heures n° {sheet.facts.references['meter'][:6]} du"
    return f"""<p><b>{head}</b> - {sheet.say("page")} 1</p>{seller(sheet)}{buyer(sheet)}
<p>{week} {_day(sheet, 6)}</p>{turn.join(pages)}
{b.pair_rows(b.totals(sheet, "sum"))}<p>{b.pair_lines(b.due(sheet))}</p><p>{b.bank(sheet)}</p>
<p class="foot">{b.legal(sheet)}</p>"""
