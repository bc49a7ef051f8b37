"""Papers of small trades with a van and a counter: a farm's eggs, a dry cleaner's month."""

from dataclasses import replace
from datetime import timedelta

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet

_EGGS = Profile("eggs", lines=(3, 7), prepaid=0, credit=0.05)


def _egg_row(sheet: Sheet, line: Line) -> str:
    """Print a line whose sum stands in the column of its VAT rate."""
    total = sheet.cell(line, "total")
    sums = "".join(f'<td class="n">{total if row.rate == line.rate else ""}</td>'
                   for row in sheet.facts.vat)  # fmt: skip
    code, until = ("", "")
    if "ufs" in line.name:
        last = sheet.facts.issue_date + timedelta(days=sheet.rng.randint(17, 24))
        code, until = h.distractor(sheet, "1FR@@@##"), f"{last:%d/%m}"
    return f"""<tr><td>{sheet.cell(line, "name")}</td><td>{code}</td><td>{until}</td><td class="n">
{sheet.cell(line, "qty")}</td><td>{sheet.cell(line, "unit")}</td><td class="n">
{sheet.cell(line, "price")}</td>{sums}</tr>"""  # fmt: skip


@family("eggs_column_for_each_rate", Split.MAKING, _EGGS, replace(_EGGS, lines=(1, 3)),
        replace(_EGGS, lines=(5, 9), paid=0.3))  # fmt: skip
def eggs_column_for_each_rate(sheet: Sheet) -> str:
    """A farm's spreadsheet with its grid: a column of sums for each rate, totals down in them."""
    h.adopt(sheet, ("###", "%Y/###", "%m-##/%y", "F###"), ("weekday", "%d/%m/%Y", "long"),
            ("A##", "AV-%Y/##"))  # fmt: skip
    facts = sheet.facts
    kind = h.titled(sheet, ("FACTURE", "Facture"), ("AVOIR", "Avoir sur facture"))
    rows = facts.vat
    rates = [sheet.rate(row.rate) for row in rows]
    rates = [text if "%" in text else f"{text} %" for text in rates]
    heads = "".join(f'<th class="n">HT à {text}</th>' for text in rates)
    for row in rows:
        sheet.vat_row(row)
    bases = "".join(f'<td class="n">{sheet.amount(row.basis)}</td>' for row in rows)
    taxes = "".join(f'<td class="n">{sheet.amount(row.amount)}</td>' for row in rows)
    grosses = "".join(f'<td class="n">{sheet.amount(row.basis + row.amount)}</td>' for row in rows)
    if len(rows) > 1:
        end = ('<th class="n">Ensemble</th>', sheet.total("total_without_vat", bare=True),
               sheet.total("total_vat", bare=True))  # fmt: skip
        last = [f'<td class="n">{text}</td>' for text in end[1:]]
        gross = f'<td class="n all">{sheet.total("total_with_vat", bare=True)}</td>'
    else:
        sheet.show("total_without_vat", sheet.amount(rows[0].basis))
        sheet.show("total_with_vat", sheet.amount(rows[0].basis + rows[0].amount))
        end, last, gross = ("", "", ""), ["", ""], ""
    empty = "<tr>" + "<td>&nbsp;</td>" * (6 + len(rows) + (len(rows) > 1)) + "</tr>"
    blank = "<td></td>" if len(rows) > 1 else ""
    lines = "".join(_egg_row(sheet, x).replace("</tr>", f"{blank}</tr>") for x in facts.lines)
    label = f'<td colspan="5"></td><td class="k">{sheet.pick("Total HT", "TOTAL HT")}</td>'
    sums = f"""<tr>{label}{bases}{last[0]}</tr><tr><td colspan="5"></td><td class="k">TVA</td>
{taxes}{last[1]}</tr><tr><td colspan="5"></td><td class="k">TTC</td>{grosses}{gross}</tr>"""
    if h.is_payable(sheet):
        end_line = f"""À payer : {sheet.total("amount_due")} {sheet.pick("pour le", "avant le")}
{sheet.date_of("due_date")}, par virement {sheet.iban()} ou chèque à l'ordre de
{facts.seller.brand}"""
    elif facts.type_code == "381":
        end_line = f"""À déduire de votre prochain règlement : {sheet.total("amount_due")}
(concerne la facture {facts.references["original"]})"""
    else:
        end_line = f"""Réglé par carte à la livraison : {sheet.total("prepaid")} - reste à payer :
{sheet.total("amount_due")}"""
    tour = sheet.pick("mardi", "jeudi", "vendredi")
    colour = sheet.pick("#fff2cc", "#e2efda", "#fce4d6")
    return f"""<style>@page {{ margin: 16mm 12mm }} body {{ font: 9.3pt "DejaVu Sans Condensed";
min-height: 262mm; padding: 0.1mm 0 }} .xl {{ width: 100% }} .xl td, .xl th {{ border: 0.5pt solid
#b7b7b7; padding: 1mm 1.3mm; font-size: 8.2pt }} .xl th {{ background: {colour} }} .xl .k {{
font-weight: bold; text-align: right; white-space: nowrap }} .xl .all {{ background: {colour};
font-weight: bold; border: 1.2pt solid }} .head td {{ border: 0; padding: 0.6mm 1.3mm }} .head {{
width: 100%; margin-bottom: 7mm }} .big {{ font-size: 15pt; font-weight: bold }}</style>
<table class="head"><tr><td class="big" colspan="2">{sheet.name("seller")}</td><td>Centre
d'emballage FR {h.distractor(sheet, "##.###.###")} CE</td></tr><tr><td>{b.street(facts.seller)}
</td><td></td><td rowspan="3" style="width:78mm;border:0.5pt solid #b7b7b7;padding:2.5mm">
{sheet.pick("Livré et facturé à", "Client", "Pour")} :<br>{b.address(sheet, "buyer")}</td></tr><tr>
<td>{facts.seller.phone}</td><td></td></tr><tr><td>SIRET : {sheet.siret("seller")}<br>TVA :
{sheet.vat_id("seller")}</td><td></td></tr></table><table class="head"><tr><td class="big"
style="width:70mm">{kind} n° {sheet.number()}</td><td>{sheet.pick("du", "le", "Date :")}
{sheet.date_of()}</td><td>tournée du {tour}, bon {h.distractor(sheet, "####")}</td></tr></table>
<table class="xl"><tr><th>Produit</th><th>Code</th><th>DCR</th><th class="n">Nb</th><th>Unité</th>
<th class="n">Prix unit. HT</th>{heads}{end[0]}</tr>{lines}{empty}{empty}{sums}</table>
<p style="margin-top:6mm">{end_line}</p><p style="font-size:7.5pt">DCR : date de consommation
recommandée. Code : producteur et bâtiment, tel que marqué sur la coquille. Palettes plastiques et
alvéoles à rendre au prochain passage, merci. Pas d'escompte. Retard : intérêts au taux BCE + 10
points et 40 € de frais.</p>"""  # fmt: skip


_PRESSING = Profile("pressing", lines=(3, 8), prepaid=0, credit=0.05, tax_included=True)


@family("pressing_tickets_on_half_sheet", Split.MAKING, _PRESSING,
        replace(_PRESSING, lines=(6, 12), paid=0.4), replace(_PRESSING, lines=(1, 3), paid=0.7),
        replace(_PRESSING, buyers=("FR",)))  # fmt: skip
def pressing_tickets_on_half_sheet(sheet: Sheet) -> str:
    """A half sheet from the till's program: tickets of a month, the total first, then its parts."""
    h.adopt(sheet, ("P%y%m-###", "2######", "%m%y/##"), ("%d/%m/%y", "%d/%m/%Y", "%d-%m-%Y"),
            ("AP%y%m-##",))  # fmt: skip
    facts = sheet.facts
    kind = h.titled(sheet, ("Facture récapitulative", "FACTURE DU MOIS", "Facture"), ("Avoir",))
    tickets = "".join(
        f"""<tr><td>{h.day(sheet, -28 + place * 26 // len(facts.lines))}</td><td>
{h.distractor(sheet, "#####")}</td><td>{sheet.cell(line, "name")}</td><td class="n">
{sheet.cell(line, "qty")}</td><td class="n">{sheet.cell(line, "price")}</td><td class="n">
{sheet.cell(line, "total")}</td></tr>"""
        for place, line in enumerate(facts.lines)
    )
    sums: list[Pair] = [(f"<b>{sheet.pick('TOTAL TTC', 'Total TTC')}</b>",
                         f"<b>{sheet.total('total_with_vat')}</b>")]  # fmt: skip
    sums += h.vat_sums(sheet, "dont TVA {rate}", "dont non taxé")
    sums.append(("soit hors taxe", sheet.total("total_without_vat", bare=True)))
    paid = ""
    if facts.prepaid:
        sums.append(("Reçu CB", sheet.total("prepaid", bare=True)))
    if facts.prepaid or sheet.maybe():
        words = "Rendu à votre compte" if facts.type_code == "381" else "Reste dû"
        sums.append((words, sheet.total("amount_due", bare=True)))
    if facts.prepaid:
        paid = '<div class="paid">ACQUITTÉ</div>'
    if h.is_payable(sheet):
        paid = f"""<div>Merci de régler {sheet.pick("au plus tard le", "pour le")}
{sheet.date_of("due_date")}<br>{sheet.iban()}</div>"""
    elif facts.type_code == "381":
        paid = f"<div>Reprise sur facture<br>{facts.references['original']}</div>"
    account = h.distractor(sheet, "PRO###")
    return f"""<style>@page {{ size: A5; margin: 9mm 10mm }} body {{ font: 7.8pt "DejaVu Sans Mono";
min-height: 0; height: 191mm; padding: 0; letter-spacing: -0.2pt }} .name {{ text-align: center;
line-height: 1.45; border-bottom: 1pt dashed; padding-bottom: 2mm }} .name b {{ font-size: 12pt
}} .to {{ margin: 4mm 0 4mm 58mm; line-height: 1.35 }} .lines th {{ border-bottom: 1pt dashed;
border-top: 1pt dashed; font-weight: normal }} .lines td {{ padding: 0.5mm 3px }} .lines {{
border-bottom: 1pt dashed }} .pairs td {{ padding: 0.4mm 3px }} .pairs .n {{ padding-left: 5mm }}
.paid {{ border: 1.4pt solid #b00; color: #b00; font-size: 12pt; padding: 1mm 4mm; transform:
rotate(-7deg); margin: 4mm 0 0 6mm }} .foot {{ font-size: 6pt }}</style>
<div class="name"><b>{facts.seller.brand}</b><br>{b.street(facts.seller, " - ")}<br>Tél
{facts.seller.phone} - du mardi au samedi 8h30-19h</div><div class="to">{b.address(sheet, "buyer")}
</div><div class="row"><div>{kind} {sheet.number()}</div><div>{sheet.pick("le", "éditée le")}
{sheet.date_of()}</div><div>compte {account}</div></div><table class="lines"
style="margin-top:2mm"><tr><th>Dépôt</th><th>Tick.</th><th>Article</th><th class="n">Nb</th>
<th class="n">PU TTC</th><th class="n">TTC</th></tr>{tickets}</table><div class="row"
style="margin-top:2mm">{paid or "<div></div>"}{b.pair_rows(sums)}</div><p>Articles à retirer sous
un an. Valeur à neuf à déclarer au dépôt.</p><p class="foot">{h.told(sheet, "{name} - SIRET {siret}"
" - NAF 9601B - TVA {vat}")}<br>Caisse 1 - logiciel certifié NF 525 - tout retard : taux légal x 3
et indemnité de 40 EUR</p>"""  # fmt: skip
