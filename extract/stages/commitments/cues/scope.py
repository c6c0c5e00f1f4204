"""How far an action and its clause reach."""

from __future__ import annotations

import re
from bisect import bisect_left

from spacy.tokens import Doc, Token

from extract.document import match_text_of, sentence_of, source_text_of
from extract.language.columns import Columns, columns
from extract.language.later import later
from extract.language.morphology import entries
from extract.language.syntax import (
    FUTURE_AUXILIARIES,
    SUBJECTS,
    ancestors,
    child,
    feature,
    is_relative,
    preposition,
    shared_future,
    subject,
)
from extract.stages.commitments.cues.lexicon import CHARGING, CueLexicon, Found
from extract.stages.commitments.cues.words import EVERYTHING, FILLED, LIGHT_NOUNS, NO_PURPOSE, PURPOSE, SAYING
from extract.stages.commitments.parties.subjects import behind_object, clause_before, is_bare_side
from extract.stages.commitments.parties.words import BODIES, OPENING

_GOES_ON = later(r",\s+(?:уже|а также|в том числе|включая|и\b|[а-я]+(?:ения|ания|ации|ению|анию)\b)")
#: what stands between an action and a verb of its own: `соберём группу, там и определимся`
_JOINTS = frozenset({",", "и", "а", "но", "также", "-", "там", "тут", "здесь", "затем", "потом", "далее", "дальше"})
_OURS = frozenset({"нас", "вас", "них", "него", "неё", "нее"})
_WHY_WORDS = ("так как", "как только", "после того как", "после того , как", "по мере того", "потому что")
#: what follows from the action or stands against it
_ASIDE_WORDS = (
    "поэтому", "причем", "причём", "хотя", "иначе", "ибо", "тогда как", "так что", "при этом", "в то время как",
    "тем самым", "а значит", "а это", "в результате чего", "там", "как это", "как и прежде", "как раньше", "как было",
)  # fmt: skip
_CLOSERS = ' \n\t.,;:!?-\u2013\u2014»"”)*'


def clause_span(found: Found, lexicon: CueLexicon, quotes: list[tuple[int, int]]) -> tuple[int, int]:
    """Characters of the clause that holds the cue: from its subject (or after `что`) to where another statement
    begins.
    """
    sentence = sentence_of(found.verb)
    doc = found.verb.doc
    first = sentence.start
    anchor = min(found.verb.i, found.word.i, found.action.i)
    # `лаборатория заработает - это я обещаю`: the promise follows its clause
    top = found.action if found.frame == "promised" and found.action.i < found.verb.i else found.verb
    table = columns(doc)
    for i in range(anchor - 1, first - 1, -1):
        if table.norms[i].lower() in {"что", "чтобы"} and table.pos[i] in {"SCONJ", "PART"}:
            first = i + 1
            break
    if top.dep_ in {"conj", "parataxis"} and first == sentence.start:
        left = min([t.i for t in top.subtree], default=top.i)
        # what stands before `и` belongs to the clause before, whatever the parser hangs here
        left = max([left, *(c.i for c in top.lefts if c.dep_ == "cc" and c.norm_.lower() in {"и", "а", "но"})])
        if left > sentence.start:
            first = left
            while doc[first].is_punct or doc[first].dep_ == "cc" or doc[first].lemma_ in {"также", "а", "и"}:
                first += 1
    start = doc[first].idx if found.opening is None else found.opening
    end = action_limit(found, lexicon)
    for a, b in quotes:
        if a <= found.action.idx < b:
            start, end = max(start, a), min(end, b)
    return _strip(source_text_of(doc), start, end)


def action_limit(found: Found, lexicon: CueLexicon) -> int:
    """Character offset where the clause of the action ends: a new predicate, a new cue, words of saying, the
    sentence.
    """
    if found.limit is None:
        found.limit = _action_limit(found, lexicon)
    return found.limit


def _action_limit(found: Found, lexicon: CueLexicon) -> int:
    head = found.action
    doc = head.doc
    sentence = sentence_of(head)
    inside = {t.i for t in head.subtree}
    turned = _turned(found)
    # from there on any word may end it
    ends = [sentence.end if turned is None else turned]
    ends += [found.verb.i] if found.verb.i > head.i else []
    ends += [_cue_start(found)] if _precedes_cue(found) else []
    nearest = min(ends)
    table = columns(doc)
    for i in range(head.i + 1, sentence.end):
        if i < nearest and _is_plain(table, i):
            continue
        token = doc[i]
        if turned is not None and token.i >= turned:
            return token.idx
        aside = token.norm_ == "," and doc[min(token.i + 1, len(doc) - 1)].norm_.lower() == "это"
        if token.norm_ == ";" or aside or (token.is_space and _next_headline(token)):
            return token.idx
        if token.norm_ == "," and (_next_side(token) or _IN_TURN.match(source_text_of(doc), token.idx)):
            return token.idx
        if token.norm_ == "," and token.i > found.verb.i and _own_clause_after(token):
            return token.idx
        if _told_beside(token, head):
            return token.nbor(-1).idx
        if token.norm_ == ":" and found.frame == "clause" and doc[min(token.i + 1, len(doc) - 1)].norm_ == '"':
            # `пообещал, что встречи станут ежемесячными: "каждый четверг"`
            return token.idx
        if token.norm_ == ":" and any(_is_finite(t) for t in doc[token.i + 1 : sentence.end]):
            # `открыть питомник: здание уже передала мэрия`
            return token.idx
        if found.frame == "owned" and token.dep_ in SUBJECTS and feature(token, "Case") == "Nom":
            return token.left_edge.idx
        if token.norm_ == "-" and _new_sentence_after(token):
            return token.idx
        if token.dep_ == "conj" and token.head == head and _is_finite(token) and feature(head, "VerbForm") == "Inf":
            # `будут расширять практику и призывают соседей`
            return _before_conjunct(token, head)
        if (
            token.dep_ == "conj"
            and token.head == head
            and found.frame == "clause"
            and token.pos_ == "ADJ"
            and _is_finite(token)
        ):
            return _before_conjunct(token, head)
        if (
            token.dep_ == "conj"
            and any(c.norm_.lower() in FUTURE_AUXILIARIES for c in token.lefts)
            and (token.head != head or feature(head, "VerbForm") != "Inf" or found.frame == "finite")
        ):
            # `придает значение вопросам и будет содействовать`, `запустим портал и будем обновлять`
            return _before_conjunct(token, head)
        if token.norm_ == "," and feature(found.verb, "VerbForm") == "Conv" and _main_clause_after(token):
            return token.idx
        converb = _opens_recital(token) and _opens_recital(found.verb)
        if converb and token.i and token.nbor(-1).norm_ in {",", ";"} and token != found.verb:
            # `отмечая важность усилий, исходя из необходимости`
            return token.nbor(-1).idx
        goes_on = token.dep_ == "conj" and token.head == head and _is_finite(token)
        if found.frame == "future" and goes_on and any(c.dep_ in SUBJECTS and c.i > head.i for c in token.lefts):
            # `будет утверждена, и мы начнём`
            return _before_conjunct(token, head)
        if found.frame == "future" and _is_next_done(token, head):
            return _before_conjunct(token, head)
        if found.frame == "finite" and (goes_on or clause_before(token) == head):
            # `окажет поддержку и предоставит материалы`: two actions
            return _before_conjunct(token, head)
        if token.idx > head.idx and _precedes_cue(found) and token.i >= _cue_start(found):
            return token.idx
        if token == found.verb:
            # `решение о создании центра было принято`
            return min(
                t.idx for t in (token, *token.children) if t.i > head.i and (t == token or t.dep_.startswith("aux"))
            )
        conv = feature(token, "VerbForm") == "Conv" and token.i > 0 and token.nbor(-1).norm_ == ","
        if conv and (token.lemma_ in SAYING or token.norm_.lower() in CHARGING):
            # `создать комиссию, поручив Секретариату подготовить её положение`
            return token.nbor(-1).idx
        if (
            token.lemma_ in SAYING
            and feature(token, "VerbForm") != "Conv"
            and token.dep_ in {"parataxis", "ROOT", "conj"}
            and _after_break(token)
        ):
            return _break_before(token)
        if token.dep_ == "parataxis" and token.head == head and _is_finite(token):
            return _before_conjunct(token, head)
        if token != found.verb and token.i > found.verb.i and _opens_clause(token, head):
            opening = (token if token.pos_ == "NOUN" else _own_subject(token)).left_edge
            return opening.idx if opening.is_punct else doc[opening.i - 1].idx
        if _goes_on_after(token, head):
            return _before_conjunct(token, head)
        if token.dep_ == "ccomp" and token.head == found.verb.head and token.i > found.verb.i and _is_finite(token):
            if any(c.dep_ == "cc" for c in token.lefts):
                # `заявил, что страна намерена открыть школу и в мае направит учителей`
                return _before_conjunct(token, head)
        if token.i in inside and not (
            lexicon.is_cue_noun(token) and token.dep_ == "conj" and _is_fresh_cue(token, found)
        ):
            continue
        if token.dep_ == "conj" and (_is_finite(token) or (lexicon.is_cue_noun(token) and _is_fresh_cue(token, found))):
            if lexicon.is_cue_noun(token) or head not in set(ancestors(token)):
                return _before_conjunct(token, head)
        elif (
            _is_finite(token) and token.dep_ in {"parataxis", "ROOT"} and token != found.verb and token.i > found.verb.i
        ):
            return _before_conjunct(token, head)
    return doc[sentence.end - 1].idx + len(doc[sentence.end - 1])


#: how words hang in their sentence that may open a clause
_OPENERS = SUBJECTS | {"conj", "ccomp", "parataxis", "ROOT"}


def _is_plain(table: Columns, i: int) -> bool:
    """A word of the clause that ends nothing, as most are: no verb, nothing that may open a clause, no mark."""
    return (
        table.deps[i] not in _OPENERS
        and table.pos[i] not in {"VERB", "AUX"}
        and "VerbForm=" not in table.morphs[i]
        and table.norms[i].isalpha()
    )


#: what opens a side clause, to whose verb a later past verb may be joined
_SIDE_CLAUSES = frozenset({"что", "чтобы", "если", "когда", "как", "где", "куда", "кто", "хотя", "поскольку", "пока"})


def _told_beside(verb: Token, head: Token) -> bool:
    """`будут бороться с угрозами, выразили готовность продолжить диалог`: what was done, behind a comma, is another
    matter than what is to be done.
    """
    if feature(verb, "Tense") != "Past" or feature(verb, "VerbForm") != "Fin" or verb.nbor(-1).norm_ != ",":
        return False
    if verb.i - 1 <= head.i or not (feature(head, "VerbForm") == "Inf" or feature(head, "Tense") == "Fut"):
        return False
    between = verb.doc[head.i + 1 : verb.i]
    return not any(t.norm_.lower() in _SIDE_CLAUSES or is_relative(t) or t.norm_ in {"(", '"'} for t in between)


#: words that open a side clause, an aside or one more part of the same
_NO_NEW_CLAUSE = _SIDE_CLAUSES | {"и", "или", "либо", "в", "чем", "словно", "будто", "раз", "ибо", "так"}


def _own_clause_after(comma: Token) -> bool:
    """`откроют пост, набор начнётся в мае`, `передадут машины, они уже в пути`: behind a comma a clause with a subject
    of its own, which nothing joins.
    """
    doc, end = comma.doc, sentence_of(comma).end
    first = doc[comma.i + 1] if comma.i + 1 < end else None
    if first is None or first.norm_.lower() in _NO_NEW_CLAUSE or is_relative(first):
        return False
    if first.pos_ == "PRON" and feature(first, "Case") == "Nom" and feature(first, "Person") == "3":
        # but `предоставит программы, они - каналы связи`
        return doc[min(first.i + 1, end - 1)].norm_ != "-"
    own: Token | None = None
    joined = first.norm_.lower() == "а"
    for token in doc[comma.i + 1 : end]:
        if token.is_punct or is_relative(token) or feature(token, "VerbForm") in {"Part", "Conv"}:
            # not `будут найдены, а охрана усилена`, under one auxiliary
            if own is None or joined or feature(token, "Variant") != "Short":
                return False
            return feature(token, "Number") == feature(own, "Number")
        if own is None and token.pos_ in {"NOUN", "PROPN"} and preposition(token) is None:
            nominative = any("nomn" in entry.tag for entry in entries(token.norm_.lower()))
            own = token if nominative and feature(token, "Case") in {"Nom", "Acc"} else None
        if _is_finite(token):
            if own is None:
                return feature(token, "Person") == "1"
            other = not (joined and feature(token, "Variant") == "Short")
            return other and feature(token, "Number") == feature(own, "Number")
    return False


def _is_next_done(participle: Token, head: Token) -> bool:
    """`будет решён вопрос и подписан ряд документов`: another thing to be done, under the same auxiliary."""
    if participle.head != head or shared_future(participle) is None:
        return False
    first = any(c.dep_ in SUBJECTS and c.i < participle.i for c in head.children)
    return first and any(c.dep_ == "nsubj:pass" and c.i > participle.i for c in participle.children)


#: `передаст приборы, министерство, в свою очередь, выделит`
_IN_TURN = later(r",\s+(?:а\s+)?(?:[^\s,;.]+\s+){0,3}[^\s,;.]+,\s+(?:в свою очередь|со своей стороны)\b")


def _next_side(comma: Token) -> bool:
    """`предложила встречу, [а] узбекская - поддержала`: another side does something else; not `- принять их`."""
    after = [t for t in comma.doc[comma.i + 1 : comma.i + 5] if t.norm_.lower() != "а"]
    if not after or not is_bare_side(after[0]):
        return False
    doing = next((t for t in after[1:] if t.norm_ != "-"), None)
    return doing is not None and _is_finite(doing)


def _goes_on_after(token: Token, head: Token) -> bool:
    """`готовность оказывать помощь народу и условились`: a finite verb that hangs on a word of the action."""
    if token.dep_ != "conj" or feature(token, "VerbForm") != "Fin" or feature(token, "Mood") != "Ind":
        return False
    if feature(head, "VerbForm") == "Fin" or token.head.pos_ == "VERB":
        return False
    for above in ancestors(token):
        if above == head:
            return True
        if above.dep_ in {"acl", "acl:relcl", "advcl", "ccomp"}:
            return False
    return False


def _next_headline(space: Token) -> bool:
    """A line break before a capital letter and a clause of its own: lines of a list of headlines, captions."""
    if "\n" not in space.text or space.i + 1 >= len(space.doc):
        return False
    top = space.doc[space.i + 1]
    if not top.text[:1].isupper():
        return False
    if top.pos_ == "NOUN" and feature(top, "Case") == "Nom" and not _is_known_name(top):
        return True
    while top.head.i != top.i and top.head.i > space.i:
        top = top.head
    return top.dep_ in {"ROOT", "parataxis"} or (top.dep_ == "conj" and _is_finite(top))


def _main_clause_after(comma: Token) -> bool:
    """`придавая значение безопасности, Стороны поручили`: a noun and its verb."""
    doc = comma.doc
    following = doc[comma.i + 1 : min(comma.i + 7, comma.sent.end)]
    if not len(following) or following[0].pos_ not in {"NOUN", "PROPN", "PRON"} or is_relative(following[0]):
        return False
    for token in following:
        if token.norm_ == ",":
            return False
        if feature(token, "VerbForm") == "Fin" and feature(token, "Mood") == "Ind":
            return True
    return False


def _opens_recital(token: Token) -> bool:
    """`отмечая`, `исполненные решимости`: what a preamble puts before its verb."""
    form = feature(token, "VerbForm")
    return form == "Conv" or (form == "Part" and token.lemma_ in FILLED)


def _new_sentence_after(dash: Token) -> bool:
    """`предложил возобновить работу — латвийская сторона взяла паузу`: a clause with a subject of its own."""
    doc = dash.doc
    if dash.i == 0 or not doc[dash.i - 1].whitespace_:
        return False
    for token in doc[dash.i + 1 : dash.sent.end]:
        if token.norm_ in {",", ";", "-", ":"}:
            return False
        if _is_finite(token):
            return any(c.dep_ in SUBJECTS and dash.i < c.i for c in token.children)
    return False


def _turned(found: Found) -> int | None:
    """`помогать соседям мы будем`: where the subject of the auxiliary behind its infinitive begins."""
    if found.frame != "future" or found.cue[0] < found.action.idx:
        return None
    own = next((c for c in found.action.rights if c.dep_ in SUBJECTS or c.lemma_ in {"мы", "я"}), None)
    if own is not None:
        return own.left_edge.i
    # `повышать пошлины не будем`
    return found.word.i - 1 if found.negated else None


def _precedes_cue(found: Found) -> bool:
    """`отказываться от контроля мы не намерены`: the action comes first."""
    return found.action.i < found.verb.i and found.verb != found.action


def _cue_start(found: Found) -> int:
    """Index of the first word of the cue's own clause part: its subject or negation, the cue itself."""
    before = [c.left_edge.i for c in found.verb.children if found.action.i < c.i < found.verb.i and c.dep_ != "xcomp"]
    return min([i for i in before if i > found.action.i], default=found.verb.i)


def _is_fresh_cue(token: Token, found: Found) -> bool:
    """A cue noun in another force's row: `важность А, а также необходимость Б`."""
    return token != found.word and token.lemma_ in {
        "необходимость", "важность", "недопустимость", "готовность", "намерение", "приверженность", "целесообразность",
        "решимость", "значимость",
    }  # fmt: skip


def _is_finite(token: Token) -> bool:
    if token.pos_ == "ADJ":
        return feature(token, "Variant") == "Short" and token.dep_ in {"conj", "parataxis"}
    if token.pos_ not in {"VERB", "AUX"}:
        return False
    if feature(token, "VerbForm") == "Inf" and token.norm_.lower().endswith(("ли", "лись")):
        # `поручили`, which the tagger takes for an infinitive
        return True
    ahead = any(c.norm_.lower() in FUTURE_AUXILIARIES for c in token.lefts)
    return feature(token, "VerbForm") == "Fin" or feature(token, "Variant") == "Short" or ahead


def _after_break(token: Token) -> bool:
    """The word of saying stands after a dash or a comma that closes what is said."""
    left = token.left_edge
    i = min(left.i, token.i) - 1
    return (i >= token.sent.start and token.doc[i].norm_ in {"-", ",", "--"}) or left.norm_ in {"-", ","}


def _break_before(token: Token) -> int:
    """Offset of the comma or dash that stands before a word of saying."""
    doc = token.doc
    i = token.i
    while i > token.sent.start and token.i - i < 8 and doc[i].norm_ not in {"-", ",", '"'}:
        i -= 1
    if doc[i].norm_ not in {"-", ",", '"'}:
        return token.idx
    while i > token.sent.start and doc[i - 1].norm_ in {"-", ",", '"'}:
        i -= 1
    return doc[i].idx


def _before_conjunct(token: Token, head: Token) -> int:
    """Offset of the comma or conjunction that opens the conjunct's own clause.

    The last one before the word counts: the parser may hang words of the action on the conjunct.
    """
    doc = token.doc
    own = next((c.left_edge.i for c in token.lefts if c.dep_ in SUBJECTS and feature(c, "Case") == "Nom"), 0)
    if own - 1 > head.i and doc[own - 1].norm_ in {",", "-"}:
        # `будет работать в Алматы, мы уже договорились об этом`
        return doc[own - 1].idx
    openers = [c.i for c in token.children if head.i < c.i < token.i and (c.dep_ == "cc" or c.norm_ == ",")]
    i = max(openers, default=_comma_of_clause(token, head))
    while i - 1 > head.i and doc[i - 1].norm_ in _JOINTS:
        i -= 1
    return doc[i].idx


def _comma_of_clause(verb: Token, head: Token) -> int:
    """`доставлена помощь, Минфину [направлено] письмо`: the comma that opens a clause without a conjunction."""
    doc = verb.doc
    for i in range(verb.i - 1, head.i, -1):
        if doc[i].norm_ == ",":
            return i
        if doc[i].pos_ == "VERB" or doc[i].norm_ in {")", '"', ";", ":", "-"}:
            break
    return verb.i


def _own_subject(verb: Token) -> Token:
    """The nominative before a verb, else the verb itself."""
    return next((c for c in verb.lefts if c.dep_ in SUBJECTS and feature(c, "Case") == "Nom"), verb)


def _opens_clause(token: Token, head: Token) -> bool:
    """`передаст оборудование, Казахстан выразил готовность`, `в два этапа, даты закрытые`: a clause beside, with a
    subject of its own right behind the comma.
    """
    doc = token.doc
    if token.dep_ == "parataxis" and token.pos_ == "NOUN" and feature(token, "Case") == "Nom":
        own = token
        told = any(
            c.i > token.i and (c.dep_ == "amod" or (c.pos_ == "ADJ" and feature(c, "Case") == "Nom"))
            for c in token.children
        )
    else:
        predicate = feature(token, "VerbForm") == "Fin" and feature(token, "Mood") == "Ind"
        # `открыть учебный центр, деньги выделены`
        short = token.pos_ == "VERB" and feature(token, "Variant") == "Short"
        predicate = predicate or short
        predicate = predicate or (token.dep_ == "parataxis" and feature(token, "Case") == "Nom")
        told = (
            predicate
            and token.dep_ in ({"ccomp", "conj", "parataxis", "advcl"} if short else {"ccomp", "conj", "parataxis"})
            and not any(c.dep_ == "mark" for c in token.children)
        )
        own = _own_subject(token)
        told = told and own is not token and own.pos_ in {"NOUN", "PROPN"}
    if not told:
        return False
    opening = own.left_edge.nbor() if own.left_edge.is_punct else own.left_edge
    if opening.i - 1 <= head.i or doc[opening.i - 1].norm_ != ",":
        return False
    return not any(is_relative(t) or t.norm_.lower() == "как" for t in own.subtree)


def action_span(found: Found, lexicon: CueLexicon, quotes: list[tuple[int, int]]) -> tuple[int, int]:
    """Characters of the action: from its head word to the end of the clause, final side clauses and purposes cut."""
    head = found.action
    doc = head.doc
    limit = action_limit(found, lexicon)
    for a, b in quotes:
        if a <= head.idx < b:
            limit = min(limit, b)
    start = head.idx
    if found.frame == "bare":
        start = min([c.idx for c in head.lefts if c.dep_ in {"det", "amod"}], default=start)
    # `будет заниматься комиссия`; but `будут проводиться курсы`, which do not act
    own = subject(head) if found.frame == "future" and feature(head, "VerbForm") == "Inf" else None
    reflexive = head.norm_.lower().endswith("ся") and own is not None and feature(own, "Animacy") != "Anim"
    acting = own is not None and (not reflexive or own.pos_ == "PROPN" or own.lemma_ in BODIES)
    if (found.frame in {"finite", "infinitive"} or acting) and head.lemma_ not in OPENING:
        limit = min(limit, _trailing_subject(found, limit))
    if found.frame == "future" and feature(head, "VerbForm") != "Inf" and shared_future(head) is None:
        # `будет вынесена`: the auxiliary is part of the verb
        start = min(found.cue[0], start)
    if feature(head, "Variant") == "Short":
        # `должны быть внесены`
        start = min((c.idx for c in head.lefts if c.norm_.lower() == "быть"), default=start)
    if found.frame == "clause" and feature(head, "Variant") == "Short":
        # `подтвердил, что сети будут подведены`
        start = min((c.idx for c in head.lefts if c.norm_.lower() in FUTURE_AUXILIARIES), default=start)
    if (
        feature(head, "VerbForm") == "Inf"
        and found.frame != "future"
        and head.i
        and head.nbor(-1).norm_.lower() == "не"
    ):
        # `призвал соседей не допускать эскалации`
        start = min(start, head.nbor(-1).idx)
    last = bisect_left(columns(doc).starts, limit, head.i, sentence_of(head).end)
    tokens = [t for t in doc[head.i : last] if not t.is_space]
    opening = [t for t in tokens[1:] if _may_open_part(t)]
    end = limit
    changed = True
    while changed:
        changed = False
        for token in opening:
            if token.idx >= end:
                break
            cut = _final_part(token, head, end)
            if cut is not None and head.idx + len(head) < cut < end and not _only_light(head, tokens, cut):
                end, changed = cut, True
                break
    aside = _NEXT_OPENS.search(match_text_of(doc), start, end)
    return _strip(source_text_of(doc), start, aside.start() if aside is not None else end)


#: what opens the next clause and hangs on this one: `поддержку партнёров и со своей стороны [обеспечим]`
_NEXT_OPENS = later(
    r"(?:,|\s+(?:и|а|но))\s+(?:со своей стороны|в свою очередь|при этом|одновременно|затем|потом)\s*$",
    needs="со своей стороны|в свою очередь|при этом|одновременно|затем|потом",
)


#: adjectives that say nothing without what they are needed for
_NEEDED = frozenset({"необходимый", "нужный", "достаточный", "обязательный", "пригодный"})


def _may_open_part(token: Token) -> bool:
    """Few words do: `который`, participles, prepositions of purpose, `чтобы`, what stands behind a comma."""
    return (
        is_relative(token)
        or token.dep_ in {"acl", "amod"}
        or preposition(token) is not None
        or token.norm_.lower() in {"чтобы", "дабы"}
        or token.nbor(-1).norm_ == ","
    )


def _final_part(token: Token, head: Token, end: int) -> int | None:
    """Where a relative clause, participial phrase or purpose begins that runs to the end of the action."""
    doc = token.doc
    if is_relative(token) and feature(token, "PronType") != "Int":
        clause = next((a for a in ancestors(token) if a.dep_ in {"acl:relcl", "acl"}), None)
        opener = _comma_before(token, head)
        if opener is None:
            return None
        right = clause.right_edge if clause is not None else doc[token.sent.end - 1]
        return doc[opener].idx if _reaches(right, end) or not _goes_on(doc, right, end) else None
    if token.dep_ in {"acl", "amod"} and feature(token, "VerbForm") == "Part" and token.i > head.i:
        i = token.left_edge.i
        opener = i if doc[i].norm_ == "," else (i - 1 if doc[i - 1].norm_ == "," else None)
        if opener is None or opener <= head.i or token.head.lemma_ in LIGHT_NOUNS:
            return None
        return doc[opener].idx if _reaches(token.right_edge, end) or _runs_on(opener, token.right_edge, end) else None
    case = preposition(token)
    purpose = case in PURPOSE and token.pos_ == "NOUN" and feature(token, "Animacy") != "Anim"
    # `важность обмена, а также создания условий для роста`
    purpose = purpose and not (token.head.lemma_ in LIGHT_NOUNS and token.head.i > head.i + 1)
    # `процедуры, необходимые для вступления в силу`; `не допускать использования складов для сбыта`
    purpose = purpose and token.head.lemma_ not in _NEEDED and head.lemma_ != "использование"
    if purpose and (case != "для" or _names_action(token)) and token.head.i < token.i:
        first = child(token, "case")
        ends = _reaches(token.right_edge, end) or not _goes_on(doc, token, end)
        if first is not None and first.i > head.i and ends:
            i = first.i - 1 if doc[first.i - 1].norm_ == "," else first.i
            return doc[i].idx
    if token.norm_.lower() in {"чтобы", "дабы"} and token.i > head.i + 1:
        i = token.i - 1 if doc[token.i - 1].norm_ == "," else token.i
        if doc[i - 1].norm_.lower() in {"том", "то", "тому"}:
            # `принять решение о том, чтобы повысить выплаты`: what it is about
            return None
        if doc[i - 1].norm_.lower() == "тем" and doc[i - 2].norm_.lower() == "с":
            # `сдать списки, с тем чтобы утвердить их осенью`
            i -= 3 if doc[i - 3].norm_ == "," else 2
            return doc[i].idx
        return doc[i].idx
    if token.norm_.lower() in _OURS and preposition(token) == "у":
        # `примут резолюцию, проект у вас на руках`
        opener = _comma_before(token, head)
        return doc[opener].idx if opener is not None else None
    if doc[token.i - 1].norm_ == "," and token.i > head.i + 1 and _begins_with(token, _ASIDE_WORDS):
        return doc[token.i - 1].idx
    if doc[token.i - 1].norm_ == "," and token.i > head.i + 1 and _opens_side_clause(token):
        later = (c for c in head.children if c.dep_ == "conj" and c.i > token.i)
        return doc[token.i - 1].idx if next(later, None) is None else None
    return None


def _opens_side_clause(token: Token) -> bool:
    """`поскольку`, `если`, `так как`, `как только`, `после того, как`: why or when."""
    word = token.norm_.lower()
    if word in {"поскольку", "если", "когда", "пока"}:
        return True
    return _begins_with(token, _WHY_WORDS)


def _begins_with(token: Token, openings: tuple[str, ...]) -> bool:
    words = " ".join(t.norm_.lower() for t in token.doc[token.i : token.i + 4])
    return (words + " ").startswith(tuple(opening + " " for opening in openings))


def _trailing_subject(found: Found, limit: int) -> int:
    """`замысел представит российская сторона`: the subject that closes the clause is no part of the action."""
    owner = found.action if found.frame == "finite" else found.verb
    late = postposed(found)
    if late is not None and _reaches(late.right_edge, limit):
        return late.left_edge.idx
    own = subject(owner)
    if found.frame == "finite":
        own = next((c for c in behind_object(own, owner) if _names_party(c)), own)
    if own is not None and _is_impersonal(owner) and feature(own, "Gender") != "Neut":
        own = None
    if own is None or own.i <= found.action.i or own.i <= owner.i or own.head not in (found.action, owner):
        return limit
    left = own.left_edge
    return left.idx if _reaches(own.right_edge, limit) and left.i > found.action.i else limit


def _names_party(token: Token) -> bool:
    doc = token.doc
    return token.lemma_ in BODIES or any(m.start <= token.idx < m.end for m in (*doc._.organizations, *doc._.places))


def _is_impersonal(verb: Token) -> bool:
    """`поручено представить предложения`: a neuter has no subject in the plural."""
    return feature(verb, "Variant") == "Short" and feature(verb, "Gender") == "Neut"


def _is_known_name(token: Token) -> bool:
    """The dictionary has it as a name: not `План` at the start of a headline."""
    names = {"Geox", "Name", "Surn", "Orgn", "Abbr"}
    return not all(names.isdisjoint(entry.tag.grammemes) for entry in entries(token.norm_.lower()))


def postposed(found: Found) -> Token | None:
    """`маневр готов принять Пакистан`: a name that looks like the object of an infinitive whose object is in front."""
    front = subject(found.verb)
    before = front is not None and front.i < found.verb.i
    thing = (
        front is not None
        and (front.pos_ == "NOUN" or (front.pos_ == "PROPN" and not _is_known_name(front)))
        and feature(front, "Animacy") == "Inan"
        and front.lemma_ not in BODIES
    )
    # `их готова принять Академия`, `помощь обещает оказать Агентство`
    ahead = (c for c in (*found.action.lefts, *found.verb.lefts) if c.i < found.verb.i)
    object_ahead = not before and any(c.pos_ == "PRON" or (c.dep_ == "obj" and c.pos_ == "NOUN") for c in ahead)
    fits = (before and thing) or object_ahead
    if found.frame != "infinitive" or not fits or feature(found.action, "VerbForm") != "Inf":
        return None
    gender = feature(found.verb, "Gender")
    for c in (*found.action.rights, *(c for c in found.verb.rights if c.dep_ == "nsubj" and c.i > found.action.i)):
        name = c.pos_ == "PROPN" or (c.pos_ == "NOUN" and (c.text.istitle() or c.left_edge.text.istitle()))
        agrees = gender is None or feature(c, "Gender") in {gender, None}
        if c.dep_ in {"obj", "nsubj"} and name and agrees and feature(c, "Number") == feature(found.verb, "Number"):
            mistaken = c.dep_ == "nsubj" and feature(c, "Case") == "Nom"
            named = mistaken or any("nomn" in entry.tag for entry in entries(c.norm_.lower()))
            return c if named and preposition(c) is None else None
    return None


def _names_action(token: Token) -> bool:
    """A noun of action after `для`; anything else is whom or what it is for."""
    return not token.lemma_.endswith(tuple(NO_PURPOSE)) and token.lemma_.endswith(
        ("ние", "тие", "ция", "ка", "ство", "ба", "ход", "мен", "зм")
    )


def _comma_before(token: Token, head: Token) -> int | None:
    for i in range(token.i - 1, max(head.i, token.i - 6), -1):
        if token.doc[i].norm_ == ",":
            return i
    return None


#: `, содержащуюся в законе [№ 3]`, `, вызвавшим вопросы[, в том числе у коллег]`
_REST_OF_PART = later(r"(?:(?! и )[^,;])*(?:,\s+в том числе\s[^,;]*)?")


def _runs_on(opener: int, right: Token, end: int) -> bool:
    """No comma closes the participle, and only words of its own stand behind the last that the parser gave it."""
    text: str = right.doc._.match_text
    begin, last = right.doc[opener].idx + 1, right.idx + len(right)
    return "," not in text[begin:last] and _REST_OF_PART.fullmatch(text, last, end) is not None


def _reaches(right: Token, end: int) -> bool:
    rest = right.doc._.source_text[right.idx + len(right) : end]
    return not re.search(r"\w", rest)


def _goes_on(doc: Doc, token: Token, end: int) -> bool:
    """After `token` the action itself goes on: a further object, `в том числе`, `а также`."""
    return bool(_GOES_ON.search(doc._.match_text, token.idx, end))


def _only_light(head: Token, tokens: list[Token], cut: int) -> bool:
    nouns = [
        t
        for t in tokens
        if t.idx < cut and (t.pos_ in {"NOUN", "PROPN"} or t.norm_.lower() in EVERYTHING) and t.dep_ != "fixed"
    ]
    return bool(nouns) and all(t.lemma_ in LIGHT_NOUNS or t.norm_.lower() in EVERYTHING or t == head for t in nouns)


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    """Without white space and closing punctuation; a closing mark whose opening one is inside stays."""
    while start < end and text[start] in ' \n\t\u00a0«"“,;:—–-':
        if text[start] in '«"“' and any(c in text[start + 1 : end] for c in '»"”'):
            break
        start += 1
    while end > start and (text[end - 1] in _CLOSERS or text[end - 1].isspace()):
        char = text[end - 1]
        body = text[start : end - 1]
        if char == ")" and body.count("(") > body.count(")"):
            break
        if char in "»”" and body.count("«") + body.count("“") + body.count("„") > body.count("»") + body.count("”"):
            break
        if char == '"' and body.count('"') % 2 == 1:
            break
        if char == "." and re.search(r"(?:\bг|\bгг|т\.д|т\.п|др)$", body):
            break
        end -= 1
    return start, end
