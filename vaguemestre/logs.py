"""Logging of every program: one event per line, key=value, to standard error."""

import logging
import sys

import structlog


def set_up_logs(program: str) -> None:
    """Send events of structlog, and warnings of libraries, to standard error.

    Args:
        program: Named in every line.
    """
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.LogfmtRenderer(
                key_order=["timestamp", "level", "program", "event"], bool_as_flag=False
            ),
        ],
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    structlog.contextvars.bind_contextvars(program=program)
    logging.basicConfig(
        level=logging.WARNING,
        stream=sys.stderr,
        format="level=%(levelname)s program=" + program + " logger=%(name)s event=%(message)r",
    )
