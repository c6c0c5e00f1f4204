"""The tense of the verb that a date modifies: `состоится 15 января` looks ahead, `прошло 15 января` back."""

from __future__ import annotations

from spacy.tokens import Token

from extract.document import sentence_of
from extract.language.syntax import feature, is_future
from extract.stages.dates.resolve import Tense

_HEADS_LOOKED_AT = 4
#: imperfective verbs of what begins: their present may be said of a day ahead
_BEGINNING = frozenset(
    {
        "начинать", "начинаться", "открывать", "открываться", "запускать", "запускаться", "вводить", "вводиться",
        "переходить", "возобновлять", "возобновляться", "отменять", "отменяться", "приступать", "становиться",
        "подключать", "подключаться", "внедрять", "снимать", "вступать",
    }
)  # fmt: skip
#: short adjectives of whoever is to act
_MEANING = frozenset({"намеренный", "намерить", "готовый", "должный", "обязанный"})
_ABOUT = frozenset({"о", "об", "обо", "к", "на"})
#: what is agreed, asked or decided about an action lies ahead
_AGREED_NOUNS = frozenset(
    {
        "договоренность", "решение", "поручение", "предложение", "намерение", "готовность", "обязательство",
        "инициатива", "согласие", "приглашение", "план", "стремление", "обещание", "просьба", "рекомендация",
    }
)  # fmt: skip
#: `важность проведения`
_NEEDED = frozenset({"необходимость", "важность", "целесообразность", "значимость", "актуальность"})
_AGREED_VERBS = frozenset(
    {
        "утвердить", "согласовать", "предложить", "решить", "договориться", "условиться", "планировать", "одобрить",
        "предусмотреть", "предусматривать", "наметить", "обещать", "пообещать", "поручить", "рекомендовать",
        "поддержать", "инициировать", "запланировать", "анонсировать", "пригласить", "призвать", "попросить",
        "обязаться", "обязать", "потребовать", "согласиться", "рассчитывать", "надеяться", "предписать",
    }
)  # fmt: skip
#: nouns of action: `проведение`, `подписание`, `ратификация`, `подготовка`
_ACTION_ENDINGS = ("ние", "тие", "ция", "овка", "пуск", "ввод", "созыв")
_ACHIEVED = frozenset({"удаться", "успеть", "смочь", "мочь", "начать", "продолжить", "позволить", "помочь", "суметь"})


def is_subordinate(token: Token) -> bool:
    """Whether the verb of a date stands in a clause of its own that hangs on another."""
    for _ in range(_HEADS_LOOKED_AT):
        if token.pos_ in {"VERB", "AUX"} or token.head.i == token.i:
            break
        token = token.head
    return token.dep_ in {"ccomp", "acl", "acl:relcl", "advcl"}


def verb_tense(token: Token) -> Tense:
    """The tense of the verb above the date, or of its clause's own where the tree leaves the clause."""
    date = token
    for _ in range(_HEADS_LOOKED_AT):
        if token.head.i == token.i:
            break
        below, token = token, token.head
        if _is_meant(token, below):
            return "future"
        if token.pos_ not in {"VERB", "AUX"}:
            continue
        token = _verb_of_clause(date, token)
        own = _own_tense(token)
        if own == "past" and _is_asked(date):
            return "future"
        if own:
            return own
    return _own_tense(token) if token.pos_ in {"VERB", "AUX"} else None


def agrees(date: Token) -> bool:
    """Whether the word above or right before a date agrees or asks: `заявил о готовности 12-14 мая передать`."""
    before = date.doc[max(date.i - 2, 0) : date.i]
    return any(t.lemma_ in _AGREED_VERBS or t.lemma_ in _AGREED_NOUNS for t in (date.head, *before))


def is_told_done(date: Token) -> bool:
    """Whether a date hangs on a participle before it: `замечаний, поступивших до 1 марта`."""
    head = date.head
    return (
        head.i < date.i
        and feature(head, "VerbForm") == "Part"
        and _own_tense(head) == "past"
        and (feature(head, "Variant") != "Short")
    )


def _is_meant(token: Token, below: Token) -> bool:
    """Whether what hangs on a word is still to be done: `намерен`, `решение о проведении`, `утвердили проведение`."""
    if token.lemma_ in _MEANING:
        was = any(t.lemma_ == "быть" and feature(t, "Tense") == "Past" for t in token.children)
        return feature(token, "Variant") == "Short" and not was
    if below.pos_ != "NOUN" or not below.lemma_.endswith(_ACTION_ENDINGS):
        return False
    if token.lemma_ in _AGREED_NOUNS:
        return _is_about(below)
    if token.lemma_ in _NEEDED:
        return feature(below, "Case") == "Gen"
    return token.lemma_ in _AGREED_VERBS and (below.dep_ in {"obj", "nsubj:pass"} or _is_about(below))


def _is_asked(date: Token) -> bool:
    """Whether an infinitive before a date tells what somebody is asked to do: `подтвердил приглашение посетить Минск`,
    where the tree gives the date to the verb of telling.
    """
    for token in reversed(date.doc[sentence_of(date).start : date.i]):
        if token.text in _CLAUSE_ENDS or feature(token, "VerbForm") == "Fin":
            return False
        if feature(token, "VerbForm") == "Inf":
            return token.head.lemma_ in _AGREED_NOUNS or token.head.lemma_ in _AGREED_VERBS
    return False


def _is_about(noun: Token) -> bool:
    return any(t.dep_ == "case" and t.lemma_ in _ABOUT for t in noun.children)


def begins(date: Token) -> bool:
    """Whether the verb above the date says that something begins on it: `запускаем с 1 февраля`, in present form."""
    token = date
    for _ in range(_HEADS_LOOKED_AT):
        if token.pos_ in {"VERB", "AUX"} or token.head.i == token.i:
            break
        token = token.head
    return token.lemma_ in _BEGINNING


def _verb_of_clause(date: Token, verb: Token) -> Token:
    """The finite verb that shares the date's clause if the one found stands beyond its end.

    `которое состоится в июле, и о решениях, принятых в октябре`: not `принятых`; `скажу больше: в феврале, на
    семинаре, доклад был`: not `скажу`.
    """
    doc = date.doc
    if verb.i > date.i:
        if not any(token.text == "," for token in doc[date.i : verb.i]):
            return verb
        nearest = range(date.i - 1, date.sent.start - 1, -1)
    else:
        if not any(token.text == ":" for token in doc[verb.i : date.i]):
            return verb
        nearest = range(date.i + 1, min(date.sent.end, date.i + _WORDS_TO_VERB))
    for i in nearest:
        token = doc[i]
        if verb.i > date.i and token.text in _CLAUSE_ENDS:
            break
        if token.pos_ in {"VERB", "AUX"} and "Fin" in token.morph.get("VerbForm", []):
            return token
    return verb


_WORDS_TO_VERB = 15
_CLAUSE_ENDS = frozenset({",", ":", ";", "("})
_FUTURE_VERBS = frozenset(
    {
        "планировать",
        "планироваться",
        "намечать",
        "запланировать",
        "предстоять",
        "ожидаться",
        "наметить",
        "предусмотреть",
        "предусматривать",
        "предусматриваться",
        "назначить",
    }
)


def _own_tense(token: Token) -> Tense:
    if token.lemma_ in _FUTURE_VERBS or is_future(token):
        return "future"
    if feature(token, "VerbForm") == "Inf":
        # what somebody agreed, decided or asked to do lies ahead; what somebody managed to do does not
        return None if token.head.lemma_ in _ACHIEVED else "future"
    tenses = token.morph.get("Tense", [])
    if "Past" in tenses and "Part" not in token.morph.get("VerbForm", []):
        return "past"
    if "Past" in tenses and "Perf" in token.morph.get("Aspect", []) and token.lemma_ not in _FUTURE_VERBS:
        # `группа, созданная в марте`
        return "past"
    if "Past" in tenses and "Short" in token.morph.get("Variant", []):
        return "past"
    return "present" if "Pres" in tenses and "Fin" in token.morph.get("VerbForm", []) else None
