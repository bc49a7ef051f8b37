"""The one place that asks what time it is."""

from datetime import UTC, datetime


def utc_now() -> datetime:
    """Return the present instant, aware, in UTC, cut to the millisecond that is shown outside."""
    now = datetime.now(UTC)  # noqa: TID251
    return now.replace(microsecond=now.microsecond // 1000 * 1000)
