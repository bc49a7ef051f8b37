"""Papers of a network of charging points, and of a web shop that marks clothes for work."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet

_CHARGES = Profile("charging", lines=(3, 8), prepaid=0, credit=0.05)


@family("charging_debit_and_sites", Split.MAKING, _CHARGES, replace(_CHARGES, lines=(2, 4)),
        replace(_CHARGES, lines=(7, 11), credit=0))  # fmt: skip
def charging_debit_and_sites(sheet: Sheet) -> str:
    """A big system in two pages: debit, day and sums in steps, then the use in detail."""
    h.adopt(sheet, ("1000########", "%y%m0######", "ERB-%Y-######", "72#######-%m"),
            ("%d/%m/%Y", "%d.%m.%Y", "long"), ("1001########", "ERA-%Y-######"))  # fmt: skip
    sheet.style = replace(sheet.style, currency=sheet.pick("{} €", "{} €", "{} EUR"))
    facts, refs = sheet.facts, sheet.facts.references
    credit = facts.type_code == "381"
    hue = sheet.pick("#00857c", "#3a2d82", "#0067b1", "#55711c")
    kind = h.titled(sheet, ("Facture", "Votre facture de recharge"), ("Avoir", "Facture d'avoir"))
    last = facts.issue_date.replace(day=1) - timedelta(days=1)
    period = f"{sheet.day(last.replace(day=1))} – {sheet.day(last)}"
    rows = "".join(
        f"<tr><td>{key}</td><td>{value}</td></tr>"
        for key, value in (
            ("Compte client", refs["customer"]),
            ("Contrat flotte", refs["contract"]),
            ("Période relevée", period),
            ("Bon de commande", refs["order"]),
            *((("Document rectifié", refs["original"]),) if credit else ()),
        )
    )
    net, vat = sheet.total("total_without_vat"), sheet.total("total_vat")
    rate, _, _ = sheet.vat_row(facts.vat[0])
    rate = rate if "%" in rate else f"{rate} %"
    gross, owed = sheet.total("total_with_vat"), sheet.total("amount_due")
    taxed = sheet.pick(f"Taxe sur la valeur ajoutée ({rate})", f"T.V.A. au taux de {rate}")
    steps: list[Pair] = [(sheet.pick("Services de recharge hors TVA", "Montant hors taxes"), net)]
    steps += [(taxed, vat), (sheet.pick("Montant TTC", "Total toutes taxes comprises"), gross)]
    debit = ("<small>Montant porté au crédit de votre compte</small>"
             f"<div class='big'>{owed}</div>sur votre prochaine facture")  # fmt: skip
    if h.is_payable(sheet):
        mask = f"FR76 •••• •••• •••• •••• ••{h.distractor(sheet, '## ###')}"
        debit = (f"<small>{sheet.pick('Montant prélevé', 'Somme prélevée', 'À prélever')}</small>"
                 f"<div class='big'>{owed}</div>le <b>{sheet.date_of('due_date')}</b><br><small>"
                 f"sur votre compte {mask}<br>mandat {h.distractor(sheet, '@@####-####')}"
                 "</small>")  # fmt: skip
    heads = (("name", "Service"), ("qty", "Consommation"), ("unit", ""), ("price", "Prix unit."),
             ("total", "Hors TVA"))  # fmt: skip
    cars = ""
    for _ in range(sheet.rng.randint(4, 9)):
        used = Decimal(sheet.rng.randint(900, 42000)) / 100
        cells = (h.plate(sheet.rng), h.distractor(sheet, "FR*EMO*C#####"),
                 str(sheet.rng.randint(2, 31)), f"{h.count(sheet, used)} kWh")  # fmt: skip
        cars += "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"
    foot = h.told(sheet, "{name}, {form} au capital de {capital} €, {siren} RCS {register}, "
                  "siège : {street_}. N° TVA : {vat}. "
                  "Opérateur d'infrastructure de recharge.")  # fmt: skip
    carbon = h.count(sheet, Decimal(sheet.rng.randint(40, 1900)))
    return f"""<style>@page {{ margin: 12mm 14mm }} body {{ font: 9.2pt "Liberation Sans";
min-height: 0; padding: 0 }} .pg {{ position: relative; min-height: 266mm; box-sizing: border-box;
padding-bottom: 16mm }} .adr {{ margin: 12mm 0 12mm 100mm; font-size: 10pt }} .facts td {{ padding:
0.5mm 4mm 0.5mm 0 }} .facts td:first-child {{ color: #666 }} .split {{ display: grid;
grid-template-columns: 70mm 1fr; gap: 8mm; margin: 8mm 0 }} .debit {{ background: {hue}; color:
#fff; border-radius: 3mm; padding: 5mm }} .big {{ font: bold 20pt "Liberation Sans"; margin: 2mm 0
}} .steps {{ width: 100% }} .steps td {{ padding: 2.2mm 1mm; border-bottom: 0.5pt solid #bbb }}
.steps tr:last-child td {{ font-weight: bold; border-bottom: 1.4pt solid {hue} }} h2 {{ color:
{hue}; font-size: 12pt; margin: 6mm 0 2mm }} .lines th, .cars th {{ background: #eee; font-weight:
normal;
padding: 1.2mm 2mm }} .lines td, .cars td {{ padding: 1.2mm 2mm; border-bottom: 0.4pt solid #ddd }}
.cars {{ font-size: 8.5pt }} .cars td, .cars th {{ padding-right: 12mm }} .help {{ font-size: 8.3pt;
color: #444; columns: 2; column-gap: 8mm; margin-top: 10mm }} .foot {{ text-align: left }}</style>
<div class="pg"><div class="row"><div>{sheet.logo(facts.seller.brand, hue)}</div><div
style="font-size:8pt;text-align:right;color:#444">Service clients entreprises<br>
{facts.seller.phone} (8 h - 18 h)<br>{facts.seller.mail}</div></div><div class="adr">
{b.address(sheet, "buyer")}</div><div style="font-size:15pt;color:{hue}">{kind}
{sheet.pick("n°", "numéro")} {sheet.number()}</div><div style="margin:1mm 0 4mm">
{sheet.pick("établie le", "du", "émise le")} {sheet.date_of()}</div><table class="facts">{rows}
</table><div class="split"><div class="debit">{debit}</div><div>{b.pair_rows(steps, "steps")}<p
style="font-size:8pt;color:#555">Le détail de vos recharges se trouve page 2. Vos kilomètres
électriques ont évité {carbon} kg de CO2.</p></div></div><div class="help"><b>Une question ?</b><br>
Badges perdus, véhicules à ajouter, plafonds : tout se règle dans votre espace flotte sur
{facts.seller.site}.<br><br><b>Retard</b><br>Toute somme impayée porte intérêt au taux de la BCE
majoré de 10 points, avec 40 € d'indemnité forfaitaire. Aucun escompte n'est consenti pour paiement
anticipé.<br><br><b>Réclamation</b><br>Sans réponse sous un mois, écrivez à notre direction
clientèle, au siège.</div><div class="foot">{foot}<br>Page 1/2</div></div><div class="pg break"><h2>
Ce qui vous est facturé</h2>{h.lines(sheet, heads)}<h2>Extrait du suivi par véhicule (complet dans
votre espace flotte)</h2><table
class="cars"><tr><th>Immatriculation</th><th>Badge</th><th>Sessions</th><th>Énergie</th></tr>{cars}
</table><p style="font-size:8pt;color:#555">Les sessions commencées avant minuit sont rattachées au
jour de leur début. Tarifs en vigueur depuis le {h.day(sheet, -170)}.</p><div class="foot">
{foot}<br>Page 2/2</div></div>"""  # fmt: skip


_CLOTHES = Profile("workwear", lines=(2, 7), prepaid=0, paid=0.5, credit=0.07,
                   adjustments=("shipping",))  # fmt: skip
_SIZES = ("XS", "S", "M", "L", "XL", "XXL")


@family("workwear_sum_as_equation", Split.JUDGING, _CLOTHES,
        replace(_CLOTHES, adjustments=("discount", "shipping")),
        replace(_CLOTHES, lines=(1, 4), paid=0.0))  # fmt: skip
def workwear_sum_as_equation(sheet: Sheet) -> str:
    """A shop's plug-in: sizes below every article, sums in tiles joined by signs."""
    h.adopt(sheet, ("WEB-######", "%Y%m#####", "FA######", "TX%y-####"),
            ("%d/%m/%Y", "%Y-%m-%d", "long"), ("AVW-####", "AV%Y%m###"))  # fmt: skip
    sheet.style = replace(sheet.style, currency=sheet.pick("{} €", "{}€", "{} €"), minus="-{}")
    facts, credit = sheet.facts, sheet.facts.type_code == "381"
    hue = sheet.pick("#ff6b00", "#111", "#b5121b", "#0b5ed7")
    kind = h.titled(sheet, ("Facture", "FACTURE"), ("Avoir", "AVOIR"))
    order = h.distractor(sheet, sheet.pick("#####", "CMD######", "@@@@@@@@@"))

    def made(line: Line) -> str:
        """Print reference and sizes below an article."""
        text = f"<br><small>SKU {line.reference}"
        count = int(line.quantity)
        if not line.name.startswith(("Broderie", "Transfert", "Programmation", "Casquette")):
            picked = sheet.rng.sample(range(len(_SIZES)), min(3, count))
            share = [count // len(picked)] * len(picked)
            share[0] += count - sum(share)
            sizes = zip(sorted(picked), share, strict=True)
            text += " | Tailles : " + ", ".join(f"{_SIZES[at]} x {many}" for at, many in sizes)
        return f"{text}</small>"

    heads = (("name", "Produit"), ("price", "Prix HT"), ("qty", "Quantité"), ("total", "Total HT"))
    tiles: list[tuple[str, str, str]] = []
    if facts.adjustments:
        words = {"sum": "Articles", "shipping": "Livraison", "discount": "Code promo"}
        tiles = [("+", key, value) for key, value in h.extras(sheet, words, bare=False)]
        tiles = [("" if "-" in value else sign, key, value) for sign, key, value in tiles]
        tiles[0] = ("", *tiles[0][1:])
    net = sheet.total("total_without_vat")
    tiles += [("=" if tiles else "", sheet.pick("Total HT", "Sous-total HT"), net)]
    rate, _, _ = sheet.vat_row(facts.vat[0])
    rate = rate if "%" in rate else f"{rate} %"
    tiles += [("+", f"TVA {rate}", sheet.total("total_vat"))]
    tiles += [("=", "Total TTC", sheet.total("total_with_vat"))]
    if facts.negative:
        tiles = [("=" if sign == "=" else "", key, value) for sign, key, value in tiles]
    strip = "".join(
        f"{f'<i>{sign}</i>' if sign else ''}<div><small>{key}</small><br>{value}</div>"
        for sign, key, value in tiles
    )
    owed = sheet.total("amount_due")
    if credit:
        state = f"Remboursement de {owed} sur votre moyen de paiement (facture "
        state += f"{facts.references['original']})."
    elif facts.prepaid:
        way = sheet.pick("carte bancaire", "PayPal", "carte bancaire 3D Secure")
        state = (f"Payé {sheet.total('prepaid')} par {way}, transaction "
                 f"{h.distractor(sheet, 'ch_#@@##@###')}. Restant dû : {owed}.")  # fmt: skip
    else:
        state = f"Paiement différé entreprise : {owed} à virer pour le "
        state += f"{sheet.date_of('due_date')} sur {sheet.iban()} ({sheet.bic()})."
    data: list[Pair] = [("N° de commande", order), ("Commandé le", h.day(sheet, -11))]
    data += [(sheet.pick("Expédié par", "Transporteur"), sheet.pick("Colissimo", "DPD", "UPS"))]
    data += [("Suivi", h.distractor(sheet, "##############"))]
    deliver = b.other(facts.others[0]) if sheet.maybe(0.4) else "À l'adresse de facturation"
    proof = h.distractor(sheet, "BAT-#####")
    return f"""<style>@page {{ margin: 13mm 15mm }} body {{ font: 9.5pt "DejaVu Sans Condensed";
min-height: 268mm; padding-bottom: 18mm }} .three {{ display: grid; grid-template-columns: 1fr 1fr
1fr; gap: 6mm; border-top: 2pt solid {hue}; padding-top: 4mm; margin: 5mm 0 8mm; font-size: 9pt }}
.three h4 {{ margin: 0 0 1.5mm; font-size: 8pt; color: #777 }} .lines th {{ text-transform:
uppercase; font-size: 7.5pt; border-bottom: 1pt solid #222; padding: 1.5mm }} .lines td {{ padding:
1.8mm 1.5mm; border-bottom: 0.4pt solid #ccc }} .lines small {{ color: #777; font-size: 7.6pt }}
.lines .c-name {{ width: 60% }} .tiles {{ display: flex; justify-content: flex-end; align-items:
center; gap: 2mm; margin: 7mm 0 5mm }} .tiles div {{ background: #f1f1f1; padding: 2mm 2.5mm;
text-align: center; font-weight: bold }} .tiles small {{ font: 7.4pt "DejaVu Sans Condensed"; color:
#555 }} .tiles div:last-child {{ background: {hue}; color: #fff }} .tiles div:last-child small {{
color: #fff }} .tiles i {{ font: 13pt "DejaVu Sans" }} h1 {{ margin: 0; font-size: 20pt }}</style>
<div class="row"><div>{sheet.logo(facts.seller.brand, hue)}</div><div style="text-align:right"><h1>
{kind}</h1>{sheet.number()}<br>{sheet.date_of()}</div></div><div class="three"><div><h4>
{sheet.pick("FACTURATION", "CLIENT")}</h4>{b.address(sheet, "buyer")}</div><div><h4>LIVRAISON</h4>
{deliver}</div><div><h4>COMMANDE</h4>{b.pair_lines(data)}</div></div>
{h.lines(sheet, heads, more=made)}<div class="tiles">{strip}</div><p>{state}</p><p
style="font-size:8pt;color:#666">Marquage conforme au bon à tirer {proof} validé en ligne. Les
articles personnalisés ne sont ni repris ni échangés. En cas de retard de paiement : pénalités de
10 % l'an et indemnité forfaitaire de 40 €.</p><div class="foot">{h.told(sheet, "{name} · "
"{street_} · {phone}<br>{form} au capital de {capital} € · RCS {register} {siren} · SIRET "
"{siret} · TVA {vat} · {site}")}</div>"""  # fmt: skip
