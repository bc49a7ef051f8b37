"""Domain values to JSON and back, checked on the way in: the other side may be hostile."""

from typing import Any, TypeVar

from pydantic import TypeAdapter

from storage.domain.reason import Cause, ReasonAbout

T = TypeVar("T")


_adapters: dict[Any, TypeAdapter[Any]] = {}
"""Building one costs milliseconds."""


def _adapter(kind: Any) -> TypeAdapter[Any]:
    if kind not in _adapters:
        _adapters[kind] = TypeAdapter(kind)
    return _adapters[kind]


def to_json(value: Any) -> Any:
    """Return a dataclass as what JSON can hold: dicts, lists, strings, numbers."""
    return _adapter(type(value)).dump_python(value, mode="json")


def from_json(kind: type[T], data: Any) -> T:
    """Build a dataclass from what `to_json` returned.

    Raises:
        pydantic.ValidationError: It does not have that shape.
    """
    result: T = _adapter(kind).validate_python(data)
    return result


def reasons_to_json(causes: tuple[Cause, ...]) -> list[dict[str, str]]:
    """Return reasons as rows keep them: ``code``, and where given ``about`` and ``detail``."""
    return [_cause_to_json(cause) for cause in causes]


def _cause_to_json(cause: Cause) -> dict[str, str]:
    if isinstance(cause, ReasonAbout):
        row = {"code": cause.reason.value, "about": cause.about}
        return row | {"detail": cause.detail} if cause.detail else row
    return {"code": cause.value}
