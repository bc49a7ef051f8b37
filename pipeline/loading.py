"""From rows to the `Work` of a stage, with its files in a work directory."""

import os
import shutil
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import chain
from pathlib import Path

from pipeline.stage import PART, PIECE, RAW, WORDS, DocumentFacts, Limits, MessageFacts, Work
from storage.actions.lease import Lease
from storage.blobs import BlobStore
from storage.codec import from_json
from storage.database import Session
from storage.domain.approval import Supplier
from storage.domain.evidence import Evidence
from storage.domain.field import Field, Level
from storage.domain.iban import parse_iban
from storage.domain.invoice import FieldName, Invoice
from storage.domain.joining import JOINED
from storage.domain.mailbox import Direction
from storage.domain.part import Part, PartOutcome
from storage.domain.reason import Cause, Reason, ReasonAbout
from storage.domain.siren import Siren, parse_siren
from storage.domain.vat import parse_vat_id
from storage.domain.verdicts import Verdicts
from storage.models.document import DocumentRow
from storage.models.firm import DossierRow
from storage.models.message import DeliveryRow, MessageRow
from storage.queries.documents import sources_of
from storage.queries.learning import learned_by
from storage.queries.passwords import passwords_of
from storage.queries.suppliers import as_domain, known_supplier
from storage.vault import Vault

_OVER_PARTS = {"normalise", "read"}
"""Stages of a document that work on its original as on a part of a message."""
_ALONE = {Level.CONFIRMED, Level.PROVEN}
"""Levels at which an identifier counts as evidence by itself."""
_NAME_LENGTH = 253
"""Characters of a domain."""


def load_work(session: Session, lease: Lease, limits: Limits, vault: Vault | None = None) -> Work:
    """Return what a stage is given; its files are SHA-256 that are still to be placed."""
    load = _message_work if lease.plan == "message" else _document_work
    work, dossier_id = load(session, lease, limits)
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


def _document_work(session: Session, lease: Lease, limits: Limits) -> tuple[Work, str]:
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
        policy=dossier.reception_policy,
        supplier=_supplier(session, document, facts),
        evidence=_evidence(session, facts, first_source)
        if document.media_type != JOINED
        else _evidence_of_joined(session, facts, sources),
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


def _supplier(session: Session, document: DocumentRow, facts: DocumentFacts) -> Supplier | None:
    if facts.invoice is None or document.direction is not Direction.PURCHASE:
        return None
    row = known_supplier(
        session,
        document.dossier_id,
        parse_siren(facts.invoice.value(FieldName.SELLER_SIREN) or ""),
        parse_vat_id(facts.invoice.value(FieldName.SELLER_VAT_ID) or ""),
    )
    return as_domain(row) if row else None


def _evidence(session: Session, facts: DocumentFacts, source: MessageRow) -> Evidence:
    """Gather what is proven of a document and of the mail that first brought it."""
    invoice = facts.invoice or Invoice()
    verdicts = _verdicts(session, source)
    return Evidence(
        siren_on_document=_proven_siren(invoice.fields.get(FieldName.SELLER_SIREN)),
        authenticated_domain=_authenticated_domain(verdicts, source),
        ibans=frozenset(iban for iban in map(parse_iban, invoice.accounts) if iban),
        open_points=open_points(facts, verdicts),
        has_malware=verdicts.has_malware,
    )


def _evidence_of_joined(
    session: Session, facts: DocumentFacts, sources: Sequence[MessageRow]
) -> Evidence:
    """Gather what is proven of pages that a person put together: no mail has sent them so."""
    found = [_evidence(session, facts, source) for source in sources]
    return replace(
        found[0],
        authenticated_domain=None,
        open_points=tuple(dict.fromkeys(chain.from_iterable(one.open_points for one in found))),
        has_malware=any(one.has_malware for one in found),
    )


def open_points(facts: DocumentFacts, verdicts: Verdicts) -> tuple[Cause, ...]:
    """Return what has to be settled by a person: of the fields, the file, and the mail."""
    unseen = () if verdicts.is_analysed else (Reason.NOT_ANALYSED,)
    return (*facts.open_points, *filter(_is_broken, facts.flags), *unseen)


def _verdicts(session: Session, source: MessageRow) -> Verdicts:
    stored = session.get_one(DeliveryRow, source.delivery_id).verdicts
    return from_json(Verdicts, stored) if stored else Verdicts()


def _authenticated_domain(verdicts: Verdicts, source: MessageRow) -> str | None:
    """Return the proven domain, if the one address that people are shown is of that domain."""
    shown = str(source.header.get("header_from") or "").rpartition("@")[2]
    with suppress(UnicodeError):
        shown = shown.encode("idna").decode() if len(shown) <= _NAME_LENGTH else ""
    domain = verdicts.authenticated_domain
    return domain if domain is not None and shown.lower() == domain else None


def _is_broken(flag: Cause) -> bool:
    """Tell whether a flag says that a signature does not hold: the file may be tampered with."""
    return isinstance(flag, ReasonAbout) and flag.reason in {
        Reason.PDF_SIGNATURE_INVALID,
        Reason.PDF_CHANGED_SINCE_SIGNED,
    }


def _proven_siren(field: Field | None) -> Siren | None:
    return parse_siren(field.value) if field and field.level in _ALONE else None
