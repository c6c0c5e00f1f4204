"""Frames: how an action is attached to the word of a cue."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from spacy.tokens import Token

from extract.document import sentence_of
from extract.language.later import later
from extract.language.morphology import dictionary_entries, entries, parses
from extract.language.syntax import (
    FUTURE_AUXILIARIES,
    feature,
    future_auxiliary,
    is_future,
    is_negated,
    is_relative,
    preposition,
)
from extract.stages.commitments.cues.lexicon import Cue, Frame
from extract.stages.commitments.cues.words import ACTION_NOUNS, ASKING, BIASPECTUAL, DUTY, JOINT_PAPERS, MUST
from extract.stages.commitments.parties.subjects import is_reflexive_past

_PREPOSITIONS: dict[Frame, tuple[frozenset[str], str]] = {
    "about": (frozenset({"о", "об", "обо"}), "Loc"),
    "to": (frozenset({"к", "ко"}), "Dat"),
    "onto": (frozenset({"на"}), "Acc"),
    "at": (frozenset({"на"}), "Loc"),
    "for": (frozenset({"за"}), "Acc"),
    "in": (frozenset({"в", "во"}), "Loc"),
    "from": (frozenset({"от"}), "Gen"),
    "by": (frozenset({"по"}), "Dat"),
    "against": (frozenset({"против"}), "Gen"),
}
_PREDICATIVES = MUST | {"правильный", "полезный", "желательный", "уместный", "своевременный", "принципиальный"}
_TURNS_OUT = frozenset({"стать", "послужить", "придать", "остаться"})
#: what may stand apart between a cue and its infinitive
_ASIDES = frozenset({"начиная", "при", "в", "по", "помимо", "наряду", "кроме", "включая", "с"})
_WINDOW = 12
FAR_WINDOW = 25
#: words between a verb and the number that it promises
_NEAR = 4
ACTION_SUFFIXES = ("ание", "ение", "яние", "ация", "яция", "тие", "ход", "бмен", "вод", "пуск", "смотр", "контроль")

_AHEAD = later(
    r"\b(?:до (?:конца|начала|середины)|к (?:концу|началу|середине)|не позднее"
    r"|в (?:следующем|будущем|ближайш\w+|предстоящ\w+)"
    r"|в (?:январе|феврале|марте|апреле|мае|июне|июле|августе|сентябре|октябре|ноябре|декабре)"
    r"|в \w+ (?:полугодии|квартале)|(?:следующ\w+|будущ\w+) (?:году|год|месяц\w*|недел\w*))\b"
)


def _so_that(pointing: Token) -> Token | None:
    """`выступает за то, чтобы вернуться к теме`: the infinitive behind `чтобы`."""
    words = pointing.doc[pointing.i + 1 : pointing.i + 2 + _WINDOW]
    if len(words) <= 2 or words[0].text != "," or words[1].norm_.lower() != "чтобы":
        return None
    for token in words[2:]:
        if feature(token, "VerbForm") == "Inf":
            return token
        apart = token.pos_ == "NOUN" and preposition(token) is not None
        if token.is_punct or (token.pos_ in {"VERB", "NOUN", "PROPN", "PRON"} and not apart):
            return None
    return None


def _behind_adjective(token: Token) -> Token:
    """`необходимости бережного использования`, where the parser hangs the noun on its adjective."""
    if token.pos_ != "ADJ" or token.i + 1 >= len(token.doc):
        return token
    after = token.doc[token.i + 1]
    return after if after.pos_ == "NOUN" and after.head == token and feature(after, "Case") == "Gen" else token


def action_of(head: Token, frame: Frame, entry: Cue) -> Token | None:
    """The head of the action that `frame` attaches to the cue word."""
    if frame == "infinitive":
        return infinitive_of(head)
    if frame == "clause":
        return _clause(head)
    if frame == "subject":
        return next(
            (c for c in head.children if c.dep_ in {"nsubj:pass", "nsubj"} and c.pos_ in {"NOUN", "PROPN"}
             and c.lemma_ in entry.object_nouns and (c.i > head.i or any(c.children))), None,
        )  # fmt: skip
    if frame == "paper":
        thing = object_of(head, "NOUN") if says_of_paper(head) else None
        return thing if thing is not None and may_be_action(thing) and not _is_scope(thing) else None
    if frame == "oneself":
        thing = object_of(head, "NOUN") if oneself_of(head) is not None else None
        # `принял на себя обязательство сдать дом`
        owed = infinitive_of(thing) if thing is not None and thing.lemma_ == "обязательство" else None
        return owed or thing
    if frame == "thing":
        # whatever is promised: `обещал мост`
        return object_of(head, "NOUN") or _number_after(head)
    if frame == "object":
        for c in head.children:
            if (
                c.dep_ in {"obj", "nsubj:pass", "nsubj"}
                and c.pos_ == "NOUN"
                and (_may_be(c, "accs") or (c.dep_ == "nsubj:pass" and feature(head, "Variant") == "Short"))
                and c.i > head.i - 8
                and _is_action_noun(c, entry)
            ):
                return _proposed(c)
        return None
    if frame == "genitive":
        return next(
            (
                _behind_adjective(c)
                for c in head.rights
                if c.dep_ == "nmod"
                and preposition(c) is None
                and (feature(c, "Case") == "Gen" or _may_be(c, "gent"))
                and feature(c, "Animacy") != "Anim"
            ),
            _noun_behind(head, "gent"),
        )
    if frame == "dative":
        if head.dep_ == "amod" and head.head.i > head.i and _may_be(head.head, "datv"):
            # `остаётся приверженным договорённостям`
            return head.head
        for owner in (head, head.head):
            for c in owner.children:
                named = c.pos_ == "PROPN" and feature(c, "Case") != "Dat"
                if c.i > head.i and c.pos_ in {"NOUN", "PROPN"} and not named and preposition(c) is None:
                    if _may_be(c, "datv"):
                        return c
        return _noun_behind(head, "datv") if head.pos_ != "NOUN" else None
    if frame == "must":
        return _must(head)
    if frame == "due":
        return _due(head)
    if frame == "predicative":
        return _predicative(head)
    if frame == "unacceptable":
        return _unacceptable(head)
    if frame == "for":
        # `высказались в пользу углубления связей`
        favour = next((c for c in head.rights if c.lemma_ == "польза" and preposition(c) == "в"), None)
        if favour is not None:
            return next((c for c in favour.rights if feature(c, "Case") == "Gen" and may_be_action(c)), None)
    words, _case = _PREPOSITIONS[frame]
    if entry.of_action and frame in {"onto", "in"}:
        for token in head.doc[head.i + 1 : min(head.i + _WINDOW, head.sent.end)]:
            if token.is_punct or token.pos_ == "VERB":
                break
            if token.pos_ == "NOUN" and preposition(token) in words and (frame == "onto" or may_be_action(token)):
                return token
        if frame == "onto":
            return None
    for owner in _owners(head):
        for c in owner.children:
            if (
                (c.i > head.i or frame == "from" or c.lemma_ == "это")
                and c.pos_ in {"NOUN", "PROPN", "PRON"}
                and _is_under(c, words)
            ):
                if c.lemma_ in {"то", "тот"}:
                    return _so_that(c) if frame == "for" else None
                if frame == "onto" and feature(c, "Case") == "Loc":
                    # `договорились на встрече`
                    continue
                if any(m.start < c.idx < m.end and not m.start <= head.idx < m.end for m in c.doc._.documents):
                    # `Меморандум о взаимопонимании`, wherever the parser hung it
                    continue
                return c
    return _about_behind_owner(head) if frame == "about" and head.pos_ == "NOUN" else None


def _about_behind_owner(noun: Token) -> Token | None:
    """`предложение индийской стороны о проведении`: the noun behind whose it is, wherever the parser hung it."""
    owner = next((c for c in noun.rights if c.dep_ == "nmod" and preposition(c) is None), None)
    if owner is None or owner.i + 2 >= owner.sent.end or owner.nbor().norm_.lower() not in {"о", "об"}:
        return None
    after = owner.nbor(2)
    return after if after.pos_ == "NOUN" and may_be_action(after) else None


def _noun_behind(head: Token, case: str) -> Token | None:
    """`важность прочного мира с участием всех групп`: the noun right behind the cue and its adjectives, wherever the
    parser hung it.
    """
    for token in head.doc[head.i + 1 : min(head.i + _WINDOW, head.sent.end)]:
        if token.pos_ == "NOUN":
            thing = feature(token, "Animacy") != "Anim" and preposition(token) is None
            return token if thing and _may_be(token, case) else None
        if token.pos_ not in {"ADJ", "DET"}:
            return None
    return None


def _owners(head: Token) -> tuple[Token, ...]:
    """The words on which the action of a cue may hang: of a noun also its verb and whose it is (`инициативы коллеги по
    наращиванию`, `поручение подчинённым по урегулированию`).
    """
    if head.pos_ != "NOUN":
        return (head,)
    whose = (c for o in (head, head.head) for c in o.rights if c.pos_ == "NOUN" and feature(c, "Animacy") == "Anim")
    return (head, head.head, *(c for c in whose if preposition(c) is None))


def _is_under(noun: Token, prepositions: frozenset[str]) -> bool:
    """One of the prepositions is the noun's, or stands before it and its adjectives, wherever the parser hung it."""
    if preposition(noun) in prepositions:
        return True
    i = noun.i - 1
    while i > sentence_of(noun).start and noun.doc[i].pos_ in {"ADJ", "DET"}:
        i -= 1
    return preposition(noun) is None and noun.doc[i].pos_ == "ADP" and noun.doc[i].norm_.lower() in prepositions


def action_after(noun: Token, verb: Token, frame: Frame) -> Token | None:
    """As `action_of`, for actions that the parser hung on the verb of the cue noun."""
    if frame == "infinitive":
        return infinitive_of(verb) if verb.i > noun.i or noun.i - verb.i <= 4 else None
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


def says_of_paper(verb: Token) -> bool:
    """`меморандум предусматривает`, `протокол, который предусматривает`, `соглашение, предусматривающее`."""
    paper = _paper_of(verb)
    if paper is None or paper.lemma_ not in _SIGNED:
        return False
    if paper == verb.head:
        active = feature(verb, "Voice") == "Act" and feature(verb, "VerbForm") in {"Part", "Fin"}
        return active and not is_negated(verb)
    return feature(verb, "VerbForm") == "Fin"


def is_joint(verb: Token) -> bool:
    """Said of what sides agree on; not of a plan or programme."""
    paper = _paper_of(verb)
    return paper is not None and paper.lemma_ in JOINT_PAPERS


def _paper_of(verb: Token) -> Token | None:
    if verb.dep_ in {"acl", "acl:relcl"} and verb.head.i < verb.i:
        return verb.head
    return next((c for c in verb.children if c.dep_ in {"nsubj", "nsubj:pass"}), None)


#: papers that sides sign, and what they call them
_SIGNED = JOINT_PAPERS | {"программа", "план", "карта"}


def _is_scope(noun: Token) -> bool:
    """`предусматривает обмен опытом, стажировки`: fields without number or frequency tell what a paper is about."""
    words = list(noun.subtree)
    listed = any(t.dep_ == "conj" and t.pos_ == "NOUN" for t in words)
    return listed and not any(t.pos_ == "NUM" or t.lemma_ in _COUNTED for t in words)


#: how often or how many
_COUNTED = frozenset({"раз", "ежегодный", "ежегодно", "ежемесячный", "ежемесячно", "ежеквартальный", "регулярный"})


def infinitive_of(head: Token) -> Token | None:
    done = _to_be_done(head)
    if done is not None:
        return done
    if head.i + 1 < len(head.doc) and head.doc[head.i + 1].norm_ == ":":
        # `постановили: активную фазу провести в мае, привлечь авиацию`
        below = head.doc[head.i + 2 : min(head.i + 2 + _WINDOW, sentence_of(head).end)]
        verbs = (t for t in below if t.pos_ in {"VERB", "AUX"} and feature(t, "VerbForm") != "Part")
        first = next(verbs, None)
        if first is not None and feature(first, "VerbForm") == "Inf":
            return first
    for c in sorted(head.children, key=lambda c: c.i < head.i):
        if feature(c, "VerbForm") != "Inf" or _under_auxiliary(c) or _of_next_verb(c, head):
            continue
        if c.i > head.i or _fronted(c, head):
            return _nearer(c, head) or c
    # parsers lose it behind long objects: the first infinitive after the cue, before any other predicate
    asks = head.lemma_ in ASKING
    limit = min(head.i + (2 * FAR_WINDOW if asks else _WINDOW), sentence_of(head).end)
    for token in _without_asides(head, limit):
        if feature(token, "VerbForm") == "Inf":
            return token
        if token.norm_.lower() in FUTURE_AUXILIARIES:
            # `согласовали документ и будем представлять`
            return None
        if asks and (token.norm_ == "," or token.dep_ == "acl:relcl" or token.lemma_ == "который"):
            # `призвали частный сектор, прежде всего перевозчиков, присоединиться`
            continue
        if token.pos_ == "VERB" and (feature(token, "VerbForm") in {"Fin", "Conv"} or is_reflexive_past(token)):
            return None
        if feature(token, "Variant") == "Short" and any(feature(c, "VerbForm") == "Inf" for c in token.children):
            # `проект согласован, его решено внести`
            return None
        if token.norm_ == "." and len(token.doc[token.i - 1]) == 1:
            # `пригласил О.Петрова посетить`
            continue
        if token.norm_ == "," and token.nbor(-1).norm_.lower() == "то":
            # `рассчитывают на то, чтобы подписать`
            return _so_that(token.nbor(-1))
        if token.norm_ in {";", ":", ".", "что", "чтобы", "который"} or (token.norm_ == "," and token.i > head.i + 1):
            return None
    return None


def _nearer(infinitive: Token, head: Token) -> Token | None:
    """`встретился с жителями и поручил управлению завершить ремонт, а службе - информировать`: the infinitive right
    behind whom it is asked of, which the parser hung on the verb before.
    """
    for token in head.doc[head.i + 1 : infinitive.i] if head.lemma_ in ASKING else ():
        if token.is_punct or token.norm_.lower() in FUTURE_AUXILIARIES:
            return None
        if feature(token, "VerbForm") == "Inf":
            return token if token.head.i < head.i else None
    return None


def _to_be_done(head: Token) -> Token | None:
    """`отчёты должны быть подготовлены`: the participle of what is to be done."""
    for token in head.doc[head.i + 1 : min(head.i + _WINDOW, sentence_of(head).end)]:
        if feature(token, "Variant") == "Short" and any(c.norm_.lower() == "быть" for c in token.lefts):
            return token if head.lemma_ in DUTY and token.head == head else None
        if token.is_punct:
            return None
    return None


def _without_asides(head: Token, limit: int) -> Iterator[Token]:
    """The tokens after the cue but for what two commas set apart: `условились ежегодно, начиная с 2026 года, ...`."""
    doc = head.doc
    i = head.i + 1
    while i < limit:
        opening = doc[i].norm_ == "," and i + 1 < limit and doc[i + 1].norm_.lower() in _ASIDES
        if opening:
            end = sentence_of(head).end
            closing = next((k for k in range(i + 2, min(i + 9, end)) if doc[k].norm_ == ","), None)
            if closing is not None:
                limit = min(closing + 1 + _WINDOW, end)
                i = closing + 1
                continue
        yield doc[i]
        i += 1


def _under_auxiliary(infinitive: Token) -> bool:
    """`согласовали документ и будем представлять`: a future of its own."""
    return any(c.norm_.lower() in FUTURE_AUXILIARIES for c in infinitive.lefts)


def _of_next_verb(infinitive: Token, head: Token) -> bool:
    """`подтвердили приверженность договору и условились проводить`: the infinitive of the verb between."""
    if infinitive.dep_ != "conj" or head.pos_ != "VERB":
        return False
    between = head.doc[head.i + 1 : infinitive.i]
    return any(t.dep_ == "conj" and feature(t, "VerbForm") == "Fin" and _joined(t) for t in between)


def _joined(verb: Token) -> bool:
    return any(c.dep_ == "cc" for c in verb.lefts)


def _fronted(infinitive: Token, head: Token) -> bool:
    """`отказываться от контроля мы не намерены`: the infinitive is in front, in the same clause."""
    between = head.doc[infinitive.i + 1 : head.i]
    return infinitive.dep_ in {"csubj", "csubj:pass", "xcomp"} and not any(t.norm_ in {";", ":"} for t in between)


def _clause(head: Token) -> Token | None:
    """The predicate of a `что`-clause (also `на то, что`, `пообещал: ...`) if it lies in the future or says who will
    act.
    """
    limit = min(head.i + FAR_WINDOW, sentence_of(head).end)
    that = next((t for t in head.doc[head.i + 1 : limit] if t.norm_.lower() in {"что", "чтобы", ":"}), None)
    if that is None or any(feature(t, "VerbForm") == "Fin" for t in head.doc[head.i + 1 : that.i]):
        return None
    if that.norm_ == ":" and any(c.dep_ == "obj" and head.i < c.i < that.i for c in head.children):
        # `подтвердила участие: её эксперты приедут`
        return None
    beside = -1
    soon: Token | None = None
    for token in head.doc[that.i + 1 : sentence_of(head).end]:
        if token.i <= beside:
            continue
        soon = soon or (token if _is_settled(token, that, head) else None)
        if _opens_condition(token, that):
            beside = _closing(token)
            continue
        ahead = is_future(token) or is_biaspectual_future(token)
        if token.pos_ == "ADJ" and feature(token, "Variant") == "Short" and future_auxiliary(token) is not None:
            # `обещаю, что доклад будет готов`
            return token
        if token.pos_ in {"VERB", "AUX"} and (ahead or that.norm_.lower() == "чтобы"):
            if token.norm_.lower() in FUTURE_AUXILIARIES:
                continue
            if token.dep_ in {"acl:relcl"}:
                continue
            refused = token.lemma_ == "стать" and next(
                (c for c in token.children if feature(c, "VerbForm") == "Inf"), None
            )
            # `подтвердил, что темой года станет юбилей`; but `что встречи станут ежегодными`
            return refused or (token if token.lemma_ not in _TURNS_OUT or _becomes(token) else None)
        if token.norm_ in {";"}:
            return soon
    return soon


def _is_settled(verb: Token, that: Token, head: Token) -> bool:
    """`договорились, что с мая посты переходят на новый порядок`: the present of a day to come."""
    if head.lemma_ not in {"договориться", "условиться", "уговориться"} or feature(verb, "Tense") != "Pres":
        return False
    if feature(verb, "VerbForm") != "Fin" or verb.pos_ != "VERB" or verb.dep_ in {"acl:relcl", "advcl"}:
        return False
    own = [c for c in verb.children if c.dep_ in {"nsubj", "nsubj:pass"}]
    return bool(own) and any(that.idx < m.start < verb.sent.end_char for m in verb.doc._.dates)


#: what opens a clause that tells on what condition or when the action of another clause is done
_CONDITIONS = frozenset({"если", "когда", "пока", "поскольку", "хотя"})


def _opens_condition(word: Token, that: Token) -> bool:
    """`пообещал, что, если Иран попросит, Россия поставит`; not `заверил, что рано или поздно, когда`, which asks."""
    if word.norm_.lower() == "как":
        # `как только`, `после того, как`
        ahead = [t.norm_.lower() for t in word.doc[max(word.i - 2, 0) : word.i + 2]]
        return "того" in ahead[:2] or ahead[-1] == "только"
    if word.norm_.lower() not in _CONDITIONS:
        return False
    return word.i == that.i + 1 or word.doc[word.i - 1].norm_ in {",", "-"}


def _closing(conjunction: Token) -> int:
    """The comma that closes a side clause: the first behind its predicate that joins nothing; else its last word."""
    doc, end = conjunction.doc, conjunction.sent.end
    told = False
    for token in doc[conjunction.i + 1 : end]:
        predicate = token.pos_ in {"VERB", "AUX"} or feature(token, "Variant") == "Short" or token.lemma_ in MUST
        told = told or (predicate and token.dep_ != "acl:relcl")
        joined = doc[min(token.i + 1, end - 1)]
        if token.norm_ == "," and told and joined.norm_.lower() not in _JOINING and not is_relative(joined):
            return token.i
    return end - 1


_JOINING = frozenset({"и", "а", "но", "или", "либо", "чтобы", "что", "как"})


def _becomes(verb: Token) -> bool:
    """`станут ежемесячными`: how often or how something will be done, by an adjective right behind the verb."""
    after = verb.doc[verb.i + 1] if verb.lemma_ == "стать" and verb.i + 1 < verb.sent.end else None
    tags = [p.tag for p in parses(after.norm_.lower())] if after is not None else []
    return bool(tags) and all(t.POS == "ADJF" and "ablt" in t for t in tags)


def is_ahead(verb: Token) -> bool:
    """A finite future, by the dictionary where the tagger errs: `поручают` is none, `внедрит` is one."""
    if feature(verb, "Tense") != "Fut":
        return is_biaspectual_future(verb)
    tags = [entry.tag for entry in entries(verb.norm_.lower()) if entry.pos == "VERB"]
    return not tags or any("pres" not in tag for tag in tags)


@lru_cache(maxsize=2048)
def _is_future_form(word: str) -> tuple[bool, bool]:
    """Whether a lower-case word can only be a future form, and whether the dictionary knows it."""
    forms = entries(word)
    # `заложим`, `допустим` may be other words, too
    # and `передадим` also an order to oneself
    forms = tuple(p for p in forms if p.pos == "VERB" and "incl" not in p.tag) or forms
    ahead = bool(forms) and all("futr" in p.tag for p in forms)
    return ahead, ahead and bool(dictionary_entries(word))


def is_biaspectual_future(verb: Token) -> bool:
    """`организует в первом полугодии курсы`: the present of a verb of both aspects with a time ahead.

    Also what the tagger takes for a past though its form can only be a future: `агентство внедрит систему`.
    """
    if feature(verb, "Tense") == "Past":
        tags = [entry.tag for entry in entries(verb.norm_.lower()) if entry.pos == "VERB"]
        return bool(tags) and all("futr" in tag for tag in tags)
    if feature(verb, "Tense") != "Pres":
        return False
    ahead, known = _is_future_form(verb.norm_.lower())
    if ahead and (known or verb.lemma_ in BIASPECTUAL):
        # the tagger's present of a perfective verb: `внедрят`
        return True
    if verb.lemma_ not in BIASPECTUAL:
        return False
    sentence = verb.sent
    text: str = verb.doc._.match_text
    words = text[sentence.start_char : sentence.end_char].lower()
    # `Стороны активизируют обмен и примут меры`
    joined = any(c.dep_ == "conj" and feature(c, "Tense") == "Fut" for c in verb.rights)
    return joined or _AHEAD.search(words) is not None or "со своей стороны" in words


def _due(head: Token) -> Token | None:
    """`договорились, что заседание должно пройти в мае`: what is to happen."""
    that = next(
        (t for t in head.doc[head.i + 1 : min(head.i + FAR_WINDOW, head.sent.end)] if t.norm_.lower() == "что"), None
    )
    if that is None:
        return None
    for token in head.doc[that.i + 1 : min(that.i + FAR_WINDOW, head.sent.end)]:
        if token.lemma_ in {"должный", "должен"} and feature(token, "Variant") == "Short":
            return token
        if token.lemma_ == "следовать" and feature(token, "Tense") == "Pres" and (done := infinitive_of(token)):
            # `сошлись на том, что диалог следует продолжить`
            return done
        if feature(token, "VerbForm") == "Fin" or token.norm_ == ";":
            return None
    return None


def _must(head: Token) -> Token | None:
    """`подчеркнул, что необходимо усилить`: the infinitive after the predicative of the clause."""
    limit = min(head.i + FAR_WINDOW, sentence_of(head).end)
    that = next((t for t in head.doc[head.i + 1 : limit] if t.norm_.lower() == "что"), None)
    if that is None:
        return None
    for token in head.doc[that.i + 1 : min(that.i + FAR_WINDOW, sentence_of(head).end)]:
        if token.lemma_ in MUST and token.dep_ != "amod":
            return infinitive_of(token)
        if feature(token, "VerbForm") == "Fin":
            return None
    return None


def _predicative(head: Token) -> Token | None:
    """`представляется важным проведение`, `считает необходимым создать`, `полагая необходимым развитие`."""
    for token in head.doc[head.i + 1 : min(head.i + 8, sentence_of(head).end)]:
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
                    for t in head.doc[token.i + 1 : min(token.i + 5, sentence_of(head).end)]
                    if t.pos_ == "NOUN" or feature(t, "VerbForm") == "Inf"
                ),
                None,
            )
        if token.is_punct:
            return None
    return None


def _unacceptable(head: Token) -> Token | None:
    """`считают недопустимым использование территории`, `призывы к легализации считаем неприемлемыми`."""
    beside = head.doc[head.i + 1 : min(head.i + 4, sentence_of(head).end)]
    word = next((t for t in beside if t.lemma_ in _UNACCEPTABLE and feature(t, "Case") in {"Ins", None}), None)
    if word is None:
        return None
    things = [c for owner in (head, word) for c in owner.children if c.dep_ in {"obj", "nsubj", "nsubj:pass", "obl"}]
    nouns = [c for c in things if c.pos_ == "NOUN" and preposition(c) is None and feature(c, "Animacy") == "Inan"]
    after = next((t for t in head.doc[word.i + 1 : min(word.i + 5, sentence_of(head).end)] if t.pos_ == "NOUN"), None)
    behind = next(
        (c for c in nouns if c.i > word.i), after if after is not None and preposition(after) is None else None
    )
    return behind or next((c for c in nouns if c.i < head.i and c.dep_ != "obl"), None)


_UNACCEPTABLE = frozenset({"недопустимый", "неприемлемый", "недопустимо", "неприемлемо"})


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


def oneself_of(verb: Token) -> Token | None:
    """`себя` of `взять на себя`."""
    for c in verb.children:
        if c.lemma_ == "себя" and preposition(c) == "на" and 0 < c.i - verb.i <= 3:
            return c
    return None


def object_of(verb: Token, pos: str) -> Token | None:
    return next((c for c in verb.children if c.dep_ == "obj" and c.pos_ == pos), None)


def _number_after(verb: Token) -> Token | None:
    """`обещает ещё десять`, `обещали 84 млн долларов`: how many, whatever the parser made of them."""
    for token in verb.doc[verb.i + 1 : min(verb.i + _NEAR, verb.sent.end)]:
        if (token.pos_ == "NUM" or token.like_num) and token.lemma_ != "один":
            dated = any(m.start <= token.idx < m.end for m in verb.doc._.dates)
            return None if dated or preposition(token) or preposition(token.head) else token
        if token.pos_ not in {"ADV", "PART", "SYM"}:
            return None
    return None


def _may_be(token: Token, case: str) -> bool:
    """True if the form can be in `case`, whatever the tagger chose between forms that look alike."""
    return any(p.tag.POS == "NOUN" and case in p.tag for p in parses(token.norm_))


def may_be_action(token: Token) -> bool:
    return token.lemma_.endswith(ACTION_SUFFIXES) or token.lemma_ in ACTION_NOUNS


def _is_action_noun(token: Token, entry: Cue) -> bool:
    """True for nouns of action; an entry may list the only ones it takes."""
    if entry.object_nouns:
        if token.lemma_ == "ряд":
            return any(c.lemma_ in entry.object_nouns for c in token.children)
        return token.lemma_ in entry.object_nouns
    return token.lemma_.endswith(ACTION_SUFFIXES) or token.lemma_ in ACTION_NOUNS


def cue_of(token: Token, frame: str) -> tuple[int, int]:
    """The cue word; `взял на себя` with its pronoun."""
    last = oneself_of(token) if frame == "oneself" else None
    last = last or token
    return token.idx, last.idx + len(last)


def anybody(verb: Token) -> bool:
    """`проект внесут в парламент`: a future in the plural that goes on from nobody's past."""
    if feature(verb, "Tense") != "Fut" and not is_biaspectual_future(verb):
        return False
    goes_on = verb.dep_ == "conj" or (verb.dep_ == "ccomp" and feature(verb.head, "Number") == "Plur")
    return not goes_on
