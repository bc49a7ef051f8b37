"""Layouts of accounts: an hotel's debtor, an accountant's fees, a subcontractor's situation."""

from dataclasses import replace

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import ZERO, Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet


@family("debit_and_credit", Split.MAKING,
        Profile("hotel", lines=(3, 11), tax_included=True, prepaid=0.6, paid=0.25, credit=0.0),
        Profile("hotel", lines=(2, 8), tax_included=True, paid=0.7, prepaid=0,
                credit=0.0))  # fmt: skip
def debit_and_credit(sheet: Sheet) -> str:
    """A hotel's account of a company: money received stands in the table, under credit."""
    h.adopt(
        sheet, ("######", "%y/#####", "FD####", "%Y-#####"), ("%d/%m/%y", "%d.%m.%y", "%d/%m/%Y")
    )
    sheet.style = replace(sheet.style, currency=sheet.pick("{} €", "{} {c}", "{}"))
    facts, dark = sheet.facts, sheet.pick("#23395b", "#5b2333", "#2f4f3e")
    kind = h.titled(sheet, ("Facture", "FACTURE"), ("Avoir",))
    first = -(len(facts.lines) // 2 + 1)
    rows = [_posting(sheet, line, min(0, first + i // 2)) for i, line in enumerate(facts.lines)]
    received = ""
    if facts.prepaid:
        received = sheet.total("prepaid", bare=True)
        word = sheet.pick("Règlement carte bancaire", "Encaissement virement")
        early = bool(facts.amount_due)
        word = sheet.pick("Arrhes reçues", "Acompte par virement") if early else word
        paid = [
            h.day(sheet, first - 12 if early else 0),
            h.distractor(sheet, "9###"),
            word,
            "",
            "",
            "",
            received,
            "",
        ]
        rows.insert(0 if early else len(rows), paid)
    heads = ("Date", "Pièce", "Libellé", "Nb", "P.U. TTC", "Débit", "Crédit", "T")
    keys = ("date", "unit", "name", "qty", "price", "total", "total", "code")
    debit = sheet.total("total_with_vat", bare=True)
    foot = f'<tr class="tot"><td colspan="5">TOTAUX</td><td class="n">{debit}</td>'
    foot += f'<td class="n">{received or sheet.amount(ZERO)}</td><td></td></tr>'
    word = "SOLDE DÛ PAR LE CLIENT" if facts.amount_due else "COMPTE SOLDÉ"
    foot += f'<tr class="tot"><td colspan="5">{word}</td><td colspan="3" class="mid">'
    foot += f"{sheet.total('amount_due')}</td></tr></tbody>"
    table = b.table(keys, heads, rows, "lines").replace("</tbody>", foot)
    bases = (
        ("code", "T"),
        ("rate", "Taux"),
        ("basis", "Hors taxe"),
        ("vat", "Taxe"),
        ("gross", "T.T.C."),
    )
    about: list[Pair] = [("Compte débiteur", h.distractor(sheet, "411####"))]
    about += [("Dossier groupe", h.distractor(sheet, "G####")), ("Arrivée", h.day(sheet, first))]
    about += [("Départ", h.day(sheet, 0)), ("Bon de commande", facts.references["order"])]
    until = "".join(f"{label} {value}. " for label, value in h.due(sheet, "Solde exigible le"))
    bank = h.told(sheet, "Virement : {iban}, BIC {bic}.") if facts.amount_due else ""
    sums = f"Total H.T. {sheet.total('total_without_vat')} &nbsp; T.V.A. {sheet.total('total_vat')}"
    ids = "{name} - {form} au capital de {capital} € - Siret {siret} - NAF {activity} - TVA {vat}"
    stars = "&#9733;" * sheet.pick(2, 3, 4)
    return f"""<style>@page {{ margin: 13mm 17mm }}
body {{ font: 9pt "{sheet.pick("P052", "URW Gothic",
"C059")}"; padding-right: 0.4mm }} .mid {{ text-align: center }}
.head {{ border-bottom: 2.5pt double {dark};
color: {dark};
padding-bottom: 3mm; margin-bottom: 6mm }} .acc td {{ padding: 0.4mm 3mm 0.4mm 0 }} .acc .n {{
text-align: left }} .lines {{ border: 1pt solid {dark}; font-size: 8.5pt }} .lines th {{ border: 1pt
solid {dark}; color: {dark} }} .lines td {{ border-left: 0.5pt solid {dark}; padding: 0.8mm 1.5mm }}
.lines .c-name {{ width: 42% }} .tot td {{ border-top: 1pt solid {dark}; font-weight: bold }} .tot
.mid {{ text-align: center; font-size: 11pt }} .bar {{ background: {dark}; color: #fff; padding:
1.5mm 3mm; margin: 6mm 0 0; display: flex; justify-content: space-between }} .vat td, .vat th {{
padding: 0.4mm 3mm; font-size: 8pt }}</style><div class="mid head"><span style="font-size:20pt">
{sheet.name("seller")}</span> {stars}<br>Séminaires - Restaurant - Salons<br>
{b.street(facts.seller, " - ")}<br>Tél. {facts.seller.phone} - {facts.seller.site}</div><div
class="row">{b.pair_rows(about, "acc", " :")}<div style="width:80mm">{b.address(sheet, "buyer")}<br>
<small>{sheet.pick("À l'attention du service comptabilité", "Service fournisseurs")}</small></div>
</div>
<div class="bar"><span>{kind} n° {sheet.number()}</span><span>arrêtée au {sheet.date_of()}</span>
<span>{sheet.pick("folio", "feuillet")} 1/1</span></div>{table}<div class="row"
style="margin-top:5mm"><div>{h.recap(sheet, bases)}</div><div style="text-align:right">{sums}<br>
<small>Montants en euros</small></div></div><p>{until}{bank}</p><p class="foot">
{h.told(sheet, ids)}</p>"""  # fmt: skip


def _posting(sheet: Sheet, line: Line, after: int) -> list[str]:
    """Return a line as an account has it, on a day before the invoice."""
    cells = [sheet.cell(line, key) for key in ("name", "qty", "price", "total")]
    code = h.rate_code(sheet, line.rate)
    return [h.day(sheet, after), h.distractor(sheet, "1###"), *cells, "", code]


@family("accountant_fees", Split.JUDGING,
        Profile("bookkeeping", lines=(2, 7), prepaid=0.4, credit=0.08),
        Profile("bookkeeping", lines=(1, 5), prepaid=0, credit=0.05))  # fmt: skip
def accountant_fees(sheet: Sheet) -> str:
    """A note of fees in two columns of amounts: what makes a sum stands left of the sum."""
    h.adopt(sheet, ("%Y-####", "%y%m###", "H######", "NH %y/####"), ("long", "long", "%d/%m/%Y"),
            ("AV %y/###", "A######"))  # fmt: skip
    sheet.style = replace(sheet.style, currency=sheet.pick("{} €", "{} euros", "{} {c}"))
    facts, credit = sheet.facts, sheet.facts.type_code == "381"
    kind = h.titled(sheet, ("NOTE D'HONORAIRES", "FACTURE D'HONORAIRES"), ("AVOIR SUR HONORAIRES",))
    town = facts.seller.town.split(" ", 1)[1].split(" CEDEX")[0]
    rows = _fees(sheet)
    table = "".join(
        f'<tr class="{css}"><td>{text}</td><td class="n">{inner}</td>'
        f'<td class="n">{outer}</td></tr>'
        for css, text, inner, outer in rows
    )
    ask = ""
    if h.is_payable(sheet):
        day, rum = sheet.date_of("due_date"), h.distractor(sheet, "EC-%y-#####")
        ask = f"Cette somme sera prélevée sur votre compte le {day} (mandat {rum})."
        if sheet.maybe():
            account = h.told(sheet, "par chèque ou par virement au compte {iban} ({bic}).")
            ask = f"Nous vous remercions de votre règlement avant le {day}, {account}"
    year = facts.issue_date.year - 1
    file = f"Dossier {h.distractor(sheet, '0####')} &nbsp;-&nbsp; Exercice clos le 31/12/{year}"
    who = sheet.pick("Mme A. Ferrand", "M. J. Corlay", "K. Beaudry")
    order = "Société inscrite au Tableau de l'Ordre des experts-comptables"
    legal = "{form} au capital de {capital} € - RCS {register} {siren} - APE {activity} - TVA {vat}"
    mean = "Membre d'un organisme de gestion agréé, le cabinet accepte les règlements par chèque. "
    mean += "TVA acquittée sur les encaissements. Opération : prestation de services."
    yours = "{name}<br>{street}" + sheet.pick("", "<br>SIREN {siren}")
    return f"""<style>@page {{ margin: 16mm 22mm }}
body {{ font: 10.5pt "{sheet.pick("Nimbus Roman",
"P052", "Liberation Serif")}"; min-height: 262mm }} .mid {{ text-align: center }} .top {{ font-size:
9pt }} .top b {{ font-size: 19pt; font-weight: normal }} .to {{ margin: 12mm 0 10mm 84mm;
min-height:
24mm }} .tit {{ text-align: center; border: 0.6pt solid; padding: 2.5mm; margin: 6mm 18mm;
font-size:
12pt }} .two {{ width: 100% }} .two td:nth-child(1) {{ width: 62% }}
.two td {{ padding: 0.9mm 1mm }}
.h td {{ font-style: italic; text-decoration: underline; padding-top: 3mm }} .in td:first-child {{
padding-left: 8mm }} .s td {{ padding-top: 2mm }} .s td:last-child {{ border-top: 0.6pt solid }}
.e td:last-child {{ border-top: 0.6pt solid; border-bottom: 2.5pt double; font-weight: bold }}
</style><div class="mid top"><b>{sheet.name("seller")}</b><br>{order}<br>
{b.street(facts.seller, " - ")} - Tél. {facts.seller.phone}</div><div class="to">
{h.told(sheet, yours, "buyer")}</div><div style="text-align:right">{town}, le {sheet.date_of()}
</div><div style="font-size:9pt">{file}<br>Collaborateur : {who}</div><div class="tit">{kind}
&nbsp; N° {sheet.number()}{f"<br><small>Annule la note {facts.references['original']}</small>"
if credit else ""}</div><table class="two">{table}</table><p>{ask}</p><p style="font-size:8pt">
{mean}</p><p class="foot">{h.told(sheet, legal)}<br>Indemnité forfaitaire pour frais de recouvrement
: 40 €. Pénalités de retard au taux de la BCE majoré de 10 points.</p>"""  # fmt: skip


_Row = tuple[str, str, str, str]


def _fees(sheet: Sheet) -> list[_Row]:
    """Return class, text, inner and outer amount of every row of the note."""
    facts = sheet.facts
    rows: list[_Row] = [("h", sheet.pick("Honoraires", "Nos diligences"), "", "")]
    rows += [_fee(sheet, line) for line in facts.lines if line.rate]
    spent = [line for line in facts.lines if not line.rate]
    free = next((row for row in facts.vat if not row.rate), None)
    taxed = next(row for row in facts.vat if row.rate)
    rate, basis, vat = sheet.vat_row(taxed)
    rate = rate if "%" in rate else f"{rate} %"
    if free:
        rows.append(("s", "Total des honoraires", "", basis))
        rows.append(("h", "Débours avancés pour votre compte, non soumis à TVA", "", ""))
        rows += [_fee(sheet, line) for line in spent]
        whole = sheet.show("vat_breakdown", sheet.amount(free.basis))
        rows.append(("s", "Total des débours", "", whole))
    net = sheet.total("total_without_vat", bare=True)
    rows.append(("s", "Ensemble hors TVA" if free else "Montant hors TVA", "", net))
    text = f"TVA {rate} sur {basis}" if free else f"TVA au taux de {rate}"
    rows.append(("", text, "", sheet.show("total_vat", vat)))
    last = "" if facts.prepaid else "e"
    gross = sheet.pick("Montant TVA comprise", "Total toutes taxes comprises")
    rows.append((last or "s", gross, "", sheet.total("total_with_vat")))
    if facts.prepaid:
        paid = sheet.pick("Provisions déjà versées", "À déduire : provision reçue")
        rows.append(("", paid, "", sheet.total("prepaid")))
        rows.append(
            ("e", sheet.pick("Solde à nous devoir", "Reste dû"), "", sheet.total("amount_due"))
        )
    return rows


def _fee(sheet: Sheet, line: Line) -> _Row:
    """Return a line with quantity and price in its text, the amount in the inner column."""
    text = sheet.cell(line, "name")
    if line.quantity != 1:
        unit = {"u": "", "h": " h", "mois": " mois"}.get(line.unit, "")
        text += f" ({sheet.cell(line, 'qty')}{unit} x {sheet.cell(line, 'price')})"
    return "in", text, sheet.cell(line, "total"), ""


@family("subcontract_landscape", Split.MAKING,
        Profile("building", lines=(2, 9), regime="AE", retention=5, prepaid=0, credit=0.0),
        Profile("electrical", lines=(2, 8), regime="AE", prepaid=0, credit=0.0),
        Profile("building", lines=(2, 7), regime="AE", prepaid=0.3, credit=0.0))  # fmt: skip
def subcontract_landscape(sheet: Sheet) -> str:
    """A subcontractor's month on a page turned sideways: shares done, sums lettered, no VAT."""
    h.adopt(
        sheet, ("F%y-###", "%Y-%m-##", "ST######", "FS%y####"), ("%d/%m/%Y", "%d/%m/%y", "long")
    )
    sheet.style = replace(sheet.style, currency=sheet.pick("{} €", "{}", "{} {s}"))
    facts, grey = sheet.facts, sheet.pick("#d9e2ec", "#efe6d8", "#e3e3e3")
    kind = h.titled(sheet, ("Facture", "FACTURE", "Facture de sous-traitance"), ("Avoir",))
    shares = [(sheet.pick(20, 25, 50), sheet.rng.random()) for _ in facts.lines]
    before = [int(part * 100 // share) for share, part in shares]
    rows = [_progress(sheet, *it) for it in zip(facts.lines, shares, before, strict=True)]
    whole = sum((ln.total * 100 / s for ln, (s, _) in zip(facts.lines, shares, strict=True)), ZERO)
    past = sum((ln.total * k for ln, k in zip(facts.lines, before, strict=True)), ZERO)
    month = max(before) + 1
    heads = (
        *(
            "Art.",
            "Désignation des ouvrages",
            "Montant marché",
            "% mois<br>préc.",
            "% à ce<br>jour",
        ),
        *("Cumul exécuté", "Cumul<br>précédent", "Dû pour<br>le mois"),
    )
    keys = ("unit", "name", "total", "rate", "rate", "total", "total", "total")
    words = sheet.show("currency", "TOTAUX EN EUROS HORS TAXES")
    foot = f'<tr class="tot"><td colspan="2">{words}</td><td class="n">'
    foot += f'{sheet.amount(whole)}</td><td></td><td></td><td class="n">'
    foot += f'{sheet.amount(past + facts.line_sum)}</td><td class="n">{sheet.amount(past)}</td>'
    net = sheet.total("total_without_vat", bare=True)
    foot += f'<td class="n">{net}</td></tr></tbody>'
    table = b.table(keys, heads, rows, "lines").replace("</tbody>", foot)
    sums: list[Pair] = [
        ("A &nbsp; Travaux exécutés depuis l'origine", sheet.amount(past + facts.line_sum))
    ]
    sums.append(("B &nbsp; À déduire, mois précédents", sheet.amount(past)))
    sums.append(("C &nbsp; Montant HT du mois (A - B)", sheet.total("total_without_vat")))
    sums.append(("D &nbsp; TVA autoliquidée par le preneur", sheet.total("total_vat")))
    if facts.retention:
        word = f"E &nbsp; Retenue de garantie {facts.profile.retention} % de C"
        sums.append((word, sheet.total("retention")))
    if facts.prepaid:
        sums.append(("E &nbsp; Avance forfaitaire récupérée", sheet.total("prepaid")))
    minus = " - E" if facts.retention or facts.prepaid else ""
    last = sheet.pick("NET À RÉGLER", "RESTE À PERCEVOIR", "À PAYER CE MOIS")
    sums.append((f"<b>{last} (C{minus})</b>", f"<b>{sheet.total('amount_due')}</b>"))
    market: list[Pair] = [("Chantier", b.street(facts.others[0], ", "))]
    market += [("Maître d'ouvrage", facts.others[1].name.replace("&", "&amp;"))]
    market += [("Contrat de sous-traitance", facts.references["contract"])]
    market += [
        ("Acte spécial (DC4) du", h.day(sheet, -95)),
        ("Lot", sheet.pick("02", "05 bis", "11")),
    ]
    until = "".join(f"{label} {value}. " for label, value in h.due(
        sheet, "Paiement attendu le", "Date limite de règlement :"))  # fmt: skip
    bond = "" if facts.retention else "Caution bancaire fournie au lieu de la retenue de garantie. "
    ids = "{form} au capital de {capital} € - Siret {siret} - APE {activity} - N° TVA {vat}"
    yours = "{name}<br>{street}<br>N° TVA : {vat}"
    mine = "<b>{name}</b><br>{street}<br>Tél. {phone}<br>{mail}"
    return f"""<style>@page {{ size: A4 landscape; margin: 10mm 12mm }} body {{ font: 8.5pt "{
sheet.pick("Liberation Sans", "DejaVu Sans Condensed", "Nimbus Sans")}"; min-height: 188mm; padding:
0 0.4mm 8mm 0 }} .top {{ display: grid; grid-template-columns: 70mm 1fr 78mm; gap: 5mm }} .top > div
{{ padding: 2mm }} .box {{ border: 0.8pt solid #444 }} .mk td {{ padding: 0.3mm 1.5mm }} .mk .n {{
text-align: left; white-space: normal }} .mk .l {{ white-space: nowrap; color: #444 }} .tit {{
background: {grey}; display: flex; justify-content: space-between; padding: 2mm 3mm; margin: 3mm 0;
font-size: 11pt; font-weight: bold }} .lines {{ border: 0.8pt solid #444 }} .lines th {{ background:
{grey}; border: 0.5pt solid #444; text-align: center; font-size: 7.5pt; vertical-align: middle }}
.lines td {{ border: 0.4pt solid #999; padding: 0.8mm 1.5mm }} .lines .c-name {{ width: 36% }}
.lines .c-unit {{ white-space: nowrap }} .tot td {{ font-weight: bold; background: {grey} }} .end {{
display: grid; grid-template-columns: 1fr 42mm 42mm 92mm; gap: 3mm; margin-top: 4mm }} .sg {{
border: 0.5pt solid #444; height: 24mm; padding: 1mm; font-size: 7.5pt }} .sum {{ width: 100% }}
.sum td {{ border: 0.5pt solid #444; padding: 1mm 2mm }}</style><div class="top"><div>
{h.told(sheet, mine)}</div><div class="box">{b.pair_rows(market, "mk", " :")}</div><div class="box">
<small>ENTREPRISE PRINCIPALE</small><br>{h.told(sheet, yours, "buyer")}</div></div><div class="tit">
<span>ÉTAT D'AVANCEMENT N° {month:02}</span><span>{kind} {sheet.number()}</span><span>
{sheet.pick("établie le", "en date du", "du")} {sheet.date_of()}</span></div>{table}<div
class="end"><div style="font-size:7.5pt">Autoliquidation : la TVA est due par le preneur (art. 283,
2 nonies du CGI). {bond}{until}<br>{sheet.pick("Virement", "Paiement direct")} : {sheet.iban()}<br>
{sheet.bic()}</div><div class="sg">Le sous-traitant</div>
<div class="sg">Vu et vérifié, le conducteur
de travaux</div>{b.pair_rows(sums, "sum")}</div>
<p class="foot">{h.told(sheet, ids)}</p>"""  # fmt: skip


def _progress(sheet: Sheet, line: Line, share: tuple[int, float], past: int) -> list[str]:
    """Return a line with its price in the contract, shares done, sums to date, before and due."""
    percent, place = share[0], sheet.facts.lines.index(line) + 1
    cells = [f"{sheet.facts.issue_date.month}.{place:02}", sheet.cell(line, "name")]
    cells += [sheet.amount(line.total * 100 / percent), f"{past * percent} %"]
    cells += [f"{(past + 1) * percent} %", sheet.amount(line.total * (past + 1))]
    return [*cells, sheet.amount(line.total * past), sheet.cell(line, "total")]
