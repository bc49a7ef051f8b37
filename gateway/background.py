"""Questions that may never be answered, asked from threads that nobody has to wait for."""

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

Answer = TypeVar("Answer")


def ask_in_thread(
    question: Callable[[], Answer], done: Callable[[], None] = lambda: None
) -> asyncio.Future[Answer]:
    """Call ``question`` in a thread of its own and return the future of its answer.

    The thread is a daemon, unlike those of an executor: a database that hangs cannot keep the
    program from ending. Cancelling the future does not stop the thread.

    Args:
        question: What to call.
        done: Called in the event loop when the thread has ended, also long after a time-out.
    """
    loop = asyncio.get_running_loop()
    future: asyncio.Future[Answer] = loop.create_future()

    def settle(answer: Answer | None, error: BaseException | None) -> None:
        done()
        if future.done():
            return
        if error is not None:
            future.set_exception(error)
        else:
            future.set_result(answer)  # type: ignore[arg-type]

    def run() -> None:
        answer, error = None, None
        try:
            answer = question()
        except BaseException as caught:
            error = caught
        # The loop is closed where the program has ended meanwhile.
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(settle, answer, error)

    try:
        threading.Thread(target=run, name="question", daemon=True).start()
    except RuntimeError as error:
        settle(None, error)
    return future
