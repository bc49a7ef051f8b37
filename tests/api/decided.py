"""Invoices with a stored decision, accounts that wait, rules, registered senders."""

from decimal import Decimal

from storage.actions import lease as leases
from storage.actions.decisions import keep_decision
from storage.actions.rules import RuleText, add_rule
from storage.actions.senders import register_sender
from storage.clock import utc_now
from storage.domain.approval import ReceptionPolicy, Supplier
from storage.domain.decision import Inputs
from storage.domain.evidence import Evidence, OwnSide
from storage.domain.iban import Iban
from storage.domain.rule import Action, ActionKind, Conditions
from storage.domain.sender_role import SenderRole
from storage.domain.siren import Siren
from storage.domain.state import DocumentKind
from storage.models.firm import DossierRow
from storage.queries.work import work_of
from storage.shared_domains import shared_domains
from tests.api.seed import SIREN, Dossier, Filed, Seed

IBAN = Iban("FR7630006000011234567890189")
GENUINE = Evidence(
    siren_on_document=Siren(SIREN),
    own_side=OwnSide.OWN,
    ibans=frozenset({IBAN}),
    kind=DocumentKind.INVOICE,
    amount=Decimal("120.00"),
    currency="EUR",
    header_from="billing@acme.example",
    authenticated_domain="acme.example",
)
BOUND = Supplier(siren=Siren(SIREN), domains=frozenset({"acme.example"}), ibans=frozenset({IBAN}))


def decided(
    seed: Seed, filed: Filed, evidence: Evidence = GENUINE, supplier: Supplier = BOUND
) -> None:
    """Store a decision on a filed invoice; its account waits for a second person."""
    inputs = Inputs(
        policy=ReceptionPolicy.EXCEPT_TRUSTED,
        today=utc_now().date(),
        supplier=supplier,
        evidence=evidence,
    )
    with seed.database.write() as session:
        row = work_of(session, filed.document_id)
        assert row is not None
        keep_decision(session, leases.lease_of(row), inputs, utc_now())


def rule(seed: Seed, dossier: Dossier, *, of_firm: bool = False) -> str:
    """Add a rule that accepts small amounts; return its id."""
    text = RuleText(
        "Petits montants", Conditions(amount_to=Decimal(500)), Action(ActionKind.ACCEPT)
    )
    with seed.database.write() as session:
        owner = None if of_firm else session.get_one(DossierRow, dossier.id)
        return add_rule(session, dossier.firm_id, owner, text, "Anne", utc_now()).id


def sender(seed: Seed, dossier: Dossier, value: str = "caisse@shop.example") -> str:
    """Register a sender of sales; return its id."""
    with seed.database.write() as session:
        row = register_sender(
            session,
            session.get_one(DossierRow, dossier.id),
            role=SenderRole.SALE,
            value=value,
            shared=shared_domains(),
            actor="Anne",
            now=utc_now(),
        )
        return row.id
