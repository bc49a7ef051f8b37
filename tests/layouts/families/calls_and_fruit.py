"""Letters of a firm that answers telephones, and of one that brings fruit to offices."""

from dataclasses import replace
from datetime import date, timedelta

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet

_CALLS = Profile("answering", lines=(2, 5), prepaid=0, credit=0)
_HANDS = ("Sylvie Marchand", "Nathalie Quéré", "B. Lemoine", "Sophie Arnault")


def _month_before(day: date) -> tuple[date, date]:
    """Return the first and the last day of the month before."""
    last = day.replace(day=1) - timedelta(days=1)
    return last.replace(day=1), last


def _percent(text: str) -> str:
    return text if "%" in text else f"{text} %"


@family("calls_answered_letter", Split.MAKING, _CALLS, replace(_CALLS, lines=(1, 3)),
        replace(_CALLS, prepaid=0.5, lines=(3, 6)))  # fmt: skip
def calls_answered_letter(sheet: Sheet) -> str:
    """A letter of a word processor: works in dashes, sums in sentences, the day at its end."""
    h.adopt(sheet, ("%Y/%m-###", "%m%y/##", "P%y-####", "%Y-####"), ("long", "long", "%d/%m/%Y"))
    facts = sheet.facts
    sheet.style = replace(sheet.style, currency=sheet.pick("{} €", "{} €", "{} euros"))
    unit = "euros" if "euros" in sheet.style.currency else "€"
    face = sheet.pick("P052", "Liberation Serif", "DejaVu Sans", "Liberation Sans")
    size = "8.8pt" if face.startswith("DejaVu") else "11pt"
    start, end = _month_before(facts.issue_date)
    sign = sheet.pick("–", "•", "-")

    def entry(line: Line) -> str:
        """Print one work as an item of a list."""
        value = f"{sheet.cell(line, 'total')} {unit}"
        if line.quantity == 1:
            return f"<p>{sign} {sheet.cell(line, 'name')} : {value} ;</p>"
        count = f"{sheet.cell(line, 'qty')} à {sheet.cell(line, 'price')} {unit}"
        return f"<p>{sign} {sheet.cell(line, 'name')} : {count}, soit {value} ;</p>"

    works = "".join(entry(line) for line in facts.lines)
    works = works.removesuffix(" ;</p>") + ".</p>"
    net, vat = sheet.total("total_without_vat"), sheet.total("total_vat")
    rate = _percent(sheet.vat_row(facts.vat[0])[0])
    gross = sheet.total("total_with_vat")
    if unit == "euros":
        sheet.show("currency", "euros")
    sums = sheet.pick(
        f"L'ensemble s'élève à {net} hors taxes. La TVA au taux de {rate} est de {vat}, ce qui "
        f"porte notre facture à <b>{gross}</b> toutes taxes comprises.",
        f"Nos prestations représentent {net} HT, auxquels s'ajoutent {vat} de TVA ({rate}), soit "
        f"un montant total TTC de <b>{gross}</b>.",
    )
    owed = sheet.total("amount_due")
    paid = ""
    if facts.prepaid:
        paid = (f"Compte tenu de votre provision de {sheet.total('prepaid')} reçue le "
                f"{sheet.day(start)}, il reste à nous régler {owed}. ")  # fmt: skip
    way = f"par virement sur notre compte {sheet.iban()} (BIC {sheet.bic()})"
    until = ""
    if h.is_payable(sheet):
        until = sheet.pick(
            f"{paid}Nous vous remercions de nous faire parvenir votre règlement pour le "
            f"<b>{sheet.date_of('due_date')}</b> au plus tard, {way}.",
            f"{paid}Cette somme est payable le {sheet.date_of('due_date')} {way}.",
        )
    town = facts.seller.town.split(" ", 1)[1].split(" CEDEX")[0]
    subject = f"{h.titled(sheet, ('Facture', 'Notre facture', 'FACTURE'), ('Avoir',))} n° "
    subject += f"{sheet.number()} – secrétariat téléphonique"
    where = f"Fait à {town}, le {sheet.date_of()}"
    line_of = h.distractor(sheet, sheet.pick("02 99 3# ## ##", "09 72 ## ## ##"))
    left = sheet.maybe()
    return f"""<style>@page {{ margin: 18mm 24mm 14mm }} body {{ font: {size}/1.32 "{face}";
min-height: 262mm; padding-bottom: 18mm }} .top {{ text-align: {"right" if left else "left"};
font-size: 0.9em }} .top b {{ font-size: 1.5em }} .adr {{ margin: 9mm 0 9mm {"0" if left else
"84mm"} }} p {{ margin: 0 0 2.6mm }} .works {{ margin: 3mm 0 4mm 9mm }} .works p {{ margin: 0 0
1mm; text-indent: -4mm }} .foot {{ font-size: 8pt; color: #222; border-top: 0.5pt solid #999;
padding-top: 1.5mm }}</style><div class="top"><b>{sheet.name("seller")}</b><br><i>Accueil
téléphonique et prise de rendez-vous à distance</i><br>{b.street(facts.seller, " – ")}<br>Tél.
{facts.seller.phone}</div><div class="adr">{b.address(sheet, "buyer")}</div><p>Objet : <b>{subject}
</b><br>Ligne renvoyée : {line_of}<br>Contrat : {facts.references["contract"]}</p><p
style="margin-top:6mm">Madame, Monsieur,</p><p>Pour la période du {sheet.day(start)} au
{sheet.day(end)}, nos téléopératrices ont pris vos appels comme convenu. En voici le décompte, hors
taxes :</p><div class="works">{works}</div><p>{sums}</p><p>{until}</p><p>Passé cette date, des
pénalités au taux annuel de 12 % et une indemnité de 40 € pour frais de recouvrement seraient
dues ; nous n'accordons pas d'escompte.</p><p>Restant à votre écoute, nous vous prions de croire,
Madame, Monsieur, à l'assurance de nos sentiments dévoués.</p><div style="margin:5mm 0 0 78mm">
{where}<br><br>{sheet.pick(*_HANDS)}<br>{sheet.pick("Gérante", "La direction", "Service clients")}
</div><div class="foot">{h.told(sheet, "{name} – {form} au capital de {capital} € – Siret {siret} "
"– APE {activity} – TVA {vat} – {mail}")}</div>"""  # fmt: skip


_FRUIT = Profile("fruit_baskets", lines=(2, 5), prepaid=0, credit=0)


@family("fruit_to_the_office", Split.JUDGING, _FRUIT, replace(_FRUIT, lines=(1, 3)),
        replace(_FRUIT, paid=0.5))  # fmt: skip
def fruit_to_the_office(sheet: Sheet) -> str:
    """A small online service: a greeting tells sum and days, a table of goods, sums in prose."""
    h.adopt(sheet, ("F-%Y-###", "FR-####", "%Y%m-##", "PAN%y####"), ("long", "weekday", "%d/%m/%Y"))
    facts = sheet.facts
    sheet.style = replace(sheet.style, currency=sheet.pick("{} €", "{}€", "{} €"))
    face = sheet.pick("Liberation Sans", "URW Gothic", "DejaVu Sans Condensed")
    hue = sheet.pick("#e4572e", "#2e933c", "#f0803c", "#8f2d56")
    kind = h.titled(sheet, ("Facture", "facture", "Votre facture"), ("Avoir",))
    start, end = _month_before(facts.issue_date)
    owed, gross = sheet.total("amount_due"), sheet.total("total_with_vat")
    hello = (f"Bonjour,<br>Voici notre facture du {sheet.date_of()} pour les fruits livrés dans vos"
             f" locaux entre le {sheet.day(start)} et le {sheet.day(end)}. ")  # fmt: skip
    if h.is_payable(sheet):
        hello += (f"Son montant est de {gross} TTC, à virer au plus tard le "
                  f"{sheet.date_of('due_date')} sur le compte {sheet.iban()}.")  # fmt: skip
    else:
        hello += f"Son montant de {gross} TTC a été réglé par carte, merci !"
    heads = (("name", "Ce que nous avons livré"), ("qty", "Qté"), ("price", "Prix unitaire HT"),
             ("rate", "TVA"), ("total", "Montant HT"))  # fmt: skip
    taxes = []
    for row in facts.vat:
        rate, basis, vat = sheet.vat_row(row)
        taxes.append(f"{vat} € de TVA à {_percent(rate)} (sur {basis} €)")
    taxed = taxes[0] if len(taxes) == 1 else f"{', '.join(taxes[:-1])} et {taxes[-1]}"
    net = sheet.total("total_without_vat")
    prose = f"Vos livraisons font {net} hors taxes. S'y ajoutent {taxed}"
    if len(taxes) > 1:
        prose += f", soit {sheet.total('total_vat')} de TVA en tout"
    prose += f". <b>Total TTC : {gross}.</b>"
    if facts.prepaid:
        prose += f" Déjà payé : {sheet.total('prepaid')}. Reste à payer : {owed}."
    else:
        prose += f" Vous nous devez donc {owed}."
    side: list[Pair] = [("Réf. client", facts.references["customer"]),
                        ("Devis accepté", facts.references["quote"])]  # fmt: skip
    drops = (
        " · ".join(sheet.day(start + timedelta(days=gap)) for gap in (2, 9, 16, 23))
        if sheet.maybe()
        else ""
    )
    rounds = f"<p class='small'>Tournées : {drops}</p>" if drops else ""
    who = sheet.pick("L'équipe des vergers", "Camille et Thomas", "Aurélie, tournées et comptes")
    return f"""<style>@page {{ margin: 0 }} body {{ font: 10pt "{face}"; min-height: 296mm;
padding: 0 20mm 20mm }} .bar {{ height: 5mm; background: {hue}; margin: 0 -20mm 12mm }} h1 {{
color: {hue}; font-size: 23pt; font-weight: normal; margin: 10mm 0 5mm }} .small {{
font-size: 8.5pt; color: #555 }} p {{ line-height: 1.45; margin: 0 0 4mm }} .lines {{ margin: 5mm 0
6mm }} .lines
th {{ color: {hue}; font-weight: normal; border-bottom: 1pt solid {hue}; padding: 1.5mm }} .lines
td {{
border-bottom: 0.4pt solid #ddd; padding: 2mm 1.5mm }} .foot {{ bottom: 10mm; left: 20mm; right:
20mm }}</style><div class="bar"></div><div class="row"><div>
{b.address(sheet, "buyer")}<p class="small" style="margin-top:3mm">
{b.pair_lines(side)}</p></div><div style="text-align:right" class="small"><b
style="font-size:12pt;color:{hue}">{sheet.name("seller")}</b><br>{h.told(sheet,
"{street}<br>{phone}<br>{mail}")}</div></div><h1>{kind} {sheet.number()}</h1><p>{hello}</p>
{h.lines(sheet, heads)}<p>{prose}</p>{rounds}<p>Fruits d'ici et de saison : la composition change
chaque semaine. Les corbeilles vides sont reprises à la livraison suivante.</p><p>À bientôt,<br>
{who}</p><p class="small" style="margin-top:8mm">Retard de paiement : trois fois le taux d'intérêt
légal et 40 € de frais de recouvrement. Pas d'escompte.</p><div class="foot">
{h.told(sheet, "{name}, {form} au capital de {capital} € · SIREN {siren} RCS {register} · "
"N° TVA {vat} · {site}")} · facture créée en ligne</div>"""  # fmt: skip
