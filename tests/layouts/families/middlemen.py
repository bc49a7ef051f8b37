"""Layouts on which several parties print identifiers: who sells has to be told from the others.

Head offices, franchisors, factors, fiscal representatives, platforms, carriers and banks; buyers
whose identifiers come first or are the only ones; sellers who are billed for by their buyer.
"""

from tests.layouts import blocks as b
from tests.layouts.facts import Profile
from tests.layouts.families import Split, family
from tests.layouts.parties import Party, make_party
from tests.layouts.sheet import Sheet

_COLUMNS = ("name", "qty", "price", "rate", "total")
_STYLE = """<style>body {{ font: {size}pt "{font}" }} .lines th {{ border-bottom: 1px solid
{colour} }} .sum {{ margin: 4mm 0 4mm auto }} .half {{ width: 78mm }} .small {{ font-size: 7pt }}
.gap {{ height: {gap}mm }}</style>"""


def _style(sheet: Sheet) -> str:
    return _STYLE.format(
        size=sheet.pick(8.5, 9, 10),
        font=sheet.pick("Liberation Sans", "Liberation Serif", "Nimbus Sans", "DejaVu Sans"),
        colour=sheet.pick("#222", "#07457a", "#8a1c1c"),
        gap=sheet.pick(2, 8, 18),
    )


def _body(sheet: Sheet) -> str:
    """Print number, dates, lines and totals; what stands around them tells the families apart."""
    pairs = b.heads(sheet) + b.references(sheet, "customer", "order")
    head = b.pair_boxes(pairs) if sheet.maybe(0.3) else b.pair_rows(pairs)
    between = sheet.pick("<br>", " - ")
    account = f"<p>{b.bank(sheet, between)}</p>" if sheet.maybe(0.8) else ""
    sums = b.pair_rows(b.totals(sheet, "rows-and-sum"), "sum")
    return f"""<h2>{sheet.title()}</h2>{head}<br>{b.line_table(sheet, _COLUMNS)}{sums}
<p>{b.mention(sheet)}</p>{account}<p>{sheet.say("late")}</p>"""


def _ids(sheet: Sheet, who: str, between: str = "<br>") -> str:
    """Print some identifiers of the seller or the buyer, mostly with labels."""
    party, texts = sheet.party(who), list[str]()
    if party.siret and sheet.maybe(0.7):
        texts.append(f"{sheet.pick('SIRET', 'Siret :', 'N° SIRET')} {sheet.siret(who)}")
    elif party.siren and sheet.maybe():
        label = sheet.pick("SIREN", "RCS") if who == "seller" else "SIREN"
        texts.append(f"{label} {sheet.siren(who)}")
    if not texts or sheet.maybe(0.7):
        label = sheet.say("buyer_vat" if who == "buyer" and sheet.maybe(0.4) else "vat_id")
        bare = who == "buyer" and sheet.maybe(0.25)
        texts.append(sheet.vat_id(who) if bare else f"{label} {sheet.vat_id(who)}")
    return between.join(texts)


def _company(sheet: Sheet, party: Party) -> str:
    """Print the legal line of a French company that is neither seller nor buyer."""
    parts = [f"SAS au capital de {party.capital} €"] if sheet.maybe(0.7) else []
    number = f"RCS {party.register} {party.siren}"
    parts.append(sheet.pick(number, number, f"SIRET {party.siret}", f"SIREN {party.siren}"))
    if sheet.maybe():
        parts.append(f"{sheet.say('vat_id')} {sheet.vat_text(party.vat_id)}")
    return sheet.pick(" - ", ", ").join(parts)


def _contact(sheet: Sheet) -> str:
    party = sheet.facts.seller
    return sheet.pick(
        f"<br>{party.phone}", f"<br>{party.phone}<br>{party.mail}", f"<br>{party.site}", ""
    )


def _own_block(sheet: Sheet, ids: str) -> str:
    name = f"<b>{sheet.name('seller')}</b>"
    return f"<div>{name}<br>{b.street(sheet.facts.seller)}{_contact(sheet)}<br>{ids}</div>"


@family("two_blocks", Split.MAKING,
        Profile("software", lines=(1, 6)),
        Profile("wholesale", lines=(2, 9), buyers=("FR", "BE")),
        Profile("de", "DE", "de", buyers=("DE", "FR"), lines=(1, 6)),
        Profile("es", "ES", "es", buyers=("ES", "FR"), lines=(1, 6)),
        Profile("nl", "NL", "nl", buyers=("NL", "FR"), lines=(1, 6)),
        Profile("gb", "GB", "en", "GBP", buyers=("GB", "FR"), lines=(1, 6)))  # fmt: skip
def two_blocks(sheet: Sheet) -> str:
    """Seller and buyer side by side, in either order, both with all their identifiers."""
    titled = sheet.maybe(0.7)
    mine, yours = (sheet.say(who) if titled else "" for who in ("seller", "buyer"))
    left = f"""<div class="half">{mine}<br><b>{sheet.name("seller")}</b><br>
{b.street(sheet.facts.seller)}<br>{_ids(sheet, "seller")}{_contact(sheet)}</div>"""
    sender = f"{sheet.facts.seller.brand}, {b.street(sheet.facts.seller, ', ')}"
    over = yours or (f'<span class="small">{sender}</span>' if sheet.maybe() else "")
    right = f"""<div class="half">{over}<br>{b.address(sheet, "buyer")}<br>
{_ids(sheet, "buyer")}</div>"""
    both = (right, left) if sheet.maybe(0.4) and titled else (left, right)
    return f"""{_style(sheet)}<div class="row">{"".join(both)}</div>{_body(sheet)}
<p class="foot">{sheet.facts.seller.site}</p>"""


@family("buyer_first", Split.MAKING,
        Profile("building", lines=(1, 6), retention=5),
        Profile("wholesale", lines=(2, 9)),
        Profile("de", "DE", "de", buyers=("DE", "FR"), lines=(1, 6)),
        Profile("be", "BE", "fr", buyers=("BE", "FR"), lines=(1, 6)))  # fmt: skip
def buyer_first(sheet: Sheet) -> str:
    """The addressee, with its identifiers, above everything else; the seller below the totals."""
    facts = sheet.facts
    window = f"<div class='half'>{b.address(sheet, 'buyer')}<br>{_ids(sheet, 'buyer')}</div>"
    logo = sheet.logo(facts.seller.brand, "#345") if sheet.maybe() else ""
    head = f"{window}<div>{logo}</div>" if sheet.maybe(0.7) else f"<div>{logo}</div>{window}"
    own = f"""{sheet.name("seller")} - {b.street(facts.seller, ", ")} -
{b.legal(sheet) if facts.seller.siren else _ids(sheet, "seller", " - ")}"""
    foot = f'<p class="foot">{own}</p>' if sheet.maybe(0.7) else f"<p class='small'>{own}</p>"
    return f"""{_style(sheet)}<div class="row">{head}</div><div class="gap"></div>
{_body(sheet)}{foot}"""


@family("franchise", Split.MAKING, Profile("shop", lines=(1, 6), paid=0.3),
        Profile("garage", lines=(2, 7)))  # fmt: skip
def franchise(sheet: Sheet) -> str:
    """An independent shop under the name of a network whose company is named, too."""
    facts = sheet.facts
    network = facts.others[0]
    told = sheet.pick(
        f"{network.name}, tête de réseau - {_company(sheet, network)}",
        f"Enseigne exploitée sous licence de {network.name}, {_company(sheet, network)}",
        f"{network.brand} est une marque de {network.name} - {_company(sheet, network)}",
        f"Siège du groupe : {network.name}, {b.street(network, ' ')} - {_company(sheet, network)}",
    )
    own = f"{sheet.pick('Franchisé indépendant : ', '', '')}{b.legal(sheet)}"
    at_head = sheet.maybe()
    block = _own_block(sheet, own if at_head else "")
    lines = ["" if at_head else f"{sheet.facts.seller.name} - {own}", told]
    lines = lines[::-1] if sheet.maybe() else lines
    return f"""{_style(sheet)}<div class="row"><div>{sheet.logo(network.brand, "#a00")}{block}</div>
<div class="half"><br>{b.address(sheet, "buyer")}</div></div>{_body(sheet)}
<p class="foot">{"<br>".join(filter(None, lines))}</p>"""


@family("factored", Split.MAKING, Profile("carrier", lines=(2, 8)),
        Profile("temp", lines=(2, 8)))  # fmt: skip
def factored(sheet: Sheet) -> str:
    """Sold to a factor: its legal line is as long as the seller's, in either order."""
    factor = sheet.facts.others[0]
    told = sheet.pick(
        f"Créance cédée à {factor.name}, {_company(sheet, factor)}, à qui tout règlement est dû.",
        f"Règlement par subrogation à {factor.name} - {_company(sheet, factor)}",
        f"Facture transmise à notre société d'affacturage {factor.name}, {_company(sheet, factor)}",
    )
    own = f"{sheet.name('seller')} - {b.legal(sheet)}"
    at_head = sheet.maybe()
    block = _own_block(sheet, b.legal(sheet, "<br>") if at_head else "")
    foot = told if at_head else sheet.pick(f"{told}<br>{own}", f"{own}<br>{told}")
    return f"""{_style(sheet)}<div class="row">{block}<div class="half">
{b.address(sheet, "buyer")}<br>{_ids(sheet, "buyer") if sheet.maybe(0.3) else ""}</div></div>
{_body(sheet)}<p class="{sheet.pick("foot", "small")}">{foot}</p>"""


@family("fiscal_agent", Split.MAKING,
        Profile("software", "GB", "en", "EUR", buyers=("FR",), lines=(1, 5)),
        Profile("ch", "CH", "fr", "EUR", buyers=("FR",), lines=(1, 5)),
        Profile("software", "DE", "fr", "EUR", buyers=("FR",), lines=(1, 5)))  # fmt: skip
def fiscal_agent(sheet: Sheet) -> str:
    """A seller from abroad whose French VAT is paid by a representative with an own number."""
    agent = make_party(sheet.rng, "FR")
    told = sheet.pick("Représentant fiscal", "Représentant fiscal en France", "Mandataire fiscal")
    if sheet.facts.profile.lang == "en":
        told = sheet.pick("Fiscal representative in France", "Fiscal representative")
    number = f"{sheet.pick('TVA', 'VAT', 'N° TVA')} {sheet.vat_text(agent.vat_id)}"
    box = sheet.pick(
        f"{told} : {agent.name}, {b.street(agent, ', ')} - {number}",
        f"{told}<br>{agent.name}<br>{b.street(agent)}<br>{number}",
    )
    own = f"{sheet.say('vat_id')} {sheet.vat_id('seller')}"
    at_head = sheet.maybe()
    return f"""{_style(sheet)}<div class="row">{_own_block(sheet, own if at_head else "")}
<div class="half">{b.address(sheet, "buyer", country=True)}<br>{_ids(sheet, "buyer")}</div></div>
{_body(sheet)}<p class="small">{box}</p><p class="foot">{"" if at_head else own}</p>"""


@family("no_own_number", Split.MAKING,
        Profile("es", "ES", "es", buyers=("FR", "ES"), lines=(1, 5)),
        Profile("it", "IT", "it", buyers=("FR", "IT"), lines=(1, 5)),
        Profile("nl", "NL", "nl", buyers=("FR",), lines=(1, 5)),
        Profile("software", "GB", "en", "GBP", buyers=("FR", "BE"), lines=(1, 5)),
        Profile("ch", "CH", "fr", "CHF", buyers=("FR",), lines=(1, 5)),
        Profile("freelance", lines=(1, 5), regime="E", person=True))  # fmt: skip
def no_own_number(sheet: Sheet) -> str:
    """The seller shows no identifier; the buyer's is there, under its address or in a row."""
    asked = sheet.say("buyer_vat" if sheet.maybe() else "vat_id")
    number = sheet.vat_id("buyer")
    place = sheet.pick("block", "bare", "row", "foot")
    block = {"block": f"<br>{asked} {number}", "bare": f"<br>{number}"}.get(place, "")
    row = (
        b.pair_boxes([(sheet.say("customer"), "C1044"), (asked, number)]) if place == "row" else ""
    )
    foot = f"<p>{sheet.say('buyer_vat')} : {number}</p>" if place == "foot" else ""
    head = [_own_block(sheet, ""), f'<div class="half">{b.address(sheet, "buyer")}{block}</div>']
    head = head[::-1] if sheet.maybe(0.3) else head
    return f"""{_style(sheet)}<div class="row">{"".join(head)}</div>{row}{_body(sheet)}{foot}
<p class="foot">{sheet.facts.seller.mail}</p>"""


@family("sold_through", Split.MAKING,
        Profile("shop", lines=(1, 4), tax_included=True, paid=0.7),
        Profile("software", lines=(1, 4), paid=0.5))  # fmt: skip
def sold_through(sheet: Sheet) -> str:
    """A platform prints its own imprint on the invoice of a seller."""
    facts, host = sheet.facts, sheet.facts.others[0]
    told = sheet.pick("Vendu par", "Vendeur", "Vendu et expédié par", "Sold by")
    own = f"""<div class="half"><b>{told}</b><br>{sheet.name("seller")}<br>
{b.street(facts.seller)}<br>{_ids(sheet, "seller")}</div>"""
    buyer = f'<div class="half"><b>{sheet.say("buyer")}</b><br>{b.address(sheet, "buyer")}</div>'
    imprint = sheet.pick(
        f"{host.name} agit en qualité d'intermédiaire - {_company(sheet, host)}",
        f"{host.name} - {_company(sheet, host)} - Place de marché",
        f"{host.name}, {b.street(host, ' ')} - {_company(sheet, host)}",
    )
    both = (own, buyer) if sheet.maybe() else (buyer, own)
    return f"""{_style(sheet)}{sheet.logo(host.brand, "#060")}<div class="row">{"".join(both)}</div>
{_body(sheet)}<p class="foot">{imprint}</p>"""


@family("self_billed", Split.MAKING, Profile("carrier", lines=(2, 8)),
        Profile("wholesale", lines=(1, 6)))  # fmt: skip
def self_billed(sheet: Sheet) -> str:
    """The buyer writes the invoice, on its own paper; the seller is the addressee."""
    facts, buyer = sheet.facts, sheet.facts.buyer
    told = sheet.pick(
        "Autofacturation", "Auto-facture établie au nom et pour le compte du fournisseur",
        "Facture établie par le client au nom et pour le compte de " + facts.seller.name,
    )  # fmt: skip
    return f"""{_style(sheet)}<div class="row"><div><b>{sheet.name("buyer")}</b><br>
{b.street(buyer)}<br>{buyer.phone}<br>{_ids(sheet, "buyer")}</div><div class="half">
{sheet.pick("Fournisseur", "", "")}<br>{b.address(sheet, "seller")}<br>
{_ids(sheet, "seller")}</div></div><p>{told}</p>{_body(sheet)}
<p class="foot">{buyer.name} SAS au capital de {buyer.capital} € - RCS {buyer.register}
{sheet.siren("buyer")}</p>"""


@family("helpers", Split.MAKING, Profile("building", lines=(1, 6), person=True),
        Profile("training", lines=(1, 4), regime="E", person=True),
        Profile("carrier", lines=(2, 6)))  # fmt: skip
def helpers(sheet: Sheet) -> str:
    """Bank, insurer, carrier or accountant print their registrations beside the seller's."""
    one, two = sheet.facts.others[:2]
    told = sheet.pick(
        f"Assurance décennale : {one.name}, {_company(sheet, one)}",
        f"Transporteur : {one.name} - SIRET {one.siret}",
        f"Domiciliation : Banque {one.name}, {_company(sheet, one)}",
        f"Membre d'un centre de gestion agréé, {one.name} SIREN {one.siren}",
        f"Expert-comptable : {one.name}, {_company(sheet, one)}",
        f"Hébergeur et éditeur du logiciel : {one.name} RCS {one.register} {one.siren}",
    )
    shipped = f"<p>Livraison : {b.other(two, ', ')} SIRET {two.siret}</p>" if sheet.maybe() else ""
    at_head = sheet.maybe()
    own = _ids(sheet, "seller", "<br>" if at_head else " - ")
    block = _own_block(sheet, own if at_head else "")
    foot = "" if at_head else f"{sheet.facts.seller.name} - {own}"
    lines = [told, foot] if sheet.maybe() else [foot, told]
    return f"""{_style(sheet)}<div class="row">{block}<div class="half"><br>
{b.address(sheet, "buyer")}</div></div>{shipped}{_body(sheet)}
<p class="small">{"<br>".join(filter(None, lines))}</p>"""


@family("market_stall", Split.MAKING,
        Profile("shop", lines=(1, 4), tax_included=True, paid=0.7),
        Profile("wholesale", lines=(1, 5), paid=0.5))  # fmt: skip
def market_stall(sheet: Sheet) -> str:
    """A platform's imprint under its logo or at the foot; a sentence names the seller."""
    facts, host = sheet.facts, sheet.facts.others[0]
    imprint = f"{host.name}<br>{b.street(host)}<br>{_company(sheet, host)}"
    at_head = sheet.maybe()
    own = f"""Article{sheet.pick("s", "")} vendu{sheet.pick("s", "")} par {sheet.name("seller")},
{b.street(facts.seller, " ")}, {_ids(sheet, "seller", ", ")}"""
    buyer = f"{sheet.say('buyer')} : <br>{b.address(sheet, 'buyer')}"
    foot = f"{host.name} {_company(sheet, host)}"
    return f"""{_style(sheet)}<div class="row"><div>{sheet.logo(host.brand, "#333")}<br>
{imprint if at_head else ""}</div><div class="half">{buyer}</div></div><div class="gap"></div>
{_body(sheet)}<p>{own}</p><p class="foot">{"" if at_head else foot}</p>"""


@family("agent_at_head", Split.MAKING,
        Profile("gb", "GB", "en", "EUR", buyers=("FR",), lines=(1, 5)),
        Profile("es", "ES", "es", "EUR", buyers=("FR",), lines=(1, 5)),
        Profile("ch", "CH", "fr", "EUR", buyers=("FR",), lines=(1, 5)))  # fmt: skip
def agent_at_head(sheet: Sheet) -> str:
    """The fiscal representative stands beside the addressee; the seller's number at the foot."""
    facts, agent = sheet.facts, make_party(sheet.rng, "FR")
    told = {"en": "Fiscal representative", "es": "Representante fiscal"}
    title = told.get(facts.profile.lang, "Représentant fiscal")
    box = f"{title} :<br>{agent.name}<br>{b.street(agent)}<br>TVA {sheet.vat_text(agent.vat_id)}"
    own = f"{sheet.say('vat_id')} {sheet.vat_id('seller')}"
    buyer = f"{b.address(sheet, 'buyer', country=True)}"
    buyer += f"<br>{_ids(sheet, 'buyer')}" if sheet.maybe() else ""
    return f"""{_style(sheet)}<h1>{sheet.name("seller")}</h1><div class="row">
<div class="half">{box}</div><div class="half">{buyer}</div></div>{_body(sheet)}
<p class="{sheet.pick("foot", "small")}">{facts.seller.name} - {b.street(facts.seller, ", ")} -
{own}</p>"""


@family("window_left", Split.MAKING,
        Profile("industry", lines=(2, 7)),
        Profile("de", "DE", "de", buyers=("DE", "FR"), lines=(1, 6)),
        Profile("nl", "NL", "nl", buyers=("NL", "FR"), lines=(1, 6)),
        Profile("be", "BE", "fr", buyers=("BE", "FR"), lines=(1, 6)))  # fmt: skip
def window_left(sheet: Sheet) -> str:
    """The addressee's identifiers in the window on the left, the sender's on the right or below."""
    facts, place = sheet.facts, sheet.pick("right", "right", "foot", "under")
    own = f"{sheet.name('seller')}<br>{b.street(facts.seller)}<br>{_ids(sheet, 'seller')}"
    row = own.replace("<br>", " - ")
    right = own if place == "right" else _contact(sheet)
    return f"""{_style(sheet)}<div class="row"><div class="half"><span class="small">
{facts.seller.brand}, {b.street(facts.seller, ", ")}</span><br>{b.address(sheet, "buyer")}<br>
{_ids(sheet, "buyer")}</div><div class="small">{right}</div></div><div class="gap"></div>
{_body(sheet)}<p>{row if place == "under" else ""}</p>
<p class="foot">{row if place == "foot" else ""}</p>"""


@family("of_a_group", Split.MAKING, Profile("security", lines=(1, 5)),
        Profile("industry", lines=(2, 7)))  # fmt: skip
def of_a_group(sheet: Sheet) -> str:
    """A subsidiary's invoice on the paper of its group, whose registration is printed, too."""
    parent = sheet.facts.others[0]
    told = sheet.pick("Une société du groupe", "Filiale de", "Membre du groupe", "Groupe")
    line = f"{told} {parent.name}, {_company(sheet, parent)}"
    own = f"{sheet.name('seller')}, {b.legal(sheet)}"
    at_head = sheet.maybe(0.4)
    block = _own_block(sheet, b.legal(sheet, "<br>") if at_head else "")
    foot = line if at_head else sheet.pick(f"{own}<br>{line}", f"{line}<br>{own}")
    return f"""{_style(sheet)}{sheet.logo(parent.brand, "#036")}<div class="row">{block}
<div class="half"><br>{b.address(sheet, "buyer")}</div></div>{_body(sheet)}
<p class="{sheet.pick("foot", "small")}">{foot}</p>"""
