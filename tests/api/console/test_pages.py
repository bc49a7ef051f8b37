"""What holds for every page: headers, no inline code, language, strangers' words made harmless."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from jinja2 import Environment

import api.console
from api.console import PAGES
from api.console.guard import GuardedRoute
from api.console.text import visible
from storage.database import Database
from storage.domain.field import Candidate, Field, Level, Source, Witness
from storage.domain.invoice import FieldName, Invoice, Line
from storage.domain.page import Box
from storage.domain.state import MessageStatus
from storage.models.document import DocumentRow, PageRow
from storage.models.invoice import InvoiceRow
from storage.models.learning import LearnedPlaceRow
from storage.models.message import MessageRow
from storage.models.password import FilePasswordRow
from tests.api.conftest import House
from tests.api.console.conftest import ENGLISH, FRENCH, Browser, a_link
from tests.api.locked import file_password
from tests.api.seed import Filed, Seed, an_invoice

TEMPLATES = Path(api.console.__file__).with_name("templates")

PATHS = {
    "/": "/",
    "/invoices": "/invoices",
    "/invoices/{invoice_id}": "/invoices/{invoice}",
    "/learned-places": "/learned-places",
    "/file-passwords": "/file-passwords",
    "/messages": "/messages",
    "/messages/{message_id}": "/messages/{message}",
    "/documents/{document_id}": "/documents/{held}",
    "/documents/{document_id}/pages/{number}/large": "/documents/{document}/pages/1/large",
    "/upload": "/upload",
    "/login/{secret}": "{link}",
}
FILES = {
    "/documents/{document_id}/original",
    "/documents/{document_id}/view",
    "/documents/{document_id}/facturx",
    "/documents/{document_id}/xml",
    "/documents/{document_id}/pages/{number}",
    "/messages/{message_id}/raw",
    "/messages/{message_id}/parts/{path}",
    "/messages/{message_id}/parts/{path}/pdf",
    "/static/{digest}/{name}",
}
"""What no page is; `test_files` has them."""

HOSTILE = (
    "<script>alert(1)</script>\u202egpj.exe\x07\" onload='x' </textarea></title>{{ 1234567 * 3 }}"
)


def hostile_invoice() -> Invoice:
    """Return an invoice with markup and invisible characters in whatever can hold them."""
    invoice = an_invoice()
    field = Field(
        HOSTILE,
        Level.GUESSED,
        Source.PDF_TEXT,
        (Box(1, 0.1, 0.1, 0.2, 0.02),),
        (Witness.LABEL,),
        (Candidate(HOSTILE + "2"),),
    )
    texts = (FieldName.SELLER_NAME, FieldName.BUYER_NAME, FieldName.NUMBER, FieldName.CURRENCY)
    fields = invoice.fields | dict.fromkeys(texts, field)
    return Invoice(fields, invoice.vat_breakdown, (Line(HOSTILE),), (HOSTILE,))


@pytest.fixture
def filed(seed: Seed, house: House) -> Filed:
    """Return an invoice whose every text, and whose every name outside, is hostile."""
    filed = seed.filed(house.first, invoice=hostile_invoice())
    reasons = [
        {"code": "refused", "about": HOSTILE},
        {"code": "rule_broken", "about": HOSTILE, "detail": HOSTILE},
        {"code": "duplicate_suspected", "about": f'inv_"><b>{HOSTILE}'},
    ]
    with seed.database.write() as session:
        document = session.get_one(DocumentRow, filed.document_id)
        document.name, document.pages = HOSTILE, 1
        document.facturx_reasons = reasons
        document.kind_reason = {"code": "sorted_as", "about": "invoice", "detail": HOSTILE}
        message = session.get_one(MessageRow, filed.message_id)
        message.mail_from, message.rcpt_to = HOSTILE, [HOSTILE]
        original = {"header_from": HOSTILE, "name": HOSTILE, "subject": HOSTILE}
        message.header = {"subject": HOSTILE, "header_from": HOSTILE, "forwarded": [original]}
        message.reasons = reasons
        invoice = session.get_one(InvoiceRow, filed.invoice_id)
        invoice.reasons = reasons
        page = PageRow(document_id=document.id, number=1, image_sha256=document.sha256)
        session.add_all((document, message, invoice))
        session.merge(page)
    return filed


@pytest.fixture
def paths(seed: Seed, house: House, filed: Filed) -> dict[str, str]:
    """Return the address of each page."""
    held = seed.held(house.first).document_id
    with seed.database.write() as session:
        document = session.get_one(DocumentRow, held)
        document.name = HOSTILE
        document.reasons = [{"code": "rule_broken", "about": HOSTILE, "detail": HOSTILE}]
        session.add(document)
    seed.sorted_mail(house.first, MessageStatus.HELD)
    learned = seed.learned(house.first)
    with seed.database.write() as session:
        row = session.get_one(LearnedPlaceRow, learned)
        row.actor, row.place = HOSTILE, row.place | {"label": "<script>alert(1)</script>"}
        session.add(row)
    password = file_password(seed, house.first)
    with seed.database.write() as session:
        kept = session.get_one(FilePasswordRow, password)
        kept.label = HOSTILE
        session.add(kept)
    link = a_link(seed, house.firm_id)
    names = {
        "document": filed.document_id,
        "invoice": filed.invoice_id,
        "message": filed.message_id,
        "held": held,
        "link": link,
    }
    return {route: path.format_map(names) for route, path in PATHS.items()}


ELSEWHERE = {
    "/alerts",
    "/approval",
    "/dossiers/{dossier_id}/approval",
    "/invoices/{invoice_id}/decision",
    *(f"/{kind}{rest}" for kind in ("suppliers", "customers") for rest in ("", "/new", "/import")),
    *(f"/{kind}{rest}" for kind in ("suppliers", "customers") for rest in ("/export", "/template")),
    *(f"/{kind}/{{partner_id}}" for kind in ("suppliers", "customers")),
}
"""`test_approval`, `test_partners` and `test_partner_import` open them."""


def test_every_page_is_tried_here() -> None:
    routes = [r for page in PAGES for r in page.router.routes if isinstance(r, GuardedRoute)]
    gets = {r.path for r in routes if "GET" in (r.methods or ())}
    assert gets == {*PATHS, *FILES, *ELSEWHERE}


class Outline(HTMLParser):
    """What a reader of the page, or an attacker, would look for in it."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.headings: list[int] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.labels: set[str] = set()
        self.inputs: list[dict[str, str | None]] = []
        self.ids: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "label" and "for" in found:
            self.labels.add(found["for"] or "")
        is_shown = found.get("type") not in {"hidden", "radio"}
        if tag in {"input", "select", "textarea"} and is_shown:
            self.inputs.append(found)
        if "id" in found:
            self.ids.append(found["id"] or "")
        if tag == "a":
            self.links.append(found.get("href") or "")


def outline(page: str) -> Outline:
    read = Outline()
    read.feed(page)
    return read


@pytest.mark.parametrize("route", PATHS)
@pytest.mark.parametrize("language", [FRENCH, ENGLISH])
def test_a_page(browser: Browser, paths: dict[str, str], route: str, language: str) -> None:
    browser.client.headers["Accept-Language"] = language
    answer = browser.get(paths[route])
    assert_headers(dict(answer.headers))
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["content-language"] == language[:2]
    assert f'<html lang="{language[:2]}">' in answer.text
    read = outline(answer.text)
    assert_nothing_inline(read)
    assert_well_built(read)


def assert_headers(headers: dict[str, str]) -> None:
    policy = headers["content-security-policy"].split("; ")
    assert policy[0] == "default-src 'none'"
    assert {"style-src 'self'", "img-src 'self'", "form-action 'self'"} <= set(policy)
    assert {"base-uri 'none'", "frame-ancestors 'none'"} <= set(policy)
    assert not re.search(r"unsafe|script|\*|http|data:", headers["content-security-policy"])
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cache-control"] == "no-store"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert "x-request-id" in headers


def assert_nothing_inline(read: Outline) -> None:
    assert not {"script", "style", "iframe", "object", "embed", "base"} & set(read.tags)
    for tag, name, value in read.attributes:
        assert not name.startswith("on"), (tag, name)
        assert name not in {"style", "srcdoc", "formaction"}, (tag, name)
        if name in {"href", "src", "action"}:
            assert re.match(r"/(?!/)|#", value), (tag, name, value)


def assert_well_built(read: Outline) -> None:
    assert read.headings[0] == 1
    assert read.headings.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(read.headings))
    assert len(read.ids) == len(set(read.ids))
    assert read.links[0] == "#main"
    assert "main" in read.ids
    for found in read.inputs:
        assert found.get("id") in read.labels, found
    described = [v for _, n, v in read.attributes if n in {"aria-describedby", "aria-labelledby"}]
    assert {name for value in described for name in value.split()} <= set(read.ids)


@pytest.mark.parametrize("route", PATHS)
def test_hostile_words_are_shown_as_they_are(
    browser: Browser, paths: dict[str, str], route: str
) -> None:
    page = browser.get(paths[route]).text
    assert "<script" not in page
    assert "\u202e" not in page
    assert "\x07" not in page
    assert "3703701" not in page
    if route in {"/upload", "/login/{secret}"}:
        return
    assert "&lt;script&gt;alert(1)&lt;/script&gt;\ufffdgpj.exe\ufffd" in page


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "fr"),
        ("de", "fr"),
        ("en", "en"),
        ("en-US,en;q=0.9", "en"),
        ("fr,en;q=0.9", "fr"),
        ("de,en;q=0.7,fr;q=0.3", "en"),
        ("en;q=0", "fr"),
        ("en;q=x,fr", "fr"),
        ("*", "fr"),
        ("en," * 5000, "en"),
    ],
)
def test_the_language_is_the_browsers(nobodys: Browser, header: str, language: str) -> None:
    nobodys.client.headers["Accept-Language"] = header
    answer = nobodys.get("/")
    assert answer.headers["content-language"] == language
    assert "Accept-Language" in answer.headers["vary"]
    assert ("Sign in" in answer.text) is (language == "en")
    assert ("Connexion" in answer.text) is (language == "fr")


def test_the_menu_says_where_one_is(browser: Browser) -> None:
    for path in ("/", "/invoices", "/messages", "/upload"):
        page = browser.get(path).text
        assert re.findall(r'<a href="([^"]+)" aria-current="page">', page) == [path]


def test_templates_hold_no_words_outside_of_both_languages() -> None:
    """Words that stand in a template as they are would be the same in both languages."""
    for template in TEMPLATES.glob("*.html"):
        tokens = Environment(autoescape=True).lex(template.read_text())
        data = "".join(value if kind == "data" else "\0" for _, kind, value in tokens)
        text = re.sub(r"<[^<>]*>", " ", data)
        words = set(re.findall(r"[^\W\d_]{2,}", text))
        names = {"Vaguemestre", "vaguemestre", "login", "firm", "as", "dossier", "add", "name"}
        assert words <= names | {"siren", "SIREN", "version", "ms", "openapi", "json"}, template


def test_a_page_that_is_not_there(browser: Browser) -> None:
    answer = browser.get("/nothing/here", status=404)
    assert_headers(dict(answer.headers))
    assert "Page introuvable" in answer.text
    assert_nothing_inline(outline(answer.text))


def test_programs_get_problems_and_people_pages(browser: Browser) -> None:
    for path in ("/api/v1/nothing", "/api/v1/invoices/inv_0"):
        answer = browser.client.get(path)
        assert answer.headers["content-type"] == "application/problem+json"
    plain = browser.client.get("/nothing", headers={"Accept": "*/*"})
    assert (plain.status_code, plain.headers["content-type"]) == (404, "application/problem+json")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/invoices/inv_0", 404),
        ("/invoices/..%2f..%2fx", 404),
        ("/invoices?cursor=x", 400),
        ("/invoices?reception=eaten", 422),
        ("/invoices?dossier=%00", 422),
        ("/messages?looks=1", 422),
        ("/?done=%3Cb%3E", 422),
        ("/static/0/console.css", 404),
    ],
)
def test_a_wrong_address(browser: Browser, path: str, status: int) -> None:
    answer = browser.get(path, status=status)
    assert answer.headers["content-type"].startswith("text/html")
    assert_headers(dict(answer.headers))
    assert "req_" in answer.text
    assert_nothing_inline(outline(answer.text))


def test_a_fault_of_ours_is_a_page_too(
    browser: Browser, seed: Seed, filed: Filed, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object, **_kwargs: object) -> None:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr("api.console.pages.invoice.view_invoice", fail)
    page = browser.get(f"/invoices/{filed.invoice_id}", status=500).text
    assert "rien n’a été changé" in page
    assert "secret" not in page


@contextmanager
def renamed(database: Database, table: str, other: str) -> Iterator[None]:
    """Give a table another name for the while."""

    def rename(old: str, new: str) -> None:
        with database.write() as session:
            session.connection().exec_driver_sql(f"ALTER TABLE {old} RENAME TO {new}")

    rename(table, other)
    try:
        yield
    finally:
        rename(other, table)


def test_a_database_that_is_away(browser: Browser, seed: Seed) -> None:
    with renamed(seed.database, "web_session", "gone"):
        answer = browser.get("/invoices", status=503)
    assert answer.headers["retry-after"] == "2"
    assert "ne répond pas" in answer.text


def test_static_files_are_kept_for_good(nobodys: Browser) -> None:
    page = nobodys.get("/").text
    (sheet,) = re.findall(r'<link rel="stylesheet" href="([^"]+)">', page)
    answer = nobodys.get(sheet)
    assert answer.headers["content-type"] == "text/css; charset=utf-8"
    assert "immutable" in answer.headers["cache-control"]
    assert not re.search(r"url\(|@import|expression", answer.text)
    (mark,) = set(re.findall(r'"(/static/[^"]+/mark.svg)"', page))
    assert nobodys.get(mark).headers["content-type"] == "image/svg+xml"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Acmé & Fils", "Acmé & Fils"),
        ("a\u202eb", "a\ufffdb"),
        ("a\u200bb\u2066c\x00d\ue000", "a\ufffdb\ufffdc\ufffdd\ufffd"),
        ("a\nb\tc", "a\nb\tc"),
        ("שלום", "שלום"),
        ("1\u202f234,50\u00a0€", "1\u202f234,50\u00a0€"),
    ],
)
def test_what_hides_or_turns_is_seen(text: str, shown: str) -> None:
    assert visible(text) == shown
