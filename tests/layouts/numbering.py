"""Invoice numbers (BT-1) as varied as in life.

In: a seeded ``Random`` and the date of issue. Out: one number as printed.
"""

from datetime import date
from random import Random

from tests.layouts.identifiers import digits, letters


def make_number(rng: Random, issued: date) -> str:
    """Return an invoice number of one of many schemes."""
    short, serial = digits(rng, rng.randint(1, 3)), digits(rng, 4)
    return rng.choice(
        (
            f"F-{issued:%Y}-{serial}",
            f"{issued:%Y/%m}/{short.zfill(4)}",
            f"FAC{digits(rng, 5).zfill(8)}",
            f"{issued:%Y%m%d}-{short[0]}",
            f"{letters(rng, 1)} {digits(rng, 3)} {digits(rng, 3)}",
            f"INV-{digits(rng, 6)}",
            f"INV{issued:%y}{serial}",
            digits(rng, 7),
            digits(rng, 7),
            digits(rng, 9),
            short,
            f"{issued:%y}{digits(rng, 3)}",
            f"{letters(rng, 3)}/{issued:%y}/{digits(rng, 3)}",
            f"FA{issued:%y%m}-{serial}",
            f"{issued:%Y}-{short.zfill(3)}",
            f"{digits(rng, 2)}-{digits(rng, 2)}-{serial}",
            f"{letters(rng, 2)}{digits(rng, 6)}{letters(rng, 1)}",
            f"FV {issued:%y}/{serial}",
            f"{issued:%m}{serial}/{letters(rng, 1)}",
            f"R{digits(rng, 10)}",
            f"{short.zfill(2)}/{issued:%Y}",
            f"FC{issued.year}.{digits(rng, 5)}",
        )
    )


_HEADS: tuple[str, ...] = (
    "",
    "",
    "",
    "F",
    "F",
    "FA",
    "FAC",
    "FACT",
    "FC",
    "FV",
    "FT",
    "INV",
    "IN",
    "RE",
    "RG",
    "R",
    "V",
)
_HEADS += ("VF", "SI", "A", "B", "D", "VE", "FTR", "FCT", "SO", "W")
_GROUPED = 0.12
"""Of numbers put together at random: those printed in groups."""
_DATES = ("", "", "", "%Y", "%Y", "%y", "%y%m", "%Y%m", "%Y-%m", "%m", "%Y%m%d", "%j", "%d%m%y")


def make_grouped_number(rng: Random, issued: date) -> str:
    """Return a number that is printed in groups, with spaces between them."""
    head = letters(rng, rng.choice((1, 1, 2, 3)))
    return rng.choice(
        (
            f"{head} {digits(rng, 3)} {digits(rng, 3)}",
            f"{head} {digits(rng, 3)} {digits(rng, 3)} {digits(rng, 3)}",
            f"{head} {issued:%Y} {digits(rng, 4)}",
            f"{head} {digits(rng, 4)} {digits(rng, 4)}",
            f"{head} {issued:%y%m} {digits(rng, 3)}",
            f"{head} {issued:%Y}-{digits(rng, 3)} {digits(rng, 3)}",
            f"{digits(rng, 2)} {digits(rng, 3)} {digits(rng, 3)}",
            f"{digits(rng, 2)} {letters(rng, 2)} {digits(rng, 4)}",
            f"{issued:%Y} {digits(rng, 4)}",
            f"{issued:%Y} / {digits(rng, 4)}",
            f"{issued:%Y} - {digits(rng, 4)}",
            f"{issued:%Y} {issued:%m} {digits(rng, 4)}",
            f"{digits(rng, 4)} {digits(rng, 4)} {digits(rng, 2)}",
            f"{digits(rng, 6)} {letters(rng, 1)}",
            # Nothing tells these from two numbers side by side.
            f"{letters(rng, 1)}-{digits(rng, 5)} {digits(rng, 3)}",
            f"{digits(rng, 4)} {digits(rng, 5)}",
        )
    )


def make_any_number(rng: Random, issued: date) -> str:
    """Return a number of letters, parts of the date and a serial number, in any order and form."""
    if rng.random() < _GROUPED:
        return make_grouped_number(rng, issued)
    head = rng.choice((*_HEADS, letters(rng, 2), letters(rng, 3)))
    day, long = (
        issued.strftime(rng.choice(_DATES)),
        rng.choice((1, 2, 3, 3, 4, 4, 5, 5, 6, 7, 8, 10)),
    )
    serial = digits(rng, long).zfill(rng.choice((0, 0, 3, 4, 5, 6)))
    if not head and not day and long < 3 and rng.random() < 0.7:
        serial = digits(rng, 5)
    between = rng.choice(("", "", "-", "-", "-", "/", "/", "_"))
    parts = [part for part in (day, serial) if part]
    if rng.random() < 0.15:
        parts.reverse()
    body = between.join(parts)
    if not between and len(body) < 4 and not head:
        body = f"{body}/{issued:%Y}"
    tail = rng.choice(("",) * 12 + ("A", "-1", "/A", "-FR", f"-{letters(rng, 1)}", "/01"))
    joint = rng.choice(("", "", "", "-", "-", " ", "/")) if head else ""
    return f"{head}{joint}{body}{tail}"
