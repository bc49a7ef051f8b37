"""What dossiers have learned of their suppliers."""

from collections.abc import Sequence

from sqlmodel import Session, col, or_, select

from storage.codec import from_json
from storage.domain.invoice import FieldName
from storage.domain.learning import LearnedPlace, Place
from storage.models.learning import LearnedPlaceRow
from storage.models.supplier import SupplierRow
from storage.queries.scope import Page, PageRequest, Scope, matching, page_of


def learned_by(session: Session, dossier_id: str) -> tuple[LearnedPlace, ...]:
    """Return all that a dossier has learned: who the seller is, only the page will tell."""
    rows = session.exec(
        select(LearnedPlaceRow)
        .where(LearnedPlaceRow.dossier_id == dossier_id)
        .order_by(col(LearnedPlaceRow.id))
    )
    return tuple(
        LearnedPlace(row.seller, row.field, from_json(Place, row.place), len(row.invoices))
        for row in rows
    )


def place_of(
    session: Session, dossier_id: str, seller: str, field: FieldName
) -> LearnedPlaceRow | None:
    """Return what a dossier has learned of a supplier's field, locked."""
    return session.exec(
        select(LearnedPlaceRow)
        .where(
            LearnedPlaceRow.dossier_id == dossier_id,
            LearnedPlaceRow.seller == seller,
            LearnedPlaceRow.field == field,
        )
        .with_for_update()
    ).first()


def list_learned_places(
    session: Session,
    scope: Scope,
    request: PageRequest,
    *,
    dossier_id: str | None = None,
    seller: str | None = None,
) -> Page[LearnedPlaceRow]:
    """Return a page of learned places, the older first."""
    filters = {"dossier_id": dossier_id, "seller": seller}
    query = matching(
        scope.select(select(LearnedPlaceRow), LearnedPlaceRow), LearnedPlaceRow, filters
    )
    return page_of(session, query, LearnedPlaceRow, request, filters)


def names_of_sellers(
    session: Session, scope: Scope, sellers: Sequence[str]
) -> dict[tuple[str, str], str]:
    """Return the names of known suppliers, by dossier and by SIREN or VAT id."""
    query = scope.select(select(SupplierRow), SupplierRow).where(
        or_(col(SupplierRow.siren).in_(sellers), col(SupplierRow.vat_id).in_(sellers))
    )
    return {
        (row.dossier_id, known): row.name
        for row in session.exec(query)
        for known in (row.siren, row.vat_id)
        if known is not None
    }
