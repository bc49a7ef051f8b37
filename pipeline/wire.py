"""Outcomes as JSON, on their way out of the cell.

The child that writes them has worked on hostile files and may no longer be our own code, so the
parent accepts nothing but these shapes, and no value that a database cannot keep: NaN, NUL, half
a surrogate pair.
"""

import json
from dataclasses import fields
from typing import Any, NoReturn

from pipeline.stage import (
    DocumentFacts,
    Documents,
    File,
    Hold,
    MessageFacts,
    Next,
    Outcome,
    Reject,
)
from storage.codec import from_json, to_json
from storage.domain.part import Part

_OUTCOMES: dict[str, type[Documents | File | Hold | Reject]] = {
    kind.__name__: kind for kind in (Documents, File, Hold, Reject)
}
_FACTS: dict[str, type[MessageFacts | DocumentFacts | Part]] = {
    kind.__name__: kind for kind in (MessageFacts, DocumentFacts, Part)
}


def encode(outcome: Outcome) -> bytes:
    """Return an outcome as JSON text."""
    data: dict[str, Any] = {"kind": type(outcome).__name__}
    if isinstance(outcome, Next):
        data["facts_kind"] = type(outcome.facts).__name__
        data["facts"] = to_json(outcome.facts)
        data["files"] = dict(outcome.files)
    else:
        data["value"] = to_json(outcome)
    return json.dumps(data).encode()


def decode(text: bytes) -> Outcome:
    """Return the outcome that `encode` wrote.

    Raises:
        ValueError: It does not have that shape (pydantic's errors are ``ValueError`` too).
    """
    try:
        data = json.loads(text.decode(), parse_constant=_refuse_constant)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if b"\\u" in text and b"\0" in _texts(data).encode():
        raise ValueError("it holds a NUL")
    match data:
        case {"kind": "Next", "facts_kind": str(kind), "facts": facts, "files": files} if (
            kind in _FACTS
        ):
            return Next(from_json(_FACTS[kind], facts), from_json(dict[str, str], files))
        case {"kind": str(kind), "value": dict(value)} if kind in _OUTCOMES:
            known = {field.name for field in fields(_OUTCOMES[kind])}
            if value.keys() - known:
                raise ValueError(f"unknown members: {sorted(value.keys() - known)}")
            return from_json(_OUTCOMES[kind], value)
        case _:
            raise ValueError("not an outcome")


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


def _texts(data: Any) -> str:
    """Return all texts in a JSON value in a row, names of members too."""
    match data:
        case str():
            return data
        case list():
            return "".join(map(_texts, data))
        case dict():
            return "".join(key + _texts(value) for key, value in data.items())
        case _:
            return ""
