"""Papers of those who serve building sites and workshops: cabins let, motors rewound."""

from dataclasses import replace

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet

_CABINS = Profile("site_cabins", lines=(2, 6), prepaid=0, credit=0.1)


def _let(sheet: Sheet, line: Line) -> str:
    """Tell below a hired thing from when to when, and which one it is."""
    if line.unit != "sem.":
        return f"<br><small>Bon {h.distractor(sheet, 'T######')}</small>"
    fleet = h.distractor(sheet, sheet.pick("B24-####", "P######"))
    start = h.day(sheet, -3 - 7 * int(line.quantity))
    return f"<br><small>du {start} au {h.day(sheet, -4)} - parc {fleet}</small>"


@family("site_cabins_let", Split.MAKING, _CABINS,
        replace(_CABINS, lines=(5, 12)), replace(_CABINS, regime="AE", credit=0),
        replace(_CABINS, adjustments=("discount", "eco")))  # fmt: skip
def site_cabins_let(sheet: Sheet) -> str:
    """A big program's rental bill: sums at the left under the lines, what is debited in words."""
    h.adopt(sheet, ("410######", "FLO-%y-######", "%y%m/######"), ("%d.%m.%Y", "%d/%m/%Y"),
            ("419######", "ALO-%y-#####"))  # fmt: skip
    facts, refs, hue = sheet.facts, sheet.facts.references, sheet.pick("#d9480f", "#155e75", "#333")
    kind = h.titled(sheet, ("Facture de location", "FACTURE DE LOCATION"),
                    ("Avoir de location", "AVOIR SUR LOCATION"))  # fmt: skip
    exempt = b.is_exempt(sheet)
    info: list[Pair] = [("Pièce", sheet.number()), ("Établie le", sheet.date_of()),
                        ("Cpte client", refs["customer"]),
                        ("Contrat", refs["contract"]),
                        ("Cde / ODS", refs["order"])]  # fmt: skip
    if facts.type_code == "381":
        info.append(("Sur pièce", refs["original"]))
    if sheet.maybe() or facts.profile.regime == "AE":
        info.append(("ID TVA preneur", sheet.vat_id("buyer")))
    heads: tuple[Pair, ...] = (
        ("pos", "Pos."),
        ("ref", "Code"),
        ("name", "Matériel / prestation"),
        ("unit", "Un."),
        ("qty", "Durée/Qté"),
        ("price", "Tarif"),
    )
    heads += (("total", "Net HT"),) if exempt else (("rate", "TVA"), ("total", "Net HT"))
    sums = h.extras(sheet, {"sum": "Somme des positions", "discount": "Remise accord-cadre",
                            "eco": "Contribution énergie"})  # fmt: skip
    if exempt:
        sheet.total("total_without_vat", bare=True)
        sums.append(("Montant net, TVA due par le preneur", sheet.total("total_with_vat")))
    else:
        sums.append(("Montant net hors TVA", sheet.total("total_without_vat", bare=True)))
        sums += h.vat_sums(sheet, "TVA {rate} s/ {basis}", "Hors TVA")
        sums.append((f"<b>{sheet.pick('Montant brut', 'Montant TVA comprise')}</b>",
                     f"<b>{sheet.total('total_with_vat')}</b>"))  # fmt: skip
    owed = sheet.total("amount_due")
    if h.is_payable(sheet):
        way = sheet.pick("sera prélevé sur votre compte le", "est à virer pour le")
        owing = f"La somme de <b>{owed}</b> {way} <b>{sheet.date_of('due_date')}</b>."
        mandate = f"<br>RUM {h.distractor(sheet, 'LOC#########')}"
        owing += mandate if "prélevé" in way else f"<br>{sheet.iban()}<br>{sheet.bic()}"
    else:
        owing = f"La somme de <b>{owed}</b> sera déduite de votre prochaine facture."
    why = f"<p>{b.mention(sheet)}</p>" if exempt else ""
    site = facts.others[0]
    place = sheet.pick("Réhabilitation groupe scolaire", "Parking silo", "Lot gros œuvre")
    rows = "".join(f"<div>{k}</div><div>{v}</div>" for k, v in info)
    foot = h.told(sheet, "{name} - {form} au capital de {capital} euros - {street_dash} - Siren "
        "{siren} R.C.S. {register} - TVA {vat} - NAF 7732Z"
        if facts.seller.form else "{name} - {street_dash} - Siren {siren} - TVA {vat}")  # fmt: skip
    return f"""<style>@page {{ margin: 10mm 17mm }} body {{ font: 8.7pt "Liberation Sans Narrow";
min-height: 276mm }} .top {{ border-left: 5mm solid {hue}; padding-left: 4mm; margin-bottom: 9mm }}
.top h1 {{ font-size: 22pt; font-weight: normal; margin: 0 0 1mm; color: {hue} }} .info {{ display:
grid; grid-template-columns: 24mm 1fr 24mm 1fr; gap: 1mm 3mm; background: #f1f1ef; padding: 3mm;
margin: 8mm 0 6mm }} .info div:nth-child(odd) {{ color: #666 }} .lines th {{ font-size: 7.5pt;
border-bottom: 0.6pt solid {hue}; color: {hue} }} .lines td {{ border-bottom: 0.3pt dotted #999 }}
.lines .c-name {{ width: 44% }} small {{ color: #555 }} .pairs td {{ padding: 0.9mm 2mm }} .pairs
.n {{ padding-left: 9mm }} .say {{ width: 78mm; border: 0.6pt solid {hue}; padding: 3mm;
line-height: 1.5 }} .foot {{ text-align: left; border-top: 2pt solid {hue}; padding-top: 1mm }}
</style><div class="row"><div class="top"><h1>{kind}</h1>Agence de
{facts.seller.register} · {facts.seller.phone}</div>{sheet.logo(facts.seller.brand, hue)}</div>
<div class="row"><div style="width:80mm"><small>Chantier</small><br>{place}<br>
{b.street(site)}</div><div style="width:80mm;font-size:10pt">{b.address(sheet, "buyer")}</div></div>
<div class="info">{rows}</div>{h.lines(sheet, heads, more=lambda line: _let(sheet, line))}
<div class="row" style="margin-top:6mm">{b.pair_rows(sums)}<div class="say">{owing}</div></div>{why}
<p style="font-size:7pt;margin-top:9mm">Toute semaine commencée est due. Le matériel reste sous la
garde du locataire jusqu'à sa reprise effective ; arrêt de location par écrit, 48 heures à l'avance.
Retard de paiement : intérêts à trois fois le taux légal et indemnité forfaitaire de 40 euros.</p>
<p class="foot">{foot}</p>"""  # fmt: skip


_MOTORS = Profile("motors", lines=(3, 7), prepaid=0, credit=0.06)


def _rating_plate(sheet: Sheet) -> str:
    """Draw the rating plate of the motor that was mended."""
    rng = sheet.rng
    cells = [("Moteur", sheet.pick("asynchrone tri", "frein tri", "pompe immergée")),
             ("N° série", h.distractor(sheet, "######/@")),
             ("kW", sheet.pick("5,5", "11", "18,5", "45")),
             ("tr/min", sheet.pick("2 930", "1 465", "975")),
             ("V", sheet.pick("230/400", "400/690")), ("IP", "55"),
             ("A", f"{rng.randint(80, 760) / 10:.1f}".replace(".", ",")),
             ("cos φ", sheet.pick("0,84", "0,86"))]  # fmt: skip
    inner = "".join(f"<span>{k}</span><b>{v}</b>" for k, v in cells)
    return f'<div class="plate">{inner}</div>'


@family("motors_rewound_under_plate", Split.MAKING, _MOTORS, replace(_MOTORS, line_discounts=True),
        replace(_MOTORS, lines=(5, 10), deposit=0.15, prepaid=0.3),
        replace(_MOTORS, adjustments=("shipping",)))  # fmt: skip
def motors_rewound_under_plate(sheet: Sheet) -> str:
    """Trade software: one line of title across, the motor's rating plate, a schedule of payment."""
    h.adopt(sheet, ("FA%y%m####", "F######", "%y-#####"), ("%d/%m/%Y", "%d/%m/%y", "dashed"),
            ("AV%y%m###", "A#####"))  # fmt: skip
    facts, refs = sheet.facts, sheet.facts.references
    kind = h.titled(sheet, ("FACTURE", "Facture"), ("AVOIR", "Avoir"), ("FACTURE D'ACOMPTE",))
    heads: tuple[Pair, ...] = (("qty", "Qté"), ("unit", "U"), ("name", "Travaux et fournitures"),
                               ("price", "P.U. H.T."), ("disc", "Rem."), ("total", "Mt H.T."),
                               ("code", "Tx"))  # fmt: skip
    sums = h.extras(sheet, {"sum": "Total travaux", "shipping": "Enlèvement et retour"})
    sums.append(("Total H.T.", sheet.total("total_without_vat", bare=True)))
    sums.append((sheet.pick("T.V.A.", "Total taxe"), sheet.total("total_vat", bare=True)))
    sums.append(("Total T.T.C.", sheet.total("total_with_vat", bare=True)))
    sums += h.owed(sheet, {"amount": ("Net à payer",), "credit": ("Net à votre crédit",),
                           "prepaid": ("Acompte encaissé", "Acompte reçu")})  # fmt: skip
    recap: tuple[Pair, ...] = (("code", "Tx"), ("basis", "Base"), ("rate", "Taux"), ("vat", "Taxe"))
    pay = ""
    if h.is_payable(sheet):
        pay = b.pair_boxes([("Règlement par", sheet.pick("Virement", "LCR directe", "Chèque")),
                            ("Échéance", sheet.date_of("due_date")),
                            ("Notre compte", f"{sheet.iban()}<br>{sheet.bic()}")],
                           "pay")  # fmt: skip
    about = [("O.R.", h.distractor(sheet, "OR#####")), ("Devis", refs["quote"]),
             ("V/Cde", refs["order"]), ("Entré le", h.day(sheet, -21)),
             ("Rendu le", sheet.day(facts.delivery_date))]  # fmt: skip
    if facts.type_code == "381":
        about.append(("Annule", refs["original"]))
    theirs = h.told(sheet, "TVA intracom. {vat}", "buyer") if sheet.maybe(0.7) else ""
    face = sheet.pick('"Nimbus Sans"', '"DejaVu Sans Condensed"')
    size = "8.4pt" if "Deja" in face else "9.2pt"
    legal = h.told(sheet, "{name} - {street_dash} - Tél. {phone} - {mail}<br>Siret {siret} - APE "
                          "3314Z - N° intracommunautaire {vat}")  # fmt: skip
    return f"""<style>@page {{ margin: 12mm 13mm }} body {{ font: {size} {face}; min-height: 272mm
}} .title {{ background: #111; color: #fff; padding: 1.6mm 3mm; margin: 7mm 0 4mm; font-weight:
bold; font-size: 11pt; display: flex; justify-content: space-between }} .plate {{ border: 1.2pt
solid #444; border-radius: 3mm; display: grid; grid-template-columns: auto 1fr auto 1fr; gap: 0.9mm
2.5mm; padding: 2.5mm 4mm; width: 84mm; box-sizing: border-box; font-size: 8pt; background:
#f4f4f4 }} .plate span {{ color: #555 }} .lines {{ border: 0.8pt solid }} .lines th {{ background:
#ddd; border: 0.8pt solid; font-size: 8pt }} .lines td {{ border-left: 0.8pt solid; border-right:
0.8pt solid; padding: 1.1mm 1.5mm }} .lines tbody tr:last-child td {{ padding-bottom: 12mm }}
.vat td, .vat th, .pay td, .pay th {{ border: 0.5pt solid #777; font-size: 8pt }} .vat {{
min-width: 70mm }} .pay {{ margin-top: 4mm }} .pairs {{ border: 0.8pt solid; min-width: 66mm }}
.pairs tr:last-child td {{ font-weight: bold; border-top: 0.8pt solid; font-size: 1.15em }}
.about {{ display: flex; gap: 6mm; font-size: 8pt; margin: 4mm 0 3mm; flex-wrap: wrap }}
</style><div class="row"><div><b style="font-size:16pt">{sheet.party("seller").brand}</b><br>
Bobinage · Pompes · Variateurs · Ventilation<br>Dépannage 24 h/24</div><div style="width:82mm;
padding-top:14mm;font-size:10pt">{b.address(sheet, "buyer")}<br><small>{theirs}</small></div></div>
<div class="title"><span>{kind} N° {sheet.number()}</span><span>du {sheet.date_of()}</span><span>
Client {refs["customer"]}</span></div><div class="row">{_rating_plate(sheet)}<div style="width:92mm;
font-size:8.3pt"><b>Constat à l'entrée</b><br>{sheet.pick(
"Bobinage à la masse, roulement côté attaque détruit, arbre marqué.",
"Spires en court-circuit phase V, présence d'eau dans la boîte à bornes.",
"Vibrations hors tolérance, roulements bruyants, isolement 0,4 MΩ.")}<br><b>Garantie</b> 12 mois
pièces et main-d'œuvre, hors roulements.</div></div><div class="about">
{b.pair_lines(about, "</span><span>", " ").join(("<span>", "</span>"))}</div>
{h.lines(sheet, heads)}<div class="row" style="margin-top:4mm"><div>{h.recap(sheet, recap)}{pay}
</div>{b.pair_rows(sums)}</div><p style="font-size:7.3pt">Clause de réserve de propriété (loi
n° 80-335 du 12 mai 1980). Pénalité de retard : 3 fois le taux d'intérêt légal ; frais de
recouvrement : 40 €. Escompte pour paiement anticipé : néant. Les matériels non réclamés sous un an
et un jour sont ferraillés.</p><p class="foot">{legal}</p>"""  # fmt: skip
