"""Cues: the words of `cues.yaml` in a sentence, each with the head of the action that its frame finds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from spacy.tokens import Span, Token

from extract.language.columns import columns
from extract.language.morphology import parses
from extract.language.syntax import FUTURE_AUXILIARIES, feature, is_future, is_negated, preposition
from extract.lexicons import Entry, load
from extract.lexicons.countries import country_by_adjective
from schemas.commitment import Force

Frame = Literal[
    "infinitive", "clause", "about", "genitive", "dative", "to", "onto", "for", "in", "from", "by", "against",
    "object", "predicative", "must", "in_plans", "oneself", "thing", "bare", "owned", "assigned", "told", "subject",
    "paper",
]  # fmt: skip
Actor = Literal["subject", "met", "signed", "speaker", "owner", "none"]
Addressee = Literal["object", "dative", "clause", "helper", "duty"]

_PREPOSITIONS: dict[Frame, tuple[frozenset[str], str]] = {
    "about": (frozenset({"о", "об", "обо"}), "Loc"),
    "to": (frozenset({"к", "ко"}), "Dat"),
    "onto": (frozenset({"на"}), "Acc"),
    "for": (frozenset({"за"}), "Acc"),
    "in": (frozenset({"в", "во"}), "Loc"),
    "from": (frozenset({"от"}), "Gen"),
    "by": (frozenset({"по"}), "Dat"),
    "against": (frozenset({"против"}), "Gen"),
}
_MUST = frozenset(
    {"необходимый", "важный", "нужный", "нужно", "необходимо", "важно", "целесообразный", "целесообразно"}
)
_PREDICATIVES = _MUST | {"правильный", "полезный", "желательный", "уместный", "своевременный", "принципиальный"}
#: perfective futures that only tell an event or an effect, not what somebody will do
_NO_PLAN = frozenset(
    {
        "состояться", "пройти", "встретиться", "начаться", "открыться", "завершиться", "обсудить", "собраться",
        "стать", "прибыть", "посетить", "смочь", "мочь", "способствовать", "длиться", "привести", "помочь",
        "дать", "послужить", "быть", "коснуться", "войти", "остаться", "увеличиться", "появиться", "добиться",
        "рассмотреть", "составить", "занять", "найти", "повыситься", "улучшиться", "продлиться", "прийтись",
        "потребоваться", "понадобиться", "удаться", "произойти", "исполниться", "превысить", "достигнуть",
        "вырасти", "напомнить", "отметить", "подчеркнуть", "добавить", "сказать", "уточнить", "заметить",
        "пояснить", "узнать", "увидеть", "сыграть", "выйти", "подойти", "возглавить", "вступить", "сдвинуться",
        "измениться", "сохраниться", "сдержать", "обещать", "гарантировать", "заверить", "ознакомиться",
        "познакомиться", "показать", "получить", "победить", "попасть", "оказаться", "прозвучать", "насчитывать",
        "унаследовать", "пострадать", "лишиться", "столкнуться", "ждать", "ожидать", "хватить", "понять", "приобрести",
        "уточняться", "меняться", "погибнуть", "умереть",
        "родиться", "исчезнуть", "дожить", "увеличить", "снизиться", "сократиться",
    }
)  # fmt: skip
#: first persons that promise more of the same: `продолжим поддержку`
_GOING_ON = frozenset({"продолжить"})
#: what makes a future a condition or a time
_CONDITIONS = frozenset({"если", "когда", "пока", "чтобы"})
#: first person of a promise that stands beside its clause: `подготовим регламент, это я вам обещаю`
PERFORMATIVES = frozenset({"обещать", "гарантировать", "ручаться", "обязаться", "обязываться"})
#: a duty that somebody's order lays on somebody
_DUTY = frozenset({"должный", "обязанный", "надлежать", "предстоять", "следовать", "необходимо"})
#: verbs of a wish that ask or say something, and promise nothing
_ONLY_WISHES = frozenset(
    {
        "отметить", "подчеркнуть", "сказать", "поблагодарить", "выразить", "напомнить", "узнать", "знать", "видеть",
        "поздравить", "пожелать", "обратить", "спросить", "быть", "жить", "стать", "купить", "услышать", "слышать",
        "добавить", "заверить", "сообщить", "верить", "понять", "остановиться", "уточнить", "уехать", "увидеть",
        "попросить", "заметить", "воспользоваться", "рассказать", "сделать", "получить", "поделиться", "иметь",
    }
)  # fmt: skip
#: verbs whose addressee may be long
_ASKING = frozenset({"призвать", "призывать", "просить", "попросить", "поручить", "рекомендовать", "поручать"})
_WINDOW = 12
_FAR_WINDOW = 25


class Cue(Entry):
    """A line of `cues.yaml`."""

    force: Force
    verbs: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    with_verbs: tuple[str, ...] = ()
    frames: tuple[Frame, ...]
    object_nouns: tuple[str, ...] = ()
    actor: Actor = "subject"
    addressee: Addressee | None = None
    negated: bool = False
    gerund: bool = False
    #: only nouns of help: what is counted on is asked of others
    help_nouns: bool = False
    #: only nouns of action
    of_action: bool = False
    example: str


@dataclass(eq=False, slots=True)
class Found:
    """A cue in a sentence with the head of its action."""

    force: Force
    rule: str
    cue: tuple[int, int]
    #: the word whose subject acts: the verb of the cue, or the cue itself
    verb: Token
    word: Token
    action: Token
    frame: str
    entry: Cue | None
    negated: bool = False
    #: the action comes with its own subject: `что Китай продолжит`
    own_subject: bool = False
    #: what `scope.action_limit` has found
    limit: int | None = None


class CueLexicon:
    """The cues by lemma."""

    def __init__(self, user_folder: Path | None = None) -> None:
        self.entries = load("cues", Cue, user_folder=user_folder)
        self._verbs: dict[str, list[Cue]] = {}
        self._adjectives: dict[str, list[Cue]] = {}
        self._nouns: dict[str, list[Cue]] = {}
        for entry in self.entries:
            for lemma in () if entry.nouns else entry.verbs:
                self._verbs.setdefault(lemma, []).append(entry)
            for lemma in entry.adjectives:
                self._adjectives.setdefault(lemma, []).append(entry)
            for lemma in entry.nouns:
                self._nouns.setdefault(lemma, []).append(entry)

    def is_cue_noun(self, token: Token) -> bool:
        return token.pos_ == "NOUN" and token.lemma_ in self._nouns

    def find(self, sentence: Span) -> list[Found]:
        """All cues of a sentence with an action, in text order; of nested ones the innermost is kept."""
        found: list[Found] = []
        doc = sentence.doc
        text: str = doc._.source_text
        table = columns(doc)
        auxiliary = not FUTURE_AUXILIARIES.isdisjoint(map(str.lower, table.norms[sentence.start : sentence.end]))
        rows = zip(table.pos[sentence.start : sentence.end], table.lemmas[sentence.start : sentence.end])
        for i, (pos, lemma) in enumerate(rows, sentence.start):
            verbal = pos in {"VERB", "AUX"}
            if verbal or pos in {"ADJ", "ADV"}:
                entries = self._verbs.get(lemma, ())
                short = lemma if lemma in self._adjectives else _short(table.norms[i].lower())
                adjectives = self._adjectives.get(short, ())
                if not (verbal or entries or adjectives):
                    continue
                token = doc[i]
                if token.is_space or token.is_punct:
                    continue
                # most verbs are of the past
                future = auxiliary or "Tense=Fut" in table.morphs[i] or lemma in _BIASPECTUAL
                if verbal and future and not ("|" in text[sentence.start_char : sentence.end_char] and _in_row(token)):
                    found += _future(token)
                if entries:
                    found += self._by_word(token, entries, "verb")
                if adjectives and (
                    feature(token, "Variant") == "Short" or token.dep_ in {"ROOT", "ccomp", "conj", "parataxis", "acl"}
                ):
                    found += self._by_word(token, adjectives, "adjective")
            elif pos in {"NOUN", "PROPN"} and lemma in self._nouns:
                token = doc[i]
                if not (token.is_space or token.is_punct):
                    found += self._by_noun(token)
        return _innermost(found)

    def _by_word(self, token: Token, entries: tuple[Cue, ...] | list[Cue], kind: str) -> Iterator[Found]:
        if not _is_predicate(token):
            return
        converb = feature(token, "VerbForm") == "Conv"
        # `сроки согласуют`, `стороны условятся`: nothing is agreed or decided yet
        ahead = feature(token, "Tense") == "Fut" and feature(token, "Person") == "3"
        for entry in entries:
            if ahead and entry.force in {"agreement", "decision"}:
                continue
            if entry.gerund != converb and (entry.gerund or entry.force not in {"pledge", "reaffirmation"}):
                continue
            for frame in entry.frames:
                action = _action(token, frame, entry)
                if action is None or not _suits(token, action, frame, entry):
                    continue
                yield Found(
                    entry.force,
                    f"commitment.{entry.force}.{kind}_{frame}:{token.lemma_}",
                    _cue_of(token, frame),
                    token,
                    token,
                    action,
                    frame,
                    entry,
                    negated=entry.negated != is_negated(token),
                    own_subject=frame == "clause",
                )
                return

    def _by_noun(self, token: Token) -> Iterator[Found]:
        for entry in self._nouns.get(token.lemma_, ()):
            special = _SPECIAL.get(entry.frames[0])
            if special is not None:
                yield from special(token, entry)
                continue
            verb = _governing_verb(token, entry.with_verbs)
            if verb is None or (entry.force == "proposal" and feature(verb, "Tense") == "Fut"):
                # `направят предложения`: nothing is proposed yet
                continue
            for frame in entry.frames:
                action = _action(token, frame, entry) or _action_after(token, verb, frame, entry)
                if action is None:
                    continue
                start = min(verb.idx, token.idx)
                near = abs(verb.i - token.i) <= 4 and all(
                    t.pos_ in {"ADJ", "ADV", "DET", "PART", "ADP", "NOUN", "PRON"}
                    for t in token.doc[min(verb.i, token.i) + 1 : max(verb.i, token.i)]
                )
                end = max(verb.idx + len(verb), token.idx + len(token))
                cue = (start, end) if near else (token.idx, token.idx + len(token))
                yield Found(
                    entry.force,
                    f"commitment.{entry.force}.noun_{frame}:{verb.lemma_} {token.lemma_}",
                    cue,
                    verb,
                    token,
                    action,
                    frame,
                    entry,
                    negated=entry.negated != is_negated(verb),
                    own_subject=frame == "clause",
                )
                return


def _in_row(token: Token) -> bool:
    """The line of the token is a row of buttons, which tell no plan: `Главная | Новости`."""
    text: str = token.doc._.match_text
    line = text.rfind("\n", 0, token.idx) + 1
    end = text.find("\n", token.idx)
    return "|" in text[line : end if end >= 0 else len(text)]


def _future(token: Token) -> Iterator[Found]:
    """`будет и впредь + infinitive`, `продолжит`, `подпишут`."""
    if any(c.lemma_ in _CONDITIONS for c in token.children):
        return
    auxiliary = next(
        (c for c in token.children if c.norm_.lower() in FUTURE_AUXILIARIES and c.dep_ in {"aux", "aux:pass", "cop"}),
        None,
    )
    if auxiliary is not None and auxiliary.i < token.i:
        infinitive = feature(token, "VerbForm") == "Inf"
        passive = feature(token, "Variant") == "Short" or feature(token, "Voice") == "Pass"
        if token.lemma_ in _NO_PLAN or not (infinitive or passive) or token.dep_ in {"acl:relcl", "advcl"}:
            return
        end = auxiliary.idx + len(auxiliary)
        tail = token.doc[auxiliary.i + 1 : token.i]
        if [t.norm_.lower() for t in tail][:2] in (["и", "впредь"], ["и", "далее"], ["и", "дальше"]):
            end = tail[1].idx + len(tail[1])
        force: Force = "pledge" if infinitive else "plan"
        yield Found(
            force, f"commitment.{force}.future", (auxiliary.idx, end), token, auxiliary, token, "future", None,
            negated=is_negated(token) or is_negated(auxiliary),
        )  # fmt: skip
        return
    if (feature(token, "Tense") != "Fut" and not _biaspectual_future(token)) or feature(token, "VerbForm") != "Fin":
        return
    if token.lemma_ == "стать" and is_negated(token):
        action = next((c for c in token.children if feature(c, "VerbForm") == "Inf"), None)
        if action is not None:
            span = (token.idx, token.idx + len(token))
            yield Found(
                "pledge", "commitment.pledge.refusal:стать", span, token, token, action, "refusal", None,
                negated=True,
            )  # fmt: skip
    if token.lemma_ in _NO_PLAN and not _undergoes(token):
        return
    if token.lemma_ == "принять" and any(c.lemma_ == "участие" for c in token.children):
        return
    if token.lemma_ == "представить" and _object_of(token, "PROPN") is not None:
        # `Россию представят военнослужащие базы`
        return
    if "-" in token.norm_:
        # no finite verb has a hyphen: a compound noun that the tagger does not know
        return
    if token.dep_ in {"acl:relcl", "advcl", "acl"} or any(
        c.lemma_ in {"если", "когда", "который"} for c in token.children
    ):
        return
    if token.lemma_ in {"допустить", "позволить"}:
        action = _infinitive(token) or next(
            (c for c in token.children if c.dep_ in {"obj", "obl", "iobj"} and c.pos_ == "NOUN"), None
        )
        if action is not None and is_negated(token):
            span = (token.idx, token.idx + len(token))
            yield Found(
                "pledge", f"commitment.pledge.refusal:{token.lemma_}", span, token, token, action, "refusal", None,
                negated=True,
            )  # fmt: skip
        return
    promise = _performative(token)
    if promise is not None:
        span = (promise.idx, promise.idx + len(promise))
        yield Found(
            "pledge", f"commitment.pledge.promised:{promise.lemma_}", span, promise, promise, token, "promised",
            None, negated=is_negated(token), own_subject=True,
        )  # fmt: skip
        return
    # a refusal is a pledge, whoever speaks, and so is what goes on
    goes_on = token.lemma_ in _GOING_ON and feature(token, "Person") == "1"
    force = "pledge" if goes_on or is_negated(token) else "plan"
    span = _cue_of(token, "oneself" if _oneself(token) is not None else "finite")
    yield Found(
        force, f"commitment.{force}.finite_future:{token.lemma_}", span, token, token, token, "finite", None,
        negated=is_negated(token),
    )  # fmt: skip


#: verbs whose present is also their future
_BIASPECTUAL = frozenset(
    {
        "организовать", "организовывать", "использовать", "модернизировать", "реализовать", "ликвидировать",
        "исследовать", "профинансировать", "финансировать", "делегировать", "командировать", "арендовать",
        "реорганизовать", "ратифицировать", "опубликовать", "оборудовать", "сформулировать", "стабилизировать",
    }
)  # fmt: skip
_AHEAD = re.compile(
    r"\b(?:до (?:конца|начала|середины)|к (?:концу|началу|середине)|не позднее"
    r"|в (?:следующем|будущем|ближайш\w+|предстоящ\w+)"
    r"|в \w+ (?:полугодии|квартале)|(?:следующ\w+|будущ\w+) (?:году|год|месяц\w*|недел\w*))\b"
)
#: what nobody says is no refusal to act: `от комментариев отказался`
_SILENCE = frozenset(
    {
        "комментарий", "интервью", "ответ", "показание", "разъяснение", "подробность", "общение", "уточнение",
        "комментировать", "прокомментировать", "отвечать", "ответить", "назвать", "называть", "раскрыть", "раскрывать",
        "уточнить", "уточнять", "говорить", "сообщить", "сообщать", "признать", "признавать", "верить", "разглашать",
        "давать", "дать", "представиться", "беседовать", "общаться", "слово",
    }
)  # fmt: skip
#: what people go through of their own will
_COURSES = frozenset(
    {"стажировка", "обучение", "подготовка", "курс", "переподготовка", "практика", "тренинг", "аттестация", "проверка"}
)
_INVITED = frozenset({"операция", "учение", "стажировка", "тренировка", "консультация", "работа", "участие"})
#: what somebody who was asked will look at
_ASKED = frozenset({"возможность", "запрос", "обращение", "предложение", "просьба", "инициатива", "ходатайство"})
#: what people write: `эксперты составят справочник`
_WRITTEN = frozenset(
    {"справочник", "список", "перечень", "план", "график", "карта", "реестр", "отчет", "программа", "доклад", "обзор"}
)
#: what sides sign or agree on
_JOINT_PAPERS = frozenset({"документ", "меморандум", "соглашение", "протокол", "договор", "договоренность"})
_SITTINGS = frozenset({"заседание", "встреча", "сессия", "саммит", "совещание", "повестка", "конференция", "форум"})


def _biaspectual_future(verb: Token) -> bool:
    """`организует в первом полугодии курсы`: the present of a verb of both aspects with a time ahead."""
    if verb.lemma_ not in _BIASPECTUAL or feature(verb, "Tense") != "Pres":
        return False
    sentence = verb.sent
    text: str = verb.doc._.match_text
    return _AHEAD.search(text[sentence.start_char : sentence.end_char].lower()) is not None


def _undergoes(verb: Token) -> bool:
    """`сотрудники пройдут стажировку`, `рассмотрят возможность`: somebody does it of their own will."""
    objects = {c.lemma_ for c in verb.children if c.dep_ == "obj"}
    if verb.lemma_ == "рассмотреть":
        # `рассмотрит запросы до конца июня`; what a sitting will look at is its agenda
        one = any(c.lemma_ == "вопрос" and feature(c, "Number") == "Sing" for c in verb.children if c.dep_ == "obj")
        asked = objects & _ASKED or (one and not any(t.lemma_ in _SITTINGS for t in verb.sent))
        return bool(asked)
    if verb.lemma_ == "помочь":
        # `коллеги помогут оборудовать центр`; a thing that helps is an effect
        people = any(c.dep_ == "nsubj" and feature(c, "Animacy") == "Anim" for c in verb.children)
        return people and any(feature(c, "VerbForm") == "Inf" for c in verb.children)
    if verb.lemma_ == "составить":
        return bool(objects & _WRITTEN)
    if verb.lemma_ == "дать":
        # `Минск даст два борта`
        return any(c.dep_ == "obj" and any(n.dep_.startswith("nummod") for n in c.children) for c in verb.children)
    return verb.lemma_ == "пройти" and bool(objects & _COURSES)


_HELP = frozenset(
    {
        "помощь", "содействие", "поддержка", "участие", "понимание", "сотрудничество", "взаимодействие", "отклик",
        "присоединение", "решение", "шаг", "ответ", "принятие", "подписание", "ратификация", "продолжение",
    }
)  # fmt: skip
#: what an adjective of readiness may lead to besides nouns of action
_READY_FOR = _HELP | {
    "диалог", "переговоры", "встреча", "работа", "контакт", "компромисс", "обмен", "обсуждение", "консультация",
    "проведение", "мера", "действие",
}  # fmt: skip


def _suits(word: Token, action: Token, frame: str, entry: Cue) -> bool:
    """What a cue word takes: help that is counted on, talks and actions that somebody is ready for."""
    if frame in {"oneself", "thing"} and feature(word, "Tense") == "Fut" and word.lemma_ not in PERFORMATIVES:
        return False
    if entry.help_nouns:
        return action.lemma_ in _HELP
    noun = action.lemma_.endswith(_ACTION_SUFFIXES) or action.lemma_ in _ACTION_NOUNS or action.lemma_ in _READY_FOR
    if entry.adjectives and frame in {"to", "onto", "in"} and action.pos_ in {"NOUN", "PROPN"}:
        return noun
    if entry.of_action and word.lemma_ in {"пригласить", "приглашать"}:
        # to learn or to act together; a ceremony or meeting is only an event
        return action.lemma_ in _INVITED or action.lemma_ in _COURSES
    if entry.of_action:
        return noun
    if word.lemma_ in {"отказаться", "отказываться"} and action.lemma_ in _SILENCE:
        return False
    return not (word.lemma_ == "хотеть" and action.lemma_ in _ONLY_WISHES)


def _cue_of(token: Token, frame: str) -> tuple[int, int]:
    """The cue word; `взял на себя` with its pronoun."""
    last = _oneself(token) if frame == "oneself" else None
    last = last or token
    return token.idx, last.idx + len(last)


def _oneself(verb: Token) -> Token | None:
    """`себя` of `взять на себя`."""
    for c in verb.children:
        if c.lemma_ == "себя" and preposition(c) == "на" and 0 < c.i - verb.i <= 3:
            return c
    return None


def _object_of(verb: Token, pos: str) -> Token | None:
    return next((c for c in verb.children if c.dep_ == "obj" and c.pos_ == pos), None)


def _performative(verb: Token) -> Token | None:
    """The promise of a first person beside a future: `это я вам обещаю`, `обещаю одно: ...`."""
    for other in (verb.head, *verb.children):
        beside = other.dep_ == "parataxis" or verb.dep_ in {"parataxis", "ccomp", "conj"}
        if other.i != verb.i and other.lemma_ in PERFORMATIVES and feature(other, "Person") == "1" and beside:
            return other
    return None


@lru_cache(maxsize=4096)
def _short(word: str) -> str:
    """The adjective that a short form or a participle of a verb belongs to: `намерены` -> `намеренный`."""
    for stem, full in (
        ("намерен", "намеренный"),
        ("согласн", "согласный"),
        ("согласен", "согласный"),
        ("готов", "готовый"),
        ("заинтересован", "заинтересованный"),
        ("нацелен", "нацеленный"),
        ("настроен", "настроенный"),
        ("обязан", "обязанный"),
    ):
        if word.startswith(stem) and len(word) - len(stem) <= 2:
            return full
    return ""


def _is_predicate(token: Token) -> bool:
    form = feature(token, "VerbForm")
    if form == "Part":
        return feature(token, "Variant") == "Short" or _short(token.norm_.lower()) != ""
    if form == "Inf":
        # under another verb the outer one decides
        return False
    return token.dep_ not in {"amod"} and feature(token, "Mood") != "Cnd"


#: nouns that only count the noun below them
_AMOUNTS = frozenset({"ряд", "часть", "пакет", "комплекс", "множество", "необходимость", "важность", "значение"})
#: verbs between a cue noun and its verb that add nothing: `заявил, что есть готовность`
_LIGHT_VERBS = frozenset({"быть", "есть", "иметь", "иметься", "существовать", "мочь"})


def _governing_verb(noun: Token, lemmas: tuple[str, ...]) -> Token | None:
    """The verb that a cue noun hangs on, directly, in coordination or by one noun in between."""
    node = noun
    for _ in range(5):
        if node.head.i == node.i:
            break
        previous, node = node, node.head
        if node.pos_ == "NOUN" and previous.dep_ == "nmod" and node.lemma_ not in _AMOUNTS:
            # `принять меры к сокращению предложения`: the verb does not govern the cue noun
            break
        if _verb_lemma(node) in lemmas and _is_verbal(node):
            return None if is_negated(node) and node.lemma_ in {"достигнуть", "принять"} else node
        if node.pos_ == "VERB" and feature(node, "VerbForm") == "Fin" and node.lemma_ not in _LIGHT_VERBS:
            break
        if node.pos_ in {"VERB", "AUX"} and previous.dep_ not in {
            "conj",
            "obj",
            "nsubj:pass",
            "obl",
            "iobj",
            "xcomp",
            "nsubj",
        }:
            break
        if node.pos_ not in {"NOUN", "ADJ", "DET", "VERB", "AUX", "PROPN"}:
            break
    # the parser sometimes cuts the object off: the verb stands right before the noun
    for back in range(1, 5):
        i = noun.i - back
        # not `noun.sent`, which walks to both ends of the sentence
        if i < 0 or noun.doc[i + 1].is_sent_start:
            break
        token = noun.doc[i]
        if _verb_lemma(token) in lemmas and _is_verbal(token):
            return token
        if token.is_punct or token.pos_ == "VERB":
            break
    return None


def _verb_lemma(token: Token) -> str:
    """The lemma, of `пришли` that of coming and not of sending."""
    return "прийти" if token.norm_.lower() == "пришли" and feature(token, "Mood") != "Imp" else token.lemma_


def _is_verbal(token: Token) -> bool:
    """A verb, a gerund or a short participle; not an attribute (`выдвинутая инициатива`)."""
    if feature(token, "VerbForm") == "Part":
        return feature(token, "Variant") == "Short"
    return token.pos_ in {"VERB", "AUX"} or feature(token, "Variant") == "Short"


def _may_be(token: Token, case: str) -> bool:
    """True if the form can be in `case`, whatever the tagger chose between forms that look alike."""
    return any(p.tag.POS == "NOUN" and case in p.tag for p in parses(token.norm_))


def _action(head: Token, frame: Frame, entry: Cue) -> Token | None:
    """The head of the action that `frame` attaches to the cue word."""
    if frame == "infinitive":
        return _infinitive(head)
    if frame == "clause":
        return _clause(head)
    if frame == "subject":
        return next(
            (c for c in head.children if c.dep_ in {"nsubj:pass", "nsubj"} and c.pos_ == "NOUN" and c.i > head.i
             and c.lemma_ in entry.object_nouns), None,
        )  # fmt: skip
    if frame == "paper":
        signed = any(c.dep_ in {"nsubj", "nsubj:pass"} and c.lemma_ in _JOINT_PAPERS for c in head.children)
        thing = _object_of(head, "NOUN") if signed and feature(head, "VerbForm") == "Fin" else None
        return thing if thing is not None and _may_be_action(thing) else None
    if frame == "oneself":
        return _object_of(head, "NOUN") if _oneself(head) is not None else None
    if frame == "thing":
        # whatever is promised: `обещал мост`
        return _object_of(head, "NOUN")
    if frame == "object":
        for c in head.children:
            if (
                c.dep_ in {"obj", "nsubj:pass", "nsubj"}
                and c.pos_ == "NOUN"
                and _may_be(c, "accs")
                and c.i > head.i - 8
                and _is_action_noun(c, entry)
            ):
                return _proposed(c)
        return None
    if frame == "genitive":
        return next(
            (c for c in head.rights if c.dep_ == "nmod" and preposition(c) is None and feature(c, "Case") == "Gen"),
            None,
        )
    if frame == "dative":
        for owner in (head, head.head):
            for c in owner.children:
                if c.i > head.i and c.pos_ in {"NOUN", "PROPN"} and preposition(c) is None and _may_be(c, "datv"):
                    return c
        return None
    if frame == "must":
        return _must(head)
    if frame == "predicative":
        return _predicative(head)
    words, _case = _PREPOSITIONS[frame]
    if entry.of_action and frame == "onto":
        for token in head.doc[head.i + 1 : min(head.i + _WINDOW, head.sent.end)]:
            if token.is_punct or token.pos_ == "VERB":
                break
            if token.pos_ == "NOUN" and preposition(token) in words:
                return token
        return None
    for owner in (head, head.head) if head.pos_ == "NOUN" else (head,):
        for c in owner.children:
            if (c.i > head.i or frame == "from") and c.pos_ in {"NOUN", "PROPN", "PRON"} and preposition(c) in words:
                if c.lemma_ in {"то", "тот"}:
                    return None
                if frame == "onto" and feature(c, "Case") == "Loc":
                    # `договорились на встрече`
                    continue
                return c
    return None


def _proposed(noun: Token) -> Token | None:
    """What a proposal is about: `ряд предложений по совершенствованию` -> `совершенствованию`; other nouns
    themselves.
    """
    if noun.lemma_ not in {"ряд", "предложение", "инициатива"}:
        return noun
    for token in noun.subtree:
        about = preposition(token) in {"по", "о", "об"} and token.pos_ == "NOUN"
        if token.i > noun.i and (about or feature(token, "VerbForm") == "Inf"):
            return token
    return None


def _action_after(noun: Token, verb: Token, frame: Frame, entry: Cue) -> Token | None:
    """As `_action`, for actions that the parser hung on the verb of the cue noun."""
    if frame == "infinitive":
        return _infinitive(verb) if verb.i > noun.i or noun.i - verb.i <= 4 else None
    if frame == "clause":
        return _clause(verb)
    if frame in _PREPOSITIONS:
        words, _ = _PREPOSITIONS[frame]
        return next(
            (
                c
                for c in verb.children
                if c.i > noun.i and c.pos_ == "NOUN" and preposition(c) in words and c.lemma_ != "то"
            ),
            None,
        )
    return None


def _infinitive(head: Token) -> Token | None:
    for c in head.children:
        if feature(c, "VerbForm") == "Inf" and (c.i > head.i or c.dep_ in {"csubj", "csubj:pass", "xcomp"}):
            return c
    # parsers lose it behind long objects: the first infinitive after the cue, before any other predicate
    asks = head.lemma_ in _ASKING
    limit = min(head.i + (2 * _FAR_WINDOW if asks else _WINDOW), head.sent.end)
    for token in head.doc[head.i + 1 : limit]:
        if feature(token, "VerbForm") == "Inf":
            return token
        if asks and (token.norm_ == "," or token.dep_ == "acl:relcl" or token.lemma_ == "который"):
            # `призвали частный сектор, прежде всего перевозчиков, присоединиться`
            continue
        if token.pos_ == "VERB" and feature(token, "VerbForm") in {"Fin", "Conv"}:
            return None
        if token.norm_ in {";", ":", ".", "что", "чтобы", "который"} or (token.norm_ == "," and token.i > head.i + 1):
            return None
    return None


def _clause(head: Token) -> Token | None:
    """The predicate of a `что`-clause (also `на то, что`) if it lies in the future or says who will act."""
    limit = min(head.i + _FAR_WINDOW, head.sent.end)
    that = next((t for t in head.doc[head.i + 1 : limit] if t.norm_.lower() in {"что", "чтобы"}), None)
    if that is None or any(feature(t, "VerbForm") == "Fin" for t in head.doc[head.i + 1 : that.i]):
        return None
    for token in head.doc[that.i + 1 : head.sent.end]:
        if token.pos_ in {"VERB", "AUX"} and (is_future(token) or that.norm_.lower() == "чтобы"):
            if token.norm_.lower() in FUTURE_AUXILIARIES:
                continue
            if token.dep_ in {"acl:relcl"}:
                continue
            refused = token.lemma_ == "стать" and next(
                (c for c in token.children if feature(c, "VerbForm") == "Inf"), None
            )
            return refused or token
        if token.norm_ in {";"}:
            return None
    return None


def _in_plans(noun: Token, entry: Cue) -> Iterator[Found]:
    """`В планах сторон - подписание протокола`, `в планах провести учения`."""
    if preposition(noun) != "в" or feature(noun, "Number") != "Plur":
        return
    for token in noun.doc[noun.i + 1 : min(noun.i + 8, noun.sent.end)]:
        infinitive = feature(token, "VerbForm") == "Inf"
        nominative = (
            token.pos_ == "NOUN"
            and feature(token, "Case") == "Nom"
            and (token.lemma_.endswith(_ACTION_SUFFIXES) or token.lemma_ in _ACTION_NOUNS)
        )
        if infinitive or nominative:
            yield Found(
                entry.force, f"commitment.{entry.force}.in_plans", (noun.idx, noun.idx + len(noun)), noun, noun, token,
                "in_plans", entry,
            )  # fmt: skip
            return
        if feature(token, "VerbForm") == "Fin":
            return


_POINTING = frozenset({"данный", "указанный", "упомянутый", "названный", "такой", "прозвучавший", "выдвинутый"})


def _bare(noun: Token, entry: Cue) -> Iterator[Found]:
    """`поддержала данное предложение`: what is supported was told before."""
    verb = _governing_verb(noun, entry.with_verbs)
    if verb is None or noun.dep_ not in {"obj", "nsubj:pass"} or feature(verb, "Tense") == "Fut":
        return
    # `инициативу поддержали Китай и Иран`
    if verb.i > noun.i + 1 or (verb.i > noun.i and not any(c.dep_ == "nsubj" for c in verb.children)):
        return
    if feature(noun, "Number") == "Plur" or any(c.dep_ not in {"det", "amod", "punct"} for c in noun.children):
        return
    if any(c.dep_ == "amod" and c.lemma_ not in _POINTING for c in noun.children):
        return
    yield Found(
        entry.force, f"commitment.{entry.force}.bare:{verb.lemma_} {noun.lemma_}", (verb.idx, verb.idx + len(verb)),
        verb, verb, noun, "bare", entry,
    )  # fmt: skip


def owner_of(noun: Token) -> Token | None:
    """The genitive that owns a noun (`предложение таджикской стороны`), or the adjective of a state."""
    for c in noun.rights:
        if c.i - noun.i > 6:
            break
        if c.dep_ in {"nmod", "appos"} and c.pos_ in {"NOUN", "PROPN"} and preposition(c) is None:
            return c if feature(c, "Case") == "Gen" or c.pos_ == "PROPN" else None
    for c in noun.lefts:
        if c.dep_ == "amod" and country_by_adjective(c.norm_.lower()):
            return c
    return None


def _owned(noun: Token, entry: Cue) -> Iterator[Found]:
    """`предложение таджикской стороны об учреждении центра`: a proposal told by its noun and owner alone."""
    owner = owner_of(noun)
    if owner is None or any(a.lemma_ in entry.with_verbs and a.pos_ == "VERB" for a in [noun.head]):
        return
    # the words right after the owner, whatever the parser hung them on
    for token in noun.doc[max(owner.i, noun.i) + 1 : min(max(owner.i, noun.i) + 10, noun.sent.end)]:
        action = token if feature(token, "VerbForm") == "Inf" else None
        if token.pos_ == "ADP":
            about = token.norm_.lower() in {"о", "об", "по"} and token.head.pos_ == "NOUN" and token.head.i > token.i
            action = token.head if about and _may_be_action(token.head) else None
            if action is None:
                return
        if action is not None:
            yield Found(
                entry.force, f"commitment.{entry.force}.owned:{noun.lemma_}", (noun.idx, noun.idx + len(noun)),
                noun, noun, action, "owned", entry,
            )  # fmt: skip
            return
        if token.is_punct or (token.pos_ == "VERB" and feature(token, "VerbForm") != "Part"):
            return


def _told(noun: Token, entry: Cue) -> Iterator[Found]:
    """`информация делегации Индии о намерении провести семинар`: told by a noun with its owner."""
    if preposition(noun) not in {"о", "об"}:
        return
    above = noun
    for token in reversed(noun.doc[max(noun.i - 10, noun.sent.start) : noun.i]):
        if token.pos_ == "VERB" or token.norm_ in {",", ";"}:
            return
        if token.lemma_ in _NEWS:
            above = token
            break
    if above == noun or owner_of(above) is None:
        return
    action = next((c for c in noun.children if c.i > noun.i and feature(c, "VerbForm") == "Inf"), None)
    if action is not None:
        yield Found(
            entry.force, f"commitment.{entry.force}.told:{noun.lemma_}", (noun.idx, noun.idx + len(noun)), noun, above,
            action, "told", entry,
        )  # fmt: skip


_NEWS = frozenset({"информация", "заявление", "сообщение", "слова", "заверение", "уведомление"})


def _may_be_action(token: Token) -> bool:
    return token.lemma_.endswith(_ACTION_SUFFIXES) or token.lemma_ in _ACTION_NOUNS


def _assigned(noun: Token, entry: Cue) -> Iterator[Found]:
    """`по поручению министра служба должна разработать план`."""
    if preposition(noun) not in {"по", "согласно", "в соответствии с", "во исполнение"} or owner_of(noun) is None:
        return
    for token in noun.doc[noun.i + 1 : min(noun.i + _FAR_WINDOW + 10, noun.sent.end)]:
        if token.lemma_ in _DUTY and token.pos_ != "NOUN":
            action = _infinitive(token)
            if action is not None:
                yield Found(
                    entry.force, f"commitment.{entry.force}.assigned:{noun.lemma_}", (noun.idx, noun.idx + len(noun)),
                    token, noun, action, "assigned", entry,
                )  # fmt: skip
            return
        if feature(token, "VerbForm") == "Fin" or token.norm_ == ";":
            return


#: constructions of a noun that its verb does not decide
_SPECIAL = {"in_plans": _in_plans, "bare": _bare, "owned": _owned, "assigned": _assigned, "told": _told}


def _must(head: Token) -> Token | None:
    """`подчеркнул, что необходимо усилить`: the infinitive after the predicative of the clause."""
    limit = min(head.i + _FAR_WINDOW, head.sent.end)
    that = next((t for t in head.doc[head.i + 1 : limit] if t.norm_.lower() == "что"), None)
    if that is None:
        return None
    for token in head.doc[that.i + 1 : min(that.i + _FAR_WINDOW, head.sent.end)]:
        if token.lemma_ in _MUST and token.dep_ != "amod":
            return _infinitive(token)
        if feature(token, "VerbForm") == "Fin":
            return None
    return None


def _predicative(head: Token) -> Token | None:
    """`представляется важным проведение`, `считает необходимым создать`, `полагая необходимым развитие`."""
    for token in head.doc[head.i + 1 : min(head.i + 8, head.sent.end)]:
        if token.lemma_ in _PREDICATIVES and feature(token, "Case") in {"Ins", None}:
            for owner in (token, head):
                infinitive = next((c for c in owner.children if feature(c, "VerbForm") == "Inf"), None)
                if infinitive is not None:
                    return infinitive
                for c in owner.children:
                    if c.dep_ in {"nsubj", "obj", "nsubj:pass"} and c.pos_ == "NOUN" and c.i > token.i:
                        return c
            return next(
                (
                    t
                    for t in head.doc[token.i + 1 : min(token.i + 5, head.sent.end)]
                    if t.pos_ == "NOUN" or feature(t, "VerbForm") == "Inf"
                ),
                None,
            )
        if token.is_punct:
            return None
    return None


_ACTION_SUFFIXES = ("ание", "ение", "яние", "ация", "яция", "тие", "ход", "бмен", "вод", "пуск", "смотр", "контроль")
#: nouns of action that look like any other noun
_ACTION_NOUNS = frozenset(
    {
        "мера", "шаг", "формат", "механизм", "разработка", "подготовка", "проверка", "поставка", "поддержка",
        "передача", "доработка", "обработка", "установка", "встреча", "консультация", "работа", "помощь",
        "учение", "операция", "поездка", "стажировка", "тренировка", "проект", "экспертиза", "реформа",
        "борьба", "защита", "выработка", "оценка", "закупка",
    }
)  # fmt: skip


def _is_action_noun(token: Token, entry: Cue) -> bool:
    """True for nouns of action; an entry may list the only ones it takes."""
    if entry.object_nouns:
        if token.lemma_ == "ряд":
            return any(c.lemma_ in entry.object_nouns for c in token.children)
        return token.lemma_ in entry.object_nouns
    return token.lemma_.endswith(_ACTION_SUFFIXES) or token.lemma_ in _ACTION_NOUNS


def _promises_both(found: Found, verb: Token) -> bool:
    """`заверил, что сторона примет экспертов и возьмет расходы`: two verbs of one clause under one cue."""
    told = found.frame == "clause" and found.action == verb.head and found.action.i < verb.i
    return told and not any(c.dep_ in {"nsubj", "nsubj:pass"} for c in verb.children)


def _innermost(found: list[Found]) -> list[Found]:
    """Drop a cue whose action is another cue's word, and double finds of one action."""
    kept: list[Found] = []
    for f in found:
        inner = [g for g in found if g is not f and (g.word == f.action or g.verb == f.action) and g.action != f.action]
        if inner and not (f.frame == "future" or feature(f.action, "VerbForm") == "Inf"):
            continue
        outer = [g for g in found if g is not f and f.verb == g.action and g.action != f.action]
        if outer and any(g.frame == "future" or feature(g.action, "VerbForm") == "Inf" for g in outer):
            continue
        kept.append(f)
    result: list[Found] = []
    for f in kept:
        same = [g for g in kept if g is not f and g.action == f.action]
        if same and f.entry is None:
            # the finite verb of a что-clause belongs to the cue before it
            continue
        if f.frame == "finite" and f.action.dep_ == "conj" and any(_promises_both(g, f.action) for g in kept):
            continue
        if any(g.action == f.action for g in result):
            continue
        result.append(f)
    return result
