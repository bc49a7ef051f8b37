"""Customers: the partners a dossier sells to."""

from typing import Annotated, Self

from fastapi import APIRouter, Query, Response
from pydantic import Field, StrictBool, model_validator

from api.auth import Authorized
from api.problems import declare
from api.resources.partner_shapes import PartnerIn, PartnerOut, PartnersQuery, Short, warnings_out
from api.resources.suppliers import MergeIn
from api.schemas import ObjectId, PageOut, answer
from storage.actions.merge_partners import merge
from storage.actions.partners import add, change
from storage.clock import utc_now
from storage.domain.partner import warnings_of
from storage.models.customer import CustomerRow
from storage.queries.dossiers import get_dossier
from storage.queries.partners import list_partners

router = APIRouter(prefix="/customers", tags=["customers"])


class CustomerOut(PartnerOut):
    """A customer of one dossier."""


class CustomersOut(PageOut[CustomerOut]):
    """A page of customers."""


class NewCustomerIn(PartnerIn):
    """A customer to be added."""

    dossier_id: str = Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")
    name: Short


class CustomerChangeIn(PartnerIn):
    """What changes of a customer; it is no draft then."""

    draft: StrictBool | None = Field(default=None, description="False: it was looked at.")

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.values() and self.draft is not False:
            raise ValueError("Nothing is to be changed.")
        return self


@router.get("", response_model=CustomersOut, responses=declare(400, 422))
def get_customers(access: Authorized, query: Annotated[PartnersQuery, Query()]) -> Response:
    """List customers, the older first; none that was merged into another."""
    filters = {"dossier_id": query.dossier, "q": query.q, "draft": query.draft}
    with access.read("suppliers:read") as caller:
        page = list_partners(caller.session, CustomerRow, caller.scope, query.page(), filters)
    return answer(CustomersOut.of(page, [_customer_out(row) for row in page.rows]))


@router.post(
    "", response_model=CustomerOut, status_code=201, responses=declare(400, 404, 409, 413, 422)
)
def add_customer(access: Authorized, body: NewCustomerIn) -> Response:
    """Add a customer."""
    values = body.values()
    dossier_id = values.pop("dossier_id")
    with access.write("suppliers:write") as caller:
        dossier = get_dossier(caller.session, caller.scope, dossier_id)
        row = add(caller.session, CustomerRow, dossier, values, caller.actor, utc_now())
    return answer(_customer_out(row), status=201)


@router.get("/{customer_id}", response_model=CustomerOut, responses=declare(404))
def get_customer(access: Authorized, customer_id: ObjectId) -> Response:
    """Show one customer, also one that was merged into another."""
    with access.read("suppliers:read") as caller:
        row = caller.scope.get(caller.session, CustomerRow, customer_id)
    return answer(_customer_out(row))


@router.patch(
    "/{customer_id}", response_model=CustomerOut, responses=declare(400, 404, 409, 413, 422)
)
def change_customer(access: Authorized, customer_id: ObjectId, body: CustomerChangeIn) -> Response:
    """Change a customer."""
    with access.write("suppliers:write") as caller:
        row = caller.scope.get(caller.session, CustomerRow, customer_id, lock=True)
        change(caller.session, row, body.values(), caller.actor, utc_now())
    return answer(_customer_out(row))


@router.post(
    "/{customer_id}/merge", response_model=CustomerOut, responses=declare(400, 404, 409, 413, 422)
)
def merge_customer(access: Authorized, customer_id: ObjectId, body: MergeIn) -> Response:
    """Merge a customer into another one of its dossier; the answer is that other one."""
    with access.write("suppliers:write") as caller:
        target = merge(
            caller.session,
            CustomerRow,
            caller.scope,
            customer_id,
            body.into,
            actor=caller.actor,
            now=utc_now(),
        )
    return answer(_customer_out(target))


def _customer_out(row: CustomerRow) -> CustomerOut:
    return CustomerOut(
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
        warnings=warnings_out(warnings_of(row.siren, row.vat_id, ())),
        merged_into_id=row.merged_into_id,
        created_at=row.created_at,
    )
