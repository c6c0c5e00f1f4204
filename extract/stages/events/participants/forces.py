"""Whose forces carry out an operation or an exercise: services, states, colleagues, helpers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from extract.document import Organization, Party, Place
from extract.language.later import later
from extract.language.syntax import feature, is_negated, noun_phrase, preposition, subject
from extract.language.words import tokens_with
from extract.lexicons.countries import country_by_adjective
from extract.parties import Parties
from extract.parties.represented import unique
from extract.stages.events.merging.gatherings import Gatherings
from extract.stages.events.participants.listing import Listing, stated
from extract.stages.events.participants.roll import CUT
from extract.stages.events.triggers.lexicon import Candidate, is_group

_CARRIED_OUT = later(
    r"(?:провед[её]нн|проводи[мв]|осуществл[её]нн|реализованн|организованн)\w*\s+(?=[^\d])",
    re.IGNORECASE,
)
#: those of other states who did it too
_COLLEAGUES = later(
    r"\b(?P<together>(?:вместе|совместно)\s+)?со?\s+((?:[а-яё-]+(?:ими|ыми)(?:,\s+|\s+и\s+|\s+)){1,4})"
    r"(?:коллегами|партн[её]рами|пограничниками|полицейскими|силовиками|спецслужбами|ведомствами|военными|таможенниками"
    r"|следователями|экспертами|правоохранителями)",
    re.IGNORECASE,
)
_WORD = later(r"[а-яё-]+")
_BY_FORCES = later(r"\b(?:объединенными\s+|совместными\s+)?силами\s+", re.IGNORECASE)
_HELPED = later(
    r"\b(?:при\s+(?:[а-я]+\s+){0,2}(?:содействии|поддержке)|во\s+взаимодействии\s+с|совместно\s+с|в\s+сотрудничестве\s+с)\s+",
    re.IGNORECASE,
)
#: `сотрудниками А совместно с Б проведена операция`: done, and by whom
_DONE = later(
    r"\b(?:проведен|заверш[её]н|осуществлен|реализован|организован|начат|выполнен)[аоы]?\b|\bпроводи(?:тся|лась|лось|лись)\b",
    re.IGNORECASE,
)
_WITH_WHOM = later(
    r"\b(?:совместно|вместе|во взаимодействии|в сотрудничестве|в координации)\s+со?"
    r"\s+(?:[а-яё]+(?:ами|ями|ми|ом|ой)\s+){0,2}\W?$"
    r"|\bпри\s+(?:[а-яё]+\s+)?(?:координации|содействии|поддержке|участии)\s+(?:[а-яё]+\s+){0,2}\W?$",
    re.IGNORECASE,
)
#: `силами сотрудников`, `сотрудниками`, `оперативниками и следователями`
_STAFF_OF = later(r"(?:^|[\s,])[а-яё-]+(?:ами|ями)\s+(?:и\s+[а-яё-]+(?:ами|ями)\s+)?\W?$", re.IGNORECASE)
#: what a service does in an operation that is named after it
_SEIZING = frozenset(
    {
        "задержать", "задерживать", "изъять", "изымать", "пресечь", "пресекать", "ликвидировать", "обнаружить",
        "обнаруживать", "выявить", "выявлять", "перекрыть", "раскрыть", "арестовать", "обезвредить", "перехватить",
        "предотвратить", "уничтожить", "накрыть", "разоблачить",
    }
)  # fmt: skip
#: whose exercise it is
_FORCES = frozenset(
    {"подразделение", "сила", "контингент", "отряд", "формирование", "военнослужащий", "спецназ", "экипаж"}
)
#: what is done at an exercise
_TRAINED = frozenset({"отработать", "отрабатывать", "оттачивать", "отточить", "тренироваться", "обеспечить", "освоить"})
_DRILLED = frozenset(
    {
        "отработать", "отрабатывать", "оттачивать", "отточить", "зачистить", "зачищать", "уничтожить", "уничтожать",
        "блокировать", "заблокировать", "нейтрализовать", "освободить", "освобождать", "отразить", "отражать",
        "обезвредить", "обезвреживать", "десантироваться", "форсировать", "штурмовать",
    }
)  # fmt: skip
_AT_IT = frozenset({"на", "в ходе", "во время", "в рамках"})
_IN_ITS_COURSE = frozenset({"в ходе", "в рамках", "во время", "в результате", "по итогам"})
_GOING_ON = frozenset({"провести", "проводить", "проводиться", "пройти", "проходить", "завершиться", "продолжаться"})
#: tokens from the head of a sentence to the operation that it tells of
_OPENING = 10
#: an operation that is not the one of the sentence before
_ANOTHER = frozenset(
    {
        "ранее", "раньше", "напомнить", "всего", "международный", "региональный", "аналогичный", "предыдущий",
        "прошлый", "первый", "второй", "очередной", "следующий", "другой", "такой", "подобный",
    }
)  # fmt: skip
#: sentences back to what was seized, and what points to it
_SENTENCES_BACK = 3
#: members of a list that is read by its marks
_MOST = 8


class Forces:
    """Finds those who carry out the operations of one document, or help."""

    def __init__(self, doc: Doc, parties: Parties, listing: Listing, gatherings: Gatherings) -> None:
        self._doc = doc
        self._parties = parties
        self._listing = listing
        self._gatherings = gatherings

    def taking_part(self, candidate: Candidate) -> list[Party]:
        """Those whom the candidate's own sentence names."""
        found: list[Party] = []
        if candidate.type in {"operation", "exercise"}:
            found += [*self._forces(candidate), *self._agents(candidate), *self._done_by(candidate)]
        if candidate.type == "operation":
            found += self._seizing(candidate)
        if candidate.type == "exercise" and preposition(candidate.token) in _AT_IT:
            found += self._training(candidate)
        if candidate.type == "exercise" and not candidate.is_verb:
            found += self._held_with(candidate.token)
        if candidate.type in {"operation", "exercise"} and not candidate.is_verb:
            found += self._services_of(candidate.token)
        if candidate.type in {"operation", "exercise", "meeting", "call"}:
            found += self._colleagues(candidate)
        return [*found, *self._helpers(candidate)]

    def _forces(self, candidate: Candidate) -> list[Party]:
        """`проведена силами МВД и КНБ`, `сотрудники МВД совместно с коллегами из Кыргызстана`."""
        if candidate.token.head.pos_ not in {"VERB", "AUX"}:
            return []
        found: list[Party] = []
        for c in candidate.token.head.children:
            instrumental = feature(c, "Case") == "Ins" and preposition(c) in {None, "совместно с", "с"}
            if c.lemma_ == "сила" and instrumental:
                found += [p for x in c.rights for p in self._listing.listed(x)]
            elif instrumental and c.i != candidate.token.i:
                found += self._listing.listed(c)
        return [p for p in found if self._listing.acts(p)]

    def _agents(self, candidate: Candidate) -> list[Party]:
        """`операция, проведенная Агентством совместно с коллегами из Киргизии`, `операция «Мак» КНБ и МВД`."""
        text: str = self._doc._.match_text
        sentence = candidate.token.sent
        if by := _BY_FORCES.search(text, sentence.start_char, candidate.trigger[0]):
            names = self._listing.roll.names(by.end(), self._verb_after(by.end(), candidate.trigger[0]))
            return [p for p in names if self._listing.acts(p) or p.entity is None][:_MOST]
        found = _CARRIED_OUT.search(text, candidate.trigger[1], min(candidate.trigger[1] + 160, sentence.end_char))
        if found is None or CUT.search(text, candidate.trigger[1], found.start()):
            return []
        stop = self._listing.cut(found.end(), sentence.end_char)
        comma = text.find(", ", found.end(), stop)
        names = self._listing.roll.names(found.end(), stop if comma < 0 or " и " in text[comma:stop] else comma)
        if not names and (services := self._services(found.end())) is not None:
            return [services]
        return [p for p in names if self._listing.acts(p) or p.entity is None][:_MOST]

    def _done_by(self, candidate: Candidate) -> list[Party]:
        """`Сотрудниками А совместно с Б в ночь на 9 мая проведена операция`: in the instrumental before the verb."""
        text: str = self._doc._.match_text
        start = candidate.token.sent.start_char
        verb = next(iter(_DONE.finditer(text, start, candidate.trigger[0])), None)
        if verb is None or candidate.is_verb or text.find(";", start, verb.start()) >= 0:
            return []
        return self._instrumental(start, verb.start())

    def _instrumental(self, start: int, end: int) -> list[Party]:
        """Services and states of a stretch that are named as those who act, or as those beside them."""
        text: str = self._doc._.match_text
        found: list[Party] = []
        for mention in sorted(self._listing.outer_at.within(start, end), key=lambda m: m.start):
            before = text[max(mention.start - 70, start) : mention.start]
            head = self._parties.index.span(mention.start, mention.end).root
            acting = feature(head, "Case") == "Ins" and preposition(head) is None and head.pos_ != "ADJ"
            if mention.end <= end and (acting or _STAFF_OF.search(before) or _WITH_WHOM.search(before)):
                party = stated(mention)
                more = [p for p in self._listing.roll.following(party) if (p.end or 0) <= end]
                found += [p for p in (party, *more) if self._listing.acts(p)]
        return unique(found)[:_MOST]

    def _training(self, candidate: Candidate) -> list[Party]:
        """`А, Б и В отработают на учениях перехват`: several states, whatever the exercise hangs on."""
        sentence = candidate.token.sent
        verb = next(iter(tokens_with(self._doc, _TRAINED, start=sentence.start, end=candidate.token.i)), None)
        if verb is None or verb.pos_ != "VERB" or is_negated(verb):
            return []
        states = [p for p in self._listing.subjects(verb) if isinstance(p.entity, Place)]
        return states if len(states) > 1 else []

    def drill(self, exercises: Sequence[Candidate]) -> None:
        """`Подразделения базы А и части войск Б отработали оборону`: at the exercise told there or before."""
        if not exercises:
            return
        for verb in tokens_with(self._doc, _DRILLED, start=min(c.token.sent.start for c in exercises)):
            who = subject(verb) if verb.pos_ == "VERB" and feature(verb, "Tense") == "Past" else None
            if who is None or who.i > verb.i or not is_group(who) or is_negated(verb):
                continue
            sentence = verb.sent
            target = self._gatherings.last(verb.idx, sentence.start_char, sentence.end_char, past=True)
            if target is None or target.type != "exercise" or target.status == "planned":
                continue
            start = min((t.idx for t in who.subtree), default=who.idx)
            for party in self._listing.roll.names(start, verb.idx, groups=False):
                if isinstance(party.entity, (Organization, Place)):
                    self._listing.add(target.participants, party, "participant")

    def _held_with(self, exercise: Token) -> list[Party]:
        """`учение с подразделениями А и Б`, `учение подразделений А`: forces that have a name, or an owner of one."""
        found: list[Party] = []
        for c in exercise.rights:
            with_them = preposition(c) in {"с", "со", "совместно с"} and feature(c, "Case") in {"Ins", None}
            their = preposition(c) is None and feature(c, "Case") == "Gen" and c.lemma_ in _FORCES
            # `учение Коллективных сил`: whose frame it is
            their = their and not self._parties.covering(c)
            if c.dep_ == "nmod" and (with_them or their):
                found += [p for p in self._listing.listed(c) if isinstance(p.entity, (Organization, Place))]
        return found

    def _services_of(self, noun: Token) -> list[Party]:
        """`операция МВД`, `совместное учение МЧС Ирана и МЧС Ирака`: national services named right behind it."""
        whose = next((c for c in noun.rights if c.dep_ == "nmod" and preposition(c) is None), None)
        named = self._listing.listed(whose) if whose is not None and feature(whose, "Case") in {"Gen", None} else []
        return [p for p in named if isinstance(p.entity, Organization) and p.entity.country is not None]

    def _seizing(self, candidate: Candidate) -> list[Party]:
        """`А в ходе операции задержала троих`; `А пресекла канал поставки. Операция проводилась совместно с Б`."""
        token = candidate.token
        verb = token.head
        if candidate.status == "planned" or candidate.is_verb:
            return []
        inside = preposition(token) in _IN_ITS_COURSE
        if inside and verb.lemma_ in _SEIZING and (who := self._who_seized(verb)):
            return who
        own = any(c.dep_ == "nmod" and preposition(c) is None for c in token.rights)
        own = own or any(c.lemma_ in _ANOTHER for c in (token.sent[0], *token.lefts))
        begins = token.i - token.sent.start <= _OPENING
        if own or not begins or not (inside or verb.lemma_ in _GOING_ON):
            return []
        line = self._doc._.match_text.rfind("\n\n", 0, token.sent.start_char) + 1
        sentence = token.sent
        for _ in range(_SENTENCES_BACK):
            if sentence.start == 0 or sentence.start_char <= line:
                return []
            sentence = self._doc[sentence.start - 1].sent
            for seizing in sentence:
                if seizing.lemma_ in _SEIZING and seizing.pos_ == "VERB" and (who := self._who_seized(seizing)):
                    return who
        return []

    def _who_seized(self, verb: Token) -> list[Party]:
        """The service that did it, by the subject or, of a passive, by the instrumental before it."""
        if feature(verb, "Variant") == "Short" or feature(verb, "Voice") == "Pass":
            return self._instrumental(verb.sent.start_char, verb.idx)
        if feature(verb, "VerbForm") != "Fin":
            return []
        return [p for p in self._listing.subjects(verb) if self._listing.acts(p)]

    def _services(self, offset: int) -> Party | None:
        """`проведенной таможенными службами шести государств`: services that have no name."""
        head = self._parties.index.at(offset)
        while head is not None and head.pos_ == "ADJ" and head.head.i > head.i:
            head = head.head
        if head is None or not is_group(head) or feature(head, "Number") != "Plur" or feature(head, "Case") != "Ins":
            return None
        return Party(None, *noun_phrase(head), "stated")

    def _colleagues(self, candidate: Candidate) -> list[Party]:
        """`вместе с российскими и казахстанскими коллегами провели операцию`: their states."""
        text: str = self._doc._.match_text
        sentence = candidate.token.sent
        found: list[Party] = []
        for beside in _COLLEAGUES.finditer(text, sentence.start_char, sentence.end_char):
            noun = self._parties.index.at(beside.end() - 1)
            if noun is None or self._gatherings.closest(noun) is not candidate:
                continue
            codes = [code for code in map(country_by_adjective, _WORD.findall(beside[2].lower())) if code]
            if beside["together"] or len(codes) > 1:
                found += [Party(self._parties.country(c), beside.start(2), beside.end(), "resolved") for c in codes]
        return found

    def _verb_after(self, start: int, end: int) -> int:
        verb = next((t for t in self._parties.index.span(start, end) if t.pos_ in {"VERB", "AUX"}), None)
        return max(verb.idx, start) if verb is not None else end

    def _helpers(self, candidate: Candidate) -> list[Party]:
        """`операция проводилась при содействии Агентства и ЦАРИКЦ`, `совместно с коллегами из Узбекистана`."""
        if candidate.type != "operation" or candidate.setting:
            return []
        text: str = self._doc._.match_text
        end = candidate.token.sent.end_char
        found = _HELPED.search(text, candidate.trigger[1], end)
        if found is None:
            return []
        named = self._listing.named_at.within(found.end(), found.end() + 1)
        if named:
            first = stated(max(named, key=lambda m: m.end))
            names = [first, *self._listing.roll.following(first)]
        else:
            names = self._listing.roll.names(found.end(), self._listing.cut(found.end(), end), groups=False)
            names = names or self._from_somewhere(found.end())
        return [p for p in names if p.entity is None or isinstance(p.entity, (Organization, Place))]

    def _from_somewhere(self, offset: int) -> list[Party]:
        """`при содействии коллег из Оша`: people of no state or service that is named."""
        people = self._parties.index.at(offset)
        if people is None or not is_group(people) or feature(people, "Number") != "Plur":
            return []
        home = next((c for c in people.rights if preposition(c) == "из" and c.pos_ == "PROPN"), None)
        return [Party(None, people.idx, home.idx + len(home), "stated")] if home is not None else []
