"""Amounts, dates and identifiers as people write them.

French: ``1 234,56 €`` with U+202F between thousands and U+00A0 before the sign, ``24/11/2026``.
English: ``€1,234.56``, ``24 Nov 2026``. Instants are shown in the time of Paris. What is typed is
read back by `storage.domain.correction`.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, tzinfo
from decimal import Decimal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from api.console.language import Language
from storage.domain.invoice import AMOUNTS, DATES, FieldName
from storage.domain.money import format_amount, parse_amount

NARROW = "\u202f"
HARD = "\u00a0"
MINUS = "\u2212"

_SIGNS = {"EUR": "€", "USD": "$", "GBP": "£"}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_GROUPS: Mapping[FieldName, tuple[int, ...]] = {
    FieldName.SELLER_SIREN: (3, 3, 3),
    FieldName.BUYER_SIREN: (3, 3, 3),
    FieldName.SELLER_SIRET: (3, 3, 3, 5),
    FieldName.BUYER_SIRET: (3, 3, 3, 5),
    FieldName.IBAN: (4,) * 9,
}


def _paris() -> tzinfo:
    try:
        return ZoneInfo("Europe/Paris")
    except ZoneInfoNotFoundError:
        return UTC


_ZONE = _paris()


class Formats:
    """How one language writes values.

    Args:
        language: The language of the page.
    """

    def __init__(self, language: Language) -> None:
        self._french = language == "fr"

    def number(self, text: str | Decimal | None) -> str:
        """Write a decimal with its thousands apart; what is none is shown as it is."""
        if text is None:
            return ""
        amount = parse_amount(text) if isinstance(text, str) else text
        if amount is None:
            return str(text)
        digits = format_amount(abs(amount))
        whole, _, cents = digits.partition(".")
        grouped = f"{int(whole):,}".replace(",", NARROW if self._french else ",")
        sign = MINUS if amount < 0 else ""
        return f"{sign}{grouped}{',' if self._french else '.'}{cents}"

    def plain(self, value: Decimal | None) -> str:
        """Write a quantity or a rate, without needless zeros."""
        if value is None:
            return ""
        text = f"{value.normalize():f}"
        return text.replace(".", ",") if self._french else text

    def amount(self, text: str | Decimal | None, currency: str | None) -> str:
        """Write an amount with its currency."""
        number = self.number(text)
        if not number or not currency:
            return number
        sign = _SIGNS.get(currency)
        if self._french or sign is None:
            return f"{number}{HARD}{sign or currency}"
        minus, figure = (MINUS, number[1:]) if number.startswith(MINUS) else ("", number)
        return f"{minus}{sign}{figure}"

    def day(self, text: str | None) -> str:
        """Write an ISO 8601 date; what is none is shown as it is."""
        try:
            found = date.fromisoformat(text or "")
        except ValueError:
            return text or ""
        if self._french:
            return f"{found:%d/%m/%Y}"
        return f"{found.day} {_MONTHS[found.month - 1]} {found.year}"

    def instant(self, at: datetime) -> str:
        """Write an instant, to the minute."""
        local = at.astimezone(_ZONE)
        zone = f"{HARD}UTC" if _ZONE is UTC else ""
        if self._french:
            return f"{local:%d/%m/%Y} à{HARD}{local:%H:%M}{zone}"
        return f"{self.day(local.date().isoformat())}, {local:%H:%M}{zone}"

    def size(self, count: int) -> str:
        """Write a number of bytes."""
        units = ("octets", "ko", "Mo", "Go") if self._french else ("bytes", "kB", "MB", "GB")
        value, unit = float(count), 0
        while value >= 1000 and unit < len(units) - 1:
            value, unit = value / 1000, unit + 1
        text = f"{value:.1f}" if unit and value < 100 else f"{value:.0f}"
        return f"{text.replace('.', ',') if self._french else text}{HARD}{units[unit]}"

    def field(self, name: FieldName, value: str, currency: str | None) -> str:
        """Write the value of a field of an invoice."""
        if name in AMOUNTS:
            return self.amount(value, currency)
        if name in DATES:
            return self.day(value)
        return _grouped(value, _GROUPS.get(name, ()))

    def typed(self, name: FieldName, value: str) -> str:
        """Write the value of a field as one would type it."""
        if name in AMOUNTS and self._french:
            return self.number(value)
        if name in DATES and self._french:
            return self.day(value)
        return _grouped(value, _GROUPS.get(name, ()))


def _grouped(value: str, sizes: tuple[int, ...]) -> str:
    groups, start = [], 0
    for size in sizes:
        groups.append(value[start : start + size])
        start += size
    return " ".join(filter(None, (*groups, value[start:])))
