"""Layout of an advertising agency: what is bought in its client's name and what it does itself."""

from collections.abc import Sequence
from dataclasses import replace

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import ZERO, Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet

_CAMPAIGN = Profile("campaigns", lines=(2, 6), prepaid=0.25, credit=0.06, deposit=0.06)
_BOUGHT = ("Affichage", "Spots", "Achat", "Impression")


@family("campaign_budget", Split.MAKING, _CAMPAIGN, replace(_CAMPAIGN, lines=(5, 10), deposit=0))
def campaign_budget(sheet: Sheet) -> str:
    """A bare page in two columns; fees apart from media, sums as one equation, a tall title."""
    h.adopt(
        sheet,
        ("%y%m-###", "####", "@@@-%y-###", "F/%Y/###", "%Y%m%d-##"),
        ("long", "%d.%m.%y", "%d.%m.%Y", "%d/%m/%Y"),
        ("AV-%y-###", "%y%m-9##"),
    )
    facts, hue = sheet.facts, sheet.pick("#ff4f38", "#3b3bff", "#00a37a", "#111")
    credit = facts.type_code == "381"
    kind = h.titled(
        sheet,
        ("Facture", "facture", "Facture agence"),
        ("Avoir", "avoir"),
        ("Facture d'acompte", "facture d'acompte"),
    )
    left: list[Pair] = [
        ("Numéro", sheet.number()),
        (sheet.pick("Le", "Datée du", "Émise le"), sheet.date_of()),
    ]
    left += h.due(sheet, "Payable le", "Virement attendu le", "À régler pour le")
    job: list[Pair] = [
        ("Budget", sheet.pick("Rentrée", "Portes ouvertes", "Marque employeur", "Lancement 2027")),
        ("Job", h.distractor(sheet, "@@@#####")),
        ("Devis accepté", f"{facts.references['quote']} du {h.day(sheet, -33)}"),
        ("Bon de commande", facts.references["order"]),
        ("Suivi par", sheet.pick("Inès T., directrice de clientèle", "Hugo P., chef de projet")),
    ]
    if credit:
        job.append(("Rectifie", facts.references["original"]))
    bought = [line for line in facts.lines if line.name.startswith(_BOUGHT)]
    own = [line for line in facts.lines if line not in bought]
    titles = ("Création, conseil et production", "Achats, en notre qualité de mandataire")
    parts = zip(titles, (own, bought), strict=True)
    tables = "".join(_part(sheet, title, lines) for title, lines in parts if lines)
    taxes = "".join(
        f"<i>+</i><div><small>TVA {label}</small>{value}</div>"
        for label, value in h.vat_sums(sheet, "{rate} sur {basis}", "", bare=False)
    )
    equation = f"""<div><small>Total HT</small>{sheet.total("total_without_vat")}</div>{taxes}
<i>=</i><div><small>Total TTC</small>{sheet.total("total_with_vat")}</div>"""
    word = "En votre faveur" if credit else sheet.pick("À payer", "À nous virer", "Reste à payer")
    if facts.prepaid:
        equation += f"""<span class="off"><i>–</i><div><small>Acompte
{facts.references["deposit"]}</small>{sheet.total("prepaid")}</div></span>"""
    money = sheet.show("currency", "euros")
    pay = "" if credit else f"Sur le compte de l'agence : {sheet.iban()}, {sheet.bic()}.<br>"
    law = "{name}<br>{form}, capital {capital} €<br>{street}<br><br>Siren {siren}<br>RCS {register}"
    law += "<br>NAF {activity}<br>N° de TVA {vat}<br><br>{phone}<br>{site}"
    return f"""<style>@page {{ margin: 13mm 14mm }} body {{ font: 9pt "URW Gothic"; min-height:
270mm; padding: 0; display: grid; grid-template-columns: 42mm 1fr; gap: 8mm }} .ttl {{ font-size:
34pt; letter-spacing: -1pt; color: {hue}; line-height: 1; margin: 0 0 9mm }} .pair {{ margin-bottom:
3mm }} small {{ font-size: 7pt; color: #777 }} .law {{ margin-top: 16mm; font-size: 7pt;
line-height: 1.45; color: #444 }} .law .v {{ white-space: normal }} .job {{ display: grid;
grid-template-columns: 1fr 1fr; gap: 2mm 6mm; margin: 9mm 0 7mm }} h4 {{ font-weight: normal; color:
{hue}; margin: 5mm 0 1mm; font-size: 10pt }} .lines td {{ padding: 1.3mm 2px; border-bottom: 0.4pt
solid #ccc }} .lines th {{ font: 7pt "URW Gothic"; color: #777; padding: 0 2px }} .lines .c-name {{
width: 56% }} .part {{ text-align: right; font-size: 8pt; padding: 1mm 2px }} .eq {{ display: flex;
flex-wrap: wrap; gap: 2mm 4mm; align-items: flex-end; margin-top: 9mm }} .eq small {{ display: block
}} .eq i {{ font-style: normal; color: {hue}; font-size: 12pt }} .off {{ display: flex; gap: 3mm;
align-items: flex-end }} .big {{ font-size: 20pt; margin:
6mm 0; color: {hue} }} .big small {{ display: block; font-size: 9pt }} .end {{ font-size: 7pt;
color: #555; line-height: 1.4 }}</style><div>{sheet.logo(facts.seller.brand, hue)}<div
style="margin-top:28mm">{h.cards(left, "pair")}</div><div class="law">{h.told(sheet, law)}</div>
</div><div><div class="ttl">{kind}</div><div><small>{sheet.pick("Annonceur", "Client")}</small><br>
{b.address(sheet, "buyer")}<br>{sheet.pick("", "Siret ")}{sheet.siret("buyer")}</div><div
class="job">{h.cards(job, "job1")}
</div>{tables}<div class="eq">{equation}</div><div class="big"><small>{word}</small>
{sheet.total("amount_due")}</div><p class="end">{pay}Montants en {money}. Les achats d'espace sont
faits au nom et pour le compte de l'annonceur (loi n° 93-122 du 29 janvier 1993) ; les factures des
supports vous sont adressées en copie. La cession des droits ne prend effet qu'au paiement complet.
Pénalités de retard : taux BCE + 10 points ; indemnité de recouvrement : 40 €.</p></div>
"""  # fmt: skip


def _part(sheet: Sheet, title: str, lines: Sequence[Line]) -> str:
    heads = [("name", ""), ("qty", "qté"), ("price", "prix HT"), ("rate", "TVA")]
    heads.append(("total", "montant HT"))
    whole = sheet.amount(sum((line.total for line in lines), ZERO))
    return f"""<h4>{title}</h4>{h.lines(sheet, heads, chosen=lines)}<div class="part">soit
{whole}</div>"""
