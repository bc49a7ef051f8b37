"""What can be said of a supplier or a customer: names of the values, their forms, their checks.

In: values as a program, a form or a table gives them. Out: values as they are stored. An identifier
that fails its check is stored as it was given, and told by `warnings_of`: it finds nobody.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from storage.domain.errors import InputError, InvalidFieldError
from storage.domain.iban import parse_iban
from storage.domain.money import format_amount, parse_amount
from storage.domain.obligation import SizeClass
from storage.domain.sender_address import parse_domain, parse_sender
from storage.domain.siren import parse_siren, parse_siret, siren_of
from storage.domain.supplier import BlockScope
from storage.domain.vat import parse_vat_id, siren_in

LONGEST_NAME = 200
LONGEST_NOTES = 5000
MOST_ITEMS = 50
"""Of a list: other names, domains, addresses, default values."""

_GAPS = re.compile(r"[\s.\u00a0\u202f-]+")
_ID = re.compile(r"[A-Z0-9]{1,20}")
_ACCOUNT = re.compile(r"[A-Z0-9]{5,34}")
_COUNTRY = re.compile(r"[A-Z]{2}")
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
_NUMBER = re.compile(r"[^\s\x00-\x1f/\\](?:[^\x00-\x1f/\\]{0,38}[^\s\x00-\x1f/\\])?")


@dataclass(frozen=True)
class Warned:
    """Something stored that fails its check.

    Attributes:
        field: ``siren``, ``vat_id`` or ``ibans``.
        value: As stored.
        kind: ``check`` where check digits or form do not hold; ``differs`` where a French VAT id
            is that of another SIREN.
    """

    field: str
    value: str
    kind: str


def warnings_of(siren: str | None, vat_id: str | None, ibans: tuple[str, ...]) -> list[Warned]:
    """Return which identifiers fail their check."""
    found = []
    known_siren = parse_siren(siren or "")
    known_vat_id = parse_vat_id(vat_id or "")
    if siren and known_siren is None:
        found.append(Warned("siren", siren, "check"))
    if vat_id and known_vat_id is None:
        found.append(Warned("vat_id", vat_id, "check"))
    carried = siren_in(known_vat_id) if known_vat_id else None
    if known_siren and carried and carried != known_siren:
        found.append(Warned("vat_id", known_vat_id or "", "differs"))
    found += [Warned("ibans", iban, "check") for iban in ibans if parse_iban(iban) is None]
    return found


def parse_values(
    values: Mapping[str, Any], known: Mapping[str, Callable[[Any], Any]]
) -> dict[str, Any]:
    """Return values in the form in which they are stored.

    Args:
        values: By name; None clears what may be absent.
        known: `OF_SUPPLIERS` or `OF_CUSTOMERS`.

    Raises:
        InvalidFieldError: Some are no values of their fields.
        InputError: Some name is unknown.
    """
    parsed, wrong = {}, []
    for name, value in values.items():
        if name not in known:
            raise InputError(f"Nothing is called {name}.", code="unknown-field")
        try:
            parsed[name] = known[name](value)
        except (ValueError, TypeError, AttributeError):
            wrong.append(name)
    if wrong:
        raise InvalidFieldError(wrong, within="")
    return parsed


def parse_account(text: str) -> str:
    """Return an IBAN without spaces, in capitals; its check may fail.

    Raises:
        ValueError: It can be none.
    """
    compact = _GAPS.sub("", text).upper()
    if not _ACCOUNT.fullmatch(compact):
        raise ValueError("That is no account.")
    return compact


def _line(text: str, longest: int = LONGEST_NAME) -> str:
    line = " ".join(text.split())
    if not 0 < len(line) <= longest or not line.isprintable():
        raise ValueError("That is no line of text.")
    return line


def _number(text: str) -> str:
    if not _NUMBER.fullmatch(text.strip()):
        raise ValueError("That is no number.")
    return text.strip()


def _optional(parse: Callable[[str], str]) -> Callable[[str | None], str | None]:
    return lambda text: None if text is None or not text.strip() else parse(text)


def _siren(text: str) -> str:
    siret = parse_siret(text)
    compact = siren_of(siret) if siret else _GAPS.sub("", text).upper()
    if not _ID.fullmatch(compact):
        raise ValueError("That is no SIREN.")
    return compact


def _vat_id(text: str) -> str:
    compact = parse_vat_id(text) or _GAPS.sub("", text).upper()
    if not _ID.fullmatch(compact):
        raise ValueError("That is no VAT id.")
    return compact


def _country(text: str) -> str:
    if not _COUNTRY.fullmatch(text.strip().upper()):
        raise ValueError("That is no country.")
    return text.strip().upper()


def _notes(text: str | None) -> str:
    kept = (text or "").replace("\r\n", "\n").strip()
    if len(kept) > LONGEST_NOTES or not all(c.isprintable() or c in "\n\t" for c in kept):
        raise ValueError("Those are no notes.")
    return kept


def _list(parse: Callable[[str], str | None]) -> Callable[[list[str]], list[str]]:
    def parse_all(texts: list[str]) -> list[str]:
        if len(texts) > MOST_ITEMS:
            raise ValueError("That is no list.")
        found = dict.fromkeys(parse(text) for text in texts)
        if None in found:
            raise ValueError("One of them has not the form.")
        return [item for item in found if item is not None]

    return parse_all


def _defaults(values: Mapping[str, str]) -> dict[str, str]:
    if len(values) > MOST_ITEMS or not all(_KEY.fullmatch(key) for key in values):
        raise ValueError("Those are no default values.")
    return {key: _line(value) for key, value in values.items() if value.strip()}


def _ceiling(text: str) -> str:
    amount = parse_amount(text)
    if amount is None or amount < Decimal(0):
        raise ValueError("That is no ceiling.")
    return format_amount(amount)


def _day(value: str | date | None) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _yes_or_no(value: bool) -> bool:
    if not isinstance(value, bool):
        raise TypeError("Neither yes nor no.")
    return value


OF_CUSTOMERS: Mapping[str, Callable[[Any], Any]] = {
    "number": _number,
    "name": _line,
    "other_names": _list(_line),
    "siren": _optional(_siren),
    "vat_id": _optional(_vat_id),
    "country": _optional(_country),
    "contact": _optional(_line),
    "notes": _notes,
    "defaults": _defaults,
}
"""Parsers by the name of a value. They raise ValueError, TypeError or AttributeError."""

TRUST: Mapping[str, Callable[[Any], Any]] = {
    "trusted": _yes_or_no,
    "blocked": _yes_or_no,
    "block_scope": BlockScope,
    "sender_domains": _list(parse_domain),
    "sender_addresses": _list(parse_sender),
    "amount_ceiling": _optional(_ceiling),
    "trusted_until": _day,
}
"""What trust in a supplier hangs on: no table of suppliers ever changes these."""

OF_SUPPLIERS: Mapping[str, Callable[[Any], Any]] = {
    **OF_CUSTOMERS,
    **TRUST,
    "size_class": lambda value: SizeClass(value) if value else None,
    "ibans": _list(parse_account),
}
"""As `OF_CUSTOMERS`."""
