"""Layout of a Spanish builder of stands at trade fairs."""

from dataclasses import replace

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.identifiers import digits
from tests.layouts.natives import person, settle
from tests.layouts.sheet import Sheet
from tests.layouts.squares import square

_STANDS = Profile("stands", "ES", "es", regime="AE", lines=(2, 7), prepaid=0.4, credit=0.08)


@family("stands_at_fairs", Split.MAKING, _STANDS,
        replace(_STANDS, regime="S", buyers=("ES",), adjustments=("discount",)),
        replace(_STANDS, adjustments=("discount",), credit=0.15))  # fmt: skip
def stands_at_fairs(sheet: Sheet) -> str:
    """A builder of stands: a tax code at the head, words right of the sums, ids at the foot."""
    settle(sheet, "{w} Stands", "Montajes {w}", "{w} Espacios Efímeros", "Feriales {w}",
           forms=("S.L.", "S.L.U.", "S.A."))  # fmt: skip
    h.adopt(sheet, ("A%y-####", "%Y/####", "F%y.####", "VF-%y#####"), ("spanish", "%d/%m/%Y"),
            ("R%y-####", "AB%y/###"))  # fmt: skip
    facts, credit = sheet.facts, sheet.facts.type_code == "381"
    hue = sheet.pick("#e4572e", "#17807e", "#5b2a86", "#222")
    kind = h.titled(sheet, ("Factura", "factura"), ("Factura rectificativa",))
    fair = sheet.pick("Ferroforma", "Hábitat Valencia", "Alimentaria", "Cevisama", "FITUR")
    event: list[Pair] = [("Certamen", f"{fair} {facts.issue_date:%Y}")]
    event += [
        ("Pabellón", sheet.pick("3", "7", "N1", "2.0")),
        ("Stand", h.distractor(sheet, "@-##")),
    ]
    event += [
        ("Presupuesto", h.distractor(sheet, "P%y-####")),
        ("Vuestro pedido", facts.references["order"]),
    ]
    if credit:
        event[-1] = ("Rectifica a", f"{h.distractor(sheet, 'A%y-####')} ({h.day(sheet, -25)})")
    rows = "".join(_row(sheet, line) for line in facts.lines)
    taxed = facts.profile.regime == "S"
    why = (
        ""
        if taxed
        else """Operación no sujeta por reglas de localización (art. 69.Uno.1.º LIVA).
Inversión del sujeto pasivo, art. 196 de la Directiva 2006/112/CE."""
    )
    foot = (
        "{name} · NIF {vat} · {street_} · {phone} · {mail}<br>Inscrita en el Registro Mercantil de "
    )
    yours = sheet.pick("NIF-IVA", "N.I.F.", "VAT")
    return f"""<style>@page {{ margin: 0 }} body {{ font: 9.5pt
"{sheet.pick("Nimbus Sans", "DejaVu Sans Condensed")}";
height: 295mm; padding: 13mm 22mm 20mm 30mm }} .rib {{ position: absolute; left: 0; top: 0; bottom:
0;
width: 11mm; background: {hue} }} .qr {{ width: 31mm; height: 31mm; display: block; margin: 0.5mm 0
}}
.tax {{ font-size: 6.5pt; width: 33mm; line-height: 1.15 }} .head {{ align-items: flex-end; margin:
11mm
0 5mm }} .head b {{ font-size: 20pt; color: {hue} }} .two {{ display: grid; grid-template-columns:
82mm
1fr; gap: 6mm; margin-bottom: 8mm }} .ev {{ font-size: 8.5pt }} .ev td {{ padding: 0.4mm 3mm 0.4mm
0 }}
.ev .n {{ text-align: left }} .ev .l {{ color: #777 }} .it {{ display: grid; grid-template-columns:
1fr
30mm; border-top: 0.4pt solid #bbb; padding: 1.6mm 0; break-inside: avoid }} .it small {{ color:
#666 }}
.sum {{ border-top: 1.4pt solid {hue}; width: 100%; margin-top: 1mm }} .sum td {{ padding: 1mm 0 }}
.sum .l {{ text-align: right; width: 34mm; padding-right: 4mm }} .sum .n {{ text-align: left; color:
#555 }} .sum tr:last-child td {{ font-size: 13pt; font-weight: bold; color: #000 }} .foot {{ left:
30mm;
right: 22mm; bottom: 8mm; text-align: left; font-size: 6.5pt }}</style><div class="rib"></div><div
class="row"><div class="tax">QR tributario:{square(_tax_code(sheet))}{sheet.pick("VERI*FACTU",
"Factura verificable en la sede electrónica de la AEAT")}</div><div style="text-align:right">
{sheet.logo(facts.seller.brand, hue)}<br><small>diseño · montaje · logística
ferial</small></div></div>
<div class="row head"><span><b>{kind}</b> &nbsp; {sheet.number()}</span><span>{_dated(sheet)}</span>
</div><div class="two"><div>{b.address(sheet, "buyer")}<br>{yours} {sheet.vat_id("buyer")}</div>
{b.pair_rows(event, "ev")}</div>{rows}{_sums(sheet, taxed)}<p style="font-size:8.5pt">{why}<br>
{_asked(sheet, credit)}</p><div class="foot">{h.told(sheet, foot)}Castellón, tomo
{digits(sheet.rng, 4)},
folio {digits(sheet.rng, 2)}, hoja CS-{digits(sheet.rng, 5)}. Responsable del proyecto:
{person(sheet)}.
Sus datos se tratan para gestionar la relación comercial (RGPD); derechos en
{facts.seller.mail}.</div>
"""  # fmt: skip


def _tax_code(sheet: Sheet) -> str:
    """Return what the code says: the address at which the tax office knows the invoice."""
    facts = sheet.facts
    total = -facts.total_with_vat if facts.type_code == "381" else facts.total_with_vat
    return (
        "https://www2.agenciatributaria.gob.es/wlpl/TIKE-CONT/ValidarQR?nif="
        f"{facts.seller.vat_id[2:]}&numserie={facts.number.replace('/', '%2F')}"
        f"&fecha={facts.issue_date:%d-%m-%Y}&importe={total}"
    )


def _dated(sheet: Sheet) -> str:
    """Print the day, with the town where it is in words."""
    if sheet.style.dates == "spanish":
        return f"{sheet.facts.seller.register}, {sheet.pick('a ', '')}{sheet.date_of()}"
    return f"{sheet.pick('Fecha', 'Emitida el', 'Expedida')} {sheet.date_of()}"


def _row(sheet: Sheet, line: Line) -> str:
    """Print a piece of work; how much of it and at which price stand below."""
    unit = line.unit.replace("m2", "m²")
    more = f"{sheet.cell(line, 'qty')} {unit} a {sheet.cell(line, 'price')}"
    if sheet.facts.profile.regime == "S":
        more += f" · IVA {sheet.rate(line.rate)}"
    return f"""<div class="it"><div>{sheet.cell(line, "name")}<br><small>{more}</small></div>
<div class="n">{sheet.cell(line, "total")}</div></div>"""


def _sums(sheet: Sheet, taxed: bool) -> str:
    """Print the sums, each before its word."""
    facts = sheet.facts
    pairs = h.extras(sheet, {"sum": "Suma", "discount": "Descuento comercial"})
    pairs.append(
        (sheet.pick("Base imponible", "Base"), sheet.total("total_without_vat", bare=True))
    )
    if taxed:
        pairs += h.vat_sums(sheet, "IVA {rate}", "No sujeto")
    else:
        pairs.append(("IVA, no sujeto", sheet.total("total_vat", bare=True)))
    own = "Total rectificación" if facts.type_code == "381" else "Total factura"
    pairs.append((own, sheet.total("total_with_vat")))
    if facts.prepaid:
        word = sheet.pick("entregado a la firma del presupuesto", "a cuenta, ya recibido")
        pairs.append((word, sheet.total("prepaid", bare=True)))
        pairs.append((sheet.pick("Resta por pagar", "Pendiente"), sheet.total("amount_due")))
    return b.pair_rows([(value, word) for word, value in pairs], "sum")


def _asked(sheet: Sheet, credit: bool) -> str:
    """Tell in a sentence how and until when to pay."""
    if credit:
        return (
            "El importe se compensará con vuestra próxima factura o se devolverá por transferencia."
        )
    until = "".join(f"{k} {day}" for k, day in h.due(
        sheet, "hasta el", "con vencimiento", "a más tardar el"))  # fmt: skip
    return f"""Forma de pago: transferencia {until} a {h.told(sheet, "{iban} (BIC {bic})")},
indicando el número de factura."""
