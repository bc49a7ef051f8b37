"""What the readers' benchmarks share: the scorer, and what it says of each document.

In: answers of `pipeline.offline.read_files` and folders of truth files. Out: the scorer's figures,
and one `Scored` per document for what the scorer does not count. The scorer is a program beside
the corpora, ``tools/score_reading.py``; it is loaded as a module.
"""

import importlib.util
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from pipeline.offline import Answer
from pipeline.reading.lines import compact
from storage.domain.invoice import FieldName
from vaguemestre.commands.pages import shown

_BY = ("group", "channel", "lang", "channel and lang")


@dataclass(frozen=True)
class Scored:
    """One document.

    Attributes:
        answer: What was read.
        truth: The content of its truth file.
        may_be_filed: It is one invoice or credit note, and every key field was read right.
        has_fields: It is one invoice or credit note.
    """

    answer: Answer
    truth: dict[str, Any]
    may_be_filed: bool
    has_fields: bool

    @property
    def channel(self) -> str:
        """``text``, ``scan`` or ``phone``."""
        return str(self.truth.get("channel") or "?")

    @property
    def language(self) -> str:
        """Two letters."""
        return str(self.truth.get("lang") or "?")

    def is_right(self, name: FieldName) -> bool | None:
        """Tell whether a field was read right; None where either side has none."""
        invoice = self.answer.facts and self.answer.facts.invoice
        value, true = invoice.value(name) if invoice else None, self.truth.get(name.value)
        if value is None or true is None or name.value not in self.truth["visible"]:
            return None
        accepted = (true, *self.truth.get("accept", {}).get(name.value, ()))
        return compact(value) in {compact(str(other)) for other in accepted}


@dataclass(frozen=True)
class Scores:
    """What came out.

    Attributes:
        figures: Of the scorer.
        report: The same for people.
        documents: One by one.
    """

    figures: dict[str, Any]
    report: str
    documents: tuple[Scored, ...]


def score(shared: Path, answers: Sequence[Answer], folders: Iterable[Path]) -> Scores:
    """Compare answers with truth files of the same names.

    Args:
        shared: Holds ``tools/score_reading.py``.
        answers: At most one per document.
        folders: Of truth files.
    """
    scorer = _scorer(shared / "tools" / "score_reading.py")
    truths = scorer.read_truth(folders)
    for truth in truths:
        names = (truth.data.get("channel") or "?", truth.data.get("lang") or "?")
        truth.data["channel and lang"] = " ".join(names)
    by_name = {answer.file.stem: answer for answer in answers}
    given = {name: scorer.flatten(shown(answer)) for name, answer in by_name.items()}
    figures = scorer.score(truths, given, _BY, True)
    documents = []
    for truth in truths:
        if truth.name in by_name:
            alone = {truth.name: replace(given[truth.name], auto_file=True)}
            filed = scorer.score([truth], alone, (), True)["total"]["auto_file"]
            is_right, has_fields = filed["filed"] == filed["right"], not truth.kind_only
            documents.append(Scored(by_name[truth.name], truth.data, is_right, has_fields))
    return Scores(figures, scorer.report(figures) + "\n", tuple(documents))


def by_channel(documents: Sequence[Scored]) -> dict[str, list[Scored]]:
    """Return all documents, then those of each channel."""
    channels = sorted({document.channel for document in documents})
    return {"all": list(documents)} | {
        c: [d for d in documents if d.channel == c] for c in channels
    }


def by_channel_and_language(documents: Sequence[Scored]) -> dict[str, list[Scored]]:
    """Return all documents, those of each channel, of each language, and of both together."""
    found = by_channel(documents)
    for group in (lambda d: d.language, lambda d: f"{d.channel} {d.language}"):
        for name in sorted({group(document) for document in documents}):
            found[name] = [document for document in documents if group(document) == name]
    return found


@cache
def _scorer(file: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(file.stem, file)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(file)
    module = importlib.util.module_from_spec(spec)
    sys.modules[file.stem] = module  # its dataclasses look themselves up there
    spec.loader.exec_module(module)
    return module
