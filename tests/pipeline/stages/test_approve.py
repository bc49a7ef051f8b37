"""Approval: one table for trust, then what must hold for every invoice."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.stage import File, Reject
from pipeline.stages.approve import run
from storage.domain.approval import ReceptionPolicy, Supplier
from storage.domain.evidence import Evidence
from storage.domain.iban import Iban
from storage.domain.mailbox import Direction
from storage.domain.reason import Cause, Reason
from storage.domain.siren import Siren
from storage.domain.state import Reception
from tests.builders import a_work
from tests.fakes import NoTools

ACME = Siren("123456782")
IBAN = Iban("FR7699999000011234567890152")
OTHER_IBAN = Iban("FR7699998000020009876543293")
CONTRADICTED = Reason.FIELD_CONTRADICTED.about("seller.siren")

TRUSTED = Supplier(
    siren=ACME, trusted=True, domains=frozenset({"acme.example"}), ibans=frozenset({IBAN})
)
GENUINE = Evidence(
    siren_on_document=ACME, authenticated_domain="acme.example", ibans=frozenset({IBAN})
)
FORGED = replace(GENUINE, authenticated_domain="acme.example.evil")
UNREAD = replace(GENUINE, siren_on_document=None)
UNPROVEN = replace(GENUINE, open_points=(Reason.TOTALS_UNPROVEN, CONTRADICTED))


@pytest.mark.parametrize(
    ("supplier", "evidence", "doubts"),
    [
        (TRUSTED, GENUINE, []),
        (TRUSTED, replace(GENUINE, ibans=frozenset()), []),
        (TRUSTED, FORGED, [Reason.SENDER_UNPROVEN]),
        (TRUSTED, replace(GENUINE, authenticated_domain=None), [Reason.SENDER_UNPROVEN]),
        (TRUSTED, UNREAD, [Reason.SIREN_UNPROVEN]),
        (TRUSTED, replace(GENUINE, ibans=frozenset({IBAN, OTHER_IBAN})), [Reason.IBAN_UNKNOWN]),
        (TRUSTED, UNPROVEN, [Reason.TOTALS_UNPROVEN, CONTRADICTED]),
        (TRUSTED, Evidence(), [Reason.SIREN_UNPROVEN, Reason.SENDER_UNPROVEN]),
        (replace(TRUSTED, siren=None), UNREAD, [Reason.SIREN_UNPROVEN]),
        (replace(TRUSTED, trusted=False), GENUINE, [Reason.NOT_TRUSTED]),
        (replace(TRUSTED, trusted=False), UNPROVEN, [Reason.NOT_TRUSTED]),
        (None, GENUINE, [Reason.NOT_TRUSTED]),
    ],
)
def test_trust(supplier: Supplier | None, evidence: Evidence, doubts: list[Cause]) -> None:
    outcome = run(a_work(ReceptionPolicy.EXCEPT_TRUSTED, supplier, evidence), NoTools())
    if doubts:
        assert outcome == File(Reception.TO_ACCEPT, tuple(doubts))
    else:
        assert outcome == File(Reception.ACCEPTED, (Reason.TRUSTED,))


@pytest.mark.parametrize(
    ("supplier", "evidence", "doubts"),
    [
        (None, GENUINE, [Reason.SENDER_UNPROVEN]),
        (None, UNPROVEN, [Reason.SENDER_UNPROVEN, Reason.TOTALS_UNPROVEN, CONTRADICTED]),
        (TRUSTED, GENUINE, [Reason.SENDER_UNPROVEN]),
    ],
)
def test_a_sale_waits_for_a_registered_sender(
    supplier: Supplier | None, evidence: Evidence, doubts: list[Cause]
) -> None:
    work = a_work(ReceptionPolicy.EXCEPT_TRUSTED, supplier, evidence, Direction.SALE)
    assert run(work, NoTools()) == File(Reception.TO_ACCEPT, tuple(doubts))


@pytest.mark.parametrize("direction", Direction)
def test_every_invoice_waits_even_from_a_trusted_supplier(direction: Direction) -> None:
    work = a_work(ReceptionPolicy.EVERY_INVOICE, TRUSTED, GENUINE, direction)
    assert run(work, NoTools()) == File(Reception.TO_ACCEPT, (Reason.EVERY_INVOICE,))


@given(policy=st.sampled_from(ReceptionPolicy), direction=st.sampled_from(Direction))
def test_a_blocked_supplier_is_never_filed(policy: ReceptionPolicy, direction: Direction) -> None:
    work = a_work(policy, replace(TRUSTED, blocked=True), GENUINE, direction)
    assert run(work, NoTools()) == Reject((Reason.SUPPLIER_BLOCKED,))
