"""Fit what tells letters and digits by their shapes: ``make train-glyphs``.

``python -m tests.typefaces.train FONTS``. In: a folder with fonts, those of the packages in
``packages.txt``. Out: ``pipeline/reading/likeness.onnx``, fitted on most families of typefaces, and
a table of how it judges the glyphs of the others.
"""

import argparse
import multiprocessing
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from pipeline.reading.likeness import FILE, INPUT, KEYS_NAME, SURE, traits_of
from tests.typefaces.drawing import KEYS, OTHER, Example, examples_of, files_in, is_held_back
from tests.typefaces.network import Classes, Layers, Matrix, Plan, chances_of, fitted, misled

_PLAN = Plan(hidden=(320,), rounds=24, change=0.25, fixed=1)
_CHANGES = (0.05, 0.1)
"""Of full contrast, in the table."""
_STEPS = 10


def main() -> None:
    """Read the arguments, draw, fit, write the file and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("fonts", type=Path)
    files = files_in(parser.parse_args().fonts)
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(mp_context=context) as pool:
        drawn = list(pool.map(examples_of, files, chunksize=4))
    seen = [
        e for file, found in zip(files, drawn, strict=True) if not is_held_back(file) for e in found
    ]
    kept = [
        e for file, found in zip(files, drawn, strict=True) if is_held_back(file) for e in found
    ]
    layers = fitted(*_rows(seen), OTHER + 1, _PLAN)
    onnx.save(_model_of(layers), FILE)
    fitted_on = f"{len(files)} fonts; fitted on {len(seen)} glyphs, judged by {len(kept)}"
    sys.stdout.write("\n".join([fitted_on, *_judged(layers, kept), ""]))


def _rows(examples: list[Example]) -> tuple[Matrix, Classes]:
    shapes = np.stack([example.shape for example in examples])
    proportions = np.array([example.proportion for example in examples], np.float32)
    return traits_of(shapes, proportions), np.array([example.wanted for example in examples])


def _judged(layers: Layers, examples: list[Example]) -> list[str]:
    traits, wanted = _rows(examples)
    chances = chances_of(layers, traits)
    is_letter = np.array([example.is_letter for example in examples])
    lines = [
        f"letters and digits: {is_letter.sum()}",
        f"  surely themselves: {_share(chances, wanted, is_letter):.2%}",
        f"  surely another: {_taken(chances, wanted, is_letter)}",
        f"anything else: {(~is_letter).sum()}",
        f"  surely a letter or digit: {_taken(chances, wanted, ~is_letter)}",
    ]
    for change in _CHANGES:
        rows = misled(layers, traits, wanted, 2 * change, _STEPS, _PLAN.fixed)
        taken = _taken(chances_of(layers, rows), wanted, is_letter)
        lines.append(f"changed by {change:.0%} of the contrast on purpose: surely another {taken}")
    return lines


def _share(chances: Matrix, wanted: Classes, chosen: np.ndarray) -> float:
    right = chances[np.arange(len(wanted)), wanted] >= SURE
    return float(right[chosen].mean())


def _taken(chances: Matrix, wanted: Classes, chosen: np.ndarray) -> int:
    """Return how many are surely a letter or digit that they are not."""
    others = chances[:, :OTHER].copy()
    own = wanted < OTHER
    others[np.flatnonzero(own), wanted[own]] = 0
    return int((others.max(axis=1) >= SURE)[chosen].sum())


def _model_of(layers: Layers) -> onnx.ModelProto:
    nodes, weights, last = [], [], INPUT
    for number, (matrix, added) in enumerate(layers):
        names = f"weights{number}", f"added{number}"
        weights += [
            numpy_helper.from_array(p, n) for p, n in zip((matrix, added), names, strict=True)
        ]
        nodes.append(helper.make_node("Gemm", [last, *names], [last := f"layer{number}"]))
        if number < len(layers) - 1:
            nodes.append(helper.make_node("Relu", [last], [last := f"positive{number}"]))
    nodes.append(helper.make_node("Softmax", [last], ["chances"], axis=1))
    given = helper.make_tensor_value_info(INPUT, TensorProto.FLOAT, [None, layers[0][0].shape[0]])
    found = helper.make_tensor_value_info("chances", TensorProto.FLOAT, [None, OTHER + 1])
    graph = helper.make_graph(nodes, "likeness", [given], [found], weights)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    helper.set_model_props(model, {KEYS_NAME: KEYS})
    onnx.checker.check_model(model)
    return model


if __name__ == "__main__":
    main()
