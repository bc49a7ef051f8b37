"""Dossiers, and the counters that firms and clients look at.

A counter is the length of the list that it opens: both come from the same query.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, func, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from storage.domain.errors import NotFoundError
from storage.domain.reason import Reason
from storage.domain.state import Accounting, DocumentStatus, MessageStatus, Reception
from storage.models.document import DocumentRow
from storage.models.firm import DossierRow, FirmRow
from storage.models.invoice import InvoiceRow
from storage.models.message import MessageRow
from storage.queries.scope import Owned, Page, PageRequest, Scope, matching, page_of


@dataclass(frozen=True)
class Counters:
    """What waits in a firm or a dossier.

    Attributes:
        to_review: « À traiter »: invoices to accept, held documents and messages, mails without
            any document.
        to_retrieve: « À récupérer »: accepted invoices that the accounting software lacks.
        to_continue: « À continuer »: begun by a person and unfinished: disputed invoices.
    """

    to_review: int
    to_retrieve: int
    to_continue: int


def get_dossier(session: Session, scope: Scope, dossier_id: str) -> DossierRow:
    """Return a dossier.

    Raises:
        NotFoundError: There is none with this id in the scope.
    """
    row = session.get(DossierRow, dossier_id)
    if row is None or row.firm_id != scope.firm_id or scope.dossier_id not in {None, row.id}:
        raise NotFoundError(f"There is no {dossier_id}.")
    return row


def dossiers_with(session: Session, firm_id: str, sirens: Collection[str]) -> Sequence[DossierRow]:
    """Return the dossiers of a firm that have one of these SIRENs."""
    return session.exec(
        select(DossierRow).where(DossierRow.firm_id == firm_id, col(DossierRow.siren).in_(sirens))
    ).all()


def only_dossier_with(session: Session, firm_id: str, sirens: Collection[str]) -> DossierRow | None:
    """Return the one dossier of a firm that has one of these SIRENs; None for several."""
    rows = dossiers_with(session, firm_id, sirens)
    return rows[0] if len(rows) == 1 else None


def first_firm(session: Session) -> FirmRow | None:
    """Return the oldest firm of the installation, or None where there is none yet."""
    return session.exec(select(FirmRow).order_by(col(FirmRow.id)).limit(1)).first()


def list_dossiers(session: Session, scope: Scope, request: PageRequest) -> Page[DossierRow]:
    """Return a page of the dossiers in the scope, the older first."""
    query = select(DossierRow).where(DossierRow.firm_id == scope.firm_id)
    if scope.dossier_id is not None:
        query = query.where(DossierRow.id == scope.dossier_id)
    return page_of(session, query, DossierRow, request, {})


def invoices_to_review() -> SelectOfScalar[InvoiceRow]:
    """Select invoices that wait for a person's acceptance."""
    return select(InvoiceRow).where(InvoiceRow.reception == Reception.TO_ACCEPT)


def documents_to_review() -> SelectOfScalar[DocumentRow]:
    """Select documents that no invoice could be filed of."""
    return select(DocumentRow).where(DocumentRow.status == DocumentStatus.HELD)


def messages_to_review() -> SelectOfScalar[MessageRow]:
    """Select messages that are held or rejected, or that held no document and are not automatic."""
    no_document = [{"code": Reason.NO_DOCUMENT.value}]
    first = col(MessageRow.reasons)[0]["code"].as_string()
    return select(MessageRow).where(
        or_(
            col(MessageRow.status).in_((MessageStatus.HELD, MessageStatus.REJECTED)),
            (col(MessageRow.status) == MessageStatus.IGNORED)
            & or_(col(MessageRow.reasons) == no_document, first == Reason.LINK_ONLY.value),
        )
    )


def invoices_to_retrieve() -> SelectOfScalar[InvoiceRow]:
    """Select accepted invoices that the accounting software lacks."""
    return select(InvoiceRow).where(InvoiceRow.accounting == Accounting.TO_RETRIEVE)


def invoices_to_continue() -> SelectOfScalar[InvoiceRow]:
    """Select invoices that a person began to deal with: disputed, and not settled yet."""
    return select(InvoiceRow).where(InvoiceRow.reception == Reception.DISPUTED)


def counters(session: Session, scope: Scope, dossier_id: str | None = None) -> Counters:
    """Count what waits in all of a scope, or in one dossier of it."""

    def count(query: SelectOfScalar[Owned], row: type[Owned]) -> int:
        query = matching(scope.select(query, row), row, {"dossier_id": dossier_id})
        return session.exec(select(func.count()).select_from(query.subquery())).one()

    return Counters(
        to_review=count(invoices_to_review(), InvoiceRow)
        + count(documents_to_review(), DocumentRow)
        + count(messages_to_review(), MessageRow),
        to_retrieve=count(invoices_to_retrieve(), InvoiceRow),
        to_continue=count(invoices_to_continue(), InvoiceRow),
    )


def counters_of(session: Session, dossier_ids: Sequence[str]) -> dict[str, Counters]:
    """Count what waits in each of several dossiers, as `counters` does, in one go."""
    waiting: dict[str, int] = dict.fromkeys(dossier_ids, 0)
    for counted in (
        _count_by_dossier(session, dossier_ids, invoices_to_review(), InvoiceRow),
        _count_by_dossier(session, dossier_ids, documents_to_review(), DocumentRow),
        _count_by_dossier(session, dossier_ids, messages_to_review(), MessageRow),
    ):
        for dossier_id, count in counted.items():
            waiting[dossier_id] += count
    ready = _count_by_dossier(session, dossier_ids, invoices_to_retrieve(), InvoiceRow)
    begun = _count_by_dossier(session, dossier_ids, invoices_to_continue(), InvoiceRow)
    return {
        dossier_id: Counters(count, ready.get(dossier_id, 0), begun.get(dossier_id, 0))
        for dossier_id, count in waiting.items()
    }


def _count_by_dossier(
    session: Session,
    dossier_ids: Sequence[str],
    query: SelectOfScalar[Owned],
    row: type[Owned],
) -> dict[str, int]:
    dossier_id = col(row.dossier_id)
    counted = (
        query.with_only_columns(dossier_id, func.count())
        .where(dossier_id.in_(dossier_ids))
        .group_by(dossier_id)
    )
    return dict(session.execute(counted).all())


def all_dossiers(session: Session, scope: Scope) -> Sequence[DossierRow]:
    """Return every dossier in the scope, by name."""
    query = select(DossierRow).where(DossierRow.firm_id == scope.firm_id)
    if scope.dossier_id is not None:
        query = query.where(DossierRow.id == scope.dossier_id)
    return session.exec(query.order_by(col(DossierRow.name), col(DossierRow.id))).all()


def dossier_names(session: Session, scope: Scope, ids: Sequence[str]) -> dict[str, str]:
    """Return the names of those of several dossiers that are in the scope, by id."""
    query = select(DossierRow.id, DossierRow.name).where(
        DossierRow.firm_id == scope.firm_id, col(DossierRow.id).in_(ids)
    )
    if scope.dossier_id is not None:
        query = query.where(DossierRow.id == scope.dossier_id)
    return dict(session.exec(query).all())
