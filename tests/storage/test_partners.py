"""Suppliers and customers: found by what documents state, linked, merged; nobody gains trust."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from storage.actions.accounts import enter_account
from storage.actions.merge_partners import merge
from storage.actions.partners import add, change
from storage.codec import to_json
from storage.domain.errors import ConflictError, InputError, InvalidFieldError, NotFoundError
from storage.domain.field import Field, Level, Source
from storage.domain.invoice import FieldName, Invoice
from storage.domain.mailbox import Direction
from storage.domain.supplier import AccountStatus, BlockScope
from storage.domain.verdicts import Verdicts
from storage.models.customer import CustomerRow
from storage.models.firm import DossierRow
from storage.models.message import DeliveryRow, MessageRow
from storage.models.supplier import SupplierRow
from storage.queries.journal import journal_of
from storage.queries.partners import list_partners
from storage.queries.scope import PageRequest, Scope
from storage.queries.suppliers import accounts_by_supplier, known_supplier, senders_of
from tests.storage.office import NOW, SIREN, Office, an_invoice, invoice_of

OTHER_SIREN = "732829320"
VAT_ID = "DE136695976"
IBAN = "FR7630006000011234567890189"
OTHER_IBAN = "DE89370400440532013000"


def added(office: Office, kind: Any = SupplierRow, **values: Any) -> Any:
    with office.database.write() as session:
        dossier = session.get_one(DossierRow, office.dossier_id)
        return add(session, kind, dossier, {"name": "Acmé SARL"} | values, "Anne", NOW)


def present(office: Office, row: Any) -> Any:
    with office.database.read() as session:
        return session.get_one(type(row), row.id)


def seen(name: str | None = "ACME", iban: str | None = None, **ids: str) -> Invoice:
    values = {FieldName.SELLER_NAME: name, FieldName.IBAN: iban}
    values |= {FieldName(f"seller.{key}"): value for key, value in ids.items()}
    found = {n: Field(v, Level.READ, Source.PDF_TEXT) for n, v in values.items() if v}
    return Invoice(fields=an_invoice(None).fields | found, accounts=(iban,) if iban else ())


def merged(office: Office, one: Any, into: Any, scope: Scope | None = None) -> Any:
    with office.database.write() as session:
        scope = scope or Scope(office.firm_id)
        return merge(session, type(one), scope, one.id, into.id, actor="Anne", now=NOW)


@pytest.mark.parametrize(
    ("invoice", "is_found"),
    [
        (seen("Acme"), True),
        (seen("S.A.R.L. ACMÉ"), True),
        (seen("Acme Europe"), False),
        (seen("Another name", IBAN), True),
        (seen("Another name", OTHER_IBAN), False),
        (seen("Acme", siren=OTHER_SIREN), False),
        (seen("Acme", IBAN, vat_id=VAT_ID), False),
        (seen("Acme", siren="123456789"), False),
        (seen("Another name", siren=SIREN), True),
        (seen("Another name", vat_id="FR11123456782"), True),
    ],
)
def test_an_identifier_finds_and_a_name_or_account_only_without_one(
    office: Office, invoice: Invoice, *, is_found: bool
) -> None:
    known = added(office, siren=SIREN, ibans=[IBAN])
    filed = office.invoice(office.filed(invoice=invoice))
    assert (filed.supplier_id == known.id) is is_found


def test_what_leads_to_two_suppliers_finds_none(office: Office) -> None:
    for _ in range(2):
        added(office, ibans=[IBAN])
    filed = office.invoice(office.filed(invoice=seen("Acme", IBAN)))
    assert filed.supplier_id not in {None, *(s.id for s in everybody(office)[:2])}


def everybody(office: Office, kind: Any = SupplierRow) -> list[Any]:
    with office.database.read() as session:
        return list(session.exec(select(kind).order_by(col(kind.id))).all())


def test_a_refused_account_finds_nobody(office: Office) -> None:
    known = added(office, ibans=[IBAN])
    with office.database.write() as session:
        (account,) = accounts_by_supplier(session, [known.id])[known.id]
        account.status = AccountStatus.REFUSED
        session.add(account)
    filed = office.invoice(office.filed(invoice=seen("Else", IBAN)))
    assert filed.supplier_id != known.id


def test_the_buyer_of_a_sale_is_its_customer(office: Office) -> None:
    buyer = {
        FieldName.BUYER_NAME: Field("Lenoir SAS", Level.READ, Source.PDF_TEXT),
        FieldName.BUYER_SIREN: Field(OTHER_SIREN, Level.READ, Source.PDF_TEXT),
    }
    invoice = Invoice(fields=an_invoice().fields | buyer)
    first = office.invoice(office.filed(invoice=invoice, direction=Direction.SALE))
    again = office.invoice(office.filed(invoice=invoice, direction=Direction.SALE))
    (customer,) = everybody(office, CustomerRow)
    assert first.customer_id == again.customer_id == customer.id
    assert (customer.number, customer.name, customer.draft) == ("CLI-001", "Lenoir SAS", True)
    assert (first.supplier_id, everybody(office)) == (None, [])


def test_default_values_are_copied_when_an_invoice_is_linked(office: Office) -> None:
    known = added(office, siren=SIREN, defaults={"account": "606400"})
    invoice_id = office.filed(invoice=an_invoice(SIREN))
    with office.database.write() as session:
        row = session.get_one(SupplierRow, known.id)
        change(session, row, {"defaults": {"account": "625100"}}, "Anne", NOW)
    assert office.invoice(invoice_id).defaults == {"account": "606400"}
    later = office.invoice(office.filed(invoice=an_invoice(SIREN)))
    assert later.defaults == {"account": "625100"}


@pytest.mark.parametrize("scope", BlockScope)
def test_a_marked_supplier_leaves_a_flag(office: Office, scope: BlockScope) -> None:
    added(office, siren=SIREN, blocked=True, block_scope=scope)
    invoice = office.invoice(office.filed(invoice=an_invoice(SIREN)))
    flags = [{"code": "supplier_marked"}] if scope is BlockScope.MARK else []
    assert invoice.flags == flags


def test_numbers_go_on_behind_the_highest_one(office: Office) -> None:
    first, second = added(office), added(office, number="FOUR-041")
    with office.database.write() as session:
        change(session, session.get_one(SupplierRow, first.id), {"number": "ACME"}, "Anne", NOW)
    assert [first.number, second.number] == ["FOUR-001", "FOUR-041"]
    assert added(office).number == "FOUR-042"
    assert added(office, CustomerRow).number == "CLI-001"
    added(office, number="FOUR-0000000000000000000001")
    assert added(office).number == "FOUR-043"


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("number", "FOUR-001", "number-taken"),
        ("siren", "12345678200002", "siren-taken"),
        ("vat_id", "de 136695976", "vat-id-taken"),
    ],
)
def test_numbers_and_identifiers_are_unique(
    office: Office, name: str, value: str, code: str
) -> None:
    added(office, siren=SIREN, vat_id=VAT_ID)
    with pytest.raises(ConflictError) as refused:
        added(office, **{name: value})
    assert refused.value.code == code
    other = added(office, siren=OTHER_SIREN)
    with pytest.raises(ConflictError), office.database.write() as session:
        change(session, session.get_one(SupplierRow, other.id), {name: value}, "Anne", NOW)
    elsewhere = replace(office, dossier_id=office.add_dossier())
    added(elsewhere, **{name: value})


@pytest.mark.parametrize(
    "values",
    [
        {"name": ""},
        {"name": "a\x07b"},
        {"name": "a" * 201},
        {"siren": "12/34"},
        {"ibans": ["FR76 <b>"]},
        {"sender_domains": ["a b"]},
        {"sender_domains": ["192.168.1.1"]},
        {"sender_domains": ["localhost"]},
        {"sender_domains": ["-a.example"]},
        {"sender_addresses": ["acme.example"]},
        {"sender_addresses": ["Anne <a@acme.example>"]},
        {"amount_ceiling": "-1"},
        {"amount_ceiling": "1e3"},
        {"defaults": {"A b": "x"}},
        {"trusted": "yes"},
        {"country": "FRA"},
    ],
)
def test_what_is_no_value_changes_nothing(office: Office, values: dict[str, Any]) -> None:
    row = added(office)
    with pytest.raises(InvalidFieldError) as wrong, office.database.write() as session:
        change(session, session.get_one(SupplierRow, row.id), values, "Anne", NOW)
    assert wrong.value.fields == tuple(values)
    assert present(office, row) == row


def test_a_change_is_written_down_with_what_was_before(office: Office) -> None:
    row = added(office)
    values = {"trusted": True, "sender_domains": ["Émile.example"], "ibans": [IBAN]}
    with office.database.write() as session:
        change(session, session.get_one(SupplierRow, row.id), values, "Bruno", NOW)
    with office.database.read() as session:
        made, entered, changed = journal_of(session, row.id)
    assert (made.action, entered.action, changed.action) == (
        *("add_supplier", "enter_account", "change_supplier"),
    )
    assert changed.detail == {
        "fields": {
            "trusted": {"old": False, "new": True},
            "sender_domains": {"old": [], "new": ["xn--mile-9oa.example"]},
        }
    }
    assert entered.detail is not None
    assert entered.detail["iban"] == IBAN
    assert office.events()[-2:] == ["supplier.created", "supplier.changed"]


def test_a_change_to_what_it_is_already_is_none(office: Office) -> None:
    row = added(office, siren=SIREN, ibans=[IBAN])
    with office.database.write() as session:
        found = session.get_one(SupplierRow, row.id)
        assert not change(session, found, {"siren": SIREN, "ibans": [IBAN]}, "Anne", NOW)
    assert office.events().count("supplier.changed") == 0


def test_senders_are_learned_from_proven_mail_only(office: Office) -> None:
    def from_acme(domain: str | None) -> str:
        document_id = office.described(an_invoice(SIREN))
        with office.database.write() as session:
            message = session.exec(select(MessageRow).order_by(col(MessageRow.id).desc())).first()
            assert message is not None
            message.header = {"header_from": "Billing@ACME.example"}
            delivery = session.get_one(DeliveryRow, message.delivery_id)
            delivery.verdicts = to_json(Verdicts(authenticated_domain=domain))
        office.conclude(document_id)
        with office.database.read() as session:
            return invoice_of(session, document_id).supplier_id or ""

    for domain in (None, "acme.example.evil"):
        assert from_acme(domain)
        (supplier_id,) = {row.id for row in everybody(office)}
        with office.database.read() as session:
            assert senders_of(session, supplier_id) == []
    for domain in ("acme.example", None):
        from_acme(domain)
    (known,) = everybody(office)
    with office.database.read() as session:
        (sender,) = senders_of(session, known.id)
    assert (sender.address, sender.mails, sender.authenticated) == ("billing@acme.example", 2, 1)


def test_a_merge_keeps_links_and_widens_no_trust(office: Office) -> None:
    one = added(
        office,
        name="Acme Europe",
        siren=OTHER_SIREN,
        ibans=[IBAN, OTHER_IBAN],
        trusted=True,
        sender_domains=["acme.example"],
        amount_ceiling="9000",
        defaults={"account": "1", "tag": "x"},
        notes="Old.",
    )
    into = added(office, siren=SIREN, defaults={"account": "2"}, ibans=[OTHER_IBAN])
    older = added(office, name="Ancient", vat_id=VAT_ID)
    with office.database.write() as session:
        for account in accounts_by_supplier(session, [one.id])[one.id]:
            account.status = AccountStatus.CONFIRMED
            session.add(account)
    invoice_id = office.filed(invoice=an_invoice(OTHER_SIREN))
    merged(office, older, one)
    merged(office, one, into)
    row = present(office, into)
    assert (row.trusted, row.sender_domains, row.amount_ceiling) == (False, [], None)
    assert (row.other_names, row.notes) == (["Acme Europe", "Ancient"], "Old.")
    assert row.defaults == {"account": "2", "tag": "x"}
    assert office.invoice(invoice_id).supplier_id == into.id
    with office.database.read() as session:
        accounts = accounts_by_supplier(session, [into.id, one.id])
        page = list_partners(session, SupplierRow, Scope(office.firm_id), PageRequest(), {})
        for ids in ((OTHER_SIREN, None), (None, VAT_ID)):
            found = known_supplier(session, office.dossier_id, *ids)
            assert found is not None
            assert found.id == into.id
    assert {(a.iban, a.status) for a in accounts[into.id]} == {
        (IBAN, AccountStatus.PENDING),
        (OTHER_IBAN, AccountStatus.PENDING),
    }
    assert len(accounts[one.id]) == 2
    assert [shown.id for shown in page.rows] == [into.id]
    assert present(office, one).merged_into_id == present(office, older).merged_into_id == into.id
    again = office.invoice(office.filed(invoice=an_invoice(OTHER_SIREN)))
    assert again.supplier_id == into.id


def test_an_identifier_of_a_merged_one_can_be_taken_over(office: Office) -> None:
    one, into = added(office, siren=SIREN), added(office, name="Acme Europe")
    merged(office, one, into)
    with office.database.write() as session:
        change(session, session.get_one(SupplierRow, into.id), {"siren": SIREN}, "Anne", NOW)
    assert (present(office, one).siren, present(office, into).siren) == (None, SIREN)
    with pytest.raises(ConflictError), office.database.write() as session:
        change(session, session.get_one(SupplierRow, one.id), {"name": "X"}, "Anne", NOW)


def test_what_cannot_be_merged(office: Office) -> None:
    one, into, blocked = added(office), added(office), added(office, blocked=True)
    elsewhere = added(replace(office, dossier_id=office.add_dossier()))
    for pair in ((one, blocked), (blocked, one)):
        with pytest.raises(ConflictError):
            merged(office, *pair)
    for pair in ((one, one), (one, elsewhere)):
        with pytest.raises(InputError):
            merged(office, *pair)
    with pytest.raises(NotFoundError):
        merged(office, one, into, Scope(office.firm_id, elsewhere.dossier_id))
    merged(office, one, into)
    for pair in ((one, into), (into, one)):
        with pytest.raises(ConflictError):
            merged(office, *pair)


def test_customers_are_merged_too(office: Office) -> None:
    one, into = (added(office, CustomerRow, name=name) for name in ("Lenoir", "Lenoir et fils"))
    buyer = {FieldName.BUYER_NAME: Field("LENOIR SAS", Level.READ, Source.PDF_TEXT)}
    invoice = Invoice(fields=an_invoice().fields | buyer)
    invoice_id = office.filed(invoice=invoice, direction=Direction.SALE)
    assert office.invoice(invoice_id).customer_id == one.id
    merged(office, one, into)
    assert office.invoice(invoice_id).customer_id == into.id


def test_who_enters_an_account_has_brought_it(office: Office) -> None:
    row = added(office)
    with office.database.write() as session:
        found = session.get_one(SupplierRow, row.id)
        account = enter_account(session, found, IBAN, "Bruno", NOW + timedelta(days=1))
        assert account is not None
        assert (account.status, account.brought_by) == (AccountStatus.PENDING, "Bruno")
        assert enter_account(session, found, IBAN, "Anne", NOW) is None
