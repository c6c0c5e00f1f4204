"""The subject of a verb: its own, one that the parser took for something else, the one of the clause above."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from extract.document import Event, Party, Place, match_text_of, sentence_of
from extract.language.morphology import entries, parses
from extract.language.syntax import (
    SUBJECTS,
    ancestors,
    antecedent,
    coordinated,
    feature,
    is_future,
    is_relative,
    noun_phrase,
    preposition,
    subject,
)
from extract.lexicons.countries import country_by_adjective
from extract.parties import Parties
from extract.parties.words import RULERS, SIDES, is_plural
from extract.stages.commitments.cues.lexicon import Found
from extract.stages.commitments.cues.words import BIASPECTUAL
from extract.stages.commitments.parties.words import BODIES, PAPERS, SAYING, STATES, TEAMS, WHOLES

#: `CA-NEWS (TJ) - Управление подтвердило`
_AFTER_AGENCY = re.compile(r"\s*(?:\([^()\n]{1,20}\)\s*)?[-:]\s+")
#: how many words before a verb its lost subject may stand
_REACH = 18
#: how many words may open a sentence before the verb that goes on with another's subject
_OPENING = 3
#: characters in which two who act together stand before their verb
_TWO = 150
_BREAKS = frozenset({";", ":", ".", '"', "(", ")", "-"})
#: short participles of will: they are no passives
WILLING = (
    "намерен",
    "нацелен",
    "настроен",
    "готов",
    "обязан",
    "заинтересован",
    "согласн",
    "согласен",
    "полны",
    "исполнены",
    "преисполнены",
)
#: what the tagger calls a plural may be none
_PLURAL_ENDINGS = ("ут", "ют", "ат", "ят", "утся", "ются", "атся", "ятся")
_MEMBER_STATES = ("государства-", "государство-", "страны-", "страна-")
_OPENERS = frozenset({"что", "чтобы", "который", "если", "когда", "как", "где", "поскольку"})


class Subjects:
    """Finds who acts in the clauses of one document."""

    def __init__(self, doc: Doc, parties: Parties) -> None:
        self._doc = doc
        self._parties = parties

    def acting(self, verb: Token) -> Token | None:
        """The subject of a verb: its own, one that the parser took for something else, the one of the clause above."""
        above = self._told_beside(verb) or _plural_above(verb) or _of_main(verb)
        if above is not None:
            return above
        dashed = self._before_dash(verb)
        if dashed is not None:
            return dashed
        beside = self._verb_beside(verb) or clause_before(verb)
        if beside is not None:
            return self.acting(beside)
        own = _nearest(verb) or self._after_joint(verb) or subject(verb)
        if own is not None and _of_other_clause(verb, own):
            own = None
        if own is not None and own.lemma_ == "который":
            # `с послом, который подтвердил готовность`
            return antecedent(own) or own
        if own is not None and own.i > verb.i and preposition(own) is not None:
            # `закон внесут в Мажилис`
            own = None
        if own is not None and feature(own, "Case") == "Dat" and not _may_be_subject(own, feature(verb, "Number")):
            # `право перейдёт Беларуси`
            own = None
        if own is not None and own.i > verb.i and _is_object(own):
            # `будет ежедневно заслушивать акимов`
            own = None
        own = self._person_behind(own, verb) or self._post_above(verb)
        own = self._behind_object(own, verb) or own
        willing = verb.norm_.lower().startswith(WILLING)
        named = self._after_colon(own, verb) if own is not None and own.i < verb.i else None
        if named is not None:
            return named
        if (is_passive(verb) and not willing) or (own is not None and self.can_act(own)):
            return own
        if feature(verb, "VerbForm") == "Fin" and feature(verb, "Person") in {"3", None}:
            lost = self._lost_subject(verb)
            if lost is not None and (own is None or feature(own, "Case") != "Nom" or lost.i > own.i):
                return lost
        if own is None and verb.dep_ == "conj" and verb.head.pos_ == "VERB":
            alike = all(feature(verb.head, name) == feature(verb, name) for name in ("Tense", "Number", "Gender"))
            return self.acting(verb.head) if alike else self._saying(verb)
        return self._saying(verb) if own is None else own

    def _before_dash(self, verb: Token) -> Token | None:
        """`А поставит программы, Центр - обучит операторов`: the party between a comma and the dash before the verb."""
        if feature(verb, "VerbForm") != "Fin" or verb.i - 3 <= sentence_of(verb).start or verb.nbor(-1).norm_ != "-":
            return None
        last = verb.nbor(-2)
        first, own = last, last
        for mention in self._parties.covering(last)[:1]:
            words = self._parties.index.span(mention.start, mention.end)
            first, own = words[0], words.root
        while first.i > sentence_of(verb).start + 1 and first.nbor(-1).pos_ == "ADJ":
            # `таджикская сторона - подготовит`
            first = first.nbor(-1)
        joined = verb.doc[first.i - 1].norm_ in {",", ";", "а"}
        fits = joined and _may_be_subject(own, feature(verb, "Number")) and self._is_party(own)
        return own if fits else None

    def _post_above(self, verb: Token) -> Token | None:
        """`директор-исполнитель Управления в письме подтвердила`: a post that the tagger takes for an adjective."""
        head = verb.head
        if verb.dep_ != "parataxis" or head.i > verb.i or head.pos_ != "ADJ":
            return None
        return head if any(m.type == "position" and m.start == head.idx for m in self._parties.covering(head)) else None

    def _person_behind(self, own: Token | None, verb: Token) -> Token | None:
        """`Следующее заседание председатель правительства предложил провести`: the officer whom the parser takes for a
        name of the sitting.
        """
        if own is None or own.pos_ != "NOUN" or own.i > verb.i or is_person(own) or own.lemma_ in BODIES:
            return own
        behind = (c for c in own.rights if c.dep_ == "appos" and c.i < verb.i and c.pos_ == "NOUN" and is_person(c))
        return next((c for c in behind if feature(c, "Case") == "Nom" and not is_plural(c)), own)

    def _behind_object(self, own: Token | None, verb: Token) -> Token | None:
        """`Обобщение материалов возьмёт на себя Секретариат`: the party behind the verb, a thing in front of it."""
        if own is not None and self.can_act(own):
            return None
        return next((c for c in behind_object(own, verb) if self._is_party(c)), None)

    def _after_joint(self, verb: Token) -> Token | None:
        """`А рассказал об опыте, а заместитель Б предложил`: the noun that opens the clause, which the parser hung
        elsewhere.
        """
        if feature(verb, "VerbForm") != "Fin" or any(c.dep_ in SUBJECTS for c in verb.lefts):
            return None
        doc = verb.doc
        for i in range(verb.i - 1, max(sentence_of(verb).start, verb.i - _REACH), -1):
            token = doc[i]
            if token.norm_.lower() == "а" and doc[i - 1].norm_ == ",":
                first = next((t for t in doc[i + 1 : verb.i] if t.pos_ in {"NOUN", "PROPN"}), None)
                fits = first is not None and feature(first, "Case") == "Nom" and preposition(first) is None
                return first if fits and feature(first, "Number") == feature(verb, "Number") else None  # type: ignore[arg-type]
            if token.norm_ in _BREAKS or token.norm_ == "," or feature(token, "VerbForm") == "Fin":
                return None
        return None

    def _verb_beside(self, verb: Token) -> Token | None:
        """`совет поблагодарил гостей и попросил`: the verb right before, where the parser joined another one."""
        before = verb.doc[verb.i - 1] if verb.i > sentence_of(verb).start else None
        if before is None or before.norm_ != "и" or any(c.dep_ in SUBJECTS for c in verb.children):
            return None
        for token in reversed(verb.doc[max(sentence_of(verb).start, verb.i - _REACH) : verb.i - 1]):
            if token.norm_ in _BREAKS or token.norm_.lower() in _OPENERS:
                return None
            if token.pos_ == "VERB" and feature(token, "VerbForm") == "Fin":
                alike = all(feature(token, name) == feature(verb, name) for name in ("Tense", "Number", "Gender"))
                return token if alike and token != verb.head else None
        return None

    def _saying(self, verb: Token) -> Token | None:
        """`делегация заявила, что выделит`, `что намерена выделить`: who says so, if the clause has no subject."""
        while verb.dep_ == "conj":
            verb = verb.head
        # `предупредил, что с марта будет проверять`
        told = next((c for c in verb.lefts if c.dep_ == "aux" and c.lemma_ == "быть"), verb)
        ahead = told is not verb or feature(verb, "Tense") in {"Fut", "Pres"} or feature(verb, "Variant") == "Short"
        if verb.dep_ != "ccomp" or verb.head.lemma_ not in SAYING or not ahead or feature(told, "Person") == "1":
            return None
        outer = subject(verb.head)
        agrees = outer is not None and feature(verb.head, "Number") == feature(told, "Number")
        return outer if agrees else None

    def _after_colon(self, own: Token, verb: Token) -> Token | None:
        """`МИД: Россия передаст технику`: the name after the colon, where the parser took the one before it."""
        colon = next((t.i for t in verb.doc[own.i : verb.i] if t.norm_ == ":"), None)
        if colon is None or '"' in self._doc._.match_text[own.idx : verb.idx]:
            return None
        after = verb.doc[colon + 1 : verb.i]
        return next((t for t in after if feature(t, "Case") in {"Nom", None} and self._is_party(t)), None)

    def went_before(self, verb: Token) -> Token | None:
        """`Министр выступил. Призвал ускорить обмен`: the officer of the sentence before, with whom a past goes on."""
        first = verb
        while first.dep_ in {"conj", "parataxis"}:
            first = first.head
        gender = feature(first, "Gender")
        alone = feature(first, "Tense") == "Past" and feature(first, "VerbForm") == "Fin" and gender in {"Masc", "Fem"}
        start: int = first.sent.start
        if not alone or start == 0 or first.dep_ != "ROOT" or first.i - start > _OPENING:
            return None
        text: str = self._doc._.match_text
        before = verb.doc[start - 1].sent
        if text.find("\n", before.end_char - 1, first.sent.start_char) >= 0 or is_passive(first):
            return None
        own = subject(before.root) if before.root.pos_ == "VERB" else None
        agrees = own is not None and feature(before.root, "Gender") == gender and is_person(own)
        return own if agrees else None

    def can_act(self, token: Token) -> bool:
        person = token.pos_ == "PRON" or is_person(token)
        return person or token.pos_ not in {"NOUN", "PROPN"} or self.acts(token)

    def _told_beside(self, verb: Token) -> Token | None:
        """`сообщил, что Секретариат проведет, и пригласил`: a past after a future goes on with the speaker."""
        if feature(verb, "Tense") != "Past" or verb.dep_ != "conj" or feature(verb.head, "Tense") != "Fut":
            return None
        if any(c.dep_ in SUBJECTS for c in verb.children):
            return None
        for node in ancestors(verb):
            if feature(node, "Tense") == "Past" and node.pos_ == "VERB" and feature(node, "VerbForm") == "Fin":
                return subject(node)
        return None

    def _lost_subject(self, verb: Token) -> Token | None:
        """`Таджикистан до конца года построит`: the nearest word before the verb that can be its subject and act."""
        doc, number = verb.doc, feature(verb, "Number")
        i = verb.i - 1
        start = max(sentence_of(verb).start, verb.i - _REACH)
        while i >= start:
            token = doc[i]
            if token.norm_ == ",":
                opening = next((k for k in range(i - 1, max(i - 8, start), -1) if doc[k].norm_ == ","), None)
                between = doc[opening + 1 : i] if opening is not None else ()
                aside = not any(t.pos_ in {"VERB", "SCONJ"} or t.norm_ in _BREAKS for t in between)
                if opening is None or not aside or feature(verb, "Tense") == "Past":
                    return None
                i = opening - 1
                continue
            if token.norm_ in _BREAKS or token.norm_.lower() in _OPENERS or feature(token, "VerbForm") == "Fin":
                return None
            named = any(mention.type == "person" for mention in self._parties.covering(token)[:1])
            told = feature(verb, "Tense") != "Past" or feature(token, "Case") == "Nom" or named
            if told and token.pos_ in {"NOUN", "PROPN"} and _may_be_subject(token, number) and self._is_party(token):
                above = token.head
                outer = token.dep_ == "nmod" and above.i < token.i and above.pos_ in {"NOUN", "PROPN"}
                if not (outer and _may_be_subject(above, number) and self._is_party(above)):
                    return token
            i -= 1
        return None

    def _is_party(self, token: Token) -> bool:
        """The head of a name that acts, or a word for a body or side."""
        for mention in self._parties.covering(token)[:1]:
            # only the whole name: `с УНП ООН` does not make `ООН` a subject
            head = self._parties.index.span(mention.start, mention.end)
            if mention.type == "position":
                # `по поручению президента Таджикистана МЧС подготовит`: the post ends at its state
                inner = [m for m in self._parties.covering(token) if m.type == "organization" and m.start == token.idx]
                state = any(m.type == "place" for m in self._parties.within(mention.start, token.idx))
                return bool(inner) and state and feature(token, "Number") != "Plur"
            if len(head) and head.root.i == token.i:
                place = mention.entity
                return (
                    not isinstance(place, Place)
                    or place.kind in {"country", "region"}
                    or self._parties.capital(mention) is not None
                )
        return token.lemma_ in BODIES or any(p.normal_form in WHOLES for p in parses(token.norm_.lower()))

    def named_before(self, verb: Token) -> list[Party]:
        """`О сроках Исполком СНГ сообщит`: the body or state right before a verb whose subject the parser lost."""
        past = feature(verb, "Tense") == "Past" and feature(verb, "VerbForm") == "Fin"
        if (feature(verb, "Person") != "3" and not past) or verb.i == verb.sent.start:
            return []
        before = verb.nbor(-1)
        for mention in self._parties.covering(before)[:1]:
            head = self._parties.index.span(mention.start, mention.end)
            nominative = any(feature(t, "Case") in {"Nom", None} for t in head if t.pos_ in {"NOUN", "PROPN"})
            if (
                mention.type in ({"person"} if past else {"organization", "person"})
                and mention.end == before.idx + len(before)
                and nominative
            ):
                return [Party(mention.entity, mention.start, mention.end, "stated")]  # type: ignore[arg-type]
        return self._two_before(verb) if past and feature(verb, "Number") == "Plur" else []

    def _two_before(self, verb: Token) -> list[Party]:
        """`министр Арам Саркисян и посол Ирана договорились, расходы берёт банк`: two that stand right before."""
        text = match_text_of(self._doc)
        since = max(verb.sent.start_char, verb.idx - _TWO)
        for mention in self._parties.within(since, verb.idx):
            after = mention.end + len(" и ")
            if mention.type != "person" or text[mention.end : after] != " и ":
                continue
            last = self._parties.within(after, verb.idx)
            joined = self._parties.index.at(after)
            whole = any(m.start == after for m in last) and any(m.end == verb.idx - 1 for m in last)
            if joined is not None and whole and " и " not in text[after : verb.idx]:
                return [Party(mention.entity, mention.start, mention.end, "stated"), *self._parties.at(joined)]  # type: ignore[arg-type]
        return []

    def acts(self, token: Token) -> bool:
        """An inanimate subject acts if it is, or holds, a named party or a side."""
        if (
            self._parties.covering(token)
            or token.lemma_ in BODIES | RULERS | TEAMS
            or token.norm_.lower().startswith(_MEMBER_STATES)
        ):
            return True
        start, end = noun_phrase(token)
        # `решение коллегии начнёт действовать`: a paper does nothing, whosever it is
        if token.lemma_ in PAPERS:
            return False
        return any(m.type == "organization" and m.end <= end for m in self._parties.within(start, end))

    def after_dateline(self, token: Token, event: Event | None) -> list[Party]:
        """`ИНТЕРФАКС-КАЗАХСТАН - Казахстан снимет`: the agency of the dateline is no subject."""
        covering = self._parties.covering(token)
        if not covering:
            return []
        text = match_text_of(self._doc)
        after = _AFTER_AGENCY.match(text, covering[0].end)
        # any name that opens a line and a bracket is one of an agency
        opens = covering[0].start == 0 or text[covering[0].start - 1] == "\n"
        if after is None or not ("media" in covering[0].rule or (opens and "(" in after[0])):
            return []
        for other in self._parties.index.span(after.end(), token.sent.end_char):
            if other.pos_ in {"NOUN", "PROPN"} and feature(other, "Case") in {"Nom", None}:
                return self._parties.at(other, event)
        return []


def behind_object(own: Token | None, verb: Token) -> Iterator[Token]:
    """`Расходы возьмёт на себя Секретариат`: what may be the subject behind a future, where a thing that looks like
    one stands in front.
    """
    thing = own or next((c for c in verb.lefts if c.dep_ == "obj"), None)
    if thing is None or thing.pos_ != "NOUN" or thing.i > verb.i or thing.head != verb or not _is_ahead(verb):
        return
    may = any("accs" in p.tag for p in parses(thing.norm_.lower()))
    if not may or feature(thing, "Animacy") == "Anim" or thing.lemma_ in BODIES:
        return
    for c in verb.rights:
        if c.pos_ in {"NOUN", "PROPN"} and c.dep_ in _BEHIND and _may_be_subject(c, feature(verb, "Number")):
            yield c


_BEHIND = frozenset({"nsubj", "obj", "obl", "iobj"})


def _plural_above(verb: Token) -> Token | None:
    """`Стороны отметили, что оборот возрос, и выразили намерение`: the plural that a plural past goes on with, where
    the parser joined it to the verb of a single thing.
    """
    if feature(verb, "Tense") != "Past" or feature(verb, "Number") != "Plur" or feature(verb, "VerbForm") != "Fin":
        return None
    own = next((c for c in verb.rights if c.dep_ in SUBJECTS), None)
    if own is not None and feature(own, "Number") == "Sing" and len(coordinated(own)) == 1 and not is_plural(own):
        # `А и Б заявили о готовности, посол уточнил`, where the parser gives each verb the subject of the other
        before = verb.doc[sentence_of(verb).start : verb.i]
        crossed = (t for t in before if t.dep_ in SUBJECTS and t.head.i > own.i)
        return next((t for t in crossed if is_plural(t) or len(coordinated(t)) > 1), None)
    own = subject(verb) if verb.dep_ in {"conj", "parataxis"} else None
    if own is None or own.head == verb or is_plural(own) or len(coordinated(own)) > 1 or own.pos_ == "PRON":
        return None
    for node in ancestors(verb):
        alike = feature(node, "Tense") == "Past" and feature(node, "Number") == "Plur"
        for c in node.children if alike else ():
            if c.dep_ in SUBJECTS and (is_plural(c) or len(coordinated(c)) > 1) and c.i < verb.i:
                return c
    return None


def _is_object(noun: Token) -> bool:
    """People in the accusative, whatever the parser makes of them: `акимов`."""
    if noun.pos_ != "NOUN" or feature(noun, "Case") == "Nom" or any(c.dep_.startswith("num") for c in noun.children):
        return False
    known = [p.tag for p in parses(noun.norm_.lower()) if "NOUN" in p.tag and ("Surn" not in p.tag or noun.is_title)]
    return bool(known) and not any("nomn" in tag for tag in known)


def _of_main(verb: Token) -> Token | None:
    """`Министры подписали протокол, в котором обязались`: a past without a subject behind a paper goes on with those
    who adopted it.
    """
    first = verb
    while first.dep_ == "conj" and first.head.i < first.i:
        first = first.head
    told = feature(verb, "Tense") == "Past" or (feature(verb, "Tense") == "Pres" and feature(verb, "Number") == "Plur")
    if first.dep_ != "acl:relcl" or not told or feature(verb, "VerbForm") != "Fin":
        return None
    paper, outer = first.head, first.head.head
    if any(c.dep_ in SUBJECTS for v in (verb, first) for c in v.children) or paper.i > first.i:
        return None
    opening = first.doc[paper.i + 1 : first.i]
    turned = any(t.norm_.lower() == "где" or (is_relative(t) and feature(t, "Case") != "Nom") for t in opening)
    alike = feature(outer, "Tense") == "Past" and feature(outer, "Number") == feature(verb, "Number")
    return subject(outer) if turned and alike and not is_passive(outer) else None


def _nearest(verb: Token) -> Token | None:
    """`А поставит приборы, Б обязуется обучить`: of two subjects that the parser gives a verb the one beside it."""
    own = [c for c in verb.lefts if c.dep_ in SUBJECTS]
    if len(own) == 1 and feature(verb, "Number") == "Plur" and feature(own[0], "Number") == "Sing":
        # `список Россия и Казахстан обещают передать`, which the parser takes for a name of the list
        names = (c for c in own[0].rights if c.dep_ == "appos" and feature(c, "Case") == "Nom")
        return next((c for c in names if len(coordinated(c)) > 1 and len(coordinated(own[0])) == 1), None)
    if len(own) < 2:
        return None
    # `заседание наша страна готова принять`, `список Россия и Казахстан обещают передать`
    somebody = own[-1].pos_ == "PROPN" or is_person(own[-1])
    named = own[0].pos_ == "NOUN" and own[0].lemma_ not in BODIES and somebody
    thing = feature(own[-1], "Case") == "Nom" and (
        feature(own[0], "Case") == "Acc" or (named and not is_person(own[0]))
    )
    return own[-1] if thing or verb.doc[own[-1].left_edge.i - 1].norm_ in {",", ";", "-", "а"} else None


def _of_other_clause(verb: Token, own: Token) -> bool:
    """`Стороны одобрили проект; документ внесут на саммит`: a plural that goes on with nobody behind its object."""
    if own.head == verb or feature(verb, "Tense") != "Fut" or feature(verb, "Number") != "Plur" or own.i > verb.i:
        return False
    thing = next((c for c in verb.lefts if c.dep_ in {"obj", "nsubj"} and feature(c, "Animacy") == "Inan"), None)
    if thing is None:
        return False
    return any(t.norm_ == ";" for t in verb.doc[own.i : thing.i])


def clause_before(verb: Token) -> Token | None:
    """`сообщил, что Секретариат окажет содействие и в июле направит группу`: the verb whose clause goes on, where the
    parser hung both on the verb of saying.
    """
    if verb.dep_ != "ccomp" or feature(verb, "VerbForm") != "Fin" or not any(c.dep_ == "cc" for c in verb.lefts):
        return None
    # `обучит не менее 40 водителей`: an adverb is no subject
    if any(c.dep_ in SUBJECTS and c.pos_ != "ADV" for c in verb.children):
        return None
    before = [c for c in verb.head.children if c.dep_ == "ccomp" and verb.head.i < c.i < verb.i]
    if (
        not before
        or feature(before[-1], "VerbForm") != "Fin"
        or feature(before[-1], "Number") != feature(verb, "Number")
    ):
        return None
    return before[-1] if is_future(before[-1]) == _is_ahead(verb) else None


def _is_ahead(verb: Token) -> bool:
    """A future, also of a verb whose present it shares: `поставит приборы, а летом организует стажировку`."""
    if is_future(verb) or feature(verb, "Tense") != "Pres":
        return is_future(verb)
    # `обучит`, which the tagger takes for a present
    forms = [p for p in parses(verb.norm_.lower()) if p.tag.POS == "VERB"]
    return verb.lemma_ in BIASPECTUAL or (bool(forms) and all("futr" in p.tag for p in forms))


def _may_be_subject(token: Token, number: str | None) -> bool:
    """The form can be a nominative of the verb's number, whatever the tagger chose; it has no preposition."""
    if preposition(token) is not None or any(c.dep_ == "case" for c in token.head.children if token.dep_ == "flat"):
        return False
    if feature(token, "Case") == "Nom" and feature(token, "Number") == number:
        return True
    wanted = "plur" if number == "Plur" else "sing"
    fixed = wanted == "sing"
    tags = (entry.tag for entry in entries(token.norm_.lower()))
    return any("nomn" in tag and (wanted in tag or (fixed and "Fixd" in tag)) for tag in tags)


def bare_side(verb: Token) -> Token | None:
    """`белорусская сторона предложила ..., узбекская - поддержала`: the adjective of a side that is not told again."""
    own = next((c for c in verb.lefts if c.dep_ in SUBJECTS), None)
    return own if own is not None and is_bare_side(own) else None


def is_bare_side(token: Token) -> bool:
    """`узбекская` before a dash or a verb: the side of a state."""
    if token.pos_ != "ADJ" or feature(token, "Case") != "Nom" or feature(token, "Gender") != "Fem":
        return False
    after = token.nbor() if token.i + 1 < len(token.doc) else None
    alone = after is not None and (after.norm_ == "-" or after.pos_ == "VERB")
    return alone and country_by_adjective(token.norm_.lower()) is not None


def is_person(noun: Token) -> bool:
    """Also of people whom the tagger takes for things: `топографы`."""
    if feature(noun, "Animacy") == "Anim":
        return True
    if noun.pos_ != "NOUN" or not is_plural(noun):
        return False
    known = [entry.tag for entry in entries(noun.norm_.lower()) if entry.pos == "NOUN"]
    return bool(known) and all("anim" in tag for tag in known)


def is_somebody(verb: Token, own: Token | None) -> bool:
    """`закон внесут в парламент`, `к маю её введут`, `штаб разместят в Душанбе`: nobody is named who will do it."""
    if feature(verb, "Person") != "3" or not verb.norm_.lower().endswith(_PLURAL_ENDINGS):
        return False
    if own is None:
        return any(c.dep_ == "obj" for c in verb.children)
    single = len(coordinated(own)) == 1 and not is_plural(own) and not _may_be_subject(own, "Plur")
    return single and own.pos_ == "NOUN" and feature(own, "Animacy") == "Inan" and own.i < verb.i


def is_passive(verb: Token) -> bool:
    if is_reflexive_past(verb):
        return False
    return feature(verb, "Voice") == "Pass" or (feature(verb, "Variant") == "Short" and verb.pos_ == "VERB")


def is_reflexive_past(verb: Token) -> bool:
    """`Договорились`, which the tagger takes for a participle at the start of a sentence."""
    return verb.norm_.lower().endswith("лись") and feature(verb, "VerbForm") == "Part"


def who_says(found: Found) -> Token | None:
    """The subject of `Министры подчеркнули, что будут поддерживать диалог`, who speak of themselves."""
    auxiliary = found.word
    if found.frame != "future" or feature(found.action, "VerbForm") != "Inf" or auxiliary.i < auxiliary.sent.start + 4:
        return None
    that = auxiliary.nbor(-2) if auxiliary.nbor(-1).norm_.lower() == "не" else auxiliary.nbor(-1)
    if that.norm_.lower() != "что" or that.nbor(-1).norm_ != ",":
        return None
    verb = that.nbor(-2)
    told = verb.lemma_ in SAYING and feature(verb, "VerbForm") == "Fin"
    who = subject(verb) if told else None
    return who if who is not None and feature(verb, "Number") == feature(auxiliary, "Number") else None


def both_subjects(verb: Token, token: Token) -> list[Token]:
    """`и первая республика, и вторая рассчитывают`: two subjects side by side, each behind its `и`."""
    own = [c for c in verb.lefts if c.dep_ in SUBJECTS and c.pos_ in {"NOUN", "PROPN"} and feature(c, "Case") == "Nom"]
    first = [next(t for t in c.subtree if t.i == c.i or t.pos_ not in {"PUNCT", "CCONJ"}) for c in own]
    each = [c for c, t in zip(own, first) if t.i > 0 and t.nbor(-1).norm_.lower() == "и"]
    return each if token in each and len(each) > 1 and feature(verb, "Number") == "Plur" else []


#: singulars that take a plural
_MANY = frozenset({"ряд", "большинство", "часть", "множество", "половина", "треть", "число", "количество", "группа"})


def of_other_number(verb: Token, own: Token) -> bool:
    """A future in the plural behind the one subject of the clause before, which stands for nobody else."""
    if feature(verb, "Number") != "Plur" or feature(verb, "Person") != "3" or feature(own, "Number") != "Sing":
        return False
    beside = any(preposition(c) in {"с", "со"} or c.dep_ in {"conj", "nummod"} for c in own.children)
    many = own.lemma_ in _MANY | SIDES or own.pos_ in {"NUM", "PRON"} or is_plural(own)
    return own.pos_ in {"NOUN", "PROPN"} and not beside and not many


def of_speaker(verb: Token) -> bool:
    """`министр заявил, что договорился с коллегой`: a past in the singular that goes on with who speaks."""
    if verb.dep_ != "ccomp" or feature(verb, "Tense") != "Past" or feature(verb, "Number") != "Sing":
        return False
    # `он сообщает, что уведомил`
    head = verb.head
    alike = ("Number", "Gender", "Tense") if feature(head, "Tense") == "Past" else ("Number",)
    return head.i < verb.i and all(feature(verb, f) == feature(head, f) for f in alike)


def of_both(token: Token) -> list[Party]:
    """`Министерства дорог двух стран`: no one ministry of that name."""
    if not is_plural(token):
        return []
    whose = (c for c in token.subtree if c.lemma_ in STATES and c.i > token.i)
    two = any(c.lemma_ in {"два", "оба"} for one in whose for c in one.children)
    return [Party(None, *noun_phrase(token), "stated")] if two else []


def modified(found: Found) -> Token | None:
    """`стороны, готовые расширить обмен, подписали`: the noun that a full form stands behind."""
    word = found.word
    detached = word.dep_ == "acl" and word.pos_ == "ADJ" and feature(word, "Variant") != "Short"
    return word.head if detached and found.entry is not None and word.head.pos_ in {"NOUN", "PROPN"} else None
