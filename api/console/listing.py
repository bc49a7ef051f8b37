"""What the lists have in common: filters in the address, dossiers to choose from, pages."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode

from pydantic import Field

from api.console.language import Language
from api.console.words import word
from api.schemas import Query
from storage.queries.dossiers import all_dossiers
from storage.queries.people import Visitor
from storage.queries.scope import Page, PageRequest

ROWS = 50

_AN_ID = r"^[A-Za-z0-9_-]{1,64}$"

Options = list[tuple[str, str]]
"""Values of a choice, each with its words."""


class ListQuery(Query):
    """Which page of a list is wanted, cut to one dossier or not."""

    dossier: str | None = Field(default=None, pattern=_AN_ID)
    cursor: str | None = Field(default=None, max_length=200)

    def page(self, *, newest_first: bool = False) -> PageRequest:
        """Return what the queries take."""
        return PageRequest(limit=ROWS, cursor=self.cursor, newest_first=newest_first)

    def first(self, path: str) -> str:
        """Return the address of the list's first page; empty where this is it."""
        return self._address(path, None) if self.cursor else ""

    def next(self, path: str, page: Page[Any]) -> str:
        """Return the address of the next page; empty where this is the last one."""
        return self._address(path, page.next_cursor) if page.next_cursor else ""

    def _address(self, path: str, cursor: str | None) -> str:
        values = self.model_dump(mode="json", exclude_none=True, exclude={"cursor"})
        query = urlencode(values | ({"cursor": cursor} if cursor else {}))
        return f"{path}?{query}" if query else path


def dossier_options(visitor: Visitor) -> Options:
    """Return the visitor's dossiers to choose from, by name."""
    return [(row.id, row.name) for row in all_dossiers(visitor.session, visitor.scope)]


def options(members: Iterable[StrEnum], language: Language) -> Options:
    """Return members of an enumeration to choose from."""
    return [(member.value, word(member, language)) for member in members]
