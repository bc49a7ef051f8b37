"""What the processes of the gateway say to one another, one line of JSON each.

A process that serves connections asks ``[NUMBER, ADDRESS]`` and is answered ``[NUMBER, MAILBOX]``,
where the mailbox is null if there is none, or ``[NUMBER]`` where the database did not answer. It
says ``[]`` once it listens. The channel ends with either of them.
"""

import asyncio
import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from itertools import count

import structlog

from gateway.mailboxes import Ask, Mailbox
from storage.domain.errors import TransientError

PATIENCE = 4.0
"""Seconds; the other side waits shorter for the database."""

log = structlog.get_logger()


class Questions:
    """The side that asks.

    Args:
        reader: The channel's end.
        writer: The same end.
    """

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self._numbers = count()
        self._open: dict[int, asyncio.Future[Mailbox | None]] = {}

    def say_ready(self) -> None:
        """Say that connections are accepted from now on."""
        self._writer.write(b"[]\n")

    async def ask(self, key: str) -> Mailbox | None:
        """Return the mailbox of an address, or None.

        Raises:
            TransientError: Nobody could say.
        """
        number = next(self._numbers)
        answer: asyncio.Future[Mailbox | None] = asyncio.get_running_loop().create_future()
        self._open[number] = answer
        self._writer.write(json.dumps([number, key]).encode() + b"\n")
        try:
            async with asyncio.timeout(PATIENCE):
                return await answer
        except TimeoutError:
            raise TransientError("Nobody answered in time.") from None
        finally:
            del self._open[number]

    async def hear(self) -> None:
        """Take answers until the channel ends."""
        with suppress(OSError):
            async for line in self._reader:
                number, *found = json.loads(line)
                answer = self._open.get(number)
                if answer is None or answer.done():
                    continue
                if not found:
                    answer.set_exception(TransientError("The database did not answer."))
                else:
                    answer.set_result(None if found[0] is None else Mailbox(**found[0]))


async def answer(
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    ask: Ask,
    when_ready: Callable[[], None],
) -> None:
    """Answer questions until the channel ends.

    Args:
        reader: The channel's end.
        writer: The same end.
        ask: Knows the answers.
        when_ready: Called when the other side has said that it listens.
    """

    async def reply(number: int, key: str) -> None:
        found: list[object] = []
        try:
            mailbox = await ask(key)
            found = [None if mailbox is None else asdict(mailbox)]
        except TransientError as error:
            log.warning("recipient undecided", error=error.detail)
        except Exception:
            log.exception("recipient undecided")
        writer.write(json.dumps([number, *found]).encode() + b"\n")

    async with asyncio.TaskGroup() as tasks:
        with suppress(OSError):
            async for line in reader:
                if not line.endswith(b"\n"):
                    # The other side was killed in the midst of it.
                    break
                if question := json.loads(line):
                    tasks.create_task(reply(*question))
                else:
                    when_ready()
