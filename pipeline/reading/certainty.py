"""How certain it is that the chosen number (BT-1) or issue date (BT-2) has that role.

In: what is seen around a choice (`pipeline.reading.traits`). Out: whether its certainty reaches the
bound that ``certainty.json`` names; that is a second witness beside the label. A value that no
label names, or that one only hints at, has a bound of its own. Models and bounds are fitted by
``make train`` on layouts apart from those that judge, together with choices on pages that were
changed so that the reader had to err: such a choice must not seem certain.
"""

import re
from pathlib import Path

from pipeline.reading.choice import Choice
from pipeline.reading.lone_ones import has_open_one
from pipeline.reading.merging import is_short
from pipeline.reading.odds import Traits, models_in
from pipeline.reading.search import V
from pipeline.reading.tokens import Token
from pipeline.reading.values import days_in
from storage.domain.field import Source
from storage.domain.invoice import FieldName

FILE = Path(__file__).with_name("certainty.json")
"""Models and bounds, with what they were fitted on."""
_EITHER = re.compile(
    r"(?<![A-Za-z0-9])(?:[Il0O]|\d*[OQl][OQl\d]*)(?![A-Za-z0-9])|(?<![a-z])l|l(?![a-z])|I(?=[a-z])"
)
"""What stands alone, or such letters among digits: no engine can tell « 17/O » from « 17/0 », nor
« 2026/02 » from « 2026/Q2 », nor l from I. Of a « 1 » two readings tell that they looked at it."""
_CLEAR = 0.5
"""Confidence of the words around a label: « commande » read as « comrnarnde » excludes nothing."""
_JOINTS = frozenset("_-/")
"""A number that ends in one goes on."""
_GOES_ON = re.compile(r"[_/-]| \S*\d")
_BEGUN_BEFORE = re.compile(r"(?:\d|(?<![^\W_])[A-Z])[ _/-]?$")
_WORD_AND_NUMBER = re.compile(r"[a-z]{4}\d")
"""Words that were read without the space between them: « devente4029 »."""


UNNAMED = ", no label"
"""Behind the name of a field: the bound of values without a label of their own."""


def is_certain(name: FieldName, traits: Traits) -> bool:
    """Tell whether a value with these traits is wrong in fewer than one case of a thousand.

    Certainty is about the role; of the characters `has_proven_characters` tells.
    """
    return margin_of(name, traits) >= 0


def has_proven_characters(choice: Choice[V], traits: Traits) -> bool:
    """Tell whether a value was not recognised, or read twice: by both engines, or in two places.

    The words around its label have to be read surely, too.
    """
    if choice.places[0].line.page.source is not Source.OCR:
        return True
    if may_be_torn(choice) or may_be_another(choice):
        return False
    if choice.places[0].label.confidence < _CLEAR:
        return False
    is_rest = isinstance(choice.places[0].value, Token) and is_short(choice.value)
    return _is_agreed(choice) or (traits["printed_again"] > 0 and not is_rest)


def _is_agreed(choice: Choice[V]) -> bool:
    return any(f.line.is_agreed(f.value.start, f.value.end) for f in choice.places)


def may_be_another(choice: Choice[V]) -> bool:
    """Tell whether a recognised number may have other characters, wherever it is printed again."""
    best = choice.places[0]
    if best.line.page.source is not Source.OCR or not isinstance(best.value, Token):
        return False
    is_open = has_open_one(choice.value) and not _is_agreed(choice)
    return is_open or _EITHER.search(choice.value) is not None


def may_be_torn(choice: Choice[V]) -> bool:
    """Tell whether a recognised number may not be whole, « 2511_ 44712851 », or more than that."""
    best = choice.places[0]
    if best.line.page.source is not Source.OCR or not isinstance(best.value, Token):
        return False
    end = best.value.end
    is_day = any(day.start == end + 1 for day in days_in(best.line.folded))
    goes_on = _GOES_ON.match(best.line.text, end) is not None and not is_day
    begun = _BEGUN_BEFORE.search(best.line.text, 0, best.value.start) is not None
    is_more = _WORD_AND_NUMBER.search(choice.value) is not None
    return goes_on or begun or is_more or choice.value[-1] in _JOINTS


def certainty_of(name: FieldName, choice: Choice[V], traits: Traits) -> float | None:
    """Return by how much log odds pass the bound.

    None for characters that were read once only, and for what `may_be_certain` excludes.
    """
    if not (may_be_certain(traits) and has_proven_characters(choice, traits)):
        return None
    return round(margin_of(name, traits), 3)


def may_be_certain(traits: Traits) -> bool:
    """Tell whether odds may decide.

    No value that a label hardly means, or beside another with as good a label; no day without a
    label beside another that none explains, and none beside one that stands behind a town as
    letters begin, unless its label means nothing else.
    """
    if traits.get("tied") or traits.get("hardly_meant"):
        return False
    if traits.get("other_town") and not traits["sole_label"]:
        return False
    return not (traits["bare"] and traits.get("strange_days"))


def margin_of(name: FieldName, traits: Traits) -> float:
    """Return by how much the log odds of a value with these traits pass the bound."""
    return log_odds(name, traits) - bound_of(name, is_named=not traits["unnamed"])


def bound_of(name: FieldName, *, is_named: bool = True) -> float:
    """Return the log odds from which a field counts as certain."""
    return models_in(FILE)[name.value + ("" if is_named else UNNAMED)].bound


def log_odds(name: FieldName, traits: Traits) -> float:
    """Return the logarithm of the odds that a value is the right one: 0 is even."""
    return models_in(FILE)[name.value].log_odds(traits)
