"""A layout of an Italian tannery, as its management program fills a grid of boxes."""

from dataclasses import replace

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet

_HIDES = Profile("conceria", "IT", "it", buyers=("FR",), regime="K", lines=(2, 6), credit=0.07,
                 prepaid=0.2)  # fmt: skip

_HIDES_CSS = """<style>@page { margin: 9mm 10mm } body { font: 8.5pt "FONT"; min-height: 0;
height: 277mm; padding: 0.1mm 0 0; display: flex; flex-direction: column }
.head { display: grid; grid-template-columns: 1fr 78mm; column-gap: 4mm } .bx { border: 1px solid
INK; border-right-width: 0; padding: 0 1.5mm 0.8mm; min-height: 8mm } .bx:last-child {
border-right-width: 1px } .bx i { font: 5.5pt "Liberation Sans"; color: INK; display: block;
padding-top: 0.5mm; text-transform: uppercase; white-space: nowrap } .strip { display: grid;
margin-top: -1px } .body { flex: 1; display: grid; grid-template-columns: 1fr 47mm; margin-top: 2mm;
gap: 2mm } .goods { border: 1px solid INK } .lines th { border-bottom: 1px solid INK; font: 5.5pt
"Liberation Sans"; color: INK; text-transform: uppercase } .lines .c-name { width: auto }
.lines td { padding: 1.2mm 1mm } .lines small { font-size: 7pt } .side { display: flex;
flex-direction: column } .side .bx { border-right-width: 1px; margin-top: -1px; text-align: right;
padding-bottom: 1.5mm } .side .bx i { text-align: left } .side .tot { background: TINT; font-size:
13pt; font-weight: bold; padding: 1mm 1.5mm 2mm } .side .rest { flex: 1; text-align: left;
font-size: 7pt } .side .rest .v { white-space: normal }
.conai { font-size: 6pt; margin-top: 1.5mm; display: flex; justify-content:
space-between }</style>"""


def _box(pair: Pair, css: str = "bx") -> str:
    return f'<div class="{css}"><i>{pair[0]}</i>{pair[1]}</div>'


def _strip(pairs: list[Pair], columns: str) -> str:
    cells = "".join(_box(pair) for pair in pairs)
    return f'<div class="strip" style="grid-template-columns:{columns}">{cells}</div>'


@family("hides_by_the_foot", Split.MAKING, _HIDES, replace(_HIDES, lines=(3, 7), prepaid=0),
        replace(_HIDES, buyers=("IT",), regime="S"))  # fmt: skip
def hides_by_the_foot(sheet: Sheet) -> str:
    """An Italian grid: sums in a tower of boxes beside the goods, transport and names below."""
    h.adopt(sheet, ("###/A", "%Y/1/####", "####/00", "FT-%y-####"), ("%d/%m/%Y", "%d/%m/%y"),
            ("##/NC", "NC-%y-###"))  # fmt: skip
    facts, home = sheet.facts, sheet.facts.profile.regime == "S"
    credit = facts.type_code == "381"
    ink, tint = sheet.pick(("#7a3b12", "#f5e9df"), ("#1f3f77", "#e6ecf6"), ("#333", "#ececec"))
    kind = h.titled(sheet, ("FATTURA ACCOMPAGNATORIA", "FATTURA DIFFERITA", "FATTURA DI VENDITA"),
                    ("NOTA DI CREDITO", "NOTA DI ACCREDITO"))  # fmt: skip

    def skins(line: Line) -> str:
        if line.unit != "PQ" or line.name.startswith("RIFIL"):
            return ""
        many = h.count(sheet, line.quantity // 22 + 4)
        color = sheet.pick("TESTA MORO", "COGNAC", "NERO", "NATURALE", "BORDEAUX 18")
        lot = h.distractor(sheet, "%y/####")
        return f"<br><small>COL. {color} - N. PELLI {many} - PARTITA {lot}</small>"

    first: list[Pair] = [
        (sheet.pick("tipo documento", "documento"), kind),
        (sheet.pick("n. doc.", "numero", "nr. documento"), sheet.number()),
        (sheet.pick("del", "data", "data doc."), sheet.date_of()),
        ("pag.", "1/1"),
    ]
    code = sheet.show("currency", "EUR")
    second: list[Pair] = [
        ("cod. cli.", h.distractor(sheet, "C0####")),
        (sheet.pick("p. iva cliente", "partita iva"), sheet.vat_id("buyer")),
        ("agente", sheet.pick("014 ROSSETTI", "DIREZIONALE", "022 EXPORT")),
        ("valuta", code),
        ("vs. ordine", h.distractor(sheet, "####")),
        ("rif. ddt", f"{h.distractor(sheet, '####')} del {h.day(sheet, -2)}"),
    ]
    if credit:
        second[4] = ("rif. ns. fattura", h.distractor(sheet, "###/A"))
    heads = (("ref", "articolo"), ("name", "descrizione della merce"), ("unit", "um"),
             ("qty", "quantità"), ("price", "prezzo"), ("total", "importo"))  # fmt: skip
    rate, basis, vat = sheet.vat_row(facts.vat[0])
    tower: list[Pair] = [
        ("totale merce", sheet.amount(facts.line_sum)),
        ("imponibile", basis),
        (sheet.pick("% iva", "aliq."), rate if home else f"{rate} &nbsp; N.I. ART.41"),
        ("imposta", vat),
    ]
    sheet.total("total_without_vat", True)
    gross = (f"{'totale a credito' if credit else 'totale documento'} {code}",
             sheet.total("total_with_vat", True))  # fmt: skip
    after: list[Pair] = []
    if facts.prepaid:
        after.append(("acconto versato", sheet.total("prepaid", True)))
        after.append(("netto a pagare", sheet.total("amount_due", True)))
    if h.is_payable(sheet):
        days = f"{facts.days} GG. D.F." if facts.days else "VISTA FATTURA"
        after.append(("cond. pagamento", f"BONIFICO {days}"))
        after += h.due(sheet, "scadenza", "scad. rata 1", "scadenze")
    law = "" if home else "Operazione non imponibile art. 41 D.L. 331/93 conv. L. 427/93.<br><br>"
    if facts.type_code != "381":
        law += h.told(sheet, "Banca d'appoggio<br>CREDITO COOPERATIVO<br>{iban}<br>BIC {bic}")
    towers = "".join(_box(pair) for pair in tower) + _box(gross, "bx tot")
    towers += "".join(_box(pair) for pair in after) + f'<div class="bx rest"><i>note</i>{law}</div>'
    weight = facts.line_sum // 60 + 18
    load: list[Pair] = [
        ("causale del trasporto", "RESO" if credit else sheet.pick("VENDITA", "C/VENDITA")),
        ("aspetto esteriore dei beni", sheet.pick("ROTOLI SU BANCALE", "BANCALI", "SCATOLE")),
        ("n. colli", str(facts.days % 7 + 2)),
        ("peso kg", h.count(sheet, weight)),
        ("porto", sheet.pick("FRANCO", "ASSEGNATO")),
        ("data e ora ritiro", f"{h.day(sheet, -1)} 14:{sheet.rng.randint(10, 55)}"),
    ]
    sign: list[Pair] = [
        ("vettore", f"{facts.others[0].name}"),
        ("firma conducente", ""),
        ("firma destinatario", ""),
    ]
    css = _HIDES_CSS.replace("INK", ink).replace("TINT", tint)
    firm = h.told(sheet, "{name}<br>{street_}<br>Tel. {phone} - {mail}<br>P.I. e C.F. {vat}<br>"
                  "Cap. Soc. EUR {capital} i.v.")  # fmt: skip
    return css.replace("FONT", sheet.pick("Liberation Mono", "Liberation Sans")) + f"""<div
class="head"><div>{sheet.logo(facts.seller.brand, ink, serif=True)}<div style="font:7pt
'Liberation Sans';margin-top:1mm">{firm} - R.E.A. {h.distractor(sheet, "2#####")}</div></div>
<div class="bx"><i>{sheet.pick("spett.le", "intestatario fattura", "destinatario")}</i>
{b.address(sheet, "buyer")}</div></div><div style="margin-top:3mm">
{_strip(first, "1fr 36mm 28mm 12mm")}
{_strip(second, "20mm 38mm 32mm 12mm 24mm 1fr")}</div><div class="body"><div class="goods">
{h.lines(sheet, heads, more=skins)}</div><div class="side">{towers}</div></div><div
style="margin-top:2mm">{_strip(load, "32mm 44mm 16mm 20mm 24mm 1fr")}
{_strip(sign, "1fr 50mm 50mm")}</div><div class="conai"><span>Contributo CONAI assolto ove dovuto
- Reclami entro 8 giorni dal ricevimento, prima del taglio</span><span>Foro competente:
sede della venditrice</span></div>"""  # fmt: skip
