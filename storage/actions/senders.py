"""Register who sends a dossier's sales, and who forwards its mail; and remove them."""

from datetime import datetime

from sqlmodel import Session

from storage import journal
from storage.database import insert
from storage.domain.errors import ConflictError, InputError
from storage.domain.sender_address import parse_domain, parse_sender
from storage.domain.sender_role import SenderRole
from storage.ids import new_id
from storage.models.firm import DossierRow
from storage.models.rule import RegisteredSenderRow
from storage.shared_domains import SharedDomains


def register_sender(
    session: Session,
    dossier: DossierRow,
    *,
    role: SenderRole,
    value: str,
    shared: SharedDomains,
    actor: str,
    now: datetime,
) -> RegisteredSenderRow:
    """Register an address or a domain.

    Args:
        session: An open write transaction.
        dossier: Whose.
        role: What the sender does.
        value: As typed.
        shared: Domains of which only whole addresses can be registered.
        actor: For the journal: a person's name, or ``key:KEY_ID``.
        now: The present instant.

    Raises:
        InputError: It is neither (``invalid-sender``), or a domain that many people share
            (``shared-domain``).
        ConflictError: It is registered already; ``code`` is ``registered``.
    """
    parsed = parse_sender(value) if "@" in value.strip().strip("@") else parse_domain(value)
    if parsed is None:
        raise InputError("It is neither an address nor a domain.", code="invalid-sender")
    if "@" not in parsed and shared.covers(parsed):
        raise InputError(
            "Many people write from this domain: register a whole address.", code="shared-domain"
        )
    row = RegisteredSenderRow(
        id=new_id("snd"),
        firm_id=dossier.firm_id,
        dossier_id=dossier.id,
        role=role,
        value=parsed,
        created_by=actor,
        created_at=now,
    )
    if not insert(session, row):
        raise ConflictError("This sender is registered already.", code="registered")
    journal.note(session, row, actor, "register_sender", {"role": role, "value": parsed})
    return row


def remove_sender(session: Session, row: RegisteredSenderRow, actor: str) -> None:
    """Remove a registered sender; the journal keeps who it was."""
    journal.note(session, row, actor, "remove_sender", {"role": row.role, "value": row.value})
    session.delete(row)
