"""In by a link, once and in time; out again; the cookie and how long it holds."""

from datetime import timedelta

import pytest
from sqlmodel import col, select, update

from storage.actions.sign_in import SESSION_IDLES, SESSION_LASTS
from storage.clock import utc_now
from storage.models.person import LoginLinkRow, PersonRow, WebSessionRow
from tests.api.conftest import House
from tests.api.console.conftest import NAME, Browser, a_link, token_on
from tests.api.seed import Seed


def age(seed: Seed, by: timedelta) -> None:
    """Let time pass: whatever ends, ends earlier by so much, and began earlier too."""
    with seed.database.write() as session:
        for link in session.exec(select(LoginLinkRow)).all():
            link.expires_at -= by
            session.add(link)
        for row in session.exec(select(WebSessionRow)).all():
            row.expires_at -= by
            row.created_at -= by
            session.add(row)


def sessions(seed: Seed) -> list[WebSessionRow]:
    with seed.database.read() as session:
        return list(session.exec(select(WebSessionRow)).all())


def test_nobody_is_told_how_to_get_in(nobodys: Browser) -> None:
    page = nobodys.get("/").text
    assert "vaguemestre login --firm" in page
    assert "Se déconnecter" not in page


def test_a_link_signs_in_once(nobodys: Browser, seed: Seed, house: House) -> None:
    link = a_link(seed, house.firm_id)
    answer = nobodys.sign_in(link)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    page = nobodys.get("/").text
    assert NAME in page
    assert "Se déconnecter" in page
    nobodys.client.cookies.clear()
    assert "ne sert plus" in nobodys.get(link, status=404).text
    again = nobodys.client.post(link, data={"csrf": "0" * 64})
    assert again.status_code == 403
    assert not nobodys.client.cookies


def test_a_used_link_signs_nobody_in_even_with_its_token(
    nobodys: Browser, seed: Seed, house: House
) -> None:
    link = a_link(seed, house.firm_id)
    token = token_on(nobodys.get(link).text)
    assert nobodys.client.post(link, data={"csrf": token}).status_code == 303
    nobodys.client.cookies.clear()
    again = nobodys.client.post(link, data={"csrf": token})
    assert again.status_code == 404
    assert "set-cookie" not in again.headers
    assert len(sessions(seed)) == 1


def test_looking_at_a_link_does_not_use_it(nobodys: Browser, seed: Seed, house: House) -> None:
    link = a_link(seed, house.firm_id)
    for _ in range(3):
        assert "set-cookie" not in nobodys.get(link).headers
    assert nobodys.sign_in(link).status_code == 303


def test_a_link_is_good_for_a_quarter_of_an_hour(
    nobodys: Browser, seed: Seed, house: House
) -> None:
    early, late = a_link(seed, house.firm_id), a_link(seed, house.firm_id)
    age(seed, timedelta(minutes=14, seconds=30))
    assert nobodys.sign_in(early).status_code == 303
    token = token_on(nobodys.get(late).text)
    age(seed, timedelta(seconds=31))
    assert nobodys.client.post(late, data={"csrf": token}).status_code == 404
    nobodys.get(late, status=404)


@pytest.mark.parametrize("link", ["/login/nothing", "/login/..%2f", "/login/" + "x" * 500])
def test_an_unknown_link(nobodys: Browser, link: str) -> None:
    nobodys.get(link, status=404)


def test_a_link_from_another_site_signs_nobody_in(
    nobodys: Browser, seed: Seed, house: House
) -> None:
    """Else somebody could have a person work in a session that is not that person's."""
    link = a_link(seed, house.firm_id)
    token = token_on(nobodys.get(link).text)
    for site in ("cross-site", "same-site", "none"):
        headers = {"Sec-Fetch-Site": site}
        assert nobodys.client.post(link, data={"csrf": token}, headers=headers).status_code == 403
    assert sessions(seed) == []


@pytest.mark.parametrize(
    ("origin", "name", "flags"),
    [
        ("http://vaguemestre", "vaguemestre", set()),
        ("https://vaguemestre", "__Host-vaguemestre", {"Secure"}),
    ],
)
def test_the_cookie(
    nobodys: Browser, seed: Seed, house: House, origin: str, name: str, flags: set[str]
) -> None:
    link = origin + a_link(seed, house.firm_id)
    (cookie,) = nobodys.sign_in(link).headers.get_list("set-cookie")
    pair, *attributes = cookie.split("; ")
    assert pair.startswith(f"{name}=")
    assert set(attributes) == {"HttpOnly", "SameSite=lax", "Path=/"} | flags
    secret = pair.partition("=")[2]
    assert len(secret) >= 43
    assert secret not in repr(sessions(seed))


def test_a_plain_connection_from_elsewhere_is_pointed_out(nobodys: Browser) -> None:
    assert "non chiffrée" in nobodys.get("http://vaguemestre/").text
    assert "non chiffrée" not in nobodys.get("https://vaguemestre/").text
    assert "non chiffrée" not in nobodys.get("http://127.0.0.1:8025/").text


def test_signing_out(browser: Browser, seed: Seed) -> None:
    secret = browser.client.cookies["vaguemestre"]
    answer = browser.post("/sign-out")
    assert answer.headers["location"] == "/"
    assert "cache" in answer.headers["clear-site-data"]
    assert not browser.client.cookies
    assert sessions(seed) == []
    browser.client.cookies["vaguemestre"] = secret
    browser.get("/invoices", status=401)


def test_signing_in_again_ends_the_session_before(
    browser: Browser, seed: Seed, house: House
) -> None:
    before = browser.client.cookies["vaguemestre"]
    browser.sign_in(a_link(seed, house.firm_id))
    assert browser.client.cookies["vaguemestre"] != before
    assert len(sessions(seed)) == 1


def test_the_same_name_is_the_same_person(nobodys: Browser, seed: Seed, house: House) -> None:
    for _ in range(2):
        nobodys.sign_in(a_link(seed, house.firm_id))
    a_link(seed, house.foreign.firm_id)
    with seed.database.read() as session:
        people = session.exec(select(PersonRow).where(col(PersonRow.name) == NAME)).all()
    assert sorted(p.firm_id for p in people) == sorted([house.firm_id, house.foreign.firm_id])


def test_an_idle_session_ends(browser: Browser, seed: Seed) -> None:
    age(seed, SESSION_IDLES + timedelta(seconds=1))
    page = browser.get("/invoices", status=401).text
    assert "vaguemestre login --firm" in page


def test_a_used_session_goes_on_but_not_for_ever(browser: Browser, seed: Seed) -> None:
    step = SESSION_IDLES - timedelta(minutes=10)
    for _ in range(SESSION_LASTS // step):
        age(seed, step)
        browser.get("/invoices")
    age(seed, step)
    browser.get("/invoices", status=401)


def test_a_session_is_not_written_on_each_page(browser: Browser, seed: Seed) -> None:
    (before,) = sessions(seed)
    browser.get("/invoices")
    (after,) = sessions(seed)
    assert after.expires_at == before.expires_at


def test_a_made_up_cookie_opens_nothing(nobodys: Browser) -> None:
    nobodys.client.cookies["vaguemestre"] = "x" * 43
    nobodys.get("/invoices", status=401)
    assert "vaguemestre login --firm" in nobodys.get("/").text


def test_a_key_opens_no_page_and_a_cookie_no_api(browser: Browser, house: House) -> None:
    assert browser.client.get("/api/v1/invoices").status_code == 401
    browser.client.cookies.clear()
    bearer = {"Authorization": f"Bearer {house.secret}"}
    assert browser.client.get("/invoices", headers=bearer).status_code == 401


def test_a_form_after_the_session_ended_changes_nothing_and_says_so(
    browser: Browser, seed: Seed, house: House
) -> None:
    invoice_id = seed.filed(house.first).invoice_id
    token = browser.token()
    with seed.database.write() as session:
        session.execute(update(WebSessionRow).values(expires_at=utc_now()))
    answer = browser.client.post(
        f"/invoices/{invoice_id}/accept", data={"csrf": token, "version": "1"}
    )
    assert answer.status_code == 401
    assert "rien n’a été enregistré" in answer.text
