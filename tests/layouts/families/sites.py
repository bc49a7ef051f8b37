"""Layouts of those who work on a site or in a workshop: builders, craftsmen, a car dealer."""

from dataclasses import replace
from decimal import Decimal

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import ZERO, Profile, cents
from tests.layouts.families import Split, family
from tests.layouts.identifiers import letters
from tests.layouts.sheet import Sheet

_WORKS = Profile("building", lines=(3, 11), retention=5, prepaid=0, credit=0)


@family("works_statement", Split.MAKING, _WORKS, replace(_WORKS, regime="AE", lines=(3, 9)))
def works_statement(sheet: Sheet) -> str:
    """A statement of works: quantities of market, past and now, then sums to date less the past."""
    h.adopt(sheet, ("SIT%y-###", "%y/####", "FS %Y-#####"), ("%d/%m/%y", "%d/%m/%Y", "long"))
    facts, rank = sheet.facts, sheet.pick(2, 3, 4, 5)
    rows, past = [], ZERO
    for place, line in enumerate(facts.lines, 1):
        before = (line.quantity * sheet.pick(0, 1, 2)).quantize(Decimal("0.01"))
        past += cents(before * line.unit_price)
        market = h.count(sheet, before + line.quantity * sheet.pick(1, 1, 2))
        cells = [f"{place // 4 + 1}.{place}", sheet.cell(line, "name"), line.unit, market]
        cells += [h.count(sheet, before), sheet.cell(line, "qty"), sheet.cell(line, "price")]
        rows.append([*cells, sheet.cell(line, "total")])
    heads = ("Art.", "Désignation des ouvrages", "U", "Qté marché", "Sit. préc.", "Sit. du mois")
    keys = ("pos", "name", "unit", "qty", "qty", "qty", "price", "total")
    table = b.table(keys, (*heads, "P.U. H.T.", "Montant H.T."), rows, "lines")
    sums: list[Pair] = [("Travaux exécutés, cumul H.T.", sheet.amount(past + facts.line_sum))]
    sums.append((f"À déduire : situations 1 à {rank - 1}", sheet.amount(-past)))
    now = f"MONTANT H.T. DE LA SITUATION N° {rank}"
    sums.append((now, sheet.total("total_without_vat", bare=True)))
    if facts.profile.regime == "S":
        sums += h.vat_sums(sheet, "T.V.A. à {rate}", "Sans T.V.A.")
        sums.append(("MONTANT T.T.C.", sheet.total("total_with_vat", bare=True)))
        why = ""
    else:
        why = "AUTOLIQUIDATION : TVA due par le preneur (art. 283-2 nonies du CGI)."
    kept = ("Retenue de garantie 5 %", "R.G. 5 % (caution non fournie)")
    sums += h.owed(sheet, {"retention": kept, "amount": ("NET À RÉGLER", "À PAYER CE MOIS")})
    title = h.titled(sheet, ("FACTURE DE SITUATION", "SITUATION DE TRAVAUX"), ("AVOIR",))
    market = f"Marché n° {facts.references['contract']} du {h.day(sheet, -140)}"
    owner = f"Maître d'ouvrage : {facts.others[1].name} - Lot 0{rank} : gros œuvre"
    day = h.told(sheet, "{register}")
    until = "".join(f"{label} {value}" for label, value in h.due(sheet, "Échéance :", "Valeur"))
    return f"""<style>body {{ font: 8.5pt "Liberation Sans Narrow" }} .mid {{ text-align: center;
border: 2px solid #000; padding: 2mm; margin: 5mm 0 }} .lines td, .lines th {{ border: 0.5pt solid
#000 }} .lines th {{ white-space: normal; background: #fdf3d8 }} .lines .c-name {{ width: 40% }}
.sum {{ border: 2px solid #000; width: 100%; margin-top: 5mm }} .sum td {{ border-bottom: 0.4pt
solid #777; padding: 1mm 3mm }} .sum tr:last-child td {{ font-size: 12pt; font-weight: bold }}
</style><div class="row"><div style="width:85mm"><b style="font-size:14pt">{sheet.name("seller")}
</b><br>{b.street(facts.seller, " - ")}<br>{h.told(sheet, "Tél. {phone} - RCS {register} {siren}")}
<br>{h.told(sheet, "TVA {vat}")}</div><div>{day}, le {sheet.date_of()}<br><br>{until}</div></div>
<div class="row" style="margin-top:6mm"><div style="width:90mm">Chantier : {b.other(
facts.others[0], ", ")}<br>{owner}<br>{market}</div><div style="width:78mm">
{b.address(sheet, "buyer")}<br>SIRET {sheet.siret("buyer")}</div></div><div class="mid"><b
style="font-size:13pt">{title} N° {rank}</b><br>Facture n° {sheet.number()} &nbsp; - &nbsp; Période
du {h.day(sheet, -31)} au {h.day(sheet, -1)}</div>{table}{b.pair_rows(sums, "sum")}<p>{why}</p>
<div class="row"><div>Virement : {h.told(sheet, "{iban} - {bic}")}</div><div>Visa du maître d'œuvre
: ...................</div></div>"""  # fmt: skip


@family("quote_turned_invoice", Split.MAKING,
        Profile("building", lines=(3, 12), deposit=0.25, prepaid=0.75, credit=0.04),
        Profile("building", lines=(2, 9), person=True, regime="E", prepaid=0.5))  # fmt: skip
def quote_turned_invoice(sheet: Sheet) -> str:
    """A craftsman's spreadsheet: quote and insurance named, lots with sums, deposits taken off."""
    h.adopt(sheet, ("F%y-###", "%Y-###", "FACT %y/###", "###"), ("%d/%m/%Y", "%d-%m-%y", "long"))
    facts, refs = sheet.facts, sheet.facts.references
    heads: tuple[Pair, ...] = (
        ("pos", "N°"),
        ("name", "Descriptif"),
        ("unit", "Unité"),
        ("qty", "Quantité"),
    )
    heads += (("price", "Prix U. HT"), ("rate", "Taux"), ("total", "Prix total HT"))
    half = (len(facts.lines) + 1) // 2
    lots = [facts.lines[:half], facts.lines[half:]]
    rows = []
    for place, lot in enumerate(filter(None, lots), 1):
        name = sheet.pick("Travaux préparatoires", "Fournitures et pose", "Travaux extérieurs")
        body = h.lines(sheet, heads, chosen=lot)
        rows.append(f'<tr class="lot"><td colspan="7">LOT {place} - {name}</td></tr>')
        rows.append(body.split("<tbody>")[1].split("</tbody>")[0])
        part = sheet.amount(sum((line.total for line in lot), ZERO))
        rows.append(f'<tr><td colspan="6" class="n">Sous-total lot {place}</td><td class="n">'
                    f"{part}</td></tr>")  # fmt: skip
    top = "".join(f"<th>{head}</th>" for _, head in heads)
    sums: list[Pair] = [("TOTAL HT", sheet.total("total_without_vat"))]
    if not b.is_exempt(sheet):
        sums += h.vat_sums(sheet, "TVA {rate}", "Non soumis")
        sums.append(("TOTAL TTC", sheet.total("total_with_vat")))
    paid = f"Acompte reçu le {h.day(sheet, -40)} (fact. {refs['deposit']})"
    words = {"prepaid": (paid, f"Déduction acompte {refs['deposit']}")}
    sums += h.owed(sheet, words | {"amount": ("RESTE DÛ", "Solde à régler"),
                                   "credit": ("À VOUS REMBOURSER",)})  # fmt: skip
    why = "TVA non applicable - art. 293 B du CGI" if b.is_exempt(sheet) else sheet.pick(
        "Le client atteste que le logement est achevé depuis plus de deux ans.", "")  # fmt: skip
    kind = h.titled(sheet, ("FACTURE", "Facture"), ("AVOIR",), ("FACTURE D'ACOMPTE",))
    ids = "SIRET {siret} - Code APE {activity}" + ("" if b.is_exempt(sheet) else " - TVA {vat}")
    insurer = facts.others[0]
    return f"""<style>body {{ font: 10pt "DejaVu Serif Condensed", "DejaVu Serif" }} .grid {{ width:
100% }} .grid td, .grid th {{ border: 0.4pt solid #9ab; font-size: 8.5pt }} .lot td {{ background:
#fff2cc; font-weight: bold }} .sum td {{ border: 0.4pt solid #9ab; padding: 1mm 3mm }} .sign {{
flex: 1; margin-left: 5mm; border: 0.4pt solid #9ab; height: 30mm; padding: 2mm }}
</style><table class="wide"><tr><td style="background:#dbe9d8;padding:3mm;text-align:center"
colspan="2"><b style="font-size:15pt">{sheet.name("seller")}</b><br>{b.street(facts.seller, " - ")}
<br>{h.told(sheet, "{phone} - {mail}")}</td></tr><tr><td style="width:50%;padding-top:5mm">{kind} N°
{sheet.number()}<br>Date : {sheet.date_of()}<br>Devis n° {refs["quote"]} accepté le
{h.day(sheet, -62)}</td><td style="padding:5mm 0 5mm 10mm">{sheet.pick("M. et Mme", "Maison", "")}
{b.address(sheet, "buyer")}</td></tr></table><table class="grid"><thead><tr>{top}</tr></thead>
<tbody>{"".join(rows)}</tbody></table><br><div class="row">{b.pair_rows(sums, "sum")}<div
class="sign">Bon pour
accord, le client</div></div><p>{why}<br>Assurance décennale : {insurer.name}, police
{h.distractor(sheet, "########")} - {insurer.town}</p><p>{"".join(f"{k} {v}" for k, v in h.due(
sheet, "À payer avant le", "Payable le"))} par virement {sheet.iban()}</p><p style="font-size:7pt">
{h.told(sheet, ids)}</p>"""  # fmt: skip


@family("dealership", Split.MAKING,
        Profile("garage", lines=(3, 13), line_discounts=True, prepaid=0.15, paid=0.3),
        Profile("garage", lines=(2, 8), credit=0.2))  # fmt: skip
def dealership(sheet: Sheet) -> str:
    """A car dealer: plate, chassis, mileage and order in strips, sums in a box at the side."""
    h.adopt(sheet, ("2#####", "VO%y####", "FAT%y-#####", "######/1"), ("%d.%m.%y", "%d/%m/%Y"),
            ("AV#####", "AT%y-####"))  # fmt: skip
    facts = sheet.facts
    car: list[Pair] = [("Immatriculation", h.plate(sheet.rng))]
    car += [("Marque / Type", sheet.pick("KORVEL Liane 1.5 dCi", "AUSTRA Vento 130", "MIRU K2"))]
    car += [("N° de série", f"VF1{letters(sheet.rng, 4)}{h.distractor(sheet, '##########')}")]
    car += [("1ère M.E.C.", h.day(sheet, -1200)), ("Km compteur", h.distractor(sheet, "1#####"))]
    orders: list[Pair] = [
        ("O.R. n°", h.distractor(sheet, "4#####")),
        ("Entré le", h.day(sheet, -2)),
    ]
    orders += [("Réceptionnaire", sheet.pick("07 - KARIM", "S. LEDUC", "12"))]
    about: list[Pair] = [("FACTURE N°", sheet.number()), ("Date facture", sheet.date_of())]
    if facts.type_code == "381":
        about[0] = ("AVOIR N°", about[0][1])
    about += [
        ("Compte client", h.distractor(sheet, "411####")),
        *h.due(sheet, "Échéance", "À échéance du"),
    ]
    heads: tuple[Pair, ...] = (
        ("ref", "Opération"),
        ("name", "Libellé"),
        ("qty", "Qté/Tps"),
        ("price", "P.U. HT"),
    )
    heads += (("disc", "Rem %"), ("total", "Net HT"), ("code", "TVA"))
    sums: list[Pair] = [("Total HT", sheet.total("total_without_vat", bare=True))]
    sums.append(("TVA", sheet.total("total_vat", bare=True)))
    sums.append(("Total TTC", sheet.total("total_with_vat", bare=True)))
    paid = {
        "prepaid": ("Déjà réglé", "Règlement CB"),
        "amount": ("Net à payer EUR", "Reste dû EUR"),
    }
    sums += h.owed(sheet, paid | {"credit": ("Net à déduire EUR",)}, bare=True)
    bases = (("code", "Code"), ("rate", "% TVA"), ("basis", "Base"), ("vat", "TVA"))
    foot = "{name} - {form} au capital de {capital} EUR - R.C.S. {register} {siren} - Siret {siret}"
    return f"""<style>body {{ font: 8.5pt "Liberation Mono" }} .strip {{ display: flex; border-top:
3px solid #444; border-bottom: 1px solid #444; margin: 3mm 0 }} .strip div {{ flex: 1; padding: 1mm
2mm; border-right: 1px solid #ccc }} small {{ font: 6.5pt "Nimbus Sans"; color: #555 }} .two {{
display: grid; grid-template-columns: 1fr 47mm; gap: 4mm;
align-items: start }} .lines {{ font-size: 7.5pt }} .lines th
{{ border-bottom: 1px dashed }} .side {{ background: #ececec; padding: 2mm }} .side .pairs {{ width:
100% }} .side .pairs td {{ display: block; padding: 0.5mm }} .side .n {{ border-bottom: 1px solid
#fff }} .side tr:last-child .n {{ font-size: 12pt; font-weight: bold }} .vat {{ font-size: 7.5pt
}}</style><div class="row"><div>{sheet.logo(facts.seller.brand, "#222")}<br>
{h.told(sheet, sheet.pick("Atelier mécanique", "Réparateur agréé") + "<br>{street}<br>Tél {phone}")}
</div><div style="width:84mm;padding-top:16mm">{b.address(sheet, "buyer")}</div></div>
<div class="strip">{h.cards(about, "")}</div><div class="strip">{h.cards(car, "")}</div><div
class="strip" style="border-top:0">{h.cards(orders, "")}</div><div class="two">
{h.lines(sheet, heads)}<div class="side">{b.pair_rows(sums)}</div></div><br>{h.recap(sheet, bases)}
<p>Travaux exécutés conformément à l'ordre de réparation. Pièces remplacées laissées à disposition.
<br>{sheet.pick("Prochaine révision", "Contrôle technique avant le")} {h.day(sheet, 365)}</p>
<p class="foot">{h.told(sheet, foot)} - NII {sheet.vat_id("seller")}<br>{h.told(sheet,
"Domiciliation {iban} - {bic}")} - Titre :
{h.titled(sheet, ("FACTURE ATELIER",), ("AVOIR ATELIER",))}</p>"""  # fmt: skip
