"""Layouts of a place that lets storage boxes and of nurseries that reserve places."""

from dataclasses import replace
from html import escape

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Profile
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet

_BOXES = Profile("self_storage", lines=(1, 4), prepaid=0, paid=0.45, credit=0.08)


@family("box_by_plain_questions", Split.JUDGING, _BOXES, replace(_BOXES, lines=(2, 6), paid=0.2),
        replace(_BOXES, tax_included=True, paid=0.7, lines=(1, 3)))  # fmt: skip
def box_by_plain_questions(sheet: Sheet) -> str:
    """A subscription service: no table, plain words at left, every charge a line of its own."""
    h.adopt(sheet, ("%Y%m-#####", "BOX-######", "#####-%m%y", "S@@##-####"),
            ("long", "%d/%m/%Y", "weekday"), ("RMB-######", "A%Y%m-#####"))  # fmt: skip
    facts, tint = sheet.facts, sheet.pick("#ff6b35", "#0b7a75", "#5b5bd6")
    credit, gross = facts.type_code == "381", facts.profile.tax_included
    kind = h.titled(sheet, ("Facture", "Votre facture"), ("Avoir", "Votre avoir"))
    word = "TTC" if gross else "HT"
    charges = []
    for line in facts.lines:
        rate = sheet.cell(line, "rate")
        rate = rate if "%" in rate else f"{rate} %"
        tax = "exonéré de TVA, art. 261 C du CGI" if line.rate == 0 else f"TVA {rate}"
        months = " mois" if line.unit == "mois" else ""
        many = f"{sheet.cell(line, 'qty')}{months} × {sheet.cell(line, 'price')} {word}, {tax}"
        charges.append(f'<div class="ch"><span>{sheet.cell(line, "name")}<small>{many}</small>'
                       f'</span><span>{sheet.cell(line, "total")}</span></div>')  # fmt: skip
    net = sheet.total("total_without_vat")
    shares = []
    for row in facts.vat:
        rate, basis, vat = sheet.vat_row(row)
        rate = rate if "%" in rate else f"{rate} %"
        shares.append(f"{basis} d'assurance sans TVA" if row.rate == 0
                      else f"{vat} de TVA à {rate} sur {basis}")  # fmt: skip
    tax = f"{' ; '.join(shares)} ; soit {sheet.total('total_vat')} de TVA en tout"
    owed = [("Total TTC", sheet.total("total_with_vat"))]
    owed += h.owed(sheet, {"prepaid": ("Payé par carte •••• 4417", "Prélevé sur votre carte"),
                           "amount": ("Reste à payer", "À payer"),
                           "credit": ("Nous vous rendons",)})  # fmt: skip
    bar = "".join(f"<div><small>{k}</small>{v}</div>" for k, v in owed)
    dues = h.due(sheet, "Le prélèvement part le", "Merci de régler d'ici le", "À payer avant le")
    until = "".join(f"{label} {value}. " for label, value in dues)
    account = "Par virement : {iban} ({bic})." if until else "Notre compte : {iban} ({bic})."
    how = until or ("Le montant revient sur votre moyen de paiement sous 5 jours. " if credit
                    else "C'est déjà payé, vous n'avez rien à faire. ")  # fmt: skip
    house = f"{sheet.pick('Niveau -1', 'Niveau 0', 'Niveau 2')}, n° {h.distractor(sheet, '@##')}"
    status = "{form} au capital de {capital} €<br>" if facts.seller.form else ""
    us = f"{{name}}<br>{{street_}}<br>{status}SIRET {{siret}} · TVA {{vat}}<br>{{mail}} · {{phone}}"
    entered = h.day(sheet, -sheet.rng.randint(40, 700))
    town = escape(facts.seller.town.split(" ", 1)[1].split(" CEDEX")[0])
    contract = f" · contrat {escape(facts.references['contract'])} · site de {town}"
    asked: list[Pair] = [
        ("Quoi ?", f"{kind} n° {sheet.number()}"),
        ("Quand ?", f"Émis{'' if credit else 'e'} le {sheet.date_of()}"),
        ("Pour qui ?", f"{b.address(sheet, 'buyer')}<br>TVA {sheet.vat_id('buyer')}"
         if sheet.maybe() else b.address(sheet, "buyer")),
        ("Quel box ?", f"{house}{contract}<br>Entrée dans les lieux : {entered}"),
        (f"Quels frais ?<br><small>montants {word}</small>", "".join(charges)),
        ("Et les taxes ?", f"{tax}.<br>Total HT : {net}"),
        ("Comment payer ?", how + h.told(sheet, account)),
        ("Par qui ?", h.told(sheet, us)),
    ]  # fmt: skip
    rows = [f'<div class="q">{k}</div><div class="a">{v}</div>' for k, v in asked]
    return f"""<style>@page {{ margin: 0 }} body {{ font: 9.5pt "DejaVu Sans Condensed"; min-height:
296mm; padding: 0 }} .hd {{ background: {tint}; color: #fff; padding: 9mm 16mm; display: flex;
justify-content: space-between; align-items: center; font-size: 18pt; font-weight: bold }} .hd small
{{ font-size: 8pt; font-weight: normal }} .qa {{ display: grid; grid-template-columns: 42mm 1fr;
margin: 8mm 16mm 0; row-gap: 5mm }} .q {{ color: {tint}; font-weight: bold }} .q small {{ color:
#777; font-weight: normal }} .a {{ line-height: 1.45 }} .ch {{ display: flex; justify-content:
space-between; border-bottom: 0.5pt solid #ddd; padding: 1mm 0 }} .ch small {{ display: block;
color: #666; font-size: 7.5pt }} .bar {{ margin: 0 16mm; display: flex; justify-content:
space-around; background: #22252b; color: #fff; border-radius: 3mm; padding: 4mm; font-size: 14pt;
text-align: center }} .bar small {{ display: block; font-size: 7.5pt; color: #ccc }} .end {{
position: absolute; bottom: 6mm; left: 16mm; right: 16mm; font-size: 6.5pt; color: #777 }}</style>
<div
class="hd"><span>{escape(facts.seller.brand)}</span><small>{sheet.pick("Ouvert de 6 h à 22 h",
"Accès 24 h/24 avec votre code", "Votre place en plus")}</small></div><div class="qa">
{"".join(rows[:5])}</div><div style="height:5mm"></div><div class="bar">{bar}</div><div class="qa">
{"".join(rows[5:])}</div><div class="end">Résiliation : préavis de 15 jours depuis l'espace client.
Une
facture impayée suspend le code d'accès (art. 7 du contrat) et donne lieu à des pénalités au taux
BCE + 10 points et 40 € de frais de recouvrement. Valeur
assurée du box : 5 000 €.</div>"""  # fmt: skip


_NURSERY = Profile("nursery", lines=(1, 3), prepaid=0.1, credit=0.07)
_FROM_DAY = ("janvier", "avril", "septembre")


@family("nursery_places_on_a_template", Split.JUDGING, _NURSERY, replace(_NURSERY, lines=(2, 5)),
        replace(_NURSERY, regime="E", prepaid=0.3))  # fmt: skip
def nursery_places_on_a_template(sheet: Sheet) -> str:
    """A word processor's template: title at right, a row of terms, quantity first, empty rows."""
    h.adopt(sheet, ("%Y/##", "INTER-%y-###", "B%m%y-##", "###"), ("long", "long", "%d/%m/%Y"),
            ("AV-%y-##",))  # fmt: skip
    facts, refs = sheet.facts, sheet.facts.references
    credit, blue = facts.type_code == "381", sheet.pick("#4472c4", "#70903a", "#a5496e")
    kind = h.titled(sheet, ("FACTURE", "Facture"), ("AVOIR", "Avoir"))
    heads: list[Pair] = [("qty", "Quantité"), ("name", "Description"), ("price", "Prix unitaire")]
    heads.append(("total", "Total de la ligne"))
    empty = max(0, 8 - len(facts.lines))
    blank = "".join("<tr><td>&nbsp;</td><td></td><td></td><td></td></tr>" for _ in range(empty))
    table = h.lines(sheet, heads).replace("</tbody>", f"{blank}</tbody>")
    if b.is_exempt(sheet):
        sheet.total("total_without_vat")
        sums: list[Pair] = [("Total sans TVA", sheet.total("total_with_vat"))]
    else:
        sums = [("Sous-total", sheet.total("total_without_vat"))]
        sums += h.vat_sums(sheet, "TVA {rate} sur {basis}", "Part exonérée de TVA", bare=False)
        sums.append(("Total", sheet.total("total_with_vat")))
    sums += h.owed(sheet, {"prepaid": ("Avance versée à la réservation",), "amount": (
        "Montant dû", "Reste dû"), "credit": ("Montant restitué",)})  # fmt: skip
    pay = "Libellez le virement au compte {iban}, BIC {bic}"
    if credit:
        pay = "Cette somme vient en déduction de votre prochain virement au compte {iban} ({bic})"
    face = sheet.pick("Liberation Serif", "Nimbus Sans")
    exempt = any(row.rate == 0 for row in facts.vat)
    law = "Accueil d'enfants de moins de trois ans exonéré de TVA (article 261, 4, 8° bis du CGI). "
    dues = h.due(sheet, "Échéance", "Date d'échéance")
    wait = f"Virement, {facts.days} jours" if facts.days else "À réception"
    terms: list[Pair] = [
        ("Responsable", sheet.pick("Élodie Marchand", "Karim Belaïd", "Anne Le Goff")),
        ("Établissement", sheet.pick("Crèche Les Lutins", "Multi-accueil Arc-en-Ciel",
                                     "Micro-crèche Pomme d'Api")),
        ("Conditions", "Par compensation" if credit else wait),
        *dues,
    ]  # fmt: skip
    since = f"{sheet.pick(*_FROM_DAY)} {facts.issue_date.year - 1}"
    about = sheet.pick("Convention de réservation", "Contrat inter-entreprises", "Marché")
    thanks = sheet.pick("Merci de votre confiance !", "Nous vous remercions de votre confiance.",
                        "Ensemble pour les familles.")  # fmt: skip
    status = "{form} au capital de {capital} euros, RCS {register}, " if facts.seller.form else ""
    return f"""<style>@page {{ margin: 19mm 20mm 15mm }} body {{ font: 10pt "{face}";
min-height: 260mm }} .hd {{ display: grid; grid-template-columns: 1fr 62mm }} .hd .t {{ font-size:
26pt; color: {blue}; letter-spacing: 1.5pt; text-align: right; opacity: 0.75 }} .hd .r {{
text-align: right; line-height: 1.5 }} .slog {{ font-style: italic; color: #666 }} .to {{ display:
grid;
grid-template-columns: 10mm 1fr 18mm 1fr; margin: 9mm 0 }} .to > :nth-child(odd) {{ color: {blue};
text-transform: uppercase; font-size: 8.5pt; font-weight: bold }} .terms {{ width: 100%;
margin-bottom: 6mm }} .terms th, .lines th {{ background: #eef1f6; color: {blue}; border: 0.5pt
solid
{blue}; text-align: center; text-transform: uppercase; font-size: 7.5pt; padding: 1mm }} .terms td,
.lines td {{ border: 0.5pt solid {blue}; padding: 1mm 2mm }} .terms td {{ text-align: center
}} .lines .c-qty {{ width: 16mm }} .lines td.c-qty {{ text-align: center }} .lines .c-name {{ width:
60% }} .sum {{ margin-left: auto; border-collapse: separate; border-spacing: 2mm 0 }} .sum td {{
padding: 1mm 2mm }} .sum .l {{ text-align: right; font-size: 9pt }} .sum .n {{ border: 0.5pt solid
{blue}; border-top: 0; min-width: 30mm }} .sum tr:last-child td {{ font-weight: bold }} .end {{
text-align: center; margin-top: 8mm }}</style><div class="hd"><div><b style="font-size:13pt">
{sheet.name("seller")}</b><br><span class="slog">{sheet.pick("Crèches inter-entreprises",
"L'accueil des tout-petits", "Grandir à deux pas du bureau")}</span><br><br>{b.street(facts.seller)}
<br>Téléphone {facts.seller.phone}<br>{facts.seller.mail}</div><div><div class="t">{kind}</div><div
class="r">N° {sheet.number()}<br>Date : {sheet.date_of()}<br>Réf. client
{refs["customer"]}</div></div>
</div><div class="to"><span>À</span><div>{b.address(sheet, "buyer")}<br>
{"SIRET " + sheet.siret("buyer") if sheet.maybe(0.4) else sheet.pick("Service RH",
"Direction des ressources humaines")}</div><span>Objet</span><div>{about}
{escape(refs["contract"])}<br>{"Régularisation de " if credit else
"Berceaux réservés depuis "}{since}
</div></div>{b.pair_boxes(terms, "terms")}{table}{b.pair_rows(sums, "sum")}<p
style="font-size:8.5pt">
{law if exempt else ""}{sheet.currency_note()}. Les absences ne sont pas déduites. Dépense ouvrant
droit au crédit d'impôt famille (article 244 quater F).</p><p>
{h.told(sheet, pay)}, en rappelant le numéro ci-dessus.</p><div class="end"><b
style="color:{blue}">{thanks}</b></div><p class="foot">{h.told(sheet, status + "Siret {siret} - "
"Code APE {activity} - TVA {vat}")} - Agrément PMI n°
{h.distractor(sheet, "%Y-###")}</p>"""  # fmt: skip
