"""Papers of those who come back every month: water fountains for offices, a payroll bureau."""

from dataclasses import replace
from datetime import timedelta

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet

_WATER = Profile("fountains", lines=(3, 7), prepaid=0, credit=0.08)


def _rents_first(sheet: Sheet) -> tuple[tuple[str, list[Line]], ...]:
    """Part the lines into what is let and what was delivered."""
    let = [line for line in sheet.facts.lines if line.unit in ("app.", "passage")]
    rest = [line for line in sheet.facts.lines if line not in let]
    return tuple(part for part in (("ABONNEMENTS ET SERVICES", let), ("LIVRAISONS", rest))
                 if part[1])  # fmt: skip


@family("fountains_debited_by_site", Split.JUDGING, _WATER, replace(_WATER, lines=(4, 9)),
        replace(_WATER, lines=(2, 4), credit=0.2))  # fmt: skip
def fountains_debited_by_site(sheet: Sheet) -> str:
    """A big program: parts of the table under captions, a debit told in a box, seller at foot."""
    h.adopt(sheet, ("7#########", "FC3######", "%y1########"), ("%d.%m.%Y", "%d/%m/%Y"),
            ("8#########", "AV3######"))  # fmt: skip
    facts, refs = sheet.facts, sheet.facts.references
    blue = sheet.pick("#0077b6", "#00627a", "#2a4d8f")
    sheet.style = replace(sheet.style, currency=sheet.pick("{} €", "{} EUR"))
    credit = facts.type_code == "381"
    kind = h.titled(sheet, ("FACTURE", "Facture"), ("AVOIR", "Avoir"))
    last = facts.issue_date.replace(day=1) - timedelta(days=1)
    info: list[Pair] = [
        ("N° de pièce", sheet.number()), ("Date de pièce", sheet.date_of()),
        ("Compte client", h.distractor(sheet, "C00#####")), ("Contrat", refs["contract"]),
        ("Site livré", h.distractor(sheet, "S0####")), ("Folio", "1/1"),
    ]  # fmt: skip
    grid = "".join(f"<div><small>{label}</small><br>{value}</div>" for label, value in info)
    parts = list[str]()
    for caption, chosen in _rents_first(sheet):
        note = "=BL 4#####" if caption == "LIVRAISONS" else "="
        heads = (("ref", "Code art."), ("name", "Libellé"), (note, "Bon"), ("qty", "Qté"),
                 ("unit", "U.V."), ("price", "Px unit. net"), ("code", "T"),
                 ("total", "Mont. H.T."))  # fmt: skip
        table = h.lines(sheet, heads, chosen=chosen)
        top = f'<tbody><tr class="cap"><td colspan="8">{caption}</td></tr>'
        if parts:
            table = table[table.index("<tbody>") : table.index("</table>")]
            parts[-1] = parts[-1].removesuffix("</table>")
            parts.append(table.replace("<tbody>", top) + "</table>")
        else:
            parts.append(table.replace("<tbody>", top))
    recap = h.recap(sheet, (("code", "T"), ("rate", "Taux"), ("basis", "Assiette"),
                            ("vat", "Taxe")))  # fmt: skip
    sums: list[Pair] = [("Tot. H.T.", sheet.total("total_without_vat")),
                        ("Tot. taxes", sheet.total("total_vat")),
                        ("Tot. T.T.C.", sheet.total("total_with_vat"))]  # fmt: skip
    owed = sheet.total("amount_due")
    if credit:
        box = (f"<b>{owed}</b> viendront en déduction de votre prochain prélèvement. "
               f"Cet avoir se rapporte à la pièce {refs['original']}.")  # fmt: skip
    else:
        box = (f"Rien à faire : <b>{owed}</b> seront prélevés le <b>{sheet.date_of('due_date')}"
               f"</b> sur votre compte FR76 3000 XXXX XXXX XXXX XXXX 0{sheet.rng.randint(10, 99)}."
               f"<br><small>Mandat SEPA (RUM) : {h.distractor(sheet, '@@C00#####-01')} - ICS "
               f"FR18ZZZ4{h.distractor(sheet, '#####')}</small>")  # fmt: skip
    free = any(row.rate == 0 for row in facts.vat)
    returned = "<br>Consignes : hors champ de la TVA, remboursées au retour." if free else ""
    site = b.other(facts.others[0])
    tips = sheet.pick(
        "Pensez à sortir vos bonbonnes vides le jour du passage.",
        "Votre espace client : bons de livraison, analyses d'eau et duplicata.",
        "Passez à la fontaine réseau : plus de stockage, eau filtrée à volonté.",
    )
    foot = ("{name} - {form} au capital de {capital} € - Siège : {street_} - RCS {register} {siren}"
            " - SIRET {siret} - APE {activity} - ID TVA {vat}")  # fmt: skip
    return f"""<style>@page {{ margin: 10mm 12mm }} body {{ font: 8.6pt "Nimbus Sans"; min-height:
276mm; padding-bottom: 14mm }} small {{ font-size: 6.8pt; color: #555 }} .kind {{ font: bold 21pt
"Nimbus Sans"; color: {blue}; text-align: right; letter-spacing: 2px }} .grid {{ display: grid;
grid-template-columns: 34mm 30mm 27mm; border: 0.5pt solid {blue} }} .grid div {{ padding: 1mm 2mm;
border: 0.25pt solid {blue} }} .site {{ width: 76mm; background: #eef5f9; padding: 3mm; font-size:
8pt }} .lines {{ margin-top: 9mm }} .lines th {{ background: {blue}; color: #fff; font-size: 7.5pt
}} .lines .c-name {{ width: 40% }} .cap td {{ font-weight: bold; font-size: 7.5pt; color: {blue};
padding-top: 2.5mm; border-bottom: 0.4pt solid {blue} }} .sums {{ margin-top: 5mm; border: 0.5pt
solid {blue}; padding: 2mm }} .vat th, .vat td {{ padding: 0.6mm 3mm; font-size: 7.8pt }} .vat th {{
border-bottom: 0.4pt solid #888; font-weight: normal }} .pairs td {{ padding: 0.8mm 3mm }} .pairs
tr:last-child td {{ font-weight: bold; font-size: 10pt }} .debit {{ margin-top: 4mm; padding: 3mm
4mm; background: {blue}1a; border-left: 2mm solid {blue}; line-height: 1.45 }}</style><div
class="row"><div>{sheet.logo(facts.seller.brand, blue)}<br><small>Agence {facts.seller.register} -
Service clients {facts.seller.phone}<br>du lundi au vendredi, 8 h 30 - 17 h 30</small></div><div>
<div class="kind">{kind}</div><div class="grid">{grid}</div></div></div><div class="row"
style="margin-top:12mm"><div class="site"><small>Lieu d'installation et de livraison</small><br>
{site}<br><small>Période du {sheet.day(last.replace(day=1))} au
{sheet.day(last)}</small></div><div style="width:84mm">
{b.address(sheet, "buyer")}</div></div>{"".join(parts)}<div class="row sums"><div>{recap}<small>
T = code taxe{returned}</small></div>{b.pair_rows(sums)}</div><div class="debit">{box}</div><p>
<small>{tips} Retard ou rejet de prélèvement : frais de 12 € H.T., intérêts à trois fois le taux
légal et indemnité de recouvrement de 40 €. Escompte néant.</small></p><div class="foot">
{h.told(sheet, foot)}</div>"""  # fmt: skip


_PAY = Profile("payslips", lines=(2, 6), prepaid=0, credit=0.06)


@family("payslips_sums_in_one_strip", Split.MAKING, _PAY,
        replace(_PAY, adjustments=("discount",), lines=(3, 7)),
        replace(_PAY, prepaid=0.6, lines=(2, 4)))  # fmt: skip
def payslips_sums_in_one_strip(sheet: Sheet) -> str:
    """An accounting package: remarks between the lines, all sums in one strip under captions."""
    h.adopt(sheet, ("FA00####", "VT%y%m###", "FC######", "%Y%m/###"), ("%d/%m/%y", "%d/%m/%Y"),
            ("AV00####", "AC######"))  # fmt: skip
    facts, refs = sheet.facts, sheet.facts.references
    credit = facts.type_code == "381"
    kind = h.titled(sheet, ("FACTURE DE PRESTATIONS", "FACTURE", "Facture d'honoraires"),
                    ("AVOIR", "FACTURE D'AVOIR"))  # fmt: skip
    last = facts.issue_date.replace(day=1) - timedelta(days=1)
    heads = (("name", "Libellé de la prestation"), ("qty", "Nombre"), ("price", "Tarif HT"),
             ("total", "Montant HT"))  # fmt: skip
    remark = (f"Dossier social {h.distractor(sheet, 'P0###')} - paies de {last:%m/%Y} - effectif "
              f"{sheet.rng.randint(6, 90)} salariés")  # fmt: skip
    second = sheet.pick(
        f"DSN déposée le {h.day(sheet, -5)}, accusé conforme",
        f"Variables de paie reçues le {h.day(sheet, -9)}",
        f"Lettre de mission {refs['contract']}",
    )
    table = h.lines(sheet, heads)
    row = '<tr class="rem"><td>{}</td><td></td><td></td><td></td></tr>'
    table = table.replace("<tbody>", "<tbody>" + row.format(remark))
    table = table.replace("</tbody>", row.format(second) + row.format("&nbsp;") + "</tbody>")
    rate, basis, vat = sheet.vat_row(facts.vat[0])
    strip: list[Pair] = []
    if facts.adjustments:
        strip += [("Brut HT", sheet.amount(facts.line_sum)),
                  ("Rem.", sheet.amount(sum(it.amount for it in facts.adjustments)
                                        + facts.line_sum * 0))]  # fmt: skip
    strip += [("Base HT", sheet.show("total_without_vat", basis)), ("% TVA", rate), ("TVA", vat),
              ("Total TTC", sheet.total("total_with_vat", bare=True))]  # fmt: skip
    if facts.prepaid:
        strip.append(("Provision versée", sheet.total("prepaid", bare=True)))
    word = "EN VOTRE FAVEUR" if credit else sheet.pick("NET A PAYER", "SOLDE DU", "A PAYER")
    strip.append((f"{word} (EUR)", f"<b>{sheet.total('amount_due', bare=True)}</b>"))
    sheet.show("currency", "EUR")
    way = sheet.pick("Virement", "VIR", "Chèque ou virement")
    terms = ""
    if h.is_payable(sheet):
        terms = b.pair_boxes([("Mode", way), ("Ech. le", sheet.date_of("due_date")),
                              ("Domiciliation", sheet.iban()), ("Code BIC", sheet.bic())],
                             "terms")  # fmt: skip
    elif credit:
        terms = f"<p>Avoir sur notre pièce {refs['original']}.</p>"
    face = sheet.pick("Liberation Sans", "DejaVu Sans Condensed", "Liberation Sans Narrow")
    heading = h.told(sheet, "{street_dash}<br>Tél. {phone} - {mail}<br>Siret {siret} - NAF "
                            "{activity} - N° TVA {vat}")  # fmt: skip
    piece = (f"{sheet.pick('Pièce', 'Pce')} <b>{sheet.number()}</b> du <b>{sheet.date_of()}</b>"
             f" &nbsp; Jal VT &nbsp; Cpte {h.distractor(sheet, '411#####')}")  # fmt: skip
    theirs = h.told(sheet, "<br>Siret : {siret}", "buyer") if sheet.maybe() else ""
    trade = sheet.pick("Externalisation de la paie et conseil social",
                       "Paie - Déclarations sociales - Ressources humaines")  # fmt: skip
    stuck = sheet.maybe(0.6)
    place = "position:absolute; bottom:16mm; left:0; right:0" if stuck else "margin-top:8mm"
    return f"""<style>@page {{ margin: 12mm 16mm }} body {{ font: 9.5pt "{face}"; min-height: 272mm
}} .top {{ text-align: center; border-bottom: 2.5pt double #000; padding-bottom: 3mm; line-height:
1.35 }} .top b {{ font-size: 15pt }} .doit {{ margin: 10mm 0 8mm }} .bar {{ border: 0.8pt solid;
padding: 1.5mm 3mm; display: flex; justify-content: space-between; background: #f1f1f1 }} .lines {{
margin-top: 0; border: 0.8pt solid; border-top: 0 }} .lines th {{ border: 0.5pt solid; padding:
1.5mm; font-weight: normal }} .lines td {{ border-left: 0.5pt solid; border-right: 0.5pt solid;
padding: 1mm 2mm }} .lines .c-name {{ width: 58% }} .rem td {{ font-style: italic; font-size: 8.5pt
}} .strip {{ width: 100% }} .strip th, .strip td {{ border: 0.8pt solid; text-align: center;
padding: 1.2mm 1mm }} .strip th {{ font-size: 7.8pt; background: #f1f1f1; font-weight: normal }}
.terms {{ width: 100%; margin-top: 3mm }} .terms th, .terms td {{ border: 0.5pt solid #777; padding:
1mm 2mm; font-size: 8.5pt }} .terms th {{ font-weight: normal; font-size: 7.5pt }}</style><div
class="top">
<b>{sheet.name("seller")}</b><br>{trade}<br>{heading}</div><div class="doit"><div
style="display:flex;gap:8mm"><span>Doit :</span><div>{b.address(sheet, "buyer")}{theirs}</div></div>
</div><div class="bar"><span>{kind}</span><span>{piece}</span></div>{table}<div style="{place}">
{b.pair_boxes(strip, "strip")}{terms}<p style="font-size:7.5pt">TVA acquittée sur les encaissements.
Pas d'escompte. Pénalités de retard : taux BCE + 10 points ; indemnité forfaitaire : 40 EUR.</p>
</div><div class="foot" style="text-align:right">Ed. {sheet.day(facts.issue_date)} - utilisateur
{sheet.pick("SOPHIE", "ADMIN", "PAIE2")} - page 1</div>"""  # fmt: skip
