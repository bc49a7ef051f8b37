"""Fit what tells the seller's identifiers from others': a part of ``make train``.

In: sheets of documents with their truths. Out: the content of ``pipeline/reading/roles.json``.
Three models say of every legal person on a page how likely it sells, buys or does neither. The
last says how certain a choice among them is; it also sees what would be chosen once the true seller
is taken off the page, and pages that show only others' identifiers: none of that must seem certain.
Layouts of one family are kept together: odds that the last is fitted on, and those that its bound
is set by, come from models without that family.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.reading import roles
from pipeline.reading.identifiers import identifiers_in
from pipeline.reading.lines import Sheet, compact
from pipeline.reading.odds import Model, Traits
from pipeline.reading.persons import Group, groups_of
from pipeline.reading.surroundings import Surroundings
from storage.domain.invoice import FieldName
from tests.layouts.fitting import Example, fitted, parts_of, usual_odds, weighed

_MOST_CHOICES = 3
_IDS = ("siren", "siret", "vat_id")


@dataclass(frozen=True)
class Person:
    """A legal person on a page.

    Attributes:
        group: Its identifiers.
        traits: What is seen around them.
        sells: It is the seller.
        buys: It is the buyer.
    """

    group: Group
    traits: Traits
    sells: bool
    buys: bool

    def has(self, role: str) -> bool:
        """Tell whether it has one of `roles.ROLES`."""
        return {"seller": self.sells, "buyer": self.buys}.get(role, not (self.sells or self.buys))


@dataclass(frozen=True)
class Paper:
    """A document: its file's name, its family, and the legal persons on it."""

    document: str
    family: str
    persons: tuple[Person, ...]


def paper_of(sheet: Sheet, truth: dict[str, Any], document: str, family: str) -> Paper | None:
    """Return the legal persons of a document; None where nobody knows who is who.

    A document that the buyer wrote is left out, too: there all is the other way round.
    """
    if not (truth.get("complete") or any((truth.get("seller") or {}).get(key) for key in _IDS)):
        return None
    identifiers = identifiers_in(sheet)
    surroundings = Surroundings(sheet, identifiers)
    if surroundings.is_self_billed:
        return None
    persons = [
        Person(group, surroundings.traits_of(group), *(_is(group, truth, who) for who in _PARTIES))
        for group in groups_of(identifiers)
        if group.holds
    ]
    return Paper(document, family, tuple(persons))


_PARTIES = ("seller", "buyer")


def _is(group: Group, truth: dict[str, Any], who: str) -> bool:
    party = truth.get(who) or {}
    known = {compact(party[key]) for key in _IDS if party.get(key)}
    known |= {compact(value) for value in truth.get("accept", {}).get(f"{who}.vat_id", ())}
    return group.siren == party.get("siren") is not None or any(
        compact(member.value) in known for member in group.members
    )


def fit_roles(papers: Sequence[Paper]) -> dict[str, Any]:
    """Return the models by name."""
    models = {role: _role(papers, role) for role in roles.ROLES}
    examples: list[Example] = []
    parts = parts_of(paper.family for paper in papers)
    for part in sorted(set(parts.values())):
        others = [paper for paper in papers if parts[paper.family] != part]
        apart = {role: _role(others, role) for role in roles.ROLES}
        own = [paper for paper in papers if parts[paper.family] == part]
        examples += [example for paper in own for example in _choices(paper, apart)]
    # A wrong seller is paid: nobody is certain on less than what speaks for any choice, nor on
    # what wrong ones have on more than one in a thousand pages as they are.
    choice = fitted(examples, least=usual_odds(examples), most_wrong=0.001)
    return models | {"choice": choice}


def _role(papers: Iterable[Paper], role: str) -> dict[str, Any]:
    return weighed([example for paper in papers for example in _examples(paper, role)])


def _examples(paper: Paper, role: str) -> Iterator[Example]:
    for person in paper.persons:
        yield _example(paper, person.traits, is_right=person.has(role), is_first=False)


def _example(paper: Paper, traits: Traits, *, is_right: bool, is_first: bool) -> Example:
    name = FieldName.SELLER_VAT_ID
    return Example(name, paper.document, paper.family, traits, is_right, is_first)


def _choices(paper: Paper, models: dict[str, dict[str, Any]]) -> Iterator[Example]:
    """Yield the choice of the reader, then those after it was taken off the page."""
    fitted_models = {
        role: Model(model["intercept"], model["weights"], model["bound"])
        for role, model in models.items()
    }
    groups = {
        roles.with_odds(person.group, person.traits, fitted_models): person.sells
        for person in paper.persons
    }
    yield from _chosen(paper, groups, is_changed=False)
    # A seller who is not the first choice may be missing as well.
    without = {group: False for group, is_seller in groups.items() if not is_seller}
    if len(without) < len(groups):
        yield from _chosen(paper, without, is_changed=True)


def _chosen(paper: Paper, groups: Mapping[Group, bool], *, is_changed: bool) -> Iterator[Example]:
    left = list(groups)
    for step in range(_MOST_CHOICES):
        chosen = roles.likeliest_seller(left)
        if chosen is None:
            return
        left.remove(chosen)
        if not roles.is_likeliest(chosen, left):
            return
        traits = roles.traits_of_choice(chosen, left)
        # What is refused anyhow sets no bound, but teaches what errors look like.
        is_first = not is_changed and step == 0 and roles.is_told_apart(chosen, left)
        yield _example(paper, traits, is_right=groups[chosen], is_first=is_first)
        if any(groups.values()):
            return
