"""Layouts of a Spanish company that serves film crews and of a Dutch engineer of sound on tour."""

from dataclasses import replace

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import ZERO, Profile
from tests.layouts.families import Split, family
from tests.layouts.families.component_makers import rename
from tests.layouts.sheet import Sheet

_SHOOT = Profile("rodaje", "ES", "es", buyers=("FR",), regime="AE", lines=(4, 10), prepaid=0.45,
                 credit=0.07)  # fmt: skip
_TITLES = ("La orilla", "Spot Otoño", "Agua mansa", "Campaña Primavera", "El último tren")


@family("shoot_by_chapters", Split.MAKING, _SHOOT, replace(_SHOOT, lines=(6, 11), prepaid=0.2),
        replace(_SHOOT, buyers=("ES",), regime="S", prepaid=0.3))  # fmt: skip
def shoot_by_chapters(sheet: Sheet) -> str:
    """The total in a dark bar at the top, lines by chapters, what was paid to the town apart."""
    rename(sheet, "{} Producciones|{} Film Services|La {} Audiovisual|{} y {} Rodajes",
           "Garrofer Ventalló Almenar Cambrils Montsià Peralada Escaldes Riudoms",
           ("S.L.", "S.L.U.", "SL"))  # fmt: skip
    h.adopt(sheet, ("%y/###", "F%y-0###", "A%Y-###", "%Y##00#"),
            ("%d/%m/%Y", "spanish", "%d-%m-%Y"), ("R%y/0##", "AB%y-0##"))  # fmt: skip
    facts, seller = sheet.facts, sheet.facts.seller
    credit, abroad = facts.type_code == "381", facts.profile.regime == "AE"
    kind = h.titled(sheet, ("Factura",), ("Factura rectificativa", "Abono"))
    dark, tint = sheet.pick(("#232323", "#f2c14e"), ("#13315c", "#eef4ed"), ("#3d0c11", "#f9b4ab"))
    paid = [line for line in facts.lines if line.name.startswith(("Tasa", "Reserva"))]
    own = [line for line in facts.lines if line not in paid]
    crew = [line for line in own if "jornada" in line.name or "Localizador" in line.name]
    chapters = [("A", "Equipo humano", crew)]
    chapters += [("B", "Medios y gastos de rodaje", [line for line in own if line not in crew])]
    chapters += [("C", "Tasas y permisos repercutidos" if abroad else
                  "Suplidos abonados en nombre y por cuenta del cliente", paid)]  # fmt: skip
    heads: list[tuple[str, str]] = [("name", ""), ("qty", ""), ("unit", ""), ("price", "")]
    heads += [("total", "")] if abroad else [("rate", ""), ("total", "")]
    tops = ["Partida", "Cant.", "Ud.", "Precio"] + ([] if abroad else ["% IVA"]) + ["Importe"]
    rows = "".join(f"<th class='{_SIDE[top]}'>{top}</th>" for top in tops)
    for letter, title, chosen in chapters:
        if chosen:
            rows += (f'</tr><tr class="ch"><td colspan="{len(tops) - 1}">{letter}. {title}</td>'
                     f'<td class="n">{sheet.amount(sum((x.total for x in chosen), ZERO))}</td>'
                     )  # fmt: skip
            body = h.lines(sheet, heads, chosen=chosen).partition("<tbody>")[2]
            rows += "</tr>" + body.partition("</tbody>")[0]
    sums: list[Pair] = [("Base imponible" if abroad or not paid else "Suma de partidas",
                         sheet.total("total_without_vat"))]  # fmt: skip
    for row in facts.vat:
        rate, basis, vat = sheet.rate(row.rate), sheet.amount(row.basis), sheet.amount(row.amount)
        if row.category == "O":
            text = sheet.show("vat_breakdown", basis)
            sums.append(("de las que suplidos, sin IVA", text))
            continue
        rate, basis, vat = sheet.vat_row(row)
        rate = rate if "%" in rate else f"{rate} %"
        word = "IVA (inversión del sujeto pasivo)" if abroad else "IVA"
        sums.append((f"{word} {rate} s/ {basis}", vat))
    if len(facts.vat) > 1:
        sums.append(("Cuota total de IVA", sheet.total("total_vat")))
    sums.append(("Total abono" if credit else "Total factura", sheet.total("total_with_vat")))
    if facts.prepaid:
        sums.append((f"Anticipo recibido el {h.day(sheet, -21)}", sheet.total("prepaid")))
    ask = "Importe a su favor" if credit else ("Pendiente de pago" if facts.prepaid else "A pagar")
    until = "".join(f"{label} {value}" for label, value in h.due(
        sheet, "Vencimiento", "Vence el", "antes del"))  # fmt: skip
    why = ("Operación no sujeta a IVA español por reglas de localización (art. 69.Uno.1º LIVA). "
           "Inversión del sujeto pasivo, art. 196 Directiva 2006/112/CE. NIF-IVA del destinatario: "
           f"{sheet.vat_id('buyer')}" if abroad else "")  # fmt: skip
    nif = "" if abroad else f"NIF {sheet.vat_id('buyer')}"
    film = sheet.pick(*_TITLES)
    bank = "Se lo abonaremos por transferencia." if credit else h.told(
        sheet, "Transferencia a {iban} (BIC {bic}), gastos compartidos.")  # fmt: skip
    old = f" &nbsp; Rectifica a la factura {h.distractor(sheet, 'F%y-0###')}" if credit else ""
    registry = f"R. M. {seller.register}, Tomo {h.distractor(sheet, '4####')}, Folio "
    registry += f"{h.distractor(sheet, '1##')}, Hoja {h.distractor(sheet, '5#####')}"
    return f"""<style>@page {{ margin: 0 }} body {{ font: 9pt "{sheet.pick("DejaVu Sans Condensed",
"URW Gothic", "Liberation Sans")}"; min-height: 296mm; padding: 0 }} .bar {{ background: {dark};
color: #fff; padding: 11mm 16mm 6mm; display: grid; grid-template-columns: 1fr 1fr 1fr; gap: 4mm }}
.bar small {{ color: {tint}; font-size: 7pt }} .bar b {{ font-size: 14pt }} .in {{ padding: 7mm 16mm
24mm }} .lines {{ margin: 6mm 0 }} .lines th {{ font-size: 7pt; color: #666; font-weight: normal }}
.ch td {{ border-bottom: 1.2pt solid {dark}; font-weight: bold; padding-top: 3mm }} .lines .c-name
{{ width: 52%; padding-left: 5mm }} .sum {{ margin-left: auto; width: 98mm }} .sum td {{
border-bottom: 0.4pt solid #bbb }} .film {{ background: #f1f1f1; padding: 2mm 4mm; margin-top: 5mm;
font-size: 8pt }} p {{ font-size: 7.6pt }} .foot {{ bottom: 7mm; left: 16mm; right: 16mm;
text-align:
left }}</style><div class="bar"><div><small>{ask}</small><br><b>{sheet.total("amount_due")}</b><br>
<small>{until}</small></div><div><small>{kind} n.º</small><br><b>{sheet.number()}</b></div><div>
<small>Emitida</small><br><b style="font-size:11pt">{sheet.date_of()}</b></div></div><div
class="in">
<div class="row"><div><small>Cliente</small><br>{b.address(sheet, "buyer")}<br>{nif}</div><div
style="text-align:right">{sheet.logo(seller.brand, dark)}<br>{seller.site}<br>{seller.phone}</div>
</div><div class="film">Proyecto: «{film}» &nbsp; Rodaje del {h.day(sheet, -16)} al
{h.day(sheet, -9)} &nbsp; Presupuesto v{sheet.rng.randint(2, 6)}, n.º
{h.distractor(sheet, "P%y-1##")} &nbsp; Su ref. {facts.references["order"]}{old}</div><table
class="lines"><tr>{rows}</tr></table>{b.pair_rows(sums, "sum")}<p>{why}</p><p>
{bank} Justificantes de tasas y
permisos a su disposición.</p></div><div class="foot">
{sheet.name("seller")} &nbsp; {b.street(seller, ", ")},
{sheet.country("seller") if abroad else "España"} &nbsp; {"NIF-IVA" if abroad else "NIF"}
{sheet.vat_id("seller")}<br>{registry}. Responsable del tratamiento: el emisor; fines contables.
</div>"""  # fmt: skip


_SIDE = {"Partida": "t", "Ud.": "t"} | dict.fromkeys(("Cant.", "Precio", "% IVA", "Importe"), "n")
_SOUND = Profile("geluid", "NL", "nl", buyers=("FR",), regime="AE", lines=(2, 6), prepaid=0,
                 credit=0.06, person=True)  # fmt: skip
_TOURS = ("Nachtvlinders", "Zeewind", "Het Derde Bedrijf", "Marée Haute", "Lichtval")


@family("sound_on_tour", Split.MAKING, _SOUND, replace(_SOUND, lines=(1, 4)),
        replace(_SOUND, buyers=("NL",), regime="S"))  # fmt: skip
def sound_on_tour(sheet: Sheet) -> str:
    """An online service's page: prices before descriptions, the request to pay in one sentence."""
    names = ("Joris van Beek", "Maaike Hofstra", "Sjoerd Wiersma", "Lotte Verbruggen", "Bram Kok")
    name = sheet.pick(*names)
    trade = sheet.pick("{} Geluid", "{} Audio", "{} Live Sound").format(name.split(" ", 1)[1])
    brand = sheet.pick(name, trade, trade)
    brand = brand[0].upper() + brand[1:]
    seller = replace(sheet.facts.seller, name=brand, brand=brand, accept=(brand.upper(),),
                     mail=f"{name.split()[0].lower()}@geluidsman.example")  # fmt: skip
    sheet.facts = replace(sheet.facts, seller=seller)
    h.adopt(sheet, ("%Y-00##", "%Y00##", "%y-###", "F%Y0##"), ("%d-%m-%Y", "long", "long"),
            ("%Y-C0##", "C%y-0##"))  # fmt: skip
    facts = sheet.facts
    credit, abroad = facts.type_code == "381", facts.profile.regime == "AE"
    kind = h.titled(sheet, ("Factuur", "FACTUUR"), ("Creditfactuur", "Creditnota"))
    hue = sheet.pick("#e4572e", "#17616b", "#6c4ab6", "#111")
    rows = []
    for line in facts.lines:
        tax = "btw verlegd" if abroad else f"{sheet.cell(line, 'rate').rstrip(' %')}% btw"
        rows.append((f"{sheet.cell(line, 'qty')} {line.unit}", sheet.cell(line, "total"),
                     sheet.cell(line, "price"), sheet.cell(line, "name"), tax))  # fmt: skip
    table = b.table(("q", "total", "price", "name", "text"),
                    ("", f"Bedrag {sheet.show('currency', '€')}", "Tarief", "Omschrijving", ""),
rows, "lines")  # fmt: skip
    sums: list[Pair] = [("Subtotaal", sheet.total("total_without_vat"))]
    if abroad:
        sheet.vat_row(facts.vat[0])
        zero = sheet.show("vat_breakdown", sheet.amount(facts.vat[0].basis))
        percent = sheet.rate(facts.vat[0].rate)
        percent = percent if "%" in percent else f"{percent} %"
        sums.append((f"{percent} btw verlegd over {zero}", sheet.total("total_vat", bare=True)))
    else:
        sums += h.vat_sums(sheet, "{rate} btw over {basis}", "")
    sums.append(("Totaal", sheet.total("total_with_vat")))
    account = f"{sheet.iban()} (BIC {sheet.bic()}) t.n.v. {name}"
    ask = "Dit bedrag verrekenen we met een volgende factuur."
    if h.is_payable(sheet):
        ask = (f"{sheet.pick('Graag', 'We verzoeken je vriendelijk om')} <b>"
               f"{sheet.total('amount_due')}</b> uiterlijk <b>{sheet.date_of('due_date')}</b> "
               f"{sheet.pick('overmaken', 'overmaken')} naar {account}, onder vermelding van "
               f"{sheet.number()}.")  # fmt: skip
        ask = ask.replace("vriendelijk om <b>", "vriendelijk het bedrag van <b>").replace(
            "overmaken naar", "over te maken naar") if "We" in ask else ask  # fmt: skip
    else:
        sheet.total("amount_due")
    why = (f"Btw verlegd naar afnemer (artikel 44 Btw-richtlijn), btw-nummer "
           f"{sheet.vat_id('buyer')}." if abroad else "")  # fmt: skip
    kvk = f"{sheet.rng.randint(51, 89)}{sheet.rng.randint(100000, 999999)}"
    where = sheet.pick(
        "Zénith, Rouen", "La Sirène, La Rochelle", "Paradiso, Amsterdam", "Le Bikini"
    )
    about = f"Tour {sheet.pick(*_TOURS)}, laatste show {sheet.day(facts.delivery_date)} ({where})"
    old = f"<br>Hoort bij factuur {h.distractor(sheet, '%Y-00##')}" if credit else ""
    return f"""<style>@page {{ margin: 20mm 22mm 14mm }} body {{ font: 9.5pt "{sheet.pick(
"DejaVu Sans", "Liberation Sans", "URW Gothic")}"; min-height: 262mm; line-height: 1.5 }} .lines {{
margin: 9mm 0 5mm }} .lines td, .lines th {{ padding: 1.6mm 2mm 1.6mm 0; border-bottom: 0.4pt solid
#ccc }} .lines th {{ font-weight: normal; color: {hue}; font-size: 8pt }} .c-q, .c-text {{
white-space: nowrap }} .c-text {{ color: #777; font-size: 8pt; text-align: right }} .c-name {{
width:
44%; padding-left: 3mm !important }} .sum td {{ padding: 0.6mm 5mm 0.6mm 0 }} .sum tr:last-child td
{{ border-top: 1pt solid {hue}; font-weight: bold }} h1 {{ font-size: 26pt; color: {hue};
font-weight: normal; margin: 0 0 6mm; line-height: 1.1 }} .say {{ margin: 8mm 0 3mm; max-width:
140mm
}} .foot {{ border-top: 0.4pt solid #ccc; padding-top: 2mm; display: flex; justify-content:
space-between; text-align: left; gap: 4mm }}</style><h1>{kind} {sheet.number()}</h1><div
class="row"><div>{b.address(sheet, "buyer")}<br>t.a.v. {sheet.pick("productie", "boekhouding",
"la régie")}</div><div style="text-align:right">Datum {sheet.date_of()}<br>Jouw kenmerk
{facts.references["order"]}{old}</div></div><div style="margin-top:9mm">{about}</div>{table}
{b.pair_rows(sums, "sum")}<div class="say">{ask}</div><div>{why}</div><div class="foot"><div><b>
{sheet.name("seller")}</b><br>{b.street(facts.seller)}<br>Nederland</div><div>{facts.seller.mail}<br>
{facts.seller.phone}</div><div>KvK {kvk}<br>btw-id {sheet.vat_id("seller")}<br>Algemene voorwaarden
op
aanvraag</div></div>"""  # fmt: skip
