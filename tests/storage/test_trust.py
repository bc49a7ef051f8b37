"""Trust from arrival to the stored decision: what is accepted by itself, and what stops it."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from pipeline.deciding import Decided
from pipeline.stages import approve
from pipeline.storing import store_outcome
from storage.actions.senders import register_sender, remove_sender
from storage.actions.trust import Bounds, propose, trust
from storage.codec import from_json, reasons_to_json
from storage.domain.approval import ReceptionPolicy
from storage.domain.decision import Inputs, decide
from storage.domain.errors import ConflictError, InputError
from storage.domain.mailbox import Direction
from storage.domain.reason import Reason
from storage.domain.sender_role import SenderRole
from storage.domain.state import Reception
from storage.domain.supplier import AccountStatus
from storage.models.firm import DossierRow
from storage.models.invoice import InvoiceRow
from storage.models.rule import RegisteredSenderRow
from storage.models.supplier import SupplierRow, SupplierSenderRow
from storage.queries.accounts import accounts_of
from storage.shared_domains import SharedDomains, shared_domains
from tests.storage.office import NOW, Office
from tests.storage.trusting import (
    ACME,
    AROUND,
    DOMAIN,
    GENUINE,
    IBAN,
    NEW_IBAN,
    Mail,
    add_acme,
    an_account,
    approve_due,
    arrive,
    codes,
    decided,
    decision,
    file,
    proven_invoice,
    use_policy,
)


def test_a_genuine_repeat_is_accepted_and_says_why(office: Office) -> None:
    add_acme(office)
    row = file(office, proven_invoice("F-1"))
    assert row.reception is Reception.ACCEPTED
    stored = decision(office, row.id)
    assert stored.reasons == [{"code": "trusted"}]
    inputs = from_json(Inputs, stored.inputs)
    assert reasons_to_json(decide(inputs).reasons) == stored.reasons
    assert inputs.evidence.authenticated_domain == DOMAIN


@pytest.mark.parametrize(
    ("mail", "code"),
    [
        (replace(GENUINE, domain=None), "sender_unproven"),
        (replace(GENUINE, header_from="billing@evil.example"), "sender_unproven"),
        (Mail("acme@gmail.com", "gmail.com"), "sender_unproven"),
        (Mail("a@acme-facturation.example", "acme-facturation.example"), "sender_look_alike"),
        (replace(GENUINE, header={"forwarded": [{"path": "2"}]}), "mail_forwarded"),
        (replace(GENUINE, header={"accounts": [NEW_IBAN]}), "iban_changed"),
        (replace(GENUINE, header={"unclear_accounts": ["FR7612"]}), "account_unclear"),
        (replace(GENUINE, flags=(Reason.PDF_ACTIVE_CONTENT.about("js"),)), "pdf_active_content"),
        (
            replace(GENUINE, flags=(Reason.PDF_SIGNATURE_INVALID.about("X"),)),
            "pdf_signature_invalid",
        ),
        (replace(GENUINE, open_points=(Reason.TOTALS_UNPROVEN,)), "totals_unproven"),
        (
            replace(GENUINE, channel="upload", client={"may_accept": False}),
            "uploader_may_not_accept",
        ),
    ],
)
def test_what_stops_a_trusted_supplier(office: Office, mail: Mail, code: str) -> None:
    add_acme(office)
    row = file(office, proven_invoice("F-1"), mail)
    assert row.reception is Reception.TO_ACCEPT
    assert code in codes(row)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"siren": "552100554"}, "not_trusted"),
        ({"total": "1200.00"}, "above_ceiling"),
        ({"currency": "USD"}, "not_comparable"),
        ({"buyer__siren": "552100554"}, "buyer_differs"),
        ({"buyer__siren": None}, "buyer_unproven"),
        ({"ibans": (IBAN, NEW_IBAN)}, "iban_changed"),
        ({"ibans": ("12345678",)}, "account_unclear"),
        ({"ibans": (), "bic": "BNPAFRPPXXX"}, "account_unclear"),
    ],
)
def test_what_stops_it_in_the_document(office: Office, values: dict[str, Any], code: str) -> None:
    add_acme(office, amount_ceiling="1000.00")
    row = file(office, proven_invoice("F-1", **values))
    assert row.reception is Reception.TO_ACCEPT
    assert code in codes(row)


def test_trust_ends(office: Office) -> None:
    add_acme(office, trusted_until=date(2026, 11, 24))
    assert codes(file(office, proven_invoice("F-1"))) == ["trust_expired"]


def test_a_shared_domain_binds_whole_addresses(office: Office) -> None:
    add_acme(office, sender_domains=["gmail.com"], sender_addresses=["acme@gmail.com"])
    row = file(office, proven_invoice("F-1"), Mail("Acme@Gmail.com", "gmail.com"))
    assert row.reception is Reception.ACCEPTED
    row = file(office, proven_invoice("F-2"), Mail("acme2@gmail.com", "gmail.com"))
    assert codes(row) == ["sender_unproven"]


def test_a_buyer_is_known_by_name_where_nothing_else_names_him(office: Office) -> None:
    add_acme(office)
    row = file(office, proven_invoice("F-1", buyer__siren=None, buyer__name="CLIENT SARL"))
    assert row.reception is Reception.ACCEPTED
    row = file(office, proven_invoice("F-2", buyer__siren="552100554", buyer__name="CLIENT"))
    assert codes(row) == ["buyer_differs"]


def test_an_uploader_who_may_accept_stands_for_the_sender(office: Office) -> None:
    add_acme(office)
    mail = Mail(None, None, channel="upload", client={"uploader": "Anne", "may_accept": True})
    assert file(office, proven_invoice("F-1"), mail).reception is Reception.ACCEPTED


def test_the_same_invoice_again_waits(office: Office) -> None:
    add_acme(office)
    first = file(office, proven_invoice("F-1"))
    again = file(office, proven_invoice("F-1", total="240.00"))
    assert again.reasons == [{"code": "duplicate_suspected", "about": first.id}]
    assert decision(office, again.id).reasons == again.reasons


@pytest.mark.parametrize("what", ["trust", "policy", "account", "mail"])
def test_what_changed_meanwhile_lets_no_old_decision_through(office: Office, what: str) -> None:
    supplier_id = add_acme(office)
    document_id = arrive(office, proven_invoice("F-1"))
    with office.database.write() as session:
        lease, given = decided(session, document_id)
    outcome = approve.run(given, None)  # type: ignore[arg-type]
    with office.database.write() as session:
        supplier = session.get_one(SupplierRow, supplier_id)
        if what == "trust":
            supplier.trusted = False
        elif what == "mail":
            supplier.sender_domains = []
        elif what == "account":
            (row,) = accounts_of(session, supplier_id)
            session.delete(row)
        session.add(supplier)
    if what == "policy":
        use_policy(office, ReceptionPolicy.EVERY_INVOICE)
    made_of = Decided(given.inputs, AROUND)
    with office.database.write() as session:
        assert store_outcome(session, lease, outcome, {}, NOW, made_of) is lease
    assert approve_due(office, document_id).reception is Reception.TO_ACCEPT


def test_trust_is_proposed_as_far_as_the_invoice_proved_it(office: Office) -> None:
    supplier_id = add_acme(office, trusted=False, sender_domains=[])
    row = file(office, proven_invoice("F-1", ibans=(IBAN, NEW_IBAN)))
    second = file(office, proven_invoice("F-2"))
    assert {row.reception, second.reception} == {Reception.TO_ACCEPT}
    with office.database.write() as session:
        proposal = propose(session, row)
        assert (proposal.siren, proposal.sender_domain, proposal.ceiling) == (
            ACME,
            DOMAIN,
            Decimal("120.00"),
        )
        assert (proposal.ibans, proposal.unconfirmed) == ((IBAN,), (NEW_IBAN,))
        trust(session, row, Bounds(proposal.ceiling, date(2027, 1, 1)), "Anne")
    with office.database.read() as session:
        supplier = session.get_one(SupplierRow, supplier_id)
        assert (supplier.trusted, supplier.sender_domains) == (True, [DOMAIN])
        assert (supplier.amount_ceiling, supplier.trusted_until) == ("120.00", date(2027, 1, 1))
    assert approve_due(office, second.document_id).reception is Reception.ACCEPTED
    assert codes(approve_due(office, row.document_id)) == ["iban_changed"]


@pytest.mark.parametrize(
    "mail",
    [
        replace(GENUINE, domain=None),
        replace(GENUINE, header={"forwarded": [{"path": "2"}]}),
    ],
)
def test_what_proves_no_sender_cannot_be_trusted(office: Office, mail: Mail) -> None:
    add_acme(office, trusted=False)
    row = file(office, proven_invoice("F-1"), mail)
    with pytest.raises(ConflictError) as raised, office.database.write() as session:
        trust(session, row, Bounds(), "Anne")
    assert raised.value.code == "nothing-proven"


def test_from_a_shared_domain_the_address_is_proposed(office: Office) -> None:
    add_acme(office, trusted=False)
    row = file(office, proven_invoice("F-1"), Mail("acme@gmail.com", "gmail.com"))
    with office.database.read() as session:
        proposal = propose(session, session.get_one(InvoiceRow, row.id))
    assert (proposal.sender_domain, proposal.sender_address) == (None, "acme@gmail.com")


def register(office: Office, value: str, role: SenderRole = SenderRole.SALE) -> str:
    with office.database.write() as session:
        dossier = session.get_one(DossierRow, office.dossier_id)
        row = register_sender(
            session,
            dossier,
            role=role,
            value=value,
            shared=shared_domains(),
            actor="Anne",
            now=NOW,
        )
        return row.id


@pytest.mark.parametrize("policy", ReceptionPolicy)
def test_a_sale_of_a_registered_sender(office: Office, policy: ReceptionPolicy) -> None:
    use_policy(office, policy)
    sender = register(office, "Caisse@Shop.example")
    sale = proven_invoice("V-1", siren="123456782", buyer__siren=ACME)
    mail = Mail("caisse@shop.example", "shop.example")
    document_id = arrive(office, sale, mail, Direction.SALE)
    assert approve_due(office, document_id).reception is Reception.ACCEPTED
    with office.database.write() as session:
        remove_sender(session, session.get_one(RegisteredSenderRow, sender), "Anne")
    again = proven_invoice("V-2", siren="123456782", buyer__siren=ACME)
    document_id = arrive(office, again, mail, Direction.SALE)
    assert approve_due(office, document_id).reception is Reception.TO_ACCEPT


@pytest.mark.parametrize(
    ("value", "code"),
    [("gmail.com", "shared-domain"), ("no sender", "invalid-sender"), ("@", "invalid-sender")],
)
def test_what_cannot_be_registered(office: Office, value: str, code: str) -> None:
    with pytest.raises(InputError) as raised:
        register(office, value)
    assert raised.value.code == code


def test_shared_domains_and_those_below() -> None:
    shared = SharedDomains(["gmail.com"])
    assert shared.covers("gmail.com")
    assert shared.covers("x.gmail.com")
    assert not shared.covers("notgmail.com")
    assert not shared.covers(None)


def test_an_own_list_adds_to_the_shipped_one(tmp_path: Any) -> None:
    own = tmp_path / "own.txt"
    own.write_text("# ours\nplateforme.example  # invoices of many\n")
    assert shared_domains(own).covers("plateforme.example")
    assert shared_domains(own).covers("gmail.com")
    assert not shared_domains().covers("plateforme.example")


def test_a_refused_account_stops_even_a_first_contact(office: Office) -> None:
    supplier_id = add_acme(office)
    with office.database.write() as session:
        supplier = session.get_one(SupplierRow, supplier_id)
        session.add(an_account(supplier, NEW_IBAN, AccountStatus.REFUSED))
    assert codes(file(office, proven_invoice("F-1", ibans=(NEW_IBAN,)))) == ["iban_refused"]


@pytest.mark.parametrize("policy", ReceptionPolicy)
def test_another_copy_waits_whatever_decides(office: Office, policy: ReceptionPolicy) -> None:
    add_acme(office)
    first = file(office, proven_invoice("F-1"))
    use_policy(office, policy)
    again = file(office, proven_invoice("F-1", total="240.00"))
    assert again.reception is Reception.TO_ACCEPT
    assert again.reasons[-1] == {"code": "duplicate_suspected", "about": first.id}
    stored = decision(office, again.id)
    answer = decide(from_json(Inputs, stored.inputs))
    assert reasons_to_json(answer.reasons) == stored.reasons == again.reasons


def test_an_imitation_that_wrote_once_is_still_one(office: Office) -> None:
    supplier_id = add_acme(office, sender_domains=[])

    def seen(domain: str, days: int) -> SupplierSenderRow:
        return SupplierSenderRow(
            supplier_id=supplier_id,
            address=f"a@{domain}",
            firm_id=office.firm_id,
            dossier_id=office.dossier_id,
            mails=1,
            authenticated=1,
            first_at=NOW + timedelta(days=days),
            last_at=NOW + timedelta(days=days),
        )

    with office.database.write() as session:
        session.add_all((seen(DOMAIN, 0), seen("acme-pay.example", 1)))
    forged = file(office, proven_invoice("F-1"), Mail("a@acme-pay.example", "acme-pay.example"))
    assert {"code": "sender_look_alike", "about": DOMAIN} in forged.reasons
    assert forged.flags == [{"code": "sender_look_alike", "about": DOMAIN}]
    assert codes(file(office, proven_invoice("F-2"))) == ["sender_unproven"]
