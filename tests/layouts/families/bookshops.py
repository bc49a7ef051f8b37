"""Paper of bookshops that supply schools and associations."""

from dataclasses import replace

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import ZERO, Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet

_BOOKS = Profile("bookshop", lines=(4, 10), tax_included=True, prepaid=0, credit=0.08)
_CLASSES = ("Classe de Mme Le Goff", "CDI", "Bibliothèque du comité", "Cycle 3", "Atelier lecture")


@family("bookshop_with_return_coupon", Split.JUDGING, _BOOKS, replace(_BOOKS, lines=(2, 5)),
        replace(_BOOKS, lines=(9, 15), credit=0))  # fmt: skip
def bookshop_with_return_coupon(sheet: Sheet) -> str:
    """A package of accounts: books at prices with VAT, what VAT is in them, a coupon to return."""
    h.adopt(sheet, ("FC######", "%y######", "FA%y-#####", "L######"), ("%d/%m/%Y", "%d/%m/%y"),
            ("AV######", "AC%y-####"))  # fmt: skip
    facts, refs = sheet.facts, sheet.facts.references
    credit = facts.type_code == "381"
    face = sheet.pick("Liberation Sans", "Liberation Mono", "DejaVu Sans Condensed")
    size = "8.2pt" if face == "Liberation Mono" else "8.8pt"
    kind = h.titled(sheet, ("FACTURE", "Facture"), ("AVOIR", "Avoir sur retour"))
    boxes: list[Pair] = [("Numéro", sheet.number()), ("Date", sheet.date_of())]
    boxes += [("Code client", refs["customer"]), ("Représ.", h.distractor(sheet, "0#"))]
    boxes += [("Fact. d'origine", refs["original"])] if credit else h.due(
        sheet, "Échéance", "Date d'éch.")  # fmt: skip

    def isbn(line: Line) -> str:
        """Print the book's own number behind its title."""
        if line.rate > 10:
            return ""
        return f" <small>ISBN {h.distractor(sheet, '978-2-##-######-#')}</small>"

    heads = (("ref", "Réf."), ("name", "Titre / désignation"), ("qty", "Qté"),
             ("price", sheet.pick("PU net TTC", "Px net TTC")), ("code", "T"),
             ("total", "Montant TTC"))  # fmt: skip
    recap = (("code", "T"), ("rate", "Taux"), ("basis", "Base HT"), ("vat", "TVA"),
             ("gross", "TTC"))  # fmt: skip
    gross = sheet.total("total_with_vat", bare=True)
    many = len(facts.vat) > 1
    tail = (f'<tr class="all"><td colspan="2">{sheet.pick("Cumul", "Totaux")}</td><td class="n">'
            f'{sheet.total("total_without_vat", bare=True)}</td><td class="n">'
            f'{sheet.total("total_vat", bare=True)}</td><td class="n">{gross}</td></tr>'
            )  # fmt: skip
    table = h.recap(sheet, recap).replace("</tbody>", f"{tail}</tbody>" if many else "</tbody>")
    if not many:
        sheet.total("total_without_vat", bare=True)
    whole = sum((line.quantity for line in facts.lines), ZERO)
    word = "NET TTC À VOTRE CRÉDIT" if credit else sheet.pick(
        "NET À PAYER TTC", "NET TTC EUR", "À PAYER TTC")  # fmt: skip
    owed = sheet.total("amount_due")
    order = f"Votre bon {refs['order']} du {h.day(sheet, -16)} — {sheet.pick(*_CLASSES)}"
    note = sheet.pick("Prix établis après remise de 9 % aux collectivités (loi du 18 juin 2003)",
                      "Prix nets, remise légale de 5 % déduite sur les livres",
                      "Droit de prêt réglé par nos soins à la SOFIA")  # fmt: skip
    coupon = ""
    if h.is_payable(sheet):
        slip: list[Pair] = [("Client", refs["customer"]), ("Pièce", sheet.number()),
                            ("Du", sheet.date_of()), ("Montant", owed)]  # fmt: skip
        coupon = f"""<div class="cut">✂ {sheet.pick("Coupon à joindre à votre règlement",
"À détacher et à retourner avec votre paiement")}</div><div class="row"><div>
{sheet.name("seller")}<br>{b.street(facts.seller)}</div><div>{b.pair_boxes(slip, "slip")}<p
style="font-size:7.8pt;margin:2mm 0 0">Chèque à notre ordre, mandat administratif ou virement :<br>
{b.bank(sheet, " — ")}</p></div></div>"""  # fmt: skip
    return f"""<style>@page {{ margin: 10mm 13mm }} body {{ font: {size} "{face}";
min-height: 275mm; padding-bottom: 84mm }} .slip th, .slip td, .box th, .box td {{ border: 0.6pt
solid #222; padding:
0.8mm 3mm; text-align: center }} .box th, .slip th {{ font-weight: normal; font-size: 7.4pt;
background: #e4e4e4 }} .lines {{ border-bottom: 0.6pt solid #222 }} .lines th {{ border-top: 0.6pt
solid #222; border-bottom: 0.6pt solid #222; font-weight: normal }} .lines td {{ padding: 0.5mm 1mm
}} .lines .c-name {{ width: 52% }}
.lines .c-code {{ padding-left: 5mm }} .lines small {{ font-size: 0.85em; white-space: nowrap }}
.low {{ position:
absolute; bottom: 9mm; left: 0; right: 0 }}
.vat td, .vat th {{ border: 0.6pt solid #222; padding: 0.7mm 2.5mm }} .vat th {{ font-weight:
normal; background: #e4e4e4; font-size: 7.6pt }} .all td {{ font-weight: bold }} .pay {{ border:
1.6pt solid #222; padding: 2mm 5mm; text-align: center; font-size: 13pt; font-weight: bold }} .pay
small {{ font-size: 7.6pt; font-weight: normal }} .cut {{ border-top: 0.8pt dashed #222;
margin: 5mm 0 3mm; padding-top: 1mm; font-size: 7.6pt }}</style><div class="row"><div>
<b style="font-size:15pt">{sheet.name("seller")}</b><br>Livres scolaires – Jeunesse – Papeterie<br>
{h.told(sheet, "{street}<br>Tél. {phone}<br>{mail}")}</div><div style="font-size:17pt">{kind}</div>
</div><div style="margin:7mm 0 7mm 96mm;font-size:10.5pt;min-height:22mm">
{b.address(sheet, "buyer")}</div>{b.pair_boxes(boxes, "box")}<p>{order}</p>
{h.lines(sheet, heads, more=isbn)}<p style="margin:1.5mm 0">{h.count(sheet, whole)} articles.
{note}.</p><div class="low"><div class="row" style="align-items:center"><div
class="pay"><small>{word}</small><br>
{owed}</div><div><small>{sheet.pick("Dont TVA comprise :", "TVA incluse dans les prix :")}</small>
{table}</div></div><p style="font-size:7.4pt;margin:3mm 0 0">Escompte : néant. Retard : intérêts
au taux BCE majoré de 10 points et 40 € de frais. Retours acceptés sous 30 jours, livres en parfait
état, sur accord du libraire.</p>{coupon}</div><div class="foot">{h.told(sheet, "{form} "
"{capital} € – RCS {register} {siren} – Siret {siret} – NAF 4761Z – TVA intra {vat}")}</div>
"""  # fmt: skip
