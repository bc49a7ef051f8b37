"""Layouts that accounting packages print where nobody has changed the template they came with."""

from html import escape

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Profile
from tests.layouts.families import Split, family
from tests.layouts.formats import groups_of
from tests.layouts.sheet import Sheet


@family("package_form", Split.MAKING,
        Profile("wholesale", lines=(2, 12), credit=0.25, line_discounts=True,
                adjustments=("discount", "shipping")),
        Profile("industry", lines=(2, 12), credit=0.2, prepaid=0.3))  # fmt: skip
def package_form(sheet: Sheet) -> str:
    """A stock program's form: open columns down to a band of bases, sums and the amount to pay."""
    h.adopt(sheet, ("FA######", "FC%y####", "FA000#####", "########"), ("%d/%m/%Y", "%d/%m/%y"),
            ("AV######", "AF%y####"))  # fmt: skip
    facts, refs = sheet.facts, sheet.facts.references
    cells: list[Pair] = [("Numéro", sheet.number()), ("Date", sheet.date_of())]
    cells += [("Code tiers", refs["customer"]), ("Pièce d'origine", refs["note"])]
    cells += h.due(sheet, "Échéance", "Date éch.")
    cells.append(("Identifiant TVA du tiers", sheet.vat_id("buyer")))
    heads: tuple[Pair, ...] = (
        ("ref", "Code article"),
        ("name", "Désignation"),
        ("qty", "Quantité"),
    )
    heads += (("price", "P.U. H.T."), ("disc", "% rem."), ("total", "Montant H.T."))
    table = h.lines(sheet, (*heads, ("code", "C.T.")))
    blank = '<tr class="fill"><td></td>' + "<td></td>" * (table.count("<th") - 2) + "</tr></tbody>"
    words = {"sum": "Total brut H.T.", "discount": "Remise pied", "shipping": "Port H.T."}
    band = h.extras(sheet, words)
    band.append(("Total H.T. net", sheet.total("total_without_vat", bare=True)))
    band.append(("Total taxes", sheet.total("total_vat", bare=True)))
    band.append(("Total T.T.C.", sheet.total("total_with_vat", bare=True)))
    owed = {"prepaid": ("Acomptes",), "amount": ("NET A PAYER", "Net à payer")}
    band += h.owed(sheet, owed | {"credit": ("NET A DEDUIRE", "Net à votre crédit")})
    titles = h.titled(sheet, ("Facture", "FACTURE"), ("Avoir", "AVOIR", "Facture Avoir"))
    bases = (("code", "C.T."), ("basis", "Base H.T."), ("rate", "Taux"), ("vat", "Montant taxe"))
    return f"""<style>body {{ font: 8.5pt "Nimbus Sans"; padding-bottom: 12mm }} .to {{ border: 1px
solid; width: 82mm; min-height: 28mm; padding: 4mm }} .heads {{ width: 100%; margin: 4mm 0 }}
.heads td, .heads th {{ border: 1px solid; text-align: center }} .heads th {{ background: #d8d8d8 }}
.lines {{ border: 1px solid }} .lines th {{ border: 1px solid; background: #d8d8d8 }} .lines td {{
border-left: 1px solid }} .fill td {{ height: {max(10, 70 - 5 * len(facts.lines))}mm }}
.band {{ width: 100%; margin-top: 2mm }} .band td, .band th, .vat td, .vat th {{ border: 1px solid
}} .band td {{ text-align: right }} .band td:last-child {{ font-weight: bold }} .vat {{ margin-top:
3mm }}</style><div class="row"><div><b style="font-size:13pt">{sheet.name("seller")}</b><br>
{b.street(facts.seller)}<br>{h.told(sheet, "Tél : {phone}<br>Siret : {siret}<br>APE : {activity}")}
</div><div><div style="font-size:16pt;margin-bottom:8mm">{titles}</div><div class="to">
{b.address(sheet, "buyer")}</div></div></div>{b.pair_boxes(cells, "heads")}
{table.replace("</tbody>", blank)}{h.recap(sheet, bases)}{b.pair_boxes(band, "band")}
<p>{sheet.pick("Règlement : virement", "Mode de règlement : chèque", "Traite acceptée")} &nbsp;
{h.told(sheet, "{iban} {bic}")} &nbsp; {sheet.currency_note()}</p><p class="foot">RÉSERVE DE
PROPRIÉTÉ : les marchandises restent la propriété de {h.told(sheet, "{name}, {form} au capital de "
"{capital} € - N° id. CEE {vat}")} - jusqu'au complet paiement du prix (loi n° 80-335 du 12/05/1980)
</p>"""  # fmt: skip


@family("package_grey_frames", Split.JUDGING,
        Profile("freelance", lines=(1, 7), prepaid=0.3, deposit=0.1),
        Profile("software", lines=(1, 7), credit=0.15, prepaid=0.2),
        Profile("freelance", lines=(1, 5), regime="E", person=True))  # fmt: skip
def package_grey_frames(sheet: Sheet) -> str:
    """An open program: issuer in a grey frame, addressee in a thin one, account in pieces."""
    h.adopt(sheet, ("FA%y%m-####", "FA%y%m-####", "FAC%Y-####"), ("%d/%m/%Y",), ("AV%y%m-####",))
    facts, refs = sheet.facts, sheet.facts.references
    kind = h.titled(sheet, ("Facture",), ("Facture avoir", "Avoir"), ("Facture d'acompte",))
    top = [f'<b style="font-size:12pt;color:#003c78">{kind}</b>', f"Réf. : {sheet.number()}"]
    if facts.type_code == "381":
        top.append(f"Facture d'origine : {refs['original']}")
    top.append(f"Date facturation : {sheet.date_of()}")
    top += [f"{label} : {value}" for label, value in h.due(sheet, "Date échéance")]
    top.append(f"Code client : {h.distractor(sheet, 'CU%y-#####')}")
    if sheet.maybe():
        top.append(f"Réf. proposition commerciale : PR{facts.issue_date:%y%m}-{refs['meter'][5:9]}")
    if sheet.maybe(0.7):
        top.append(f"TVA intra. tiers : {sheet.vat_id('buyer')}")
    sums: list[Pair] = [("Total HT", sheet.total("total_without_vat", bare=True))]
    if not b.is_exempt(sheet):
        sums += h.vat_sums(sheet, "Total TVA {rate}", "Total non soumis")
        sums.append(("Total TTC", sheet.total("total_with_vat", bare=True)))
    if facts.prepaid:
        sums.append((sheet.pick("Payé", "Acompte"), sheet.total("prepaid", bare=True)))
        sums.append(("Reste à payer", sheet.total("amount_due", bare=True)))
    heads: tuple[Pair, ...] = (
        ("name", "Désignation"),
        ("rate", "TVA"),
        ("price", "P.U. HT"),
        ("qty", "Qté"),
    )
    heads = (*heads, ("total", "Total HT"))
    account = _rib(sheet) if is_french_account(sheet) else ""
    why = "* TVA non applicable art-293B du CGI<br>" if b.is_exempt(sheet) else ""
    ids = "{name} - {street_} - SIRET : {siret} - NAF-APE : {activity}"
    return f"""<style>body {{ font: 8.5pt "DejaVu Sans" }} .me {{ background: #e6e6e6; width: 78mm;
min-height: 38mm; padding: 2mm; box-sizing: border-box }} .you {{ border: 0.4pt solid #666; width:
94mm; min-height: 38mm; padding: 2mm; box-sizing: border-box }} .lines {{ border: 0.5pt solid #bbb;
margin-top: 1mm }} .lines th {{ font-weight: normal; border-bottom: 0.5pt solid #bbb }} .lines td,
.lines th {{ border-left: 0.5pt dashed #ccc; font-size: 8pt }} small {{ font-size: 7.5pt }} .sum
td {{ min-width: 28mm }} .sum tr:last-child td {{ background: #e0e0e0; color: #003c78 }} .rib
{{ font-size: 7pt }} .rib td, .rib th {{ border: 0.3pt solid #aaa }}</style><div class="row">
{sheet.logo(facts.seller.brand, "#5a3d7a")}<div style="text-align:right">{"<br>".join(top)}</div>
</div><div class="row" style="margin-top:8mm"><div><small>Émetteur</small><div class="me">
{b.address(sheet, "seller")}<br><br>{h.told(sheet, "Tél. : {phone}<br>{mail}<br>{site}")}
</div></div><div><small>Adressé à</small><div class="you">{b.address(sheet, "buyer")}</div></div>
</div><div style="text-align:right;font-size:7.5pt;margin-top:8mm">{sheet.currency_note()}</div>
{h.lines(sheet, heads)}<div class="row" style="margin-top:4mm"><div style="width:95mm">{why}
<b>Conditions de règlement :</b> {sheet.pick("30 jours", "À réception", "30 jours fin de mois")}<br>
<b>Mode de règlement :</b>
{sheet.pick("Virement bancaire", "Chèque", "Carte bancaire")}<br>{account}
</div>{b.pair_rows(sums, "sum")}</div><p class="foot">{h.told(sheet, ids)}
{"" if b.is_exempt(sheet) else h.told(sheet, " - Numéro TVA : {vat}")}</p>"""  # fmt: skip


def is_french_account(sheet: Sheet) -> bool:
    return sheet.facts.iban.startswith("FR") and sheet.facts.type_code != "381"


def _rib(sheet: Sheet) -> str:
    """Print a French account in its four pieces, then as IBAN."""
    plain = sheet.facts.iban[4:]
    pieces = (plain[:5], plain[5:10], plain[10:21], plain[21:])
    heads = ("Code banque", "Code guichet", "Numéro compte", "Clé")
    rows = b.pair_boxes(list(zip(heads, pieces, strict=True)), "rib")
    payee = f"Nom du propriétaire du compte : {escape(sheet.facts.seller.brand)}"
    return f"""<p>Règlement par virement sur le compte bancaire suivant
:</p>{rows}<small>{payee}<br>
Code IBAN : {sheet.iban()}<br>Code BIC/SWIFT : {sheet.bic()}</small>"""


@family("package_flow", Split.MAKING,
        Profile("industry", lines=(1, 6), credit=0.12, prepaid=0.25),
        Profile("training", lines=(1, 4), paid=0.2),
        Profile("shop", lines=(1, 8), line_discounts=True, adjustments=("shipping",)))  # fmt: skip
def package_flow(sheet: Sheet) -> str:
    """A modular program: large coloured title, three columns of label over value, thin sums."""
    h.adopt(sheet, ("FAC/%Y/#####", "INV/%Y/#####", "FAC/%Y/%m/####"), ("%d/%m/%Y",),
            ("RFAC/%Y/#####", "RINV/%Y/#####"))  # fmt: skip
    facts, hue = sheet.facts, sheet.pick("#875a7b", "#00838f", "#ad4e00")
    kind = h.titled(sheet, ("Facture", "Facture client"), ("Facture d'avoir", "Note de crédit"))
    cells: list[Pair] = [("Date de la facture", sheet.date_of())]
    cells += h.due(sheet, "Date d'échéance")
    cells.append(("Origine", h.distractor(sheet, "S#####")))
    cells.append(("Réf. client", facts.references["order"]))
    heads: tuple[Pair, ...] = (
        ("name", "Description"),
        ("qty", "Quantité"),
        ("price", "Prix unitaire"),
    )
    heads += (("disc", "Rem.%"), ("rate", "Taxes"), ("total", "Montant"))
    sums = h.extras(sheet, {"sum": "Lignes", "shipping": "Livraison standard"}, bare=False)
    sums.append((sheet.pick("Montant hors taxes", "Montant HT"), sheet.total("total_without_vat")))
    word = sheet.pick("TVA {rate}", "TVA {rate} sur {basis}")
    sums += h.vat_sums(sheet, word, "Hors champ", bare=False)
    sums.append(("<b>Total</b>", f"<b>{sheet.total('total_with_vat')}</b>"))
    if facts.prepaid:
        paid = f"<i>Payé le {h.day(sheet, -2)}</i>"
        sums.append((paid, sheet.total("prepaid")))
        sums.append(("<b>Montant dû</b>", f"<b>{sheet.total('amount_due')}</b>"))
    boxes = "".join(f"<div><b>{label} :</b><br>{value}</div>" for label, value in cells)
    mine = h.told(sheet, "{name}<br>{street}<br>France")
    tail = sheet.pick("{phone} | {mail} | {site} | TVA : {vat}", "{mail} {vat} SIRET {siret}",
                      "{site} - N° SIRET : {siret} - N° TVA : {vat}")  # fmt: skip
    note = (
        ""
        if facts.type_code == "381"
        else f"""<p>Merci d'utiliser la communication suivante pour
votre paiement : <b>{sheet.number()}</b><br>sur ce compte : {sheet.iban()}</p>"""
    )
    return f"""<style>body {{ font: 9.5pt "DejaVu Sans Light", "DejaVu Sans"; color: #333 }} h1 {{
color: {hue}; font-weight: normal; font-size: 21pt; margin: 8mm 0 4mm }} .three {{ display: flex;
gap:
14mm; font-size: 8.5pt }} .lines {{ margin: 7mm 0 4mm; font-size: 8.5pt }} .lines th {{
border-bottom:
1.2pt solid {hue}; color: {hue} }} .lines td {{ border-bottom: 0.4pt solid #ddd; padding: 1mm 4px }}
.lines .c-name {{ width: 42% }} .sum {{ margin-left: auto; width: 78mm; font-size: 8.5pt }} .sum td
{{ border-top: 0.4pt solid #ddd; padding: 1.5mm 2px }}</style><div class="row"><div>
{sheet.logo(facts.seller.brand, hue)}</div></div><div style="border-top:1px solid {hue};margin:2mm 0
10mm">{mine}</div><div style="margin-left:100mm">{b.address(sheet, "buyer")}<br>TVA :
{sheet.vat_id("buyer")}</div><h1>{kind} {sheet.number()}</h1><div class="three">{boxes}</div>
{h.lines(sheet, heads, more=lambda line: f"<br><small>[{line.reference}] {line.unit}</small>")}
{b.pair_rows(sums, "sum")}{note}<p>Conditions de paiement : {sheet.pick("30 jours", "immédiat")}</p>
<p class="foot" style="border-top:1px solid {hue}">{h.told(sheet, tail)}<br>
Page 1 / 1</p>"""  # fmt: skip


@family("package_online", Split.MAKING,
        Profile("freelance", lines=(1, 5), prepaid=0.2, deposit=0.15, adjustments=("discount",)),
        Profile("architect", lines=(1, 4), prepaid=0.3),
        Profile("training", lines=(1, 4), regime="E", person=True))  # fmt: skip
def package_online(sheet: Sheet) -> str:
    """An online editor: two pale cards, a dark head of the table, the sum in a rounded pill."""
    h.adopt(sheet, ("F-%Y-%m-##", "F%Y-####", "%y/####", "%Y%m-###", "F-%Y-####"),
            ("long", "%d/%m/%Y", "%d.%m.%y", "%d/%m/%Y"), ("A-%Y-%m-##", "AV%Y-####"))  # fmt: skip
    facts, hue = sheet.facts, sheet.pick("#0f4c5c", "#2d3047", "#5f0f40")
    kind = h.titled(sheet, ("Facture", "FACTURE"), ("Avoir",), ("Facture d'acompte", "Acompte"))
    about: list[Pair] = [("Numéro", sheet.number()), ("Date d'émission", sheet.date_of())]
    about += h.due(sheet, "Date d'exigibilité", "À régler avant le", "Exigible le")
    about.append(("Type de vente", sheet.pick("Prestations de services", "Services")))
    if sheet.maybe():
        about.append(("Référence du devis", facts.references["quote"]))
    vat = [] if b.is_exempt(sheet) else [("rate", "TVA (%)")]
    heads = [("name", "Détail"), ("unit", "Unité"), ("qty", "Qté"), ("price", "PU HT (€)"), *vat]
    words = {"sum": "Sous-total HT", "discount": "Remise générale"}
    sums = h.extras(sheet, words, bare=False)
    sums.append((sheet.pick("Montant total HT", "Total net HT"), sheet.total("total_without_vat")))
    if vat:
        sums.append((sheet.pick("Montant total de la TVA", "Dont TVA"), sheet.total("total_vat")))
        sums.append((sheet.pick("Montant total TTC", "TOTAL TTC"), sheet.total("total_with_vat")))
    if facts.prepaid:
        sums.append(("Acompte encaissé", sheet.total("prepaid")))
    last = "Somme à recevoir" if facts.type_code == "381" else sheet.pick("Solde dû", "À payer")
    pill = f'<div class="pill"><span>{last}</span><span>{sheet.total("amount_due")}</span></div>'
    why = "TVA non applicable en vertu de l'article 293 B du CGI." if not vat else ""
    mine = "{name}<br>{street}<br>{mail}<br>SIREN {siren}"
    yours = "<b>{name}</b><br>{street}" + sheet.pick("", "<br>SIREN : {siren}", "<br>{vat}")
    terms = sheet.pick(
        "Paiement par virement bancaire. Taux des pénalités en cas de retard : 10 %. "
        "Indemnité forfaitaire de recouvrement : 40 €. Escompte : néant.",
        "Aucun escompte consenti pour règlement anticipé. Indemnité de retard : 40 €.",
    )
    tva = h.told(sheet, "N° de TVA {vat} - ") if vat else ""
    return f"""<style>body {{ font: 9pt "URW Gothic"; color: #222 }} h1 {{ font-size: 26pt; color:
{hue}; margin: 0 0 5mm }} .lab {{ display: grid; grid-template-columns: 42mm 1fr; row-gap: 1mm }}
.lab i {{ font-style: normal; color: #777 }} .cards
{{ display: grid; grid-template-columns: 1fr 1fr;
gap: 6mm; margin: 7mm 0 }} .cards div {{ background: #f1f4f6; border-radius: 3mm; padding: 4mm }}
.lines th {{ background: {hue}; color: #fff; padding: 2.5mm 2mm; font-weight: normal }} .lines td {{
padding: 2.5mm 2mm; border-bottom: 0.5pt solid #e3e3e3 }} .sum {{ width: 80mm; margin: 5mm 0 2mm
auto
}} .pill {{ background: {hue}; color: #fff; border-radius: 5mm; padding: 2.5mm 5mm; width: 72mm;
margin-left: auto; display: flex; justify-content: space-between; font-weight: bold }}</style>
<h1>{kind}</h1><div class="lab">{"".join(f"<i>{k}</i><span>{v}</span>" for k, v in about)}</div>
<div class="cards"><div><small>{sheet.pick("De", "Émetteur ou Émettrice", "Émetteur")}</small><br>
{h.told(sheet, mine)}</div><div><small>{sheet.pick("Pour", "Client ou Cliente", "À")}</small><br>
{h.told(sheet, yours, "buyer")}</div></div>{h.lines(sheet, (*heads, ("total", "Total HT (€)")))}
{b.pair_rows(sums, "sum")}{pill}<p>{why}</p><p style="font-size:7.5pt">{terms}</p>
<p style="font-size:8pt">{sheet.pick("Coordonnées de paiement", "Compte à créditer")}<br>IBAN
{groups_of_iban(sheet)}<br>Code BIC {sheet.bic()}</p><p class="foot">{tva}
{h.told(sheet, "{name} - {siret} - {site}")}</p>"""  # fmt: skip


def groups_of_iban(sheet: Sheet) -> str:
    """Print the account in groups whatever the sender's habit: this program always does."""
    return sheet.show("iban", groups_of(sheet.facts.iban, 4))
