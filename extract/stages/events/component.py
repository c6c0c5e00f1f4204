"""The events stage.

Reads tokens with syntax, all mention stages. Assigns `doc._.events`. Lexicons: `triggers.yaml` (what tells an event),
`happenings.yaml` (what became of it), `topics.yaml`.

Known misses: events told without any trigger word; participants named only in another sentence without a verb of
attendance; two happenings of one kind that share date, place and people.

>>> import extract
>>> nlp = extract.load()
>>> [e.type for e in nlp("30 октября 2024 года в Минске состоялась встреча министров обороны.")._.events]
['meeting']
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from extract.document import (
    DateValue,
    Event,
    Instrument,
    Mention,
    Organization,
    Participant,
    Person,
    Place,
    Refusal,
    Starts,
    mentions,
    not_within,
)
from extract.language.columns import tokens_with
from extract.language.syntax import SUBJECTS, ancestors, child, clause_head, feature, is_future, is_negated, preposition
from extract.parties import Parties, sides, speakers
from extract.stages.events.interview import Interview
from extract.stages.events.merge import Happening, merge
from extract.stages.events.participants import ITEM_END, received, receiving
from extract.stages.events.slots import SlotFiller, stands_alone
from extract.stages.events.status import StatusRules
from extract.stages.events.triggers import (
    TAKING_PLACE,
    Candidate,
    Trigger,
    TriggerLexicon,
    companion,
    direct_object,
    has_plural_subject,
    is_generic,
    is_group,
    trigger_span,
)
from extract.stages.events.untold import named_exercises, stays, told_later
from extract.topics import Topics
from schemas.edtf import bounds
from schemas.event import EventStatus

_ADOPTING = frozenset({"подписать", "принять", "утвердить", "одобрить", "ратифицировать"})
_AGREEING = frozenset({"договориться", "договариваться", "условиться", "договоренность", "согласовать"})
#: characters within which an adoption belongs to the session told before
_NEAR = 800
_GUEST_WORDS = re.compile(
    r"(?:гост(?:ей|и)|участник(?:и|ов)|делегаци(?:ю|я))(?!\s+[а-яА-Я]+(?:ов|ий|ых|а|и)\b)", re.IGNORECASE
)
_SIDES = re.compile(
    r"(?:обе )?(?:стороны|сторонами|министры|президенты|собеседники)\b(?!\s+[а-я]+(?:ов|ий|ых)\b)", re.IGNORECASE
)
#: a title in capitals: `КОММЮНИКЕ`, `СОВМЕСТНОЕ ЗАЯВЛЕНИЕ по итогам ...`
_SHOUTED = re.compile(
    r"[*\s]*(?:[A-ZА-Я]{3,}\s+)?(?:ЗАЯВЛЕНИЕ|КОММЮНИКЕ|ДЕКЛАРАЦИЯ|РЕЗОЛЮЦИЯ|ОБРАЩЕНИЕ|ПРОТОКОЛ|РЕШЕНИЕ"
    r"|МЕМОРАНДУМ|STATEMENT"
    r"|COMMUNIQU[EÉ]|DECLARATION|RESOLUTION|PROTOCOL|DECISION)(?![А-Яа-яA-Za-z])"
)
_ANNOUNCEMENTS = re.compile(
    r"(?:^|\n)[^\w\n]*(?:анонс\w*(?:\s+[^\n.]{3,60})?|предстоящ\w+\s+\w+|календарь\s+\w+|на следующей неделе"
    r"|план\w* на неделю|план\w* мероприятий[^\n.]{0,50}|ожидается)[^\w\n]*\n",
    re.IGNORECASE,
)
_THANKS = re.compile(r"\bспасибо(?:\s+вам)?\s+за\s+(?:\w+\s+){0,3}$", re.IGNORECASE)
_NAMES = re.compile(r'(?:\s+[\w-]+){0,3}\s*"[^"\n]{3,60}"(?:(?:\s*,|\s+и|\s*,?\s+а также)\s+"[^"\n]{3,60}")+')
_NAME = re.compile(r'"([^"\n]{3,60})"')
_JOINT = re.compile(r"\b(?:совместн|joint)", re.IGNORECASE)
_OPERATIONS = re.compile(r"операци|учени|маневр", re.IGNORECASE)
#: short names of bodies that bring people together
_HOSTS = frozenset(
    {"центр", "секретариат", "агентство", "министерство", "управление", "комитет", "служба", "ведомство"}
)
_AS_MODE = re.compile(r"\b(?:режиме|формате|форме|посредством)\s+$", re.IGNORECASE)
_DONE = re.compile(r"(?:^|\n)\s*(?:Совершено|Подписано|Учинено|Принято)\s+(?:в|во)\s+", re.IGNORECASE)
_SIGNED_FOR = re.compile(r"^[ \t]*За\s+(?=[А-Я])[^\n]{3,140}$", re.MULTILINE)
#: characters at the top of a page where its own place and date stand
_TOP = 600
_ANOTHER = frozenset({"следующий", "предыдущий", "очередной", "прошлый", "внеочередной", "прежний"})
_COUNTED = frozenset({"первый", "второй", "третий", "четвертый", "пятый", "прошлый", "прошедший"})
_CONVENING = frozenset({"состояться", "собраться", "заседать", "пройти", "собираться"})
_BODY = re.compile(r"совет|комитет|комисси|коллеги|ассамбле|[А-Я]{3,}", re.IGNORECASE)
_ORGAN = re.compile(r"(?:\w+\s+){0,2}(?:совет|комитет|комисси|коллеги|ассамбле|групп)", re.IGNORECASE)
_HEADS = re.compile(r"глав\s+(?:государств|правительств)|СГГ|СГП", re.IGNORECASE)
_SUBMITTED = re.compile(r"\bна\s+(рассмотрение|утверждение|одобрение|подписание)\s+$", re.IGNORECASE)
_VENUE_BEFORE = re.compile(r"\b(?:в|во)\s+(?:г\.\s?)?$|\((?:г\.\s?)?$", re.IGNORECASE)
#: whom one receives without a name
_GUESTS = frozenset({"делегация", "гость", "посол", "посланник", "министр", "коллега", "представитель", "участник"})
#: what a delegation visits
_FACILITIES = frozenset(
    {
        "музей", "пункт", "центр", "академия", "завод", "лаборатория", "полигон", "штаб", "база", "комплекс",
        "университет", "институт", "предприятие", "отряд", "часть", "управление", "застава", "участок", "терминал",
        "училище", "школа", "колледж", "посольство", "министерство", "секретариат", "больница", "клиника", "выставка",
    }
)  # fmt: skip
_FORUMS = frozenset({"meeting", "session", "summit", "conference", "visit"})
_ON_VIDEO = re.compile(r"видео-?(?:конференц-?)?связ|по видео", re.IGNORECASE)
_AFTER = re.compile(
    r"\W*(?:в (?:тот|этот) же день|затем|позже|позднее|кроме того|после (?:этого|встречи|беседы)|также|ранее|вечером"
    r"|накануне)\b",
    re.IGNORECASE,
)
_MARGINS = re.compile(
    r"(?:на\s+\"?полях\"?|в\s+\"?кулуарах\"?|в рамках|в ходе|по случаю|во время)\s+(?:[^\s.,;:]+\s+){0,3}$",
    re.IGNORECASE,
)
_AT = re.compile(
    r"(?:на\s+\"?полях\"?|в\s+\"?кулуарах\"?|в рамках|в ходе|по итогам|по результатам|во время|\bна|\bв)\s+"
    r"(?:[^\s.,;:]+\s+){0,3}$",
    re.IGNORECASE,
)
_SETTINGS = frozenset({"summit", "session", "conference", "visit", "exercise", "meeting"})
_STATEMENTS = frozenset({"заявление", "декларация", "коммюнике", "резолюция", "обращение"})
_TITLES = _STATEMENTS | {"протокол", "решение", "меморандум"}
_ENGLISH_STATEMENTS = frozenset(
    {"statement", "declaration", "communique", "communiqué", "resolution", "protocol", "decision"}
)
_SAYING = frozenset({"говориться", "сообщаться", "отмечаться", "подчеркиваться", "указываться", "говорить"})
_DATELINE = re.compile(r"\s*(?:[A-ZА-Я]{2,14}[:.]\s+)?(?:[A-ZА-Я][\w.\- ]{1,40},\s*)?$")
_AGENCY = re.compile(r"\s*(?:\d{4}\s*)?(?:г(?:ода|\.)\s*)?[-./,]*\s*[-/(]|\s*\.\s+[А-ЯA-Z]")


class EventsStage:
    """Finds the happenings of a document."""

    def __init__(self, user_folder: Path | None = None) -> None:
        self._lexicon = TriggerLexicon(user_folder)
        self._status = StatusRules(user_folder)
        self._topics = Topics(user_folder)

    def __call__(self, doc: Doc) -> Doc:
        parties = Parties(doc)
        refused: list[Refusal] = []
        russian = list(self._candidates(doc, parties, refused))
        filler = SlotFiller(doc, parties, russian)
        filler.fill()
        russian = [c for candidate in russian for c in _one_by_one(candidate, filler)]
        Interview(doc, parties, filler.people).read(russian)
        _rounds(russian)
        russian += [*named_exercises(doc, parties, filler, russian), *stays(doc, parties, filler, russian)]
        told_later(doc, filler, russian)
        russian += _signed_before(doc, parties)
        russian += _bodies_meet(doc, parties, russian)
        candidates = [*russian, *_titles(doc, parties), *_sayings(doc, parties, filler, russian)]
        in_english = [sentence for sentence in doc.sents if sentence._.language == "en"]
        if in_english:
            from extract.stages.events import english  # its patterns take a while to compile

            reader = english.EnglishEvents(doc, parties, mentions(doc))
            for sentence in in_english:
                candidates += reader.candidates(sentence)
        _headings(doc, candidates)
        candidates.sort(key=lambda c: c.trigger)
        candidates = _drop_speeches(candidates, refused)
        happenings, left = merge(candidates)
        _follow_arrivals(happenings)
        for c in left:
            refused.append(Refusal("events", c.rule, "points to no event of the text", *c.trigger))
        _date_items(doc, happenings)
        events = {id(h): h.event() for h in happenings}
        _date_main(doc, happenings, events)
        self._finish(doc, happenings, events)
        _agreed_meetings(happenings, events)
        _resolve_sides(doc, happenings, events)
        told = [e for h in happenings for e in _by_names(doc, h, events[id(h)])]
        doc._.events = sorted(told, key=lambda e: e.trigger)
        doc._.refusals = [*doc._.refusals, *refused]
        return doc

    def _candidates(self, doc: Doc, parties: Parties, refused: list[Refusal]):  # type: ignore[no-untyped-def]
        inside = _name_tokens(doc, parties)
        for entries, token in self._lexicon.candidates(doc, inside_names=inside):
            if token.sent._.language == "en":
                continue
            unmet = [self._unmet(entry, token, doc, parties) for entry in entries]
            entry = next((e for e, missing in zip(entries, unmet) if missing is None), None)
            if entry is None:
                refused.append(
                    Refusal("events", entries[0].rule, f"needs {unmet[0]}", *trigger_span(entries[0], token))
                )
                continue
            span = trigger_span(entry, token)
            if _AS_MODE.search(doc._.match_text, max(span[0] - 30, 0), span[0]):
                refused.append(Refusal("events", entry.rule, "how they met, not what took place", *span))
                continue
            if _THANKS.search(doc._.match_text, max(span[0] - 60, 0), span[0]):
                refused.append(Refusal("events", entry.rule, "thanks at the end of an interview", *span))
                continue
            status, asserted = self._status.of(token)
            if status == "refused":
                refused.append(Refusal("events", entry.rule, "proposed, hypothetical or negated", *span))
                continue
            if entry.type == "adoption" and status == "planned" and clause_head(token).dep_ == "ccomp":
                refused.append(Refusal("events", entry.rule, "a promise, told as a commitment", *span))
                continue
            if entry.type == "meeting" and entry.noun and _goes_on(token):
                refused.append(Refusal("events", entry.rule, "talks that go on, no single happening", *span))
                continue
            if is_generic(token) and not _is_placed(token, doc):
                refused.append(Refusal("events", entry.rule, "general, no single happening", *span))
                continue
            if not asserted and _MARGINS.search(doc._.match_text, max(span[0] - 80, 0), span[0]):
                # a named setting counts: people met on its margins
                asserted = entry.type in {"summit", "session", "conference", "exercise"}
            margins = _MARGINS.search(doc._.match_text, max(span[0] - 80, 0), span[0]) is not None
            if status == "held" and _is_announced(doc, token):
                status, asserted = "planned", True
            heading = not any(t.pos_ in {"VERB", "AUX"} for t in token.sent)
            yield Candidate(
                entry.type,
                token,
                span,
                entry.rule,
                status=status,
                asserted=asserted,
                mode=entry.mode,
                margins=margins and entry.type in {"summit", "session", "conference", "exercise"},
                setting=margins or preposition(token) not in {None, "с", "со"},
                is_verb=entry.verb is not None,
                heading=heading,
                after=_AFTER.match(doc._.match_text, token.sent.start_char) is not None or _is_one_more(token),
            )

    def _unmet(self, entry: Trigger, token: Token, doc: Doc, parties: Parties) -> str | None:
        """What the trigger's entry asks for and its sentence does not give."""
        if entry.unless:
            words = doc._.match_text[token.sent.start_char : token.sent.end_char].lower()
            if any(stem in words for stem in entry.unless):
                return f"no {', '.join(entry.unless)}"
        if not entry.needs:
            return None
        for need in entry.needs:
            if need == "with" and companion(token) is not None:
                return None
            if need == "plural" and has_plural_subject(token):
                return None
            if need == "object":
                target = direct_object(token)
                if target is not None and parties.covering(target):
                    return None
                if _visits_body(token, parties):
                    return None
            if need == "place" and _leads_to_place(token, doc, parties):
                return None
            if need == "document" and (_names_document(token, doc) or _names_paper(token, entry.papers)):
                return None
            if need == "facility" and (target := direct_object(token)) is not None and target.lemma_ in _FACILITIES:
                return None
            if (
                need == "each"
                and (other := companion(token)) is not None
                and (parties.covering(other) or is_group(other))
            ):
                return None
            if need == "signature" and _puts_signature(token):
                return None
            if need == "held" and token.head.lemma_ in TAKING_PLACE and token.dep_ in {"nsubj", "nsubj:pass", "obj"}:
                return None
            if need == "talked" and _talks_over(token, parties):
                return None
            if need == "stage" and _is_stage(token, doc):
                return None
            if need == "hosting" and _hosts_people(token, doc, parties):
                return None
            if need == "gathering" and _comes_together(token, doc):
                return None
            if need == "person" and entry.type == "meeting" and _is_received(token, parties):
                return None
            if need == "phone" and any(c.lemma_ == "телефон" and preposition(c) == "по" for c in token.subtree):
                return None
            if need == "video" and _ON_VIDEO.search(token.sent.text):
                return None
            if need == "person":
                target = _received(token, parties) if entry.type == "meeting" else child(token, "nsubj")
                if target is not None and self._is_person(target, parties, entry):
                    if entry.type != "statement" or token.sent.start_char < 400:
                        return None
        return " or ".join(entry.needs)

    @staticmethod
    def _is_person(target: Token, parties: Parties, entry: Trigger) -> bool:
        """A person; for a reception a post will do, whoever holds it."""
        if any(isinstance(p.entity, Person) for p in parties.at(target)):
            return True
        if entry.type == "meeting" and target.lemma_ in _GUESTS:
            return True
        return entry.type == "meeting" and any(m.type == "position" for m in parties.covering(target))

    def _finish(self, doc: Doc, happenings: list[Happening], events: dict[int, Event]) -> None:
        text: str = doc._.match_text
        by_sentence: dict[int, list[tuple[Candidate, Happening]]] = {}
        for happening in happenings:
            for telling in happening.tellings:
                by_sentence.setdefault(telling.token.sent.start, []).append((telling, happening))
        for happening in happenings:
            event = events[id(happening)]
            main = happening.main
            outer = _setting_of(doc, happening, by_sentence) or _outcome_of(happening, happenings)
            if outer is not None:
                event.within = events[id(outer)]
                if not event.within.places and outer.main.token.sent.start == main.token.sent.start:
                    # what happens on its margins happens where it is
                    event.within.places = list(event.places)
            if event.type == "adoption" and event.within is not None and event.places == event.within.places:
                event.places = []
            if event.type == "adoption" and event.within is not None:
                _share_outcome(event, event.within, _says_outcome(happening) and not _is_signed(happening))
            if event.type == "session" and not event.organizations:
                event.organizations = _same_body(happening, happenings, events)
            signed = _is_signed(happening)
            if event.type == "adoption" and not signed:
                _adopted_by_organ(event)
            if event.type == "adoption" and not event.organizations and event.within is None and not signed:
                event.organizations = _body_before(happening, happenings, events)
            if event.type == "adoption" and not event.organizations:
                if event.within is not None and not signed:
                    event.organizations = list(event.within.organizations)
                elif event.documents and isinstance(event.documents[0].issuer, Organization):
                    event.organizations = [event.documents[0].issuer]
            if event.mode is None and (
                event.type in {"meeting", "visit"}
                or (event.type in {"session", "summit", "conference"} and event.places)
            ):
                event.mode = "in_person"
            if event.mode in {"video", "phone"} and event.type != "visit":
                event.places = [] if event.type == "call" else event.places
            sentence = main.token.sent
            event.topics = self._topics.of(text[sentence.start_char : sentence.end_char])


def _is_announced(doc: Doc, token: Token) -> bool:
    """A line without a verb under `Анонсы`, `Предстоящие мероприятия`."""
    sentence = token.sent
    if any(t.pos_ in {"VERB", "AUX"} and feature(t, "VerbForm") != "Part" for t in sentence):
        return False
    start = max(sentence.start_char - 1200, 0)
    opened = list(_ANNOUNCEMENTS.finditer(doc._.match_text, start, token.idx))
    return bool(opened) and "\n\n\n" not in doc._.match_text[opened[-1].end() : token.idx]


def _is_one_more(token: Token) -> bool:
    """`Состоялась также рабочая встреча`: not the one told before."""
    verb = token.head
    if token.dep_ not in {"nsubj", "nsubj:pass", "obj"} or verb.lemma_ not in TAKING_PLACE:
        return False
    return any(c.lemma_ in {"также", "еще", "другой"} for c in (*verb.children, *token.children))


def _goes_on(token: Token) -> bool:
    """`стороны продолжат консультации`: what they will do, told as a commitment."""
    verb = token.head
    if token.dep_ == "nmod" and verb.lemma_ in {"план", "график"}:
        # `обсудили план консультаций на год`
        return feature(token, "Number") == "Plur"
    return (
        token.dep_ in {"obj", "nsubj"}
        and verb.lemma_ in {"продолжить", "продолжать"}
        and (is_future(verb) or feature(verb, "VerbForm") == "Inf")
    )


def _is_placed(token: Token, doc: Doc) -> bool:
    """The sentence gives the happening a date or a place: `такие учения прошли в мае`."""
    start, end = token.sent.start_char, token.sent.end_char
    return any(start <= m.start < end for m in (*doc._.dates, *doc._.places))


def _name_tokens(doc: Doc, parties: Parties) -> set[int]:
    """Tokens inside names of bodies, posts and instruments, and in quoted names."""
    inside: set[int] = set()
    for mention in (*doc._.organizations, *doc._.positions, *doc._.documents):
        inside.update(parties.index.places(mention.start, mention.end))
    return inside


def _received(verb: Token, parties: Parties) -> Token | None:
    """Whom somebody receives, if somebody does; `принято решение` has no such subject."""
    if (target := child(verb, "obj")) is not None and target.lemma_ == "участие":
        return None
    before = verb.nbor(-1) if verb.i > verb.sent.start else None
    if before is not None and before.lemma_ in _GUESTS and feature(before, "Case") in {"Acc", "Gen"}:
        return before
    if child(verb, "nsubj") is None or child(verb, "nsubj:pass") is not None:
        return None
    if any(preposition(c) == "к" for c in verb.children):
        # `приняла его к рассмотрению`
        return None
    return received(verb, parties)


def _visits_body(verb: Token, parties: Parties) -> bool:
    """`ЦАРИКЦ посетила делегация`: the parser takes the body for the subject; people stand on the other side."""
    people = next((c for c in verb.rights if is_group(c) or c.lemma_ == "делегация"), None)
    visited = [m for c in verb.lefts for m in parties.covering(c) if m.type in {"organization", "place"}]
    return people is not None and bool(visited)


def _is_received(verb: Token, parties: Parties) -> bool:
    """`участники были приняты Генеральным секретарем`: somebody by somebody."""
    guest = child(verb, "nsubj:pass", "nsubj")
    host = receiving(verb)
    if guest is None or host is None or feature(verb, "Variant") != "Short" or not is_group(guest):
        return False
    if feature(host, "Animacy") == "Anim":
        return True
    return any(m.type in {"person", "position"} for m in parties.covering(host))


def _names_paper(token: Token, papers: tuple[str, ...]) -> bool:
    """A lower-case instrument as the object: `подписали протокол`, `подписан ряд документов`; no draft of one."""
    if not papers or feature(token, "VerbForm") == "Inf" or is_negated(token):
        return False
    passive = token.pos_ == "VERB" and feature(token, "Voice") == "Pass"
    deps = {"nsubj:pass"} if passive else {"obj", "nsubj:pass", "nmod"}
    heads = [c for c in token.children if c.dep_ in deps and preposition(c) is None]
    if feature(token, "Variant") == "Short":
        heads += [c for c in token.children if c.dep_ == "nsubj"]
    for head in heads:
        if head.lemma_ in papers:
            return True
        if head.lemma_ in {"ряд", "пакет"} and any(c.lemma_ in papers for c in head.children):
            return True
    return False


def _comes_together(verb: Token, doc: Doc) -> bool:
    """`эксперты соберутся в Гюмри`: people, a place, and no event that is named."""
    people = child(verb, "nsubj")
    if people is None or not (is_group(people) and feature(people, "Number") == "Plur"):
        return False
    if any(preposition(c) == "на" or c.dep_ in {"xcomp", "obj"} for c in verb.children):
        return False
    return any(
        preposition(c) == "в" and any(m.start <= c.idx < m.end and m.entity.kind == "city" for m in doc._.places)  # type: ignore[union-attr]
        for c in verb.children
    )


def _is_stage(token: Token, doc: Doc) -> bool:
    """`Второй этап мы провели с 12 по 16 сентября`, told after an operation."""
    if token.head.lemma_ not in TAKING_PLACE or token.dep_ not in {"nsubj", "nsubj:pass", "obj"}:
        return False
    owner = next((c for c in token.rights if c.dep_ == "nmod" and preposition(c) is None), None)
    if owner is not None and owner.lemma_ not in {"операция", "учение", "маневр"}:
        return False
    return _OPERATIONS.search(doc._.match_text, max(token.idx - 900, 0), token.idx) is not None


def _talks_over(verb: Token, parties: Parties) -> bool:
    """`директор обсудил с представителем УНП ООН А. Б. вопросы`: two who hold posts, face to face."""
    first, other = child(verb, "nsubj"), companion(verb)
    if first is None or other is None or other.head.i != verb.i or is_negated(verb):
        return False

    def is_one(token: Token) -> bool:
        heads = [token, *(c for c in token.rights if c.dep_ in {"appos", "flat:name"})]
        return any(m.type in {"person", "position"} for t in heads for m in parties.covering(t))

    return is_one(first) and is_one(other)


def _hosts_people(verb: Token, doc: Doc, parties: Parties) -> bool:
    """`Центр собрал у себя в Алма-Ате аналитиков ведомств`: people without an event that is named."""
    host, people = child(verb, "nsubj"), child(verb, "obj")
    if host is None or people is None or feature(verb, "Voice") == "Pass" or is_negated(verb):
        return False
    if not is_group(people) or feature(people, "Number") != "Plur" or feature(people, "Animacy") != "Anim":
        return False
    acts = host.lemma_ in _HOSTS or any(
        m.type in {"organization", "person", "position"} for m in parties.covering(host)
    )
    to_event = any(preposition(c) in {"на", "для"} and c.pos_ == "NOUN" for c in verb.children)
    return acts and not to_event and _is_placed(verb, doc)


def _puts_signature(verb: Token) -> bool:
    """`Подписи под документом поставили А и Б`."""
    return any(c.lemma_ == "подпись" and c.dep_ in {"obj", "nsubj", "nsubj:pass", "obl"} for c in verb.children)


def _leads_to_place(token: Token, doc: Doc, parties: Parties) -> bool:
    for c in token.children:
        if preposition(c) in {"в", "во", "на"} and any(m.start <= c.idx < m.end for m in doc._.places):
            return True
        if preposition(c) in {"в", "во", "на"} and (
            c.lemma_ in _FACILITIES or any(m.type == "organization" for m in parties.covering(c))
        ):
            return True
        if preposition(c) in {"в", "на", "с"} and c.lemma_ in {
            "визит",
            "столица",
            "страна",
            "республика",
            "секретариат",
        }:
            return True
    return False


def _names_document(token: Token, doc: Doc) -> bool:
    heads = [c for c in token.children if c.dep_ in {"obj", "nsubj:pass", "nmod", "nsubj", "conj"}]
    # `подписан ряд документов, в том числе Меморандум`: anything below the object
    for head in heads:
        if feature(token, "Voice") != "Pass" and head.dep_ == "nsubj":
            continue
        first, last = head.left_edge.idx, head.right_edge.idx + len(head.right_edge)
        if any(first <= m.start < last and m.start - head.idx < 120 for m in doc._.documents):
            return True
    return False


def _own_line(doc: Doc, mention: Mention, sentence: Span) -> bool:
    """True if the mention makes up most of its sentence, which has no verb."""
    if any(t.pos_ in {"VERB", "AUX"} and not mention.start <= t.idx < mention.end for t in sentence):
        return False
    letters = sum(c.isalpha() for c in doc._.source_text[sentence.start_char : sentence.end_char])
    return sum(c.isalpha() for c in doc._.source_text[mention.start : mention.end]) >= 0.8 * letters


def _titles(doc: Doc, parties: Parties) -> Iterator[Candidate]:
    """The title of a statement over its own text tells its adoption."""
    sentences = list(doc.sents)
    documents = Starts(doc._.documents)
    opened = {speech.language: speech for speech in reversed(speakers(doc))}
    first_title = True
    text: str = doc._.match_text
    for sentence in sentences[:-1]:
        inside = documents.within(sentence.start_char, sentence.end_char)
        named = [m for m in inside if m.end <= sentence.end_char]
        mention = next((m for m in named if _own_line(doc, m, sentence)), None)
        speech = opened.get(sentence._.language) if opened else None
        over_speech = speech is not None and 0 < speech.start - sentence.end_char < 300
        shouted = _SHOUTED.match(text, sentence.start_char) is not None
        if mention is None and not ((over_speech or shouted) and len(sentence) < 60 and _verbless(sentence)):
            continue
        span = parties.index.span(mention.start, mention.end) if mention is not None else sentence
        words = _TITLES if shouted else _STATEMENTS
        head = next((t for t in span if t.lemma_ in words or t.norm_.lower() in _ENGLISH_STATEMENTS), None)
        if head is None:
            continue
        candidate = Candidate("adoption", head, (head.idx, head.idx + len(head)), "event.adoption.title", asserted=True)
        candidate.heading = True
        start, end = (mention.start, mention.end) if mention is not None else (sentence.start_char, sentence.end_char)
        if mention is not None and isinstance(mention.entity, Instrument):
            candidate.documents.append(mention.entity)
        issuer = candidate.documents[0].issuer if candidate.documents else None
        named_bodies = [m.entity for m in doc._.organizations if start <= m.start and m.end <= end]
        bodies = [issuer] if isinstance(issuer, Organization) else named_bodies[:1]
        candidate.organizations += [body for body in bodies if isinstance(body, Organization)]
        states = _sides_of(doc, start, end) if _JOINT.search(text, start, end) else []
        if states:
            candidate.participants += states
        elif speech is not None and sentence._.language == "ru":
            candidate.participants.append(Participant(None, speech.start, speech.end, "stated"))
        if first_title and sentence._.language == "ru":
            _sign(doc, candidate)
        first_title = False
        yield candidate


def _sides_of(doc: Doc, start: int, end: int) -> list[Participant]:
    """`СОВМЕСТНОЕ КОММЮНИКЕ ... Рабочей группы А и Б`: the two states of a joint paper."""
    states = [
        m
        for m in doc._.places
        if start <= m.start and m.end <= end and isinstance(m.entity, Place) and m.entity.kind == "country"
    ]
    found = {id(m.entity): m for m in reversed(states)}
    if len(found) != 2:
        return []
    named = sorted(found.values(), key=lambda m: m.start)
    return [Participant(m.entity, m.start, m.end, "stated") for m in named]  # type: ignore[arg-type]


def _sign(doc: Doc, adoption: Candidate) -> None:
    """The end of an instrument: `Совершено в Киеве 12 сентября 2019 года`, `За Республику Армения  А. Саркисян`."""
    text: str = doc._.match_text
    done = next(_DONE.finditer(text, adoption.trigger[1]), None)
    if done is not None:
        after = text.find("\n", done.end())
        end = after if after >= 0 else len(text)
        dates = [m.entity for m in doc._.dates if done.end() <= m.start < end]
        places = [m.entity for m in doc._.places if done.end() <= m.start < end]
        adoption.dates = [d for d in dates[:1] if isinstance(d, DateValue)] or adoption.dates
        adoption.places = [x for x in places[:1] if isinstance(x, Place)] or adoption.places
    lines = list(_SIGNED_FOR.finditer(text, adoption.trigger[1]))
    signers: list[Mention] = []
    for line in lines if len(lines) > 1 else ():
        inside = [
            m
            for m in (*doc._.persons, *doc._.places, *doc._.organizations)
            if line.start() <= m.start < line.end() and not (isinstance(m.entity, Place) and m.entity.kind != "country")
        ]
        signers += sorted(inside, key=lambda m: (m.type != "person", m.start - m.end))[:1]
    if not signers and done is not None:
        tail = text.find("\n", done.end())
        named = [m for m in doc._.persons if 0 <= tail < m.start]
        signers = named if len(named) > 1 else []
    if signers:
        adoption.participants = [
            Participant(m.entity, m.start, m.end, "stated", "signatory")  # type: ignore[arg-type]
            for m in signers
        ]


def _signed_before(doc: Doc, parties: Parties) -> Iterator[Candidate]:
    """`Договор о границе, подписанный 22 декабря 2022 года в Ташкенте`: a participle with a date of its own."""
    for token in tokens_with(doc, _ADOPTING):
        if feature(token, "VerbForm") != "Part" or feature(token, "Variant") == "Short":
            continue
        named = next((m for m in doc._.documents if m.start <= token.head.idx < m.end), None)
        first, last = token.idx, token.right_edge.idx + len(token.right_edge)
        dates = [m.entity for m in doc._.dates if first < m.start and m.end <= last]
        if named is None or not dates or not isinstance(named.entity, Instrument):
            continue
        candidate = Candidate(
            "adoption", token, (first, first + len(token)), "event.adoption.participle", asserted=True
        )
        candidate.is_verb = True
        candidate.documents.append(named.entity)
        candidate.dates += [d for d in dates[:1] if isinstance(d, DateValue)]
        places = [m.entity for m in doc._.places if first < m.start and m.end <= last]
        candidate.places += [x for x in places[:1] if isinstance(x, Place) and x.kind == "city"]
        yield candidate


def _one_by_one(candidate: Candidate, filler: SlotFiller) -> list[Candidate]:
    """`провёл встречи с коллегами из А и Б`: with each of them one meeting."""
    token = candidate.token
    other = companion(token) if candidate.type == "meeting" and token.lemma_ == "встреча" else None
    if other is None or feature(token, "Number") != "Plur":
        return [candidate]
    met = [p for p in filler.people.listed(other) if p.entity is not None]
    entities = {id(p.entity) for p in met}
    own = [p for p in candidate.participants if id(p.entity) not in entities]
    others = [p for p in candidate.participants if id(p.entity) in entities]
    if len(others) < 2:
        return [candidate]
    return [replace(candidate, participants=[*(replace(o) for o in own), each]) for each in others]


def _by_names(doc: Doc, happening: Happening, event: Event) -> list[Event]:
    """`Учения «Взаимодействие», «Поиск» и «Эшелон» стартовали`: one exercise for each name."""
    if event.type != "exercise" or event.name is None:
        return [event]
    told = next((t for t in happening.tellings if t.name == event.name and not t.is_verb), happening.main)
    found = _NAMES.match(doc._.match_text, told.trigger[1])
    names = list(_NAME.finditer(found[0])) if found else []
    if found is None or len(names) < 2:
        return [event]
    others = []
    for name in names[1:]:
        start, end = found.start() + name.start(1), found.start() + name.end(1)
        others.append(
            replace(
                event,
                trigger=(start, end),
                evidence=[],
                name=doc._.source_text[start:end],
                participants=[replace(p) for p in event.participants],
                dates=list(event.dates),
                places=list(event.places),
            )
        )
    return [event, *others]


def _verbless(sentence: Span) -> bool:
    return not any(t.pos_ in {"VERB", "AUX"} and feature(t, "VerbForm") != "Part" for t in sentence)


def _rounds(candidates: list[Candidate]) -> None:
    """`Следующая встреча`, told after a session without saying who meets, is the next session."""
    last: Candidate | None = None
    for c in sorted(candidates, key=lambda c: c.trigger):
        if c.type in {"session", "meeting", "summit"} and c.asserted and not c.setting:
            another = any(x.lemma_ in _ANOTHER | _COUNTED for x in c.token.children)
            alone = not c.participants and c.token.lemma_ == "встреча"
            if c.type == "meeting" and alone and another and last is not None and last.type == "session":
                c.type = "session"
                c.organizations = c.organizations or list(last.organizations)
            else:
                last = c


def _bodies_meet(doc: Doc, parties: Parties, known: list[Candidate]) -> Iterator[Candidate]:
    """`СМИД ОДКБ состоится 14 июня`, `внести на рассмотрение Совета глав государств 28 сентября`: a body meets."""
    text: str = doc._.match_text
    inner = not_within(doc._.organizations, (*doc._.organizations, *doc._.positions, *doc._.documents))
    all_dates, all_places = Starts(doc._.dates), Starts(doc._.places)
    seen = 0
    told: list[int] = []
    # a token's own way to its sentence is as long as the sentence
    sentences = list(doc.sents)
    openings = [sentence.start_char for sentence in sentences]
    for mention in inner:
        for k in known[seen:]:
            # the caller adds to it what comes from here
            if k.type in {"session", "summit"}:
                insort(told, k.trigger[0])
        seen = len(known)
        sentence = sentences[max(bisect_right(openings, mention.start) - 1, 0)]
        if sentence._.language == "en":
            continue
        start, end = sentence.start_char, sentence.end_char
        if bisect_left(told, start) < bisect_left(told, end):
            continue
        dates = [m for m in all_dates.within(start, end) if m.end <= end]
        place = next(
            (
                m
                for m in all_places.within(start, end)
                if m.end <= end and _VENUE_BEFORE.search(text, max(m.start - 8, 0), m.start)
            ),
            None,
        )
        token = parties.index.span(mention.start, mention.end).root
        head = token.head
        span: tuple[int, int] | None = None
        status: EventStatus = "planned"
        if (
            head.lemma_ in _CONVENING
            and token.dep_ in SUBJECTS
            and (dates or place)
            and _BODY.search(mention_text(doc, mention))
        ):
            span = (head.idx, head.idx + len(head))
            status = "planned" if is_future(head) else "held"
            if is_negated(head):
                continue
        elif (
            dates
            and place is not None
            and (before := _SUBMITTED.search(text, max(mention.start - 30, start), mention.start))
        ):
            span = before.span(1)
        if span is None:
            continue
        trigger = parties.index.at(span[0])
        if trigger is None:
            continue
        kind = "summit" if _HEADS.search(mention_text(doc, mention)) else "session"
        candidate = Candidate(kind, trigger, span, f"event.{kind}.body", status=status, asserted=True)  # type: ignore[arg-type]
        candidate.dates = [m.entity for m in dates[:1] if isinstance(m.entity, DateValue)]
        if place is not None and isinstance(place.entity, Place):
            candidate.places = [place.entity]
        if isinstance(mention.entity, Organization):
            candidate.organizations = [mention.entity]
        candidate.is_verb = True
        yield candidate


def mention_text(doc: Doc, mention: Mention) -> str:
    return str(doc._.match_text[mention.start : mention.end])


def _sayings(doc: Doc, parties: Parties, filler: SlotFiller, known: list[Candidate]) -> Iterator[Candidate]:
    """`говорится в заявлении`: a collective's statement is an adoption, one body's is a statement."""
    for token in tokens_with(doc, _SAYING):
        for c in token.children:
            if preposition(c) != "в" or c.lemma_ not in _STATEMENTS:
                continue
            span = (c.idx, c.idx + len(c))
            named = next((m for m in doc._.documents if m.start <= c.idx < m.end), None)
            joint = any(x.lemma_ in {"совместный", "итоговый", "принять", "заключительный"} for x in c.children)
            joint = joint or any(preposition(x) in {"о", "об", "по"} for x in c.rights)
            owner = next((x for x in c.rights if x.dep_ == "nmod" and preposition(x) is None), None)
            issuers = parties.at(owner) if owner is not None and named is None else []
            single = len(issuers) == 1 and issuers[0].entity is not None and not joint
            kind = "statement" if single else "adoption"
            if kind == "adoption" and named is None and not joint:
                # a bare `в заявлении` points to a statement told before, or tells one by itself
                candidate = Candidate("adoption", c, span, "event.adoption.said_in", asserted=False)
            else:
                candidate = Candidate(kind, c, span, f"event.{kind}.said_in", asserted=True)  # type: ignore[arg-type]
            for party in issuers:
                role = "speaker" if kind == "statement" else "participant"
                filler.people.add(candidate.participants, party, role)  # type: ignore[arg-type]
            if named is not None and isinstance(named.entity, Instrument):
                candidate.documents.append(named.entity)
                main = next((k for k in known if k.token.sent.start == token.sent.start), None)
                if main is not None:
                    candidate.organizations += main.organizations
                    candidate.participants += [p for p in main.participants if p.entity is None]
            yield candidate


def _headings(doc: Doc, candidates: list[Candidate]) -> None:
    """Lines of a title page: body, session, place and date stand on lines of their own."""
    if not any(c.heading for c in candidates):
        return
    sentences = list(doc.sents)
    where = {s.start: i for i, s in enumerate(sentences)}
    for c in candidates:
        if not c.heading:
            continue
        i = where[c.token.sent.start]
        for step in (1, -1, 2, -2):
            if not 0 <= i + step < len(sentences):
                continue
            line = sentences[i + step]
            if len(line) > 16 or any(t.pos_ in {"VERB", "AUX"} for t in line):
                continue
            inside = [
                m
                for m in (*doc._.dates, *doc._.places, *doc._.organizations)
                if line.start_char <= m.start and m.end <= line.end_char
            ]
            covered = sum(m.end - m.start for m in inside)
            if covered < 0.6 * len(line.text.strip()):
                continue
            has_place = any(isinstance(m.entity, Place) for m in inside)
            for m in inside:
                if isinstance(m.entity, DateValue) and has_place and not c.dates:
                    c.dates.append(m.entity)
                elif isinstance(m.entity, Place) and not c.places and step > 0:
                    c.places.append(m.entity)
                elif isinstance(m.entity, Organization) and not c.organizations and c.type in {"session", "summit"}:
                    c.organizations.append(m.entity)


def _drop_speeches(candidates: list[Candidate], refused: list[Refusal]) -> list[Candidate]:
    """A speech is an event only if it is the news itself: nothing else happens in the lead."""
    others = [c for c in candidates if c.type != "statement" and (c.asserted or c.specific)]
    kept: list[Candidate] = []
    for c in candidates:
        if c.type == "statement" and c.is_verb:
            told = any(o.trigger[0] < 700 for o in others) or any(k.type == "statement" for k in kept)
            if told:
                refused.append(Refusal("events", c.rule, "a speech at an event, or not the news itself", *c.trigger))
                continue
        kept.append(c)
    return kept


def _follow_arrivals(happenings: list[Happening]) -> None:
    """`прибыл в Минск для участия в конференции`: the conference is there too."""
    for visit in happenings:
        if visit.type != "visit" or not visit.places:
            continue
        for other in happenings:
            if other.type not in {"session", "summit", "conference", "exercise"} or other.places:
                continue
            for telling in other.tellings:
                for arrival in visit.tellings:
                    if arrival.token in set(ancestors(telling.token)):
                        telling.places = list(visit.places)


def _outcome_of(happening: Happening, happenings: list[Happening]) -> Happening | None:
    """`По итогам принято заявление`: the outcome of the last event told before."""
    if happening.type != "adoption":
        return None
    token = happening.main.token
    forum = _forum_before(happening, happenings)
    if forum is not None:
        return forum
    words = [
        t for t in token.sent if t.lemma_ in {"итог", "результат", "завершение"} and preposition(t) in {"по", None}
    ]
    if not any(t.i < token.i + 12 and not list(t.rights) for t in words):
        return None
    before = [h for h in happenings if h.type in _FORUMS and h.main.trigger[0] < happening.main.trigger[0]]
    return max(before, key=lambda h: h.main.trigger, default=None)


def _forum_before(happening: Happening, happenings: list[Happening]) -> Happening | None:
    """`Участники утвердили План`, `Стороны подписали протокол`: at the event told just before."""
    main = happening.main
    if not main.rule.startswith("event.adoption.verb") or main.status != "held" or happening.dates:
        return None
    named = [p for p in main.participants if p.entity is not None]
    body = next((o for t in happening.tellings for o in t.organizations), None)
    if named and not all(isinstance(p.entity, Organization) for p in named):
        return None
    kinds = {"meeting", "visit", "session", "summit"} if "подпис" in main.token.lemma_ else {"session", "summit"}
    start = main.trigger[0]
    before = [
        h
        for h in happenings
        if h.type in kinds and 0 < start - h.main.trigger[0] < _NEAR and h.main.status == "held" and not h.main.setting
    ]
    # `приветствовали итоги заседания`: what is only recalled was no place to sign
    before = [h for h in before if not _RECALLED.search(h.main.token.sent.text)] or before
    last = max(before, key=lambda h: h.main.trigger, default=None)
    if last is None or (body is not None and last.bodies() and id(body) not in last.bodies()):
        return None
    between = main.token.doc._.match_text[last.main.trigger[0] : start]
    return None if ITEM_END.search(between) else last


def _adopted_by_organ(event: Event) -> None:
    """`Совет одобрил Концепцию`: the organ is the frame of what it adopts, not one who takes part."""
    organs = [
        p.entity
        for p in event.participants
        if isinstance(p.entity, Organization) and p.entity.country is None and _ORGAN.match(p.entity.name)
    ]
    if organs:
        event.organizations = [o for o in organs if isinstance(o, Organization)]
        event.participants = [p for p in event.participants if p.entity not in organs]


def _is_signed(happening: Happening) -> bool:
    return any("подпис" in t.token.lemma_ or "sign" in t.rule for t in happening.tellings)


def _says_outcome(happening: Happening) -> bool:
    """`по итогам встречи принято`, and nobody is said to have approved it."""
    sentence = happening.main.token.sent.text.lower()
    return any(words in sentence for words in ("итог", "результат", "заверш"))


def _share_outcome(adoption: Event, forum: Event, by_those_who_met: bool) -> None:
    """What is adopted at an event is a document of the event; those who met have adopted it."""
    forum.documents += [d for d in adoption.documents if d not in forum.documents]
    if not adoption.participants and by_those_who_met and forum.type == "meeting":
        states = any(isinstance(p.entity, Place) for p in forum.participants)
        adoption.participants = [
            Participant(p.entity, None, None, "inferred", "participant", p.position, p.affiliation)
            for p in forum.participants
            if p.entity is not None and (not states or isinstance(p.entity, Place))
        ]


def _body_before(happening: Happening, happenings: list[Happening], events: dict[int, Event]) -> list[Organization]:
    """Of an adoption without issuer: the body whose session was told just before."""
    start = happening.main.trigger[0]
    told = [h for h in happenings if h.type in {"session", "summit"} and 0 < start - h.main.trigger[0] < _NEAR]
    return list(events[id(told[-1])].organizations) if told else []


def _same_body(happening: Happening, happenings: list[Happening], events: dict[int, Event]) -> list[Organization]:
    """`следующее заседание`: of the body whose session was told before."""
    if not any(c.lemma_ in _ANOTHER for t in happening.tellings for c in t.token.children):
        return []
    before = [h for h in happenings if h is not happening and h.type == happening.type]
    told = [events[id(h)] for h in before if h.main.trigger < happening.main.trigger]
    return list(told[-1].organizations) if told else []


def _setting_of(
    doc: Doc, happening: Happening, by_sentence: dict[int, list[tuple[Candidate, Happening]]]
) -> Happening | None:
    """The event on whose margins, or in whose course, this one took place."""
    if happening.type not in {"meeting", "call", "adoption", "conference", "statement", "session"}:
        return None
    pattern = _AT if happening.type == "adoption" else _MARGINS
    for telling in happening.tellings:
        for setting, other in by_sentence[telling.token.sent.start]:
            if other is happening or other.type not in _SETTINGS:
                continue
            if pattern.search(doc._.match_text, max(setting.trigger[0] - 80, 0), setting.trigger[0]) or setting.margins:
                return other
    return None


def _agreed_meetings(happenings: list[Happening], events: dict[int, Event]) -> None:
    """`договорились о встрече`: those who met will meet again."""
    met: Event | None = None
    for happening in sorted(happenings, key=lambda h: h.main.trigger):
        event = events[id(happening)]
        if event.type not in {"meeting", "call"}:
            continue
        if event.status == "planned" and not event.participants and met is not None:
            if any(a.lemma_ in _AGREEING for a in ancestors(happening.main.token)):
                event.participants = [
                    Participant(p.entity, None, None, "inferred", p.role, p.position, p.affiliation)
                    for p in met.participants
                    if p.entity is not None
                ]
        elif event.status != "planned" and len(event.participants) > 1:
            met = event


def _resolve_sides(doc: Doc, happenings: list[Happening], events: dict[int, Event]) -> None:
    """`Стороны подписали`: the sides are those who met last before."""
    #: the last visit before, and the last one where two or more were
    visit: Event | None = None
    gathering: Event | None = None
    previous: Event | None = None
    #: the last ones before
    held: deque[Event] = deque(maxlen=_RECENT)
    for happening in sorted(happenings, key=lambda h: h.main.trigger):
        if previous is not None and previous.type in {"meeting", "call", "visit"}:
            visit = previous if previous.type == "visit" else visit
            gathering = previous if sum(p.entity is not None for p in previous.participants) > 1 else gathering
        if previous is not None:
            held.append(previous)
        event = previous = events[id(happening)]
        named = [p for p in event.participants if p.entity is None and _SIDES.match(doc._.match_text, p.start or 0)]
        guests = [
            p for p in event.participants if p.entity is None and _GUEST_WORDS.match(doc._.match_text, p.start or 0)
        ]
        if guests and event.type in {"meeting", "visit"} and visit is not None and visit.participants:
            rest = [p for p in event.participants if p not in guests]
            event.participants = rest + [
                Participant(
                    p.entity, guests[0].start, guests[0].end, "resolved" if p.entity else "stated", "participant",
                    p.position, p.affiliation,
                )
                for p in visit.participants
                if p.role != "host" and (p.entity is not None or len(visit.participants) == 1)
            ]  # fmt: skip
        office = next((p for p in event.participants if p.entity is None and _office(doc, p) is not None), None)
        holders: list[Participant] = []
        if office is not None and event.type in {"adoption", "meeting"}:
            holders = next((found for e in reversed(held) if len(found := _holders(doc, office, e)) > 1), [])
        if office is not None and 1 < len(holders) <= _MANY:
            named = [office]
        else:
            holders = _interlocutors(doc, gathering) if named and gathering is not None else []
        if not holders:
            continue
        rest = [p for p in event.participants if p not in named]
        known = {id(p.entity) for p in rest}
        event.participants = rest + [
            Participant(p.entity, named[0].start, named[0].end, "resolved", named[0].role, p.position, p.affiliation)
            for p in holders
            if p.entity is not None and id(p.entity) not in known
        ]


def _office(doc: Doc, party: Participant) -> str | None:
    """`Министры`, `все главы делегаций`: an office that those who signed have in common."""
    if party.start is None or party.end is None:
        return None
    found = _OFFICES.fullmatch(doc._.match_text, party.start, party.end)
    return found[1].lower()[:6] if found else None


def _holders(doc: Doc, party: Participant, forum: Event) -> list[Participant]:
    """Who took part in `forum` and holds that office; heads of delegations are whoever came for a state."""
    if forum.type not in {"session", "summit", "meeting", "visit"} or forum.status == "planned":
        return []
    office = _office(doc, party)
    persons = [p for p in forum.participants if isinstance(p.entity, Person)]
    if office == "главы":
        return [p for p in persons if isinstance(p.affiliation, Place) or getattr(p.affiliation, "country", None)]
    return [p for p in persons if p.position and p.position.lower().startswith((office or "-")[:5])]


def _interlocutors(doc: Doc, met: Event) -> list[Participant]:
    """The participants of a meeting whom `стороны` stands for."""
    chosen = {id(actor) for actor in sides(doc, met)}
    return [p for p in met.participants if id(p.entity) in chosen] or met.participants


_OFFICES = re.compile(
    r"(?:все\s+|обе\s+)?(министры|президенты|премьер-министры|главы(?=\s+(?:всех\s+)?делегаций)|секретари|прокуроры|директора)"
    r"(?:\s+(?:всех\s+)?делегаций)?",
    re.IGNORECASE,
)
#: events before in which an office is looked for
_RECENT = 30
#: more than these are no few men who sign
_MANY = 12
#: `29 октября. В Душанбе ...`: a chronicle's paragraph opens with its date
_OPENS_ITEM = re.compile(
    r"(?:,?\s*\(?(?:понедельник|вторник|среда|четверг|пятница|суббота|воскресенье)\)?)?\s*[.:]\s+[А-ЯA-Z«\"]",
    re.IGNORECASE,
)
_ALONE = re.compile(r"\s*(?:[.:]|[-–—])\s")
_RECALLED = re.compile(r"напомн|ранее|прошл(?:ом|ого|ый)|предыдущ|в \d{4} году|итог|результат", re.IGNORECASE)
#: a page of what is to come
_AHEAD = re.compile(
    r"анонс|календар|предстоящ|на (?:этой|следующей|будущей) неделе|план мероприятий|week ahead", re.IGNORECASE
)
#: `БИШКЕК – 59-е заседание`: a line of an agenda
_AGENDA_CITY = re.compile(r"\s*[–—-]\s+\S")


def _date_items(doc: Doc, happenings: list[Happening]) -> None:
    """A date on a line of its own, or one that opens a paragraph, heads an item: what is told first below has it.

    Under a date with a city at the start of each line (an agenda) that holds for each line, and the city is the venue.
    """
    text: str = doc._.match_text
    heads = [m for m in doc._.dates if stands_alone(doc, m) or _opens_paragraph(text, m)]
    ahead = _AHEAD.search(text, 0, _TOP) is not None
    for i, head in enumerate(heads):
        if not isinstance(head.entity, DateValue):
            continue
        end = heads[i + 1].start if i + 1 < len(heads) else len(text)
        below = [h for h in happenings if head.end <= h.main.trigger[0] < end]
        first = min(below, key=lambda h: h.main.trigger, default=None)
        cities = [
            m
            for m in doc._.places
            if head.end <= m.start < end and _starts_line(text, m) and _AGENDA_CITY.match(text, m.end)
        ]
        for city in cities:
            stop = text.find("\n", city.end)
            line = [h for h in below if city.end <= h.main.trigger[0] < (stop if stop >= 0 else len(text))]
            told = min(line, key=lambda h: h.main.trigger, default=None)
            if told is None or told.main.setting:
                continue
            told.main.dates = told.main.dates or [head.entity]
            if ahead and told.main.status == "held" and not told.main.asserted:
                told.main.status = "planned"
            if isinstance(city.entity, Place):
                told.main.places = told.main.places or [city.entity]
        if first is not None and ahead and _opens_paragraph(text, head):
            _announced(doc, first, head)
        if first is None:
            continue
        # a date that opens the paragraph itself is that of all that its clauses assert
        inline = len(heads) > 1 and _opens_paragraph(text, head)
        told_here = [first, *(h for h in below if inline and h is not first and _is_told(h))]
        for happening in told_here:
            if happening.dates or happening.main.setting or happening.main.status not in {"held", "ongoing"}:
                continue
            if happening.type != "adoption" or happening is not first:
                happening.main.dates = [head.entity]


def _announced(doc: Doc, happening: Happening, head: Mention) -> None:
    """`14 мая, среда. Ош - семинар`, `13 мая. Бишкек. Брифинг`: a line of a page of what is to come."""
    main = happening.main
    stop = doc._.match_text.find("\n", head.end)
    if main.trigger[0] > (stop if stop >= 0 else len(doc._.match_text)) or main.setting:
        return
    if main.status == "held" and _verbless(main.token.sent):
        main.status = "planned"
    main.dates = main.dates or ([head.entity] if isinstance(head.entity, DateValue) else [])
    for city in doc._.places:
        if head.end <= city.start < main.trigger[0] and isinstance(city.entity, Place) and not main.places:
            if _ALONE.match(doc._.match_text, city.end) and main.type != "statement":
                main.places = [city.entity]


def _is_told(happening: Happening) -> bool:
    """Told by the main clause of its sentence, not reported or recalled in it."""
    main = happening.main
    if not main.asserted or main.token.sent._.language == "en":
        return False
    clause = clause_head(main.token)
    return clause.dep_ in {"ROOT", "conj"} and not _RECALLED.search(main.token.sent.text)


def _opens_paragraph(text: str, mention: Mention) -> bool:
    return _starts_line(text, mention) and _OPENS_ITEM.match(text, mention.end) is not None


def _starts_line(text: str, mention: Mention) -> bool:
    line = text.rfind("\n", 0, mention.start) + 1
    return not text[line : mention.start].strip(" \t-–—•*")


def _date_main(doc: Doc, happenings: list[Happening], events: dict[int, Event]) -> None:
    """A wire report's undated main event takes the dateline; what lies after the page's date is planned."""
    dateline = next((m for m in doc._.dates if m.start < _TOP), None)
    own = None
    if dateline is not None:
        text: str = doc._.match_text
        line = text.rfind("\n", 0, dateline.start) + 1
        before, after = text[line : dateline.start], text[dateline.end : dateline.end + 30]
        city = any(line <= m.start < dateline.start for m in doc._.places)
        if city and _DATELINE.match(before) and _AGENCY.match(after):
            own = dateline.entity
    held = [h for h in happenings if events[id(h)].status in {"held", "ongoing"}]
    _from_title_line(doc, held, events)
    if own is not None and isinstance(own, DateValue) and held:
        main = held[0]
        event = events[id(main)]
        if not event.dates and event.type != "adoption":
            event.dates = [own]
    today = _page_date(doc)
    for happening in happenings:
        event = events[id(happening)]
        if event.status == "held" and not happening.main.asserted and event.dates and today is not None:
            first = bounds(event.dates[0].edtf)[0]
            if first is not None and first > today:
                event.status = "planned"


def _from_title_line(doc: Doc, held: list[Happening], events: dict[int, Event]) -> None:
    """`Улан-Батор, 6 сентября 2024 года` on a line of its own under the title: where and when the first event was."""
    line = next((m for m in doc._.dates if m.start < _TOP), None)
    main = next((h for h in held if not h.main.setting), None)
    if line is None or main is None or main.main.trigger[0] < line.start - 200:
        return
    text: str = doc._.source_text
    start, end = text.rfind("\n", 0, line.start) + 1, text.find("\n", line.end)
    places = [m for m in doc._.places if start <= m.start and m.end <= (end if end >= 0 else len(text))]
    if len(places) != 1 or not isinstance(line.entity, DateValue) or not isinstance(places[0].entity, Place):
        return
    first, last = sorted((line, places[0]), key=lambda m: m.start)
    around = text[start : first.start] + text[first.end : last.start] + text[last.end : end if end >= 0 else len(text)]
    event = events[id(main)]
    if re.search(r"[^\W\d]{3,}", around) or event.dates:
        return
    event.dates = [line.entity]
    if not event.places and event.mode not in {"video", "phone"}:
        event.places = [places[0].entity]


def _page_date(doc: Doc):  # type: ignore[no-untyped-def]
    """The publication date, or the first full date that stands on a line of its own."""
    source = doc._.source
    if source is not None and source.published:
        return bounds(source.published)[1]
    for mention in doc._.dates:
        if isinstance(mention.entity, DateValue) and mention.entity.anchor == "text" and not mention.entity.inferred:
            if stands_alone(doc, mention):
                return bounds(mention.entity.edtf)[1]
    return None


@Language.factory(
    "kommunike_events",
    assigns=["doc._.events"],
    requires=["doc._.dates", "doc._.places", "doc._.organizations", "doc._.persons", "doc._.documents"],
    default_config={"lexicons": None},
)
def make_events(nlp: Language, name: str, lexicons: str | None) -> EventsStage:
    return EventsStage(Path(lexicons) if lexicons else None)
