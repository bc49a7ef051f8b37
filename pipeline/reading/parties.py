"""Who sells and who buys (BG-4, BG-7): the identifiers and names of a page, by role.

In: a sheet, its identifiers, the dossier's own SIREN and name. Out: of each party the identifiers
that belong together and a name. Factors, fiscal representatives, carriers and banks print
identifiers too; what stands around one tells its role.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from pipeline.reading.buyers import Known, find_own_name, likely_buyers
from pipeline.reading.identifiers import Identifier, Scheme
from pipeline.reading.lines import Line, Sheet
from pipeline.reading.names import Name, country_below, find_other_name
from storage.domain.siren import Siren
from storage.domain.vat import VatId, siren_in

_BUYER = re.compile(
    r"\bclients?\b|\bvotre\b|\bvos\b|acheteur|destinataire|facture a\b|factur[e]?r? a\b"
    r"|livre a|adresse de"
    r"|a l'attention|bill(?:ed)? to|ship to|customer|kunde|\bihre?\b|cliente|klant|debiteur"
    r"|donneur d'ordre|adherent|\buw\b|afnemer|debiteur|geadresseerde|spett|destinatario"
    r"|cessionario|committente|intestatario|\bsu (?:nif|cif)\b|adquirente|sold to|invoice to"
    r"|\byour (?:vat|company)|empfanger|leistungsempf|auftraggeber|facturar a"
)
_THIRD = re.compile(
    r"affactur|factor|subrog|cession|cede a|representant fiscal|fiscal representative"
    r"|transporteur|banque"
    r"|domiciliation|assur|mutuelle|mediateur|tribunal|hebergeur|prestataire|intermediaire"
    r"|pour le compte|place de marche|marketplace|plateforme|on behalf of|im namen"
)
_SELLER = re.compile(
    r"capital|\brcs\b|\bape\b|\bnaf\b|siege|\bsas\b|\bsarl\b|\bsasu\b|\beurl\b|\bsa\b"
    r"|intracom|\bintra\b|\btva\b|siret|siren"
    r"|ust-?id|steuernummer|vat (?:no|number|reg)|p\.? ?iva|\bcif\b|\bnif\b|micro"
    r"|auto-?entrepreneur|\bei\b|\bkvk\b|k\.v\.k|\bbtw\b|handelsregister|\bhr[ab]\b|amtsgericht"
    r"|\bc\.f\.|cod(?:ice|\.) fisc|\brea\b|cap\. soc|registro mercantil|\brp[rm]\b|\bbce\b"
    r"|ondernemingsn|partita iva|\bmwst\b|registered (?:in|office)|geschaftsfuhrer"
)


_SAYS_SELLER = re.compile(
    r"^(?:vendu (?:et expedie )?par|vendeur|sold by|seller|emetteur|fournisseur|supplier|verkaufer"
    r"|leverancier|verkoper|fornitore|emittente|(?:datos del )?emisor)\b"
)
"""A label over a party's block, or before it."""
_BARE = 1.0
"""Score of digits that pass a check, perhaps by chance, with no word that makes them a party's."""
_NEAR = 40.0
"""Points between lines that introduce one party."""
_SURE = 2.0
"""Score of identifiers that introduce a seller: more stands around them than their own label."""


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
    """

    siren: str | None = None
    ids: dict[Scheme, Identifier] = field(default_factory=dict)
    name: Name | None = None
    country: str | None = None
    is_sure: bool = False
    agree: bool = False


@dataclass(frozen=True)
class _Group:
    """Identifiers of one legal person."""

    key: str
    members: tuple[Identifier, ...]
    score: float

    def introduced(self, is_told: bool) -> float:
        """Return how much makes it the seller: two that agree say so of no buyer that is told."""
        return self.score - (0.0 if is_told else _agreement(self.members))

    @property
    def holds(self) -> bool:
        """Whether the check digits of one of them hold."""
        return any(member.holds for member in self.members)


def find_parties(
    sheet: Sheet, identifiers: Iterable[Identifier], own_siren: Siren | None, own_name: str
) -> tuple[Party, Party]:
    """Return the other party and the dossier's own, in this order."""
    groups = _groups(sheet, [i for i in identifiers if i.scheme in _OF_PARTIES])
    own = next((g for g in groups if own_siren is not None and g.key == own_siren), None)
    others = sorted((g for g in groups if g is not own), key=_rank)
    if own is None and own_siren is None and len(others) > 1:
        # Nobody told whose dossier it is: what stands by the buyer's label is the buyer's.
        own = min(others, key=lambda g: g.score) if others[-1].score < 0 else None
        others = [g for g in others if g is not own]
    if own is None and own_siren is not None:
        # An invoice to somebody else names that buyer where it should name the dossier.
        addressed = [g for g in others if g.score < 0 and g.holds]
        own = min(addressed, key=lambda g: g.score, default=None)
        others = [g for g in others if g is not own]
    best = others[0] if others and others[0].score > 0 else None
    rivals = [g for g in others[1:] if g.score > _BARE and g.holds]
    # Where nobody told whose dossier it is, a buyer's identifiers may be the only ones there.
    is_told = own_siren is not None or own is not None
    is_sure = best is not None and best.introduced(is_told) >= _SURE and not rivals
    other = _party(best, is_sure=is_sure)
    if best is not None:
        other = _with_invalid(other, best, [g for g in others if g is not best])
    ids, known = _places(best), Known(_places(own), _places(best))
    buyers = likely_buyers(sheet, known)
    other = replace(other, name=find_other_name(sheet, ids, own_name, buyers))
    mine = _party(own, is_sure=own is not None and own.key == own_siren)
    mine = replace(mine, name=find_own_name(sheet, own_name, replace(known, seller=other.name)))
    return _placed(sheet, other), _placed(sheet, mine)


def _places(group: _Group | None) -> frozenset[tuple[int, int]]:
    return frozenset((m.line.index, m.start) for m in group.members) if group else frozenset()


def _placed(sheet: Sheet, party: Party) -> Party:
    """Return a party with the country that its identifiers tell, else its address."""
    if vat_id := party.ids.get(Scheme.VAT_ID):
        country: str | None = vat_id.value[:2]
    elif party.siren:
        country = "FR"
    else:
        country = country_below(sheet, party.name) if party.name else None
    return replace(party, country=country)


def _rank(group: _Group) -> tuple[bool, float]:
    """Return the order of groups: one whose check digits fail never takes a valid one's place."""
    return (not (group.holds and group.score > _BARE), -group.score)


def _with_invalid(party: Party, best: _Group, others: Iterable[_Group]) -> Party:
    """Add labelled identifiers beside a party's own whose check digits fail: a person sees them."""
    ids = dict(party.ids)
    doubtful = [m for g in others if not g.holds and g.score > 0 for m in g.members]
    for member in doubtful:
        if any(_is_near(member.line, own.line) for own in best.members):
            ids.setdefault(member.scheme, member)
    return replace(party, ids=ids)


def _is_near(one: Line, other: Line) -> bool:
    return one.page.number == other.page.number and abs(one.top - other.top) <= _NEAR


_OF_PARTIES = {Scheme.SIREN, Scheme.SIRET, Scheme.VAT_ID}


def _groups(sheet: Sheet, identifiers: list[Identifier]) -> list[_Group]:
    by_key: dict[str, list[Identifier]] = defaultdict(list)
    for identifier in identifiers:
        by_key[_key(identifier)].append(identifier)
    return [
        _Group(key, tuple(members), max(_score(sheet, m) for m in members) + _agreement(members))
        for key, members in by_key.items()
    ]


def _key(identifier: Identifier) -> str:
    """Return the SIREN inside an identifier, or itself."""
    if identifier.scheme is Scheme.VAT_ID:
        return siren_in(VatId(identifier.value)) or identifier.value
    return identifier.value[:9]


def _agreement(members: Iterable[Identifier]) -> float:
    return 0.5 if _agree(members) else 0.0


def _agree(members: Iterable[Identifier]) -> bool:
    """Tell whether a SIREN or SIRET and a VAT id that carries it both stand there."""
    schemes = {m.scheme for m in members if m.holds}
    return Scheme.VAT_ID in schemes and len(schemes) > 1


def _score(sheet: Sheet, identifier: Identifier) -> float:
    """Return how much the words around an identifier make it the other party's own."""
    line = identifier.line
    before = line.folded[: identifier.start]
    cell = before.rpartition("\t")[2]
    above = list(_lines_above(sheet, identifier))
    near = " ".join(above)
    score = 1.0 if identifier.holds else 0.2
    score += 0.5 * min(3, len(set(_SELLER.findall(line.folded))))
    if _BUYER.search(cell[-60:]):
        score -= 4
    elif _BUYER.search(near):
        score -= 2
    elif any(map(_SAYS_SELLER.search, (cell, *above))):
        score += 2
    if _THIRD.search(line.folded) or _THIRD.search(near):
        score -= 2
    # Sellers introduce themselves at the foot of a page, in small print.
    if identifier.line.bottom > 0.8 * identifier.line.page.height:
        score += 0.5
    return score


def _lines_above(sheet: Sheet, identifier: Identifier) -> Iterator[str]:
    """Yield the cells above an identifier in its column, the nearest first, and a sentence."""
    span = identifier.line.span(identifier.start, identifier.end)
    for line in reversed(sheet.lines[max(0, identifier.line.index - 6) : identifier.line.index]):
        if line.page.number != identifier.line.page.number or span.top - line.bottom > 70:
            return
        is_sentence = line.index == span.line - 1 and "\t" not in line.text
        for start, end in line.cells():
            cell = line.span(start, end)
            if is_sentence or (cell.left < span.right and span.left < cell.right):
                yield line.folded[start:end]


def _party(group: _Group | None, *, is_sure: bool) -> Party:
    if group is None:
        return Party()
    ids: dict[Scheme, Identifier] = {}
    for member in sorted(group.members, key=lambda m: not m.holds):
        ids.setdefault(member.scheme, member)
    siren = group.key if len(group.key) == 9 and group.key.isdigit() else None
    agree = _agree(group.members)
    return Party(siren, ids, is_sure=is_sure and group.holds, agree=agree)
