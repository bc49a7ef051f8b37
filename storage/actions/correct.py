"""A person's or a program's correction of an invoice: a new version, and its processing again."""

from collections.abc import Mapping

from sqlmodel import Session

from storage import feed, journal
from storage.actions.describe import columns_of
from storage.actions.release import do_again
from storage.codec import from_json, to_json
from storage.domain.correction import parse_value
from storage.domain.errors import ConflictError, InputError, InvalidFieldError
from storage.domain.field import Field, Level, Source
from storage.domain.invoice import FieldName, Invoice
from storage.domain.state import DocumentKind, DocumentStatus, WorkStatus
from storage.models.document import DocumentRow
from storage.models.invoice import InvoiceRow
from storage.models.work import WorkRow
from storage.queries.work import work_of

STAGE = "check"
"""The stage that a corrected document goes on with."""

_BEING_DONE = {WorkStatus.DUE, WorkStatus.LEASED}


def correct(
    session: Session, invoice: InvoiceRow, changes: Mapping[FieldName, str | None], actor: str
) -> None:
    """Make the next version of an invoice and have it checked, converted and filed again.

    What was decided stays decided. What changes nothing still confirms the value.

    Args:
        session: An open write transaction.
        invoice: A row of that transaction, locked.
        changes: Values as typed; None or an empty text takes the field away.
        actor: For the journal: a person's name, or ``key:KEY_ID``.

    Raises:
        InputError: There is no change.
        InvalidFieldError: A value is none of its field; all such fields are named.
        ConflictError: Its document is being processed; ``code`` is ``processing``.
    """
    values = _parsed(changes)
    document = session.get_one(DocumentRow, invoice.document_id)
    work = work_of(session, document.id)
    if work is None or work.status in _BEING_DONE or document.status is DocumentStatus.PROCESSING:
        raise ConflictError("The invoice is being processed; try again.", code="processing")
    before = from_json(Invoice, invoice.content)
    after = _corrected(before, values)
    document.version += 1
    _show(invoice, after, document.version)
    _process_again(session, document, work, after)
    session.add_all((invoice, document, work))
    detail = {"version": invoice.version, "fields": _differences(before, values)}
    journal.note(session, invoice, actor, "correct", detail)
    feed.announce(session, "invoice.corrected", invoice)


def _parsed(changes: Mapping[FieldName, str | None]) -> dict[FieldName, str | None]:
    if not changes:
        raise InputError("A correction needs at least one field.")
    typed = {name: (text or "").strip() for name, text in changes.items()}
    values = {name: parse_value(name, text) if text else None for name, text in typed.items()}
    if wrong := [name for name, text in typed.items() if text and values[name] is None]:
        raise InvalidFieldError(wrong)
    return values


def _corrected(before: Invoice, values: Mapping[FieldName, str | None]) -> Invoice:
    fields = {name: field for name, field in before.fields.items() if name not in values}
    for name, value in values.items():
        if value is not None:
            fields[name] = _confirmed(before.fields.get(name), value)
    accounts = before.accounts
    iban = values.get(FieldName.IBAN)
    if iban is not None and iban not in accounts:
        accounts = (*accounts, iban)
    return Invoice(fields, before.vat_breakdown, before.lines, accounts)


def _confirmed(old: Field | None, value: str) -> Field:
    if old is None or old.value != value:
        return Field(value, Level.CONFIRMED, Source.USER)
    return Field(value, Level.CONFIRMED, Source.USER, old.boxes, old.witnesses, old.candidates)


def _show(invoice: InvoiceRow, content: Invoice, version: int) -> None:
    invoice.version = version
    invoice.content = to_json(content)
    for column, value in columns_of(content).items():
        setattr(invoice, column, value)
    # Given back when the new version has been processed.
    invoice.accounting = None


def _process_again(
    session: Session, document: DocumentRow, work: WorkRow, invoice: Invoice
) -> None:
    kind = _kind(document.kind, invoice)
    document.status = DocumentStatus.PROCESSING
    document.stage = STAGE
    document.reasons = []
    document.kind = kind
    document.xml_sha256 = document.facturx_sha256 = None
    document.derived, document.profile, document.facturx_reasons = False, None, []
    do_again(session, work, STAGE)
    work.facts = work.facts | {
        "kind": kind,
        "profile": None,
        "derived": False,
        "facturx_reasons": [],
        "invoice": to_json(invoice),
        "open_points": [],
    }
    work.files = {role: sha for role, sha in work.files.items() if role not in _stale(invoice)}


def _stale(invoice: Invoice) -> set[str]:
    """Return the roles of files that the stages must not take for what the invoice says now.

    They take no XML for that beside a ``confirmed`` value; there it only proves the other values.
    Where a correction took values away and entered none, nothing would tell them.
    """
    return {"facturx"} if invoice.is_corrected else {"facturx", "xml"}


def _kind(present: DocumentKind | None, invoice: Invoice) -> DocumentKind:
    """Return the kind that the type code says; a receipt has none of its own."""
    if present is DocumentKind.RECEIPT:
        return present
    return DocumentKind.CREDIT_NOTE if invoice.is_credit_note else DocumentKind.INVOICE


def _differences(
    before: Invoice, values: Mapping[FieldName, str | None]
) -> dict[str, dict[str, str | None]]:
    return {name.value: {"old": before.value(name), "new": value} for name, value in values.items()}
