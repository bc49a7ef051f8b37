"""Layouts of suppliers by catalogue: an office web shop, a pharmacy wholesaler's line printer."""

import re
from collections.abc import Sequence
from dataclasses import replace
from html import escape, unescape

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet

_OFFICE = Profile(
    "stationery",
    lines=(1, 9),
    paid=0.45,
    prepaid=0,
    credit=0.12,
    adjustments=("shipping", "eco", "discount"),
)


@family("stationer_order", Split.MAKING, _OFFICE, replace(_OFFICE, paid=0, lines=(3, 14)))
def stationer_order(sheet: Sheet) -> str:
    """A web shop for offices: an order's card, three addresses in a row, what was paid and how."""
    h.adopt(
        sheet,
        ("FW%y########", "#########", "FR-%Y-######", "IN########"),
        ("%d/%m/%Y", "%d/%m/%Y", "long", "%d.%m.%Y"),
        ("AW%y########", "CM########"),
    )
    facts, hue = sheet.facts, sheet.pick("#e4002b", "#00693e", "#1d3c8f")
    credit = facts.type_code == "381"
    kind = h.titled(sheet, ("Facture", "FACTURE", "Votre facture"), ("Avoir", "Facture d'avoir"))
    order: list[Pair] = [
        ("Votre commande web", h.distractor(sheet, "W##########")),
        ("Passée le", h.day(sheet, -6)),
        ("Par", facts.others[0].mail),
        ("Votre référence interne", facts.references["order"]),
        ("Bon de livraison", h.distractor(sheet, "8#########")),
        ("Expédié le", h.day(sheet, -2)),
    ]
    own = ("N° d'avoir", "Avoir n°") if credit else ("N° de facture", "Facture n°", "Document n°")
    about: list[Pair] = [(sheet.pick(*own), sheet.number())]
    about.append((sheet.pick("Date de facturation", "Date", "Facturé le"), sheet.date_of()))
    about.append(("Compte client", facts.references["customer"]))
    about += h.due(sheet, "Date limite de règlement", "Échéance")
    heads = [("ref", "Référence"), ("name", "Article"), ("qty", "Qté livrée"), ("price", "PU HT")]
    heads += [("rate", "TVA"), ("total", "Total HT")]
    words = {"sum": "Total articles HT", "shipping": "Participation aux frais d'envoi HT"}
    words |= {"eco": "Éco-contribution mobilier HT", "discount": "Code avantage"}
    sums = h.extras(sheet, words, bare=False)
    sums.append((sheet.pick("Total HT", "Montant HT"), sheet.total("total_without_vat")))
    sums += h.vat_sums(sheet, "TVA {rate} (base {basis})", "Sans TVA", bare=False)
    gross = sheet.pick("Total TTC", "Montant total TTC")
    sums.append((gross, f"<b>{sheet.total('total_with_vat')}</b>"))
    if facts.prepaid:
        card = sheet.pick("Carte bancaire ****4417", "Payé par carte", "Règlement en ligne")
        sums.append((f"{card} le {h.day(sheet, -6)}", sheet.total("prepaid")))
        sums.append((sheet.pick("Solde", "Reste à payer"), sheet.total("amount_due")))
    elif not credit:
        sums.append((sheet.pick("Net à payer", "À régler"), sheet.total("amount_due")))
    store = facts.others[1]
    ids = "{name}, {form} au capital de {capital} €, RCS {register} {siren}, APE {activity}, "
    pay = f"Règlement par virement : {sheet.iban()} ({sheet.bic()})" if h.is_payable(sheet) else ""
    return f"""<style>body {{ font: 8.5pt "Liberation Sans" }} .bar {{ background: {hue}; color:
#fff; padding: 3mm 4mm; font-size: 15pt; margin-top: 3mm }} .three {{ display: grid;
grid-template-columns: 1fr 1fr 1fr; gap: 4mm; margin: 5mm 0 }} .three > div {{ border-top: 2px solid
{hue}; padding-top: 1.5mm }} h4 {{ margin: 0 0 1mm; color: {hue} }} .order {{ background: #f3f3f3;
display: grid; grid-template-columns: 1fr 1fr 1fr; padding: 2mm; font-size: 8pt; margin-bottom: 4mm
}} .card {{ padding: 1mm }} small {{ color: #666 }} .l {{ white-space: nowrap }}
.lines th {{ border-bottom: 2px solid {hue};
font-size: 7.5pt }} .lines td {{ border-bottom: 0.4pt solid #ccc; padding: 1.2mm 3px }} .sum {{
width: 100mm; margin: 4mm 0 0 auto }} .sum td {{ padding: 0.8mm 0 }}</style><div class="row"><div>
{sheet.logo(facts.seller.brand, hue)}<br><small>{facts.seller.site}</small></div>
{b.pair_rows(about, colon=" :")}</div><div class="bar">{kind}</div><div class="three"><div>
<h4>Facturé à</h4>{b.address(sheet, "buyer")}<br>{h.told(sheet, "N° TVA {vat}", "buyer")}</div>
<div><h4>Livré à</h4>{b.other(facts.others[0])}</div><div><h4>Expédié par</h4>{b.other(store)}</div>
</div><div class="order">{h.cards(order)}</div>{h.lines(sheet, heads)}{b.pair_rows(sums, "sum")}
<p>{pay}</p><p style="font-size:7.5pt">Retours acceptés pendant 30 jours à compter de la réception,
dans l'emballage d'origine. Service clients : {facts.seller.phone}, du lundi au vendredi.</p> <p
class="foot">{h.told(sheet, ids + "TVA intracommunautaire {vat}")}<br>Siège social :
{b.street(facts.seller, ", ")}</p>"""  # fmt: skip


_DRUGS = Profile("pharmacy", lines=(4, 18), line_discounts=True, prepaid=0, credit=0.15)
_WIDE = 96
"""Characters across the printer's paper."""


@family("pharmacy_printout", Split.JUDGING, _DRUGS, replace(_DRUGS, lines=(3, 9), credit=0.3))
def pharmacy_printout(sheet: Sheet) -> str:
    """A line printer's page: columns made of spaces, rules of dashes, three rates of VAT."""
    h.adopt(
        sheet,
        ("########", "%y%j####", "F######", "4#######"),
        ("%d/%m/%y", "%d/%m/%Y", "%d.%m.%y"),
        ("9#######", "A######"),
    )
    between = sheet.pick("", "", " ", ".")
    sheet.style = replace(sheet.style, thousands=between, point=",", minus="{}-")
    facts = sheet.facts
    credit = facts.type_code == "381"
    word = h.titled(sheet, ("FACTURE", "F A C T U R E", "FACTURE"), ("AVOIR", "NOTE D'AVOIR"))
    numbered = ("NUMERO", "No", "REF. PIECE")
    about = [f"{word}", f"{sheet.pick(*numbered)} : {sheet.number()}"]
    about.append(f"{sheet.pick('DATE', 'DU', 'EDITEE LE')} : {sheet.date_of()}")
    about.append(f"CLIENT : {h.distractor(sheet, '0#####')}  TOURNEE {h.distractor(sheet, '##')}")
    mine = [sheet.name("seller"), *map(escape, facts.seller.street), escape(facts.seller.town)]
    mine += [f"TEL {facts.seller.phone}", h.told(sheet, "SIRET {siret}"), h.told(sheet, "{vat}")]
    yours = [sheet.name("buyer"), *map(escape, facts.buyer.street), escape(facts.buyer.town)]
    pages = _side_by_side(mine, [*about, "", *yours])
    rule, double = "-" * _WIDE, "=" * _WIDE
    widths = (13, -30, 6, 10, 9, 10, 13, 3)
    top = ("CODE CIP", "DESIGNATION", "QTE", "PX TARIF", "REM%", "PX NET", "MONTANT HT", "T")
    rows = [rule, _columns(top, widths), rule]
    rows += [_columns(_drug(sheet, line), widths) for line in facts.lines]
    rows += [rule, "", _columns(("T", "TAUX", "BASE HT", "MONTANT TVA", "TTC"), (3, 8, 14, 14, 14))]
    for code, row in enumerate(facts.vat, 1):
        cells = (str(code), *sheet.vat_row(row), sheet.amount(row.basis + row.amount))
        rows.append(_columns(cells, (3, 8, 14, 14, 14)))
    sums: list[Pair] = [("TOTAL HT", sheet.total("total_without_vat", bare=True))]
    sums.append((sheet.pick("TOTAL TVA", "T.V.A."), sheet.total("total_vat", bare=True)))
    sums.append(("TOTAL TTC", sheet.total("total_with_vat", bare=True)))
    last = ("A VOTRE CREDIT", "NET EN VOTRE FAVEUR") if credit else ("NET A PAYER EUR", "A REGLER")
    sums.append((sheet.pick(*last), sheet.total("amount_due", bare=True)))
    rows += ["", double]
    rows += [" " * 48 + f"{_flat(label):<26}{_flat(value):>20}" for label, value in sums]
    rows += [double, ""]
    until = h.due(sheet, "ECHEANCE", "PRELEVEMENT LE", "LCR DIRECTE AU")
    rows += [f"{label} {_flat(value)}" for label, value in until]
    if until and sheet.maybe(0.7):
        rows.append(f"DOMICILIATION {_flat(sheet.iban())} {_flat(sheet.bic())}")
    rows += [_flat(h.told(sheet, "{form} AU CAPITAL DE {capital} EUR - APE {activity}")), ""]
    rows += ["TOUTE RECLAMATION DOIT NOUS PARVENIR SOUS 48 HEURES. PRODUITS DU FROID NON REPRIS."]
    text = "\n".join(map(escape, [*pages, "", *rows]))
    return f"""<style>pre {{ font: 8.2pt "{sheet.pick("Nimbus Mono PS", "Liberation Mono")}";
margin: 0; line-height: 1.3 }}</style><pre>{" " * 78}PAGE   1\n{text}</pre>"""  # fmt: skip


def _drug(sheet: Sheet, line: Line) -> Sequence[str]:
    """Return the cells of a line, its code being a CIP of thirteen digits."""
    net = line.unit_price * (100 - line.discount) / 100
    cells = [h.distractor(sheet, "34009########"), _flat(sheet.cell(line, "name"))]
    cells += [_flat(sheet.cell(line, key)) for key in ("qty", "price", "disc")]
    cells.append(sheet.amount(net.quantize(line.unit_price)))
    return *cells, _flat(sheet.cell(line, "total")), h.rate_code(sheet, line.rate)


def _columns(cells: Sequence[str], widths: Sequence[int]) -> str:
    """Set cells in columns of so many characters; a negative width is set from the left."""
    pairs = zip(cells, widths, strict=True)
    return "".join(f" {x[: -w - 1]:<{-w - 1}}" if w < 0 else f"{x:>{w}}" for x, w in pairs)


def _side_by_side(left: Sequence[str], right: Sequence[str]) -> list[str]:
    rows = []
    for place in range(max(len(left), len(right))):
        one = _flat(left[place]) if place < len(left) else ""
        other = _flat(right[place]) if place < len(right) else ""
        rows.append(f"{one:<52}{other}".rstrip())
    return rows


def _flat(html: str) -> str:
    """Return what a piece of HTML shows."""
    return unescape(re.sub("<[^>]+>", "", html))
