"""Layouts of makers of parts who sell abroad: German springs, Italian taps, Swiss pinions."""

from dataclasses import replace
from datetime import timedelta

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Line, Profile, cents
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet


def rename(sheet: Sheet, cores: str, surnames: str, forms: tuple[str, ...]) -> None:
    """Give the seller a name of its country; ``cores`` are forms with a surname, parted by |."""
    core = sheet.pick(*cores.split("|")).format(*sheet.rng.sample(surnames.split(), 2))
    form = sheet.pick(*forms)
    host = "".join(c for c in core.lower() if c.isascii() and c.isalpha())[:20] + ".example"
    accept = (core, f"{core}, {form}", core.upper())
    party = replace(sheet.facts.seller, name=f"{core} {form}", brand=core, form=form)
    party = replace(party, accept=accept, mail=f"info@{host}", site=f"www.{host}")
    sheet.facts = replace(sheet.facts, seller=party)


_DE = Profile("federn", "DE", "de", buyers=("FR",), regime="K", lines=(2, 9), prepaid=0,
              credit=0.12, adjustments=("shipping",))  # fmt: skip


@family("springs_by_delivery", Split.JUDGING, _DE, replace(_DE, lines=(4, 14), credit=0.05),
        replace(_DE, buyers=("DE",), regime="S"))  # fmt: skip
def springs_by_delivery(sheet: Sheet) -> str:
    """A spring maker's printout: goods under deliveries, number and date in one cell, Skonto."""
    rename(sheet, "{} Federntechnik|Federnwerk {}|{} & {} Federn|Gebr. {} Federnfabrik",
           "Brüggenkamp Hellweg Dörrkamp Kettelhake Vosswinkel Trappmann Osterkamp Lürmann",
           ("GmbH & Co. KG", "GmbH & Co. KG", "GmbH"))  # fmt: skip
    h.adopt(sheet, ("90######", "1700####", "R%y0####"), ("%d.%m.%Y", "%d.%m.%Y", "%d.%m.%y"),
            ("95######", "G%y0####"))  # fmt: skip
    facts, seller = sheet.facts, sheet.facts.seller
    kind = h.titled(sheet, ("Rechnung", "RECHNUNG"), ("Gutschrift", "Rechnungskorrektur"))
    tick = sheet.pick(" / ", "/", " vom ")
    side: list[Pair] = [(f"Nummer{'/' if tick == '/' else ' / '}Datum",
                         f"{sheet.number()}{tick}{sheet.date_of()}")]  # fmt: skip
    if facts.type_code == "381":
        original = f"{h.distractor(sheet, '90######')}{tick}{h.day(sheet, -24)}"
        side.append(("zu Rechnung / vom", original))
    side += [("Auftrag / Datum", f"{h.distractor(sheet, '11####')}{tick}{h.day(sheet, -31)}")]
    side.append(("Debitor / Ihre USt-IdNr.", (f"{h.distractor(sheet, '3#####')} / "
                 f"{sheet.vat_id('buyer')}")))  # fmt: skip
    side.append(("Zuständig / Durchwahl", (f"{sheet.pick('Fr. Kolb', 'Hr. Ahlers')} / -"
                 f"{h.distractor(sheet, '2##')}")))  # fmt: skip
    sums = h.extras(sheet, {"sum": "Summe Positionen", "shipping": "Frachtkosten"})
    sums.append(("Nettowert", sheet.total("total_without_vat", bare=True)))
    if facts.profile.regime == "S":
        sums += h.vat_sums(sheet, "Ausgangssteuer {rate} auf {basis}", "")
    sums.append(((f"{sheet.pick('Endbetrag', 'Rechnungsendbetrag', 'Gesamtbetrag')} "
                 f"{sheet.show('currency', 'EUR')}"),
                 sheet.total("total_with_vat", bare=True)))  # fmt: skip
    why = "Leistungsdatum entspricht dem Lieferdatum."
    if facts.profile.regime == "K":
        why = "Steuerfreie innergemeinschaftliche Lieferung gem. § 4 Nr. 1b i. V. m. § 6a UStG."
    ends = (f"<b>Commerz- und Industriebank</b><br>{h.told(sheet, 'IBAN {iban}<br>BIC {bic}')}",
            h.told(sheet, "<b>Steuerdaten</b><br>USt-IdNr. {vat}<br>St.-Nr. 328/57")
            + h.distractor(sheet, "##/####"))  # fmt: skip
    judge = f"HRA {h.distractor(sheet, '4###')}" if "KG" in seller.form else "HRB 9127"
    court = f"<b>Sitz und Register</b><br>AG {seller.register} {judge}<br>Geschäftsführer:<br>"
    return f"""<style>body {{ font: 9pt "Liberation Sans"; padding-bottom: 26mm }} .bar {{
text-align: right; border-bottom: 3pt solid #5b6770; padding-bottom: 2mm }} .win {{
width: 82mm; padding-top:
14mm }} .win u {{ font-size: 6.5pt }} .side {{ width: 72mm; margin-top: 8mm; font-size: 8.5pt }}
.side div {{ margin-bottom: 1.6mm }} .side small {{ color: #444; font-size: 7pt }} h1 {{
letter-spacing: 1px; font-size: 15pt }} .lines td {{ padding: 0.7mm 4px }} .lines th {{
border-top: 0.5pt solid; border-bottom: 0.5pt solid }} .lines .grp td {{ padding-top: 2.5mm;
font-style: italic }} .lines small {{ font-size: 7.5pt }} .c-name {{ width: 46% }} .sum {{
width: 100%; border-top: 0.5pt solid; margin-top: 2mm }} .sum .l {{ padding-left: 72mm }} .sum
tr:last-child td {{ font-weight: bold; border-top: 0.5pt solid; border-bottom: 2.2pt double;
padding-top: 1mm; padding-bottom: 1mm }} .ends .v {{ white-space: normal }} .ends div:nth-child(3)
.v {{ white-space: nowrap }} .ends {{ display: grid; grid-template-columns: 37mm 43mm
57mm 40mm; gap: 1mm; text-align: left; font-size: 6.8pt }}</style><div class="bar">
{sheet.logo(seller.brand, "#5b6770")}</div><div class="row"><div class="win"><u>{seller.brand} ·
{b.street(seller, " · ")}</u><br><br>{b.address(sheet, "buyer")}</div><div class="side">
{"".join(f"<div><small>{k}</small><br>{v}</div>" for k, v in side)}</div></div>
<h1>{kind}</h1><div style="margin-bottom:2mm">{_terms(sheet)}</div>{_delivered(sheet)}
{b.pair_rows(sums, "sum")}<p>{why}{_skonto(sheet)}</p><p style="font-size:7.5pt">Die Ware bleibt bis
zur vollständigen Bezahlung unser Eigentum. Es gelten unsere Verkaufs- und Lieferbedingungen,
Stand 01/2024. {sheet.pick("Langzeit-Lieferantenerklärung liegt vor.", "Verpackung: 2 EUP, "
"KLT 4314 leihweise.")}</p><div class="foot ends"><div><b>{sheet.name("seller")}</b><br>
{b.street(seller)}</div><div>{court}{sheet.pick("Dipl.-Ing. U. Hagen, M. Hagen", "Dr. P. Wirth")}
</div><div>{ends[0]}</div><div>{ends[1]}<br>Tel. {seller.phone}</div></div>"""  # fmt: skip


def _terms(sheet: Sheet) -> str:
    place = sheet.facts.seller.register
    weight = f"{sheet.rng.randint(14, 890)},{sheet.rng.randint(0, 9)}"
    return (f"Lieferbedingung {sheet.pick('FCA', 'EXW', 'DAP')} {place} (Incoterms 2020) · "
            f"Versandart {sheet.pick('Spedition', 'DPD', 'Selbstabholer')} · "
            f"Bruttogewicht {weight} kg")  # fmt: skip


def _delivered(sheet: Sheet) -> str:
    """Print the lines in groups, each under its delivery note and order."""
    facts = sheet.facts
    heads: tuple[Pair, ...] = (("pos", "Pos."), ("=@####.##-#", "Material"))
    heads += (("name", "Bezeichnung"), ("qty", "Menge"), ("unit", "ME"))
    heads += (("price", "Preis/1 ME"), ("total", "Wert EUR"))

    def more(line: Line) -> str:
        code = sheet.pick("73202081", "73202085", "73209030", "73182100")
        return f"<br><small>ZTN {code} Urspr. DE</small>" if line.unit == "ST" else ""

    whole = h.lines(sheet, heads, more=more)
    start, *rows = whole.replace("</tbody></table>", "").split("<tr>")[1:]
    out, size, after = f'<table class="lines"><thead><tr>{start}', sheet.pick(2, 3, 4), -15
    for place, row in enumerate(rows):
        if place % size == 0:
            note = f"Lieferschein {h.distractor(sheet, '80######')} vom {h.day(sheet, after)}"
            order = facts.references["order"] if place == 0 else h.distractor(sheet, "45########")
            out += (f'<tr class="grp"><td colspan="7">{note} - Ihre Bestellung {order} vom '
                    f"{h.day(sheet, after - 26)}</td></tr>")  # fmt: skip
            after += 2
        out += f"<tr>{row}"
    return f"{out}</tbody></table>"


def _skonto(sheet: Sheet) -> str:
    """Print when to pay: with a discount of 2 % where there is time, and in full."""
    facts = sheet.facts
    if not h.is_payable(sheet):
        return "<br>Der Betrag wird Ihrem Konto gutgeschrieben."
    end = f"bis {sheet.date_of('due_date')} ohne Abzug"
    if facts.days < 20:
        return f"<br>Zahlungsbedingung: zahlbar {end}"
    early = sheet.day(facts.issue_date + timedelta(days=14))
    off = sheet.amount(cents(facts.amount_due / 50))
    return f"<br>Zahlungsbedingung: bis {early} 2 % Skonto = {off} EUR, {end}"


_IT = Profile("rubinetti", "IT", "it", buyers=("FR",), regime="K", lines=(2, 10), prepaid=0,
              credit=0.1, line_discounts=True, adjustments=("shipping",))  # fmt: skip


@family("taps_pressed_form", Split.MAKING, _IT, replace(_IT, lines=(6, 15), credit=0.0),
        replace(_IT, buyers=("IT",), regime="S"))  # fmt: skip
def taps_pressed_form(sheet: Sheet) -> str:
    """A maker of taps prints into a form of boxes, each with its tiny label in two languages."""
    rename(sheet, "Rubinetterie {}|Rubinetteria {}|{} Rubinetterie|F.lli {} Rubinetterie",
           "Zanardelli Bertoncini Gaggiani Moscatelli Pettenazza Valduggini Cerutti",
           ("S.r.l.", "S.p.A."))  # fmt: skip
    h.adopt(sheet, ("####/E", "V2/####", "%y/#####", "####"), ("%d/%m/%Y", "%d/%m/%y", "%d.%m.%Y"),
            ("###/NC", "NC/####"))  # fmt: skip
    facts, seller, ink = sheet.facts, sheet.facts.seller, sheet.pick("#1d3f72", "#7a1f2b", "#222")
    kind = h.titled(sheet, ("FATTURA DIFFERITA", "FATTURA", "Fattura di vendita"),
                    ("NOTA DI CREDITO", "NOTA CREDITO"))  # fmt: skip
    exempt = facts.profile.regime == "K"
    until = h.due(sheet, "")
    top: list[Pair] = [("TIPO DOCUMENTO / <i>document</i>", kind)]
    top += [("N. DOC. / <i>no.</i>", sheet.number()), ("DATA DOC. / <i>date</i>", sheet.date_of())]
    top.append(("COD. CLIENTE / <i>cust.</i>", h.distractor(sheet, "50####")))
    vat = "PARTITA IVA / <i>VAT no.</i>"
    top += [(vat, sheet.vat_id("buyer")), ("PAG. / <i>page</i>", "1")]
    mid: list[Pair] = [("CONDIZIONI DI PAGAMENTO / <i>terms of payment</i>", _paid_how(sheet))]
    mid.append(("BANCA D'APPOGGIO / <i>bank</i>", h.told(sheet, "{iban}<br>{bic}")))
    mid += [("AGENTE / <i>agent</i>", h.distractor(sheet, "0##")),
            ("RESA / <i>delivery</i>", sheet.pick("Franco fabbrica", "P.to franco", "DAP")),
            ("VALUTA", sheet.show("currency", sheet.pick("EUR", "EURO")))]  # fmt: skip
    heads: tuple[Pair, ...] = (("ref", "CODICE<br><i>code</i>"),)
    heads += (("name", "DESCRIZIONE<br><i>description</i>"), ("unit", "U.M."))
    heads += (("qty", "QUANTITÀ<br><i>q.ty</i>"), ("price", "PREZZO<br><i>price</i>"))
    heads += (("disc", "SC.%<br><i>disc.</i>"), ("total", "IMPORTO<br><i>amount</i>"))
    note = f"Ns. D.D.T. n. {h.distractor(sheet, '#### ')}del {h.day(sheet, -6)} - Vs. ordine "
    note = f'<tr><td></td><td colspan="6">{note}{facts.references["order"]}</td></tr>'
    body = h.lines(sheet, (*heads, (("=N41" if exempt else "=22"), "C.I.")))
    body = body.replace("<tbody>", f"<tbody>{note}")
    goods: list[Pair] = [("TOTALE MERCE", sheet.amount(facts.line_sum)), ("SCONTO CASSA", "")]
    extra = dict(h.extras(sheet, {"sum": "-", "shipping": "+"}))
    goods += [("SPESE TRASPORTO", extra.get("+", "")), ("SPESE INCASSO", ""), ("BOLLI", "")]
    rows: list[Pair] = [("C.I.", "N41" if exempt else "22")]
    rows.append(("IMPONIBILE / <i>taxable</i>", sheet.total("total_without_vat", bare=True)))
    if exempt:
        rows += [("% IVA", "N.I. art. 41"), ("IMPOSTA / <i>tax</i>", "")]
    else:
        rate, _, tax = sheet.vat_row(facts.vat[0])
        rows += [("% IVA", rate), ("IMPOSTA / <i>tax</i>", tax)]
    rows.append((sheet.pick("TOTALE DOCUMENTO", "TOTALE FATTURA", "TOTALE A PAGARE")
                 if facts.type_code != "381" else "TOTALE A VS. CREDITO",
                 f"<b>{sheet.total('total_with_vat', bare=True)}</b>"))  # fmt: skip
    ends = [("SCADENZE / <i>due dates</i>", f"{value} &nbsp; {sheet.amount(facts.amount_due)}")
            for _, value in until]  # fmt: skip
    ends += [("VETTORE / <i>carrier</i>",
              sheet.pick("Corriere Alpino", "Trans-Sesia", "Mittente", "Ns. cura")),
             ("COLLI", str(sheet.rng.randint(1, 24))), ("PESO KG", h.distractor(sheet, "3##,0")),
             ("ASPETTO BENI", sheet.pick("Cartoni", "Bancali", "Scatole"))]  # fmt: skip
    why = ("Operazione non imponibile IVA ai sensi dell'art. 41 D.L. 331/93 - cessione "
           "intracomunitaria.") if exempt else "Contributo CONAI assolto ove dovuto."  # fmt: skip
    rea = f"R.E.A. {seller.town[-3:-1]}-{h.distractor(sheet, '1#####')}"
    return f"""<style>@page {{ margin: 9mm 10mm }} body {{ font: 9pt "Liberation Mono"; min-height:
278mm; color: #000 }} table.g {{ width: 100%; border: 0.8pt solid {ink}; margin-top: -0.8pt }}
.g th, .lines th {{ font: 5.8pt "Liberation Sans"; color: {ink}; border-left: 0.8pt solid {ink};
padding-bottom: 0.6mm }} .g td {{ border-left: 0.8pt solid {ink}; height: 5mm; padding-top: 0 }}
.g td .v {{ white-space: nowrap }} .lines {{ border: 0.8pt solid {ink}; margin-top: -0.8pt; height:
148mm }} .lines td {{ border-left: 0.8pt solid {ink}; padding: 0.4mm 1.2mm; font-size: 8pt; height:
1px }} .lines th {{ border-bottom: 0.8pt solid {ink}; vertical-align: bottom }} .lines
tr:last-child td {{ height: auto }} .lines .c-name {{ width: 44% }} .who {{ display: grid;
grid-template-columns: 88mm 1fr; gap: 4mm; margin-bottom: 4mm }} .who .box {{ border: 0.8pt solid
{ink}; border-radius: 2mm; padding: 2mm 3mm; min-height: 30mm }} .tiny {{ font: 5.8pt
"Liberation Sans"; color: {ink} }} .own {{ font: 7pt "Liberation Sans"; color: {ink} }} .last th,
.last td {{ width: 20% }} .last td:last-child {{ font-size: 12pt }}</style><div class="who">
<div class="own">{sheet.logo(seller.brand, ink, serif=True)}<br><b>{sheet.name("seller")}</b><br>
{b.street(seller, " - ")} - ITALY<br>Tel. {seller.phone} - {seller.mail}<br>Cap. soc.
€ {sheet.pick("100.000,00", "520.000,00", "1.040.000,00")} i.v. - {rea}<br>Cod. Fisc. e Reg. Impr.
{h.distractor(sheet, "0##########")}<br>P. IVA {sheet.vat_id("seller")}</div><div class="box"><span
class="tiny">SPETT.LE / Messrs.</span><br>{b.address(sheet, "buyer")}</div></div>
{b.pair_boxes(top, "g")}{b.pair_boxes(mid, "g")}{body}{b.pair_boxes(goods, "g last")}
{b.pair_boxes(rows, "g last")}{b.pair_boxes(ends, "g")}<p class="own">{why} Copia analogica di
fattura elettronica trasmessa al Sistema di Interscambio.
Foro competente: {seller.register.split(" (")[0]}.</p>"""  # fmt: skip


def _paid_how(sheet: Sheet) -> str:
    """Print the terms; the days must lead to the due date that is printed."""
    if not h.is_payable(sheet):
        return "A compensazione"
    days = sheet.facts.days
    return f"Bonifico {days} gg. d.f." if days else "Bonifico a vista"
