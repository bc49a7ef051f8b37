"""Alerts: new accounts of suppliers beside the confirmed ones, for a second person."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from api.console.guard import GuardedRoute
from api.console.listing import ListQuery, dossier_options
from api.console.notices import Notice
from api.console.render import page
from api.console.security import OwnForm
from api.console.session import SignedIn, Visit
from api.schemas import ObjectId
from storage.actions.confirm_account import decide_account
from storage.clock import utc_now
from storage.domain.supplier import AccountStatus
from storage.models.supplier import SupplierAccountRow, SupplierRow
from storage.queries.accounts import accounts_of, list_pending, who_brought
from storage.queries.people import Visitor

router = APIRouter(route_class=GuardedRoute)

_PATH = "/alerts"


class AlertQuery(ListQuery):
    """Which alerts are wanted, and what led here."""

    done: Notice | None = None


@dataclass(frozen=True)
class AlertShown:
    """A new account.

    Attributes:
        row: As it is stored.
        supplier: Whose.
        known: The confirmed accounts.
        may_decide: Whether the visitor is another person than who brought it.
    """

    row: SupplierAccountRow
    supplier: SupplierRow
    known: Sequence[str]
    may_decide: bool


@router.get(_PATH)
def show_alerts(
    request: Request, visit: SignedIn, query: Annotated[AlertQuery, Query()]
) -> Response:
    """List the accounts that wait for a second person, the older first."""
    with visit.read() as visitor:
        found = list_pending(visitor.session, visitor.scope, query.page(), query.dossier)
        shown = [_shown(visitor, row) for row in found.rows]
        dossiers = dossier_options(visitor)
    done, query = query.done, query.model_copy(update={"done": None})
    return page(
        request,
        "alerts.html",
        rows=shown,
        dossiers=dossiers,
        query=query,
        done=done,
        first=query.first(_PATH),
        next=query.next(_PATH, found),
    )


@router.post(_PATH + "/{account_id}/confirm")
def confirm_account(visit: SignedIn, account_id: ObjectId, form: OwnForm) -> Response:
    """Confirm an account."""
    return _decide(visit, account_id, AccountStatus.CONFIRMED, Notice.ACCOUNT_CONFIRMED)


@router.post(_PATH + "/{account_id}/refuse")
def refuse_account(visit: SignedIn, account_id: ObjectId, form: OwnForm) -> Response:
    """Refuse an account."""
    return _decide(visit, account_id, AccountStatus.REFUSED, Notice.ACCOUNT_REFUSED)


def _decide(visit: Visit, account_id: str, status: AccountStatus, notice: Notice) -> Response:
    with visit.write() as visitor:
        session = visitor.session
        row = visitor.scope.get(session, SupplierAccountRow, account_id)
        supplier = visitor.scope.get(session, SupplierRow, row.supplier_id, lock=True)
        decide_account(session, supplier, row.iban, status, visitor.name, utc_now())
    return RedirectResponse(f"{_PATH}?done={notice}", status_code=303)


def _shown(visitor: Visitor, row: SupplierAccountRow) -> AlertShown:
    session = visitor.session
    known = [
        account.iban
        for account in accounts_of(session, row.supplier_id)
        if account.status is AccountStatus.CONFIRMED
    ]
    may_decide = visitor.name not in who_brought(session, row)
    return AlertShown(row, session.get_one(SupplierRow, row.supplier_id), known, may_decide)
