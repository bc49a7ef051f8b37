"""A glyph is told by its shape in any typeface; what is none or is altered is not taken for it."""

from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from pipeline.reading.likeness import SURE, likely
from pipeline.reading.shapes import Shape
from tests.typefaces.drawing import KEYS, OTHER, Example, examples_of

_FOLDER = Path("/usr/share/fonts")
_FONTS = (
    "truetype/dejavu/DejaVuSans.ttf",
    "truetype/dejavu/DejaVuSerif.ttf",
    "truetype/liberation/LiberationSans-Regular.ttf",
    "truetype/liberation/LiberationSerif-Bold.ttf",
    "truetype/liberation/LiberationMono-Regular.ttf",
)
_INSTALLED = [_FOLDER / name for name in _FONTS if (_FOLDER / name).exists()]
_STEP = 0.05
"""Of full contrast: so much a shape is changed anywhere."""


@pytest.fixture(scope="module")
def glyphs() -> list[Example]:
    assert len(_INSTALLED) >= 3
    return [example for file in _INSTALLED for example in examples_of(file)]


def chances(texts: str, glyphs: list[Example], shapes: list[Shape] | None = None) -> np.ndarray:
    shown = shapes or [glyph.shape for glyph in glyphs]
    return likely(texts, shown, [glyph.proportion for glyph in glyphs])


def test_most_letters_are_themselves(glyphs: list[Example]) -> None:
    letters = [glyph for glyph in glyphs if glyph.is_letter]
    own = chances("".join(KEYS[glyph.wanted] for glyph in letters), letters)
    assert (own >= SURE).mean() > 0.85


def test_hardly_any_is_taken_for_another(glyphs: list[Example]) -> None:
    taken = Counter[str]()
    for letter in KEYS:
        others = [g for g in glyphs if g.wanted not in {KEYS.index(letter), OTHER}]
        taken[letter] = int((chances(letter * len(others), others) >= SURE).sum())
    assert taken.total() <= 2


def test_what_is_covered_or_missed_is_no_letter(glyphs: list[Example]) -> None:
    others = [glyph for glyph in glyphs if glyph.wanted == OTHER]
    taken = sum(int((chances(letter * len(others), others) >= SURE).sum()) for letter in KEYS)
    assert taken < 0.03 * len(others)


def test_faint_specks_make_no_other_letter(glyphs: list[Example]) -> None:
    digits = [glyph for glyph in glyphs if glyph.is_letter and KEYS[glyph.wanted].isdigit()]
    specks = np.random.default_rng(0)
    shapes = [
        np.clip(glyph.shape + specks.choice((-_STEP, _STEP), glyph.shape.shape), 0, 1)
        for glyph in digits
    ]
    for digit in "0123456789":
        others = [i for i, glyph in enumerate(digits) if KEYS[glyph.wanted] != digit]
        seen = chances(
            digit * len(others), [digits[i] for i in others], [shapes[i] for i in others]
        )
        assert not (seen >= SURE).any()


def test_several_letters_and_signs_are_never_likely(glyphs: list[Example]) -> None:
    some = glyphs[:2]
    shapes = [glyph.shape for glyph in some]
    assert not likely(["fi", "€"], shapes, [glyph.proportion for glyph in some]).any()
    assert not likely([], [], []).size
