"""Layouts of the smallest issuers: a craftsman's letter, a spreadsheet without any VAT."""

from dataclasses import replace
from decimal import Decimal

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet

_SMALL = ("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix",
          "onze", "douze", "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit",
          "dix-neuf")  # fmt: skip
_TENS = ("vingt", "trente", "quarante", "cinquante", "soixante", "soixante", "quatre-vingt",
         "quatre-vingt")  # fmt: skip


def _below_hundred(value: int) -> str:
    if value < 20:
        return _SMALL[value]
    ten, rest = _TENS[value // 10 - 2], value % 10
    if value // 10 in {7, 9}:
        rest += 10
    if not rest:
        return ten + "s" * (value == 80)
    joint = " et " if rest in {1, 11} and value < 80 else "-"
    return f"{ten}{joint}{_SMALL[rest]}"


def _below_thousand(value: int, final: bool = True) -> str:
    hundreds, rest = divmod(value, 100)
    tail = _below_hundred(rest) if rest or not hundreds else ""
    if not final:
        tail = tail.replace("quatre-vingts", "quatre-vingt")
    if not hundreds:
        return tail
    head = "cent" if hundreds == 1 else f"{_SMALL[hundreds]} cent{'s' * (not rest and final)}"
    return f"{head} {tail}".strip()


def in_words(value: Decimal) -> str:
    """Return an amount below a million euros as French words."""
    euros, cents = divmod(int(value * 100), 100)
    thousands, rest = divmod(euros, 1000)
    parts = []
    if thousands:
        parts.append("mille" if thousands == 1 else f"{_below_thousand(thousands, False)} mille")
    if rest or not thousands:
        parts.append(_below_thousand(rest))
    text = " ".join(parts) + (" euro" if euros < 2 else " euros")
    return text + (f" et {_below_hundred(cents)} centime{'s' * (cents > 1)}" if cents else "")


_TRADES = {
    "plumbing": "Plomberie – Chauffage – Salle de bains – Dépannage",
    "building": "Couverture – Maçonnerie – Neuf et rénovation",
    "sweep": "Ramonage – Fumisterie – Poêles et cheminées",
}
_JOBS = Profile("plumbing", lines=(1, 6), prepaid=0.35, credit=0.05, person=True)


@family("jobbing_letter", Split.MAKING, _JOBS,
        replace(_JOBS, trade="building", person=False, lines=(2, 7)),
        replace(_JOBS, trade="sweep", prepaid=0, lines=(1, 4)))  # fmt: skip
def jobbing_letter(sheet: Sheet) -> str:
    """A typed letter: work in sentences with its sum beside it, an addition, the total in words."""
    h.adopt(sheet, ("%y-###", "###", "%Y-##", "###/%y", "F%y###"), ("long", "long", "weekday"))
    facts, refs, hue = sheet.facts, sheet.facts.references, sheet.pick("#1f4e79", "#000", "#943634")
    credit = facts.type_code == "381"
    kind = h.titled(
        sheet, ("Facture", "FACTURE", "Facture de travaux"), ("Avoir", "Facture d'avoir")
    )
    sign = sheet.pick("×", "x", "à")
    tabled = sheet.maybe(0.4)

    def reckoned(line: Line) -> str:
        if line.unit == "forfait":
            return sheet.pick("au forfait", "ensemble")
        unit = "" if line.unit == "u" else f" {line.unit}"
        return f"{sheet.cell(line, 'qty')}{unit} {sign} {sheet.cell(line, 'price')}"

    works = []
    for line in facts.lines:
        percent = sheet.rate(line.rate)
        mark = f" <i>({'TVA ' + percent if '%' in percent else 'TVA ' + percent + ' %'})</i>"
        text = sheet.cell(line, "name") + (mark if len(facts.vat) > 1 else "")
        works.append((text, reckoned(line), sheet.cell(line, "total")))
    sums: list[Pair] = [
        (sheet.pick("Total H.T.", "Montant HT", "Soit un total hors taxes de"),
         sheet.total("total_without_vat")),
    ]  # fmt: skip
    sums += h.vat_sums(sheet, sheet.pick("T.V.A. à {rate} sur {basis}", "TVA {rate} ({basis} HT)"),
                       "Non soumis", bare=False)  # fmt: skip
    sums.append((sheet.pick("Total T.T.C.", "Montant TTC"), sheet.total("total_with_vat")))
    if facts.prepaid:
        given = sheet.pick(f"Votre chèque du {h.day(sheet, -24)}", "Acompte reçu à la commande")
        sums.append((given, f"– {sheet.total('prepaid')}"))
        sums.append((sheet.pick("Reste à payer", "Reste dû"), sheet.total("amount_due")))
    elif sheet.maybe(0.3):
        word = "À vous rembourser" if credit else "Net à payer"
        sums.append((word, sheet.total("amount_due")))
    if tabled:
        body = "".join(f'<tr><td>{k}</td><td class="m">{m}</td><td class="n">{v}</td></tr>'
                       for k, m, v in works)  # fmt: skip
        body += "".join(f'<tr><td colspan="2" class="n">{k}</td><td class="n">{v}</td></tr>'
                        for k, v in sums)  # fmt: skip
        paper = f"""<table class="word"><tr><th>Désignation des travaux</th><th>Détail</th>
<th>Montant {sheet.pick("HT", "H.T.")}</th></tr>{body}</table>"""  # fmt: skip
    else:
        paper = "".join(f"""<div class="job"><span>– {k} :<br><em>{m}</em></span><u></u>
<span>{v}</span></div>""" for k, m, v in works)  # fmt: skip
        last = "Total T.T.C.", "Montant TTC", "Reste"
        rows = "".join(f'<tr class="{"over" if k.startswith(last) else ""}"><td>{k}</td>'
                       f'<td class="n">{v}</td></tr>' for k, v in sums)  # fmt: skip
        paper += f'<table class="add">{rows}</table>'
    words = in_words(facts.total_with_vat)
    closed = f"<p>Arrêté{'' if credit else 'e'} {'le présent avoir' if credit else 'la présente facture'} à la somme de <i>{words}</i> toutes taxes comprises.</p>"  # noqa: E501  # fmt: skip
    pay = "".join(f"{k} {v}. " for k, v in h.due(
        sheet, "Payable au plus tard le", "À régler avant le", "Règlement attendu pour le",
    ))  # fmt: skip
    about = f"Avoir sur notre facture {refs['original']}" if credit else sheet.pick(
        f"Suivant devis {refs['quote']} du {h.day(sheet, -40)}",
        f"Chantier : {facts.others[0].brand}, {b.street(facts.others[0], ', ')}",
        f"Intervention du {h.day(sheet, -3)}")  # fmt: skip
    order = facts.seller.brand if facts.profile.person else facts.seller.name
    bank = h.told(sheet, "IBAN {iban}") if sheet.maybe(0.7) else f"chèque à l'ordre de {order}"
    bank = "" if credit else f"Par {'virement : ' if 'IBAN' in bank else ''}{bank}."
    reduced = any(row.rate in {Decimal(10), Decimal("5.5")} for row in facts.vat)
    eased = "<p style='font-size:9pt'>Le client certifie que les travaux portent sur un immeuble achevé depuis plus de deux ans (TVA à taux réduit).</p>" * reduced  # noqa: E501  # fmt: skip
    form = "" if facts.profile.person else "{form} au capital de {capital} euros – "
    face = sheet.pick("Liberation Serif", "Liberation Sans", "Liberation Serif", "P052")
    return f"""<style>@page {{ margin: 18mm 22mm }} body {{ font: 11pt/1.3 "{face}"; min-height:
258mm }} .head {{ text-align: {sheet.pick("center", "left")}; color: {hue} }} .to {{ margin: 9mm 0
6mm 88mm }} .job {{ display: flex; align-items: flex-end; margin: 2.5mm 0 }} .job u {{ flex: 1;
border-bottom: 1px dotted #444; margin: 0 2mm 1mm; text-decoration: none }} .job span:first-child
{{ max-width: 120mm }} .job em {{ margin-left: 6mm }} .add {{ margin: 7mm 0 0 auto }} .add td {{
padding: 0.6mm 0 0.6mm 10mm }} .add .over .n {{ border-top: 1px solid }} .add tr:last-child {{
font-weight: bold }} .word {{ width: 100% }} .word td, .word th {{ border: 1px solid #000; padding:
1.2mm 2mm; font-size: 10.5pt }} .word th {{ text-align: center; background: #e7e6e6 }} .m {{ width:
42mm }}</style><div class="head"><b style="font-size:19pt">{sheet.name("seller")}</b><br>
<i>{_TRADES[facts.profile.trade]}</i><br>{b.street(facts.seller, " – ")}<br>Tél.
{facts.seller.phone} – {facts.seller.mail}</div><div class="to">{b.address(sheet,
"buyer")}</div><div style="text-align: right">{facts.seller.register}, le {sheet.date_of()}</div><p
style="font-size:13pt"><b><u>{kind} n° {sheet.number()}</u></b></p><p>{about}</p>
{paper}{closed}<p>{pay}{bank}</p>{eased}<p
style="font-size:8.5pt">Pas d'escompte. Retard de paiement : intérêts à trois fois le taux légal et
indemnité de recouvrement de 40 euros (clients professionnels).</p><div class="foot">{h.told(sheet,
form + "Siret {siret} – APE {activity} – TVA {vat}")}<br>Décennale : police n°
{h.distractor(sheet, "########")}, France métropolitaine</div>"""  # fmt: skip


_ALONE = Profile("freelance", lines=(1, 7), regime="E", person=True, credit=0.05, prepaid=0.15)
_MENTIONS = (
    "TVA non applicable, art. 293 B du CGI",
    "TVA non applicable - article 293 B du Code général des impôts",
    "Franchise en base de TVA (art. 293 B du CGI)",
)


@family("cells_without_tax", Split.JUDGING, _ALONE,
        replace(_ALONE, trade="garden", lines=(2, 9)),
        replace(_ALONE, trade="print", adjustments=("discount",)))  # fmt: skip
def cells_without_tax(sheet: Sheet) -> str:
    """A printed spreadsheet with its grid: empty rows left over, sums under them, no VAT."""
    h.adopt(sheet, ("%Y-##", "%Y%m-##", "###", "%y%m##", "FAC-%Y-###"),
            ("%d/%m/%Y", "dashed", "%d/%m/%y", "long"))  # fmt: skip
    facts, refs, fill = (
        sheet.facts,
        sheet.facts.references,
        sheet.pick("#c6e0b4", "#ddebf7", "#fce4d6"),
    )
    credit = facts.type_code == "381"
    kind = h.titled(sheet, ("FACTURE", "Facture"), ("AVOIR", "Facture d'avoir"))
    nil = sheet.pick("", "-", sheet.amount(Decimal(0)))
    rows = [
        [sheet.cell(ln, "name"), sheet.cell(ln, "qty"), "" if ln.unit == "u" else ln.unit,
         sheet.cell(ln, "price"), sheet.cell(ln, "total")] for ln in facts.lines
    ]  # fmt: skip
    rows += [["", "", "", "", nil]] * max(2, 11 - len(rows))
    i, why = '<td class="i"></td>', sheet.pick(*_MENTIONS)
    blank = f'<tr>{i}<td colspan="6"></td></tr>'
    cells = "".join(
        f'<tr>{i}<td colspan="2">{r[0]}</td><td class="n">{r[1]}</td><td>{r[2]}'
        f'</td><td class="n">{r[3]}</td><td class="n">{r[4]}</td></tr>' for r in rows
    )  # fmt: skip
    sums = h.extras(sheet, {"sum": "Somme", "discount": "Remise fidélité"})
    sheet.total("total_without_vat")
    sums.append((sheet.pick("TOTAL", "Total", "MONTANT TOTAL"), sheet.total("total_with_vat")))
    if facts.prepaid:
        sums.append(("Arrhes versées", sheet.total("prepaid")))
        sums.append(("Solde", sheet.total("amount_due")))
    foot = "".join(
        f'<tr>{i}<td colspan="2">{"" if j else why}</td>'
        f'<td colspan="3" class="f n">{k}</td><td class="n f">{v}</td></tr>'
        for j, (k, v) in enumerate(sums)
    )  # fmt: skip
    meta: list[Pair] = [("N°", sheet.number()), ("Date", sheet.date_of())]
    meta += h.due(sheet, "Échéance", "À payer avant", "Date limite")
    meta.append(("Réf. client" if not credit else "Sur facture",
                 refs["original"] if credit else refs["customer"]))  # fmt: skip
    if not credit and sheet.maybe():
        meta.append(("Bon de cde", refs["order"]))
    mine = [f"<b>{sheet.name('seller')}</b>", *facts.seller.street, facts.seller.town,
            facts.seller.phone, facts.seller.mail]  # fmt: skip
    yours = [f"<b>{sheet.name('buyer')}</b>", *facts.buyer.street, facts.buyer.town]
    if sheet.maybe(0.4):
        yours.append(f"SIREN {sheet.siren('buyer')}")
    tall = max(len(mine), len(yours) + 1, len(meta))
    mine += [""] * (tall - len(mine))
    yours = ["<i>Client</i>", *yours] + [""] * (tall - len(yours) - 1)
    meta += [("", "")] * (tall - len(meta))
    top = "".join(
        f'<tr>{i}<td colspan="2">{m}</td><td class="{"f" * bool(k)}">{k}</td>'
        f'<td>{v}</td><td colspan="2">{y}</td></tr>'
        for m, (k, v), y in zip(mine, meta, yours, strict=True)
    )  # fmt: skip
    siret = h.told(sheet, "Siret {siret}")
    bank = h.told(sheet, "{iban}") if not credit and sheet.maybe(0.8) else ""
    pay = f"Virement sur le compte {bank}" if bank else "Paiement par chèque ou virement"
    pay = "Montant déduit de la prochaine facture" if credit else pay
    grid = sheet.pick("#d4d4d4", "#d4d4d4", "#fff")
    letters = "".join(f"<td>{c}</td>" for c in ("", *"ABCDEF")) if grid != "#fff" else ""
    count = ".x { counter-reset: r } .i::before { counter-increment: r; content: counter(r) }"
    return f"""<style>body {{ font: 9.5pt "{sheet.pick("DejaVu Sans Condensed",
"Liberation Sans")}"; min-height: 0; padding: 0 }} table {{ width: 100% }} .x td {{ border: 0.5pt
solid {grid}; height: 5mm; padding: 0.5mm 1.2mm; vertical-align: middle }} .i {{ width: 5mm; color:
#888; font-size: 7pt; text-align: center }} {count if letters else ""} .f {{ white-space: nowrap }}
.f, .h td {{ background: {fill} }} .h td {{ font-weight: bold; text-align: center; border: 0.5pt
solid #555 }} .abc td {{ color: #888; font-size: 7pt; text-align: center; height: 3mm
}}</style><table class="x"><tr class="abc">{letters}</tr><tr>{i}
<td colspan="5"></td><td style="width:30mm"></td></tr><tr>{i}<td colspan="6"
style="font-size:20pt;height:12mm">{kind}</td></tr>{top}<tr>{i}<td
colspan="2">{siret}</td><td colspan="4"></td></tr>{blank}<tr class="h">{i}<td colspan="2"
style="width:64mm">{sheet.pick("Prestation", "Désignation",
"Description")}</td><td>{sheet.pick("Nb", "Qté",
"Quantité")}</td><td>Unité</td><td>{sheet.pick("Tarif", "Prix unitaire", "P.U.")}</td>
<td>{sheet.pick("Montant", "Total")}</td></tr>{cells}{foot}{blank}<tr>{i}<td
colspan="6">{pay}</td></tr><tr>{i}<td colspan="6" style="font-size:7.5pt">
En cas de retard : pénalités au taux de 12 % l'an, indemnité forfaitaire de 40 € (art. L441-10 du
code de commerce). Pas d'escompte.</td></tr></table>"""  # fmt: skip
