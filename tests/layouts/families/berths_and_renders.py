"""Layouts of a Spanish marina and of a Dutch studio that draws buildings before they stand."""

from dataclasses import replace

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.lodging import lodge
from tests.layouts.natives import person
from tests.layouts.sheet import Sheet

_BERTHS = Profile("amarres", "ES", "es", buyers=("FR",), lines=(2, 6), prepaid=0.15, paid=0.12,
                  credit=0.08)  # fmt: skip


@family("berths_sums_before_detail", Split.JUDGING, _BERTHS, replace(_BERTHS, lines=(4, 9)),
        replace(_BERTHS, buyers=("ES",)))  # fmt: skip
def berths_sums_before_detail(sheet: Sheet) -> str:
    """A marina: the boat beside its owner, the sums in a band above, charges below it."""
    lodge(sheet, "Marina {w}|Puerto Deportivo {w}|Club de Mar {w}", "S.A.|S.L.|S.A.",
          "Passeig Marítim|Avda. del Port Esportiu|Moll de Llevant|Carretera del Faro",
          "17487 Empuriabrava (Girona)=Girona=+34 972|17480 Roses (Girona)=Girona=+34 972|"
          "03730 Jávea (Alicante)=Alicante=+34 96|20280 Hondarribia (Gipuzkoa)=Gipuzkoa=+34 943"
          )  # fmt: skip
    h.adopt(sheet, ("A%y/0#####", "%Y-A-#####", "FP%y#####", "AM/####/%y"),
            ("%d/%m/%Y", "%d-%m-%Y", "%d/%m/%Y"), ("R%y/0####", "%Y-R-####"))  # fmt: skip
    facts, seller = sheet.facts, sheet.facts.seller
    credit, ink = facts.type_code == "381", sheet.pick("#0b3c5d", "#006d77", "#1d3557")
    kind = h.titled(sheet, ("FACTURA", "FACTURA DE SERVICIOS", "Factura"),
                    ("FACTURA RECTIFICATIVA", "Factura rectificativa"))  # fmt: skip
    long = sheet.rng.randint(84, 149) / 10
    boat: list[Pair] = [
        ("Embarcación", sheet.pick("TRAMUNTANA II", "PETIT PRINCE", "SIRENA", "ALIZÉ"))
    ]
    boat += [("Matrícula", h.distractor(sheet, "@@ @##### F"))]
    boat += [("Eslora / manga", f"{long:.2f} m / {long / 3.1:.2f} m".replace(".", ","))]
    boat += [("Puesto de amarre", h.distractor(sheet, "@-1##"))]
    boat += [("Contrato de cesión", facts.references["contract"])]
    band: list[Pair] = [("BASE IMPONIBLE", sheet.total("total_without_vat"))]
    band += [(sheet.pick("CUOTA IVA", "I.V.A."), sheet.total("total_vat"))]
    band += [("TOTAL ABONO" if credit else "TOTAL FACTURA", sheet.total("total_with_vat"))]
    if facts.prepaid:
        band += [(sheet.pick("COBRADO", "A CUENTA"), sheet.total("prepaid"))]
        band += [("PENDIENTE", sheet.total("amount_due"))]
    heads = [("name", "Concepto"), ("=", "Período"), ("qty", "Uds."), ("price", "Precio")]
    heads += [("rate", "IVA"), ("total", sheet.pick("Importe", "Importe s/IVA"))]
    table = h.lines(sheet, heads)
    for line in facts.lines:
        when = _period(sheet, line)
        table = table.replace('<td class="c-text"></td>', f'<td class="c-text">{when}</td>', 1)
    bases = (("rate", "Tipo IVA"), ("basis", "Base"), ("vat", "Cuota"), ("gross", "Total"))
    pay = "El importe se abonará en la cuenta desde la que se realizó el pago." if credit else ""
    if facts.prepaid and not facts.amount_due:
        pay = "Factura pagada con tarjeta en Capitanía. Gracias."
    if h.is_payable(sheet):
        pay = f"""Rogamos efectúen el ingreso antes del {sheet.date_of("due_date")} mediante
transferencia a {sheet.pick("CaixaBank", "Banco Sabadell", "BBVA")}, {h.told(sheet,
"IBAN {iban}, BIC {bic}")}, indicando el puesto de amarre."""  # fmt: skip
    sheet.show("currency", "euros")
    back = f"Rectifica la factura {h.distractor(sheet, 'A%y/0####')}." if credit else ""
    owner = f"<br>NIF/VAT: {sheet.vat_id('buyer')}"
    return f"""<style>@page {{ margin: 10mm 14mm }} body {{ font: 9pt
"{sheet.pick("Liberation Sans",
"DejaVu Sans Condensed", "URW Gothic")}"; min-height: 275mm; padding-bottom: 22mm }} .bar {{
background: {ink}; color: #fff; display: flex; justify-content: space-between; padding: 2mm 4mm;
font-size: 11pt; margin: 5mm 0 }} .duo {{ display: grid; grid-template-columns: 1fr 1fr; gap: 6mm
}} .duo > div {{ border: 0.6pt solid {ink}; padding: 2mm 4mm }} .duo h4 {{ margin: 0 0 1.5mm;
color: {ink}; font-size: 8pt }} .kv td {{ padding: 0.3mm 3mm 0.3mm 0; text-align: left }} .band
{{ display: flex; margin: 6mm 0; background: #e8f0f4 }} .band > div {{ flex: 1; padding: 2mm 3mm;
border-right: 2pt solid #fff; font-size: 11pt; font-weight: bold; white-space: nowrap }} .band
small {{ font-size: 6.5pt; font-weight: normal; color: {ink} }} .lines th {{ border-bottom: 1.2pt
solid {ink}; color: {ink} }} .lines td {{ border-bottom: 0.4pt dotted #888; padding: 1.3mm 4px }}
.lines .c-name {{ width: 46% }} .lines .c-text {{ white-space: nowrap; font-size: 8pt }} .vat {{
margin-top: 7mm; font-size: 8pt }} .vat td, .vat th {{ border: 0.4pt solid #999; padding: 0.6mm
4mm; text-align: right }} .foot {{ line-height: 1.4; text-align: left }}</style>
<div class="row"><div>{sheet.logo(seller.brand, ink)}</div><div
style="text-align:right;font-size:8pt"> {sheet.name("seller")}<br>{b.street(seller)}<br>Capitanía
{seller.phone} – VHF canal 9<br>{seller.mail}
</div></div><div class="bar"><span><b>{kind}</b> &nbsp; n.º {sheet.number()}</span><span>Fecha de
expedición: {sheet.date_of()}</span></div><div
class="duo"><div><h4>{sheet.pick("TITULAR", "CLIENTE",
"ARMADOR")} {h.distractor(sheet, "43000####")}</h4>{b.address(sheet, "buyer")}{owner}</div><div>
{b.pair_rows(boat, "kv")}</div></div><div class="band">{h.cards(band, "it")}</div><b>Detalle de
los servicios</b> (importes en euros){table}{h.recap(sheet, bases)}<p>{pay} {back}</p><p
style="font-size:7.5pt">Servicios relacionados con bienes inmuebles situados en el territorio de
aplicación del impuesto (art. 70.Uno.1.º LIVA).
{sheet.pick("Consulte la previsión meteorológica en "
"nuestra web.", "Temporada de invierno: Capitanía abierta de 8 a 18 h.")}</p><div class="foot">
{h.told(sheet, "{name}, NIF {vat}")}. Inscrita en el Registro Mercantil de {seller.register},
tomo {h.distractor(sheet, "2###")}, folio {h.distractor(sheet, "1##")}, hoja {h.distractor(sheet,
"1#####")}.<br>Responsable del tratamiento de sus datos: el emisor. Puede ejercer sus derechos de
acceso, rectificación y supresión en {seller.mail}. Transcurrido el plazo de pago se aplicará el
interés de la Ley 3/2004.</div>"""  # fmt: skip


def _period(sheet: Sheet, line: Line) -> str:
    """Return when a charge arose: a month, or a day."""
    start = sheet.facts.delivery_date
    return f"{start:%m/%Y}" if line.unit in {"mes", "kWh", "m3"} else f"{start:%d/%m/%Y}"


_RENDERS = Profile("beeldstudio", "NL", "nl", regime="AE", lines=(1, 5), prepaid=0.2,
                   credit=0.06)  # fmt: skip


@family("renders_in_lower_case", Split.MAKING, _RENDERS, replace(_RENDERS, lines=(3, 7)),
        replace(_RENDERS, buyers=("NL",), regime="S"))  # fmt: skip
def renders_in_lower_case(sheet: Sheet) -> str:
    """All in lower case on a coloured top, what to pay in it; prices in words under each item."""
    lodge(sheet, "Studio {w}|{w} Visuals|Beeldbureau {w}", "B.V.|BV|V.O.F.",
          "Keileweg|Strijp-T|Cruquiusweg|Boompjeskade|Veilingkade",
          "3029 BS Rotterdam=Rotterdam=+31 10|5617 AB Eindhoven=Eindhoven=+31 40|"
          "1019 AT Amsterdam=Amsterdam=+31 20|4815 HA Breda=Breda=+31 76")  # fmt: skip
    h.adopt(sheet, ("%Y####", "%y-###", "%Y.###", "F%Y-####"), ("long", "%d-%m-%Y", "long"),
            ("%Y####C", "C%Y-###"))  # fmt: skip
    sheet.style = replace(sheet.style, currency=sheet.pick("€ {}", "{s}\u00a0{}"))
    facts, seller = sheet.facts, sheet.facts.seller
    credit, taxed = facts.type_code == "381", facts.profile.regime == "S"
    hue = sheet.pick("#ffd54a", "#ffb4a2", "#b8e0d2", "#d9d2ff")
    kind = h.titled(sheet, ("factuur", "factuur", "rekening"), ("creditfactuur", "creditnota"))
    until = ""
    if h.is_payable(sheet):
        until = f"{sheet.pick('uiterlijk', 'graag voor', 'voor')} {sheet.date_of('due_date')}"
    word = "krijg je terug" if credit else sheet.pick("te betalen", "te voldoen")
    big = f"{word}<b>{sheet.total('amount_due')}</b>{until}"
    rows = "".join(
        f'<div class="it"><div><b>{sheet.cell(line, "name")}</b><br>{_each(sheet, line)}</div>'
        f"<div>{sheet.cell(line, 'total')}</div></div>"
        for line in facts.lines
    )
    sums: list[Pair] = [
        (sheet.pick("totaal zonder btw", "subtotaal"), sheet.total("total_without_vat"))
    ]
    if taxed:
        sums += h.vat_sums(sheet, "btw {rate}", "", bare=False)
    else:
        sums.append((sheet.pick("btw verlegd", "0% btw, verlegd"), sheet.total("total_vat")))
    sums.append((sheet.pick("totaal", "totaal met btw"), sheet.total("total_with_vat")))
    if facts.prepaid:
        sums.append(("aanbetaling, al ontvangen", sheet.total("prepaid")))
        sums.append(("blijft over", sheet.total("amount_due")))
    law = (
        ""
        if taxed
        else f"""Btw verlegd naar {sheet.vat_id("buyer")} (dienst voor een
ondernemer in een ander EU-land, artikel 196 btw-richtlijn)."""
    )
    pay = f"""Maak het bedrag over op {sheet.iban()} (BIC {sheet.bic()}) op naam van
{sheet.name("seller")} en vermeld {sheet.number()}."""
    pay = "Het bedrag staat binnen vijf werkdagen op je rekening." if credit else pay
    project = sheet.pick("Quai des Docks, Nantes", "Îlot Est, Lille", "Les Terrasses, Lyon")
    return f"""<style>@page {{ margin: 0 }} body {{ font: 10pt "{sheet.pick("Liberation Sans",
"URW Gothic", "DejaVu Sans")}"; color: #1a1a1a; min-height: 296mm; padding: 0 }} .head {{
background: {hue}; padding: 14mm 18mm 8mm; display: flex; justify-content: space-between;
align-items: flex-end }} .head h1 {{ font-size: 30pt; margin: 0; line-height: 1.1; font-weight:
normal }} .big {{ text-align: right }} .big b {{ display: block; font-size: 21pt; margin: 1mm 0
}} .in {{ padding: 9mm 18mm 0 }} .vv {{ display: grid; grid-template-columns: 20mm 1fr 20mm 1fr;
line-height: 1.45; font-size: 9pt }} .vv i, .about i {{ color: #888; font-style: normal }} .about
{{ margin: 8mm 0 5mm; font-size: 9pt }} .about span.p {{ margin-right: 9mm }} .it {{ display:
flex; justify-content: space-between; border-top: 1.5pt solid {hue}; padding: 2.5mm 0; font-size:
9.5pt }} .it div:last-child {{ white-space: nowrap; padding-left: 8mm }} .sum {{ width: 100%;
border-top: 1.5pt solid #1a1a1a }} .sum td {{ padding: 1.2mm 0 }} .sum .l {{ text-align: right;
color: #666 }} .sum .n {{ width: 38mm }} .say {{ margin-top: 8mm; font-size: 9.5pt; line-height:
1.5 }} .end {{ position: absolute; bottom: 9mm; left: 18mm; right: 18mm; font-size: 7.5pt; color:
#666; display: flex; justify-content: space-between }}</style><div
class="head"><div><h1>{kind}</h1>{sheet.number()}</div><div class="big">{big}</div></div><div
class="in"><div class="vv"><i>voor</i><div>{b.address(sheet, "buyer")}
</div><i>van</i><div>{sheet.name("seller")}<br>{b.street(seller)}<br>{sheet.country("seller")}<br>
{seller.mail}</div></div><div class="about"><span class="p"><i>datum</i> &nbsp;
{sheet.date_of()}</span>
<span class="p"><i>project</i> &nbsp; {project}</span><span><i>offerte</i> &nbsp;
{h.distractor(sheet,
"O%y-0##")}</span></div>{rows}{b.pair_rows(sums, "sum")}<div
class="say">{law}<br>{pay}<br>Vragen? Bel {person(sheet)} op {seller.phone}.</div></div><div
class="end"><span>kvk {h.distractor(sheet, "6#######")}</span><span>btw
{sheet.vat_id("seller")}</span><span>{seller.site}</span><span>beelden blijven ons auteursrecht
tot betaling</span></div>"""  # fmt: skip


def _each(sheet: Sheet, line: Line) -> str:
    """Print quantity and price as a phrase."""
    if line.unit == "forfait":
        return "vaste prijs"
    unit = {"stuk": "stuk" if line.quantity == 1 else "stuks"}.get(line.unit, "uur")
    return f"{sheet.cell(line, 'qty')} {unit} à {sheet.cell(line, 'price')}"
