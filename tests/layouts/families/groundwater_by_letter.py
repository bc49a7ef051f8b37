"""Layout of a Swiss office of hydrogeologists, who bill by a letter of their word processor."""

from dataclasses import replace
from datetime import timedelta
from html import escape

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.facts import Profile
from tests.layouts.families import Split, family
from tests.layouts.lodging import lodge
from tests.layouts.sheet import Sheet

_WATER = Profile("nappes", "CH", "fr", "CHF", buyers=("FR",), regime="AE", lines=(2, 5),
                 prepaid=0.35, credit=0.05)  # fmt: skip

_CSS = """<style>@page { margin: 16mm 24mm 12mm 26mm } body { font: 10.6pt "FONT"; min-height:
268mm;
padding-bottom: 16mm; line-height: 1.38; font-variant-ligatures: none } .own { display: grid;
grid-template-columns: 8mm 1fr; gap: 4mm } .own i { background: HUE } .own b { font-size: 14pt;
font-weight: normal; color: HUE } .own small { font-size: 8.5pt; display: block; line-height: 1.4 }
.to { margin: 14mm 0 10mm 84mm; line-height: 1.3 } .re { margin: 8mm 0 5mm; font-weight: bold }
.re span { font-weight: normal } p { margin: 0 0 2.6mm } .item { display: flex; margin: 0 0 1.3mm
6mm
} .item .d { flex: 1; border-bottom: 0.6pt dotted #555; margin: 0 2mm 1.3mm; min-width: 6mm } .item
small { font-size: 9pt } .item .v, .item small { white-space: nowrap } .up { border-top: 0.5pt solid
#000; margin: 1.5mm 0 3mm 112mm; text-align: right; padding-top: 0.6mm } .sign { margin: 8mm 0 6mm
84mm } .end { font-size: 8.5pt; line-height: 1.4 } .foot { font-size: 7.4pt; color: HUE; text-align:
left; border-top: 0.5pt solid HUE; padding-top: 1.4mm }</style>"""


@family("groundwater_note_in_prose", Split.MAKING, _WATER, replace(_WATER, currency="EUR"),
        replace(_WATER, buyers=("CH",), regime="S"))  # fmt: skip
def groundwater_note_in_prose(sheet: Sheet) -> str:
    """A letter: the note's number in its first sentence, works on dotted leaders, sums told."""
    lodge(sheet, "Bureau {w} Hydrogéologie|{w} Géosciences|Hydro-{w}"
          "|Atelier {w} eaux souterraines",
          "SA|Sàrl", "rue de l'Écluse|route de la Drize|avenue de la Grenade|rue du Collège",
          "2000 Neuchâtel=Neuchâtel=+41 32|1227 Carouge=Genève=+41 22|1950 Sion=Valais=+41 27"
          "|1400 Yverdon-les-Bains=Vaud=+41 24|2800 Delémont=Jura=+41 32")  # fmt: skip
    h.adopt(sheet, ("%y.###", "H%y-0##", "%Y/###", "4##-0#"), ("long", "long", "weekday"),
            ("NC %y.0##",))  # fmt: skip
    code = sheet.facts.profile.currency
    forms = sheet.pick("{c} {}", "{c}\u00a0{}")
    sheet.style = replace(sheet.style, currency=forms, rate="{}\u00a0%", grouped_iban=True)
    sheet.facts = replace(sheet.facts, negative=False)
    facts, hue = sheet.facts, sheet.pick("#1f5f8b", "#4a5d23", "#6d4c41")
    home, credit = facts.profile.regime == "S", facts.type_code == "381"
    kind = h.titled(sheet, ("note d'honoraires", "facture d'honoraires", "facture"),
                    ("note de crédit",))  # fmt: skip
    place = sheet.pick(
        "captage de la Source du Moulin",
        "zone industrielle des Prés-Neufs",
        "ancienne gravière des Îles",
        "plateforme logistique Les Vernes",
    )
    said = f"""Veuillez trouver ci-dessous notre {kind} n° <b>{sheet.number()}</b> pour les
prestations effectuées entre le {h.day(sheet, -46)} et le {sheet.day(facts.delivery_date)},
conformément à notre offre {h.distractor(sheet, "O-%y###")} acceptée par vos soins."""
    if credit:
        said = f"""Nous vous adressons la {kind} n° <b>{sheet.number()}</b>, qui se rapporte à notre
facture {h.distractor(sheet, "%y.###")} et porte sur les prestations suivantes."""
    items = "".join(_item(sheet, place) for place in range(len(facts.lines)))
    town = escape(" ".join(facts.seller.town.split(" ")[1:]))
    uid = sheet.vat_id("seller")
    css = _CSS.replace("FONT", sheet.pick("Liberation Serif", "Carlito", "Liberation Sans"))
    font = ' style="font-size: 9.8pt"' if len(facts.lines) > 4 else ""
    return (
        css.replace("HUE", hue)
        + f"""<div{font}><div class="own"><i></i><div><b>
{escape(facts.seller.brand)}</b><small>Hydrogéologues SIA · eaux souterraines, géothermie, sites
pollués<br>{h.told(sheet, "{street_} · {phone} · {mail}")}</small></div></div><div class="to">
{b.address(sheet, "buyer")}</div><p>{town}, le {sheet.date_of()}</p><div class="re">Concerne :
{place}
<br><span style="font-size:9pt">Mandat {h.distractor(sheet, "M-1###")} · votre commande
{h.distractor(sheet, "45000#####")} · TVA de votre société : {sheet.vat_id("buyer")}</span></div>
<p>Madame, Monsieur,</p><p>{said}</p>{items}<div class="up">{code}
{sheet.amount(facts.line_sum)}</div><p>{_sums(sheet, home)}</p><p>{_asks(sheet)}</p><p>En vous
remerciant
de votre confiance, nous vous prions d'agréer, Madame, Monsieur, nos salutations
distinguées.</p><div
class="sign">{escape(facts.seller.brand)}<br><br><i>{
            sheet.pick("B. Favre", "C. Monnier", "L. Jaquet", "S. Rochat")
        }</i>, {sheet.pick("géologue dipl. EPFZ", "hydrogéologue CHYN", "associée gérante")}</div>
<div class="end">Annexe{
            sheet.pick("s : relevé des heures, copie du rapport", " : décompte détaillé")
        }</div></div><div class="foot">{
            h.told(sheet, "{name} · Registre du commerce : {register}")
        } ·
{uid}
{"" if credit else h.told(sheet, "<br>Banque cantonale · IBAN {iban} · BIC {bic}")}</div>"""
    )


def _item(sheet: Sheet, place: int) -> str:
    """Print a work, its hours in brackets, and what it costs behind dots."""
    line = sheet.facts.lines[place]
    at = ""
    if line.unit != "forfait":
        unit = "heures" if line.unit == "h" else "analyses"
        unit = unit[:-1] if line.quantity < 2 else unit
        count, price = sheet.cell(line, "qty"), sheet.cell(line, "price")
        at = f" <small>&nbsp;({count} {unit} à {price})</small>"
    return f"""<div class="item">{"abcdefgh"[place]}) {escape(line.name)}{at}<span class="d"></span>
{sheet.cell(line, "total")}</div>"""


def _sums(sheet: Sheet, home: bool) -> str:
    """Tell the sums in a sentence or two."""
    facts = sheet.facts
    rate, _, vat = sheet.vat_row(facts.vat[0])
    net, gross = sheet.total("total_without_vat"), sheet.total("total_with_vat")
    credit = facts.type_code == "381"
    if home:
        whole = "un crédit de" if credit else sheet.pick("un montant de", "un total de")
        return f"""Au montant hors taxe de {net} s'ajoute la TVA au taux de {rate}, soit {vat}, ce
qui
donne {whole} <b>{gross}</b>, TVA comprise."""
    whole = "Le montant en votre faveur est" if credit else "Le total de nos prestations est"
    return f"""{whole} donc de <b>{gross}</b> (hors taxe : {net} ; TVA suisse, {rate} : {vat}). La
prestation
est réputée fournie en France, au lieu du destinataire (art. 8 al. 1 LTVA) ; la TVA française est
autoliquidée par le preneur (art. 283-2 du CGI)."""


def _asks(sheet: Sheet) -> str:
    """Take off what was paid on account, and ask for the rest."""
    facts, said = sheet.facts, ""
    owed = sheet.total("amount_due")
    if facts.prepaid:
        day = sheet.day(facts.issue_date - timedelta(days=62))
        said = f"""Nous en déduisons votre acompte du {day}, {sheet.total("prepaid")}. """
        if h.is_payable(sheet):
            said += f"Il reste un solde de <b>{owed}</b>. "
    if facts.type_code == "381":
        return "Ce montant vous sera versé sur votre compte ces prochains jours."
    if h.is_payable(sheet):
        until = sheet.date_of("due_date")
        ask = sheet.pick("Nous vous saurions gré de verser ce montant d'ici au",
                         "Nous vous remercions de nous faire parvenir ce montant jusqu'au",
                         "Délai de paiement :")  # fmt: skip
        said += f"{ask} {until}, net et sans frais pour le bénéficiaire."
    return said
