"""What reading costs per channel and language, and how many text PDFs a core reads in a second.

In: scored documents; for the speed, text PDFs to be read again, with the picture check and
without. Out: seconds, time of a core, memory.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch

from pipeline.offline import Job, read_files
from pipeline.stages import read
from tests.benchmarks.scoring import Scored, by_channel_and_language

_MOST_READ_AGAIN = 100
"""Text PDFs: more make the figure no steadier."""

Row = dict[str, Any]


def costs(documents: Sequence[Scored]) -> list[Row]:
    """Return rows of seconds per document, of wall and CPU."""
    return [_row(name, inside) for name, inside in by_channel_and_language(documents).items()]


def _row(group: str, documents: Sequence[Scored]) -> Row:
    answers = [document.answer for document in documents]
    wall = sorted(answer.seconds for answer in answers)
    return {
        "group": group,
        "documents": len(answers),
        "wall_p50": _share(wall, 0.5),
        "wall_p95": _share(wall, 0.95),
        "cpu_mean": round(sum(a.cpu_seconds for a in answers) / max(len(answers), 1), 3),
    }


def peak_memory(documents: Sequence[Scored]) -> int:
    """Return the most that a reading process held, in MiB: a process reads many documents."""
    return max((d.answer.peak_memory for d in documents), default=0) // 2**20


def _share(ordered: Sequence[float], share: float) -> float:
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)] if ordered else 0.0


def speed(files: Iterable[Path]) -> dict[str, float]:
    """Return text PDFs per second and core, with the picture check and without it."""
    jobs = [Job(file) for file in files][:_MOST_READ_AGAIN]
    found = {"with_picture_check": _per_second(jobs)}
    with patch.object(read, "differing_pages", return_value=()):
        found["without_picture_check"] = _per_second(jobs)
    return found


def _per_second(jobs: Sequence[Job]) -> float:
    busy = sum(answer.cpu_seconds for answer in read_files(jobs)) if jobs else 0.0
    return round(len(jobs) / busy, 2) if busy else 0.0


def table(rows: Iterable[Row], peak_mib: int, per_second: dict[str, float]) -> str:
    """Return the figures for people."""
    lines = ["seconds per document: half and 95 of 100 take no longer; mean time of a core"]
    lines.append(f"{'':10}{'docs':>6}{'p50':>8}{'p95':>8}{'CPU':>8}")
    lines += [
        f"{row['group']:10}{row['documents']:6}{row['wall_p50']:8.2f}{row['wall_p95']:8.2f}"
        f"{row['cpu_mean']:8.2f}"
        for row in rows
    ]
    lines.append(f"most memory of a reading process: {peak_mib} MiB")
    lines += [
        f"text PDFs per second and core, {name.replace('_', ' ')}: {value:.1f}"
        for name, value in per_second.items()
    ]
    return "\n".join(lines) + "\n"
