"""Layouts of three who serve: a Spanish laboratory, Dutch interpreters, Swiss cable inspectors."""

from dataclasses import replace
from html import escape

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Profile
from tests.layouts.families import Split, family
from tests.layouts.lodging import lodge
from tests.layouts.natives import person, terms
from tests.layouts.sheet import Sheet

_LAB = Profile("residuos", "ES", "es", buyers=("FR",), regime="AE", lines=(2, 8), prepaid=0,
               credit=0.1, line_discounts=True)  # fmt: skip
_TONGUES = Profile("tolken", "NL", "nl", buyers=("FR",), regime="AE", lines=(1, 5), prepaid=0.2,
                   credit=0.1)  # fmt: skip
_CABLES = Profile("cables", "CH", "fr", "CHF", buyers=("FR",), regime="AE", lines=(2, 6),
                  prepaid=0.3, credit=0.0)  # fmt: skip

_LAB_CSS = """<style>@page { margin: 12mm 12mm 12mm 4mm } body { font: 9pt "FONT";
font-variant-ligatures: none; min-height: 272mm; padding: 0 0 0 18mm } .spine { position:
absolute; left: 4mm; top: 20mm; height: 232mm; writing-mode: vertical-rl; transform:
rotate(180deg); font-size: 7pt; text-align: center; color: #333 } .top { display: grid;
grid-template-columns: 70mm 1fr; gap: 8mm } .meta { width: 100%; border: 1pt solid HUE } .meta
th { width: 1%; background: HUE; color: #fff; padding: 1mm 2mm } .meta td { padding: 1mm 2mm;
border-bottom: 0.5pt solid HUE } .sums { width: 100%; margin: 5mm 0 } .sums th { background:
HUE; color: #fff; font-size: 7.5pt; text-align: center } .sums td { text-align: center; border:
0.6pt solid HUE; font-size: 10pt; padding: 1.4mm } .lines th { color: HUE; border-bottom: 0.8pt
solid HUE; font-size: 8pt } .lines td { padding: 0.9mm 4px; border-bottom: 0.3pt solid #ccc }
.c-name { width: 52% } .note { font-size: 8pt; line-height: 1.45 }</style>"""


@family("residue_lab_upright_spine", Split.JUDGING, _LAB, replace(_LAB, lines=(6, 12)),
        replace(_LAB, credit=0))  # fmt: skip
def residue_lab_upright_spine(sheet: Sheet) -> str:
    """A Spanish laboratory: sums above the tests, its tax number only in the upright margin."""
    lodge(sheet, "Laboratorio {w}|Analítica {w}|{w} Agroanálisis|Laboratorios {w}",
          "S.L.|S.A.",
          "Avda. de Montserrat,|C/ Cartagena,|Pol. Ind. La Redonda, parc.|Ctra. Málaga,",
          "04700 El Ejido=Almería=+34 950|46980 Paterna=Valencia=+34 96"
          "|30562 Ceutí=Murcia=+34 968|21440 Lepe=Huelva=+34 959")  # fmt: skip
    h.adopt(sheet, ("FV%y/#####", "A%y-####", "%Y/FL/####", "#####/%y"),
            ("%d/%m/%Y", "%d-%m-%Y", "spanish"), ("AB%y/####", "R%y-###"))  # fmt: skip
    facts, hue = sheet.facts, sheet.pick("#2a6f4e", "#374785", "#a23b1e")
    credit = facts.type_code == "381"
    kind = h.titled(sheet, ("FACTURA", "Factura de análisis"),
                    ("FACTURA RECTIFICATIVA", "ABONO"))  # fmt: skip
    meta: list[Pair] = [
        (sheet.pick("N.º", "Núm."), sheet.number()),
        (sheet.pick("Expedida", "Emisión", "Fecha exp."), sheet.date_of()),
        ("Cliente", h.distractor(sheet, "43000####")),
        ("Rectifica" if credit else "Su pedido", escape(facts.references["order"])),
        ("Periodo", f"{h.day(sheet, -31)} a {h.day(sheet, -1)}"),
    ]
    if credit:
        meta[3] = ("Rectifica", h.distractor(sheet, "FV%y/0####"))
    meta += [] if credit else h.due(sheet, "Vence", "Vto.")
    rate, basis, vat = sheet.vat_row(facts.vat[0])
    sheet.show("total_without_vat", basis)
    word = "Líquido a abonar" if credit else sheet.pick("Total a pagar", "Líquido factura")
    sums: list[Pair] = [("B. imponible", basis), ("% IVA", rate), ("Cuota", vat)]
    sums.append((word, f"<b>{sheet.total('total_with_vat')}</b>"))
    sheet.total("amount_due")
    table = "".join(f"<tr><th>{k}</th><td>{v}</td></tr>" for k, v in meta)
    heads = (("=M%y-####", "Muestra"), ("name", "Determinación"), ("qty", "Cant."), ("unit", ""),
             ("price", "Tarifa"), ("disc", "Dto.%"), ("total", "Importe"))  # fmt: skip
    pay = "Importe compensado en su próxima factura."
    if not credit:
        pay = h.told(sheet, "Forma de pago: transferencia a {iban} (BIC {bic}).")
    css = _LAB_CSS.replace("FONT", sheet.pick("Liberation Sans", "DejaVu Sans Condensed"))
    spine = h.told(sheet, "{name} · NIF {vat} · Inscrita en el Registro Mercantil de {register}, ")
    return css.replace("HUE", hue) + f"""<div class="spine">{spine}tomo {h.distractor(sheet, "1###")
}, folio {h.distractor(sheet, "1##")}, hoja {h.distractor(sheet, "#####")}, inscripción 1.ª</div>
<div class="top"><div>{sheet.logo(facts.seller.brand, hue)}<br>{h.told(sheet,
"{street}<br>España<br>T. {phone}<br>{mail}")}</div><div style="border-left:3pt solid {hue};
padding:2mm 0 2mm 5mm;font-size:10pt">{b.address(sheet, "buyer")}<br>VAT
{sheet.vat_id("buyer")}</div></div><div class="top" style="margin-top:7mm"><div
style="font-size:17pt;color:{hue}">{kind}</div><table class="meta">{table}</table></div>
{b.pair_boxes(sums, "sums")}<b>Detalle de ensayos</b>{h.lines(sheet, heads)}<p class="note">
Operación no sujeta por reglas de localización, art. 69.Uno.1.º Ley 37/1992. Inversión del sujeto
pasivo: IVA a declarar por el destinatario.<br>{pay}<br>Ensayos acreditados por ENAC según UNE-EN
ISO/IEC 17025, excepto los marcados en el informe. Contramuestras conservadas
{sheet.pick(15, 30, 60)} días. Dirección técnica: {person(sheet)}.</p>"""  # fmt: skip


_TONGUES_CSS = """<style>@page { margin: 20mm 22mm 14mm } body { font: 10pt/1.5 "FONT";
font-variant-ligatures: none; min-height: 262mm; padding-bottom: 24mm; color: #222 } .top {
display: grid; grid-template-columns: 1fr 1fr } h1 { font: 300 24pt "FONT"; color: HUE; margin:
12mm 0 1mm } .when { color: #555; margin-bottom: 8mm } .ls { width: 100% } .ls td { padding:
2.2mm 0; border-bottom: 0.4pt solid #ddd } .ls .q { width: 25mm; color: #555 } .ls small {
color: #777 } .sum { margin: 4mm 0 8mm auto } .sum td { padding: 0.7mm 0 0.7mm 12mm } .sum
tr:last-child td { font-weight: bold; color: HUE } .foot { font-size: 8pt; display: grid;
grid-template-columns: 1fr 1.4fr 1.2fr; gap: 4mm; text-align: left; border-top: 0.8pt solid HUE;
padding-top: 2mm }</style>"""


@family("interpreters_without_heads", Split.MAKING, _TONGUES, replace(_TONGUES, lines=(3, 7)),
        replace(_TONGUES, credit=0))  # fmt: skip
def interpreters_without_heads(sheet: Sheet) -> str:
    """A Dutch online service: big number, rows without heads, the amount asked in a sentence."""
    lodge(sheet, "{w} Tolken|Tolkenbureau {w}|{w} Conferentietolken|Taalhuis {w}", "B.V.|BV|V.O.F.",
          "Maliebaan|Nieuwegracht|Coolsingel|Stationsplein",
          "3581 CP Utrecht=Utrecht=+31 30|3012 AA Rotterdam=Rotterdam=+31 10"
          "|2514 JL Den Haag=Den Haag=+31 70|6211 LD Maastricht=Maastricht=+31 43")  # fmt: skip
    h.adopt(sheet, ("%Y-####", "%Y####", "F%Y-0###", "%y-###"), ("long", "%d-%m-%Y"),
            ("C%Y-0###", "%Y-####C"))  # fmt: skip
    sheet.style = replace(sheet.style, currency=sheet.pick("€ {}", "€ {}", "EUR {}"))
    facts, hue = sheet.facts, sheet.pick("#6a4c93", "#0a7d8c", "#c8553d")
    kind = h.titled(sheet, ("Factuur", "factuur"), ("Creditfactuur", "creditnota"))
    rows = "".join(
        f'<tr><td class="q">{sheet.cell(line, "qty")} {line.unit} ×</td><td>'
        f'{sheet.cell(line, "name")} <small>à {sheet.cell(line, "price")}</small></td><td '
        f'class="n">{sheet.cell(line, "total")}</td></tr>' for line in facts.lines
    )  # fmt: skip
    rate, basis, vat = sheet.vat_row(facts.vat[0])
    sheet.show("total_without_vat", basis)
    sums: list[Pair] = [
        ("Subtotaal", basis),
        (f"Btw {rate if '%' in rate else rate + ' %'} verlegd", vat),
    ]
    sums.append((sheet.pick("Totaal", "Totaal factuur"), sheet.total("total_with_vat")))
    if facts.prepaid:
        sums += [("Reeds voldaan", sheet.total("prepaid", True)),
                 ("Nog te voldoen", sheet.total("amount_due"))]  # fmt: skip
    ask = "Het creditbedrag storten we binnen veertien dagen terug op uw rekening."
    if h.is_payable(sheet):
        until = sheet.date_of("due_date")
        ask = (f"Wilt u {sheet.total('amount_due')} uiterlijk {until} overmaken naar "
               f"{sheet.iban()} t.n.v. {sheet.name('seller')}, "
               f"onder vermelding van {sheet.number()}? "
               "Alvast bedankt!")  # fmt: skip
    css = _TONGUES_CSS.replace("FONT", sheet.pick("DejaVu Sans Condensed", "Nimbus Sans"))
    return css.replace("HUE", hue) + f"""<div class="top"><div>{b.address(sheet, "buyer")}<br>
<span style="color:#555">{sheet.vat_id("buyer")}</span></div><div style="text-align:right">
{sheet.logo(facts.seller.brand, hue)}</div></div><h1>{kind} {sheet.number()}</h1><div
class="when">{sheet.date_of()} &nbsp;·&nbsp; Opdracht {h.distractor(sheet, "T%y-###")} &nbsp;·&nbsp;
uw kenmerk {escape(facts.references["order"])}</div><table class="ls">{rows}</table>
{b.pair_rows(sums, "sum")}<p>{ask}</p><p>Btw verlegd naar de afnemer (artikel 44 en 196
btw-richtlijn 2006/112/EG). {sheet.pick("Getolkt op " + h.day(sheet, -6) + ".",
"Zelfde tolken opnieuw boeken? Mail " + person(sheet) + ".")}</p><div class="foot"><div>
{h.told(sheet, "{name}<br>{street}<br>Nederland")}</div><div>{h.told(sheet,
"{phone}<br>{mail}<br>{site}")}</div><div>KvK {h.distractor(sheet, "6#######")}<br>Btw-id
{sheet.vat_id("seller")}<br>{h.told(sheet, "{iban}<br>BIC {bic}")}</div></div>"""  # fmt: skip


_CABLES_CSS = """<style>@page { margin: 20mm 22mm 16mm 25mm } body { font: 11pt/1.35 "FONT";
font-variant-ligatures: none; min-height: 0; padding: 0 } p { margin: 0 0 3.5mm; text-align:
justify } .one { min-height: 254mm; position: relative } .h { border-bottom: 0.6pt solid;
padding-bottom: 2mm; font-size: 9pt } .to { margin: 14mm 0 8mm 88mm } .obj { font-weight: bold;
margin: 8mm 0 6mm } .in { margin: 0 0 4mm 12mm } .in td { padding: 0 8mm 0 0; text-align: left }
.end { margin: 8mm 0 0 88mm } .base { position: absolute; bottom: 0; font-size: 8.5pt; left: 0;
right: 0; text-align: center } .lines { font-size: 9.5pt } .lines td, .lines th { border: 0.5pt
solid #000; padding: 1mm 2mm } .lines .c-name { width: 56% }</style>"""


@family("cable_inspectors_letter", Split.MAKING, _CABLES, replace(_CABLES, currency="EUR"),
        replace(_CABLES, lines=(1, 4)))  # fmt: skip
def cable_inspectors_letter(sheet: Sheet) -> str:
    """A typed Swiss letter: number in its subject, sums in sentences, works on an annexed leaf."""
    lodge(sheet, "{w} Inspection de câbles|{w} Câbles|Contrôles {w}|{w} & Associés", "SA|Sàrl",
          "Route de Vissigen|Rue des Finettes|Route des Ateliers|Chemin de la Plaine",
          "1950 Sion=Sion=+41 27|1920 Martigny=Martigny=+41 27|1870 Monthey=Monthey=+41 24"
          "|1630 Bulle=Bulle=+41 26")  # fmt: skip
    h.adopt(sheet, ("%y/###", "%Y.###", "C-####/%y", "##-%Y"), ("long", "long", "weekday"))
    sheet.style = replace(sheet.style, currency=sheet.pick("{c} {}", "{} {c}"))
    facts, refs = sheet.facts, sheet.facts.references
    site = sheet.pick("télésiège de la Combe", "téléphérique de l'Aiguillette",
                      "télécabine des Crêts", "funiculaire du Belvédère")  # fmt: skip
    kind = h.titled(sheet, ("Note d'honoraires", "Facture"), ("Note de crédit",))
    net, owed = sheet.total("total_without_vat"), ""
    sheet.show("total_with_vat", sheet.printed["total_without_vat"][0])
    ask = "Ce montant nous est déjà parvenu en totalité."
    if facts.prepaid:
        owed = f"""<p>Après déduction de l'acompte de {sheet.total("prepaid")} que vous nous avez
versé à la commande, il reste en notre faveur un solde de {sheet.total("amount_due")}.</p>"""
    else:
        sheet.show("amount_due", sheet.printed["total_without_vat"][0])
    if h.is_payable(sheet):
        within = terms(sheet, "dans les {days} jours", "à réception")
        ask = f"""Nous vous saurions gré de nous le faire parvenir {within}, soit d'ici au
{sheet.date_of("due_date")}, sur notre compte {
            sheet.pick("auprès de la Banque Cantonale", "postal")
        } :"""
    account = b.pair_rows([("IBAN", sheet.iban()), ("BIC", sheet.bic())], "in")
    heads = (("pos", "N°"), ("name", "Travaux"), ("qty", "Quant."), ("unit", "Unité"),
             ("price", "Prix"), ("total", f"Total {facts.profile.currency}"))  # fmt: skip
    css = _CABLES_CSS.replace("FONT", sheet.pick("Liberation Serif", "P052", "Liberation Sans"))
    return css + f"""<div class="one"><div class="h"><b style="font-size:13pt">{sheet.name("seller")
}</b><br>{h.told(sheet, "{street_} · Tél. {phone} · {mail}")}</div><div class="to">
{b.address(sheet, "buyer")}</div><div style="margin-left:88mm">{escape(facts.seller.register)}, le
{sheet.date_of()}</div><div class="obj">Concerne : {site} - {kind} n° {sheet.number()}<br><span
style="font-weight:normal">V/réf. : {escape(refs["order"])} &nbsp; N/réf. : {person(sheet)}</span>
</div><p>Madame, Monsieur,</p><p>Nous avons achevé nos travaux sur votre installation le
{sheet.day(facts.delivery_date)} et le rapport {h.distractor(sheet, "R%y-###")} vous a été remis.
Selon le décompte annexé, nos prestations s'élèvent à {net}, sans TVA.</p>{owed}<p>{ask}</p>
{account}<p>Prestation de services localisée chez le preneur (art. 8 al. 1 LTVA), non soumise à la
TVA suisse ; la taxe française est due par vous-mêmes (art. 283-2 du CGI). Votre n° de TVA :
{sheet.vat_id("buyer")}.</p><p>Nous vous rappelons que le prochain contrôle est à prévoir avant le
{h.day(sheet, 1090)}. Nous vous prions d'agréer, Madame, Monsieur, nos salutations distinguées.</p>
<div class="end">{escape(facts.seller.name)}<br><br><i style="font:17pt Z003">{person(sheet)}</i>
</div><div class="base">{h.told(sheet, "{vat} · Organisme d'inspection de type C selon ISO/CEI "
"17020")}<br>Annexe : décompte des travaux</div></div><div class="break"></div><p><b>Annexe à la
note n° {sheet.number()}</b><br>Décompte des travaux - {site}</p>{h.lines(sheet, heads)}<p
style="text-align:right;margin-top:3mm"><b>Total du décompte : {sheet.total("total_without_vat")}
</b></p>"""  # fmt: skip
