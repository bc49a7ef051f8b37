"""``login``: a link that lets a person in."""

import re
from pathlib import Path

import pytest

from storage.clock import utc_now
from storage.database import Database
from storage.models.person import LoginLinkRow, PersonRow
from storage.queries.people import find_link
from tests.vaguemestre.conftest import Run
from vaguemestre.commands import run as running
from vaguemestre.commands.login import http_url
from vaguemestre.settings import Settings


def named_by(database: Database, url: str) -> str:
    """Return the name of the person whom a link lets in."""
    with database.read() as session:
        link = find_link(session, url.rpartition("/")[2], utc_now())
        assert isinstance(link, LoginLinkRow)
        return session.get_one(PersonRow, link.person_id).name


def test_a_link(firm: str, database: Database, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAGUEMESTRE_HTTP_LISTEN", "0.0.0.0:8099")
    answer = run("login", "--firm", firm, "--as", "Anne Martin", "--json")
    assert (answer.status, answer.stderr) == (0, "")
    assert set(answer.json) == {"url"}
    assert re.fullmatch(r"http://127\.0\.0\.1:8099/login/[\w-]{43}", answer.json["url"])
    assert named_by(database, answer.json["url"]) == "Anne Martin"


def test_a_link_for_people(firm: str, database: Database, run: Run) -> None:
    shown = run("login", "--firm", firm, "--as", "Anne").stdout
    url, sentence = shown.splitlines()
    assert named_by(database, url) == "Anne"
    assert sentence == "It works once, within 15 minutes."


def test_each_link_is_another_one(firm: str, run: Run) -> None:
    login = ("login", "--firm", firm, "--as", "Anne", "--json")
    assert run(*login).json["url"] != run(*login).json["url"]


@pytest.mark.parametrize(
    ("listen", "url"),
    [
        ("127.0.0.1:8025", "http://127.0.0.1:8025"),
        ("[::]:80", "http://[::1]:80"),
        ("[fe80::1]:80", "http://[fe80::1]:80"),
        ("console.example:8080", "http://console.example:8080"),
    ],
)
def test_the_address_is_the_configured_one(listen: str, url: str) -> None:
    assert http_url(Settings(http_listen=listen)) == url


def test_who_cannot_be_let_in(firm: str, run: Run) -> None:
    assert "There is no firm fir_0" in run("login", "--firm", "fir_0", "--as", "Anne").refused(1)
    assert "name" in run("login", "--firm", firm, "--as", " ").refused(1)
    assert "key:" in run("login", "--firm", firm, "--as", "key:key_1").refused(1)


def test_wrong_usage(firm: str, run: Run) -> None:
    for arguments in ((), ("--firm", firm), ("--as", "Anne")):
        answer = run("login", *arguments)
        assert (answer.status, answer.stdout) == (2, "")


def test_no_database(run: Run) -> None:
    assert "run: vaguemestre migrate" in run("login", "--firm", "f", "--as", "A").refused(3)


def test_each_start_of_the_demo_shows_a_fresh_link(database: Database) -> None:
    settings = Settings()
    first, second = (running._demo(database, settings) for _ in range(2))
    assert first.login_url != second.login_url
    for demo in (first, second):
        assert named_by(database, demo.login_url) == running.DEMO_PERSON
        greeting = "\n".join(running._greeting(settings, demo, "full"))
        assert demo.login_url in greeting
        assert "sandbox     full" in greeting
        assert f"login --firm {demo.firm_id} --as NAME" in greeting
        assert running._facts(settings, demo)["login_url"] == demo.login_url
    assert second.secret is None


def test_a_bare_start_shows_how_to_make_a_link(home: Path) -> None:
    greeting = "\n".join(running._greeting(Settings(), None, None))
    assert "login --firm ID --as NAME" in greeting
    assert "/login/" not in greeting
