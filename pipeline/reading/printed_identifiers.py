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
    printed = [it for it in identifiers_in(sheet) if it.holds and it.scheme in _KINDS]
    known = {compact(field.value) for party in _PARTIES for _, field in _ids(xml, party)}
    sirens = {siren_in(value) for value in known}
    strange = [it for it in printed if compact(it.value) not in known]
    for party in _PARTIES:
        shown = {compact(f.value) for _, f in _ids(xml, party) if Witness.PAGE in f.witnesses}
        own = [it for it in printed if compact(it.value) in shown]
        of_party = {siren_in(value) for value in shown} - {None}
        for name, field in _ids(xml, party):
            is_within = _is_siren(name) and siren_in(field.value) in of_party
            if Witness.PAGE in field.witnesses or is_within:
                continue
            same = [it for it in strange if _is_like(it, name, field)]
            near = (it for it in same if siren_in(it.value) in of_party or _is_beside(it, own))
            if (other := next(near, None)) is not None:
                yield name, other.value
    yield from _only_another(xml, [it for it in strange if siren_in(it.value) not in sirens])


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


def _only_another(xml: Invoice, strange: list[Identifier]) -> Iterator[tuple[FieldName, str]]:
    """Yield the seller's where the pages have none of them, but those of one other company."""
    ids = list(_ids(xml, "seller"))
    companies = {siren_in(it.value) for it in strange} - {None}
    is_typed = all(it.line.page.source is Source.PDF_TEXT for it in strange)
    if len(companies) != 1 or not is_typed:
        return
    if any(Witness.PAGE in field.witnesses for _, field in ids):
        return
    for name, field in ids:
        same = (it for it in strange if _is_like(it, name, field))
        if (other := next(same, None)) is not None:
            yield name, other.value
