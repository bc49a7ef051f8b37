"""Layouts of those who lend what comes back: gas cylinders, linen, copiers."""

from collections.abc import Sequence

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.corporations import LCR, draft, groups, incorporate
from tests.layouts.facts import ZERO, Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet

_GAS = """<style>@page { margin: 9mm 11mm } body { font: 8.5pt "Nimbus Mono PS"; min-height: 0;
padding: 0 } .page { position: relative; height: 278mm } .pre { font: 6.3pt "Liberation Sans";
color: var(--ink) } .to { border: 0.5mm solid var(--ink); border-radius: 2mm; padding: 4mm; width:
82mm; min-height: 24mm; box-sizing: border-box; font-size: 9.5pt } .strip { width: 100%; margin:
3mm 0; border: 0.5mm solid var(--ink) } .strip th { font: 6.3pt "Liberation Sans"; color: #fff;
background: var(--ink); text-align: center; padding: 0.6mm } .strip td { text-align: center;
padding: 1.3mm; border-right: 0.3mm solid var(--ink); white-space: nowrap } .lines { height: 74mm;
border: 0.5mm solid var(--ink) } .lines th { font: 6.3pt "Liberation Sans"; background: #e6efe9;
color: var(--ink); text-align: center } .lines td { border-right: 0.3mm solid var(--ink); padding:
0.3mm 1.5mm; height: 1px } .lines tr:last-child td { height: auto } .lines .c-name { width: 44% }
.move { margin: 2mm 0; font-size: 7.8pt } .move th { font: 6.3pt "Liberation Sans"; color:
var(--ink) } .move td, .move th { border: 0.3mm solid var(--ink); padding: 0.5mm 3mm; text-align:
right }
""" + LCR + "</style>"  # fmt: skip
_BOTTLES = ("B50 OXYGENE", "B40 ACETYLENE", "B20 ARGON", "B50 AZOTE", "CADRE 18 B50")


def _moves(sheet: Sheet) -> str:
    rows = []
    for bottle in sheet.rng.sample(_BOTTLES, sheet.pick(2, 3)):
        before, came = sheet.rng.randint(2, 24), sheet.rng.randint(0, 8)
        went = sheet.rng.randint(0, before)
        rows.append((bottle, str(before), str(came), str(went), str(before + came - went)))
    head = ("TYPE", "SOLDE PRECEDENT", "LIVREES", "REPRISES", "EN DEPOT CHEZ VOUS")
    return b.table(("text", "qty", "qty", "qty", "qty"), head, rows, "move")


def _bottle_net(sheet: Sheet) -> str:
    facts, row = sheet.facts, sheet.facts.vat[0]
    rate, basis, vat = sheet.vat_row(row)
    words = {"381": "A VOTRE CREDIT"}
    sums: list[Pair] = [("BASE H.T.", sheet.show("total_without_vat", basis))]
    sums += [("TAUX", rate), (sheet.pick("T.V.A.", "MONTANT TAXE"), vat)]
    sums += [("MONTANT T.T.C.", sheet.total("total_with_vat", bare=True))]
    if facts.prepaid:
        sums.append(("VERSEMENT A DEDUIRE", sheet.total("prepaid", bare=True)))
    net = words.get(facts.type_code, "NET A PAYER EN EUROS")
    return b.pair_boxes([*sums, (net, f"<b>{sheet.total('amount_due', bare=True)}</b>")], "strip")


@family("cylinder_hire", Split.MAKING,
        Profile("cylinders", lines=(2, 12), prepaid=0, credit=0.06),
        Profile("cylinders", lines=(2, 7), prepaid=0.1, credit=0.1))  # fmt: skip
def cylinder_hire(sheet: Sheet) -> str:
    """Gas in cylinders, typed on a pre-printed form: bottles in stock, a bill of exchange below."""
    h.adopt(sheet, ("########", "%y #######", "@######", "3#-######"),
            ("%d/%m/%y", "%d.%m.%y", "%d %m %Y", "%d-%m-%Y"))  # fmt: skip
    incorporate(sheet, "Gaz Industriels {word}", "{word} Gaz", "Oxygène et Dérivés {word}",
                "{word} Soudage Gaz")  # fmt: skip
    facts, refs = sheet.facts, sheet.facts.references
    kind = h.titled(sheet, ("FACTURE", "FACTURE GAZ ET LOCATION"), ("AVOIR", "NOTE D'AVOIR"))
    strip: list[Pair] = [("CODE CLIENT", refs["customer"]), ("VOTRE COMMANDE", refs["order"])]
    strip += [("FOLIO", "1"), (sheet.pick("DATE", "DATE PIECE"), sheet.date_of())]
    strip += [(sheet.pick("NUMERO", "N° PIECE", "FACTURE N°"), sheet.number())]
    strip += [("DEPOT", h.distractor(sheet, "0##")), ("TOURNEE", h.distractor(sheet, "T##"))]
    if facts.type_code == "381":
        kind += f" SUR FACTURE {refs['original']}"
        strip[4] = ("NUMERO", strip[4][1])
    heads = (
        ("=%d%m-0#####", "BON"),
        ("ref", "CODE"),
        ("name", "PRODUIT OU REDEVANCE"),
        ("qty", "QTE"),
        ("unit", "UN"),
        ("price", "PRIX NET H.T."),
        ("total", "MONTANT H.T."),
    )
    payable = h.is_payable(sheet)
    ink = sheet.pick("#1d5b45", "#23427a", "#7a2323")
    how = "REGLEMENT PAR LETTRE DE CHANGE CI-DESSOUS" if payable else "AUCUN REGLEMENT A FAIRE"
    until = "".join(f" - {label} {value}" for label, value in h.due(sheet, "ECHEANCE", "AU"))
    law = "{name} - {form} AU CAPITAL DE {capital} EUR<br>{street_dash}<br>TEL. {phone}"
    ids = "R.C.S. {register} {siren} - SIRET {siret} - NAF 2011Z - TVA {vat}"
    return f"""{_GAS}<div class="page" style="--ink:{ink}">
<div class="row"><div style="width:86mm">{sheet.logo(facts.seller.brand, ink)}<div
class="pre" style="font-size:7.5pt">{h.told(sheet, law)}<br>Votre interlocuteur : M. Dubreuil, poste
{h.distractor(sheet, "4##")}</div><div style="font-size:11pt;margin-top:5mm"><b>{kind}</b></div>
</div><div class="to">{b.address(sheet, "buyer")}</div></div>{b.pair_boxes(strip, "strip")}
{h.lines(sheet, heads)}{_moves(sheet)}{_bottle_net(sheet)}<div>{how}{until}</div><div
class="pre">{h.told(sheet, ids)} - Les emballages restent la propriété du fournisseur. Toute
bouteille non restituée sera facturée {h.count(sheet, facts.vat[0].rate * 17)} EUR H.T.</div>
{draft(sheet) if payable else ""}</div>"""  # fmt: skip


_LINEN = """<style>@page { margin: 0 } body { font: 9pt "Liberation Sans Narrow"; min-height: 0;
padding: 0 } .page { position: relative; height: 296mm; box-sizing: border-box; padding: 12mm 13mm
0 24mm } .side { position: absolute; left: 8mm; bottom: 14mm; writing-mode: vertical-rl; transform:
rotate(180deg); font-size: 7.6pt; color: #555; white-space: nowrap } .to { margin: 20mm 0 14mm;
font-size: 11pt } .lines th { border-top: 0.5mm solid var(--hue); border-bottom: 0.5mm solid
var(--hue); font-size: 8pt } .lines td { padding: 0.9mm 1.2mm } .lines tr:nth-child(even) td {
background: #f4f1ea } .lines .c-name { width: 33% } .more { margin: 3mm 0 0 auto } .chain { display:
flex; align-items: center;
justify-content: flex-end; gap: 4mm; margin: 8mm 0; font-size: 12pt } .chain small { font-size:
7.5pt; display: block; color: var(--hue) } .chain div { text-align: right }
.note { position: absolute; left: 24mm; right: 13mm; bottom: 14mm; display:
grid; grid-template-columns: 1fr 1fr; gap: 8mm; font-size: 8pt }
.note td
{ padding:
0.5mm 3mm 0.5mm 0 }</style>"""


def _weeks(sheet: Sheet, line: Line) -> list[str]:
    """Return how many came in each of four weeks; together they are the quantity."""
    whole = int(line.quantity)
    parts = [whole // 4 + sheet.rng.randint(-(whole // 12), whole // 12) for _ in range(3)]
    return [str(part) if part else "" for part in (*parts, whole - sum(parts))]


@family("linen_rental", Split.MAKING,
        Profile("linen", lines=(3, 12), prepaid=0, credit=0.07),
        Profile("linen", lines=(2, 6), prepaid=0, credit=0.12,
                adjustments=("shipping", "discount")))  # fmt: skip
def linen_rental(sheet: Sheet) -> str:
    """A laundry by weeks of delivery: net plus VAT makes gross in a row, law up the margin."""
    h.adopt(sheet, ("BL%m######", "%Y%m-#####", "F#####.%m", "6######", "@@ ######"),
            ("%d/%m/%Y", "long", "%d/%m/%y"))  # fmt: skip
    incorporate(sheet, "{word} Textile Service", "Blanchisseries {word}", "{word} Linge Location",
                "Location Textile {word}")  # fmt: skip
    facts, refs = sheet.facts, sheet.facts.references
    week = (facts.issue_date.isocalendar().week - 5) % 47 + 1
    rows = [[f"{line.reference}", line.name, *_weeks(sheet, line), sheet.cell(line, "qty"),
             sheet.cell(line, "price"), sheet.cell(line, "total")]
            for line in facts.lines]  # fmt: skip
    head = ["Art.", "Désignation du linge", *(f"S{week + i:02}" for i in range(4))]
    head += ["Total livré", "Tarif HT", "Valeur HT"]
    keys = ("ref", "name", "qty", "qty", "qty", "qty", "qty", "price", "total")
    kind = h.titled(sheet, ("Facture location-entretien", "Facture de linge", "FACTURE"),
                    ("Avoir linge", "AVOIR"))  # fmt: skip
    rate, _, vat = sheet.vat_row(facts.vat[0])
    rate = rate if "%" in rate else f"{rate} %"
    net, gross = sheet.total("total_without_vat"), sheet.total("total_with_vat")
    extra = {"sum": "Linge", "shipping": "Forfait service et environnement"}
    extra |= {"discount": "Remise contrat"}
    more = b.pair_rows(h.extras(sheet, extra), "more")
    sheet.show("total_vat", vat)
    until = "".join(f"{label} {value} " for label, value in h.due(
        sheet, "Prélèvement automatique le", "Payable au plus tard le",
        "Échéance unique :"))  # fmt: skip
    last = "À déduire de votre prochaine facture :" if not until else "Montant de l'échéance :"
    stock: list[Pair] = [("Dotation au contrat", f"{h.distractor(sheet, '1###')} pièces")]
    stock += [("Inventaire contradictoire", h.day(sheet, -61))]
    stock += [("Manquants constatés", f"{h.distractor(sheet, '#')} pièces")]
    law = "{name} - {form} au capital de {capital} € - {street_dash} - SIREN {siren} RCS {register}"
    hue = sheet.pick("#8a6d1f", "#2c6e91", "#7b3f61")
    return f"""{_LINEN}<div class="page" style="--hue:{hue}"><div class="side">{h.told(sheet, law)}
- TVA {sheet.vat_id("seller")} - APE 9601A</div><div style="text-align:right">
{sheet.logo(facts.seller.brand, hue, serif=True)}<br>Centre de service :
{b.other(facts.others[0], ", ")}<br>{facts.seller.phone}</div><div class="to">
{b.address(sheet, "buyer")}</div><p style="font-size:11pt"><b>{kind} {sheet.number()}</b> –
{sheet.pick("éditée le", "du", "arrêtée au")} {sheet.date_of()}<br>Semaines {week} à {week + 3} –
contrat {refs["contract"]}, point de livraison {h.distractor(sheet, "####/0#")}, abonné
{refs["customer"]}</p>{b.table(keys, head, rows, "lines")}{more}<div class="chain"><div><small>Total
HT</small>{net}</div><span>+</span><div><small>TVA {rate}</small>{vat}</div><span>=</span><div>
<small>Total TTC</small><b>{gross}</b></div></div><p style="text-align:right">{until}<br>{last} <b>
{sheet.total("amount_due")}</b></p><div class="note"><div><b>Votre stock de linge</b>
{b.pair_rows(stock, "stock")}</div><div>Révision annuelle : +{sheet.pick("2,1", "1,8", "3,4")} % à
compter du 1<sup>er</sup> janvier, selon l'indice du contrat. Le linge des jours fériés est livré la
veille ; merci de préparer les sacs de sale. Retard de paiement : intérêts de 12 % l'an et indemnité
de 40 €.</div></div></div>"""  # fmt: skip


_COPY = """<style>@page { margin: 13mm 16mm } body { font: 9pt "URW Gothic"; min-height: 0; padding:
0 } .head { display: grid; grid-template-columns: 1fr 78mm; gap: 8mm; margin-bottom: 7mm } h1 {
font-size: 21pt; font-weight: normal; color: var(--hue); margin: 0 0 3mm } .machine { border: 0.3mm
solid #999; border-radius: 2mm; margin-bottom: 4mm; break-inside: avoid; padding: 1.5mm }
.machine .cap { display: flex; justify-content: space-between; font-size: 8pt; color: var(--hue) }
.lines { font: 8pt "Liberation Sans Narrow" } .lines .c-name { width: 32% } .lines th { font-weight:
normal; color: #777 } .sub { text-align: right; font-size: 8pt; padding-right: 4px } .sums {
margin-left: 62mm } .dot { display: flex; align-items: baseline; gap: 2mm; padding: 0.8mm 0 }
.dot i { flex: 1; border-bottom: 0.4mm dotted #888 } .last { font-size: 12pt; font-weight: bold }
.end { margin-top: 7mm; font-size: 7pt; color: #555; border-top: 0.3mm solid var(--hue);
padding-top: 2mm; break-inside: avoid }</style>"""
_MODELS = ("MX-3071", "bizline C287", "Image C3226", "Workpro 5845", "TASK 4053ci")


def _machine(sheet: Sheet, place: int, run: Sequence[Line]) -> str:
    rows = []
    for line in run:
        counts = ["", ""]
        if line.unit == "page":
            before = sheet.rng.randint(20000, 400000)
            counts = [h.count(sheet, ZERO + before), h.count(sheet, before + line.quantity)]
        cells = [sheet.cell(line, key) for key in ("qty", "price", "total")]
        rows.append([line.name, *counts, *cells])
    head = ("", "Ancien compteur", "Nouveau compteur", "Facturé", "Prix unit. HT", "Montant HT")
    keys = ("name", "qty", "qty", "qty", "price", "total")
    worth = sheet.amount(sum((line.total for line in run), ZERO))
    serial, model = h.distractor(sheet, "@@@#######"), sheet.rng.choice(_MODELS)
    return f"""<div class="machine"><div class="cap"><span>Matériel {place} : {model} – n° de série
{serial}</span><span>relevé du {h.day(sheet, -sheet.rng.randint(2, 9))}</span></div>
{b.table(keys, head, rows, "lines")}<div class="sub">Matériel {place} : {worth}</div></div>"""


def _dotted(pairs: Sequence[Pair]) -> str:
    rows = [f"<span>{label}</span><i></i><span>{value}</span></div>" for label, value in pairs]
    heads = ['<div class="dot">'] * (len(rows) - 1) + ['<div class="dot last">']
    return "".join(head + row for head, row in zip(heads, rows, strict=True))


@family("page_counts", Split.MAKING,
        Profile("copies", lines=(2, 8), prepaid=0, credit=0.08),
        Profile("copies", lines=(6, 16), prepaid=0.08, credit=0.05))  # fmt: skip
def page_counts(sheet: Sheet) -> str:
    """Copiers by their counters, a frame for each machine; number and date within a sentence."""
    h.adopt(sheet, ("%y/##/######", "CP######", "%Y-T#-####", "9########", "VC-%y%m-####"),
            ("long", "%d/%m/%Y", "weekday"))  # fmt: skip
    incorporate(sheet, "{word} Documents", "{word} Bureautique", "{word} Solutions d'impression",
                "Copie {word}")  # fmt: skip
    facts, refs = sheet.facts, sheet.facts.references
    kind = h.titled(sheet, ("Facture", "Facture", "Facture copies et services"), ("Avoir",))
    text = sheet.pick(
        "Elle porte le numéro {number} et a été établie le {date}.",
        "Émise le {date} sous le n° {number}.",
        "Pièce n° {number}, {date}.",
    ).format(number=f"<b>{sheet.number()}</b>", date=f"<b>{sheet.date_of()}</b>")
    sums: list[Pair] = [("Total des matériels, hors taxes", sheet.total("total_without_vat"))]
    sums += h.vat_sums(sheet, "TVA {rate}", "Hors TVA", bare=False)
    sheet.total("total_vat")
    sums += [("Total toutes taxes comprises", sheet.total("total_with_vat"))]
    words = {"prepaid": ("Avance de loyer reçue",), "credit": ("Solde à vous rembourser",)}
    sums += h.owed(sheet, words | {"amount": ("À régler", "Reste à votre charge")})
    until = "".join(f"{label} {value}, " for label, value in h.due(
        sheet, "Merci de nous régler pour le", "Règlement attendu le"))  # fmt: skip
    bank = f"{until or 'Nos coordonnées bancaires : '}IBAN {{iban}}, BIC {{bic}}."
    machines = enumerate(groups(sheet, 1, 4), 1)
    frames = "".join(_machine(sheet, place, run) for place, run in machines)
    law = "{name}, {form} au capital de {capital} €, {street_}. SIRET {siret}, RCS {register}, "
    return f"""{_COPY}<div style="--hue:{sheet.pick("#c0392b", "#0d6e6e", "#34495e")}"><div
class="head"><div>{sheet.logo(facts.seller.brand, "#34495e")}<h1 style="margin-top:9mm">{kind}</h1>
{text}</div><div style="padding-top:22mm;font-size:10pt">{b.address(sheet, "buyer")}</div></div><p
style="font-size:8pt">Contrat {refs["contract"]} – votre référence {refs["order"]} – loyers à échoir
du {h.day(sheet, 1)} au {h.day(sheet, 90)}, copies du {h.day(sheet, -92)} au {h.day(sheet, -2)}.</p>
{frames}<div class="sums">{_dotted(sums)}</div><div class="end">{h.told(sheet, bank)} Relevés de
compteurs : {facts.seller.site}, ou au {facts.seller.phone}. Un compteur non transmis est estimé.
<br>{h.told(sheet, law + "identifiant TVA {vat}.")} Pénalités de retard : trois fois le taux
d'intérêt légal ; frais de recouvrement : 40 €.</div></div>"""  # fmt: skip
