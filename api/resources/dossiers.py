"""Dossiers: their addresses, their counters, their reception policy."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.auth import Authorized, require
from api.problems import declare
from api.resources.counters import CountersOut, counters_out
from api.schemas import In, ObjectId, Out, PageOut, PageQuery, answer
from storage.actions.change_dossier import set_policy
from storage.domain.approval import ReceptionPolicy
from storage.domain.mailbox import Direction
from storage.models.firm import DossierRow
from storage.queries.dossiers import counters_of, get_dossier, list_dossiers
from storage.queries.keys import Caller
from storage.queries.mailboxes import addresses_of

router = APIRouter(prefix="/dossiers", tags=["dossiers"])


class AddressesOut(Out):
    """Where mail for a dossier goes, per direction."""

    purchase: str | None
    sale: str | None


class DossierOut(Out):
    """One client's file at a firm."""

    id: str
    name: str
    siren: str
    reception_policy: ReceptionPolicy
    addresses: AddressesOut
    counters: CountersOut


class DossiersOut(PageOut[DossierOut]):
    """A page of dossiers."""


class DossierIn(In):
    """What can be changed of a dossier."""

    reception_policy: ReceptionPolicy


@router.get("", response_model=DossiersOut, responses=declare(400, 422))
def get_dossiers(access: Authorized, query: Annotated[PageQuery, Query()]) -> Response:
    """List the dossiers that the key opens, the older first."""
    with access.read() as caller:
        page = list_dossiers(caller.session, caller.scope, query.page())
        result = DossiersOut.of(page, _dossiers_out(caller, page.rows))
    return answer(result)


@router.get("/{dossier_id}", response_model=DossierOut, responses=declare(404))
def get_one_dossier(access: Authorized, dossier_id: ObjectId) -> Response:
    """Show one dossier."""
    with access.read() as caller:
        row = get_dossier(caller.session, caller.scope, dossier_id)
        result = _dossiers_out(caller, [row])[0]
    return answer(result)


@router.patch("/{dossier_id}", response_model=DossierOut, responses=declare(400, 404, 413, 422))
def change_dossier(access: Authorized, dossier_id: ObjectId, body: DossierIn) -> Response:
    """Set « Approuver la réception », for invoices that are decided from now on."""
    with access.write() as caller:
        # In this order: a key to one dossier never has the scope, and a dossier that it does not
        # open is unknown to it rather than forbidden.
        row = get_dossier(caller.session, caller.scope, dossier_id)
        require(caller, "dossiers:write")
        set_policy(caller.session, row, body.reception_policy)
        result = _dossiers_out(caller, [row])[0]
    return answer(result)


def _dossiers_out(caller: Caller, rows: Sequence[DossierRow]) -> list[DossierOut]:
    ids = [row.id for row in rows]
    addresses = addresses_of(caller.session, ids)
    counters = counters_of(caller.session, ids)
    return [
        DossierOut(
            id=row.id,
            name=row.name,
            siren=row.siren,
            reception_policy=row.reception_policy,
            addresses=AddressesOut(
                purchase=addresses[row.id].get(Direction.PURCHASE),
                sale=addresses[row.id].get(Direction.SALE),
            ),
            counters=counters_out(counters[row.id]),
        )
        for row in rows
    ]
