"""Statements that several make together, told by a verb of making: `президенты сделали совместное заявление`.

A collective's statement is an adoption (contract, section 3); its trigger is the noun.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from extract.document import Instrument, Party
from extract.language.syntax import feature, is_future, is_negated, preposition
from extract.language.words import tokens_with
from extract.parties import Parties
from extract.stages.events.participants.listing import stated
from extract.stages.events.slots import SlotFiller
from extract.stages.events.triggers.lexicon import Candidate
from schemas.event import EventStatus

_PAPERS = frozenset({"заявление", "коммюнике", "декларация", "обращение"})
#: verbs whose object is what they made public
_MAKING = frozenset({"сделать", "выпустить", "опубликовать", "обнародовать", "распространить", "огласить", "издать"})
#: `выступили с совместным заявлением`
_COMING_OUT = frozenset({"выступить"})
#: `сообщила о совместном заявлении двух президентов`
_TELLING = frozenset({"сообщить", "проинформировать", "объявить", "рассказать"})
_TOGETHER = frozenset({"совместный", "общий"})
#: from a group to the names of those who make it up
_BY_NAME = re.compile(r"[^.;:\n]{0,60}\s-\s")


def joint_statements(doc: Doc, parties: Parties, filler: SlotFiller, known: Sequence[Candidate]) -> Iterator[Candidate]:
    """Candidates for statements that the text says several made; `known` have triggers of their own."""
    taken = {c.token.i for c in known} | {c.token.head.i for c in known if c.type == "adoption" and not c.is_verb}
    verbs = {c.token.i for c in known if c.type == "adoption" and c.is_verb}
    for noun in tokens_with(doc, _PAPERS):
        if noun.i in taken or noun.sent._.language == "en" or not _is_joint(noun):
            continue
        verb = noun.head
        makes = verb.lemma_ in _MAKING and noun.dep_ in {"obj", "nsubj:pass", "nsubj"} and preposition(noun) is None
        makes = makes or (verb.lemma_ in _COMING_OUT and preposition(noun) in {"с", "со"})
        told = verb.lemma_ in _TELLING and preposition(noun) in {"о", "об"} and not is_future(verb)
        if not (makes or told) or verb.i in verbs or is_negated(verb) or feature(verb, "VerbForm") == "Inf":
            continue
        yield _candidate(doc, parties, filler, noun, verb, told=told)


def _candidate(doc: Doc, parties: Parties, filler: SlotFiller, noun: Token, verb: Token, *, told: bool) -> Candidate:
    status: EventStatus = "planned" if is_future(verb) and not told else "held"
    span = (noun.idx, noun.idx + len(noun))
    candidate = Candidate("adoption", noun, span, "event.adoption.joint_statement", status=status, asserted=True)
    candidate.dates = filler.days(noun.sent.start_char, noun.sent.end_char)[:1]
    for party in _makers(filler, parties, noun, verb):
        filler.people.add(candidate.participants, party, "participant")
    named = next((m for m in doc._.documents if m.start <= noun.idx < m.end), None)
    if named is not None and isinstance(named.entity, Instrument):
        candidate.documents = [named.entity]
    return candidate


def _makers(filler: SlotFiller, parties: Parties, noun: Token, verb: Token) -> list[Party]:
    """Whose statement it is, by the words behind it, else the subject of the verb."""
    owner = _owner(noun)
    if owner is None:
        return [] if verb.lemma_ in _TELLING else filler.people.before(verb)
    named = [m for m in parties.within(owner.idx, noun.sent.end_char) if m.type == "person"]
    if named and _BY_NAME.fullmatch(noun.doc._.match_text, owner.idx, named[0].start):
        # `заявление двух президентов - А и Б`
        return [stated(m) for m in named]
    return filler.people.listed(owner)


def _is_joint(noun: Token) -> bool:
    """`совместное заявление`, `заявление государств-членов`."""
    if feature(noun, "Number") == "Plur" or any(c.lemma_ == "проект" for c in (noun.head, *noun.lefts)):
        return False
    owner = _owner(noun)
    return any(c.lemma_ in _TOGETHER for c in noun.lefts) or (owner is not None and feature(owner, "Number") == "Plur")


def _owner(noun: Token) -> Token | None:
    """Whose statement it is, in the genitive."""
    return next((c for c in noun.rights if c.dep_ == "nmod" and preposition(c) is None), None)
