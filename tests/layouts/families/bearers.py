"""Layouts of those whose papers follow a rule: a funeral house, a dental laboratory, ambulances."""

from collections.abc import Sequence
from dataclasses import replace

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import ZERO, Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.parties import make_person, make_word
from tests.layouts.sheet import Sheet

_STAGES = {
    "PRÉPARATION / ORGANISATION DES OBSÈQUES": ("Démarches", "Toilette", "Soins", "Séjour", "Avis"),
    "TRANSPORT DU DÉFUNT": ("Véhicule", "Corbillard"),
    "CERCUEIL ET ACCESSOIRES": ("Cercueil", "Capiton", "Urne"),
    "CÉRÉMONIE": ("Porteurs", "Maître", "Registre", "Offrande"),
    "INHUMATION / CRÉMATION": ("Ouverture", "Redevance", "Vacation"),
}
_USUAL = ("Démarches", "Véhicule", "Corbillard", "Cercueil", "Capiton", "Porteurs", "Ouverture")


@family("funeral_house", Split.JUDGING,
        Profile("funeral", lines=(6, 13), tax_included=True, prepaid=0.25, credit=0.0),
        Profile("funeral", lines=(4, 9), tax_included=True, prepaid=0.1, credit=0.06),
        )  # fmt: skip
def funeral_house(sheet: Sheet) -> str:
    """The model that is laid down: services by stage in three columns of amounts with VAT."""
    h.adopt(sheet, ("%Y-####", "OBS%y###", "F%y/####", "%y####"),
            ("long", "%d/%m/%Y", "weekday", "%d/%m/%Y"), ("AV%y###",))  # fmt: skip
    if sheet.maybe():
        town = sheet.facts.buyer.town.split(" ", 1)[1].split(" CEDEX")[0]
        who = sheet.pick(f"C.C.A.S. de {town}", f"Mutuelle {make_word(sheet.rng)}")
        buyer = replace(sheet.facts.buyer, name=who, brand=who, form="", accept=())
        sheet.facts = replace(sheet.facts, buyer=buyer)
    facts, ink = sheet.facts, sheet.pick("#3b3b58", "#4a3f35", "#5c4a72", "#222")
    kind = h.titled(sheet, ("FACTURE D'OBSÈQUES", "FACTURE", "Facture"), ("AVOIR",))
    gone = make_person(sheet.rng)
    where = sheet.pick("au crématorium", "en l'église Saint-Martin", "au cimetière de l'Ouest")
    bases = [("rate", "Taux"), ("basis", "Total hors taxes"), ("vat", "Montant de la T.V.A.")]
    sums: list[Pair] = [("Coût total des prestations TTC", sheet.total("total_with_vat"))]
    words: dict[str, h.Words] = {"prepaid": ("Acompte versé", "Versement du contrat obsèques")}
    words |= {"credit": ("Somme à vous rembourser",), "amount": ("Restant à acquitter",)}
    sums += h.owed(sheet, words)
    asked = h.due(sheet, "Payable au plus tard le", "Règlement souhaité avant le")
    asked += [("Par virement", h.told(sheet, "{iban} - {bic}"))] if asked and sheet.maybe() else []
    rof = f"Habilitation préfectorale n° {h.distractor(sheet, '%y-##-0###')}"
    return f"""<style>body {{ font: 9pt "{sheet.pick("Nimbus Roman", "P052", "C059")}" }} .hd {{
text-align: center; border-bottom: 2.5pt double {ink}; color: {ink}; padding-bottom: 3mm }} .hd b {{
font-size: 17pt; letter-spacing: 1.5pt; font-weight: normal }} .cols {{ width: 100%; margin-top: 4mm
}} .cols td, .cols th {{ border: 0.5pt solid #777; padding: 0.9mm 1.5mm }} .cols th {{ white-space:
normal; text-align: center; font-size: 8pt; font-weight: normal; background: #f1f0ee }} .cols .a {{
width: 25mm }} .cols .st td {{ font-size: 8pt; background: #f8f7f5; color: {ink} }} .cols .sum td {{
font-weight: bold }} .of {{ border: 0.5pt solid #777; padding: 2mm 3mm; width: 83mm; line-height:
1.5 }} .sum td {{ padding: 0.8mm 2mm }} .vat {{ font-size: 8pt }} .vat td, .vat th {{ border-bottom:
0.4pt solid #777 }}</style><div class="hd"><b>{sheet.name("seller")}</b><br>
{b.street(facts.seller, " ~ ")} ~ {facts.seller.phone}<br><i>{sheet.pick(
"Pompes funèbres - Marbrerie - Contrats obsèques", "Chambre funéraire - Permanence jour et nuit")}
</i></div><div class="row" style="margin-top:5mm"><div class="of">Obsèques de <b>{gone}</b><br>
décès survenu le {h.day(sheet, -9)}, cérémonie {where} le {h.day(sheet, -4)}<br>Devis
{facts.references["quote"]} accepté le {h.day(sheet, -8)}</div><div style="width:80mm"><i>
{sheet.pick("Personne ayant qualité pour pourvoir aux funérailles", "Donneur d'ordre", "Payeur")}
</i><br>{b.address(sheet, "buyer")}</div></div><p style="font-size:11pt;color:{ink}"><b>{kind}</b>
{sheet.pick("numéro", "n°", "N°")} {sheet.number()} {sheet.pick("établie le", "du", "en date du")}
{sheet.date_of()}</p>{_stages(sheet)}<div class="row" style="margin-top:4mm"><div><i>Dont T.V.A.
comprise</i>{h.recap(sheet, bases)}<br>HT {sheet.total("total_without_vat")} - T.V.A.
{sheet.total("total_vat")}</div>{b.pair_rows(sums, "sum", " :")}</div><p>{b.pair_lines(asked)}</p><p
style="font-size:7.5pt">Les prestations courantes sont celles de l'arrêté du 23 août 2010 ; les
frais avancés pour le compte de la famille ne sont pas soumis à la T.V.A.</p><p class="foot">
{h.told(sheet, "{form} au capital de {capital} € - R.C.S. {register} {siren} - " + rof +
"<br>T.V.A. {vat} - SIRET {siret}")}</p>"""  # fmt: skip


def _stages(sheet: Sheet) -> str:
    """Print the services of every stage, each amount in the column of its kind."""
    rows, sums = [], [ZERO, ZERO, ZERO]
    for title, starts in _STAGES.items():
        chosen = [line for line in sheet.facts.lines if line.name.startswith(starts)]
        if chosen:
            rows.append(f'<tr class="st"><td colspan="5">{title}</td></tr>')
        for line in chosen:
            place = 2 if line.category == "O" else int(not line.name.startswith(_USUAL))
            sums[place] += line.total
            rate = sheet.rate(line.rate) if line.rate else "-"
            rows.append(_staged(sheet.cell(line, "name"), rate, place, sheet.cell(line, "total")))
    total = "".join(f'<td class="n">{sheet.amount(it)}</td>' for it in sums)
    rows.append(f'<tr class="sum"><td colspan="2">Totaux TTC (1) (2) (3)</td>{total}</tr>')
    heads = ("Prestations courantes (1)", "Prestations complémentaires optionnelles (2)")
    top = "".join(f'<th class="a">{head}</th>' for head in (*heads, "Frais avancés (3)"))
    return (
        f'<table class="cols"><tr><th>Désignation</th><th>TVA</th>{top}</tr>{"".join(rows)}</table>'
    )


def _staged(name: str, rate: str, place: int, amount: str) -> str:
    cells = "".join(f'<td class="n">{amount if i == place else ""}</td>' for i in range(3))
    return f'<tr><td>{name}</td><td class="n">{rate}</td>{cells}</tr>'


_DENTAL = Profile("dental", lines=(5, 16), prepaid=0, credit=0.08)


@family("dental_workshop", Split.MAKING, _DENTAL,
        replace(_DENTAL, lines=(2, 8), adjustments=("discount",)),
        replace(_DENTAL, lines=(1, 4), person=True))  # fmt: skip
def dental_workshop(sheet: Sheet) -> str:
    """A sheet turned sideways: work by slip, patient, tooth and shade; sums at its left edge."""
    h.adopt(sheet, ("%m%y/###", "REL######", "%y%m-####", "#####"),
            ("%d/%m/%y", "%d/%m/%Y", "%d.%m.%Y"), ("AV%y%m-##", "RET####"))  # fmt: skip
    town = sheet.facts.buyer.town.split(" ", 1)[1].split(" CEDEX")[0]
    doctor = make_person(sheet.rng)
    who = sheet.pick(f"Cabinet dentaire {doctor}", f"SELARL Dr {doctor}", f"Centre dentaire {town}")
    buyer = replace(sheet.facts.buyer, name=who, brand=who, form="", accept=())
    sheet.facts = facts = replace(sheet.facts, buyer=buyer)
    kind = h.titled(sheet, ("RELEVÉ - FACTURE", "FACTURE MENSUELLE", "Facture labo"),
                    ("AVOIR", "NOTE D'AVOIR"))  # fmt: skip
    rows, slip = [], sheet.rng.randint(1000, 90000)
    for place, line in enumerate(facts.lines):
        slip += sheet.rng.randint(1, 9)
        rows.append([h.day(sheet, -28 + 26 * place // len(facts.lines)), str(slip),
                     make_word(sheet.rng)[:3].upper() + ".", *_work(sheet, line)])  # fmt: skip
    heads = ("Livré", "Bon", "Pat.", "Travail", "Dents", "Teinte", "Élts", "Tarif", "Montant")
    kinds = ("day", "slip", "who", "name", "teeth", "shade", "qty", "price", "total")
    sums = h.extras(sheet, {"sum": "Travaux du relevé", "discount": "Ristourne"})
    word = sheet.pick("Total des travaux", "Total relevé", "TOTAL")
    sums.append((word, sheet.total("total_with_vat")))
    sheet.total("total_without_vat")
    word = sheet.pick("À votre débit", "Prélevé sur votre compte", "Montant dû")
    if facts.type_code == "381":
        word = "À votre crédit"
    sums.append((word, sheet.total("amount_due")))
    until = h.due(sheet, "Prélèvement", "Échéance", "Valeur au")
    hue, mine = sheet.pick("#00838f", "#6a1b9a", "#37474f"), "{street_}<br>Tél. {phone}"
    law = sheet.pick("Exonération : art. 261-4-1° du CGI", "Exonéré de TVA (CGI, art. 261, 4, 1°)")
    return f"""<style>@page {{ size: A4 landscape; margin: 10mm 12mm }} body {{ min-height: 188mm;
font: 9.5pt "{sheet.pick("DejaVu Sans Condensed", "Liberation Sans Narrow", "Nimbus Sans")}" }} .big
{{ font-size: 13pt; color: {hue} }} .two {{ display: grid; grid-template-columns: 58mm 1fr; gap: 7mm
}} .side {{ border-right: 1.5pt solid {hue}; padding-right: 4mm; line-height: 1.45 }} .side table {{
width: 100%; margin: 4mm 0 }} .side td {{ padding: 1.2mm 0; border-bottom: 0.4pt solid #999 }}
.lines th {{ border-bottom: 1pt solid {hue}; color: {hue}; font-weight: normal }} .lines td {{
padding: 0.5mm 4px }} .lines tr:nth-child(odd) td {{ background: #f3f6f7 }} .lines .c-name {{
width: 36% }} .sm {{ font-size: 7pt }}</style><div class="two"><div class="side">
{sheet.logo(facts.seller.brand, hue)}<br>{h.told(sheet, mine)}<br><br><span class="big">{kind}
</span><br>{sheet.pick("N°", "Réf.", "Numéro")} {sheet.number()}<br>
{sheet.pick("arrêté le", "arrêté au", "édité le")} {sheet.date_of()}<br>Compte praticien
{facts.references["customer"]}{b.pair_rows(sums, "")}{b.pair_lines(until)}<p class="sm">{law}<br>
Mandat SEPA {h.distractor(sheet, "LAB########")}</p></div><div><div style="margin:2mm 0 8mm 95mm;
font-size:10pt">{b.address(sheet, "buyer")}</div>{b.table(kinds, heads, rows, "lines")}<p
class="sm">Nombre de bons : {len(rows)}. Dispositifs médicaux sur mesure, déclarations de conformité
jointes (règlement UE 2017/745, annexe XIII). Alliage Co-Cr, lot {h.distractor(sheet, "A##-##")}.
</p></div></div><p
class="foot">{h.told(sheet, "{name} - {street_} - SIRET {siret} - APE {activity}")}
{h.told(sheet, " - IBAN {iban} - BIC {bic}") if sheet.maybe() else ""} - page 1/1</p>
"""  # fmt: skip


def _work(sheet: Sheet, line: Line) -> Sequence[str]:
    """Print a line with teeth and shade, which only some works have."""
    many = int(line.quantity)
    if "élt" in line.unit:
        first = str(sheet.pick(11, 13, 24, 26, 31, 36, 45, 46))
        wide = {1: first, 10: "15-25", 12: "16-26", 24: "max.+mand."}
        teeth = wide.get(many, f"11-1{many}")
    else:
        teeth = "max." if "maxillaire" in line.name else sheet.pick("max.", "mand.")
    shade = (
        sheet.pick("A2", "A3", "B1", "A3,5", "C2")
        if "Couronne" in line.name or "Fac" in line.name
        else ""
    )
    cells = (sheet.cell(line, key) for key in ("qty", "price", "total"))
    return sheet.cell(line, "name"), teeth, shade, *cells


_AMBULANCE = Profile("ambulance", lines=(2, 8), prepaid=0, credit=0.05)


@family("ambulance_form", Split.MAKING, _AMBULANCE,
        replace(_AMBULANCE, lines=(1, 5), prepaid=0.2))  # fmt: skip
def ambulance_form(sheet: Sheet) -> str:
    """A form printed beforehand in one colour; a needle printer sets the values in its frames."""
    h.adopt(sheet, ("######", "%y######", "T%y-#####", "## ####"),
            ("%d/%m/%y", "%d/%m/%Y", "%d %m %Y"), ("A######",))  # fmt: skip
    if sheet.maybe(0.7):
        house = sheet.pick("CENTRE HOSPITALIER", "CLINIQUE", "EHPAD", "POLYCLINIQUE")
        who = f"{house} {make_word(sheet.rng).upper()}"
        buyer = replace(sheet.facts.buyer, name=who, brand=who, form="", accept=())
        sheet.facts = replace(sheet.facts, buyer=buyer)
    facts, ink = sheet.facts, sheet.pick("#0b5fa5", "#0a7d4f", "#a3182b")
    kind = h.titled(sheet, ("FACTURE", "FACTURE DE TRANSPORTS SANITAIRES"), ("AVOIR",))
    rows, back = [], 27
    for line in facts.lines:
        cells = [sheet.cell(line, key) for key in ("qty", "unit", "price", "total")]
        cells[3:] = [cells[3], ""] if line.rate == 0 else ["", cells[3]]
        back -= sheet.rng.randint(0, 3)
        rows.append([h.day(sheet, -back), sheet.cell(line, "name"), *cells])
    rows += [[" "] * 7] * (19 - len(rows))
    taxed, untaxed, percent = "", "", "10 %"
    for row in facts.vat:
        if row.rate:
            percent, taxed, _ = sheet.vat_row(row)
        else:
            untaxed = sheet.show("vat_breakdown", sheet.amount(row.basis))
    rows.append(["", "TOTAL DES COLONNES", "", "", "", untaxed, taxed])
    kinds = ("day", "name", "qty", "unit", "price", "total", "total")
    heads = ("DATE", "NATURE DU TRANSPORT", "NBRE", "UN.", "TARIF", "EXONÉRÉ", "TAXABLE")
    top = [("N° DE PIÈCE", sheet.number()), ("DATE", sheet.date_of())]
    top += [("VOTRE COMPTE", facts.references["customer"])]
    top += h.due(sheet, "À PAYER AVANT LE", "ÉCHÉANCE") or [("VISA", " ")]
    trip = [("PERSONNE TRANSPORTÉE", make_person(sheet.rng).upper())]
    trip += [("PRESCRIPTION DU", h.day(sheet, -27))]
    trip += [("N° AGRÉMENT A.R.S.", h.distractor(sheet, "##-###"))]
    trip += [("PRISE EN CHARGE", b.street(facts.others[0], " ").upper())]
    trip += [("DESTINATION", b.street(facts.buyer, " ").upper()), ("IMMAT.", h.plate(sheet.rng))]
    end = [("TOTAL HORS TAXES", sheet.total("total_without_vat", bare=True))]
    end += [(f"T.V.A. {percent}{' %' * ('%' not in percent)}", sheet.total("total_vat", bare=True))]
    end += [("TOTAL T.T.C.", sheet.total("total_with_vat", bare=True))]
    end += [("DÉJÀ PERÇU", sheet.total("prepaid", bare=True))] if facts.prepaid else []
    last = "NET À DÉDUIRE" if facts.type_code == "381" else "NET À PAYER (EUROS)"
    end.append((last, sheet.total("amount_due", bare=True)))
    bank = h.told(sheet, sheet.pick("{iban} {bic}", "{iban}")) if sheet.maybe(0.8) else "CHÈQUE"
    return f"""<style>body {{ font: 10pt "{sheet.pick("Nimbus Mono PS", "Liberation Mono")}"; color:
#222 }} .pre, legend, th {{ color: {ink}; font-family: "Nimbus Sans" }} fieldset {{ border: 0.9pt
solid {ink}; border-radius: 1.5mm; margin: 0; padding: 0.6mm 1.5mm 1.4mm 3mm; min-width: 0 }} legend
{{ font-size: 5.5pt; padding: 0 1mm; margin: auto }} .g {{ display: grid; gap: 2.5mm; margin-top:
3mm }} .g4 {{ grid-template-columns: repeat(4, 1fr) }} .g3 {{ grid-template-columns: 1fr 1fr 42mm;
font-size: 8.5pt }} .ge {{ grid-template-columns: repeat({len(end)}, 1fr); text-align: right }}
.lines {{ margin-top: 4mm; font-size: 9pt }} .lines td, .lines th {{ border-left: 0.6pt solid {ink};
border-right: 0.6pt solid {ink} }} .lines thead th {{ border: 0.9pt solid {ink}; font-size: 6pt;
text-align: center }} .lines tbody tr:last-child td {{ border-bottom: 0.9pt solid {ink} }} .lines td
{{ height: 5mm; padding: 0.8mm 1.5mm 0 }} .lines .c-name {{ width: 42% }} .star {{ font-size: 40pt;
line-height: 0.8 }}</style><div class="row pre"><div class="star">&#10033;</div><div
style="width:84mm"><b style="font-size:15pt">{sheet.name("seller")}</b><br><span
style="font-size:8pt">AMBULANCES - V.S.L. - TAXIS CONVENTIONNÉS<br>{b.street(facts.seller, " - ")}
<br>Jour et nuit : {facts.seller.phone}</span></div><fieldset style="width:76mm;min-height:26mm">
<legend>ORGANISME OU ÉTABLISSEMENT PAYEUR</legend><span
style="color:#222;font-family:'Nimbus Mono PS'">
{b.address(sheet, "buyer")}</span></fieldset></div>
<div class="pre" style="font-size:13pt;letter-spacing:3pt;margin-top:3mm">{kind}</div><div
class="g g4">{_frames(top)}</div><div class="g g3">{_frames(trip)}</div>
{b.table(kinds, heads, rows, "lines")}<div class="g ge">{_frames(end)}</div><div class="g">
{_frames([("RÈGLEMENT PAR VIREMENT OU CHÈQUE", bank)])}</div><p class="foot pre">{h.told(sheet,
"{name} - {form} au capital de {capital} € - SIRET {siret} - R.C.S. {register} - TVA {vat}<br>"
"Transports en ambulance exonérés (art. 261-4-3° du CGI) ; V.S.L. : TVA 10 %.")}</p>
"""  # fmt: skip


def _frames(pairs: Sequence[Pair]) -> str:
    """Set every value in a frame that its label interrupts."""
    return "".join(f"<fieldset><legend>{k}</legend>{v}</fieldset>" for k, v in pairs)
