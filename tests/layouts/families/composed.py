"""Layouts that are put together at random, by language: no two documents of a family are alike."""

from dataclasses import replace
from functools import partial

from tests.layouts.composing.page import compose
from tests.layouts.facts import Profile
from tests.layouts.families import Split, family

_ANY = Profile("freelance", lines=(1, 9), credit=0.1, prepaid=0.1, any_number=True)
_TRADES: tuple[str, ...] = (
    "telecom",
    "law",
    "medical",
    "carrier",
    "building",
    "temp",
    "garage",
    "software",
    "print",
)
_TRADES += ("wholesale", "architect", "freelance", "ads", "broker", "industry", "security", "hotel")
_FRENCH = (
    *(replace(_ANY, trade=trade, dialect="fr.any") for trade in _TRADES),
    replace(_ANY, trade="building", dialect="fr.any", regime="AE"),
    replace(_ANY, trade="training", dialect="fr.any", regime="E", person=True),
    replace(_ANY, trade="shop", dialect="fr.any", tax_included=True, paid=0.5),
    replace(_ANY, trade="wholesale", dialect="fr.any", line_discounts=True,
            adjustments=("discount", "shipping", "eco")),
)  # fmt: skip


def _abroad(trade: str, country: str, lang: str, currency: str = "EUR") -> tuple[Profile, ...]:
    own = replace(_ANY, trade=trade, country=country, lang=lang, currency=currency,
                  dialect=f"{lang}.any", buyers=(country, "FR"))  # fmt: skip
    return own, own, replace(own, buyers=("FR",), regime="K", currency="EUR")


_SILENT = partial(compose, silent=True)
"""Pages on which only others than the seller show identifiers."""

for _name, _profiles in {
    "fr": _FRENCH,
    "fr_more": _FRENCH,
    "be": _abroad("be", "BE", "fr"),
    "ch": _abroad("ch", "CH", "fr", "CHF")[:1] + _abroad("de", "CH", "de", "CHF")[:1],
    "en": _abroad("gb", "GB", "en", "GBP") + _abroad("software", "IE", "en"),
    "de": _abroad("de", "DE", "de"),
    "es": _abroad("es", "ES", "es"),
    "it": _abroad("it", "IT", "it"),
    "nl": _abroad("nl", "NL", "nl") + _abroad("nl", "BE", "nl"),
}.items():
    family(f"composed_{_name}", Split.MAKING, *_profiles, is_composed=True)(compose)
    if _name in {"fr", "en", "de", "be", "es"}:
        family(f"composed_silent_{_name}", Split.MAKING, *_profiles, is_composed=True)(_SILENT)
