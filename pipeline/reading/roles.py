"""Whose an identifier is: the seller's (BT-29 to BT-31), the buyer's (BT-46 to BT-48), a third's.

In: a sheet and its identifiers. Out: the legal persons that they belong to, and for each how likely
it sells, buys or does neither: logistic functions of what is seen around its identifiers. The
likeliest is taken for the seller, whom the page calls so before all others, and whom words make
another's last. One more function tells how certain that choice is, of the odds and of who else is
there.

All are fitted by ``make train`` on layouts apart from those that judge, together with pages whose
true seller was taken off: whoever is chosen there must not seem certain. Factors, fiscal
representatives, head offices, platforms, carriers and banks print identifiers too.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from math import exp
from pathlib import Path

from pipeline.reading.identifiers import Scheme
from pipeline.reading.odds import Model, Traits, models_in
from pipeline.reading.persons import Group
from pipeline.reading.surroundings import Surroundings

FILE = Path(__file__).with_name("roles.json")
"""Weights and the bound, with what they were fitted on."""

ROLES = ("seller", "buyer", "third")
"""What a person is: each has a function of its own."""
_CALLED = ("block_of_seller", "called_by_name")
"""Traits of a person that words before or over its block, or over its name, call the seller."""
_OF_OTHERS = (
    "third",
    "block_of_buyer",
    "label_of_buyer",
    "under_sender",
)
"""Traits that say in words that an identifier is another's; nothing else outweighs them."""
_TOLD = {
    "other_is_buyers": ("label_of_buyer", "block_of_buyer"),
    "other_is_sellers": (*_CALLED, "label_of_seller"),
    "other_is_thirds": ("third",),
}
"""Traits that others may have, by what they are called here."""
_INTRODUCED = (
    *_CALLED,
    *("names_seller", "names_sender", "legal_block", "contact", "in_domain", "account_near"),
    *("foot", "after_amounts", "later_page", "large_name", "slip", "of_sellers_country"),
    *("label_of_seller", "contact_apart"),
)
"""Traits by which a person introduces itself: a name, a notice, a telephone, a place of sellers."""
_MOST_ODDS, _FAR = 4.0, 30.0
_FAR_LIKELIER = 3.0
"""Odds by which a seller is likelier than anybody who may sell as well."""
_LEAST = -1.0
"""Odds of a buyer who is shown at all."""


def judged(groups: Iterable[Group], surroundings: Surroundings) -> tuple[Group, ...]:
    """Return the groups with their odds."""
    models, known = models_in(FILE), tuple(groups)
    seen = traits_in(known, surroundings)
    return tuple(with_odds(*pair, models) for pair in zip(known, seen, strict=True))


def traits_in(groups: Sequence[Group], surroundings: Surroundings) -> list[Traits]:
    """Return what is seen around each group, and what the words around the others say of it."""
    return told([surroundings.traits_of(group) for group in groups])


def told(seen: Sequence[Traits]) -> list[Traits]:
    """Return traits with those that tell what words around others say.

    Where somebody else's number is called the buyer's, the one that only « TVA » stands before is
    the seller's.
    """
    return [
        {**traits, **{name: _any(seen, traits, words) for name, words in _TOLD.items()}}
        for traits in seen
    ]


def _any(seen: Iterable[Traits], own: Traits, names: Iterable[str]) -> float:
    return float(any(o.get(name) for o in seen if o is not own for name in names))


def with_odds(group: Group, traits: Traits, models: Mapping[str, Model]) -> Group:
    """Return a group with what is seen around it, and its odds by the models of `ROLES`."""
    seller, buyer, third = (models[role].log_odds(traits) for role in ROLES)
    return replace(group, traits=traits, seller=seller, buyer=buyer, third=third)


def choose(groups: Iterable[Group]) -> Group | None:
    """Return who is likeliest to sell; None where nobody seems to.

    What fails its check never takes a valid one's place.
    """
    found = likeliest_seller(groups)
    return found if found is not None and _may_sell(found) else None


def _may_sell(group: Group) -> bool:
    """Tell whether a person is to be shown as the seller, if only as a reading."""
    is_seller = is_called(group) or group.seller > group.buyer
    return is_seller or not is_of_another(group)


def likeliest_seller(groups: Iterable[Group]) -> Group | None:
    """Return who sells, if anybody does; None where there is nobody."""
    return max(groups, key=_rank, default=None)


def _rank(group: Group) -> tuple[bool, bool, bool, float]:
    is_free = not is_of_another(group)
    return (group.holds, is_free and is_called(group), is_free, group.seller - group.buyer)


def _is_bare(group: Group) -> bool:
    """Tell whether digits pass a check, perhaps by chance, that no word makes a party's."""
    is_vat_id = any(m.scheme is Scheme.VAT_ID and m.holds for m in group.members)
    return not is_vat_id and not group.traits.get("labelled")


def is_called(group: Group) -> bool:
    """Tell whether a page calls a person the seller in so many words: « Vendu par »."""
    return any(group.traits.get(trait) for trait in _CALLED)


def is_likeliest(chosen: Group, others: Iterable[Group]) -> bool:
    """Tell whether a choice is likeliest by all that is seen, and no words speak against it.

    Whom alone the page calls the seller need not be likeliest by the rest.
    """
    rivals = [other for other in others if other.holds and not is_of_another(other)]
    if is_of_another(chosen):
        return False
    if any(map(is_called, (chosen, *rivals))):
        return is_called(chosen) and not any(map(is_called, rivals))
    odds = chosen.seller - chosen.buyer
    return all(odds > other.seller - other.buyer for other in rivals)


def _has_role(group: Group, chosen: Group) -> bool:
    """Tell whether something says what else a person is: another one by words or by odds.

    Or somebody else is far likelier to sell.
    """
    is_other = max(group.buyer, group.third) > 0 or chosen.seller - group.seller > _FAR_LIKELIER
    return is_other or is_of_another(group) or _is_bare(group)


def is_of_another(group: Group) -> bool:
    """Tell whether words say that a person is another than the seller, or that another one is."""
    if any(group.traits.get(trait) for trait in _OF_OTHERS):
        return True
    return bool(group.traits.get("seller_elsewhere")) and not is_called(group)


def likeliest_buyer(groups: Iterable[Group]) -> Group | None:
    """Return who buys; None where nobody seems to."""
    told = [group for group in groups if group.holds and group.buyer > max(group.seller, _LEAST)]
    return max(told, key=lambda group: group.buyer, default=None)


def is_certain(chosen: Group, others: Iterable[Group]) -> bool:
    """Tell whether a choice among these groups is wrong in fewer than one case of a thousand."""
    rest, model = tuple(others), models_in(FILE)["choice"]
    odds = model.log_odds(traits_of_choice(chosen, rest))
    if not is_likeliest(chosen, rest) or not is_told_apart(chosen, rest):
        return False
    return odds >= (0.0 if is_called(chosen) else model.bound)


def is_told_apart(chosen: Group, others: Iterable[Group]) -> bool:
    """Tell whether a choice is told apart from all others that a page may be about.

    Everybody else has another role. A VAT id in a list of references, with no name or notice
    beside it, may be the buyer's, unless somebody else buys.
    """
    rivals = [other for other in others if other.holds]
    is_introduced = any(chosen.traits.get(trait, 0) > 0 for trait in _INTRODUCED)
    if _is_bare(chosen) or not (is_introduced or any(other.buyer > 0 for other in rivals)):
        return False
    return is_called(chosen) or all(_has_role(rival, chosen) for rival in rivals)


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
        "below_and_legal": below * traits["legal_words"],
        "below_and_other_buys": below
        * max(traits["buyer_elsewhere"], traits["addressee_elsewhere"]),
        "below_and_names_seller": below * traits["names_seller"],
        "head_and_names_seller": head * traits["names_seller"],
        "head_and_other_buys": head * max(traits["buyer_elsewhere"], traits["addressee_elsewhere"]),
        "below_and_named_once": below * traits["named_once"],
        "below_and_named_again": below * traits["named_again"],
        "head_and_alone": head * alone,
        "head_and_named_again": head * traits["named_again"],
        "head_and_over_address": head * traits["over_address"],
        "head_and_no_contact": head * (1 - traits["letterhead"]),
        "untold_and_names_seller": traits["only_untold"] * traits["names_seller"],
        "untold_and_buyer_told": traits["only_untold"]
        * max(traits["buyer_elsewhere"], traits["other_is_buyers"]),
        "seller": _cut(chosen.seller),
        "buyer": _cut(chosen.buyer),
        "third_odds": _cut(chosen.third),
        "rival": _cut(rival),
        "lead": max(0.0, min(2.0, (chosen.seller - rival) / _MOST_ODDS)),
        "other_buyer": _cut(max((g.buyer for g in rest), default=-_MOST_ODDS)),
        "alone": alone,
        "share": _share(chosen, rest),
    }


def _share(chosen: Group, rest: Iterable[Group]) -> float:
    """Return how likely a choice sells, as at most one person of a page does, perhaps nobody."""
    odds = [exp(max(-_FAR, min(_FAR, group.seller))) for group in (chosen, *rest)]
    return odds[0] / (1 + sum(odds))


def _cut(odds: float) -> float:
    return max(-_MOST_ODDS, min(_MOST_ODDS, odds)) / _MOST_ODDS
