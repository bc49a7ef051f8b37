"""The readers of others find in every derived file what ours finds."""

from pathlib import Path

import pytest

from tests.validators import judging, readers
from tests.validators.sample import make_sample

pytestmark = pytest.mark.skipif(
    not judging.are_here(),
    reason="The validators could not be fetched: Java, Maven or its repository is missing.",
)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return make_sample(tmp_path_factory.mktemp("sample"))


def test_factur_x_and_mustang_read_the_fields_that_we_read(sample: list[Path]) -> None:
    assert readers.differences(sample) == []


def test_what_a_reader_reads_otherwise_is_told(
    sample: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(readers.TERMS, "BT-115", readers.TERMS["BT-1"])
    told = readers.differences(sample[:1])
    assert [line.split(" ", 1)[1].split(" '")[0] for line in told] == [
        "Mustang reads BT-115",
        "factur-x reads BT-115",
    ]
