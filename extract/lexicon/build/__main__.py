"""`python -m extract.lexicon.build --french DIR`: renew the word data of the package from their sources."""

from __future__ import annotations

import argparse
from pathlib import Path

from extract.lexicon.build import words
from extract.lexicon.words import DATA

HUNSPELL = Path("/usr/share/hunspell")
OUT = Path(__file__).parents[1] / "data"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--french", type=Path, required=True, help="folder of the texts named in corpora.py")
    parser.add_argument("--hunspell", type=Path, default=HUNSPELL, help="folder of fr_FR.dic and fr_FR.aff")
    args = parser.parse_args()
    data = words.build(args.french, args.hunspell / "fr_FR.dic", args.hunspell / "fr_FR.aff")
    (OUT / DATA).write_bytes(data)
    print(f"{DATA}: {len(data):,} bytes")


if __name__ == "__main__":
    main()
