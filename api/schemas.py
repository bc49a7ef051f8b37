"""Shapes that several resources share: reasons, sources, pages of a list, instants."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Annotated, Any, Generic, Self, TypeVar

from fastapi import Path, Response
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)

from storage.domain.reason import Cause, Reason
from storage.domain.wording import sentences
from storage.models.message import MessageRow
from storage.queries.scope import MOST_ROWS, Page, PageRequest


def _show_instant(instant: datetime) -> str:
    text = instant.astimezone(UTC).isoformat(timespec="milliseconds")
    return f"{text.removesuffix('+00:00')}Z"


Instant = Annotated[
    datetime,
    PlainSerializer(_show_instant, return_type=str),
    WithJsonSchema({"type": "string", "format": "date-time"}, mode="serialization"),
]
"""RFC 3339 in UTC with milliseconds and ``Z``."""

ID_PATTERN = r"^[A-Za-z0-9_-]{1,64}$"
"""What an id looks like."""

ObjectId = Annotated[str, Path(pattern=ID_PATTERN)]
"""An id in a path. What cannot be one is answered like an unknown one."""


def _without_control_characters(text: str) -> str:
    if any(ord(character) < 32 and character not in "\t\n\r" for character in text):
        raise ValueError("Control characters are not allowed.")
    return text


Text = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=500),
    AfterValidator(_without_control_characters),
]
"""Words of a caller, that a database can keep."""


class In(BaseModel):
    """A body or query: a name that is not known is an error, never passed over in silence."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Out(BaseModel):
    """An answer."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Query(In):
    """The query of a request. A parameter without a value counts as not given."""

    @model_validator(mode="before")
    @classmethod
    def _drop_empty(cls, data: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in data.items() if value != ""}


class PageQuery(Query):
    """Which page of a list is wanted."""

    limit: int = Field(default=50, ge=1, description=f"No more than {MOST_ROWS} are given.")
    cursor: str | None = Field(default=None, max_length=200)

    def page(self) -> PageRequest:
        """Return what the queries take."""
        return PageRequest(limit=min(self.limit, MOST_ROWS), cursor=self.cursor)


class DossierQuery(PageQuery):
    """A page of a list that can be cut to one dossier."""

    dossier: str | None = Field(default=None, pattern=ID_PATTERN)


Item = TypeVar("Item")


class PageOut(Out, Generic[Item]):
    """A page of a list, the older first."""

    data: list[Item]
    next_cursor: str | None = Field(description="For the next page; null on the last one.")
    has_more: bool

    @classmethod
    def of(cls, page: Page[Any], data: list[Item]) -> Self:
        """Return the page with its rows as they are shown."""
        return cls(data=data, next_cursor=page.next_cursor, has_more=page.next_cursor is not None)


class ReasonOut(Out):
    """Why something is as it is."""

    code: Reason
    about: str | None = Field(
        default=None,
        exclude_if=lambda value: value is None,
        description="A rule, a field, a stage, a person's own words. Absent where it says nothing.",
    )
    detail: str | None = Field(
        default=None,
        exclude_if=lambda value: value is None,
        description="What the rule or the tool said. Absent where it says nothing.",
    )
    fr: str
    en: str


def reasons_out(rows: Iterable[Mapping[str, Any]]) -> list[ReasonOut]:
    """Return reasons as rows keep them with their sentences."""
    return [_reason_out(row) for row in rows]


def _reason_out(row: Mapping[str, Any]) -> ReasonOut:
    reason = Reason(row["code"])
    cause: Cause = reason.about(row["about"]) if row.get("about") else reason
    french, english = sentences(cause)
    return ReasonOut(
        code=reason, about=row.get("about"), detail=row.get("detail"), fr=french, en=english
    )


class SourceOut(Out):
    """A message that brought a document."""

    channel: str
    message_id: str
    received_at: Instant


def sources_out(messages: Iterable[MessageRow]) -> list[SourceOut]:
    """Return the messages that brought a document, in their order."""
    return [
        SourceOut(channel=row.channel, message_id=row.id, received_at=row.received_at)
        for row in messages
    ]


def answer(
    model: BaseModel, *, status: int = 200, headers: Mapping[str, str] | None = None
) -> Response:
    """Write an answer here, in the endpoint's thread: FastAPI would hop to another one for it."""
    return Response(model.model_dump_json(), status, headers=headers, media_type="application/json")
