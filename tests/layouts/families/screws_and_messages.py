"""Papers of two sellers by quantity: a screw merchant's big program, packs of text messages."""

from dataclasses import replace

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet

_SCREWS = Profile("fasteners", lines=(3, 8), prepaid=0, credit=0.08, line_discounts=True)
_NORMS = {"Vis TH M8": "ISO 4017", "Vis TH M12": "ISO 4014", "Vis CHC": "ISO 4762",
          "Écrou Hu": "ISO 4032", "Écrou frein": "DIN 985", "Rondelle plate": "ISO 7089",
          "Rondelle conique": "NF E 25-511", "Tige": "DIN 976-1", "Rivet": "ISO 15977",
          "Goupille": "ISO 1234", "Vis auto": "DIN 7504 K", "Frein": "FDS en ligne",
          "Goujon": "ETE option 7"}  # fmt: skip


def _percent(text: str) -> str:
    return text if "%" in text else f"{text} %"


def _screw_rows(sheet: Sheet, place: int, line: Line) -> str:
    """Print an item in two storeys: codes and name above, norm and lot below."""
    norm = next((text for start, text in _NORMS.items() if line.name.startswith(start)), "")
    cells = "".join(f'<td class="n">{sheet.cell(line, key)}</td>' for key in ("price", "disc"))
    return f"""<tbody class="item"><tr><td>{place * 10:05}</td><td><b>{line.reference}</b></td><td>
{sheet.cell(line, "name")}</td><td class="n">{sheet.cell(line, "qty")}</td><td>{line.unit.upper()}
</td>{cells}<td class="n">{sheet.cell(line, "total")}</td></tr><tr class="low"><td></td><td>
{norm}</td><td colspan="6">Lot {h.distractor(sheet, "#######")} - Empl.
{h.distractor(sheet, "@##")} - Origine {sheet.pick("FR", "IT", "DE", "TW")}</td></tr>
</tbody>"""  # fmt: skip


@family("screws_sums_run_on_under_items", Split.JUDGING, _SCREWS,
        replace(_SCREWS, lines=(7, 13), credit=0), replace(_SCREWS, adjustments=("shipping",)),
        replace(_SCREWS, adjustments=("discount", "shipping"), lines=(2, 5)))  # fmt: skip
def screws_sums_run_on_under_items(sheet: Sheet) -> str:
    """Addressee on the left, keys of the document in a column; sums go on as rows of the items."""
    h.adopt(sheet, ("90#######", "FV10%y######", "7##00####"), ("%d.%m.%Y", "%d/%m/%Y", "%d.%m.%y"),
            ("95#######", "AV10%y#####"))  # fmt: skip
    facts, refs = sheet.facts, sheet.facts.references
    kind = h.titled(sheet, ("Facture", "FACTURE CLIENT", "Facture de vente"),
                    ("Avoir", "NOTE DE CRÉDIT CLIENT"))  # fmt: skip
    keys: list[Pair] = [
        ("Document", f"<b>{sheet.number()}</b>"),
        (sheet.pick("Date pièce", "Date doc."), sheet.date_of()),
        ("Donneur d'ordre", refs["customer"]),
        ("Commande vente", h.distractor(sheet, "45######")),
        ("Livraison", h.distractor(sheet, "80######")),
        ("Sortie march.", sheet.day(facts.delivery_date)),
        ("Incoterms", sheet.pick("DAP", "FCA")),
        ("ADV", sheet.pick("L. Perrot, poste 214", "S. Amrani, poste 231")),
    ]
    if facts.type_code == "381":
        keys.append(("Pièce d'origine", refs["original"]))
    rows = "".join(_screw_rows(sheet, i, line) for i, line in enumerate(facts.lines, 1))
    sums = [(label, "", value) for label, value in h.extras(sheet, {
        "sum": "Valeur des articles", "discount": "Remise de fin d'année anticipée",
        "shipping": "Participation transport"})]  # fmt: skip
    sums.append((sheet.pick("Montant net hors taxes", "Valeur nette HT"), "",
                 sheet.total("total_without_vat", bare=True)))  # fmt: skip
    for row in facts.vat:
        rate, basis, tax = sheet.vat_row(row)
        sums.append((f"TVA débits {_percent(rate)}", basis, tax))
    sums.append((f"<b>{sheet.pick('Montant final', 'Montant de la pièce TTC')}</b>", "EUR",
                 f"<b>{sheet.total('total_with_vat', bare=True)}</b>"))  # fmt: skip
    sheet.show("currency", "EUR")
    tail = "".join(
        f"""<tr><td colspan="3" class="n">{label}</td><td colspan="4" class="n">{mid}
</td><td class="n">{value}</td></tr>"""
        for label, mid, value in sums
    )
    pay = f"Contrepassation sur votre compte client de {sheet.total('amount_due')}."
    if h.is_payable(sheet):
        pay = f"""Conditions de paiement : {sheet.pick("virement", "LCR directe")} à {facts.days}
jours date de pièce, soit {sheet.total("amount_due")} au plus tard le {sheet.date_of("due_date")}
sans escompte."""
    colour = sheet.pick("#00558c", "#b5121b", "#3c3c3b")
    yours = h.told(sheet, "{vat}", "buyer")
    return f"""<style>@page {{ margin: 10mm 13mm }} body {{ font: 8.6pt "Nimbus Sans"; min-height:
275mm; padding-bottom: 26mm }} .to {{ width: 92mm; padding-top: 22mm; font-size: 10pt }} .keys td {{
padding: 0.4mm 1.5mm }} .keys .n {{ text-align: left }} .keys .l {{ color: #666; width: 29mm }}
.keys {{ border-left: 2pt solid {colour} }} .lines {{ margin-top: 6mm }} .lines th {{ border-bottom:
1pt solid {colour}; border-top: 1pt solid {colour}; font-weight: normal; padding: 1mm }} .lines td
{{ padding: 0.8mm 1mm 0 }} .low td {{ font-size: 7pt; color: #555; padding: 0 1mm 1mm }}
.item {{ break-inside: avoid }} .end td {{ padding: 1mm }} .end tr:first-child td {{ border-top:
1pt solid {colour}; padding-top: 2mm }} .cols {{ position: absolute; bottom: 0; left: 0; right: 0;
display: grid; grid-template-columns: 1.3fr 1fr 1.2fr 1.5fr; gap: 4mm; font-size: 6.6pt; border-top:
0.5pt solid #999; padding-top: 2mm; color: #333 }}</style>
<div class="row"><div class="to"><div style="font-size:7pt;color:#666">Payeur</div>
{b.address(sheet, "buyer")}<br><span style="font-size:8pt">Id. TVA {yours}</span></div>
<div style="width:76mm">{sheet.logo(facts.seller.brand, colour)}<div style="font-size:16pt;margin:
3mm 0 2mm">{kind}</div>{b.pair_rows(keys, "keys")}</div></div>
<p style="margin:5mm 0 0">Réceptionnaire : {b.other(facts.others[0], ", ")}</p>
<table class="lines"><thead><tr><th>Poste</th><th>Article</th><th style="width:74mm">Désignation
</th><th class="n">Quantité</th><th>UQ</th><th class="n">Prix / UQ</th><th class="n">Rem. %</th>
<th class="n">Montant</th></tr></thead>{rows}<tbody class="end">{tail}</tbody></table>
<p style="font-size:7pt;color:#555">UQ : CENT = prix pour cent pièces ; les autres unités à la
pièce.</p><p>{pay}</p><div class="cols"><div><b>{sheet.name("seller")}</b><br>{h.told(sheet,
"{street}")}</div><div>Tél. {facts.seller.phone}<br>{facts.seller.mail}<br>{facts.seller.site}</div>
<div>{h.told(sheet, "{form} au capital de {capital} €<br>SIRET {siret}<br>Id. TVA {vat}")}</div>
<div>{h.told(sheet, "IBAN {iban}<br>SWIFT {bic}")}<br>Pénalités : 3 fois le taux légal ;
indemnité de recouvrement 40 €</div></div>"""  # fmt: skip


_SMS = Profile("bulk_sms", lines=(1, 4), prepaid=0, paid=0.7, credit=0.06)


def _sms_line(sheet: Sheet, line: Line) -> str:
    """Print a line as two rows of a list: name and sum, and how it is reckoned."""
    rate = _percent(sheet.cell(line, "rate"))
    times = f"{sheet.cell(line, 'qty')} × {sheet.cell(line, 'price')} € HT"
    off = f" − {line.discount} %" if line.discount else ""
    return f"""<div class="it"><div><b>{sheet.cell(line, "name")}</b><br><span class="g">
{times}{off} · TVA {rate}</span></div><div class="n">{sheet.cell(line, "total")} €</div>
</div>"""  # fmt: skip


@family("text_messages_details_at_the_end", Split.JUDGING, _SMS, replace(_SMS, lines=(2, 6)),
        replace(_SMS, paid=0, lines=(1, 3)), replace(_SMS, paid=0.3, prepaid=0))  # fmt: skip
def text_messages_details_at_the_end(sheet: Sheet) -> str:
    """One narrow column like a mail: thanks and sum, articles; number and days close the page."""
    h.adopt(sheet, ("%Y-######", "F-%y%m-####", "SMS########", "@@@@-####"),
            ("long", "%d/%m/%Y", "%Y-%m-%d", "dashed"), ("AV-%Y-####", "CN-%y%m-###"))  # fmt: skip
    sheet.style = replace(sheet.style, currency=sheet.pick("{} €", "{}\u00a0€"))
    sheet.facts = facts = replace(sheet.facts, negative=False)
    hue = sheet.pick("#5b3df5", "#0a9a6c", "#e4572e", "#0b6bcb")
    credit = facts.type_code == "381"
    word = facts.seller.brand.replace(" et Fils", "").replace(" ET FILS", "").split()[-1].lower()
    kind = h.titled(sheet, ("facture",), ("avoir",))
    if credit:
        top = f"Nous vous avons remboursé {sheet.total('amount_due')}."
    elif facts.prepaid:
        top = f"""{sheet.pick("Merci, c'est payé !", "Paiement bien reçu, merci.")}<br><span
class="big">{sheet.total("prepaid")}</span><br>carte Visa se terminant par
{h.distractor(sheet, "#")}{h.distractor(sheet, "8#2")}"""
    else:
        top = f"""{sheet.pick("Il vous reste à régler", "Merci de régler")}<br><span class="big">
{sheet.total("amount_due")}</span><br>d'ici au {sheet.date_of("due_date")}, par virement"""
    items = "".join(_sms_line(sheet, line) for line in facts.lines)
    sums: list[Pair] = [("Hors taxes", sheet.total("total_without_vat"))]
    sums += h.vat_sums(sheet, "TVA {rate}", "Non taxé", bare=False)
    if len(facts.vat) == 1:
        sheet.total("total_vat")
    sums.append(("Toutes taxes comprises", f"<b>{sheet.total('total_with_vat')}</b>"))
    if facts.prepaid:
        sums.append(("Déjà payé", sheet.total("prepaid")))
        sums.append(("Reste à payer", sheet.total("amount_due")))
    summed = "".join(f'<div class="it s"><span>{k}</span>{v}</div>' for k, v in sums)
    month = h.day(sheet, -30), h.day(sheet, -1)
    word_on = "Émis le" if credit else sheet.pick("Émise le", "Éditée le")
    word_no = "d'avoir" if credit else sheet.pick("de pièce", "de facture")
    about: list[Pair] = [(f"N° {word_no}", sheet.number()), (word_on, sheet.date_of()),
                         ("Envois", f"du {month[0]} au {month[1]}"),
                         ("Compte", h.distractor(sheet, "acc_@#@@##@#")),
                         ("Campagnes", h.distractor(sheet, "##"))]  # fmt: skip
    if credit:
        about.append(("Annule", facts.references["original"]))
    listed = "".join(f"<tr><td class='g'>{k}</td><td>{v}</td></tr>" for k, v in about)
    transfer = f"<p>Virement : {sheet.iban()}<br>BIC {sheet.bic()}</p>" if h.is_payable(
        sheet) else ""  # fmt: skip
    return f"""<style>@page {{ margin: 12mm }} body {{ font: 10pt "{sheet.pick(
"DejaVu Sans Condensed", "Liberation Sans", "URW Gothic")}";
 min-height: 270mm; padding: 0.1mm 0 }} .mid {{ width: 122mm;
margin: 0 auto }} .big {{ font-size: 25pt; font-weight: bold; color: {hue} }} .it {{ display: flex;
justify-content: space-between; gap: 6mm; padding: 2mm 0; border-bottom: 0.5pt solid #ddd }} .s {{
border: 0; padding: 0.8mm 0 }} .g {{ color: #777; font-size: 8.5pt }} .bar {{ height: 3mm;
background: {hue}; margin-bottom: 6mm }} .det {{ background: #f5f5f7; border-radius: 3mm; padding:
4mm 5mm; margin-top: 7mm; font-size: 8.8pt }} .det td {{ padding: 0.5mm 5mm 0.5mm 0 }}</style>
<div class="mid"><div class="bar"></div>{sheet.logo(word, hue)}
<p style="margin:7mm 0 9mm;line-height:1.6">{top}</p><p>Votre {kind}</p>{items}<div
style="height:2mm"></div>{summed}{transfer}<div class="det"><b>Détails</b><table>{listed}</table>
<div class="row" style="margin-top:3mm;gap:6mm"><div style="width:52mm"><span class="g">De</span>
<br>{b.address(sheet, "seller")}<br>{h.told(sheet, "SIREN {siren}<br>TVA {vat}")}</div><div
style="width:54mm"><span class="g">Pour</span><br>{b.address(sheet, "buyer")}<br>{h.told(sheet,
"{vat}", "buyer")}</div></div></div><p class="g">Une question ? {facts.seller.mail} - Les crédits
non consommés restent valables douze mois. {h.told(sheet, "{form} au capital de {capital} €, "
"RCS {register}.")} Retard de paiement : taux BCE majoré de dix points et indemnité de 40 €.</p>
</div>"""  # fmt: skip
