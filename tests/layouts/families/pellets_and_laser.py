"""Layouts of a shop of wood pellets on the web and of a works that cuts sheets with a laser."""

from dataclasses import replace
from html import escape

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet

_PELLETS = Profile("pellets", lines=(1, 4), tax_included=True, paid=0.6, prepaid=0, credit=0.07)


def _basket(sheet: Sheet) -> str:
    """Print the lines of an order as cards, each with a place for its picture."""
    cards = ""
    for line in sheet.facts.lines:
        rate = sheet.cell(line, "rate")
        rate = rate if "%" in rate else f"{rate} %"
        cards += (
            f'<div class="buy"><div class="pic"></div><div><b>{sheet.cell(line, "name")}</b><br>'
            f"<small>Réf. {sheet.cell(line, 'ref')} - TVA {rate}</small></div><div>"
            f"{sheet.cell(line, 'qty')} × {sheet.cell(line, 'price')}</div>"
            f'<div class="n">{sheet.cell(line, "total")}</div></div>'
        )
    return cards


@family("pellets_order_in_steps", Split.MAKING, _PELLETS,
        replace(_PELLETS, lines=(2, 5), paid=0.2))  # fmt: skip
def pellets_order_in_steps(sheet: Sheet) -> str:
    """A shop plug-in: steps of the order in a row, goods with VAT as cards, "dont TVA" below."""
    h.adopt(sheet, ("#IN####", "WEB-%Y-#####", "INV/%Y/####", "FW%y-####"),
            ("long", "%d/%m/%Y", "%d/%m/%y"), ("#CN####", "REMB-%Y-####"))  # fmt: skip
    facts, hue = sheet.facts, sheet.pick("#3f7d20", "#b85c00", "#226f54")
    credit = facts.type_code == "381"
    kind = h.titled(sheet, ("Votre facture", "Facture", "Justificatif d'achat - Facture"),
                    ("Avoir", "Votre avoir"))  # fmt: skip
    order = h.distractor(sheet, "GR@@@@@@#")
    steps: list[Pair] = [("Commande passée", h.day(sheet, -6)), ("Chargement", h.day(sheet, -2)),
                         (sheet.pick("Facturée", "Facturé le"), sheet.date_of())]  # fmt: skip
    if credit:
        steps = [("Facture initiale", facts.references["original"]), ("Retour", h.day(sheet, -4)),
                 ("Remboursement établi", sheet.date_of())]  # fmt: skip
    elif not facts.prepaid:
        steps += h.due(sheet, "À payer avant le", "Paiement attendu le", "À régler avant le")
    line = "".join(f'<div class="step"><i></i><small>{k}</small><br>{v}</div>' for k, v in steps)
    taxed = []
    for row in facts.vat:
        rate, basis, vat = sheet.vat_row(row)
        rate = rate if "%" in rate else f"{rate} %"
        taxed.append((f"dont TVA {rate} (base {basis})", vat))
    whole = sheet.pick("Total TTC", "Total de la commande TTC", "Total, taxes comprises")
    whole = "Total remboursé TTC" if credit else whole
    sums: list[Pair] = [
        ("Livraison camion hayon", sheet.pick("Offerte", "Comprise")),
        (whole, f"<b>{sheet.total('total_with_vat')}</b>"),
        *taxed,
        (sheet.pick("Total HT", "Hors taxes"), sheet.total("total_without_vat")),
    ]
    if facts.prepaid:
        how = sheet.pick("Réglé par carte bancaire ••4417", "Payé (virement instantané)",
                         "Payé en ligne le " + h.day(sheet, -6))  # fmt: skip
        sums.append((how, sheet.total("prepaid")))
        sums.append(("Reste à payer", sheet.total("amount_due")))
    pay = ""
    if h.is_payable(sheet):
        pay = f"<h3>Virement à effectuer</h3>IBAN {sheet.iban()} - BIC {sheet.bic()}<br>"
        pay += f"Motif à rappeler : commande {order}"
    ids = "{name} - {form} au capital de {capital} € - {siren}<br>{street_} - TVA {vat}"
    return f"""<style>body {{ font: 9.5pt "DejaVu Sans", "Liberation Sans"; color: #333 }} small {{
color: #777; font-size: 7.5pt }} .steps {{ display: flex; margin: 7mm 0; border-top: 2pt solid {hue}
}} .step {{ flex: 1; padding-top: 3mm; position: relative }} .step i {{ position: absolute; top:
-1.6mm; left: 0; width: 2.6mm; height: 2.6mm; border-radius: 50%; background: {hue} }} .buy {{
display: grid; grid-template-columns: 12mm 1fr 38mm 26mm; gap: 4mm; padding: 1.6mm 0; align-items:
center; border-bottom: 1px solid #ddd }} .pic {{ width: 12mm; height: 12mm; background:
linear-gradient(135deg, {hue}33, {hue}88); border-radius: 2mm }} .pairs {{ margin: 4mm 0 0 auto;
width: 108mm }} .pairs td {{ padding: 1mm 0 }} h3 {{ font-size: 10pt; color: {hue}; margin: 6mm 0
1mm
}} .who {{ display: grid; grid-template-columns: 1fr 1fr; gap: 10mm; background: #f6f6f2; padding:
4mm
}}</style><div class="row">{sheet.logo(facts.seller.brand, hue)}<div
style="text-align:right"><small>
{facts.seller.site}<br>{facts.seller.mail} - {facts.seller.phone}</small></div></div><div
style="margin-top:9mm; font-size:17pt; color:{hue}">{kind} <b>{sheet.number()}</b></div><div>pour
votre commande {order}</div><div class="steps">{line}</div><div class="who"><div><small>Compte
professionnel</small><br>{b.address(sheet, "buyer")}</div><div><small>Point de livraison</small><br>
{b.other(facts.others[0])}</div></div><div style="margin-top:6mm; text-align:right"><small>Prix TTC
en
euros</small></div>{_basket(sheet)}{b.pair_rows(sums)}{pay}<h3>Bon à savoir</h3><small>Stockez vos
granulés à l'abri de l'humidité. TVA au taux réduit sur le bois de chauffage (art. 278 bis du CGI).
Reprise des palettes consignées : {facts.seller.phone}.</small><div class="foot">
{h.told(sheet, ids)}<br>Pénalités de retard : 12 % l'an - Indemnité forfaitaire 40 €</div>
"""  # fmt: skip


_LASER = Profile("laser", lines=(3, 9), prepaid=0.05, credit=0.07,
                 adjustments=("shipping",), line_discounts=True)  # fmt: skip
_LASER_HEADS = (("name", "Désignation"), ("qty", "Qté"), ("price", "P.U."), ("disc", "Rem.%"),
                ("total", "Montant HT"))  # fmt: skip


def _offer(sheet: Sheet, line: Line) -> str:
    """Return order line and heat number below a part, where it is one."""
    if line.unit != "pce":
        return ""
    lot = h.distractor(sheet, "coulée @######")
    return f"<br><small>Cde poste {sheet.rng.randint(1, 9) * 10} - {lot}</small>"


@family(
    "laser_parts_stub_at_left", Split.MAKING, _LASER, replace(_LASER, lines=(2, 6), deposit=0.1)
)
def laser_parts_stub_at_left(sheet: Sheet) -> str:
    """An accounting package: a ruled column at the left holds all data, a draft's strip ends it."""
    h.adopt(sheet, ("FC######", "%y%m###", "FA%y/####", "0#####"), ("%d/%m/%Y", "%d/%m/%y"),
            ("AC######", "AV%y/####"))  # fmt: skip
    facts, refs = sheet.facts, sheet.facts.references
    grey = sheet.pick("#e6e6e6", "#dfe7ef", "#f0e8dc")
    credit = facts.type_code == "381"
    kind = h.titled(sheet, ("Facture", "FACTURE", "Facture de vente"), ("Avoir", "Facture d'avoir"),
                    ("Facture d'acompte",))  # fmt: skip
    stub: list[Pair] = [(sheet.pick("Numéro", "N° pièce"), sheet.number()),
                        (sheet.pick("Date", "Date pièce"), sheet.date_of()),
                        ("Code client", escape(refs["customer"])),
                        ("V/commande", escape(refs["order"])),
                        ("N/B.L.", escape(refs["note"]))]  # fmt: skip
    if credit:
        stub.append(("Facture avoirée", refs["original"]))
    way = "Compensation" if credit else sheet.pick("LCR directe", "LCR à l'acceptation", "Virement")
    stub.append(("Mode de règlement", way))
    stub += h.due(sheet, "Échéance", "Éch. au")
    stub.append(("Identifiant TVA client", sheet.vat_id("buyer")))
    words = {"sum": "Total pièces", "shipping": "Port et emballage"}
    sums: list[Pair] = h.extras(sheet, words)
    sums.append((sheet.pick("Total HT", "Net HT"), sheet.total("total_without_vat", bare=True)))
    sums.append(("Total TVA", sheet.total("total_vat", bare=True)))
    sums.append(("Total TTC", sheet.total("total_with_vat", bare=True)))
    sums += h.owed(sheet, {"amount": ("NET À PAYER EUR", "Net à payer €"), "prepaid": ("Acompte",),
                           "credit": ("Net à votre crédit EUR",)}, bare=True)  # fmt: skip
    bases = (("basis", "Base HT"), ("rate", "% TVA"), ("vat", "Montant TVA"))
    strip = ""
    if h.is_payable(sheet) and way.startswith("LCR"):
        strip = f"""<div class="lcr"><div><small>Contre cette LETTRE DE CHANGE stipulée SANS FRAIS
veuillez payer la somme indiquée ci-contre à l'ordre de</small><br>{sheet.name("seller")}</div><div>
<small>Échéance</small><br>{sheet.date_of("due_date")}</div><div><small>Montant</small><br><b>
{sheet.total("amount_due", bare=True)} EUR</b></div><div><small>Tiré</small><br>
{sheet.name("buyer")}</div></div>"""
    side = "".join(f"<p><small>{label}</small><br>{value}</p>" for label, value in stub)
    ids = ["{street}", "Tél. {phone}", "{form} au capital de {capital} €", "Siret {siret}",
           "NAF {activity}", "TVA {vat}"]  # fmt: skip
    at = "<br>".join(h.told(sheet, text) for text in ids)
    return f"""<style>body {{ font: 9pt "Nimbus Sans", "Liberation Sans" }} small {{ font-size: 7pt;
color: #555 }} .two {{ display: grid; grid-template-columns: 46mm 1fr; min-height: 205mm; border:
0.7pt
solid #444 }} .stub {{ background: {grey}; padding: 3mm; border-right: 0.7pt solid #444; font-size:
8.5pt }} .stub p {{ margin: 0; padding: 1.6mm 0; border-bottom: 0.4pt solid #999 }} .main {{
padding:
3mm; display: flex; flex-direction: column }} .lines th {{ background: {grey}; white-space: nowrap
}} .lines td {{ padding: 1.3mm 1mm }} .end {{ margin-top: auto; display: flex; justify-content:
space-between; align-items: flex-end }} .pairs td {{ border: 0.5pt solid #444; padding: 1mm 2mm }}
.pairs
tr:last-child td {{ font-weight: bold; background: {grey} }} .vat td, .vat th {{ border: 0.5pt solid
#444; font-size: 8pt }} .lcr {{ display: grid; grid-template-columns: 1fr 28mm 32mm 48mm; border:
0.7pt
solid #444; border-top: 1pt dashed; margin-top: 4mm }} .lcr div {{ padding: 1.5mm 2mm; border-left:
0.4pt solid #999 }} .lcr .v {{ white-space: normal }}</style><div class="two"><div class="stub"><b
style="font-size:11pt"><span style="white-space:normal">{sheet.name("seller").replace(
        'class="v"', "")}</span></b><br>{at}<h1 style="font-size:14pt; margin:8mm 0
1mm">{kind}</h1>{side}
</div><div class="main"><div style="margin:18mm 0 12mm 22mm; font-size:10pt">
{b.address(sheet, "buyer")}</div><div><small>Découpe laser fibre 6 kW - pliage 220 t -
parachèvement.
Livraison du {h.day(sheet, -3)}</small></div>
{h.lines(sheet, _LASER_HEADS, more=lambda line: _offer(sheet, line))}<div class="end">
{h.recap(sheet, bases)}{b.pair_rows(sums)}</div></div></div>{strip}<p style="font-size:7pt">
{"" if credit else f"Banque : {sheet.iban()} {sheet.bic()} - "}Escompte pour paiement anticipé :
néant.
Retard : 3 fois le taux légal, indemnité forfaitaire de 40 €. Les marchandises restent notre
propriété
jusqu'à complet paiement. Chutes et squelettes non restitués.</p>"""  # fmt: skip
