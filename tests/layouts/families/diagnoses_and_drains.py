"""Papers of surveyors of buildings for sale, and of a firm that empties pits and flushes drains."""

from dataclasses import replace
from html import escape

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet

_SURVEYS = Profile("diagnoses", lines=(2, 7), prepaid=0.25, credit=0.06)
_HOMES = ("Appartement T3, 2e étage, lot 14", "Maison individuelle, 112 m²", "Local commercial",
          "Immeuble de rapport, 6 logements", "Studio, lot 27 et cave 31")  # fmt: skip


@family("surveys_beside_tinted_sums", Split.JUDGING, _SURVEYS,
        replace(_SURVEYS, adjustments=("discount",)),
        replace(_SURVEYS, lines=(1, 3), prepaid=0, credit=0))  # fmt: skip
def surveys_beside_tinted_sums(sheet: Sheet) -> str:
    """Surveyors' software: missions at the left, a tinted column from title to bank."""
    h.adopt(sheet, ("%Y-%m-####", "D%y#####", "%y/@@/####", "FAC-#####"), ("%d/%m/%Y", "%d/%m/%y"),
            ("AV-%y-###", "AVO#####"))  # fmt: skip
    facts, credit = sheet.facts, sheet.facts.type_code == "381"
    hue, ink = sheet.pick(("#e6f0e4", "#2c6e2f"), ("#e9eef6", "#1f3f77"), ("#f6efe2", "#7a4b00"))
    framed = sheet.maybe(0.35)
    tint = f"border: 1.2pt solid {ink}" if framed else f"background: {hue}"
    kind = h.titled(sheet, ("FACTURE", "Facture"), ("AVOIR", "Facture d'avoir"))
    owner, home = facts.others[0], sheet.pick(*_HOMES)
    file = h.distractor(sheet, sheet.pick("%y/IMO/####", "DIA-@@-%y%m-###", "%y####"))
    heads = [("name", sheet.pick("Missions réalisées", "Constats et repérages")), ("qty", "Nb")]
    if sheet.maybe(0.6):
        heads.append(("price", "P.U. H.T."))
    heads.append(("total", "H.T."))

    def report(line: Line) -> str:
        """Print the number of the report below a mission."""
        if line.name.startswith(("Analyse", "Mesurage")):
            return ""
        return f"<br><small>Rapport {file}-{h.distractor(sheet, '@@@')}</small>"

    column: list[Pair] = [("N°", sheet.number()), ("Émise le", sheet.date_of())]
    column += [("Dossier", file), ("Visite du", sheet.day(facts.delivery_date))]
    column += [("Annule", facts.references["original"])] if credit else []
    sums: list[Pair] = h.extras(sheet, {"sum": "Missions", "discount": "Remise pack"})
    sums += [(sheet.pick("Total H.T.", "Net H.T.", "Montant H.T."),
              sheet.total("total_without_vat", bare=True))]  # fmt: skip
    sums += h.vat_sums(sheet, sheet.pick("T.V.A. {rate}", "TVA à {rate}"), "")
    sheet.total("total_vat", bare=True)
    sums += [(sheet.pick("Total T.T.C.", "T.T.C."), sheet.total("total_with_vat"))]
    if facts.prepaid:
        sums += [("Reçu au RDV", sheet.total("prepaid"))]
    word = "À vous rembourser" if credit else sheet.pick("Reste dû", "Solde", "À payer")
    owed = sheet.total("amount_due")
    until = [f"{word} {at} {day}" for at, day in h.due(sheet, "au plus tard le", "pour le", "au")]
    last = f'<div class="owed"><small>{until[0] if until else word}</small><br>{owed}</div>'
    pay = f"IBAN<br>{sheet.iban()}<br>BIC {sheet.bic()}" if not credit else ""
    seen = ", ".join(escape(text) for text in (*owner.street, owner.town))
    who = sheet.pick("M. Gilles PERRIN", "Mme Aude LACROIX", "M. Rachid BELKACEM")
    rules = sheet.pick("COFRAC n° 4-0", "COFRAC n° 5-0") + h.distractor(sheet, "##")
    return f"""<style>@page {{ margin: 11mm 12mm }} body {{ font: 9pt "Liberation Sans"; min-height:
273mm; padding-bottom: 17mm }} .two {{ display: grid; grid-template-columns: 1fr 1fr; gap: 6mm;
margin: 7mm 0 8mm }} .two h3, .col h3 {{ font-size: 8pt; color: {ink}; margin: 0 0 1mm;
text-transform: uppercase; letter-spacing: 0.4pt }} .body {{ display: grid; grid-template-columns:
1fr 58mm; gap: 6mm; align-items: start }} .lines th {{ border-bottom: 1pt solid {ink}; color: {ink};
padding: 1.2mm }} .lines td {{ border-bottom: 0.4pt dotted #888; padding: 1.6mm 1.2mm }} .lines
small {{ color: #666; font-size: 7.5pt }} .lines .c-name {{ width: 62% }} .col {{ {tint}; padding:
4mm; min-height: 118mm }} .col h2 {{ margin: 0 0 3mm; font-size: 17pt; color: {ink} }} .col table {{
width: 100% }} .col td {{ padding: 0.8mm 0 }} .sum {{ border-top: 0.8pt solid {ink}; margin-top:
5mm }} .sum td {{ padding: 1.2mm 0 }} .owed {{ background: {ink}; color: #fff; margin: 3mm -2mm 5mm;
padding: 2mm; text-align: center; font: bold 13pt "Liberation Sans" }} .owed small {{ font: 8pt
"Liberation Sans" }} .bank {{ font-size: 7.6pt; line-height: 1.5 }}</style><div class="row"><div>
{sheet.logo(facts.seller.brand, ink)}</div><div style="text-align:right;font-size:8pt">
{h.told(sheet, "<b>{name}</b><br>{street_}<br>Tél. {phone} - {mail}")}</div></div><div class="two">
<div><h3>{sheet.pick("Donneur d'ordre", "Commanditaire", "Facturé à")}</h3>
{b.address(sheet, "buyer")}</div><div><h3>{sheet.pick("Bien expertisé", "Bien concerné")}</h3>
{home}<br>{seen}<br>Propriétaire : {escape(owner.name)}</div></div><div class="body"><div>
{h.lines(sheet, heads, more=report)}<p style="font-size:8pt;margin-top:6mm">Opérateur : {who},
certifié {rules}, valable jusqu'au {h.day(sheet, 620)}.<br>Les rapports sont remis après
encaissement du prix. La présente tient lieu d'ordre de mission exécuté le
{sheet.day(facts.delivery_date)}.</p>
</div><div class="col"><h2>{kind}</h2>{b.pair_rows(column)}{b.pair_rows(sums, "sum")}{last}<div
class="bank">{pay}<br>{sheet.pick("Chèque, carte ou virement", "Virement de préférence")}<br>Pas
d'escompte ; retard : 3 fois le taux légal et 40 € de frais</div></div></div><div class="foot">
{h.told(sheet, "{name} - {form} au capital de {capital} € - SIRET {siret} - RCS {register} - Code "
"NAF {activity} - TVA intracommunautaire {vat}")}<br>Assurance RC professionnelle n°
{h.distractor(sheet, "#########")}, garantie 500 000 € par sinistre et 1 000 000 € par année</div>
"""  # fmt: skip


_DRAINS = Profile("drains", lines=(4, 10), prepaid=0, credit=0.05)


def _by_rate(sheet: Sheet, line: Line) -> str:
    """Print the value of a line in the column of its rate."""
    cells = (sheet.cell(line, "total") if row.rate == line.rate else "" for row in sheet.facts.vat)
    return "".join(f'<td class="n">{cell}</td>' for cell in cells)


@family("drains_on_landscape_sheet", Split.MAKING, _DRAINS, replace(_DRAINS, lines=(2, 5)),
        replace(_DRAINS, lines=(8, 13), credit=0))  # fmt: skip
def drains_on_landscape_sheet(sheet: Sheet) -> str:
    """A wide spreadsheet: jobs by day, a column of values for each rate, its sums at the foot."""
    h.adopt(sheet, ("%y-###", "%m/%y-##", "F%y%m##", "###-%Y"), ("%d/%m/%y", "%d/%m/%Y"),
            ("A%y-##",))  # fmt: skip
    sheet.style = replace(sheet.style, currency=sheet.pick("{} €", "{}€", "{} €"))
    facts, refs = sheet.facts, sheet.facts.references
    credit = facts.type_code == "381"
    fill = sheet.pick("#d9e1f2", "#e2efda", "#fff2cc", "#ededed")
    kind = h.titled(sheet, ("FACTURE N°", "Facture n°"), ("AVOIR N°",))
    rows = ""
    for place, line in enumerate(facts.lines):
        wet = line.name.startswith(("Pompage", "Vidange", "Traitement"))
        slip = h.distractor(sheet, "BSD-########-@@@@") if wet else ""
        cells = [h.day(sheet, place - len(facts.lines) - 6), h.distractor(sheet, "####"),
                 slip,
                 *(sheet.cell(line, key) for key in ("name", "unit", "qty", "price"))]  # fmt: skip
        css = ("", "", "", "", "", "n", "n")
        rows += "<tr>" + "".join(
            f'<td class="{k}">{cell}</td>' for k, cell in zip(css, cells, strict=True)
        )
        rows += f"{_by_rate(sheet, line)}</tr>"
    told = [sheet.vat_row(row) for row in facts.vat]
    many = len(told) > 1
    heads = ["Date", "Bon", "Bordereau déchets", "Intervention", "Unité", "Qté", "PU HT"]
    heads += [f"HT à {rate if '%' in rate else rate + ' %'}" for rate, _, _ in told]
    sums = [(sheet.pick("Total HT", "TOTAL HT"), [basis for _, basis, _ in told],
             "total_without_vat"),
            (sheet.pick("TVA", "Montant TVA"), [vat for _, _, vat in told], "total_vat"),
            (sheet.pick("Total TTC", "TOTAL TTC"),
             [sheet.amount(row.basis + row.amount) for row in facts.vat],
             "total_with_vat")]  # fmt: skip
    foot = ""
    for word, cells, field in sums:
        whole = sheet.total(field, bare=not many)
        shown = "".join(f'<td class="n">{cell}</td>' for cell in cells) if many else ""
        foot += f'<tr class="sum"><td colspan="7" class="n">{word}</td>{shown}'
        foot += f'<td class="n"><b>{whole}</b></td></tr>'
    top = "".join(f'<th class="{"n" if place > 4 else ""}">{head}</th>'
                  for place, head in enumerate(heads)) + ("<th class='n'>Ensemble</th>" if many
                                                          else "")  # fmt: skip
    if many:
        rows = rows.replace("</tr>", "<td></td></tr>")
    word = "À déduire de votre prochain règlement" if credit else sheet.pick(
        "NET À PAYER", "Reste à payer", "À régler")  # fmt: skip
    until = [f"{text} {day}" for text, day in h.due(sheet, "Échéance :", "À payer pour le")]
    info: list[Pair] = [("Client", refs["customer"]), ("Votre commande", refs["order"])]
    info += [("Sur facture", refs["original"])] if credit else []
    road = next(text for text in facts.others[0].street if text[0].isdigit())
    site = f"{road}, {facts.others[0].town}"
    pay = f"Virement : {sheet.iban()} – {sheet.bic()}" if until else ""
    return f"""<style>@page {{ size: A4 landscape; margin: 10mm 12mm }} body {{ font: 9pt
"Liberation Sans"; min-height: 186mm; padding-bottom: 10mm }} .head {{ display: grid;
grid-template-columns: 1fr 74mm 88mm; gap: 5mm; margin-bottom: 6mm }} .key td {{ border: 0.5pt solid
#888; padding: 1mm 2mm }} .key td:first-child {{ background: {fill} }} .sheet {{ width: 100% }}
.sheet td, .sheet th {{ border: 0.5pt solid #999; padding: 0.9mm 1.6mm }} .sheet th {{ background:
{fill}; font-size: 8.5pt }} .sheet .sum td {{ border-top: 0.9pt solid #444 }} .sheet .sum
td:first-child {{ border: 0 }} .net {{ margin: 5mm 0 0 auto; border: 1.6pt
solid #222; padding: 2mm 5mm; font: bold 12pt "Liberation Sans"; width: fit-content; background:
{fill} }}</style><div class="head"><div><b style="font-size:13pt">{sheet.name("seller")}</b><br>
{h.told(sheet, "{street}<br>Tél. {phone}<br>{mail}")}</div><div><table class="key"><tr><td><b>{kind}
</b></td><td><b>{sheet.number()}</b></td></tr><tr><td>Date</td><td>{sheet.date_of()}</td></tr>
{"".join(f"<tr><td>{k}</td><td>{v}</td></tr>" for k, v in info)}</table></div><div
style="font-size:10pt">{b.address(sheet, "buyer")}</div></div><p style="margin:0 0 2mm">Lieu des
travaux : {escape(site)}</p><table class="sheet"><thead><tr>{top}</tr></thead><tbody>{rows}{foot}
</tbody></table><div class="net">{word} : {sheet.total("amount_due")}</div><p>{" – ".join(until)}
<br>{pay}</p><p style="font-size:7.5pt">Agrément préfectoral vidangeur n° {h.distractor(sheet,
"201#-N-0##-####")} – Bordereaux de suivi tenus à votre disposition sur Trackdéchets. Pénalités de
retard : taux BCE + 10 points. Indemnité de recouvrement : 40 €.</p><div class="foot">
{h.told(sheet, "{form} {capital} € – Siret {siret} – {register} – APE {activity} – TVA {vat}")}
</div>"""  # fmt: skip
