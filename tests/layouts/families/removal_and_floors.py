"""Layouts of office removers, who write a letter, and of a floor layer, who keeps a workbook."""

from dataclasses import replace
from html import escape

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Profile
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet
from tests.layouts.spelling import in_words

_REMOVAL = Profile("removal", lines=(2, 6), prepaid=0.4, credit=0.05)


def _of_the_tax(sheet: Sheet) -> str:
    """Print rates, bases and VAT as a clause."""
    parts = []
    for row in sheet.facts.vat:
        if row.rate:
            rate, basis, vat = sheet.vat_row(row)
            rate = rate if "%" in rate else f"{rate} %"
            parts.append(f"T.V.A. à {rate} sur {basis} : {vat}")
        else:
            basis = sheet.show("vat_breakdown", sheet.amount(row.basis))
            parts.append(f"débours non soumis à T.V.A. : {basis}")
    return " ; ".join(parts)


@family("removal_letter_in_words", Split.JUDGING, _REMOVAL,
        replace(_REMOVAL, lines=(1, 3), prepaid=0, credit=0.15))  # fmt: skip
def removal_letter_in_words(sheet: Sheet) -> str:
    """A typed letter: number in its subject, dotted leaders, the sum in words at the end."""
    h.adopt(sheet, ("%y-###", "###/%Y", "D%y.####", "%m%y-##"), ("long", "weekday", "long"),
            ("AV %y-##",))  # fmt: skip
    facts, refs = sheet.facts, sheet.facts.references
    credit, font = facts.type_code == "381", sheet.pick("C059", "Liberation Serif", "P052")
    kind = h.titled(
        sheet, ("facture", "Facture", "notre facture"), ("avoir", "Avoir", "notre avoir")
    )
    town = facts.seller.town.split(" ", 1)[1].split(" CEDEX")[0]
    rows = ""
    for line in facts.lines:
        unit = f" {line.unit}" if line.unit in {"h", "m3"} else ""
        count = f"{sheet.cell(line, 'qty')}{unit} à {sheet.cell(line, 'price')}"
        detail = "" if line.unit == "forfait" else f" ({escape(count)})"
        rows += (
            f'<div class="item"><span>- {sheet.cell(line, "name")}{detail}</span>'
            f"<i></i><span>{sheet.cell(line, 'total')}</span></div>"
        )
    sums: list[Pair] = [
        (sheet.pick("Total hors taxes", "Soit hors taxes"), sheet.total("total_without_vat")),
        ("Taxe sur la valeur ajoutée", sheet.total("total_vat")),
        (
            sheet.pick("Total toutes taxes comprises", "Montant T.T.C."),
            sheet.total("total_with_vat"),
        ),
    ]
    if facts.prepaid:
        sums.append((f"Arrhes versées le {h.day(sheet, -24)}", f"- {sheet.total('prepaid')}"))
        sums.append(("Solde à nous devoir", f"<b>{sheet.total('amount_due')}</b>"))
    listed = "".join(f'<div class="item"><span>{k}</span><i></i><span>{v}</span></div>'
                     for k, v in sums)  # fmt: skip
    note = h.distractor(sheet, "LV ####")
    open_ = (
        f"Suite au transfert de vos bureaux effectué sous lettre de voiture {note}, au départ de "
        f"{b.street(facts.others[0], ', ')}, nous vous prions de trouver ci-après le détail de nos "
        f"prestations, conformément au devis {escape(refs['quote'])} accepté par vos soins."
    )
    if credit:
        open_ = (
            f"À la suite de notre échange, nous portons à votre crédit les prestations ci-après, "
            f"facturées à tort sous le n° {refs['original']}."
        )
    what = "du présent avoir" if credit else "de la présente facture"
    end = f"Arrêté le montant T.T.C. {what} à <b>{in_words(facts.total_with_vat)}</b>."
    pay = ""
    if h.is_payable(sheet):
        word = sheet.pick("Nous vous remercions de votre règlement avant le",
                          "Valeur en votre aimable règlement pour le",
                          "Ce montant est payable au plus tard le")  # fmt: skip
        pay = f"{word} {sheet.date_of('due_date')}, "
        by_cheque = sheet.maybe()
        pay += "par chèque à notre ordre." if by_cheque else f"par virement : {sheet.iban()}."
        pay += " Tout retard entraîne des pénalités au taux légal triplé et 40 € de frais."
    foot = ("{name}, {form} au capital de {capital} € - R.C.S. {register} {siren} - APE {activity}"
            "<br>T.V.A. intracommunautaire {vat} - Licence de transport intérieur n° ")  # fmt: skip
    signer = sheet.pick("La Direction", "Le service exploitation", "Le gérant")
    side = sheet.pick("margin-left:95mm", "margin-left:88mm")
    return f"""<style>@page {{ margin: 14mm 24mm }} body {{ font: 10.5pt/1.3 "{font}"; min-height:
262mm;
padding-bottom: 16mm }} .top {{ text-align: center; border-bottom: 2.5pt double; padding-bottom: 2mm
}} .item {{ display: flex; align-items: baseline; margin: 1mm 0 }} .item i {{ flex: 1;
border-bottom:
1pt dotted #555; margin: 0 2mm; min-width: 8mm }} .item span:last-child {{ white-space: nowrap }}
.sums {{ margin: 4mm 0 4mm 58mm }} p {{ margin: 3mm 0; text-align: justify }}</style><div
class="top"><span style="font-size:21pt; font-variant: small-caps">{sheet.name("seller")}</span><br>
<i>Transfert d'entreprises - Déménagements - Garde-meubles</i><br><span style="font-size:9.5pt">
{b.street(facts.seller, " - ")} - Tél. {facts.seller.phone}</span></div><div style="{side};
margin-top:9mm">{b.address(sheet, "buyer")}</div><div style="{side};
margin-top:7mm">{escape(town)},
le {sheet.date_of()}</div><p style="margin-top:6mm"><u>Objet</u> : {kind} n° {sheet.number()}<br>
<u>V/Réf.</u> : {escape(refs["order"])}</p><p>Madame, Monsieur,</p><p>{open_}</p>{rows}<div
class="sums">{listed}</div><p style="font-size:9.5pt">({_of_the_tax(sheet)})</p><p>{end}</p><p>{pay}
</p><p>Restant à votre disposition, nous vous prions d'agréer, Madame, Monsieur, nos salutations
distinguées.</p><div style="{side}">{signer}</div><div class="foot">{h.told(sheet, foot)}
{h.distractor(sheet, "%Y/53/#######")}</div>"""  # fmt: skip


_FLOORS = Profile("floors", lines=(3, 9), prepaid=0.3, credit=0.04)
_ROOMS = ("Accueil", "Open space", "Bureau 1", "Bureau 2", "Salle de réunion", "Couloir", "Cuisine",
          "Palier R+1", "Local serveurs")  # fmt: skip


def _floor_sums(sheet: Sheet) -> list[Pair]:
    """Print the sums of the workbook's block at the top."""
    sums: list[Pair] = []
    if b.is_exempt(sheet):
        sheet.total("total_without_vat")
        sums.append(("TOTAL HT (TVA due par le preneur)", sheet.total("total_with_vat")))
    else:
        sums.append((sheet.pick("TOTAL HT", "S/TOTAL HT"), sheet.total("total_without_vat")))
        sums += h.vat_sums(sheet, "TVA {rate}", "Hors TVA", bare=False)
        sums.append(("TOTAL TTC", sheet.total("total_with_vat")))
    words: dict[str, tuple[str, ...]]
    words = {"amount": ("NET A REGLER", "SOLDE A REGLER"), "credit": ("NET EN VOTRE FAVEUR",),
             "prepaid": ("DEJA REGLE", "1er VERSEMENT"), "retention": ("RG 5 %",)}  # fmt: skip
    return sums + h.owed(sheet, words)


@family("floors_sums_over_rooms", Split.JUDGING, _FLOORS, replace(_FLOORS, retention=5),
        replace(_FLOORS, regime="AE", retention=5, prepaid=0))  # fmt: skip
def floors_sums_over_rooms(sheet: Sheet) -> str:
    """A landscape workbook: site left, sums in a coloured block at the top right, lines by room."""
    h.adopt(sheet, ("F%y%m-##", "%Y.##", "###", "SOL-%y-###"), ("%d/%m/%Y", "%d-%m-%y", "dashed"),
            ("AV%y%m-##", "AV-##"))  # fmt: skip
    facts = sheet.facts
    refs = facts.references
    tint, light = sheet.pick(("#1f4e79", "#deeaf6"), ("#375623", "#e2efd9"), ("#7f6000", "#fff2cc"))
    kind = h.titled(sheet, ("FACTURE", "FACTURE TRAVAUX", "FACTURE FIN DE CHANTIER"),
                    ("AVOIR", "AVOIR SUR TRAVAUX"))  # fmt: skip
    exempt = b.is_exempt(sheet)
    about: list[Pair] = [("N°", sheet.number()), ("EN DATE DU", sheet.date_of())]
    about += h.due(sheet, "ECHEANCE", "REGLEMENT POUR LE")
    about.append(("DEVIS", escape(refs["quote"])))
    about.append(("CHANTIER", b.street(facts.others[0], ", ")))
    if facts.type_code == "381":
        about.append(("SUR FACT.", refs["original"]))
    rooms = sheet.rng.sample(_ROOMS, len(_ROOMS))
    rows = ""
    for place, line in enumerate(facts.lines):
        room = "" if line.unit == "forfait" else rooms[place // 2]
        cells = "".join(f'<td class="n">{sheet.cell(line, key)}</td>'
                        for key in ("qty", "price", "total"))  # fmt: skip
        unit = "ens." if line.unit == "forfait" else sheet.cell(line, "unit")
        rows += f"<tr><td>{room}</td><td>{sheet.cell(line, 'name')}</td><td>{unit}</td>{cells}</tr>"
    rows += '<tr><td>&nbsp;</td><td></td><td></td><td></td><td></td><td class="n">-</td></tr>' * 2
    heads = ("LOCAL", "OUVRAGE", "U", "QTE", "P.U. HT", "MONTANT HT")
    top = "".join(f"<th{' class=n' * (i > 2)}>{x}</th>" for i, x in enumerate(heads))
    ids = ["{name}", "{street}", "Tél. {phone}", "{mail}", "SIRET {siret}"]
    ids += [] if exempt and sheet.maybe(0.3) else ["TVA {vat}"]
    buyer_vat = f"<br>TVA client : {sheet.vat_id('buyer')}" if exempt else ""
    pay = "" if facts.type_code == "381" else f"VIREMENT : {sheet.iban()} / {sheet.bic()}"
    law = f"<b>{b.mention(sheet)}</b><br>" if exempt else ""
    return f"""<style>@page {{ size: A4 landscape; margin: 11mm 12mm }} body {{ font: 9.5pt
"Carlito",
"Liberation Sans"; min-height: 186mm; padding-bottom: 8mm }} .three {{ display: grid;
grid-template-columns: 80mm 1fr 88mm; gap: 6mm }} .head {{ background: {tint}; color: #fff; font:
bold
15pt "Liberation Sans"; padding: 1.5mm 3mm; margin-bottom: 4mm; letter-spacing: 1px }} .cap {{
background:
{light}; font-weight: bold; padding: 0.8mm 2mm }} .pairs {{ width: 100% }} .pairs td {{ border:
0.5pt
solid #999; padding: 0.9mm 2mm }} .sum .pairs td {{ background: {light} }} .sum tr:last-child td {{
font: bold 12pt "Liberation Sans"; background: {tint}; color: #fff }} .meta .n {{ text-align: left
}}
.lines {{ margin-top: 5mm }} .lines td, .lines th {{ border: 0.5pt solid #999; padding: 0.9mm 2mm }}
.lines th {{ background: {light} }}</style><div class="head">{kind}</div><div
class="three"><div><div
class="cap">ENTREPRISE</div>{"<br>".join(h.told(sheet, text) for text in ids)}</div><div><div
class="cap">{sheet.pick("MAITRE D'OUVRAGE", "CLIENT", "DONNEUR D'ORDRE")}</div>
{b.address(sheet, "buyer")}{buyer_vat}</div><div class="sum"><div class="cap">RECAPITULATIF</div>
{b.pair_rows(_floor_sums(sheet))}</div></div><div class="meta" style="width:172mm; margin-top:4mm">
{b.pair_rows(about)}</div><table
class="lines"><tr>{top}</tr>{rows}</table><p>{law}{pay}<br>Assurance
décennale {h.distractor(sheet, "n° ########")} (France entière). Pénalités : 3 x taux légal + 40 €.
</p><div class="foot">{sheet.pick("Feuil1", "Facture", "Chantier")} - Page 1 /
1</div>"""  # fmt: skip
