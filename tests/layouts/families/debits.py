"""Layouts of those who debit an account: a bank for its fees, a carrier of parcels."""

from collections.abc import Sequence
from dataclasses import replace

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.corporations import TIP, incorporate, tip
from tests.layouts.facts import ZERO, Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet

_BANK = """<style>@page { margin: 12mm 18mm } body { font: 9.5pt "P052"; min-height: 0; padding: 0 }
.page { position: relative; height: 272mm } .desk { width: 70mm; font-size: 8pt; line-height: 1.4 }
.to { margin: 8mm 0 12mm 84mm; font-size: 10.5pt } .lines { font-size: 8.8pt } .lines th { border:
0.3mm solid #222; font-weight: normal; text-align: center; white-space: normal } .lines td {
border-left: 0.3mm solid #222; border-right: 0.3mm solid #222; padding: 0.8mm 2mm } .lines
.c-name { width: 46% } .lines tr:last-child td { border: 0.3mm solid #222; font-weight: bold }
.law { position: absolute; left: 0; right: 0; bottom: 0; font-size: 6.4pt; text-align: justify }
</style>"""


def _fees(sheet: Sheet) -> str:
    """Print the lines in two columns of amounts, untaxed and taxed, with the sum of each."""
    rows: list[Sequence[str]] = []
    for line in sheet.facts.lines:
        worth = sheet.cell(line, "total")
        pair = ("", worth) if line.rate else (worth, "")
        rows.append((line.name, sheet.cell(line, "qty"), sheet.cell(line, "price"), *pair))
    sums = [sum((row.basis for row in sheet.facts.vat if bool(row.rate) is taxed), ZERO)
            for taxed in (False, True)]  # fmt: skip
    shown = [sheet.amount(value) if value else "" for value in sums]
    rows.append((sheet.pick("Totaux", "TOTAL PAR COLONNE", "Sous-totaux"), "", "", *shown))
    head = (sheet.pick("Nature des opérations", "Libellé de la commission"), "Nombre", "Tarif")
    columns = (*head, "Exonéré de TVA (1)", "Soumis à TVA, hors taxe")
    return b.table(("name", "qty", "price", "total", "total"), columns, rows, "lines")


@family("bank_fees", Split.MAKING,
        Profile("bankfees", lines=(3, 11), prepaid=0, credit=0.06),
        Profile("bankfees", lines=(2, 6), prepaid=0, credit=0.1))  # fmt: skip
def bank_fees(sheet: Sheet) -> str:
    """A bank for its fees: exempt and taxed in two columns, the totals and the debit in a text."""
    h.adopt(sheet, ("%Y%m%d#####", "FB-%Y-######", "%m%y/#####/##", "COM########"),
            ("%d/%m/%Y", "long", "%d.%m.%Y"))  # fmt: skip
    incorporate(sheet, "Banque {word}", "Caisse Régionale {word}", "Crédit {word}",
                "Banque de {word}", forms=("SA", "S.A."))  # fmt: skip
    facts = sheet.facts
    kind = h.titled(sheet, ("Facture de commissions et services", "FACTURE DE FRAIS BANCAIRES",
                            "Frais et commissions - Facture"), ("Avoir sur commissions",
                            "AVOIR SUR FRAIS BANCAIRES"))  # fmt: skip
    branch = sheet.facts.others[0].register
    account = h.distractor(sheet, "000 ########")
    taxes = []
    for row in facts.vat:
        rate, basis, vat = sheet.vat_row(row)
        if row.rate:
            rate = rate if "%" in rate else f"{rate} %"
            taxes.append(f"TVA au taux de {rate} calculée sur {basis} : {vat}")
        else:
            taxes.append(f"opérations exonérées : {basis} (TVA : {vat})")
    net, tax = sheet.total("total_without_vat"), sheet.total("total_vat")
    gross, rest = sheet.total("total_with_vat"), sheet.total("amount_due")
    said = sheet.pick(
        f"Le total des commissions ressort à {net} hors taxe, auquel s'ajoutent {tax} de TVA, "
        f"soit {gross} toutes taxes comprises.",
        f"Total hors taxe : {net}. Total de la TVA : {tax}. Total toutes taxes comprises : "
        f"{gross}.",
    )
    until = h.due(sheet, "en valeur du", "le", "à la date du")
    when = f"Le compte n° {account} sera crédité de <b>{rest}</b> sous huit jours."
    if until:
        when = f"""Le compte n° {account}, ouvert dans nos livres, sera débité de <b>{rest}</b>
{until[0][0]} <b>{until[0][1]}</b>. Vous n'avez aucun règlement à nous adresser."""
    given = "que nous vous restituons au titre" if facts.type_code == "381" else "facturés au titre"
    desk: list[Pair] = [("Agence", f"{branch} Entreprises"), ("Téléphone", facts.seller.phone)]
    desk += [("Chargée d'affaires", f"Mme {facts.others[1].brand.split()[-1].title()}")]
    desk += [("Racine client", h.distractor(sheet, "0#######")), ("Arrêté du", h.day(sheet, -3))]
    about = f"{kind} n° {sheet.number()}"
    law = "{name} - Société anonyme au capital de {capital} euros - Siège social : {street_} - "
    law += "Immatriculée au RCS de {register} sous le n° {siren} - N° TVA {vat} - Établissement de "
    return f"""{_BANK}<div class="page"><div class="row">{sheet.logo(facts.seller.brand,
    sheet.pick("#003d7c", "#0a6b4b", "#a1122b", "#333333"), serif=sheet.maybe())}<div
class="desk">{b.pair_lines(desk)}</div></div><div class="to">{b.address(sheet, "buyer")}</div><p
style="text-align:right">{branch}, le {sheet.date_of()}</p><p><b>{about}</b></p>
<p>Madame, Monsieur,<br>Veuillez trouver ci-dessous le décompte des commissions et services
{given} de la période du {h.day(sheet, -34)} au {h.day(sheet, -4)}.</p>{_fees(sheet)}<p>{said}<br>
Détail
des taxes : {" ; ".join(taxes)}.</p><p>{when}</p><p>Nous vous prions d'agréer, Madame, Monsieur,
l'expression de nos sentiments dévoués.</p><p style="font-size:7.5pt">(1) Article 261 C, 1° du code
général des impôts.</p><div class="law">{h.told(sheet, law)}crédit agréé et contrôlé par l'ACPR,
4 place de Budapest, 75436 Paris - Intermédiaire en assurance, ORIAS n°
{h.distractor(sheet, "07 0## ###")} - {facts.seller.site} - En cas de réclamation, adressez-vous
d'abord à votre agence, puis au service relations clientèle.</div></div>"""  # fmt: skip


_PARCEL = """<style>@page { margin: 9mm 12mm } body { font: 9pt "Liberation Sans"; min-height: 0;
padding: 0 } .page { position: relative; height: 278mm } .thin { display: flex; justify-content:
space-between; font-size: 8pt; border-bottom: 1.2mm solid var(--hue); padding-bottom: 2mm } .two {
display: grid; grid-template-columns: 58mm 1fr; gap: 9mm; margin-top: 6mm } .left { font-size: 7.8pt
} .left b { display: block; margin-top: 2.4mm; color: var(--hue) } .to { margin: 12mm 0 14mm 36mm;
font-size: 10pt } .sums { width: 100% } .sums td { padding: 1.3mm 0; border-bottom: 0.3mm dotted
#777 } .ask { margin-top: 5mm; padding: 3mm; background: #f1f1f1; display: flex; justify-content:
space-between; font-size: 12pt } .lines { font-size: 8pt } .lines td, .lines th { padding: 0.8mm
1.5mm } .lines th { background: var(--hue); color: #fff } .lines .c-name { width: 34% } .zone td {
font-weight: bold; padding-top: 2.5mm } .law { font-size: 6.3pt; color: #444; margin-top: 5mm }
.news { margin: 14mm 30mm 0 67mm; border: 0.6mm solid var(--hue); padding: 4mm; font-size: 8.5pt }
""" + TIP + "</style>"  # fmt: skip
_KINDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Envois en France", ("Colis", "Express")),
    ("Envois vers l'étranger", ("Europe", "Suisse")),
    ("Retours et prestations annexes", ("Retour", "Supplément", "Seconde", "Correction")),
    ("Abonnements et indexation", ("Indexation", "Enlèvement")),
)


def _by_kind(sheet: Sheet) -> list[tuple[str, list[Line]]]:
    found = [(word, [line for line in sheet.facts.lines if line.name.startswith(starts)])
             for word, starts in _KINDS]  # fmt: skip
    return [(word, lines) for word, lines in found if lines]


def _shipments(sheet: Sheet) -> str:
    keys = ("name", "text", "qty", "price", "rate", "total")
    rows: list[Sequence[str]] = []
    for word, lines in _by_kind(sheet):
        rows.append((f"<b>{word}</b>", "", "", "", "", ""))
        for line in lines:
            weight = f"{sheet.rng.randint(4, 968)},{sheet.rng.randint(1, 9)} kg"
            cells = [sheet.cell(line, key) for key in ("qty", "price", "rate", "total")]
            rows.append((line.name, weight if line.unit == "exp." else "", *cells))
    head = ("Produit", "Poids taxable", "Nombre", "Tarif HT", "TVA", "Net HT")
    return b.table(keys, head, rows, "lines")


@family("parcel_fortnight", Split.MAKING,
        Profile("express", lines=(3, 12), prepaid=0, credit=0.07),
        Profile("express", lines=(8, 24), prepaid=0.1, credit=0.05))  # fmt: skip
def parcel_fortnight(sheet: Sheet) -> str:
    """A parcel carrier by the fortnight: references at the left, a TIP below, then lines."""
    h.adopt(sheet, ("%y-######-#", "######## %m", "FR#########", "Q%m%y#####"),
            ("%d/%m/%Y", "%d.%m.%Y", "%d/%m/%y"))  # fmt: skip
    incorporate(sheet, "{word} Express", "{word} Colis", "Messagerie {word}", "{word}post")
    # The lines stand by kind on paper; in the truth, too.
    ordered = tuple(line for _, lines in _by_kind(sheet) for line in lines)
    sheet.facts = facts = replace(sheet.facts, lines=ordered)
    hue = sheet.pick("#c8102e", "#00539b", "#e06c00", "#2a2a6e")
    kind = h.titled(sheet, ("FACTURE DE QUINZAINE", "Facture transport", "FACTURE"),
                    ("AVOIR TRANSPORT", "Avoir"))  # fmt: skip
    left: list[Pair] = [("N° de compte", h.distractor(sheet, "2#######"))]
    left += [("Quinzaine du", f"{h.day(sheet, -16)} au {h.day(sheet, -2)}")]
    left += [("Votre commande", facts.references["order"]), ("Site d'enlèvement",
              b.other(facts.others[0]))]  # fmt: skip
    left += [("Facturation", f"{facts.seller.phone}<br>{facts.seller.mail}")]
    left += [(label, value) for label, value in h.due(sheet, "À payer pour le", "Date limite")]
    side = "".join(f"<b>{label}</b>{value}" for label, value in left)
    sums: list[Pair] = [(word, sheet.amount(sum((line.total for line in lines), ZERO)))
                        for word, lines in _by_kind(sheet)]  # fmt: skip
    sums.append(("<b>Total net HT</b>", sheet.total("total_without_vat")))
    sums += h.vat_sums(sheet, "TVA {rate} sur {basis}", "Exonéré (art. 262 I du CGI)")
    if len(facts.vat) > 1:
        sums.append(("Total TVA", sheet.total("total_vat")))
    sums.append(("<b>Total TTC</b>", sheet.total("total_with_vat")))
    if facts.prepaid:
        sums.append(("Acompte reçu", sheet.total("prepaid")))
    pays = h.is_payable(sheet)
    ask = sheet.pick("Vous nous devez", "Montant de votre règlement", "Solde") if pays else (
        "Nous vous devons")  # fmt: skip
    law = "{name}, {form} au capital de {capital} €, {street_} – RCS {register} {siren} – SIRET "
    law += "{siret} – N° d'identification TVA {vat} – Licence de transport {activity}"
    centre = f"Centre d'encaissement<br>{facts.others[1].town}"
    news = sheet.pick(
        "",
        """<div class="news"><b>Nouveau : la livraison le samedi</b><br>Dès 4,90 €
HT par colis dans 214 villes. Parlez-en à votre commercial avant le 31 du mois.</div>""",
    )
    slip = tip(sheet, centre) if pays else ""
    return f"""{_PARCEL}<div style="--hue:{hue}"><div class="page"><div class="thin"><span><b
style="font-size:11pt">{sheet.name("seller")}</b></span><span>{kind} &nbsp; {sheet.number()} &nbsp;
{sheet.pick("du", "en date du", "–")} {sheet.date_of()} &nbsp; feuillet 1/2</span></div><div
class="two"><div class="left">{sheet.logo(facts.seller.brand, hue)}{side}</div><div><div class="to">
{b.address(sheet, "buyer")}</div>{b.pair_rows(sums, "sums")}<div class="ask"><span>{ask}</span><b>
{sheet.total("amount_due")}</b></div><p style="font-size:7.5pt">Tarifs HT hors indexation carburant,
révisée chaque mois. Toute réclamation sur un envoi est recevable dans les 3 jours (art. L. 133-3
C. com.).</p></div></div>{news}{slip}</div><div class="break"></div><div class="thin"><b>Relevé des
envois
– pièce {sheet.number()}</b><span>feuillet 2/2</span></div><div style="margin-top:5mm">
{_shipments(sheet)}</div><div class="law">{h.told(sheet, law)}<br>Retard de paiement : trois fois le
taux d'intérêt légal, indemnité de 40 € ; pas d'escompte.</div></div>"""  # fmt: skip
