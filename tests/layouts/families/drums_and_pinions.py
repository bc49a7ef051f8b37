"""Layouts in French from abroad: a Belgian dealer in chemicals, a Swiss turner of pinions."""

from dataclasses import replace

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.blocks import Pair
from tests.layouts.facts import Line, Profile
from tests.layouts.families import Split, family
from tests.layouts.families.component_makers import rename
from tests.layouts.sheet import Sheet

_BE = Profile("drums", "BE", "fr", buyers=("FR",), regime="K", lines=(2, 9), prepaid=0,
              credit=0.12)  # fmt: skip
_DANGER = {"Soude": "1824, 8, II", "Acide phos": "1805, 8, III", "Hypo": "1791, 8, III",
           "Eau oxy": "2014, 5.1 (8), II", "Chlorure": "2582, 8, III",
           "Antitartre": "3264, 8, III"}  # fmt: skip


@family("chemicals_two_languages", Split.JUDGING, _BE, replace(_BE, lines=(1, 4), credit=0.3),
        replace(_BE, buyers=("BE",), regime="S"))  # fmt: skip
def chemicals_two_languages(sheet: Sheet) -> str:
    """Belgian labels in two languages, deposits on drums, sums left of the tax, a slip below."""
    rename(sheet, "{} Chimie|Chimie {}|Produits {}|{} & {} Chemicals",
           "Delvenne Hanssens Wauters Lecocq Verhaegen Stassart Dumoulin Bodart",
           ("SA", "SRL", "NV-SA"))  # fmt: skip
    h.adopt(sheet, ("%y1#####", "VF1/%y####", "1%y/####", "2026######"),
            ("%d/%m/%Y", "%d/%m/%y", "%d.%m.%Y"), ("VC1/%y####", "%y5####"))  # fmt: skip
    facts, seller, refs = sheet.facts, sheet.facts.seller, sheet.facts.references
    exempt, credit = facts.profile.regime == "K", facts.type_code == "381"
    kind = h.titled(sheet, ("FACTURE - FACTUUR", "FACTUUR / FACTURE"),
                    ("NOTE DE CRÉDIT - CREDITNOTA", "CREDITNOTA / NOTE DE CRÉDIT"))  # fmt: skip
    boxes: list[Pair] = [("Client<br>Klant", h.distractor(sheet, "C0####")),
                         ("N° TVA client<br>Btw-nr. klant", sheet.vat_id("buyer"))]  # fmt: skip
    boxes += [("Votre réf.<br>Uw ref.", refs["order"])]
    boxes += [("Bon de livraison<br>Leveringsbon", (f"{h.distractor(sheet, 'BL%y####')} - "
               f"{h.day(sheet, -4)}"))]  # fmt: skip
    boxes += [("Échéance<br>Vervaldag", value) for _, value in h.due(sheet, "")]
    if credit:
        boxes.append(("S/ facture<br>Op factuur", h.distractor(sheet, "%y1#####")))
    boxes.append(("Page<br>Blz.", "1/1"))
    heads: tuple[Pair, ...] = (("ref", "Art."), ("name", "Désignation<br>Omschrijving"))
    heads += (("qty", "Qté<br>Aantal"),)
    heads += (("unit", "Emb.<br>Verp."), ("price", "P.U.<br>E.P."))
    heads += (("rate", "% TVA<br>% Btw"), ("total", "Montant<br>Bedrag"))

    def more(line: Line) -> str:
        code = next((it for key, it in _DANGER.items() if line.name.startswith(key)), "")
        lot = f"Lot {h.distractor(sheet, '@%y####')}"
        return f"<br><small>{lot} - UN {code}</small>" if code else ""

    sums: list[Pair] = [("Total hors TVA<br>Totaal excl. btw",
                         sheet.total("total_without_vat", bare=True))]  # fmt: skip
    sums.append(("TVA<br>Btw", sheet.total("total_vat", bare=True)))
    last = (
        "En votre faveur<br>In uw voordeel"
        if credit
        else sheet.pick("Total dû<br>Te betalen", "Net à payer<br>Netto te betalen")
    )
    sums.append((f"{last} {sheet.show('currency', 'EUR')}",
                 sheet.total("total_with_vat", bare=True)))  # fmt: skip
    bases = (("rate", "Taux<br>Tarief"), ("basis", "Base<br>Maatstaf"), ("vat", "TVA<br>Btw"))
    recap = "" if exempt else h.recap(sheet, bases)
    why = ("Livraison intracommunautaire exemptée de TVA, art. 39bis CTVA - Vrijgestelde "
           "intracommunautaire levering, art. 39bis WBTW." * exempt)  # fmt: skip
    if len(facts.vat) > 1:
        why = "Consignes non soumises à la TVA, art. 28, 5° CTVA - Leeggoed niet onderworpen."
    slip = "" if credit else _slip(sheet)
    return f"""<style>body {{ font: 8.5pt "Liberation Sans Narrow";
padding-bottom: 46mm }} .own {{ line-height: 1.35 }} .rule {{ border-top: 2.5pt solid #0b5345;
border-bottom: 0.6pt solid #0b5345; padding: 1.5mm 0; margin: 7mm 0 3mm; display: flex;
justify-content: space-between; font-size: 13pt }} .boxes {{ width: 100% }} .boxes th, .lines th,
.vat th, .sum .l {{ font: 6.8pt "Liberation Sans Narrow"; color: #0b5345; vertical-align: bottom }}
.boxes td {{ font-weight: bold }} .lines {{ margin-top: 4mm }} .lines th {{ border-bottom: 0.6pt
solid #0b5345 }} .lines td {{ padding: 0.8mm 4px }} .lines .c-name {{ width: 44% }} .end {{ display:
flex; justify-content: space-between; margin-top: 7mm; border-top: 0.6pt solid #0b5345 }} .sum td
{{ padding: 1mm 9mm 1mm 0 }} .sum tr:last-child .n {{ font: bold 14pt "Liberation Sans Narrow" }}
.vat td, .vat th {{ padding: 1mm 3mm; text-align: right }} .slip {{ position: absolute; bottom: 9mm;
left: 0; right: 0; border: 1pt dashed #0b5345; display: grid; grid-template-columns: 1fr 1.3fr
0.9fr; gap: 3mm; padding: 3mm }} .slip small {{ color: #0b5345 }}</style><div class="row"><div
class="own">{sheet.logo(seller.brand, "#0b5345")}<br>{b.street(seller)}<br>Tél. {seller.phone}<br>
{seller.mail}<br>TVA-Btw {sheet.vat_id("seller")} - RPM-RPR
{seller.register}</div><div style="width:82mm;padding-top:22mm;
font-size:10.5pt">{b.address(sheet, "buyer")}</div></div><div class="rule"><b>{kind}</b><span>N°
<b>{sheet.number()}</b></span><span>{sheet.date_of()}</span></div>{b.pair_boxes(boxes)}
{h.lines(sheet, heads, more=more)}<div class="end">{b.pair_rows(sums, "sum")}{recap}</div><p>{why}
</p><p style="font-size:7pt">Toute réclamation doit être faite par écrit dans les 8 jours - Klachten
schriftelijk binnen 8 dagen. En cas de retard : intérêt de 10 % l'an et indemnité de 10 %, min. 65
EUR. Tribunal compétent : {seller.register}. Fiches de sécurité (FDS-VIB) :
{seller.site}/sds</p>{slip}<p class="foot">{sheet.name("seller")} - Agrément AFSCA-FAVV
{h.distractor(sheet, "1.###.###.###")} - {sheet.pick("Belfius", "ING", "KBC")} {sheet.iban()} - BIC
{sheet.bic()}</p>"""  # fmt: skip


def _slip(sheet: Sheet) -> str:
    """Print what a transfer needs, with a structured communication."""
    body = h.distractor(sheet, "0#########")[:10]
    whole = f"{body}{int(body) % 97 or 97:02}"
    says = f"+++{whole[:3]}/{whole[3:7]}/{whole[7:]}+++"
    until = "".join(f"<small>Au plus tard - Uiterlijk</small><br>{value}"
                    for _, value in h.due(sheet, ""))  # fmt: skip
    return f"""<div class="slip"><div><small>Bénéficiaire - Begunstigde</small><br>
{sheet.facts.seller.brand}<br>{b.street(sheet.facts.seller)}</div><div><small>Compte - Rekening
</small><br>{sheet.iban()}<br><small>Communication structurée - Gestructureerde mededeling</small>
<br><b>{says}</b></div><div><small>Montant - Bedrag</small><br><b>{sheet.total("amount_due")}</b>
<br>{until}</div></div>"""


_CH = Profile("pignons", "CH", "fr", "CHF", buyers=("FR",), regime="G", lines=(1, 8), prepaid=0,
              credit=0.1, adjustments=("shipping",))  # fmt: skip
_TOWNS = (("2740 Moutier", "Moutier"), ("2720 Tramelan", "Tramelan"), ("2735 Bévilard", "Bévilard"),
          ("2830 Courrendlin", "Courrendlin"), ("2400 Le Locle", "Le Locle"))  # fmt: skip


@family("pinions_for_export", Split.MAKING, _CH, replace(_CH, currency="EUR"),
        replace(_CH, currency="EUR", lines=(3, 10), credit=0.05))  # fmt: skip
def pinions_for_export(sheet: Sheet) -> str:
    """A Swiss letter to the customs, too: town and day, a subject, one total, origin declared."""
    rename(sheet, "{} Décolletage|Décolletages {}|{} Microtechnique|{} & {}",
           "Schaffter Affolter Chappatte Juillerat Monnerat Houriet Voumard Tièche",
           ("SA", "S.A.", "Sàrl"))  # fmt: skip
    h.adopt(sheet, ("%y.####", "F%y-####", "1#####", "%y/###"), ("long", "long", "%d.%m.%Y"),
            ("NC%y-###", "%y.9###"))  # fmt: skip
    town, place = sheet.pick(*_TOWNS)
    street = ((f"{sheet.pick('Rue Industrielle', 'Route de Sorvilier', 'Rue des Prés')} "
              f"{sheet.rng.randint(2, 98)}"),)  # fmt: skip
    phone = f"+41 32 49{h.distractor(sheet, '#')} {h.distractor(sheet, '##')} 40"
    seller = replace(sheet.facts.seller, town=town, register=place, street=street, phone=phone)
    sheet.facts = facts = replace(sheet.facts, seller=seller)
    code, credit = facts.profile.currency, facts.type_code == "381"
    kind = h.titled(sheet, ("Facture", "Notre facture"), ("Note de crédit", "Avoir"))
    heads: tuple[Pair, ...] = (("pos", "Pos"), ("=##-####.##", "N° de plan"))
    heads += (("name", "Désignation"), ("qty", "Pièces"), ("price", "Prix pce"))
    heads += (("total", f"Valeur {sheet.show('currency', code)}"),)
    extra = h.extras(sheet, {"sum": "Valeur marchandise", "shipping": "Port, emballage, assurance"})
    sums = [f"{k} <span>{v}</span>" for k, v in extra]
    word = "À votre crédit" if credit else sheet.pick("Total net", "Total à nous verser", "Total")
    exported = "Exportation exonérée de TVA (art. 23, al. 2, ch. 1 LTVA)"
    sheet.total("total_without_vat", bare=True)
    whole = f"{word} {code} <b>{sheet.total('total_with_vat', bare=True)}</b>"
    sheet.total("amount_due", bare=True)
    net = f"net à {facts.days} jours" if facts.days else "net à réception"
    pay = "".join(f"Paiement {net}, au plus tard le {value}, sur notre compte "
                  for _, value in h.due(sheet, ""))  # fmt: skip
    pay += h.told(sheet, "{iban}, BIC {bic}.") if pay else "Montant porté à votre crédit."
    weight = sheet.rng.randint(3, 48)
    customs = [("Tarif douanier", sheet.pick("9114.9090", "9114.9010")), ("Origine", "CH"),
               ("Poids net / brut", f"{weight},4 / {weight + 1},1 kg"),
               ("Incoterm", sheet.pick("DAP", "FCA", "DDP") + " (2020)"),
               ("Colis", str(sheet.rng.randint(1, 6)))]  # fmt: skip
    permit = h.distractor(sheet, "####")
    copies = (f"v/commande {facts.references['order']} du {h.day(sheet, -40)}",
              f"n/confirmation {h.distractor(sheet, '8####')}",
              (f"bulletin {h.distractor(sheet, '6####')} remis à {sheet.pick('DHL', 'La Poste')}"
              f" le {sheet.day(facts.delivery_date)}"))  # fmt: skip
    ink = sheet.pick("#3b3b3b", "#22577a", "#6b2737")
    return f"""<style>@page {{ margin: 16mm 20mm }} body {{ font: 10pt "P052"; min-height: 263mm;
padding-bottom: 12mm }} .mid {{ text-align: center; color: {ink} }} .to {{ margin: 9mm 0 0 92mm
}} .subj {{ font-size: 13pt; margin: 8mm 0 1mm; font-weight: bold }} .copies {{ font-size: 9pt;
font-style: italic }} .lines {{ margin-top: 5mm; font-size: 9pt }} .lines th {{ font-weight: normal;
font-style: italic; border-bottom: 0.5pt solid {ink} }} .lines td {{ padding: 0.9mm 4px }} .lines
.c-name {{ width: 42% }} .sums {{ text-align: right; padding: 2mm 4px; border-top: 0.5pt solid {ink}
}} .sums span {{ display: inline-block; min-width: 24mm }} .whole {{ border: 1pt solid {ink};
width: 92mm; margin: 4mm auto; text-align: center; padding: 2.5mm; font-size: 12pt }} .whole small
{{ font-size: 7.5pt }} .cust {{ display: flex; justify-content: space-between; font-size: 8pt;
border-top: 0.5pt dotted; border-bottom: 0.5pt dotted; padding: 1mm 0; margin: 5mm 0 }} .decl {{
font-size: 8pt; text-align: justify }} .sign {{ margin: 3mm 0 0 92mm; font-size: 8.5pt }}</style>
<div class="mid">{sheet.logo(seller.brand, ink, serif=True)}<br>
{b.street(seller, " &nbsp;·&nbsp; ")} &nbsp;·&nbsp; Suisse</div><div
class="to">{b.address(sheet, "buyer")}<br><span
style="font-size:8pt">TVA {sheet.vat_id("buyer")} - EORI FR{facts.buyer.siret}</span></div><div
style="margin:9mm 0 0 92mm">{place}, le {sheet.date_of()}</div><div class="subj">{kind} N°
{sheet.number()}</div><div class="copies">{" - ".join(copies)}</div>{h.lines(sheet, heads)}<div
class="sums">{"<br>".join(sums)}</div><div class="whole">{whole}<br><small>{exported}</small></div>
<p>{pay}</p><div class="cust">{"".join(f"<span>{k} : {v}</span>" for k, v in customs)}</div><p
class="decl">L'exportateur des produits couverts par le présent document (autorisation douanière n°
{permit}/{place[:2].upper()}) déclare que, sauf indication claire du contraire, ces produits ont
l'origine préférentielle suisse.</p><div class="sign">{sheet.name("seller")}<br><br>
{sheet.pick("C. Monnier, expéditions", "p.p. L. Gerber")}</div><p class="foot">IDE et N° TVA
{sheet.vat_id("seller")} &nbsp; Tél. {phone} &nbsp; {seller.site} &nbsp; ISO 9001 - ISO 14001<br>
Marchandise livrée sous réserve de propriété jusqu'au paiement intégral. For juridique :
{place}.</p>"""  # fmt: skip
