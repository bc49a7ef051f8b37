"""Logging of every program: one event per line, key=value, to standard error.

Values may come from outsiders (a HELO name, a file name): a control character in one stands
escaped, so that nobody can forge a line or steer the terminal of whoever reads.
"""

import logging
import re
import sys

import structlog
from structlog.stdlib import ProcessorFormatter
from structlog.typing import EventDict, Processor, WrappedLogger

_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_AS_THEY_ARE = (bool, int, float)
_SILENT = ("fontTools", "pypdfium2")
"""Libraries that log what strangers' files are like; it is answered as a reason."""


def set_up_logs(program: str) -> None:
    """Send events of structlog, and warnings of Python and of libraries, to standard error.

    Args:
        program: Named in every line.
    """

    def name_program(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
        # Not a context variable: threads begin without those of the main thread.
        event["program"] = program
        return event

    chain: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        name_program,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    render: list[Processor] = [
        escape_control_characters,
        structlog.processors.LogfmtRenderer(
            key_order=["timestamp", "level", "program", "event"], bool_as_flag=False
        ),
    ]
    structlog.configure(
        processors=[*chain, *render],
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    of_libraries = logging.StreamHandler(sys.stderr)
    of_libraries.setFormatter(
        ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.add_logger_name, *chain],
            processors=[ProcessorFormatter.remove_processors_meta, *render],
        )
    )
    logging.basicConfig(level=logging.WARNING, handlers=[of_libraries])
    logging.captureWarnings(True)
    for name in _SILENT:
        logging.getLogger(name).setLevel(logging.CRITICAL)


def escape_control_characters(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Turn values but numbers into text without control characters; LF is left to the renderer."""
    return {
        key: value if value is None or isinstance(value, _AS_THEY_ARE) else _escaped(str(value))
        for key, value in event.items()
    }


def _escaped(text: str) -> str:
    return _CONTROL.sub(lambda found: ascii(found.group())[1:-1], text)
