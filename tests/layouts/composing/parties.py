"""Who sells, who buys and who else is named on a composed page, and where their identifiers are.

In: a ``Sheet`` and its places. Out: blocks of parties in places. The seller's identifiers are
printed once at least, wherever that is, but on a silent page, where those of the buyer or of third
parties are all there is: whoever takes them for the seller's errs.
"""

from html import escape

from tests.layouts import blocks as b
from tests.layouts.composing import Places
from tests.layouts.identifiers import digits, make_siret
from tests.layouts.parties import Party, make_person
from tests.layouts.sheet import Sheet

_OWN = ("block",) * 5 + ("foot",) * 5 + ("logo", "logo", "window", "window", "side")
_IDS: tuple[str, ...] = ("block",) * 4 + ("foot",) * 5 + ("totals", "bank", "last", "head", "R")
_IDS += ("apart", "over", "stamp", "after", "listed")
"""Beside what is a place: in a paragraph of the block, over it, in a stamp, among references."""
_THIRDS = ("factor", "carrier", "office", "agent", "helper", "platform")
_THIRD_IN = ("foot", "foot", "after", "bank", "head")
_REGISTERS = {
    "DE": "HRB {}",
    "NL": "KvK {}",
    "BE": "RPM {}",
    "IT": "REA {}",
    "GB": "Company No. {}",
}


def put_parties(sheet: Sheet, places: Places, *, silent: bool = False) -> str:
    """Put all parties into their places; return where the seller's block is."""
    if not silent and sheet.maybe(0.05):
        return _put_table(sheet, places)
    where = sheet.pick(*_OWN)
    _put_seller(sheet, places, where)
    shows_buyer = sheet.maybe(0.75 if silent else 0.35)
    _put_buyer(sheet, places, sender=where == "window", ids=shows_buyer)
    if not silent:
        _put_ids(sheet, places, where)
    if sheet.maybe(0.35) or (silent and not shows_buyer):
        _put_third(sheet, places)
    if sheet.maybe(0.15):
        _put_ship(sheet, places)
    return where


def _put_table(sheet: Sheet, places: Places) -> str:
    """Print both parties in a table with a column for each, row by row."""
    own, yours = (sheet.party(who) for who in _PARTIES)
    rows = [["", *(sheet.say(who) for who in _PARTIES)], ["", *map(sheet.name, _PARTIES)]]
    rows.append(["", *(b.street(party, sheet.pick(", ", "<br>")) for party in (own, yours))])
    if own.siret and yours.siret and sheet.maybe(0.6):
        rows.append(["SIRET", *map(sheet.siret, _PARTIES)])
    rows.append([sheet.say("vat_id"), *map(sheet.vat_id, _PARTIES)])
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    places["B"].append(f'<table class="ruled">{cells}</table>')
    places["S"].append(sheet.logo(own.brand, "#036") if sheet.maybe() else escape(own.brand))
    return "logo"


_PARTIES = ("seller", "buyer")


def _put_ship(sheet: Sheet, places: Places) -> None:
    """Print where the goods go, at times with the number of the buyer's branch there."""
    buyer, party = sheet.facts.buyer, sheet.facts.others[1]
    ship = b.other(buyer if sheet.maybe() else party)
    if buyer.siren and sheet.maybe(0.3):
        ship += f"<br>SIRET {make_siret(sheet.rng, buyer.siren)}"
    places[sheet.pick("B", "R", "head")].append(f"<div>{sheet.say('ship')}<br>{ship}</div>")


def _put_ids(sheet: Sheet, places: Places, where: str) -> None:
    """Print the seller's identifiers in one place, sometimes in the foot again."""
    ids_in = sheet.pick(*_IDS)
    if where not in {"block", "side"} and ids_in == "block":
        ids_in = "foot"
    between = sheet.pick("<br>", "<br>", " - ", ", ", " | ")
    if ids_in in {"foot", "after", "last"}:
        between = sheet.pick(" - ", " • ", " | ", ", ")
    css = sheet.pick("", "small") + (" gap" if ids_in == "apart" else "")
    told = _ids(sheet, "seller", between)
    if ids_in == "stamp":
        told = f"{sheet.name('seller')}<br>{b.street(sheet.facts.seller)}<br>{told}"
    elif ids_in == "listed":
        told = f"{sheet.say('own_vat')} {sheet.pick('', ': ')}{sheet.vat_id('seller')}"
    place = {"block": "S", "apart": "S", "over": "S", "stamp": "after", "listed": "R"}
    at = 0 if ids_in == "over" else len(places[place.get(ids_in, ids_in)])
    places[place.get(ids_in, ids_in)].insert(at, f'<div class="{css}">{told}</div>')
    if ids_in not in {"foot", "last"} and sheet.maybe(0.25):
        told = _ids(sheet, "seller", sheet.pick(" - ", " • ", " | ", ", "))
        places["foot"].append(f"{sheet.name('seller')} {sheet.pick('-', ',', '•')} {told}")


def _put_seller(sheet: Sheet, places: Places, where: str) -> None:
    facts, size = sheet.facts, sheet.pick(9, 11, 14, 18)
    logo = sheet.logo(facts.seller.brand, sheet.pick("#333", "#a00", "#036"), sheet.maybe())
    name = f'<b style="font-size:{size}pt">{sheet.name("seller")}</b>'
    called = f'<div class="small">{sheet.say("seller")}</div>' if sheet.maybe(0.15) else ""
    block = f"{called}{name}<br>{b.street(facts.seller)}{_contact(sheet, '<br>')}"
    block = _wrapped(sheet, block)
    if where in {"block", "side"}:
        places["S"].append(f"{logo if sheet.maybe(0.4) else ''}<div>{block}</div>")
        return
    places["S"].append(logo if where == "logo" or sheet.maybe() else escape(facts.seller.brand))
    between = sheet.pick(" - ", " - ", " • ", " | ", ", ")
    own = [sheet.name("seller"), b.street(facts.seller, between)]
    if sheet.maybe(0.2):  # in columns, as on German letters
        columns = (b.other(facts.seller), _contact(sheet, "<br>"), b.bank(sheet))
        cells = "".join(f"<div>{text}</div>" for text in columns if text)
        places["foot"].append(f'<div class="row">{cells}</div>')
        sheet.show("seller.name", facts.seller.name)
    else:
        places["foot"].append(between.join(own) + _contact(sheet, between))


def _wrapped(sheet: Sheet, block: str) -> str:
    """Set a block in a narrow column at times, where long names take two lines."""
    width = sheet.pick(34, 40, 46)
    return (
        f'<div class="wrapped" style="width:{width}mm">{block}</div>' if sheet.maybe(0.1) else block
    )


def _contact(sheet: Sheet, between: str) -> str:
    party = sheet.facts.seller
    told = [f"{sheet.say('phone')} {party.phone}", party.mail, party.site]
    chosen = [text for text in told if sheet.maybe(0.4)]
    return "".join(between + escape(text, quote=False) for text in chosen)


def _put_buyer(sheet: Sheet, places: Places, *, sender: bool, ids: bool) -> None:
    seller = sheet.facts.seller
    over = f'<div class="small">{seller.brand}, {b.street(seller, ", ")}</div>' if sender else ""
    if sheet.maybe(0.35):
        over += f"<div>{sheet.pick('<b>{}</b>', '{}', '{} :').format(sheet.say('buyer'))}</div>"
    name, *rest = b.address(sheet, "buyer").split("<br>")
    lines = [name, *rest]
    if sheet.maybe(0.2):  # a person or a department
        lines.insert(sheet.pick(0, 1, 1, 1, len(lines)), _attention(sheet))
    if sheet.maybe(0.1):
        number = f"{sheet.say('customer')} : {sheet.facts.references['customer']}"
        lines.insert(sheet.pick(0, len(lines)), number)
    if ids and sheet.maybe(0.25):  # in a form of what is known of the customer
        name = sheet.name("buyer") if sheet.maybe(0.6) else sheet.facts.references["customer"]
        told = f"{sheet.say('customer')} : {name}<br>{_ids(sheet, 'buyer', '<br>')}"
        places[sheet.pick("head", "R")].append(f"<div>{told}</div>")
    elif ids:
        lines.append(_ids(sheet, "buyer", "<br>"))
    places["B"].append(f"{over}<div>{_wrapped(sheet, '<br>'.join(lines))}</div>")


def _attention(sheet: Sheet) -> str:
    return sheet.say("attention").format(who=escape(make_person(sheet.rng)))


def _ids(sheet: Sheet, who: str, between: str) -> str:
    """Print some identifiers of the seller or the buyer, at least one."""
    party, texts = sheet.party(who), list[str]()
    colon = sheet.pick(" ", " : ", ": ")
    if who == "seller" and party.form and party.siren and sheet.maybe(0.6):
        texts.append(f"{party.form} au capital de {party.capital} €")
    if party.siret and sheet.maybe(0.7):
        texts.append(f"{sheet.pick('SIRET', 'Siret', 'N° SIRET')}{colon}{sheet.siret(who)}")
    if party.siren and (not texts or sheet.maybe(0.35)):
        label = sheet.pick("SIREN", f"RCS {escape(party.register)}", "Siren")
        texts.append(f"{label}{colon}{sheet.siren(who)}")
    if party.siren and sheet.maybe(0.3):
        texts.append(f"{sheet.pick('APE', 'NAF', 'Code NAF')} {party.activity}")
    if party.country in _REGISTERS and sheet.maybe(0.4):
        texts.append(_REGISTERS[party.country].format(digits(sheet.rng, 6)))
    if who == "seller" and party.form and sheet.maybe(0.15):
        texts.append(sheet.say("manager").format(who=escape(make_person(sheet.rng))))
    if not party.siren or sheet.maybe(0.75):
        label = sheet.say("buyer_vat" if who == "buyer" and sheet.maybe(0.4) else "vat_id")
        texts.append(f"{label}{colon}{sheet.vat_id(who)}")
    return between.join(texts)


def _put_third(sheet: Sheet, places: Places) -> None:
    """Name somebody who neither sells nor buys, with identifiers."""
    other: Party = sheet.facts.others[0]
    told = [escape(other.name)]
    if sheet.maybe(0.5):
        told.append(b.street(other, " "))
    number = sheet.pick(f"RCS {escape(other.register)} {other.siren}", f"SIRET {other.siret}")
    if other.siren:
        told.append(number)
    if not other.siren or sheet.maybe():
        told.append(f"{sheet.say('vat_id')} {sheet.vat_text(other.vat_id)}")
    text = sheet.say(sheet.pick(*_THIRDS)).format(who=sheet.pick(", ", " - ").join(told))
    place = places[sheet.pick(*_THIRD_IN)]
    place.insert(sheet.pick(0, len(place)), f"<div>{text}</div>")
