"""Links that work once, whoever comes first; sessions that end; secrets that nobody keeps."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlmodel import select

from storage.actions.sign_in import (
    LINK_LASTS,
    SESSION_IDLES,
    SESSION_LASTS,
    close_session,
    extend_session,
    login_path,
    make_login_link,
    open_session,
)
from storage.database import Database
from storage.domain.errors import InputError, NotFoundError
from storage.models.person import LoginLinkRow, PersonRow, WebSessionRow
from storage.queries.people import find_link, find_visitor
from tests.storage.office import NOW, Office


def make(office: Office, name: str = "Anne", firm_id: str | None = None) -> str:
    with office.database.write() as session:
        return make_login_link(session, firm_id or office.firm_id, name, NOW)


def use(database: Database, secret: str, after: timedelta = timedelta()) -> str | None:
    with database.write() as session:
        return open_session(session, secret, NOW + after)


def who(office: Office, secret: str, after: timedelta = timedelta()) -> tuple[str, str] | None:
    with office.database.read() as session:
        found = find_visitor(session, secret, NOW + after)
        return (found.name, found.scope.firm_id) if found else None


def signed_in(office: Office) -> str:
    secret = use(office.database, make(office))
    assert secret is not None
    return secret


def test_a_link_signs_its_person_in(office: Office) -> None:
    assert who(office, signed_in(office)) == ("Anne", office.firm_id)


def test_a_link_works_once(office: Office) -> None:
    secret = make(office)
    assert use(office.database, secret) is not None
    assert use(office.database, secret) is None


def test_of_many_at_once_one_gets_in(office: Office) -> None:
    secret = make(office)
    with ThreadPoolExecutor(4) as pool:
        opened = list(pool.map(lambda _: use(office.database, secret), range(8)))
    assert sum(found is not None for found in opened) == 1


@pytest.mark.parametrize(
    ("after", "works"),
    [(timedelta(), True), (LINK_LASTS - timedelta(seconds=1), True), (LINK_LASTS, False)],
)
def test_a_link_is_good_for_a_while(office: Office, after: timedelta, *, works: bool) -> None:
    secret = make(office)
    with office.database.read() as session:
        assert (find_link(session, secret, NOW + after) is not None) is works
    assert (use(office.database, secret, after) is not None) is works


def test_nobody_keeps_a_secret(office: Office) -> None:
    link = make(office)
    cookie = use(office.database, link)
    assert cookie is not None
    with office.database.read() as session:
        kept = repr(session.exec(select(LoginLinkRow)).all())
        kept += repr(session.exec(select(WebSessionRow)).all())
    assert link not in kept
    assert cookie not in kept
    assert min(len(link), len(cookie)) >= 43
    assert login_path(link) == f"/login/{link}"


def test_one_secret_is_no_other(office: Office) -> None:
    link = make(office)
    assert who(office, link) is None
    cookie = use(office.database, link)
    assert cookie is not None
    assert use(office.database, cookie) is None


def test_a_name_is_one_person_in_each_firm(office: Office) -> None:
    other = office.add_firm()
    for firm_id in (office.firm_id, office.firm_id, other):
        make(office, "  Anne \t Martin ", firm_id)
    with office.database.read() as session:
        people = session.exec(select(PersonRow)).all()
    assert sorted((p.firm_id, p.name) for p in people) == sorted(
        [(office.firm_id, "Anne Martin"), (other, "Anne Martin")]
    )


@pytest.mark.parametrize("name", ["", "  ", "x" * 101, "a\0b", "a\u202eb", "key:key_1"])
def test_what_is_no_name(office: Office, name: str) -> None:
    with pytest.raises(InputError):
        make(office, name)


def test_no_firm(office: Office) -> None:
    with pytest.raises(NotFoundError, match="fir_0"):
        make(office, firm_id="fir_0")


def test_a_session_ends_when_idle(office: Office) -> None:
    secret = signed_in(office)
    assert who(office, secret, SESSION_IDLES - timedelta(seconds=1)) is not None
    assert who(office, secret, SESSION_IDLES) is None


def test_a_session_is_extended_up_to_its_end(office: Office) -> None:
    secret = signed_in(office)
    step = SESSION_IDLES - timedelta(seconds=1)
    after = step
    while after < SESSION_LASTS:
        with office.database.write() as session:
            extend_session(session, secret, NOW + after)
        assert who(office, secret, after) is not None
        after += step
    assert who(office, secret, SESSION_LASTS - timedelta(seconds=1)) is not None
    assert who(office, secret, SESSION_LASTS) is None


def test_what_is_over_is_not_extended(office: Office) -> None:
    secret = signed_in(office)
    with office.database.write() as session:
        extend_session(session, secret, NOW + SESSION_IDLES)
    assert who(office, secret, SESSION_IDLES) is None


def test_a_session_is_closed(office: Office) -> None:
    first, second = signed_in(office), signed_in(office)
    for _ in range(2):
        with office.database.write() as session:
            close_session(session, first)
    assert who(office, first) is None
    assert who(office, second) is not None


def test_what_is_over_is_forgotten_at_the_next_sign_in(office: Office) -> None:
    signed_in(office)
    make(office)
    late = timedelta(days=1)
    with office.database.write() as session:
        link = make_login_link(session, office.firm_id, "Anne", NOW + late)
    assert use(office.database, link, late) is not None
    with office.database.read() as session:
        assert len(session.exec(select(LoginLinkRow)).all()) == 1
        assert len(session.exec(select(WebSessionRow)).all()) == 1
