"""Addresses of dossiers and domains of firms: who gets what, and what is never given twice."""

from datetime import timedelta

import pytest

from storage.actions.add_dossier import NewDossier, add_dossier
from storage.actions.addresses import FORMER_DAYS, add_secret, rename, set_guessable
from storage.actions.domains import NewDomain, add_domain, prove
from storage.database import Session
from storage.domain.errors import ConflictError, InputError, NotFoundError
from storage.domain.mailbox import Direction, Recipient
from storage.models.firm import DossierRow, MailboxRow
from storage.queries.domains import domains_of, served_hosts
from storage.queries.mailboxes import (
    addresses_of,
    aliases_of,
    find_mailbox,
    mailboxes_by_address,
    mailboxes_of,
)
from tests.storage.office import NOW, SIREN, Office

HOME = "example.fr"
LATER = NOW + timedelta(days=FORMER_DAYS, seconds=1)


def dossier_row(session: Session, office: Office) -> DossierRow:
    return session.get_one(DossierRow, office.dossier_id)


def plain(office: Office, direction: Direction = Direction.PURCHASE) -> MailboxRow:
    with office.database.read() as session:
        return next(m for m in mailboxes_of(session, office.dossier_id) if m.direction is direction)


def reaches(office: Office, address: str, when: object = NOW) -> str | None:
    """Return the mailbox that an address leads to, as both ways of looking say."""
    with office.database.read() as session:
        row = find_mailbox(session, address.lower(), when)  # type: ignore[arg-type]
        mapped = mailboxes_by_address(session, when).get(address.lower())  # type: ignore[arg-type]
        assert (row and row.id) == (mapped and mapped.id)
        return row.id if row else None


def renamed(office: Office, local_part: str) -> dict[Direction, str]:
    with office.database.write() as session:
        return rename(session, dossier_row(session, office), local_part, HOME, NOW)


def test_an_old_address_goes_on_for_ninety_days_and_counts(office: Office) -> None:
    before = plain(office)
    made = renamed(office, "boulangerie")
    new = made[Direction.PURCHASE]
    assert new == "boulangerie@mg.example.fr"
    assert reaches(office, new) == reaches(office, before.address) == before.id
    assert reaches(office, before.address, LATER) is None
    assert reaches(office, new, LATER) == before.id
    old = Recipient(f"{before.address.replace('@', '+tag@')}", before.id)
    office.receive(b"a", (old,), receipt="1")
    office.receive(b"a", (old,), receipt="1")
    office.receive(b"b", (Recipient(new, before.id),))
    with office.database.read() as session:
        (alias,) = aliases_of(session, [before.id])
    assert alias.uses == 1, "the same receipt twice is one"
    assert alias.used_at is not None


def test_an_address_is_nobody_elses_even_when_it_has_ended(office: Office) -> None:
    old = plain(office).address.partition("@")[0]
    renamed(office, "boulangerie")
    other = office.add_dossier()
    with office.database.write() as session, pytest.raises(ConflictError):
        rename(session, session.get_one(DossierRow, other), old, HOME, LATER)
    with office.database.write() as session, pytest.raises(ConflictError):
        add_dossier(session, NewDossier(office.firm_id, "D", SIREN, old), HOME, LATER)
    made = renamed(office, old)
    assert made[Direction.PURCHASE].startswith(old)
    assert reaches(office, "boulangerie@mg.example.fr") == plain(office).id


@pytest.mark.parametrize("local_part", ["a b", "", "a+b", "x" * 65])
def test_what_is_no_left_side(office: Office, local_part: str) -> None:
    with pytest.raises(InputError):
        renamed(office, local_part)


def test_the_same_again_is_refused(office: Office) -> None:
    with pytest.raises(InputError, match="already"):
        renamed(office, plain(office).address.partition("@")[0].upper())


def test_secret_addresses_and_the_guessable_one_off(office: Office) -> None:
    before = plain(office)
    with pytest.raises(InputError, match="secret"), office.database.write() as session:
        set_guessable(session, dossier_row(session, office), NOW, guessable=False)
    renamed(office, "boulangerie")
    with office.database.write() as session:
        first = add_secret(session, dossier_row(session, office), NOW)
    with office.database.write() as session:
        second = add_secret(session, dossier_row(session, office), NOW + timedelta(seconds=1))
    assert first.keys() == set(Direction)
    assert len({*first.values(), *second.values()}) == 4
    after = NOW + timedelta(seconds=2)
    assert reaches(office, first[Direction.PURCHASE], after) is None
    assert reaches(office, second[Direction.PURCHASE], after) == before.id
    with office.database.write() as session:
        set_guessable(session, dossier_row(session, office), after, guessable=False)
    later = after + timedelta(seconds=1)
    assert reaches(office, "boulangerie@mg.example.fr", later) is None
    assert reaches(office, before.address, later) is None
    assert reaches(office, second[Direction.PURCHASE], later) == before.id
    with office.database.read() as session:
        assert addresses_of(session, [office.dossier_id])[office.dossier_id] == second
    with office.database.write() as session:
        set_guessable(session, dossier_row(session, office), later, guessable=True)
    assert reaches(office, "boulangerie@mg.example.fr", later) == before.id


def test_a_new_name_does_not_switch_the_guessable_one_on_again(office: Office) -> None:
    before = plain(office)
    with office.database.write() as session:
        secret = add_secret(session, dossier_row(session, office), NOW)
        set_guessable(session, dossier_row(session, office), NOW, guessable=False)
    made = renamed(office, "boulangerie")
    assert reaches(office, before.address) is None
    for address in (made[Direction.PURCHASE], secret[Direction.PURCHASE]):
        assert reaches(office, address) == before.id
    other, local = office.add_dossier(), before.address.partition("@")[0]
    with office.database.write() as session, pytest.raises(ConflictError):
        rename(session, session.get_one(DossierRow, other), local, HOME, NOW)


def new_domain(office: Office, name: str = "firm.example", firm_id: str = "", **hosts: str) -> str:
    chosen = {Direction(key): host for key, host in hosts.items()}
    with office.database.write() as session:
        wanted = NewDomain(firm_id or office.firm_id, name, chosen)
        return add_domain(session, wanted, HOME, NOW).id


def proven(office: Office, domain_id: str) -> None:
    with office.database.write() as session:
        (row,) = [d for d in domains_of(session) if d.id == domain_id]
        prove(session, row, NOW)


def test_mail_for_a_domain_is_accepted_once_it_is_proven(office: Office) -> None:
    domain_id = new_domain(office, "Firm.Example.")
    wanted = NewDossier(office.firm_id, "D", SIREN, "client", domain="firm.example")
    with pytest.raises(InputError, match="domain check"), office.database.write() as session:
        add_dossier(session, wanted, HOME, NOW)
    with office.database.read() as session:
        assert served_hosts(session) == frozenset()
    proven(office, domain_id)
    with office.database.write() as session:
        _, addresses = add_dossier(session, wanted, HOME, NOW)
        assert served_hosts(session) == {"mg.firm.example", "out.mg.firm.example"}
    assert addresses[Direction.SALE] == "client@out.mg.firm.example"
    with office.database.write() as session:
        row = dossier_row(session, office)
        made = rename(session, row, "other", HOME, NOW, "firm.example")
    assert made[Direction.PURCHASE] == "other@mg.firm.example"


def test_who_claims_first_keeps_the_owner_from_nothing(office: Office) -> None:
    stranger = office.add_firm()
    claimed = new_domain(office, firm_id=stranger)
    owned = new_domain(office)
    proven(office, owned)
    with pytest.raises(ConflictError):
        proven(office, claimed)
    crossed = new_domain(
        office,
        "mg.firm.example",
        stranger,
        purchase="out.mg.firm.example".replace("out.", "a."),
        sale="mg.firm.example",
    )
    with pytest.raises(ConflictError):
        proven(office, crossed)
    wanted = NewDossier(stranger, "D", SIREN, "x", domain="firm.example")
    with pytest.raises(InputError), office.database.write() as session:
        add_dossier(session, wanted, HOME, NOW)


def test_free_names(office: Office) -> None:
    domain_id = new_domain(office, purchase="factures.firm.example", sale="ventes.firm.example")
    proven(office, domain_id)
    with office.database.read() as session:
        assert served_hosts(session) == {"factures.firm.example", "ventes.firm.example"}


@pytest.mark.parametrize(
    ("name", "hosts"),
    [
        ("localhost", {}),
        ("a..b", {}),
        ("ex ample.fr", {}),
        ("café.example", {}),
        (HOME, {}),
        ("firm.example", {"purchase": "mg.evil.example"}),
        ("firm.example", {"purchase": "evilfirm.example"}),
        ("firm.example", {"purchase": "x.firm.example", "sale": "x.firm.example"}),
        ("mg.example.fr", {"purchase": "mg.example.fr", "sale": "x.mg.example.fr"}),
    ],
)
def test_what_is_no_domain_of_a_firm(office: Office, name: str, hosts: dict[str, str]) -> None:
    with pytest.raises(InputError):
        new_domain(office, name, **hosts)


def test_a_domain_of_nobody_and_one_twice(office: Office) -> None:
    with pytest.raises(NotFoundError):
        new_domain(office, firm_id="fir_nobody")
    new_domain(office)
    with pytest.raises(ConflictError):
        new_domain(office)
