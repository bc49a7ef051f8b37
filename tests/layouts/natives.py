"""Sellers abroad as they are at home: surnames, streets, towns, telephones."""

import unicodedata
from dataclasses import dataclass, replace

from tests.layouts.facts import Facts
from tests.layouts.identifiers import digits
from tests.layouts.sheet import Sheet


@dataclass(frozen=True)
class _Home:
    """What sellers of a country choose from, parted by bars; towns have their dialling code."""

    forenames: str
    surnames: str
    streets: str
    towns: str
    boxes: str
    house_first: bool = False


_HOMES = {
    "DE": _Home(
        "Jürgen|Sabine|Matthias|Katrin|Uwe|Heike|Thorsten|Anja",
        "Hölscher|Brandtner|Kießling|Oberländer|Wiegand|Stahlhofen|Maurer|Lüttgens|Ziegler",
        "Robert-Bosch-Straße|Gewerbering|Max-Eyth-Straße|Im Steinach|Dieselstraße|Ulmer Straße",
        "73430 Aalen=+49 7361|72458 Albstadt=+49 7431|58507 Lüdenscheid=+49 2351"
        "|88212 Ravensburg=+49 751|97424 Schweinfurt=+49 9721|33602 Bielefeld=+49 521",
        "info|rechnung|post",
    ),
    "CH": _Home(
        "Reto|Beat|Ursina|Regula|Urs|Simone|Andrin|Barbara",
        "Aeschlimann|Bänziger|Caflisch|Gnehm|Hösli|Rüegg|Stähli|Zurbriggen",
        "Technikumstrasse|Zürcherstrasse|Rosenbergstrasse|Unterer Graben|Obere Bahnhofstrasse",
        "8400 Winterthur=+41 52|9000 St. Gallen=+41 71|5000 Aarau=+41 62|4051 Basel=+41 61"
        "|7000 Chur=+41 81|6300 Zug=+41 41",
        "info|office|sekretariat",
    ),
    "GB": _Home(
        "Fiona|Alastair|Priya|Giles|Harriet|Owen|Deborah|Marcus",
        "Ashdown|Carrick|Fenwick|Hallam|Kingsnorth|Penrose|Thorburn|Wetherall",
        "Paul Street|Chandos Place|Castle Terrace|King Street|Queen Square|Chertsey Street",
        "London EC2A 4NE=+44 20|Bristol BS1 4SB=+44 117|Manchester M2 4WU=+44 161"
        "|Bath BA1 2HN=+44 1225|Guildford GU1 4HD=+44 1483",
        "accounts|finance|office",
        house_first=True,
    ),
    "IE": _Home(
        "Aoife|Conor|Niamh|Declan|Sinéad|Fergal",
        "Kestrel|Lumen|Tidewater|Foxglove|Harbour|Quill|Beacon|Marram",
        "Barrow Street|Sir John Rogerson's Quay|Henry Street|South Mall|Hatch Street Upper",
        "Dublin 4 D04 X2K5=+353 1|Limerick V94 T28R=+353 61|Cork T12 W8XA=+353 21"
        "|Dublin 2 D02 R296=+353 1",
        "billing|payments|support",
        house_first=True,
    ),
    "ES": _Home(
        "Vicente|Amparo|Jordi|Lucía|Ramón|Pilar|Javier|Encarna",
        "Ballester|Monfort|Safont|Peris|Gimeno|Tortosa|Escrig|Ventura",
        "Ctra. Onda-Villarreal, km|Camí de les Voltes|Avda. de la Cerámica|Pol. Ind. Sur, parc."
        "|Partida La Torreta",
        "12200 Onda (Castellón)=+34 964|12110 Alcora (Castellón)=+34 964"
        "|12540 Villarreal (Castellón)=+34 964|12520 Nules (Castellón)=+34 964",
        "administracion|ventas|info",
    ),
    "IT": _Home(
        "Alessandra|Giancarlo|Silvia|Piero|Ornella|Luca|Franca|Davide",
        "Bertacchi|Fumagalli|Lanzoni|Pecori|Rimondi|Sartorelli|Tessari|Zegnati",
        "Via della Filatura|Via Pistoiese|Viale Trento e Trieste|Via Roggia Molinara|Via Cernobbio",
        "59100 Prato (PO)=+39 0574|22100 Como (CO)=+39 031|13900 Biella (BI)=+39 015"
        "|36015 Schio (VI)=+39 0445|24024 Gandino (BG)=+39 035",
        "amministrazione|export|info",
    ),
    "NL": _Home(
        "Marloes|Jeroen|Wilma|Sander|Ilse|Gerrit|Femke|Bas",
        "Van Houten|Dijkstra|Schouten|Verhoeven|Kuipers|Van den Elzen|Ruijter|Timmermans",
        "Havenweg|Transportweg|Sluisweg|Newtonstraat|Ambachtsweg|Logistiekweg",
        "4906 CR Oosterhout=+31 162|5928 LK Venlo=+31 77|4782 SL Moerdijk=+31 168"
        "|7741 MJ Coevorden=+31 524",
        "administratie|planning|info",
    ),
    "BE": _Home(
        "Benoît|Nathalie|Thierry|Valérie|Xavier|Dominique",
        "Delvigne|Hanquet|Lecomte|Marlaire|Poncelet|Stassart|Thiry|Wauthier",
        "rue de la Fontaine|route de Malmedy|rue du Vieux Moulin|place Saint-Remacle",
        "4970 Stavelot=+32 80|5620 Florennes=+32 71|6880 Bertrix=+32 61|7600 Péruwelz=+32 69"
        "|5580 Rochefort=+32 84",
        "info|compta|commandes",
        house_first=True,
    ),
    "LU": _Home(
        "Romain|Martine|Claude|Josée|Tom|Carine",
        "Weyland|Schroeder|Kieffer|Majerus|Thill|Reding|Wagener|Hoscheid",
        "boulevard Royal|rue des Mérovingiens|rue Léon Laval|rue Gabriel Lippmann|op der Haart",
        "L-2449 Luxembourg=+352 26|L-8070 Bertrange=+352 31|L-3372 Leudelange=+352 27"
        "|L-5365 Munsbach=+352 28",
        "info|secretariat|compta",
        house_first=True,
    ),
}


def settle(sheet: Sheet, *brands: str, forms: tuple[str, ...]) -> Facts:
    """Give the seller a name, an address and a telephone of its country; return the new facts.

    Args:
        sheet: Whose facts are replaced.
        brands: Names without legal form; ``{w}`` is a surname.
        forms: Legal forms, of which the seller has one.
    """
    seller = sheet.facts.seller
    home = _HOMES[seller.country]
    brand = sheet.pick(*brands).replace("{w}", sheet.pick(*home.surnames.split("|")))
    form = sheet.pick(*forms)
    town, _, dial = sheet.pick(*home.towns.split("|")).partition("=")
    street, house = sheet.pick(*home.streets.split("|")), sheet.rng.randint(2, 96)
    host = f"{_plain(brand)[:16]}.example"
    words = town.split(" (")[0].split()
    last = [word for word in words if word.isalpha() or word.startswith("St.")]
    name = f"{brand} {form}"
    others = {brand, brand.upper(), name.upper(), f"{brand.upper()} {form}"} - {name}
    settled = replace(
        seller,
        name=name,
        brand=brand,
        form=form,
        accept=tuple(sorted(others)),
        street=(f"{house} {street}" if home.house_first else f"{street} {house}",),
        town=town,
        register=" ".join(last[:2]) if last[0] == "St." else last[0],
        phone=f"{dial} {digits(sheet.rng, 3)} {digits(sheet.rng, 3)}",
        mail=f"{sheet.pick(*home.boxes.split('|'))}@{host}",
        site=f"www.{host}",
    )
    sheet.facts = replace(sheet.facts, seller=settled)
    return sheet.facts


def person(sheet: Sheet) -> str:
    """Return somebody who works for the seller."""
    home = _HOMES[sheet.facts.seller.country]
    surnames = (_HOMES["GB"] if sheet.facts.seller.country == "IE" else home).surnames
    return f"{sheet.pick(*home.forenames.split('|'))} {sheet.pick(*surnames.split('|'))}"


def terms(sheet: Sheet, within: str, at_once: str) -> str:
    """Return how many days the buyer has; ``within`` has ``{days}``."""
    days = sheet.facts.days
    return within.replace("{days}", str(days)) if days else at_once


def _plain(text: str) -> str:
    """Return the letters of a name as a domain has them."""
    for letter, pair in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        text = text.lower().replace(letter, pair)
    bare = unicodedata.normalize("NFKD", text)
    return "".join(c for c in bare if c.isascii() and c.isalpha())
