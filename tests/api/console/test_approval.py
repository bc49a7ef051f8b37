"""New accounts, decisions, trust, rules and registered senders on their pages."""

from dataclasses import replace

from sqlmodel import select

from storage.domain.approval import ReceptionPolicy
from storage.models.firm import DossierRow
from storage.models.rule import RegisteredSenderRow, RuleRow
from storage.models.supplier import SupplierAccountRow, SupplierRow
from tests.api.conftest import House
from tests.api.console.conftest import ENGLISH, NAME, Browser
from tests.api.decided import GENUINE, IBAN, decided, rule, sender
from tests.api.seed import Seed


def account_id(seed: Seed) -> str:
    with seed.database.read() as session:
        return session.exec(select(SupplierAccountRow.id)).one()


def test_a_second_person_confirms_an_account(
    browser: Browser, strangers: Browser, seed: Seed, house: House
) -> None:
    decided(seed, seed.filed(house.first))
    page = browser.get("/alerts").text
    for words in ("FR76", "Aucun : premier contact", "Confirmer"):
        assert words in page.replace("\u00a0", " ").replace("\u202f", " "), words
    assert "Aucun compte à confirmer" in strangers.get("/alerts").text
    row = account_id(seed)
    strangers.post(f"/alerts/{row}/confirm", status=404)
    answer = browser.post(f"/alerts/{row}/confirm")
    assert "IBAN confirmé" in browser.get(answer.headers["location"]).text
    with seed.database.read() as session:
        found = session.get_one(SupplierAccountRow, row)
    assert (found.status, found.decided_by) == ("confirmed", NAME)


def test_who_brought_an_account_is_asked_for_another_person(
    browser: Browser, seed: Seed, house: House
) -> None:
    decided(seed, seed.filed(house.first))
    row = account_id(seed)
    with seed.database.write() as session:
        found = session.get_one(SupplierAccountRow, row)
        found.brought_by = NAME
        session.add(found)
    assert "Une autre personne doit décider" in browser.get("/alerts").text
    browser.post(f"/alerts/{row}/confirm", status=409)
    browser.post(f"/alerts/{row}/refuse", status=409)


def test_a_decision_says_why_and_trust_is_confirmed(
    browser: Browser, strangers: Browser, seed: Seed, house: House
) -> None:
    made = seed.filed(house.first)
    decided(seed, made)
    path = f"/invoices/{made.invoice_id}"
    assert f'href="{path}/decision"' in browser.get(path).text
    page = browser.get(f"{path}/decision").text
    for words in ("acme.example", "evidence.authenticated_domain", "120.00", IBAN):
        assert words in page, words
    strangers.get(f"{path}/decision", status=404)
    strangers.post(f"{path}/trust", status=404)
    browser.post(f"{path}/trust", status=422, ceiling="beaucoup")
    answer = browser.post(f"{path}/trust", ceiling="1 500,00", until="31/12/2030")
    assert "est de confiance" in browser.get(answer.headers["location"]).text
    with seed.database.read() as session:
        supplier = session.exec(select(SupplierRow)).one()
    assert (supplier.trusted, supplier.sender_domains) == (True, ["acme.example"])
    assert supplier.amount_ceiling == "1500.00"


def test_what_proves_too_little_has_no_button(browser: Browser, seed: Seed, house: House) -> None:
    made = seed.filed(house.first)
    decided(seed, made, replace(GENUINE, authenticated_domain=None))
    page = browser.get(f"/invoices/{made.invoice_id}/decision").text
    assert "ne suffit pas" in page
    assert "/trust" not in page
    bare = seed.filed(house.second).invoice_id
    assert "encore été décidé" in browser.get(f"/invoices/{bare}/decision").text


def test_rules_are_tried_and_added(browser: Browser, seed: Seed, house: House) -> None:
    made = seed.filed(house.first)
    decided(seed, made)
    path = f"/dossiers/{house.first.id}"
    fields = {"name": "Petits", "amount_to": "500,00", "action": "accept"}
    page = browser.post(f"{path}/rules", 200, do="try", **fields).text
    assert f"/invoices/{made.invoice_id}" in page
    with seed.database.read() as session:
        assert session.exec(select(RuleRow)).all() == []
    browser.post(f"{path}/rules", 303, do="add", **fields)
    with seed.database.read() as session:
        row = session.exec(select(RuleRow)).one()
    assert (row.name, row.created_by) == ("Petits", NAME)
    assert "Petits" in browser.get(f"{path}/approval").text
    for act in ("off", "on", "first", "remove"):
        browser.post(f"/rules/{row.id}/{act}")
    with seed.database.read() as session:
        assert session.exec(select(RuleRow)).all() == []
    browser.post(f"{path}/rules", status=422, do="add", name="", action="accept")
    browser.post(f"{path}/rules", status=422, do="add", name="X", action="burn")


def test_policy_and_senders_are_set(browser: Browser, seed: Seed, house: House) -> None:
    path = f"/dossiers/{house.first.id}"
    browser.post(f"{path}/policy", policy="by_rules")
    browser.post(f"{path}/policy", status=422, policy="never")
    browser.post(f"{path}/senders", role="sale", value="caisse@shop.example")
    browser.client.headers["Accept-Language"] = ENGLISH
    page = browser.get(f"{path}/approval").text
    assert "caisse@shop.example, sends the sales" in page
    with seed.database.read() as session:
        dossier = session.get_one(DossierRow, house.first.id)
        row = session.exec(select(RegisteredSenderRow)).one()
    assert dossier.reception_policy is ReceptionPolicy.BY_RULES
    browser.post(f"/senders/{row.id}/remove")
    with seed.database.read() as session:
        assert session.exec(select(RegisteredSenderRow)).all() == []


def test_strangers_change_nothing(
    browser: Browser, strangers: Browser, seed: Seed, house: House
) -> None:
    path = f"/dossiers/{house.first.id}"
    rule_id, sender_id = rule(seed, house.first), sender(seed, house.first)
    firm_rule = rule(seed, house.first, of_firm=True)
    assert browser.get("/approval").text.count(path) == 1
    assert path not in strangers.get("/approval").text
    strangers.get(f"{path}/approval", status=404)
    for form in ("rules", "senders", "policy"):
        fields = {"name": "X", "action": "leave", "role": "sale", "policy": "by_rules"}
        strangers.post(f"{path}/{form}", 404, do="add", value="a@b.example", **fields)
    for id_ in (rule_id, firm_rule):
        strangers.post(f"/rules/{id_}/remove", status=404)
    strangers.post(f"/senders/{sender_id}/remove", status=404)
