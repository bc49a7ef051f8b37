"""What a person may write for a field, and what is kept of it.

In: text as typed, in the French or the canonical form. Out: the canonical value of `Field`, or
None where it is none. Check digits are those of the identifiers' own modules.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from storage.domain.iban import parse_bic, parse_iban
from storage.domain.invoice import AMOUNTS, DATES, FieldName
from storage.domain.money import format_amount
from storage.domain.siren import parse_siren, parse_siret
from storage.domain.vat import parse_vat_id

LONGEST_TEXT = 200
"""Characters of a name or number."""

_AMOUNT = re.compile(
    r"(?P<sign>[+-]?)"
    r"(?P<whole>\d{1,3}(?: \d{3}){1,4}|\d{1,3}(?:\.\d{3}){1,4}(?=,)|\d{1,15})"
    r"(?:[.,](?P<fraction>\d{1,10}))?"
)
_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_FRENCH_DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_TYPE_CODE = re.compile(r"[0-9]{2,3}")
_PAYMENT_MEANS = re.compile(r"[0-9]{1,2}|ZZZ")
_CURRENCY = re.compile(r"[A-Z]{3}")
_COUNTRY = re.compile(r"[A-Z]{2}")


def parse_value(name: FieldName, text: str) -> str | None:
    """Return the canonical value of a field that a person typed; None where it is none."""
    # All spaces alike: amounts and identifiers are copied with no-break ones.
    return _PARSERS[name](" ".join(text.split()))


def _parse_text(text: str) -> str | None:
    return text if 0 < len(text) <= LONGEST_TEXT and text.isprintable() else None


def _parse_amount(text: str) -> str | None:
    found = _AMOUNT.fullmatch(text.removesuffix("€").rstrip().replace("\N{MINUS SIGN}", "-"))
    if found is None:
        return None
    whole = re.sub(r"[ .]", "", found["whole"])
    return format_amount(Decimal(f"{found['sign']}{whole}.{found['fraction'] or 0}"))


def _parse_date(text: str) -> str | None:
    if (iso := _ISO_DATE.fullmatch(text)) is not None:
        year, month, day = map(int, iso.groups())
    elif (french := _FRENCH_DATE.fullmatch(text)) is not None:
        day, month, year = map(int, french.groups())
    else:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _code(form: re.Pattern[str]) -> Callable[[str], str | None]:
    def parse(text: str) -> str | None:
        return text.upper() if form.fullmatch(text.upper()) else None

    return parse


_PARSERS: Mapping[FieldName, Callable[[str], str | None]] = {
    **dict.fromkeys(AMOUNTS, _parse_amount),
    **dict.fromkeys(DATES, _parse_date),
    FieldName.NUMBER: _parse_text,
    FieldName.TYPE_CODE: _code(_TYPE_CODE),
    FieldName.ORDER_REFERENCE: _parse_text,
    FieldName.CONTRACT_REFERENCE: _parse_text,
    FieldName.CURRENCY: _code(_CURRENCY),
    FieldName.SELLER_NAME: _parse_text,
    FieldName.SELLER_SIREN: parse_siren,
    FieldName.SELLER_SIRET: parse_siret,
    FieldName.SELLER_VAT_ID: parse_vat_id,
    FieldName.SELLER_COUNTRY: _code(_COUNTRY),
    FieldName.BUYER_NAME: _parse_text,
    FieldName.BUYER_SIREN: parse_siren,
    FieldName.BUYER_SIRET: parse_siret,
    FieldName.BUYER_VAT_ID: parse_vat_id,
    FieldName.BUYER_COUNTRY: _code(_COUNTRY),
    FieldName.PAYMENT_MEANS: _code(_PAYMENT_MEANS),
    FieldName.IBAN: parse_iban,
    FieldName.BIC: parse_bic,
}
