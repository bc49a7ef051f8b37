"""Layouts from the south: a tile factory in Castellón, a fabric mill's courtesy copy."""

from dataclasses import replace
from decimal import Decimal

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import ZERO, Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.natives import person, settle, terms
from tests.layouts.sheet import Sheet

_TILES = Profile("azulejos", "ES", "es", regime="K", lines=(2, 8), prepaid=0.2, credit=0.1)


@family("tile_factory", Split.MAKING, _TILES,
        replace(_TILES, line_discounts=True, adjustments=("discount",)),
        replace(_TILES, lines=(1, 4), credit=0.2))  # fmt: skip
def tile_factory(sheet: Sheet) -> str:
    """A sheet on its side: shades and boxes, the register up the margin, sums in a last row."""
    facts = settle(sheet, "Azulejos {w}", "{w} Cerámica", "Gres {w}", "Cerámicas {w} e Hijos",
                   forms=("S.L.", "S.A.", "S.L.U."))  # fmt: skip
    h.adopt(sheet, ("VE%y/#####", "E-######", "%y1####", "FE%y.####"), ("%d/%m/%Y", "%d-%m-%Y"),
            ("AB%y/####", "R-#####"))  # fmt: skip
    facts, credit = sheet.facts, sheet.facts.type_code == "381"
    kind = h.titled(sheet, ("FACTURA DE EXPORTACIÓN", "FACTURA", "Factura intracomunitaria"),
                    ("FACTURA RECTIFICATIVA", "ABONO"))  # fmt: skip
    grid: list[Pair] = [(sheet.pick("N/Fra.", "Nº factura", "Doc."), sheet.number())]
    grid += [(sheet.pick("Fecha", "F. factura", "F. expedición"), sheet.date_of())]
    grid += [("Cliente", h.distractor(sheet, "43000####")), ("S/pedido", facts.references["order"])]
    grid += [("Albarán", h.distractor(sheet, "%y/#####")), ("F. carga", h.day(sheet, -2))]
    grid += [("Agente", h.distractor(sheet, "##")), ("Divisa", sheet.show("currency", "EUR"))]
    heads = [("ref", "Código"), ("name", "Descripción"), ("=@##", "Tono"), ("=0#", "Cal.")]
    heads += [("qty", "Cantidad"), ("unit", "Ud."), ("price", "Precio"), ("disc", "% Dto.")]
    heads.append(("total", "Importe"))
    table = h.lines(sheet, heads).replace(">m2<", ">M2<").replace(">forfait<", ">Ud<")
    sums = h.extras(sheet, {"sum": "Bruto", "discount": "Dto. P.P."})
    sums += [("Base imponible", sheet.total("total_without_vat", bare=True))]
    sums += [("% IVA", "0,00"), ("Cuota IVA", sheet.total("total_vat", bare=True))]
    sums.append(("Total abono" if credit else "Total factura", sheet.total("total_with_vat")))
    if facts.prepaid:
        sums.append(("Anticipo", sheet.total("prepaid", bare=True)))
        sums.append(("Líquido", sheet.total("amount_due")))
    weight = sum((line.quantity for line in facts.lines if line.unit == "m2"), ZERO) * 22
    carried = f"Peso bruto {h.count(sheet, weight.quantize(Decimal(1)))} kg" if weight else ""
    why = sheet.pick(
        "Entrega intracomunitaria exenta de IVA según art. 25 de la Ley 37/1992",
        "Operación exenta por aplicación del artículo 25 de la Ley 37/92",
    )
    edge = "Inscrita en el Registro Mercantil de Castellón, tomo {tome}, libro 387, folio 112, hoja"
    edge = (
        f"{edge.replace('{tome}', h.distractor(sheet, '1###'))} {h.distractor(sheet, 'CS-#####')}"
    )
    return f"""<style>@page {{ size: A4 landscape; margin: 9mm 12mm 9mm 8mm }} body {{ font: 9pt
"Liberation Sans"; min-height: 190mm; padding: 0 0 40mm 9mm }} .edge {{ position: absolute; left:
0;
top: 8mm; writing-mode: vertical-rl; transform: rotate(180deg); font-size: 6.5pt; height: 165mm }}
.edge .v {{ white-space: normal }} .head {{ display: grid; grid-template-columns: 1fr 70mm 88mm;
gap: 5mm }} .who {{ font-size: 8.5pt }} .to {{ border: 0.8pt solid #8a5a2b; border-radius: 2.5mm;
padding: 3mm }} .grid {{ width: 100%; margin: 4mm 0 }} .grid th {{ background: #8a5a2b; color:
#fff; font-size: 7.5pt; font-weight: normal; border: 0.5pt solid #8a5a2b }} .grid td {{ border:
0.5pt solid #8a5a2b }} .lines th {{ border-bottom: 0.8pt solid #8a5a2b; font-size: 8pt }}
.lines td {{ padding: 1mm 4px }} .lines .c-name {{ width: 36% }} .low {{ position: absolute;
bottom: 0; left: 9mm; right: 0 }} .band {{ width: 100%; margin-top: 2mm }} .band th {{ font-size:
7.5pt; text-align: right; font-weight: normal; border: 0.5pt solid #8a5a2b; border-bottom: 0 }}
.band td {{ text-align: right; border: 0.5pt solid #8a5a2b; border-top: 0; font-size: 11pt }}
.band td:last-child {{ font-weight: bold }} .pay {{ display: grid; font-size: 8.5pt;
grid-template-columns: 1fr 1fr; gap: 5mm }}</style><div class="edge">{edge}. N.I.F.
{sheet.vat_id("seller")}. Reg. productores de envases {h.distractor(sheet,
"ENV/%Y/#########")}</div>
<div class="head"><div>{sheet.logo(facts.seller.brand, "#8a5a2b", serif=True)}<br><b
style="font-size:14pt">{kind}</b></div><div class="who">
{h.told(sheet, "<b>{name}</b><br>{street}<br>Tel. {phone}<br>{mail}")}</div><div class="to">
{b.address(sheet, "buyer")}<br>N.I.F. {sheet.vat_id("buyer")}</div></div>
{b.pair_boxes(grid, "grid")}{table}<div class="low"><div class="pay"><div>{_tile_payment(sheet)}
</div><div>EXW fábrica - {carried} - Transportista: Transportes
{person(sheet).split()[1]}<br>{why}.<br>No se
admiten reclamaciones una vez colocado el material.</div></div>{b.pair_boxes(sums, "band")}
</div>"""  # fmt: skip


def _tile_payment(sheet: Sheet) -> str:
    """Print how and when to pay, as Spanish offices note it."""
    if sheet.facts.type_code == "381":
        original = f"{h.distractor(sheet, 'E-######')} de fecha {h.day(sheet, -24)}"
        return f"Rectifica la factura {original}.<br>A compensar en su próximo pago."
    agreed = terms(sheet, "Transferencia {days} días f.f.", "Transferencia al contado")
    until = "".join(f"<br>{k} {day}: {sheet.total('amount_due')}" for k, day in h.due(
        sheet, "Vencimiento", "Vto. único", "Vto."))  # fmt: skip
    return f"Forma de pago: {agreed}{until}<br>{h.told(sheet, 'IBAN {iban} - SWIFT {bic}')}"


_MILL = Profile(
    "tessuti", "IT", "it", regime="K", lines=(1, 6), prepaid=0.1, credit=0.1, line_discounts=True
)


@family("fabric_mill", Split.MAKING, _MILL,
        replace(_MILL, adjustments=("shipping",), lines=(2, 7)),
        replace(_MILL, adjustments=("discount",)))  # fmt: skip
def fabric_mill(sheet: Sheet) -> str:
    """A mill's courtesy copy: a dark column with all sums beside the pieces, ids at the foot."""
    facts = settle(sheet, "Tessitura {w}", "Lanificio {w}", "{w} Tessuti", "Seterie {w} & Figli",
                   forms=("S.r.l.", "S.p.A.", "Srl"))  # fmt: skip
    h.adopt(sheet, ("####/E", "%Y/E/###", "VE/####", "E###-%y"), ("%d/%m/%Y", "long", "%d.%m.%Y"),
            ("NC/###", "###/NC"))  # fmt: skip
    facts, credit = sheet.facts, sheet.facts.type_code == "381"
    ink = sheet.pick("#2b2d42", "#4a1c2f", "#23403a")
    kind = h.titled(sheet, ("Fattura", "Fattura differita", "FATTURA"),
                    ("Nota di credito", "Nota di accredito"))  # fmt: skip
    heads = [("name", "Articolo"), ("=###", "Col."), ("qty", "Q.tà"), ("unit", "")]
    heads += [("price", "Prezzo"), ("disc", "Sc.%"), ("total", "Valore")]
    words = {"sum": "Merce", "shipping": "Trasporto", "discount": "Sconto"}
    sums = h.extras(sheet, words)
    sums.append(("Non imponibile", sheet.total("total_without_vat", bare=True)))
    sums.append(("IVA", sheet.total("total_vat", bare=True)))
    whole = "Totale nota" if credit else sheet.pick("Totale fattura", "Totale documento")
    sums.append((whole, sheet.total("total_with_vat")))
    if facts.prepaid:
        sums.append(("Acconto ricevuto", sheet.total("prepaid", bare=True)))
    owed = sheet.pick("A Vostro credito", "A Vs. favore") if credit else "Netto a pagare"
    big = sheet.total("amount_due")
    column = "".join(f"<small>{label}</small><div>{value}</div>" for label, value in sums)
    code = sheet.show("currency", "EUR")
    until = "".join(f"<small>{k}</small><div>{day}</div>" for k, day in h.due(
        sheet, "Scadenza", "da saldare entro il", "Pagamento al"))  # fmt: skip
    note = f"D.d.t. {h.distractor(sheet, '####')} del {h.day(sheet, -3)}"
    if credit:
        note = f"A storno parziale ns. fattura {h.distractor(sheet, '####/E')} del "
        note += h.day(sheet, -22)
    agreed = terms(sheet, "bonifico bancario a {days} giorni data fattura", "bonifico a vista")
    why = """Operazione non imponibile ai sensi dell'art. 41, comma 1, lett. a), D.L. 331/93 (cod.
N3.2)"""
    bank = "Appoggio bancario: Banca popolare, IBAN {iban}, BIC {bic}"
    pay = "" if credit else h.told(sheet, bank)
    foot = "{name} · sede legale {street_} · cap. soc. € {capital} i.v. · P.IVA e C.F. {vat}"
    return f"""<style>@page {{ margin: 11mm }} body {{ font: 9.5pt "C059"; min-height: 272mm;
padding-bottom: 22mm }} .mark {{ position: absolute; top: 150mm; left: 10mm; transform:
rotate(-28deg); white-space: nowrap; font-size: 27pt; color: #f1eeee; z-index: -1; letter-spacing:
2mm }} .main {{
display: grid; grid-template-columns: 1fr 48mm; gap: 6mm; margin-top: 9mm; align-items: start }}
.col {{ background: {ink}; color: #fff; padding: 5mm 4mm; min-height: 120mm; text-align: right;
font-size: 10.5pt }} .col small {{ opacity: 0.8; font-size: 7.5pt; display: block; margin-top: 3mm
}} .col .big {{ font-size: 14pt; border-bottom: 0.6pt solid #fff; padding-bottom: 3mm }}
.lines {{ font-size: 9pt }} .lines th {{ font-weight: normal; font-style: italic; border-bottom:
0.6pt solid {ink} }} .lines td {{ border-bottom: 0.3pt dotted #888; padding: 1.6mm 3px }} .lines
.c-name {{ width: 42% }} .lines small {{ color: #555 }} .adr {{ display: grid; font-size: 9pt;
grid-template-columns: 1fr 1fr; gap: 8mm; margin-top: 8mm }} .adr i {{ color: {ink} }}</style>
<div class="mark">COPIA DI CORTESIA</div><div class="row">
{sheet.logo(facts.seller.brand, ink, serif=True)}<div style="text-align:right;font-size:8.5pt">
{facts.seller.phone}<br>{facts.seller.mail}<br>{facts.seller.site}</div></div><div class="adr">
<div><i>Spett.le</i><br>{b.address(sheet, "buyer")}<br>Partita IVA {sheet.vat_id("buyer")}</div>
<div><i>Destinazione</i><br>{facts.buyer.name}<br>Magazzino<br>{b.street(facts.buyer)}</div></div>
<div class="main"><div><span style="font-size:14pt;color:{ink}">{kind}
{sheet.pick("n.", "nr.", "N°")} {sheet.number()}</span> &nbsp;
{sheet.pick("del", "in data", "–")} {sheet.date_of()}<p style="font-size:8.5pt">{note} · Vs. ordine
{facts.references["order"]} · Agente {person(sheet)}<br>Resa franco fabbrica · Valuta {code}</p>
{h.lines(sheet, heads, more=lambda line: _piece(sheet, line))}<p style="font-size:8.5pt">{why}.</p>
<p style="font-size:8.5pt">{"" if credit else f"Pagamento: {agreed}.<br>{pay}"}</p></div>
<div class="col"><small style="margin:0">{owed}</small><div class="big">{big}</div>{until}{column}
</div></div><p class="foot">{h.told(sheet, foot)} · R.E.A. {h.distractor(sheet, "######")}<br>
Copia di cortesia priva di valore fiscale: l'originale elettronico è stato trasmesso al Sistema di
Interscambio (id. {h.distractor(sheet, "##########")})</p>"""  # fmt: skip


def _piece(sheet: Sheet, line: Line) -> str:
    """Return what stands below a fabric: the pieces that were cut."""
    if line.unit != "m":
        return ""
    return f"<br><small>art. {line.reference} · pezza {h.distractor(sheet, '######')}</small>"
