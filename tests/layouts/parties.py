"""Invented companies, people and addresses of nine countries.

In: a seeded ``Random``, a country and a trade word. Out: a ``Party``. Names are put together from
syllables and towns are real; should a name exist, that is chance.
"""

from dataclasses import dataclass
from random import Random

from tests.layouts.identifiers import (
    digits,
    french_vat,
    letters,
    make_siren,
    make_siret,
    make_vat_id,
)

COUNTRIES = {
    "fr": {"FR": "France", "BE": "Belgique", "CH": "Suisse", "DE": "Allemagne", "ES": "Espagne"}
    | {"IT": "Italie", "NL": "Pays-Bas", "GB": "Royaume-Uni", "IE": "Irlande", "LU": "Luxembourg"},
    "en": {"FR": "France", "BE": "Belgium", "CH": "Switzerland", "DE": "Germany", "ES": "Spain"}
    | {"IT": "Italy", "NL": "Netherlands", "GB": "United Kingdom", "IE": "Ireland"},
    "de": {"FR": "Frankreich", "DE": "Deutschland", "CH": "Schweiz"},
    "nl": {"FR": "Frankrijk", "NL": "Nederland", "BE": "België"},
    "es": {"FR": "Francia", "ES": "España"},
    "it": {"FR": "Francia", "IT": "Italia"},
}
_STARTS = "Bra Cor Dal Fer Gol Jav Ker Lor Mar Nov Pel Quen Rol Sau Tav Vel Zor Ard Elb Oriv Hau"
_MIDDLES = "va me li no ra ti ber den gui la vo ce ri du"
_ENDS = "court mont nec lin tel ville zac gnan rive leux bois tis quet ron dan bec rel nier"
_FORENAMES = "Anne Bruno Carole Didier Élodie Franck Gaëlle Hugo Inès Julien Karim Léa Nadia Omar"
_TOWNS = {
    "FR": "35000 Rennes|69003 Lyon|13006 Marseille|44300 Nantes|31400 Toulouse|67100 Strasbourg"
    "|59800 Lille|33700 Mérignac|21121 Fontaine-lès-Dijon|64600 Anglet|75011 Paris|92130 Issy-les-"
    "Moulineaux|56400 Auray|06130 Grasse|38430 Moirans|87100 Limoges|14123 Ifs|97410 Saint-Pierre"
    "|42000 Saint-Étienne|80090 Amiens|03200 Vichy|93210 La Plaine Saint-Denis",
    "BE": "4000 Liège|5000 Namur|1050 Bruxelles|7500 Tournai|9000 Gent|B-1348 Louvain-la-Neuve",
    "CH": "1003 Lausanne|1204 Genève|CH-2000 Neuchâtel|8005 Zürich|3011 Bern|CH-1950 Sion",
    "DE": "50667 Köln|79098 Freiburg im Breisgau|D-80331 München|28195 Bremen|04109 Leipzig",
    "ES": "08025 Barcelona|28013 Madrid|46004 Valencia|20001 Donostia|50003 Zaragoza",
    "IT": "10125 Torino (TO)|20124 Milano (MI)|40121 Bologna (BO)|16121 Genova (GE)",
    "NL": "3511 BH Utrecht|1017 PT Amsterdam|5611 EM Eindhoven|9711 LN Groningen",
    "GB": "Leeds LS1 4DY|Bristol BS1 6QH|London SE1 9GF|Norwich NR2 1TF|Cardiff CF10 3AT",
    "IE": "Dublin 2 D02 AF30|Cork T12 X8PR|Galway H91 E2KF",
    "LU": "L-1930 Luxembourg|L-4361 Esch-sur-Alzette",
}
_STREETS = {
    "FR": "rue des Tilleuls|avenue Jean Jaurès|boulevard de la Gare|chemin du Moulin|rue Pasteur"
    "|impasse des Artisans|ZA de la Lande, rue du Commerce|place du Marché|quai des Bateliers",
    "BE": "rue du Pont|chaussée de Wavre|avenue des Ardennes|rue Haute",
    "CH": "rue du Lac|avenue de la Gare|chemin des Vignes|Bahnhofstrasse",
    "DE": "Lindenstraße|Am Mühlbach|Hauptstraße|Industriering",
    "ES": "Calle del Olmo|Avenida del Puerto|Carrer de la Sal",
    "IT": "Via dei Mille|Corso Garibaldi|Via del Lavoro",
    "NL": "Kerkstraat|Industrieweg|Prinsengracht",
    "GB": "Mill Lane|Harbour Road|Station Street|Queens Walk",
    "IE": "Harbour Street|Mill Road|Grand Parade",
    "LU": "rue de l'Alzette|route d'Arlon",
}
_FORMS = {
    "FR": ("SARL", "SAS", "SASU", "EURL", "SA", "S.A.R.L.", "SAS", "SCOP", "SNC"),
    "BE": ("SRL", "SA", "BV", "SPRL"),
    "CH": ("SA", "Sàrl", "AG", "GmbH"),
    "DE": ("GmbH", "GmbH & Co. KG", "AG", "UG (haftungsbeschränkt)"),
    "ES": ("S.L.", "SL", "S.A."),
    "IT": ("S.r.l.", "SRL", "S.p.A."),
    "NL": ("B.V.", "BV"),
    "GB": ("Ltd", "Limited", "LLP"),
    "IE": ("Ltd", "Limited", "DAC"),
    "LU": ("S.à r.l.", "SA"),
}
_BUILDINGS = ("Bâtiment C", "ZI Nord - BP 40127", "Immeuble Le Carré", "2ème étage", "CS 30418")
_CALLING = {"FR": "02 99", "BE": "+32 4", "CH": "+41 21", "DE": "+49 221", "ES": "+34 93"} | {
    "IT": "+39 011",
    "NL": "+31 30",
    "GB": "+44 113",
    "IE": "+353 1",
    "LU": "+352 26",
}


@dataclass(frozen=True)
class Party:
    """A company or person.

    Attributes:
        name: As printed.
        brand: The name without legal form, as a logo shows it.
        form: Legal form; empty for a person.
        accept: Other ways to write the name.
        street: Address lines above the town.
        town: Postcode and town.
        country: ISO 3166-1, two letters.
        siren: Of a French party, nine digits, otherwise empty.
        siret: Fourteen digits, or empty.
        vat_id: With its country's prefix, or empty.
        capital: Share capital, whole currency units.
        register: Town of the register.
        activity: APE code.
        phone: As printed.
        mail: Address under ``.example``.
        site: Host under ``.example``.
    """

    name: str
    brand: str
    form: str
    accept: tuple[str, ...]
    street: tuple[str, ...]
    town: str
    country: str
    siren: str
    siret: str
    vat_id: str
    capital: int
    register: str
    activity: str
    phone: str
    mail: str
    site: str


def make_party(
    rng: Random, country: str, words: tuple[str, ...] = (), person: bool = False
) -> Party:
    """Return a party; ``words`` are of its trade, a ``person`` trades under an own name."""
    form = "" if person else rng.choice(_FORMS[country])
    core = make_person(rng) if person else _company(rng, words)
    name = _with_form(rng, core, form, country)
    siren = make_siren(rng) if country == "FR" else ""
    host = "".join(c for c in core.lower() if c.isascii() and c.isalpha())[:18] + ".example"
    town = rng.choice(_TOWNS[country].split("|"))
    return Party(
        name,
        core,
        form,
        tuple({core, f"{core} {form}", f"{form} {core}", core.upper()} - {name}) if form else (),
        _street(rng, country),
        _cedex(rng, town) if country == "FR" else town,
        country,
        siren,
        make_siret(rng, siren) if siren else "",
        french_vat(siren) if siren else make_vat_id(rng, country),
        rng.choice((1000, 5000, 7500, 10000, 38112, 50000, 150000, 1250000)),
        town.split(" ", 1)[1],
        f"{rng.randint(10, 96)}{rng.randint(10, 99)}{letters(rng, 1)}",
        f"{_CALLING[country]} {digits(rng, 2)} {digits(rng, 2)} {digits(rng, 2)}",
        f"{rng.choice(('contact', 'compta', 'info', 'facturation'))}@{host}",
        f"www.{host}",
    )


def make_word(rng: Random) -> str:
    """Return one invented proper name."""
    middle = rng.choice(_MIDDLES.split()) if rng.random() < 0.5 else ""
    return rng.choice(_STARTS.split()) + middle + rng.choice(_ENDS.split())


def make_person(rng: Random) -> str:
    forename, surname = rng.choice(_FORENAMES.split()), make_word(rng)
    return f"{forename} {surname.upper() if rng.random() < 0.4 else surname}"


def _company(rng: Random, words: tuple[str, ...]) -> str:
    word = make_word(rng)
    trade = rng.choice(words or ("Services", "Industrie", "Conseil", "Groupe"))
    core = rng.choice(
        (
            f"{trade} {word}",
            f"{word} {trade}",
            word,
            f"{word} & {make_word(rng)}",
            f"{trade} {word}",
        )
        + ((f"Ets {word} et Fils",) if words else ())
    )
    return core.upper() if rng.random() < 0.35 else core


def _with_form(rng: Random, core: str, form: str, country: str) -> str:
    if not form:
        return f"{core} EI" if country == "FR" and rng.random() < 0.4 else core
    if country == "FR" and rng.random() < 0.3:
        return f"{form} {core}"
    return core if country == "FR" and rng.random() < 0.2 else f"{core} {form}"


def _street(rng: Random, country: str) -> tuple[str, ...]:
    street, house = rng.choice(_STREETS[country].split("|")), rng.randint(1, 240)
    after = country in {"DE", "CH", "NL", "IT", "ES"}
    lines = [f"{street} {house}" if after else f"{house} {street}"]
    if country == "FR":
        lines[0] = f"{house}{rng.choice(('', ',', ' bis'))} {street}"
        if rng.random() < 0.3:
            lines.insert(rng.randint(0, 1), rng.choice(_BUILDINGS))
    return tuple(lines)


def _cedex(rng: Random, town: str) -> str:
    return f"{town} CEDEX{rng.choice((' 2', ' 9', ''))}" if rng.random() < 0.12 else town
