"""Registered senders: who sends a dossier's sales, and who forwards its mail."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.auth import Authorized, require
from api.problems import declare
from api.schemas import In, Instant, ObjectId, Out, PageOut, PageQuery, Text, answer
from api.services import Served
from storage.actions.senders import register_sender, remove_sender
from storage.clock import utc_now
from storage.domain.errors import NotFoundError
from storage.domain.sender_role import SenderRole
from storage.models.rule import RegisteredSenderRow
from storage.queries.dossiers import get_dossier
from storage.queries.senders import list_registered
from storage.shared_domains import shared_domains

router = APIRouter(prefix="/dossiers/{dossier_id}/senders", tags=["dossiers"])


class SenderIn(In):
    """An address, or a domain that nobody else writes from.

    ``sale``: from it, authenticated, the dossier's sales are accepted. ``forwarder``: of the mails
    that it forwards whole, as attachments, the signatures are checked; where one still holds, its
    signer counts as the sender. The forwarder itself proves no supplier.
    """

    role: SenderRole
    value: Text


class RegisteredSenderOut(Out):
    """A registered sender."""

    id: str
    dossier_id: str
    role: SenderRole
    value: str
    created_by: str
    created_at: Instant


class RegisteredSendersOut(PageOut[RegisteredSenderOut]):
    """A page of registered senders."""


@router.get("", response_model=RegisteredSendersOut, responses=declare(400, 404, 422))
def get_senders(
    access: Authorized, dossier_id: ObjectId, query: Annotated[PageQuery, Query()]
) -> Response:
    """List a dossier's registered senders, the older first."""
    with access.read() as caller:
        get_dossier(caller.session, caller.scope, dossier_id)
        page = list_registered(caller.session, caller.scope, query.page(), dossier_id)
    return answer(RegisteredSendersOut.of(page, [_sender_out(row) for row in page.rows]))


@router.post(
    "",
    response_model=RegisteredSenderOut,
    status_code=201,
    responses=declare(400, 404, 409, 413, 422),
)
def add_sender(
    access: Authorized, services: Served, dossier_id: ObjectId, body: SenderIn
) -> Response:
    """Register a sender for mail that comes from now on."""
    shared = shared_domains(services.installation.shared_domains_file)
    with access.write() as caller:
        dossier = get_dossier(caller.session, caller.scope, dossier_id)
        require(caller, "dossiers:write")
        row = register_sender(
            caller.session,
            dossier,
            role=body.role,
            value=body.value,
            shared=shared,
            actor=caller.actor,
            now=utc_now(),
        )
    return answer(_sender_out(row), status=201)


@router.delete("/{sender_id}", response_model=RegisteredSenderOut, responses=declare(404))
def delete_sender(access: Authorized, dossier_id: ObjectId, sender_id: ObjectId) -> Response:
    """Remove a registered sender; the answer is what it was."""
    with access.write() as caller:
        get_dossier(caller.session, caller.scope, dossier_id)
        row = caller.scope.get(caller.session, RegisteredSenderRow, sender_id, lock=True)
        if row.dossier_id != dossier_id:
            raise NotFoundError(f"There is no {sender_id}.")
        require(caller, "dossiers:write")
        remove_sender(caller.session, row, caller.actor)
    return answer(_sender_out(row))


def _sender_out(row: RegisteredSenderRow) -> RegisteredSenderOut:
    return RegisteredSenderOut(
        id=row.id,
        dossier_id=row.dossier_id,
        role=row.role,
        value=row.value,
        created_by=row.created_by,
        created_at=row.created_at,
    )
