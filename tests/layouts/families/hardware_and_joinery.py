"""Layouts of a reseller of computers and of a maker of windows with a workbook."""

from dataclasses import replace
from html import escape

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet

_HARDWARE = Profile("hardware", lines=(2, 7), prepaid=0, credit=0.12,
                    adjustments=("shipping",))  # fmt: skip
_ON_ONE, _ON_FIRST = 11, 14
"""Items that a page holds together with the sums, and without."""


@family("hardware_with_serials", Split.MAKING, _HARDWARE, replace(_HARDWARE, lines=(6, 20)),
        replace(_HARDWARE, paid=0.6, adjustments=("shipping", "discount")))  # fmt: skip
def hardware_with_serials(sheet: Sheet) -> str:
    """A big house's print: items in two tiers with serials, the sums go on in the items' column."""
    h.adopt(sheet, ("90########", "1######-%y", "FVE%y######", "8000######"),
            ("%d.%m.%Y", "%d.%m.%Y", "%d/%m/%Y"), ("91########", "AVE%y######"))  # fmt: skip
    facts, refs = sheet.facts, sheet.facts.references
    credit, tone = facts.type_code == "381", sheet.pick("#0a4f8a", "#c8102e", "#3d3d3d")
    kind = h.titled(sheet, ("Facture", "Facture de vente"), ("Avoir", "Avoir sur facture"))
    rows = []
    for place, line in enumerate(facts.lines, 1):
        rows.append(
            f'<tr class="a"><td>{place * 10:06}</td><td>{sheet.cell(line, "ref")}</td>'
            f'<td class="n">{sheet.cell(line, "qty")} PCE</td><td class="n">'
            f'{sheet.cell(line, "price")}</td><td class="n">1 PCE</td><td class="n">'
            f'{sheet.cell(line, "total")}</td></tr><tr><td></td><td colspan="4">'
            f"<b>{sheet.cell(line, 'name')}</b>{_serials(sheet, line)}</td><td></td></tr>"
        )
    sums: list[tuple[str, str, str]] = [
        (k, "", v) for k, v in h.extras(
            sheet, {"sum": "Total postes", "shipping": "Frais de transport",
                    "discount": "Remise commerciale"})
    ]  # fmt: skip
    sums.append(("Valeur nette", "", sheet.total("total_without_vat", bare=True)))
    for row in facts.vat:
        rate, basis, vat = sheet.vat_row(row)
        rate = rate if "%" in rate else f"{rate} %"
        sums.append((f"TVA collectée {rate}", f"sur {basis}", vat))
    sums.append(("Montant final", "EUR", sheet.total("total_with_vat", bare=True)))
    sheet.show("currency", "EUR")
    if facts.prepaid:
        sums.append(("Réglé par carte à la commande", "", sheet.total("prepaid", bare=True)))
        sums.append(("Reste à régler", "EUR", sheet.total("amount_due", bare=True)))
    else:
        sheet.total("amount_due", bare=True)
    foot = "".join(f'<tr class="{"last" if m == "EUR" else "s"}"><td></td><td colspan="3">{k}</td>'
                   f'<td class="n">{m}</td>'
                   f'<td class="n">{v}</td></tr>' for k, m, v in sums)  # fmt: skip
    head = ('<table class="it" style="margin-top:4mm"><tr><th>Poste</th><th>Article</th>'
            '<th class="n">Quantité</th><th class="n">Prix</th><th class="n">Base de prix</th>'
            '<th class="n">Valeur EUR</th></tr>')  # fmt: skip
    foot = f'<tr class="first"><td colspan="6"></td></tr>{foot}</table>'
    fits = len(rows) <= _ON_ONE
    cut = _ON_ONE if fits else min(_ON_FIRST, len(rows) - 2)
    first = f"{head}{''.join(rows[:cut])}{foot if fits else '</table>'}"
    last = "" if fits else (
        f'<div class="break row"><span>{kind} {sheet.number()} du {sheet.date_of()}</span>'
        f"<span>Page 2 de 2</span></div>{head}{''.join(rows[cut:])}{foot}")  # fmt: skip
    about: list[Pair] = [("Doc. de facturation", sheet.number()), ("Date du doc.", sheet.date_of())]
    about += [("Donneur d'ordre", refs["customer"]), ("Payeur", refs["customer"])]
    about += [
        ("Vos réf.", escape(refs["order"])),
        ("Notre commande", h.distractor(sheet, "4#####")),
    ]
    about += [("Livraison", h.distractor(sheet, "80######")), ("du", sheet.cell(facts.lines[0],
              "delivery"))]  # fmt: skip
    about += [("Division", sheet.pick("FR01", "1000", "FR20")), ("Incoterms", "DAP")]
    if credit:
        about.append(("Réf. facture", h.distractor(sheet, "90########")))
    terms = f"{facts.days} jours nets" if facts.days else "Comptant"
    pay = "".join(f"{terms}, {word} {value}." for word, value in h.due(
        sheet, "soit jusqu'au", "valeur au", "exigible le"))  # fmt: skip
    pay = pay or ("À valoir sur votre prochaine commande." if credit else "Payée. Aucun règlement "
                  "à effectuer.")  # fmt: skip
    return f"""<style>@page {{ margin: 11mm 13mm 11mm 20mm }} body {{ font: 8.5pt "Nimbus Sans";
min-height: 272mm; padding-bottom: 24mm }} .to {{ margin: 9mm 0 0; width: 86mm; font-size: 10pt;
line-height: 1.35 }} .from {{ font-size: 6.5pt; border-bottom: 0.4pt solid; display: inline-block;
white-space: nowrap;
margin-bottom: 1.5mm }} .k td {{ padding: 0.15mm 2mm 0.15mm 0 }} .k td.n {{ text-align: left }}
.k .l::after {{ content: " :" }} h1 {{ font-size: 15pt; font-weight: normal; color: {tone};
margin: 9mm 0 2mm; border-bottom: 1.2pt solid {tone} }} .it {{ width: 100% }} .it th {{ font-weight:
normal; border-bottom: 0.4pt solid; vertical-align: bottom }} .it .a td {{ padding-top: 1.8mm }}
.it td {{ padding: 0.2mm 1.2mm }} .it .s td, .it .last td {{ padding: 0.7mm 1.2mm }} .first td {{
border-top: 0.4pt solid }} .last td {{ font-weight: bold; border-top:
0.4pt solid; border-bottom: 1.6pt double }} .sn {{ font: 7pt "Liberation Mono"; color: #333 }}
.ft {{ position: absolute; bottom: 0; left: 0; right: 0; display: grid; grid-template-columns:
1.2fr 1fr 1.3fr 1.1fr; gap: 3mm; font-size: 6.3pt; border-top: 1.2pt solid {tone}; padding-top:
1.5mm }}</style><div class="row"><div>{sheet.logo(facts.seller.brand, tone)}<div class="to"><span
class="from">{escape(facts.seller.brand)} · {b.street(facts.seller, " · ")}</span><br>
{b.address(sheet, "buyer")}<br>{"N° TVA " + sheet.vat_id("buyer") if sheet.maybe(0.6) else ""}</div>
</div><div style="width:70mm"><div style="text-align:right">Page 1 de {2 if last else 1}</div>
<div style="margin-top:6mm">{b.pair_rows(about, "k")}</div></div></div><h1>{kind}</h1>
<div style="font-size:7.5pt">Réceptionnaire des marchandises : {b.other(facts.others[0],
", ")}</div>
{first}{last}
<p>Conditions de paiement : {pay}<br>Éco-participation DEEE et rémunération pour copie privée
comprises
dans le prix des articles concernés.<br>Votre interlocuteur : {sheet.pick("Mme Aubert", "M. Lopez",
"Mme Nguyen")}, service facturation, {facts.seller.phone}. Retours sous 14 jours avec n° RMA.</p>
<div class="ft"><div>{h.told(sheet, "{name}<br>{street}")}</div><div>{h.told(sheet,
"{form} au capital de {capital} EUR<br>RCS {register}<br>SIRET {siret}" if facts.seller.form else
"SIRET {siret}")}</div><div>{h.told(sheet, "IBAN {iban}<br>BIC {bic}")}</div><div>{h.told(sheet,
"TVA intracom. {vat}<br>APE {activity}<br>{site}")}</div></div>"""  # fmt: skip


def _serials(sheet: Sheet, line: Line) -> str:
    """Return the serial numbers of a line, as many as there are pieces, up to four."""
    if line.name.startswith(("Cordon", "Licence", "Extension")) or sheet.maybe(0.25):
        return ""
    many = min(4, int(line.quantity))
    serials = " ".join(h.number_like(sheet.rng, "@@#@@###", sheet.facts.issue_date)
                       for _ in range(many))  # fmt: skip
    more = f" (+ {int(line.quantity) - many} autres, voir BL)" if line.quantity > many else ""
    return f'<br><span class="sn">S/N {serials}{more}</span>'


_MEASURED = ("Fenêtre", "Porte", "Châssis", "Volet", "Garde-corps")
_JOINERY = Profile("joinery", lines=(3, 8), prepaid=0.6, credit=0.06, deposit=0.12)


@family("windows_sums_by_rate_across", Split.JUDGING, _JOINERY, replace(_JOINERY, lines=(5, 10)),
        replace(_JOINERY, prepaid=0.2, person=True))  # fmt: skip
def windows_sums_by_rate_across(sheet: Sheet) -> str:
    """A workbook: each rate has its column of amounts, under them a square of sums by rate."""
    h.adopt(sheet, ("%y-###", "F%y%m-##", "###/%Y", "%Y-###"), ("%d/%m/%Y", "%d/%m/%y", "dashed"),
            ("AV%y-##",))  # fmt: skip
    facts, refs = sheet.facts, sheet.facts.references
    fill = sheet.pick("#d9e7c8", "#dbe5f1", "#fde9d9")
    kind = h.titled(sheet, ("FACTURE", "Facture travaux", "FACTURE DE SOLDE"
                            if facts.prepaid else "FACTURE"), ("AVOIR",),
                    ("FACTURE D'ACOMPTE",))  # fmt: skip
    printed = [sheet.vat_row(row) for row in facts.vat]
    rates = [rate if "%" in rate else f"{rate} %" for rate, _, _ in printed]
    single = len(facts.vat) == 1
    head = "".join(f'<th class="n">HT<br>TVA {rate}</th>' for rate in rates)
    rows = []
    for place, line in enumerate(facts.lines, 1):
        size = "" if not line.name.startswith(_MEASURED) else (
            f"{sheet.rng.randrange(60, 240, 5)} x {sheet.rng.randrange(75, 225, 5)}")  # fmt: skip
        cells = "".join(
            f'<td class="n">{sheet.cell(line, "total") if row.rate == line.rate else ""}</td>'
            for row in facts.vat)  # fmt: skip
        rows.append(f'<tr><td>{chr(64 + place)}</td><td style="width:36%">'
                    f'{sheet.cell(line, "name")}</td><td>{size}</td><td class="n">'
                    f'{sheet.cell(line, "qty")}</td><td class="n">{sheet.cell(line, "price")}</td>'
                    f"{cells}</tr>")  # fmt: skip
    blank = f"<tr>{'<td>&nbsp;</td>' * (5 + len(rates))}</tr>" * max(0, 9 - len(rows))
    top = "" if single else f"{''.join(f'<th class=n>{r}</th>' for r in rates)}"
    bodies = ("", "", "")
    if not single:
        bases = "".join(f'<td class="n">{basis}</td>' for _, basis, _ in printed)
        taxes = "".join(f'<td class="n">{vat}</td>' for _, _, vat in printed)
        both = "".join(f'<td class="n">{sheet.amount(row.basis + row.amount)}</td>'
                       for row in facts.vat)  # fmt: skip
        bodies = (bases, taxes, both)
    sums = zip(("H.T.", "T.V.A.", "T.T.C."), bodies,
               ("total_without_vat", "total_vat", "total_with_vat"), strict=True)  # fmt: skip
    square = "".join(f'<tr><th>{word}</th>{cells}<td class="n all">{sheet.total(field)}</td></tr>'
                     for word, cells, field in sums)  # fmt: skip
    last = h.owed(sheet, {"prepaid": ("Acompte(s) encaissé(s)", "Déjà versé"),
                          "amount": ("RESTE DÛ", "Solde à nous régler", "NET À RÉGLER"),
                          "credit": ("En votre faveur",)})  # fmt: skip
    until = "".join(f"{word} {value}" for word, value in h.due(
        sheet, "À régler pour le", "Règlement avant le", "Échéance"))  # fmt: skip
    site = facts.others[1]
    corner = rates[0] if single else "Ensemble"
    return f"""<style>@page {{ margin: 12mm 11mm }} body {{ font: 9pt "Liberation Sans Narrow";
min-height: 270mm }} .g {{ width: 100% }} .g td, .g th, .q td, .q th, .w td {{ border: 0.5pt solid
#8a8a8a; padding: 0.8mm 1.4mm }} .g th, .q th {{ background: {fill}; font-weight: bold }} .w {{
width: 100%; margin-bottom: 4mm; table-layout: fixed }} .w .h {{ background: {fill}; font-weight:
bold; text-align: center }} .q {{ margin-left: auto; margin-top: 4mm }} .q td {{ min-width: 24mm
}} .all {{ font-weight: bold }} .d {{ margin-left: auto; margin-top: 3mm }} .d td {{ border: 0.5pt
solid #8a8a8a; padding: 1mm 2mm }} .d tr:last-child td {{ background: #ffff99; font-weight: bold;
font-size: 12pt }}</style><table class="w"><tr><td colspan="2" rowspan="2" style="font-size:17pt">
<b>{sheet.name("seller")}</b><br><span style="font-size:9pt">{sheet.pick(
"Fenêtres - volets - portails", "Menuiseries PVC, bois, alu", "Fabrication et pose")}</span></td>
<td class="h">{kind}</td><td class="h">DU</td></tr><tr><td style="text-align:center">
{sheet.number()}</td><td style="text-align:center">{sheet.date_of()}</td></tr><tr><td class="h"
colspan="2">CHANTIER</td><td class="h" colspan="2">MAÎTRE D'OUVRAGE</td></tr><tr><td colspan="2">
{b.street(site)}<br>Logement achevé depuis plus de 2 ans</td><td colspan="2">
{b.address(sheet, "buyer")}</td></tr><tr><td colspan="2">Devis {escape(refs["quote"])} accepté le
{h.day(sheet, -48)}</td><td colspan="2">Pose : semaine {facts.delivery_date.isocalendar().week},
équipe de {sheet.pick("Karim", "Bruno", "Hugo")}</td></tr></table><div style="text-align:right;
font-style:italic">{sheet.currency_note()}</div><table class="g"><tr><th>Rep.</th>
<th>Ouvrage</th><th>L x H (cm)</th><th class="n">Nb</th><th class="n">P.U. HT</th>{head}</tr>
{"".join(rows)}{blank}</table><table class="q"><tr><th></th>{top}<th class="n">{corner}</th></tr>
{square}</table>{b.pair_rows(last, "d")}<p>{until}{" - " * bool(until)}{sheet.pick("Virement",
"Chèque ou virement")} : {h.told(sheet, "{iban} ({bic})")}</p><p style="font-size:8.5pt">
Attestation simplifiée TVA reçue et conservée au dossier. Assurance décennale
{sheet.pick("MAAF Pro", "SMABTP", "Groupama")} n° {h.distractor(sheet, "########")}, France entière.
Pas d'escompte ; pénalités de retard au taux BCE + 10 points ; indemnité forfaitaire de recouvrement
40 €.</p><p class="foot">{h.told(sheet, "{street_} - tél. {phone} - {mail} - Siret {siret} - TVA "
"{vat}" + (" - RC {register}" if facts.seller.form else " - RM {register}"))}</p>"""  # fmt: skip
