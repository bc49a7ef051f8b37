"""The stages that a file passes without a database, one after the other in this process.

In: a part in the current directory. Out: the documents that it holds, and what becomes of each.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from pipeline.stage import (
    FACTURX,
    ORIGINAL,
    PART,
    PDF,
    WORDS,
    DocumentFacts,
    Documents,
    FoundDocument,
    Hold,
    MessageFacts,
    Next,
    Outcome,
    Tools,
    Work,
)
from pipeline.stages import check, convert, extract, normalise, read, sort
from storage.domain.part import Part


def work_on_part(work: Work, part: Part, files: Mapping[str, str]) -> Work:
    """Return the work of a stage for parts on a file that is its own message."""
    return replace(work, channel="file", file_name=part.name, part=part, files=dict(files))


def _of_part(outcome: Outcome) -> tuple[Part, Mapping[str, str]]:
    """Return what a stage answered of a part, and the files that it made."""
    if not isinstance(outcome, Next) or not isinstance(outcome.facts, Part):
        raise TypeError("a stage for parts answers its part")
    return outcome.facts, outcome.files


def documents(work: Work, part: Part, normalised: Outcome | None = None) -> Iterator[Work]:
    """Run the stages of the message plan over a file; yield the work of its documents.

    Args:
        work: Whose it is.
        part: The file, in the current directory.
        normalised: What the first of these stages has answered; None where it did not run yet.
    """
    files: Mapping[str, str] = {PART: part.sha256}
    if normalised is None:
        normalised = normalise.run(work_on_part(work, part, files), Tools())
    part, made = _of_part(normalised)
    files = {**files, **made}
    part, made = _of_part(read.run(work_on_part(work, part, files), Tools()))
    files = {**files, **made}
    work = replace(work, channel="file", file_name=part.name)
    named = {f"{role}:{part.path}": name for role, name in files.items()}
    message = MessageFacts(parts=(part,))
    ended = sort.run(replace(work, message=message, files=named), Tools())
    if not isinstance(ended, Documents):
        raise TypeError("sort answers documents")
    for found in ended.documents:
        yield _document_work(work, part, found, files)


def _document_work(work: Work, part: Part, found: FoundDocument, files: Mapping[str, str]) -> Work:
    kept = {role: files[role] for role in (PDF, WORDS) if role in files}
    return replace(
        work,
        files={ORIGINAL: part.sha256, **kept},
        document=found.facts,
        first_page=found.first_page,
        last_page=found.last_page,
    )


def document_outcome(work: Work, *, derive: bool) -> Hold | Next:
    """Run the stages of the document plan over a document; the last only where it is asked for."""
    for stage in (extract, check, convert) if derive else (extract, check):
        outcome = stage.run(work, Tools())
        if isinstance(outcome, Hold):
            return replace(outcome, facts=outcome.facts or work.document)
        if not isinstance(outcome, Next) or not isinstance(outcome.facts, DocumentFacts):
            raise TypeError("a stage for documents answers facts of a document")
        work = replace(work, document=outcome.facts, files={**work.files, **outcome.files})
    if not derive or FACTURX not in work.files:
        return Next(work.document)
    # The next document of the file has one of the same name.
    made = Path(work.files[FACTURX]).rename(f"{work.first_page}-{FACTURX}.pdf")
    return Next(work.document, {FACTURX: made.name})
