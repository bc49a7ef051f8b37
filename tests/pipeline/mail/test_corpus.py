"""The shared corpora of odd, broken and hostile messages: nothing raises, nothing is lost."""

from pathlib import Path

import pytest

from tests.benchmarks.unpacking import Entry, Result, entries, measure, run_all, table

CORPUS = Path(__file__).parents[4] / "shared" / "corpus"
FOLDERS = ("mime", "tnef", "smime")
BODIES_FOUND = 25
"""Of texts that another project found; of the others it skips lines that we keep in the text."""


def _entries() -> list[tuple[str, Entry]]:
    if not CORPUS.exists():
        return []
    return [(folder, entry) for folder in FOLDERS for entry in entries(CORPUS, folder)]


pytestmark = pytest.mark.skipif(not _entries(), reason="the shared corpora are not there")


@pytest.fixture(scope="module")
def results() -> list[Result]:
    return run_all(CORPUS)


def test_every_goal_is_reached(results: list[Result], capsys: pytest.CaptureFixture[str]) -> None:
    figures = table(results)
    with capsys.disabled():
        for name, count, total, _ in figures:
            print(f"\n{name}: {count} of {total}", end="")  # noqa: T201
    assert all(reached for *_, reached in figures)
    assert figures[-1][1] >= BODIES_FOUND


@pytest.mark.parametrize(
    ("folder", "entry"),
    _entries(),
    ids=lambda value: value if isinstance(value, str) else value["file"],
)
def test_a_message_ends_in_time_with_a_reason_for_each_part(folder: str, entry: Entry) -> None:
    result = measure(CORPUS, folder, entry)
    assert result.ends
    assert result.as_expected is not False
    assert result.found or result.reasons
