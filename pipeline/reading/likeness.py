"""Which letter or digit does a glyph look like, in whatever typeface?

In: shapes of glyphs, and how wide for its height each is. Out: how likely each is the character
that it stands for; accents, case, and letters that engines take for digits make no difference. A
small network tells. It is fitted by `tests.typefaces` on glyphs of several hundred fonts, half of
them altered in the way that misleads it most: faint specks do not make a 7 of a 1.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pipeline.reading.agreement import key
from pipeline.reading.shapes import Shape

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

FILE = Path(__file__).with_name("likeness.onnx")
INPUT, KEYS_NAME = "traits", "keys"
"""Names in that file: of the traits, and of what tells which character each chance is of."""
SURE = 0.9
"""A glyph that is so likely a character is taken for it."""

_FLATTEST = 2.5
"""Natural logarithm of how many times a glyph is wider than high: flatter ones are all the same."""

Matrix = NDArray[np.float32]


def likely(texts: Sequence[str], shapes: Iterable[Shape], proportions: Sequence[float]) -> Matrix:
    """Return how likely each glyph is what it stands for, 0 to 1.

    Args:
        texts: What they stand for; one of several letters is never likely.
        shapes: How they look, by `pipeline.reading.shapes.shape_of`.
        proportions: How many times wider than high they are.
    """
    if not texts:
        return np.zeros(0, np.float32)
    keys, session = _network()
    traits = traits_of(np.stack([*shapes]), np.array(proportions, np.float32))
    chances = np.asarray(session.run(None, {INPUT: traits})[0], np.float32)
    places = [keys.get(key(text, digits=False)) for text in texts]
    return np.array(
        [0 if place is None else row[place] for row, place in zip(chances, places, strict=True)],
        np.float32,
    )


def traits_of(shapes: Shape, proportions: Matrix) -> Matrix:
    """Return what the network looks at, a row for each glyph; print is dark, whatever it was.

    Args:
        shapes: Along the first axis.
        proportions: How many times wider than high they are.
    """
    edges = (shapes[:, 0], shapes[:, -1], shapes[:, :, 0], shapes[:, :, -1])
    is_pale = np.median(np.concatenate(edges, axis=1), axis=1) < 0.5
    flat = shapes.reshape(len(shapes), -1)
    dark = np.where(is_pale[:, None], 1 - flat, flat)
    flatness = np.clip(np.log(proportions), -_FLATTEST, _FLATTEST)
    return np.column_stack([2 * dark - 1, flatness]).astype(np.float32)


def warm() -> None:
    """Load the network into this process, for it and its children."""
    _network()


def is_warm() -> bool:
    """Tell whether it is loaded."""
    return _network.cache_info().currsize > 0


@cache
def _network() -> "tuple[dict[str, int], InferenceSession]":
    """Return where the chance of each key stands, and the network; it starts no threads."""
    from onnxruntime import InferenceSession, SessionOptions  # noqa: PLC0415  it loads slowly

    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = InferenceSession(FILE, options, providers=["CPUExecutionProvider"])
    keys = session.get_modelmeta().custom_metadata_map[KEYS_NAME]
    return {letter: place for place, letter in enumerate(keys)}, session
