"""Who has to use a platform, and since when."""

import pytest

from storage.domain.channel import Channel
from storage.domain.obligation import SizeClass, is_off_circuit

LARGE, MICRO = SizeClass.LARGE, SizeClass.MICRO


@pytest.mark.parametrize(
    ("channel", "country", "size", "issued", "expected"),
    [
        ("mail", "FR", LARGE, "2026-09-01", True),
        ("mail", "FR", LARGE, "2026-08-31", False),
        ("mail", "FR", SizeClass.INTERMEDIATE, "2026-11-30", True),
        ("mail", "FR", SizeClass.SMALL, "2027-08-31", False),
        ("mail", "FR", MICRO, "2027-09-01", True),
        ("mail", "FR", None, "2028-01-01", False),
        ("mail", "DE", LARGE, "2026-10-01", False),
        ("mail", None, LARGE, "2026-10-01", False),
        ("mail", "FR", LARGE, None, False),
        (Channel.UPLOAD, "FR", LARGE, "2026-10-01", False),
    ],
)
def test_off_circuit(
    channel: str, country: str | None, size: SizeClass | None, issued: str | None, expected: bool
) -> None:
    assert is_off_circuit(channel, country, size, issued) is expected
