"""The legal persons that print identifiers on a page (BG-4, BG-7 and others).

In: identifiers. Out: those of one person together.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.reading.identifiers import Identifier, Scheme
from pipeline.reading.odds import Traits
from storage.domain.vat import VatId, siren_in

OF_PARTIES = {Scheme.SIREN, Scheme.SIRET, Scheme.VAT_ID}
"""The other schemes identify accounts."""


@dataclass(frozen=True)
class Group:
    """Identifiers of one legal person.

    Attributes:
        key: Its SIREN, else its VAT id.
        members: In the order of the lines; never empty.
        traits: What is seen around them.
        seller: Log odds that it sells.
        buyer: Log odds that it buys.
        third: Log odds that it does neither.
    """

    key: str
    members: tuple[Identifier, ...]
    traits: Traits = field(default_factory=dict, compare=False)
    seller: float = field(default=0.0, compare=False)
    buyer: float = field(default=0.0, compare=False)
    third: float = field(default=0.0, compare=False)

    @property
    def holds(self) -> bool:
        """Whether the check digits of one of them hold."""
        return any(member.holds for member in self.members)

    @property
    def siren(self) -> str | None:
        """Nine digits; None of a person abroad."""
        return self.key if self.key.isdigit() else None

    @property
    def country(self) -> str:
        """ISO 3166-1, or the prefix of a VAT id."""
        return "FR" if self.siren else self.key[:2]

    @property
    def agree(self) -> bool:
        """Whether a SIREN or SIRET and a VAT id that carries it both stand there."""
        schemes = {m.scheme for m in self.members if m.holds}
        return Scheme.VAT_ID in schemes and len(schemes) > 1


def groups_of(identifiers: Iterable[Identifier]) -> tuple[Group, ...]:
    """Return the legal persons, in the order in which they appear; odds are not yet known."""
    by_key: dict[str, list[Identifier]] = defaultdict(list)
    for identifier in identifiers:
        if identifier.scheme in OF_PARTIES:
            by_key[_key(identifier)].append(identifier)
    return tuple(Group(key, tuple(members)) for key, members in by_key.items())


def _key(identifier: Identifier) -> str:
    """Return the SIREN inside an identifier, or itself."""
    if identifier.scheme is Scheme.VAT_ID:
        return siren_in(VatId(identifier.value)) or identifier.value
    return identifier.value[:9]
