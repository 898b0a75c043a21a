"""Reading against the bare engines, as ratios within one run.

    python benchmarks/read.py [--pages 100] [--scans 4] [FILE.pdf ...]

Text layer: words with boxes against pdfplumber's `extract_words` and PDFium's bare text. Scans: pages typeset and degraded
here, against plain pytesseract and, where it is installed, ocrmypdf; numbers missed on either side.
"""

from __future__ import annotations

import argparse
import importlib.util
import io
import random
import re
import resource
import shutil
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from extract.read import OcrMode, ReadOptions, read_bytes

NUMBER = re.compile(r"\d+(?:[\s\u00a0\u202f.,]?\d+)*")


def cpu() -> float:
    """Seconds of this process and its children."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds by the clock and of the processors."""
    wall, used = time.perf_counter(), cpu()
    work()
    return time.perf_counter() - wall, cpu() - used


def sentences(count: int, seed: int) -> list[str]:
    chance = random.Random(seed)
    out = []
    for _ in range(count):
        thousands, part, year = chance.randint(1, 999), chance.randint(0, 9), chance.randint(2015, 2026)
        out.append(
            f"En {year}, {thousands} {chance.randint(100, 999)} usagers ont été accueillis dans les établissements de la"
            f" région, soit {chance.randint(2, 89)},{part} % de plus que l’année précédente."
        )
    return out


def typeset(pages: int, seed: int = 1) -> tuple[bytes, list[str]]:
    """A PDF of figures and prose, and the text of each page."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.utils import simpleSplit
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    truth = []
    for number in range(pages):
        canvas.setFont("Helvetica", 10.5)
        y, said = 780.0, []
        for sentence in sentences(15, seed + number):
            for line in simpleSplit(sentence, "Helvetica", 10.5, 470):
                canvas.drawString(60, y, line)
                said.append(line)
                y -= 14
            y -= 8
        truth.append("\n".join(said))
        canvas.showPage()
    canvas.save()
    return out.getvalue(), truth


def scanned(data: bytes, dpi: int) -> tuple[bytes, list[bytes]]:
    """The pages as skewed noisy pictures, in a PDF and one by one."""
    import numpy as np
    import pypdfium2
    from PIL import Image

    noise = np.random.default_rng(3)
    pictures = []
    for page in pypdfium2.PdfDocument(data):
        clean = page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
        turned = np.asarray(clean.rotate(1.1, Image.Resampling.BICUBIC, fillcolor=255), dtype=np.float32)
        rough = turned * 0.9 + 12 + noise.normal(0, 12, turned.shape)
        pictures.append(Image.fromarray(np.clip(rough, 0, 255).astype(np.uint8)))
    out = io.BytesIO()
    pictures[0].save(out, "PDF", resolution=dpi, save_all=True, append_images=pictures[1:], quality=90)
    singles = []
    for picture in pictures:
        single = io.BytesIO()
        picture.save(single, "PNG", dpi=(dpi, dpi))
        singles.append(single.getvalue())
    return out.getvalue(), singles


def missed(truth: str, read: str) -> tuple[int, int]:
    """Numbers of the truth that were not read, and how many there are."""

    def numbers(text: str) -> Counter[str]:
        return Counter(re.sub(r"\s", "", found) for found in NUMBER.findall(text))

    want = numbers(truth)
    return sum((want - numbers(read)).values()), sum(want.values())


def text_layers(files: list[tuple[str, bytes]]) -> None:
    import pdfplumber
    import pypdfium2

    from extract.read.glyphs import PageFrame, page_tokens

    def words(data: bytes) -> None:
        document = pypdfium2.PdfDocument(data)
        for page in document:
            page_tokens(page, PageFrame(page))
            page.close()

    def bare(data: bytes) -> None:
        for page in pypdfium2.PdfDocument(data):
            page.get_textpage().get_text_range()
            page.close()

    def reference(data: bytes) -> None:
        with pdfplumber.open(io.BytesIO(data)) as document:
            for page in document.pages:
                page.extract_words(extra_attrs=["size", "fontname"])
                page.close()

    print(f"{'text layer':40} {'words':>8} {'whole':>8} {'plumber':>8} {'bare':>8}   plumber/words  plumber/whole")
    for name, data in files:
        ours, whole = timed(lambda d=data: words(d))[1], timed(lambda d=data: read_bytes("a.pdf", d, NO_OCR))[1]  # type: ignore[misc]
        theirs, least = timed(lambda d=data: reference(d))[1], timed(lambda d=data: bare(d))[1]  # type: ignore[misc]
        print(
            f"{name[:40]:40} {ours:8.2f} {whole:8.2f} {theirs:8.2f} {least:8.2f} {theirs / ours:14.1f} {theirs / whole:14.1f}"
        )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak of this process, pdfplumber included: {peak:.0f} MB")


def scans(pages: int, dpi: int) -> None:
    import pytesseract
    from PIL import Image

    data, truth = typeset(pages)
    document, singles = scanned(data, dpi)
    whole = "\n".join(truth)
    print(f"\n{f'scan, {pages} pages of {dpi} dpi':40} {'wall':>8} {'cpu':>8}   numbers missed")

    def report(name: str, work: Callable[[], str]) -> float:
        said: list[str] = []
        wall, used = timed(lambda: said.append(work()))
        lost, count = missed(whole, said[0])
        print(f"{name:40} {wall:8.1f} {used:8.1f}   {lost} of {count}", flush=True)
        return wall

    own = report("extract", lambda: read_bytes("scan.pdf", document).raw)
    report("extract, one reading", lambda: read_bytes("scan.pdf", document, ReadOptions(second_reading=False)).raw)
    report(
        "pytesseract -l fra",
        lambda: "\n".join(pytesseract.image_to_string(Image.open(io.BytesIO(s)), lang="fra") for s in singles),
    )
    if shutil.which("ocrmypdf"):
        other = report("ocrmypdf -l fra --output-type pdf -O0", lambda: ocrmypdf(document))
        engine = "tesserocr" if importlib.util.find_spec("tesserocr") else "pytesseract"
        print(f"extract, with {engine}, is {other / own:.1f} times as fast as ocrmypdf")
    else:
        print("ocrmypdf is not installed")


def ocrmypdf(document: bytes) -> str:
    with tempfile.TemporaryDirectory() as folder:
        source, target, text = (Path(folder) / name for name in ("in.pdf", "out.pdf", "out.txt"))
        source.write_bytes(document)
        command = ["ocrmypdf", "-l", "fra", "--output-type", "pdf", "-O0", "-q", "--sidecar", text, source, target]
        subprocess.run([str(part) for part in command], check=True)
        return text.read_text(encoding="utf-8")


NO_OCR = ReadOptions(ocr=OcrMode.NEVER)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("files", nargs="*", type=Path)
    options.add_argument("--pages", type=int, default=100, help="of the made text layer")
    options.add_argument("--scans", type=int, default=4, help="pages to scan, 0 for none")
    options.add_argument("--dpi", type=int, default=300)
    chosen = options.parse_args()
    made = [(f"typeset, {chosen.pages} pages", typeset(chosen.pages)[0])]
    text_layers(made + [(path.name, path.read_bytes()) for path in chosen.files])
    if chosen.scans:
        scans(chosen.scans, chosen.dpi)


if __name__ == "__main__":
    main()
