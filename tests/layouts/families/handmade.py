"""Layouts of workmen who type their own papers: a mason, a chimney sweep, a landscape gardener."""

from dataclasses import replace

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Profile
from tests.layouts.families import Split, family
from tests.layouts.formats import NBSP
from tests.layouts.sheet import Sheet

_MASON = Profile("building", lines=(2, 9), prepaid=0.3, deposit=0.1, credit=0.05)


@family("mason_workbook", Split.MAKING, _MASON,
        replace(_MASON, regime="AE", lines=(1, 5), deposit=0, prepaid=0.1),
        replace(_MASON, retention=5, deposit=0))  # fmt: skip
def mason_workbook(sheet: Sheet) -> str:
    """A spreadsheet as it is printed: all cells ruled, VAT in columns by rate, bank beside sums."""
    h.adopt(sheet, ("##/%Y", "%y-##", "##", "%Y.###"), ("%d/%m/%Y", "dashed", "%d/%m/%y"),
            ("A##/%Y", "%y-A##"))  # fmt: skip
    money = sheet.pick("{}" + NBSP + "€", "{}" + NBSP + "€", "{}")
    sheet.style = replace(sheet.style, currency=money, thousands=sheet.pick(" ", NBSP, ""))
    facts, fill = sheet.facts, sheet.pick("#ffff00", "#d9e2f3", "#f8cbad", "#d9d9d9")
    kind = h.titled(sheet, ("FACTURE", "FACTURE TRAVAUX"), ("AVOIR",), ("FACTURE ACOMPTE",))
    meta = _mason_meta(sheet, kind)
    mine = [f"<big>{sheet.name('seller')}</big>", *b.street(facts.seller).split("<br>")]
    mine += [f"Tél {facts.seller.phone}", facts.seller.mail]
    rows = []
    for place in range(max(len(mine), len(meta))):
        label, value = meta[place] if place < len(meta) else ("", "")
        left = mine[place] if place < len(mine) else ""
        rows.append(_cells((3, "", left), (2, "l", label), (2, "m", value)))
    yours = [sheet.name("buyer"), *b.street(facts.buyer).split("<br>")]
    if sheet.maybe():
        yours.append(f"TVA {sheet.vat_id('buyer')}")
    rows += [_cells((3, "", ""), (4, "", text)) for text in ("", *yours, "")]
    what = sheet.pick("Réfection de la dépendance", "Extension côté cour", "Mur de clôture", "Abri")
    rows.append(_cells((7, "", f"<u>OBJET</u> : {what} - devis {facts.references['quote']}")))
    heads = sheet.pick(
        ("Pos", "OUVRAGES", "U", "QTES", "P.U. HT", "% TVA", "MT HT"),
        ("N°", "NATURE DES TRAVAUX", "Un", "Quant.", "Prix U", "Tx", "TOTAL"),
    )
    rows.append(_cells(*((1, f"h w{i}", head) for i, head in enumerate(heads))))
    for place, line in enumerate(facts.lines, 1):
        keys = ("name", "unit", "qty", "price", "rate", "total")
        texts = [sheet.cell(line, key) for key in keys]
        cells = [(1, "n" if i > 1 else "", text) for i, text in enumerate(texts)]
        rows.append(_cells((1, "", f"1.{place}"), *cells))
        rows += [_cells(*((1, "", ""),) * 7)] * (sheet.rng.random() < 0.25)
    rows += [_cells(*((1, "", ""),) * 7)] * sheet.rng.randint(1, 4)
    rows += [*_mason_sums(sheet), *_mason_recap(sheet)]
    legal = "{form} au capital de {capital} € - SIRET {siret} - APE {activity}"
    legal += " - TVA {vat}" if facts.profile.regime == "S" or sheet.maybe() else ""
    rows.append(_cells((7, "s", h.told(sheet, legal))))
    rows.append(
        _cells(
            (
                7,
                "s",
                "Assurance décennale : contrat "
                + h.distractor(sheet, "########")
                + " - France métropolitaine",
            )
        )
    )
    return f"""<style>body {{ font: 9.5pt "Liberation Sans" }} .xl {{ width: 100%; table-layout:
fixed }} .xl td {{ border: 0.4pt solid #b5b5b5; height: 4.6mm; padding: 0.2mm 1mm; vertical-align:
bottom }} .xl .h {{ background: {fill}; font-weight: bold; text-align: center; border: 0.8pt solid
}} .xl .m {{ background: {fill}; font-weight: bold; text-align: center }} .l, .t {{ text-align:
right }} .t {{ font-weight: bold }} .s {{ font-size: 7pt; text-align: center }} .w0 {{ width: 8mm
}} .w2 {{ width: 13mm }} .w3 {{ width: 17mm }} .w4 {{ width: 21mm }} .w5 {{ width: 14mm }} .w6 {{
width: 25mm }} .c {{ text-align: center; font-size: 7.5pt; margin-bottom: 3mm }}</style><div
class="c">{sheet.pick("Feuil1", "FACT", "modèle facture")}</div><table class="xl"><colgroup><col
class="w0"><col><col class="w2"><col class="w3"><col class="w4"><col class="w5"><col class="w6">
</colgroup>{"".join(rows)}</table><div class="foot">Page 1</div>"""  # fmt: skip


def _cells(*cells: tuple[int, str, str]) -> str:
    """Set a row of the sheet: every cell has a width in columns, a class and a text."""
    return (
        "<tr>"
        + "".join(f'<td colspan="{wide}" class="{css}">{text}</td>' for wide, css, text in cells)
        + "</tr>"
    )


def _mason_meta(sheet: Sheet, kind: str) -> list[Pair]:
    meta: list[Pair] = [("", kind), (sheet.pick("N°", "Numéro", "Fact. n°"), sheet.number())]
    meta += [(sheet.pick("DATE", "Date", "En date du"), sheet.date_of())]
    meta += [("Chantier", h.distractor(sheet, "CH%y##"))]
    return meta + h.due(sheet, "ECHEANCE", "A payer pour le", "Règlement au")


def _mason_sums(sheet: Sheet) -> list[str]:
    """Print sums in the last columns, and the account in the first of the same rows."""
    facts, sums = sheet.facts, list[Pair]()
    if facts.profile.regime == "AE":
        sums.append(
            (sheet.pick("TOTAL H.T.", "Total HT net de taxe"), sheet.total("total_with_vat"))
        )
        sheet.total("total_without_vat")
    else:
        sums.append((sheet.pick("TOTAL H.T.", "Total HT"), sheet.total("total_without_vat")))
        sums.append((sheet.pick("T.V.A.", "Total TVA"), sheet.total("total_vat")))
        sums.append((sheet.pick("TOTAL T.T.C.", "Total TTC"), sheet.total("total_with_vat")))
    words = {"prepaid": ("Acompte reçu", "Déduire acompte"), "credit": ("A VOUS DEVOIR",)}
    words |= {"retention": ("Ret. garantie 5%",), "amount": ("RESTE DU", "SOLDE A REGLER")}
    if facts.prepaid or facts.retention or sheet.maybe():
        sums += h.owed(sheet, words)
    notes = [""]
    if h.is_payable(sheet):
        notes = [
            sheet.pick("Virement ou chèque à l'ordre de l'entreprise", "Paiement par virement")
        ]
        notes.append(h.told(sheet, sheet.pick("RIB : {iban}", "IBAN {iban}")))
        if sheet.maybe(0.7):
            notes.append(h.told(sheet, "BIC {bic}"))
    if facts.profile.regime == "AE":
        notes.append("Autoliquidation : TVA due par le preneur (art. 283-2 nonies CGI)")
    rows = []
    for place in range(max(len(sums), len(notes))):
        label, value = sums[place] if place < len(sums) else ("", "")
        note = notes[place] if place < len(notes) else ""
        rows.append(_cells((2, "", note), (4, "t", label), (1, "t n", value)))
    return rows


def _mason_recap(sheet: Sheet) -> list[str]:
    if sheet.facts.profile.regime == "AE":
        return []
    columns = [sheet.vat_row(row) for row in sheet.facts.vat]
    spans = (2, 2, 1)[: len(columns)]
    rows = [_cells(*((1, "", ""),) * 7)]
    for place, label in enumerate(("Taux", "Base HT", "TVA")):
        left = (1, "t", f"{'' if place else 'Détail TVA : '}{label}")
        values = [(n, "n", column[place]) for n, column in zip(spans, columns, strict=True)]
        rest = ((1, "", ""),) * (5 - sum(spans))
        rows.append(_cells((1, "", ""), left, *values, *rest))
    return rows


@family("sweep_certificate", Split.MAKING,
        Profile("sweep", lines=(1, 4), paid=0.35, prepaid=0, credit=0.0),
        Profile("sweep", lines=(1, 5), person=True, prepaid=0.1, credit=0.0),
        Profile("sweep", lines=(1, 3), person=True, regime="E", paid=0.3, credit=0.0),
        )  # fmt: skip
def sweep_certificate(sheet: Sheet) -> str:
    """One sheet to be cut: a bill whose sums are one equation above, a certificate below."""
    h.adopt(sheet, ("####", "%y/###", "###", "R%y###", "%Y-###"),
            ("long", "%d/%m/%Y", "weekday", "%d/%m/%y"))  # fmt: skip
    facts, place = sheet.facts, b.street(sheet.facts.others[0], ", ")
    town = facts.seller.town.split(" ", 1)[1].split(" CEDEX")[0]
    kind = h.titled(sheet, ("FACTURE", "Facture", "NOTE"), ("AVOIR",))
    sign = sheet.pick("N°", "n°", "numéro")
    heads = [("name", "Travaux exécutés"), ("qty", "Nbre"), ("price", "à"), ("total", "Euros")]
    ids = "SIRET {siret} - APE {activity}" + ("" if b.is_exempt(sheet) else " - TVA {vat}")
    until = "".join(f"{k} {v}. " for k, v in h.due(
        sheet, "À régler pour le", "Règlement attendu au plus tard le", "Payable le"))  # fmt: skip
    bank = h.told(sheet, "Compte : {iban} ({bic})") if until and sheet.maybe(0.7) else ""
    hearths = "".join(
        f"<tr><td>{i}</td><td>{hearth}</td><td>{fuel}</td>"
        f"<td>{sheet.pick('satisfaisante', 'bonne', 'suies importantes')}</td></tr>"
        for i, (hearth, fuel) in enumerate(_hearths(sheet), 1)
    )
    font = sheet.pick("Liberation Serif", "P052", "URW Bookman")
    return f"""<style>@page {{ margin: 11mm 18mm }} body {{ font: 11pt "{font}"; padding-bottom: 0;
min-height: 270mm }} .ti {{ font-size: 20pt; font-weight: bold; color: {sheet.pick("#c00000",
"#1f3864", "#000")}; font-variant-ligatures: none }} .tx {{ border: 1pt double; padding: 1mm 3mm;
display: inline-block; letter-spacing: 1pt }} .lines {{ margin: 4mm 0 }} .lines td, .lines th, .ct
td, .ct th {{ border: 0.7pt solid #000; padding: 1mm 2mm }} .lines .c-name {{ width: 62% }} .eq {{
text-align: right; line-height: 1.7 }} .cut {{ border-top: 1pt dashed #000; margin: 9mm 0 5mm;
font-size: 8pt }} .ct {{ width: 100%; font-size: 10pt }} .sm {{ font-size: 8.5pt
}} p {{ margin: 2.5mm 0 }}</style><div class="row"><div><span class="ti">{sheet.name("seller")}
</span><br><i>{sheet.pick("Ramonage - Fumisterie - Poêles", "Maître ramoneur qualifié OPQR",
"Ramonage toutes cheminées")}</i><br>{b.street(facts.seller, " - ")}<br>Portable
{facts.seller.phone}</div></div><div style="margin:5mm 0 4mm 95mm">{b.address(sheet, "buyer")}</div>
<div>{town}, le {sheet.date_of()}</div><p style="text-align:center"><span class="tx">{kind} {sign}
{sheet.number()}</span></p><div>{sheet.pick("Lieu", "Adresse d'intervention", "Immeuble")} :
{place}. Passage du {sheet.day(facts.delivery_date)}.</div>{h.lines(sheet, heads)}<div class="eq">
{_equation(sheet)}</div><p>{until}{bank}</p><div class="sm">{h.told(sheet, ids)} -
{sheet.pick("Chèque à l'ordre de l'entreprise.", "Pas d'escompte.", "Assurance RC en cours.")}</div>
<div class="cut">&#9986; partie à conserver avec le contrat d'assurance</div><p
style="text-align:center"><b><u>CERTIFICAT DE RAMONAGE</u></b></p><p>Je soussigné certifie avoir
procédé le {sheet.day(facts.delivery_date)} au ramonage des conduits désignés ci-dessous, situés
{place}, et avoir vérifié leur vacuité sur toute la longueur.</p><table class="ct"><tr><th>N°</th>
<th>Conduit ou appareil</th><th>Comb.</th><th>Vacuité</th></tr>{hearths}</table><p>Prochain ramonage
conseillé avant le {h.day(sheet, 365)} (art. 31 du règlement sanitaire départemental).</p><div
class="row"><span class="sm">Certificat rattaché à la pièce {sheet.number()}</span><span>Cachet et
signature</span></div>"""  # fmt: skip


def _hearths(sheet: Sheet) -> list[Pair]:
    """Return what was swept, with its fuel."""
    fuels = {"fioul": "fioul", "granulés": "granulés"}
    swept = [line.name.split(" d'un ")[-1].split(" du ")[-1] for line in sheet.facts.lines
             if line.name.startswith("Ramonage")]  # fmt: skip
    found = [(it.capitalize(), fuels.get(it.split()[-1], "bois")) for it in swept]
    return found or [("Conduit collectif, bâtiment principal", "gaz")]


def _equation(sheet: Sheet) -> str:
    """Write the sums as one running addition, then what is left."""
    facts = sheet.facts
    if b.is_exempt(sheet):
        total = sheet.total("total_with_vat")
        sheet.total("total_without_vat")
        text = f"Somme totale : <b>{total}</b> (T.V.A. non applicable, article 293 B du C.G.I.)"
    else:
        parts = [f"{sheet.pick('H.T.', 'Hors taxes')} {sheet.total('total_without_vat')}"]
        parts += [f"{k} {v}" for k, v in h.vat_sums(
            sheet, "T.V.A. {rate}" + " sur {basis} :" * (len(facts.vat) > 1), "")]  # fmt: skip
        whole = sheet.total("total_with_vat")
        text = f"{' + '.join(parts)} = <b>{sheet.pick('T.T.C.', 'TTC')} {whole}</b>"
    if facts.prepaid:
        how = sheet.pick("Reçu ce jour par chèque", "Payé en espèces", "Versé à la commande")
        text += f"<br>{how} : {sheet.total('prepaid')} - Reste : {sheet.total('amount_due')}"
    return text


_GARDENER = Profile("garden", lines=(3, 8), prepaid=0.1, credit=0.06)


@family("gardener_visits", Split.MAKING, _GARDENER,
        replace(_GARDENER, lines=(2, 6), adjustments=("discount",)))  # fmt: skip
def gardener_visits(sheet: Sheet) -> str:
    """A month of visits: name and title run up a green edge, the sums stand before the work."""
    h.adopt(sheet, ("%Y/%m/##", "EV%y%m-##", "%y%m##", "J-####"),
            ("%d/%m/%Y", "long", "%d.%m.%Y", "%d/%m/%y"), ("AV%y%m-##",))  # fmt: skip
    facts, green = sheet.facts, sheet.pick("#4f7942", "#2e5d34", "#7a8f2b")
    kind = h.titled(sheet, ("facture", "Facture d'entretien", "FACTURE"), ("avoir", "Avoir"))
    rows, back = [], 26
    for line in facts.lines:
        keys = ("name", "qty", "unit", "price", "rate", "total")
        cells = [sheet.cell(line, key) for key in keys]
        crew = sheet.pick("Luc + 1", "Équipe A", "Équipe B", "Sofiane", "Luc, Marie")
        rows.append([h.day(sheet, -back), crew, *cells])
        back = max(1, back - sheet.rng.randint(2, 5))
    heads = ("Passage", "Qui", "Fait", "Nb", "", "à", "TVA", "HT")
    kinds = ("day", "crew", "name", "qty", "unit", "price", "rate", "total")
    sums = h.extras(sheet, {"sum": "Travaux du mois", "discount": "Remise contrat annuel"}, False)
    sums.append((sheet.pick("Hors taxes", "Total H.T."), sheet.total("total_without_vat")))
    sums += h.vat_sums(sheet, "TVA {rate}", "Sans TVA", bare=False)
    sums.append((sheet.pick("Toutes taxes", "Total T.T.C."), sheet.total("total_with_vat")))
    if facts.prepaid or sheet.maybe(0.4):
        words = {"prepaid": ("Déjà versé",), "credit": ("En votre faveur",)}
        sums += h.owed(sheet, words | {"amount": ("Reste à nous verser", "À verser")})
    until = [
        f"{k} {v}" for k, v in h.due(sheet, "à verser pour le", "échéance au", "à verser avant le")
    ]
    note = sheet.pick("Certiphyto n° {n}", "Contrat d'entretien {n}", "Agrément phyto. BR{n}")
    ids = "{name} - {street_} - {siret} (SIRET) - TVA {vat}<br>IBAN {iban} - {mail}"
    return f"""<style>@page {{ margin: 0 }} body {{ font: 10pt "{sheet.pick(
"URW Gothic", "DejaVu Sans Condensed", "Nimbus Sans")}"; padding: 12mm 14mm 12mm 34mm; min-height:
296mm }} .edge {{ position: absolute; left: 0; top: 0; bottom: 0; width: 24mm; background:
{green}; color: #fff }} .edge div {{ writing-mode: vertical-rl; transform: rotate(180deg); position:
absolute; top: 30mm; left: 6mm; font-size: 24pt; white-space: nowrap }} .box {{ border: 2pt solid
{green}; border-radius: 5mm; padding: 3mm 5mm; margin: 7mm 0; display: grid; grid-template-columns:
1fr auto; align-items: center }} .box td {{ padding: 0.7mm 2mm }} .box tr:last-child td {{
font-weight: bold }} .lines {{ font-size: 8.5pt }} .lines th {{ color: {green}; text-align: left }}
.lines th.n {{ text-align: right }} .lines td {{ border-bottom: 0.5pt dotted {green}; padding: 1.2mm
1mm }} .lines .c-name {{ width: 34% }} .lines .c-day {{ white-space: nowrap }} .sm {{ font-size:
7.5pt }}</style><div class="edge"><div>{sheet.name("seller")}</div></div><div class="row"><div
class="sm">{sheet.pick("création - entretien - élagage", "jardins & terrasses", "espaces verts")}
<br>{facts.seller.phone}</div><div style="width:78mm">{b.address(sheet, "buyer")}</div></div><div
style="margin-top:8mm"><b style="color:{green};font-size:16pt">{kind}</b> &nbsp; {sheet.number()}
&nbsp; {sheet.pick("du", "établie le", "faite le")} {sheet.date_of()}</div><div class="box"><div>
Le mois en bref<br><span class="sm">{len(facts.lines)} interventions, {"<br>".join(until)}</span>
</div>{b.pair_rows(sums, "")}</div>{b.table(kinds, heads, rows, "lines")}<p class="sm">
{note.format(n=h.distractor(sheet, "#####"))} - prochain passage le {h.day(sheet, 9)}. En cas de
retard : intérêts au triple du taux légal et 40 € de frais.</p><div class="foot"
style="left:34mm;right:14mm;bottom:8mm">{h.told(sheet, ids)}</div>"""  # fmt: skip
