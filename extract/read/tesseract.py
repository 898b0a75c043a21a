"""Tesseract behind one small interface: a picture in, words with places and confidences out.

pytesseract drives the installed program; tesserocr, where it is installed too, does the same in this process.
"""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from extract.errors import LimitError, TesseractError

if TYPE_CHECKING:
    from extract.read.pixels import Grey

COLUMNS = tuple("level page_num block_num par_num line_num word_num left top width height conf text".split())
PACKAGES = {"fra": "tesseract-ocr-fra", "eng": "tesseract-ocr", "osd": "tesseract-ocr"}


@dataclass(frozen=True, slots=True)
class Seen:
    """A word as Tesseract saw it: pixels from the top left, confidence 0 to 1, and the line it stands in."""

    text: str
    left: int
    top: int
    right: int
    bottom: int
    confidence: float
    line: tuple[int, int, int]
    doubt: str | None = None  # what another reading saw


@dataclass(frozen=True)
class Tesseract:
    """`languages` as Tesseract takes them (« fra+eng »), `timeout` in seconds for one picture.

    `in_process` asks for tesserocr, a quarter faster, where it is installed.
    """

    name: str  # of the file that is read, for messages
    languages: str = "fra"
    timeout: float = 120.0
    in_process: bool = True
    _own: threading.local = field(default_factory=threading.local, repr=False, compare=False)

    def check(self) -> None:
        """Raises TesseractError where the program or a language is missing."""
        have = _languages()
        if have is None:
            raise TesseractError(
                self.name,
                "needs Tesseract to be read, which is not installed",
                "install tesseract-ocr tesseract-ocr-fra",
            )
        missing = [code for code in re.split(r"\+", self.languages) if code not in have]
        if missing:
            packages = " ".join(PACKAGES.get(code, f"tesseract-ocr-{code.replace('_', '-')}") for code in missing)
            raise TesseractError(
                self.name,
                f"needs Tesseract's data for {', '.join(missing)}, which is not installed",
                f"install {packages}",
            )

    def words(self, grey: Grey, psm: int = 3, dpi: int = 300) -> list[Seen]:
        """Raises TesseractError where Tesseract fails and LimitError where it takes longer than allowed."""
        api = self._api() if self.in_process else None
        if api is not None:
            return self._words_in_process(api, grey, psm, dpi)
        return _seen(self._table(_picture(grey), psm, dpi))

    def pictures(self, pictures: Sequence[Grey], psm: int, dpi: int = 300) -> list[list[Seen]]:
        """The words of each picture, read by one run of the program: to start it takes a tenth of a second."""
        if len(pictures) < 2 or (self.in_process and self._api() is not None):
            return [self.words(picture, psm, dpi) for picture in pictures]
        with tempfile.TemporaryDirectory(prefix="pages_") as folder:
            paths = [os.path.join(folder, f"{number}.bmp") for number in range(len(pictures))]
            for path, picture in zip(paths, pictures, strict=True):
                _picture(picture).save(path)
            listed = os.path.join(folder, "list.txt")
            with open(listed, "w", encoding="utf-8") as file:
                file.write("\n".join(paths) + "\n")
            table = self._table(listed, psm, dpi)
        return [_seen(table, number) for number in range(1, len(pictures) + 1)]

    def _table(self, picture: Any, psm: int, dpi: int) -> dict[str, list[Any]]:
        """What the program says of a picture, or of those that a file lists."""
        import pytesseract

        table: dict[str, list[Any]] = self._run(
            lambda: pytesseract.image_to_data(
                picture,
                lang=self.languages,
                config=f"--psm {psm} --dpi {dpi}",
                output_type=pytesseract.Output.DICT,
                timeout=self.timeout,
            )
        )
        return table

    def _api(self) -> Any:
        """This thread's tesserocr, None where it or the data it needs is missing."""
        if not hasattr(self._own, "api"):
            self._own.api = None
            folder = _data_folder()
            try:
                os.environ.setdefault("OMP_THREAD_LIMIT", "1")
                import tesserocr
            except ImportError:
                return None
            if folder is not None:
                self._own.api = tesserocr.PyTessBaseAPI(path=folder, lang=self.languages)
        return self._own.api

    def _words_in_process(self, api: Any, grey: Grey, psm: int, dpi: int) -> list[Seen]:
        api.SetPageSegMode(psm)
        api.SetImageBytes(grey.tobytes(), grey.shape[1], grey.shape[0], 1, grey.shape[1])
        api.SetSourceResolution(dpi)
        if not api.Recognize(round(self.timeout * 1000)):
            raise self._late()
        rows = [line.split("\t") for line in api.GetTSVText(0).splitlines()]
        api.Clear()
        return _seen({name: [row[i] for row in rows if len(row) == 12] for i, name in enumerate(COLUMNS)})

    def _late(self) -> LimitError:
        return LimitError(
            self.name,
            f"has a page that Tesseract did not read within {self.timeout:g} s",
            "raise the time or lower the dpi",
        )

    def orientation(self, grey: Grey) -> int:
        """Degrees by which the page must be turned clockwise to stand upright: 0, 90, 180 or 270."""
        import pytesseract

        try:
            found = pytesseract.image_to_osd(
                _picture(grey), config="--psm 0 --dpi 300", output_type=pytesseract.Output.DICT, timeout=self.timeout
            )
        except (pytesseract.TesseractError, RuntimeError):  # « Too few characters »: as it stands
            return 0
        return int(found["rotate"]) % 360 if float(found["orientation_conf"]) > 1.0 else 0

    def _run(self, call: Any) -> Any:
        import pytesseract

        os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # its threads only wait for each other: 4 times slower
        try:
            return call()
        except pytesseract.TesseractNotFoundError:
            self.check()
            raise
        except pytesseract.TesseractError as error:
            _languages.cache_clear()
            self.check()
            raise TesseractError(
                self.name, f"could not be read by Tesseract ({error.message.strip()[:120]})"
            ) from error
        except RuntimeError as error:
            if "timeout" not in str(error).lower():
                raise
            raise self._late() from error


@cache
def _data_folder() -> str | None:
    """Where Tesseract keeps its language data, as it says itself; None where it does not."""
    try:
        told = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    found = re.search(r'"([^"]+)"', told.stdout + told.stderr)
    return found.group(1) if found else None


@cache
def _languages() -> frozenset[str] | None:
    """The languages that Tesseract has data for, None where there is no Tesseract."""
    import pytesseract

    try:
        return frozenset(pytesseract.get_languages())
    except (pytesseract.TesseractNotFoundError, OSError):
        return None


def _picture(grey: Grey) -> Any:
    """As a BMP: a PNG takes ten times as long to write, and Leptonica reads a PPM byte by byte."""
    from PIL import Image

    picture = Image.fromarray(grey)
    picture.format = "BMP"
    return picture


def _seen(table: dict[str, list[Any]], page: int = 1) -> list[Seen]:
    out = []
    columns = ("page_num", "text", "conf", "left", "top", "width", "height", "block_num", "par_num", "line_num")
    for at, text, conf, left, top, width, height, block, par, line in zip(*(table[c] for c in columns), strict=True):
        text = str(text).strip()
        if text and float(conf) >= 0 and int(at) == page:
            place = (int(left), int(top), int(left) + int(width), int(top) + int(height))
            out.append(Seen(text, *place, float(conf) / 100, (int(block), int(par), int(line))))
    return out
