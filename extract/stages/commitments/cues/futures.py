"""Futures that are commitments by themselves: `будет и впредь`, `продолжит`, `подпишут`, `не допустим`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from extract.document import DateValue, match_text_of, sentence_of
from extract.language.columns import columns
from extract.language.later import later
from extract.language.morphology import parses
from extract.language.syntax import (
    FUTURE_AUXILIARIES,
    SUBJECTS,
    feature,
    future_auxiliary,
    is_negated,
    preposition,
    shared_future,
    subject,
)
from extract.parties.words import SIDES
from extract.stages.commitments.cues.frames import cue_of, infinitive_of, is_ahead, object_of, oneself_of
from extract.stages.commitments.cues.lexicon import Found
from extract.stages.commitments.cues.words import (
    ASKED,
    CONDITIONS,
    COURSES,
    GOING_ON,
    JOINT_PAPERS,
    LASTING,
    LAYING,
    NO_PLAN,
    PERFORMATIVES,
    PERMITTING,
    SITTINGS,
    SOON,
    UNDER,
    UNDERGOING,
    WRITTEN,
)
from extract.stages.commitments.parties.words import BODIES, FACILITIES, LAUNCHING, OPENING, STATES, TEAMS
from schemas.commitment import Force

_PAST_ENDINGS = ("л", "ла", "ло", "ли", "лся", "лась", "лось", "лись")


def futures_of(token: Token) -> Iterator[Found]:
    """`будет и впредь + infinitive`, `продолжит`, `подпишут`, `запускаем с мая`."""
    if feature(token, "VerbForm") == "Fin":
        # an auxiliary is not its own: `ждать мы не будем: купим свои`, all of which the parser joins
        ahead = is_ahead(token)
        if not (ahead or _begins_ahead(token)) or _conditional(token):
            return
        if ahead:
            yield from _finite(token)
        else:
            span = (token.idx, token.idx + len(token))
            yield Found("plan", f"commitment.plan.present:{token.lemma_}", span, token, token, token, "finite", None)
        return
    auxiliary = future_auxiliary(token)
    if auxiliary is None and any(c.dep_ == "nsubj:pass" and c.i > token.i for c in token.children):
        # `будет решён вопрос и подписан ряд документов`: what has a subject of its own
        auxiliary = shared_future(token)
    if auxiliary is None or not (auxiliary.i < token.i or _turned(token, auxiliary)) or _conditional(token):
        return
    yield from _with_auxiliary(token, auxiliary)


def _conditional(verb: Token) -> bool:
    """Whether it is not told that something will be done, but what depends on it."""
    return any(c.lemma_ in CONDITIONS for c in verb.children) or _once(verb) or _until(verb) or _rumoured(verb)


#: `Говорят, министерство закроют`: what nobody in particular says
_RUMOUR = later(r"[\s\"-]*(?:(?:а|но|и)\s+)?(?:говорят|ходят (?:слухи|разговоры)|по слухам),\s", re.IGNORECASE)


def _rumoured(verb: Token) -> bool:
    return _RUMOUR.match(match_text_of(verb.doc), sentence_of(verb).start_char, verb.idx) is not None


def _with_auxiliary(token: Token, auxiliary: Token) -> Iterator[Found]:
    """`будет и впредь содействовать`, `будет подписан`, `гражданам будет разрешено находиться`."""
    infinitive = feature(token, "VerbForm") == "Inf"
    passive = feature(token, "Variant") == "Short" or feature(token, "Voice") == "Pass"
    subordinate = token.dep_ in {"acl:relcl", "advcl"} and not under_paper(token) and not done_there(token)
    if token.lemma_ in NO_PLAN or not (infinitive or passive) or subordinate:
        return
    turned = auxiliary.i > token.i and auxiliary.nbor(-1).norm_.lower() == "не"
    negated = turned or is_negated(token) or is_negated(auxiliary)
    if token.lemma_ in PERMITTING and feature(token, "Gender") == "Neut":
        action = infinitive_of(token)
        if action is not None:
            # `гражданам будет разрешено находиться без виз`
            yield Found(
                "plan", "commitment.plan.permitted", (auxiliary.idx, token.idx + len(token)), token, token, action,
                "permitted", None, negated=negated,
            )  # fmt: skip
            return
    end = auxiliary.idx + len(auxiliary)
    tail = token.doc[auxiliary.i + 1 : token.i]
    if [t.norm_.lower() for t in tail][:2] in (["и", "впредь"], ["и", "далее"], ["и", "дальше"]):
        end = tail[1].idx + len(tail[1])
    # `сборы будут проводиться дважды в год`: nobody says of himself that he will
    undergone = feature(token, "Voice") == "Pass" or token.lemma_ in UNDERGOING
    force: Force = "pledge" if infinitive and not undergone else "plan"
    kept_from = object_of(token, "NOUN") if negated and token.lemma_ in {"допускать", "позволять"} else None
    if kept_from is not None and auxiliary.i == token.i - 1 and kept_from.i == token.i + 1:
        # `не будут допускать использования территории`
        yield Found(
            "pledge", f"commitment.pledge.refusal:{token.lemma_}", (auxiliary.idx, token.idx + len(token)), token,
            auxiliary, kept_from, "refusal", None, negated=True,
        )  # fmt: skip
        return
    yield Found(
        force, f"commitment.{force}.future", (auxiliary.idx, end), token, auxiliary, token, "future", None,
        negated=negated,
    )  # fmt: skip


def _finite(token: Token) -> Iterator[Found]:
    """`подпишут`, `не допустим`, `откроется, обещаю`."""
    span = (token.idx, token.idx + len(token))
    if token.lemma_ == "стать" and is_negated(token):
        action = next((c for c in token.children if feature(c, "VerbForm") == "Inf"), None)
        if action is not None:
            yield Found(
                "pledge", "commitment.pledge.refusal:стать", span, token, token, action, "refusal", None,
                negated=True,
            )  # fmt: skip
    promise = _performative(token)
    idle = token.lemma_ in NO_PLAN and promise is None and not _undergoes(token) and not promised_behind(token)
    if idle or _is_none(token):
        return
    if token.lemma_ in {"допустить", "позволить"}:
        action = infinitive_of(token) or next(
            (c for c in token.children if c.dep_ in {"obj", "obl", "iobj"} and c.pos_ == "NOUN"), None
        )
        if action is not None and is_negated(token):
            yield Found(
                "pledge", f"commitment.pledge.refusal:{token.lemma_}", span, token, token, action, "refusal", None,
                negated=True,
            )  # fmt: skip
        return
    if promise is not None:
        span = (promise.idx, promise.idx + len(promise))
        yield Found(
            "pledge", f"commitment.pledge.promised:{promise.lemma_}", span, promise, promise, token, "promised",
            None, negated=is_negated(token), own_subject=True,
        )  # fmt: skip
        return
    # a refusal is a pledge, whoever speaks, and so is what goes on
    goes_on = token.lemma_ in GOING_ON and feature(token, "Person") == "1"
    force: Force = "pledge" if goes_on or is_negated(token) else "plan"
    yield Found(
        force, f"commitment.{force}.finite_future:{token.lemma_}",
        cue_of(token, "oneself" if oneself_of(token) is not None else "finite"), token, token, token, "finite", None,
        negated=is_negated(token),
    )  # fmt: skip


def _is_none(token: Token) -> bool:
    """A form that is no future, the same action once more, a turn of phrase, a side clause or condition."""
    if _looks_past(token) or _said_before(token) or token.norm_.lower() in _TURNS:
        return True
    if token.lemma_ == "принять" and any(c.lemma_ == "участие" for c in token.children):
        # but `не примет участия`: a refusal
        return not is_negated(token)
    if token.lemma_ == "представить":
        named = object_of(token, "PROPN")
        if named is not None and named.i == sentence_of(named).start and not _is_name(named):
            # `Преемника представит следующая страна`
            named = None
        shown = named or next((c for c in token.lefts if c.dep_ == "obj" and c.lemma_ in SIDES), None)
        if shown is not None:
            # `Россию представят военнослужащие базы`, `казахскую сторону представит министр`
            return True
    if "-" in token.norm_:
        # no finite verb has a hyphen: a compound noun that the tagger does not know
        return True
    told = any(c.norm_.lower() == "что" and c.dep_ == "mark" for c in token.lefts)
    aside = token.dep_ in {"acl:relcl", "advcl"} or (token.dep_ == "acl" and not told)
    created = token.dep_ == "acl:relcl" and (by_a_group(token) or by_the_keeper(token))
    there = done_there(token)
    return (aside and not under_paper(token) and not created and not there) or any(
        c.lemma_ in {"если", "когда"}
        or (c.lemma_ == "который" and preposition(c) not in UNDER and not created and not there)
        for c in token.children
    )


def _is_name(word: Token) -> bool:
    """A word that opens its sentence and that no dictionary knows as a plain noun."""
    return not any(p.is_known and p.tag.POS == "NOUN" and not {"Geox", "Orgn", "Name", "Surn"} & p.tag.grammemes
                   for p in parses(word.norm_.lower()))  # fmt: skip


#: how near to its verb a day stands
_NEAR = 60
_CLAUSE = later(r"[,.:;()\n]")
#: `в этом году, в сентябре, мы завершаем`
_WE = later(r",?\s+(?:мы|я)\s+")
_ALWAYS = later(r"\b(?:кажд\w+|ежегодно|ежемесячно|ежедневно|регулярно|обычно|традиционно|всегда|уже)\b", re.IGNORECASE)


def _begins_ahead(verb: Token) -> bool:
    """`Пилот запускаем с 1 февраля`, `Узбекистан с мая вводит безвизовый режим`: the present of a day to come."""
    if verb.lemma_ not in SOON or feature(verb, "Tense") != "Pres" or is_negated(verb):
        return False
    if verb.dep_ in {"acl:relcl", "advcl"} or _ALWAYS.search(verb.sent.text):
        return False
    text: str = verb.doc._.match_text
    today = _today(verb.doc, verb.sent.start_char)
    for mention in verb.doc._.dates:
        if not verb.idx - _NEAR < mention.start < verb.idx + _NEAR:
            continue
        between = (mention.end, verb.idx) if mention.end <= verb.idx else (verb.idx + len(verb), mention.start)
        beside = _CLAUSE.search(text, *between) is None or _WE.fullmatch(text, *between) is not None
        if not beside or not isinstance(mention.entity, DateValue):
            continue
        value = mention.entity.edtf
        if today:
            return value[: len(today)] > today[: len(value)]
        # a page without any year: `С 14 марта страны возобновляют авиасообщение`
        since = value.startswith("XXXX") and text[max(mention.start - 2, 0) : mention.start].lower() in {"с ", "о "}
        return feature(verb, "Person") == "1" or since
    return False


def _today(doc: Doc, before: int) -> str:
    """The day of the page: its publication, else the first full day that it names before an offset."""
    published = doc._.source.published if doc._.source is not None else None
    above = (m.entity for m in doc._.dates if m.start < before)
    days = (date.edtf for date in above if isinstance(date, DateValue) and _DAY.fullmatch(date.edtf))
    return published or next(days, "")


_DAY = later(r"\d{4}-\d\d-\d\d")


def by_a_group(verb: Token) -> bool:
    """`создать группу, которая до июня представит доклад`: what a new body is to do, told with its day."""
    own = next((c for c in verb.children if c.lemma_ == "который" and c.dep_ == "nsubj" and c.i < verb.i), None)
    group = {verb.head.lemma_, verb.head.head.lemma_} & (TEAMS | BODIES)
    if own is None or not group or verb.head.i > verb.i:
        return False
    end = next((t.idx for t in verb.doc[verb.i : verb.sent.end] if t.norm_ in {",", ";", "."}), verb.sent.end_char)
    return any(own.idx < m.start < end for m in verb.doc._.dates)


#: `не скрою, были и огрехи`
_TURNS = frozenset({"скрою", "скроем"})


def by_the_keeper(verb: Token) -> bool:
    """`Подлинник хранится в Секретариате, который направит копии`: what the body that keeps a paper will do."""
    own = next((c for c in verb.children if c.lemma_ == "который" and c.dep_ == "nsubj" and c.i == verb.i - 1), None)
    if own is None or verb.lemma_ not in _SENDING or not own.i or own.nbor(-1).norm_ != ",":
        return False
    return any(t.lemma_ in _KEEPING for t in verb.doc[verb.sent.start : own.i])


def is_kept(verb: Token) -> bool:
    """The same, and not who is charged with something."""
    return by_the_keeper(verb) and any(t.lemma_ in {"храниться", "хранить"} for t in verb.sent)


_SENDING = frozenset({"направить", "разослать", "передать", "представить", "выслать"})
_KEEPING = frozenset({"храниться", "хранить", "возлагаться", "возложить", "депонировать"})


def done_there(verb: Token) -> bool:
    """`саммит, в ходе которого будет подписан меморандум`, `вылетит в Каир, где подпишет протокол`: papers of a
    gathering to come.
    """
    if verb.lemma_ not in _ON_PAPERS:
        return False
    things = {c.lemma_ for c in verb.children if c.dep_ in {"obj", *SUBJECTS}}
    things |= {n.lemma_ for c in verb.children if c.lemma_ == "ряд" for n in c.children}
    first = verb.head if verb.dep_ == "conj" else verb
    opening = verb.doc._.match_text[first.sent.start_char : verb.idx]
    return bool(things & (JOINT_PAPERS | WRITTEN | _PAPERS)) and _THERE.search(opening) is not None


_ON_PAPERS = frozenset({"подписать", "принять", "утвердить", "одобрить", "рассмотреть", "заключить"})
_PAPERS = frozenset(
    {
        "декларация", "заявление", "коммюнике", "конвенция", "стратегия", "решение", "постановление", "концепция",
        "проект", "резолюция", "закон", "пакет", "контракт",
    }
)  # fmt: skip
_THERE = later(
    r", (?:где|(?:на|в ходе|в рамках|во время|по итогам|по окончании|на полях) котор(?:ого|ой|ых|ом))\b[^;]*$"
)


def _said_before(verb: Token) -> bool:
    """`обещали сделать это до мая, и сделаем`: the same action once more."""
    before = verb.doc[max(verb.i - _WORDS_AGO, sentence_of(verb).start) : verb.i]
    return any(t.lemma_ == verb.lemma_ and feature(t, "VerbForm") == "Inf" for t in before)


_WORDS_AGO = 15


def _turned(infinitive: Token, auxiliary: Token) -> bool:
    """`помогать соседям мы будем`: the auxiliary behind its own subject, after the infinitive."""
    if feature(infinitive, "VerbForm") != "Inf":
        return False
    between = infinitive.doc[infinitive.i + 1 : auxiliary.i]
    if len(between) and between[-1].norm_.lower() == "не" and not any(t.is_punct or t.pos_ == "VERB" for t in between):
        # `отступать не будем`, `повышать пошлины не будем`
        return True
    own = next((c for c in infinitive.children if c.dep_ == "nsubj" or _is_we(c)), None)
    return own is not None and infinitive.i < own.i < auxiliary.i and auxiliary.i - own.i <= _BESIDE


def _is_we(token: Token) -> bool:
    """`откладывать мы не будем`, whatever the parser calls it."""
    return token.pos_ == "PRON" and feature(token, "Case") == "Nom" and feature(token, "Person") == "1"


#: words from a subject to its auxiliary, `не` among them
_BESIDE = 2


def _looks_past(verb: Token) -> bool:
    """`отсрочил`, which the tagger takes for a future."""
    word = verb.norm_.lower()
    return word.endswith(_PAST_ENDINGS) and all("past" in p.tag for p in parses(word) if p.tag.POS == "VERB")


def _once(verb: Token) -> bool:
    """`после того, как президент одобрит`, `как только узнает`: when something else is done."""
    for token in verb.lefts:
        if token.norm_.lower() != "как" or token.dep_ not in {"mark", "advmod", "case", "fixed"}:
            continue
        words = verb.doc._.match_text[max(token.idx - 7, 0) : token.idx + 11].lower()
        if "того, как" in words or "того как" in words or "как только" in words:
            return True
    return False


def _until(verb: Token) -> bool:
    """`до тех пор, пока не будет освобожден`, wherever the parser hung the conjunction."""
    first = next((c for c in verb.lefts if c.norm_.lower() in FUTURE_AUXILIARIES), verb)
    norms = columns(verb.doc).norms
    before = [norm.lower() for norm in norms[max(first.i - 3, 0) : first.i]]
    if "пока" not in before:
        return False
    words = before[max(verb.sent.start - (first.i - len(before)), 0) :]
    return words == [",", "пока", "не"] or words[1:] == [",", "пока"]


def in_row(token: Token) -> bool:
    """The line of the token is a row of buttons, which tell no plan: `Главная | Новости`."""
    text = match_text_of(token.doc)
    line = text.rfind("\n", 0, token.idx) + 1
    end = text.find("\n", token.idx)
    return "|" in text[line : end if end >= 0 else len(text)]


def under_paper(verb: Token) -> bool:
    """`соглашение, в соответствии с которым сторона предоставит`: what a paper lays down."""
    if verb.head.lemma_ not in LAYING or verb.head.i > verb.i:
        return False
    return _LAID_DOWN.search(verb.doc._.match_text, verb.head.idx, verb.idx) is not None


_LAID_DOWN = later(rf", (?:{'|'.join(map(re.escape, sorted(UNDER)))}) котор[а-я]+\b")


def _undergoes(verb: Token) -> bool:
    """`сотрудники пройдут стажировку`, `рассмотрят возможность`: somebody does it of their own will."""
    objects = {c.lemma_ for c in verb.children if c.dep_ == "obj"}
    if verb.lemma_ == "рассмотреть":
        # `рассмотрит запросы до конца июня`; what a sitting will look at is its agenda
        one = any(c.lemma_ == "вопрос" and feature(c, "Number") == "Sing" for c in verb.children if c.dep_ == "obj")
        asked = objects & ASKED or (one and not any(t.lemma_ in SITTINGS for t in verb.sent))
        return bool(asked)
    if verb.lemma_ == "помочь":
        # `коллеги помогут оборудовать центр`; a thing that helps is an effect
        own = subject(verb)
        people = own is not None and own.dep_ == "nsubj" and feature(own, "Animacy") == "Anim"
        people = people or (own is not None and (own.pos_ == "PROPN" or own.lemma_ in BODIES | STATES))
        ours = feature(verb, "Person") == "1"
        if ours and any(preposition(c) in {"с", "со", "в"} and c.pos_ == "NOUN" for c in verb.children):
            # `мы поможем с организацией`
            return True
        return (people or ours) and any(feature(c, "VerbForm") == "Inf" for c in verb.children)
    if verb.lemma_ == "увеличить":
        # `туркменская сторона увеличит поставки`; what a bridge or a law does is an effect
        own = subject(verb)
        objects |= {c.lemma_ for c in verb.head.rights if c.dep_ == "obj" and c.i > verb.i}
        ours = feature(verb, "Person") == "1"
        return bool(objects) and (ours or (own is not None and (own.pos_ == "PROPN" or own.lemma_ in BODIES | STATES)))
    if verb.lemma_ in OPENING:
        # `в мае откроются кабинеты`; an exhibition that opens is an event
        own = subject(verb)
        return own is not None and own.lemma_ in FACILITIES
    if verb.lemma_ in LAUNCHING:
        # `обмен сведениями начнётся с 1 сентября`
        own = subject(verb)
        return own is not None and own.lemma_ in LASTING
    if verb.lemma_ == "приобрести":
        # `ещё два комплекса приобретём сами`
        counted = any(c.pos_ == "NUM" or c.dep_ == "obj" for c in verb.children)
        return counted and feature(verb, "Person") == "1"
    if verb.lemma_ == "добавить":
        # `нам добавят тридцать мест`; not what somebody says
        return any(c.dep_ == "obj" and c.pos_ == "NOUN" and c.i > verb.i for c in verb.children)
    if verb.lemma_ == "составить":
        return bool(objects & WRITTEN)
    if verb.lemma_ == "дать" and objects & _REPLIES:
        return True
    if verb.lemma_ == "дать":
        # `Минск даст два борта`
        return any(c.dep_ == "obj" and any(n.dep_.startswith("nummod") for n in c.children) for c in verb.children)
    return verb.lemma_ == "пройти" and bool(objects & COURSES)


#: `коллеги дадут свои предложения`
_REPLIES = ASKED | WRITTEN | {"ответ", "замечание", "отзыв", "заключение", "пояснение", "разъяснение"}


def _performative(verb: Token) -> Token | None:
    """The promise of a first person beside a future: `это я вам обещаю`, `обещаю одно: ...`.

    One between commas (`передадим и опубликуем, обещаю, со снимками`) is that of the future right before it.
    """
    doc = verb.doc
    if verb.i + 3 < len(doc) and _is_aside(doc[verb.i + 2]):
        return doc[verb.i + 2]
    for other in (verb.head, *verb.children):
        beside = other.dep_ in {"parataxis", "conj"} or verb.dep_ in {"parataxis", "ccomp", "conj"}
        if other.i != verb.i and other.lemma_ in PERFORMATIVES and feature(other, "Person") == "1" and beside:
            return other if not _is_aside(other) or other.i < verb.i else None
    return None


#: `Баку поможет соседям, пообещал посол`
_PROMISED = later(r',[\s"-]+(?:в свою очередь,?\s+)?(?:пообещал|обещал|заверил|гарантировал)[аи]?\s')


def promised_behind(verb: Token) -> bool:
    end = sentence_of(verb).end_char
    told = _PROMISED.search(match_text_of(verb.doc), verb.idx, end)
    return (
        told is not None and subject(verb) is not None and not match_text_of(verb.doc)[told.end() :].startswith("что")
    )


def _is_aside(word: Token) -> bool:
    """`, обещаю,`: a promise of the first person between commas."""
    if word.lemma_ not in PERFORMATIVES or feature(word, "Person") != "1":
        return False
    return word.i > 0 and word.nbor(-1).norm_ == "," and word.i + 1 < len(word.doc) and word.nbor().norm_ == ","
