"""Papers of a concrete plant, a sawmill and a firm that finds managers."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from math import ceil

from tests.layouts import blocks as b
from tests.layouts import formats
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import ZERO, Line, Profile, VatRow, cents
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet

_CONCRETE = Profile("ready_mix", lines=(3, 8), prepaid=0, credit=0.07)
_POURED = ("Béton", "Chape", "Grave")


def _with_lines(sheet: Sheet, lines: Sequence[Line]) -> None:
    """Give the invoice other lines, all at 20 %."""
    basis = sum((line.total for line in lines), ZERO)
    row = VatRow("S", Decimal(20), basis, cents(basis * 20 / 100))
    sheet.facts = replace(sheet.facts, lines=tuple(lines), vat=(row,))


def _halves(line: Line) -> Line:
    """Round cubic metres to halves, as a plant delivers them."""
    if line.unit != "m3":
        return line
    quantity = max(Decimal(round(line.quantity * 2)), Decimal(3)) / 2
    total = cents(quantity * line.unit_price * (100 - line.discount) / 100)
    return replace(line, quantity=quantity, total=total)


def _slips(sheet: Sheet, first: int, line: Line) -> str:
    """Return by which slips a concrete came; a lorry carries 7.5 cubic metres."""
    if not line.name.startswith(_POURED):
        return ""
    loads = ceil(line.quantity / Decimal("7.5"))
    start = first + 17 * sheet.facts.lines.index(line)
    slips = f"BL {start}" if loads == 1 else f"BL {start} à {start + loads - 1}"
    day = h.day(sheet, -3 - sheet.facts.lines.index(line))
    return f"<br><small>{slips} - {day} - {loads} {'toupie' if loads == 1 else 'toupies'}</small>"


@family("concrete_by_slip", Split.JUDGING, _CONCRETE,
        replace(_CONCRETE, line_discounts=True),
        replace(_CONCRETE, lines=(2, 4), credit=0))  # fmt: skip
def concrete_by_slip(sheet: Sheet) -> str:
    """A concrete plant: two heads without captions, sums as the table's last rows, plant below."""
    h.adopt(sheet, ("%y%m-######", "9########", "CTR## %y####", "FB#######"),
            ("%d.%m.%Y", "%d/%m/%y", "%d/%m/%Y"), ("A%y%m-######", "98#######"))  # fmt: skip
    _with_lines(sheet, [_halves(line) for line in sheet.facts.lines])
    facts, refs, hue = sheet.facts, sheet.facts.references, sheet.pick("#c8102e", "#00594c", "#444")
    site, plant = facts.others[0], facts.others[1]
    first = sheet.rng.randint(210_000, 890_000)
    heads: tuple[Pair, ...] = (("=##@##", "Code"), ("name", "Formule / prestation"))
    heads += (("qty", "Qté"), ("unit", "U"), ("price", "PU tarif"), ("disc", "Rem %"))
    heads += (("total", f"Mt HT {sheet.show('currency', 'EUR')}"),)
    table = h.lines(sheet, heads, more=lambda line: _slips(sheet, first, line))
    poured = sum((ln.quantity for ln in facts.lines if ln.name.startswith(_POURED)), ZERO)
    volume = f"{h.count(sheet, poured)} m3 facturés" if poured else ""
    net = sheet.pick("Total hors TVA", "Mt HT", "Base HT")
    sums: list[Pair] = [(net, sheet.total("total_without_vat", bare=True))]
    sums += h.vat_sums(sheet, "TVA s/débits {rate}", "")
    sums += h.owed(sheet, {"amount": ("Mt TTC à payer", "Total TTC EUR", "Net TTC")})
    sheet.total("total_with_vat")
    wide = table.count("<th ") - 1
    rows = ""
    for place, (label, value) in enumerate(sums):
        told = volume if place == 0 else ""
        css = " class=end" if place == len(sums) - 1 else ""
        rows += f'<tr{css}><td colspan="2">{told}</td><td colspan="{wide - 2}" class="n">{label}'
        rows += f'</td><td class="n">{value}</td></tr>'
    table = table.replace("</tbody>", f"</tbody><tfoot>{rows}</tfoot>")
    kind = h.titled(sheet, ("FACTURE", "Facture"), ("AVOIR", "Note de crédit"))
    tags: list[Pair] = [("Chantier", f"{site.brand}, {site.street[-1]}, {site.town}")]
    tags += [("V/Cde", refs["order"]), ("Marché", refs["contract"])]
    if facts.type_code == "381":
        tags.append(("Annule tout ou partie de", refs["original"]))
    when = [f"{k} {v}" for k, v in h.due(sheet, "Éch.", "Échce", "LCR directe au")]
    mode = sheet.pick("Virt", "Virement") if when and "LCR" not in when[0] else ""
    pay = h.told(sheet, "Domiciliation {iban} {bic}") if when else ""
    return f"""<style>@page {{ margin: 9mm 12mm }} body {{ font: 8.5pt "Liberation Sans Narrow";
min-height: 276mm }} .top {{ display: grid; grid-template-columns: 78mm 1fr; column-gap: 14mm }}
.key {{ background: {hue}; color: #fff; margin: 6mm 0 0; padding: 1.5mm 3mm; font-size: 10pt }}
.tags {{ border: 0.5pt solid {hue}; border-top: 0; padding: 1.5mm 3mm }} .lines {{ margin-top: 4mm
}} .lines th {{ font-weight: normal; color: {hue}; border-bottom: 0.8pt solid {hue} }} .lines td {{
padding: 1.1mm 4px }} .lines .c-name {{ width: 52% }} .lines small {{ color: #555 }} tfoot td {{
border-top: 0.4pt solid #999 }} .end td {{ font-weight: bold; font-size: 11pt; border-top: 1.2pt
solid {hue}; border-bottom: 1.2pt solid {hue} }} .low {{ columns: 2; column-gap: 8mm; font-size:
7pt; color: #444; margin-top: 8mm }}</style><div class="top"><div>
{sheet.logo(facts.seller.brand, hue)}<br>{h.told(sheet, "{street}<br>Tél. {phone}")}</div><div
style="padding-top:20mm;font-size:10pt">{b.address(sheet, "buyer")}</div></div><div
class="row key"><span><b>{kind} {sheet.number()}</b></span><span>Cpte {refs["customer"]}</span>
<span>{sheet.pick("Dt", "Du", "Date")} {sheet.date_of()}</span><span>
{" ".join(when)} {mode}</span></div><div class="tags">{b.pair_lines(tags, " &nbsp;|&nbsp; ")}</div>
{table}<p>{pay}</p><div class="low">Centrale de {plant.register} (n° {h.distractor(sheet, "4##")}),
bons de livraison à disposition sur l'espace client. Franchise d'attente : 6 minutes par m3.
Béton conforme à la norme NF EN 206+A2/CN, certificat n° {h.distractor(sheet, "10.0##.###")}.<br>
Passé l'échéance : intérêts à trois fois le taux légal et indemnité de 40 euros par facture. Sans
escompte. Réserve de propriété jusqu'au paiement complet.<br>Facturé à l'identifiant
{h.told(sheet, "{vat}", "buyer")}.</div><p class="foot"><b>{sheet.name("seller")}</b>
{h.told(sheet, " - {form} au capital de {capital} euros - RCS {register} {siren} - SIRET {siret} - "
"APE {activity} - TVA {vat}")}</p>"""  # fmt: skip


_SAWN = Profile("sawmill", lines=(2, 8), prepaid=0, credit=0.06)


def _sawn(sheet: Sheet) -> dict[str, tuple[str, str, int]]:
    """Make every line a parcel of pieces, and return section, length and number by reference."""
    sizes, lines = {}, []
    for line in sheet.facts.lines:
        thick, broad = sheet.pick((27, 150), (63, 175), (75, 225), (45, 95), (27, 200), (100, 100))
        long = Decimal(sheet.rng.randrange(250, 651, 50)) / 100
        pieces = sheet.rng.randint(18, 240)
        volume = (Decimal(thick * broad * pieces) / 1_000_000 * long).quantize(Decimal("0.001"))
        total = cents(volume * line.unit_price)
        lines.append(replace(line, quantity=volume, total=total, discount=Decimal(0)))
        shown = formats.number(sheet.style, long)
        sizes[line.reference] = (f"{thick} × {broad}", shown, pieces)
    _with_lines(sheet, lines)
    return sizes


@family("sawn_by_volume", Split.JUDGING, _SAWN,
        replace(_SAWN, lines=(6, 14), credit=0),
        replace(_SAWN, lines=(1, 3)))  # fmt: skip
def sawn_by_volume(sheet: Sheet) -> str:
    """A sawmill's spreadsheet: parcels by section, all sums in the frozen row above the lines."""
    h.adopt(sheet, ("##/%y", "%Y-###", "SC%y%m-##", "####"), ("%d/%m/%Y", "%d/%m/%y", "dashed"),
            ("AV ##/%y", "AV%Y-##"))  # fmt: skip
    sizes = _sawn(sheet)
    facts, refs = sheet.facts, sheet.facts.references
    hue, tint = sheet.pick(("#385723", "#e2f0d9"), ("#7f6000", "#fff2cc"), ("#833c0b", "#fbe5d6"))
    kind = h.titled(sheet, ("FACTURE", "Facture sciages"), ("AVOIR", "Avoir sciages"))
    rows = ""
    for place, line in enumerate(facts.lines, 1):
        section, long, pieces = sizes[line.reference]
        cells = [section, long, str(pieces)]
        cells += [formats.number(sheet.style, line.quantity, 3)]
        cells += [sheet.cell(line, key) for key in ("price", "total")]
        data = "".join(f'<td class="n">{cell}</td>' for cell in cells)
        rows += f"<tr><td>{place}</td><td>{sheet.cell(line, 'name')}</td>{data}</tr>"
    volume = sum((line.quantity for line in facts.lines), ZERO)
    sums: list[Pair] = [("Cube m3", formats.number(sheet.style, volume, 3))]
    sums += [(sheet.pick("Somme HT", "HT"), sheet.total("total_without_vat", bare=True))]
    sums += h.vat_sums(sheet, "TVA {rate}", "")
    sheet.total("total_with_vat", bare=True)
    asked = "À déduire TTC" if facts.type_code == "381" else sheet.pick("TTC à régler", "Dû TTC")
    sums.append((asked, sheet.total("amount_due", bare=True)))
    for day in h.due(sheet, "Pour le", "Échéance"):
        sums.append(day)
    tops = "".join(f"<td>{label}</td>" for label, _ in sums)
    values = "".join(f"<td>{value}</td>" for _, value in sums)
    spare = "<tr>" + "<td>&nbsp;</td>" * 8 + "</tr>"
    heads = ("Lot", "Essence - choix", "Section mm", "Long. m", "Nb", "Vol. m3", "€/m3")
    top = "".join(
        f'<th class="{"n" * (i > 1)}">{x}</th>'
        for i, x in enumerate((*heads, sheet.show("currency", "€ HT")))
    )
    fixes = f" (corrige {refs['original']})" if facts.type_code == "381" else ""
    pay = ""
    if h.is_payable(sheet):
        pay = h.told(sheet, "Merci de virer sur {iban} ({bic}).")
    how = sheet.pick("enlevé par vos soins", "rendu par notre camion grue", "franco par plateau")
    return f"""<style>@page {{ margin: 12mm 14mm }} body {{ font: 9pt "Liberation Sans" }} .grid {{
width: 100% }} .grid td, .grid th {{ border: 0.4pt solid #a6a6a6; padding: 0.9mm 1.5mm }} .grid th
{{ background: {hue}; color: #fff; font-weight: normal }} .who {{ width: 100%; table-layout: fixed
}} .who td {{ padding: 0.5mm 1.5mm }} .cold td {{ background: {tint}; text-align: center; border:
0.9pt solid {hue}; padding: 1.2mm }} .cold {{ width: 100%; margin: 6mm 0 }} .cold tr:last-child td
{{ font-weight: bold; font-size: 11pt }} .xl {{ color: #777; font-size: 7.5pt; text-align: center;
margin-bottom: 4mm }}</style><div class="xl">Sciages {facts.issue_date:%Y}</div><table class="who">
<tr><td style="font-size:14pt;color:{hue}"><b>{sheet.name("seller")}</b></td><td
style="font-size:13pt">{kind} {sheet.number()}{fixes}</td></tr><tr><td>
{h.told(sheet, "{street}<br>{phone}")}</td><td>
{sheet.pick("le", "faite le", "émise le")} {sheet.date_of()}<br>Bon d'enlèvement {refs["note"]} du
{sheet.day(facts.delivery_date)}<br>V. commande {refs["order"]}</td></tr><tr><td
style="padding-top:4mm">{h.told(sheet, "Siret {siret}<br>TVA {vat}")}</td><td
style="padding-top:4mm">Client {refs["customer"]}<br>{b.address(sheet, "buyer")}<br>
{h.told(sheet, "{vat}", "buyer")}</td></tr></table><table class="cold"><tr>{tops}</tr><tr>{values}
</tr></table><table class="grid"><tr>{top}</tr>{rows}{spare}{spare}{spare}</table><p
style="font-size:8pt">Bois {how}. Cubage sur dimensions commerciales, tolérance NF EN 1313-1. 100 %
PEFC, chaîne de contrôle {h.distractor(sheet, "10-31-####")}. {pay} Intérêts de
retard 12 % l'an, frais de recouvrement 40 €, pas
d'escompte.</p><div class="foot row"><span>{h.told(sheet, "{form} capital {capital} € RCS "
"{register} {siren}")}</span><span>Feuil1</span></div>"""  # fmt: skip


_SOUGHT = Profile("search_fees", lines=(1, 4), prepaid=0, credit=0.06)
_THIRDS = (
    "Premier tiers, à la signature de la lettre de mission",
    "Deuxième tiers, à la présentation des finalistes",
    "Dernier tiers, à la signature du contrat de travail",
)


def _sought(sheet: Sheet) -> tuple[int, int, Decimal, int]:
    """Make the first line a third of a fee; return wage, share, fee and which third it is."""
    wage, share = sheet.rng.randrange(42_000, 128_000, 500), sheet.pick(18, 20, 22, 25)
    fee, place = Decimal(wage * share) / 100, sheet.rng.randint(0, 2)
    part = cents(fee / 3)
    part = fee - 2 * part if place == 2 else part
    first = replace(sheet.facts.lines[0], name=_THIRDS[place], quantity=Decimal(1),
                    unit="forfait", unit_price=part, total=part)  # fmt: skip
    others = [ln for ln in sheet.facts.lines if not ln.name.startswith("Recherche")]
    _with_lines(sheet, [first, *others])
    return wage, share, fee, place


@family("search_fee_by_thirds", Split.MAKING, _SOUGHT,
        replace(_SOUGHT, lines=(1, 1), credit=0),
        replace(_SOUGHT, person=True))  # fmt: skip
def search_fee_by_thirds(sheet: Sheet) -> str:
    """A recruiter's note: number and day in a sentence, thirds of a fee reckoned from a wage."""
    h.adopt(sheet, ("NH %y-###", "%Y.##", "ES/%y%m/##", "R##-%Y"), ("long", "long", "%d.%m.%Y"),
            ("AH %y-##",))  # fmt: skip
    wage, share, fee, place = _sought(sheet)
    facts, refs, hue = sheet.facts, sheet.facts.references, sheet.pick("#1c2b4a", "#5a1e36", "#333")
    credit = facts.type_code == "381"
    post = sheet.pick("Directeur industriel (H/F)", "Responsable comptable (H/F)",
                      "Responsable des achats (H/F)", "Chef de marché export (H/F)")  # fmt: skip
    kind = h.titled(sheet, ("note d'honoraires", "facture d'honoraires"), ("note d'avoir",))
    plan = ""
    for i, name in enumerate(_THIRDS):
        state = "facturé" if i < place else "à venir"
        state = "objet de la présente" if i == place else state
        dot = "●" if i <= place else "○"
        plan += f"<tr><td>{dot}</td><td>{name}</td><td>{state}</td></tr>"
    told = "".join(
        f'<div class="lead"><span>{sheet.cell(line, "name")}</span><i></i><span>'
        f"{sheet.cell(line, 'total')}</span></div>"
        for line in facts.lines
    )
    sums: list[Pair] = [("Honoraires et frais hors taxes", sheet.total("total_without_vat"))]
    sums += h.vat_sums(sheet, "Taxe sur la valeur ajoutée, {rate}", "", bare=False)
    sheet.total("total_with_vat")
    words = {"amount": ("Ensemble, toutes taxes comprises", "Montant de la note, TTC"),
             "credit": ("Somme portée à votre crédit, TTC",)}  # fmt: skip
    sums += h.owed(sheet, words)
    ends = "".join(
        f'<div class="lead"><span>{k}</span><i></i><span>{v}</span></div>' for k, v in sums
    )
    asks = ""
    if h.is_payable(sheet):
        asks = f"""Nous vous saurions gré de créditer notre compte {h.told(sheet, "{iban}")}
(établissement {sheet.bic()}) {sheet.pick("au plus tard le", "pour le")}
{sheet.date_of("due_date")}."""
    about = f"Elle vient en déduction de la note {refs['original']}." if credit else ""
    annual = formats.number(sheet.style, Decimal(wage), 0)
    return f"""<style>@page {{ margin: 18mm 20mm 12mm }} body {{ font: 10.5pt "P052"; line-height:
1.45; min-height: 265mm }} .two {{ display: grid; grid-template-columns: 34mm 1fr; column-gap: 9mm
}} .mar {{ font-size: 8pt; color: {hue}; border-right: 0.6pt solid {hue}; padding-right: 4mm;
text-align: right }} .lead {{ display: flex; align-items: baseline; margin: 0.8mm 0 }} .lead i {{
flex: 1; border-bottom: 0.8pt dotted #888; margin: 0 2mm }} .lead span:last-child {{ white-space:
nowrap }} .ends {{ margin: 5mm 0 5mm 28mm }} .ends .lead:last-child {{ font-weight: bold }} .plan td
{{ font-size: 9pt; color: #444; padding: 0.4mm 3mm 0.4mm 0 }}</style><div style="text-align:center;
color:{hue};letter-spacing:1mm;font-size:15pt">{sheet.name("seller")}</div><div
style="text-align:center;font-size:8.5pt;margin-bottom:14mm">{sheet.pick("Recherche de dirigeants",
"Conseil en recrutement", "Approche directe et évaluation")}</div><div class="two"><div class="mar">
Consultant<br>{sheet.pick("M. Delaunay", "C. Arnoux", "S. Vidal")}<br><br>Poste<br>{post}<br><br>
Mission ouverte<br>{h.day(sheet, -64)}<br><br>Lettre de mission<br>{refs["contract"]}<br><br>
Votre bon<br>{refs["order"]}<br><br>Garantie<br>six mois</div><div><div style="margin-bottom:9mm">
{b.address(sheet, "buyer")}<br><span style="font-size:8.5pt">{h.told(sheet, "{vat}", "buyer")}
</span></div><p>Veuillez trouver ci-dessous notre {kind}
{sheet.pick("portant le numéro", "numéro", "enregistrée sous le n°")} <b>{sheet.number()}</b>,
{sheet.pick("établie", "arrêtée")} à {facts.seller.register} le {sheet.date_of()}. {about}</p><p>
La rémunération annuelle brute du poste étant fixée à {annual} euros, nos honoraires, au taux
convenu de {share} %, s'élèvent pour l'ensemble de la mission à
{formats.number(sheet.style, fee)} euros hors taxes, appelés par
tiers :</p><table class="plan">{plan}</table><div style="margin-top:6mm">{told}
</div><div class="ends">{ends}</div><p>{asks}</p><p style="font-size:8.5pt">La taxe est exigible à
l'encaissement. Tout retard entraîne des pénalités au taux de la BCE majoré de dix points et une
indemnité de 40 euros. Aucun escompte n'est consenti.</p></div></div><p class="foot">
{h.told(sheet, "{street_} · {phone} · {mail} · SIRET {siret} · TVA {vat}")}</p>"""  # fmt: skip
