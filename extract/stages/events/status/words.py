"""Status of a trigger by the words around it, where the tree says nothing or lost them."""

from __future__ import annotations

import re
from typing import Literal

from spacy.tokens import Token

from extract.document import sentence_of
from extract.language.later import later
from extract.language.syntax import SUBJECTS, clause_head, feature, preposition
from extract.stages.events.participants.clause_behind import (
    came_off_behind,
    is_asked_about,
    is_planned_by_clause,
    is_set_behind,
)
from extract.stages.events.triggers.denials import is_not_agreed
from extract.stages.events.triggers.lexicon import month_of
from extract.stages.events.untold.programme import is_on_programme
from schemas.event import EventStatus

Verdict = EventStatus | Literal["refused"]
#: `поддержит инициативу о проведении в Ташкенте конференции`
_WILL_BACK = later(
    r"\b(?:поддерж[иа]т|рассмотр[ия]т|изуч[иа]т)\s+(?:инициатив|предложени)\w+\s[^.;]{0,120}\b(?:проведени|созыв|организаци)\w*"
    r"\s[^.;]{0,80}$",
    re.IGNORECASE,
)
#: one side that says it backs what another has proposed
_BACKS = later(
    r"\b(?:поддерживает|поддержку)\s+(?:инициатив|предложени|иде)\w+\s[^.;]{0,90}\b(?:проведени\w|провести|созыве|созвать|организации)\s"
    r"[^.;]{0,80}$",
    re.IGNORECASE,
)
#: `принять к сведению информацию`
_NOTED = later(r"\s+(?:к\s+сведению|во\s+внимание)\b", re.IGNORECASE)
_ORDERED = frozenset({"провести", "проводить", "организовать", "созвать", "осуществить", "обеспечить"})
#: `якобы отказалась от поездки`
_SO_THEY_SAY = later(r"\bякобы\s[^.;]{0,60}$", re.IGNORECASE)
#: `на состоявшейся в четверг в Душанбе встрече`, where the tree hangs the participle elsewhere
_HELD_BEFORE = later(
    r"\b(?:состоявш|прошедш|завершивш|закончивш)(?:ейся|емся|ихся|егося|ей|ем|его|их)\s+(?:[^.;:\n]{0,60}\s)?$",
    re.IGNORECASE,
)
#: right before a noun in the nominative, where a long sentence hangs it on something else: `прошла рабочая встреча`
_TOOK_PLACE = later(
    r"(?<!не )\b(?:состоял(?:ась|ось|ся|ись)|прош(?:ла|ло|[её]л|ли)|провед[её]н[аоы]?|организован[аоы]?)\s+"
    r"(?:[а-яё-]+(?:ая|яя|ое|ее|ый|ий|ой|ые|ие)\s+){0,3}$",
    re.IGNORECASE,
)
#: `заявила о готовности принять в 2020 году на базе Агентства учения`
_OFFERED = later(
    r"\bготовност\w+\s+(?:[\w-]+\s+){0,2}(?:принять|провести|организовать)\s[^;.]*\b\d{4}\s+год(?:[^;.]|\sг\.)*$",
    re.IGNORECASE,
)
#: `может быть подписан протокол`, `должно быть подписано соглашение`
_MAY_BE = later(r"\bмо(?:жет|гут|гла|гло|гли)\s+(?:[\w-]+\s+)?быть\s+$", re.IGNORECASE)
_IS_TO_BE = later(r"\b(?P<not>не\s+)?долж(?:ен|на|но|ны)\s+(?:[\w-]+\s+)?быть\s+$", re.IGNORECASE)
ADOPTIONS = frozenset({"подписание", "принятие", "ратификация", "утверждение"})
#: what a signing brings about
_BRINGING = frozenset(
    {
        "дать", "давать", "позволить", "позволять", "способствовать", "придать", "придавать", "открыть", "открывать",
        "послужить", "служить", "содействовать", "обеспечить", "создать", "укрепить", "помочь", "расширить", "повысить",
    }
)  # fmt: skip
_INTENDED = later(
    r"\b(?:намерени\w+|планах?|планами|решени[ею]\w?|договор[её]нност\w+|поручени\w+|планиру\w+|намерен[аы]?|решено)\s+"
    r"(?:[\w-]+\s+){0,2}(?:провести|проводить|организовать|созвать|осуществить)\s[^.;:]{0,80}$",
    re.IGNORECASE,
)
_WISHED = later(
    r"\b(?:важн|целесообразн|необходим|возможност|желательн|предлож|предлага|полезн)\w*\s+(?:[\w-]+\s+){0,2}"
    r"(?:проведени[еяю]|организаци[юяи]|созыва?)\s+(?:[\w-]+\s+){0,4}$",
    re.IGNORECASE,
)
#: `подготовка к предстоящему заседанию`, `проекты документов ко второму заседанию`: it lies ahead, whatever verb
#: stands above
_READYING = (
    r"\b(?:подготовк\w+\s+(?:и\s+проведени\w+\s+)?ко?|в\s+преддверии|за\s+(?:[а-яё-]+\s+){0,2}(?:час|дн|день|недел|сутк|месяц)\w*\s+до|накануне(?!\s+(?:на|во?|по|со?|при|у|об?)\s)|ко?\s+предстоящ\w+"
    r"|(?:проект|материал|документ)(?:а|ы|ов|ам|ами|ах)?\s+(?:[\w-]+\s+){0,2}ко?"
    r"|\b(?:под|при)готов(?:ить|ят|ит|им)\s+(?:[\w-]+\s+)?ко?)\s+"
)
_PREPARED = later(
    # `к предстоящему 15 декабря 2014 года в г. Астане заседанию`
    _READYING + r"(?:(?:[\w-]+\s+){0,4}|(?<=[а-я][а-я]\s)\d{1,2}\s(?:[\w.-]+\s+){0,9})$",
    re.IGNORECASE,
)
#: the same of the second thing prepared
_PREPARED_TOO = later(_READYING + r"[^.;:]{0,220}(?:,|\)|\bи)\s+(?:и\s+)?(?:[\w-]+\s+){0,3}$", re.IGNORECASE)
#: `доложить о выполнении на очередном заседании`: a charge that names no day
_CHARGED_FOR = later(
    r"\b(?:доложить|рассмотреть|внести|представить|заслушать|вынести|обсудить|вернуться|проинформировать|утвердить|подписать)\s"
    r"[^.;]{0,160}\bна\s+(?:рассмотрение\s+|утверждение\s+)?(?:очередн|следующ|ближайш|предстоящ)\w+\s+(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
#: `внести проект на рассмотрение очередной сессии`, `вынести его на ближайшее заседание Ассамблеи`: it lies ahead
_SUBMITTED_TO = later(
    r"\b(?:внести|вынести|представить|направить|внесени\w+|вынесени\w+|представлени\w+|внос(?:ит|ят|ится|ятся)|вынос(?:ит|ят|ится|ятся)|(?:внес|вынес)(?:[уё]|ут|[её]м|[её]т)\b|представ(?:ит|ят|им)"
    r"|будет\s+(?:внес|вынес|представл)\w+)\s[^.;]{0,90}?\bна\s+"
    r"(?:(?:рассмотрение|утверждение|одобрение|подписание)\s+(?:[^.;,\n]{3,60}\sи\s+)?(?:[а-яё]+(?:го|й)\s+){0,2}"
    r"|(?:очередн|ближайш|следующ|предстоящ|осенн|весенн|летн|зимн)(?:ое|ее|ую|юю|ий|ый)\s+(?:[а-яё]+\s+)?)$",
    re.IGNORECASE,
    needs="внес|вынес|вынос|внос|представ|направить",
)
#: `Следующий брифинг - через две недели`, `Следующая встреча, думаю, будет весной`: the sentence opens with it
_NEXT = later(r"[^\wА-ЯЁа-яё]*(?:А\s+|И\s+)?Следующ(?:ий|ая|ее)\s+(?:[а-яё]+(?:ый|ий|ой|ая|ое)\s+)?$")
_NEXT_TIME = later(
    r"(?:\s+[а-яё]+(?:ов|ей|ий|ия))?(?:,\s+[а-яё]+,)?\s*(?:-|будет\b|через\b|не\s+раньше|(?:во?|на)\s)(?![^.\n]*\b(?:прош|состоял|был[аои]?\b))",
    re.IGNORECASE,
)
_COMING = frozenset({"очередной", "предстоящий", "ближайший", "внеочередной"})
_SITTINGS = frozenset({"заседание", "сессия", "саммит", "совещание"})
#: `согласиться с предложением о проведении в мае совещания`
_BACKED = later(
    r"\b(?:согласи\w+\s+с|поддерж\w+|одобри\w+|приня\w+)\s+предложени\w+\s[^.;]{0,60}\b(?:проведени\w|созыве|организации)\s"
    r"(?:[^.;]|(?<=\bг)\.){0,130}$",
    re.IGNORECASE,
)
#: `решение о проведении в 2027 году учений, операции и пятой конференции`: each of them
_DECIDED_ON = later(
    r"\b(?:принят\w*|принял\w*)\s+(?:[\w-]+\s+){0,3}решени[ея]\s+о\s+(?:проведении|организации|созыве)\s[^.;:]{0,230}"
    r"(?:,|\bи)\s+(?:[\w-]+\s+){0,4}$",
    re.IGNORECASE,
)
#: `до 1 марта организовать на базе института (г. Ош) курсы`
_ON_GROUND = later(r"\b(?:организовать|провести)\s+на\s+базе\s+(?:[^.;,:]|\bг\.){3,150}$", re.IGNORECASE)
#: `предложил провести операцию. Инициатива поддержана единогласно`
PROPOSED = later(r"\b(?:предложи|предложени|инициатив|выступи\w*\s+за)\w*", re.IGNORECASE)
#: `предложил провести форум; узбекская сторона предложение поддержала`
_BACKED_BESIDE = later(
    r"[;,]\s+(?:и\s+|а\s+)?(?:[а-яё]+\s+){1,3}(?:эт[уо]\s+)?(?:инициативу|предложение|идею)\s+(?:поддержал|одобрил|принял)[аи]?\b"
    r"|[;,]\s+(?:и\s+|а\s+)?(?:[а-яё]+\s+){1,3}(?:поддержал|одобрил|принял)[аи]?\s+(?:эт[уо]\s+)?(?:инициативу|предложение|идею)\b",
    re.IGNORECASE,
)
#: `совещание по проведению операции`
_ON_HOLDING = later(
    r"\b(?:совещани|заседани|встреч|штаб|групп|комитет)\w*\s+по\s+(?:подготовке\s+и\s+)?(?:проведению|подготовке|организации)\s+"
    r"(?:[\w-]+\s+){0,4}$",
    re.IGNORECASE,
)
#: `к сведению информацию о проведенных в Домодедово курсах`, whatever the verb above says
_WERE_HELD = later(r"\bпровед[её]нн(?:ых|ой|ом|ого)\s+(?:[^.;:,\n]|(?<=\b[гс])\.){0,70}$", re.IGNORECASE)
#: `обсудили повестку июльского саммита`
_AGENDA = later(r"\b(?:повестк\w+(?:\s+дня)?|программ\w+)\s+(?:[\w-]+\s+){0,3}$", re.IGNORECASE)
#: `выполнение решений душанбинского саммита`: it is over
_CARRIED_OUT = later(
    r"\b(?:выполнени|реализаци|исполнени|осуществлени)\w+\s+(?:решени|договор[её]нност|поручени|итог)\w+\s+(?:[\w-]+\s+){0,3}(?:\([^()\n]{1,14}\)\s*)?$",
    re.IGNORECASE,
)
#: `прибывшего в Ташкент для участия в заседании`, `прибывшего в Ташкент на сессию`
_COME_FOR = later(
    r"\b(?:прибы|приеха|прилете)вш\w+\s+(?:во?|на)\s[^,.;:]{0,40}?\sна\s+(?:[\w-]+\s+){0,4}$"
    r"|\b(?:(?:прибы|приеха|прилете)вш\w+\s[^,.;:]{0,90}\bдля\s+участия"
    r"|цель(?:ю)?\s+(?:[а-яё]+\s+){0,2}(?:визита|поездки|приезда|прибытия)\s[^.;:]{0,110}\bучастие)\s+во?\s+(?:[\w-]+\s+){0,4}$",
    re.IGNORECASE,
)
#: also `Целью визита является участие в заседании`
_WILL_ATTEND = later(
    r"\b(?:(?:примет|примут|будет принимать|будут принимать)"
    r"|цел\w+\s+(?:визита|поездки|пребывания|командировки)\b[^.;]{0,120}?)"
    r"\s+участие\s+во?\s+(?:[\w-]+\s+){0,4}$",
    re.IGNORECASE,
)
#: `заседание группы, на котором будет рассмотрен проект`
_ON_WHICH = later(
    r"[^.;:]{0,120},\s+(?:на|в ходе)\s+котор(?:ом|ой|ого)\s+(?:[\w-]+\s+){0,3}(?:будет|будут|планиру|предстоит)"
)
#: `следующее заседание провести в ноябре`: a decision
#: whoever is there when something is held
THOSE_AT = frozenset({"участник", "участница", "гость", "делегат"})
_TO_HOLD = later(r"\s+(?:[\w-]+\s+){0,3}(?:провести|созвать|организовать)\s", re.IGNORECASE)


def _is_cause(token: Token) -> bool:
    """`подписание документа даст возможность`: what comes of it lies ahead."""
    return token.lemma_ in ADOPTIONS and token.dep_ in SUBJECTS and token.head.lemma_ in _BRINGING


#: tokens before a noun that opens its sentence
_OPENING = 5


def is_coming(token: Token) -> bool:
    """`подготовка к очередному заседанию Совета`, `к Самаркандскому саммиту`: whose it is, or a name of its own."""
    if any(c.dep_ == "amod" and c.norm_[:1].isupper() for c in token.children):
        return True
    next_one = any(c.dep_ == "amod" and c.lemma_ in _COMING for c in token.children)
    return next_one and any(c.dep_ == "nmod" and preposition(c) is None for c in token.rights)


def _is_charged_for(token: Token, text: str) -> bool:
    """`БКБОП доложить о выполнении на очередном заседании в 2017 году`: no finite verb stands before it."""
    start = sentence_of(token).start_char
    if not _CHARGED_FOR.search(text, start, token.idx):
        return False
    before = token.doc[sentence_of(token).start : token.i]
    return not any(feature(t, "VerbForm") == "Fin" or feature(t, "Variant") == "Short" for t in before)


def is_past(verb: Token) -> bool:
    return feature(verb, "Tense") == "Past"


def _is_ordered(token: Token) -> bool:
    """`2. Провести в сентябре тренировку`: an infinitive opens the item, nothing finite stands before it."""
    words = [t for t in token.doc[sentence_of(token).start : token.i] if t.is_alpha]
    if not words or feature(words[0], "VerbForm") != "Inf" or words[0].lemma_ not in _ORDERED:
        return False
    return not any(feature(t, "VerbForm") == "Fin" or feature(t, "Variant") == "Short" for t in words)


def by_passage(token: Token, text: str) -> tuple[Verdict, bool] | None:
    """What the words around the trigger say, whatever the tree makes of them."""
    sentence = sentence_of(token)
    start = sentence.start_char
    if _WILL_BACK.search(text, start, token.idx) or _BACKS.search(text, start, token.idx):
        return "refused", False
    if is_not_agreed(token, text):
        return "refused", False
    if _SO_THEY_SAY.search(text, max(token.idx - 70, sentence.start_char), token.idx):
        return "refused", False
    if feature(token, "Variant") == "Short":
        start = max(token.idx - 40, sentence.start_char)
        if _MAY_BE.search(text, start, token.idx):
            return "refused", False
        if (due := _IS_TO_BE.search(text, start, token.idx)) is not None:
            return ("refused", False) if due["not"] else ("planned", True)
    if token.head.lemma_ == "статус" and token.dep_ == "nmod":
        # `придан статус постоянной операции`
        return "refused", False
    if _NOTED.match(text, token.idx + len(token), sentence.end_char):
        return "refused", False
    if _is_cause(token):
        return "held", False
    opens = token.i - token.sent.start < _OPENING and _NEXT.fullmatch(text, sentence.start_char, token.idx)
    if opens and _NEXT_TIME.match(text, token.idx + len(token), sentence.end_char):
        return "planned", True
    sits = token.lemma_ in _SITTINGS and token.norm_[:1].islower()
    if sits and _SUBMITTED_TO.search(text, max(token.idx - 190, sentence.start_char), token.idx):
        return "planned", True
    if token.pos_ == "NOUN" and _WERE_HELD.search(text, max(token.idx - 100, sentence.start_char), token.idx):
        return "held", True
    noun = token.pos_ == "NOUN" and feature(token, "Case") is not None
    if noun and (is_set_behind(token, text, token.idx + len(token)) or is_asked_about(text, token.idx + len(token))):
        return "planned", True
    if is_on_programme(token, text):
        return "planned", True
    if _BACKED_BESIDE.search(text, token.idx, sentence.end_char) and PROPOSED.search(
        text, sentence.start_char, token.idx
    ):
        return "planned", True
    return None


def by_words(token: Token, asserted: bool) -> tuple[Verdict, bool]:
    """What the words before the trigger say where the tree lost them: `о намерении провести в Дели семинар`."""
    text: str = token.doc._.match_text
    opening = sentence_of(token).start_char
    start = max(token.idx - 110, opening)
    if _WISHED.search(text, start, token.idx):
        return "refused", False
    if preposition(token) == "к" and feature(token, "Case") == "Dat" and _PREPARED.search(text, start, token.idx):
        # `завершил подготовку к заседанию`
        return "planned", is_coming(token)
    if not asserted and _CARRIED_OUT.search(text, start, token.idx):
        return "held", False
    if (
        not asserted
        and feature(token, "Case") == "Gen"
        and _DECIDED_ON.search(text, max(token.idx - 300, opening), token.idx)
    ):
        return "planned", True
    if (
        not asserted
        and feature(token, "Case") == "Nom"
        and _TOOK_PLACE.search(text, max(token.idx - 80, opening), token.idx)
    ):
        return "held", True
    if not asserted and _HELD_BEFORE.search(text, max(token.idx - 100, opening), token.idx):
        return "held", True
    if _OFFERED.search(text, max(token.idx - 200, opening), token.idx):
        return "planned", True
    if token.head.lemma_ == "ход" and preposition(token.head) not in {"в", "по"} and not asserted:
        # `рассмотрен ход операции`
        return "ongoing", False
    if _INTENDED.search(text, start, token.idx) or _BACKED.search(text, start, token.idx) or _is_ordered(token):
        return "planned", True
    if not asserted and _ON_GROUND.search(text, max(token.idx - 190, opening), token.idx):
        return "planned", True
    if _ON_HOLDING.search(text, start, token.idx):
        return "planned", False
    if _WILL_ATTEND.search(text, start, token.idx):
        return "planned", asserted
    if not asserted and _COME_FOR.search(text, max(token.idx - 220, opening), token.idx):
        return "planned", False
    after = token.idx + len(token)
    # `на совещании в Оше поручил провести`: what was held is where it was said; `участники совещания решили провести`
    those_there = token.head.lemma_ in THOSE_AT and token.dep_ == "nmod"
    if (
        preposition(token) is None
        and not those_there
        and _TO_HOLD.match(text, after, min(after + 60, sentence_of(token).end_char))
    ):
        return "planned", True
    told = None if asserted else _by_words_behind(token, text, start)
    return told or ("held", asserted)


def _by_words_behind(token: Token, text: str, start: int) -> tuple[Verdict, bool] | None:
    """The same of a trigger that nothing asserts: it is prepared, next, or a clause behind it tells."""
    after = token.idx + len(token)
    if _PREPARED.search(text, start, token.idx):
        return "planned", False
    if _is_charged_for(token, text):
        return "planned", False
    prepared_for = preposition(token) == "к" and feature(token, "Case") == "Dat"
    bare = preposition(token) is None and feature(token, "Case") in {"Dat", "Gen", "Loc"}
    if bare or prepared_for:
        sentence = max(token.idx - 260, sentence_of(token).start_char)
        if _PREPARED_TOO.search(text, sentence, token.idx):
            return "planned", False
    row = token.head if token.head.lemma_ == "раунд" and token.dep_ == "nmod" else token
    if any(c.lemma_ == "следующий" for c in row.children):
        return "planned", False
    if _ON_WHICH.match(text, after, min(after + 220, sentence_of(token).end_char)):
        return "planned", True
    if is_planned_by_clause(token, text, after):
        return "planned", True
    if feature(token, "Case") is not None and came_off_behind(token, text, after):
        return "held", True
    if month_of(token) is not None:
        agenda = preposition(token) == "к" or _AGENDA.search(text, start, token.idx)
        return ("planned" if agenda or not is_past(clause_head(token)) else "held"), True
    if _AGENDA.search(text, start, token.idx):
        return "planned", False
    return None
