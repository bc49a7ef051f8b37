"""Papers of a sign maker who writes letters, and of a web agency with an online service."""

from dataclasses import replace

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import ZERO, Profile
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet

_SIGNS = Profile("signs", lines=(2, 5), prepaid=0.5, credit=0.05)


def _sums_told(sheet: Sheet) -> str:
    """Tell the sums of the sign maker in sentences."""
    facts = sheet.facts
    rate = sheet.rate(facts.vat[0].rate).replace("%", "").strip()
    sheet.vat_row(facts.vat[0])
    cut = ""
    if facts.adjustments:
        taken = sum((it.amount for it in facts.adjustments), ZERO)
        amount = sheet.amount(taken if facts.negative else -taken, bare=False)
        cut = f", remise commerciale de {amount} déduite,"
    credit = facts.type_code == "381"
    plain = "Total hors taxes{cut} : {net}, TVA {rate} % en sus, soit {vat}. Montant TTC : {gross}."
    form = sheet.pick(
        "L'ensemble{cut} représente {net} hors taxes ; la TVA au taux de {rate} % y ajoute {vat}, "
        "ce qui porte le montant toutes taxes comprises à {gross}.",
        plain,
        "Ces travaux s'élèvent{cut} à {net} HT, plus {vat} de TVA ({rate} %), soit {gross} TTC.",
    )
    text = (plain if credit else form).format(
        cut=cut,
        net=sheet.total("total_without_vat"),
        rate=rate,
        vat=sheet.total("total_vat"),
        gross=f"<b>{sheet.total('total_with_vat')}</b>",
    )
    if credit:
        return f"<p>{text}</p><p>Cette somme viendra en déduction de votre prochain règlement.</p>"
    if facts.prepaid:
        paid, left = sheet.total("prepaid"), f"<b>{sheet.total('amount_due')}</b>"
        text += "</p><p>" + sheet.pick(
            f"Compte tenu de l'acompte de {paid} versé à la commande, il reste à régler {left}.",
            f"Votre acompte à la signature du devis, {paid}, vient en moins : solde de {left}.",
        )
    return f"<p>{text}</p>"


@family("sign_maker_letter", Split.JUDGING, _SIGNS,
        replace(_SIGNS, adjustments=("discount",), prepaid=0.3),
        replace(_SIGNS, lines=(1, 2), prepaid=0.8, credit=0))  # fmt: skip
def sign_maker_letter(sheet: Sheet) -> str:
    """A sign maker's word processor: works with leader dots, all else in sentences."""
    h.adopt(sheet, ("%y-###", "%Y/##", "F%y###", "### - %Y"), ("long", "long", "weekday"))
    facts, refs = sheet.facts, sheet.facts.references
    hue = sheet.pick("#b3001b", "#1b3a6b", "#2e5e2e", "#000")
    face = sheet.pick('"P052"', '"Liberation Serif"', '"URW Gothic"')
    kind = h.titled(sheet, ("FACTURE N°", "Notre facture n°"), ("AVOIR N°", "Avoir n°"))
    town = facts.seller.town.split(" ", 1)[1].split(" CEDEX")[0]
    works = ""
    for line in facts.lines:
        detail = ""
        if line.quantity != 1:
            unit = {"m2": "m²", "u": "pièces"}.get(line.unit, line.unit)
            detail = f" ({sheet.cell(line, 'qty')} {unit} à {sheet.cell(line, 'price')} €)"
        works += f"""<div class="w"><span class="d">{sheet.cell(line, "name")}{detail}</span>
<span class="s"></span><span>{sheet.cell(line, "total")} €</span></div>"""
    done = sheet.pick("posée et réceptionnée le", "travaux terminés le", "pose achevée le")
    about = f"Objet : votre signalétique, {done} {h.day(sheet, -5)}"
    if facts.type_code == "381":
        about = f"Objet : rectification de notre facture {refs['original']}"
    pay = ""
    if h.is_payable(sheet):
        pay = sheet.pick(
            "Nous vous remercions de votre règlement par virement au plus tard le {day}.",
            "Valeur en votre aimable règlement pour le {day} par chèque ou virement.",
            "Payable à réception et au plus tard le {day}, sans escompte.",
        ).format(day=f"<u>{sheet.date_of('due_date')}</u>")
        pay = f"<p>{pay}<br>{h.told(sheet, 'Coordonnées bancaires : {iban}, {bic}')}</p>"
    return f"""<style>@page {{ margin: 18mm 22mm 12mm }} body {{ font: 11pt {face}; min-height:
262mm; line-height: 1.35 }} .w {{ display: flex; align-items: flex-end; margin: 2mm 0 2mm 6mm }} .w
.d {{
max-width: 112mm }} .s {{ flex: 1; border-bottom: 1.2pt dotted #444; margin: 0 2mm 1mm }} .band {{
border-bottom: 2.5pt double {hue}; padding-bottom: 3mm; text-align: center; color: {hue};
line-height: 1.2 }}</style><div class="band"><span style="font-size:22pt;letter-spacing:2pt">
{sheet.name("seller")}</span><br><i>Enseignes - Signalétique - Marquage de véhicules</i><br><span
style="font-size:9pt">{h.told(sheet, "{street_} - {phone} - {mail}")}</span></div><div
style="margin:9mm 0 0 88mm">{b.address(sheet, "buyer")}</div><div style="margin:8mm 0 6mm 88mm">
{town}, le {sheet.date_of()}</div><div>{about}<br>N/réf. : {h.distractor(sheet, "ENS-####")} -
Devis signé {refs["quote"]}</div><p style="margin-top:6mm"><b style="color:{hue}">{kind}
{sheet.number()}</b></p><p>Madame,
Monsieur,</p><p>{sheet.pick("Veuillez trouver ci-après le détail "
"des travaux réalisés :", "Nous avons réalisé pour vous :", "Pour les ouvrages suivants :")}</p>
{works}{_sums_told(sheet)}{pay}<p>{sheet.pick("Garantie : deux ans sur les sources lumineuses.",
"Éclairage garanti deux ans, adhésifs cinq ans.")} Le matériel reste notre propriété
jusqu'au complet paiement.</p><p style="margin-left:88mm">{sheet.pick("La gérance",
"Le gérant", "Pour l'atelier")}<br><i style="font:15pt Z003">{sheet.pick("J. Maurel", "S. Le Goff",
"A. Vidal")}</i></p><p class="foot" style="font-size:8pt">{h.told(sheet, "{form} au capital de "
"{capital} euros - RCS {register} - SIRET {siret} - APE {activity} - TVA intracommunautaire {vat}")}
<br>Assurance décennale n° {h.distractor(sheet, "########")} - Indemnité de retard : 40 € et
intérêts au triple du taux légal</p>"""  # fmt: skip


_WEB = Profile("websites", lines=(1, 5), prepaid=0.08, paid=0.2, credit=0.06)
_TICKETS = ("Formulaire de contact muet", "Mise à jour PHP 8.3", "Bandeau cookies", "Menu mobile",
            "Lien mort page Équipe", "Export des adhérents", "Lenteur page d'accueil")  # fmt: skip


def _tickets(sheet: Sheet) -> str:
    """List what was done in the month, as the agency's desk counts it."""
    rows = ""
    for after, subject in zip((-27, -21, -16, -9, -4), sheet.rng.sample(_TICKETS, 5), strict=True):
        cells = (h.distractor(sheet, "#####"), h.day(sheet, after), subject)
        spent = sheet.pick("0 h 15", "0 h 30", "1 h 10", "2 h 00")
        rows += "".join(f"<td>{cell}</td>" for cell in (*cells, spent)).join(("<tr>", "</tr>"))
    head = "<tr><th>#</th><th>Clos</th><th>Ticket</th><th>Passé</th></tr>"
    return f'<table class="tick">{head}{rows}</table>'


@family("website_upkeep", Split.MAKING, _WEB, replace(_WEB, line_discounts=True, lines=(2, 6)),
        replace(_WEB, person=True, paid=0, lines=(1, 3)))  # fmt: skip
def website_upkeep(sheet: Sheet) -> str:
    """A web agency's online service: sums as an equation on top, both parties at the end."""
    h.adopt(sheet, ("F-%Y-%m-###", "%Y-####", "WEB-####", "FA%Y#####"),
            ("%d/%m/%Y", "long", "%d.%m.%Y", "%d-%m-%Y"), ("A-%Y-%m-###", "AV%Y#####"))  # fmt: skip
    facts, refs = sheet.facts, sheet.facts.references
    hue, pale = sheet.pick(("#5b4bdb", "#f1effe"), ("#0e9f8e", "#e8f8f6"), ("#e0457b", "#fdeef4"))
    credit = facts.type_code == "381"
    kind = h.titled(sheet, ("Facture", "facture"), ("Avoir", "avoir"))
    cards = ""
    sheet.vat_row(facts.vat[0])
    rate = sheet.rate(facts.vat[0].rate).replace("%", "").strip()
    for line in facts.lines:
        count = f"{sheet.cell(line, 'qty')} × {sheet.cell(line, 'price')} €"
        if line.discount:
            count += f" &nbsp;–{sheet.cell(line, 'disc').replace('%', '').strip()} %"
        cards += f"""<div class="item"><div><b>{sheet.cell(line, "name")}</b><br><small>{count}
&nbsp;·&nbsp; TVA {rate} %</small></div><div>{sheet.cell(line, "total")} €</div>
</div>"""
    sums: list[Pair] = [("hors taxes", sheet.total("total_without_vat"))]
    sums += [(f"TVA à {rate} %", sheet.total("total_vat"))]
    sums += [("toutes taxes", sheet.total("total_with_vat"))]
    parts = [f"<div>{value}<br><small>{label}</small></div>" for label, value in sums]
    equation = f"{parts[0]}<i>+</i>{parts[1]}<i>=</i>{parts[2]}"
    if facts.prepaid:
        word = "déjà réglé" if facts.amount_due == 0 else "acompte encaissé"
        left = "reste" if facts.amount_due == 0 else "solde à payer"
        equation += f"""<i>–</i><div>{sheet.total("prepaid")}<br><small>{word}</small></div><i>=</i>
<div>{sheet.total("amount_due")}<br><small>{left}</small></div>"""
    else:
        sheet.total("amount_due")
    state = "à déduire" if credit else "payée" if not facts.amount_due else "en attente de paiement"
    until = "".join(f"{label} {value}" for label, value in h.due(
        sheet, "à payer d'ici le", "échéance :", "date limite :"))  # fmt: skip
    pay = ""
    if h.is_payable(sheet):
        pay = f"""<div class="pay"><b>Payer</b> · virement {h.told(sheet, "{iban} · {bic}")} · ou en
ligne, lien sécurisé : pay.{facts.seller.site.removeprefix("www.")}/{refs["file"]}</div>"""
    cause = f"Annule tout ou partie de {refs['original']}. " if credit else ""
    return f"""<style>@page {{ margin: 13mm 16mm }} body {{ font: 9.5pt "URW Gothic"; min-height:
268mm }} small {{ color: #777; font-size: 8pt }} .top {{ font-size: 24pt; color: {hue} }} .state {{
border: 1pt solid {hue}; color: {hue}; border-radius: 4mm; padding: 1mm 4mm; font-size: 8.5pt }}
.eq {{ display: flex; gap: 4mm; background: {pale}; border-radius: 3mm; padding: 5mm; font-size:
13pt; margin: 6mm 0 8mm; align-items: center; justify-content: center; text-align: center }} .eq i
{{
font-style: normal; color: {hue}; font-size: 16pt }} .item {{ display: flex; justify-content:
space-between; padding: 2.5mm 0; border-bottom: 0.5pt solid #ddd }} .tick {{ font-size: 8pt;
margin-top: 2mm }} .tick th {{ color: #999; font-weight: normal }} .tick td {{ padding: 0.6mm 4mm
0.6mm 1mm }} .pay {{ border: 1pt dashed {hue}; border-radius: 2mm; padding: 3mm; margin-top: 6mm;
font-size: 8.5pt }} .ends {{ position: absolute; bottom: 0; left: 0; right: 0; display: grid;
grid-template-columns: 1fr 1fr; gap: 10mm; border-top: 2pt solid {hue}; padding-top: 3mm; font-size:
8.5pt }}</style><div class="row"><div class="top">{kind} {sheet.number()}</div><span class="state">
{state}</span></div><div>{sheet.date_of()} {"&nbsp;·&nbsp; " if until else ""}{until}</div><div
class="eq">{equation}</div>{cards}<p>{cause}Projet {refs["contract"]} · bon de commande
{refs["order"]} · période du {h.day(sheet, -30)} au {h.day(sheet, -1)}</p><div
style="margin-top:5mm"><small>Votre forfait : tickets clos ce mois-ci</small>{_tickets(sheet)}</div>
{pay}<div class="ends"><div><small>{sheet.pick("Émise par", "Prestataire", "De")}</small><br>
<b>{sheet.name("seller")}</b><br>{h.told(sheet, "{street}<br>{mail}<br>SIRET {siret}<br>TVA {vat}")}
</div><div><small>{sheet.pick("Adressée à", "Pour", "Client")}</small><br>
{b.address(sheet, "buyer")}<br>{h.told(sheet, "SIREN {siren}<br>TVA {vat}", "buyer")}</div><small
style="grid-column:1 / 3">
Opérations : prestations de services. TVA sur les encaissements. Pénalités de retard 12 % l'an,
forfait de recouvrement 40 €, escompte néant.</small></div>"""  # fmt: skip
