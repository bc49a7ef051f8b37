"""Papers of a scaffold builder who types, and of a supplier of cleaning products."""

from dataclasses import replace

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet

_SCAFFOLDS = Profile("scaffolding", lines=(2, 5), prepaid=0.2, credit=0.05)
_HYGIENE = Profile("hygiene", lines=(4, 9), prepaid=0, credit=0.07,
                   adjustments=("shipping",))  # fmt: skip
_UNITS = {"m² éch.": "m²", "ml": "mètres", "u": "unité(s)"}


def _led(pairs: list[Pair], css: str = "") -> str:
    """Set labels and values at the ends of dotted lines."""
    return "".join(
        f'<div class="led {css}"><span>{label}</span><i></i>{value}</div>' for label, value in pairs
    )


@family("scaffold_typed_in_paragraphs", Split.MAKING, _SCAFFOLDS,
        replace(_SCAFFOLDS, retention=5, lines=(3, 6)),
        replace(_SCAFFOLDS, regime="AE", prepaid=0, retention=5))  # fmt: skip
def scaffold_typed_in_paragraphs(sheet: Sheet) -> str:
    """A word processor's page: numbered works on dotted lines, what is owed in a sentence."""
    h.adopt(sheet, ("%y.%m.##", "###/%Y", "%Y-E##", "F ##.%y"), ("long", "long", "%d/%m/%Y"),
            ("A ##.%y", "AV %y.%m.##"))  # fmt: skip
    sheet.facts = facts = replace(sheet.facts, negative=False)
    refs = facts.references
    credit, reverse = facts.type_code == "381", facts.profile.regime == "AE"
    kind = h.titled(sheet, ("Facture", "FACTURE", "Facture de travaux"), ("Avoir", "AVOIR"))
    works = []
    for place, line in enumerate(facts.lines, 1):
        how = "forfaitairement"
        if line.unit in _UNITS:
            how = f"{sheet.cell(line, 'qty')} {_UNITS[line.unit]} à {sheet.cell(line, 'price')}"
        works.append(f"<div class='work'>{place}. {sheet.cell(line, 'name')}</div>")
        works.append(_led([(how, sheet.cell(line, "total"))], "in"))
    sums: list[Pair] = [("Total hors taxes", sheet.total("total_without_vat"))]
    if reverse:
        sums.append(("Taxe sur la valeur ajoutée", "autoliquidation"))
    else:
        sums += h.vat_sums(sheet, "Taxe sur la valeur ajoutée, {rate}", "", bare=False)
        sums.append(("Total toutes taxes comprises", sheet.total("total_with_vat")))
    if facts.prepaid:
        sums.append((f"À déduire, votre acompte du {h.day(sheet, -40)}", sheet.total("prepaid")))
    if facts.retention:
        sums.append(("À déduire, retenue de garantie de 5 %", sheet.total("retention")))
    owed = f"<b>{sheet.total('amount_due')}</b>"
    if credit:
        ask = f"Nous portons donc à votre compte la somme de {owed}, qui vient en déduction de "
        ask += f"notre facture {refs['original']}."
    else:
        ask = sheet.pick("Nous vous saurions gré de nous régler la somme de {}, ",
                         "Reste donc à nous verser la somme nette de {}, ",
                         "Soit une somme à votre charge de {}, ").format(owed)  # fmt: skip
        until = sheet.date_of("due_date")
        ask += sheet.pick(f"au plus tard le {until}, ", f"pour le {until}, ")
        ask += "par virement sur notre compte "
        ask += h.told(sheet, sheet.pick("{iban} (code BIC {bic}).", "IBAN {iban}, BIC {bic}."))
    late = ""
    if not credit:
        late = '<p style="font-size:9pt">À défaut de paiement à cette date, il sera compté un '
        late += "intérêt égal à trois fois le taux légal et 40 euros pour frais de recouvrement. "
        late += "Sans escompte.</p>"
    why = ""
    if reverse:
        why = "Sous-traitance : la TVA est due par le preneur assujetti, article 283, 2 nonies du "
        why += f"CGI. Votre numéro de TVA : {sheet.vat_id('buyer')}."
    site, face = "Ordre de service" if reverse else "Votre commande", sheet.rng.randint(1, 4)
    mine = "{name}, {form} au capital de {capital} euros - {street_}<br>Téléphone {phone} - RCS "
    mine += "{register} {siren} - TVA {vat}"
    return f"""<style>@page {{ margin: 18mm 24mm 12mm }} body {{ font: 11pt "Liberation Serif";
min-height: 264mm; line-height: 1.3 }} .led {{ display: flex; align-items: baseline; gap: 1.5mm;
white-space: nowrap }} .led i {{ flex: 1; border-bottom: 0.8pt dotted #333 }} .in {{ margin-left:
9mm; margin-bottom: 2.2mm }} .work {{ margin-left: 4mm }} .sum {{ margin-left: 40mm }} .sums {{
margin: 7mm 0 }} p {{ margin: 4mm 0; text-align: justify }}</style><div style="text-align:center">
{sheet.logo(facts.seller.brand, sheet.pick("#7a1f1f", "#1f3f7a", "#333"), serif=True)}<br><i
style="font-size:9pt">Montage - Location - Contrôle d'échafaudages</i></div><div
style="margin-top:12mm">{b.address(sheet, "buyer")}</div><div style="text-align:right;margin:8mm 0">
{facts.seller.register.title().split(" Cedex")[0]}, le {sheet.date_of()}</div><div><b
style="font-size:13pt;text-decoration:underline">{kind} n° {sheet.number()}</b></div><p>Chantier de
{b.other(facts.others[0], ", ")}, façade {face}.<br>{site} {refs["order"]} du
{h.day(sheet, -52)}, notre devis {refs["quote"]}. Réception de l'échafaudage prononcée le
{h.day(sheet, -9)}.</p>{"".join(works)}<div class="sums">{_led(sums, "sum")}</div><p>{ask}</p><p>
{why}</p>{late}<p
style="text-align:right">{sheet.pick("Le gérant", "La direction", "Pour l'entreprise")}</p><p
class="foot" style="font-size:8pt;border-top:0.8pt solid #333;padding-top:1.5mm;text-align:center">
{h.told(sheet, mine)}</p>"""  # fmt: skip


@family("supplies_in_two_tiers", Split.MAKING, _HYGIENE,
        replace(_HYGIENE, line_discounts=True, lines=(3, 7)),
        replace(_HYGIENE, adjustments=("discount", "shipping"), lines=(6, 10)))  # fmt: skip
def supplies_in_two_tiers(sheet: Sheet) -> str:
    """An accounting package: two rows an item under two tiers of heads, the net sum first below."""
    h.adopt(sheet, ("FC######", "FA0#####", "1#####", "%y-FV#####"), ("%d%m%y", "%d/%m/%y",
            "%d/%m/%Y"), ("AC######", "AV0#####"))  # fmt: skip
    sheet.style = replace(sheet.style, dates=sheet.style.dates.replace("%d%m%y", "%d.%m.%y"))
    facts, refs = sheet.facts, sheet.facts.references
    credit = facts.type_code == "381"
    kind = h.titled(sheet, ("Facture", "FACTURE"), ("Avoir", "FACTURE D'AVOIR"))
    with_cut = any(line.discount for line in facts.lines)
    rows = f'<tr class="bl"><td colspan="7">Bon de livraison {refs["note"]} du '
    rows += f"{h.day(sheet, -3)} &nbsp; V/réf. {refs['order']}</td></tr>"
    rows += "".join(_tiers(sheet, line, with_cut) for line in facts.lines)
    foot: list[Pair] = [("NET À DÉDUIRE" if credit else sheet.pick("NET À PAYER", "À PAYER"),
                         f"<b>{sheet.total('amount_due')}</b>")]  # fmt: skip
    foot += h.due(sheet, "Éch.", "Échéance", "Dû le")
    foot.append(
        ("Mode rgt", "Compensation" if credit else sheet.pick("Virt", "Prélvt", "LCR acc."))
    )
    foot += h.extras(sheet, {"sum": "Tot. lignes", "shipping": "Port", "discount": "Rem. pied"})
    foot.append((sheet.pick("Tot. HT", "Mt HT"), sheet.total("total_without_vat", bare=True)))
    foot.append((sheet.pick("Tot. TVA", "Mt TVA"), sheet.total("total_vat", bare=True)))
    foot.append((sheet.pick("Tot. TTC", "Mt TTC"), sheet.total("total_with_vat", bare=True)))
    cells = "".join(
        f"<div><small>{label}</small><span>{value}</span></div>" for label, value in foot
    )
    heads: list[Pair] = [("N°", sheet.number()), ("Date", sheet.date_of())]
    heads += [("Cpt. client", refs["customer"]), ("Rep.", sheet.pick("07", "JM", "SECT 3"))]
    if credit:
        heads.append(("S/fact.", refs["original"]))
    heads.append(("Page", "1"))
    bases = (("code", "C"), ("rate", "Tx"), ("basis", "Base"), ("vat", "Taxe"))
    cut = "<th>Rem. %</th>" if with_cut else "<th></th>"
    hue = sheet.pick("#00767a", "#3d6b1f", "#24407a")
    mine = "{form} au capital de {capital} € - RCS {register} {siren} - SIRET {siret} - NAF "
    return f"""<style>@page {{ margin: 10mm 14mm }} body {{ font: 9.5pt "Nimbus Sans Narrow",
"Liberation Sans Narrow"; min-height: 275mm; padding-bottom: 14mm }} .corner {{ position: relative;
padding: 4mm 6mm; width: 80mm; min-height: 24mm; font-size: 10.5pt; background:
linear-gradient(#222, #222) 0 0 / 5mm 0.3mm no-repeat, linear-gradient(#222, #222) 0 0 / 0.3mm 5mm
no-repeat, linear-gradient(#222, #222) 100% 100% / 5mm 0.3mm no-repeat, linear-gradient(#222, #222)
100% 100% / 0.3mm 5mm no-repeat }} .id {{ border: 0.6pt solid {hue}; margin: 5mm 0 6mm }} .id th {{
background: {hue}; color: #fff; font-weight: normal; font-size: 8pt; padding: 0.6mm 4mm }} .id td {{
padding: 1mm 4mm; border-right: 0.6pt solid {hue} }} .goods {{ width: 100%; border: 0.6pt solid
{hue} }} .goods th {{ font-size: 8pt; color: {hue}; text-align: right; padding: 0.6mm 2mm }}
.goods tr.t2 th {{ border-bottom: 0.6pt solid {hue} }} .goods th.a {{ text-align: left }}
.goods td {{ padding: 0.3mm 2mm; text-align: right }} .goods td.a {{ text-align: left; padding-top:
1.4mm }} .goods .bl td {{ text-align: left; font-style: italic; padding-top: 1.5mm }} .foot4 {{
display: grid; grid-template-columns: repeat(4, 1fr); border: 0.6pt solid {hue}; margin-top: 5mm }}
.foot4 div {{ border: 0.3pt solid {hue}; padding: 1mm 2mm; min-height: 9mm }} .foot4 small {{
display: block; color: {hue}; font-size: 7.5pt }} .foot4 div > span {{ display: block; text-align:
right; font-size: 10.5pt }} .vat {{ font-size: 8.5pt }} .vat th {{ font-weight: normal; color: {hue}
}}</style><div class="row"><div><b style="font-size:15pt;color:{hue}">{sheet.name("seller")}</b><br>
<i>Produits et matériels d'entretien</i><br>{h.told(sheet, "{street_}<br>Tél. {phone}<br>{mail}")}
</div><div style="font-size:22pt;font-style:italic;color:{hue}">{kind}</div></div><div class="row"
style="margin-top:6mm"><div style="font-size:8.5pt">Livré à :<br>{b.other(facts.others[0])}</div>
<div class="corner">{b.address(sheet, "buyer")}</div></div>{b.pair_boxes(heads, "id")}<table
class="goods"><tr><th class="a">Référence</th><th class="a" colspan="6">Désignation</th></tr><tr
class="t2"><th></th><th>Qté</th><th>Cond.</th><th>P.U. HT</th>{cut}<th>Mt net HT</th><th>C</th></tr>
{rows}</table><div class="foot4">{cells}</div><div class="row" style="margin-top:3mm">
{h.recap(sheet, bases)}<div style="font-size:8.5pt;text-align:right">{h.told(sheet,
"RIB : {iban}<br>BIC {bic}")}</div></div><p style="font-size:8pt">{sheet.pick(
"Fiches de données de sécurité sur demande.", "Franco de port à partir de 180 € HT.")} Réclamations
sous 48 heures. Escompte 0 %. Pénalités 12 % l'an, frais de recouvrement 40 €.</p><p class="foot">
{h.told(sheet, mine + "{activity} - TVA {vat}")}</p>"""  # fmt: skip


def _tiers(sheet: Sheet, line: Line, with_cut: bool) -> str:
    """Print an item in two rows: what it is, then its numbers."""
    cut = sheet.cell(line, "disc") if with_cut else ""
    code = h.rate_code(sheet, line.rate)
    cells = (sheet.cell(line, "qty"), sheet.cell(line, "unit"), sheet.cell(line, "price"), cut,
             sheet.cell(line, "total"), code)  # fmt: skip
    tail = "".join(f"<td>{cell}</td>" for cell in cells)
    return f"""<tr><td class="a">{sheet.cell(line, "ref")}</td><td class="a" colspan="6">
{sheet.cell(line, "name")}</td></tr><tr><td></td>{tail}</tr>"""  # fmt: skip
