"""Forms of other sites and without the token change nothing, whatever the page."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
from sqlmodel import select

from api.console import PAGES
from api.console.guard import GuardedRoute
from storage.domain.state import Reception
from storage.models.invoice import InvoiceRow
from storage.models.learning import LearnedPlaceRow
from storage.models.password import FilePasswordRow
from storage.models.person import WebSessionRow
from tests.api.conftest import House
from tests.api.console.conftest import Browser
from tests.api.locked import file_password
from tests.api.seed import Filed, Seed

ROUTES: list[Any] = [route for page in PAGES for route in page.router.routes]


@dataclass(frozen=True)
class Form:
    """A form that would be taken if it were our own.

    Attributes:
        path: Where it is sent; ``{id}`` is an invoice, ``{document}`` its document, ``{learned}`` a
            place, ``{password}`` a password.
        fields: Its fields besides the token.
        files: Its files; with one it is multipart.
    """

    path: str
    fields: dict[str, str] = field(default_factory=dict)
    files: dict[str, Any] = field(default_factory=dict)


FORMS = {
    "/invoices/{invoice_id}/accept": Form("/invoices/{id}/accept", {"version": "1"}),
    "/invoices/{invoice_id}/refuse": Form(
        "/invoices/{id}/refuse", {"version": "1", "reason": "Pas à nous."}
    ),
    "/invoices/{invoice_id}/dispute": Form(
        "/invoices/{id}/dispute", {"version": "1", "code": "wrong_price"}
    ),
    "/invoices/{invoice_id}/correct": Form(
        "/invoices/{id}/correct", {"version": "1", "number": "X-1"}
    ),
    "/documents/{document_id}/password": Form("/documents/{document}/password", {"password": "x"}),
    "/learned-places/{learned_place_id}/forget": Form("/learned-places/{learned}/forget"),
    "/documents/{document_id}/split": Form("/documents/{document}/split", {"pages": "1"}),
    "/documents/{document_id}/kind": Form("/documents/{document}/kind", {"kind": "receipt"}),
    "/file-passwords/{file_password_id}/delete": Form("/file-passwords/{password}/delete"),
    "/upload": Form("/upload", {"direction": "purchase"}, {"file": ("a.pdf", b"%PDF-1.7 x")}),
    "/sign-out": Form("/sign-out"),
}
"""By the path of the route. Signing in, where nobody is yet, has tests of its own."""


def posts() -> list[str]:
    """Return the path of every form; signing in, where nobody is yet, has tests of its own."""
    return sorted(
        {route.path for route in ROUTES if "POST" in (route.methods or ())} - {"/login/{secret}"}
    )


@pytest.mark.parametrize("path", posts())
def test_no_form_is_taken_without_the_token(browser: Browser, path: str) -> None:
    """Also those that `FORMS` has no working values for."""
    filled = re.sub(r"\{\w+\}", "x", path)
    assert browser.client.post(filled, data={"version": "1"}).status_code == 403


def test_the_forms_that_are_tried_are_there() -> None:
    assert set(FORMS) <= set(posts())


def test_every_route_of_the_console_is_guarded() -> None:
    assert ROUTES
    assert all(isinstance(route, GuardedRoute) for route in ROUTES)


@pytest.fixture
def filed(seed: Seed, house: House) -> Filed:
    return seed.filed(house.first)


def state_of(seed: Seed, filed: Filed) -> tuple[Any, ...]:
    """Return what any of the forms could change."""
    with seed.database.read() as session:
        invoice = session.get_one(InvoiceRow, filed.invoice_id)
        signed_in = len(session.exec(select(WebSessionRow)).all())
        learned = len(session.exec(select(LearnedPlaceRow)).all())
        passwords = len(session.exec(select(FilePasswordRow)).all())
    return invoice.reception, invoice.version, invoice.content, signed_in, learned, passwords


Send = Callable[..., httpx.Response]


@pytest.fixture(params=FORMS)
def send(
    request: pytest.FixtureRequest, browser: Browser, seed: Seed, house: House, filed: Filed
) -> Send:
    """Return what sends one of the forms, with changes."""
    form = FORMS[request.param]
    path = form.path.format(
        id=filed.invoice_id,
        document=filed.document_id,
        learned=seed.learned(house.first),
        password=file_password(seed, house.first),
    )

    def post(csrf: str | None, headers: dict[str, str] | None = None) -> httpx.Response:
        fields = {"dossier": house.first.id} if form.files else {}
        fields |= form.fields | ({"csrf": csrf} if csrf is not None else {})
        return browser.client.post(path, data=fields, files=form.files or None, headers=headers)

    return post


def messages(browser: Browser) -> int:
    return browser.get("/messages").text.count('href="/messages/')


def test_an_own_form_is_taken(send: Send, browser: Browser, seed: Seed, filed: Filed) -> None:
    before = (state_of(seed, filed), messages(browser))
    assert send(browser.token()).status_code == 303
    signed_in = browser.client.cookies.get("vaguemestre") is not None
    after = (state_of(seed, filed), messages(browser) if signed_in else None)
    assert after != before


def test_a_form_without_the_token(send: Send, browser: Browser, seed: Seed, filed: Filed) -> None:
    before = (state_of(seed, filed), messages(browser))
    for csrf in (None, "", "0" * 64, "é" * 10):
        answer = send(csrf)
        assert answer.status_code == 403, csrf
        assert answer.headers["content-type"].startswith("text/html")
        assert "Rien n’a été changé" in answer.text
    assert (state_of(seed, filed), messages(browser)) == before


def test_a_form_with_the_token_of_another_session(
    send: Send, browser: Browser, strangers: Browser, seed: Seed, filed: Filed
) -> None:
    before = (state_of(seed, filed), messages(browser))
    assert send(strangers.token()).status_code == 403
    assert (state_of(seed, filed), messages(browser)) == before


def test_a_form_of_another_site(send: Send, browser: Browser, seed: Seed, filed: Filed) -> None:
    before = (state_of(seed, filed), messages(browser))
    token = browser.token()
    for site in ("cross-site", "same-site", "none"):
        headers = {"Sec-Fetch-Site": site, "Origin": "http://vaguemestre"}
        assert send(token, headers).status_code == 403, site
    assert (state_of(seed, filed), messages(browser)) == before


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        (None, 403),
        ("null", 403),
        ("http://evil.example", 403),
        ("http://vaguemestre.evil.example", 403),
        ("http://vaguemestre", 303),
        ("https://vaguemestre", 303),
    ],
)
def test_a_browser_that_only_says_the_origin(
    browser: Browser, filed: Filed, origin: str | None, status: int
) -> None:
    token = browser.token()
    del browser.client.headers["Sec-Fetch-Site"]
    headers = {"Origin": origin} if origin else {}
    path = f"/invoices/{filed.invoice_id}/accept"
    answer = browser.client.post(path, data={"csrf": token, "version": "1"}, headers=headers)
    assert answer.status_code == status


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b'{"csrf": "x"}', "application/json", 422),
        (b"csrf", "application/x-www-form-urlencoded", 422),
        (b"\xff\xfe=1", "application/x-www-form-urlencoded", 422),
        (b"a=%FF%FE&csrf=x", "application/x-www-form-urlencoded", 422),
        (b"&".join(b"a%d=1" % n for n in range(300)), "application/x-www-form-urlencoded", 422),
        (b"a=" + b"x" * 70_000, "application/x-www-form-urlencoded", 413),
        (b"", "application/x-www-form-urlencoded", 403),
    ],
)
def test_what_is_no_form(
    browser: Browser, seed: Seed, filed: Filed, content: bytes, kind: str, status: int
) -> None:
    answer = browser.client.post(
        f"/invoices/{filed.invoice_id}/accept", content=content, headers={"Content-Type": kind}
    )
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("text/html")
    assert state_of(seed, filed)[0] is Reception.TO_ACCEPT


def test_getting_a_form_changes_nothing(browser: Browser, seed: Seed, filed: Filed) -> None:
    before = state_of(seed, filed)
    for form in FORMS.values():
        ids = {"document": filed.document_id, "learned": "lrn_1", "password": "pwd_1"}
        answer = browser.client.get(form.path.format(id=filed.invoice_id, **ids))
        assert answer.status_code in {200, 404, 405}
    assert state_of(seed, filed) == before
