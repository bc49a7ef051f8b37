"""Layouts of those who come to the house: a plumber with a mobile app, a cleaning company."""

from datetime import timedelta

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet


def percent(sheet: Sheet, line: Line) -> str:
    """Print the rate of a line with its sign, whatever the sender's habit in tables."""
    rate = sheet.rate(line.rate)
    return rate if "%" in rate else f"{rate} %"


@family("plumber_app", Split.MAKING,
        Profile("plumbing", lines=(1, 6), prepaid=0.3, deposit=0.12),
        Profile("plumbing", lines=(1, 5), paid=0.3, credit=0.05),
        Profile("plumbing", lines=(1, 5), regime="E", person=True))  # fmt: skip
def plumber_app(sheet: Sheet) -> str:
    """A telephone's app: everything centred, no table, lines as blocks, sums in a grey card."""
    h.adopt(sheet, ("#####", "F###", "%Y-###", "FAC-%y-####", "%m%y-##"),
            ("long", "%d/%m/%Y", "%d/%m/%y", "%d/%m/%Y"), ("AV###", "AVR-%y-###"))  # fmt: skip
    facts, exempt = sheet.facts, b.is_exempt(sheet)
    kind = h.titled(sheet, ("Facture", "FACTURE"), ("Avoir", "AVOIR"),
                    ("Facture d'acompte", "Acompte"))  # fmt: skip
    sign = sheet.pick("", "n° ", "N°", "#")
    under = [f"{sheet.pick('Émise le', 'Date :', 'Le', 'En date du')} {sheet.date_of()}"]
    under += [f"{k} {v}" for k, v in h.due(sheet, "À payer avant le", "Échéance :", "à régler le")]
    if sheet.maybe(0.4):
        under.append(f"Intervention du {sheet.day(facts.delivery_date)}")
    card = _app_card(sheet, exempt)
    why = "TVA non applicable, art. 293 B du CGI" if exempt else ""
    ids = h.told(sheet, "SIRET {siret}") + ("" if exempt else h.told(sheet, " · TVA {vat}"))
    worth = sheet.pick("Décennale : Cie d'assurance du bâtiment, contrat ", "Assurance RC Pro n° ")
    account = sheet.pick("IBAN {iban}<br>BIC {bic}", "IBAN<br><b>{iban}</b>")
    pay = h.told(sheet, f"Par virement<br>{account}") if h.is_payable(sheet) else ""
    hue = sheet.pick("#1769e0", "#00897b", "#e2572b", "#333")
    blocks = "".join(_app_line(sheet, line, exempt) for line in facts.lines)
    return f"""<style>body {{ font: 10pt "DejaVu Sans"; text-align: center }} .nm {{ font-size:
17pt; color: {hue} }} .grey {{ color: #777; font-size: 8.5pt }} .to {{ border: 0.6pt solid #ccc;
border-radius: 3mm; width: 95mm; margin: 6mm auto; padding: 3mm }} .it {{ text-align: left;
border-bottom: 0.5pt solid #ddd; padding: 2.2mm 6mm; display: grid; grid-template-columns: 1fr
auto; break-inside: avoid }} .it small {{ color: #777 }} .sums {{ background: #ececec;
border-radius: 3mm; width: 98mm; margin: 6mm auto; padding: 3mm 5mm; break-inside: avoid }} .sums
table {{ width: 100% }} .sums tr:last-child td {{ font-weight: bold; font-size: 13pt; padding-top:
2mm }} h1 {{ margin: 5mm 0 1mm; font-weight: normal }} .pay {{ margin: 4mm }}</style>
<div class="nm">{sheet.name("seller")}</div><div class="grey">{b.street(facts.seller, ", ")}<br>
{facts.seller.phone} · {facts.seller.mail}</div><h1>{kind} {sign}{sheet.number()}</h1>
<div>{"<br>".join(under)}</div><div class="to"><div class="grey">{sheet.pick("Client", "Pour",
"Facturé à")}</div>{b.address(sheet, "buyer")}</div>{blocks}{card}<div>{why}</div><div
class="pay">{pay}</div><div class="grey">{worth}{h.distractor(sheet, "########")}<br>{ids}</div>
<div class="foot">Facture créée sur mobile - {sheet.pick("Artisan+", "MonDevis")} - 1/1</div>
"""  # fmt: skip


def _app_line(sheet: Sheet, line: Line, exempt: bool) -> str:
    """Print a line as a block: name and total above, what makes the total below."""
    unit = "" if line.unit in ("u", "forfait") else f" {sheet.cell(line, 'unit')}"
    made = f"{sheet.cell(line, 'qty')}{unit} × {sheet.cell(line, 'price')} €"
    made += "" if exempt else f" · TVA {percent(sheet, line)}"
    name, total = sheet.cell(line, "name"), sheet.cell(line, "total")
    return f'<div class="it"><b>{name}</b><b>{total} €</b><small>{made}</small></div>'


def _app_card(sheet: Sheet, exempt: bool) -> str:
    sums: list[Pair] = []
    if exempt:
        sheet.total("total_without_vat")
        sums.append((sheet.pick("Total", "Total net de taxe"), sheet.total("total_with_vat")))
    else:
        sums.append((sheet.pick("Total HT", "Sous-total HT"), sheet.total("total_without_vat")))
        sums += h.vat_sums(sheet, "TVA {rate} ({basis})", "Hors TVA", bare=False)
        sums.append((sheet.pick("Total TTC", "Total"), sheet.total("total_with_vat")))
    words: dict[str, h.Words] = {"prepaid": ("Acompte versé", "Déjà réglé", "Payé")}
    words |= {"amount": ("Reste à payer", "À payer"), "credit": ("À vous rembourser",)}
    if sheet.facts.prepaid or sheet.maybe(0.4):
        sums += h.owed(sheet, words)
    return f'<div class="sums">{b.pair_rows(sums)}</div>'


@family("cleaning_contract", Split.MAKING,
        Profile("cleaning", lines=(1, 7), prepaid=0, credit=0.12),
        Profile("cleaning", lines=(3, 9), prepaid=0, adjustments=("discount",)))  # fmt: skip
def cleaning_contract(sheet: Sheet) -> str:
    """A month under a contract: a sky-blue frieze, premises and period first, sums at the left."""
    h.adopt(sheet, ("%y%m####", "FC%m%y-###", "N%y/#####", "######"),
            ("%d/%m/%Y", "%d.%m.%Y", "long", "%d/%m/%Y"), ("AV%y%m###", "AC######"))  # fmt: skip
    facts, refs = sheet.facts, sheet.facts.references
    kind = h.titled(sheet, ("FACTURE", "Facture de prestations", "FACTURE DE NETTOYAGE"),
                    ("AVOIR", "NOTE D'AVOIR"))  # fmt: skip
    last = facts.issue_date - timedelta(days=facts.issue_date.day)
    start, end = sheet.day(last.replace(day=1)), sheet.day(last)
    told = [
        f"{sheet.pick('Période', 'Période facturée', 'Prestations')} : du {start} au {end}",
        f"{sheet.pick('Contrat n°', 'Marché n°', 'Réf. contrat')} : {refs['contract']}",
        f"{sheet.pick('Site', 'Lieu de prestation', 'Locaux')} : {b.other(facts.others[0], ', ')}",
    ]
    if sheet.maybe():
        told.append(f"Votre commande : {refs['order']}")
    credit = facts.type_code == "381"
    word = sheet.pick("N° de facture", "Facture n°", "Numéro")
    about: list[Pair] = [("Avoir n°" if credit else word, sheet.number())]
    word = sheet.pick("Date", "Date de facture", "Établie le")
    about.append(("Date" if credit else word, sheet.date_of()))
    if credit:
        about.append(("Sur facture", facts.references["original"]))
    about.append((sheet.pick("Code client", "Compte client"), refs["customer"]))
    about += h.due(sheet, "Échéance", "Date de règlement", "Payable le")
    if sheet.maybe(0.4):
        about.append(("TVA client", sheet.vat_id("buyer")))
    heads: tuple[Pair, ...] = (("name", "Nature des prestations"), ("unit", "Unité"))
    heads += (("qty", "Quantité"), ("price", "Prix unit. HT"), ("rate", "TVA"))
    heads = (*heads, ("total", "Total HT"))
    sums = h.extras(sheet, {"sum": "Total des prestations", "discount": "Remise contractuelle"})
    word = sheet.pick("TVA {rate} sur les encaissements", "T.V.A. {rate}", "TVA à {rate}")
    sums.append((sheet.pick("Montant HT", "TOTAL HT", "Total hors taxes"),
                 sheet.total("total_without_vat", bare=True)))  # fmt: skip
    sums += h.vat_sums(sheet, word, "Non soumis")
    sums.append((sheet.pick("Montant TTC", "TOTAL TTC"), sheet.total("total_with_vat")))
    if sheet.maybe(0.5):
        sums += h.owed(sheet, {"amount": ("Net à payer TTC", "NET À PAYER"),
                               "credit": ("Net en votre faveur", "Net à déduire")})  # fmt: skip
    foot = sheet.pick("{name} - {form} au capital de {capital} € - RCS {register} {siren} - NAF "
                      "8121Z - TVA {vat}", "{name}, {street_} - Siret {siret} - APE 8121Z - N° TVA "
                      "{vat}")  # fmt: skip
    account = h.told(sheet, sheet.pick("{iban} - {bic}", "IBAN : {iban}<br>BIC : {bic}"))
    mode = sheet.pick("Virement", "Prélèvement SEPA", "Virement à 30 jours fin de mois")
    hue = sheet.pick("#7ec8e3", "#a8d08d", "#b4c7e7")
    return f"""<style>body {{ font: 9pt "Liberation Sans" }} .fr {{ background: {hue}; height: 6mm;
margin-bottom: 4mm }} .told {{ border-left: 2.5mm solid {hue}; padding: 1mm 4mm; margin: 6mm 0;
line-height: 1.5 }} .abt td {{ padding: 0.6mm 3mm 0.6mm 0 }} .abt .n {{ text-align: left;
font-weight: bold }} .lines th {{ background: {hue}; padding: 1.5mm 4px }} .lines td {{ padding:
1.8mm 4px; border-bottom: 0.4pt dotted #666 }} .lines .c-name {{ width: 46% }} .end {{ display:
grid; grid-template-columns: 82mm 1fr; gap: 10mm; margin-top: 6mm; break-inside:
avoid; align-items: start }} .sum {{
width: 100%; border: 0.8pt solid {hue} }} .sum tr:last-child {{ background: {hue}; font-weight:
bold }}</style><div class="fr"></div><div class="row"><div>
{sheet.logo(facts.seller.brand, "#2a6f97")}<br>{b.street(facts.seller)}<br>Tél. {facts.seller.phone}
<br>{facts.seller.mail}</div><div><b style="font-size:15pt">{kind}</b>{b.pair_rows(about, "abt",
" :")}</div></div><div style="margin:8mm 0 0 100mm">{b.address(sheet, "buyer")}</div><div
class="told">{"<br>".join(told)}</div>{h.lines(sheet, heads)}<div class="end">
{b.pair_rows(sums, "sum")}<div>{sheet.currency_note() if sheet.maybe() else ""}<p>Mode de
règlement : {mode}<br>{account}</p><small>Tout retard de paiement entraîne une indemnité
forfaitaire de 40 € (art. D441-5 du Code de commerce) et des pénalités au taux de 3 fois l'intérêt
légal. Pas d'escompte.</small></div></div><p class="foot">{h.told(sheet, foot)}</p>
"""  # fmt: skip
