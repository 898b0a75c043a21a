"""What is done to the picture of a page: commas by shape, panels made paper, photographed pages cut out; without Tesseract."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from extract.read.panels import levelled
from extract.read.paper import paper
from extract.read.points import with_points
from extract.read.tesseract import Seen

PAPER, INK = 255, 20


def figures(mark: tuple[int, int, int, int] | None) -> NDArray[np.uint8]:
    """Three blocks as high as figures on the base line at 60, and perhaps a small one: left, top, right, bottom."""
    page = np.full((100, 200), PAPER, np.uint8)
    for left in (20, 50, 80):
        page[30:60, left : left + 18] = INK
    if mark:
        page[mark[1] : mark[3], mark[0] : mark[2]] = INK
    return page


def word(text: str) -> Seen:
    return Seen(text, 18, 28, 100, 68, 0.95, (1, 1, 1))


@pytest.mark.parametrize(
    ("read", "mark", "written"),
    [
        ("271", (71, 55, 76, 67), "27,1"),  # hangs under the base line
        ("271", (42, 55, 47, 67), "2,71"),
        ("27.1", (71, 55, 76, 67), "27,1"),
        ("271", (71, 55, 77, 60), "271"),  # a point, on it: a speck has its shape
        ("271", None, "271"),
        ("2.7.1", (71, 55, 76, 67), "2.7.1"),
        ("27,1", (71, 55, 76, 67), "27,1"),
        ("271", (71, 34, 76, 46), "271"),  # an apostrophe
        ("271", (71, 58, 73, 60), "271"),  # a speck
        ("2711", (71, 55, 76, 67), "2711"),  # shapes that do not tally with what was read
    ],
)
def test_commas_by_their_shape(read: str, mark: tuple[int, int, int, int] | None, written: str) -> None:
    (got,) = with_points([word(read)], figures(mark))
    assert got.text == written
    assert got.doubt == (read if read != written else None)


def panel(ground: tuple[int, int, int], ink: tuple[int, int, int]) -> NDArray[np.uint8]:
    page = np.full((1200, 900, 3), PAPER, np.uint8)
    page[300:600, 100:800] = ground
    cv2.putText(page, "45 %", (200, 500), cv2.FONT_HERSHEY_DUPLEX, 4, ink, 9)
    return page


@pytest.mark.parametrize(
    ("ground", "ink"),
    [((0, 50, 140), (255, 255, 255)), ((255, 213, 0), (29, 29, 79)), ((60, 60, 60), (255, 255, 255))],
)
def test_a_panel_becomes_paper(ground: tuple[int, int, int], ink: tuple[int, int, int]) -> None:
    picture = panel(ground, ink)
    out = levelled(picture, np.asarray(picture.min(axis=2)), 150)
    assert out[100, 100] == PAPER
    assert int(out[310:590, 110:190].min()) == PAPER  # ground
    assert int(out[290:610, 90:110].min()) == PAPER  # its edge
    assert int(out[400:500, 200:500].min()) < 40  # ink


@pytest.mark.parametrize(
    ("ground", "ink"), [((255, 255, 255), (0, 0, 0)), ((190, 190, 190), (20, 20, 20)), ((0, 50, 140), (0, 50, 140))]
)
def test_dark_type_on_grey_and_bare_panels_stay(ground: tuple[int, int, int], ink: tuple[int, int, int]) -> None:
    picture = panel(ground, ink)
    grey = np.asarray(picture.min(axis=2))
    assert (levelled(picture, grey, 150) == grey).all()


def test_a_page_in_uneven_light_is_no_panel() -> None:
    light = np.linspace(90, 240, 1200).astype(np.uint8)
    page = np.repeat(light[:, None], 900, axis=1)
    assert levelled(page, page, 150) is page


def photo(corners: list[tuple[int, int]], table: int = 60) -> NDArray[np.uint8]:
    """A page with lines of print on a table, a shadow over its left half."""
    page = np.full((1131, 800), 240, np.uint8)
    for y in range(120, 1000, 30):
        page[y : y + 10, 90:700] = 30
    page[:, :400] = page[:, :400] * 0.7
    source = np.array([(0, 0), (800, 0), (800, 1131), (0, 1131)], np.float32)
    matrix = cv2.getPerspectiveTransform(source, np.array(corners, np.float32))
    return np.asarray(cv2.warpPerspective(page, matrix, (1000, 1300), borderValue=(table,)), dtype=np.uint8)


SEEN_ASLANT = [(150, 90), (880, 60), (930, 1210), (60, 1180)]


def test_a_photographed_page_is_cut_out() -> None:
    got = paper(photo(SEEN_ASLANT), 111)
    assert got is not None
    height, width = got.picture.shape
    assert height / width == pytest.approx(2**0.5, abs=0.01)
    assert got.dpi == pytest.approx(height / 11.69, abs=0.1)
    for corner, place in zip([(0, 0), (width, 0), (width, height), (0, height)], SEEN_ASLANT, strict=True):
        assert np.hypot(*np.subtract(got.back(*corner), place)) < 6


@pytest.mark.parametrize(
    "picture",
    [
        photo([(0, 0), (1000, 0), (1000, 1300), (0, 1300)]),  # it fills the picture
        photo([(100, 90), (900, 90), (900, 1221), (100, 1221)]),  # it lies straight
        photo(SEEN_ASLANT, table=235),  # on white
        photo([(150, 90), (880, 60), (930, 860), (60, 830)]),  # not the form of A4
        np.asarray(panel((0, 50, 140), (255, 255, 255))),
    ],
)
def test_other_pictures_stay(picture: NDArray[np.uint8]) -> None:
    assert paper(picture, 111) is None
