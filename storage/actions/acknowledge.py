"""The accounting software has taken an invoice over."""

from sqlmodel import Session

from storage import feed
from storage.domain.errors import ConflictError
from storage.domain.state import Accounting, Reception
from storage.models.invoice import InvoiceRow


def acknowledge(
    session: Session, invoice: InvoiceRow, version: int, external_ref: str | None
) -> None:
    """Note that a version was retrieved. The same acknowledgement again changes nothing.

    Args:
        session: An open write transaction.
        invoice: A row of that transaction.
        version: The version that the accounting software took.
        external_ref: Its own name for the invoice.

    Raises:
        ConflictError: The invoice is not accepted (``not-accepted``), there is a newer version
            (``superseded``), or no such version.
    """
    if invoice.reception is not Reception.ACCEPTED or invoice.accounting is None:
        raise ConflictError(
            "Only an accepted invoice can be acknowledged.",
            code="not-accepted",
            reasons=tuple(invoice.reasons),
        )
    if version != invoice.version:
        raise ConflictError(
            f"Version {version} is not the present one, which is {invoice.version}.",
            code="superseded",
        )
    if invoice.accounting is Accounting.RETRIEVED:
        return
    invoice.accounting = Accounting.RETRIEVED
    invoice.retrieved_version = version
    invoice.external_ref = external_ref
    session.add(invoice)
    feed.announce(session, "invoice.retrieved", invoice)
