"""A sale to another dossier of the same firm arrives in that one's purchases, with the same bytes.

Nothing leaves the machine: the firm holds both dossiers. The other dossier's approval decides on it
as on any invoice.
"""

from datetime import datetime

from sqlmodel import Session

from storage.actions.hand_over import hand_over, is_whole_file
from storage.codec import from_json
from storage.domain.channel import Channel
from storage.domain.field import Level
from storage.domain.invoice import FieldName, Invoice
from storage.domain.mailbox import Direction
from storage.domain.siren import parse_siren
from storage.domain.state import DocumentStatus, Reception
from storage.models.customer import CustomerRow
from storage.models.document import DocumentRow
from storage.models.firm import DossierRow
from storage.models.invoice import InvoiceRow
from storage.queries.documents import sources_of
from storage.queries.dossiers import only_dossier_with

_GUESSES = {Level.GUESSED, Level.CONTRADICTED}


def pass_on(session: Session, document: DocumentRow, invoice: InvoiceRow, now: datetime) -> None:
    """Hand a sale to the dossier of the firm that it was sold to, once.

    A sale that came by mail is handed on when it is accepted, by a person or because its sender is
    registered: before that anybody may have written it. One that a person or a program of the firm
    put here is handed on when it is filed.

    Args:
        session: An open write transaction.
        document: The invoice's.
        invoice: A row of that transaction, linked to its customer.
        now: The present instant.
    """
    if invoice.direction is not Direction.SALE or document.status is not DocumentStatus.READY:
        return
    if not is_whole_file(document):
        return
    is_ours = sources_of(session, [document.id])[document.id][0].channel != Channel.MAIL
    is_sent = invoice.reception is Reception.ACCEPTED or (
        is_ours and invoice.reception is Reception.TO_ACCEPT
    )
    target = _buyer(session, invoice) if is_sent else None
    if target is None or target.id == invoice.dossier_id:
        return
    hand_over(session, document, target, Direction.PURCHASE, Channel.INTERNAL, now)


def _buyer(session: Session, invoice: InvoiceRow) -> DossierRow | None:
    """Return the firm's dossier that is the customer; None where that is no more than a guess."""
    customer = session.get(CustomerRow, invoice.customer_id) if invoice.customer_id else None
    siren = parse_siren(customer.siren or "") if customer else None
    fields = from_json(Invoice, invoice.content).fields
    named = [fields[n] for n in (FieldName.BUYER_SIREN, FieldName.BUYER_VAT_ID) if n in fields]
    if siren is None or any(field.level in _GUESSES for field in named):
        return None
    return only_dossier_with(session, invoice.firm_id, [siren])
