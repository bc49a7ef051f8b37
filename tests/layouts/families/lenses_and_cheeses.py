"""Papers of those who deliver by the order: a lens works to opticians, a cheese ripener."""

from collections.abc import Sequence
from dataclasses import replace

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet

_LENSES = Profile("lenses", lines=(5, 14), line_discounts=True, prepaid=0, credit=0.07)


def _renamed(sheet: Sheet, *words: str) -> None:
    """Give the buyer a name of its trade."""
    word = sheet.facts.buyer.brand.split()[-1]
    name = f"{sheet.pick(*words)} {word}"
    buyer = replace(sheet.facts.buyer, name=name, brand=name, form="", accept=(name.upper(),))
    sheet.facts = replace(sheet.facts, buyer=buyer)


def _wearers(sheet: Sheet, lines: Sequence[Line]) -> tuple[int, str]:
    """Print lines by the order of one wearer, whose eyes stand beside; return how many orders."""
    left, rows, orders = list(lines), "", 0
    while left:
        orders += 1
        size = sheet.pick(1, 2, 2, 3)
        chunk, left = left[:size], left[size:]
        wearer = h.distractor(sheet, sheet.pick("MAR", "LEF", "DUB", "GIR", "COU") + "/####")
        rows += f"""<tr class="o"><td colspan="7">BL {h.distractor(sheet, "#######")} du
{h.day(sheet, -sheet.rng.randint(3, 27))} &nbsp; V/réf. porteur {wearer}</td></tr>"""
        sides = iter(("OD", "OG", "OD"))
        for line in chunk:
            cells = [sheet.cell(line, key) for key in ("ref", "name")]
            cells.append(_eye(sheet, next(sides)) if _is_lens(line) else "")
            cells += [sheet.cell(line, key) for key in ("qty", "price", "disc", "total")]
            marked = "".join(f"<td{' class=n' * (i > 2)}>{x}</td>" for i, x in enumerate(cells))
            rows += f"<tr>{marked}</tr>"
    return orders, rows


def _is_lens(line: Line) -> bool:
    return " 1." in line.name


def _eye(sheet: Sheet, side: str) -> str:
    rng, point = sheet.rng, sheet.style.point
    sphere, cylinder = rng.choice((-3, -2, -1, 1, 2, 4)), rng.choice(("25", "50", "75"))
    quarter = rng.choice(("00", "25", "50", "75"))
    return f"{side} {sphere:+}{point}{quarter} (-0{point}{cylinder}) {rng.randint(1, 17) * 10}°"


@family("lens_orders_by_wearer", Split.MAKING, _LENSES,
        replace(_LENSES, adjustments=("shipping",), lines=(8, 18)),
        replace(_LENSES, lines=(3, 7), line_discounts=False))  # fmt: skip
def lens_orders_by_wearer(sheet: Sheet) -> str:
    """A lens works' month to an optician: orders by wearer, all sums in the feet of the columns."""
    h.adopt(sheet, ("91######", "%y%m#####", "RV######"), ("%d.%m.%y", "%d/%m/%Y"), ("92######",))
    _renamed(sheet, "Optique", "Opticien", "Vision")
    facts, refs = sheet.facts, sheet.facts.references
    kind = h.titled(sheet, ("FACTURE RÉCAPITULATIVE", "RELEVÉ VALANT FACTURE"),
                    ("AVOIR", "NOTE D'AVOIR"))  # fmt: skip
    head: list[Pair] = [("Compte", refs["customer"]), ("Secteur", h.distractor(sheet, "0## / @@"))]
    head += [("Pièce", sheet.number()), ("Arrêtée au", sheet.date_of())]
    head += h.due(sheet, "Prélvt SEPA le", "Échéance")
    if facts.type_code == "381":
        head.append(("Annule tout ou partie de", refs["original"]))
    count, orders = _wearers(sheet, facts.lines)
    head.append(("Commandes du mois", str(count)))
    extra = h.extras(sheet, {"sum": "Verres et façons", "shipping": "Participation port"})
    feet = [*extra, ("Net hors taxes", sheet.total("total_without_vat", bare=True))]
    feet += h.vat_sums(sheet, "TVA {rate}", "Hors champ")
    words = {"amount": ("Somme prélevée EUR", "Total dû EUR"), "credit": ("À déduire EUR",)}
    feet.append(("Toutes taxes comprises", sheet.total("total_with_vat", bare=True)))
    feet += h.owed(sheet, words, bare=True)
    under = "".join(f'<tr><td colspan="6" class="n">{k}</td><td class="n">{v}</td></tr>'
                    for k, v in feet)  # fmt: skip
    tops = ("Article", "Désignation", "Sph. (cyl.) axe", "Q", "Tarif", "Rem.", "Net HT")
    top = "".join(f"<th{' class=n' * (i > 2)}>{x}</th>" for i, x in enumerate(tops))
    leaders = "".join(f"<div><span>{k}</span><i></i>{v}</div>" for k, v in head)
    return f"""<style>body {{ font: 8pt "Liberation Sans Narrow" }} .lead div {{ display: flex;
width: 72mm; line-height: 4.4mm }} .lead i {{ flex: 1; border-bottom: 1px dotted #555; margin: 0 1mm
1mm }}
.lines {{ margin-top: 6mm; font-size: 8.5pt }} .lines td {{ padding: 0.35mm 1mm }} .lines th {{
background: #ddd; border: 0.5pt solid }} .lines td {{ border-left: 0.5pt solid; border-right: 0.5pt
solid }} .o td {{ border-top: 0.5pt solid; font-style: italic; padding-top: 1mm }} .lines tfoot td
{{ border: 0.5pt solid; background: #f2f2f2 }} tfoot {{ display: table-row-group }} .lines tfoot
tr:last-child td {{ font: bold 10pt "Liberation Sans Narrow"; background: #ddd }}</style>
<div class="row"><div style="width:78mm">{h.told(sheet, "<b>{name}</b><br>Laboratoire de surfaçage "
"et traitement<br>{street}<br>Commandes {phone}")}</div><div style="font: bold 13pt 'Nimbus Sans';
border: 1.5pt solid; padding: 2mm 5mm">{kind}</div></div><div class="row" style="margin-top:9mm">
<div class="lead">{leaders}</div><div style="font:10pt 'Nimbus Sans';width:80mm">
{b.address(sheet, "buyer")}<div style="font-size:7pt;margin-top:2mm">
{h.told(sheet, "n° id. TVA {vat}", "buyer")}</div></div></div><table class="lines"><thead><tr>{top}
</tr></thead><tbody>{orders}</tbody><tfoot>{under}</tfoot></table><p>Mandat
{h.distractor(sheet, "RUM OPT#######")} - ICS {h.distractor(sheet, "FR##ZZZ######")}. Verres de
remplacement sous garantie d'adaptation : retour sous 60 jours avec le bon. Tarif catalogue
{facts.issue_date:%Y}. Corrections telles que commandées.</p><p class="foot"
style="font-size:6.5pt">
{h.told(sheet, "{form} au capital de {capital} EUR - {siren} RCS {register} - APE {activity} - "
"TVA intracommunautaire {vat}")}<br>Escompte néant. Pénalités de retard : trois fois le taux
d'intérêt légal ; frais de recouvrement 40 EUR.</p>"""  # fmt: skip


_CHEESES = Profile("cheeses", lines=(4, 12), prepaid=0, credit=0.06)


def _by_rate(sheet: Sheet) -> str:
    """Print the breakdown with a column for each rate and its sums below one another."""
    columns = [sheet.vat_row(row) for row in sheet.facts.vat]
    names = ("Taux de TVA", "Montant HT", "Montant TVA")
    rows = "".join(
        f"<tr><th>{name}</th>" + "".join(f'<td class="n">{c[i]}</td>' for c in columns) + "</tr>"
        for i, name in enumerate(names)
    )
    codes = "".join(f'<td class="n">{place}</td>' for place in range(1, len(columns) + 1))
    return f'<table class="turn"><tr><th>Code</th>{codes}</tr>{rows}</table>'


@family("cheese_weighed_at_door", Split.MAKING, _CHEESES,
        replace(_CHEESES, lines=(7, 16), adjustments=("shipping",)),
        replace(_CHEESES, adjustments=("discount",), prepaid=0.1))  # fmt: skip
def cheese_weighed_at_door(sheet: Sheet) -> str:
    """A cheese ripener's delivery invoice: lots, net weights, rates as columns, sums down left."""
    h.adopt(sheet, ("BLF-%y-#####", "%y/######", "L#######", "T4-%m%d-###"),
            ("%d/%m/%Y", "%d-%m-%y", "weekday"), ("AV-%y-####",))  # fmt: skip
    _renamed(sheet, "Crémerie", "Hôtel", "Épicerie fine", "Brasserie", "Traiteur")
    refs = sheet.facts.references
    kind = h.titled(sheet, ("Bon de livraison - Facture", "Facture de livraison"),
                    ("Avoir sur livraison", "Facture d'avoir"))  # fmt: skip
    heads: tuple[Pair, ...] = (("ref", "Code"), ("name", "Produit"), ("=L@###", "Lot"))
    heads += (("qty", "Poids net / Qté"), ("unit", "kg/u"), ("price", "Prix HT"), ("code", "TVA"))
    heads += (("total", "Montant HT"),)
    sums = h.extras(sheet, {"sum": "Total marchandises", "shipping": "Livraison sous froid",
                            "discount": "Remise tournée"})  # fmt: skip
    sums.append(("Total net HT", sheet.total("total_without_vat")))
    sums.append(("TVA", sheet.total("total_vat")))
    sums.append(("Total TTC", sheet.total("total_with_vat")))
    words = {"prepaid": ("Versé au livreur", "Espèces remises au livreur"),
             "amount": ("À payer", "Reste à payer", "À régler"),
             "credit": ("À valoir",)}  # fmt: skip
    sums += h.owed(sheet, words)
    until = "".join(f"{k} {v}" for k, v in h.due(sheet, "À payer avant le", "Échéance au"))
    if sheet.facts.type_code == "381":
        until = f"sur facture {refs['original']}"
    sanitary = h.distractor(sheet, "##.###.0##")
    hue = sheet.pick("#8a5a00", "#3f5f2a", "#7a1f2b")
    return f"""<style>body {{ font: 9.5pt "P052" }} .oval {{ border: 1.2pt solid; border-radius:
50%; width: 24mm; height: 15mm; text-align: center; font: 7.5pt/4.2mm "Nimbus Sans"; padding-top:
1.5mm; box-sizing: border-box }} .to {{ margin: 6mm 0 4mm; border-top: 2pt solid {hue};
border-bottom: 0.5pt solid {hue}; padding: 2.5mm 0 }} .lines th {{ color: {hue};
font-weight: normal; font-style: italic; border-bottom: 0.5pt solid {hue} }}
.lines td {{ border-bottom: 0.5pt dotted #999;
padding: 1mm 4px }} .lines .c-name {{ width: 36% }} .sums td {{ padding: 0.7mm 3mm 0.7mm 0 }}
.sums tr:last-child td {{ font-size: 13pt; border-top: 1pt solid {hue}; color: {hue} }} .turn th
{{ font-weight: normal }} .turn td, .turn th {{ border: 0.5pt solid #aaa; padding: 1mm 3mm }}
</style><div class="row"><div class="oval">FR<br>{sanitary}<br>CE</div><div
style="text-align:center"><span style="font-size:19pt;color:{hue}">{sheet.name("seller")}</span>
<br>Affineur - Grossiste en produits laitiers<br>{h.told(sheet, "{street_dash} - Tél. {phone}")}
</div><div style="text-align:right;font-size:8pt">Tournée {sheet.pick("Nord", "Centre", "Littoral")}
<br>Arrêt n° {h.distractor(sheet, "##")}<br>T° départ + 3,2 °C</div></div><div class="row to"><div>
<span style="font-size:12pt">{kind}<br>{sheet.pick("N°", "numéro")} {sheet.number()}</span><br>
{sheet.pick("du", "Livré et facturé le")} {sheet.date_of()}<br>{until}</div><div
style="width:76mm">{b.address(sheet, "buyer")}<br><span style="font-size:8pt">Code livraison
{refs["customer"]}{h.told(sheet, " - TVA {vat}", "buyer")}</span></div></div>
{h.lines(sheet, heads)}<div class="row" style="margin-top:6mm">{b.pair_rows(sums, "sums")}
<div>{_by_rate(sheet)}<div style="margin-top:4mm;font-size:8.5pt">Bacs gris laissés :
{sheet.rng.randint(2, 9)} &nbsp; repris : {sheet.rng.randint(0, 6)}<br>Reçu conforme, le client :
</div></div></div><p style="font-size:8.5pt;margin-top:8mm">Les fromages sont pesés au départ des
caves ; une perte de poids de 1 % est admise. Règlement par chèque ou virement :
{h.told(sheet, "IBAN {iban} BIC {bic}")}</p><p class="foot">{h.told(sheet, "{form} au capital "
"de {capital} € - Siret {siret} - N° TVA {vat}")} - Réserve de propriété (loi n° 80-335 du
12 mai 1980)</p>"""  # fmt: skip
