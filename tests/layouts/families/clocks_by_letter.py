"""Layout of Swiss restorers of old clocks, who write a letter."""

from dataclasses import replace

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.natives import settle
from tests.layouts.sheet import Sheet

_CLOCKS = Profile("horlogerie", "CH", "fr", "CHF", buyers=("FR",), regime="G", lines=(3, 6),
                  prepaid=0, rounding=True, credit=0.05)  # fmt: skip
_TOWNS = (
    ("2300 La Chaux-de-Fonds", "La Chaux-de-Fonds", "rue du Doubs", "+41 32 9"),
    ("2400 Le Locle", "Le Locle", "rue des Envers", "+41 32 9"),
    ("1450 Sainte-Croix", "Sainte-Croix", "rue de la Sagne", "+41 24 4"),
    ("1227 Carouge", "Carouge", "rue Saint-Victor", "+41 22 3"),
)
_PIECES = (
    ("Cartel Louis XV, bronze doré, mouvement à quarts", "1752"),
    ("Pendule neuchâteloise à grande sonnerie, cabinet en vernis Martin", "1768"),
    ("Régulateur de parquet à équation, balancier à gril", "1789"),
    ("Pendule d'officier à réveil, échappement à verge", "1795"),
    ("Horloge d'édifice, trois corps de rouage", "1864"),
)
_CREW = ("P.-A. Robert-Tissot", "Mireille Jeanneret", "C. Vuilleumier", "Yves Matthey-Doret",
         "Laure Huguenin")  # fmt: skip


@family("clocks_by_letter", Split.MAKING, _CLOCKS,
        replace(_CLOCKS, currency="EUR", rounding=False, prepaid=0.3, lines=(2, 4)),
        replace(_CLOCKS, buyers=("CH",), regime="S"))  # fmt: skip
def clocks_by_letter(sheet: Sheet) -> str:
    """A typed letter: numbered works in lines with dots, a short column of sums, dues in prose."""
    settle(sheet, "Atelier {w}", "{w} & Fils, pendules anciennes", "L'Échappement {w}",
           "{w} Restauration horlogère", forms=("Sàrl", "SA"))  # fmt: skip
    h.adopt(sheet, ("%Y.###", "###/%y", "R-%y-##", "####"), ("long", "long", "%d.%m.%Y"),
            ("C-%y-##", "AV.%Y.##"))  # fmt: skip
    town, area, road, dial = sheet.pick(*_TOWNS)
    street = f"{road} {sheet.rng.randint(3, 118)}"
    seller = replace(sheet.facts.seller, street=(street,), town=town, register=area,
                     phone=f"{dial}{h.distractor(sheet, '1# ## ##')}")  # fmt: skip
    sheet.facts = facts = replace(sheet.facts, seller=seller)
    sheet.style = replace(sheet.style, currency=sheet.pick("{c} {}", "{c} {}", "{} {c}"))
    credit, abroad = facts.type_code == "381", facts.profile.regime == "G"
    piece, made = sheet.pick(*_PIECES)
    kind = h.titled(sheet, ("Facture", "Note d'honoraires", "Note de frais et honoraires"),
                    ("Note de crédit",))  # fmt: skip
    face = sheet.pick("Liberation Serif", "C059", "P052", "Liberation Sans")
    works = "".join(_work(sheet, line, place) for place, line in enumerate(facts.lines, 1))
    sums: list[Pair] = [(sheet.pick("Total hors taxe", "Total de nos prestations"),
                         sheet.total("total_without_vat", bare=True))]  # fmt: skip
    rate, _, _ = sheet.vat_row(facts.vat[0])
    rate = rate if "%" in rate else f"{rate} %"
    sums.append((f"TVA suisse {rate} (exportation)" if abroad else f"TVA {rate}",
                 sheet.total("total_vat", bare=True)))  # fmt: skip
    sums.append(("Total" if abroad else "Total TVA incluse",
                 sheet.total("total_with_vat", bare=True)))  # fmt: skip
    if facts.prepaid:
        day = h.day(sheet, -88)
        sums.append((f"./. votre acompte du {day}", sheet.total("prepaid", bare=True)))
    if facts.rounding:
        sums.append(("Arrondi", sheet.amount(facts.rounding)))
    word = "Solde en votre faveur" if credit else sheet.pick(
        "Solde en notre faveur", "Reste dû", "À payer")  # fmt: skip
    owed = sheet.total("amount_due")
    sums.append((word, f"<b>{owed}</b>"))
    closing = "Nous portons ce montant à votre crédit et vous le reverserons sous dizaine."
    if h.is_payable(sheet):
        closing = (f"Nous vous saurions gré de virer la somme de {owed} jusqu'au "
                   f"<b>{sheet.date_of('due_date')}</b> au plus tard sur notre compte "
                   f"{sheet.pick('auprès de la Banque Cantonale', 'à PostFinance')}, IBAN "
                   f"{sheet.iban()} (SWIFT {sheet.bic()}), avec la mention "
                   f"«&nbsp;{sheet.number()}&nbsp;».")  # fmt: skip
    law = ""
    if abroad:
        law = (f"Travaux à façon sur un bien réexporté, exonérés de la TVA suisse (art. 23 al. 2 "
               f"LTVA) ; perfectionnement actif, déclaration {h.distractor(sheet, '%yCHWX######')}."
               f" N° de TVA du mandant : {sheet.vat_id('buyer')}.")  # fmt: skip
    told = (f"Veuillez trouver ci-après le détail de nos travaux, exécutés conformément à notre "
            f"devis {h.distractor(sheet, 'D##/%y')} du {h.day(sheet, -140)} et achevés le "
            f"{sheet.day(facts.delivery_date)} :")  # fmt: skip
    if credit:
        told = (f"Suite à votre courrier du {h.day(sheet, -9)}, nous corrigeons comme suit notre "
                f"facture {h.distractor(sheet, '%Y.###')} :")  # fmt: skip
    where = f"{area}, le {sheet.date_of()}"
    refs = f"V/réf. : {facts.references['order']} &nbsp; N/réf. : {sheet.pick('mj', 'cv', 'ymd')}/"
    refs += h.distractor(sheet, "P###")
    right = sheet.maybe()
    centre = "text-align: center" if sheet.maybe() else "text-align: left"
    polite = sheet.pick("Madame, Monsieur,", "Mesdames, Messieurs,", "Cher Monsieur,")
    signed = sheet.pick(*_CREW)
    return f"""<style>@page {{ margin: 17mm 22mm 12mm 28mm }} body {{ font: 10.5pt "{face}";
line-height: 1.28; min-height: 267mm; padding-bottom: 16mm; font-variant-ligatures: none }} .mast {{
{centre}; font-size: 9pt }} .mast b {{ font-size: 17pt; font-weight: normal; letter-spacing: 0.6pt
}} .adr {{ margin: {"11mm 0 7mm 82mm" if right else "11mm 0 7mm 0"} }} .re {{ margin: 6mm 0 4mm }}
.re td {{ padding: 0 5mm 0 0 }} ol {{ margin: 3mm 0; padding: 0 }} .w {{ display: flex; gap: 2mm;
align-items: baseline; margin: 1.2mm 0 }} .w em {{ flex: none; max-width: 112mm; font-style: normal
}} .w i {{ flex: 1; border-bottom: 0.8pt dotted #777 }} .sum {{ margin: 3mm 0 5mm auto }} .sum td {{
padding: 0.3mm 0 0.3mm 8mm }} .sum tr:last-child td {{ border-top: 0.6pt solid; padding-top: 1mm }}
p {{ margin: 0 0 3mm; text-align: left }} .small {{ font-size: 9pt }} .sig {{ margin: 6mm 0 0
82mm }} .sig span {{ font-style: italic }} .foot {{ border-top: 0.4pt solid #777; padding-top: 1mm
}}</style><div class="mast"><b>{sheet.name("seller")}</b><br>Conservation et restauration de
pendules, automates et boîtes à musique<br>{b.street(seller, " – ")} – Tél. {seller.phone}</div><div
class="adr">{b.address(sheet, "buyer")}</div><div>{where}</div><table class="re"><tr><td>Concerne
</td><td><b>{kind} {sheet.pick("n°", "no", "N°")} {sheet.number()}</b><br>{piece}, vers {made}</td>
</tr></table><p class="small">{refs}</p><p>{polite}</p><p>{told}</p>{works}
{b.pair_rows(sums, "sum")}<p>{closing}</p><p class="small">{law}</p><p>En vous remerciant de la
confiance témoignée à notre atelier, nous vous présentons, {polite.rstrip(",")}, nos salutations les
meilleures.</p><div class="sig">{sheet.name("seller")}<br><br><span>{signed}</span></div><div
class="foot">{h.told(sheet, "{vat} – {mail} – {site}")} – Membre de l'Association suisse de
conservation et restauration</div>"""  # fmt: skip


def _work(sheet: Sheet, line: Line, place: int) -> str:
    """Print one work as a paragraph: what, how long at what price, dots, its value."""
    count, price = sheet.cell(line, "qty"), sheet.cell(line, "price")
    hours = "heures" if line.quantity >= 2 else "heure"
    how = f" ({count} {hours} à {price})" if line.unit == "h" else " (forfait)"
    return (f'<div class="w"><em>{place}. {sheet.cell(line, "name")}{how}</em><i></i><span>'
            f'{sheet.cell(line, "total")}</span></div>')  # fmt: skip
