"""The state that will have a gathering: `готовность Грузии принять сессию`, `предложение Индии провести семинар`."""

from __future__ import annotations

import re

from spacy.tokens import Token

from extract.document import Organization, Party, Place, match_text_of
from extract.language.later import later
from extract.language.syntax import SUBJECTS, child, feature, preposition, subject
from extract.stages.events.participants.listing import Listing, stated
from extract.stages.events.triggers.lexicon import Candidate, is_object

_HAD = frozenset({"session", "summit", "conference", "exercise"})
_HAVING = frozenset(
    {"принять", "принимать", "провести", "проводить", "организовать", "организовывать", "устроить", "созвать"}
)
_RECEIVING = frozenset({"принять", "принимать"})
#: what is taken is no event
_TAKEN = frozenset({"участие", "решение", "мера", "к", "во", "закон", "поправка", "программа", "план", "заявление"})
#: words from the verb to the event
_REACH = 12
#: what stands before the service in an item of a decision
_ASSIGNED = later(
    r"\s*(?:\d[\d.]*\)?\s+)?(?:-\s+)?(?:(?:Просить|Поручить|Рекомендовать|Предложить)\s+)?", re.IGNORECASE
)
_HAVING_NOUNS = frozenset({"проведение", "организация", "прием", "созыв"})
#: whose wish it is says who will do it
_INTENT = frozenset(
    {
        "готовность", "намерение", "решение", "предложение", "инициатива", "желание", "заинтересованность", "согласие",
        "план", "обязательство", "стремление", "просьба", "заявка",
    }
)  # fmt: skip
#: `намерении провести в Нью-Дели в 2026 году семинар`: up to the event
_INTENDS = later(
    r"\b(?:намерени|готовност|планах?|решени|предложени|инициатив)\w*\s+(?:принять|провести|организовать|созвать)\s"
    r"(?:[^.;,:]|(?<=\bг)\.){0,90}$",
    re.IGNORECASE,
    needs="намерени|готовност|план|решени|предложени|инициатив",
)
_OF_ITS = later(r"\s+(?:сторон(?:ы|ой)\s+)?(?:о|об|на|в)?\s*")
_AS_SIDE = later(r"\bпринимающ(?:ей|ая)\s+(?:сторон(?:ой|а)|стран(?:ой|а))\s+(?:[\w-]+\s+){0,3}$", re.IGNORECASE)
_IS_IT = later(r"[^.;,:]{0,60}?\s(?:выступ(?:ит|ает|ил[аи]?)|стан(?:ет|овится)|стал[аи]?|будет|является|-)\s+")


def host(candidate: Candidate, listing: Listing) -> list[Party]:
    """The one state that has the event, or is to have it; of an assignment the service that is asked to."""
    if candidate.type not in _HAD or candidate.is_verb:
        return []
    token = candidate.token
    verb = _having(token) or _taking_near(token)
    if verb is not None:
        found = listing.subjects(verb) if feature(verb, "VerbForm") == "Fin" else _of_intent(verb, listing)
        if len(found) != 1 or not _is_state(found[0]):
            found = _other_subject(verb, token, listing)
            found = found or (_asked(verb, listing) if candidate.type == "conference" else [])
            return found or _told_around(candidate, listing)
    elif token.head.lemma_ in _HAVING_NOUNS and token.dep_ == "nmod":
        found = _of_intent(token.head, listing)
    else:
        found = []
    found = found if len(found) == 1 and _is_state(found[0]) else []
    return found or _told_around(candidate, listing)


def _told_around(candidate: Candidate, listing: Listing) -> list[Party]:
    """`делегации Индии о намерении провести семинар`, `Принимающей стороной учения выступит Казахстан`."""
    sentence, start, end = candidate.token.sent, *candidate.trigger
    text = match_text_of(candidate.token.doc)
    intent = _INTENDS.search(text, max(start - 160, sentence.start_char), start)
    if intent is not None:
        named = listing.roll.names(max(intent.start() - 90, sentence.start_char), intent.start(), groups=False)
        last = named[-1] if named else None
        owns = last is not None and last.end is not None and _OF_ITS.fullmatch(text, last.end, intent.start())
        return [last] if owns and last is not None and _is_state(last) else []
    side = _AS_SIDE.search(text, max(start - 60, sentence.start_char), start)
    verb = _IS_IT.match(text, end, sentence.end_char) if side is not None else None
    named = listing.roll.names(verb.end(), min(verb.end() + 60, sentence.end_char), groups=False) if verb else []
    first = named[:1] if verb is not None and named and named[0].start == verb.end() else []
    return [p for p in first if _is_state(p)]


def _taking_near(event: Token) -> Token | None:
    """`готова принять в 2020 году учения`, `примет в Оше штабную тренировку`: the parser hangs the event elsewhere."""
    if preposition(event) is not None or feature(event, "Case") not in {"Acc", "Nom"}:
        return None
    for token in reversed(event.doc[max(event.i - _REACH, event.sent.start) : event.i]):
        if token.lemma_ in _RECEIVING and token.pos_ == "VERB":
            fits = feature(token, "VerbForm") == "Inf" or feature(token, "Tense") == "Fut"
            return token if fits and token.nbor().lemma_ not in _TAKEN else None
        if token.pos_ in {"VERB", "AUX"} and feature(token, "VerbForm") == "Fin":
            return None
        if token.norm_ in {";", ",", ":"} or (token.pos_ == "NOUN" and feature(token, "Case") == "Acc"):
            return None
    return None


def _other_subject(verb: Token, event: Token, listing: Listing) -> list[Party]:
    """`учения примет Казахстан`, `принимать учение будет Казахстан`: the parser sees two subjects, or one of an
    infinitive.
    """
    if feature(verb, "VerbForm") == "Inf" and not any(c.pos_ == "AUX" for c in verb.children):
        return []
    acting = [c for c in verb.children if c.dep_ in SUBJECTS and c.i != event.i and feature(c, "Case") == "Nom"]
    found = [p for c in acting for p in listing.listed(c)] if verb.lemma_ in _RECEIVING else []
    return found if len(found) == 1 and _is_state(found[0]) else []


def _asked(verb: Token, listing: Listing) -> list[Party]:
    """`Просить МВД Беларуси принять семинар`, `МВД Беларуси провести курсы`: a service right before the infinitive."""
    if feature(verb, "VerbForm") != "Inf":
        return []
    text = match_text_of(verb.doc)
    before = [m for m in listing.bodies if m.end + 1 == verb.idx]
    start = text.rfind("\n", 0, verb.idx) + 1
    asked = before and _ASSIGNED.fullmatch(text, start, before[0].start)
    return [stated(before[0])] if asked and isinstance(before[0].entity, Organization) else []


def _having(event: Token) -> Token | None:
    """The verb of having that the event is the object of, also as `которое` in a clause of its own."""
    if event.head.lemma_ in _HAVING and (is_object(event) or event.dep_ == "obj"):
        return event.head
    if event.head.lemma_ in _RECEIVING and event.dep_ in SUBJECTS and event.i < event.head.i:
        # `учения примет Казахстан`
        return event.head if any(c.dep_ in SUBJECTS for c in event.head.rights) else None
    for clause in event.rights:
        if clause.dep_ == "acl:relcl" and clause.lemma_ in _HAVING:
            pronoun = child(clause, "obj")
            return clause if pronoun is not None and pronoun.lemma_ == "который" else None
    return None


def _of_intent(word: Token, listing: Listing) -> list[Party]:
    """Who acts in `X готов провести`, `готовность X провести`, `заявил о готовности провести`."""
    above = word.head
    if above.lemma_ not in _INTENT:
        acting = subject(above) if word.dep_ == "xcomp" else None
        return listing.listed(acting) if acting is not None else []
    owner = next((c for c in above.rights if _is_owner(c) and c.i < word.i), None)
    if owner is not None:
        return listing.listed(owner)
    telling = above.head
    acting = subject(telling) if telling.pos_ == "VERB" else None
    return listing.listed(acting) if acting is not None else []


def _is_owner(token: Token) -> bool:
    return token.dep_ == "nmod" and preposition(token) is None and feature(token, "Case") == "Gen"


def _is_state(party: Party) -> bool:
    return isinstance(party.entity, Place) and party.entity.kind == "country"
