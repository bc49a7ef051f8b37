"""Paper of a firm that lets and works sound and light for an evening."""

from dataclasses import replace

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Profile
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet

_SOUND = Profile("sound_hire", lines=(3, 7), prepaid=0.3, credit=0.05)
_EVENTS = ("Assemblée générale", "Soirée des vœux", "Convention commerciale", "Fête de quartier",
           "Remise des diplômes", "Inauguration")  # fmt: skip


def _under(value: str, caption: str) -> str:
    """Set a caption below its value."""
    return f'<div><span class="big">{value}</span><br><small>{caption}</small></div>'


@family("sound_captions_under_big_values", Split.JUDGING, _SOUND, replace(_SOUND, lines=(2, 5)),
        replace(_SOUND, adjustments=("discount",), lines=(4, 9)),
        replace(_SOUND, deposit=0.6, prepaid=0.5))  # fmt: skip
def sound_captions_under_big_values(sheet: Sheet) -> str:
    """An online service: sender in a dark block at foot, captions under values, sums stepped."""
    h.adopt(sheet, ("F%y%m-##", "%Y%m%d-#", "FAC-####", "%y-###"), ("long", "weekday", "%d.%m.%Y"),
            ("AVO-###", "A%y%m-##"))  # fmt: skip
    facts, refs = sheet.facts, sheet.facts.references
    hue, dark = sheet.pick(("#ff2e63", "#252a34"), ("#00adb5", "#222831"), ("#7c5cff", "#1b1b2f"))
    credit = facts.type_code == "381"
    sheet.style = replace(sheet.style, currency=sheet.pick("{} €", "{} €", "{} EUR"))
    kind = h.titled(sheet, ("facture", "Facture"), ("avoir", "Avoir"), ("facture d'acompte",
                    "Facture d'acompte"))  # fmt: skip
    top = [_under(sheet.number(), kind), _under(sheet.date_of(), sheet.pick("émission", "établie"))]
    if h.is_payable(sheet):
        top.append(_under(sheet.date_of("due_date"), sheet.pick("à régler avant", "échéance")))
    event, deposit = sheet.pick(*_EVENTS), facts.type_code == "386"
    shown = 20 if deposit else -4
    when = [("montage", h.day(sheet, shown - 1)), ("exploitation", h.day(sheet, shown)),
            ("démontage", h.day(sheet, shown + 1))]  # fmt: skip
    line = " &nbsp;›&nbsp; ".join(f"{label} {value}" for label, value in when)
    heads = (("qty", "Nb"), ("name", "Matériel et équipe"), ("price", "Tarif pour la durée"),
             ("total", "€ HT"))  # fmt: skip
    sums: list[Pair] = h.extras(sheet, {"sum": "matériel et équipe", "discount": "remise"},
                                bare=False)  # fmt: skip
    sums.append(("hors taxes", sheet.total("total_without_vat")))
    sums += h.vat_sums(sheet, "TVA {rate}", "hors TVA", bare=False)
    sums.append(("TTC", sheet.total("total_with_vat")))
    if facts.prepaid:
        sums.append(("acompte encaissé", sheet.total("prepaid")))
    sums.append(("à votre crédit" if credit else sheet.pick("à payer", "reste à payer"),
                 sheet.total("amount_due")))  # fmt: skip
    steps = "".join(f"<div><small>{label}</small><span>{value}</span></div>"
                    for label, value in sums)  # fmt: skip
    pay = ""
    if credit:
        pay = f"<small>se rapporte à</small><br>{refs['original']}"
    elif h.is_payable(sheet):
        pay = f"<small>virement sur</small><br>{sheet.iban()}<br><small>chez</small> {sheet.bic()}"
    small = (f"devis {refs['quote']} · {sheet.pick('régie', 'chef de projet')} "
             f"{sheet.pick('Malik', 'Chloé', 'Yann')} · lieu : "
             + b.street(facts.others[0], ", "))  # fmt: skip
    own = h.told(sheet, "<b>{name}</b><br>{street_}<br>{phone} · {mail}")
    law = h.told(sheet, "{form} au capital de {capital} €<br>SIRET {siret} · APE {activity}<br>"
                        "TVA {vat}")  # fmt: skip
    face = sheet.pick("URW Gothic", "Nimbus Sans", "DejaVu Sans Condensed")
    theirs = h.told(sheet, "<br><small>SIREN {siren}</small>", "buyer") if sheet.maybe() else ""
    licence = f"Licence d'entrepreneur de spectacles L-R-{h.distractor(sheet, '%y-00####')}"
    return f"""<style>@page {{ margin: 0 }} body {{ font: 9.2pt "{face}"; min-height: 296mm;
padding: 14mm 18mm 46mm; color: #222 }} small {{ color: #777; font-size: 7.6pt }} .big {{
font-size: 14pt; color: {dark} }} .three {{ display: flex; gap: 14mm; border-bottom: 1.5pt solid
{hue}; padding-bottom: 4mm }} .who {{ margin: 9mm 0 }} .event {{ background: {hue}14; padding: 3mm
4mm; line-height: 1.5 }} .lines {{ margin: 6mm 0 }} .lines th {{ font-weight: normal; color: #777;
font-size: 8pt }} .lines td {{ padding: 1.6mm 4px; border-top: 0.4pt solid #ddd }} .lines .c-name {{
width: 58% }} .steps div {{ display: flex; justify-content: space-between; gap: 6mm; padding: 1mm
0; align-items: baseline }} .steps {{ width: 78mm }} .steps div:last-child {{ border-top: 1.5pt
solid {hue}; font-size: 13pt; margin-top: 1mm; padding-top: 2mm }} .base {{ position: absolute;
bottom: 0; left: 0; right: 0; background: {dark}; color: #fff; padding: 6mm 18mm; display: flex;
justify-content: space-between; align-items: center; font-size: 8pt; line-height: 1.5 }}</style>
<div class="three">{"".join(top)}</div><div class="who"><small>pour</small><br>
{b.address(sheet, "buyer")}{theirs}</div><div class="event"><b>{event}</b><br>{line}<br><small>
{small}</small></div>{h.lines(sheet, heads)}<div class="row"><div
style="line-height:1.5">{pay}</div> <div class="steps">{steps}</div></div><p
style="margin-top:8mm"><small>Le matériel reste sous la garde du client jusqu'au démontage. Paiement
en retard : 40 € de frais de recouvrement et intérêts au taux de la BCE majoré de dix points. Aucun
escompte. {licence}.</small></p><div class="base"><div> {own}</div><div
style="text-align:right">{law}</div></div>"""  # fmt: skip
