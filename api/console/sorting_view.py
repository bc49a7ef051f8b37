"""What the page of a document offers to sort it anew: separate, join, another kind, an annex."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from storage.domain.reason import Reason
from storage.domain.state import DocumentKind, DocumentStatus, Reception
from storage.models.document import DocumentRow
from storage.models.invoice import InvoiceRow
from storage.queries.documents import (
    annex_documents_of,
    documents_beside,
    documents_of_file,
    joined_in,
    standing_for,
)
from storage.queries.invoices import invoice_ids
from storage.queries.people import Visitor

_DECIDED = {Reception.ACCEPTED, Reception.DISPUTED}


@dataclass(frozen=True)
class SortingShown:
    """How a document is sorted, and what a person can change.

    Attributes:
        own: The document.
        may_sort: Whether anything can be changed now.
        kinds: What it can be said to be.
        proposed: First and last page of each invoice that it seems to hold; empty for one.
        starts: The first pages of those, as typed; empty for no proposal.
        siblings: Documents of the same file that stand beside it, in the order of their pages.
        before: The one whose pages end where its pages begin; None for none.
        after: The one whose pages begin where its pages end; None for none.
        owners: Documents that came with it, of which it may be an annex.
        members: Documents of several files whose pages it is, in order.
        whole: The document of several files that it is in now; None for none.
        owner: The document that it is an annex of; None for none.
        annexes: Documents that a person hung on it.
    """

    own: DocumentRow
    may_sort: bool
    kinds: tuple[DocumentKind, ...]
    proposed: Sequence[tuple[int, int]]
    starts: str
    siblings: Sequence[DocumentRow]
    before: DocumentRow | None
    after: DocumentRow | None
    owners: Sequence[DocumentRow]
    owner: DocumentRow | None
    annexes: Sequence[DocumentRow]
    members: Sequence[DocumentRow]
    whole: DocumentRow | None

    @property
    def places(self) -> dict[str, str]:
        """The place of documents among those to be joined, by what their pages say; else none."""
        places = {row.id: place for row in (self.own, *self.owners) if (place := _place(row))}
        return places if self.own.id in places else {}

    @property
    def apart(self) -> str:
        """The pages on which its files begin, as typed."""
        counts = [member.pages or 0 for member in self.members[:-1]]
        return ", ".join(map(str, accumulate(counts, initial=1)))


def view_sorting(visitor: Visitor, row: DocumentRow) -> SortingShown:
    """Gather what is offered for a document in the visitor's scope."""
    session = visitor.session
    living = [
        other
        for other in documents_of_file(session, row.dossier_id, row.direction, row.sha256)
        if not other.withdrawn
    ]
    invoice_id = invoice_ids(session, [row.id]).get(row.id)
    ends = (*(start - 1 for start in row.proposal[1:]), row.pages or 0)
    return SortingShown(
        own=row,
        may_sort=_may_sort(row, session.get(InvoiceRow, invoice_id) if invoice_id else None),
        kinds=tuple(DocumentKind),
        proposed=list(zip(row.proposal, ends, strict=True)) if row.proposal else [],
        starts=", ".join(map(str, row.proposal)),
        siblings=[other for other in living if other.id != row.id],
        before=next((one for one, two in pairwise(living) if two.id == row.id), None),
        after=next((two for one, two in pairwise(living) if one.id == row.id), None),
        owners=[other for other in documents_beside(session, row.id) if not other.withdrawn],
        owner=session.get(DocumentRow, row.annex_of_id) if row.annex_of_id else None,
        annexes=annex_documents_of(session, [row.id])[row.id],
        members=joined_in(session, [row.id])[row.id],
        whole=next(iter(standing_for(session, [row])), None),
    )


def _may_sort(row: DocumentRow, invoice: InvoiceRow | None) -> bool:
    is_decided = invoice is not None and invoice.reception in _DECIDED
    return row.status is not DocumentStatus.PROCESSING and not row.withdrawn and not is_decided


def _place(row: DocumentRow) -> str:
    """Return which page of a scattered invoice a document shows; empty if it is none."""
    found = [reason["about"] for reason in row.reasons if reason["code"] == Reason.OTHER_PAGES]
    return found[0].partition("/")[0] if found else ""
