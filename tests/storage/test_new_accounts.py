"""A new account stops everything until a second person has confirmed it: forty ways to bring one.

Each case brings an invoice of a trusted supplier that would be accepted by itself but for the
account; whoever brought that cannot confirm it, and somebody else can.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial

import pytest

from pipeline.mail.accounts import accounts_in
from storage.actions import correct, decide
from storage.actions.approve_again import approve_again
from storage.actions.confirm_account import decide_account
from storage.codec import from_json
from storage.domain.errors import ConflictError, NotFoundError
from storage.domain.invoice import FieldName, Invoice
from storage.domain.state import DocumentStatus, Reception, WorkStatus
from storage.domain.supplier import AccountStatus
from storage.models.document import DocumentRow
from storage.models.invoice import InvoiceRow
from storage.models.supplier import SupplierRow
from tests.storage.office import NOW, Office, work
from tests.storage.trusting import (
    GENUINE,
    IBAN,
    NEW_IBAN,
    Mail,
    account,
    add_acme,
    an_account,
    approve_due,
    codes,
    file,
    proven_invoice,
)

FRENCH = "FR7699999000011234567890152"
BELGIAN = "BE71096123456769"


@dataclass(frozen=True)
class Case:
    """One way in which an account comes.

    Attributes:
        ibans: On the page or in the XML.
        mail: How it comes.
        new: The account that is pending afterwards; None where it cannot be read.
        who: Who brought it: for uploads.
    """

    ibans: tuple[str, ...] = (IBAN,)
    mail: Mail = GENUINE
    new: str | None = NEW_IBAN
    who: str = ""
    bic: str | None = None


def said(text: str) -> Mail:
    """Return a mail with this text."""
    found = accounts_in(text)
    header = {"accounts": list(found.ibans), "unclear_accounts": list(found.unclear)}
    return replace(GENUINE, header=header)


def uploaded(who: str) -> Mail:
    """Return an upload of somebody who may accept."""
    return Mail(None, None, channel="upload", client={"uploader": who, "may_accept": True})


CASES: dict[str, Case] = {
    # On the page, or in the XML (BT-84)
    "another": Case((NEW_IBAN,)),
    "another beside the known": Case((IBAN, NEW_IBAN)),
    "the known behind another": Case((NEW_IBAN, IBAN)),
    "another French one": Case((FRENCH,), new=FRENCH),
    "another Belgian one": Case((BELGIAN,), new=BELGIAN),
    "three of them": Case((IBAN, NEW_IBAN, BELGIAN)),
    "with spaces": Case(("DE89 3704 0044 0532 0130 00",)),
    "in small letters": Case((NEW_IBAN.lower(),)),
    "one digit wrong": Case((NEW_IBAN[:-1] + "1",), new=None),
    "the known with one digit wrong": Case((IBAN[:-1] + "8",), new=None),
    "two digits of the known swapped": Case(("FR7630006000011234567890198",), new=None),
    "cut off": Case((NEW_IBAN[:15],), new=None),
    "a number of no bank": Case(("12345678",), new=None),
    "a British number": Case(("20-00-00 55779911",), new=None),
    "an American number": Case(("021000021/123456789",), new=None),
    "the known and a number": Case((IBAN, "00012345678"), new=None),
    "a BIC alone": Case((), new=None, bic="DEUTDEFF"),
    # In the text of the mail
    "in the mail": Case(mail=said(f"Notre nouvel IBAN : {NEW_IBAN}")),
    "in the mail, with spaces": Case(mail=said("Compte DE89 3704 0044 0532 0130 00, merci")),
    "in the mail, with hyphens": Case(mail=said("de89-3704-0044-0532-0130-00")),
    "in the mail, with dots": Case(mail=said("DE89.3704.0044.0532.0130.00")),
    "in the mail, over two lines": Case(mail=said("DE89 3704 0044\n0532 0130 00")),
    "in the mail, with unbroken spaces": Case(
        mail=said("DE89\u00a03704\u00a00044\u00a00532\u00a00130\u00a000")
    ),
    "in the mail, with hidden characters": Case(
        mail=said("D\u200bE89 3704 0044 05\u00ad32 0130 00")
    ),
    "in the mail, in wide letters": Case(mail=said("ＤＥ８９３７０４００４４０５３２０１３０００")),
    "in the mail, with letters for digits": Case(mail=said("DE89 37O4 OO44 O532 O13O OO")),
    "in the mail, glued to a word": Case(mail=said(f"{NEW_IBAN}merci")),
    "in the mail, with the known": Case(mail=said(f"Non plus {IBAN} mais {NEW_IBAN}")),
    "in the mail, French": Case(mail=said(f"RIB ci-joint {FRENCH}"), new=FRENCH),
    "in the mail, as a RIB": Case(mail=said("Banque 99999 00001 12345678901 52"), new=FRENCH),
    "in the mail, one digit wrong": Case(mail=said(f"IBAN: {NEW_IBAN[:-1]}1"), new=None),
    "in the mail, a BIC": Case(mail=said("Nouveau BIC : DEUTDEFFXXX"), new=None),
    "in the mail, without any on the page": Case((), said(f"Payer sur {NEW_IBAN}")),
    "on a paper beside": Case(mail=replace(GENUINE, header={"accounts": [NEW_IBAN]})),
    # By upload
    "uploaded": Case((NEW_IBAN,), uploaded("Anne"), who="Anne"),
    "uploaded by a program": Case((NEW_IBAN,), uploaded("key:key_1"), who="key:key_1"),
    "uploaded, beside the known": Case((IBAN, NEW_IBAN), uploaded("Anne"), who="Anne"),
    "uploaded, French": Case((FRENCH,), uploaded("Anne"), new=FRENCH, who="Anne"),
    "uploaded, unreadable": Case((NEW_IBAN[:-1] + "1",), uploaded("Anne"), new=None, who="Anne"),
    "uploaded, a BIC alone": Case((), uploaded("Anne"), new=None, who="Anne", bic="DEUTDEFF"),
}


def decide_on(
    office: Office,
    supplier_id: str,
    iban: str,
    actor: str,
    status: AccountStatus = AccountStatus.CONFIRMED,
) -> None:
    """Confirm or refuse an account."""
    with office.database.write() as session:
        supplier = session.get_one(SupplierRow, supplier_id, with_for_update=True)
        decide_account(session, supplier, iban, status, actor, NOW)


def refused(act: Callable[[], object]) -> str:
    """Return the code of the conflict that something ends in."""
    with pytest.raises(ConflictError) as raised:
        act()
    return raised.value.code


def test_there_are_forty() -> None:
    assert len(CASES) == 40


@pytest.mark.parametrize("name", CASES)
def test_a_new_account_stops_a_trusted_supplier(office: Office, name: str) -> None:
    case = CASES[name]
    supplier_id = add_acme(office)
    row = file(office, proven_invoice("F-1", ibans=case.ibans, bic=case.bic), case.mail)
    assert row.reception is Reception.TO_ACCEPT
    expected = "iban_changed" if case.new else "account_unclear"
    assert expected in codes(row)
    if case.new is None:
        assert account(office, supplier_id, NEW_IBAN) is None
        return
    pending = account(office, supplier_id, case.new)
    assert pending is not None
    assert (pending.status, pending.document_id) == (AccountStatus.PENDING, row.document_id)
    assert pending.brought_by == (case.who or None)
    if case.who:
        code = refused(lambda: decide_on(office, supplier_id, case.new or "", case.who))
        assert code == "same-person"
    decide_on(office, supplier_id, case.new, "Bruno")
    decided = account(office, supplier_id, case.new)
    assert decided is not None
    assert (decided.status, decided.decided_by) == (AccountStatus.CONFIRMED, "Bruno")
    assert office.work(row.document_id).status is WorkStatus.DUE
    again = approve_due(office, row.document_id)
    is_last = set(case.ibans) <= {IBAN, case.new} or case.ibans[0].islower() or " " in case.ibans[0]
    assert again.reception is (Reception.ACCEPTED if is_last else Reception.TO_ACCEPT)


def test_who_corrected_an_invoice_to_an_account_cannot_confirm_it(office: Office) -> None:
    supplier_id = add_acme(office)
    row = file(office, proven_invoice("F-1"), replace(GENUINE, domain=None))
    with office.database.write() as session:
        invoice = session.get_one(InvoiceRow, row.id)
        correct.correct(session, invoice, {FieldName.IBAN: NEW_IBAN}, "Anne")
        item = work(session, row.document_id)
        item.stage = "approve"
        session.add(item)
    after = approve_due(office, row.document_id)
    assert "iban_changed" in codes(after)
    pending = account(office, supplier_id, NEW_IBAN)
    assert pending is not None
    assert pending.brought_by == "Anne"
    code = refused(lambda: decide_on(office, supplier_id, NEW_IBAN, "Anne"))
    assert code == "same-person"
    decide_on(office, supplier_id, NEW_IBAN, "Bruno")


def test_nor_can_who_corrected_another_invoice_to_it_later(office: Office) -> None:
    supplier_id = add_acme(office)
    file(office, proven_invoice("F-1", ibans=(NEW_IBAN,)))
    other = file(office, proven_invoice("F-2"), replace(GENUINE, domain=None))
    with office.database.write() as session:
        invoice = session.get_one(InvoiceRow, other.id)
        correct.correct(session, invoice, {FieldName.IBAN: NEW_IBAN}, "Anne")
    code = refused(lambda: decide_on(office, supplier_id, NEW_IBAN, "Anne"))
    assert code == "same-person"


def test_nor_who_uploaded_another_document_with_it(office: Office) -> None:
    supplier_id = add_acme(office)
    file(office, proven_invoice("F-1", ibans=(NEW_IBAN,)))
    file(office, proven_invoice("F-2", ibans=(NEW_IBAN,)), uploaded("Anne"))
    code = refused(lambda: decide_on(office, supplier_id, NEW_IBAN, "Anne"))
    assert code == "same-person"


def test_nor_who_entered_it(office: Office) -> None:
    supplier_id = add_acme(office)
    with office.database.write() as session:
        supplier = session.get_one(SupplierRow, supplier_id)
        session.add(an_account(supplier, NEW_IBAN, AccountStatus.PENDING, "Anne"))
    for status in (AccountStatus.CONFIRMED, AccountStatus.REFUSED):
        act = partial(decide_on, office, supplier_id, NEW_IBAN, "Anne", status)
        assert refused(act) == "same-person"
    decide_on(office, supplier_id, "DE89 3704 0044 0532 0130 00", "Bruno")


def test_accounts_of_a_first_contact_are_pending_too(office: Office) -> None:
    row = file(office, proven_invoice("F-1"))
    assert row.supplier_id is not None
    pending = account(office, row.supplier_id, IBAN)
    assert pending is not None
    assert pending.status is AccountStatus.PENDING


def test_what_waits_untouched_is_approved_once_more(office: Office) -> None:
    supplier_id = add_acme(office)
    rows = [file(office, proven_invoice(f"F-{n}", ibans=(NEW_IBAN,))) for n in range(3)]
    with office.database.write() as session:
        invoice = session.get_one(InvoiceRow, rows[2].id)
        correct.correct(session, invoice, {FieldName.NUMBER: "F-X"}, "Anne")
    decide_on(office, supplier_id, NEW_IBAN, "Bruno")
    assert [approve_due(office, row.document_id).reception for row in rows[:2]] == [
        Reception.ACCEPTED,
        Reception.ACCEPTED,
    ]
    with office.database.write() as session:
        assert not approve_again(session, session.get_one(DocumentRow, rows[2].document_id))


def test_a_person_accepts_no_account_beside_the_confirmed_ones(office: Office) -> None:
    supplier_id = add_acme(office)
    row = file(office, proven_invoice("F-1", ibans=(NEW_IBAN,)))

    def accept() -> None:
        with office.database.write() as session:
            decide.accept(session, session.get_one(InvoiceRow, row.id), "Anne")

    with pytest.raises(ConflictError) as raised:
        accept()
    assert raised.value.code == "iban-unconfirmed"
    assert raised.value.reasons == ({"code": "iban_unconfirmed", "about": NEW_IBAN},)
    decide_on(office, supplier_id, NEW_IBAN, "Bruno", AccountStatus.REFUSED)
    assert codes(approve_due(office, row.document_id)) == ["iban_refused"]
    with pytest.raises(ConflictError) as raised:
        accept()
    assert raised.value.reasons == ({"code": "iban_refused", "about": NEW_IBAN},)
    decide_on(office, supplier_id, NEW_IBAN, "Claire")
    approve_due(office, row.document_id)
    accept()


def test_at_the_first_contact_a_person_may_accept(office: Office) -> None:
    row = file(office, proven_invoice("F-1"))
    with office.database.write() as session:
        decide.accept(session, session.get_one(InvoiceRow, row.id), "Anne")
    assert office.invoice(row.id).reception is Reception.ACCEPTED


def test_twice_is_as_once_and_what_is_unknown_is_not_found(office: Office) -> None:
    supplier_id = add_acme(office)
    decide_on(office, supplier_id, IBAN, "Anne")
    known = account(office, supplier_id, IBAN)
    assert known is not None
    assert known.decided_by is None
    with pytest.raises(NotFoundError):
        decide_on(office, supplier_id, NEW_IBAN, "Anne")


def test_a_document_being_processed_is_left_alone(office: Office) -> None:
    supplier_id = add_acme(office)
    row = file(office, proven_invoice("F-1", ibans=(NEW_IBAN,)))
    with office.database.write() as session:
        item = work(session, row.document_id)
        item.status, item.lease_until = WorkStatus.LEASED, NOW + timedelta(hours=1)
        session.add(item)
    decide_on(office, supplier_id, NEW_IBAN, "Bruno")
    assert office.work(row.document_id).status is WorkStatus.LEASED
    assert office.get_document(row.document_id).status is DocumentStatus.READY
    assert from_json(Invoice, office.invoice(row.id).content).accounts == (NEW_IBAN,)
