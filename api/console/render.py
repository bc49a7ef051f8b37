"""Templates to answers: one environment, escaped throughout, in the reader's language.

A template writes each of its own words twice, ``t("Bonjour", "Hello")``, and gets the one that is
wanted. Whatever it puts out is escaped and freed of characters that hide or turn other ones.
"""

from collections.abc import Callable
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api.console import words
from api.console.formats import Formats
from api.console.language import Language, choose_language
from api.console.security import CSRF_FIELD
from api.console.session import csrf_token, is_exposed, secret_of
from api.console.statics import static_url
from api.console.text import finalize
from storage.domain.field import Level
from storage.domain.invoice import FieldName

_FOLDER = Path(__file__).with_name("templates")


def language_of(request: Request) -> Language:
    """Return the language of the pages for a request."""
    return choose_language(request.headers.get("accept-language", ""))


def page(request: Request, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """Return a page.

    Args:
        request: Whose language, session and id the page needs.
        template: File name below ``templates/``.
        status: Of the answer.
        values: What the template shows.
    """
    language = language_of(request)
    secret = secret_of(request)
    text = (
        _environment()
        .get_template(template)
        .render(
            {
                "t": _translator(language),
                "word": _word(language),
                "named": _named(language),
                "field_words": _member(FieldName, language),
                "level_words": _member(Level, language),
                "formats": Formats(language),
                "lang": language,
                "visitor": getattr(request.state, "visitor", None),
                "csrf_field": CSRF_FIELD,
                "csrf": csrf_token(secret) if secret else "",
                "is_exposed": is_exposed(request),
                "request_id": request.state.request_id,
                "status": status,
                **values,
            }
        )
    )
    headers = {"Content-Language": language, "Vary": "Accept-Language, Cookie"}
    return HTMLResponse(text, status, headers=headers)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        auto_reload=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=finalize,
    )
    environment.globals["static_url"] = static_url
    environment.globals["STAGES"] = words.STAGES
    environment.globals["OUTCOMES"] = words.OUTCOMES
    environment.globals["ACTIONS"] = words.ACTIONS
    environment.globals["PARTNER_FIELDS"] = words.PARTNER_FIELDS
    environment.globals["CHANNELS"] = words.CHANNELS
    return environment


def _translator(language: Language) -> Callable[..., str]:
    def translate(french: str, english: str, **values: object) -> str:
        text = words.choose((french, english), language)
        return text.format(**values) if values else text

    return translate


def _word(language: Language) -> Callable[[StrEnum | None], str]:
    return lambda member: "" if member is None else words.word(member, language)


def _member(enum: type[StrEnum], language: Language) -> Callable[[str], str]:
    """Return what gives the word of a member by its value; the value itself where it is none."""

    def found(value: str) -> str:
        return words.word(enum(value), language) if value in set(enum) else value

    return found


def _named(language: Language) -> Callable[[Any, str], str]:
    return lambda table, name: words.named(table, name, language)
