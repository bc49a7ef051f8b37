"""Papers of each month: a franchisor's royalties, a house of shared desks."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from tests.layouts import blocks as b
from tests.layouts import formats
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Line, Profile, VatRow, cents
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet

_ROYALTIES = Profile("royalties", lines=(3, 7), prepaid=0, credit=0.08)
_SHARES = {"enseigne": "5", "communication": "2", "locale": "1"}
"""Percent of the turnover that is asked for, by the last word of the line."""


def _share(line: Line) -> Decimal | None:
    found = [
        share for word, share in _SHARES.items() if word in line.name and "Page" not in line.name
    ]
    return Decimal(found[0]) if found else None


def _reckoned(sheet: Sheet) -> Decimal:
    """Make every royalty a share of one turnover, which is returned."""
    turnover = Decimal(sheet.rng.randint(1_800_000, 9_400_000)) / 100
    lines = []
    for line in sheet.facts.lines:
        share = _share(line)
        due = cents(turnover * share / 100) if share else line.total
        price = due if share else line.unit_price
        lines.append(replace(line, unit_price=price, total=due))
    basis = sum(line.total for line in lines[1:]) + lines[0].total
    row = VatRow("S", Decimal(20), basis, cents(basis * 20 / 100))
    sheet.facts = replace(sheet.facts, lines=tuple(lines), vat=(row,))
    return turnover


def _row(sheet: Sheet, line: Line, turnover: Decimal) -> str:
    """Print a line; of a royalty, the turnover and the share, too."""
    share = _share(line)
    basis, percent = "", ""
    if share:
        basis, percent = sheet.amount(turnover), sheet.rate(share)
        percent = percent if "%" in percent else f"{percent} %"
    cells = [basis, percent, *(sheet.cell(line, key) for key in ("qty", "price", "total"))]
    name = f"<td>{sheet.cell(line, 'name')}</td>"
    return f"<tr>{name}{''.join(f'<td class=n>{cell}</td>' for cell in cells)}</tr>"


@family("royalties_on_turnover", Split.MAKING, _ROYALTIES,
        replace(_ROYALTIES, lines=(2, 4)),
        replace(_ROYALTIES, lines=(5, 8), credit=0))  # fmt: skip
def royalties_on_turnover(sheet: Sheet) -> str:
    """A franchisor's workbook: all in ruled cells, turnovers beside the sums, these at the left."""
    h.adopt(sheet, ("%Y-%m-###", "RDV %y%m/##", "F_%y_####", "####"),
            ("%d/%m/%Y", "%d/%m/%y", "dashed"), ("AV_%y_###",))  # fmt: skip
    turnover = _reckoned(sheet)
    facts, refs = sheet.facts, sheet.facts.references
    kind = h.titled(
        sheet, ("FACTURE REDEVANCES", "Facture mensuelle"), ("AVOIR", "Avoir redevances")
    )
    town = facts.buyer.register
    shop = h.distractor(sheet, "FR-0##")
    tops: list[Pair] = [("Code point de vente", shop)]
    tops += [("N°", sheet.number()), ("En date du", sheet.date_of())]
    tops += h.due(sheet, "Virement attendu le", "Exigible le")
    tops += [("Contrat", refs["contract"])]
    month = facts.issue_date.replace(day=1)
    if facts.type_code == "381":
        tops.append(("Corrige", refs["original"]))
    span = (month - facts.issue_date).days
    tops.append(("CA du mois clos le", h.day(sheet, span - 1)))
    filled = tops + [("", "")] * (6 - len(tops))
    labels = "".join(f'<td class="h">{label}</td>' for label, _ in filled)
    values = "".join(f"<td>{value}</td>" for _, value in filled)
    rows = "".join(_row(sheet, line, turnover) for line in facts.lines)
    sums: list[Pair] = [("Total HT", sheet.total("total_without_vat"))]
    sums += h.vat_sums(sheet, "TVA à {rate}", "", bare=False)
    sums.append(("TTC", sheet.total("total_with_vat")))
    words = {"amount": ("Votre virement", "À VIRER"), "credit": ("À recevoir",)}
    sums += h.owed(sheet, words)
    so_far = turnover * (facts.issue_date.month + 1)
    before = cents(turnover * Decimal("0.94"))
    asides: list[Pair] = [("CA cumulé exercice", formats.number(sheet.style, so_far))]
    asides += [("CA même mois N-1", formats.number(sheet.style, before))]
    asides += [("Évolution", f"+ 6{sheet.style.point}4 %"), ("", "")]
    ends = ""
    for (label, value), (other, figure) in zip(sums, asides, strict=True):
        ends += f"""<tr><td class="h">{label}</td><td class="n k">{value}</td><td></td>
<td colspan="2">{other}</td><td class="n">{figure}</td></tr>"""
    blank = '<tr><td colspan="6">&nbsp;</td></tr>'
    heads = ("Libellé", "CA HT déclaré", "Taux", "Qté", "PU HT", "Total HT")
    top = "".join(f'<td class="h{" n" * (i > 0)}">{x}</td>' for i, x in enumerate(heads))
    hue = sheet.pick("#fff2cc", "#ddebf7", "#e2efda", "#ededed")
    return f"""<style>body {{ font: 9pt "Liberation Sans" }} .grid {{ width: 100%; margin-top: 6mm;
table-layout: fixed }} .grid td {{ border: 0.4pt solid #777; padding: 0.9mm 1.2mm; vertical-align:
middle }} .grid .h {{ background: {hue}; font-weight: bold; font-size: 8pt }} .grid .k {{
font-weight: bold }} .grid col:first-child {{ width: 32% }} .page {{ font-size: 7.5pt; color: #333
}}
</style><div class="row page"><span>Redevances_{facts.issue_date:%Y}.xlsx</span><span>
{shop} {town}</span></div><table class="grid"><col><col><col><col><col>
<col><tr><td colspan="3" style="font-size:13pt"><b>{sheet.name("seller")}</b></td><td colspan="3"
style="font-size:13pt;text-align:center">{kind}</td></tr><tr><td colspan="3">
{h.told(sheet, "{street_}")}</td><td colspan="3">{h.told(sheet, "Tél. {phone} / {mail}")}</td></tr>
<tr><td colspan="3">{h.told(sheet, "SIRET {siret}")}</td><td colspan="3">
{h.told(sheet, "TVA {vat}")}</td></tr>{blank}<tr><td class="h">Franchisé</td><td colspan="5">
{sheet.name("buyer")}</td></tr><tr><td class="h">Adresse</td><td colspan="5">
{h.told(sheet, "{street_}", "buyer")}</td></tr><tr><td class="h">TVA franchisé</td><td colspan="5">
{sheet.vat_id("buyer")}</td></tr>{blank}<tr>{labels}</tr><tr>{values}</tr>{blank}<tr>{top}</tr>
{rows}{blank}{ends}{blank}<tr><td class="h">Compte à créditer</td><td colspan="5">
{h.told(sheet, "{iban} &nbsp; {bic}")}</td></tr><tr><td class="h">Conditions</td><td colspan="5"
style="font-size:7.5pt">Montants en euros. Retard : 3 fois le taux légal + 40 €. Pas d'escompte. CA
à déclarer sur l'intranet avant le 5 de chaque mois.</td></tr></table><div class="foot row">
<span>{h.told(sheet, "{form} au capital de {capital} € RCS {register} {siren}")}</span>
<span>Page 1 de 1</span></div>"""  # fmt: skip


_DESKS = Profile("desks", lines=(2, 8), paid=0.35, prepaid=0, credit=0.05)
_USED = ("Salle", "Cabine", "Impressions", "Petit", "Accueil")


def _parted(sheet: Sheet, title: str, lines: Sequence[Line]) -> str:
    """Print some lines under a title, their sum at its right."""
    if not lines:
        return ""
    partial = sheet.amount(sum((line.total for line in lines[1:]), lines[0].total))
    rows = "".join(
        f"""<div class="it"><span>{sheet.cell(line, "name")}<br><small>{sheet.cell(line, "qty")} ×
{sheet.cell(line, "price")} · TVA {sheet.cell(line, "rate").replace("%", "").strip()} %</small>
</span><span>{sheet.cell(line, "total")}</span></div>"""
        for line in lines
    )
    return f'<div class="it t"><b>{title}</b><span>{partial} HT</span></div>{rows}'


@family("desks_and_extras", Split.MAKING, _DESKS,
        replace(_DESKS, lines=(4, 10), credit=0),
        replace(_DESKS, lines=(1, 4), adjustments=("discount",)))  # fmt: skip
def desks_and_extras(sheet: Sheet) -> str:
    """A house of shared desks, by an online service: no table, who sells to whom at the bottom."""
    h.adopt(sheet, ("%Y%m-####", "CW-#####", "MBR###-####"), ("long", "%d/%m/%Y", "%d.%m.%Y"))
    facts, hue = sheet.facts, sheet.pick("#ff5a5f", "#2f6f62", "#5b3cc4", "#c98a00")
    kind = h.titled(sheet, ("facture", "Facture"), ("avoir", "Avoir"))
    house = sheet.logo(facts.seller.brand, hue)
    fixed = [line for line in facts.lines if not line.name.startswith(_USED)]
    used = [line for line in facts.lines if line.name.startswith(_USED)]
    parts = _parted(sheet, "Abonnements du mois", fixed) + _parted(sheet, "Usages et extras", used)
    sums = h.extras(sheet, {"sum": "Avant remise", "discount": "Remise membre fondateur"})
    sums.append(("Hors taxes", sheet.total("total_without_vat")))
    sums += h.vat_sums(sheet, "TVA {rate} (base {basis})", "Sans TVA", bare=False)
    sums.append(("Total, TVA comprise", sheet.total("total_with_vat")))
    words = {"prepaid": ("Payé par carte",), "amount": ("Solde", "Reste à payer"),
             "credit": ("Crédité sur votre espace",)}  # fmt: skip
    sums += h.owed(sheet, words)
    if facts.prepaid:
        state = f"Réglée par carte •••• {h.distractor(sheet, '####')}, merci !"
    elif facts.type_code == "381":
        state = f"Corrige {facts.references['original']}"
    else:
        state = "".join(f"{k} {v}" for k, v in h.due(sheet, "Prélevée le", "À régler d'ici le"))
    transfer = "Virement possible : IBAN {iban}, BIC {bic}"
    pay = h.told(sheet, transfer) if h.is_payable(sheet) else ""
    total = "".join(f'<div class="it"><span>{k}</span><span>{v}</span></div>' for k, v in sums)
    pill = f'<span class="pill">{state}</span>' if state else ""
    return f"""<style>body {{ font: 9.5pt "URW Gothic"; color: #333 }} .in {{ width: 150mm; margin:
0 auto }} .it {{ display: flex; justify-content: space-between; padding: 1.2mm 0; border-bottom:
0.3pt solid #e3e3e3 }} .it small {{ color: #888; font-size: 7.5pt }} .t {{ color: {hue}; margin-top:
5mm; border-bottom: 1.2pt solid {hue} }} .all {{ width: 84mm; margin: 7mm 0 0 auto }} .all
.it:last-child {{ font-size: 13pt; color: {hue}; border: 0 }} .pill {{ background: {hue}; color:
#fff; border-radius: 4mm; padding: 1.2mm 4mm; font-size: 8.5pt }} .who {{ display: grid;
grid-template-columns: 1fr 1fr; gap: 8mm; margin-top: 12mm; font-size: 8.5pt; border-top: 0.3pt
solid
#bbb; padding-top: 4mm }} .who .v {{ white-space: normal }}</style><div class="in"><div class="row"
style="align-items:center">{house}<span style="font-size:8pt;color:#888">
{facts.others[0].street[-1]}, niveau 2<br>wifi : invite /
{h.distractor(sheet, "@@##@@")}</span></div>
<div class="row" style="margin:12mm 0 4mm;align-items:flex-end"><div><span
style="font-size:17pt">{kind} <b>{sheet.number()}</b></span><br>{sheet.date_of()}</div>{pill}</div>
{parts}<div class="all">{total}</div><div class="who"><div><b>Membre</b><br>
{b.address(sheet, "buyer")}<br>{h.told(sheet, "TVA {vat}", "buyer")}<br>Équipe n°
{h.distractor(sheet, "##")}, engagement jusqu'au {h.day(sheet, 120)}</div><div><b>Votre espace</b>
<br>{b.address(sheet, "seller")}<br>{h.told(sheet, "SIREN {siren} RCS {register}<br>TVA {vat}<br>"
"{mail}")}</div></div><p style="font-size:8pt;color:#777">{pay}</p></div><p class="foot">Document
généré par votre espace membre. En cas de retard : 3 × le taux d'intérêt légal et 40 €
d'indemnité. Pas d'escompte.</p>"""  # fmt: skip
