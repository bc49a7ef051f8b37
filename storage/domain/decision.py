"""Decide how an invoice enters its dossier: a pure function of inputs that are stored with it.

In: `Inputs`, all that the decision depends on. Out: `Answer`, with every reason. The same inputs
give the same answer at any time, without any database (design, law 8).
Rules: design, "Approval"; docs/approval.md.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from storage.domain.approval import ReceptionPolicy, Supplier
from storage.domain.channel import Channel
from storage.domain.evidence import Evidence, InnerSender, OwnSide
from storage.domain.mailbox import Direction
from storage.domain.reason import Cause, Reason, ReasonAbout
from storage.domain.rule import Action, ActionKind, Rule, first_fitting
from storage.domain.sender_address import is_among
from storage.domain.state import Reception
from storage.domain.supplier import BlockScope
from storage.domain.vat import siren_in
from storage.domain.verdicts import Standing

RULE_VERSION = 2
"""Of the code below; raised whenever it would answer some inputs otherwise."""

_CURRENCY = "EUR"
"""Of ceilings."""

_ALERTS = frozenset(
    {
        Reason.SUPPLIER_BLOCKED,
        Reason.SENDER_LOOK_ALIKE,
        Reason.IBAN_UNKNOWN,
        Reason.IBAN_CHANGED,
        Reason.IBAN_REFUSED,
        Reason.ACCOUNT_UNCLEAR,
        Reason.BUYER_DIFFERS,
    }
)
"""What a person is told even where every invoice waits anyway."""

FLAGS = frozenset({Reason.SENDER_LOOK_ALIKE})
"""What an invoice keeps as a flag, whatever is decided on it."""


@dataclass(frozen=True)
class Inputs:
    """All that a decision depends on.

    Attributes:
        direction: Which way the invoice goes, seen from the dossier.
        policy: The dossier's.
        today: The day of the decision, in UTC.
        supplier: The supplier that the seller is known as; None for a sale.
        evidence: What is proven of document and sender.
        rules: The dossier's own in their order, then the firm's; empty unless `policy` asks.
        sale_senders: Addresses and domains that the dossier sends its sales from.
        forwarders: Those that forward its mail; empty unless the invoice came forwarded.
    """

    direction: Direction = Direction.PURCHASE
    policy: ReceptionPolicy = ReceptionPolicy.EVERY_INVOICE
    today: date = date.min
    supplier: Supplier | None = None
    evidence: Evidence = field(default_factory=Evidence)
    rules: tuple[Rule, ...] = ()
    sale_senders: frozenset[str] = frozenset()
    forwarders: frozenset[str] = frozenset()


class Ending(StrEnum):
    """How the plan of a document ends."""

    FILE = "file"
    HOLD = "hold"
    REJECT = "reject"


@dataclass(frozen=True)
class Answer:
    """What was decided.

    Attributes:
        ending: How the document ends.
        reception: How it is filed; None where it is not.
        reasons: All of them.
        rule_id: The rule that fitted, if any.
        assigned_to: The person that it gives the invoice to.
        tags: That it gives the invoice.
    """

    ending: Ending
    reception: Reception | None
    reasons: tuple[Cause, ...]
    rule_id: str | None = None
    assigned_to: str | None = None
    tags: tuple[str, ...] = ()


def decide(inputs: Inputs) -> Answer:
    """Apply « Approuver la réception » to one invoice."""
    supplier, evidence = inputs.supplier, inputs.evidence
    if supplier and supplier.blocked and supplier.block_scope is BlockScope.REJECT:
        return Answer(Ending.REJECT, None, (Reason.SUPPLIER_BLOCKED,))
    if evidence.has_malware:
        return Answer(Ending.HOLD, None, (Reason.MALWARE,))
    if inputs.direction is Direction.SALE:
        return _decide_sale(inputs)
    doubts = missing_proofs(inputs)
    match inputs.policy:
        case ReceptionPolicy.EVERY_INVOICE:
            return _wait(Reason.EVERY_INVOICE, *_alerts(doubts))
        case ReceptionPolicy.EXCEPT_TRUSTED:
            doubts = _once(*_distrust(inputs), *doubts)
            return _wait(*doubts) if doubts else _accept(Reason.TRUSTED)
        case ReceptionPolicy.BY_RULES:
            return _by_rules(inputs, doubts)


def missing_proofs(inputs: Inputs) -> tuple[Cause, ...]:
    """Return what is not proven of a purchase and no tick and no rule makes up for.

    The proofs: who sent it is authenticated for what the supplier is bound to (RFC 9989), by its
    own mail also where a registered forwarder passed that on, or may accept invoices; the seller's
    id on the document is the supplier's; every account seen anywhere is confirmed; the dossier is
    the buyer; `check` left no open point (totals unproven, number or date with one witness only, a
    contradiction); nothing else looks the same; the file does nothing and its signatures hold.
    """
    supplier, evidence = inputs.supplier, inputs.evidence
    return _once(
        *_doubts_of_seller(supplier, evidence),
        *_doubts_of_sender(inputs),
        *_doubts_of_accounts(supplier, evidence),
        *_doubts_of_own_side(evidence),
        *evidence.open_points,
        *evidence.duplicates,
    )


def _decide_sale(inputs: Inputs) -> Answer:
    """Accept a sale from an authenticated registered sender, whatever the policy.

    An upload takes the place of that sender where the policy does not ask for a person.
    """
    evidence = inputs.evidence
    doubts = _once(
        *_doubts_of_own_sender(inputs),
        *_doubts_of_own_side(evidence, Reason.SELLER_UNPROVEN),
        *evidence.open_points,
        *evidence.duplicates,
    )
    is_upload = evidence.channel == Channel.UPLOAD
    if inputs.policy is ReceptionPolicy.EVERY_INVOICE and (is_upload or doubts):
        return _wait(Reason.EVERY_INVOICE, *_alerts(doubts))
    return _wait(*doubts) if doubts else _accept(Reason.SENDER_REGISTERED)


def _by_rules(inputs: Inputs, doubts: tuple[Cause, ...]) -> Answer:
    rule = first_fitting(inputs.rules, inputs.supplier, inputs.evidence, doubts)
    if rule is None:
        return _wait(Reason.NO_RULE, *doubts)
    action = rule.action
    if action.kind is ActionKind.ACCEPT and not doubts:
        return _accept(Reason.RULE_ACCEPTS.about(rule.name), rule)
    reason = Reason.RULE_LACKS_PROOF if action.kind is ActionKind.ACCEPT else Reason.RULE_LEAVES
    return _wait(reason.about(rule.name), *doubts, rule=rule)


def _distrust(inputs: Inputs) -> Iterator[Cause]:
    """Yield why the supplier's tick does not count, besides what has to be proven."""
    supplier, evidence = inputs.supplier, inputs.evidence
    if supplier is None or not supplier.trusted:
        yield Reason.NOT_TRUSTED
        return
    if supplier.until is not None and inputs.today > supplier.until:
        yield Reason.TRUST_EXPIRED.about(supplier.until.isoformat())
    if supplier.ceiling is not None:
        if evidence.currency != _CURRENCY or evidence.amount is None:
            yield Reason.NOT_COMPARABLE.about(evidence.currency or "?")
        elif abs(evidence.amount) > supplier.ceiling:
            yield Reason.ABOVE_CEILING.about(f"{supplier.ceiling} {_CURRENCY}")


def _doubts_of_seller(supplier: Supplier | None, evidence: Evidence) -> Iterator[Cause]:
    if supplier is None:
        yield Reason.FIRST_CONTACT
        if evidence.siren_on_document is None and evidence.vat_id_on_document is None:
            yield Reason.SELLER_UNPROVEN
        return
    if supplier.blocked:
        yield Reason.SUPPLIER_BLOCKED
    seen = evidence.vat_id_on_document
    sirens = {evidence.siren_on_document, siren_in(seen) if seen else None} - {None}
    is_same = (supplier.siren in sirens) or (
        supplier.vat_id is not None and supplier.vat_id == seen
    )
    is_other = bool(supplier.siren and sirens - {supplier.siren}) or bool(
        supplier.vat_id and seen and seen != supplier.vat_id
    )
    if not is_same or is_other:
        yield Reason.SIREN_UNPROVEN


def author_of(inputs: Inputs) -> Evidence | InnerSender | None:
    """Return who counts as the sender of an invoice that came by mail.

    Whoever wrote the mail; of a forwarded one, whoever wrote the mail inside, where its signature
    still holds and a registered forwarder passed it on; else None.
    """
    evidence = inputs.evidence
    if not evidence.is_forwarded:
        return evidence
    return None if _doubt_of_forward(inputs) else evidence.inner


def _doubt_of_forward(inputs: Inputs) -> Reason | None:
    """Return why a forwarded mail does not prove who wrote the one inside, if it does not."""
    evidence, forwarders = inputs.evidence, inputs.forwarders
    if evidence.inner is None:
        return Reason.MAIL_FORWARDED
    if not _is_bound(evidence, forwarders, forwarders):
        named = is_among(evidence.header_from, forwarders)
        return Reason.FORWARDER_UNPROVEN if named else Reason.FORWARDER_UNREGISTERED
    match evidence.inner.standing:
        case Standing.UNJUDGED:
            return Reason.FORWARDED_UNJUDGED
        case Standing.CHANGED:
            return Reason.FORWARDED_CHANGED
        case Standing.UNPROVEN:
            return Reason.FORWARDED_UNPROVEN
        case Standing.PROVEN:
            return None


def _doubts_of_sender(inputs: Inputs) -> Iterator[Cause]:
    supplier, evidence = inputs.supplier, inputs.evidence
    if evidence.channel == Channel.UPLOAD:
        if not evidence.may_accept:
            yield Reason.UPLOADER_MAY_NOT_ACCEPT
        return
    known = supplier or Supplier()
    if evidence.is_forwarded and (doubt := _doubt_of_forward(inputs)):
        yield doubt
    if not _is_bound(author_of(inputs) or evidence, known.domains, known.addresses):
        yield Reason.SENDER_UNPROVEN
    if evidence.look_alike is not None:
        yield Reason.SENDER_LOOK_ALIKE.about(evidence.look_alike)


def _doubts_of_own_sender(inputs: Inputs) -> Iterator[Cause]:
    evidence, senders = inputs.evidence, inputs.sale_senders
    if evidence.channel == Channel.UPLOAD:
        if not evidence.may_accept:
            yield Reason.UPLOADER_MAY_NOT_ACCEPT
        return
    if evidence.is_forwarded:
        yield Reason.MAIL_FORWARDED
    if not _is_bound(evidence, senders, senders):
        yield Reason.SENDER_UNPROVEN


def _is_bound(
    sender: Evidence | InnerSender, domains: frozenset[str], addresses: frozenset[str]
) -> bool:
    """Tell whether the sender is authenticated for a bound domain, or a whole bound address.

    Where many strangers write from a domain, it says nothing of one of them.
    """
    domain = sender.authenticated_domain
    if domain is None:
        return False
    return (domain in domains and not sender.is_shared_domain) or (sender.header_from in addresses)


def _doubts_of_accounts(supplier: Supplier | None, evidence: Evidence) -> Iterator[Cause]:
    known = supplier or Supplier()
    for iban in sorted(evidence.ibans - known.ibans):
        if iban in known.refused:
            yield Reason.IBAN_REFUSED.about(iban)
        elif known.ibans:
            yield Reason.IBAN_CHANGED.about(iban)
        else:
            yield Reason.IBAN_UNKNOWN.about(iban)
    for account in evidence.unclear_accounts:
        yield Reason.ACCOUNT_UNCLEAR.about(account)


def _doubts_of_own_side(
    evidence: Evidence, unknown: Reason = Reason.BUYER_UNPROVEN
) -> Iterator[Cause]:
    if evidence.own_side is OwnSide.OTHER:
        yield Reason.BUYER_DIFFERS if unknown is Reason.BUYER_UNPROVEN else unknown
    elif evidence.own_side is OwnSide.UNKNOWN:
        yield unknown


def _alerts(doubts: Iterable[Cause]) -> Iterator[Cause]:
    """Yield what a person is told even where every invoice waits anyway."""
    return (doubt for doubt in doubts if _code(doubt) in _ALERTS or is_duplicate(_code(doubt)))


def is_duplicate(code: str) -> bool:
    """Tell whether a reason says that an invoice may be the same as another one."""
    return code.startswith("duplicate_")


def _once(*causes: Cause) -> tuple[Cause, ...]:
    return tuple(dict.fromkeys(causes))


def _code(cause: Cause) -> Reason:
    return cause.reason if isinstance(cause, ReasonAbout) else cause


def _accept(reason: Cause, rule: Rule | None = None) -> Answer:
    return Answer(Ending.FILE, Reception.ACCEPTED, (reason,), rule.id if rule else None)


def _wait(*reasons: Cause, rule: Rule | None = None) -> Answer:
    action = rule.action if rule else Action(ActionKind.LEAVE)
    return Answer(
        Ending.FILE,
        Reception.TO_ACCEPT,
        _once(*reasons),
        rule.id if rule else None,
        action.person if action.kind is ActionKind.ASSIGN else None,
        (action.tag,) if action.kind is ActionKind.TAG and action.tag else (),
    )
