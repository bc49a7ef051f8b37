"""Names of sellers and buyers as they are besides « Word SARL »: towns, schools, practices, shops.

In: a seeded ``Random`` and a party. Out: the same party under another name.
"""

from dataclasses import replace
from random import Random

from tests.layouts.parties import Party, make_person, make_word

_BUYERS = {
    "FR": "Commune de {w}|Mairie de {w}|Université {w} Sud|Lycée {w}|Centre hospitalier de {w}|"
    "Hôtel du {w}|Clinique {w}|SCI {w}|Syndicat des copropriétaires {w}|Association {w} Culture|"
    "{w} Distribution|Banque {w}|Pharmacie {w}|3D {w}|Région {w}|Société Nouvelle {w}|CCI {w}|"
    "SDIS 35|Total {w} Énergies|Transports {w} & Fils|Boulangerie du {w}|Caisse de {w}",
    "BE": "Commune de {w}|Hôpital {w} ASBL|{w} Logistics NV|Stad {w}|{w} en Zonen BV",
    "CH": "Gemeinde {w}|Hotel {w} AG|Fondation {w}|{w} Treuhand GmbH|Spital {w}",
    "DE": "Autohaus {w} e.K.|Stadtwerke {w} AG|Gemeinde {w}|Dr. {w} & Partner mbB|"
    "{w} Maschinenbau GmbH|Universität {w}|Hotel {w} KG|Kanzlei {w} PartG mbB|{w} Logistik SE",
    "ES": "Ayuntamiento de {w}|Hotel {w} S.A.|Talleres {w} S.L.|Universidad de {w}|"
    "Bodegas {w}, S.A.U.",
    "IT": "Comune di {w}|Officine {w} di Rossi S.n.c.|Studio {w} Associati|Hotel {w} S.r.l.|"
    "{w} & Figli S.p.A.",
    "NL": "Gemeente {w}|Stichting {w}|{w} Bouw B.V.|Hotel De {w}|Universiteit {w}",
    "GB": "{w} Borough Council|University of {w}|The {w} Hotel Ltd|{w} & Sons|{w} NHS Trust",
    "IE": "{w} County Council|{w} Foods Ltd|The {w} Inn",
    "LU": "Commune de {w}|{w} Finance S.A.|{w} Participations S.à r.l.",
}
_SELLERS = {
    "FR": "Atelier du {w}|Cabinet {w} et Associés|Imprimerie {w}|Studio {w}|Garage du {w}|"
    "Menuiserie {w} Frères|L'Échoppe {w}|Au Bon {w}|{w}.io|Data {w}|ETS {w}|Groupe {w} France|"
    "Documents {w}|{w} Facilities",
    "BE": "{w} Consulting BV|Boulangerie {w} SRL|Drukkerij {w} BV",
    "CH": "{w} Treuhand AG|Atelier {w} Sàrl|Schreinerei {w}",
    "DE": "{w} Haustechnik GmbH & Co. KG|Bäckerei {w}|Malermeister {w}|Verlag {w} GmbH|"
    "{w} IT-Services UG (haftungsbeschränkt)|Tischlerei {w} e.K.",
    "ES": "Imprenta {w} S.L.|Asesoría {w}|Talleres {w}",
    "IT": "Tipografia {w} S.r.l.|Studio Tecnico {w}|Falegnameria {w} di Bianchi & C. S.a.s.",
    "NL": "Drukkerij {w} B.V.|{w} Advies|Schildersbedrijf {w} VOF",
    "GB": "{w} Print Ltd|{w} & Daughters Joinery|The {w} Studio",
    "IE": "{w} Software Ltd|{w} Plumbing",
    "LU": "{w} Services S.à r.l.|Imprimerie {w}",
}


def renamed(rng: Random, party: Party, *, sells: bool) -> Party:
    """Return a party under a name of another kind, with the domain that fits it."""
    names = (_SELLERS if sells else _BUYERS)[party.country].split("|")
    word = make_word(rng)
    name = rng.choice(names).replace("{w}", word)
    if party.country == "FR" and party.form and rng.random() < 0.4:
        name = f"{name} {party.form}"
    if rng.random() < 0.25:
        name = name.upper()
    host = f"{word.lower()}.example"
    return replace(
        party,
        name=name,
        brand=word,
        accept=(name.upper(),),
        mail=f"{rng.choice(('contact', 'info', 'compta', make_person(rng).split()[0]))}@{host}",
        site=f"www.{host}",
    )
