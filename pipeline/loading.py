"""From rows to the `Work` of a stage, with its files in a work directory."""

import os
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from pipeline.evidence import Surroundings, inputs_for
from pipeline.stage import PART, PIECE, RAW, WORDS, DocumentFacts, Limits, MessageFacts, Work
from storage.actions.lease import Lease
from storage.blobs import BlobStore
from storage.codec import from_json
from storage.database import Session
from storage.domain.decision import Inputs
from storage.domain.part import Part, PartOutcome
from storage.domain.siren import parse_siren
from storage.models.document import DocumentRow
from storage.models.firm import DossierRow
from storage.models.message import MessageRow
from storage.queries.documents import sources_of
from storage.queries.learning import learned_by
from storage.queries.passwords import passwords_of
from storage.vault import Vault

_OVER_PARTS = {"normalise", "read"}
"""Stages of a document that work on its original as on a part of a message."""


def load_work(
    session: Session,
    lease: Lease,
    limits: Limits,
    vault: Vault | None = None,
    around: Surroundings | None = None,
) -> Work:
    """Return what a stage is given; its files are SHA-256 that are still to be placed."""
    if lease.plan == "message":
        work, dossier_id = _message_work(session, lease, limits)
    else:
        work, dossier_id = _document_work(session, lease, limits, around or Surroundings())
    if lease.stage != "normalise" or vault is None:
        return work
    return replace(work, passwords=passwords_of(session, vault, dossier_id))


def place_files(blobs: BlobStore, firm_id: str, files: dict[str, str], folder: Path) -> None:
    """Put read-only copies of blobs into a work directory, named by their SHA-256.

    Copies, since a child that is taken over must not reach the original through a link.
    """
    for sha256 in set(files.values()):
        target = folder / sha256
        if not target.exists():
            shutil.copyfile(blobs.path(firm_id, sha256), target)
            os.chmod(target, 0o440)  # noqa: PTH101


def _message_work(session: Session, lease: Lease, limits: Limits) -> tuple[Work, str]:
    facts = from_json(MessageFacts, lease.facts)
    message = session.get_one(MessageRow, lease.object_id)
    dossier = session.get_one(DossierRow, message.dossier_id)
    work = Work(
        direction=message.direction,
        own_siren=parse_siren(dossier.siren),
        own_name=dossier.name,
        channel=message.channel,
        file_name=message.file_name,
        subject=facts.header.subject,
        files=_message_files(lease, facts),
        message=facts,
        limits=limits,
    )
    return work, dossier.id


def _message_files(lease: Lease, facts: MessageFacts) -> dict[str, str]:
    """Return what a stage over the whole message reads; a part's own files come with the part."""
    if lease.stage == "unpack":
        return {RAW: lease.files[RAW]}
    if lease.stage != "sort":
        return {}
    files = {}
    for part in facts.documents:
        files[f"{PART}:{part.path}"] = part.sha256
        words = f"{WORDS}:{part.path}"
        if words in lease.files:
            files[words] = lease.files[words]
    return files


def _document_work(
    session: Session, lease: Lease, limits: Limits, around: Surroundings
) -> tuple[Work, str]:
    document = session.get_one(DocumentRow, lease.object_id)
    dossier = session.get_one(DossierRow, document.dossier_id)
    sources = sources_of(session, [document.id])[document.id]
    first_source = sources[0]
    facts = from_json(DocumentFacts, lease.facts)
    work = Work(
        direction=document.direction,
        own_siren=parse_siren(dossier.siren),
        own_name=dossier.name,
        channel=first_source.channel,
        file_name=document.name,
        subject=first_source.header.get("subject"),
        files={} if lease.stage == "approve" else _without_pieces(lease.files),
        part=_original(document, facts) if lease.stage in _OVER_PARTS else None,
        document=facts,
        first_page=document.first_page,
        last_page=document.last_page or None,
        inputs=inputs_for(session, document, facts, around)
        if lease.stage == "approve"
        else Inputs(),
        learned=learned_by(session, document.dossier_id) if lease.stage == "extract" else (),
        limits=limits,
    )
    return work, dossier.id


def _without_pieces(files: Mapping[str, str]) -> dict[str, str]:
    """Leave out what a PDF was joined of: only the stage that makes it reads that."""
    return {role: sha256 for role, sha256 in files.items() if not role.startswith(PIECE)}


def _original(document: DocumentRow, facts: DocumentFacts) -> Part:
    """Return a document's original as the part that it was."""
    return Part(
        path="1",
        name=document.name,
        media_type=document.media_type,
        size=0,
        sha256=document.sha256,
        outcome=PartOutcome.DOCUMENT,
        pages=facts.pages,
        problem=facts.problem,
        flags=facts.flags,
    )
