"""Approval: one table for trust, one for rules, then what must hold for every invoice."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.stage import File, Hold, Reject
from pipeline.stages.approve import run
from storage.codec import from_json, to_json
from storage.domain.approval import ReceptionPolicy, Supplier
from storage.domain.decision import Inputs, decide
from storage.domain.evidence import Evidence, InnerSender, OwnSide
from storage.domain.iban import Iban
from storage.domain.mailbox import Direction
from storage.domain.reason import Cause, Reason
from storage.domain.rule import Action, ActionKind, Conditions, Proof, Rule
from storage.domain.siren import Siren
from storage.domain.state import DocumentKind, Reception
from storage.domain.supplier import BlockScope
from storage.domain.vat import VatId
from storage.domain.verdicts import Standing
from tests.builders import DAY, a_work
from tests.fakes import NoTools

ACME = Siren("123456782")
ACME_VAT = VatId("FR32123456782")
OTHER_VAT = VatId("DE129273398")
IBAN = Iban("FR7699999000011234567890152")
OTHER_IBAN = Iban("FR7699998000020009876543293")
CONTRADICTED = Reason.FIELD_CONTRADICTED.about("seller.siren")
NEW_ACCOUNT = Reason.IBAN_CHANGED.about(OTHER_IBAN)

TRUSTED = Supplier(
    id="sup_1",
    siren=ACME,
    trusted=True,
    domains=frozenset({"acme.example"}),
    addresses=frozenset({"acme@mail.example"}),
    ibans=frozenset({IBAN}),
    ceiling=Decimal(1000),
    until=DAY,
)
GENUINE = Evidence(
    siren_on_document=ACME,
    own_side=OwnSide.OWN,
    ibans=frozenset({IBAN}),
    kind=DocumentKind.INVOICE,
    amount=Decimal(1000),
    currency="EUR",
    header_from="billing@acme.example",
    authenticated_domain="acme.example",
)
SHARED = replace(
    GENUINE,
    header_from="acme@mail.example",
    authenticated_domain="mail.example",
    is_shared_domain=True,
)
UPLOADED = replace(
    GENUINE, channel="upload", may_accept=True, header_from=None, authenticated_domain=None
)
UNPROVEN = replace(GENUINE, open_points=(Reason.TOTALS_UNPROVEN, CONTRADICTED))
FOREIGN = replace(TRUSTED, siren=None, vat_id=OTHER_VAT)
NO_SELLER = replace(GENUINE, siren_on_document=None)
ALIKE = replace(GENUINE, authenticated_domain="acme.exemple", look_alike="acme.example")

TRUST: list[tuple[Supplier | None, Evidence, list[Cause]]] = [
    (TRUSTED, GENUINE, []),
    (TRUSTED, replace(GENUINE, ibans=frozenset()), []),
    (TRUSTED, replace(GENUINE, amount=Decimal(-1000)), []),
    (replace(TRUSTED, ceiling=None), replace(GENUINE, currency="USD"), []),
    (replace(TRUSTED, until=None), GENUINE, []),
    # The sender
    (TRUSTED, replace(GENUINE, authenticated_domain="evil.example"), [Reason.SENDER_UNPROVEN]),
    (TRUSTED, replace(GENUINE, authenticated_domain="x.acme.example"), [Reason.SENDER_UNPROVEN]),
    (TRUSTED, replace(GENUINE, authenticated_domain=None), [Reason.SENDER_UNPROVEN]),
    (TRUSTED, replace(GENUINE, is_shared_domain=True), [Reason.SENDER_UNPROVEN]),
    (TRUSTED, SHARED, []),
    (TRUSTED, replace(SHARED, header_from="evil@mail.example"), [Reason.SENDER_UNPROVEN]),
    (TRUSTED, replace(SHARED, authenticated_domain=None), [Reason.SENDER_UNPROVEN]),
    (TRUSTED, replace(GENUINE, is_forwarded=True), [Reason.MAIL_FORWARDED]),
    (
        TRUSTED,
        ALIKE,
        [Reason.SENDER_UNPROVEN, Reason.SENDER_LOOK_ALIKE.about("acme.example")],
    ),
    (TRUSTED, UPLOADED, []),
    (TRUSTED, replace(UPLOADED, may_accept=False), [Reason.UPLOADER_MAY_NOT_ACCEPT]),
    (
        TRUSTED,
        replace(GENUINE, channel="file", authenticated_domain=None),
        [Reason.SENDER_UNPROVEN],
    ),
    # The seller
    (TRUSTED, NO_SELLER, [Reason.SIREN_UNPROVEN]),
    (TRUSTED, replace(NO_SELLER, vat_id_on_document=ACME_VAT), []),
    (TRUSTED, replace(GENUINE, vat_id_on_document=OTHER_VAT), []),
    (
        replace(TRUSTED, vat_id=ACME_VAT),
        replace(GENUINE, vat_id_on_document=OTHER_VAT),
        [Reason.SIREN_UNPROVEN],
    ),
    (FOREIGN, replace(NO_SELLER, vat_id_on_document=OTHER_VAT), []),
    (FOREIGN, replace(NO_SELLER, vat_id_on_document=ACME_VAT), [Reason.SIREN_UNPROVEN]),
    (replace(TRUSTED, siren=None), NO_SELLER, [Reason.SIREN_UNPROVEN]),
    # Accounts
    (TRUSTED, replace(GENUINE, ibans=frozenset({IBAN, OTHER_IBAN})), [NEW_ACCOUNT]),
    (TRUSTED, replace(GENUINE, ibans=frozenset({OTHER_IBAN})), [NEW_ACCOUNT]),
    (replace(TRUSTED, ibans=frozenset()), GENUINE, [Reason.IBAN_UNKNOWN.about(IBAN)]),
    (
        replace(TRUSTED, ibans=frozenset(), refused=frozenset({IBAN})),
        GENUINE,
        [Reason.IBAN_REFUSED.about(IBAN)],
    ),
    (
        TRUSTED,
        replace(GENUINE, unclear_accounts=("BIC AGRIFRPP",)),
        [Reason.ACCOUNT_UNCLEAR.about("BIC AGRIFRPP")],
    ),
    # The buyer, duplicates, and what is open
    (TRUSTED, replace(GENUINE, own_side=OwnSide.UNKNOWN), [Reason.BUYER_UNPROVEN]),
    (TRUSTED, replace(GENUINE, own_side=OwnSide.OTHER), [Reason.BUYER_DIFFERS]),
    (
        TRUSTED,
        replace(GENUINE, duplicates=(Reason.DUPLICATE_SUSPECTED.about("inv_1"),)),
        [Reason.DUPLICATE_SUSPECTED.about("inv_1")],
    ),
    (TRUSTED, UNPROVEN, [Reason.TOTALS_UNPROVEN, CONTRADICTED]),
    # The tick and its bounds
    (
        replace(TRUSTED, until=date(2026, 11, 28)),
        GENUINE,
        [Reason.TRUST_EXPIRED.about("2026-11-28")],
    ),
    (
        TRUSTED,
        replace(GENUINE, amount=Decimal("1000.01")),
        [Reason.ABOVE_CEILING.about("1000 EUR")],
    ),
    (
        TRUSTED,
        replace(GENUINE, amount=Decimal("-1000.01")),
        [Reason.ABOVE_CEILING.about("1000 EUR")],
    ),
    (TRUSTED, replace(GENUINE, currency="USD"), [Reason.NOT_COMPARABLE.about("USD")]),
    (TRUSTED, replace(GENUINE, amount=None), [Reason.NOT_COMPARABLE.about("EUR")]),
    (replace(TRUSTED, trusted=False), GENUINE, [Reason.NOT_TRUSTED]),
    (
        replace(TRUSTED, trusted=False),
        UNPROVEN,
        [Reason.NOT_TRUSTED, Reason.TOTALS_UNPROVEN, CONTRADICTED],
    ),
    (
        replace(TRUSTED, blocked=True, block_scope=BlockScope.MARK),
        GENUINE,
        [Reason.SUPPLIER_BLOCKED],
    ),
    (
        None,
        GENUINE,
        [
            Reason.NOT_TRUSTED,
            Reason.FIRST_CONTACT,
            Reason.SENDER_UNPROVEN,
            Reason.IBAN_UNKNOWN.about(IBAN),
        ],
    ),
    (
        None,
        replace(UPLOADED, ibans=frozenset(), siren_on_document=None),
        [Reason.NOT_TRUSTED, Reason.FIRST_CONTACT, Reason.SELLER_UNPROVEN],
    ),
    (
        Supplier(trusted=True),
        Evidence(),
        [Reason.SIREN_UNPROVEN, Reason.SENDER_UNPROVEN, Reason.BUYER_UNPROVEN],
    ),
]


@pytest.mark.parametrize(("supplier", "evidence", "doubts"), TRUST)
def test_trust(supplier: Supplier | None, evidence: Evidence, doubts: list[Cause]) -> None:
    outcome = run(a_work(ReceptionPolicy.EXCEPT_TRUSTED, supplier, evidence), NoTools())
    if doubts:
        assert outcome == File(Reception.TO_ACCEPT, tuple(doubts))
    else:
        assert outcome == File(Reception.ACCEPTED, (Reason.TRUSTED,))


INNER = InnerSender("billing@acme.example", "acme.example", standing=Standing.PROVEN)
FORWARDED = replace(
    GENUINE,
    header_from="patron@client.example",
    authenticated_domain="client.example",
    is_forwarded=True,
    inner=INNER,
)
FORWARDERS = frozenset({"patron@client.example"})


def by_forward(evidence: Evidence, forwarders: frozenset[str] = FORWARDERS) -> Inputs:
    policy = ReceptionPolicy.EXCEPT_TRUSTED
    return Inputs(
        policy=policy, today=DAY, supplier=TRUSTED, evidence=evidence, forwarders=forwarders
    )


@pytest.mark.parametrize("forwarder", ["patron@client.example", "client.example"])
def test_the_mail_inside_counts_as_its_writers_where_a_registered_forwarder_brought_it(
    forwarder: str,
) -> None:
    inputs = by_forward(FORWARDED, frozenset({forwarder}))
    assert decide(inputs).reasons == (Reason.TRUSTED,)
    assert decide(from_json(Inputs, to_json(inputs))) == decide(inputs)


def unsure(standing: Standing) -> Evidence:
    inner = replace(INNER, authenticated_domain=None, standing=standing)
    return replace(FORWARDED, inner=inner)


@pytest.mark.parametrize(
    ("evidence", "doubts"),
    [
        (replace(FORWARDED, inner=None), [Reason.MAIL_FORWARDED, Reason.SENDER_UNPROVEN]),
        (
            replace(FORWARDED, header_from="autre@client.example"),
            [Reason.FORWARDER_UNREGISTERED, Reason.SENDER_UNPROVEN],
        ),
        (
            replace(FORWARDED, authenticated_domain=None),
            [Reason.FORWARDER_UNPROVEN, Reason.SENDER_UNPROVEN],
        ),
        (unsure(Standing.CHANGED), [Reason.FORWARDED_CHANGED, Reason.SENDER_UNPROVEN]),
        (unsure(Standing.UNPROVEN), [Reason.FORWARDED_UNPROVEN, Reason.SENDER_UNPROVEN]),
        (unsure(Standing.UNJUDGED), [Reason.FORWARDED_UNJUDGED, Reason.SENDER_UNPROVEN]),
        (
            replace(FORWARDED, inner=replace(INNER, authenticated_domain="evil.example")),
            [Reason.SENDER_UNPROVEN],
        ),
        (replace(FORWARDED, inner=replace(INNER, is_shared_domain=True)), [Reason.SENDER_UNPROVEN]),
        (replace(FORWARDED, own_side=OwnSide.OTHER), [Reason.BUYER_DIFFERS]),
        (
            replace(FORWARDED, duplicates=(Reason.DUPLICATE_SUSPECTED.about("inv_1"),)),
            [Reason.DUPLICATE_SUSPECTED.about("inv_1")],
        ),
    ],
)
def test_what_a_forward_does_not_prove(evidence: Evidence, doubts: list[Cause]) -> None:
    answer = decide(by_forward(evidence))
    assert (answer.reception, answer.reasons) == (Reception.TO_ACCEPT, tuple(doubts))


def test_a_forwarder_that_is_bound_to_a_supplier_is_still_no_proof_of_it() -> None:
    evidence = replace(unsure(Standing.UNPROVEN), header_from="billing@acme.example")
    evidence = replace(evidence, authenticated_domain="acme.example")
    answer = decide(by_forward(evidence, frozenset({"billing@acme.example"})))
    assert answer.reasons == (Reason.FORWARDED_UNPROVEN,)


def test_a_forwarded_sale_is_nobodys() -> None:
    inputs = replace(by_forward(FORWARDED), direction=Direction.SALE, sale_senders=FORWARDERS)
    assert decide(inputs).reasons == (Reason.MAIL_FORWARDED,)


@pytest.mark.parametrize("standing", set(Standing) - {Standing.PROVEN})
def test_a_rule_that_asks_for_the_sender_does_not_fit_such_a_forward(standing: Standing) -> None:
    rule = a_rule(Action(ActionKind.TAG, tag="à voir"), proofs=(Proof.SENDER,))
    inputs = replace(by_rules(FORWARDED, rule), forwarders=FORWARDERS)
    assert decide(inputs).tags == ("à voir",)
    assert decide(replace(inputs, evidence=unsure(standing))).tags == ()


def a_rule(action: Action, **conditions: object) -> Rule:
    return Rule("rul_1", "Petits montants", action, Conditions(**conditions))  # type: ignore[arg-type]


ACCEPT, LEAVE = Action(ActionKind.ACCEPT), Action(ActionKind.LEAVE)


def by_rules(evidence: Evidence, *rules: Rule, supplier: Supplier | None = TRUSTED) -> Inputs:
    return Inputs(
        policy=ReceptionPolicy.BY_RULES,
        today=date(2030, 1, 1),
        supplier=replace(supplier, trusted=False) if supplier else None,
        evidence=evidence,
        rules=rules,
    )


@pytest.mark.parametrize(
    ("conditions", "fits"),
    [
        ({}, True),
        ({"supplier_id": "sup_1"}, True),
        ({"supplier_id": "sup_2"}, False),
        ({"seller_id": ACME}, True),
        ({"seller_id": OTHER_VAT}, False),
        ({"amount_from": Decimal(1000)}, True),
        ({"amount_from": Decimal(1001)}, False),
        ({"amount_to": Decimal(1000)}, True),
        ({"amount_to": Decimal(999)}, False),
        ({"amount_to": Decimal(5000), "currency": "USD"}, False),
        ({"currency": "EUR"}, True),
        ({"currency": "USD"}, False),
        ({"kinds": (DocumentKind.INVOICE,)}, True),
        ({"kinds": (DocumentKind.CREDIT_NOTE,)}, False),
        ({"channels": ("mail",)}, True),
        ({"channels": ("upload",)}, False),
        ({"authenticated": True}, True),
        ({"authenticated": False}, False),
        ({"proofs": tuple(Proof)}, True),
    ],
)
def test_conditions_of_rules(conditions: dict[str, object], *, fits: bool) -> None:
    answer = decide(by_rules(GENUINE, a_rule(ACCEPT, **conditions)))
    accepted = (Reception.ACCEPTED, (Reason.RULE_ACCEPTS.about("Petits montants"),))
    waits = (Reception.TO_ACCEPT, (Reason.NO_RULE,))
    assert (answer.reception, answer.reasons) == (accepted if fits else waits)
    assert answer.rule_id == ("rul_1" if fits else None)


@pytest.mark.parametrize(
    ("proof", "evidence"),
    [
        (Proof.SENDER, replace(GENUINE, authenticated_domain=None)),
        (Proof.SELLER, NO_SELLER),
        (Proof.BUYER, replace(GENUINE, own_side=OwnSide.UNKNOWN)),
        (Proof.ACCOUNTS, replace(GENUINE, ibans=frozenset({OTHER_IBAN}))),
        (Proof.TOTALS, UNPROVEN),
        (Proof.NUMBER, replace(GENUINE, open_points=(Reason.NUMBER_ONE_WITNESS,))),
        (Proof.DATE, replace(GENUINE, open_points=(Reason.DATE_ONE_WITNESS,))),
    ],
)
def test_a_rule_can_ask_for_a_proof(proof: Proof, evidence: Evidence) -> None:
    tag = a_rule(Action(ActionKind.TAG, tag="à voir"), proofs=(proof,))
    assert decide(by_rules(GENUINE, tag)).tags == ("à voir",)
    assert decide(by_rules(evidence, tag)).tags == ()


_WAIVED = {Reason.NOT_TRUSTED, Reason.TRUST_EXPIRED, Reason.ABOVE_CEILING, Reason.NOT_COMPARABLE}
"""What a rule stands for: the tick and its bounds. It has bounds of its own."""


@pytest.mark.parametrize(("supplier", "evidence", "doubts"), TRUST)
def test_no_rule_makes_up_for_a_proof(
    supplier: Supplier | None, evidence: Evidence, doubts: list[Cause]
) -> None:
    missing = [d for d in doubts if getattr(d, "reason", d) not in _WAIVED]
    answer = decide(by_rules(evidence, a_rule(ACCEPT), supplier=supplier))
    if missing:
        lacks = Reason.RULE_LACKS_PROOF.about("Petits montants")
        assert (answer.reception, answer.reasons) == (Reception.TO_ACCEPT, (lacks, *missing))
    else:
        assert answer.reception is Reception.ACCEPTED


def test_the_first_rule_that_fits_counts() -> None:
    to_anne = a_rule(Action(ActionKind.ASSIGN, person="Anne"), currency="EUR")
    answer = decide(by_rules(GENUINE, a_rule(LEAVE, currency="USD"), to_anne, a_rule(ACCEPT)))
    assert (answer.reception, answer.assigned_to) == (Reception.TO_ACCEPT, "Anne")


@pytest.mark.parametrize(
    ("evidence", "doubts"),
    [
        (replace(GENUINE, header_from="caisse@acme.example"), []),
        (replace(GENUINE, authenticated_domain=None), [Reason.SENDER_UNPROVEN]),
        (SHARED, [Reason.SENDER_UNPROVEN]),
        (replace(SHARED, header_from="moi@mail.example"), []),
        (replace(GENUINE, is_forwarded=True), [Reason.MAIL_FORWARDED]),
        (replace(GENUINE, own_side=OwnSide.OTHER), [Reason.SELLER_UNPROVEN]),
        (UNPROVEN, [Reason.TOTALS_UNPROVEN, CONTRADICTED]),
        (
            replace(GENUINE, duplicates=(Reason.DUPLICATE_SUSPECTED.about("inv_1"),)),
            [Reason.DUPLICATE_SUSPECTED.about("inv_1")],
        ),
    ],
)
@pytest.mark.parametrize("policy", ReceptionPolicy)
def test_a_sale_of_a_registered_sender_is_accepted_whatever_the_policy(
    policy: ReceptionPolicy, evidence: Evidence, doubts: list[Cause]
) -> None:
    senders = frozenset({"acme.example", "moi@mail.example"})
    answer = decide(Inputs(Direction.SALE, policy, DAY, None, evidence, (), senders))
    if not doubts:
        assert answer.reception is Reception.ACCEPTED
        assert answer.reasons == (Reason.SENDER_REGISTERED,)
        return
    assert answer.reception is Reception.TO_ACCEPT
    if policy is not ReceptionPolicy.EVERY_INVOICE:
        assert answer.reasons == tuple(doubts)


def test_an_uploaded_sale_waits_where_every_invoice_does() -> None:
    waits = Inputs(Direction.SALE, ReceptionPolicy.EVERY_INVOICE, DAY, None, UPLOADED)
    assert decide(waits).reasons == (Reason.EVERY_INVOICE,)
    free = replace(waits, policy=ReceptionPolicy.EXCEPT_TRUSTED)
    assert decide(free).reception is Reception.ACCEPTED


def test_every_invoice_waits_even_from_a_trusted_supplier() -> None:
    outcome = run(a_work(ReceptionPolicy.EVERY_INVOICE, TRUSTED, GENUINE), NoTools())
    assert outcome == File(Reception.TO_ACCEPT, (Reason.EVERY_INVOICE,))


def test_where_every_invoice_waits_a_new_account_is_told_all_the_same() -> None:
    changed = replace(UNPROVEN, ibans=frozenset({OTHER_IBAN}))
    outcome = run(a_work(ReceptionPolicy.EVERY_INVOICE, TRUSTED, changed), NoTools())
    assert outcome == File(Reception.TO_ACCEPT, (Reason.EVERY_INVOICE, NEW_ACCOUNT))


@given(policy=st.sampled_from(ReceptionPolicy), direction=st.sampled_from(Direction))
def test_a_blocked_supplier_is_never_filed(policy: ReceptionPolicy, direction: Direction) -> None:
    work = a_work(policy, replace(TRUSTED, blocked=True), GENUINE, direction)
    assert run(work, NoTools()) == Reject((Reason.SUPPLIER_BLOCKED,))


@given(policy=st.sampled_from(ReceptionPolicy), direction=st.sampled_from(Direction))
def test_malware_is_held(policy: ReceptionPolicy, direction: Direction) -> None:
    work = a_work(policy, TRUSTED, replace(GENUINE, has_malware=True), direction)
    assert run(work, NoTools()) == Hold((Reason.MALWARE,))


@pytest.mark.parametrize(("supplier", "evidence", "_doubts"), TRUST)
def test_stored_inputs_are_the_same_inputs(
    supplier: Supplier | None, evidence: Evidence, _doubts: list[Cause]
) -> None:
    inputs = by_rules(evidence, a_rule(ACCEPT, amount_to=Decimal("12.50")), supplier=supplier)
    assert from_json(Inputs, to_json(inputs)) == inputs
