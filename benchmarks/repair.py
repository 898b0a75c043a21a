"""Repair against spelling correctors and ftfy, on the same damaged French.

    python benchmarks/repair.py [--words N] [--shared DIR]

Takes held-out stretches of the texts beside the project (../shared/french, or EXTRACT_SHARED), damages them with
damage.py, and prints for each tool the share of words that are right afterwards, for clean text how many words in
10,000 it changed, and its speed. Peers that are not installed are left out: spylls (Hunspell with fr_FR),
pyspellchecker, symspellpy (with the frequencies of our lexicon), ftfy. Under three minutes.
"""

from __future__ import annotations

import argparse
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from extract.lexicon.build.corpora import CORPORA, lines  # noqa: E402
from extract.lexicon.words import every  # noqa: E402
from extract.repair import repair  # noqa: E402
from extract.text import Text  # noqa: E402

MODES = ("clean", "ocr", "deaccent", "ligature")
STRETCH = 400  # words that are repaired as one document
WORD = re.compile(r"[^\W\d_]+")
BUDGET = 24.0  # CPU seconds for each tool: a slow one is measured on the first stretches only
PATIENCE = 0.2  # CPU seconds
QUOTES = str.maketrans({"’": "'"})
WARM_UP = (
    "Les eleves de l ecole ont ete recus a la mairie : apres la ceremonie, ils ont visite le musee deja tres frequente."
)
HUNSPELL = "/usr/share/hunspell/fr_FR"

Tool = Callable[[str], str]


def by_word(correct: Callable[[str], str]) -> Tool:
    """A corrector of words as a corrector of text; it sees lower-case words of three letters and more."""
    remembered = cache(correct)
    return lambda text: WORD.sub(
        lambda m: remembered(m[0]) if len(m[0]) > 2 and m[0].islower() else m[0],
        text,
    )


def hunspell() -> Tool:
    """First suggestions; a word on which it thinks for more than `PATIENCE` stays as it is."""
    from spylls.hunspell import Dictionary

    def give_up(*_: object) -> None:
        raise TimeoutError

    def correct(word: str) -> str:
        if dictionary.lookup(word):
            return word
        signal.setitimer(signal.ITIMER_VIRTUAL, PATIENCE)
        try:
            return next(iter(dictionary.suggest(word)), word)
        except TimeoutError:
            return word
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)

    if not Path(f"{HUNSPELL}.aff").exists():
        raise ModuleNotFoundError("no dictionary", name="hunspell-fr")
    dictionary = Dictionary.from_files(HUNSPELL)
    signal.signal(signal.SIGVTALRM, give_up)
    return by_word(correct)


def pyspellchecker() -> Tool:
    from spellchecker import SpellChecker

    checker = SpellChecker(language="fr", distance=1)
    return by_word(lambda w: checker.correction(w) or w)


def symspell() -> Tool:
    from symspellpy import SymSpell, Verbosity

    checker = SymSpell(max_dictionary_edit_distance=1)
    for entry in every():
        if entry.valid and entry.count > 0:
            checker.create_dictionary_entry(entry.form, int(entry.count) + 1)
    return by_word(lambda w: checker.lookup(w, Verbosity.TOP, include_unknown=True)[0].term)


def ftfy() -> Tool:
    from ftfy import fix_text

    return fix_text


def ours() -> Tool:
    return lambda text: repair(Text(text)).repaired


TOOLS: dict[str, Callable[[], Tool]] = {
    "none": lambda: lambda text: text,
    "ftfy": ftfy,
    "hunspell (spylls)": hunspell,
    "pyspellchecker": pyspellchecker,
    "symspellpy": symspell,
    "extract": ours,
}


def stretches(folder: Path, words: int) -> Iterator[str]:
    """Held-out stretches, equally many from every corpus, `words` in all."""
    for corpus in CORPORA:
        found: list[str] = []
        count = made = 0
        for line in lines(folder, corpus, held_out=True):
            found.append(line)
            count += len(line.split())
            if count >= STRETCH:
                yield "\n".join(found)
                made, found, count = made + count, [], 0
            if made >= words / len(CORPORA):
                break


def damaged(text: str, mode: str, shared: Path) -> str:
    if mode == "clean":
        return text
    command = [sys.executable, str(shared / "damage.py"), "--mode", mode]
    return subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout.removesuffix("\n")


def right(truth: str, text: str) -> int:
    """Words that are right, one by one; all tools keep their number."""
    return sum(a == b for a, b in zip(truth.translate(QUOTES).split(), text.translate(QUOTES).split(), strict=False))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--words", type=int, default=8000, help="running words per kind of damage")
    parser.add_argument("--shared", type=Path, default=Path(os.environ.get("EXTRACT_SHARED", ROOT.parent / "shared")))
    args = parser.parse_args()
    if not (args.shared / "french").is_dir():
        parser.error(f"{args.shared / 'french'} is absent: give --shared")
    texts = list(stretches(args.shared / "french", args.words))
    texts = [texts[i] for k in range(4) for i in range(k, len(texts), 4)]  # the first few of every corpus first
    inputs = {mode: [damaged(t, mode, args.shared) for t in texts] for mode in MODES}
    print("words right in %; on clean text words changed in 10,000; words: how many of each kind were tried")
    print(f"{'':18} {'clean':>8}" + "".join(f"{mode:>10}" for mode in MODES[1:]) + f"{'words':>9}{'words/s':>10}")
    for name, make in TOOLS.items():
        try:
            tool = make()
        except ImportError as missing:
            print(f"{name:18} not installed ({missing.name})")
            continue
        print(f"{name:18} {row(tool, texts, inputs)}", flush=True)


def row(tool: Tool, texts: list[str], inputs: dict[str, list[str]]) -> str:
    """A tool's line of the table, from as many stretches as its budget allows."""
    tool(WARM_UP)  # loads what is loaded lazily: a sentence that is damaged beyond doubt
    scores, total, seconds = dict.fromkeys(MODES, 0), 0, 0.0
    for i, truth in enumerate(texts):
        start = time.process_time()
        answers = {mode: tool(inputs[mode][i]) for mode in MODES}
        seconds += time.process_time() - start
        total += len(truth.split())
        for mode, answer in answers.items():
            scores[mode] += right(truth, answer)
        if seconds > BUDGET:
            break
    cells = "".join(f"{100 * scores[mode] / total:10.2f}" for mode in MODES[1:])
    speed = f"{len(MODES) * total / max(seconds, 1e-3):10,.0f}"
    return f"{10000 * (total - scores['clean']) / total:8.1f}{cells}{total:9,}{speed}"


if __name__ == "__main__":
    main()
