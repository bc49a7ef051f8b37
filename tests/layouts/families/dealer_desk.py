"""Layouts of dealers' programs: a framed form with a payment plan, rebates granted in a letter."""

from dataclasses import replace
from decimal import Decimal

from tests.layouts import blocks as b
from tests.layouts import formats
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import ZERO, Facts, Line, Profile, VatRow, cents
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet

_STOCK = Profile("industry", lines=(3, 12), line_discounts=True, prepaid=0.12, credit=0.07,
                 adjustments=("shipping", "eco"))  # fmt: skip


@family("form_with_due_dates", Split.JUDGING, _STOCK,
        replace(_STOCK, trade="stationery", adjustments=("shipping", "discount")),
        replace(_STOCK, trade="electrical", lines=(5, 16), adjustments=("eco",)))  # fmt: skip
def form_with_due_dates(sheet: Sheet) -> str:
    """A program's form of rounded frames: columns down to the foot, dues and sums in a last row."""
    h.adopt(sheet, ("FA########", "FC#####", "%y%m####", "FV%Y-#####", "1-#######"),
            ("%d/%m/%Y", "%d/%m/%y", "%d/%m/%Y"),
            ("AV########", "AV#####", "AC%y%m###"))  # fmt: skip
    facts, refs, tint = (
        sheet.facts,
        sheet.facts.references,
        sheet.pick("#dfe9f5", "#eee", "#e8f1e4"),
    )
    credit = facts.type_code == "381"
    kind = h.titled(sheet, ("FACTURE", "Facture", "FACTURE CLIENT"), ("AVOIR", "FACTURE D'AVOIR"))
    heads: list[Pair] = [("ref", "Référence"), ("name", "Désignation"), ("qty", "Qté")]
    if sheet.maybe(0.4):
        heads.append(("unit", "Ud"))
    heads += [("price", sheet.pick("P.U. HT", "PU Brut", "Prix Unit.")), ("disc", "% Rem")]
    heads += [("total", "Montant HT"), ("code", sheet.pick("Tva", "CT", "T"))]
    note = f"Bon de livraison n° {refs['note']} du {h.day(sheet, -2)}"
    yours = f"V/commande {refs['order']} du {h.day(sheet, -9)}"
    if credit:
        note, yours = f"Retour sur facture {refs['original']}", f"Bon de retour {refs['note'][2:]}"
    shown = len(b.columns_shown(sheet, [key for key, _ in heads]))
    table = h.lines(sheet, tuple(heads))
    empty = "<td></td>"
    table = table.replace("<tbody>", f"<tbody><tr><td></td><td><i>{note}<br>{yours}</i></td>"
                          f"{empty * (shown - 2)}</tr>", 1)  # fmt: skip
    table = table.replace("</tbody>", f'<tr class="fill">{empty * shown}</tr></tbody>')
    words = {
        "sum": "Total brut HT",
        "shipping": "Port HT",
        "eco": "Éco-part.",
        "discount": "Remise",
    }
    sums = h.extras(sheet, words)
    sums.append((sheet.pick("Net HT", "Total HT", "Net commercial"),
                 sheet.total("total_without_vat", bare=True)))  # fmt: skip
    sums.append((sheet.pick("Total TVA", "T.V.A."), sheet.total("total_vat", bare=True)))
    sums.append((sheet.pick("Total TTC", "T.T.C."), sheet.total("total_with_vat", bare=True)))
    asked = {"prepaid": ("Acompte", "Acomptes versés"), "amount": ("NET A PAYER", "Net à payer")}
    sums += h.owed(sheet, asked | {"credit": ("NET A DEDUIRE", "Net en votre faveur")})
    strip: list[Pair] = [("Numéro", sheet.number()), ("Date", sheet.date_of())]
    strip += [
        ("N° client", refs["customer"]),
        ("Représentant", sheet.pick("JLM", "03", "S. Arnaud")),
    ]
    if sheet.maybe(0.6):
        strip.append(("N° Tva client", sheet.vat_id("buyer")))
    strip.append(("Page", "1 / 1"))
    how = sheet.pick("LCR magnétique", "Virement", "Chèque", "Prélèvement", "Traite acceptée")
    plan = [[how, value, sheet.total("amount_due", bare=True)] for _, value in h.due(sheet, "")]
    top = ("Mode", sheet.pick("Échéance", "Échéance(s)"), "Montant")
    dues = b.table(("name", "name", "total"), top, plan, "plan") if plan else "Sans échéance"
    bases = (("code", "Code"), ("basis", "Base HT"), ("rate", "Taux"), ("vat", "Taxe"))
    bank = h.told(sheet, "Domiciliation : {iban} {bic}") if how == "Virement" and plan else ""
    stub = ""
    if plan and sheet.maybe(0.35):
        stub = f"""<div class="stub"><span>Papillon à joindre à votre règlement</span><span>Client
{refs["customer"]}</span><span>Pièce {sheet.number()}</span><span>{sheet.total("amount_due")}</span>
</div>"""  # fmt: skip
    mine = "{street}<br>Tél. : {phone}<br>{mail}"
    fill = (106 if stub else 116) - 4.4 * len(facts.lines)
    legal = "{name} – {form} au capital de {capital} Euros – Siret : {siret} – Naf : {activity}"
    other = facts.others[0] if sheet.maybe(0.4) else facts.buyer
    there = b.other(other) if other is not facts.buyer else "Même adresse"
    return f"""<style>@page {{ margin: 9mm 10mm }} body {{ font: 8.5pt
"{sheet.pick("Liberation Sans", "Liberation Sans", "Liberation Mono", "Nimbus Sans")}"; min-height:
276mm; padding: 0 0 10mm }} .r {{ border: 0.8pt solid #444; border-radius: 3mm; overflow: hidden }}
.top {{ display: grid; grid-template-columns: 86mm 1fr; gap: 6mm }} .to {{ padding: 4mm 5mm;
min-height: 27mm; font-size: 10pt }} .boxes {{ width: 100% }} .boxes th {{ background: {tint};
font-weight: normal; text-align: center; border-left: 0.4pt solid #444 }} .boxes td {{ text-align:
center; font-weight: bold; border-left: 0.4pt solid #444 }} .lines th {{ background: {tint};
border: 0.4pt solid #444; text-align: center }} .lines td {{ border-left: 0.4pt solid #444;
border-right: 0.4pt solid #444 }} .fill td {{ height: {fill:.1f}mm }} .lines .c-name {{ width: 46%
}} .end {{ display: grid; grid-template-columns: 62mm 1fr; gap: 3mm; margin: 3mm 0 }} .vat, .plan
{{ width: 100% }} .vat th, .plan th {{ background: {tint}; font-weight: normal }} .last {{
margin-bottom: 2mm }} .last td {{ font-size: 10pt; text-align: right }} .last th {{ text-align:
right }} .last td:last-child {{ background: {tint} }} .stub {{ border-top: 1pt dashed #444;
display: flex; justify-content: space-between; padding-top: 2mm; margin-top: 4mm }}</style><div
class="top"><div><b style="font-size:15pt">{facts.seller.brand}</b><br>{h.told(sheet, mine)}<br><br>
<b style="font-size:14pt">{kind}</b></div><div><div class="r to">{b.address(sheet, "buyer")}</div>
<small>Livré à : {there}</small></div></div><div class="r" style="margin:3mm
0">{b.pair_boxes(strip)}
</div>{table}<div class="end"><div class="r">{h.recap(sheet, bases)}</div><div
class="r">{dues}</div>
</div><div class="r last">{b.pair_boxes(sums)}</div><div
style="font-size:7pt">{sheet.currency_note()}. {bank} RÉSERVE DE PROPRIÉTÉ : les marchandises
restent notre propriété jusqu'au paiement intégral (loi du 12/05/1980). Escompte pour paiement
anticipé : 0,5 % par mois. Pénalités de retard : 3 fois le taux légal. Indemnité forfaitaire : 40
€.</div>{stub}<p class="foot">{h.told(sheet, legal)} – N° Tva intracom.
{sheet.vat_id("seller")}</p>"""  # fmt: skip


_FAMILIES = ("Gros œuvre", "Second œuvre", "Outillage électroportatif", "Quincaillerie",
             "Couverture",
             "Plâtrerie et isolation", "Sanitaire", "Produits d'entretien", "Emballage",
             "Consommables")  # fmt: skip
_REBATES = Profile("materials", lines=(1, 5), credit=1.0, prepaid=0)


def _rebated(sheet: Sheet) -> tuple[Facts, list[tuple[Decimal, Decimal]]]:
    """Make rebates of a year of the facts: lines with their turnover and percentage."""
    facts, lines, shares = sheet.facts, list[Line](), list[tuple[Decimal, Decimal]]()
    for line, name in zip(facts.lines, sheet.rng.sample(_FAMILIES, len(facts.lines)), strict=True):
        turnover = Decimal(sheet.rng.randint(400000, 9000000)) / 100
        share = Decimal(sheet.rng.choice(("1", "1.5", "2", "2.5", "3", "4", "5")))
        total = cents(turnover * share / 100)
        shares.append((turnover, share))
        lines.append(replace(line, name=f"Famille {name}", quantity=Decimal(1), unit="forfait",
                             unit_price=total, discount=ZERO, total=total))  # fmt: skip
    basis = sum((line.total for line in lines), ZERO)
    row = VatRow("S", Decimal(20), basis, cents(basis * 20 / 100))
    return replace(facts, lines=tuple(lines), vat=(row,)), shares


_REASONS = ("casse à la livraison", "erreur de prix", "retour de marchandise", "quantité manquante")


@family("rebate_letter", Split.MAKING, _REBATES, _REBATES,
        replace(_REBATES, lines=(1, 4), credit=0.75))  # fmt: skip
def rebate_letter(sheet: Sheet) -> str:
    """A supplier's letter credits a year's rebate or goods sent back; its sums stand in a line."""
    credit, year = sheet.facts.type_code == "381", sheet.facts.issue_date.year - 1
    yearly = credit and sheet.facts.profile.credit == 1
    back = (
        ("RFA%y-####", "AF%y####", "R%Y/###") if yearly else ("A%y######", "AV/%Y/####", "9#####")
    )
    h.adopt(sheet, ("%y######", "F##-####", "3#######"), ("long", "%d/%m/%Y", "%d.%m.%Y"), back)
    shares = list[tuple[Decimal, Decimal]]()
    if yearly:
        sheet.facts, shares = _rebated(sheet)
    facts, refs, hue = (
        sheet.facts,
        sheet.facts.references,
        sheet.pick("#00573f", "#5b2a86", "#8a1c1c", "#222"),
    )
    kind = h.titled(
        sheet,
        ("Facture", "FACTURE"),
        ("Avoir", "AVOIR", "Avoir financier") if yearly else ("Avoir", "AVOIR"),
    )
    if yearly:
        heads: tuple[Pair, ...] = (
            ("name", sheet.pick("Assiette", "Famille d'achats")),
            ("price", "CA HT réalisé"),
        )
        heads += (("rate", "Taux"), ("total", sheet.pick("RFA HT", "Ristourne HT")))
        rows = [[sheet.cell(line, "name"), formats.number(sheet.style, turnover),
                 f"{formats.quantity(sheet.style, share)} %", sheet.cell(line, "total")]
                for line, (turnover, share) in zip(facts.lines, shares, strict=True)]  # fmt: skip
        table = b.table([key for key, _ in heads], [head for _, head in heads], rows, "lines")
        subject = sheet.pick(
            f"Remise de fin d'année {year}", f"Ristourne annuelle – exercice {year}"
        )
        text = f"""En application de nos accords commerciaux {year} (convention {refs["contract"]})
et au vu de votre chiffre d'affaires du {sheet.day(facts.issue_date.replace(year=year, month=1,
day=1))} au {sheet.day(facts.issue_date.replace(year=year, month=12, day=31))}, nous vous accordons
:"""  # fmt: skip
    else:
        goods: list[Pair] = [("ref", "Code"), ("name", "Article"), ("qty", "Qté"), ("unit", "U")]
        goods += [("price", "Prix net HT"), ("rate", "TVA"), ("total", "Valeur HT")]
        table = h.lines(sheet, goods)
        reason = sheet.pick(*_REASONS)
        subject = f"Votre réclamation – {reason}" if credit else f"Votre commande {refs['order']}"
        text = f"""Suite à votre appel du {h.day(sheet, -6)} ({reason}), nous annulons sur notre
facture {refs["original"]} du {h.day(sheet, -17)} les articles suivants :"""  # fmt: skip
        if not credit:
            text = f"Nous vous facturons la livraison {refs['note']} du {h.day(sheet, -2)} :"
    net, tax = sheet.total("total_without_vat", bare=True), sheet.total("total_vat", bare=True)
    rates = h.vat_sums(sheet, "TVA {rate}", "Hors TVA") if len(facts.vat) == 1 else [("TVA", tax)]
    sums: list[Pair] = [("Montant HT", net), *rates]
    sums.append((sheet.pick("Montant TTC", "Total TTC"), sheet.total("total_with_vat")))
    if sheet.maybe(0.4) or not credit:
        sums.append(("À déduire" if credit else "À payer", sheet.total("amount_due")))
    line = b.pair_boxes(sums, "sums")
    closing = sheet.pick(
        "Cette somme vient en déduction de votre prochain règlement.",
        f"Ce montant est porté au crédit de votre compte {refs['customer']} et ne donne pas lieu à "
        "remboursement.",
        "Merci de bien vouloir rappeler la référence de cet avoir lors de son imputation.",
    )
    if not credit:
        closing = "".join(
            f"{k} {v}. " for k, v in h.due(sheet, "Règlement par traite au", "Échéance :")
        )
    duty = """Conformément à l'article 272-1 du CGI, nous vous rappelons que la TVA de cet avoir
est à reverser dans la mesure où elle a été déduite.""" if credit else ""  # fmt: skip
    boss = sheet.pick(
        "Le service Ventes", "La direction commerciale", "Le service Comptabilité clients"
    )
    ours = f"N/réf. {h.distractor(sheet, '@@/@@')} – "
    ours += f"{sheet.pick('compte', 'votre code')} {refs['customer']}"
    who = f"<br>SIRET {sheet.siret('buyer')}" if sheet.maybe(0.35) else ""
    face = sheet.pick("Liberation Serif", "C059", "URW Bookman", "DejaVu Serif Condensed")
    return f"""<style>@page {{ margin: 15mm 20mm }} body {{ font: 10.5pt/1.35 "{face}"; min-height:
264mm }} .to {{ margin: 4mm 0 8mm 92mm; min-height: 26mm }} .lines {{ margin: 5mm auto; width: 94%
}} .lines th {{ border-bottom: 1pt solid {hue}; color: {hue} }} .lines td {{ padding: 1mm 4px }}
.lines .c-price {{ padding-left: 4mm }} .sums {{ margin: 0 auto 6mm; width: 94%; border-top: 1pt
solid {hue}; border-bottom: 1pt solid {hue} }} .sums th, .sums td {{ text-align: center }} .sums th
{{ font-weight: normal; font-style: italic; font-size: 9pt }} .sums td {{ font-weight: bold }} .ob
{{ margin: 6mm 0 4mm }}</style><div class="row">{sheet.logo(facts.seller.brand, hue,
serif=True)}<div style="font-size: 8.5pt;text-align:right">{b.street(facts.seller)}<br>
{facts.seller.site}</div></div><div class="to">
{b.address(sheet, "buyer")}{who}</div><div
class="row"><span>{ours}</span><span>{facts.seller.register}, le {sheet.date_of()}</span></div><div
class="ob"><b>Objet : {subject}</b><br>{kind} {sheet.pick("n°", "N°", "numéro")}
{sheet.number()}</div><p>Madame, Monsieur,</p><p>{text}</p>{table} {line}<p>{closing}</p><p
style="font-size:9pt">{duty}</p><p style="margin-left:92mm">{boss}</p><p
class="foot">{h.told(sheet, "{name}, {form} au capital de {capital} € – {street_} – {siren} RCS "
"{register} – TVA {vat}")}</p>"""  # fmt: skip
