"""Who holds or houses a gathering, by the words around it: holders, programmes, houses, unions whose people met."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token

from extract.document import Mention, Organization, Person, Starts
from extract.language.later import later
from extract.language.syntax import feature, preposition, subject
from extract.parties import Parties
from extract.stages.events.framing.bodies_meant import is_union
from extract.stages.events.participants.roll import MEMBERS_OF
from extract.stages.events.triggers.lexicon import Candidate, companion

#: `Управление ООН (УНП ООН) провело в Термезе практический тренинг`: from the body to the trigger
_HELD = later(
    r"\s*(?:\([^()\n]{2,40}\)\s+)?(?:(?:впервые|также|ежегодно|традиционно|успешно)\s+)?"
    r"(?:пров[её]л[аио]?|провед[её]т|проводит|организ(?:овал[аио]?|ует)|созвал[аио]?)\s+[^.;,:\n]{0,120}?$",
    needs="пров|организ|созвал",
)
#: `курс, организованный в рамках Глобальной программы УНП ООН`: from the trigger to the body
_PROGRAMME = later(
    r"(?:[^.;,\n]{0,160}?,\s+(?:организованн|провед[её]нн|проведенн|прошедш|проходивш|состоявш)\w+|[^.;,\n]{0,120}?)"
    r"\s+в\s+рамках\s+(?:(?:реализации|совместн\w+|региональн\w+|глобальн\w+|нов\w+|[А-ЯЁ][\w-]+)\s+){0,3}?"
    r"(?:под)?(?:программ|проект|инициатив)\w+\s+$",
    re.IGNORECASE,
    needs="программ|проект|инициатив",
)
#: `Организатором семинара, прошедшего в Оше, выступило Бюро`: before the event, and from there to the body
_ORGANIZER = later(r"\bорганизатор(?:ом|ами|ы)?\s+(?:[\w-]+\s+){0,4}$", re.IGNORECASE, needs="организатор")
_IS_ORGANIZER = later(
    r"[^.;:]{0,120}?\s(?:выступ(?:ил[аио]?|ит|ят|ает|ают)|стал[аио]?|явля(?:ется|ются|лся|лась|лось|лись)|был[аио]?|-)\s+\"?"
)
#: `завершился [организованный] Центром совместно с Бюро тренинг`: from the participle to the event
_ORGANIZED_BEFORE = later(
    r"\b(?:организ(?:ованн|уем)|провед[её]нн|проводим)(?:ый|ая|ое|ые|ого|ой|ом|ому|ую|ых|ыми?)\s+\"?",
    re.IGNORECASE,
    needs="организ|провед|проводим",
)
_NEXT_TO = later(r"\"?\s*(?:\([^()\n]{2,40}\)\s*)?(?:,|\s(?:и|совместно\s+с|вместе\s+с|при\s+участии))\s+\"?")
_TO_THE_EVENT = later(r"\"?\s*(?:\([^()\n]{2,40}\)\s*)?(?:[а-яё-]+\s+){0,4}$")
_TRAININGS = frozenset(
    {"курс", "тренинг", "семинар", "обучение", "лекция", "занятие", "стажировка", "подготовка", "переподготовка"}
)
_SCHOOL = later(r"(?:[\w-]+\s+){0,3}(?:академи|институт|университет|училищ)", re.IGNORECASE)
_AT_SCHOOL = later(r"\b(?:на\s+базе|во?)\s+\"?$", re.IGNORECASE)
#: `съехавшиеся в Бишкек на двадцать первую встречу`: from the union to the trigger
_GATHERED = later(
    r"\"?(?:,\s+(?:собра|съеха|прибы|встрети|приеха)\w+|\s+(?:собрались|съехались|прибыли|приехали))\s+[^.;]{0,80}?\bна\s+"
    r"(?:[\w-]+\s+){0,4}$"
    r"|\"?\s+(?:провели|проведут|проводят)\s+[^.;,]{0,80}$",
    re.IGNORECASE,
    needs="собра|съеха|прибы|встрети|приеха|пров",
)
_OFFICIALS = later(
    r"\b(?:министр|секретар|глав[аы]?\b|руководител|начальник|директор|эксперт|представител|прокурор|лидер|президент"
    r"|командующ|председател|специалист|координатор)",
    re.IGNORECASE,
)
_UNDER = re.compile(r"\s+в\s+рамках\s+\"?")
_STAFFED = later(r"секретариат|исполнительн|штаб|центр\b|бюро", re.IGNORECASE)
_HOUSE = later(r"\bво?\s+(?:(?:штаб-квартире|здании)\s+)?\"?$", re.IGNORECASE)
#: the house of a collegium: `В Генпрокуратуре прошло заседание коллегии`
_IN_HOUSE = later(r"(?:^|[\s(])[Вв]о?\s+\"?$")
#: characters looked back at
_BACK = 260


class Conveners:
    """Reads the words between bodies and triggers of one document."""

    def __init__(self, doc: Doc, parties: Parties, bodies_at: Starts) -> None:
        self._doc = doc
        self._text: str = doc._.match_text
        self._parties = parties
        self._bodies_at = bodies_at

    def holder(self, candidate: Candidate) -> list[Organization]:
        """`Управление (УНП ООН) провело в Термезе тренинг`: a nominative before the verb, whatever the tree says."""
        if candidate.is_verb or feature(candidate.token, "Case") not in {"Acc", "Nom", None}:
            return []
        for m in reversed(self._before(candidate)):
            if _HELD.match(self._text, m.end, candidate.trigger[0]) and self._is_nominative(m):
                return [m.entity]  # type: ignore[list-item]
        return []

    def organizers(self, candidate: Candidate) -> list[Organization]:
        """`Организатором семинара выступило Бюро`, `организованный Центром и Бюро тренинг`."""
        sentence, (start, end) = candidate.token.sent, candidate.trigger
        first = max(sentence.start_char, start - _BACK)
        if _ORGANIZER.search(self._text, first, start) is not None:
            told = _IS_ORGANIZER.match(self._text, end, sentence.end_char)
            return [m.entity for m in self._row(told.end())] if told is not None else []  # type: ignore[misc]
        for told in _ORGANIZED_BEFORE.finditer(self._text, first, start):
            row = self._row(told.end())
            if row and row[-1].end <= start and _TO_THE_EVENT.fullmatch(self._text, row[-1].end, start):
                return [m.entity for m in row]  # type: ignore[misc]
        return []

    def _row(self, at: int) -> list[Mention]:
        """The bodies of a list that begins right there."""
        row: list[Mention] = []
        while True:
            here = [m for m in self._bodies_at.within(at, at + 1) if isinstance(m.entity, Organization)]
            longest = max(here, key=lambda m: m.end, default=None)
            if longest is None:
                return row
            row.append(longest)
            beside = _NEXT_TO.match(self._text, longest.end)
            if beside is None:
                return row
            at = beside.end()

    def programme(self, candidate: Candidate) -> list[Organization]:
        """`семинар, организованный в рамках программы УНП ООН`: the body whose programme it is."""
        end = candidate.token.sent.end_char
        for m in self._bodies_at.within(candidate.trigger[1], min(candidate.trigger[1] + _BACK, end)):
            if isinstance(m.entity, Organization) and _PROGRAMME.match(self._text, candidate.trigger[1], m.start):
                if _PROGRAMME.fullmatch(self._text, candidate.trigger[1], m.start):
                    return [m.entity]
        return []

    def school(self, candidate: Candidate) -> list[Organization]:
        """`В Академии открылся курс`, `принять на базе Института тренинг`: the house of a training."""
        if candidate.token.lemma_ not in _TRAININGS:
            return []
        sentence = candidate.token.sent
        near = self._bodies_at.within(
            max(sentence.start_char, candidate.trigger[0] - _BACK),
            min(candidate.trigger[1] + 60, sentence.end_char),
        )
        at = [m for m in near if isinstance(m.entity, Organization) and _SCHOOL.match(self._text, m.start, m.end)]
        at = [m for m in at if _AT_SCHOOL.search(self._text, max(m.start - 10, 0), m.start)]
        longest = max(at, key=lambda m: m.end - m.start, default=None)
        return [longest.entity] if longest is not None else []  # type: ignore[list-item]

    def summoner(self, candidate: Candidate) -> list[Organization]:
        """`Генпрокуратура собрала на семинар`: who called them."""
        verb = candidate.token.head
        if verb.lemma_ not in {"собрать", "созвать", "пригласить"} or candidate.token.dep_ not in {"obl", "obj"}:
            return []
        who = subject(verb)
        return [m.entity for m in self._parties.covering(who)[:1] if isinstance(m.entity, Organization)] if who else []

    def union_gathered(self, candidate: Candidate) -> list[Organization]:
        """`Секретари советов безопасности государств - членов ШОС, съехавшиеся на встречу`: their union."""
        sentence = candidate.token.sent
        for m in reversed(self._before(candidate)):
            if not is_union(m.entity) or not MEMBERS_OF.search(self._text, max(m.start - 40, 0), m.start):
                continue
            if _OFFICIALS.search(self._text, max(sentence.start_char, m.start - 160), m.start):
                if _GATHERED.match(self._text, m.end, candidate.trigger[0]):
                    return [m.entity]  # type: ignore[list-item]
        return []

    def frame_of_meeting(self, candidate: Candidate) -> list[Organization]:
        """`встреча в рамках СНГ`; `В штаб-квартире Центра завершилась встреча экспертов`: of nobody's in particular."""
        under = _UNDER.match(self._text, candidate.trigger[1])
        for m in self._bodies_at.within(under.end(), under.end() + 1) if under else ():
            if is_union(m.entity):
                return [m.entity]  # type: ignore[list-item]
        group = next((c for c in candidate.token.rights if c.dep_ == "nmod" and feature(c, "Case") == "Gen"), None)
        if group is None or feature(group, "Number") != "Plur" or companion(candidate.token) is not None:
            return []
        if self._parties.covering(group) or not _OFFICIALS.match(self._text, group.idx):
            return []
        at = [m for m in self._before(candidate) if m.entity.country is None]  # type: ignore[union-attr]
        at = [m for m in at if _HOUSE.search(self._text, max(m.start - 24, 0), m.start)]
        at = [m for m in at if _STAFFED.search(m.entity.name)]  # type: ignore[union-attr]
        longest = max(at, key=lambda m: m.end - m.start, default=None)
        return [longest.entity] if longest is not None else []  # type: ignore[list-item]

    def of_collegium(self, candidate: Candidate, organ: Token) -> list[Organization]:
        """`В Генпрокуратуре прошло заседание коллегии`, `Министр на коллегии поручил`: of the body of a state."""
        if organ.lemma_ != "коллегия" or any(c.dep_ == "nmod" and preposition(c) is None for c in organ.rights):
            return []
        before = self._before(candidate)
        house = [m for m in before if _IN_HOUSE.search(self._text, max(m.start - 4, 0), m.start)]
        longest = max(house, key=lambda m: m.end - m.start, default=None)
        if longest is not None:
            return [longest.entity]  # type: ignore[list-item]
        verb = candidate.token.head
        who = subject(verb) if verb.pos_ == "VERB" else None
        for m in self._parties.covering(who) if who is not None else ():
            if isinstance(m.entity, Person):
                own = next((p.organization for p in m.entity.positions if p.organization is not None), None)
                body = own or self._parties.headed(m.entity)
                return [body] if body is not None else []
        return []

    def _before(self, candidate: Candidate) -> list[Mention]:
        start = max(candidate.token.sent.start_char, candidate.trigger[0] - _BACK)
        near = self._bodies_at.within(start, candidate.trigger[0])
        return [m for m in near if isinstance(m.entity, Organization) and m.end <= candidate.trigger[0]]

    def _is_nominative(self, mention: Mention) -> bool:
        """No part of a longer name, none after a preposition or a noun (`эксперты УНП ООН`), none in another case."""
        around = self._bodies_at.covering(mention.start, mention.end)
        if any(m.start < mention.start for m in around):
            return False
        span = self._parties.index.span(mention.start, mention.end)
        first = span[0]
        before = first.nbor(-1) if first.i > first.sent.start else None
        dated = any(d.start < mention.start <= d.end + 2 for d in self._doc._.dates)
        if before is not None and before.pos_ in {"NOUN", "ADP"} and not dated:
            return False
        return feature(span.root, "Case") in {"Nom", None} or (span.root.text.isupper() and len(span.root) > 1)
