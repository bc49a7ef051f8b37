"""One invoice: its page beside its fields; accept, refuse, dispute or correct it, undo that.

Every form says which version it was made from. Where that is not the present one, nothing is done
and the page says so, with what had been typed.
"""

from collections.abc import Callable, Mapping
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from api.console.guard import GuardedRoute
from api.console.invoice_view import Attempt, shown_value, standard_reasons, view_invoice
from api.console.language import Language
from api.console.notices import Notice
from api.console.render import language_of, page
from api.console.security import OwnForm
from api.console.session import SignedIn
from api.console.waiting import WaitingQuery, next_look
from api.resources.decisions import must_be_able
from api.schemas import ObjectId
from api.services import Services
from storage.actions import correct, decide
from storage.codec import from_json
from storage.domain.correction import parse_value
from storage.domain.errors import InvalidFieldError
from storage.domain.field import Level
from storage.domain.grounds import Grounds, StandardReason
from storage.domain.invoice import FieldName, Invoice
from storage.models.invoice import InvoiceRow

router = APIRouter(route_class=GuardedRoute)

LONGEST_REASON = 500


class InvoiceQuery(WaitingQuery):
    """What led to the page."""

    done: Notice | None = None


@router.get("/invoices/{invoice_id}")
def show_invoice(
    request: Request,
    visit: SignedIn,
    invoice_id: ObjectId,
    query: Annotated[InvoiceQuery, Query()],
) -> Response:
    """Show one invoice."""
    return _show(request, visit, invoice_id, query=query)


@router.post("/invoices/{invoice_id}/accept")
def accept_invoice(
    request: Request, visit: SignedIn, invoice_id: ObjectId, form: OwnForm
) -> Response:
    """Accept an invoice as it was seen."""
    with visit.write() as visitor:
        row = visitor.scope.get(visitor.session, InvoiceRow, invoice_id, lock=True)
        is_seen = _is_present(row, form)
        if is_seen:
            decide.accept(visitor.session, row, visitor.name)
    if not is_seen:
        return _show(request, visit, invoice_id, status=409, attempt=Attempt("stale"))
    return _done(invoice_id, Notice.ACCEPTED)


@router.post("/invoices/{invoice_id}/refuse")
def refuse_invoice(
    request: Request, visit: SignedIn, invoice_id: ObjectId, form: OwnForm
) -> Response:
    """Refuse an invoice as it was seen, saying why."""
    return _object(request, visit, invoice_id, form, decide.refuse, Notice.REFUSED)


@router.post("/invoices/{invoice_id}/dispute")
def dispute_invoice(
    request: Request, visit: SignedIn, invoice_id: ObjectId, form: OwnForm
) -> Response:
    """Dispute an invoice as it was seen, saying why."""
    return _object(request, visit, invoice_id, form, decide.dispute, Notice.DISPUTED)


@router.post("/invoices/{invoice_id}/undo")
def undo_decision(
    request: Request, visit: SignedIn, invoice_id: ObjectId, form: OwnForm
) -> Response:
    """Take the last decision back."""
    with visit.write() as visitor:
        row = visitor.scope.get(visitor.session, InvoiceRow, invoice_id, lock=True)
        is_seen = _is_present(row, form)
        if is_seen:
            decide.undo(visitor.session, row, visitor.name)
    if not is_seen:
        return _show(request, visit, invoice_id, status=409, attempt=Attempt("stale"))
    return _done(invoice_id, Notice.UNDONE)


@router.post("/invoices/{invoice_id}/correct")
def correct_invoice(
    request: Request, visit: SignedIn, invoice_id: ObjectId, form: OwnForm
) -> Response:
    """Correct the fields that were changed, all in one new version."""
    language = language_of(request)
    changes: dict[FieldName, str] = {}
    try:
        with visit.write() as visitor:
            row = visitor.scope.get(visitor.session, InvoiceRow, invoice_id, lock=True)
            changes = _changes(form, from_json(Invoice, row.content), language)
            is_seen = _is_present(row, form)
            if changes and is_seen:
                correct.correct(visitor.session, row, changes, visitor.name)
    except InvalidFieldError as error:
        attempt = Attempt("fields", typed=changes, wrong=frozenset(error.fields))
        return _show(request, visit, invoice_id, status=422, attempt=attempt)
    if not changes:
        # Before the question of versions: a button pressed twice has saved all of it already.
        return _done(invoice_id, Notice.UNCHANGED)
    if not is_seen:
        attempt = Attempt("stale", typed=changes)
        return _show(request, visit, invoice_id, status=409, attempt=attempt)
    return _done(invoice_id, Notice.CORRECTED)


def _object(
    request: Request,
    visit: SignedIn,
    invoice_id: str,
    form: Mapping[str, str],
    act: Callable[..., None],
    notice: Notice,
) -> Response:
    """Refuse or dispute an invoice as it was seen, if the form says why."""
    typed, code = form.get("reason", ""), form.get("code", "")
    grounds, tells = _grounds(typed, code), "tell" in form
    must_be_able(_services(request), tells=tells)
    with visit.write() as visitor:
        row = visitor.scope.get(visitor.session, InvoiceRow, invoice_id, lock=True)
        is_seen = _is_present(row, form)
        if is_seen and grounds:
            act(visitor.session, row, grounds, visitor.name, tells=tells)
    if not is_seen or not grounds:
        alert, status = ("reason", 422) if is_seen else ("stale", 409)
        attempt = Attempt(alert, reason=typed, code=code, refused=notice is Notice.REFUSED)
        return _show(request, visit, invoice_id, status=status, attempt=attempt)
    return _done(invoice_id, notice)


def _services(request: Request) -> Services:
    found: Services = request.app.state.services
    return found


def _grounds(typed: str, code: str) -> Grounds | None:
    """Return why, as a form says it; None where it does not."""
    words = " ".join(typed.split())
    standard = StandardReason(code) if code in set(StandardReason) else None
    is_said = bool(words) or standard is not None
    is_fit = len(words) <= LONGEST_REASON and (words.isprintable() or not words)
    return Grounds(words, standard) if is_said and is_fit else None


def _done(invoice_id: str, notice: Notice) -> Response:
    return RedirectResponse(f"/invoices/{invoice_id}?done={notice}", status_code=303)


def _is_present(row: InvoiceRow, form: Mapping[str, str]) -> bool:
    return form.get("version") == str(row.version)


def _changes(form: Mapping[str, str], invoice: Invoice, language: Language) -> dict[FieldName, str]:
    """Return what differs from what the page showed, as typed, and what a button asked for."""
    changes = {
        name: form[name]
        for name in FieldName
        if name in form and _differs(name, form[name], invoice, language)
    }
    name, _, value = form.get("take", "").partition(":")
    if name in set(FieldName):
        changes.pop(FieldName(name), None)
        if not _is_confirmed(invoice, FieldName(name), value):
            changes[FieldName(name)] = value
    confirmed = form.get("confirm", "")
    if confirmed in set(FieldName):
        present = invoice.value(FieldName(confirmed))
        if present is not None and not _is_confirmed(invoice, FieldName(confirmed), present):
            changes.setdefault(FieldName(confirmed), present)
    return changes


def _differs(name: FieldName, typed: str, invoice: Invoice, language: Language) -> bool:
    words = typed.split()
    if words == shown_value(name, invoice, language).split():
        return False
    present = invoice.value(name)
    return present is None or parse_value(name, typed) != present


def _is_confirmed(invoice: Invoice, name: FieldName, value: str) -> bool:
    found = invoice.fields.get(name)
    return found is not None and found.level is Level.CONFIRMED and found.value == value


def _show(
    request: Request,
    visit: SignedIn,
    invoice_id: str,
    *,
    query: InvoiceQuery | None = None,
    status: int = 200,
    attempt: Attempt | None = None,
) -> Response:
    query = query or InvoiceQuery()
    attempt = attempt or Attempt()
    with visit.read() as visitor:
        row = visitor.scope.get(visitor.session, InvoiceRow, invoice_id)
        view = view_invoice(visitor, row, language_of(request), attempt)
    return page(
        request,
        "invoice.html",
        status=status,
        view=view,
        attempt=attempt,
        done=query.done,
        longest_reason=LONGEST_REASON,
        standard_reasons=standard_reasons(language_of(request)),
        sends_mail=_services(request).installation.sends_mail,
        again=next_look(request, query, is_open=view.document.is_open and not attempt.alert),
    )
