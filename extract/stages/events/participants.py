"""Who takes part: around the trigger, by verbs of attendance, by `с участием`, under whose chair."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property

from spacy.tokens import Doc, Token

from extract.document import Mention, Organization, Participant, Party, Person, Place, Position, Starts, not_within
from extract.language.columns import tokens_with
from extract.language.syntax import (
    SUBJECTS,
    ancestors,
    child,
    clause_head,
    coordinated,
    distance,
    feature,
    is_negated,
    noun_phrase,
    preposition,
    subject,
)
from extract.lexicons.countries import country_by_adjective
from extract.parties import Parties, unique
from extract.stages.events.roll import CUT, Roll
from extract.stages.events.triggers import Candidate, companion, direct_object, is_group, is_object
from schemas.event import Role

_HOLDING = frozenset({"провести", "проводить", "организовать", "совершить", "нанести", "дать", "давать", "устроить"})
_ATTENDING = frozenset({"участвовать", "присутствовать", "собраться", "принять", "принимать", "прибыть"})
_SPEAKING = frozenset({"выступить", "выступать", "открыть", "приветствовать"})
_CHAIRING = frozenset({"председательствовать", "председательство", "руководство", "председательствование"})
_LIST_OPENING = re.compile(r"(?:участ|делегаци|присутствовал|выступил)[^\n:]{0,200}:[ \t]*\n+", re.IGNORECASE)
_LIST_LINE = re.compile(
    r"[ \t]*(?:[-•*]|\d{1,2}[.)]|(?:от\s+)?[А-ЯA-Z][^\n]{0,80}(?: - |: ))[^\n]*(?:\n|$)|[^\n]{3,200};[ \t]*(?:\n|$)"
)
_PRESIDING = re.compile(
    r"\b(?:(?:со)?председательствовал(?P<many>и)?|(?:со)?председательствовать\s+буд[еу]т"
    r"|вел[аи]? (?:заседание|совещание|переговоры|встречу|мероприятие)"
    r"|руководил[аи]?(?=\s+(?:\w+\s+)?(?:трениров|учени|операци|сбор|заседани|совещани|работой|ими|ей|им\b))"
    r"|руководит(?=\s+(?:ими|ей|им|трениров|учени|операци|сбор)|\s+(?=[^.]{0,60}генерал))"
    r"|(?:со)?председател(?:ями|ем)\s+(?:\w+\s+){0,2}?(?:был[аи]?|стал[аи]?|выступил[аи]?|являлись)"
    r"|котор(?:ое|ый|ую|ые)\s+(?:совместно\s+)?(?:провед(?:[её]т|ут)|прове(?:л[аи]?)|возглав(?:ил[аи]?|ит|ят))"
    r"|модератор(?:ом|ами|ом дискуссии|ом встречи)?\s+(?:\w+\s+){0,4}(?:стал[аи]?|выступил[аи]?|был[аи]?)"
    r"|модерировал[аи]?)(?=\W|$)",
    re.IGNORECASE,
)
_UNDER_CHAIR = re.compile(
    r"\b(?:мероприяти|дискусси|обсуждени|работ|диалог|собрани|встреч)\w*\s+(?:[а-яё]+\s+){1,4}?под\s+"
    r"(?:со)?(?:председательством|руководством)\s+",
    re.IGNORECASE,
)
#: verbs of attendance whose subject may stand on either side
_ATTENDED = re.compile(
    r"\b(?:при(?:нял[аио]?|мет|мут|нимает|нимают|нимал[аио]?)\s+(?:[а-я]+\s+){0,2}участие"
    r"|(?:будут\s+)?участвовать|(?:по)?участвовал[аио]?|участвую?[еют]т|присутствовал[аио]?|присутствуют"
    r"|подтвердил[аио]?\s+(?:[а-я]+\s+){0,2}участие|собрал(?:ись|ся|ась|ось)|съехались"
    r"|(?:были\s+|был[ао]?\s+)?(?:приглашен[ыао]?|задействован[ыао]?|представлен[ыао]?)|делегировал[аи]?"
    r"|(?:прислал|направил)[аио]?\s+(?:на\s+\w+\s+)?(?:своих\s+|своего\s+)?(?:наблюдател|представител|эксперт"
    r"|делегаци)[а-я]+"
    r"|сво(?:и|их|ю|его|ей)\s+(?:групп|представител|наблюдател|эксперт|делегаци|команд|специалист|подразделени|экипаж)\w+"
    r"\s+(?:направил|прислал|выставил|делегировал)[аио]?(?:\s+также)?"
    r"|наблюдал[аио]?"
    r"|(?:приехал|прибыл|прилетел)и(?=\s+(?:[а-яё-]+\s+){0,2}(?:представител|делегаци|эксперт|министр|глав|специалист|сотрудник"
    r"|офицер|аналитик|следовател|слушател|гост|участник|курсант))"
    r"|подключил(?:ся|ись|ась)|(?<=[.?!-]\s)были(?=\s+(?-i:[А-ЯЁ])[^.;]{2,60},\s)"
    r"|наблюдателями\s+(?:[а-я]+\s+){0,2}(?:были|стали|выступили)"
    r"|стал[аио]? участни[а-я]+|участниками\s+(?:[а-я]+\s+){0,3}стал[аио]?|вошл[аио])\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"приняли? |принял[ао] |при[еблх]\w+ли|подключил|были|вошли|наблюдателями|(?:по)?участвовал|присутствовал|собрал"
    r"|наблюдал"
)
#: what opens the list itself, wherever it stands
_ROLL_CALL = re.compile(
    r"\b(?:(?:ожидается|планируется|предполагается|предусмотрено)\s+участие"
    r"|[сc]\s+участием|при\s+участии|[сc]\s+привлечением|в присутствии|(?:среди|в числе) участников(?: были)?"
    r"|с приглашением|участники\s*:|участники\s+-)\s*",
    re.IGNORECASE,
)
#: the event whose subject is its place or form: `семинар собрал экспертов`
_GATHERED = re.compile(
    r"\b(?:собрал[аио]?|объединил[аио]?|свел[аио]? вместе|проходит с участием|рассчитан[аоы]? на|адресован[аоы]?)"
    r"\s+(?:вместе\s+)?",
    re.IGNORECASE,
)
#: somebody stands for a state: `Армению представляла Служба`, `делегацию Литвы возглавил министр`
_REPRESENTED = re.compile(
    r"\b(?:представ(?:ил[аио]?|ит|ят|лял[аио]?|ляет|ляют)|(?:воз)?главля(?:л[аио]?|ет|ют)|возглавил[аио]?)\s+",
    re.IGNORECASE,
)
_ADJECTIVE_LED = re.compile(r"([а-яё]+ую)\s+делегаци[юя]\s+$", re.IGNORECASE)
_LED = re.compile(r"делегаци[юяи]\s+$")
_SPOKE = re.compile(
    r"\b(?:выступил[аи]?|выступят|выступали|приветствовал[аи]?|обратил(?:ся|ась|ись)|прозвучал[аи]?|прочитал[аи]?"
    r"|прочли|сделал[аи]? доклад[ыа]?|рассказал[аи]?)\b",
    re.IGNORECASE,
)
_ONE_ENVOY = re.compile(r"(?:представитель|сотрудник|эксперт|специалист|офицер)\s+$", re.IGNORECASE)
_FROM_SIDE = re.compile(r"(?:^|(?<=\W))со?\s+([а-яё]+(?:ой|ей))\s+(?:стороны\s+)?-\s", re.IGNORECASE)
_SIDE_END = re.compile(r";|,?\s+со?\s+[а-яё]+(?:ой|ей)\s+(?:стороны\s+)?-\s", re.IGNORECASE)
_HEARD = re.compile(
    r"\bзаслуша(?:л[аио]?|н[аоы]?)\s+(?:и обсу\w+\s+)?(?:[а-яё]+\s+){0,2}?"
    r"(?:доклад|отч[её]т|информаци|сообщени|выступлени)\w*\s+",
    re.IGNORECASE,
)
_HEARD_END = re.compile(r"\s(?:о|об|обо|по|на тему)\s|[.;:]\s|,\s", re.IGNORECASE)
_SENT = re.compile(r"\s+(?:\w+\s+){0,3}(?:представител|эксперт|делегат|специалист)(?:и|ы)\s", re.IGNORECASE)
_CARRIED_OUT = re.compile(
    r"(?:провед[её]нн|проводи[мв]|осуществл[её]нн|реализованн|организованн)\w*\s+(?=[^\d])",
    re.IGNORECASE,
)
_AT_EVENT = re.compile(r"\s+(?:(?:на|во?)\s+(?:[а-я]+\s+){1,3})?", re.IGNORECASE)
_ORGANIZERS = re.compile(
    r"\b(?:со)?организатор(?:(?:ами|ом)\s+(?:[а-я]+\s+){0,3}?(?:выступил[аи]?|стал[аи]?|являются|выступают)"
    r"|(?:ы|ами|ом)?\s*(?:\w+\s+)?[-:])\s",
    re.IGNORECASE,
)
_ORGANIZED = re.compile(
    r"\b(?:организован(?:н\w+|[аоы])?|созванн\w+|инициированн\w+"
    r"|котор(?:ый|ую|ое|ые)\s+(?:совместно\s+)?(?:с?координирова|организова|инициирова|проводи)л[аио]?)\s",
    re.IGNORECASE,
)
_ORGANIZED_END = re.compile(
    r",|[.;:]\s|\sпри\s+(?:\w+\s+)?(?:поддержке|содействии)|\sв рамках|\sс участием|\s(?:собрал|прош[её]л"
    r"|состоял)",
    re.IGNORECASE,
)
_SUPPORTED = re.compile(r"\sпри\s+(?:[а-я]+\s+)?(?:поддержке|содействии|участии)", re.IGNORECASE)
_INVITED = re.compile(r"\bпо приглашению\s+", re.IGNORECASE)
#: `Туда вошли офицеры`, told after the staff of an operation
_INTO_STAFF = re.compile(r"(?:Туда|туда|В него|в него|[Вв] (?:состав\s+)?(?:\w+\s+)?штаба?)\s+(?:[а-я]+\s+){0,2}$")
#: `членов иранской делегации`, `главой узбекской делегации`: who came for a state
_OF_DELEGATION = re.compile(
    r"(?:глав|член|руководител|представител|участник|сотрудник)\w*\s+([а-яё]+)\s+(?:делегаци|сторон)\w+", re.IGNORECASE
)
#: between a man without a name and the name: `коллегой из Монголии`
_FROM = re.compile(r"\s+(?:из|от|по)\s+(?:[А-ЯЁ][\w-]+\s+){1,2}")
_WE = re.compile(r"\W*Мы,\s+(?=(?:министр|глав|руководител|президент|представител|участник|директор|прокурор)\w+\s)")
_WE_END = re.compile(
    r",\s+(?:собрав|участву|участвова|приня|встретив|провед|отмеча|подтвержд|исход|руководств|рассмотр)\w+"
)
_TO_EVENT = re.compile(
    r"\s*(?:(?:[а-я]+\s+){0,2}(?:в|во|на)\s+(?!качестве|том числе|составе|лице|полном составе|основном))", re.IGNORECASE
)
#: what one takes part in that is no gathering: `участвовать в санкциях`
_ELSEWHERE = re.compile(
    r"\s*(?:[а-я]+\s+){0,2}(?:в|во|на)\s+(?:[а-яё-]+\s+){0,3}(?:санкци|выбор|войн|конфликт|торг(?:ах|и)\b|боевых|преступ|голосовани"
    r"|референдум|митинг|программ|проект|финансировани|строительств|группировк|банд|деятельност|боях)",
    re.IGNORECASE,
)
#: whoever is named after it is quoted
_SOURCE = re.compile(
    r"\b(?:по (?:словам|мнению|оценке|данным|сведениям|информации)|,\s(?:как )?(?:сообщи|заяви|отмети|рассказа|уточни"
    r"|пересказа|подчеркну|поясни)л[аи]?)\s(?:[^,.;]{0,120}\s)?$",
    re.IGNORECASE,
)
_ADVERBIAL = re.compile(
    r"\W*(?:(?:также|кроме того|при этом|всего|затем|традиционно|помимо них|в свою очередь|кроме них),?\s+)*"
    r"(?:(?:наблюдател|гост|участник|эксперт)(?:ями|ем|ами|ом)\s+)?"
    r"(?:$|(?:в|во|на|для|за|с|со|среди|кроме|помимо|наряду|от|перед)\s)",
    re.IGNORECASE,
)
_CLAUSE_START = re.compile(r"[;:]\s|,\s+(?:что|а|но|где|куда|и)\s|\bчто\s", re.IGNORECASE)
_FROM_STATE = re.compile(r"(?:^|[\s,;(])(?:от|со стороны)\s+\"?$", re.IGNORECASE)
_DASH = re.compile(r"\s*(?:\([^()]*\))?\s*(?:-|:)\s")
#: parts and sides of an event: who is there is at the event
_PARTS_OF_EVENTS = frozenset(
    {
        "работа", "ход", "рамка", "открытие", "закрытие", "церемония", "этап", "день", "начало", "завершение",
        "участник", "раунд", "проведение", "состав", "тур", "часть", "фаза", "подготовка", "организация",
    }
)  # fmt: skip
_TALKED_AT = frozenset({"session", "summit", "conference", "meeting", "statement", "exercise", "operation"})
_CEREMONY = re.compile(r"\bна (?:церемони|открыти|закрыти|подведении|разборе|построении)", re.IGNORECASE)
#: where an item of news ends
ITEM_END = re.compile(
    r"\n\s*(?:Справ(?:ка|очно)|Напомним|Читайте|Related|Для СМИ|Теги|Контакт|По теме|Анонс|АНОНС|\*{3})"
    r"|\n\s*\d{1,2}[./]\d{1,2}[./]\d{2,4}[^\n]{0,24}\n|\n\s*\d{1,2} [а-я]{3,8}(?: \d{4}[^\n]{0,16})?\s*\n|\n\s*▪"
)
#: more than the longest of them
_ITEM_END_CHARS = 1000
_FORUMS = frozenset({"session", "summit", "conference"})
_GATHERINGS = frozenset({"session", "summit", "conference", "exercise", "operation", "meeting", "call"})
_ATTENDABLE = _GATHERINGS | {"statement"}
_SAYING = frozenset(
    {
        "отметить", "подчеркнуть", "заявить", "предложить", "проинформировать", "информировать", "выразить",
        "призвать", "рассказать", "добавить", "указать", "сообщить", "напомнить", "выступить", "доложить",
        "заверить", "поблагодарить", "приветствовать", "открыть", "ответить", "обратить", "высказать",
        "представить", "поддержать", "сказать", "говорить", "подтвердить", "уточнить", "пояснить", "остановиться",
        "ознакомить", "пожелать", "предупредить", "пообещать", "обещать", "признать", "констатировать", "привести",
        "обозначить", "акцентировать", "поделиться", "прокомментировать", "напоминать", "отмечать", "подчеркивать",
    }
)  # fmt: skip
#: characters after the trigger within which a speaker is taken to speak at the event
_REACH = 3000
#: those who stand for the states and bodies named after them
_DELEGATES = frozenset(
    {
        "представитель",
        "делегация",
        "делегат",
        "спецпредставитель",
        "сотрудник",
        "руководитель",
        "посланник",
        "эксперт",
        "глава",
    }
)
_SIGNS = frozenset({"поставить"})
_GUESTS = frozenset({"участник", "делегация", "гость", "посол", "глава", "руководитель", "министр"})
_ENVOYS = frozenset({"делегация", "представитель", "делегат"})
_TALKS = frozenset({"meeting", "call", "visit"})
#: verbs that tell the event and end the list before them, also as short participles
_TOLD_BY = frozenset(
    {"состояться", "пройти", "провести", "начаться", "завершиться", "открыться", "обсудить", "подвести"}
)


class ParticipantFinder:
    """Finds the participants of one document's candidates."""

    def __init__(self, doc: Doc, parties: Parties, candidates: Sequence[Candidate]) -> None:
        self._doc = doc
        self._parties = parties
        self._candidates = candidates
        self._sentences: dict[int, int] = {}
        named = (*doc._.organizations, *doc._.positions)
        self._places = not_within(doc._.places, named)
        self._bodies = not_within(doc._.organizations, named)
        self._places_at = Starts(self._places)
        self._bodies_at = Starts(self._bodies)
        self._persons_at = Starts(doc._.persons)
        self._named_at = Starts((*doc._.organizations, *doc._.places))
        #: who holds a post, by the first letters of its title
        self._posts: dict[str, list[tuple[Person, Position]]] = {}
        for person in unique_persons(doc):
            for position in person.positions:
                self._posts.setdefault(position.title.split()[0].lower()[:5], []).append((person, position))
        self._roll = Roll(doc, parties)
        #: `заседание экспертов`: groups that the event is called by
        self._whose: list[tuple[Candidate, Party]] = []

    def fill(self, candidate: Candidate) -> None:
        """Append the participants that the trigger's own sentence gives."""
        token = candidate.token
        found: list[tuple[Party, Role]] = []
        if candidate.type == "adoption":
            found += self._signing(token)
        elif candidate.is_verb:
            found += self._of_verb(candidate)
        else:
            found += self._of_noun(candidate)
        if candidate.type in {"meeting", "call", "session", "adoption"} or token.lemma_ in {"переговоры"}:
            other = companion(token)
            if other is not None and other.i != token.i:
                role: Role = "signatory" if candidate.type == "adoption" and "подпис" in token.lemma_ else "participant"
                found += [(p, role) for p in self.listed(other)]
        found += [(p, "participant") for p in self._forces(candidate)]
        found += [(p, "participant") for p in self._agents(candidate)]
        found += [(p, "host") for p in self._inviting(candidate)]
        found += [(p, "chair") for p in self._chair(candidate)]
        for party, role in found:
            self.add(candidate.participants, party, role)
        if candidate.type in {"meeting", "call"} and candidate.asserted and not candidate.setting:
            self._both_sides(candidate)

    def _both_sides(self, candidate: Candidate) -> None:
        """It takes two: of a long coordination the parser may keep one; then every person of the sentence took part."""
        if sum(p.entity is not None for p in candidate.participants) > 1:
            return
        sentence = candidate.token.sent
        for person in self._persons_at.within(sentence.start_char, sentence.end_char):
            if not self._only_tells(person, candidate.token):
                party = Party(person.entity, person.start, person.end, "stated")  # type: ignore[arg-type]
                self.add(candidate.participants, party, "participant")

    def _only_tells(self, person: Mention, trigger: Token) -> bool:
        """`, сообщил координатор А. Б.`, `по словам А. Б.`: the source of the news."""
        text: str = self._doc._.match_text
        if _SOURCE.search(text, max(person.start - 160, trigger.sent.start_char), person.start):
            return True
        span = self._parties.index.span(person.start, person.end)
        above = next((a for a in ancestors(span.root) if a.pos_ == "VERB"), None) if len(span) else None
        return above is not None and above.lemma_ in _SAYING and above.dep_ == "parataxis"

    def organizing(self, candidate: Candidate) -> list[Organization]:
        """`организованный Программным офисом ОБСЕ совместно с АКН`: the bodies that hold the event."""
        text: str = self._doc._.match_text
        end = min(candidate.trigger[1] + 200, candidate.token.sent.end_char)
        opening = _ORGANIZED.search(text, candidate.trigger[1], end)
        if opening is None:
            return []
        stop = _ORGANIZED_END.search(text, opening.end(), candidate.token.sent.end_char)
        names = self._roll.names(opening.end(), stop.start() if stop else end, groups=False)
        return [p.entity for p in names if isinstance(p.entity, Organization)]

    def before(self, verb: Token) -> list[Party]:
        """Everybody named in the verb's clause before it."""
        return self._roll.names(self._clause_start(verb), verb.idx, groups=False)

    # around the trigger ---------------------------------------------------------------------------------------

    def _signing(self, token: Token) -> list[tuple[Party, Role]]:
        role: Role = "signatory" if "подпис" in token.lemma_ or token.lemma_ in _SIGNS else "participant"
        if token.pos_ == "NOUN":
            verb = token.head if token.dep_ == "obj" and token.head.pos_ == "VERB" else None
            return [(p, role) for p in self._subjects(verb)] if verb is not None else []
        if feature(token, "Voice") == "Pass" or child(token, "nsubj:pass") is not None:
            agent = next((c for c in token.children if feature(c, "Case") == "Ins" and preposition(c) is None), None)
            between = next((c for c in token.subtree if preposition(c) == "между"), None)
            if between is not None and self._names_paper(token, between):
                # `подписан Меморандум между А и Б`: the paper's name; who signs it may be told
                between = None
            source = agent if agent is not None else between
            return [(p, role) for p in self.listed(source)] if source is not None else []
        return [(p, role) for p in self._subjects(token)]

    def _names_paper(self, verb: Token, between: Token) -> bool:
        return any(verb.idx < m.start < between.idx for m in self._doc._.documents)

    def _of_verb(self, candidate: Candidate) -> list[tuple[Party, Role]]:
        token = candidate.token
        if feature(token, "VerbForm") == "Part" and feature(token, "Variant") != "Short":
            before = self._persons_at.within(max(token.idx - 60, 0), token.idx)
            named = next((m for m in before if self._doc._.match_text[m.end : token.idx].strip() == ","), None)
            if named is not None:
                # `с министром А. Б., прибывшим с визитом`
                return [(Party(named.entity, named.start, named.end, "stated"), "participant")]  # type: ignore[arg-type]
            return [(p, "participant") for p in self.listed(token.head)]
        if token.lemma_ in {"принять", "принимать"} and feature(token, "Variant") == "Short":
            host = receiving(token)
            guest = child(token, "nsubj:pass", "nsubj")
            hosts: list[tuple[Party, Role]] = [(p, "host") for p in self.listed(host)] if host is not None else []
            return [*hosts, *((p, "participant") for p in (self.listed(guest) if guest is not None else []))]  # type: ignore[list-item]
        if token.lemma_ in {"принять", "принимать"}:
            target = received(token, self._parties)
            guests = [(p, "participant") for p in self.listed(target)] if target is not None else []
            return [*((p, "host") for p in self._subjects(token)), *guests]  # type: ignore[list-item]
        if candidate.type == "session" and token.lemma_ == "собрать":
            # `директор собрал экспертов`: the body is its frame
            called = direct_object(token)
            hosts = [(p, "chair") for p in self._subjects(token) if isinstance(p.entity, Person)]
            guests = [(p, "participant") for p in (self.listed(called) if called is not None else [])]
            return [*hosts, *guests]  # type: ignore[list-item]
        role: Role = "speaker" if candidate.type == "statement" else "participant"
        if candidate.type == "visit" and token.lemma_ in {"посетить", "посещать"}:
            # `ЦАРИКЦ посетила делегация КНБ`: whom the parser takes for the object
            people = next((c for c in token.rights if c.lemma_ == "делегация" or c.dep_ == "nsubj"), None)
            if people is not None and feature(people, "Case") == "Nom":
                return [(p, role) for p in self.listed(people)]
        return [(p, role) for p in self._subjects(token)]

    def _of_noun(self, candidate: Candidate) -> list[tuple[Party, Role]]:
        token = candidate.token
        talks = candidate.type in _TALKS
        found: list[tuple[Party, Role]] = []
        for c in token.rights:
            if c.dep_ != "nmod" or c.pos_ == "VERB":
                continue
            genitive = preposition(c) is None and feature(c, "Case") in {"Gen", None}
            if (talks and (genitive or preposition(c) == "между")) or (candidate.type == "statement" and genitive):
                role: Role = "speaker" if candidate.type == "statement" else "participant"
                found += [(p, role) for p in self.listed(c)]
            elif genitive and feature(c, "Number") == "Plur" and is_group(c) and not self._parties.covering(c):
                group = Party(None, *noun_phrase(c), "stated")
                self._whose.append((candidate, group))
                found.append((group, "participant"))
        verb = token.head if token.head.pos_ in {"VERB", "AUX"} else None
        if verb is not None and (token.dep_ in {"obj", "obl", "nmod", "iobj"} or is_object(token)):
            found += self._of_governing_verb(candidate, verb)
        if token.head.lemma_ in {"участие", "работа"}:
            verb = token.head.head if token.head.lemma_ == "участие" else token.head.head.head
            thanked = token.head.lemma_ == "участие" and preposition(token.head) == "за"
            target = direct_object(verb) if thanked or verb.lemma_ in {"пригласить", "приглашать"} else None
            if target is not None:
                # `поблагодарил собеседника за участие`, `пригласил министра принять участие`
                found += [(p, "participant") for p in self.listed(target)]
            elif _ATTENDED.match(self._doc._.match_text, verb.idx):
                pass
            elif not thanked and verb.pos_ in {"VERB", "AUX"} and child(verb, "nsubj:pass") is None:
                found += [(p, "participant") for p in self._subjects(verb)]
        return found

    def _of_governing_verb(self, candidate: Candidate, verb: Token) -> list[tuple[Party, Role]]:
        token = candidate.token
        if child(verb, "nsubj:pass") is not None:
            return []
        agents = self._subjects(verb)
        if is_object(token) and verb.lemma_ in _HOLDING:
            if candidate.type in _TALKS:
                return [(p, "participant") for p in agents]
            if candidate.type == "statement":
                return [(p, "speaker") for p in agents]
            if candidate.type in {"operation", "exercise"}:
                # national services and states carry out an operation; an international body is its frame
                return [(p, "participant") for p in agents if self._acts(p)]
            # a body that holds it is its frame, one man in the chair, many people take part
            alone = len(agents) == 1
            return [
                (p, "chair" if alone and isinstance(p.entity, Person) else "participant")
                for p in agents
                if not isinstance(p.entity, Organization) and not self._is_sides(p)
            ]
        if token.dep_ == "obj" and verb.lemma_ in {"посетить", "открыть", "возглавить"}:
            return [(p, "chair" if verb.lemma_ == "возглавить" else "participant") for p in agents]
        if verb.lemma_ in _SPEAKING and preposition(token) in {"на", "в ходе", "в", "в рамках"}:
            return [(p, "speaker") for p in agents]
        if verb.lemma_ in _ATTENDING and preposition(token) in {"в", "на", "для"} and token.dep_ != "obj":
            if _ATTENDED.match(self._doc._.match_text, verb.idx):
                return []
            return [(p, "participant") for p in agents]
        if candidate.type == "visit" and preposition(token) in {"с", "в ходе", "в рамках"}:
            return [(p, "participant") for p in agents] if preposition(token) == "с" else []
        if candidate.type == "statement" and preposition(token) in {"в", "на"}:
            return [(p, "speaker") for p in agents if p.entity is not None]
        if candidate.type in {"summit", "session"} and preposition(token) == "на":
            return [(p, "participant") for p in agents if not isinstance(p.entity, Person) and self._is_plural(p)]
        return []

    def _subjects(self, verb: Token) -> list[Party]:
        token = subject(verb)
        if token is not None and token.dep_ == "nsubj:pass" and feature(verb, "Variant") == "Short":
            return []
        found = self.listed(token) if token is not None else self._lost_subject(verb) or self._subject_above(verb)
        if feature(verb, "Number") == "Plur" and feature(verb, "VerbForm") == "Fin":
            several = self._several_before(verb)
            if len(several) > _named(found):
                found = several
        return found

    def _lost_subject(self, verb: Token) -> list[Party]:
        """`Открывая заседание, Председатель Совета, министр А. Б. отметил`: the only person before a lone verb."""
        if feature(verb, "Number") != "Sing" or feature(verb, "VerbForm") != "Fin" or feature(verb, "Voice") == "Pass":
            return []
        start = self._clause_start(verb)
        if feature(verb, "Person") in {"1", "2"} or self._roll.has_verb(start, verb.idx):
            return []
        persons = [p for p in self._roll.names(start, verb.idx, groups=False) if isinstance(p.entity, Person)]
        return persons if len(persons) == 1 and self._is_nominative(persons[0]) else []

    def _subject_above(self, verb: Token) -> list[Party]:
        """`посетил Академию, где подписал`: who acts in the clause above, in the same number."""
        if not any(c.lemma_ == "где" for c in verb.children) or feature(verb, "Variant") == "Short":
            return []
        above = next((a for a in ancestors(verb) if a.pos_ == "VERB" and feature(a, "VerbForm") == "Fin"), None)
        if above is None or feature(above, "Number") != feature(verb, "Number"):
            return []
        return self._subjects(above)

    def _is_nominative(self, party: Party) -> bool:
        cases = {feature(t, "Case") for t in self._parties.index.span(party.start or 0, party.end or 0)} - {None}
        return not cases or "Nom" in cases

    def _clause_start(self, verb: Token) -> int:
        start = int(verb.sent.start_char)
        for clause in _CLAUSE_START.finditer(self._doc._.match_text, start, verb.idx):
            start = clause.end()
        return start

    def _several_before(self, verb: Token) -> list[Party]:
        """`А, министр Б и председатель В подписали`: two persons at least before the verb of many, in its clause.

        For lists that the parser breaks: their members hang on titles and bodies.
        """
        start = self._clause_start(verb)
        if self._roll.has_verb(start, verb.idx):
            return []
        names = self._roll.names(start, verb.idx, groups=False)
        persons = [p for p in names if isinstance(p.entity, Person)]
        return persons if len(persons) > 1 else []

    def _acts(self, party: Party) -> bool:
        entity = party.entity
        return isinstance(entity, Place) or (isinstance(entity, Organization) and entity.country is not None)

    def _forces(self, candidate: Candidate) -> list[Party]:
        """`проведена силами МВД и КНБ`, `сотрудники МВД совместно с коллегами из Кыргызстана`."""
        if candidate.type not in {"operation", "exercise"} or candidate.token.head.pos_ not in {"VERB", "AUX"}:
            return []
        found: list[Party] = []
        for c in candidate.token.head.children:
            instrumental = feature(c, "Case") == "Ins" and preposition(c) in {None, "совместно с", "с"}
            if c.lemma_ == "сила" and instrumental:
                found += [p for x in c.rights for p in self.listed(x)]
            elif instrumental and c.i != candidate.token.i:
                found += self.listed(c)
        return [p for p in found if self._acts(p)]

    def _agents(self, candidate: Candidate) -> list[Party]:
        """`операция, проведенная Агентством совместно с коллегами из Киргизии`, `операция «Мак» КНБ и МВД`."""
        if candidate.type not in {"operation", "exercise"}:
            return []
        text: str = self._doc._.match_text
        sentence = candidate.token.sent
        found = _CARRIED_OUT.search(text, candidate.trigger[1], min(candidate.trigger[1] + 160, sentence.end_char))
        if found is None or CUT.search(text, candidate.trigger[1], found.start()):
            return []
        stop = self._cut(found.end(), sentence.end_char)
        comma = text.find(", ", found.end(), stop)
        names = self._roll.names(found.end(), stop if comma < 0 or " и " in text[comma:stop] else comma)
        return [p for p in names if self._acts(p) or p.entity is None][:8]

    def _is_sides(self, party: Party) -> bool:
        words = self._doc._.source_text[party.start : party.end].lower() if party.start is not None else ""
        return party.entity is None and words.split(" ")[-1].startswith(("сторон", "собеседник", "участник"))

    def _is_plural(self, party: Party) -> bool:
        token = self._parties.index.at(party.start) if party.start is not None else None
        return token is not None and feature(token, "Number") == "Plur"

    # elsewhere in the sentence --------------------------------------------------------------------------------

    def _inviting(self, candidate: Candidate) -> list[Party]:
        """`по приглашению А`: the host of a visit."""
        if candidate.type != "visit":
            return []
        sentence = candidate.token.sent
        found = _INVITED.search(self._doc._.match_text, sentence.start_char, sentence.end_char)
        owner = self._parties.index.at(found.end()) if found else None
        if owner is None:
            return []
        while owner.pos_ in {"ADJ", "DET"} and owner.head.i > owner.i:
            owner = owner.head
        return self.listed(owner)[:1]

    def _chair(self, candidate: Candidate) -> list[Party]:
        sentence = candidate.token.sent
        for t in tokens_with(self._doc, _CHAIRING, start=sentence.start, end=sentence.end):
            if t.lemma_ == "председательствовать":
                if self._closest(t) is candidate:
                    return self._subjects(t)
                continue
            if preposition(t) != "под" or self._closest(t) is not candidate:
                continue
            for c in t.children:
                if c.dep_ == "amod" and (iso := country_by_adjective(c.norm_.lower())):
                    case = child(t, "case")
                    start = case.idx if case is not None else c.idx
                    return [Party(self._parties.country(iso), start, t.idx + len(t), "resolved")]
            owner = next((c for c in t.rights if c.dep_ == "nmod" and preposition(c) is None), None)
            if owner is not None:
                return self.listed(owner)
        return []

    def _closest(self, token: Token) -> Candidate | None:
        sentence = token.sent.start
        group = [c for c in self._candidates if self._sentence(c) == sentence]
        return min(group, key=lambda c: (distance(token, c.token), abs(token.i - c.token.i)), default=None)

    def attend(self) -> None:
        """`В заседании приняли участие А, Б и В`: to the event of that sentence, or to the last one told before."""
        text: str = self._doc._.match_text
        # nobody attends before the first gathering is told
        first = min((c.trigger[0] for c in self._candidates if c.type in _ATTENDABLE), default=len(text))
        for sentence in self._doc.sents:
            start, end = sentence.start_char, sentence.end_char
            if end <= first or sentence._.language == "en":
                continue
            for verb in _ATTENDED.finditer(text, start, end):
                self._attended(verb, start, end)
            for opening in (*_ROLL_CALL.finditer(text, start, end), *_GATHERED.finditer(text, start, end)):
                self._roll_call(opening, start, end)
            self._we(start, end)
            for verb in _REPRESENTED.finditer(text, start, end):
                self._represents_state(verb, start, end)
            self._from_states(start, end)
            for side in _FROM_SIDE.finditer(text, start, end):
                self._from_side(side, start, end)
            self._organizers(start, end)
            for verb in _SPOKE.finditer(text, start, end):
                self._spoke(verb, start, end)
            for heard in _HEARD.finditer(text, start, end):
                self._heard(heard, start, end)

    def _attended(self, verb: re.Match[str], start: int, end: int) -> None:
        text: str = self._doc._.match_text
        token = self._parties.index.at(verb.start())
        if token is None or is_negated(token) or (token.dep_ == "xcomp" and is_negated(token.head)):
            return
        if _ELSEWHERE.match(text, verb.end(), end):
            return
        words = verb[0].lower()
        target = self._gathering(verb.start(), start, end, past=_PAST.match(words) is not None)
        if target is None:
            return
        staff = words == "вошли" and _INTO_STAFF.search(text, max(start - 60, 0), verb.start()) is not None
        if staff and target.type not in {"operation", "exercise"}:
            return
        if (
            not staff
            and words.endswith(("представлены", "вошли", "собрались"))
            and target.token.sent.start_char != start
        ):
            # `в рабочую группу вошли`, `собрались` for something else: only with the event beside
            return
        opened = start
        for clause in _CLAUSE_START.finditer(text, start, verb.start()):
            opened = clause.end()
        before = text[opened : verb.start()]
        to_event = _TO_EVENT.match(text, verb.end(), end) is not None
        found: list[Party] = []
        after_end = self._cut(verb.end(), end)
        if not to_event and (_ADVERBIAL.match(before) or self._subject_after(token)):
            found = self._without_frame(self._roll.names(verb.end(), after_end), verb.end())
        if not found and to_event and not self._roll.names(opened, verb.start()):
            found = self._without_frame(self._roll.names(verb.end(), after_end), verb.end())
        if not found:
            syntactic = self._subjects(token if token.pos_ in {"VERB", "AUX"} else token.head)
            listed = self._roll.names(opened, verb.start()) if "," in before or " и " in before else []
            found = listed if syntactic and _named(listed) >= _named(syntactic) else syntactic or listed
        for party in found:
            self.add(target.participants, party, "participant")

    def _subject_after(self, verb: Token) -> bool:
        found = subject(verb)
        return found is not None and found.i > verb.i

    def _without_frame(self, found: list[Party], start: int) -> list[Party]:
        """Without the body that belongs to the event's own name: `в заседании Совета`."""
        return [p for p in found if not self._after_trigger(p)]

    def _after_trigger(self, party: Party) -> bool:
        if party.start is None:
            return False
        return any(0 <= party.start - c.trigger[1] <= 2 for c in self._candidates)

    def _roll_call(self, opening: re.Match[str], start: int, end: int) -> None:
        gathered = _GATHERED.match(opening[0]) is not None
        target = self._gathering(opening.start(), start, end)
        if target is None or (gathered and not self._is_subject(target, opening.start())):
            return
        stop = self._cut(opening.end(), end)
        if not gathered and "\n" not in opening[0]:
            # `с участием А, Б и В состоялось`: up to the verb
            verb = next(
                (
                    t
                    for t in self._parties.index.span(opening.end(), stop)
                    if (t.pos_ in {"VERB", "AUX"} and feature(t, "VerbForm") == "Fin") or t.lemma_ in _TOLD_BY
                ),
                None,
            )
            stop = verb.idx if verb is not None and verb.idx >= opening.end() else stop
        for party in self._roll.names(opening.end(), stop):
            self.add(target.participants, party, "participant")

    def _is_subject(self, target: Candidate, offset: int) -> bool:
        return target.trigger[1] < offset and target.token.dep_ in SUBJECTS

    def _represents_state(self, verb: re.Match[str], start: int, end: int) -> None:
        """`Молдову представлял министр А. Б.`, `украинскую делегацию возглавил В. Г., грузинскую - Д. Е.`."""
        text: str = self._doc._.match_text
        before = text[max(verb.start() - 90, start) : verb.start()]
        heads = "глав" in verb[0].lower()
        if heads and "делегаци" not in before.lower() and "делегаци" not in text[verb.end() : verb.end() + 20].lower():
            return
        if not heads:
            near = (m for m in self._countries_and_bodies(start, verb.start()) if 0 <= verb.start() - m.end <= 40)
            state = next((m for m in near if _AT_EVENT.fullmatch(text, m.end, verb.start())), None)
            if state is None:
                return
            first = self._parties.index.at(state.end - 1)
            told = self._parties.index.at(verb.start())
            acting = subject(told) if told is not None else None
            if first is None or not self._opens_with_name(verb.end()):
                return
            if acting is not None and acting.i <= first.i and not self._opens_with_person(verb.end()):
                return
        target = self._gathering(verb.start(), start, end)
        if target is None:
            return
        names = self._roll.names(verb.end(), self._cut(verb.end(), end))
        if not heads and not any(isinstance(p.entity, Person) for p in names):
            self.add(target.participants, Party(state.entity, state.start, state.end, "stated"), "participant")  # type: ignore[arg-type, union-attr]
        for party in names:
            if not heads or isinstance(party.entity, Person):
                self.add(target.participants, party, "participant")
        if heads:
            for country in self._places_at.within(max(verb.start() - 90, start), verb.start()):
                led = text[max(country.start - 40, start) : country.start].lower()
                if isinstance(country.entity, Place) and country.entity.kind == "country" and _LED.search(led):
                    party = Party(country.entity, country.start, country.end, "stated")
                    self.add(target.participants, party, "participant")
            adjective = _ADJECTIVE_LED.search(text, max(verb.start() - 60, start), verb.start())
            iso = country_by_adjective(adjective[1].lower()) if adjective else None
            if adjective and iso:
                state_party = Party(self._parties.country(iso), adjective.start(1), verb.start() - 1, "resolved")
                self.add(target.participants, state_party, "participant")
        if heads and (leader := subject(self._parties.index.at(verb.start()) or self._doc[0])) is not None:
            for party in self._parties.at(leader):
                if isinstance(party.entity, Person):
                    self.add(target.participants, party, "participant")

    def _opens_with_name(self, offset: int) -> bool:
        """A post, a body or people stand right at `offset`, in the nominative."""
        token = self._parties.index.at(offset)
        if token is None or feature(token, "Case") not in {"Nom", None}:
            return False
        return bool(self._parties.covering(token)) or is_group(token) or token.pos_ == "ADJ"

    def _opens_with_person(self, offset: int) -> bool:
        """A post or a name in the nominative: who acts, even if the parser took an inanimate noun before for it."""
        token = self._parties.index.at(offset)
        named = self._parties.covering(token) if token is not None else []
        if token is None or not any(m.type in {"person", "position"} for m in named):
            return False
        head = self._parties.index.span(named[0].start, named[0].end).root
        return feature(head, "Animacy") == "Anim" and feature(head, "Case") == "Nom"

    def _we(self, start: int, end: int) -> None:
        """`Мы, министры внутренних дел А и Б, собравшись на заседание`: whose ministers they are."""
        text: str = self._doc._.match_text
        opening = _WE.match(text, start, end)
        if opening is None:
            return
        stop = _WE_END.search(text, opening.end(), end)
        target = self._gathering(opening.start(), start, end)
        if stop is None or target is None:
            return
        for party in self._roll.names(opening.end(), stop.start(), groups=False):
            if party.entity is not None:
                self.add(target.participants, party, "participant")

    def _from_states(self, start: int, end: int) -> None:
        """`от Казахстана - министр А. Б., от Кыргызстана - В. Г.`: in one sentence, two states at least."""
        text: str = self._doc._.match_text
        states = [
            m
            for m in self._countries_and_bodies(start, end)
            if _FROM_STATE.search(text, max(m.start - 14, start), m.start)
        ]
        if len(states) < 2:
            return
        target = self._gathering(states[0].start, start, end)
        if target is None or target.type == "adoption":
            return
        for number, state in enumerate(states):
            stop = states[number + 1].start if number + 1 < len(states) else self._cut(state.end, end)
            persons = [m for m in self._doc._.persons if state.end <= m.start < stop][:2]
            self.add(target.participants, Party(state.entity, state.start, state.end, "stated"), "participant")  # type: ignore[arg-type]
            for person in persons:
                self.add(target.participants, Party(person.entity, person.start, person.end, "stated"), "participant")  # type: ignore[arg-type]

    def _from_side(self, side: re.Match[str], start: int, end: int) -> None:
        """`С узбекской - заместитель министра А. Б. и посол В. Г.`: who came for one side."""
        if not country_by_adjective(side[1].lower()):
            return
        target = self._gathering(side.start(), start, end)
        if target is None or target.type not in _TALKS | _FORUMS:
            return
        stop = _SIDE_END.search(self._doc._.match_text, side.end(), end)
        for party in self._roll.names(side.end(), stop.start() if stop else end):
            if isinstance(party.entity, Person):
                self.add(target.participants, party, "participant")

    def _countries_and_bodies(self, start: int, end: int) -> list[Mention]:
        places = self._places_at.within(start, end)
        countries = [m for m in places if isinstance(m.entity, Place) and m.entity.kind == "country"]
        return sorted((*countries, *self._bodies_at.within(start, end)), key=lambda m: m.start)

    def _organizers(self, start: int, end: int) -> None:
        """`Организаторами выступили А и Б`: the bodies that hold the event told last."""
        text: str = self._doc._.match_text
        opening = _ORGANIZERS.search(text, start, end)
        target = self._gathering(opening.start(), start, end) if opening else None
        if opening is None or target is None:
            return
        stop = _SUPPORTED.search(text, opening.end(), end)
        for party in self._roll.names(opening.end(), stop.start() if stop else end, groups=False):
            if isinstance(party.entity, Organization) and party.entity not in target.organizations:
                target.organizations.append(party.entity)

    def _spoke(self, verb: re.Match[str], start: int, end: int) -> None:
        """`С докладами выступили А и Б`: persons after the verb speak at the event."""
        target = self._gathering(verb.start(), start, end, statements=True)
        if target is None or target.status not in {"held", "ongoing", "planned"}:
            return
        token = self._parties.index.at(verb.start())
        if token is None or not self._subject_after(token):
            return
        sent = _SENT.match(self._doc._.match_text, verb.end(), end) is not None
        for party in self._roll.names(verb.end(), self._cut(verb.end(), end), groups=False):
            if isinstance(party.entity, Person) or sent:
                self.add(target.participants, party, "speaker")

    def _heard(self, opening: re.Match[str], start: int, end: int) -> None:
        """`заслушали доклад директора А. Б.`: whose report is heard speaks."""
        target = self._gathering(opening.start(), start, end, past=True)
        if target is None or target.type not in _FORUMS | {"meeting"}:
            return
        stop = _HEARD_END.search(self._doc._.match_text, opening.end(), end)
        for party in self._roll.names(opening.end(), stop.start() if stop else end, groups=False)[:3]:
            if party.entity is not None and party.basis == "stated":
                self.add(target.participants, party, "speaker")

    def _cut(self, start: int, end: int) -> int:
        found = CUT.search(self._doc._.match_text, start, end)
        return found.start() if found else end

    def _sentence(self, candidate: Candidate) -> int:
        """First token of the candidate's sentence; spaCy looks for it anew each time that it is asked."""
        start = self._sentences.get(id(candidate))
        if start is None:
            start = self._sentences[id(candidate)] = candidate.token.sent.start
        return start

    def _gathering(
        self, offset: int, start: int, end: int, *, statements: bool = False, past: bool = False
    ) -> Candidate | None:
        """The event that a word of attendance at `offset` speaks of: in its sentence, else the last one before.

        Who took part (`past`) did not do so in what is only planned; the next item of a page tells of its own.
        """
        kinds = _ATTENDABLE if statements else _GATHERINGS
        here = [c for c in self._candidates if start <= c.trigger[0] < end and not c.is_verb and c.type in kinds]
        here = [c for c in here if not is_attribute(c.token)]
        if here:
            return min(here, key=lambda c: (abs(c.trigger[0] - offset), c.trigger[0]))
        before = [c for c in self._candidates if c.trigger[0] < offset and c.type in kinds]
        if past:
            before = [c for c in before if c.status not in {"planned", "cancelled", "postponed"}]
        if before and (cut := self._item_before(start)) is not None:
            before = [c for c in before if c.trigger[0] > cut]
        last: Candidate | None = None
        while before:
            sentence = self._sentence(before[-1])
            group = [c for c in before if self._sentence(c) == sentence]
            best = min(group, key=lambda c: (not c.asserted, c.setting, _depth(c.token)))
            last = last or best
            if (best.asserted and not _is_reported(best.token)) or _is_attended(best.token):
                return best
            before = before[: -len(group)]
        return last

    def settle(self) -> None:
        """`заседание глав служб`, and then who came: those named are the heads."""
        for candidate, group in self._whose:
            if sum(p.entity is not None and p.role == "participant" for p in candidate.participants) > 1:
                candidate.participants = [
                    p for p in candidate.participants if p.entity is not None or p.start != group.start
                ]

    @cached_property
    def _items(self) -> list[int]:
        """Where the items of a page end; the first such line may belong to the title of the only item."""
        items = [m.start() for m in ITEM_END.finditer(self._doc._.match_text)]
        return items if len(items) > 1 else []

    def _item_before(self, offset: int) -> int | None:
        """Where the item of a page that `offset` lies in opens: `21 февраля` on a line of its own."""
        heads = bisect_left(self._items, offset)
        return self._items[heads - 1] if heads else None

    def enumerate(self) -> None:
        """Lines of a list under `В заседании приняли участие:`: every person, state and body named in them."""
        text = self._doc._.match_text
        for opening in _LIST_OPENING.finditer(text):
            before = [
                c for c in self._candidates if c.trigger[0] < opening.end() and c.type not in {"visit", "adoption"}
            ]
            target = max(before, key=lambda c: c.trigger[0], default=None)
            if target is None:
                continue
            end = opening.end()
            while (line := _LIST_LINE.match(text, end)) is not None:
                end = line.end()
            inside = [
                m
                for m in (*self._doc._.persons, *self._places, *self._bodies)
                if opening.end() <= m.start < end and not (isinstance(m.entity, Place) and m.entity.kind != "country")
            ]
            for m in sorted(inside, key=lambda m: m.start):
                if m.type == "organization" and self._is_owner(m):
                    continue
                self.add(target.participants, Party(m.entity, m.start, m.end, "stated"), "participant")  # type: ignore[arg-type]

    def _is_owner(self, body: Mention) -> bool:
        """`представитель ГУНК МВД А. Б.`: the body right before a name says whose man he is."""
        words = self._doc._.match_text[max(body.start - 30, 0) : body.start]
        after = self._persons_at.within(body.end, body.end + 3)
        return bool(after) and _ONE_ENVOY.search(words) is not None

    def preside(self) -> None:
        """`Председательствовал А`, `Руководил учением Б`, `Модератором выступил В`: the chair of the last event."""
        self._under_chair()
        text: str = self._doc._.match_text
        for opening in _PRESIDING.finditer(text):
            token = self._parties.index.at(opening.start())
            if token is None:
                continue
            sentence = token.sent
            line_end = sentence.end_char
            if text[opening.end() : opening.end() + 2].strip(" ") in {":", "-"} or line_end - opening.end() < 12:
                line_end = max(line_end, opening.end() + 250)
            target = self._gathering(opening.start(), sentence.start_char, sentence.end_char)
            if target is None:
                continue
            after = [p for p in self._roll.names(opening.end(), line_end, groups=False) if self._may_chair(p)]
            after = [p for p in after if not self._after_trigger(p)]
            if opening["many"] is None and " и " not in text[opening.end() : line_end]:
                after = after[:1]
            if not after:
                after = [p for p in self._subjects(token) if self._may_chair(p)]
            for party in after[:3]:
                self.add(target.participants, party, "chair")

    def _under_chair(self) -> None:
        """`Мероприятие прошло под председательством А. Б.`: in a sentence that names no event."""
        text: str = self._doc._.match_text
        for opening in _UNDER_CHAIR.finditer(text):
            token = self._parties.index.at(opening.start())
            if token is None or token.sent._.language == "en":
                continue
            start, end = token.sent.start_char, token.sent.end_char
            if any(start <= c.trigger[0] < end for c in self._candidates):
                continue
            target = self._gathering(opening.start(), start, end, past=True)
            for party in self._roll.names(opening.end(), self._cut(opening.end(), end), groups=False)[:2]:
                if target is not None and self._may_chair(party):
                    self.add(target.participants, party, "chair")

    @staticmethod
    def _may_chair(party: Party) -> bool:
        return isinstance(party.entity, (Person, Place))

    def speak(self, doc_end: int) -> None:
        """Persons who speak in the sentences after a session or conference, before the next happening, took part."""
        forums = [c for c in self._candidates if c.type in _TALKED_AT and c.asserted and not c.setting]
        others = sorted(
            c.trigger[0]
            for c in self._candidates
            if c.asserted
            and not c.setting
            and c.type not in {"adoption", "operation", "exercise"}
            and c.status in {"held", "ongoing"}
            and not _is_reported(c.token)
        )
        text: str = self._doc._.match_text
        for candidate in forums:
            if candidate.status not in {"held", "ongoing"}:
                continue
            start = candidate.token.sent.end_char
            if candidate.type in {"meeting", "statement"} and not self._is_open(candidate):
                continue
            following = bisect_left(others, start)
            end = min(others[following] if following < len(others) else doc_end, start + _REACH)
            item = ITEM_END.search(text, start, end + _ITEM_END_CHARS)
            end = min(end, item.start() if item else doc_end)
            if start >= end:
                continue
            below = self._parties.index.places(start, end)
            for token in tokens_with(self._doc, _SAYING | _ENVOYS, start=below.start, end=below.stop):
                if candidate.type in {"exercise", "operation"} and not _CEREMONY.search(token.sent.text):
                    continue
                if token.lemma_ in _SAYING and token.pos_ == "VERB" and feature(token, "VerbForm") == "Fin":
                    for party in self._subjects(token):
                        if isinstance(party.entity, Person) and party.basis == "stated":
                            self.add(candidate.participants, party, "speaker")
                if candidate.type in _FORUMS and token.lemma_ in _ENVOYS and token.dep_ in SUBJECTS:
                    # `Делегации А и Б поделились опытом`, `Представитель В рассказал`
                    for party in self.listed(token):
                        if isinstance(party.entity, Place):
                            self.add(candidate.participants, party, "participant")

    @staticmethod
    def _is_open(candidate: Candidate) -> bool:
        """More than two sides talk, or a briefing: whoever speaks later on is one more of them."""
        return (
            candidate.type == "statement" or sum(not isinstance(p.entity, Person) for p in candidate.participants) > 2
        )

    # lists ----------------------------------------------------------------------------------------------------

    def listed(self, head: Token) -> list[Party]:
        """The parties of a phrase; `представители А, Б и В` gives the states and bodies one by one."""
        found: list[Party] = []
        for member in coordinated(head):
            named = self._parties.covering(member)
            if named or member.pos_ == "PRON":
                parties = self._parties.at(member)[:1] if named else self._parties.at(member)
                found += [self._holder(p, member, named[0]) if named and p.entity is None else p for p in parties]
                continue
            if not is_group(member):
                continue
            if member.lemma_ == "делегация":
                found += self._headed_by(member)
            listed = self._names_below(member)
            if member.lemma_ == "делегация" and len(listed) == 1 and isinstance(listed[0].entity, Organization):
                # the delegation of one body is no more than its words
                listed = [Party(None, member.idx, listed[0].end, "stated")]
            found += listed or self._parties.at(member)[: None if feature(member, "Number") == "Plur" else 1]
        if any(isinstance(p.entity, Place) and self._is_name(p) for p in found):
            # `учёные Индии, Ирана и Китая`: the first country hides behind the noun of the group
            found = [self._own_country(p) or p for p in found]
        if found and found[-1].basis == "stated" and found[-1].entity is not None:
            last = max(found, key=lambda p: p.end or 0)
            found += [p for p in self._roll.following(last) if all(p.entity is not q.entity for q in found)]
        return unique(found)

    def _holder(self, party: Party, head: Token, post: Mention) -> Party:
        """Who stands for a post without a holder: the name below it, the only holder of such a post, its state."""
        if post.type != "position":
            return party
        for c in head.rights:
            if c.dep_ in {"appos", "flat:name"}:
                person = next((m for m in self._parties.covering(c) if m.type == "person"), None)
                if person is not None:
                    return Party(person.entity, person.start, person.end, "stated")  # type: ignore[arg-type]
        return self._by_post(post) or party

    def _by_post(self, post: Mention) -> Party | None:
        """`директор АКН`, named elsewhere as `директор Агентства А. Б.`; else a minister or envoy is his state."""
        inside = self._named_at.within(post.start, post.end)
        bodies = {id(m.entity) for m in inside if isinstance(m.entity, Organization)}
        title = self._doc._.source_text[post.start : post.end].split()[0].lower().replace("ё", "е")
        holders = {
            id(person): person
            for person, position in self._posts.get(title[:5], ())
            if (id(position.organization) in bodies or (position.organization is None and position.country is None))
        }
        if len(holders) == 1:
            return Party(next(iter(holders.values())), post.start, post.end, "resolved")
        owners = not_within([m for m in inside if isinstance(m.entity, (Organization, Place))], inside)
        owner = next((m.entity for m in owners if not isinstance(m.entity, Place) or m.entity.kind == "country"), None)
        if owner is not None:
            return Party(owner, post.start, post.end, "resolved")  # type: ignore[arg-type]
        return None

    def _is_name(self, party: Party) -> bool:
        start = party.start
        return start is not None and any(m.end == party.end for m in self._places_at.within(start, start + 1))

    def _own_country(self, party: Party) -> Party | None:
        if party.start is None or party.end is None or self._is_name(party) or not isinstance(party.entity, Place):
            return None
        inside = [m for m in self._places if party.start <= m.start and m.end <= party.end and m.entity is party.entity]
        return Party(party.entity, inside[0].start, inside[0].end, "stated") if inside else None

    def _headed_by(self, delegation: Token) -> list[Party]:
        """`делегация ... во главе с X`."""
        text = self._doc._.match_text
        at = text.find("во главе с", delegation.idx, delegation.idx + 160)
        if at < 0:
            return []
        person = next((m for m in self._doc._.persons if at < m.start < at + 160), None)
        return [Party(person.entity, person.start, person.end, "stated")] if person is not None else []  # type: ignore[arg-type]

    def _names_below(self, member: Token) -> list[Party]:
        inside = self._below(member, self._places_at)
        countries = [m for m in inside if isinstance(m.entity, Place) and m.entity.kind == "country"]
        bodies = self._below(member, self._bodies_at)
        persons = self._below(member, self._persons_at)
        if persons and feature(member, "Number") == "Sing" and member.lemma_ not in {"делегация"}:
            # `представителем УНП ООН А. Б.`: the body says whose man he is
            return [Party(persons[0].entity, persons[0].start, persons[0].end, "stated")]  # type: ignore[arg-type]
        if member.lemma_ not in _DELEGATES and len(countries) < 2:
            return []
        if member.lemma_ not in _DELEGATES or (len(countries) >= 2 and len(bodies) == 0):
            bodies = []
        names = sorted((*countries, *bodies, *persons), key=lambda m: m.start)
        return [Party(m.entity, m.start, m.end, "stated") for m in names]  # type: ignore[arg-type]

    def _below(self, member: Token, mentions: Starts) -> list[Mention]:
        """Mentions in the member's subtree, without what is coordinated with the member itself."""
        other = {t.i for c in member.children if c.dep_ == "conj" and is_group(c) for t in c.subtree}
        own = {t.i for t in member.subtree if t.i not in other}
        found = []
        after = max(own) + 1
        end = member.doc[after].idx if after < len(member.doc) else len(self._doc._.match_text)
        for m in mentions.within(member.idx + 1, end):
            token = self._parties.index.at(m.start)
            if token is not None and token.i in own:
                found.append(m)
        return found

    def add(self, participants: list[Participant], party: Party, role: Role) -> None:
        """Append a party unless it is there; a more telling role replaces `participant`.

        A collective keeps its words and no entity; only commitments link its body.
        """
        entity = party.entity
        if isinstance(entity, Place) and entity.kind != "country":
            # a city is where they meet; a capital that acts is resolved by the commitments stage
            return
        if isinstance(entity, (Organization, Place)) and party.basis == "stated" and party.start is not None:
            named = self._named_at.within(party.start, party.start + 1)
            if not any(m.end == party.end and m.entity is entity for m in named):
                entity = None
        if entity is None and party.end is not None and self._persons_at.within(party.start or 0, party.end):
            # `министров А. Б. и В. Г.`: they come by their names
            return
        if entity is None and party.end is not None and (holder := self._named_after(party)) is not None:
            party = Party(holder.entity, holder.start, holder.end, "stated")  # type: ignore[arg-type]
            entity = party.entity
        if entity is None and party.end is not None:
            came = _OF_DELEGATION.fullmatch(self._doc._.match_text, party.start or 0, party.end)
            iso = country_by_adjective(came[1].lower()) if came else None
            if iso:
                entity = self._parties.country(iso)
                party = Party(entity, party.start, party.end, "resolved")
        if entity is None and party.start is not None:
            head = self._parties.index.span(party.start, party.end or party.start)
            if not len(head) or not any(is_group(t) for t in head if t.pos_ in {"NOUN", "PROPN"}):
                return
        for present in participants:
            same_words = present.start is not None and present.start == party.start
            if (entity is not None and present.entity is entity) or (entity is None and same_words):
                if present.role == "participant":
                    present.role = role
                return
        title, affiliation = self._post(entity)
        participants.append(Participant(entity, party.start, party.end, party.basis, role, title, affiliation))

    def _named_after(self, party: Party) -> Mention | None:
        """`генерал-лейтенанта милиции Ивана Корзуна`, `коллегой из Монголии Батын Энхтувшином`: then his name."""
        token = self._parties.index.at(party.start or 0)
        if token is None or feature(token, "Number") != "Sing" or token.lemma_ == "делегация":
            return None
        end = party.end or 0
        after = self._persons_at.within(end, end + 60)[:1]
        near = [m for m in after if m.start <= end + 2 or _FROM.fullmatch(self._doc._.match_text, end, m.start)]
        return near[0] if near else None

    def _post(self, entity: object) -> tuple[str | None, Organization | Place | None]:
        if not isinstance(entity, Person) or not entity.positions:
            return None, None
        position = entity.positions[0]
        if position.organization is not None:
            return position.title, position.organization
        if position.country is not None:
            return position.title, self._parties.country(position.country)
        return position.title, None


def unique_persons(doc: Doc) -> list[Person]:
    """The persons of the document, each once."""
    return list({id(m.entity): m.entity for m in doc._.persons if isinstance(m.entity, Person)}.values())


def _named(parties: Sequence[Party]) -> int:
    return sum(p.entity is not None for p in parties)


def _depth(token: Token) -> int:
    return sum(1 for _ in ancestors(token))


def is_attribute(token: Token) -> bool:
    """`штаб операции`, `итоги учений`: the event only says what something else is about."""
    if token.dep_ != "nmod" or preposition(token) is not None or token.head.pos_ not in {"NOUN", "PROPN"}:
        return False
    return token.head.lemma_ not in _PARTS_OF_EVENTS


def _is_reported(token: Token) -> bool:
    """Told by somebody in passing: `рассказал, что прошли переговоры`."""
    return clause_head(token).dep_ == "ccomp"


def _is_attended(token: Token) -> bool:
    return token.head.lemma_ in {"участие", "участвовать", "работа", "выступить", "выступать", "присутствовать"}


def receiving(verb: Token) -> Token | None:
    """By whom somebody is received: `вечером были приняты Президентом` is not by the evening."""
    agents = [c for c in verb.children if feature(c, "Case") == "Ins" and preposition(c) is None]
    return next((c for c in agents if feature(c, "Animacy") == "Anim"), next(iter(agents), None))


def received(verb: Token, parties: Parties) -> Token | None:
    """Whom somebody receives (`принял посла`, `его принял министр`): the object, else the post or person named next."""
    target = direct_object(verb)
    if target is not None:
        return target
    for token in verb.doc[verb.i + 1 : min(verb.i + 4, verb.sent.end)]:
        named = [m for m in parties.covering(token) if m.type in {"person", "position"}]
        if named and feature(token, "Case") in {"Acc", "Gen", None}:
            return token
    for token in verb.doc[max(verb.i - 4, verb.sent.start) : verb.i]:
        # `участников заседания принял премьер-министр`
        if token.lemma_ in _GUESTS and feature(token, "Case") in {"Acc", "Gen"} and preposition(token) is None:
            return token
    return None
