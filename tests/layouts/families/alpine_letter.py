"""Layout of a Swiss hotel in the Alps that puts up seminars."""

from dataclasses import replace

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import ZERO, Line, Profile, cents
from tests.layouts.families import Split, family
from tests.layouts.families.component_makers import rename
from tests.layouts.sheet import Sheet

_STAY = Profile("seminaire", "CH", "fr", "CHF", buyers=("FR",), lines=(4, 9), tax_included=True,
                prepaid=0.4, credit=0.06)  # fmt: skip
_PLACES = (("1936 Verbier", "Verbier"), ("3963 Crans-Montana", "Crans-Montana"),
           ("1882 Gryon", "Gryon"), ("3961 Zinal", "Zinal"))  # fmt: skip
_NUMBERS = {2: "deux", 3: "trois", 4: "quatre"}


@family("seminar_letter_and_account", Split.MAKING, _STAY, replace(_STAY, lines=(6, 10)),
        replace(_STAY, buyers=("CH",)))  # fmt: skip
def seminar_letter_and_account(sheet: Sheet) -> str:
    """A typed letter asks for the sum in its second paragraph; the account follows on a sheet."""
    rename(sheet, "Hôtel {}|Grand Hôtel {}|Hôtel du {}|Auberge {}",
           "Catogne Trient Bietschhorn Muveran Besso Tsalion Bella-Lui Argentine",
           ("SA", "Sàrl"))  # fmt: skip
    town, place = sheet.pick(*_PLACES)
    street = f"{sheet.pick('Route de la Télécabine', 'Chemin des Mayens', 'Rue Centrale')} "
    seller = replace(sheet.facts.seller, town=town, register=place,
                     street=(street + str(sheet.rng.randint(2, 78)),),
                     phone=f"+41 27 {sheet.rng.randint(720, 789)} {sheet.rng.randint(10, 99)} "
                           f"{sheet.rng.randint(10, 99)}")  # fmt: skip
    sheet.facts = replace(sheet.facts, seller=seller, negative=False)
    h.adopt(sheet, ("S%y-###", "%Y/####", "####", "SEM %y.0##"), ("long", "long", "%d.%m.%Y"),
            ("NC%y-0##",))  # fmt: skip
    facts = sheet.facts
    credit = facts.type_code == "381"
    kind = h.titled(sheet, ("facture", "note d'hôtel"), ("note de crédit",))
    nights = sheet.rng.randint(2, 4)
    stay = f"du {h.day(sheet, -nights - 2)} au {h.day(sheet, -3)}"
    people = sheet.rng.randint(12, 48)
    net, tax = sheet.total("total_without_vat", bare=True), sheet.total("total_vat", bare=True)
    parts = []
    for letter, row in zip("ABC", facts.vat, strict=False):
        if row.category == "O":
            basis = sheet.show("vat_breakdown", sheet.amount(row.basis))
            parts.append((letter, "taxe de séjour, hors TVA", basis, "", basis))
            continue
        rate, basis, vat = sheet.vat_row(row)
        gross = sheet.amount(row.basis + row.amount)
        parts.append((letter, rate if "%" in rate else f"{rate} %", basis, vat, gross))
    recap = b.table(("code", "text", "total", "total", "total"),
                    ("Code", "Taux TVA", "Hors TVA", "TVA", "TVA comprise"),
                    parts, "vat")  # fmt: skip
    asked = sheet.total("amount_due")
    until = sheet.pick("d'ici au", "au plus tard le", "jusqu'au")
    if credit:
        ask = f"La somme de <b>{asked}</b> vous sera remboursée sur le compte de votre choix."
    elif h.is_payable(sheet):
        left = "le solde de" if facts.prepaid else sheet.pick("la somme de", "le montant de")
        ask = (f"Nous vous saurions gré de bien vouloir nous faire parvenir {left} <b>{asked}</b> "
               f"{until} "
               f"{sheet.date_of('due_date')}, sans déduction de frais bancaires, sur notre compte "
               f"{sheet.iban()} auprès de la Banque du Haut-Lac ({sheet.bic()}).")  # fmt: skip
    else:
        ask = f"Il reste {asked} à payer."
    worth = cents(facts.amount_due * sheet.rng.randint(1035, 1085) / 1000)
    euros = f"À titre indicatif, cela fait environ {sheet.amount(worth)} euros au cours du jour."
    euros = euros if facts.buyer.country == "FR" and not credit and sheet.maybe() else ""
    paid = f" Vos arrhes de {sheet.total('prepaid')} en ont été déduites." if facts.prepaid else ""
    whole = sheet.total("total_with_vat")

    ends: list[Pair] = [("Total, TVA comprise", sheet.total("total_with_vat", bare=True))]
    if facts.prepaid:
        ends.append((f"./. arrhes du {h.day(sheet, -40)}", sheet.total("prepaid", bare=True)))
        ends.append(("Solde en notre faveur", sheet.total("amount_due", bare=True)))
    face = sheet.pick("P052", "URW Bookman", "Liberation Serif")
    word = "relative à" if credit else "pour"
    greet = sheet.pick("Madame, Monsieur,", "Mesdames, Messieurs,")
    sign = sheet.pick("La direction", "Le service des séminaires", "La réception")
    old = f" (notre facture {h.distractor(sheet, 'S%y-###')})" if credit else ""
    return f"""<style>@page {{ margin: 18mm 24mm 14mm }} body {{ font: 10.5pt/1.45 "{face}";
min-height: 0; padding: 0 }} .one {{ min-height: 262mm; position: relative }} .mid {{ text-align:
center; letter-spacing: 1.5pt }} .mid b {{ font-size: 17pt; font-weight: normal }} .ref {{ margin:
12mm 0 7mm; font-weight: bold }} .vat {{ margin: 3mm 0 3mm 8mm; font-size: 9pt }} .vat td, .vat th
{{
padding: 0.5mm 5mm 0.5mm 0; font-weight: normal }} .vat th {{ font-style: italic }} .t {{ display:
flex; justify-content: space-between; border-bottom: 0.5pt solid; margin: 6mm 0 1mm; font-weight:
bold }} .lines {{ font-size: 9.5pt }} .lines .c-qty {{ width: 14mm }} .lines .c-unit {{ width: 16mm
}} .lines .c-name {{ width: auto }} .lines .c-total {{ width: 24mm }} .lines .c-code {{ width: 6mm
}}
.end {{ margin: 8mm 0 0 auto }} .end tr:last-child td {{ border-top: 0.5pt solid; border-bottom: 2pt
double; font-weight: bold }} .end .n {{ padding-left: 12mm }} .foot {{ font-size: 7.5pt
}}</style><div
class="one"><div class="mid"><b>{sheet.name("seller")}</b><br><span style="font-size:8pt">altitude
1{sheet.rng.randint(210, 690)} m · {b.street(seller, " · ")}</span></div><div style="margin:16mm 0 0
86mm">{b.address(sheet, "buyer")}</div><div style="margin:14mm 0 0 86mm">{place}, le
{sheet.date_of()}</div><div class="ref">Concerne : {kind} {sheet.pick("n°", "no", "N°")}
{sheet.number()} {word} votre séminaire {stay}{old}</div><p>{greet}</p><p>Vos {people} participants
ont
passé {_NUMBERS[nights]} jours chez nous et nous espérons qu'ils en gardent un bon souvenir. Le
décompte annexé se monte à {whole}, TVA comprise, soit {net} hors TVA et {tax} de TVA
:</p>{recap}<p>
{ask}{paid} {euros}</p><p>Nous vous remercions de votre confiance et vous prions d'agréer nos
salutations les meilleures.</p><p style="margin:10mm 0 0 86mm">{sign}</p><p style="font-size:8.5pt">
Annexe : décompte</p><div class="foot">{seller.phone} · {seller.mail} ·
{h.told(sheet, "{vat}")}</div>
</div><div class="break"></div><b>Décompte</b> – {facts.buyer.brand}, {stay} – dossier
{h.distractor(sheet, "G#####")}<div style="font-size:8.5pt">Montants en {sheet.show("currency",
"CHF")}, TVA comprise. La lettre en fin de ligne renvoie au taux de TVA.</div>{_detail(sheet)}
{b.pair_rows(ends, "end")}"""  # fmt: skip


def _detail(sheet: Sheet) -> str:
    lines = sheet.facts.lines
    beds = [line for line in lines if line.unit == "nuitée"]
    meals = [line for line in lines if line.unit == "pers."]
    rest = [line for line in lines if line not in beds + meals]
    detail = _group(sheet, "Hébergement", beds) + _group(sheet, "Table, par participant", meals)
    return detail + _group(sheet, "Technique et transports", rest)


def _group(sheet: Sheet, title: str, chosen: list[Line]) -> str:
    if not chosen:
        return ""
    codes = {row.rate: letter for letter, row in zip("ABC", sheet.facts.vat, strict=False)}
    rows = [(sheet.cell(x, "qty"), x.unit, sheet.cell(x, "name"), sheet.cell(x, "price"),
             sheet.cell(x, "total"), codes[x.rate]) for x in chosen]  # fmt: skip
    body = b.table(("qty", "unit", "name", "price", "total", "code"), ("",) * 6, rows, "lines")
    total = sheet.amount(sum((x.total for x in chosen), ZERO))
    return f'<p class="t"><span>{title}</span><span>{total}</span></p>{body}'
