"""Trigger words become candidates: what is refused, what status they have, what is told one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from extract.document import Refusal, match_text_of, sentence_of
from extract.language.later import later
from extract.language.syntax import SUBJECTS, ancestors, child, clause_head, feature, is_future, preposition, subject
from extract.parties import Parties
from extract.stages.events.papers.told import is_draft
from extract.stages.events.status.rules import StatusRules
from extract.stages.events.status.words import Verdict
from extract.stages.events.triggers.lexicon import (
    ANOTHER,
    IN_COURSE,
    TAKING_PLACE,
    Candidate,
    Trigger,
    TriggerLexicon,
    companion,
    is_generic,
    is_row,
    row_of_officials,
    trigger_span,
    verbless,
)
from extract.stages.events.triggers.listed import list_header
from extract.stages.events.triggers.needs import FIRST_OF_THEM, unmet
from extract.stages.events.triggers.taking_place import is_placed
from schemas.event import EventStatus

_ANNOUNCEMENTS = later(
    r"(?:^|\n)[^\w\n]*(?:анонс\w*(?:\s+[^\n.]{3,60})?|предстоящ\w+\s+\w+|на следующей неделе"
    r"|(?:календарь|график|расписание)\s+(?:\w+(?:\s+\w+){0,2}|\([а-яё]+)"
    r"|план\w* на неделю|план\w* мероприятий[^\n.]{0,50}|ожидается)[^\w\n]*\n",
    re.IGNORECASE,
)
_AHEAD = re.compile(r"\W*(?:анонс\w*|на следующей неделе|в ближайшие дни)\s*:", re.IGNORECASE)
_THANKS = re.compile(r"\bспасибо(?:\s+вам)?\s+за\s+(?:\w+\s+){0,3}$", re.IGNORECASE)
#: `(уточняется)`, `(видеоконференция)` behind what it is said of
_MODES = frozenset({"видеоконференция", "телеконференция", "видеоконференцсвязь", "вебинар"})
_BRACKETED = re.compile(r"\([а-яё]+\)", re.IGNORECASE)
_AS_MODE = re.compile(r"\b(?:режиме|формате|форме|посредством)\s+$", re.IGNORECASE)
#: headers of lists that ask or decide
_ASKED = re.compile(r"рекоменд|предлож|предлага|призв|прос(?:ит|ят|ил|ьб)", re.IGNORECASE)
_RESOLVED = re.compile(r"решил|постанов|решени|утвержд", re.IGNORECASE)
_SITTING = frozenset({"собраться", "собираться", "сесть", "встретиться", "сидеть", "обсудить", "собрать"})
_SAYING_WE = frozenset({"встречаться", "собираться"})
#: `Тема учений - «Подготовка сил»`
_ABOUT_IT = frozenset({"тема", "цель", "задача", "замысел", "сценарий", "девиз", "легенда"})
_PARTS = frozenset({"этап", "раунд", "тур", "часть", "фаза"})
_THIS = later(
    r"(?:данн|этот|эт[аиоуей]|указанн|названн|упомянут|нынешн|настоящ|вышеназванн|вышеуказанн|вышеупомянут)\w*",
    re.IGNORECASE,
)
_HABITUALLY = frozenset(
    {"ежегодно", "ежемесячно", "ежеквартально", "регулярно", "периодически", "постоянно", "систематически", "часто"}
)
#: `проводить консультации дважды в год`, `встречаться на регулярной основе`
_SO_OFTEN = re.compile(
    r"\b(?:ежегодно|ежемесячно|ежеквартально|еженедельно|регулярно|периодически|систематически|из года в год|поочередно"
    r"|(?:дважды|трижды|раза?)\s+в\s+(?:год|полгода|полугодие|квартал|месяц|неделю|два|три|пять|\d)"
    r"|кажд(?:ый|ое|ую|ые)\s+(?:[а-я]+\s+)?(?:год|года|полгода|полугодие|квартал|месяц|месяца|весну|осень)"
    r"|на\s+(?:регулярн|ежегодн|ежеквартальн|постоянн|систематическ|периодическ|планов|ротационн)\w+\s+основе)\b",
    re.IGNORECASE,
)
_STOP = re.compile(r"[.;:\n(]")
#: `проходит семинар, который проводится ежегодно`: this one goes on all the same
_COMMA = re.compile(r"[.;:,\n(]")
_AS_A_RULE = re.compile(r"\b(?:по традиции|традиционно|обычно|как правило|каждый год|из года в год)\b", re.IGNORECASE)
_LASTING = frozenset({"начаться", "стартовать", "завершиться", "закончиться", "продлиться", "продолжаться", "длиться"})
_DAY = re.compile(r"[\dX]{4}-[\dX]{2}-[\dX]{2}(?:/.*)?")
_UNTIL = later(r"\bпро(?:длит|должат|должит)(?:ся|сь)\s+(?:[а-яё]+\s+)?(?:до|по)\b", re.IGNORECASE)
_GOING_FURTHER = frozenset({"продлиться", "продолжиться"})
_STARTING = frozenset({"начать", "начинать", "вести"})
_LONG = frozenset({"консультация", "переговоры"})
_GOING_ON = frozenset({"проводиться", "проходить"})
_CALLING = frozenset({"организовать", "инициировать", "созвать"})
_COUNTED = frozenset({"первый", "второй", "третий", "четвертый", "пятый", "прошлый", "прошедший"})
_AFTER = re.compile(
    r"\W*(?:в (?:тот|этот) же день|затем|далее|позже|позднее|кроме того|после (?:этого|встречи|беседы)|также"
    r"|ранее(?!,?\s+(?:сообщал|стало|отмечал|говорил|заявлял|планир|предпол|был[оаи]?\s))|вечером"
    r"|накануне(?!\s+(?:[а-яё]+(?:его|ого|ей|ой)\s+){0,2}(?:заседани|сесси|саммит|встреч|форум|визит|переговор|мероприяти|учени|конференци)))\b",
    re.IGNORECASE,
)

#: `до этого стороны встречались в марте`
_BEFORE_THAT = re.compile(
    r"[,;-]\s+(?:а\s+)?(?:до этого|перед этим|прежде|(?:годом|месяцем|неделей|дн[её]м)\s+ранее|в прошлый раз)\s+"
    r"(?:[а-яё]+\s+){0,3}$"
    r"|[,;]\s+(?:а\s+)?(?:затем|потом|после (?:этого|чего)|позже|позднее|вечером)\s+(?:[\w-]+\s+){0,6}$",
    re.IGNORECASE,
)
#: `в беседе с журналистами`: how it was told
_PRESS = frozenset({"журналист", "корреспондент", "репортер", "телеведущий", "ведущий"})
_SAID_IN = frozenset({"беседа", "разговор", "общение", "встреча"})
#: `учение предусматривает отработку вопросов проведения совместной операции`
_PRACTISED = later(
    r"\b(?:отработк|отработа|отрабатыва|отрабатываться)\w*\s+(?:[\w-]+\s+){0,2}(?:вопрос|действи|порядк|совместн|задач|эпизод|элемент)\w*"
    r"\s+(?:[\w-]+\s+){0,5}$",
    re.IGNORECASE,
)
_REPORTING = frozenset(
    {
        "сообщить", "сообщать", "рассказать", "уточнить", "добавить", "пояснить", "напомнить", "проинформировать",
        "информировать", "анонсировать", "говорить",
    }
)  # fmt: skip
#: `Ожидается, что документ подпишут в июле`
_EXPECTING = frozenset({"планироваться", "ожидаться", "предполагаться", "предусматриваться", "намечаться"})
#: `первая такая встреча`, `встреча в этом формате`
_OF_THE_SORT = later(
    r"\bтак(?:ая|ую|ой)\s+$|\bтак(?:ая|ую|ой)\s+встреч|\sв\s+(?:этом|таком|данном)\s+формате", re.IGNORECASE
)
#: a denial is news of its own
_DENYING = frozenset({"опровергнуть", "осудить"})
#: who is sent to be taught, not to visit anybody
_TRAINEES = frozenset({"группа", "курсант", "слушатель", "кинолог", "стажер", "студент", "спортсмен", "команда"})
_IS_HELD = re.compile(
    r"\"?,\s+котор\w+\s+(?:пройд|состо|провод|будет\s+провед|начн|стартует|намечен|запланирован|назначен|планируется)",
    re.IGNORECASE,
)
_VOTES = frozenset({"референдум", "голосование", "плебисцит"})
_CROWD = frozenset({"тысяча", "человек", "школьник", "турист", "посетитель", "зритель", "горожанин", "миллион"})
_CHARGING = frozenset({"поручить", "рекомендовать", "обязать", "поручение", "предписать"})
_PRACTISING = frozenset({"отработка", "отработать", "отрабатывать", "отрабатываться", "отрабатывание"})
#: `выступил с лекцией перед студентами`: nothing else took place there
_LECTURING = later(r"\s+(?:[а-яё]+\s+){0,3}?с\s+(?:[а-яё]+\s+){0,2}лекци(?:ей|ями)\b", re.IGNORECASE)
_TO_LISTENERS = later(r"\bперед\s+(?:[а-яё]+\s+){0,2}(?:слушателями|студентами|курсантами)\b", re.IGNORECASE)
#: more of them than anybody tells one by one: `анонсировал проведение восьми учений`
_FEW = 4
_MANY = later(r"(?:пят|шест|сем|девят|десят|\w+(?:надцат|дцат|десят))[ьи]$|вос(?:емь|ьми)$|сорок")
_IN_FORMAT = re.compile(r"\s+в\s+(?:узком|расширенном|закрытом|двустороннем)\s+(?:составе|формате)")
_PAPERS_OF = frozenset(
    {
        "постановление", "протокол", "решение", "резолюция", "коммюнике", "материал", "стенограмма",
        "тема", "предмет", "замысел", "сценарий", "девиз", "легенда",
    }
)  # fmt: skip
_EVE = re.compile(r"\bнакануне\s+(?:[а-яё-]+\s+){0,2}$", re.IGNORECASE)
_ASKED_ABOUT = re.compile(r"[^.?!\n]*\?")
#: `2. О заседании Совета`, above what is told of it
_HEADING = re.compile(r"[ \t]*(?:\d{1,2}|[IVX]{1,4})[.)]\s+Об?\s+(?:[\w-]+\s+){0,2}")
_REACHED = frozenset({"достигнуть", "достичь", "озвучить", "выдвинуть", "заявить", "высказать", "согласовать"})
_IN_ITS_COURSE = later(r"\bв\s+ходе\s+(?:(?:данно|совместно|это|нынешне|указанно)\w+\s+)?$", re.IGNORECASE)
_BESIDE = later(
    r"\b(?:в ходе|во время|на|в рамках|после|по итогам|итоги|результаты|по результатам|по завершении)\s+"
    r"(?:[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)
#: between `с` and the post or name, and how many characters of it
_BESIDE_REACH = 40
_ADJECTIVES = later(r"(?:[а-яё-]+\s+){0,2}")
_WITH = re.compile(r"(?:\s+(?:[А-ЯЁ]\.\s?){0,2}[\w-]+){0,3}\s+со?\s")


#: `Саммит ОДКБ в Минске - Sputnik Узбекистан`: pictures of a stock, beside any news
_CAPTION = re.compile(r"(?:\s-\sSputnik\b|©|\bархивное фото\b)[^\n]*$", re.IGNORECASE)


def _line_end(text: str, offset: int) -> int:
    end = text.find("\n", offset)
    return end if end >= 0 else len(text)


def read_candidates(
    doc: Doc, parties: Parties, lexicon: TriggerLexicon, rules: StatusRules, refused: list[Refusal]
) -> Iterator[Candidate]:
    """The Russian triggers of a document that may tell a happening; the others go to `refused`, with the reason."""
    inside = _name_tokens(doc, parties)
    for entries, token in lexicon.candidates(doc, inside_names=inside):
        if sentence_of(token).language == "en":
            continue
        missing = [unmet(entry, token, doc, parties) for entry in entries]
        entry = next((e for e, need in zip(entries, missing) if need is None), None)
        if entry is None:
            refused.append(Refusal("events", entries[0].rule, f"needs {missing[0]}", *trigger_span(entries[0], token)))
            continue
        span = trigger_span(entry, token)
        status, asserted = rules.of(token)
        reason = _refusal(doc, entry, token, span, status)
        if reason is not None:
            refused.append(Refusal("events", entry.rule, reason, *span))
        elif status != "refused":
            yield _candidate(doc, entry, token, span, status, asserted)


def _refusal(doc: Doc, entry: Trigger, token: Token, span: tuple[int, int], status: Verdict) -> str | None:
    """Why the words tell no happening, `None` if they may."""
    text = match_text_of(doc)
    in_brackets = token.lemma_ in _MODES and _BRACKETED.match(text, span[0] - 1) is not None
    if in_brackets or _AS_MODE.search(text, max(span[0] - 30, 0), span[0]):
        return "how they met, not what took place"
    if token.head.lemma_ == "анонс" and token.dep_ == "nmod":
        return "an announcement of what is told"
    if token.lemma_ == "стол" and preposition(token) == "за" and token.head.lemma_ in _SITTING:
        return "how they sat, not what took place"
    if _THANKS.search(text, max(span[0] - 60, 0), span[0]):
        return "thanks at the end of an interview"
    if status == "refused":
        return "proposed, hypothetical or negated"
    if entry.type == "adoption" and status == "planned" and _is_promised(token):
        return "a promise, told as a commitment"
    if entry.type == "visit" and entry.verb and status == "planned" and _are_trainees(token):
        return "people sent to be taught"
    if entry.type == "visit" and entry.verb and _is_polled(token):
        return "polling stations, no guests"
    if entry.type == "visit" and entry.verb and status == "planned" and _is_conditional(token):
        return "only if something else comes about"
    if entry.type == "adoption" and entry.noun and token.head.lemma_ in _VOTES and preposition(token) is not None:
        return "what a vote is about"
    if entry.type == "visit" and entry.verb and _is_crowd(token):
        return "visitors, no guests"
    if entry.type == "visit" and entry.verb and _is_joined(token):
        return "those who come to what was told"
    if entry.type == "meeting" and token.lemma_ == "встреча" and token.head.lemma_ == "церемония":
        return "how a guest is welcomed"
    if entry.type == "meeting" and entry.noun and _goes_on(token):
        return "talks that go on, no single happening"
    if _CAPTION.search(text, span[1], _line_end(text, span[1])):
        return "the caption of a picture"
    if _HEADING.fullmatch(text, text.rfind("\n", 0, span[0]) + 1, span[0]) and verbless(token.sent):
        return "the heading of an item"
    if entry.type == "adoption" and feature(token, "VerbForm") == "Inf" and is_draft(token):
        return "what a decision does with a draft"
    if entry.type == "adoption" and feature(token, "VerbForm") == "Inf" and token.head.lemma_ in _CHARGING:
        return "charged with, told as a commitment"
    if entry.type == "adoption" and entry.verb and _is_custom(token, doc):
        return "what a body does as a rule"
    if entry.type == "meeting" and _is_told_to_press(token):
        return "how it was told to journalists"
    if entry.type in {"operation", "exercise"} and _are_counted(token):
        return "how many there were"
    if entry.type == "operation" and _is_practised(token):
        return "what an exercise is about"
    if status == "planned" and _ASKED.search(list_header(text, token.sent.start_char)):
        return "asked for in a list"
    if token.pos_ in {"NOUN", "PROPN"} and _is_habit(token):
        return "a habit, no single happening"
    if entry.type != "statement" and _is_repeated(token, span):
        return "something done again and again, no single happening"
    if token.pos_ == "NOUN" and is_generic(token) and (is_row(token) or not is_placed(token, doc)):
        return "general, no single happening"
    return None


def _is_topic_of(talks: Token) -> bool:
    """`Торговля стала темой встречи министра А с послом Б`: they met."""
    topic = talks.head
    told = (
        topic.lemma_ in {"тема", "предмет"}
        and feature(topic, "Case") == "Ins"
        and topic.head.lemma_ in {"стать", "быть"}
    )
    return told and feature(topic.head, "Tense") == "Past" and any(c.dep_ == "nmod" for c in talks.rights)


def _candidate(
    doc: Doc, entry: Trigger, token: Token, span: tuple[int, int], status: EventStatus, asserted: bool
) -> Candidate:
    if status == "planned" and entry.noun and _ASKED_ABOUT.match(doc._.match_text, span[1]):
        # `Планируются ли учения?`: the answer tells them
        asserted = False
    if token.head.lemma_ in _PAPERS_OF and token.dep_ == "nmod" and preposition(token) is None and entry.noun:
        # `подписание постановления заседания`: whichever is told
        asserted = _is_topic_of(token)
    if token.lemma_ in _SAYING_WE and feature(token, "Person") == "1" and feature(token, "Tense") == "Pres":
        # `Сегодня мы встречаемся накануне саммита`, said at the sitting that is told
        asserted = False
    if status == "held" and token.lemma_ in {"коллегия", "час"} and preposition(token) is not None:
        # `Министр на коллегии потребовал`: of which nothing else need be told
        asserted = True
    if token.lemma_ == "соболезнование" and token.dep_ == "obj":
        # `Секретариат выразил соболезнования`
        asserted = True
    kind = entry.type
    if kind == "meeting" and entry.verb is not None:
        # `побеседовал с журналистами`
        other = companion(token)
        kind = "statement" if other is not None and other.lemma_ in _PRESS else kind
    margins = IN_COURSE.search(match_text_of(doc), max(span[0] - 80, 0), span[0]) is not None
    if margins and _IN_ITS_COURSE.search(doc._.match_text, max(span[0] - 26, 0), span[0]):
        # `в ходе форума будут обсуждены`: the one that is told
        margins = False
    if not asserted and status == "held" and token.head.lemma_ in _REACHED and token.head.dep_ == "acl":
        # `договорённости, достигнутые в ходе саммита глав государств`: one that is over, if it is told which
        asserted = entry.type in {"summit", "session"} and any(c.dep_ == "nmod" for c in token.rights)
    if not asserted and margins:
        # a named setting counts: people met on its margins
        asserted = entry.type in {"summit", "session", "conference", "exercise"}
    # `Накануне встречи Президентов сегодня в Душанбе состоялось заседание`
    eve = _EVE.search(match_text_of(doc), max(span[0] - 40, 0), span[0]) is not None
    if eve and not any(x.dep_ in {"nmod", "amod"} for x in token.children):
        # `Накануне заседания спикер встретился с коллегами`: whichever is told
        asserted = False
    setting = margins or eve or preposition(token) not in {None, "с", "со"}
    beside = status == "held" and not asserted and entry.type in {"meeting", "call"} and not eve
    if beside and _told_beside(doc, token, span):
        asserted, setting = True, False
    if status == "held" and _is_announced(doc, token):
        status, asserted = "planned", True
    if entry.type == "adoption" and entry.noun and preposition(token) is None and verbless(token.sent):
        # `Фото 4. Подписание Меморандума`
        asserted = asserted or (status == "held" and token.i - sentence_of(token).start < 4 and token.dep_ != "nmod")
    if entry.type == "adoption" and status == "planned" and feature(token, "VerbForm") == "Inf":
        decided = _RESOLVED.search(list_header(doc._.match_text, sentence_of(token).start_char))
        if decided and token.lemma_ != "подписать":
            # `РЕШИЛИ: 2. Утвердить План`: with these words it is done
            status = "held"
    return Candidate(
        kind,
        token,
        span,
        entry.rule,
        status=status,
        asserted=asserted,
        mode=entry.mode,
        margins=margins and entry.type in {"summit", "session", "conference", "exercise"},
        setting=setting,
        is_verb=entry.verb is not None,
        heading=not any(t.pos_ in {"VERB", "AUX"} for t in token.sent),
        after=_AFTER.match(match_text_of(doc), sentence_of(token).start_char) is not None
        or _is_one_more(token)
        or _BEFORE_THAT.search(match_text_of(doc), max(span[0] - 60, sentence_of(token).start_char), span[0])
        is not None,
        points=entry.noun is not None and _points_back(token),
    )


def _is_promised(token: Token) -> bool:
    """`рассчитываем, что подпишут`, `тем, кто подпишет`; `сообщил, что ведомство до марта подпишет` tells it."""
    clause = clause_head(token)
    if any(c.lemma_ == "кто" and c.dep_ in SUBJECTS for c in token.children):
        return True
    return clause.dep_ == "ccomp" and clause.head.lemma_ not in _REPORTING | _EXPECTING


def _is_custom(verb: Token, doc: Doc) -> bool:
    """`Совет принимает декларации`: no single one."""
    if feature(verb, "Tense") != "Pres" or feature(verb, "Aspect") == "Perf" or feature(verb, "Variant") == "Short":
        return False
    paper = next((c for c in verb.children if c.dep_ == "obj"), None)
    return paper is not None and feature(paper, "Number") == "Plur" and not is_placed(verb, doc)


def _is_joined(verb: Token) -> bool:
    """`Туда приедут делегации`: to what was told."""
    several = feature(verb, "Number") == "Plur"
    return is_future(verb) and any(c.lemma_ == "туда" or (c.lemma_ == "сюда" and several) for c in verb.children)


def _is_polled(verb: Token) -> bool:
    """`посетили 120 избирательных участков`."""
    behind = verb.doc[verb.i + 1 : min(verb.i + 7, verb.sent.end)]
    counted = any(t.pos_ == "NUM" or t.like_num for t in behind)
    return (
        verb.lemma_ in {"посетить", "посещать", "объехать"} and counted and any(t.lemma_ == "участок" for t in behind)
    )


def _is_conditional(verb: Token) -> bool:
    """`Если пригласят, поедем`: nobody has been asked yet."""
    clauses = (c for c in verb.children if c.dep_ == "advcl" and c.i < verb.i)
    return any(t.lemma_ == "если" for clause in clauses for t in clause.lefts)


def _is_crowd(verb: Token) -> bool:
    """`музей посетили более 14 тысяч человек`."""
    after = verb.doc[verb.i + 1 : min(verb.i + 6, verb.sent.end)]
    before = (t for t in verb.lefts if t.dep_ in SUBJECTS)
    return any(t.lemma_ in _CROWD for t in (*after, *before))


def _is_practised(token: Token) -> bool:
    """`отработка вопросов подготовки и проведения совместной операции`."""
    text: str = token.doc._.match_text
    if _PRACTISED.search(text, max(token.idx - 120, token.sent.start_char), token.idx):
        return True
    return any(a.lemma_ in _PRACTISING for a, _ in zip(ancestors(token), range(5)))


def _are_counted(token: Token) -> bool:
    """`проведена 31 международная операция`: as many, no single one."""
    counts = [c.norm_.lower() for c in token.lefts if c.dep_.startswith("nummod")]
    if any((count.isdigit() and int(count) > _FEW) or _MANY.match(count) for count in counts):
        return True
    return any(count.isdigit() and int(count) > 1 for count in counts) and feature(token, "Number") == "Sing"


def _is_told_to_press(token: Token) -> bool:
    """`анонсировал в беседе с журналистами генсек`: no happening of its own."""
    if token.lemma_ not in _SAID_IN or preposition(token) != "в":
        return False
    return any(c.lemma_ in _PRESS and preposition(c) == "с" for c in token.rights)


def _are_trainees(verb: Token) -> bool:
    """`Первая группа поедет в Алма-Ату весной`: no delegation."""
    who = subject(verb)
    if who is None or any(c.lemma_ in {"рабочий", "экспертный", "миссия"} for c in who.children):
        return False
    return who.lemma_ in _TRAINEES or (
        who.lemma_ in {"сотрудник", "офицер", "специалист"} and any(c.dep_.startswith("nummod") for c in who.children)
    )


def _is_habit(token: Token) -> bool:
    """`Ежегодно проводится операция`: no single one."""
    verb = token.head
    present = verb.pos_ == "VERB" and feature(verb, "Tense") == "Pres" and feature(verb, "VerbForm") == "Fin"
    if present and token.dep_ in SUBJECTS and _AS_A_RULE.search(token.sent.text):
        return True
    return present and any(c.norm_.lower() in _HABITUALLY for c in verb.children)


def _is_repeated(token: Token, span: tuple[int, int]) -> bool:
    """`условились проводить консультации дважды в год`; of `ежегодно проводить учения, первые - весной` one is told."""
    verb = token if token.pos_ == "VERB" else next((a for a in ancestors(token) if a.pos_ in {"VERB", "AUX"}), None)
    if verb is None or feature(verb, "Aspect") != "Imp" or sentence_of(verb).start != sentence_of(token).start:
        return False
    if feature(verb, "VerbForm") != "Inf" and feature(verb, "Tense") not in {"Pres", "Fut"}:
        return False
    text: str = token.doc._.match_text
    first, last = min(verb.idx, span[0]), max(verb.idx, span[1])
    before = text[max(first - 40, sentence_of(token).start_char) : first]
    stops = list(_STOP.finditer(before))
    start = first - len(before) + (stops[-1].end() if stops else 0)
    end = min(last + 90, sentence_of(token).end_char)
    told = feature(verb, "VerbForm") != "Inf"
    stop = (_COMMA if told else _STOP).search(text, last, end)
    often = _SO_OFTEN.search(text, start, stop.start() if stop else end)
    return often is not None and not FIRST_OF_THEM.match(text, max(last, often.end()))


def _told_beside(doc: Doc, token: Token, span: tuple[int, int]) -> bool:
    """`А. Б. в ходе встречи с директором В. Г. подчеркнул`: told beside what was said, with who met whom."""
    text: str = doc._.match_text
    beside = _WITH.match(text, span[1])
    if beside is not None and preposition(token) in {"в", "во"} and token.head.pos_ == "VERB":
        # `обсудил в телефонном разговоре с главой МИД`: who it was stands right behind
        known = token.lemma_ in _SAID_IN and [*doc._.positions, *doc._.persons]
        near = (m for m in known or () if 0 <= m.start - beside.end() < _BESIDE_REACH)
        return any(_ADJECTIVES.fullmatch(text, beside.end(), m.start) for m in near)
    if not _BESIDE.search(text, max(span[0] - 40, 0), span[0]) or beside is None:
        return False
    after = doc[token.i + 1 : token.sent.end]
    end = next((t.idx for t in after if feature(t, "VerbForm") == "Fin"), token.sent.end_char)
    if beside.end() > end:
        # `в ходе беседы министр поздравил посла с успехом`
        return False
    return any(span[1] < m.start < end for m in doc._.persons)


def _points_back(token: Token) -> bool:
    """`данная операция`, `эта встреча`; `Это будет первый официальный визит`; `Учение началось 14 сентября`."""
    if token.dep_ in SUBJECTS and token.head.lemma_ in _GOING_FURTHER and is_future(token.head):
        # `Заседание СНК продлится до 27 июля`
        return _UNTIL.search(token.sent.text) is not None
    if token.lemma_ == "визит" and token.dep_ == "nmod" and token.head.lemma_ == "часть":
        # `Официальная часть визита пройдёт сегодня`
        return True
    if token.dep_ == "nmod" and token.head.lemma_ == "участник" and not list(token.children):
        # `Участников встречи накануне принял президент`
        return True
    bare = token.i == sentence_of(token).start and not any(c.dep_ in {"amod", "nmod", "appos"} for c in token.children)
    if bare and token.dep_ in {"nsubj", "nsubj:pass"} and token.head.lemma_ in _LASTING:
        return True
    if bare and token.head.lemma_ in _GOING_ON and feature(token.head, "Tense") == "Pres":
        if token.dep_ in {"nsubj", "nsubj:pass"} and not is_placed(token, token.doc):
            # `Учение проводится под руководством генерала А. Б.`
            return True
    if bare and token.head.lemma_ in _CALLING and feature(token.head, "Variant") == "Short":
        # `Встреча была организована Центром`
        return True
    if token.lemma_ == "мероприятие" and preposition(token) in {"в ходе", "в рамках"} and not list(token.rights):
        # `В ходе совместного мероприятия`
        return True
    if preposition(token) in {"на", "в"} and any(c.lemma_ == "такой" for c in token.lefts):
        return True
    if any(c.dep_ in {"amod", "det"} and _THIS.fullmatch(c.norm_) for c in token.lefts):
        return True
    if token.dep_ == "nmod" and token.head.lemma_ in _ABOUT_IT and token.head.i == sentence_of(token).start:
        return not any(x.dep_ == "nmod" for x in token.rights)
    # `Это второй этап учений`
    row = token.head if token.dep_ == "nmod" and token.head.lemma_ in _PARTS else token
    subject = child(row, "nsubj")
    if subject is not None and subject.norm_.lower() == "это":
        return True
    return (
        row.head.lemma_ in {"стать", "являться", "быть"}
        and (subject := child(row.head, "nsubj", "expl")) is not None
        and subject.norm_.lower() == "это"
    )


def _is_announced(doc: Doc, token: Token) -> bool:
    """A line without a verb under `Анонсы`, `Предстоящие мероприятия`."""
    sentence = token.sent
    if _AHEAD.match(match_text_of(doc), sentence.start_char) and verbless(sentence):
        return True
    verbs = [t for t in sentence if t.pos_ in {"VERB", "AUX"} and feature(t, "VerbForm") != "Part"]
    if any(not _BRACKETED.match(match_text_of(doc), t.idx - 1) for t in verbs):
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
    """`стороны продолжат консультации`: what they will do, told as a commitment; `начали консультации по программе`."""
    verb = token.head
    if token.dep_ == "obj" and verb.lemma_ in _STARTING and companion(token) is None and token.lemma_ in _LONG:
        start = token.sent.start_char
        if _IN_FORMAT.match(token.doc._.match_text, token.idx + len(token)):
            return False
        if feature(verb, "Tense") == "Past" and any(start <= m.start < verb.idx for m in token.doc._.persons):
            # `Президенты А. Б. и В. Г. начали переговоры`: those two, there and then
            return False
        return not any(start <= m.start < verb.idx and _DAY.fullmatch(m.entity.edtf) for m in token.doc._.dates)
    if token.dep_ == "nmod" and verb.lemma_ in {"план", "график", "программа", "календарь"}:
        # `обсудили план консультаций на год`
        return feature(token, "Number") == "Plur"
    return (
        token.dep_ in {"obj", "nsubj"}
        and verb.lemma_ in {"продолжить", "продолжать"}
        and (is_future(verb) or feature(verb, "VerbForm") == "Inf")
    )


def _name_tokens(doc: Doc, parties: Parties) -> set[int]:
    """Tokens inside names of bodies, posts and instruments, and in quoted names."""
    inside: set[int] = set()
    # `план операции «Мак», которая пройдёт в августе`: the operation is told, too
    papers = [m for m in doc._.documents if not _IS_HELD.match(doc._.match_text, m.end)]
    for mention in (*doc._.organizations, *doc._.positions, *papers):
        inside.update(parties.index.places(mention.start, mention.end))
    return inside


def rounds(candidates: list[Candidate]) -> None:
    """`Следующая встреча`, told after a session without saying who meets, is the next session."""
    last: Candidate | None = None
    # a summit told as `встреча` is the one that the bare word means
    summit = False
    meetings = {int(c.number) for c in candidates if c.type == "meeting" and c.number and c.number.isdigit()}
    for c in sorted(candidates, key=lambda c: c.trigger):
        if summit and _is_bare_meeting(c):
            c.type = "summit"
            continue
        if c.token.lemma_ == "встреча" and c.asserted:
            summit = c.type == "summit" or (summit and not c.participants)
        if c.type in {"session", "meeting", "summit"} and c.asserted and not c.setting:
            another = any(x.lemma_ in ANOTHER | _COUNTED for x in c.token.children)
            of_the_sort = _OF_THE_SORT.search(c.token.doc._.match_text, *_around(c)) is not None
            another = another or of_the_sort
            unnamed = of_the_sort or all(p.entity is None for p in c.participants)
            alone = unnamed and companion(c.token) is None and c.token.lemma_ in {"встреча", "раунд"}
            # `Третья встреча` comes after the second meeting, whatever session was told between them
            counts_on = c.number is not None and c.number.isdigit() and int(c.number) - 1 in meetings
            next_one = alone and another and not counts_on
            met_again = last is not None and (last.type == "session" or _is_summit_meeting(last))
            if last is not None and last.status == "planned" and c.participants:
                # `Очередная встреча министров`, after the first session of a group was announced
                next_one = False
            if last is not None and last.type == "summit" and row_of_officials(c.token.doc):
                # `четвёртая встреча` beside `пятая встреча министров`: not of the row of the summit told between
                next_one = False
            if c.type == "meeting" and next_one and last is not None and met_again:
                c.type = last.type
                c.organizations = c.organizations or list(last.organizations)
            elif not _is_aside(c):
                last = c


def _around(c: Candidate) -> tuple[int, int]:
    """Where `такая` or `в этом формате` stand beside a noun."""
    return max(c.trigger[0] - 12, c.token.sent.start_char), min(c.trigger[1] + 20, c.token.sent.end_char)


def _is_aside(c: Candidate) -> bool:
    """`прошли двусторонние встречи`: beside the sitting that the page tells."""
    sides = feature(c.token, "Number") == "Plur" or any(x.lemma_ == "двусторонний" for x in c.token.children)
    return c.type == "meeting" and c.token.lemma_ == "встреча" and sides


def _is_summit_meeting(candidate: Candidate) -> bool:
    """A summit told as `встреча`: another `встреча` is one, too."""
    return candidate.type == "summit" and candidate.token.lemma_ == "встреча"


def _is_bare_meeting(candidate: Candidate) -> bool:
    """`организации встречи`, `участие во встрече`: the word alone."""
    alone = candidate.type == "meeting" and candidate.token.lemma_ == "встреча" and not candidate.participants
    return (
        alone and not candidate.dates and not any(c.dep_ in {"amod", "nmod", "det"} for c in candidate.token.children)
    )


def _is_lecture(c: Candidate) -> bool:
    """To students, where nothing else took place."""
    text: str = c.token.doc._.match_text
    return (
        _LECTURING.match(text, c.trigger[1]) is not None
        or _TO_LISTENERS.search(text, c.token.sent.start_char, c.token.sent.end_char) is not None
    )


def drop_speeches(candidates: list[Candidate], refused: list[Refusal]) -> list[Candidate]:
    """A speech is an event only if it is the news itself: nothing else happens in the lead."""
    others = [c for c in candidates if c.type != "statement" and (c.asserted or c.specific)]
    kept: list[Candidate] = []
    for c in candidates:
        if c.type == "statement" and c.is_verb and c.token.lemma_ not in _DENYING:
            told = any(o.trigger[0] < 700 for o in others) or any(k.type == "statement" for k in kept)
            if told and not _is_lecture(c):
                refused.append(Refusal("events", c.rule, "a speech at an event, or not the news itself", *c.trigger))
                continue
        kept.append(c)
    return kept
