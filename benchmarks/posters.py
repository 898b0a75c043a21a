"""Posters: coloured panels, badges and key figures in large type; numbers missed or wrong, and what it costs.

python benchmarks/posters.py [--pages 24] [--dpi 200] [--seed 1] [--show]
"""

from __future__ import annotations

import argparse
import io
import random
import re
import time
from collections import Counter
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from extract.read import read_bytes

FONTS = [
    Path("/usr/share/fonts") / name
    for name in (
        "truetype/liberation/LiberationSans-Bold.ttf",
        "truetype/liberation/LiberationSans-Regular.ttf",
        "truetype/liberation/LiberationSerif-Bold.ttf",
        "truetype/dejavu/DejaVuSans-Bold.ttf",
        "opentype/urw-base35/URWGothic-Demi.otf",
        "opentype/urw-base35/NimbusSansNarrow-Bold.otf",
        "opentype/urw-base35/P052-Bold.otf",
        "opentype/urw-base35/URWBookman-Demi.otf",
    )
]
GROUNDS = ["#003189", "#c8102e", "#00843d", "#f4b400", "#5b2a86", "#0097a7", "#333333", "#e6007e", "#dfe8f5", "#ffffff"]
WORDS = "usagers accompagnés|de satisfaction|logements rénovés|centres ouverts|d’économies d’énergie|communes|bénévoles|de hausse"
UNITS = ["", " %", " M€", " km", " €", " t", " kWh"]
NUMBER = re.compile(r"\d+(?:[\s\u00a0\u202f.,]?\d+)*")


def number(chance: random.Random) -> str:
    whole = chance.choice([chance.randint(2, 99), chance.randint(100, 999), chance.randint(1000, 99999)])
    text = f"{whole:,}".replace(",", " ")
    if whole < 1000 and chance.random() < 0.4:
        text += f",{chance.randint(1, 9)}"
    return text + chance.choice(UNITS)


def luminance(colour: str) -> float:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return 0.3 * red + 0.59 * green + 0.11 * blue


def poster(chance: random.Random, dpi: int) -> tuple[Image.Image, list[str]]:
    """A page of A4 with a banner and panels in a grid; the numbers on it."""
    unit = dpi / 72
    page = Image.new("RGB", (round(595 * unit), round(842 * unit)), chance.choice(["#ffffff", "#ffffff", "#f2f2f2"]))
    draw = ImageDraw.Draw(page)
    faces = [path for path in FONTS if path.exists()]
    said: list[str] = []

    def write(x: float, y: float, size: float, text: str, colour: str, most: float) -> float:
        face = chance.choice(faces)
        font = ImageFont.truetype(face, round(size * unit))
        while font.getlength(text) > most * unit and size > 9:
            size *= 0.9
            font = ImageFont.truetype(face, round(size * unit))
        draw.text((x * unit, y * unit), text, fill=colour, font=font)
        said.extend(NUMBER.findall(text))
        return y + 1.25 * size

    def ink(ground: str) -> str:
        return chance.choice(["#ffffff", "#ffffff", "#ffe100"] if luminance(ground) < 110 else ["#000000", "#003189"])

    banner = chance.choice(GROUNDS)
    draw.rectangle((0, 0, 595 * unit, 110 * unit), fill=banner)
    y = write(40, 18, 30, f"Bilan {chance.randint(2015, 2026)} en chiffres", ink(banner), 520)
    write(
        40,
        y + 4,
        13,
        f"Communiqué de presse du {chance.randint(1, 28)} mars {chance.randint(2015, 2026)}",
        ink(banner),
        520,
    )
    for row in range(3):
        for column in range(2):
            left, top = 30 + 275 * column, 135 + 232 * row
            ground = chance.choice(GROUNDS)
            box = [v * unit for v in (left, top, left + 260, top + 215)]
            shape = chance.choice(["box", "round", "badge", "none"])
            if shape == "badge":
                draw.rectangle(box, fill="#eeeeee")
                draw.ellipse([v * unit for v in (left + 25, top + 2, left + 235, top + 212)], fill=ground)
            elif shape == "round":
                draw.rounded_rectangle(box, radius=18 * unit, fill=ground)
            elif shape == "box":
                draw.rectangle(box, fill=ground)
            inset, most = (55, 150) if shape == "badge" else (16, 230)
            colour = ink(ground) if shape != "none" else chance.choice(["#000000", "#003189", "#c8102e", "#00843d"])
            y = write(left + inset, top + 45, chance.choice([28, 40, 60, 80]), number(chance), colour, most)
            write(left + inset, y + 6, 13, chance.choice(WORDS.split("|")), colour, most)
            if shape != "badge" and chance.random() < 0.5:
                text = f"contre {number(chance)} en {chance.randint(2015, 2025)}"
                write(left + inset, y + 26, 12, text, colour, most)
    return page, said


def plain(numbers: list[str]) -> Counter[str]:
    return Counter(re.sub(r"\s", "", n) for n in numbers)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--pages", type=int, default=24)
    options.add_argument("--dpi", type=int, default=200)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--show", action="store_true", help="what was missed on each page")
    chosen = options.parse_args()
    lost = extra = silent = count = 0
    start = time.perf_counter()
    for i in range(chosen.pages):
        page, said = poster(random.Random(chosen.seed * 1000 + i), chosen.dpi)
        out = io.BytesIO()
        page.save(out, "JPEG", quality=90, dpi=(chosen.dpi, chosen.dpi))
        document = read_bytes("poster.jpg", out.getvalue())
        words = [(w.span.of(document.raw), w.doubt) for w in document.pages[0].words]
        want, got = plain(said), plain(NUMBER.findall(document.raw))
        missing, more = want - got, got - want
        sure = plain([n for text, doubt in words if doubt is None for n in NUMBER.findall(text)])
        lost, extra, count = lost + missing.total(), extra + more.total(), count + want.total()
        silent += (more & sure).total()
        if chosen.show and (missing or more):
            print(f"{i}: missed {sorted(missing.elements())}, instead {sorted(more.elements())}")
    print(
        f"{chosen.pages} posters of {chosen.dpi} dpi: {lost} of {count} numbers missed or wrong ({100 * lost / count:.1f} %), "
        f"{extra} that are not there ({silent} without doubt), {(time.perf_counter() - start) / chosen.pages:.1f} s a page"
    )


if __name__ == "__main__":
    main()
