"""Layouts of those who let or keep up buildings: a landlord's manager, a firm of lifts."""

from dataclasses import replace
from datetime import date, timedelta

from tests.layouts import blocks as b
from tests.layouts import formats
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.identifiers import french_vat, letters, make_siren, make_siret
from tests.layouts.parties import make_word
from tests.layouts.sheet import Sheet


def _quarter(day: date) -> tuple[date, date]:
    """Return first and last day of the quarter that comes after a day."""
    month = (day.month - 1) // 3 * 3 + 4
    first = date(day.year + month // 12, month % 12, 1)
    after = first.month + 3
    return first, date(first.year + after // 12, after % 12 or 12, 1) - timedelta(days=1)


_RENT = Profile("premises", lines=(3, 6), credit=0.06, prepaid=0)


@family("quarterly_rent", Split.MAKING, _RENT, replace(_RENT, lines=(2, 3), credit=0),
        replace(_RENT, lines=(1, 3), credit=0.4))  # fmt: skip
def quarterly_rent(sheet: Sheet) -> str:
    """A manager's letterhead for the owner who lets; all sums in the last row; a slip to return."""
    first, last = _quarter(sheet.facts.issue_date)
    issued = first - timedelta(days=sheet.rng.randint(8, 26))
    sheet.facts = replace(sheet.facts, issue_date=issued, due_date=first)
    h.adopt(sheet, ("%y%m-####", "Q%y/#####", "AE######", "%Y-####-##"),
            ("%d/%m/%Y", "long", "%d.%m.%Y"))  # fmt: skip
    facts, refs, rng = sheet.facts, sheet.facts.references, sheet.rng
    word, manager = make_word(rng), facts.others[0]
    siren = make_siren(rng)
    form = sheet.pick("SCI", "SCI", "SARL", "SAS")
    name = f"{form} {sheet.pick('DU', 'LE CLOS', 'FONCIERE', 'IMMO')} {word.upper()}"
    core = name.removeprefix(f"{form} ")
    owner = replace(facts.seller, name=name, brand=core, form=form, accept=(core,), siren=siren,
                    siret=make_siret(rng, siren), vat_id=french_vat(siren))  # fmt: skip
    sheet.facts = facts = replace(facts, seller=owner)
    agency = f"{sheet.pick('Régie', 'Cabinet', 'Gérance')} {make_word(rng)}"
    hue = sheet.pick("#3d3d3d", "#4a5d23", "#123a63")
    credit = facts.type_code == "381"
    period = f"{sheet.day(first)} au {sheet.day(last)}"
    kind = h.titled(sheet, ("AVIS D'ÉCHÉANCE VALANT FACTURE", "FACTURE DE LOYER",
                            "Appel de loyer - Facture"),
                    ("AVOIR SUR LOYER ET CHARGES", "AVOIR"))  # fmt: skip
    heads: tuple[Pair, ...] = (("name", "Nature des sommes"), ("rate", "T.V.A."))
    heads += (("total", f"Hors taxe ({sheet.show('currency', '€')})"),)
    rows = []
    for row in facts.vat:
        if not row.rate:
            basis = sheet.show("vat_breakdown", sheet.amount(row.basis))
            rows.append(["Hors champ de la T.V.A.", basis, "-", sheet.amount(row.basis)])
            continue
        rate, basis, vat = sheet.vat_row(row)
        rate = f"Soumis à la T.V.A. {rate}{'' if '%' in rate else ' %'}"
        rows.append([rate, basis, vat, sheet.amount(row.basis + row.amount)])
    ask = "En votre faveur" if credit else sheet.pick("TOTAL DÛ", "Total de l'échéance")
    sums = [sheet.total(f"total_{key}", bare=True) for key in ("without_vat", "vat", "with_vat")]
    rows.append([ask, *sums])
    top = (sheet.pick("RÉCAPITULATION", ""), "Hors taxe", "T.V.A.", "Toutes taxes")
    end = b.table(("text", "total", "total", "total"), top, rows, "end")
    until = "".join(
        f"<b>{label} {value}</b>"
        for label, value in h.due(
            sheet, "Exigible le", "Somme à nous faire parvenir pour le", "Payable au plus tard le"
        )
    )
    lease: list[Pair] = [("Immeuble", b.street(facts.others[1], ", "))]
    lease.append(("Bail", f"{refs['contract']} du {h.day(sheet, -1460)}"))
    lease += [("Lot(s)", h.distractor(sheet, "1## et 2##")), ("Surface", "312 m²")]
    lease += [("Indice", "ILAT 2e trimestre : 137,15")] if sheet.maybe() else []
    before = formats.number(sheet.style, facts.line_sum + 1287)
    account = f"Votre dernier versement : {before} €, reçu le {h.day(sheet, -71)} - merci."
    bank = h.told(sheet, "Compte séquestre {iban} {bic}", "seller")
    slip = "" if credit else f"""<div class="slip"><div>TALON À JOINDRE À VOTRE RÈGLEMENT<br>
Locataire {refs["customer"]} - {sheet.name("buyer")}<br>Échéance du
{sheet.date_of("due_date")}</div><div>Pièce {sheet.number()}<br>Montant :
<b>{sheet.total("amount_due")}</b></div><div style="width:44mm">À l'ordre
de {agency}<br>{b.street(manager)}</div></div>"""  # fmt: skip
    return f"""<style>body {{ font: 10pt "P052"; color: #1a1a1a }} .head {{ text-align: center;
border-bottom: 3px double {hue}; padding-bottom: 3mm; color: {hue} }} .card {{ font-size: 8pt }}
.to {{ margin: 9mm 0 8mm 92mm; min-height: 24mm; line-height: 1.35 }} .own {{ float: left; width:
78mm; border-left: 2px solid {hue}; padding-left: 3mm; font-size: 8.5pt; margin-top: 9mm }} .ref {{
font-size: 9pt; border: 1px solid {hue}; padding: 2mm 3mm; display: grid; grid-template-columns: 1fr
1fr; gap: 0.6mm 6mm; margin: 3mm 0 5mm }} .lines {{ border-bottom: 1px solid {hue} }} .lines th {{
font-weight: normal; font-style: italic; border-bottom: 1px solid {hue} }} .lines .c-name {{ width:
66% }} .lines td {{ padding: 1.1mm 4px }} .end {{ width: 100%; margin-top: 5mm }} .end th {{
font-weight: normal; font-style: italic }} .end tr:last-child td {{ border-top: 1px solid {hue};
font-weight: bold; font-size: 11.5pt; padding-top: 1.5mm }} .slip {{ position: absolute; bottom:
14mm; left: 0; right: 0; border-top: 1px dashed; padding-top: 3mm; display: flex; justify-content:
space-between; font-size: 8.5pt }}</style><div class="head"><span style="font-size:19pt">{agency}
</span><br>ADMINISTRATEUR DE BIENS - TRANSACTIONS - LOCATION<br><span class="card">
{b.street(manager, " - ")} - {manager.phone}</span></div><div class="own"><i>Agissant au nom et pour
le compte du bailleur :</i><br><b>{sheet.name("seller")}</b><br>{b.street(owner)}<br>
{h.told(sheet, "SIRET {siret}<br>T.V.A. {vat}")}</div><div class="to"
style="clear:none">{b.address(sheet, "buyer")}</div><div style="clear:both"></div><div class="row">
<span style="font-size:14pt;color:{hue}">{kind}</span><span>{manager.register}, le
{sheet.date_of()}</span></div><div>N° {sheet.number()} - période du {period}</div><div class="ref">
{"".join(f"<span>{label} : {value}</span>" for label, value in lease)}</div>{h.lines(sheet, heads)}
{end}<p>{until}</p><p style="font-size:8.5pt">{account}<br>{bank}<br>La T.V.A. est acquittée par le
bailleur sur option (art. 260-2° du C.G.I.). Cet avis ne vaut pas quittance.</p>{slip}<div
class="foot">{agency} - SARL au capital de 8 000 € - RCS {manager.register} {manager.siren} - Carte
prof. CPI {h.distractor(sheet, "3501 20## 000 0## ###")} - Garantie GALIAN 89 rue La Boétie Paris
</div>"""  # fmt: skip


_LIFT = Profile("elevators", lines=(2, 7), credit=0.07, prepaid=0)


@family("lift_upkeep", Split.MAKING, _LIFT, replace(_LIFT, lines=(1, 2), credit=0),
        replace(_LIFT, lines=(4, 8), adjustments=("discount",)))  # fmt: skip
def lift_upkeep(sheet: Sheet) -> str:
    """All that names the paper in a grey rail on the right; how prices rise; VAT with its bases."""
    h.adopt(sheet, ("8#########", "%y-E-######", "F%y%m####", "#####-%m%y"),
            ("%d.%m.%Y", "%d/%m/%Y", "dashed"))  # fmt: skip
    facts, refs = sheet.facts, sheet.facts.references
    hue = sheet.pick("#004b8d", "#c8102e", "#006a4d")
    first, last = _quarter(facts.issue_date)
    kind = h.titled(sheet, ("Facture d'entretien", "Facture"), ("Avoir", "Note d'avoir"))
    device = f"{letters(sheet.rng, 1)}{h.distractor(sheet, 'N#####')}"

    def more(line: Line) -> str:
        quarterly = line.name.startswith("Redevance")
        text = f"du {sheet.day(first)} au {sheet.day(last)}" if quarterly else (
            f"bon {h.distractor(sheet, '7######')} du {h.day(sheet, -12)}")  # fmt: skip
        return f'<br><span class="small">{text}</span>'

    heads: tuple[Pair, ...] = (("name", "Prestations"), ("qty", "Nombre"), ("price", "Prix"))
    heads += (("total", "Total HT"),)
    sums = h.extras(sheet, {"sum": "Sous-total", "discount": "Remise parc"}, bare=False)
    sums.append(("Net hors taxes", sheet.total("total_without_vat")))
    sums += h.vat_sums(sheet, sheet.pick("TVA {rate} sur {basis}", "TVA {rate} (base {basis})"),
                       "Non soumis", bare=False)  # fmt: skip
    sums.append((sheet.pick("Total toutes taxes comprises", "Net TTC"),
                 sheet.total("total_with_vat")))  # fmt: skip
    rail: list[Pair] = [(sheet.pick("N° de pièce", "Facture N°", "Numéro"), sheet.number())]
    if facts.type_code == "381":
        rail = [(sheet.pick("N° de pièce", "Numéro"), sheet.number())]
        rail.append(("En annulation de la facture", refs["original"]))
    rail.append((sheet.pick("Date d'émission", "Établie le"), sheet.date_of()))
    rail += h.due(sheet, "À régler avant le", "Date limite de règlement")
    rail += [("Compte client", refs["customer"]), ("Contrat", refs["contract"])]
    rail += [("Votre agence", f"{facts.others[0].town}<br>{facts.others[0].phone}")]
    rail += [("Dépannage 24 h / 24", "0 800 24 06 07"), ("Désincarcération", "sous 45 minutes")]
    if h.is_payable(sheet):
        account = f'<span class="iban">{sheet.iban()}</span><br>{sheet.bic()}'
        rail.append(("Coordonnées bancaires", account))
    old = "TVA à taux réduit : attestation du client conservée (logements de plus de 2 ans)."
    reduced = old if any(row.rate < 20 for row in facts.vat) else ""
    index = (
        ""
        if facts.type_code == "381"
        else f"""<div class="index">Révision annuelle : P = P0 x
(0,15 + 0,70 ICHT-IME / ICHT-IME0 + 0,15 FSD2 / FSD20)<br>ICHT-IME : 138,4 (base 132,7) - FSD2 :
146,2 (base 144,9) - coefficient appliqué : 1,0314 depuis le 01/01/{facts.issue_date.year}</div>"""
    )
    return f"""<style>@page {{ margin: 0 }} body {{ font: 9pt "Nimbus Sans"; min-height: 296mm;
padding: 0; display: grid; grid-template-columns: 1fr 58mm }} .main {{ padding: 12mm 8mm 30mm 15mm
}} .rail {{ background: #ececec; padding: 12mm 5mm; font-size: 9.5pt }} .rail small {{ color: {hue};
font-size: 7pt; text-transform: uppercase }} .rail div {{ margin-bottom: 3.5mm }} .iban {{
font-size: 7pt }} .small {{ font-size: 7.5pt; color: #555 }} .to {{ margin: 15mm 0 14mm; font-size:
10.5pt }} .lines th {{ border-bottom: 2px solid {hue}; font-size: 8pt; color: {hue} }} .lines td {{
padding: 1.1mm 1mm; border-bottom: 0.5pt solid #ccc }} .lines .c-name {{ width: 58% }} .sum {{
margin: 5mm 0 0 auto }} .sum td {{ padding: 0.8mm 2mm }} .sum tr:last-child td {{ font-weight: bold;
border-top: 2px solid {hue} }} .index {{ font-size: 7.5pt; margin-top: 6mm; padding: 2mm; border:
0.5pt solid #999 }} .law {{ position: absolute; bottom: 8mm; left: 15mm; width: 128mm; font-size:
6.5pt; color: #444 }}</style><div class="main">{sheet.logo(facts.seller.brand, hue)}<div class="to">
{b.address(sheet, "buyer")}</div><div style="font-size:15pt;color:{hue}">{kind}</div><p>Installation
n° <b>{device}</b> - {b.street(facts.others[1], ", ")}<br>V/ réf. : {refs["order"]}</p>
{h.lines(sheet, heads, more=more)}{b.pair_rows(sums, "sum")}{index}<p class="small">{reduced} Retard
de paiement : 12 % l'an et 40 € de frais de recouvrement. Escompte : néant. Règlement à rappeler
avec le numéro en haut à droite.</p></div><div class="rail">{h.cards(rail, "")}</div><div
class="law">
{h.told(sheet, "{name}, {form} au capital de {capital} euros. Siège : {street_}. {siren} RCS "
"{register}. SIRET {siret}, APE {activity}. TVA {vat}.")}</div>"""  # fmt: skip
