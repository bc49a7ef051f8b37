"""Suppliers: the partners a dossier knows, and what it thinks of them."""

from typing import Annotated, Self

from fastapi import APIRouter, Query, Response
from pydantic import StrictBool, model_validator

from api.auth import Authorized
from api.problems import declare
from api.schemas import DossierQuery, In, ObjectId, Out, PageOut, answer
from storage.actions.change_supplier import mark
from storage.models.supplier import SupplierRow
from storage.queries.suppliers import list_suppliers

router = APIRouter(prefix="/suppliers", tags=["suppliers"])


class SupplierOut(Out):
    """A supplier of one dossier; a draft until a person or a program has marked it."""

    id: str
    dossier_id: str
    number: str
    name: str
    siren: str | None
    vat_id: str | None
    draft: bool
    trusted: bool
    blocked: bool


class SuppliersOut(PageOut[SupplierOut]):
    """A page of suppliers."""


class SupplierIn(In):
    """What can be changed of a supplier; what is absent stays as it is."""

    trusted: StrictBool | None = None
    blocked: StrictBool | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.trusted is None and self.blocked is None:
            raise ValueError("One of trusted and blocked is needed.")
        return self


@router.get("", response_model=SuppliersOut, responses=declare(400, 422))
def get_suppliers(access: Authorized, query: Annotated[DossierQuery, Query()]) -> Response:
    """List suppliers, the older first."""
    with access.read("suppliers:read") as caller:
        page = list_suppliers(caller.session, caller.scope, query.page(), query.dossier)
    return answer(SuppliersOut.of(page, [_supplier_out(row) for row in page.rows]))


@router.get("/{supplier_id}", response_model=SupplierOut, responses=declare(404))
def get_supplier(access: Authorized, supplier_id: ObjectId) -> Response:
    """Show one supplier."""
    with access.read("suppliers:read") as caller:
        row = caller.scope.get(caller.session, SupplierRow, supplier_id)
    return answer(_supplier_out(row))


@router.patch("/{supplier_id}", response_model=SupplierOut, responses=declare(400, 404, 413, 422))
def change_supplier(access: Authorized, supplier_id: ObjectId, body: SupplierIn) -> Response:
    """Mark a supplier as trusted or blocked; it cannot be both."""
    with access.write("suppliers:write") as caller:
        row = caller.scope.get(caller.session, SupplierRow, supplier_id, lock=True)
        mark(caller.session, row, trusted=body.trusted, blocked=body.blocked)
    return answer(_supplier_out(row))


def _supplier_out(row: SupplierRow) -> SupplierOut:
    return SupplierOut(
        id=row.id,
        dossier_id=row.dossier_id,
        number=row.number,
        name=row.name,
        siren=row.siren,
        vat_id=row.vat_id,
        draft=row.draft,
        trusted=row.trusted,
        blocked=row.blocked,
    )
