"""Layouts of two German senders: a wire rope works, a firm that cleans plants with dry ice."""

from dataclasses import replace
from html import escape

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet

_ROPES = Profile("drahtseile", "DE", "de", buyers=("FR",), regime="K", lines=(2, 6), credit=0.1,
                 adjustments=("shipping",), prepaid=0)  # fmt: skip
_ICE = Profile("trockeneis", "DE", "de", buyers=("FR",), regime="AE", lines=(3, 7), credit=0,
               prepaid=0.35)  # fmt: skip

_ROPES_CSS = """<style>@page { margin: 9mm 12mm 8mm 20mm } body { font: 8.5pt "Liberation Sans";
min-height: 278mm; padding-bottom: 76mm } .bar { height: 3mm; background: HUE }
.back { font-size: 6pt; text-decoration: underline; margin: 13mm 0 2mm } .beleg td { padding: 0 4px
0 0; line-height: 1.5 } .beleg td.n { text-align: left } .lines { margin-top: 9mm }
.lines th { border-top: 1px solid; border-bottom: 1px solid; font-weight: normal; white-space:
normal } .lines td { padding-top: 5px } .lines small { font-size: 7.5pt; color: #333 }
.under { position: absolute; left: 0; right: 0; bottom: 22mm; display: grid; font-size: 8pt;
grid-template-columns: 48mm 1fr 62mm; border: 0.8px solid } .under > div { padding: 1.5mm 2mm;
border-left: 0.8px solid } .under > div:first-child { border: 0 } .under b.k { display: block;
margin: -1.5mm -2mm 1mm; background: #e4e4e4; padding: 0.6mm 2mm; font-weight: normal }
.under table { width: 100% } .under td, .under th { padding: 1px 2px; font-weight: normal }
.worth tr:last-child td { font-weight: bold; border-top: 1px solid; font-size: 10pt }
.cols { position: absolute; left: 0; right: 0; bottom: 0; display: grid; font-size: 6.5pt;
grid-template-columns: 1fr 1fr 1.3fr 1fr; gap: 4mm; border-top: 0.6px solid HUE; padding-top: 1mm }
</style>"""


@family("ropes_on_reels", Split.JUDGING, _ROPES,
        replace(_ROPES, buyers=("DE",), regime="S"))  # fmt: skip
def ropes_on_reels(sheet: Sheet) -> str:
    """A big system's form: reels and certificates in each item, three frames above the feet."""
    h.adopt(sheet, ("91########", "0090######"), ("%d.%m.%Y",), ("92########", "0094######"))
    facts, hue = sheet.facts, sheet.pick("#003a70", "#5b6770", "#9b1b1e")
    home, credit = facts.profile.regime == "S", facts.type_code == "381"
    kind = h.titled(sheet, ("Rechnung", "RECHNUNG", "Faktura"), ("Gutschrift zur Retoure",
                                                                 "Rechnungskorrektur"))  # fmt: skip
    data: list[Pair] = [
        (sheet.pick("Beleg", "Fakturanr.", "Belegnummer"), sheet.number()),
        (sheet.pick("vom", "Fakturadatum", "Belegdatum"), sheet.date_of()),
        ("Auftrag", f"{h.distractor(sheet, '1200####')} v. {h.day(sheet, -24)}"),
        ("Lieferung", f"{h.distractor(sheet, '8004####')} v. {h.day(sheet, -2)}"),
        ("Ihre Bestellung", f"{h.distractor(sheet, '45000#####')}"),
        ("Ihre Lieferantennr.", h.distractor(sheet, "3####")),
        ("Regulierer", h.distractor(sheet, "1004##")),
        (sheet.pick("Ihre USt-Id.", "USt-ID Kunde"), sheet.vat_id("buyer")),
        ("Sachbearbeitung", sheet.pick("Fr. Lübbers -417", "Hr. Wendel -233")),
    ]
    if credit:
        data.insert(2, ("Bezug Faktura", f"{h.distractor(sheet, '91########')}"))

    def reel(line: Line) -> str:
        if line.unit == "Mtr":
            text = f"Haspel {h.distractor(sheet, 'H ####')} EU / Zeugnis EN 10204-3.1 Nr. "
            text += f"{h.distractor(sheet, 'W####/%y')}<br>Stat. Warennr. 73121081, Ursprung DE"
        else:
            tariff = "34031980" if "schmier" in line.name else "73269098"
            text = f"Charge {h.distractor(sheet, '@##-####')}<br>Stat. Warennr. {tariff}, Urspr. DE"
        return f"<br><small>{text}</small>"

    heads = (("pos", "Pos"), ("=10###-###", "Material"), ("name", "Bezeichnung"), ("qty", "Menge"),
             ("unit", "ME"), ("price", "Preis je ME"), ("total", "Wert EUR"))  # fmt: skip
    worth = h.extras(sheet, {"sum": "Summe Positionen", "shipping": "Fracht und Haspelmiete"})
    if home:
        worth.append(("Nettowert", sheet.total("total_without_vat", True)))
        worth.append(("Ausgangssteuer", sheet.total("total_vat", True)))
    else:
        sheet.total("total_without_vat", True)
    code = sheet.show("currency", "EUR")
    worth.append((f"Endbetrag {code}", sheet.total("total_with_vat", True)))
    tax = h.recap(sheet, (("rate", "Satz %"), ("basis", "Basis"), ("vat", "Steuer")))
    until = "".join(f"{k} {v} ohne Abzug." for k, v in h.due(
        sheet, "Zahlbar bis", "Nettofälligkeit:", "Fällig am"))  # fmt: skip
    note = "" if home else "Steuerfreie innergemeinschaftliche Lieferung gem. § 4 Nr. 1b UStG."
    kept = "Die Ware bleibt bis zur vollständigen Bezahlung unser Eigentum. "
    if credit:
        kept = ""
        until = "Der Betrag wird Ihrem Konto gutgeschrieben und mit offenen Posten verrechnet."
    weight = facts.days * 7 + 212
    to = facts.buyer
    return _ROPES_CSS.replace("HUE", hue) + f"""<div class="bar"></div><div class="row"
style="margin-top:3mm"><span style="font-size:7pt">Drahtseile · Anschlagmittel · Seilprüfung</span>
{sheet.logo(facts.seller.brand, hue)}</div><div class="row"><div style="width:92mm"><div
class="back">{escape(facts.seller.brand)} · {b.street(facts.seller, " · ")}</div>
{b.address(sheet, "buyer")}</div><div style="width:76mm;margin-top:8mm"><b
style="font-size:13pt">{kind}</b><br><br>{b.pair_rows(data, "beleg")}</div></div>
{h.lines(sheet, heads, more=reel)}<p>Warenempfänger: {escape(to.name)}, Wareneingang Tor
{facts.days % 4 + 1}, {escape(to.town)}</p><p>{note} {until}<br>{kept}Haspeln
sind leihweise und frachtfrei zurückzusenden.</p>
<div class="under"><div><b class="k">Versand</b>{len(facts.lines) + facts.days % 3} Packst. / brutto
{h.count(sheet, facts.line_sum // 11 + weight)} kg<br>Lieferbed. {sheet.pick("FCA Werk", "DAP")}
<br>Versandart Spedition</div><div><b class="k">Umsatzsteuer</b>{tax}</div><div><b
class="k">{"Gutschriftswert" if credit else "Fakturawert"}</b>{b.pair_rows(worth, "worth")}</div>
</div><div class="cols"><div>{h.told(sheet, "{name}<br>{street}")}</div><div>
{h.told(sheet, "Tel. {phone}<br>{mail}<br>{site}")}</div><div>
{h.told(sheet, "Commerzbank AG<br>IBAN {iban}<br>BIC {bic}")}</div><div>
{h.told(sheet, "USt-IdNr. {vat}")}<br>{sheet.pick("Amtsgericht Hagen", "AG Iserlohn")} HR B
{h.distractor(sheet, "####")}<br>ISO 9001 zertifiziert</div></div>"""  # fmt: skip


_ICE_CSS = """<style>@page { margin: 12mm 20mm 12mm 25mm } body { font: 10pt "FONT";
font-variant-ligatures: none; min-height: 270mm; padding-bottom: 24mm }
.head { text-align: right; border-bottom: 2px solid HUE;
padding-bottom: 2mm; color: HUE } .lines { margin: 5mm 0 1mm } .lines th { text-align: left;
font-size: 8.5pt; color: #555; font-weight: normal } .lines td { border-top: 1px dotted #888 }
.lines small { color: #555 } .lines .n { text-align: right } .sums { width: 100% }
.sums td { padding: 1px 4px } .sums .l { padding-left: 62mm } .sums tr:last-child td {
font-weight: bold; border-bottom: 3px double }
.site { background: #f1f4f6; padding: 2mm 3mm; font-size: 9pt;
width: 66mm } h2 { font-size: 12pt }
.foot { text-align: left; columns: 3; column-gap: 5mm; border-top: 1px solid HUE; padding-top: 1mm }
.foot .v { white-space: normal }</style>"""


@family("dry_ice_by_shift", Split.MAKING, _ICE, replace(_ICE, buyers=("DE",), regime="S"),
        replace(_ICE, lines=(2, 4)))  # fmt: skip
def dry_ice_by_shift(sheet: Sheet) -> str:
    """An office program's letter: its number told in the first sentence, shifts, sums indented."""
    h.adopt(sheet, ("%Y-####", "R%y/###", "%y1####"), ("%d.%m.%Y", "german"))
    facts, hue = sheet.facts, sheet.pick("#1f6f8b", "#37474f", "#00695c")
    home = facts.profile.regime == "S"
    kind = h.titled(sheet, ("Rechnung", "Rechnung"), ("Gutschrift",))
    site = facts.others[1] if home else facts.buyer
    plant = sheet.pick("Spritzgusslinie 3", "Backofenstraße 2", "Schaltanlage Halle B",
                       "Druckwerk 1 bis 6")  # fmt: skip

    def shift(_: Line) -> str:
        at = sheet.rng.randint(1, 9)
        return f"<br><small>Regiebericht {at + 20} v. {h.day(sheet, -at)}</small>"

    heads = (("name", "Ausgeführte Arbeiten"), ("qty", "Anzahl"), ("unit", "Einh."),
             ("price", "à EUR"), ("total", "EUR"))  # fmt: skip
    sums: list[Pair] = []
    if home:
        sums.append(("Zwischensumme netto", sheet.total("total_without_vat", True)))
        sums += h.vat_sums(sheet, "zzgl. {rate} Umsatzsteuer", "")
    else:
        sums.append(("Nettobetrag", sheet.total("total_without_vat", True)))
        for row in facts.vat:
            sheet.vat_row(row)
        rate = sheet.rate(facts.vat[0].rate)
        rate = rate if "%" in rate else f"{rate} %"
        sums.append((f"Umsatzsteuer {rate} **", sheet.amount(facts.vat[0].amount)))
    gross = sheet.total("total_with_vat", True)
    sums.append(("Rechnungsbetrag", gross))
    if facts.prepaid:
        sums.append((f"abzgl. Abschlagszahlung v. {h.day(sheet, -18)}",
                     "./. " + sheet.total("prepaid", True)))  # fmt: skip
        sums.append(("Restbetrag", sheet.total("amount_due", True)))
    owed = sheet.total("amount_due", True)
    code = sheet.show("currency", sheet.pick("EUR", "Euro"))
    when = f"bis zum {sheet.date_of('due_date')}" if facts.days else "sofort nach Erhalt"
    law = (
        ""
        if home
        else f"""<p>** Steuerschuldnerschaft des Leistungsempfängers (Art. 196
MwStSystRL). Ihre Umsatzsteuer-Identifikationsnummer: {sheet.vat_id("buyer")}</p>"""
    )
    return (
        _ICE_CSS.replace("HUE", hue).replace("FONT", sheet.pick("Liberation Sans", "Nimbus Sans"))
        + f"""<div class="head"><span style="font-size:17pt">{escape(facts.seller.brand)}</span><br>
Trockeneisstrahlen · Anlagenreinigung · Brandschadensanierung</div><div class="row"
style="margin-top:18mm"><div style="width:80mm">{b.address(sheet, "buyer")}</div><div class="site">
<b>Einsatzort</b><br>{plant}<br>{b.street(site)}<br>Auftrag {h.distractor(sheet, "A-%y-###")}<br>
Debitor {h.distractor(sheet, "1####")}</div></div><h2 style="margin-top:16mm">{kind}</h2><p>Sehr
geehrte Damen und Herren,</p><p>für die bis {h.day(sheet, -1)} ausgeführten Arbeiten berechnen wir
Ihnen unter der Rechnungsnummer <b>{sheet.number()}</b> mit Datum vom {sheet.date_of()} wie
folgt:</p>{h.lines(sheet, heads, more=shift)}{b.pair_rows(sums, "sums")}{law}<p>Bitte überweisen
Sie {owed} {code} {when} ohne Abzug auf unser unten genanntes Konto.</p><p>Mit freundlichen Grüßen
<br><br><i>i. A. {sheet.pick("S. Petry", "K. Odenthal", "M. Brandl")}</i></p><div class="foot">
{h.told(sheet, "{name}<br>{street}<br>Tel. {phone}")}<br>Vertreten durch R. Halbach<br>
{h.told(sheet, "Sparkasse<br>IBAN {iban}<br>BIC {bic}")}<br>Gläubiger-ID DE98ZZZ0000
{h.distractor(sheet, "#######")}<br>{h.told(sheet, "USt-IdNr.: {vat}")}<br>St.-Nr.
{h.distractor(sheet, "2##/5###/####")}<br>Registergericht {escape(facts.others[1].register)}<br>HRB
{h.distractor(sheet, "#####")}</div>"""
    )
