"""Layouts of those who ask for fees: a veterinary practice, engineers by phases, an expert."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import ZERO, Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.parties import make_person
from tests.layouts.sheet import Sheet
from tests.layouts.spelling import in_words

_VET = Profile("vet", lines=(2, 8), paid=0.4, prepaid=0.1, credit=0.06)


@family("veterinary_practice", Split.MAKING, _VET, replace(_VET, tax_included=True))
def veterinary_practice(sheet: Sheet) -> str:
    """A clinic: lines under each animal, no head to the page, logo and ids in a bar at its end."""
    h.adopt(
        sheet,
        ("%y%m%d-##", "F%Y#####", "#####", "%Y-#####"),
        ("%d/%m/%Y", "%d/%m/%y", "long"),
        ("AV%Y####", "%y%m%d-A##"),
    )
    facts, hue = sheet.facts, sheet.pick("#5b8c5a", "#7a4b94", "#c8553d")
    kind = h.titled(sheet, ("Facture", "Facture de soins", "FACTURE"), ("Avoir", "Note d'avoir"))
    gross = facts.profile.tax_included
    tax = "TTC" if gross else "HT"
    heads = [("name", "Acte ou produit"), ("qty", "Quantité"), ("price", f"Prix unit. {tax}")]
    heads += [("rate", "T.V.A."), ("total", f"Montant {tax}")]
    cared = []
    for start in range(0, len(facts.lines), 3):
        animal = sheet.pick(
            "NALA - chienne, border collie",
            "PIXEL - chat européen",
            "Lot bovins 14",
            "ORAGE - cheval hongre",
            "Élevage - portée du mois",
        )
        chip = h.distractor(sheet, "25026########")
        seen = f"Vu le {h.day(sheet, -start - 1)} par Dr {make_person(sheet.rng)}"
        cared.append(
            f'<div class="who"><b>{animal}</b> &nbsp; puce {chip} &nbsp; <i>{seen}</i></div>'
        )
        cared.append(h.lines(sheet, heads, chosen=facts.lines[start : start + 3]))
    net: list[Pair] = [(sheet.pick("Total H.T.", "Base H.T."), sheet.total("total_without_vat"))]
    net += h.vat_sums(sheet, "dont T.V.A. {rate}" if gross else "T.V.A. {rate}", "Non taxé", False)
    whole: Pair = (sheet.pick("Total T.T.C.", "Montant T.T.C."), sheet.total("total_with_vat"))
    sums = [whole, *net] if gross else [*net, whole]
    if facts.prepaid:
        paid = ("Réglé ce jour par carte", "Règlement reçu (chèque)", "Acompte versé")
        owed = {"prepaid": paid, "amount": ("Solde restant dû", "Reste à régler")}
        sums += h.owed(sheet, owed)
    until = "".join(f"{label} {value}. " for label, value in h.due(sheet, "À régler avant le"))
    columns = (
        h.told(sheet, "{name}<br>{street}<br>{phone}"),
        h.told(sheet, "SIRET {siret}<br>TVA {vat}<br>APE {activity}"),
        f"N° d'ordre {h.distractor(sheet, '1####')}<br>{h.told(sheet, '{iban}<br>{bic}')}",
    )
    bar = "".join(f"<div>{text}</div>" for text in columns)
    return f"""<style>body {{ font: 9.5pt "URW Gothic" }} .ttl {{ font-size: 12pt; border-left: 4mm
solid {hue}; padding: 2mm 4mm; margin: 8mm 0 }} .who {{ background: #f4efe6; padding: 1.5mm 2mm;
font-size: 8.5pt; margin-top: 3mm }} .lines {{ font-size: 8.5pt }} .lines th {{ color: {hue};
font-weight: normal; font-size: 7.5pt }} .lines .c-name {{ width: 46% }} .sum {{ margin: 7mm 0 0
auto; width: 84mm }} .sum td {{ border-bottom: 0.4pt dotted #888; padding: 1mm }} .bar {{ position:
absolute; bottom: 0; left: 0; right: 0; border-top: 1.5mm solid {hue}; padding-top: 3mm; display:
grid; grid-template-columns: 34mm 50mm 40mm 1fr; gap: 3mm; font-size: 6.8pt }} .bar .logo {{
max-width: 32mm }}</style><div class="row"><div style="font-size:8.5pt">Dossier client
{facts.references["customer"]}<br>Urgences 24 h / 24 : {facts.seller.phone}</div><div
style="width:80mm">{b.address(sheet, "buyer")}</div></div><div class="ttl">{kind}
{sheet.pick("n°", "N°", "numéro")} {sheet.number()} {sheet.pick("du", "en date du", "établie le")}
{sheet.date_of()}</div>{"".join(cared)}{b.pair_rows(sums, "sum")}<p>{until}</p><p
style="font-size:8pt">Prochain rappel de vaccination : {h.day(sheet, 365)}. Pas d'escompte pour
règlement anticipé.</p><div class="bar"><div>{sheet.logo(facts.seller.brand, hue)}</div>{bar}
</div>"""  # fmt: skip


_STUDIES = Profile("engineering", lines=(2, 7), prepaid=0, credit=0.05)


@family(
    "engineers_phases",
    Split.MAKING,
    _STUDIES,
    replace(_STUDIES, regime="AE", lines=(1, 5)),
    replace(_STUDIES, retention=5),
)
def engineers_phases(sheet: Sheet) -> str:
    """A note of fees by phases of a contract: share done before, share done by now, what is due."""
    h.adopt(
        sheet,
        ("NH-%y-###", "%y.###/##", "%Y/##/###", "H%y%m-##"),
        ("long", "%d/%m/%Y", "%d.%m.%y"),
        ("NC-%y-###",),
    )
    phases = sorted(sheet.facts.lines, key=lambda line: _PHASES.index(line.name.split()[0]))
    sheet.facts = replace(sheet.facts, lines=tuple(phases))
    facts, rank = sheet.facts, sheet.pick(1, 2, 3, 4, 6)
    credit = facts.type_code == "381"
    rows, market = [], ZERO
    for line in phases:
        cells, fee = _phase(sheet, line)
        market += fee
        rows.append(cells)
    heads = ("Élément de mission", "Montant marché", "Déjà facturé", "Avancement", "Présente note")
    keys = ("name", "price", "disc", "rate", "total")
    sums: list[Pair] = [("Honoraires HT de la période", sheet.total("total_without_vat"))]
    if facts.profile.regime == "S":
        sums += h.vat_sums(sheet, "TVA au taux de {rate}", "Sans TVA", bare=False)
        sums.append((sheet.pick("Honoraires TTC", "Montant TTC"), sheet.total("total_with_vat")))
    why = (
        "" if facts.profile.regime == "S" else "Autoliquidation de la TVA par le preneur assujetti."
    )
    words = {"retention": ("Retenue de 5 % sur TTC",), "credit": ("Montant en votre faveur",)}
    sums += h.owed(sheet, words | {"amount": ("Montant à mandater", "Somme à verser", "Net dû")})
    kind = h.titled(
        sheet, ("NOTE D'HONORAIRES", "Facture d'honoraires"), ("NOTE DE CRÉDIT", "AVOIR")
    )
    work = sheet.pick("Extension du groupe scolaire", "Réhabilitation de la halle", "Passerelle")
    about: list[Pair] = [
        ("Opération", f"{work} - affaire {facts.references['file']}"),
        ("Marché", f"{facts.references['contract']} notifié le {h.day(sheet, -260)}"),
        ("Montant du marché HT", sheet.amount(market, bare=False)),
        ("Mandataire", b.other(facts.others[0], ", ")),
    ]
    until = "".join(f"{k} {v}" for k, v in h.due(sheet, "Règlement attendu pour le", "Payable le"))
    ids = sheet.pick("SIRET {siret} | TVA {vat} | NAF {activity}", "{form} - {siret} - TVA : {vat}")
    ids = h.told(sheet, ids)
    pay = "" if credit else h.told(sheet, "Compte à créditer : {iban} - {bic}")
    return f"""<style>body {{ font: 9pt "C059" }} .top {{ border-bottom: 3px double #333;
padding-bottom: 3mm }} .about td {{ border: 0.4pt solid #666; padding: 1mm 2mm }} .about {{ width:
100%; margin: 5mm 0 }} .about .l {{ background: #eef1f5; width: 42mm }} .about .n {{ text-align:
left }} .lines th {{ border: 0.4pt solid #666; background: #33475b; color: #fff; font-size: 8pt;
text-align: center }} .lines td {{ border: 0.4pt solid #666; font-size: 8.5pt }} .lines .c-name {{
width: 44% }} .sum {{ margin: 4mm 0 0 70mm; width: 110mm }} .sum td {{ padding: 1mm 2mm }} .sum
tr:last-child td {{ border-top: 1px solid; font-weight: bold }}</style><div class="row top"><div><b
style="font-size:15pt">{sheet.name("seller")}</b><br><i>Bureau d'études techniques</i><br>
{b.street(facts.seller, " - ")}<br>{h.told(sheet, "{phone} - {mail}")}</div>
{sheet.logo("".join(x[0] for x in facts.seller.brand.split()), "#33475b", serif=True)}</div><div
class="row" style="margin-top:8mm"><div><b style="font-size:13pt">{kind}
{sheet.pick("n°", "N° :", "réf.")} {sheet.number()}</b><br>Acompte n° {rank} sur
honoraires<br>{facts.seller.register}, {sheet.pick("le", "")} {sheet.date_of()}</div><div
style="width:82mm">{b.address(sheet, "buyer")} <br>À l'attention de
{make_person(sheet.rng)}</div></div>{b.pair_rows(about, "about")}
{b.table(keys, heads, rows, "lines")}{b.pair_rows(sums, "sum")}<p>{why}</p><p>{until}<br>{pay}</p>
<p class="foot" style="border-top:0.5pt solid">{ids}<br>Assurance RC décennale, police
{h.distractor(sheet, "#######")} auprès de {facts.others[1].name}</p>"""  # fmt: skip


_PHASES = ("EP", "APS", "APD", "PRO", "ACT", "VISA", "DET", "AOR")


def _phase(sheet: Sheet, line: Line) -> tuple[Sequence[str], Decimal]:
    """Return the cells of a phase, and its whole fee, of which this note is a round share."""
    now = sheet.pick(10, 20, 25, 50, 100)
    before = sheet.pick(0, (100 - now) // 2, 100 - now)
    fee = line.total * 100 / now
    past = sheet.amount(fee * before / 100)
    cells = [sheet.cell(line, "name"), sheet.amount(fee), past, f"{before + now} %"]
    return [*cells, sheet.cell(line, "total")], fee


_SURVEY = Profile("expert", lines=(1, 5), prepaid=0.35, credit=0.06)


@family(
    "experts_letter", Split.MAKING, _SURVEY, replace(_SURVEY, regime="E", person=True, prepaid=0.2)
)
def experts_letter(sheet: Sheet) -> str:
    """A letter: what was done in running text, the totals in a sentence, a signature."""
    h.adopt(sheet, ("%Y-###", "NH%y/###", "%m-%Y/##", "E##-%y"), ("long", "long", "%d/%m/%Y"))
    facts = sheet.facts
    credit, untaxed = facts.type_code == "381", b.is_exempt(sheet)
    kind = h.titled(sheet, ("facture", "note d'honoraires"), ("avoir", "note d'avoir"))
    done = "".join(f"<li>{_deed(sheet, line)} ;</li>" for line in facts.lines)
    who = facts.seller.brand if facts.profile.person else make_person(sheet.rng)
    case = f"Sinistre du {h.day(sheet, -120)}, dossier {facts.references['file']}"
    case += f", assuré {make_person(sheet.rng)}"
    start = (
        "Veuillez trouver ci-dessous le détail de l'avoir que nous vous consentons"
        if credit
        else (
            sheet.pick(
                "Veuillez trouver ci-dessous le décompte de nos honoraires",
                "Nous avons l'honneur de vous adresser le relevé de nos diligences",
            )
        )
    )
    told = f"<p>{_sum_told(sheet, untaxed)}</p>"
    if facts.prepaid:
        told += f"""<p>Déduction faite de la provision de {sheet.total("prepaid")} reçue le
{h.day(sheet, -75)}, {sheet.pick("il reste dû", "nous restons créanciers de")} <b>
{sheet.total("amount_due")}</b>.</p>"""
    words = in_words(facts.amount_due)
    told += (
        f"<p>Arrêté{'' if credit else 'e'} à la somme de {words}.</p>" if sheet.maybe(0.6) else ""
    )
    asked = "".join(
        f" {text} {value}" for text, value in h.due(sheet, "avant le", "au plus tard le", "pour le")
    )
    please = ""
    if h.is_payable(sheet):
        own = f"sur notre compte {sheet.iban()}" if sheet.maybe(0.7) else "par chèque à notre ordre"
        please = f"<p>Nous vous remercions d'effectuer votre règlement{asked}, {own}.</p>"
    ids = "{street_}<br>{phone} - {mail}<br>SIRET : {siret}"
    ids += "" if untaxed else " - N° de TVA : {vat}"
    why = "<p>TVA non applicable, article 293 B du code général des impôts.</p>" if untaxed else ""
    return f"""<style>body {{ font: 11pt/1.45 "P052"; padding: 0 8mm 15mm }} .me {{ text-align:
center; border-bottom: 0.5pt solid #999; padding-bottom: 3mm }} .you {{ margin: 9mm 0 8mm 88mm;
line-height: 1.2 }} .obj {{ margin: 8mm 0 }} p {{ margin: 3mm 0; text-align: justify }} li .v {{
white-space: normal }} small {{ font-size: 8.5pt; line-height: 1.2 }}</style><div class="me"><b
style="font-size:15pt">{sheet.name("seller")}</b><br><i>{sheet.pick("Expert près la cour d'appel",
"Expertise et évaluation")}</i><br><small>{h.told(sheet, ids)}</small></div><div class="you">
{b.address(sheet, "buyer")}<br><br>{facts.seller.register}, le {sheet.date_of()}</div><div
class="obj"><b>Objet :</b> {kind} {sheet.pick("n°", "numéro", "N°")} {sheet.number()}<br><b>V/Réf.
:</b> {facts.references["order"]}<br><b>Affaire :</b> {case}</div><p>Madame, Monsieur,</p><p>{start}
dans l'affaire citée en objet :</p><ul>{done}</ul>{told}{why}{please}
<p>Nous vous prions d'agréer, Madame, Monsieur, l'expression de nos salutations distinguées.</p><div
style="margin:6mm 0 0 95mm"><span style="font:20pt Z003">{who}</span></div>"""  # fmt: skip


def _deed(sheet: Sheet, line: Line) -> str:
    name, total = sheet.cell(line, "name"), sheet.cell(line, "total")
    if line.unit == "forfait":
        return f"{name} : {total} €"
    unit = {"h": " h"}.get(line.unit, "")
    return f"{name}, {sheet.cell(line, 'qty')}{unit} à {sheet.cell(line, 'price')} € : {total} €"


def _sum_told(sheet: Sheet, untaxed: bool) -> str:
    """Tell the totals in a sentence."""
    whole = sheet.total("total_with_vat")
    sheet.show("currency", "€")
    if untaxed:
        sheet.show("total_without_vat", sheet.printed["total_with_vat"][0])
        return f"{sheet.pick('Soit un total net de', 'Nos honoraires s’élèvent à')} <b>{whole}</b>."
    net, (rate, _, vat) = sheet.total("total_without_vat"), sheet.vat_row(sheet.facts.vat[0])
    rate = rate if "%" in rate else f"{rate} %"
    taxed = f"{sheet.show('total_vat', vat)} €"
    return sheet.pick(
        f"Soit un montant hors taxes de {net}, auquel s'ajoute la TVA au taux de {rate} "
        f"pour {taxed}, c'est-à-dire un total de <b>{whole}</b> toutes taxes comprises.",
        f"Nos honoraires s'élèvent ainsi à <b>{whole}</b> TTC, dont {taxed} de TVA à {rate} "
        f"calculée sur {net} HT.",
    )
