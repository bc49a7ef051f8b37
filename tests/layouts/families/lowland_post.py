"""Layouts from the low countries: a Dutch haulier, a Belgian brewery, a Luxembourg trust office."""

from dataclasses import replace
from decimal import Decimal

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.identifiers import digits
from tests.layouts.natives import person, settle, terms
from tests.layouts.sheet import Sheet

_HAULIER = Profile("expeditie", "NL", "nl", regime="AE", lines=(2, 6), prepaid=0, credit=0.08)


@family("dutch_trips", Split.MAKING, _HAULIER, replace(_HAULIER, lines=(3, 8), credit=0),
        replace(_HAULIER, credit=0.2, lines=(1, 4)))  # fmt: skip
def dutch_trips(sheet: Sheet) -> str:
    """A haulier's bill: a block for each trip, values over their labels, sums in a split strip."""
    facts = settle(sheet, "{w} Transport", "Expeditiebedrijf {w}", "{w} Logistiek",
                   forms=("B.V.", "BV", "V.O.F."))  # fmt: skip
    h.adopt(sheet, ("%y######", "VF%y%m###", "F%y-#####", "######"), ("%d-%m-%Y", "long"),
            ("C%y####", "CF%y%m###"))  # fmt: skip
    facts, credit = sheet.facts, sheet.facts.type_code == "381"
    hue = sheet.pick("#003b71", "#d9480f", "#2b6a30")
    kind = h.titled(sheet, ("Factuur", "FACTUUR", "Vrachtfactuur"), ("Creditfactuur", "CREDITNOTA"))
    own = "creditnr." if credit else sheet.pick("factuurnr.", "nummer", "faktuurnr.")
    strip: list[Pair] = [(own, sheet.number()), ("d.d.", sheet.date_of())]
    strip += [("debiteur", h.distractor(sheet, "1####")), ("uw ref.", facts.references["order"])]
    strip += [(word, day) for word, day in h.due(sheet, "vervaldatum", "uiterste betaaldatum")]
    rows = "".join(_trip(sheet, line) for line in facts.lines)
    sums: list[Pair] = [("totaal excl. btw", sheet.total("total_without_vat"))]
    sums.append((sheet.pick("btw verlegd", "btw 0%"), sheet.total("total_vat")))
    word = "te ontvangen" if credit else sheet.pick("te betalen", "te voldoen", "factuurtotaal")
    sums.append((f"<b>{word}</b>", f"<b>{sheet.total('total_with_vat')}</b>"))
    original = f"Betreft factuur {h.distractor(sheet, '######')} van {h.day(sheet, -19)}"
    original = original if credit else ""
    code = sheet.show("currency", "EUR")
    why = sheet.pick(
        "Btw verlegd naar de afnemer (art. 44 btw-richtlijn)",
        "Btw verlegd, artikel 196 Richtlijn 2006/112/EG",
    )
    asked = terms(sheet, "Betaling binnen {days} dagen", "Betaling per omgaande")
    pay = f"""{asked} op {h.told(sheet, "IBAN {iban}, BIC {bic}")} onder vermelding van
{sheet.number()}."""
    foot = "{name} · {street_} · btw-id {vat} · KvK "
    return f"""<style>@page {{ margin: 12mm 17mm 10mm }} body {{ font: 9.5pt "Nimbus Sans";
font-variant-ligatures: none; min-height: 274mm; padding-bottom: 46mm }} .road {{ height: 3mm;
background: linear-gradient(90deg, {hue} 70%, #fff 70% 72%, {hue} 72% 74%, #fff 74% 76%, {hue}
76%);
margin: 2mm 0 8mm }} .upon {{ display: flex; justify-content: space-between; margin: 9mm 0 5mm;
border-top: 0.6pt solid {hue}; padding-top: 2mm }} .upon small, .strip small {{ color: #666;
font-size: 7.5pt }} .trip {{ border-bottom: 0.5pt dashed #999; padding: 2mm 0; display: grid;
grid-template-columns: 1fr 26mm; break-inside: avoid }} .trip small {{ color: #555 }} .strip {{
position: absolute; bottom: 25mm; left: 0; right: 0; background: #eceff1; display: grid;
grid-template-columns: 1fr 1fr 1fr; padding: 3mm 4mm; border-left: 2mm solid {hue} }} .strip div {{
font-size: 12pt }} .terms {{ position: absolute; bottom: 11mm; left: 0; right: 0; font-size: 8pt }}
</style><div class="row"><div>{sheet.logo(facts.seller.brand.upper(), hue)}</div><div
style="text-align:right;font-size:8pt">Planning {facts.seller.phone}<br>{facts.seller.mail}<br>
{facts.seller.site}</div></div><div class="road"></div><div style="margin-left:84mm">
{b.address(sheet, "buyer")}<br>btw-nr. {sheet.vat_id("buyer")}</div><h1>{kind}</h1>
{original}<div class="upon">{_over(strip)}</div><div class="n" style="font-size:8pt">bedragen in
{code}</div>
{rows}<p style="font-size:8pt">{why}. Vrachtbrieven (CMR) zijn op aanvraag beschikbaar.
Contactpersoon: {person(sheet)}.</p><div class="strip">{_over(sums)}</div><div class="terms">
{"Dit bedrag wordt verrekend met uw openstaande posten." if credit else pay} Op al onze vervoeren
zijn de CMR en de AVC van toepassing, zoals gedeponeerd ter griffie van de rechtbank te Rotterdam.
</div><p class="foot">{h.told(sheet, foot)}{h.distractor(sheet, "########")} · Eurovergunning
{h.distractor(sheet, "NL-NIWO-#####")}</p>"""  # fmt: skip


def _over(pairs: list[Pair]) -> str:
    """Set every value over its label."""
    return "".join(f"<div>{value}<br><small>{label}</small></div>" for label, value in pairs)


def _trip(sheet: Sheet, line: Line) -> str:
    """Print a trip as a block of its own; what is counted says how often and at which price."""
    more = f"{sheet.cell(line, 'qty')} {line.unit} à {sheet.cell(line, 'price')}"
    if " - " in line.name:
        plate = h.distractor(sheet, sheet.pick("##-@@@-#", "@@-###-@"))
        loaded = -12 + 2 * sheet.facts.lines.index(line)
        more = f"Geladen {h.day(sheet, loaded)}, gelost {h.day(sheet, loaded + 1)} · kenteken"
        more += f" {plate}"
        more += f" · CMR {h.distractor(sheet, '######')} · 1 rit à {sheet.cell(line, 'price')}"
    elif line.unit == "psch":
        more = f"1 x {sheet.cell(line, 'price')}"
    return f"""<div class="trip"><div><b>{sheet.cell(line, "name")}</b><br><small>{more}</small>
</div><div class="n">{sheet.cell(line, "total")}</div></div>"""


_BREWERY = Profile("brasserie", "BE", "fr", regime="K", lines=(2, 7), prepaid=0, credit=0.08)


@family("brewery_belgian", Split.MAKING, _BREWERY,
        replace(_BREWERY, adjustments=("discount",), lines=(2, 6)),
        replace(_BREWERY, credit=0.2))  # fmt: skip
def brewery_belgian(sheet: Sheet) -> str:
    """A brewery: all said in one sentence over the table, empties apart, sums at the left."""
    facts = settle(sheet, "Brasserie {w}", "Brasserie artisanale {w}", "Brasserie {w} & Filles",
                   forms=("SRL", "SA", "SNC"))  # fmt: skip
    h.adopt(sheet, ("%y/####", "V%y.####", "%Y-####", "10####"), ("%d/%m/%Y", "long"),
            ("NC%y/###", "%y/N###"))  # fmt: skip
    facts, credit = sheet.facts, sheet.facts.type_code == "381"
    kind = h.titled(sheet, ("Facture", "FACTURE", "Facture de livraison"), ("Note de crédit",))
    until = "".join(f", {k} {day}" for k, day in h.due(
        sheet, "payable au plus tard le", "échéant le", "à honorer pour le"))  # fmt: skip
    sentence = f"""{kind} n° {sheet.number()} établie à {facts.seller.register} le
{sheet.date_of()}{until}"""
    original = f", relative à la facture {h.distractor(sheet, '%y/####')} du {h.day(sheet, -12)}"
    original = original if credit else ""
    code = sheet.show("currency", "EUR")
    heads = [("qty", "Nbre"), ("unit", "Cond."), ("name", "Désignation"), ("price", "Prix HTVA")]
    heads.append(("total", f"Total HTVA ({code})"))
    beers = [line for line in facts.lines if "Vidange" not in line.name]
    empties = [line for line in facts.lines if "Vidange" in line.name]
    sheet.facts = facts = replace(facts, lines=(*beers, *empties))
    table = h.lines(sheet, heads, chosen=beers) if beers else ""
    if empties:
        table += f"<i>Vidanges consignées</i>{h.lines(sheet, heads, chosen=empties)}"
    sums = h.extras(sheet, {"sum": "Total des lignes", "discount": "Ristourne"})
    sums.append((sheet.pick("Total HTVA", "Base HTVA"), sheet.total("total_without_vat", True)))
    sums.append(("TVA 0 %", sheet.total("total_vat", bare=True)))
    last = "En votre faveur" if credit else sheet.pick("Total TVAC", "À payer, TVAC")
    sums.append((f"<b>{last}</b>", f"<b>{sheet.total('total_with_vat')}</b>"))
    why = "Livraison intracommunautaire exemptée de TVA, article 39bis du Code de la TVA"
    excise = f"e-DA {h.distractor(sheet, '%yBE############@#')} du {h.day(sheet, -1)}"
    ask = "" if credit else f"""<div class="pay"><b>Paiement par virement</b><br>
{h.told(sheet, "{name}<br>{iban}<br>{bic}")}<br>Communication : <b>{_communication(sheet)}</b>
</div>"""  # fmt: skip
    ids = "{name} | {street_}, Belgique | RPM - BCE - TVA {vat}"
    amber = sheet.pick("#b45309", "#7c2d12", "#3f6212")
    return f"""<style>@page {{ margin: 10mm 15mm 10mm }} body {{ font: 9.5pt "DejaVu Serif";
min-height: 276mm; padding-bottom: 20mm }} .top {{
display: grid; grid-template-columns: 1fr 1fr 1fr; gap: 5mm; border: 1.2pt double {amber}; padding:
4mm; align-items: center; font-size: 8pt }} .say {{ background: #fdf6e3; padding: 3mm 4mm; margin:
7mm 0 5mm; font-size: 11pt; line-height: 1.5 }} .lines {{ margin: 1mm 0 3mm; font-size: 9pt }}
.lines th {{ color: {amber}; border-bottom: 0.8pt solid {amber}; font-size: 8pt }} .lines .c-name
{{
width: 56% }} .low {{ display: grid; grid-template-columns: 78mm 1fr; gap: 10mm; margin-top: 4mm }}
.sum {{ width: 100% }} .sum td {{ border-bottom: 0.4pt solid {amber}; padding: 1.2mm 2px }} .pay {{
border-left: 2mm solid {amber}; padding-left: 4mm; font-size: 9pt; line-height: 1.5 }}</style>
<div class="top"><div>{sheet.logo(facts.seller.brand, amber, serif=True)}</div><div
style="text-align:center"><i>Bières de fermentation haute, brassées à {facts.seller.register}</i>
</div><div style="text-align:right">Dépôt ouvert mercredi et samedi<br>{facts.seller.phone}<br>
{facts.seller.mail}</div></div><div style="margin:9mm 0 0 95mm">{b.address(sheet, "buyer")}<br>
TVA {sheet.vat_id("buyer")}</div><div class="say">{sentence}{original}.</div><p
style="font-size:8.5pt">Bon
d'enlèvement {h.distractor(sheet, "####")} du {h.day(sheet, -2)} - votre bon de commande
{facts.references["order"]} - accises : {excise}, suspension de droits</p>{table}<div class="low">
<div>{b.pair_rows(sums, "sum")}</div><div>{ask}</div></div><p style="font-size:8.5pt">{why}.</p>
<p class="foot">{h.told(sheet, ids)}<br>Entrepositaire agréé {h.distractor(sheet,
"BE1@###0#####")}.
Toute réclamation doit nous parvenir dans les huit jours. Les vidanges restent notre
propriété.</p>"""  # fmt: skip


def _communication(sheet: Sheet) -> str:
    """Return a Belgian structured communication, whose last two digits check the others."""
    body = digits(sheet.rng, 10)
    text = f"{body}{int(body) % 97 or 97:02}"
    return f"+++{text[:3]}/{text[3:7]}/{text[7:]}+++"


_TRUST = Profile("fiduciaire", "LU", "fr", regime="AE", lines=(2, 6), prepaid=0.25, credit=0.06)


@family("luxembourg_fiduciary", Split.MAKING, _TRUST,
        replace(_TRUST, regime="S", lines=(1, 5), prepaid=0.2),
        replace(_TRUST, lines=(1, 4), credit=0.15))  # fmt: skip
def luxembourg_fiduciary(sheet: Sheet) -> str:
    """A fiduciary's memo of fees: amounts only at the right, provisions taken off, dates above."""
    facts = settle(sheet, "Fiduciaire {w}", "{w} & Associés", "{w} Corporate Services",
                   forms=("S.à r.l.", "S.A.", "S.à r.l."))  # fmt: skip
    h.adopt(sheet, ("%Y/####", "FH%y####", "##### / %y", "%y-###"), ("long", "%d.%m.%Y"),
            ("NC%y###", "%Y/C###"))  # fmt: skip
    facts, credit = sheet.facts, sheet.facts.type_code == "381"
    taxed, navy = facts.profile.regime == "S", sheet.pick("#14213d", "#4a5759", "#5f0f40")
    kind = h.titled(sheet, ("NOTE D'HONORAIRES", "Mémoire d'honoraires", "Facture d'honoraires"),
                    ("NOTE DE CRÉDIT", "Note de crédit"))  # fmt: skip
    rows = "".join(_service(sheet, line) for line in facts.lines)
    sums: list[Pair] = [("Total des honoraires, hors TVA", sheet.total("total_without_vat"))]
    if taxed:
        sums += h.vat_sums(sheet, "TVA luxembourgeoise {rate}", "Non soumis", bare=False)
    else:
        sums.append(("TVA (autoliquidation)", sheet.total("total_vat")))
    whole = sheet.pick("Total TVA comprise", "Montant total", "Total de la note")
    sums.append((whole, sheet.total("total_with_vat")))
    if facts.prepaid:
        sums.append((f"Votre provision du {h.day(sheet, -48)}", "- " + sheet.total("prepaid")))
    last = "Solde en votre faveur" if credit else sheet.pick("Solde dû", "Reste dû", "Solde")
    sums.append((f"<b>{last}</b>", f"<b>{sheet.total('amount_due')}</b>"))
    about: list[Pair] = [
        ("Dossier", h.distractor(sheet, "@@@-####")),
        ("Gestionnaire", person(sheet)),
    ]
    about.insert(
        0,
        (
            "Note n°" if credit else sheet.pick("Note n°", "N° du mémoire", "Pièce n°"),
            sheet.number(),
        ),
    )
    why = "" if taxed else """TVA due par le preneur établi en France : autoliquidation, article 196
de la directive 2006/112/CE (article 17, § 1 b) de la loi TVA modifiée)."""  # fmt: skip
    until = "".join(f"{k} {day}. " for k, day in h.due(
        sheet, "À régler pour le", "Date ultime de règlement :",
        "Solde attendu pour le"))  # fmt: skip
    account = h.told(sheet, "Compte : {iban}, code BIC {bic}")
    ids = "{name} · {street_} · R.C.S. Luxembourg "
    ids_vat = "identification TVA {vat}"
    return f"""<style>@page {{ margin: 15mm 20mm 11mm }} body {{ font: 10pt "Liberation Serif";
min-height: 270mm; padding-bottom: 18mm; font-size: 11pt }} .sq {{ width: 5mm; height: 5mm;
background: {navy}; display: inline-block; margin-right: 3mm }} .meta {{ border-top: 0.8pt solid
{navy}; border-bottom: 0.8pt solid {navy}; display:
grid; grid-template-columns: 1fr 1fr 1fr; padding: 2.5mm 0; margin: 6mm 0 8mm }} .meta small {{
color: {navy}; font: italic 9pt "Liberation Serif" }} .fee {{ width: 100%; margin: 4mm 0 2mm }}
.fee td {{ padding: 1.5mm 0 }} .fee td.n {{ width: 32mm }} .sum {{ width: 100% }} .sum .l {{
text-align: right; padding-right: 8mm }} .sum .n {{ width: 32mm; padding-right: 0 }} .sum
tr:first-child .n {{ border-top: 0.6pt solid }} .sum tr:last-child .n {{ border-bottom: 2pt double
}}</style><div class="row"><div><span class="sq"></span>{sheet.logo(facts.seller.brand, navy)}
</div><div style="font-size:9pt;text-align:right">Experts-comptables<br>Conseils fiscaux<br>
Domiciliataires agréés</div></div><div style="margin:14mm 0 0 88mm">{b.address(sheet, "buyer")}
</div><p style="margin:12mm 0 0 88mm">{facts.seller.register}, le {sheet.date_of()}</p>
<h1 style="font-size:15pt;color:{navy}">{kind}</h1><div class="meta">{h.cards(about)}</div><p>
Madame, Monsieur,<br>{_opening(sheet)}</p><table class="fee">{rows}</table>{b.pair_rows(sums,
"sum")}
<p style="font-size:9.5pt">{why}</p><p>{until}{"" if credit else account}</p>
<p style="font-size:9.5pt">{"" if taxed else
h.told(sheet, "Votre numéro d'identification : {vat}", "buyer")}</p><p class="foot">
{h.told(sheet, ids)}{h.distractor(sheet, "B ######")} · {h.told(sheet, ids_vat)}<br>Autorisation
d'établissement n° {h.distractor(sheet, "10######")} / {sheet.pick("0", "1", "2")} · Membre de
l'Ordre des experts-comptables · {facts.seller.phone} · {facts.seller.mail}</p>"""  # fmt: skip


def _opening(sheet: Sheet) -> str:
    """Return what the letter begins with."""
    if sheet.facts.type_code == "381":
        note = f"notre note {h.distractor(sheet, '%Y/####')} du {h.day(sheet, -27)}"
        return f"Nous portons à votre crédit, sur {note}, les honoraires suivants :"
    since, until = h.day(sheet, -92), h.day(sheet, -3)
    return f"Veuillez trouver ci-dessous nos honoraires du {since} au {until} :"


def _service(sheet: Sheet, line: Line) -> str:
    """Print a service with its amount; hours and pieces stand in the text."""
    name = sheet.cell(line, "name")
    if line.quantity != Decimal(1):
        qty, price = sheet.cell(line, "qty"), sheet.cell(line, "price")
        unit = "" if line.unit == "u" else f"{line.unit} "
        name += f" ({qty} {unit}à {price})"
    return f'<tr><td>{name}</td><td class="n">{sheet.cell(line, "total")}</td></tr>'
