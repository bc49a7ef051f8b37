"""From a stage's outcome to the action that stores it.

Files that an outcome names are taken into the blob store first; the rows that speak of them follow
in one transaction.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from pipeline.cell import StageFailedError, open_named
from pipeline.deciding import Decided, still_holds
from pipeline.plan import step_after
from pipeline.stage import (
    PAGE_IMAGE,
    PDF,
    TWIN,
    VIEW,
    WORDS,
    DocumentFacts,
    Documents,
    File,
    FoundDocument,
    Hold,
    MessageFacts,
    Next,
    Outcome,
    Reject,
)
from storage.actions import conclude
from storage.actions.advance import Progress, advance
from storage.actions.decisions import keep_decision
from storage.actions.describe import Description
from storage.actions.documents import NewDocument, NewPage, files_of_part, pages_in
from storage.actions.learn import learn
from storage.actions.lease import Lease
from storage.actions.sort import Sorted, sort
from storage.blobs import BlobStore
from storage.codec import from_json, reasons_to_json, to_json
from storage.database import Session
from storage.domain.part import Part, PartOutcome

_FACTS = {"message": MessageFacts, "document": DocumentFacts}


def keep_files(
    blobs: BlobStore, firm_id: str, folder: Path, files: Mapping[str, str]
) -> dict[str, str]:
    """Take the files that an outcome names into the blob store.

    Args:
        blobs: Where they go.
        firm_id: Whose they are.
        folder: The work directory.
        files: Names within it, by role.

    Returns:
        Their SHA-256, by role.

    Raises:
        StageFailedError: A name is not that of a regular file in the work directory.
    """
    kept = {}
    for role, name in files.items():
        with open_named(folder, name) as source:
            kept[role], _ = blobs.put(firm_id, source)
    return kept


def store_outcome(
    session: Session,
    lease: Lease,
    outcome: Outcome,
    files: dict[str, str],
    now: datetime,
    decided: Decided | None = None,
) -> Lease | None:
    """Store an outcome.

    Args:
        session: An open write transaction.
        lease: The claim under which the stage ran.
        outcome: What it answered.
        files: SHA-256 of the files to keep, by role.
        now: The present instant.
        decided: What a decision on an invoice was made of, where the outcome is one.

    Returns:
        The lease for the next stage; None where the plan has ended; the same one where what the
        stage had decided by is no longer so, and it has to run again.

    Raises:
        LeaseLostError: Somebody else holds the work.
        StageFailedError: It is no outcome of this stage.
    """
    if decided is not None and not still_holds(session, lease, outcome, decided):
        return lease
    match outcome:
        case Next(facts=facts):
            return _advance(session, lease, facts, files, now)
        case Documents():
            _check_parts(outcome, from_json(MessageFacts, lease.facts))
            sort(session, lease, _sorted(outcome, lease.files), now)
        case File(reception=reception, reasons=reasons):
            conclude.file(session, lease, reception, reasons_to_json(reasons), now)
        case Hold(reasons=reasons, facts=facts):
            facts = facts or from_json(DocumentFacts, lease.facts)
            found = Progress(next_stage=lease.stage, facts=to_json(facts), files=files)
            causes = reasons_to_json(reasons)
            conclude.hold(session, lease, causes, found, _description(facts), now)
        case Reject(reasons=reasons):
            conclude.reject(session, lease, reasons_to_json(reasons))
    if decided is not None:
        keep_decision(session, lease, decided.inputs, now)
    return None


def _advance(
    session: Session,
    lease: Lease,
    facts: MessageFacts | DocumentFacts | Part,
    files: dict[str, str],
    now: datetime,
) -> Lease:
    if not isinstance(facts, _FACTS[lease.plan]):
        raise StageFailedError(f"it answered {type(facts).__name__} in the {lease.plan} plan")
    if isinstance(facts, DocumentFacts) and facts.lessons is not None:
        learn(session, lease, facts.lessons, now)
        facts = replace(facts, lessons=None)
    pages: tuple[NewPage, ...] = ()
    if isinstance(facts, DocumentFacts):
        # Pictures are shown, not read: no later stage gets them.
        pages = pages_in(files)
        files = {role: sha for role, sha in files.items() if not role.startswith(PAGE_IMAGE)}
    progress = Progress(
        next_stage=step_after(lease.plan, lease.stage).name,
        facts=to_json(facts),
        files=files,
        pages=pages,
    )
    description = _description(facts) if isinstance(facts, DocumentFacts) else None
    return advance(session, lease, progress, now, description)


def _description(facts: DocumentFacts) -> Description:
    return Description(
        kind=facts.kind,
        pages=facts.pages,
        invoice=facts.invoice,
        kind_reason=reasons_to_json((facts.kind_reason,))[0] if facts.kind_reason else None,
        derived=facts.derived,
        profile=facts.profile,
        facturx_reasons=tuple(reasons_to_json(facts.facturx_reasons)),
        flags=tuple(reasons_to_json(facts.flags)),
        proposal=facts.proposal,
    )


def _check_parts(outcome: Documents, before: MessageFacts) -> None:
    """Refuse to end a message that would lose a part: each has an end that can be seen."""
    paths = [part.path for part in outcome.facts.parts]
    documents = {part.path for part in outcome.facts.documents}
    annexes = [p.path for p in outcome.facts.parts if p.outcome is PartOutcome.ANNEX]
    hung = [path for found in outcome.documents for path in found.annexes]
    if outcome.facts.taken != before.taken:
        raise StageFailedError("it worked on other parts than it was asked to")
    if sorted(paths) != sorted(part.path for part in before.parts):
        raise StageFailedError("it did not answer the parts that the message has")
    if documents != {found.part for found in outcome.documents}:
        raise StageFailedError("its documents are not the parts that it calls so")
    if not all(_is_covered(path, outcome) for path in documents):
        raise StageFailedError("its documents do not have each page of a part once")
    if any(f.twin is not None and f.twin not in f.annexes for f in outcome.documents):
        raise StageFailedError("an XML that is no annex of its document")
    if sorted(hung) != sorted(annexes):
        raise StageFailedError("its annexes do not each hang on a document")


def _is_covered(path: str, outcome: Documents) -> bool:
    """Tell whether the documents of a part follow one another from its first page to its last."""
    ranges = sorted((f.first_page, f.last_page or 0) for f in outcome.documents if f.part == path)
    ends = [1, *(last + 1 if last else 0 for _, last in ranges)]
    return [first for first, _ in ranges] == ends[:-1] and ends[-1] == 0


def _sorted(outcome: Documents, files: Mapping[str, str]) -> Sorted:
    header: dict[str, Any] = to_json(outcome.facts.header)
    parts = {part.path: part.sha256 for part in outcome.facts.parts}
    return Sorted(
        status=outcome.status,
        reasons=reasons_to_json(outcome.facts.reasons),
        header=header,
        parts=outcome.facts.parts,
        taken=outcome.facts.taken,
        documents=tuple(_new_document(found, files, parts) for found in outcome.documents),
    )


def _new_document(
    found: FoundDocument, files: Mapping[str, str], parts: Mapping[str, str]
) -> NewDocument:
    """Give a document the files of its part, which the message's work has by role and path."""
    own = files_of_part(files, found.part)
    kept = {role: own[role] for role in (PDF, WORDS, VIEW) if role in own}
    if found.twin is not None:
        kept[TWIN] = parts[found.twin]
    return NewDocument(
        path=found.part,
        first_page=found.first_page,
        last_page=found.last_page or 0,
        facts=to_json(found.facts),
        files=kept,
        pages=pages_in(own, found.first_page, found.last_page),
        description=_description(found.facts),
        annexes=found.annexes,
    )
