"""Reading the dependency tree: subjects, clauses, coordination, noun phrases."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from extract.document import kept, match_text_of, sentence_of, source_text_of
from extract.language.columns import COLUMNS, columns, value
from extract.language.dialogues import plain_dialogue
from extract.language.morphology import entries
from extract.language.sentences import paragraphs

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj", "csubj:pass"})
_DIALOGUE = re.compile(r"^[ \t]*-[ \t]+(?=[А-ЯA-Z«\"\d])([^\n]+)", re.MULTILINE)
#: a quotation mark, or the first of two line breaks
_MARK = re.compile(r'"|\n(?=\n)')
#: lines with a dash that make a dialogue
_FEW_ANSWERS = 3
#: characters of a quotation of several paragraphs
_LONG_QUOTATION = 2500
_CLAUSES = frozenset({"ROOT", "ccomp", "advcl", "acl", "acl:relcl", "parataxis", "csubj", "csubj:pass"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET"})
FUTURE_AUXILIARIES = frozenset({"буду", "будешь", "будет", "будем", "будете", "будут"})
#: how many tokens may stand before the verb of an item, how many items above it, what ends them
_ITEM_OPENING = 3
_MOST_ITEMS = 30
_ITEM_ENDS = frozenset({";", "."})
_US = frozenset({"1", "2"})
_NAMING = frozenset({"NOUN", "PROPN", "PRON"})
_RELATIVE = frozenset({"который", "чей", "где", "куда", "откуда"})


def feature(token: Token, name: str) -> str | None:
    """The value of a morphological feature, such as `Case` or `Tense`."""
    doc = token.doc
    # without the call where it can be spared: this is asked more often than anything else
    table = doc.user_data.get(COLUMNS) or columns(doc)
    return value(table.morphs[token.i], name)


def child(token: Token, *deps: str) -> Token | None:
    """The first child with one of the relations."""
    return next((c for c in token.children if c.dep_ in deps), None)


def preposition(token: Token) -> str | None:
    """The preposition of a noun, multi-word ones joined: `в`, `с`, `в ходе`, `на полях`."""
    return kept(token.doc, "prepositions", _prepositions).get(token.i)


def _prepositions(doc: Doc) -> dict[int, str]:
    """The preposition of each token that has one."""
    table = columns(doc)
    first: dict[int, int] = {}
    words: dict[int, list[str]] = {}
    for i, dep in enumerate(table.deps):
        if dep == "case" and first.setdefault(table.heads[i], i) == i:
            words[i] = [table.norms[i].lower()]
    for i, dep in enumerate(table.deps):
        if dep == "fixed" and table.heads[i] in words:
            words[table.heads[i]].append(table.norms[i].lower())
    return {noun: " ".join(words[case]) for noun, case in first.items()}


def is_negated(token: Token) -> bool:
    """True if `не` or `ни` stands right at the token; `не только` negates nothing."""
    negations = (c for c in token.children if c.i < token.i and c.norm_.lower() in {"не", "ни", "нельзя"})
    return any(c.nbor().norm_.lower() != "только" for c in negations)


def is_gerund(verb: Token) -> bool:
    """`отмечая`, also where the tagger takes one for an adverb: `подтверждая` alone on its line."""
    if feature(verb, "VerbForm") == "Conv":
        return True
    return verb.pos_ == "ADV" and verb.norm_.lower().endswith(("ая", "яя", "уя", "аясь", "ясь", "ив", "ав"))


_PARTICLES = frozenset({"ADV", "PART", "CCONJ"})
#: words between an auxiliary and its infinitive
_FAR = 6


def future_auxiliary(verb: Token) -> Token | None:
    """The `будет` of a verb."""
    helpers = (c for c in verb.children if c.dep_ in {"aux", "aux:pass", "cop"})
    own = next((c for c in helpers if c.norm_.lower() in FUTURE_AUXILIARIES), None)
    above = verb.head
    if own is None and above.pos_ == "ADV" and above.i == verb.i - 1 and feature(verb, "VerbForm") == "Inf":
        # `будут согласованно снижать`, where the parser takes the adverb for the predicate
        own = next((c for c in above.lefts if c.norm_.lower() in FUTURE_AUXILIARIES), None)
    if own is None and feature(verb, "VerbForm") == "Inf":
        # `будут и дальше регулярно поддерживать`, where the parser takes the auxiliary for the predicate, or `и` for
        # what joins two
        before = next((t for t in reversed(verb.doc[max(verb.i - _FAR, 0) : verb.i]) if t.pos_ not in _PARTICLES), None)
        own = before if before is not None and before.norm_.lower() in FUTURE_AUXILIARIES else None
    return own


def shared_future(verb: Token) -> Token | None:
    """The `будет` that a short participle has in common with the one it is joined to: `будет подписан протокол и
    принято заявление`.
    """
    if verb.dep_ != "conj" or feature(verb, "Variant") != "Short":
        return None
    if any(c.dep_ in {"aux", "aux:pass", "cop"} for c in verb.children):
        return None
    first = verb.head
    while first.dep_ == "conj" and first.head.i < first.i and future_auxiliary(first) is None:
        first = first.head
    auxiliary = future_auxiliary(first) if feature(first, "Variant") == "Short" else None
    return auxiliary if auxiliary is not None and auxiliary.i < verb.i else None


def is_future(verb: Token) -> bool:
    """True for `подпишут` and `будет подписано`; the tagger gives `будет` present tense, so its forms are listed."""
    if future_auxiliary(verb) is not None or shared_future(verb) is not None:
        return True
    return feature(verb, "Tense") == "Fut" or verb.norm_.lower() in FUTURE_AUXILIARIES


def coordinated(token: Token) -> list[Token]:
    """The token and everything coordinated with it, in text order."""
    found = [token]
    for item in found:
        found += [c for c in item.children if c.dep_ == "conj" and c not in found]
    return sorted(found, key=lambda t: t.i)


def subject(verb: Token) -> Token | None:
    """The subject of a verb, its own or the one it shares: of the verb it is coordinated with, or depends on.

    Of a verb that opens an item of a list it may stand above the list: `Совет на заседании:`, `- утвердил план;`.
    """
    return _of_clauses(verb) or _above_list(verb)


def _of_clauses(verb: Token) -> Token | None:
    seen = 0
    token = verb
    while seen < 8:
        token = clause_closed(token) or token
        found = _own_subject(token)
        if found is None and token.dep_ not in {"acl:relcl"}:
            # short adjectives and participles sometimes take their subject as another relation
            found = next((c for c in token.children if c.dep_ == "nsubj:pass"), None)
        if found is not None:
            return found
        if _hangs_on_subject(token):
            return token.head
        beside = _clause_before(token)
        if beside is not None:
            return beside
        if feature(token, "VerbForm") == "Conv" and token.head.pos_ in {"NOUN", "PROPN"}:
            # `рассказал о реформах, отметив`, which the tree hangs on the noun
            above = next((a for a in ancestors(token) if a.pos_ == "VERB"), None)
            if above is None:
                return None
            token, seen = above, seen + 1
            continue
        if token.head.i == token.i or token.dep_ not in {"conj", "xcomp", "advcl", "parataxis", "nmod", "aux", "acl"}:
            return None
        if token.dep_ in {"nmod", "acl"} and token.pos_ != "VERB":
            return None
        token = token.head
        seen += 1
    return None


def clause_closed(verb: Token) -> Token | None:
    """`сторона рассчитывает, что процедура будет завершена, и готова принять гостей`: the verb before `что`, with which
    one goes on that has no subject of its own behind a comma and `и`.
    """
    if verb.dep_ != "conj" or any(c.dep_ in SUBJECTS for c in verb.children):
        return None
    joined = next((c for c in verb.lefts if c.dep_ == "cc" and c.lemma_ == "и"), None)
    if joined is None or joined.i == 0 or joined.nbor(-1).norm_ != ",":
        return None
    inner = verb.head
    while inner.dep_ == "conj" and inner.head.i < inner.i:
        inner = inner.head
    if inner.dep_ != "ccomp" or not inner.head.i < inner.i < verb.i or inner.head.pos_ != "VERB":
        return None
    outer = inner.head
    willing = feature(verb, "Variant") == "Short"
    told = feature(outer, "Tense") == feature(verb, "Tense") and not willing
    own = _own_subject(outer) if told or (willing and verb.pos_ == "ADJ") else None
    alike = own is not None and feature(own, "Number") == feature(verb, "Number")
    genders = {feature(verb, "Gender"), feature(own, "Gender")} if own is not None else set()
    return outer if alike and len(genders - {None}) <= 1 else None


def _above_list(verb: Token) -> Token | None:
    """The subject in the line above the list whose item the verb opens, if it agrees with the verb."""
    start = sentence_of(verb).start
    if verb.i - start > _ITEM_OPENING or feature(verb, "VerbForm") != "Fin" or feature(verb, "Person") in _US:
        return None
    if verb.dep_ in {"acl:relcl", "acl"} or any(t.pos_ in _NAMING for t in verb.doc[start : verb.i]):
        return None
    for _ in range(_MOST_ITEMS):
        if start == 0:
            return None
        above = verb.doc[start - 1].sent
        end = next((t.norm_ for t in reversed(above) if not t.is_space), "")
        if end == ":":
            return _agreeing_root(above, verb)
        if end not in _ITEM_ENDS:
            return None
        start = above.start
    return None


def _agreeing_root(header: Span, verb: Token) -> Token | None:
    """`Совет министров на заседании в Ташкенте:`: the noun of a header without a verb, or the subject of its verb."""
    root = header.root
    found = None if root.pos_ in _NAMING else _of_clauses(root)
    for noun in [found] if found is not None else [t for t in header if t.pos_ in _NAMING]:
        # without a verb the tagger cannot tell the nominative from the accusative
        cases = {"Nom", "Acc"} if noun.i == root.i and preposition(noun) is None else {"Nom"}
        if feature(noun, "Case") in cases and noun.sent.start == header.start:
            return noun if feature(noun, "Number") == feature(verb, "Number") else None
    return None


def _own_subject(verb: Token) -> Token | None:
    """The subject among the children of a verb.

    In `заместитель заявил, что Организация придает` the parser sometimes hangs both subjects on the second verb: the
    one before `что` is the first verb's; so is one that stands before both.
    """
    mark = 0
    own: Token | None = None
    for c in verb.children:
        if c.dep_ == "mark":
            mark = c.i
        elif c.dep_ in SUBJECTS and c.pos_ in _NOMINAL and not verb.i < mark < c.i:
            own = own if own is not None and own.i >= mark else c
    if own is not None:
        return own
    for c in verb.rights:
        # `план подпишут в Дели главы ведомств`: no object that lives looks like a nominative
        told = c.dep_ == "obj" and feature(c, "Animacy") == "Anim" and c.pos_ in _NOMINAL
        if told and _may_act(verb, c) and not _left_object(verb, c):
            return c
    for c in verb.children:
        if c.dep_ == "ccomp" or (mark > verb.i and c.dep_ == "parataxis" and c.i > mark):
            lost = next((s for s in c.lefts if s.dep_ in SUBJECTS and s.pos_ in _NOMINAL and s.i < verb.i), None)
            if lost is not None:
                return lost
    return _behind_that(verb)


def _behind_that(verb: Token) -> Token | None:
    """`сообщила, что Центр поставит приборы и обучит персонал`, where the parser hung `что` and what follows on the
    verb before them.
    """
    if feature(verb, "VerbForm") not in {"Fin", "Part"} or verb.head.i >= verb.i:
        return None
    for outer in (verb.head, verb.head.head):
        mark = next((c.i for c in outer.rights if c.dep_ == "mark" and c.i < verb.i), None)
        if mark is None or feature(outer, "VerbForm") != "Fin":
            continue
        if feature(outer, "Tense") == feature(verb, "Tense") and feature(verb, "Variant") != "Short":
            # `сообщила, что ..., и уехала`: goes on with the first
            return None
        lost = (c for c in outer.rights if c.dep_ in SUBJECTS and c.pos_ in _NOMINAL and mark < c.i < verb.i)
        return next((c for c in lost if feature(c, "Number") == feature(verb, "Number")), None)
    return None


def _may_act(verb: Token, noun: Token) -> bool:
    """In the nominative and number of the verb; `главы` may be, whatever the tagger says, behind another object."""
    if feature(noun, "Case") == "Nom":
        return feature(noun, "Number") == feature(verb, "Number")
    other = any(c.dep_ == "obj" and feature(c, "Case") == "Acc" for c in verb.lefts)
    if not other or feature(noun, "Case") != "Gen" or feature(verb, "Number") != "Plur":
        return False
    return any("nomn" in entry.tag and "plur" in entry.tag for entry in entries(noun.norm_.lower()))


def _left_object(verb: Token, other: Token) -> bool:
    """Whether a noun in the nominative stands before the verb, which may be its subject."""
    before = (c for c in verb.lefts if c is not other and feature(c, "Case") == "Nom")
    return any(feature(c, "Number") == feature(verb, "Number") for c in before)


def _clause_before(verb: Token) -> Token | None:
    """`указано, что стороны будут бороться с угрозами, выразили готовность`: whose clause stands before, under the same
    `что`.
    """
    if verb.dep_ != "ccomp" or feature(verb, "VerbForm") != "Fin" or any(c.dep_ == "mark" for c in verb.lefts):
        return None
    for other in verb.head.rights:
        if other.i >= verb.i:
            break
        if other.dep_ == "ccomp" and any(c.dep_ == "mark" for c in other.lefts):
            own = _own_subject(other)
            agrees = own is not None and feature(own, "Number") == feature(verb, "Number")
            return own if agrees else None
    return None


def _hangs_on_subject(verb: Token) -> bool:
    """The parser sometimes makes a long subject the root and its verb a parenthesis."""
    head = verb.head
    # `И Россия, и Украина рассчитывают`: the first of two as the root, the verb joined to it
    both = verb.dep_ == "conj" and feature(verb, "Number") == "Plur" and head.i > 0 and head.nbor(-1).lemma_ == "и"
    return (
        (verb.dep_ == "parataxis" or both)
        and feature(verb, "VerbForm") == "Fin"
        and head.pos_ in {"NOUN", "PROPN"}
        and head.i < verb.i
        and feature(head, "Case") == "Nom"
    )


def clause_head(token: Token) -> Token:
    """The verb (or other head) of the clause that the token stands in."""
    while token.head.i != token.i:
        if token.dep_ in _CLAUSES:
            return token
        if token.dep_ == "conj" and token.pos_ in {"VERB", "AUX"} and token.head.pos_ in {"VERB", "AUX", "ADJ"}:
            return token
        token = token.head
    return token


def distance(first: Token, second: Token) -> int:
    """Number of edges between two tokens of one sentence; a large number if they share none."""
    up: dict[int, int] = {}
    token, steps = first, 0
    while True:
        up[token.i] = steps
        if token.head.i == token.i:
            break
        token, steps = token.head, steps + 1
    token, steps = second, 0
    while token.i not in up:
        if token.head.i == token.i:
            return 1000
        token, steps = token.head, steps + 1
    return up[token.i] + steps


def noun_phrase(head: Token) -> tuple[int, int]:
    """Character span of a noun phrase: agreeing words, the head, genitives; no clauses, no punctuation at the end.

    Prepositional attributes stay out, they rarely belong to the name of a group.
    """
    left = head.i
    for c in head.children:
        if c.i < head.i and c.dep_ in {"amod", "det", "nummod", "compound"}:
            left = min(left, min((t.i for t in c.subtree if t.i < head.i), default=c.i))
    right = _right_edge(head)
    doc = head.doc
    if right > head.i:
        quotes = [i for i in range(head.i + 1, right + 1) if doc[i].norm_ == '"']
        if len(quotes) % 2:
            # `роты "Барс`: the name goes on to its closing quotes, or is none of the group's
            closed = right + 1 < len(doc) and doc[right + 1].norm_ == '"'
            right = right + 1 if closed else quotes[-1] - 1
    return doc[left].idx, doc[right].idx + len(doc[right])


def _right_edge(head: Token) -> int:
    right = head.i
    for c in sorted(head.rights, key=lambda t: t.i):
        if (
            c.dep_ in {"nmod", "flat", "flat:name", "flat:foreign", "appos", "amod", "nummod"}
            and preposition(c) is None
        ):
            if c.pos_ == "VERB" or any(t.dep_ == "punct" and t.norm_ == "," and t.i < c.i for t in c.children):
                break
            if any(t.dep_ == "case" and not c.is_ancestor(t) for t in head.doc[right + 1 : c.i]):
                # `встреча министров с послом А. Б.`, where the parser hangs the name on the ministers; not in `глава
                # правящего в стране совета`
                break
            right = max(right, _right_edge(c))
        elif c.dep_ not in {"punct", "dep", "cc"}:
            break
    return right


def is_relative(token: Token) -> bool:
    """True for the words that open a relative clause."""
    return token.lemma_ in _RELATIVE


def antecedent(relative: Token) -> Token | None:
    """What `который` stands for: the noun that its clause hangs on, the nearest one above or before that agrees."""
    clause = next((t for t in ancestors(relative) if t.dep_ == "acl:relcl"), None)
    if clause is None:
        return None
    number, gender = feature(relative, "Number"), feature(relative, "Gender")
    before = relative.doc[max(relative.i - 2, 0)]
    for noun in (clause.head, *ancestors(clause.head), before):
        agrees = feature(noun, "Number") == number and (number == "Plur" or feature(noun, "Gender") == gender)
        if agrees and noun.pos_ in {"NOUN", "PROPN"} and noun.i < relative.i:
            return noun
    return None


def ancestors(token: Token) -> Iterator[Token]:
    """The token's heads up to the root of its sentence."""
    while token.head.i != token.i:
        token = token.head
        yield token


def word_span(token: Token) -> tuple[int, int]:
    return token.idx, token.idx + len(token)


def dialogue_lines(doc: Doc) -> list[tuple[int, int]]:
    """Lines of an interview: paragraphs that open with a dash, three or more of them, else questions and answers told
    otherwise; none on any other page.
    """
    return kept(doc, "dialogue", _dialogue_lines)


def _dialogue_lines(doc: Doc) -> list[tuple[int, int]]:
    text = match_text_of(doc)
    found = [m.span(1) for m in _DIALOGUE.finditer(text)]
    # items of a list often open with a number, what somebody answers seldom does
    spoken = sum(not text[start].isdigit() for start, _ in found)
    return found if spoken >= _FEW_ANSWERS else plain_dialogue(text)


def paragraphs_of(doc: Doc) -> list[tuple[int, int]]:
    """The paragraphs of a document, looked for once."""
    return kept(doc, "paragraphs", lambda doc: list(paragraphs(match_text_of(doc))))


def quoted_spans(doc: Doc) -> list[tuple[int, int]]:
    """Character spans inside quotation marks that hold a clause (six words or more), the marks excluded.

    Straight marks are paired by what stands next to them; nesting is flattened to the outermost pair; a pair does
    not cross a paragraph break of two line feeds, but for guillemets that nothing else closes.
    """
    return kept(doc, "quoted", _quoted_spans)


def _goes_on(text: str, source: str, stack: list[int], at: int) -> bool:
    """A quotation of several paragraphs: the next mark after a break closes the one that was opened."""
    close = text.find('"', at) if len(stack) == 1 else -1
    return close >= 0 and source[stack[0]] == "«" and source[close] == "»" and close - stack[0] < _LONG_QUOTATION


def _quoted_spans(doc: Doc) -> list[tuple[int, int]]:
    text = match_text_of(doc)
    source = source_text_of(doc)
    spans: list[tuple[int, int]] = []
    stack: list[int] = []
    for found in _MARK.finditer(text):
        i = found.start()
        if found[0] != '"':
            if not _goes_on(text, source, stack, i):
                stack.clear()
            continue
        opens = source[i] in "«„“" and not (source[i] == "“" and stack)
        closes = source[i] in "»”" or (source[i] == "“" and bool(stack))
        if not opens and not closes:
            before, after = text[i - 1 : i], text[i + 1 : i + 2]
            opens = bool(after.strip()) and (not before.strip() or before in "([-")
            closes = not opens
        if opens:
            stack.append(i)
        elif stack:
            start = stack.pop()
            if not stack and len(text[start + 1 : i].split()) >= 6:
                spans.append((start + 1, i))
    return spans
