"""Pictures of pages: scans and photographs, one or many in a file."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING

from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from extract.errors import InputError, LimitError
from extract.read.document import Document, Origin, Page
from extract.read.options import OcrMode, ReadOptions, chosen_pages
from extract.read.tesseract import Tesseract

if TYPE_CHECKING:
    from extract.read.pixels import Grey

A4 = 11.69  # inches, the long side
FAX = (1.5, 2.5)  # dots an inch across, for one down
MEDIA = {"PNG": "image/png", "JPEG": "image/jpeg", "TIFF": "image/tiff", "GIF": "image/gif", "BMP": "image/bmp"}


def read_image(name: str, sha256: str, data: bytes, options: ReadOptions) -> Document:
    """Raises InputError where it is no picture, LimitError where it is too large, TesseractError where that is missing."""
    if options.ocr is OcrMode.NEVER:
        raise InputError(name, "is a picture, which only OCR can read", "leave out --ocr never")
    engine = Tesseract(name, options.languages, options.ocr_timeout)
    engine.check()
    from extract.read.scan import scanned_page

    parts: list[str] = []
    pages: list[Page] = []
    at = 0
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(data))
            media = MEDIA.get(picture.format or "", f"image/{(picture.format or 'x').lower()}")
            count = getattr(picture, "n_frames", 1)
            if count > options.max_pages:
                raise LimitError(name, f"has {count} pages, more than {options.max_pages}", "choose some with --pages")
            chosen = chosen_pages(options, count, name)
            for number, pixels, dpi in _frames(name, picture, chosen, options):
                text, page = scanned_page(number, pixels, dpi, engine, options, at)
                parts.append(text)
                pages.append(page)
                at += len(text) + 1
                if options.progress:
                    options.progress(len(pages), len(chosen))
    except Image.DecompressionBombError as error:
        raise LimitError(name, "unfolds to more pixels than a picture may have", "scan it at 300 dpi") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise InputError(name, f"is no readable picture ({type(error).__name__})", "save it again as PNG") from error
    return Document(name, sha256, media, Origin.OCR, "\f".join(parts), tuple(pages))


def _frames(
    name: str, picture: Image.Image, chosen: list[int], options: ReadOptions
) -> Iterator[tuple[int, Grey, float]]:
    import numpy as np

    for number, frame in enumerate(ImageSequence.Iterator(picture), 1):
        if number not in chosen:
            continue
        if frame.width * frame.height > options.max_pixels:
            raise LimitError(name, f"has {frame.width * frame.height:,} pixels", "scan it at 300 dpi")
        frame = _squared(frame)
        dpi = _dpi(frame)
        upright = ImageOps.exif_transpose(frame)
        if upright.mode in ("RGBA", "LA", "P", "PA"):
            upright = upright.convert("RGBA")
            ground = Image.new("RGBA", upright.size, "white")
            upright = Image.alpha_composite(ground, upright).convert("RGB")
        elif upright.mode in ("1", "L", "I;16", "I", "F"):
            upright = _eight_bits(upright)
        else:
            upright = upright.convert("RGB")
        yield number, np.asarray(upright), dpi


def _squared(frame: Image.Image) -> Image.Image:
    """With square dots: those of a fax are twice as high as wide, or nearly (204 by 98 an inch)."""
    across, down = (float(v) for v in frame.info.get("dpi") or (0, 0))
    if across <= 0 or down <= 0 or not FAX[0] <= across / down <= FAX[1]:
        return frame
    size = (frame.width, round(frame.height * across / down))
    out = frame.convert("L" if frame.mode == "1" else frame.mode).resize(size, Image.Resampling.BICUBIC)
    out.info = frame.info | {"dpi": (across, across)}
    return out


def _eight_bits(picture: Image.Image) -> Image.Image:
    if picture.mode in ("I;16", "I", "F"):
        _low, high = picture.getextrema()
        top = float(high) if isinstance(high, (int, float)) else 255.0
        return picture.convert("F").point(lambda v: v * (255 / max(top, 1.0))).convert("L")
    return picture.convert("L")


def _dpi(picture: Image.Image) -> float:
    """As the file says where a page of that size is likely, else as if the picture were a page of A4."""
    said = picture.info.get("dpi")
    long = max(picture.size)
    if said:
        dpi = float(said[0])
        if dpi > 0 and 5 <= long / dpi <= 24 and dpi >= 70:
            return dpi
    return max(70.0, long / A4)
