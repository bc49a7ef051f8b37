"""A text layer that does not match the picture is found, an honest one never."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.offline import Job, read_files
from pipeline.reading.fields import Context, read_fields
from pipeline.reading.pages import read_pages
from pipeline.reading.picture_check import differing_pages
from pipeline.reading.words import Word
from pipeline.stage import Work
from storage.domain.field import Source
from storage.domain.invoice import FieldName
from storage.domain.reason import Reason
from storage.domain.siren import parse_siren
from tests.pipeline.reading.layers import (
    IMAGE,
    WORDS,
    letters,
    paper,
    picture,
    printed,
    rectangle,
    swindled,
    text,
    totals,
)
from tests.pipeline.reading.papers import HEIGHT

Make = Callable[[Path], Path]
OTHERS = tuple(word for word in WORDS if word not in totals())


def named(*texts: str) -> tuple[Word, ...]:
    return tuple(word for word in WORDS if word.text in texts)


def honest(file: Path) -> Path:
    return paper(file, text(WORDS))


def honest_in_pale_print_on_a_dark_panel(file: Path) -> Path:
    panel = rectangle([replace(totals()[0], x=0.1, w=0.85, y=totals()[0].y - 0.02, h=0.14)], 0)
    low = tuple(word for word in WORDS if panel and word.y >= totals()[0].y - 0.02)
    return paper(file, text(WORDS), panel.replace("0 g", "0.2 g"), text(low, "0.95 g"))


def honest_drawn_twice(file: Path) -> Path:
    again = tuple(replace(word, x=word.x + 0.0004) for word in WORDS)
    return paper(file, text(WORDS), text(again))


def honest_scan_with_a_layer(file: Path) -> Path:
    return paper(file, IMAGE, text(WORDS, "3 Tr"), image=printed(honest(file)))


ACCOUNT = named("IBAN", "FR76", "3000", "6000", "0112", "3456", "7890", "189")


def up_the_page(words: tuple[Word, ...]) -> str:
    """Return the operators that write a row of words from bottom to top at the left edge."""
    row = "".join(text([replace(word, y=0.02)]) for word in words)
    return f"q 0 1 -1 0 {HEIGHT + 10} 150 cm {row} Q"


def honest_account_up_the_page(file: Path) -> Path:
    rest = tuple(word for word in WORDS if word not in ACCOUNT)
    return paper(file, text(rest), up_the_page(ACCOUNT))


def replaced_account_up_the_page(file: Path) -> Path:
    rest = tuple(word for word in WORDS if word not in ACCOUNT)
    swindle = up_the_page(ACCOUNT).replace("/F1", "/F2")
    return paper(file, text(rest), swindle, reads={"0": "6"})


def white(file: Path) -> Path:
    swindle = tuple(word for word in swindled(WORDS) if word not in OTHERS)
    return paper(file, text(OTHERS), text(swindle, "1 g"), IMAGE, image=picture(totals()))


def white_with_nothing_to_see(file: Path) -> Path:
    return paper(file, text(OTHERS), text(totals(), "1 g"))


def covered_by_a_rectangle(file: Path) -> Path:
    return paper(file, text(WORDS), rectangle(totals()))


def covered_by_an_image(file: Path) -> Path:
    return paper(file, text(swindled(WORDS)), rectangle(totals()), IMAGE, image=picture(WORDS))


def replaced_characters(file: Path) -> Path:
    shown = text(totals()).replace("/F1", "/F2")
    return paper(file, text(OTHERS), shown, reads={"1": "4", "2": "7"})


def replaced_account(file: Path) -> Path:
    account = named("3000", "6000", "0112")
    rest = tuple(word for word in WORDS if word not in account)
    return paper(file, text(rest), text(account).replace("/F1", "/F2"), reads={"0": "6"})


def bad_layer_over_a_scan(file: Path) -> Path:
    return paper(file, IMAGE, text(swindled(WORDS), "3 Tr"), image=printed(honest(file)))


def totals_as_an_image(file: Path) -> Path:
    return paper(file, text(OTHERS), IMAGE, image=picture(totals()))


def all_totals_as_an_image(file: Path) -> Path:
    rows = tuple(
        w for w in WORDS if min(t.y for t in totals()) <= w.y <= max(t.y for t in totals())
    )
    rest = tuple(word for word in WORDS if word not in rows)
    return paper(file, text(rest), IMAGE, image=picture(rows))


def an_amount_more(file: Path) -> Path:
    more = [replace(totals()[-1], text="999,00", x=0.86)]
    return paper(file, text(WORDS), IMAGE, image=picture(more))


def hidden_second_number(file: Path) -> Path:
    hidden = Word("F-2026-018", 0.3, named("N°")[0].y, 0.2, named("N°")[0].h)
    rest = tuple(word for word in WORDS if word.text != "F-2026-017")
    return paper(file, text(rest), text([hidden], "1 g"))


SWAPPED = {"HT": "TTC", "TTC": "HT"}


def names() -> tuple[Word, ...]:
    """Return the words that tell the total without VAT from the one with it."""
    rows = {word.y for word in totals()}
    return tuple(word for word in WORDS if word.y in rows and word.text in SWAPPED)


def painted_over(file: Path, words: tuple[Word, ...], shown: dict[str, str]) -> Path:
    others = [replace(word, text=shown[word.text]) for word in words]
    return paper(file, text(WORDS), rectangle(words), IMAGE, image=picture(others))


def totals_called_otherwise(file: Path) -> Path:
    return painted_over(file, names(), SWAPPED)


def totals_called_otherwise_by_the_layer(file: Path) -> Path:
    name = names()[:1]
    shown = text([replace(word, text="AB") for word in name]).replace("/F1", "/F2")
    rest = tuple(word for word in WORDS if word not in name)
    return paper(file, text(rest), shown, reads={"A": "H", "B": "T"})


def totals_whose_names_are_covered(file: Path) -> Path:
    return paper(file, text(WORDS), rectangle(names()))


def totals_named_in_white(file: Path) -> Path:
    rest = tuple(word for word in WORDS if word not in names())
    return paper(file, text(rest), text(names(), "1 g"))


def number_of_a_client(file: Path) -> Path:
    return painted_over(file, named("FACTURE"), {"FACTURE": "CLIENT"})


def date_of_an_order(file: Path) -> Path:
    return painted_over(file, named("Date"), {"Date": "Reçu"})


HONEST = (
    honest,
    honest_in_pale_print_on_a_dark_panel,
    honest_drawn_twice,
    honest_scan_with_a_layer,
    honest_account_up_the_page,
)
HOSTILE = (
    white,
    white_with_nothing_to_see,
    covered_by_a_rectangle,
    covered_by_an_image,
    replaced_characters,
    replaced_account,
    replaced_account_up_the_page,
    bad_layer_over_a_scan,
    totals_as_an_image,
    all_totals_as_an_image,
    an_amount_more,
    hidden_second_number,
    totals_called_otherwise,
    totals_called_otherwise_by_the_layer,
    totals_whose_names_are_covered,
    totals_named_in_white,
    number_of_a_client,
    date_of_an_order,
)


def differing(file: Path) -> tuple[int, ...]:
    return differing_pages(file, read_pages(file, None), Context())


@pytest.mark.parametrize("make", HONEST, ids=lambda make: make.__name__)
def test_an_honest_layer_is_no_alarm(make: Make, tmp_path: Path) -> None:
    file = make(tmp_path / "a.pdf")
    pages = read_pages(file, None)
    assert pages[0].source is Source.PDF_TEXT
    assert read_fields(pages, Context()).value(FieldName.TOTAL_WITH_VAT) == "1200.00"
    assert differing(file) == ()


@pytest.mark.parametrize("make", HOSTILE, ids=lambda make: make.__name__)
def test_a_layer_that_says_otherwise_is_found(make: Make, tmp_path: Path) -> None:
    assert differing(make(tmp_path / "a.pdf")) == (1,)


def test_a_recognised_page_has_no_layer_to_doubt(tmp_path: Path) -> None:
    honest(tmp_path / "a.pdf")
    scan = paper(tmp_path / "b.pdf", IMAGE, image=printed(tmp_path / "a.pdf"))
    assert differing(scan) == ()


@pytest.mark.parametrize(
    "make",
    [covered_by_an_image, bad_layer_over_a_scan, all_totals_as_an_image],
    ids=lambda make: make.__name__,
)
def test_the_picture_wins_and_a_person_looks(make: Make, tmp_path: Path) -> None:
    files = [honest(tmp_path / "F-2026-017.pdf"), make(tmp_path / "hostile.pdf")]
    work = Work(own_siren=parse_siren("123456782"))
    good, found = (answer.facts for answer in read_files([Job(file, work) for file in files]))
    assert good is not None
    assert good.open_points == ()
    assert found is not None
    assert found.invoice is not None
    assert found.invoice.value(FieldName.TOTAL_WITH_VAT) == "1200.00"
    assert Reason.TEXT_LAYER_DIFFERS.about("page 1") in found.open_points


def test_letters_in_shuffled_order_are_words(tmp_path: Path) -> None:
    shuffled = paper(tmp_path / "a.pdf", letters(WORDS, shuffled=True))
    pages = read_pages(shuffled, None)
    assert {word.text for word in pages[0].words} == {word.text for word in WORDS}
    assert differing(shuffled) == ()
