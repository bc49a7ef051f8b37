"""Layouts that differ in where and how the parties' names stand, in six languages.

Names without legal form, on two lines, in a logo only, beside a person or a department, under a
slogan, in a sentence; addresses with titles, labels, or countries written out.
"""

from dataclasses import replace

from tests.layouts.blocks import (
    bank,
    due,
    heads,
    legal,
    line_table,
    mention,
    pair_boxes,
    pair_lines,
    pair_rows,
    references,
    street,
    totals,
    vat_table,
)
from tests.layouts.facts import Profile
from tests.layouts.families import Split, family
from tests.layouts.named import renamed
from tests.layouts.parties import make_person
from tests.layouts.sheet import Sheet

_ABROAD = (
    Profile("de", "DE", "de", buyers=("DE", "FR", "CH"), lines=(1, 6)),
    Profile("gb", "GB", "en", "GBP", buyers=("GB", "IE", "FR"), lines=(1, 6)),
    Profile("nl", "NL", "nl", buyers=("NL", "BE"), lines=(1, 6)),
    Profile("es", "ES", "es", buyers=("ES", "FR"), lines=(1, 6)),
    Profile("it", "IT", "it", buyers=("IT", "FR"), lines=(1, 6)),
)
_FRENCH = Profile("print", buyers=("FR", "FR", "BE", "CH"), lines=(1, 7))
_PERSON = {
    "fr": ("À l'attention de {p}", "Service comptabilité", "M. {p}", "Direction des achats"),
    "de": ("z. Hd. {p}", "Buchhaltung", "Herrn {p}", "Abt. Einkauf", "c/o {p}"),
    "en": ("Attn: {p}", "Accounts Payable", "Mr {p}", "FAO {p}", "c/o {p}"),
    "nl": ("t.a.v. {p}", "Afdeling Financiën", "De heer {p}", "Crediteurenadministratie"),
    "es": ("A la atención de {p}", "Departamento de Contabilidad", "Att.: {p}", "D. {p}"),
    "it": ("Alla c.a. di {p}", "Ufficio Amministrazione", "c.a. {p}", "Att.ne {p}"),
}  # fmt: skip
_SLOGAN = {
    "fr": ("Impression et façonnage", "Depuis 1962 à votre service", "L'exigence du détail"),
    "de": ("Ihr Partner seit 1962", "Meisterbetrieb der Innung", "Qualität aus der Region"),
    "en": ("Quality you can rely on", "Established 1962", "Design, build and maintain"),
    "nl": ("Vakmanschap sinds 1962", "Uw partner in kwaliteit", "Betrouwbaar en snel"),
    "es": ("Calidad y confianza", "Desde 1962 a su servicio", "Soluciones para empresas"),
    "it": ("Qualità dal 1962", "Al vostro servizio", "Soluzioni per le imprese"),
}  # fmt: skip
_TO = {
    "fr": ("Facture adressée à", "Vos coordonnées", "Client facturé", "Coordonnées client"),
    "de": ("Rechnung an", "Rechnungsadresse", "An", "Auftraggeber", "Firma"),
    "en": ("Billed to", "To", "Client", "Prepared for", "Invoice address"),
    "nl": ("Factuuradres", "Aan", "Opdrachtgever", "T.a.v.", "Uw gegevens"),
    "es": ("Datos del cliente", "Facturado a", "Destinatario", "Razón social"),
    "it": ("Destinatario", "Spettabile", "Intestatario fattura", "Dati cliente", "Egr. Sig."),
}  # fmt: skip
_KEYS = {
    "fr": ("Raison sociale", "Adresse", "CP / Ville", "Pays", "Vendeur", "Acheteur"),
    "de": ("Firma", "Straße", "Ort", "Land", "Verkäufer", "Käufer"),
    "en": ("Company", "Address", "City", "Country", "Seller", "Buyer"),
    "nl": ("Bedrijf", "Adres", "Plaats", "Land", "Verkoper", "Koper"),
    "es": ("Empresa", "Dirección", "Población", "País", "Vendedor", "Comprador"),
    "it": ("Ragione sociale", "Indirizzo", "Città", "Paese", "Venditore", "Acquirente"),
}
_SENTENCE = {
    "fr": "{n} est une marque exploitée par la société {m}, {a}.",
    "de": "{n} ist eine Marke der {m}, {a}.",
    "en": "{n} is a trading name of {m}, {a}.",
    "nl": "{n} is een handelsnaam van {m}, {a}.",
    "es": "{n} es una marca de {m}, {a}.",
    "it": "{n} è un marchio di {m}, {a}.",
}


def _lang(sheet: Sheet) -> str:
    return sheet.facts.profile.lang


def _rename(sheet: Sheet, chance: float = 0.6) -> None:
    """Give the parties names of other kinds."""
    facts = sheet.facts
    if sheet.maybe(chance):
        facts = replace(facts, seller=renamed(sheet.rng, facts.seller, sells=True))
    if sheet.maybe(chance):
        facts = replace(facts, buyer=renamed(sheet.rng, facts.buyer, sells=False))
    sheet.facts = facts


def _country(sheet: Sheet, who: str) -> str:
    text = sheet.country(who)
    return text.upper() if sheet.maybe() else text


def _person(sheet: Sheet) -> str:
    return sheet.pick(*_PERSON[_lang(sheet)]).replace("{p}", make_person(sheet.rng))


def _two_lines(name: str) -> str:
    words = name.split(" ")
    half = (len(words) + 1) // 2
    return "<br>".join(filter(None, (" ".join(words[:half]), " ".join(words[half:]))))


def _contact(sheet: Sheet, between: str) -> str:
    seller = sheet.facts.seller
    parts = [f"{sheet.say('phone')} {seller.phone}", seller.mail, seller.site]
    return between.join(part for part in parts if sheet.maybe(0.75))


def _ids(sheet: Sheet, between: str = "<br>") -> str:
    seller = sheet.facts.seller
    if seller.siren:
        return legal(sheet, between)
    return f"{sheet.say('vat_id')} {sheet.vat_id('seller')}"


def _rest(sheet: Sheet) -> str:
    columns = sheet.pick(
        ("name", "qty", "price", "rate", "total"), ("ref", "name", "qty", "price", "total")
    )
    return f"""{line_table(sheet, columns)}<br>{vat_table(sheet)}
{pair_rows(totals(sheet), "pairs right")}<p>{mention(sheet)}</p>"""  # fmt: skip


@family("letterhead_window", Split.MAKING, _FRENCH, *_ABROAD)
def letterhead_window(sheet: Sheet) -> str:
    """Name over a slogan; the buyer with a person or a department before or behind its name."""
    _rename(sheet)
    buyer = f"{sheet.name('buyer')}"
    person = _person(sheet)
    first = (person, buyer) if sheet.maybe(0.35) else (buyer, person)
    side = sheet.pick("0", "95mm")
    return f"""<style>h2 {{ margin: 0; font-size: {sheet.pick(11, 15, 20)}pt }}</style>
<h2>{sheet.name("seller")}</h2><i>{sheet.pick(*_SLOGAN[_lang(sheet)])}</i><br>
{street(sheet.facts.seller, sheet.pick("<br>", " - ", ", "))}<br>{_contact(sheet, "<br>")}
<div style="margin:12mm 0 10mm {side}">{"<br>".join(first)}<br>{street(sheet.facts.buyer)}<br>
{_country(sheet, "buyer") if sheet.maybe() else ""}</div>
<h1>{sheet.title()}</h1>{pair_boxes(heads(sheet) + references(sheet, "customer"))}<br>
{_rest(sheet)}<p>{bank(sheet)}</p><div class="foot">{_ids(sheet, " - ")}</div>"""


@family("letterhead_two_lines", Split.MAKING, _FRENCH, *_ABROAD)
def letterhead_two_lines(sheet: Sheet) -> str:
    """Both names broken over two lines, the seller's in the middle of the page."""
    _rename(sheet, 0.8)
    for who in ("seller", "buyer"):
        sheet.name(who)
    seller, buyer = (_two_lines(sheet.party(who).name) for who in ("seller", "buyer"))
    to = f"{sheet.pick(*_TO[_lang(sheet)])}{sheet.pick('', ' :')}<br>"
    return f"""<style>h2 {{ margin: 0; font-size: {sheet.pick(13, 18)}pt; text-align: center }}
.mid {{ text-align: center }}</style><h2>{seller}</h2><div class="mid">
{street(sheet.facts.seller, " – ")}<br>{_country(sheet, "seller") if sheet.maybe() else ""}<br>
{_contact(sheet, " | ")}</div><div class="row" style="margin:8mm 0"><div>
<h1>{sheet.title()}</h1>{pair_lines(heads(sheet))}</div><div style="width:80mm">
{to if sheet.maybe() else ""}<b>{buyer}</b><br>{street(sheet.facts.buyer)}<br>
{_country(sheet, "buyer") if sheet.maybe() else ""}</div></div>{_rest(sheet)}
<p>{bank(sheet)}</p><div class="foot">{sheet.name("seller")} - {_ids(sheet, " - ")}</div>"""


@family("letterhead_logo", Split.MAKING, _FRENCH, *_ABROAD)
def letterhead_logo(sheet: Sheet) -> str:
    """The seller in a picture and in the foot; nothing but the title and the buyer above."""
    _rename(sheet, 0.5)
    seller = sheet.facts.seller
    feet = (
        lambda: f"{sheet.name('seller')} · {street(seller, ' · ')} · {_ids(sheet, ' · ')}",
        lambda: (
            f"{sheet.name('seller')}, {street(seller, ', ')}, {_country(sheet, 'seller')}"
            f"<br>{_ids(sheet, ' ')}"
        ),
        lambda: (
            f'<div class="row"><div>{sheet.name("seller")}<br>{street(seller)}</div><div>'
            f"{_contact(sheet, '<br>')}</div><div>{_ids(sheet)}</div><div>{bank(sheet)}</div></div>"
        ),
    )
    # What is not chosen must not count as printed.
    foot = feet[sheet.pick(0, 1, 2)]()
    return f"""<div class="row"><div>{sheet.logo(seller.brand, "#244")}</div>
<div>{pair_rows(heads(sheet))}</div></div><h1>{sheet.title()}</h1>
<div style="margin:5mm 0 10mm">{sheet.pick(*_TO[_lang(sheet)])}<br>{sheet.name("buyer")}<br>
{_person(sheet) + "<br>" if sheet.maybe(0.3) else ""}{street(sheet.facts.buyer)}<br>
{_country(sheet, "buyer") if sheet.maybe() else ""}</div>{_rest(sheet)}
<p>{sheet.say("terms")} : {bank(sheet, " ")}</p>
<div class="foot" style="text-align:left">{foot}</div>"""


@family("letterhead_form", Split.MAKING, _FRENCH, *_ABROAD)
def letterhead_form(sheet: Sheet) -> str:
    """Both parties as labels and values, as portals print them."""
    _rename(sheet, 0.5)
    keys = _KEYS[_lang(sheet)]

    def card(who: str, title: str) -> str:
        party = sheet.party(who)
        pairs = [
            (keys[0], sheet.name(who)),
            (keys[1], ", ".join(party.street)),
            (keys[2], party.town),
            (keys[3], _country(sheet, who)),
            (sheet.say("vat_id"), sheet.vat_id(who)),
        ]
        if who == "seller":
            pairs += [(sheet.say("phone"), party.phone), ("E-mail", party.mail)]
        body = pair_rows(pairs, colon=":") if columns else pair_lines(pairs)
        return f'<div style="width:86mm"><b>{title}</b><br>{body}</div>'

    columns = sheet.maybe()
    cards = [card("seller", keys[4]), card("buyer", keys[5])]
    if sheet.maybe(0.3):
        cards.reverse()
    return f"""<style>.pairs .n {{ text-align: left }} .sum .n {{ text-align: right }}</style>
<div class="row"><h1>{sheet.title()}</h1><div>{pair_lines(heads(sheet))}</div></div>
<div class="row" style="margin:6mm 0">{"".join(cards)}</div>
{line_table(sheet, ("name", "qty", "price", "rate", "total"))}<br>{vat_table(sheet)}
{pair_rows(totals(sheet), "sum right")}<p>{mention(sheet)}</p><p>{bank(sheet)}</p>
<div class="foot">{_ids(sheet, " - ") if sheet.facts.seller.siren else ""}</div>"""


@family("letterhead_end", Split.MAKING, _FRENCH, *_ABROAD)
def letterhead_end(sheet: Sheet) -> str:
    """The seller under the totals, after « to be paid to »; the buyer large at the left."""
    _rename(sheet, 0.5)
    seller, lang = sheet.facts.seller, _lang(sheet)
    payee = {"fr": "Titulaire du compte", "de": "Kontoinhaber", "en": "Account name"} | {
        "nl": "Ten name van", "es": "Titular", "it": "Intestatario"
    }  # fmt: skip
    return f"""<div class="row"><h1>{sheet.title()} {sheet.number()}</h1>
<div>{sheet.say("date")} : {sheet.date_of()}<br>{pair_lines(due(sheet))}</div></div>
<div style="font-size:{sheet.pick(9.5, 12)}pt;margin:5mm 0 10mm"><b>{sheet.name("buyer")}</b><br>
{street(sheet.facts.buyer)}<br>{_country(sheet, "buyer") if sheet.maybe() else ""}<br>
{sheet.say("buyer_vat")} {sheet.vat_id("buyer")}</div>{_rest(sheet)}
<div class="row"><div>{sheet.name("seller")}<br>{street(seller)}<br>
{_country(sheet, "seller") if sheet.maybe(0.7) else ""}<br>{_contact(sheet, "<br>")}</div>
<div>{payee[lang]} : {sheet.name("seller")}<br>{bank(sheet)}<br>{_ids(sheet)}</div></div>"""


@family("letterhead_brand", Split.MAKING, _FRENCH, *_ABROAD)
def letterhead_brand(sheet: Sheet) -> str:
    """A brand in large print at the top, the company that owns it in a sentence or in the foot."""
    seller = sheet.facts.seller
    brand = f"{seller.brand.split()[-1]} {sheet.pick('Online', 'Shop', 'Direct', 'Pro')}"
    sheet.facts = replace(
        sheet.facts, seller=replace(seller, accept=(*seller.accept, brand, brand.upper()))
    )
    own = _SENTENCE[_lang(sheet)].replace("{n}", brand).replace("{m}", sheet.name("seller"))
    own = own.replace("{a}", street(seller, ", "))
    foot = f"{own}<br>{_ids(sheet, ' - ')}<br>{_country(sheet, 'seller') if sheet.maybe() else ''}"
    return f"""<div class="row"><div style="font-size:22pt">{brand}</div>
<div style="width:70mm">{sheet.name("buyer")}<br>{street(sheet.facts.buyer)}<br>
{_country(sheet, "buyer")}</div></div><h1>{sheet.title()}</h1>
<p>{pair_lines(heads(sheet), " &nbsp;|&nbsp; ")}</p>{_rest(sheet)}<p>{bank(sheet)}</p>
<p style="font-size:8pt">{foot}</p>"""
