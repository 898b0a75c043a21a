"""`python -m extract.lexicon.build --french DIR`: renew the word data of the package from their sources."""

from __future__ import annotations

import argparse
from pathlib import Path

from extract.lexicon import chooser as context
from extract.lexicon import ligatures as letters
from extract.lexicon import spelling as accents
from extract.lexicon import words as lexicon
from extract.lexicon.build import chooser, ligatures, spelling, words

HUNSPELL = Path("/usr/share/hunspell")
OUT = Path(__file__).parents[1] / "data"
FILES = (lexicon.DATA, context.DATA, letters.DATA, accents.DATA)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--french", type=Path, required=True, help="folder of the texts named in corpora.py")
    parser.add_argument("--hunspell", type=Path, default=HUNSPELL, help="folder of fr_FR.dic and fr_FR.aff")
    parser.add_argument("--out", type=Path, default=OUT, help="folder to write to: by default the data of the package")
    parser.add_argument("--only", choices=FILES, help="one file; the others look at the package's words.xz")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    makers = {
        lexicon.DATA: lambda: words.build(args.french, args.hunspell / "fr_FR.dic", args.hunspell / "fr_FR.aff"),
        context.DATA: lambda: chooser.build(args.french),
        letters.DATA: lambda: ligatures.build(args.french),
        accents.DATA: spelling.build,
    }
    for name in FILES if args.only is None else (args.only,):  # the words first: the others look at them
        data = makers[name]()
        (args.out / name).write_bytes(data)
        print(f"{name}: {len(data):,} bytes", flush=True)


if __name__ == "__main__":
    main()
