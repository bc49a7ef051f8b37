"""Dialogs on the wire, with the replies that each step may get and how much is stored.

``dialogs.jsonl`` is a corpus under CC0-1.0, made by hand.
"""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gateway.certificate import Certificate
from gateway.pace import Pace
from storage.database import Database
from tests.gateway.harness import (
    PURCHASE_HOST,
    PURCHASES,
    UNKNOWN,
    Answer,
    Client,
    Gateway,
    wait_until,
)

LINES = (Path(__file__).parent / "dialogs.jsonl").read_text().splitlines()
DIALOGS = {dialog["name"]: dialog for dialog in map(json.loads, LINES)}


@pytest.fixture
def impatient(home: Path, database: Database) -> Iterator[Gateway]:
    """A gateway whose five minutes are short."""
    certificate = Certificate(Path(__file__).parent / "certificates" / "first.pem")
    pace = Pace(idle=1.0, refusal=0.0)
    with Gateway(home, database, pace=pace, certificate=certificate) as running:
        yield running


class Play:
    """One dialog as it is played.

    Args:
        client: Who plays it.
    """

    def __init__(self, client: Client) -> None:
        self._client = client
        self._last = client.greeting
        self._is_greeted = False

    def step(self, step: dict[str, Any]) -> None:
        """Send, wait and compare."""
        codes = []
        for number in range(step.get("repeat", 1)):
            if "send" in step:
                self._send(step["send"], number)
            if "expect" not in step:
                continue
            answer = self._answer()
            codes.append(answer.code)
            assert answer.code in step["expect"], answer.text
            assert step.get("enhanced") in {None, answer.status}
            assert not step.get("same_text") or answer.text == self._last.text
            self._last = answer
            if answer.code == 421:
                break
        assert "must" not in step or set(codes) & set(step["must"])
        self._manners(step)

    def _answer(self) -> Answer:
        if not self._is_greeted:
            self._is_greeted = True
            return self._client.greeting
        return self._client.answer()

    def _send(self, text: str, number: int) -> None:
        for name, value in {
            "rcpt": PURCHASES,
            "unknown": UNKNOWN,
            "domain": PURCHASE_HOST,
            "n9": f"{number:09}",
        }.items():
            text = text.replace(f"{{{name}}}", value)
        self._client.send(text.encode())

    def _manners(self, step: dict[str, Any]) -> None:
        if step.get("closed"):
            assert self._client.answer().code == 421
            assert self._client.is_closed()
        if step.get("half_close"):
            self._client.socket.shutdown(1)
        if "drain" in step:
            self._client.socket.shutdown(1)
            end = time.monotonic() + 5
            while (answer := self._client.answer()).code and time.monotonic() < end:
                assert answer.code not in step.get("never", [])
        if step.get("quit"):
            assert self._client.say("QUIT").code in {221, 0}


@pytest.mark.parametrize("name", DIALOGS)
def test_dialog(impatient: Gateway, name: str) -> None:
    dialog = DIALOGS[name]
    with Client(impatient) as client:
        play = Play(client)
        for step in dialog["steps"]:
            play.step(step)
    wait_until(lambda: not impatient.server.connections)
    least, most = dialog["stored"]
    assert least <= len(impatient.entries()) <= most
