"""Account identifiers: IBAN (ISO 13616) and BIC (ISO 9362)."""

import re
from functools import cache
from typing import NewType

from stdnum import bic as _bic
from stdnum import iban as _iban
from stdnum import numdb
from stdnum.exceptions import ValidationError

_PART = re.compile(r"(\d+)!([nac])")
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


@cache
def account_form(country: str) -> str:
    """Return what stands in each place of an IBAN behind its country; empty where none is known.

    Args:
        country: Two letters of ISO 3166-1.

    Returns:
        A letter for each place: n for a digit, a for a letter, c for either.
    """
    known = numdb.get("iban").info(country)[0][1] if country.isalpha() else {}
    form = "".join(kind * int(count) for count, kind in _PART.findall(known.get("bban", "")))
    return f"nn{form}" if form else ""
