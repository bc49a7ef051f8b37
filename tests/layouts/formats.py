"""How numbers, days and identifiers are printed: one form of each per document.

In: values and a ``Style``. Out: text as on paper, without any HTML.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random

NBSP, NARROW = "\u00a0", "\u202f"
SIGNS = {"EUR": "€", "CHF": "CHF", "GBP": "£"}
_MONTHS = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre "
    "noviembre diciembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre "
    "novembre dicembre",
}
_SHORT = ["janv", "févr", "mars", "avr", "mai", "juin", "juil", "août", "sept", "oct", "nov", "déc"]
_WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_DATES = {
    "fr": ("%d/%m/%Y",) * 5
    + ("%d.%m.%Y", "%d-%m-%Y", "%d/%m/%y", "long", "long", "%Y-%m-%d")
    + ("weekday", "dashed", "%d / %m / %Y"),
    "en": ("long", "us", "abbreviated", "%d/%m/%Y", "%Y-%m-%d", "dashed"),
    "de": ("%d.%m.%Y", "%d.%m.%Y", "%d.%m.%y", "german"),
    "nl": ("%d-%m-%Y", "%d-%m-%Y", "long", "%d/%m/%Y"),
    "es": ("%d/%m/%Y", "%d-%m-%Y", "spanish"),
    "it": ("%d/%m/%Y", "%d/%m/%Y", "long", "%d.%m.%Y"),
}
_MONEY = {
    "FR": ((NBSP, ","), (NARROW, ","), (" ", ","), ("", ","), (".", ","), (" ", ","), ("", ".")),
    "BE": ((".", ","), (NBSP, ","), ("", ",")),
    "CH": (("'", "."), ("’", "."), (" ", "."), ("", ".")),
    "GB": ((",", "."),),
    "IE": ((",", "."),),
    "DE": ((".", ","), ("", ",")),
    "NL": ((".", ","),),
    "ES": ((".", ","), ("", ",")),
    "IT": ((".", ","),),
    "LU": ((".", ","), (NBSP, ",")),
}
_CURRENCY = {
    "FR": ("{}" + NBSP + "{s}",) * 4 + ("{}{s}", "{} {c}", "{}", "{c} {}"),
    "BE": ("{} {s}", "{s} {}", "{} {c}", "{c} {}"),
    "CH": ("{c} {}", "{}", "{} {c}"),
    "GB": ("{s}{}", "{s} {}", "{s}{}", "{c} {}"),
    "IE": ("{s}{}", "{s} {}", "{} {c}"),
    "DE": ("{} {s}", "{} {s}", "{} {c}", "{}"),
    "NL": ("{s} {}", "{s}" + NBSP + "{}", "{}"),
    "ES": ("{} {s}", "{}{s}", "{} {c}"),
    "IT": ("{s} {}", "{} {s}", "{}", "{c} {}"),
    "LU": ("{} {s}", "{} {c}"),
}


@dataclass(frozen=True)
class Style:
    """The habits of one issuer.

    Attributes:
        lang: Two letters.
        thousands: Stands between groups of three digits.
        point: Decimal separator.
        currency: Format string; ``{}`` is the number, ``{s}`` the sign, ``{c}`` the code.
        dates: A ``strftime`` format, or a name of ``_named_day``.
        grouped_ids: Whether SIREN, IBAN and their like are printed in groups.
        grouped_iban: The same for account numbers.
        rate: Format string of a VAT rate.
        minus: Put before or after a negative number.
    """

    lang: str
    thousands: str
    point: str
    currency: str
    dates: str
    grouped_ids: bool
    grouped_iban: bool
    rate: str
    minus: str


def make_style(rng: Random, lang: str, country: str) -> Style:
    thousands, point = rng.choice(_MONEY[country])
    return Style(
        lang,
        thousands,
        point,
        rng.choice(_CURRENCY[country]),
        rng.choice(_DATES[lang]),
        rng.random() < 0.6,
        rng.random() < 0.75,
        rng.choice(("{} %", "{}%", "{}" + NBSP + "%", "{}")),
        rng.choice(("-{}", "-{}", "-{}", "- {}", "{}-", "−{}")),
    )


def number(style: Style, value: Decimal, places: int = 2) -> str:
    """Print a number with so many decimals, without currency."""
    whole, _, cents = f"{abs(value):.{places}f}".partition(".")
    groups: list[str] = []
    while whole:
        groups.insert(0, whole[-3:])
        whole = whole[:-3]
    text = style.thousands.join(groups) + (style.point + cents if cents else "")
    return style.minus.format(text) if value < 0 else text


def money(style: Style, value: Decimal, code: str) -> str:
    return style.currency.format(number(style, value), s=SIGNS[code], c=code)


def quantity(style: Style, value: Decimal) -> str:
    """Print a quantity with the decimals that it has."""
    plain = value.normalize()
    exponent = plain.as_tuple().exponent
    return number(style, plain, max(0, -exponent) if isinstance(exponent, int) else 0)


def rate(style: Style, value: Decimal) -> str:
    """Print a VAT rate: 20 or 20,00, with or without a percent sign."""
    places = 2 if style.grouped_iban and style.rate != "{}" else max(0, -_exponent(value))
    return style.rate.format(f"{value:.{places}f}".replace(".", style.point))


def _exponent(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def day(style: Style, value: date) -> str:
    if "%" in style.dates:
        return value.strftime(style.dates)
    month = _MONTHS[style.lang].split()[value.month - 1]
    return _named_day(style, value, month)


def _named_day(style: Style, value: date, month: str) -> str:
    first = style.lang == "fr" and value.day == 1
    plain = f"{value.day}{'er' if first else ''} {month} {value.year}"
    short = _SHORT[value.month - 1] if style.lang == "fr" else month[:3]
    return {
        "weekday": f"{_WEEKDAYS[value.weekday()]} {plain}",
        "us": f"{month} {value.day}, {value.year}",
        "abbreviated": f"{value.day:02} {month[:3]} {value.year}",
        "dashed": f"{value.day:02}-{short}-{value.year}",
        "german": f"{value.day}. {month} {value.year}",
        "spanish": f"{value.day} de {month} de {value.year}",
    }.get(style.dates, plain)


def groups_of(text: str, *sizes: int) -> str:
    """Cut into groups of these sizes; the last size is repeated to the end."""
    out: list[str] = []
    place, sizes_left = 0, list(sizes)
    while place < len(text):
        size = sizes_left.pop(0) if len(sizes_left) > 1 else sizes_left[0]
        out.append(text[place : place + size])
        place += size
    return " ".join(out)
