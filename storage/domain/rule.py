"""Rules: what a dossier or its firm wants to become of the invoices that fit a description.

A rule never proves anything: one that accepts does so only where the proofs hold that
`storage.domain.decision` asks of every invoice.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from storage.domain.approval import Supplier
from storage.domain.evidence import Evidence
from storage.domain.reason import Cause, Reason, ReasonAbout
from storage.domain.state import DocumentKind


class Proof(StrEnum):
    """What a rule can ask to be proven before it fits."""

    SENDER = "sender"
    SELLER = "seller"
    BUYER = "buyer"
    ACCOUNTS = "accounts"
    TOTALS = "totals"
    NUMBER = "number"
    DATE = "date"


_MISSING: dict[Proof, frozenset[Reason]] = {
    Proof.SENDER: frozenset(
        {
            Reason.SENDER_UNPROVEN,
            Reason.MAIL_FORWARDED,
            Reason.FORWARDER_UNREGISTERED,
            Reason.FORWARDER_UNPROVEN,
            Reason.FORWARDED_CHANGED,
            Reason.FORWARDED_UNPROVEN,
            Reason.FORWARDED_UNJUDGED,
            Reason.UPLOADER_MAY_NOT_ACCEPT,
        }
    ),
    Proof.SELLER: frozenset({Reason.SIREN_UNPROVEN, Reason.SELLER_UNPROVEN, Reason.FIRST_CONTACT}),
    Proof.BUYER: frozenset({Reason.BUYER_DIFFERS, Reason.BUYER_UNPROVEN}),
    Proof.ACCOUNTS: frozenset(
        {Reason.IBAN_UNKNOWN, Reason.IBAN_CHANGED, Reason.IBAN_REFUSED, Reason.ACCOUNT_UNCLEAR}
    ),
    Proof.TOTALS: frozenset({Reason.TOTALS_UNPROVEN}),
    Proof.NUMBER: frozenset({Reason.NUMBER_ONE_WITNESS}),
    Proof.DATE: frozenset({Reason.DATE_ONE_WITNESS}),
}
"""Doubts that say that a proof is missing."""


@dataclass(frozen=True)
class Conditions:
    """What an invoice has to be for a rule to fit; None and empty ask for nothing.

    Attributes:
        supplier_id: Its supplier.
        seller_id: SIREN or VAT id, proven on the document.
        amount_from: Least total with VAT (BT-112), in `currency`.
        amount_to: Most of it.
        currency: BT-5. With a bound of the amount and without this, EUR.
        kinds: What it may be.
        channels: How it may have come.
        authenticated: Whether its sender is proven to write from the domain that is shown.
        proofs: What has to be proven.
    """

    supplier_id: str | None = None
    seller_id: str | None = None
    amount_from: Decimal | None = None
    amount_to: Decimal | None = None
    currency: str | None = None
    kinds: tuple[DocumentKind, ...] = ()
    channels: tuple[str, ...] = ()
    authenticated: bool | None = None
    proofs: tuple[Proof, ...] = ()


class ActionKind(StrEnum):
    """What a rule does with an invoice that it fits."""

    ACCEPT = "accept"
    LEAVE = "leave"
    ASSIGN = "assign"
    TAG = "tag"


@dataclass(frozen=True)
class Action:
    """What a rule does.

    Attributes:
        kind: Accept it if the proofs hold; leave it to a person; leave it to a certain person;
            leave it with a tag.
        person: Who is to look at it, for ``assign``.
        tag: For ``tag``.
    """

    kind: ActionKind
    person: str | None = None
    tag: str | None = None


@dataclass(frozen=True)
class Rule:
    """One rule.

    Attributes:
        id: Of the rule; empty for one that is only tried.
        name: As people call it.
        action: What it does.
        conditions: When it fits.
    """

    id: str
    name: str
    action: Action
    conditions: Conditions = field(default_factory=Conditions)


def first_fitting(
    rules: Collection[Rule],
    supplier: Supplier | None,
    evidence: Evidence,
    doubts: Collection[Cause],
) -> Rule | None:
    """Return the first rule that fits an invoice, or None.

    Args:
        rules: In their order: the dossier's own, then the firm's.
        supplier: The invoice's.
        evidence: What is proven of it.
        doubts: What is not.
    """
    missing = {cause.reason if isinstance(cause, ReasonAbout) else cause for cause in doubts}
    return next((r for r in rules if _fits(r.conditions, supplier, evidence, missing)), None)


def _fits(
    wanted: Conditions, supplier: Supplier | None, evidence: Evidence, missing: set[Reason]
) -> bool:
    sellers = {evidence.siren_on_document, evidence.vat_id_on_document}
    is_authenticated = evidence.authenticated_domain is not None
    return (
        (wanted.supplier_id is None or (supplier or Supplier()).id == wanted.supplier_id)
        and (wanted.seller_id is None or wanted.seller_id in sellers)
        and (not wanted.kinds or evidence.kind in wanted.kinds)
        and (not wanted.channels or evidence.channel in wanted.channels)
        and wanted.authenticated in {None, is_authenticated}
        and _fits_amount(wanted, evidence)
        and all(_MISSING[proof].isdisjoint(missing) for proof in wanted.proofs)
    )


def _fits_amount(wanted: Conditions, evidence: Evidence) -> bool:
    """Tell whether the amount is within the bounds; what was not read is not."""
    if wanted.amount_from is None and wanted.amount_to is None:
        return wanted.currency in {None, evidence.currency}
    if evidence.amount is None or evidence.currency != (wanted.currency or "EUR"):
        return False
    amount = abs(evidence.amount)
    return (wanted.amount_from or 0) <= amount and (
        wanted.amount_to is None or amount <= wanted.amount_to
    )
