"""Alerts: new accounts of suppliers, which a second person confirms or refuses."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response
from pydantic import Field

from api.auth import Access, Authorized
from api.problems import declare
from api.schemas import DossierQuery, Instant, ObjectId, Out, PageOut, answer
from storage.actions.confirm_account import decide_account
from storage.clock import utc_now
from storage.domain.supplier import AccountStatus
from storage.models.supplier import SupplierAccountRow, SupplierRow
from storage.queries.accounts import accounts_of, list_pending
from storage.queries.keys import Caller

router = APIRouter(tags=["alerts"])

IbanInPath = Annotated[str, Path(pattern=r"^[A-Za-z0-9 ]{4,60}$")]


class AlertOut(Out):
    """A new account of a supplier, beside those that are confirmed."""

    id: str
    dossier_id: str
    supplier_id: str
    supplier_name: str
    new_iban: str
    known_ibans: list[str] = Field(description="Confirmed; empty at the first contact.")
    document_id: str | None = Field(description="What showed it first; null where it was entered.")
    brought_by: str | None = Field(description="Who cannot confirm it; null: a mail brought it.")
    contact: str | None = Field(description="The directory's: whom to ask. Never the mail's.")
    created_at: Instant


class AlertsOut(PageOut[AlertOut]):
    """A page of alerts."""


class DecidedAccountOut(Out):
    """What was decided of an account."""

    supplier_id: str
    iban: str
    status: AccountStatus
    decided_by: str | None
    decided_at: Instant | None


@router.get("/alerts", response_model=AlertsOut, responses=declare(400, 422))
def get_alerts(access: Authorized, query: Annotated[DossierQuery, Query()]) -> Response:
    """List the accounts that wait for a second person, the older first."""
    with access.read("suppliers:read") as caller:
        page = list_pending(caller.session, caller.scope, query.page(), query.dossier)
        result = AlertsOut.of(page, [_alert_out(caller, row) for row in page.rows])
    return answer(result)


@router.post(
    "/suppliers/{supplier_id}/ibans/{iban}/confirm",
    response_model=DecidedAccountOut,
    responses=declare(404, 409),
)
def confirm_iban(access: Authorized, supplier_id: ObjectId, iban: IbanInPath) -> Response:
    """Confirm an account, unless this caller brought, entered or corrected it: 409."""
    return _decide(access, supplier_id, iban, AccountStatus.CONFIRMED)


@router.post(
    "/suppliers/{supplier_id}/ibans/{iban}/refuse",
    response_model=DecidedAccountOut,
    responses=declare(404, 409),
)
def refuse_iban(access: Authorized, supplier_id: ObjectId, iban: IbanInPath) -> Response:
    """Refuse an account: no invoice that shows it can be accepted."""
    return _decide(access, supplier_id, iban, AccountStatus.REFUSED)


def _decide(access: Access, supplier_id: str, iban: str, status: AccountStatus) -> Response:
    with access.write("suppliers:write") as caller:
        supplier = caller.scope.get(caller.session, SupplierRow, supplier_id, lock=True)
        row = decide_account(caller.session, supplier, iban, status, caller.actor, utc_now())
    return answer(
        DecidedAccountOut(
            supplier_id=supplier.id,
            iban=row.iban,
            status=row.status,
            decided_by=row.decided_by,
            decided_at=row.decided_at,
        )
    )


def _alert_out(caller: Caller, row: SupplierAccountRow) -> AlertOut:
    supplier = caller.session.get_one(SupplierRow, row.supplier_id)
    return AlertOut(
        id=row.id,
        dossier_id=row.dossier_id,
        supplier_id=supplier.id,
        supplier_name=supplier.name,
        new_iban=row.iban,
        known_ibans=[
            account.iban
            for account in accounts_of(caller.session, supplier.id)
            if account.status is AccountStatus.CONFIRMED
        ],
        document_id=row.document_id,
        brought_by=row.brought_by,
        contact=supplier.contact,
        created_at=row.created_at,
    )
