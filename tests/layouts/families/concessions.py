"""Layouts of those who bill by badge or by site: a motorway operator, a supplier of power."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.corporations import groups, incorporate
from tests.layouts.facts import ZERO, Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.parties import make_party
from tests.layouts.sheet import Sheet

_TOLLS = """<style>@page { margin: 0 } body { font: 9pt "DejaVu Sans Condensed", "DejaVu Sans";
min-height: 0; padding: 0 } .one { position: relative; height: 297mm; box-sizing: border-box }
.road { background: var(--hue); color: #fff; padding: 5mm 14mm; display: flex; justify-content:
space-between; align-items: center; font-size: 8pt } .road b { font-size: 15pt }
.refs { position: absolute; left: 14mm; top: 34mm; width: 72mm; font-size: 8pt; line-height: 1.5 }
.to { position: absolute; left: 108mm; top: 50mm; font-size: 10pt }
.core { position: absolute; left: 14mm; right: 14mm; top: 104mm } .core h2 { color: var(--hue);
font-size: 11pt; margin: 0 0 2mm; border-bottom: 0.6mm solid var(--hue) } .parts { width: 100% }
.parts td, .parts th { padding: 1.4mm 2mm; border-bottom: 0.3pt solid #bbb }
.parts .sum td { background: #eef1f4; font-weight: bold; font-size: 10.5pt }
.when { border: 0.5mm solid var(--hue); border-radius: 3mm; padding: 4mm; margin: 7mm 0 }
.law { position: absolute; left: 14mm; right: 14mm; bottom: 9mm; font-size: 6.3pt; color: #444 }
.trips { padding: 12mm 14mm } .lines { font-size: 7.6pt } .lines th { border-bottom: 1px solid;
font-weight: normal; color: var(--hue) } .lines .c-name { width: 44% } .badge { margin: 3mm 0 0;
font-weight: bold; font-size: 8pt; break-after: avoid } .sub { text-align: right; font-size: 8pt;
break-before: avoid }</style>"""


def _is_trip(line: Line) -> bool:
    return line.unit == "passage"


def _is_parking(line: Line) -> bool:
    return line.unit == "stat."


def _is_service(line: Line) -> bool:
    return line.unit == "badge"


_KINDS: tuple[tuple[str, Callable[[Line], bool]], ...] = (
    ("Trajets sur autoroute", _is_trip),
    ("Parkings partenaires", _is_parking),
    ("Frais de badge et services", _is_service),
)


def _toll_parts(sheet: Sheet) -> str:
    rows = []
    for word, belongs in _KINDS:
        chosen = [line for line in sheet.facts.lines if belongs(line)]
        if chosen:
            many = h.count(sheet, sum((line.quantity for line in chosen), ZERO))
            worth = sheet.amount(sum((line.total for line in chosen), ZERO), bare=False)
            rows.append(f'<tr><td>{word}</td><td class="n">{many}</td><td class="n">{worth}</td>')
    total = sheet.total("total_with_vat")
    word = sheet.pick("Total de la facture, TTC", "TOTAL TTC", "Total du mois (TTC)")
    return f"""<table class="parts"><tr><th>{sheet.pick("Vos consommations", "Nature")}</th>
<th class="n">Nombre</th><th class="n">Montant TTC</th></tr>{"".join(rows)}<tr class="sum"><td
colspan="2">{word}</td><td class="n">{total}</td></tr></table>"""


def _toll_trips(sheet: Sheet) -> str:
    head = ("Dernier passage", "Entrée - sortie ou prestation", "Nb", "Tarif TTC", "TVA")
    columns = ("qty", "price_gross", "rate", "total_gross")
    parts = []
    for run in groups(sheet, 4, 11):
        badge = h.distractor(sheet, "2504 3### #### ## ###")
        car = f"{h.plate(sheet.rng)}, classe {sheet.pick(1, 1, 2, 5)}"
        parts.append(f'<div class="badge">Badge {badge} &nbsp;–&nbsp; {car}</div>')
        days = sorted(sheet.rng.randint(-31, -1) for _ in run)
        rows = [[h.day(sheet, after), sheet.cell(line, "name")]
                + [sheet.cell(line, column) for column in columns]
                for after, line in zip(days, run, strict=True)]  # fmt: skip
        top = (*head, "Montant TTC")
        parts.append(b.table(("text", "name", *columns), top, rows, "lines"))
        worth = sheet.amount(sum((line.total for line in run), ZERO))
        parts.append(f'<div class="sub">Sous-total du badge : {worth}</div>')
    return "".join(parts)


@family("toll_badges", Split.MAKING,
        Profile("tolls", lines=(5, 44), tax_included=True, prepaid=0, credit=0.05),
        Profile("tolls", lines=(3, 9), tax_included=True, prepaid=0, credit=0.1))  # fmt: skip
def toll_badges(sheet: Sheet) -> str:
    """A motorway operator: one page of sums with VAT, net and VAT in a sentence, then the trips."""
    h.adopt(sheet, ("%y%m###########", "T%y ########", "########/%m%y", "4## ### ### ###"),
            ("%d/%m/%Y", "%d/%m/%Y", "long"))  # fmt: skip
    incorporate(sheet, "Autoroutes {word}", "Autoroutes de la {word}", "{word} Télépéage",
                "Compagnie des Autoroutes {word}")  # fmt: skip
    facts, hue = sheet.facts, sheet.pick("#00508c", "#d2451e", "#35763b", "#5a2d82")
    kind = h.titled(sheet, ("Facture télépéage", "Votre facture de péage", "FACTURE"),
                    ("Avoir télépéage", "AVOIR"))  # fmt: skip
    refs: list[Pair] = [("Client", h.distractor(sheet, "8#######"))]
    refs += [("Contrat", facts.references["contract"]), ("Formule", "Flotte Pro, mensuelle")]
    refs += [(sheet.pick("N° de facture", "Facture n°", "Pièce n°"), f"<b>{sheet.number()}</b>")]
    refs += [(sheet.pick("Émise le", "Date d'émission"), sheet.date_of())]
    refs += [("Période", f"du {h.day(sheet, -31)} au {h.day(sheet, -1)}")]
    refs += [("Badges actifs", str(facts.days % 9 + 2))]
    rate = sheet.vat_row(facts.vat[0])[0]
    rate = rate if "%" in rate else f"{rate} %"
    basis, vat = sheet.total("total_without_vat"), sheet.total("total_vat")
    net = sheet.pick(
        f"Montant hors taxes : {basis} – dont TVA récupérable à {rate} : {vat}",
        f"dont {vat} de TVA ({rate}), soit {basis} hors taxes",
        f"TVA incluse ({rate}) : {vat}. Base hors taxes : {basis}.",
    )
    asked, until = sheet.total("amount_due"), h.due(sheet, "le", "à compter du")
    when = f"La somme de <b>{asked}</b> vient en déduction de vos prochains prélèvements."
    if until:
        ics = h.distractor(sheet, "FR##ZZZ4#####")
        when = f"""<b>{asked}</b> seront prélevés {until[0][0]} <b>{until[0][1]}</b> sur votre
compte
se terminant par ••••{h.distractor(sheet, "####")}.<br><small>Mandat
{h.distractor(sheet, "TLP##########")} – ICS {ics}</small>"""
    of = "à l'avoir" if facts.type_code == "381" else "à la facture"
    law = (
        "{name}, {form} au capital de {capital} euros – Siège : {street_} – {siren} RCS {register}"
    )
    return f"""{_TOLLS}<div style="--hue:{hue}"><div class="one"><div class="road">
{sheet.logo(facts.seller.brand, hue)}<span style="text-align:right"><b>{kind}</b><br>Service
clients professionnels, du lundi au vendredi – {facts.seller.phone}</span></div><div class="refs">
{b.pair_lines(refs)}</div><div class="to">{b.address(sheet, "buyer")}</div><div class="core"><h2>
{sheet.pick("L'essentiel de votre facture", "Récapitulatif", "En résumé")}</h2>{_toll_parts(sheet)}
<p>{net}</p><div class="when">{when}</div><p style="font-size:8pt">Le détail de vos trajets figure
en annexe ; il est aussi disponible au format CSV sur {facts.seller.site}. En cas de badge perdu ou
volé, prévenez-nous sans délai.</p></div><div class="law">{h.told(sheet, law + " – SIRET {siret} – "
"APE 5221Z – N° TVA : {vat}")}<br>Pas d'escompte. Indemnité forfaitaire pour frais de recouvrement :
40 € ; pénalités au taux BCE majoré de 10 points.</div></div><div class="trips break"><b
style="color:{hue}">Annexe {of} {sheet.number()} – relevé des consommations</b>
{_toll_trips(sheet)}</div></div>"""  # fmt: skip


_POWER = """<style>@page { size: A4 landscape; margin: 8mm 11mm } body { font: 8pt "Nimbus Sans";
min-height: 0; padding: 0 } .page { position: relative; height: 193mm } .top { display: grid;
grid-template-columns: 78mm 1fr 82mm; gap: 6mm } .mid { text-align: center; border: 0.4mm solid
#333; padding: 2.5mm } .mid h1 { font-size: 13pt; margin: 0 0 1mm } .to { font-size: 9.5pt;
padding-top: 9mm } .body { display: grid; grid-template-columns: 84mm 1fr; gap: 10mm; margin-top:
9mm } .body h3 { margin: 0 0 1.5mm; font-size: 9pt; color: #b3541e } .ids td { padding: 0.7mm 3mm
0.7mm 0 } .fam { width: 100% } .fam th, .fam td, .vat th, .vat td { border: 0.4pt solid #777;
padding: 1.2mm 2.5mm } .fam th, .vat th { background: #fbe9dc } .vat { margin-top: 4mm } .end {
width: 100%; margin-top: 6mm; font-size: 11pt } .end th { font-weight: normal; font-size: 7.5pt;
text-align: center; border-bottom: 0.4pt solid #777 } .end td { text-align: center; padding: 2mm;
font-weight: bold } .pay { margin-top: 5mm } .pay td { padding-right: 8mm; white-space: nowrap
} .past { width: auto }
.law { position: absolute; bottom: 0; left: 0; right: 0; font-size: 6.2pt;
text-align: center } .lines { font-size: 7.3pt } .lines td, .lines th { border-bottom: 0.3pt solid
#aaa; padding: 0.6mm 1.5mm } .lines th { background: #fbe9dc } .lines .c-name { width: 27%
}</style>"""
_FLOWS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Fourniture et abonnement", ("Fourniture", "Abonnement", "Garanties", "Mécanisme", "Certif")),
    ("Acheminement (TURPE)", ("Acheminement",)),
    ("Taxes et contributions", ("Accise", "Contribution")),
)


def _flows(sheet: Sheet) -> str:
    rows: list[Sequence[str]] = []
    for word, starts in _FLOWS:
        chosen = [line for line in sheet.facts.lines if line.name.startswith(starts)]
        if chosen:
            sites = str(len(chosen))
            worth = sheet.amount(sum((line.total for line in chosen), ZERO))
            rows.append((word, sites, worth))
    head = (sheet.pick("Rubrique", "Composante"), "Postes", "Total HT (€)")
    return b.table(("text", "qty", "total"), head, rows, "fam")


def _sites(sheet: Sheet) -> list[tuple[str, str, Line]]:
    """Return every line with its delivery point and the site."""
    rows = []
    for run in groups(sheet, 2, 5):
        point = h.distractor(sheet, "300########0##")
        kind = sheet.pick("Agence", "Dépôt", "Entrepôt", "Atelier", "Boutique", "Siège")
        site = f"{kind} {make_party(sheet.rng, 'FR').register}"
        rows += [(point, site, line) for line in run]
    return rows


def _site_pages(sheet: Sheet, size: int, words: tuple[str, str]) -> list[str]:
    """Print the lines by site on pages of so many rows; a sum is carried."""
    columns = ("name", "qty", "unit", "price", "rate", "total")
    head = ("Point de livraison", "Site", "Poste facturé", "Quantité", "Unité", "Prix unitaire")
    left, pages, carried = _sites(sheet), list[str](), ZERO
    while left:
        chunk, left = left[:size], left[size:]
        rows = [[point, site, *(sheet.cell(line, column) for column in columns)]
                for point, site, line in chunk]  # fmt: skip
        blank = ["", "", "", "", "", ""]
        if pages:
            rows.insert(0, [words[1], *blank, sheet.amount(carried)])
        carried += sum((line.total for _, _, line in chunk), ZERO)
        if left:
            rows.append([words[0], *blank, sheet.amount(carried)])
        top = (*head, "TVA", "Montant HT")
        pages.append(b.table(("text", "text", *columns), top, rows, "lines"))
    return pages


def _past(sheet: Sheet) -> str:
    """Print what was used in the months before, in kWh."""
    days = [sheet.facts.issue_date - timedelta(days=31 * after) for after in range(7, 1, -1)]
    top = "".join(f"<th>{day:%m/%y}</th>" for day in days)
    used = "".join(f"<td>{h.distractor(sheet, '1# ###')}</td>" for _ in days)
    return f'<table class="fam past"><tr><th>Mois</th>{top}</tr><tr><td>kWh</td>{used}</tr></table>'


@family("grouped_power", Split.MAKING,
        Profile("sites", lines=(6, 46), prepaid=0.3, credit=0.06),
        Profile("sites", lines=(26, 64), prepaid=0, credit=0.05))  # fmt: skip
def grouped_power(sheet: Sheet) -> str:
    """Power for many sites, in landscape: a page of sums by kind, then the delivery points."""
    h.adopt(sheet, ("G%y########", "10#########", "FG-%Y%m-######", "%Y ##### ##"),
            ("long", "%d/%m/%Y", "%d.%m.%Y"))  # fmt: skip
    incorporate(
        sheet, "{word} Énergies", "Électricité {word}", "{word} Power", "Régie Électrique {word}"
    )
    facts, refs = sheet.facts, sheet.facts.references
    kind = h.titled(sheet, ("Facture groupée", "FACTURE MULTISITE", "Facture de regroupement"),
                    ("Avoir groupé", "AVOIR MULTISITE"))  # fmt: skip
    ids: list[Pair] = [("Compte de facturation", h.distractor(sheet, "1 ### ### ###"))]
    ids += [("Regroupement", h.distractor(sheet, "RG-####")), ("Marché", refs["contract"])]
    ids += [("Bon de commande", refs["order"]), ("Postes facturés", str(len(facts.lines)))]
    ids += [("Consommations", f"du {h.day(sheet, -38)} au {h.day(sheet, -8)}")]
    ends: list[Pair] = [("Total hors taxes", sheet.total("total_without_vat"))]
    ends += [("TVA", sheet.total("total_vat")), ("Total TTC", sheet.total("total_with_vat"))]
    words: dict[str, h.Words] = {
        "prepaid": ("Échéancier déjà prélevé", "Acomptes mensuels encaissés")
    }
    words |= {"amount": ("Reste dû", "Somme à régler"), "credit": ("Somme en votre faveur",)}
    ends += h.owed(sheet, words)
    until = "".join(
        f"<td>{label}<br><b>{value}</b></td>"
        for label, value in h.due(sheet, "Virement attendu pour le", "Date limite de paiement")
    )
    bases = (("rate", "Taux"), ("basis", "Assiette HT"), ("vat", "TVA"))
    tables = _site_pages(sheet, 34, sheet.pick(
        ("Cumul à reporter", "Cumul reporté"), ("Sous-total", "Report"),
        ("Total à ce point", "Pages précédentes")))  # fmt: skip
    many = len(tables) + 1
    annex = "".join(f"""<div class="page break"><div class="row"><b>Détail des points de livraison –
facture {sheet.number()}</b><span>Page {place}/{many}</span></div>{table}</div>"""
                    for place, table in enumerate(tables, 2))  # fmt: skip
    law = "{name} – {form} au capital de {capital} € – {siren} R.C.S. {register} – TVA {vat}"
    pay = h.told(sheet, "Virement : IBAN {iban} – BIC {bic}")
    return f"""{_POWER}<div class="page"><div class="top"><div>
{sheet.logo(facts.seller.brand, "#b3541e")}<br><b>{sheet.name("seller")}</b><br>
{b.street(facts.seller)}<br>{facts.seller.mail}</div><div class="mid"><h1>{kind}</h1>N°
{sheet.number()}<br>{sheet.pick("établie le", "du", "en date du")} {sheet.date_of()}</div><div
class="to">{b.address(sheet, "buyer")}</div></div><div class="body"><div><h3>Vos références</h3>
{b.pair_rows(ids, "ids")}<p>Urgence électricité : 09 72 67 50 {facts.days % 60 + 20}<br>Espace
client : {facts.seller.site}</p><p>Origine de l'électricité livrée en {facts.issue_date.year - 1} :
nucléaire 61,3 %, renouvelables 28,9 %, gaz 8,4 %, autres 1,4 %.</p></div><div><h3>Synthèse par
rubrique</h3>{_flows(sheet)}{h.recap(sheet, bases)}{b.pair_boxes(ends, "end")}<table
class="pay"><tr>{until}<td>{pay}</td></tr></table><h3
style="margin-top:9mm">Consommation des mois précédents, tous sites</h3>{_past(sheet)}</div></div>
<div class="law">{h.told(sheet, law)}<br>Toute somme non réglée à l'échéance porte intérêt au taux
légal multiplié
par trois ; indemnité de 40 € (art. D. 441-5 C. com.).</div></div>{annex}"""  # fmt: skip
