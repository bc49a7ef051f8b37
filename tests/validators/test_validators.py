"""What is made is valid for the validators of others."""

from pathlib import Path

import pytest

from tests.validators import judging
from tests.validators.sample import make_sample

NO_PDFA = Path(__file__).parents[1] / "samples" / "facturx_en16931.pdf"

pytestmark = pytest.mark.skipif(
    not judging.are_here(),
    reason="The validators could not be fetched: Java, Maven or its repository is missing.",
)


def test_a_sample_of_what_is_made_is_valid_for_all_three(tmp_path: Path) -> None:
    files = make_sample(tmp_path)
    verdicts = judging.judge([*files, NO_PDFA])
    assert len(files) == 25
    assert len(verdicts) == 3 * 26
    refused = [(it.validator, it.file.name, it.words) for it in verdicts if not it.is_valid]
    # The last one, whose font is not embedded, shows that each of them looks.
    assert sorted(refused) == sorted(
        (it.validator, it.file.name, it.words) for it in verdicts if it.file == NO_PDFA
    )
