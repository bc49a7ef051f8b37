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
