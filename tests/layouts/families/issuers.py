"""Layouts on which a seller says in uncommon places who it is, often beside its buyer's numbers.

Agencies and their head office, forms with both parties' numbers in one table, stamps, side columns,
sentences, statutory boxes, public bodies.
"""

from dataclasses import replace
from html import escape

from tests.layouts import blocks as b
from tests.layouts.blocks import Pair
from tests.layouts.facts import Profile
from tests.layouts.families import Split, family
from tests.layouts.identifiers import make_siret
from tests.layouts.sheet import Sheet

_COLUMNS = ("name", "qty", "price", "rate", "total")


def _style(sheet: Sheet) -> str:
    font = sheet.pick("Liberation Sans", "Liberation Serif", "Nimbus Sans", "P052", "DejaVu Sans")
    return f"""<style>body {{ font: {sheet.pick(8, 8.5, 9, 9.5)}pt "{font}" }}
.half {{ width: 80mm }} .lines {{ margin: 4mm 0 }}
.lines th {{ background: {sheet.pick("#eee", "#dde6f0", "#fff")} }}
.sum {{ margin: 3mm 0 3mm auto }} .small {{ font-size: 6.5pt }} .box {{ border: 0.6px solid #555;
padding: 2mm }} .boxes td, .boxes th {{ border: 0.5px solid #888; padding: 2px 6px }}</style>"""


def _body(sheet: Sheet, *more: Pair, account: bool = True) -> str:
    """Print title, references, lines, totals, and mostly the account."""
    pairs = [*b.heads(sheet), *more, *b.references(sheet, sheet.pick("customer", "order"))]
    head = sheet.pick(b.pair_rows, b.pair_rows, b.pair_boxes)(pairs)
    sums = b.pair_rows(b.totals(sheet, "rows-and-sum"), "sum")
    bank = f"<p>{b.bank(sheet, sheet.pick('<br>', ' - '))}</p>" if account else ""
    return f"""<h2>{sheet.title()}</h2>{head}{b.line_table(sheet, _COLUMNS)}{sums}
<p>{b.mention(sheet)}</p>{bank}"""


def _numbers(sheet: Sheet, who: str) -> list[Pair]:
    """Print a party's numbers with their labels: all of them, or one."""
    party, label = sheet.party(who), sheet.say("vat_id")
    if not party.siret:
        return [(label, sheet.vat_id(who))]
    kind = sheet.pick("SIRET", "SIREN", "N° SIRET")
    form = sheet.pick(("own",), ("own", "vat"), ("vat", "own"))
    printed = {
        "own": lambda: (kind, sheet.siren(who) if kind == "SIREN" else sheet.siret(who)),
        "vat": lambda: (label, sheet.vat_id(who)),
    }
    return [printed[part]() for part in form]


def _told(sheet: Sheet, who: str, between: str = "<br>") -> str:
    return b.pair_lines(_numbers(sheet, who), between, sheet.pick(" : ", " "))


def _reached(sheet: Sheet, between: str = "<br>") -> str:
    party = sheet.facts.seller
    told = sheet.rng.sample((party.phone, party.mail, party.site), sheet.pick(0, 1, 1, 2))
    return "".join(f"{between}{escape(text)}" for text in told)


_FRENCH = (Profile("wholesale", lines=(2, 8)), Profile("industry", lines=(1, 6)),
           Profile("software", lines=(1, 5)))  # fmt: skip
_ABROAD = (
    Profile("de", "DE", "de", buyers=("DE", "FR"), lines=(1, 6)),
    Profile("es", "ES", "es", buyers=("ES", "FR"), lines=(1, 6)),
    Profile("it", "IT", "it", buyers=("IT", "FR"), lines=(1, 6)),
    Profile("nl", "NL", "nl", buyers=("NL", "FR"), lines=(1, 6)),
    Profile("be", "BE", "fr", buyers=("BE", "FR"), lines=(1, 6)),
    Profile("gb", "GB", "en", "GBP", buyers=("GB",), lines=(1, 6)),
)


@family("agency", Split.MAKING, Profile("wholesale", lines=(2, 8)), Profile("garage"),
        Profile("security", lines=(1, 4)))  # fmt: skip
def agency(sheet: Sheet) -> str:
    """A branch with a telephone and its own SIRET at the head, the head office in the foot."""
    party, other = sheet.facts.seller, sheet.facts.others[0]
    branch = replace(other, siret=make_siret(sheet.rng, party.siren))
    number = f"SIRET {branch.siret}" if sheet.maybe(0.6) else ""
    head = f"""<div class="half">{sheet.logo(party.brand, "#246")}<br>
{sheet.pick("Agence de", "Votre agence :", "Établissement de")} {escape(branch.town[6:])}<br>
{b.street(branch)}<br>Tél. {branch.phone}<br>{number}</div>"""
    buyer = f'<div class="half box">{b.address(sheet, "buyer")}<br>{_told(sheet, "buyer")}</div>'
    foot = f"""{sheet.name("seller")} - {sheet.pick("Siège social :", "Siège :", "")}
{b.street(party, " ")} - {b.legal(sheet)}"""
    return f"""{_style(sheet)}<div class="row">{head}{buyer}</div>{_body(sheet)}
<p class="foot">{foot}</p>"""


@family("both_in_a_table", Split.MAKING, *_FRENCH, *_ABROAD)
def both_in_a_table(sheet: Sheet) -> str:
    """A table with a column for each party: name, address, numbers, row by row."""
    rows: list[tuple[str, ...]] = [("", sheet.say("seller"), sheet.say("buyer"))]
    words = {"fr": ("Nom", "Adresse"), "en": ("Name", "Address"), "de": ("Name", "Anschrift")}
    words |= {"es": ("Nombre", "Dirección"), "it": ("Nome", "Indirizzo"), "nl": ("Naam", "Adres")}
    name, place = words[sheet.facts.profile.lang]
    both = (sheet.facts.seller, sheet.facts.buyer)
    rows.append((name, sheet.name("seller"), sheet.name("buyer")))
    rows.append((place, *(b.street(party, ", ") for party in both)))
    if all(party.siret for party in both) and sheet.maybe(0.7):
        rows.append(("SIRET", sheet.siret("seller"), sheet.siret("buyer")))
    rows.append((sheet.say("vat_id"), sheet.vat_id("seller"), sheet.vat_id("buyer")))
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f"""{_style(sheet)}{sheet.logo(sheet.facts.seller.brand, "#822")}
<table class="boxes wide">{cells}</table>{_body(sheet)}"""


@family("statutory_box", Split.MAKING, *_FRENCH, Profile("building", lines=(1, 6)))
def statutory_box(sheet: Sheet) -> str:
    """The seller's numbers in a box of legal particulars below the totals, beside the account."""
    party = sheet.facts.seller
    title = sheet.pick("Informations légales", "Mentions légales", "Identification", "Émetteur")
    pairs = [*_numbers(sheet, "seller"), ("Code APE", party.activity)]
    if party.form:
        pairs.append(("Forme juridique", f"{party.form} au capital de {party.capital} €"))
    sheet.rng.shuffle(pairs)
    own = b.pair_rows(pairs) if sheet.maybe() else b.pair_lines(pairs)
    ids = f"<br>{_told(sheet, 'buyer')}" if sheet.maybe(0.6) else ""
    return f"""{_style(sheet)}<div class="row"><div class="half"><b>{sheet.name("seller")}</b><br>
{b.street(party)}{_reached(sheet)}</div><div class="half">{b.address(sheet, "buyer")}{ids}</div>
</div>{_body(sheet, account=False)}<div class="row"><div class="half box">{title}<br>{own}</div>
<div class="half box">{sheet.say("bank")}<br>{b.bank(sheet)}</div></div>"""


@family("our_and_your_numbers", Split.MAKING, *_FRENCH, *_ABROAD)
def our_and_your_numbers(sheet: Sheet) -> str:
    """Both VAT ids among the references, « ours » and « yours », no other number anywhere."""
    own, your = {
        "fr": (("Notre n° TVA", "N/TVA", "N° TVA"), ("Votre n° TVA", "V/TVA", "N° TVA client")),
        "en": (("Our VAT No.", "VAT No."), ("Your VAT No.", "Customer VAT No.")),
        "de": (("Unsere USt-IdNr.", "USt-IdNr."), ("Ihre USt-IdNr.", "USt-IdNr. Kunde")),
        "es": (("Nuestro NIF", "NIF"), ("Su NIF", "NIF cliente")),
        "it": (("Ns. P.IVA", "Partita IVA"), ("Vs. P.IVA", "P.IVA cliente")),
        "nl": (("Ons btw-nummer", "Btw-nummer"), ("Uw btw-nummer", "Btw-nummer klant")),
    }[sheet.facts.profile.lang]
    pairs = [
        (sheet.pick(*own), sheet.vat_id("seller")),
        (sheet.pick(*your), sheet.vat_id("buyer")),
    ]
    sheet.rng.shuffle(pairs)
    left = f"""<div class="half"><b>{sheet.name("seller")}</b><br>{b.street(sheet.facts.seller)}
{_reached(sheet)}</div>"""
    return f"""{_style(sheet)}<div class="row">{left}<div class="half"><br><br>
{b.address(sheet, "buyer")}</div></div>{_body(sheet, *pairs)}"""


@family("stamp", Split.MAKING, Profile("building", lines=(1, 6)), Profile("garage"),
        Profile("freelance", person=True, regime="E"))  # fmt: skip
def stamp(sheet: Sheet) -> str:
    """A craftsman's page: brand at the head, name and numbers in a stamp below the totals."""
    party = sheet.facts.seller
    name, place = sheet.name("seller"), b.street(party)
    text = f"{name}<br>{place}<br>{party.phone}<br>{_told(sheet, 'seller')}"
    over = sheet.pick("Cachet et signature", "Bon pour accord", "Signature", "")
    ids = f"<br>{_told(sheet, 'buyer')}" if sheet.maybe(0.5) else ""
    return f"""{_style(sheet)}<div class="row"><h1>{escape(party.brand)}</h1>
<div class="half box">{b.address(sheet, "buyer")}{ids}</div></div>{_body(sheet)}
<div class="row"><div>{sheet.say("late")}</div><div>{over}<br>
<div class="box" style="text-align:center;width:55mm">{text}</div></div></div>"""


@family("margin_column", Split.MAKING, *_FRENCH, *_ABROAD[:2],
        Profile("architect", lines=(1, 4)))  # fmt: skip
def margin_column(sheet: Sheet) -> str:
    """All that a seller says of itself in small print in the margin, under small headings."""
    party = sheet.facts.seller
    parts = [
        f"<b>{sheet.name('seller')}</b><br>{b.street(party)}",
        f"{party.phone}<br>{party.site}",
    ]
    parts += [_told(sheet, "seller"), f"{sheet.say('bank')}<br>{b.bank(sheet)}"]
    side = "<br><br>".join(parts)
    ids = f"<br>{_told(sheet, 'buyer')}" if sheet.maybe(0.6) else ""
    return f"""{_style(sheet)}{sheet.logo(party.brand, "#164")}<div class="row">
<div style="width:130mm"><div style="margin-left:60mm">{b.address(sheet, "buyer")}{ids}</div>
{_body(sheet, account=False)}</div><div class="small" style="width:38mm">{side}</div></div>"""


@family("public_body", Split.MAKING,
        Profile("training", lines=(1, 4), regime="E"),
        Profile("medical", lines=(1, 5), regime="E"),
        Profile("security", lines=(1, 5)))  # fmt: skip
def public_body(sheet: Sheet) -> str:
    """An office with departments over its name, whose numbers stand in a band of references."""
    party = sheet.facts.seller
    body = sheet.pick("Direction des finances", "Régie de recettes", "Service facturation")
    own, your = ("SIRET émetteur", "N° SIRET"), ("SIRET destinataire", "SIRET débiteur")
    pairs = [(sheet.pick(*own), sheet.siret("seller"))]
    if sheet.maybe(0.7):
        pairs.append((sheet.pick(*your), sheet.siret("buyer")))
    pairs.append(("Code service", sheet.facts.references["contract"]))
    if sheet.maybe(0.5):
        pairs.insert(1, (sheet.say("vat_id"), sheet.vat_id("seller")))
    left = f"""<div class="half">{body}<br><b>{sheet.name("seller")}</b><br>{b.street(party)}<br>
Affaire suivie par {escape(sheet.facts.others[1].brand)}{_reached(sheet)}</div>"""
    return f"""{_style(sheet)}<div class="row">{left}<div class="half"><br><br><br>
{b.address(sheet, "buyer")}</div></div>{b.pair_boxes(pairs, "boxes wide")}{_body(sheet)}"""


@family("two_delivered", Split.MAKING, *_FRENCH, *_ABROAD[:3])
def two_delivered(sheet: Sheet) -> str:
    """Invoice and delivery address, both with numbers; the seller in large print and a foot."""
    facts = sheet.facts
    ship = replace(facts.others[0], name=facts.buyer.name)
    if facts.buyer.siret:
        own = f"<br>SIRET {make_siret(sheet.rng, facts.buyer.siren)}"
    else:
        own = f"<br>{sheet.say('vat_id')} {sheet.vat_text(facts.buyer.vat_id)}"
    names = {"fr": ("Adresse de livraison", "Adresse de facturation"), "de": ("Lieferadresse",
             "Rechnungsadresse"), "es": ("Dirección de entrega", "Dirección de facturación"),
             "it": ("Destinazione merce", "Destinatario")}[facts.profile.lang]  # fmt: skip
    boxes = [
        f'<div class="half box">{names[0]}<br>{b.other(ship)}{own if sheet.maybe() else ""}</div>',
        f"""<div class="half box">{names[1]}<br>{b.address(sheet, "buyer")}<br>
{_told(sheet, "buyer")}</div>""",
    ]
    sheet.rng.shuffle(boxes)
    legal = b.legal(sheet) if facts.seller.siren else _told(sheet, "seller", " - ")
    foot = f"{sheet.name('seller')} - {b.street(facts.seller, ' - ')}{_reached(sheet, ' - ')}"
    return f"""{_style(sheet)}<h1>{escape(facts.seller.brand)}</h1><div class="row">{"".join(boxes)}
</div>{_body(sheet)}<p class="foot">{foot}<br>{legal}</p>"""


@family("closing_sentence", Split.MAKING, Profile("law", lines=(1, 4)),
        Profile("freelance", person=True), Profile("architect", lines=(1, 3)),
        Profile("training", lines=(1, 3), person=True, regime="E"))  # fmt: skip
def closing_sentence(sheet: Sheet) -> str:
    """A letter: the sender's numbers in a sentence at its end, without name or address there."""
    party = sheet.facts.seller
    text = sheet.pick(
        "Membre d'une association agréée, le règlement par chèque est accepté. {}",
        "Organisme déclaré, {} - Dispensé d'immatriculation au registre du commerce.",
        "Les honoraires sont dus à réception. {}",
        "{} - Assurance responsabilité civile professionnelle n° 48 210 377.",
    ).format(_told(sheet, "seller", " - "))
    foot = f'<p class="foot">{text}</p>' if sheet.maybe() else f"<p>{text}</p>"
    return f"""{_style(sheet)}<div><b>{sheet.name("seller")}</b><br>{b.street(party)}<br>
{party.phone}</div><div style="margin-left:95mm">{b.address(sheet, "buyer")}<br><br>
{escape(party.town[6:])}, le {sheet.date_of()}</div>{_body(sheet)}{foot}"""


@family("numbers_over_names", Split.MAKING, *_FRENCH, *_ABROAD[:4])
def numbers_over_names(sheet: Sheet) -> str:
    """A strip at the very top with the seller's numbers, then the name in the middle."""
    party = sheet.facts.seller
    strip = _told(sheet, "seller", sheet.pick(" | ", " - ", " &nbsp;&nbsp; "))
    ids = f"<br>{_told(sheet, 'buyer')}" if sheet.maybe(0.5) else ""
    return f"""{_style(sheet)}<div class="small">{strip}</div><div style="text-align:center">
<h1>{sheet.name("seller")}</h1>{b.street(party, " - ")}{_reached(sheet, " - ")}</div>
<div class="row"><div class="half">{sheet.say("buyer")}<br>{b.address(sheet, "buyer")}{ids}</div>
</div>{_body(sheet)}"""


@family("page_of_terms", Split.MAKING, *_FRENCH, *_ABROAD[:3])
def page_of_terms(sheet: Sheet) -> str:
    """Conditions on a second page begin with who the seller is; the first shows the buyer's."""
    party = sheet.facts.seller
    legal = b.legal(sheet, ", ") if party.siren else _told(sheet, "seller", ", ")
    text = {
        "fr": "Les présentes conditions régissent les ventes de",
        "de": "Diese Bedingungen gelten für Verkäufe der",
        "es": "Estas condiciones son las de",
        "it": "Le presenti condizioni regolano le vendite di",
    }[sheet.facts.profile.lang]
    return f"""{_style(sheet)}<div class="row"><div>{sheet.logo(party.brand, "#333")}<br>
{b.street(party)}{_reached(sheet)}</div><div class="half">{b.address(sheet, "buyer")}<br>
{_told(sheet, "buyer")}</div></div>{_body(sheet)}<div class="break"></div><p>1. {text}
{sheet.name("seller")}, {legal}, {b.street(party, ", ")}.</p><p>2. {sheet.say("late")}</p>"""


@family("payee", Split.MAKING, *_FRENCH, *_ABROAD)
def payee(sheet: Sheet) -> str:
    """The seller's company only as the holder of the account; a brand everywhere else."""
    party = sheet.facts.seller
    holder = {"fr": "Titulaire", "en": "Account name", "de": "Kontoinhaber", "es": "Titular",
              "it": "Intestatario", "nl": "Ten name van"}[sheet.facts.profile.lang]  # fmt: skip
    ids = f"<br>{_told(sheet, 'buyer')}" if sheet.maybe(0.4) else ""
    account = f"{holder} : {sheet.name('seller')}<br>{b.bank(sheet)}"
    own = _told(sheet, "seller", sheet.pick("<br>", " - "))
    return f"""{_style(sheet)}<div class="row"><div class="half"><h1>{escape(party.brand)}</h1>
{b.street(party)}{_reached(sheet)}</div><div class="half"><br>{b.address(sheet, "buyer")}{ids}</div>
</div>{_body(sheet, account=False)}<div class="row"><div class="box">{account}</div>
<div class="small">{own}</div></div>"""


@family("customer_form", Split.MAKING, *_FRENCH, *_ABROAD[:3])
def customer_form(sheet: Sheet) -> str:
    """What is known of the customer as fields of a form, its numbers among them."""
    party = sheet.facts.buyer
    pairs = [(sheet.say("customer"), sheet.facts.references["customer"])]
    pairs += [(sheet.say("buyer"), sheet.name("buyer")), *_numbers(sheet, "buyer")]
    legal = b.legal(sheet) if sheet.facts.seller.siren else _told(sheet, "seller", " - ")
    head = f"<b>{sheet.name('seller')}</b><br>{b.street(sheet.facts.seller)}{_reached(sheet)}"
    own = legal if sheet.maybe() else _told(sheet, "seller")
    in_head = sheet.maybe(0.4)
    foot = "" if in_head else f'<p class="foot">{legal}</p>'
    return f"""{_style(sheet)}<div class="row"><div class="half">{head}<br>{own if in_head else ""}
</div><div class="half"><br>{escape(party.name)}<br>{b.street(party)}</div></div>
<div class="box">{b.pair_rows(pairs)}</div>{_body(sheet)}{foot}"""
