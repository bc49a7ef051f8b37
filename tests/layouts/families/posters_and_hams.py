"""Layouts of a Belgian firm of poster sites and of a Spanish curer of hams."""

from dataclasses import replace
from datetime import timedelta
from decimal import ROUND_UP, Decimal

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.families.benelux import communication
from tests.layouts.lodging import lodge
from tests.layouts.natives import person, terms
from tests.layouts.sheet import Sheet
from tests.layouts.squares import square

_POSTERS = Profile("affichage", "BE", "fr", regime="AE", lines=(1, 5), prepaid=0, credit=0.1,
                   adjustments=("discount",))  # fmt: skip


@family("poster_campaign", Split.JUDGING, _POSTERS,
        replace(_POSTERS, lines=(2, 6), line_discounts=True, adjustments=()),
        replace(_POSTERS, credit=0.25, prepaid=0.2))  # fmt: skip
def poster_campaign(sheet: Sheet) -> str:
    """Poster sites: what is known stands in a coloured column, the sums are one equation below."""
    lodge(sheet, "{w} Affichage|{w} Outdoor|Régie {w}|{w} Out of Home", "SA|SRL|SA",
          "rue Royale|avenue Louise|boulevard de Waterloo|rue de la Loi",
          "1000 Bruxelles=Bruxelles=+32 2|1050 Ixelles=Bruxelles=+32 2|"
          "1180 Uccle=Bruxelles=+32 2|5100 Jambes=Namur=+32 81")  # fmt: skip
    h.adopt(sheet, ("%y1#####", "V%Y.#####", "F-%y-#####", "OOH%y#####"),
            ("%d/%m/%Y", "%d.%m.%Y", "long", "%d-%m-%y"), ("%y9#####", "NC%Y.####"))  # fmt: skip
    facts, credit = sheet.facts, sheet.facts.type_code == "381"
    hue = sheet.pick("#c8102e", "#005f73", "#2d2a6e")
    kind = h.titled(sheet, ("Facture", "FACTURE"), ("Note de crédit", "NOTE DE CREDIT"))
    week = facts.delivery_date.isocalendar().week
    campaign = sheet.pick(
        "Printemps en ville", "Ouverture magasin", "Ma nouvelle banque", "Rentrée"
    )
    side: list[Pair] = [(sheet.pick("Notre n°", "N° de pièce", "N°"), sheet.number())]
    side += [(sheet.pick("Établie le", "Date"), sheet.date_of())]
    side += [(k, v) for k, v in h.due(sheet, "Échéance", "Payable pour le")]
    side += [
        ("Bon de commande", facts.references["order"]),
        ("Contrat", h.distractor(sheet, "K#####")),
    ]
    side += [("N° d'annonceur", h.distractor(sheet, "7####")), ("Agence média", "néant")]
    side += [("Votre contact", person(sheet)), ("Ligne directe", facts.seller.phone)]
    column = "".join(f"<p><small>{label}</small><br>{value}</p>" for label, value in side)
    heads = [("name", "Support / prestation"), ("qty", "Quantité"), ("price", "Tarif")]
    heads += [("disc", "Remise"), ("total", "Net HTVA")]
    shown = {"sum": "Total tarif", "discount": "Ristourne de volume"}
    parts = h.extras(sheet, shown)
    parts.append(("Base HTVA", sheet.total("total_without_vat")))
    parts.append(("TVA 0 %", sheet.total("total_vat")))
    end = sheet.pick("Total TVAC", "Total à payer", "Montant total")
    parts.append(("Total du crédit" if credit else end, sheet.total("total_with_vat")))
    why = sheet.pick("Autoliquidation – article 196 de la directive 2006/112/CE",
                     "TVA due par le preneur de services, art. 21 § 2 du Code TVA")  # fmt: skip
    register = "RPM {register} {vat}"
    return f"""<style>@page {{ margin: 0 }} body {{ font: 9pt "{sheet.pick("Liberation Sans",
"URW Gothic", "DejaVu Sans Condensed")}"; font-variant-ligatures: none; min-height: 297mm; padding:
14mm 13mm 24mm 67mm }} .col {{ position: absolute; left: 0; top: 0; bottom: 0; width: 46mm; padding:
14mm 5mm 8mm 8mm; background: {hue}; color: #fff; box-sizing: content-box; width: 43mm }} .col small
{{ font-size: 6.8pt; opacity: .85 }} .col p {{ margin: 0 0 3mm }} .col h1 {{ font-size: 15pt;
margin: 14mm 0 6mm }} .to {{ margin: 4mm 0 16mm 38mm; line-height: 1.4 }} h2 {{ font-size: 12pt;
color: {hue}; margin: 0 }} .lines {{ margin: 4mm 0 }} .lines th {{ border-bottom: 1pt solid {hue};
font-size: 8pt }} .lines td {{ padding: 1.6mm 3px; border-bottom: 0.3pt solid #ccc }} .lines small
{{ color: #666 }} .eq {{ display: flex; justify-content: flex-end; align-items: flex-end; gap: 3mm;
margin: 6mm 0 }} .eq small {{ font-size: 7pt; color: #555 }} .eq div {{ text-align: right;
white-space: nowrap }} .eq div:last-child {{ background: {hue}; color: #fff; padding: 2mm 2.5mm;
font-weight: bold }} .eq div:last-child small {{ color: #fff; font-weight: normal }} .pay {{
border: 0.6pt solid {hue}; padding: 3mm; line-height: 1.5; break-inside: avoid }} .foot {{ left:
67mm; right: 13mm; bottom: 9mm; text-align: left }}</style><div class="col"><b
style="font-size:13pt">{facts.seller.brand}</b><br>{b.street(facts.seller)}<br>Belgique
<h1>{kind}</h1>{column}</div><div class="to">{b.address(sheet, "buyer")}<br>TVA
{sheet.vat_id("buyer")}</div><h2>Campagne « {campaign} »</h2>Semaine {week}, affichage à partir du
{sheet.day(facts.delivery_date)}{h.lines(sheet, heads, more=_site)}<div
class="eq">{_sum(parts, facts.negative)}</div>
{_balance(sheet)}<p style="font-size:7.5pt">{why}. Les faces non posées font l'objet d'un avoir.
Conditions générales de l'affichage : voir {facts.seller.site}. Tout retard entraîne de plein droit
un intérêt de 8 % l'an et une indemnité de 10 % (minimum 75 €). Seuls les tribunaux de
{facts.seller.register}
sont compétents.</p><div class="foot">{h.told(sheet, "{name} – {street_}")} –
{h.told(sheet, register)}
</div>"""  # fmt: skip


def _site(line: Line) -> str:
    """Return what stands below a service by its unit."""
    each = {"face": "prix par face", "jour": "prix par jour et par écran", "u": "prix par affiche",
            "h": "en régie"}  # fmt: skip
    return f"<br><small>{each.get(line.unit, 'forfait campagne')}</small>"


def _sum(parts: list[Pair], negative: bool) -> str:
    """Set amounts under their words in a row, as an equation."""
    less = "+" if negative else "−"
    signs = ["", less, "=", "+", "="] if len(parts) == 5 else ["", "+", "="]
    if len(parts) == 5:
        parts[1] = (parts[1][0], parts[1][1].replace("-", "").replace("−", "").strip())
    return "".join(
        f"{f'<span>{sign}</span>' if sign else ''}<div><small>{label}</small><br>{value}</div>"
        for sign, (label, value) in zip(signs, parts, strict=True)
    )


def _balance(sheet: Sheet) -> str:
    """Tell how to pay what is left, with a structured communication."""
    facts = sheet.facts
    if facts.type_code == "381":
        return f"""<div class="pay">Relative à notre facture {h.distractor(sheet, "%y1#####")} du
{h.day(sheet, -33)}. Montant à valoir sur votre compte client.</div>"""
    less = ""
    if facts.prepaid:
        less = f"Acompte reçu : {sheet.total('prepaid')}. "
    return f"""<div class="pay">{less}À verser : <b>{sheet.total("amount_due")}</b> au compte
{h.told(sheet, "{iban} (BIC {bic})")}<br>Communication structurée : {communication(sheet)}</div>"""


_HAMS = Profile("iberico", "ES", "es", regime="K", lines=(1, 6), prepaid=0.15, credit=0.08)


@family("hams_by_lot", Split.MAKING, _HAMS,
        replace(_HAMS, lines=(3, 8), line_discounts=True, prepaid=0),
        replace(_HAMS, adjustments=("shipping", "discount"), credit=0.15))  # fmt: skip
def hams_by_lot(sheet: Sheet) -> str:
    """A curer: the summary stands above the goods, lots below each; the register up the margin."""
    forms = "S.A." if sheet.facts.seller.vat_id[2] == "A" else "S.L.|S.L.U."
    lodge(sheet, "Ibéricos {w}|Jamones {w}|Hijos de {w}|Dehesa {w}", forms,
          "Ctra. de Salamanca, km|C/ Filiberto Villalobos|Pol. Ind. Agroalimentario, parc.|"
          "Avda. de los Secaderos",
          "37770 Guijuelo (Salamanca)=Salamanca=+34 923|21290 Jabugo (Huelva)=Huelva=+34 959|"
          "06380 Jerez de los Caballeros (Badajoz)=Badajoz=+34 924|"
          "14440 Villanueva de Córdoba (Córdoba)=Córdoba=+34 957")  # fmt: skip
    h.adopt(sheet, ("E%y/####", "EXP%y-####", "%Y/E/####", "2-%y#####"),
            ("%d/%m/%Y", "%d-%m-%Y", "spanish"), ("AB%y/###", "R%y-###"))  # fmt: skip
    facts, credit = sheet.facts, sheet.facts.type_code == "381"
    hue = sheet.pick("#6b2d1a", "#274029", "#8a1538")
    kind = h.titled(sheet, ("FACTURA", "Factura", "FACTURA DE VENTA"),
                    ("FACTURA RECTIFICATIVA", "Factura de abono"))  # fmt: skip
    dates: list[Pair] = [(sheet.pick("Serie/Nº", "Núm.", "Nº fra."), sheet.number())]
    dates += [(sheet.pick("Fecha expedición", "Fecha", "F. factura"), sheet.date_of())]
    dates += h.due(sheet, "Vto.", "Vencimiento", "Vence el")
    dates += [
        ("Cód. cliente", h.distractor(sheet, "430#####")),
        ("S/ pedido", facts.references["order"]),
    ]
    dates += [("Albarán", f"{h.distractor(sheet, 'A######')} ({sheet.day(facts.delivery_date)})")]
    names = {"sum": "Suma mercancía", "shipping": "Portes", "discount": "Dto. comercial"}
    sums = h.extras(sheet, names)
    sums.append((sheet.pick("Base imponible", "B. imponible"), sheet.total("total_without_vat")))
    sums.append(("I.V.A. 0 %", sheet.total("total_vat")))
    word = sheet.pick("Importe total", "TOTAL FACTURA", "Total")
    sums.append((f"<b>{'Total abono' if credit else word}</b>", sheet.total("total_with_vat")))
    heads = [("name", "Producto"), ("unit", "Bultos"), ("qty", "Kilos"), ("price", "€/kg")]
    heads += [("disc", "% Dto."), ("total", "Importe")]
    table = _weighed(sheet, heads)
    kilos = h.count(sheet, sum((line.quantity for line in facts.lines), Decimal(0)))
    law = sheet.pick("Entrega intracomunitaria exenta, art. 25 Ley 37/1992 del IVA",
                     "Operación exenta de IVA conforme al art. 25 de la Ley 37/1992")  # fmt: skip
    tax = h.told(sheet, "{vat}")
    check = square(f"https://verifica.example/qr?nif={facts.seller.vat_id[2:]}&n={facts.number}")
    book = f"""Reg. Merc. de {facts.seller.register}, Tomo {h.distractor(sheet, "###")}, Folio
{h.distractor(sheet, "1##")}, Hoja
{facts.seller.register[:2].upper()}-{h.distractor(sheet, "#####")},
Inscripción 1ª"""
    return f"""<style>@page {{ margin: 11mm 13mm 9mm 7mm }} body {{ font: 9pt "{sheet.pick(
"Nimbus Sans", "Liberation Sans", "P052")}"; font-variant-ligatures: none; min-height: 276mm;
padding: 0.1mm 0 14mm 13mm }} .turn {{ position: absolute; left: 0; top: 60mm; font-size: 6pt;
writing-mode: vertical-rl; transform: rotate(180deg); color: #555; white-space: nowrap }} .head {{
display: grid; grid-template-columns: 1fr 1fr; gap: 10mm }} .qr {{ width: 24mm; height: 24mm }}
h3 {{ font-size: 7.5pt; color: #fff; background: {hue}; padding: 1mm 2mm; margin: 0 0 2mm;
font-weight: normal; letter-spacing: 0.6pt }} .duo {{ display: grid; grid-template-columns: 1fr
74mm; gap: 8mm; margin: 7mm 0 5mm }} .dat {{ width: 100% }} .dat td, .sum td {{ padding: 0.6mm 0 }}
.dat .l, .sum .l {{ color: #555 }} .sum {{ width: 100% }} .sum tr:last-child td {{ border-top: 0.6pt
solid; font-size: 12pt; color: {hue} }} .lines th {{ border-bottom: 0.8pt solid
{hue}; color: {hue} }} .lines td {{ padding: 1.2mm 4px; border-bottom: 0.3pt solid #ddd }} .lines
small {{ color: #666 }} .lines .c-name {{ width: 52% }} .low {{ margin-top: 6mm; line-height: 1.5;
break-inside: avoid }}</style><div class="turn">{book}</div><div class="head"><div>
{sheet.logo(facts.seller.brand, hue, serif=True)}<br><b>{sheet.name("seller")}</b><br>
{b.street(facts.seller)}<br>NIF-IVA {tax}<br>R.G.S.E.A.A. {h.distractor(sheet, "10.######/SA")}<br>
Tel. {facts.seller.phone}</div><div class="row"><div>{check}<div style="font-size:6.5pt;width:36mm">
Factura verificable en la sede electrónica de la AEAT · VERI*FACTU</div></div><b
style="font-size:14pt;color:{hue}">{kind}</b></div></div><div class="duo"><div><h3>CLIENTE</h3>
{b.address(sheet, "buyer")}<br>NIF-IVA: {sheet.vat_id("buyer")}</div><div><h3>DATOS</h3>
{b.pair_rows(dates, "dat")}</div></div><div class="duo"
style="margin-top:0"><div><h3>{_TO_PAY[credit]}
</h3>{_transfer(sheet)}</div><div><h3>RESUMEN</h3>{b.pair_rows(sums, "sum")}</div></div>
<h3>DETALLE</h3>{table}<div class="low">Peso neto total {kilos} kg. {law}.<br>Conservar en lugar
fresco y seco; los
congelados, a −18 °C. Mercancía controlada por {person(sheet)}. {_travels(sheet)}</div><p
class="foot">
Protección de datos: sus datos se tratan para la gestión comercial; puede ejercer sus derechos en
{facts.seller.mail}.</p>"""  # fmt: skip


_TO_PAY = ("FORMA DE PAGO", "COMPENSACIÓN")


def _travels(sheet: Sheet) -> str:
    """Tell by which term the goods travel: carriage is paid where it is billed."""
    facts = sheet.facts
    if any(it.kind == "shipping" for it in facts.adjustments):
        return f"Condiciones: CPT {facts.buyer.town[6:]}, Incoterms® 2020."
    return f"Condiciones: FCA {facts.seller.town[6:].partition(' (')[0]}, Incoterms® 2020."


def _weighed(sheet: Sheet, heads: h.Heads) -> str:
    """Print goods by weight; packages stand for the unit, lot and date of expiry below."""
    shown = b.columns_shown(sheet, [key for key, _ in heads])
    rows = []
    for line in sheet.facts.lines:
        cells = {key: sheet.cell(line, key) for key in shown}
        boxes = (line.quantity / 12).quantize(Decimal(1), ROUND_UP)
        best = sheet.facts.issue_date + timedelta(days=sheet.rng.randint(150, 420))
        cells["unit"] = str(max(boxes, Decimal(1)))
        lot = h.distractor(sheet, "L%y###")
        cells["name"] += f"<br><small>Lote {lot} · Cons. pref. {best:%m/%Y}</small>"
        rows.append([cells[key] for key in shown])
    return b.table(shown, [head for key, head in heads if key in shown], rows, "lines")


def _transfer(sheet: Sheet) -> str:
    """Tell how to pay what is left, or what becomes of a credit."""
    facts = sheet.facts
    if facts.type_code == "381":
        return f"""Rectifica la factura {h.distractor(sheet, "E%y/####")} de {h.day(sheet, -20)}
(devolución de mercancía).<br>Se compensará con el próximo pago."""
    paid = ""
    if facts.prepaid:
        paid = f"Anticipo recibido: {sheet.total('prepaid')}<br>"
    how = terms(sheet, "Transferencia a {days} días f.f.", "Transferencia al contado")
    return f"""{how}<br>{paid}A pagar: {sheet.total("amount_due")}<br>
{h.told(sheet, "IBAN {iban}<br>SWIFT {bic}")}"""
