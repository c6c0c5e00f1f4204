"""Did it take place? The status of a trigger from its modifiers, its verb and what governs them.

What the words around it say whatever the tree makes of them is in `words`.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

from spacy.tokens import Token

from extract.document import match_text_of, sentence_of
from extract.language.later import later
from extract.language.reported import told_behind
from extract.language.syntax import SUBJECTS, ancestors, child, feature, is_future, is_negated, preposition
from extract.lexicons import Entry, load
from extract.stages.events.status.after_all import after_all, answered, remarked
from extract.stages.events.status.words import (
    ADOPTIONS,
    PROPOSED,
    THOSE_AT,
    Verdict,
    by_passage,
    by_words,
    is_coming,
    is_past,
)
from extract.stages.events.triggers.denials import denial
from extract.stages.events.triggers.lexicon import TAKING_PLACE, companion

_PLANNED_MODIFIERS = frozenset(
    {
        "предстоящий", "предстоять", "будущий", "запланировать", "запланированный", "наметить", "намеченный",
        "планировать", "планируемый", "намечаемый", "намечать",
    }
)  # fmt: skip
#: what has begun goes on, unless another telling says that it ended
_BEGINNING = frozenset({"начаться", "стартовать", "открыться"})
_WHAT_IT_WAS = frozenset({"событие", "мероприятие", "этап", "точка", "пункт", "часть", "продолжение", "завершение"})
#: `Сегодня открывается форум`: it goes on, or lies ahead
_OPENING = frozenset({"начинаться", "стартовать", "открываться", "завершаться", "закрываться"})
_ANOTHER_DAY = later(
    r"\bзавтра\b|\bпослезавтра\b|\bво?\s+(?:понедельник|вторник|среду|четверг|пятницу|субботу|воскресенье)\b"
    r"|\b(?:на\s+(?:следующей|будущей)\s+неделе|через\s+(?:[\w-]+\s+){0,2}(?:дн|недел|месяц))",
    re.IGNORECASE,
)
#: `начались 5 мая, а завершились 10 мая`
_ENDING = frozenset({"завершиться", "закончиться", "закрыться"})
#: what is over by the time it is told
_SHORT = frozenset({"встреча", "беседа", "разговор", "переговоры"})
#: `пригласил А. Б. посетить Душанбе`, where initials break the tree
_ASKED_TO_COME = later(
    r"\b(?:пригла(?:сил|шает|шают|сила|сили)|(?:переда|вручи|направи)л[аи]?\s[^.;:]{0,60}?\bприглашени[ея]|с\s+приглашением)\s+[^;:]{2,100}$",
    re.IGNORECASE,
)
#: `Приглашение с благодарностью принято`, in the same sentence or the next one
_INVITED = later(r"\bпригла(?:си|ша|шени)\w*\s[^.;!?]{0,120}$", re.IGNORECASE)
_WELCOME = later(
    r"[^!?\n]{0,160}?[.;,]\s+(?:[А-ЯЁа-яё -]{0,50}?\s)?"
    r"(?:приглашение\s+(?:[а-яё]+\s+){0,5}принят?[оа]?(?:л[аи]?)?\b|его\s+(?:с\s+благодарностью\s+)?принял[аи]?\b)",
    re.IGNORECASE,
)
_SOME_TIME = later(
    r"\b(?:\d{4}|осен|весн|летом|лета\b|зим|январ|феврал|март|апрел|ма[ея]\b|июн|июл|август|сентябр|октябр|ноябр|декабр|квартал|полугоди)",
    re.IGNORECASE,
)
#: `следующую конференцию, надеюсь, проведём в Ереване`
_HOPED = later(r",\s*(?:надеюсь|надеемся|возможно|быть может|может быть|вероятно|не исключено)\s*,", re.IGNORECASE)
_SET_FOR = frozenset({"наметить", "запланировать", "назначить", "предусмотреть"})
_ARE_TO_BE = frozenset({"планироваться", "ожидаться", "намечаться", "предстоять", "предполагаться"})
#: how what is said joins the gathering at which it is said
_SAID_AT = frozenset({"на", "в", "в ходе", "во время", "по итогам", "в рамках", "после", "перед"})
_DURING = frozenset({"рамка", "ход", "время"})
#: `Если коротко - утвердили план`: no condition
_IN_SHORT = later(
    r"\W*Если\s+(?:(?:говорить|сказать|совсем|очень|уж)\s+)*(?:коротко|кратко|вкратце|точн\w+|честно|конкретн\w+|по\s+пунктам|помните)(?=\W)",
)
#: what follows an invitation that was accepted
_DATES_OPEN = later(
    r"\s*Приглашение\s(?:[\w-]+\s){0,3}принято[^.]{0,60}[.,]\s*(?:[Кк]онкретн\w+\s)?(?:[Сс]роки|[Дд]ат[аы]|[Вв]ремя)\s"
)
#: characters from a noun of signing to its instrument
_PAPER_NEAR = 140
_DENYING = frozenset({"опровергнуть", "опровергать", "отрицать", "опровержение"})
_NOT_EXCLUDED = later(r"\bне\s+исключ\w+,?\s+что\b", re.IGNORECASE)
_MOVED = later(r"\b(?:перенес[её]н|отложен)[аоы]?\b", re.IGNORECASE)
_CALLING = frozenset({"посетить", "посещать", "приехать", "прибыть", "побывать"})
_OUTCOMES = frozenset({"итог", "результат", "завершение"})
#: what can be looked at when it is over
_SUMS = frozenset({"итог", "результат"})
_IDEAS = frozenset({"инициатива", "предложение", "идея"})
_BACKING = frozenset({"поддержать", "поддерживать", "принять", "одобрить", "согласиться"})
_SETTING_OUT = frozenset({"направляться", "отправляться", "вылетать", "отбывать", "выезжать", "ехать", "лететь"})
#: `сегодня в Душанбе прибывает делегация`
_COMING = frozenset({"прибывать", "приезжать", "прилетать"})
#: `организует в мае курсы`: the present of what is done once is its future
_BOTH_ASPECTS = frozenset({"организовать", "инициировать"})
_ARRIVING = frozenset(
    {
        "прибыть", "приехать", "прилететь", "отбыть", "вылететь", "отправиться", "прибывать", "выехать", "убыть",
        "направиться",
    }
)  # fmt: skip
_PREPARING = frozenset({"готовиться", "подготовиться"})
_OPEN_TO_GUESTS = frozenset(
    {"конференция", "форум", "семинар", "саммит", "конгресс", "симпозиум", "учение", "стол", "сессия", "выставка"}
)
_ADMITTING = frozenset({"аккредитация", "регистрация", "заявка"})
_BIDDEN = later(r"\bпригла(?:си|ша|шени)\w*\s[^.;!?]{0,110}$", re.IGNORECASE)
#: what an invitation names
_NAMED_OR_DATED = later(
    r"\s+(?:\w+\s+){0,3}?\"[^\"\n]{3,90}\"|[^.;()\n]{0,90}\([^()\n]{0,40}\d{1,2}(?:\s|\.\d)|[^.;()\n]{0,60},\s+\d{1,2}\s?(?:-\s?\d{1,2}\s?)?\s?[а-я]{3}"
)
#: `не встретились в четверг в Тбилиси`
_MEETING = frozenset({"встретиться"})
_ORDINALS = frozenset(
    {
        "первый",
        "второй",
        "третий",
        "четвертый",
        "четвёртый",
        "пятый",
        "шестой",
        "седьмой",
        "восьмой",
        "девятый",
        "десятый",
    }
)
_HAVING_TO = frozenset({"прийтись", "нужный", "надо", "стоить", "следовать", "успеть", "планировать", "собираться"})
_READY = frozenset({"готовность", "готовый"})
_TO_HOST = frozenset({"принять", "принимать", "провести", "проводить", "организовать"})
_AT_HOME = later(
    r"\bу себя\b|\b\d{4}\b|\b(?:в|во)\s+(?:г\.\s?|городе\s+)?[А-ЯЁ][а-яё]|\b(?:январ|феврал|март|апрел|ма[ея]|июн|июл"
    r"|август|сентябр|октябр|ноябр|декабр|квартал|полугоди|текущ)\w*",
)
_CALLS = frozenset({"визит", "поездка", "посетить", "посещать", "приехать", "прибыть", "побывать"})
#: an infinitive under these is done
_MANAGED = frozenset({"удаться", "смочь", "успеть", "начать", "помочь", "позволить", "продолжать", "продолжить"})
_ABLE = frozenset({"смочь", "мочь", "удаться", "успеть"})
_ATTENDING = frozenset({"принять", "принимать", "участвовать", "выступить", "выступать", "работать"})
_HELD_MODIFIERS = frozenset(
    {
        "прошедший",
        "завершиться",
        "закончиться",
        "завершившийся",
        "состояться",
        "пройти",
        "прошлый",
        "минувший",
        "недавний",
        "состоявшийся",
        "предыдущий",
    }
)
_COMING_OFF = frozenset({"состояться", "пройти", "проходить", "начаться", "открыться", "завершиться"})
_ON_HOLDING = frozenset({"проведение", "организация", "созыв"})
_DECIDED = frozenset({"решение", "договоренность", "поручение", "подтверждение"})
_HOLDING = frozenset({"проведение", "организация", "созыв", "подготовка", "реализация", "осуществление", "участие"})
_BACKED_AFTER = later(
    r"[.\s]*(?:Эт[аоу]\s+|Данн\w+\s+)?(?:Инициатив|Предложени|Иде)\w+\s+(?:[а-яё]+\s+){0,4}(?:поддержан|одобрен|принят)[аоы]?\b(?!\s+(?:к|во)\s)"
    r"|[.\s]*[А-ЯЁ][а-яё]+\s+(?:сторона|коллеги|участники|министр)\s+(?:эт[уо]\s+)?(?:инициативу|предложение|идею)\s+(?:поддержал|приня)[аио]",
    re.IGNORECASE,
)


def _offers_to_host(told: Token, infinitive: Token, above: Token) -> bool:
    """`готовность принять у себя в мае заседание`: an offer that says where or when; no first one of what may be."""
    if above.lemma_ not in _READY or infinitive.lemma_ not in _TO_HOST or told.dep_ != "obj":
        return False
    if any(c.lemma_ == "первый" for c in told.children):
        return False
    return _AT_HOME.search(infinitive.doc._.match_text, infinitive.idx, infinitive.sent.end_char) is not None


def _is_invitation(token: Token, above: Token) -> bool:
    """`пригласил коллегу посетить Душанбе с визитом`: asked for, not agreed."""
    if token.lemma_ not in _CALLS:
        return False
    return above.lemma_ in {"пригласить", "приглашать"} and feature(above, "Variant") != "Short"


def _is_goal(token: Token) -> bool:
    """`на саммит`, `для участия в саммите`: what somebody has come for."""
    if preposition(token) in {"на", "для"}:
        return True
    return preposition(token) in {"в", "во"} and token.head.lemma_ in {"участие", "работа"}


def _is_accepted(invitation: Token) -> bool:
    """`принял приглашение посетить Душанбе`: agreed."""
    verb = invitation.head
    return (
        invitation.lemma_ == "приглашение"
        and verb.lemma_ in {"принять", "принимать"}
        and invitation.dep_ in {"obj", "nsubj", "nsubj:pass"}
        and not is_negated(verb)
    )


def _is_welcome(token: Token, text: str) -> bool:
    """`пригласил коллегу посетить Душанбе. Приглашение с благодарностью принято`."""
    if token.lemma_ in _CALLS and token.head.lemma_ in _CALLING and token.pos_ == "NOUN":
        return False
    sentence = sentence_of(token)
    start, end = sentence.start_char, sentence.end_char
    if token.lemma_ in _CALLS and _SOME_TIME.search(text, token.idx, end) is None:
        # an invitation for any time is no more than that
        return False
    if not _INVITED.search(text, max(start, token.idx - 160), token.idx):
        return False
    return _WELCOME.match(text, token.idx + len(token), min(end + 110, len(text))) is not None


def _is_bidden(token: Token, text: str) -> bool:
    """`передал приглашение принять участие в конференции «Щит» (Минск, 26 июня)`: it takes place, whoever comes."""
    start, end = token.sent.start_char, token.sent.end_char
    asked = _BIDDEN.search(text, max(start, token.idx - 120), token.idx)
    return asked is not None and _NAMED_OR_DATED.match(text, token.idx + len(token), end) is not None


def _is_asked(token: Token, text: str) -> bool:
    return _ASKED_TO_COME.search(text, max(token.idx - 120, token.sent.start_char), token.idx) is not None


def _is_where(clause: Token) -> bool:
    return any(r.lemma_ == "который" and preposition(r) in {"на", "в ходе", "в рамках"} for r in clause.children)


def _is_backed(idea: Token) -> bool:
    """`поддержали инициативу`; what `поддержит инициативу` promises is no more than that."""
    return idea.head.lemma_ in _BACKING and not is_future(idea.head)


def _is_counted(token: Token) -> bool:
    """`во Втором региональном тренинге участвовали`: which one it is."""
    return any(c.lemma_ in _ORDINALS and c.dep_ == "amod" for c in token.children)


def _is_where_charged(token: Token) -> bool:
    """`Совет на заседании в Ташкенте поручил создать базу`: the tree may hang it on what shall be done."""
    charge = token.head.head
    before = preposition(token) == "на" and token.i < charge.i < token.head.i
    return (
        before and feature(token.head, "VerbForm") == "Inf" and feature(charge, "VerbForm") == "Fin" and is_past(charge)
    )


class _Line(Entry):
    status: Literal["held", "ongoing", "planned", "postponed", "cancelled", "tense", "refused"]
    lemmas: tuple[str, ...]


class StatusRules:
    """Status of triggers by the words of `happenings.yaml`."""

    def __init__(self, user_folder: Path | None = None) -> None:
        self._status = {
            lemma: line.status for line in load("happenings", _Line, user_folder=user_folder) for lemma in line.lemmas
        }

    def of(self, token: Token) -> tuple[Verdict, bool]:
        """The status and whether the text asserts the happening by itself.

        `refused` means hypothetical, proposed or negated: no event.
        """
        off = self._status.get(token.head.lemma_) in {"postponed", "cancelled"} and token.dep_ != "advcl"
        if off and preposition(token) in {"на", "до"}:
            # `вопрос перенесён на следующее заседание`: not that was put off
            return "planned", False
        if off and not is_negated(token.head):
            if any(a.lemma_ in _DENYING for a in ancestors(token.head)):
                # `опровергли сообщения о переносе учений`
                return "planned", False
            return answered(token, token.head) or self._status[token.head.lemma_], True  # type: ignore[return-value]
        if (denied := denial(token)) is not None:
            return denied, denied != "refused"
        if token.head.lemma_ in _COMING_OFF and is_negated(token.head) and token.dep_ in SUBJECTS:
            return ("postponed" if _MOVED.search(token.sent.text) else "cancelled"), True
        if token.lemma_ in {"визит", "поездка"} and token.head.lemma_ in _CALLING and token.head.pos_ == "VERB":
            # `посетить Минск с рабочим визитом`: what the verb says
            return self.of(token.head)
        text = match_text_of(token.doc)
        told = self._by_invitation(token, text) or by_passage(token, text)
        if told is not None:
            return told
        verdict, asserted = self._by_tree(token)
        if verdict == "refused" and _BACKED_AFTER.match(
            text, token.sent.end_char - 1, min(token.sent.end_char + 90, len(text))
        ):
            proposed = PROPOSED.search(text, token.sent.start_char, token.idx)
            return ("planned", True) if proposed else (verdict, asserted)
        if verdict == "planned" and _NOT_EXCLUDED.search(text, token.sent.start_char, token.idx):
            return "refused", False
        if verdict == "planned" and asserted:
            told_then = after_all(token, self._status) or remarked(token)
            if told_then is not None:
                return told_then, True
        if verdict == "planned" and preposition(token) in _SAID_AT:
            if told_behind(token.sent, text, token.idx) is not None:
                # `Саммит пройдёт в Баку, сообщил министр на форуме`
                return "held", False
        if verdict == "held" and not asserted and token.dep_ == "conj" and token.head.pos_ == "NOUN":
            # `Запланированы тренировка штаба, учения "Барс" и сборы`
            first = self._by_children(token.head)
            if first is not None and first[0] == "planned":
                return first
        if verdict == "held" and token.pos_ in {"NOUN", "PROPN"}:
            return by_words(token, asserted)
        return verdict, asserted

    def _by_invitation(self, token: Token, text: str) -> tuple[Verdict, bool] | None:
        """What an invitation, or a hope, makes of the trigger."""
        sentence = sentence_of(token)
        if _is_welcome(token, text):
            return "planned", True
        if token.lemma_ in _CALLS and _is_asked(token, text):
            return ("planned", True) if _DATES_OPEN.match(text, sentence.end_char) else ("refused", False)
        if token.lemma_ in _OPEN_TO_GUESTS and _is_bidden(token, text):
            return "planned", True
        if _HOPED.search(text, sentence.start_char, sentence.end_char) and self._by_tree(token)[0] == "planned":
            return "refused", False
        return None

    def _by_tree(self, token: Token) -> tuple[Verdict, bool]:
        told = self._by_children(token)
        if told is None:
            told = self._own_verb(token) if token.pos_ in {"VERB", "AUX"} else self._told_behind(token)
        if told is not None:
            return told
        node = token
        setting = preposition(token) is not None
        if setting and _is_where_charged(token):
            return "held", False
        for _ in range(8):
            if node.head.i == node.i:
                break
            previous, node = node, node.head
            told = self._by_governor(token, previous, node, setting=setting)
            if told is None:
                told = self._by_clause(token, previous, node, setting=setting)
            if told is not None:
                return told
        if setting and node.pos_ == "VERB" and feature(node, "VerbForm") == "Inf":
            # `внести проект на рассмотрение на заседании в августе`: a decision's paragraph
            return "planned", False
        return "held", False

    def _by_children(self, token: Token) -> tuple[Verdict, bool] | None:
        """What the words that hang on the trigger say."""
        holding = token.head if token.dep_ == "nmod" and token.head.lemma_ in _ON_HOLDING else None
        # `планируемого проведения переговоров`
        if holding is not None and any(c.lemma_ in _PLANNED_MODIFIERS and c.dep_ == "amod" for c in holding.lefts):
            return "planned", True
        for c in token.children:
            nearest = c.norm_.lower().startswith("ближайш")
            if (nearest or c.lemma_ in _PLANNED_MODIFIERS) and c.dep_ in {"amod", "acl"}:
                # `в предстоящей встрече примут участие`: the one that was told
                named = any(x.dep_ in {"nmod", "nummod"} for x in token.children)
                return "planned", named or preposition(token) != "в"
            if c.lemma_ in _HELD_MODIFIERS and c.dep_ in {"amod", "acl"}:
                return "held", True
            carried_out = c.dep_ == "acl" and c.lemma_ == "провести" and child(c, "obl:agent") is not None
            if carried_out and token.lemma_ in {"мероприятие", "орм"}:
                # `в ходе ОРМ, проведённых сотрудниками таможни`
                return "held", True
            if c.dep_ == "acl:relcl" and c.lemma_ == "продлиться" and token.head.lemma_ in _DURING:
                # `в рамках визита, который продлится до 14 сентября`
                return "ongoing", True
            if c.dep_ == "acl:relcl" and is_future(c) and _is_where(c):
                # `заседание, на котором будет рассмотрен проект`
                return "planned", True
            if (
                c.dep_ == "acl:relcl"
                and self._status.get(c.lemma_) == "tense"
                and any(
                    r.lemma_ == "который" and (r.dep_ in SUBJECTS or (r.dep_ == "obj" and c.lemma_ in TAKING_PLACE))
                    for r in c.children
                )
            ):
                # `учения, которые пройдут в октябре`
                told = self._own_verb(c)
                if told is not None:
                    return told
        return None

    def _by_governor(self, token: Token, previous: Token, node: Token, *, setting: bool) -> tuple[Verdict, bool] | None:
        """What a word above the trigger says by its meaning: that it holds, plans or prepares, or by its tense."""
        if _is_invitation(token, node):
            return "refused", False
        if node.lemma_ in _OUTCOMES and previous is token and preposition(node) in {"о", "об"}:
            # `принять к сведению информацию об итогах операции`
            return "held", False
        if node.lemma_ in _SUMS and previous is token and preposition(node) in {None, "с"}:
            # `планируется рассмотреть итоги операции`
            return "held", False
        if node.lemma_ == "программа" and previous is token and token.lemma_ in _CALLS:
            # `Программой визита предусмотрены переговоры`: the visit that is told
            return "held", False
        held = previous.i == token.head.i and previous.lemma_ in _HOLDING
        if held and node.lemma_ in {"план", "график", "подготовка"}:
            # `рассмотрен план по проведению операции`
            return "planned", False
        known = self._status.get(node.lemma_)
        if known == "postponed" and previous is token and preposition(token) == "на":
            # `рассмотрение перенесено на следующее заседание`
            return "planned", False
        if node.lemma_ == "иметь" and previous is token and token.dep_ == "obj" and token.lemma_ in _SHORT:
            # `Министр имел беседу с послом`
            return ("refused", False) if is_negated(node) else (self._tense(node), True)
        if node.lemma_ in _ADMITTING and preposition(previous) in {"на", "для"}:
            # `аккредитация на заседание открыта до 6 декабря`
            return "planned", False
        if node.lemma_ == "должный" and any(self._status.get(c.lemma_) == "tense" for c in node.rights):
            # `в мае должна пройти встреча`
            return ("refused" if is_negated(node) else "planned"), True
        if node.lemma_ == "приглашение" and preposition(previous) == "на":
            if token.lemma_ in _SHORT and not _is_accepted(node):
                # `направил приглашение на встречу`
                return "refused", False
        if setting and node.lemma_ in _ARRIVING and _is_goal(token):
            # `прибыл для участия в заседании`; `отправится на встречу с министром А. Б.` tells it
            return "planned", token.lemma_ in _SHORT and previous is token and companion(token) is not None
        if known == "tense" and node.pos_ in {"VERB", "AUX", "ADJ"}:
            own = self._own_verb(node, token if previous is token else None)
            if own is not None:
                # taking part in it, or speaking at it, tells that it was held, but not that it is another one
                aside = previous.i != token.i and previous.pos_ == "NOUN" and preposition(previous) is not None
                if node.lemma_ in _ATTENDING and previous is token and _is_counted(token):
                    return own
                return own if node.lemma_ not in _ATTENDING and not aside else (own[0], False)
        if node.lemma_ in _PREPARING and preposition(previous) == "к" and previous is token:
            return ("refused" if is_negated(node) else "planned"), False
        by_setting = previous.pos_ in {"NOUN", "PROPN"} and preposition(previous) not in {None, "о", "об", "обо"}
        invites = node.lemma_ in {"пригласить", "приглашать"} and feature(token, "Case") != "Loc"
        asked = invites and previous is token and preposition(token) == "на"
        if known == "planned" and by_setting and not asked and feature(node, "VerbForm") != "Inf":
            set_for = (
                feature(node, "Variant") == "Short" and node.lemma_ in _SET_FOR and child(node, "aux:pass") is None
            )
            if set_for or (feature(node, "Tense") == "Pres" and node.lemma_ in _ARE_TO_BE):
                # `подписание планируется по итогам саммита`
                return "planned", False
            # `на заседании договорились`: the agreement lies ahead, the session does not
            return self._tense(node), False
        if known in {"planned", "postponed", "cancelled"}:
            return _decided_about(token, previous, node, known)  # type: ignore[arg-type]
        if known == "refused":
            return _spoken_of(token, previous, node, setting=setting)
        return None

    def _by_clause(self, token: Token, previous: Token, node: Token, *, setting: bool) -> tuple[Verdict, bool] | None:
        """What the verb of the clause says by its tense and mood."""
        if node.lemma_ == "стать" and token.lemma_ in ADOPTIONS and previous is token:
            # `Итогом визита стало подписание Программы`
            return self._tense(node), True
        if node.lemma_ in {"стать", "являться"} and previous is token and token.dep_ in SUBJECTS and not setting:
            if any(c.lemma_ in _WHAT_IT_WAS for c in node.children if c.dep_ not in SUBJECTS):
                # `Первым мероприятием визита стала беседа с министром`
                return self._tense(node), True
        if feature(node, "VerbForm") == "Inf" and not setting and is_future(node) and previous.dep_ in SUBJECTS:
            # `будут содействовать обмену и проведут форум`, which the tree hangs on the first verb
            return "planned", False
        if node.pos_ not in {"VERB", "AUX"} or feature(node, "VerbForm") not in {"Fin", "Part", None}:
            return None
        if setting and node.lemma_ in {"находиться", "пребывать"}:
            return ("ongoing" if feature(node, "Tense") == "Pres" else "held"), True
        if node.lemma_ in _SETTING_OUT and feature(node, "Tense") == "Pres":
            return "planned", True
        if setting:
            return ("planned" if self._tense(node) == "planned" else "held"), False
        if feature(node, "Mood") == "Cnd":
            return "refused", False
        return self._tense(node), False

    def _told_behind(self, token: Token) -> tuple[Verdict, bool] | None:
        """`Пекин, 16 мая /Синьхуа/ - заседание пройдет`: the verb that the tree hangs on its subject."""
        verb = next((c for c in token.rights if c.dep_ == "parataxis" and c.lemma_ in _COMING_OFF), None)
        if token.dep_ != "ROOT" or verb is None or any(c.dep_ in SUBJECTS and c.i > token.i for c in verb.children):
            return None
        return self._own_verb(verb)

    def _own_verb(self, verb: Token, told: Token | None = None) -> tuple[Verdict, bool] | None:
        """The verdict of the verb that tells the event (its object is `told`), unless something above it says more."""
        if is_negated(verb) and verb.lemma_ in _ATTENDING and told is None:
            # `в заседании участия не принимали`, `не примет участия в заседании`
            return ("planned" if is_future(verb) else "held"), False
        if is_negated(verb) and verb.lemma_ == "дать" and told is not None and told.dep_ in SUBJECTS:
            # `переговоры результата не дали`
            return "held", True
        if is_negated(verb):
            called_off = verb.lemma_ in {"состояться", "пройти"} and is_future(verb)
            where = any(c.dep_ == "obl" and preposition(c) in {"в", "на"} for c in verb.children)
            called_off = called_off or (verb.lemma_ in _MEETING and feature(verb, "Tense") == "Past" and where)
            return ("cancelled", True) if called_off else ("refused", False)
        if any(c.lemma_ in {"бы", "если"} for c in verb.children) and not _IN_SHORT.match(
            verb.doc._.match_text, verb.sent.start_char
        ):
            return "refused", False
        if feature(verb, "VerbForm") == "Inf":
            for above in self._above(verb):
                if any(c.lemma_ == "бы" for c in above.children):
                    return "refused", False
                known = self._status.get(above.lemma_)
                if verb.lemma_ in _CALLING and above.lemma_ in {"пригласить", "приглашать"}:
                    # `пригласил коллегу посетить Душанбе`: asked for, not agreed
                    return "refused", False
                if above.lemma_ in _HAVING_TO and is_negated(above):
                    # `ехать в Москву не придётся`
                    return "refused", False
                if known == "refused" and above.lemma_ in _IDEAS and _is_backed(above):
                    return "planned", True
                if known == "refused" and _is_accepted(above):
                    return "planned", True
                if told is not None and _offers_to_host(told, verb, above) and not is_negated(above):
                    return "planned", True
                if known in {"planned", "postponed", "cancelled", "refused"}:
                    return ("refused" if is_negated(above) else known), True  # type: ignore[return-value]
                if is_future(above):
                    return "planned", True
            if verb.head.lemma_ in _ABLE and is_negated(verb.head) and feature(verb.head, "Tense") == "Past":
                # `не смогли встретиться`
                return "cancelled", True
            if any(a.lemma_ in _MANAGED for a in self._above(verb)):
                return None
            return "planned", True
        return self._tense(verb), True

    def _above(self, verb: Token) -> list[Token]:
        found: list[Token] = []
        node = verb
        while node.head.i != node.i and len(found) < 4:
            node = node.head
            found.append(node)
            if node.pos_ in {"VERB", "AUX"} and feature(node, "VerbForm") != "Inf":
                break
        return found

    def _tense(self, verb: Token) -> Verdict:
        if is_future(verb):
            return "planned"
        if verb.lemma_ in _SETTING_OUT | _COMING | _BOTH_ASPECTS and feature(verb, "Tense") == "Pres":
            return "planned"
        if verb.lemma_ in _BEGINNING and any(c.lemma_ in _SHORT for c in verb.children if c.dep_ in SUBJECTS):
            return "held"
        if verb.lemma_ in _BEGINNING and feature(verb, "Tense") == "Past" and feature(verb, "VerbForm") == "Fin":
            over = any(c.lemma_ in _ENDING and feature(c, "Tense") == "Past" for c in verb.children)
            return "held" if over else "ongoing"
        if feature(verb, "Tense") == "Pres" and feature(verb, "VerbForm") != "Part":
            if feature(verb, "Aspect") == "Perf":
                return "planned"
            if verb.lemma_ in _OPENING:
                return "planned" if _ANOTHER_DAY.search(verb.sent.text) else "ongoing"
            if verb.lemma_ in {
                "проходить",
                "продолжаться",
                "идти",
                "работать",
                "проводиться",
                "проводить",
                "участвовать",
            }:
                return "ongoing"
        return "held"


def _decided_about(token: Token, previous: Token, node: Token, known: Verdict) -> tuple[Verdict, bool]:
    """Under a word by which the event is planned, put off or called off."""
    negated = is_negated(node) or (node.lemma_ == "решение" and is_negated(node.head))
    if node.pos_ == "NOUN" and node.lemma_ in _DECIDED and previous.lemma_ not in _HOLDING:
        # `решение о придании операции статуса`: decided about it, not that it shall be
        agreed = previous.i == token.i and token.lemma_ in _SHORT | _CALLS and preposition(token) in {"о", "об"}
        return ("planned", not negated) if agreed and node.lemma_ == "договоренность" else ("held", False)
    if previous.lemma_ in THOSE_AT and previous.dep_ in SUBJECTS:
        # `участники заседания договорились`: the session was held
        return "held", False
    told = previous.dep_ in SUBJECTS and is_past(node) and feature(node, "Voice") != "Pass"
    if told and previous is not token and preposition(token) == "на" and node.pos_ == "VERB":
        # `Совет на заседании в Ташкенте поручил`
        return "held", False
    if previous.lemma_ == "участие" and node.pos_ == "VERB" and preposition(token) == "в":
        # `договорились о взаимном участии в учениях`: no single ones, unless a name or a day is told
        return ("refused" if negated else known), False
    if node.lemma_ == "подготовка" and preposition(previous) == "к":
        return "planned", is_coming(previous)
    if node.lemma_ in {"пригласить", "приглашать"} and feature(node, "Variant") == "Short":
        return "held", False
    bare = not any(c.dep_ in {"nmod", "amod", "appos"} for c in token.children)
    if node.lemma_ in {"пригласить", "приглашать"} and bare and previous.i == token.i:
        # `хотим пригласить на заседание`: the one that was told
        return "planned", False
    until = preposition(token) in {"к", "до"} and previous.i != token.i
    # `поручено подготовить к следующему заседанию проект`: the charge lies ahead, and so does the session
    return ("refused" if negated else known), not until


def _spoken_of(token: Token, previous: Token, node: Token, *, setting: bool) -> tuple[Verdict, bool] | None:
    """Under a word that only speaks of the event: it may still be told that it took place, or shall."""
    if previous.lemma_ in _OUTCOMES:
        # `приветствовали итоги встречи`: it took place
        return "held", False
    if (node.lemma_ in _IDEAS and _is_backed(node)) or _is_accepted(node):
        return "planned", True
    if node.lemma_ == "приветствовать" and token.lemma_ in ADOPTIONS:
        # `приветствовали подписание в рамках визита Договора`: it took place, if it is told of what
        end = min(token.idx + _PAPER_NEAR, token.sent.end_char)
        return "held", token.lemma_ == "подписание" and any(token.idx < m.start < end for m in token.doc._.documents)
    if (node.pos_ != "NOUN" or previous.dep_ in {"nmod", "acl", "obj"}) and not setting:
        return "refused", False
    return None
