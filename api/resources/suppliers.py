"""Suppliers: the partners a dossier buys from, and what it thinks of them."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Self

from fastapi import APIRouter, Query, Response
from pydantic import Field, StrictBool, model_validator

from api.auth import Authorized
from api.problems import declare
from api.resources.partner_shapes import (
    Items,
    PartnerIn,
    PartnerOut,
    PartnersQuery,
    Short,
    warnings_out,
)
from api.schemas import In, Instant, ObjectId, Out, PageOut, answer
from storage.actions.merge_partners import merge
from storage.actions.partners import add, change
from storage.clock import utc_now
from storage.domain.obligation import SizeClass
from storage.domain.partner import warnings_of
from storage.domain.supplier import AccountStatus, BlockScope
from storage.models.supplier import SupplierAccountRow, SupplierRow, SupplierSenderRow
from storage.queries.accounts import accounts_by_supplier
from storage.queries.dossiers import get_dossier
from storage.queries.keys import Caller
from storage.queries.partners import list_partners
from storage.queries.suppliers import same_firm_dossiers, senders_of

router = APIRouter(prefix="/suppliers", tags=["suppliers"])


class AccountOut(Out):
    """An account that was seen or entered. It is never taken away."""

    iban: str
    status: AccountStatus
    document_id: str | None = Field(description="What showed it first; null where it was entered.")
    brought_by: str | None = Field(description="Who cannot confirm it; null: a mail brought it.")
    decided_by: str | None
    decided_at: Instant | None
    created_at: Instant


class SenderOut(Out):
    """An address that wrote for the supplier, seen first in a mail that was proven."""

    address: str
    mails: int
    authenticated: int = Field(description="How many of them were proven to come from there.")
    first_at: Instant
    last_at: Instant


class SupplierOut(PartnerOut):
    """A supplier of one dossier."""

    ibans: list[AccountOut]
    size_class: SizeClass | None = Field(
        description="Tells since when it has to use a platform; see `off_circuit` among flags."
    )
    trusted: bool
    blocked: bool
    block_scope: BlockScope = Field(description="What being blocked does to its invoices.")
    sender_domains: list[str] = Field(description="In A-labels.")
    sender_addresses: list[str]
    amount_ceiling: str | None = Field(description="With VAT, in the invoice's currency.")
    trusted_until: date | None
    same_firm_dossier_id: str | None = Field(description="The firm's own dossier that it is.")


class SupplierDetailOut(SupplierOut):
    """A supplier with who wrote for it."""

    senders: list[SenderOut]


class SuppliersOut(PageOut[SupplierOut]):
    """A page of suppliers."""


class SuppliersQuery(PartnersQuery):
    """Which suppliers are wanted."""

    trusted: bool | None = None
    blocked: bool | None = None


class SupplierIn(PartnerIn):
    """What can be said of a supplier."""

    ibans: Items | None = Field(
        default=None, description="New ones wait for somebody else; others stay as they are."
    )
    size_class: SizeClass | None = None
    trusted: StrictBool | None = None
    blocked: StrictBool | None = None
    block_scope: BlockScope | None = None
    sender_domains: Items | None = None
    sender_addresses: Items | None = None
    amount_ceiling: Short | None = None
    trusted_until: date | None = None


class NewSupplierIn(SupplierIn):
    """A supplier to be added."""

    dossier_id: str = Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")
    name: Short


class SupplierChangeIn(SupplierIn):
    """What changes of a supplier; it is no draft then."""

    draft: StrictBool | None = Field(default=None, description="False: it was looked at.")

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.values() and self.draft is not False:
            raise ValueError("Nothing is to be changed.")
        return self


class MergeIn(In):
    """Into whom."""

    into: str = Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")


@router.get("", response_model=SuppliersOut, responses=declare(400, 422))
def get_suppliers(access: Authorized, query: Annotated[SuppliersQuery, Query()]) -> Response:
    """List suppliers, the older first; none that was merged into another."""
    filters = {
        "dossier_id": query.dossier,
        "q": query.q,
        "draft": query.draft,
        "trusted": query.trusted,
        "blocked": query.blocked,
    }
    with access.read("suppliers:read") as caller:
        page = list_partners(caller.session, SupplierRow, caller.scope, query.page(), filters)
        result = SuppliersOut.of(page, _shown(caller, page.rows))
    return answer(result)


@router.post(
    "",
    response_model=SupplierDetailOut,
    status_code=201,
    responses=declare(400, 404, 409, 413, 422),
)
def add_supplier(access: Authorized, body: NewSupplierIn) -> Response:
    """Add a supplier. Its accounts wait until somebody else confirms them."""
    values = body.values()
    dossier_id = values.pop("dossier_id")
    with access.write("suppliers:write") as caller:
        dossier = get_dossier(caller.session, caller.scope, dossier_id)
        row = add(caller.session, SupplierRow, dossier, values, caller.actor, utc_now())
        result = _detail(caller, row)
    return answer(result, status=201)


@router.get("/{supplier_id}", response_model=SupplierDetailOut, responses=declare(404))
def get_supplier(access: Authorized, supplier_id: ObjectId) -> Response:
    """Show one supplier, also one that was merged into another."""
    with access.read("suppliers:read") as caller:
        result = _detail(caller, caller.scope.get(caller.session, SupplierRow, supplier_id))
    return answer(result)


@router.patch(
    "/{supplier_id}", response_model=SupplierDetailOut, responses=declare(400, 404, 409, 413, 422)
)
def change_supplier(access: Authorized, supplier_id: ObjectId, body: SupplierChangeIn) -> Response:
    """Change a supplier. It cannot be trusted and blocked."""
    with access.write("suppliers:write") as caller:
        row = caller.scope.get(caller.session, SupplierRow, supplier_id, lock=True)
        change(caller.session, row, body.values(), caller.actor, utc_now())
        result = _detail(caller, row)
    return answer(result)


@router.post(
    "/{supplier_id}/merge",
    response_model=SupplierDetailOut,
    responses=declare(400, 404, 409, 413, 422),
)
def merge_supplier(access: Authorized, supplier_id: ObjectId, body: MergeIn) -> Response:
    """Merge a supplier into another one of its dossier; the answer is that other one.

    Every link is kept, no trust is: what the merged one was bound to is not carried over, and its
    confirmed accounts wait for a confirmation again.
    """
    with access.write("suppliers:write") as caller:
        target = merge(
            caller.session,
            SupplierRow,
            caller.scope,
            supplier_id,
            body.into,
            actor=caller.actor,
            now=utc_now(),
        )
        result = _detail(caller, target)
    return answer(result)


def _shown(caller: Caller, rows: Sequence[SupplierRow]) -> list[SupplierOut]:
    accounts = accounts_by_supplier(caller.session, [row.id for row in rows])
    dossiers = same_firm_dossiers(
        caller.session, caller.scope, [row.siren for row in rows if row.siren]
    )
    return [_supplier_out(row, accounts[row.id], dossiers.get(row.siren or "")) for row in rows]


def _detail(caller: Caller, row: SupplierRow) -> SupplierDetailOut:
    caller.session.flush()
    (shown,) = _shown(caller, [row])
    senders = [_sender_out(sender) for sender in senders_of(caller.session, row.id)]
    return SupplierDetailOut(
        **{name: getattr(shown, name) for name in shown.model_fields_set}, senders=senders
    )


def _supplier_out(
    row: SupplierRow, accounts: Sequence[SupplierAccountRow], dossier_id: str | None
) -> SupplierOut:
    ibans = tuple(account.iban for account in accounts)
    return SupplierOut(
        id=row.id,
        dossier_id=row.dossier_id,
        number=row.number,
        name=row.name,
        other_names=row.other_names,
        siren=row.siren,
        vat_id=row.vat_id,
        country=row.country,
        contact=row.contact,
        notes=row.notes,
        defaults=row.defaults,
        draft=row.draft,
        warnings=warnings_out(warnings_of(row.siren, row.vat_id, ibans)),
        merged_into_id=row.merged_into_id,
        created_at=row.created_at,
        ibans=[_account_out(account) for account in accounts],
        size_class=row.size_class,
        trusted=row.trusted,
        blocked=row.blocked,
        block_scope=row.block_scope,
        sender_domains=row.sender_domains,
        sender_addresses=row.sender_addresses,
        amount_ceiling=row.amount_ceiling,
        trusted_until=row.trusted_until,
        same_firm_dossier_id=dossier_id if dossier_id != row.dossier_id else None,
    )


def _account_out(row: SupplierAccountRow) -> AccountOut:
    return AccountOut(
        iban=row.iban,
        status=row.status,
        document_id=row.document_id,
        brought_by=row.brought_by,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        created_at=row.created_at,
    )


def _sender_out(row: SupplierSenderRow) -> SenderOut:
    return SenderOut(
        address=row.address,
        mails=row.mails,
        authenticated=row.authenticated,
        first_at=row.first_at,
        last_at=row.last_at,
    )
