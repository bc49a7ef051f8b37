"""From rows to the `Work` of a stage, with its files in a work directory."""

import os
import shutil
from pathlib import Path

from pipeline.stage import RAW, DocumentFacts, MessageFacts, Work
from storage.actions.lease import Lease
from storage.blobs import BlobStore
from storage.codec import from_json
from storage.database import Session
from storage.domain.evidence import Evidence
from storage.domain.field import Field, Level
from storage.domain.iban import parse_iban
from storage.domain.invoice import FieldName, Invoice
from storage.domain.mailbox import Direction
from storage.domain.siren import Siren, parse_siren
from storage.domain.vat import parse_vat_id
from storage.models.document import DocumentRow
from storage.models.firm import DossierRow
from storage.models.message import MessageRow
from storage.queries.documents import sources_of
from storage.queries.suppliers import as_domain, known_supplier

_ALONE = {Level.CONFIRMED, Level.PROVEN}
"""Levels at which an identifier counts as evidence by itself."""


def load_work(session: Session, lease: Lease) -> Work:
    """Return what a stage is given, without its files."""
    if lease.plan == "message":
        return _message_work(session, lease)
    return _document_work(session, lease)


def place_files(blobs: BlobStore, firm_id: str, files: dict[str, str], folder: Path) -> None:
    """Put read-only copies of blobs into a work directory, named by their SHA-256.

    Copies, since a child that is taken over must not reach the original through a link.
    """
    for sha256 in set(files.values()):
        target = folder / sha256
        if not target.exists():
            shutil.copyfile(blobs.path(firm_id, sha256), target)
            os.chmod(target, 0o440)  # noqa: PTH101


def _message_work(session: Session, lease: Lease) -> Work:
    message = session.get_one(MessageRow, lease.object_id)
    dossier = session.get_one(DossierRow, message.dossier_id)
    return Work(
        direction=message.direction,
        own_siren=parse_siren(dossier.siren),
        channel=message.channel,
        file_name=message.file_name,
        files={RAW: lease.files[RAW]},
        message=from_json(MessageFacts, lease.facts),
    )


def _document_work(session: Session, lease: Lease) -> Work:
    document = session.get_one(DocumentRow, lease.object_id)
    dossier = session.get_one(DossierRow, document.dossier_id)
    first_source = sources_of(session, [document.id])[document.id][0]
    facts = from_json(DocumentFacts, lease.facts)
    supplier = None
    if facts.invoice is not None and document.direction is Direction.PURCHASE:
        row = known_supplier(
            session,
            document.dossier_id,
            parse_siren(facts.invoice.value(FieldName.SELLER_SIREN) or ""),
            parse_vat_id(facts.invoice.value(FieldName.SELLER_VAT_ID) or ""),
        )
        supplier = as_domain(row) if row else None
    return Work(
        direction=document.direction,
        own_siren=parse_siren(dossier.siren),
        channel=first_source.channel,
        file_name=document.name,
        files=dict(lease.files),
        document=facts,
        policy=dossier.reception_policy,
        supplier=supplier,
        evidence=_evidence(facts),
    )


def _evidence(facts: DocumentFacts) -> Evidence:
    """Gather what is proven. Nobody judges senders yet, so no domain is authenticated."""
    invoice = facts.invoice or Invoice()
    return Evidence(
        siren_on_document=_proven_siren(invoice.fields.get(FieldName.SELLER_SIREN)),
        authenticated_domain=None,
        ibans=frozenset(iban for iban in map(parse_iban, invoice.accounts) if iban),
        open_points=facts.open_points,
    )


def _proven_siren(field: Field | None) -> Siren | None:
    return parse_siren(field.value) if field and field.level in _ALONE else None
