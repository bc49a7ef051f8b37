"""Layouts of an agency for business travel and of a shop of cups and medals."""

from dataclasses import replace
from html import escape

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import ZERO, Profile
from tests.layouts.families import Split, family
from tests.layouts.parties import make_person
from tests.layouts.sheet import Sheet
from tests.layouts.spelling import in_words

_TRIPS = Profile("business_trips", lines=(2, 7), prepaid=0, credit=0.14)


@family("trips_told_by_traveller", Split.MAKING, _TRIPS, replace(_TRIPS, lines=(6, 11)),
        replace(_TRIPS, paid=0.5))  # fmt: skip
def trips_told_by_traveller(sheet: Sheet) -> str:
    """A ticketing program: number and day in a sentence, travellers as heads, a strip of sums."""
    h.adopt(sheet, ("F ######", "%y%m####", "VAF-#######", "######"),
            ("%d/%m/%Y", "long", "dashed"), ("A ######", "VAV-#######"))  # fmt: skip
    facts, refs, rng = sheet.facts, sheet.facts.references, sheet.rng
    credit, sky = facts.type_code == "381", sheet.pick("#00708c", "#6a2c70", "#b3541e")
    kind = h.titled(sheet, ("Facture", "FACTURE"), ("Avoir", "FACTURE D'AVOIR"))
    rows, left = [], list(facts.lines)
    while left:
        size = rng.randint(1, 4)
        chunk, left = left[:size], left[size:]
        who = make_person(rng).upper()
        rows.append(f'<tr class="who"><td colspan="7">Demandeur {escape(who)} '
                    f"&nbsp; dossier {h.distractor(sheet, '@@@@@@')} &nbsp; départ le "
                    f"{h.day(sheet, rng.randint(-14, 20))} &nbsp; centre de coût "
                    f"{h.distractor(sheet, '4##0')}</td></tr>")  # fmt: skip
        for line in chunk:
            total = sheet.cell(line, "total")
            pair = (total, "") if line.rate == 0 else ("", total)
            rows.append(
                f"<tr><td>{h.distractor(sheet, '##########')}</td><td>"
                f'{sheet.cell(line, "name")}</td><td class="n">'
                f'{sheet.cell(line, "qty")}</td><td class="n">{sheet.cell(line, "price")}'
                f'</td><td class="n">{pair[0]}</td><td class="n">{pair[1]}</td><td>'
                f"{'' if line.rate == 0 else h.rate_code(sheet, line.rate)}</td></tr>"
            )
    strip: list[Pair] = []
    for place, row in enumerate(facts.vat, 1):
        if row.category == "O":
            basis = sheet.show("vat_breakdown", sheet.amount(row.basis))
            strip.append((basis, "Hors champ TVA<br>(débours et transports)"))
            continue
        rate, basis, vat = sheet.vat_row(row)
        rate = rate if "%" in rate else f"{rate} %"
        strip.append((basis, f"Soumis ({place})<br>à {rate}"))
        strip.append((vat, f"TVA ({place})<br>{rate}"))
    strip.append((sheet.total("total_without_vat", bare=True), "Total hors<br>TVA"))
    strip.append((sheet.total("total_vat", bare=True), "Total<br>TVA"))
    top = "".join(f"<td>{value}</td>" for value, _ in strip)
    low = "".join(f"<th>{label}</th>" for _, label in strip)
    gross = sheet.total("total_with_vat")
    owed = "".join(f"<div>{value}<small>{label}</small></div>" for label, value in [
        ("total toutes taxes", gross), *h.owed(sheet, {
            "prepaid": ("débité sur carte logée",), "amount": ("à nous régler", "net à payer"),
            "credit": ("porté à votre crédit",)})])  # fmt: skip
    until = "".join(f"{word} {value}" for word, value in h.due(
        sheet, "Relevé décadaire, valeur", "Prélèvement SEPA programmé le",
        "Règlement attendu au plus tard le"))  # fmt: skip
    town = facts.seller.town.split(" ", 1)[1].split(" CEDEX")[0]
    seat = (
        "{form} au capital de {capital} € - RCS {register} {siren}. " if facts.seller.form else ""
    )
    return f"""<style>@page {{ margin: 10mm 14mm }} body {{ font: 8.5pt "URW Gothic"; min-height:
274mm }} .band {{ height: 5mm; background: linear-gradient(90deg, {sky} 62%, #f0b429 62%) }} .to {{
border-left: 2pt solid {sky}; padding: 1mm 4mm; width: 74mm; font-size: 9.5pt; margin: 5mm 0 8mm }}
.told {{ font-size: 11.5pt; line-height: 1.5; margin: 0 0 3mm }} .told b {{ color: {sky} }} .t {{
width: 100% }} .t th {{ font-size: 7pt; color: {sky}; font-weight: normal; border-bottom: 0.6pt
solid
{sky}; vertical-align: bottom }} .who td {{ background: #f1f4f5; font-weight: bold; font-size:
7.5pt;
padding: 1.2mm; border-top: 1.4mm solid #fff }} .t td {{ padding: 0.7mm 1.2mm }} .strip {{ width:
100%; margin-top: 7mm; border-top: 1pt solid {sky} }} .strip td {{
text-align: center; font-size: 9.5pt; padding-top: 2mm }} .strip th {{ text-align: center;
font-weight: normal; font-size: 6.5pt; color: #555; padding-bottom: 2mm }} .end {{ display: flex;
justify-content: flex-end; gap: 10mm; border-top: 1pt solid {sky}; padding-top: 3mm }} .end div {{
text-align: right; font-size: 15pt }} .end small {{ display: block; font-size: 7pt; color: #555 }}
</style><div class="band"></div><div class="row" style="margin-top:4mm"><div><span
style="font-size:17pt;color:{sky}">{sheet.name("seller")}</span><br>{b.street(facts.seller, " · ")}
<br>Plateau affaires {facts.seller.phone} · urgences 24h/24 {h.distractor(sheet, "01 4# ## ## ##")}
<br>{facts.seller.mail}</div><div class="to">{b.address(sheet, "buyer")}<br><span
style="font-size:7.5pt">{"TVA " + sheet.vat_id("buyer") if sheet.maybe(0.7) else
"Compte " + refs["customer"]}</span></div></div><p class="told">{kind} <b>{sheet.number()}</b>
établi{"e" * (not credit or kind.count("FACTURE"))} à {escape(town)}, le <b>{sheet.date_of()}</b>,
{"en remboursement" if credit else "en règlement"} des prestations ci-dessous. Votre conseillère :
{sheet.pick("Inès", "Gaëlle", "Nadia")}. Bon de commande {escape(refs["order"])}.</p><table
class="t">
<tr><th>Billet / bon n°</th><th style="width:44%">Prestation</th><th class="n">Nb</th><th
class="n">Unitaire</th><th class="n">Non<br>soumis</th><th class="n">Soumis à TVA<br>(hors
taxe)</th><th>T</th>
</tr>{"".join(rows)}</table><table class="strip"><tr>{top}</tr><tr>{low}</tr></table><div
class="end">
{owed}</div><p>{until}{". " * bool(until)}{h.told(sheet, "Compte {iban}, {bic}.")}
{sheet.currency_note()}. Les billets émis ne sont ni repris ni échangés sauf conditions du
tarif.</p>
<p class="foot">{h.told(sheet, seat)}Immatriculation Atout France IM{h.distractor(sheet,
"0########")}
- Garantie financière APST, 15 avenue Carnot, 75017 Paris - RCP Hiscox {h.distractor(sheet,
"HA RCP0######")}<br>{h.told(sheet, "Siret {siret} - NAF {activity} - N° TVA {vat}")} - IATA
{h.distractor(sheet, "20# ####")}</p>"""  # fmt: skip


_CUPS = Profile("trophies", lines=(2, 7), prepaid=0.25, credit=0.07, line_discounts=True,
                adjustments=("shipping",))  # fmt: skip
_WORDS = ("Tournoi de Pâques", "Challenge du Président", "Cross des écoles", "Interclubs 2026",
          "Coupe de la Ville", "Concours vétérans")  # fmt: skip


@family("cups_labels_under_values", Split.JUDGING, _CUPS, replace(_CUPS, paid=0.5, prepaid=0),
        replace(_CUPS, person=True, lines=(2, 5)))  # fmt: skip
def cups_labels_under_values(sheet: Sheet) -> str:
    """A small accounting package: values over their labels, sums at left, the total in words."""
    h.adopt(sheet, ("FC####", "FA00####", "%y/####", "F-%Y-###"), ("%d/%m/%y", "%d/%m/%Y", "long"),
            ("AV00####", "AC####"))  # fmt: skip
    facts, refs, rng = sheet.facts, sheet.facts.references, sheet.rng
    gold, credit = sheet.pick("#9a7400", "#7c2d12", "#14532d"), facts.type_code == "381"
    kind = h.titled(sheet, ("Facture client", "FACTURE", "Facture"), ("Avoir client", "AVOIR"))

    def graved(_: object) -> str:
        if not sheet.maybe(0.55):
            return ""
        prize = rng.choice(("1er prix", "2e prix", "finaliste", "fair-play"))
        return f"<br><i>Gravure : « {rng.choice(_WORDS)} - {prize} »</i>"

    heads: list[Pair] = [("qty", "Qté"), ("ref", "Code"), ("name", "Libellé"), ("price", "PU brut")]
    heads += [("disc", "Rem."), ("total", "Net H.T.")]
    table = h.lines(sheet, heads, more=graved)
    cells: list[Pair] = [(sheet.number(), "N° pièce"), (sheet.date_of(), "Date de pièce")]
    cells += [(refs["customer"], "Code client"), (refs["note"], "B.L.")]
    cells += [(value, word) for word, value in h.due(sheet, "Échéance", "À payer le")]
    cells.append((sheet.pick("Chèque", "Virement", "Mandat administratif"), "Mode de règlement"))
    if credit:
        cells[3] = (refs["original"], "Facture d'origine")
    ribbon = "".join(f"<td>{value}</td>" for value, _ in cells)
    under = "".join(f"<th>{word}</th>" for _, word in cells)
    sums = h.extras(sheet, {"sum": "Sous-total marchandises", "shipping": "Participation au port"})
    sums.append(("Total H.T.", sheet.total("total_without_vat", bare=True)))
    sums += h.vat_sums(sheet, "T.V.A. {rate}", "Exonéré")
    sums.append(("Total T.T.C.", sheet.total("total_with_vat")))
    sums += h.owed(sheet, {"prepaid": ("Arrhes versées", "Acompte reçu"), "amount": (
        "Net à payer", "RESTE À PAYER"), "credit": ("Net à déduire",)})  # fmt: skip
    leaders = "".join(f'<div class="ld"><span>{k}</span><i></i><span>{v}</span></div>'
                      for k, v in sums)  # fmt: skip
    paper = "Arrêté le présent avoir" if credit else "Arrêtée la présente facture"
    spelt = f"{paper} à la somme de {in_words(max(facts.total_with_vat, ZERO))} TTC."
    club = sheet.pick("Tarif club affilié : -10 % dès 30 pièces.",
                      "Catalogue football / pétanque sur simple demande.",
                      "Frappe de médailles à votre logo : délai 3 semaines.")  # fmt: skip
    status = "{form} au capital de {capital} €, " if facts.seller.form else "Artisan, "
    return f"""<style>body {{ font: 9.5pt "P052" }} .shop {{ text-align: center; color: {gold};
border:
2.4pt double {gold}; padding: 3mm; border-radius: 4mm }} .shop .nm {{ font-size: 20pt; font-variant:
small-caps }} .shop small {{ color: #333; font-size: 8.5pt }} .rib {{ width: 100%; margin: 6mm 0 }}
.rib td {{ text-align: center; font-size: 10.5pt; padding: 1.5mm 1mm 0.3mm; border: 0.5pt solid
{gold}; border-bottom: 0 }} .rib th {{ text-align: center; font: italic 6.8pt "P052"; padding:
0 1mm 1mm; border: 0.5pt solid {gold}; border-top: 0; white-space: normal }} .lines th {{
background:
{gold}; color: #fff; font-weight: normal; padding: 1mm }} .lines td {{ padding: 1mm; border-bottom:
0.4pt dotted #999 }} .lines i {{ font-size: 8pt; color: #444 }} .lines .c-qty {{ width: 11mm }} .ld
{{
display: flex; align-items: baseline; gap: 1.5mm; margin-bottom: 1.1mm }} .ld i {{ flex: 1;
border-bottom: 0.8pt dotted #777 }} .ld:last-child {{ font-weight: bold; font-size: 12.5pt;
margin-top: 2mm }} .low {{ display: grid; grid-template-columns: 84mm 1fr; gap: 12mm; margin-top:
7mm
}} .ad {{ border: 0.6pt dashed {gold}; padding: 3mm; font-size: 8.5pt; color: {gold}; text-align:
center }}</style><div class="shop"><span class="nm">{sheet.name("seller")}</span><br><small>
{sheet.pick("Coupes, médailles, trophées, gravure laser", "Récompenses sportives et cadeaux gravés",
"Tout pour vos remises de prix")}<br>{b.street(facts.seller, ", ")} - ☎ {facts.seller.phone}</small>
</div><div class="row" style="margin-top:6mm"><div style="font-size:17pt;color:{gold};margin-top:
5mm">{kind}</div><div style="width:80mm;font-size:10.5pt">{sheet.pick("À l'attention du trésorier",
"Monsieur le Président", "Service comptable")}<br>{b.address(sheet, "buyer")}</div></div><table
class="rib"><tr>{ribbon}</tr><tr>{under}</tr></table>{table}<div class="low"><div>{leaders}</div>
<div><div class="ad">{club}</div><p style="font-size:8pt">Réserve de propriété : la marchandise
reste
à nous jusqu'au paiement complet (loi du 12 mai 1980). Articles gravés ni repris ni échangés.</p>
</div></div><p><i>{spelt}</i></p><p style="font-size:8.5pt">Domiciliation : {h.told(sheet,
"{iban} / {bic}")}</p><p class="foot">{h.told(sheet, status + "SIRET {siret}, APE {activity}, "
"identification T.V.A. {vat} - {mail}")}<br>Pénalités de retard : trois fois le taux d'intérêt
légal.
Indemnité pour frais de recouvrement : 40 euros.</p>"""  # fmt: skip
