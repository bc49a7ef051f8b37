"""Layouts of two southern wholesalers: Italian deck fittings, Spanish spices."""

from dataclasses import replace
from decimal import Decimal
from html import escape

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Profile
from tests.layouts.families import Split, family
from tests.layouts.lodging import lodge
from tests.layouts.natives import person, terms
from tests.layouts.sheet import Sheet
from tests.layouts.squares import square

_DECK = Profile("nautica", "IT", "it", buyers=("FR",), regime="K", lines=(2, 7), prepaid=0.15,
                credit=0.1, adjustments=("shipping",), line_discounts=True)  # fmt: skip
_SPICES = Profile("especias", "ES", "es", buyers=("FR",), regime="K", lines=(2, 6), prepaid=0.15,
                  credit=0.1, adjustments=("discount", "shipping"))  # fmt: skip

_DECK_CSS = """<style>* { font-variant-ligatures: none !important } @page { margin: 7mm 8mm } body
{ font: 8.3pt "FONT"; min-height: 282mm; padding: 0 } .head { display: grid; grid-template-columns:
1fr 1fr; gap: 4mm; margin-bottom: 2.5mm } .head small, .cap { font: 6pt "Liberation Sans"; color:
HUE } .box { border: 0.8pt solid HUE; border-radius: 1.5mm; padding: 1.5mm 2.5mm; min-height: 25mm;
font-size: 9.3pt } .strip { width: 100%; border: 0.8pt solid HUE; table-layout: fixed;
border-bottom: 0 } .strip td { border: 0.5pt solid HUE; padding: 0.4mm 1.2mm; height: 8mm;
overflow: hidden } .lines { border: 0.8pt solid HUE; height: 150mm } .lines th { background: HUE;
color: #fff; font: 6.8pt "Liberation Sans"; padding: 0.8mm 1mm } .lines td { border-left: 0.5pt
solid HUE; padding: 0.45mm 1mm } .lines .c-name { width: auto } .lines .ddt td { font-style:
italic } .low { display: grid; grid-template-columns: 92mm 42mm 1fr; gap: 2mm; margin-top: 2mm }
.low table { width: 100%; border: 0.8pt solid HUE } .low th { font: 6.3pt "Liberation Sans"; color:
HUE; border-bottom: 0.5pt solid HUE; padding: 0.4mm 1mm } .low td { padding: 0.7mm 1mm } .sums td {
border-bottom: 0.4pt solid HUE } .sums td.l { font: 6.8pt "Liberation Sans"; color: HUE } .sums
tr:last-child td.n { font-weight: bold; font-size: 11pt } .law { font: 6.5pt/1.45 "Liberation Sans";
margin-top: 2mm }</style>"""


@family("deck_fittings_ruled_to_the_foot", Split.MAKING, _DECK, replace(_DECK, lines=(6, 12)),
        replace(_DECK, credit=0, prepaid=0))  # fmt: skip
def deck_fittings_ruled_to_the_foot(sheet: Sheet) -> str:
    """An Italian program: buyer and goods' place in frames, rules to the foot, three blocks low."""
    lodge(sheet, "{w} Nautica|Nautica {w}|Accessori Nautici {w}|{w} Marine",
          "S.r.l.|S.p.A.", "Via Casaregis|Via della Cantieristica|Via Amendola|Via Erasmo",
          "16035 Rapallo (GE)=Genova=+39 0185|57121 Livorno (LI)=Livorno=+39 0586"
          "|55049 Viareggio (LU)=Lucca=+39 0584|47841 Cattolica (RN)=Rimini=+39 0541")  # fmt: skip
    h.adopt(sheet, ("###/EST", "26/####", "FE %y-####", "#####"), ("%d/%m/%Y", "%d/%m/%y"),
            ("###/NC", "NC %y-###"))  # fmt: skip
    facts, hue = sheet.facts, sheet.pick("#23527c", "#2c6e49", "#444", "#7a1f2b")
    credit, other = facts.type_code == "381", facts.others[0]
    kind = h.titled(sheet, ("FATTURA DIFFERITA", "FATTURA", "FATTURA DI VENDITA"),
                    ("NOTA DI ACCREDITO", "NOTA DI CREDITO"))  # fmt: skip

    def cell(label: str, value: str, wide: int = 1) -> str:
        return f'<td colspan="{wide}"><span class="cap">{label}</span><br>{value}</td>'

    ours = "Storno ns. fatt." if credit else "Vs. rif. ordine"
    theirs = h.distractor(sheet, "###/EST") if credit else escape(facts.references["order"])
    strip = "<tr>" + cell("Documento", kind, 2) + cell("Numero", sheet.number())
    strip += cell("Data", sheet.date_of()) + cell("Cod. cli.", h.distractor(sheet, "C0####"))
    strip += cell("P. IVA / VAT cliente", sheet.vat_id("buyer"), 2) + "</tr><tr>"
    how = terms(sheet, "BONIFICO {days} GG D.F.", "BONIFICO ANTICIPATO")
    strip += cell("Pagamento", "A SCALARE" if credit else how, 2)
    strip += cell("Agente", h.distractor(sheet, "0##")) + cell(
        "Divisa", sheet.show("currency", "EUR")
    )
    strip += cell(ours, theirs) + cell("Resa", sheet.pick("FRANCO FABBRICA", "DAP", "PORTO FRANCO"))
    strip += cell("Pag.", "1 / 1") + "</tr>"
    heads = (("ref", "Articolo"), ("name", "Descrizione della merce"), ("unit", "UM"),
             ("qty", "Q.tà"), ("price", "Prezzo"), ("disc", "Sc.%"), ("total", "Importo"),
             ("=41", "IVA"))  # fmt: skip
    table = h.lines(sheet, heads)
    wide = table.count("</th>")
    slip = f"Rif. DDT n. {h.distractor(sheet, '####')} del {sheet.day(facts.delivery_date)}"
    if credit:
        slip = f"Vs. reso con DDT n. {h.distractor(sheet, '###')} del {h.day(sheet, -12)}"
    blanks = "<td></td>" * (wide - 2)
    table = table.replace(
        "<tbody>", f'<tbody><tr class="ddt"><td></td><td>{slip}</td>{blanks}</tr>'
    )
    table = table.replace("</tbody>", f'<tr style="height:100%">{"<td></td>" * wide}</tr></tbody>')
    rate, basis, vat = sheet.vat_row(facts.vat[0])
    sheet.show("total_without_vat", basis)
    castle = b.table(
        ("text", "text", "total", "rate", "total"),
        ("Cod.", "Descrizione", "Imponibile", "Aliq.", "Imposta"),
        [["41", "NON IMP. ART. 41 DL 331/93", basis, rate, vat]],
        "castle",
    )
    sums: list[Pair] = [("Totale merce", sheet.amount(facts.line_sum))]
    if facts.adjustments:
        sums.append(("Trasporto", sheet.amount(facts.adjustments[0].amount)))
    word = "TOTALE ACCREDITO" if credit else sheet.pick("TOTALE FATTURA", "TOTALE DOC.")
    sums.append((word, sheet.total("total_with_vat", True)))
    owed = sheet.total("amount_due", True)
    if facts.prepaid:
        sums += [("Acconti", sheet.total("prepaid", True)), ("NETTO A PAGARE", owed)]
    falls = [["compensazione", ""]] if credit else [[sheet.date_of("due_date"), owed]]
    fall = b.table(("text", "total"), ("Scadenza", "Rata EUR"), falls, "falls")
    bank = "" if credit else h.told(
        sheet, "Bonifico a favore di {name}, IBAN {iban} - SWIFT/BIC {bic}.<br>")  # fmt: skip
    css = _DECK_CSS.replace("FONT", sheet.pick("Liberation Mono", "Liberation Sans", "Nimbus Sans"))
    return css.replace("HUE", hue) + f"""<div class="head"><div>
{sheet.logo(facts.seller.brand, hue)}<div style="font-family:Liberation Sans;font-size:7.3pt">
{h.told(sheet, "{street_} - Italia<br>Tel. {phone} - {mail} - {site}")}<br>P. IVA e C.F.
{sheet.vat_id("seller")}</div></div><div></div><div class="box"><small>Destinazione merce</small>
<br>{_berth(sheet, other.town)}</div><div class="box"><small>Intestatario - Spett.le</small><br>
{b.address(sheet, "buyer")}</div></div><table class="strip">{strip}</table>{table}<div class="low">
{castle}{fall}{b.pair_rows(sums, "sums")}</div><div class="law">{bank}Operazione non imponibile IVA
- cessione intracomunitaria, art. 41 c. 1 lett. a) D.L. 30/08/1993 n. 331. Originale elettronico
trasmesso al Sistema di Interscambio, codice destinatario XXXXXXX; la presente è copia per il
cliente estero. Colli {sheet.rng.randint(1, 9)}, peso lordo kg {h.distractor(sheet, "1##")}.
Contributo CONAI assolto. Reclami entro 8 giorni dal ricevimento.<br>
{h.told(sheet, "{name} - Reg. Imprese {register}")} - REA
{h.distractor(sheet, "2#####")} - Capitale sociale EUR {facts.seller.capital}
i.v. - Amministrazione: {person(sheet)}</div>"""  # fmt: skip


def _berth(sheet: Sheet, town: str) -> str:
    """Print where the goods go: the buyer's own place or a yard of theirs."""
    own = sheet.facts.buyer
    return sheet.pick(
        f"Stesso indirizzo:<br>{b.street(own)}",
        f"Chantier naval, hangar {sheet.rng.randint(2, 9)}<br>{b.street(own)}",
    )


_SPICES_CSS = """<style>* { font-variant-ligatures: none !important } @page { margin: 10mm 14mm }
body { font: 8.8pt/1.35 "FONT"; min-height: 277mm; padding-bottom: 62mm } .top { display: grid;
grid-template-columns: 34mm 1fr auto; gap: 5mm; align-items: start } .qr { width: 31mm; height:
31mm; display: block } .tax { font-size: 6.8pt; text-align: center; width: 33mm } .firm { font-size:
8.2pt } .firm .logo { max-width: 78mm } .doc { background: HUE; color: #fff; padding: 2mm 4mm;
min-width: 44mm } .doc b { font-size: 12pt } .doc small { display: block; margin-top: 1.2mm;
opacity: .85; font-size: 7pt } .to { display: grid; grid-template-columns: 1fr 1fr; gap: 0; margin:
6mm 0 5mm; border-top: 0.8pt solid HUE; border-bottom: 0.8pt solid HUE } .to > div { padding: 2mm
3mm } .to > div + div { border-left: 0.8pt solid HUE } .to small { display: block; color: HUE }
.lines th { color: HUE; border-bottom: 0.8pt solid HUE; font-size: 8pt } .lines td { padding: 1.1mm
4px } .lines tr:nth-child(even) td { background: #f5f3ef } .lines .c-name { width: 40% } .base {
position: absolute; bottom: 0; left: 0; right: 0 } .base table { width: 100%; table-layout: fixed;
margin-bottom: 2mm } .base th { font: 7.2pt "FONT"; text-align: center; color: HUE; border: 0.5pt
solid HUE; background: #faf8f4 } .base td { text-align: center; border: 0.5pt solid HUE; padding:
1.2mm; white-space: nowrap } .pairs2 th:first-child { width: 31% }
.eq th:last-child { width: 26% }
.eq td:last-child { font: bold 11.5pt "FONT" } .law { font-size: 6.9pt;
line-height: 1.45 }</style>"""


@family("spices_with_tax_square", Split.JUDGING, _SPICES, replace(_SPICES, lines=(4, 9)),
        replace(_SPICES, adjustments=(), prepaid=0))  # fmt: skip
def spices_with_tax_square(sheet: Sheet) -> str:
    """A Spanish ERP: the tax office's code at the head, number in a tab, rows of boxes at foot."""
    lodge(sheet, "Especias {w}|Pimentones {w}|{w} Azafranes|Hijos de {w}",
          "S.L.|S.A.|S.L.U.",
          "Camino de Tiñosa|Avda. de la Libertad|Polígono El Tiro, calle A,|Calle Oro",
          "30110 Cabezo de Torres (Murcia)=Murcia=+34 968|03660 Novelda (Alicante)=Alicante=+34 965"
          "|45720 Camuñas (Toledo)=Toledo=+34 925|10400 Jaraíz de la Vera (Cáceres)=Cáceres=+34 927"
          )  # fmt: skip
    h.adopt(sheet, ("E%y/####", "EXP-#####", "%y-00####", "FV%y#####"), ("%d/%m/%Y", "%d-%m-%Y"),
            ("R%y/###", "REC-####"))  # fmt: skip
    facts, hue = sheet.facts, sheet.pick("#9c2a1d", "#b5651d", "#4a5d23", "#5c3a6b")
    credit = facts.type_code == "381"
    kind = h.titled(sheet, ("FACTURA", "FACTURA DE VENTA"), ("FACTURA RECTIFICATIVA", "ABONO"))
    worth = -facts.total_with_vat if facts.negative else facts.total_with_vat
    code = square(
        "https://www2.agenciatributaria.gob.es/wlpl/TIKE-CONT/ValidarQR?nif="
        f"{facts.seller.vat_id[2:]}&numserie={facts.number}&fecha={facts.issue_date:%d-%m-%Y}"
        f"&importe={worth}"
    )
    heads = (("ref", "Cód."), ("name", "Artículo"), ("=L%y###", "Lote"), ("qty", "Cantidad"),
             ("unit", "Ud."), ("price", "Precio"), ("total", "Importe"))  # fmt: skip
    words = {"sum": "Bruto", "discount": "Dto. p.p.", "shipping": "Portes"}
    sums = h.extras(sheet, words)
    rate, basis, vat = sheet.vat_row(facts.vat[0])
    sheet.show("total_without_vat", basis)
    sums += [("Base imp.", basis), ("% IVA", rate), ("Cuota IVA", vat)]
    word = "TOTAL ABONO" if credit else sheet.pick("TOTAL FACTURA", "TOTAL", "LÍQUIDO")
    sums.append((word, sheet.total("total_with_vat")))
    sheet.show("currency", "EUR")
    owed = sheet.total("amount_due", True)
    pay: list[Pair] = [("Forma de pago", "Compensación" if credit else terms(
        sheet, "Transferencia {days} días f.f.", "Transferencia al contado"))]  # fmt: skip
    if facts.prepaid:
        pay.append(("Anticipo cobrado", sheet.total("prepaid", True)))
    if not credit:
        pay += [("Vto.", sheet.date_of("due_date")),
                ("Importe vto." if not facts.prepaid else "Resto a pagar", owed)]  # fmt: skip
    kilos = sum((ln.quantity for ln in facts.lines if ln.unit == "Kgs"), Decimal(0))
    pay.append(("Kgs netos", h.count(sheet, kilos)))
    pay.append(("Divisa", "EUR"))
    bank = "" if credit else h.told(
        sheet, "Cuenta para transferencia: <b>{iban}</b> &nbsp; BIC {bic}<br>")  # fmt: skip
    place = {"Murcia": "MU", "Alicante": "A", "Toledo": "TO", "Cáceres": "CC"}[
        facts.seller.register
    ]
    first = "Rectifica a" if credit else "S/ pedido"
    theirs = h.distractor(sheet, "E%y/####") if credit else escape(facts.references["order"])
    css = _SPICES_CSS.replace("FONT", sheet.pick("Liberation Sans", "Nimbus Sans", "DejaVu Sans"))
    return css.replace("HUE", hue) + f"""<div class="top"><div class="tax">QR tributario:{code}
VERI*FACTU</div><div class="firm">{sheet.logo(facts.seller.brand, hue)}<br>
{h.told(sheet, "<b>{name}</b><br>{street}<br>España - Tel. {phone}<br>{mail}")}<br>NIF
{sheet.vat_id("seller")} &nbsp; RGSEAA
24.0{h.distractor(sheet, "####")}/{place}</div><div
class="doc"><b>{kind}</b><small>Número</small>{sheet.number()}<small>Fecha</small>{sheet.date_of()}
<small>Cliente</small>{h.distractor(sheet, "43000#####")}<small>{first}</small>{theirs}</div></div>
<div class="to"><div><small>Cliente</small>{b.address(sheet, "buyer")}<br>NIF-IVA
{sheet.vat_id("buyer")}</div><div><small>Entrega</small>Albarán {h.distractor(sheet, "A%y/#####")},
{sheet.day(facts.delivery_date)}<br>Transporte: {escape(facts.others[1].brand)}<br>Condición:
{sheet.pick("CPT", "EXW", "DAP")} Incoterms 2020<br>Bultos: {sheet.rng.randint(8, 90)}, palets:
{sheet.rng.randint(1, 6)}</div></div>{h.lines(sheet, heads)}<div class="base">
{b.pair_boxes(sums, "eq")}{b.pair_boxes(pay, "pairs2")}<div class="law">{bank}Factura
verificable en la sede electrónica de la AEAT. Entrega intracomunitaria exenta de IVA (art. 25
Ley 37/1992). Producto no irradiado;
conservar en lugar fresco y seco. Certificado IFS Food. Comercial: {person(sheet)}.<br>
Inscrita en el Registro Mercantil de {escape(facts.seller.register)}, tomo {h.distractor(sheet,
"2###")}, folio {h.distractor(sheet, "1##")}, hoja {place}-{h.distractor(sheet, "#####")}. Sus
datos se tratan conforme al RGPD para gestionar la relación comercial.</div></div>"""  # fmt: skip
