"""Papers of those who look after ground and green: a soil engineer's letter, hired plants."""

from dataclasses import replace

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Profile
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet

_SOILS = Profile("geotech", lines=(2, 6), prepaid=0.35, credit=0.05)


def _soil_sums(sheet: Sheet) -> str:
    """Tell the sums in running sentences."""
    facts = sheet.facts
    rate = sheet.vat_row(facts.vat[0])[0]
    rate = rate if "%" in rate else f"{rate} %"
    net = f"<b>{sheet.total('total_without_vat')}</b>"
    said = sheet.pick(
        f"""Le montant de nos prestations s'élève à {net} hors taxes, auquel s'ajoute la TVA au taux
de {rate}, soit {sheet.total("total_vat")}, d'où un total toutes taxes comprises de
<b>{sheet.total("total_with_vat")}</b>.""",
        f"""Nos prestations se montent ainsi à {net} hors taxes et, compte tenu de la TVA à {rate}
({sheet.total("total_vat")}), à <b>{sheet.total("total_with_vat")}</b> toutes taxes comprises.""",
    )
    if facts.type_code == "381":
        return f"""{said}</p><p>Cette somme de {sheet.total("amount_due")} vient en déduction de
notre facture {facts.references["original"]}."""
    if facts.prepaid:
        said += f""" Après déduction de l'acompte de {sheet.total("prepaid")} versé à la commande,
le solde à nous régler est de <b>{sheet.total("amount_due")}</b>."""
    if not h.is_payable(sheet):
        return said
    when = sheet.pick("au plus tard le", "pour le")
    return f"""{said}</p><p>Nous vous remercions de bien vouloir nous faire parvenir votre règlement
{when} {sheet.date_of("due_date")}, par virement sur notre compte {sheet.iban()}
(code BIC {sheet.bic()})."""


@family("soils_told_in_sentences", Split.MAKING, _SOILS, replace(_SOILS, lines=(4, 9)),
        replace(_SOILS, deposit=0.8, credit=0), replace(_SOILS, prepaid=0))  # fmt: skip
def soils_told_in_sentences(sheet: Sheet) -> str:
    """An engineer's typed letter: place and day, a priced schedule without sums, sums as prose."""
    h.adopt(sheet, ("%y.###/F#", "G%y-###-0#", "%Y-FH-###"), ("long", "long", "weekday"),
            ("%y.###/A1", "G%y-###-AV"))  # fmt: skip
    facts, refs = sheet.facts, sheet.facts.references
    town = facts.seller.register.split(" CEDEX")[0]
    kind = h.titled(sheet, ("facture", "note d'honoraires valant facture"), ("avoir",),
                    ("facture d'acompte", "demande d'acompte valant facture"))  # fmt: skip
    heads: tuple[Pair, ...] = (("pos", "Prix n°"), ("name", "Désignation"), ("unit", "Unité"),
                               ("qty", "Quantité"), ("price", "Prix (€ HT)"),
                               ("total", "Somme (€ HT)"))  # fmt: skip
    job = sheet.pick("construction d'un hangar de stockage", "extension d'une école maternelle",
                     "création d'un lotissement de 14 lots",
                     "reprise en sous-œuvre d'un pavillon")  # fmt: skip
    mission = sheet.pick("G2 AVP", "G2 AVP et PRO", "G5", "G1 PGC")
    site = facts.others[0].town.split(" CEDEX")[0].split(" ", 1)[1]
    near = (
        ""
        if facts.type_code != "380"
        else f""" dont le rapport vous a été adressé le
{h.day(sheet, -sheet.rng.randint(3, 18))}"""
    )
    who = sheet.pick("A. Le Bris, ingénieur géotechnicien", "S. Marchetti, chargée d'affaires",
                     "P. Onfray, gérant")  # fmt: skip
    legal = h.told(
        sheet,
        "{name} - {street_dash} - tél. {phone}<br>SIRET {siret} - APE 7112B - "
        "TVA intracommunautaire {vat}<br>Assurance décennale et RC professionnelle : contrat n° ",
    )
    legal += h.distractor(sheet, "#######@")  # fmt: skip
    face = sheet.pick('"Liberation Serif"', '"URW Bookman"', "C059")
    size = "11.5pt" if "Serif" in face else "9.8pt"
    return f"""<style>@page {{ margin: 20mm 23mm 14mm }} body {{ font: {size}/1.42 {face};
min-height: 261mm; padding-bottom: 20mm }} .to {{ margin: 8mm 0 0 80mm; line-height: 1.3 }} .refs
{{ font-size: 0.85em; line-height: 1.4 }} .lines {{ margin: 3mm 0 5mm; font-size: 0.84em;
line-height: 1.25 }} .lines td, .lines th {{ border: 0.5pt solid }} .lines th {{ white-space:
normal; text-align: center; vertical-align: middle }} .c-pos {{ text-align: center; width: 9mm }}
p {{ text-align: justify; margin: 0 0 3mm }} .foot {{ line-height: 1.4 }}</style>
<div class="row">{sheet.logo(facts.seller.brand, sheet.pick("#7a4a1e", "#2d4739"), True)}
<div style="font-size:0.8em;text-align:right">Études de sols<br>Fondations · Hydrogéologie<br>
Pollution des sols</div></div><div class="to">{b.address(sheet, "buyer")}</div>
<p style="margin:9mm 0 6mm 80mm">{town}, le {sheet.date_of()}</p><div class="refs">
Nos réf. : affaire {h.distractor(sheet, "AF##-###")}<br>Vos réf. : {sheet.pick(
f"commande {refs['order']}", f"devis {refs['quote']} accepté")}</div><p style="margin:4mm 0 6mm">
<u>Objet</u> : {kind} n° <b>{sheet.number()}</b> - mission {mission}, {job} à {site}</p>
<p>Madame, Monsieur,</p><p>Nous avons l'honneur de vous présenter le décompte de notre mission
{mission} (norme NF P 94-500){near}, établi selon le bordereau suivant :</p>{h.lines(sheet, heads)}
<p>{_soil_sums(sheet)}</p><p>Nous restons à votre disposition et vous prions d'agréer, Madame,
Monsieur, nos salutations distinguées.</p><p style="margin:6mm 0 0 80mm">{who}</p>
<p style="font-size:0.7em;margin-top:6mm">Retard de paiement : pénalités au triple du taux d'intérêt
légal, indemnité forfaitaire de 40 €. Pas d'escompte.</p><p class="foot">{legal}</p>"""  # fmt: skip


_PLANTS = Profile("office_plants", lines=(1, 4), prepaid=0.1, credit=0.07)


@family("indoor_plants_in_page_rows", Split.MAKING, _PLANTS, replace(_PLANTS, lines=(3, 8)),
        replace(_PLANTS, paid=0.6, lines=(2, 5)),
        replace(_PLANTS, adjustments=("discount",)))  # fmt: skip
def indoor_plants_in_page_rows(sheet: Sheet) -> str:
    """An online service's page: everything in rows, what each is about in a narrow left margin."""
    h.adopt(sheet, ("%Y-%m-###", "F%Y%m###", "FAC-#####", "VEG-%y-####"),
            ("long", "%d/%m/%Y", "%d %m %Y"), ("AV-%Y-###", "AVO-####"))  # fmt: skip
    facts = sheet.facts
    hue, face = sheet.pick("#3a6b35", "#0f766e", "#8a5a00"), sheet.pick("URW Gothic", "DejaVu Sans")
    size = "8.2pt" if face == "DejaVu Sans" else "9.2pt"
    kind = h.titled(sheet, ("Facture", "facture"), ("Avoir", "Facture d'avoir"))
    heads: tuple[Pair, ...] = (("name", ""), ("qty", ""), ("unit", ""), ("price", "PU"),
                               ("rate", "Taxe"), ("total", "HT"))  # fmt: skip
    seller = h.told(sheet, "<b>{name}</b>, {street_}<br>{mail} · {phone}<br>SIREN {siren} · n° TVA "
        "{vat}")  # fmt: skip
    theirs = h.told(sheet, "<br>SIRET {siret}", "buyer") if sheet.maybe() else ""
    start, stop = h.day(sheet, -30), h.day(sheet, -1)
    rows: list[Pair] = [(sheet.pick("Qui", "De"), seller),
                        (sheet.pick("Pour qui", "À"), b.address(sheet, "buyer") + theirs),
                        (sheet.pick("Quand", "Le"), f"""{sheet.date_of()} <i>pour la période du
{start} au {stop}</i>""")]  # fmt: skip
    if facts.type_code == "381":
        rows.append(("Corrige", facts.references["original"]))
    rows.append(("Quoi", h.lines(sheet, heads)))
    sums = h.extras(sheet, {"sum": "Avant remise", "discount": "Remise de fidélité"})
    sums.append(("HT", sheet.total("total_without_vat")))
    for row in facts.vat:
        rate, basis, vat = sheet.vat_row(row)
        rate = rate if "%" in rate else f"{rate} %"
        sums.append((f"{rate} de {basis}", vat))
    several = len(facts.vat) > 1
    sums.append(("TVA" if several else "TVA en tout", sheet.total("total_vat", bare=True)))
    sums.append(("TTC", f"<b>{sheet.total('total_with_vat')}</b>"))
    inline = "".join(f"<div><small>{k}</small><br>{v}</div>" for k, v in sums)
    rows.append(("Combien", f'<div class="chips">{inline}</div>'))
    due = f"<b>{sheet.total('amount_due')}</b>"
    got = f"{sheet.total('prepaid')} déjà reçus, " if facts.prepaid else ""
    if h.is_payable(sheet):
        settle = f"""{got}{due} {sheet.pick("à régler d'ici au", "attendus le")}
{sheet.date_of("due_date")}<br>par virement : {sheet.iban()} · {sheet.bic()}"""
    elif facts.type_code == "381":
        settle = f"{due} à valoir sur votre prochaine mensualité"
    else:
        settle = f"{got}il reste {due} à régler. Merci !"
    rows.append(("Règlement", settle))
    rows.append(
        (
            sheet.pick("À savoir", "Mentions"),
            """Plantes remplacées sans frais pendant la
durée du contrat, hors dégel, vandalisme ou déménagement. Retard : intérêts de 12 % l'an et 40 € de
frais de recouvrement. Escompte : néant.""",
        )
    )
    body = "".join(f"<dt>{k}</dt><dd>{v}</dd>" for k, v in rows)
    shape = h.told(sheet, "{form} au capital de {capital} € · RCS {register}")
    return f"""<style>@page {{ margin: 15mm 18mm }} body {{ font: {size}/1.45 "{face}"; color:
#1d2b1f; min-height: 266mm }} h1 {{ font-size: 20pt; font-weight: normal; margin: 0 0 7mm; color:
{hue} }} dl {{ display: grid; grid-template-columns: 25mm 1fr; margin: 0 }} dt, dd {{ border-top:
0.5pt solid #cfd8cf; padding: 3mm 0; margin: 0 }} dt {{ color: {hue}; font-style: italic }} dd i {{
color: #667; font-style: normal; margin-left: 6mm }} .lines td {{ padding: 0.8mm 2mm 0.8mm 0 }}
.lines th {{ font-weight: normal; color: #889; font-size: 0.85em; padding: 0 2mm 0 0 }} .chips {{
display: flex; flex-wrap: wrap; gap: 2mm 8mm }} small {{ color: #667; font-size: 0.82em;
white-space: nowrap }} .foot {{ text-align: left }}</style><h1>{kind} {sheet.number()}</h1>
<dl>{body}</dl><p class="foot">{shape} · Document établi en ligne · page 1/1</p>"""  # fmt: skip
