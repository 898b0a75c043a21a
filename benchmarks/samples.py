"""How well the samples are extracted, against what a careful reader found in them.

    python benchmarks/samples.py [--differences] [--scanned] [NAME ...]

Prints a score per document and per form (web page, text layer, scan). NAME picks the documents whose name begins so;
scans and photos are read only with --scanned.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from sampling import HEAD, SCANNED, claims_of, extracted, form_of, heads_right, samples  # noqa: E402
from scoring import differences, score, total  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--differences", action="store_true", help="print every claim missed, made up or wrong")
    parser.add_argument("--scanned", action="store_true", help="read scans and photos too")
    args = parser.parse_args()
    scores, read = [], []
    for path in samples():
        form = form_of(path)
        if (form == SCANNED and not args.scanned) or (args.names and not path.name.startswith(tuple(args.names))):
            continue
        read.append(path)
        truth, claims = claims_of(path), extracted(path)
        scores.append((form, score(truth, claims)))
        print(f"{path.name:45} {scores[-1][1]}")
        if args.differences:
            print(*(f"    {line}" for line in differences(truth, claims)), sep="\n")
    if not read:
        parser.error("no sample has such a name")
    for form in sorted({form for form, _ in scores}):
        print(f"{form:45} {total(s for f, s in scores if f == form)}")
    print("heads", "  ".join(f"{field} {heads_right(field, read):.2f}" for field in HEAD))


if __name__ == "__main__":
    main()
