"""Passwords of files, as far as they are shown, and for those who open files."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from storage.domain.reason import Reason
from storage.domain.state import DocumentStatus
from storage.models.document import DocumentRow
from storage.models.password import FilePasswordRow
from storage.queries.scope import Page, PageRequest, Scope, matching, page_of
from storage.vault import Vault


def list_passwords(
    session: Session, scope: Scope, request: PageRequest, *, dossier_id: str | None = None
) -> Page[FilePasswordRow]:
    """Return a page of passwords, the older first."""
    filters = {"dossier_id": dossier_id}
    query = matching(
        scope.select(select(FilePasswordRow), FilePasswordRow), FilePasswordRow, filters
    )
    return page_of(session, query, FilePasswordRow, request, filters)


def passwords_of(session: Session, vault: Vault, dossier_id: str) -> tuple[str, ...]:
    """Return what a dossier's files may open with, the newest first."""
    found = (vault.open(row.secret, row.id) for row in password_rows(session, dossier_id))
    return tuple(password for password in found if password is not None)


def password_rows(session: Session, dossier_id: str) -> Sequence[FilePasswordRow]:
    """Return the passwords of a dossier, the newest first."""
    return session.exec(
        select(FilePasswordRow)
        .where(FilePasswordRow.dossier_id == dossier_id)
        .order_by(col(FilePasswordRow.id).desc())
    ).all()


def locked_documents(session: Session, dossier_id: str) -> list[DocumentRow]:
    """Return the documents of a dossier that wait for a password, locked."""
    held = session.exec(
        select(DocumentRow)
        .where(DocumentRow.dossier_id == dossier_id, DocumentRow.status == DocumentStatus.HELD)
        .order_by(col(DocumentRow.id))
        .with_for_update()
    )
    return [row for row in held if needs_password(row)]


def needs_password(row: DocumentRow) -> bool:
    """Tell whether a document waits for a password."""
    codes = {reason["code"] for reason in row.reasons}
    return row.status is DocumentStatus.HELD and Reason.PDF_ENCRYPTED.value in codes
