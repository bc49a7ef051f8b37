"""Layouts of those who bill by account and month: mobile lines of a firm, waste by weight."""

from dataclasses import replace
from decimal import Decimal

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import ZERO, Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.parties import make_person
from tests.layouts.sheet import Sheet

_FLEET = Profile("fleet", lines=(4, 18), prepaid=0, credit=0.06)


@family("fleet_of_lines", Split.MAKING, _FLEET, replace(_FLEET, lines=(2, 8), credit=0.12))
def fleet_of_lines(sheet: Sheet) -> str:
    """A firm's mobile lines: a page with the sum to be debited, then pages by telephone number."""
    h.adopt(
        sheet,
        ("%y%m@#######", "##########", "M#######-%m%y", "FT%Y%m######"),
        ("long", "%d/%m/%Y", "%d.%m.%Y"),
        ("A%y%m#######",),
    )
    facts, hue = sheet.facts, sheet.pick("#ff5f00", "#d4007f", "#0050aa")
    credit = facts.type_code == "381"
    kind = h.titled(sheet, ("Votre facture", "Facture", "Facture mobile"), ("Votre avoir", "Avoir"))
    left: list[Pair] = [("Compte de facturation", h.distractor(sheet, "1.########"))]
    left.append((f"N° {'de l’avoir' if credit else 'de facture'}", sheet.number()))
    left.append(("Contrat cadre", facts.references["contract"]))
    left.append(("Votre conseiller", make_person(sheet.rng)))
    left.append(("Service client", f"{facts.seller.phone} (appel non surtaxé)"))
    group = 3
    parts = [facts.lines[i : i + group] for i in range(0, len(facts.lines), group)]
    details = "".join(_phone(sheet, part, place) for place, part in enumerate(parts, 1))
    lines = f"Abonnements et usages de vos {len(parts)} lignes, hors taxes"
    sums: list[Pair] = [(lines, sheet.amount(facts.line_sum, bare=False))]
    sums.append(
        (sheet.pick("Montant total HT", "Total hors TVA"), sheet.total("total_without_vat"))
    )
    sums += h.vat_sums(sheet, "TVA ({rate} sur {basis})", "Services de tiers, sans TVA", bare=False)
    sums.append((sheet.pick("Montant total TTC", "Total TTC"), sheet.total("total_with_vat")))
    due, amount = h.due(sheet, "le"), sheet.total("amount_due")
    if due:
        word = sheet.pick("Montant prélevé", "Sera débité de votre compte", "À payer")
        big = f"{word}<br><b>{amount}</b><br>{due[0][0]} {due[0][1]}"
    else:
        big = f"{'À votre crédit' if credit else 'Prélevé ce jour'}<br><b>{amount}</b>"
    months = (
        f"Abonnements du {h.day(sheet, 0)} au {h.day(sheet, 30)}<br>Usages du {h.day(sheet, -30)}"
    )
    ids = "{name} - {form} au capital de {capital} euros - {street_} - "
    ids += "RCS {register} {siren} - TVA {vat}"
    return f"""<style>body {{ font: 9pt "DejaVu Sans Condensed", "DejaVu Sans" }} .two {{ display:
grid; grid-template-columns: 56mm 1fr; gap: 9mm }} .side {{ font-size: 7.5pt; color: #444 }} .side
.card {{ margin-bottom: 3mm }} .big {{ background: {hue}; color: #fff; border-radius: 4mm; padding:
5mm; text-align: center; margin: 7mm 0 }} .big b {{ font-size: 22pt }} .sum {{ width: 100% }} .sum
td {{ border-bottom: 0.4pt solid #bbb; padding: 1.6mm 0 }} .sum .l {{ white-space: normal }} .tel {{
color: {hue}; font-weight: bold; margin: 4mm 0 1mm; font-size: 10pt }} .lines {{ font-size: 7.8pt }}
.lines td {{ border-bottom: 0.3pt dotted #999 }} .sub {{ text-align: right; font-size: 8pt }} .end
{{ font-size: 6.5pt; color: #555; margin-top: 8mm }}</style><div
class="row"><div>{sheet.logo(facts.seller.brand, hue)} </div><div style="font-size:7.5pt">page
1</div></div><div class="two" style="margin-top:4mm"><div class="side">{h.cards(left)}<div
class="card">{months} au {h.day(sheet, -1)}</div>Mandat SEPA<br>
{h.distractor(sheet, "FR##ZZZ######")}</div><div><div style="margin:6mm 0 0 28mm">
{b.address(sheet, "buyer")}</div><p style="margin-top:12mm;font-size:13pt">{kind} du
{sheet.date_of()} </p><div class="big">{big}</div>{b.pair_rows(sums, "sum")}<p
style="font-size:7.5pt">Paiement par prélèvement automatique. Aucun escompte pour paiement anticipé.
Indemnité forfaitaire de recouvrement : 40 €. {facts.seller.site}</p></div></div><p
class="end">{h.told(sheet, ids)}</p><div class="break"><b>Détail par ligne</b> <span
style="font-size:7.5pt">(montants HT)</span>{details} </div>"""  # fmt: skip


def _phone(sheet: Sheet, part: tuple[Line, ...], place: int) -> str:
    """Print what one telephone cost, with its number, its user and its sum."""
    heads = [("name", "Libellé"), ("qty", "Quantité"), ("price", "Prix unitaire"), ("rate", "TVA")]
    table = h.lines(sheet, [*heads, ("total", "Montant")], chosen=part)
    number = h.distractor(sheet, "06 ## ## ## ##")
    total = sheet.amount(sum((line.total for line in part), ZERO))
    return f"""<div class="tel">{number} <small>{make_person(sheet.rng)} - ligne
{place}</small></div> {table}<div class="sub">Sous-total {number} : {total}</div>"""


_WASTE = Profile("waste", lines=(2, 11), prepaid=0, credit=0.08)


@family("waste_slips", Split.MAKING, _WASTE, replace(_WASTE, lines=(5, 15)))
def waste_slips(sheet: Sheet) -> str:
    """A collector of waste: weighing slips with codes and lorries, sums in a strip."""
    h.adopt(
        sheet,
        ("V%y%m-####", "0##/######", "FCV######", "%m%y/####"),
        ("%d/%m/%y", "%d/%m/%Y", "%d-%m-%Y"),
        ("AVC######", "V%y%m-####"),
    )
    facts, site = sheet.facts, sheet.facts.others[0]
    credit = facts.type_code == "381"
    kind = h.titled(sheet, ("FACTURE PRESTATIONS DÉCHETS", "FACTURE"), ("AVOIR", "AVOIR CLIENT"))
    rows = [_slip(sheet, line, place) for place, line in enumerate(facts.lines)]
    heads = (
        "Date",
        "Bon pesée",
        "Véhicule",
        "Code",
        "Prestation",
        "Qté",
        "Un.",
        "P.U.",
        "H.T.",
        "Tx",
    )
    keys = ("day", "ref", "lorry", "waste", "name", "qty", "unit", "price", "total", "code")
    tonnes = sum((line.quantity for line in facts.lines if line.unit == "t"), Decimal(0))
    band: list[Pair] = [("Tonnage du mois", f"{h.count(sheet, tonnes)} t")]
    band.append(("Total H.T.", sheet.total("total_without_vat", bare=True)))
    band.append(("Total T.V.A.", sheet.total("total_vat", bare=True)))
    band.append((sheet.pick("Total T.T.C.", "T.T.C."), sheet.total("total_with_vat", bare=True)))
    last = "Net à créditer" if credit else sheet.pick("Net à payer en €", "À payer")
    band.append((last, f"<b>{sheet.total('amount_due')}</b>"))
    bases = (("code", "Tx"), ("rate", "Taux T.V.A."), ("basis", "Assiette"), ("vat", "Taxe"))
    ids = "{name} {form} cap. {capital} € - SIREN {siren} R.C.S. {register} - "
    ids += "N° TVA {vat} - NAF {activity}"
    number = sheet.pick("Avoir N°", "N°") if credit else sheet.pick("N°", "N° pièce", "Facture N°")
    until = "<br>".join(
        f"{k} : {v}" for k, v in h.due(sheet, "Échéance", "Date de règlement", "Éch.")
    )
    pay = "" if credit else h.told(sheet, "Domiciliation : {iban} / {bic}")
    period = f"Période du {h.day(sheet, -31)} au {h.day(sheet, -1)}"
    return f"""<style>body {{ font: 8pt "Liberation Sans Narrow" }} .round {{ border: 1.5px solid
#2e6b34; border-radius: 4mm; padding: 3mm 4mm }} .lines td {{ border-left: 0.4pt solid #2e6b34;
border-right: 0.4pt solid #2e6b34 }} .lines {{ border-bottom: 1px solid #2e6b34 }} .lines th {{
border: 0.4pt solid #2e6b34; background: #e2efdd; text-align: center }} .lines .c-name {{ width: 32%
}} .band {{ width: 100%; margin: 4mm 0 }} .band th {{ background: #2e6b34; color: #fff; padding: 1mm
3mm; text-align: center }} .band td {{ border: 0.5pt solid #2e6b34; text-align: center; font-size:
10pt; padding: 2mm }} .vat th, .vat td {{ padding: 0.5mm 5mm 0.5mm 0; border-bottom: 0.3pt solid
#999 }}</style><div class="row"><div
style="width:70mm">{sheet.logo(facts.seller.brand, "#2e6b34")}<br>
{b.street(facts.seller, " - ")}<br>{h.told(sheet, "Tél. {phone} - {mail}")}<br>Récépissé préfectoral
{h.distractor(sheet, "%y/####")}</div><div class="round" style="width:88mm"><b
style="font-size:12pt">{kind}</b><br>{number} <b>{sheet.number()}</b>
{sheet.pick("du", "- Date :", "le")} {sheet.date_of()}<br>Compte {facts.references["customer"]} -
Agence {facts.seller.register}<br>{until}</div></div><div class="row" style="margin:8mm 0 6mm"><div
style="width:80mm"><b>Site de collecte (producteur)</b><br>{b.other(site)}<br>{period}<br> Marché /
contrat {facts.references["contract"]}</div><div style="width:82mm;font-size:10pt">
{b.address(sheet, "buyer")}</div></div>{b.table(keys, heads, rows, "lines")}
{b.pair_boxes(band, "band")}<div class="row"><div>{h.recap(sheet, bases)}</div><div
style="text-align:right">{pay}<br>Mode de
règlement : {sheet.pick("virement 30 jours", "prélèvement", "chèque")}<br>Bordereaux de suivi
consultables sur {facts.seller.site}</div></div><p
class="foot">{h.told(sheet, ids)}</p>"""  # fmt: skip


def _slip(sheet: Sheet, line: Line, place: int) -> list[str]:
    """Return the cells of a line: what is weighed has a slip, a lorry and a code of waste."""
    weighed = line.unit == "t"
    slip = h.distractor(sheet, "P######") if weighed else ""
    lorry = h.plate(sheet.rng) if weighed else ""
    code = sheet.pick("17 02 01", "20 03 01", "17 01 07", "15 01 06") if weighed else ""
    cells = [h.day(sheet, -30 + 2 * place), slip, lorry, code]
    cells += [sheet.cell(line, key) for key in ("name", "qty", "unit", "price", "total")]
    return [*cells, h.rate_code(sheet, line.rate)]
