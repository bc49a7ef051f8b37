"""Layout of a Swiss keeper of mountain chalets who types his bills as letters."""

from dataclasses import replace
from html import escape

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.facts import Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.lodging import lodge
from tests.layouts.natives import person
from tests.layouts.sheet import Sheet

_KEEPER = Profile("gardiennage", "CH", "fr", "CHF", buyers=("FR",), lines=(2, 6), credit=0.06,
                  prepaid=0.25, rounding=True)  # fmt: skip

_CSS = """<style>@page { margin: 22mm 24mm 16mm } body { font: 11pt "FONT"; min-height: 258mm;
line-height: 1.3; padding-bottom: 14mm } .to { margin: 12mm 0 12mm 88mm } .list { margin: 5mm 0 5mm
8mm } .list div { display: flex; align-items: flex-end; margin-bottom: 2mm } .list u { flex: 1;
border-bottom: 1pt dotted #444; margin: 0 2mm 1mm; min-width: 8mm } .list p { margin: 0; max-width:
118mm } .sums { margin-left: 60mm } .sums td { padding: 0.5mm 2mm } .sums tr:last-child td {
border-top: 1pt solid; font-weight: bold } .low { position: absolute; bottom: 0; font-size: 8.5pt;
left: 0; right: 0; border-top: 0.5pt solid; padding-top: 1.5mm; text-align: center }</style>"""


def _unit(line: Line) -> str:
    """Print the unit of a line, in the plural where there are more."""
    many = line.quantity >= 2 and line.unit not in ("h", "fois")
    return line.unit + "s" if many else line.unit


@family("chalet_kept_by_letter", Split.JUDGING, _KEEPER, replace(_KEEPER, lines=(4, 6)),
        replace(_KEEPER, person=True),
        replace(_KEEPER, currency="EUR", rounding=False))  # fmt: skip
def chalet_kept_by_letter(sheet: Sheet) -> str:
    """A typed letter: place and day, the number in the subject, works with dots to their sums."""
    towns = "1972 Anzère=Sion=+41 27|1884 Villars-sur-Ollon=Vevey=+41 24"
    towns += "|1997 Haute-Nendaz=Sion=+41 27|1865 Les Diablerets=Vevey=+41 24"
    streets = "Route du Pas-de-Lona|Chemin des Raccards|Route des Layeux|Chemin du Torrent"
    if not sheet.facts.profile.person:
        lodge(sheet, "{w} Conciergerie|Chalets Services {w}|{w} Intendance", "Sàrl|SA",
              streets, towns)  # fmt: skip
    else:
        town, register, _ = sheet.pick(*towns.split("|")).split("=")
        street = f"{sheet.pick(*streets.split('|'))} {sheet.rng.randint(2, 70)}"
        seller = replace(sheet.facts.seller, town=town, register=register, street=(street,))
        sheet.facts = replace(sheet.facts, seller=seller)
    sheet.facts = replace(sheet.facts, negative=False)
    h.adopt(sheet, ("##/%Y", "%y.0##", "H%y-##", "%Y-0##"), ("long", "long", "%d.%m.%Y"),
            ("NC ##/%Y",))  # fmt: skip
    facts, credit = sheet.facts, sheet.facts.type_code == "381"
    code = facts.profile.currency
    sheet.style = replace(sheet.style, currency=sheet.pick("{c} {}", "{} {c}"))
    kind = h.titled(sheet, ("Facture", "Note d'honoraires", "facture"), ("Note de crédit",))
    works = "".join(
        f"<div><p>{sheet.cell(line, 'name')}, {sheet.cell(line, 'qty')} {_unit(line)} "
        f"à {sheet.cell(line, 'price')}</p><u></u>{sheet.cell(line, 'total')}</div>"
        for line in facts.lines
    )
    rate, _, vat = sheet.vat_row(facts.vat[0])
    rate = rate if "%" in rate else f"{rate} %"
    sums = [
        ("Ensemble des travaux, hors TVA", sheet.total("total_without_vat", True)),
        (f"TVA {rate}", vat),
        ("Total, TVA comprise", sheet.total("total_with_vat", True)),
    ]
    if facts.prepaid:
        sums.append(("./. votre versement", sheet.total("prepaid", True)))
    if facts.rounding:
        sums.append(("Arrondi", sheet.amount(facts.rounding)))
    end = "En votre faveur" if credit else "Solde en notre faveur"
    sums.append((f"{end}, {sheet.show('currency', code)}", sheet.total("amount_due", True)))
    ask = ""
    if credit:
        ask = f"""Ce montant se rapporte à notre facture {h.distractor(sheet, "##/%Y")} et sera
déduit de la prochaine."""  # fmt: skip
    elif h.is_payable(sheet):
        ask = f"""Vous nous obligeriez en versant {sheet.total("amount_due")} d'ici au
{sheet.date_of("due_date")} sur notre compte à la {sheet.pick("Banque Cantonale", "Raiffeisen")},
{sheet.iban()} ({sheet.bic()})."""  # fmt: skip
    span = f"du {h.day(sheet, -62)} au {h.day(sheet, -4)}"
    opening = f"Nous nous permettons de vous adresser le décompte de nos travaux {span} :"
    if credit:
        opening = "Après vérification, nous vous créditons ce qui suit :"
    chalet = sheet.pick("Les Gentianes", "Mon Repos", "L'Arolle", "Bella Vista", "La Marmotte")
    salute = sheet.pick("Madame, Monsieur,", "Mesdames, Messieurs,")
    who = escape(facts.seller.brand) if facts.profile.person else person(sheet)
    css = _CSS.replace("FONT", sheet.pick("Liberation Serif", "Carlito", "Liberation Sans"))
    return (
        css
        + f"""<div><b>{sheet.name("seller")}</b><br>{b.street(facts.seller)}<br>
{facts.seller.phone}</div><div class="to">{b.address(sheet, "buyer")}</div><div
style="margin-left:88mm">{escape(facts.seller.town.split(" ", 1)[1])}, le {sheet.date_of()}</div>
<p style="margin-top:10mm"><b>{kind} n<sup>o</sup> {sheet.number()} &ndash;
chalet «&nbsp;{chalet}&nbsp;»</b></p>
<p>{salute}</p><p>{opening}</p><div class="list">{works}</div>
{b.pair_rows(sums, "sums")}<p>{ask}</p>
<p>Les clés restent déposées chez nous. Prochain contrôle prévu : {h.day(sheet, 12)}.</p><p>
{sheet.pick("Avec nos salutations les meilleures", "Veuillez agréer nos salutations distinguées")}
</p><p style="margin-top:9mm">{who}</p><div class="low">N<sup>o</sup> IDE et TVA :
{sheet.vat_id("seller")} &nbsp;&ndash;&nbsp; {facts.seller.mail}</div>"""
    )
