"""Print that the text layer does not have is found; rules and panels are none."""

import cv2
import numpy as np
import pytest

from pipeline.reading.paper import Picture
from pipeline.reading.stray_ink import lies_in, stray_ink

NOTHING = np.zeros((0, 4))


def page(ground: int = 255) -> Picture:
    return np.full((600, 800), ground, np.uint8)


def written(picture: Picture, text: str = "999,00", ink: int = 0) -> Picture:
    cv2.putText(picture, text, (300, 300), cv2.FONT_HERSHEY_SIMPLEX, 1, ink, 2)
    return picture


@pytest.mark.parametrize(("ground", "ink"), [(255, 0), (255, 190), (200, 60), (30, 240)])
def test_an_amount_more_is_seen(ground: int, ink: int) -> None:
    found = stray_ink(written(page(ground), ink=ink), NOTHING)
    assert lies_in(found, (290, 270, 420, 310))
    assert not lies_in(found, (0, 0, 800, 250))


def test_what_the_layer_has_is_not_stray() -> None:
    glyphs = np.array([[295.0, 270.0, 430.0, 312.0]])
    assert not len(stray_ink(written(page()), glyphs))


def test_rules_frames_and_panels_are_no_letters() -> None:
    table = page()
    cv2.rectangle(table, (50, 100), (750, 400), 0, 2)
    for x in (200, 400, 600):
        cv2.line(table, (x, 100), (x, 400), 80, 3)
    for y in range(140, 400, 40):
        cv2.line(table, (50, y), (750, y), 150, 1)
    cv2.rectangle(table, (100, 450), (700, 550), 210, -1)
    assert not len(stray_ink(table, NOTHING))


def test_print_between_rules_is_seen() -> None:
    table = written(page())
    cv2.line(table, (50, 315), (750, 315), 0, 3)
    assert lies_in(stray_ink(table, NOTHING), (290, 270, 420, 310))
