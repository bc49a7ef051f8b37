"""Whose an identifier is: the seller's (BT-29 to BT-31), the buyer's (BT-46 to BT-48), a third's.

In: a sheet and its identifiers. Out: the legal persons that they belong to, and for each how likely
it sells and how likely it buys: logistic functions of what is seen around its identifiers. Who is
taken for the seller, rules by hand decide (`introductions`). Where the odds name the same person, a
third function tells how certain that choice is, of the odds and of who else is there.

All are fitted by ``make train`` on layouts apart from those that judge, together with pages whose
true seller was taken off: whoever is chosen there must not seem certain. Factors, fiscal
representatives, head offices, platforms, carriers and banks print identifiers too.
"""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from pipeline.reading.odds import Traits, models_in
from pipeline.reading.persons import Group
from pipeline.reading.surroundings import Surroundings

FILE = Path(__file__).with_name("roles.json")
"""Weights and the bound, with what they were fitted on."""

_CALLED = "block_of_seller"
"""Trait of a person that words before or over its block name as the seller."""
_MOST_ODDS = 4.0
_BARE = 1.0
"""Said of digits that pass a check, perhaps by chance, with no word that makes them a party's."""


def judged(groups: Iterable[Group], surroundings: Surroundings) -> tuple[Group, ...]:
    """Return the groups with their odds."""
    models = models_in(FILE)
    found = []
    for group in groups:
        traits = surroundings.traits_of(group)
        seller, buyer = (models[role].log_odds(traits) for role in ("seller", "buyer"))
        found.append(replace(group, traits=traits, seller=seller, buyer=buyer))
    return tuple(found)


def choose(groups: Iterable[Group]) -> Group | None:
    """Return who is introduced as the seller; None where nobody is.

    What fails its check never takes a valid one's place.
    """
    introduced = [group for group in groups if group.said > 0]
    return max(introduced, key=_rank, default=None)


def _rank(group: Group) -> tuple[bool, bool, float, float]:
    is_party = group.holds and group.said > _BARE
    return (is_party, is_party and _is_called(group), group.said, group.seller - group.buyer)


def _is_called(group: Group) -> bool:
    """Tell whether a page calls a person the seller in so many words: « Vendu par »."""
    return bool(group.traits.get(_CALLED))


def is_likeliest(chosen: Group, others: Iterable[Group]) -> bool:
    """Tell whether a choice is likeliest by all that is seen, and nobody else is called seller."""
    rivals = [other for other in others if other.holds]
    if not _is_called(chosen) and any(map(_is_called, rivals)):
        return False
    odds = chosen.seller - chosen.buyer
    return all(odds > other.seller - other.buyer for other in rivals)


def likeliest_buyer(groups: Iterable[Group]) -> Group | None:
    """Return who buys; None where nobody seems to."""
    told = [group for group in groups if group.holds and group.buyer > 0]
    return max(told, key=lambda group: group.buyer, default=None)


def is_certain(chosen: Group, others: Iterable[Group]) -> bool:
    """Tell whether a choice among these groups is wrong in fewer than one case of a thousand."""
    rest, model = tuple(others), models_in(FILE)["choice"]
    odds = model.log_odds(traits_of_choice(chosen, rest))
    return is_likeliest(chosen, rest) and odds >= model.bound


def traits_of_choice(chosen: Group, others: Iterable[Group]) -> Traits:
    """Return what tells a right choice from a wrong one."""
    rest = [group for group in others if group.holds]
    rival = max((group.seller for group in rest), default=-_MOST_ODDS)
    traits = dict(chosen.traits)
    alone = float(not rest)
    below = max(traits["foot"], traits["after_amounts"])
    head = max(traits["head_left"], traits["head_right"])
    return traits | {
        "below_and_alone": below * alone,
        "below_and_named_once": below * traits["named_once"],
        "below_and_named_again": below * traits["named_again"],
        "head_and_alone": head * alone,
        "head_and_named_again": head * traits["named_again"],
        "head_and_over_address": head * traits["over_address"],
        "head_and_no_contact": head * (1 - traits["letterhead"]),
        "seller": _cut(chosen.seller),
        "buyer": _cut(chosen.buyer),
        "rival": _cut(rival),
        "lead": max(0.0, min(2.0, (chosen.seller - rival) / _MOST_ODDS)),
        "other_buyer": _cut(max((g.buyer for g in rest), default=-_MOST_ODDS)),
        "alone": alone,
    }


def _cut(odds: float) -> float:
    return max(-_MOST_ODDS, min(_MOST_ODDS, odds)) / _MOST_ODDS
