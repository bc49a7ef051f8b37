"""Errors: one shape for all, the right class for each, nothing of the inside."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest
import structlog
from fastapi import FastAPI

from storage.domain.errors import (
    ConfigError,
    ConflictError,
    InputError,
    NotFoundError,
    ToolError,
    TransientError,
)
from storage.queries.keys import Caller
from tests.api.client import open_client
from tests.api.conftest import House
from tests.api.seed import Seed

SHAPE = {"type", "title", "status", "detail", "instance", "code", "request_id", "errors"}


def failing(error: Exception) -> Callable[..., Any]:
    def fail(*_: object) -> Caller:
        raise error

    return fail


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (InputError("Say it otherwise."), 422, "invalid-input"),
        (InputError("No.", code="special"), 422, "special"),
        (InputError("No.", code="invalid-cursor"), 400, "invalid-cursor"),
        (NotFoundError("Nothing."), 404, "not-found"),
        (ConflictError("Not now."), 409, "conflict"),
        (TransientError("secret of the database"), 503, "temporarily-unavailable"),
        (ToolError("secret", 1, "secret"), 500, "internal-error"),
        (ConfigError("secret"), 500, "internal-error"),
        (ValueError("secret"), 500, "internal-error"),
    ],
)
def test_the_table(
    app: FastAPI,
    house: House,
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
    status: int,
    code: str,
) -> None:
    monkeypatch.setattr("api.auth.find_caller", failing(error))
    with structlog.testing.capture_logs() as events, open_client(app) as client:
        client.headers["Authorization"] = f"Bearer {house.secret}"
        answer = client.get("/api/v1/dossiers")
    problem = answer.json()
    assert set(problem) == SHAPE
    assert (answer.status_code, problem["status"], problem["code"]) == (status, status, code)
    assert answer.headers["content-type"] == "application/problem+json"
    assert problem["type"] == f"/problems/{code}"
    assert problem["instance"] == "/api/v1/dossiers"
    assert problem["request_id"] == answer.headers["x-request-id"]
    assert "secret" not in answer.text
    assert ("retry-after" in answer.headers) is (status == 503)
    (event,) = events
    level = {500: "error", 503: "warning"}.get(status, "info")
    assert event["log_level"] == level


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/api/v1/nothing", 404, "not-found"),
        ("GET", "/api/v1/invoices/", 404, "not-found"),
        ("GET", "/docs", 404, "not-found"),
        ("DELETE", "/api/v1/invoices", 405, "method-not-allowed"),
        ("GET", "/api/v1/invoices/%00", 404, "not-found"),
        ("GET", "/api/v1/invoices/" + "x" * 100, 404, "not-found"),
        ("GET", "/api/v1/invoices?dossier=%00", 422, "invalid-request"),
        ("GET", "/api/v1/feed?after=-1", 422, "invalid-request"),
        ("GET", "/api/v1/feed?after=99999999999999999999", 422, "invalid-request"),
    ],
)
def test_what_the_framework_finds_wrong_has_the_same_shape(
    client: httpx.Client, method: str, path: str, status: int, code: str
) -> None:
    answer = client.request(method, path)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["content-type"] == "application/problem+json"
    assert set(answer.json()) == SHAPE
    if status == 405:
        assert "GET" in answer.headers["allow"]


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (b"{", 422, "invalid-request"),
        (b'{"\xc3(": 1}', 400, "bad-request"),
        (b'{"reception_policy": "\\ud800"}', 422, "invalid-request"),
        (b"[" * 50_000, 400, "bad-request"),
        (b"", 422, "invalid-request"),
    ],
)
def test_malformed_bodies(
    client: httpx.Client, house: House, content: bytes, status: int, code: str
) -> None:
    path = f"/api/v1/dossiers/{house.first.id}"
    answer = client.patch(path, content=content, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_a_body_of_another_type_is_not_guessed(client: httpx.Client, house: House) -> None:
    path = f"/api/v1/dossiers/{house.first.id}"
    answer = client.patch(
        path,
        content=b'{"reception_policy": "every_invoice"}',
        headers={"Content-Type": "text/plain"},
    )
    assert answer.status_code == 422


def test_the_log_has_one_event_without_secrets(
    client: httpx.Client, seed: Seed, house: House
) -> None:
    filed = seed.filed(house.first)
    with structlog.testing.capture_logs() as events:
        client.get(f"/api/v1/invoices/{filed.invoice_id}", params={"private": "words"})
        client.post(f"/api/v1/invoices/{filed.invoice_id}/refuse", json={"reason": "words"})
        client.get("/api/v1/invoices/words", headers={"Authorization": "Bearer words"})
    assert [event["event"] for event in events] == ["request"] * 3
    first = events[0]
    assert (first["method"], first["status"]) == ("GET", 200)
    assert first["route"].endswith("/invoices/{invoice_id}")
    assert first["invoice_id"] == filed.invoice_id
    assert first["firm_id"] == house.firm_id
    assert "words" not in str(events)
    assert house.secret not in str(events)
