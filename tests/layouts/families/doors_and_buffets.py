"""Papers made without an invoicing program: a locksmith's workbook, a caterer's typed letter."""

from dataclasses import replace

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import CENT, Profile
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet
from tests.layouts.spelling import in_words

_LOCKS = Profile("locksmith", lines=(2, 7), prepaid=0.2, credit=0.05)
_LETTERS = "ABCDEF"


def _row(place: int, cells: str) -> str:
    """Return a row of a workbook with its number at the left."""
    return f'<tr><th class="rn">{place}</th>{cells}</tr>'


def _filled(sheet: Sheet, place: int, blank: int) -> tuple[int, list[str]]:
    """Print the lines and the empty rows that the form keeps, from a row on."""
    rows: list[str] = []
    for line in sheet.facts.lines:
        cells = "".join(f'<td class="g n">{sheet.cell(line, key)}</td>'
                        for key in ("qty", "price", "total"))  # fmt: skip
        name = f"{sheet.cell(line, 'name')}"
        unit = sheet.cell(line, "unit")
        rows.append(_row(place + len(rows),
                         f'<td class="g" colspan="2">{name}</td><td class="g">{unit}</td>{cells}'
                         ))  # fmt: skip
    for _ in range(blank):
        empty = '<td class="g" colspan="2">&nbsp;</td>' + '<td class="g"></td>' * 3
        rows.append(_row(place + len(rows), empty + '<td class="g n">-</td>'))
    return place + len(rows), rows


def _yellow_sums(sheet: Sheet) -> list[Pair]:
    """Print the sums, the last of which is marked."""
    sums: list[Pair]
    if b.is_exempt(sheet):
        sums = [("TOTAL", sheet.total("total_with_vat"))]
        sheet.total("total_without_vat")
    else:
        sums = [("Total HT", sheet.total("total_without_vat"))]
        sums += h.vat_sums(sheet, "TVA {rate}", "non soumis", bare=False)
        sums.append(("Total TTC", sheet.total("total_with_vat")))
    words = {"amount": ("RESTE DU", "A PAYER"), "credit": ("A VOUS RENDRE",)}
    words["prepaid"] = ("Acompte reçu", "Acompte chèque")
    if sheet.facts.prepaid or sheet.maybe():
        sums += h.owed(sheet, words)
    return sums


@family("locksmith_workbook", Split.MAKING, _LOCKS,
        replace(_LOCKS, person=True, lines=(1, 4)),
        replace(_LOCKS, person=True, regime="E", lines=(2, 5), prepaid=0))  # fmt: skip
def locksmith_workbook(sheet: Sheet) -> str:
    """A workbook printed with its row numbers: both parties as columns of cells, sums in yellow."""
    h.adopt(sheet, ("%Y-##", "###", "%y%m##", "S ###/%y"), ("%d/%m/%Y", "%d/%m/%y", "%d-%m-%Y"),
            ("A %Y-##", "AV ###"))  # fmt: skip
    facts, refs = sheet.facts, sheet.facts.references
    tint = sheet.pick("#ddebf7", "#e2efda", "#fce4d6", "#ededed")
    numbered = sheet.maybe(0.6)
    exempt, credit = b.is_exempt(sheet), facts.type_code == "381"
    kind = h.titled(sheet, ("FACTURE", "Facture intervention"), ("AVOIR", "FACTURE D'AVOIR"))
    left = [sheet.name("seller"), *b.street(facts.seller).split("<br>"), facts.seller.phone,
            h.told(sheet, "Siret {siret}")]  # fmt: skip
    if not exempt:
        left.append(h.told(sheet, "TVA {vat}"))
    right = [f"<i>{sheet.pick('Doit :', 'Client', 'Pour :')}</i>", sheet.name("buyer"),
             *b.street(facts.buyer).split("<br>")]  # fmt: skip
    size = max(len(left), len(right))
    left += [""] * (size - len(left))
    right += [""] * (size - len(right))
    rows = [_row(i, f'<td colspan="3">{x}</td><td colspan="3" class="{"o" * (i > 1)}">{y}</td>')
            for i, (x, y) in enumerate(zip(left, right, strict=True), 1)]  # fmt: skip
    place = len(rows) + 1
    about = [("N°", sheet.number()), ("Date", sheet.date_of())]
    about += h.due(sheet, "A payer le", "Echéance", "Payable le")
    if credit:
        about.append(("Sur facture", refs["original"]))
    about.append((sheet.pick("Bon d'interv.", "OT"), h.distractor(sheet, "####")))
    rows.append(_row(place, '<td colspan="6">&nbsp;</td>'))
    rows.append(_row(place + 1, f'<td colspan="6" class="t">{kind}</td>'))
    place += 2
    for label, value in about:
        cells = f'<td class="k">{label}</td><td class="g"><b>{value}</b></td><td colspan="4"></td>'
        rows.append(_row(place, cells))
        place += 1
    tops = ("Q", "PU HT" if not exempt else "PU", "Total HT" if not exempt else "Total")
    head = '<td class="g h" colspan="2">Fourniture / intervention</td><td class="g h">U</td>'
    head += "".join(f'<td class="g h n">{top}</td>' for top in tops)
    rows += [_row(place, '<td colspan="6">&nbsp;</td>'), _row(place + 1, head)]
    place, filled = _filled(sheet, place + 2, sheet.rng.randint(2, 6))
    rows += filled
    sums = _yellow_sums(sheet)
    for i, (label, value) in enumerate(sums):
        last = " y" * (i == len(sums) - 1)
        cells = f'<td colspan="3"></td><td colspan="2" class="g k">{label}</td>'
        rows.append(_row(place, f'{cells}<td class="g n{last}">{value}</td>'))
        place += 1
    notes = [b.mention(sheet)] if exempt else []
    if not credit:
        notes.append(f"Règlement : chèque ou virement {sheet.iban()}")
    notes += ["Garantie pièces 2 ans, main-d'oeuvre 3 mois",
              "Retard : 3 x taux légal + 40 € de frais de recouvrement"]  # fmt: skip
    for note in ["&nbsp;", *notes]:
        rows.append(_row(place, f'<td colspan="6">{note}</td>'))
        place += 1
    top = "".join(f'<th class="rn">{letter}</th>' for letter in _LETTERS)
    frame = f'<tr><th class="rn"></th>{top}</tr>'
    return f"""<style>@page {{ margin: 15mm 12mm }} body {{ font: 10pt "Liberation Sans" }} table {{
width: 100%; table-layout: fixed }} td {{ padding: 0.7mm 1.2mm; height: 4.4mm; overflow: visible }}
.rn {{ {"" if numbered else "display: none;"} width: 6mm; background: #e9e9e9; color: #555; border:
0.4pt solid #aaa; text-align: center; font: 8pt "Liberation Sans"; padding: 0 }} .g {{ border: 0.6pt
solid #333 }} .h {{ background: {tint}; font-weight: bold }} .t {{ background: {tint}; text-align:
center; font: bold 16pt "Liberation Sans"; padding: 1.5mm }} .k {{ background: #f7f7f7 }} .o {{
padding-left: 8mm }} .y {{ background: #ff0; font-weight: bold }}</style><table><colgroup>
{'<col style="width:6mm">' if numbered else ""}<col style="width:26mm"><col style="width:62mm">
<col style="width:15mm"><col style="width:16mm"><col style="width:24mm"><col
style="width:34mm"></colgroup> {frame if numbered else ""}{"".join(rows)}</table>
<p class="foot">{sheet.pick("Feuille1", "Modèle facture", "Page 1")}</p>"""  # fmt: skip


_BUFFETS = Profile("caterer", lines=(2, 5), prepaid=0.35, credit=0.05)


def _vat_sentence(sheet: Sheet) -> str:
    """Print the VAT of every rate within a sentence."""
    parts = []
    for row in sheet.facts.vat:
        rate, basis, vat = sheet.vat_row(row)
        rate = rate if "%" in rate else f"{rate} %"
        parts.append(f"{vat} de TVA à {rate} (calculée sur {basis})")
    return " et ".join(parts)


@family("caterer_typed_letter", Split.MAKING, _BUFFETS,
        replace(_BUFFETS, person=True, lines=(1, 3)),
        replace(_BUFFETS, lines=(3, 6), deposit=0.15))  # fmt: skip
def caterer_typed_letter(sheet: Sheet) -> str:
    """A letter after a reception: the menu as a list, all sums in running sentences and words."""
    h.adopt(sheet, ("##", "###", "%Y/##", "R-###"), ("long", "weekday", "long"))
    sheet.facts = replace(sheet.facts, negative=False)
    facts, ink = sheet.facts, sheet.pick("#6b1f2b", "#1f3d2b", "#333")
    credit, deposit = facts.type_code == "381", facts.type_code == "386"
    kind = h.titled(sheet, ("facture", "Facture", "notre facture"), ("avoir", "Avoir"),
                    ("facture d'acompte",))  # fmt: skip
    rows = ""
    for line in facts.lines:
        rows += f"""<tr><td>{sheet.cell(line, "name")}</td><td class="m">{sheet.cell(line, "qty")} ×
{sheet.cell(line, "price")}</td><td class="n">{sheet.cell(line, "total")}</td></tr>"""  # fmt: skip
    opening = "L'acompte" if deposit else sheet.pick("L'ensemble", "Le tout", "Cette prestation")
    opening = "L'avoir" if credit else opening
    told = f"""{opening} s'élève à <b>{sheet.total("total_without_vat")}</b> hors taxes. S'y
{"ajoutent" if len(facts.vat) > 1 else "ajoute"} {_vat_sentence(sheet)}, soit un total de
<b>{sheet.total("total_with_vat")}</b> toutes taxes comprises."""  # fmt: skip
    end = ""
    if facts.prepaid:
        end = f"""Vous nous avez déjà versé {sheet.total("prepaid")} à la réservation ; il reste
donc
à nous régler <b>{sheet.total("amount_due")}</b>."""  # fmt: skip
    if credit:
        end = "Cette somme vous sera rendue par virement dans la quinzaine."
    elif h.is_payable(sheet):
        end += f""" Nous vous remercions de bien vouloir nous faire parvenir votre règlement
{sheet.pick("avant le", "au plus tard le", "pour le")} {sheet.date_of("due_date")}, par chèque à
notre
ordre ou par virement sur notre compte {sheet.iban()}."""  # fmt: skip
    spelled = f"""<p>Arrêté{"" if credit else "e"} {"le présent avoir" if credit else
"la présente facture"} à la somme de <i>{in_words(facts.total_with_vat)}</i>.</p>"""  # fmt: skip
    is_spelled = sheet.maybe(0.7) and facts.total_with_vat % 1 != CENT
    held = h.day(sheet, -sheet.rng.randint(1, 9))
    why = f"Suite à la réception du {held}, voici le détail de nos prestations :"
    if credit:
        why = f"Comme convenu, nous vous accordons sur la réception du {held} l'avoir suivant :"
    if deposit:
        why = "Pour confirmer la réservation de votre date, voici notre demande d'acompte :"
    town = facts.seller.town.split(" ", 1)[1].split(" CEDEX")[0]
    theirs = "{name} - {street_} - {form} au capital de {capital} € - Siret {siret} - TVA {vat}"
    if not facts.seller.form:
        theirs = "{name} - {street_} - Siret {siret} - TVA {vat}"
    return f"""<style>@page {{ margin: 16mm 24mm 14mm }} body {{ font: 11pt/1.45
"{sheet.pick("Liberation Serif", "P052", "URW Bookman")}"; min-height: 264mm }} .mid {{ text-align:
center; color: {ink}; margin-bottom: 10mm }} .mid b {{ font: 27pt "Z003" }} .menu {{ width: 100%;
margin: 3mm 0 5mm; border-top: 0.6pt solid {ink}; border-bottom: 0.6pt solid {ink} }} .menu td {{
padding: 1mm 2mm }} .menu .m {{ text-align: right; white-space: nowrap; font-style: italic }} p {{
margin: 3mm 0; text-align: justify }}</style><div class="mid"><b>{facts.seller.brand}</b><br>
{sheet.pick("Traiteur - Buffets - Réceptions d'entreprise", "Cuisine de saison pour vos réceptions",
"Traiteur organisateur de réceptions")}<br><small>{facts.seller.phone} - {facts.seller.mail}</small>
</div><div style="margin-left:82mm">{b.address(sheet, "buyer")}<p style="margin:8mm 0">{town}, le
{sheet.date_of()}</p></div><p><u>Objet</u> : {kind} n° {sheet.number()}
{"" if deposit else f"- réception du {held}"}</p><p>Madame, Monsieur,</p><p>{why}</p>
<table class="menu">{rows}</table><p>{told}</p><p>{end}</p>{spelled if is_spelled else ""}
<p>{sheet.pick("Au plaisir de régaler à nouveau vos équipes, nous", "Nous")} vous prions d'agréer,
Madame, Monsieur, nos salutations les meilleures.</p><div style="margin:8mm 0 0 82mm">
{sheet.pick("La gérante", "Le gérant", "Pour la cuisine et la salle")},<br><span style="font:20pt
'Z003'">{sheet.pick("M. Tessier", "Cl. Aubry", "J. Marchand")}</span></div><p class="foot"
style="text-align:center">{h.told(sheet, theirs)}<br>Prix hors taxes sauf mention. Tout retard
entraîne des pénalités au triple du taux légal et une indemnité de 40 euros.</p>"""  # fmt: skip
