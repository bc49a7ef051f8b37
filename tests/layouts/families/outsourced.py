"""Layouts of those who do a part of other firms' work: managed IT, an agency of temporary staff."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from tests.layouts import blocks as b
from tests.layouts import formats
from tests.layouts import grouping as g
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.parties import make_person
from tests.layouts.sheet import Sheet

_MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
_MANAGED = Profile("managed_it", lines=(3, 9), credit=0.06, prepaid=0)


@family("managed_it", Split.MAKING, _MANAGED, replace(_MANAGED, lines=(8, 13), credit=0),
        replace(_MANAGED, lines=(1, 3), adjustments=("discount",), credit=0.15))  # fmt: skip
def managed_it(sheet: Sheet) -> str:
    """Number and day in a sentence, a card of the sum on top, two chapters, tickets overleaf."""
    h.adopt(sheet, ("FAC-%Y-#####", "IG%y%m-###", "%Y%m-####", "F-######"),
            ("long", "%d/%m/%Y", "long"), ("AVO-%Y-####", "AVR-#####"))  # fmt: skip
    facts, refs, rng = sheet.facts, sheet.facts.references, sheet.rng
    hue, light = sheet.pick(("#0f766e", "#e6f4f2"), ("#4338ca", "#ecebfb"), ("#b45309", "#fdf3e3"))
    extra = {"h", "j"}

    def is_extra(line: Line) -> bool:
        return line.unit in extra or line.name.startswith("Forfait")

    sheet.facts = facts = replace(facts, lines=tuple(sorted(facts.lines, key=is_extra)))
    credit = facts.type_code == "381"
    month = facts.issue_date.replace(day=1) - timedelta(days=1)
    period = f"{_MONTHS.split()[month.month - 1]} {month.year}"
    kind = h.titled(sheet, ("Facture", "Facture mensuelle"), ("Avoir", "Facture d'avoir"))
    groups, parts = list[g.Group](), list[Pair]()
    for title, wanted in (("Services récurrents", False), ("Interventions hors forfait", True)):
        chosen = [line for line in facts.lines if is_extra(line) == wanted]
        if chosen:
            letter = "AB"[len(groups)]
            groups.append(g.Group(f"{letter}. {title}", chosen, f"Sous-total {letter}"))
    if len(groups) > 1 or facts.adjustments:
        parts = [(f"Chapitre {it.head[0]}", sheet.amount(g.total(it), bare=False)) for it in groups]
    parts += [pair for pair in h.extras(sheet, {"sum": "Chapitres", "discount": "Remise "
              "d'engagement"}, bare=False) if pair[0] != "Chapitres"]  # fmt: skip
    parts.append((sheet.pick("Montant hors taxes", "Total HT"), sheet.total("total_without_vat")))
    rate = sheet.vat_row(facts.vat[0])[0]
    parts.append(
        (f"TVA à {rate}{'' if '%' in rate else ' %'}", sheet.amount(facts.total_vat, False))
    )
    parts.append(("Montant toutes taxes comprises", sheet.total("total_with_vat")))
    card: list[Pair] = [("Période", period)]
    card.append(("Votre avoir" if credit else "À payer", sheet.total("amount_due")))
    debit = sheet.maybe()
    card += h.due(sheet, "Prélevé le" if debit else "Pour le")
    card.append(("Client", refs["customer"]))
    heads: tuple[Pair, ...] = (("name", "Service"), ("qty", "Volume"), ("unit", ""))
    heads += (("price", "Tarif"), ("total", "Montant HT"))
    about = {True: f"en annulation partielle de la facture {refs['original']}",
             False: f"au titre du contrat {refs['contract']}"}[credit]  # fmt: skip
    about += f" - bon de commande {refs['order']}" if sheet.maybe() else ""
    if credit:
        pay = ""
    elif debit:
        pay = f"Prélèvement SEPA, mandat {h.distractor(sheet, '++IG######')}, ICS FR12ZZZ8"
        pay += f"{h.distractor(sheet, '#####')}, sur votre compte se terminant par 4417."
    else:
        pay = h.told(sheet, "Virement sur le compte {iban} ({bic}).")
    tickets = ""
    if any(is_extra(line) for line in facts.lines) and sheet.maybe(0.7):
        topics = ("Imprimante hors réseau", "Poste lent", "Ajout d'un utilisateur", "Coupure fibre",
                  "Restauration de fichiers", "Mot de passe expiré")  # fmt: skip
        rows = [[h.distractor(sheet, "#2####"), sheet.day(month - timedelta(days=4 * i + 2)),
                 topic, make_person(rng), f"{rng.randint(0, 2)} h {rng.choice((15, 30, 45))}"]
                for i, topic in enumerate(rng.sample(topics, 4))]  # fmt: skip
        table = b.table(("ref", "text", "name", "text", "text"), ("Ticket", "Ouvert le", "Objet",
                        "Demandeur", "Temps"), rows, "lines")  # fmt: skip
        tickets = f'<div class="break"></div><h3>Annexe - tickets du mois ({period})</h3>{table}'
    return f"""<style>@page {{ margin: 13mm 16mm }} body {{ font: 9.5pt "URW Gothic"; min-height:
0; padding: 0 }} .one {{ position: relative; min-height: 255mm; padding-bottom: 12mm }} .to {{
margin: 6mm 0 }} .who {{ font-size: 8pt; text-align: right; line-height: 1.4 }} .cards {{ display:
grid; grid-auto-flow: column; grid-auto-columns: 1fr; background: {light}; border-left: 2mm solid
{hue}; margin: 5mm 0 }} .card {{ padding: 3mm 4mm; font-size: 12pt }} small {{ color: {hue};
font-size: 7.5pt }} .lines .c-name {{ width: 54% }} .lines th {{ font-weight: normal; color: {hue};
font-size: 8pt }} .lines td {{ padding: 1mm; font-size: 9pt }} .group td {{ font-weight: bold;
border-bottom: 1px solid {hue}; padding-top: 3mm !important }} .sub td {{ color: {hue} }} .sum {{
width: 100%; margin-top: 6mm; border-top: 2px solid {hue} }} .sum td {{ padding: 0.8mm 1mm }} .sum
tr:last-child td {{ font-weight: bold; background: {light} }} .foot {{ text-align: left;
line-height: 1.5 }} h3 {{ color: {hue}; font-weight: normal }}</style><div class="one"><div
class="row"> {sheet.logo(facts.seller.brand.lower(), hue)}<div
class="who">{sheet.name("seller")}<br> {b.street(facts.seller)}<br>Hotline
{facts.seller.phone}<br>support@{facts.seller.mail.split("@")[1]} </div></div><div
class="to">{b.address(sheet, "buyer")}</div><p style="font-size:11pt"> <b>{kind}
{sheet.number()}</b> du {sheet.date_of()}, {about}.</p><div class="cards">
{h.cards(card)}</div>{g.grouped(sheet, heads, groups)}{b.pair_rows(parts, "sum")}<p
style="font-size:8.5pt">{pay} Nos prestations sont soumises à nos conditions
générales de services v4.2. TVA acquittée sur les débits.</p><div class="foot">
{h.told(sheet, "{name} / {form} au capital de {capital} € / RCS {register} {siren} / TVA {vat}<br>"
"Pénalités de retard : trois fois l'intérêt légal ; frais de recouvrement : 40 € ; pas d'escompte")}
</div></div>{tickets}"""  # fmt: skip


_INTERIM = Profile("interim", lines=(3, 11), credit=0.07, prepaid=0)


@family("staff_on_mission", Split.JUDGING, _INTERIM, replace(_INTERIM, lines=(12, 24), credit=0),
        replace(_INTERIM, lines=(1, 3), credit=0.3))  # fmt: skip
def staff_on_mission(sheet: Sheet) -> str:
    """A row for each person on mission, wage and coefficient beside the price, dots to the sums."""
    h.adopt(sheet, ("%y%m#####", "F###-######", "0##/%y/####", "VT######"),
            ("%d/%m/%Y", "%d/%m/%y", "%d-%m-%Y"))  # fmt: skip
    facts, refs, rng = sheet.facts, sheet.facts.references, sheet.rng
    hue = sheet.pick("#d0021b", "#0a5aa8", "#f07d00")
    credit = facts.type_code == "381"
    kind = h.titled(sheet, ("FACTURE", "FACTURE TRAVAIL TEMPORAIRE"), ("AVOIR", "FACTURE D'AVOIR"))
    month = facts.issue_date.replace(day=1) - timedelta(days=1)
    worked = f"mois de {_MONTHS.split()[month.month - 1]} {month.year}"
    body = ""
    jobs = ("Cariste", "Préparateur", "Soudeur TIG", "Maçon coffreur", "Agent de quai", "Monteur")
    for part in g.cut(sheet, 1, 4):
        head = f"<b>{make_person(rng)}</b> - {sheet.pick(*jobs)} - contrat "
        head += f"{h.distractor(sheet, '2#####/01')} - {worked}"
        body += f'<tr class="group"><td colspan="6">{head}</td></tr>'
        asked = Decimal(rng.randint(188, 212)) / 100
        for line in part:
            wage = (line.unit_price / asked).quantize(Decimal("0.01"))
            pay = [formats.number(sheet.style, wage)]
            pay.append(formats.number(sheet.style, line.unit_price / wage, 3))
            pay = pay if line.unit == "h" else ["", ""]
            cells = (sheet.cell(line, "name"), sheet.cell(line, "qty"), *pay)
            cells += (sheet.cell(line, "price"), sheet.cell(line, "total"))
            body += "<tr>" + "".join(
                f'<td class="{"n" if i else "c-name"}">{x}</td>' for i, x in enumerate(cells)
            )
            body += "</tr>"
    names = ("Rubriques", "Nombre", "Base sal.", "Coef.", "Taux HT", "Total HT")
    top = "".join(f'<th class="{"n" if i else ""}">{x}</th>' for i, x in enumerate(names))
    hours = sum((line.quantity for line in facts.lines if line.unit == "h"), Decimal(0))
    (row,) = facts.vat
    rate = sheet.vat_row(row)[0]
    rate += "" if "%" in rate else " %"
    ends: list[Pair] = [("Heures facturées", h.count(sheet, hours))] if hours else []
    ends.append((sheet.pick("Base soumise à TVA", "Montant HT"),
                 sheet.total("total_without_vat", bare=True)))  # fmt: skip
    ends.append((f"TVA {rate} sur les débits", sheet.total("total_vat", bare=True)))
    whole = "Total de l'avoir" if credit else sheet.pick("Total de la facture", "Total TTC")
    ends.append((whole, sheet.total("total_with_vat", bare=True)))
    dots = "".join(
        f'<div class="dot"><span>{k}</span><i></i><span>{v}</span></div>' for k, v in ends
    )
    ways = ("virement", "chèque", "traite acceptée", "prélèvement")
    way = f"par {sheet.pick(*ways)}"
    until = "".join(f"Règlement {way} pour le <b>{value}</b>" for _, value in h.due(sheet, ""))
    note = sheet.show("currency", sheet.pick("Facture libellée en euros", "Montants en EUR"))
    late = "Passé cette date, pénalités de retard au taux de 15 % et indemnité forfaitaire de 40 €."
    late = "" if credit else late
    ids = "{form} au capital de {capital} € - SIRET {siret} - APE 7820Z - TVA {vat}"
    return f"""<style>@page {{ margin: 11mm 14mm }} body {{ font: 8.5pt "Nimbus Sans";
min-height: 270mm; padding-bottom: 22mm }} .logo {{ display: block; margin: 0 auto }} .mid {{
text-align: center; font-size: 8pt; border-bottom: 1mm solid {hue}; padding-bottom: 2mm }} .tag {{
display: inline-block; background: {hue}; color: #fff; padding: 1.5mm 6mm;
font: bold 12pt "Nimbus Sans" }} .lines {{ margin-top: 4mm }} .lines th {{ background: #e8e8e8 }}
.lines td {{ padding: 0.5mm 1.5mm }} .lines .c-name {{ width: 48% }} .group td {{ padding-top: 2mm
!important; border-bottom: 0.5pt solid #777; break-after: avoid }} .dot {{ display: flex;
align-items: baseline; font-size: 10.5pt }} .dot i {{ flex: 1; border-bottom: 1px dotted; margin: 0
2mm }} .dot:last-child {{ font-weight: bold; font-size: 13pt }} .ends {{ width: 96mm; margin: 6mm
auto; break-inside: avoid }} .tt {{ font-size: 7.5pt }}
</style>{sheet.logo(facts.seller.brand, hue)}<div class="mid">{b.street(facts.seller, " - ")} - Tél.
{facts.seller.phone}</div><div class="row" style="margin-top:5mm"><div style="width:84mm"><span
class="tag">{kind}</span><br><br>numéro {sheet.number()}<br>émise à {facts.seller.register} le
{sheet.date_of()}<br>compte {refs["customer"]} - agence {h.distractor(sheet, "0##")}<br>suivi par
{make_person(rng)}</div><div style="width:80mm;font-size:10pt">{b.address(sheet, "buyer")}<div
class="tt">Siret client : {sheet.siret("buyer")}<br>Lieu de mission : {facts.others[0].town} - V/
réf {refs["order"]}</div></div></div><table class="lines"><thead><tr>{top}</tr></thead><tbody>{body}
</tbody></table><div class="ends">{dots}</div><p style="text-align:center">{until}</p><p class="tt">
{note}. {late} Les
relevés d'heures signés sont joints. Garantie financière (art. L1251-49 du code du travail) :
attestation n° {h.distractor(sheet, "TT######")} délivrée pour un montant de 148 000 €. Toute
embauche de nos intérimaires donne lieu à accord préalable.</p><div
class="foot">{sheet.name("seller")}
- {h.told(sheet, ids)}<br>{h.told(sheet, "RIB : {iban} {bic}")}</div>"""  # fmt: skip
