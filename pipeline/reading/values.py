"""Amounts, rates and dates in the text of a line.

In: folded text as `pipeline.reading.lines` makes it, hostile. Out: values with their place in the
text. Numbers are read as French and as English paper writes them: of two separators the rightmost
is the decimal one; a space, dot, comma or apostrophe before three digits is none.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

_AMOUNT = re.compile(
    r"(?<![\w.,/])(?<![a-z]-)(?P<open>[-+(] ?|(?<=\s)- )?(?P<before>[€$£] ?)?"
    r"(?P<whole>\d{1,3}(?:[ .,']\d{3})+(?!\d)"
    r"|\d{1,12})(?P<cents>[.,]\d{2,4}|[.,] \d\d(?!\d)|[.,]\d(?= ?(?:€|eur))|[.,]--?(?![\w-]))?"
    r"(?P<close> ?\)|-(?!\w))?"
    r"(?P<after> ?(?:€|\$|£|eur\b|euros?\b|usd\b|gbp\b|chf\b))?(?![\w/°]|[.,]\d| ?%)"
)
_RATE = re.compile(r"(?<![\w.,])(\d{1,2}(?:[.,]\d{1,3})?) ?%")
_OF_CAPITAL = re.compile(r"(?:\w*[ck]apita(?:le?|al)|cap\. ?soc\.)(?!\w)[^\t\d]{0,20}$")
"""Before the share capital of a company: « SARL au capital de 7 500 € » asks for nothing."""
_NUMBERED = re.compile(
    r"(?:\bn[°o]\.?|\bnr\.?|\bnum(?:ero|ber)|\bref\.?) ?:? ?(?:[a-z]{1,4}[-/ ]?)?$"
)
"""Before a number."""
_OTHER_CURRENCIES = {
    "CAD": r"cad|c\$|\$ ?ca",
    "AUD": "aud",
    "PLN": "pln|zl",
    "SEK": "sek",
    "DKK": "dkk",
    "NOK": "nok",
    "CZK": "czk",
    "HUF": "huf",
    "RON": "ron|lei",
    "XOF": "xof|f ?cfa|francs cfa",
    "XAF": "xaf",
    "MAD": "mad|dhs|dirhams?",
    "TND": "tnd|dt",
    "DZD": "dzd",
    "JPY": "jpy|¥",
    "CNY": "cny|rmb",
}
"""Short words that are a currency beside a number only."""
_OTHER_CURRENCY = re.compile("|".join(f"(?P<{c}>{w})" for c, w in _OTHER_CURRENCIES.items()))
_CURRENCY = re.compile(
    rf"(?<=\d) ?(?P<behind>{'|'.join(_OTHER_CURRENCIES.values())})(?!\w)"
    rf"|(?<!\w)(?P<before>{'|'.join(map(str.lower, _OTHER_CURRENCIES))}) (?=\d)"
    r"|(?P<EUR>€|\beur\b|\beuros?\b)|(?P<USD>\bus\$|(?<![a-z])\$|\busd\b)"
    r"|(?P<GBP>£|\bgbp\b)|(?P<CHF>\bchf\b)"
)

_MONTHS: dict[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "janvier janv jan january januar janner enero ene gennaio gen januari janeiro",
            "fevrier fevr fev february feb februar febrero febbraio februari fevereiro",
            "mars march mar marz mrz marzo maart mrt marco",
            "avril avr april apr abril abr aprile",
            "mai may mayo maggio mag mei maio",
            "juin june jun juni junio giugno giu junho",
            "juillet juil july jul juli julio luglio lug julho",
            "aout august aug agosto ago augustus",
            "septembre sept september sep septiembre settembre set setembro",
            "octobre oct october okt oktober octubre ottobre ott outubro",
            "novembre nov november noviembre novembro",
            "decembre dec december dez dezember diciembre dic dicembre dezembro",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DATE = re.compile(
    # A slash before a day with dots parts it from a number: « 4711/12.03.2026 ».
    r"(?<![\d.,-])(?<!/(?!\d{1,2}\.(?:\d{1,2}\.\d\d| ?[a-z])))(?:"
    r"(?P<y1>20\d\d) ?(?P<s1>[-/.]) ?(?P<m1>\d{1,2}) ?(?P=s1) ?(?P<d1>\d{1,2})"
    r"|(?P<d2>\d{1,2}) ?(?P<s2>[-/.]) ?(?P<m2>\d{1,2}) ?(?P=s2) ?(?P<y2>20\d\d|\d\d)"
    rf"|(?P<d3>\d{{1,2}})(?:er|st|nd|rd|th"
    rf"|\.)?[ /-]?(?:de )?(?P<m3>{_MONTH})\.?,?[ \t/-]?(?:del? )?'?(?P<y3>20\d\d|\d\d)"
    rf"|(?P<m4>{_MONTH})\.?[ \t](?P<d4>\d{{1,2}})(?:st|nd|rd|th)?,?[ \t](?P<y4>20\d\d)"
    r"|(?<!\d )(?P<d5>\d\d) (?P<m5>\d\d) (?P<y5>20\d\d)(?! ?\d)"
    r")(?![\d/]|[.,-]\d)",
    # A month may begin right behind its day: 1janvier.
)
_COMPACT = re.compile(r": ?(20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))(?!\w|[.,/-]\d)")
WEEKDAY = (
    r"(?:(?:lun|mar|mer|jeu|ven|sam|dim|mon|tue|wed|thu|fri|sat|sun|die|mit|don|fre|son|mie|jue|vie"
    r"|sab|dom|gio|maa|din|woe|vri|zat|zon)[a-z]{0,7}[,.]? )"
)
"""The name of a day before a date, in six languages, folded."""
_TO = re.compile(
    r"\s*,?\s*(?:et )?(?:jusqu'au|au|a|-|>|/|to|until|through|till|bis(?: zum)?|al|y|e"
    rf"|tot(?: en met)?|t/m)\s*(?:le )?{WEEKDAY}?"
)
_WHOLE_MONTH = re.compile(rf"(?<![\d\w.])(?<!\d )({_MONTH})\.?[ /-](20\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount of money as printed.

    Attributes:
        value: With its sign.
        start: Index of its first character in the text.
        end: One past its last one.
        is_money: It has cents or a currency and is no share capital; else it may be a quantity or
            anything.
    """

    value: Decimal
    start: int
    end: int
    is_money: bool


@dataclass(frozen=True, slots=True)
class Rate:
    """A percentage as printed; attributes as in `Amount`."""

    value: Decimal
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar date as printed; attributes as in `Amount`."""

    value: date
    start: int
    end: int


@lru_cache(maxsize=20_000)
def amounts_in(text: str) -> tuple[Amount, ...]:
    """Return every number that can be an amount, from left to right."""
    return tuple(_find_amounts(text))


def _find_amounts(text: str) -> Iterator[Amount]:
    taken = [(m.start(), m.end()) for m in _DATE.finditer(text)]
    for match in _AMOUNT.finditer(text):
        if any(start < match.end() and match.start() < end for start, end in taken):
            continue
        whole, cents = match["whole"], match["cents"] or ""
        digits = re.sub(r"\D", "", whole)
        if not cents and len(digits) > 9:
            continue
        value = Decimal(f"{digits}.{cents.strip('., -') or '0'}")
        if _is_negative(match):
            value = -value
        is_money = bool(cents or match["before"] or match["after"])
        is_money &= not _OF_CAPITAL.search(text, max(match.start() - 40, 0), match.start())
        yield Amount(value, match.start(), match.end(), is_money)


def _is_negative(match: re.Match[str]) -> bool:
    """Tell whether an amount has a sign, or is bracketed by itself: « TVA 20 % (3,20) » is told."""
    opened = (match["open"] or "").strip()
    if opened == "(":
        return match.string[: match.start()].rpartition("\t")[2].strip(" €$£") == ""
    return opened == "-" or (match["close"] or "").strip() == "-"


@lru_cache(maxsize=20_000)
def money_in(text: str) -> tuple[Amount, ...]:
    """Return the amounts that are money, from left to right."""
    return tuple(amount for amount in amounts_in(text) if amount.is_money)


def has_money(text: str) -> bool:
    """Tell whether an amount of money stands in a text: lines of goods and totals have one."""
    return bool(money_in(text))


def is_called_number(folded: str, amount: Amount, start: int = 0) -> bool:
    """Tell whether what looks like an amount is called a number: « N° 26.0084 ».

    Args:
        folded: The text of its line.
        amount: In it.
        start: Where in the text its cell starts.
    """
    return _NUMBERED.search(folded, start, amount.start) is not None


def rates_in(text: str) -> Iterator[Rate]:
    """Yield every percentage, from left to right."""
    yield from _rates_in(text)


@lru_cache(maxsize=20_000)
def _rates_in(text: str) -> tuple[Rate, ...]:
    return tuple(
        Rate(Decimal(match[1].replace(",", ".")), match.start(), match.end())
        for match in _RATE.finditer(text)
    )


def days_in(text: str) -> Iterator[Day]:
    """Yield every date of this century, from left to right; the day comes before the month."""
    yield from _days_in(text)


@lru_cache(maxsize=20_000)
def _days_in(text: str) -> tuple["Day", ...]:
    found = ((match, _day(match)) for match in _DATE.finditer(text))
    return tuple(Day(day, match.start(), match.end()) for match, day in found if day is not None)


def compact_days_in(text: str) -> Iterator[Day]:
    """Yield every date behind a colon without signs in it, as programs print: « : 20261103 »."""
    for match in _COMPACT.finditer(text):
        try:
            value = date.fromisoformat(match[1])
        except ValueError:
            continue
        yield Day(value, match.start(1), match.end(1))


@dataclass(frozen=True, slots=True)
class Period:
    """Two dates that belong together, or a month; places as in `Amount`."""

    first: date
    last: date
    start: int
    end: int


def periods_in(text: str) -> Iterator[Period]:
    """Yield every stretch of time, from left to right: « du 1/11/2026 au 30/11/2026 », a month."""
    days = list(days_in(text))
    for one, other in pairwise(days):
        if one.value <= other.value and _TO.fullmatch(text[one.end : other.start]):
            yield Period(one.value, other.value, one.start, other.end)
    for match in _WHOLE_MONTH.finditer(text):
        if not any(day.start < match.end() and match.start() < day.end for day in days):
            year, month = int(match[2]), _MONTHS[match[1]]
            last = date(year, month, monthrange(year, month)[1])
            yield Period(date(year, month, 1), last, match.start(), match.end())


@dataclass(frozen=True, slots=True)
class Currency:
    """A code of ISO 4217, or the sign that stands for it; places as in `Amount`."""

    code: str
    start: int
    end: int


def currencies_in(text: str) -> Iterator[Currency]:
    """Yield every currency, from left to right."""
    for match in _CURRENCY.finditer(text):
        if match["behind"]:
            other = _OTHER_CURRENCY.fullmatch(match["behind"])
            code = other.lastgroup if other else None
        else:
            code = match["before"].upper() if match["before"] else match.lastgroup
        yield Currency(code or "", match.start(), match.end())


def _day(match: re.Match[str]) -> date | None:
    parts = match.groupdict()
    form = next(n for n in "12345" if parts[f"y{n}"])
    year, day = int(parts[f"y{form}"]), int(parts[f"d{form}"])
    month = _MONTHS.get(parts[f"m{form}"]) or int(parts[f"m{form}"])
    if month > 12 >= day:
        day, month = month, day
    try:
        return date(year if year > 99 else 2000 + year, month, day)
    except ValueError:
        return None
