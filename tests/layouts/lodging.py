"""Sellers abroad where their trade is at home: streets and towns given by the layout.

In: a ``Sheet``, names, streets and towns. Out: facts whose seller lives there.
"""

from dataclasses import replace

from tests.layouts.facts import Facts
from tests.layouts.identifiers import digits
from tests.layouts.natives import settle
from tests.layouts.sheet import Sheet

_HOUSE_FIRST = {"BE", "GB", "IE", "LU"}


def lodge(sheet: Sheet, brands: str, forms: str, streets: str, towns: str) -> Facts:
    """Give the seller a name and a place; return the new facts.

    Args:
        sheet: Whose facts are replaced.
        brands: Names without legal form, parted by bars; ``{w}`` is a surname.
        forms: Legal forms, parted by bars.
        streets: Parted by bars.
        towns: Each with its register and its dialling code behind ``=``, parted by bars.
    """
    seller = settle(sheet, *brands.split("|"), forms=tuple(forms.split("|"))).seller
    street, house = sheet.pick(*streets.split("|")), sheet.rng.randint(2, 148)
    town, register, dial = sheet.pick(*towns.split("|")).split("=")
    seller = replace(
        seller,
        street=(f"{house} {street}" if seller.country in _HOUSE_FIRST else f"{street} {house}",),
        town=town,
        register=register,
        phone=f"{dial} {digits(sheet.rng, 3)} {digits(sheet.rng, 3)}",
    )
    sheet.facts = replace(sheet.facts, seller=seller)
    return sheet.facts
