"""Layout of an Italian maker of spare parts for looms, who writes to all the world."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.corporations import groups
from tests.layouts.facts import Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.identifiers import digits
from tests.layouts.natives import person, settle
from tests.layouts.sheet import Sheet

_LOOMS = Profile("telai", "IT", "it", regime="K", lines=(2, 8), prepaid=0.1, credit=0.08)


@family("loom_spares", Split.MAKING, _LOOMS, replace(_LOOMS, adjustments=("shipping", "discount")),
        replace(_LOOMS, regime="S", buyers=("IT",), adjustments=("shipping",)))  # fmt: skip
def loom_spares(sheet: Sheet) -> str:
    """A maker of spares: labels in Italian over English, number and day in a bar, three feet."""
    settle(sheet, "Officine {w}", "{w} Ricambi Tessili", "Meccanotessile {w}", "F.lli {w}",
           forms=("S.r.l.", "S.p.A.", "SRL"))  # fmt: skip
    h.adopt(sheet, ("###/E", "%yE#####", "V2-#####", "%y/####", "FE ####"),
            ("%d/%m/%Y", "%d/%m/%y", "%d.%m.%Y"), ("NC###/E", "%yN####"))  # fmt: skip
    facts, credit = sheet.facts, sheet.facts.type_code == "381"
    hue = sheet.pick("#8b0000", "#14213d", "#2f4f2f")
    serif = sheet.pick("Nimbus Roman", "Liberation Sans Narrow", "C059")
    kind = h.titled(sheet, ("FATTURA", "FATTURA DI VENDITA", "Fattura"),
                    ("NOTA DI CREDITO", "NOTA ACCREDITO"))  # fmt: skip
    english = "CREDIT NOTE" if credit else "INVOICE"
    bar = f"""{kind} <i>/ {english}</i> &nbsp; {sheet.pick("N.", "Nr.", "N°")} {sheet.number()}
&nbsp; {sheet.pick("del", "DEL")} <i>/ dated</i> {sheet.date_of()}"""
    refs: list[Pair] = [(_both("Cod. cliente", "Customer"), h.distractor(sheet, "C0####"))]
    refs += [(_both("P. IVA cliente", "Your VAT no."), sheet.vat_id("buyer"))]
    refs += [(_both("Resa", "Delivery terms"), sheet.pick("FCA", "EXW", "CPT") + " Incoterms 2020")]
    refs += [(_both("Ns. riferimento", "Our contact"), person(sheet))]
    if credit:
        original = f"{h.distractor(sheet, '%yE####')} - {h.day(sheet, -33)}"
        refs.append((_both("Rif. fattura", "Ref. invoice"), original))
    ship = b.other(facts.others[0]) if sheet.maybe(0.3) else "<br>Idem <i>/ Same address</i>"
    heads = [("name", _both("Descrizione", "Description")), ("unit", _both("U.M.", "Unit"))]
    heads += [("qty", _both("Q.tà", "Q.ty")), ("price", _both("Prezzo", "Price"))]
    heads += [("rate", _both("IVA", "VAT")), ("total", _both("Importo", "Amount"))]
    heads.insert(0, ("ref", _both("Codice", "Part no.")))
    blocks = "".join(_noted(sheet, chosen, heads) for chosen in groups(sheet, 2, 5))
    head = """<b>{name}</b> - {street_}<br>Tel. {phone} - {mail} - {site}<br>
P.IVA <i>/ VAT no.</i> {vat} - Cap. soc. € {capital} i.v. - R.E.A. """
    return f"""<style>@page {{ margin: 9mm 12mm }} body {{ font: 9pt "{serif}";
font-variant-ligatures: none; min-height: 278mm;
padding-bottom: 62mm }} i {{ color: #555; font-size: 82% }} .lh {{ font-size: 8pt; margin-bottom:
5mm;
align-items: center }} .bar {{ border-top: 1.6pt solid; border-bottom: 1.6pt solid; padding: 1.5mm
0;
font-size: 12pt; font-weight: bold; display: flex; justify-content: space-between }} .bar small {{
font-weight: normal }} .who {{ display: grid; grid-template-columns: 62mm 1fr 58mm; gap: 5mm;
margin:
4mm 0 6mm }} .who .n {{ text-align: left }} .who td {{ padding: 0 2mm 0.7mm 0; line-height: 1 }}
.who > div {{ line-height: 1.3 }} .lines th {{ border-bottom: 0.6pt solid; line-height: 1;
font-weight:
normal }} .lines td {{ padding: 0.5mm 4px }} .lines {{ table-layout: fixed }} .lines .c-name {{
width: 39% }} .lines .c-ref {{ width: 13% }} .lines .c-unit {{ width: 7% }}
.lines .c-qty, .lines .c-rate {{ width: 9% }} .ddt {{ font-size: 8pt; margin: 2mm 0 0.5mm 4px }}
.end {{
position: absolute; bottom: 0; left: 0; right: 0 }} .feet {{ display: grid; grid-template-columns:
58mm
1fr 72mm; border-top: 0.6pt solid; border-bottom: 0.6pt solid }} .feet > div {{ padding: 2mm 2mm 2mm
0 }} .feet > div + div {{ border-left: 0.6pt solid; padding-left: 2mm }} .vat th {{ font-weight:
normal; line-height: 1 }} .vat {{ width: 100% }} .sum {{ width: 100% }} .sum .l {{ line-height: 1 }}
.sum tr:last-child td {{ font-weight: bold; font-size: 9.5pt; white-space: nowrap }} .move {{ width:
100%; font-size:
7.5pt }}
.move th {{ font-weight: normal; line-height: 1 }}</style><div class="row lh">
{sheet.logo(facts.seller.brand, hue, serif=sheet.maybe())}<div
style="text-align:right">{h.told(sheet, head)}{h.distractor(sheet, "######")}</div></div><div
class="bar"><span>{bar}</span><small>{sheet.pick("Pag. 1/1", "Copia di cortesia")}</small></div><div
class="who">{b.pair_rows(refs, "refs")}<div>Spett.le <i>/ Messrs</i><br>{b.address(sheet, "buyer")}
</div><div>Destinazione merce <i>/ Ship to</i><br>{ship}</div></div>{blocks}<div class="end">
<div
class="feet"><div>{_pay(sheet, credit)}</div><div>{_recap(sheet)}</div><div>{_sum(sheet, credit)}
</div></div>{_move(sheet)}</div>"""  # fmt: skip


def _both(own: str, english: str) -> str:
    """Set the English word in small print below the Italian one."""
    return f"{own}<br><i>{english}</i>"


def _noted(sheet: Sheet, chosen: Sequence[Line], heads: list[Pair]) -> str:
    """Print lines below the note and the order that they came with; heads only over the first."""
    first = chosen[0] is sheet.facts.lines[0]
    order = sheet.facts.references["order"] if first else h.distractor(sheet, "e-mail %d.%m")
    note = f"""Rif. D.D.T. n. {h.distractor(sheet, "####")} del {h.day(sheet, -7 if first else -3)}
- Vs. ordine <i>/ Your order</i> {order}"""
    own = heads if first else [(key, "") for key, _ in heads]
    return f'<div class="ddt">{note}</div>{h.lines(sheet, own, chosen=chosen)}'


def _pay(sheet: Sheet, credit: bool) -> str:
    """Tell how to pay and when how much falls due."""
    if credit:
        return "A dedurre dal prossimo pagamento<br><i>To be deducted from your next payment</i>"
    days = sheet.facts.days
    when = f"{days} gg d.f." if days else "vista fattura"
    until = "".join(f"{k}<br>{day} &nbsp; {sheet.total('amount_due')}" for k, day in h.due(
        sheet, "Scadenza <i>/ Due date</i>", "Scadenze <i>/ Due dates</i>"))  # fmt: skip
    return f"""Pagamento <i>/ Payment</i><br>{sheet.pick("Bonifico", "Rimessa diretta")} {when}<br>
{until}<br>Banca <i>/ Bank</i> {h.told(sheet, "Swift {bic}<br>IBAN {iban}")}"""


def _recap(sheet: Sheet) -> str:
    """Print the breakdown; what is not taxed has its law below."""
    heads = (("rate", _both("Aliq.", "Rate")), ("basis", _both("Imponibile", "Taxable")),
             ("vat", _both("Imposta", "Tax")))  # fmt: skip
    law = "Non imponibile art. 41 D.L. 331/93 (N3.2)<br><i>Intra-Community supply, VAT exempt</i>"
    return h.recap(sheet, heads) + ("" if sheet.facts.profile.regime == "S" else law)


def _sum(sheet: Sheet, credit: bool) -> str:
    """Print the sums below each other."""
    words = {
        "sum": _both("Totale merce", "Goods"),
        "shipping": _both("Trasporto e imballo", "Freight, packing"),
        "discount": _both("Sconto", "Discount"),
    }
    pairs = h.extras(sheet, words)
    pairs += [
        (_both("Totale imponibile", "Net total"), sheet.total("total_without_vat", bare=True))
    ]
    pairs += [(_both("Totale imposta", "VAT"), sheet.total("total_vat", bare=True))]
    if sheet.facts.prepaid:
        pairs += [(_both("Totale fattura", "Total"), sheet.total("total_with_vat", bare=True))]
        pairs += [(_both("Acconto", "Paid"), sheet.total("prepaid", bare=True))]
        pairs += [(_both("NETTO A PAGARE", "To be paid"), sheet.total("amount_due", bare=True))]
        return b.pair_rows(pairs, "sum")
    word = "TOTALE NOTA" if credit else "TOTALE FATTURA"
    code = sheet.show("currency", "EUR")
    pairs += [(_both(f"{word} {code}", "Total"), sheet.total("total_with_vat", bare=True))]
    return b.pair_rows(pairs, "sum")


def _move(sheet: Sheet) -> str:
    """Print how the goods travel."""
    net = Decimal(sheet.rng.randint(30, 4200)) / 10
    pairs: list[Pair] = [(_both("Colli", "Parcels"), str(sheet.rng.randint(1, 6)))]
    pairs += [(_both("Peso netto kg", "Net weight"), h.count(sheet, net))]
    pairs += [(_both("Peso lordo kg", "Gross weight"), h.count(sheet, net + 4))]
    pairs += [(_both("Aspetto", "Packing"), sheet.pick("Scatole", "Pallet", "Casse legno"))]
    pairs += [(_both("Vettore", "Carrier"), sheet.pick(*sheet.facts.others).name)]
    pairs += [(_both("Cod. doganale", "HS code"), f"8448{digits(sheet.rng, 4)}")]
    return b.pair_boxes(pairs, "move")
