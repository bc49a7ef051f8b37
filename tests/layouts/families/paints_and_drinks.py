"""Papers of a paint maker's depots, and of a firm that fills vending machines."""

from dataclasses import replace

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet

_PAINT = Profile("paint", lines=(3, 9), line_discounts=True, prepaid=0, credit=0.1,
                 adjustments=("eco",))  # fmt: skip
_SHADES = ("RAL 9016", "RAL 7035", "RAL 1013", "S 0500-N", "CH2 0412", "RAL 3020", "BLANC")


def _corners(pairs: list[Pair], css: str) -> str:
    """Set small labels into the corners of the boxes of a pre-printed form."""
    boxes = "".join(f"<div><small>{label}</small><br>{value}</div>" for label, value in pairs)
    return f'<div class="{css}">{boxes}</div>'


@family("paint_depot_form", Split.JUDGING, _PAINT, replace(_PAINT, lines=(8, 14)),
        replace(_PAINT, lines=(1, 4), adjustments=("eco", "shipping")))  # fmt: skip
def paint_depot_form(sheet: Sheet) -> str:
    """A paint maker's big system: capitals in a form of corner labels, notes head their lines."""
    h.adopt(sheet, ("90########", "%y4#######", "0##-#######", "7#######/%y"),
            ("%d.%m.%Y", "%d/%m/%Y", "%d.%m.%y"), ("91########", "%y5#######"))  # fmt: skip
    facts, refs = sheet.facts, sheet.facts.references
    hue = sheet.pick("#004b8d", "#d2232a", "#00703c", "#444")
    credit = facts.type_code == "381"
    kind = h.titled(sheet, ("FACTURE", "FACTURE MARCHANDISES"), ("AVOIR", "NOTE DE CREDIT"))
    depot = facts.others[1]
    boxes: list[Pair] = [("N° DOCUMENT", sheet.number()), ("DU", sheet.date_of())]
    boxes += [("COMPTE", refs["customer"]), ("V/COMMANDE", refs["order"])]
    boxes += [("N/CDE", h.distractor(sheet, "40######")), ("VENDEUR", h.distractor(sheet, "@@#"))]
    boxes += [("SUR FACTURE", refs["original"])] if credit else [("PAGE", "1/1")]

    def tinted(line: Line) -> str:
        """Print shade, batch and litres below an article."""
        if line.unit not in ("SEA", "BID") or line.name.startswith(("Enduit", "Colle")):
            return ""
        return f"""<br><small>TEINTE {sheet.pick(*_SHADES)} &nbsp; LOT {
            h.distractor(sheet, "#####@")
        } &nbsp; COV {sheet.pick("1", "12", "29", "290")} G/L</small>"""

    heads: tuple[Pair, ...] = (("pos", "POS"), ("=####.##", "CODE"), ("name", "DESIGNATION"))
    heads += (("qty", "QTE"), ("unit", "UV"), ("price", "TARIF"), ("disc", "REM"), ("total", "NET"))
    cut = len(facts.lines) // 2 if len(facts.lines) > 3 else 0
    parts = [facts.lines[:cut], facts.lines[cut:]] if cut else [facts.lines]
    wide, tables = len(b.columns_shown(sheet, [key for key, _ in heads])), ""
    for part in parts:
        when = h.day(sheet, -2 if tables else -6)
        note = f"BL {h.distractor(sheet, '80######')} DU {when} - {depot.town}"
        table = h.lines(sheet, heads, more=tinted, chosen=part)
        if tables:
            table = table.replace("<thead>", '<thead class="gone">')
        row = f'<tr><td colspan="{wide}" class="note">{note}</td></tr>'
        tables += table.replace("<tbody>", f"<tbody>{row}")
    words = {"sum": "TOTAL LIGNES", "eco": "ECO-CONTRIBUTION DDS", "shipping": "FORFAIT LIVRAISON"}
    left: list[Pair] = h.extras(sheet, words)
    left += [("BASE H.T.", sheet.total("total_without_vat", bare=True))]
    left += h.vat_sums(sheet, "T.V.A. {rate}", "")
    sheet.total("total_vat", bare=True)
    last = sheet.total("total_with_vat", bare=sheet.maybe())
    sheet.total("amount_due", bare=True)
    word = sheet.pick("TOTAL TTC A NOUS DEVOIR", "NET TTC A PAYER (EUR)", "MONTANT TTC EN EUROS")
    word = "TTC EN VOTRE FAVEUR (EUR)" if credit else word
    until = h.due(sheet, "ECH.", "VALEUR AU", "ECHEANCE")
    terms: list[Pair] = [(word, f"<b>{last}</b>"), *until]
    if until:
        terms += [("REGLT", sheet.pick("VIR COMMERCIAL", "LCR DIRECTE", "PRLV SEPA B2B"))]
    return f"""<style>@page {{ margin: 9mm 12mm }} body {{ font: 8.5pt "Nimbus Sans"; min-height:
276mm; padding-bottom: 22mm }} .form {{ display: grid; grid-template-columns: 1.5fr 1.1fr 1fr 1.2fr
1fr 0.8fr 1fr; border: 0.8pt solid {hue}; margin: 5mm 0 4mm }} .form div, .end div {{ border-left:
0.8pt solid {hue}; padding: 0.4mm 1.5mm 1mm; font: 9.5pt "Liberation Mono" }} .form small, .end
small {{ font: 5.5pt "Nimbus Sans"; color: {hue} }} .lines {{ font: 8pt "Liberation Mono" }}
.lines th {{ font: bold 6.5pt "Nimbus Sans"; color: {hue}; border-bottom: 0.8pt solid {hue} }}
.lines td {{ padding: 0.5mm 1mm }} .lines small {{ font-size: 6.8pt }} .lines .c-name {{ width:
42% }} .c-pos {{ width: 4% }} .c-text {{ width: 10% }} .c-qty, .c-disc {{ width: 6% }} .c-unit {{
width: 5% }} .c-price,
.c-total {{ width: 12% }} .lines {{ table-layout: fixed }} .note {{ border-top: 0.4pt dashed;
padding-top: 1.5mm }} .gone th {{ font-size: 0; line-height: 0; padding: 0 1mm; border: 0 }} .foot2
{{
position: absolute; bottom: 9mm; left: 0; right: 0 }} .end {{ display: inline-flex; border: 1.6pt
solid {hue}; border-left: 0.8pt solid {hue} }} .end div {{ font-size: 13pt; padding: 1mm 4mm 2mm;
border-left-width: 0.8pt }} .sum td {{ font: 9pt "Liberation Mono"; padding: 0.4mm 3mm 0.4mm 0 }}
</style><div class="row"><div style="width:88mm">{sheet.logo(facts.seller.brand, hue)}<br><span
style="font-size:7pt">DEPOT : {b.street(depot, ", ")} - TEL. {depot.phone}</span><p
style="font-size:7.5pt">LIVRE A :
{b.street(facts.others[0], ", ")}<br>CHANTIER {sheet.pick("ECOLE", "RESIDENCE LES LILAS",
"BUREAUX R+2", "GYMNASE")} - ENLEVE PAR {sheet.pick("MARTIN", "DUPUY", "VOTRE CHAUFFEUR")}</p></div>
<div style="width:84mm;margin-top:14mm;font-size:10pt">{b.address(sheet, "buyer")}</div></div>
<div style="font:bold 15pt 'Nimbus Sans';color:{hue};margin-top:4mm">{kind}</div>
{_corners(boxes, "form")}{tables}<div class="foot2"><div class="row" style="align-items:flex-end">
<div>{b.pair_rows(left, "sum")}</div>{_corners(terms, "end")}</div><p style="font-size:6.5pt">
CLIENT TVA {h.told(sheet, "{vat}", "buyer")} - PAS D'ESCOMPTE - RETARD : TAUX BCE + 10 PTS, FRAIS DE
RECOUVREMENT 40 EUR - DECHETS DANGEREUX A RAPPORTER EN DECHETERIE - TEINTES NON REPRISES</p></div>
<p class="foot" style="font-size:6.5pt">{sheet.name("seller")} {h.told(sheet, "- {form} AU CAPITAL "
"DE {capital} EUR - SIEGE {street_} - {siren} RCS {register} - TVA {vat} - IBAN {iban}")}</p>
"""  # fmt: skip


_DRINKS = Profile("vending", lines=(3, 8), prepaid=0, credit=0.05)


@family("vending_counters", Split.JUDGING, _DRINKS, replace(_DRINKS, adjustments=("discount",)),
        replace(_DRINKS, lines=(6, 11), credit=0))  # fmt: skip
def vending_counters(sheet: Sheet) -> str:
    """A vending firm's accounting package: counters read, sums in a band, a draft to cut off."""
    h.adopt(sheet, ("FA######", "FC%y%m####", "F######", "%y%m#####"), ("%d/%m/%y", "%d/%m/%Y"),
            ("AV######", "AC%y%m####"))  # fmt: skip
    facts, refs = sheet.facts, sheet.facts.references
    hue = sheet.pick("#5d4037", "#37474f", "#1a237e")
    credit = facts.type_code == "381"
    kind = h.titled(sheet, ("Facture", "FACTURE"), ("Avoir", "AVOIR FINANCIER"))
    strip: list[Pair] = [("N° de pièce", sheet.number()), ("Date", sheet.date_of())]
    strip += [("Tiers", refs["customer"]), ("Contrat", refs["contract"])]
    strip += [("Pièce d'origine", refs["original"])] if credit else []
    counters = ""
    for place in sheet.rng.sample(("Hall", "Atelier", "1er étage", "Salle de pause", "Quai"), 3):
        old = sheet.rng.randint(2000, 60000)
        new = old + sheet.rng.randint(90, 900)
        cells = (h.distractor(sheet, "DA-####"), place, h.day(sheet, -3), str(old), str(new))
        counters += "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"
    heads: tuple[Pair, ...] = (
        ("ref", "Réf."),
        ("name", "Libellé"),
        ("unit", "Cdt"),
        ("qty", "Qté"),
    )
    heads += (("price", "PU HT"), ("rate", "%TVA"), ("total", "Montant HT"))
    bases = (("rate", "Taux"), ("basis", "Base HT"), ("vat", "Mt taxe"))
    band: list[Pair] = h.extras(sheet, {"sum": "Brut HT", "discount": "Remise"})
    band += [("Net HT", sheet.total("total_without_vat", bare=True))]
    band += [(sheet.pick("Taxes", "Tot. TVA"), sheet.total("total_vat", bare=True))]
    band += [(sheet.pick("Tot. TTC", "Total TTC"), sheet.total("total_with_vat", bare=True))]
    band += h.owed(sheet, {"amount": ("Net à payer", "Solde dû"), "credit": ("Net à déduire",)})
    draft = ""
    if h.is_payable(sheet):
        town = facts.seller.town.split(" ", 1)[1].split(" CEDEX")[0]
        drawn = h.distractor(sheet, "##### ##### ########### ##")
        slip: list[Pair] = [("Montant pour contrôle", sheet.total("amount_due", bare=True))]
        slip += [("Date de création", sheet.date_of()), ("Échéance", sheet.date_of("due_date"))]
        slip += [("Montant", sheet.total("amount_due", bare=True))]
        draft = f"""<div class="draft"><div style="font-size:7pt">À {town}, contre
cette
LETTRE DE CHANGE stipulée SANS FRAIS, veuillez payer la somme indiquée ci-dessous à l'ordre de :
<b>{sheet.name("seller")}</b></div>{b.pair_boxes(slip, "slip")}<div class="row"
style="font-size:7.5pt"><div>RIB du tiré : {drawn}<br>Domiciliation :
{sheet.pick("CRÉDIT DE L'OUEST", "BANQUE DU CENTRE", "CAISSE LOCALE")}<br>Réf. tiré :
{sheet.number()}</div><div style="border:0.5pt solid;padding:1mm 3mm;min-width:55mm">
{b.address(sheet, "buyer")}</div><div>Acceptation ou aval<br><br><br>Timbre - signature</div></div>
</div>"""  # fmt: skip
    return f"""<style>@page {{ margin: 10mm 12mm }} body {{ font: 9pt "Liberation Sans Narrow";
min-height: 274mm; padding-bottom: 0 }} .strip th, .slip th, .vat th {{ background: {hue}; color:
#fff; font-weight: normal; font-size: 8pt }} .strip, .slip, .lines, .vat, .band {{ border: 0.6pt
solid {hue} }} .strip td, .strip th, .slip td, .slip th {{ border: 0.6pt solid {hue}; padding: 0.8mm
4mm; text-align: center }} .lines td, .lines th {{ border-left: 0.6pt solid {hue}; padding: 0.8mm
1.5mm }} .lines th {{ border-bottom: 0.6pt solid {hue} }} .lines .c-name {{ width: 47% }} .band {{
width: 100%; margin: 2mm 0 }} .band th, .band td {{ border: 0.6pt solid {hue}; text-align: right;
padding: 1mm 2mm }} .band td:last-child {{ font: bold 12pt "Liberation Sans" }} .band th {{
font-weight: normal; font-size: 8pt }} .read {{ font-size: 8pt; color: #333; margin-bottom: 3mm }}
.kind {{ font: bold 20pt "Liberation Sans Narrow" }} .read td, .read th {{ padding: 0.2mm 4mm 0.2mm
0 }} .draft {{ border-top: 0.8pt dashed; padding-top:
2mm; display: grid; gap: 2mm }} .low {{ position: absolute; bottom: 0; left: 0; right: 0 }} .vat td
{{ padding: 0.6mm 3mm }}</style><div class="row"><div><b style="font-size:14pt;color:{hue}">
{sheet.name("seller")}</b><br>{h.told(sheet, "{street}<br>{phone} - {mail}<br>Siret {siret} - APE "
"{activity}<br>N° TVA {vat}")}</div><div class="kind">{kind}</div>
</div><div style="margin:8mm 0 6mm 95mm;border:0.6pt solid {hue};border-radius:2mm;padding:4mm 5mm;
min-height:22mm;font-size:10.5pt">{b.address(sheet, "buyer")}</div>{b.pair_boxes(strip, "strip")}
<table class="read" style="margin-top:3mm"><tr><th>Appareil</th><th>Emplacement</th><th>Relevé</th>
<th>Ancien</th><th>Nouveau</th></tr>{counters}</table>{h.lines(sheet, heads)}<div class="low"><div
class="row">{h.recap(sheet, bases)}<div style="font-size:7.5pt;width:95mm">Aucun escompte. Indemnité
forfaitaire de recouvrement 40 €, pénalités au taux de 12 % l'an. Les appareils
mis à disposition restent notre propriété.
{h.told(sheet, "{form} au capital de {capital} €")}.</div></div>
{b.pair_boxes(band, "band")}{draft}</div>"""  # fmt: skip
