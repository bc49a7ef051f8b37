"""Layouts of those who deliver every day and bill by the month: motor parts, meals for canteens."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.corporations import groups, incorporate
from tests.layouts.facts import ZERO, Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet
from tests.layouts.spelling import in_words

_PARTS = """<style>@page { margin: 7mm 9mm } body { font: 7.6pt "DejaVu Sans Mono"; min-height: 0;
padding: 0 } .page { position: relative; height: 282mm } .bar { border-top: 0.5mm solid;
border-bottom:
0.5mm solid; padding: 1mm 0; display: flex; justify-content: space-between; margin: 2mm 0; font:
bold 9pt "Liberation Sans" } .who { display: grid; grid-template-columns: 62mm 1fr 74mm; gap: 4mm;
font: 8pt "Liberation Sans" } .who .v { white-space: normal }
.lines td, .lines th { padding: 0.25mm 1mm } .lines th {
border-bottom:
0.3mm solid; font-weight: normal } .lines .c-name { width: 40% } .lines .hd td { background:
#e3e7ee;
font-weight: bold; border: 0 } .lines .st td { border-top: 0.2mm dashed #555; text-align: right }
.lines .ca td { text-align: right; font-style: italic } .close { position: absolute; bottom: 13mm;
left: 0; right: 0; display: grid; grid-template-columns: 78mm 1fr; gap: 6mm; border-top: 0.5mm
solid; padding-top: 2mm; background: #fff } .close td, .close th { padding: 0.6mm 2mm } .stack {
margin-left: auto } .stack tr:last-child td { border: 0.5mm solid; font-size: 10pt; font-weight:
bold } .law { position: absolute; bottom: 0; left: 0; right: 0; font: 6.2pt "Liberation Sans";
text-align: center }</style>"""
_PART_COLUMNS = ("ref", "name", "qty", "price", "disc", "total")


@dataclass(frozen=True)
class _Row:
    """A row of the table, and what it adds to the sum."""

    html: str
    line: Line | None = None


def _noted(sheet: Sheet) -> list[_Row]:
    """Print the lines under the delivery notes that they came with."""
    rows = []
    for place, run in enumerate(groups(sheet, 2, 8)):
        note, after = h.distractor(sheet, "B########"), min(-1, place - 28)
        who = sheet.pick("comptoir", "tournée 2", "tél. M. Garnier", "web", "tournée 1")
        about = f"BON {note} DU {h.day(sheet, after)} - {who} - réf. {h.plate(sheet.rng)}"
        rows.append(_Row(f'<tr class="hd"><td colspan="6">{about}</td></tr>'))
        for line in run:
            cells = [sheet.cell(line, key) for key in _PART_COLUMNS]
            kinds = ["c-ref", "c-name", *["n"] * 4]
            text = "".join(f'<td class="{k}">{c}</td>' for k, c in zip(kinds, cells, strict=True))
            rows.append(_Row(f"<tr>{text}</tr>", line))
        worth = sheet.amount(sum((line.total for line in run), ZERO))
        rows.append(_Row(f'<tr class="st"><td colspan="5">Total bon {note}</td>'
                         f'<td class="n">{worth}</td></tr>'))  # fmt: skip
    return rows


def _note_pages(sheet: Sheet, size: int, last: int) -> list[str]:
    """Set the rows on pages with the sum carried; the last page has room for the totals."""
    left, pages, carried = _noted(sheet), list[str](), ZERO
    goes, comes = sheet.pick(("A REPORTER", "REPORT"), ("Cumul page", "Cumul page précédente"))
    heads = ("Référence", "Désignation", "Qté", "P. tarif", "Rem. %", "Net HT")
    kinds = ("c-ref", "c-name", *["n"] * 4)
    top = "".join(f'<th class="{k}">{text}</th>' for k, text in zip(kinds, heads, strict=True))
    carry = '<tr class="ca"><td colspan="5">{}</td><td class="n">{}</td></tr>'
    while left:
        # What would leave no room for the totals goes over to another page.
        room = size if len(left) > size else min(size, max(last, len(left) - 2))
        chunk, left = left[:room], left[room:]
        rows = [carry.format(comes, sheet.amount(carried))] if pages else []
        rows += [row.html for row in chunk]
        carried += sum((row.line.total for row in chunk if row.line), ZERO)
        if left:
            rows.append(carry.format(goes, sheet.amount(carried)))
        pages.append(f'<table class="lines"><tr>{top}</tr>{"".join(rows)}</table>')
    return pages


@family("parts_by_note", Split.MAKING,
        Profile("autoparts", lines=(14, 70), line_discounts=True, prepaid=0, credit=0.04,
                adjustments=("shipping",)),
        Profile("autoparts", lines=(5, 20), line_discounts=True, prepaid=0,
                credit=0.1))  # fmt: skip
def parts_by_note(sheet: Sheet) -> str:
    """Motor parts of a month by delivery note, host-printed, sums carried, totals on the last."""
    h.adopt(sheet, ("########", "%y%m/######", "FM ######", "0##-######", "M%y#####"),
            ("%d/%m/%y", "%d/%m/%Y", "%d.%m.%y"))  # fmt: skip
    incorporate(sheet, "{word} Pièces Auto", "Distribution Automobile {word}", "{word} Autodistrib",
                "Comptoir {word} Pièces")  # fmt: skip
    facts, refs = sheet.facts, sheet.facts.references
    kind = h.titled(sheet, ("FACTURE RECAPITULATIVE", "FACTURE MENSUELLE", "Relevé-facture"),
                    ("AVOIR RECAPITULATIF", "AVOIR"))  # fmt: skip
    tables = _note_pages(sheet, 74, 52)
    bar = f"""<div class="bar"><span>{kind} {sheet.number()}</span><span>{sheet.date_of()}</span>
<span>Compte {refs["customer"]}</span><span>Page %p / {len(tables)}</span></div>"""
    extra = {"sum": "Marchandises HT", "shipping": "Frais de livraison"}
    sums: list[Pair] = [*h.extras(sheet, extra)]
    sums += [("Montant HT", sheet.total("total_without_vat", bare=True))]
    sums += [("Montant TVA", sheet.total("total_vat", bare=True))]
    total = "AVOIR TTC EUR" if facts.type_code == "381" else sheet.pick(
        "TTC A REGLER EUR", "TOTAL A PAYER TTC EUR", "NET TTC EUR")  # fmt: skip
    sums += [(total, sheet.total("total_with_vat", bare=True))]
    sheet.show("amount_due", sheet.amount(facts.amount_due))
    sheet.show("currency", "EUR")
    bases = (("code", "Cod"), ("rate", "Taux"), ("basis", "Base HT"), ("vat", "TVA"))
    until = "<br>".join(f"{label} {value}" for label, value in h.due(
        sheet, "Votre règlement : prélèvement B2B au", "LCR directe à échéance du",
        "Virement pour le"))  # fmt: skip
    law = "{name} - {form} au capital de {capital} euros - RCS {register} {siren} - NAF {activity}"
    close = f"""<div class="close"><div>{h.recap(sheet, bases)}<p>{until}</p></div>
{b.pair_rows(sums, "stack")}</div><div class="law">{h.told(sheet, law + " - TVA {vat}")}<br>
Réserve de propriété (loi du 12 mai 1980). Retour de pièce sous 15 jours dans son emballage. Échange
standard : consigne remboursée au retour de la vieille matière.</div>"""
    first = f"""<div class="who"><div><b style="font-size:12pt">{sheet.name("seller")}</b><br>
Siège : {b.street(facts.seller, ", ")}</div><div>Votre magasin :<br>{b.street(facts.others[0])}<br>
Tél. {facts.others[0].phone}<br>Commercial : secteur {h.distractor(sheet, "0#")}</div><div
style="font-size:9.5pt;padding-top:9mm">{b.address(sheet, "buyer")}</div></div>"""
    pages = [f"{first}{bar.replace('%p', '1')}{tables[0]}"]
    pages += [f"<b>{sheet.name('seller')}</b>{bar.replace('%p', str(place))}{table}"
              for place, table in enumerate(tables[1:], 2)]  # fmt: skip
    pages[-1] += close
    return _PARTS + "".join(f'<div class="page{" break" * bool(place)}">{page}</div>'
                            for place, page in enumerate(pages))  # fmt: skip


_MEALS = """<style>@page { margin: 14mm 17mm } body { font: 10pt "Liberation Serif"; min-height: 0;
padding: 0 } .page { position: relative; min-height: 268mm } .plate { border: 0.3mm solid #222;
border-left: 2mm solid var(--hue); padding: 2mm 4mm; font-size: 8.5pt; width: 70mm } .mine { width:
84mm } .mine .v { white-space: normal }
.mid { text-align: center; margin: 9mm 0 6mm } .mid b { font-size: 13pt; letter-spacing: 0.5mm }
.lines {
font-size: 9pt } .lines th { border-bottom: 0.5mm solid var(--hue); font-weight: normal; font-style:
italic } .lines td { padding: 0.7mm 1.5mm } .lines .c-name { width: 46% } .lines .at td {
font-weight:
bold; padding-top: 2.5mm } .lines .su td { border-top: 0.2mm solid #777; text-align: right }
.two { display: flex; justify-content: space-between; margin-top: 5mm; align-items: flex-start }
.vat td, .vat th, .sums td { border: 0.2mm solid #777; padding: 0.9mm 2.5mm } .words
{ margin: 5mm 0;
padding: 2mm 0; border-top: 0.3mm solid; border-bottom: 0.3mm solid } .law { font-size: 6.8pt;
text-align: center; margin-top: 5mm; color: #444 }</style>"""
_PLACES = (
    *("École maternelle Jules-Ferry", "École élémentaire Les Acacias", "Groupe scolaire Pasteur"),
    *("Accueil de loisirs La Ruche", "Restaurant du personnel", "Résidence autonomie Les Tilleuls"),
)


def _town_hall(sheet: Sheet) -> None:
    """Make the buyer a town hall, or a body that feeds many."""
    facts = sheet.facts
    town = facts.buyer.town.split(" ", 1)[1].split(" CEDEX")[0]
    of = f"d'{town}" if town[0] in "AEIOUÉ" else f"de {town}"
    name = sheet.pick(f"Ville {of}", f"Mairie {of}", f"Caisse des écoles {of}")
    buyer = replace(facts.buyer, name=name, brand=name, form="", accept=(name.upper(),))
    sheet.facts = replace(facts, buyer=buyer)


def _served(sheet: Sheet) -> str:
    rows: list[str] = []
    places = sheet.rng.sample(_PLACES, len(_PLACES))
    for place, run in enumerate(groups(sheet, 2, 4)):
        rows.append(f'<tr class="at"><td colspan="5">{places[place % len(places)]}</td></tr>')
        for line in run:
            cells: Sequence[str] = [
                sheet.cell(line, key) for key in ("name", "qty", "price", "rate", "total")
            ]
            text = "".join(f'<td class="{"n" if i else "c-name"}">{cell}</td>'
                           for i, cell in enumerate(cells))  # fmt: skip
            rows.append(f"<tr>{text}</tr>")
        worth = sheet.amount(sum((line.total for line in run), ZERO))
        cells = ['<td colspan="4">sous-total</td>', f'<td class="n">{worth}</td>']
        rows.append(f'<tr class="su">{"".join(cells)}</tr>')
    heads = ("Convives et prestations", "Servis", "Prix HT", "Taux", "Montant HT")
    top = "".join(f'<th class="{"n" if i else "c-name"}">{text}</th>'
                  for i, text in enumerate(heads))  # fmt: skip
    return f'<table class="lines"><tr>{top}</tr>{"".join(rows)}</table>'


@family("canteen_meals", Split.MAKING,
        Profile("canteen", lines=(3, 10), prepaid=0, credit=0.06),
        Profile("canteen", lines=(8, 18), prepaid=0, credit=0.04,
                adjustments=("discount",)))  # fmt: skip
def canteen_meals(sheet: Sheet) -> str:
    """A caterer to a town hall: meals by school, public references, the sum once more in words."""
    h.adopt(sheet, ("%y-#####", "%m/%Y/###", "RC%y%m####", "F %Y-####", "#######"),
            ("%d/%m/%Y", "long", "long"))  # fmt: skip
    incorporate(sheet, "{word} Restauration", "Restauration Collective {word}", "{word} Cuisine",
                "Cuisines {word}")  # fmt: skip
    _town_hall(sheet)
    facts, refs = sheet.facts, sheet.facts.references
    kind = h.titled(sheet, ("FACTURE", "MÉMOIRE DE REPAS", "Facture de repas"), ("AVOIR",))
    plate: list[Pair] = [("Marché public", refs["contract"]), ("Lot", "2 - Liaison froide")]
    plate += [("Engagement", h.distractor(sheet, "E%y-#####")), ("Code service", "CANTINE")]
    plate += [("Titulaire", h.told(sheet, "SIRET {siret}"))]
    plate += [("Acheteur", h.told(sheet, "SIRET {siret}", "buyer"))]
    sums = h.extras(sheet, {"sum": "Repas et prestations", "discount": "Ristourne du marché"})
    sums += [("Montant hors TVA", sheet.total("total_without_vat", bare=True))]
    sums += [(sheet.pick("Taxe sur la valeur ajoutée", "TVA"), sheet.total("total_vat", bare=True))]
    due_word = "Somme à mandater" if facts.type_code != "381" else "Somme à récupérer"
    sums += [(f"<b>{due_word}</b>", f"<b>{sheet.total('total_with_vat')}</b>")]
    sheet.total("amount_due")
    bases = (("rate", "Taux"), ("basis", "Base"), ("vat", "Taxe"), ("gross", "TTC"))
    until = "".join(f"{label} {value}" for label, value in h.due(
        sheet, "Délai global de paiement expirant le", "À mandater avant le",
        "Paiement attendu le"))  # fmt: skip
    doc = "Arrêté le présent avoir" if facts.type_code == "381" else sheet.pick(
        "Arrêtée la présente facture", "Certifiée et arrêtée")  # fmt: skip
    law = "{name} - {form} au capital de {capital} euros - RCS {register} {siren} - TVA {vat}"
    hue = sheet.pick("#5b7f2b", "#b5651d", "#2f5d8a")
    return f"""{_MEALS}<div class="page" style="--hue:{hue}">
<div class="row"><div class="mine"><b style="font-size:13pt">{sheet.name("seller")}</b><br>
Cuisine centrale<br>{b.street(facts.seller)}<br>{facts.seller.phone}</div><div class="plate">
{b.pair_lines(plate)}</div></div><div style="margin:8mm 0 0 88mm;font-size:11pt">
{b.address(sheet, "buyer")}<br>Service de la restauration scolaire</div><div class="mid"><b>{kind}
{sheet.number()}</b><br>Repas livrés du {h.day(sheet, -33)} au {h.day(sheet, -3)}</div>
{_served(sheet)}<div class="two">{h.recap(sheet, bases)}{b.pair_rows(sums, "sums")}</div><div
class="words">{doc} à la somme de <i>{in_words(facts.amount_due)}</i>, toutes taxes
comprises.</div><div class="row"><div>{until}<br>{h.told(sheet, "Compte à créditer : {iban}")}<br>
{h.told(sheet, "BIC : {bic}")}</div><div style="text-align:right">{sheet.pick("Fait à",
"Établi à")} {facts.seller.register}, le {sheet.date_of()}<br>Le service comptable</div></div><div
class="law">{h.told(sheet, law)}<br>Intérêts moratoires au taux BCE majoré de huit points et
indemnité de 40 € (art. L. 2192-13 du code de la commande publique).</div></div>"""  # fmt: skip
