"""Who sells and who buys (BG-4, BG-7): the identifiers and names of a page, by role.

In: a sheet, its identifiers, the dossier's own SIREN and name. Out: of each party the identifiers
that belong together and a name. `pipeline.reading.roles` says whose an identifier is.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from pipeline.reading.buyers import Known, find_own_name, likely_buyers
from pipeline.reading.identifiers import Identifier, Scheme
from pipeline.reading.lines import Line, Sheet
from pipeline.reading.name_texts import Name, core_of
from pipeline.reading.names import find_other_name, for_buyer
from pipeline.reading.persons import Group, groups_of
from pipeline.reading.places import country_at, home_of
from pipeline.reading.roles import choose, is_called, is_certain, judged, likeliest_buyer
from pipeline.reading.surroundings import Surroundings
from storage.domain.siren import Siren

_LEAST, _MUCH = 1.0, 2.0
"""Support of a seller's name, and what may then speak for it to be the buyer's."""
_LIKELY = 1.5
"""Odds of a seller, not a certain one, with whose identifiers the seller's name is to stand."""
_NEAR = 40.0
"""Points between lines that introduce one party."""


@dataclass(frozen=True)
class Party:
    """One party.

    Attributes:
        siren: Nine digits whose check holds; None where the page has none.
        ids: Its identifiers by what they are, the better place first.
        name: Its name and where it stands; None where none was found.
        country: ISO 3166-1; None where neither an identifier nor the address tells it.
        is_sure: Nobody else's identifiers compete for the role, or two of its own agree.
        agree: SIREN (or SIRET) and VAT id both stand there and fit.
        branches: Its SIRETs where the page has several: which one invoices, nothing proves.
    """

    siren: str | None = None
    ids: dict[Scheme, Identifier] = field(default_factory=dict)
    name: Name | None = None
    country: str | None = None
    is_sure: bool = False
    agree: bool = False
    branches: frozenset[str] = frozenset()


def find_parties(
    sheet: Sheet, identifiers: Iterable[Identifier], own_siren: Siren | None, own_name: str
) -> tuple[Party, Party]:
    """Return the other party and the dossier's own, in this order."""
    found = tuple(identifiers)
    surroundings = Surroundings(sheet, found)
    groups = judged(groups_of(found), surroundings)
    own = next((g for g in groups if own_siren is not None and g.key == own_siren), None)
    others = [group for group in groups if group is not own]
    best = choose(others)
    rest = [group for group in others if group is not best]
    if own is None:
        own = likeliest_buyer(rest)
    is_sure = best is not None and _is_sure(best, groups, surroundings)
    other = _party(best, is_sure=is_sure)
    if best is not None:
        other = _with_invalid(other, best, rest)
    seller = best if best is not None and (is_sure or best.seller > _LIKELY) else None
    ids, known = _places(seller), Known(_places(own), _places(seller))
    buyers = likely_buyers(sheet, known)
    name = find_other_name(sheet, ids, own_name, buyers)
    other = replace(other, name=None if name and _is_buyers(name, buyers) else name)
    mine = _party(own, is_sure=own is not None and own.key == own_siren)
    mine = replace(mine, name=find_own_name(sheet, own_name, replace(known, seller=other.name)))
    other = _placed(sheet, other, home_of(sheet))
    return other, _placed(sheet, mine, other.country)


def _is_sure(best: Group, groups: Iterable[Group], surroundings: Surroundings) -> bool:
    """Tell whether a choice is certain; where somebody else writes, only whom words call so is."""
    if surroundings.is_self_billed or (surroundings.is_by_agent and not is_called(best)):
        return False
    return is_certain(best, (group for group in groups if group is not best))


def _is_buyers(name: Name, buyers: Mapping[str, float]) -> bool:
    """Tell whether a name is taken for the seller's only because a page shows no other one."""
    return name.score < _LEAST and for_buyer(core_of(name.text), buyers) > _MUCH


def _places(group: Group | None) -> frozenset[tuple[int, int]]:
    return frozenset((m.line.index, m.start) for m in group.members) if group else frozenset()


def _placed(sheet: Sheet, party: Party, usual: str | None = None) -> Party:
    """Return a party with the country that its address says, else its identifiers."""
    vat_id = party.ids.get(Scheme.VAT_ID)
    told = vat_id.value[:2] if vat_id else "FR" if party.siren else None
    country = country_at(sheet, party.name, told or usual) if party.name else None
    return replace(party, country=country or told)


def _with_invalid(party: Party, best: Group, others: Iterable[Group]) -> Party:
    """Add labelled identifiers beside a party's own whose check digits fail: a person sees them."""
    ids = dict(party.ids)
    doubtful = [m for g in others if not g.holds and g.seller > g.buyer for m in g.members]
    for member in doubtful:
        if any(_is_near(member.line, own.line) for own in best.members):
            ids.setdefault(member.scheme, member)
    return replace(party, ids=ids)


def _is_near(one: Line, other: Line) -> bool:
    return one.page.number == other.page.number and abs(one.top - other.top) <= _NEAR


def _party(group: Group | None, *, is_sure: bool) -> Party:
    if group is None:
        return Party()
    ids: dict[Scheme, Identifier] = {}
    for member in sorted(group.members, key=lambda m: not m.holds):
        ids.setdefault(member.scheme, member)
    sirets = {it.value for it in group.members if it.scheme is Scheme.SIRET and it.holds}
    return Party(
        group.siren,
        ids,
        is_sure=is_sure and group.holds,
        agree=group.agree,
        branches=frozenset(sirets) if len(sirets) > 1 else frozenset(),
    )
