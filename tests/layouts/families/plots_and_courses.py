"""Layouts of those who sell knowledge: a land surveyor's letter, a training body's sessions."""

from dataclasses import replace

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet

_PLOTS = Profile("surveyor", lines=(1, 5), prepaid=0.35, credit=0.05)


@family("surveyor_fee_letter", Split.MAKING, _PLOTS, replace(_PLOTS, lines=(3, 7), prepaid=0.1))
def surveyor_fee_letter(sheet: Sheet) -> str:
    """A margin of partners and identifiers, a letter beside it; disbursements, a provision."""
    h.adopt(
        sheet,
        ("H %y-###", "%Y-###/H", "####.%m.%y", "NH%y%m##", "%y.####-0#"),
        ("long", "long", "weekday", "%d/%m/%Y"),
        ("AVH %y-##", "%Y-###/A"),
    )
    facts, hue = sheet.facts, sheet.pick("#8a5a1c", "#2f4f3a", "#3a3a5c")
    credit = facts.type_code == "381"
    kind = h.titled(
        sheet,
        ("Note d'honoraires", "NOTE D'HONORAIRES", "Facture d'honoraires"),
        ("Avoir sur honoraires", "AVOIR"),
    )
    untaxed = [row for row in facts.vat if not row.rate]
    sums: list[Pair] = [("Honoraires", sheet.vat_row(row)[1]) for row in facts.vat if row.rate]
    for row in untaxed:
        paid = sheet.show("vat_breakdown", sheet.amount(row.basis))
        sums.append(("Débours, sans TVA (art. 267 II-2° du CGI)", paid))
    with_out = "Total hors taxe" + (", débours compris" if untaxed else "")
    sums.append((with_out, sheet.total("total_without_vat")))
    sums += h.vat_sums(sheet, "TVA au taux de {rate}", "", bare=False)[
        : len(facts.vat) - len(untaxed)
    ]
    sheet.total("total_vat")
    sums.append(("Total TVA comprise", sheet.total("total_with_vat")))
    provision = ("Provision reçue, à déduire", "Votre provision sur honoraires")
    words: dict[str, h.Words] = {"prepaid": provision}
    words |= {"amount": ("Solde à nous régler", "Reste dû"), "credit": ("Solde en votre faveur",)}
    sums += h.owed(sheet, words)
    until = "".join(f"{label} {value}" for label, value in h.due(
        sheet, "en nous réglant pour le", "par un règlement avant le"))  # fmt: skip
    money = sheet.show("currency", "euros")
    ask = f"Les sommes s'entendent en {money}. Merci de bien vouloir solder ce dossier {until}."
    thanks = f"Les sommes s'entendent en {money}."
    pay = "Virement : {iban}, code BIC {bic}, à l'ordre de {name}"
    pay = "" if credit else h.told(sheet, pay)
    margin = "SIRET<br>{siret}<br><br>TVA<br>{vat}<br><br>APE {activity}<br>RCS {register}"
    origin = f"<br>Rectifie notre note {facts.references['original']}" if credit else ""
    plot = f"section {sheet.pick('AB', 'ZK', 'BC')} n° {h.distractor(sheet, '1##')}"
    about: list[Pair] = [
        ("N/Réf.", f"Dossier {facts.references['file']}"),
        ("V/Réf.", f"Votre accord du {h.day(sheet, -48)}"),
        ("Objet", f"Parcelle cadastrée {plot}, {facts.others[0].town}"),
    ]
    return f"""<style>@page {{ margin: 12mm 14mm 12mm 10mm }} body {{ font: 10pt "P052"; display:
grid; grid-template-columns: 40mm 1fr; gap: 9mm; min-height: 272mm; padding: 0 }} .side {{ font:
7.5pt "URW Gothic"; border-right: 0.6pt solid {hue}; padding-right: 3mm; color: #444; line-height:
1.35; display: flex; flex-direction:
column; justify-content: space-between; height: 264mm }} .side .v, .side span {{ white-space:
normal;
overflow-wrap: anywhere }} .side b
{{ color: {hue}; font-size: 11.5pt }} .to {{ margin:
22mm 0 10mm 42mm }} .about td {{ padding: 0.4mm 0; vertical-align: top }} .about .l {{ width: 18mm;
color: {hue} }} .about .n {{ text-align: left; white-space: normal }} .ttl {{ text-align: center;
font-size: 14pt; margin: 8mm 0 6mm; letter-spacing: 0.5pt }} .it {{ display: flex; align-items:
baseline; margin: 1.6mm 0 }} .it i {{ flex: 1; border-bottom: 1px dotted #777; margin: 0 2mm }} .it
small {{ color: #666; font-size: 8pt }} .sum {{ margin: 7mm 0 6mm auto; width: 104mm }} .sum td {{
padding: 0.7mm 0 }} .sum tr:last-child td {{ border-top: 0.6pt solid {hue}; font-weight: bold;
padding-top: 1.5mm }}</style><div class="side"><div><b>{sheet.name("seller")}</b><br>Société de
géomètres-experts<br>Foncier – Topographie – Urbanisme<br><br>{b.street(facts.seller)}<br><br>
{facts.seller.phone}<br><span style="font-size:6pt">{facts.seller.mail}</span></div><div>
<b style="font-size:8pt">Associés</b><br>Hélène Marbeuf<br>n° {h.distractor(sheet, "0####")} OGE<br>
Jean-Luc Sorel<br>n° {h.distractor(sheet, "0####")} OGE<br><br>Inscrite au tableau de l'Ordre sous
le n° {h.distractor(sheet, "20##@####")}<br><br>{h.told(sheet, margin)}<br><br>Responsabilité
professionnelle assurée, police {h.distractor(sheet, "114 ### ###")}</div></div><div><div
class="to">
{b.address(sheet, "buyer")}</div><p style="text-align:right">{facts.seller.register}, le
{sheet.date_of()}</p>{b.pair_rows(about, "about", " :")}<div class="ttl">{kind} n° {sheet.number()}
</div>{origin}{"".join(_item(sheet, line) for line in facts.lines)}{b.pair_rows(sums, "sum")}<p>
{thanks if credit or not h.is_payable(sheet) else ask}</p><p>{pay}</p><p
style="font-size:7.5pt">Tout retard donne lieu à une
pénalité de trois fois l'intérêt légal et à l'indemnité forfaitaire de 40 €. Les plans ne sont
remis signés qu'après paiement du solde.</p></div>"""  # fmt: skip


def _item(sheet: Sheet, line: Line) -> str:
    """Print a line as an index has it: what was done, dots, the amount."""
    detail = ""
    if line.unit != "forfait" or line.quantity != 1:
        detail = f"{sheet.cell(line, 'qty')} {line.unit} à {sheet.cell(line, 'price')}"
        detail = f" <small>&nbsp;({detail})</small>"
    return f"""<div class="it">{sheet.cell(line, "name")}{detail}<i></i>
{sheet.cell(line, "total")}</div>"""


_COURSES = Profile("courses", lines=(1, 4), prepaid=0.1, credit=0.06)


@family("training_sessions", Split.JUDGING, replace(_COURSES, regime="E"),
        replace(_COURSES, lines=(2, 6), adjustments=("discount",)))  # fmt: skip
def training_sessions(sheet: Sheet) -> str:
    """Coloured squares, the course as a list, exempt or not; identifiers in a sentence below."""
    h.adopt(
        sheet,
        ("FF%y%m-####", "F-%Y-####", "%y-#####", "FAC########", "##### / %Y"),
        ("%d/%m/%Y", "long", "%d.%m.%y", "%Y-%m-%d"),
        ("AF%y%m-####", "AV-%Y-####"),
    )
    facts, hue = sheet.facts, sheet.pick("#d6336c", "#1971c2", "#e8590c", "#2b8a3e")
    credit = facts.type_code == "381"
    exempt = b.is_exempt(sheet)
    kind = h.titled(
        sheet,
        ("Facture de formation", "FACTURE", "Facture – action de formation"),
        ("Avoir – action de formation", "AVOIR"),
    )
    priced = max(facts.lines, key=lambda line: (line.unit in {"pers", "jour"}, line.unit_price))
    course = priced.name.split(",")[0]
    about: list[Pair] = [
        ("Convention", h.distractor(sheet, "CV%y-####")),
        ("Intitulé principal", course),
        ("Dates", f"du {h.day(sheet, -16)} au {h.day(sheet, -12)}, 8 h 30 – 17 h"),
        ("Durée par stagiaire", sheet.pick("14 heures", "21 heures", "35 heures")),
        ("Lieu", b.street(facts.others[0], ", ")),
        ("Stagiaires", sheet.pick("liste jointe à la convention", "selon feuilles d'émargement")),
        ("Financement", sheet.pick("plan de développement des compétences", "fonds propres")),
    ]
    if credit:
        about.append(("Annule", facts.references["original"]))
    square: list[Pair] = [("n°", sheet.number()), (sheet.pick("du", "émise le"), sheet.date_of())]
    square.append(("réf. client", facts.references["customer"]))
    until = h.due(sheet, "à régler au plus tard le", "paiement attendu le", "échéance")
    square += until
    heads = [
        ("name", "Prestation"),
        ("qty", "Nombre"),
        ("unit", "Unité"),
        ("price", "Coût unitaire"),
    ]
    heads += [] if exempt else [("rate", "TVA")]
    heads.append(("total", "Coût net de taxe" if exempt else "Coût HT"))
    last = "À déduire de vos prochaines factures" if credit else "Net à verser"
    words = {"prepaid": ("Acompte versé à l'inscription",), "amount": (last,)}
    extra = {"sum": "Coût pédagogique", "discount": "Remise groupe"}
    sums = h.extras(sheet, extra, bare=False)
    if exempt:
        sums.append(("Total net de taxe", sheet.total("total_with_vat")))
        sheet.total("total_without_vat")
    else:
        sums.append(("Total HT", sheet.total("total_without_vat")))
        sums += h.vat_sums(sheet, "TVA {rate}", "Sans TVA", bare=False)
        sums.append(("Total TTC", sheet.total("total_with_vat")))
    sums += h.owed(sheet, words)
    why = """TVA non applicable : formation professionnelle continue exonérée, article 261-4-4° a du
CGI, attestation délivrée par la DREETS. """ if exempt else ""  # fmt: skip
    law = "{name}, {form} au capital de {capital} €, est immatriculée au RCS de {register} sous le "
    law += "numéro {siren} (SIRET {siret}"
    law += ")" if exempt and sheet.maybe() else "; TVA intracommunautaire {vat})"
    money = sheet.show("currency", "euros")
    pay = "" if credit else f", payables sur le compte {sheet.iban()} ({sheet.bic()})"
    nda = h.distractor(sheet, "53 35 ##### 35")
    return f"""<style>body {{ font: 9.5pt "Nimbus Sans"; padding-bottom: 26mm }} .top {{ display:
grid; grid-template-columns: 1fr 1fr; gap: 14mm }} .squares {{ display: grid;
grid-template-columns: 1fr 1fr; gap: 1.5mm }} .card {{ background: {hue}; color: #fff; padding: 2mm
3mm; min-height: 11mm; font-size: 10pt }} .card small {{ font-size: 7.5pt }} .to {{ border-left: 2mm
solid {hue}; padding: 1mm 4mm; margin-top: 6mm }} h2 {{ font-weight: normal; color: {hue};
margin: 9mm 0 2mm }} .about {{ width: 100%; background: #f6f6f6; margin-bottom: 5mm }} .about td {{
padding: 0.8mm 3mm }} .about .l {{ color: #666; width: 38mm }} .about .n {{ text-align: left;
white-space: normal }} .lines th {{ border-bottom: 1.5pt solid {hue}; font-size: 8pt }} .lines td {{
padding: 1.6mm 4px; border-bottom: 0.4pt solid #ddd }} .sum {{ margin: 4mm 0 0 auto; min-width:
86mm }} .sum td {{ padding: 1mm 4px }} .sum tr:last-child td {{ color: {hue}; font-weight: bold;
font-size: 12pt }} .end {{ position: absolute; bottom: 0; left: 0; right: 0; font-size: 7.5pt;
color: #555; border-top: 0.5pt solid #bbb; padding-top: 2mm }}</style><div class="top"><div>
{sheet.logo(facts.seller.brand, hue)}<br>{b.street(facts.seller, " · ")}<br>{facts.seller.phone} ·
{facts.seller.mail}<div class="to">{b.address(sheet, "buyer")}<br><span style="font-size:8pt">
{sheet.pick("À l'attention du service formation", "Service ressources humaines")}</span></div></div>
<div class="squares" style="align-content:start">{h.cards(square)}</div></div><h2>{kind}</h2>
{b.pair_rows(about, "about")}{h.lines(sheet, heads)}{b.pair_rows(sums, "sum")}<p
style="font-size:8.5pt">{why}Feuilles d'émargement et certificats de réalisation joints. Montants en
{money}{pay}. Pas d'escompte ; retard : 12 % l'an
et 40 € de frais.</p><div class="end">{h.told(sheet, law)}. Déclaration d'activité enregistrée sous
le numéro {nda} auprès du préfet de région, ce qui ne vaut pas agrément de l'État. Certifié Qualiopi
au titre des actions de formation. Accueil des personnes en situation de handicap : référente Anne
Kerdal.</div>"""  # fmt: skip
