"""Rules from the table to the invoice; a dry run lists exactly what a real run changes."""

import json
import random
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from storage.actions.approve_again import approve_again
from storage.actions.rules import MOST_RULES, RuleText, add_rule, change_rule, remove_rule
from storage.codec import from_json, reasons_to_json
from storage.domain.approval import ReceptionPolicy
from storage.domain.decision import Inputs, decide
from storage.domain.errors import InputError
from storage.domain.reason import Reason
from storage.domain.rule import Action, ActionKind, Conditions, Proof, Rule
from storage.domain.state import DocumentKind, Reception
from storage.models.document import DocumentRow
from storage.models.firm import DossierRow
from storage.models.invoice import InvoiceRow
from storage.models.rule import RuleRow
from storage.queries.decisions import latest_decisions
from storage.queries.rules import own_rules, rules_for
from storage.queries.scope import Scope
from storage.queries.simulation import simulate
from tests.storage.office import NOW, Office
from tests.storage.trusting import (
    GENUINE,
    IBAN,
    NEW_IBAN,
    Mail,
    add_acme,
    approve_due,
    codes,
    file,
    proven_invoice,
    use_policy,
)

MANY, FEW = 100, 25
"""Invoices; the few where the other database has had the many."""
SMALL = RuleText("Petits", Conditions(amount_to=Decimal(500)), Action(ActionKind.ACCEPT))
UPLOAD = Mail(None, None, channel="upload", client={"uploader": "Anne", "may_accept": True})


def add(office: Office, text: RuleText, *, of_firm: bool = False) -> str:
    with office.database.write() as session:
        dossier = None if of_firm else session.get_one(DossierRow, office.dossier_id)
        return add_rule(session, office.firm_id, dossier, text, "Anne", NOW).id


def present(office: Office) -> tuple[Rule, ...]:
    with office.database.read() as session:
        return rules_for(session, session.get_one(DossierRow, office.dossier_id))


def test_a_rule_accepts_what_is_proven(office: Office) -> None:
    add_acme(office, trusted=False)
    use_policy(office, ReceptionPolicy.BY_RULES)
    add(office, SMALL)
    row = file(office, proven_invoice("F-1"))
    assert (row.reception, codes(row)) == (Reception.ACCEPTED, ["rule_accepts"])
    row = file(office, proven_invoice("F-2", total="600.00"))
    assert codes(row) == ["no_rule"]
    row = file(office, proven_invoice("F-3"), replace(GENUINE, domain=None))
    assert codes(row) == ["rule_lacks_proof", "sender_unproven"]
    row = file(office, proven_invoice("F-4", ibans=(NEW_IBAN,)))
    assert codes(row) == ["rule_lacks_proof", "iban_changed"]


def test_a_rule_gives_an_invoice_to_a_person_with_a_tag(office: Office) -> None:
    add_acme(office, trusted=False)
    use_policy(office, ReceptionPolicy.BY_RULES)
    add(office, RuleText("A", Conditions(channels=("upload",)), Action(ActionKind.ASSIGN, "Bea")))
    tag = Action(ActionKind.TAG, tag="à voir")
    add(office, RuleText("B", Conditions(), tag), of_firm=True)
    assert file(office, proven_invoice("F-1"), UPLOAD).assigned_to == "Bea"
    row = file(office, proven_invoice("F-2"))
    assert (row.tags, row.assigned_to, codes(row)) == (["à voir"], None, ["rule_leaves"])


def test_own_rules_come_before_the_firms_and_in_their_order(office: Office) -> None:
    of_firm = add(office, SMALL, of_firm=True)
    first, second = add(office, SMALL), add(office, SMALL)
    assert [rule.id for rule in present(office)] == [first, second, of_firm]
    with office.database.write() as session:
        change_rule(session, session.get_one(RuleRow, second), SMALL, 0, "Anne")
    assert [rule.id for rule in present(office)] == [second, first, of_firm]
    with office.database.write() as session:
        off = replace(SMALL, enabled=False)
        change_rule(session, session.get_one(RuleRow, first), off, None, "Anne")
        remove_rule(session, session.get_one(RuleRow, of_firm), "Anne")
    assert [rule.id for rule in present(office)] == [second]


def test_there_are_only_so_many(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.actions.rules.MOST_RULES", 1)
    add(office, SMALL)
    with pytest.raises(InputError) as raised:
        add(office, SMALL)
    assert raised.value.code == "too-many-rules"
    assert MOST_RULES > 1


def count_for(office: Office) -> int:
    """Return how many invoices a test files."""
    return MANY if office.database.is_sqlite else FEW


def arrivals(office: Office, count: int) -> list[InvoiceRow]:
    """File invoices of all sorts, each decided by the dossier's policy."""
    rng = random.Random(count)
    rows = []
    for number in range(count):
        mail = rng.choice([GENUINE, GENUINE, UPLOAD, replace(GENUINE, domain=None)])
        if rng.random() < 0.2:
            mail = replace(mail, open_points=(Reason.TOTALS_UNPROVEN,))
        invoice = proven_invoice(
            f"F-{number}",
            total=f"{rng.choice([60, 120, 480, 600, 1200])}.00",
            currency=rng.choice(["EUR", "EUR", "EUR", "USD"]),
            ibans=rng.choice([(IBAN,), (IBAN,), (IBAN, NEW_IBAN), ()]),
            type_code=rng.choice(["380", "380", "381"]),
        )
        rows.append(file(office, invoice, mail))
    return rows


WANTED = (
    RuleText(
        "Avoirs", Conditions(kinds=(DocumentKind.CREDIT_NOTE,)), Action(ActionKind.ASSIGN, "Bea")
    ),
    RuleText(
        "Dépôts",
        Conditions(channels=("upload",), amount_to=Decimal(500)),
        Action(ActionKind.ACCEPT),
    ),
    RuleText("Dollars", Conditions(currency="USD"), Action(ActionKind.TAG, tag="devise")),
    RuleText(
        "Courants",
        Conditions(amount_to=Decimal(1000), proofs=(Proof.SENDER, Proof.TOTALS)),
        Action(ActionKind.ACCEPT),
    ),
)


def test_the_dry_run_equals_the_real_run(office: Office) -> None:
    add_acme(office, trusted=False)
    use_policy(office, ReceptionPolicy.BY_RULES)
    rows = arrivals(office, count_for(office))
    before = {row.id: (row.reception, row.assigned_to, row.tags) for row in rows}
    tried = [Rule("", text.name, text.action, text.conditions) for text in WANTED]
    with office.database.read() as session:
        rules = {office.dossier_id: tried}
        found = simulate(session, Scope(office.firm_id), NOW - timedelta(days=90), rules)
    for text in WANTED:
        add(office, text)
    after = {}
    for row in rows:
        with office.database.write() as session:
            assert approve_again(session, session.get_one(DocumentRow, row.document_id))
        done = approve_due(office, row.document_id)
        after[row.id] = (done.reception, done.assigned_to, done.tags)
    assert found.examined == len(rows)
    changed = {key for key, value in after.items() if value != before[key]}
    assert {change.decision.invoice_id for change in found.changes} == changed
    for change in found.changes:
        answer = change.answer
        said = (answer.reception, answer.assigned_to, list(answer.tags))
        assert after[change.decision.invoice_id] == said
    assert len(rows) / 10 < len(changed) < len(rows)


def test_what_is_older_or_elsewhere_is_not_tried(office: Office) -> None:
    add_acme(office)
    file(office, proven_invoice("F-1"))
    with office.database.read() as session:
        late = simulate(
            session, Scope(office.firm_id), NOW + timedelta(days=1), {office.dossier_id: ()}
        )
        elsewhere = simulate(session, Scope(office.firm_id), NOW, {"dos_none": ()})
        own = own_rules(session, office.firm_id, None)
    assert (late.examined, elsewhere.examined, own) == (0, 0, ())


def test_stored_decisions_are_decided_alike_again(office: Office) -> None:
    add_acme(office, amount_ceiling="500.00")
    arrivals(office, count_for(office))
    office.database.dispose()  # as after a restart: nothing is left but what was stored
    with office.database.read() as session:
        stored = list(latest_decisions(session, Scope(office.firm_id), NOW))
    assert len(stored) == count_for(office)
    for row in stored:
        inputs = from_json(Inputs, json.loads(json.dumps(row.inputs)))
        answer = decide(inputs)
        assert (row.outcome, row.reception) == (answer.ending.value, answer.reception)
        assert row.reasons == reasons_to_json(answer.reasons)
    assert len({row.reception for row in stored}) == 2
