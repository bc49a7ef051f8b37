"""Papers of a coach firm that drives groups, and of a baker who delivers to canteens."""

from dataclasses import replace

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import ZERO, Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet

_COACH = Profile("coaches", lines=(2, 6), prepaid=0.2, credit=0.06)
_STOPS = ("École J. Ferry", "Gare routière", "Stade municipal", "Piscine", "Parking mairie")


@family("coach_trips", Split.MAKING, _COACH,
        replace(_COACH, adjustments=("discount",), lines=(1, 4)),
        replace(_COACH, lines=(5, 9), prepaid=0))  # fmt: skip
def coach_trips(sheet: Sheet) -> str:
    """A coach firm's planner: a trip sheet below each line, the sums in tiles, three a row."""
    h.adopt(sheet, ("%y-#####", "FT %y.####", "T%y%m-###", "9#####"),
            ("%d/%m/%Y", "%d/%m/%y", "%d.%m.%Y"), ("AT %y.####", "AV#####"))  # fmt: skip
    facts, refs = sheet.facts, sheet.facts.references
    hue = sheet.pick("#0b4f9c", "#8c1d40", "#00695c", "#c75000")
    credit = facts.type_code == "381"
    kind = h.titled(sheet, ("Facture transport", "FACTURE", "Facture de transport"), ("AVOIR",))
    quotes = sheet.maybe(0.6)

    def trip(line: Line) -> str:
        """Say where the coach went, for what is a trip."""
        if line.unit not in ("forfait", "u") or line.name.startswith(("Repas", "Remorque", "Sec")):
            return ""
        start, end = sheet.rng.sample(_STOPS, 2)
        hours = sheet.pick("08h15 / 16h40", "13h30 / 17h05", "07h00 / 20h15", "09h10 / 11h25")
        return f"""<br><small>{start} &gt; {end} &gt; retour &nbsp; {hours} &nbsp;
{sheet.rng.randint(18, 61)} pax &nbsp; car {h.distractor(sheet, "1##")}</small>"""

    heads: tuple[Pair, ...] = (("=M%y-####", "Mission"), ("delivery", "Le"), ("name", "Service"))
    heads += (("qty", "Nb"), ("price", "P.U. HT"), ("code", "T"), ("total", "HT"))
    boxes: list[Pair] = [("Mission(s) HT", sheet.amount(facts.line_sum))]
    if facts.adjustments:
        cut = sum((it.amount for it in facts.adjustments), ZERO)
        boxes.append(("Remise fidélité", sheet.amount(cut)))
    boxes.append((sheet.pick("Base HT", "Net HT"), sheet.total("total_without_vat")))
    boxes.append((sheet.pick("TVA", "Taxe"), sheet.total("total_vat")))
    boxes.append((sheet.pick("T.T.C.", "Montant TTC"), sheet.total("total_with_vat")))
    words = {"prepaid": ("Arrhes", "Acompte reçu"), "amount": ("RESTE DÛ", "À NOUS RÉGLER"),
             "credit": ("À VOUS REMBOURSER", "À VALOIR")}  # fmt: skip
    if facts.prepaid or credit or sheet.maybe():
        boxes += h.owed(sheet, words)
    bases = (("code", "T"), ("rate", "%"), ("basis", "HT"), ("vat", "TVA"), ("gross", "TTC"))
    told: list[Pair] = [("n°", sheet.number()), ("émise le", sheet.date_of())]
    told += h.due(sheet, "payable le", "échéance du", "à payer pour le")
    told += [("dossier", h.distractor(sheet, "D#####")), ("compte", refs["customer"])]
    if credit:
        told.append(("annule", refs["original"]))
    service: list[Pair] = [("Responsable", sheet.pick("Mme Lorand", "M. Keller", "Mme Petit"))]
    service += [("Bon n°", refs["order"]), ("Devis", refs["quote"])][: 2 if quotes else 1]
    service += [("Exploitation", f"{facts.others[1].phone} (24h/24)")]
    licence = h.distractor(sheet, "%Y/53/000####")
    pay = h.told(sheet, "{name} - {iban} - {bic}") if h.is_payable(sheet) else ""
    return f"""<style>@page {{ margin: 10mm 13mm }} body {{ font: 9pt
"DejaVu Sans Condensed"; min-height: 274mm }} .quad {{ display: grid; grid-template-columns: 1fr
1fr; gap: 3mm }}
.quad > div {{ border: 0.5pt solid #999; border-radius: 2mm; padding: 3mm 4mm; min-height: 27mm }}
.tag {{ background: {hue}; color: #fff; padding: 0.6mm 3mm; font-size:
7.5pt; border-radius: 1mm; display: inline-block; margin-bottom: 1mm }}
.lines {{ margin-top: 6mm; font-size: 8.5pt }} .lines th {{ color: {hue}; border-bottom: 1.5pt solid
{hue} }} .lines td {{ border-bottom: 0.3pt dotted #777; padding: 1.2mm 1.5mm }} .lines small {{
color: #555; font-size: 7pt }} .lines .c-name {{ width: 48% }} .three {{ display: grid;
grid-template-columns: repeat(3, 33mm); gap: 1.5mm; margin-top: 7mm }} .three div {{ border-left:
1mm solid {hue}; background: #f4f4f4; padding: 1.2mm 2mm; text-align: right; font-size: 10pt }}
.three small {{ color: #555; float: left; font-size: 7pt }} .vat {{ font-size: 7.5pt; margin-top:
7mm }} .vat th, .vat td {{ border: 0.3pt solid #aaa }}</style><div class="quad"><div>
<b style="font-size:13pt;color:{hue}">{sheet.name("seller")}</b><br>{h.told(sheet,
"{street}<br>Tél. {phone}<br>{site}")}</div><div><span class="tag">{sheet.pick("Donneur d'ordre",
"Client", "Organisateur du voyage")}</span><br>{b.address(sheet, "buyer")}</div><div>
<span class="tag">Réservation</span><br>{b.pair_lines(service)}</div><div style="font-size:10pt">
<span class="tag" style="font-size:10pt">{kind}</span><br>{b.pair_lines(told, colon=" ")}</div>
</div>
{h.lines(sheet, heads, more=trip)}<div class="row"><div class="three">{h.cards(boxes, "")}</div>
{h.recap(sheet, bases)}</div><p style="font-size:8pt">{pay}</p><p style="font-size:7.5pt">Les heures
de conduite et de repos sont celles du règlement (CE) n° 561/2006. Tout kilomètre au-delà du devis
est facturé en sus. {sheet.pick("Les péages figurent au réel.", "Animaux non admis à bord.")}</p>
<p class="foot">{h.told(sheet, "{form} au capital de {capital} € - Siret {siret} - APE {activity} "
"- TVA {vat}")} - Licence communautaire {licence}<br>Garantie financière et RC
professionnelle : contrat {h.distractor(sheet, "######-@")} - Pénalités : 3 fois le taux légal,
indemnité de recouvrement 40 €</p>"""  # fmt: skip


_BREAD = Profile("bakery", lines=(3, 8), prepaid=0, credit=0.05)
_DAYS = ("lun", "mar", "mer", "jeu", "ven", "sam")


def _daily(sheet: Sheet, line: Line) -> list[str]:
    """Share a quantity out over the days of the week."""
    rest, cells = int(line.quantity), []
    for left in range(6, 1, -1):
        part = min(rest, round(rest / left * sheet.rng.uniform(0.7, 1.3)))
        rest -= part
        cells.append(str(part) if part else "")
    return [*cells, str(rest) if rest else ""]


@family("bread_by_days", Split.JUDGING, _BREAD, replace(_BREAD, adjustments=("discount",)),
        replace(_BREAD, lines=(1, 4), person=True, credit=0))  # fmt: skip
def bread_by_days(sheet: Sheet) -> str:
    """A baker's spreadsheet across the page: a column for each weekday, sums in the last rows."""
    h.adopt(sheet, ("%Y-%m-##", "##", "%m/%y-##", "F##-%Y"), ("%d/%m/%Y", "%d/%m/%y", "long"))
    facts, credit = sheet.facts, sheet.facts.type_code == "381"
    head, pale = sheet.pick(("#ffd966", "#fff2cc"), ("#c6e0b4", "#e2efda"), ("#bdd7ee", "#ddebf7"))
    kind = h.titled(sheet, ("FACTURE", "Facture"), ("AVOIR", "Avoir"))
    rows = ""
    for line in facts.lines:
        cells = "".join(f'<td class="n">{cell}</td>' for cell in _daily(sheet, line))
        rows += f"""<tr><td>{sheet.cell(line, "name")}</td>{cells}<td class="n">
{sheet.cell(line, "qty")}</td><td class="n">{sheet.cell(line, "price")}</td><td class="n">
{sheet.cell(line, "rate")}</td><td class="n">{sheet.cell(line, "total")}</td></tr>"""
    rows += ('<tr class="e"><td></td>' + "<td></td>" * 10 + "</tr>") * sheet.rng.randint(1, 3)
    sums: list[Pair] = h.extras(sheet, {"sum": "sous total", "discount": "remise collectivité"})
    sums.append((sheet.pick("TOTAL HT", "total ht"), sheet.total("total_without_vat")))
    sums += h.vat_sums(sheet, "TVA {rate} sur {basis}", "", bare=False)
    if len(facts.vat) > 1:
        sums.append((sheet.pick("total tva", "TVA en tout"), sheet.total("total_vat")))
    word = sheet.pick("TOTAL TTC", "total ttc à payer", "A PAYER TTC")
    if credit:
        word = "TOTAL TTC en votre faveur"
    sums.append((word, sheet.total("total_with_vat")))
    sheet.total("amount_due")
    ends = "".join(
        f'<tr class="t"><td colspan="8" class="o"></td><td colspan="2" class="n">{label}</td>'
        f'<td class="n">{value}</td></tr>'
        for label, value in sums
    )
    meta: list[Pair] = [(sheet.pick("N°", "numéro"), sheet.number()), ("date", sheet.date_of())]
    meta += h.due(sheet, "à régler avant", "échéance")
    meta += [("livraisons du", f"{h.day(sheet, -31)} au {h.day(sheet, -1)}")]
    if credit:
        meta.append(("sur facture", facts.references["original"]))
    top = "".join(f'<tr><td>{k}</td><td class="n">{v}</td></tr>' for k, v in meta)
    days = "".join(f"<th>{day}</th>" for day in _DAYS)
    bank = "" if credit else "chèque à l'ordre de la boulangerie"
    if not credit and sheet.maybe(0.7):
        bank = h.told(sheet, "virement : {iban}")
    return f"""<style>@page {{ size: A4 landscape; margin: 12mm 14mm }} body {{ font: 10pt
"Liberation Sans"; min-height: 184mm; padding-bottom: 8mm }} .grid {{ width: 100%; margin-top:
6mm }}
.grid td, .grid th {{ border: 0.5pt solid #888; padding: 1mm 1.5mm }} .grid th {{ background:
{head}; text-align: center; font-weight: normal }} .e td {{ height: 4.5mm }} .grid .o {{ border:
0 }}
.t .n {{ background: {pale} }} .t:last-child .n {{ font-weight: bold; background: {head} }}
.meta td {{ border: 0.5pt solid #888; padding: 1mm 2mm; white-space: nowrap }}
 .k {{ background: {head}; font-size: 16pt;
padding: 1mm 3mm; border: 0.5pt solid #888; text-align: center }}</style><div class="row"
style="gap:8mm"><div style="width:85mm"><b style="font-size:12pt">{sheet.name("seller")}</b><br>
{h.told(sheet, "{street}<br>{phone}<br>siret {siret}<br>tva intra {vat}")}</div><div
style="width:78mm"><div class="k">{kind}</div><table class="meta" style="width:100%">{top}</table>
</div><div style="width:80mm;border:0.5pt solid #888;padding:2mm 3mm;min-height:22mm">
{b.address(sheet, "buyer")}</div></div><table class="grid"><tr><th rowspan="2">produit</th><th
colspan="6">quantités livrées, cumul du mois par jour de semaine</th><th rowspan="2">qté</th><th
rowspan="2">pu ht</th><th rowspan="2">tva</th><th rowspan="2">total ht</th></tr><tr>{days}</tr>
{rows}{ends}</table><p>{bank}</p><p style="font-size:8pt">{sheet.pick("Pas d'escompte en cas de "
"règlement anticipé.", "Commandes à modifier la veille avant 11 h.")} Retard de paiement : taux BCE
+ 10 points et 40 € de frais de recouvrement.</p>"""  # fmt: skip
