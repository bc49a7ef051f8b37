"""From rows to the inputs of a decision: what is proven of a document and of who sent it.

In: the facts of a document, and the message that first brought it; later sources change no
decision. Out: `Inputs`, which are stored with the decision. They are made twice: before `approve`
runs, and in the transaction that stores what it decided, which does nothing where they differ.
"""

from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain

from pipeline.look_alike import imitated
from pipeline.reading.name_texts import core_of
from pipeline.stage import DocumentFacts, InnerMail
from storage.clock import utc_now
from storage.codec import from_json
from storage.database import Session
from storage.domain.approval import ReceptionPolicy, Supplier
from storage.domain.channel import Channel
from storage.domain.decision import Inputs
from storage.domain.evidence import Evidence, InnerSender, OwnSide
from storage.domain.field import Field, Level
from storage.domain.iban import Iban, parse_iban
from storage.domain.invoice import FieldName, Invoice
from storage.domain.joining import JOINED
from storage.domain.mailbox import Direction
from storage.domain.money import parse_amount
from storage.domain.reason import Cause, Reason, ReasonAbout
from storage.domain.sender_role import SenderRole
from storage.domain.siren import Siren, parse_siren, parse_siret, siren_of
from storage.domain.vat import VatId, parse_vat_id, siren_in
from storage.domain.verdicts import InnerVerdict, Standing, Verdicts
from storage.models.document import DocumentRow
from storage.models.firm import DossierRow
from storage.models.message import DeliveryRow, MessageRow
from storage.models.supplier import SupplierRow
from storage.queries.documents import paths_of, sources_of
from storage.queries.messages import parts_of
from storage.queries.rules import rules_for
from storage.queries.senders import known_domains, registered
from storage.queries.suppliers import as_domain, supplier_of
from storage.shared_domains import SharedDomains, shared_domains

_ALONE = {Level.CONFIRMED, Level.PROVEN}
"""Levels at which an identifier counts as evidence by itself."""
_UNSURE = {Level.GUESSED, Level.CONTRADICTED}
_NAME_LENGTH = 253
"""Characters of a domain."""
_SHOWN = 40
"""Characters of an account that cannot be read, as they are shown."""
_LEAST_NAME = 3
_STOPPING_FLAGS = {
    Reason.PDF_SIGNATURE_INVALID,
    Reason.PDF_CHANGED_SINCE_SIGNED,
    Reason.PDF_ACTIVE_CONTENT,
}
"""The file may be tampered with, or does more than show pages."""


@dataclass(frozen=True)
class Surroundings:
    """What a decision depends on besides the database.

    Attributes:
        today: In UTC.
        shared_domains: Domains that many strangers write from.
    """

    today: date = field(default_factory=lambda: utc_now().date())
    shared_domains: SharedDomains = field(default_factory=shared_domains)


def inputs_for(
    session: Session,
    document: DocumentRow,
    facts: DocumentFacts,
    around: Surroundings,
    *,
    lock: bool = False,
) -> Inputs:
    """Return what the reception of a document is decided by.

    Args:
        session: An open transaction.
        document: Whose.
        facts: What the stages found of it.
        around: What the database does not know.
        lock: Keep the supplier as it is until the transaction ends.
    """
    dossier = session.get_one(DossierRow, document.dossier_id)
    is_purchase = document.direction is Direction.PURCHASE
    supplier = _supplier(session, document, facts, lock=lock) if is_purchase else None
    sources = sources_of(session, [document.id])[document.id]
    evidence = _evidence(session, facts, sources[0], dossier, around)
    if evidence.is_forwarded:
        evidence = _with_inner(session, document, sources[0], evidence, around)
    if document.media_type == JOINED:
        others = [_evidence(session, facts, source, dossier, around) for source in sources[1:]]
        evidence = _of_joined(evidence, [evidence, *others])
    by_rules = dossier.reception_policy is ReceptionPolicy.BY_RULES
    return Inputs(
        direction=document.direction,
        policy=dossier.reception_policy,
        today=around.today,
        supplier=supplier,
        evidence=evidence,
        rules=rules_for(session, dossier) if by_rules else (),
        sale_senders=frozenset()
        if is_purchase
        else registered(session, dossier.id, SenderRole.SALE),
        forwarders=registered(session, dossier.id, SenderRole.FORWARDER)
        if is_purchase and evidence.is_forwarded
        else frozenset(),
    )


def _supplier(
    session: Session, document: DocumentRow, facts: DocumentFacts, *, lock: bool
) -> Supplier | None:
    invoice = facts.invoice or Invoice()
    row = supplier_of(session, document.dossier_id, invoice)
    if row is not None and lock:
        row = session.get_one(SupplierRow, row.id, with_for_update=True, populate_existing=True)
    return as_domain(session, row) if row else None


def _evidence(
    session: Session,
    facts: DocumentFacts,
    source: MessageRow,
    dossier: DossierRow,
    around: Surroundings,
) -> Evidence:
    invoice = facts.invoice or Invoice()
    verdicts = _verdicts(session, source)
    client = session.get_one(DeliveryRow, source.delivery_id).client
    shown = str(source.header.get("header_from") or "").lower() or None
    is_upload = source.channel == Channel.UPLOAD
    domain = None if is_upload else _authenticated_domain(verdicts, shown)
    ibans, unclear = _accounts(invoice, source)
    return Evidence(
        siren_on_document=_proven_siren(invoice.fields.get(FieldName.SELLER_SIREN)),
        vat_id_on_document=_proven_vat_id(invoice.fields.get(FieldName.SELLER_VAT_ID)),
        own_side=own_side(invoice, source.direction, dossier.siren, dossier.name),
        ibans=ibans,
        unclear_accounts=unclear,
        kind=facts.kind,
        amount=parse_amount(invoice.value(FieldName.TOTAL_WITH_VAT) or ""),
        currency=invoice.value(FieldName.CURRENCY),
        channel=source.channel,
        header_from=None if is_upload else shown,
        authenticated_domain=domain,
        is_shared_domain=around.shared_domains.covers(domain),
        is_forwarded=bool(source.header.get("forwarded")) and not is_upload,
        may_accept=is_upload and client.get("may_accept") is True,
        look_alike=None if is_upload else _look_alike(session, dossier.id, shown, around),
        open_points=(*open_points(facts, verdicts, source), *_broken_mail(session, source)),
        has_malware=verdicts.has_malware,
    )


def _with_inner(
    session: Session,
    document: DocumentRow,
    source: MessageRow,
    evidence: Evidence,
    around: Surroundings,
) -> Evidence:
    """Return the evidence with who wrote the mail inside that brought the document.

    Only of a mail that is attached whole, that holds all that the document is read from, and that
    forwards no other one.
    """
    paths = paths_of(session, document, source.id)
    forwarded = [from_json(InnerMail, mail) for mail in source.header["forwarded"]]
    mail = next((one for one in forwarded if one.sha256 and _holds(one, paths)), None)
    if mail is None or any(_holds(mail, {one.path}) for one in forwarded):
        return evidence
    verdict = _verdicts(session, source).of_inner(mail.sha256 or "")
    shown = (mail.header_from or "").lower() or None
    domain = _authenticated_domain(verdict, shown)
    is_other = verdict.standing is Standing.PROVEN and domain is None
    inner = InnerSender(
        header_from=shown,
        authenticated_domain=domain,
        is_shared_domain=around.shared_domains.covers(domain),
        standing=Standing.UNPROVEN if is_other else verdict.standing,
    )
    look_alike = _look_alike(session, document.dossier_id, shown, around)
    return replace(evidence, inner=inner, look_alike=evidence.look_alike or look_alike)


def _holds(mail: InnerMail, paths: Collection[str]) -> bool:
    """Tell whether parts lie in an attached mail, all of them."""
    return bool(paths) and all(path.startswith(f"{mail.path}.") for path in paths)


def _of_joined(first: Evidence, every: Sequence[Evidence]) -> Evidence:
    """Return what is proven of pages that a person put together: no mail has sent them so."""
    return replace(
        first,
        authenticated_domain=None,
        inner=None,
        ibans=frozenset().union(*(one.ibans for one in every)),
        open_points=tuple(dict.fromkeys(chain.from_iterable(one.open_points for one in every))),
        has_malware=any(one.has_malware for one in every),
    )


def open_points(
    facts: DocumentFacts, verdicts: Verdicts, source: MessageRow | None = None
) -> tuple[Cause, ...]:
    """Return what has to be settled by a person: of the fields, the file, and the mail."""
    unseen = () if verdicts.is_analysed else (Reason.NOT_ANALYSED,)
    codes = {reason.get("code") for reason in source.reasons} if source else set()
    read_twice = (Reason.PARSER_DIFFERENTIAL,) if Reason.PARSER_DIFFERENTIAL in codes else ()
    return (*facts.open_points, *filter(_stops, facts.flags), *read_twice, *unseen)


def _broken_mail(session: Session, source: MessageRow) -> tuple[Cause, ...]:
    """Return whether an electronic signature of the mail itself does not fit its content."""
    reasons = {part.reason for part in parts_of(session, source.id)}
    broken = Reason.SIGNATURE_INVALID
    return (broken,) if broken.value in reasons else ()


def own_side(invoice: Invoice, direction: Direction, siren: str, name: str) -> OwnSide:
    """Tell who stands on the dossier's side of an invoice.

    An identifier of somebody else says so, whatever the name; one of the dossier proves it; where
    there is none, the dossier's name does.

    Args:
        invoice: With levels.
        direction: Which way it goes.
        siren: The dossier's.
        name: The dossier's.
    """
    party = "buyer" if direction is Direction.PURCHASE else "seller"
    values = {
        part: field.value
        for part in ("siren", "siret", "vat_id", "name")
        if (field := invoice.fields.get(FieldName(f"{party}.{part}")))
        and field.level not in _UNSURE
    }
    vat_id = parse_vat_id(values.get("vat_id", ""))
    siret = parse_siret(values.get("siret", ""))
    sirens = {
        parse_siren(values.get("siren", "")),
        siren_of(siret) if siret else None,
        siren_in(vat_id) if vat_id else None,
    } - {None}
    own = parse_siren(siren)
    if own is None or sirens - {own} or (vat_id and siren_in(vat_id) is None):
        return OwnSide.OTHER if own and (sirens or vat_id) else OwnSide.UNKNOWN
    if sirens:
        return OwnSide.OWN
    core = core_of(values.get("name", ""))
    is_named = len(core) >= _LEAST_NAME and core == core_of(name)
    return OwnSide.OWN if is_named and direction is Direction.PURCHASE else OwnSide.UNKNOWN


def _accounts(invoice: Invoice, source: MessageRow) -> tuple[frozenset[Iban], tuple[str, ...]]:
    """Return every account seen, and what was seen of accounts that cannot be compared."""
    seen = [*invoice.accounts, *source.header.get("accounts", ())]
    if (entered := invoice.value(FieldName.IBAN)) is not None:
        seen.append(entered)
    parsed = {account: parse_iban(account) for account in seen}
    unclear = [account for account, iban in parsed.items() if iban is None]
    unclear += source.header.get("unclear_accounts", ())
    if (bic := invoice.value(FieldName.BIC)) is not None and not seen:
        unclear.append(f"BIC {bic}")
    shown = dict.fromkeys(_printable(account) for account in unclear)
    return frozenset(iban for iban in parsed.values() if iban), tuple(filter(None, shown))


def _printable(text: str) -> str:
    return "".join(c for c in text if c.isprintable())[:_SHOWN]


def _verdicts(session: Session, source: MessageRow) -> Verdicts:
    stored = session.get_one(DeliveryRow, source.delivery_id).verdicts
    return from_json(Verdicts, stored) if stored else Verdicts()


def _look_alike(
    session: Session, dossier_id: str, shown: str | None, around: Surroundings
) -> str | None:
    """Return the known domain that the sender's imitates; one that many share imitates none."""
    domain = _domain_of(shown)
    if not domain or around.shared_domains.covers(domain):
        return None
    known = known_domains(session, dossier_id, domain)
    return imitated(domain, known) if domain not in known else None


def _authenticated_domain(verdicts: Verdicts | InnerVerdict, shown: str | None) -> str | None:
    """Return the proven domain, if the one address that people are shown is of that domain."""
    domain = verdicts.authenticated_domain
    return domain if domain is not None and _domain_of(shown) == domain else None


def _domain_of(address: str | None) -> str:
    """Return the domain of an address in A-labels; empty where it has none."""
    shown = (address or "").rpartition("@")[2]
    with suppress(UnicodeError):
        return shown.encode("idna").decode().lower() if len(shown) <= _NAME_LENGTH else ""
    return shown


def _stops(flag: Cause) -> bool:
    """Tell whether a flag says that a file has to be looked at before it is believed."""
    return (flag.reason if isinstance(flag, ReasonAbout) else flag) in _STOPPING_FLAGS


def _proven_siren(field: Field | None) -> Siren | None:
    return parse_siren(field.value) if field and field.level in _ALONE else None


def _proven_vat_id(field: Field | None) -> VatId | None:
    return parse_vat_id(field.value) if field and field.level in _ALONE else None
