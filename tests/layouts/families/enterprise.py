"""Layouts of large programs that small firms have, too: a billing document, posted sales."""

from dataclasses import replace

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import ZERO, Line, Profile, cents
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet

_PIECES = {"u": "PCE", "bte": "BTE", "forfait": "UP", "ml": "M", "kg": "KG", "L": "L", "h": "H"}


@family("billing_document", Split.MAKING,
        Profile("industry", lines=(1, 7), credit=0.1, prepaid=0.1, line_discounts=True,
                adjustments=("shipping",)),
        Profile("electrical", lines=(1, 8), prepaid=0, line_discounts=True))  # fmt: skip
def billing_document(sheet: Sheet) -> str:
    """Items by tens with their conditions below, numbers and days behind one label with a slash."""
    h.adopt(sheet, ("90#######", "009#######", "8000######", "1800######"), ("%d.%m.%Y",),
            ("95#######", "0096######"))  # fmt: skip
    style = replace(sheet.style, thousands=".", point=",", currency="{} {c}", minus="{}-")
    sheet.style = replace(style, rate="{} %", grouped_ids=False)
    facts, refs = sheet.facts, sheet.facts.references
    kind = h.titled(sheet, ("Facture",), ("Avoir", "Note de crédit"))
    about: list[Pair] = [("Numéro/Date", f"{sheet.number()} / {sheet.date_of()}")]
    if facts.type_code == "381":
        about.append(("Facture de réf.", refs["original"]))
    about += [("N° commande/Date", f"{refs['order']} / {h.day(sheet, -12)}")]
    about += [
        ("Bon de livraison/Date", h.distractor(sheet, "8########") + f" / {h.day(sheet, -1)}")
    ]
    about += [("Commande client/Date", h.distractor(sheet, "12#####") + f" / {h.day(sheet, -11)}")]
    about += [("Numéro de client", h.distractor(sheet, "1#####")), ("Devise", "EUR")]
    if sheet.maybe(0.7):
        about.append(("Votre n° TVA", sheet.vat_id("buyer")))
    about.append(("Interlocuteur", sheet.pick("Mme Le Goff", "M. Perrin", "Service ADV 02")))
    sums = _conditions(sheet)
    until = ""
    if h.is_payable(sheet):
        until = f"À régler au {sheet.date_of('due_date')} sans escompte ni déduction."
    remind = "" if facts.type_code == "381" else sheet.pick(
        "", "Merci de rappeler le numéro de la facture à chaque paiement.")  # fmt: skip
    foot = sheet.pick("{name}, {form} au capital de {capital} EUR|{street_}",
                      "{name}|{street_}|Capital {capital} EUR")  # fmt: skip
    quarter = h.told(sheet, foot).replace("|", "<br>")
    return f"""<style>@page {{ margin: 12mm 14mm 10mm 22mm }} body {{ font: 9pt "Liberation Sans";
padding-bottom: 24mm; min-height: 274mm }} .info {{ width: 74mm; background: #f0f0f0; padding: 2mm
3mm; box-sizing: border-box }} .info td {{ padding: 0.4mm 0; font-size: 8.5pt }} .info .l {{ width:
33mm }} .tiny {{ font-size: 6.5pt; border-bottom: 0.4pt solid; margin-bottom: 2mm }} .pos {{ width:
100%; margin-top: 6mm }} .pos th {{ border-top: 1pt solid; border-bottom: 1pt solid; font-weight:
normal; font-size: 8.5pt }} .pos td {{ padding: 0.3mm 4px }} .pos .first td {{ padding-top: 2.5mm }}
.fin td {{ padding: 0.6mm 4px }} .fin .rule td {{ border-top: 0.8pt solid }} .fin .end td {{
border-top: 0.8pt solid; border-bottom: 2.4pt double; font-weight: bold }} .four {{ display: grid;
grid-template-columns: 1.3fr 1fr 1.25fr 1fr; gap: 3mm; text-align: left }}</style><div class="row">
<div style="padding-top:6mm;font-size:8pt">{facts.seller.site}</div>
{sheet.logo(facts.seller.brand, sheet.pick("#c4161c", "#00529b", "#333333"))}</div><div class="row"
style="margin-top:14mm"><div style="width:85mm"><div class="tiny">{h.told(sheet,
"{name} · {street_dash}")}</div>{sheet.pick("Société<br>", "")}{sheet.name("buyer")}<br>
{b.street(facts.buyer)}</div><div class="info"><b style="font-size:13pt">{kind}</b>
{b.pair_rows([(a, v) for a, v in about]).replace('class="n"', "")}</div></div><p style="margin:8mm 0
0">Adresse de livraison : {b.other(facts.others[0], ", ")}<br>Conditions de livraison :
{sheet.pick("CPT", "DAP", "EXW")} {facts.others[0].town.split(" ", 1)[1]} &nbsp; Poids brut :
{h.count(sheet, cents(facts.line_sum / 7))} KG</p><table class="pos"><tr><th>Poste</th><th>
{sheet.pick("Article", "Matériel")} / Désignation</th><th class="n">Quantité</th><th
class="n">Prix</th><th class="n">Unité de prix</th><th class="n">Valeur EUR</th></tr>
{"".join(_item(sheet, place, line) for place, line in enumerate(facts.lines, 1))}</table><table
class="fin wide" style="margin-top:4mm">{sums}</table><p>{until} {remind}</p>
<div class="foot four"><span>{quarter}
</span><span>Tél. {facts.seller.phone}<br>{facts.seller.mail}</span><span>
{sheet.pick("IBAN", "Compte")}
{sheet.iban()}<br>BIC {sheet.bic()}</span><span>{h.told(sheet, "SIREN {siren} RCS {register}<br>"
"N° TVA {vat}")}</span></div>"""  # fmt: skip


def _item(sheet: Sheet, place: int, line: Line) -> str:
    """Print an item: gross price and discount as rows of their own, where there is one."""
    unit = _PIECES.get(line.unit, line.unit.upper())
    own = f"{sheet.cell(line, 'price')}</td><td class='n'>1 {unit}"
    first = f"<td>{place * 10:06}</td><td>{line.reference}</td>"
    first += f"<td class='n'>{sheet.cell(line, 'qty')} {unit}</td>"
    second = f"<td></td><td colspan='2'>{sheet.cell(line, 'name')}</td>"
    if not line.discount:
        total = sheet.cell(line, "total")
        return f"""<tr class="first">{first}<td class="n">{own}</td><td class="n">{total}</td></tr>
<tr>{second}<td colspan="3"></td></tr>"""
    gross = cents(line.quantity * line.unit_price)
    cut = sheet.amount(line.total - gross)
    share = f"{sheet.cell(line, 'disc').replace(' %', '')}- %"
    return f"""<tr class="first">{first}<td class="n">{own}</td><td class="n">{sheet.amount(gross)}
</td></tr><tr>{second}<td class="n">{share}</td><td class="n">Remise client</td><td class="n">{cut}
</td></tr><tr><td></td><td colspan="4">Valeur nette du poste</td><td class="n">
{sheet.cell(line, "total")}</td></tr>"""


def _conditions(sheet: Sheet) -> str:
    """Print the sums as a price procedure does: condition, rate, basis, value."""
    facts, rows = sheet.facts, list[tuple[str, str, str, str, str]]()
    rows += [("", label, "", "", value) for label, value in h.extras(
        sheet, {"sum": "Total des postes", "shipping": "Frais de transport"})]  # fmt: skip
    rows.append(
        ("rule", "Valeur nette totale", "", "", sheet.total("total_without_vat", bare=True))
    )
    for row in facts.vat:
        rate, basis, vat = sheet.vat_row(row)
        rows.append(("", "TVA collectée", rate, basis, vat))
    if len(facts.vat) > 1:
        rows.append(("", "Total TVA", "", "", sheet.total("total_vat", bare=True)))
    credit = facts.type_code == "381"
    last = "Montant de l'avoir" if credit else sheet.pick("Montant final", "Montant facture")
    rows.append(("end", last, "", "", sheet.total("total_with_vat")))
    if facts.prepaid:
        rows.append(("", "Acompte comptabilisé", "", "", sheet.total("prepaid")))
        rows.append(("end", "Montant restant dû", "", "", sheet.total("amount_due")))
    return "".join(
        f'<tr class="{css}"><td style="width:50%">{label}</td><td class="n">{rate}</td>'
        f'<td class="n">{basis}</td><td class="n">{value}</td></tr>'
        for css, label, rate, basis, value in rows
    )


@family("posted_sales", Split.MAKING,
        Profile("stationery", lines=(2, 11), credit=0.1, line_discounts=True,
                adjustments=("discount",)),
        Profile("software", lines=(1, 5), prepaid=0.15, credit=0.05),
        Profile("security", lines=(1, 5), credit=0.1, prepaid=0))  # fmt: skip
def posted_sales(sheet: Sheet) -> str:
    """The number in the title only, the firm's particulars in a column, sums among the lines."""
    h.adopt(sheet, ("VF-######", "FV%y-#####", "103###", "FVE%y/#####"),
            ("%d/%m/%y", "%d/%m/%Y", "long"), ("AV-######", "104###"))  # fmt: skip
    sheet.style = replace(sheet.style, currency="{}")
    facts, refs = sheet.facts, sheet.facts.references
    kind = h.titled(sheet, ("Vente - Facture", "Facture vente"), ("Vente - Avoir", "Avoir vente"))
    ours: list[Pair] = [("N° téléphone", facts.seller.phone), ("Page d'accueil", facts.seller.site)]
    ours += [("Adresse e-mail", facts.seller.mail), ("N° SIREN", sheet.siren("seller"))]
    ours += [("N° identif. intracomm.", sheet.vat_id("seller")), ("BIC/SWIFT", sheet.bic())]
    ours += [("IBAN", sheet.iban())]
    left: list[Pair] = [("N° client facturé", h.distractor(sheet, "CL#####"))]
    left += [("N° identif. intracomm.", sheet.vat_id("buyer"))] if sheet.maybe(0.6) else []
    left += [
        ("Vendeur", sheet.pick("Nadia Ferrec", "Omar Tavlin", "RL")),
        ("Votre référence", refs["order"]),
    ]
    right: list[Pair] = [("Date comptabilisation", sheet.date_of())]
    right += h.due(sheet, "Date d'échéance")
    right += [("N° commande", h.distractor(sheet, "CV%y-####")), ("Prix TTC", "Non")]
    if facts.type_code == "381":
        right.append(("Document lettré", f"Facture {refs['original']}"))
    heads: tuple[Pair, ...] = (("ref", "N°"), ("name", "Désignation"), ("qty", "Quantité"))
    heads += (("unit", "Unité"), ("price", "Prix unitaire HT"), ("disc", "% remise ligne"))
    heads += (
        ("rate", "% TVA"),
        ("total", "Montant ligne"),
    )
    wide = len(b.columns_shown(sheet, [key for key, _ in heads])) - 1
    sums = h.extras(sheet, {"sum": "Sous-total", "discount": "Montant remise facture"})
    sums.append((f"{sheet.show('currency', 'Total EUR HT')}", sheet.total("total_without_vat")))
    if len(facts.vat) > 1 or sheet.maybe():
        sums.append(("Montant TVA", sheet.total("total_vat")))
    else:
        sums += h.vat_sums(sheet, "{rate} TVA", "Hors TVA")
    sums.append((sheet.show("currency", "Total EUR TTC"), sheet.total("total_with_vat")))
    if facts.prepaid:
        sums.append(("Acompte facturé déduit", sheet.total("prepaid")))
        sums.append(("Montant ouvert EUR", sheet.total("amount_due")))
    rows = "".join(
        f'<tr class="{"sum b" if "EUR" in label else "sum"}"><td></td><td colspan="{wide - 1}">'
        f'{label}</td><td class="n">{value}</td></tr>'
        for label, value in sums
    )
    table = h.lines(sheet, heads).replace(
        "</tbody>", f'<tr class="gap"><td></td></tr>{rows}</tbody>'
    )
    terms: list[Pair] = [("Conditions de paiement", _terms(facts.days))]
    terms += [("Mode de règlement", sheet.pick("Virement", "Prélèvement SEPA", "Chèque"))]
    ship = ""
    if facts.profile.trade == "stationery":
        terms += [("Conditions de livraison", sheet.pick("Franco de port", "Départ entrepôt"))]
        ship = f"<p><b>Adresse destinataire</b><br>{b.other(facts.others[0])}</p>"
    return f"""<style>@page {{ margin: 12mm 14mm 12mm 18mm }} body {{ font:
8.5pt "Liberation Sans"; padding-bottom: 8mm }} .t {{ text-align: right;
font: bold 13pt "Liberation Sans" }} .ours
td, .two td {{ padding: 0.5mm 2mm 0.5mm 0 }} .ours .n, .two .n {{ text-align: left }} .ours .l {{
white-space: nowrap }} .lines {{
margin-top: 7mm; font-size: 8pt }} .lines th {{ white-space: normal; vertical-align: bottom;
border-bottom: 0.6pt solid }} .lines td {{ padding: 0.5mm 3px }} .lines .c-name {{ width: 34% }}
.gap td {{ height:
3mm }} .b td {{ font-weight: bold }} .lines .b td:last-child {{ border-top: 0.6pt solid }} .vatd {{
font-size: 8pt; width: 100% }} .vatd th {{ border-bottom: 0.6pt solid; white-space: normal;
text-align: right; vertical-align: bottom }} .vatd td {{ text-align: right }}
.two {{ margin-top: 8mm }}
.two > * {{ width: 50% }} .two .l {{ width: 38mm }}</style><div class="t">{kind} {sheet.number()}
</div><div style="text-align:right">Page 1</div><div class="row" style="margin-top:4mm"><div>
{sheet.name("buyer")}<br>{b.street(facts.buyer)}</div><div style="width:88mm">{sheet.name("seller")}
<br>{b.street(facts.seller)}<br><br>{b.pair_rows(ours, "ours")}</div></div><div class="row two">
{b.pair_rows(left)}{b.pair_rows(right)}</div>{table}{_vat_detail(sheet)}<div style="margin-top:5mm">
{b.pair_rows(terms, "ours")}</div>{ship}"""  # fmt: skip


def _terms(days: int) -> str:
    return f"{days} jours net" if days else "Comptant à réception"


def _vat_detail(sheet: Sheet) -> str:
    """Print the breakdown with what lines and discount are of each rate, the basis after them."""
    facts, rows = sheet.facts, list[str]()
    for row in facts.vat:
        rate, basis, vat = sheet.vat_row(row)
        own = sum((line.total for line in facts.lines if line.rate == row.rate), ZERO)
        cut = sum((-it.amount for it in facts.adjustments if it.rate == row.rate), ZERO)
        cells = (
            f"TVA{row.rate.normalize():f}",
            rate,
            sheet.amount(own),
            sheet.amount(cut),
            basis,
            vat,
        )
        rows.append("".join(f"<td>{cell}</td>" for cell in cells))
    last = f"<td>Total</td><td></td><td>{sheet.amount(facts.line_sum)}</td><td></td>"
    last += f"<td>{sheet.total('total_without_vat')}</td><td>{sheet.total('total_vat')}</td>"
    heads = (
        "Identifiant TVA",
        "% TVA",
        "Montant ligne",
        "Montant remise facture",
        "Base TVA",
        "Montant TVA",
    )
    top = "".join(f"<th>{head}</th>" for head in heads)
    body = "".join(f"<tr>{row}</tr>" for row in (*rows, last))
    return f'<p><b>Détail montant TVA</b></p><table class="vatd"><tr>{top}</tr>{body}</table>'
