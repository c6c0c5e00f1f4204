"""Cue nouns: the verb that one hangs on, and the constructions that no verb decides."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from extract.language.morphology import parses
from extract.language.syntax import feature, is_negated, preposition
from extract.stages.commitments.cues.frames import ACTION_SUFFIXES, FAR_WINDOW, infinitive_of, may_be_action
from extract.stages.commitments.cues.lexicon import Cue, Found, owner_of
from extract.stages.commitments.cues.words import (
    ACTION_NOUNS,
    AMOUNTS,
    BESIDES,
    DUTY,
    FILLED,
    LIGHT_VERBS,
    NEWS,
    OPINIONS,
    POINTING,
)


def governing_verb(noun: Token, lemmas: tuple[str, ...]) -> Token | None:
    """The verb that a cue noun hangs on, directly, in coordination or by one noun in between."""
    node = noun
    for _ in range(5):
        if node.head.i == node.i:
            break
        previous, node = node, node.head
        if previous.dep_ == "parataxis" and feature(previous, "VerbForm") == "Inf":
            # `принято решение: направить предложения`: the object of what was decided
            break
        if node.pos_ == "NOUN" and previous.dep_ == "nmod" and node.lemma_ not in AMOUNTS | OPINIONS:
            # `принять меры к сокращению предложения`: the verb does not govern the cue noun
            break
        if _verb_lemma(node) in lemmas and _is_verbal(node):
            return None if is_negated(node) and node.lemma_ in {"достигнуть", "принять"} else node
        if node.pos_ == "VERB" and feature(node, "VerbForm") == "Fin" and node.lemma_ not in LIGHT_VERBS:
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
        return feature(token, "Variant") == "Short" or token.lemma_ in FILLED
    if token.pos_ == "ADV":
        # `подтверждая` at the start of a recital
        return any(p.tag.POS == "GRND" for p in parses(token.norm_.lower()))
    return token.pos_ in {"VERB", "AUX"} or feature(token, "Variant") == "Short"


def _in_plans(noun: Token, entry: Cue) -> Iterator[Found]:
    """`В планах сторон - подписание протокола`, `в планах провести учения`."""
    if preposition(noun) != "в" or feature(noun, "Number") != "Plur":
        return
    for token in noun.doc[noun.i + 1 : min(noun.i + 8, noun.sent.end)]:
        infinitive = feature(token, "VerbForm") == "Inf"
        nominative = (
            token.pos_ == "NOUN"
            and feature(token, "Case") == "Nom"
            and (token.lemma_.endswith(ACTION_SUFFIXES) or token.lemma_ in ACTION_NOUNS)
        )
        if infinitive or nominative:
            yield Found(
                entry.force, f"commitment.{entry.force}.in_plans", (noun.idx, noun.idx + len(noun)), noun, noun, token,
                "in_plans", entry,
            )  # fmt: skip
            return
        if feature(token, "VerbForm") == "Fin":
            return


def _bare(noun: Token, entry: Cue) -> Iterator[Found]:
    """`поддержала данное предложение`: what is supported was told before."""
    verb = governing_verb(noun, entry.with_verbs)
    if verb is None or noun.dep_ not in {"obj", "nsubj:pass"} or feature(verb, "Tense") == "Fut":
        return
    # `инициативу поддержали Китай и Иран`
    if verb.i > noun.i + 1 or (verb.i > noun.i and not any(c.dep_ == "nsubj" for c in verb.children)):
        return
    if feature(noun, "Number") == "Plur" or any(c.dep_ not in {"det", "amod", "punct"} for c in noun.children):
        return
    if any(c.dep_ == "amod" and c.lemma_ not in POINTING for c in noun.children):
        return
    yield Found(
        entry.force, f"commitment.{entry.force}.bare:{verb.lemma_} {noun.lemma_}", (verb.idx, verb.idx + len(verb)),
        verb, verb, noun, "bare", entry,
    )  # fmt: skip


def _owned(noun: Token, entry: Cue) -> Iterator[Found]:
    """`предложение таджикской стороны об учреждении центра`: a proposal told by its noun and owner alone."""
    owner = owner_of(noun) if preposition(noun) not in BESIDES else None
    if owner is None or any(a.lemma_ in entry.with_verbs and a.pos_ == "VERB" for a in [noun.head]):
        return
    if noun.head.lemma_ == "поддержка" and noun.head.head.lemma_ in {"подтвердить", "подтверждать"}:
        # `подтвердил поддержку инициативы Узбекистана о проведении`: what is reaffirmed
        return
    # the words right after the owner, whatever the parser hung them on
    for token in noun.doc[max(owner.i, noun.i) + 1 : min(max(owner.i, noun.i) + 10, noun.sent.end)]:
        action = token if feature(token, "VerbForm") == "Inf" else None
        if token.pos_ == "ADP":
            about = token.norm_.lower() in {"о", "об", "по"} and token.head.pos_ == "NOUN" and token.head.i > token.i
            action = token.head if about and may_be_action(token.head) else None
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


def _welcomed(noun: Token, entry: Cue) -> Iterator[Found]:
    """`приветствуем намерение Узбекистана присоединиться`: what others mean to do, under a verb of welcome."""
    owner = owner_of(noun)
    if owner is None or governing_verb(noun, entry.with_verbs) is None:
        return
    for token in noun.doc[max(owner.i, noun.i) + 1 : min(max(owner.i, noun.i) + 10, noun.sent.end)]:
        if feature(token, "VerbForm") == "Inf":
            yield Found(
                entry.force, f"commitment.{entry.force}.welcomed:{noun.lemma_}", (noun.idx, noun.idx + len(noun)),
                noun, noun, token, "owned", entry,
            )  # fmt: skip
            return
        if token.is_punct or token.pos_ in {"VERB", "ADP"}:
            return


def _told(noun: Token, entry: Cue) -> Iterator[Found]:
    """`информация делегации Индии о намерении провести семинар`: told by a noun with its owner."""
    if preposition(noun) not in {"о", "об"}:
        return
    above = noun
    for token in reversed(noun.doc[max(noun.i - 10, noun.sent.start) : noun.i]):
        if token.pos_ == "VERB" or token.norm_ in {",", ";"}:
            return
        if token.lemma_ in NEWS:
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


def _assigned(noun: Token, entry: Cue) -> Iterator[Found]:
    """`по поручению министра служба должна разработать план`."""
    if preposition(noun) not in {"по", "согласно", "в соответствии с", "во исполнение"} or owner_of(noun) is None:
        return
    for token in noun.doc[noun.i + 1 : min(noun.i + FAR_WINDOW + 10, noun.sent.end)]:
        if token.lemma_ in DUTY and token.pos_ != "NOUN":
            action = infinitive_of(token)
            if action is not None:
                yield Found(
                    entry.force, f"commitment.{entry.force}.assigned:{noun.lemma_}", (noun.idx, noun.idx + len(noun)),
                    token, noun, action, "assigned", entry,
                )  # fmt: skip
            return
        if feature(token, "VerbForm") == "Fin" or token.norm_ == ";":
            return


#: constructions of a noun that its verb does not decide
SPECIAL = {
    "in_plans": _in_plans, "bare": _bare, "owned": _owned, "assigned": _assigned, "told": _told,
    "welcomed": _welcomed,
}  # fmt: skip
