"""Characters per second of the quantity finder and of the French finders on PyPI that are installed, on one text.

    python benchmarks/find.py [FILE] [--characters 300000]

Without a file the written releases of tests/releases and samples/sources are read, repeated as often as needed.
Times are CPU time of one process, the best of three runs; peers that are not installed are left out and named.
"""

from __future__ import annotations

import argparse
import html
import sys
import time
from collections.abc import Callable
from pathlib import Path

import regex

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))


def releases() -> list[str]:
    """The paragraphs of the written releases, tags taken away."""
    paragraphs: list[str] = []
    for path in sorted([*(ROOT / "samples" / "sources").glob("*.html"), *(ROOT / "tests" / "releases").glob("*.html")]):
        body = regex.sub(r"(?s)<(style|script|head).*?</\1>", "", path.read_text("utf-8"))
        body = regex.sub(r"</?(?:b|strong|em|i|a|sup|span)\b[^>]*>", "", body)
        paragraphs += [html.unescape(p).strip() for p in regex.split(r"<[^>]+>", body)]
    return [regex.sub(r"\s*\n\s*", " ", p) for p in paragraphs if p]


def ours() -> Callable[[str], int]:
    from extract.find import find

    return lambda text: len(find(text).quantities)


def recognizers() -> Callable[[str], int]:
    from recognizers_number import recognize_number, recognize_percentage  # type: ignore[import-not-found]
    from recognizers_number_with_unit import recognize_currency, recognize_dimension  # type: ignore[import-not-found]

    parts = (recognize_number, recognize_percentage, recognize_currency, recognize_dimension)
    return lambda text: max(len(part(text, "fr-fr")) for part in parts)


def duckling() -> Callable[[str], int]:
    import duckling  # type: ignore[import-not-found]

    zones = duckling.load_time_zones("/usr/share/zoneinfo")
    context = duckling.Context(
        duckling.parse_ref_time(zones, "Europe/Paris", 1_700_000_000),
        duckling.parse_locale("FR", duckling.default_locale_lang(duckling.parse_lang("FR"))),
    )
    names = ["amount-of-money", "distance", "volume", "duration", "temperature", "quantity", "ordinal"]
    dimensions = duckling.parse_dimensions(names)
    return lambda text: len(duckling.parse(text, context, dimensions, False))


def quantulum() -> Callable[[str], int]:
    from quantulum3 import parser  # type: ignore[import-not-found]

    return lambda text: len(parser.parse(text))


def text2num() -> Callable[[str], int]:
    from text_to_num import alpha2digit  # type: ignore[import-not-found]

    return lambda text: len(regex.findall(r"\d+", alpha2digit(text, "fr")))


FINDERS = {
    "extract.find": ours,
    "recognizers-text-suite": recognizers,
    "pyduckling": duckling,
    "quantulum3 (English)": quantulum,
    "text2num (numbers only)": text2num,
}


def speed(finder: Callable[[str], int], paragraphs: list[str], characters: int) -> tuple[float, int]:
    """Characters per second over about `characters` characters, and how many things were found."""
    best, found = 0.0, 0
    for _ in range(3):
        done, found, start = 0, 0, time.process_time()
        while done < characters:
            for paragraph in paragraphs:
                found += finder(paragraph)
                done += len(paragraph)
                if done >= characters:
                    break
        best = max(best, done / (time.process_time() - start))
    return best, found


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("file", nargs="?", type=Path)
    options.add_argument("--characters", type=int, default=300_000)
    options.add_argument("--peers", type=int, default=10_000, help="characters for the peers, which are slow")
    args = options.parse_args()
    paragraphs = args.file.read_text("utf-8").splitlines() if args.file else releases()
    reference = 0.0
    for name, load in FINDERS.items():
        try:
            finder = load()
        except (ImportError, OSError, AttributeError) as absent:
            print(f"{name:26} left out: {absent}")
            continue
        finder(paragraphs[0])
        rate, found = speed(finder, paragraphs, args.characters if name == "extract.find" else args.peers)
        reference = reference or rate
        print(f"{name:26} {rate:12,.0f} characters/s   1/{reference / rate:,.1f} of ours   {found} found")
    for size in (100_000, 400_000):
        line = " ".join(paragraphs) * (1 + size // 50_000)
        start = time.process_time()
        ours()(line[:size])
        print(f"one line of {size:,} characters: {size / (time.process_time() - start):,.0f} characters/s")


if __name__ == "__main__":
    main()
