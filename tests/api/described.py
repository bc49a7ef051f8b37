"""Holds answers against ``/openapi.json``: status, media type and schema must be declared.

A small reader of the part of JSON Schema that pydantic writes; what it does not know it refuses.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx

_TYPES: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "array": list,
    "object": dict,
    "null": type(None),
}
_SAID_ELSEWHERE = {"title", "description", "default", "format"}


@dataclass(frozen=True)
class Operation:
    """One route.

    Attributes:
        method: In capitals.
        path: With its parameters in braces.
        spec: The operation object.
    """

    method: str
    path: str
    spec: dict[str, Any]

    @property
    def name(self) -> str:
        """Its operation id."""
        return str(self.spec["operationId"])


class Described:
    """The description of an application.

    Args:
        document: ``/openapi.json``.
    """

    def __init__(self, document: dict[str, Any]) -> None:
        self.document = document

    def operations(self) -> list[Operation]:
        """Return every route."""
        return [
            Operation(method.upper(), path, spec)
            for path, methods in self.document["paths"].items()
            for method, spec in methods.items()
        ]

    def operation(self, method: str, path: str) -> Operation | None:
        """Return the route that serves a path, literal ones first."""
        method = "GET" if method == "HEAD" else method
        for found in sorted(self.operations(), key=lambda o: o.path.count("{")):
            pattern = re.sub(r"\{\w+\}", "[^/]+", found.path)
            if found.method == method and re.fullmatch(pattern, path):
                return found
        return None

    def check(self, response: httpx.Response) -> None:
        """Fail unless an answer is one that the description promises."""
        request = response.request
        operation = self.operation(request.method, request.url.path)
        if operation is None:
            return
        declared = operation.spec["responses"].get(str(response.status_code))
        assert declared is not None, f"{operation.name} does not declare {response.status_code}"
        response.read()
        media_type = response.headers.get("content-type", "").partition(";")[0]
        if response.status_code >= 400:
            assert media_type == "application/problem+json"
        if media_type in declared.get("content", {}) and "json" in media_type and response.content:
            schema = declared["content"][media_type]["schema"]
            wrong = list(self.wrong(schema, response.json(), operation.name))
            assert wrong == []

    def wrong(self, schema: dict[str, Any], value: Any, at: str) -> Iterator[str]:
        """Yield where a value does not fit a schema."""
        if "$ref" in schema:
            name = schema["$ref"].rpartition("/")[2]
            schema = self.document["components"]["schemas"][name] | schema
            schema = {k: v for k, v in schema.items() if k != "$ref"}
        if "anyOf" in schema:
            choices = [list(self.wrong(choice, value, at)) for choice in schema["anyOf"]]
            if all(choices):
                yield f"{at}: none of {len(choices)} forms fits"
            return
        if "enum" in schema and value not in schema["enum"]:
            yield f"{at}: {value!r} is not one of {schema['enum']}"
        kind = schema.get("type")
        if kind is None or not isinstance(value, _TYPES[kind]):
            yield f"{at}: {value!r} is not of type {kind}"
        elif isinstance(value, list):
            for index, item in enumerate(value):
                yield from self.wrong(schema["items"], item, f"{at}/{index}")
        elif isinstance(value, dict):
            yield from self._wrong_object(schema, value, at)
        unknown = set(schema) - _SAID_ELSEWHERE - {"enum", "type", "items", "properties"}
        unknown -= {"required", "additionalProperties"}
        assert not unknown, f"unknown keywords {unknown}"

    def _wrong_object(
        self, schema: dict[str, Any], value: dict[str, Any], at: str
    ) -> Iterator[str]:
        properties = schema.get("properties", {})
        for name in schema.get("required", []):
            if name not in value:
                yield f"{at}: {name} is missing"
        others = schema.get("additionalProperties")
        for name, item in value.items():
            if name in properties:
                yield from self.wrong(properties[name], item, f"{at}/{name}")
            elif isinstance(others, dict):
                yield from self.wrong(others, item, f"{at}/{name}")
            elif others is not True:
                yield f"{at}: {name} is not described"
