"""All that `make bench-read` and `make bench-layouts` say of documents that were read."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipeline.offline import Answer
from storage.domain.field import Source
from tests.benchmarks import calibration, costs, risk
from tests.benchmarks.scoring import Scored, score


def summary(
    shared: Path, answers: Sequence[Answer], folders: Sequence[Path]
) -> tuple[str, dict[str, Any]]:
    """Return the tables, and the same figures for JSON.

    Args:
        shared: Holds ``tools/score_reading.py``.
        answers: Of all documents.
        folders: Of their truth files.
    """
    scores = score(shared, answers, folders)
    filed, calibrated = risk.risk(scores.documents), calibration.calibration(scores.documents)
    cost = costs.costs(scores.documents)
    memory = costs.peak_memory(scores.documents)
    speed = costs.speed(d.answer.file for d in scores.documents if _is_text(d))
    tables = (risk.table(filed), calibration.table(calibrated), costs.table(cost, memory, speed))
    figures = {
        "reading": scores.figures,
        "risk": filed,
        "calibration": calibrated,
        "costs": cost,
        "peak_mib": memory,
        "text_pdfs_per_second_and_core": speed,
    }
    return "\n".join((scores.report, *tables)), figures


def _is_text(document: Scored) -> bool:
    """Tell whether a document was read from its text layer."""
    facts = document.answer.facts
    fields = facts.invoice.fields.values() if facts and facts.invoice else ()
    return document.channel == "text" and not any(f.source is Source.OCR for f in fields)
