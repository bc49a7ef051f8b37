"""Layouts of shops that keep an account: electrical material, flowers, driving lessons."""

from datetime import timedelta
from decimal import Decimal

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Profile, cents
from tests.layouts.families import Split, family
from tests.layouts.parties import make_person
from tests.layouts.sheet import Sheet


@family("electrical_counter", Split.MAKING,
        Profile("electrical", lines=(3, 20), line_discounts=True, prepaid=0,
                adjustments=("eco", "shipping"), credit=0.1),
        Profile("electrical", lines=(2, 12), prepaid=0.1, adjustments=("eco",)))  # fmt: skip
def electrical_counter(sheet: Sheet) -> str:
    """A merchant of electrical material: dotted rules, lines by slip, a black band to pay."""
    h.adopt(sheet, ("#######", "%y-#######", "F%y%m#####", "9######"),
            ("%d/%m/%y", "%d/%m/%Y", "%d.%m.%y"), ("8######", "A%y%m####"))  # fmt: skip
    facts, refs = sheet.facts, sheet.facts.references
    kind = h.titled(sheet, ("FACTURE", "Facture"), ("AVOIR", "FACTURE D'AVOIR"))
    cells: list[Pair] = [(sheet.pick("N° Client", "Compte"), refs["customer"])]
    cells.append((sheet.pick("N° Facture", "Numéro", "Pièce"), sheet.number()))
    cells += [(sheet.pick("Date", "Date fact."), sheet.date_of()), ("Agence", "0412")]
    cells.append(("Repr.", sheet.pick("DUV", "M. 14", "07")))
    heads: tuple[Pair, ...] = (("ref", "Réf."), ("name", "Désignation"), ("qty", "Qté"))
    heads += (("unit", "UV"), ("price", "Prix brut"), ("disc", "Rem. %"), ("total", "Net HT"))
    words = {"sum": "Total marchandises", "eco": "Éco-participation DEEE", "shipping": "Port"}
    sums = h.extras(sheet, words)
    sums.append((sheet.pick("Total HT", "Base HT", "Montant HT"),
                 sheet.total("total_without_vat", bare=True)))  # fmt: skip
    sums.append((sheet.pick("TVA", "Montant TVA"), sheet.total("total_vat", bare=True)))
    sums.append((sheet.pick("Total TTC", "Montant TTC"), sheet.total("total_with_vat", bare=True)))
    if facts.prepaid:
        sums.append((sheet.pick("Acompte", "Déjà versé"), sheet.total("prepaid", bare=True)))
    until = "".join(f"{k} {v}" for k, v in h.due(sheet, "AU", "ÉCHÉANCE", "LE"))
    last = "NET À VOTRE CRÉDIT" if facts.type_code == "381" else "NET À PAYER"
    band = f"<span>{last} {until}</span><span>{sheet.total('amount_due')}</span>"
    bases = (("rate", "Taux"), ("basis", "Base"), ("vat", "TVA"))
    legal = sheet.pick("{name} - {form} au capital de {capital} € - {siren} RCS {register} - TVA "
                       "{vat}", "{form} cap. {capital} € - SIRET {siret} - NAF 4669A - TVA intra "
                       "{vat}")  # fmt: skip
    pay = sheet.pick("LCR directe sans acceptation", "Virement", "Prélèvement", "Chèque")
    return f"""<style>body {{ font: 8.5pt "Liberation Sans Narrow" }} .cells {{ width: 100%; margin:
5mm 0 3mm; border-top: 1pt dotted; border-bottom: 1pt dotted }} .cells th {{ font-weight: normal;
font-size: 7.5pt }} .cells td {{ font-weight: bold }} .lines th {{ border-bottom: 1pt dotted }}
.lines td {{ border-bottom: 0.5pt dotted #888; border-left: 0.5pt dotted #888; padding: 0.9mm 4px }}
.lines td:first-child {{ border-left: 0 }} .slip td {{ font-style: italic }} .lines .c-name {{
width: 44% }} .end {{ display: flex; align-items: flex-start;
justify-content: space-between; margin-top: 5mm; break-inside:
avoid }} .vat td, .vat th, .sum td {{ border-bottom: 0.5pt dotted; padding: 0.8mm 3mm }} .band {{
background: #111; color: #fff; display: flex; justify-content: space-between; padding: 2mm 4mm;
font: bold 13pt "Liberation Sans Narrow"; margin: 4mm 0 }}</style><div class="row"><div><b
style="font-size:15pt">{sheet.name("seller")}</b><br>{sheet.pick("Matériel électrique - Éclairage",
"Distribution de matériel électrique", "Électricité - Chauffage - Réseaux")}<br>
{b.street(facts.seller, " - ")}<br>Tél. {facts.seller.phone}</div><b
style="font-size:18pt;letter-spacing:1mm">{kind}</b></div><div class="row" style="margin-top:5mm">
<div style="font-size:7.5pt">Livré à :<br>{b.other(facts.others[0])}</div><div
style="width:80mm;font-size:10pt">{b.address(sheet, "buyer")}{_buyer_vat(sheet)}</div></div>
{b.pair_boxes(cells, "cells")}{_by_slip(sheet, heads)}<div class="end">{h.recap(sheet, bases)}
{b.pair_rows(sums, "sum", " :")}</div><div class="band">{band}</div><p>Règlement : {pay} &nbsp;
{h.told(sheet, "{iban} {bic}") if sheet.maybe(0.7) else ""}<br>Réserve de propriété loi du 12 mai
1980. Retour de marchandise sous 15 jours dans l'emballage d'origine.</p><p class="foot">
{h.told(sheet, legal)}</p>"""  # fmt: skip


def _buyer_vat(sheet: Sheet) -> str:
    return f"<br><small>N° TVA {sheet.vat_id('buyer')}</small>" if sheet.maybe(0.6) else ""


def _by_slip(sheet: Sheet, heads: tuple[Pair, ...]) -> str:
    """Print the lines under the delivery slips that they came with."""
    size, facts = sheet.pick(3, 5, 50), sheet.facts
    whole = h.lines(sheet, heads, chosen=facts.lines[:size])
    wide = whole.count("<th") - 1
    bodies = []
    for start in range(0, len(facts.lines), size):
        note = h.distractor(sheet, sheet.pick("BL 4######", "BL4######"))
        when, site = h.day(sheet, -14 + start // 2), sheet.pick("LOT 4", "RENOV", "STOCK", "DEPOT")
        row = f'<tr class="slip"><td></td><td colspan="{wide - 1}">{note} du {when} - Réf. {site}'
        part = h.lines(sheet, heads, chosen=facts.lines[start : start + size]) if start else whole
        body = part.split("<tbody>")[1].split("</tbody>")[0]
        bodies.append(f"{row}</td></tr>{body}")
    top = whole.split("<tbody>")[0]
    return f"{top}<tbody>{''.join(bodies)}</tbody></table>"


@family("florist_month", Split.MAKING,
        Profile("florist", lines=(3, 14), prepaid=0, credit=0.04),
        Profile("florist", lines=(2, 10), prepaid=0, tax_included=True, credit=0.04),
        Profile("florist", lines=(3, 8), prepaid=0, adjustments=("discount",)))  # fmt: skip
def florist_month(sheet: Sheet) -> str:
    """A florist's month: every line with the day and the slip of its delivery, in italics."""
    h.adopt(sheet, ("%m/%Y-##", "###", "F%y###", "%Y%m-##", "R%y-####"),
            ("%d/%m/%Y", "long", "%d/%m/%y", "dashed"), ("AV%y##", "A-##"))  # fmt: skip
    facts, gross = sheet.facts, sheet.facts.profile.tax_included
    kind = h.titled(sheet, ("Facture récapitulative", "Relevé-facture", "Facture mensuelle"),
                    ("Avoir", "Avoir sur relevé"))  # fmt: skip
    until = "".join(f"<br>{k} {v}" for k, v in h.due(sheet, "À régler avant le", "Échéance :"))
    sums = _florist_sums(sheet, gross)
    bases = (("rate", "Taux"), ("basis", "Base HT"), ("vat", "TVA"), ("gross", "TTC"))
    recap = h.recap(sheet, bases) if gross or sheet.maybe() else ""
    foot = sheet.pick("{name} - {street_} - Siret {siret} - TVA {vat}",
                      "{name} - RCS {register} {siren} - n° TVA {vat} - {phone}",
                      "Siret {siret} - APE 4776Z - TVA intracommunautaire {vat}")  # fmt: skip
    bank = h.told(sheet, "<p>Notre compte : {iban} (BIC {bic})</p>") if sheet.maybe(0.6) else ""
    hue = sheet.pick("#7b2d43", "#31572c", "#6d597a")
    thanks = sheet.pick("Avec nos remerciements pour votre fidélité.", "Merci de votre confiance.")
    account = sheet.pick("en compte n°", "client n°", "votre compte :")
    return f"""<style>body {{ font: italic 11pt "P052"; color: #222 }} .mid {{ text-align: center;
color: {hue} }} .mid b {{ font: italic 24pt "Z003" }} .ttl {{ text-align: center; margin: 8mm 0;
border-top: 1.5pt double {hue}; border-bottom: 1.5pt double {hue}; padding: 3mm }} .lines {{
font-size: 9.5pt }} .lines th {{ color: {hue}; border-bottom: 0.6pt solid {hue} }} .lines .c-name {{
width: 40% }} .lines td {{ padding: 1mm 4px }} .c-text {{ white-space: nowrap }} .end {{ display:
flex; align-items: flex-start; justify-content: space-between; margin-top: 6mm;
border-top: 0.6pt solid {hue}; padding-top: 3mm; break-inside: avoid }}
.vat {{ font-size: 9pt }} .sum, .all {{ margin-left: auto }}
.sum tr:last-child td {{ font-size: 13pt; color: {hue} }}</style><div class="mid"><b>
{sheet.name("seller")}</b><br>{sheet.pick("Artisan fleuriste", "Fleurs & décoration",
"Mariages, deuils, abonnements d'entreprise")}<br>{b.street(facts.seller, " - ")}<br>
{facts.seller.phone}</div><div style="margin:9mm 0 0 95mm;font-style:normal">
{b.address(sheet, "buyer")}</div><div class="ttl"><b>{kind}</b> n° {sheet.number()}
{sheet.pick("du", "arrêtée au", "au", "établie le")} {sheet.date_of()}<br><small>{account}
{facts.references["customer"]}</small>{until}</div>{_dated(sheet, gross)}<div class="end">
{recap}{b.pair_rows(sums, "all" if gross else "sum")}</div>{bank}<p>{thanks}</p><p class="foot"
style="font-style:normal">{h.told(sheet, foot)}</p>"""  # fmt: skip


def _florist_sums(sheet: Sheet, gross: bool) -> list[Pair]:
    if gross:
        total = (sheet.pick("Total TTC du mois", "Total TTC"), sheet.total("total_with_vat"))
        return [total, ("dont TVA", sheet.total("total_vat"))][:: sheet.pick(1, -1)]
    sums = h.extras(sheet, {"sum": "Total des livraisons", "discount": "Remise fidélité"})
    sums.append((sheet.pick("Total HT", "Montant HT"), sheet.total("total_without_vat")))
    sums += h.vat_sums(sheet, sheet.pick("TVA {rate}", "TVA {rate} sur {basis}"), "Sans TVA", False)
    sums.append((sheet.pick("Total TTC", "Montant dû", "À payer"), sheet.total("total_with_vat")))
    return sums


def _dated(sheet: Sheet, gross: bool) -> str:
    """Print the lines with days that go up to the invoice's."""
    facts = sheet.facts
    keys = ("text", "text", "name", "qty", "price", "rate", "total")
    tax = "TTC" if gross else "HT"
    head = (sheet.pick("Date", "Livré le", "Jour"), sheet.pick("Bon", "BL", "N° bon"), "Détail")
    first, serial = facts.issue_date - timedelta(days=30), sheet.rng.randint(100, 9000)
    rows = []
    for place, line in enumerate(facts.lines):
        when = first + timedelta(days=1 + 28 * place // len(facts.lines))
        serial += sheet.rng.randint(1, 9)
        cells = [sheet.cell(line, key) for key in keys[2:]]
        rows.append([when.strftime("%d/%m"), str(serial), *cells])
    return b.table(keys, (*head, "Qté", f"P.U. {tax}", "TVA", f"Montant {tax}"), rows, "lines")


@family("driving_school", Split.JUDGING,
        Profile("driving", lines=(1, 5), tax_included=True, prepaid=0.5, credit=0.05),
        Profile("driving", lines=(1, 4), tax_included=True, paid=0.5))  # fmt: skip
def driving_school(sheet: Sheet) -> str:
    """A driving school: pupil and file beside the payer, prices with VAT, sums paid by day."""
    h.adopt(sheet, ("FA%y####", "####", "%Y/###", "FACT-######"),
            ("%d/%m/%Y", "%d/%m/%y", "long"), ("AV%y###",))  # fmt: skip
    facts = sheet.facts
    whole = "Facture" if facts.amount_due else "Facture acquittée"
    kind = h.titled(sheet, ("Facture", "FACTURE", whole),
                    ("Avoir", "AVOIR"))  # fmt: skip
    file: list[Pair] = [(sheet.pick("Élève", "Stagiaire", "Candidat"), make_person(sheet.rng))]
    file.append(("N° NEPH", h.distractor(sheet, "############")))
    file.append((sheet.pick("Formation", "Catégorie"), sheet.pick("Permis B", "AAC", "B78", "B96")))
    file.append(("Contrat signé le", h.day(sheet, -sheet.rng.randint(40, 200))))
    heads: tuple[Pair, ...] = (("name", "Prestation"), ("qty", "Nb"))
    heads += (("price_gross", "Tarif TTC"), ("total_gross", sheet.pick("Total TTC", "Prix TTC")))
    row = facts.vat[0]
    sums: list[Pair] = [(sheet.pick("Total TTC", "TOTAL T.T.C."), sheet.total("total_with_vat"))]
    rate, _, vat = sheet.vat_row(row)
    rate = rate if "%" in rate else f"{rate} %"
    sums.append((f"{sheet.pick('dont TVA', 'TVA incluse', 'T.V.A.')} {rate}", vat))
    sums.append((sheet.pick("soit HT", "Montant HT"), sheet.total("total_without_vat", bare=True)))
    if facts.prepaid:
        words = {"prepaid": ("Total réglé", "Déjà réglé", "Versements reçus")}
        sums += h.owed(sheet, words | {"amount": ("Reste dû", "Solde à régler", "Reste à payer")})
    until = h.due(sheet, "À régler pour le", "Date limite de règlement")
    note = "".join(f"<p>{k} : {v}</p>" for k, v in until)
    foot = sheet.pick("{name} - {form} - SIRET {siret} - TVA {vat}",
                      "{name} - {street_} - SIREN {siren} - TVA {vat}")  # fmt: skip
    hue, side = sheet.pick("#c1121f", "#1d3557", "#f4a300"), sheet.pick("row", "row-reverse")
    return f"""<style>body {{ font: 9.5pt "Nimbus Sans" }} .top {{ display: flex; gap: 6mm;
align-items: center; border-bottom: 3mm solid {hue}; padding-bottom: 3mm }} .top small {{ display:
block }} .ell {{ background: {hue}; color: #fff; font: bold 26pt "Nimbus Sans"; padding: 2mm 5mm }}
.two {{ display: flex; flex-direction: {side}; justify-content: space-between; margin: 5mm 0 }}
.two > div {{ width: 84mm; box-sizing: border-box }} .file {{ border: 1pt dashed {hue}; padding: 2mm
}} .file .n {{ text-align: left; padding-left: 4mm }} .lines th {{ border: 0.8pt solid {hue}; color:
{hue} }} .lines td {{ border: 0.8pt solid {hue}; padding: 1.5mm 2mm }} .lines .c-name {{ width: 60%
}} .end {{ display: flex; align-items: flex-start;
justify-content: space-between; margin-top: 5mm }} .sum td {{ padding: 1mm
2mm }} .paid td, .paid th {{ border: 0.4pt solid #999; font-size: 8.5pt }}</style><div class="top">
<div class="ell">{sheet.pick("L", "A", "B")}</div><div><b style="font-size:14pt">
{sheet.name("seller")}</b><small>{b.street(facts.seller, ", ")} - {facts.seller.phone}</small>
<small>Agrément préfectoral E {h.distractor(sheet, "## ### #### #")}</small></div></div><h1>{kind}
<span style="font-size:12pt">{sheet.pick("N°", "n°", "")} {sheet.number()} {sheet.pick("du", "-",
"en date du")} {sheet.date_of()}</span></h1><div class="two"><div class="file">{b.pair_rows(file)}
</div><div>{sheet.pick("Payeur :", "Financeur :", "Facturé à :")}<br>{b.address(sheet, "buyer")}
</div></div>{h.lines(sheet, heads)}<div class="end"><div>{_payments(sheet)}{note}</div>
{b.pair_rows(sums, "sum")}</div>{h.told(sheet, "<p>IBAN : {iban}</p>") if sheet.maybe() else ""}
<p class="foot">{h.told(sheet, foot)}</p>"""  # fmt: skip


def _payments(sheet: Sheet) -> str:
    """Print by which sums what is paid was paid, where anything is."""
    paid = sheet.facts.prepaid
    if not paid:
        return ""
    first = cents(paid * Decimal(sheet.pick("0.3", "0.5", "1")))
    parts = [part for part in (first, paid - first) if part]
    rows = []
    for place, part in enumerate(parts):
        way = sheet.pick("CB", "Chèque", "Espèces", "Virement")
        rows.append([h.day(sheet, -60 + 25 * place), way, sheet.amount(part)])
    return b.table(("text", "text", "total"), ("Réglé le", "Mode", "Montant"), rows, "paid")
