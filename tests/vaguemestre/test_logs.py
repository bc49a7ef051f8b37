"""Logs: one line per event, and nothing in a value can make two of it."""

import subprocess
import sys

import pytest

from vaguemestre.logs import escape_control_characters


def logged(*statements: str) -> list[str]:
    """Run statements in a process whose logs are set up; return the lines on standard error."""
    program = (
        "import logging, threading, warnings, structlog\n"
        "from vaguemestre.logs import set_up_logs\n"
        "set_up_logs('gateway')\n"
        "log = structlog.get_logger()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program + "\n".join(statements)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == ""
    return done.stderr.split("\n")[:-1]


def test_an_event_is_one_line_of_keys_and_values() -> None:
    (line,) = logged("log.info('received', ms=3, is_tls=True, why=None, name='a b')")
    stamp, rest = line.split(" ", 1)
    assert stamp.startswith("timestamp=20")
    assert stamp.endswith("Z")
    assert rest == 'level=info program=gateway event=received ms=3 is_tls=true why= name="a b"'


def test_bound_values_are_in_the_line_until_they_are_cleared() -> None:
    first, second = logged(
        "structlog.contextvars.bind_contextvars(message_id='msg_1')",
        "log.info('a')",
        "structlog.contextvars.clear_contextvars()",
        "log.info('b')",
    )
    assert first.endswith("program=gateway event=a message_id=msg_1")
    assert second.endswith("program=gateway event=b")


def test_threads_name_the_program_too() -> None:
    (line,) = logged("threading.Thread(target=lambda: log.info('beat')).start()")
    assert "program=gateway event=beat" in line


@pytest.mark.parametrize(
    "statement",
    [
        "log.error('a\\nlevel=info', b='c\\r\\nd\\x1b[2J\\x00', e={'f': 'g\\nh'}, i='\\u2028')",
        "logging.getLogger('library').warning('a\\nb %s', '\\x1b[2J\\r')",
        "warnings.warn('a\\nb')",
        "try: 1 / 0\nexcept ZeroDivisionError: log.exception('bad')",
        "try: 1 / 0\nexcept ZeroDivisionError: logging.getLogger('library').exception('bad')",
    ],
)
def test_whatever_is_logged_stays_on_its_line(statement: str) -> None:
    lines = logged(statement, "log.info('end')")
    assert len(lines) == 2
    assert "program=gateway" in lines[0]
    assert lines[0].isprintable()


def test_libraries_say_what_they_are() -> None:
    lines = logged(
        "logging.getLogger('library').info('not shown')",
        "logging.getLogger('library').warning('full')",
    )
    assert len(lines) == 1
    assert "level=warning program=gateway event=full logger=library" in lines[0]


def test_tracebacks_show_no_values() -> None:
    """A traceback names lines of code; the secrets in their variables must not follow."""
    (line,) = logged(
        "def fail(secret):",
        "    raise ValueError('no')",
        "try: fail('vgm_' + 'hush')",
        "except ValueError: log.exception('bad')",
    )
    assert "ValueError: no" in line
    assert "vgm_hush" not in line


def test_characters_that_are_escaped() -> None:
    event = {"a": "é\x1b\x7f\x85\u2028", "b": 1, "c": None, "d": True, "e": 0.5, "f": b"\n"}
    assert escape_control_characters(None, "info", event) == {
        "a": "é\\x1b\\x7f\\x85\\u2028",
        "b": 1,
        "c": None,
        "d": True,
        "e": 0.5,
        "f": "b'\\n'",
    }
