"""Colours: every pair of the style sheet's tokens that meets on a page, in light and in dark."""

import re

import pytest

from api.console.statics import static_files

SHEET = static_files()["console.css"][1].decode()

LEVELS = ("confirmed", "proven", "corroborated", "read", "guessed", "contradicted")
TEXT = [
    *(("ink", ground) for ground in ("paper", "ground", "accent-soft", "contradicted-soft")),
    *(("muted", ground) for ground in ("paper", "ground")),
    *(("accent", ground) for ground in ("paper", "ground", "accent-soft")),
    ("on-accent", "accent"),
    *((level, f"{level}-soft") for level in LEVELS),
    *((level, "paper") for level in LEVELS),
    *(("muted", f"{level}-soft") for level in ("guessed", "contradicted")),
]
"""WCAG 2.2, 1.4.3: 4.5."""
LINES = [("edge", "paper"), ("focus", "paper"), ("focus", "ground")]
"""WCAG 2.2, 1.4.11: 3."""


def tokens(scheme: str) -> dict[str, str]:
    """Return the colours of a scheme by name."""
    blocks = re.findall(r":root \{(.*?)\}", SHEET, re.DOTALL)
    light, dark = (dict(re.findall(r"--([\w-]+): (#\w+);", block)) for block in blocks)
    assert set(dark) == set(light)
    return light if scheme == "light" else dark


def luminance(colour: str) -> float:
    digits = colour.removeprefix("#")
    digits = "".join(c * 2 for c in digits) if len(digits) == 3 else digits
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_and_lines_can_be_told_from_their_ground(scheme: str) -> None:
    colours = tokens(scheme)
    for pairs, least in ((TEXT, 4.5), (LINES, 3.0)):
        for one, other in pairs:
            assert contrast(colours[one], colours[other]) >= least, (one, other)


def test_every_colour_is_a_token_or_lies_on_the_white_page() -> None:
    outside = re.sub(r":root \{.*?\}", "", SHEET, flags=re.DOTALL)
    on_white = set(re.findall(r"#[0-9a-f]{3,6}\b(?=;)", outside))
    assert on_white == {"#fff", "#14181f", "#25567f", "#875400", "#b3261e", "#ffd54a", "#0b57d0"}
