"""The accounting software has taken an invoice over."""

from sqlmodel import Session

from storage import feed, journal
from storage.domain.errors import ConflictError
from storage.domain.state import Accounting, Reception
from storage.models.invoice import InvoiceRow


def acknowledge(
    session: Session, invoice: InvoiceRow, version: int, external_ref: str | None, actor: str
) -> None:
    """Note that a version was retrieved. The same acknowledgement again changes nothing.

    Args:
        session: An open write transaction.
        invoice: A row of that transaction.
        version: The version that the accounting software took.
        external_ref: Its own name for the invoice.
        actor: For the journal: a person's name, or ``key:KEY_ID``.

    Raises:
        ConflictError: There is a newer version or no such one (``superseded``); the invoice is
            not accepted, or its newest version is still being processed (``not-accepted``).
    """
    is_accepted = invoice.reception is Reception.ACCEPTED
    if is_accepted and version != invoice.version:
        raise ConflictError(
            f"Version {version} is not the present one, which is {invoice.version}.",
            code="superseded",
        )
    if not is_accepted or invoice.accounting is None:
        raise ConflictError(
            "Only an accepted invoice can be acknowledged.",
            code="not-accepted",
            reasons=tuple(invoice.reasons),
        )
    if invoice.accounting is Accounting.RETRIEVED:
        return
    invoice.accounting = Accounting.RETRIEVED
    invoice.retrieved_version = version
    invoice.external_ref = external_ref
    session.add(invoice)
    detail = {"version": version, "external_ref": external_ref}
    journal.note(session, invoice, actor, "acknowledge", detail)
    feed.announce(session, "invoice.retrieved", invoice)
