"""Keep a password for a dossier's files, and take up those that wait for one; forget it again."""

from sqlmodel import Session

from storage import feed, journal
from storage.actions.release import do_again
from storage.clock import utc_now
from storage.domain.errors import ConflictError, InputError
from storage.domain.state import DocumentStatus, WorkStatus
from storage.ids import new_id
from storage.models.document import DocumentRow
from storage.models.firm import DossierRow
from storage.models.password import FilePasswordRow
from storage.queries.passwords import locked_documents, password_rows
from storage.queries.work import work_of
from storage.vault import Vault

STAGE = "normalise"
"""The stage that a document goes on with once there is a password."""
LONGEST_PASSWORD = 127
"""Bytes in UTF-8 that PDF looks at (ISO 32000-2, 7.6.4.3)."""
LONGEST_LABEL = 80
MOST_PASSWORDS = 50
"""Of one dossier: each is tried on every file that needs one."""


def keep_password(
    session: Session, vault: Vault, dossier: DossierRow, password: str, label: str, actor: str
) -> FilePasswordRow:
    """Keep a password; documents of the dossier that wait for one are opened again.

    Args:
        session: An open write transaction.
        vault: What encrypts it.
        dossier: Whose files it opens.
        password: As typed; it is neither shown nor logged.
        label: What a person calls it; may be empty.
        actor: For the journal: a person's name, or ``key:KEY_ID``.

    Raises:
        InputError: It can be no password of a PDF, or the label is too long.
        ConflictError: The dossier has too many.
    """
    label = " ".join(label.split())
    _check(password, label)
    if len(password_rows(session, dossier.id)) >= MOST_PASSWORDS:
        raise ConflictError(f"The dossier has {MOST_PASSWORDS} passwords; delete one.")
    id_ = new_id("pwd")
    row = FilePasswordRow(
        id=id_,
        firm_id=dossier.firm_id,
        dossier_id=dossier.id,
        label=label,
        secret=vault.seal(password, id_),
        actor=actor,
        created_at=utc_now(),
    )
    session.add(row)
    journal.note(session, row, actor, "keep_password", {"label": label})
    for document in locked_documents(session, dossier.id):
        _open_again(session, document)
    return row


def _check(password: str, label: str) -> None:
    if not password or len(password.encode(errors="replace")) > LONGEST_PASSWORD:
        raise InputError(f"A password has 1 to {LONGEST_PASSWORD} bytes.")
    if not password.isprintable():
        raise InputError("A password has no control characters.")
    if len(label) > LONGEST_LABEL or not label.isprintable():
        raise InputError(f"A label has at most {LONGEST_LABEL} characters.")


def forget_password(session: Session, row: FilePasswordRow, actor: str) -> None:
    """Delete a password; what was opened with it stays open.

    Args:
        session: An open write transaction.
        row: A row of that transaction.
        actor: As above.
    """
    journal.note(session, row, actor, "forget_password", {"label": row.label})
    session.delete(row)


def _open_again(session: Session, document: DocumentRow) -> None:
    work = work_of(session, document.id)
    if work is None or work.status is not WorkStatus.DONE:
        return
    document.status = DocumentStatus.PROCESSING
    document.stage = STAGE
    document.reasons = []
    do_again(session, work, STAGE)
    session.add(document)
    feed.announce(session, "document.retried", document)
