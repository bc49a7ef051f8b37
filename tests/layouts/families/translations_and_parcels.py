"""Papers of a sworn translator, and of a shop for boxes and tape."""

from dataclasses import replace

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet

_WORDS = Profile("translations", lines=(1, 4), prepaid=0, credit=0, person=True)
_PLURALS = {"feuillet": "feuillets", "mot": "mots", "h": "heures", "séance": "demi-journées",
            "ex.": "exemplaires", "u": "fois"}  # fmt: skip


def _percent(text: str) -> str:
    return text if "%" in text else f"{text} %"


@family("translations_all_in_one_table", Split.JUDGING, _WORDS, replace(_WORDS, regime="E"),
        replace(_WORDS, prepaid=0.8), replace(_WORDS, lines=(3, 5)))  # fmt: skip
def translations_all_in_one_table(sheet: Sheet) -> str:
    """A word processor: one ruled table of two columns holds all, works told in sentences."""
    h.adopt(sheet, ("%Y/##", "TR-%Y-###", "%Y-%m/#", "n##-%Y"), ("long", "long", "%d/%m/%Y"))
    facts, refs = sheet.facts, sheet.facts.references
    exempt = b.is_exempt(sheet)
    unit = sheet.pick("€", "€", "euros")
    sheet.style = replace(sheet.style, currency=f"{{}} {unit}")
    kind = h.titled(sheet, ("Facture", "Note d'honoraires", "Facture d'honoraires"), ("Avoir",))
    tax = "" if exempt else " HT"

    def work(line: Line) -> str:
        """Tell one work as a sentence."""
        value = f"{sheet.cell(line, 'total')} {unit}"
        if line.quantity == 1:
            return f"{sheet.cell(line, 'name')} : <b>{value}</b>"
        many = _PLURALS.get(line.unit, line.unit)
        return (f"{sheet.cell(line, 'name')} : {sheet.cell(line, 'qty')} {many} à "
                f"{sheet.cell(line, 'price')} {unit}, soit <b>{value}</b>")  # fmt: skip

    works = "<br>".join(work(line) for line in facts.lines)
    if unit == "euros":
        sheet.show("currency", unit)
    net, gross = sheet.total("total_without_vat"), sheet.total("total_with_vat")
    if exempt:
        sums = f"<b>{gross}</b>, net de taxe<br>{b.mention(sheet)}"
    else:
        rate = _percent(sheet.vat_row(facts.vat[0])[0])
        sums = (
            f"{net} hors taxes<br>{sheet.total('total_vat')} de TVA ({rate})<br><b>{gross}</b> TTC"
        )
    rest = sheet.total("amount_due")
    if facts.prepaid:
        sums += f"<br>Arrhes reçues : {sheet.total('prepaid')}<br>Reste dû : <b>{rest}</b>"
    until = f"{sheet.pick('Avant le', 'Pour le', 'Au plus tard le')} {sheet.date_of('due_date')}"
    pay = (f"{until}, par virement sur le compte ci-après :<br>{sheet.iban()}<br>{sheet.bic()}"
           "<br><i>Tout retard entraîne 40 € de frais et des intérêts (taux BCE + 10 points). "
           "Pas d'escompte.</i>")  # fmt: skip
    court = sheet.pick("Rennes", "Lyon", "Aix-en-Provence", "Douai", "Toulouse")
    oath = sheet.pick("Traduction et interprétation assermentées", "Expertise en traduction",
                      "Traductions jurées et conseil linguistique")  # fmt: skip
    vat_told = "" if exempt else "<br>N° de TVA : {vat}"
    seller = h.told(sheet, "<b>{name}</b><br>" + oath + f", près la cour d'appel de {court}<br>"
                    "{street_}<br>{phone}, {mail}<br>Siret : {siret}" + vat_told)  # fmt: skip
    head = f"{kind} {sheet.pick('n°', 'numéro')} <b>{sheet.number()}</b>"
    head += sheet.pick(" du ", " en date du ")
    subject = sheet.pick(f"Votre commande {refs['order']}",
                         f"Votre courriel du {h.day(sheet, -21)}",
                         f"Devis {refs['quote']} accepté le {h.day(sheet, -17)}")  # fmt: skip
    files = (f"Dossier {refs['file']}, documents remis le {sheet.day(facts.delivery_date)}, n° de "
             f"répertoire {h.distractor(sheet, '1###')} et suivants")  # fmt: skip
    rows: list[Pair] = [("De", seller), ("À", b.address(sheet, "buyer")),
                        ("Pièce", f"{head}{sheet.date_of()}"),
                        ("Objet", f"{subject}<br>{files}"),
                        (f"Travaux{tax}", works),
                        (sheet.pick("Somme", "Total", "Honoraires"), sums),
                        (sheet.pick("À payer", "Règlement"), pay)]  # fmt: skip
    if sheet.maybe():
        rows[0], rows[2] = rows[2], rows[0]
    body = "".join(f"<tr><th>{label}</th><td>{text}</td></tr>" for label, text in rows)
    face = sheet.pick("Liberation Serif", "C059", "DejaVu Serif", "Liberation Sans")
    size = "9pt" if face.startswith("DejaVu") else "10.5pt"
    line = sheet.pick("0.7pt solid #000", "0.7pt dotted #333", "0.4pt solid #aaa")
    motto = sheet.pick("Langues : espagnol, portugais, anglais. Secret professionnel garanti.",
                       "Membre d'une association de gestion agréée, acceptant les règlements par "
                       "chèque.")  # fmt: skip
    sign = f"Signature et cachet :<br><br><br>{facts.seller.brand}"
    return f"""<style>@page {{ margin: 18mm 20mm }} body {{ font: {size}/1.4 "{face}"; min-height:
256mm }} .all {{ width: 100% }} .all th, .all td {{ border: {line}; padding: 2.5mm 3mm }} .all th {{
width: 24mm; font-weight: normal; font-style: italic; white-space: normal }} .sign {{ margin: 9mm 0
0 105mm }}</style><table class="all">{body}</table><div class="sign">{sign}</div>
<div class="foot">{motto}</div>"""  # fmt: skip


_BOXES = Profile("packing_shop", lines=(2, 6), prepaid=0, paid=0.6, credit=0.06,
                 adjustments=("shipping",))  # fmt: skip


def _item(sheet: Sheet, line: Line) -> str:
    """Print an article as a card without heads."""
    disc = sheet.cell(line, "disc")
    less = f" · remise {_percent(disc)}" if disc else ""
    return f"""<div class="item"><div class="pic"></div><div><b>{sheet.cell(line, "name")}</b><br>
<small>Réf. {sheet.cell(line, "ref")} · {sheet.cell(line, "qty")} × {sheet.cell(line, "price")} €
HT{less} · TVA {_percent(sheet.cell(line, "rate"))}</small></div><div class="n">
{sheet.cell(line, "total")} € HT</div></div>"""


@family("boxes_ordered_paid_sent", Split.MAKING, _BOXES, replace(_BOXES, paid=0, lines=(1, 4)),
        replace(_BOXES, line_discounts=True, adjustments=("shipping", "discount"),
                lines=(3, 7)))  # fmt: skip
def boxes_ordered_paid_sent(sheet: Sheet) -> str:
    """A shop's plug-in: steps of the order, articles as cards without heads, sums in the middle."""
    h.adopt(sheet, ("FA######", "WEB-%Y-#####", "F%y-#######", "IN######"),
            ("long", "%d/%m/%Y", "%d/%m/%y"), ("AV######", "AVW-%Y-####"))  # fmt: skip
    facts, refs = sheet.facts, sheet.facts.references
    hue = sheet.pick("#b5651d", "#1f7a4c", "#e85d04", "#27548a")
    credit = facts.type_code == "381"
    sheet.style = replace(sheet.style, currency=sheet.pick("{} €", "{}€"))
    kind = h.titled(sheet, ("Facture", "FACTURE", "Votre facture"), ("Avoir", "Votre avoir"))
    order = h.distractor(sheet, "@@@@@@@@@")
    steps = [("Commande passée", h.day(sheet, -4)), ("Facturée", sheet.date_of())]
    if credit:
        steps = [("Retour reçu", h.day(sheet, -3)), ("Avoir émis", sheet.date_of())]
    elif h.is_payable(sheet):
        steps += [("Expédiée", h.day(sheet, 1)), ("À payer avant", sheet.date_of("due_date"))]
    else:
        steps.insert(1, ("Payée par CB", h.day(sheet, -4)))
        steps.append(("Expédiée", h.day(sheet, 1)))
    track = "".join(f"<div><i></i><br>{label}<br><b>{value}</b></div>" for label, value in steps)
    sums = h.extras(sheet, {"sum": "Articles HT", "shipping": "Livraison HT",
                            "discount": "Code promo"}, bare=False)  # fmt: skip
    sums.append(("Total HT", sheet.total("total_without_vat")))
    sums += h.vat_sums(sheet, "TVA {rate}", "Hors TVA", bare=False)
    sums.append(("<b>Total TTC</b>", f"<b>{sheet.total('total_with_vat')}</b>"))
    owed = sheet.total("amount_due")
    if facts.prepaid:
        sums.append(("Payé", sheet.total("prepaid")))
    sums.append(("À recréditer" if credit else "Reste à payer", owed))
    pay = ""
    if h.is_payable(sheet):
        pay = f"""<p class="mid">Paiement par virement à réception ou à l'échéance indiquée :<br>
{sheet.iban()} · {sheet.bic()}<br>en rappelant la commande {order}</p>"""
    elif credit:
        pay = f"""<p class="mid">Annule tout ou partie de la facture {refs["original"]}, commande
{order}.</p>"""
    ship = facts.others[0] if sheet.maybe() else facts.buyer
    site = sheet.pick("Relais colis", "Livraison 24/48 h", "Messagerie, sur palette")
    code = h.distractor(sheet, "@@@@##")
    face = sheet.pick("Liberation Sans", "DejaVu Sans", "URW Gothic")
    size = "8.2pt" if face.startswith(("DejaVu", "URW")) else "9.2pt"
    foot = ("{name} · {street_dash} · {form} au capital de {capital} € · RCS {register} {siren} · "
            "TVA {vat}")  # fmt: skip
    items = "".join(_item(sheet, line) for line in facts.lines)
    promo = sheet.pick("-10 % sur votre prochaine commande", "Livraison offerte dès 150 € HT")
    parcels = f"{sheet.rng.randint(1, 4)} colis, {sheet.rng.randint(4, 60)} kg"
    return f"""<style>@page {{ margin: 12mm 22mm }} body {{ font: {size} "{face}"; min-height: 272mm
}} small {{ color: #666 }} .mid {{ text-align: center }} .track {{ display: flex; margin: 7mm 0;
border-top: 1.2pt solid {hue} }} .track div {{ flex: 1; text-align: center; margin-top: -1.7mm;
line-height: 1.4 }} .track i {{ display: inline-block; width: 3mm; height: 3mm; border-radius: 3mm;
background: {hue} }} .item {{ display: grid; grid-template-columns: 11mm 1fr 30mm; gap: 3mm;
padding: 2mm; border: 0.5pt solid #ddd; border-radius: 1.5mm; margin-bottom: 1.5mm; align-items:
center; break-inside: avoid }} .pic {{ width: 10mm; height: 10mm; background: {hue}33;
border-radius: 1mm }} .sums {{ width: 88mm; margin: 6mm auto; background: #f7f5f2; padding: 2mm 5mm;
border-radius: 2mm }} .sums table {{ width: 100% }} .promo {{ border: 1pt dashed {hue}; padding:
3mm; text-align: center; color: {hue} }}</style><div class="mid">
{sheet.logo(facts.seller.brand, hue)}<div style="font-size:1.7em;margin-top:5mm">{kind}
<b>{sheet.number()}</b></div>pour la commande {order}</div><div class="track">{track}</div><div
class="row"><div><small>Vos coordonnées </small><br>{b.address(sheet, "buyer")}</div><div
style="width:70mm"><small>{site} · {parcels} </small><br>{b.other(ship)}</div></div><div
style="margin-top:7mm">{items}</div><div class="sums"> {b.pair_rows(sums, "pairs")}</div>{pay}<div
class="promo">{promo} avec le code <b>{code}</b>, jusqu'au {h.day(sheet, 60)}</div><p
style="font-size:0.8em;color:#666">Retours sous 14 jours, produits non entamés. Professionnels :
indemnité de 40 € et intérêts à 3 fois le taux légal en cas de retard ; pas d'escompte. Une question
? {facts.seller.mail} ou {facts.seller.phone}.</p><div class="foot">{h.told(sheet, foot)}</div>"""


# fmt: skip
