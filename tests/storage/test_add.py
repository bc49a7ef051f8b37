"""Making dossiers and keys: addresses are unique whatever their case, secrets are not kept."""

import re

import pytest
from sqlmodel import Session, select

from storage.actions.add_dossier import NewDossier, add_dossier
from storage.actions.add_key import add_key
from storage.domain.errors import ConflictError, InputError, NotFoundError
from storage.domain.mailbox import Direction
from storage.domain.scopes import DOSSIER_SCOPES, FIRM_SCOPES
from storage.models.firm import ApiKeyRow, DossierRow, MailboxRow
from storage.queries.keys import find_caller
from storage.queries.mailboxes import find_mailbox
from storage.queries.scope import Scope
from tests.storage.office import NOW, SIREN, Office


def add(
    office: Office, siren: str = SIREN, local_part: str | None = None, firm_id: str | None = None
) -> tuple[str, dict[Direction, str]]:
    wanted = NewDossier(firm_id or office.firm_id, "Client", siren, local_part)
    with office.database.write() as session:
        row, addresses = add_dossier(session, wanted, "Example.FR", NOW)
        return row.id, addresses


def test_a_dossier_has_an_address_per_direction(office: Office) -> None:
    dossier_id, addresses = add(office)
    assert addresses == {
        Direction.PURCHASE: "SIREN123456782@mg.example.fr",
        Direction.SALE: "SIREN123456782@out.mg.example.fr",
    }
    with office.database.read() as session:
        for direction, address in addresses.items():
            mailbox = find_mailbox(session, address.lower())
            assert mailbox is not None
            assert (mailbox.dossier_id, mailbox.direction) == (dossier_id, direction)
            assert mailbox.address == address
    assert office.events()[-1] == "dossier.created"


def test_a_second_one_with_the_same_siren_is_told_a_free_address(office: Office) -> None:
    add(office)
    for number in (2, 3):
        with pytest.raises(
            ConflictError, match=r"SIREN123456782@mg\.example\.fr is taken"
        ) as raised:
            add(office)
        assert raised.value.code == "address-taken"
        named = re.search(r"--address (\S+)\.$", raised.value.detail)
        assert named is not None
        assert named[1] == f"SIREN123456782-{number}"
        add(office, local_part=named[1])


@pytest.mark.parametrize("local_part", ["siren123456782", "SIREN123456782", "Siren123456782"])
def test_an_address_is_taken_whatever_its_case_and_whichever_firm_asks(
    office: Office, local_part: str
) -> None:
    add(office)
    other_firm = office.add_firm()
    with pytest.raises(ConflictError):
        add(office, local_part=local_part, firm_id=other_firm)
    with office.database.read() as session:
        owned = session.exec(select(DossierRow).where(DossierRow.firm_id == other_firm)).all()
        mailboxes = session.exec(select(MailboxRow).where(MailboxRow.firm_id == other_firm)).all()
    assert (owned, mailboxes) == ([], [])
    assert office.events(other_firm) == []


@pytest.mark.parametrize(
    ("siren", "local_part"),
    [
        ("123456789", None),
        ("", None),
        (SIREN, "a b"),
        (SIREN, "a+b"),
        (SIREN, "é"),
        (SIREN, "a@b"),
        (SIREN, "a" * 65),
        (SIREN, "a\0"),
    ],
)
def test_what_is_no_siren_or_no_left_side(
    office: Office, siren: str, local_part: str | None
) -> None:
    with pytest.raises(InputError) as raised:
        add(office, siren, local_part)
    assert not isinstance(raised.value, ConflictError)


def test_an_unknown_firm(office: Office) -> None:
    with pytest.raises(NotFoundError):
        add(office, firm_id="fir_none")


@pytest.mark.parametrize(
    ("of_dossier", "asked", "given"),
    [
        (False, (), FIRM_SCOPES),
        (True, (), DOSSIER_SCOPES),
        (False, ("dossiers:write",), ("dossiers:write",)),
        (True, ("invoices:read",), ("invoices:read",)),
    ],
)
def test_a_key_opens_its_level(
    office: Office, of_dossier: bool, asked: tuple[str, ...], given: tuple[str, ...]
) -> None:
    dossier_id = office.dossier_id if of_dossier else None
    with office.database.write() as session:
        row, secret = add_key(session, office.firm_id, NOW, dossier_id=dossier_id, scopes=asked)
    with office.database.read() as session:
        caller = find_caller(session, secret)
        assert caller is not None
        assert caller.scope == Scope(office.firm_id, dossier_id)
        assert (caller.key_id, caller.may) == (row.id, frozenset(given))
        assert find_caller(session, secret + "x") is None
        kept = session.get_one(ApiKeyRow, row.id).model_dump_json()
    assert secret not in kept
    assert secret.removeprefix("vgm_") not in kept


def test_keys_that_cannot_be(office: Office) -> None:
    foreign = office.add_dossier(office.add_firm())

    def refused(session: Session, error: type[InputError], firm_id: str, **asked: object) -> None:
        with pytest.raises(error):
            add_key(session, firm_id, NOW, **asked)  # type: ignore[arg-type]

    with office.database.write() as session:
        refused(session, NotFoundError, "fir_none")
        refused(session, NotFoundError, office.firm_id, dossier_id=foreign)
        refused(session, NotFoundError, office.firm_id, dossier_id="dos_none")
        refused(session, InputError, office.firm_id, scopes=("admin",))
        refused(
            session,
            InputError,
            office.firm_id,
            dossier_id=office.dossier_id,
            scopes=("dossiers:write",),
        )
    with office.database.read() as session:
        assert session.exec(select(ApiKeyRow)).all() == []
