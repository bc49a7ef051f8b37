"""Fictitious companies and what they sell, as the sample generator needs them.

Every identifier holds its check digits and belongs to nobody that we know of.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Party:
    """A company as it stands on a sample.

    Attributes:
        name: Its legal name.
        siren: BT-30 or BT-47.
        siret: BT-29 or BT-46.
        vat_id: BT-31 or BT-48.
        street: First line of its address.
        postcode: Five digits.
        city: Its town.
        iban: Its account; empty for one that never sells here.
        bic: Its bank.
    """

    name: str
    siren: str
    siret: str
    vat_id: str
    street: str
    postcode: str
    city: str
    iban: str = ""
    bic: str = ""


DOSSIER = Party(
    name="Ateliers du Vaguemestre SARL",
    siren="123456782",
    siret="12345678200010",
    vat_id="FR11123456782",
    street="1 place d'Armes",
    postcode="35000",
    city="Rennes",
    iban="FR7699997000030001112223312",
    bic="VAGMFRP1XXX",
)
PAPER = Party(
    name="Papeterie du Cormoran SAS",
    siren="111222337",
    siret="11122233700011",
    vat_id="FR21111222337",
    street="12 quai des Brumes",
    postcode="29200",
    city="Brest",
    iban="FR7699999000011234567890152",
    bic="CORMFRP1XXX",
)
ROOF = Party(
    name="Couverture Lebreton EURL",
    siren="222333445",
    siret="22233344500013",
    vat_id="FR23222333445",
    street="8 rue des Ardoises",
    postcode="44000",
    city="Nantes",
    iban="FR7699998000020009876543293",
    bic="LEBRFRP1XXX",
)
CUSTOMER = Party(
    name="Brasserie des Trois Ponts SAS",
    siren="333444552",
    siret="33344455200017",
    vat_id="FR22333444552",
    street="3 rue du Houblon",
    postcode="67000",
    city="Strasbourg",
)
