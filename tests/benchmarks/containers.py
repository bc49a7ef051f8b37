"""What the derived files are as files: text, looks, validity, and what making them costs.

In: what became of the documents of the corpora. Out: every file that was made held against the one
it was made of, and judged by the validators of others where these were fetched.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2 as pdfium

from pipeline.offline import Answer
from storage.domain.reason import Reason
from tests.benchmarks.strangers import Costs
from tests.validators import judging

_MOST_DIFFERENCE = 3.0
"""Of 255, the mean of a page at 72 dpi."""


def quality(answers: Sequence[Answer], channels: Mapping[Path, str]) -> dict[str, Any]:
    """Count what was made, and how it compares with what it was made of."""
    made = {it.file: it for it in answers if it.facturx and it.facts and it.facts.derived}
    texts = [file for file in made if channels[file] == "text"]
    raster = [it.file.name for it in made.values() if _is_raster(it)]
    files = [it.facturx for it in made.values() if it.facturx]
    verdicts = judging.judge(files) if judging.are_here() else []
    return {
        "documents": len(answers),
        "made": len(made),
        "made_of_text": len(texts),
        "vector_text": len(texts) - len({file.name for file in texts} & set(raster)),
        "raster": raster,
        "text_differs": [f.name for f in texts if _text(f) != _text(made[f].facturx or f)],
        "looks_differ": [
            f.name for f in made if f.suffix == ".pdf" and _differs(f, made[f].facturx or f)
        ],
        "valid": Counter(it.validator for it in verdicts if it.is_valid),
        "invalid": [f"{it.file.name}: {it.validator}: {it.words}" for it in verdicts
                    if not it.is_valid],
    }  # fmt: skip


def _is_raster(answer: Answer) -> bool:
    return bool(answer.facts and Reason.PAGE_RASTERISED in answer.facts.facturx_reasons)


def _text(file: Path) -> str:
    with pdfium.PdfDocument(file) as pdf:
        text = "".join(page.get_textpage().get_text_bounded() for page in pdf)
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def _differs(before: Path, after: Path) -> bool:
    with pdfium.PdfDocument(before) as old, pdfium.PdfDocument(after) as new:
        old.init_forms()
        pairs = zip(old, new, strict=False)  # a document may be some pages of a file only
        return len(old) == len(new) and any(
            _difference(*(page.render(scale=1, grayscale=True).to_numpy() for page in pair))
            > _MOST_DIFFERENCE
            for pair in pairs
        )


def _difference(
    old: "np.ndarray[Any, np.dtype[np.uint8]]", new: "np.ndarray[Any, np.dtype[np.uint8]]"
) -> float:
    """Return the mean difference of two pictures; one that was turned upright is turned back."""
    turned = [np.rot90(new, turns) for turns in range(4)]
    alike = [it for it in turned if it.shape == old.shape]
    means = [float(np.abs(np.subtract(old, it, dtype=np.int16)).mean()) for it in alike]
    return min(means, default=255.0)


def quality_table(figures: dict[str, Any]) -> str:
    """Return what was made for people."""
    made, texts = figures["made"], figures["made_of_text"]
    rows = [
        ("derived files", f"{made} of {figures['documents']} documents"),
        ("of PDFs with a text layer", f"{texts}, {figures['vector_text']} with vector text"),
        ("text differs", ", ".join(figures["text_differs"]) or "none"),
        ("looks differ", ", ".join(figures["looks_differ"]) or "none"),
        *((f"valid for {name}", f"{n} of {made}") for name, n in figures["valid"].items()),
        *(("not valid", line) for line in figures["invalid"]),
    ]
    return "".join(f"{name:28}{value}\n" for name, value in rows)


def cost_table(kind: str, found: Costs) -> str:
    """Return CPU per file for people, and how many times it goes into that of others."""
    theirs = found.theirs
    lines = [f"CPU ms per {kind}, others: {f'{1000 * theirs:.0f}' if theirs else 'not here'}\n"]
    for name in ("whole", "already_read", "container"):
        seconds = getattr(found, name)
        times = f"{theirs / seconds:8.1f} times less" if theirs else ""
        lines.append(f"  {name:26}{1000 * seconds:8.0f}{times}\n")
    return "".join(lines)
