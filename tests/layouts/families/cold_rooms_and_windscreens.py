"""Papers of those who come and mend: a refrigeration firm, a fitter of windscreens."""

from dataclasses import replace

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import ZERO, Profile
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet

_COOLING = Profile("cooling", lines=(3, 9), prepaid=0.1, credit=0.06)


@family("cold_room_with_fluid", Split.MAKING, _COOLING,
        replace(_COOLING, line_discounts=True),
        replace(_COOLING, lines=(2, 5), adjustments=("discount",)))  # fmt: skip
def cold_room_with_fluid(sheet: Sheet) -> str:
    """A refrigeration firm: job, machine and fluid in a grid, sums in a row across the foot."""
    h.adopt(sheet, ("%y-F-####", "FR%y%m###", "F##### / %y", "30######"),
            ("%d/%m/%Y", "long", "%d/%m/%y"), ("%y-A-####", "AV##### / %y"))  # fmt: skip
    facts, refs, hue = sheet.facts, sheet.facts.references, sheet.pick("#0b6fa4", "#14868c", "#234")
    place = facts.others[0]
    kind = h.titled(sheet, ("Facture", "Facture de travaux"), ("Avoir",))
    about = f" (sur facture {refs['original']})" if facts.type_code == "381" else ""
    bought = [line.name.split()[-1] for line in facts.lines if line.name.startswith("Fluide")]
    fluid = sheet.pick(*(bought or ["R-449A", "R-134a"]))
    grid: list[Pair] = [("Bon d'intervention", h.distractor(sheet, "BI %y#####"))]
    grid += [("Date d'intervention", sheet.day(facts.delivery_date))]
    grid += [("Technicien", sheet.pick("J. Morel", "S. Le Goff", "K. Haddad", "T. Roussel"))]
    grid += [("Contrat", refs["contract"])]
    machines = ("Chambre froide n° 2", "Groupe de condensation", "Vitrine murale", "Centrale")
    grid += [("Appareil", sheet.pick(*machines))]
    grid += [("N° de série", h.distractor(sheet, "@@##########"))]
    grid += [("Fluide / charge nominale", f"{fluid} / {sheet.rng.randint(4, 38)} kg")]
    grid += [("Fiche d'intervention", h.distractor(sheet, "Cerfa 15497*04 n° #####"))]
    heads: tuple[Pair, ...] = (("pos", "N°"), ("name", "Travaux et fournitures"))
    heads += (("unit", "Un."), ("qty", "Quantité"), ("price", "P.U. HT"), ("disc", "Rem."))
    heads += (("total", "Total HT"),)
    sums = h.extras(sheet, {"sum": "Travaux HT", "discount": "Remise contrat"})
    sums.append(("Net HT", sheet.total("total_without_vat", bare=True)))
    sums += h.vat_sums(sheet, "TVA {rate}", "Non taxé")
    sums.append(("Montant TTC", sheet.total("total_with_vat", bare=True)))
    words = {"prepaid": ("Acompte reçu", "Déjà versé"),
             "amount": ("Net à régler", "Solde à régler"), "credit": ("À rembourser",)}  # fmt: skip
    sums += h.owed(sheet, words)
    foot = "".join(f"<div><b>{v}</b><br><small>{k}</small></div>" for k, v in sums)
    until = "".join(f"{k} {v}. " for k, v in h.due(sheet, "Valeur au", "Règlement attendu le"))
    cells = "".join(f"<div><small>{k}</small><br>{v}</div>" for k, v in grid)
    return f"""<style>body {{ font: 9pt "DejaVu Sans Condensed" }} .band {{ background: {hue};
color: #fff; padding: 4mm 6mm; align-items: center }} .grid {{ display: grid;
grid-template-columns: repeat(4, auto); gap: 0; border: 0.7pt solid {hue}; margin: 5mm 0 }}
.grid div {{ border: 0.3pt solid {hue}; padding: 1mm 2mm; font-size: 8pt }} .grid small {{ color:
{hue}; font-size: 6.5pt }} .lines th {{ background: #e6f0f4; font-size: 8pt }} .lines td {{
border-bottom: 0.3pt solid #bcd; padding: 1.2mm 4px }} .lines .c-name {{ width: 46% }} .sums {{
display: flex; margin-top: 7mm; border-top: 2pt solid {hue} }} .sums div {{ flex: 1; text-align:
center; padding: 2mm 1mm; border-right: 0.3pt solid #bcd; white-space: nowrap }} .sums
div:last-child {{ background: {hue}; color: #fff; flex: 1.5; font-size: 11pt }}
</style><div class="row band"><div style="font-size:16pt">{sheet.name("seller")}</div><div
style="text-align:right;font-size:8pt">Froid commercial - Climatisation - Cuisine professionnelle
<br>Dépannage 7 j / 7 : {facts.seller.phone}</div></div><div class="row" style="margin-top:7mm">
<div style="width:70mm;font-size:8.5pt"><span style="color:{hue}">Lieu des travaux</span><br>
{b.other(place)}</div><div style="width:80mm"><span style="color:{hue};font-size:8.5pt">
{sheet.pick("À l'attention de", "Client facturé")}</span><br>{b.address(sheet, "buyer")}<br>
<span style="font-size:7.5pt">Code tiers {refs["customer"]}{h.told(sheet, " - {vat}", "buyer")}
</span></div></div><p style="font-size:12pt;margin:7mm 0 0"><b>{kind} {sheet.number()}</b>{about},
{sheet.pick("établie le", "faite le")} {sheet.date_of()}</p><div class="grid">{cells}</div>
{h.lines(sheet, heads)}<div class="sums">{foot}</div><p style="font-size:8pt">{until}
{sheet.pick("Virement", "Par virement")} {h.told(sheet, "sur le compte {iban}, code {bic}")}. Sans
escompte. Contrôle d'étanchéité : prochain passage avant le {h.day(sheet, 178)}. Les fluides
récupérés partent en filière de traitement, bordereau {h.distractor(sheet, "BSFF-%Y-######")}.</p>
<p class="foot">{h.told(sheet, "{street_dash} - {form} au capital de {capital} € - RCS {register} "
"{siren} - APE {activity}<br>TVA {vat}")} - Attestation de capacité n°
{h.distractor(sheet, "#######")} - Assurance décennale n° {h.distractor(sheet, "AD ######")}</p>
"""  # fmt: skip


_GLASS = Profile("windscreens", lines=(3, 7), prepaid=0, credit=0.05)


def _share_of_insurer(sheet: Sheet) -> None:
    """Take from the total what the insurer pays: all without VAT but an excess."""
    facts = sheet.facts
    excess = sheet.pick(50, 75, 90, 0) if facts.total_without_vat > 150 else 0
    paid = facts.total_without_vat - excess
    if facts.type_code == "380" and sheet.maybe(0.75):
        sheet.facts = replace(facts, prepaid=paid + ZERO)


@family("windscreen_and_insurer", Split.MAKING, _GLASS,
        replace(_GLASS, line_discounts=True, lines=(4, 9)),
        replace(_GLASS, adjustments=("eco",)))  # fmt: skip
def windscreen_and_insurer(sheet: Sheet) -> str:
    """A windscreen fitter: car and claim in a grey column, what the insurer pays taken off."""
    h.adopt(sheet, ("###-%y-#####", "C##F######", "%y%m%d-##-###"),
            ("%d/%m/%Y", "%d/%m/%Y", "%d-%m-%Y"), ("C##A######", "AV-%y-#####"))  # fmt: skip
    _share_of_insurer(sheet)
    facts, refs, hue = sheet.facts, sheet.facts.references, sheet.pick("#d4002a", "#e77500", "#136")
    kind = h.titled(sheet, ("Facture client", "FACTURE VITRAGE"), ("Facture d'avoir", "AVOIR"))
    about = f"En rectification de {refs['original']}." if facts.type_code == "381" else ""
    accord = "tiers payant" if facts.prepaid else "avance par le client"
    insurer = sheet.pick("Mutuelle des Trois Rives", "Assurances du Ponant", "Prévoyance Auto")
    car: list[Pair] = [("Immatriculation", h.plate(sheet.rng))]
    car += [("Véhicule", sheet.pick("Renault Master III", "Peugeot Expert", "Citroën C5 Aircross",
                                    "Dacia Duster"))]  # fmt: skip
    car += [("N° de série (E)", h.distractor(sheet, "VF##@@@#########")),
            ("Kilométrage", h.distractor(sheet, "1##### km")),
            ("1re mise en circulation", h.day(sheet, -1430))]  # fmt: skip
    claim: list[Pair] = [("Assureur", insurer), ("Police", h.distractor(sheet, "########"))]
    claim += [("Sinistre du", h.day(sheet, -11))]
    claim += [("Dossier", h.distractor(sheet, "BDG%y######")), ("Accord", accord)]
    visit: list[Pair] = [("Centre", f"n° {h.distractor(sheet, '4##')}")]
    visit += [("Ordre de réparation", refs["file"]), ("Intervention", h.day(sheet, -2))]
    visit += [("Client", refs["customer"])]
    side = "".join(
        f"<h4>{title}</h4>{h.cards(pairs, 'it')}"
        for title, pairs in (
            ("Votre véhicule", car),
            ("Votre assurance", claim),
            ("Votre visite", visit),
        )
    )
    heads: tuple[Pair, ...] = (("ref", "Réf."), ("name", "Prestation"))
    heads += (("qty", "Nb"), ("price", "Tarif HT"), ("disc", "% rem."), ("total", "Montant HT"))
    sums = h.extras(sheet, {"sum": "Sous-total", "eco": "Éco-contribution"})
    sums.append(("Sous-total HT" if not sums else "Base HT", sheet.total("total_without_vat")))
    sums += h.vat_sums(sheet, "TVA ({rate})", "Hors TVA", bare=False)
    sums.append(("Total de la réparation TTC", sheet.total("total_with_vat")))
    words = {"prepaid": (f"Pris en charge par {insurer}", "Règlement direct de l'assureur"),
             "amount": ("Reste à votre charge", "Restant dû par le client"),
             "credit": ("Montant remboursé",)}  # fmt: skip
    sums += h.owed(sheet, words)
    when = "".join(f"{k} <b>{v}</b>" for k, v in h.due(sheet, "À acquitter au plus tard le",
                                                     "Date de règlement :"))  # fmt: skip
    why = about
    if facts.prepaid:
        why = "Votre part : la TVA, que votre entreprise récupère, et l'éventuelle franchise."
    return f"""<style>body {{ font: 9pt "Liberation Sans" }} .two {{ display: grid;
grid-template-columns: 43mm 1fr; gap: 6mm; margin-top: 5mm }} .side {{ background: #ededed; padding:
1mm 4mm 6mm; font-size: 8pt; line-height: 4.1mm; min-height: 190mm }} .side small {{ color: #777 }}
.it {{ margin-bottom: 0.8mm }}
.side h4 {{ color: {hue};
margin: 5mm 0 1.5mm; font-size: 9pt }} .lines {{ font-size: 8pt }} .lines th {{ border-bottom: 1.5pt
solid {hue}; font-size: 7.5pt }} .lines td {{ padding: 1.3mm 3px; border-bottom: 0.3pt solid #ccc }}
.lines .c-name {{ width: 45% }} .sum {{ width: 100%; margin-top: 5mm }} .sum td {{ padding: 1.2mm
3px }} .sum tr:last-child td {{ background: {hue}; color: #fff; font-weight: bold; font-size: 12pt;
padding: 2mm 3mm }}</style><div class="row"><div>{sheet.logo(facts.seller.brand, hue)}</div><div
style="text-align:right;font-size:8pt">{h.told(sheet, "{phone}<br>{site}")}</div></div><div
class="two"><div class="side">{side}</div><div><div class="row"><div><span
style="font-size:14pt;color:{hue}">{kind}</span><br><b>{sheet.number()}</b><br><br>éditée le
<br>{sheet.date_of()}</div><div style="width:72mm">{b.address(sheet, "buyer")}<br><span
style="font-size:8pt">{h.told(sheet, "TVA {vat}", "buyer")}</span></div></div><div
style="margin-top:9mm">{h.lines(sheet, heads)}</div>{b.pair_rows(sums, "sum")}<p>{when}</p>
<p style="font-size:8pt">{why}</p><p style="font-size:8pt">Virement : {h.told(sheet, "{iban} - "
"{bic}")} - carte bancaire au centre. Vitrage garanti à vie contre les défauts de pose. Ne pas
laver le véhicule à haute pression pendant 48 heures.</p></div></div><p class="foot">
{h.told(sheet, "{name}, {street_} - {form}, capital {capital} euros - R.C.S. {register} {siren} - "
"Siret {siret} - Identifiant TVA {vat}")}</p>"""  # fmt: skip
