"""Finds the cues of a sentence, each with the head of the action that its frame finds."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from extract.document import Sentence, kept, sentence_of, source_text_of
from extract.language.columns import columns
from extract.language.later import later
from extract.language.syntax import FUTURE_AUXILIARIES, SUBJECTS, feature, is_negated, preposition, subject
from extract.language.words import word_index, words_of
from extract.stages.commitments.cues.frames import (
    ACTION_SUFFIXES,
    action_after,
    action_of,
    cue_of,
    is_ahead,
    may_be_action,
    says_of_paper,
)
from extract.stages.commitments.cues.futures import futures_of, in_row
from extract.stages.commitments.cues.lexicon import CHARGING, Cue, CueLexicon, Found
from extract.stages.commitments.cues.nouns import SPECIAL, governing_verb
from extract.stages.commitments.cues.same_cue import under_one_cue
from extract.stages.commitments.cues.words import (
    ACTION_NOUNS,
    AGREEING,
    ASSIGNING,
    BESIDES,
    BIASPECTUAL,
    CONSENTING,
    COURSES,
    DUTY,
    HELP,
    INVITED,
    MANAGING,
    MUST,
    ONLY_WISHES,
    OPINIONS,
    PERFORMATIVES,
    REMAINING,
    SILENCE,
    SITTINGS,
    SOON,
)
from extract.stages.commitments.parties.words import BODIES, STATES, TEAMS, UNDERSTOOD

#: parts of speech of cues, but for nouns
_CUES = frozenset({"VERB", "AUX", "ADJ", "ADV"})
_VERBS = frozenset({"VERB", "AUX"})
_AHEAD = BIASPECTUAL | frozenset(SOON)
#: `при необходимости`, `по мере необходимости`
_AS_NEEDED = frozenset({"при", "по", "мере", "случае"})
_NO_PAST = frozenset("тмше")
_PASSIVE = re.compile(r"(?:ан|ана|ано|аны|анн[а-яё]+)$")


def _has_bar(sentence: Span) -> bool:
    return source_text_of(sentence.doc).find("|", sentence.start_char, sentence.end_char) >= 0


class CueFinder:
    """The cues of a sentence."""

    def __init__(self, lexicon: CueLexicon) -> None:
        self._lexicon = lexicon
        self._lemmas = frozenset({*lexicon.nouns, *lexicon.verbs, *lexicon.adjectives, *UNDERSTOOD})

    def may_find(self, doc: Doc, sentence: Sentence) -> bool:
        """Whether a sentence has a word that may be a cue; many have none."""
        places, _ = kept(doc, "cue_words", self._cue_words)
        first = bisect_left(places, sentence.start)
        return first < len(places) and places[first] < sentence.end

    def find(self, sentence: Span) -> list[Found]:
        """All cues of a sentence with an action, in text order; of nested ones the innermost is kept."""
        found: list[Found] = []
        doc = sentence.doc
        table = columns(doc)
        nouns = self._lexicon.nouns
        places, futures = kept(doc, "cue_words", self._cue_words)
        for i in places[bisect_left(places, sentence.start) : bisect_left(places, sentence.end)]:
            pos, lemma = table.pos[i], table.lemmas[i]
            future = i in futures
            if future or pos in _CUES or (lemma in UNDERSTOOD and table.norms[i].endswith("лено")):
                entries = self._lexicon.verbs.get(lemma, ())
                short = lemma if lemma in self._lexicon.adjectives else _short(table.norms[i].lower())
                adjectives = self._lexicon.adjectives.get(short, ())
                if not (future or entries or adjectives):
                    continue
                token = doc[i]
                if token.is_space or token.is_punct:
                    continue
                if future and not (_has_bar(sentence) and in_row(token)):
                    found += futures_of(token)
                if entries:
                    found += self._by_word(token, entries, "verb")
                if adjectives and (_is_said_of(token) or _remaining(token) is not None):
                    found += self._by_word(token, adjectives, "adjective")
            elif pos in {"NOUN", "PROPN"} and lemma in nouns:
                token = doc[i]
                if not (token.is_space or token.is_punct):
                    found += self._by_noun(token)
        found = under_one_cue(_innermost(found)) if found else []
        return [*found, *_consents(sentence, found)]

    def _cue_words(self, doc: Doc) -> tuple[list[int], set[int]]:
        """The tokens that may be cues by their forms and lemmas, few of all; those that may tell what lies ahead."""
        words, index = words_of(doc), word_index(doc)
        found = {words[i].token for i in index.with_lemma(self._lemmas)}
        short = [low for low in index.lows if low[0] in _SHORT_LETTERS and low.startswith(_SHORT_STEMS)]
        found.update([words[i].token for low in short for i in index.lows[low]])
        with_auxiliary = {words[i].sentence for i in index.with_low(FUTURE_AUXILIARIES)}
        verbs = [word for word in words if word.pos in _VERBS]
        verbs += [words[i] for i in index.with_lemma(UNDERSTOOD) if words[i].text.endswith("лено")]
        # most verbs are of the past; no past ends so, whatever the tagger says: `внедрит`
        futures = {
            word.token
            for word in verbs
            if word.text[-1] in _NO_PAST
            or "Tense=Fut" in word.morph
            or word.sentence in with_auxiliary
            or word.lemma in _AHEAD
        }
        return sorted(found | futures), futures

    def _by_word(self, token: Token, entries: tuple[Cue, ...] | list[Cue], kind: str) -> Iterator[Found]:
        remains = _remaining(token) if kind == "adjective" else None
        if not _is_predicate(token) and remains is None:
            return
        assigned = _assigning(token)
        verb = remains or assigned or token
        converb = feature(token, "VerbForm") == "Conv"
        # `сроки согласуют`, `стороны условятся`: nothing is agreed or decided yet
        ahead = is_ahead(token) and feature(token, "Person") == "3"
        # and neither is `мы согласуем график`; but `поручаем`, `поручим` of a statement decides
        ours = is_ahead(token) and feature(token, "Person") == "1"
        for entry in entries:
            if (ahead and entry.force in {"agreement", "decision"}) or (ours and entry.force == "agreement"):
                continue
            if token.lemma_ in {"обязать", "призвать"} and _PASSIVE.search(token.norm_.lower()) and kind == "verb":
                # `мы обязаны реагировать`, `семинар, призванный усилить обмен`: nobody decided or asked it
                continue
            charging = converb and token.norm_.lower() in CHARGING
            if entry.gerund != converb and (
                entry.gerund or (entry.force not in {"pledge", "reaffirmation"} and not charging)
            ):
                continue
            for frame in entry.frames:
                action = action_of(token, frame, entry)
                if action is None or not _suits(token, action, frame, entry):
                    continue
                if entry.force == "agreement" and action.head.lemma_ in _NEEDS and action.head.i > token.i:
                    # `согласились с необходимостью ускорить`: of nested cues the innermost
                    continue
                own = feature(action, "Person") == "1" or feature(action, "VerbForm") == "Inf"
                if frame == "clause" and entry.addressee == "clause" and own:
                    # `надеюсь, что мы подпишем`, `рассчитывают на то, чтобы подписать`: what they mean to do themselves
                    continue
                start, end = cue_of(token, frame)
                kept_from = _kept_from(token, action) if entry.force == "pledge" and frame == "infinitive" else None
                if kept_from is not None:
                    yield Found(
                        entry.force, f"commitment.{entry.force}.{kind}_refusal:{token.lemma_}",
                        (start, action.idx + len(action)), verb, token, kept_from, "refusal", entry, negated=True,
                    )  # fmt: skip
                    return
                yield Found(
                    entry.force,
                    f"commitment.{entry.force}.{kind}_{frame}:{token.lemma_}",
                    (min(start, remains.idx), end) if remains is not None else (start, end),
                    verb,
                    token,
                    action,
                    frame,
                    entry,
                    negated=entry.negated != _is_denied(token),
                    own_subject=frame == "clause",
                )
                return

    def _of_next_noun(self, noun: Token, action: Token) -> bool:
        """`приверженность работе и готовность проводить операции`: what the other cue noun leads to."""
        if feature(action, "VerbForm") != "Inf":
            return False
        between = noun.doc[noun.i + 1 : action.i]
        joined = (t for t in between if t.dep_ == "conj" and self._lexicon.is_cue_noun(t))
        return any(feature(t, "Case") == feature(noun, "Case") for t in joined)

    def _by_noun(self, token: Token) -> Iterator[Found]:
        if token.lemma_ == "необходимость" and token.i > 0 and token.nbor(-1).norm_.lower() in _AS_NEEDED:
            # `при необходимости принимать меры`
            return
        for entry in self._lexicon.nouns.get(token.lemma_, ()):
            special = SPECIAL.get(entry.frames[0])
            if special is not None:
                yield from special(token, entry)
                continue
            verb = governing_verb(token, entry.with_verbs) if preposition(token) not in BESIDES else None
            ahead = verb is not None and feature(verb, "Tense") == "Fut"
            if (
                verb is not None
                and entry.force == "agreement"
                and verb.dep_ == "ROOT"
                and feature(verb, "VerbForm") == "Inf"
            ):
                # `Принять с благодарностью предложение`: an order of minutes, and nobody agreed to anything
                continue
            if entry.force == "agreement" and preposition(token) in {"с", "со"}:
                # `принято решение обратиться с предложением открыть центр`
                continue
            if verb is not None and (_must_be(verb) or (entry.force == "proposal" and _to_be_done(verb))):
                # `демонстранты должны проявить готовность к диалогу`
                continue
            if verb is None or (ahead and entry.force in {"proposal", "agreement", "decision"}):
                # `направят предложения`, `поддержит инициативу`: nothing is proposed or agreed yet
                continue
            for frame in entry.frames:
                action = action_of(token, frame, entry) or action_after(token, verb, frame)
                if (
                    action is None
                    or self._of_next_noun(token, action)
                    or (entry.of_action and feature(action, "VerbForm") != "Inf" and not may_be_action(action))
                ):
                    continue
                if token.lemma_ == "мнение" and frame == "clause" and action.head != token:
                    # `Такое мнение он высказал агентству, отметив, что служба сохранится`
                    continue
                if entry.force == "agreement" and frame == "genitive" and not may_be_action(action):
                    # `поддержал предложения комитета`: whose they are
                    continue
                if _is_appraised(token, action, frame) or (frame == "by" and action.lemma_ in _NO_TASK):
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
                    negated=entry.negated != _is_denied(verb),
                    own_subject=frame == "clause",
                )
                return


def _kept_from(verb: Token, action: Token) -> Token | None:
    """`обязуются не допускать использования территории`: the noun of what is not allowed."""
    if action.lemma_ not in {"допускать", "допустить"} or action.i != verb.i + 2 or action.nbor(-1).norm_ != "не":
        return None
    nouns = (c for c in action.rights if c.dep_ in {"obj", "obl", "iobj"} and c.pos_ == "NOUN")
    return next((c for c in nouns if preposition(c) is None and c.i == action.i + 1), None)


def _is_denied(verb: Token) -> bool:
    """`не принято`, `принято не было`."""
    after = [t.norm_.lower() for t in verb.doc[verb.i + 1 : verb.i + 3]]
    return is_negated(verb) or (after[:1] == ["не"] and after[-1] in {"был", "была", "было", "были"})


_NEEDS = frozenset({"необходимость", "важность", "целесообразность", "значимость"})

#: what an adjective of readiness may lead to besides nouns of action
_READY_FOR = HELP | {
    "диалог", "переговоры", "встреча", "работа", "контакт", "компромисс", "обмен", "обсуждение", "консультация",
    "проведение", "мера", "действие",
}  # fmt: skip


def _is_appraised(noun: Token, action: Token, frame: str) -> bool:
    """`подчеркнули значение договорённостей`, `интерес в контактах`, `план учений`: a thing, nothing to be done."""
    if frame in {"to", "genitive"} and noun.lemma_ == "готовность" and action.pos_ == "NOUN":
        # `отмечена готовность системы к зиме`
        return not may_be_action(action) and action.lemma_ not in _READY_FOR
    if frame == "genitive" and noun.lemma_ == "план":
        # told of in the singular it is a paper about a gathering
        return feature(noun, "Number") == "Sing" and action.lemma_ in SITTINGS | {"учение", "мероприятие"}
    thing = (frame == "genitive" and noun.lemma_ in {"значение", "значимость"}) or (
        frame in {"in", "to"} and noun.lemma_ in {"заинтересованность", "интерес"}
    )
    return thing and action.pos_ == "NOUN" and not may_be_action(action) and action.lemma_ not in HELP


#: `имеется в виду принять`: an intention; whatever else there is, is none
_IN_VIEW = re.compile(r"имеется\s+в\s+виду\s", re.IGNORECASE)


#: `дал поручения по итогам совещания`, `по ряду вопросов`: when or about what, and nothing to be done
_NO_TASK = frozenset(
    {
        "итог",
        "результат",
        "окончание",
        "завершение",
        "вопрос",
        "ряд",
        "тема",
        "направление",
        "проблема",
        "пункт",
        "линия",
    }
)


def _suits(word: Token, action: Token, frame: str, entry: Cue) -> bool:
    """What a cue word takes: help that is counted on, talks and actions that somebody is ready for."""
    if frame == "thing" and (is_negated(word) or _is_said_behind(word)):
        # `чудес не обещаю`; `закон рассмотрят, пообещал спикер`
        return False
    if word.lemma_ == "иметься" and not _IN_VIEW.match(word.doc._.match_text, word.idx):
        # `имеется возможность создать центр`
        return False
    if frame in {"oneself", "thing"} and feature(word, "Tense") == "Fut" and word.lemma_ not in PERFORMATIVES:
        return False
    if entry.adjectives and _short(word.norm_.lower()) == "обязанный":
        return _is_bound(word, action)
    if entry.adjectives and _short(word.norm_.lower()) == "должный":
        return _is_due(word, action)
    if action.lemma_ in OPINIONS:
        # `сошлись во мнении`
        return False
    if entry.adjectives and action.lemma_ in SILENCE and is_negated(word):
        # `не готов отвечать подробно`
        return False
    if entry.force == "plan" and frame == "object" and feature(word, "Variant") == "Short":
        # `проведение семинара намечено`: only an event
        return False
    if entry.help_nouns:
        return action.lemma_ in HELP
    noun = action.lemma_.endswith(ACTION_SUFFIXES) or action.lemma_ in ACTION_NOUNS or action.lemma_ in _READY_FOR
    if entry.adjectives and frame in {"to", "onto", "in"} and action.pos_ in {"NOUN", "PROPN"}:
        return noun
    if entry.of_action and word.lemma_ in {"пригласить", "приглашать"}:
        # to learn or to act together; a ceremony or meeting is only an event
        return action.lemma_ in INVITED or action.lemma_ in COURSES
    if entry.of_action:
        return noun
    if word.lemma_ in {"отказаться", "отказываться"} and action.lemma_ in SILENCE:
        return False
    return not (word.lemma_ == "хотеть" and action.lemma_ in ONLY_WISHES)


def _is_said_behind(verb: Token) -> bool:
    """`закон рассмотрят, пообещал спикер`: a past right behind a comma, who says so behind it."""
    if verb.i < 2 or verb.nbor(-1).norm_ not in {",", "-"} or feature(verb, "Number") != "Sing":
        return False
    end = sentence_of(verb).end
    opens = any(feature(t, "VerbForm") == "Fin" for t in verb.doc[sentence_of(verb).start : verb.i])
    return opens and feature(verb, "Tense") == "Past" and all(t.pos_ != "VERB" for t in verb.doc[verb.i + 1 : end])


def _is_bound(word: Token, action: Token) -> bool:
    """`мы обязаны внести текст к саммиту`: a speaker or a body, and a term by which it is done."""
    own = subject(word)
    if own is None or feature(action, "Aspect") != "Perf":
        return False
    if own.pos_ != "PROPN" and own.lemma_ not in BODIES | STATES | {"мы", "я"}:
        return False
    start, end = word.sent.start_char, word.sent.end_char
    return any(start <= m.start < end for m in word.doc._.dates) or _TO_GATHERING.search(word.sent.text) is not None


def _is_due(word: Token, action: Token) -> bool:
    """`группа должна до мая представить доклад`: what a body is to do by a day; `должна была` did not come about."""
    if feature(word, "Variant") != "Short" or word.dep_ in {"acl", "acl:relcl", "advcl"} or is_negated(word):
        return False
    being = [c for c in (*word.children, *action.children) if c.lemma_ == "быть"]
    done = feature(action, "Variant") == "Short" and all(feature(c, "VerbForm") == "Inf" for c in being)
    if (being and not done) or feature(action, "Aspect") != "Perf":
        return False
    own = subject(word) or subject(action)
    if done:
        # `отчёты должны быть подготовлены до мая`: whatever it is, by its day
        term = _BY_DAY.search(word.doc._.match_text, word.sent.start_char, word.sent.end_char)
        dated = any(term is not None and m.start == term.end() for m in word.doc._.dates)
        return bool(being) and own is not None and own.lemma_ not in {"который", "это", "все"} and dated
    if own is None or (own.pos_ != "PROPN" and own.lemma_ not in BODIES | STATES | TEAMS | {"мы"}):
        own = next((c for c in action.rights if c.dep_ in SUBJECTS or c.dep_ == "obj"), None)
    if own is None or (own.pos_ != "PROPN" and own.lemma_ not in BODIES | STATES | TEAMS | {"мы"}):
        return False
    start, end = word.sent.start_char, word.sent.end_char
    clause = word.doc._.match_text.rfind(",", start, min(own.idx, word.idx))
    return any(max(start, clause) <= m.start < end for m in word.doc._.dates)


_BY_DAY = later(r"\b(?:до|к|ко|не позднее)\s+(?=(?:конца |концу )?\d|[а-я]{3})", re.IGNORECASE)
_TO_GATHERING = later(
    r"\b(?:к|ко|до)\s+(?:[а-яё-]+\s+){0,2}(?:саммит|заседани|сесси|встреч|совещани|съезд)", re.IGNORECASE
)


#: short forms and participles without their endings
_SHORT = {
    "намерен": "намеренный", "согласн": "согласный", "согласен": "согласный", "готов": "готовый",
    "заинтересован": "заинтересованный", "нацелен": "нацеленный", "настроен": "настроенный", "обязан": "обязанный",
    "должен": "должный", "должн": "должный",
}  # fmt: skip
_SHORT_STEMS = tuple(_SHORT)
_SHORT_LETTERS = frozenset(stem[0] for stem in _SHORT)


def _short(word: str) -> str:
    """The adjective that a short form or a participle of a verb belongs to: `намерены` -> `намеренный`."""
    if not word.startswith(_SHORT_STEMS):
        return ""
    return next((full for stem, full in _SHORT.items() if word.startswith(stem) and len(word) - len(stem) <= 2), "")


def _is_said_of(token: Token) -> bool:
    """The adjective is a predicate; a full form after a noun tells which are meant (`стран, готовых помочь`)."""
    if feature(token, "Variant") == "Short":
        return True
    if token.dep_ == "acl":
        return token.head.pos_ in {"PROPN", "PRON"} or feature(token, "Case") == "Nom"
    return token.dep_ in {"ROOT", "ccomp", "conj", "parataxis"}


def _remaining(adjective: Token) -> Token | None:
    """`остаётся приверженным`: the verb before an adjective in the instrumental."""
    if feature(adjective, "Case") != "Ins":
        return None
    for token in reversed(adjective.doc[max(adjective.i - 3, adjective.sent.start) : adjective.i]):
        if token.lemma_ in REMAINING:
            return token
        if token.is_punct or token.pos_ in {"VERB", "NOUN"}:
            return None
    return None


def _assigning(infinitive: Token) -> Token | None:
    """`условились поручить экспертам`: the verb of those who agree to give an order."""
    outer = infinitive.head
    if infinitive.lemma_ in AGREEING and outer.lemma_ in MANAGING and feature(outer, "Tense") == "Past":
        # `сторонам удалось договориться`
        return outer if feature(infinitive, "VerbForm") == "Inf" and not is_negated(outer) else None
    if infinitive.lemma_ not in ASSIGNING or feature(infinitive, "VerbForm") != "Inf" or outer.lemma_ not in AGREEING:
        return None
    return outer if outer.i < infinitive.i and feature(outer, "VerbForm") != "Inf" else None


_PROVIDING = frozenset({"предусматривать", "предполагать"})


def _is_predicate(token: Token) -> bool:
    form = feature(token, "VerbForm")
    if form == "Part":
        short = feature(token, "Variant") == "Short" or _short(token.norm_.lower()) != ""
        return short or (token.lemma_ in _PROVIDING and says_of_paper(token))
    if form == "Inf":
        # under another verb the outer one decides
        return _assigning(token) is not None
    # a finite verb modifies no noun, whatever the parser makes of it
    return (token.dep_ != "amod" or form == "Fin") and feature(token, "Mood") != "Cnd"


def _consents(sentence: Span, found: list[Found]) -> Iterator[Found]:
    """`предложили коллегам перейти на связь, и те согласились`: those who were asked agree to the same action."""
    asked = [f for f in found if f.force == "proposal"]
    for token in sentence if asked else ():
        if token.lemma_ not in CONSENTING or feature(token, "Tense") != "Past" or is_negated(token):
            continue
        alone = not any(c.dep_ in {"obl", "xcomp", "ccomp", "iobj"} and c.i > token.i for c in token.children)
        last = next((f for f in reversed(asked) if f.action.i < token.i), None)
        if alone and last is not None and not any(f.word == token for f in found):
            yield Found(
                "agreement", f"commitment.agreement.consent:{token.lemma_}", (token.idx, token.idx + len(token)), token,
                token, last.action, "consent", None,
            )  # fmt: skip


def _must_be(verb: Token) -> bool:
    """An infinitive of duty: nobody does it yet."""
    return feature(verb, "VerbForm") == "Inf" and (verb.head.lemma_ in DUTY or verb.head.lemma_ in MUST)


def _to_be_done(verb: Token) -> bool:
    """`поручено представить предложения`: nothing is proposed yet; `хочу выступить с предложением` proposes."""
    return feature(verb, "VerbForm") == "Inf" and verb.head.lemma_ not in {"хотеть", "позволить", "мочь"}


def _promises_both(found: Found, verb: Token) -> bool:
    """`заверил, что сторона примет экспертов и возьмет расходы`: two verbs of one clause under one cue."""
    told = found.frame == "clause" and found.action == verb.head and found.action.i < verb.i
    return told and not any(c.dep_ in {"nsubj", "nsubj:pass"} for c in verb.children)


def _goes_on_with(verb: Token) -> bool:
    return verb.dep_ == "conj" and feature(verb, "VerbForm") == feature(verb.head, "VerbForm") == "Inf"


def _innermost(found: list[Found]) -> list[Found]:
    """Drop a cue whose action is another cue's word, and double finds of one action."""
    kept: list[Found] = []
    for f in found:
        inner = [g for g in found if g is not f and (g.word == f.action or g.verb == f.action) and g.action != f.action]
        if inner and not (f.frame == "future" or feature(f.action, "VerbForm") == "Inf"):
            continue
        if any(g.word == f.action and _assigning(g.word) is not None for g in inner):
            continue
        # `рекомендовали создать базу и обратиться с просьбой`: the second infinitive of one cue
        under = {f.verb, f.verb.head} if _goes_on_with(f.verb) else {f.verb}
        outer = [g for g in found if g is not f and g.action in under and g.action != f.action]
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
