"""When a claim holds whose sentence says no time: what it takes from sentences before it, its lead-in, a heading or the title."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, cached_property

from extract import regex
from extract.blocks import Block, BlockKind
from extract.find.quantity import Kind, Quantity
from extract.lexicon.tables import table
from extract.relate import dates, reports
from extract.relate.blocktimes import SAYS_WHEN, BlockTimes, when
from extract.relate.folding import fold
from extract.relate.relation import When
from extract.relate.tense import PAST, TELLING, is_future
from extract.relate.times import Moment
from extract.relate.timevalues import Role
from extract.relate.words import either
from extract.relate.zones import around, sentences
from extract.text import Span

_HEAD = 12  # blocks among which a bulletin says its day
INHERITED = "inherited_period"
OUTSIDE = {BlockKind.BOILERPLATE, BlockKind.CONTACT, BlockKind.FOOTER, BlockKind.HEADER, BlockKind.NOTE}
TAKES_UP = regex.compile(
    r"^[«\s]*(?:"
    r"(?:[^,.;]{3,40}, )?(?:(?:il|elle) (?:est|était|s'établit|s'élève|atteint|varie|oscille|va) (?:de|à|entre)|(?:ils|elles) (?:sont|étaient)"
    rf"|ce (?:{either('taken_up_levels')})|cette (?:part|proportion))"
    rf"|c'est|c'était|cela|soit|cette (?:{either('taken_up_changes')})|parmi|presque|coût|on y)\b"
)
_MEASURE = regex.compile(rf"\b(?:{either('result_forms')}|{either('level_forms')})\b")
"""Verbs of a result: in the present tense too they tell of the time that the release reports on."""
_LEVEL = regex.compile(rf"\b(?:{either('level_forms')})\b")
"""Those that may as well tell of a standing level: they take their time from the sentence before, not from the title."""
FINITE = regex.compile(
    rf"\b(?:{either('finite_forms')}|\w{{3,}}(?:aient|èrent|eront|issent))\b|(?<=[sx] )(?!souvent)\p{{L}}{{3,}}(?<!m)ent\b"
)
_PRONOUN = regex.compile(r"^[«\s]*(?:ils?|elles?|on|nous|ceux-ci|celles-ci|celui-ci|celle-ci)\b")
_UNTIL_NOW = regex.compile(rf"^\W*(?:{either('until_now_adverbs')})\b")
"""« Jusqu'ici, 40 % étaient adressés ailleurs »: before what the sentence before tells of."""
_SURVEY = regex.compile(rf"^\W*(?:(?:l'|la |le |cette |ce )?(?:{either('survey_nouns')}))\b")
_METHOD = regex.compile(rf"\b(?:{either('survey_method')})\b")
"""What a survey's dates hold for in the sentences after the one that says them."""
_IN_BRIEF = regex.compile(r"(?!(?:L['’]|Les? |La |En )|\d)\p{Lu}[^.:;]{1,60}? en (?:bref|quelques mots)\s*:?$")
_RULE = regex.compile(rf"\b(?:{either('rule_forms')})\b")
"""« Une personne peut en infecter 20 »: what holds at any time."""
_SINCE_BIRTH = regex.compile(rf"\bdepuis (?:sa|son|leur|l'|la) (?:{either('birth_nouns')})")


class Inheritance:
    """The times that a release's blocks hand to the claims beside and below them."""

    def __init__(self, times: BlockTimes) -> None:
        self._times = times

    @cached_property
    def title(self) -> When | None:
        """The period of the whole release, by its title."""
        titles = {BlockKind.TITLE, BlockKind.SUBTITLE}
        for index, block in enumerate(self._times.outline.blocks):
            if block.kind in titles and is_future(fold(block.text)):
                continue  # « le cap des 100 MW sera atteint cette année »
            if block.kind in titles and (said := reports.covered(block, self._times.moments(index), self._times.today)):
                return said
        return None

    @cached_property
    def bulletin(self) -> When | None:
        """The day of a bulletin, by its title or a line near it."""
        blocks = self._times.outline.blocks
        for index, block in enumerate(blocks[:_HEAD]):
            heads = block.kind is BlockKind.HEADING and [b.kind for b in blocks[index + 1 : index + 2]] == [block.kind]
            if said := reports.bulletin(block, self._times.moments(index), alone=heads):
                return said
        return None

    def of_bulletin(self, index: int, sentence: Span, quantity: Quantity) -> When | None:
        """The day of a bulletin, for what it tells of without a time; prices and fines hold at any time."""
        block = self._times.outline.blocks[index]
        if self.bulletin is None or block.kind in OUTSIDE | {BlockKind.TITLE, BlockKind.SUBTITLE}:
            return None
        said = sentence.of(block.text)
        priced = quantity.kind is Kind.MONEY or quantity.unit.startswith("EUR")
        return None if priced or _stands(said) or is_future(fold(said)) else inherited(self.bulletin)

    def above(self, index: int, sentence: Span | None = None, *, change: bool = False) -> When | None:
        """The time of the lead-in, of its lead-in, of the headings from the nearest outward.

        A heading's time is not that of a sentence about a standing state (« La caisse compte 215 agents »).
        """
        blocks = self._times.outline.blocks
        block, seen = blocks[index], {index}
        lead = block.lead_in
        while lead is not None and lead not in seen:
            seen.add(lead)
            if said := self._said_by(lead, change):
                return said
            lead = blocks[lead].lead_in
        if block.kind in OUTSIDE or (sentence and _stands(sentence.of(block.text))):
            return None
        nearest = block.heading[-1:] if block.kind is not BlockKind.HEADING else (index,)
        # A heading right below another: « Le CHU en 2024 » above the figures of a box.
        over = tuple(h - 1 for h in nearest if h and blocks[h - 1].kind is BlockKind.HEADING)
        for heading in reversed((*block.heading[:-1], *over, *block.heading[-1:])):
            said = self._said_by(heading, change) if blocks[heading].kind is not BlockKind.TITLE else None
            if said and not (sentence and self._is_ahead(said, sentence.of(block.text))):
                return said
        return None

    def _is_ahead(self, said: When, sentence: str) -> bool:
        """« Des travaux jusqu'en 2030 »: a time to come above a sentence about today."""
        if self._times.today is None or ".." in said.edtf or dates.ends(said.edtf).year <= self._times.today.year:
            return False
        return not is_future(fold(sentence))

    def _said_by(self, index: int, change: bool) -> When | None:
        """The time that a lead-in or heading says for what stands below it; of two ends, a change is of the later."""
        block = self._times.outline.blocks[index]
        last = sentences(block.text)[-1]
        ends = self._times.two_ends(index, last)
        for m in ends[1:] if ends else self._times.in_sentence(index, last):
            if m.plain and m.role in SAYS_WHEN:
                edtf = self._times.up_to_now(m.edtf or "") if m.role is Role.SINCE else m.edtf
                if change and m.role is Role.RANGE and edtf:
                    edtf = edtf.split("/")[1]
                return inherited(when(block, m, edtf))
        return None

    def before(self, index: int, sentence: Span, quantity: Quantity, here: list[Moment]) -> When | None:
        """What a report in the past tense, or a change « en un an », takes from the sentence before or the title."""
        block = self._times.outline.blocks[index]
        clause = fold(sentence.of(block.text))
        if _UNTIL_NOW.search(clause) or self._tells_of_issuer(block):
            return None
        if _PRONOUN.search(clause) and is_future(clause):
            return self._to_come(index, sentence)
        changes = any(
            q.direction and q.span.start >= quantity.span.start
            for q in self._times.found[index].quantities
            if sentence.contains(q.span)
        )
        lapse = any(m.role is Role.LAPSE for m in here) and changes
        local = around(block.text, sentence, quantity.span)
        measure = _MEASURE.search(local) is not None
        past = PAST.search(local) is not None and not TELLING.search(local)
        measured = changes and any(m.baseline for m in here)
        bulletin = self.bulletin is not None
        headline = block.kind in {BlockKind.SUBTITLE, BlockKind.HEADING, BlockKind.TITLE}
        listed = (headline or (block.kind is BlockKind.ITEM and (bulletin or block.lead_in is None))) and FINITE.search(
            clause
        ) is None
        if _SINCE_BIRTH.search(clause) or not (
            lapse or past or measured or measure or listed or TAKES_UP.search(clause)
        ):
            return None
        if told := self._told_earlier(index, sentence):
            return told
        if not (past or lapse or measured or listed or (measure and not _LEVEL.search(local))):
            return None
        if self.title:
            return self._of_title()
        return self._told_above(index, past) or (self._of_lead(index) if listed else None)

    def _tells_of_issuer(self, block: Block) -> bool:
        """« Terrasol en bref » above an item: who the issuer is at any time, not what it reports on."""
        return any(_IN_BRIEF.match(self._times.outline.blocks[heading].text) for heading in block.heading[-1:])

    def _told_earlier(self, index: int, sentence: Span) -> When | None:
        """The time of the nearest sentence before in the block, as far as the last one that tells of now."""
        block = self._times.outline.blocks[index]
        for there in reversed([span for span in sentences(block.text) if span.end <= sentence.start]):
            said = self._times.in_sentence(index, there)
            if any(m.role is Role.NOW for m in said):
                break
            told = [m for m in said if m.plain and m.role is Role.PERIOD and not self._times.is_compared(index, m)]
            if told:  # « … entre début 2025 et début 2026. Elle recule de 2 points »: of the later one
                return inherited(when(block, max(told, key=lambda m: dates.ends(m.edtf or ""))))
        return None

    def _of_title(self) -> When | None:
        """The period of the title, unless it lies ahead in another year."""
        title, today = inherited(self.title), self._times.today
        ahead = title and today and dates.ends(title.edtf) > today and not title.edtf.startswith(str(today.year))
        return None if ahead else title

    def _of_lead(self, index: int) -> When | None:
        """The stretch that the first paragraph opens with: what the whole release reports on."""
        lead = self._lead
        return inherited(lead[1]) if lead and lead[0] < index else None

    @cached_property
    def _lead(self) -> tuple[int, When] | None:
        blocks, today = self._times.outline.blocks, self._times.today
        at = next((i for i, block in enumerate(blocks) if block.kind is BlockKind.PARAGRAPH), None)
        if at is None or today is None:
            return None
        for m in self._times.in_sentence(at, sentences(blocks[at].text)[0]):
            told = m.plain and m.role is Role.PERIOD and not m.bare and not self._times.is_compared(at, m)
            if told and len(m.edtf or "") != 10 and dates.ends(m.edtf or "").year <= today.year:
                return at, when(blocks[at], m)
        return None

    def _told_above(self, index: int, past: bool) -> When | None:
        """The stretch that the paragraphs above tell of, up to their heading: the account goes on."""
        for at in range(index - 1, max(-1, index - 5), -1):
            block = self._times.outline.blocks[at]
            if block.kind not in {BlockKind.PARAGRAPH, BlockKind.ITEM}:
                break
            for m in self._times.moments(at):
                stretch = len(m.edtf or "") != 10 or (past and fold(m.span.of(block.text)).startswith("au "))
                ahead = self._times.today is not None and m.edtf and dates.ends(m.edtf) > self._times.today
                told = m.plain and m.role is Role.PERIOD and not m.bare and not ahead
                if told and stretch and not self._times.is_compared(at, m):
                    return inherited(when(block, m))
        return None

    def _to_come(self, index: int, sentence: Span) -> When | None:
        """« … d'ici 2028. Elle y consacrera 350 k€. »: the time to come that the sentence right before says."""
        block, there = self._times.outline.blocks[index], self._times.sentence_before(index, sentence)
        if there is None or self._times.today is None:
            return None
        for m in self._times.in_sentence(index, there):
            if (
                m.edtf
                and m.role in {Role.PERIOD, Role.TARGET}
                and not m.baseline
                and dates.ends(m.edtf) > self._times.today
            ):
                return inherited(when(block, m))
        return None

    def of_survey(self, index: int, sentence: Span) -> When | None:
        """When a survey was made, for what the note on its method says next."""
        block, there = self._times.outline.blocks[index], self._times.sentence_before(index, sentence)
        if there is None or not _METHOD.search(fold(sentence.of(block.text))):
            return None
        m = self._times.said_before(index, sentence) if _SURVEY.search(fold(there.of(block.text))) else None
        return inherited(when(block, m)) if m else None


def inherited(said: When | None) -> When | None:
    """The same time, flagged as taken from elsewhere than the claim's own sentence."""
    if said is None or INHERITED in said.flags:
        return said
    return replace(said, flags=(*said.flags, INHERITED))


@cache
def _state_verbs() -> frozenset[str]:
    return frozenset(table("times")["state"]["words"].split())


def _stands(sentence: str) -> bool:
    """Whether a sentence tells of a standing state or a rule."""
    return _RULE.search(fold(sentence)) is not None or any(
        word in _state_verbs() for word in regex.findall(r"[\w']+", fold(sentence))
    )
