"""What a person says of the sorting: split, join, another kind, an annex of another document.

Nothing is deleted: a document that others stand for now is withdrawn, and comes back when the same
pages are asked for again. So each of these acts can be undone by another one. Who did it and when
stands in the journal. An invoice that was accepted stays as it is: the accounting software may have
it already.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from sqlmodel import Session

from storage import feed, journal
from storage.actions import join_files
from storage.actions.begin import FIRST_STAGES, begin_document
from storage.actions.documents import NewPage, add_source, keep_pages
from storage.actions.release import do_again
from storage.actions.withdraw import unfile, withdraw
from storage.blobs import BlobStore
from storage.clock import utc_now
from storage.database import insert
from storage.domain.errors import ConflictError, InputError
from storage.domain.joining import JOINED
from storage.domain.part import PartOutcome
from storage.domain.reason import Reason
from storage.domain.state import DocumentKind, DocumentStatus, Reception, WorkStatus
from storage.ids import new_id
from storage.models.document import DocumentRow
from storage.models.work import WorkRow
from storage.queries.documents import (
    living_ids_of_parts,
    pages_of,
    parts_of_document,
    places_of,
    same_document,
    source_rows_of,
)
from storage.queries.invoices import invoice_of
from storage.queries.work import work_of

_END = 0
"""As last page: "to the end"."""
_BEING_DONE = {WorkStatus.DUE, WorkStatus.LEASED}
_XML = "application/xml"


def split(
    session: Session, document: DocumentRow, starts: Sequence[int], actor: str
) -> list[DocumentRow]:
    """Make a document of each run of pages; with one start only, say that it is one document.

    Args:
        session: An open write transaction.
        document: A row of that transaction, locked.
        starts: 1-based pages of the document, on which each of the new ones begins.
        actor: For the journal: a person's name, or ``key:KEY_ID``.

    Returns:
        The documents that stand for it now, in order.

    Raises:
        InputError: There are no such pages, or they do not begin with the first one.
        ConflictError: It is being processed, accepted, withdrawn, or has no pages to separate.
    """
    _check_free(session, document)
    starts = sorted(set(starts))
    count = document.pages or 0
    if document.media_type == _XML:
        raise ConflictError("An electronic invoice has no pages to separate.", code="no-pages")
    if not starts or starts[0] != 1 or starts[-1] > max(count, 1):
        raise InputError(f"The pages must begin with 1, and none may be above {count}.")
    detail: dict[str, Any] = {"pages": starts}
    if len(starts) == 1:
        _process(session, document, {"proposal": [], "doubts": []})
        _note(session, document, actor, "keep_whole", detail)
        return [document]
    if members := join_files.members_that_begin(session, document, starts):
        _take_apart(session, document, members)
        _note(session, document, actor, "split", detail | {"documents": [m.id for m in members]})
        return members
    first = document.first_page
    begins = [first + start - 1 for start in starts]
    ends = [*(following - 1 for following in begins[1:]), document.last_page]
    pieces = _replace(session, [document], list(zip(begins, ends, strict=True)))
    _note(session, document, actor, "split", detail | {"documents": [p.id for p in pieces]})
    return pieces


def join(
    session: Session, documents: Sequence[DocumentRow], actor: str, blobs: BlobStore
) -> DocumentRow:
    """Make one document of several.

    Those that follow one another in the same file are pages of that again; any others have their
    pages put together, in the order given.

    Args:
        session: An open write transaction.
        documents: Rows of that transaction, locked.
        actor: For the journal: a person's name, or ``key:KEY_ID``.
        blobs: Where it is kept which pages of which files a document is.

    Raises:
        InputError: They are fewer than two.
        ConflictError: They are not of one dossier and direction, or one of them has no pages, or
            is an electronic invoice, or is being processed, accepted or withdrawn.
    """
    given = list({row.id: row for row in documents}.values())
    if len(given) < 2:
        raise InputError("It takes two documents to join them.")
    for row in given:
        _check_free(session, row)
    if len({(row.dossier_id, row.direction) for row in given}) > 1:
        raise ConflictError("The documents are not of one dossier.", code="not-one-dossier")
    ordered = sorted(given, key=lambda row: row.first_page)
    if _follow(ordered):
        (whole,) = _replace(session, ordered, [(ordered[0].first_page, ordered[-1].last_page)])
    else:
        ordered = given
        whole, is_new = join_files.whole_of(session, given, blobs)
        join_files.move_into(session, whole, given)
        for row in given:
            withdraw(session, row, {"code": Reason.SORTED_ANEW.value})
        if not is_new:
            _process(session, whole, {"proposal": [], "doubts": []})
    _note(session, whole, actor, "join", {"documents": [row.id for row in ordered]})
    return whole


def _follow(ordered: Sequence[DocumentRow]) -> bool:
    """Tell whether documents follow one another in one file."""
    return len({row.sha256 for row in ordered}) == 1 and all(
        before.last_page + 1 == after.first_page and before.last_page != _END
        for before, after in pairwise(ordered)
    )


def _take_apart(session: Session, document: DocumentRow, members: Sequence[DocumentRow]) -> None:
    """Let the documents of several files stand for themselves again."""
    join_files.move_back(session, document, members)
    withdraw(session, document, {"code": Reason.SORTED_ANEW.value})
    for member in members:
        _process(session, member, {"proposal": [], "doubts": []})
        _tell_parts(session, member)


def set_kind(session: Session, document: DocumentRow, kind: DocumentKind, actor: str) -> None:
    """Say what a document is; it is read anew as that, or set aside if it is no invoice.

    Args:
        session: An open write transaction.
        document: A row of that transaction, locked.
        kind: What it is.
        actor: For the journal: a person's name, or ``key:KEY_ID``.

    Raises:
        ConflictError: It is being processed, accepted or withdrawn.
    """
    _check_free(session, document)
    detail: dict[str, Any] = {"old": document.kind, "new": kind}
    document.kind = kind
    document.kind_reason = {"code": Reason.SORTED_BY_PERSON.value, "about": kind.value}
    reason = {"reason": Reason.SORTED_BY_PERSON.value, "about": kind.value, "detail": ""}
    said: dict[str, Any] = {"kind": kind.value, "kind_reason": reason, "proposal": [], "doubts": []}
    _process(session, document, said)
    _note(session, document, actor, "kind", detail)


def make_annex(
    session: Session, document: DocumentRow, owner: DocumentRow | None, actor: str
) -> None:
    """Hang a document on another one as its annex; or, with none, make it one of its own again.

    Args:
        session: An open write transaction.
        document: A row of that transaction, locked.
        owner: Another one of the same dossier and direction.
        actor: For the journal: a person's name, or ``key:KEY_ID``.

    Raises:
        ConflictError: One of them is being processed or withdrawn, the document is accepted, or
            they are not of one dossier and direction.
    """
    detail: dict[str, Any] = {"old": document.annex_of_id, "new": owner.id if owner else None}
    if owner is None:
        if document.annex_of_id is None:
            raise ConflictError("It is no annex of another document.", code="no-annex")
        _set_parts(session, document, PartOutcome.DOCUMENT, document.id)
        document.annex_of_id = None
        _process(session, document, {"proposal": [], "doubts": []})
    else:
        if document.annex_of_id is None:
            _check_free(session, document)
        _check_owner(document, owner)
        withdraw(session, document, {"code": Reason.ANNEX.value, "about": owner.id})
        _set_parts(session, document, PartOutcome.ANNEX, owner.id)
        document.annex_of_id = owner.id
    _note(session, document, actor, "annex", detail)


def drop_twin(session: Session, document: DocumentRow, sha256: str) -> None:
    """Read a document without the XML that came beside it, where that was its data.

    Args:
        session: An open write transaction.
        document: A row of that transaction, locked.
        sha256: Of the XML.

    Raises:
        ConflictError: It is being processed, accepted or withdrawn.
    """
    work = work_of(session, document.id)
    if work is not None and work.files.get("twin") == sha256:
        _check_free(session, document)
        work.files = {role: sha for role, sha in work.files.items() if role != "twin"}
        # What the XML said of its kind is not what the pages say.
        _process(session, document, {"kind": None, "kind_reason": None, "invoice": None})


def _check_owner(document: DocumentRow, owner: DocumentRow) -> None:
    one = (document.dossier_id, document.direction) == (owner.dossier_id, owner.direction)
    if not one or owner.id == document.id or owner.withdrawn:
        raise ConflictError("It cannot be an annex of that document.", code="no-owner")


def _check_free(session: Session, document: DocumentRow) -> None:
    """Refuse what is being worked on, what was accepted, and what others stand for already."""
    work = work_of(session, document.id)
    if work is None or work.status in _BEING_DONE:
        raise ConflictError("The document is being processed; try again.", code="processing")
    invoice = invoice_of(session, document.id)
    if invoice is not None and invoice.reception in {Reception.ACCEPTED, Reception.DISPUTED}:
        raise ConflictError(
            f"Its invoice is {invoice.reception}; that is not undone by sorting.",
            code="already-decided",
        )
    if document.withdrawn:
        raise ConflictError("Other documents stand for it now.", code="withdrawn")


def _replace(
    session: Session, olds: Sequence[DocumentRow], ranges: Sequence[tuple[int, int]]
) -> list[DocumentRow]:
    """Let documents of other page ranges stand for some; what hangs on those hangs on the first."""
    pictures = {
        old.first_page + page.number - 1: page for old in olds for page in pages_of(session, old.id)
    }
    end = olds[-1].first_page + (olds[-1].pages or 1) - 1
    made: list[DocumentRow] = []
    for first, last in ranges:
        pages = [
            NewPage(at - first + 1, page.image_sha256, page.large_sha256)
            for at, page in sorted(pictures.items())
            if first <= at <= (last or at)
        ]
        count = (last or end) - first + 1
        made.append(_document_of(session, olds[0], (first, last), pages, count))
    for old in olds:
        for source in source_rows_of(session, old.id):
            for row in made:
                add_source(session, row, source.message_id, source.part_path)
        for part in parts_of_document(session, old.id):
            part.document_id = made[0].id
            session.add(part)
        withdraw(session, old, {"code": Reason.SORTED_ANEW.value})
    session.flush()
    _tell_parts(session, made[0])
    return made


def _document_of(
    session: Session,
    old: DocumentRow,
    place: tuple[int, int],
    pages: Sequence[NewPage],
    count: int,
) -> DocumentRow:
    """Return the document of a page range: made now, or made before and withdrawn since."""
    row = DocumentRow(
        id=new_id("doc"),
        firm_id=old.firm_id,
        dossier_id=old.dossier_id,
        direction=old.direction,
        sha256=old.sha256,
        first_page=place[0],
        last_page=place[1],
        name=old.name,
        media_type=old.media_type,
        status=DocumentStatus.PROCESSING,
        stage=FIRST_STAGES["document"],
        reasons=[],
        pages=count,
        pdf_sha256=old.pdf_sha256,
        words_sha256=old.words_sha256,
        created_at=utc_now(),
    )
    if not insert(session, row):
        known = same_document(session, row)
        if known is None or not known.withdrawn:
            raise ConflictError("Somebody sorts it right now; try again.", code="processing")
        _process(session, known, {"proposal": [], "doubts": []})
        return known
    keep_pages(session, row.id, pages)
    files = {"pdf": row.pdf_sha256, "words": row.words_sha256}
    begin_document(
        session, row, {"pages": row.pages}, {role: sha for role, sha in files.items() if sha}
    )
    feed.announce(session, "document.created", row)
    return row


def take_up_again(session: Session, document: DocumentRow) -> None:
    """Let a withdrawn document stand for itself again; it is read anew.

    Args:
        session: An open write transaction.
        document: A row of that transaction, locked.

    Raises:
        ConflictError: It has no work to take up again; ``code`` is ``processing``.
    """
    _process(session, document, {"proposal": [], "doubts": []})
    feed.announce(session, "document.sorted", document)


def _process(session: Session, document: DocumentRow, said: dict[str, Any]) -> None:
    """Have a document read anew, with what a person said; a filed invoice gets a new version."""
    work = work_of(session, document.id)
    if work is None:
        raise ConflictError("The document has no work to take up again.", code="processing")
    if invoice_of(session, document.id) is not None:
        document.version += 1
    document.withdrawn = False
    document.status = DocumentStatus.PROCESSING
    document.stage = FIRST_STAGES["document"]
    document.reasons = []
    document.proposal = []
    document.xml_sha256 = document.facturx_sha256 = None
    document.derived, document.profile, document.facturx_reasons = False, None, []
    _forget_results(work, said)
    do_again(session, work, document.stage)
    session.add(document)
    unfile(session, document, [])


def _forget_results(work: WorkRow, said: dict[str, Any]) -> None:
    """Take away what stages had found, and add what a person said."""
    fresh: dict[str, Any] = {
        "profile": None,
        "derived": False,
        "facturx_reasons": [],
        "open_points": [],
    }
    work.facts = work.facts | fresh | said
    work.files = {role: sha for role, sha in work.files.items() if role not in {"xml", "facturx"}}


def _set_parts(
    session: Session, document: DocumentRow, outcome: PartOutcome, document_id: str
) -> None:
    """Give the parts that are a document its end, unless other documents are of them, too."""
    paths = places_of(session, document)
    others = living_ids_of_parts(session, paths)
    for part in parts_of_document(session, document.annex_of_id or document.id):
        key = (part.message_id, part.path)
        if key in paths and not [i for i in others.get(key, ()) if i != document.id]:
            part.outcome = outcome
            alone = Reason.JOINED if document.media_type == JOINED else None
            part.reason = Reason.ANNEX if outcome is PartOutcome.ANNEX else alone
            part.document_id = document_id
            session.add(part)


def _tell_parts(session: Session, document: DocumentRow) -> None:
    """Say of the parts of a document whether several documents were made of each."""
    paths = places_of(session, document)
    living = living_ids_of_parts(session, paths)
    for part in parts_of_document(session, document.id):
        if part.outcome is PartOutcome.DOCUMENT:
            several = len(living.get((part.message_id, part.path), ())) > 1
            part.reason = Reason.SEPARATED if several else None
            session.add(part)


def _note(
    session: Session, document: DocumentRow, actor: str, action: str, detail: dict[str, Any]
) -> None:
    journal.note(session, document, actor, action, detail)
    feed.announce(session, "document.sorted", document)
