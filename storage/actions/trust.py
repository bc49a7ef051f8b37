"""« Toujours faire confiance »: bind a supplier to what one of its invoices proved.

Nothing more is proposed than was proven of that invoice; a person confirms it, and may bound it
further.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlmodel import Session

from storage import feed, journal
from storage.actions.confirm_account import approve_waiting
from storage.codec import from_json
from storage.domain.channel import Channel
from storage.domain.decision import Inputs, author_of
from storage.domain.errors import ConflictError
from storage.domain.evidence import Evidence
from storage.domain.money import format_amount
from storage.domain.reason import Cause, Reason
from storage.domain.siren import parse_siren
from storage.domain.supplier import AccountStatus
from storage.domain.vat import parse_vat_id, siren_in
from storage.models.invoice import InvoiceRow
from storage.models.supplier import SupplierRow
from storage.queries.accounts import accounts_of
from storage.queries.decisions import latest_decision

_CURRENCY = "EUR"
"""Of ceilings."""


@dataclass(frozen=True)
class Proposal:
    """What an invoice proved of its supplier.

    Attributes:
        siren: Of the supplier, if the invoice proved it.
        vat_id: Likewise.
        sender_domain: That it came from, if many strangers do not.
        sender_address: That it came from, where they do.
        ibans: Those that it shows and a person has confirmed.
        unconfirmed: Those that it shows and nobody has.
        ceiling: Its total with VAT in EUR; None where it has another currency.
        missing: What it did not prove; empty where it can be trusted.
    """

    siren: str | None = None
    vat_id: str | None = None
    sender_domain: str | None = None
    sender_address: str | None = None
    ibans: tuple[str, ...] = ()
    unconfirmed: tuple[str, ...] = ()
    ceiling: Decimal | None = None
    missing: tuple[Cause, ...] = ()


@dataclass(frozen=True)
class Bounds:
    """How far a person wants the trust to go.

    Attributes:
        ceiling: Most that an invoice may come to, in EUR; None for no bound.
        until: Last day; None for no end.
    """

    ceiling: Decimal | None = None
    until: date | None = None


def propose(session: Session, invoice: InvoiceRow) -> Proposal:
    """Return what an invoice proved of its supplier when it was last decided on.

    Raises:
        ConflictError: It has no supplier, or nothing was decided on it yet; ``code`` is
            ``nothing-proven``.
    """
    decision = latest_decision(session, invoice.id)
    if decision is None or invoice.supplier_id is None:
        raise ConflictError("Nothing is proven of a supplier here.", code="nothing-proven")
    supplier = session.get_one(SupplierRow, invoice.supplier_id)
    inputs = from_json(Inputs, decision.inputs)
    evidence = inputs.evidence
    confirmed = {
        account.iban
        for account in accounts_of(session, supplier.id)
        if account.status is AccountStatus.CONFIRMED
    }
    siren, vat_id = _ids(supplier, evidence)
    domain, address = _sender(inputs)
    is_upload = evidence.channel == Channel.UPLOAD
    missing: list[Cause] = []
    if siren is None and vat_id is None:
        missing.append(Reason.SIREN_UNPROVEN)
    if domain is None and address is None and not is_upload:
        missing.append(Reason.SENDER_UNPROVEN)
    if is_upload and not evidence.may_accept:
        missing.append(Reason.UPLOADER_MAY_NOT_ACCEPT)
    return Proposal(
        siren=siren,
        vat_id=vat_id,
        sender_domain=domain,
        sender_address=address,
        ibans=tuple(sorted(evidence.ibans & confirmed)),
        unconfirmed=tuple(sorted(evidence.ibans - confirmed)),
        ceiling=_ceiling(evidence),
        missing=tuple(missing),
    )


def trust(session: Session, invoice: InvoiceRow, bounds: Bounds, actor: str) -> SupplierRow:
    """Trust the supplier of an invoice within what that proved. Other bounds are replaced.

    What the supplier was bound to before stays; accounts are confirmed elsewhere, by a second
    person. Its invoices that wait untouched are approved once more.

    Args:
        session: An open write transaction.
        invoice: A row of that transaction.
        bounds: As the person confirmed them.
        actor: For the journal: a person's name, or ``key:KEY_ID``.

    Raises:
        ConflictError: The invoice does not prove enough (``nothing-proven``, with the reasons), or
            the supplier is blocked (``trusted-and-blocked``).
    """
    proposal = propose(session, invoice)
    if proposal.missing:
        raise ConflictError(
            "The invoice does not prove who its supplier is.",
            code="nothing-proven",
            reasons=tuple({"code": str(cause)} for cause in proposal.missing),
        )
    supplier = session.get_one(SupplierRow, invoice.supplier_id, with_for_update=True)
    if supplier.blocked:
        raise ConflictError("A supplier cannot be trusted and blocked.", code="trusted-and-blocked")
    supplier.trusted, supplier.draft = True, False
    supplier.siren = supplier.siren or proposal.siren
    supplier.vat_id = supplier.vat_id or proposal.vat_id
    supplier.sender_domains = _with(supplier.sender_domains, proposal.sender_domain)
    supplier.sender_addresses = _with(supplier.sender_addresses, proposal.sender_address)
    supplier.amount_ceiling = None if bounds.ceiling is None else format_amount(bounds.ceiling)
    supplier.trusted_until = bounds.until
    session.add(supplier)
    detail = {
        "invoice_id": invoice.id,
        "sender_domains": supplier.sender_domains,
        "sender_addresses": supplier.sender_addresses,
        "amount_ceiling": supplier.amount_ceiling,
        "trusted_until": bounds.until.isoformat() if bounds.until else None,
    }
    journal.note(session, supplier, actor, "trust", detail)
    feed.announce(session, "supplier.changed", supplier)
    approve_waiting(session, supplier)
    return supplier


def _ids(supplier: SupplierRow, evidence: Evidence) -> tuple[str | None, str | None]:
    """Return the proven identifiers, none where one of them is not the supplier's."""
    siren, vat_id = evidence.siren_on_document, evidence.vat_id_on_document
    siren = siren or (siren_in(vat_id) if vat_id else None)
    known_siren, known_vat = parse_siren(supplier.siren or ""), parse_vat_id(supplier.vat_id or "")
    is_other = (known_siren and siren and known_siren != siren) or (
        known_vat and vat_id and known_vat != vat_id
    )
    return (None, None) if is_other else (siren, vat_id)


def _sender(inputs: Inputs) -> tuple[str | None, str | None]:
    """Return the domain, or the address of a shared one, that the supplier is proven to write from.

    Never a forwarder's.
    """
    author = author_of(inputs)
    if author is None or inputs.evidence.look_alike is not None:
        return None, None
    domain = author.authenticated_domain
    return (None, author.header_from) if domain and author.is_shared_domain else (domain, None)


def _ceiling(evidence: Evidence) -> Decimal | None:
    if evidence.amount is None or evidence.currency != _CURRENCY:
        return None
    return abs(evidence.amount)


def _with(values: list[str], value: str | None) -> list[str]:
    return [*dict.fromkeys([*values, *([value] if value else [])])]
