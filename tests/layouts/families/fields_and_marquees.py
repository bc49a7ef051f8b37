"""Papers of two who come with machines and lorries: field work by plot, tents for a feast."""

from dataclasses import replace
from datetime import timedelta

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import ZERO, Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet

_FIELDS = Profile("farm_works", lines=(3, 7), prepaid=0.15, credit=0.05)
_PLOTS = ("Les Grandes Pièces", "La Noue", "Champ Rond", "Le Clos Bertin", "Sous le Bois",
          "Les Essarts", "La Croix Blanche", "Derrière l'Église")  # fmt: skip


def _plot_rows(sheet: Sheet, lines: tuple[Line, ...]) -> str:
    """Print the works of each plot under its name, with the day and the driver's slip."""
    names, rows, size = sheet.rng.sample(_PLOTS, 4), "", max(1, (len(lines) + 2) // 3)
    for place, line in enumerate(lines):
        if place % size == 0:
            done = sheet.facts.delivery_date - timedelta(days=24 - 7 * (place // size))
            rows += f"""<tr class="plot"><td colspan="6">{names[place // size]} - îlot
{h.distractor(sheet, "##")} - bon de travail {h.distractor(sheet, "####")} du {sheet.day(done)}</td>
</tr>"""  # fmt: skip
        cells = "".join(f'<td class="n">{sheet.cell(line, key)}</td>' for key in ("price", "rate"))
        rows += f"""<tr><td>{sheet.cell(line, "name")}</td><td class="n">{sheet.cell(line, "qty")}
</td><td>{line.unit}</td>{cells}<td class="n">{sheet.cell(line, "total")}</td></tr>"""
    return rows


@family("field_works_headed_by_a_sentence", Split.MAKING, _FIELDS,
        replace(_FIELDS, lines=(1, 3), prepaid=0), replace(_FIELDS, adjustments=("discount",)),
        replace(_FIELDS, lines=(6, 10), credit=0))  # fmt: skip
def field_works_headed_by_a_sentence(sheet: Sheet) -> str:
    """A farm accounting program: the head is one sentence, sums stand left of the bank's."""
    h.adopt(sheet, ("VE%y%m###", "%y-####", "FV##### ", "C%y/###"),
            ("weekday", "long", "%d/%m/%Y", "%d/%m/%y"), ("VA%y%m##", "AV-%y-###"))  # fmt: skip
    sheet.facts = replace(sheet.facts, number=sheet.facts.number.strip())
    facts = sheet.facts
    kind = h.titled(sheet, ("FACTURE", "Facture de travaux agricoles", "Facture"),
                    ("AVOIR", "Avoir sur travaux"))  # fmt: skip
    sums: list[Pair] = h.extras(sheet, {"sum": "Travaux", "discount": "Ristourne fidélité"})
    sums.append((sheet.pick("Montant des travaux HT", "HT"),
                 sheet.total("total_without_vat", bare=True)))  # fmt: skip
    sums += h.vat_sums(sheet, "T.V.A. {rate} sur {basis}", "Hors champ")
    sums.append((sheet.pick("Montant TTC", "TTC"), sheet.total("total_with_vat", bare=True)))
    sums += h.owed(sheet, {"prepaid": ("Votre acompte", "Acompte reçu"), "amount": (
        "Reste à nous régler" if facts.prepaid else "À nous régler",), "credit": (
        "En votre faveur",)})  # fmt: skip
    until = "".join(f", {word} <b>{day}</b>" for word, day in h.due(
        sheet, "à régler pour le", "payable au", "échéance"))  # fmt: skip
    if facts.type_code == "381":
        until = f", en diminution de la facture {facts.references['original']}"
    season = facts.issue_date.year
    so_far = sheet.amount(facts.total_with_vat * 3 + facts.lines[0].unit_price, bare=False)
    told_so_far = "" if facts.type_code == "381" else f"""Pour information : depuis le début
de la campagne {season}, vous nous avez confié {so_far} TTC de travaux, présente facture comprise.
"""  # fmt: skip
    where = "" if facts.type_code == "381" else f"""<p class="box">Règlement par chèque ou virement
<br>{h.told(sheet, "IBAN {iban}<br>BIC {bic}")}<br>{sheet.pick("Crédit Agricole, agence du Bourg",
"CRCA, agence de la Halle")}</p>"""  # fmt: skip
    green = sheet.pick("#4d7c0f", "#a16207", "#166534")
    return f"""<style>@page {{ margin: 13mm 16mm }} body {{ font: 9.4pt "Nimbus Roman"; min-height:
268mm; padding-bottom: 14mm }} h1 {{ font-size: 15pt;
margin: 0; color: {green} }} h1 .v {{ white-space: normal }} .said {{
border-top: 0.7pt solid {green}; border-bottom: 0.7pt solid {green}; padding: 2.5mm 0; margin: 7mm 0
4mm; font-size: 11pt }} .lines th {{ font-weight: normal; font-style: italic; border-bottom: 0.5pt
solid #888 }} .lines td {{ padding: 0.9mm 1mm }} .plot td {{ font-weight: bold; padding-top: 2.4mm;
color: {green} }} .sums td {{ padding: 0.9mm 2mm }} .sums {{ border: 0.7pt solid {green};
min-width: 92mm }} .sums tr:last-child td {{ font-weight: bold; font-size: 11pt; background:
#f4f6ea }} .box {{ border: 0.5pt dotted #555; padding: 2.5mm; margin: 0; width: 72mm; box-sizing:
border-box; font-size: 8.6pt }}</style>
<table style="width:100%"><tr><td style="width:95mm"><h1>{sheet.name("seller")}</h1>Entreprise de
travaux agricoles<br>{b.street(facts.seller)}<br>Tél. {facts.seller.phone}<br>{facts.seller.mail}
</td><td>Client n° {h.distractor(sheet, "00###")}<br><br>{b.address(sheet, "buyer")}<br>{h.told(
sheet, "TVA {vat}", "buyer")}</td></tr></table><div class="said">{kind} n° <b>{sheet.number()}</b>
{sheet.pick("du", "établi" + ("" if facts.type_code == "381" else "e") + " le")} {sheet.date_of()
}{until}.</div><table class="lines"><tr><th style="width:92mm">Travaux réalisés</th><th class="n">
Surface / qté</th><th></th><th class="n">Tarif HT</th><th class="n">TVA %</th><th class="n">Valeur
HT</th></tr>{_plot_rows(sheet, facts.lines)}</table><div class="row" style="margin-top:9mm">
{b.pair_rows(sums, "sums")}{where}</div><p style="font-size:8.3pt">{told_so_far}
GNR fourni par nos soins sauf mention contraire. Surfaces relevées par GPS ; toute contestation est
à faire sous huit jours.</p><p
class="foot">{h.told(sheet, "{name} - {form} au capital de {capital} "
"€ - SIRET {siret} - APE 0161Z - TVA intracom. {vat}")}<br>Retard de paiement : intérêt légal x 3,
indemnité forfaitaire 40 €. Agrément phyto {h.distractor(sheet, "@@#####")}</p>"""  # fmt: skip


_TENTS = Profile("marquees", lines=(3, 7), prepaid=0.6, credit=0.04)


@family("tents_sums_as_a_reckoning", Split.MAKING, _TENTS,
        replace(_TENTS, lines=(6, 11), prepaid=0.3), replace(_TENTS, adjustments=("discount",)),
        replace(_TENTS, deposit=0.5, prepaid=0),
        replace(_TENTS, prepaid=0, lines=(2, 5)))  # fmt: skip
def tents_sums_as_a_reckoning(sheet: Sheet) -> str:
    """A spreadsheet for a feast: sums in one line with signs between, words below."""
    h.adopt(sheet, ("%Y-###", "F%y##", "LOC%y-###", "###-%Y"),
            ("%d/%m/%Y", "%d-%m-%y", "weekday", "%d.%m.%Y"), ("AV%y-##",))  # fmt: skip
    sheet.style = replace(sheet.style, currency="{} €", rate="{} %")
    sheet.facts = facts = replace(sheet.facts, negative=False)
    kind = h.titled(sheet, ("FACTURE DE LOCATION", "FACTURE"), ("AVOIR",),
                    ("FACTURE D'ACOMPTE",))  # fmt: skip
    chain: list[tuple[str, str, str]] = []
    if facts.adjustments:
        chain.append(("", sheet.amount(facts.line_sum), "matériel et services"))
        off = sheet.amount(-sum((it.amount for it in facts.adjustments), ZERO))
        chain.append(("−", off, "remise association"))
    net = sheet.total("total_without_vat")
    chain.append(("=" if chain else "", net, "montant HT"))
    rate, _, tax = sheet.vat_row(facts.vat[0])
    sheet.show("total_vat", tax)
    chain.append(("+", tax, f"TVA {rate}"))
    chain.append(("=", sheet.total("total_with_vat"), "montant TTC"))
    if facts.prepaid:
        chain.append(("−", sheet.total("prepaid"), sheet.pick("arrhes versées", "acompte reçu")))
        chain.append(("=", sheet.total("amount_due"), sheet.pick("solde à payer", "reste dû")))
    else:
        sheet.show("amount_due", sheet.amount(facts.amount_due, bare=False))
    top = "".join(f'<td class="op">{op}</td><td class="sum">{value}</td>' for op, value, _ in chain)
    under = "".join(f'<td></td><td class="lab">{label}</td>' for _, _, label in chain)
    feast = sheet.pick("Fête de quartier", "Marché des créateurs", "Assemblée générale",
                       "Journée portes ouvertes", "Inauguration",
                       "Tournoi annuel")  # fmt: skip
    start = 40 if facts.type_code == "386" else -6
    grid: list[Pair] = [("Événement", feast), ("Lieu", b.street(facts.others[0], ", ")),
                        ("Montage", h.day(sheet, start)), ("Démontage", h.day(sheet, start + 3)),
                        ("Jauge", f"{facts.days * 4 + 80} personnes")]  # fmt: skip
    if facts.type_code == "381":
        grid = [("Événement", feast), ("Avoir sur facture", facts.references["original"])]
    rows = "".join(
        f"""<tr><td class="n">{sheet.cell(line, "qty")}</td><td>{line.unit}</td><td>
{sheet.cell(line, "name")}</td><td class="n">{sheet.cell(line, "price")}</td><td class="n">
{sheet.cell(line, "total")}</td></tr>"""
        for line in facts.lines
    )
    rows += "<tr>" + "<td>&nbsp;</td>" * 5 + "</tr>"
    pay = ""
    if h.is_payable(sheet):
        pay = f"""{sheet.pick("À payer avant le", "Date limite de paiement :", "Règlement le")}
<b>{sheet.date_of("due_date")}</b> par virement : {h.told(sheet, "{iban} ({bic})")}, ou chèque à
l'ordre de {facts.seller.brand}."""
    deposit = h.distractor(sheet, "1#00") if facts.type_code == "380" else ""
    held = f"Chèque de caution de {deposit} € non encaissé, rendu après contrôle." * bool(deposit)
    hue, size = (
        sheet.pick("#ffe699", "#bdd7ee", "#f8cbad", "#c6e0b4"),
        7.8 if len(chain) > 5 else 9.5,
    )
    return f"""<style>@page {{ margin: 14mm 13mm }} body {{ font: 9.2pt "{sheet.pick(
"Liberation Sans", "DejaVu Sans Condensed")}";
min-height: 265mm; padding: 0.1mm 0 }} .g {{ width: 99.7% }} .g td, .g th
{{ border: 0.5pt solid #a6a6a6; padding: 1mm 1.6mm }} .g th {{ background: {hue}; font-weight:
bold }} .k td:first-child {{ background: {hue}; width: 27mm }} .k .n {{ text-align: left;
white-space: normal }} .calc {{ margin: 7mm 0 5mm; width: 100% }} .calc td {{ padding: 0 }} .sum {{
font-size: {size + 3}pt; font-weight: bold; text-align: center; white-space: nowrap; border: 1.2pt
solid #444; padding: 1.6mm 0.8mm !important }} .op {{ text-align: center; font-size: 14pt; width:
5mm }} .lab {{ text-align: center; font-size: {size}pt; padding-top: 1mm !important }}</style>
<table style="width:100%"><tr><td style="width:98mm;padding:0 6mm 0 0"><div style="background:{hue};
padding:3mm;font-size:14pt;font-weight:bold">{kind} {sheet.number()}</div>{b.pair_rows(grid,
"g k")}</td><td style="padding:0"><b>{sheet.name("seller")}</b><br>{b.street(facts.seller)}<br>
{facts.seller.phone}<br>SIRET {sheet.siret("seller")}<br>N° TVA {sheet.vat_id("seller")}</td></tr>
</table><table class="g" style="margin:6mm 0"><tr><th style="width:50%">{sheet.pick("Loué par",
"Locataire", "Organisateur")}</th><th>Fait à {facts.seller.register}, le</th><th>Réf. devis</th>
</tr><tr><td>{b.address(sheet, "buyer")}</td><td>{sheet.date_of()}</td><td>
{facts.references["quote"]}</td></tr></table><table class="g"><tr><th class="n">Nb</th><th>Unité
</th><th style="width:88mm">Quoi</th><th class="n">P.U. HT</th><th class="n">Total HT</th></tr>
{rows}</table><table class="calc"><tr>{top}</tr><tr>{under}</tr></table><p>{pay}</p><p
style="font-size:8pt">{held} Montants en euros. Tarif pour un week-end de location. La casse et les
manquants sont facturés à la valeur de remplacement. Vent supérieur à 60 km/h : évacuer les
structures.</p><p style="font-size:7pt;color:#555">{h.told(sheet, "{form} au capital de {capital} "
"€ - RCS {register}")} - Intérêts de retard : 10 % l'an ; frais de recouvrement : 40 €.</p>
"""  # fmt: skip
