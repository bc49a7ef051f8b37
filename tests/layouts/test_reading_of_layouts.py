"""How well layouts that no rule was made on are read: a small sample of the benchmark of layouts.

Fails when fewer values are right than were, or when a value that may act alone is wrong.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from pipeline.offline import Job, read_files
from pipeline.reading.lines import compact
from tests.layouts.families import Split, families
from tests.layouts.page import make_document
from tests.layouts.printing import printer
from vaguemestre.commands.pages import shown

pytestmark = pytest.mark.xdist_group("browser")

KEY = (
    *("number", "type_code", "issue_date", "seller.siren"),
    *("total_without_vat", "total_vat", "total_with_vat"),
)
SEED, PLACES = 9, (0, 1)
LEAST_KEY_FIELDS, LEAST_DOCUMENTS, LEAST_FILED = 0.95, 0.85, 0.65
"""Shares: of visible key fields, of documents with all of them, of documents filed by itself."""

Read = tuple[Mapping[str, Any], Mapping[str, Any]]
"""What was read of a document, as `read --json` prints it, and its truth."""


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Sequence[Read]:
    folder: Path = tmp_path_factory.mktemp("layouts")
    truths, jobs = [], []
    with printer() as to_pdf:
        for family in families():
            for place in PLACES if family.split is Split.JUDGING else ():
                document = make_document(family, SEED, place)
                file = folder / f"{family.name}-{place}.pdf"
                file.write_bytes(to_pdf(document.html))
                truths.append(document.truth)
                jobs.append(Job(file))
    return list(zip(map(shown, read_files(jobs)), truths, strict=True))


def is_right(field: str, value: str, truth: Mapping[str, Any]) -> bool:
    who, _, key = field.partition(".")
    true = truth[who][key] if key else truth[field]
    accepted = (true, *truth.get("accept", {}).get(field, ()))
    return compact(value) in {compact(str(other)) for other in accepted}


def key_fields(document: Read) -> list[bool]:
    """Return for each visible key field whether it was read right."""
    result, truth = document
    visible = [field for field in KEY if field in truth["visible"]]
    values = {field: result.get("fields", {}).get(field, {}).get("value") for field in visible}
    return [value is not None and is_right(f, value, truth) for f, value in values.items()]


def test_key_fields_are_right(documents: Sequence[Read]) -> None:
    each = [key_fields(document) for document in documents]
    fields = [right for document in each for right in document]
    assert sum(fields) / len(fields) >= LEAST_KEY_FIELDS
    assert sum(map(all, each)) / len(each) >= LEAST_DOCUMENTS


def test_what_may_act_alone_is_right(documents: Sequence[Read]) -> None:
    wrong = [
        (result["file"], name, field["value"])
        for result, truth in documents
        for name, field in result.get("fields", {}).items()
        if field["level"] in {"proven", "corroborated"}
        and name in truth["visible"]
        and not is_right(name, field["value"], truth)
    ]
    assert wrong == []


def test_what_is_filed_by_itself_is_right_and_not_nothing(documents: Sequence[Read]) -> None:
    filed = [document for document in documents if document[0].get("auto_file")]
    assert len(filed) / len(documents) >= LEAST_FILED
    assert all(all(key_fields(document)) for document in filed)
