"""Wears printed pages as a scanner or a camera does: askew, grainy, unevenly lit, compressed. Fixed seeds."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

import numpy as np
import pypdfium2
from PIL import Image, ImageFilter
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

DPI = 200


@dataclass(frozen=True)
class Wear:
    """`skew` in degrees (each page a little different), `noise` as the standard deviation in grey levels of 255."""

    skew: float = 0.6
    noise: float = 9
    blur: float = 0.5
    quality: int = 45
    seed: int = 1


def render(pdf: bytes, dpi: int = DPI) -> list[Image.Image]:
    """The pages of a PDF in grey."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L") for page in document]


def worn(page: Image.Image, wear: Wear, number: int) -> Image.Image:
    random = np.random.default_rng([wear.seed, number])
    angle = wear.skew * (1 if number % 2 else -0.7)
    turned = page.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255).filter(ImageFilter.GaussianBlur(wear.blur))
    grey = np.asarray(turned, dtype=np.float32)
    paper = 0.93 * grey + 10 + random.normal(0, wear.noise, grey.shape)
    return Image.fromarray(np.clip(paper, 0, 255).astype(np.uint8))


def scanned_pdf(pdf: bytes, wear: Wear) -> bytes:
    """A PDF of page images alone."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    for number, page in enumerate(render(pdf), 1):
        jpeg = BytesIO()
        worn(page, wear, number).save(jpeg, "JPEG", quality=wear.quality, dpi=(DPI, DPI))
        jpeg.seek(0)
        canvas.drawImage(ImageReader(jpeg), 0, 0, *A4)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def scanned_tiff(pdf: bytes, wear: Wear) -> bytes:
    """A black-and-white TIFF of several pages (CCITT group 4), as office scanners make them."""
    pages = [
        worn(page, wear, number).point(lambda v: 255 if v > 150 else 0).convert("1")
        for number, page in enumerate(render(pdf), 1)
    ]
    out = BytesIO()
    pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:], compression="group4", dpi=(DPI, DPI))
    return out.getvalue()


def photographed(pdf: bytes, wear: Wear) -> bytes:
    """A JPEG photo of the first page: on a table, seen from below left, with a shadow across one corner."""
    random = np.random.default_rng(wear.seed)
    page = render(pdf)[0].convert("RGB")
    width, height = page.width + 240, page.height + 260
    corners = [(130, 140), (width - 165, 95), (width - 95, height - 120), (70, height - 75)]  # of the page in the photo
    sheet = Image.new("L", page.size, 255)
    coefficients = _perspective(corners, page.size)
    size, form, how = (width, height), Image.Transform.PERSPECTIVE, Image.Resampling.BICUBIC
    table = np.full((height, width, 3), (92.0, 68.0, 50.0), dtype=np.float32)
    mask = np.asarray(sheet.transform(size, form, coefficients, how), dtype=np.float32)[..., None] / 255
    seen = np.asarray(page.transform(size, form, coefficients, how), dtype=np.float32) * (0.97, 0.95, 0.90)
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    shadow = 1 - 0.38 / (1 + np.exp((x + 0.6 * y - 0.62 * width) / 90)) - 0.10 * (x / width)
    lit = (mask * seen + (1 - mask) * table) * shadow[..., None] + random.normal(0, wear.noise, (height, width, 1))
    photo = Image.fromarray(np.clip(lit, 0, 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(wear.blur))
    out = BytesIO()
    photo.save(out, "JPEG", quality=wear.quality)
    return out.getvalue()


def _perspective(corners: list[tuple[int, int]], size: tuple[int, int]) -> list[float]:
    """PIL's eight coefficients, which take a point of the photo to a point of the page; corners clockwise from top left."""
    rows, targets = [], []
    for (x, y), (u, v) in zip(corners, [(0, 0), (size[0], 0), size, (0, size[1])], strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        targets += [u, v]
    return list(np.linalg.solve(np.array(rows, float), np.array(targets, float)))
