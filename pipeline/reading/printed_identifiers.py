"""Which identifiers do the pages have in the place of one that the XML gives a party?

In: the fields of the XML, with `Witness.PAGE` where `confirm_by_page` found the value on the pages,
and the sheet. Out: identifiers of a party that are printed nowhere, while another one of the kind
stands where that party's stand. Middlemen print theirs too: beside the party's own nobody does.
"""

from collections.abc import Iterable, Iterator

from pipeline.reading.identifiers import Identifier, Scheme, identifiers_in
from pipeline.reading.lines import Sheet, Span, compact
from storage.domain.field import Field, Source, Witness
from storage.domain.invoice import FieldName, Invoice
from storage.domain.siren import Siren, parse_siren

_KINDS = {Scheme.SIREN: "siren", Scheme.SIRET: "siret", Scheme.VAT_ID: "vat_id"}
_PARTIES = ("seller", "buyer")
_NEXT_LINE = 1.5
"""Heights of a line between two of one block, at most."""


def other_identifiers(xml: Invoice, sheet: Sheet) -> Iterator[tuple[FieldName, str]]:
    """Yield the fields for which the pages have another identifier, and that one."""
    printed = [it for it in identifiers_in(sheet) if it.scheme in _KINDS]
    known = {compact(field.value) for party in _PARTIES for _, field in _ids(xml, party)}
    strange = [it for it in printed if compact(it.value) not in known]
    for party in _PARTIES:
        shown = {compact(f.value) for _, f in _ids(xml, party) if Witness.PAGE in f.witnesses}
        own = [it for it in printed if compact(it.value) in shown]
        of_party = {siren for value in shown if (siren := siren_in(value))}
        for name, field in _ids(xml, party):
            if Witness.PAGE not in field.witnesses:
                yield from _in_place_of(name, field, own, of_party, strange)
    yield from _only_another(xml, strange, {siren_in(value) for value in known})


def _in_place_of(
    name: FieldName,
    stated: Field,
    own: list[Identifier],
    of_party: set[Siren],
    strange: list[Identifier],
) -> Iterator[tuple[FieldName, str]]:
    """Yield another identifier of the party, where the pages have its own in that one's place.

    Args:
        name: What the pages lack.
        stated: Its value in the XML.
        own: What they have of the party.
        of_party: The SIRENs in those.
        strange: What they have that the XML gives nobody.
    """
    if _is_siren(name) and of_party:  # it stands in the others, and need not be printed itself
        if siren_in(stated.value) not in of_party:
            yield name, min(of_party)
        return
    for it in strange:
        siren = siren_in(it.value)
        # Where two of its identifiers stand, another company does.
        is_alone = siren is None or sum(siren_in(other.value) == siren for other in strange) == 1
        is_near = siren in of_party or (is_alone and _is_beside(it, own))
        if it.holds and _is_like(it, name, stated) and is_near:
            yield name, it.value
            return


def _is_siren(name: FieldName) -> bool:
    return name.value.endswith(".siren")


def siren_in(value: str) -> Siren | None:
    """Return the SIREN that is, or is part of, a French identifier."""
    text = compact(value)
    return parse_siren(text[4:] if text.startswith("fr") else text[:9])


def _ids(xml: Invoice, party: str) -> Iterator[tuple[FieldName, Field]]:
    for kind in _KINDS.values():
        name = FieldName(f"{party}.{kind}")
        if name in xml.fields:
            yield name, xml.fields[name]


def _is_like(it: Identifier, name: FieldName, stated: Field) -> bool:
    """Tell whether an identifier is of the kind of another, and of its country."""
    kind = name.value.rpartition(".")[2]
    is_vat_id = it.scheme is Scheme.VAT_ID
    return _KINDS[it.scheme] == kind and (not is_vat_id or it.value[:2] == stated.value[:2])


def _is_beside(it: Identifier, own: Iterable[Identifier]) -> bool:
    """Tell whether an identifier stands in one block with others: in a cell, or right below."""
    cell = _cell(it)
    for other in own:
        place = _cell(other)
        shared = min(cell.right, place.right) - max(cell.left, place.left)
        gap = max(cell.top, place.top) - min(cell.bottom, place.bottom)
        is_one_cell = it.line is other.line and cell.start == place.start
        is_next = it.line.page is other.line.page and gap <= _NEXT_LINE * cell.height
        if is_one_cell or (is_next and shared > 0 and it.line is not other.line):
            return True
    return False


def _cell(it: Identifier) -> Span:
    start, end = next(
        ((start, end) for start, end in it.line.cells() if start <= it.start < end),
        (it.start, it.end),
    )
    return it.line.span(start, max(end, it.end))


def _only_another(
    xml: Invoice, strange: list[Identifier], known: set[Siren | None]
) -> Iterator[tuple[FieldName, str]]:
    """Yield the seller's where the pages have none of them, but those of one other company."""
    ids = list(_ids(xml, "seller"))
    others = [it for it in strange if siren_in(it.value) not in known]
    companies = {siren for it in others if (siren := siren_in(it.value))}
    is_typed = all(it.line.page.source is Source.PDF_TEXT for it in others)
    is_shown = any(Witness.PAGE in field.witnesses for _, field in ids)
    if len(companies) != 1 or not is_typed or is_shown:
        return
    for name, field in ids:
        same = (it.value for it in others if _is_like(it, name, field))
        company = min(companies) if _is_siren(name) else None
        if (other := next(same, company)) is not None:
            yield name, other
