"""The file between the stages keeps every word, and a hostile one is refused."""

from pathlib import Path

import pytest

from pipeline.reading.words import load_words, save_words
from storage.domain.field import Source
from tests.pipeline.reading.papers import INVOICE, a_page


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    pages = (a_page(*INVOICE), a_page("𝟙 ﬁ\u202e", number=2, source=Source.OCR, sure=0.5))
    save_words(pages, tmp_path / "words.json")
    assert load_words(tmp_path / "words.json") == pages


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        '[{"number": 1, "width": 1, "height": 1, "source": "user?"}]',
        '[{"number": 1, "width": 1, "height": 1, "source": "ocr", "words": [{"text": "x"}]}]',
    ],
)
def test_what_is_not_of_that_form_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "words.json").write_text(text)
    with pytest.raises(ValueError, match=r"."):
        load_words(tmp_path / "words.json")
