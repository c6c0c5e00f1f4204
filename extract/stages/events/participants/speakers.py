"""Who was in the chair, and who spoke in the sentences after a gathering."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from extract.document import Party, Person, Place, match_text_of, sentence_of
from extract.language.later import later
from extract.language.syntax import SUBJECTS, feature, is_negated, preposition
from extract.language.words import tokens_with
from extract.parties import Parties
from extract.stages.events.merging.gatherings import (
    FORUMS,
    ITEM_END,
    SAYING,
    Gatherings,
    is_attribute,
    is_reported,
    item_starts,
)
from extract.stages.events.participants.listing import Listing, stated
from extract.stages.events.triggers.lexicon import Candidate

_PRESIDING = later(
    r"\b(?:(?:со)?председательствовал(?P<many>и)?|(?:со)?председательствовать\s+буд[еу]т"
    r"|вел[аи]? (?:заседание|совещание|переговоры|встречу|мероприятие)"
    r"|(?:его|е[её]|их|заседание|совещание|встречу|дискуссию|мероприятие|работу)\s+вел[аи]?(?=\s+(?:[а-яё-]+\s+){0,6}(?-i:[А-ЯЁ]))"
    r"|(?<=[.?!\"]\s)вел[аи]?\s+(?:его|е[её])(?=\s)"
    r"|(?<=[.?!\"]\s)(?:его|е[её])\s+(?:провед[её]т|пров[её]л[аи]?)(?=\s+(?:[а-яё-]+\s+){0,6}(?-i:[А-ЯЁ]))"
    r"|ведущ(?:им|ими|ей)\s+(?:[а-яё]+\s+){0,2}?(?:стал[аи]?|выступил[аи]?|был[аи]?)"
    r"|руководил[аи]?(?=\s+(?:\w+\s+)?(?:трениров|учени|ман[её]вр|спецопераци|операци|сбор|заседани|совещани|работой|ими|ей|им\b))"
    r"|(?:трениров|учени|ман[её]вр|спецопераци|операци)\w*\s+руководил[аи]?"
    r"|руководит(?=\s+(?:ими|ей|им|трениров|учени|операци|сбор)|\s+(?=[^.]{0,60}генерал))"
    r"|(?:со)?председател(?:ями|ем)\s+(?:\w+\s+){0,2}?(?:был[аи]?|стал[аи]?|выступил[аи]?|являлись)"
    r"|председательствующ(?:им|ей)\s+(?:на\s+\w+\s+)?(?:был[аи]?\s+)?(?:избран[аы]?|стал[аи]?|выступил[аи]?)"
    r"|котор(?:ое|ый|ую|ые)\s+(?:совместно\s+)?(?:провед(?:[её]т|ут)|прове(?:л[аи]?)|возглав(?:ил[аи]?|ит|ят))"
    r"|модератор(?:ом|ами|ом дискуссии|ом встречи)?\s+(?:\w+\s+){0,4}(?:стал[аи]?|выступил[аи]?|был[аи]?)"
    r"|модерировал[аи]?)(?=\W|$)",
    re.IGNORECASE,
    needs="председател|вел|ведущ|руководи|пров|возглав|модер",
)
#: characters from a verb to its object
_WHAT_IS_HELD = 40
_UNDER_CHAIR = later(
    r"\b(?:(?:мероприяти|дискусси|обсуждени|работ|диалог|собрани|встреч)\w*|он[оа]?)\s+(?:[а-яё]+\s+){1,4}?под\s+"
    r"(?:со)?(?:председательством|руководством)\s+",
    re.IGNORECASE,
    needs="председательством|руководством",
)
#: the same where the event is a pronoun: `Под председательством министра А. Б. в нём приняли участие`
_CHAIR_FIRST = later(
    r"(?:^|(?<=\W))[Пп]од\s+(?:[а-яё]+\s+){0,1}(?:со)?председательством\s+(?=[^.;:]{3,200}?\s"
    r"(?:участи|участвова|прош[её]л|прошл|состоял|работ[ау]|мероприяти|встреч|форум))",
    needs="председательством",
)
_ON_ITS_LINE = re.compile(r"\s*(?::|-)[ \t]+\S")
#: `представитель Узбекистана, министр А. Б.`
_ENVOY_OF = re.compile(r"\bпредставитель\s+$", re.IGNORECASE)
_POST_OF = re.compile(r",\s[^.;\n]{3,160}$")
_ATTENDED_BY = re.compile(r"\s(?:с\s+участием|при\s+участии|в\s+присутствии)\s", re.IGNORECASE)
_AHEAD = re.compile(r"\b(?:пройд[её]т|состоится|будет|проведут|провед[её]т)\b", re.IGNORECASE)
_TALKED_AT = frozenset({"session", "summit", "conference", "meeting", "statement", "exercise", "operation"})
_CEREMONY = later(
    r"\bна (?:церемони|открыти|закрыти|подведении|разборе|построении)|\bподв(?:одя|одил[аи]?|[её]л[аи]?)\s+итоги"
    r"|\bв\s+завершение\s+(?:учени|трениров|операци|ман[её]вр)",
    re.IGNORECASE,
)
#: more than the longest of them
_ITEM_END_CHARS = 1000
#: characters after the trigger within which a speaker is taken to speak at the event
_REACH = 3000
#: the same for a side without a name
_SOON = 800
_PAIR = 2
_ENVOYS = frozenset({"делегация", "представитель", "делегат"})

#: to whom the news is told, beside the event
TO_PRESS = frozenset(
    {"журналист", "корреспондент", "репортер", "агентство", "издание", "пресса", "портал", "телеканал"}
)
#: characters of adjectives and ordinals before a noun
_PHRASE = 70
_TOOK_PART = later(
    r"\b(?:участи[ея]|участву[а-я]+|участвова[а-я]+|присутств[а-я]+)\s+(?:в|на)\s+(?:работе\s+)?(?:[\w-]+\s+){0,4}$",
    re.IGNORECASE,
)
#: `поблагодарил собеседника за участие в форуме`: the gathering is an object of talk
_IN_TALK = later(
    r"\b(?:(?:по)?благодар|признательн|приветствова|оцен[иеё]|отме[тч]|подчеркн|напомни|вспомни|пригласи|приглаш|призва"
    r"|выра[зж]|обсу[дж]|пожела|поздрав|сообщи|рассказ|(?:про)?информ)[а-яё]*\s(?:[^.;]{0,160}\s)?(?:активн\w+\s+|личн\w+\s+)?$",
    re.IGNORECASE,
)
_SIDE = later(r"[а-яё-]+(?:ая|яя) сторона", re.IGNORECASE)
_DASH_ABOUT = re.compile(r"\s*-\s+(?:о|об|обо|про)\s")
#: how a happening that is told hangs in its sentence
_TOLD_AS = frozenset({*SUBJECTS, "ROOT"})


class Speakers:
    """Gives the events of one document their chairs and speakers."""

    def __init__(
        self,
        doc: Doc,
        parties: Parties,
        candidates: Sequence[Candidate],
        listing: Listing,
        gatherings: Gatherings,
    ) -> None:
        self._doc = doc
        self._parties = parties
        self._candidates = candidates
        self._listing = listing
        self._gatherings = gatherings

    def preside(self) -> None:
        """`Председательствовал А`, `Руководил учением Б`, `Модератором выступил В`: the chair of the last event."""
        self._under_chair()
        text = match_text_of(self._doc)
        for opening in _PRESIDING.finditer(text):
            token = self._parties.index.at(opening.start())
            if token is None:
                continue
            sentence = token.sent
            line_end = sentence.end_char
            if text[opening.end() : opening.end() + 2].strip(" ") in {":", "-"} or line_end - opening.end() < 12:
                line_end = max(line_end, opening.end() + 250)
            if _ON_ITS_LINE.match(text, opening.end()):
                # `Председательствовал: А. Б.`, on the next line `Присутствовали:`
                stop = text.find("\n", opening.end() + len(": "), line_end)
                line_end = stop if stop >= 0 else line_end
            target = self._gatherings.last(opening.start(), sentence.start_char, sentence.end_char)
            if target is None or self._held_by_whom(opening):
                continue
            after = [p for p in self._listing.roll.names(opening.end(), line_end, groups=False) if self._may_chair(p)]
            after = [p for p in after if not self._gatherings.after_trigger(p)]
            if opening["many"] is None and " и " not in text[opening.end() : line_end]:
                after = self._envoy(after) or after[:1]
            if not after:
                after = [p for p in self._listing.subjects(token) if self._may_chair(p)]
            for party in after[:3]:
                self._listing.add(target.participants, party, "chair")

    def _held_by_whom(self, opening: re.Match[str]) -> bool:
        """`прибыл министр, который провёл переговоры с А. Б.`: what he held, not who held it."""
        end = opening.end()
        held = (c for c in self._candidates if end < c.trigger[0] < end + _WHAT_IS_HELD and not c.is_verb)
        return opening[0].lower().startswith("котор") and any(preposition(c.token) is None for c in held)

    def _envoy(self, after: list[Party]) -> list[Party]:
        """`представитель Узбекистана, первый заместитель председателя Службы А. Б.`: the man, not his state."""
        if len(after) < _PAIR or not isinstance(after[0].entity, Place) or not isinstance(after[1].entity, Person):
            return []
        text: str = self._doc._.match_text
        start, end = after[0].start or 0, after[0].end or 0
        sent = _ENVOY_OF.search(text, max(start - 30, 0), start) is not None
        return [after[1]] if sent and _POST_OF.fullmatch(text, end, after[1].start or end) else []

    def _under_chair(self) -> None:
        """`Мероприятие прошло под председательством А. Б.`: in a sentence that names no event."""
        text = match_text_of(self._doc)
        chaired = [(m, _PAIR) for m in _UNDER_CHAIR.finditer(text)] + [(m, 1) for m in _CHAIR_FIRST.finditer(text)]
        for opening, most in chaired:
            token = self._parties.index.at(opening.start())
            if token is None or token.sent._.language == "en":
                continue
            start, end = token.sent.start_char, token.sent.end_char
            if any(start <= c.trigger[0] < end for c in self._candidates):
                continue
            target = self._gatherings.last(opening.start(), start, end, past=not _AHEAD.search(opening[0]))
            stops = [m.start() for m in _ATTENDED_BY.finditer(text, opening.end(), end)]
            stop = min([*stops, self._listing.cut(opening.end(), end)])
            for party in self._listing.roll.names(opening.end(), stop, groups=False)[:most]:
                if target is not None and self._may_chair(party):
                    self._listing.add(target.participants, party, "chair")

    @staticmethod
    def _may_chair(party: Party) -> bool:
        return isinstance(party.entity, (Person, Place))

    def speak(self, doc_end: int) -> None:
        """Persons who speak in the sentences after a session or conference, before the next happening, took part."""
        others = sorted(c.trigger[0] for c in self._candidates if _ends_another(c))
        text = match_text_of(self._doc)
        items = item_starts(self._doc)
        for candidate in self._candidates:
            if not self._is_talked_at(candidate):
                continue
            start = candidate.token.sent.end_char
            following = bisect_left(others, start)
            end = min(others[following] if following < len(others) else doc_end, start + _REACH)
            item = ITEM_END.search(text, start, end + _ITEM_END_CHARS)
            following = bisect_left(items, start - 1)
            end = min(end, items[following]) if following < len(items) else end
            self._spoke_between(candidate, start, min(end, item.start() if item else doc_end))

    def _is_talked_at(self, candidate: Candidate) -> bool:
        attended = candidate.type in FORUMS and self._is_attended(candidate)
        if candidate.type not in _TALKED_AT or candidate.status not in {"held", "ongoing"}:
            return False
        if candidate.setting and not attended:
            return False
        told = candidate.token.dep_ in _TOLD_AS or attended
        if not candidate.asserted and (not told or candidate.heading):
            return False
        if candidate.type in {"meeting", "statement"} and not self._is_open(candidate):
            return False
        return not is_attribute(candidate.token)

    def _is_attended(self, candidate: Candidate) -> bool:
        """`Прокурор принял участие в двадцать первом заседании`: what the page tells of."""
        text: str = self._doc._.match_text
        start = max(candidate.trigger[0] - _PHRASE, candidate.token.sent.start_char)
        part = _TOOK_PART.search(text, start, candidate.trigger[0])
        return part is not None and _IN_TALK.search(text, candidate.token.sent.start_char, part.start()) is None

    def _spoke_between(self, candidate: Candidate, start: int, end: int) -> None:
        if start >= end:
            return
        below = self._parties.index.places(start, end)
        for token in tokens_with(self._doc, SAYING | _ENVOYS, start=below.start, end=below.stop):
            if candidate.type in {"exercise", "operation"} and not (
                _CEREMONY.search(token.sent.text) and self._is_last_told(candidate, token)
            ):
                continue
            if token.lemma_ in SAYING and token.pos_ == "VERB" and feature(token, "VerbForm") == "Fin":
                aside = self._is_impersonal(token) or any(c.lemma_ in TO_PRESS for c in token.children)
                acting = [] if aside else self._listing.subjects(token)
                for party in (*acting, *self._left_out(token)):
                    if isinstance(party.entity, Person) and party.basis == "stated":
                        self._listing.add(candidate.participants, party, "speaker")
                if candidate.type in FORUMS and token.idx - candidate.trigger[1] < _SOON:
                    self._side_told(candidate, acting)
            if candidate.type in FORUMS and token.lemma_ in _ENVOYS and token.dep_ in SUBJECTS and _takes_part(token):
                # `Делегации А и Б поделились опытом`, `Представитель В рассказал`
                for party in self._listing.listed(token):
                    if isinstance(party.entity, Place) and not _has_come(candidate, party.entity):
                        self._listing.add(candidate.participants, party, "participant")

    def _is_last_told(self, candidate: Candidate, verb: Token) -> bool:
        """Not the headline over the sentence that tells the same once more."""
        start = verb.sent.start_char
        return not any(
            c.type == candidate.type and candidate.trigger[0] < c.trigger[0] < start and c.asserted
            for c in self._candidates
        )

    def _side_told(self, forum: Candidate, acting: list[Party]) -> None:
        """`Белорусская сторона представила доклад`, `А и Б внесли замечания`: states of which nobody has a name."""
        several = len(acting) > 1 and all(isinstance(p.entity, Place) and p.entity.kind == "country" for p in acting)
        for party in acting:
            words = self._doc._.match_text[party.start or 0 : party.end or 0]
            told = several or _SIDE.fullmatch(words) is not None
            if isinstance(party.entity, Place) and told and not _has_come(forum, party.entity):
                self._listing.add(forum.participants, party, "participant")

    def _is_impersonal(self, verb: Token) -> bool:
        """`участвует А. Б., сообщили в ведомстве`: nobody is named who says it."""
        return (
            feature(verb, "Number") == "Plur"
            and verb.dep_ == "parataxis"
            and not any(c.dep_ in SUBJECTS for c in verb.children)
        )

    def _left_out(self, verb: Token) -> list[Party]:
        """`А рассказал о поправках, Б - о вакцинации`: the verb is not repeated."""
        end = sentence_of(verb).end_char
        found = _DASH_ABOUT.finditer(self._doc._.match_text, verb.idx, end)
        before = [self._listing.persons_at.within(max(m.start() - 60, verb.idx), m.start() + 1) for m in found]
        return [stated(m) for persons in before for m in persons if _DASH_ABOUT.match(self._doc._.match_text, m.end)]

    @staticmethod
    def _is_open(candidate: Candidate) -> bool:
        """More than two sides talk, or a briefing: whoever speaks later on is one more of them."""
        return (
            candidate.type == "statement" or sum(not isinstance(p.entity, Person) for p in candidate.participants) > 2
        )


def _has_come(candidate: Candidate, state: Place) -> bool:
    """Somebody of that state is there by his name."""
    return any(
        isinstance(p.entity, Person) and getattr(p.affiliation, "country", None) == state.country
        for p in candidate.participants
    )


def _takes_part(subject: Token) -> bool:
    """Not `делегация А не участвовала`, `отсутствовала`."""
    return not is_negated(subject.head) and subject.head.lemma_ != "отсутствовать"


def _ends_another(candidate: Candidate) -> bool:
    """A happening of its own, after which others speak."""
    return (
        candidate.asserted
        and not candidate.setting
        and candidate.type not in {"adoption", "operation", "exercise"}
        # `А рассказал`, where something else is the news
        and not (candidate.type == "statement" and candidate.is_verb)
        and candidate.status in {"held", "ongoing"}
        and not is_reported(candidate.token)
        # `На форум прибыли делегации`
        and not (candidate.type == "visit" and any(preposition(c) == "на" for c in candidate.token.children))
    )
