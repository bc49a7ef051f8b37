"""Fixtures: a browser that is signed in, one of a stranger, and one of nobody."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import httpx
import pytest
from fastapi import FastAPI

from storage.actions.sign_in import login_path, make_login_link
from storage.clock import utc_now
from tests.api.client import open_client
from tests.api.conftest import House
from tests.api.seed import Seed

FRENCH = "fr-FR,fr;q=0.9,en;q=0.5"
ENGLISH = "en-GB,en;q=0.9,fr;q=0.5"
NAME = "Claire Durand"


@dataclass(frozen=True)
class Browser:
    """What a browser does with pages.

    Attributes:
        client: Keeps cookies, follows no redirection, sends what a browser sends.
    """

    client: httpx.Client

    def get(self, path: str, status: int = 200) -> httpx.Response:
        """Open a page."""
        answer = self.client.get(path)
        assert answer.status_code == status, answer.text
        return answer

    def token(self) -> str:
        """Return the token that forms of this session carry."""
        return token_on(self.get("/upload").text)

    def post(self, path: str, status: int = 303, **fields: str) -> httpx.Response:
        """Send a form as the page would."""
        answer = self.client.post(path, data={"csrf": self.token(), **fields})
        assert answer.status_code == status, answer.text
        return answer

    def sign_in(self, link: str) -> httpx.Response:
        """Open a link and press its button."""
        return self.client.post(link, data={"csrf": token_on(self.get(link).text)})


def token_on(page: str) -> str:
    """Return the token of the forms on a page."""
    found: set[str] = set(re.findall(r'name="csrf" value="([0-9a-f]{64})"', page))
    assert len(found) == 1
    return found.pop()


def a_link(seed: Seed, firm_id: str, name: str = NAME) -> str:
    """Make a link as the command `login` does; return its path."""
    with seed.database.write() as session:
        return login_path(make_login_link(session, firm_id, name, utc_now()))


@pytest.fixture
def nobodys(app: FastAPI) -> Iterator[Browser]:
    with open_client(app) as client:
        client.headers.update(
            {
                "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
                "Accept-Language": FRENCH,
                "Sec-Fetch-Site": "same-origin",
            }
        )
        yield Browser(client)


@pytest.fixture
def browser(nobodys: Browser, seed: Seed, house: House) -> Browser:
    """Return a browser in which a person of the first firm is signed in."""
    assert nobodys.sign_in(a_link(seed, house.firm_id)).status_code == 303
    return nobodys


@pytest.fixture
def strangers(app: FastAPI, seed: Seed, house: House) -> Iterator[Browser]:
    """Yield a browser in which a person of the other firm is signed in."""
    with open_client(app) as client:
        client.headers.update(
            {
                "Accept": "text/html",
                "Accept-Language": FRENCH,
                "Sec-Fetch-Site": "same-origin",
            }
        )
        stranger = Browser(client)
        assert stranger.sign_in(a_link(seed, house.foreign.firm_id, "Éric")).status_code == 303
        yield stranger
