"""The paper of a shop for cartridges, as the plug-in of its web shop makes it."""

from dataclasses import replace

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.facts import Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.sheet import Sheet

_TONER = Profile("toner", lines=(1, 5), tax_included=True, paid=0.75, prepaid=0, credit=0.07)


def _item(sheet: Sheet, line: Line) -> str:
    """Print what was bought as a card: a picture's frame, name, price times count, sum."""
    tint = f" | Teinte : {line.name.split()[1]}" if line.name.startswith("Toner") else ""
    photo = "" if "Livraison" in line.name else "photo"
    return f"""<div class="it"><div
class="pic">{photo}</div><div><b>{sheet.cell(line, "name")}</b><br>
<small>UGS : {sheet.cell(line, "ref")}{tint}</small></div><div
class="n">{sheet.cell(line, "price")} × {sheet.cell(line, "qty")}</div><div
class="n"><b>{sheet.cell(line, "total")}</b></div></div>"""  # fmt: skip


def _sums(sheet: Sheet) -> str:
    """Print the sum with VAT first, and what of it is VAT below."""
    facts = sheet.facts
    credit = facts.type_code == "381"
    word = "Total remboursé" if credit else sheet.pick("Total de la commande", "Total", "Total TTC")
    pairs = [(f"<b>{word}</b>", f"<b>{sheet.total('total_with_vat')}</b>")]
    pairs += h.vat_sums(sheet, sheet.pick("dont TVA ({rate})", "TVA incluse {rate}"),
                        "dont non taxé", bare=False)  # fmt: skip
    pairs.append((sheet.pick("soit hors TVA", "Total hors TVA"), sheet.total("total_without_vat")))
    if facts.prepaid:
        pairs.append((sheet.pick("Payé en ligne", "Encaissé"), sheet.total("prepaid")))
    if not credit:
        pairs.append((sheet.pick("Reste à payer", "Solde"), sheet.total("amount_due")))
    return "".join(f"<div><span>{k}</span><i></i><span>{v}</span></div>" for k, v in pairs)


def _payment(sheet: Sheet) -> str:
    """Print how it was paid, or how and until when to pay."""
    if sheet.facts.type_code == "381":
        return "Remboursement sur le moyen de paiement d'origine, sous 5 jours ouvrés"
    if not h.is_payable(sheet):
        means = sheet.pick("Carte bancaire (•••• 4417)", "PayPal", "Carte bancaire")
        return f"{means}, transaction {h.distractor(sheet, '#@@####@#@##')}"
    return (f"Mandat professionnel, virement avant le {sheet.date_of('due_date')}<br>"
            f"{sheet.name('seller')}<br>IBAN {sheet.iban()}<br>BIC {sheet.bic()}")  # fmt: skip


@family("cartridge_shop_cards", Split.MAKING, _TONER,
        replace(_TONER, paid=0.0, lines=(2, 6)),
        replace(_TONER, credit=0.25, lines=(1, 3)))  # fmt: skip
def cartridge_shop_cards(sheet: Sheet) -> str:
    """A shop plug-in's page: the order large, articles as cards, sums from gross to net."""
    h.adopt(sheet, ("FR-######", "INV-%Y-####", "######", "WEB%y#####"),
            ("long", "%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y"), ("AV-######", "RMB-%Y-###"))  # fmt: skip
    facts, hue = sheet.facts, sheet.pick("#e6007e", "#0077c8", "#111", "#f08a00")
    credit = facts.type_code == "381"
    kind = h.titled(sheet, ("Facture", "Facture (TTC)"), ("Avoir", "Facture d'avoir"))
    order = h.distractor(sheet, "1####")
    bought = sheet.facts.delivery_date
    origin = f" | rectifie {facts.references['original']}" if credit else ""
    cards = "".join(_item(sheet, line) for line in facts.lines)
    theirs = h.told(sheet, sheet.pick("<br>TVA : {vat}", "<br>N° TVA {vat}"), "buyer")
    site = facts.seller.site
    state = "Payée" if facts.prepaid else "En attente de virement"
    state = "Remboursée" if credit else state
    how = sheet.pick("Point relais", "Colissimo Pro, remis contre signature", "Chronopost 13 h")
    lower = (
        "{name} | {street_}<br>{form} au capital de {capital} € | RCS {register} | SIRET {siret}"
    )
    lower += " | TVA {vat}"
    return f"""<style>@page {{ margin: 12mm 18mm }} body {{ font: 9.5pt/1.4 "DejaVu Sans";
font-size: 8.8pt; min-height: 272mm }} .bar {{ border-top: 3mm solid {hue}; margin-bottom: 6mm }}
.big {{ font-size: 19pt; white-space: nowrap; font-weight: bold }} small {{ color: #666; font-size:
7.4pt }} .two {{ display: grid; grid-template-columns: 1fr 1fr 1fr; gap: 6mm; margin: 7mm 0 }} .two
h4 {{ margin: 0 0 1mm; font-size: 8pt; color: {hue} }} .it {{ display: grid; grid-template-columns:
14mm 1fr 34mm 26mm; gap: 4mm; align-items: center; border: 0.6pt solid #ddd; border-radius: 2mm;
padding: 2mm 3mm; margin-bottom: 2mm; break-inside: avoid }} .pic {{ height: 11mm; background:
#f0f0f0; color: #bbb; font-size: 6pt; text-align: center; line-height: 11mm }} .end {{ margin: 5mm
0 5mm auto; width: 88mm }} .end div {{ display: flex; padding: 0.8mm 0 }} .end i {{ flex: 1;
border-bottom: 0.6pt dotted #999; margin: 0 2mm 1.2mm }} .end .v {{ white-space: nowrap }} .tag {{
background: {hue}; color: #fff; padding: 0.6mm 3mm; border-radius: 3mm; font-size: 7.5pt
}}</style><div class="bar"></div>
<div class="row"><div>{sheet.logo(facts.seller.brand, hue)}<br><small>{site}</small></div>
<div style="text-align:right"><div class="big">Commande #{order}</div>passée le {sheet.day(bought)}
{sheet.pick("via le site", "par l'espace pro", "")}<br><span class="tag">{state}</span></div></div>
<div class="two"><div><h4>{"Remboursé à" if credit else "Facturé à"}</h4>
{b.address(sheet, "buyer")}{theirs}</div><div><h4>Expédié à</h4>
{b.other(facts.others[0])}<br><small>{how}</small></div><div><h4>{kind}</h4>{sheet.number()}<br>{sheet.date_of()}{origin}<br><small>Client
{facts.references["customer"]}</small>
</div></div><small>{len(facts.lines)} {"article" if len(facts.lines) == 1 else "articles"}, prix TTC
en euros</small><div style="height:1.5mm"></div>{cards}<div class="end">{_sums(sheet)}</div>
<h4 style="margin:0;color:{hue}">{"Remboursement" if credit else "Paiement"}</h4>{_payment(sheet)}
<p><small>Vos cartouches vides sont reprises gratuitement : étiquette retour dans « Mon compte ».
Code {h.distractor(sheet, "MERCI##")} : 5 % sur votre prochaine commande. Une question ?
{facts.seller.mail}</small></p><p class="foot">{h.told(sheet, lower)}<br>Retard de paiement : 3 fois
le taux d'intérêt légal et 40 € d'indemnité (professionnels).</p>"""  # fmt: skip
