"""Account identifiers: IBAN (ISO 13616) and BIC (ISO 9362)."""

from typing import NewType

from stdnum import bic as _bic
from stdnum import iban as _iban
from stdnum.exceptions import ValidationError

Iban = NewType("Iban", str)
"""An IBAN without spaces, in capitals, whose mod 97 and country form hold."""

Bic = NewType("Bic", str)
"""A BIC of 8 or 11 characters, in capitals."""


def parse_iban(text: str) -> Iban | None:
    """Return the IBAN written in ``text``, spaces allowed, or None if it is not one."""
    try:
        return Iban(_iban.validate(text))
    except ValidationError:
        return None


def parse_bic(text: str) -> Bic | None:
    """Return the BIC written in ``text``, or None if it is not one."""
    try:
        return Bic(_bic.validate(text))
    except ValidationError:
        return None
