"""Tenses of French verbs by their forms: what is told of the past."""

from __future__ import annotations

import regex

_NOUNS_IN_AIT = (
    "fait|lait|trait|retrait|attrait|souhait|extrait|parfait|portrait|forfait|bienfait|méfait|abstrait|distrait"
)

PAST = regex.compile(
    r"\b(?:a|ont|avait|avaient|a été|ont été)(?: (?:notamment|ainsi|également|aussi|été|fortement|légèrement|nettement|\w+ment))* \w+(?:é|i|u|is|it|ert)e?s?\b"
    r"|\b(?:est|sont|s'est|se sont|s'étaient|était|étaient) (?:\w+ment )?(?:passé|tombé|monté|arrivé|né|mort|venu|parti|établi|élevé|inscrit|déroulé|rendu|déplacé|engagé|poursuivi|maintenu|stabilisé)e?s?\b"
    rf"|\b\w{{2,}}(?:aient|èrent)\b|\b(?!(?:{_NOUNS_IN_AIT})\b)\w{{2,}}ait\b"
)
"""Passé composé, imparfait, passé simple in the plural; of a folded text."""

TELLING = regex.compile(
    r"\b(?:a|ont) (?:présenté|annoncé|publié|dévoilé|signé|rappelé|salué|indiqué|précisé|souligné|lancé|choisi|décidé|voté|adopté)"
)
"""Verbs of what a release is there to tell: their date is the event's, not the figures'."""
