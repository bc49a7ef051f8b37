"""Layouts of those who deal in goods or move them: wholesaler, cooperative, platform, forwarder."""

from dataclasses import replace

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Profile
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet


@family("wholesaler_carried", Split.JUDGING,
        Profile("wholesale", lines=(24, 92), line_discounts=True, adjustments=("eco", "discount"),
                credit=0.04, prepaid=0),
        Profile("industry", lines=(18, 70), adjustments=("eco", "shipping"), credit=0.04,
                prepaid=0))  # fmt: skip
def wholesaler_carried(sheet: Sheet) -> str:
    """Pages of narrow rows with bar codes, sums carried, eco-participation, sums in a last band."""
    h.adopt(sheet, ("%y%m######", "########", "FC-#######", "26/####"), ("%d/%m/%y", "%d.%m.%Y"))
    facts, refs = sheet.facts, sheet.facts.references
    heads: tuple[Pair, ...] = (
        ("ref", "Article"),
        ("=3########017#", "Gencod"),
        ("name", "Libellé"),
    )
    heads += (("qty", "Qté"), ("unit", "Cond."), ("price", "Prix net"), ("disc", "R%"))
    heads += (("code", "T"), ("total", "Montant"))
    words = ("A REPORTER", "REPORT") if sheet.maybe() else ("Sous-total page", "Report page préc.")
    tables = h.paged(sheet, heads, (32, 48), words)
    kind = h.titled(sheet, ("FACTURE", "Facture"), ("AVOIR SUR MARCHANDISES", "AVOIR"))
    head = f"""<div class="bar"><span>{kind} {sheet.number()}</span><span>Date : {sheet.date_of()}
</span><span>Client : {refs["customer"]}</span><span>Page %p/{len(tables)}</span></div>"""
    turn = [f'<div class="break"></div>{head.replace("%p", str(i))}{table}'
            for i, table in enumerate(tables[1:], 2)]  # fmt: skip
    extra = {
        "sum": "MARCHANDISES",
        "eco": "ECO-PART. (D3E)",
        "discount": "REMISE",
        "shipping": "PORT",
    }
    band = h.extras(sheet, extra)
    band.append(("NET H.T.", sheet.total("total_without_vat", bare=True)))
    band.append(("T.V.A.", sheet.total("total_vat", bare=True)))
    band.append(("T.T.C.", sheet.total("total_with_vat", bare=True)))
    last = {"amount": ("NET A PAYER EUR",), "credit": ("A VOTRE CREDIT EUR",)}
    band += h.owed(sheet, last, bare=True)
    bases = (
        ("code", "T"),
        ("rate", "Taux"),
        ("basis", "H.T."),
        ("vat", "Taxe"),
        ("gross", "T.T.C."),
    )
    until = "".join(f"{label} {value}" for label, value in h.due(sheet, "LCR au", "Prélèvement le"))
    return f"""<style>body {{ font: 7.5pt "Liberation Sans Narrow"; padding-bottom: 16mm }} .bar {{
display: flex; justify-content: space-between; border: 1.5px solid; padding: 1.5mm 3mm; font:
bold 10pt "Nimbus Sans"; margin: 3mm 0 }} .lines td {{ padding: 0.4mm 1.2mm }} .lines tr:nth-child(
even) td {{ background: #eef3ee }} .lines th {{ border-bottom: 1px solid; border-top: 1px solid }}
.lines .c-name {{ width: 38% }} .carry td {{ font-weight: bold; border-top: 1px dotted }} .band {{
width: 100%; margin-top: 3mm; font-size: 8.5pt }} .band th {{ background: #2b5d34; color: #fff;
text-align: right }} .band td {{ text-align: right; border: 1px solid #2b5d34; font-size: 10pt }}
</style><div class="row"><div style="font-size:8.5pt"><b style="font-size:15pt;color:#2b5d34">
{sheet.name("seller")}</b><br>Siège : {b.street(facts.seller, ", ")}<br>Dépôt :
{b.street(facts.others[1], ", ")} - {facts.others[1].phone}</div><div style="font-size:9pt;width:
72mm">Adresse de facturation<br>{b.address(sheet, "buyer")}<br>{sheet.vat_id("buyer")}</div></div>
{head.replace("%p", "1")}<div>Livré à : {b.other(facts.others[0], ", ")} - Cde {refs["order"]} du
{h.day(sheet, -6)} - BL {refs["note"]} du {h.day(sheet, -3)} - Tournée 14 - Poids 412,5 kg</div>
{tables[0]}{"".join(turn)}<div class="row"
style="margin-top:4mm">{h.recap(sheet, bases)}<div>{until}
<br>{sheet.pick("dont consignes, non soumises à TVA", "Éco-participation incluse")}</div></div>
{b.pair_boxes(band, "band")}<p class="foot">{h.told(sheet, "{name} {form} capital {capital} € RCS "
"{register} {siren} - SIRET {siret} - TVA {vat} - IBAN {iban}")}</p>"""  # fmt: skip


@family("cooperative_statement", Split.MAKING,
        Profile("farm", lines=(1, 7), prepaid=0.35, credit=0.0, adjustments=("discount",)),
        Profile("farm", lines=(1, 5), prepaid=0.2, credit=0.0))  # fmt: skip
def cooperative_statement(sheet: Sheet) -> str:
    """A cooperative writes the invoice of its member: the addressee sells the harvest."""
    h.adopt(sheet, ("BA%y-#####", "AP######", "%Y/AF/####"), ("%d/%m/%Y", "%d/%m/%y"))
    facts = sheet.facts
    word, farm = facts.seller.brand.split()[-1], sheet.pick("GAEC", "EARL", "SCEA")
    seller = replace(facts.seller, name=f"{farm} {word}", brand=word, form="", accept=(word,))
    coop = f"{sheet.pick('Coopérative', 'Union', 'Coop')} {facts.buyer.brand.split()[-1]}"
    buyer = replace(facts.buyer, name=coop, brand=coop, accept=(coop.upper(),))
    sheet.facts = facts = replace(facts, seller=seller, buyer=buyer)
    kind = h.titled(sheet, ("BORDEREAU D'APPORTS VALANT FACTURE", "FACTURE D'APPORTS"), ("AVOIR",))
    heads: tuple[Pair, ...] = (
        ("delivery", "Date apport"),
        ("=T#####", "Ticket"),
        ("name", "Produit"),
    )
    heads += (("qty", "Poids aux normes"), ("unit", "U"), ("price", "Prix unitaire"))
    heads += (("rate", "TVA"), ("total", "Montant HT"))
    sums = h.extras(sheet, {"sum": "Valeur des apports", "discount": "Cotisations et retenues HT"})
    sums.append(("Total HT", sheet.total("total_without_vat", bare=True)))
    sums.append(("TVA", sheet.total("total_vat", bare=True)))
    sums.append(("Total TTC", sheet.total("total_with_vat", bare=True)))
    words = {"prepaid": ("Acompte campagne déjà versé",)}
    sums += h.owed(sheet, words | {"amount": ("NET À VOUS RÉGLER", "Net versé au compte")})
    tier: list[Pair] = [("N° adhérent", h.distractor(sheet, "0#####")), ("Campagne", "2025/2026")]
    tier += [("N° bordereau", sheet.number()), ("Édité le", sheet.date_of())]
    tier += h.due(sheet, "Valeur", "Virement le")
    yours = "SIRET {siret}<br>N° TVA {vat}"
    bases = (("rate", "Taux TVA"), ("basis", "Assiette"), ("vat", "Montant TVA"))
    return f"""<style>body {{ font: 9pt "URW Bookman" }} .top {{ border-left: 8mm solid #7a9a2e;
padding-left: 4mm }} .tier {{ border-collapse: separate; border-spacing: 2mm }} .tier th {{ color:
#7a9a2e; font-weight: normal; font-size: 7.5pt }} .lines th {{ border-bottom: 2px solid #7a9a2e;
white-space: normal; vertical-align: bottom }} .lines .c-name {{ width: 34% }} .lines td {{ padding:
1.2mm 4px }} .sum {{ margin: 5mm auto }} .sum td {{ padding: 1mm 6mm; border-bottom: 1px dotted }}
.sum tr:last-child {{ font-weight: bold }}</style><div class="row"><div class="top"><b
style="font-size:14pt">{sheet.name("buyer")}</b><br>Société coopérative agricole à capital variable
<br>{b.street(buyer, " - ")}<br>{h.told(sheet, "RCS {register} {siren} - TVA {vat}", "buyer")}<br>
Agrément HCCA n° {h.distractor(sheet, "1####")}</div></div><div style="margin:12mm 0 6mm 92mm">
{b.address(sheet, "seller")}<br>{h.told(sheet, yours)}</div><h2 style="margin:0">{kind}</h2>
{b.pair_boxes(tier, "tier")}{h.lines(sheet, heads)}{b.pair_rows(sums, "sum")}{h.recap(sheet, bases)}
<p>Autofacturation : facture établie par {coop} au nom et pour le compte de {seller.name}
(art. 289 I-2 du CGI). Sauf contestation sous 15 jours, elle est réputée acceptée.</p><p>Votre
compte
: {h.told(sheet, "{iban} - {bic}")}</p>"""  # fmt: skip


_FEES = Profile("platform", "LU", "fr", lines=(2, 7), regime="AE", paid=0.6, credit=0.15)


@family("marketplace_fees", Split.MAKING, _FEES,
        replace(_FEES, vat_country="FR", regime="S"),
        replace(_FEES, country="IE", credit=0.1))  # fmt: skip
def marketplace_fees(sheet: Sheet) -> str:
    """A platform from abroad bills its fees of a month, kept back at once; three columns on top."""
    h.adopt(sheet, ("LU-AEU-%Y-#######", "FR-%Y-######", "INV-FR-########-%Y-##"),
            ("%d/%m/%Y", "%Y-%m-%d", "long"), ("LU-CN-%Y-#######", "CN-FR-######"))  # fmt: skip
    facts, untaxed = sheet.facts, sheet.facts.profile.regime == "AE"
    kind = h.titled(sheet, ("Facture", "Facture de frais"), ("Note de crédit", "Avoir"))
    about: list[Pair] = [("Numéro de facture :", sheet.number())]
    about.append(("Date de la facture :", sheet.date_of()))
    about.append(("Période de facturation :", f"{h.day(sheet, -30)} - {h.day(sheet, 0)}"))
    about.append(("Identifiant du vendeur :", h.distractor(sheet, "A@#@@#########")))
    about += [(f"{k} :", v) for k, v in h.due(sheet, "Date d'échéance", "Prélèvement le")]
    net = sheet.total("total_without_vat")
    sums: list[Pair] = [("Total (TVA exclue)", net)]
    sums.append((f"TVA ({'0 %' if untaxed else '20 %'})", sheet.total("total_vat")))
    sums.append(("Total (TVA incluse)", sheet.total("total_with_vat")))
    if facts.prepaid:
        sums.append(("Déduit du solde de votre compte vendeur", sheet.total("prepaid")))
        sums.append(("Solde restant dû", sheet.total("amount_due")))
    heads: tuple[Pair, ...] = (
        ("name", "Description des frais"),
        ("qty", "Nombre"),
        ("price", "Tarif (hors TVA)"),
    )
    heads += (("rate", "Taux de TVA"), ("total", "Total hors TVA"))
    why = (
        "Autoliquidation - TVA due par le preneur, art. 196 de la directive 2006/112/CE." * untaxed
    )
    mine, yours = "{name}<br>{street}<br>{country}<br>Numéro de TVA : {vat}", "{street}"
    return f"""<style>body {{ font: 9pt "DejaVu Sans Condensed", "DejaVu Sans" }} .three {{ display:
grid; grid-template-columns: 1fr 1fr 1fr; gap: 5mm; margin: 8mm 0; font-size: 8pt }} .lines {{
font-size: 8pt }} .lines th {{ background: #f3f3f3; border: 0.5pt solid #ccc; padding: 2mm 1mm;
white-space: normal }} .lines td {{ border: 0.5pt solid #ccc; padding: 1.5mm 1mm
}} .lines .c-name {{
width: 40% }} .sum {{ margin: 0 0 0 auto }} .sum td {{ border: 0.5pt solid #ccc; padding: 1.5mm 3mm
}} .big {{ background: #232f3e; color: #fff; padding: 3mm 5mm; font-size: 15pt }}</style>
<div class="row big"><span>{facts.seller.brand.split()[-1].lower()}.place</span><span>{kind}</span>
</div><div class="three"><div><b>Facturé à</b><br>{sheet.name("buyer")}<br>
{h.told(sheet, yours, "buyer")}<br>France<br>N° de TVA : {sheet.vat_id("buyer")}</div><div><b>
Émise par</b><br>{h.told(sheet, mine)}</div><div>{b.pair_lines(about, colon="<br>")}</div></div>
<p>{sheet.currency_note()}</p>{h.lines(sheet, heads)}{b.pair_rows(sums, "sum")}<p>{why}</p>
<p style="font-size:7.5pt">Ceci n'est pas une demande de paiement. Les frais ont été ou seront
prélevés sur le produit de vos ventes. Registre de commerce B {h.distractor(sheet, "######")}.</p>
"""  # fmt: skip


@family("forwarder", Split.MAKING,
        Profile("forwarder", lines=(3, 11), prepaid=0, credit=0.1),
        Profile("forwarder", lines=(2, 7), prepaid=0.2, credit=0.0))  # fmt: skip
def forwarder(sheet: Sheet) -> str:
    """A forwarding agent: ship, container and bill of lading, taxed and untaxed in two columns."""
    h.adopt(sheet, ("%y%m-LEH-####", "FE######", "LH/%y/#####"), ("dashed", "%d/%m/%Y", "%d.%m.%y"))
    facts, refs = sheet.facts, sheet.facts.references
    rows = []
    for line in facts.lines:
        cell = sheet.cell(line, "total")
        taxed = ("", cell) if line.rate else (cell, "")
        detail = f"{sheet.cell(line, 'qty')} {line.unit} x {sheet.cell(line, 'price')}"
        rows.append([sheet.cell(line, "name"), detail, sheet.cell(line, "rate"), *taxed])
    heads = ("PRESTATION", "BASE DE CALCUL", "TVA", "NON SOUMIS", "SOUMIS")
    table = b.table(("name", "unit", "rate", "total", "total"), heads, rows, "lines")
    file: list[Pair] = [("DOSSIER", h.distractor(sheet, "EXP%y#####")), ("V/REF", refs["order"])]
    file += [("NAVIRE / VOYAGE", "CAP LORMONT 614W"), ("B/L N°", h.distractor(sheet, "LEHA######"))]
    file += [("CONTENEUR", h.distractor(sheet, "@@@U#######")), ("ETD", h.day(sheet, -9))]
    file += [("ETA", h.day(sheet, 12)), ("POIDS BRUT", f"{h.distractor(sheet, '#####')} KG")]
    bases = (("rate", "TAUX"), ("basis", "BASE"), ("vat", "TVA"))
    sums: list[Pair] = [("TOTAL H.T.", sheet.total("total_without_vat", bare=True))]
    sums.append(("TOTAL T.V.A.", sheet.total("total_vat", bare=True)))
    sums.append(("TOTAL T.T.C.", sheet.total("total_with_vat", bare=True)))
    words = {"prepaid": ("PROVISION REÇUE",), "amount": ("NET A PAYER EN EUR", "SOLDE EN EUR")}
    sums += h.owed(sheet, words | {"credit": ("SOLDE EN VOTRE FAVEUR EUR",)}, bare=True)
    kind = h.titled(sheet, ("FACTURE", "FACTURE DE TRANSIT"), ("AVOIR", "NOTE DE CREDIT"))
    until = "".join(f"{label} {value}" for label, value in h.due(sheet, "ECHEANCE", "A REGLER LE"))
    return f"""<style>body {{ font: 8.5pt "Nimbus Mono PS" }} .file {{ display: grid;
grid-template-columns: repeat(4, 1fr); border: 1px solid; margin: 4mm 0 }} .file div {{ padding: 1mm
2mm }} .lines {{ border-top: 1px dashed; border-bottom: 1px dashed; min-height: 55mm }} .lines td {{
height: 1px }} .lines tr:last-child td {{ height: auto }} .lines .c-name {{ width: 38% }} .end {{
display: flex; justify-content: space-between; margin-top: 4mm }} .sum td {{ padding: 0.5mm 2mm }}
</style><div>{sheet.logo(facts.seller.brand, "#003a70")}</div><div class="row"><div
style="width:80mm">
{h.told(sheet, "COMMISSIONNAIRE EN DOUANE AGREE<br>{street}<br>{phone}")}</div><div
style="width:82mm">
DOIT<br>{b.address(sheet, "buyer")}<br>{sheet.vat_id("buyer")}</div></div><div
style="margin-top:6mm">
<b>{kind} : {sheet.number()}</b> &nbsp; DU {sheet.date_of()} &nbsp; CPTE {refs["customer"]} &nbsp;
{until}</div><div class="file">{h.cards(file, "")}</div>{table}<div
class="end">{h.recap(sheet, bases)}
{b.pair_rows(sums, "sum", " :")}</div><p>PAIEMENT A 30 JOURS DATE DE FACTURE (ART. L441-11 C. COM.).
{sheet.pick("TRANSPORT INTERNATIONAL EXONERE, ART. 262 II CGI.", "")}<br>{h.told(sheet,
"BANQUE : {iban} SWIFT {bic}")}</p><p class="foot">{h.told(sheet, "{name} - {form} AU CAPITAL DE "
"{capital} EUR - SIREN {siren} RCS {register} - NAF {activity} - TVA {vat}")}</p>"""  # fmt: skip
