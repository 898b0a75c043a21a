"""Build `extract/grammar/classes.txt` and `extract/grammar/tagger.txt`.

    python -m extract.grammar.build --french DIR [--hunspell /usr/share/hunspell]

Sources: Dicollecte's French dictionary (Debian hunspell-fr, MPL 2.0) for the classes; Universal Dependencies, French
Sequoia, train part (LGPL-LR) for the weights; French-GSD, dev part, to measure only. Reproducible: the same sources
give the same bytes.
"""

from __future__ import annotations

import argparse
import lzma
import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from extract.grammar import classes as class_room
from extract.grammar import tagger
from extract.grammar.tagger import Tag, after_tag, allowed, alone, before_kind, beside, between, following, seen, tag
from extract.lexicon.build.affixes import Form, expand
from extract.lexicon.build.corpora import CORPORA, lines

Sentence = list[tuple[str, Tag]]
Row = tuple[tuple[int, float], ...]
"""(tag, weight) pairs of a feature."""

HERE = Path(__file__).resolve().parent
CONTRACTED = {"du", "des", "au", "aux"}
EPOCHS = 6
SCALE, LEAST = 20, 0.2  # weights are kept as integers of 1/20; those nearer to nothing than 0.2 are dropped


# ---------------------------------------------------------------- dictionary classes


def word_classes(entries: Iterable[Form]) -> dict[str, set[str]]:
    table: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        letters = _letters(entry.po, "pl" in entry.inflection)
        if letters and not entry.form[0].isupper() and not re.search(r"[' ]", entry.form):
            table[entry.form] |= letters
    return table


def count_words(french: Path) -> set[str]:
    """The lower-case words that the corpora use, novels apart from their rare ones."""
    counts: dict[str, float] = defaultdict(float)
    for corpus in CORPORA:
        for line in lines(french, corpus):
            for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", line):
                counts[word.lower()] += corpus.weight
    return {word for word, count in counts.items() if count >= 1}


def _letters(pos: tuple[str, ...], plural: bool) -> set[str]:
    if {"ipre", "spre", "iimp", "ifut", "cond", "ipsi", "simp", "impe"} & set(pos):
        auxiliary = any(p.startswith("v0") for p in pos)
        person = 0 if {"3sg", "3sg!"} & set(pos) else 1 if {"3pl", "3pl!"} & set(pos) else 2
        return {("xXy" if auxiliary else "fFg")[person]}
    if "infi" in pos:
        return {"i"}
    if "ppas" in pos:
        return {"P" if plural else "p"}
    if "ppre" in pos:
        return {"r"}
    starts = {"det": "d", "prep": "e", "pro": "o", "cj": "c", "nb": "u"}
    whole = {"nom": "nN"[plural], "adj": "aA"[plural], "interj": "j"}
    whole |= dict.fromkeys(("adv", "negadv", "loc", "advint"), "v")
    whole |= dict.fromkeys(("npr", "patr", "prn", "titr"), "m")
    out = set()
    for p in pos:
        out |= {whole[p]} if p in whole else {v for k, v in starts.items() if p.startswith(k)}
    return out


def pack_classes(table: dict[str, set[str]], used: set[str]) -> str:
    """Verb forms only where the corpora use them; all other words."""
    rows: dict[str, list[str]] = defaultdict(list)
    for form in sorted(table):
        if form in used or table[form] & set("nNaAvedocui"):
            rows[form[:3]].append(f"{form[3:]}:{''.join(sorted(table[form]))}")
    return "".join(f"{start} {' '.join(rest)} \n" for start, rest in sorted(rows.items()))


# ---------------------------------------------------------------- tagged sentences


def sentences(conllu: Path) -> Iterator[Sentence]:
    """Sentences of a CoNLL-U file; a contracted preposition (du, aux) counts as one word."""
    sentence: Sentence = []
    inside = 0
    with lzma.open(conllu, "rt", encoding="utf-8") as rows:
        for line in rows:
            columns = line.rstrip("\n").split("\t")
            if len(columns) < 10:
                if not line.strip():
                    if sentence:
                        yield sentence
                    sentence, inside = [], 0
                continue
            number = columns[0]
            if "-" in number:
                inside = int(number.split("-")[1])
                sentence.append((columns[1], Tag.ADP if columns[1].lower() in CONTRACTED else Tag.REL))
            elif "." not in number and int(number) > inside:
                sentence.append((columns[1], _tag(columns)))


def _tag(columns: list[str]) -> Tag:
    pos, features = columns[3], dict(pair.split("=") for pair in columns[5].split("|") if "=" in pair)
    if pos in ("VERB", "AUX"):
        form = features.get("VerbForm")
        if form == "Part":
            return Tag.PART if features.get("Tense") == "Past" else Tag.GER
        return Tag.INF if form == "Inf" else Tag[pos]
    if pos == "PRON" and features.get("PronType") == "Rel":
        return Tag.REL
    return Tag[{"CCONJ": "CONJ", "SCONJ": "SUB", "SYM": "OTHER", "X": "OTHER", "INTJ": "OTHER"}.get(pos, pos)]


# ---------------------------------------------------------------- averaged perceptron


def train(data: list[Sentence]) -> dict[str, dict[int, float]]:
    weights: dict[str, dict[int, float]] = {}
    totals: dict[tuple[str, int], float] = defaultdict(float)
    stamps: dict[tuple[str, int], int] = defaultdict(int)
    rng, step = random.Random(3), 0
    prepared = [(seen([w for w, _ in s]), [t for _, t in s]) for s in data]
    for epoch in range(EPOCHS):
        rng.shuffle(prepared)
        right = words = 0
        for observed, gold in prepared:
            last = last2 = "<"
            for (low, kind, shape, before, after, kinds), truth in zip(observed, gold, strict=True):
                step, words = step + 1, words + 1
                features = (
                    *alone(low, kind, shape),
                    *between(kinds),
                    *beside(before, after),
                    before_kind(low, kinds[3]),
                    *following(last, last2, kind),
                    after_tag(low, last),
                )
                table = {f: tuple(weights[f].items()) for f in features if f in weights}
                guess = _best_tag(table, features, allowed(kind, shape))
                right += guess == truth
                if guess != truth:
                    for feature in features:
                        row = weights.setdefault(feature, {})
                        for index, by in ((int(truth), 1.0), (guess, -1.0)):
                            key = (feature, index)
                            totals[key] += (step - stamps[key]) * row.get(index, 0.0)
                            stamps[key] = step
                            row[index] = row.get(index, 0.0) + by
                # half of the time on its own guesses, so that it learns to recover from a wrong one
                last2, last = last, str(guess if rng.random() < 0.5 else int(truth))
        print(f"epoch {epoch + 1}: {right / words:.4f} of {words} words right in training")
    return {
        feature: {i: (totals[feature, i] + (step - stamps[feature, i]) * w) / step for i, w in row.items()}
        for feature, row in weights.items()
    }


def _best_tag(table: Mapping[str, Row], features: Sequence[str], among: Sequence[int]) -> int:
    scores = [0.0] * len(Tag)
    for feature in features:
        if feature in table:
            for index, weight in table[feature]:
                scores[index] += weight
    return max(among, key=lambda index: (scores[index], -index))


def quantise(weights: dict[str, dict[int, float]]) -> str:
    """The features in order, then their rows: two lists are split in a fifth of the time of as many pairs."""
    rows = {}
    for feature, row in sorted(weights.items()):
        pairs = [f"{i}:{round(w * SCALE)}" for i, w in sorted(row.items()) if abs(w) > LEAST]
        if pairs:
            rows[feature] = " ".join(pairs)
    return "\n".join([*rows, "", *rows.values()])


def accuracy(data: Iterable[Sentence]) -> float:
    right = words = 0
    for sentence in data:
        for (_, truth), guess in zip(sentence, tag([w for w, _ in sentence]), strict=True):
            right, words = right + (truth == guess), words + 1
    return right / words


def write(name: str, text: str) -> None:
    (HERE / name).write_text(text, encoding="utf-8", newline="\n")
    print(f"{name}: {len(text.encode())} bytes")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--french", type=Path, required=True)
    parser.add_argument("--hunspell", type=Path, default=Path("/usr/share/hunspell"))
    args = parser.parse_args()
    forms = expand(args.hunspell / "fr_FR.dic", args.hunspell / "fr_FR.aff")
    write("classes.txt", pack_classes(word_classes(forms), count_words(args.french)))
    class_room.forget()
    write("tagger.txt", quantise(train(list(sentences(args.french / "fr_sequoia-ud-train.conllu.xz")))))
    tagger.forget()
    held_out = args.french / "fr_gsd-ud-dev.conllu.xz"
    print(f"{accuracy(sentences(held_out)):.4f} of the words of {held_out.name} right")


if __name__ == "__main__":
    main()
