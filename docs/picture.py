"""Make the picture of the README: a page of a sample with its claims marked, and the record that comes out of it.

python docs/picture.py [SAMPLE.pdf]
"""

from __future__ import annotations

import sys
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw, ImageFont

from extract import extract_release
from extract.write import to_yaml

ROOT = Path(__file__).parents[1]
HEIGHT, MARGIN, WIDTH = 1040, 24, 900  # pixels: the picture, around it, and of the record's half
COLOURS = [(255, 196, 0), (0, 170, 255), (255, 90, 90), (60, 190, 90), (170, 110, 255)]


def main(sample: Path) -> None:
    release = extract_release(sample)
    document = pypdfium2.PdfDocument(sample)
    scale = (HEIGHT - 2 * MARGIN) / document[0].get_height()
    page = document[0].render(scale=scale).to_pil().convert("RGBA")
    marks = Image.new("RGBA", page.size)
    pen = ImageDraw.Draw(marks)
    first = [claim for claim in release.claims if claim.at.page == 1 and claim.at.box]
    for n, claim in enumerate(first):
        assert claim.at.box is not None
        x0, top, x1, bottom = (v * scale for v in claim.at.box)
        pen.rectangle((x0 - 2, top - 2, x1 + 2, bottom + 2), fill=(*COLOURS[n % len(COLOURS)], 90))
    page = Image.alpha_composite(page, marks)

    picture = Image.new("RGB", (page.width + WIDTH + 3 * MARGIN, HEIGHT), (236, 239, 243))
    picture.paste(page.convert("RGB"), (MARGIN, MARGIN))
    left = page.width + 2 * MARGIN
    draw = ImageDraw.Draw(picture)
    draw.rectangle((left, MARGIN, left + WIDTH, HEIGHT - MARGIN), fill=(30, 34, 42))
    font = ImageFont.truetype("DejaVuSansMono.ttf", 13)
    colour = {claim.id: COLOURS[n % len(COLOURS)] for n, claim in enumerate(first)}
    y, now = MARGIN + 12, (210, 216, 226)
    for line in to_yaml(release).splitlines()[1:]:
        if y > HEIGHT - MARGIN - 24:
            break
        if line.startswith("- id: "):
            now = colour.get(line.removeprefix("- id: "), (210, 216, 226))
        elif not line.startswith((" ", "-")):
            now = (210, 216, 226)
        limit = 108
        draw.text((left + 14, y), line if len(line) <= limit else line[: limit - 1] + "…", font=font, fill=now)
        y += 17
    picture.quantize(128).save(ROOT / "docs" / "page-and-record.png", optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "samples" / "chu-bilan-annuel.pdf")
