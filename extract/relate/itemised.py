"""The parts of a whole that are told one by one: where each comes from, or goes to."""

from __future__ import annotations

from extract.find.quantity import Kind
from extract.relate.phrases import DEFINITE, OF, next_finite, noun_phrase_end, subject
from extract.relate.scene import NOTHING, About, Scene, skip_article
from extract.relate.words import beginnings


def distributed(scene: Scene) -> About:
    """« 10 millions émanant de la médecine de ville, 9 millions des hôpitaux »: where each part of a whole comes from."""
    if not scene.same_sentence or scene.quantity.direction is not None:
        return NOTHING
    at = scene.at + 1
    sources = beginnings("source_words")
    if scene.low(at).startswith(sources) and scene.low(at + 1) in OF:
        said, at = scene.low(at), at + 1
    else:
        earlier = [w.low for w in scene.words[: scene.at] if w.low.startswith(sources)]
        definite = scene.low(at) in ("des", "du") or (scene.low(at) in ("de", "d'") and scene.low(at + 1) in DEFINITE)
        if not earlier or not definite:
            return NOTHING
        said = earlier[-1]
    end = noun_phrase_end(scene.clause, at + 1)
    if end <= at + 1:
        return NOTHING
    parts = scene.quantity.kind in (Kind.PERCENTAGE, Kind.FRACTION)
    whole = None if (scene.before.property or "").startswith(sources) or not parts else scene.before.property
    return About(scene.before.entity or whole, f"{said} {scene.clause.of(at, end)}")


def itemised(scene: Scene) -> About:
    """« Le budget atteint 1,2 Md€ : 780 M€ en fonctionnement et 420 M€ en investissement »: what each part goes to."""
    colon = next((i for i in range(scene.at - 1, 0, -1) if scene.low(i) == ":"), None)
    if colon is None or scene.quantity.kind not in (Kind.MONEY, Kind.PERCENTAGE):
        return NOTHING
    row = [i for i in range(colon + 1, len(scene.words)) if scene.words[i].quantity is not None]
    ends = [noun_phrase_end(scene.clause, i + 2) if scene.low(i + 1) in ("en", "pour") else 0 for i in row]
    if len(row) < 2 or any(end <= i + 2 for i, end in zip(row, ends, strict=True)):
        return NOTHING
    verb = next_finite(scene.clause, 0, colon)
    span = subject(scene.clause, verb) if verb is not None else (skip_article(scene, 0), colon)
    whole = scene.clause.of(*span) if span else None
    own = scene.clause.of(scene.at + 1, ends[row.index(scene.at)])
    if scene.quantity.kind is Kind.MONEY:
        return About(None, f"{whole or ''} {own}".strip())
    return About(whole, own)
