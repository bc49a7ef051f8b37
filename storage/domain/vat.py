"""VAT identification numbers (BT-31, BT-48), with the check that their country defines."""

import re
from typing import NewType

from stdnum import vatin
from stdnum.ch import uid
from stdnum.exceptions import ValidationError

from storage.domain.siren import Siren, parse_siren

VatId = NewType("VatId", str)
"""Country prefix and number without spaces, in capitals; its country's check holds."""

_CHECKED_PREFIXES = re.compile(
    "AT|BE|BG|CY|CZ|DE|DK|EE|EL|ES|FI|FR|HR|HU|IE|IT|LT|LU|LV|MT|NL|PL|PT|RO|SE|SI|SK",
    re.IGNORECASE,
)


def parse_vat_id(text: str) -> VatId | None:
    """Return the VAT id written in ``text``, or None if no country accepts it as one.

    A Swiss one may lack the word for VAT behind the company's number (UID), whose check it has.
    """
    for validate in (vatin.validate, uid.validate):
        try:
            return VatId(validate(text))
        except ValidationError:
            pass
    return None


def has_known_check(text: str) -> bool:
    """Tell by its prefix whether the check of a VAT id's country is known here."""
    return _CHECKED_PREFIXES.match(text) is not None


def siren_in(vat_id: VatId) -> Siren | None:
    """Return the SIREN that a French VAT id carries, None for other countries."""
    return parse_siren(vat_id[4:]) if vat_id.startswith("FR") else None
