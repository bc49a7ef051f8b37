"""Layouts of those who keep things in order: lifts in Belgium, hoists in the Netherlands."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.corporations import groups
from tests.layouts.facts import Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.identifiers import digits
from tests.layouts.natives import person, settle, terms
from tests.layouts.sheet import Sheet

_LIFTS = Profile("lifts", "BE", "fr", lines=(2, 6), prepaid=0, credit=0.08)


@family("lifts_serviced", Split.MAKING, _LIFTS, replace(_LIFTS, buyers=("FR", "BE"), credit=0.15),
        replace(_LIFTS, regime="AE", buyers=("BE",), lines=(1, 5)))  # fmt: skip
def lifts_serviced(sheet: Sheet) -> str:
    """A maker of lifts: dotted leaders, how to pay told before the work, sums as a row of VAT."""
    settle(
        sheet, "{w} Ascenseurs", "{w} Lifts Belgium", "Ascenseurs {w} & Cie", forms=("SA", "SRL")
    )
    h.adopt(sheet, ("9#######", "VF%y-######", "%y1#####", "F/%Y/#####"),
            ("%d/%m/%Y", "%d.%m.%Y", "long"), ("8#######", "NC%y-#####"))  # fmt: skip
    facts, credit = sheet.facts, sheet.facts.type_code == "381"
    hue = sheet.pick("#0a3d62", "#b3261e", "#2d5016")
    kind = h.titled(sheet, ("Facture", "FACTURE", "Facture d'entretien"),
                    ("Note de crédit", "NOTE DE CRÉDIT"))  # fmt: skip
    own = "Notre note de crédit" if credit else sheet.pick("Notre facture", "N° de document", "N°")
    told: list[Pair] = [(own, sheet.number())]
    told += [(sheet.pick("Établie le", "Date d'émission", "Date doc."), sheet.date_of())]
    told += [("Votre n° de compte chez nous", h.distractor(sheet, "20####"))]
    told += [("Contrat", facts.references["contract"]), ("Votre référence", "—")]
    if sheet.maybe():
        told[-1] = ("Votre bon", facts.references["order"])
    if credit:
        original = f"{h.distractor(sheet, '9#######')} du {h.day(sheet, -27)}"
        told.append(("Corrige notre facture", original))
    told.append(("Votre TVA", sheet.vat_id("buyer")))
    start, end = _quarter(facts.issue_date)
    period = f"{sheet.day(start)} au {sheet.day(end)}"
    blocks = "".join(_installation(sheet, chosen) for chosen in groups(sheet, 1, 3))
    why = """Autoliquidation : en l'absence de contestation par écrit, dans un délai d'un mois à
compter de la réception de la facture, le client est présumé reconnaître qu'il est un assujetti tenu
au dépôt de déclarations périodiques. (art. 20 de l'A.R. n° 1)"""
    court = "Hainaut" if facts.seller.register == "Péruwelz" else "Liège"
    foot = f"{{name}} · {{street_}} · RPM {court} · TVA {{vat}} · {{phone}}"
    return f"""<style>@page {{ margin: 11mm 18mm 10mm 22mm }} body {{ font: 9pt "Nimbus Sans";
min-height: 275mm }} .top {{ border-bottom: 2.5pt solid {hue}; padding-bottom: 3mm }} .lead {{
display: flex; width: 84mm; margin: 1mm 0 }} .lead i {{ flex: 1; border-bottom: 2px dotted #777;
margin: 0 1mm 1mm }} .ask {{ background: #f3f1ea; border-left: 3pt solid {hue}; padding: 3mm 4mm;
margin: 7mm 0 6mm; line-height: 1.55 }} .ask b {{ font-size: 11pt }} .inst {{ font-size: 8pt;
margin: 3mm 0 0; color: {hue} }} .lines td {{ padding: 0.7mm 4px }} .lines .c-name {{ width: 54% }}
.lines .c-qty, .lines .c-unit {{ width: 8% }} .lines .c-price, .lines .c-total {{ width: 15% }}
.vat {{ margin: 7mm 0 3mm auto; width: 120mm }} .vat th {{ font-weight: normal; font-size: 7.5pt;
border-bottom: 0.6pt solid; text-align: right }} .vat td {{ text-align: right; padding: 1mm 4px }}
.vat tr:last-child td {{ font-weight: bold; border-top: 0.6pt solid; font-size: 10pt }} .foot {{
text-align: left; border-top: 0.5pt solid #999; padding-top: 1.5mm }}</style><div class="row top">
{sheet.logo(facts.seller.brand, hue)}<div style="text-align:right"><b
style="font-size:13pt">{kind}</b><br><small>{sheet.pick("Original", "Envoyé par e-mail", "1/1")}
</small></div></div><div class="row" style="margin-top:8mm"><div>{_leaders(told)}</div><div
style="width:68mm;padding-top:6mm">{b.address(sheet, "buyer")}</div></div>
{_asked(sheet, credit)}<b>Prestations</b> &nbsp;<small>{sheet.pick("Trimestre du", "Période du")}
{period}</small>{blocks}{_vat_of_lifts(sheet)}<p style="font-size:8pt">
{why if facts.profile.regime == "AE" else ""}</p><p style="font-size:7pt;color:#444">Révision
annuelle : P = P<sub>0</sub> (0,20 + 0,80 S/S<sub>0</sub>) ; S = 27,3146 ; S<sub>0</sub> = 24,8102
(Agoria, moyenne nationale). Dépannage 24 h/24 : 0800 {h.distractor(sheet, "## ###")}, munissez-vous
du numéro affiché en cabine. Nos conditions générales figurent sur notre site.</p>
<div class="foot">{h.told(sheet, foot)}</div>"""  # fmt: skip


def _quarter(day: date) -> tuple[date, date]:
    """Return the first and the last day of the quarter of a day."""
    start = date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
    after = (start + timedelta(days=95)).replace(day=1)
    return start, after - timedelta(days=1)


def _leaders(pairs: list[Pair]) -> str:
    """Set values at the end of dotted lines that begin with their labels."""
    return "".join(f'<div class="lead">{k}<i></i>{v}</div>' for k, v in pairs)


def _asked(sheet: Sheet, credit: bool) -> str:
    """Tell in a sentence what to pay, until when and where."""
    if credit:
        return f"""<div class="ask">Ce document vous crédite de <b>{sheet.total("amount_due")}</b> ;
le montant sera porté en déduction de votre prochaine facture.</div>"""
    body = digits(sheet.rng, 10)
    code = f"{body}{int(body) % 97 or 97:02}"
    note = f"+++{code[:3]}/{code[3:7]}/{code[7:]}+++"
    until = "".join(f"{k} <b>{day}</b>" for k, day in h.due(
        sheet, "pour le", "au plus tard le", "avant le"))  # fmt: skip
    return f"""<div class="ask">Nous vous prions de verser <b>{sheet.total("amount_due")}</b>
{until}<br>{h.told(sheet, "au compte {iban}, BIC {bic}")}<br>avec la communication structurée
<b>{note}</b></div>"""


def _installation(sheet: Sheet, chosen: Sequence[Line]) -> str:
    """Print lines under the lift that they are for."""
    place = b.street(sheet.pick(*sheet.facts.others), ", ")
    load = sheet.pick("630 kg, 8 pers.", "1000 kg, 13 pers.", "monte-charge 1600 kg", "450 kg")
    head = f"Installation {h.distractor(sheet, '10######')} · {load} · {place}"
    named = chosen[0] is sheet.facts.lines[0]
    words = ("", "Nbre", "Prix", "TVA", "Montant") if named else ("",) * 5
    heads = tuple(zip(("name", "qty", "price", "rate", "total"), words, strict=True))
    return f'<div class="inst">{head}</div>{h.lines(sheet, heads, chosen=chosen)}'


def _vat_of_lifts(sheet: Sheet) -> str:
    """Print the breakdown, and the sums as its last row."""
    rows = []
    for row in sheet.facts.vat:
        rate, basis, vat = sheet.vat_row(row)
        rows.append((rate, basis, vat, sheet.amount(row.basis + row.amount)))
    word = sheet.pick("Totaux", "Total", f"Total en {sheet.show('currency', 'EUR')}")
    sums = (sheet.total("total_without_vat", bare=True), sheet.total("total_vat", bare=True))
    rows.append((word, *sums, sheet.total("total_with_vat", bare=True)))
    heads = (
        "Taux",
        sheet.pick("Montant htva", "Base htva"),
        "TVA",
        sheet.pick("tvac", "TVA comprise"),
    )
    return b.table(("text",) * 4, heads, rows, "vat")


_HOISTS = Profile("keuring", "NL", "nl", buyers=("NL",), lines=(2, 7), prepaid=0, credit=0.08)


@family("hoist_inspection", Split.MAKING, replace(_HOISTS, buyers=("FR",), regime="AE"),
        replace(_HOISTS, lines=(1, 5)), replace(_HOISTS, credit=0.2))  # fmt: skip
def hoist_inspection(sheet: Sheet) -> str:
    """Inspectors: the number behind the title, place and day opposite, bases and VAT in a row."""
    settle(sheet, "{w} Keuringen", "{w} Inspectie & Advies", "Keuringsdienst {w}",
           forms=("B.V.", "BV"))  # fmt: skip
    h.adopt(sheet, ("%y7#####", "%Y####", "F%y.####", "VK-%y#####"), ("long", "%d-%m-%Y"),
            ("%y9#####", "C%y.####"))  # fmt: skip
    facts, credit = sheet.facts, sheet.facts.type_code == "381"
    hue = sheet.pick("#e2001a", "#00558c", "#f39200")
    kind = h.titled(sheet, ("Factuur", "FACTUUR"), ("Creditnota", "Creditfactuur"))
    left: list[Pair] = [("Debiteur", h.distractor(sheet, "1####"))]
    left += [
        ("Opdracht", h.distractor(sheet, "OB%y-####")),
        ("Uw kenmerk", facts.references["order"]),
    ]
    if credit:
        left[-1] = ("Inzake factuur", h.distractor(sheet, "%y7#####"))
    right: list[Pair] = [
        ("Inspecteur", person(sheet)),
        ("Uitgevoerd", sheet.day(facts.delivery_date)),
    ]
    right.append((sheet.pick("Uw btw-nummer", "Btw-nr. afnemer"), sheet.vat_id("buyer")))
    heads: list[Pair] = [("name", "Verrichting"), ("=R%y-####", "Rapport"), ("qty", "Aantal")]
    heads += [("unit", ""), ("price", "Tarief"), ("rate", "Btw"), ("total", "Bedrag")]
    taxed = facts.profile.regime == "S"
    why = "" if taxed else "Btw verlegd op grond van artikel 44 en 196 van Richtlijn 2006/112/EG."
    foot = "KvK {kvk} &nbsp; Btw {vat} &nbsp; IBAN {iban} &nbsp; BIC {bic}"
    foot = h.told(sheet, foot.replace("{kvk}", h.distractor(sheet, "########")))
    return f"""<style>@page {{ margin: 16mm 20mm 9mm 24mm }} body {{ font: 9pt "Liberation Sans";
min-height: 271mm; padding-bottom: 20mm }} .back {{ white-space: nowrap; font-size: 6.5pt; color:
{hue} }} .head {{
border-bottom: 1.2pt solid {hue}; margin: 22mm 0 3mm; align-items: baseline }} .head b {{
font-size: 15pt }} .ref {{ display: grid; grid-template-columns: 76mm 1fr; margin-bottom: 7mm }}
.ref .l {{ color: {hue}; width: 28mm }} .ref .n {{ text-align: left }} .ref td {{ padding: 0.3mm 0
}}
.lines th {{ font-size: 7.5pt; color: {hue}; border-bottom: 0.5pt solid #888 }} .lines td {{
padding: 1mm 4px 1mm 0 }} .lines .c-name {{ width: 46% }} .band {{ width: 100%; margin: 8mm 0 6mm;
border-top: 0.5pt solid #888 }} .band th {{ font-size: 7pt; font-weight: normal; color: #555;
text-align: right }} .band td {{ text-align: right }} .band td:last-child {{ font-weight: bold;
font-size: 11pt }} .foot {{ color: #111; border-top: 1.2pt solid {hue}; padding-top: 1.5mm }}
</style><div class="row"><div style="padding-top:17mm"><div class="back">Retouradres:
{b.street(facts.seller, ", ")}</div><br>{b.address(sheet, "buyer")}</div><div
style="text-align:right">{sheet.logo(facts.seller.brand, hue, serif=sheet.maybe(0.3))}<div
style="font-size:8pt;margin-top:2mm">{b.street(facts.seller)}<br>{facts.seller.phone}<br>
{facts.seller.mail}<br><br>ISO 17020 type A, RvA I {h.distractor(sheet, "###")}</div></div></div>
<div class="row head"><b>{kind} {sheet.number()}</b><span>{facts.seller.town.split(" ", 2)[2]},
{sheet.date_of()}</span></div><div class="ref">{b.pair_rows(left)}{b.pair_rows(right)}</div>
{h.lines(sheet, heads)}{b.pair_boxes(_bases(sheet), "band")}<p>{why}</p><p>
{_request(sheet, credit)}</p>
<p style="font-size:7.5pt">Op al onze opdrachten zijn de Algemene Voorwaarden van toepassing,
gedeponeerd
bij de Kamer van Koophandel. Certificaten worden vrijgegeven na ontvangst van uw betaling.</p>
<div class="foot">{sheet.name("seller")} &nbsp; {foot}</div>"""  # fmt: skip


def _bases(sheet: Sheet) -> list[Pair]:
    """Print bases, VAT and sums, to stand side by side."""
    pairs: list[Pair] = []
    for row in sheet.facts.vat:
        rate, basis, vat = sheet.vat_row(row)
        percent = rate if "%" in rate else f"{rate}%"
        if row.rate:
            pairs += [(f"Grondslag {percent}", basis), (f"Btw {percent}", vat)]
    if len(pairs) != 2:
        pairs += [("Totaal excl. btw", sheet.total("total_without_vat", bare=True))]
        pairs += [
            ("Totaal btw" if pairs[1:] else "Btw verlegd", sheet.total("total_vat", bare=True))
        ]
    else:
        sheet.show("total_without_vat", sheet.amount(sheet.facts.total_without_vat))
    return [*pairs, ("Totaalbedrag", sheet.total("total_with_vat"))]


def _request(sheet: Sheet, credit: bool) -> str:
    """Ask for the money in a sentence; a credit note says that it is paid back."""
    if credit:
        return f"""Het bedrag van {sheet.total("amount_due")} verrekenen wij met openstaande
facturen of
maken wij op verzoek aan u over."""
    name = sheet.facts.seller.name
    term = terms(sheet, "binnen {days} dagen", "per omgaande")
    until = "".join(f", {k} {day}," for k, day in h.due(
        sheet, "uiterlijk", "dus uiterlijk op", "doch uiterlijk"))  # fmt: skip
    return f"""Wij verzoeken u vriendelijk {sheet.total("amount_due")} {term}{until} over te maken
op
{sheet.iban()} ten name van {name}, onder vermelding van debiteur- en factuurnummer."""
