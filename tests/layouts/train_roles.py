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

import numpy as np

from pipeline.reading import roles
from pipeline.reading.identifiers import identifiers_in
from pipeline.reading.lines import Sheet, compact
from pipeline.reading.odds import Model, Traits
from pipeline.reading.persons import Group, groups_of
from pipeline.reading.surroundings import Surroundings
from storage.domain.invoice import FieldName
from tests.layouts.fitting import Example, fit, fitted, matrix_of, parts_of, usual_odds, weighed

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
    groups = [group for group in groups_of(identifiers) if group.holds]
    persons = [
        Person(group, traits, *(_is(group, truth, who) for who in _PARTIES))
        for group, traits in zip(groups, roles.traits_in(groups, surroundings), strict=True)
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
    parts = parts_of(paper.family for paper in papers)
    persons = _Persons(papers, parts)
    examples: list[Example] = []
    for part in sorted(set(parts.values())):
        apart = persons.models(without=part)
        own = [paper for paper in papers if parts[paper.family] == part]
        examples += [example for paper in own for example in _choices(paper, apart)]
    # A wrong seller is paid: nobody is certain on less than what speaks for any choice. Pages that
    # show only others' identifiers are here far more often than in life, one in four.
    choice = fitted(examples, least=usual_odds(examples))
    return persons.models() | {"choice": choice}


class _Persons:
    """The legal persons of all papers, as numbers."""

    def __init__(self, papers: Iterable[Paper], parts: Mapping[str, int]) -> None:
        own = [(parts[paper.family], person) for paper in papers for person in paper.persons]
        self._names, self._traits = matrix_of([person.traits for _, person in own])
        self._parts = np.array([part for part, _ in own])
        self._has = {
            role: np.array([person.has(role) for _, person in own], float) for role in roles.ROLES
        }
        self._whole = {role: fit(self._traits, has) for role, has in self._has.items()}

    def models(self, *, without: int | None = None) -> dict[str, dict[str, Any]]:
        """Return the models of the roles, fitted without a part of the families."""
        kept = self._parts != without if without is not None else np.full(len(self._parts), True)
        traits = self._traits[kept]
        return {
            role: weighed(self._names, traits, has[kept], self._whole[role])
            for role, has in self._has.items()
        }


def _example(paper: Paper, traits: Traits, *, is_right: bool, is_first: bool) -> Example:
    name = FieldName.SELLER_VAT_ID
    return Example(name, paper.document, paper.family, traits, is_right, is_first)


def _choices(paper: Paper, models: dict[str, dict[str, Any]]) -> Iterator[Example]:
    """Yield the choice of the reader, then those after it was taken off the page."""
    fitted_models = {
        role: Model(model["intercept"], model["weights"], model["bound"])
        for role, model in models.items()
    }
    yield from _chosen(paper, _judged(paper.persons, fitted_models), is_changed=False)
    # A seller who is not the first choice may be missing as well.
    left = [person for person in paper.persons if not person.sells]
    if len(left) < len(paper.persons):
        yield from _chosen(paper, _judged(left, fitted_models), is_changed=True)


def _judged(persons: Sequence[Person], models: Mapping[str, Model]) -> dict[Group, bool]:
    """Return the groups of those who are there with their odds, and who of them sells."""
    seen = roles.told([person.traits for person in persons])
    return {
        roles.with_odds(person.group, traits, models): person.sells
        for person, traits in zip(persons, seen, strict=True)
    }


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
