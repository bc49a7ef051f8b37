"""SIREN and SIRET: the French registers' identifiers of companies and establishments.

Both end in a Luhn check digit (ISO/IEC 7812-1); the SIRETs of La Poste follow an exception of
their own, which python-stdnum knows.
"""

from typing import NewType

from stdnum.exceptions import ValidationError
from stdnum.fr import siren as _siren
from stdnum.fr import siret as _siret

Siren = NewType("Siren", str)
"""Nine digits whose check digit holds."""

Siret = NewType("Siret", str)
"""Fourteen digits whose check digit holds; the first nine are the SIREN."""


def parse_siren(text: str) -> Siren | None:
    """Return the SIREN written in ``text``, spaces allowed, or None if it is not one."""
    try:
        return Siren(_siren.validate(text))
    except ValidationError:
        return None


def parse_siret(text: str) -> Siret | None:
    """Return the SIRET written in ``text``, spaces allowed, or None if it is not one."""
    try:
        return Siret(_siret.validate(text))
    except ValidationError:
        return None


def siren_of(siret: Siret) -> Siren:
    """Return the SIREN of the company that the establishment belongs to."""
    return Siren(siret[:9])
