"""What is told only to say that it was not, or need not be: denied reports, refusals, what is in doubt."""

from __future__ import annotations

import re
from typing import Literal

from spacy.tokens import Token

from extract.document import match_text_of, sentence_of
from extract.language.later import later
from extract.language.scenarios import in_scenario
from extract.language.syntax import SUBJECTS, feature, is_future, is_negated, preposition
from extract.stages.events.triggers.lexicon import TAKING_PLACE

#: what is said of an event that did not come off; `held` in spite of a negation
Denial = Literal["refused", "cancelled", "held", "ongoing"]

_REPORT = r"(?:информаци|сообщени|слух|публикаци|сведени|данны[ехм]|утверждени|вброс|извести|новост|верси|фейк|факт)\w*"
_FALSE = (
    r"(?:не\s+соответству\w+(?:\s+действительности)?|лож[ьн]\w*|(?:фейк|вымы[шс]|выдум|домыс|недостоверн"
    r"|безосновательн|необоснованн|беспочвенн|абсурд|дезинформаци)\w*|утк(?:ой|а)|неправд\w+|не\s+им\w+\s+под\s+собой)"
)
_CONTENT = r"(?:(?:\s+об?о?|,?\s+про)\s|,?\s+(?:о\s+том,\s+)?(?:что|будто)\s)[^;:\n]{0,160}"
#: `опровергли информацию о том, что`, `назвал фейком сообщения о`
_DENIED_BEFORE = later(
    rf"(?:(?<!не )(?<!ни )\b(?:опроверг|отриц|отверг)\w*(?:\s+[\w-]+){{0,2}}?(?:\s+{_REPORT})?"
    rf"|\b{_FALSE}(?:\s+[\w-]+){{0,2}}?\s+{_REPORT}|\bфейк\w*)"
    rf"{_CONTENT}$",
    re.IGNORECASE,
)
_REPORTED = later(rf"(?<!\bв )\b{_REPORT}{_CONTENT}$", re.IGNORECASE)
#: `сообщения о визите не соответствуют действительности`; not `информация о форуме против дезинформации`
_DENIED_AFTER = later(
    r"[^;:\n]{0,140}?\s(?:не\s+соответству\w+\s+действительности|не\s+подтверди\w+|не\s+им\w+\s+под\s+собой"
    r"|(?:лож|недостовер|безоснователь|необоснован|беспочвен)[а-я]*н[аыо](?=\W)"
    rf"|(?:явля|назва|оказа|призна|счита|-|это)\w*\s+(?:[\w-]+\s+){{0,3}}?{_FALSE}(?!\s+{_REPORT})"
    r"|(?<!не )(?<!ни )(?:опроверг(?:л[аи]|нут[аыо]?|а[ею]т)?|отрица[ею]т|отверг(?:л[аи]|нут[аыо]?|а[ею]т)?)"
    r"(?=\s*(?:[.,;]|во?\s|$)))"
)
#: what is denied is that it was called off
_CALLED_OFF = later(r"(?:отмен|перенос|перенес|отлож|отсроч|срыв|сорва)")
#: another clause than the one that is denied
_OTHER_CLAUSE = later(
    r"[.!?]\s|,\s+(?:(?:и|а|но|однако|зато|когда|после\s+того)\s|(?:[\w-]+\s+)?(?:заяв|сказа|сообщ|отме[тч]|подч[её]рк|добав|поясн)\w+)"
)
_THAT = later(r"\b(?:что|будто)\s")
#: `назвал слухи о визите вымыслом`
_NAMED = later(r"\b(?:назва|назыв|счита|призна|объяви)\w*\s+(?:[\w-]+\s+){0,4}$", re.IGNORECASE)
_FALSE_AFTER = later(rf"[^;:\n]{{0,140}}?\s{_FALSE}")
#: `решения о проведении учений не принято`
_DECISION = later(
    r"\b(?:решени|договор[её]нност|подтверждени|план)\w*\s+(?:[а-яё]+\s+){0,2}?об?\s[^.;,]{0,50}$", re.IGNORECASE
)
_NOT_DECIDED = later(
    r"[^.;]{0,110}\s(?:(?:пока\s+|ещ[её]\s+)?не\s+(?:был[аои]?\s+)?(?:принят|достигнут|поступ)|не\s+существует\b|нет(?=\s*(?:[.,;!?\"]|$)))",
    re.IGNORECASE,
)
#: `нет никаких договорённостей о проведении встречи`
_NONE_YET = later(
    r"\b(?:нет|отсутствуют|не\s+было|не\s+достигнуто)\s+(?:[а-яё]+\s+){0,3}?(?:решени|договор[её]нност|подтверждени|план)\w*\s+"
    r"(?:[а-яё]+\s+){0,2}?(?:об?|на)\s[^.;,]{0,60}$",
    re.IGNORECASE,
)
_UNFINISHED = frozenset({"завершиться", "закончиться", "завершаться", "заканчиваться"})
_NEEDED = frozenset({"невозможный", "немыслимый"})
_ABOUT = frozenset({"о", "об", "обо", "про"})
_HOLDING = frozenset({"проведение", "организация", "созыв", "подготовка", "план", "намерение", "возможность", "факт"})
_AHEAD = frozenset(
    {"запланировать", "планироваться", "намечаться", "наметить", "предстоять", "ожидаться", "готовиться"}
)
_REFUSING = frozenset({"отказаться", "отказываться", "отказ", "воздержаться"})
_COPULA = (
    r"(?:пока|всё|все|ещё|еще|по-прежнему|вновь|теперь|оста\w+|находи\w+|оказа\w+|сто[ия]\w*|был[аои]?|поставлен[аоы]?)"
)
_IN_DOUBT = later(
    r"(?:\s+(?!не\s)[^\s.;:,]+){0,9}?\s+под\s+(?:[а-яё]+\s+)?(?:вопрос(?:ом)?|угроз(?:ой|у)(?:\s+срыва)?)(?=\s*(?:[.;,]|$))"
)
_COPULAS = later(rf"\s+(?:{_COPULA}\s+)*под\s+(?:[а-яё]+\s+)?(?:вопрос|угроз)")
#: `подписано не было`, `не было до сих пор подписано`
_NOT_WAS = later(r"\s+(?:[а-яё]+\s+){0,2}?(?:так\s+и\s+)?не\s+(?:был[аои]?|будет|будут)(?=\W)")
_WAS_NOT = later(r"\bне\s+(?:был[аои]?|будет|будут)\s+(?:[а-яё]+\s+){0,2}$")
_PLANNED = frozenset({"запланировать", "запланированный", "наметить", "намеченный", "назначить", "назначенный"})
_CARRYING_OUT = frozenset({"проводиться", "провести", "проводить", "организовать"})
#: `не исключает встречу`, `не возражает против визита`: with or without a negation nothing is told
_RULING_OUT = frozenset({"исключать", "исключить", "исключаться"})
_OBJECTING = frozenset({"возражать", "возразить", "возражение"})
_OFFERS = frozenset({"предложение", "инициатива", "идея", "просьба", "запрос", "приглашение", "призыв"})
_TURNING_DOWN = frozenset({"отклонить", "отклонять", "отклоняться", "отвергнуть", "отвергать", "отвергаться"})
_RUMOURS = frozenset({"слух", "домысел", "спекуляция", "догадка"})
_BEARING_OUT = frozenset({"подтвердить", "подтверждать", "подтвердиться", "подтверждаться"})
_COMING_TO_NOTHING = frozenset({"сорвать", "сорваться"})
#: the exercise itself is held
_PLAYING = frozenset({"учение", "учения", "тренировка", "маневры", "манёвры", "маневр", "манёвр", "операция"})


def denial(token: Token) -> Denial | None:
    """What the sentence makes of a trigger that it negates, denies or doubts; None if it does nothing of the kind."""
    text = match_text_of(token.doc)
    if _is_refused(token) or _is_not_done(token, text) or _is_reported_falsely(token, text):
        return "refused"
    if _is_played(token, text):
        return "refused"
    if _is_only_possible(token) or _is_only_talk(token):
        return "refused"
    if token.dep_ in SUBJECTS or token.dep_ == "ROOT":
        return _of_subject(token, text)
    return None


def _is_played(token: Token, text: str) -> bool:
    """`по замыслу учения, в условном государстве начались переговоры`: nobody met."""
    sentence = token.sent
    return token.lemma_ not in _PLAYING and in_scenario(text, sentence.start_char, token.idx, sentence.end_char)


def _of_subject(token: Token, text: str) -> Denial | None:
    if preposition(token) is not None:
        return None
    verb = token.head
    if feature(token, "Case") == "Gen" and verb.lemma_ == "быть" and is_negated(verb):
        # `встречи с министром не было`
        return "cancelled" if is_future(verb) else "refused"
    if feature(token, "Case") not in {"Nom", "Acc"}:
        return None
    if _came_to_nothing(verb):
        return None if is_negated(verb) else "cancelled"
    if feature(verb, "Variant") == "Short" and any(
        c.lemma_ in _CARRYING_OUT and c.dep_ in SUBJECTS and is_negated(c) for c in verb.children
    ):
        # `учения решено не проводить`
        return "cancelled"
    if any(c.lemma_ == "бы" for c in verb.children):
        # `встреча не состоялась бы без поддержки`: it did take place
        came_off = verb.lemma_ in _NEEDED or (is_negated(verb) and verb.lemma_ in TAKING_PLACE)
        return "held" if came_off else "refused"
    if verb.lemma_ in _UNFINISHED and is_negated(verb):
        return "ongoing"
    if verb.lemma_ in _CARRYING_OUT and _is_not(verb):
        announced = any(c.lemma_ in _PLANNED for c in token.children)
        return "cancelled" if announced or is_future(verb) else "refused"
    return "refused" if _is_in_doubt(token, text) else None


def _came_to_nothing(verb: Token) -> bool:
    """`сорван`, `сорвалась`; not `пытались сорвать`."""
    told = feature(verb, "Variant") == "Short" or verb.lemma_ == "сорваться"
    return verb.lemma_ in _COMING_TO_NOTHING and told and feature(verb, "VerbForm") != "Inf"


def _is_only_possible(token: Token) -> bool:
    """`не исключает встречу`, `нельзя исключать возможность переговоров`, `не возражает против проведения саммита`."""
    told = token.head if token.head.lemma_ in _HOLDING and token.dep_ == "nmod" else token
    if told.head.lemma_ in _OBJECTING:
        return preposition(told) == "против"
    return told.head.lemma_ in _RULING_OUT and preposition(told) is None and told.dep_ in {"obj", "nmod", *SUBJECTS}


def _is_only_talk(token: Token) -> bool:
    """`предложение о встрече отклонено`, `прокомментировал слухи о встрече`; not `подтвердил слухи`."""
    told = token.head
    if token.dep_ != "nmod" or preposition(token) not in {*_ABOUT, "на"}:
        return False
    if told.lemma_ in _OFFERS:
        return told.head.lemma_ in _TURNING_DOWN and not is_negated(told.head)
    return told.lemma_ in _RUMOURS and (told.head.lemma_ not in _BEARING_OUT or is_negated(told.head))


def _is_not(verb: Token) -> bool:
    """`не проводились`, and `проведены не были`, `проводиться не будут`, where the negation stands behind."""
    auxiliary = any(c.pos_ == "AUX" and c.i > verb.i for c in verb.children)
    return is_negated(verb) or (auxiliary and any(c.norm_.lower() == "не" for c in verb.rights))


def _is_refused(token: Token) -> bool:
    """`отказался от поездки`, `отказ от проведения учений`, `отказался приехать`; not `не отказался`."""
    of_holding = token.head.lemma_ in _HOLDING and token.dep_ == "nmod"
    to_hold = token.head.lemma_ in _CARRYING_OUT and token.dep_ == "obj"
    told = token.head if of_holding or to_hold else token
    above = told.head
    if above.lemma_ not in _REFUSING or is_negated(above):
        return False
    return preposition(told) == "от" or feature(told, "VerbForm") == "Inf"


def _is_not_done(token: Token, text: str) -> bool:
    """`соглашение подписано не было`: nothing between the participle and the negation."""
    if feature(token, "Variant") != "Short":
        return False
    sentence, after = token.sent, token.idx + len(token)
    if _NOT_WAS.match(text, after, min(after + 60, sentence.end_char)):
        return True
    return _WAS_NOT.search(text, max(sentence.start_char, token.idx - 50), token.idx) is not None


def _is_reported_falsely(token: Token, text: str) -> bool:
    """`опровергли сообщения о встрече`, `информация о визите не соответствует действительности`."""
    if not _is_content(token):
        return False
    first, last, after = sentence_of(token).start_char, sentence_of(token).end_char, token.idx + len(token)
    found = _DENIED_BEFORE.search(text, max(first, token.idx - 260), token.idx)
    if found is None:
        found = _REPORTED.search(text, max(first, token.idx - 220), token.idx)
        if found is None:
            return False
        named = _NAMED.search(text, max(first, found.start() - 60), found.start())
        behind = (_DENIED_AFTER if named is None else _FALSE_AFTER).match(text, after, last)
        if behind is None or _OTHER_CLAUSE.search(behind[0]):
            return False
        last = behind.end()
    if _OTHER_CLAUSE.search(found[0]) or _CALLED_OFF.search(text, found.start(), last):
        return False
    # `опровергнув слухи о разладе, министры подписали`: only a clause with `что` tells what a verb says
    finite = token.pos_ in {"VERB", "AUX"} and feature(token, "VerbForm") != "Inf"
    return not finite or _THAT.search(found[0]) is not None


def _is_content(token: Token) -> bool:
    """Whether the trigger is what a report tells, no setting or circumstance: `о встрече`, `что посетит`."""
    if token.pos_ in {"VERB", "AUX"}:
        circumstance = token.dep_ in {"acl", "acl:relcl", "advcl"} and feature(token, "VerbForm") != "Inf"
        return not circumstance or any(c.dep_ == "mark" and c.lemma_ in {"что", "будто"} for c in token.children)
    if preposition(token) in _ABOUT:
        return True
    if preposition(token) is not None:
        return False
    if token.dep_ == "nmod" and token.head.lemma_ in _HOLDING:
        return True
    return token.dep_ in SUBJECTS and token.head.lemma_ in TAKING_PLACE | _AHEAD


def _is_in_doubt(token: Token, text: str) -> bool:
    """`визит в Ташкент остаётся под вопросом`: the noun is the subject, no other verb stands between."""
    after = token.idx + len(token)
    found = _IN_DOUBT.match(text, after, min(after + 160, token.sent.end_char))
    if found is None:
        return False
    between = (t for t in token.doc[token.i + 1 : token.sent.end] if t.idx < found.end())
    verbs = [t for t in between if t.pos_ == "VERB" and feature(t, "VerbForm") == "Fin"]
    return all(_COPULAS.match(text, t.idx - 1, found.end()) for t in verbs)


def is_not_agreed(token: Token, text: str) -> bool:
    """`решение о проведении учений не принято`, `договорённости о встрече пока нет`, `нет планов о визите`."""
    sentence = sentence_of(token)
    start, end = sentence.start_char, sentence.end_char
    if _NONE_YET.search(text, max(token.idx - 130, start), token.idx):
        return True
    decided = _DECISION.search(text, max(token.idx - 80, start), token.idx)
    return decided is not None and _NOT_DECIDED.match(text, token.idx + len(token), end) is not None


_NOT_DONE = later(
    r"\b(?:(?:(?:did|does|do|was|were|has|have|had|will|would|could|can|is|are)(?:\s+not|n['’]t)|cannot|never)"
    r"(?:\s+(?:yet|been|be|even))*|(?:refused|refuses|declined|declines|failed|fails)\s+to)\s+$",
    re.IGNORECASE,
)
_REPORTS = (
    r"(?:(?:any|the|these|such|media|press|earlier|recent|false|all)\s+)*"
    r"(?:reports?|rumou?rs?|claims?|information|allegations?|speculations?|suggestions?)\s+"
)
_DENIED = later(
    rf"\b(?:den(?:y|ies|ied)|refut(?:es?|ed)|(?:dismiss|reject)(?:es|s|ed)?)\s+(?:as\s+\w+\s+)?"
    rf"(?:{_REPORTS}(?:(?P<that>that)|of|about|on)|(?P<so>that))\s+(?P<told>[^.,;:]{{0,120}})$",
    re.IGNORECASE,
)
_WITHIN = later(r"\b(?:at|during|after|following|before|from|since|cancel\w*|postpon\w*)\s|\band\s+$", re.IGNORECASE)
_DOUBTED = later(r"[^.,;:]{0,80}\s(?:is|are|remains?)\s+(?:still\s+)?(?:in\s+(?:doubt|question)|uncertain)\b")


def is_denied(text: str, span: tuple[int, int], start: int, end: int, *, is_verb: bool) -> bool:
    """The same of an English sentence: `was not signed`, `refused to visit`, `denied reports of a meeting`."""
    first = max(start, span[0] - 200)
    if is_verb and _NOT_DONE.search(text, first, span[0]):
        return True
    if not is_verb and _DOUBTED.match(text, span[1], end):
        return True
    denied = _DENIED.search(text, first, span[0])
    if denied is None or _WITHIN.search(denied["told"]):
        return False
    return not is_verb or bool(denied["that"] or denied["so"])
