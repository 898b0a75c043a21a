"""When a claim holds: the time in its sentence that governs it, else the one of its lead-in, heading or title."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache, cached_property

from extract import regex
from extract.blocks import Block, BlockKind, Outline
from extract.find.quantity import Found, Quantity, Reason
from extract.lexicon.tables import table
from extract.relate import columns, dates, reports
from extract.relate.folding import fold
from extract.relate.govern import governor
from extract.relate.mention import mentions
from extract.relate.relation import Head, When
from extract.relate.tense import PAST, TELLING, is_future
from extract.relate.times import Moment, moments
from extract.relate.timevalues import Role
from extract.relate.zones import around, breaks, is_comparison, sentence_at, sentences, zone_at
from extract.text import Span

INHERITED, RESOLVED = "inherited_period", reports.RESOLVED
OUTSIDE = {BlockKind.BOILERPLATE, BlockKind.CONTACT, BlockKind.FOOTER, BlockKind.HEADER, BlockKind.NOTE}
SAYS_WHEN = {Role.PERIOD, Role.RANGE, Role.TARGET, Role.SINCE, Role.PRIOR, Role.SAME, Role.RUNNING}
NAMES = {Reason.NAME, Reason.REFERENCE, Reason.IDENTIFIER, Reason.PHONE, Reason.WEB, Reason.ADDRESS, Reason.NUMBERING}

SAME_STRETCH = regex.compile(
    r"\b(?:la même (?:période|date|époque|semaine)|(?:aux?|les|des) mêmes (?:dates|mois|périodes|semaines)|(?:le|au|du) même (?:mois|trimestre|semestre|moment))\b"
)
_TAKES_UP = regex.compile(
    r"^[«\s]*(?:"
    r"(?:[^,.;]{3,40}, )?(?:(?:il|elle) (?:est|était|s'établit|s'élève|atteint) (?:de|à)|(?:ils|elles) (?:sont|étaient)"
    r"|ce (?:chiffre|taux|nombre|montant|total|résultat|volume|prix|score)|cette (?:part|proportion))"
    r"|c'est|c'était|cela|soit|cette (?:hausse|baisse|progression|évolution|croissance)|parmi|presque|coût|on y)\b"
)
_BESIDE = regex.compile(r"\s*(?:chez|pour|dans|parmi|en moyenne|au niveau|à l'échelle|des|de la population)\b")
"""« contre 66 % chez les ouvriers »: compared with others at the same time, not with another time."""
_MEASURE = regex.compile(
    r"\b(?:s'établit|s'établissent|s'élève|s'élèvent|s'affiche|ressort|ressortent|progresse|progressent|augmente|augmentent|recule|reculent|diminue|diminuent|atteint|atteignent|dépasse|dépassent|franchit|gagne|perd|affiche|enregistre|réalise|recense|recensent|s'établirait|s'élèverait|atteindrait|dépasserait|grimpe|bondit|chute|totalise|représente|représentent|pèse|pèsent)\b"
)
"""Verbs of a result: in the present tense too they tell of the time that the release reports on."""
_LEVEL = regex.compile(
    r"\b(?:représente|représentent|pèse|pèsent|s'établit|s'établissent|s'élève|s'élèvent|s'affiche|totalise)\b"
)
"""Those that may as well tell of a standing level: they take their time from the sentence before, not from the title."""
_FINITE = regex.compile(
    r"\b(?:a|ont|est|sont|avait|avaient|était|étaient|sera|seront|peut|peuvent|doit|doivent|permet|permettent|bénéficient|participent|\w{3,}(?:aient|èrent|eront|issent))\b|(?<=[sx] )(?!souvent)\p{L}{3,}(?<!m)ent\b"
)
_PRONOUN = regex.compile(r"^[«\s]*(?:ils?|elles?|on|nous|ceux-ci|celles-ci|celui-ci|celle-ci)\b")
_UNTIL_NOW = regex.compile(r"^\W*(?:jusqu'ici|jusqu'alors|jusque-là|auparavant|autrefois|jadis|naguère)\b")
"""« Jusqu'ici, 40 % étaient adressés ailleurs »: before what the sentence before tells of."""
_SURVEY = regex.compile(
    r"^\W*(?:(?:l'|la |le |cette |ce )?(?:enquête|étude|sondage|baromètre|consultation|questionnaire))\b"
)
_METHOD = regex.compile(
    r"\b(?:marge d'erreur|échantillon|intervalle de confiance|taux de réponse|répondants|interrogée?s?)\b"
)
"""What a survey's dates hold for in the sentences after the one that says them."""
_FROM = regex.compile(r"\b(?:de|d'|passée?s? de|passant de)\s*$")
_TO = regex.compile(r"^[\s\w%€'°.-]{0,40}?\bà\s+(?:(?:plus|près|moins) de )?$")
_SINCE_BIRTH = regex.compile(r"\bdepuis (?:sa|son|leur|l'|la) (?:création|lancement|ouverture|mise en|début|origine)")


class Calendar:
    """The times of a release and which of them governs a quantity."""

    def __init__(self, outline: Outline, head: Head, found: tuple[Found, ...]) -> None:
        self._outline, self._found = outline, found
        self.today = date.fromisoformat(head.date) if head.date else reports.end_of_its_year(outline)
        self._cache: dict[int, tuple[Moment, ...]] = {}

    def moments(self, index: int) -> tuple[Moment, ...]:
        """The times said in a block, without those that find read as figures or parts of names."""
        if index not in self._cache:
            block, numbers = self._outline.blocks[index], self._found[index]
            taken = [q.span for q in numbers.quantities]
            taken += [n.span for n in numbers.ignored if n.reason in NAMES]
            said = moments(block.text, self.today)
            self._cache[index] = tuple(
                replace(m, edtf=self._defined.get(m.edtf or "", m.edtf))
                for m in said
                if not any(_claims(t, m) for t in taken)
            )
        return self._cache[index]

    @cached_property
    def _defined(self) -> dict[str, str]:
        return reports.defined(self._outline, self.today)

    @cached_property
    def _title(self) -> When | None:
        """The period of the whole release, by its title."""
        titles = {BlockKind.TITLE, BlockKind.SUBTITLE}
        for index, block in enumerate(self._outline.blocks):
            if block.kind in titles and (when := reports.covered(block, self.moments(index), self.today)):
                return when
        return None

    def period(self, index: int, quantity: Quantity) -> When | None:
        """When a quantity of a block holds."""
        block = self._outline.blocks[index]
        if block.cell is not None:
            cell = columns.period(block.cell, self.today)
            return cell or self._above(index) or self._inherited(self._title)
        sentence = sentence_at(block.text, quantity.span.start)
        here = self._in_sentence(index, sentence)
        if self.end_of_pair(index, quantity) == 0:
            return self._first_of_pair(block, sentence, here, index, quantity)
        if own := self._own(block, sentence, here, index, quantity):
            return None if own[0].role is Role.NOW else self._when(block, own[0], own[1])
        if any(m.role is Role.NOW for m in here):
            return None
        if block.kind is BlockKind.TITLE:
            return reports.of_kind(block, self.today) or self._before(index, sentence, quantity, here)
        if (told := self._told_before(block, sentence, index, quantity)) or block.kind in OUTSIDE:
            return told or self._of_survey(index, sentence)
        if above := self._above(index, sentence):
            return above
        return (
            self._of_survey(index, sentence)
            or self._before(index, sentence, quantity, here)
            or self._beside(block, sentence, index, quantity)
        )

    def _beside(self, block: Block, sentence: Span, index: int, quantity: Quantity) -> When | None:
        """« dont 738 pour vitesse excessive, 56 liées à… »: when the figure before held, where no verb stands between."""
        quantities = self._found[index].quantities
        at = quantities.index(quantity)
        if at == 0 or quantities[at - 1].span.start < sentence.start or self.end_of_pair(index, quantity) == 1:
            return None
        between = fold(block.text[quantities[at - 1].span.end : quantity.span.start])
        if _FINITE.search(between) or ";" in between or regex.search(r"\bcontre\b", between):
            return None
        return self._inherited(self.period(index, quantities[at - 1]))

    def _told_before(self, block: Block, sentence: Span, index: int, quantity: Quantity) -> When | None:
        """« 2 310 patients, dont un tiers sans leur consentement »: when the figure held of which it is a part."""
        quantities = self._found[index].quantities
        at = quantities.index(quantity)
        if at == 0 or quantities[at - 1].span.start < sentence.start:
            return None
        between = fold(block.text[quantities[at - 1].span.end : quantity.span.start])
        after = fold(block.text[quantity.span.end : quantity.span.end + 20])
        part = regex.search(r"\b(?:dont|soit)\b[^,;]{0,30}$|\([^()]{0,12}$", between)
        beside = between.rstrip().endswith("contre") and _BESIDE.match(after)
        if not (part or beside):
            return None
        return self._inherited(self.period(index, quantities[at - 1]))

    def _first_of_pair(
        self, block: Block, sentence: Span, here: list[Moment], index: int, quantity: Quantity
    ) -> When | None:
        """When the first of « de 31,6 à 18,9 » held: the start of the stretch, or as long before the second as is said."""
        quantities = self._found[index].quantities
        second = quantities[quantities.index(quantity) + 1]
        for m in here:
            if m.edtf is None or m.baseline:
                continue
            if m.role is Role.RANGE:
                return self._when(block, m, m.edtf.split("/")[0])
            if quantity.span.end <= m.span.start < second.span.start and m.role is Role.PERIOD:
                return self._when(block, m, m.edtf)
        lapse, after = self.lapse(index, quantity), self.period(index, second)
        if lapse is None or after is None or ".." in after.edtf:
            return None
        return replace(after, edtf=dates.step(after.edtf, lapse.steps, lapse.unit), flags=(RESOLVED,))

    def lapse(self, index: int, quantity: Quantity) -> Moment | None:
        """The time that a change took (« en un an »), from its sentence or lead-in."""
        block = self._outline.blocks[index]
        sentence = sentence_at(block.text, quantity.span.start)
        found = [m for m in self._in_sentence(index, sentence) if m.role is Role.LAPSE]
        after = [m for m in found if m.span.start >= quantity.span.end]
        before = [m for m in found if m.span.start < quantity.span.end]
        near = [m for m in after if not breaks(block.text, quantity.span.end, m.span.start)]
        chosen = next(iter([*near, *reversed(before), *after]), None)
        if chosen is None and block.lead_in is not None:
            chosen = next((m for m in self.moments(block.lead_in) if m.role is Role.LAPSE), None)
        return chosen

    def edtf(self, block: Block, moment: Moment, sentence: Span, index: int) -> str | None:
        """What a moment says; « l'année précédente » counts from the other time of its sentence."""
        if moment.role is Role.SAME:
            return self._last_said(index, moment)
        if moment.role is Role.RUNNING:
            return self._running
        if moment.role is Role.PRIOR:
            anchor = next(
                (
                    m.edtf
                    for m in self._in_sentence(index, sentence)
                    if m.edtf and not m.baseline and not m.attached and m is not moment and m.role in SAYS_WHEN
                ),
                None,
            )
            if anchor is None and _TAKES_UP.search(fold(sentence.of(block.text))):
                earlier = self._said_before(index, sentence)
                anchor = earlier.edtf if earlier else None
            if anchor is None:
                above = self._above(index) or self._inherited(self._title)
                anchor = above.edtf if above else None
            if anchor is None:
                return str(self.today.year + moment.steps) if self.today and moment.unit == "a" else None
            return dates.step(anchor, moment.steps, moment.unit)
        near = fold(block.text[max(sentence.start, moment.span.start - 40) : min(sentence.end, moment.span.end + 30)])
        same = moment.edtf and len(moment.edtf) == 4 and SAME_STRETCH.search(near)
        anchor = self._stretch(index, sentence, moment) if same else None
        if moment.edtf and anchor:
            return dates.shift(anchor, int(moment.edtf) - dates.year_of(anchor))
        return moment.edtf

    @cached_property
    def _running(self) -> str | None:
        """The season (else none) of those said anywhere that the day of the release lies in, or that began last before it."""
        said = {m.edtf for at in range(len(self._outline.blocks)) for m in self.moments(at) if m.edtf and "/" in m.edtf}
        seasons = sorted(s for s in said if len(s) == 9 and dates.unit_of(s) == "a")
        begun = [s for s in seasons if self.today and int(s[:4]) <= self.today.year]
        return begun[-1] if begun else None

    def _stretch(self, index: int, sentence: Span, moment: Moment) -> str | None:
        """The stretch of the year that « la même période » takes up: of the sentence, else said before."""
        for m in self._in_sentence(index, sentence):
            if m is not moment and m.edtf and not m.baseline and len(m.edtf) > 4:
                if m.role is Role.SINCE and len(m.edtf) == 10 and self.today:
                    return f"{m.edtf}/{self.today.isoformat()}"
                return m.edtf
        said = self._last_said(index, moment)
        return said if said and len(said) > 4 else None

    def _last_said(self, index: int, moment: Moment) -> str | None:
        """The last time said before, in the block or the ones above it up to the heading.

        A stretch of a certain length (« sur l'exercice ») is looked for over headings too, and then in the title.
        """
        unit = moment.unit if moment.role is Role.SAME else ""
        for at in range(index, -1, -1):
            if not unit and self._outline.blocks[at].kind in {BlockKind.HEADING, BlockKind.TITLE}:
                break
            for m in reversed(self.moments(at)):
                earlier = at < index or m.span.end <= moment.span.start
                if (
                    earlier
                    and not self._is_compared(at, m)
                    and m.edtf
                    and not m.baseline
                    and not m.attached
                    and m.role in SAYS_WHEN
                    and (not unit or dates.unit_of(m.edtf) == unit)
                ):
                    return m.edtf
        reported = self._title if unit else None
        return reported.edtf if reported and dates.unit_of(reported.edtf) == unit else None

    def _is_compared(self, index: int, moment: Moment) -> bool:
        """Whether a time belongs to a figure that another is compared with: « contre 47 % en 2019 »."""
        text = self._outline.blocks[index].text
        zone = zone_at(text, sentence_at(text, moment.span.start), moment.span.start)
        return is_comparison(text, zone)

    def _in_sentence(self, index: int, sentence: Span) -> list[Moment]:
        return [m for m in self.moments(index) if sentence.start <= m.span.start < sentence.end]

    def _own(
        self, block: Block, sentence: Span, here: list[Moment], index: int, quantity: Quantity
    ) -> tuple[Moment, str] | None:
        """The moment of the sentence that governs the quantity, and its date."""
        usable = [m for m in here if m.role in SAYS_WHEN | {Role.NOW} and not m.baseline]
        quantities = self._found[index].quantities
        others = [q.span for q in quantities if q is not quantity and sentence.contains(q.span)]
        moment = governor(block.text, sentence, usable, others, quantity)
        if moment is None:
            return None
        if moment.role is Role.NOW:
            return moment, ""
        edtf = self.edtf(block, moment, sentence, index)
        if edtf is None:
            return None
        if moment.role is Role.RANGE:
            last = edtf.split("/")[1]
            edtf = last if self.end_of_pair(index, quantity) == 1 or quantity.direction else edtf
        elif moment.role is Role.SINCE:
            if quantity.direction:
                return None
            edtf = self._up_to_now(edtf)
        return moment, edtf

    def _up_to_now(self, since: str) -> str:
        """« depuis le 1er janvier 2022 »: up to the day of the release; « depuis 2022 » stays open."""
        return f"{since}/{self.today.isoformat()}" if self.today and len(since) == 10 else f"{since}/.."

    def end_of_pair(self, index: int, quantity: Quantity) -> int | None:
        """0 or 1 where the quantity is the first or second of « de 31,6 à 18,9 »; None where it is neither."""
        block, quantities = self._outline.blocks[index], self._found[index].quantities
        at = quantities.index(quantity)
        for first, which in ((at, 0), (at - 1, 1)):
            if not 0 <= first < len(quantities) - 1:
                continue
            a, b = quantities[first], quantities[first + 1]
            before = fold(block.text[max(0, a.span.start - 30) : a.span.start])
            between = block.text[a.span.end : b.span.start]
            if a.direction is None and _FROM.search(before) and _TO.search(fold(between)) and not mentions(between):
                return which  # « de 44,9 % dans l'Yonne à 57,6 % dans le Jura » is no stretch of time
        return None

    def _above(self, index: int, sentence: Span | None = None) -> When | None:
        """The time of the lead-in, of its lead-in, of the headings from the nearest outward.

        A heading's time is not that of a sentence about a standing state (« La caisse compte 215 agents »).
        """
        block = self._outline.blocks[index]
        seen = {index}
        lead = block.lead_in
        while lead is not None and lead not in seen:
            seen.add(lead)
            if when := self._said_by(lead):
                return when
            lead = self._outline.blocks[lead].lead_in
        if block.kind in OUTSIDE or (sentence and _states(sentence.of(block.text))):
            return None
        for heading in reversed(block.heading):
            if self._outline.blocks[heading].kind is BlockKind.TITLE:
                continue
            if (when := self._said_by(heading)) and (
                sentence is None or not self._is_ahead(when, sentence.of(block.text))
            ):
                return when
        return None

    def _is_ahead(self, when: When, sentence: str) -> bool:
        """« Des travaux jusqu'en 2030 »: a time to come above a sentence about today."""
        if self.today is None or ".." in when.edtf or dates.ends(when.edtf) <= self.today:
            return False
        return not is_future(fold(sentence))

    def _said_by(self, index: int) -> When | None:
        """The time that a lead-in or heading says for what stands below it."""
        block = self._outline.blocks[index]
        last = sentences(block.text)[-1]
        for m in self.moments(index):
            if m.span.start >= last.start and m.edtf and m.role in SAYS_WHEN and not m.baseline and not m.attached:
                edtf = self._up_to_now(m.edtf) if m.role is Role.SINCE else m.edtf
                return self._inherited(self._when(block, m, edtf))
        return None

    def _before(self, index: int, sentence: Span, quantity: Quantity, here: list[Moment]) -> When | None:
        """What a report in the past tense, or a change « en un an », takes from the sentence before or the title."""
        block = self._outline.blocks[index]
        clause = fold(sentence.of(block.text))
        if _UNTIL_NOW.search(clause):
            return None
        if _PRONOUN.search(clause) and is_future(clause):
            return self._to_come(index, sentence)
        changes = any(
            q.direction and q.span.start >= quantity.span.start
            for q in self._found[index].quantities
            if sentence.contains(q.span)
        )
        lapse = any(m.role is Role.LAPSE for m in here) and changes
        local = around(block.text, sentence, quantity.span)
        measure = _MEASURE.search(local) is not None
        past = PAST.search(local) is not None and not TELLING.search(local)
        measured = changes and any(m.baseline for m in here)
        bulletin = self._title is not None and len(self._title.edtf) == 10
        headline = block.kind in {BlockKind.SUBTITLE, BlockKind.HEADING, BlockKind.TITLE}
        listed = (
            headline or (block.kind is BlockKind.ITEM and (bulletin or block.lead_in is None))
        ) and _FINITE.search(clause) is None
        if _SINCE_BIRTH.search(clause) or not (
            lapse or past or measured or measure or listed or _TAKES_UP.search(clause)
        ):
            return None
        for there in reversed([span for span in sentences(block.text) if span.end <= sentence.start]):
            said = self._in_sentence(index, there)
            if any(m.role is Role.NOW for m in said):
                break
            for m in said:
                plain = m.edtf and m.role is Role.PERIOD and not m.baseline and not m.attached
                if plain and not self._is_compared(index, m):
                    return self._inherited(self._when(block, m, m.edtf or ""))
        title = self._inherited(self._title)
        if not (past or lapse or measured or listed or (measure and not _LEVEL.search(local))):
            return None
        if title is None:
            return self._told_above(index)
        if (
            title
            and self.today
            and dates.ends(title.edtf) > self.today
            and not title.edtf.startswith(str(self.today.year))
        ):
            return None
        return title

    def _told_above(self, index: int) -> When | None:
        """The stretch that the paragraphs above tell of, up to their heading: the account goes on."""
        for at in range(index - 1, max(-1, index - 5), -1):
            block = self._outline.blocks[at]
            if block.kind not in {BlockKind.PARAGRAPH, BlockKind.ITEM}:
                break
            for m in self.moments(at):
                plain = m.edtf and m.role is Role.PERIOD and not m.baseline and not m.attached and not m.bare
                stretch = len(m.edtf or "") != 10 or fold(m.span.of(block.text)).startswith("au ")
                if plain and stretch and not self._is_compared(at, m):
                    return self._inherited(self._when(block, m, m.edtf or ""))
        return None

    def _sentence_before(self, index: int, sentence: Span) -> Span | None:
        text = self._outline.blocks[index].text
        return next((span for span in reversed(sentences(text)) if span.end <= sentence.start), None)

    def _said_before(self, index: int, sentence: Span) -> Moment | None:
        there = self._sentence_before(index, sentence)
        said = self._in_sentence(index, there) if there else []
        return next((m for m in said if m.edtf and m.role is Role.PERIOD and not m.baseline), None)

    def _to_come(self, index: int, sentence: Span) -> When | None:
        """« … d'ici 2028. Elle y consacrera 350 k€. »: the time to come that the sentence right before says."""
        block, there = self._outline.blocks[index], self._sentence_before(index, sentence)
        if there is None or self.today is None:
            return None
        for m in self._in_sentence(index, there):
            if m.edtf and m.role in {Role.PERIOD, Role.TARGET} and not m.baseline and dates.ends(m.edtf) > self.today:
                return self._inherited(self._when(block, m, m.edtf))
        return None

    def _of_survey(self, index: int, sentence: Span) -> When | None:
        """When a survey was made, for what the note on its method says next."""
        block, there = self._outline.blocks[index], self._sentence_before(index, sentence)
        if there is None or not _METHOD.search(fold(sentence.of(block.text))):
            return None
        m = self._said_before(index, sentence) if _SURVEY.search(fold(there.of(block.text))) else None
        return self._inherited(self._when(block, m, m.edtf or "")) if m else None

    def _when(self, block: Block, moment: Moment, edtf: str) -> When:
        resolved = moment.resolved or moment.role is Role.PRIOR
        return When(edtf, moment.span.of(block.text), (RESOLVED,) if resolved else ())

    @staticmethod
    def _inherited(when: When | None) -> When | None:
        if when is None or INHERITED in when.flags:
            return when
        return replace(when, flags=(*when.flags, INHERITED))


@cache
def _state_verbs() -> frozenset[str]:
    return frozenset(table("times")["state"]["words"].split())


def _states(sentence: str) -> bool:
    """Whether a sentence tells of a standing state."""
    return any(word in _state_verbs() for word in regex.findall(r"[\w']+", fold(sentence)))


def _claims(taken: Span, moment: Moment) -> bool:
    """Whether a figure or a name holds the digits of the moment: « 2 000 logements » is no year."""
    return (
        taken.overlaps(moment.span) and moment.role is not Role.LAPSE and (moment.bare or taken.contains(moment.span))
    )
