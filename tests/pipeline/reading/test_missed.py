"""Print that Tesseract passes over is read by the other engine, and marked as its own."""

from dataclasses import replace

from PIL import ImageDraw

from pipeline.reading import ocr
from pipeline.reading.missed import with_missed
from pipeline.reading.ocr import Recognised
from pipeline.reading.paper import Picture
from tests.pipeline.reading.pictures_of_papers import DPI, as_picture, drawn

LINES = ("Pose de carrelage          1          629,78", "Dépose          25          100,00")


def picture_of(*, ruled: bool = False) -> Picture:
    page = drawn(LINES)
    if ruled:
        ImageDraw.Draw(page).line((900, 60, 900, 400), fill="black", width=3)
        ImageDraw.Draw(page).line((60, 185, 1100, 185), fill="black", width=3)
        ImageDraw.Draw(page).ellipse((950, 135, 954, 139), fill="black")
    picture: Picture = as_picture(page).min(axis=2)
    return picture


def test_a_digit_that_stands_alone_is_found() -> None:
    picture = picture_of()
    words = tuple(word for word in ocr.recognise(picture, DPI) if word.text != "1")
    (found,) = with_missed(picture, words)[len(words) :]
    assert (found.text, found.alone, found.agreed) == ("1", True, False)
    name = next(word for word in words if word.text == "carrelage")
    amount = next(word for word in words if word.text == "629,78")
    assert name.right < found.left < found.right < amount.left
    assert found.top < (amount.top + amount.bottom) / 2 < found.bottom


def test_letters_side_by_side_are_one_word() -> None:
    picture = picture_of()
    words = tuple(word for word in ocr.recognise(picture, DPI) if word.text != "100,00")
    assert [word.text for word in with_missed(picture, words)[len(words) :]] in (
        ["100,00"],
        ["1", "100,00"],
        ["100,00", "1"],
    )


def test_rules_and_specks_are_no_print() -> None:
    picture = picture_of(ruled=True)
    words = ocr.recognise(picture, DPI)
    new = with_missed(picture, words)[len(words) :]
    assert all(word.text == "1" and word.right < 700 for word in new)


def test_a_page_without_words_has_no_rows() -> None:
    assert with_missed(picture_of(), ()) == ()
    unsure = (Recognised("ee", 110, 120, 200, 150, 0.2),)
    assert with_missed(picture_of(), unsure) == unsure


def test_the_rest_of_a_word_is_no_word() -> None:
    picture = picture_of()
    words = ocr.recognise(picture, DPI)
    name = next(word for word in words if word.text == "carrelage")
    cut = name.left + round(0.52 * (name.right - name.left))
    column = picture[name.top : name.bottom, cut - 8 : cut + 8].min(axis=0).argmax()
    cut += int(column) - 8
    torn = tuple(replace(word, text="carre", right=cut) if word is name else word for word in words)
    found = with_missed(picture, torn)
    assert sum(word.text.startswith("carre") for word in found) == 1
    whole = next(word for word in found if word.text.startswith("carre"))
    assert (whole.text, whole.right, whole.alone) == ("carrelage", name.right, True)
