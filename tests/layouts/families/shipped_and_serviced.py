"""Layouts of services billed abroad: an Irish forwarder, Spanish robot fitters, Dutch hire."""

from dataclasses import replace
from decimal import Decimal

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import ZERO, Profile, cents
from tests.layouts.families import Split, family
from tests.layouts.families.component_makers import rename
from tests.layouts.sheet import Sheet
from tests.layouts.squares import square

_SHIPPERS = ("Haorun Light Industry Co., Ltd", "Meridian Castings Inc.", "Shreeji Exim Pvt. Ltd")
_IE = Profile("liner", "IE", "en", buyers=("FR",), regime="AE", lines=(3, 9), prepaid=0,
              credit=0.1)  # fmt: skip


@family("freight_rates_of_exchange", Split.MAKING, _IE,
        replace(_IE, country="GB", lines=(2, 7), credit=0.18))  # fmt: skip
def freight_rates_of_exchange(sheet: Sheet) -> str:
    """A forwarder's software: black strips, a grid of the shipment, charges in two currencies."""
    rename(sheet, "{} Freight|{} Global Logistics|{} & {} Shipping|{} International Forwarding",
           "Kinsella Maddock Tolland Fairbrass Garrick Lanigan Heffernan Stopford",
           ("Ltd", "Limited"))  # fmt: skip
    h.adopt(sheet, ("S000#####/A", "B000#####", "DUB######", "SI000#####"),
            ("%d-%b-%y", "abbreviated", "dashed"), ("S000#####/B", "C000#####"))  # fmt: skip
    facts, seller, refs = sheet.facts, sheet.facts.seller, sheet.facts.references
    kind = h.titled(sheet, ("INVOICE", "TAX INVOICE"), ("CREDIT NOTE",))
    box = h.distractor(sheet, "@@@U#######")
    job = h.distractor(sheet, "S000#####")
    job = facts.number.split("/")[0] if "/" in facts.number else job
    meta: list[Pair] = [("DATE OF ISSUE", sheet.date_of()), ("CUSTOMER ID", refs["customer"])]
    meta += [("SHIPMENT", job), *h.due(sheet, "DUE DATE", "PAY BY")]
    days = f"{facts.days} days from Inv. Date" if facts.days else "Cash on presentation"
    meta.append(("TERMS", days if h.is_payable(sheet) else "Offset"))
    port = sheet.pick(("CNSHA = Shanghai", "FRLEH = Le Havre"), ("INNSA = Nhava Sheva", ("FRFOS ="
                      " Fos-sur-Mer")), ("USNYC = New York", "FRLEH = Le Havre"))  # fmt: skip
    cells: list[Pair] = [
        ("SHIPPER", sheet.pick(*_SHIPPERS)),
        ("CONSIGNEE", facts.buyer.brand),
        ("OWNER'S REFERENCE", refs["order"]),
    ]
    cells += [
        (
            "VESSEL / VOYAGE / IMO (LLOYDS)",
            (
                f"{sheet.pick('MAERSK ELBA', 'EVER LAUREL')} / "
                f"{h.distractor(sheet, '4##W')} / {h.distractor(sheet, '94#####')}"
            ),
        )
    ]
    cells += [
        ("OCEAN BILL OF LADING", h.distractor(sheet, "@@@@#########")),
        ("HOUSE BILL OF LADING", h.distractor(sheet, "S000#####")),
    ]
    cells += [("ORIGIN", port[0]), ("ETD", h.day(sheet, -34)), ("DESTINATION", port[1])]
    cells += [("ETA", h.day(sheet, -3)), ("CONTAINERS", f"{box} (40HC)")]
    cells += [("PACKAGES / WEIGHT / VOLUME",
               (f"{sheet.rng.randint(8, 60)} PKG / {h.distractor(sheet, '1####')}.000 KG / "
               f"{sheet.rng.randint(31, 66)}.420 M3"))]  # fmt: skip
    rate = Decimal(sheet.rng.randint(10410, 11890)) / 10000
    tax = f"{sheet.pick('* 0.00', 'RC* 0.00', '0.00 *')}"
    rows, dollars = [], ZERO
    for place, line in enumerate(facts.lines):
        foreign = ""
        if place % 3 != 1:
            foreign = f"USD {sheet.amount(cents(line.total * rate))} @ {rate}"
            dollars += line.total
        rows.append([sheet.cell(line, "name"), foreign, tax, sheet.cell(line, "total")])
    head = ("DESCRIPTION", "CHARGED IN / ROE", "VAT IN EUR", "CHARGES IN EUR")
    table = b.table(("name", "qty", "rate", "total"), head, rows, "lines")
    credit = facts.type_code == "381"
    sums: list[Pair] = [("SUBTOTAL", sheet.total("total_without_vat", bare=True)),
                        ("VAT", sheet.total("total_vat", bare=True)),
                        ((f"{sheet.pick('TOTAL', 'TOTAL CREDIT') if credit else 'TOTAL'} "
                         f"{sheet.show('currency', 'EUR')}"),
                         sheet.total("total_with_vat", bare=True))]  # fmt: skip
    why = ("* Supply to a business established in another Member State: VAT Act 2010, s. 34. "
           "Reverse charge - VAT to be accounted for by the recipient, Art. 196 Dir. 2006/112/EC."
           if seller.country == "IE" else "* Outside the scope of UK VAT (VATA 1994 s. 7A). "
           "Customer to account for VAT under the reverse charge.")  # fmt: skip
    worth = f"of which charged in USD: {sheet.amount(cents(dollars * rate))}"
    pay = h.told(sheet, "Bank<br>Account Name<br>IBAN<br>SWIFT|Northern Quay Bank plc<br>"
                 f"{seller.brand}<br>{{iban}}<br>{{bic}}").split("|")  # fmt: skip
    note = ("This credit will be applied to your account." if credit else "Please contact us "
            "within 7 days should there be any discrepancies.")  # fmt: skip
    co = h.told(sheet, "{name} - Registered in " + (
        "Ireland" if seller.country == "IE" else "England & Wales") + " No. ")  # fmt: skip
    return f"""<style>@page {{ margin: 11mm 12mm }} body {{ font: 8.5pt "Liberation Sans";
min-height: 274mm }} .strip {{ background: #000; color: #fff; font: bold 7pt "Liberation Sans";
padding: 0.6mm 1.5mm; margin-top: 3mm }} .ship {{ display: grid; grid-template-columns: repeat(3,
1fr) }} .ship div {{ border: 0.5pt solid #888; margin: 0 -0.5pt -0.5pt 0; padding: 0.6mm 1.5mm;
min-height: 7.6mm }} .ship small, .meta .l {{ font-size: 6pt; font-weight: bold }} .meta td {{
padding: 0.6mm 2mm; border: 0.5pt solid #888 }} .meta .n {{ text-align: left; min-width: 34mm }}
.lines th {{ font-size: 6.5pt; border-bottom: 0.5pt solid #888 }} .lines td {{ padding: 0.6mm
1.5mm }} .lines .c-name {{ width: 46% }} .lines {{ min-height: 66mm }} .lines td {{ height: 1px }}
.lines tr:last-child td {{ height: auto }} .end {{ display: grid; grid-template-columns: 1fr 76mm;
border: 0.5pt solid #888; margin-top: 2mm }} .end > div {{ padding: 2mm }} .sum {{ width: 100% }}
.sum tr:last-child td {{ border-top: 1.2pt solid; font-weight: bold; font-size: 11pt }} .pay {{
display: grid; grid-template-columns: 24mm 1fr; font-size: 8pt }} .six {{ font-size: 7pt }}
</style><div class="row">{sheet.logo(seller.brand, sheet.pick("#0a3d62", "#b71540", "#218c74"))}
<div class="six" style="text-align:right">{b.street(seller)}<br>{sheet.country("seller")}<br>Ph:
{seller.phone}<br>{seller.mail}</div></div><div class="row" style="margin-top:7mm"><div><b
style="font-size:15pt">{kind} {sheet.number()}</b><div style="margin:7mm 0 0 4mm">
{b.address(sheet, "buyer")}<br>VAT: {sheet.vat_id("buyer")}</div></div>{b.pair_rows(meta, "meta")}
</div><div class="strip">SHIPMENT DETAILS</div><div class="ship">{h.cards(cells, "")}</div><div
class="strip">CHARGES</div>{table}<div class="end"><div class="six">{note}<br><br>{why}</div><div>
{b.pair_rows(sums, "sum")}<div class="six" style="text-align:right">{worth}</div></div></div><div
class="strip">{"ACCOUNT" if credit else "TRANSFER FUNDS TO:"}</div><div class="pay"><div>{pay[0]}
</div><div>{pay[1]}</div></div><p class="foot">{co}{h.distractor(sheet, "######")} - VAT Reg. No.
{sheet.vat_id("seller")} - All business is transacted subject to
{"IIFA" if seller.country == "IE" else "BIFA"}
Standard Trading Conditions. Page 1 of 1</p>"""  # fmt: skip


_ES = Profile("robots", "ES", "es", buyers=("FR",), regime="AE", lines=(3, 10), prepaid=0.12,
              credit=0.08)  # fmt: skip


@family("robot_work_reports", Split.MAKING, _ES, replace(_ES, lines=(2, 5), credit=0.2),
        replace(_ES, buyers=("ES",), regime="S"))  # fmt: skip
def robot_work_reports(sheet: Sheet) -> str:
    """Fitters of robots: a sentence tells number and day, hours under work reports, a tax code."""
    rename(sheet, "{} Robótica|{} Automatismos|Robótica {}|{} y {} Automatización",
           "Iturralde Goñi Ezquerra Beltza Larrauri Montull Azpeitia Sagarra",
           ("S.L.", "S.L.U.", "S.A."))  # fmt: skip
    h.adopt(sheet, ("FE%y-####", "%Y/####", "26##/%y", "V-%y.####"),
            ("%d/%m/%Y", "%d-%m-%Y", "spanish"), ("FR%y-###", "R-%y.###"))  # fmt: skip
    facts, seller, hue = sheet.facts, sheet.facts.seller, sheet.pick("#c8500a", "#067", "#4a4e69")
    kind = h.titled(sheet, ("Factura", "FACTURA"), ("Factura rectificativa", "Factura de abono"))
    untaxed = facts.profile.regime == "AE"
    told = f"{kind} <b>{sheet.number()}</b>, expedida en {seller.register} el {sheet.date_of()}"
    if facts.type_code == "381":
        told += f", que rectifica la nº {h.distractor(sheet, 'FE%y-####')} por error en horas"
    else:
        told += (", por los servicios de puesta en marcha y asistencia prestados entre el "
                 f"{h.day(sheet, -27)} y el {h.day(sheet, -3)}")  # fmt: skip
    told += f" según su pedido {facts.references['order']}."
    sums: list[Pair] = [("Base imponible", sheet.total("total_without_vat"))]
    if untaxed:
        sums.append(("I.V.A. no sujeto (*)", sheet.total("total_vat")))
    else:
        sums += h.vat_sums(sheet, "I.V.A. {rate} s/ {basis}", "", bare=False)
    sums.append((sheet.pick("LÍQUIDO", "Líquido factura", "Importe líquido"),
                 sheet.total("total_with_vat")))  # fmt: skip
    if facts.prepaid:
        words = {"prepaid": ("Anticipo recibido", "A deducir anticipo"), "amount": (("Resta por "
                 "abonar"), "Pendiente")}  # fmt: skip
        sums += h.owed(sheet, words)
    leaders = "".join(f"<div><span>{k}</span><i></i><span>{v}</span></div>" for k, v in sums)
    pay = "".join(f"Vencimiento {v} · transferencia a {sheet.iban()}" for _, v in h.due(sheet, ""))
    link = f"https://prewww2.aeat.example/ValidarQR?nif={seller.vat_id[2:]}&num={facts.number}"
    why = ("(*) Operación no sujeta por reglas de localización, art. 69.Uno.1º Ley 37/1992. "
           "Inversión del sujeto pasivo: IVA a declarar por el destinatario." if untaxed
           else "Operación sujeta al tipo general.")  # fmt: skip
    book = (
        f"R.M. {seller.register}, T. {h.distractor(sheet, '2###')}, F. 114, {seller.register[0]}-"
    )
    return f"""<style>body {{ font: 9.5pt "URW Gothic"; padding-bottom: 24mm }} .top {{ display:
grid; grid-template-columns: 1fr 30mm; gap: 6mm; border-bottom: 1pt solid {hue}; padding-bottom:
3mm }} .qr {{ width: 28mm }} .code {{ font-size: 6.5pt; text-align: center }} .told {{ font-size:
11pt; line-height: 1.5; margin: 8mm 0; text-align: justify }} .part {{ background: {hue}; color:
#fff; padding: 0.8mm 2mm; font-size: 8.5pt; margin-top: 3mm; width: fit-content }} .lines {{
border-top: 1pt solid {hue}; table-layout: fixed }}
.lines td {{ border-bottom: 0.4pt dotted #888; padding: 0.9mm 4px
}} .lines th {{ font: 7pt "URW Gothic"; color: {hue} }} .lines .c-name {{ width: 52% }} .lead {{
width: 96mm; margin: 8mm 0 }} .lead div {{ display: flex; align-items: baseline; gap: 2mm; margin:
1.2mm 0 }} .lead i {{ flex: 1; border-bottom: 1pt dotted #666 }} .lead div:nth-child(3) {{
font-weight: bold; font-size: 12pt; color: {hue} }} .to {{ display: grid; grid-template-columns:
26mm 1fr; margin-top: 5mm }} .foot {{ text-align: left; border-top: 1pt solid {hue} }}</style>
<div class="top"><div>{sheet.logo(seller.brand.lower(), hue)}<div class="to"><span>Cliente</span>
<span>{b.address(sheet, "buyer")}</span><span>NIF-IVA</span><span>{sheet.vat_id("buyer")}</span>
<span>Planta</span><span>{b.street(facts.others[1], ", ")}</span></div></div><div class="code">QR
tributario:<br>{square(link)}<br>VERI*FACTU</div></div><div class="told">{told}</div>
{_reports(sheet)}<div class="lead">{leaders}</div><p>{pay}</p><p style="font-size:8pt">{why}
{sheet.currency_note()}.</p><p class="foot"><b>{sheet.name("seller")}</b> · NIF
{sheet.vat_id("seller")} · {b.street(seller, " · ")} · España · T {seller.phone}<br>{book}
{h.distractor(sheet, "3####")} · Inscrip. 1ª · {seller.site} · Datos tratados conforme al RGPD
(UE) 2016/679.</p>"""  # fmt: skip


def _reports(sheet: Sheet) -> str:
    """Print the lines in tables, each under a report of work and who was there."""
    facts, size, out = sheet.facts, sheet.pick(2, 3, 4), ""
    heads: tuple[Pair, ...] = (("name", "concepto"), ("qty", "cant."), ("unit", ""))
    heads += (("price", "tarifa"), ("total", "importe"))
    for place in range(0, len(facts.lines), size):
        report = f"Parte {h.distractor(sheet, 'PT-#####')} · {h.day(sheet, place - 26)} · "
        report += f"Técn.: {sheet.pick('J. Otaegi', 'M. Prats', 'A. Ruiz', 'I. Soler')}"
        own = facts.lines[place : place + size]
        out += f'<div class="part">{report}</div>{h.lines(sheet, heads, chosen=own)}'
    return out


_NL = Profile("verhuur", "NL", "nl", buyers=("FR",), regime="AE", lines=(2, 9), prepaid=0,
              credit=0.3)  # fmt: skip


@family("hire_by_the_week", Split.JUDGING, _NL, replace(_NL, lines=(1, 4), credit=0.1),
        replace(_NL, buyers=("NL",), regime="S", credit=0.15))  # fmt: skip
def hire_by_the_week(sheet: Sheet) -> str:
    """A hire company: what to pay stands on top, a running line of data, sums within the table."""
    rename(sheet, "{} Verhuur|{} Materieelverhuur|Verhuurbedrijf {}|{} & {} Rental",
           "Terpstra Hoekman Wijnbergen Roelofsen Kamphuis Zandbelt Oldenhof Schuurink",
           ("B.V.", "BV"))  # fmt: skip
    h.adopt(sheet, ("VF%y.#####", "67######", "%Y7####", "H######"), ("%d-%m-%Y", "%d-%m-%y"),
            ("VC%y.#####", "69######"))  # fmt: skip
    facts, seller, hue = sheet.facts, sheet.facts.seller, sheet.pick("#fb0", "#8ecae6", "#c5e063")
    moved, credit = facts.profile.regime == "AE", facts.type_code == "381"
    kind = h.titled(sheet, ("Huurfactuur", "Factuur verhuur"), ("Creditnota", "Creditfactuur"))
    owed = "Door u te ontvangen" if credit else sheet.pick("Te voldoen", "Door u te betalen")
    until = "".join(f"<br>{k} {v}" for k, v in h.due(sheet, "vóór", "uiterlijk"))
    contract = facts.references["contract"]
    data = [("Fact.nr.", sheet.number()), ("d.d.", sheet.date_of()),
            ("deb.nr.", h.distractor(sheet, "1####")), ("contract", contract),
            ("uw ref.", facts.references["order"])]  # fmt: skip
    if credit:
        data.append(("betreft", h.distractor(sheet, "67######")))
    rows = []
    for line in facts.lines:
        period = ""
        if line.unit in {"week", "dag"}:
            days = int(line.quantity) * (7 if line.unit == "week" else 1)
            period = f"<br><small>{h.day(sheet, -1 - days)} t/m {h.day(sheet, -2)}, mach.nr. "
            period += f"{h.distractor(sheet, '4####')}</small>"
        rows.append([sheet.cell(line, "qty"), line.unit, sheet.cell(line, "name") + period,
                     sheet.cell(line, "price"), sheet.cell(line, "total")])  # fmt: skip
    head = ("Aant.", "per", "Omschrijving", "Tarief", f"Bedrag {sheet.show('currency', 'EUR')}")
    table = b.table(("qty", "unit", "name", "price", "total"), head, rows, "lines")
    sums: list[Pair] = [("Totaal excl. btw", sheet.total("total_without_vat", bare=True))]
    if moved:
        sums.append(("Btw verlegd", sheet.total("total_vat", bare=True)))
    else:
        sums += h.vat_sums(sheet, "{rate} btw over {basis}", "")
    sums.append(("Factuurbedrag" if not credit else "Creditbedrag",
                 sheet.total("total_with_vat", bare=True)))  # fmt: skip
    foot = "".join(f'<tr class="s"><td colspan="3"></td><td class="n">{k}</td><td class="n">{v}'
                   "</td></tr>" for k, v in sums)  # fmt: skip
    table = table.replace("</tbody></table>", f"{foot}</tbody></table>")
    why = (f"Btw verlegd naar afnemer {sheet.vat_id('buyer')} (art. 44 en 196 Richtlijn "
           "2006/112/EG)." if moved else "Tarieven exclusief brandstof.")  # fmt: skip
    text = ("Het bedrag wordt verrekend met openstaande posten." if credit else
            f"Graag overmaken op {sheet.iban()} ({sheet.bic()}) t.n.v. {seller.brand}, onder "
            "vermelding van debiteur- en factuurnummer.")  # fmt: skip
    return f"""<style>body {{ font: 9.5pt "DejaVu Sans Condensed", "DejaVu Sans" }} .top {{
background: {hue}; margin: -2mm 0 0; padding: 5mm 6mm; display: flex; justify-content:
space-between; align-items: center }} .top .logo {{ max-width: 75mm; max-height: 9mm; padding: 2mm;
background: #fff }} .owed {{ text-align: right; font-size: 8.5pt }} .owed b {{ font-size: 19pt }}
.data {{ border-top: 1.4pt solid; border-bottom: 0.5pt solid; padding: 1.4mm 0; font-size: 8pt;
display: flex; justify-content: space-between; margin: 2mm 0 5mm }} .data i {{ color: #555 }} .lines
th {{ font-weight: normal; color: #555; font-size: 8pt }} .lines td {{ padding: 1mm 4px;
border-bottom: 0.5pt solid #ccc }} .lines .s td {{ border: 0; background: #f4f4f4 }} .lines
tr:last-child td {{ background: {hue}; font-weight: bold }} .lines .c-name {{ width: 48% }} small
{{ color: #555 }} h1 {{ font: 20pt "DejaVu Sans Light"; margin: 10mm 0 1mm }} .adr {{ margin: 9mm 0
0 }} .foot {{ display: flex; justify-content: space-between }}</style><div class="top">
{sheet.logo(seller.brand, "#222")}<div class="owed">{owed}<br><b>{sheet.total("amount_due")}</b>
{until}</div></div><div class="row adr"><div>{b.address(sheet, "buyer")}<br><small>t.a.v.
crediteurenadministratie</small></div><div style="font-size:8pt;text-align:right">Werk:
{b.street(facts.others[0], ", ")}<br>Afgemeld door: {sheet.pick("dhr. Bos", "mw. Lemaire")},
{h.day(sheet, -2)}<br>Retourbon {h.distractor(sheet, "RB#####")}</div></div><h1>{kind}</h1><div
class="data">{"".join(f"<span><i>{k}</i> {v}</span>" for k, v in data)}</div>{table}<p>{why}
{text}</p><p style="font-size:7.5pt">Schade en vermissing worden nagefactureerd. Op al onze
overeenkomsten zijn de BMWT-verhuurvoorwaarden van toepassing. {sheet.pick("Nieuw: "
"elektrische minigravers, vraag naar de weekendprijs!", "Storing? Bel 24/7 088 - 40 55 700.")}</p>
<div class="foot"><span>{sheet.name("seller")}</span><span>{b.street(seller, ", ")}</span><span>KvK
{h.distractor(sheet, "########")}</span><span>btw {sheet.vat_id("seller")}</span><span>
{seller.site}</span></div>"""  # fmt: skip
